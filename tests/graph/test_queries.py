"""The shipped queries: documented, right on a known graph, and safe whatever people type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimgraph.errors import QueryError
from claimgraph.graph.queries import Query, bind, list_queries, load_query, run_query
from claimgraph.graph.results import Answer, Rows, Triples, python_value
from claimgraph.graph.store import Graph
from claimgraph.graph.terms import PREFIXES
from claimgraph.records import Actor, AnnotatedDocument, Resolution

EXAMPLES = {
    "actor": "Interior Ministry",
    "document": "watch.txt",
    "class": "Organization",
    "act": "deny",
    "measure": "deaths",
    "text": "direct",
    "number": "0.7",
}
NAMES = [query.name for query in list_queries()]


def rows(graph: Graph, name: str, **values: str) -> list[dict[str, Any]]:
    return asked(graph, bind(load_query(name), values, graph=graph))


def asked(graph: Graph, sparql: str) -> list[dict[str, Any]]:
    result = run_query(graph, sparql)
    assert isinstance(result, Rows)
    return [dict(zip(result.columns, map(python_value, row), strict=True)) for row in result.rows]


@pytest.fixture
def a_claim(graph: Graph) -> str:
    (row,) = rows(graph, "relayed-claims")
    return str(row["relaying_claim"])


def test_there_are_the_promised_queries() -> None:
    assert len(NAMES) >= 12
    assert {
        "who-claims-what",
        "about-actor",
        "who-quotes-whom",
        "figures",
        "demands",
        "denials",
        "promises",
        "document-claims",
        "actors-by-type",
        "mentions",
        "provenance",
        "co-mentioned",
        "figures-without-source",
        "relayed-claims",
        "low-confidence",
    } <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_documented(name: str) -> None:
    query = load_query(name)
    assert query.title
    assert query.description.endswith(".")
    for parameter in query.parameters:
        assert parameter.description.endswith(".")
        assert parameter.example
        assert f"# if {parameter.name}: " in query.sparql, "a parameter that does nothing"
    declared = {parameter.name for parameter in query.parameters}
    used = {
        line.split()[2].rstrip(":") for line in query.sparql.splitlines() if line.lstrip().startswith("# if ")
    }
    assert used <= declared


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_sparql_for_any_tool(name: str) -> None:
    """With its own prefixes and nothing bound, as somebody would paste it into another program."""
    ox.Store().query(load_query(name).sparql)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_finds_something_in_the_graph(name: str, graph: Graph, a_claim: str) -> None:
    result = run_query(graph, load_query(name).sparql)
    assert result.triples if isinstance(result, Triples) else isinstance(result, Rows) and result.rows


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_can_be_set(name: str, graph: Graph, a_claim: str) -> None:
    examples = {**EXAMPLES, "claim": a_claim}
    query = load_query(name)
    required = {p.name: examples[p.kind] for p in query.parameters if p.required}
    for parameter in query.parameters:
        sparql = bind(query, {**required, parameter.name: examples[parameter.kind]}, graph=graph)
        assert f"# if {parameter.name}: " not in sparql
        run_query(graph, sparql)


def test_who_claims_what(graph: Graph) -> None:
    found = rows(graph, "who-claims-what", actor="interior ministry")
    assert [row["content"] for row in found if row["act"] == "deny"] == [
        "Nobody was tortured",
        "that officers fired",
    ]
    assert {row["claimant"] for row in found} == {"Interior Ministry"}
    assert len(rows(graph, "who-claims-what", actor="interior ministry", quotation="direct")) == 1
    assert len(rows(graph, "who-claims-what")) == 9


def test_an_actor_is_found_by_any_name_or_iri(graph: Graph) -> None:
    by_name = rows(graph, "who-claims-what", actor="VELDORIA watch")
    assert by_name
    assert rows(graph, "who-claims-what", actor="vw") == by_name
    iri = graph.names.actor("veldoria-watch").value
    assert rows(graph, "who-claims-what", actor=iri) == by_name
    assert rows(graph, "who-claims-what", actor=f"<{iri}>") == by_name


def test_a_name_that_two_actors_share_finds_both(
    build: Callable[..., Graph], documents: list[AnnotatedDocument], resolution: Resolution
) -> None:
    twin = Actor(id="quill-2", name="Quill", label="Person", names=("Ada Quill", "Quill"))
    graph = build(documents, replace(resolution, actors={**resolution.actors, twin.id: twin}))
    assert {row["iri"] for row in rows(graph, "actor-names", actor="ada quill")} == {
        graph.names.actor("ada-quill").value,
        graph.names.actor("quill-2").value,
    }


def test_about_actor(graph: Graph) -> None:
    (row,) = rows(graph, "about-actor", actor="Brandt")
    assert (row["claimant"], row["content"]) == (
        "Interior Ministry",
        "that Governor Brandt promised an inquiry",
    )


def test_who_quotes_whom_leaves_out_what_a_publisher_says_itself(graph: Graph) -> None:
    found = {
        (row["who"], row["whom"]): (row["claims"], row["direct"]) for row in rows(graph, "who-quotes-whom")
    }
    assert found["Amsel Courier", "Interior Ministry"] == (2, 1)
    assert ("Veldoria Watch", "Veldoria Watch") not in found


def test_figures_of_a_measure(graph: Graph) -> None:
    found = rows(graph, "figures", measure="Deaths")
    assert [(row["operator"], row["value"], row["max"], row["claimant"], row["words"]) for row in found] == [
        ("range", 12, 15, "Interior Ministry", "12 and 15"),
        (">=", 27, None, "Ada Quill", "27"),
    ]
    assert len(rows(graph, "figures")) == 6


def test_figures_without_source(graph: Graph) -> None:
    found = rows(graph, "figures-without-source")
    assert {(row["words"], row["source"]) for row in found} == {("40", "Unnamed residents"), ("two", None)}


def test_who_disputes_whom_on_what(graph: Graph) -> None:
    (row,) = rows(graph, "disputes")
    assert (row["claimant"], row["operator"], row["value"]) == ("Ada Quill", ">=", 27)
    assert (row["other_claimant"], row["other_value"], row["other_max"]) == ("Interior Ministry", 12, 15)
    assert (row["document"], row["other_document"]) == ("statements/watch.txt", "news/courier.txt")
    assert row["reason"] == "At least 27 is more than 12 to 15."
    for narrowed in ({"measure": "deaths"}, {"actor": "Interior Ministry"}, {"actor": "Ada Quill"}):
        assert rows(graph, "disputes", **narrowed) == [row]
    assert rows(graph, "disputes", document="courier.txt") == [row]
    for nothing in ({"measure": "detained"}, {"actor": "Brandt"}, {"confidence": "0.95"}):
        assert rows(graph, "disputes", **nothing) == []


def test_who_says_the_same_is_one_voice_or_two(graph: Graph) -> None:
    backed, repeated = rows(graph, "agreements")
    assert (backed["relation"], backed["claimant"], backed["other_claimant"]) == (
        "corroborates",
        "Veldoria Watch",
        "Amsel Courier",
    )
    assert (backed["value"], backed["other_value"], backed["other_content"]) == (140, 2, None)
    assert rows(graph, "agreements", relation="repeats") == [repeated]


def test_how_an_account_changed(graph: Graph) -> None:
    (row,) = rows(graph, "revisions", actor="Interior Ministry")
    assert (row["content"], row["earlier_content"]) == (
        "that Governor Brandt promised an inquiry",
        "Nobody was tortured",
    )
    assert (row["date"], row["earlier_date"]) == ("2031-05-04", "2031-05")
    assert rows(graph, "revisions", actor="Brandt") == []


def test_demands_with_and_without_an_answer(
    graph: Graph, build: Callable[..., Graph], documents: list[AnnotatedDocument], resolution: Resolution
) -> None:
    (answered,) = rows(graph, "answers")
    assert (answered["demand"], answered["answered_by"], answered["answer_act"], answered["answer"]) == (
        "The Ministry must free all 140 detainees",
        "Brandt",
        "promise",
        "an inquiry",
    )
    with build(documents, resolution) as without:
        (open_demand,) = rows(without, "answers")
    assert (open_demand["demand"], open_demand["answer"]) == (answered["demand"], None)
    assert [row["answer"] for row in rows(graph, "answers", confidence="0.6")] == ["an inquiry"]


def test_the_ledger_has_every_counted_figure_once(graph: Graph) -> None:
    found = rows(graph, "ledger")
    assert [(row["measure"], row["scope"], row["date"], row["claimant"], row["value"]) for row in found] == [
        ("deaths", None, "2031-05-03", "Interior Ministry", 12),
        ("deaths", None, "2031-05-04", "Ada Quill", 27),
        ("detained", "in Port Amsel", "2031-05-04", "Veldoria Watch", 140),
    ]
    assert found[1]["stands"] == "differsInScope | disputes"
    assert rows(graph, "ledger", actor="Ada Quill") == found[1:2]


def test_demands_and_to_whom(graph: Graph) -> None:
    (row,) = rows(graph, "demands")
    assert (row["claimant"], row["addressee"]) == ("Veldoria Watch", "Interior Ministry")
    assert rows(graph, "demands", addressee="Brandt") == []


def test_denials_and_promises(graph: Graph) -> None:
    assert len(rows(graph, "denials")) == 2
    assert [row["claimant"] for row in rows(graph, "promises")] == ["Brandt"]


def test_claims_of_a_document_in_order(graph: Graph) -> None:
    for name in ("statements/watch.txt", "watch.txt", "Veldoria Watch on Port Amsel", "copies/watch.txt"):
        found = rows(graph, "document-claims", document=name)
        assert [row["start"] for row in found] == [0, 51, 136, 169, 199, 211]
    assert {row["document"] for row in found} == {"statements/watch.txt"}


def test_actors_by_type(graph: Graph) -> None:
    found = {
        row["actor"]: (row["type"], row["mentions"], row["claims"]) for row in rows(graph, "actors-by-type")
    }
    assert found["Interior Ministry"] == ("state body", 6, 4)
    assert found["Amsel Courier"] == ("organisation", 0, 0)
    assert {row["actor"] for row in rows(graph, "actors-by-type", type="person")} == {"Ada Quill", "Brandt"}
    assert len(rows(graph, "actors-by-type", type="Organization")) == 3, "classes below it count, too"


def test_mentions_with_their_text(graph: Graph, documents: list[AnnotatedDocument]) -> None:
    found = rows(graph, "mentions", actor="Veldoria Watch")
    texts = {each.document.path: each.document.text for each in documents}
    for row in found:
        assert texts[row["document"]][row["start"] : row["end"]] == row["words"]
    assert len(rows(graph, "mentions", actor="Veldoria Watch", form="pronoun")) == 1


def test_provenance_of_a_claim(graph: Graph, a_claim: str) -> None:
    found = rows(graph, "provenance", claim=a_claim)
    assert [(row["part"], row["words"]) for row in found] == [
        ("source", "It"),
        ("cue", "has said"),
        ("content", "that Governor Brandt promised an inquiry"),
    ]
    assert {row["model"] for row in found} == {"test"}
    assert "copies/watch.txt" in found[0]["sources"]


def test_claim_record_is_a_graph_of_its_own(graph: Graph, a_claim: str) -> None:
    result = run_query(graph, bind(load_query("claim-record"), {"claim": a_claim}, graph=graph))
    assert isinstance(result, Triples)
    claims = {t.subject for t in result.triples if str(t.object).endswith("ontology#Claim>")}
    assert claims == {ox.NamedNode(a_claim)}
    assert not any("#text>" in str(t.predicate) for t in result.triples)


def test_co_mentioned(graph: Graph) -> None:
    found = rows(graph, "co-mentioned", actor="Veldoria Watch")
    assert {(row["with"], row["sentences"]) for row in found} == {
        ("Port Amsel", 1),
        ("Ada Quill", 1),
        ("Interior Ministry", 1),
    }
    everything = rows(graph, "co-mentioned")
    assert [row for row in everything if row["actor"] == "Veldoria Watch"] == found


def test_relayed_claims(graph: Graph) -> None:
    (row,) = rows(graph, "relayed-claims")
    assert (row["relayed_by"], row["claimant"], row["act"]) == ("Interior Ministry", "Brandt", "promise")


def test_defaults_hold_until_they_are_set(graph: Graph) -> None:
    assert [row["confidence"] for row in rows(graph, "low-confidence")] == [0.5]
    assert len(rows(graph, "low-confidence", threshold="0.76")) == 4


CLAIM_QUERIES = [
    query.name for query in list_queries() if any(each.name == "confidence" for each in query.parameters)
]


def confidences(graph: Graph) -> dict[str, float]:
    return {
        row["claim"]: row["sure"]
        for row in asked(graph, "SELECT ?claim ?sure { ?claim a cg:Claim ; cg:confidence ?sure }")
    }


def test_queries_that_list_claims_can_leave_out_less_sure_ones() -> None:
    """Each query that has a column of claims can, but for those that are about one claim or about doubt."""
    listing = {query.name for query in list_queries() if "?claim WHERE" in query.sparql}
    assert listing - set(CLAIM_QUERIES) <= {"low-confidence", "provenance"}
    assert {"who-claims-what", "timeline", "who-quotes-whom", "relayed-claims", "figures"} <= set(
        CLAIM_QUERIES
    )


@pytest.mark.parametrize("name", CLAIM_QUERIES)
def test_no_confidence_asked_for_is_every_claim(name: str, graph: Graph) -> None:
    """Whatever their confidence, as if the query had no such parameter."""
    required = {p.name: EXAMPLES[p.kind] for p in load_query(name).parameters if p.required}
    sparql = bind(
        replace(load_query(name), parameters=load_query(name).parameters[:-1]), required, graph=graph
    )
    assert "# if confidence: " in sparql
    assert rows(graph, name, **required) == asked(graph, sparql) != []


@pytest.mark.parametrize("least", ["0.5", "0.6", "0.7", "0.75", "0.8", "0.85", "0.9", "0.95", "1"])
def test_claims_of_a_confidence_or_more(graph: Graph, least: str) -> None:
    sure = confidences(graph)
    every = rows(graph, "who-claims-what")
    found = rows(graph, "who-claims-what", confidence=least)
    assert found == [row for row in every if sure[row["claim"]] >= float(least)]
    denied = rows(graph, "denials", confidence=least)
    assert denied == [row for row in rows(graph, "denials") if sure[row["claim"]] >= float(least)]


def test_counts_of_claims_of_a_confidence_or_more(graph: Graph) -> None:
    def count(least: str) -> int:
        return sum(row["claims"] for row in rows(graph, "who-quotes-whom", confidence=least))

    assert count("0") > count("0.9") > count("1")


def test_figures_outside_claims_have_no_confidence_to_miss(graph: Graph) -> None:
    every, sure = rows(graph, "figures"), rows(graph, "figures", confidence="1")
    assert sure == [row for row in every if row["act"] is None]
    assert 0 < len(sure) < len(every)


def test_a_relayed_claim_is_as_sure_as_the_less_sure_of_the_two(graph: Graph) -> None:
    sure = confidences(graph)
    (row,) = rows(graph, "relayed-claims")
    weaker, stronger = sorted((sure[row["claim"]], sure[row["relaying_claim"]]))
    assert weaker < stronger
    assert rows(graph, "relayed-claims", confidence=str(weaker)) == [row]
    assert rows(graph, "relayed-claims", confidence=str(stronger)) == []


def test_a_claim_without_confidence_counts_as_sure(graph: Graph) -> None:
    sparql = bind(load_query("denials"), {"confidence": "1"}, graph=graph)
    denied = len(rows(graph, "denials"))
    assert len(asked(graph, sparql)) < denied
    unknown = ox.Store()
    unknown.extend(quad for quad in graph.oxigraph if quad.predicate.value != PREFIXES["cg"] + "confidence")
    assert len(list(unknown.query(sparql, use_default_graph_as_union=True))) == denied  # type: ignore[arg-type]


def test_text_that_is_no_name_is_sparql(graph: Graph) -> None:
    query = load_query("ASK { ?s a cg:Claim }")
    assert query.name == ""
    assert run_query(graph, bind(query, {}, graph=graph)) == Answer(True)


def test_a_file_of_ones_own(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "# title: Mine\n"
        "# parameter who (actor, required): Who it is.\n"
        "#   Given by name. Example: Brandt\n"
        "SELECT ?n WHERE {\n"
        "  # if who: VALUES ?a { $who }\n"
        "  ?a skos:prefLabel ?n\n"
        "}\n",
        "utf-8",
    )
    query = load_query(path)
    assert query.parameters[0].description == "Who it is. Given by name."
    result = run_query(graph, bind(query, {"who": "brandt"}, graph=graph))
    assert isinstance(result, Rows)
    assert [row[0] for row in result.rows] == [ox.Literal("Brandt")]


def test_unknown_query() -> None:
    with pytest.raises(QueryError, match=r"no query 'who-claims-waht'\. Did you mean 'who-claims-what'"):
        load_query("who-claims-waht")


def test_missing_and_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"gone\.rq cannot be read"):
        load_query(tmp_path / "gone.rq")
    (tmp_path / "binary.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="not UTF-8"):
        load_query(tmp_path / "binary.rq")
    with pytest.raises(QueryError, match="cannot be read"):
        load_query(tmp_path)


def test_unknown_parameter(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"no parameter 'actr'\. Did you mean 'actor' .*It has: actor, act"):
        bind(load_query("who-claims-what"), {"actr": "x"}, graph=graph)
    with pytest.raises(QueryError, match="It has none"):
        bind(load_query("documents"), {"actor": "x"}, graph=graph)


def test_missing_parameter(graph: Graph) -> None:
    with pytest.raises(
        QueryError, match=r"needs the parameter 'actor': .*--set actor=\"Human Rights Watch\""
    ):
        bind(load_query("mentions"), {}, graph=graph)


def test_unknown_values_name_what_is_near(graph: Graph) -> None:
    query = load_query("who-claims-what")
    with pytest.raises(QueryError, match=r"no actor 'Veldoria Wach'\. Did you mean .*'Veldoria Watch'"):
        bind(query, {"actor": "Veldoria Wach"}, graph=graph)
    with pytest.raises(QueryError, match="no act 'denial'"):
        bind(query, {"act": "denial"}, graph=graph)
    with pytest.raises(QueryError, match="no claim"):
        bind(load_query("provenance"), {"claim": "https://example.org/claim"}, graph=graph)
    with pytest.raises(QueryError, match="'much' is not a number"):
        bind(load_query("low-confidence"), {"threshold": "much"}, graph=graph)


def test_unknown_kind_of_parameter() -> None:
    with pytest.raises(QueryError, match="unknown kind 'colour'"):
        load_query("# parameter x (colour): A colour.\nASK { ?s ?p ?o }")


def test_broken_sparql(graph: Graph) -> None:
    with pytest.raises(QueryError, match="cannot be run"):
        run_query(graph, "SELECT ?s WHERE { ?s ?p }")


TEXT_QUERY = Query(
    name="text",
    sparql="SELECT ?x ?n {\n  # if x: VALUES ?x { $x }\n  { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }\n}",
    parameters=(replace(load_query("mentions").parameters[1], name="x"),),
)


@given(st.text())
@example('" } DROP ALL #')
@example("\\")
@example("\n# if x: $x")
@example("$x ?x \\1 \\g<0>")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_values_stay_values(graph: Graph, value: str) -> None:
    result = run_query(graph, bind(TEXT_QUERY, {"x": value}, graph=graph))
    assert isinstance(result, Rows)
    ((x, count),) = result.rows
    assert python_value(x) == value.strip()
    assert count is not None


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_any_name_finds_its_actor_or_gives_a_clear_error(graph: Graph, name: str) -> None:
    problem = ""
    try:
        run_query(graph, bind(load_query("who-claims-what"), {"actor": name}, graph=graph))
    except QueryError as error:
        problem = str(error)
    assert not problem or "no actor" in problem
