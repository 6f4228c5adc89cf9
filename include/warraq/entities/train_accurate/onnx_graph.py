"""The network as an ONNX graph of fused operators, written node by node.

torch's exporter needs no torch knowledge here but yields some thousand small nodes; the fused
`Attention`, `SkipLayerNormalization` and `BiasGelu` of ONNX Runtime are what makes a processor
fast, and its quantiser knows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from warraq.entities.train_accurate.encoder import NORM_EPSILON

Weights = Mapping[str, NDArray[np.float32]]

_FUSED = "com.microsoft"
_OPSET = 17
_IR_VERSION = 9


class _Graph:
    """Nodes and constants, collected in order."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **options: object) -> str:
        made = helper.make_node(kind, inputs, [output], name=node_name(output), domain=domain, **options)
        self.nodes.append(made)
        return output


def node_name(output: str) -> str:
    """Name of the node that makes an output."""
    return f"{output}_node"


def narrow_output(layer: int) -> str:
    """Output of the second feed-forward matrix of a layer, the one that quantises badly."""
    return f"narrowed_{layer}"


def build_graph(weights: Weights, positions: int, heads: int = 12) -> onnx.ModelProto:
    """A model from `pieces` (rows, length) to `logits` (rows, length, tags).

    All rows must be full, since there is no mask. The table of pieces is stored as int8 with a
    scale a row; everything else is float.

    Args:
        weights: The state of a `TokenClassifier`.
        positions: The longest window.
        heads: Attention heads.
    """
    graph = _Graph()
    states = _embed(graph, weights, positions)
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    for layer in range(layers):
        states = _layer(graph, weights, layer, states, heads)
    graph.node("MatMul", [states, graph.constant("head_matrix", weights["head.weight"].T)], "scored")
    graph.node("Add", ["scored", graph.constant("head_bias", weights["head.bias"])], "logits")
    tags = weights["head.bias"].shape[0]
    shaped = helper.make_graph(
        graph.nodes,
        "tagger",
        [helper.make_tensor_value_info("pieces", TensorProto.INT64, ["rows", "length"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", "length", tags])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(shaped, opset_imports=opsets, ir_version=_IR_VERSION)


def _embed(graph: _Graph, weights: Weights, positions: int) -> str:
    table = weights["words.weight"]
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, np.float32(1e-12))
    graph.constant("table", np.round(table / scales).astype(np.int8))
    graph.constant("table_scales", scales.astype(np.float32))
    graph.node("Gather", ["table", "pieces"], "looked_up")
    graph.node("Cast", ["looked_up"], "looked_up_float", to=TensorProto.FLOAT)
    graph.node("Gather", ["table_scales", "pieces"], "scales")
    graph.node("Mul", ["looked_up_float", "scales"], "words")
    graph.constant("places", weights["positions.weight"][:positions])
    zero = graph.constant("zero", np.array([0], np.int64))
    one = graph.constant("one", np.array([1], np.int64))
    graph.node("Shape", ["pieces"], "shape")
    graph.node("Gather", ["shape", one], "length")
    graph.node("Slice", ["places", zero, "length", zero], "used_places")
    graph.node("Add", ["words", "used_places"], "embedded")
    norm = [graph.constant(f"words_{kind}", weights[f"words_norm.{kind}"]) for kind in ("weight", "bias")]
    return graph.node("LayerNormalization", ["embedded", *norm], "states_in", epsilon=NORM_EPSILON, axis=-1)


def _layer(graph: _Graph, weights: Weights, layer: int, states: str, heads: int) -> str:
    def part(name: str, *, matrix: bool = False) -> str:
        values = weights[f"layers.{layer}.{name}"]
        return graph.constant(f"{name}_{layer}", values.T if matrix else values)

    qkv = [part("qkv.weight", matrix=True), part("qkv.bias")]
    graph.node("Attention", [states, *qkv], f"mixed_{layer}", _FUSED, num_heads=heads)
    graph.node("MatMul", [f"mixed_{layer}", part("attended.weight", matrix=True)], f"attended_{layer}")
    norm = [part("attended_norm.weight"), part("attended_norm.bias"), part("attended.bias")]
    middle = graph.node(
        "SkipLayerNormalization",
        [f"attended_{layer}", states, *norm],
        f"middle_{layer}",
        _FUSED,
        epsilon=NORM_EPSILON,
    )
    graph.node("MatMul", [middle, part("widen.weight", matrix=True)], f"widened_{layer}")
    graph.node("BiasGelu", [f"widened_{layer}", part("widen.bias")], f"inner_{layer}", _FUSED)
    narrowed = graph.node(
        "MatMul", [f"inner_{layer}", part("narrow.weight", matrix=True)], narrow_output(layer)
    )
    norm = [part("output_norm.weight"), part("output_norm.bias"), part("narrow.bias")]
    return graph.node(
        "SkipLayerNormalization",
        [narrowed, middle, *norm],
        f"states_{layer}",
        _FUSED,
        epsilon=NORM_EPSILON,
    )
