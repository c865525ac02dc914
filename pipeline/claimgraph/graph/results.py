"""Results of queries, and how they are written: as a table for people, as CSV, JSON or Turtle for programs.

CSV and JSON follow https://www.w3.org/TR/sparql11-results-csv-tsv/ and
https://www.w3.org/TR/sparql11-results-json/. Rows keep the order of the query.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

import pyoxigraph as ox
from rich.table import Table
from rich.text import Text

from claimgraph.errors import QueryError
from claimgraph.graph.terms import BASE, PREFIXES, XSD

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "FORMATS",
    "Answer",
    "Result",
    "Rows",
    "Term",
    "Triples",
    "python_value",
    "show_result",
    "write_result",
]

_TEXT_WIDTH: Final = 26
FORMATS: Final = ("table", "csv", "json", "turtle")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """What a SELECT found: one tuple per row, `None` where a column is unbound."""

    columns: Sequence[str]
    rows: Sequence[tuple[Term | None, ...]]


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE made, sorted."""

    triples: Sequence[ox.Triple]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an ASK answered."""

    value: bool


Result = Rows | Triples | Answer

_INTEGERS: Final = frozenset(XSD[name].value for name in ("integer", "int", "long", "nonNegativeInteger"))
_FLOATS: Final = frozenset(XSD[name].value for name in ("decimal", "double", "float"))


def show_result(result: Result, console: Console, *, title: str = "", base: str = BASE) -> None:
    """Print a result as a table for people; the other formats give all of it.

    Left out are columns with no value in any row, columns of the graph's own IRIs where there are others, and
    those on the right that the console is too narrow for; a line below the table names the last.

    Args:
        result: what a query gave.
        console: where to.
        title: put above the table.
        base: what the graph's instance IRIs start with; it is left out of the table.
    """
    if isinstance(result, Answer):
        console.print("yes" if result.value else "no")
        return
    if isinstance(result, Triples):
        triples = [(t.subject, t.predicate, t.object) for t in result.triples]
        result = Rows(("subject", "predicate", "object"), triples)
    readable = _columns_for_people(result, base)
    texts = {i: [result.columns[i], *(_short(row[i], base) for row in result.rows)] for i in readable}
    widths = {i: _width(column) for i, column in texts.items()}
    shown = _fitting(readable, widths, console.width)
    table = Table(title=Text(title) if title else None, show_lines=True, title_justify="left")
    for i in shown:
        text = widths[i] == _TEXT_WIDTH
        table.add_column(
            Text(result.columns[i].replace("_", " ")), overflow="fold", ratio=1 if text else None
        )
        table.columns[-1].min_width = widths[i]
    for row in result.rows:
        table.add_row(*(Text(_short(row[i], base)) for i in shown))
    console.print(table)
    count = len(result.rows)
    console.print(Text(f"{count} {'row' if count == 1 else 'rows'}"))
    hidden = [result.columns[i].replace("_", " ") for i in readable if i not in shown]
    if hidden:
        console.print(Text(f"Not shown for lack of room: {', '.join(hidden)}; --format csv gives all."))


def _fitting(columns: Sequence[int], widths: Mapping[int, int], width: int) -> list[int]:
    """The columns from the left that there is room for, one at least."""
    room = width - 1
    fitting: list[int] = []
    for i in columns:
        room -= widths[i] + 3
        if fitting and room < 0:
            break
        fitting.append(i)
    return fitting


def _width(texts: Iterable[str]) -> int:
    """Columns of the console that a column needs so as to be read; longer texts are folded."""
    return min(max(map(len, texts)), _TEXT_WIDTH)


def _columns_for_people(result: Rows, base: str) -> list[int]:
    filled = [i for i in range(len(result.columns)) if any(row[i] is not None for row in result.rows)]
    readable = [i for i in filled if not all(_is_own(row[i], base) for row in result.rows)]
    return readable or filled or list(range(len(result.columns)))


def _is_own(term: Term | None, base: str) -> bool:
    return term is None or (isinstance(term, ox.NamedNode) and term.value.startswith(base))


def write_result(result: Result, form: str, target: TextIO) -> None:
    """Write a result as `csv`, `json` or `turtle`.

    Args:
        result: what a query gave.
        form: how to write it.
        target: a file opened for text with `newline=""`, or standard output.

    Raises:
        QueryError: there is no such format, or it does not fit the kind of result.

    >>> import sys
    >>> write_result(Rows(["name"], [(ox.Literal("Ada"),), (None,)]), "json", sys.stdout)
    {"head": {"vars": ["name"]}, "results": {"bindings": [{"name": {"type": "literal", "value": "Ada"}}, {}]}}
    """
    if form == "csv" and isinstance(result, Rows):
        _write_csv(result, target)
    elif form == "json" and not isinstance(result, Triples):
        json.dump(_json(result), target, ensure_ascii=False)
        target.write("\n")
    elif form == "turtle" and isinstance(result, Triples):
        target.write(_turtle(result))
    elif form in FORMATS:
        fitting = "turtle or table" if isinstance(result, Triples) else "table, csv or json"
        kind = {Rows: "SELECT", Triples: "CONSTRUCT or DESCRIBE", Answer: "ASK"}[type(result)]
        raise QueryError(f"The result of a {kind} query cannot be written as {form}; choose {fitting}.")
    else:
        raise QueryError(f"There is no format {form!r}; choose one of {', '.join(FORMATS)}.")


def python_value(term: Term | None) -> str | int | float | bool | None:
    """A term as plain Python: numbers and truth values as such, everything else as text.

    >>> python_value(ox.Literal("225", datatype=XSD["integer"]))
    225
    """
    if term is None:
        return None
    if isinstance(term, ox.Triple):
        return str(term)
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        if kind in _INTEGERS:
            return int(term.value)
        if kind in _FLOATS:
            return float(term.value)
        if kind == XSD["boolean"].value:
            return term.value in ("true", "1")
    return term.value


def _write_csv(result: Rows, target: TextIO) -> None:
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows([_text(term) for term in row] for row in result.rows)


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple) else term.value


def _json(result: Rows | Answer) -> dict[str, object]:
    if isinstance(result, Answer):
        return {"head": {}, "boolean": result.value}
    bindings = [
        {name: _json_term(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype == XSD["string"]:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _turtle(result: Triples) -> str:
    used = {name: iri for name, iri in PREFIXES.items() if any(iri in str(t) for t in result.triples)}
    header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(used.items()))
    written = ox.serialize(result.triples, None, ox.RdfFormat.TURTLE, prefixes=used) or b""
    body = io.StringIO(written.decode())
    for _ in used:
        body.readline()
    return header + body.read()


def _short(term: Term | None, base: str) -> str:
    text = _text(term)
    if isinstance(term, ox.NamedNode):
        if text.startswith(base):
            return text[len(base) :]
        for name, iri in PREFIXES.items():
            if text.startswith(iri):
                return f"{name}:{text[len(iri) :]}"
    return text
