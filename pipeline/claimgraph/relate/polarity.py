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
        whole: whether denying the sentence denies it: "he was held because he filmed" does not say that he
            was not held.
        negated: where in `words` what is negated begins; None where nothing is.
    """

    words: tuple[Word, ...]
    negative: bool
    clear: bool
    whole: bool
    negated: int | None = None


def clauses_of(text: str, spans: Sequence[Span], words: PropositionWords) -> list[Clause]:
    """The clauses of the text in `spans`, and after those that belong together what they say together.

    Args:
        text: of the document.
        spans: the content of a claim; a span that begins with a small letter goes on with the one before.
        words: which words negate and which begin a clause.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.propositions import read_proposition_words
    >>> words = read_proposition_words(load_ontology())
    >>> text = "Nobody was beaten, because guards were not there."
    >>> for clause in clauses_of(text, [Span(0, len(text))], words):
    ...     print(*(word.text for word in clause.words), clause.negative, clause.whole)
    was beaten True False
    guards were there True False
    was beaten guards were there True True
    """
    found = []
    for sentence in _sentences(text, spans):
        asks = text[sentence[-1].end :].lstrip("\"”’') ").startswith("?")
        for ranked in _coordinated(sentence, words):
            parts = _subordinated(ranked, words)
            clauses = [_clause(part, asks, words, whole=len(parts) == 1) for part in parts]
            found += clauses
            if len(parts) > 1:
                found.append(_together(clauses))
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


def _coordinated(sentence: Sequence[Word], words: PropositionWords) -> Iterator[list[Word]]:
    """The sentence in pieces of the same rank."""
    part: list[Word] = []
    at = 0
    while at < len(sentence):
        length = _phrase_at(sentence, at, words.coordinating)
        if length and part:
            yield part
            part = []
        part += sentence[at : at + 1] if not length else []
        at += length or 1
    if part:
        yield part


def _subordinated(piece: Sequence[Word], words: PropositionWords) -> list[list[Word]]:
    """A main clause, and after it what depends on it."""
    parts: list[list[Word]] = [[]]
    at = 0
    while at < len(piece):
        length = _phrase_at(piece, at, words.subordinating)
        lacks = piece[at].text in words.lacking and at > 0 and piece[at - 1].text not in words.passives
        if (length or lacks) and parts[-1]:
            parts.append([])
        if not length:
            parts[-1].append(piece[at])
        at += length or 1
    return [part for part in parts if part]


def _clause(part: list[Word], asks: bool, words: PropositionWords, *, whole: bool) -> Clause:
    kept: list[Word] = []
    negated: list[int] = []
    clear, at = not asks, 0
    while at < len(part):
        if length := _phrase_at(part, at, words.not_negations):
            at += length
        elif length := _phrase_at(part, at, words.negations) or int(part[at].text in words.lacking):
            negated.append(len(kept))
            at += length
        elif length := _phrase_at(part, at, words.hedges):
            # "May" is a month.
            clear = clear and part[at].capital and at > 0
            at += length
        else:
            if _reverses(part, at, words):
                negated.append(len(kept))
            else:
                kept.append(part[at])
            at += 1
    once = len(negated) == 1
    return Clause(tuple(kept), once, clear and len(negated) < 2, whole, negated[0] if once else None)


def _reverses(part: Sequence[Word], at: int, words: PropositionWords) -> bool:
    stem = words.stem(part[at].text)
    if stem in words.reversals:
        return True
    return stem in words.obstructions and any(word.text == "from" for word in part[at + 1 :])


def _together(clauses: Sequence[Clause]) -> Clause:
    """A sentence is negated where its main clause is; a negation elsewhere in it is not clear."""
    main, *others = clauses
    return Clause(
        words=tuple(word for clause in clauses for word in clause.words),
        negative=main.negative,
        clear=all(clause.clear for clause in clauses) and not any(other.negative for other in others),
        whole=True,
        negated=main.negated,
    )


def _phrase_at(words: Sequence[Word], at: int, phrases: Sequence[Phrase]) -> int:
    """How many words the first of `phrases` that stands there has; 0 if none does."""
    for phrase in phrases:
        if words[at].text == phrase[0] and tuple(w.text for w in words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0
