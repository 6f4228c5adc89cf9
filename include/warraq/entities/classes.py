"""Distributional word classes: words that stand in the same contexts share a class.

    python -m warraq.entities.classes FOLDER...

Classes let a tagger trained on little text know words that it never saw. Each word is a row of
positive pointwise mutual information with the words one and two places before and after it,
reduced by a truncated singular value decomposition (Levy & Goldberg 2014, "Neural Word Embedding
as Implicit Matrix Factorization") and divided by k-means, at three sizes. Scikit-learn's
decomposition and k-means were taken in place of Brown clustering, for which no kept library exists.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from warraq.entities.lexicon import fold_word
from warraq.text.words import TOKEN

CLASSES_FILE = Path(__file__).with_name("data") / "classes.tsv.gz"

SIZES = (64, 256, 1024)
DIMENSIONS = 100
MIN_COUNT = 8
"""Rarer words get no class of their own."""
CONTEXT_WORDS = 8_000
"""Most frequent words, which alone count as context."""
POSITIONS = (-2, -1, 1, 2)
_SMOOTHING = 0.75
_DIGITS = re.compile(r"\d")


@lru_cache(maxsize=1)
def load_classes() -> dict[str, tuple[str, ...]]:
    """Folded word to its classes, coarse to fine, each named `size:number`; read once a process.

    Empty if no classes are shipped.
    """
    if not CLASSES_FILE.is_file():
        return {}
    with gzip.open(CLASSES_FILE, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {word: tuple(numbers) for word, *numbers in rows}


@cache
def _normal(word: str) -> str:
    return _DIGITS.sub("0", fold_word(word))


def corpus_lines(folders: Sequence[Path]) -> Iterator[list[str]]:
    """Folded words of every line of the `.txt` files under `folders`, digits as 0."""
    for path in sorted(path for folder in folders for path in folder.rglob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            words = [_normal(word) for word in TOKEN.findall(line)]
            if words:
                yield words


def _numbered(
    lines: Sequence[Sequence[str]],
) -> tuple[list[str], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Frequent words, most frequent first; the corpus as their numbers (-1: rare or end); counts."""
    counts = Counter(word for line in lines for word in line)
    words = sorted((w for w, n in counts.items() if n >= MIN_COUNT), key=lambda w: (-counts[w], w))
    number = {word: i for i, word in enumerate(words)}
    gap = [-1, -1]
    text = np.fromiter(
        (n for line in lines for n in [*(number.get(word, -1) for word in line), *gap]), dtype=np.int32
    )
    return words, text, np.array([counts[w] for w in words], dtype=np.int64)


def _vectors(
    text: npt.NDArray[np.int32], counts: npt.NDArray[np.int64], seed: int
) -> npt.NDArray[np.float64]:
    """One row of `DIMENSIONS` a word, of length 1."""
    from scipy import sparse
    from sklearn.utils.extmath import randomized_svd

    size, contexts = len(counts), min(CONTEXT_WORDS, len(counts))
    blocks = []
    for position in POSITIONS:
        word, context = (
            (text[:-position], text[position:]) if position > 0 else (text[-position:], text[:position])
        )
        keep = (word >= 0) & (context >= 0) & (context < contexts)
        ones = np.ones(int(keep.sum()), dtype=np.float32)
        block = sparse.coo_matrix((ones, (word[keep], context[keep])), shape=(size, contexts)).tocsr()
        smoothed = np.asarray(block.sum(axis=0)).ravel() ** _SMOOTHING
        expected_row = np.asarray(block.sum(axis=1)).ravel()
        pairs = block.tocoo()
        expected = expected_row[pairs.row] * smoothed[pairs.col] / smoothed.sum()
        pairs.data = np.maximum(np.log(pairs.data / expected), 0.0)
        blocks.append(pairs.tocsr())
    u, s, _ = randomized_svd(sparse.hstack(blocks).tocsr(), DIMENSIONS, n_iter=3, random_state=seed)
    vectors = u * np.sqrt(s)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def build_classes(folders: Sequence[Path], seed: int = 0) -> dict[str, list[str]]:
    """Learn classes from the texts under `folders`.

    Returns:
        Folded word to its classes, `size:number` for each of `SIZES`.
    """
    from sklearn.cluster import MiniBatchKMeans

    words, text, counts = _numbered(list(corpus_lines(folders)))
    vectors = _vectors(text, counts, seed)
    columns = []
    for size in SIZES:
        model = MiniBatchKMeans(size, random_state=seed, batch_size=4096, n_init=3, max_iter=60)
        model.fit(vectors, sample_weight=np.sqrt(counts))
        columns.append([f"{size}:{number}" for number in model.predict(vectors)])
    return {word: list(row) for word, *row in zip(words, *columns, strict=True)}


def main() -> None:
    """Write `data/classes.tsv.gz`."""
    parser = argparse.ArgumentParser(prog="python -m warraq.entities.classes", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of news texts")
    classes = build_classes(parser.parse_args().folders)
    text = "".join("\t".join([word, *classes[word]]) + "\n" for word in sorted(classes))
    CLASSES_FILE.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(classes)} words in {SIZES} classes")


if __name__ == "__main__":
    main()
