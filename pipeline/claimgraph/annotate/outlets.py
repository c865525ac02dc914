"""Text and names in, news outlets out: "northern.news", and what reports like one though it seems a person.

Reads the words after a name and how a list of sources is set. Outlets that the ontology lists or has a word
for are found by its patterns.
"""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from claimgraph.annotate.knowledge import Knowledge
from claimgraph.annotate.names import Name, NameList
from claimgraph.ontology.load import CG

__all__ = ["add_domains", "is_cited", "mark_outlets", "reports"]

_DOMAIN = re.compile(r"(?!www\.)(?:[^\W_][\w-]*\.)+[a-z]{2,8}")
_VERB = re.compile(r" (?:(?:has|had|also) )*([^\W\d_]+)\b")
# In a list of sources: "Northern Wire, “Title”, 3 May 2021".
_CITED = re.compile(r", [\"“][^\"“”\n]{10,200}[\"”](?:,? (?:\d|[A-Z][a-z]+ \d)|[.;,]?$|;)", re.MULTILINE)
_ITEM = re.compile(r"(?:^|[:;(]|[.] )\s*(?:[Aa]lso: |[Tt]he |and )*$")


def add_domains(doc: Doc, names: NameList, know: Knowledge) -> None:
    """Take the address of a site that stands in running text for its name: "vardelin.info wrote"."""
    endings = frozenset(know.types.word_lists.get("FileEnding", ()))
    for token in doc:
        if "." not in token.text or not token.like_url or not _DOMAIN.fullmatch(token.text):
            continue
        last = token.text.rsplit(".", 1)[1]
        # A full stop without a space after it makes no address.
        if last in STOP_WORDS or last in endings:
            continue
        start, end = token.idx, token.idx + len(token)
        for other in names.overlapping(start, end):
            names.remove(other)
        names.add(Name(start, end, "Organization", str(CG.MediaOrganization), "text"))


def mark_outlets(flat: str, names: NameList, know: Knowledge) -> None:
    """Give organisations of no certain class that report or are cited the class of news organisations."""
    outlets = {
        flat[name.start : name.end]
        for name in names
        if _is_vague(name) and (is_cited(flat, name) or reports(flat, name, know))
    }
    for name in names:
        if _is_vague(name) and flat[name.start : name.end] in outlets:
            name.actor_class = str(CG.MediaOrganization)


def reports(flat: str, name: Name, know: Knowledge) -> bool:
    """Whether a verb follows that outlets are subjects of: "reported"."""
    verb = _VERB.match(flat, name.end)
    return verb is not None and verb[1] in know.types.word_lists.get("OutletVerb", ())


def is_cited(flat: str, name: Name) -> bool:
    """Whether it is an item in a list of sources, with a title in quotation marks after it."""
    if not _CITED.match(flat, name.end):
        return False
    return _ITEM.search(flat[max(0, name.start - 20) : name.start]) is not None


def _is_vague(name: Name) -> bool:
    return name.label == "Organization" and name.actor_class == str(CG.Organization)
