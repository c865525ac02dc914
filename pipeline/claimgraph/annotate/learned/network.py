"""The attribution model as it runs: encoded texts in, scores for every word out.

Long texts go through in windows that end where a line ends and start with some of what came before;
windows of many texts run together. ONNX Runtime and the weights are loaded when the first text comes.
What the scores mean is decided by `decoding` and `linking`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claimgraph.annotate.learned.encoding import FEATURES, Encoded, Pieces
from claimgraph.errors import ModelError

__all__ = ["Network", "Scores"]

Floats = npt.NDArray[np.float32]

_LENGTH = 256  # word pieces in a window, with the marks at both ends
_BEFORE = 48  # of them, at most, from before what the window is for
_TOGETHER = 8192  # word pieces that run at once


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the words of one text.

    Attributes:
        roles: words x tags of `Network.role_tags`.
        names: words x tags of `Network.name_tags`.
        links: words x 4 parts, for tying parts together.
    """

    roles: Floats
    names: Floats
    links: Floats


@dataclass(frozen=True, slots=True)
class _Window:
    text: int
    context: int  # first word
    begin: int  # first word that the window is for
    end: int
    pieces: int


class Network:
    """A model folder: `model.onnx`, `tokenizer.json`, `decoder.npz`, `model.json`.

    Args:
        folder: where the files are.
        threads: processor cores that one run uses.

    Raises:
        ModelError: a file is missing or made for another version of the encoding.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.folder = folder
        self._threads = threads
        try:
            self.about: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            self.pieces = Pieces(folder / "tokenizer.json")
            with np.load(folder / "decoder.npz", allow_pickle=False) as arrays:
                self.decoder = {name: arrays[name] for name in arrays.files}
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"The attribution model in {folder} cannot be read: {error}") from error
        if self.about.get("features") != FEATURES:
            raise ModelError(
                f"The attribution model in {folder} was made for other word features than this version of "
                "claimgraph computes. Install claimgraph again, or build with --accuracy fast."
            )

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena would keep the memory of the largest batch for good.
        options.enable_cpu_mem_arena = False
        try:
            return onnxruntime.InferenceSession(
                str(self.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises its own, unrelated classes
            raise ModelError(f"The attribution model in {self.folder} cannot be loaded: {error}") from error

    def score(self, texts: Sequence[Encoded]) -> list[Scores]:
        """Score every word of every text."""
        sizes = (len(self.decoder["role_steps"]), len(self.decoder["name_steps"]), self.about["links"])
        found = [
            Scores(*(np.zeros((len(text.starts) - 1, size), np.float32) for size in sizes)) for text in texts
        ]
        windows = [window for number, text in enumerate(texts) for window in _windows(number, text)]
        for batch in _batches(windows):
            outputs = self._session.run(None, self._inputs(texts, batch))
            for row, window in enumerate(batch):
                first, last = window.begin - window.context, window.end - window.context
                scores = found[window.text]
                for kept, output in zip((scores.roles, scores.names, scores.links), outputs, strict=True):
                    kept[window.begin : window.end] = output[row, first:last]
        return found

    def _inputs(self, texts: Sequence[Encoded], batch: Sequence[_Window]) -> dict[str, Any]:
        length = max(window.pieces for window in batch) + 2
        words = max(window.end - window.context for window in batch)
        pieces = np.full((len(batch), length), self.pieces.padding, np.int64)
        features = np.zeros((len(batch), length, len(FEATURES)), np.int64)
        mask = np.zeros((len(batch), length), np.int64)
        firsts = np.zeros((len(batch), words), np.int64)
        for row, window in enumerate(batch):
            text = texts[window.text]
            starts = text.starts[window.context : window.end + 1]
            first, last = int(starts[0]), int(starts[-1])
            end = last - first + 1
            pieces[row, 0], pieces[row, end] = self.pieces.first, self.pieces.last
            pieces[row, 1:end] = text.pieces[first:last]
            features[row, 1:end] = np.repeat(
                text.features[window.context : window.end], np.diff(starts), axis=0
            )
            mask[row, : end + 1] = 1
            firsts[row, : len(starts) - 1] = starts[:-1] - first + 1
        return {"pieces": pieces, "features": features, "mask": mask, "firsts": firsts}


def _windows(number: int, text: Encoded) -> Iterator[_Window]:
    """Runs of words that end with a line as far as one ends in their later half."""
    starts, total = text.starts, len(text.starts) - 1
    ends = np.append(text.lines, total)
    begin = 0
    while begin < total:
        context = int(np.searchsorted(starts, starts[begin] - _BEFORE))
        room = starts[context] + _LENGTH - 2
        end = max(int(np.searchsorted(starts, room, side="right")) - 1, begin + 1)
        if end < total:
            near = int(ends[np.searchsorted(ends, end, side="right") - 1])
            end = near if near > begin + (end - begin) // 2 else end
        end = min(end, total)
        yield _Window(number, context, begin, end, int(starts[end] - starts[context]))
        begin = end


def _batches(windows: list[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together, so that little is padded."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda each: (-each.pieces, each.text, each.begin)):
        if batch and (len(batch) + 1) * (batch[0].pieces + 2) > _TOGETHER:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
