"""Random text that looks enough like Arabic news to reach every cleaning rule."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    "قال", "الولايات", "المتحدة", "و", "ب", "ال", "د", "سي", "بي", "نت", "كلينتون", "اسُتخدم", "شخصيًا",
    "FBI", "U.S", "a", "ـ", "ــ", "الـ", "بـ", "2016", "٣", "1", ".", "..", "…", "،", "؛", ":", "!", "؟", ",", ";",
    "(", ")", "[", "]", "{", "}", "“", "”", "«", "»", '"', "'", "‘", "’", "''", "-", "–", "%", "/", "@", "#", "www.", "http://",
    " ", "  ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2003", "\u2028", "\u0085",
    "\u200b", "\u200c", "\u200d", "\u200f", "\ufeff", "\u00ad", "\x00", "\x1c",
    "\u064b", "\u064c", "\u064d", "\u064e", "\u064f", "\u0650", "\u0651", "\u0652", "\u0653", "\u0654", "\u0670",
    "ا", "أ", "آ", "ة", "ى", "ي", "ء", "ئ", "\u06cc", "\u06a9", "\u06be", "\u0672", "پ", "\ufefb", "\ufdf2", "\ufe70", "\ufc60", "\ufdfa", "\ufbfd", "\ufb90", "\u06cc", "أ.ف.ب", "بي.بي.سي", ' " ',
    "&", "&amp;", "amp;", "quot;", "&lt;", "&#1571;", "<", ">", "<br>", "<b>", "</p>", "e", "\u0301", "\u0308", "\u30ab", "😀", "\u1161", "\u1100",
]  # fmt: skip

news = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
anything = news | st.text(max_size=30)
