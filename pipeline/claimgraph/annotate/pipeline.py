"""Documents -> annotated documents, by one spaCy pipeline: the language model and claimgraph's components.

The components are registered as spaCy factories (`claimgraph_lines`, `claimgraph_entities`,
`claimgraph_actors`, `claimgraph_claims`, `claimgraph_figures`, `claimgraph_relations`), so they can also
be added to a pipeline of one's own. Long documents are cut at paragraph ends and put together again,
which bounds memory and leaves every offset exact.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimgraph.annotate.actors import ActorFinder
from claimgraph.annotate.claims import ClaimFinder
from claimgraph.annotate.entities import EntityRules
from claimgraph.annotate.extensions import declare_extensions
from claimgraph.annotate.figures import FigureFinder
from claimgraph.annotate.fingerprint import Accuracy, find_model
from claimgraph.annotate.learned.component import LearnedReader
from claimgraph.annotate.lines import mark_lines, paragraphs, unwrapped
from claimgraph.annotate.relations import RelationFinder
from claimgraph.annotate.universal import to_universal
from claimgraph.errors import ModelError
from claimgraph.ontology import Ontology, load_ontology
from claimgraph.ontology.acts import read_acts
from claimgraph.ontology.genres import read_genres
from claimgraph.ontology.relations import read_relations
from claimgraph.records import AnnotatedDocument, Claim, Document, Figure, Mention, Relation, Span
from claimgraph.resources import attribution_folder

__all__ = ["Annotator", "load_pipeline"]

_CHUNK = 60_000  # characters; about ten thousand words, so that one document never fills the memory
_TOGETHER = 60_000  # characters that go through the model at once: it needs some 3 kB for each while it runs
_NEEDED = ("tagger", "parser", "ner")


@Language.component("claimgraph_lines")
def lines(doc: Doc) -> Doc:
    return mark_lines(doc)


@Language.component("claimgraph_universal")
def universal(doc: Doc) -> Doc:
    """The component of `annotate.universal`, for models that do not use Universal Dependencies."""
    return to_universal(doc)


@Language.factory("claimgraph_entities", default_config={"ontology": []})
def entities(nlp: Language, name: str, ontology: list[str]) -> EntityRules:
    return EntityRules(_ontology(tuple(ontology)))


@Language.factory("claimgraph_learned", default_config={"ontology": []})
def learned(nlp: Language, name: str, ontology: list[str]) -> LearnedReader:
    return LearnedReader(attribution_folder(), EntityRules(_ontology(tuple(ontology))))


@Language.factory("claimgraph_actors", default_config={"ontology": []})
def actors(nlp: Language, name: str, ontology: list[str]) -> ActorFinder:
    return ActorFinder(_ontology(tuple(ontology)))


@Language.factory("claimgraph_claims", default_config={"ontology": []})
def claims(nlp: Language, name: str, ontology: list[str]) -> ClaimFinder:
    read = _ontology(tuple(ontology))
    return ClaimFinder(read_acts(read), read_genres(read))


@Language.factory("claimgraph_figures", default_config={"ontology": []})
def figures(nlp: Language, name: str, ontology: list[str]) -> FigureFinder:
    return FigureFinder(_ontology(tuple(ontology)))


@Language.factory("claimgraph_relations", default_config={"ontology": []})
def relations(nlp: Language, name: str, ontology: list[str]) -> RelationFinder:
    return RelationFinder(read_relations(_ontology(tuple(ontology))))


@dataclass
class Annotator:
    """A loaded pipeline.

    Attributes:
        nlp: the language model with claimgraph's components.
    """

    nlp: Language

    def annotate(self, documents: Iterable[Document], *, batch_size: int = 16) -> Iterator[AnnotatedDocument]:
        """Annotate documents in order, streaming.

        Args:
            documents: any number; they are taken as they are needed.
            batch_size: chunks of text that go through the model together, if they are not long.
        """
        waiting: deque[_Pieces] = deque()

        def chunks() -> Iterator[Document]:
            for document in documents:
                pieces = _Pieces(document, list(_cut(document)))
                waiting.append(pieces)
                for start, end in pieces.spans:
                    yield _part(document, start, end)

        for batch in _batches(chunks(), batch_size):
            for doc in self.nlp.pipe(map(self._doc, batch), batch_size=batch_size):
                waiting[0].add(doc)
                while waiting and waiting[0].complete:
                    yield waiting.popleft().joined()
        while waiting:
            yield waiting.popleft().joined()

    def _doc(self, document: Document) -> Doc:
        doc = self.nlp.make_doc(unwrapped(document.text))
        doc._.document = document
        return doc


def load_pipeline(
    model: str | Path | None = None,
    *,
    ontology: Sequence[str | Path] = (),
    accuracy: Accuracy = "high",
) -> Annotator:
    """Load the language model and put claimgraph's components into it.

    Args:
        model: name of an installed spaCy pipeline or folder of one; without it the one that claimgraph
            ships. It needs a tagger, a parser and an entity recogniser; trees in the style of the
            official English pipelines are turned into Universal Dependencies.
        ontology: Turtle files or folders that extend the ontology.
        accuracy: "high" reads with the transformer that claimgraph ships and the rules together, "fast"
            with the rules alone.

    Raises:
        ModelError: there is no such model, or it lacks a component.
        OntologyError: an ontology file cannot be used.

    >>> annotator = load_pipeline()
    >>> document = Document(path="a.txt", text="The mayor denied that the bridge was closed.")
    >>> found = next(annotator.annotate([document]))
    >>> [(c.act, c.content[0].of(found.document.text)) for c in found.claims]
    [('deny', 'the bridge was closed')]
    """
    extra = tuple(str(path) for path in ontology)
    _ontology(extra)
    declare_extensions()
    found = find_model(model)
    try:
        nlp = spacy.load(found.folder)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(
            f"The spaCy pipeline {found.name} in {found.folder} cannot be loaded: {reason}"
        ) from error
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"The spaCy pipeline {found.name} has no {' and no '.join(missing)}; claimgraph needs them."
        )
    nlp.add_pipe("claimgraph_lines", first=True)
    if "obl" not in nlp.get_pipe("parser").labels:  # type: ignore[attr-defined]
        nlp.add_pipe("claimgraph_universal", after="parser")
    config = {"ontology": list(extra)}
    nlp.add_pipe("claimgraph_entities", after="ner", config=config)
    if accuracy == "high":
        nlp.add_pipe("claimgraph_learned", last=True, config=config)
    for name in ("claimgraph_actors", "claimgraph_claims", "claimgraph_figures", "claimgraph_relations"):
        nlp.add_pipe(name, last=True, config=config)
    return Annotator(nlp)


def _batches(chunks: Iterable[Document], most: int) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for chunk in chunks:
        if batch and (len(batch) == most or size + len(chunk.text) > _TOGETHER):
            yield batch
            batch, size = [], 0
        batch.append(chunk)
        size += len(chunk.text)
    if batch:
        yield batch


class _Pieces:
    """A document's chunks, and what was found in those that have come back; the `Doc`s are not kept."""

    def __init__(self, document: Document, spans: list[Span]) -> None:
        self.document = document
        self.spans = spans
        self._mentions: list[Mention] = []
        self._claims: list[Claim] = []
        self._figures: list[Figure] = []
        self._relations: list[Relation] = []
        self._sentences = 0
        self._docs = 0

    @property
    def complete(self) -> bool:
        return self._docs == len(self.spans)

    def add(self, doc: Doc) -> None:
        shift = self.spans[self._docs].start
        first_mention, first_claim = len(self._mentions), len(self._claims)
        if shift == 0:
            self._mentions += doc._.mentions
            self._claims += doc._.claims
            self._figures += doc._.figures
            self._relations += doc._.relations
        else:
            self._mentions.extend(
                replace(m, start=m.start + shift, end=m.end + shift, sentence=m.sentence + self._sentences)
                for m in doc._.mentions
            )
            self._claims.extend(_moved_claim(c, shift, first_mention, first_claim) for c in doc._.claims)
            self._figures.extend(_moved_figure(f, shift, first_claim) for f in doc._.figures)
            self._relations.extend(
                _moved_relation(r, shift, first_mention, first_claim) for r in doc._.relations
            )
        self._docs += 1
        if not self.complete:
            self._sentences += sum(1 for _ in doc.sents)

    def joined(self) -> AnnotatedDocument:
        return AnnotatedDocument(
            document=self.document,
            mentions=tuple(self._mentions),
            claims=tuple(self._claims),
            figures=tuple(self._figures),
            relations=tuple(self._relations),
        )


def _cut(document: Document) -> Iterator[Span]:
    """Chunks of at most `_CHUNK` characters that end where a paragraph ends, as far as there is one."""
    text = document.text
    if len(text) <= _CHUNK:
        yield Span(0, len(text))
        return
    breaks = [span.end for span in paragraphs(text)]
    start = last = 0
    for end in [*breaks, len(text)]:
        while end - start > _CHUNK:
            cut = last if last > start else _sentence_end(text, start, min(start + _CHUNK, end))
            yield Span(start, cut)
            start = last = cut
        last = end
    if start < len(text):
        yield Span(start, len(text))


def _sentence_end(text: str, start: int, limit: int) -> int:
    for mark in (". ", " "):
        place = text.rfind(mark, start + 1, limit)
        if place > start:
            return place + len(mark)
    return limit


def _part(document: Document, start: int, end: int) -> Document:
    """What the components see of a document: the chunk's own text and boilerplate, the whole's metadata."""
    if start == 0 and end == len(document.text):
        return document
    boilerplate = tuple(
        Span(max(line.start, start) - start, min(line.end, end) - start)
        for line in document.boilerplate
        if line.start < end and start < line.end
    )
    return replace(document, text=document.text[start:end], boilerplate=boilerplate)


def _moved(spans: Iterable[Span], shift: int) -> tuple[Span, ...]:
    return tuple(Span(start + shift, end + shift) for start, end in spans)


def _moved_claim(claim: Claim, shift: int, first_mention: int, first_claim: int) -> Claim:
    return replace(
        claim,
        source=_moved(claim.source, shift),
        cue=_moved(claim.cue, shift),
        content=_moved(claim.content, shift),
        claimants=tuple(i + first_mention for i in claim.claimants),
        addressees=tuple(i + first_mention for i in claim.addressees),
        about=tuple(i + first_mention for i in claim.about),
        relays=None if claim.relays is None else claim.relays + first_claim,
    )


def _moved_figure(figure: Figure, shift: int, first_claim: int) -> Figure:
    counted = figure.counted
    return replace(
        figure,
        start=figure.start + shift,
        end=figure.end + shift,
        counted=None if counted is None else Span(counted.start + shift, counted.end + shift),
        claim=None if figure.claim is None else figure.claim + first_claim,
    )


def _moved_relation(relation: Relation, shift: int, first_mention: int, first_claim: int) -> Relation:
    role = relation.role
    return replace(
        relation,
        left=relation.left + first_mention,
        right=relation.right + first_mention,
        start=relation.start + shift,
        end=relation.end + shift,
        role=None if role is None else Span(role.start + shift, role.end + shift),
        claim=None if relation.claim is None else relation.claim + first_claim,
    )


@cache
def _ontology(extra: tuple[str, ...]) -> Ontology:
    return load_ontology(extra)
