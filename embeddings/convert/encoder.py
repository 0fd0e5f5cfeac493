"""Builds the ONNX graph of the encoder from its weights, with standard operators only (opset 17).

Inputs `input_ids`, `attention_mask` and `token_type_ids`, int64 [b, s]; output `last_hidden_state`, float32
[b, s, hidden].

The names of tensors and the order of nodes are written into the file, so they are part of its checksum: renaming one
changes the sha256 of the model without changing what it computes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import TensorProto

from graph import GraphBuilder
from weights import Weights

POSITIONS = 512
# Added to the attention score of padding.
MASKED = -10000.0


class _EncoderBuilder:
    """A BERT encoder: embeddings, then layers of attention and feed-forward, each normalised after its residual."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.size = weights.architecture
        self.graph = GraphBuilder()

    def build(self, piece_ids: Sequence[int]) -> onnx.ModelProto:
        hidden = self._embeddings(piece_ids)
        self._shared_constants()
        for layer in range(self.size.layers):
            last = layer == self.size.layers - 1
            hidden = self._layer(f"l{layer}", hidden, "last_hidden_state" if last else f"h{layer + 1}")
        ids = [(name, TensorProto.INT64, ["b", "s"]) for name in ("input_ids", "attention_mask", "token_type_ids")]
        return self.graph.model("e5", ids, [(hidden, TensorProto.FLOAT, ["b", "s", self.size.hidden])])

    def _embeddings(self, piece_ids: Sequence[int]) -> str:
        """Normalised sum of the embeddings of word, type and position; positions count from 0."""
        graph, width = self.graph, self.size.hidden
        graph.constant("word", self.weights.matrix("emb.word", width)[piece_ids])
        graph.constant("pos", self.weights.matrix("emb.pos", width)[:POSITIONS])
        graph.constant("type", self.weights.matrix("emb.type", width))
        word = graph.node("Gather", ["word", "input_ids"], "we")
        token_type = graph.node("Gather", ["type", "token_type_ids"], "te")

        shape = graph.node("Shape", ["input_ids"], "shp")
        for name, value in (("one", [1]), ("two", [2]), ("zero", [0]), ("zs", 0), ("os", 1)):
            graph.constant(name, np.array(value, dtype=np.int64))
        length = graph.node("Squeeze", [graph.node("Slice", [shape, "one", "two"], "sl"), "zero"], "sls")
        position_ids = graph.node("Range", ["zs", length, "os"], "pid")
        position = graph.node("Gather", ["pos", position_ids], "pe")

        total = graph.node("Add", [graph.node("Add", [word, token_type], "e1"), position], "e2")
        return self._layer_norm("emb.ln", total, "h0")

    def _shared_constants(self) -> None:
        """What every layer uses: the attention mask as an addend, shapes, and scalars."""
        graph = self.graph
        head_width = self.size.hidden // self.size.heads
        present = graph.node("Cast", ["attention_mask"], "mf", to=TensorProto.FLOAT)
        graph.constant("ax", np.array([1, 2], dtype=np.int64))
        present = graph.node("Unsqueeze", [present, "ax"], "m4")
        graph.constant("f1", np.float32(1))
        graph.constant("neg", np.float32(MASKED))
        graph.node("Mul", [graph.node("Sub", ["f1", present], "m5"), "neg"], "mask")
        graph.constant("shp4", np.array([0, 0, self.size.heads, head_width], dtype=np.int64))
        graph.constant("shp3", np.array([0, 0, self.size.hidden], dtype=np.int64))
        graph.constant("sc", np.float32(np.sqrt(head_width)))
        graph.constant("r2", np.float32(np.sqrt(2)))
        graph.constant("half", np.float32(0.5))

    def _layer(self, layer: str, hidden: str, output: str) -> str:
        context = self._attention(layer, hidden)
        attended = self._linear(f"{layer}.ao", context, self.size.hidden, f"{layer}.aoo")
        attended = self.graph.node("Add", [attended, hidden], f"{layer}.r1")
        attended = self._layer_norm(f"{layer}.aln", attended, f"{layer}.a")

        inner = self._linear(f"{layer}.fi", attended, self.size.hidden, f"{layer}.fio")
        transformed = self._linear(f"{layer}.fo", self._gelu(layer, inner), self.size.feed_forward, f"{layer}.foo")
        transformed = self.graph.node("Add", [transformed, attended], f"{layer}.r2")
        return self._layer_norm(f"{layer}.oln", transformed, output)

    def _attention(self, layer: str, hidden: str) -> str:
        graph = self.graph
        # Query and value become [b, head, s, width]; the key is transposed at once, for the product of the two.
        orders = {"q": [0, 2, 1, 3], "k": [0, 2, 3, 1], "v": [0, 2, 1, 3]}
        heads = {}
        for role, order in orders.items():
            projected = self._linear(f"{layer}.{role}", hidden, self.size.hidden, f"{layer}.{role}o")
            split = graph.node("Reshape", [projected, "shp4"], f"{layer}.{role}r")
            heads[role] = graph.node("Transpose", [split], f"{layer}.{role}t", perm=order)
        scores = graph.node("MatMul", [heads["q"], heads["k"]], f"{layer}.s0")
        scores = graph.node("Div", [scores, "sc"], f"{layer}.s1")
        scores = graph.node("Add", [scores, "mask"], f"{layer}.s2")
        shares = graph.node("Softmax", [scores], f"{layer}.p", axis=-1)
        context = graph.node("MatMul", [shares, heads["v"]], f"{layer}.c0")
        context = graph.node("Transpose", [context], f"{layer}.c1", perm=[0, 2, 1, 3])
        return graph.node("Reshape", [context, "shp3"], f"{layer}.c")

    def _gelu(self, layer: str, value: str) -> str:
        """The exact GELU: value * (1 + erf(value / sqrt 2)) / 2."""
        graph = self.graph
        curve = graph.node("Div", [value, "r2"], f"{layer}.g1")
        curve = graph.node("Erf", [curve], f"{layer}.g2")
        curve = graph.node("Add", [curve, "f1"], f"{layer}.g3")
        curve = graph.node("Mul", [value, curve], f"{layer}.g4")
        return graph.node("Mul", [curve, "half"], f"{layer}.g")

    def _linear(self, name: str, value: str, width: int, output: str) -> str:
        """value @ weight.T + bias. The weight is stored transposed, the form that the quantiser takes."""
        weight = self.graph.constant(f"{name}.wT", self.weights.matrix(f"{name}.w", width).T)
        bias = self.graph.constant(f"{name}.b", self.weights.vector(f"{name}.b"))
        product = self.graph.node("MatMul", [value, weight], f"{output}.m")
        return self.graph.node("Add", [product, bias], output)

    def _layer_norm(self, name: str, value: str, output: str) -> str:
        scale = self.graph.constant(f"{name}.w", self.weights.vector(f"{name}.w"))
        bias = self.graph.constant(f"{name}.b", self.weights.vector(f"{name}.b"))
        return self.graph.node(
            "LayerNormalization", [value, scale, bias], output, axis=-1, epsilon=float(self.size.layer_norm_epsilon)
        )


def build_encoder(weights: Weights, piece_ids: Sequence[int]) -> onnx.ModelProto:
    """The float32 graph whose word table holds only the rows `piece_ids`, in that order."""
    return _EncoderBuilder(weights).build(piece_ids)
