"""The attribution model: a small transformer that is told what the parse says of each word.

Word pieces and word features in; scores of the parts (source, cue, content), of the names, and vectors for
tying parts together out. Losses are those of linear-chain conditional random fields (Lafferty et al. 2001),
with tags that a corpus leaves open summed out, and of a biaffine choice of head (Dozat and Manning 2017). It
reads no corpus.
"""

from __future__ import annotations

from pathlib import Path

import torch
from examples import LABELS, ROLES
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from claimgraph.annotate.learned.encoding import FEATURES

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
LINK = 128
NEVER = -1e4
POSITIONS = ("B", "I", "E", "S")
ROLE_TAGS = ["O", *(f"{p}-{role}" for role in ROLES for p in POSITIONS)]
NAME_TAGS = ["O", *(f"{p}-{label}" for label in LABELS for p in POSITIONS)]
STEPS = 12  # classes of distance between two parts, in each direction


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Batch x length x width, and what is added to hide padding."""
        size, length, _ = x.shape
        query, key, value = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: on a CPU its gradient is several times faster than that of the fused operation.
        near = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask
        seen = near.softmax(-1).to(value.dtype) @ value
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(size, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """The part that runs at run time, too; see `export`."""

    def __init__(self, pieces: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in FEATURES.values())
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.roles = nn.Linear(WIDTH, len(ROLE_TAGS))
        self.names = nn.Linear(WIDTH, len(NAME_TAGS))
        self.links = nn.Linear(WIDTH, 4 * LINK)

    def hidden(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Args: batch x length; batch x length x features; batch x length, 1 where there is a piece."""
        x = self.words(pieces) + self.places.weight[: pieces.shape[1]]
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        x = self.drop(self.norm(x))
        allowed = (1.0 - mask[:, None, None, :].to(x.dtype)) * NEVER
        for layer in self.layers:
            x = layer(x, allowed)
        return x

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Roles, names and links of every piece."""
        x = self.hidden(pieces, features, mask)
        return self.roles(x), self.names(x), self.links(x)


class Chain(nn.Module):
    """A linear-chain conditional random field over tags of which only some may follow each other."""

    def __init__(self, tags: list[str]) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(len(tags), len(tags)))
        legal = torch.tensor([[follows(a, b) for b in tags] for a in tags])
        self.register_buffer("barred", torch.where(legal, 0.0, NEVER))
        self.register_buffer("first", torch.tensor([0.0 if opens(t) else NEVER for t in tags]))
        self.register_buffer("final", torch.tensor([0.0 if closes(t) else NEVER for t in tags]))

    def loss(self, scores: Tensor, allowed: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood of the allowed tags, per text.

        Args:
            scores: batch x words x tags.
            allowed: the same shape, True for tags that the gold allows.
            lengths: words of each text.
        """
        both = torch.cat([scores, scores.masked_fill(~allowed, NEVER)])
        total = self._total(both, torch.cat([lengths, lengths]))
        full, gold = total.chunk(2)
        return full - gold

    def _total(self, scores: Tensor, lengths: Tensor) -> Tensor:
        step = (self.steps + self.barred)[None]
        first, *others = scores.unbind(1)
        so_far = first + self.first
        for place, here in enumerate(others, 1):
            onward = torch.logsumexp(so_far[:, :, None] + step, dim=1) + here
            so_far = torch.where((place < lengths)[:, None], onward, so_far)
        return torch.logsumexp(so_far + self.final, dim=1)


def opens(tag: str) -> bool:
    return tag[0] in "OBS"


def closes(tag: str) -> bool:
    return tag[0] in "OES"


def follows(before: str, after: str) -> bool:
    if before[0] in "BI":
        return after[0] in "IE" and before[2:] == after[2:]
    return opens(after)


class Linker(nn.Module):
    """Which cue a content belongs to, and which source a cue has."""

    def __init__(self) -> None:
        super().__init__()
        self.content = nn.Parameter(torch.zeros(LINK, LINK))
        self.source = nn.Parameter(torch.zeros(LINK, LINK))
        self.content_way = nn.Parameter(torch.zeros(2 * STEPS))
        self.source_way = nn.Parameter(torch.zeros(2 * STEPS))
        self.content_none = nn.Parameter(torch.zeros(LINK))
        self.source_none = nn.Parameter(torch.zeros(LINK))
        nn.init.normal_(self.content, std=0.02)
        nn.init.normal_(self.source, std=0.02)

    def scores(self, vectors: Tensor, cues: Tensor, others: Tensor, kind: str) -> Tensor:
        """How well each cue goes with each other part; spans are (first, last) words of `vectors`."""
        head = functional.gelu(vectors[cues[:, 0], :LINK] + vectors[cues[:, 1], LINK : 2 * LINK])
        other = functional.gelu(
            vectors[others[:, 0], 2 * LINK : 3 * LINK] + vectors[others[:, 1], 3 * LINK :]
        )
        way = steps_between(cues, others)
        weight, bias = (
            (self.content, self.content_way) if kind == "content" else (self.source, self.source_way)
        )
        return head @ weight @ other.T + bias[way]

    def none(self, vectors: Tensor, spans: Tensor, kind: str) -> Tensor:
        """How well each content does without a cue, or each cue without a source."""
        if kind == "content":
            other = functional.gelu(
                vectors[spans[:, 0], 2 * LINK : 3 * LINK] + vectors[spans[:, 1], 3 * LINK :]
            )
            return other @ self.content_none
        head = functional.gelu(vectors[spans[:, 0], :LINK] + vectors[spans[:, 1], LINK : 2 * LINK])
        return head @ self.source_none


def steps_between(cues: Tensor, others: Tensor) -> Tensor:
    """Class of the distance in words between the near ends of every cue and every other part."""
    after = others[None, :, 0] - cues[:, None, 1]
    before = cues[:, None, 0] - others[None, :, 1]
    ahead = after > 0
    gap = torch.where(ahead, after, before).clamp(min=1)
    step = torch.log2(gap.float()).mul(1.5).floor().long().clamp(max=STEPS - 1)
    return torch.where(ahead, step, step + STEPS)


def load_backbone(network: Network, path: Path) -> None:
    """Put the published weights into `network`; the type embedding of BERT is added to the places.

    Raises:
        KeyError: the file is not one of BERT's form.
    """
    weights = load_file(str(path))
    with torch.no_grad():
        network.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        network.places.weight.copy_(weights["embeddings.position_embeddings.weight"] + kind)
        copy(network.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            stem = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                three = [weights[f"{stem}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(three))
            copy(layer.out, weights, f"{stem}attention.output.dense")
            copy(layer.norm1, weights, f"{stem}attention.output.LayerNorm")
            copy(layer.up, weights, f"{stem}intermediate.dense")
            copy(layer.down, weights, f"{stem}output.dense")
            copy(layer.norm2, weights, f"{stem}output.LayerNorm")


def copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])
