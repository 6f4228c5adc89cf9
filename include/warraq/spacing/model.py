"""Decides which words are two or more words that lost the space between them."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata, resources
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from warraq.settings import JoinedForms
from warraq.spacing.analyser import PARTS_ANALYSED, WEIGHTS, Analyser
from warraq.spacing.candidates import MAX_LENGTH, MIN_LENGTH, Candidates, Parts
from warraq.spacing.charmodel import ALPHABET
from warraq.spacing.context import CARRIED_COLUMNS, Occurrence, context_features
from warraq.spacing.evidence import Evidence, Floats, read_wordfreq, weigh
from warraq.spacing.exceptions import REVIEWED
from warraq.spacing.features import PARTICLES, Described, Shapes, describe, read_names
from warraq.spacing.lexicon import Lexicon, bare
from warraq.spacing.network import Network, probability
from warraq.spacing.policy import JOINED_FORM, Form, Policy, policy_of, read_shipped
from warraq.spacing.seams import is_mixed, split_seams
from warraq.text.letters import ALEF_MAKSURA, TEH_MARBUTA

SUGGESTION_FLOOR = 0.3
"""Repairs less probable than this are not even suggested."""
SUREST = 0.999
"""The highest score that a network gives; 1 is for rules and persons."""
REVISION = 4
"""Counts changes of this code that change results."""
_DOUBT = -5.0
"""Log odds, seen alone, below which no neighbour could make a word worth taking apart."""
_WELL_KNOWN = -5.3
"""log10 probability from which a word is taken as it is, unless it is as often seen apart."""
_SHORT_RUN, _RUN = -6.0, -7.4
"""log10 probability from which a run of Arabic letters beside a number is a word: of two letters, of more."""
_ALTERNATIVES = 4
_CACHE_LIMIT = 1_500_000
_LETTERS_ONLY = re.compile(f"[{ALPHABET}]{{{MIN_LENGTH},{MAX_LENGTH}}}")
_NUNATION = "\u064b\u064c\u064d"
_PARTICLES = frozenset(word for members in PARTICLES.values() for word in members)


class Split(NamedTuple):
    """A word, taken apart."""

    after: str
    """The words, with a space between them."""
    rule: str
    """`seam`, `final_letter`, `particle`, `frequency`, `joined_form` or `reviewed`: what speaks for it first."""
    score: float
    """Probability that the word is merged and that these are its words."""


class Alternative(NamedTuple):
    """One way to take a doubtful word apart, as far as the word alone can tell."""

    split: Split
    certain: bool
    """Decided by a rule or by a person: neighbours have no say."""
    whole: int
    first: int
    last: int
    words: tuple[str, str]
    """The first and the last part as they are written."""
    log_odds: float
    carried: Floats


@dataclass(frozen=True)
class Knowledge:
    """What the model reads from disk: unchanging, and shared by all texts."""

    evidence: Evidence
    shapes: Shapes
    word_network: Network
    context_network: Network
    policy: Policy
    run_ons: Mapping[str, str] = field(default_factory=dict)
    """Words that are always two, and what they are."""


class SpacingModel:
    """The model and what it has already decided. `SpacingModel.load` makes one.

    Decisions about words are kept, so a word costs once however often it occurs; the
    neighbours of a doubtful word are weighed at each occurrence. One instance per thread.

    Attributes:
        threshold: Score from which a repair is made, 0 to 1.
        version: Changes when code, data, lexicon, exceptions or threshold change.
        doubtful: Words seen so far that may be merged, with the ways to take them apart.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        threshold: float,
        version: str,
        exceptions: Mapping[str, str],
        analyser: Analyser | None = None,
    ) -> None:
        self.threshold = threshold
        self.version = version
        self.doubtful: dict[str, tuple[Alternative, ...]] = {}
        self._clean: set[str] = set()
        self._knowledge = knowledge
        self._parts = Parts(knowledge.evidence)
        self._exceptions = exceptions
        self._analyser = analyser

    @classmethod
    def load(
        cls,
        threshold: float,
        *,
        corpus_lexicon: Lexicon | None = None,
        exceptions: Mapping[str, str] | None = None,
        joined_forms: JoinedForms = "keep",
        own_forms: Sequence[Form] = (),
        analyser: Analyser | None = None,
    ) -> SpacingModel:
        """The model from the data that the package ships.

        Args:
            threshold: Score from which a repair is made, 0 to 1.
            corpus_lexicon: Counts of the user's own corpus, of `lexicon.build_lexicon`.
            exceptions: What a person decided: word to repaired word, or to itself if it stays.
            joined_forms: What becomes of accepted joined forms; see `policy.policy_of`.
            own_forms: A home's list of joined forms.
            analyser: Which words have a morphological analysis, if that is installed.
        """
        folder = resources.files("warraq.spacing") / "data"
        names = (
            "words.parquet",
            "pairs.parquet",
            "model.npz",
            "accepted_joined.tsv",
            "foreign_names.txt",
            "run_ons.tsv",
        )
        contents = {name: (folder / name).read_bytes() for name in names}
        shipped = read_shipped(contents["accepted_joined.tsv"].decode().splitlines())
        known = _knowledge(contents, policy_of(shipped, own_forms, joined_forms), corpus_lexicon)
        decided = dict(sorted((exceptions or {}).items()))
        digest = hashlib.sha256(
            f"{REVISION} {metadata.version('wordfreq')} {threshold!r} {decided!r}"
            f" {joined_forms} {[tuple(form) for form in own_forms]!r} {analyser and WEIGHTS}".encode()
        )
        for name in names:
            digest.update(hashlib.sha256(contents[name]).digest())
        corpus = corpus_lexicon.version if corpus_lexicon else "none"
        version = f"{REVISION}-{digest.hexdigest()[:8]}-corpus-{corpus}"
        version += f"-morphology-{analyser.version}" if analyser else ""
        return cls(known, threshold, version, decided, analyser)

    @property
    def evidence(self) -> Evidence:
        """Frequencies of words and pairs, shipped and the user's own."""
        return self._knowledge.evidence

    def split_words(self, words: Sequence[str]) -> list[Split | None]:
        """The repair of each word, seen alone; None where it stays as it is.

        Args:
            words: Words as `warraq.text.words` finds them; anything else is left alone.
        """
        splits = self.best_splits(words)
        return [split if split and split.score >= self.threshold else None for split in splits]

    def best_splits(self, words: Sequence[str]) -> list[Split | None]:
        """The likeliest repair of each word seen alone, however unlikely; None where there is none."""
        self.learn(words)
        found = [self.doubtful.get(word) for word in words]
        return [max(ways, key=lambda way: way.split.score).split if ways else None for ways in found]

    def learn(self, words: Iterable[str]) -> None:
        """Decide about each distinct word, once: it is clean, or doubtful."""
        if len(self._clean) + len(self.doubtful) > _CACHE_LIMIT:
            self._clean.clear()
            self.doubtful.clear()
        new = set(words) - self._clean - self.doubtful.keys()
        plain: dict[str, list[str]] = {}
        for word in new:
            certain = self._certain(word)
            if certain is not None:
                self.doubtful[word] = (certain,)
            elif (form := self._form(word)) is not None:
                plain.setdefault(form, []).append(word)
        # In a fixed order, so that equal scores fall the same way whatever came before.
        forms = self._worth_judging(sorted(plain))
        for form, ways in self._ways(forms).items():
            for word in plain[form]:
                written = [_as_written(word, way) for way in ways]
                if kept := [way for way in written if not _has_marked_particle(way)]:
                    self.doubtful[word] = tuple(kept)
        self._clean.update(new - self.doubtful.keys())

    def weigh(self, occurrences: list[Occurrence]) -> Floats:
        """Log odds of each occurrence of a doubtful word being merged, neighbours considered."""
        if not occurrences:
            return np.zeros(0)
        network = self._knowledge.context_network
        return network.log_odds(context_features(occurrences, self.evidence, self._knowledge.shapes))

    def _certain(self, word: str) -> Alternative | None:
        decided = self._exceptions.get(word, word)
        if decided != word:
            return _decided(decided, REVIEWED)
        if word in self._exceptions:
            return None
        form = bare(word)
        if standard := self._standard(form):
            return _as_written(word, _decided(standard, JOINED_FORM))
        if self._knowledge.policy.accepts(form):
            return None
        if (after := self._knowledge.run_ons.get(form)) is not None:
            return _as_written(word, _decided(after, "particle"))
        if not is_mixed(word):
            return None
        pieces = split_seams(word, self._is_word)
        return _decided(self._standardised(" ".join(pieces)), "seam") if len(pieces) > 1 else None

    def _standard(self, form: str) -> str:
        return self._knowledge.policy.apart(form, self.evidence)

    def _standardised(self, words: str) -> str:
        """`words`, each in its standard spelling if the policy asks for it: a merged word may hold a joined form."""
        return " ".join(self._standard(word) or word for word in words.split(" "))

    def _is_word(self, run: str) -> bool:
        evidence, form = self.evidence, bare(run)
        return bool(evidence.logp[evidence.numbers.get(form, 0)] > (_SHORT_RUN if len(form) < 3 else _RUN))

    def _form(self, word: str) -> str | None:
        """The bare form under which `word` is judged; None if it is not to be judged."""
        form = bare(word)
        kept = word in self._exceptions or self._knowledge.policy.accepts(form)
        return None if kept or not _LETTERS_ONLY.fullmatch(form) else form

    def _worth_judging(self, forms: list[str]) -> list[str]:
        """`forms` without the well-known words, except those that are seen apart nearly as often."""
        logp = self.evidence.logp[self.evidence.lookup(forms)]
        well_known = [form for form, p in zip(forms, logp.tolist(), strict=True) if p > _WELL_KNOWN]
        outweighed = dict(zip(well_known, self._parts.outweighed(well_known), strict=True))
        return [form for form in forms if outweighed.get(form, True)]

    def _ways(self, forms: list[str]) -> dict[str, list[Alternative]]:
        """The ways to take bare `forms` apart that are not out of the question, best first."""
        known = self._knowledge
        found = self._parts.candidates(forms, known.policy.refuses)
        if not found.word:
            return {}
        described = describe(forms, found, known.evidence, known.shapes)
        log_odds = known.word_network.log_odds(described.features)
        if self._analyser is not None:
            log_odds = self._analysed(forms, found, log_odds, self._analyser)
        ways: dict[str, list[Alternative]] = {}
        for row in np.lexsort((-log_odds, described.owner)):
            if log_odds[row] < _DOUBT:
                continue
            form = forms[described.owner[row]]
            listed = ways.setdefault(form, [])
            if len(listed) < _ALTERNATIVES:
                words = _spaced(form, found.cuts[row])
                if any(len(set(part)) == 1 for part in words.split(" ")):
                    continue  # one letter drawn out for emphasis is no word
                after = self._standardised(words)
                listed.append(_alternative(words, after, described, int(row), float(log_odds[row])))
        return ways

    @staticmethod
    def _analysed(forms: list[str], found: Candidates, log_odds: Floats, analyser: Analyser) -> Floats:
        """`log_odds` in the light of morphology, where they leave a doubt."""
        shifted = log_odds.copy()
        for row in np.nonzero(log_odds > _DOUBT - PARTS_ANALYSED)[0].tolist():
            form = forms[found.word[row]]
            shifted[row] += analyser.shift(form, _spaced(form, found.cuts[row]).split(" "))
        return shifted


def _alternative(words: str, after: str, described: Described, row: int, log_odds: float) -> Alternative:
    parts = words.split(" ")
    score = min(float(probability(np.array(log_odds))), SUREST)
    split = Split(after, _rule(parts[0]), score)
    return Alternative(
        split,
        False,
        int(described.whole[row]),
        int(described.first[row]),
        int(described.last[row]),
        (parts[0], parts[-1]),
        log_odds,
        described.features[row, CARRIED_COLUMNS],
    )


def _decided(after: str, rule: str) -> Alternative:
    return Alternative(Split(after, rule, 1.0), True, 0, 0, 0, ("", ""), 0.0, np.zeros(0))


def _rule(first: str) -> str:
    if first[-1] in TEH_MARBUTA + ALEF_MAKSURA:
        return "final_letter"
    return "particle" if first in _PARTICLES else "frequency"


def _spaced(form: str, cut: tuple[int, ...]) -> str:
    return " ".join(form[i:j] for i, j in pairwise((0, *cut, len(form))))


def _has_marked_particle(way: Alternative) -> bool:
    """Whether a particle would bear the ending of a noun: ma lan is malan, "money"."""
    return any(part[-1] in _NUNATION and bare(part) in _PARTICLES for part in way.split.after.split(" "))


def _as_written(word: str, way: Alternative) -> Alternative:
    """`way`, found for the bare form, with the diacritics and tatweel that `word` has."""
    spaced = way.split.after
    if len(word) == len(spaced.replace(" ", "")):
        return way
    written: list[str] = []
    at = 0
    for letter in spaced:
        if letter == " ":
            # Marks stay with the letter before them.
            while at < len(word) and bare(word[at]) == "":
                written.append(word[at])
                at += 1
            written.append(" ")
            continue
        while word[at] != letter:
            written.append(word[at])
            at += 1
        written.append(letter)
        at += 1
    after = "".join(written) + word[at:]
    return way._replace(split=way.split._replace(after=after))


def _knowledge(contents: Mapping[str, bytes], policy: Policy, corpus: Lexicon | None) -> Knowledge:
    arrays = dict(np.load(io.BytesIO(contents["model.npz"])))
    news = Lexicon.read(io.BytesIO(contents["words.parquet"]), io.BytesIO(contents["pairs.parquet"]))
    tables = [
        (arrays[name].astype(np.float16) / -16.0) for name in ("shape.word", "shape.joined", "shape.foreign")
    ]
    return Knowledge(
        weigh(read_wordfreq(), news, arrays["classes"], arrays["affinity"].astype(np.float32), corpus),
        Shapes(tables[0], tables[1], tables[2], read_names(contents["foreign_names.txt"].decode())),
        Network.from_arrays(arrays, "word"),
        Network.from_arrays(arrays, "context"),
        policy,
        _read_run_ons(contents["run_ons.tsv"].decode()),
    )


def _read_run_ons(text: str) -> dict[str, str]:
    pairs = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return {clitic + form: clitic + after for form, after in pairs for clitic in ("", "\u0648", "\u0641")}
