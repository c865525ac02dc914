"""Named queries with parameters: `.rq` files -> bound SPARQL -> results.

A query is a SPARQL file with a header of comments that gives its title, description and parameters. A line
`# if NAME: SPARQL` takes part in the query only when the parameter NAME is given, with `$NAME` replaced by
its value as an RDF term; so every file is also valid SPARQL as it stands, for any other tool. How values
are found in a graph is in `lookup.py`, what results look like in `results.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from claimgraph.errors import QueryError
from claimgraph.graph.lookup import KINDS, terms_for
from claimgraph.graph.results import Answer, Result, Rows, Triples
from claimgraph.graph.terms import PREFIXES
from claimgraph.resources import queries_folder

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["Parameter", "Query", "bind", "list_queries", "load_query", "run_query"]

_FIELD: Final = re.compile(r"# (title|description): (.*)")
_PARAMETER: Final = re.compile(r"# parameter (\w+) \((\w+)(?:, (required)|, default (.+?))?\): (.*)")
_CONTINUED: Final = re.compile(r"#   (.*)")
_EXAMPLE: Final = re.compile(r"(.*?)\s*Example: (.*)", re.DOTALL)
_CONDITIONAL: Final = re.compile(r"^(\s*)# if (\w+): (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something that a query lets people choose.

    Attributes:
        name: as in `--set name=value`.
        kind: how a value is understood: `actor`, `document`, `claim`, `class`, `act` and `measure` are looked
            up in the graph by name or IRI; `text` and `number` are taken as they are.
        description: what it does, in a sentence.
        required: the query makes no sense without it.
        default: the value where none is given, or None.
        example: a value that shows the form.
    """

    name: str
    kind: str
    description: str
    required: bool = False
    default: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as it was read: its documentation and its SPARQL.

    Attributes:
        name: of the file without `.rq`; empty for SPARQL that was given as text.
        title, description: for people.
        parameters: in the order of the header.
        sparql: the text of the file.
    """

    name: str
    sparql: str
    title: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()


def list_queries() -> list[Query]:
    """The queries that come with claimgraph, by name.

    >>> "who-claims-what" in [query.name for query in list_queries()]
    True
    """
    return [_parse(path.read_text("utf-8"), path.stem) for path in sorted(queries_folder().glob("*.rq"))]


def load_query(query: str | Path) -> Query:
    """A query by its name, from a `.rq` file, or from SPARQL text.

    Args:
        query: the name of a shipped query, the path of a file, or SPARQL.

    Raises:
        QueryError: there is no such query; the message gives names that are near.

    >>> load_query("figures").parameters[0].name
    'measure'
    """
    text = str(query)
    if isinstance(query, str) and ("{" in text or "\n" in text):
        return _parse(text, "")
    shipped = queries_folder() / f"{text}.rq"
    path = shipped if re.fullmatch(r"[\w-]+", text) and shipped.is_file() else Path(text)
    try:
        return _parse(path.read_text("utf-8-sig"), path.stem)
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is not UTF-8 text; give a SPARQL file.") from error
    except OSError as error:
        if path.suffix == ".rq" or path.exists():
            raise QueryError(f"The query file {path} cannot be read: {error.strerror or error}.") from error
        names = sorted(each.stem for each in queries_folder().glob("*.rq"))
        raise QueryError(
            f"There is no query {text!r}.{_near(text, names)} All queries: {', '.join(names)}."
        ) from error


def bind(query: Query, values: Mapping[str, str], *, graph: Graph) -> str:
    """The SPARQL of a query with its parameters set.

    Values never become SPARQL syntax: each is turned into an RDF term and written as one.

    Args:
        query: the query.
        values: parameter name -> what the user gave.
        graph: where names of actors, documents and so on are looked up.

    Raises:
        QueryError: a parameter that the query does not have, a required one that is missing, or a value that
            the graph does not know; the message says which there are.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            have = f" It has: {', '.join(known)}." if known else " It has none."
            raise QueryError(
                f"The {_called(query)} has no parameter {name!r}.{_near(name, list(known))}{have}"
            )
    terms = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = " ".join(map(str, terms_for(graph, parameter.kind, value)))
        elif parameter.required:
            raise QueryError(
                f"The {_called(query)} needs the parameter {parameter.name!r}: {parameter.description} "
                f'For instance: --set {parameter.name}="{parameter.example or "..."}"'
            )

    def activate(match: re.Match[str]) -> str:
        indent, name, sparql = match.groups()
        if name not in terms:
            return match[0]
        return indent + re.sub(rf"\${name}\b", lambda _: terms[name], sparql)

    return _CONDITIONAL.sub(activate, query.sparql)


def run_query(graph: Graph, sparql: str) -> Result:
    """Run SPARQL over all named graphs together.

    The usual prefixes (`cg:`, `act:`, `measure:`, `dct:`, `oa:`, `prov:`, `schema:`, `skos:` ...) need not be
    declared.

    Raises:
        QueryError: it is not SPARQL 1.1, or it fails while it runs.
    """
    try:
        found = graph.oxigraph.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
        if isinstance(found, ox.QuerySolutions):
            columns = tuple(variable.value for variable in found.variables)
            return Rows(columns, [tuple(solution) for solution in found])
        if isinstance(found, ox.QueryTriples):
            return Triples(sorted(found, key=str))
        return Answer(bool(found))
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"The query cannot be run: {error}") from error


def _parse(text: str, name: str) -> Query:
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in _header(text):
        if field := _FIELD.fullmatch(line):
            fields[field[1]] = field[2]
        elif declared := _PARAMETER.fullmatch(line):
            parameters.append(_parameter(declared, name))
    return Query(
        name=name,
        sparql=text,
        title=fields.get("title", ""),
        description=fields.get("description", ""),
        parameters=tuple(parameters),
    )


def _header(text: str) -> Iterable[str]:
    """The comment lines at the start, continued lines joined to those that they continue."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if lines and (continued := _CONTINUED.fullmatch(line)):
            lines[-1] += " " + continued[1]
        else:
            lines.append(line.rstrip())
    return lines


def _parameter(declared: re.Match[str], query: str) -> Parameter:
    name, kind, required, default, description = declared.groups()
    if kind not in KINDS:
        raise QueryError(
            f"The query {query!r} declares the parameter {name!r} of the unknown kind {kind!r}; "
            f"there are: {', '.join(KINDS)}."
        )
    example = _EXAMPLE.fullmatch(description)
    return Parameter(
        name=name,
        kind=kind,
        description=example[1] if example else description,
        required=bool(required),
        default=default,
        example=example[2] if example else None,
    )


def _called(query: Query) -> str:
    return f"query {query.name!r}" if query.name else "query"


def _near(name: str, names: list[str]) -> str:
    found = process.extract(name, names, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    return f" Did you mean {' or '.join(repr(match[0]) for match in found)}?" if found else ""
