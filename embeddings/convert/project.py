"""Writes the small ONNX graph that maps the token vectors of a model to fewer dimensions.

    python project.py [FILE]       (default: ../project.onnx)

    hidden      float32 [n, d]   what the model gives for each token
    matrix      float32 [d, k]   learned by `npm run tune`; kept in weights.json
    projected   float32 [n, k]   hidden @ matrix
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import TensorProto

from graph import GraphBuilder, write_as_asked

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "project.onnx"


def build_project() -> onnx.ModelProto:
    """The graph described at the top of this file."""
    graph = GraphBuilder()
    graph.node("MatMul", ["hidden", "matrix"], "projected")
    return graph.model(
        "project",
        [("hidden", TensorProto.FLOAT, ["n", "d"]), ("matrix", TensorProto.FLOAT, ["d", "k"])],
        [("projected", TensorProto.FLOAT, ["n", "k"])],
    )


if __name__ == "__main__":
    write_as_asked(build_project(), DEFAULT_FILE)
