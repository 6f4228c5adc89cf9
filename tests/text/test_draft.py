from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from warraq.schema import EDIT_KINDS
from warraq.text.alignment import Alignment
from warraq.text.draft import Draft
from warraq.text.edit import Edit, replay, undo
from warraq.text.patch import Patch

# Few letters, so that patches often restore what an earlier layer removed.
LETTERS = st.text(alphabet="ab \u0627\u0640", max_size=4)


@st.composite
def layers(draw: st.DrawFn, length: int) -> list[Patch]:
    """Any valid layer for a text of `length`: adjacent, empty and no-op patches included."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=10)))
    patches: list[Patch] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if patches and (start, end) == (patches[-1].start, patches[-1].end) and start == end:
            continue
        kind = draw(st.sampled_from(EDIT_KINDS))
        patches.append(Patch(start, end, draw(LETTERS), kind, draw(st.sampled_from("xyz"))))
    return patches


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    draft = Draft(draw(st.text(alphabet="ab \u0627\u0640", max_size=12) | st.text(max_size=12)))
    for _ in range(draw(st.integers(0, 4))):
        draft.apply(draw(layers(len(draft.text))))
    return draft


def spans(edit: Edit) -> tuple[int, int, int, int]:
    return edit.raw_start, edit.raw_end, edit.text_start, edit.text_end


def apart(one: Edit, other: Edit) -> bool:
    """Disjoint in both texts, in the same order."""
    return (one.raw_end <= other.raw_start and one.text_end <= other.text_start) or (
        other.raw_end <= one.raw_start and other.text_end <= one.text_start
    )


def holds(outer: Edit, inner: Edit) -> bool:
    return (
        outer.raw_start <= inner.raw_start
        and inner.raw_end <= outer.raw_end
        and outer.text_start <= inner.text_start
        and inner.text_end <= outer.text_end
    )


@given(st.data(), st.text(max_size=20))
def test_layers_give_the_text_that_plain_splicing_gives(data: st.DataObject, raw: str) -> None:
    draft, expected = Draft(raw), raw
    for _ in range(3):
        patches = data.draw(layers(len(expected)))
        for patch in reversed(patches):
            expected = expected[: patch.start] + patch.after + expected[patch.end :]
        draft.apply(patches)
        assert draft.text == expected
    assert draft.raw == raw


@given(drafts())
def test_before_and_after_stand_where_they_say(draft: Draft) -> None:
    for edit in draft.edits():
        assert draft.raw[edit.raw_start : edit.raw_end] == edit.before
        assert draft.text[edit.text_start : edit.text_end] == edit.after
        assert edit.before != edit.after


@given(drafts())
def test_edits_are_nested_or_disjoint(draft: Draft) -> None:
    edits = draft.edits()
    for index, one in enumerate(edits):
        for other in edits[index + 1 :]:
            assert spans(one) != spans(other)
            assert apart(one, other) or holds(one, other)


@given(drafts())
def test_edits_have_the_key_of_their_table(draft: Draft) -> None:
    keys = [(e.raw_start, e.raw_end, e.kind) for e in draft.edits()]
    assert len(keys) == len(set(keys))


@given(drafts(), st.randoms(use_true_random=False))
def test_edits_replay_in_any_order(draft: Draft, random: object) -> None:
    edits = draft.edits()
    random.shuffle(edits)  # type: ignore[attr-defined]
    assert replay(draft.raw, edits) == draft.text


@given(drafts())
def test_undoing_everything_gives_the_raw_text(draft: Draft) -> None:
    assert undo(draft.raw, draft.edits(), set(EDIT_KINDS)) == draft.raw


@given(drafts(), st.sets(st.sampled_from(EDIT_KINDS)))
def test_undo_is_replaying_the_rest_where_no_kept_edit_holds_an_undone_one(
    draft: Draft, kinds: set[str]
) -> None:
    edits = draft.edits()
    rest = [e for e in edits if e.kind not in kinds]
    gone = [e for e in edits if e.kind in kinds]
    if not any(holds(outer, inner) for outer in rest for inner in gone):
        assert undo(draft.raw, edits, kinds) == replay(draft.raw, rest)


@given(drafts())
def test_runs_are_the_same_in_both_texts_and_everything_else_lies_in_edits(draft: Draft) -> None:
    alignment = draft.alignment
    runs = alignment.runs()
    assert Alignment.from_runs(runs, len(draft.raw), len(draft.text)) == alignment
    for raw_start, text_start, length in runs:
        assert draft.raw[raw_start : raw_start + length] == draft.text[text_start : text_start + length]
    covered = {i for start, _, length in runs for i in range(start, start + length)}
    edited = {i for e in draft.edits() for i in range(e.raw_start, e.raw_end)}
    assert covered | edited >= set(range(len(draft.raw)))


@settings(max_examples=300)
@given(drafts())
def test_untouched_text_has_no_edits(draft: Draft) -> None:
    if draft.text == draft.raw and not draft.edits():
        assert draft.alignment == Alignment.identity(len(draft.raw))


def test_a_merged_word_with_a_tatweel_keeps_both_edits() -> None:
    draft = Draft("في الولايـاتالمتحدة.")
    draft.apply([Patch(9, 10, "", "characters", "tatweel")])
    draft.apply([Patch(3, 18, "الولايات المتحدة", "merged_word", "model", 0.9)])
    outer, inner = draft.edits()
    assert (outer.kind, outer.before, outer.after) == (
        "merged_word",
        "الولايـاتالمتحدة",
        "الولايات المتحدة",
    )
    assert (inner.kind, inner.before, inner.after) == ("characters", "ـ", "")
    assert outer.score == 0.9
    assert undo(draft.raw, draft.edits(), {"characters"}) == "في الولايـات المتحدة."
    assert undo(draft.raw, draft.edits(), {"merged_word"}) == "في الولاياتالمتحدة."
    # Each half leads back to its own part of the raw word.
    assert draft.alignment.to_raw(3, 11) == (3, 12)
    assert draft.alignment.to_raw(12, 19) == (12, 19)


def test_a_patch_that_restores_the_raw_text_leaves_no_edit() -> None:
    draft = Draft("abc")
    draft.apply([Patch(1, 2, "", "characters", "x")])
    draft.apply([Patch(1, 1, "b", "spaces", "y")])
    assert draft.text == "abc"
    assert draft.edits() == []
    assert draft.alignment == Alignment.identity(3)


def test_a_cut_block_is_widened() -> None:
    draft = Draft("a\ufdf2b")  # the ligature Allah
    draft.apply([Patch(1, 2, "الله", "characters", "presentation_form")])
    draft.apply([Patch(3, 6, "X", "punctuation", "other")])
    (edit,) = draft.edits()
    assert (edit.before, edit.after, edit.kind) == ("\ufdf2b", "الX", "punctuation")


def test_same_kind_and_span_become_one_edit_with_both_rules() -> None:
    draft = Draft("a\u200bb")
    draft.apply([Patch(1, 2, "", "characters", "control")])
    draft.apply([Patch(1, 1, "-", "characters", "dash")])
    (edit,) = draft.edits()
    assert (edit.before, edit.after, edit.rule) == ("\u200b", "-", "control+dash")


@pytest.mark.parametrize(
    "patches",
    [
        [Patch(0, 2, "", "spaces", "x"), Patch(1, 3, "", "spaces", "x")],
        [Patch(2, 3, "", "spaces", "x"), Patch(0, 1, "", "spaces", "x")],
        [Patch(3, 5, "", "spaces", "x")],
        [Patch(2, 1, "", "spaces", "x")],
        [Patch(1, 1, "a", "spaces", "x"), Patch(1, 1, "b", "spaces", "x")],
    ],
)
def test_a_bad_layer_is_refused(patches: list[Patch]) -> None:
    draft = Draft("abc")
    with pytest.raises(ValueError, match=r"overlaps|one place"):
        draft.apply(patches)
    assert draft.text == "abc"


@example(Draft("a"))
@given(drafts())
def test_empty_layers_change_nothing(draft: Draft) -> None:
    text, edits = draft.text, draft.edits()
    draft.apply([])
    draft.apply([Patch(0, len(text), text, "spaces", "nothing")])
    assert (draft.text, draft.edits()) == (text, edits)
