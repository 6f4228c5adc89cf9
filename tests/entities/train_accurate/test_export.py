from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="the extra `train` is not installed")
torch = pytest.importorskip("torch", reason="the extra `train` is not installed")

import onnxruntime  # noqa: E402

from warraq.entities.train_accurate.encoder import TokenClassifier  # noqa: E402
from warraq.entities.train_accurate.export import average, export  # noqa: E402
from warraq.entities.train_accurate.onnx_graph import Weights, build_graph  # noqa: E402

PIECES = np.random.default_rng(0).integers(4, 50, (1, 20))


@pytest.fixture
def network() -> TokenClassifier:
    torch.manual_seed(0)
    network = TokenClassifier(50, positions=200, width=64, inner=128, heads=12 // 3, layers=2).eval()
    for weights in network.parameters():
        torch.nn.init.normal_(weights, std=0.2)
    return network


def weights_of(network: TokenClassifier) -> Weights:
    return {name: values.detach().numpy() for name, values in network.state_dict().items()}


def logits_of(network: TokenClassifier) -> np.ndarray:
    places = torch.arange(PIECES.shape[1])[None]
    with torch.no_grad():
        return network(torch.from_numpy(PIECES), places, torch.zeros(1, 1, 1, 1)).numpy()


def test_the_graph_computes_what_the_network_computes(network: TokenClassifier, tmp_path: Path) -> None:
    # The table is stored as int8: give both the values that it can hold.
    table = network.words.weight.data
    scales = table.abs().amax(dim=1, keepdim=True) / 127
    network.words.weight.data = torch.round(table / scales) * scales
    onnx.save(build_graph(weights_of(network), positions=100, heads=4), tmp_path / "float.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "float.onnx")
    (ours,) = session.run(["logits"], {"pieces": PIECES})
    assert np.abs(ours - logits_of(network)).max() < 1e-3


def test_the_int8_model_is_smaller_and_close(tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = TokenClassifier(50, positions=200, layers=2).eval()
    torch.nn.init.normal_(network.head.weight, std=0.5)
    export(weights_of(network), tmp_path / "int8.onnx", float_layers=())
    export(weights_of(network), tmp_path / "mixed.onnx", float_layers=(0,))
    int8, mixed = ((tmp_path / name).stat().st_size for name in ("int8.onnx", "mixed.onnx"))
    assert mixed - int8 == pytest.approx(3 * 384 * 1536, rel=0.02)
    (ours,) = onnxruntime.InferenceSession(tmp_path / "int8.onnx").run(["logits"], {"pieces": PIECES})
    assert np.corrcoef(ours.ravel(), logits_of(network).ravel())[0, 1] > 0.99


def test_the_average_is_the_mean_of_each_weight(network: TokenClassifier, tmp_path: Path) -> None:
    torch.save(network.state_dict(), tmp_path / "one.pt")
    torch.save({name: 3 * values for name, values in network.state_dict().items()}, tmp_path / "three.pt")
    mean = average([tmp_path / "one.pt", tmp_path / "three.pt"])
    for name, values in weights_of(network).items():
        assert np.allclose(mean[name], 2 * values, atol=1e-6)
