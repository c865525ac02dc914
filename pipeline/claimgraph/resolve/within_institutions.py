"""The institutions that one document names -> one `Entity` each.

Joins wordings, acronyms and short names of one institution. Nouns without a name ("the Ministry" as a role)
are not read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from claimgraph.ontology.names import letters
from claimgraph.resolve.entities import Entity, Readers, Tie
from claimgraph.resolve.institutions import InstitutionName, wording
from claimgraph.resolve.union import Match

_MORE_THAN = 2  # words; "the Ministry of Health" has as many, "the Commission" has not

__all__ = ["NamedInstitution", "institutions_within"]


@dataclass(frozen=True, slots=True)
class NamedInstitution:
    """A named mention of an institution, or (at -1) the publisher: its index, place, words, name, acronym."""

    index: int
    start: int
    surface: str
    name: InstitutionName
    acronym: str | None = None


@dataclass(slots=True, eq=False)
class _Chain:
    name: InstitutionName
    mentions: list[tuple[NamedInstitution, Match]] = field(default_factory=list)
    acronyms: set[str] = field(default_factory=set)

    @property
    def first(self) -> int:
        return min(mention.start for mention, _ in self.mentions)

    def add(self, mention: NamedInstitution, match: Match) -> None:
        self.mentions.append((mention, match))
        if len(mention.name.words) > len(self.name.words) or (not self.name.country and mention.name.country):
            self.name = mention.name
        if mention.acronym:
            self.acronyms.add(letters(mention.acronym))

    def take(self, other: _Chain, match: Match) -> None:
        for mention, _ in other.mentions:
            self.add(mention, match)
        self.acronyms |= other.acronyms


def institutions_within(
    path: str,
    home: str | None,
    mentions: Sequence[NamedInstitution],
    readers: Readers,
    places: Collection[tuple[str, ...]] = (),
) -> tuple[list[Entity], dict[int, Tie]]:
    """Group the named institutions of one document.

    Args:
        path: the document.
        home: the country that it is about.
        mentions: the publisher, if it is one, then those in the text, in its order.
        readers: what names are read with.
        places: folded names of the document's places, which are short for no institution named after them.

    Returns:
        The institutions, and for every mention's index which it stands for.
    """
    acronyms = {letters(mention.acronym) for mention in mentions if mention.acronym}
    written_out: list[NamedInstitution] = []
    short: list[NamedInstitution] = []
    for mention in mentions:
        plain = mention.name.acronym or letters(mention.surface) in acronyms
        (short if plain else written_out).append(mention)
    chains = _with_country(_same_key(written_out, home), home)
    chains = _with_short_names(chains, places, readers)
    chains += _acronyms(short, chains)
    entities, ties = [], {}
    for chain in sorted(chains, key=lambda each: each.first):
        entity = Entity(path=path, kind="institution", name=chain.name, home=home)
        entity.first = chain.first
        entity.acronyms = frozenset(chain.acronyms)
        for mention, match in chain.mentions:
            entity.surfaces[mention.surface] += 1
            ties[mention.index] = Tie(entity, match)
        entities.append(entity)
    return entities, ties


def _same_key(mentions: list[NamedInstitution], home: str | None) -> list[_Chain]:
    chains: dict[tuple[tuple[str, ...], str | None], _Chain] = {}
    for mention in mentions:
        name = mention.name
        country = name.country or (home if name.national else None)
        chain = chains.get((name.key, country))
        if chain is None:
            chain = chains[name.key, country] = _Chain(name)
        first = chain.mentions[0][0].name if chain.mentions else name
        written = wording(name, first)
        chain.add(mention, Match("full name" if written == "same name" else written))
    return list(chains.values())


def _with_country(chains: list[_Chain], home: str | None) -> list[_Chain]:
    """A name without country is the one with a country where the document has only one such.

    "The State Department" in a text on one country is rather that country's own than another's.
    """
    by_key: defaultdict[tuple[str, ...], list[_Chain]] = defaultdict(list)
    for chain in chains:
        by_key[chain.name.key].append(chain)
    kept = []
    for same in by_key.values():
        bare = [chain for chain in same if chain.name.country is None]
        placed = [chain for chain in same if chain.name.country is not None]
        if len(bare) == 1 and len(placed) == 1 and not (bare[0].name.national and home):
            placed[0].take(bare[0], Match("name with and without country", 0.9))
            same = placed
        kept += same
    return kept


def _with_short_names(
    chains: list[_Chain], places: Collection[tuple[str, ...]], readers: Readers
) -> list[_Chain]:
    by_start: defaultdict[str, list[_Chain]] = defaultdict(list)
    for chain in chains:
        for word in {chain.name.words[0], chain.name.head}:
            by_start[word].append(chain)
    kept = []
    # The shortest first, so that what is short for a name that is itself short follows it.
    for chain in sorted(chains, key=lambda each: (len(each.name.words), each.first)):
        full = [
            each
            for each in by_start[chain.name.words[0]]
            if chain.name.words not in places
            and (readers.institutions.shortens(chain.name, each.name) or _is_publishers(chain.name, each))
        ]
        before = [each for each in full if each.first < chain.first]
        if before:
            sure = 0.9 if len(full) == 1 else 0.7
            max(before, key=lambda each: each.first).take(chain, Match("short name after full name", sure))
        elif len(full) == 1:
            full[0].take(chain, Match("short name before full name", 0.8))
        else:
            kept.append(chain)
    return kept


def _is_publishers(short: InstitutionName, full: _Chain) -> bool:
    """“The Commission of Inquiry” in a report of the Commission of Inquiry of the Lakes is that one."""
    words = full.name.words
    return (
        full.first < 0
        and len(words) > len(short.words) > _MORE_THAN
        and words[: len(short.words)] == short.words
    )


def _acronyms(mentions: list[NamedInstitution], chains: list[_Chain]) -> list[_Chain]:
    defined: defaultdict[str, list[_Chain]] = defaultdict(list)
    possible: defaultdict[str, list[_Chain]] = defaultdict(list)
    for chain in chains:
        for acronym in chain.acronyms:
            defined[acronym].append(chain)
        for initials in chain.name.initials:
            possible[initials].append(chain)
    own: dict[str, _Chain] = {}
    for mention in mentions:
        acronym = letters(mention.surface)
        if len(defined[acronym]) == 1:
            defined[acronym][0].add(mention, Match("acronym defined in text"))
        elif not defined[acronym] and len(possible[acronym]) == 1:
            chain = possible[acronym][0]
            chain.add(mention, Match("initials of the name", 0.8))
            chain.acronyms.add(acronym)
        else:
            own.setdefault(acronym, _Chain(mention.name)).add(mention, Match("acronym"))
    return list(own.values())
