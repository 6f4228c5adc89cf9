"""Where what is said begins after a verb of speech, and where it ends."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from warraq.quotes.cues import Cue
from warraq.quotes.lexicon import words
from warraq.quotes.passage import Passage
from warraq.text.fold import fold_ar
from warraq.text.letters import ALEF_HAMZA_BELOW

MAX_MIDDLE = 60
"""Tokens that may stand between a verb and what is said: its subject, where, when and to whom."""
MIN_QUOTED = 4
"""Words in quotation marks from which they hold speech and not a name, where nothing else tells."""
LONG_QUOTED = 8
"""The same after a preposition."""
_OPEN = ('"', "«", "“")
_STATIONS = ("قناه", "شبكه", "محطه", "لقناه", "لشبكه", "لمحطه")
"""Channel, network, station: folded words before a name that is spelled by letters."""
_PREPOSITION_OF = {"الي": "ila", "علي": "ala", "من": "min", "عن": "aan"}
"""Folded prepositions that a verb may put before "that", by their names in data/verbs.tsv."""
_BARE = "ان"
_TRAILING = frozenset(
    (
        "و",
        "وذلك",
        "ذلك",
        "كما",
        "فيما",
        "بينما",
        "حيث",
        "من",
        "لكن",
        "ولكن",
        "في",
        "علي",
        "وفي",
        "وهو",
        "ما",
        "حين",
        "دون",
        "بدون",
        "حد",
        "لم",
        "حسب",
        "بحسب",
        "وفق",
        "لكنه",
        "لكنها",
        "لكنهم",
        "ولكنه",
        "ولكنها",
        "ومن",
        "وعلي",
    )
)
"""Words, folded, that belong to what follows a clause, not to its end."""


class Opening(NamedTuple):
    """Where speech begins."""

    kind: Literal["marks", "unclosed", "colon", "that"]
    """In quotation marks; in marks that nothing closes; after a colon alone; after "that"."""
    token: int
    """The token that ends what belongs to the verb: the mark, the colon, or "that"."""
    begin: int
    """First token of the speech."""


def opening_after(passage: Passage, index: int, cue: Cue) -> Opening | None:
    """What introduces speech after the cue at token `index`, in the same sentence; None if nothing does."""
    at = index + 1
    last = min(len(passage.forms), at + MAX_MIDDLE)
    says, that = "says" in cue.verb.traits, words("that")
    while at < last:
        form = passage.forms[at]
        if form in _OPEN:
            found = _marks(passage, index, at, cue)
            if isinstance(found, Opening):
                return found
            at = found
        elif form == ":" and says and not _is_clock(passage, at):
            return _after_colon(passage, at)
        elif form in that:
            if passage.mention_at[at] < 0 and _introduces(passage, at, cue):
                return _after_that(passage, index, at, cue)
            at += 1
        elif (at in passage.cues and _breaks(passage, at)) or form in "؛;":
            return None
        else:
            at += 1
    return None


def clause_end(passage: Passage, begin: int) -> int:
    """One past the last token of the reported clause that begins at token `begin`.

    It is the sentence's end, or where another verb of speech takes over, or where the writer says
    what the speaker left out or whose words these are.
    """
    turns, forms = _turns(), passage.forms
    for at in range(begin + 1, len(forms)):
        if (forms[at] in turns or at in passage.cues) and _takes_over(passage, at):
            return trimmed(passage, begin, at)
    return trimmed(passage, begin, len(forms))


def trimmed(passage: Passage, begin: int, end: int) -> int:
    """`end` moved before punctuation, and before conjunctions that belong to what follows."""
    full = end == len(passage.forms)
    while end > begin:
        form = passage.form(end - 1)
        closes = form in (")", "]", "%") or passage.starts[end - 1] in passage.marks.opened_by
        if closes or (form[:1].isalnum() and (full or form not in _TRAILING)):
            break
        end -= 1
    return end


def _marks(passage: Passage, index: int, at: int, cue: Cue) -> Opening | int:
    """The opening at a quotation mark, or the token to go on at if it quotes no speech."""
    offset, says = passage.starts[at], "says" in cue.verb.traits
    adjacent = at == index + 1 or (at == index + 2 and passage.form(index + 1) in ":،")
    plain = adjacent or passage.form(at - 1) == ":"
    close = passage.marks.pairs.get(offset)
    if close is None:
        loose = offset in passage.marks.unclosed and (plain or passage.form(at - 1) == "،") and says
        return Opening("unclosed", at, at + 1) if loose else at + 1
    inside = sum(1 for _ in passage.text[offset + 1 : close].split())
    after = passage.token_at(close) + 1
    final = after >= len(passage.forms) or passage.form(after) == "."
    enough = inside >= MIN_QUOTED or (plain and inside >= 2) or (adjacent and inside)
    enough = enough or (final and inside >= 3 and fold_ar(cue.verb.lemma) in words("plain_say"))
    if passage.form(at - 1) in words("preposition"):
        enough = inside >= LONG_QUOTED  # The name of what he spoke to or of, more often than not.
    if says and enough and not _names(passage, at, after, inside):
        return Opening("marks", at, at + 1)
    return max(after, at + 1)


def _names(passage: Passage, at: int, after: int, inside: int) -> bool:
    """Whether marks hold a name within the subject: "that" follows them soon, or they are short."""
    if passage.form(at - 1) == ":" or inside > 8:
        return False
    for ahead in range(after, min(after + 8, len(passage.forms))):
        form = passage.form(ahead)
        if form in words("that"):
            return passage.form(ahead - 1) not in words("unsure")
        if form in (".", "؟", "!") or form in _OPEN or ahead in passage.cues:
            return False
    return False


def _is_clock(passage: Passage, at: int) -> bool:
    """Whether a colon stands between digits."""
    return passage.form(at - 1)[-1:].isdigit() and passage.form(at + 1)[:1].isdigit()


def _after_colon(passage: Passage, at: int) -> Opening | None:
    begin = at + 1
    if passage.form(begin) in _OPEN:
        offset = passage.starts[begin]
        if offset in passage.marks.pairs:
            close = passage.token_at(passage.marks.pairs[offset])
            # A name in marks that the speech begins with closes long before the speech does.
            if close >= len(passage.forms) - 2 or close - begin > MIN_QUOTED:
                return Opening("marks", begin, begin + 1)
        else:
            return Opening("unclosed", begin, begin + 1)
    return Opening("colon", at, begin) if len(passage.forms) - begin >= 3 else None


def _introduces(passage: Passage, at: int, cue: Cue) -> bool:
    """Whether the "that" at token `at` is the one that the cue's verb asks for."""
    form, before = passage.form(at), passage.form(at - 1)
    particles = cue.verb.particles
    if form.startswith("ب"):
        return "bi" in particles
    if before in _PREPOSITION_OF:
        return _PREPOSITION_OF[before] in particles
    if "an" not in particles:
        return False
    if _is_letter(passage, at):
        return False
    if passage.written(at).startswith(ALEF_HAMZA_BELOW):
        return before not in ("حيث", "اذ", "كما", "الا", "بل", "و")
    if passage.mention_at[at - 1] < 0 and (before in words("unsure") or _is_present(before)):
        return False
    return not _is_subjunctive(passage, at)


def _is_letter(passage: Passage, at: int) -> bool:
    """Whether the token spells a letter of an acronym: N in BBC, CNN, beIN as Arabic writes them."""
    letters = words("letter")
    if passage.form(at + 1) in letters and passage.form(at - 1) in (*letters, *_STATIONS):
        return True
    if passage.form(at - 1) not in letters and passage.form(at - 1) != _BARE:
        return False
    hamza = passage.written(at).startswith(ALEF_HAMZA_BELOW)
    return not hamza or (passage.form(at - 2) not in letters and passage.form(at - 2) != _BARE)


def _is_present(form: str) -> bool:
    """Whether a folded word before "that" looks like a verb in the present: which means that."""
    return form.startswith("ي") and len(form) > 3 and form not in words("adverb")


def _is_subjunctive(passage: Passage, at: int) -> bool:
    """Whether "that" at token `at` governs a verb: that he go, not that he goes."""
    following = passage.form(at + 1)
    return (
        passage.form(at) == _BARE
        and following.startswith("ي")
        and len(following) > 3
        and at + 1 < len(passage.forms)
        and passage.mention_at[at + 1] < 0
        and following not in ("يوم", "يومي", "يونيو", "يوليو", "يناير")
    )


def _after_that(passage: Passage, index: int, at: int, cue: Cue) -> Opening | None:
    """The opening at "that"; marks right after it that hold all of the rest hold the speech."""
    form = passage.form(at)
    begin = at if form not in (_BARE, "بان") else at + 1
    following = at + 1 + (passage.form(at + 1) == ":")
    if passage.form(following) in _OPEN and form in (_BARE, "بان"):
        offset = passage.starts[following]
        close = passage.marks.pairs.get(offset)
        if close is not None and _is_whole(passage, following, close):
            return Opening("marks", at, following + 1)
    if len(passage.forms) - begin < 2:
        return None
    return Opening("that", at, begin)


def _is_whole(passage: Passage, opening: int, close: int) -> bool:
    """Whether marks from token `opening` to offset `close` hold all that is said."""
    after = passage.token_at(close) + 1
    inside = sum(1 for _ in passage.text[passage.ends[opening] : close].split())
    if inside < MIN_QUOTED:
        return False
    if close >= passage.end or after >= len(passage.forms):
        return True
    return passage.form(after) in (".", "،", "؟", "!") and (
        after + 1 >= len(passage.forms) or _takes_over(passage, after + 1) or passage.form(after) == "."
    )


def _breaks(passage: Passage, at: int) -> bool:
    """Whether the cue at token `at`, between a verb and what is said, takes the speech for itself."""
    cue = passage.cues[at]
    if cue.kind == "source" or (cue.kind == "verb" and passage.form(at - 1) in ("لم", "لن", "لا")):
        return False
    if cue.kind == "verb" and not cue.joined:
        before = passage.form(at - 1)
        noun = passage.mention_at[at] >= 0 or passage.form(at - 1) in ("في", "من", "علي")
        return not noun and before not in words("relative") and before != "ما"
    return True


@lru_cache(maxsize=1)
def _turns() -> frozenset[str]:
    """Words, folded, that can end a reported clause, beside cues."""
    classes = ("closing", "without", "masdar", "withheld", "adversative")
    return frozenset(("علما", "وذلك")).union(*map(words, classes))


def _takes_over(passage: Passage, at: int) -> bool:
    """Whether the reported clause ends before token `at`."""
    form, before = passage.form(at), passage.form(at - 1)
    if form in words("closing") and before == "،":
        return True
    if form in words("without") and before in ("دون", "بدون"):
        return form != _BARE or passage.form(at + 1) in words("withheld")
    if before == "،" and (
        form in ("علما", "وذلك") or (form in words("adversative") and passage.form(at + 1)[:2] == _BARE)
    ):
        return True
    if form in words("masdar") and passage.form(at - 1) in ("حد", "حسب", "بحسب", "وفق"):
        return True
    if form in words("withheld") and before == "لم" and passage.form(at - 2).startswith(("لكن", "ولكن")):
        return True
    cue = passage.cues.get(at)
    if cue is None or passage.mention_at[at] >= 0:
        return False
    if cue.kind in ("participle", "by"):
        return before == "،" or opening_after(passage, at, cue) is not None
    if cue.kind == "source":
        return before in ("،", "وذلك") or at >= len(passage.forms) - 6
    if cue.kind == "relayed":
        return False
    contrast = passage.form(at - 1) in ("بينما", "فيما", "لكنه", "لكنها", "كما", "حين") and "،" in (
        passage.form(at - 2), passage.form(at - 3),
    )  # fmt: skip
    return contrast or (cue.joined and opening_after(passage, at, cue) is not None)
