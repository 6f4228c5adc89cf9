"""Trained weights to the int8 ONNX file that ships."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from warraq.entities.train_accurate.onnx_graph import Weights, build_graph, narrow_output, node_name

POSITIONS = 192
"""The longest window, with its two ends, that an exported model can read."""
FLOAT_LAYERS = (0, 1, 4, 5)
"""Layers whose second feed-forward matrix stays in float: a few of the values that reach it are
tens of times larger than the rest, and one scale for all would round the rest away."""


def average(files: Iterable[Path]) -> Weights:
    """The mean of the weights of several runs that began from the same model.

    Source: Wortsman et al. 2022, "Model soups".
    """
    total: dict[str, torch.Tensor] = {}
    count = 0
    for file in files:
        count += 1
        for name, values in torch.load(file, map_location="cpu").items():
            total[name] = total[name] + values.double() if name in total else values.double()
    return {name: (values / count).float().numpy() for name, values in total.items()}


def export(weights: Weights, target: Path, float_layers: Collection[int] = FLOAT_LAYERS) -> None:
    """Write an ONNX model with int8 matrices (one scale a column) and activations scaled as they come.

    Weights use 7 of 8 bits: processors without VNNI add products in 16 bits, which would overflow.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "float.onnx"
        onnx.save(build_graph(weights, positions=POSITIONS), source)
        quantize_dynamic(
            source,
            target,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[node_name(narrow_output(layer)) for layer in float_layers],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )
