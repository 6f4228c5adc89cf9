"""The version of everything in this room that decides which quotes come out."""

from __future__ import annotations

QUOTES_VERSION = "quotes-4"
"""Part of `entities_version`; change it when the same text gives other quotes."""
