"""Measure the quotes: `python -m warraq.quotes.evaluate --news FOLDER GOLD.tsv...`.

For our rules and for a plain peer (a cue, quotation marks after it, the nearest person), in the
same run and over the same mentions:

- found: the cue is the right one and the spans overlap; precision, recall and F1;
- exact: of those, the share whose span is the same but for punctuation at its ends;
- speaker: of those, the share whose speaker is right; and precision, recall and F1 of quotes that
  are found with the right speaker.

FOLDER holds the texts that the gold files name. Quotes that the judge was not sure of count neither
as right nor as wrong.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from warraq.errors import InputError
from warraq.ingest.decode import decode
from warraq.ingest.titles import title_end
from warraq.pipeline import CleanDocument, Models, annotate, clean_texts, load_models
from warraq.quotes.baseline import marks_after_cues
from warraq.quotes.find import find_quotes
from warraq.quotes.gold import GoldDocument, GoldQuote, read_gold
from warraq.quotes.reading import Quote
from warraq.settings import get_settings
from warraq.text.fold import fold_ar

SAME_QUOTE = 0.8
"""Share of the longer span from which two quotes are one, reported by two cues of one clause."""
NEAR = 60
"""Code points that two cues of one clause may be apart: added ... saying."""
_EDGE = ' \n\t"“”«».,،:؛!?؟…-–—()'
System = Callable[[CleanDocument], list[Quote]]


class Figures(NamedTuple):
    """Counts over all documents."""

    gold: int
    """Quotes that a person marked, without the optional ones."""
    found: int
    """Quotes that were found, without those that are optional in the gold standard."""
    right: int
    """Quotes found that are in the gold standard."""
    exact: int
    """Of those, with the same span."""
    speaker: int
    """Of those, with the right speaker."""

    def scores(self, right: int) -> tuple[float, float, float]:
        """Precision, recall and F1 if `right` of the quotes found count."""
        total = self.gold + self.found
        return right / max(1, self.found), right / max(1, self.gold), 2 * right / max(1, total)


def measure(documents: Sequence[CleanDocument], gold: Sequence[GoldDocument], system: System) -> Figures:
    """Compare what `system` finds in `documents` with what `gold` marks in the same documents."""
    counts: Counter[str] = Counter()
    for document, marked in zip(documents, gold, strict=True):
        counts["gold"] += sum(quote.kind != "optional" for quote in marked.quotes)
        left = list(marked.quotes)
        for quote in system(document):
            match = _match(document, quote, left)
            if match is not None:
                left.remove(match)
            if match is None or match.kind != "optional":
                counts["found"] += 1
            if match is not None and match.kind != "optional":
                counts["right"] += 1
                counts["exact"] += _same_span(document, quote, match)
                counts["speaker"] += _same_speaker(document, quote, match)
    return Figures(*(counts[name] for name in Figures._fields))


def _match(document: CleanDocument, quote: Quote, left: Sequence[GoldQuote]) -> GoldQuote | None:
    """The marked quote that a found one stands for: by its cue, else by its span and a cue close by."""
    to_raw = document.draft.alignment.to_raw
    start, end = to_raw(quote.start, quote.end)
    cue_start, cue_end = to_raw(quote.cue_start, quote.cue_end)
    overlapping = [gold for gold in left if start < gold.end and gold.start < end]
    for gold in overlapping:
        if cue_start < gold.cue_end and gold.cue_start < cue_end:
            return gold
    for gold in overlapping:
        common = min(end, gold.end) - max(start, gold.start)
        longer = max(end - start, gold.end - gold.start)
        if abs(gold.cue_start - cue_start) < NEAR and common > SAME_QUOTE * longer:
            return gold
    return None


def _same_span(document: CleanDocument, quote: Quote, gold: GoldQuote) -> bool:
    raw = document.draft.raw
    return _trimmed(raw, *document.draft.alignment.to_raw(quote.start, quote.end)) == _trimmed(
        raw, gold.start, gold.end
    )


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    while start < end and raw[start] in _EDGE:
        start += 1
    while end > start and raw[end - 1] in _EDGE:
        end -= 1
    return start, end


def _same_speaker(document: CleanDocument, quote: Quote, gold: GoldQuote) -> bool:
    """Whether the found speaker has the marked one's words, or names him by some of them."""
    if quote.speaker is None:
        return False
    found = _words(document.text[quote.speaker.start : quote.speaker.end])
    wanted = _words(gold.speaker)
    return _within(wanted, found) or (quote.speaker.mention is not None and _within(found, wanted))


def _words(text: str) -> list[str]:
    """The folded words of a phrase without conjunctions and "to"."""
    plain = [re.sub("^لل", "ال", word) for word in re.findall(r"\w+", fold_ar(text))]
    return [re.sub("^[لو]", "", word) if len(word) > 3 else word for word in plain]


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    return any(list(whole[i : i + len(part)]) == list(part) for i in range(len(whole) - len(part) + 1))


def read_documents(news: Path, gold: Sequence[GoldDocument], models: Models) -> list[CleanDocument]:
    """The cleaned and annotated texts that `gold` names.

    Raises:
        InputError: One of them is not in the folder.
    """
    raws = []
    for document in gold:
        path = news / document.path
        if not path.is_file():
            raise InputError(f"There is no {path}: give the folder of the corpus with --news.")
        raws.append(decode(path.read_bytes()).text)
    return annotate(clean_texts([(raw, title_end(raw)) for raw in raws], models.spacing), models)


def _rules(document: CleanDocument) -> list[Quote]:
    return find_quotes(document.text, document.sentences, document.mentions, document.title_end)


def _peer(document: CleanDocument) -> list[Quote]:
    return marks_after_cues(document.text, document.sentences, document.mentions)


def table(figures: dict[str, Figures]) -> str:
    """One line a system."""
    head = f"{'':<10} {'gold':>5} {'found':>5}  {'P':>5} {'R':>5} {'F1':>5}  {'exact':>5} {'speaker':>7}"
    lines = [f"{head}  {'P+s':>5} {'R+s':>5} {'F1+s':>5}"]
    for name, f in figures.items():
        quotes = "".join(f"{value:6.3f}" for value in f.scores(f.right))
        whole = "".join(f"{value:6.3f}" for value in f.scores(f.speaker))
        exact, speaker = f.exact / max(1, f.right), f.speaker / max(1, f.right)
        lines.append(f"{name:<10} {f.gold:>5} {f.found:>5} {quotes}  {exact:5.3f} {speaker:7.3f} {whole}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one table a gold file."""
    parser = argparse.ArgumentParser(
        prog="python -m warraq.quotes.evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gold", nargs="+", type=Path, help="files of marked quotes")
    parser.add_argument("--news", type=Path, required=True, help="folder of the texts that they name")
    options = parser.parse_args(arguments)
    models = load_models(get_settings())
    for file in options.gold:
        gold = read_gold(file)
        documents = read_documents(options.news, gold, models)
        print(f"{file.stem}: {len(gold)} documents, {sum(len(d.words) for d in documents)} sentences")
        print(table({"rules": measure(documents, gold, _rules), "peer": measure(documents, gold, _peer)}))
        print()


if __name__ == "__main__":
    main()
