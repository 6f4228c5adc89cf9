"""The `fast` recogniser: a convolutional network that computes each distinct word once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from warraq.entities.corpora import TAGS
from warraq.entities.features import analyse, features
from warraq.entities.knowledge import Knowledge
from warraq.entities.network import Floats, Integers, Network
from warraq.entities.transformer.labels import INDEX, best_tags, log_softmax

MAX_KNOWN = 200_000
"""Distinct words whose vectors are kept between calls (about 300 bytes each)."""
TOKENS_AT_ONCE = 8_192
"""Tokens that go through the network together; more would not stay in the processor's cache."""

_GAP = "\n"
"""Stands between sentences; no word."""

Tagged = list[tuple[str, float]]

_TYPE = np.array(
    [0 if tag == "O" else 1 + sorted({t[2:] for t in TAGS if t != "O"}).index(tag[2:]) for tag in TAGS]
)
_INSIDE = np.array([tag.startswith("I-") for tag in TAGS])


class WordTagger:
    """Tags sentences with a `Network`, keeping the vectors of words that it has met.

    Args:
        network: The weights.
        knowledge: What it is told about words; the same as in training.
    """

    def __init__(self, network: Network, knowledge: Knowledge) -> None:
        self._network = network
        self._knowledge = knowledge
        # Small matrices are not worth a second thread, and other processes want the processors.
        self._threads = ThreadpoolController()
        self._forget()

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """The best BIO tag of every token and its probability.

        The result for a sentence does not depend on the sentences beside it.
        """
        tagged: list[Tagged] = []
        with self._threads.limit(limits=1, user_api="blas"):
            for group in _groups(sentences):
                tagged += self._tag_group(group)
        return tagged

    def tag_documents(self, documents: Sequence[Sequence[Sequence[str]]]) -> list[list[Tagged]]:
        """What `tag` gives for each document; sentences of all of them go through together."""
        tagged = iter(self.tag([sentence for document in documents for sentence in document]))
        return [list(islice(tagged, len(document))) for document in documents]

    def scores(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """Log probabilities of the tags of all tokens, sentence after sentence: tokens x tags."""
        if len(self._known) > MAX_KNOWN:
            self._forget()
        gap = [_GAP] * self._network.reach
        words = [word for sentence in sentences for word in (*sentence, *gap)]
        places = list(map(self._known.get, words))
        if None in places:
            self._look_up(words)
            places = list(map(self._known.get, words))
        numbers = np.array(places, dtype=np.int64)
        gaps = numbers == 0
        vectors = self._vectors[numbers]
        return log_softmax(self._network.scores(vectors, np.flatnonzero(gaps))[~gaps])

    def _tag_group(self, sentences: Sequence[Sequence[str]]) -> Iterator[Tagged]:
        scores = self.scores(sentences)
        best = scores.argmax(axis=1)
        starts = np.cumsum([0, *map(len, sentences)])
        for i in _unlawful(best, starts):
            best[starts[i] : starts[i + 1]] = best_tags(scores[starts[i] : starts[i + 1]])
        chances = np.exp(np.take_along_axis(scores, best[:, None], axis=1)[:, 0]).round(4).tolist()
        pairs = zip([TAGS[tag] for tag in best.tolist()], chances, strict=True)
        for sentence in sentences:
            yield list(islice(pairs, len(sentence)))

    def _forget(self) -> None:
        self._known: dict[str, int] = {_GAP: 0}
        self._vectors = np.zeros((1024, len(self._network.vector_scale)), dtype=np.float32)

    def _look_up(self, words: Iterable[str]) -> None:
        """Compute the vectors of the words that are new."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if not new:
            return
        first = len(self._known)
        if first + len(new) > len(self._vectors):
            larger = np.zeros((2 * (first + len(new)), self._vectors.shape[1]), dtype=np.float32)
            larger[:first] = self._vectors[:first]
            self._vectors = larger
        knowledge = self._knowledge
        self._vectors[first : first + len(new)] = self._network.word_vectors(
            features(analyse(word, knowledge)) for word in new
        )
        self._known.update(zip(new, range(first, first + len(new)), strict=True))


def _groups(sentences: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """Consecutive sentences of about `TOKENS_AT_ONCE` tokens."""
    start = size = 0
    for i, sentence in enumerate(sentences):
        if size and size + len(sentence) > TOKENS_AT_ONCE:
            yield sentences[start:i]
            start, size = i, 0
        size += len(sentence)
    if start < len(sentences):
        yield sentences[start:]


def _unlawful(tags: npt.NDArray[np.int64], starts: Integers) -> Integers:
    """Sentences in which a tag continues what did not begin; the others' best tags are the best sequence."""
    before = np.concatenate([[0], tags[:-1]])
    before[starts[:-1][starts[:-1] < len(tags)]] = INDEX["O"]
    wrong = np.flatnonzero(_INSIDE[tags] & (_TYPE[tags] != _TYPE[before]))
    return np.unique(np.searchsorted(starts, wrong, side="right") - 1)
