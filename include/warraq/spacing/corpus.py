"""Where the lexicons of the user's own corpus lie, and which of them is in use.

`WARRAQ_HOME/lexicon/<version>/` holds one lexicon, `WARRAQ_HOME/lexicon/current` the version in use.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.errors import MissingDataError
from warraq.settings import Settings

if TYPE_CHECKING:
    from warraq.spacing.lexicon import Lexicon

CURRENT = "current"
WORDS = "words.parquet"
"""A file that every lexicon has."""
KEPT_VERSION = "lexicon"
"""File in the staging folder of a run: the version that it uses."""


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
    """Let runs planned from now on use a lexicon.

    Raises:
        MissingDataError: There is no lexicon of this version.
    """
    if not version or not (lexicon_dir(settings) / version / WORDS).is_file():
        known = ", ".join(folder.name for folder in stored_lexicons(settings)) or "none yet"
        raise MissingDataError(
            f"There is no corpus lexicon {version!r}; there are: {known}. `warraq lexicon build` makes one."
        )
    pointer = lexicon_dir(settings) / CURRENT
    temporary = pointer.with_name(f"{CURRENT}.{os.getpid()}.tmp")
    temporary.write_text(version + "\n", encoding="utf-8")
    temporary.replace(pointer)


def use_no_lexicon(settings: Settings) -> None:
    """Let runs planned from now on do without a corpus lexicon."""
    (lexicon_dir(settings) / CURRENT).unlink(missing_ok=True)


def load_lexicon(settings: Settings, version: str) -> Lexicon:
    """A lexicon that is there.

    Raises:
        MissingDataError: It has been deleted.
    """
    from warraq.spacing.lexicon import Lexicon

    folder = lexicon_dir(settings) / version
    if not (folder / WORDS).is_file():
        raise MissingDataError(
            f"The corpus lexicon {folder} is gone: `warraq lexicon build` makes a new one, "
            "`warraq lexicon use none` does without."
        )
    return Lexicon.load(folder)


def stored_lexicons(settings: Settings) -> list[Path]:
    """The folders of all lexicons that are there, oldest first."""
    folders = [path.parent for path in lexicon_dir(settings).glob(f"*/{WORDS}")]
    return sorted(folders, key=lambda folder: ((folder / WORDS).stat().st_mtime_ns, folder.name))


def drop_lexicons(settings: Settings, keep: int) -> list[str]:
    """Delete old lexicons.

    Args:
        settings: Where the lexicons and the plans of unfinished runs are.
        keep: How many of the newest stay, besides the one in use and those that unfinished runs use.

    Returns:
        The versions deleted.
    """
    needed = {current_lexicon(settings)}
    needed |= {path.read_text(encoding="utf-8") for path in settings.staging_dir.glob(f"*/{KEPT_VERSION}")}
    old = [folder for folder in stored_lexicons(settings)[:-keep] if folder.name not in needed]
    for folder in old:
        shutil.rmtree(folder)
    return [folder.name for folder in old]
