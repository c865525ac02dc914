"""Asks a graph a query and gives what it answers as text: rows one by one, or grouped by their subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import Dataset
from rdflib.query import ResultRow

from claimgraph.records import Span

__all__ = ["About", "group", "places", "rows"]

_PREFIXES = """
PREFIX cg: <https://w3id.org/claimgraph/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
"""

# All places at once, and in the graph that they are in: asked for with each mention, claim and figure they
# take twice as long.
_PLACES = """
SELECT ?node ?start ?end WHERE {
  GRAPH ?graph { ?selector oa:start ?start ; oa:end ?end . ?node oa:hasSelector ?selector }
}"""


def rows(graph: Dataset, query: str) -> Iterator[Mapping[str, str]]:
    """What each row binds, as text, by variable; the prefixes of the vocabulary are there."""
    store = getattr(graph, "oxigraph", None)
    if store is None:
        for row in graph.query(_PREFIXES + query):
            if isinstance(row, ResultRow):
                yield {name: str(term) for name, term in row.asdict().items()}
        return
    # An opened graph is asked without rdflib: making its terms costs several times what the answer does.
    found = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {
            name: str(term) if isinstance(term, ox.Triple) else term.value
            for name, term in zip(names, solution, strict=True)
            if term is not None
        }


@dataclass(slots=True)
class About:
    """What the rows about one subject say, by variable."""

    values: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, row: Mapping[str, str], names: Iterable[str]) -> None:
        """Take in what a row says of these variables."""
        for name in names:
            if name in row:
                self.values[name].add(row[name])

    def first(self, name: str) -> str | None:
        """The first value in alphabetical order, so that it is the same each time."""
        return min(self.values[name], default=None)

    def all(self, name: str) -> tuple[str, ...]:
        """All values, sorted."""
        return tuple(sorted(self.values[name]))


def group(graph: Dataset, query: str, subject: str, *names: str) -> dict[str, About]:
    """What the rows of a query say of each subject, by subject, sorted.

    >>> group(Dataset(default_union=True), "SELECT ?a ?b WHERE { ?a cg:text ?b }", "a", "b")
    {}
    """
    found: defaultdict[str, About] = defaultdict(About)
    for row in rows(graph, query):
        found[row[subject]].add(row, names)
    return dict(sorted(found.items()))


def places(graph: Dataset) -> dict[str, Span]:
    """Where each mention, span and figure stands in its document, by IRI."""
    return {row["node"]: Span(int(row["start"]), int(row["end"])) for row in rows(graph, _PLACES)}
