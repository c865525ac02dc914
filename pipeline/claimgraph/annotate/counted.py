"""What a number counts: the noun phrase beside it, or the one that it takes up again.

Comes in: a parsed `Doc` and the tokens of a quantity. Goes out: the head noun and the words, or the reason to
look at an earlier figure ("of whom 655", "announced 16"). Which measure that is, `measured` decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from claimgraph.ontology.measures import Measures
from claimgraph.records import Span

__all__ = ["Counted", "CountedFinder", "is_part"]

_BACK = frozenset({"them", "whom", "these", "those", "which", "us", "you"})
_INCLUDED_WITHIN = 10
_ENDS = frozenset({".", ";", ":", "!", "?"})
_INCLUDES = frozenset({"include", "comprise", "contain"})
_LIST_MARKS = frozenset({",", "and", "or", "&"})
_LEADS_TO = frozenset(
    {"at", "to", "of", "is", "was", "were", "are", ":", "be", "been", "reached", "hit", "by", "as", "from"}
)
_LEADS_BACK = 25
_LONGEST_PHRASE = 12
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
        start: first token of the number and the words that bound it.
        among: the noun that says what a part is taken from ("among the dead were nine children").
        definite: True for a part of what was spoken of before ("nine of the dead").
        of_number: token of the number that it is a part of ("64 of the 87 detainees").
        out_of: True where the figure before is a part of this one ("58 out of 812").
    """

    noun: Token | None
    span: Span | None
    anchor: Token
    back: bool = False
    part: bool = False
    who: Span | None = None
    stands_for: bool = False
    start: int = 0
    among: Token | None = None
    definite: bool = False
    of_number: int | None = None
    out_of: bool = False


def is_part(doc: Doc, start: int) -> bool:
    """Whether the words before make the number a part of the one before it ("including 19 officers")."""
    for token in reversed(doc[max(0, start - _INCLUDED_WITHIN) : start]):
        if token.lower_ == "including" or (token.lower_ == "among" and _takes_part(doc, token.i)):
            return True
        if token.pos_ in {"VERB", "AUX"} or token.text in _ENDS or token.is_sent_start:
            return False
    return False


def _takes_part(doc: Doc, among: int) -> bool:
    """As in "40 dead, among them nine children", not "anger among 300 workers"."""
    following = doc[among + 1].lower_ if among + 1 < len(doc) else ""
    return following in _BACK or (among > 0 and doc[among - 1].text in {",", "(", "–", "—", "-"})


class CountedFinder:
    """Finds what numbers count.

    Args:
        measures: its words for amounts and groups.
        is_measured: whether a noun names an amount by itself ("toll").
        is_listed: whether a word is one for something that is counted.
    """

    def __init__(
        self,
        measures: Measures,
        is_measured: Callable[[Token], bool],
        is_listed: Callable[[Token], bool],
    ) -> None:
        self._amounts = measures.amount_words
        self._groups = measures.amount_words | measures.group_words
        self._is_measured = is_measured
        self._is_listed = is_listed

    def find(self, doc: Doc, first: int, last: int, start: int) -> Counted:
        """What the quantity of tokens `first` to `last` (included) counts.

        Args:
            doc: tagged and parsed.
            first: first token of the number.
            last: last token of the number and its unit.
            start: first token of the words that bound it ("at least"), or `first`.
        """
        counted = replace(self._find(doc, first, last, start), start=start)
        if counted.back or counted.part or counted.noun is None:
            return replace(counted, out_of=_is_out_of(doc, start))
        return replace(counted, among=_taken_from(doc, start), out_of=_is_out_of(doc, start))

    def _find(self, doc: Doc, first: int, last: int, start: int) -> Counted:
        number = _anchor(doc, first, last)
        part = is_part(doc, start)
        takes_up = _takes_up(doc, start)
        # "Of the 87 heard, 64 described beatings": a verb that the tagger took for a participle of the noun.
        if takes_up and (self._noun_after(doc, last) is None or doc[last + 1].pos_ == "VERB"):
            return Counted(None, None, number, back=True, part=True, who=self._who_they_are(doc, last + 1))
        part = part or takes_up
        at = last + 2 if doc[last + 1 : last + 2].text.lower() == "of" else last + 3
        if doc[last + 1 : at].text.lower() in {"of", "out of"}:
            return self._of_phrase(doc, at, number, part=part)
        noun = self._noun_after(doc, _end_of_list(doc, last))
        if noun is not None and noun.lower_.removesuffix("s") not in self._amounts:
            begin = _end_of_list(doc, last) + 1
            return Counted(noun, _span(doc, begin, _with_second(doc, noun)), noun, part=part)
        before = self._noun_before(doc, start) if noun is None else None
        if before is not None and before.pos_ not in {"NOUN", "PROPN"}:
            # "the number of displaced": an adjective, whose verb says what is counted.
            return Counted(None, _span(doc, before.i, before.i), before, part=part, stands_for=True)
        if before is not None:
            span = _span(doc, _phrase_start(doc, before), before.i)
            return Counted(before, span, number, part=part, stands_for=True)
        return Counted(None, None, noun or number, back=True, part=part)

    def _who_they_are(self, doc: Doc, at: int) -> Span | None:
        """The words from token `at` on in "of whom 41 were minors"."""
        if at >= len(doc) or doc[at].lemma_ != "be":
            return None
        return self._phrase(doc, at)

    def _phrase(self, doc: Doc, before: int) -> Span | None:
        """The noun phrase that follows token `before`."""
        if before + 1 < len(doc) and doc[before + 1].tag_ in {"VBN", "VBD"}:
            # "28 of them described beatings"
            return None
        noun = self._noun_after(doc, before)
        return None if noun is None else _span(doc, before + 1, noun.i)

    def _of_phrase(self, doc: Doc, at: int, number: Token, *, part: bool) -> Counted:
        """As in "19 of the dead and injured", "nine of them", "a third of the weapons"."""
        definite, of_number = False, None
        while at < len(doc) and doc[at].pos_ in {"DET", "PRON", "NUM"} and doc[at].lower_ not in _BACK:
            definite = definite or doc[at].lower_ in {"the", "these", "those"}
            of_number = at if doc[at].pos_ == "NUM" else of_number
            at += 1
        if at >= len(doc) or doc[at].lower_ in _BACK or doc[at].is_punct:
            return Counted(None, None, number, back=True, part=True, who=self._phrase(doc, at))
        noun = self._noun_after(doc, at - 1)
        if noun is None:
            if doc[at].pos_ not in {"ADJ", "VERB", "NOUN"}:
                return Counted(None, None, number, back=True, part=True)
            noun = doc[at]
        span = _span(doc, at, noun.i)
        return Counted(noun, span, number, part=part, definite=definite, of_number=of_number)

    def _noun_after(self, doc: Doc, last: int) -> Token | None:
        """The head of the noun phrase that starts right after token `last`."""
        parsed = doc[last].head
        noun: Token | None = None
        following = doc[last + 1] if last + 1 < len(doc) else None
        if (
            following is not None
            and following.tag_ == "VBZ"
            and doc[last].tag_ == "CD"
            and following.i + 1 < len(doc)
        ):
            # "when two dams burst": no verb after a number ends so, the tagger takes the noun for one.
            return following
        for token in doc[last + 1 : last + _LONGEST_PHRASE]:
            if noun is not None and token.tag_ == "VBZ" and self._is_listed(token):
                # "four Uzbek activists" where the tagger sees a verb.
                return token
            if noun is not None and parsed.i <= noun.i and _is_complete(noun, token):
                break
            if token.pos_ in {"NOUN", "PROPN"} and token.tag_ != "POS":
                noun = token
            elif not _goes_on(token, noun, last + 1):
                break
        if noun is None or (doc[last + 1].is_punct and doc[last + 1].text not in _QUOTES):
            return None
        return noun

    def _noun_before(self, doc: Doc, start: int) -> Token | None:
        """The noun whose amount is given: "put the toll at 31", "the number of people detained at 1,150"."""
        if start == 0 or not {doc[start - 1].lower_, doc[start - 1].lemma_} & _LEADS_TO:
            return None
        sentence = doc[start].sent.start
        for token in reversed(doc[max(sentence, start - _LEADS_BACK) : start]):
            if token.pos_ == "NUM" and token.head.i < start and token.i < start - 2:
                return None
            if token.pos_ not in {"NOUN", "PROPN"}:
                continue
            if token.lower_.removesuffix("s") in self._groups:
                return self._noun_of(doc, token, start)
            # Headlines open with it, whatever the parser makes of them: "Toll of mine collapse rises to 16".
            if (token.dep_.split(":")[0] in _ARGUMENTS or token.i == sentence) and self._is_measured(token):
                return token
            if token.dep_ == "obj":
                # "The commission put turnout at": the amount is that of the object, not of the subject.
                return None
        return None

    def _noun_of(self, doc: Doc, amount: Token, start: int) -> Token | None:
        """As in "number of people", but not "a figure of 934"."""
        at = amount.i + 1
        if at >= start - 1 or doc[at].lower_ != "of":
            return None
        at += 1
        while at < start and doc[at].pos_ == "DET":
            at += 1
        noun = self._noun_after(doc, at - 1)
        return doc[at] if noun is None and doc[at].tag_ in {"JJ", "VBN"} else noun


def _anchor(doc: Doc, first: int, last: int) -> Token:
    """The token of the quantity that the others hang on."""
    for token in doc[first : last + 1]:
        if not first <= token.head.i <= last or token.head == token:
            return token
    return doc[last]


def _end_of_list(doc: Doc, last: int) -> int:
    """The last token of the numbers that share a noun: "14, 25 and 6 people"; `last` where there is one."""
    end = at = last
    while at + 2 < len(doc) and doc[at + 1].lower_ in _LIST_MARKS:
        at += 2 if doc[at + 2].lower_ not in _LIST_MARKS else 3
        if at >= len(doc) or doc[at].pos_ != "NUM":
            break
        end = at
    if end == last or end + 1 >= len(doc) or doc[end - 1].lower_ not in {"and", "or", "&"}:
        return last
    return end


def _is_out_of(doc: Doc, start: int) -> bool:
    """As in "58 remain in custody out of 812", not "Out of 812, 58 remain"."""
    return doc[max(0, start - 2) : start].text.lower() == "out of" and not (
        doc[start - 2].is_sent_start or doc[start - 2].is_title
    )


def _taken_from(doc: Doc, start: int) -> Token | None:
    """The noun in "among the dead were nine children" and "the dead included nine children"."""
    verb = doc[start - 1] if start else None
    if verb is None or verb.pos_ not in {"VERB", "AUX"}:
        return None
    is_among = verb.lemma_ == "be"
    if not is_among and verb.lemma_ not in _INCLUDES:
        return None
    for token in reversed(doc[max(verb.sent.start, verb.i - _INCLUDED_WITHIN) : verb.i]):
        if token.text in _ENDS or token.pos_ in {"VERB", "AUX"}:
            return None
        if is_among and token.lower_ == "among":
            following = doc[token.i + 1 : verb.i]
            return next((each for each in following if each.pos_ in {"NOUN", "ADJ", "VERB", "PROPN"}), None)
        if not is_among and token.dep_.startswith("nsubj") and token.head == verb:
            return token
    return None


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
        if token.lower_ == "of":
            previous = doc[at - 1]
            # "Of the 87 heard, 64", "said that of the 87 heard, 64", "Out of 87, 64"
            opens = at == opened or previous.is_punct or previous.is_space or previous.lower_ == "that"
            if opens or at == opened + 1:
                return opens or previous.lower_ == "out"
        if token.is_punct and token.text != "-":
            return False
        at -= 1
    return False


def _goes_on(token: Token, noun: Token | None, first: int) -> bool:
    """Whether a token that is no noun may stand inside the phrase that starts at token `first`."""
    if token.text in {"-", "‐"} or token.tag_ == "POS":
        return True
    if token.pos_ == "NUM" and token.i > first and token.nbor(-1).tag_ == "POS":
        # "the town's 40,000 inhabitants"
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


def _phrase_start(doc: Doc, noun: Token) -> int:
    at = noun.i
    while at > 0 and (doc[at - 1].dep_ in {"compound", "amod"} and doc[at - 1].head.i <= noun.i):
        at -= 1
    return at


def _span(doc: Doc, first: int, last: int) -> Span:
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))
