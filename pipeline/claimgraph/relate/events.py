"""Which documents are about one event: only their figures are compared.

Documents go in one after the other, each as the names, places and dates that it speaks of; out come numbers
of events. A document goes to the event whose documents name the same people, bodies, places and days, where
names that most documents share (a country, the United Nations) say little and rare ones much. A place and a
month that a document is most about count besides, and most where the documents as a whole are about them:
five documents on the unrest in one country need not share a name. What a sentence says of other places is not
seen here, but by those who compare figures.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from claimgraph.ontology.measures import Measures
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.calendar import Calendar
from claimgraph.relate.scopes import stems

__all__ = ["EventFinder"]

_LEAST = 0.2  # nearness from which a document is about an event
_PROMINENT = 3  # places and months that a document is most about
_SETTING = 0.2  # nearness that the same place and month give where the documents as a whole are about them,
_APART = 0.1  # and where they are not
_CONCENTRATED = 1 / 3  # share of the documents that have a setting, from which they are about it
_COMMON = 200  # documents with one setting, above which it says less and less
_LEAST_DOCUMENTS = 3  # of an event, from which it can be told what nearly all of them name:
_CORE = 0.8  # that share of them
_ASKED = 24  # weightiest keys of a document by which events are looked up
_CROWDED = 400  # events that share a key, above which it is not looked up
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_]+")


@dataclass(slots=True)
class _Profile:
    date: str
    keys: Counter[str]
    places: Counter[str]
    months: Counter[str]
    capitalised: Counter[str]


class EventFinder:
    """Collects documents, then tells their events apart.

    Args:
        resolution: whom the mentions stand for.
        measures: for the names of months.
    """

    def __init__(self, resolution: Resolution, measures: Measures) -> None:
        self._resolution = resolution
        self._calendar = Calendar(measures.numbers.months)
        self._profiles: dict[str, _Profile] = {}
        self._documents: Counter[int] = Counter()
        self._named: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def add(self, annotated: AnnotatedDocument) -> None:
        """Take note of what a document speaks of."""
        document = annotated.document
        references = self._resolution.references.get(document.path, ())
        publisher = self._resolution.publishers.get(document.path)
        places: Counter[str] = Counter()
        keys: Counter[str] = Counter()
        for index, mention in enumerate(annotated.mentions):
            if mention.form != "named":
                continue
            reference = references[index] if index < len(references) else None
            if mention.label == "Location":
                places[" ".join(stems(document.text[mention.start : mention.end]))] += 1
            elif reference is not None and reference.actor != publisher:
                keys[f"actor {reference.actor}"] += 1
        days, months = self._calendar.times(document.text, document.date)
        keys.update(days)
        shown = f"{document.title or ''}\n{document.publisher or ''}\n{document.text}"
        capitalised = Counter(stem for word in _CAPITALISED.findall(shown) for stem in stems(word))
        self._profiles[document.path] = _Profile(document.date or "9999", keys, places, months, capitalised)

    def events(self) -> dict[str, int]:
        """Path of every document -> number of its event, in order of the earliest documents."""
        known = {place for profile in self._profiles.values() for place in profile.places}
        settings = {}
        for path, profile in self._profiles.items():
            for word, count in profile.capitalised.items():
                # "Ministry of Health of Montavia" speaks of Montavia, too.
                if word in known:
                    profile.places[word] = max(count, profile.places[word])
            profile.keys.update(profile.places)
            settings[path] = {
                f"{place} {month}"
                for place in _most(profile.places)
                for month in _times(_most(profile.months))
            }
        total = len(self._profiles)
        spread = Counter(key for profile in self._profiles.values() for key in profile.keys)
        shared = Counter(setting for each in settings.values() for setting in each)
        worth = {
            setting: (_SETTING if count >= _CONCENTRATED * total else _APART) * min(1, _COMMON / count)
            for setting, count in shared.items()
        }
        found = _Events(worth)
        for path in sorted(self._profiles, key=lambda path: (self._profiles[path].date, path)):
            keys = self._profiles[path].keys
            weights = {key: (1 + log(count)) * log(1 + total / spread[key]) for key, count in keys.items()}
            found.place(path, weights, settings[path])
        self._note(found.number)
        return found.number

    def _note(self, number: Mapping[str, int]) -> None:
        """Count, for each event, in how many of its documents each place is named."""
        for path, event in number.items():
            self._documents[event] += 1
            self._named[event].update(self._profiles[path].places.keys())

    def core(self, event: int) -> frozenset[str]:
        """Places that nearly all documents of an event name: they narrow nothing."""
        documents = self._documents[event]
        if documents < _LEAST_DOCUMENTS:
            return frozenset()
        return frozenset(place for place, count in self._named[event].items() if count >= _CORE * documents)

    def name(self, event: int) -> str:
        """The place that most documents of an event name, "" where none does."""
        return next(iter(_most(self._named[event])), "").title()


def _most(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda each: (-counts[each], each))[:_PROMINENT]


def _times(months: Iterable[str]) -> set[str]:
    """Months with and, for texts that give no year, without their years."""
    return {form for month in months for form in (month, f"--{month[-2:]}")}


class _Events:
    """Events so far, each with the sum of its documents' directions.

    Args:
        worth: what it says that two documents share a setting.
    """

    def __init__(self, worth: Mapping[str, float]) -> None:
        self.number: dict[str, int] = {}
        self._worth = worth
        self._sums: list[dict[str, float]] = []
        self._sizes: list[float] = []
        self._settings: list[set[str]] = []
        self._having: defaultdict[str, list[int]] = defaultdict(list)

    def place(self, path: str, weights: Mapping[str, float], settings: set[str]) -> None:
        """Put a document to the event that it is nearest to, or begin one."""
        size = sqrt(sum(weight * weight for weight in weights.values()))
        direction = {key: weights[key] / size for key in sorted(weights)} if size else {}
        best, nearest = self._nearest(direction, settings)
        if best < 0 or nearest < _LEAST:
            best = len(self._sums)
            self._sums.append({})
            self._sizes.append(0.0)
            self._settings.append(set())
        self.number[path] = best
        event = self._sums[best]
        for key in [*direction, *sorted(settings)]:
            if key not in event and key not in self._settings[best]:
                self._having[key].append(best)
        for key, weight in direction.items():
            event[key] = event.get(key, 0.0) + weight
        self._settings[best] |= settings
        self._sizes[best] = sqrt(sum(weight * weight for weight in event.values()))

    def _nearest(self, direction: Mapping[str, float], settings: set[str]) -> tuple[int, float]:
        asked = sorted(direction, key=lambda key: (-direction[key], key))[:_ASKED]
        candidates = {
            event
            for key in (*asked, *settings)
            if len(self._having[key]) <= _CROWDED
            for event in self._having[key]
        }
        best, nearest = -1, 0.0
        for event in sorted(candidates):
            near = self._cosine(direction, event) + self._common(settings, event)
            if near > nearest:
                best, nearest = event, near
        return best, nearest

    def _cosine(self, direction: Mapping[str, float], event: int) -> float:
        weights = self._sums[event]
        shared = sum(weight * weights.get(key, 0.0) for key, weight in direction.items())
        return shared / self._sizes[event] if self._sizes[event] else 0.0

    def _common(self, settings: set[str], event: int) -> float:
        own, other = settings, self._settings[event]
        if _dated(own) and _dated(other):
            own, other = _dated(own), _dated(other)
        return max((self._worth[each] for each in own & other), default=0.0)


def _dated(settings: set[str]) -> set[str]:
    return {each for each in settings if " --" not in each}
