"""How claims and figures stand to each other -> the triples of one named graph.

`Links` come in, and with them the documents, one by one, because only they know the names of their claims and
figures. Each comparison is a node with its reason; where it stands between two claims, the property itself
("A cg:disputes B") stands beside it, both ways where the ontology declares it symmetric.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from claimgraph.errors import GraphError
from claimgraph.graph.nodes import claim_nodes, figure_nodes
from claimgraph.graph.terms import (
    CG,
    PROV,
    RDF,
    SCHEMA,
    Names,
    decimal_literal,
    quoted,
    scalar_text,
)
from claimgraph.graph.triples import RunInfo
from claimgraph.graph.vocabulary import Vocabulary
from claimgraph.records import AnnotatedDocument
from claimgraph.relate.links import Comparison, Links, Tally, Utterance

__all__ = ["LinkGraph"]

_TYPE: Final = RDF["type"]


class _End(NamedTuple):
    """One end of a comparison, as nodes."""

    claim: str | None
    figure: str | None

    @property
    def node(self) -> str:
        """The claim, or the figure that stands in none."""
        return self.claim or self.figure or ""


class LinkGraph:
    """The named graph of all links, while the documents that they are between pass by.

    Args:
        links: what to write.
        run: what found them.
        names: for comparisons, tallies and documents.
        vocabulary: knows measures, and which properties hold both ways.

    >>> from claimgraph.records import Claim, Document, Span
    >>> notes = [
    ...     AnnotatedDocument(document=Document(path=path, text=text), claims=(Claim(content=(Span(0, 2),)),))
    ...     for path, text in (("a.txt", "It fell."), ("b.txt", "It held."))
    ... ]
    >>> left, right = Utterance("b.txt", 0), Utterance("a.txt", 0)
    >>> found = Comparison(kind="disputes", left=left, right=right, reason="It cannot have done both.")
    >>> run = RunInfo(software_version="1", model_name="m", model_version="1")
    >>> graph = LinkGraph(Links(comparisons=(found,)), run, Names(), Vocabulary())
    >>> for note in notes:
    ...     graph.take(note)
    >>> len([each for each in graph.triples() if "#reason> " in each])
    1
    """

    def __init__(self, links: Links, run: RunInfo, names: Names, vocabulary: Vocabulary) -> None:
        self._links = links
        self._run = str(run.node(names))
        self._names = names
        self._vocabulary = vocabulary
        self._nodes: dict[Utterance, _End] = {}
        self._documents: dict[str, str] = {}
        self._wanted: dict[str, set[Utterance]] = {}
        for each in _utterances(links):
            self._wanted.setdefault(each.document, set()).add(each)
        self._reprints = {*links.reprints, *links.reprints.values()}

    def take(self, annotated: AnnotatedDocument) -> None:
        """Remember the nodes of a document that links lead to.

        Raises:
            GraphError: the links name a claim or figure that the document does not have.
        """
        path = annotated.document.path
        wanted = self._wanted.get(path, ())
        if not wanted and path not in self._reprints:
            return
        document = self._names.document(annotated.document.sha256)
        self._documents[path] = str(document)
        if not wanted:
            return
        claims, figures = claim_nodes(annotated, document.value), figure_nodes(annotated, document.value)
        for each in wanted:
            self._nodes[each] = _End(_at(claims, each.claim, each), _at(figures, each.figure, each))

    def triples(self) -> list[str]:
        """The triples of the named graph, each once; none where there are no links.

        Raises:
            GraphError: the links name a document that has not been taken.
        """
        found = dict.fromkeys(self._all())
        if found:
            graph = self._names.links
            found[f"{graph} {_TYPE} {PROV['Entity']}"] = None
            found[f"{graph} {PROV['wasGeneratedBy']} {self._run}"] = None
        return list(found)

    def _all(self) -> Iterator[str]:
        for comparison in self._links.comparisons:
            yield from self._comparison(comparison)
        for tally in self._links.tallies:
            yield from self._tally(tally)
        for reprint, original in self._links.reprints.items():
            yield f"{self._document(reprint)} {CG['reprintOf']} {self._document(original)}"

    def _comparison(self, comparison: Comparison) -> Iterator[str]:
        kind = CG[comparison.kind]
        left, right = self._end(comparison.left), self._end(comparison.right)
        node = self._node("comparison", comparison.kind, *left, *right)
        yield f"{node} {_TYPE} {CG['Comparison']}"
        yield f"{node} {CG['relation']} {kind}"
        yield f"{node} {CG['reason']} {quoted(scalar_text(comparison.reason))}"
        yield f"{node} {CG['confidence']} {decimal_literal(round(comparison.confidence, 4))}"
        yield f"{node} {PROV['wasGeneratedBy']} {self._run}"
        if comparison.measure is not None:
            yield f"{node} {CG['measure']} {self._vocabulary.measure(comparison.measure)}"
        for side, end in (("left", left), ("right", right)):
            yield f"{node} {CG['compares']} {end.node}"
            yield f"{node} {CG[side]} {end.node}"
            if end.figure is not None:
                yield f"{node} {CG[f'{side}Figure']} {end.figure}"
        if left.claim is not None and right.claim is not None and left.claim != right.claim:
            yield f"{left.claim} {kind} {right.claim}"
            if kind.value in self._vocabulary.symmetric:
                yield f"{right.claim} {kind} {left.claim}"

    def _tally(self, tally: Tally) -> Iterator[str]:
        figures = [figure for each in tally.figures if (figure := self._end(each).figure) is not None]
        if not figures:
            return
        # A figure is in one tally at most, so the earliest names its tally, however many join it later.
        node = self._node("tally", figures[0])
        yield f"{node} {_TYPE} {CG['Tally']}"
        yield f"{node} {CG['measure']} {self._vocabulary.measure(tally.measure)}"
        yield f"{node} {PROV['wasGeneratedBy']} {self._run}"
        if tally.unit is not None:
            yield f"{node} {SCHEMA['unitText']} {quoted(scalar_text(tally.unit))}"
        if tally.scope:
            yield f"{node} {CG['scope']} {quoted(scalar_text(tally.scope))}"
        for figure in figures:
            yield f"{figure} {CG['inTally']} {node}"

    def _node(self, kind: str, *parts: str | None) -> str:
        digest = hashlib.sha256("\0".join(part or "" for part in parts).encode()).hexdigest()
        return f"<{self._names.base}{kind}/{digest[:16]}>"

    def _end(self, utterance: Utterance) -> _End:
        end = self._nodes.get(utterance)
        if end is None:
            raise GraphError(_unknown(utterance.document))
        return end

    def _document(self, path: str) -> str:
        node = self._documents.get(path)
        if node is None:
            raise GraphError(_unknown(path))
        return node


def _utterances(links: Links) -> Iterator[Utterance]:
    for comparison in links.comparisons:
        yield comparison.left
        yield comparison.right
    for tally in links.tallies:
        yield from tally.figures


def _at(nodes: Sequence[str], index: int | None, utterance: Utterance) -> str | None:
    if index is None:
        return None
    try:
        return nodes[index]
    except IndexError as error:
        raise GraphError(
            f"The links name claim {utterance.claim} and figure {utterance.figure} of {utterance.document}, "
            "which does not have them; compare the documents again."
        ) from error


def _unknown(path: str) -> str:
    return f"The links name {path}, which is not among the documents; compare the documents again."
