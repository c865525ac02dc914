"""How well and how fast actors are told apart over very many documents: made-up names with known truth.

Run:  python -m tests.benchmarks.actors 1000 10000 100000 1000000

A number is how many distinct names (actor and spelling) the documents hold together. A process of its own makes
them (`made_people`, `made_institutions`) and writes them to a file; what is timed is reading that file, reading
the names as the package does, grouping them over all documents and making the actors. Nothing is cached.

What the figures mean. A pair is two documents that name an actor; precision is the share of the pairs put together
that are one actor, recall the share of the pairs of one actor that are put together. "spelled differently" counts
only the pairs whose names are written differently. CPU seconds are what to read on a busy machine; one core is
used. Memory is the peak of the process that resolves.

What is made. Actors belong to beats (24 people, 10 institutions of one country and year), documents tell of a beat, and three
of ten have a guest from another of that year, half of whom come with an institution; a few people are in most documents of
their beat. Nine of ten documents show their country. A
document has one way of spelling each tradition, but people keep a spelling of their own in six of ten cases. Of
the mentions of people 80 % have given name and surname, 9 % also the middle name, patronymic or second surname,
4 % initials, 4 % the other order, 3 % a surname alone; a third come with a role. Two of a hundred people bear
exactly the name of somebody in another country, one of two hundred that of a compatriot with another patronymic.
Otherwise no two people of one country share given name and surname: nobody could tell them apart. By chance
more do across countries: of half a million people, one in five.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.benchmarks.made_institutions import COUNTRIES, Institution, institution, written_institution
from tests.benchmarks.made_people import TRADITIONS, Parts, Style, Tradition

from claimgraph.ontology import load_ontology
from claimgraph.ontology.names import NameKnowledge, letters, read_names
from claimgraph.resolve.across import Cluster, clusters_of
from claimgraph.resolve.actors import actors_of
from claimgraph.resolve.entities import Entity, Readers
from claimgraph.resolve.institutions import InstitutionReader
from claimgraph.resolve.normal import Normal
from claimgraph.resolve.people import parse_person
from claimgraph.resolve.places import Countries
from claimgraph.resolve.roles import RoleReader

_PEOPLE, _INSTITUTIONS, _DOCUMENTS, _YEARS = 24, 10, 16, 18
_FORMS = (("full", 80), ("long", 9), ("initials", 4), ("turned", 4), ("surname", 3))
_ROLES = (
    "lawyer", "journalist", "human rights activist", "spokesperson", "professor", "economist", "opposition leader",
    "trade union leader", "Deputy Minister of Health", "Minister of Internal Affairs", "Mayor", "Governor", "judge",
    "Member of Parliament", "Prosecutor General", "police chief", "doctor", "businessman", "general", "ambassador",
    "Minister of Education", "director", "historian", "witness", "student", "engineer", "senator", "poet",
)  # fmt: skip


class Named(NamedTuple):
    """An actor in a document: which one it is in truth, and what the document says."""

    path: str
    date: str
    home: str
    person: bool
    truth: int
    surface: str
    role: str
    acronym: str


class Result(NamedTuple):
    """What a run came to."""

    names: int
    entities: int
    actors: int
    found: int
    precision: float
    recall: float
    precision_other: float
    recall_other: float
    seconds: tuple[float, float, float]
    wall: float
    mebibytes: float


def main() -> None:
    """Make names, resolve them, print a row for each number of names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(
        "| names | entities | actors | found | precision | recall | spelled differently "
        "| CPU s: read + group + name | s passed | MiB |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for names in arguments.names:
        print(row(measured(names, arguments.seed)), flush=True)


def row(result: Result) -> str:
    """A result as a row of a table."""
    other = f"{100 * result.precision_other:.2f} / {100 * result.recall_other:.2f}"
    seconds = " + ".join(f"{each:.0f}" for each in result.seconds)
    return (
        f"| {result.names:,} | {result.entities:,} | {result.actors:,} | {result.found:,} "
        f"| {100 * result.precision:.2f} | {100 * result.recall:.2f} | {other} | {seconds} | {result.wall:.0f} "
        f"| {result.mebibytes:,.0f} |"
    )


def measured(names: int, seed: int) -> Result:
    """Make and resolve so many names, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.tsv"
        with context.Pool(1) as pool:
            pool.apply(_make, (file, names, seed))
        with context.Pool(1) as pool:
            return pool.apply(_resolve, (file,))


# ------------------------------------------------------------------------------------------------ making


class _Person:
    __slots__ = ("parts", "role", "style", "tradition")

    def __init__(self, tradition: Tradition, parts: Parts, rng: Random) -> None:
        self.tradition, self.parts = tradition, parts
        self.style = tradition.style(rng)
        self.role = rng.choice(_ROLES) if rng.random() < 0.75 else ""


def _make(file: Path, names: int, seed: int) -> None:
    rng = Random(seed)
    distinct: set[int] = set()
    with file.open("w", encoding="utf-8") as out:
        for named in _documents(rng):
            out.write("\t".join(map(str, named)) + "\n")
            distinct.add(hash((named.truth, named.surface)))
            if len(distinct) >= names:
                return


def _documents(rng: Random) -> Iterator[Named]:
    """Documents without end, beat after beat."""
    by_name = {tradition.name: tradition for tradition in TRADITIONS}
    taken: set[tuple[int, str, str]] = set()
    national = [0] * len(COUNTRIES)
    known: list[_Person] = []
    bodies: list[Institution] = []
    homes: list[int] = []
    beats: list[tuple[int, range, range]] = []
    while True:
        home = rng.randrange(len(COUNTRIES))
        for _ in range(_PEOPLE):
            tradition = by_name[rng.choice(COUNTRIES[home][3])]
            if rng.random() < 0.1:
                tradition = rng.choices(TRADITIONS, [each.share for each in TRADITIONS])[0]
            known.append(_person(tradition, home, known, homes, taken, rng))
            homes.append(home)
        for _ in range(_INSTITUTIONS):
            number = national[home] if rng.random() < 0.3 else 1_000
            national[home] += number < 1_000
            bodies.append(institution(home, number, rng))
        end = len(known), len(bodies)
        beat = (home, range(end[0] - _PEOPLE, end[0]), range(end[1] - _INSTITUTIONS, end[1]))
        beats.append(beat)
        for number in range(_DOCUMENTS):
            yield from _document(beat, number, known, bodies, beats, rng)


def _person(
    tradition: Tradition,
    home: int,
    known: Sequence[_Person],
    homes: Sequence[int],
    taken: set[tuple[int, str, str]],
    rng: Random,
) -> _Person:
    chance = rng.random()
    if known and chance < 0.025:
        number = rng.randrange(len(known))
        namesake = known[number]
        if chance < 0.02 and homes[number] != home:
            parts = namesake.parts
            if (home, *namesake.tradition.known_by(parts)) not in taken:
                taken.add((home, *namesake.tradition.known_by(parts)))
                return _Person(namesake.tradition, parts, rng)
        if chance >= 0.02 and namesake.tradition.name in ("Slavic", "Kazakh") and homes[number] == home:
            other = tradition.make(rng)
            if other[1] != namesake.parts[1] and len(other) == len(namesake.parts):
                return _Person(namesake.tradition, (namesake.parts[0], other[1], namesake.parts[2]), rng)
    while True:
        parts = tradition.make(rng)
        if (home, *tradition.known_by(parts)) not in taken:
            taken.add((home, *tradition.known_by(parts)))
            return _Person(tradition, parts, rng)


def _document(
    beat: tuple[int, range, range],
    number: int,
    known: Sequence[_Person],
    bodies: Sequence[Institution],
    beats: Sequence[tuple[int, range, range]],
    rng: Random,
) -> Iterator[Named]:
    home, people, institutions = beat
    path = f"{people.start // _PEOPLE:07}-{number:02}.txt"
    date = f"{2005 + people.start // _PEOPLE % _YEARS}-{1 + rng.randrange(12):02}-{1 + rng.randrange(28):02}"
    place = COUNTRIES[home][0].casefold() if rng.random() < 0.9 else ""
    styles: dict[str, Style] = {}
    # Some are in most documents of their beat, most in a few.
    chosen = {people[int(_PEOPLE * rng.random() ** 1.4)] for _ in range(rng.randint(3, 9))}
    also = {rng.choice(institutions) for _ in range(rng.randint(1, 4))}
    if rng.random() < 0.3:
        # Guests are of the same time.
        _, others, theirs = rng.choice(beats[people.start // _PEOPLE % _YEARS :: _YEARS])
        chosen.add(rng.choice(others))
        if rng.random() < 0.5:
            also.add(rng.choice(theirs))
    for each in sorted(chosen):
        person = known[each]
        tradition = person.tradition
        style = styles.setdefault(tradition.name, tradition.style(rng))
        style = person.style if rng.random() < 0.6 else style
        form = rng.choices([form for form, _ in _FORMS], [weight for _, weight in _FORMS])[0]
        surface = tradition.written(person.parts, style, form, rng)
        shown = rng.random() < (0.7 if form == "surname" else 0.35)
        yield Named(path, date, place, True, 2 * each, surface, person.role if shown else "", "")
    for each in sorted(also):
        body = bodies[each]
        surface = written_institution(body, home, rng)
        if body.acronym and rng.random() < 0.2:
            yield Named(path, date, place, False, 2 * each + 1, body.acronym, "", "")
        else:
            yield Named(
                path,
                date,
                place,
                False,
                2 * each + 1,
                surface,
                "",
                (body.acronym or "") if rng.random() < 0.5 else "",
            )


# ------------------------------------------------------------------------------------------------ resolving


def _resolve(file: Path) -> Result:
    readers = _readers(read_names(load_ontology()))
    begun = time.perf_counter()
    started = time.process_time()
    entities, truth = _entities(file, readers)
    read = time.process_time()
    clusters = clusters_of(entities, offices=readers.roles.offices).clusters
    grouped = time.process_time()
    actors_of(clusters, readers)
    named = time.process_time()
    wall = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    precision, recall, precision_other, recall_other = _quality(entities, truth, clusters)
    return Result(
        names=len(
            {(true, next(iter(entity.surfaces))) for entity, true in zip(entities, truth, strict=True)}
        ),
        entities=len(entities),
        actors=len(set(truth)),
        found=len(clusters),
        precision=precision,
        recall=recall,
        precision_other=precision_other,
        recall_other=recall_other,
        seconds=(read - started, grouped - read, named - grouped),
        wall=wall,
        mebibytes=peak,
    )


def _readers(names: NameKnowledge) -> Readers:
    normal = Normal(names)
    countries = Countries(names)
    institutions = InstitutionReader(normal, countries)
    return Readers(names, normal, countries, institutions, RoleReader(normal, countries))


def _entities(file: Path, readers: Readers) -> tuple[list[Entity], list[int]]:
    entities, truth = [], []
    previous, position, year, home = "", 0, 0, None
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            path, date, country, person, true, surface, role, acronym = line.rstrip("\n").split("\t")
            if path != previous:
                # What is the document's is kept once, as it is where documents are read.
                position, previous, year, home = 0, path, int(date[:4]), sys.intern(country) or None
            entity = Entity(
                path=previous,
                kind="person" if person == "True" else "institution",
                name=parse_person(surface, readers.normal)
                if person == "True"
                else readers.institutions.read(surface),
                home=home,
                year=year,
                position=position,
            )
            position += 1
            entity.surfaces[sys.intern(surface)] += 1
            entity.labels["Person" if person == "True" else "Organization"] += 1
            if role and (known := readers.roles.read(role)):
                entity.roles[sys.intern(role)] = known
            if acronym:
                entity.acronyms = frozenset({letters(acronym)})
            entities.append(entity)
            truth.append(int(true))
    return entities, truth


def _quality(
    entities: Sequence[Entity], truth: Sequence[int], clusters: Sequence[Cluster]
) -> tuple[float, float, float, float]:
    actual = dict(zip(entities, truth, strict=True))
    right: Counter[tuple[int, int]] = Counter()
    right_spelled: Counter[tuple[int, int, str]] = Counter()
    found: Counter[int] = Counter()
    found_spelled: Counter[tuple[int, str]] = Counter()
    true: Counter[int] = Counter()
    true_spelled: Counter[tuple[int, str]] = Counter()
    for number, cluster in enumerate(clusters):
        for entity in cluster.reasons:
            surface = next(iter(entity.surfaces))
            which = actual[entity]
            right[number, which] += 1
            right_spelled[number, which, surface] += 1
            found[number] += 1
            found_spelled[number, surface] += 1
            true[which] += 1
            true_spelled[which, surface] += 1
    both, same = _pairs(right), _pairs(right_spelled)
    put, put_same = _pairs(found), _pairs(found_spelled)
    are, are_same = _pairs(true), _pairs(true_spelled)
    return (
        _share(both, put), _share(both, are), _share(both - same, put - put_same), _share(both - same, are - are_same),
    )  # fmt: skip


def _pairs(
    counts: Counter[tuple[int, int]]
    | Counter[tuple[int, int, str]]
    | Counter[int]
    | Counter[tuple[int, str]],
) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


if __name__ == "__main__":
    main()
