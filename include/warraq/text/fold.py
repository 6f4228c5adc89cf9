"""Folding for matching: one form for all spellings of a word. Never stored, only compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

_LETTERS = {
    "\u0627": "\u0622\u0623\u0625\u0671\u0672\u0673\u0675",  # alef
    "\u0621": "\u0624\u0626",  # hamza on waw or yeh: the same word, spelled differently east and west
    "\u064a": "\u0649\u06cc\u06cd\u06ce\u06d0\u06d2",  # yeh
    "\u0647": "\u0629\u06be\u06c0\u06c1\u06c2\u06c3\u06d5\u06ff",  # heh
    "\u0643": "\u06a9\u06aa\u06ab\u06ac\u06af",  # kaf
    "\u0641": "\u06a4",  # feh, for v
    "\u0642": "\u06a8",  # qaf, for Tunisian g
    "\u0628": "\u067e",  # beh, for p
    "\u062c": "\u0686",  # jeem, for ch
    "\u0632": "\u0698",  # zain, for zh
    "\u0648": "\u06c6\u06c7\u06cb",  # waw
    ".": "\u066b",  # decimal separator
    ",": "\u066c",  # thousands separator
    "%": "\u066a",
    " ": "\u00a0\u2002\u2003\u2009\u202f\u3000",
}
"""What becomes each plain letter or sign."""

_FREQUENT = "\u0622\u0623\u0625\u0624\u0626\u0649\u0629"
"""Forms that most words of news have one of: alefs, hamza on a carrier, alef maksura, teh marbuta."""

_REMOVED = (
    (0x0610, 0x061A),  # honorifics
    (0x0640, 0x0640),  # tatweel
    (0x064B, 0x065F),  # short vowels, tanween, shadda, sukun
    (0x0670, 0x0670),  # superscript alef
    (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED),  # Quranic marks
    (0x00AD, 0x00AD), (0x061C, 0x061C), (0x200B, 0x200F), (0x202A, 0x202E),  # invisible
    (0x2060, 0x2064), (0x2066, 0x2069), (0xFEFF, 0xFEFF),
)  # fmt: skip

_CAPITALS = (*range(0x41, 0x5B), *range(0xC0, 0xD7), *range(0xD8, 0xDF))
"""A to Z and the accented capitals of Latin-1; the small letter stands 32 further on."""


def _table() -> dict[int, int | None]:
    table: dict[int, int | None] = {
        ord(form): ord(plain) for plain, forms in _LETTERS.items() for form in forms
    }
    for digit in range(10):
        table[0x0660 + digit] = table[0x06F0 + digit] = ord("0") + digit
    for code in _CAPITALS:
        table[code] = code + 32
    for first, last in _REMOVED:
        table.update(dict.fromkeys(range(first, last + 1)))
    return table


TABLE = _table()
"""Code point to code point, or to None where it is removed: what `str.translate` takes."""


def fold_ar(text: str) -> str:
    """`text` folded for matching, code point by code point.

    Forms of alef become alef; hamza on waw or yeh becomes hamza; alef maksura yeh; teh
    marbuta heh; Persian and Maghrebi letters the Arabic ones they are exchanged with.
    Diacritics, tatweel and invisible characters vanish, digits become western, Latin
    letters small. The DuckDB macro of the same name (sql/macros/fold_ar.sql) gives the same.

    Args:
        text: Text in NFC, as stored texts are.
    """
    return text.translate(TABLE)


def fold_macro() -> str:
    """The statement for sql/macros/fold_ar.sql: the DuckDB macro `fold_ar(t)`, from the same table.

    DuckDB's `translate` prepares its letters anew for each row, so the many letters that are
    rare in Arabic news are named only where a row has one of them.
    """
    removed = _class(range(first, last + 1) for first, last in _REMOVED)
    spaces = _class([ord(space)] for space in _LETTERS[" "])
    frequent = {form: TABLE[ord(form)] for form in _FREQUENT}
    seen = set(map(ord, _FREQUENT)) | set(map(ord, _LETTERS[" "]))
    rest = {chr(code): to for code, to in TABLE.items() if to is not None and code not in seen}
    rare = _class([code] for code in sorted({*map(ord, rest), *map(ord, _LETTERS[" "])}))
    return f"""\
-- Folds text for matching; the same as fold_ar in include/warraq/text/fold.py, which writes this
-- file: python -m warraq.text.fold > sql/macros/fold_ar.sql
CREATE OR REPLACE MACRO fold_ar(t) AS CASE
  WHEN NOT regexp_matches(t, '[{rare}]')
  -- diacritics, tatweel and invisible characters vanish
  THEN translate(regexp_replace(t, '[{removed}]', '', 'g'),
    {_literals(frequent)})
  -- the same, and odd spaces, rare letters, digits, capitals
  ELSE translate(regexp_replace(regexp_replace(t, '[{removed}]', '', 'g'), '[{spaces}]', ' ', 'g'),
    {_literals({**frequent, **rest})})
END;
"""


def _class(ranges: Iterable[Sequence[int]]) -> str:
    """Code points as the inside of a class in RE2's notation, neighbours joined."""
    joined: list[tuple[int, int]] = []
    for codes in ranges:
        first, last = codes[0], codes[-1]
        if joined and joined[-1][1] + 1 == first:
            first = joined.pop()[0]
        joined.append((first, last))
    return "".join(f"\\x{{{a:04X}}}" + (f"-\\x{{{b:04X}}}" if a < b else "") for a, b in joined)


def _literals(mapping: Mapping[str, int | None]) -> str:
    """The second and third argument of `translate`, each on a line of its own."""
    return "'" + "".join(mapping) + "',\n    '" + "".join(chr(to) for to in mapping.values() if to) + "'"


if __name__ == "__main__":
    print(fold_macro(), end="")
