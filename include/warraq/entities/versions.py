"""What must change for entities to come out differently."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def files_hash(*files: Path) -> str:
    """The first 8 hexadecimal digits of the SHA-256 of the files' bytes; missing ones count as empty."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes() if file.is_file() else b"").digest())
    return digest.hexdigest()[:8]
