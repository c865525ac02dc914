"""What texts say of two actors: every example of the ontology, and how the records hang together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.annotate.examples import run_examples
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.ontology import load_ontology
from claimgraph.ontology.relations import RelationKind, read_relations
from claimgraph.records import AnnotatedDocument, Document, Relation

ORG = "http://www.w3.org/ns/org#"
KINDS = read_relations(load_ontology()).kinds
EXAMPLES = [(kind.iri, example) for kind in KINDS for example in kind.examples]
COUNTER_EXAMPLES = [(kind.iri, example) for kind in KINDS for example in kind.counter_examples]
Annotate = Callable[..., AnnotatedDocument]


def said(found: AnnotatedDocument) -> list[tuple[str, str, str]]:
    text = found.document.text
    return [
        (
            text[found.mentions[each.left].start : found.mentions[each.left].end],
            each.kind.rpartition("#")[2],
            text[found.mentions[each.right].start : found.mentions[each.right].end],
        )
        for each in found.relations
    ]


def only(found: AnnotatedDocument) -> Relation:
    (relation,) = found.relations
    return relation


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_every_example_is_found(annotate: Annotate, kind: str, example: str) -> None:
    text = example.translate({ord(mark): None for mark in "<>[]"})
    left = example.partition("<")[2].partition(">")[0]
    right = example.partition("[")[2].partition("]")[0]
    assert (left, kind.rpartition("#")[2], right) in said(annotate(text))


@pytest.mark.parametrize(
    ("kind", "example"), COUNTER_EXAMPLES, ids=[example for _, example in COUNTER_EXAMPLES]
)
def test_no_counter_example_is_found(annotate: Annotate, kind: str, example: str) -> None:
    assert kind not in [each.kind for each in annotate(example).relations]


@pytest.mark.parametrize("kind", [kind.iri for kind in KINDS])
def test_every_kind_has_examples(kind: str) -> None:
    assert any(iri == kind for iri, _ in EXAMPLES)


def test_a_relation_holds_its_words_and_both_names(annotate: Annotate) -> None:
    found = annotate("We met Adaku Obi, deputy director of Marrovar Rights Watch, on Monday.")
    relation = only(found)
    text = found.document.text
    assert text[relation.start : relation.end] == "Adaku Obi, deputy director of Marrovar Rights Watch"
    assert relation.role is not None
    assert relation.role.of(text) == "deputy director"
    assert relation.method == "in apposition"
    assert AnnotatedDocument.from_json(found.to_json()) == found


def test_a_relation_that_somebody_claims_points_to_the_claim(annotate: Annotate) -> None:
    found = annotate("Kwame Ferro said that Adaku Obi leads the Vardelin Miners' Union.")
    claim = only(found).claim
    assert claim is not None
    assert found.claims[claim].content[0].of(found.document.text).startswith("Adaku Obi leads")


def test_nothing_is_read_from_boilerplate_or_across_sentences(annotate: Annotate) -> None:
    from claimgraph.records import Span

    text = "Adaku Obi leads the Vardelin Miners' Union."
    assert annotate(text).relations
    assert not annotate(text, boilerplate=(Span(0, len(text)),)).relations
    assert not annotate("They met Adaku Obi. Of the Vardelin Miners' Union nobody came.").relations


@pytest.mark.parametrize(
    "text",
    [
        "The Vardelin Miners' Union accused Adaku Obi, the director of the mine.",
        "The lawyer of Adaku Obi wrote to Marrovar Rights Watch.",
        "Marrovar Rights Watch asked Adaku Obi to lead the inquiry.",
        "Marrovar Rights Watch and the Ministry of Justice met.",
    ],
)
def test_names_in_one_sentence_are_not_yet_a_relation(annotate: Annotate, text: str) -> None:
    assert not annotate(text).relations


def test_long_documents_keep_the_places(annotate: Annotate) -> None:
    said_once = "Adaku Obi, director of Marrovar Rights Watch, denied it.\n\n"
    text = said_once + "It rained all day in the hills above the town.\n\n" * 1400 + said_once
    found = annotate(text)
    assert len(text) > 60_000
    for relation in found.relations:
        left, right = found.mentions[relation.left], found.mentions[relation.right]
        assert text[left.start : left.end] == "Adaku Obi"
        assert text[right.start : right.end] == "Marrovar Rights Watch"
        assert relation.start == left.start
        assert relation.end == right.end
        assert relation.role is not None
        assert relation.role.of(text) == "director"
    assert len(found.relations) == 2


def test_a_file_adds_a_kind_of_relation(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        "@prefix ex: <https://example.org/#> .\n"
        'ex:fundedBy a cg:RelationKind ; cg:leftLabel "Organization" ; cg:rightLabel "Organization" ;\n'
        '    cg:relationNoun "grantee" ; cg:preposition "of" .\n',
        encoding="utf-8",
    )
    text = "The Vardelin Miners' Union is a grantee of the Marrovar Fund."
    annotator = load_pipeline(ontology=[path])
    (found,) = annotator.annotate([Document(path="a.txt", text=text)])
    assert [each.kind for each in found.relations] == ["https://example.org/#fundedBy"]


NAMES = ["Adaku Obi", "Marrovar Rights Watch", "the Vardelin Miners' Union", "Geneva", "she"]
WORDS = [
    ", director of",
    " of ",
    "'s ",
    "-based ",
    " heads ",
    " is a member of ",
    ", headed by ",
    ". ",
    "\n\n",
    " and ",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from([*NAMES, *WORDS]), max_size=12))
def test_records_fit_together_whatever_the_text(annotate: Annotate, parts: list[str]) -> None:
    found = annotate("".join(parts))
    for relation in found.relations:
        assert relation.left != relation.right
        for index in (relation.left, relation.right):
            mention = found.mentions[index]
            assert relation.start <= mention.start < mention.end <= relation.end
        if relation.claim is not None:
            assert relation.claim < len(found.claims)


def test_examples_of_a_users_kind_are_run_by_the_check(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        "@prefix ex: <https://example.org/#> .\n"
        'ex:fundedBy a cg:RelationKind ; cg:leftLabel "Organization" ; cg:rightLabel "Organization" ;\n'
        '    cg:relationNoun "grantee" ; cg:preposition "of" ;\n'
        '    cg:example "The <Vardelin Miners\' Union> is a grantee of the [Marrovar Fund].", "It rained." .\n',
        encoding="utf-8",
    )
    assert sorted((each.term, each.found) for each in run_examples([path])) == [
        ("fundedBy", False),
        ("fundedBy", True),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "role"),
    [
        ("Adaku Obi, former head of the Vardelin Miners' Union, denied it.", "headOf", "head"),
        ("The former president of Estovia, Adaku Obi, left.", "headOf", "president"),
        ("Former Interior Ministry spokesman Adaku Obi denied it.", "memberOf", "spokesman"),
        ("Adaku Obi, ex-director of Marrovar Rights Watch, denied it.", "headOf", "director"),
        ("Adaku Obi, a former Africa director of Marrovar Rights Watch, left.", "memberOf", "director"),
        ("Adaku Obi is a former member of the National Elections Board.", "memberOf", "member"),
        ("Adaku Obi previously worked for Marrovar Rights Watch.", "memberOf", None),
    ],
)
def test_what_is_over_is_marked(annotate: Annotate, text: str, kind: str, role: str | None) -> None:
    relation = only(annotate(text))
    assert relation.former
    assert relation.kind == ORG + kind
    assert (relation.role and relation.role.of(text)) == role


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.iri)
def test_what_is_not_said_to_be_over_is_not_marked(annotate: Annotate, kind: RelationKind) -> None:
    for example in kind.examples:
        if "former" not in example:
            text = example.translate({ord(mark): None for mark in "<>[]"})
            assert not any(relation.former for relation in annotate(text).relations)
