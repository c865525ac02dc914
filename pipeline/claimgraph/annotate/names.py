"""Entities of the language model and matches of the ontology in, one list of names without overlaps out.

Here the model's typical errors are corrected: titles and countries stuck to a person, names cut short, words
that only start a sentence, institutions taken for places. What a whole text says about a name (its acronym,
a surname used alone) is for `acronyms` and `repeats`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, cast

from spacy.tokens import Doc, Span

from claimgraph.annotate.knowledge import Knowledge, first_word
from claimgraph.annotate.lines import DOTTED_NAME
from claimgraph.annotate.name_patterns import FoundName, capital_runs, is_function_word
from claimgraph.ontology.load import CG
from claimgraph.records import Kind

__all__ = ["COUNTRY_OF", "COUNTRY_SHOWN_BY", "Name", "NameList", "gather_names", "in_headline"]

Origin = Literal["pattern", "model", "list", "text"]

_LABELS: dict[str, Kind] = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "LOC": "Location",
    "GPE": "Location",
    "FAC": "Location",
    "NORP": "NORP",
}
_CLASSES: dict[Kind, str] = {
    "Person": str(CG.Person),
    "Organization": str(CG.Organization),
    "Group": str(CG.Group),
    "Location": str(CG.Place),
    "NORP": str(CG.People),
}
_NO_NAME = {"ADV", "ADP", "VERB", "AUX", "SCONJ", "CCONJ", "DET", "PRON", "INTJ", "PART", "NUM"}


@dataclass(slots=True)
class Name:
    """A name in the text, still open to correction.

    Attributes:
        start, end: code points; the name alone.
        label: the kind of thing.
        actor_class: IRI of its class.
        origin: who found it: a pattern of the ontology, the language model, a list, or the text by itself.
        acronym: the short form that the text defines for it here.
        role: what the words around it say that it is.
    """

    start: int
    end: int
    label: Kind
    actor_class: str
    origin: Origin
    acronym: str | None = None
    role: str | None = None

    def relabel(self, label: Kind) -> None:
        """Change the kind, and with it the class to the most general one of that kind."""
        if label != self.label:
            self.label, self.actor_class = label, _CLASSES[label]


class NameList:
    """Names without overlaps, in text order."""

    def __init__(self) -> None:
        self._names: list[Name] = []

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def add(self, name: Name) -> None:
        """Put a name in its place; it must not overlap another."""
        insort(self._names, name, key=attrgetter("start"))

    def remove(self, name: Name) -> None:
        """Take a name out."""
        self._names.remove(name)

    def overlapping(self, start: int, end: int) -> list[Name]:
        """The names that share a character with `start` to `end`."""
        first = bisect_right(self._names, start, key=attrgetter("end"))
        last = bisect_left(self._names, end, key=attrgetter("start"))
        return self._names[first:last]

    def ending_at(self, end: int) -> Name | None:
        """The name whose last character is right before `end`."""
        place = bisect_left(self._names, end, key=attrgetter("end"))
        if place < len(self._names) and self._names[place].end == end:
            return self._names[place]
        return None

    def starting_at(self, start: int) -> Name | None:
        """The name whose first character is at `start`."""
        place = bisect_left(self._names, start, key=attrgetter("start"))
        if place < len(self._names) and self._names[place].start == start:
            return self._names[place]
        return None


def gather_names(
    doc: Doc, flat: str, found: Iterable[FoundName], know: Knowledge, *, publisher: str | None = None
) -> NameList:
    """All names of a text, each once.

    Args:
        doc: with entities; tags and sentences are used where there are some.
        flat: the text after `name_patterns.flatten`.
        found: what the patterns matched.
        know: the ontology's tables.
        publisher: the name of who published the text, where it is known.
    """
    names = NameList()
    for name in _institutions(doc, flat, found, know):
        if not names.overlapping(name.start, name.end):
            names.add(name)
    small_words = {token.text for token in doc if token.is_lower}
    for entity in doc.ents:
        _add_entity(entity, flat, names, know, small_words)
    _join_dotted(flat, names)
    _join_slashed(flat, names, publisher or "")
    _complete_offices(doc, flat, names, know)
    _read_datelines(flat, names)
    _add_listed_places(flat, names, know)
    _recognise_countries(flat, names, know)
    return names


def in_headline(flat: str, place: int) -> bool:
    """Whether the line around `place` writes nearly every word with a capital."""
    start = flat.rfind("\n", 0, place) + 1
    end = flat.find("\n", place)
    line = flat[start : end if end >= 0 else len(flat)]
    if len(line) > 200 or line.rstrip().endswith("."):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


# ---------------------------------------------------------------- institutions by pattern


def _institutions(doc: Doc, flat: str, found: Iterable[FoundName], know: Knowledge) -> list[Name]:
    """The matches as names, corrected by what the model says, the ones to prefer first."""
    depth = {iri: each.depth for iri, each in know.types.types.items()}
    # `Span.ents` would go through all entities of the text for each match.
    people = {
        entity.end_char: entity.start_char
        for entity in doc.ents
        if entity.label_ in ("PERSON", "PER") and len(entity) > 1
    }
    kept = []
    for match in found:
        span = _corrected(doc, flat, match, people, know)
        if span is not None:
            iri = match.actor_type.iri
            rank = (span[0] - span[1], -match.weight, -depth[iri], iri)
            kept.append((rank, Name(*span, match.actor_type.label, iri, "pattern")))
    return [name for _, name in sorted(kept, key=lambda pair: pair[0])]


def _corrected(
    doc: Doc, flat: str, match: FoundName, people: Mapping[int, int], know: Knowledge
) -> tuple[int, int] | None:
    start, end = match.start, match.end
    if flat[start:end].lower() in know.bare or flat[start:end] in know.places.countries:
        return None
    owner = re.match(r"[^']+s(?=' )", flat[start:end])
    if owner and owner.group() in know.places.countries:
        start += owner.end() + 2
    first = doc.char_span(start, start + 1, alignment_mode="expand")
    if match.open_start and first is not None:
        token = first[0]
        headline = in_headline(flat, start)
        if headline and re.match(r" +[^\W\d_]", flat[end : end + 3]) and flat[end:].lstrip()[0].isupper():
            return None
        starts = token.is_sent_start or token.i == 0 or headline
        if starts and token.pos_ in _NO_NAME and token.ent_iob_ != "B":
            start = _next_word(flat, start, end)
        word = re.match(r"\w+", flat[start:end])
        if word and word.group().isupper() and word.group().lower() in know.bare:
            start = _next_word(flat, start, end)
    person = people.get(end, start)
    if person > start:
        end = start + len(re.sub(r"(?i)[ ,]+(?:(?:of|and|the|for) *)*$", "", flat[start:person]))
    return (start, end) if re.search(r"\w \w", flat[start:end]) or start == match.start else None


def _next_word(flat: str, start: int, end: int) -> int:
    space = flat.find(" ", start, end)
    return start if space < 0 else space + 1


# ---------------------------------------------------------------- the model's entities


def _add_entity(entity: Span, flat: str, names: NameList, know: Knowledge, small_words: set[str]) -> None:
    label = _LABELS.get(entity.label_)
    if label is None:
        return
    start, end = _trimmed(flat, entity.start_char, entity.end_char)
    if label == "Person":
        start, end = _whole_words(flat, start, end)
        start = _after_titles(flat, start, end, know)
    text = flat[start:end]
    if not any(c.isupper() for c in text) or _is_no_name(entity, text, flat, start, know, small_words):
        return
    others = names.overlapping(start, end)
    if label != "Person" and in_headline(flat, start) and _runs_on(flat, end, know):
        return
    if others:
        _reconcile(others, Name(start, end, label, _CLASSES[label], "model"), flat)
        return
    actor_class = _CLASSES[label]
    if text in know.places.countries:
        label, actor_class = "Location", str(CG.Country)
    elif text in know.places.demonyms or _is_adjective(text, flat, end, know):
        label, actor_class = "NORP", str(CG.People)
    elif label in ("Organization", "Location") and " " in text:
        actor_class = know.heads.get(text.rsplit(" ", 1)[1].lower(), actor_class)
        label = know.types.types[actor_class].label
    names.add(Name(start, end, label, actor_class, "model"))


def _is_adjective(text: str, flat: str, end: int, know: Knowledge) -> bool:
    """Whether it is "Democratic" in "the Democratic nominee"."""
    return text in know.types.word_lists.get("PartyAdjective", ()) and bool(
        re.match(" [a-z]", flat[end : end + 2])
    )


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int]:
    """Without article, possessive, quotes and what follows a line break."""
    text = flat[start:end]
    text = text.split("\n")[0] if "\n" in text.strip() else text
    kept = re.sub(r"(?:'s|'|[\s.,;:\"“”«»()–—-])+$", "", text)
    if text.startswith(kept + ".") and re.search(r"(?:^|[\s.])[^\W\d_]$", kept):
        kept += "."
    lead = re.match(r"(?:(?i:the|a|an) +|[\s\"“”«»()•,;:–—-]+)+", kept)
    offset = lead.end() if lead else 0
    return start + offset, start + max(offset, len(kept))


def _whole_words(flat: str, start: int, end: int) -> tuple[int, int]:
    """With the other half of "Jean-Pierre", where the model cut it at the hyphen."""
    before = re.search(r"[^\W\d_a-z]\w*-$", flat[max(0, start - 30) : start])
    after = re.match(r"-[^\W\d_a-z]\w+", flat[end : end + 30])
    return start - (len(before.group()) if before else 0), end + (after.end() if after else 0)


def _after_titles(flat: str, start: int, end: int, know: Knowledge) -> int:
    """Where the person's own name starts, after "Colonel", "Ms." or the name of a country."""
    while True:
        head = re.match(r"(\S+) +(?=\S)", flat[start:end])
        if head is None:
            return start
        word = head.group(1)
        title = word in know.roles.courtesy or word.lower().rstrip(",") in know.roles.by_word
        if not title and word not in know.places.countries and word not in know.places.demonyms:
            return start
        start += head.end()


def _is_no_name(
    entity: Span, text: str, flat: str, start: int, know: Knowledge, small_words: set[str]
) -> bool:
    words = text.lower().split()
    if not words or " ".join(words) in know.bare:
        return True
    if len(words) > 1:
        return entity.label_ not in ("PERSON", "PER") and words[-1] in know.roles.by_word
    if is_function_word(text):
        return True
    token = entity[-1]
    if token.is_sent_start or token.i == 0 or in_headline(flat, start):
        # A capital that any word would have here: is it also an ordinary word of this text?
        return token.pos_ in _NO_NAME or (text.lower() in small_words and text not in know.places.countries)
    return False


def _runs_on(flat: str, end: int, know: Knowledge) -> bool:
    """Whether an office follows, so that in a headline "Free Union Leader" names no union."""
    word = re.match(r" (\w+)", flat[end : end + 40])
    return word is not None and word.group(1).lower() in know.roles.by_word


def _reconcile(others: list[Name], entity: Name, flat: str) -> None:
    """Let the model's longer span complete a pattern's name, and its person stand against a place."""
    if len(others) > 1:
        return
    other = others[0]
    if (entity.start, entity.end) == (other.start, other.end):
        if entity.label == "Person" and other.label == "Location":
            other.relabel("Person")
        return
    one_word = " " not in flat[other.start : other.end]
    if entity.label == "Person" and one_word and entity.start < other.start and entity.end == other.end:
        other.start = entity.start  # somebody whose surname is also an outlet's name
        other.relabel("Person")
        return
    if entity.label == other.label == "Person":
        other.start, other.end = min(entity.start, other.start), max(entity.end, other.end)
    if entity.label not in ("Organization", "Location") or other.label != "Organization":
        return
    before, after = flat[entity.start : other.start], flat[other.end : entity.end]
    if before and "'s " not in before and re.fullmatch(r"(?:[^\W\d_a-z][\w'-]* +(?:(?:and|&) +)?)+", before):
        other.start = entity.start
    if (
        after
        and " and the " not in after
        and re.fullmatch(r"(?: +(?:of +|for +|the +|and +|& +)*[^\W\d_a-z][\w'-]*)+", after)
    ):
        other.end = entity.end


# ---------------------------------------------------------------- names with marks inside


_OFFICE_OF = re.compile(r"(?: [a-z][\w-]*){1,3} ([a-z]+)(?![\w-])")


def _join_dotted(flat: str, names: NameList) -> None:
    """Take "Nor.Vard.Lin" for one name, which tokens cut at the dots."""
    for match in DOTTED_NAME.finditer(flat):
        within = names.overlapping(*match.span())
        for other in within:
            names.remove(other)
        before = [other for other in within if other.label == "Organization"]
        actor_class = before[0].actor_class if before else str(CG.Organization)
        names.add(Name(*match.span(), "Organization", actor_class, "text"))


def _join_slashed(flat: str, names: NameList, publisher: str) -> None:
    """Join "North Voice/South Voice" and "NV/SV" where publisher or text show that they are one name."""
    last: Name | None = None
    joined: list[tuple[Name, Name]] = []
    for name in names:
        if last is not None and flat[last.end : name.start] == "/" and last.label == "Organization":
            joined.append((last, name))
        last = name
    for left, right in joined:
        text = flat[left.start : right.end]
        initials = "".join(re.findall(r"(?<!\w)[^\W\d_a-z]", publisher))
        known = f"({text})" in flat or text in publisher or initials == text.replace("/", "")
        if known:
            names.remove(right)
            left.end = right.end


def _complete_offices(doc: Doc, flat: str, names: NameList, know: Knowledge) -> None:
    """Go on with the small words of "the UN human rights office"."""
    for name in names:
        owner = str(CG.IntergovernmentalOrganization) in know.types.types[name.actor_class].ancestors
        match = _OFFICE_OF.match(flat, name.end) if owner else None
        if (
            match is None
            or match[1] not in know.bodies
            or flat[name.start - 4 : name.start].lower() != "the "
        ):
            continue
        words = doc.char_span(name.end + 1, match.end())
        if words is not None and all(token.pos_ in ("NOUN", "ADJ", "PROPN", "") for token in words):
            name.end = match.end()


# ---------------------------------------------------------------- places


_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^a-z\W]{2,}(?:[ -][^a-z\W]+)*)(?:, [^()\n]{1,30})? ?"
    r"\((?P<agency>[^\W\d_a-z][^()\n]{1,30})\) ?[-–—]", re.MULTILINE
)  # fmt: skip


def _read_datelines(flat: str, names: NameList) -> None:
    """Read "VARDELIN, May 3 (Northern News) -": a place, and the agency that reports."""
    for match in _DATELINE.finditer(flat):
        for group, label, actor_class in (
            ("place", "Location", CG.Place),
            ("agency", "Organization", CG.MediaOrganization),
        ):
            for other in names.overlapping(*match.span(group)):
                names.remove(other)
            names.add(Name(*match.span(group), cast(Kind, label), str(actor_class), "text"))


def _add_listed_places(flat: str, names: NameList, know: Knowledge) -> None:
    for run in capital_runs(flat):
        for start, _ in run:
            for text, label, actor_class in know.places_by_word.get(first_word(flat[start : start + 40]), ()):
                end = start + len(text)
                if not flat.startswith(text, start) or re.match(r"\w|-\w|\$", flat[end : end + 2]):
                    continue
                if not names.overlapping(start, end):
                    names.add(Name(start, end, label, actor_class, "list"))
                break


COUNTRY_SHOWN_BY = (str(CG.Country), str(CG.Government))
COUNTRY_OF = re.compile(
    r" of (?:the )?(?:Republic of |Kingdom of )?((?:[^\W\d_a-z][\w-]*)(?: [^\W\d_a-z][\w-]*)*)$"
)


def _recognise_countries(flat: str, names: NameList, know: Knowledge) -> None:
    """Call what "Republic of Estovia" or "Government of Estovia" shows to be a country one everywhere."""
    countries = set()
    for name in names:
        if name.actor_class in COUNTRY_SHOWN_BY and name.origin == "pattern":
            own = COUNTRY_OF.search(flat[name.start : name.end])
            if own:
                countries.add(own.group(1))
    countries.update(_sovereign(flat, know))
    for name in names:
        if name.origin == "model" and flat[name.start : name.end] in countries:
            name.label, name.actor_class = "Location", str(CG.Country)
    if not countries:
        return
    for run in capital_runs(flat):
        for start, end in run:
            if flat[start:end] in countries and not names.overlapping(start, end):
                beside = re.match(r" [^\W\d_a-z]\w", flat[end : end + 3])
                if not beside:
                    names.add(Name(start, end, "Location", str(CG.Country), "text"))


def _sovereign(flat: str, know: Knowledge) -> set[str]:
    """One-word names after "Republic of", also inside the name of a ministry."""
    forms = "|".join(re.escape(each) for each in sorted(know.places.sovereign))
    pattern = re.compile(rf"\b(?i:{forms}) (?i:the )?([^\W\d_a-z][^\W\d_]{{3,}})(?! [^\W\d_a-z])")
    found = {match[1] for match in pattern.finditer(flat)} if forms else set()
    return {word for word in found if not word.isupper() and not is_function_word(word)}
