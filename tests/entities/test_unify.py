import random
import time
from collections.abc import Mapping, Sequence

from warraq.entities.link import own_id
from warraq.entities.unify import Merge, unify

Row = tuple[str, str, str, int, str]


def use(name: str, documents: int, seen: str = "2016", label: str = "PER", entity: str = "") -> Row:
    return (entity or own_id(name, label), name, label, documents, seen)


def nobody(ids: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    return {}


def together(
    *rows: Row, company: Mapping[str, Mapping[str, int]] | None = None, listed: str = ""
) -> dict[str, str]:
    """Canonical id of every row's entity, by name."""
    found = unify(rows, lambda ids: company or {}, lambda id_: id_ == listed)
    canonical = {m.entity_id: m.canonical_id for m in found}
    return {row[1]: canonical.get(row[0], row[0]) for row in rows}


def one(ids: Mapping[str, str]) -> bool:
    return len(set(ids.values())) == 1


def test_spellings_of_foreign_names_are_one_person():
    assert one(together(use("جون بوديستا", 2), use("جون بودستا", 9)))
    assert one(together(use("هيلاري كلينتون", 9), use("هيلاري كلنتون", 1)))
    assert one(together(use("ميخائيل غورباتشوف", 5), use("ميخائيل جورباتشوف", 2)))
    assert one(together(use("دونالد ترمب", 9), use("دونالد ترامب", 20)))
    assert one(together(use("عبد الله السنوسي", 3), use("عبدالله السنوسى", 2)))


def test_other_first_names_and_families_are_other_persons():
    for first, second in [
        ("أحمد الزبيدي", "محمد الزبيدي"), ("بشار الأسد", "حافظ الأسد"), ("حسن الهاشمي", "حسين الهاشمي"),
        ("سليم الرياحي", "سالم الرياحي"), ("سعد الدين", "سعيد الدين"), ("بيل كلينتون", "هيلاري كلينتون"),
    ]:  # fmt: skip
        assert not one(together(use(first, 40), use(second, 3)))


def test_two_frequent_names_need_the_same_company():
    rows = (use("بنيامين نتنياهو", 190), use("بنيامين نتانياهو", 120))
    ids = [row[0] for row in rows]
    assert not one(together(*rows))
    same = {ids[0]: {"iso3166:IL": 150, "iso3166:US": 90}, ids[1]: {"iso3166:IL": 100, "warraq:x": 20}}
    assert one(together(*rows, company=same))
    other = {ids[0]: {"iso3166:IL": 150}, ids[1]: {"iso3166:BR": 100}}
    assert not one(together(*rows, company=other))


def test_a_surname_alone_is_its_dominant_bearer():
    merkel, called = use("أنغيلا ميركل", 20), use("ميركل", 6, entity=own_id("أنغيلا ميركل", "PER"))
    assert one(together(merkel, called, use("ميركل", 4, "2015")))
    rival = use("ماكس ميركل", 12)
    assert not one(together(merkel, called, use("ميركل", 4), rival) | {"ماكس ميركل": own_id("ميركل", "PER")})


def test_a_first_name_is_nobody():
    rows = (use("ألفة يوسف", 20), use("يوسف الشاهد", 300), use("يوسف", 5))
    assert together(*rows)["يوسف"] == own_id("يوسف", "PER")


def test_an_acronym_is_what_documents_say_that_it_is():
    long = use("منظمة الفضاء الكونية", 5, label="ORG")
    said = use("الفاك", 3, label="ORG", entity=long[0])
    assert one(together(long, said, use("الفاك", 9, label="ORG")))
    assert not one(together(long, (*said[:3], 2, "2016"), use("الفاك", 9, label="ORG")))


def test_what_counts_is_listed_then_full_then_printed_first():
    rows = (use("جون بوديستا", 2, "2015"), use("جون بودستا", 9, "2016"))
    assert together(*rows)["جون بودستا"] == own_id("جون بوديستا", "PER")
    assert together(*rows, listed=rows[1][0])["جون بوديستا"] == rows[1][0]


def test_neither_order_nor_what_comes_later_matters():
    rows = [
        use("أنغيلا ميركل", 20, "2014"), use("أنجيلا ميركل", 18, "2013"), use("انغيلا ميركيل", 1, "2015"),
        use("ميركل", 3, entity=own_id("أنغيلا ميركل", "PER")), use("ميركل", 2), use("جون بودستا", 9),
    ]  # fmt: skip
    expected = unify(rows, nobody, lambda _: False)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert unify(rows, nobody, lambda _: False) == expected
    later = [*rows, use("جون بوديستا", 2, "2020"), use("أنغيلا ميركال", 2, "2021")]
    after = {m.entity_id: m.canonical_id for m in unify(later, nobody, lambda _: False)}
    assert all(after[m.entity_id] == m.canonical_id for m in expected)


def test_nothing_that_is_counted_as_another_counts_for_a_third():
    rows = [use(f"مار{'ا' * (i % 2)}دين لوبا{'ا' * (i % 3)}ن", i + 1, str(2000 + i)) for i in range(6)]
    found = unify(rows, nobody, lambda _: False)
    assert found
    assert {m.canonical_id for m in found}.isdisjoint({m.entity_id for m in found})
    assert all(isinstance(m, Merge) and 0 <= m.score <= 1 for m in found)


def test_a_hundred_thousand_names_take_seconds():
    letters = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
    rng = random.Random(1)
    words = ["".join(rng.choices(letters, k=rng.randint(3, 8))) for _ in range(20_000)]
    rows = [use(f"{rng.choice(words)} {rng.choice(words)}", rng.randint(1, 9)) for _ in range(100_000)]
    begin = time.process_time()
    unify(rows, nobody, lambda _: False)
    assert time.process_time() - begin < 20  # some 3 s; only quadratic time comes near
