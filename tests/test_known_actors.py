"""Known actors through all stages: a graph's actors leave as FollowTheMoney entities and come back as known."""

from __future__ import annotations

import json
from pathlib import Path

from claimgraph import build, open_graph
from claimgraph.graph.export import export_graph
from claimgraph.ontology.imported import import_known_actors

FIRST = "Marrovar Rights Watch said that 14 people were detained. Adaku Obi, its director, denied nothing."
SECOND = (
    "Marrovar Rights Watch said that 12 people were freed. "
    "The Observatory of Estovian Freedoms denied that anybody was detained."
)
ALIASES = """SELECT ?name WHERE { ?actor skos:exactMatch <http://www.wikidata.org/entity/Q7> ; skos:altLabel ?name }
ORDER BY ?name"""


def built(folder: Path, text: str, ontology: list[Path]) -> Path:
    documents = folder / "documents"
    documents.mkdir(parents=True)
    (documents / "a.txt").write_text(text, encoding="utf-8")
    build([documents], folder / "graph", ontology=ontology, view=False)
    return folder / "graph"


def test_what_is_exported_can_be_completed_and_used_by_another_build(tmp_path: Path) -> None:
    with open_graph(built(tmp_path / "one", FIRST, [])) as graph:
        export_graph(graph, "ftm", tmp_path / "entities.json")
    entities = [json.loads(line) for line in (tmp_path / "entities.json").read_text("utf-8").splitlines()]
    for entity in entities:
        if entity["properties"].get("name") == ["Marrovar Rights Watch"] and entity["schema"] != "Mention":
            # What somebody at Aleph or OpenSanctions adds.
            entity["properties"] |= {"wikidataId": ["Q7"], "alias": ["Observatory of Estovian Freedoms"]}
    (tmp_path / "entities.json").write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")

    done = import_known_actors(tmp_path / "entities.json", tmp_path / "known.ttl")
    assert done.actors >= 2
    assert not done.left_out

    with open_graph(built(tmp_path / "two", SECOND, [tmp_path / "known.ttl"])) as graph:
        names = [str(row[0]) for row in graph.query(ALIASES)]  # type: ignore[index]
        assert names == ["Marrovar Rights Watch", "Observatory of Estovian Freedoms"]
    with open_graph(built(tmp_path / "three", SECOND, [])) as graph:
        assert not list(graph.query(ALIASES))
