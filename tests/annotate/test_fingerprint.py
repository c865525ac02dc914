"""What identifies a pipeline: the same for the same, another for another accuracy or model file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from claimgraph.annotate import fingerprint as module
from claimgraph.annotate.fingerprint import find_model, fingerprint
from claimgraph.ontology import Ontology, load_ontology
from claimgraph.resources import attribution_folder


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def test_each_accuracy_has_its_own_and_keeps_it(ontology: Ontology) -> None:
    model = find_model()
    high, fast = (fingerprint(model, ontology, accuracy) for accuracy in ("high", "fast"))
    assert high != fast
    assert fingerprint(model, ontology, "high") == high
    assert fingerprint(model, ontology, "fast") == fast


@pytest.mark.parametrize("name", ["model.json", "tokenizer.json", "decoder.npz"])
def test_another_attribution_model_counts_at_high_accuracy_only(
    ontology: Ontology, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    model = find_model()
    before = {accuracy: fingerprint(model, ontology, accuracy) for accuracy in ("high", "fast")}
    folder = tmp_path / "attribution"
    shutil.copytree(attribution_folder(), folder)
    monkeypatch.setattr(module, "attribution_folder", lambda: folder)
    assert fingerprint(model, ontology, "high") == before["high"]
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    assert fingerprint(model, ontology, "high") != before["high"]
    assert fingerprint(model, ontology, "fast") == before["fast"]
