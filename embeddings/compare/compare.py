"""Finds passages as one would otherwise write it: the same model in onnxruntime, and faiss over the same vectors.

Called by `npm run bench -- compare`, which says what task.json holds; prints what it found as JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import faiss
import numpy as np
import onnxruntime
import tokenizers

MODEL = Path(__file__).resolve().parent.parent / "model"
PASSAGES = 10  # listed for each question
VIEWS = 64  # looked at for those
WARM_UP = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where task.json and means.f32 are")
    parser.add_argument("--threads", type=int, default=1, help="of onnxruntime and of faiss")
    arguments = parser.parse_args()
    task = json.loads((arguments.folder / "task.json").read_text("utf-8"))
    means = np.fromfile(arguments.folder / "means.f32", dtype=np.float32).reshape(len(task["passages"]), -1)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        MODEL / "onnx" / "model_quantized.onnx", options, providers=["CPUExecutionProvider"]
    )
    wanted = {value.name for value in session.get_inputs()}
    tokenizer = tokenizers.Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    faiss.omp_set_num_threads(arguments.threads)
    index = faiss.IndexFlatIP(means.shape[1])
    index.add(means)

    def find(question: str) -> tuple[list[int], float]:
        ids = np.array([tokenizer.encode(task["prefix"] + question).ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        output = session.run(["last_hidden_state"], {name: inputs[name] for name in wanted})[0]
        mean = output[0].mean(axis=0, keepdims=True)
        cosines, views = index.search(mean / np.linalg.norm(mean), VIEWS)
        best = list(dict.fromkeys(task["passages"][view] for view in views[0]))
        return best[:PASSAGES], float(cosines[0][0])

    questions = task["questions"]
    for question in questions[:WARM_UP]:
        find(question)
    times, found = [], []
    for question in questions:
        begun = time.perf_counter()
        found.append(find(question))
        times.append(1000 * (time.perf_counter() - begun))
    print(json.dumps({"times": times, "found": found}))


if __name__ == "__main__":
    main()
