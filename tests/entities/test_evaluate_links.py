import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pycountry
import pytest
from tests.places import CHECKOUT

from warraq.entities.evaluate_links import (
    HALVES,
    Found,
    Judged,
    Outcome,
    find,
    half_of,
    main,
    matched,
    present,
    read_judged,
    report,
    wrong,
)
from warraq.errors import MissingDataError

DATA = CHECKOUT / "tests/entities/data"
TEXT = "طرابلس تستقبل نجيب ميقاتي\n\nزار ميقاتي مدينة طرابلس في شمال لبنان أمس."
"""Mikati (full name, then surname) visits Tripoli in Lebanon."""


def judged(start: int, end: int, entity: str, label: str = "LOC", doc_id: str = "0" * 32) -> Judged:
    return Judged("a.txt", doc_id, start, end, "س" * (end - start), label, tuple(entity.split("|")), "random")


@pytest.fixture(params=HALVES)
def half(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_judged_lists_are_well_formed(half: str):
    mentions = read_judged(DATA / f"linking_{half}.tsv")
    assert len(mentions) >= 300
    assert {m.label for m in mentions} == {"PER", "LOC", "ORG"}
    schemes = {"PER": "person", "ORG": "organisation", "LOC": "iso3166|geonames|place"}
    for m in mentions:
        assert m.end - m.start == len(m.surface)
        assert half_of(m.doc_id) == half
        for entity in m.entities:
            assert re.fullmatch(rf"({schemes[m.label]}):\S+", entity)
            scheme, _, value = entity.partition(":")
            assert scheme != "iso3166" or pycountry.countries.get(alpha_2=value)
            assert scheme != "geonames" or value.isdecimal()
    for one, other in pairwise(mentions):
        assert one.path < other.path or (one.path == other.path and one.end <= other.start)


def test_no_article_is_in_both_halves():
    one, other = ({m.path for m in read_judged(DATA / f"linking_{half}.tsv")} for half in HALVES)
    assert one.isdisjoint(other)


def test_the_span_that_overlaps_most_is_taken_if_it_is_half_at_least():
    found = [Found("0" * 32, 10, 14, "iso3166:LB"), Found("0" * 32, 15, 25, "iso3166:SY")]
    outcomes = matched([judged(10, 18, "iso3166:LB"), judged(14, 25, "x:y"), judged(30, 33, "x:y")], found)
    assert [o.entity_id for o in outcomes] == ["iso3166:LB", "iso3166:SY", ""]
    (outcome,) = matched([judged(10, 19, "iso3166:LB")], found)  # 4 of 9
    assert outcome.entity_id == ""
    (outcome,) = matched([judged(10, 14, "iso3166:LB", doc_id="1" * 32)], found)
    assert outcome.entity_id == ""


@pytest.mark.parametrize(
    ("expected", "given", "right"),
    [
        ("iso3166:LB", "iso3166:LB", True),
        ("geonames:4140963|iso3166:US", "iso3166:US", True),
        ("iso3166:LB", "warraq:0123456789abcdef", False),
        ("place:golan-heights", "warraq:0123456789abcdef", True),
        ("place:golan-heights", "geonames:281184", False),
        ("place:golan-heights", "", False),
    ],
)
def test_which_identifiers_are_right(expected: str, given: str, right: bool):
    assert Outcome(judged(0, 4, expected), given).right is right


def test_the_report_counts():
    places = [
        Outcome(judged(0, 4, "iso3166:LB"), "iso3166:LB"),
        Outcome(judged(5, 9, "iso3166:LB"), "warraq:0"),
        Outcome(judged(10, 14, "geonames:266826"), ""),
        Outcome(judged(15, 19, "place:a"), "warraq:1"),
    ]
    people = [
        Outcome(judged(20, 24, "person:a", "PER")._replace(surface="نجيب ميقاتي"), "warraq:2"),
        Outcome(judged(25, 29, "person:a", "PER")._replace(surface="ميقاتي"), "warraq:3"),
        Outcome(judged(30, 34, "person:b", "PER"), "warraq:4"),
        Outcome(judged(35, 39, "person:b", "PER"), ""),
    ]
    text = report([*places, *people])
    assert re.search(r"^  all +4 +3 +2 +0\.667 +0\.500$", text, re.MULTILINE)
    assert re.search(r"^  countries +2 +2 +1 +0\.500 +0\.500$", text, re.MULTILINE)
    assert "persons and organisations: 3 of 4 found" in text
    # Recall of what was found: 1/2, 1/2, 1; of all: 1/2 each.
    row = r"persons, within a document \(B-cubed\) +1\.000 +0\.667 +0\.800 +0\.500$"
    assert re.search(row, text, re.MULTILINE)
    assert "0 of 1 pairs have one id (0.000)" in text
    lines = list(wrong([*places, *people]))
    assert [line.split("\t")[-1] for line in lines[:2]] == ["warraq:0", "not found"]
    assert [line.split("\t")[0] for line in lines[2:]] == ["a.txt:35", "apart"]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper/1.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_articles_must_be_there_as_they_were_judged(news: Path):
    doc_id = hashlib.sha256(TEXT.encode()).hexdigest()[:32]
    here = judged(0, 6, "geonames:266826", doc_id=doc_id)._replace(path="paper/1.txt")
    gone = here._replace(path="paper/2.txt")
    assert present([here, gone], news) == [here]
    (news / "paper/1.txt").write_text(TEXT + " ", encoding="utf-8")
    assert present([here], news) == []


def test_the_pipeline_finds_and_links(news: Path):
    found = find(["paper/1.txt"], news, "fast")
    named = {(TEXT[m.start : m.end], m.entity_id) for m in found}
    assert ("لبنان", "iso3166:LB") in named
    people = {entity for surface, entity in named if "ميقاتي" in surface}
    assert len(people) == 1


def test_the_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as exit_:
        main(["--news", str(tmp_path), "--judged", str(DATA)])
    assert exit_.value.code == 2
    assert "Unpack the ANT corpora there" in capsys.readouterr().err
    with pytest.raises(MissingDataError, match="--judged"):
        read_judged(tmp_path / "linking_test.tsv")
