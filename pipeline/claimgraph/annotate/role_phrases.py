"""Tokens in, phrases that say what somebody is out: "Interior Minister", "the company", "official figures".

One pass of spaCy's PhraseMatcher over the words of `roles.ttl` and the bare heads and collectives of
`actor-types.ttl`; the tree adds the words that belong to a phrase. Whether a phrase is a title of the name
beside it or a mention of its own is for `actors`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.lang.en import English
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from claimgraph.annotate.knowledge import Knowledge
from claimgraph.annotate.name_patterns import is_function_word
from claimgraph.annotate.names import NameList
from claimgraph.ontology.load import CG
from claimgraph.records import Kind

__all__ = ["RolePhrase", "RolePhrases"]

_MODIFIER_TAGS = {"ADJ", "NOUN", "PROPN"}
_MODIFIER_DEPS = {"amod", "compound", "flat", "nmod", "obl:npmod", "nmod:desc"}
_TOPIC_TAGS = {"ADJ", "NOUN", "PROPN"}
_DEFINITE = {
    "the",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "whose",
}
_INDEFINITE = {
    "a",
    "an",
    "one",
    "another",
    "any",
    "some",
    "no",
    "each",
    "every",
    "two",
    "several",
    "many",
    "few",
}

PhraseType = Literal["role", "bare", "collective"]


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A noun phrase around a role word, without article; all numbers count tokens.

    Attributes:
        first: with the country before it: "Estovian" in "Estovian officials".
        start, end: with the words that belong to it: "Minister of Internal Affairs", "jailed union leader".
        head: the first token of the role word itself.
        head_end: after its last token.
        reach: after what follows with a preposition, names included: "director of Marrovar Rights Watch".
        type: a person's role, an institution's bare head, or several or unnamed people.
        label: kind of what it stands for.
        actor_class: IRI of its class.
        definite: "the", "his", a possessive, or a capital letter in running text.
    """

    first: int
    start: int
    end: int
    head: int
    head_end: int
    reach: int
    type: PhraseType
    label: Kind
    actor_class: str
    definite: bool


class RolePhrases:
    """The words of the ontology, ready to be found.

    Args:
        know: the ontology's tables.
    """

    def __init__(self, know: Knowledge) -> None:
        self._know = know
        self._entries: dict[str, tuple[PhraseType, Kind, str, frozenset[str]]] = {}
        self._capital_only: set[str] = set()
        types = know.types.types
        self._subjects = frozenset(know.types.word_lists.get("Subject", ()))
        self._verbs = frozenset(know.types.word_lists.get("AlsoVerb", ()))
        for word, role in know.roles.by_word.items():
            label = types[role.actor_class].label
            self._entries[word] = ("role", label, role.actor_class, role.complements)
        for each in sorted(types.values(), key=lambda t: -t.depth):
            for word in each.bare_heads:
                key = word.lower()
                if key not in self._entries:
                    label = "Organization" if each.label == "Location" else each.label
                    self._entries[key] = ("bare", label, each.iri, frozenset(("of",)))
                    if word[0].isupper():
                        self._capital_only.add(key)
            for word in each.collectives:
                self._entries.setdefault(word.lower(), ("collective", each.label, each.iri, frozenset()))
        self._matchers: dict[int, PhraseMatcher] = {}

    def find(self, doc: Doc, names: NameList) -> list[RolePhrase]:
        """All phrases outside names, in order, without overlaps."""
        phrases: list[RolePhrase] = []
        matches = self._matcher(doc.vocab)(doc)
        taken = 0
        for entry, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
            if start < taken or names.overlapping(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])):
                continue
            phrase = self._phrase(doc, doc.vocab.strings[entry], start, end, names)
            if phrase is None:
                continue
            while phrases and phrases[-1].end > phrase.start:
                phrases.pop()  # "union" in "union leader"
            phrases.append(phrase)
            taken = phrase.end
        return phrases

    def _matcher(self, vocab: Vocab) -> PhraseMatcher:
        """One matcher per vocabulary, because a matcher is bound to it."""
        if id(vocab) not in self._matchers:
            matcher = PhraseMatcher(vocab, attr="LOWER")
            tokenizer = English(vocab=vocab).tokenizer
            words = sorted(self._entries)
            for word in words:
                matcher.add(word, [tokenizer(form) for form in {word: 0, word.replace("'", "’"): 0}])
            self._matchers[id(vocab)] = matcher
        return self._matchers[id(vocab)]

    def _phrase(self, doc: Doc, words: str, head: int, head_end: int, names: NameList) -> RolePhrase | None:
        kind, label, actor_class, complements = self._entries[words]
        if words in self._capital_only and not doc[head].text[0].isupper():
            return None
        last = doc[head_end - 1]
        if doc[head].is_lower and not self._is_noun(last, doc, names):
            return None
        if (
            words in self._know.roles.bound
            and doc[head].is_lower
            and not _goes_on(doc, head_end, complements, names)
        ):
            return None
        start = self._start(doc, head, head_end, names)
        first = _with_place(doc, start, names) if kind != "role" else start
        before = doc[first - 1] if first else None
        definite = before is not None and (before.lower_ in _DEFINITE or before.tag_ == "POS")
        if not definite and (before is None or before.lower_ not in _INDEFINITE):
            # "Minister denies order", "the words of chairman Obi": no article needed.
            definite = kind == "role" or doc[head].text[0].isupper()
        if kind == "bare" and not definite:
            return None
        if kind == "role" and not definite:
            kind, label, actor_class = "role", "Group", str(CG.UnnamedSource)
        end = self._topic_end(doc, head_end, complements, names)
        reach = max(end, _reach(doc, head_end, complements, names))
        return RolePhrase(first, start, end, head, head_end, reach, kind, label, actor_class, definite)

    def _start(self, doc: Doc, head: int, head_end: int, names: NameList) -> int:
        start = head
        while start > 0 and self._belongs(doc[start - 1], doc, start, head_end, names):
            start -= 1
        while start < head and (doc[start].is_punct or doc[start].lower_ in _DEFINITE):
            start += 1
        return start

    def _belongs(self, token: Token, doc: Doc, start: int, end: int, names: NameList) -> bool:
        if token.is_space or token.lower_ in _INDEFINITE:
            return False
        # spaCy lists "former", too, which makes all the difference.
        modifier = token.lower_ in self._know.modifiers
        if not modifier and (token.lower_ in STOP_WORDS or is_function_word(token.text)):
            return False
        if token.text == "-" and start > 1 and not token.whitespace_:
            return True
        if names.overlapping(token.idx, token.idx + len(token)):
            return False
        participle = token.pos_ == "VERB" and token.dep_ == "amod" and token.tag_ in ("VBN", "VBG")
        if token.pos_ not in _MODIFIER_TAGS and not participle:
            return False
        if token.is_sent_start and token.pos_ == "ADJ" and token.head.i >= end and not modifier:
            return False
        capitals = token.text[0].isupper() and doc[start].text[0].isupper()
        # A title may hang on the name after it, and its own words with it.
        head = token.head.i
        in_phrase = start <= head < end or end <= head == doc[end - 1].head.i
        return capitals or (in_phrase and token.dep_ in _MODIFIER_DEPS)

    def _is_noun(self, token: Token, doc: Doc, names: NameList) -> bool:
        """Whether a small word is the noun it may be: no verb, not "official" in "the official version"."""
        if token.pos_ in ("VERB", "AUX", "ADV", "ADP") and token.lower_ in self._verbs:
            return False
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if following is None:
            return True
        if names.overlapping(following.idx, following.idx + len(following)):
            return True
        if following.lower_ == "that" and token.i and names.ending_at(token.idx - 1) is not None:
            return False  # "the Ministry reports that"
        return not (token.dep_ == "amod" and token.head.i > token.i)

    def _topic_end(self, doc: Doc, end: int, complements: Iterable[str], names: NameList) -> int:
        """After "of Internal Affairs": what an office is for, as far as it is no name of its own."""
        place = end
        if place >= len(doc) or doc[place].lower_ not in complements or doc[place].lower_ == "at":
            return end
        place += 1
        if place < len(doc) and doc[place].lower_ == "the":
            place += 1
        first = place
        while place < len(doc) and self._in_topic(doc, place, first, names):
            place += 1
        while place > first and not doc[place - 1].text[0].isupper():
            place -= 1
        known = [i for i in range(first, place) if doc[i].text in self._subjects]
        if known:
            place = known[-1] + 1  # "Foreign Affairs" before the minister's name
        return place if place > first else end

    def _in_topic(self, doc: Doc, place: int, first: int, names: NameList) -> bool:
        token = doc[place]
        if names.overlapping(token.idx, token.idx + len(token)) or token.lower_ in self._know.bodies:
            return False
        if token.lower_ in ("and", "of", "the", "&") and place > first:
            following = doc[place + 1] if place + 1 < len(doc) else None
            return following is not None and (
                following.text[0].isupper() or following.lower_ in ("the", "of")
            )
        return token.text[0].isupper() and token.pos_ in _TOPIC_TAGS


def _goes_on(doc: Doc, end: int, complements: Iterable[str], names: NameList) -> bool:
    """Whether a complement or a name follows."""
    if end >= len(doc):
        return False
    token = doc[end]
    return token.lower_ in complements or bool(names.overlapping(token.idx, token.idx + len(token)))


def _with_place(doc: Doc, start: int, names: NameList) -> int:
    """The first token of a country's or people's name right before: "Estovian officials"."""
    if start == 0 or not doc[start - 1].whitespace_:
        return start
    last = doc[start - 1]
    for name in names.overlapping(last.idx, last.idx + len(last)):
        span = doc.char_span(name.start, name.end)
        if span is not None and name.label in ("NORP", "Location") and span.end == start:
            return span.start
    return start


def _reach(doc: Doc, end: int, complements: Iterable[str], names: NameList) -> int:
    """After "of Marrovar Rights Watch", up to the next punctuation or verb."""
    if end >= len(doc) or doc[end].lower_ not in complements:
        return end
    place = end + 1
    while place < min(len(doc), end + 25):
        token = doc[place]
        inside = names.overlapping(token.idx, token.idx + len(token))
        if not inside:
            if (
                token.is_punct
                or token.is_space
                or token.pos_ in ("VERB", "AUX", "SCONJ")
                or token.tag_ in ("WDT", "WP")
            ):
                break
            if token.pos_ == "CCONJ" or (token.pos_ in ("PRON", "ADV") and token.lower_ not in _DEFINITE):
                break
        elif inside[0].label == "Person" and place > end + 1:
            break
        place += 1
    while place > end and doc[place - 1].lower_ in (
        *_DEFINITE,
        *complements,
        "in",
        "from",
        "with",
        "on",
        "to",
    ):
        place -= 1
    return place
