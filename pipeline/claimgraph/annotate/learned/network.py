"""The attribution model as it runs: encoded texts in, scores for every word out.

Long texts go through in windows that end where a line ends and start with some of what came before. Each
window runs alone: 8-bit arithmetic scales its numbers by the largest in the run, so that what is read
together would change the scores, and on a processor it is faster, too. ONNX Runtime and the weights are
loaded when the first text comes. What the scores mean is decided by `decoding` and `linking`.
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

__all__ = ["LENGTH", "Network", "Scores"]

Floats = npt.NDArray[np.float32]

_FILES = ("model.json", "tokenizer.json", "decoder.npz", "model.onnx")
LENGTH = 256  # word pieces in a window, with the marks at both ends
_BEFORE = 48  # of them, at most, from before what the window is for


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the words of one text.

    Attributes:
        roles: words x tags of the roles, `Network.about`.
        names: words x tags of the names.
        links: words x 4 parts, for tying parts together.
    """

    roles: Floats
    names: Floats
    links: Floats


@dataclass(frozen=True, slots=True)
class _Window:
    context: int  # first word
    begin: int  # first word that the window is for
    end: int


class Network:
    """A model folder: `model.onnx`, `tokenizer.json`, `decoder.npz`, `model.json`.

    Args:
        folder: where the files are.
        threads: processor cores that one run uses.

    Raises:
        ModelError: a file is missing, damaged or made for another version of the encoding.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.folder = folder
        self._threads = threads
        advice = "Install claimgraph again, or build with --accuracy fast."
        if missing := [name for name in _FILES if not (folder / name).is_file()]:
            raise ModelError(f"The attribution model in {folder} has no {' and no '.join(missing)}. {advice}")
        try:
            self.about: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            made_for = {name: self.about[name] for name in ("features", "links", "role_tags", "name_tags")}
            self.pieces = Pieces(folder / "tokenizer.json")
            with (folder / "decoder.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                self.decoder = {name: arrays[name] for name in arrays.files}
            steps = [len(self.decoder[name]) for name in ("role_steps", "name_steps")]
        except Exception as error:  # tokenizers and zipfile raise their own, unrelated classes
            raise ModelError(
                f"The attribution model in {folder} cannot be read ({error}). {advice}"
            ) from error
        if steps != [len(made_for[name]) for name in ("role_tags", "name_tags")]:
            raise ModelError(
                f"The files of the attribution model in {folder} do not belong together. {advice}"
            )
        if list((made_for["features"] or {}).items()) != list(FEATURES.items()):
            raise ModelError(
                f"The attribution model in {folder} was made for other word features than this version of "
                f"claimgraph computes. {advice}"
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
        """Score every word of every text; what the other texts are changes nothing."""
        return [self._scored(text) for text in texts]

    def _scored(self, text: Encoded) -> Scores:
        words = len(text.starts) - 1
        sizes = (len(self.decoder["role_steps"]), len(self.decoder["name_steps"]), self.about["links"])
        found = Scores(*(np.zeros((words, size), np.float32) for size in sizes))
        for window in _windows(text):
            outputs = self._session.run(None, self._inputs(text, window))
            first = window.begin - window.context
            for kept, output in zip((found.roles, found.names, found.links), outputs, strict=True):
                kept[window.begin : window.end] = output[0, first:]
        return found

    def _inputs(self, text: Encoded, window: _Window) -> dict[str, Any]:
        starts = text.starts[window.context : window.end + 1]
        first, last = int(starts[0]), int(starts[-1])
        length = last - first + 2
        pieces = np.empty((1, length), np.int64)
        pieces[0, 0], pieces[0, -1] = self.pieces.first, self.pieces.last
        pieces[0, 1:-1] = text.pieces[first:last]
        features = np.zeros((1, length, len(FEATURES)), np.int64)
        features[0, 1:-1] = np.repeat(text.features[window.context : window.end], np.diff(starts), axis=0)
        mask = np.ones((1, length), np.int64)
        return {"pieces": pieces, "features": features, "mask": mask, "firsts": starts[None, :-1] - first + 1}


def _windows(text: Encoded) -> Iterator[_Window]:
    """Runs of words that end with a line as far as one ends in their later half."""
    starts, total = text.starts, len(text.starts) - 1
    ends = np.append(text.lines, total)
    begin = 0
    while begin < total:
        context = int(np.searchsorted(starts, starts[begin] - _BEFORE))
        room = starts[context] + LENGTH - 2
        end = max(int(np.searchsorted(starts, room, side="right")) - 1, begin + 1)
        if end < total:
            near = int(ends[np.searchsorted(ends, end, side="right") - 1])
            end = near if near > begin + (end - begin) // 2 else end
        end = min(end, total)
        yield _Window(context, begin, end)
        begin = end
