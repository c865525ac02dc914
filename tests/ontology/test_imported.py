"""Lists of others become known actors: FollowTheMoney entities, Wikidata results, and what is wrong in them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.cli import main
from claimgraph.errors import OntologyError
from claimgraph.ontology import CG, load_ontology
from claimgraph.ontology.imported import Imported, import_known_actors
from claimgraph.ontology.known_actors import HeldOffice, KnownActor, read_known_actors
from claimgraph.resources import ontology_folder

Entity = dict[str, Any]


def entity(entity_id: str, schema: str, **properties: Any) -> Entity:
    return {
        "id": entity_id,
        "schema": schema,
        "properties": {k: v if isinstance(v, list) else [v] for k, v in properties.items()},
    }


ENTITIES = [
    entity("lund", "Person", name="Iva Lund", alias=["Iva M. Lund", "Ива Лунд"], weakAlias="Lund", wikidataId="Q2", country="ke"),
    entity("fund", "Organization", name="Dunmore Fund", weakAlias="DF", country="xx"),
    entity("works", "Company", name="Dunmore Works", jurisdiction="ug"),
    entity("agency", "PublicBody", name='Agency for "Water"'),
    entity("Q77", "LegalEntity", alias="Old Guild"),
    entity("post", "Position", name="President of Kenya", country="ke"),
    entity("o1", "Occupancy", holder="lund", post="post", startDate="2020-01-01", endDate="2021"),
    entity("d1", "Directorship", director="lund", organization="fund", role="chair", startDate="soon"),
    entity("m1", "Membership", member="lund", organization="works"),
    entity("e1", "Employment", employee="lund", employer="nowhere"),
    entity("s1", "Sanction", entity="lund"),
]  # fmt: skip


def lines(*entities: Entity | str) -> str:
    return "".join(
        (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)) + "\n" for each in entities
    )


def imported(tmp_path: Path, text: str, name: str = "list.json") -> tuple[Imported, dict[str, KnownActor]]:
    source, target = tmp_path / name, tmp_path / "known.ttl"
    source.write_text(text, encoding="utf-8")
    done = import_known_actors(source, target)
    shipped = {actor.iri for actor in read_known_actors(load_ontology()).actors}
    known = read_known_actors(load_ontology([target])).actors
    return done, {actor.name: actor for actor in known if actor.iri not in shipped}


def test_entities_of_follow_the_money(tmp_path: Path) -> None:
    done, known = imported(tmp_path, lines(*ENTITIES))
    assert set(known) == {"Iva Lund", "Dunmore Fund", "Dunmore Works", 'Agency for "Water"', "Old Guild"}
    assert (done.actors, done.offices, done.left_out) == (5, 3, [])
    lund = known["Iva Lund"]
    assert set(lund.names) == {"Iva Lund", "Iva M. Lund", "Ива Лунд"}
    assert lund.same_as == ("http://www.wikidata.org/entity/Q2",)
    assert lund.country == "Kenya"
    assert set(lund.offices) == {
        HeldOffice("President of Kenya", "Kenya", "2020-01-01", "2021"),
        HeldOffice("chair of Dunmore Fund", None, None, None),
        HeldOffice("member of Dunmore Works", "Uganda", None, None),
    }
    assert known["Dunmore Fund"].names == ("Dunmore Fund", "DF")
    assert known["Dunmore Fund"].country is None
    assert known["Dunmore Works"].actor_class == str(CG.Company)
    assert known['Agency for "Water"'].actor_class == str(CG.StateBody)
    assert known["Old Guild"].same_as == ("http://www.wikidata.org/entity/Q77",)


def test_bad_rows_are_reported_and_the_others_kept(tmp_path: Path) -> None:
    text = lines(
        ENTITIES[0], "{broken", '{"id": "x", "schema": "Person"}', "[]", entity("y", "Person"), ENTITIES[1]
    )
    done, known = imported(tmp_path, text)
    assert set(known) == {"Iva Lund", "Dunmore Fund"}
    assert [row.row for row in done.left_out] == [2, 3, 4, 5]
    assert "has no name" in str(done.left_out[-1])


def test_one_identifier_for_two_makes_two(tmp_path: Path) -> None:
    twins = (entity("a", "Person", name="Iva Lund"), entity("a", "Person", name="Ada Moor"))
    assert set(imported(tmp_path, lines(*twins))[1]) == {"Iva Lund", "Ada Moor"}


def term(value: str, kind: str = "literal") -> dict[str, str]:
    return {"type": kind, "value": value}


def row(qid: str, label: str, **values: str) -> dict[str, Any]:
    item = term(f"http://www.wikidata.org/entity/{qid}", "uri")
    return {"item": item, "itemLabel": term(label), **{name: term(value) for name, value in values.items()}}


ROWS = [
    row("Q2", "Iva Lund", alias="Iva Maria Lund", positionLabel="President", positionCountryCode="KE",
        start="2020-01-01T00:00:00Z", end="2021-12-31T00:00:00Z", type="http://www.wikidata.org/entity/Q5"),
    row("Q2", "Iva Lund", alias="I. M. Lund", positionLabel="President", positionCountryCode="KE",
        start="2020-01-01T00:00:00Z", end="2021-12-31T00:00:00Z", type="http://www.wikidata.org/entity/Q5"),
    row("Q3", "Dunmore Fund", itemAltLabel="DF, The Fund", type="http://www.wikidata.org/entity/Q515"),
]  # fmt: skip
LUND = HeldOffice("President", "Kenya", "2020-01-01", "2021-12-31")


def test_a_result_of_the_wikidata_query_service(tmp_path: Path) -> None:
    bad = [row("Q4", "Q4"), {"itemLabel": term("Nobody")}, row("", "No item")]
    data = {"head": {"vars": ["item", "itemLabel"]}, "results": {"bindings": [*ROWS, *bad]}}
    done, known = imported(tmp_path, json.dumps(data, indent=2))
    assert (done.actors, done.offices) == (2, 1)
    assert [each.row for each in done.left_out] == [4, 5, 6]
    assert set(known["Iva Lund"].names) == {"Iva Lund", "Iva Maria Lund", "I. M. Lund"}
    assert known["Iva Lund"].offices == (LUND,)
    assert known["Dunmore Fund"].names == ("Dunmore Fund", "DF", "The Fund")
    assert known["Dunmore Fund"].label == "Organization"


def test_the_short_form_of_the_service_will_do(tmp_path: Path) -> None:
    short = [{name: value["value"] for name, value in each.items()} for each in ROWS]
    assert imported(tmp_path, json.dumps(short))[1]["Iva Lund"].offices == (LUND,)


def test_the_query_that_ships_is_sparql_and_asks_for_what_is_read() -> None:
    text = (ontology_folder() / "known-actors" / "wikidata.rq").read_text("utf-8")
    result = ox.Store().query(text.replace("SERVICE wikibase:label", "OPTIONAL"))
    assert isinstance(result, ox.QuerySolutions)
    asked = {variable.value for variable in result.variables}
    assert asked >= {"item", "itemLabel", "alias", "positionLabel", "positionCountryCode", "start", "end"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is neither"),
        ("name,country\nIva Lund,ke\n", "is neither"),
        ('{"results": 3}', "is neither"),
        ('{"results": {"bindings": []}}', "holds no person"),
        (lines(entity("s", "Sanction", entity="x")), "holds no person"),
        (lines(entity("y", "Person")), "has no name"),
    ],
)
def test_a_file_of_which_nothing_comes_is_an_error(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(OntologyError, match=reason):
        imported(tmp_path, text)
    assert not list(tmp_path.glob("known*"))


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        import_known_actors(tmp_path / "none.json", tmp_path / "known.ttl")
    (tmp_path / "list.json").write_text(lines(ENTITIES[0]))
    with pytest.raises(OntologyError, match="cannot be written"):
        import_known_actors(tmp_path / "list.json", tmp_path / "no folder" / "known.ttl")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: bool(text.strip()))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(TEXTS, min_size=1, max_size=3, unique=True), entity_id=TEXTS)
def test_any_name_comes_back_as_it_was(tmp_path: Path, names: list[str], entity_id: str) -> None:
    source, target = tmp_path / "list.json", tmp_path / "known.ttl"
    source.write_text(lines(entity(entity_id, "Organization", name=names)), encoding="utf-8")
    import_known_actors(source, target)
    stored = {
        q.object.value
        for q in ox.parse(path=str(target), format=ox.RdfFormat.TURTLE)
        if isinstance(q.object, ox.Literal)
    }
    assert stored == set(names)


def test_the_command_says_what_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "list.json", tmp_path / "known.ttl"
    source.write_text(lines(ENTITIES[0], "{broken"))
    monkeypatch.setattr(sys, "argv", ["claimgraph", "ontology", "import", str(source), "--out", str(target)])
    with pytest.raises(SystemExit) as stop:
        main()
    out, err = capsys.readouterr()
    assert stop.value.code == 3
    assert "1 actor with 0 offices; 1 row left out" in out
    assert "row 2: is no entity" in err
    assert target.exists()
