from collections import Counter
from pathlib import Path

import pytest

from warraq.spacing.evaluate import (
    Figures,
    Place,
    found_share,
    on_joins,
    on_words,
    read_pairs,
    read_places,
    read_verdicts,
    word_system,
    wrong_share,
)
from warraq.spacing.joins import Join, Joined

DATA = Path(__file__).parent / "data"


def test_figures() -> None:
    figures = Figures(right=8, wrong=2, missed=8)
    assert figures.precision == 0.8
    assert figures.recall == 0.5
    assert figures.f1 == pytest.approx(8 / 13)


def test_a_wrong_cut_of_a_merged_word_is_wrong_and_missed() -> None:
    answers = {"أب": "أ ب", "جد": "ج د", "هو": "هو", "زح": "ز ح", "طيكل": "طي كل"}
    pairs = [("أب", "أ ب"), ("جد", "جد"), ("هو", "ه و"), ("زح", "زح"), ("طيكل", "ط يكل")]
    assert on_words(answers.__getitem__, pairs) == Figures(right=1, wrong=3, missed=2)


def test_changes_beside_the_joins_are_damage() -> None:
    joined = [Joined("فيمصر كلام طيب", [Join(0, 5, "في مصر")])]
    system = word_system({"فيمصر": "في مصر", "كلام": "كل ام", "طيب": "طيب"}.__getitem__)
    made = system([j.text for j in joined])
    assert on_joins(made, joined, set()) == (Figures(1, 1, 0), 1)
    assert on_joins(made, joined, {("كلام", "كل ام")}) == (Figures(1, 0, 0), 0)


def test_changes_are_weighed_by_how_often_they_were_made(tmp_path: Path) -> None:
    judged = tmp_path / "judged.tsv"
    judged.write_text("# word\tafter\tverdict\nأب\tأ ب\tright\nجد\tج د\twrong\n", "utf-8")
    changes = Counter({("أب", "أ ب"): 3, ("جد", "ج د"): 1, ("هو", "ه و"): 9})
    assert wrong_share(changes, read_verdicts(judged)) == (0.25, 4)


def test_natural_cases_change_nothing_but_spaces() -> None:
    halves = read_pairs(DATA / "natural.tsv")
    pairs = halves["dev"] + halves["test"]
    assert len(pairs) >= 500
    assert len({word for word, _ in pairs}) == len(pairs)
    assert all(after.replace(" ", "") == word for word, after in pairs)
    assert min(len(half) for half in halves.values()) > 0.4 * len(pairs)


def test_judged_changes_are_right_or_wrong() -> None:
    lines = (DATA / "clean_changes.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(rows) >= 200
    assert {verdict for _, _, verdict in rows} == {"right", "wrong"}
    assert all(after.replace(" ", "") == word for word, after, _ in rows)


def test_found_places_are_weighed_by_what_they_stand_for() -> None:
    places = [
        Place(1.0, "a.txt", 0, "فيمصر", "في مصر"),
        Place(3.0, "a.txt", 9, "منه", "من ه"),
        Place(50.0, "b.txt", 0, "كلام", "كلام"),
    ]
    made = {"a.txt": {(0, 5, "في مصر"), (9, 12, "م نه")}}
    assert found_share(made, places) == (0.25, 4.0)


def test_judged_places_change_nothing_but_spaces() -> None:
    places = read_places(DATA / "present.tsv")
    assert len({(place.file, place.start) for place in places}) == len(places)
    assert all(place.repaired.replace(" ", "") == place.word for place in places)
    assert {place.weight for place in places if place.repaired != place.word} == {1.0}
