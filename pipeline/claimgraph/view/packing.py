"""Lists of alike records -> columns, which are a fraction of their size as JSON: each name is written once.

The page's script (assets/data.js) turns them back into records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["columns", "packed_edges", "packed_nodes"]

_NODE = ("group", "x", "y", "size", "label")


def columns(records: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The values by name, in the order of the records; None where a record lacks one.

    >>> columns([{"x": 1, "y": 2}, {"x": 3}])
    {'x': [1, 3], 'y': [2, None]}
    """
    names = dict.fromkeys(name for record in records for name in record)
    return {name: [record.get(name) for record in records] for name in names}


def packed_nodes(nodes: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """What the page draws of pyvis's nodes; their ids are their places, their shapes those of their groups.

    >>> packed_nodes([{"id": 0, "group": 2, "x": 5, "y": -5, "size": 8, "label": "Ada", "shape": "dot"}])
    {'group': [2], 'x': [5], 'y': [-5], 'size': [8], 'label': ['Ada']}
    """
    return columns([{name: node[name] for name in _NODE} for node in nodes])


def packed_edges(edges: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The edges of pyvis as numbers: from, to and the relation's place in `relations`, one after the other.

    >>> packed_edges([{"from": 0, "to": 7, "relation": "about", "arrows": "to"}])
    {'relations': ['about'], 'ends': [0, 7, 0]}
    """
    relations = sorted({edge["relation"] for edge in edges})
    place = {name: number for number, name in enumerate(relations)}
    ends = [number for edge in edges for number in (edge["from"], edge["to"], place[edge["relation"]])]
    return {"relations": relations, "ends": ends}
