"""Sentences of a statement that nobody is named for -> claims of its publisher.

A statement speaks in its publisher's name, so what it does not attribute to anybody is the publisher's
own claim (`attribution="default"`). News reports nothing by default: an unattributed sentence of a
report stays unclaimed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from claimgraph.annotate.edges import trim
from claimgraph.annotate.quotations import quotations
from claimgraph.ontology.genres import Genre
from claimgraph.records import Claim, Document, Span

__all__ = ["default_claims", "genre_of"]

_CONFIDENCE = 0.5
_SHORTEST = 5  # words; what is shorter is a heading, a date or a signature


def default_claims(doc: Doc, claims: Sequence[Claim], genres: Sequence[Genre]) -> Iterator[Claim]:
    """One claim for every full sentence of a statement that no explicit claim touches."""
    document: Document | None = doc._.document
    if document is None or not document.publisher or genre_of(document, genres) is None:
        return
    taken = sorted(span for claim in claims for span in (*claim.source, *claim.cue, *claim.content))
    taken.extend(document.boilerplate)
    taken.sort()
    starts = [span.start for span in taken]
    longest = max((span.end - span.start for span in taken), default=0)
    for sentence in doc.sents:
        if not _is_statement(sentence) or (
            document.title and sentence.text.strip() == document.title.strip()
        ):
            continue
        first = bisect_left(starts, sentence.start_char - longest)
        last = bisect_left(starts, sentence.end_char)
        if any(span.end > sentence.start_char for span in taken[first:last]):
            continue
        start, end = trim(doc, sentence.start, sentence.end)
        if end > start:
            content = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
            yield Claim(content=(content,), attribution="default", confidence=_CONFIDENCE)


def genre_of(document: Document, genres: Sequence[Genre]) -> str | None:
    """Name of the genre in which the document speaks for its publisher; None for a report.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.genres import read_genres
    >>> genres = read_genres(load_ontology())
    >>> genre_of(Document(path="a", text="Rain fell.", title="Statement by the Ministry of Rain"), genres)
    'statement'
    >>> genre_of(Document(path="b", text="Rain fell.", title="Rain in May"), genres) is None
    True
    """
    names = {genre.name for genre in genres}
    if document.genre is not None:
        return document.genre if document.genre in names else None
    title = document.title or document.text.lstrip().partition("\n")[0]
    spoken: str | None = None
    for genre in genres:
        if any(pattern.search(title) for pattern in genre.titles):
            return genre.name
        if spoken is None:
            spoken = _outside_quotations(document.text)
        if any(pattern.search(spoken) for pattern in genre.sentences):
            return genre.name
    return None


def _outside_quotations(text: str) -> str:
    pieces = []
    last = 0
    for quote in quotations(text):
        pieces.append(text[last : quote.start])
        last = max(last, quote.end)
    return " ".join([*pieces, text[last:]])


def _is_statement(sentence: TokenSpan) -> bool:
    words = [token for token in sentence if token.is_alpha]
    return (
        len(words) >= _SHORTEST
        and any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in sentence)
        and any(token.dep_ in ("nsubj", "nsubj:pass", "expl") for token in sentence)
    )
