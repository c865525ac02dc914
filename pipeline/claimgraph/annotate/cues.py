"""Tokens and the parse -> cues: the words that say that somebody claims something.

A cue here is a place in the text with the constructions that it can stand in; whether there is a
content, and whose it is, is found by the modules `contents` and `sources`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimgraph.ontology.acts import Acts

__all__ = ["Cue", "find_cues"]

_GROUP = {"aux", "aux:pass", "advmod", "cop", "neg", "expl"}
_VERBAL = {"VERB", "AUX"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where somebody may be said to claim something.

    Attributes:
        head: the verb, noun or adjective that governs the content; of a phrase, its last word.
        start, end: the words of the cue (tokens, end-exclusive): "has also recorded", "according to".
        constructions: construction -> name of the act, as far as the word has entries in the ontology.
        preposition: the token that a cue such as "call for" needs, if that is what was found.
        passive: True for "was told", "is accused".
        negated: True where the text says that the claim was not made.
        light: True for a noun whose verb only carries it: "made the claim", "expressed concern".
    """

    head: Token
    start: int
    end: int
    constructions: dict[str, str]
    preposition: Token | None = None
    passive: bool = False
    negated: bool = False
    light: bool = False


def find_cues(doc: Doc, acts: Acts) -> Iterator[Cue]:
    """All cues of `doc` in the order of their heads."""
    for token in doc:
        word = token.lower_
        if token.is_upper and len(token) > 3:
            continue  # a heading in capitals names things, it does not attribute
        for longer in acts.longer.get(word, ()):
            if longer.construction == "phrase" and _follows(token, longer.words[1:]):
                end = token.i + len(longer.words)
                yield Cue(doc[end - 1], token.i, end, {"phrase": longer.act})
                break
        bases = acts.forms.get(word)
        if bases and (
            token.pos_ in _VERBAL or (token.pos_ in ("ADJ", "NOUN", "PROPN") and _is_predicate(token))
        ):
            yield from _verb_cues(token, bases, acts)
            continue
        if token.pos_ == "NOUN" and (noun := _noun(token, acts)):
            light = token.head.lower_ in acts.light_verbs
            yield Cue(token, token.i, token.i + 1, {"noun": acts.cues["noun"][noun]}, light=light)
        elif token.pos_ in ("ADJ", "VERB") and word in acts.cues["adjective"]:
            start, passive = _group_start(token, acts)
            done_by = passive and any(c.lower_ == "by" for t in token.children for c in t.children)
            if start < token.i and not done_by:
                yield Cue(
                    token, start, token.i + 1, {"adjective": acts.cues["adjective"][word]},
                    negated=_is_negated(token, start, acts),
                )  # fmt: skip


def _is_predicate(token: Token) -> bool:
    """A verb that the tagger took for another word still has a subject, a clause or a "that" by it."""
    if any(child.dep_ in ("nsubj", "ccomp") for child in token.children):
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.lower_ == "that" and token.lower_.endswith("s") and token.i > 0


def _noun(token: Token, acts: Acts) -> str | None:
    nouns = acts.cues["noun"]
    for form in (token.lower_, token.lemma_.lower()):
        if form in nouns:
            return form
    if token.lower_.endswith("s") and token.lower_[:-1] in nouns:
        return token.lower_[:-1]
    return None


def _verb_cues(token: Token, bases: tuple[str, ...], acts: Acts) -> Iterator[Cue]:
    start, passive = _group_start(token, acts)
    if token.tag_ == "VB" and start > 0 and token.doc[start - 1].lower_ == "to":
        return  # "was pressed to admit": nobody has said it
    if token.tag_ == "VBN" and not any(token.doc[i].lemma_ in ("have", "be") for i in range(start, token.i)):
        passive = passive or "accuse" in _acts_of(bases, acts)  # "officers accused of": they accuse nobody
    negated = _is_negated(token, start, acts)
    for base in bases:
        longer = _longer_cue(token, base, acts)
        if longer:
            words, found = longer
            yield Cue(token, start, token.i + words, found, passive=passive, negated=negated)
            continue
        found = {
            name: acts.cues[name][base]
            for name in ("clause", "object", "count", "figure", "infinitive")
            if base in acts.cues[name]
        }
        preposition = None
        for child in token.children:
            if (
                child.dep_ in ("obl", "obl:agent", "obj", "advcl", "ccomp", "xcomp", "nmod")
                and child.i > token.i
            ):
                for case in child.children:
                    if case.dep_ in ("case", "mark") and f"{base} {case.lower_}" in acts.cues["oblique"]:
                        preposition = case
                        found["oblique"] = acts.cues["oblique"][f"{base} {case.lower_}"]
        if preposition is None and token.i + 1 < len(token.doc):
            following = token.doc[token.i + 1]
            if f"{base} {following.lower_}" in acts.cues["oblique"]:
                preposition = following
                found["oblique"] = acts.cues["oblique"][f"{base} {following.lower_}"]
        infinitive_with = f"{base} {token.doc[token.i + 1].lower_}" if token.i + 1 < len(token.doc) else ""
        end = token.i + 1
        if infinitive_with in acts.cues["infinitive"]:
            found["infinitive"] = acts.cues["infinitive"][infinitive_with]
            end += 1
        if "figure" in found and not any(
            child.dep_ == "obj" and (child.lower_ in acts.figure_nouns or child.lemma_ in acts.figure_nouns)
            for child in token.children
        ):
            del found["figure"]
        if found:
            yield Cue(token, start, end, found, preposition=preposition, passive=passive, negated=negated)


def _acts_of(bases: tuple[str, ...], acts: Acts) -> set[str]:
    return {act for base in bases for cues in acts.cues.values() if (act := cues.get(base))}


def _longer_cue(token: Token, base: str, acts: Acts) -> tuple[int, dict[str, str]] | None:
    """“point out”, "rule out", "make it clear": the longest entry that starts with this verb here."""
    best: tuple[int, dict[str, str]] | None = None
    for longer in acts.longer.get(base, ()):
        if longer.construction == "phrase" or not _follows(token, longer.words[1:]):
            continue
        if best is None:
            best = (len(longer.words), {})
        if len(longer.words) == best[0]:
            best[1][longer.construction] = longer.act
    return best


def _follows(token: Token, words: Sequence[str]) -> bool:
    doc = token.doc
    return token.i + len(words) < len(doc) and all(
        doc[token.i + n].lower_ == word for n, word in enumerate(words, start=1)
    )


def _group_start(token: Token, acts: Acts) -> tuple[int, bool]:
    """First token of the verb group ("has been able to" before "corroborate"), and whether it is passive."""
    doc = token.doc
    passive = any(child.dep_ in ("aux:pass", "nsubj:pass") for child in token.children)
    start = token.i
    head = token
    while start > 0:
        before = doc[start - 1]
        if (
            before.head.i == head.i
            and before.dep_ in _GROUP
            and before.pos_ in ("AUX", "VERB", "ADV", "PART")
        ) or (before.pos_ == "ADV" and before.head.i == start and before.dep_ == "advmod"):
            start = before.i
        elif (
            before.lower_ == "to"
            and head.dep_ == "xcomp"
            and head.head.i == before.i - 1
            and head.head.lemma_.lower() in acts.raising
        ):
            head = head.head
            start = head.i
        else:
            break
    # An adverb before the auxiliary belongs to the clause, not to the cue: "Earlier he has said".
    while (
        start < token.i
        and doc[start].pos_ == "ADV"
        and doc[start].lower_ in ("when", "where", "why", "how", "so")
    ):
        start += 1
    return start, passive


def _is_negated(token: Token, start: int, acts: Acts) -> bool:
    doc = token.doc
    return any(doc[i].lower_ in acts.negations for i in range(start, token.i)) or any(
        child.lower_ in acts.negations for child in token.children if child.i < token.i
    )
