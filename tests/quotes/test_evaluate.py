from __future__ import annotations

from pathlib import Path

import pytest

from warraq.errors import InputError
from warraq.pipeline import CleanDocument, annotate, clean_texts, load_models
from warraq.quotes.evaluate import main, measure, table
from warraq.quotes.gold import KINDS, GoldDocument, GoldQuote, read_gold
from warraq.quotes.reading import Quote
from warraq.quotes.speakers import Speaker
from warraq.settings import Settings

DATA = Path(__file__).with_name("data")
SEEDS = [
    ("أفاد", "تقرير جديد من قناة “إن بي سي نيوز” NBC News الإخبارية", "الرئيس الروسي"),
    ("وذكر", "التقرير", "مصادر دبلوماسية"),
    ("ذكرت", "صحيفة نيويورك تايمز", "مسؤولي الاستخبارات"),
    ("ذكر", "أولئك المسؤولون", "روسيا قررت"),
    ("مدعيًا", "الرئيس المنتخب ترامب", "تقارير وكالة"),
    ("حسب", "صحيفة بوليتيكو", "سلمت الاستخبارات"),
    ("ونقلت", "مصدر مطلع في الاستخبارات الأمريكية", "بأنه جرى"),
    ("وأشار", "المصدر", "الجانب الأمريكي"),
    ("ونوهت", "الصحيفة", "الاستخبارات الأمريكية"),
    ("أشارت", "الصحيفة", "أشكالا مختلفة"),
    ("وزعمت", None, "موسكو حاولت"),
    ("وأقرت", "هذه الهيئات", '"التدخل الروسي"'),
    ("أعلنوا", "بعض المسئولين في الاستخبارات الأمريكية", '"هاكرز روس"'),
    ("وزعموا", "بعض المسئولين في الاستخبارات الأمريكية", "هذه الهجمات"),
    ("قال", "السكرتير الصحفي للرئيس الروسي دميتري بيسكوف", "هذه الاتهامات"),
]
"""Cue, speaker and first words of the quotes of the seeds, judged: all are right, and none of the
common patterns is missing."""
TEXT = "قال سامي منصور إن العمل بدأ. وأضاف أن الجسر جديد."
FIRST = GoldQuote(0, 3, 18, 27, "reported", "قال", "سامي منصور")
SECOND = GoldQuote(29, 34, 38, 48, "reported", "وأضاف", "سامي منصور")


@pytest.fixture(scope="module")
def document() -> CleanDocument:
    [cleaned] = clean_texts([(TEXT, 0)], load_models(Settings()).spacing)
    return cleaned


def quote(gold: GoldQuote, *, start: int = 0, speaker: tuple[int, int] | None = (4, 14)) -> Quote:
    who = Speaker(*speaker, None, "m") if speaker else None
    return Quote(
        0, gold.start + start, gold.end, False, gold.cue_start, gold.cue_end, "", "", who, "rule", 1.0
    )


def test_offsets_of_the_example() -> None:
    assert [TEXT[g.cue_start : g.cue_end] for g in (FIRST, SECOND)] == ["قال", "وأضاف"]
    assert [TEXT[g.start : g.end] for g in (FIRST, SECOND)] == ["العمل بدأ", "الجسر جديد"]


def figures(document: CleanDocument, gold: list[GoldQuote], found: list[Quote]) -> tuple[int, ...]:
    return measure([document], [GoldDocument("1.txt", gold)], lambda _: found)


def test_what_counts(document: CleanDocument) -> None:
    gold = [FIRST, SECOND]
    assert figures(document, gold, [quote(FIRST), quote(SECOND)]) == (2, 2, 2, 2, 2)
    assert figures(document, gold, [quote(FIRST, start=2)]) == (2, 1, 1, 0, 1)
    assert figures(document, gold, [quote(FIRST, speaker=None)]) == (2, 1, 1, 1, 0)
    assert figures(document, gold, [quote(FIRST, speaker=(15, 17))]) == (2, 1, 1, 1, 0)
    assert figures(document, gold, []) == (2, 0, 0, 0, 0)
    # The same quote twice is right once; one that nobody marked is wrong.
    assert figures(document, gold, [quote(FIRST), quote(FIRST)]) == (2, 2, 1, 1, 1)
    assert figures(document, [FIRST], [quote(SECOND)]) == (1, 1, 0, 0, 0)
    # Optional ones count neither way.
    doubtful = [FIRST, SECOND._replace(kind="optional")]
    assert figures(document, doubtful, [quote(FIRST), quote(SECOND)]) == (1, 1, 1, 1, 1)


def test_part_of_a_speaker_is_right_only_if_it_names_him(document: CleanDocument) -> None:
    part = quote(FIRST, speaker=(9, 14))
    assert part.speaker is not None
    assert figures(document, [FIRST], [part])[-1] == 0
    named = part._replace(speaker=part.speaker._replace(mention=0))
    assert figures(document, [FIRST], [named])[-1] == 1


def test_the_judged_data_are_sound() -> None:
    development, held_out = read_gold(DATA / "development.tsv"), read_gold(DATA / "held_out.tsv")
    paths = [document.path for document in (*development, *held_out)]
    assert len(paths) == len(set(paths)) >= 80
    quotes = [quote for document in (*development, *held_out) for quote in document.quotes]
    assert sum(quote.kind != "optional" for quote in quotes) >= 250
    assert {quote.kind for quote in quotes} == set(KINDS)
    assert all(q.cue_start < q.cue_end and q.start < q.end and q.speaker for q in quotes)
    assert any(not document.quotes for document in development)


@pytest.mark.parametrize(
    "line", ["a.txt\t1\t2", "a.txt\t1\t2\t3\tx\tdirect\tقال\tهو", "a\t1\t2\t3\t4\tno\tقال\tهو"]
)
def test_a_broken_gold_file_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "gold.tsv"
    file.write_text(f"# comment\nb.txt\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 3"):
        read_gold(file)


def test_the_command_measures_rules_and_peer(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    gold = tmp_path / "gold.tsv"
    rows = ["\t".join(map(str, ("1.txt", *row))) for row in (FIRST, SECOND)]
    gold.write_text("\n".join(rows), encoding="utf-8")
    main([str(gold), "--news", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("gold: 1 documents")
    assert lines[2].split()[:6] == ["rules", "2", "2", "1.000", "1.000", "1.000"]
    assert lines[3].split()[:3] == ["peer", "2", "0"]
    gold.write_text("elsewhere.txt\n", encoding="utf-8")
    with pytest.raises(InputError, match="--news"):
        main([str(gold), "--news", str(tmp_path)])


def test_an_empty_table_divides_by_nothing() -> None:
    assert "rules" in table({"rules": measure([], [], lambda _: [])})


@pytest.mark.shared
def test_the_seeds(shared: Path) -> None:
    models = load_models(Settings())
    texts = [
        path.read_text(encoding="utf-8-sig") for path in sorted((shared / "data" / "seeds").glob("*.txt"))
    ]
    found = []
    for document in annotate(clean_texts([(text, 0) for text in texts], models.spacing), models):
        for q in document.quotes:
            who = document.text[q.speaker.start : q.speaker.end] if q.speaker else None
            found.append((q.cue, who, " ".join(document.text[q.start : q.end].split()[:2])))
    assert found == SEEDS
