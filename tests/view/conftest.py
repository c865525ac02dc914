"""Graphs of an invented country to look at, and one browser for the session."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from oxrdflib import OxigraphStore
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright
from rdflib import Dataset

from claimgraph.graph.store import write_graph
from claimgraph.graph.triples import RunInfo, actor_quads, document_quads, run_quads
from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    Claim,
    Document,
    Figure,
    Mention,
    NameReason,
    Reference,
    Relation,
    Resolution,
    Span,
)
from claimgraph.view import write_view

CG = "https://w3id.org/claimgraph/ontology#"
RUN = RunInfo(software_version="0", model_name="none", model_version="0", accuracy="fast")


@dataclass
class Story:
    """Documents in which claims are found by their words, and the actors that they name."""

    actors: dict[str, Actor] = field(default_factory=dict)
    documents: list[AnnotatedDocument] = field(default_factory=list)
    references: dict[str, tuple[Reference | None, ...]] = field(default_factory=dict)
    publishers: dict[str, str] = field(default_factory=dict)

    def actor(self, id_: str, name: str, kind: str, *names: str, roles: Sequence[str] = ()) -> None:
        label = "Person" if kind == "Person" else "Organization"
        iri = kind if ":" in kind else CG + kind
        self.actors[id_] = Actor(
            id=id_,
            name=name,
            names=tuple(sorted({name, *names})),
            label=label,  # type: ignore[arg-type]
            actor_class=iri,
            roles=tuple(roles),
        )

    def document(
        self,
        path: str,
        text: str,
        claims: Sequence[Mapping[str, Any]] = (),
        *,
        publisher: str | None = None,
        **about: str,
    ) -> None:
        mentions, who = self._mentions(text)
        at = {(mention.start, mention.end): number for number, mention in enumerate(mentions)}
        made, figures = [], []
        for number, claim in enumerate(claims):
            spans = {
                part: _spans(text, claim.get(part, ()), text.index(claim.get("after", "")))
                for part in ("source", "cue", "content")
            }
            inside = [at[m] for m in at if any(s <= m[0] and m[1] <= e for s, e in spans["content"])]
            by = [at[m] for m in at if any(s <= m[0] and m[1] <= e for s, e in spans["source"])]
            to = [n for n in inside if who[n].actor == claim.get("to")]
            made.append(
                Claim(
                    **spans,
                    act=claim.get("act", "assert"),
                    quotation=claim.get("quotation", "indirect"),
                    attribution="explicit" if spans["cue"] else "default",
                    claimants=tuple(by),
                    addressees=tuple(to),
                    about=tuple(inside),
                    relays=claim.get("relays"),
                    confidence=claim.get("confidence", 0.9),
                )
            )
            for words, value, measure in claim.get("figures", ()):
                start = text.index(words, spans["content"][0].start)
                figures.append(
                    Figure(start=start, end=start + len(words), value=value, measure=measure, claim=number)
                )
        self.documents.append(
            AnnotatedDocument(
                document=Document(path=path, text=text, sources=(path,), publisher=publisher, **about),  # type: ignore[arg-type]
                mentions=tuple(mentions),
                claims=tuple(made),
                figures=tuple(figures),
            )
        )
        self.references[path] = tuple(who)
        if publisher:
            self.publishers[path] = publisher

    def _mentions(self, text: str) -> tuple[list[Mention], list[Reference]]:
        owner = {name: actor for actor in self.actors.values() for name in actor.names}
        longest_first = sorted(owner, key=lambda name: (-len(name), name))
        found = [
            (match.start(), match.end(), owner[match.group()])
            for match in re.finditer("|".join(map(re.escape, longest_first)) or r"(?!)", text)
        ]
        mentions = [Mention(start=start, end=end, label=actor.label) for start, end, actor in found]
        return mentions, [Reference(actor=actor.id, method="test") for _, _, actor in found]

    @property
    def resolution(self) -> Resolution:
        return Resolution(actors=self.actors, references=self.references, publishers=self.publishers)

    def write(self, folder: Path) -> None:
        write_graph(folder, self.documents, self.resolution, run=RUN)

    def graph(self) -> Dataset:
        """In memory, without the folder: what most tests need is only the triples."""
        store = ox.Store()
        store.extend(run_quads(RUN))
        store.extend(actor_quads(self.resolution))
        for document in self.documents:
            store.extend(document_quads(document, self.resolution, run=RUN))
        return Dataset(store=OxigraphStore(store=store), default_union=True)


def _spans(text: str, words: str | Sequence[str], after: int) -> tuple[Span, ...]:
    pieces = (words,) if isinstance(words, str) else words
    starts = [text.index(piece, after) for piece in pieces]
    return tuple(Span(start, start + len(piece)) for start, piece in zip(starts, pieces, strict=True))


FLOOD = """\
Vardelin, 3 March 2031. 🌊 The Ministry of Water said that the dam at Orsk Weir had held. “The gates were \
opened in time,” said Mira Tolenko, its spokeswoman, “and nobody was asked to leave.”

The Riverside League disputes this. According to the Riverside League, at least 14 people drowned below the \
weir. It called on the Ministry of Water to publish the logs of the night.

Mira Tolenko said that the Riverside League had told her of 11 deaths.
"""

REPLY = """\
Statement of the Riverside League

We asked for the logs. They were promised for Friday. Mira Tolenko promised that the logs would be public by \
Friday.
"""


@pytest.fixture(scope="session")
def story() -> Story:
    """Two documents, three actors, every relation that the view draws."""
    made = Story()
    made.actor("ministry-of-water", "Ministry of Water", "Ministry", "the Ministry")
    made.actor("mira-tolenko", "Mira Tolenko", "Person", "Tolenko", roles=["spokeswoman"])
    made.actor("riverside-league", "Riverside League", "NonGovernmentalOrganization", "the League")
    made.actor("orsk-weir", "Orsk Weir", "Facility")
    made.document(
        "flood.txt",
        FLOOD,
        [
            {"source": "The Ministry of Water", "cue": "said that",
             "content": "the dam at Orsk Weir had held"},
            {"source": "Mira Tolenko, its spokeswoman", "cue": "said", "after": "“The gates",
             "quotation": "direct",
             "content": ("The gates were opened in time,", "and nobody was asked to leave.")},
            {"source": "the Riverside League", "cue": "According to", "act": "estimate",
             "content": "at least 14 people drowned below the weir", "figures": [("14", 14, "deaths")]},
            {"source": "It", "cue": "called on", "act": "demand", "to": "ministry-of-water",
             "content": "the Ministry of Water to publish the logs of the night"},
            {"source": "Mira Tolenko", "cue": "said that", "relays": 5, "after": "Mira Tolenko said",
             "content": "the Riverside League had told her of 11 deaths"},
            {"source": "the Riverside League", "cue": "had told her of", "content": "11 deaths",
             "after": "Mira Tolenko said", "figures": [("11", 11, "deaths")]},
        ],
        title="Dam held, ministry says", date="2031-03-03", language="en",
    )  # fmt: skip
    made.document(
        "reply.txt",
        REPLY,
        [
            {"content": "They were promised for Friday."},
            {"source": "Mira Tolenko", "cue": "promised", "act": "promise", "after": "Mira Tolenko",
             "content": "the logs would be public by Friday"},
        ],
        publisher="riverside-league", title="Where are the logs?", date="2031-03-05", language="en",
    )  # fmt: skip
    return made


@pytest.fixture(scope="session")
def graph(story: Story) -> Dataset:
    return story.graph()


@pytest.fixture(scope="session")
def offices() -> Dataset:
    """A document that says who heads what, who did, and where it is, and an actor with two names."""
    made = Story()
    made.actor("mira-tolenko", "Mira Tolenko", "Person")
    made.actor("tolenko-fund", "Tolenko Fund", "NonGovernmentalOrganization", "TF")
    made.actors["tolenko-fund"] = replace(
        made.actors["tolenko-fund"],
        reasons=(
            NameReason(name="TF", method="acronym defined in text", confidence=0.95),
            NameReason(name="Tolenko Fund", method="full name"),
        ),
    )
    made.actor("ilir-zoric", "Ilir Zoric", "Person")
    text = (
        "🌊 It rained. Mira Tolenko, director of the Tolenko Fund (TF), left. "
        "Its former chair, Ilir Zoric, stayed. TF is based in Orsk. It snowed."
    )
    made.document("fund.txt", text, title="The fund", date="2031-03-03", publisher="tolenko-fund")
    (document,) = made.documents
    orsk = text.index("Orsk")
    mentions = (*document.mentions, Mention(start=orsk, end=orsk + 4, label="Location"))
    made.references["fund.txt"] = (*made.references["fund.txt"], None)

    def said(kind: str, left: int, right: int, words: str, role: str | None = None, **more: Any) -> Relation:
        (span,) = _spans(text, words, 0)
        at = _spans(text, role, span.start)[0] if role else None
        return Relation(
            kind=kind, left=left, right=right, start=span.start, end=span.end, role=at, method="in apposition", **more
        )  # fmt: skip

    org = "http://www.w3.org/ns/org#"
    relations = (
        said(org + "headOf", 0, 1, "Mira Tolenko, director of the Tolenko Fund", "director"),
        said(org + "headOf", 3, 1, "Its former chair, Ilir Zoric", "chair", former=True),
        said("https://schema.org/location", 4, 5, "TF is based in Orsk"),
    )
    made.documents[0] = replace(document, mentions=mentions, relations=relations)
    return made.graph()


@pytest.fixture(scope="session")
def new_story() -> type[Story]:
    """To build a graph of one's own in a test."""
    return Story


FIRST = ("Mira", "Jonas", "Adile", "Piet", "Sanna", "Ilir", "Noor", "Tomas", "Vesna", "Rafi", "Elke", "Dov")
LAST = ("Tolenko", "Arvid", "Kesler", "Brandvold", "Ostrow", "Mahrani", "Lindqvist", "Zoric", "Adeyo", "Fenn")
BODIES = (
    ("Ministry of the Interior of Vardelin", "Ministry"), ("General Inspectorate", "StateBody"),
    ("Vardelin City Court", "Court"), ("Office of the Prosecutor", "ProsecutorOffice"),
    ("Open Records Network", "NonGovernmentalOrganization"),
    ("Riverside League", "NonGovernmentalOrganization"),
    ("Lawyers for the Delta", "NonGovernmentalOrganization"),
    ("Regional Rights Council", "IntergovernmentalOrganization"),
    ("Union of Coastal States", "IntergovernmentalOrganization"),
    ("Vardelin Courier", "MediaOrganization"), ("Delta Radio", "MediaOrganization"),
    ("residents of Orsk", "AffectedPeople"), ("Vardelin", "Country"),
)  # fmt: skip
SAYINGS = (
    ("said that", "assert", "{n} people were detained on the night of the march near {other}"),
    ("denied that", "deny", "{other} had been told of the order before the march"),
    ("accused", "accuse", "{other} of hiding the list of those held"),
    ("called on", "demand", "{other} to open the case files and let lawyers in without delay"),
    ("promised that", "promise", "every complaint against {other} would be answered within {n} days"),
    ("voiced concern that", "concern", "{n} minors were questioned without {other} being present"),
    ("estimated that", "estimate", "at least {n} shops were damaged"),
    ("acknowledged that", "acknowledge", "{n} officers had no badges"),
    ("condemned", "condemn", "the raid on {other}"),
)


@pytest.fixture(scope="session")
def make_large() -> Callable[..., Story]:
    """A story of any size, the same for the same size: who speaks how often is as skewed as in real ones."""

    def make(actors: int, claims: int, documents: int) -> Story:
        dice = random.Random(7)
        made = Story()
        names: list[str] = []
        for number in range(actors):
            if number < len(BODIES):
                name, kind = BODIES[number]
            else:
                name = f"{FIRST[number % 12]} {LAST[number // 2 % 10]}{'' if number < 60 else f' {number}'}"
                kind = "Person"
            if name in names:
                name += " the Younger"
            names.append(name)
            made.actor(re.sub(r"\W+", "-", name.lower()), name, kind)
        for number in range(documents):
            cast = dice.sample(names, min(len(names), 9))
            found: list[dict[str, Any]] = []
            text = f"Report {number + 1} from the delta.\n\n"
            for _ in range(claims // documents + (number < claims % documents)):
                speaker = cast[min(int(dice.expovariate(0.5)), len(cast) - 1)]
                cue, act, content = dice.choice(SAYINGS)
                content = content.format(n=dice.randrange(3, 300), other=dice.choice(cast))
                content = f"{content} ({len(found) + 1})"
                sentence = f"{speaker} {cue} {content}."
                found.append({"source": speaker, "cue": cue, "content": content, "act": act, "at": len(text)})
                text += sentence + (" " if len(found) % 3 else "\n\n")
            _place(made, f"report-{number + 1:03}.txt", text, found, dice.choice(names[9:11]))
        return made

    return make


def _place(made: Story, path: str, text: str, found: list[dict[str, Any]], publisher: str) -> None:
    """Add a document whose claims start at known places, as words repeat in it."""
    mentions, who = made._mentions(text)
    claims = []
    for each in found:
        source = Span(each["at"], each["at"] + len(each["source"]))
        cue = Span(source.end + 1, source.end + 1 + len(each["cue"]))
        content = Span(cue.end + 1, cue.end + 1 + len(each["content"]))
        inside = [n for n, m in enumerate(mentions) if content.start <= m.start and m.end <= content.end]
        claims.append(
            Claim(
                source=(source,), cue=(cue,), content=(content,), act=each["act"],
                claimants=tuple(n for n, m in enumerate(mentions) if m.start == source.start),
                addressees=tuple(inside) if each["act"] == "demand" else (),
                about=tuple(inside),
            )
        )  # fmt: skip
    made.documents.append(
        AnnotatedDocument(
            document=Document(
                path=path,
                text=text,
                title=text.split(".")[0],
                date=f"2031-03-{len(made.documents) % 28 + 1:02}",
            ),
            mentions=tuple(mentions),
            claims=tuple(claims),
        )
    )
    made.references[path] = tuple(who)
    made.publishers[path] = re.sub(r"\W+", "-", publisher.lower())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the system, for all tests of the session."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        message = "no Chromium found: install it (Debian: apt-get install chromium) to run the browser tests"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    quiet = ("background-networking", "component-update", "sync", "quic", "gpu")
    arguments = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


@dataclass
class Opened:
    """A page in the browser, with what it did that it should not have done."""

    page: Page
    requests: list[str]
    problems: list[str]

    def id_of(self, name: str) -> int:
        found: int = self.page.evaluate(
            "name => claimgraph.items.findIndex(item => item.name === name)", name
        )
        assert found >= 0, f"no node is named {name!r}"
        return found

    def click_node(self, id_: int) -> None:
        at = self.page.evaluate("id => claimgraph.positionOf(id)", id_)
        self.page.mouse.click(at["x"], at["y"])

    def note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def refuse(self, dialog: Dialog) -> None:
        self.problems.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def open_view(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write the view of a graph, open it from its file, and fail if it misbehaved."""
    opened: list[Opened] = []

    def open_(
        graph: Dataset, *, width: int = 1440, height: int = 900, dark: bool = False, **options: Any
    ) -> Opened:
        path = write_view(graph, tmp_path / f"graph-{len(opened)}.html", **options)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        view = Opened(page, [], [])
        page.on("request", lambda request: view.requests.append(request.url))
        page.on("console", view.note)
        page.on("pageerror", lambda error: view.problems.append(str(error)))
        page.on("dialog", view.refuse)
        page.goto(path.as_uri())
        opened.append(view)
        return view

    yield open_
    for view in opened:
        view.page.context.close()
    for view in opened:
        assert view.problems == []
        assert len(view.requests) == 1, view.requests
