"""The people whom one document names -> one `Entity` each.

Chains full names, initials and bare surnames. Of two bearers of a surname, the title decides, else who the
text speaks of most at that place; where that is unclear, the bare surname stays apart. Roles without a name
and pronouns are not read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimgraph.resolve.entities import Entity, Readers, Tie
from claimgraph.resolve.people import PersonName, compatible, nearly_same
from claimgraph.resolve.roles import Role
from claimgraph.resolve.union import Match

__all__ = ["NamedPerson", "people_within"]

_SURE_ROLE = 0.5
_FEW = 60
# Of two bearers of a surname: what is left of having been named after one more sentence, how much more a
# subject counts, and by how much one must be ahead. Chosen on GUM train: 84 of 93 such surnames go to the
# right bearer, 6 to another; "who was named last" gave 62 and 29.
_FADING = 0.9
_SUBJECT = 1.5
_AHEAD = 1.2


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A named mention of a person: its index, place, words, name, role, and how its sentence has it."""

    index: int
    start: int
    surface: str
    name: PersonName
    role_text: str | None = None
    role: Role | None = None
    subject: bool = False
    sentence: int = 0


@dataclass(slots=True, eq=False)
class _Bearer:
    """A person: mentions, how much the text speaks of them at sentence `last`, and where they were presented.

    That is the last sentence whose subject was their full name.
    """

    name: PersonName
    mentions: list[tuple[NamedPerson, Match]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    spoken_of: float = 0.0
    last: int = 0
    presented: int = -2

    @property
    def kin(self) -> bool:
        return any(role.kin for role in self.roles)

    def add(self, mention: NamedPerson, match: Match) -> None:
        self.mentions.append((mention, match))
        if mention.role:
            self.roles.append(mention.role)

    def weight(self, sentence: int) -> float:
        """How much the text speaks of this bearer at a sentence; 0 before the first time."""
        return self.spoken_of * _FADING ** (sentence - self.last)

    def hear(self, mention: NamedPerson) -> None:
        """Note that the text comes to this mention of the bearer."""
        self.spoken_of = self.weight(mention.sentence) + (_SUBJECT if mention.subject else 1.0)
        self.last = mention.sentence
        if mention.subject and not mention.name.single:
            self.presented = mention.sentence


def people_within(
    path: str, home: str | None, mentions: Sequence[NamedPerson], readers: Readers
) -> tuple[list[Entity], dict[int, Tie]]:
    """Group the named people of one document.

    Args:
        path: the document.
        home: the country that it is about.
        mentions: in the order of the text.
        readers: what names are read with.

    Returns:
        The people, and for every mention's index whom it stands for.
    """
    bearers = _full_names([mention for mention in mentions if mention.name.full])
    bearers += _initials([m for m in mentions if not m.name.full and not m.name.single], bearers, readers)
    bearers += _single_names(mentions, bearers, readers)
    entities, ties = [], {}
    for bearer in sorted(bearers, key=lambda each: min(mention.start for mention, _ in each.mentions)):
        entity = Entity(path=path, kind="person", name=bearer.name, home=home)
        entity.first = min(mention.start for mention, _ in bearer.mentions)
        for mention, match in bearer.mentions:
            entity.surfaces[mention.surface] += 1
            if mention.role_text and mention.role:
                entity.roles[mention.role_text] = mention.role
            ties[mention.index] = Tie(entity, match)
        entities.append(entity)
    return entities, ties


def _full_names(mentions: list[NamedPerson]) -> list[_Bearer]:
    by_name: dict[tuple[tuple[str, ...], str], _Bearer] = {}
    for mention in mentions:
        key = (mention.name.sounds, mention.name.suffix)
        bearer = by_name.setdefault(key, _Bearer(mention.name))
        bearer.add(mention, Match("full name"))
    blocks: defaultdict[tuple[str, str], list[_Bearer]] = defaultdict(list)
    for bearer in by_name.values():
        blocks[bearer.name.sounds[0], bearer.name.sounds[-1]].append(bearer)
    whole = [bearer for block in blocks.values() for bearer in _joined(block)]
    return _transliterated(_with_parts(whole))


def _joined(block: list[_Bearer]) -> list[_Bearer]:
    """Those with and without a middle name or "Jr." are one, unless that chains two people."""
    if len(block) == 1 or len(block) > _FEW:
        return block
    if not all(compatible(a.name, b.name) for a in block for b in block):
        return block
    fullest = max(block, key=lambda each: (len(each.name.sounds), each.name.plain))
    for other in block:
        if other is not fullest:
            for mention, _ in other.mentions:
                fullest.add(mention, Match("name without its middle part", 0.95))
    return [fullest]


def _with_parts(bearers: list[_Bearer]) -> list[_Bearer]:
    """Two surnames alone, or a name without the second surname, are the longer name if only one fits."""
    longer: defaultdict[tuple[str, ...], list[_Bearer]] = defaultdict(list)
    for bearer in bearers:
        sounds = bearer.name.sounds
        for length in range(2, len(sounds)):
            for part in {sounds[:length], sounds[-length:]}:
                longer[part].append(bearer)
    kept = []
    # The shortest first, so that the part of a part ends up with the whole.
    for bearer in sorted(bearers, key=lambda each: len(each.name.sounds)):
        whole = longer[bearer.name.sounds]
        if len(whole) == 1:
            for mention, _ in bearer.mentions:
                whole[0].add(mention, Match("part of a full name", 0.85))
        else:
            kept.append(bearer)
    return kept


def _transliterated(bearers: list[_Bearer]) -> list[_Bearer]:
    blocks: defaultdict[str, list[_Bearer]] = defaultdict(list)
    for bearer in bearers:
        blocks[bearer.name.sounds[0]].append(bearer)
    kept: list[_Bearer] = []
    for block in blocks.values():
        distinct: list[_Bearer] = []
        for bearer in block:
            near = [each for each in distinct[:_FEW] if nearly_same(each.name, bearer.name)]
            if len(near) == 1:
                for mention, _ in bearer.mentions:
                    near[0].add(mention, Match("transliteration", 0.85))
            else:
                distinct.append(bearer)
        kept += distinct
    return kept


def _initials(mentions: list[NamedPerson], bearers: list[_Bearer], readers: Readers) -> list[_Bearer]:
    by_surname: defaultdict[str, list[_Bearer]] = defaultdict(list)
    for bearer in bearers:
        by_surname[bearer.name.sounds[-1]].append(bearer)
    own: dict[tuple[str, ...], _Bearer] = {}
    for mention in mentions:
        fitting = [
            each for each in by_surname[mention.name.sounds[-1]] if compatible(each.name, mention.name)
        ]
        chosen = fitting[0] if len(fitting) == 1 else _by_role(mention.role, fitting, readers)
        if chosen:
            chosen.add(mention, Match("initials of a full name", 0.9))
        else:
            bearer = own.setdefault(mention.name.sounds, _Bearer(mention.name))
            bearer.add(mention, Match("name with initials"))
    return list(own.values())


def _single_names(mentions: Sequence[NamedPerson], bearers: list[_Bearer], readers: Readers) -> list[_Bearer]:
    by_part: defaultdict[str, list[_Bearer]] = defaultdict(list)
    places: list[tuple[NamedPerson, _Bearer]] = []
    for bearer in bearers:
        for part in dict.fromkeys(bearer.name.sounds):
            by_part[part].append(bearer)
        places += [(mention, bearer) for mention, _ in bearer.mentions]
    places.sort(key=lambda pair: pair[0].start)
    own: dict[str, _Bearer] = {}
    passed = 0
    for mention in mentions:
        if not mention.name.single:
            continue
        while passed < len(places) and places[passed][0].start < mention.start:
            places[passed][1].hear(places[passed][0])
            passed += 1
        sound = mention.name.sounds[0]
        bearing = by_part[sound]
        chosen, match = _bearer(mention, bearing, readers)
        if chosen:
            chosen.add(mention, match)
            chosen.hear(mention)
        else:
            bearer = own.setdefault(sound, _Bearer(mention.name))
            bearer.add(mention, Match("single name"))
    return list(own.values())


def _bearer(mention: NamedPerson, bearing: list[_Bearer], readers: Readers) -> tuple[_Bearer | None, Match]:
    sound = mention.name.sounds[0]
    surnamed = [each for each in bearing if each.name.sounds[-1] == sound] or bearing
    what = "surname" if surnamed and surnamed[0].name.sounds[-1] == sound else "part of the name"
    if titled := _by_role(mention.role, surnamed, readers):
        return titled, Match(f"title and {what}", 0.95)
    # "his sister, Ada Moor. Moor is in custody": the bare surname stays with the one she was related to.
    main = [each for each in surnamed if not each.kin] or surnamed
    if mention.role and len(main) > 1:
        # A title that is none of theirs rather belongs to one whose title was not given.
        main = [each for each in main if not each.roles] or main
    named = [each for each in main if each.spoken_of]
    if len(surnamed) == 1:
        return surnamed[0], Match(
            f"{what} {'after' if named else 'before'} full name", 0.95 if named else 0.9
        )
    if len(main) == 1:
        return main[0], Match(f"{what} {'after' if named else 'before'} full name", 0.7 if named else 0.6)
    fresh = [each for each in named if mention.sentence - each.presented <= 1]
    if len(fresh) == 1:
        return fresh[0], Match(f"{what} of the subject just named", 0.7)
    ranked = sorted(named, key=lambda each: -each.weight(mention.sentence))
    if ranked and (
        len(ranked) == 1 or ranked[0].weight(mention.sentence) >= _AHEAD * ranked[1].weight(mention.sentence)
    ):
        return ranked[0], Match(f"{what} of the one spoken of", 0.7)
    if main and not ranked:
        # A headline calls by the surname alone whom the text goes on to present first.
        return min(main, key=lambda each: each.mentions[0][0].start), Match(f"{what} before full name", 0.6)
    return None, Match("")


def _by_role(role: Role | None, bearers: list[_Bearer], readers: Readers) -> _Bearer | None:
    if not role:
        return None
    scored = [
        (max((readers.roles.agreement(role, held) for held in each.roles), default=0.0), each)
        for each in bearers
    ]
    best = max((score for score, _ in scored), default=0.0)
    found = [each for score, each in scored if score == best]
    return found[0] if best >= _SURE_ROLE and len(found) == 1 else None
