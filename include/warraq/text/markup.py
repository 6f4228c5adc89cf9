"""HTML left-overs: character references and tags."""

from __future__ import annotations

import html
import re
from html.entities import html5

from warraq.text.patch import Patch, patched

_REFERENCE = re.compile(
    r"&(?:(?:amp|AMP|#38|#[xX]26);)*"
    r"(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
"""A character reference, escaped once or more often (`&amp;quot;`)."""

_BLOCK_TAGS = (
    "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|li|main|nav|ol|p|pre|section|table|tbody|tfoot|thead|title|tr|ul"
)
_INLINE_TAGS = (
    "a|abbr|b|bdi|bdo|big|button|cite|code|em|embed|font|i|iframe|img|input|ins|label|link|mark|"
    "meta|object|q|s|small|span|strike|strong|sub|sup|td|th|time|tt|u|video"
)
_TAG = re.compile(
    r"<(?:"
    # What begins another comment or script ends the search, so that none is searched twice.
    r"!--(?:(?!<!--).)*?-->"
    r"|!doctype\b[^<>]*>"
    r"|(?P<raw>script|style)\b[^<>]*>(?:(?!<(?:script|style)\b).)*?</(?P=raw)\s*>"
    rf"|/?(?P<block>{_BLOCK_TAGS})(?:[\s/][^<>]*)?>"
    rf"|/?(?:{_INLINE_TAGS}|script|style)(?:[\s/][^<>]*)?>"
    r")",
    re.IGNORECASE | re.DOTALL,
)
"""A tag of HTML by its name, so that `<CNN>` and `a < b > c` stay; comments, document types, scripts, styles whole."""


def reference_patches(text: str) -> list[Patch]:
    """Character references (`&quot;`, `&#8220;`, `&amp;nbsp;`) become their characters."""
    if "&" not in text:
        return []
    patches = []
    for match in _REFERENCE.finditer(text):
        after = _resolve(match[0])
        if after != match[0]:
            patches.append(Patch(*match.span(), after, "characters", "html_reference"))
    return patches


def _resolve(reference: str) -> str:
    """The character of a reference, however often it was escaped; unknown names stay."""
    while reference.startswith("&") and reference.endswith(";"):
        name = reference[1:-1]
        plain = html.unescape(reference) if name.startswith("#") else html5.get(f"{name};")
        if plain is None:
            # `&amp;` in front of something else: take one level off and look again.
            plain = reference.replace("&" + name.split(";")[0] + ";", "&", 1) if ";" in name else reference
        if plain == reference:
            break
        reference = plain
    return reference


def tag_patches(text: str) -> list[Patch]:
    """Left-over tags vanish; those that begin or end a block become a line end."""
    if "<" not in text or ">" not in text:
        return []
    return [
        Patch(*match.span(), "\n" if match["block"] else "", "characters", "html_tag")
        for match in _TAG.finditer(text)
    ]


def without_markup(text: str) -> str:
    """`text` with its character references resolved and its tags taken out, however they hide each other."""
    while patches := reference_patches(text) or tag_patches(text):
        text = patched(text, patches)
    return text
