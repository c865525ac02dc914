"""Sources, cues and contents -> who-says-what triples: each content takes its cue, each cue its source.

Both choices are made among the parts near by, by a biaffine score (Dozat and Manning 2017) of the two
parts and their distance; "none" is one of the choices. It knows neither words nor acts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from claimgraph.annotate.learned.decoding import Part
from claimgraph.annotate.learned.network import Floats

__all__ = ["Linker", "Triple"]

_NEAR = 12  # parts on each side that one can belong to
_LINES = {"source": 0, "content": 1}  # between two parts that belong together: a quotation, "she said" below


@dataclass(slots=True)
class Triple:
    """One attribution in words.

    Attributes:
        cue: None where only the layout attributes.
        source: None where the text does not say who.
        contents: in text order.
        ties: how likely its links are, together.
        confidence: how often triples that the model thinks as likely as this one were right.
    """

    cue: Part | None
    source: Part | None = None
    contents: list[Part] = field(default_factory=list)
    ties: float = 1.0
    confidence: float = 1.0


class Linker:
    """The scores of ties.

    Args:
        weights: as exported with the model.
        calibration: pairs of how likely the model thinks a triple and how often such triples were right, both
            rising; without it the model is taken at its word.
    """

    def __init__(
        self,
        weights: Mapping[str, npt.NDArray[Any]],
        calibration: Sequence[Sequence[float]] = ((0.0, 0.0), (1.0, 1.0)),
    ) -> None:
        self._weights = weights
        self._curve = np.asarray(calibration, np.float64).T
        self._width = len(weights["link_content"])
        self._steps = len(weights["link_content_way"]) // 2

    def triples(self, parts: Sequence[Part], vectors: Floats, lines: npt.NDArray[np.int64]) -> list[Triple]:
        """Tie the parts of one text together.

        Args:
            parts: in text order.
            vectors: `Scores.links`.
            lines: the first word of every line.
        """
        cues = [part for part in parts if part.kind == "cue"]
        sources = [part for part in parts if part.kind == "source"]
        contents = [part for part in parts if part.kind == "content"]
        triples = [Triple(cue) for cue in cues]
        for triple, source in zip(
            triples, self._chosen(cues, sources, vectors, "source", lines), strict=True
        ):
            if source is not None:
                triple.source = sources[source[0]]
                triple.ties *= source[1]
        for content, cue in zip(
            contents, self._chosen(contents, cues, vectors, "content", lines), strict=True
        ):
            if cue is None:
                triples.append(Triple(None, contents=[content]))
            else:
                triples[cue[0]].contents.append(content)
                triples[cue[0]].ties *= cue[1]
        for triple in triples:
            triple.confidence = self._calibrated(triple)
        return triples

    def _calibrated(self, triple: Triple) -> float:
        parts = [part for part in (triple.cue, triple.source, *triple.contents) if part is not None]
        likely = min(part.probability for part in parts) * triple.ties
        return float(np.interp(likely, *self._curve))

    def _chosen(
        self,
        parts: Sequence[Part],
        others: Sequence[Part],
        vectors: Floats,
        kind: str,
        lines: npt.NDArray[np.int64],
    ) -> list[tuple[int, float] | None]:
        """For every part the number of the other one that it takes, with its probability."""
        found: list[tuple[int, float] | None] = []
        starts = [other.first for other in others]
        cue_first = kind == "source"  # the cue is the head of both ties
        own = self._as_head(parts, vectors) if cue_first else self._as_other(parts, vectors)
        theirs = self._as_other(others, vectors) if cue_first else self._as_head(others, vectors)
        weight = self._weights[f"link_{kind}"]
        own_weighted = own @ (weight if cue_first else weight.T)
        none = own @ self._weights[f"link_{kind}_none"]
        way = self._weights[f"link_{kind}_way"]
        mine, their = (_line_of(each, lines) for each in (parts, others))
        for number, part in enumerate(parts):
            place = bisect_left(starts, part.first)
            near = [
                i
                for i in range(max(0, place - _NEAR), min(len(others), place + _NEAR))
                if abs(their[i] - mine[number]) <= _LINES[kind]
            ]
            pairs = [(part, others[i]) if cue_first else (others[i], part) for i in near]
            bias = [way[self._way(cue, other)] for cue, other in pairs]
            scores = np.append(theirs[near] @ own_weighted[number] + bias, none[number])
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            best = int(likely.argmax())
            found.append((near[best], float(likely[best])) if best < len(near) else None)
        return found

    def _as_head(self, parts: Sequence[Part], vectors: Floats) -> Floats:
        return self._sum(parts, vectors, 0)

    def _as_other(self, parts: Sequence[Part], vectors: Floats) -> Floats:
        return self._sum(parts, vectors, 2)

    def _sum(self, parts: Sequence[Part], vectors: Floats, block: int) -> Floats:
        width = self._width
        first = vectors[[part.first for part in parts], block * width : (block + 1) * width]
        last = vectors[[part.end - 1 for part in parts], (block + 1) * width : (block + 2) * width]
        return _gelu(first + last)

    def _way(self, cue: Part, other: Part) -> int:
        """Class of the distance in words, as in training."""
        after = other.first - (cue.end - 1)
        gap = after if after > 0 else cue.first - (other.end - 1)
        step = min(int(np.log2(np.float32(max(gap, 1))) * np.float32(1.5)), self._steps - 1)
        return step if after > 0 else step + self._steps


def _line_of(parts: Sequence[Part], lines: npt.NDArray[np.int64]) -> list[int]:
    return [int(n) for n in np.searchsorted(lines, [part.first for part in parts], side="right")]


def _gelu(x: Floats) -> Floats:
    """As in training, with the error function approximated (Abramowitz and Stegun 1964, 7.1.26)."""
    z = np.abs(x) / np.sqrt(np.float32(2))
    t = 1 / (1 + 0.3275911 * z)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - tail * np.exp(-z * z))
    result: Floats = (0.5 * x * (1 + erf)).astype(np.float32)
    return result
