from pathlib import Path

import pytest

from warraq.entities.link import describe, link, own_id
from warraq.entities.names import OWN_NAMES, load_names, read_names
from warraq.errors import SettingsError

HEADER = "name\tvariants\tlabel\tid\n"


def names_of(folder: Path, text: str, file: str = "mine.tsv"):
    (folder / file).write_text(text, encoding="utf-8")
    load_names.cache_clear()
    return load_names(folder)


def spans(names, sentence: str) -> list[tuple[int, int, str]]:
    return [(m.first, m.last, m.entry.name) for m in names.matches(sentence.split())]


def test_a_listed_name_is_found_with_clitics_and_folded(tmp_path):
    names = names_of(tmp_path, HEADER + "شركة الورّاق\tالورّاق للنشر\tORG\t\n")
    assert spans(names, "قالت شركة الوراق أمس") == [(1, 3, "شركة الورّاق")]
    assert spans(names, "ولشركة الوراق و للوراق للنشر") == [(0, 2, "شركة الورّاق"), (3, 5, "شركة الورّاق")]


def test_the_longest_name_counts(tmp_path):
    names = names_of(tmp_path, HEADER + "بنك الأمل\t\tORG\t\nبنك الأمل الدولي\t\tORG\tx:1\n")
    assert spans(names, "في بنك الأمل الدولي") == [(1, 4, "بنك الأمل الدولي")]


def test_a_csv_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "mine.csv").write_text(
        'name,label,variants,id\n"هند رستم",PER,,wikidata:Q1\n', encoding="utf-8-sig"
    )
    (entry,) = read_names(tmp_path / "mine.csv")
    assert (entry.name, entry.label, entry.id) == ("هند رستم", "PER", "wikidata:Q1")


def test_variants_are_one_entity_with_the_given_identifier(tmp_path):
    names = names_of(tmp_path, HEADER + "جون بوديستا\tبوديستا|بودستا\tPER\twikidata:Q1\n")
    found = link([("بودستا", "PER"), ("جون بوديستا", "PER"), ("بودستا", "LOC")], names)
    assert [one.entity_id for one in found[:2]] == ["wikidata:Q1"] * 2
    assert found[0].name == "جون بوديستا"
    assert describe("wikidata:Q1", names) == ("جون بوديستا", ("wikidata:Q1",), None, None, None)
    assert found[2].entity_id == own_id("بودستا", "LOC")


def test_the_user_goes_before_the_shipped_list(tmp_path):
    names = names_of(tmp_path, HEADER + "رويترز\t\tORG\twikidata:Q130879\n")
    assert link([("رويترز", "ORG")], names)[0].entity_id == "wikidata:Q130879"
    (match,) = names.matches(["رويترز"])
    assert match.entry.source == "given"


def test_a_word_with_a_question_mark_is_linked_but_not_looked_for():
    names = load_names(None)
    assert names.matches(["بحماس"]) == []  # "with enthusiasm"
    assert link([("حماس", "ORG"), ("حركة حماس", "ORG")])[0] == link([("حركة حماس", "ORG")])[0]


def test_a_listed_organisation_is_described_by_its_name_only():
    (one,) = link([("FBI", "ORG")])
    assert one.name == "مكتب التحقيقات الاتحادي"
    assert describe(one.entity_id) == (one.name, (), None, None, None)


def test_acronyms_are_found_alone_and_behind_a_conjunction():
    assert spans(load_names(None), "( CIA و NSA وFBI )") == [
        (1, 2, "وكالة المخابرات المركزية"),
        (3, 4, "وكالة الأمن القومي"),
        (4, 5, "مكتب التحقيقات الاتحادي"),
    ]


def test_a_country_is_found_behind_a_preposition_only():
    names = load_names(None)
    words = ["للسنغال", "وبتايوان", "روسيا", "لمالي"]
    assert [(m.first, m.entry.id) for m in names.matches(words)] == [(0, "iso3166:SN"), (1, "iso3166:TW")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name\tid\nا\tx:1\n", "no column label"),
        (HEADER + "فلان\t\tPERSON\t\n", r"mine.tsv:2: the label 'PERSON'"),
        (HEADER + "فلان\t\tPER\t42\n", "scheme:value"),
        (HEADER + "؟\t\tPER\t\n", "no letters"),
        (HEADER + "فلان\t\tPER\t\nعلان\tفلان\tPER\t\n", r"mine.tsv:3 and .*mine.tsv:2 both list 'فلان'"),
    ],
)
def test_bad_gazetteers_are_refused_with_file_and_line(tmp_path, text, problem):
    with pytest.raises(SettingsError, match=problem):
        names_of(tmp_path, text)


def test_a_gazetteer_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "mine.csv").write_bytes("name,label\nفلان,PER\n".encode("cp1256"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_names(tmp_path / "mine.csv")


def test_no_folder_is_no_names_of_the_users(tmp_path):
    assert load_names(tmp_path / "none").version == load_names(None).version


def test_the_version_follows_the_entries(tmp_path):
    assert names_of(tmp_path, HEADER + "فلان\t\tPER\t\n").version != load_names(None).version


def test_the_shipped_list_has_no_conflicts(tmp_path):
    (tmp_path / "own.tsv").write_bytes(OWN_NAMES.read_bytes())
    load_names.cache_clear()
    assert len(load_names(tmp_path).entries) > len(load_names(None).entries)
