"""The record that attribution works on: who says what, as spans of characters with their head tokens."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claimgraph.annotate.cues import Cue
from claimgraph.records import Span

__all__ = ["Attribution", "characters", "cue_characters"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claim as spans of characters, with the tokens that head them.

    Attributes:
        source: noun phrases for who claims; empty where the text does not say.
        cue: the words that attribute.
        content: what is claimed, in text order.
        act: name of the act that the cue stands for.
        construction: the construction that the cue was found in.
        heads: the head token of every source phrase.
        addressee: head token of whom it is put to.
        speech: True where the cue can introduce a quotation.
        passive: True for "was told": the source is not the subject.
        order: index of the cue's head token.
        quoted: True where all of the content stands between quotation marks.
        confidence: how likely the model thinks exactly these words; None where rules alone found them.
    """

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    act: str
    construction: str
    heads: tuple[Token, ...] = ()
    addressee: Token | None = None
    quoted: bool = False
    speech: bool = False
    passive: bool = False
    order: int = field(default=0, compare=False)
    confidence: float | None = None


def characters(doc: Doc, start: int, end: int) -> Span:
    """The characters of the tokens `start` to `end`."""
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))


def cue_characters(doc: Doc, cue: Cue, construction: str) -> Span:
    """The characters of a cue, with the preposition that belongs to it in this construction."""
    end = cue.end
    if construction == "oblique" and cue.preposition is not None and cue.preposition.i == end:
        end = max(end, cue.preposition.i + 1)
    if construction == "adjective":
        following = doc[end] if end < len(doc) else None
        if following is not None and following.pos_ == "ADP":
            end += 1
    return characters(doc, cue.start, end)
