"""A march in an invented country and who counts its dead: figures in claims and outside, that agree, differ and change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest
from oxrdflib import OxigraphStore
from rdflib import Dataset

from claimgraph.graph.links import LinkGraph
from claimgraph.graph.terms import Names, nquads
from claimgraph.graph.triples import RunInfo, actor_quads, document_quads, run_quads
from claimgraph.graph.vocabulary import read_vocabulary
from claimgraph.ontology import load_ontology
from claimgraph.records import Figure
from claimgraph.relate.links import Comparison, LinkKind, Links, Tally, Utterance

RUN = RunInfo(software_version="0", model_name="none", model_version="0")

FIRST = """\
The night of the march was cold. The Ministry of Order said that 16 people had died. The Riverside League said that \
at least 27 people had died 🌊 on the bridge. Nobody slept.
"""
SECOND = """\
The square was empty by noon. The Ministry of Order said that 19 people had died, including 3 officers. About 40 \
shops closed. A witness said that several hundred people were injured.
"""
THIRD = """\
Between 20 and 30 people lost their lives. Rain fell on Orsk all week. Delta Radio said that 27 people had died.
"""


class Tolls:
    """The story, and a way to put figures and links into it by their words."""

    def __init__(self, story: Any) -> None:
        self.story = story
        self.comparisons: list[Comparison] = []
        self.tallies: list[Tally] = []

    def figures(self, number: int, *figures: tuple[str, dict[str, Any]]) -> None:
        """Add figures to a document; each is in the claim whose content holds it."""
        annotated = self.story.documents[number]
        text = annotated.document.text
        made = []
        for words, more in figures:
            start = text.index(words)
            end = start + len(words)
            inside = [
                n
                for n, claim in enumerate(annotated.claims)
                for s in claim.content
                if s.start <= start and end <= s.end
            ]
            made.append(Figure(start=start, end=end, claim=inside[0] if inside else None, **more))
        self.story.documents[number] = replace(annotated, figures=tuple(made))

    def at(self, number: int, figure: int | None = None, claim: int | None = None) -> Utterance:
        annotated = self.story.documents[number]
        if figure is not None:
            claim = annotated.figures[figure].claim
        return Utterance(annotated.document.path, claim, figure)

    def link(
        self, kind: LinkKind, left: Utterance, right: Utterance, reason: str, confidence: float = 1.0
    ) -> None:
        self.comparisons.append(
            Comparison(
                kind=kind, left=left, right=right, reason=reason, measure="deaths", confidence=confidence
            )
        )

    def tally(self, measure: str, *figures: Utterance, scope: str = "") -> None:
        self.tallies.append(Tally(measure=measure, scope=scope, figures=figures))

    def graph(self) -> Dataset:
        store, names = ox.Store(), Names()
        store.extend(run_quads(RUN))
        store.extend(actor_quads(self.story.resolution))
        links = Links(comparisons=tuple(self.comparisons), tallies=tuple(self.tallies))
        linked = LinkGraph(links, RUN, names, read_vocabulary(load_ontology()))
        for document in self.story.documents:
            store.extend(document_quads(document, self.story.resolution, run=RUN))
            linked.take(document)
        store.extend(ox.parse(nquads(linked.triples(), names.links), ox.RdfFormat.N_QUADS))
        return Dataset(store=OxigraphStore(store=store), default_union=True)


@pytest.fixture(scope="session")
def make_tolls(new_story: Any) -> Callable[[], Tolls]:
    """An empty story of one's own."""
    return lambda: Tolls(new_story())


@pytest.fixture(scope="session")
def tolls(make_tolls: Callable[[], Tolls]) -> Tolls:
    """Three documents, four claimants, a revision, two disputes, a repetition, a part of a whole."""
    return tell(make_tolls())


@pytest.fixture(scope="session")
def toll_graph(tolls: Tolls) -> Dataset:
    return tolls.graph()


def tell(tolls: Tolls, names: dict[str, str] | None = None) -> Tolls:
    story = tolls.story
    story.actor("ministry-of-order", "Ministry of Order", "Ministry")
    story.actor("riverside-league", "Riverside League", "NonGovernmentalOrganization")
    story.actor("delta-radio", "Delta Radio", "MediaOrganization")
    story.document(
        "first.txt", FIRST,
        [
            {"source": "The Ministry of Order", "cue": "said that", "content": "16 people had died"},
            {"source": "The Riverside League", "cue": "said that", "after": "The Riverside",
             "content": "at least 27 people had died 🌊 on the bridge"},
        ],
        title="Night on the bridge", date="2031-03-03", language="en",
    )  # fmt: skip
    story.document(
        "second.txt", SECOND,
        [
            {"source": "The Ministry of Order", "cue": "said that", "content": "19 people had died, including 3 officers"},
            {"source": "A witness", "cue": "said that", "after": "A witness", "content": "several hundred people were injured"},
        ],
        title="A week later", date="2031-03-10", language="en",
    )  # fmt: skip
    story.document(
        "third.txt", THIRD,
        [{"source": "Delta Radio", "cue": "said that", "content": "27 people had died"}],
        title="What we know", date="2031-03-12", language="en", publisher="delta-radio",
    )  # fmt: skip
    deaths = {"measure": "deaths"}
    tolls.figures(0, ("16", deaths | {"value": 16}), ("27", deaths | {"value": 27, "op": ">="}))
    tolls.figures(
        1,
        ("19", deaths | {"value": 19, "as_of": "2031-03-09"}),
        ("3", deaths | {"value": 3, "scope": "officers", "part_of": 0}),
        ("40", {"value": 40, "op": "~", "measure": "damage"}),
        ("several hundred", {"value": 200, "max": 900, "op": "range", "measure": "injured", "vague": True}),
    )
    tolls.figures(
        2, ("20 and 30", deaths | {"value": 20, "max": 30, "op": "range"}), ("27", deaths | {"value": 27})
    )
    old, least, new, part = tolls.at(0, 0), tolls.at(0, 1), tolls.at(1, 0), tolls.at(1, 1)
    between, exact = tolls.at(2, 0), tolls.at(2, 1)
    tolls.link("revises", new, old, "Ministry of Order said 16 on 2031-03-03 and 19 on 2031-03-09.")
    tolls.link("disputes", least, old, "At least 27 cannot hold together with 16.", 0.9)
    tolls.link("disputes", between, new, "20 to 30 cannot hold together with 19.", 0.8)
    tolls.link("repeats", exact, least, "Delta Radio gives the figure of the Riverside League.", 0.7)
    tolls.link("differsInScope", part, least, "Officers alone are counted.")
    tolls.tally("deaths", old, least, new, between, exact)
    return tolls
