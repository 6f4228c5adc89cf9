"""Joined spellings that are accepted as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warraq.errors import SettingsError

_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


@dataclass(frozen=True)
class Policy:
    """What is never taken apart."""

    whole: frozenset[str]
    """Bare words, proclitics included."""
    first: frozenset[str]
    """Bare beginnings after which no word is cut, proclitics included."""

    def accepts(self, word: str) -> bool:
        """Whether the bare `word` stays as it is."""
        return word in self.whole

    def refuses(self, first: str) -> bool:
        """Whether a cut right after `first`, the bare beginning of a word, is ruled out."""
        return first in self.first


def read_policy(lines: Iterable[str]) -> Policy:
    """Read lines of `form`, `whole` or `first`, and why, with tabs between; `#` starts a comment.

    Raises:
        SettingsError: A line has another kind or no kind.
    """
    forms: dict[str, set[str]] = {"whole": set(), "first": set()}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        form, _, rest = line.rstrip("\n").partition("\t")
        kind = rest.partition("\t")[0]
        if kind not in forms:
            raise SettingsError(
                f"Accepted joined forms, line {number}: kind {kind!r}; write `whole` or `first` after a tab."
            )
        forms[kind].update(clitic + form for clitic in _PROCLITICS)
    return Policy(frozenset(forms["whole"]), frozenset(forms["first"]))
