from warraq.entities.names import Entry, Match
from warraq.entities.runs import GIVEN, LISTED, Run, repeat_names, settle

OWN = Entry("الأمم المتحدة", (), "ORG", "", "own", given=False)
MINE = OWN._replace(given=True)


def tags(words: list[str], chance: float = 0.9) -> list[tuple[str, float]]:
    return [("O", chance)] * len(words)


def test_a_listed_name_takes_the_place_of_what_overlaps_it():
    assert settle([Run(1, 3, "LOC", 0.7)], [Match(2, 4, OWN, False)]) == [Run(2, 4, "ORG", LISTED)]
    assert settle([], [Match(0, 2, MINE, False)]) == [Run(0, 2, "ORG", GIVEN)]


def test_a_longer_run_keeps_one_of_our_own_names_but_not_one_of_the_users():
    longer = Run(0, 5, "ORG", 0.7)
    assert settle([longer], [Match(3, 5, OWN, False)]) == [longer]
    assert settle([longer], [Match(3, 5, MINE, False)]) == [Run(3, 5, "ORG", GIVEN)]
    assert settle([longer], [Match(3, 5, OWN, True)]) == [Run(3, 5, "ORG", LISTED)]


def test_a_run_that_glues_two_listed_names_together_gives_way():
    found = settle([Run(0, 5, "ORG", 0.6)], [Match(0, 1, OWN, False), Match(3, 5, OWN, False)])
    assert found == [Run(0, 1, "ORG", LISTED), Run(3, 5, "ORG", LISTED)]


def test_a_surname_goes_to_the_full_name_of_the_same_text():
    words = [["قال", "دونالد", "ترامب"], ["وشكك", "لترامب", "أمس"], ["ترامب"]]
    runs = [[Run(1, 3, "PER", 0.95)], [], [Run(0, 1, "LOC", 0.6)]]
    found = list(repeat_names(words, runs, [tags(row) for row in words]))
    assert found == [runs[0], [Run(1, 2, "PER", 0.95)], [Run(0, 1, "PER", 0.95)]]


def test_a_surname_is_left_alone_where_the_recogniser_is_certain_or_the_full_name_is_not():
    words = [["دونالد", "ترامب"], ["ترامب"]]
    sure, unsure = [[Run(0, 2, "PER", 0.95)], []], [[Run(0, 2, "PER", 0.5)], []]
    certain = [tags(words[0]), tags(words[1], 0.9999)]
    assert list(repeat_names(words, sure, certain)) == sure
    assert list(repeat_names(words, unsure, [tags(row) for row in words])) == unsure


def test_a_longer_name_is_not_broken_up():
    words = [["دونالد", "ترامب"], ["برج", "ترامب"]]
    runs = [[Run(0, 2, "PER", 0.95)], [Run(0, 2, "ORG", 0.6)]]
    assert list(repeat_names(words, runs, [tags(row) for row in words])) == runs
