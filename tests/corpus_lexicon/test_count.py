from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from warraq.corpus_lexicon import count
from warraq.corpus_lexicon.count import count_texts

lexicon = pytest.importorskip("warraq.spacing.lexicon")

words = st.sampled_from(
    ["قال", "الأمم", "المتحدة", "وزيرٌ", "وزير", "في", "و", "FBI", "،", "\n", "الأمـم", "ئ", "𐍈"]
)
texts = st.lists(st.lists(words, max_size=12).map(" ".join), max_size=6)


def counted(given_texts: list[str], chunk_chars: int, least: int = 1) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return count_texts(
            iter(given_texts), Path(folder), chunk_chars, min_count=least, min_pair_count=least
        )


@given(texts, st.sampled_from([1, 20, 10_000]), st.sampled_from([1, 2]))
@example([], 1, 2)
@examples(max_examples=25)
def test_counting_in_chunks_gives_what_counting_at_once_gives(
    given_texts: list[str], chunk_chars: int, least: int
) -> None:
    whole = lexicon.build_lexicon(given_texts, least, least)
    parts = counted(given_texts, chunk_chars, least)
    assert parts.words == whole.words
    assert parts.tokens == whole.tokens
    for column in ("counts", "documents", "pair_left", "pair_right", "pair_counts"):
        assert getattr(parts, column).tolist() == getattr(whole, column).tolist(), column
    assert parts.version == whole.version


def test_the_most_frequent_are_kept_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "MAX_WORDS", 3)
    monkeypatch.setattr(lexicon, "MAX_PAIRS", 2)
    given_texts = ["ب ا ب ت", "ت ا ب ث", "ج ا ت"]
    whole = lexicon.build_lexicon(given_texts, 1, 1)
    assert len(whole.words) == 3
    assert counted(given_texts, 1).version == whole.version


def test_counts_of_more_than_one_chunk_lie_on_disk(tmp_path: Path) -> None:
    count_texts(["ا ب"] * 10, tmp_path, 6)
    assert len(list(tmp_path.glob("words-*.parquet"))) > 1
    assert count.MEMORY_LIMIT
