"""Words to the numbered pieces that the model reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

from warraq.errors import MissingDataError

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
"""Special pieces; every XLM-R vocabulary begins with them."""

_REMEMBERED = 500_000


class PieceEncoder:
    """A tokenizer that remembers words, since a corpus repeats them.

    Args:
        tokenizer: Cuts a word without regard to its neighbours.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> PieceEncoder:
        """Read a tokenizer file.

        Raises:
            MissingDataError: The file is not there.
        """
        if not path.is_file():
            raise MissingDataError(f"The tokenizer {path} is missing. Run `make train-entities`.")
        return cls(Tokenizer.from_file(str(path)))

    def learn(self, words: Iterable[str]) -> None:
        """Cut all words that are not yet known, in one go."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        new = list({word for word in words if word not in self._known})
        encoded = self._tokenizer.encode_batch([[word] for word in new], is_pretokenized=True)
        for word, encoding in zip(new, encoded, strict=True):
            # A word of nothing but marks that the tokenizer drops still needs a place.
            self._known[word] = tuple(encoding.ids) or (UNKNOWN,)

    def pieces(self, word: str) -> tuple[int, ...]:
        """Ids of a word's pieces, at least one."""
        if word not in self._known:
            self.learn([word])
        return self._known[word]
