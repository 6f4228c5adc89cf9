"""What a collection of texts writes, and what it writes side by side: word and word-pair counts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from warraq.errors import MissingDataError
from warraq.text.letters import DIACRITICS, TATWEEL
from warraq.text.words import WORD

MAX_WORDS = 600_000
MAX_PAIRS = 1_500_000
_MARKS = re.compile(f"[{DIACRITICS}{TATWEEL}]")
_BREAK = re.compile(rf"[^\w \t{DIACRITICS}]+")
_FORMAT = 1
_Key = TypeVar("_Key", str, tuple[int, int])


def bare(word: str) -> str:
    """`word` without diacritics and tatweel, as lexicons spell it."""
    return _MARKS.sub("", word)


def phrases(text: str) -> list[list[str]]:
    """The bare words of `text`, cut at punctuation and line ends: words of one list are neighbours."""
    return [words for part in _BREAK.split(bare(text)) if (words := WORD.findall(part))]


@dataclass(frozen=True)
class Lexicon:
    """Counts over a collection of texts. `pair_left` and `pair_right` index into `words`."""

    words: list[str]
    counts: npt.NDArray[np.int64]
    """Occurrences of each word."""
    documents: npt.NDArray[np.int64]
    """Texts that hold each word."""
    pair_left: npt.NDArray[np.int64]
    pair_right: npt.NDArray[np.int64]
    pair_counts: npt.NDArray[np.int64]
    """How often the two words stand side by side with nothing but space between them."""
    tokens: int
    """Running words counted, including those that were too rare to be kept."""

    @cached_property
    def version(self) -> str:
        """Content hash: the same counts have the same version."""
        digest = hashlib.sha256(f"{_FORMAT}\t{self.tokens}\t".encode())
        digest.update("\n".join(self.words).encode())
        for column in (self.counts, self.documents, self.pair_left, self.pair_right, self.pair_counts):
            digest.update(column.astype("<i8").tobytes())
        return digest.hexdigest()[:12]

    def save(self, folder: Path) -> Path:
        """Write the lexicon into `folder`/`version`; returns the folder written."""
        target = folder / self.version
        self.write(target)
        return target

    def write(self, folder: Path) -> None:
        """Write `words.parquet` and `pairs.parquet` into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        words = pa.table(
            {"word": self.words, "count": _narrow(self.counts), "documents": _narrow(self.documents)}
        )
        left, right = _narrow(self.pair_left), _narrow(self.pair_right)
        pairs = pa.table({"left": left, "right": right, "count": _narrow(self.pair_counts)})
        words = words.replace_schema_metadata({"tokens": str(self.tokens)})
        pq.write_table(words, folder / "words.parquet", compression="zstd", compression_level=15)
        pq.write_table(pairs, folder / "pairs.parquet", compression="zstd", compression_level=15)

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Read what `save` wrote.

        Args:
            folder: The folder that holds `words.parquet` and `pairs.parquet`.

        Raises:
            MissingDataError: It does not hold them.
        """
        try:
            return cls.read(folder / "words.parquet", folder / "pairs.parquet")
        except FileNotFoundError as error:
            raise MissingDataError(
                f"No lexicon in {folder}: build it with `build_lexicon(...).save(...)`."
            ) from error

    @classmethod
    def read(cls, words_file: Path | BinaryIO, pairs_file: Path | BinaryIO) -> Lexicon:
        """Read a lexicon from its two Parquet files."""
        # Not `read_table`: that loads the dataset library, 60 MB, for two small files.
        words, pairs = (pq.ParquetFile(file).read(use_threads=False) for file in (words_file, pairs_file))
        metadata = words.schema.metadata or {}
        lexicon = cls(
            [str(word) for word in words["word"].to_pylist()],
            _ints(words["count"]),
            _ints(words["documents"]),
            _ints(pairs["left"]),
            _ints(pairs["right"]),
            _ints(pairs["count"]),
            int(metadata[b"tokens"]),
        )
        del words, pairs
        # What Arrow keeps in reserve is half of what reading took.
        pa.default_memory_pool().release_unused()
        return lexicon


def build_lexicon(texts: Iterable[str], min_count: int = 2, min_pair_count: int = 2) -> Lexicon:
    """Count the words and neighbouring pairs of `texts`; the order of the texts does not matter.

    Args:
        texts: Cleaned texts, one a document.
        min_count: A word seen less often is not kept.
        min_pair_count: A pair seen less often is not kept.

    Returns:
        The most frequent words (at most 600,000) and pairs of them (at most 1,500,000).
    """
    words: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        seen: set[str] = set()
        for phrase in phrases(text):
            words.update(phrase)
            seen.update(phrase)
            pairs.update(pairwise(phrase))
        documents.update(seen)
    return _lexicon(words, documents, pairs, min_count, min_pair_count)


def _lexicon(
    words: Counter[str],
    documents: Counter[str],
    pairs: Counter[tuple[str, str]],
    min_count: int,
    min_pair_count: int,
) -> Lexicon:
    kept = _most_frequent([(word, n) for word, n in words.items() if n >= min_count], MAX_WORDS)
    index = {word: i for i, (word, _) in enumerate(kept)}
    known_pairs = [
        ((index[a], index[b]), n)
        for (a, b), n in pairs.items()
        if n >= min_pair_count and a in index and b in index
    ]
    kept_pairs = sorted(_most_frequent(known_pairs, MAX_PAIRS))
    sides = np.array([pair for pair, _ in kept_pairs], dtype=np.int64).reshape(-1, 2)
    return Lexicon(
        [word for word, _ in kept],
        np.array([n for _, n in kept], dtype=np.int64),
        np.array([documents[word] for word, _ in kept], dtype=np.int64),
        sides[:, 0].copy(),
        sides[:, 1].copy(),
        np.array([n for _, n in kept_pairs], dtype=np.int64),
        sum(words.values()),
    )


def _most_frequent(counted: list[tuple[_Key, int]], limit: int) -> list[tuple[_Key, int]]:
    return sorted(counted, key=lambda item: (-item[1], item[0]))[:limit]


def _narrow(values: npt.NDArray[np.int64]) -> pa.Array[Any]:
    return pa.array(values.astype(np.int32))


def _ints(column: Any) -> npt.NDArray[np.int64]:
    return np.asarray(column.to_numpy(), dtype=np.int64)
