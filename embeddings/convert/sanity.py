"""Compares the model that is shipped with the full float32 model, on a few sentences; needs no data set."""

from __future__ import annotations

import numpy as np
import onnxruntime
import tokenizers

QUESTION_AND_PASSAGE = [
    ("Helpt cognitieve gedragstherapie?", "Het gesprek met een psycholoog genas de vermoeidheid niet."),
    ("Wat is PEM?", "Na inspanning nemen de klachten toe, soms pas een dag later."),
    ("Mag mijn kind naar school?", "Overleg met de leerkracht over minder lesuren per week."),
    ("Hoe laat gaat de trein naar Utrecht?", "Na inspanning nemen de klachten toe, soms pas een dag later."),
    ("Welke medicijnen zijn er?", "Er bestaat geen geneesmiddel dat de oorzaak wegneemt."),
    ("Is rust beter dan opbouwen?", "Verdeel uw energie over de dag en stop voordat u moe wordt."),
    ("Why does exercise make it worse?", "Na inspanning nemen de klachten toe, soms pas een dag later."),
    ("Does school have to adapt?", "Talk to the teacher about fewer lessons a week."),
    ("Is there a medicine?", "Er bestaat geen geneesmiddel dat de oorzaak wegneemt."),
    ("How do I bake bread?", "Verdeel uw energie over de dag en stop voordat u moe wordt."),
]

TOKENISED = [
    *(sentence for pair in QUESTION_AND_PASSAGE for sentence in pair),
    "ME/CVS treft naar schatting 30.000 à 40.000 mensen in Nederland.",
    "Mijn dochter (15 jaar) zit thuis; de kinderarts zegt: ‘Rustig aan!’",
    "post-exertionele malaise, orthostatische intolerantie en overprikkeling",
    "De energiebeperkingsdeskundige vergoedde de zorgverzekeringsaanvraag.",
    "Patiëntenorganisaties bekritiseerden het coördinatieonderzoek in 2024.",
    "WAT MOET IK DOEN ALS DE UWV-ARTS MIJ NIET GELOOFT???",
    "hoeveel   spaties\tof\nregels maakt niet uit",
    "On\u00adzicht\u00adba\u00adre afbreek\u200bstreepjes en \ufeffeen bytevolgordeteken",
    "Graded exercise therapy is no longer recommended by NICE (NG206).",
    "superbedankt 🙏🏽 voor de uitleg over 𝗠𝗘/𝗖𝗩𝗦 🤷‍♀️",
    "€ 12,50 per dag, 38 °C koorts, ½ tablet — 3× per week…",
]


class Embedder:
    """Text to unit-length mean of token vectors, one text at a time."""

    def __init__(self, model: bytes, tokenizer: tokenizers.Tokenizer) -> None:
        self._session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        self._tokenizer = tokenizer

    def embed(self, text: str) -> np.ndarray:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = self._session.run(["last_hidden_state"], inputs)[0][0].mean(axis=0)
        return mean / np.linalg.norm(mean)

    def cosine(self, question: str, passage: str) -> float:
        return float(self.embed("query: " + question) @ self.embed("passage: " + passage))


def compare(
    full: Embedder, full_tokenizer: tokenizers.Tokenizer, cut: Embedder, cut_tokenizer: tokenizers.Tokenizer
) -> list[str]:
    """Cosines by both models, and tokens by both tokenizers, as lines for people."""
    lines, differences = ["  fp32   int8   difference"], []
    for question, passage in QUESTION_AND_PASSAGE:
        reference, shipped = full.cosine(question, passage), cut.cosine(question, passage)
        differences.append(abs(reference - shipped))
        lines.append(f"  {reference:.3f}  {shipped:.3f}  {differences[-1]:.4f}   {question} / {passage}")
    lines.append(f"  largest difference of a cosine: {max(differences):.4f}")

    unequal = [text for text in TOKENISED if full_tokenizer.encode(text).tokens != cut_tokenizer.encode(text).tokens]
    equal = len(TOKENISED) - len(unequal)
    lines.append(f"  same tokens with the full and the cut vocabulary: {equal} of {len(TOKENISED)}")
    lines.extend(
        f"    {text}\n      full: {full_tokenizer.encode(text).tokens}\n      cut:  {cut_tokenizer.encode(text).tokens}"
        for text in unequal
    )
    return lines
