"""Writes the small ONNX graph that compares the token vectors of a question with those of many passages.

    python maxsim.py [FILE]        (default: ../maxsim.onnx)

Late interaction needs every cosine between q question tokens and n passage tokens. The graph computes them as one
product of 8-bit integers:

    query        float32 [q, d]   unit-length token vectors of the question
    vectors      uint8   [n, d]   token vectors of passages, each row quantised on its own: round(v / scale) + 128
    products     int32   [n, q]   products of the integers; times both scales of a pair they are cosines
    query_scale  float32 [q, 1]   the scale of each row of the question

The scales of passages are not needed here: whoever looks for the best product of a view multiplies on the way, which is
quicker than writing all cosines down first. The question has a scale for each row, too, and 7 bits rather than 8, because processors with AVX2 or AVX-512 but without VNNI add two
products of unsigned and signed bytes in 16 bits: 2 * 255 * 63 = 32,130 fits, 2 * 255 * 127 would not, and the sum would
be cut off without a warning.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto

from graph import GraphBuilder, write_as_asked

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "maxsim.onnx"
ZERO_POINT = 128
LARGEST_DIGIT = 63
# Keeps the scale of a row of zeros above zero.
SMALLEST_MAXIMUM = 1e-12


def build_maxsim() -> onnx.ModelProto:
    """The graph described at the top of this file."""
    graph = GraphBuilder()
    graph.constant("zero_point", np.uint8(ZERO_POINT))
    graph.constant("largest_digit", np.float32(LARGEST_DIGIT))
    graph.constant("smallest_maximum", np.float32(SMALLEST_MAXIMUM))

    size = graph.node("Abs", ["query"], "size")
    maximum = graph.node("ReduceMax", [size], "row_maximum", axes=[1], keepdims=1)
    maximum = graph.node("Max", [maximum, "smallest_maximum"], "maximum")
    query_scale = graph.node("Div", [maximum, "largest_digit"], "query_scale")
    digits = graph.node("Round", [graph.node("Div", ["query", query_scale], "scaled")], "digits")
    digits = graph.node("Cast", [digits], "digits_int8", to=TensorProto.INT8)
    digits = graph.node("Transpose", [digits], "digits_by_column", perm=[1, 0])

    # The many vectors are the left factor: they keep their row order, and only the small right factor is repacked.
    graph.node("MatMulInteger", ["vectors", digits, "zero_point"], "products")

    return graph.model(
        "maxsim",
        [
            ("query", TensorProto.FLOAT, ["q", "d"]),
            ("vectors", TensorProto.UINT8, ["n", "d"]),
        ],
        [
            ("products", TensorProto.INT32, ["n", "q"]),
            ("query_scale", TensorProto.FLOAT, ["q", 1]),
        ],
    )


if __name__ == "__main__":
    write_as_asked(build_maxsim(), DEFAULT_FILE)
