"""Documents -> annotated documents, by one spaCy pipeline: the language model and claimgraph's components.

The components are registered as spaCy factories (`claimgraph_lines`, `claimgraph_entities`,
`claimgraph_actors`, `claimgraph_claims`, `claimgraph_figures`), so they can also be added to a pipeline
of one's own. Long documents are cut at paragraph ends and put together again, which bounds memory and
leaves every offset exact.
"""

from __future__ import annotations

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
from claimgraph.annotate.fingerprint import find_model
from claimgraph.annotate.lines import mark_lines, paragraphs
from claimgraph.annotate.universal import to_universal
from claimgraph.errors import ModelError
from claimgraph.ontology import Ontology, load_ontology
from claimgraph.ontology.acts import read_acts
from claimgraph.ontology.genres import read_genres
from claimgraph.records import AnnotatedDocument, Claim, Document, Figure, Mention, Span

__all__ = ["Annotator", "load_pipeline"]

_CHUNK = 60_000  # characters; about ten thousand words, so that one document never fills the memory
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
            batch_size: chunks of text that go through the model together.
        """
        waiting: list[_Pieces] = []

        def chunks() -> Iterator[Doc]:
            for document in documents:
                pieces = _Pieces(document, list(_cut(document)))
                waiting.append(pieces)
                for start, end in pieces.spans:
                    doc = self.nlp.make_doc(document.text[start:end])
                    doc._.document = _part(document, start, end)
                    yield doc

        for doc in self.nlp.pipe(chunks(), batch_size=batch_size):
            waiting[0].docs.append(doc)
            while waiting and len(waiting[0].docs) == len(waiting[0].spans):
                yield waiting.pop(0).joined()
        while waiting:
            yield waiting.pop(0).joined()


def load_pipeline(model: str | Path | None = None, *, ontology: Sequence[str | Path] = ()) -> Annotator:
    """Load the language model and put claimgraph's components into it.

    Args:
        model: name of an installed spaCy pipeline or folder of one; without it the one that claimgraph
            ships. It needs a tagger, a parser and an entity recogniser; trees in the style of the
            official English pipelines are turned into Universal Dependencies.
        ontology: Turtle files or folders that extend the ontology.

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
    for name in ("claimgraph_actors", "claimgraph_claims", "claimgraph_figures"):
        nlp.add_pipe(name, last=True, config=config)
    return Annotator(nlp)


@dataclass
class _Pieces:
    """A document's chunks, and what has come back of them."""

    document: Document
    spans: list[Span]

    def __post_init__(self) -> None:
        self.docs: list[Doc] = []

    def joined(self) -> AnnotatedDocument:
        mentions: list[Mention] = []
        claims: list[Claim] = []
        figures: list[Figure] = []
        sentences = 0
        for (shift, _), doc in zip(self.spans, self.docs, strict=True):
            first_mention, first_claim = len(mentions), len(claims)
            mentions.extend(
                replace(m, start=m.start + shift, end=m.end + shift, sentence=m.sentence + sentences)
                for m in doc._.mentions
            )
            claims.extend(_moved_claim(c, shift, first_mention, first_claim) for c in doc._.claims)
            figures.extend(_moved_figure(f, shift, first_claim) for f in doc._.figures)
            sentences += sum(1 for _ in doc.sents)
        return AnnotatedDocument(
            document=self.document, mentions=tuple(mentions), claims=tuple(claims), figures=tuple(figures)
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


@cache
def _ontology(extra: tuple[str, ...]) -> Ontology:
    return load_ontology(extra)
