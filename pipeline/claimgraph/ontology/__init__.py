"""What a user can extend without code: the Turtle files in `ontology/`, read into typed records."""

from claimgraph.ontology.load import CG, Ontology, load_ontology

__all__ = ["CG", "Ontology", "load_ontology"]
