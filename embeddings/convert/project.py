"""Writes the small ONNX graph that maps the token vectors of a model to fewer dimensions.

    python project.py [FILE]       (default: ../project.onnx)

    hidden      float32 [n, d]   what the model gives for each token
    matrix      float32 [d, k]   learned by `npm run tune`; kept in weights.json
    projected   float32 [n, k]   hidden @ matrix
"""

from __future__ import annotations

import sys
from pathlib import Path

import onnx
from onnx import TensorProto

from encoder import GraphBuilder

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


def write_project(file: Path) -> None:
    """Writes the graph to `file`."""
    file.write_bytes(build_project().SerializeToString(deterministic=True))


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FILE
    write_project(target)
    print(f"wrote {target} ({target.stat().st_size} bytes)")
