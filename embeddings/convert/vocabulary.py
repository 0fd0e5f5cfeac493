"""The tokenizer of the model, whole or cut, and the choice of pieces that Dutch and English need."""

from __future__ import annotations

import json
from collections.abc import Sequence

import tokenizers
import wordfreq

from weights import Piece

SPECIAL_TOKENS = ("<s>", "<pad>", "</s>", "<unk>")  # ids 0 to 3, in the full and in the cut vocabulary
UNKNOWN_ID = 3
WORD_START = "▁"
LANGUAGES = ("nl", "en")
WORDS_PER_LANGUAGE = 100_000
# A short piece is kept whatever the word lists say, so that an unknown word never falls apart into <unk>.
SHORT_PIECE = 3

# What the original tokenizer's normaliser does beyond NFKC, as far as it matters for European text: control characters
# vanish, and invisible marks, line separators and the replacement character become a space.
REMOVED_CHARACTERS = "[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"
SPACE_CHARACTERS = "[\u1680\u200b-\u200f\u2028\u2029\ufeff\ufffd]"
# @xenova/transformers 2.17 cannot look up a piece outside the basic plane and reads every emoji as <unk>. A space is
# less noise. After NFKC, because that turns letters in fancy type, which are there too, into plain ones.
BEYOND_BASIC_PLANE = "[\U00010000-\U0010ffff]"


def tokenizer_json(pieces: Sequence[Piece], piece_ids: Sequence[int], *, for_node: bool) -> str:
    """The text of `tokenizer.json` for the pieces `piece_ids`; a piece's new id is its place in that list.

    Without `for_node` it is the tokenizer of the original model; with it, capitals become small letters, so that a
    message in capitals is the same message, and what @xenova/transformers cannot look up becomes a space.
    """

    def special(token: str) -> dict:
        return {"SpecialToken": {"id": token, "type_id": 0}}

    def sequence(name: str) -> dict:
        return {"Sequence": {"id": name, "type_id": 0}}

    def replace(pattern: str, content: str) -> dict:
        return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}

    start, end = special("<s>"), special("</s>")
    metaspace = {
        "type": "Metaspace",
        "replacement": WORD_START,
        "add_prefix_space": True,
        "prepend_scheme": "always",
    }
    normalizers = [replace(REMOVED_CHARACTERS, ""), replace(SPACE_CHARACTERS, " "), {"type": "NFKC"}]
    if for_node:
        normalizers += [{"type": "Lowercase"}, replace(BEYOND_BASIC_PLANE, " ")]
    added_token = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    description = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": index, "content": token, **added_token} for index, token in enumerate(SPECIAL_TOKENS)],
        "normalizer": {"type": "Sequence", "normalizers": normalizers},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, metaspace]},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [start, sequence("A"), end],
            "pair": [start, sequence("A"), end, end, sequence("B"), end],
            "special_tokens": {
                token: {"id": token, "ids": [SPECIAL_TOKENS.index(token)], "tokens": [token]}
                for token in ("<s>", "</s>")
            },
        },
        "decoder": metaspace,
        "model": {
            "type": "Unigram",
            "unk_id": UNKNOWN_ID,
            "vocab": [[pieces[index].text, pieces[index].score] for index in piece_ids],
        },
    }
    return json.dumps(description, ensure_ascii=False)


def dutch_english_piece_ids(pieces: Sequence[Piece], full: tokenizers.Tokenizer) -> list[int]:
    """Ids of pieces that frequent Dutch and English words are made of, of short Latin pieces, and special tokens."""
    kept = set(range(len(SPECIAL_TOKENS)))
    for language in LANGUAGES:
        words = [word.lower() for word in wordfreq.top_n_list(language, WORDS_PER_LANGUAGE)]
        for encoding in full.encode_batch(words):
            kept.update(encoding.ids)
    kept.update(
        index
        for index, piece in enumerate(pieces)
        if len(piece.text.strip(WORD_START)) <= SHORT_PIECE
        and piece.text == piece.text.lower()
        and all(map(_is_latin, piece.text))
    )
    return sorted(kept)


def _is_latin(character: str) -> bool:
    """A Latin letter, digit, sign, or punctuation mark that Dutch and English texts use."""
    code = ord(character)
    return code < 0x250 or 0x2010 <= code <= 0x2044 or character in "€™•" + WORD_START
