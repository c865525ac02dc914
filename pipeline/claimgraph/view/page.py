"""A graph -> one HTML file that opens anywhere, offline, and asks the network for nothing.

The network is pyvis's, with positions computed ahead; the page around it is ours, because pyvis's own
loads from the network and lets texts become markup. All texts travel as JSON that cannot end its script
element, and the page's Content-Security-Policy runs the scripts of this file only, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.edge import Edge as PyvisEdge
from pyvis.network import Network
from pyvis.node import Node as PyvisNode
from rdflib import Dataset

from claimgraph.ontology import Ontology, load_ontology
from claimgraph.view.content import page_data
from claimgraph.view.facts import read_run
from claimgraph.view.items import ActorItem, ClaimItem, DocumentItem, ViewItems, read_items
from claimgraph.view.layout import place, radius
from claimgraph.view.opening import CAP
from claimgraph.view.packing import packed_edges, packed_nodes
from claimgraph.view.style import Kinds, find_kinds

__all__ = ["render_view", "write_view"]

# The parts of the page's script and of its style, in the order in which they are joined into one.
_SCRIPTS = (
    "data", "dom", "text", "state", "filters", "theme", "scene", "paint", "graph", "ties", "focus", "find",
    "labels", "narrowing", "legend", "panel", "cards", "evidence", "ledger", "timeline", "modes",
    "tables", "table", "svg", "save", "about", "main",
)  # fmt: skip
_STYLES = ("base", "graph", "panel", "figures", "table", "screens")

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "multiselect": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 1.5, "labelHighlightBold": False},
    "edges": {
        "smooth": False,
        "width": 1,
        "selectionWidth": 1.5,
        "hoverWidth": 1.5,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.35}},
    },
}


def render_view(
    graph: Dataset,
    *,
    ontology: Ontology | None = None,
    title: str | None = None,
    cap: int = CAP,
    text: bool = True,
) -> str:
    """The page of an opened graph, the same text for the same graph.

    Args:
        graph: an opened graph whose default graph is the union of its named graphs.
        ontology: where labels, colours and shapes come from; the shipped one unless given.
        title: the heading; "Who says what" unless given.
        cap: the number of nodes above which the page opens with the most connected actors only.
        text: whether the documents' texts are in the page. Without them it is smaller, and quotes no more of
            a document than the words of its claims, figures and relations.

    >>> page = render_view(Dataset(default_union=True), title="Nothing <yet>")
    >>> "<title>Nothing &lt;yet&gt;</title>" in page
    True
    """
    items = read_items(graph)
    kinds = find_kinds(items, ontology or load_ontology())
    network = _network(items, kinds, title or "Who says what")
    network.templateEnv = _environment(page_data(items, kinds, cap, text=text) | {"run": read_run(graph)})
    network.path = "template.html.j2"
    page: str = network.generate_html()
    return page


def write_view(
    graph: Dataset,
    path: str | Path,
    *,
    ontology: Ontology | None = None,
    title: str | None = None,
    cap: int = CAP,
    text: bool = True,
) -> Path:
    """Write `render_view` to a file, whole or not at all, so that a page open in a browser never breaks.

    Raises:
        OSError: the folder is missing or cannot be written.
    """
    path = Path(path)
    page = render_view(graph, ontology=ontology, title=title, cap=cap, text=text)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as out:
            out.write(page)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def _network(items: ViewItems, kinds: Kinds, title: str) -> Network:
    """The pyvis network; node ids are places in `items.records`, as are those of `page_data`.

    `Network.add_node` and `.add_edge` look every id up in a list, which is quadratic; what they would
    append is made here from pyvis's own classes instead.
    """
    number = {record.iri: position for position, record in enumerate(items.records)}
    at = place(items)
    ties: dict[str, int] = dict.fromkeys(number, 0)
    for edge in items.edges:
        ties[edge.source] += 1
        ties[edge.target] += 1
    network = Network(directed=True, heading=title, cdn_resources="in_line")
    network.options = _OPTIONS
    for record in items.records:
        kind = kinds.kinds[kinds.index[record.iri]]
        x, y = at[record.iri]
        label, size = _look(record, ties[record.iri])
        node = PyvisNode(
            number[record.iri], kind.shape, label, group=kinds.index[record.iri], x=x, y=y, size=size
        )
        network.nodes.append(node.options)
        network.node_ids.append(node.options["id"])
    for edge in items.edges:
        ends = number[edge.source], number[edge.target]
        network.edges.append(PyvisEdge(*ends, directed=True, relation=edge.relation).options)
    return network


def _look(record: DocumentItem | ActorItem | ClaimItem, ties: int) -> tuple[str, int]:
    """Label and size. A claim's label is cut from its document by the page, so that texts are there once."""
    if isinstance(record, ActorItem):
        return record.name, radius(ties)
    if isinstance(record, DocumentItem):
        return record.title, 11
    return "", 5


def _environment(data: dict[str, Any]) -> Environment:
    """Where `generate_html` finds our template, and in it what pyvis does not pass on."""
    environment = Environment(
        loader=PackageLoader("claimgraph.view", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(script_json=_script_json, packed_nodes=packed_nodes, packed_edges=packed_edges)
    environment.globals.update(data=data, **_sources())
    return environment


def _sources() -> dict[str, str | Markup]:
    """Style and scripts, and the policy that lets exactly these run.

    vis-network's own style sheet is left out: it dresses the buttons and tooltips that the page does not
    use, in 220 kB of pictures.
    """
    assets = files("claimgraph.view") / "assets"
    style = "\n".join((assets / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)
    parts = [(assets / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS]
    script = '"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();\n"
    library = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    library = re.sub(r"^//# sourceMappingURL=.*$", "", library, flags=re.MULTILINE)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(library)} {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return {
        "policy": policy,
        "style": _raw("style", style),
        "library": _raw("script", library),
        "script": _raw("script", script),
    }


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _raw(element: str, text: str) -> Markup:
    """Our own or pyvis's source, as the content of an element; it must not be able to end that element."""
    if re.search(rf"</{element}|<!--", text, flags=re.IGNORECASE):
        raise ValueError(
            f"A source that goes into <{element}> holds </{element} or <!--; write it otherwise."
        )
    return Markup(text)  # noqa: S704 - checked above, and never text of a graph


def _script_json(value: object) -> Markup:
    """JSON as the content of a script element: no character in it can end the element or start markup."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - made safe above
