from warraq.entities.names import Entry, Match
from warraq.entities.runs import GIVEN, LISTED, Run, join_hyphenated, repeat_names, settle

OWN = Entry("الأمم المتحدة", (), "ORG", "", "own", "own")
MINE = OWN._replace(source="given")


def tags(words: list[str], chance: float = 0.9) -> list[tuple[str, float]]:
    return [("O", chance)] * len(words)


def test_a_listed_name_takes_the_place_of_what_overlaps_it():
    assert settle([Run(1, 3, "LOC", 0.7)], [Match(2, 4, OWN, False)]) == [Run(2, 4, "ORG", LISTED, OWN)]
    assert settle([], [Match(0, 2, MINE, False)]) == [Run(0, 2, "ORG", GIVEN, MINE)]


def test_a_longer_run_keeps_one_of_our_own_names_but_not_one_of_the_users():
    longer = Run(0, 5, "ORG", 0.7)
    assert settle([longer], [Match(3, 5, OWN, False)]) == [longer]
    assert settle([longer], [Match(3, 5, MINE, False)]) == [Run(3, 5, "ORG", GIVEN, MINE)]
    assert settle([longer], [Match(3, 5, OWN, True)]) == [Run(3, 5, "ORG", LISTED, OWN)]


def test_a_run_that_glues_two_listed_names_together_gives_way():
    found = settle([Run(0, 5, "ORG", 0.6)], [Match(0, 1, OWN, False), Match(3, 5, OWN, False)])
    assert found == [Run(0, 1, "ORG", LISTED, OWN), Run(3, 5, "ORG", LISTED, OWN)]


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


def test_a_country_yields_to_whatever_was_found():
    country = OWN._replace(source="country", label="LOC")
    assert settle([Run(0, 3, "ORG", 0.4)], [Match(1, 2, country, False)]) == [Run(0, 3, "ORG", 0.4)]
    assert settle([], [Match(1, 2, country, False)]) == [Run(1, 2, "LOC", LISTED, country)]


def test_a_hyphen_without_spaces_ties_names_together():
    words = ["كيم", "جونغ", "-", "أون", "هنا"]
    tied = [(0, 3), (4, 8), (8, 9), (9, 12), (13, 16)]
    runs = [Run(0, 2, "PER", 0.9), Run(3, 4, "ORG", 0.5)]
    assert list(join_hyphenated(runs, words, tied)) == [Run(0, 4, "PER", 0.9)]
    loose = [(0, 3), (4, 8), (9, 10), (11, 14), (15, 18)]
    assert list(join_hyphenated(runs, words, loose)) == runs
    places = [run._replace(label="LOC") for run in runs]
    assert list(join_hyphenated(places, words, tied)) == places


def test_what_a_list_says_is_not_taken_for_a_surname():
    words = [["دونالد", "ترامب"], ["ترامب"]]
    runs = [[Run(0, 2, "PER", 0.95)], [Run(0, 1, "ORG", GIVEN, MINE)]]
    assert list(repeat_names(words, runs, [tags(row) for row in words])) == runs


def test_other_spellings_of_a_listed_surname_are_found_too():
    entry = Entry("جون بودستا", ("بوديستا?",), "PER", "", "own", "own")
    words = [["جون", "بودستا"], ["الخاصة", "ببوديستا"]]
    runs = [[Run(0, 2, "PER", LISTED, entry)], [Run(1, 2, "LOC", 0.9)]]
    found = list(repeat_names(words, runs, [tags(row) for row in words]))
    assert found[1] == [Run(1, 2, "PER", LISTED)]


def test_a_town_yields_to_a_longer_name_only():
    town = OWN._replace(source="town", label="LOC")
    assert settle([Run(0, 2, "PER", 0.9)], [Match(0, 2, town, False)]) == [Run(0, 2, "LOC", LISTED, town)]
    longer = Run(0, 3, "ORG", 0.9)
    assert settle([longer], [Match(1, 3, town, False)]) == [longer]
