"""What the recognisers are measured beside: dictionaries of names, and a plain CRF.

All of it is made in the run that measures it, from the gazetteer and from the same gold sentences.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pycrfsuite

from warraq.entities.clitics import strip_clitics
from warraq.entities.corpora import Sentence
from warraq.entities.gazetteer import load_gazetteer
from warraq.entities.lexicon import fold_word
from warraq.entities.names import load_names
from warraq.entities.scoring import spans
from warraq.text.letters import ALEF

Names = Mapping[tuple[str, ...], str]
"""Type (PERS, LOC, ...) of each name, by its folded words."""
Tagged = list[list[tuple[str, float]]]

_TYPES = {"PER": "PERS"}
"""Labels of lists of names that ANERcorp calls otherwise."""

_LAM = "\u0644"
_ARTICLE = ALEF + _LAM
_CONJUNCTIONS = "\u0648\u0641"
_PREPOSITIONS = "\u0628\u0644\u0643"
_PREFIXES = tuple(
    prefix
    for article in (_ARTICLE, _LAM * 2, "")
    for before in ("", *_CONJUNCTIONS, *_PREPOSITIONS)
    if (prefix := before + article)
)
_MIN_STEM = 3
"""Letters that a prefix must leave."""
_REACH = 3
"""Neighbours that the plain CRF looks at on each side."""
CRF_PARAMETERS: dict[str, float | int | bool] = {
    "c1": 0.1,
    "c2": 0.05,
    "max_iterations": 100,
    "feature.possible_transitions": True,
}


def gazetteer_names() -> dict[tuple[str, ...], str]:
    """Every place of the gazetteer and every name of Warraq's own list."""
    names: dict[tuple[str, ...], str] = {}
    for entry in load_names().entries:
        variants = [v for v in entry.variants if not v.endswith("?")]
        for name in (entry.name, *variants):
            names.setdefault(_key(name.split()), _TYPES.get(entry.label, entry.label))
    for place in load_gazetteer():
        for name in place.names:
            names.setdefault(_key(name.split()), "LOC")
    return names


def training_names(sentences: Sequence[Sentence]) -> dict[tuple[str, ...], str]:
    """Every name of annotated sentences that has one type throughout.

    The baseline of CoNLL 2003 (Tjong Kim Sang and De Meulder 2003).
    """
    types: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for words, tags in sentences:
        for start, end, kind in spans(tags):
            types[_key(words[start:end])].add(kind)
    return {name: next(iter(kinds)) for name, kinds in types.items() if len(kinds) == 1}


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in words)


class DictionaryTagger:
    """Tags the names of a dictionary, the longest from the left; clitics on the first word do not matter.

    Args:
        names: The dictionary.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._longest: Counter[str] = Counter()
        for name in names:
            self._longest[name[0]] = max(self._longest[name[0]], len(name))

    def tag(self, sentences: Sequence[Sequence[str]]) -> Tagged:
        """Tag sentences; as `Recogniser.tag`, with no doubts."""
        return [[(tag, 1.0) for tag in self._tags(words)] for words in sentences]

    def _tags(self, words: Sequence[str]) -> list[str]:
        folded = list(_key(words))
        tags = ["O"] * len(words)
        start = 0
        while start < len(words):
            end, kind = self._match(words, folded, start)
            if kind:
                tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
            start = end
        return tags

    def _match(self, words: Sequence[str], folded: Sequence[str], start: int) -> tuple[int, str]:
        """End and type of the name that begins at `start`; the next word and nothing if none does."""
        forms = dict.fromkeys((folded[start], fold_word(strip_clitics(words[start]))))
        longest = max(self._longest[form] for form in forms)
        for end in range(min(start + longest, len(words)), start, -1):
            for form in forms:
                if kind := self._names.get((form, *folded[start + 1 : end])):
                    return end, kind
        return start + 1, ""


class PlainCrf:
    """A CRF over words, affixes and neighbours, in CRFsuite (Okazaki 2007): no lists, no word classes.

    Args:
        sentences: What it is trained on, at once; about a minute for ANERcorp.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params(CRF_PARAMETERS)
        for words, tags in sentences:
            trainer.append(list(_features(words)), tags)
        self._tagger = pycrfsuite.Tagger()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plain.crfsuite"
            trainer.train(str(path))
            # CRFsuite reads these bytes where they are, and crashes once they are gone.
            self._model = path.read_bytes()
        self._tagger.open_inmemory(self._model)

    def tag(self, sentences: Sequence[Sequence[str]]) -> Tagged:
        """Tag sentences; as `Recogniser.tag`, with no doubts."""
        return [[(tag, 1.0) for tag in self._tagger.tag(list(_features(words)))] for words in sentences]


def _features(words: Sequence[str]) -> Iterator[list[str]]:
    forms = [_forms(word) for word in words]
    for i, (word, prefix, stem) in enumerate(forms):
        found = [f"w={word}", f"p={prefix}", f"s={stem}", f"length={min(len(word), 10)}"]
        found += [f"{n}<={word[:n]}" for n in range(1, 5)] + [f"{n}>={word[-n:]}" for n in range(1, 5)]
        for distance in range(-_REACH, _REACH + 1):
            place = i + distance
            if not 0 <= place < len(forms):
                found.append(f"edge{distance}")
            elif distance:
                near, near_prefix, near_stem = forms[place]
                found.append(f"w{distance}={near}")
                if abs(distance) < _REACH:
                    found += [f"p{distance}={near_prefix}", f"s{distance}={near_stem}"]
                    found.append(f"2>{distance}={near[-2:]}")
                if abs(distance) == 1:
                    found.append(f"w{distance},w={near},{word}")
        yield found


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, str, str]:
    """The folded word, its prefix and what is left."""
    folded = fold_word(word)
    for prefix in _PREFIXES:
        if folded.startswith(prefix) and len(folded) - len(prefix) >= _MIN_STEM:
            return folded, prefix, folded[len(prefix) :]
    return folded, "", folded
