"""A checkpoint in, the model folder that ships out.

Weights become 8-bit integers: those of the layers by ONNX Runtime's dynamic quantisation, with a scale for
every output channel, the table of word pieces with a scale for every row. It trains and scores nothing.

Run:  python pipeline/training/attribution/export.py --checkpoint model.pt --vocabulary FILE --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import unicodedata
from pathlib import Path

import numpy as np
import onnx
import torch
from model import LINK, NAME_TAGS, NEVER, ROLE_TAGS, Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train import Model

from claimgraph.annotate.learned.encoding import BLANK, FEATURES, LINE_BREAK
from claimgraph.annotate.learned.network import LENGTH


class Shipped(nn.Module):
    """The network with the table of word pieces in 8 bits, and the words' vectors picked out."""

    def __init__(self, network: Network, whole: bool) -> None:
        super().__init__()
        self.network = network
        table = network.words.weight.detach()
        scale = table.abs().amax(1, keepdim=True) / 127
        small = (table / scale).round().to(torch.int8)
        self.register_buffer("table", table if whole else small)
        self.register_buffer("scale", torch.ones_like(scale) if whole else scale)
        network.words = nn.Identity()

    def forward(
        self, pieces: Tensor, features: Tensor, mask: Tensor, firsts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """As `Network`, and for every word the place of its first piece."""
        network = self.network
        x = self.table[pieces].float() * self.scale[pieces] + network.places.weight[: pieces.shape[1]]
        for number, table in enumerate(network.features):
            x = x + table(features[..., number])
        x = network.norm(x)
        allowed = (1.0 - mask[:, None, None, :].float()) * NEVER
        for layer in network.layers:
            x = layer(x, allowed)
        x = x.gather(1, firsts[:, :, None].expand(-1, -1, x.shape[-1]))
        return network.roles(x), network.names(x), network.links(x)


def main() -> None:
    """Write the model folder."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--checkpoint", type=Path, required=True, help="model.pt of train.py")
    arguments.add_argument("--vocabulary", type=Path, required=True, help="the backbone's tokenizer.json")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--whole", action="store_true", help="32-bit weights, to compare with")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model = Model()
    model.load_state_dict(torch.load(options.checkpoint, map_location="cpu"))
    model.eval()
    arrays = {
        "role_steps": model.role_chain.steps,
        "name_steps": model.name_chain.steps,
        **{f"link_{name}": each for name, each in model.linker.named_parameters()},
    }
    np.savez(options.out / "decoder.npz", **{name: each.detach().numpy() for name, each in arrays.items()})
    about = {
        "features": FEATURES, "links": 4 * LINK, "role_tags": ROLE_TAGS, "name_tags": NAME_TAGS,
    }  # fmt: skip
    (options.out / "model.json").write_text(json.dumps(about, indent=1) + "\n")
    kept = write_vocabulary(options.vocabulary, options.out / "tokenizer.json")
    keep(model.network, kept)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        to_onnx(Shipped(model.network, options.whole), plain)
        if options.whole:
            shutil.copyfile(plain, options.out / "model.onnx")
        else:
            quantize_dynamic(
                plain, options.out / "model.onnx", op_types_to_quantize=["MatMul", "Gemm"],
                per_channel=True, weight_type=QuantType.QInt8,
            )  # fmt: skip
    for file in sorted(options.out.iterdir()):
        print(f"{file.name}: {file.stat().st_size:,} bytes")


def write_vocabulary(source: Path, target: Path) -> list[int]:
    """The vocabulary without pieces in other than Latin letters; gives the old numbers of the others."""
    vocabulary = json.loads(source.read_text(encoding="utf-8"))
    old: dict[str, int] = vocabulary["model"]["vocab"]
    kept = [piece for piece, _ in sorted(old.items(), key=lambda each: each[1]) if is_kept(piece)]
    new = {piece: number for number, piece in enumerate(kept)}
    vocabulary["model"]["vocab"] = new
    vocabulary["added_tokens"] = [
        token | {"id": new[token["content"]]}
        for token in vocabulary["added_tokens"]
        if token["content"] in new
    ]
    vocabulary |= {"post_processor": None, "padding": None, "truncation": None}
    target.write_text(json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return [old[piece] for piece in kept]


def is_kept(piece: str) -> bool:
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
        return "unused" not in piece or piece in (LINE_BREAK, BLANK)
    letters = [character for character in piece.removeprefix("##") if character.isalpha()]
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


def keep(network: Network, rows: list[int]) -> None:
    """Leave out the vectors of other pieces, and of places that no window reaches."""
    words = nn.Embedding(len(rows), network.words.embedding_dim)
    words.weight.data.copy_(network.words.weight.data[rows])
    places = nn.Embedding(LENGTH, network.places.embedding_dim)
    places.weight.data.copy_(network.places.weight.data[:LENGTH])
    network.words, network.places = words, places


def to_onnx(network: Shipped, path: Path) -> None:
    size, length, words = 2, 12, 7
    example = (
        torch.ones(size, length, dtype=torch.long),
        torch.zeros(size, length, len(FEATURES), dtype=torch.long),
        torch.ones(size, length, dtype=torch.long),
        torch.ones(size, words, dtype=torch.long),
    )
    torch.onnx.export(
        network, example, str(path), dynamo=False, opset_version=17,
        input_names=["pieces", "features", "mask", "firsts"], output_names=["roles", "names", "links"],
        dynamic_axes={
            "pieces": {0: "texts", 1: "length"}, "features": {0: "texts", 1: "length"},
            "mask": {0: "texts", 1: "length"}, "firsts": {0: "texts", 1: "words"},
            "roles": {0: "texts", 1: "words"}, "names": {0: "texts", 1: "words"},
            "links": {0: "texts", 1: "words"},
        },
    )  # fmt: skip
    onnx.checker.check_model(str(path))


if __name__ == "__main__":
    main()
