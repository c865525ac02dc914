"""The model as it runs: every word scored once, each text on its own, and damage named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.annotate.learned.encoding import FEATURES, Encoded
from claimgraph.annotate.learned.network import Network
from claimgraph.errors import ModelError
from claimgraph.resources import attribution_folder

Encode = Callable[[str], Encoded]
Array = npt.NDArray[Any]
TEXT = (
    "Ada Roe said on Monday that the road to Ushtara was closed.\n\n"
    "“Nobody told the drivers,” the Harbour Union wrote. It called for an inquiry.\n"
)
MOST = 512  # positions that the backbone knows


class Echo:
    """In place of the model: says of every word which piece it begins with, and notes what it was given."""

    def __init__(self, roles: int, names: int, links: int) -> None:
        self.sizes = roles, names, links
        self.seen: list[dict[str, Array]] = []

    def run(self, _: None, given: dict[str, Array]) -> list[Array]:
        self.seen.append(given)
        pieces = np.take_along_axis(given["pieces"], given["firsts"], axis=1)
        return [np.repeat(pieces[:, :, None], size, axis=2).astype(np.float32) for size in self.sizes]


@pytest.fixture(scope="module")
def plain() -> Network:
    """With the shipped vocabulary; its session is set by tests."""
    return Network(attribution_folder())


def with_echo(network: Network) -> Echo:
    sizes = (len(network.about["role_tags"]), len(network.about["name_tags"]), int(network.about["links"]))
    echo = network.__dict__["_session"] = Echo(*sizes)
    return echo


def made_up(lengths: list[int], line: int) -> Encoded:
    """A text of words with so many pieces, each piece another one."""
    starts = np.cumsum([0, *lengths]).astype(np.int64)
    return Encoded(
        pieces=np.arange(1000, 1000 + starts[-1]),
        starts=starts,
        features=np.ones((len(lengths), len(FEATURES)), np.int64),
        lines=np.arange(0, len(lengths), line),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 32), max_size=300), st.integers(1, 400))
def test_every_word_gets_its_own_scores_however_windows_fall(
    plain: Network, lengths: list[int], line: int
) -> None:
    echo = with_echo(plain)
    text = made_up(lengths, line)
    scores = plain.score([text])[0]
    for kept in (scores.roles, scores.names, scores.links):
        assert kept.shape[0] == len(lengths)
        assert (kept == text.pieces[text.starts[:-1], None]).all()
    for window in echo.seen:
        assert window["pieces"].shape == window["mask"].shape == window["features"].shape[:2]
        assert window["pieces"].shape[1] <= MOST
        assert window["pieces"][0, [0, -1]].tolist() == [plain.pieces.first, plain.pieces.last]


def test_windows_begin_with_what_came_before_and_end_with_a_line(plain: Network) -> None:
    echo = with_echo(plain)
    text = made_up([1] * 2000, 30)
    plain.score([text])
    seen = [window["pieces"][0, 1:-1].tolist() for window in echo.seen]
    assert len(seen) > 5
    for before, after in pairwise(seen):
        assert 0 < len(set(before) & set(after)) < len(after) // 2
        assert (before[-1] + 1 - 1000) % 30 == 0
    assert sorted({piece for window in seen for piece in window}) == text.pieces.tolist()


def test_long_texts_are_scored_to_the_end(network: Network, encoded: Encode) -> None:
    text = encoded(TEXT * 40)
    scores = network.score([text])[0]
    for kept in (scores.roles, scores.names, scores.links):
        assert np.isfinite(kept).all()
        assert (kept != 0).any(axis=1).all()


def test_what_is_read_together_changes_nothing(network: Network, encoded: Encode) -> None:
    """To the last bit: 8-bit models scale by the largest number in a run, so no run holds two texts."""
    texts = [
        encoded(text) for text in (TEXT, "Rain.", TEXT * 12, "", "“It rained,” said Lee Moss.", TEXT * 3)
    ]
    together = network.score(texts)
    backwards = network.score(texts[::-1])[::-1]
    for text, one, other in zip(texts, together, backwards, strict=True):
        alone = network.score([text])[0]
        for name in ("roles", "names", "links"):
            assert np.array_equal(getattr(alone, name), getattr(one, name))
            assert np.array_equal(getattr(alone, name), getattr(other, name))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "attribution"
    folder.mkdir()
    for path in attribution_folder().iterdir():
        if path.name == "model.onnx":
            (folder / path.name).symlink_to(path)
        elif path.is_file():
            shutil.copy(path, folder)
    return folder


FILES = ("model.json", "tokenizer.json", "decoder.npz", "model.onnx")


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError) as told:
        Network(copy)
    assert str(copy) in str(told.value)
    assert name in str(told.value)
    assert "--accuracy fast" in str(told.value)


@pytest.mark.parametrize("content", [b"", b"{", b"PK\x03\x04 cut", b"[]", b"{}"])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_an_error_that_names_the_folder(
    copy: Path, encoded: Encode, name: str, content: bytes
) -> None:
    (copy / name).unlink()
    (copy / name).write_bytes(content)
    with pytest.raises(ModelError) as told:
        Network(copy).score([encoded(TEXT)])
    assert str(copy) in str(told.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        Network(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"features": {**FEATURES, "line": 9}}, "other word features"),
        (
            {"features": {name: size for name, size in FEATURES.items() if name != "line"}},
            "other word features",
        ),
        ({"role_tags": ["O"]}, "do not belong together"),
        ({"features": None}, "other word features"),
    ],
)
def test_a_model_made_for_something_else_is_refused(copy: Path, change: dict[str, Any], message: str) -> None:
    about = json.loads((copy / "model.json").read_text(encoding="utf-8"))
    (copy / "model.json").write_text(json.dumps({**about, **change}), encoding="utf-8")
    with pytest.raises(ModelError, match=message) as told:
        Network(copy)
    assert str(copy) in str(told.value)


def test_the_runtime_is_loaded_when_the_first_text_comes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    code = """
import sys
from pathlib import Path
import claimgraph
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.records import Document

folder = Path(sys.argv[1])
claimgraph.build([folder / "a.txt"], folder / "graph", accuracy="fast", jobs=1, view=False)
annotator = load_pipeline(accuracy="high")
before = "onnxruntime" in sys.modules
list(annotator.annotate([Document(path="a.txt", text="Ada Roe said that it rained.")]))
print(before, "onnxruntime" in sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "True"]
