"""Spaces around punctuation, brackets and quotes; above all, missing ones after a full stop."""

from __future__ import annotations

import re

from warraq.text.abbreviations import DOMAINS, joins
from warraq.text.letters import DIACRITICS, LETTERS_EXTENDED
from warraq.text.patch import Patch

_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}

# Patterns begin with a literal or a class, which `re` looks for at C speed.
_SPACE_BEFORE = re.compile(r" [،؛؟!,;.:)\]}»”]")
_SPACE_AFTER_OPENING = re.compile(r"[(\[{«“] ")
_GLUED_MARK = re.compile(r"[،؛؟!,;:.](?=[^\W\d_]|[(\[“«])")
_GLUED_BRACKET = re.compile(r"[()\[\]“”«»](?:(?<=[)\]»”])(?=[^\W\d_])|(?<=\w[(\[«“])(?=\w))")
_BRACKET = re.compile(r"[()\[\]{}“”«»\n]")
_ARABIC = re.compile(f"[{LETTERS_EXTENDED}]")
_ARABIC_OR_MARK = re.compile(f"[{LETTERS_EXTENDED}{DIACRITICS}]")
_WORD = re.compile(f"[{LETTERS_EXTENDED}{DIACRITICS}]+")
_MARKS = re.compile(f"[{DIACRITICS}]+")
_PROCLITIC = re.compile("(?:[وف])?(?:[بلكسأ]|[بك]?ال|لل)?\\Z")
"""Proclitics that stand before a bracket or quote without a space."""
_SHORT_BEFORE = re.compile(
    rf"(?<![{LETTERS_EXTENDED}])(?:[{LETTERS_EXTENDED}]{{1,4}}\.)*[{LETTERS_EXTENDED}]{{1,4}}\Z"
)
_SHORT_AFTER = re.compile(
    rf"[{LETTERS_EXTENDED}]{{1,4}}(?![{LETTERS_EXTENDED}])(?:\.[{LETTERS_EXTENDED}]{{1,4}}(?![{LETTERS_EXTENDED}]))*"
)
"""Short stretches with stops between them: names of Latin letters, if there are three and more."""
_ADDRESS = re.compile(r"://|@|\bwww\.|\.[a-z]{2,4}/", re.IGNORECASE)
_MAX_WORD = 40
_MAX_TOKEN = 200


def extra_space_patches(text: str) -> list[Patch]:
    """No space before a mark, after an opening bracket, or before a closing one."""
    brackets = _Brackets(text)
    wrong: dict[int, str] = {}
    for match in _SPACE_AFTER_OPENING.finditer(text):
        if brackets.is_pair(match.start()):
            wrong[match.start() + 1] = "space_inside_bracket"
    for match in _SPACE_BEFORE.finditer(text):
        at, mark = match.start(), match[0][1]
        if mark in _OPENERS:
            if brackets.is_pair(at + 1):
                wrong[at] = "space_inside_bracket"
        elif _is_space_wrong(text, at, mark):
            wrong[at] = "space_before_mark"
    return [Patch(at, at + 1, "", "punctuation", wrong[at]) for at in sorted(wrong)]


def missing_space_patches(text: str) -> list[Patch]:
    """One space after a mark that a letter follows, and around brackets between words."""
    brackets = _Brackets(text)
    missing: dict[int, str] = {}
    for match in _GLUED_MARK.finditer(text):
        at, mark = match.start(), match[0]
        if _is_mark_glued(text, at, mark, brackets):
            missing[at + 1] = "space_after_stop" if mark == "." else "space_after_mark"
    for match in _GLUED_BRACKET.finditer(text):
        at, bracket = match.start(), match[0]
        if bracket in _PAIRS:
            if _is_opening_glued(text, at, brackets):
                missing[at] = "space_around_bracket"
        elif _ARABIC.match(text, at + 1) and brackets.is_pair(at) and not brackets.is_ending(at):
            missing[at + 1] = "space_around_bracket"
    return [Patch(at, at, " ", "punctuation", missing[at]) for at in sorted(missing)]


class _Brackets:
    """Which brackets and curly quotes of a text are pairs; found out when first asked.

    A pair stands in one line, with no other bracket of its sort between the two.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._partners: dict[int, int] | None = None

    def is_pair(self, at: int) -> bool:
        """Whether the bracket at `at` has its partner."""
        return at in self._found()

    def is_ending(self, at: int) -> bool:
        """Whether the pair of `at` holds the ending of a word, such as the feminine of a title."""
        low, high = sorted((at, self._found()[at]))
        return (
            self._text[low] == "("
            and high - low <= 3
            and _WORD.fullmatch(self._text, low + 1, high) is not None
        )

    def _found(self) -> dict[int, int]:
        if self._partners is None:
            self._partners = {}
            opened: dict[str, int] = {}
            for match in _BRACKET.finditer(self._text):
                at, bracket = match.start(), match[0]
                if bracket == "\n":
                    opened.clear()
                elif bracket in _PAIRS:
                    opened[bracket] = at
                elif (opener := opened.pop(_OPENERS[bracket], None)) is not None:
                    self._partners[opener], self._partners[at] = at, opener
        return self._partners


def _is_space_wrong(text: str, at: int, mark: str) -> bool:
    """Whether the space at `at`, before `mark`, has to go."""
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    if mark in "،؛؟":
        return True
    if before.isdigit() and (after.isdigit() or text[at + 3 : at + 4].isdigit()):
        return False  # a number, a time, a score
    if mark == "!":
        return after != "="
    if mark == ".":
        if before in ".…" or after.isdigit():
            return False
        if _ARABIC.match(after):
            return not joins(word_before(text, at), _word_after(text, at + 2))
        return not after or after.isspace() or after in "\"'”»)]،؛"
    if mark == ":":
        return not after or after.isspace() or after in '"“«' or _ARABIC.match(after) is not None
    return not after.isdigit()


def _is_mark_glued(text: str, at: int, mark: str, brackets: _Brackets) -> bool:
    """Whether a space is missing after the mark at `at`, before a letter or an opening bracket."""
    before, after = text[at - 1 : at] if at else "", text[at + 1]
    if after in _PAIRS and not brackets.is_pair(at + 1):
        return False
    if _ADDRESS.search(_token(text, at)):
        return False
    if mark == ".":
        return _is_stop_glued(text, at, before, after)
    if mark in "،؛؟":
        return True
    arabic_before = _ARABIC_OR_MARK.match(before) is not None or before in _OPENERS
    if mark == "!":
        return arabic_before
    return (
        (arabic_before or (mark == "," and before.isdigit()))
        and _ARABIC.match(after) is not None
        and (
            not joins(word_before(text, at), _word_after(text, at + 1))
            or before in _OPENERS
            or before.isdigit()
        )
    )


def _is_stop_glued(text: str, at: int, before: str, after: str) -> bool:
    """Whether the full stop at `at` ends a sentence and lacks its space."""
    left, right = word_before(text, at), _word_after(text, at + 1)
    if after in _PAIRS:
        return len(left) > 1 or before in _OPENERS
    if not right:  # a Latin letter follows
        return len(left) > 2 and after.isupper()
    if left:
        return not joins(left, right) and not _is_acronym(text, at)
    if before.isdigit():
        return len(right) > 1
    return (
        (before in _OPENERS or before in '"%٪' or before.isalpha())
        and right not in DOMAINS
        and len(right) > 1
    )


def _is_acronym(text: str, at: int) -> bool:
    """Whether the full stop at `at` is one of two and more between short stretches of letters."""
    before = _SHORT_BEFORE.search(text, max(0, at - _MAX_WORD), at)
    after = _SHORT_AFTER.match(text, at + 1)
    return before is not None and after is not None and "." in before[0] + after[0]


def _is_opening_glued(text: str, at: int, brackets: _Brackets) -> bool:
    """Whether a space is missing before the opening bracket or quote at `at`."""
    word = word_before(text, at)
    if not word or is_proclitic(word):
        return False
    return brackets.is_pair(at) and not brackets.is_ending(at)


def is_proclitic(word: str) -> bool:
    """Whether `word` is nothing but particles that are written together with what follows."""
    return _PROCLITIC.match(word) is not None


def word_before(text: str, at: int) -> str:
    """Arabic letters right before `at`, without diacritics; a long word from its 40th letter."""
    start = at
    while start > 0 and at - start < _MAX_WORD and _ARABIC_OR_MARK.match(text, start - 1):
        start -= 1
    return _MARKS.sub("", text[start:at])


def _word_after(text: str, at: int) -> str:
    """Arabic letters right after `at`, without diacritics."""
    match = _WORD.match(text, at)
    return _MARKS.sub("", match[0]) if match else ""


def _token(text: str, at: int) -> str:
    """What stands between two spaces around `at`, at most 200 code points to each side."""
    low, high = max(0, at - _MAX_TOKEN), at + _MAX_TOKEN
    start = max(text.rfind(" ", low, at), text.rfind("\n", low, at)) + 1
    ends = [end for end in (text.find(" ", at, high), text.find("\n", at, high)) if end >= 0]
    return text[start or low : min(ends, default=high)]
