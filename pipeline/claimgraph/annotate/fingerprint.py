"""What identifies a pipeline without loading it: its language model, its ontology, claimgraph's own code."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Literal, get_args

from spacy.util import get_package_path, is_package

from claimgraph.errors import ModelError
from claimgraph.ontology import Ontology
from claimgraph.resources import attribution_folder, model_folder

__all__ = ["ACCURACIES", "Accuracy", "LanguageModel", "find_model", "fingerprint"]

Accuracy = Literal["high", "fast"]
ACCURACIES: tuple[Accuracy, ...] = get_args(Accuracy)
"""How claims and names are found: by the transformer and the rules together, or by the rules alone."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """An installed spaCy pipeline.

    Attributes:
        name: language and name ("en_claimgraph").
        version: of the model.
        folder: where its files are.
    """

    name: str
    version: str
    folder: Path


def find_model(name_or_path: str | Path | None = None) -> LanguageModel:
    """Find a language model by the name of its package or by its folder.

    Args:
        name_or_path: without it, the model that claimgraph ships.

    Raises:
        ModelError: there is none, or the folder holds no spaCy pipeline.

    >>> find_model().name
    'en_claimgraph'
    """
    given = model_folder() if name_or_path is None else Path(name_or_path)
    folder = get_package_path(str(name_or_path)) if name_or_path and is_package(str(name_or_path)) else given
    metas = [folder / "meta.json", *sorted(folder.glob("*/meta.json"))] if folder.is_dir() else []
    for meta in metas:
        try:
            data = json.loads(meta.read_text(encoding="utf-8"))
            return LanguageModel(f"{data['lang']}_{data['name']}", str(data["version"]), meta.parent)
        except (OSError, ValueError, KeyError):
            continue
    raise ModelError(
        f"There is no spaCy pipeline {str(name_or_path)!r}. Give the name of an installed one "
        "or its folder, or leave --model out to use the one that claimgraph ships."
    )


def fingerprint(model: LanguageModel, ontology: Ontology, accuracy: Accuracy = "high") -> str:
    """A digest that changes whenever the same text could be annotated differently.

    Files of known actors are no part of it: they say who is who, not what stands in a text.
    """
    digest = hashlib.sha256(
        f"{version('spacy')} {model.name} {model.version} {ontology.reading} {accuracy}".encode()
    )
    package = Path(__file__).resolve().parent.parent
    code = [
        *(package / "annotate").rglob("*.py"),
        *(package / "ontology").glob("*.py"),
        package / "records.py",
    ]
    folders = [model.folder]
    if accuracy == "high":
        digest.update(version("onnxruntime").encode())
        folders.append(attribution_folder())
    files = (sorted(path for path in folder.rglob("*") if path.is_file()) for folder in folders)
    for path in [*sorted(code), *chain.from_iterable(files)]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
