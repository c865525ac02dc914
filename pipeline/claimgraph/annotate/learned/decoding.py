"""Scores of words -> the parts of the text that they mark, each with how likely it is.

The best legal sequence of tags is found by Viterbi's algorithm, and how likely a part is by the forward-
backward algorithm (Rabiner 1989), line by line: no part goes over the end of a line. Which parts belong
together is decided by `linking`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claimgraph.annotate.learned.network import Floats

__all__ = ["Chain", "Part"]

_LINES = 64  # lines that are decoded at once


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words with one role.

    Attributes:
        kind: the tag's name without its position: "source", "cue", "content", or the label of a name.
        first, end: words, end-exclusive.
        probability: of exactly this part, given the model.
    """

    kind: str
    first: int
    end: int
    probability: float


class Chain:
    """A linear chain over tags "O" and "B-", "I-", "E-", "S-" of each kind.

    Args:
        tags: their names.
        steps: tags x tags, scores of one following another.
    """

    def __init__(self, tags: Sequence[str], steps: Floats) -> None:
        self._tags = tags
        legal = np.array([[_follows(a, b) for b in tags] for a in tags])
        self._steps = np.where(legal, steps, -np.inf).astype(np.float64)
        self._weights = np.exp(self._steps)
        self._opens = np.array([tag[0] in "OBS" for tag in tags])
        self._closes = np.array([tag[0] in "OES" for tag in tags])

    def parts(self, scores: Floats, lines: npt.NDArray[np.int64]) -> list[Part]:
        """The parts of one text in its order.

        Args:
            scores: words x tags.
            lines: the first word of every line, the first word of the text included.
        """
        bounds = np.append(lines, len(scores))
        order = sorted(range(len(lines)), key=lambda i: int(bounds[i + 1] - bounds[i]))
        found: list[Part] = []
        for at in range(0, len(order), _LINES):
            rows = [(int(bounds[i]), int(bounds[i + 1])) for i in order[at : at + _LINES]]
            found.extend(self._decoded(scores, [(a, b) for a, b in rows if a < b]))
        return sorted(found, key=lambda part: part.first)

    def _decoded(self, scores: Floats, rows: list[tuple[int, int]]) -> Iterator[Part]:
        if not rows:
            return
        length = max(b - a for a, b in rows)
        filled = np.zeros((len(rows), length, len(self._tags)))
        inside = np.zeros((len(rows), length), bool)
        for row, (first, end) in enumerate(rows):
            filled[row, : end - first] = scores[first:end]
            inside[row, : end - first] = True
        paths = self._best(filled, inside)
        forward, backward, scale = self._likelihoods(filled, inside)
        for row, (first, end) in enumerate(rows):
            path = paths[row, : end - first]
            for kind, a, b in self._runs(path):
                chance = self._chance(filled[row], forward[row], backward[row], scale[row], path, a, b)
                yield Part(kind, first + a, first + b, chance)

    def _best(self, scores: npt.NDArray[np.float64], inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        size, length, _ = scores.shape
        so_far = np.where(self._opens, scores[:, 0], -np.inf)
        came = np.zeros(scores.shape, np.int64)
        for place in range(1, length):
            ways = so_far[:, :, None] + self._steps
            came[:, place] = ways.argmax(1)
            onward = ways.max(1) + scores[:, place]
            so_far = np.where(inside[:, place, None], onward, so_far)
        best = np.where(self._closes, so_far, -np.inf).argmax(1)
        paths = np.zeros((size, length), np.int64)
        for place in range(length - 1, -1, -1):
            paths[:, place] = best
            before = came[np.arange(size), place, best]
            best = np.where(inside[:, place] & (place > 0), before, best)
        return paths

    def _likelihoods(
        self, scores: npt.NDArray[np.float64], inside: npt.NDArray[np.bool_]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Forward and backward weights, scaled to sum to one forward, and the logarithm of each scale."""
        size, length, tags = scores.shape
        likely = np.exp(scores - scores.max(2, keepdims=True))
        forward = np.zeros(scores.shape)
        scale = np.ones((size, length))
        at = likely[:, 0] * self._opens
        for place in range(length):
            if place:
                at = np.where(inside[:, place, None], (at @ self._weights) * likely[:, place], at)
            total = at.sum(1)
            scale[:, place] = np.where(inside[:, place], total, 1.0)
            at = at / np.where(inside[:, place], total, 1.0)[:, None]
            forward[:, place] = at
        backward = np.zeros(scores.shape)
        back = np.broadcast_to(self._closes.astype(np.float64), (size, tags))
        for place in range(length - 1, -1, -1):
            backward[:, place] = back
            if place:
                onward = (likely[:, place] * back) @ self._weights.T / scale[:, place, None]
                back = np.where(inside[:, place, None], onward, back)
        return forward, backward, scale

    def _chance(
        self,
        scores: npt.NDArray[np.float64],
        forward: npt.NDArray[np.float64],
        backward: npt.NDArray[np.float64],
        scale: npt.NDArray[np.float64],
        path: npt.NDArray[np.int64],
        first: int,
        end: int,
    ) -> float:
        """The probability that this run of tags stands here, over all ways through the rest of the line."""
        inner = 0.0
        for place in range(first + 1, end):
            inner += float(
                self._steps[path[place - 1], path[place]]
                + scores[place, path[place]]
                - scores[place].max()
                - np.log(scale[place])
            )
        whole = float((forward[-1] * self._closes).sum())
        chance = forward[first, path[first]] * np.exp(inner) * backward[end - 1, path[end - 1]] / whole
        return float(min(max(chance, 0.0), 1.0))

    def _runs(self, path: npt.NDArray[np.int64]) -> Iterator[tuple[str, int, int]]:
        first = 0
        for place, tag in enumerate(path.tolist()):
            name = self._tags[tag]
            if name[0] in "BS":
                first = place
            if name[0] in "ES":
                yield name[2:], first, place + 1


def _follows(before: str, after: str) -> bool:
    if before[0] in "BI":
        return after[0] in "IE" and before[2:] == after[2:]
    return after[0] in "OBS"
