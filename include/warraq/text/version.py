"""The version of everything in this room that decides what a cleaned text looks like."""

from __future__ import annotations

TEXT_VERSION = "text-2"
"""Recorded with every row; change it when a rule changes what the same raw text becomes."""
