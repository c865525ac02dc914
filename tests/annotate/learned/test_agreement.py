"""What comes of a model's parts and the rules' attributions: by hand over parsed sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimgraph.annotate.attributed import Attribution
from claimgraph.annotate.attribution import find_attributions
from claimgraph.annotate.learned.agreement import agreed
from claimgraph.annotate.learned.decoding import Part
from claimgraph.annotate.learned.linking import Triple
from claimgraph.ontology.acts import Acts
from claimgraph.records import Span

Parse = Callable[[str], Doc]


def part(doc: Doc, kind: str, words: str, probability: float = 0.9) -> Part:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words))
    assert span is not None, words
    return Part(kind, span.start, span.end, probability)


def triple(doc: Doc, cue: str, source: str | None, *contents: str, ties: float = 1.0) -> Triple:
    return Triple(
        part(doc, "cue", cue),
        None if source is None else part(doc, "source", source),
        [part(doc, "content", content) for content in contents],
        ties,
    )


def texts(doc: Doc, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(doc.text) for span in spans]


def read(
    parse: Parse, acts: Acts, text: str, *triples: tuple[str | None, ...]
) -> tuple[Doc, list[Attribution]]:
    """The attributions of a text; each triple is its cue, its source and its contents."""
    doc = parse(text)
    made = [triple(doc, str(cue), source, *map(str, contents)) for cue, source, *contents in triples]
    return doc, agreed(doc, made, find_attributions(doc, acts), acts)


@pytest.mark.parametrize(
    ("text", "given_content", "content"),
    [
        ("Ada Roe said that the road was closed.", "that the road was closed", "the road was closed"),
        ("Ada Roe said the road was closed.", "the road was closed", "the road was closed"),
        ("The road was closed, Ada Roe said.", "The road was closed,", "The road was closed"),
        # Here "that" points at something.
        ("Ada Roe said that was wrong.", "that was wrong", "that was wrong"),
    ],
)
def test_that_and_commas_are_no_content(
    parse: Parse, acts: Acts, text: str, given_content: str, content: str
) -> None:
    doc, found = read(parse, acts, text, ("said", "Ada Roe", given_content))
    assert [texts(doc, a.content) for a in found] == [[content]]
    assert texts(doc, found[0].source) == ["Ada Roe"]


@pytest.mark.parametrize(
    ("text", "given_source", "source"),
    [
        ("Ada Roe, the mayor of Ushtara, said that it rained.", "Ada Roe, the mayor of Ushtara,", "Ada Roe"),
        ("Ada Roe, who leads the union, said that it rained.", "Ada Roe, who leads the union,", "Ada Roe"),
        ("Ada Roe (Harbour Party) said that it rained.", "Ada Roe (Harbour Party)", "Ada Roe"),
        ("The mayor said that it rained.", "The mayor", "The mayor"),
        # No word for how somebody speaks that the rules know: the model stands alone.
        (
            "Ada Roe, the mayor of Ushtara, quipped that it rained.",
            "Ada Roe, the mayor of Ushtara,",
            "Ada Roe",
        ),
    ],
)
def test_a_source_ends_before_its_apposition(
    parse: Parse, acts: Acts, text: str, given_source: str, source: str
) -> None:
    cue = "quipped" if "quipped" in text else "said"
    doc, found = read(parse, acts, text, (cue, given_source, "that it rained"))
    assert [texts(doc, a.source) for a in found] == [[source]]
    assert [len(a.heads) for a in found] == [1]
    assert found[0].heads[0].text in source


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mayor did not say that the road was closed.", "say"),
        ("The mayor did not say that the road was closed.", "did not say"),
        ("The mayor never said that the road was closed.", "never said"),
    ],
)
def test_what_was_not_said_is_no_attribution(parse: Parse, acts: Acts, text: str, cue: str) -> None:
    assert read(parse, acts, text, (cue, "The mayor", "that the road was closed"))[1] == []


def test_claims_inside_claims_are_kept(parse: Parse, acts: Acts) -> None:
    doc, found = read(
        parse,
        acts,
        "Ada Roe said that the ministry had denied that the road was closed.",
        ("said", "Ada Roe", "that the ministry had denied that the road was closed"),
    )
    assert [(texts(doc, a.source), a.act) for a in found] == [
        (["Ada Roe"], "assert"),
        (["the ministry"], "deny"),
    ]
    assert texts(doc, found[1].content) == ["the road was closed"]


def test_the_rules_know_act_and_addressee(parse: Parse, acts: Acts) -> None:
    doc, found = read(
        parse,
        acts,
        "The Harbour Union urged the Ministry of Transport to publish the list.",
        ("urged", "The Harbour Union", "the Ministry of Transport to publish the list"),
    )
    (only,) = found
    assert only.act == "demand"
    assert only.addressee is not None
    assert only.addressee.text == "Ministry"
    assert texts(doc, only.content) == ["to publish the list"]


def test_items_of_a_list_are_the_rules(parse: Parse, acts: Acts) -> None:
    doc, found = read(
        parse,
        acts,
        "The Harbour Union urged the council to:\n\n• publish the list;\n• pay the drivers.\n\nIt rained.",
        ("urged", "The Harbour Union", "publish the list"),
    )
    assert [texts(doc, a.content) for a in found] == [["publish the list", "pay the drivers"]]


def test_a_cue_that_no_rule_knows_asserts(parse: Parse, acts: Acts) -> None:
    doc, found = read(
        parse, acts, "Ada Roe quipped that it rained.", ("quipped", "Ada Roe", "that it rained")
    )
    assert [(a.act, texts(doc, (a.cue,)), texts(doc, a.source), texts(doc, a.content)) for a in found] == [
        ("assert", ["quipped"], ["Ada Roe"], ["it rained"])
    ]


def test_where_the_model_sees_no_source_the_rules_may(parse: Parse, acts: Acts) -> None:
    doc, found = read(
        parse, acts, "Ada Roe said that the road was closed.", ("said", None, "that the road was closed")
    )
    assert [texts(doc, a.source) for a in found] == [["Ada Roe"]]


def test_two_who_speak_are_two_sources(parse: Parse, acts: Acts) -> None:
    doc, found = read(
        parse,
        acts,
        "Ada Roe and Lee Moss said that the road was closed.",
        ("said", "Ada Roe and Lee Moss", "that the road was closed"),
    )
    assert [texts(doc, a.source) for a in found] == [["Ada Roe", "Lee Moss"]]
    assert len(found[0].heads) == 2


def test_a_cue_without_content_and_a_content_without_cue_add_nothing(parse: Parse, acts: Acts) -> None:
    doc = parse("The road was closed. Ada Roe smiled.")
    loose = [
        Triple(part(doc, "cue", "smiled"), part(doc, "source", "Ada Roe")),
        Triple(None, contents=[part(doc, "content", "The road was closed.")]),
    ]
    assert agreed(doc, loose, [], acts) == []


def test_a_claim_is_as_sure_as_its_triple(parse: Parse, acts: Acts) -> None:
    doc = parse("Ada Roe said that the road was closed.")
    made = Triple(
        part(doc, "cue", "said", 0.9),
        part(doc, "source", "Ada Roe", 0.5),
        [part(doc, "content", "that the road was closed", 0.8)],
        confidence=0.25,
    )
    for rules in ([], find_attributions(doc, acts)):
        (only,) = agreed(doc, [made], rules, acts)
        assert only.confidence == 0.25


def test_without_the_model_the_rules_stand(parse: Parse, acts: Acts) -> None:
    doc = parse("The road was closed, according to Ada Roe. She urged the council to open it.")
    rules = find_attributions(doc, acts)
    assert rules
    assert agreed(doc, [], rules, acts) == rules
    assert agreed(doc, [], [], acts) == []


SENTENCES = [
    "Ada Roe, the mayor, said that “it rained” and left.", "According to the union, 12 people left.", "\n\n", " ",
    "The union urged the council to:\n\n• pay;\n• leave.\n\n", "“Nobody”, he said: “nobody.”", "🙂 “”, … —", "That, that, said that.",
    "Lee Moss (Harbour) and she, who denied it, said", "\t;:, ,", "The U.N. did not say so.",
]  # fmt: skip


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join), st.data())
def test_spans_hold_words_of_the_text_whatever_the_parts(
    parse: Parse, acts: Acts, text: str, data: st.DataObject
) -> None:
    doc = parse(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(doc)), max_size=9)))
    kinds = data.draw(
        st.lists(st.sampled_from(["source", "cue", "content", "none"]), min_size=10, max_size=10)
    )
    chance = st.floats(0.01, 1)
    parts = [
        Part(kind, a, b, data.draw(chance))
        for kind, a, b in zip(kinds, cuts, cuts[1:], strict=False)
        if a < b
    ]
    by_kind = {kind: [p for p in parts if p.kind == kind] for kind in ("source", "cue", "content")}
    triples = [
        Triple(cue, data.draw(st.sampled_from([None, *by_kind["source"]])), list(by_kind["content"]))
        for cue in by_kind["cue"]
    ]
    found = agreed(doc, triples, find_attributions(doc, acts), acts)
    assert found == sorted(found, key=lambda a: (a.cue, a.content))
    for attribution in found:
        assert len(attribution.heads) == len(attribution.source)
        assert attribution.content
        assert doc.text[slice(*attribution.cue)].strip()
        for start, end in (*attribution.source, *attribution.content):
            assert any(map(str.isalnum, doc.text[start:end]))
        for start, end in (*attribution.source, attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)
            assert doc.char_span(start, end) is not None
        assert list(attribution.content) == sorted(attribution.content)


def test_a_source_before_a_semicolon_gives_way_to_the_rules(parse: Parse, acts: Acts) -> None:
    text = "The ministry reported 14 deaths; the mayor announced 16 deaths."
    doc, found = read(
        parse,
        acts,
        text,
        ("reported", "The ministry", "14 deaths"),
        ("announced", "The ministry", "16 deaths"),
    )
    assert [texts(doc, each.source) for each in found] == [["The ministry"], ["the mayor"]]
