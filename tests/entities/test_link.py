import re

from warraq.entities.link import describe, entities_version, link, link_document, own_id
from warraq.entities.mentions import annotate_many
from warraq.entities.places import Cue
from warraq.entities.recognise import load_recogniser


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


def in_text(text: str) -> dict[str, str]:
    """Identifier of every mention that the whole path finds in a text, by surface."""
    (found,) = annotate_many([text], [[(0, len(text))]], load_recogniser("fast"))
    links = link_document(text, found)
    return {m.surface: one.entity_id for m, one in zip(found.mentions, links, strict=True)}


def cued(
    name: str, *before: str, after: str = "", surface: str = "", context: str = "", adjectives: str = ""
) -> str:
    """Identifier of a place, given the words around it and other places and adjectives of its document."""
    mentions = [(name, "LOC"), *((other, "LOC") for other in context.split())]
    cues = [Cue(surface, before, after), *(Cue() for _ in mentions[1:])]
    return link(mentions, cues=cues, nationalities=adjectives.split())[0].entity_id


def test_words_before_and_behind_a_place_say_its_kind():
    assert cued("نيويورك") == "geonames:5128581"
    assert cued("نيويورك", "ولاية") == "geonames:5128638"
    assert cued("الجزائر") == "iso3166:DZ"
    assert cued("الجزائر", "بالعاصمة") == cued("الجزائر", "مدينة") == "geonames:2507480"
    assert cued("تونس", after="العاصمة") == "geonames:2464470"
    assert cued("جورجيا") == "iso3166:GE"
    assert cued("جورجيا", "ولاية") == "geonames:4197000"


def test_amman_and_oman():
    assert cued("عمان") == cued("عمان", "سلطنة", context="الأردن") == "iso3166:OM"
    assert cued("عمان", context="الأردن") == cued("عمان", adjectives="JO JO") == "geonames:250441"
    assert cued("عمان", "العاصمة", "الأردنية") == "geonames:250441"
    assert cued("عمان", surface="عمّان", adjectives="OM") == "geonames:250441"
    assert cued("عمان", surface="عُمان", context="الأردن") == "iso3166:OM"


def test_what_two_countries_are_called():
    assert cued("كوريا").startswith("warraq:")
    assert cued("كوريا", adjectives="KP") == "iso3166:KP"
    assert cued("كوريا", adjectives="KP KR").startswith("warraq:")
    assert cued("الكونغو") == "iso3166:CD"
    assert cued("الكونغو", context="برازافيل") == "iso3166:CG"
    assert cued("طرابلس", adjectives="LB") == "geonames:266826"
    assert cued("باريس", adjectives="US US") == "geonames:2988507"  # not the hamlet in Texas
    assert cued("كولومبيا", adjectives="US") == "iso3166:CO"


def test_a_country_of_two_words_is_named_whole():
    assert in_text("اندلعت الحرب في جنوب السودان")["جنوب السودان"] == "iso3166:SS"


def test_acronyms_are_what_the_text_introduces_them_for():
    text = "قال منظمة حماية البحار (IHSM) إن النتائج جيدة. وأضاف IHSM ذلك"
    ids = in_text(text)
    long = next(id_ for surface, id_ in ids.items() if surface.startswith("منظمة"))
    assert ids["IHSM"] == long == own_id("منظمة حماية البحار", "ORG")
    listed = link([("مكتب التحقيقات", "ORG"), ("FBI", "ORG"), ("مكتب التحقيقات", "ORG")], defined=[(0, 1)])
    assert {one.entity_id for one in listed} == {own_id("مكتب التحقيقات الاتحادي", "ORG")}


def test_a_listed_surname_is_whom_the_document_introduced():
    first, alone = link([("تركي المالكي", "PER"), ("المالكي", "PER")])
    assert first == alone
    assert link([("المالكي", "PER")])[0].name == "نوري المالكي"
    president, daughter, again = link([("ترامب", "PER"), ("إيفانكا ترامب", "PER"), ("ترامب", "PER")])
    assert president == again != daughter


def test_a_king_is_not_his_son():
    cues = [Cue(), Cue(title="الملك")]
    son, king = link([("محمد بن سلمان", "PER"), ("سلمان", "PER")], cues=cues)
    assert king.name == "سلمان بن عبد العزيز"
    assert son != king


def test_a_rare_first_name_is_whom_the_document_named_with_it():
    full, alone = link([("كيم يو جونغ", "PER"), ("كيم", "PER")])
    assert full == alone
    full, alone = link([("محمد بن راشد", "PER"), ("محمد", "PER")])
    assert full != alone
