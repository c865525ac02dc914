"""Checkpoints of runs that share their beginning in, their weighted average out (Wortsman et al. 2022).

Run:  python pipeline/training/attribution/average.py A.pt B.pt ... --out FILE [--weights 0.35 0.65]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Average the weights."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("checkpoints", type=Path, nargs="+")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--weights", type=float, nargs="*", help="equal unless given")
    options = arguments.parse_args()
    states = [torch.load(path, map_location="cpu") for path in options.checkpoints]
    weights = options.weights or [1 / len(states)] * len(states)
    if len(weights) != len(states):
        arguments.error(f"{len(states)} checkpoints, but {len(weights)} weights")
    averaged = dict(states[-1])
    for name, last in states[-1].items():
        if last.dtype.is_floating_point:
            averaged[name] = sum(w * state[name] for w, state in zip(weights, states, strict=True))
    torch.save(averaged, options.out)


if __name__ == "__main__":
    main()
