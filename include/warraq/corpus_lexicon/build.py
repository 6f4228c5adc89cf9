"""Build the corpus lexicon, put it in use, and tell what is in use."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from warraq.corpus_lexicon.count import count_texts
from warraq.corpus_lexicon.texts import written_texts
from warraq.lake.serve import open_warehouse
from warraq.settings import Settings
from warraq.spacing.corpus import (
    current_lexicon,
    drop_lexicons,
    lexicon_dir,
    stored_lexicons,
    use_lexicon,
)

KEEP = 4
"""Lexicons that are kept: the one in use and those before it."""
_ABOUT = "about.json"


def build(settings: Settings) -> dict[str, Any]:
    """Count the corpus that the serving database holds and store the lexicon; it is not in use yet.

    Returns:
        `version`, `built_at`, `documents`, `tokens` (running words), `words` and `pairs` kept.

    Raises:
        MissingDataError: There is no serving database yet.
    """
    folder = lexicon_dir(settings)
    folder.mkdir(parents=True, exist_ok=True)
    counted = 0

    def counting(texts: Iterator[str]) -> Iterator[str]:
        nonlocal counted
        for text in texts:
            counted += 1
            yield text

    with FileLock(folder / "build.lock"), tempfile.TemporaryDirectory(prefix="building-", dir=folder) as made:
        counts, result = Path(made) / "counts", Path(made) / "lexicon"
        counts.mkdir()
        with open_warehouse(settings) as connection:
            lexicon = count_texts(counting(written_texts(connection)), counts, settings.chunk_chars)
        lexicon.write(result)
        about: dict[str, Any] = {
            "version": lexicon.version,
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "documents": counted,
            "tokens": lexicon.tokens,
            "words": len(lexicon.words),
            "pairs": len(lexicon.pair_counts),
        }
        (result / _ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        target = folder / lexicon.version
        if not target.exists():
            result.chmod(0o755)
            shutil.move(result, target)
    return about


def put_in_use(settings: Settings, version: str) -> dict[str, Any]:
    """Let runs planned from now on use a lexicon, and drop lexicons that no run needs any more.

    Returns:
        `version`, `before` (the version that was in use, or ""), and `dropped`, a list of versions.

    Raises:
        MissingDataError: There is no lexicon of this version.
    """
    before = current_lexicon(settings)
    use_lexicon(settings, version)
    return {"version": version, "before": before, "dropped": drop_lexicons(settings, KEEP)}


def about_lexicons(settings: Settings) -> list[dict[str, Any]]:
    """What `build` told about each lexicon that is there, oldest first; `in_use` is added."""
    current = current_lexicon(settings)
    return [
        {**json.loads((folder / _ABOUT).read_text(encoding="utf-8")), "in_use": folder.name == current}
        for folder in stored_lexicons(settings)
    ]
