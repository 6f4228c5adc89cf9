from warraq.spacing.evidence import FLOOR, Evidence
from warraq.spacing.model import SpacingModel
from warraq.spacing.morphology import derivations, imperfects, slips


def _evidence() -> Evidence:
    return SpacingModel.load(0.85).evidence


def test_known_stems_are_found_behind_proclitics_and_endings() -> None:
    evidence = _evidence()
    rows = derivations(["فيتجاوز", "كتابهما", "وبمدرستهما", "زقزاقوف"], evidence)
    stem = {word: evidence.logp[evidence.numbers[word]] for word in ("يتجاوز", "كتاب")}
    assert rows[0, 0] == stem["يتجاوز"]
    assert rows[1, 1] >= stem["كتاب"]
    assert rows[2, 2] > FLOOR
    assert (rows[3] == FLOOR).all()


def test_a_slip_is_one_letter_away_and_never_the_word_itself() -> None:
    evidence = _evidence()
    found = slips(["الفلبينيبن", "زقزاقوفغغ"], evidence)
    assert found[0] == evidence.logp[evidence.numbers["الفلبينيين"]]
    assert found[1] == FLOOR


def test_a_verb_is_known_by_its_other_forms() -> None:
    evidence = _evidence()
    # With an object pronoun; a weak verb in the plural; a family name; the end of "Latin".
    known = imperfects(["يحترمها", "يرضون", "يوفيتش", "تينية"], evidence)
    assert (known[:2] > -6).all()
    assert (known[2:] == FLOOR).all()
