"""Where the lexicons of the user's own corpus lie, and which of them is in use.

`WARRAQ_HOME/lexicon/<version>/` holds one lexicon, `WARRAQ_HOME/lexicon/current` the version in use.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from warraq.settings import Settings

CURRENT = "current"


def lexicon_dir(settings: Settings) -> Path:
    """The folder of all lexicons of the corpus."""
    return settings.home / "lexicon"


def current_lexicon(settings: Settings) -> str:
    """Version of the lexicon in use; empty if none has been built."""
    try:
        return (lexicon_dir(settings) / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def use_lexicon(settings: Settings, version: str) -> None:
    """Let runs planned from now on use `version`, which is there already."""
    pointer = lexicon_dir(settings) / CURRENT
    temporary = pointer.with_name(f"{CURRENT}.{os.getpid()}.tmp")
    temporary.write_text(version + "\n", encoding="utf-8")
    temporary.replace(pointer)


def stored_lexicons(settings: Settings) -> list[Path]:
    """The folders of all lexicons that are there, oldest first."""
    folders = [path.parent for path in lexicon_dir(settings).glob("*/words.parquet")]
    return sorted(folders, key=lambda folder: ((folder / "words.parquet").stat().st_mtime_ns, folder.name))


def drop_lexicons(settings: Settings, keep: int) -> list[str]:
    """Delete all but the newest `keep` lexicons and the one in use; returns the versions deleted."""
    current = current_lexicon(settings)
    old = [folder for folder in stored_lexicons(settings)[:-keep] if folder.name != current]
    for folder in old:
        shutil.rmtree(folder)
    return [folder.name for folder in old]
