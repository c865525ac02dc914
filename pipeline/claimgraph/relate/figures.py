"""Observations of all documents in, tallies and comparisons of figures out.

Figures are grouped before anything is compared: by measure, unit and event, then by scope, then by who gives
which number since when. Only positions of one group are compared, and each with a bounded number of others:
a million figures take minutes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claimgraph.ontology.measures import Measures
from claimgraph.relate.compare import Comparer
from claimgraph.relate.contexts import group_by_context
from claimgraph.relate.links import Comparison, Tally, Utterance
from claimgraph.relate.observations import Observation
from claimgraph.relate.positions import Position, in_time, positions_of
from claimgraph.relate.reasons import Reasons
from claimgraph.relate.scopes import Scope, ScopeReader
from claimgraph.relate.voices import Voices

__all__ = ["Compared", "Setting", "compare_figures"]

_SHOWN = 3  # words that tell contexts apart


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the documents whose figures are compared.

    Attributes:
        events: path of a document -> number of its event.
        core: number of an event -> the places that all of it is about.
        name: number of an event -> a word for it.
        reprints: path of a document -> path of the earliest one with (nearly) the same text.
        publishers: path of a document -> id of its publisher.
        words: stem in contexts -> a word that has it.
    """

    events: Mapping[str, int]
    core: Callable[[int], frozenset[str]]
    name: Callable[[int], str]
    reprints: Mapping[str, str]
    publishers: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Tallies and comparisons, each in a fixed order."""

    tallies: tuple[Tally, ...]
    comparisons: tuple[Comparison, ...]


def compare_figures(
    observations: Iterable[Observation],
    setting: Setting,
    *,
    voices: Voices,
    measures: Measures,
    scopes: ScopeReader,
) -> Compared:
    """Group figures that count the same, and say how they stand to each other.

    Args:
        observations: of all documents, in any order.
        setting: which documents are about one event or reprint each other.
        voices: who speaks for whom.
        measures: what figures count.
        scopes: what read the scopes.
    """
    groups: defaultdict[tuple[str, str, int], list[Observation]] = defaultdict(list)
    for each in observations:
        event = setting.events[each.utterance.document]
        groups[each.measure, each.unit or "", event].append(_settled(each, event, setting))
    spread: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for measure, unit, event in groups:
        spread[measure, unit].add(event)
    reasons = Reasons(voices, measures, scopes)
    tallies: list[Tally] = []
    comparisons: list[Comparison] = []
    for measure, unit, event in sorted(groups):
        counted = measures.measures[measure]
        comparer = Comparer(counted, reasons, setting.reprints, setting.core(event))
        group = _others(groups[measure, unit, event])
        place = setting.name(event) if len(spread[measure, unit]) > 1 else ""
        contexts = group_by_context(group) if counted.in_context else [group]
        for context in contexts:
            by_scope: defaultdict[Scope, list[Observation]] = defaultdict(list)
            for each in context:
                by_scope[each.scope].append(each)
            words = _words(context, setting.words) if len(contexts) > 1 else ""
            for scope, found in by_scope.items():
                label = ", ".join(filter(None, (scopes.label(scope), words, place)))
                utterances = tuple(each.utterance for each in sorted(found, key=in_time))
                tallies.append(Tally(measure=measure, unit=unit or None, scope=label, figures=utterances))
            comparisons.extend(_compared(by_scope, comparer, voices))
    return Compared(
        tuple(sorted(tallies, key=lambda each: (each.measure, each.scope, each.unit or "", each.figures))),
        _once(comparisons),
    )


def _settled(each: Observation, event: int, setting: Setting) -> Observation:
    """What a reprint says in its own voice is the original's; places that all is about narrow nothing."""
    path = each.utterance.document
    publisher = setting.publishers.get(setting.reprints[path]) if path in setting.reprints else None
    scope = each.scope.without(setting.core(event))
    if each.own and publisher is not None and each.claimants != (publisher,):
        return replace(each, scope=scope, claimants=(publisher,), source="", anybody=False)
    return each if scope is each.scope else replace(each, scope=scope)


def _others(group: Sequence[Observation]) -> list[Observation]:
    """The same, where whoever says in one claim that more died in a part than in all does not say both.

    "At least 27 died on the square, twice the 14 in the other count": the smaller whole is somebody else's.
    """
    parts: defaultdict[tuple[str, int | None], list[Observation]] = defaultdict(list)
    for each in group:
        if each.utterance.claim is not None and (each.scope.who or each.scope.where):
            parts[each.utterance[:2]].append(each)
    found = []
    for each in group:
        mine = parts.get(each.utterance[:2], ())
        if any(part.scope.narrows(each.scope) and each.interval.is_below(part.interval) for part in mine):
            each = replace(each, claimants=(), source="another source", own=False, anybody=True)
        found.append(each)
    return found


def _words(context: Sequence[Observation], words: Mapping[str, str]) -> str:
    """What tells a context from others, for people: words that most of its figures have around them."""
    first = context[0]
    shared = [word for word in sorted(first.context) if all(word in each.context for each in context[:2])]
    return " ".join(words.get(word, word) for word in shared[:_SHOWN])


def _compared(
    scopes: Mapping[Scope, Sequence[Observation]], comparer: Comparer, voices: Voices
) -> Iterator[Comparison]:
    positions: dict[Scope, list[Position]] = {}
    for scope in sorted(scopes, key=_size):
        said = [each for each in scopes[scope] if not each.denied]
        positions[scope] = positions_of(said, voices)
        yield from comparer.same_scope(positions[scope])
        denied = sorted((each for each in scopes[scope] if each.denied), key=in_time)
        if denied:
            yield from comparer.denials(denied, positions[scope])
    for scope, parts in positions.items():
        # The narrowest of the wider ones: children in the north are a part of all children first.
        wider = [each for each in positions if scope.narrows(each) and positions[each]]
        if wider and parts:
            yield from comparer.of_part(parts, positions[max(wider, key=_size)])
    yield from _meant(positions, comparer)


def _meant(positions: Mapping[Scope, Sequence[Position]], comparer: Comparer) -> Iterator[Comparison]:
    """What is demanded or promised, beside what is promised or said of the same."""
    modes: defaultdict[Scope, dict[str, Sequence[Position]]] = defaultdict(dict)
    for scope, found in positions.items():
        if found:
            modes[scope._replace(mode="")][scope.mode] = found
    for by_mode in modes.values():
        names = sorted(by_mode, reverse=True)
        for one, other in pairwise(names):
            yield from comparer.of_act(by_mode[one], by_mode[other])


def _size(scope: Scope) -> tuple[int, list[str], list[str], str]:
    return len(scope.who) + len(scope.where), sorted(scope.who), sorted(scope.where), scope.mode


def _once(comparisons: Iterable[Comparison]) -> tuple[Comparison, ...]:
    found = {(_key(each.left), _key(each.right), each.kind): each for each in reversed(list(comparisons))}
    return tuple(found[key] for key in sorted(found))


def _key(each: Utterance) -> tuple[str, int, int]:
    return (
        each.document,
        -1 if each.claim is None else each.claim,
        -1 if each.figure is None else each.figure,
    )
