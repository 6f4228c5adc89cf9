from __future__ import annotations

import json
from pathlib import Path

import pytest

from warraq.errors import MissingDataError
from warraq.pipeline import load_spacing
from warraq.settings import get_settings
from warraq.spacing.analyser import (
    ABOUT,
    PART_UNKNOWN,
    PARTS_ANALYSED,
    TABLES,
    WHOLE_ANALYSED,
    Analyser,
    Tables,
    about_morphology,
    load_analyser,
    morphology_dir,
    read_tables,
    write_tables,
)
from warraq.spacing.local import keep_knowledge, kept_knowledge, local_knowledge
from warraq.spacing.model import SpacingModel

ONE = frozenset
TINY = Tables(
    {"": ONE({"P0"}), "و": ONE({"Wa"}), "ال": ONE({"Al"}), "لل": ONE({"Li"})},
    {"كتاب": ONE({"N"}), "مدرس": ONE({"Nap"}), "أمر": ONE({"N"}), "يحترم": ONE({"IV"})},
    {"": ONE({"S0"}), "ة": ONE({"ap"}), "ها": ONE({"poss", "obj"})},
    {"P0": ONE({"N", "Nap", "IV"}), "Wa": ONE({"N", "Nap", "IV"}), "Al": ONE({"N", "Nap"})},
    {"N": ONE({"S0", "poss"}), "Nap": ONE({"ap"}), "IV": ONE({"S0", "obj"})},
    {"P0": ONE({"S0", "ap", "poss", "obj"}), "Wa": ONE({"S0", "ap", "poss", "obj"}), "Al": ONE({"S0", "ap"})},
)


@pytest.mark.parametrize("word", ["كتاب", "وكتابها", "المدرسة", "ويحترمها", "أمر", "الأمر"])
def test_pieces_that_go_together_are_a_word(word: str) -> None:
    assert TINY.analyse(word)


@pytest.mark.parametrize(
    "word",
    [
        "", "و", "ال", "ها",  # no stem
        "اليحترم", "الكتابها", "مدرس", "كتابة", "للكتاب",  # that do not go together
        "كتابكتاب", "امر", "المدرسه",  # another spelling, too
    ],
)  # fmt: skip
def test_others_are_none(word: str) -> None:
    assert not TINY.analyse(word)


def test_folded_tables_forgive_hamza_and_final_letters() -> None:
    for word in ("امر", "المدرسه", "كتاب"):
        assert TINY.folded.analyse(word)


def test_a_word_with_an_analysis_is_hardly_merged_and_two_words_with_one_rather() -> None:
    analyser = Analyser(TINY, "v")
    assert analyser.shift("كتابها", ["كتاب", "ها"]) == WHOLE_ANALYSED + PART_UNKNOWN
    assert analyser.shift("ويحترمها", ["و", "يحترمها"]) < 0
    assert analyser.shift("كتابالامر", ["كتاب", "الامر"]) == PARTS_ANALYSED > 0
    assert analyser.shift("كتابفوكس", ["كتاب", "فوكس"]) == PART_UNKNOWN < 0


def test_tables_read_back_as_they_were_written(tmp_path: Path) -> None:
    version = write_tables(TINY, tmp_path)
    assert read_tables(tmp_path) == TINY
    data = (tmp_path / TABLES).read_bytes()
    assert write_tables(TINY, tmp_path) == version
    assert (tmp_path / TABLES).read_bytes() == data


def test_the_model_weighs_it_where_it_is_in_doubt() -> None:
    merged, name = "وعزوفالمربين", "أنشومان"
    tables = Tables(
        {"": ONE({"P"})}, {"وعزوف": ONE({"N"}), "المربين": ONE({"N"})}, {"": ONE({"S"})},
        {"P": ONE({"N"})}, {"N": ONE({"S"})}, {"P": ONE({"S"})},
    )  # fmt: skip
    plain, knowing = SpacingModel.load(0.93), SpacingModel.load(0.93, analyser=Analyser(tables, "abc"))
    for word, shift in ((merged, PARTS_ANALYSED), (name, PART_UNKNOWN)):
        plain.learn([word])
        knowing.learn([word])
        [before, *_], [after, *_] = plain.doubtful[word], knowing.doubtful[word]
        assert before.split.after == after.split.after
        assert after.log_odds == pytest.approx(before.log_odds + shift)
    assert knowing.version.endswith("-morphology-abc")
    assert plain.version not in knowing.version, "the weights of the evidence are part of it"
    certain = ["الأممالمتحدة", "NSAوFBI"]
    assert [s and s.after for s in plain.split_words(certain)] == [
        s and s.after for s in knowing.split_words(certain)
    ]


def _installed(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    version = write_tables(TINY, folder)
    (folder / ABOUT).write_text(json.dumps({"version": version}), encoding="utf-8")
    return version


def test_what_is_installed_is_used_and_recorded(home: Path, tmp_path: Path) -> None:
    settings = get_settings()
    assert about_morphology(settings) == {}
    assert local_knowledge(settings).morphology == ""
    without = load_spacing(settings).version
    version = _installed(morphology_dir(settings))
    known = local_knowledge(settings)
    assert known.morphology == version
    assert load_spacing(settings).version.endswith(f"-morphology-{version}")
    assert load_spacing(settings).version != without
    keep_knowledge(tmp_path, known)
    assert kept_knowledge(tmp_path) == known


def test_a_run_under_way_notices_that_it_is_gone(home: Path) -> None:
    settings = get_settings()
    _installed(morphology_dir(settings))
    with pytest.raises(MissingDataError, match="morphology database other is not there any more"):
        load_analyser(settings, "other")
