"""What must hold for every table: Great Expectations suites from `schema.TABLES` and the rules below.

A column's own promises (not null, values, range, pattern) come from its `Column`; a table's
key from its `Table`. What takes more than one column, row or table is a `Rule`: a boolean column
that `sql/checks/<table>.sql` computes, and that must be true in every row.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from warraq.schema import DUPLICATES, FILES, STAGED, Column, Table

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite

Severity = Literal["critical", "warning"]

LEDGER = replace(FILES, columns=FILES.columns[:6])
"""The table files as `settle` leaves it; publish adds versions and run to every row alike."""
JUDGED: tuple[Table, ...] = (*STAGED, DUPLICATES, LEDGER)
"""The tables that a run stages before it is published."""

KEY_RULE = "key_is_unique"


@dataclass(frozen=True)
class Rule:
    """A boolean column of `sql/checks/<table>.sql` that must be true in every row."""

    name: str
    description: str
    shows: tuple[str, ...] = ()
    """Columns that explain a failing row, beside its key."""
    severity: Severity = "critical"


@dataclass(frozen=True)
class Limit:
    """The largest value that a number of the run may have without a warning."""

    column: str
    description: str
    maximum: float
    severity: Severity = "warning"


_SPAN = ("text_start", "text_end", "raw_start", "raw_end")
_DOCUMENT_EXISTS = Rule("document_exists", "Its document is in `documents`.")
_WITHIN = Rule("within_document", "Its spans lie inside the document, start before end.", _SPAN)

_SURFACE = (
    Rule(
        "surface_matches",
        "substr(text, text_start + 1, text_end - text_start) = surface.",
        ("surface", "text_start", "text_end"),
    ),
    Rule(
        "inside_sentence",
        "It lies inside the sentence that it names.",
        ("sentence", "surface", "text_start", "text_end"),
    ),
)
"""What holds for everything that is found in a sentence."""

RULES: dict[str, tuple[Rule, ...]] = {
    "documents": (
        Rule("raw_text_exists", "Its raw text is in `raw_documents`."),
        Rule("alignment_exists", "Its alignment is in `alignments`."),
        Rule("chars_match", "`chars` is the length of `text`.", ("chars",)),
        Rule("title_begins_text", "`text` begins with `title`.", ("title", "text")),
        Rule(
            "sentences_counted",
            "`sentences` is the number of its sentences, numbered from 0 without gaps.",
            ("sentences",),
        ),
        Rule("edits_counted", "`edits` is the number of its rows in `edits`.", ("edits",)),
        Rule("mentions_counted", "`mentions` is the number of its rows in `mentions`.", ("mentions",)),
        Rule(
            "edits_replay",
            "Outside its edits the text is the raw text, so every change has its row in `edits`.",
            ("chars", "raw_chars", "edits"),
        ),
        Rule(
            "date_plausible",
            "`published_at` is after 1900 and not in the future.",
            ("path", "published_at"),
            "warning",
        ),
        Rule(
            "little_lost",
            "Cleaning removed no more than a fifth of the raw text.",
            ("path", "chars", "raw_chars", "share_lost"),
            "warning",
        ),
    ),
    "raw_documents": (_DOCUMENT_EXISTS,),
    "alignments": (
        _DOCUMENT_EXISTS,
        Rule("runs_ordered", "Runs follow each other in both texts, inside them, without overlap."),
        Rule("runs_equal", "Each run is the same in the raw text and in the cleaned one."),
    ),
    "edits": (
        _DOCUMENT_EXISTS,
        _WITHIN,
        Rule(
            "before_matches",
            "`before` is the raw text from `raw_start` to `raw_end`.",
            ("before", "raw_start", "raw_end"),
        ),
        Rule(
            "after_matches",
            "`after` is the cleaned text from `text_start` to `text_end`.",
            ("after", "text_start", "text_end"),
        ),
        Rule("changes_something", "`before` and `after` differ.", ("before", "after", "rule"), "warning"),
    ),
    "suggestions": (
        _DOCUMENT_EXISTS,
        _WITHIN,
        Rule(
            "before_matches",
            "`before` is the cleaned text from `text_start` to `text_end`.",
            ("before", "text_start", "text_end"),
        ),
        Rule("changes_something", "`before` and `after` differ.", ("before", "after", "rule"), "warning"),
    ),
    "sentences": (
        _DOCUMENT_EXISTS,
        _WITHIN,
        Rule(
            "text_matches",
            "The sentence is the cleaned text from `text_start` to `text_end`.",
            ("text", "text_start", "text_end"),
        ),
        Rule(
            "follows_previous",
            "It begins where the sentence before it ended, or later.",
            ("text_start", "text_end"),
        ),
    ),
    "mentions": (
        _DOCUMENT_EXISTS,
        _WITHIN,
        *_SURFACE,
        Rule(
            "title_before_name",
            "A title lies before the name in the same sentence; without one its offsets are null.",
            ("title", "title_start", "title_end", "text_start"),
        ),
    ),
    "nationalities": (
        _DOCUMENT_EXISTS,
        _WITHIN,
        *_SURFACE,
        Rule("mention_exists", "A mention begins at `mention_start`.", ("surface", "mention_start")),
    ),
    "dates": (
        _DOCUMENT_EXISTS,
        _WITHIN,
        *_SURFACE,
        Rule(
            "resolved_whole",
            "It has value, precision and both days, or `unresolved` says why it has none of them.",
            ("surface", "value", "starts_on", "ends_on", "unresolved"),
        ),
        Rule(
            "days_in_order",
            "`starts_on` is not after `ends_on`.",
            ("surface", "value", "starts_on", "ends_on"),
        ),
    ),
    "quotes": (
        _DOCUMENT_EXISTS,
        _WITHIN,
        Rule(
            "quote_matches",
            "substr(text, text_start + 1, text_end - text_start) = quote.",
            ("quote", "text_start", "text_end"),
        ),
        Rule("cue_matches", "`cue` is the cleaned text at its span.", ("cue", "cue_start", "cue_end")),
        Rule(
            "speaker_matches",
            "`speaker` is the cleaned text at its span, or all three are null.",
            ("speaker", "speaker_start", "speaker_end"),
        ),
        Rule(
            "cue_inside_sentence",
            "Its cue lies inside the sentence that it names.",
            ("sentence", "cue", "cue_start", "cue_end"),
        ),
        Rule(
            "speaker_is_mentioned",
            "Its entity has a mention inside the speaker's span.",
            ("speaker", "entity_id"),
        ),
    ),
    "quarantine": (Rule("file_in_ledger", "Its file is in `files`.", ("reason",)),),
    "files": (
        Rule(
            "items_balance",
            "`items` = its documents + duplicates + quarantined items.",
            ("items", "kept", "quarantined"),
        ),
        Rule(
            "status_matches",
            "`status` says what became of its items.",
            ("status", "kept", "quarantined"),
        ),
    ),
}

RUN_LIMITS: tuple[Limit, ...] = (
    Limit("quarantine_share", "At most a tenth of the run's items are in quarantine.", 0.1),
)


def load_great_expectations() -> Any:
    """The `great_expectations` module, imported with its usage reports switched off (7 s the first time)."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations

    # It sets levels of its own on import, and tells of its temporary folders.
    for name in ("great_expectations", "great_expectations.data_context.types.base"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return great_expectations


def suite(table: Table) -> ExpectationSuite:
    """The expectations on one table, each with its severity and a description in plain English.

    Every expectation carries `meta`: `name` (unique in its suite), `column` and `shows`
    (columns that explain a failing row).
    """
    gx = load_great_expectations()
    expectations = [e for column in table.columns for e in _column_expectations(column)]
    if table.key:
        key = ", ".join(f"`{name}`" for name in table.key)
        expectations.append(_must_be_true(Rule(KEY_RULE, f"No other row has the same {key}."), key))
    expectations += [_must_be_true(rule, rule.name) for rule in RULES.get(table.name, ())]
    result: ExpectationSuite = gx.ExpectationSuite(name=table.name, expectations=expectations)
    return result


def run_suite() -> ExpectationSuite:
    """The expectations on the run as a whole, judged on the one row of `sql/checks/run.sql`."""
    gx = load_great_expectations()
    expectations = [
        gx.expectations.ExpectColumnValuesToBeBetween(
            column=limit.column,
            max_value=limit.maximum,
            description=limit.description,
            severity=limit.severity,
            meta={
                "name": limit.column,
                "column": limit.column,
                "shows": ["items", "documents", "duplicates", "quarantined"],
            },
        )
        for limit in RUN_LIMITS
    ]
    result: ExpectationSuite = gx.ExpectationSuite(name="run", expectations=expectations)
    return result


def _column_expectations(column: Column) -> Iterator[Any]:
    """What `schema.py` says about one column."""
    gxe = load_great_expectations().expectations

    def common(name: str, description: str) -> dict[str, Any]:
        meta = {"name": f"{column.name} {name}", "column": column.name, "shows": [column.name]}
        return {
            "column": column.name,
            "description": description,
            "severity": "critical",
            "meta": meta,
        }

    if not column.nullable:
        yield gxe.ExpectColumnValuesToNotBeNull(**common("is there", f"`{column.name}` is not null."))
    if column.values:
        description = f"`{column.name}` is one of {', '.join(column.values)}."
        yield gxe.ExpectColumnValuesToBeInSet(
            value_set=list(column.values), **common("is a known value", description)
        )
    if column.minimum is not None or column.maximum is not None:
        yield gxe.ExpectColumnValuesToBeBetween(
            min_value=column.minimum,
            max_value=column.maximum,
            **common("is in range", f"`{column.name}` is {_range(column)}."),
        )
    if column.pattern:
        description = f"`{column.name}` matches {column.pattern}"
        yield gxe.ExpectColumnValuesToMatchRegex(regex=column.pattern, **common("has its form", description))


def _range(column: Column) -> str:
    if column.maximum is None:
        return f"at least {column.minimum:g}"
    if column.minimum is None:
        return f"at most {column.maximum:g}"
    return f"between {column.minimum:g} and {column.maximum:g}"


def _must_be_true(rule: Rule, column: str) -> Any:
    return load_great_expectations().expectations.ExpectColumnValuesToBeInSet(
        column=rule.name,
        value_set=[True],
        description=rule.description,
        severity=rule.severity,
        meta={"name": rule.name, "column": column.replace("`", ""), "shows": list(rule.shows)},
    )
