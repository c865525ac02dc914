"""Roles without a name and pronouns of one document -> the actors that they stand for.

Goes through the text from start to end and keeps who was spoken of; a role may also look ahead. What stays
unclear is left out. Proper names are read in `within`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from claimgraph.annotate.overlaps import Covered
from claimgraph.ontology.names import folded_words
from claimgraph.records import Mention
from claimgraph.resolve.across import Cluster
from claimgraph.resolve.directory import KNOWN, Directory
from claimgraph.resolve.entities import Entity, Readers, surface_of
from claimgraph.resolve.institutions import InstitutionName
from claimgraph.resolve.pronouns import Antecedents, Referred
from claimgraph.resolve.roles import Role
from claimgraph.resolve.union import Match
from claimgraph.resolve.within import NamedActors, year_of

__all__ = ["referred"]

_SURE_ROLE = 0.4
_BACK = 3
_NEAR = 1
_FEW = 200


def referred(named: NamedActors, directory: Directory, readers: Readers) -> dict[int, Referred]:
    """Find what the role mentions and the pronouns of a document stand for.

    Returns:
        For each mention's index that could be resolved: the actor ("they" can be several), and why.
    """
    return _References(named, directory, readers).found()


class _References:
    def __init__(self, named: NamedActors, directory: Directory, readers: Readers) -> None:
        self._named = named
        self._directory = directory
        self._readers = readers
        self._text = named.annotated.document.text
        self._year = year_of(named.annotated.document.date)
        self._people: defaultdict[str, list[tuple[Entity, Role]]] = defaultdict(list)
        self._bodies: defaultdict[str, list[Entity]] = defaultdict(list)
        self._of_cluster: defaultdict[Cluster, list[Entity]] = defaultdict(list)
        for entity in named.entities:
            self._of_cluster[directory.cluster[entity]].append(entity)
            if entity.kind in ("person", "office"):
                for role in entity.roles.values():
                    for word in sorted(role.words):
                        self._people[word].append((entity, role))
            elif entity.kind in ("institution", "country"):
                for word in sorted({*entity.institution.words}):
                    self._bodies[word].append(entity)
        mentions = named.annotated.mentions
        self._offices = {mentions[index].start: tie for index, tie in named.offices.items()}
        self._unnamed: dict[InstitutionName, Entity] = {
            readers.institutions.read(surface): entity
            for entity in named.entities
            if entity.kind == "office" and not entity.roles
            for surface in entity.surfaces
        }
        # Where (start, sentence) an entity was last spoken of before the mention at hand.
        self._seen: dict[Entity, tuple[int, int]] = {}
        self._order: list[tuple[int, int, Entity]] = []
        # The same of what last was the subject outside of what others say, and of who last made a claim.
        self._acted: dict[Entity, tuple[int, int]] = {}
        self._spoke: dict[Entity, tuple[int, int]] = {}
        explicit = [claim for claim in named.annotated.claims if claim.attribution == "explicit"]
        self._claimed = Covered(span for claim in explicit for span in claim.content)
        self._sources = {named.annotated.mentions[i].start for claim in explicit for i in claim.claimants}

    def found(self) -> dict[int, Referred]:
        annotated = self._named.annotated
        cluster = self._directory.cluster
        found: dict[int, Referred] = {}
        antecedents = Antecedents(self._named, self._directory, self._readers)
        for index, mention in sorted(enumerate(annotated.mentions), key=lambda pair: pair[1].start):
            if tie := self._named.ties[index]:
                self._see(tie.entity, mention)
                antecedents.add(index, (cluster[tie.entity],))
                continue
            resolved: Referred | None = None
            if mention.form == "role" and (role := self._role(mention)):
                resolved = (role[0],), role[1]
            elif mention.form == "pronoun":
                resolved = antecedents.third_person(index)
            if resolved:
                found[index] = resolved
                for target in resolved[0]:
                    self._see_cluster(target, mention)
                antecedents.add(index, resolved[0])
        return found | antecedents.first_persons(self._directory)

    def _see(self, entity: Entity, mention: Mention) -> None:
        self._seen[entity] = (mention.start, mention.sentence)
        if entity.kind in ("institution", "country"):
            self._order.append((mention.start, mention.sentence, entity))
        speaks = mention.start in self._sources
        inside = self._claimed.overlaps(mention.start, mention.end)
        if speaks and not inside:
            self._spoke[entity] = (mention.start, mention.sentence)
        if mention.subject and not inside:
            self._acted[entity] = (mention.start, mention.sentence)

    def _see_cluster(self, target: Cluster, mention: Mention) -> None:
        for entity in self._of_cluster[target]:
            self._see(entity, mention)

    def _role(self, mention: Mention) -> tuple[Cluster, Match] | None:
        surface = surface_of(self._named.annotated, mention)
        if mention.label == "Person":
            role = self._readers.roles.read(surface)
            found = self._person(role, mention) if role else None
            if found or len(surface.split()) > 1:
                return found
            # "The monitor" after "the Northern Rights Monitor"
            called = self._called(self._readers.institutions.read(surface))
            return self._short_name(called, mention) if called else None
        if mention.label in ("Organization", "Location"):
            return self._body(surface, mention) or self._office(mention)
        return None

    def _person(self, role: Role, mention: Mention) -> tuple[Cluster, Match] | None:
        scored: dict[Entity, float] = {}
        for word in sorted(role.words):
            for entity, held in self._people[word][:_FEW]:
                score = self._readers.roles.agreement(role, held)
                if held.country and held.country != (role.country or self._named.home):
                    score -= 0.2
                scored[entity] = max(score, scored.get(entity, 0.0))
        best = max(scored.values(), default=0.0)
        if best >= _SURE_ROLE:
            entity = self._nearest([entity for entity, score in scored.items() if score == best])
            if entity.kind == "office":
                return self._holder(entity)
            sure = 0.9 if best == 1.0 else 0.7
            return self._directory.cluster[entity], Match("role given in the document", sure)
        if holder := self._directory.holder(role, self._named.home, self._year):
            return holder, Match("role given in another document", 0.75)
        return None

    def _holder(self, office: Entity) -> tuple[Cluster, Match] | None:
        """Who holds an office that nobody in the document holds: somebody else, or the office itself."""
        own = self._directory.cluster.get(office)
        if own is None:
            return None
        if any(entity.kind != "office" for entity in own.reasons):
            return own, Match("office of the one judged to hold it", 0.9)
        if not office.roles:
            if body := self._directory.body(office):
                return body, Match("institution named in another document", 0.75)
        else:
            (role,) = office.roles.values()
            # Known to the day, while other documents only say it of about the same time, or of none.
            if known := self._directory.known_holder(office, role, self._named.annotated.document.date):
                return known, KNOWN
            if holder := self._directory.holder(role, office.whose, self._year):
                return holder, Match("role given in another document", 0.75)
        what = "office without a named holder" if office.roles else "institution of the document's country"
        return own, Match(what, 0.9)

    def _office(self, mention: Mention) -> tuple[Cluster, Match] | None:
        """An institution that the text names only by what it is, and its short name ("the Office")."""
        if tie := self._offices.get(mention.start):
            return self._holder(tie.entity)
        said = self._readers.institutions.read(surface_of(self._named.annotated, mention))
        short = [
            entity
            for name, entity in self._unnamed.items()
            if self._readers.institutions.shortens(said, name)
        ]
        return self._holder(short[0]) if len(short) == 1 else None

    def _body(self, surface: str, mention: Mention) -> tuple[Cluster, Match] | None:
        words = folded_words(surface)
        names = self._readers.names
        home = self._named.home
        said = self._readers.institutions.read(surface, mention.actor_class)
        if words in names.words["stateReferences"] and home and (state := self._directory.state(home)):
            return state, Match("government of the document's country", 0.7)
        fitting = self._called(said)
        if fitting and (found := self._of_person(fitting, mention)):
            return self._directory.cluster[found], Match("institution of the person before", 0.7)
        if fitting:
            return self._short_name(fitting, mention)
        if noun := names.generic_nouns.get(words):
            for start, sentence, entity in reversed(self._order):
                if mention.sentence - sentence > _BACK:
                    break
                if start < mention.start and self._can_be(entity, noun.fits, noun.unlike):
                    return self._directory.cluster[entity], Match("last fitting organisation", 0.7)
        return None

    def _called(self, said: InstitutionName) -> list[Entity]:
        """Institutions of the document that the text can go on to call so."""
        reader = self._readers.institutions
        found: dict[Entity, None] = {}
        for word in said.words:
            for entity in self._bodies[word][:_FEW]:
                name = entity.institution
                if reader.shortens(said, name) or (said.head == name.head and reader.within(said, name)):
                    found[entity] = None
        return list(found)

    def _of_person(self, fitting: Sequence[Entity], mention: Mention) -> Entity | None:
        """For "his ministry": of those that fit, the one with words of the role of the last person."""
        before = self._text[: mention.start].rsplit(maxsplit=1)[-1:]
        if not before or self._readers.names.pronouns.get(before[0].casefold()) not in ("he", "she"):
            return None
        people = [(place, entity) for entity, place in self._seen.items() if entity.kind == "person"]
        if not people:
            return None
        _, person = max(people, key=lambda pair: pair[0])
        normal = self._readers.normal
        words = {normal.sound(word) for role in person.roles.values() for word in role.words}
        related = [each for each in fitting if words & set(each.institution.key)]
        return related[0] if len(related) == 1 else None

    def _short_name(self, fitting: Sequence[Entity], mention: Mention) -> tuple[Cluster, Match]:
        found, method = self._meant(fitting, mention)
        return self._directory.cluster[found], Match(method, 0.85)

    def _meant(self, fitting: Sequence[Entity], mention: Mention) -> tuple[Entity, str]:
        """Of several ministries, the one that "the Ministry" is: who acts or speaks goes on doing so.

        One that was only mentioned ("asked the Ministry of Justice to ...") comes last.
        """
        for places, reach, who in ((self._acted, _NEAR, "subject"), (self._spoke, _BACK, "speaker")):
            near = [
                each for each in fitting if each in places and mention.sentence - places[each][1] <= reach
            ]
            if near:
                return max(near, key=lambda each: places[each]), f"short name of the last {who}"
        publisher = self._named.publisher
        if publisher in fitting and publisher and self._text[mention.start].isupper():
            return publisher, "short name of the publisher"
        spoken = [each for each in fitting if each in self._spoke]
        if spoken:
            return max(spoken, key=lambda each: self._spoke[each]), "short name of the last speaker"
        return self._nearest(fitting), "short name after full name"

    def _can_be(self, entity: Entity, fits: Iterable[str], unlike: frozenset[str]) -> bool:
        above: set[str] = set()
        for each in entity.classes:
            above |= self._readers.names.ancestors.get(each, frozenset({each}))
        if above & set(fits):
            return True
        national = self._readers.names.classes["national"] if entity.institution.national else frozenset()
        return entity.kind != "country" and not (above | national) & unlike

    def _nearest(self, entities: Sequence[Entity]) -> Entity:
        """The one last spoken of; where none was yet, the one that comes first."""
        seen = [entity for entity in entities if entity in self._seen]
        if seen:
            return max(seen, key=lambda entity: self._seen[entity])
        return min(entities, key=lambda entity: entity.first)
