"""One cleaned text as JSON values, with the names that the tables have for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from warraq.dates.find import find_dates
from warraq.entities.link import Link, link_document
from warraq.pipeline import sentences_read

if TYPE_CHECKING:
    from warraq.entities.names import NameList
    from warraq.pipeline import CleanDocument
    from warraq.quotes.find import Quote


def as_json(document: CleanDocument, names: NameList, published: date | None) -> dict[str, Any]:
    """An annotated text as a JSON object: text, sentences, edits, mentions, dates, quotes ...

    Args:
        document: As `pipeline.annotate` gives it.
        names: Names given by hand, for linking.
        published: Day that relative dates are reckoned from.
    """
    links = link_document(document.text, document.found, names)
    return {
        "title": document.title,
        "text": document.text,
        "language": document.language,
        "sentences": [
            {**_span(document, start, end), "text": document.text[start:end]}
            for start, end in document.sentences
        ],
        "edits": [edit._asdict() for edit in document.edits],
        "suggestions": [_found(document, suggestion) for suggestion in document.suggestions],
        "mentions": [
            {**_found(document, mention), "entity_id": linked.entity_id, "entity": linked.name}
            for mention, linked in zip(document.mentions, links, strict=True)
        ],
        "nationalities": [_found(document, nationality) for nationality in document.found.nationalities],
        "dates": [
            _found(document, found)
            for found in find_dates(document.text, sentences_read(document), published)
        ],
        "quotes": [_quote(document, quote, links) for quote in document.quotes],
    }


def _span(document: CleanDocument, start: int, end: int) -> dict[str, int]:
    raw_start, raw_end = document.draft.alignment.to_raw(start, end)
    return {"text_start": start, "text_end": end, "raw_start": raw_start, "raw_end": raw_end}


def _found(document: CleanDocument, thing: Any) -> dict[str, Any]:
    """A named tuple with `start` and `end` in the text: its fields, with all four offsets for these two."""
    fields: dict[str, Any] = {
        name: str(value) if isinstance(value, date) else value for name, value in thing._asdict().items()
    }
    return {**_span(document, fields.pop("start"), fields.pop("end")), **fields}


def _quote(document: CleanDocument, quote: Quote, links: list[Link]) -> dict[str, Any]:
    who = quote.speaker
    named = who.mention if who else None
    return {
        "sentence": quote.sentence,
        **_span(document, quote.start, quote.end),
        "quote": document.text[quote.start : quote.end],
        "direct": quote.direct,
        "cue": quote.cue,
        "verb": quote.verb,
        "speaker_start": who.start if who else None,
        "speaker_end": who.end if who else None,
        "speaker": document.text[who.start : who.end] if who else None,
        "name": document.mentions[named].name if named is not None else None,
        "entity_id": links[named].entity_id if named is not None else None,
        "rule": quote.rule,
        "score": quote.score,
    }
