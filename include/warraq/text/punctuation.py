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
_ARABIC = re.compile(f"[{LETTERS_EXTENDED}]")
_ARABIC_OR_MARK = re.compile(f"[{LETTERS_EXTENDED}{DIACRITICS}]")
_WORD = re.compile(f"[{LETTERS_EXTENDED}{DIACRITICS}]+")
_MARKS = re.compile(f"[{DIACRITICS}]+")
_PROCLITIC = re.compile("(?:[وف])?(?:[بلكسأ]|[بك]?ال|لل)?\\Z")
"""Proclitics that stand before a bracket or quote without a space."""
_ACRONYM = re.compile(
    rf"(?:[{LETTERS_EXTENDED}]{{1,4}}\.){{2,}}[{LETTERS_EXTENDED}]{{1,4}}(?![{LETTERS_EXTENDED}])"
)
"""Three and more short stretches with stops between them: names of Latin letters."""
_ADDRESS = re.compile(r"://|@|\bwww\.|\.[a-z]{2,4}/", re.IGNORECASE)
_MAX_WORD = 40
_MAX_TOKEN = 200


def extra_space_patches(text: str) -> list[Patch]:
    """No space before a mark, after an opening bracket, or before a closing one."""
    patches = []
    for match in _SPACE_BEFORE.finditer(text):
        at, mark = match.start(), match[0][1]
        if mark in _OPENERS:
            if _is_closed_pair(text, at + 1):
                patches.append(Patch(at, at + 1, "", "punctuation", "space_inside_bracket"))
        elif _is_space_wrong(text, at, mark):
            patches.append(Patch(at, at + 1, "", "punctuation", "space_before_mark"))
    for match in _SPACE_AFTER_OPENING.finditer(text):
        if _is_opened_pair(text, match.start()):
            start, end = match.start() + 1, match.end()
            patches.append(Patch(start, end, "", "punctuation", "space_inside_bracket"))
    return sorted(set(patches))


def missing_space_patches(text: str) -> list[Patch]:
    """One space after a mark that a letter follows, and around brackets between words."""
    patches = []
    for match in _GLUED_MARK.finditer(text):
        at, mark = match.start(), match[0]
        if _is_mark_glued(text, at, mark):
            rule = "space_after_stop" if mark == "." else "space_after_mark"
            patches.append(Patch(at + 1, at + 1, " ", "punctuation", rule))
    for match in _GLUED_BRACKET.finditer(text):
        at, bracket = match.start(), match[0]
        if bracket in _PAIRS:
            if _is_opening_glued(text, at):
                patches.append(Patch(at, at, " ", "punctuation", "space_around_bracket"))
        elif _ARABIC.match(text, at + 1) and _is_closed_pair(text, at) and not _is_suffix(text, at):
            patches.append(Patch(at + 1, at + 1, " ", "punctuation", "space_around_bracket"))
    return sorted(set(patches))


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


def _is_mark_glued(text: str, at: int, mark: str) -> bool:
    """Whether a space is missing after the mark at `at`, before a letter or an opening bracket."""
    before, after = text[at - 1 : at] if at else "", text[at + 1]
    if after in _PAIRS and not _is_opened_pair(text, at + 1):
        return False
    token = _token(text, at)
    if _ADDRESS.search(token) or (mark == "." and _ACRONYM.search(token)):
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
        return not joins(left, right)
    if before.isdigit():
        return len(right) > 1
    return (
        (before in _OPENERS or before in '"%٪' or before.isalpha())
        and right not in DOMAINS
        and len(right) > 1
    )


def _is_opening_glued(text: str, at: int) -> bool:
    """Whether a space is missing before the opening bracket or quote at `at`."""
    word = word_before(text, at)
    if not word or is_proclitic(word) or not _is_opened_pair(text, at):
        return False
    return not _is_suffix(text, text.index(_PAIRS[text[at]], at))


def _is_suffix(text: str, closer: int) -> bool:
    """Whether the bracket that ends at `closer` holds an ending, as in the feminine of a title."""
    opener = text.rfind(_OPENERS[text[closer]], 0, closer)
    return (
        text[closer] == ")" and closer - opener <= 3 and _WORD.fullmatch(text, opener + 1, closer) is not None
    )


def _is_opened_pair(text: str, at: int) -> bool:
    """Whether the opener at `at` is closed in its line before another one opens."""
    opener = text[at]
    closer = text.find(_PAIRS[opener], at + 1)
    if closer < 0:
        return False
    return text.find(opener, at + 1, closer) < 0 and text.find("\n", at, closer) < 0


def _is_closed_pair(text: str, at: int) -> bool:
    """Whether the closer at `at` was opened in its line after the last one that closed."""
    closer = text[at]
    opener = text.rfind(_OPENERS[closer], 0, at)
    if opener < 0:
        return False
    return text.find(closer, opener, at) < 0 and text.find("\n", opener, at) < 0


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
    """What stands between two white spaces around `at`."""
    start, end = at, at + 1
    while start > 0 and at - start < _MAX_TOKEN and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and end - at < _MAX_TOKEN and not text[end].isspace():
        end += 1
    return text[start:end]
