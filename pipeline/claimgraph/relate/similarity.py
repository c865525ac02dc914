"""What clauses say, as terms that can be compared, and how much of one is said by another.

A term is a stem, a meaning that several words share, or an actor whatever the text calls it.
Terms weigh more the fewer clauses hold them. Clauses that may say the same are found by their rarest
terms, never by looking at all pairs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import NamedTuple

from claimgraph.ontology.propositions import PropositionWords
from claimgraph.relate.polarity import Word

__all__ = [
    "ACTOR",
    "NUMBER",
    "PLACE",
    "Index",
    "Likeness",
    "Named",
    "Shared",
    "Terms",
    "Weights",
    "same_roles",
    "terms_of",
]

ACTOR, PLACE, NUMBER = "@", "@@", "#"  # first characters of terms that are no words
_LONGEST = 4  # words in a phrase of one meaning
# Where a term is in more clauses than this, only the ones nearest in time are looked at.
_NEAREST = 400
_LITTLE = 0.3  # what a common word counts for


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of text that is one term: an actor's mention, a number."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a clause says.

    Attributes:
        all: its terms, as they come in the text.
        orders: the same with those of who acts before those of who is acted on; more than one order where the
            words leave that open ("the union was founded").
        opposite: of them, the ones that stand for their opposite ("closed" is the opposite of "open").
        negated: the first of its terms that a negation is about: "lock" in "did not lock the gates".
        times: days, months and years that it names; they are none of its terms, as
        numbers are not.
    """

    all: tuple[str, ...]
    orders: tuple[tuple[str, ...], ...] = ()
    opposite: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    negated: str | None = None


def terms_of(
    words: Sequence[Word], named: Sequence[Named], known: PropositionWords, negated: int | None = None
) -> Terms:
    """Turn the words of a clause into terms.

    Args:
        words: of the clause, in order, without negations.
        named: what is one term in it; must not overlap, sorted.
        known: which words mean the same, and which mean nothing.
        negated: where in `words` what is negated begins.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.propositions import read_proposition_words
    >>> from claimgraph.records import Span
    >>> from claimgraph.relate.polarity import words_in
    >>> known = read_proposition_words(load_ontology())
    >>> text = "the protesters were shot at by the police"
    >>> terms_of(words_in(text, Span(0, len(text))), [], known).orders
    (('policemen', 'shot', 'ralli'),)
    """
    found: list[tuple[int, str]] = []
    opposite, times, numbers = set(), set(), set()
    ends = [each.end for each in named]
    taken: set[Named] = set()
    at = 0
    stems = [known.stem(word.text) for word in words]
    while at < len(words):
        word = words[at]
        place = bisect_left(ends, word.start + 1)
        if place < len(named) and named[place].start < word.end:
            if named[place] not in taken:
                taken.add(named[place])
                if named[place].term.startswith(NUMBER):
                    numbers.add(named[place].term)
                else:
                    found.append((at, named[place].term))
            at += 1
            continue
        if word.text.isdigit() or (word.capital and word.text in known.times):
            times.add(word.text)
            at += 1
            continue
        length, term = _meaning(stems, at, known)
        opposed = known.opposites.get(term)
        if opposed:
            term, turned = opposed
            if turned:
                opposite.add(term)
        if opposed or length > 1 or term not in known.light:
            found.append((at, term))
        at += length
    about = next(
        (term for at, term in found if negated is not None and at >= negated and term not in known.common),
        None,
    )
    return Terms(
        all=tuple(dict.fromkeys(term for _, term in found)),
        orders=tuple(dict.fromkeys(_orders(words, found, known))),
        opposite=frozenset(opposite),
        times=frozenset(times),
        numbers=frozenset(numbers),
        negated=about,
    )


class Weights:
    """How much each term says: the more, the fewer of all clauses hold it.

    Args:
        clauses: the terms of every clause.
        common: terms that say little wherever they are.

    >>> weights = Weights([Terms(("guard", "lock", "gate")), Terms(("guard", "open", "gate"))])
    >>> weights["lock"] > weights["gate"] == weights["guard"]
    True
    """

    def __init__(self, clauses: Iterable[Terms], common: frozenset[str] = frozenset()) -> None:
        self.held: Counter[str] = Counter()
        count = 0
        for terms in clauses:
            self.held.update(terms.all)
            count += 1
        self._weights = {
            term: log(1 + count / held) * (_LITTLE if term in common else 1)
            for term, held in self.held.items()
        }

    def __getitem__(self, term: str) -> float:
        return self._weights[term]

    def of(self, terms: Iterable[str]) -> float:
        """The sum."""
        return sum(self._weights[term] for term in terms)


class Shared(NamedTuple):
    """What two clauses have in common.

    Attributes:
        of_left: share of the left one's weight that the right one holds, too, 0 to 1.
        of_right: the same the other way round.
        terms: what both hold, each as the left one and as the right one has it, in the order of the left one.
        turned: whether it holds an odd number of words that are the opposite of the other's.
    """

    of_left: float
    of_right: float
    terms: tuple[tuple[str, str], ...]
    turned: bool

    def swapped(self) -> Shared:
        """The same seen from the other side."""
        return Shared(self.of_right, self.of_left, tuple((b, a) for a, b in self.terms), self.turned)


class Likeness:
    """Compares clauses.

    Args:
        weights: of the terms.
        names: term of an actor -> the terms that its names are made of, so that "the police" may be the
            "National Police".
    """

    def __init__(self, weights: Weights, names: Mapping[str, frozenset[str]]) -> None:
        self._weights = weights
        self._names = names

    def shared(self, left: Terms, right: Terms) -> Shared | None:
        """What both say; None where that is nothing, or where both hold numbers, but not the same."""
        if left.numbers and right.numbers and left.numbers != right.numbers:
            return None
        rest = set(right.all)
        common = [(term, term) for term in left.all if term in rest]
        if not common:
            return None
        common += self._by_name(set(left.all) - rest, rest.difference(left.all))
        place = {term: at for at, term in enumerate(left.all)}
        common.sort(key=lambda pair: place[pair[0]])
        turned = sum((a in left.opposite) != (b in right.opposite) for a, b in common)
        return Shared(
            of_left=self._weights.of(a for a, _ in common) / self._weights.of(left.all),
            of_right=self._weights.of(b for _, b in common) / self._weights.of(right.all),
            terms=tuple(common),
            turned=turned % 2 == 1,
        )

    def _by_name(self, left: set[str], right: set[str]) -> Iterator[tuple[str, str]]:
        for one in sorted(left):
            for other in sorted(right):
                if one in self._names.get(other, ()) or other in self._names.get(one, ()):
                    right.discard(other)
                    yield one, other
                    break


def same_roles(left: Terms, right: Terms, common: Sequence[tuple[str, str]]) -> bool:
    """Whether who acts and who is acted on may be the same in both.

    "Guards attacked miners" and "miners attacked guards" share all their terms, but some have changed places.
    """
    pairs = [pair for pair in common if not pair[0].startswith(PLACE)]
    return any(not _changed_places(pairs, one, other) for one in left.orders for other in right.orders)


class Index:
    """Clauses by their terms, to find the ones that may say the same as another.

    Args:
        clauses: of all claims, in order of time.
        weights: of their terms.
        groups: for each clause, what another must have, too, to be compared with it: its event.
    """

    def __init__(self, clauses: Sequence[Terms], weights: Weights, groups: Sequence[int]) -> None:
        self._clauses = clauses
        self._weights = weights
        self._groups = groups
        self._holders: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number, terms in enumerate(clauses):
            for term in terms.all:
                self._holders[groups[number], term].append(number)
        self._terms = [frozenset(terms.all) for terms in clauses]
        self._actors = [frozenset(t for t in terms.all if t.startswith(ACTOR)) for terms in clauses]
        self._weight = [weights.of(terms.all) for terms in clauses]

    def like(self, number: int, share: float, rest: float) -> Iterator[int]:
        """Other clauses that may hold `share` (0 to 1) of the weight of clause `number`, in order.

        Of the clause that is held less of by the other, it must be `rest`.
        """
        found: set[int] = set()
        for term in self._rarest(self._clauses[number], share):
            holders = self._holders[self._groups[number], term]
            if len(holders) > 2 * _NEAREST:
                place = bisect_left(holders, number)
                holders = holders[max(0, place - _NEAREST) : place + _NEAREST]
            found.update(holders)
        found.discard(number)
        yield from sorted(other for other in found if self._may_be_alike(number, other, share, rest))

    def _may_be_alike(self, number: int, other: int, share: float, rest: float) -> bool:
        if self._actors[number] != self._actors[other]:
            # What an actor is called may be in the other clause.
            return True
        both = self._weights.of(self._terms[number] & self._terms[other])
        less, more = sorted((self._weight[number], self._weight[other]))
        return both >= share * less and both >= rest * more

    def _rarest(self, terms: Terms, share: float) -> list[str]:
        """So many of the terms that whatever holds none of them holds less than `share` of the weight."""
        order = sorted(terms.all, key=lambda term: (-self._weights[term], term))
        without = self._weights.of(order)
        least = share * without
        for count, term in enumerate(order):
            if without < least:
                return order[:count]
            without -= self._weights[term]
        return order


def _meaning(stems: Sequence[str], at: int, known: PropositionWords) -> tuple[int, str]:
    """How many of the words from `at` have a meaning together, and the term for it."""
    for length in range(min(_LONGEST, len(stems) - at), 0, -1):
        term = known.alike.get(tuple(stems[at : at + length]))
        if term is not None:
            return length, term
    return 1, stems[at]


def _orders(
    words: Sequence[Word], found: list[tuple[int, str]], known: PropositionWords
) -> Iterator[tuple[str, ...]]:
    by_agent = any(word.text in known.agents for word in words)
    for order in (found, _owners_first(words, found, known)):
        turned_round = _who_acts_first(words, order, known)
        for each in (turned_round,) if by_agent else (order, turned_round):
            yield tuple(dict.fromkeys(term for _, term in each))


def _owners_first(
    words: Sequence[Word], found: list[tuple[int, str]], known: PropositionWords
) -> list[tuple[int, str]]:
    """The gates of the mine are the mine gates."""
    ordered: list[tuple[int, str]] = []
    last = len(words)
    for each in found:
        belongs = any(word.text in known.belonging for word in words[last + 1 : each[0]])
        ordered.insert(len(ordered) - 1 if belongs else len(ordered), each)
        last = each[0]
    return ordered


def _who_acts_first(
    words: Sequence[Word], found: list[tuple[int, str]], known: PropositionWords
) -> list[tuple[int, str]]:
    """A passive turned round: "the gates were locked by guards" has guards, locked, gates."""
    verb = next((at for at, word in enumerate(words) if word.text in known.passives), None)
    if verb is None:
        return found
    near = [word.text for word in words[verb + 1 : verb + 5] if word.text not in known.passives][:2]
    if not any(word.endswith("ed") or word in known.irregular for word in near):
        return found
    by = next((at for at in range(verb, len(words)) if words[at].text in known.agents), len(words))
    # A name can begin with such a word, too; no term gets lost.
    before = [each for each in found if each[0] <= verb]
    after = [each for each in found if verb < each[0] <= by]
    agents, rest = _first_phrase(words, [each for each in found if each[0] > by], known)
    return agents + after[:1] + before + after[1:] + rest


def _first_phrase(
    words: Sequence[Word], found: list[tuple[int, str]], known: PropositionWords
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The terms of the first noun phrase: "guards of the mine" in "guards of the mine at the gate"."""
    for count in range(1, len(found)):
        first, second = sorted((found[count - 1][0], found[count][0]))
        gap = words[first + 1 : second]
        if gap and not any(word.text in known.belonging for word in gap):
            return found[:count], found[count:]
    return found, []


def _changed_places(common: Sequence[tuple[str, str]], left: Sequence[str], right: Sequence[str]) -> bool:
    places = [(left.index(a), right.index(b)) for a, b in common]
    return any((one[0] < two[0]) != (one[1] < two[1]) for one, two in combinations(places, 2))
