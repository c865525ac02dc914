"""Records of two fictional documents, written by hand: what the stages before the graph would hand over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimgraph.graph.store import Graph, open_graph, write_graph
from claimgraph.graph.triples import RunInfo
from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    Claim,
    Document,
    Figure,
    Mention,
    Reference,
    Relation,
    Resolution,
    Span,
    Suggestion,
)
from claimgraph.relate.links import Comparison, Links, Tally, Utterance

CG = "https://w3id.org/claimgraph/ontology#"

STATEMENT = (
    "Veldoria Watch regrets the arrests in Port Amsel. “At least 27 people died,” said Ada Quill, "
    "its director. The Interior Ministry denies that officers fired. It has said that Governor Brandt "
    "promised an inquiry. The Ministry must free all 140 detainees."
)
NEWS = (
    "The Interior Ministry said between 12 and 15 people had died, 3.5 percent of them minors. "
    "“Nobody was tortured,” it said. Unnamed residents reported 40 graves. "
    "According to Veldoria Watch (VW), the ministry 😀 ignored two letters."
)


class Builder:
    """Finds words in a text and makes records of their places."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, nth: int = 1) -> Span:
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def mention(self, words: str, label: Any, nth: int = 1, **more: Any) -> Mention:
        start, end = self.span(words, nth)
        more.setdefault("sentence", self.text.count(". ", 0, start))
        return Mention(start=start, end=end, label=label, **more)

    def figure(self, words: str, value: float, **more: Any) -> Figure:
        start, end = self.span(words)
        return Figure(start=start, end=end, value=value, **more)


def statement() -> AnnotatedDocument:
    """A statement by an organisation: a quotation, a denial, a nested claim, default claims, figures."""
    b = Builder(STATEMENT)
    return AnnotatedDocument(
        document=Document(
            path="statements/watch.txt",
            text=STATEMENT,
            sources=("statements/watch.txt", "copies/watch.txt"),
            title="Veldoria Watch on Port Amsel",
            publisher="Veldoria Watch",
            date="2031-05-04",
            url="https://watch.example/port-amsel?id=1",
            language="en",
            genre="statement",
        ),
        mentions=(
            b.mention("Veldoria Watch", "Organization"),
            b.mention("Port Amsel", "Location"),
            b.mention("Ada Quill", "Person", role="its director"),
            b.mention("its", "Organization", form="pronoun"),
            b.mention("Interior Ministry", "Organization"),
            b.mention("It", "Organization", form="pronoun", subject=True),
            b.mention("Brandt", "Person", role="Governor"),
            b.mention("Ministry", "Organization", nth=2, form="role"),
        ),
        claims=(
            Claim(
                content=(b.span("Veldoria Watch regrets the arrests in Port Amsel"),),
                act="concern",
                attribution="default",
                about=(1,),
                confidence=0.7,
            ),
            Claim(
                source=(b.span("Ada Quill, its director"),),
                cue=(b.span("said"),),
                content=(b.span("At least 27 people died"),),
                quotation="direct",
                claimants=(2,),
                confidence=0.95,
            ),
            Claim(
                source=(b.span("The Interior Ministry"),),
                cue=(b.span("denies"),),
                content=(b.span("that officers fired"),),
                act="deny",
                claimants=(4,),
                confidence=0.9,
            ),
            Claim(
                source=(b.span("It"),),
                cue=(b.span("has said"),),
                content=(b.span("that Governor Brandt promised an inquiry"),),
                claimants=(5,),
                about=(6,),
                relays=4,
                confidence=0.8,
            ),
            Claim(
                source=(b.span("Governor Brandt"),),
                cue=(b.span("promised"),),
                content=(b.span("an inquiry"),),
                act="promise",
                claimants=(6,),
                confidence=0.75,
            ),
            Claim(
                cue=(b.span("must"),),
                content=(b.span("The Ministry must free all 140 detainees"),),
                act="demand",
                attribution="default",
                addressees=(7,),
                confidence=0.6,
            ),
        ),
        figures=(
            b.figure("27", 27, op=">=", measure="deaths", counted=b.span("people"), claim=1),
            b.figure("140", 140, measure="detained", counted=b.span("detainees"), claim=5),
        ),
        relations=(
            Relation(
                kind="http://www.w3.org/ns/org#headOf",
                left=2,
                right=3,
                start=b.span("Ada Quill, its director").start,
                end=b.span("Ada Quill, its director").end,
                role=b.span("director"),
                method="in apposition",
                confidence=0.9,
            ),
        ),
    )


def news() -> AnnotatedDocument:
    """A news item: a range, a percentage, an unnamed source, a broken quotation, a claim after its cue."""
    b = Builder(NEWS)
    return AnnotatedDocument(
        document=Document(
            path="news/courier.txt",
            text=NEWS,
            sources=("news/courier.txt",),
            publisher="Amsel Courier",
            date="2031-05",
            genre="news",
        ),
        mentions=(
            b.mention("Interior Ministry", "Organization"),
            b.mention("it", "Organization", nth=1, form="pronoun"),
            b.mention("residents", "Group", form="role"),
            b.mention("Veldoria Watch", "Organization", acronym="VW"),
            b.mention("ministry", "Organization", form="role"),
        ),
        claims=(
            Claim(
                source=(b.span("The Interior Ministry"),),
                cue=(b.span("said"),),
                content=(b.span("between 12 and 15 people had died"), b.span("3.5 percent of them minors")),
                claimants=(0,),
                confidence=0.9,
            ),
            Claim(
                source=(b.span("it"),),
                cue=(b.span("said", 2),),
                content=(b.span("Nobody was tortured"),),
                act="deny",
                quotation="direct",
                claimants=(1,),
            ),
            Claim(
                source=(b.span("Unnamed residents"),),
                cue=(b.span("reported"),),
                content=(b.span("40 graves"),),
                claimants=(2,),
                confidence=0.5,
            ),
            Claim(
                source=(b.span("Veldoria Watch (VW)"),),
                cue=(b.span("According to"),),
                content=(b.span("the ministry 😀 ignored two letters"),),
                act="accuse",
                claimants=(3,),
                about=(4,),
                confidence=0.85,
            ),
        ),
        figures=(
            b.figure("12 and 15", 12, max=15, op="range", measure="deaths", claim=0, as_of="2031-05-03"),
            b.figure("3.5", 3.5, unit="percent", scope="minors", claim=0),
            b.figure("40", 40, claim=2),
            b.figure("two", 2),
        ),
    )


@pytest.fixture(scope="session")
def documents() -> list[AnnotatedDocument]:
    return [statement(), news()]


def by_hand() -> Resolution:
    """Whom the mentions of both documents stand for."""

    def named(actor: str, confidence: float = 1.0) -> Reference:
        return Reference(actor=actor, method="same name", confidence=confidence)

    def pronoun(actor: str) -> Reference:
        return Reference(actor=actor, method="pronoun", confidence=0.6)

    actors = (
        Actor(
            id="veldoria-watch",
            name="Veldoria Watch",
            label="Organization",
            names=("VW", "Veldoria Watch"),
            actor_class=CG + "NonGovernmentalOrganization",
        ),
        Actor(
            id="ada-quill", name="Ada Quill", label="Person", names=("Ada Quill",), roles=("its director",)
        ),
        Actor(
            id="interior-ministry",
            name="Interior Ministry",
            label="Organization",
            names=("Interior Ministry",),
            actor_class=CG + "StateBody",
        ),
        Actor(id="brandt", name="Brandt", label="Person", names=("Brandt",), roles=("Governor",)),
        Actor(id="port-amsel", name="Port Amsel", label="Location", names=("Port Amsel",)),
        Actor(id="amsel-courier", name="Amsel Courier", label="Organization", names=("Amsel Courier",)),
    )
    return Resolution(
        actors={actor.id: actor for actor in actors},
        references={
            "statements/watch.txt": (
                named("veldoria-watch"),
                named("port-amsel"),
                named("ada-quill"),
                pronoun("veldoria-watch"),
                named("interior-ministry"),
                pronoun("interior-ministry"),
                named("brandt", 0.9),
                Reference(actor="interior-ministry", method="role", confidence=0.7),
            ),
            "news/courier.txt": (
                named("interior-ministry"),
                pronoun("interior-ministry"),
                None,
                named("veldoria-watch"),
                Reference(actor="interior-ministry", method="role", confidence=0.7),
            ),
        },
        publishers={"statements/watch.txt": "veldoria-watch", "news/courier.txt": "amsel-courier"},
        suggestions=(
            Suggestion(left="amsel-courier", right="veldoria-watch", method="by hand", confidence=0.2),
        ),
    )


@pytest.fixture(scope="session")
def resolution() -> Resolution:
    return by_hand()


def links_by_hand() -> Links:
    """How claims and figures of both documents stand to each other: one comparison of each kind."""
    watch, courier = "statements/watch.txt", "news/courier.txt"
    dead, reported = Utterance(watch, 1, 0), Utterance(courier, 0, 0)
    detained, letters = Utterance(watch, 5, 1), Utterance(courier, None, 3)
    return Links(
        comparisons=(
            Comparison(
                kind="disputes",
                left=dead,
                right=reported,
                reason="At least 27 is more than 12 to 15.",
                measure="deaths",
                confidence=0.9,
            ),
            Comparison(kind="corroborates", left=detained, right=letters, reason="By hand.", confidence=0.8),
            Comparison(
                kind="differsInScope", left=dead, right=Utterance(courier, 0, 1), reason="Minors alone."
            ),
            Comparison(
                kind="repeats", left=Utterance(watch, 0), right=Utterance(courier, 3), reason="The same source."
            ),
            Comparison(
                kind="revises", left=Utterance(watch, 3), right=Utterance(courier, 1), reason="Said later."
            ),
            Comparison(
                kind="answers", left=Utterance(watch, 4), right=Utterance(watch, 5), reason="A promise.",
                confidence=0.6,
            ),
        ),
        tallies=(
            Tally(measure="deaths", figures=(reported, dead)),
            Tally(measure="detained", scope="in Port Amsel", figures=(detained,)),
        ),
        reprints={watch: courier},
    )  # fmt: skip


@pytest.fixture(scope="session")
def links() -> Links:
    return links_by_hand()


@pytest.fixture(scope="session")
def run() -> RunInfo:
    return RunInfo(software_version="0.0", model_name="test", model_version="1", ontology="f" * 64)


@pytest.fixture(scope="session")
def folder(
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    links: Links,
    run: RunInfo,
) -> Path:
    """The two documents, built."""
    path = tmp_path_factory.mktemp("graph")
    write_graph(path, documents, resolution, run=run, links=links)
    return path


@pytest.fixture
def graph(folder: Path) -> Any:
    with open_graph(folder) as opened:
        yield opened


@pytest.fixture
def build(tmp_path: Path, run: RunInfo) -> Callable[..., Graph]:
    """Write records to a fresh folder and open it."""

    def build(documents: list[AnnotatedDocument], resolution: Resolution, **options: Any) -> Graph:
        write_graph(tmp_path / "built", documents, resolution, run=run, **options)
        return open_graph(tmp_path / "built")

    return build
