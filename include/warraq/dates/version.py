"""The version of everything in this room that decides which dates come out."""

from __future__ import annotations

DATES_VERSION = "dates-1"
"""Part of `entities_version`; change it when a rule finds other dates or reads them otherwise."""
