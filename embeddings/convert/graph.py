"""Builds ONNX graphs of standard operators (opset 17) and writes them, the same to the byte each time."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

OPSET = 17
# The newest file version that the runtime of @xenova/transformers 2.17 (onnxruntime 1.14) accepts.
IR_VERSION = 8


class GraphBuilder:
    """Collects nodes and constants; a method that makes one tensor returns its name."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: object) -> str:
        self._constants.append(numpy_helper.from_array(np.array(values, order="C"), name))
        return name

    def node(self, operator: str, inputs: Sequence[str], output: str, **attributes: object) -> str:
        self._nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def model(self, name: str, inputs: Sequence, outputs: Sequence) -> onnx.ModelProto:
        """The finished, checked model; inputs and outputs are (name, type, dimensions)."""
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info(*each) for each in inputs],
            [helper.make_tensor_value_info(*each) for each in outputs],
            self._constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model


def write_graph(model: onnx.ModelProto, file: Path) -> None:
    """Writes a graph to `file`."""
    file.write_bytes(model.SerializeToString(deterministic=True))


def write_as_asked(model: onnx.ModelProto, default: Path) -> None:
    """Writes a graph to the file that the command line names, or to `default`, and says so."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    write_graph(model, file)
    print(f"wrote {file} ({file.stat().st_size} bytes)")
