"""Lists that somebody else keeps -> a Turtle file of known actors.

Reads FollowTheMoney entities as JSON lines (Aleph, OpenSanctions) and results of the Wikidata query service
as JSON; which of the two a file is, it shows itself. What is written is read back by `known_actors`. Rows
that cannot be used are reported and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode
from rdflib import URIRef

from claimgraph.errors import OntologyError
from claimgraph.ontology.actor_types import ontology_terms, read_actor_types
from claimgraph.ontology.ftm_file import ftm_actors, is_ftm
from claimgraph.ontology.known_actors import HeldOffice
from claimgraph.ontology.listed import LeftOut, ListedActor
from claimgraph.ontology.load import CG, Ontology, load_ontology
from claimgraph.ontology.wikidata_file import wikidata_actors

__all__ = ["Imported", "import_known_actors"]

_ENTRIES = "https://w3id.org/claimgraph/ontology/known-actors#"
_WIKIDATA = "http://www.wikidata.org/entity/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_CODE = 3  # letters that a code of a country has at most
_HEAD = """# Known actors, made from {source} by: claimgraph ontology import

@prefix cg: <https://w3id.org/claimgraph/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@dataclass(slots=True)
class Imported:
    """What an import did.

    Attributes:
        actors: how many were written.
        offices: how many offices they have.
        left_out: rows that were not used, and why.
    """

    actors: int = 0
    offices: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


def import_known_actors(source: str | Path, target: str | Path) -> Imported:
    """Write a Turtle file of known actors from somebody else's list.

    Args:
        source: FollowTheMoney entities (JSON lines), or a result of the Wikidata query service (JSON).
        target: the Turtle file; written whole or not at all.

    Raises:
        OntologyError: the source is neither, holds nobody, or one of the files cannot be read or written.

    >>> import json, tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> entity = {"id": "q2", "schema": "Person", "properties": {"name": ["Iva Lund"], "wikidataId": ["Q2"]}}
    >>> _ = (folder / "list.json").write_text(json.dumps(entity))
    >>> import_known_actors(folder / "list.json", folder / "known.ttl").actors
    1
    >>> from claimgraph.ontology.known_actors import read_known_actors
    >>> known = read_known_actors(load_ontology([folder / "known.ttl"])).actors
    >>> [actor.same_as for actor in known if actor.name == "Iva Lund"]
    [('http://www.wikidata.org/entity/Q2',)]
    """
    source, target = Path(source), Path(target)
    done = Imported()
    entries = _Entries(load_ontology())
    partial = target.with_name(f"{target.name}.partial")
    listed = _listed(source)
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.write(_HEAD.format(source=source.name))
            for found in listed:
                if isinstance(found, LeftOut):
                    done.left_out.append(found)
                else:
                    file.write(f"\n{entries.entry(found)}")
                    done.actors += 1
                    done.offices += len(found.offices)
        if not done.actors:
            first = f" {done.left_out[0]}" if done.left_out else ""
            raise OntologyError(source, f"holds no person or organisation to import.{first}")
        partial.replace(target)
    except OSError as error:
        raise OntologyError(target, f"cannot be written ({error.strerror or error}).") from error
    finally:
        partial.unlink(missing_ok=True)
    return done


def _listed(source: Path) -> Iterator[ListedActor | LeftOut]:
    try:
        with source.open(encoding="utf-8-sig", errors="replace") as file:
            first = next((line for line in file if line.strip()), "")
    except OSError as error:
        raise OntologyError(source, f"cannot be read ({error.strerror or error}).") from error
    return ftm_actors(source) if is_ftm(first) else wikidata_actors(source)


class _Entries:
    """Writes actors as Turtle, with the classes and countries of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        types = read_actor_types(ontology).types
        # The widest class that has a schema: what is narrower is left to the texts.
        self._classes: dict[str, str] = {}
        for iri in sorted(types, key=lambda each: (-types[each].depth, each)):
            for schema in ontology.words(URIRef(iri), CG.ftmSchema):
                self._classes[schema] = iri
        self._classes["LegalEntity"] = str(CG.Organization)
        self._countries = {
            code.lower(): str(country)
            for country in ontology_terms(ontology, CG.KnownCountry)
            for code in ontology.words(country, CG.isoCode)
        }
        self._taken: Counter[str] = Counter()

    def entry(self, actor: ListedActor) -> str:
        """The lines for one actor."""
        types = f"cg:KnownActor , {NamedNode(self._classes[actor.schema])}"
        lines = [f"{self._iri(actor.id)} a {types}", f"    skos:prefLabel {Literal(actor.name)}"]
        if actor.aliases:
            lines.append(f"    skos:altLabel {' , '.join(str(Literal(each)) for each in actor.aliases)}")
        if actor.wikidata:
            lines.append(f"    skos:exactMatch {NamedNode(_WIKIDATA + actor.wikidata)}")
        if country := self._country(actor.country):
            lines.append(f"    cg:country {country}")
        if actor.offices:
            offices = " ,\n        ".join(map(self._office, actor.offices))
            lines.append(f"    org:hasMembership {offices}")
        return " ;\n".join(lines) + " .\n"

    def _iri(self, actor_id: str) -> NamedNode:
        # An identifier that comes twice would make one actor of two.
        self._taken[actor_id] += 1
        number = f".{self._taken[actor_id]}" if self._taken[actor_id] > 1 else ""
        return NamedNode(f"{_ENTRIES}{quote(actor_id, safe='-_')}{number}")

    def _country(self, given: str | None) -> str | None:
        if given is None:
            return None
        known = self._countries.get(given.lower())
        if known:
            return str(NamedNode(known))
        return str(Literal(given)) if len(given) > _CODE else None

    def _office(self, office: HeldOffice) -> str:
        parts = [f"cg:role {Literal(office.role)}"]
        if country := self._country(office.country):
            parts.append(f"cg:country {country}")
        for name, date in (("startDate", office.start), ("endDate", office.end)):
            if date:
                parts.append(
                    f"schema:{name} {Literal(date, datatype=NamedNode(_XSD + _DATE_TYPES[len(date)]))}"
                )
        return f"[ {' ; '.join(parts)} ]"
