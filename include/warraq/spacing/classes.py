"""Word classes from neighbours: what stands in for pairs of words that no corpus has seen.

The words are described by how often they follow and precede each of the most frequent words
(positive pointwise mutual information), reduced by a truncated singular value
decomposition and grouped by k-means: distributional clustering in the line of Schütze,
"Distributional Part-of-Speech Tagging" (EACL 1995).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from warraq.spacing.lexicon import Lexicon

CLASSES = 240
_NEIGHBOURS = 2000
_MIN_COUNT = 4
_DIMENSIONS = 60


def word_classes(lexicon: Lexicon, seed: int = 7) -> npt.NDArray[np.uint8]:
    """The class of each word of `lexicon`, 1 to `CLASSES`; 0 for words too rare to have one.

    Needs scikit-learn and scipy, which training has and the product does not import.

    Args:
        lexicon: Counts, pairs seen once included.
        seed: Makes the result repeatable.
    """
    from scipy import sparse
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    rows = int((lexicon.counts >= _MIN_COUNT).sum())
    left, right, n = lexicon.pair_left, lexicon.pair_right, lexicon.pair_counts
    after = (left < rows) & (right < _NEIGHBOURS)
    before = (right < rows) & (left < _NEIGHBOURS)
    matrix = sparse.coo_matrix(
        (
            np.concatenate([n[after], n[before]]).astype(float),
            (
                np.concatenate([left[after], right[before]]),
                np.concatenate([right[after], left[before] + _NEIGHBOURS]),
            ),
        ),
        shape=(rows, 2 * _NEIGHBOURS),
    ).tocsr()
    vectors = TruncatedSVD(_DIMENSIONS, random_state=seed).fit_transform(_ppmi(matrix))
    means = MiniBatchKMeans(CLASSES, random_state=seed, batch_size=8192, n_init=3, max_iter=60)
    labels = means.fit_predict(normalize(vectors)) + 1
    labels[np.asarray(matrix.sum(axis=1)).ravel() == 0] = 0
    result = np.zeros(len(lexicon.words), dtype=np.uint8)
    result[:rows] = labels
    return result


def _ppmi(matrix: Any) -> Any:
    """Positive pointwise mutual information of a sparse matrix of counts, smoothed."""
    total = matrix.sum()
    row = np.asarray(matrix.sum(axis=1)).ravel() + 5.0
    column = np.asarray(matrix.sum(axis=0)).ravel() + 5.0
    lifted = matrix.tocoo()
    lifted.data = np.maximum(0.0, np.log(lifted.data * total / (row[lifted.row] * column[lifted.col])))
    return lifted.tocsr()


def class_affinity(lexicon: Lexicon, classes: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """How much likelier than chance a class follows another.

    Args:
        lexicon: Counts, pairs seen once included.
        classes: Of `word_classes`.

    Returns:
        Natural logarithm of the ratio, `[left class, right class]`; 0 for class 0.
    """
    size = CLASSES + 1
    table = np.zeros((size, size))
    np.add.at(table, (classes[lexicon.pair_left], classes[lexicon.pair_right]), lexicon.pair_counts)
    table[0, :] = table[:, 0] = 0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    affinity: npt.NDArray[np.float32] = np.log((table + 2.0) / (expected + 2.0)).astype(np.float32)
    affinity[0, :] = affinity[:, 0] = 0
    return affinity
