"""Chooses the measure of a figure: from the counted noun, and from the words around it in the sentence.

Comes in: what `counted` found, and the measures of the ontology. Goes out: the name of a measure, and whether
a trigger word or only the noun spoke for it. Words are compared by a rough stem, so that the ontology lists
base forms and a wrong lemma does no harm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimgraph.annotate.counted import Counted
from claimgraph.annotate.stems import stem
from claimgraph.ontology.measures import Measures

__all__ = ["MeasureFinder", "Trigger"]

_FARTHEST = 6.0
_FAR_AWAY = 7
_OF_THE_WHOLE = 2.0
_NEVER = 100.0
_SKIPPED = frozenset({"DET", "PRON"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_CLAUSE_MARKS = frozenset(",;:–—")
_ARGUMENTS = frozenset({"nsubj", "obj"})
_INSIDE_PHRASES = frozenset(
    {"nummod", "conj", "compound", "amod", "appos", "nmod", "flat", "fixed", "advmod"}
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words in a sentence that turn a count into a measure.

    Attributes:
        first, last: its tokens, `last` included.
        token: the one whose place in the tree counts.
        measures: names of the measures that it speaks for.
        by_subject: True where it counts those who do it.
    """

    first: int
    last: int
    token: Token
    measures: tuple[str, ...]
    by_subject: bool


class MeasureFinder:
    """Finds measures in parsed sentences.

    Args:
        measures: what the ontology says.
    """

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self._nouns = _index((m.name, m.counted) for m in measures.measures.values())
        self._triggers = _index((m.name, m.triggers) for m in measures.measures.values())
        self._by_subject = _index((m.name, m.subject_triggers) for m in measures.measures.values())
        self._endings = [
            (ending, measure) for measure in measures.measures.values() for ending in measure.endings
        ]
        self._amounts = measures.amount_words
        self._irregular = measures.irregular
        self._unit_words = frozenset(word for unit in measures.units for word in unit.words)
        self._of_units = frozenset(unit.measure for unit in measures.units)
        self._depth = {name: len(measures.above(name)) for name in measures.measures}
        self._combined = {
            frozenset(m.broader): m.name
            for m in measures.measures.values()
            if len(m.broader) > 1 and not (m.counted or m.triggers or m.subject_triggers)
        }

    def of_noun(self, noun: Token) -> str | None:
        """The measure that a noun names by itself, with the words of its phrase; the longest wins."""
        named = self.listed(noun)
        if named is not None:
            return named
        if noun.pos_ == "PROPN" and noun.tag_ == "NNPS":
            return self._people
        word = noun.lower_
        for ending, measure in self._endings:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return None if {word, word.removesuffix("s")} & measure.exceptions else measure.name
        return None

    def listed(self, noun: Token) -> str | None:
        """The measure that lists this noun, or a phrase with it, as its own word."""
        best: tuple[int, int, str] | None = None
        for back in range(3):
            first = noun.i - back
            if first < 0:
                break
            for stems, names in self._matches(self._nouns, noun.doc, first):
                last = self._last(noun.doc, first, stems)
                if last is None or not first <= noun.i <= last or (back and last > noun.i):
                    continue
                for name in names:
                    candidate = (len(stems), self._depth[name], name)
                    best = candidate if best is None else max(best, candidate)
        return best[2] if best else None

    def triggers(self, doc: Doc, first: int, last: int) -> list[Trigger]:
        """All triggers between two tokens (`last` excluded)."""
        found = []
        for at in range(first, last):
            if doc[at].pos_ in {"PUNCT", "DET", "NUM", "SPACE"}:
                continue
            for index, by_subject in ((self._triggers, False), (self._by_subject, True)):
                for stems, names in self._matches(index, doc, at):
                    end = self._last(doc, at, stems)
                    if end is not None and end < last:
                        token = min(doc[at : end + 1], key=lambda t: (_depth(t), t.i))
                        found.append(Trigger(at, end, token, tuple(names), by_subject))
        return found

    def choose(
        self,
        counted: Counted,
        base: str | None,
        triggers: Sequence[Trigger],
        others: Sequence[int],
        *,
        limit: float = _FARTHEST,
    ) -> tuple[str | None, Token | None]:
        """The measure of a figure, and the word that spoke for it, if not its noun alone did.

        Args:
            counted: what it counts.
            base: measure of the counted noun, of the unit, or of the figure that it takes up.
            triggers: those of its sentence.
            others: first tokens of the other figures of the sentence.
            limit: how far a trigger may be.
        """
        best: tuple[float, int, str, int] | None = None
        for trigger in triggers:
            if base is None and trigger.token.pos_ in {"NOUN", "PROPN"}:
                continue
            names = [name for name in trigger.measures if self._applies(name, base, counted)]
            if not names or trigger.token == counted.noun or not self._is_role(counted.anchor, trigger):
                continue
            if self._is_anothers(counted.anchor, trigger, others):
                continue
            if counted.out_of and trigger.token.i < counted.anchor.i:
                # "58 remain in custody out of 812": said of the part.
                continue
            cost = _distance(counted.anchor, trigger, others)
            if counted.anchor != counted.noun and _is_within(trigger.token, counted):
                # In "a third of the stolen weapons" the participle tells of the whole, not of the part.
                cost += _OF_THE_WHOLE
            if cost > limit:
                continue
            name = max(names, key=lambda each: (self._depth[each], each))
            # Longer phrases say more: "remain in custody" beats "hold".
            candidate = (
                cost - 0.6 * (trigger.last - trigger.first), -self._depth[name], name, trigger.token.i
            )  # fmt: skip
            best = candidate if best is None else min(best, candidate)
        if best is None:
            return base, None
        token = counted.anchor.doc[best[3]]
        return best[2] if base is None else self.combined(best[2], base), token

    def of_words(self, doc: Doc, first: int, last: int) -> str | None:
        """The measure that a label names: "Killed", "Complaints filed"; `last` is the token after it."""
        nouns = [token for token in doc[first:last] if token.pos_ in {"NOUN", "PROPN"}]
        base = next((name for token in nouns if (name := self.of_noun(token)) is not None), None)
        triggered = [
            name
            for trigger in self.triggers(doc, first, last)
            for name in trigger.measures
            if base is None or {base, name} & self.measures.above(base) & self.measures.above(name)
        ]
        if not triggered:
            return base
        best = max(triggered, key=lambda name: (self._depth[name], name))
        return best if base is None else self.combined(best, base)

    def of_group(self, token: Token) -> str | None:
        """What is counted of those in "among the dead", "among those detained"."""
        named = self.listed(token)
        triggers = [] if named is not None else self.triggers(token.doc, token.i, token.i + 1)
        return named or next((name for each in triggers for name in each.measures), None)

    def of_event(self, noun: Token) -> str | None:
        """What is counted in "the deaths of 23 people"; None where no such noun stands before."""
        event = noun.head
        if not noun.dep_.startswith("nmod") or event.i > noun.i or event.pos_ != "NOUN":
            return None
        if not any(child.dep_ == "case" and child.lower_ == "of" for child in noun.children):
            return None
        named = self.listed(event)
        return None if named is None or self.is_plain(named) else named

    def combined(self, one: str, other: str) -> str:
        """The measure that combines two ("officers charged"), else the first."""
        return self._combined.get(frozenset({one, other}), one)

    def same_kind(self, one: str, other: str) -> bool:
        """Whether two measures stand under the same topmost one."""
        return bool(self.measures.tops(one) & self.measures.tops(other))

    def is_plain(self, name: str) -> bool:
        """Whether a measure only says what kind of thing is counted (people, officers), not what happened."""
        measure = self.measures.measures[name]
        return not measure.triggers and not measure.subject_triggers

    def is_people(self, name: str) -> bool:
        """Whether a measure only says what kind of people are counted."""
        return self._people is not None and self.is_plain(name) and self.same_kind(name, self._people)

    @property
    def _people(self) -> str | None:
        return next((measure.name for _, measure in self._endings), None)

    def _applies(self, name: str, base: str | None, counted: Counted) -> bool:
        if base is None:
            # Of an unknown noun nothing is known; without a noun, any words near may speak.
            return counted.noun is None and not self._of_units & self.measures.tops(name)
        if not self.same_kind(name, base):
            return False
        if name == base:
            return counted.back
        return counted.back or counted.definite or self._is_kind(base) or base in self.measures.above(name)

    def _is_kind(self, name: str) -> bool:
        return self.is_plain(name) or not self.measures.measures[name].broader

    def _is_role(self, anchor: Token, trigger: Trigger) -> bool:
        """A trigger counts those whom it happens to, not those who do it."""
        verb = trigger.token
        if any(child.lower_ in _NEGATIONS for child in verb.children):
            # "not to extradite four activists", "12 were never charged"
            return False
        if trigger.by_subject:
            return anchor.dep_.split(":")[0] != "obj" or anchor.head.i != verb.i
        if anchor.dep_ != "nsubj" or anchor.head.i != verb.i or verb.pos_ not in {"VERB", "AUX"}:
            return True
        # In "died this week" the week is no object, whatever the parser says.
        return not any(
            child.dep_ == "obj"
            and child.i > trigger.last
            and child.lower_ not in self._unit_words
            # "22 people died, 19 of them soldiers"
            and not any(token.text == "," for token in verb.doc[verb.i + 1 : child.i])
            for child in verb.children
        )

    def _is_anothers(self, anchor: Token, trigger: Trigger, others: Sequence[int]) -> bool:
        """Whether the words are said of another figure of the sentence.

        In "a ferry with 30 people sank, killing 12" the 12 are killed; in "9 and the number of injured at 50"
        the injured are the 50.
        """
        verb, doc = trigger.token, anchor.doc
        if trigger.first - 1 in others:
            # "122 were moved, 38 injured"
            return True
        between = doc[anchor.i + 1 : verb.i]
        if any(token.lower_ in self._amounts for token in between) and any(
            other > verb.i for other in others
        ):
            return True
        if verb.pos_ not in {"VERB", "AUX"}:
            # "three doctors treated 40 cholera patients": a word inside the phrase of another figure.
            noun = verb.head
            inside = noun.i > verb.i and verb.dep_ in {"compound", "amod"} and noun != anchor
            if inside and any(doc[other].head == noun for other in others):
                return True
            # "of the 17, 15 died of gunshot wounds": what is said of the 15.
            above = next((each for each in verb.ancestors if each.pos_ == "VERB"), None)
            if above is None or _is_argument(anchor, above):
                return False
            first, last = sorted((anchor.i, verb.i))
            return any(first < other < last and _is_argument(doc[other], above) for other in others)
        if _is_argument(anchor, verb):
            return False
        return any(_is_argument(doc[other], verb) for other in others)

    def _matches(self, index: _Index, doc: Doc, at: int) -> Iterable[tuple[tuple[str, ...], list[str]]]:
        for key in self._stems(doc[at]):
            yield from index.get(key, {}).items()

    def _stems(self, token: Token) -> tuple[str, ...]:
        """The token's stem, and those of its lemma and base form where they differ."""
        word = token.lower_
        return tuple(
            dict.fromkeys((stem(word), stem(token.lemma_ or word), stem(self._irregular.get(word, word))))
        )

    def _last(self, doc: Doc, first: int, stems: Sequence[str]) -> int | None:
        """The last token of the phrase `stems` that starts at `first`; None where it does not stand there."""
        at = first
        for position, wanted in enumerate(stems):
            if position:
                at += 1
                while at < len(doc) and (doc[at].pos_ in _SKIPPED or doc[at].text in {"-", "‐"}):
                    at += 1
            if at >= len(doc) or wanted not in self._stems(doc[at]):
                return None
        return at


_Index = dict[str, dict[tuple[str, ...], list[str]]]


def _index(words: Iterable[tuple[str, Iterable[str]]]) -> _Index:
    """First stem -> all stems of the phrase -> measures."""
    index: defaultdict[str, dict[tuple[str, ...], list[str]]] = defaultdict(dict)
    for name, phrases in words:
        for phrase in phrases:
            # Tokenizers differ over hyphens: "pre-trial" is one word or two.
            for spelled in {phrase, phrase.replace("-", " ")}:
                stems = tuple(stem(word) for word in spelled.split())
                index[stems[0]].setdefault(stems, []).append(name)
    return dict(index)


def _is_argument(token: Token, verb: Token) -> bool:
    """Whether a number or noun is (in) the subject or object of the verb."""
    for _ in range(_FAR_AWAY):
        dependency = token.dep_.split(":")[0]
        if token == verb or (token.head == verb and dependency in _ARGUMENTS):
            return True
        if token.head == token or token.head == verb or dependency not in _INSIDE_PHRASES:
            return False
        token = token.head
    return False


def _is_within(token: Token, counted: Counted) -> bool:
    return counted.span is not None and counted.span.start <= token.idx < counted.span.end


def _distance(anchor: Token, trigger: Trigger, others: Sequence[int]) -> float:
    """How far a trigger is from what is counted: steps in the tree, or words where the tree is doubtful."""
    left, right = sorted((anchor.i, trigger.token.i))
    between = anchor.doc[left + 1 : right]
    words = len(between)
    steps = _steps(anchor, trigger.token)
    marks = sum(token.text in _CLAUSE_MARKS for token in between)
    figures = sum(left < other < right for other in others)
    # Nouns are weaker signs than verbs ("a fire" dismisses nobody) unless they hang on the counted noun.
    weak = trigger.token.pos_ in {"NOUN", "PROPN"} and trigger.token.head.i != anchor.i
    if steps > 1 and trigger.token.i < anchor.i and any(other < trigger.token.i for other in others):
        # "30 cases of torture and 12 of theft", "12 were killed and 30 injured": words of the figure before.
        if weak and figures == 0:
            return _NEVER
        figures += 1
    return min(steps, 1 + words / 3) + 0.05 * words + 0.5 * marks + 1.5 * figures + (0.5 if weak else 0.0)


def _steps(one: Token, other: Token) -> int:
    """Length of the path between two tokens in the tree, at most `_FAR_AWAY`."""
    up = {one.i: 0}
    token = one
    for step in range(1, _FAR_AWAY):
        if token.head == token:
            break
        token = token.head
        up[token.i] = step
    token = other
    for step in range(_FAR_AWAY):
        if token.i in up:
            return min(_FAR_AWAY, step + up[token.i])
        if token.head == token:
            break
        token = token.head
    return _FAR_AWAY


def _depth(token: Token) -> int:
    depth = 0
    while token.head != token and depth < _FAR_AWAY:
        token = token.head
        depth += 1
    return depth
