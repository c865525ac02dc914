"""Texts in, and which of them are (nearly) the text of an earlier one out.

Every text is reduced to a short signature (MinHash over word shingles); only texts that agree in a band of
theirs are looked at more closely. No text is kept, and no two signatures are compared without a reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["ReprintFinder"]

_SHINGLE = 5  # words
_LEAST_SHINGLES = 16  # a shorter text is nobody's reprint
_HASHES = 128
_ROWS = 4  # of a band: texts that share half of their shingles meet in one of 32 bands with 87 %
_ALIKE = 0.7  # share of equal hashes, about the share of all shingles that both texts have
_CROWDED = 64  # texts in one band that are looked at
_WORD = re.compile(r"\w+")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 by the golden ratio


class ReprintFinder:
    """Collects texts, then tells which are reprints."""

    def __init__(self) -> None:
        random = np.random.default_rng(20_220_105)
        self._factors, self._terms = (
            random.integers(0, 1 << 63, size=(2, _HASHES, 1), dtype=np.uint64) * 2 + 1
        )
        self._signatures: dict[str, tuple[str, NDArray[np.uint32]]] = {}

    def add(self, path: str, text: str, date: str | None) -> None:
        """Take note of a text.

        Args:
            path: name of the document.
            text: all of it.
            date: ISO date; of two alike the earlier is the original, of the same date the first path.
        """
        words = _WORD.findall(text.lower())
        shingles = {
            crc32(" ".join(words[at : at + _SHINGLE]).encode("utf-8", "surrogatepass"))
            for at in range(len(words) - _SHINGLE + 1)
        }
        if len(shingles) < _LEAST_SHINGLES:
            return
        hashes = np.fromiter(shingles, dtype=np.uint64, count=len(shingles))
        # Checksums are spread over 64 bits first: in a product that does not overflow, small ones stay least.
        spread = (hashes + np.uint64(1)) * _SPREAD
        lowest = ((self._factors * (spread ^ (spread >> np.uint64(29))) + self._terms) >> np.uint64(32)).min(
            axis=1
        )
        self._signatures[path] = (date or "9999", lowest.astype(np.uint32))

    def reprints(self) -> dict[str, str]:
        """Path of a reprint -> path of the earliest text that it is like.

        >>> finder, text = ReprintFinder(), " ".join(f"word{number}" for number in range(50))
        >>> for path, date in (("b.txt", "2021-03-01"), ("a.txt", "2021-03-02")):
        ...     finder.add(path, text, date)
        >>> finder.reprints()
        {'a.txt': 'b.txt'}
        """
        found: dict[str, str] = {}
        bands: defaultdict[tuple[int, bytes], list[str]] = defaultdict(list)
        for path in sorted(self._signatures, key=lambda path: (self._signatures[path][0], path)):
            signature = self._signatures[path][1]
            keys = [(at, signature[at : at + _ROWS].tobytes()) for at in range(0, _HASHES, _ROWS)]
            met = {other for key in keys for other in bands[key]}
            original = min(
                (other for other in met if self._alike(signature, other)),
                key=lambda other: (self._signatures[other][0], other),
                default=None,
            )
            if original is not None:
                found[path] = original
                continue
            for key in keys:
                if len(bands[key]) < _CROWDED:
                    bands[key].append(path)
        return dict(sorted(found.items()))

    def _alike(self, signature: NDArray[np.uint32], other: str) -> bool:
        return float(np.mean(signature == self._signatures[other][1])) >= _ALIKE
