"""A parsed text -> the numbers that the attribution model reads: word pieces, and what is known of each word.

The backbone knows no capitals and no trees, so each word brings its shape, its tag, its place in the tree,
and whether it stands in quotation marks. Training and run time use this same code. It runs no model.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token
from tokenizers import Tokenizer

from claimgraph.annotate.quotations import Quotation

__all__ = ["BLANK", "FEATURES", "LINE_BREAK", "Encoded", "Pieces", "encode"]

Integers = npt.NDArray[np.int64]

_TAGS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X", "SPACE",
)  # fmt: skip
_RELATIONS = (
    "ROOT", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass",
    "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "dep",
    "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list",
    "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass",
    "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum",
    "vocative", "xcomp",
)  # fmt: skip
_TAG = {name: number for number, name in enumerate(_TAGS, 1)}
_RELATION = {name: number for number, name in enumerate(_RELATIONS, 1)}
_DISTANCES = (1, 2, 3, 5, 9, 17, 33)

FEATURES: dict[str, int] = {
    "shape": 9,
    "tag": len(_TAGS) + 1,
    "relation": len(_RELATIONS) + 1,
    "head": 2 * len(_DISTANCES) + 2,
    "quoted": 3,
    "line": 3,
}
"""What is known of a word beside its letters: name -> number of values; 0 is "not known"."""

LINE_BREAK = "[unused1]"
BLANK = "[unused2]"


class Pieces:
    """Words -> word pieces, remembered, since few words make up most of a text."""

    _MOST = 200_000

    def __init__(self, vocabulary: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(vocabulary))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}
        self.unknown = self._id("[UNK]")
        self.first = self._id("[CLS]")
        self.last = self._id("[SEP]")
        self._line_break = self._id(LINE_BREAK)
        self._blank = self._id(BLANK)

    def _id(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise ValueError(f"The vocabulary has no {piece}.")
        return int(number)

    def of(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The pieces of each word; at least one, and at most 32 (nobody reads on in such a word)."""
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(new) > self._MOST:
            known.clear()
            new = list(dict.fromkeys(words))
        letters = [word for word in new if not word.isspace()]
        for word, found in zip(
            letters, self._tokenizer.encode_batch_fast(letters, add_special_tokens=False), strict=True
        ):
            known[word] = tuple(found.ids[:32]) or (self.unknown,)
        for word in new:
            if word.isspace():
                known[word] = (self._line_break if "\n" in word else self._blank,)
        return [known[word] for word in words]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text for the model.

    Attributes:
        pieces: identifiers of all word pieces.
        starts: for every word its first piece; one more entry for the end.
        features: words x `FEATURES`.
        lines: indices of the words that begin a line, the first word included.
    """

    pieces: Integers
    starts: Integers
    features: Integers
    lines: Integers


def encode(doc: Doc, pieces: Pieces, quotes: Sequence[Quotation]) -> Encoded:
    """Encode a parsed text.

    Args:
        doc: with tags and heads.
        pieces: the model's vocabulary.
        quotes: the text's quotations.
    """
    words = [token.text for token in doc]
    found = pieces.of(words)
    lengths = np.fromiter((len(each) for each in found), np.int64, len(found))
    breaks = [word.isspace() and "\n" in word for word in words]
    lines = [i for i in range(len(words)) if i == 0 or (breaks[i - 1] and not breaks[i])]
    features = np.zeros((len(words), len(FEATURES)), np.int64)
    if words:
        features[:, 0] = [_shape(token) for token in doc]
        features[:, 1] = [_TAG.get(token.pos_, 0) for token in doc]
        features[:, 2] = [_RELATION.get(token.dep_, 0) for token in doc]
        features[:, 3] = [_distance(token.head.i - token.i) for token in doc]
        features[:, 4] = _quoted(doc, quotes)
        features[:, 5] = 2
        features[lines, 5] = 1
    return Encoded(
        pieces=np.fromiter((piece for each in found for piece in each), np.int64, int(lengths.sum())),
        starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]),
        features=features,
        lines=np.asarray(lines, np.int64),
    )


def _shape(token: Token) -> int:
    text = token.text
    if text.isspace():
        return 1
    if text.isalpha():
        if text.islower():
            return 2
        if text.isupper():
            return 3 if len(text) > 1 else 4
        return 5 if text[0].isupper() and text[1:].islower() else 6
    return 7 if any(map(str.isdigit, text)) else 8 if not any(map(str.isalpha, text)) else 6


def _distance(steps: int) -> int:
    """The way to a word's head: direction and length, in classes that grow with it."""
    if steps == 0:
        return 1
    step = min(bisect_left(_DISTANCES, abs(steps)), len(_DISTANCES) - 1)
    return 2 + step + (len(_DISTANCES) if steps < 0 else 0)


def _quoted(doc: Doc, quotes: Sequence[Quotation]) -> Integers:
    """1 outside and 2 inside quotation marks."""
    starts = [token.idx for token in doc]
    quoted = np.ones(len(doc), np.int64)
    for quotation in quotes:
        first, last = (bisect_left(starts, place) for place in (quotation.start, quotation.end))
        quoted[first:last] = 2
    return quoted
