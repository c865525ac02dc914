"""The contract between the spaCy components: what they read from and write to a `Doc`.

In pipeline order:

- `claimgraph_lines` reads tokens; sets sentence starts at line ends.
- The language model writes tags, lemmas, trees, sentences and `doc.ents`.
- `claimgraph_entities` (right after `ner`) adds numbers, dates, laws and known countries to `doc.ents`.
- `claimgraph_learned` (high accuracy only) reads all of these; sets the names among `doc.ents` anew and
  writes `doc._.triples`.
- `claimgraph_actors` reads all of these; writes `doc._.mentions`, named and role mentions.
- `claimgraph_claims` reads all of these and `doc._.document`; finds attributions by rules and
  agrees them with the triples, where there are any; writes `doc._.claims`, adds to `doc._.mentions` the
  pronouns that are sources, and drops the role mentions that no claim needs.
- `claimgraph_figures` reads all of these; writes `doc._.figures`.
- `claimgraph_relations` reads mentions and claims as the claims component leaves them; writes
  `doc._.relations`.

Offsets in these records count in `doc.text`; indices count in the lists of the same `Doc`. A component
that another package provides only has to write the same lists.
"""

from __future__ import annotations

from spacy.tokens import Doc

__all__ = ["declare_extensions"]


def declare_extensions() -> None:
    """Declare what the components write; harmless when repeated."""
    if not Doc.has_extension("document"):
        Doc.set_extension("document", default=None)
    if not Doc.has_extension("triples"):
        Doc.set_extension("triples", default=None)
    for name in ("mentions", "claims", "figures", "relations"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
