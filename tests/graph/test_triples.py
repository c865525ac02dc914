"""Records to quads: what is written where, for hand-made and for arbitrary records."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import GraphError
from claimgraph.graph.terms import ACT, CG, DCT, MEASURE, OA, PROV, RDF, SCHEMA, SKOS, Names
from claimgraph.graph.triples import RunInfo, actor_quads, document_quads, run_quads
from claimgraph.graph.vocabulary import Vocabulary, read_vocabulary
from claimgraph.ontology.load import load_ontology
from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    Claim,
    Document,
    Figure,
    Mention,
    Reference,
    Resolution,
    Span,
)

RUN = RunInfo(software_version="1", model_name="m", model_version="1")


@pytest.fixture
def statement(documents: list[AnnotatedDocument], resolution: Resolution) -> list[ox.Quad]:
    return document_quads(documents[0], resolution, run=RUN)


@pytest.fixture
def news(documents: list[AnnotatedDocument], resolution: Resolution) -> list[ox.Quad]:
    return document_quads(documents[1], resolution, run=RUN)


def values(quads: list[ox.Quad], subject: object, predicate: ox.NamedNode) -> list[str]:
    found = [q.object for q in quads if q.subject == subject and q.predicate == predicate]
    return sorted(str(getattr(term, "value", term)) for term in found)


def subjects(quads: list[ox.Quad], predicate: ox.NamedNode, value: object) -> list[object]:
    return [q.subject for q in quads if q.predicate == predicate and q.object == value]


def claim_of(quads: list[ox.Quad], content: str) -> object:
    (claim,) = subjects(quads, CG["content"], ox.Literal(content))
    return claim


def test_everything_of_a_document_is_in_its_own_graph(statement: list[ox.Quad]) -> None:
    (document,) = subjects(statement, RDF["type"], CG["Document"])
    sha256 = values(statement, document, CG["sha256"])[0]
    assert {quad.graph_name for quad in statement} == {Names().document_graph(sha256)}
    assert document == Names().document(sha256)


def test_no_quad_is_written_twice(statement: list[ox.Quad], news: list[ox.Quad]) -> None:
    quads = statement + news
    assert len(set(quads)) == len(quads)


def test_metadata(statement: list[ox.Quad]) -> None:
    (document,) = subjects(statement, RDF["type"], CG["Document"])
    assert values(statement, document, DCT["title"]) == ["Veldoria Watch on Port Amsel"]
    assert values(statement, document, DCT["date"]) == ["2031-05-04"]
    assert values(statement, document, DCT["publisher"]) == [Names().actor("veldoria-watch").value]
    assert values(statement, document, DCT["source"]) == [
        "copies/watch.txt",
        "https://watch.example/port-amsel?id=1",
        "statements/watch.txt",
    ]


def test_what_is_not_known_is_left_out(news: list[ox.Quad]) -> None:
    (document,) = subjects(news, RDF["type"], CG["Document"])
    for predicate in (DCT["title"], DCT["language"]):
        assert values(news, document, predicate) == []


def test_an_explicit_claim(statement: list[ox.Quad]) -> None:
    claim = claim_of(statement, "that officers fired")
    assert values(statement, claim, CG["claimant"]) == [Names().actor("interior-ministry").value]
    assert values(statement, claim, CG["act"]) == [ACT["deny"].value]
    assert values(statement, claim, CG["cue"]) == ["denies"]
    assert values(statement, claim, CG["source"]) == ["The Interior Ministry"]
    assert values(statement, claim, CG["attribution"]) == ["explicit"]
    assert values(statement, claim, PROV["wasGeneratedBy"]) == [RUN.node(Names()).value]


def test_a_default_claim_is_the_publishers(statement: list[ox.Quad]) -> None:
    claim = claim_of(statement, "The Ministry must free all 140 detainees")
    assert values(statement, claim, CG["claimant"]) == [Names().actor("veldoria-watch").value]
    assert values(statement, claim, CG["addressee"]) == [Names().actor("interior-ministry").value]


def test_a_nested_claim_is_relayed(statement: list[ox.Quad]) -> None:
    outer = claim_of(statement, "that Governor Brandt promised an inquiry")
    inner = claim_of(statement, "an inquiry")
    assert subjects(statement, CG["relays"], inner) == [outer]


def test_a_source_that_nobody_can_name(news: list[ox.Quad]) -> None:
    claim = claim_of(news, "40 graves")
    assert values(news, claim, CG["claimant"]) == []
    assert values(news, claim, CG["unnamedSource"]) == ["true"]


def test_broken_content_keeps_its_pieces(news: list[ox.Quad]) -> None:
    claim = claim_of(news, "between 12 and 15 people had died … 3.5 percent of them minors")
    assert len(values(news, claim, CG["contentSpan"])) == 2


def test_figures(statement: list[ox.Quad], news: list[ox.Quad]) -> None:
    deaths = subjects(statement + news, CG["measure"], MEASURE["deaths"])
    assert len(deaths) == 2
    (range_,) = subjects(news, CG["operator"], ox.Literal("range"))
    assert values(news, range_, SCHEMA["minValue"]) == ["12"]
    assert values(news, range_, SCHEMA["maxValue"]) == ["15"]
    assert values(news, range_, SCHEMA["value"]) == []
    assert values(news, range_, CG["asOf"]) == ["2031-05-03"]
    assert values(news, range_, CG["claimant"]) == [Names().actor("interior-ministry").value]


def test_whose_figures_are(news: list[ox.Quad]) -> None:
    by_words = {}
    for node in subjects(news, RDF["type"], CG["Figure"]):
        assert isinstance(node, ox.NamedNode)
        (words,) = values(news, ox.NamedNode(node.value + "/quote"), OA["exact"])
        by_words[words] = values(news, node, CG["claimant"])
    assert by_words["two"] == [Names().actor("amsel-courier").value], "no claim: the publisher's"
    assert by_words["40"] == [], "a claim by nobody who can be named: nobody's"


def test_quotes_have_32_characters_around(
    statement: list[ox.Quad], documents: list[AnnotatedDocument]
) -> None:
    text = documents[0].document.text
    start = text.index("Ada Quill")
    (node,) = (q.subject for q in statement if q.object == CG["Mention"] and f"/{start}-" in str(q.subject))
    assert isinstance(node, ox.NamedNode)
    quote = ox.NamedNode(node.value + "/quote")
    assert values(statement, quote, OA["prefix"]) == [text[start - 32 : start]]
    assert values(statement, quote, OA["suffix"]) == [text[start + 9 : start + 41]]


def test_actors_have_all_classes_above_theirs(resolution: Resolution) -> None:
    quads = actor_quads(resolution, vocabulary=read_vocabulary(load_ontology()))
    watch = Names().actor("veldoria-watch")
    assert {CG["Actor"].value, CG["Organization"].value, CG["NonGovernmentalOrganization"].value} <= set(
        values(quads, watch, RDF["type"])
    )
    assert values(quads, watch, SKOS["prefLabel"]) == ["Veldoria Watch"]
    assert values(quads, watch, SKOS["altLabel"]) == ["VW", "Veldoria Watch"]


def test_a_class_that_the_ontology_lost_still_is_an_actor() -> None:
    actor = Actor(id="x", name="X", label="Person", actor_class="https://example.org/Gone")
    types = values(actor_quads(Resolution(actors={"x": actor})), Names().actor("x"), RDF["type"])
    assert types == ["https://example.org/Gone", CG["Actor"].value, CG["Person"].value]


def test_acts_and_measures_of_users_keep_their_own_iris(documents: list[AnnotatedDocument]) -> None:
    own = ox.NamedNode("https://example.org/acts/deny")
    quads = document_quads(
        replace(
            documents[0],
            mentions=(),
            figures=(),
            relations=(),
            claims=(Claim(content=(Span(0, 3),), act="deny"),),
        ),
        Resolution(),
        run=RUN,
        vocabulary=Vocabulary(acts={"deny": own}),
    )
    assert [q.object for q in quads if q.predicate == CG["act"]] == [own]


def test_the_run_names_its_versions() -> None:
    texts = {str(getattr(quad.object, "value", "")) for quad in run_quads(RunInfo(
        software_version="3.1", model_name="en_x", model_version="2.7", ontology="abc", accuracy="high"))}  # fmt: skip
    assert {"3.1", "en_x", "2.7", "abc", "high"} <= texts


def test_another_run_is_another_activity() -> None:
    assert RUN.node(Names()) != replace(RUN, model_version="2").node(Names())
    assert RUN.node(Names()) != replace(RUN, accuracy="fast").node(Names())


def test_records_at_the_same_place_do_not_share_a_node() -> None:
    note = AnnotatedDocument(
        document=Document(path="a", text="Amsel said so"),
        mentions=(Mention(start=0, end=5, label="Person"), Mention(start=0, end=5, label="Location")),
        claims=(Claim(content=(Span(11, 13),)), Claim(content=(Span(11, 13),), act="deny")),
    )
    quads = document_quads(note, Resolution(), run=RUN)
    assert len(set(subjects(quads, RDF["type"], CG["Mention"]))) == 2
    assert len(set(subjects(quads, RDF["type"], CG["Claim"]))) == 2


def test_a_resolution_of_other_documents_is_refused(
    documents: list[AnnotatedDocument], resolution: Resolution
) -> None:
    path = documents[0].document.path
    short = replace(resolution, references={path: resolution.references[path][:-1]})
    with pytest.raises(GraphError, match="8 mentions, but the resolution knows 7"):
        document_quads(documents[0], short, run=RUN)
    strange = replace(resolution, publishers={path: "nobody"})
    with pytest.raises(GraphError, match="unknown actor 'nobody'"):
        document_quads(documents[0], strange, run=RUN)


@st.composite
def annotated_documents(draw: st.DrawFn) -> AnnotatedDocument:
    text = draw(st.text(st.characters(codec=None), min_size=1, max_size=80))
    place = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda p: p[0] < p[1])
    mentions = draw(st.lists(place, max_size=5, unique=True))
    contents = draw(st.lists(place, max_size=4, unique=True))
    figures = draw(st.lists(place, max_size=3, unique=True))
    return AnnotatedDocument(
        document=Document(path=draw(st.text(min_size=1)), text=text, title=draw(st.none() | st.text())),
        mentions=tuple(Mention(start=s, end=e, label="Person") for s, e in mentions),
        claims=tuple(Claim(content=(Span(*c),), claimants=tuple(range(len(mentions)))) for c in contents),
        figures=tuple(
            Figure(start=s, end=e, value=draw(st.integers()), claim=0 if contents else None)
            for s, e in figures
        ),
    )


@given(annotated_documents())
@settings(max_examples=60, deadline=None)
def test_positions_and_quotes_agree_in_any_text(annotated: AnnotatedDocument) -> None:
    quads = document_quads(annotated, Resolution(), run=RUN)
    written = ox.serialize(quads, None, ox.RdfFormat.TRIG)
    read = list(ox.parse(written, ox.RdfFormat.TRIG))
    assert set(read) == set(quads)
    by_selector = {(q.subject, q.predicate): str(getattr(q.object, "value", "")) for q in read}
    (text,) = (v for (_, predicate), v in by_selector.items() if predicate == CG["text"])
    spans = {q.subject for q in read if q.predicate == OA["hasSource"]}
    assert len(spans) >= len({(m.start, m.end) for m in annotated.mentions})
    for span in spans:
        assert isinstance(span, ox.NamedNode)
        position, quote = ox.NamedNode(span.value + "/position"), ox.NamedNode(span.value + "/quote")
        start, end = int(by_selector[position, OA["start"]]), int(by_selector[position, OA["end"]])
        assert text[start:end] == by_selector[quote, OA["exact"]]
        assert text[:start].endswith(by_selector[quote, OA["prefix"]])
        assert text[end:].startswith(by_selector[quote, OA["suffix"]])


@given(st.text(st.characters(codec=None), min_size=1), st.text(st.characters(codec=None), min_size=1))
def test_names_of_any_kind_are_written_and_read(name: str, actor_id: str) -> None:
    actor = Actor(id=actor_id, name=name, label="Person", names=(name, name.upper()), roles=(name,))
    quads = actor_quads(Resolution(actors={actor_id: actor}))
    assert set(ox.parse(ox.serialize(quads, None, ox.RdfFormat.TRIG), ox.RdfFormat.TRIG)) == set(quads)
    assert len(set(quads)) == len(quads)


def test_references_are_written_with_their_reason() -> None:
    note = AnnotatedDocument(
        document=Document(path="a", text="Ada"), mentions=(Mention(start=0, end=3, label="Person"),)
    )
    resolution = Resolution(
        actors={"ada": Actor(id="ada", name="Ada", label="Person")},
        references={"a": (Reference(actor="ada", method="same name", confidence=0.123456),)},
    )
    quads = document_quads(note, resolution, run=RUN)
    (mention,) = subjects(quads, RDF["type"], CG["Mention"])
    assert values(quads, mention, CG["method"]) == ["same name"]
    assert values(quads, mention, CG["confidence"]) == ["0.1235"]


def test_a_part_knows_its_whole_and_a_vague_amount_its_ends(resolution: Resolution) -> None:
    text = "Hundreds fled; 40 died, nine of them children."
    annotated = AnnotatedDocument(
        document=Document(path="parts.txt", text=text),
        figures=(
            Figure(start=0, end=8, value=200, max=900, op="~", vague=True),
            Figure(start=15, end=17, value=40, measure="deaths"),
            Figure(start=24, end=28, value=9, measure="deaths", part_of=1),
        ),
    )
    quads = document_quads(annotated, Resolution(), run=RUN)
    (vague,) = subjects(quads, CG["vague"], ox.Literal(True))
    assert values(quads, vague, SCHEMA["minValue"]) == ["200"]
    assert values(quads, vague, SCHEMA["maxValue"]) == ["900"]
    (whole,) = subjects(quads, SCHEMA["value"], ox.Literal(40))
    (part,) = subjects(quads, CG["partOf"], whole)
    assert values(quads, part, SCHEMA["value"]) == ["9"]
