"""Encoded corpora in, a checkpoint of the attribution model out.

Batches of PolNeAR (parts and their ties) and of the name corpora are mixed; the weights that are kept are an
average over the steps. A run that is stopped goes on from its last round. It scores nothing.

Run:  python pipeline/training/attribution/train.py --encoded FOLDER --backbone FILE --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from examples import Example, read
from model import NAME_TAGS, ROLE_TAGS, Chain, Linker, Network, load_backbone
from torch import Tensor, nn
from torch.nn import functional
from windows import Window, batches, cut, tensors, window


class Model(nn.Module):
    """The network with what only training and decoding need."""

    def __init__(self) -> None:
        super().__init__()
        self.network = Network()
        self.role_chain = Chain(ROLE_TAGS)
        self.name_chain = Chain(NAME_TAGS)
        self.linker = Linker()

    def loss(self, batch: list[Window]) -> tuple[Tensor, Tensor]:
        """Loss per word of the tags, and per part of the ties."""
        pieces, features, mask, firsts, allowed, lengths = tensors(batch)
        device = next(self.parameters()).device
        pieces, features, mask, firsts, allowed, lengths = (
            each.to(device) for each in (pieces, features, mask, firsts, allowed, lengths)
        )
        with torch.autocast(device.type, dtype=torch.bfloat16):
            hidden = self.network.hidden(pieces, features, mask)
        hidden = hidden.float().gather(1, firsts[..., None].expand(-1, -1, hidden.shape[-1]))
        roles = batch[0].kind == "roles"
        head, chain = (
            (self.network.roles, self.role_chain) if roles else (self.network.names, self.name_chain)
        )
        # Summed over words and divided by a usual number of them, so that every batch weighs alike.
        tagging = chain.loss(head(hidden), allowed, lengths).sum() / lengths.sum()
        if not roles:
            return tagging, tagging.new_zeros(())
        return tagging, self.ties(self.network.links(hidden), batch)

    def ties(self, vectors: Tensor, batch: list[Window]) -> Tensor:
        """Loss per part of choosing each content's cue and each cue's source."""
        losses = []
        for mine, w in zip(vectors.unbind(0), batch, strict=True):
            if not len(w.cues):
                continue
            cues, sources, contents, source_of, cue_of = (
                torch.from_numpy(each).to(vectors.device)
                for each in (w.cues, w.sources, w.contents, w.source_of, w.cue_of)
            )
            if len(contents):
                scores = self.linker.scores(mine, cues, contents, "content").T
                none = self.linker.none(mine, contents, "content")[:, None]
                losses.append(
                    functional.cross_entropy(torch.cat([none, scores], 1), cue_of + 1, reduction="sum")
                )
            none = self.linker.none(mine, cues, "source")[:, None]
            scores = self.linker.scores(mine, cues, sources, "source") if len(sources) else none[:, :0]
            losses.append(
                functional.cross_entropy(torch.cat([none, scores], 1), source_of + 1, reduction="sum")
            )
        parts = sum(len(w.cues) + len(w.contents) for w in batch)
        return torch.stack(losses).sum() / parts if losses else vectors.new_zeros(())


def main() -> None:
    """Train."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--encoded", type=Path, required=True, help="folder that encode.py wrote")
    arguments.add_argument("--backbone", type=Path, required=True, help="model.safetensors to start from")
    arguments.add_argument("--start", type=Path, help="model.pt of a run to branch off from")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--epochs", type=float, default=6, help="over PolNeAR")
    arguments.add_argument("--name-epochs", type=float, default=3, help="over the corpora of names")
    arguments.add_argument("--pieces", type=int, default=192, help="longest window")
    arguments.add_argument("--batch", type=int, default=2048, help="pieces in a batch")
    arguments.add_argument("--rate", type=float, default=2.5e-4)
    arguments.add_argument("--head-rate", type=float, default=1.5e-3)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--blind", action="store_true", help="without what the parse and the rules say")
    arguments.add_argument("--hours", type=float, default=24, help="the rate is nothing by then")
    arguments.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "options.json").write_text(
        json.dumps(vars(options) | {"torch": torch.__version__}, default=str)
    )
    articles = list(read(options.encoded / "polnear_train.pickle"))
    named = list(read(options.encoded / "names_train.pickle")) if options.name_epochs else []
    if options.blind:
        for each in (*articles, *named):
            each.encoded.features[:, 1:] = 0
    model = Model()
    load_backbone(model.network, options.backbone)
    if options.start:
        model.load_state_dict(torch.load(options.start, map_location="cpu"))
    model.to(options.device)
    run(model, articles, named, options)


def run(model: Model, articles: list[Example], named: list[Example], options: argparse.Namespace) -> None:
    average = {name: each.detach().clone() for name, each in model.state_dict().items()}
    network = model.network
    parts = (network.words, network.places, network.norm, network.layers)
    backbone = [p for part in parts for p in part.parameters()]
    others = [p for p in model.parameters() if not any(p is b for b in backbone)]
    optimizer = torch.optim.AdamW(
        [{"params": backbone, "lr": options.rate}, {"params": others, "lr": options.head_rate}],
        weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    rounds = max(1, round(options.epochs))
    begin_round = 0
    saved = options.out / "state.pt"
    if saved.exists():
        state = torch.load(saved, map_location=options.device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, begin_round = state["average"], state["round"]
    started, last_print, done, sums = time.time(), 0.0, 0, [0.0, 0.0, 0.0, 0]
    log = (options.out / "log.jsonl").open("a", encoding="utf-8")
    for number in range(begin_round, rounds):
        planned = plan(articles, named, number, rounds, options)
        for place, batch in enumerate(planned):
            part = (number + place / len(planned)) / rounds
            part = max(part, (time.time() - started) / 3600 / options.hours)
            if part >= 1:
                break
            warm = min(1.0, part * rounds * 1.0 / 0.4)
            factor = warm * max(1 - part, 0.0)
            for group, rate in zip(optimizer.param_groups, (options.rate, options.head_rate), strict=True):
                group["lr"] = rate * factor
            tagging, ties = model.loss(batch)
            (tagging * 4 + ties * 0.3).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            done += 1
            if done % 4 == 0:
                blend = min(0.992, 1 - 1 / (1 + done / 4))
                with torch.no_grad():
                    for name, each in model.state_dict().items():
                        if each.dtype.is_floating_point:
                            average[name].lerp_(each, 1 - blend)
            kind = 0 if batch[0].kind == "roles" else 1
            sums[kind] = 0.98 * sums[kind] + 0.02 * tagging.item() if sums[kind] else tagging.item()
            sums[2] = 0.98 * sums[2] + 0.02 * ties.item() if kind == 0 else sums[2]
            sums[3] += sum(len(w.pieces) for w in batch)
            if time.time() - last_print > 30:
                last_print = time.time()
                row = {
                    "round": number, "step": place, "of": len(planned), "roles": round(sums[0], 4),
                    "names": round(sums[1], 4), "ties": round(sums[2], 4), "rate": round(factor, 3),
                    "pieces_per_second": round(sums[3] / (last_print - started)),
                    "minutes": round((last_print - started) / 60, 1),
                }  # fmt: skip
                log.write(json.dumps(row) + "\n")
                log.flush()
        torch.save(
            {
                "model": model.state_dict(), "optimizer": optimizer.state_dict(),
                "average": average, "round": number + 1,
            },
            saved,
        )  # fmt: skip
        torch.save(average, options.out / "model.pt")
    log.close()


def plan(
    articles: list[Example], named: list[Example], number: int, rounds: int, options: argparse.Namespace
) -> list[list[Window]]:
    """The batches of one round, the two kinds mixed."""
    rng = random.Random(options.seed * 1000 + number)
    roles = [window(e, *c, rng) for e in articles for c in cut(e, options.pieces - 2, rng)]
    share = options.name_epochs / rounds
    order = list(named)
    random.Random(options.seed).shuffle(order)
    first = round(number * share * len(order))
    taken = [order[i % len(order)] for i in range(first, round((number + 1) * share * len(order)))]
    names = [window(e, *c, rng) for e in taken for c in cut(e, options.pieces - 2, rng)]
    both = [*batches(roles, options.batch, rng), *batches(names, options.batch, rng)]
    rng.shuffle(both)
    return both


if __name__ == "__main__":
    main()
