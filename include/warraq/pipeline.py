"""The order of the stages for one chunk of documents.

clean characters (with alignment) → repair merged words → sentences → mentions → dates, quotes → links → rows.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from warraq import schema
from warraq.dates.find import DateMention, find_dates_many
from warraq.dates.version import DATES_VERSION
from warraq.entities.link import Link, entities_version, link_document
from warraq.entities.mentions import Found, Mention, annotate_many
from warraq.entities.names import NameList, load_names
from warraq.entities.nationalities import country_name
from warraq.entities.recognise import Recogniser, load_recogniser
from warraq.ingest.language import language_of
from warraq.quotes.find import Quote, find_quotes
from warraq.quotes.version import QUOTES_VERSION
from warraq.spacing.analyser import load_analyser
from warraq.spacing.corpus import load_lexicon
from warraq.spacing.local import LocalKnowledge, local_knowledge
from warraq.spacing.model import SpacingModel
from warraq.spacing.repair import Repairs, Suggestion, repair_many
from warraq.text.characters import clean
from warraq.text.draft import Draft
from warraq.text.edit import Edit
from warraq.text.sentences import sentence_spans
from warraq.text.version import TEXT_VERSION
from warraq.text.words import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from warraq.ingest.items import QuarantinedItem, RawDocument
    from warraq.settings import Settings
    from warraq.text.patch import Patch

Span = tuple[int, int]
Rows = list[tuple[Any, ...]]

ARABIC = ("ar", "und")
"""Languages of texts that are read as Arabic; `und` has no letter of the script, a few digits say."""

NOTHING_LEFT = ("empty", "Nothing but blanks and invisible characters.")
"""Reason and detail of a document of which cleaning leaves nothing."""


@dataclass(frozen=True)
class Models:
    """What the stages need to know about Arabic; loaded once a process."""

    spacing: SpacingModel
    recogniser: Recogniser
    names: NameList
    """Names given by hand: Warraq's and the user's."""

    @property
    def versions(self) -> dict[str, str]:
        """The version columns of every row that these models make."""
        return {
            "text_version": TEXT_VERSION,
            "spacing_version": self.spacing.version,
            "entities_version": "+".join(
                (entities_version(self.recogniser.version, self.names), DATES_VERSION, QUOTES_VERSION)
            ),
        }


def load_models(settings: Settings, local: LocalKnowledge | None = None) -> Models:
    """The models that `settings` choose.

    Args:
        settings: Which models, and where the home is.
        local: Decisions and corpus lexicon to use; None: those that hold now.

    Raises:
        MissingDataError: A model or lexicon was chosen that is not there.
        InputError: The home's list of exceptions cannot be used.
    """
    return _load_models(settings, local or local_knowledge(settings))


@lru_cache(maxsize=1)
def _load_models(settings: Settings, local: LocalKnowledge) -> Models:
    return Models(
        load_spacing(settings, local), load_recogniser(settings.recogniser), load_names(settings.names_dir)
    )


def load_spacing(settings: Settings, local: LocalKnowledge | None = None) -> SpacingModel:
    """The merged-word model that `settings` choose; see `load_models`."""
    return _load_spacing(settings, local or local_knowledge(settings))


@lru_cache(maxsize=1)
def _load_spacing(settings: Settings, local: LocalKnowledge) -> SpacingModel:
    corpus = load_lexicon(settings, local.lexicon) if local.lexicon else None
    return SpacingModel.load(
        settings.spacing_threshold,
        corpus_lexicon=corpus,
        exceptions=local.exceptions.words,
        joined_forms=settings.joined_forms,
        own_forms=local.joined_forms,
        analyser=load_analyser(settings, local.morphology) if local.morphology else None,
    )


@dataclass(frozen=True)
class CleanDocument:
    """One cleaned text with everything that was found in it; spans are code points of `text`."""

    draft: Draft
    title_end: int
    sentences: list[Span]
    suggestions: list[Suggestion]
    language: str
    """ISO 639 code; words and names are looked for in Arabic only."""
    found: Found = field(default_factory=lambda: Found([], []))
    """What is named in it, once annotated."""
    quotes: list[Quote] = field(default_factory=list)
    """Who says what in it, once annotated."""

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.draft.text

    @cached_property
    def edits(self) -> list[Edit]:
        """What was changed."""
        return self.draft.edits()

    @cached_property
    def words(self) -> list[int]:
        """The number of words in each sentence."""
        return [len(WORD.findall(self.text, start, end)) for start, end in self.sentences]

    @property
    def mentions(self) -> list[Mention]:
        """Where it names somebody or something."""
        return self.found.mentions

    @property
    def title(self) -> str | None:
        """The cleaned title line, if there is one."""
        return self.text[: self.title_end].strip() or None


def clean_texts(raw_texts: Sequence[tuple[str, int]], spacing: SpacingModel) -> list[CleanDocument]:
    """Clean characters and merged words of texts and find their sentences, but no mentions yet.

    Many at a time are faster than one by one, and give the same.

    Args:
        raw_texts: Each decoded text with the offset where its title line ends, 0 if it has none.
        spacing: The merged-word model.
    """
    drafts = [Draft(raw) for raw, _ in raw_texts]
    for draft in drafts:
        clean(draft)
    languages = [language_of(draft.text) for draft in drafts]
    arabic = [d.text for d, language in zip(drafts, languages, strict=True) if language in ARABIC]
    found = iter(repair_many(arabic, spacing))
    return [
        _finished(draft, title_end, language, next(found) if language in ARABIC else Repairs([], []))
        for draft, (_, title_end), language in zip(drafts, raw_texts, languages, strict=True)
    ]


def _finished(draft: Draft, title_end: int, language: str, repairs: Repairs) -> CleanDocument:
    draft.apply(repairs.patches)
    clean_title_end = draft.alignment.to_text(0, title_end)[1] if title_end else 0
    sentences = sentence_spans(draft.text, clean_title_end)
    suggestions = _shifted(repairs.suggestions, repairs.patches)
    return CleanDocument(draft, clean_title_end, sentences, suggestions, language)


def annotate(cleaned: Sequence[CleanDocument], models: Models) -> list[CleanDocument]:
    """The cleaned documents with their mentions and quotes; those in Persian or Urdu have none."""
    texts, sentences = [c.text for c in cleaned], [sentences_read(c) for c in cleaned]
    found = annotate_many(texts, sentences, models.recogniser, models.names)
    return [
        replace(c, found=one, quotes=find_quotes(c.text, read, one.mentions, c.title_end))
        for c, read, one in zip(cleaned, sentences, found, strict=True)
    ]


def sentences_read(document: CleanDocument) -> list[Span]:
    """The sentences in which mentions, dates and quotes are looked for: models and rules are for Arabic."""
    return document.sentences if document.language in ARABIC else []


def process_chunk(
    documents: Sequence[RawDocument], models: Models, sha256_of: Mapping[str, str], *, batch: int, run_id: str
) -> dict[str, pa.Table]:
    """All rows that a chunk of raw documents gives, a table for each table of `schema.STAGED`.

    A document of which cleaning leaves nothing (only invisible characters) becomes a row of `quarantine`.

    Args:
        documents: What to process.
        models: See `load_models`.
        sha256_of: Content hash of the documents' files by path.
        batch: Number of the batch in its run.
        run_id: The run.
    """
    rows: dict[str, Rows] = {table.name: [] for table in schema.STAGED}
    cleaned = clean_texts([(d.raw_text, d.title_end) for d in documents], models.spacing)
    cleaned = annotate(cleaned, models)
    versions = models.versions
    dates = find_dates_many(
        [c.text for c in cleaned],
        [sentences_read(c) for c in cleaned],
        [_day(d.published_at) for d in documents],
    )
    for raw, document, found in zip(documents, cleaned, dates, strict=True):
        if not document.sentences:
            rows["quarantine"].append((raw.path, raw.item, sha256_of[raw.path], *NOTHING_LEFT, run_id))
            continue
        _add_document(rows, raw, document, versions, batch, run_id)
        _add_edits(rows, raw.doc_id, document)
        _add_sentences(rows, raw.doc_id, document)
        links = link_document(document.text, document.found, models.names)
        _add_mentions(rows, raw.doc_id, document, models, links)
        _add_dates(rows, raw.doc_id, document, found)
        _add_quotes(rows, raw.doc_id, document, links)
    return {name: schema.TABLES[name].from_rows(some) for name, some in rows.items()}


def quarantine_rows(items: Iterable[QuarantinedItem], run_id: str) -> pa.Table:
    """The quarantine table of items that could not be read."""
    return schema.QUARANTINE.from_rows(
        [(i.path, i.item, i.sha256, i.reason, i.detail, run_id) for i in items]
    )


def _shifted(suggestions: Sequence[Suggestion], patches: Sequence[Patch]) -> list[Suggestion]:
    """The suggestions, found before `patches` were applied, at their places after it."""
    ends = [patch.end for patch in patches]
    growth = [0, *accumulate(len(patch.after) - (patch.end - patch.start) for patch in patches)]
    shifted = []
    for suggestion in suggestions:
        by = growth[bisect_right(ends, suggestion.start)]
        shifted.append(suggestion._replace(start=suggestion.start + by, end=suggestion.end + by))
    return shifted


def _add_document(
    rows: dict[str, Rows],
    raw: RawDocument,
    document: CleanDocument,
    versions: dict[str, str],
    batch: int,
    run_id: str,
) -> None:
    text = document.text
    rows["documents"].append(
        (
            raw.doc_id, raw.source, raw.path, raw.item, document.title, text, raw.published_at,
            document.language, raw.encoding, len(text), sum(document.words), len(document.sentences),
            len(document.edits), len(document.mentions), *versions.values(), batch, run_id,
        )
    )  # fmt: skip
    rows["raw_documents"].append((raw.doc_id, raw.raw_text))
    runs = [
        dict(zip(("raw_start", "text_start", "length"), run, strict=True))
        for run in document.draft.alignment.runs()
    ]
    rows["alignments"].append((raw.doc_id, runs))


def _add_edits(rows: dict[str, Rows], doc_id: str, document: CleanDocument) -> None:
    to_raw = document.draft.alignment.to_raw
    for edit in document.edits:
        rows["edits"].append((doc_id, *edit))
    for start, end, before, after, rule, score in document.suggestions:
        rows["suggestions"].append((doc_id, *to_raw(start, end), start, end, before, after, rule, score))


def _add_sentences(rows: dict[str, Rows], doc_id: str, document: CleanDocument) -> None:
    text, to_raw = document.text, document.draft.alignment.to_raw
    for number, ((start, end), words) in enumerate(zip(document.sentences, document.words, strict=True)):
        rows["sentences"].append((doc_id, number, start, end, *to_raw(start, end), text[start:end], words))


def _add_mentions(
    rows: dict[str, Rows], doc_id: str, document: CleanDocument, models: Models, links: Sequence[Link]
) -> None:
    to_raw = document.draft.alignment.to_raw
    for m, linked in zip(document.mentions, links, strict=True):
        rows["mentions"].append(
            (
                doc_id, m.sentence, m.start, m.end, *to_raw(m.start, m.end), m.surface, m.name,
                m.label, m.score, linked.entity_id, models.recogniser.name,
                m.title, m.title_start, m.title_end,
            )
        )  # fmt: skip
    for n in document.found.nationalities:
        rows["nationalities"].append(
            (
                doc_id, n.sentence, n.start, n.end, *to_raw(n.start, n.end), n.surface,
                f"iso3166:{n.country}", country_name(n.country), n.part, n.mention_start,
            )
        )  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    """The day of a moment in UTC, which is what the views call the day of publication."""
    return moment.astimezone(UTC).date() if moment else None


def _add_dates(
    rows: dict[str, Rows], doc_id: str, document: CleanDocument, dates: Sequence[DateMention]
) -> None:
    to_raw = document.draft.alignment.to_raw
    for d in dates:
        rows["dates"].append((doc_id, d.sentence, d.start, d.end, *to_raw(d.start, d.end), *d[3:]))


def _add_quotes(rows: dict[str, Rows], doc_id: str, document: CleanDocument, links: Sequence[Link]) -> None:
    text, to_raw = document.text, document.draft.alignment.to_raw
    for q in document.quotes:
        who = q.speaker
        named = links[who.mention].entity_id if who and who.mention is not None else None
        speaker = (who.start, who.end, text[who.start : who.end]) if who else (None, None, None)
        rows["quotes"].append(
            (
                doc_id, q.sentence, q.start, q.end, *to_raw(q.start, q.end), text[q.start : q.end], q.direct,
                q.cue_start, q.cue_end, q.cue, q.verb, *speaker, named, q.rule, q.score,
            )
        )  # fmt: skip
