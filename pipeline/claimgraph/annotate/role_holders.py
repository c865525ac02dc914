"""Role phrases and names in, roles written into the names beside them out.

A title before a name ("Interior Minister Obi"), an office named first ("the Commissioner, Adaku Obi,") or
after ("Adaku Obi, executive director of Marrovar Rights Watch,"). What belongs to no name comes back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from claimgraph.annotate.knowledge import Knowledge
from claimgraph.annotate.names import Name, NameList
from claimgraph.annotate.role_phrases import RolePhrase
from claimgraph.ontology.load import CG
from claimgraph.records import Kind

__all__ = ["give_roles"]

_DETERMINERS = r"(?:(?:the|an?|his|her|its|their|whose|now|then|our) +)*"
_AFTER_NAME = re.compile(rf"(?: ?\([^()\n]{{1,15}}\))?, +(?:(?:aged +)?\d{{1,3}}, +)?{_DETERMINERS}$")
_CLOSED = re.compile(r"[\"”']?\s*(?:$|[,.;:()–—\n]|- |(?:who|and|has|had|was|is|said|says|told)\b)")


def give_roles(
    doc: Doc, flat: str, phrases: Sequence[RolePhrase], names: NameList, know: Knowledge
) -> list[RolePhrase]:
    """Fill `role` of the names that a phrase describes.

    Args:
        doc: the tokens that the phrases count.
        flat: the text after `name_patterns.flatten`.
        phrases: in text order.
        names: in which roles are written.
        know: for the courtesy titles that may stand between ("the minister, Mr. Obi").

    Returns:
        The phrases that describe no name.
    """
    courtesy = "|".join(map(re.escape, sorted(know.roles.courtesy, key=lambda word: (-len(word), word))))
    to_name = re.compile(rf"(?P<comma>,)? *(?:(?:{courtesy}) +)*")
    free: list[RolePhrase] = []
    text = doc.text  # put together from the tokens every time that it is asked for
    for phrase in phrases:
        first = phrase
        found = _holder_after(doc, flat, phrase, names, to_name)
        if found is None:
            found = _holder_before(doc, flat, phrase, names)
        elif free and re.fullmatch(r" +and +(?:the +)?", _between(doc, flat, free[-1], phrase)):
            first = free.pop()  # "Prime Minister and Minister of Finance Adaku Obi"
        if found is None:
            free.append(phrase)
            continue
        name, end = found
        role = text[_start_with_body(doc, first, names) : end]
        name.role = f"{name.role}, {role}" if name.role else role
    return free


def _holder_after(
    doc: Doc, flat: str, phrase: RolePhrase, names: NameList, to_name: re.Pattern[str]
) -> tuple[Name, int] | None:
    """The name right after the phrase, and where the phrase ends."""
    label: Kind = "Organization" if phrase.type == "bare" else "Person"
    if phrase.type == "collective":
        return None
    for last in dict.fromkeys((phrase.end, phrase.reach)):
        end = _end_of(doc, last)
        match = to_name.match(flat, end)
        name = names.starting_at(match.end()) if match and match.end() > end else None
        if match is None or name is None:
            continue
        if name.label != label and not (label == "Person" and _may_be_person(flat, name)):
            continue
        if match["comma"] and not (phrase.definite and _CLOSED.match(flat, name.end)):
            continue
        if not match["comma"] or label == "Person":
            name.relabel(label)
            if phrase.type == "bare" and name.actor_class == str(CG.Organization):
                name.actor_class = phrase.actor_class  # "the broadcaster Nova"
            return name, end
    return None


def _may_be_person(flat: str, name: Name) -> bool:
    """Whether the language model alone took it for something else, and it looks like a full name."""
    vague = name.actor_class in (str(CG.Organization), str(CG.Place))
    return name.origin == "model" and vague and 1 <= flat[name.start : name.end].count(" ") <= 2


def _holder_before(doc: Doc, flat: str, phrase: RolePhrase, names: NameList) -> tuple[Name, int] | None:
    """The name that the phrase follows in apposition, and where the phrase ends."""
    if phrase.type != "role":
        return None
    start = doc[phrase.start].idx
    window = max(0, start - 60)
    match = _AFTER_NAME.search(flat[window:start])
    name = names.ending_at(window + match.start()) if match else None
    if name is None or name.label != "Person":
        return None
    for last in dict.fromkeys((phrase.reach, phrase.end)):
        if _CLOSED.match(flat, _end_of(doc, last)):
            return name, _end_of(doc, last)
    return None


def _start_with_body(doc: Doc, phrase: RolePhrase, names: NameList) -> int:
    """Where the role starts, with the body before it: "Interior Ministry spokesman"."""
    start = doc[phrase.start].idx
    body = names.ending_at(start - 1) if start else None
    return (
        body.start if body is not None and body.label == "Organization" and phrase.type == "role" else start
    )


def _between(doc: Doc, flat: str, first: RolePhrase, second: RolePhrase) -> str:
    return flat[_end_of(doc, first.end) : doc[second.start].idx]


def _end_of(doc: Doc, token: int) -> int:
    return doc[token - 1].idx + len(doc[token - 1])
