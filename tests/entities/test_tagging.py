import warraq.entities.tagging as tagging
from warraq.entities.recognise import load_recogniser
from warraq.entities.tagging import tag_lines

LINES = ["", "وصل\n", "بوتين\n", "إلى\n", "باريس\n", "\n", "\n", "قالت\n", "رويترز"]


def test_line_for_line():
    assert list(tag_lines(LINES, load_recogniser())) == [
        "",
        "وصل\tO",
        "بوتين\tB-PERS",
        "إلى\tO",
        "باريس\tB-LOC",
        "",
        "",
        "قالت\tO",
        "رويترز\tB-ORG",
    ]


def test_blocks_change_nothing(monkeypatch):
    whole = list(tag_lines(LINES * 20, load_recogniser()))
    monkeypatch.setattr(tagging, "LINES_AT_ONCE", 3)
    assert list(tag_lines(LINES * 20, load_recogniser())) == whole


def test_no_lines():
    assert list(tag_lines([], load_recogniser())) == []
