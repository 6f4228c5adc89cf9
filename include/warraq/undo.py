"""Texts with some kinds of edits taken back: as if they had never been made."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from warraq.errors import InputError, SettingsError
from warraq.lake.statements import statement
from warraq.schema import EDIT_KINDS
from warraq.text.edit import Edit, undo

if TYPE_CHECKING:
    import duckdb

    from warraq.spacing.model import SpacingModel


def edit_kinds(names: Collection[str]) -> tuple[str, ...]:
    """The kinds that a person named; `all` stands for every one.

    Raises:
        SettingsError: There is no such kind.
    """
    if unknown := sorted(set(names) - {*EDIT_KINDS, "all"}):
        raise SettingsError(
            f"There are no edits of kind {unknown[0]!r}; give {', '.join(EDIT_KINDS)} or all."
        )
    return EDIT_KINDS if "all" in names else tuple(names)


def clean_without(raw_text: str, title_end: int, spacing: SpacingModel, kinds: Collection[str]) -> str:
    """The cleaned text of `raw_text` without the edits of `kinds`.

    Args:
        raw_text: The decoded text.
        title_end: Offset in `raw_text` where its title line ends; 0 if it has none.
        spacing: The merged-word model.
        kinds: Kinds of `schema.EDIT_KINDS`.
    """
    from warraq.pipeline import clean_texts

    return undo(raw_text, clean_texts([(raw_text, title_end)], spacing)[0].edits, kinds)


def stored_without(connection: duckdb.DuckDBPyConnection, doc_id: str, kinds: Collection[str]) -> str:
    """The text of a stored document without the edits of `kinds` that were made when it was taken in.

    Args:
        connection: The serving database, see `warraq.lake.serve.open_warehouse`.
        doc_id: The document.
        kinds: Kinds of `schema.EDIT_KINDS`.

    Raises:
        InputError: There is no such document.
    """
    found = connection.execute(statement("undo/raw_text"), [doc_id]).fetchone()
    if found is None:
        raise InputError(
            f"There is no document {doc_id!r}; "
            "`warraq sql 'SELECT doc_id, title FROM documents'` lists those there are."
        )
    edits = connection.execute(statement("undo/edits"), [doc_id]).fetchall()
    return undo(found[0], (Edit(*edit) for edit in edits), kinds)
