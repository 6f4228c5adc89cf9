from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus_lexicon.conftest import WRITTEN
from warraq.corpus_lexicon.texts import joined_again, written_texts
from warraq.lake.serve import open_warehouse
from warraq.settings import Settings


def test_texts_come_as_they_were_spaced_before_the_model_weighed_them(corpus: Settings) -> None:
    with open_warehouse(corpus) as connection:
        assert sorted(written_texts(connection)) == sorted(WRITTEN.values())


def test_a_small_batch_gives_the_same_texts(corpus: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warraq.corpus_lexicon.texts.ROWS_AT_A_TIME", 1)
    with open_warehouse(corpus) as connection:
        assert sorted(written_texts(connection)) == sorted(WRITTEN.values())


@given(st.lists(st.text(alphabet="اب ", min_size=1), min_size=1), st.data())
def test_only_spaces_inside_the_spans_go(pieces: list[str], data: st.DataObject) -> None:
    spans, expected, at = [], [], 0
    for piece in pieces:
        if data.draw(st.booleans()):
            spans.append((at, at + len(piece)))
            expected.append(piece.replace(" ", ""))
        else:
            expected.append(piece)
        at += len(piece)
    assert joined_again("".join(pieces), spans) == "".join(expected)
