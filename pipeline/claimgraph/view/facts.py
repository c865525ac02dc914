"""An opened graph -> what made it: software, language model and ontology, as the graph itself says."""

from __future__ import annotations

from rdflib import Dataset

from claimgraph.view.items.rows import rows

__all__ = ["read_run"]

_RUN = """
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?part ?label ?version WHERE {
  ?run cg:formatVersion ?format .
  { ?run prov:wasAssociatedWith ?node . BIND("software" AS ?part) ?node schema:softwareVersion ?version }
  UNION { ?run prov:used ?node . BIND("model" AS ?part) ?node schema:softwareVersion ?version }
  UNION { ?run prov:used ?node . BIND("ontology" AS ?part) ?node cg:fingerprint ?version }
  UNION { ?run cg:accuracy ?version . BIND("accuracy" AS ?part) BIND(?run AS ?node) }
  ?node rdfs:label ?label .
} ORDER BY ?part ?label ?version"""

_SHORT = 12
"""Characters of a fingerprint that people compare."""


def read_run(graph: Dataset) -> dict[str, str]:
    """What made the graph, as it says: "software", "model", "ontology" with their versions, and "accuracy".

    What the graph does not say is left out; of several (merged graphs) all are named.

    >>> read_run(Dataset(default_union=True))
    {}
    """
    found: dict[str, list[str]] = {}
    for row in rows(graph, _RUN):
        part, version = row["part"], row["version"]
        words = f"{row['label']} {version}"
        if part == "ontology":
            words = f"fingerprint {version[:_SHORT]}"
        elif part == "accuracy":
            words = version
        if words not in found.setdefault(part, []):
            found[part].append(words)
    return {part: "; ".join(words) for part, words in found.items()}
