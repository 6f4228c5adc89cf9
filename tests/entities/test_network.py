from dataclasses import replace

import numpy as np
import pytest

from warraq.entities.corpora import TAGS
from warraq.entities.network import EXACT, Layer, Network, read_network, save_network
from warraq.entities.recognise import FAST_MODEL

WIDTH, HIDDEN = 6, 8


@pytest.fixture(scope="module")
def network():
    dice = np.random.default_rng(4)

    def layer(span, inputs, outputs):
        weights = dice.integers(-127, 128, (span, inputs, outputs)).astype(np.float32)
        scale = dice.uniform(0.001, 0.02, outputs).astype(np.float32)
        return Layer(weights, scale, dice.normal(size=outputs).astype(np.float32))

    vectors = dice.integers(-127, 128, (4, WIDTH)).astype(np.int8)
    vectors[3] = 0
    names = {"w=باريس": 0, "h=a": 1, "h=.": 2}
    scale = np.full(WIDTH, 0.5, np.float32)
    return Network(
        names, vectors, scale, np.ones(WIDTH, np.float32),
        layer(5, WIDTH, HIDDEN), layer(5, HIDDEN, HIDDEN), layer(1, HIDDEN, len(TAGS)),
    )  # fmt: skip


def test_a_word_is_the_sum_of_its_features(network):
    vectors = network.word_vectors([["w=باريس", "h=a", "unknown"], ["unknown"]])
    expected = network.vectors[:2].sum(axis=0, dtype=int) * 0.5 + 1
    np.testing.assert_array_equal(vectors[0], np.rint(np.clip(expected, -127, 127)))
    np.testing.assert_array_equal(vectors[1], np.ones(WIDTH))


def test_a_layer_is_a_convolution(network):
    """Against the definition, place by place; also where the text is shorter than what a layer sees."""
    for size in (1, 2, 3, 9):
        values = np.random.default_rng(size).integers(0, 256, (size, WIDTH)).astype(np.float32)
        layer = network.first
        expected = np.zeros((size, HIDDEN))
        for place in range(size):
            for distance in range(-2, 3):
                if 0 <= place + distance < size:
                    expected[place] += values[place + distance] @ layer.weights[distance + 2]
        np.testing.assert_array_equal(layer(values), expected.astype(np.float32) * layer.scale + layer.bias)


def test_sentences_do_not_see_each_other(network):
    dice = np.random.default_rng(9)
    sentences = [dice.integers(-127, 128, (n, WIDTH)).astype(np.float32) for n in (1, 7, 30, 2, 300)]
    gap = np.zeros((network.reach, WIDTH), np.float32)
    rows = np.concatenate([part for sentence in sentences for part in (sentence, gap)])
    gaps = np.concatenate([[i] * network.reach for i in range(len(sentences))])
    sizes = np.cumsum([len(part) for sentence in sentences for part in (sentence, gap)])
    places = np.concatenate(
        [np.arange(sizes[2 * i], sizes[2 * i + 1]) for i in range(len(gaps) // network.reach)]
    )
    together = network.scores(rows, places)
    start = 0
    for sentence in sentences:
        alone = network.scores(sentence, np.zeros(0, np.int64))
        np.testing.assert_array_equal(together[start : start + len(sentence)], alone)
        start += len(sentence) + network.reach


def test_a_network_survives_writing(network, tmp_path):
    save_network(network, tmp_path / "a.npz")
    again = read_network(tmp_path / "a.npz")
    assert again.features == network.features
    np.testing.assert_array_equal(again.vectors, network.vectors)
    np.testing.assert_array_equal(again.second.weights, network.second.weights)
    np.testing.assert_array_equal(again.output.bias, network.output.bias)
    save_network(again, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_the_sums_of_the_shipped_network_are_exact():
    """Beyond 2**24 the order of additions would begin to count."""
    shipped = read_network(FAST_MODEL)
    for layer in (shipped.first, shipped.second, shipped.output):
        assert layer.largest_sum < EXACT
        np.testing.assert_array_equal(layer.weights, np.rint(layer.weights))
    large = replace(shipped.first, weights=shipped.first.weights * 2000)
    assert large.largest_sum >= EXACT


def test_the_shipped_model_is_small():
    assert FAST_MODEL.stat().st_size < 30_000_000
