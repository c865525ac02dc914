"""Text in, names of institutions out: where the head words and patterns of `actor-types.ttl` match.

The small language of the patterns is explained at the head of that file. Here it becomes regular expressions
over the characters, so that it does not depend on how a language model cuts words; offsets are code points of
the text. Only stretches of capitalised words are looked at, and only the patterns whose own words stand in
them, so the cost does not grow with the number of patterns. Which of several overlapping names counts is
decided elsewhere (`names`).
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rdflib import URIRef
from spacy.lang.en.stop_words import STOP_WORDS

from claimgraph.ontology.actor_types import ActorType, ActorTypes
from claimgraph.ontology.load import Ontology

__all__ = ["FoundName", "NamePatterns", "PatternError", "capital_runs", "flatten", "is_function_word"]

# Capitals after `_fold`, in few ranges: the regular expressions stay small and are quick to compile.
_UPPER = "A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЀ-Џ"
_SMALL = ("of", "the", "and", "on", "for", "in", "to", "against", "by", "at", "with", "from")
# In a headline in capitals these are still no words of names; "IT", "US" and "WHO" may well be.
_SMALL_CAPITALS = re.compile(rf"(?<![\w-])(?:{'|'.join(w.upper() for w in _SMALL)})(?![\w-])")
_CAP = rf"(?>(?:[{_UPPER}]\.){{2,}}|[{_UPPER}]\w*(?:-\w+)*(?:'(?!re\b|ve\b|ll\b)\w\w+)?)"
_PARTICLE = r"(?:(?:de|del|della|di|da|do|dos|das|du|des|la|las|los|le|el|al|van|von|der|bin|y) +){0,2}"
_CAPS = rf"(?>{_CAP}(?: +{_PARTICLE}{_CAP})*)"
_THE = "(?i:the)"
_TOPIC = rf"(?:{_THE} +)?{_CAPS}(?: +(?i:of) +(?:{_THE} +)?{_CAPS}){{0,2}}"
_CAPITAL_WORD = re.compile(rf"(?<![\w']){_CAP}")
_COMPLEMENT = re.compile(rf" +(?:(?i:of|for|against)|(?P<on>(?i:on))) +(?P<topic>{_TOPIC})(?!\w)")
_SMALL_END = re.compile(r"(?:[ ,]+(?:of|the|and|for|&))*[ ,]*$", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
_CAPITAL_END = re.compile(rf"{_CAP} +\Z")
_POSSESSIVE = re.compile(r"([\w.-]+'s) ")
_NUMBER = re.compile(r" +(?:No\.? *)?\d+")
_LONGEST_RUN = 40  # words; a page in capitals is cut, so that matching stays linear
_EXPLICIT = 100  # what somebody wrote as a pattern says more than a head word
# What may stand between two capitalised words of one name.
_BETWEEN = re.compile(
    rf"(?:'s?)? +(?:(?:&|and|of|for|against|on|to|in|without|by) +(?:the +)?|the +)?{_PARTICLE}|, +|/"
)
# "Vardelin-based" describes; it belongs to no name.
_DESCRIPTION = re.compile(
    r"-(?:based|born|led|run|backed|owned|listed|controlled|held|wide|era|made|speaking|style)$"
)

# Words that start sentences rather than names. Some of the library's list are also first words of names.
_IN_NAMES = {"back", "call", "first", "front", "full", "last", "name", "part", "serious", "side", "third"}
_IN_NAMES |= {"together", "top", "us"}
_FUNCTION_WORDS = frozenset(
    (
        *(word.capitalize() for word in STOP_WORDS - _IN_NAMES if word.isalpha()),
        *calendar.day_name,
        *calendar.month_name,
        *("Today", "Yesterday", "Tomorrow", "Meanwhile", "According"),
    )
)


class PatternError(ValueError):
    """A pattern that is not in the language; the message says what is wrong, without file and line."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name that a pattern matched: characters `start` to `end`.

    Attributes:
        weight: number of letters that the pattern itself prescribes, to prefer the more telling of two.
        open_start: True where its first word is there only because it has a capital letter.
    """

    start: int
    end: int
    actor_type: ActorType
    weight: int
    open_start: bool


def flatten(text: str) -> str:
    """The same text for matching, character for character, with straight apostrophes and plain spaces.

    A line end becomes a space only after a line that is long enough to have been wrapped.

    >>> flatten("the General Prosecutor’s Office")
    "the General Prosecutor's Office"
    """
    return _WRAPPED.sub(" ", text.translate(_PLAIN))


_PLAIN = str.maketrans("’‘ʼ`´\u00a0\u2007\u202f\t‑‐", "'''''    --")


def _fold(flat: str) -> str:
    """The same text, character for character, for matching.

    Few kinds of letters are left (accents gone, rare letters as "Þ" and "þ"), and OF and THE are small.
    """
    few = flat if flat.isascii() else flat.translate(_FOLDED)
    return _SMALL_CAPITALS.sub(lambda match: match.group().lower(), few)


def _folded() -> dict[int, str]:
    table = {}
    for code in (*range(0xC0, 0x370), *range(0x48A, 0x530), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0]
        if base.isascii() and base.isalpha():
            table[code] = base
        elif letter.isalpha() and code > 0xFF:
            table[code] = "Þ" if letter.isupper() else "þ"
    return table


_FOLDED = _folded()
_WRAPPED = re.compile(r"(?<=[^\n]{50})(?<![.!?:;A-Z])\n(?=[^\W\d_])")


def is_function_word(word: str) -> bool:
    """Whether a capitalised word starts sentences rather than names ("The", "On", "Monday")."""
    return word in _FUNCTION_WORDS


def capital_runs(flat: str) -> list[list[tuple[int, int]]]:
    """Stretches of capitalised words with the small words between them, each as its words' (start, end).

    >>> [["On Monday the Ministry of Justice"[s:e] for s, e in run]
    ...  for run in capital_runs("On Monday the Ministry of Justice")]
    [['Ministry', 'Justice']]
    """
    return _runs(_fold(flat))


def _runs(flat: str) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = []
    for match in _CAPITAL_WORD.finditer(flat):
        word, start = match.group(), match.start()
        if word in _FUNCTION_WORDS or _DESCRIPTION.search(word):
            continue
        last = runs[-1] if runs and len(runs[-1]) < _LONGEST_RUN else None
        if last and start - last[-1][1] < 16 and _joins(flat[last[-1][1] : start]):
            last.append(match.span())
        else:
            runs.append([match.span()])
    return runs


def _joins(between: str) -> bool:
    return between == " " or _BETWEEN.fullmatch(between.lower()) is not None


class NamePatterns:
    """All patterns of the ontology, ready to match.

    Args:
        ontology: for the messages.
        types: the kinds of actor and the word lists.
        role_words: words for offices ("spokesman", "special rapporteur"), which are no part of a body's name.

    Raises:
        OntologyError: a pattern that is not in the language; with file and line.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.actor_types import read_actor_types
    >>> ontology = load_ontology()
    >>> patterns = NamePatterns(ontology, read_actor_types(ontology), ())
    >>> text = "The Ministry of Health and Social Protection and the Vardelin City Court said"
    >>> sorted({text[n.start : n.end] for n in patterns.find(text)}, key=len)[-2:]
    ['Vardelin City Court', 'Ministry of Health and Social Protection']
    """

    def __init__(self, ontology: Ontology, types: ActorTypes, role_words: Iterable[str]) -> None:
        role_words = tuple(role_words)
        self._offices = frozenset(word.lower() for word in role_words)
        role_words = tuple(word for word in role_words if word.isalpha())
        self._role_words = {w.capitalize() for w in role_words} | {w.upper() for w in role_words}
        subjects = types.word_lists.get("Subject", ())
        self._subjects = frozenset((*subjects, *(w.upper() for w in subjects)))
        owners = types.word_lists.get("Owner", ())
        self._owners = frozenset(_fold(form) for w in owners for form in (w, w.upper()))
        self._tail = _tail(subjects, self._institution_nouns(types))
        self._lead = _lead(subjects)
        slots = _slots(types.word_lists, self._role_words)
        self._by_anchor: defaultdict[str, list[_Pattern]] = defaultdict(list)
        for actor_type in types.types.values():
            heads = actor_type.head_words
            implied = [text for head in heads for text in (f"{{Name}} {head} [{{Of}}]", f"{head} {{Of}}")]
            for text in (*actor_type.patterns, *implied):
                try:
                    pattern = _Pattern(text, actor_type, slots)
                except PatternError as error:
                    raise ontology.error(
                        URIRef(actor_type.iri), f'has a pattern that cannot be read, "{text}": {error}'
                    ) from error
                if text in actor_type.patterns:
                    pattern.weight += _EXPLICIT
                for anchor in pattern.anchors:
                    self._by_anchor[anchor].append(pattern)

    def _institution_nouns(self, types: ActorTypes) -> set[str]:
        """Last words of head words that are no topics: "Coalition", "Court"."""
        return {head.split()[-1] for t in types.types.values() for head in t.head_words} - self._subjects

    def find(self, flat: str) -> Iterator[FoundName]:
        """Every match of every pattern, overlapping ones included.

        Args:
            flat: the text after `flatten`.
        """
        flat = _fold(flat)
        for run in _runs(flat):
            start, end = run[0][0], run[-1][1]
            number = _NUMBER.match(flat, end)
            end = number.end() if number else end
            stretch = flat[start:end]
            seen: dict[int, _Pattern] = {}
            for word in _WORDS.findall(stretch.lower()):
                for pattern in self._by_anchor.get(word, ()):
                    seen[id(pattern)] = pattern
            for pattern in seen.values():
                yield from self._matches(pattern, flat, start, end)

    def _matches(self, pattern: _Pattern, flat: str, start: int, end: int) -> Iterator[FoundName]:
        for match in pattern.regex.finditer(flat, start, end):
            first, last = match.span()
            if pattern.complement is not None:
                complement = _COMPLEMENT.match(flat, last, end)
                after = self._topic_end(complement, flat, end) if complement else None
                if after is None and pattern.complement == "required":
                    continue
                last = after or last
            elif pattern.has_topic and match.end("topic") == last:
                last = self._topic_end(match, flat, end) or last
            if pattern.starts_open:
                first = self._with_lead(flat, start, self._after_owner(flat, first, last))
                if pattern.weight < _EXPLICIT and " " not in flat[first:last]:
                    continue
            if pattern.ends_open:
                last = self._without_office(flat, first, last)
            yield FoundName(first, last, pattern.actor_type, pattern.weight, pattern.starts_open)

    def _topic_end(self, match: re.Match[str], flat: str, limit: int) -> int | None:
        """Where the topic ends: before an office, or after "and Social Protection"; None where it is none."""
        start, end = match.span("topic")
        for word in list(_CAPITAL_WORD.finditer(flat, start, end))[1:]:
            if word.group() in self._role_words:
                return start + len(_SMALL_END.sub("", flat[start : word.start()]))
        on = match.groupdict().get("on")
        if on is not None and not self._subjects.intersection(_WORDS.findall(flat[start:end])):
            return None
        tail = self._tail.match(flat, end, limit)
        return tail.end() if tail else end

    def _without_office(self, flat: str, first: int, last: int) -> int:
        """The end of "UN" in "UN Special Rapporteur", which is a person of it."""
        words = list(_WORDS.finditer(flat, first, last))
        for i in range(1, len(words)):
            if flat[words[i].start() : last].lower() in self._offices:
                return words[i - 1].end()
        return last

    def _after_owner(self, flat: str, first: int, last: int) -> int:
        """The start of the name after "Estovia's", which says whose it is; "Women's" belongs to it."""
        owners = [m for m in _POSSESSIVE.finditer(flat, first, last) if m.group(1) not in self._owners]
        return owners[-1].end() if owners else first

    def _with_lead(self, flat: str, limit: int, first: int) -> int:
        """The start of the name with the "Freedom and" before it."""
        lead = self._lead.search(flat, limit, first)
        if lead is not None and lead.start() > limit and _CAPITAL_END.search(flat, limit, lead.start()):
            return first  # "Northern Trust and Vardelin Trust" are two
        if lead is None or re.search(
            r"(?i)\b(?:of|for|on|against)(?: +the)? +$", flat[max(0, lead.start() - 14) : lead.start()]
        ):
            return first
        return lead.start()


def _tail(subjects: Iterable[str], nouns: Iterable[str]) -> re.Pattern[str]:
    """What goes on after a topic: ", Science and Culture", "and the Rule of Law of Estovia"; no body."""
    word = _either((*subjects, *(w.upper() for w in subjects))) or "(?!)"
    noun = _either((*nouns, *(w.upper() for w in nouns))) or "(?!)"
    words = rf"(?:(?!{noun}(?!\w)){_CAP} +)*{word}(?!\w| +{_CAP})"
    part = rf"(?:{_THE} +)?{words}(?: +(?i:of) +(?:{_THE} +)?{_CAPS})?"
    country = rf"(?: +(?i:of) +(?:{_THE} +)?{_CAPS}){{0,2}}"
    return re.compile(rf"(?:, +{part})*,? +(?:(?i:and)|&) +{part}{country}")


def _lead(subjects: Iterable[str]) -> re.Pattern[str]:
    word = _either((*subjects, *(w.upper() for w in subjects))) or "(?!)"
    return re.compile(rf"(?<![\w'])(?:{word}, +)*{word} +(?:(?i:and)|&) +\Z")


def _slots(word_lists: Mapping[str, tuple[str, ...]], role_words: Iterable[str]) -> dict[str, str]:
    """The regular expression of every {Slot}."""
    part = rf"{_CAP}(?:'s?(?= )| +& +{_CAP})?"
    slots = {slot: rf"{_either(words) or '(?!)'}(?!\w)" for slot, words in word_lists.items()}
    slots["Role"] = rf"{_either(role_words) or '(?!)'}(?!\w)"
    slots["Cap"] = _CAP
    slots["Name"] = rf"{part}(?: +{part})*"
    slots["Topic"] = rf"(?P<topic>{_TOPIC})"
    return slots


def _either(words: Iterable[str]) -> str:
    """Alternatives, the longest first, grouped by first letter to be quick."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        word = _fold(word)
        groups[word[0]].append(re.escape(word[1:]))
    return (
        "(?:" + "|".join(f"{re.escape(c)}(?:{'|'.join(rest)})" for c, rest in groups.items()) + ")"
        if groups
        else ""
    )


# ---------------------------------------------------------------- the language


_PIECE = re.compile(
    r"\{(?P<slot>\w*)\}(?P<times>[+*]?)|(?P<open>\[)|(?P<close>\])|(?P<word>[^\s\[\]{}]+)|(?P<bad>[{}])"
)


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of a pattern: its regular expression, and whether it may be missing."""

    regex: str
    optional: bool = False
    words: tuple[str, ...] = ()


@dataclass
class _Pattern:
    """One pattern, compiled when a text first holds one of its words."""

    text: str
    actor_type: ActorType
    slots: Mapping[str, str]
    anchors: frozenset[str] = field(init=False)
    weight: int = field(init=False)
    starts_open: bool = field(init=False)
    ends_open: bool = field(init=False)
    has_topic: bool = field(init=False)
    complement: Literal["required", "optional"] | None = field(init=False, default=None)
    _source: str = field(init=False)
    _regex: re.Pattern[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        text = self.text
        if found := _FINAL_OF.search(text):
            # Matched by one shared expression after the rest, so that each pattern stays small.
            self.complement = "optional" if found.group().lstrip().startswith("[") else "required"
            text = text[: found.start()]
        nodes = _parse(text, self.slots)
        own = [node.words for node in nodes if node.words and not node.optional]
        if not own:
            raise PatternError("it needs a capitalised word of its own outside [ ], such as Court.")
        # Names are looked up by the pattern's longest word, which is its rarest as a rule.
        words = max(own, key=lambda each: min(map(len, each)))
        self.anchors = frozenset(_WORDS.findall(word.lower())[0] for word in words)
        self.weight = sum(max(map(len, each)) for each in own)
        self.ends_open = text.rstrip().endswith(("{Name}", "{Cap}+"))
        self.starts_open = self.text.lstrip("[ ").startswith(("{Name}", "{Cap}"))
        self._source = _in_sequence(nodes)
        self.has_topic = "(?P<topic>" in self._source
        if self._source.count("(?P<topic>") > 1:
            raise PatternError("it may hold only one {Topic}.")

    @property
    def regex(self) -> re.Pattern[str]:
        if self._regex is None:
            self._regex = re.compile(rf"(?<![\w'-]){self._source}(?![\w]|-\w)")
        return self._regex


def _parse(text: str, slots: Mapping[str, str]) -> list[_Node]:
    stack: list[list[_Node]] = [[]]
    for piece in _PIECE.finditer(text):
        if piece["open"]:
            stack.append([])
        elif piece["close"]:
            if len(stack) == 1:
                raise PatternError("a ] has no [ before it.")
            inside = stack.pop()
            if not inside:
                raise PatternError("there is nothing between [ and ].")
            stack[-1].append(_Node(_in_sequence(inside), optional=True))
        elif piece["bad"]:
            raise PatternError(f"a {piece['bad']} stands alone; word lists are written {{Cap}}.")
        elif piece["slot"] is not None:
            stack[-1].append(_slot(piece["slot"], piece["times"], slots))
        else:
            stack[-1].append(_literal(piece["word"]))
    if len(stack) > 1:
        raise PatternError("a [ is never closed by ].")
    return stack[0]


_FINAL_OF = re.compile(r"\s*(?:\[\s*\{Of\}\s*\]|\{Of\})\s*$")


def _slot(name: str, times: str, slots: Mapping[str, str]) -> _Node:
    if name == "Of":
        raise PatternError("{Of} goes at the very end, as {Of} or [{Of}].")
    if name not in slots:
        raise PatternError(f"there is no word list {{{name}}}; there are {', '.join(sorted(slots))}.")
    if times and name in ("Name", "Topic"):
        raise PatternError(f"{{{name}}} already stands for several words; leave out the {times}.")
    regex = slots[name]
    if times:
        regex = rf"(?:{regex})(?: +(?:{regex}))*"
    return _Node(rf"(?:{regex})", optional=times == "*")


def _literal(word: str) -> _Node:
    words = tuple(_fold(flatten(each)) for each in word.split("|"))
    if not all(any(c.isalnum() or c == "&" for c in each) for each in words):
        raise PatternError(f'"{word}" is not a word; alternatives are written City|District.')
    if words[0][0].isupper() or words[0][0].isdigit():
        forms = [form for each in words for form in dict.fromkeys((each, each.upper()))]
        regex = rf"(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)"
        return _Node(regex, words=words)
    return _Node(rf"(?i:{'|'.join(map(re.escape, words))})(?!\w)")


def _in_sequence(nodes: list[_Node]) -> str:
    """The pieces with spaces between them; a piece that may be missing takes its space along."""
    required = next((i for i, node in enumerate(nodes) if not node.optional), None)
    if required is None:
        raise PatternError("all of it may be missing.")
    before = "".join(f"(?:{node.regex} +)?" for node in nodes[:required])
    after = "".join(
        f"(?: +{node.regex})?" if node.optional else f" +{node.regex}" for node in nodes[required + 1 :]
    )
    return before + nodes[required].regex + after
