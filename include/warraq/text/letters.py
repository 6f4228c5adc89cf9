"""Named characters and classes of Arabic script, so that code need not show them."""

from __future__ import annotations

HAMZA = "\u0621"
ALEF_MADDA = "\u0622"
ALEF_HAMZA_ABOVE = "\u0623"
WAW_HAMZA = "\u0624"
ALEF_HAMZA_BELOW = "\u0625"
YEH_HAMZA = "\u0626"
ALEF = "\u0627"
TEH_MARBUTA = "\u0629"
TATWEEL = "\u0640"
WAW = "\u0648"
ALEF_MAKSURA = "\u0649"
YEH = "\u064a"
ALEF_WASLA = "\u0671"

FATHATAN = "\u064b"
SHADDA = "\u0651"
SUKUN = "\u0652"
SUPERSCRIPT_ALEF = "\u0670"

LETTERS = "\u0621-\u063a\u0641-\u064a"
"""Letters of Arabic proper, as the inside of a regular expression's class."""
LETTERS_EXTENDED = (
    LETTERS + "\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9"
)
"""The same with letters of Persian, Urdu, Kurdish and other languages in Arabic script."""
DIACRITICS = "\u064b-\u065f\u0670"
"""Short vowels, tanween, shadda, sukun and superscript alef."""
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
"""Western, Arabic-Indic and Persian digits."""
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"

BLANKS = "\\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks within a line other than the plain space, as the inside of a class."""
LINE_ENDS = "\\r\\x0b\\x0c\u0085\u2028\u2029"
"""Line ends other than the plain newline, as the inside of a class."""
CLOSING = "\"'”»)\\]}’"
"""Quotes and brackets that can close, as the inside of a class."""
OPENING = "\"'“«(\\[{‘"
"""Quotes and brackets that can open, as the inside of a class."""
