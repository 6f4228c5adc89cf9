import os
from pathlib import Path

import numpy as np
import pytest

from warraq.entities.corpora import Sentence, read_corpus
from warraq.entities.scoring import ALL, measure
from warraq.entities.transformer.recogniser import MODEL, WINDOW, TransformerRecogniser
from warraq.errors import MissingDataError

SHARED = Path(os.environ.get("WARRAQ_SHARED", Path(__file__).resolve().parents[4] / "shared"))

# "The French president Jacques Chirac visited the Egyptian capital Cairo."
VISIT = ["زار", "الرئيس", "الفرنسي", "جاك", "شيراك", "العاصمة", "المصرية", "القاهرة", "."]
# "And Chirac met the secretary general of the United Nations, Kofi Annan."
MEETING = ["والتقى", "شيراك", "الأمين", "العام", "للأمم", "المتحدة", "كوفي", "عنان", "."]


@pytest.fixture(scope="module")
def recogniser() -> TransformerRecogniser:
    return TransformerRecogniser()


def mentions(words: list[str], tagged: list[tuple[str, float]]) -> list[str]:
    found: list[str] = []
    for word, (tag, _) in zip(words, tagged, strict=True):
        if tag.startswith("I-"):
            found[-1] += f" {word}"
        elif tag != "O":
            found.append(f"{tag[2:]} {word}")
    return found


def test_it_finds_who_where_and_what(recogniser: TransformerRecogniser) -> None:
    visit, meeting = recogniser.tag([VISIT, MEETING])
    assert {"PERS جاك شيراك", "LOC القاهرة"} <= set(mentions(VISIT, visit))
    assert {"PERS شيراك", "ORG للأمم المتحدة", "PERS كوفي عنان"} <= set(mentions(MEETING, meeting))


def test_every_word_has_a_tag_and_a_probability(recogniser: TransformerRecogniser) -> None:
    document = [VISIT, [], MEETING, ["\u0640"], ["x" * 3000], VISIT * 60]
    tagged = recogniser.tag(document)
    assert [len(sentence) for sentence in tagged] == [len(sentence) for sentence in document]
    assert all(0 < probability <= 1 for sentence in tagged for _, probability in sentence)
    assert recogniser.tag([]) == []


def test_a_document_does_not_depend_on_calls_before_it_or_on_threads(
    recogniser: TransformerRecogniser,
) -> None:
    document = [VISIT, MEETING] * 20
    alone = recogniser.tag(document)
    recogniser.tag([MEETING * 3])
    assert recogniser.tag(document) == alone
    assert TransformerRecogniser(threads=2).tag(document) == alone


def test_documents_do_not_see_each_other(recogniser: TransformerRecogniser) -> None:
    documents = [[VISIT, MEETING], [], [MEETING], [VISIT]]
    assert recogniser.tag_documents(documents) == [recogniser.tag(document) for document in documents]
    assert recogniser.tag_documents(documents[::-1]) == recogniser.tag_documents(documents)[::-1]


def test_a_full_window_does_not_see_what_follows(recogniser: TransformerRecogniser) -> None:
    longer_than_a_window = [MEETING] * (WINDOW // len(MEETING))
    before_visit = recogniser.scores([*longer_than_a_window, VISIT])
    before_meeting = recogniser.scores([*longer_than_a_window, MEETING])
    assert np.array_equal(before_visit[0], before_meeting[0])
    assert not np.array_equal(before_visit[-2], before_meeting[-2])


def test_a_sentence_is_read_with_its_neighbours(recogniser: TransformerRecogniser) -> None:
    assert recogniser.tag([VISIT, MEETING])[1] != recogniser.tag([MEETING])[0]


def test_the_model_is_small_enough_for_the_repository() -> None:
    assert sum(file.stat().st_size for file in MODEL.iterdir()) <= 40_000_000


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="make train-entities"):
        TransformerRecogniser(tmp_path)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(("name", "least"), [("anercorp_test", 0.76), ("anercorp_test_repaired", 0.79)])
def test_f1_on_anercorp(recogniser: TransformerRecogniser, name: str, least: float) -> None:
    file = SHARED / "data" / "ner" / f"{name}.txt"
    if not file.is_file():
        pytest.skip(f"{file} is not there")
    sentences: list[Sentence] = read_corpus(file)
    assert measure(recogniser, sentences).scores[ALL].f1 >= least
