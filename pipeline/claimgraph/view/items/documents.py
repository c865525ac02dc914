"""Documents of a graph, and who published them."""

from __future__ import annotations

from rdflib import Dataset

from claimgraph.view.items.records import DocumentItem
from claimgraph.view.items.rows import group

__all__ = ["read_documents"]

_DOCUMENTS = """
SELECT ?document ?text ?title ?date ?source ?language ?publisher WHERE {
  ?document cg:text ?text .
  OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document dct:date ?date }
  OPTIONAL { ?document dct:source ?source }
  OPTIONAL { ?document dct:language ?language }
  OPTIONAL { ?document dct:publisher ?publisher }
}"""


def read_documents(graph: Dataset) -> tuple[list[DocumentItem], set[tuple[str, str]]]:
    """Documents by date and title, and pairs of a document and an actor that published it."""
    found = group(graph, _DOCUMENTS, "document", "text", "title", "date", "source", "language", "publisher")
    documents = [
        DocumentItem(
            iri=iri,
            text=about.first("text") or "",
            title=about.first("title") or _file_name(about.all("source")) or iri,
            date=about.first("date"),
            language=about.first("language"),
            sources=about.all("source"),
        )
        for iri, about in found.items()
    ]
    documents.sort(key=lambda document: (document.date or "9999", document.title, document.iri))
    return documents, {(iri, actor) for iri, about in found.items() for actor in about.all("publisher")}


def _file_name(sources: tuple[str, ...]) -> str | None:
    return sources[0].rstrip("/").rsplit("/", 1)[-1] if sources else None
