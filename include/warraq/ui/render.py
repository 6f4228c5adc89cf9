"""Jinja2 templates to HTML pages that stand alone: style inside, nothing fetched, every value escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

_HERE = Path(__file__).resolve().parent


def page(template: str, **values: Any) -> str:
    """One HTML page.

    Args:
        template: File name in `ui/templates/`.
        values: What the template shows. Strings are escaped: the corpus is not to be trusted.
    """
    return _environment().get_template(template).render(**values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": number,
        "share": share,
        "duration": duration,
        "size": size,
        "moment": moment,
        "day": day,
        "with_code": with_code,
        "with_breaks": with_breaks,
    }
    # Our own files, the only text that goes into a page unescaped.
    environment.globals["style"] = Markup(_own("style.css"))
    environment.globals["script"] = Markup(_own("theme.js"))
    return environment


def content_security_policy() -> str:
    """The header value under which our pages work and nothing else does: no fetch, no foreign script."""
    digest = base64.b64encode(hashlib.sha256(_own("theme.js").encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


@lru_cache
def _own(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def number(value: float | None) -> str:
    """A count with thin thousands separators: `12,345`; a dash for None."""
    return "–" if value is None else f"{value:,}"


def share(part: float, whole: float) -> str:
    """A part of a whole as a percentage: `3.1 %`; a dash for nothing of nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


def duration(seconds: float | None) -> str:
    """Seconds as a person says them: `0.4 s`, `48 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds is None:
        return "–"
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def size(value: float | None) -> str:
    """Bytes in decimal units: `512 B`, `3.4 MB`."""
    if value is None:
        return "–"
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def moment(value: datetime | str | None) -> str:
    """A time in UTC, to the minute: `5 Nov 2026, 03:12`. A string is read as ISO 8601, if it is."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    if value is None:
        return "–"
    utc = value.astimezone(UTC) if value.tzinfo else value
    return f"{utc.day} {utc:%b %Y, %H:%M}"


def day(value: datetime | None) -> str:
    """The day of a time in UTC: `5 Nov 2026`; a dash for None."""
    return "–" if value is None else moment(value).partition(",")[0]


def with_code(text: str) -> Markup:
    """Escaped text in which what stands between backticks is set as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def with_breaks(path: str) -> Markup:
    """An escaped path that a narrow column may break after each `/`."""
    return Markup(str(escape(path)).replace("/", "/<wbr>"))
