"""How well links are found in two stories written, with their links, by somebody who did not know the method.

Run:  python -m tests.benchmarks.blind [--accuracy high|fast] [--show]

The stories are the folders of `tests/relate/blind`: five documents each, and `links.yaml` with all links that a
careful reader would accept. A link has a kind, a left and a right side (a document and a quote that stands in it once),
`figures` (whether two figures are compared, or what is said) and `why`. A link with `derived` is true because
one of its sides says again what the side of another link says: a reprint, a relay. One with `arguable` can be
seen either way. A trap is a pair that looks alike and must not be linked by the kinds in `not`.

A graph is built of each story, and one of both together, in which no link between the stories is right. What is read
from the graph are its comparisons. One that compares figures fits a labelled link if both figures overlap the
quotes, one of claims if both contents do; claims may also fit a link of figures that they hold. The order of the sides
counts unless the kind is symmetric.

What the columns mean. "found" are the comparisons in the graph, "right" those that fit a listed link, "open" those
that fit only an arguable one: they count as neither right nor wrong. "true" are the listed links, "hit" those of
them that something found fits. Precision is right of found less open, recall hit of true; "first" is the recall of
the links that are not derived. "traps" are those fallen into, of all that warn of the kind.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

import claimgraph

STORIES = Path(__file__).parents[1] / "relate" / "blind"
KINDS = ("repeats", "corroborates", "revises", "disputes", "differsInScope", "answers")
SYMMETRIC = frozenset({"corroborates", "disputes", "differsInScope"})

_PREFIXES = """
PREFIX cg: <https://w3id.org/claimgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""
_DOCUMENTS = """SELECT DISTINCT ?document ?path ?text WHERE {
    GRAPH ?g { ?document a cg:Document ; cg:path ?path ; cg:text ?text } }"""
_SPANS = """SELECT DISTINCT ?node ?document ?start ?end WHERE {
    GRAPH ?g {
        { ?node a cg:Claim ; cg:contentSpan ?span } UNION { ?node a cg:Figure . BIND(?node AS ?span) }
        ?span oa:hasSource ?document ; oa:hasSelector ?selector .
        ?selector oa:start ?start ; oa:end ?end } }"""
_FIGURES = "SELECT DISTINCT ?figure WHERE { GRAPH ?g { ?figure a cg:Figure } }"
_COMPARISONS = """SELECT DISTINCT ?kind ?left ?right ?leftFigure ?rightFigure ?reason WHERE {
    GRAPH ?g {
        ?comparison a cg:Comparison ; cg:relation ?kind ; cg:left ?left ; cg:right ?right .
        OPTIONAL { ?comparison cg:leftFigure ?leftFigure }
        OPTIONAL { ?comparison cg:rightFigure ?rightFigure }
        OPTIONAL { ?comparison cg:reason ?reason } } }"""


class LabelError(Exception):
    """A label that cannot be used."""


class Quote(NamedTuple):
    """One side of a labelled link: `document` is the path below the folder of the stories."""

    document: str
    quote: str


@dataclass(frozen=True)
class Label:
    """A labelled link, or a trap: then `kinds` are those that it must not have."""

    kinds: tuple[str, ...]
    left: Quote
    right: Quote
    figures: bool
    why: str
    derived: bool = False
    arguable: bool = False


class Story(NamedTuple):
    """The labels of one folder, or of several together."""

    names: tuple[str, ...]
    links: tuple[Label, ...]
    traps: tuple[Label, ...]


class Span(NamedTuple):
    """Characters of a document."""

    document: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Found:
    """A comparison of the graph: the spans of its figures, or of the contents of its claims."""

    kind: str
    figures: bool
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    reason: str


# ---------------------------------------------------------------- what is labelled


def _body(file: Path) -> str:
    """The text of a document without its front matter."""
    text = file.read_text(encoding="utf-8")
    return text.split("\n---\n", 1)[1] if text.startswith("---\n") else text


def _label(entry: Mapping[str, Any], story: str, texts: Mapping[str, str], kinds: Iterable[str]) -> Label:
    sides = []
    for side in ("left", "right"):
        document, quote = str(entry[side]["document"]), str(entry[side]["quote"])
        if document not in texts:
            raise LabelError(f"{story}/links.yaml: there is no document {document}")
        times = texts[document].count(quote)
        if times != 1:
            raise LabelError(
                f"{story}/links.yaml: in {document}, this stands {times} times, not once: {quote!r}"
            )
        sides.append(Quote(f"{story}/{document}", quote))
    kinds = tuple(kinds)
    if not kinds or not set(kinds) <= set(KINDS):
        raise LabelError(
            f"{story}/links.yaml: no such kind: {', '.join(kinds) or 'none'} ({sides[0].quote!r})"
        )
    return Label(
        kinds,
        sides[0],
        sides[1],
        bool(entry["figures"]),
        str(entry["why"]),
        bool(entry.get("derived", False)),
        bool(entry.get("arguable", False)),
    )


def read_story(name: str) -> Story:
    """Read the labels of a story and check that each quote stands in its document once."""
    folder = STORIES / name
    texts = {file.name: _body(file) for file in sorted(folder.glob("*.md"))}
    data = yaml.safe_load((folder / "links.yaml").read_text(encoding="utf-8"))
    links = tuple(_label(entry, name, texts, [str(entry["kind"])]) for entry in data["links"])
    traps = tuple(_label(entry, name, texts, map(str, entry["not"])) for entry in data["traps"])
    return Story((name,), links, traps)


def together(stories: Sequence[Story]) -> Story:
    """All stories as one."""
    return Story(
        tuple(name for story in stories for name in story.names),
        tuple(link for story in stories for link in story.links),
        tuple(trap for story in stories for trap in story.traps),
    )


# ---------------------------------------------------------------- what is found


def _rows(graph: claimgraph.Graph, query: str) -> Iterator[Any]:
    yield from graph.query(_PREFIXES + query)


def found_in(folder: Path) -> tuple[list[Found], dict[str, str]]:
    """The comparisons of a graph, and the texts of its documents by path."""
    graph = claimgraph.open_graph(folder)
    paths: dict[str, str] = {}
    texts: dict[str, str] = {}
    for row in _rows(graph, _DOCUMENTS):
        paths[str(row.document)] = str(row.path)
        texts[str(row.path)] = str(row.text)
    spans: dict[str, list[Span]] = {}
    for row in _rows(graph, _SPANS):
        span = Span(paths[str(row.document)], int(row.start), int(row.end))
        spans.setdefault(str(row.node), []).append(span)
    figures = {str(row.figure) for row in _rows(graph, _FIGURES)}
    found: dict[tuple[object, ...], Found] = {}
    for row in _rows(graph, _COMPARISONS):
        kind = str(row.kind).rpartition("#")[2]
        sides = [str(row.left), str(row.right)]
        held = [None if figure is None else str(figure) for figure in (row.leftFigure, row.rightFigure)]
        compared = [
            figure or (side if side in figures else None) for figure, side in zip(held, sides, strict=True)
        ]
        of_figures = None not in compared
        nodes = [
            figure if of_figures and figure else side for figure, side in zip(compared, sides, strict=True)
        ]
        left, right = (tuple(sorted(spans.get(node, ()))) for node in nodes)
        key = (kind, of_figures, *(sorted(nodes) if kind in SYMMETRIC else nodes))
        found.setdefault(key, Found(kind, of_figures, left, right, str(row.reason or "")))
    order = {kind: at for at, kind in enumerate(KINDS)}
    ordered = sorted(
        found.values(), key=lambda each: (order.get(each.kind, 99), each.figures, each.left, each.right)
    )
    return ordered, texts


# ---------------------------------------------------------------- how they fit


def _place(quote: Quote, texts: Mapping[str, str]) -> Span:
    text = texts.get(quote.document)
    if text is None:
        raise LabelError(f"the graph has no document {quote.document}; it has {', '.join(sorted(texts))}")
    start = text.find(quote.quote)
    if start < 0:
        raise LabelError(f"the text of {quote.document} in the graph lacks {quote.quote!r}")
    return Span(quote.document, start, start + len(quote.quote))


def _on(spans: Iterable[Span], place: Span) -> bool:
    return any(span.overlaps(place) for span in spans)


class Placed(NamedTuple):
    """A label with the places of its quotes."""

    label: Label
    left: Span
    right: Span

    def fits(self, found: Found, *, any_order: bool = False) -> bool:
        """Whether the comparison is of this pair; its kind must be one of the label's."""
        if found.kind not in self.label.kinds or (found.figures and not self.label.figures):
            return False
        if _on(found.left, self.left) and _on(found.right, self.right):
            return True
        turned = any_order or found.kind in SYMMETRIC
        return turned and _on(found.left, self.right) and _on(found.right, self.left)


@dataclass(frozen=True)
class Result:
    """What became of every comparison and of every label."""

    right: tuple[Found, ...]
    open: tuple[Found, ...]
    wrong: tuple[Found, ...]
    hit: tuple[Label, ...]
    missed: tuple[Label, ...]
    fallen: tuple[tuple[str, Label], ...]
    traps: tuple[Label, ...]


def judge(found: Sequence[Found], story: Story, texts: Mapping[str, str]) -> Result:
    """Hold the comparisons of a graph against the labels."""
    placed = [Placed(label, _place(label.left, texts), _place(label.right, texts)) for label in story.links]
    pits = [Placed(label, _place(label.left, texts), _place(label.right, texts)) for label in story.traps]
    right, neither, wrong = [], [], []
    hit: set[Label] = set()
    fallen: dict[tuple[str, Label], None] = {}
    for each in found:
        fitting = [candidate.label for candidate in placed if candidate.fits(each)]
        listed = [label for label in fitting if not label.arguable]
        # what compares claims is of a link of figures only if no link of claims fits
        exact = [label for label in listed if label.figures == each.figures] or listed
        hit.update(exact)
        if listed:
            right.append(each)
        elif fitting:
            neither.append(each)
        else:
            wrong.append(each)
            fallen.update({(each.kind, pit.label): None for pit in pits if pit.fits(each, any_order=True)})
    true = [label for label in story.links if not label.arguable]
    return Result(
        tuple(right),
        tuple(neither),
        tuple(wrong),
        tuple(label for label in true if label in hit),
        tuple(label for label in true if label not in hit),
        tuple(fallen),
        story.traps,
    )


def joined(results: Sequence[Result]) -> Result:
    """Several results as one."""
    return Result(
        tuple(each for result in results for each in result.right),
        tuple(each for result in results for each in result.open),
        tuple(each for result in results for each in result.wrong),
        tuple(label for result in results for label in result.hit),
        tuple(label for result in results for label in result.missed),
        tuple(pit for result in results for pit in result.fallen),
        tuple(label for result in results for label in result.traps),
    )


# ---------------------------------------------------------------- what is printed


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.1f}" if whole else "     -"


def _row(name: str, result: Result, kinds: Sequence[str], figures: bool | None) -> str:
    def of(found: Iterable[Found]) -> int:
        return sum(each.kind in kinds and figures in (None, each.figures) for each in found)

    def labels(several: Iterable[Label]) -> list[Label]:
        return [each for each in several if set(each.kinds) & set(kinds) and figures in (None, each.figures)]

    right, neither, wrong = of(result.right), of(result.open), of(result.wrong)
    hit, true = labels(result.hit), labels([*result.hit, *result.missed])
    first = [label for label in true if not label.derived]
    hit_first = [label for label in hit if not label.derived]
    fallen = {label for kind, label in result.fallen if kind in kinds and figures in (None, label.figures)}
    return (
        f"  {name:<24}{right + neither + wrong:6}{right:6}{neither:6}{len(true):6}{len(hit):6}"
        f"  {_share(right, right + wrong)}  {_share(len(hit), len(true))}  {_share(len(hit_first), len(first))}"
        f"   {len(fallen)}/{len(labels(result.traps))}"
    )


def summary(title: str, result: Result) -> str:
    """The table of one graph, or of several added up."""
    head = f"  {'':<24}{'found':>6}{'right':>6}{'open':>6}{'true':>6}{'hit':>6}  {'prec.':>6}  {'recall':>6}  {'first':>6}"
    lines = [title, f"{head}   traps"]
    for name, figures in (("figures", True), ("claims", False)):
        lines += [_row(f"{name}: {kind}", result, (kind,), figures) for kind in KINDS]
        lines.append(_row(f"{name}: all", result, KINDS, figures))
    lines.append(_row("all", result, KINDS, None))
    return "\n".join(lines)


def _shown(spans: Sequence[Span], texts: Mapping[str, str]) -> str:
    if not spans:
        return "(no place)"
    pieces = [" ".join(texts[span.document][span.start : span.end].split()) for span in spans]
    around = ""
    if len(spans) == 1 and spans[0].end - spans[0].start < 20:
        text, (_, start, end) = texts[spans[0].document], spans[0]
        around = f"   in: {' '.join(text[max(0, start - 50) : end + 50].split())}"
    return f"{spans[0].document}: {' … '.join(pieces)}{around}"


def details(result: Result, texts: Mapping[str, str]) -> str:
    """What was found wrongly, what is open, what was missed, and the traps fallen into."""
    lines = []
    for title, several in (("WRONG", result.wrong), ("OPEN", result.open)):
        for each in several:
            lines += [f"{title} {each.kind} ({'figures' if each.figures else 'claims'})  {each.reason}"]
            lines += [f"    left   {_shown(each.left, texts)}", f"    right  {_shown(each.right, texts)}"]
    labels = [("MISSED", ", ".join(label.kinds), label) for label in result.missed]
    labels += [("TRAP", kind, label) for kind, label in result.fallen]
    for title, kind, label in labels:
        derived = ", derived" if label.derived else ""
        lines += [f"{title} {kind} ({'figures' if label.figures else 'claims'}{derived})  {label.why}"]
        lines += [f"    left   {label.left.document}: {label.left.quote}"]
        lines += [f"    right  {label.right.document}: {label.right.quote}"]
    return "\n".join(lines)


def measure(story: Story, accuracy: Literal["high", "fast"]) -> tuple[Result, dict[str, str], float]:
    """Build a graph of the documents and judge its comparisons; also how long the build took."""
    with tempfile.TemporaryDirectory() as place:
        documents, graph = Path(place, "documents"), Path(place, "graph")
        for name in story.names:
            shutil.copytree(STORIES / name, documents / name, ignore=shutil.ignore_patterns("*.yaml"))
        start = time.perf_counter()
        claimgraph.build([documents], graph, accuracy=accuracy, view=False)
        seconds = time.perf_counter() - start
        found, texts = found_in(graph)
    # a build of one folder may name documents without it
    texts = {_full(path, story): text for path, text in texts.items()}
    found = [
        Found(each.kind, each.figures, _moved(each.left, story), _moved(each.right, story), each.reason)
        for each in found
    ]
    return judge(found, story, texts), texts, seconds


def _full(path: str, story: Story) -> str:
    return path if path.split("/")[0] in story.names else f"{story.names[0]}/{path}"


def _moved(spans: Iterable[Span], story: Story) -> tuple[Span, ...]:
    return tuple(span._replace(document=_full(span.document, story)) for span in spans)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each story, and all together."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--accuracy", choices=("high", "fast"), default="high")
    parser.add_argument("--show", action="store_true", help="list what is wrong, open and missed")
    options = parser.parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        stories = [read_story(folder.name) for folder in sorted(STORIES.iterdir()) if folder.is_dir()]
        results = []
        for story in [*stories, together(stories)]:
            result, texts, seconds = measure(story, options.accuracy)
            title = f"{' and '.join(story.names)}, {'in one graph, ' if len(story.names) > 1 else ''}"
            print(summary(f"{title}accuracy {options.accuracy}, built in {seconds:.0f} s", result))
            if options.show:
                print(details(result, texts))
            print()
            results.append(result)
        print(summary("the stories, each in its own graph, added up", joined(results[: len(stories)])))
    except LabelError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
