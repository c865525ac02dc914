"""How long the view takes to open, to filter and to draw, beside a page that pyvis makes of the same graph by itself.

Run:  python tests/benchmarks/view.py [--sizes 500 2000 5000 20000] [--rounds 3] [--patience 60]      (needs Chromium)

Made-up graphs with three edges for each node, all of which are on the canvas (the cap is off), in headless Chromium
without a GPU. "open" is from the start of loading until the page has drawn itself and answers again; "filter" from
unticking an act in the legend until the next picture; "draw" is one picture of a camera that moves. The pages of pyvis
are as its defaults make them, with physics: "open" is then until its 1,000 steps are done, and where that takes more than
`--patience` seconds the page is given up; "filter" hides as many nodes, and it and "draw" are taken with physics
stopped. Prints a table in Markdown: the medians of `--rounds`, taken in turn; the ratios are what to read on a
busy machine. "as opened" is the page as people get it, with the cap.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from playwright.sync_api import Browser, Error, Route, ViewportSize, sync_playwright
from pyvis.network import Network
from rdflib import Dataset

from claimgraph.graph.triples import RunInfo, actor_quads, document_quads, run_quads
from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    Claim,
    Document,
    Mention,
    Reference,
    Resolution,
    Span,
)
from claimgraph.view import write_view
from claimgraph.view.items import ViewItems, read_items

ACTS = ("assert", "deny", "accuse", "demand", "promise", "concern", "estimate", "praise", "condemn")
CG = "https://w3id.org/claimgraph/ontology#"
RUN = RunInfo(software_version="0", model_name="none", model_version="0")

SCREEN = ViewportSize(width=1440, height=900)

FRAME = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
DRAWN = f"async () => {{ {FRAME} {FRAME} return performance.now(); }}"
FILTERED = f"""async () => {{
    const box = document.querySelector("#legend [data-kind='denies']");
    const start = performance.now();
    box.click();
    {FRAME}
    const spent = performance.now() - start;
    box.click();
    {FRAME}
    return spent;
}}"""
MOVED = f"""async (network) => {{
    const start = performance.now();
    for (let n = 0; n < 10; n += 1) {{
        network.moveTo({{ offset: {{ x: n % 2 ? 3 : -3, y: 0 }} }});
        {FRAME}
    }}
    return (performance.now() - start) / 10;
}}"""
SETTLED = (
    "() => new Promise((done) => network.once('stabilizationIterationsDone', () => done(performance.now())))"
)
ASKED = f"(({SETTLED})().then((at) => (window.settledAt = at)), true)"
HIDDEN = f"""async (ids) => {{
    const start = performance.now();
    nodes.update(ids.map((id) => ({{ id, hidden: true }})));
    {FRAME}
    return performance.now() - start;
}}"""


class Times(NamedTuple):
    """Milliseconds; None where patience ran out."""

    open: float | None
    filter: float | None
    draw: float | None


def main() -> None:
    """Print a table of medians."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[500, 2000, 5000, 20000])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--patience", type=float, default=60, help="seconds that pyvis may take to settle")
    options = arguments.parse_args()
    print("| page | nodes | edges | kB | open (ms) | filter (ms) | draw (ms) |")
    print("| --- | --: | --: | --: | --: | --: | --: |", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--no-first-run", "--disable-gpu"]
        )
        for size in options.sizes:
            _compare(browser, Path(folder), size, options.rounds, options.patience)
        browser.close()


def _compare(browser: Browser, folder: Path, size: int, rounds: int, patience: float) -> None:
    graph = _graph(size)
    items = read_items(graph)
    counts = len(items.records), len(items.edges)
    ours = write_view(graph, folder / "ours.html", cap=10**9)
    capped = write_view(graph, folder / "capped.html")
    theirs = folder / "theirs.html"
    theirs.write_text(_plain(items), encoding="utf-8")
    found: dict[str, list[Times]] = {"claimgraph": [], "as opened": [], "pyvis": []}
    for _ in range(rounds):
        found["claimgraph"].append(_ours(browser, ours))
        found["as opened"].append(_ours(browser, capped))
        if not found["pyvis"] or found["pyvis"][-1].open is not None:
            found["pyvis"].append(_theirs(browser, theirs, counts[0], patience))
    medians = {name: _median(times) for name, times in found.items()}
    for name, path in (("claimgraph", ours), ("as opened", capped), ("pyvis", theirs)):
        given_up = f"> {patience * 1000:.0f}" if medians[name].open is None else "-"
        times = [
            given_up if at == 0 and each is None else _rounded(each) for at, each in enumerate(medians[name])
        ]
        _row(name, *counts, path.stat().st_size // 1000, *times)
    ratios = []
    for name, one, other in zip(Times._fields, medians["claimgraph"], medians["pyvis"], strict=True):
        least = patience * 1000 if name == "open" else None
        ratios.append(
            f"{other / one:.1f}" if one and other else f"> {least / one:.0f}" if one and least else "-"
        )
    _row("pyvis / claimgraph", "", "", "", *ratios)


def _rounded(each: float | None) -> str:
    return "-" if each is None else f"{each:.0f}"


def _row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def _median(times: list[Times]) -> Times:
    columns = list(zip(*times, strict=True))
    return Times(*(None if None in column else statistics.median(column) for column in columns))


def _ours(browser: Browser, path: Path) -> Times:
    page = browser.new_context(viewport=SCREEN, reduced_motion="reduce").new_page()
    page.goto(path.as_uri())
    opened = page.evaluate(DRAWN)
    filtered = page.evaluate(FILTERED)
    moved = page.evaluate_handle("claimgraph.network").evaluate(MOVED)
    page.context.close()
    return Times(opened, filtered, moved)


def _theirs(browser: Browser, path: Path, nodes: int, patience: float) -> Times:
    page = browser.new_context(viewport=SCREEN, reduced_motion="reduce").new_page()
    page.set_default_timeout(patience * 1000)
    page.route("http*://**", _refuse)
    opened = None
    try:
        page.goto(path.as_uri(), wait_until="commit")
        # Asked for by polling, which gives up in time; `evaluate` waits for a busy page without end.
        page.wait_for_function(f"typeof network === 'object' && (window.asked ||= {ASKED})")
        page.wait_for_function("window.settledAt")
        opened = page.evaluate("window.settledAt")
        page.evaluate("network.setOptions({ physics: false })")
        filtered = page.evaluate(HIDDEN, list(range(0, nodes, len(ACTS))))
        moved = page.evaluate_handle("network").evaluate(MOVED)
        return Times(opened, filtered, moved)
    except Error:
        return Times(opened, None, None)
    finally:
        page.context.close()


def _refuse(route: Route) -> None:
    """What pyvis's own page asks of the network does not count."""
    route.abort()


def _plain(items: ViewItems) -> str:
    """The page of pyvis itself; ids are numbers, as in ours."""
    network = Network(directed=True, cdn_resources="in_line")
    number = {record.iri: position for position, record in enumerate(items.records)}
    for iri, position in number.items():
        network.add_node(position, label=iri.rsplit("/", 1)[-1])
    for edge in items.edges:
        network.edges.append({"from": number[edge.source], "to": number[edge.target], "arrows": "to"})
    page: str = network.generate_html()
    return page


def _graph(size: int) -> Dataset:
    """A graph of about so many nodes: one in eight is an actor, one in thirty a document, the rest are claims."""
    actors = [
        Actor(id=f"actor-{number}", name=f"Actor {number}", names=(f"Actor {number}",), label="Person",
              actor_class=CG + ("Person", "Ministry", "Court", "MediaOrganization")[number % 4])
        for number in range(max(4, size // 8))
    ]  # fmt: skip
    count = max(2, size // 30)
    claims = size - len(actors) - count
    references: dict[str, tuple[Reference | None, ...]] = {}
    documents = list(_documents(actors, count, claims, references))
    resolution = Resolution(
        actors={actor.id: actor for actor in actors},
        references=references,
        publishers={each.document.path: actors[3].id for each in documents},
    )
    store = ox.Store()
    store.extend(run_quads(RUN))
    store.extend(actor_quads(resolution))
    for document in documents:
        store.extend(document_quads(document, resolution, run=RUN))
    return Dataset(store=OxigraphStore(store=store), default_union=True)


def _documents(
    actors: list[Actor], count: int, claims: int, references: dict[str, tuple[Reference | None, ...]]
) -> Iterator[AnnotatedDocument]:
    dice = random.Random(3)
    for number in range(count):
        text, made, mentions, who = f"Report {number} on the delta.\n", [], [], []
        cast = [actors[min(int(dice.expovariate(8 / len(actors))), len(actors) - 1)] for _ in range(9)]
        for at in range(claims // count + (number < claims % count)):
            places = []
            for part in (dice.choice(cast), dice.choice(cast), dice.choice(cast)):
                places.append(Span(len(text), len(text) + len(part.name)))
                text += (
                    f"{part.name} said in June that the bridge by the mill would be shut for repairs, as did "
                )
                mentions.append(Mention(start=places[-1].start, end=places[-1].end, label="Person"))
                who.append(Reference(actor=part.id, method="made up"))
            text += "all.\n"
            content = Span(places[1].start, len(text) - 1)
            first = len(mentions) - 3
            made.append(
                Claim(source=(places[0],), content=(content,), act=ACTS[at % len(ACTS)],
                      claimants=(first,), about=(first + 1, first + 2), confidence=dice.random())
            )  # fmt: skip
        path = f"report-{number:04}.txt"
        references[path] = tuple(who)
        fields: dict[str, Any] = {"title": f"Report {number}", "date": f"2031-03-{number % 28 + 1:02}"}
        yield AnnotatedDocument(
            document=Document(path=path, text=text, **fields), mentions=tuple(mentions), claims=tuple(made)
        )


if __name__ == "__main__":
    main()
