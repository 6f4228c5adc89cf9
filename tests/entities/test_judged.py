"""People, places and organisations in sentences judged for this project (data/judged_sentences.md)."""

from pathlib import Path

import pytest

from warraq.entities.recognise import load_recogniser
from warraq.entities.scoring import Score, spans

DATA = Path(__file__).with_name("data")
OPEN = "?"
"""Tag of words that were not judged."""


def judged_scores(recogniser: str, part: str) -> dict[str, Score]:
    """Scores by type; every sentence is a document of its own."""
    blocks = (DATA / f"judged_{part}.txt").read_text(encoding="utf-8").strip().split("\n\n")
    totals = {kind: [0, 0, 0] for kind in ("PERS", "LOC", "ORG")}
    tagger = load_recogniser(recogniser)
    for block in blocks:
        words, tags = zip(*(line.split(" ") for line in block.splitlines()), strict=True)
        gold = spans([tag.replace(OPEN, "O") for tag in tags])
        found = spans([tag for tag, _ in tagger.tag([words])[0]])
        counted = {span for span in found if OPEN not in tags[span[0] : span[1]]}
        for kind, total in totals.items():
            for i, some in enumerate((gold, counted, gold & counted)):
                total[i] += sum(span[2] == kind for span in some)
    return {kind: Score(*total) for kind, total in totals.items()}


@pytest.mark.parametrize(
    ("recogniser", "people", "places", "organisations"),
    [("fast", 0.80, 0.84, 0.70), ("accurate", 0.84, 0.87, 0.65)],
)
def test_names_in_news_of_other_years_and_papers(recogniser, people, places, organisations):
    for part in ("choose", "report"):
        scores = judged_scores(recogniser, part)
        print(
            recogniser,
            part,
            {kind: tuple(round(x, 3) for x in (s.precision, s.recall, s.f1)) for kind, s in scores.items()},
        )
        assert scores["PERS"].f1 >= people
        assert scores["LOC"].f1 >= places
        assert scores["ORG"].f1 >= organisations
