"""spaCy component: trees in the style of the official English pipelines -> Universal Dependencies, in place.

The rules of this package are written for Universal Dependencies
(https://universaldependencies.org/en/dep/), where content words govern: "in March" is "March" with a
case marker, "is closed" is "closed" with a copula. Pipelines such as `en_core_web_sm` use ClearNLP's
labels, where the preposition and the copula govern. The words and their tags stay; only heads and labels
are rewritten.
"""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc, Token

__all__ = ["to_universal"]

_SAME_TREE = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "quantmod": "advmod",
    "intj": "discourse",
    "oprd": "xcomp",
    "meta": "dep",
    "nmod": "compound",
    "complm": "mark",
}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
_PREPOSITIONS = {"prep", "agent", "dative"}


def to_universal(doc: Doc) -> Doc:
    """Rewrite heads and labels; sentences stay as they are, because no word gets a head in another one."""
    heads = [token.head.i for token in doc]
    labels = [token.dep_ for token in doc]
    for token in doc:
        if token.dep_ in _PREPOSITIONS and any(child.dep_ in ("pobj", "pcomp") for child in token.children):
            _lower_preposition(token, heads, labels)
    below: dict[int, list[int]] = {}
    for i, head in enumerate(heads):
        below.setdefault(head, []).append(i)
    for token in doc:
        if token.lemma_ == "be" or token.lower_ in ("'s", "’s"):
            _lower_copula(token, heads, labels, below)
    labels = [_SAME_TREE.get(label, label) for label in labels]
    strings = doc.vocab.strings
    values = np.zeros((len(doc), 2), dtype="uint64")
    for i, (head, label) in enumerate(zip(heads, labels, strict=True)):
        values[i, 0] = np.int64(head - i).astype("uint64")
        values[i, 1] = strings.add(label)
    return doc.from_array(["HEAD", "DEP"], values)  # type: ignore[arg-type]


def _lower_preposition(preposition: Token, heads: list[int], labels: list[str]) -> None:
    """“in” -> "March" becomes "March" with the marker "in"; of "according to" both words are markers."""
    governed = next(child for child in preposition.children if child.dep_ in ("pobj", "pcomp"))
    outer = preposition
    while outer.dep_ == "prep" and outer.head.dep_ == "prep" and outer.head.i < outer.i:
        heads[outer.i], labels[outer.i] = outer.head.i, "fixed"
        outer = outer.head
    governor = heads[outer.i]
    clause = governed.dep_ == "pcomp"
    nominal = preposition.doc[governor].pos_ in _NOMINAL
    heads[governed.i] = governor if governor != outer.i else governed.i
    if clause:
        labels[governed.i] = "acl" if nominal else "advcl"
    elif preposition.dep_ == "agent":
        labels[governed.i] = "obl:agent"
    else:
        labels[governed.i] = "nmod" if nominal else "obl"
    if governor == outer.i:
        labels[governed.i] = "ROOT"
    heads[outer.i], labels[outer.i] = governed.i, "mark" if clause else "case"
    for child in preposition.children:
        if child.i != governed.i and heads[child.i] == preposition.i and labels[child.i] != "fixed":
            heads[child.i] = governed.i


def _lower_copula(verb: Token, heads: list[int], labels: list[str], below: dict[int, list[int]]) -> None:
    """“is” -> "closed" becomes "closed" with the copula "is", and takes over all that hung on it."""
    predicates = [child for child in verb.children if child.dep_ in ("attr", "acomp") and child.i > verb.i]
    if not predicates:
        return
    predicate = predicates[0].i
    root = heads[verb.i] == verb.i
    heads[predicate] = predicate if root else heads[verb.i]
    labels[predicate] = labels[verb.i]
    for i in below.pop(verb.i, []):
        if heads[i] == verb.i and i not in (verb.i, predicate):
            heads[i] = predicate
            below.setdefault(predicate, []).append(i)
    heads[verb.i], labels[verb.i] = predicate, "cop"
