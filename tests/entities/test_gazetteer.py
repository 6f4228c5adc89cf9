import re

import pytest

from warraq.entities.gazetteer import Gazetteer, Place, load_gazetteer, read_places, write_places
from warraq.errors import MissingDataError

PARIS = Place(
    "geonames:2988507", "city", "FR", 2138551, 48.85341, 2.3488, "باريس", ("باريس",), ("geonames:2988507",)
)
HAMLET = PARIS._replace(id="geonames:1", population=20_000, country="US", identifiers=("geonames:1",))
COUNTRY = PARIS._replace(id="iso3166:XX", kind="country", population=5, latitude=None, longitude=None)


def test_places_survive_writing(tmp_path):
    path = tmp_path / "places.tsv.gz"
    write_places([PARIS, COUNTRY], path)
    assert read_places(path) == [PARIS, COUNTRY]
    first = path.read_bytes()
    write_places([PARIS, COUNTRY], path)
    assert path.read_bytes() == first


def test_a_missing_table_says_what_to_do(tmp_path):
    with pytest.raises(MissingDataError, match="build_gazetteer"):
        read_places(tmp_path / "none.tsv.gz")


def test_namesakes_go_country_first_then_by_population():
    found = Gazetteer([HAMLET, PARIS, COUNTRY]).find("باريس")
    assert [place.id for place in found] == ["iso3166:XX", "geonames:2988507", "geonames:1"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("الولايات المتحدة الأميركية", "iso3166:US"),
        ("امريكا", "iso3166:US"),  # without hamza
        ("سورية", "iso3166:SY"),
        ("الجزائر", "iso3166:DZ"),  # a city too
        ("طَرَابُلُس", "geonames:2210247"),  # with vowels; the larger of two
        ("قسنطينه", "geonames:2501152"),  # heh for teh marbuta
        ("واشنطن", "geonames:4140963"),  # the capital, not the state
        ("كاليفورنيا", "geonames:5332921"),
        ("أوروبا", "geonames:6255148"),
    ],
)
def test_shipped_places_are_found(name, expected):
    assert load_gazetteer().find(name)[0].id == expected


def test_every_shipped_place_is_sound():
    places = list(load_gazetteer())
    assert len(places) > 10_000
    assert len({place.id for place in places}) == len(places)
    for place in places:
        assert re.fullmatch(r"iso3166:[A-Z]{2}|geonames:[0-9]+", place.id)
        assert place.id in place.identifiers
        assert place.name in place.names
        assert re.fullmatch(r"([A-Z]{2})?", place.country)
        assert place.latitude is None or -90 <= place.latitude <= 90
        assert place.longitude is None or -180 <= place.longitude <= 180


def test_no_name_but_that_of_the_two_congos_belongs_to_two_countries():
    owners: dict[str, str] = {}
    for place in load_gazetteer():
        if place.kind == "country":
            for name in place.names:
                assert owners.setdefault(name, place.id) == place.id or name == "الكونغو"
