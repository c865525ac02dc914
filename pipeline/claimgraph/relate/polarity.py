"""The content of a claim -> its clauses, each with whether it is negated.

A clause is what one claim can say and another deny. There is no parse at this stage: clauses begin at
the words and marks that begin one in English, and are negated by the words that `propositions.ttl`
lists. Where that is not clear (two negations, a condition, a question), the clause says so, and nobody
should compare it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claimgraph.ontology.propositions import WORD, Phrase, PropositionWords
from claimgraph.records import Span

__all__ = ["Clause", "Word", "clauses_of", "words_in"]

# Not after "Mr." or an initial.
_SENTENCE_END = re.compile(r"(?<=\w{3})[.!?][\"”’')]*\s+|[!?;][\"”’')]*\s*|\n\s*")


class Word(NamedTuple):
    """A word in lower case and where it is in the text (code points)."""

    text: str
    start: int
    end: int
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a content that says one thing.

    Attributes:
        words: all of its words but negations.
        negative: whether it is negated.
        clear: whether that is sure, and the clause is put as what holds.
        main: whether denying the whole denies it: not so for "because ..." or "who ...".
    """

    words: tuple[Word, ...]
    negative: bool
    clear: bool
    main: bool


def clauses_of(text: str, spans: Sequence[Span], words: PropositionWords) -> list[Clause]:
    """The clauses of the text in `spans`, in order.

    Args:
        text: of the document.
        spans: the content of a claim; a span that begins with a small letter goes on with the one before.
        words: which words negate and which begin a clause.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.propositions import read_proposition_words
    >>> words = read_proposition_words(load_ontology())
    >>> text = "Nobody was beaten, because guards were not there."
    >>> for clause in clauses_of(text, [Span(0, len(text))], words):
    ...     print(*(word.text for word in clause.words), clause.negative, clause.main)
    was beaten True True
    guards were there True False
    """
    found = []
    for sentence in _sentences(text, spans):
        asks = text[sentence[-1].end :].lstrip("\"”’') ").startswith("?")
        found += [_clause(part, main, asks, words) for part, main in _parts(sentence, words)]
    return found


def words_in(text: str, span: Span) -> list[Word]:
    """The words of a part of a text."""
    return [
        Word(m[0].lower().replace("’", "'"), m.start(), m.end(), m[0][0].isupper())
        for m in WORD.finditer(text, *span)
    ]


def _sentences(text: str, spans: Iterable[Span]) -> Iterator[list[Word]]:
    before: list[Word] = []
    for span in spans:
        start = span.start
        for end in (*(m.end() for m in _SENTENCE_END.finditer(text, *span)), span.end):
            words = words_in(text, Span(start, end))
            if words and (start > span.start or words[0].capital):
                if before:
                    yield before
                before = []
            before += words
            start = end
    if before:
        yield before


def _parts(sentence: list[Word], words: PropositionWords) -> Iterator[tuple[list[Word], bool]]:
    """The sentence in pieces, each with whether it is of the main clause's rank."""
    part: list[Word] = []
    main, at = True, 0
    while at < len(sentence):
        beside = _phrase_at(sentence, at, words.subordinating)
        after = _phrase_at(sentence, at, words.coordinating)
        if length := beside or after:
            if part:
                yield part, main
            part, main = [], not beside
            at += length
        else:
            part.append(sentence[at])
            at += 1
    if part:
        yield part, main


def _clause(part: list[Word], main: bool, asks: bool, words: PropositionWords) -> Clause:
    kept: list[Word] = []
    negations, clear, at = 0, not asks, 0
    while at < len(part):
        if length := _phrase_at(part, at, words.not_negations):
            at += length
        elif length := _phrase_at(part, at, words.negations):
            negations += 1
            at += length
        elif length := _phrase_at(part, at, words.hedges):
            # "May" is a month.
            clear = clear and part[at].capital and at > 0
            at += length
        else:
            if words.stem(part[at].text) in words.reversals:
                negations += 1
            else:
                kept.append(part[at])
            at += 1
    return Clause(tuple(kept), negations == 1, clear and negations < 2, main)


def _phrase_at(words: Sequence[Word], at: int, phrases: Sequence[Phrase]) -> int:
    """How many words the first of `phrases` that stands there has; 0 if none does."""
    for phrase in phrases:
        if words[at].text == phrase[0] and tuple(w.text for w in words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0
