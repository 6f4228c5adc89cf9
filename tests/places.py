"""Where tests find things."""

from __future__ import annotations

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
SQL = CHECKOUT / "sql"
