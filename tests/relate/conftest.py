"""Documents with figures, written so that a test can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from claimgraph.ontology import load_ontology
from claimgraph.ontology.measures import Measures, read_measures
from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    Claim,
    Document,
    Figure,
    Headed,
    Mention,
    Reference,
    Resolution,
    Span,
)
from claimgraph.relate import relate
from claimgraph.relate.links import Links, Utterance

SAYS = re.compile(r"\{([^{}|]+)\|([^{}]+)\}")


class Story:
    """Documents in which `{Halden Watch|says}` is who claims the rest of its sentence, `{Vardelin|in}` a place and
    `{27|deaths op=>= scope=...}` a figure.
    """

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.documents: list[AnnotatedDocument] = []
        self.references: dict[str, tuple[Reference | None, ...]] = {}
        self.publishers: dict[str, str] = {}
        self.actors: dict[str, Actor] = {}
        self.headed: dict[str, tuple[Headed, ...]] = {}

    def add(self, path: str, marked: str, *, publisher: str | None = None, date: str | None = None) -> Story:
        """Add a document; every claim runs from its claimant to the end of the sentence."""
        text, end = "", 0
        mentions: list[Mention] = []
        references: list[Reference | None] = []
        claims: list[Claim] = []
        figures: list[Figure] = []
        sentence = 0
        for mark in SAYS.finditer(marked):
            text += marked[end : mark.start()]
            end = mark.end()
            start, (kind, *options) = len(text), mark[2].split(" ")
            text += mark[1]
            known = dict(option.split("=", 1) for option in options)
            sentence = len(re.findall(r"[.!?] ", text))
            if kind in ("in", "says", "denies", "demands", "promises", "unnamed", "verifies"):
                label: Any = {"in": "Location", "unnamed": "Group"}.get(kind, "Organization")
                form: Any = "role" if kind == "unnamed" else "named"
                mentions.append(
                    Mention(start=start, end=len(text), label=label, form=form, sentence=sentence)
                )
                actor = None if kind == "in" else self.actor(mark[1], label, known.get("class"))
                references.append(Reference(actor=actor, method="test") if actor else None)
            if kind not in ("in", "says", "denies", "demands", "promises", "unnamed", "verifies"):
                figures.append(self.figure(mark[1], kind, known, start, len(claims) - 1, claims, sentence))
            elif kind != "in":
                stop = marked.find(". ", mark.end())
                length = len(SAYS.sub(r"\1", marked[mark.end() : stop if stop > 0 else len(marked)]))
                act = {"denies": "deny", "demands": "demand", "promises": "promise"}.get(kind, "assert")
                cue = (Span(len(text), len(text) + len(" verifies")),) if kind == "verifies" else ()
                claims.append(
                    Claim(
                        source=(Span(start, len(text)),),
                        cue=cue,
                        content=(Span(len(text), len(text) + length),),
                        act=act,
                        claimants=(len(mentions) - 1,),
                    )
                )
        text += marked[end:]
        document = Document(path=path, text=text, publisher=publisher, date=date)
        if publisher is not None:
            self.publishers[path] = self.actor(publisher, "Organization", None)
        self.references[path] = tuple(references)
        self.documents.append(
            AnnotatedDocument(
                document=document, mentions=tuple(mentions), claims=tuple(claims), figures=tuple(figures)
            )
        )
        return self

    def figure(
        self,
        text: str,
        measure: str,
        known: dict[str, str],
        start: int,
        claim: int,
        claims: list[Claim],
        sentence: int,
    ) -> Figure:
        values = [int(part.replace(",", "")) for part in text.split(" to ")]
        inside = claim >= 0 and any(span.start <= start < span.end for span in claims[claim].content)
        op: Any = known.get("op", "range" if len(values) > 1 else "=")
        scope = known.get("scope")
        return Figure(
            start=start,
            end=start + len(text),
            value=values[0],
            max=values[1] if len(values) > 1 else None,
            op=op,
            measure=measure,
            scope=scope.replace("_", " ") if scope else None,
            as_of=known.get("on"),
            claim=claim if inside else None,
        )

    def actor(self, name: str, label: Any, actor_class: str | None) -> str:
        key = name.lower().replace(" ", "-")
        iri = f"https://w3id.org/claimgraph/ontology#{actor_class}" if actor_class else None
        self.actors.setdefault(key, Actor(id=key, name=name, label=label, actor_class=iri))
        return key

    def heads(self, path: str, mention: int, body: str) -> Story:
        """Make somebody head a body."""
        key = body.lower().replace(" ", "-")
        self.headed[path] = (Headed(mention=mention, body=key, role="head", method="test"),)
        return self

    def resolution(self) -> Resolution:
        return Resolution(
            actors=self.actors, references=self.references, publishers=self.publishers, headed=self.headed
        )

    def links(self) -> Links:
        return relate(self.documents, self.resolution(), measures=self.measures, claims=False)

    def said(self, utterance: Utterance) -> str:
        """`a.txt 27`: where a figure is, and what it says."""
        for each in self.documents:
            if each.document.path == utterance.document and utterance.figure is not None:
                figure = each.figures[utterance.figure]
                return f"{utterance.document} {each.document.text[figure.start : figure.end]}"
        raise KeyError(utterance)

    def told(self) -> set[str]:
        """`a.txt 27 disputes b.txt 14`, for each link."""
        return {
            f"{self.said(each.left)} {each.kind} {self.said(each.right)}" for each in self.links().comparisons
        }


@pytest.fixture(scope="session")
def measures() -> Measures:
    return read_measures(load_ontology())


@pytest.fixture
def story(measures: Measures) -> Story:
    return Story(measures)


@pytest.fixture
def new_story(measures: Measures) -> Callable[[], Story]:
    return lambda: Story(measures)
