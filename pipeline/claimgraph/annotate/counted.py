"""What a number counts: the noun phrase beside it, or the one that it takes up again.

Comes in: a parsed `Doc` and the tokens of a quantity. Goes out: the head noun and the words, or the reason to
look at an earlier figure ("of whom 655", "announced 16"). Which measure that is, `measured` decides.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimgraph.records import Span

__all__ = ["Counted", "find_counted", "is_part"]

_BACK = frozenset({"them", "whom", "these", "those", "which", "us", "you"})
_PART = frozenset({"including", "among"})
_LEADS_TO = frozenset(
    {"at", "to", "of", "is", "was", "were", "are", ":", "be", "been", "reached", "hit", "by", "as", "from"}
)
_LEADS_BACK = 25
_LONGEST_PHRASE = 12
_Test = Callable[[Token], bool]
_QUOTES = frozenset({"“", '"', "‘"})
_ARGUMENTS = frozenset({"nsubj", "obj", "ROOT", "conj", "appos"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What a quantity counts.

    Attributes:
        noun: the head of the counted noun phrase, None where the words leave it out.
        span: its words, without the number and without relative clauses.
        anchor: the token whose place in the tree decides which words belong to the figure.
        back: True where what is counted was said with an earlier figure.
        part: True where it is a part of the figure before ("including 19 officers").
        who: words that say what those are that are taken up ("41 were minors").
        stands_for: True where the noun stands left of the number ("the toll rose to 16").
    """

    noun: Token | None
    span: Span | None
    anchor: Token
    back: bool = False
    part: bool = False
    who: Span | None = None
    stands_for: bool = False


def find_counted(
    doc: Doc,
    first: int,
    last: int,
    start: int,
    amount_words: AbstractSet[str],
    is_measured: _Test,
) -> Counted:
    """What the quantity of tokens `first` to `last` (included) counts.

    Args:
        doc: tagged and parsed.
        first: first token of the number.
        last: last token of the number and its unit.
        start: first token of the words that bound it ("at least"), or `first`.
        amount_words: nouns that stand for an amount ("number", "total").
        is_measured: whether a noun names a measure ("toll").
    """
    number = _anchor(doc, first, last)
    part = is_part(doc, start)
    takes_up = _takes_up(doc, start)
    # "Of the 87 heard, 64 described beatings": a verb that the tagger took for a participle of the noun.
    if takes_up and (_noun_after(doc, last, is_measured) is None or doc[last + 1].pos_ == "VERB"):
        return Counted(None, None, number, back=True, part=True, who=_who(doc, last, is_measured))
    part = part or takes_up
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is not None and doc[last + 1 : last + 3].text.lower() == "out of":
        return _of_phrase(doc, last + 3, number, is_measured, part=part)
    if after is not None and after.lower_ == "of":
        return _of_phrase(doc, last + 2, number, is_measured, part=part)
    noun = _noun_after(doc, last, is_measured)
    if noun is not None and noun.lower_.removesuffix("s") not in amount_words:
        return Counted(noun, _span(doc, last + 1, _with_second(doc, noun)), noun, part=part)
    if noun is None:
        before = _noun_before(doc, start, amount_words, is_measured)
        if before is not None:
            begin = _phrase_start(doc, before)
            return Counted(before, _span(doc, begin, before.i), number, part=part, stands_for=True)
    return Counted(None, None, noun or number, back=True, part=part)


def _anchor(doc: Doc, first: int, last: int) -> Token:
    """The token of the quantity that the others hang on."""
    for token in doc[first : last + 1]:
        if not first <= token.head.i <= last or token.head is token:
            return token
    return doc[last]


def is_part(doc: Doc, start: int) -> bool:
    """Whether the words before make the number a part of the one before it ("including 19 officers")."""
    before = [token.lower_ for token in doc[max(0, start - 3) : start]]
    return any(word in _PART for word in before)


def _takes_up(doc: Doc, start: int) -> bool:
    """As in "of whom 655", "Of these, 212", "among them three", "Of the 87 detainees heard, 64"."""
    before = [token for token in doc[max(0, start - 3) : start] if not token.is_punct]
    if len(before) >= 2 and before[-1].lower_ in _BACK and before[-2].lower_ in {"of", "among"}:
        return True
    if start == 0 or doc[start - 1].text != ",":
        return False
    at = start - 2
    opened = doc[start - 1].sent.start
    while at >= opened:
        token = doc[at]
        if token.lower_ == "of" and (
            at == opened or doc[at - 1].is_punct or doc[at - 1].is_space or at == opened + 1
        ):
            return at == opened or doc[at - 1].is_punct or doc[at - 1].is_space or doc[at - 1].lower_ == "out"
        if token.is_punct and token.text != "-":
            return False
        at -= 1
    return False


def _who(doc: Doc, last: int, is_measured: _Test) -> Span | None:
    """As in "of whom 41 were minors", "nineteen of them soldiers": the words after token `last`."""
    at = last + 1
    if at < len(doc) and doc[at].lemma_ == "be":
        at += 1
    noun = _noun_after(doc, at - 1, is_measured)
    return None if noun is None else _span(doc, at, noun.i)


def _of_phrase(doc: Doc, at: int, number: Token, is_measured: _Test, *, part: bool) -> Counted:
    """As in "19 of the dead and injured", "nine of them", "a third of the weapons"."""
    while at < len(doc) and doc[at].pos_ in {"DET", "PRON", "NUM"} and doc[at].lower_ not in _BACK:
        at += 1
    if at >= len(doc) or doc[at].lower_ in _BACK or doc[at].is_punct:
        return Counted(None, None, number, back=True, part=True, who=_who(doc, at, is_measured))
    noun = _noun_after(doc, at - 1, is_measured)
    if noun is None:
        if doc[at].pos_ not in {"ADJ", "VERB", "NOUN"}:
            return Counted(None, None, number, back=True, part=True)
        noun = doc[at]
    return Counted(noun, _span(doc, at, noun.i), number, part=part)


def _noun_after(doc: Doc, last: int, is_measured: _Test) -> Token | None:
    """The head of the noun phrase that starts right after token `last`."""
    parsed = doc[last].head
    noun: Token | None = None
    for token in doc[last + 1 : last + _LONGEST_PHRASE]:
        if noun is not None and parsed.i <= noun.i and _is_complete(noun, token):
            break
        if noun is not None and noun.pos_ == "PROPN" and token.tag_ == "VBZ" and is_measured(token):
            # "four Uzbek activists" where the tagger sees a verb.
            return token
        if token.pos_ in {"NOUN", "PROPN"} and token.tag_ != "POS":
            noun = token
        elif not _goes_on(token, noun, last + 1):
            break
    if noun is None or (doc[last + 1].is_punct and doc[last + 1].text not in _QUOTES):
        return None
    return noun


def _goes_on(token: Token, noun: Token | None, first: int) -> bool:
    """Whether a token that is no noun may stand inside the phrase that starts at token `first`."""
    if token.text in {"-", "‐"} or token.tag_ == "POS":
        return True
    if noun is not None:
        return False
    if token.lower_ in {"and", "or", ","}:
        return token.i > first and token.i + 1 < len(token.doc) and _is_adjective(token.nbor(1))
    return _is_adjective(token) or token.text in _QUOTES


def _is_complete(noun: Token, following: Token) -> bool:
    """A plural common noun ends its phrase, unless a hyphen or possessive follows."""
    return (
        noun.pos_ == "NOUN"
        and noun.tag_ == "NNS"
        and following.tag_ not in {"POS", "NNS"}
        and following.text != "-"
    )


def _with_second(doc: Doc, noun: Token) -> int:
    """The end of "rifles and pistols" where both are counted together."""
    at = noun.i
    if at + 2 < len(doc) and doc[at + 1].lower_ in {"and", "or"}:
        second = doc[at + 2]
        if (
            second.pos_ == "NOUN"
            and second.tag_ == noun.tag_
            and second.head == noun
            and second.dep_ == "conj"
        ):
            return second.i
    return at


def _is_adjective(token: Token) -> bool:
    return token.pos_ == "ADJ" or token.tag_ in {"VBN", "VBG", "JJ", "JJR", "JJS"}


def _noun_before(doc: Doc, start: int, amount_words: AbstractSet[str], is_measured: _Test) -> Token | None:
    """The noun whose amount is given: "put the toll at 31", "the number of people detained at 1,150"."""
    if start == 0 or not {doc[start - 1].lower_, doc[start - 1].lemma_} & _LEADS_TO:
        return None
    sentence = doc[start].sent.start
    for token in reversed(doc[max(sentence, start - _LEADS_BACK) : start]):
        if token.pos_ == "NUM" and token.head.i < start and token.i < start - 2:
            return None
        if token.pos_ not in {"NOUN", "PROPN"}:
            continue
        if token.lower_.removesuffix("s") in amount_words:
            return _noun_of(doc, token, start, is_measured)
        if token.dep_.split(":")[0] in _ARGUMENTS and is_measured(token):
            return token
    return None


def _noun_of(doc: Doc, amount: Token, start: int, is_measured: _Test) -> Token | None:
    """As in "number of people", but not "a figure of 934"."""
    at = amount.i + 1
    if at >= start - 1 or doc[at].lower_ != "of":
        return None
    at += 1
    while at < start and doc[at].pos_ == "DET":
        at += 1
    return _noun_after(doc, at - 1, is_measured)


def _phrase_start(doc: Doc, noun: Token) -> int:
    at = noun.i
    while at > 0 and (doc[at - 1].dep_ in {"compound", "amod"} and doc[at - 1].head.i <= noun.i):
        at -= 1
    return at


def _span(doc: Doc, first: int, last: int) -> Span:
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))
