"""The names of a text in, the same names with what the whole text says about them out.

A name that was found once is found again: acronyms after their definition, a person's surname alone. And
names that are written alike get one label: a place in "the city of Vardelin" is no person two lines later.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from claimgraph.annotate.acronyms import Alias
from claimgraph.annotate.descriptions import described_as
from claimgraph.annotate.knowledge import Knowledge, first_word
from claimgraph.annotate.name_patterns import capital_runs, is_function_word
from claimgraph.annotate.names import COUNTRY_OF, COUNTRY_SHOWN_BY, Name, NameList
from claimgraph.annotate.outlets import is_cited, reports
from claimgraph.ontology.load import CG
from claimgraph.records import Kind

__all__ = ["agree_on_labels", "find_repeats"]


def agree_on_labels(flat: str, names: NameList, know: Knowledge) -> None:
    """Give names that are written alike one label, by the words around them and by majority."""
    _companies_named_after_places(flat, names, know)
    people = [flat[name.start : name.end].split(" ") for name in names if _is_full_person(flat, name)]
    surnames, given = {words[-1] for words in people}, {words[0] for words in people}
    votes: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    guessed: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        text = flat[name.start : name.end]
        if name.origin == "pattern" and name.label == "Organization" and text in surnames:
            name.relabel("Person")
        if name.origin != "model" or name.actor_class == str(CG.Country):
            votes[text][name.label] += 5
            continue
        guessed[text].append(name)
        votes[text][name.label] += 1
        votes[text]["Person"] += 2 * (text in surnames) + (text in given)
        for label in _evidence(flat, name, know):
            votes[text][label] += 2
        if text not in surnames and not _called_by_surname(flat, text):
            votes[text]["Organization"] += 3 * (is_cited(flat, name) or reports(flat, name, know))
    short: set[str] = set()
    for text, group in guessed.items():
        described = {each: None for name in group if (each := described_as(flat, name, know))}
        if described and not any("Person" in _evidence(flat, name, know) for name in group):
            for name in group:
                name.relabel("Organization")
                if name.actor_class == str(CG.Organization):
                    name.actor_class = min(described)
            short.add(text.rsplit(" ", 1)[-1])
            continue
        best = max(votes[text].values())
        winners = [label for label, count in votes[text].items() if count == best]
        if len(winners) == 1:
            for name in group:
                name.relabel(winners[0])

    people_now = {_last_word(flat, name) for name in names if _is_full_person(flat, name)}
    for text in short - people_now:
        for name in guessed.get(text, ()):
            name.relabel("Organization")  # "Montavia" after "Hydro Montavia, the state company"


def find_repeats(flat: str, names: NameList, aliases: Iterable[Alias], know: Knowledge) -> None:
    """Add later uses of acronyms, whole names and surnames alone, where nothing else was found.

    All count only as written, with their capitals. An acronym takes the label and the class of its long
    form, also where the model said otherwise.
    """
    long_forms = {alias.text: alias.name for alias in aliases if alias.acronym}
    for start, end in _places(flat, long_forms):
        long = long_forms[flat[start:end]]
        _add(names, Name(start, end, long.label, long.actor_class, "text"))
    _repeat_known_names(flat, names)
    people: dict[str, Name] = {}
    for name in names:
        if _is_full_person(flat, name):
            people.setdefault(_last_word(flat, name), name)
    taken = {flat[name.start : name.end] for name in names if name.label != "Person"}
    usable = [
        word for word in people if len(word) > 2 and word not in taken and word.lower() not in know.bare
    ]
    for start, end in _places(flat, usable):
        if not names.overlapping(start, end) and _stands_alone(flat, start, end, know):
            names.add(Name(start, end, "Person", str(CG.Person), "text"))


def _repeat_known_names(flat: str, names: NameList) -> None:
    """Find a name that was recognised in one place wherever it is written again."""
    known: dict[str, tuple[Kind, str]] = {}
    for name in names:
        text = flat[name.start : name.end]
        # One word that the model took for a person may be anything; surnames are looked for apart.
        vague = name.label == "NORP" or (name.label == "Person" and " " not in text)
        if not vague and len(text) > 3:
            known.setdefault(text, (name.label, name.actor_class))
            country = COUNTRY_OF.search(text) if name.actor_class in COUNTRY_SHOWN_BY else None
            if country:
                known.setdefault(country.group(1), ("Location", str(CG.Country)))
    for start, end in _places(flat, known):
        if not names.overlapping(start, end) and not _within_capitals(flat, start, end):
            names.add(Name(start, end, *known[flat[start:end]], "text"))


def _within_capitals(flat: str, start: int, end: int) -> bool:
    """Whether a capitalised word right beside makes it a part of something longer."""
    before = re.search(r"([^\W\d_][\w'-]*) $", flat[max(0, start - 30) : start])
    if before and before.group(1)[0].isupper() and not is_function_word(before.group(1)):
        return True
    return re.match(r" [^\W\d_a-z]\w", flat[end : end + 3]) is not None


def _is_full_person(flat: str, name: Name) -> bool:
    return name.label == "Person" and " " in flat[name.start : name.end]


def _last_word(flat: str, name: Name) -> str:
    return flat[name.start : name.end].rsplit(" ", 1)[1]


def _evidence(flat: str, name: Name, know: Knowledge) -> Iterator[Kind]:
    """What the words around a single name say: "the city of X" is a place, "Colonel X" a person."""
    text = flat[name.start : name.end]
    before = flat[max(0, name.start - 40) : name.start].rstrip("( ").split(" ")
    near = before[-1].lower() if " " not in text else ""
    if not know.places.before.isdisjoint((" ".join(before[-2:]).lower(), near)):
        yield "Location"
    title = before[-1]
    if not text.isupper() and (
        title in know.roles.courtesy or (title[:1].isupper() and title.lower() in know.roles.by_word)
    ):
        yield "Person"
    if before[-1].lower().strip("\"'“”‘’") in know.bodies:
        yield "Organization"
    after = flat[name.end : name.end + 60]
    beside = re.match(r" +([^\W\d_]+)", after)
    if beside and beside.group(1) in know.places.after:
        yield "Location"
    owned = re.match(r"'s? +((?:[\w-]+ +)?([\w-]+))", after)
    if owned and (owned.group(1) in know.places.owned or owned.group(1).split(" ")[0] in know.places.owned):
        yield "Location"
    if re.match(r", \d{1,3}(?:,|\.)", after):
        yield "Person"  # an age


def _called_by_surname(flat: str, text: str) -> bool:
    """Whether the last of several words also stands without the others, as a person's surname does."""
    words = text.split(" ")
    alone = rf"(?<!\w)(?<!{re.escape(words[-2])} ){re.escape(words[-1])}(?!\w)" if len(words) > 1 else "(?!)"
    return re.search(alone, flat) is not None


def _companies_named_after_places(flat: str, names: NameList, know: Knowledge) -> None:
    """Take "Vardelin Chrome" for no person where other words show that Vardelin is a place."""
    places = {
        flat[name.start : name.end]
        for name in names
        if name.label != "Person"
        and (name.origin in ("list", "text") or "Location" in _evidence(flat, name, know))
    }
    countries = {flat[n.start : n.end] for n in names if n.actor_class == str(CG.Country)}
    for name in names:
        if name.origin != "model" or not _is_full_person(flat, name):
            continue
        words = flat[name.start : name.end].split(" ")
        named_after = words[0] in places or words[-1] in countries
        if named_after and "Person" not in _evidence(flat, name, know):
            name.relabel("Organization")


def _places(flat: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where any of some capitalised phrases stands, the longest at each place."""
    by_first: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in sorted(words, key=lambda word: (-len(word), word)):
        by_first[first_word(phrase)].append(phrase)
    for run in capital_runs(flat) if by_first else ():
        for start, end in run:
            for phrase in by_first.get(first_word(flat[start:end]), ()):
                last = start + len(phrase)
                if flat.startswith(phrase, start) and not re.match(r"\w|-\w", flat[last : last + 2]):
                    yield start, last
                    break


def _add(names: NameList, name: Name) -> None:
    for other in names.overlapping(name.start, name.end):
        if other.start < name.start or other.end > name.end:
            return
    for other in names.overlapping(name.start, name.end):
        name.acronym, name.role = other.acronym, other.role
        names.remove(other)
    names.add(name)


def _stands_alone(flat: str, start: int, end: int, know: Knowledge) -> bool:
    """Whether no other capitalised word beside it makes it part of a longer name."""
    if re.match(r" [^\W\d_a-z]\w", flat[end : end + 3]):
        return False
    before = re.search(r"([^\s]+) $", flat[max(0, start - 30) : start])
    if before is None or before.group(1).lower() in ("the", "a", "an"):
        return before is None
    if not before.group(1)[0].isupper():
        return True
    word = before.group(1)
    return word in know.roles.courtesy or word.lower() in know.roles.by_word or is_function_word(word)
