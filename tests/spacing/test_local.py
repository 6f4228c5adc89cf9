from __future__ import annotations

from pathlib import Path

from warraq.pipeline import load_models, load_spacing
from warraq.settings import get_settings
from warraq.spacing.exceptions import Decision, Exceptions, exceptions_file, write_exceptions
from warraq.spacing.local import LocalKnowledge, keep_knowledge, kept_knowledge, local_knowledge

WORD = "الأممالمتحدة"


def test_what_is_kept_for_a_run_reads_back(tmp_path: Path) -> None:
    known = LocalKnowledge(Exceptions((Decision(WORD, WORD, "d", "s"),)), "abc")
    keep_knowledge(tmp_path, known)
    assert kept_knowledge(tmp_path) == known


def test_a_home_without_decisions_and_lexicon_knows_nothing(home: Path) -> None:
    assert local_knowledge(get_settings()) == LocalKnowledge(Exceptions(), "")


def test_models_follow_the_list_as_soon_as_it_changes(home: Path) -> None:
    settings = get_settings()
    before = load_spacing(settings)
    assert before.split_words([WORD]) != [None]
    assert load_spacing(settings) is before, "loading takes long: the same knowledge, the same model"
    write_exceptions(exceptions_file(settings), Exceptions((Decision(WORD, WORD),)))
    after = load_spacing(settings)
    assert after.split_words([WORD]) == [None]
    assert load_models(settings).versions["spacing_version"] == after.version != before.version


def test_a_run_under_way_goes_on_with_what_it_began_with(home: Path, tmp_path: Path) -> None:
    settings = get_settings()
    keep_knowledge(tmp_path, local_knowledge(settings))
    write_exceptions(exceptions_file(settings), Exceptions((Decision(WORD, WORD),)))
    assert load_spacing(settings, kept_knowledge(tmp_path)).split_words([WORD]) != [None]
