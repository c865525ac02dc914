"""Reads everything that the view shows out of a graph, and ties what floats free to where it is named."""

from __future__ import annotations

from rdflib import Dataset

from claimgraph.view.items.actors import read_actors, read_relations
from claimgraph.view.items.claims import read_claims, read_ties
from claimgraph.view.items.documents import read_documents
from claimgraph.view.items.figures import read_figures, read_tallies
from claimgraph.view.items.links import read_links
from claimgraph.view.items.records import Edge, ViewItems
from claimgraph.view.items.rows import places

__all__ = ["read_items"]


def read_items(graph: Dataset) -> ViewItems:
    """Read a graph into the records of the view.

    Args:
        graph: an opened graph whose default graph is the union of its named graphs.

    Returns:
        Actors (all that are mentioned, claim something or published something), claims, documents, and
        the edges claimant, statedIn, addressee, about, relays, publisher. An actor with none of these is
        tied by `namedIn` to the documents that name it, so that nothing floats free without a reason. What
        documents say of two actors is in `relations`, with one edge `Relation` for each two. All figures,
        their tallies, and how claims and figures stand to each other are in lists of their own.

    >>> read_items(Dataset(default_union=True)).records
    ()
    """
    documents, publishers = read_documents(graph)
    order = {document.iri: number for number, document in enumerate(documents)}
    at = places(graph)
    actors = read_actors(graph, at)
    figures = read_figures(graph, at, order)
    claims = read_claims(graph, at, order, figures)
    relations = read_relations(graph, at, order)
    known = {each.iri for each in documents} | {each.iri for each in actors} | {each.iri for each in claims}
    edges = {Edge(claim.iri, claim.document, "statedIn") for claim in claims} | read_ties(graph)
    edges.update(Edge(document, actor, "publisher") for document, actor in publishers)
    edges = {edge for edge in edges if edge.source in known and edge.target in known}
    tied = {iri for edge in edges for iri in (edge.source, edge.target)}
    edges.update(
        Edge(actor.iri, document, "namedIn")
        for actor in actors if actor.iri not in tied
        for document, _ in actor.mentions if document in known
    )  # fmt: skip
    edges.update(
        Edge(each.left, each.right, "Relation")
        for each in relations if each.left in known and each.right in known and each.left and each.right
    )  # fmt: skip
    place = {claim.iri: number for number, claim in enumerate(claims)}
    links = read_links(graph, place, {figure.iri: figure for figure in figures})
    return ViewItems(
        actors=tuple(actors),
        claims=tuple(claims),
        documents=tuple(documents),
        relations=tuple(relations),
        figures=tuple(figures),
        tallies=tuple(read_tallies(graph)),
        links=tuple(links),
        edges=tuple(sorted(edges)),
    )
