import numpy as np

from warraq.spacing import charmodel

WORDS = ["كتاب", "كتب", "مكتبة", "كاتب", "مكتب"]


def _logp(table: np.ndarray, words: list[str]) -> np.ndarray:
    index, valid = charmodel.positions(charmodel.encode(words))
    return (table[index].astype(float) * valid).sum(axis=1)


def test_every_context_is_a_distribution() -> None:
    table = np.exp(charmodel.train(WORDS).astype(float)).reshape(-1, charmodel.SIZE)
    assert np.allclose(table.sum(axis=1), 1.0, atol=0.01)


def test_words_like_those_seen_are_likelier() -> None:
    known, strange = _logp(charmodel.train(WORDS), ["مكاتب", "زظذغض"])
    assert known > strange + 5


def test_a_word_does_not_depend_on_its_batch() -> None:
    table = charmodel.train(WORDS)
    alone = [_logp(table, [word])[0] for word in WORDS]
    assert alone == _logp(table, WORDS).tolist()


def test_empty_and_overlong_words_are_no_trouble() -> None:
    assert np.isfinite(_logp(charmodel.train(WORDS), ["", "ب" * 100])).all()
