"""Names in, short forms that the text itself defines out: "Northern Rights Monitor (NRM)", "(“the Panel”)".

Finds the long form even where no name was found, by the first letters of the words before the bracket. Only
definitions are read here; where the short form is used again is for `repeats`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimgraph.annotate.knowledge import Knowledge
from claimgraph.annotate.name_patterns import is_function_word
from claimgraph.annotate.names import Name, NameList
from claimgraph.ontology.load import CG

__all__ = ["Alias", "define_acronyms"]

_BRACKET = re.compile(
    r"[ ]?\((?:(?:hereinafter|hereafter|also known as|known as|or|formerly|now)[ ,:]+)?"
    r"(?P<quoted>(?:the +)?[\"“”']+(?:the +)?)?(?:the +)?"
    r"(?P<short>[^\W\d_a-z][\w&./-]{1,18}(?: [^\W\d_a-z]\w+)?)[\"“”']*[,;]?\)"
)
_LONG_IN_BRACKET = re.compile(r"(?<![\w-])(?P<short>[A-Z][A-Z&-]{1,9}) \((?=[^\W\d_a-z])")
_USED = re.compile(r"(?<![\w/-])(?:[A-Z]{3,8}|[A-Z]{2,5}/[A-Z]{2,5})(?![\w/])")
_DESCRIBED = re.compile(r"(?:\b[Tt]he |'s? )((?:[\w-]+ ){1,5}([a-z]+))$")
_SKIPPED = {"of", "the", "and", "for", "on", "in", "to", "against", "a", "de", "la", "du", "des", "al", "&"}


@dataclass(frozen=True, slots=True)
class Alias:
    """A short form and the name that it was defined for.

    Attributes:
        text: as written ("NRM", "Panel").
        name: the long form's mention.
        acronym: True for initials, which are a name; False for a plain word ("the Panel"), which is a role.
    """

    text: str
    name: Name
    acronym: bool


def define_acronyms(flat: str, names: NameList, know: Knowledge | None = None) -> list[Alias]:
    """Find definitions, complete or add the long forms in `names`, and give each its acronym.

    With the ontology's tables also "the state security committee (SSC)" is a long form.

    >>> names = NameList()
    >>> names.add(Name(13, 27, "Organization", str(CG.Organization), "pattern"))
    >>> [alias.text for alias in define_acronyms("The Northern Rights Monitor (NRM) wrote.", names)]
    ['NRM']
    >>> [(name.start, name.end, name.acronym) for name in names]
    [(4, 27, 'NRM')]
    """
    aliases = []
    for match in _BRACKET.finditer(flat):
        short = match["short"].rstrip(".") if match["short"].count(".") == 1 else match["short"]
        initials = _is_acronym(short)
        if not initials and not match["quoted"]:
            continue
        name = _long_form(flat, match.start(), short if initials else "", names)
        if name is None and initials and know is not None:
            name = _described_form(flat, match.start(), short, names, know)
        if name is None:
            continue
        if initials and name.label == "Person" and not _fits(short, flat[name.start : name.end]):
            # "Adaku Obi (D-VT)": what is in the bracket is no shorter name, and with a hyphen none at all.
            for other in names.overlapping(match.start(), match.end()) if "-" in short else ():
                if other.start > match.start():
                    names.remove(other)
            continue
        if initials:
            name.acronym = short
            if name.label in ("Person", "NORP"):
                name.relabel("Organization")
        aliases.append(Alias(short, name, initials))
    for match in _LONG_IN_BRACKET.finditer(flat):
        inside = names.starting_at(match.end())
        if (
            inside is not None
            and flat[inside.end : inside.end + 1] == ")"
            and _fits(match["short"], flat[inside.start : inside.end])
        ):
            inside.acronym = match["short"]
            aliases.append(Alias(match["short"], inside, True))
    aliases += _implied(flat, names, {alias.text for alias in aliases})
    return aliases


def _implied(flat: str, names: NameList, defined: set[str]) -> list[Alias]:
    """Initials of an organisation that the text names in full, used without having been defined."""
    by_initials: dict[str, Name] = {}
    for name in names:
        words = [w for w in re.findall(r"\w+", flat[name.start : name.end]) if w.lower() not in _SKIPPED]
        initials = "".join(word[0] for word in words).upper()
        if name.label == "Organization" and len(words) >= 3 and initials not in defined:
            by_initials.setdefault(initials, name)
    used = sorted(set(_USED.findall(flat)))
    return [
        Alias(text, by_initials[letters], True)
        for text in used
        if (letters := text.replace("/", "")) in by_initials
    ]


def _is_acronym(text: str) -> bool:
    capitals = sum(c.isupper() for c in text)
    return capitals >= 2 and capitals * 2 >= len(text) and " " not in text and len(text) <= 12


def _long_form(flat: str, end: int, acronym: str, names: NameList) -> Name | None:
    """The name that ends at `end`, with the words before it that the acronym's letters ask for."""
    name = names.ending_at(end)
    start = _start_by_initials(flat, end, acronym) if acronym else None
    if start is None or (name is not None and name.start <= start):
        return name
    within = names.overlapping(start, end)
    if any(other.start < start or other.end > end for other in within):
        return name
    typed = [other for other in within if other.label == "Organization"]
    if not typed:
        short = names.overlapping(end, end + len(acronym) + 3)
        if not any(other.label == "Organization" for other in short):
            return name  # initials alone may be of anything: "gross domestic product (GDP)"
    long = Name(start, end, "Organization", typed[-1].actor_class if typed else str(CG.Organization), "text")
    for other in within:
        names.remove(other)
    names.add(long)
    return long


def _described_form(flat: str, end: int, acronym: str, names: NameList, know: Knowledge) -> Name | None:
    """A body that only its acronym shows to be one: "the state security committee (SSC)"."""
    match = _DESCRIBED.search(flat, max(0, end - 80), end)
    if match is None or match[2] not in know.bodies or acronym.lower() in know.bare:
        return None
    article = flat.rfind("the ", match.start(1), end)
    start = article + 4 if article >= 0 else match.start(1)
    within = names.overlapping(start, end)
    if start >= end or any(other.start < start or other.label == "Person" for other in within):
        return None
    for other in within:
        names.remove(other)
    name = Name(start, end, "Organization", str(CG.Organization), "text")
    names.add(name)
    return name


def _start_by_initials(flat: str, end: int, acronym: str) -> int | None:
    """Where a name ending at `end` starts if its words have the acronym's letters as initials, in order."""
    letters = [c.lower() for c in acronym if c.isalpha()]
    line = (
        max(
            flat.rfind("\n", 0, end),
            flat.rfind(". ", 0, end),
            flat.rfind('"', 0, end),
            flat.rfind("(", 0, end),
        )
        + 1
    )
    words = list(re.finditer(r"[\w'&]+", flat[line:end]))
    wanted = len(letters)
    for word in reversed(words[-(2 * len(letters) + 3) :]):
        text = word.group()
        if text[0].lower() == letters[wanted - 1] and (text[0].isupper() or text.lower() in _SKIPPED):
            wanted -= 1
            if wanted == 0:
                return line + word.start() if text[0].isupper() and not is_function_word(text) else None
        elif text.lower() not in _SKIPPED:
            return None
    return None


def _fits(acronym: str, name: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"\w+", name) if word.lower() not in _SKIPPED).lower()
    return initials == "".join(c for c in acronym if c.isalpha()).lower()
