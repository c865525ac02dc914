"""An opened graph -> the ledger of its figures: who says how many of what, when, and how it fits the others.

One table per tally, that is for figures that count the same: claimants are rows, dates or documents are
columns, and each cell holds the figures with their bounds, their words and how they compare. The graph says
how two figures stand to each other; here it is only put together. What a ledger looks like is in
`cli_figures.py` and `view/ledger_page.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, Final, Literal

from claimgraph.errors import QueryError
from claimgraph.graph.figures import FigureFact, LinkFact, measures_of, read_figure_facts, read_figure_links

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = [
    "AGREEMENTS",
    "Agreement",
    "By",
    "Ledger",
    "LedgerEntry",
    "LedgerRow",
    "LedgerTable",
    "read_ledger",
]

By = Literal["date", "document"]
Agreement = Literal["disputed", "revised", "agrees", "differs", "other scope", "only one"]

AGREEMENTS: Final[Mapping[Agreement, str]] = {
    "disputed": "another claimant's figure cannot hold together with it, or it is denied",
    "revised": "the same claimant gives another figure at another time",
    "agrees": "another voice says what fits, or the same voice says it again",
    "differs": "others in the table do not fit, but nothing says that they dispute it",
    "other scope": "it counts something else than one that it looks different from, or a part of it",
    "only one": "there is nothing to compare it with",
}
"""How a figure can stand to the others of its table; the first that holds, holds."""

_KINDS: Final[Mapping[str, Agreement]] = {
    "disputes": "disputed",
    "revises": "revised",
    "corroborates": "agrees",
    "repeats": "agrees",
    "differsInScope": "other scope",
}
_FIRST: Final[tuple[Agreement, ...]] = ("disputed", "revised", "agrees")
_UNDATED: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """A figure as one claimant gives it in one document.

    Attributes:
        fact: the figure, its words and its place.
        agreement: how it stands to the others; see `AGREEMENTS`.
        links: the comparisons behind that.
    """

    fact: FigureFact
    agreement: Agreement
    links: tuple[LinkFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """All that one claimant says in a table.

    Attributes:
        claimant: the name, or the words for a source that is not named.
        actor: IRI; None for a source that is not named.
        cells: as many as the table has columns; a cell may be empty or hold several figures, in text order.
    """

    claimant: str
    actor: str | None
    cells: tuple[tuple[LedgerEntry, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTable:
    """Figures that count the same.

    Attributes:
        tally: IRI of the tally; None for figures that the build put into none.
        measure, label: the measure's local name, and what people call it.
        unit: "percent", a currency or a unit word; None for plain counts.
        scope: what narrows it; "" for the whole.
        columns: dates (an empty one is last, for what has none) or paths of documents, in order of time.
        rows: claimants with most figures first; sources that are not named come last.
    """

    tally: str | None
    measure: str
    label: str
    unit: str | None
    scope: str
    columns: tuple[str, ...]
    rows: tuple[LedgerRow, ...]

    def entries(self) -> Iterator[tuple[LedgerRow, str, LedgerEntry]]:
        """Every figure with its row and column; a figure of two claimants is in both their rows."""
        for row in self.rows:
            for column, cell in zip(self.columns, row.cells, strict=True):
                for entry in cell:
                    yield row, column, entry

    @property
    def title(self) -> str:
        """What the table counts, in words.

        >>> LedgerTable(tally=None, measure="damage", label="damage", unit="USD", scope="in the port",
        ...             columns=(), rows=()).title
        'damage (USD), in the port'
        """
        unit = f" ({self.unit})" if self.unit else ""
        return f"{self.label}{unit}{f', {self.scope}' if self.scope else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The tables of a graph, by measure and scope.

    Attributes:
        by: what the columns are.
        tables: those of one measure follow each other, the one of the whole first.
    """

    by: By
    tables: tuple[LedgerTable, ...]

    def records(self) -> Iterator[dict[str, Any]]:
        """One flat record per figure and claimant, for CSV or a DataFrame; ends that are open are None."""
        for number, table in enumerate(self.tables, start=1):
            for row, column, entry in table.entries():
                yield {
                    "table": number,
                    "measure": table.measure,
                    "unit": table.unit,
                    "scope": table.scope,
                    "claimant": row.claimant,
                    "named": row.actor is not None,
                    self.by: column,
                    **entry_record(entry, skip=("measure", "unit", "scope", "claimants", self.by)),
                    "actor": row.actor,
                    "tally": table.tally,
                }


def entry_record(entry: LedgerEntry, *, skip: Sequence[str] = ()) -> dict[str, Any]:
    """A figure as plain data, without what it shares with its table or row.

    Args:
        entry: the figure.
        skip: attributes to leave out.
    """
    fact = entry.fact
    plain = {
        each.name: getattr(fact, each.name) for each in fields(fact) if each.name not in ("tally", *skip)
    }
    plain["low"], plain["high"] = (end if isfinite(end) else None for end in (fact.low, fact.high))
    plain["relayed_by"] = " | ".join(fact.relayed_by)
    plain["agreement"] = entry.agreement
    plain["reasons"] = " | ".join(link.reason for link in entry.links)
    return plain


def read_ledger(graph: Graph, measure: str | None = None, *, by: By = "date") -> Ledger:
    """Who says how many, and how that fits what the others say.

    Args:
        graph: an open graph.
        measure: only figures of this measure, by its name ("deaths"), label or IRI.
        by: what the columns are. The date of a figure is the one that the text ties it to, else that of its
            document.

    Raises:
        QueryError: no figure of the graph counts that; the message says what they count.

    >>> import tempfile
    >>> from claimgraph import build, open_graph
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("The mayor said that 14 people were injured.")
    >>> _ = build([folder], folder / "graph", accuracy="fast", view=False)
    >>> with open_graph(folder / "graph") as graph:
    ...     (table,) = read_ledger(graph, "injured").tables
    >>> [(row.claimant, entry.fact.said) for row, _, entry in table.entries()]
    [('The mayor', '14')]
    """
    labels = measures_of(graph)
    wanted = None if measure is None else _measure(measure, labels)
    facts = read_figure_facts(graph, wanted)
    links = read_figure_links(graph, {fact.figure: fact for fact in facts})
    groups: defaultdict[tuple[str, ...], list[FigureFact]] = defaultdict(list)
    for fact in facts:
        # What is in no tally stands with what has the same measure, unit and words for its scope.
        alone = ("", fact.measure, fact.unit or "", fact.scope or "")
        groups[alone if fact.tally is None else (fact.tally.iri,)].append(fact)
    tables = [_table(group, by, links, labels) for group in groups.values()]
    return Ledger(by=by, tables=tuple(sorted(tables, key=_order)))


def _measure(asked: str, labels: Mapping[str, tuple[str, str]]) -> str:
    """The IRI of a measure that some figure has."""
    folded = asked.strip().casefold()
    for iri, names in labels.items():
        if asked.strip() == iri or folded in (name.casefold() for name in names):
            return iri
    there = ", ".join(sorted(name for name, _ in labels.values()))
    raise QueryError(
        f"No figure in this graph counts {asked!r}. "
        + (f"Measures that occur: {there}." if there else "It holds no figure with a measure.")
    )


def _order(table: LedgerTable) -> tuple[Any, ...]:
    first = min(entry.fact.figure for _, _, entry in table.entries())
    return (table.label.casefold(), table.measure, table.scope != "", table.scope, table.unit or "",
            table.columns[0] or "9999", first)  # fmt: skip


def _table(
    facts: Sequence[FigureFact],
    by: By,
    links: Mapping[str, Sequence[LinkFact]],
    labels: Mapping[str, tuple[str, str]],
) -> LedgerTable:
    first = facts[0]
    columns = _columns(facts, by)
    place = {column: number for number, column in enumerate(columns)}
    agreement = _Agreement(facts)
    rows: dict[tuple[bool, str], list[list[LedgerEntry]]] = {}
    shown: dict[tuple[bool, str], tuple[str, str | None]] = {}
    for fact in sorted(facts, key=lambda each: (each.document, each.start, each.end, each.figure)):
        own = tuple(links.get(fact.figure, ()))
        entry = LedgerEntry(fact=fact, agreement=agreement.of(fact, own), links=own)
        whose = fact.claimants or ((fact.source, None),)
        for name, actor in whose:
            key = (actor is None, actor or name.casefold())
            shown.setdefault(key, (name, actor))
            cells = rows.setdefault(key, [[] for _ in columns])
            cells[place[_column(fact, by)]].append(entry)
    ordered = sorted(rows, key=lambda key: (key[0], -sum(map(len, rows[key])), shown[key][0].casefold(), key))
    name, label = labels.get(first.measure, (first.measure, first.measure))
    tally = first.tally
    return LedgerTable(
        tally=None if tally is None else tally.iri,
        measure=name,
        label=label,
        unit=first.unit if tally is None else tally.unit,
        scope=(first.scope or "") if tally is None else tally.scope,
        columns=columns,
        rows=tuple(
            LedgerRow(claimant=shown[key][0], actor=shown[key][1], cells=tuple(map(tuple, rows[key])))
            for key in ordered
        ),
    )


def _columns(facts: Sequence[FigureFact], by: By) -> tuple[str, ...]:
    dates: dict[str, str] = {}
    for fact in facts:
        dates[_column(fact, by)] = _date(fact) if by == "date" else fact.document_date or _UNDATED
    return tuple(sorted(dates, key=lambda column: (not dates[column], dates[column], column)))


def _column(fact: FigureFact, by: By) -> str:
    return _date(fact) if by == "date" else fact.document


def _date(fact: FigureFact) -> str:
    return fact.as_of or fact.document_date or _UNDATED


class _Agreement:
    """How each figure of a table stands to the others."""

    def __init__(self, facts: Sequence[FigureFact]) -> None:
        wholes = [fact for fact in facts if fact.part_of is None]
        self._lowest_high = min((fact.high for fact in wholes), default=inf)
        self._highest_low = max((fact.low for fact in wholes), default=-inf)
        self._voices = {(fact.document, fact.claimants or fact.source) for fact in facts}

    def of(self, fact: FigureFact, links: Sequence[LinkFact]) -> Agreement:
        found = {_KINDS[link.kind] for link in links if link.kind in _KINDS}
        for agreement in _FIRST:
            if agreement in found:
                return agreement
        if fact.part_of is not None:
            return "other scope"
        if len(self._voices) > 1 and self._is_apart(fact):
            return "differs"
        if "other scope" in found:
            return "other scope"
        return "agrees" if len(self._voices) > 1 else "only one"

    def _is_apart(self, fact: FigureFact) -> bool:
        # Open ends count as inside here: whether "over 232" and 232 meet is for comparisons to say.
        return self._lowest_high < fact.low or self._highest_low > fact.high
