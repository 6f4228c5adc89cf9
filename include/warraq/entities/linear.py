"""A linear-chain tagger computed in arrays.

The model is a conditional random field (Lafferty, McCallum & Pereira 2001). The score of a tag is
a sum over features of single words at distances -3 to 3, so it is computed once per distinct word
and distance and added up by indexing; only pairs of neighbouring words are looked up per token.
Viterbi and forward-backward run over many sentences at once.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from warraq.entities.corpora import TAGS
from warraq.entities.features import BETWEEN, EDGE, REACH, Word, analyse, code, far, near, own
from warraq.entities.knowledge import Knowledge

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

WIDTH = 2 * REACH + 1
SLOTS = len(TAGS)
MAX_KNOWN = 150_000
"""Distinct words whose scores are kept between calls (about 250 bytes each)."""
TOKENS_AT_ONCE = 60_000
"""Tokens whose scores are in memory at a time."""
SENTENCES_AT_ONCE = 256
"""Sentences of similar length that are decoded side by side."""
FORBIDDEN = np.float32(-1e4)


class Pairs(NamedTuple):
    """Weights of pairs of neighbouring words, or of their codes."""

    names: dict[str, int]
    """Number of each word (or code) that occurs in a pair."""
    keys: Integers
    """Sorted; number of the left one times `len(names)` plus number of the right one."""
    weights: Floats
    """A row a key: scores for the left one's tags, then for the right one's."""


@dataclass(frozen=True)
class LinearModel:
    """Weights of a trained tagger."""

    features: dict[str, int]
    """Row of each feature of one word."""
    weights: Floats
    """Features x distances (-3 to 3, seen from the tag: where the word stands) x tags."""
    word_pairs: Pairs
    code_pairs: Pairs
    transitions: Floats
    """Score of going from tag (row) to tag (column); forbidden ones are very low."""


def constrain(transitions: Floats) -> Floats:
    """`transitions` with every step that BIO does not allow forbidden."""
    constrained = transitions.copy()
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after.startswith("I-") and before[2:] != after[2:]:
                constrained[i, j] = FORBIDDEN
    return constrained


def build_model(
    state: Mapping[tuple[str, str], float], transitions: Mapping[tuple[str, str], float]
) -> LinearModel:
    """A model from the weights of a CRF trained on `features.sentence_features`.

    Args:
        state: Weight of each (feature, tag).
        transitions: Weight of each (tag, next tag).
    """
    tag = {name: i for i, name in enumerate(TAGS)}
    single: dict[str, dict[tuple[int, int], float]] = {}
    pairs: dict[str, dict[tuple[str, str], dict[int, float]]] = {"w": {}, "k": {}}
    for (name, label), weight in state.items():
        place, _, rest = name.partition(":")
        if place.lstrip("-").isdigit():
            single.setdefault(rest, {})[int(place) + REACH, tag[label]] = weight
            continue
        kind, _, values = name.partition("=")
        left, right = values.split(BETWEEN)
        offset = 0 if kind[1] == "+" else SLOTS
        pairs[kind[0]].setdefault((left, right), {})[offset + tag[label]] = weight
    weights = np.zeros((len(single), WIDTH, SLOTS), dtype=np.float32)
    for row, name in enumerate(sorted(single)):
        for (distance, column), weight in single[name].items():
            weights[row, distance, column] = weight
    matrix = np.zeros((SLOTS, SLOTS), dtype=np.float32)
    for (before, after), weight in transitions.items():
        matrix[tag[before], tag[after]] = weight
    features = {name: row for row, name in enumerate(sorted(single))}
    return LinearModel(features, weights, _pairs(pairs["w"]), _pairs(pairs["k"]), matrix)


def _pairs(rows: Mapping[tuple[str, str], Mapping[int, float]]) -> Pairs:
    names = {name: i for i, name in enumerate(sorted({name for pair in rows for name in pair}))}
    keyed = sorted((names[a] * len(names) + names[b], weights) for (a, b), weights in rows.items())
    table = np.zeros((len(keyed), 2 * SLOTS), dtype=np.float32)
    for row, (_, weights) in enumerate(keyed):
        for column, weight in weights.items():
            table[row, column] = weight
    return Pairs(names, np.array([key for key, _ in keyed], dtype=np.int64), table)


def save_model(model: LinearModel, path: Path) -> None:
    """Write `model` to `path`, zero weights left out; the same bytes for the same model."""
    arrays: dict[str, npt.NDArray[np.generic]] = {"transitions": model.transitions}
    arrays |= _packed("features", model.features, model.weights.reshape(len(model.features), -1))
    for name, pairs in (("words", model.word_pairs), ("codes", model.code_pairs)):
        arrays |= _packed(name, pairs.names, pairs.weights) | {f"{name}_keys": pairs.keys}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    path.write_bytes(buffer.getvalue())


def _packed(name: str, names: Iterable[str], table: Floats) -> dict[str, npt.NDArray[np.generic]]:
    places = np.flatnonzero(table)
    return {
        f"{name}_names": np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8),
        f"{name}_shape": np.array(table.shape, dtype=np.int64),
        f"{name}_steps": np.diff(places, prepend=0).astype(np.uint32),
        f"{name}_values": table.ravel()[places].astype(np.float16),
    }


def read_model(path: Path) -> LinearModel:
    """The model that `save_model` wrote to `path`.

    Raises:
        FileNotFoundError: It is not there.
    """
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    features, weights = _unpacked("features", arrays)
    words, word_weights = _unpacked("words", arrays)
    codes, code_weights = _unpacked("codes", arrays)
    return LinearModel(
        features,
        weights.reshape(len(features), WIDTH, SLOTS),
        Pairs(words, arrays["words_keys"], word_weights),
        Pairs(codes, arrays["codes_keys"], code_weights),
        arrays["transitions"],
    )


def _unpacked(name: str, arrays: Mapping[str, npt.NDArray[np.generic]]) -> tuple[dict[str, int], Floats]:
    text = arrays[f"{name}_names"].tobytes().decode("utf-8")
    names = {entry: i for i, entry in enumerate(text.split("\n"))} if text else {}
    rows, columns = (int(n) for n in arrays[f"{name}_shape"])
    table = np.zeros(rows * columns, dtype=np.float32)
    table[np.cumsum(arrays[f"{name}_steps"], dtype=np.int64)] = arrays[f"{name}_values"]
    return names, table.reshape(rows, columns)


class LinearTagger:
    """Tags sentences with a `LinearModel`, keeping the scores of words that it has met.

    Args:
        model: The weights.
        knowledge: What it is told about words; the same as in training.
    """

    def __init__(self, model: LinearModel, knowledge: Knowledge) -> None:
        self._model = model
        self._weights = np.concatenate([model.weights, np.zeros((1, WIDTH, SLOTS), np.float32)])
        self._knowledge = knowledge
        self._transitions = constrain(model.transitions)
        self._forget()

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """The best BIO tag of every token and its marginal probability.

        The result for a sentence does not depend on the sentences beside it.
        """
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        tagged: list[list[tuple[str, float]]] = [[] for _ in sentences]
        for group in _groups(order, sentences):
            scores = self._scores([sentences[i] for i in group])
            lengths = [len(sentences[i]) for i in group]
            best = viterbi(scores, lengths, self._transitions)
            chances = marginals(scores, lengths, self._transitions)
            chosen = np.take_along_axis(chances, best[:, :, None], axis=2)[:, :, 0].round(4)
            for row, i in enumerate(group):
                size = lengths[row]
                names = [TAGS[tag] for tag in best[:size, row].tolist()]
                tagged[i] = list(zip(names, chosen[:size, row].tolist(), strict=True))
        return tagged

    def tag_documents(
        self, documents: Sequence[Sequence[Sequence[str]]]
    ) -> list[list[list[tuple[str, float]]]]:
        """What `tag` gives for each document; sentences of all of them go through together."""
        tagged = iter(self.tag([sentence for document in documents for sentence in document]))
        return [list(islice(tagged, len(document))) for document in documents]

    def _forget(self) -> None:
        self._known: dict[str, int] = {}
        self._table = np.zeros((WIDTH, 1, SLOTS), dtype=np.float32)
        edge = self._model.features.get(EDGE)
        if edge is not None:
            self._table[:, 0] = self._model.weights[edge]
        self._numbers = np.full((2, 1), -1, dtype=np.int64)

    def _look_up(self, words: Iterable[str]) -> None:
        """Compute the scores of the words that are new."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if not new:
            return
        analysed = [analyse(word, self._knowledge) for word in new]
        rows = [self._rows(word) for word in analysed]
        starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
        flat = np.fromiter((i for row in rows for i in row), dtype=np.int64)
        added = np.add.reduceat(self._weights[flat], starts, axis=0).transpose(1, 0, 2)
        names, codes = self._model.word_pairs.names, self._model.code_pairs.names
        numbers = np.array(
            [[names.get(w.form, -1) for w in analysed], [codes.get(code(w), -1) for w in analysed]],
            dtype=np.int64,
        )
        size = self._table.shape[1]
        self._known.update((word, size + i) for i, word in enumerate(new))
        self._table = np.concatenate([self._table, added], axis=1)
        self._numbers = np.concatenate([self._numbers, numbers], axis=1)

    def _rows(self, word: Word) -> list[int]:
        """Rows of the weights that a word has, and the row of zeros, so that there is always one."""
        features = self._model.features
        names = dict.fromkeys([*near(word), *own(word), *far(word)])
        return [*(features[name] for name in names if name in features), len(features)]

    def _scores(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """Scores of the tags of every token: longest sentence x sentences x tags."""
        if len(self._known) > MAX_KNOWN:
            self._forget()
        self._look_up(word for sentence in sentences for word in sentence)
        longest = max(len(sentence) for sentence in sentences)
        known = self._known
        places = np.zeros((longest + 2 * REACH, len(sentences)), dtype=np.int64)
        for column, sentence in enumerate(sentences):
            places[REACH : REACH + len(sentence), column] = [known[word] for word in sentence]
        scores: Floats = self._table[0][places[:longest]]
        for distance in range(1, WIDTH):
            scores += self._table[distance][places[distance : distance + longest]]
        inside = places[REACH : REACH + longest]
        for numbers, pairs in zip(
            self._numbers, (self._model.word_pairs, self._model.code_pairs), strict=True
        ):
            _add_pairs(scores, numbers[inside], pairs)
        return scores


def _add_pairs(scores: Floats, numbers: Integers, pairs: Pairs) -> None:
    if not len(pairs.keys):
        return
    left, right = numbers[:-1], numbers[1:]
    wanted = np.where((left >= 0) & (right >= 0), left * len(pairs.names) + right, -1)
    found = np.minimum(np.searchsorted(pairs.keys, wanted), len(pairs.keys) - 1)
    row, column = np.nonzero(pairs.keys[found] == wanted)
    weights = pairs.weights[found[row, column]]
    scores[row, column] += weights[:, :SLOTS]
    scores[row + 1, column] += weights[:, SLOTS:]


def _groups(order: Sequence[int], sentences: Sequence[Sequence[str]]) -> Iterable[list[int]]:
    """Non-empty sentences in the order of their length, so many as fit side by side."""
    group: list[int] = []
    for i in order:
        size = len(sentences[i])
        if not size:
            continue
        if group and (len(group) >= SENTENCES_AT_ONCE or (len(group) + 1) * size > TOKENS_AT_ONCE):
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def viterbi(scores: Floats, lengths: Sequence[int], transitions: Floats) -> Integers:
    """The best tags of every sentence (Viterbi 1967).

    Args:
        scores: Tokens x sentences x tags.
        lengths: Tokens of each sentence; what lies beyond is ignored.
        transitions: Tags x tags; a first tag is scored as if it followed O.

    Returns:
        Tokens x sentences; meaningless beyond a sentence's length.
    """
    longest, count, slots = scores.shape
    ends = np.asarray(lengths) - 1
    back = np.zeros((longest, count, slots), dtype=np.int8)
    best = np.zeros((longest, count), dtype=np.int64)
    value = scores[0] + _first(transitions)
    finals = np.where((ends == 0)[:, None], value, 0)
    for t in range(1, longest):
        reached = value[:, :, None] + transitions
        back[t] = reached.argmax(axis=1)
        value = reached.max(axis=1) + scores[t]
        finals = np.where((ends == t)[:, None], value, finals)
    tag = finals.argmax(axis=1)
    columns = np.arange(count)
    for t in range(longest - 1, -1, -1):
        best[t] = tag
        inside = (t <= ends) & (t > 0)
        tag = np.where(inside, back[t, columns, tag], tag)
    return best


def _first(transitions: Floats) -> Floats:
    """What the constraints say of a sentence's first tag: it is none that continues."""
    return np.where(transitions[0] <= FORBIDDEN / 2, FORBIDDEN, np.float32(0))


def marginals(scores: Floats, lengths: Sequence[int], transitions: Floats) -> npt.NDArray[np.float64]:
    """Probability of every tag of every token (forward-backward, scaled; Rabiner 1989).

    Args:
        scores: Tokens x sentences x tags.
        lengths: Tokens of each sentence.
        transitions: Tags x tags.

    Returns:
        Tokens x sentences x tags; meaningless beyond a sentence's length.
    """
    longest, count, slots = scores.shape
    ends = np.asarray(lengths) - 1
    step = np.exp(transitions.astype(np.float64))
    factors = np.exp((scores - scores.max(axis=2, keepdims=True)).astype(np.float64))
    forward = np.empty((longest, count, slots))
    state = factors[0] * np.exp(_first(transitions).astype(np.float64))
    forward[0] = state / state.sum(axis=1, keepdims=True)
    for t in range(1, longest):
        state = (forward[t - 1][:, :, None] * step).sum(axis=1) * factors[t]
        forward[t] = state / state.sum(axis=1, keepdims=True)
    backward = np.ones((count, slots))
    result = np.empty_like(forward)
    for t in range(longest - 1, -1, -1):
        if t + 1 < longest:
            ahead = (step[None] * (factors[t + 1] * backward)[:, None, :]).sum(axis=2)
            ahead /= ahead.sum(axis=1, keepdims=True)
            backward = np.where((t < ends)[:, None], ahead, 1.0)
        product = forward[t] * backward
        result[t] = product / product.sum(axis=1, keepdims=True)
    return result
