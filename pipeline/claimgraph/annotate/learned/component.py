"""spaCy component: parsed texts -> names and attributions as the model and the rules agree on them.

Comes after the parser and before the actors: the names that the model finds take the place of the
recogniser's. Who is meant by a source, and what a claim does to others, is for the components after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from claimgraph.annotate.attributed import Attribution
from claimgraph.annotate.attribution import find_attributions
from claimgraph.annotate.entities import EntityRules
from claimgraph.annotate.extensions import declare_extensions
from claimgraph.annotate.learned.agreement import agreed
from claimgraph.annotate.learned.decoding import Chain, Part
from claimgraph.annotate.learned.encoding import encode
from claimgraph.annotate.learned.linking import Linker
from claimgraph.annotate.learned.network import Network, Scores
from claimgraph.annotate.quotations import quotations
from claimgraph.ontology.acts import Acts

__all__ = ["LearnedReader"]

_NAMES = frozenset(("PERSON", "ORG", "LOC", "NORP", "EVENT", "GPE", "FAC"))


class LearnedReader:
    """The component.

    Args:
        folder: of the model, see `Network`.
        acts: the cue words.
        entities: what refines the labels of names.

    Raises:
        ModelError: the folder cannot be used.
    """

    def __init__(self, folder: Path, acts: Acts, entities: EntityRules) -> None:
        declare_extensions()
        self._network = Network(folder)
        self._acts = acts
        self._entities = entities
        about, decoder = self._network.about, self._network.decoder
        self._roles = Chain(about["role_tags"], decoder["role_steps"])
        self._names = Chain(about["name_tags"], decoder["name_steps"])
        self._linker = Linker(decoder)

    def __call__(self, doc: Doc) -> Doc:
        """Read one text."""
        return self._read([doc])[0]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Read many texts, so that the model has full batches."""
        waiting = iter(stream)
        while batch := list(islice(waiting, batch_size)):
            yield from self._read(batch)

    def _read(self, docs: Sequence[Doc]) -> Sequence[Doc]:
        rules = [find_attributions(doc, self._acts, _named(doc)) for doc in docs]
        encoded = [
            encode(doc, self._network.pieces, found, quotations(doc.text))
            for doc, found in zip(docs, rules, strict=True)
        ]
        scored = self._network.score(encoded)
        for doc, found, text, scores in zip(docs, rules, encoded, scored, strict=True):
            if not len(text.lines):
                doc._.attributions = []
                continue
            self._set_names(doc, self._names.parts(scores.names, text.lines))
            doc._.attributions = self._attributions(doc, found, text.lines, scores)
        return docs

    def _attributions(
        self, doc: Doc, rules: Sequence[Attribution], lines: np.ndarray, scores: Scores
    ) -> list[Attribution]:
        parts = self._roles.parts(scores.roles, lines)
        triples = self._linker.triples(parts, scores.links, lines)
        found = agreed(doc, triples, rules, self._acts, _named(doc))
        return [
            each if each.confidence is None else replace(each, confidence=self._calibrated(each.confidence))
            for each in found
        ]

    def _calibrated(self, likely: float) -> float:
        """How often claims that the model thinks so likely were right, on articles that it had not seen."""
        scores, shares = zip(*self._network.about["calibration"], strict=True)
        return float(np.interp(likely, scores, shares))

    def _set_names(self, doc: Doc, parts: Sequence[Part]) -> None:
        """Put the model's names in place of the recogniser's; dates and numbers stay where words are free."""
        names = [Span(doc, part.first, part.end, label=part.kind) for part in parts]
        others = [entity for entity in doc.ents if entity.label_ not in _NAMES]
        held = {token.i for name in names for token in name}
        free = [entity for entity in others if held.isdisjoint(range(entity.start, entity.end))]
        doc.set_ents(filter_spans([*self._entities.refined(names), *free]))


def _named(doc: Doc) -> list[tuple[int, int]]:
    return [(entity.start, entity.end) for entity in doc.ents if entity.label_ in _NAMES]
