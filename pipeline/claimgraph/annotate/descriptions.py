"""What the words beside a name say that it is: "Hydro Montavia, the state company," is no person.

Reads appositions ("X, a rights group,"), brackets ("X (a state company)"), "X is a company" and "the state
company X", by the nouns for organisations of `actor-types.ttl`. People's roles are for `role_holders`.
"""

from __future__ import annotations

import re

from claimgraph.annotate.knowledge import Knowledge
from claimgraph.annotate.name_patterns import is_function_word
from claimgraph.annotate.names import Name

__all__ = ["described_as"]

_REACH = 90
_AFTER = re.compile(
    r"(?P<link>,| \(| is| was| –| -) ?(?P<article>the|an?|one of the|[^\W\d_a-z][\w-]*['’]s?) "
    r"(?P<words>[^\W\d_][\w'’-]*(?: [^\W\d_][\w-]*){0,5}?)"
    r"(?=[,.;:)\n]| (?:that|which|based|of|in|from|for|and|–|-) )"
)
# Not after a verb: somebody may have "told the state company Ada Moor was away".
_BEFORE = re.compile(
    r"(?:^|[.!?;:,(“\"\n]\s?|\b(?:by|of|from|with|for|and|at|against|between|including|like|as) )"
    r"[Tt]he (?P<words>[a-z][\w-]*(?: [a-z][\w-]*){1,3}) $"
)


def described_as(flat: str, name: Name, know: Knowledge) -> str | None:
    """The class (IRI) of organisation that the words beside a name call it; None where they do not.

    "The" alone is not enough after a comma, where it goes on as often as it describes ("Moor, the court
    heard"): "the state company" says more than "the company".

    >>> from claimgraph.annotate.knowledge import read_knowledge
    >>> from claimgraph.ontology import load_ontology
    >>> know = read_knowledge(load_ontology())
    >>> name = Name(0, 14, "Person", "", "model")
    >>> described_as("Hydro Montavia, the state company, denied it.", name, know).rpartition("#")[2]
    'Company'
    >>> described_as("Hydro Montavia, the company director, left.", name, know)
    """
    if match := _AFTER.match(flat, name.end, name.end + _REACH):
        words = match["words"].split()
        bare = match["article"].lower() == "the" and len(words) == 1
        listed = match["link"] == "," and flat.startswith(", and ", match.end())
        if not bare and not listed and (found := _body(words, know)):
            return found
    if match := _BEFORE.search(flat, max(0, name.start - _REACH), name.start):
        return _body(match["words"].split(), know)
    return None


def _body(words: list[str], know: Knowledge) -> str | None:
    """The class of an organisation that the last words are a noun for, if the others only describe it."""
    for length in (3, 2, 1):
        noun = " ".join(words[-length:])
        if len(words) >= length and noun in know.bodies:
            return None if any(map(_breaks, words[:-length])) else know.body_classes[noun]
    return None


def _breaks(word: str) -> bool:
    return is_function_word(word) or is_function_word(word.capitalize())
