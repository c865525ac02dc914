"""The view's records -> the plain data that the page's script reads: texts once, everything else by number.

Records are numbered by their place in `ViewItems.records`, figures by theirs in `ViewItems.figures`. Nothing
here knows how the page is written or drawn.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimgraph.records import Span
from claimgraph.view.items import (
    ActorItem,
    ClaimItem,
    DocumentItem,
    FigureItem,
    LinkItem,
    RelationItem,
    TallyItem,
    ViewItems,
)
from claimgraph.view.layout import place_actors, radius
from claimgraph.view.opening import opening
from claimgraph.view.packing import columns
from claimgraph.view.style import Kinds
from claimgraph.view.ties import actor_ties, strengths

__all__ = ["page_data"]

_JOINED = re.compile(r"[\W_]{0,8}")
"""What may stand between two quoted pieces of a text that are then shown as one."""


def page_data(items: ViewItems, kinds: Kinds, cap: int, *, text: bool = True) -> dict[str, Any]:
    """What the page's script needs beside the network; what is empty is left out, claims are in columns.

    Args:
        items: the records of the view.
        kinds: how the ontology says they look.
        cap: how many nodes the page opens with.
        text: whether the documents' texts go in. Without them only the words of claims, figures and relations
            do, as `pieces`: pairs of the place where they start and the words.
    """
    records = items.records
    number = {record.iri: position for position, record in enumerate(records)}
    base = os.path.commonprefix([record.iri for record in records])  # noqa: RUF071 - any common start will do
    shown = opening(items, cap)
    figures = {figure.iri: position for position, figure in enumerate(items.figures)}
    measures = {iri: position for position, iri in enumerate(kinds.measures)}
    tallies = {tally.iri: position for position, tally in enumerate(items.tallies)}
    pieces = {} if text else {iri: list(found) for iri, found in _pieces(items)}
    return {
        "base": base,
        "text": text,
        "kinds": [
            _filled(
                {
                    "key": re.split(r"[/#]", kind.iri)[-1],
                    "label": kind.label,
                    "of": kind.of,
                    "colour": kind.colour,
                    "shape": kind.shape,
                    "denies": kind.denies or None,
                }
            )
            for kind in kinds.kinds
        ],
        "relations": [
            _filled({"name": name, "label": label, "colour": colour})
            for name, label, colour in kinds.relations
        ],
        "linkKinds": [
            {
                "kind": each.name,
                "label": each.label,
                "inverse": each.inverse,
                "colour": each.colour,
                "sign": each.sign,
            }
            for each in kinds.links
        ],
        "measures": list(kinds.measures.values()),
        "said": [_relation(each, number, kinds) for each in items.relations],
        "open": None if len(shown) == len(records) else sorted(number[iri] for iri in shown),
        "items": [
            {"iri": record.iri.removeprefix(base)} | _details(record, number, figures, pieces)
            for record in records[: len(records) - len(items.claims)]
        ],
        "claims": columns(
            [
                {"iri": claim.iri.removeprefix(claim.document if _within(claim) else base)}
                | _details(claim, number, figures, pieces)
                for claim in items.claims
            ]
        ),
        "figures": [_figure(each, number, figures, measures, tallies) for each in items.figures],
        "tallies": [_tally(each, measures) for each in items.tallies],
        "links": [_link(each, number, figures, kinds) for each in items.links],
        "between": _between(items, number, kinds),
        "cap": cap,
    }


def _within(claim: ClaimItem) -> bool:
    """Whether the IRI of a claim goes on from that of its document; the page then has the rest of it only."""
    return claim.iri.startswith(f"{claim.document}/")


def _between(items: ViewItems, number: Mapping[str, int], kinds: Kinds) -> dict[str, Any]:
    """The drawing of actors alone: `at` has number, x, y and size of each, one after the other.

    A tie is [source, target, act or name, numbers of its claims]; the act is the number of its kind, and ties
    that documents state of two actors have the numbers of these relations.
    """
    ties = actor_ties(items, kinds.directed)
    strength = strengths(ties)
    acts = {kind.iri: position for position, kind in enumerate(kinds.kinds)}
    relations = {each.iri: position for position, each in enumerate(items.relations)}
    at = place_actors(ties)
    return {
        "at": [value for iri, (x, y) in at.items() for value in (number[iri], x, y, radius(strength[iri]))],
        "ties": [
            [
                number[tie.source],
                number[tie.target],
                acts.get(tie.what, tie.what),
                [relations[iri] if tie.what == "Relation" else number[iri] for iri in tie.claims],
            ]
            for tie in ties
        ],
    }


def _pieces(items: ViewItems) -> Iterator[tuple[str, Iterator[int | str]]]:
    """By document, the words that are quoted from it, each with where it starts; near ones are one piece."""
    quoted: defaultdict[str, set[Span]] = defaultdict(set)
    for claim in items.claims:
        quoted[claim.document].update((*claim.source, *claim.cue, *claim.content))
    for figure in items.figures:
        quoted[figure.document].add(Span(figure.start, figure.end))
    for relation in items.relations:
        quoted[relation.document].update((relation.at, relation.left_at, relation.right_at or relation.at))
    for document in items.documents:
        yield document.iri, _merged(document.text, sorted(quoted[document.iri]))


def _merged(text: str, spans: Sequence[Span]) -> Iterator[int | str]:
    start, end = -1, -1
    for span in spans:
        if start >= 0 and (span.start <= end or _JOINED.fullmatch(text[end : span.start])):
            end = max(end, span.end)
            continue
        if start >= 0:
            yield from (start, text[start:end])
        start, end = span
    if start >= 0:
        yield from (start, text[start:end])


def _details(
    record: DocumentItem | ActorItem | ClaimItem,
    number: Mapping[str, int],
    figures: Mapping[str, int],
    pieces: Mapping[str, Sequence[int | str]],
) -> dict[str, Any]:
    details: dict[str, Any]
    if isinstance(record, DocumentItem):
        details = {"date": record.date, "language": record.language, "sources": record.sources}
        if record.iri in pieces:
            details |= {"pieces": pieces[record.iri], "length": len(record.text)}
        else:
            details["text"] = record.text
    elif isinstance(record, ActorItem):
        details = {
            "names": record.names,
            "reasons": record.reasons,
            "roles": record.roles,
            "mentions": [[number[iri], _flat(spans)] for iri, spans in record.mentions if iri in number],
        }
    else:
        details = {
            "document": number[record.document],
            "quotation": record.quotation,
            "attribution": record.attribution,
            "confidence": record.confidence,
            "source": _flat(record.source),
            "cue": _flat(record.cue),
            "content": _flat(record.content),
            "figures": [figures[figure.iri] for figure in record.figures],
        }
    return _filled(details)


def _relation(relation: RelationItem, number: Mapping[str, int], kinds: Kinds) -> dict[str, Any]:
    """What a document says of two actors; a side that is none, or is not shown, has its words only."""
    sides = {"left": (relation.left, relation.left_at), "right": (relation.right, relation.right_at)}
    return _filled(
        {
            "kind": kinds.said[relation.kind],
            "document": number[relation.document],
            "at": list(relation.at),
            "role": relation.role,
            "former": relation.former or None,
            "method": relation.method,
            "confidence": relation.confidence,
            **{side: number[iri] for side, (iri, _) in sides.items() if iri and iri in number},
            **{f"{side}At": list(at) for side, (iri, at) in sides.items() if at and iri not in number},
        }
    )


def _figure(
    figure: FigureItem,
    number: Mapping[str, int],
    figures: Mapping[str, int],
    measures: Mapping[str, int],
    tallies: Mapping[str, int],
) -> dict[str, Any]:
    return _filled(
        {
            "document": number[figure.document],
            "claim": number.get(figure.claim or ""),
            "claimants": [number[iri] for iri in figure.claimants if iri in number],
            "span": [figure.start, figure.end],
            "operator": figure.operator,
            "value": figure.value,
            "most": figure.most,
            "measure": measures.get(figure.measure or ""),
            "counted": figure.counted,
            "unit": figure.unit,
            "scope": figure.scope,
            "asOf": figure.as_of,
            "vague": figure.vague or None,
            "partOf": figures.get(figure.part_of or ""),
            "tally": tallies.get(figure.tally or ""),
        }
    )


def _tally(tally: TallyItem, measures: Mapping[str, int]) -> dict[str, Any]:
    return _filled({"measure": measures.get(tally.measure), "unit": tally.unit, "scope": tally.scope})


def _link(
    link: LinkItem, number: Mapping[str, int], figures: Mapping[str, int], kinds: Kinds
) -> dict[str, Any]:
    """A link, with null for a side that is no claim and where no figures are compared."""
    return {
        "kind": next(each.name for each in kinds.links if each.iri == link.kind),
        "left": number.get(link.left or ""),
        "right": number.get(link.right or ""),
        "leftFigure": figures.get(link.left_figure or ""),
        "rightFigure": figures.get(link.right_figure or ""),
        "reason": link.reason,
        "confidence": link.confidence,
    }


def _flat(spans: Sequence[Span]) -> list[int]:
    return [offset for span in spans for offset in span]


def _filled(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if value is not None and value not in ((), [], "")}
