"""The contract between the spaCy components: what they read from and write to a `Doc`.

In pipeline order:

| component            | reads                              | writes                                        |
|----------------------|------------------------------------|-----------------------------------------------|
| `claimgraph_lines`   | tokens, `doc._.document`           | sentence starts at line ends                  |
| (the language model) |                                    | tags, lemmas, trees, sentences, `doc.ents`    |
| `claimgraph_actors`  | all of these                       | `doc._.mentions`: named and role mentions     |
| `claimgraph_claims`  | all of these                       | `doc._.claims`; adds to `doc._.mentions` the pronouns and collectives that are sources, drops roles that nothing refers to |
| `claimgraph_figures` | all of these                       | `doc._.figures`                               |

Offsets in these records count in `doc.text`; indices count in the lists of the same `Doc`. A component
that another package provides only has to write the same lists.
"""

from __future__ import annotations

from spacy.tokens import Doc

__all__ = ["declare_extensions"]


def declare_extensions() -> None:
    """Declare `doc._.document`, `.mentions`, `.claims` and `.figures`; harmless when repeated."""
    if not Doc.has_extension("document"):
        Doc.set_extension("document", default=None)
    for name in ("mentions", "claims", "figures"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
