import re

from warraq.entities.link import describe, entities_version, link, own_id


def test_variants_of_a_country_are_one_entity():
    names = ["الولايات المتحدة", "أمريكا", "أميركا", "الولايات المتحدة الأمريكية"]
    assert {one.entity_id for one in link([(name, "LOC") for name in names])} == {"iso3166:US"}


def test_only_places_and_governments_link_to_places():
    links = link([("فرنسا", "LOC"), ("فرنسا", "ORG"), ("باريس", "ORG"), ("فرنسا", "PER"), ("ليون", "ORG")])
    assert [one.entity_id for one in links[:3]] == ["iso3166:FR", "iso3166:FR", "geonames:2988507"]
    assert all(one.entity_id.startswith("warraq:") for one in links[3:])  # Lyon is a club


def test_an_adjective_is_not_its_country():
    (one,) = link([("الأمريكي", "LOC")])
    assert one.entity_id.startswith("warraq:")


def test_a_word_for_the_kind_of_place_may_stand_before_it():
    assert link([("مدينة حلب", "LOC")])[0].entity_id == "geonames:170063"


def test_unknown_names_get_a_stable_identifier_of_our_own():
    (one,) = link([("هيلاري كلينتون", "PER")])
    assert one.name == "هيلاري كلينتون"
    assert re.fullmatch(r"warraq:[0-9a-f]{16}", one.entity_id)
    assert one.entity_id == own_id("هيلاري كلينتون", "PER")
    assert own_id("أحمد", "PER") == own_id("احمد", "PER")
    assert own_id("أحمد", "PER") != own_id("أحمد", "ORG")


def test_facts_come_from_the_registry_or_not_at_all():
    facts = describe("iso3166:US")
    assert facts is not None
    assert facts.name == "الولايات المتحدة"
    assert facts.identifiers == ("iso3166:US", "geonames:6252001")
    assert facts.country == "US"
    assert round(facts.latitude or 0) == 39  # the capital's
    unknown = describe(own_id("كلينتون", "PER"))
    assert unknown is None


def test_the_version_names_recogniser_and_gazetteer():
    assert re.fullmatch(r"fast-0\+[0-9a-f]{8}\.\d+\.[0-9a-f]{8}", entities_version("fast-0"))


def test_a_surname_is_the_person_whom_the_document_introduced():
    names = ["كلينتون", "هيلاري كلينتون", "عدنان", "كلينتون", "بيل كلينتون", "كلينتون"]
    found = [one.name for one in link([(name, "PER") for name in names])]
    assert found[3] == "هيلاري كلينتون"
    assert found[5] == "بيل كلينتون"
    assert found[2] == "عدنان"
    assert found[0] == "كلينتون"  # two may be meant


def test_a_title_may_name_who_is_introduced_below():
    first, second = link([("بوديستا", "PER"), ("جون بوديستا", "PER")])
    assert first == second
    person, place = link([("محمد حلب", "PER"), ("حلب", "LOC")])
    assert person.entity_id != place.entity_id == "geonames:170063"


def test_a_name_of_several_words_may_be_the_end_of_a_longer_one():
    longer, shorter = link([("محمد بن سلمان", "PER"), ("بن سلمان", "PER")])
    assert longer == shorter


def test_of_namesakes_the_one_where_the_document_is_counts():
    assert link([("طرابلس", "LOC")])[0].entity_id == "geonames:2210247"  # Libya's, the larger one
    assert link([("بيروت", "LOC"), ("طرابلس", "LOC")])[1].entity_id == "geonames:266826"
    assert link([("لبنان", "LOC"), ("الجزائر", "LOC")])[1].entity_id == "iso3166:DZ"


def test_a_small_place_needs_its_country():
    assert link([("جربة", "LOC")])[0].entity_id.startswith("warraq:")  # not the one in Somalia
    town = ("طبلبة", "LOC")
    assert link([town])[0].entity_id.startswith("warraq:")
    assert link([town, ("تونس", "LOC")])[0].entity_id.startswith("geonames:")
