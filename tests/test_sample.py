"""The sample says of itself what it is, and its guide and the guide for contributors keep their word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.ontology import load_ontology
from claimgraph.ontology.boilerplate import read_boilerplate
from claimgraph.read import plan_files, read_documents
from claimgraph.records import Document
from claimgraph.resources import sample_folder

ROOT = Path(__file__).parents[1]
SAMPLE = [
    item
    for item in read_documents(plan_files([sample_folder()]), boilerplate=read_boilerplate(load_ontology()))
    if isinstance(item, Document)
]


@pytest.mark.parametrize("document", SAMPLE, ids=lambda document: document.path)
def test_every_digest_says_what_it_is_and_names_its_sources(document: Document) -> None:
    assert (document.title or "").startswith("Digest: ")
    assert None not in (document.publisher, document.date, document.url, document.language)
    assert document.text.strip().startswith("This is a digest in our own words")
    assert re.search(r"^Source: .*\d{4}", document.text.strip().splitlines()[-1])
    assert document.genre != "statement", "unattributed words of a digest must not be given to its publisher"


def test_the_guide_lists_every_digest() -> None:
    guide = (ROOT / "graphs" / "january-2022" / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"`(\d\d-[\w-]+\.md)`", guide)) == sorted(document.path for document in SAMPLE)


@pytest.mark.parametrize(
    ("entry", "sentence", "found"),
    [
        ("act:demand", "The union agitated for an inquiry.", lambda note: note.claims[0].act == "demand"),
        (
            "measure:shelters",
            "The town opened 14 shelters.",
            lambda note: note.figures[0].measure == "shelters",
        ),
        (
            "cg:Monastery",
            "The Vardelin Monastery took in forty families.",
            lambda note: str(note.mentions[0].actor_class).endswith("#Monastery"),
        ),
    ],
)
def test_the_entries_shown_to_contributors_work(
    tmp_path: Path, entry: str, sentence: str, found: Callable[..., bool]
) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n)+", guide, re.MULTILINE)
    block = next(block for block in blocks if re.search(rf"^    {entry} ", block, re.MULTILINE))
    extra = tmp_path / "mine.ttl"
    extra.write_text(re.sub(r"^    ", "", block, flags=re.MULTILINE), encoding="utf-8")
    assert re.sub(r"[\[\]]", "", sentence) in re.sub(r"[\[\]]", "", extra.read_text(encoding="utf-8"))
    document = Document(path="a.txt", text=sentence)
    assert found(next(load_pipeline(ontology=[extra]).annotate([document])))
