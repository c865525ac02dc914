"""The RDF terms that a graph is made of: namespaces, names of nodes, and literals that RDF can hold.

Strings and numbers come in, pyoxigraph terms go out. Which term goes where is said in `triples.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from claimgraph.errors import GraphError

__all__ = ["ACT", "BASE", "CG", "MEASURE", "PREFIXES", "Names", "Namespace", "checked_base"]

BASE: Final = "https://w3id.org/claimgraph/data/"
"""What instance IRIs start with unless the user says otherwise."""


class Namespace:
    """An IRI that terms start with; `namespace["name"]` is the term.

    >>> Namespace("http://xmlns.com/foaf/0.1/")["name"].value
    'http://xmlns.com/foaf/0.1/name'
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._terms: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        term = self._terms.get(name)
        if term is None:
            term = self._terms[name] = NamedNode(self.iri + quote(name, safe="-_~.", errors="surrogatepass"))
        return term


CG: Final = Namespace("https://w3id.org/claimgraph/ontology#")
ACT: Final = Namespace("https://w3id.org/claimgraph/ontology/acts#")
MEASURE: Final = Namespace("https://w3id.org/claimgraph/ontology/measures#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA: Final = Namespace("https://schema.org/")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
SKOSXL: Final = Namespace("http://www.w3.org/2008/05/skos-xl#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: Final = {
    "act": ACT.iri,
    "cg": CG.iri,
    "dct": DCT.iri,
    "foaf": FOAF.iri,
    "measure": MEASURE.iri,
    "oa": OA.iri,
    "org": ORG.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "skosxl": SKOSXL.iri,
    "xsd": XSD.iri,
}

_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord(character): escape
    for character, escape in zip(
        '\b\t\n\f\r"\\', ("\\b", "\\t", "\\n", "\\f", "\\r", '\\"', "\\\\"), strict=True
    )
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date", "{}"),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth", "{}-01"),
    (re.compile(r"\d{4}"), "gYear", "{}-01-01"),
)


class Names:
    """The IRIs of a graph below one base.

    >>> Names("https://example.org/").actor("ada-quill").value
    'https://example.org/actor/ada-quill'
    """

    def __init__(self, base: str = BASE) -> None:
        self.base = checked_base(base)
        self.documents = f"{self.base}graph/document/"
        self.actors = NamedNode(f"{self.base}graph/actors")
        self.links = NamedNode(f"{self.base}graph/links")
        self.run = NamedNode(f"{self.base}graph/run")
        self.ontology = NamedNode(f"{self.base}graph/ontology")

    def document(self, sha256: str) -> NamedNode:
        """The document whose text has this SHA-256."""
        return NamedNode(f"{self.base}document/{sha256[:16]}")

    def document_graph(self, sha256: str) -> NamedNode:
        """The named graph of everything found in that document."""
        return NamedNode(f"{self.documents}{sha256[:16]}")

    def actor(self, actor_id: str) -> NamedNode:
        """The actor; letters and digits of every script stay readable, the rest is percent-encoded."""
        return NamedNode(f"{self.base}actor/{_path_segment(actor_id)}")

    def actor_id(self, iri: str) -> str:
        """The inverse of `actor`.

        >>> names = Names("https://example.org/")
        >>> names.actor_id(names.actor("ada-quill").value)
        'ada-quill'
        """
        return unquote(iri.removeprefix(f"{self.base}actor/"))

    def suggestion(self, left: str, right: str) -> NamedNode:
        """The suggestion that two actors are one, named by their ids."""
        return NamedNode(f"{self.base}suggestion/{_path_segment(left)}/{_path_segment(right)}")

    def name(self, actor_id: str, name: str) -> NamedNode:
        """One of the actor's names, as a node that something can be said of."""
        return NamedNode(f"{self.base}actor/{_path_segment(actor_id)}/name/{_path_segment(name)}")

    def role(self, words: str) -> NamedNode:
        """The role that these words describe, in any case.

        >>> Names("https://example.org/").role("Executive Director").value
        'https://example.org/role/executive-director'
        """
        return NamedNode(f"{self.base}role/{_path_segment('-'.join(words.lower().split()))}")


def checked_base(base: str) -> str:
    """`base`, if IRIs can start with it.

    Raises:
        GraphError: it is not an absolute IRI, or does not end in `/`, `#` or `:`.
    """
    try:
        NamedNode(base)
    except ValueError as error:
        raise GraphError(f"The base {base!r} is not an IRI ({error}); give one like {BASE}") from error
    if not base.endswith(("/", "#", ":")):
        raise GraphError(f"The base {base!r} must end in '/' or '#', because names are put right behind it.")
    return base


def scalar_text(text: str) -> str:
    """`text` with lone surrogates, which RDF cannot hold, as U+FFFD; offsets do not move.

    >>> scalar_text(f"a{chr(0xD800)}b") == f"a{chr(0xFFFD)}b"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def text_literal(text: str) -> Literal:
    """A plain string."""
    return Literal(scalar_text(text))


def quoted(text: str) -> str:
    r"""A plain string as N-Quads writes it, the same characters as `str(text_literal(text))`, but cheaper.

    Args:
        text: without lone surrogates; see `scalar_text`.

    >>> print(quoted('a "word"'))
    "a \"word\""
    """
    if _ESCAPED.search(text):
        text = text.translate(_ESCAPES)
    return f'"{text}"'


def nquads(triples: Iterable[str], graph: NamedNode) -> str:
    r"""Triples of a named graph as N-Quads.

    >>> nquads(["<a:b> <a:c> <a:d>"], NamedNode("a:e"))
    '<a:b> <a:c> <a:d> <a:e> .\n'
    """
    return f" {graph} .\n".join([*triples, ""])


def decimal_literal(number: float) -> Literal:
    """`number` as xsd:decimal in canonical form, so that a store gives back what it was given.

    >>> decimal_literal(0.50).value
    '0.5'
    >>> decimal_literal(3.0).value
    '3'
    """
    digits = format(Decimal(repr(number)), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if digits in ("-0", "") else digits, datatype=XSD["decimal"])


def number_literal(number: float) -> Literal:
    """An xsd:integer or xsd:decimal; what is not finite is an xsd:double.

    >>> number_literal(225).datatype.value
    'http://www.w3.org/2001/XMLSchema#integer'
    """
    if isinstance(number, int):
        return Literal(str(int(number)), datatype=XSD["integer"])
    if math.isfinite(number):
        return decimal_literal(number)
    lexical = "NaN" if math.isnan(number) else "INF" if number > 0 else "-INF"
    return Literal(lexical, datatype=XSD["double"])


def date_literal(text: str) -> Literal:
    """A date, month or year with its datatype; what is none of them stays a plain string.

    >>> date_literal("2022-02").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    >>> date_literal("2022-02-31").datatype.value
    'http://www.w3.org/2001/XMLSchema#string'
    """
    for pattern, datatype, whole in _DATES:
        if pattern.fullmatch(text):
            try:
                date.fromisoformat(whole.format(text))
            except ValueError:
                break
            return Literal(text, datatype=XSD[datatype])
    return text_literal(text)


def source_term(source: str) -> Literal | NamedNode:
    """An address as an IRI, a file's path as text."""
    if source.startswith(("http://", "https://")):
        try:
            return NamedNode(scalar_text(source))
        except ValueError:
            return text_literal(source)
    return text_literal(source)


def _path_segment(name: str) -> str:
    return "".join(c if _stays(c) else quote(c, safe="-_~", errors="surrogatepass") for c in name)


def _stays(character: str) -> bool:
    # RFC 3987 allows the characters of `ucschar` in IRIs; its letters and digits are kept.
    code = ord(character)
    if code < 0x80:
        return character.isalnum() or character in "-_~"
    return character.isalnum() and (
        0xA0 <= code <= 0xD7FF or 0xF900 <= code <= 0xFDCF or 0xFDF0 <= code <= 0xFFEF
    )
