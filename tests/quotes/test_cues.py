from __future__ import annotations

import pytest

from warraq.quotes.cues import find_cues
from warraq.quotes.lexicon import load_verbs, words


def kinds(text: str) -> list[tuple[str, str, str, str, bool]]:
    return [(text[c.start : c.end], c.kind, c.verb.lemma, c.gender, c.joined) for c in find_cues(text)]


@pytest.mark.parametrize(
    ("word", "kind", "lemma", "gender", "joined"),
    [
        ("قال", "verb", "قال", "m", False),
        ("وقالت", "verb", "قال", "f", True),
        ("فقالوا", "verb", "قال", "p", True),
        ("يقول", "verb", "قال", "m", False),
        ("وتقول", "verb", "قال", "f", True),
        ("واضاف", "verb", "أضاف", "m", True),
        ("تابع", "verb", "تابع", "m", False),
        ("تابعت", "verb", "تابع", "f", False),
        ("تعهد", "verb", "تعهد", "m", False),
        ("تتعهد", "verb", "تعهد", "f", False),
        ("لفتت", "verb", "لفت", "f", False),
        ("يلفت", "verb", "لفت", "m", False),
        ("حذّر", "verb", "حذر", "m", False),
        ("مضيفاً", "participle", "أضاف", "m", False),
        ("ومؤكدة", "participle", "أكد", "f", True),
        ("مشيرين", "participle", "أشار", "p", False),
        ("بالقول", "by", "قال", "m", False),
        ("قولها", "relayed", "قال", "m", False),
        ("ووفقا", "source", "وفق", "m", True),
        ("حسبما", "source", "بحسب", "m", False),
    ],
)  # fmt: skip
def test_forms(word: str, kind: str, lemma: str, gender: str, joined: bool) -> None:
    assert kinds(f"ثم {word} كذا") == [(word, kind, lemma, gender, joined)]
    assert kinds(word) == [(word, kind, lemma, gender, joined)]


def test_a_cue_is_a_whole_word() -> None:
    assert kinds("المقال مقالات يقولب سيقول قالب لقال يقال قيل") == []


def test_neighbours_are_both_found() -> None:
    assert [row[0] for row in kinds("قال قال\nوأضاف قائلا")] == ["قال", "قال", "وأضاف", "قائلا"]


def test_every_form_of_every_verb_is_known() -> None:
    for verb in load_verbs():
        for form in (*verb.forms, *verb.participles):
            assert len(kinds(form)) == 1, form


def test_unknown_classes_are_refused() -> None:
    with pytest.raises(KeyError):
        words("adjective")
