"""The model's own spans and the gold in, how often a claim of each confidence is right out.

Half of the articles fit the curve (isotonic regression, Zadrozny and Elkan 2002), the other half tests
it; the curve is kept in `model.json`. A claim is right where its content and its source each share at
least half of their characters with those of one gold claim.

Run:  python pipeline/training/attribution/calibrate.py --spans FILE --gold FILE --model FOLDER
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

KNOTS = 12
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


def main() -> None:
    """Fit on one half, print the reliability on the other, write the curve."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--spans", type=Path, required=True, help="what spans.py printed")
    arguments.add_argument("--gold", type=Path, required=True)
    arguments.add_argument("--model", type=Path, required=True)
    options = arguments.parse_args()
    gold = {article["document"]: article for article in lines(options.gold)}
    halves: list[list[tuple[float, bool]]] = [[], []]
    for number, article in enumerate(lines(options.spans)):
        halves[number % 2] += judged(article["claims"], gold[article["document"]]["claims"])
    curve = isotonic(halves[0])
    print("confidence   claims   mean confidence   right   (articles that the curve was not fitted on)")
    given = np.interp([c for c, _ in halves[1]], *zip(*curve, strict=True))
    right = np.array([ok for _, ok in halves[1]], float)
    error = 0.0
    for low, high in pairwise(BINS):
        inside = (given >= low) & ((given < high) | (high == 1.0))
        if inside.any():
            error += inside.mean() * abs(given[inside].mean() - right[inside].mean())
            row = f"{inside.sum():6}   {given[inside].mean():15.2f}   {right[inside].mean():5.2f}"
            print(f"{low:.1f} to {high:.1f}   {row}")
    print(f"expected calibration error {error:.3f}; all claims {right.mean():.2f} right")
    path = options.model / "model.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    about["calibration"] = [[round(float(a), 4), round(float(b), 4)] for a, b in curve]
    path.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def lines(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as file:
        return list(map(json.loads, file))


def judged(claims: Sequence[dict], gold: Sequence[dict]) -> list[tuple[float, bool]]:
    """Every claim's confidence, and whether it is right; each gold claim counts once."""
    contents = [characters(claim["content"]) for claim in gold]
    sources = [characters(claim["source"]) for claim in gold]
    pairs = []
    for i, claim in enumerate(claims):
        mine, source = characters(claim["content"]), characters(claim["source"])
        for j, theirs in enumerate(contents):
            if mine & theirs and (alike := overlap(mine, theirs)) >= 0.5:
                pairs.append((alike, i, j, overlap(source, sources[j]) >= 0.5 or not (source or sources[j])))
    found: dict[int, bool] = {}
    used: set[int] = set()
    for _, i, j, ok in sorted(pairs, reverse=True):
        if i not in found and j not in used:
            found[i] = ok
            used.add(j)
    return [
        (claim["confidence"], found.get(i, False))
        for i, claim in enumerate(claims)
        if claim["content"] and claim["cue"]
    ]


def characters(spans: Sequence[Sequence[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def overlap(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def isotonic(points: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """A curve that never falls through (confidence, share that is right), by pooling adjacent violators."""
    size = max(1, len(points) // KNOTS)
    ordered = sorted(points)
    pools = []
    for at in range(0, len(ordered), size):
        confidences, right = zip(*ordered[at : at + size], strict=True)
        pools.append([float(np.mean(confidences)), float(np.mean(right)), 1.0])
    merged: list[list[float]] = []
    for pool in pools:
        merged.append(list(pool))
        while len(merged) > 1 and merged[-2][1] > merged[-1][1]:
            a, b = merged[-2], merged.pop()
            weight = a[2] + b[2]
            mixed = [(x * a[2] + y * b[2]) / weight for x, y in zip(a[:2], b[:2], strict=True)]
            merged[-1] = [*mixed, weight]
    return [(0.0, merged[0][1]), *((c, share) for c, share, _ in merged), (1.0, merged[-1][1])]


if __name__ == "__main__":
    main()
