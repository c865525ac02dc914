"""The ontology's line patterns -> one `Boilerplate`, which tells page furniture from what a text says.

In goes an `Ontology` with its `cg:BoilerplateLine`, `cg:ContentLine` and `cg:PlaceholderTitle` entries; out
comes a small record of compiled patterns. Where such lines stand is for `claimgraph.read` to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, URIRef

from claimgraph.errors import OntologyError
from claimgraph.ontology.load import CG, Ontology

__all__ = ["Boilerplate", "read_boilerplate"]

LONGEST_LINE = 600
"""Longer lines (in code points, spaces at the ends apart) are prose; they are not matched at all."""

_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "\u200b": "", "\ufeff": ""}
)
_EDGES = " \t*•·●▪◦|#>→←↑↓»›«‹►▶-–—_=+"


@dataclass(frozen=True)
class Boilerplate:
    """Patterns for whole lines.

    Attributes:
        lines: a line that belongs to the page.
        content: a line that is never boilerplate, whatever `lines` says.
        titles: a title that a program wrote and that names nothing.

    >>> from claimgraph.ontology.load import load_ontology
    >>> boilerplate = read_boilerplate(load_ontology())
    >>> boilerplate.is_boilerplate("  Skip to main content")
    True
    >>> boilerplate.is_boilerplate("We use cookies to track dissidents, the minister said.")
    False
    """

    lines: re.Pattern[str]
    content: re.Pattern[str]
    titles: re.Pattern[str]

    def is_boilerplate(self, line: str) -> bool:
        """Whether a line (without its line end) belongs to the page and not to what it says."""
        if len(line) > LONGEST_LINE:
            return False
        plain = plain_line(line)
        return bool(plain and self.lines.fullmatch(plain) and not self.content.fullmatch(plain))

    def is_placeholder(self, title: str) -> bool:
        """Whether a title was written by a program and names nothing ("Microsoft Word - x.doc")."""
        return bool(self.titles.fullmatch(plain_line(title)))


def read_boilerplate(ontology: Ontology) -> Boilerplate:
    """Compile the line patterns of the ontology.

    Raises:
        OntologyError: a pattern is not a regular expression, has a capturing group, or its entry has no
            pattern, an example that it misses, or a counter-example that it takes; with file and line.
    """
    content = _one_pattern(ontology, CG.ContentLine, unless=None)
    return Boilerplate(
        lines=_one_pattern(ontology, CG.BoilerplateLine, unless=content),
        content=content,
        titles=_one_pattern(ontology, CG.PlaceholderTitle, unless=None),
    )


def plain_line(line: str) -> str:
    """What the patterns are matched against: one line without its decoration.

    >>> plain_line("  » [Read   more](https://example.org) ")
    'Read more'
    """
    if "](" in line:
        line = _MARKDOWN_LINK.sub(r"\1", line)
    if not line.isascii():
        line = line.translate(_STRAIGHT)
    return " ".join(line.split()).strip(_EDGES)


def _one_pattern(ontology: Ontology, kind: URIRef, *, unless: re.Pattern[str] | None) -> re.Pattern[str]:
    """All patterns of a kind as one: a line is then matched once, not once per pattern."""
    patterns = [
        pattern for entry in _entries(ontology, kind) for pattern in _checked(ontology, entry, unless)
    ]
    # Without any entry the pattern must match nothing, not even the empty line.
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)


def _entries(ontology: Ontology, kind: URIRef) -> Iterator[URIRef]:
    entries = set(ontology.graph.subjects(RDF.type, kind))
    if any(not isinstance(entry, URIRef) for entry in entries):
        raise ontology.error(kind, f"an entry of class cg:{kind.fragment} has no name (IRI); give it one.")
    yield from sorted(entry for entry in entries if isinstance(entry, URIRef))


def _checked(ontology: Ontology, entry: URIRef, unless: re.Pattern[str] | None) -> tuple[str, ...]:
    """The patterns of an entry, once they are known to take its examples and leave its counter-examples."""
    patterns = ontology.words(entry, CG.linePattern)
    if not patterns:
        raise ontology.error(entry, "has no cg:linePattern.")
    compiled = [_compiled(ontology, entry, pattern) for pattern in patterns]

    def taken(line: str) -> bool:
        plain = plain_line(line)
        return any(p.fullmatch(plain) for p in compiled) and not (unless and unless.fullmatch(plain))

    for line in ontology.words(entry, CG.example):
        if not taken(line):
            raise ontology.error(entry, f"no cg:linePattern matches its cg:example {line!r}.")
    for line in ontology.words(entry, CG.counterExample):
        if taken(line):
            raise ontology.error(entry, f"a cg:linePattern matches its cg:counterExample {line!r}.")
    return patterns


def _compiled(ontology: Ontology, entry: URIRef, pattern: str) -> re.Pattern[str]:
    try:
        compiled = re.compile(f"(?:{pattern})", re.IGNORECASE)
    except re.error as error:
        raise _bad_pattern(ontology, entry, pattern, f"is not a regular expression ({error.msg})") from error
    if compiled.groups:
        raise _bad_pattern(ontology, entry, pattern, "has a capturing group; write (?:...) instead of (...)")
    return compiled


def _bad_pattern(ontology: Ontology, entry: URIRef, pattern: str, reason: str) -> OntologyError:
    return ontology.error(entry, f"the cg:linePattern {pattern!r} {reason}.")
