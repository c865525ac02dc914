"""How fast very many figures are compared.

Run:  python -m tests.benchmarks.figures 1000000 [--events 1]

Observations are made up: ten a document, of eight measures, by a thousand claimants, some without a name, with
three scopes, over two years; the figures of an event lie near each other. What is timed is grouping and comparing
them, from observations to sorted tallies and comparisons; reading documents is not. "Plain pass" is what any
program must do at least: put the same observations into lists by measure and event and sort each by date. Memory is
the peak of the process, the observations among it.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict
from random import Random

from claimgraph.ontology import load_ontology
from claimgraph.ontology.measures import read_measures
from claimgraph.records import Figure, Operator, Resolution
from claimgraph.relate.figures import Setting, compare_figures
from claimgraph.relate.intervals import interval_of
from claimgraph.relate.links import Utterance
from claimgraph.relate.observations import Observation
from claimgraph.relate.positions import in_time
from claimgraph.relate.scopes import ScopeReader
from claimgraph.relate.voices import Voices

_PER_DOCUMENT = 10
_DOCUMENTS_PER_EVENT = 50
_CLAIMANTS = 1_000
_MEASURES = (
    "deaths",
    "injured",
    "detained",
    "missing",
    "criminal-cases",
    "complaints",
    "facilities",
    "visits",
)
_OPERATORS: tuple[Operator, ...] = ("=", "=", "=", ">=", "~")
_SCOPES = (None, None, None, "police officers", "in Vardelin")
_WORDS = tuple(f"{first}{last}" for first in "bdfglmnprst" for last in ("ana", "ere", "isi", "olo", "umu"))


def main() -> None:
    """Make observations, compare them, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=int, nargs="+")
    parser.add_argument("--events", type=int, default=None, help="how many; 1 puts everything into one")
    given = parser.parse_args()
    for count in given.figures:
        documents = max(1, count // _PER_DOCUMENT)
        run(count, given.events or max(1, documents // _DOCUMENTS_PER_EVENT))


def run(count: int, events: int) -> None:
    """Compare `count` made-up figures of `events` events."""
    measures = read_measures(load_ontology())
    scopes = ScopeReader(measures)
    observations = made(count, events, scopes)
    setting = Setting(
        events={each.utterance.document: _event(each.utterance.document, events) for each in observations},
        core=lambda event: frozenset(),
        name=lambda event: f"event {event}",
        reprints={},
        publishers={},
        words={},
    )
    started = time.process_time()
    groups: defaultdict[tuple[str, int], list[Observation]] = defaultdict(list)
    for each in observations:
        groups[each.measure, setting.events[each.utterance.document]].append(each)
    for group in groups.values():
        group.sort(key=in_time)
    plain = time.process_time() - started
    groups.clear()
    started = time.process_time()
    compared = compare_figures(
        observations, setting, voices=Voices(Resolution()), measures=measures, scopes=scopes
    )
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    kinds = Counter(each.kind for each in compared.comparisons)
    print(f"{count:,} figures, {events:,} events: {seconds:.1f} CPU seconds, {memory:.2f} GiB at most")
    print(f"  plain pass {plain:.1f} s, ratio {seconds / plain:.1f}")
    print(f"  {len(compared.tallies):,} tallies, {len(compared.comparisons):,} comparisons: {dict(kinds)}")


def made(count: int, events: int, scopes: ScopeReader) -> list[Observation]:
    """Observations, the same in every run."""
    random = Random(5)
    found = []
    for number in range(count):
        document = number // _PER_DOCUMENT
        measure = random.choice(_MEASURES)
        true = 20 + 37 * (_event(f"{document}", events) % 40)
        value = true if random.random() < 0.5 else round(true * random.uniform(0.5, 2))
        op = random.choice(_OPERATORS)
        claimant = f"claimant-{random.randrange(_CLAIMANTS)}"
        named = random.random() < 0.8
        path = f"{document}"
        month, day = random.randrange(24), random.randrange(1, 29)
        found.append(
            Observation(
                utterance=Utterance(path, number % _PER_DOCUMENT, number % _PER_DOCUMENT),
                start=number % _PER_DOCUMENT * 100,
                measure=measure,
                unit=None,
                interval=interval_of(Figure(start=0, end=1, value=value, op=op), 0.1),
                said=f"{value}",
                claimants=(claimant,) if named else (),
                source="" if named else "officials",
                relayed_by=(f"publisher-{document % 300}",),
                date=f"{2021 + month // 12}-{month % 12 + 1:02}-{day:02}",
                scope=scopes.read(random.choice(_SCOPES), measure),
                context=frozenset(random.sample(_WORDS, 6)) if measure in _MEASURES[-2:] else frozenset(),
                anybody=not named,
            )
        )
    return found


def _event(path: str, events: int) -> int:
    return int(path) % events


if __name__ == "__main__":
    main()
