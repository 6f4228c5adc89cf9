from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from tests.places import CHECKOUT
from warraq.errors import InputError, SettingsError
from warraq.pipeline import clean_texts, load_spacing
from warraq.settings import get_settings
from warraq.spacing.exceptions import Decision, Exceptions, exceptions_file, write_exceptions
from warraq.spacing.local import keep_knowledge, kept_knowledge, local_knowledge
from warraq.spacing.model import SpacingModel, Split
from warraq.spacing.policy import (
    JOINED_FORM,
    Form,
    Policy,
    forms_file,
    policy_of,
    read_forms,
    read_policy,
    read_shipped,
    write_forms,
)

SHIPPED = (resources.files("warraq.spacing") / "data" / "accepted_joined.tsv").read_text("utf-8").splitlines()
NAMED_IN_THE_DOCS = {
    "عبدالله": "عبد الله",
    "أبوظبي": "أبو ظبي",
    "لاسيما": "لا سيما",
    "مازال": "ما زال",
}


@pytest.fixture(scope="module")
def keeping() -> SpacingModel:
    return SpacingModel.load(0.93)


@pytest.fixture(scope="module")
def splitting() -> SpacingModel:
    return SpacingModel.load(0.93, joined_forms="split")


def made(model: SpacingModel, words: list[str]) -> list[str]:
    return [
        split.after if split else word for word, split in zip(words, model.split_words(words), strict=True)
    ]


def test_proclitics_may_stand_in_front() -> None:
    policy = read_policy(["# comment", "لاسيما\twhole\tلا سيما\tparticle", "عبد\tfirst\t\tnames", ""])
    assert policy.accepts("لاسيما")
    assert policy.accepts("ولاسيما")
    assert not policy.accepts("لاسيماء")
    assert policy.refuses("وعبد")
    assert not policy.refuses("عبدا")


def test_a_line_of_no_known_kind_is_named() -> None:
    with pytest.raises(SettingsError, match=r"line 2: .*not always"):
        read_shipped(["لاسيما\twhole", "مازال\talways"])
    with pytest.raises(SettingsError, match=r"line 1: .*not split"):
        read_shipped(["لاسيما\tsplit\tلا سيما"])


def test_accepted_forms_stay_by_default(keeping: SpacingModel) -> None:
    words = [*NAMED_IN_THE_DOCS, "ولاسيما", "لعبدالعزيز", "أبوبكر"]
    assert keeping.best_splits(words) == [None] * len(words)


def test_the_standard_spelling_on_demand(splitting: SpacingModel) -> None:
    assert made(splitting, list(NAMED_IN_THE_DOCS)) == list(NAMED_IN_THE_DOCS.values())
    words = ["ولاسيما", "لأبوظبي", "وعبدالعزيز", "أبوبكر", "ابوبكر", "أبوعبدالله", "عبدربه", "نصرالله"]
    assert made(splitting, words) == [
        "ولا سيما", "لأبو ظبي", "وعبد العزيز", "أبو بكر", "ابو بكر", "أبو عبد الله", "عبد ربه", "نصر الله",
    ]  # fmt: skip
    assert splitting.split_words(["لاسيما"]) == [Split("لا سيما", JOINED_FORM, 1.0)]


@pytest.mark.parametrize(
    "word", ["أبولو", "أبوجا", "أبواب", "أبوها", "عبده", "عبدي", "فرانس24", "لاليغا", "عبدا"]
)
def test_what_only_begins_like_a_name_stays(splitting: SpacingModel, word: str) -> None:
    assert splitting.split_words([word]) == [None]


def test_marks_stay_where_they_are(splitting: SpacingModel) -> None:
    assert made(splitting, ["عبدُالله", "لاسيّما"]) == ["عبدُ الله", "لا سيّما"]


def test_a_joined_form_inside_a_merged_word(keeping: SpacingModel, splitting: SpacingModel) -> None:
    words = ["عبداللهقال", "أبوظبي2017"]
    assert made(keeping, words) == ["عبدالله قال", "أبوظبي 2017"]
    assert made(splitting, words) == ["عبد الله قال", "أبو ظبي 2017"]


def test_every_shipped_form_is_known_to_both_policies() -> None:
    shipped = read_shipped(SHIPPED)
    for form, kind, apart in shipped:
        keep, split = (policy_of(shipped, (), wanted) for wanted in ("keep", "split"))
        if kind == "first":
            assert keep.refuses(form)
            assert split.refuses(form), form
            assert form in split.parted
        else:
            assert keep.accepts(form)
            assert split.accepts(form) is not (split.standard.get(form) == apart != ""), form
    assert (keep.standard, keep.parted) == ({}, {})


def test_lines_of_a_home_overrule_the_shipped_ones() -> None:
    shipped = read_shipped(SHIPPED)
    own = [
        Form("لاسيما", "split", "لا سيما"),
        Form("أبوظبي", "whole"),
        Form("مازال", "model"),
        Form("بورسعيد", "whole", "بور سعيد"),
    ]
    keep, split = policy_of(shipped, own, "keep"), policy_of(shipped, own, "split")
    for policy in (keep, split):
        assert policy.standard["ولاسيما"] == "ولا سيما"
        assert policy.accepts("أبوظبي")
        assert not policy.accepts("مازال")
        assert "مازال" not in policy.standard
    assert keep.accepts("بورسعيد")
    assert split.standard["لبورسعيد"] == "لبور سعيد"
    assert isinstance(policy_of((), (), "split"), Policy)


def test_a_list_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "joined_forms.tsv"
    assert read_forms(path) == ()
    forms = (Form("بورسعيد", "whole", "بور سعيد"), Form("مازال", "model"))
    write_forms(path, forms)
    assert read_forms(path) == forms
    path.write_bytes("\ufeff# mine\r\n\r\n\u200fبورسعيد\twhole\tبور سعيد\tport\r\nمازال\tmodel\r\n".encode())
    assert read_forms(path) == forms


def test_every_unusable_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "joined_forms.tsv"
    lines = [
        "لاسيما\tsplit\tلا سيما", "لاسيما\twhole", "مازال\tsplit", "مازالت\twhole\tما زالتا", "أبو\tfirst\tأ بو",
        "ما زال\twhole", "لابد\t", "مازلت\twhole\tمازلت",
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_forms(path)
    message = str(caught.value)
    assert "line 1:" not in message
    for line, said in enumerate(
        ("stands in an earlier line", "third field must be", "no letter may change", "has no third field",
         "the first field is not one word", "must be whole, first, split or model, not empty", "third field must be"), 2,
    ):  # fmt: skip
        assert f"line {line}: " in message
        assert said in message.partition(f"line {line}: ")[2].partition("\n")[0]


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "joined_forms.tsv"
    path.write_bytes("لاسيما\twhole\n".encode("windows-1256"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_forms(path)


def test_the_setting_is_checked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_JOINED_FORMS", "apart")
    get_settings.cache_clear()
    with pytest.raises(SettingsError, match=r"WARRAQ_JOINED_FORMS: .*'keep' or 'split'"):
        get_settings()


def test_setting_and_list_reach_every_way_to_clean(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cleaned() -> tuple[str, str]:
        model = load_spacing(get_settings())
        return clean_texts([("قال عبدالله لاسيما في بورسعيد", 0)], model)[0].text, model.version

    kept, first_version = cleaned()
    assert kept == "قال عبدالله لاسيما في بورسعيد"
    monkeypatch.setenv("WARRAQ_JOINED_FORMS", "split")
    get_settings.cache_clear()
    split, second_version = cleaned()
    assert split == "قال عبد الله لا سيما في بورسعيد"
    forms_file(get_settings()).parent.mkdir(parents=True)
    write_forms(forms_file(get_settings()), [Form("بورسعيد", "split", "بور سعيد"), Form("لاسيما", "whole")])
    own, third_version = cleaned()
    assert own == "قال عبد الله لاسيما في بور سعيد"
    assert len({first_version, second_version, third_version}) == 3


def test_a_decision_about_the_word_holds_over_the_policy(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_JOINED_FORMS", "split")
    get_settings.cache_clear()
    write_exceptions(exceptions_file(get_settings()), Exceptions((Decision("أبوظبي", "أبوظبي"),)))
    assert load_spacing(get_settings()).split_words(["أبوظبي"]) == [None]


def test_a_run_under_way_keeps_its_list(home: Path, tmp_path: Path) -> None:
    settings = get_settings()
    forms_file(settings).parent.mkdir(parents=True)
    write_forms(forms_file(settings), [Form("لاسيما", "split", "لا سيما")])
    keep_knowledge(tmp_path, local_knowledge(settings))
    forms_file(settings).unlink()
    kept = kept_knowledge(tmp_path)
    assert kept.joined_forms == (Form("لاسيما", "split", "لا سيما"),)
    assert load_spacing(settings, kept).split_words(["لاسيما"]) != [None]
    assert load_spacing(settings).split_words(["لاسيما"]) == [None]


def test_the_example_of_the_page_is_a_list_that_can_be_used(tmp_path: Path) -> None:
    page = (CHECKOUT / "docs" / "spacing.md").read_text(encoding="utf-8")
    path = tmp_path / "joined_forms.tsv"
    path.write_text(page.partition("```\n# form")[2].partition("```")[0].partition("\n")[2], encoding="utf-8")
    policy = policy_of(read_shipped(SHIPPED), read_forms(path), "split")
    assert policy.standard["بورسعيد"] == "بور سعيد"
    assert policy.accepts("أبوظبي")
    assert policy.standard["لاسيما"] == "لا سيما"
    assert not policy.refuses("أبو")
