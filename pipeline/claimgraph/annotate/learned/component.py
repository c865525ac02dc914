"""spaCy component: parsed texts -> their names and their attributions as the model finds them, in batches.

Comes after the parser and before the actors: the names that the model finds take the place of the
recogniser's, and `doc._.triples` holds who says what, in words. What of it becomes a claim is for the claims
component, which asks the rules, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from claimgraph.annotate.entities import EntityRules
from claimgraph.annotate.extensions import declare_extensions
from claimgraph.annotate.learned.decoding import Chain, Part
from claimgraph.annotate.learned.encoding import encode
from claimgraph.annotate.learned.linking import Linker
from claimgraph.annotate.learned.network import Network
from claimgraph.annotate.quotations import quotations

__all__ = ["LearnedReader"]

_NAMES = frozenset(("PERSON", "ORG", "LOC", "NORP", "EVENT", "GPE", "FAC"))


class LearnedReader:
    """The component.

    Args:
        folder: of the model, see `Network`.
        entities: what refines the labels of names.

    Raises:
        ModelError: the folder cannot be used.
    """

    def __init__(self, folder: Path, entities: EntityRules) -> None:
        declare_extensions()
        self._network = Network(folder)
        self._entities = entities
        about, decoder = self._network.about, self._network.decoder
        self._roles = Chain(about["role_tags"], decoder["role_steps"])
        self._names = Chain(about["name_tags"], decoder["name_steps"])
        self._linker = Linker(decoder, about["calibration"])

    def __call__(self, doc: Doc) -> Doc:
        """Read one text."""
        return self._read([doc])[0]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Read many texts, so that the model has full batches."""
        waiting = iter(stream)
        while batch := list(islice(waiting, batch_size)):
            yield from self._read(batch)

    def _read(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        texts = [encode(doc, self._network.pieces, quotations(doc.text)) for doc in docs]
        for doc, text, scores in zip(docs, texts, self._network.score(texts), strict=True):
            if not len(text.lines):
                doc._.triples = []
                continue
            self._set_names(doc, self._names.parts(scores.names, text.lines))
            parts = self._roles.parts(scores.roles, text.lines)
            doc._.triples = self._linker.triples(parts, scores.links, text.lines)
        return docs

    def _set_names(self, doc: Doc, parts: Sequence[Part]) -> None:
        """Put the model's names in place of the recogniser's; dates and numbers stay where words are free."""
        names = [Span(doc, part.first, part.end, label=part.kind) for part in parts]
        others = [entity for entity in doc.ents if entity.label_ not in _NAMES]
        held = {token.i for name in names for token in name}
        free = [entity for entity in others if held.isdisjoint(range(entity.start, entity.end))]
        doc.set_ents(filter_spans([*self._entities.refined(names), *free]))
