"""Cleaning of characters: what a stored text looks like. The policy is in docs/text.md."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import groupby

from warraq.text.diacritics import diacritic_patches, form_ten_patches
from warraq.text.draft import Draft
from warraq.text.fold import fold_ar
from warraq.text.letters import DIACRITICS, LETTERS, LETTERS_EXTENDED, TATWEEL
from warraq.text.markup import reference_patches, tag_patches
from warraq.text.mojibake import mojibake_patches
from warraq.text.patch import Patch
from warraq.text.punctuation import extra_space_patches, missing_space_patches
from warraq.text.quotes import quote_patches
from warraq.text.spaces import space_patches

__all__ = ["clean", "fold_ar"]

_REMOVED = (
    "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f"  # controls
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # invisible, joiners, bidi
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"  # annotations and what is no character
)
_FORMS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufdf0-\ufdfd\ufe70-\ufefc"
"""Arabic presentation forms and ligatures, without ornaments and brackets."""

_LOOKALIKES = {
    "\u06a9": "\u0643",  # keheh: kaf
    "\u06aa": "\u0643",  # swash kaf: kaf
    "\u06be": "\u0647",  # heh doachashmee: heh
    "\u06c1": "\u0647",  # heh goal: heh
    "\u06d5": "\u0647",  # ae: heh
    "\u06c3": "\u0629",  # teh marbuta goal: teh marbuta
    "\u0672": "\u0623",  # alef with wavy hamza above: alef with hamza above
    "\u0673": "\u0625",  # alef with wavy hamza below: alef with hamza below
    "\u06cc": "",  # Farsi yeh: see _arabic
}
_FARSI_YEH = "\u06cc"
_FOREIGN = re.compile("[\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba\u06d2\u06c6\u06ce\u0695\u06b5]")
"""Letters of Persian, Urdu and Kurdish that Arabic texts have in a few names at most."""

_UNUSUAL = re.compile(
    f"[^\\n -~\u00a0{LETTERS}\u060c\u061b\u061f\u00ab\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2026]"
)
"""Anything but letters, ASCII, the common punctuation of news, and the blank that it is full of.

Most texts have nothing of the kind, and need none of the rules for characters and diacritics.
"""
_SUSPECT = re.compile(f"[{_REMOVED}{_FORMS}{''.join(_LOOKALIKES)}]+")
_JOINED = re.compile(f"[{_REMOVED}{DIACRITICS}{TATWEEL}]*[{LETTERS_EXTENDED}{_FORMS}]")
_FORM = re.compile(f"[{_FORMS}]")
_EMOJI = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_TATWEEL = re.compile(f"{TATWEEL}+")
_LETTER_OR_MARK = re.compile(f"[{LETTERS_EXTENDED}{DIACRITICS}]")
_LETTER_AFTER = re.compile(f"[{DIACRITICS}{TATWEEL}]*[{LETTERS_EXTENDED}]")
_TIED_PREFIX = re.compile(
    f"(?<![{LETTERS_EXTENDED}{DIACRITICS}{TATWEEL}])"
    f"(?:[{LETTERS}]|[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644|[\u0628\u0644\u0643]))[{DIACRITICS}]*\\Z"
)
"""A word that is nothing but one letter, or proclitics: what tatweel may tie to what follows."""
_NON_JOINING = "\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649"
"""Letters at the end of a word that tatweel cannot lengthen: what follows them is a dash."""
_WORDS = re.compile(r"[^ \n]+")


def clean(draft: Draft) -> None:
    """Bring a text into the form in which it is stored, layer by layer.

    Cleaning a clean text changes nothing.

    Args:
        draft: The text; its layers are applied to it.
    """
    _clean_layers(draft)
    while reference_patches(draft.text) or tag_patches(draft.text):
        _clean_layers(draft)  # what stood in the middle of a reference or tag is gone


def _clean_layers(draft: Draft) -> None:
    _apply(draft, mojibake_patches)
    if _UNUSUAL.search(draft.text):
        _clean_letters(draft)
        while _apply(draft, mojibake_patches):
            _clean_letters(draft)  # what was invisible can have hidden the accident
    if "&" in draft.text or "<" in draft.text:
        _clean_markup(draft)
    if _UNUSUAL.search(draft.text):
        _clean_marks(draft)
    for rule in (space_patches, extra_space_patches, missing_space_patches):
        _apply(draft, rule)
    if _apply(draft, quote_patches):
        _apply(draft, missing_space_patches)  # what a quote cut off is no longer part of an address


def _apply(draft: Draft, rule: Callable[[str], list[Patch]]) -> bool:
    patches = rule(draft.text)
    if patches:
        draft.apply(patches)
    return bool(patches)


def _clean_letters(draft: Draft) -> None:
    _apply(draft, _character_patches)
    _apply(draft, _tatweel_patches)


def _clean_markup(draft: Draft) -> None:
    """References and tags; what they leave can be unusual, or another reference or tag."""
    before = None
    while draft.text != before:
        before = draft.text
        _apply(draft, reference_patches)
        _apply(draft, tag_patches)
        _clean_letters(draft)


def _clean_marks(draft: Draft) -> None:
    """Canonical order first, since the rules for diacritics rely on it; mending may disturb it."""
    _apply(draft, _canonical_patches)
    while _apply(draft, diacritic_patches):
        _apply(draft, _canonical_patches)
    _apply(draft, form_ten_patches)


def _character_patches(text: str) -> list[Patch]:
    """Invisible characters vanish; presentation forms and look-alikes become plain letters."""
    if _SUSPECT.search(text) is None:
        return []
    foreign = len(_FOREIGN.findall(text)) * 100 > len(text)
    patches: list[Patch] = []
    for match in _SUSPECT.finditer(text):
        start = match.start()
        changes = [_plain_character(text, start + i, char, foreign) for i, char in enumerate(match[0])]
        for rule, group in groupby(enumerate(changes, start), lambda item: item[1][1]):
            items = list(group)
            span = items[0][0], items[-1][0] + 1
            after = "".join(plain for _, (plain, _) in items)
            if after != text[span[0] : span[1]]:
                patches.append(Patch(*span, after, "characters", rule))
    return patches


def _plain_character(text: str, at: int, char: str, foreign: bool) -> tuple[str, str]:
    """What `char` at `at` becomes, and by which rule."""
    if char in _LOOKALIKES:
        return (char if foreign else _arabic(char, text, at + 1)), "lookalike_letter"
    if _FORM.match(char):
        letters = _letters_of(char)
        if not foreign and letters[-1:] in _LOOKALIKES:
            letters = letters[:-1] + _arabic(letters[-1], text, at + 1)
        return letters, "presentation_form"
    if char == "\u200d" and at and _EMOJI.match(text[at - 1]) and _EMOJI.match(text, at + 1):
        return char, ""  # joins two emoji into one
    if (
        char == "\u200c"
        and foreign
        and _LETTER_OR_MARK.match(text[at - 1 : at])
        and _JOINED.match(text, at + 1)
    ):
        return char, ""  # parts a word of Persian or Urdu: half of its spelling
    return "", "invisible_character"


def _arabic(letter: str, text: str, following: int) -> str:
    """The Arabic letter for a look-alike before `text[following:]`."""
    if letter == _FARSI_YEH:
        # At the end of a word it is written without dots, as alef maksura is.
        return "\u064a" if _JOINED.match(text, following) else "\u0649"
    return _LOOKALIKES[letter]


@cache
def _letters_of(form: str) -> str:
    """The plain letters of a presentation form, by camel-tools' `normalize_unicode` (NFKC).

    NFKC shows a diacritic on its own as a space or tatweel with the diacritic on it; what
    carries it in the text is the letter before.
    """
    from camel_tools.utils.normalize import normalize_unicode

    letters: str = normalize_unicode(form)
    if any(unicodedata.combining(char) for char in letters):
        return letters.replace(" ", "").replace(TATWEEL, "")
    return letters


def _tatweel_patches(text: str) -> list[Patch]:
    """Tatweel within words vanishes; where it joins nothing it was a dash; after a proclitic one stays."""
    if TATWEEL not in text:
        return []
    patches = []
    for match in _TATWEEL.finditer(text):
        start, end = match.span()
        after, rule = "", "tatweel"
        follows = _LETTER_AFTER.match(text, end) is not None
        if start and _LETTER_OR_MARK.match(text[start - 1]):
            if not follows and _TIED_PREFIX.search(text, max(0, start - 8), start):
                after = TATWEEL
            elif not follows and text[start - 1] in _NON_JOINING:
                after, rule = "-", "tatweel_dash"
        elif not follows or text[start - 1 : start].isdigit():
            after, rule = "-", "tatweel_dash"
        if after != match[0]:
            patches.append(Patch(start, end, after, "characters", rule))
    return patches


def _canonical_patches(text: str) -> list[Patch]:
    """Unicode's canonical form, NFC, letter by letter with the marks on each."""
    if unicodedata.is_normalized("NFC", text):
        return []
    patches = []
    for match in _WORDS.finditer(text):
        for start, end in _composing(match[0]):
            before = match[0][start:end]
            after = unicodedata.normalize("NFC", before)
            if after != before:
                reordered = sorted(after) == sorted(before)
                kind, rule = ("diacritics", "mark_order") if reordered else ("characters", "composition")
                at = match.start()
                patches.append(_narrow(Patch(at + start, at + end, after, kind, rule), before))
    return patches


def _composing(word: str) -> list[tuple[int, int]]:
    """Spans of `word` that NFC treats each by itself: letters with their marks.

    In a few scripts letters compose with the one before; then it is the whole word.
    """
    whole = unicodedata.normalize("NFC", word)
    if whole == word:
        return []
    starts = [i for i, char in enumerate(word) if i == 0 or not unicodedata.combining(char)]
    spans = list(zip(starts, [*starts[1:], len(word)], strict=True))
    if "".join(unicodedata.normalize("NFC", word[start:end]) for start, end in spans) == whole:
        return spans
    return [(0, len(word))]


def _narrow(patch: Patch, before: str) -> Patch:
    """`patch` without what its text and `before`, the text it replaces, begin and end with."""
    after = patch.after
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return patch._replace(
        start=patch.start + head, end=patch.end - tail, after=after[head : len(after) - tail]
    )
