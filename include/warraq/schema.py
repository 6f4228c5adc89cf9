"""Every table and column, described once.

The Arrow schemas that stages must produce, the comments in the databases, the data
dictionary in docs/ and the basic expectations of the validation gate all come from
`TABLES`. Offsets are Unicode code points, half-open; `raw_*` into `raw_documents.raw_text`,
`text_*` into `documents.text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

TIMESTAMP = pa.timestamp("us", tz="UTC")
LABELS = ("PER", "LOC", "ORG", "MISC")
EDIT_KINDS = ("characters", "spaces", "diacritics", "punctuation", "merged_word")
NATIONALITY_PARTS = ("text", "title", "name")
MERGE_RULES = ("spelling", "surname", "introduced")
FILE_STATUSES = ("published", "quarantined", "mixed")
DATE_KINDS = ("absolute", "implied", "relative")
CALENDARS = ("gregorian", "hijri")
PRECISIONS = ("day", "week", "month", "season", "year", "decade", "century")
UNRESOLVED = ("no_publication_date", "no_such_day", "outside_calendar")
RUN_STATUSES = ("published", "nothing_new", "refused")


@dataclass(frozen=True)
class Column:
    """One column: its type, meaning, and what must hold for every value."""

    name: str
    type: pa.DataType
    description: str
    nullable: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    """A regular expression that every value matches."""
    entity: bool = False
    """Whether it holds what linking says of one document, for which the serving database puts what
    `entity_merges` says of the corpus."""


@dataclass(frozen=True)
class Table:
    """One table: its columns, and which of them identify a row."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """Columns that together are unique."""
    staged: bool = True
    """Whether batches write it; the others are written by the publish task."""

    @cached_property
    def arrow(self) -> pa.Schema:
        """The Arrow schema that a batch of this table must have, descriptions as metadata."""
        return pa.schema(
            [
                pa.field(c.name, c.type, c.nullable, metadata={"description": c.description})
                for c in self.columns
            ]
        )

    def from_rows(self, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
        """Rows given as tuples in the order of the columns, as Arrow.

        Raises:
            pyarrow.ArrowTypeError, pyarrow.ArrowInvalid: A value does not fit its column's type.
        """
        values = zip(*rows, strict=True) if rows else ((),) * len(self.columns)
        arrays = [pa.array(column, field.type) for column, field in zip(values, self.arrow, strict=True)]
        return pa.Table.from_arrays(arrays, schema=self.arrow)

    def column(self, name: str) -> Column:
        """The column called `name`.

        Raises:
            KeyError: There is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


def _doc_id(description: str = "The document.", unique: bool = False) -> Column:
    return Column("doc_id", pa.string(), description, unique=unique, pattern="^[0-9a-f]{32}$")


def _span(prefix: str, what: str) -> tuple[Column, Column]:
    return (
        Column(f"{prefix}_start", pa.int32(), f"First code point of {what}.", minimum=0),
        Column(f"{prefix}_end", pa.int32(), f"One past the last code point of {what}.", minimum=0),
    )


_SOURCE = Column("source", pa.string(), "Newspaper, agency or folder that the text came from.")
_PATH = Column("path", pa.string(), "File, relative to the input folder, with `/`.")
_ITEM = Column(
    "item",
    pa.string(),
    "Document within its file: archive member, line or row, `member:line`; empty for a plain file.",
)
_SHA256 = Column("sha256", pa.string(), "SHA-256 of the file's bytes.", pattern="^[0-9a-f]{64}$")
_PUBLISHED_AT = Column(
    "published_at",
    TIMESTAMP,
    "When it was published, from a field or the path; midnight UTC if only the day is known.",
    nullable=True,
)
_RUN_ID = Column("run_id", pa.string(), "Run that wrote the row.")
_VERSIONS = (
    Column("text_version", pa.string(), "Version of the text stages that made the row."),
    Column(
        "spacing_version", pa.string(), "Version of the merged-word model, its lexicon and its threshold."
    ),
    Column(
        "entities_version",
        pa.string(),
        "Version of the recogniser, its gazetteers and the rules for dates and quotes.",
    ),
)

DOCUMENTS = Table(
    "documents",
    "Cleaned documents, one row each.",
    (
        _doc_id("First 128 bits of the SHA-256 of the raw document's bytes, hexadecimal.", unique=True),
        _SOURCE,
        _PATH,
        _ITEM,
        Column(
            "title",
            pa.string(),
            "Cleaned title; also the beginning of `text`. Null if it has none.",
            nullable=True,
        ),
        Column("text", pa.large_string(), "Cleaned text, title line included."),
        _PUBLISHED_AT,
        Column("language", pa.string(), "ISO 639 code of the language.", pattern="^[a-z]{2,3}$"),
        Column("encoding", pa.string(), "Encoding that the bytes were decoded from."),
        Column("chars", pa.int32(), "Code points in `text`.", minimum=1),
        Column("words", pa.int32(), "Words in `text`.", minimum=0),
        Column("sentences", pa.int32(), "Sentences in `text`.", minimum=1),
        Column("edits", pa.int32(), "Rows in `edits`.", minimum=0),
        Column("mentions", pa.int32(), "Rows in `mentions`.", minimum=0),
        *_VERSIONS,
        Column("batch", pa.int32(), "Number of the batch within its run.", minimum=0),
        _RUN_ID,
    ),
    key=("doc_id",),
)

RAW_DOCUMENTS = Table(
    "raw_documents",
    "The decoded text of each document, exactly as it came.",
    (
        _doc_id(unique=True),
        Column(
            "raw_text", pa.large_string(), "Decoded text, unchanged; what every `raw_*` offset counts in."
        ),
    ),
    key=("doc_id",),
)

ALIGNMENTS = Table(
    "alignments",
    "How cleaned offsets lead back to the raw text, one row a document.",
    (
        _doc_id(unique=True),
        Column(
            "runs",
            pa.list_(
                pa.struct(
                    [
                        pa.field("raw_start", pa.int32(), nullable=False),
                        pa.field("text_start", pa.int32(), nullable=False),
                        pa.field("length", pa.int32(), nullable=False),
                    ]
                )
            ),
            "Stretches that are the same in both, in order; what lies between two of them was edited.",
        ),
    ),
    key=("doc_id",),
)

EDITS = Table(
    "edits",
    "Every change made to a raw text. `before` is the raw span, `after` the cleaned one; "
    "an edit whose raw span holds others already includes their effect.",
    (
        _doc_id(),
        Column("kind", pa.string(), "What sort of change it is.", values=EDIT_KINDS),
        *_span("raw", "the changed span in the raw text"),
        *_span("text", "its replacement in the cleaned text"),
        Column("before", pa.string(), "The raw span."),
        Column("after", pa.string(), "What stands there now."),
        Column("rule", pa.string(), "Rule or model that made the change."),
        Column(
            "score",
            pa.float32(),
            "Probability that the change is right; 1 for certain rules.",
            minimum=0,
            maximum=1,
        ),
    ),
    key=("doc_id", "raw_start", "raw_end", "kind"),
)

SUGGESTIONS = Table(
    "suggestions",
    "Repairs of merged words that were not sure enough to make.",
    (
        _doc_id(),
        *_span("raw", "the word in the raw text"),
        *_span("text", "the word in the cleaned text"),
        Column("before", pa.string(), "The word as it stands in the cleaned text."),
        Column("after", pa.string(), "What it would become."),
        Column("rule", pa.string(), "Rule or model that suggests it."),
        Column("score", pa.float32(), "Probability that the repair is right.", minimum=0, maximum=1),
    ),
    key=("doc_id", "text_start"),
)

SENTENCES = Table(
    "sentences",
    "Sentences of the cleaned text; the title is sentence 0.",
    (
        _doc_id(),
        Column("sentence", pa.int32(), "Number within the document, from 0.", minimum=0),
        *_span("text", "the sentence in the cleaned text"),
        *_span("raw", "the sentence in the raw text"),
        Column("text", pa.string(), "The sentence."),
        Column("words", pa.int32(), "Words in it.", minimum=0),
    ),
    key=("doc_id", "sentence"),
)

MENTIONS = Table(
    "mentions",
    "Every place where a text names somebody or something.",
    (
        _doc_id(),
        Column("sentence", pa.int32(), "Sentence it stands in.", minimum=0),
        *_span("text", "the mention in the cleaned text"),
        *_span("raw", "the mention in the raw text"),
        Column("surface", pa.string(), "The mention as it stands in the cleaned text."),
        Column("name", pa.string(), "The surface without clitics, spelled for reading."),
        Column("label", pa.string(), "PER, LOC, ORG or MISC, as in ANERcorp.", values=LABELS),
        Column("score", pa.float32(), "Probability that span and label are right.", minimum=0, maximum=1),
        Column(
            "entity_id",
            pa.string(),
            "What it names. In the lake as its document alone tells; in the serving database the key of "
            "`entities`, with what `entity_merges` says of the whole corpus.",
            entity=True,
        ),
        Column("recogniser", pa.string(), "Recogniser that found it."),
        Column(
            "title",
            pa.string(),
            "Title or office that stands before a person's name, without clitics. Null if there is none.",
            nullable=True,
        ),
        Column(
            "title_start",
            pa.int32(),
            "First code point of the title in the cleaned text.",
            nullable=True,
            minimum=0,
        ),
        Column(
            "title_end",
            pa.int32(),
            "One past its last code point.",
            nullable=True,
            minimum=0,
        ),
    ),
    key=("doc_id", "text_start", "text_end"),
)

NATIONALITIES = Table(
    "nationalities",
    "Adjectives of nationality: what is of a country, without a mention of the country.",
    (
        _doc_id(),
        Column("sentence", pa.int32(), "Sentence it stands in.", minimum=0),
        *_span("text", "the adjective in the cleaned text"),
        *_span("raw", "the adjective in the raw text"),
        Column("surface", pa.string(), "The adjective as it stands in the cleaned text, with its clitics."),
        Column("entity_id", pa.string(), "Its country, as `iso3166:...`.", pattern="^iso3166:[A-Z]{2}$"),
        Column("country", pa.string(), "Name of the country for reading."),
        Column(
            "part",
            pa.string(),
            "Where it stands: free in the text, in a person's title, or in a name.",
            values=NATIONALITY_PARTS,
        ),
        Column(
            "mention_start",
            pa.int32(),
            "`text_start` of the mention in whose title or name it is, or right before which it stands.",
            nullable=True,
            minimum=0,
        ),
    ),
    key=("doc_id", "text_start"),
)

DATES = Table(
    "dates",
    "Every place where a text speaks of a date, and the days that it means.",
    (
        _doc_id(),
        Column("sentence", pa.int32(), "Sentence it stands in.", minimum=0),
        *_span("text", "the date in the cleaned text"),
        *_span("raw", "the date in the raw text"),
        Column("surface", pa.string(), "The date as it stands in the cleaned text."),
        Column(
            "kind",
            pa.string(),
            "`absolute` names its year, `implied` leaves the year to the reader, `relative` counts from the "
            "day of publication.",
            values=DATE_KINDS,
        ),
        Column("calendar", pa.string(), "Calendar that the text uses.", values=CALENDARS),
        Column(
            "precision",
            pa.string(),
            "How exact it is; of a range, how exact its last day is.",
            nullable=True,
            values=PRECISIONS,
        ),
        Column(
            "value",
            pa.string(),
            "The date, Gregorian, as ISO 8601-2 (EDTF) writes it: `2016-10-12`, `2016-10`, `2016-W41`, `199X`, "
            "`2016-03-03/2016-03-05`, `1961~`; null where `unresolved` says why.",
            nullable=True,
        ),
        Column("starts_on", pa.date32(), "First day that is meant.", nullable=True),
        Column("ends_on", pa.date32(), "Last day that is meant, inclusive.", nullable=True),
        Column(
            "relative_to",
            pa.date32(),
            "Day of publication (UTC) that it was reckoned from; null if it stands for itself or none is known.",
            nullable=True,
        ),
        Column("unresolved", pa.string(), "Why it has no value.", nullable=True, values=UNRESOLVED),
        Column("rule", pa.string(), "Rule of the grammar that found it."),
    ),
    key=("doc_id", "text_start", "text_end"),
)

QUOTES = Table(
    "quotes",
    "What somebody is reported to have said, in their words or the paper's, with who said it.",
    (
        _doc_id(),
        Column("sentence", pa.int32(), "Sentence that its cue stands in.", minimum=0),
        *_span("text", "what is said, in the cleaned text"),
        *_span("raw", "what is said, in the raw text"),
        Column("quote", pa.string(), "What is said, without the marks around it."),
        Column(
            "direct",
            pa.bool_(),
            "In the speaker's words: in quotation marks or after a colon. Else reported.",
        ),
        *_span("cue", "the cue in the cleaned text"),
        Column("cue", pa.string(), "The word that reports it, as it stands in the cleaned text."),
        Column(
            "verb",
            pa.string(),
            "The cue's normal form: third person singular of the past, or the preposition; `:` in a title.",
        ),
        Column(
            "speaker_start",
            pa.int32(),
            "First code point of who says it, in the cleaned text; before the cue if it goes on from there.",
            nullable=True,
            minimum=0,
        ),
        Column(
            "speaker_end",
            pa.int32(),
            "One past the last code point of who says it.",
            nullable=True,
            minimum=0,
        ),
        Column(
            "speaker",
            pa.string(),
            "Who says it, as the text has it, with title or office. Null where the text does not show it.",
            nullable=True,
        ),
        Column(
            "entity_id",
            pa.string(),
            "Who that is; key of `entities`. Null where the speaker is only described (a source, the minister).",
            nullable=True,
            entity=True,
        ),
        Column("rule", pa.string(), "Pattern that found it."),
        Column("score", pa.float32(), "How sure the pattern is.", minimum=0, maximum=1),
    ),
    key=("doc_id", "cue_start"),
)

ENTITIES = Table(
    "entities",
    "What the mentions name. Written by the publish task from all mentions of the corpus.",
    (
        Column(
            "entity_id",
            pa.string(),
            "`geonames:...`, `iso3166:...`, or `warraq:...` where no identifier is known.",
            unique=True,
        ),
        Column("label", pa.string(), "PER, LOC, ORG or MISC.", values=LABELS),
        Column(
            "name",
            pa.string(),
            "Its gazetteer name, or else its most frequent one in the corpus, for a person one of several words.",
        ),
        Column("names", pa.list_(pa.string()), "All names that the corpus uses, most frequent first."),
        Column("identifiers", pa.list_(pa.string()), "Identifiers in other registries, as `scheme:value`."),
        Column(
            "country",
            pa.string(),
            "ISO 3166-1 alpha-2 code of its country.",
            nullable=True,
            pattern="^[A-Z]{2}$",
        ),
        Column("latitude", pa.float64(), "Degrees north.", nullable=True, minimum=-90, maximum=90),
        Column("longitude", pa.float64(), "Degrees east.", nullable=True, minimum=-180, maximum=180),
        Column("mentions", pa.int64(), "Mentions in the corpus.", minimum=1),
        Column(
            "titles",
            pa.list_(pa.string()),
            "Up to five titles that the corpus gives a person, most frequent first. Null in rows of old releases.",
            nullable=True,
        ),
    ),
    key=("entity_id",),
    staged=False,
)

ENTITY_MERGES = Table(
    "entity_merges",
    "Entities that the corpus shows to be the same as another: spelling variants, surnames alone, acronyms. "
    "Written by the publish task from all mentions of the corpus.",
    (
        Column("entity_id", pa.string(), "What linking calls it, as in the lake's `mentions`.", unique=True),
        Column("canonical_id", pa.string(), "What it is counted as; key of `entities`."),
        Column("rule", pa.string(), "Why it is the same.", values=MERGE_RULES),
        Column("score", pa.float32(), "How sure that is.", minimum=0, maximum=1),
    ),
    key=("entity_id",),
    staged=False,
)

DUPLICATES = Table(
    "duplicates",
    "Documents that are byte for byte the same as another one, which stands in `documents`.",
    (
        _doc_id("The document that stands in `documents`."),
        _SOURCE,
        _PATH,
        _ITEM,
        _PUBLISHED_AT,
        _RUN_ID,
    ),
    key=("path", "item"),
    staged=False,
)

QUARANTINE = Table(
    "quarantine",
    "Files, and documents within files, that could not become documents.",
    (
        _PATH,
        _ITEM,
        _SHA256,
        Column("reason", pa.string(), "Short code, the same for the same fault.", pattern="^[a-z][a-z_]+$"),
        Column("detail", pa.string(), "What was found, and what can be done."),
        _RUN_ID,
    ),
    key=("path", "item"),
)

FILES = Table(
    "files",
    "The ledger: every file that was ever taken in, at its latest content.",
    (
        Column("path", pa.string(), _PATH.description, unique=True),
        _SHA256,
        Column("bytes", pa.int64(), "Size of the file.", minimum=0),
        _SOURCE,
        Column("items", pa.int32(), "Documents, duplicates and quarantined items it gave.", minimum=1),
        Column("status", pa.string(), "What its items became.", values=FILE_STATUSES),
        *_VERSIONS,
        _RUN_ID,
    ),
    key=("path",),
    staged=False,
)

RUNS = Table(
    "runs",
    "Every finished run and what it did.",
    (
        Column("run_id", pa.string(), "The run.", unique=True),
        Column("started_at", TIMESTAMP, "When its planning began."),
        Column("finished_at", TIMESTAMP, "When it was published."),
        Column("status", pa.string(), "How it ended.", values=RUN_STATUSES),
        Column("discovered", pa.int64(), "Files found in the input folder.", minimum=0),
        Column("unchanged", pa.int64(), "Files that the lake had already.", minimum=0),
        Column("files", pa.int64(), "Files taken in.", minimum=0),
        Column("items", pa.int64(), "Documents, duplicates and quarantined items in them.", minimum=0),
        Column("documents", pa.int64(), "Documents published.", minimum=0),
        Column("duplicates", pa.int64(), "Documents that were there already.", minimum=0),
        Column("quarantined", pa.int64(), "Items put into quarantine.", minimum=0),
        Column("edits", pa.int64(), "Edits made.", minimum=0),
        Column("merged_words", pa.int64(), "Merged words repaired.", minimum=0),
        Column("mentions", pa.int64(), "Mentions found.", minimum=0),
        Column("batches", pa.int32(), "Batches that the work was cut into.", minimum=0),
        Column("bytes", pa.int64(), "Raw bytes taken in.", minimum=0),
        *_VERSIONS,
        Column(
            "validation", pa.string(), "`passed`, `warned`, or `none` where there was nothing to validate."
        ),
        Column("report", pa.string(), "Path of the report, relative to WARRAQ_HOME."),
    ),
    key=("run_id",),
    staged=False,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS, RAW_DOCUMENTS, ALIGNMENTS, EDITS, SUGGESTIONS, SENTENCES, MENTIONS, NATIONALITIES,
        DATES, QUOTES, ENTITIES, ENTITY_MERGES, DUPLICATES, QUARANTINE, FILES, RUNS,
    )
}  # fmt: skip

STAGED: tuple[Table, ...] = tuple(table for table in TABLES.values() if table.staged)


def conform(rows: pa.Table, table: Table) -> pa.Table:
    """`rows` with exactly the columns, order and types of `table`.

    Raises:
        KeyError: A column is missing.
        pyarrow.ArrowInvalid: A value does not fit its column's type.
    """
    return rows.select(table.arrow.names).cast(table.arrow)
