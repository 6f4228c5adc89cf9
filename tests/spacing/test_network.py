import numpy as np

from warraq.spacing.network import Network, fit, probability


def _data() -> tuple[np.ndarray, np.ndarray]:
    features = np.random.default_rng(3).normal(size=(800, 4))
    return features, features[:, 0] * features[:, 1] > 0


def test_it_learns_what_no_line_can_separate() -> None:
    features, labels = _data()
    network = fit(features, labels, np.ones(800), hidden=(16,), members=2, epochs=150)
    right = (probability(network.log_odds(features)) > 0.5) == labels
    assert right.mean() > 0.9


def test_it_survives_being_written() -> None:
    features, labels = _data()
    network = fit(features, labels, np.ones(800), hidden=(8, 4), members=2, epochs=3)
    again = Network.from_arrays(network.arrays("word"), "word")
    assert len(again.members) == 2
    assert np.allclose(again.log_odds(features), network.log_odds(features), atol=1e-3)


def test_a_shift_moves_every_answer() -> None:
    features, labels = _data()
    network = fit(features, labels, np.ones(800), hidden=(8,), members=2, epochs=2)
    assert np.allclose(network.shifted(-0.5).log_odds(features), network.log_odds(features) - 0.5, atol=2e-6)


def test_rows_do_not_depend_on_their_batch() -> None:
    features, labels = _data()
    network = fit(features, labels, np.ones(800), hidden=(8,), members=1, epochs=3)
    alone = np.concatenate([network.log_odds(row[None, :]) for row in features])
    assert np.allclose(alone, network.log_odds(features), atol=2e-6)
