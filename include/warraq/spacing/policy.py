"""Joined spellings that are accepted: which ones, and whether they stay or get their standard spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from warraq.errors import InputError, SettingsError
from warraq.settings import JoinedForms, Settings
from warraq.spacing.evidence import Evidence
from warraq.spacing.exceptions import fault, tidy

JOINED_FORM = "joined_form"
"""Rule of a repair that the policy asks for."""
WHOLE, FIRST, SPLIT, MODEL = "whole", "first", "split", "model"
_SHIPPED_KINDS = (WHOLE, FIRST)
_OWN_KINDS = (WHOLE, FIRST, SPLIT, MODEL)
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_ARTICLE = "\u0627\u0644"
_SHORTEST_NAME = 4
"""Letters of the shortest name with an article that may follow the beginning of a name."""
_ALEF, _ALEF_HAMZA = "\u0627", "\u0623"


class Form(NamedTuple):
    """One line of a list of joined forms."""

    form: str
    kind: str
    """`whole`: accepted, with any proclitic in front. `first`: names that begin so are accepted.
    `split`: never accepted, always put apart. `model`: nothing special, for the model to judge."""
    apart: str = ""
    """The standard spelling, with spaces; empty: there is none, or (`first`) the name is cut behind the form."""


@dataclass(frozen=True)
class Policy:
    """What is never taken apart, and what always is."""

    whole: frozenset[str]
    """Bare words, proclitics included."""
    first: frozenset[str]
    """Bare beginnings after which no word is cut, proclitics included."""
    standard: Mapping[str, str] = field(default_factory=dict)
    """Bare words, proclitics included, with the standard spelling that they get."""
    parted: Mapping[str, str] = field(default_factory=dict)
    """Bare beginnings that are put apart from the name behind them, proclitics included, to the form without."""

    def accepts(self, word: str) -> bool:
        """Whether the bare `word` stays as it is."""
        return word in self.whole

    def refuses(self, first: str) -> bool:
        """Whether a cut right after `first`, the bare beginning of a word, is ruled out."""
        return first in self.first

    def apart(self, word: str, evidence: Evidence) -> str:
        """The standard spelling that the bare `word` is to get; empty if it has none, or is to stay.

        A name that begins with one of `parted` is cut behind it where what follows is a known word
        with the article, or is known to follow it as a word of its own: Abu Bakr, but not Apollo.

        Args:
            word: A bare word.
            evidence: Which words are known, and which stand side by side.
        """
        if word in self.standard:
            return self.standard[word]
        if word in self.whole:
            return ""
        for first, form in self.parted.items():
            rest = word[len(first) :]
            if rest and word.startswith(first) and _follows(form, rest, evidence):
                return f"{first} {self.apart(rest, evidence) or rest}"
        return ""


def _follows(form: str, rest: str, evidence: Evidence) -> bool:
    """Whether `rest` is a name of its own behind the beginning `form`."""
    number = evidence.numbers.get(rest, 0)
    if not number:
        return False
    if rest.startswith(_ARTICLE) and len(rest) >= _SHORTEST_NAME:
        return True
    # Names are written with hamza and without; the news writes it.
    written = [form, _ALEF_HAMZA + form[1:]] if form[0] == _ALEF else [form]
    firsts = np.array([evidence.numbers.get(first, 0) for first in written])
    return bool(evidence.pairs(firsts, np.array([number] * len(firsts))).any())


def policy_of(shipped: Iterable[Form], own: Iterable[Form], wanted: JoinedForms) -> Policy:
    """The policy for the accepted forms.

    Args:
        shipped: The package's list.
        own: The list of a home: a line replaces the shipped one about the same form.
        wanted: `keep` lets accepted forms stay; `split` gives them their standard spelling, if they have one.
    """
    forms = {line.form: line for line in shipped} | {line.form: line for line in own}
    whole: set[str] = set()
    first: set[str] = set()
    parted: dict[str, str] = {}
    standard: dict[str, str] = {}
    for form, kind, apart in forms.values():
        joined = {clitic + form for clitic in _PROCLITICS}
        if kind == SPLIT or (kind == WHOLE and apart and wanted == "split"):
            standard.update((clitic + form, clitic + apart) for clitic in _PROCLITICS)
        elif kind == WHOLE:
            whole |= joined
        elif kind == FIRST:
            first |= joined
            parted |= dict.fromkeys(joined, form) if wanted == "split" else {}
    # The longest beginning first: a list may hold one that begins with another.
    by_length = dict(sorted(parted.items(), key=lambda item: (-len(item[0]), item[0])))
    return Policy(frozenset(whole), frozenset(first), dict(sorted(standard.items())), by_length)


def read_policy(lines: Iterable[str]) -> Policy:
    """The package's list as a policy under which all accepted forms stay; see `read_shipped`."""
    return policy_of(read_shipped(lines), (), "keep")


def read_shipped(lines: Iterable[str]) -> tuple[Form, ...]:
    """Read the package's list: form, `whole` or `first`, standard spelling, and why, with tabs between.

    Raises:
        SettingsError: Some lines cannot be used; the message names each.
    """
    forms, faults = _read(lines, _SHIPPED_KINDS)
    if faults:
        raise SettingsError("Accepted joined forms:\n  " + "\n  ".join(faults))
    return forms


def forms_file(settings: Settings) -> Path:
    """The list of a home: HOME/exceptions/joined_forms.tsv."""
    return settings.home / "exceptions" / "joined_forms.tsv"


def read_forms(path: Path) -> tuple[Form, ...]:
    """The list in a home's file; empty if there is no file.

    Raises:
        InputError: The file is not UTF-8, or some lines cannot be used; the message names each.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8.") from error
    forms, faults = _read(text.splitlines(), _OWN_KINDS)
    if faults:
        raise InputError(f"{path} cannot be used; mend or delete these lines:\n  " + "\n  ".join(faults))
    return forms


def write_forms(path: Path, forms: Iterable[Form]) -> None:
    """Write what `read_forms` reads."""
    path.write_text("".join("\t".join(line) + "\n" for line in forms), encoding="utf-8")


def _read(lines: Iterable[str], kinds: tuple[str, ...]) -> tuple[tuple[Form, ...], list[str]]:
    """The lines, in order of the forms, and what is wrong with them."""
    found: dict[str, Form] = {}
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        form, kind, apart = [*map(tidy, line.split("\t")), "", ""][:3]
        wrong = _fault(form, kind, apart, kinds)
        if not wrong and form in found:
            wrong = f"{form} stands in an earlier line already"
        if wrong:
            faults.append(f"line {number}: {wrong}")
        found[form] = Form(form, kind, apart)
    return tuple(sorted(found.values())), faults


def _fault(form: str, kind: str, apart: str, kinds: tuple[str, ...]) -> str:
    if kind not in kinds:
        return f"the second field must be {', '.join(kinds[:-1])} or {kinds[-1]}, not {kind or 'empty'}"
    if wrong := fault(form, apart or form):
        return wrong.replace("`before`", "the first field")
    if kind in (FIRST, MODEL) and apart:
        return f"a line of kind {kind} has no third field; {form} has: {apart}"
    if apart == form or (kind == SPLIT and not apart):
        return f"the third field must be {form} with the spaces where they belong"
    return ""
