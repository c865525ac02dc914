"""Claims end to end: real model, real parse, the text in and the records out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.records import AnnotatedDocument, Claim, Span

Annotate = Callable[..., AnnotatedDocument]


def words(found: AnnotatedDocument, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(found.document.text) for span in spans]


def only(found: AnnotatedDocument) -> Claim:
    assert len(found.claims) == 1, [words(found, claim.content) for claim in found.claims]
    return found.claims[0]


@pytest.mark.parametrize(
    ("act", "text", "source", "cue", "content"),
    [
        (
            "assert",
            "The ministry said that the road was closed.",
            "The ministry",
            "said",
            "the road was closed",
        ),
        (
            "assert",
            "According to Ada Roe, the road was closed.",
            "Ada Roe",
            "According to",
            "the road was closed",
        ),
        (
            "assert",
            "The road was closed, according to Ada Roe.",
            "Ada Roe",
            "according to",
            "The road was closed",
        ),
        ("assert", "The road, the mayor said, was closed.", "the mayor", "said", "The road"),
        ("assert", "The road was closed, she said on Monday.", "she", "said", "The road was closed"),
        ("deny", "The ministry denied that anyone was hurt.", "The ministry", "denied", "anyone was hurt"),
        ("promise", "The company promised to pay the wages.", "The company", "promised", "to pay the wages"),
        ("demand", "The mayor called for an inquiry.", "The mayor", "called for", "an inquiry"),
        ("concern", "The union warned of new arrests.", "The union", "warned of", "new arrests"),
        (
            "acknowledge",
            "Ada Roe has admitted that officers erred.",
            "Ada Roe",
            "has admitted",
            "officers erred",
        ),
        ("estimate", "The group estimates that thirty died.", "The group", "estimates", "thirty died"),
        ("condemn", "The union condemned the use of force.", "The union", "condemned", "the use of force"),
        ("assert", "The minister told parliament that it was wrong.", "The minister", "told", "it was wrong"),
        ("assert", "He said that the list was wrong.", "He", "said", "the list was wrong"),
    ],
)
def test_construction(annotate: Annotate, act: str, text: str, source: str, cue: str, content: str) -> None:
    found = annotate(text)
    claim = only(found)
    assert words(found, claim.source) == [source]
    assert words(found, claim.cue) == [cue]
    assert words(found, claim.content)[0] == content
    assert claim.act == act
    assert claim.quotation == "indirect"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“The road is closed,” said Ada Roe.", "Ada Roe"),
        ("“The road is closed,” Ada Roe told reporters.", "Ada Roe"),
        ('"The road is closed," she said.', "she"),
        ("Ada Roe said: “The road is closed.”", "Ada Roe"),
        ("“The road is closed,” said her sister, Ada Roe.", "Ada Roe"),
    ],
)
def test_direct_quotation(annotate: Annotate, text: str, source: str) -> None:
    found = annotate(text)
    claim = only(found)
    assert claim.quotation == "direct"
    assert words(found, claim.source) == [source]
    assert "The road is closed" in words(found, claim.content)[0]


def test_the_speaker_at_the_end_of_a_long_sentence(annotate: Annotate) -> None:
    found = annotate(
        "Guards at the mill fired at villagers who opposed the dam, wounding nine people, the Harbour Union said today."
    )
    assert words(found, only(found).source) == ["the Harbour Union"]
    assert words(found, only(found).content)[0].endswith("wounding nine people")


def test_an_office_joined_by_and_is_no_second_source(annotate: Annotate) -> None:
    found = annotate("“It rained,” said Ada Roe, the Europe and Central Asia director of the Harbour Union.")
    assert words(found, only(found).source) == ["Ada Roe"]


def test_a_comment_before_an_adverbial_keeps_the_quotation(annotate: Annotate) -> None:
    found = annotate("It “offers the best opportunity”, Roe said, for inquiries to be more successful.")
    assert "best opportunity" in " ".join(words(found, only(found).content))


def test_a_name_with_stops_inside_ends_no_sentence(annotate: Annotate) -> None:
    found = annotate("They added that the foundation Ar.Rukh.Khak had identified 221 people.")
    assert words(found, only(found).content) == ["the foundation Ar.Rukh.Khak had identified 221 people"]


def test_an_apposition_does_not_hide_the_name(annotate: Annotate) -> None:
    found = annotate("Ada Roe, then the executive director, had called for an inquiry.")
    assert words(found, only(found).source) == ["Ada Roe"]


def test_who_is_accused_is_no_source(annotate: Annotate) -> None:
    found = annotate("The trial of police accused of torture began on Monday.")
    assert all(not claim.source and not claim.claimants for claim in found.claims)


def test_what_is_denied_to_have_been_said_is_no_claim(annotate: Annotate) -> None:
    found = annotate("The minister denied that he had ordered the guards to open fire.")
    assert [claim.act for claim in found.claims] == ["deny"]
    disputed = annotate("The minister rejected the claim by the Harbour Union that nine men had died.")
    assert any("Harbour Union" in " ".join(words(disputed, claim.source)) for claim in disputed.claims)


def test_quotation_goes_on_after_the_cue_and_over_paragraphs(annotate: Annotate) -> None:
    found = annotate(
        "“The road is closed,” said Ada Roe. “It has been closed for days.\n\n“Nobody told the drivers.”\n\n"
        "The mayor left."
    )
    assert words(found, only(found).content) == [
        "“The road is closed,”",
        "“It has been closed for days.",
        "“Nobody told the drivers.”",
    ]


def test_part_of_the_content_in_quotation_marks_is_mixed(annotate: Annotate) -> None:
    found = annotate('The mayor said that the road was "a danger to drivers".')
    assert only(found).quotation == "mixed"


def test_demand_has_an_addressee_and_leaves_it_out_of_the_content(annotate: Annotate) -> None:
    found = annotate("The Harbour Union urged the Ministry of Transport to publish the list.")
    claim = only(found)
    assert claim.act == "demand"
    assert words(found, claim.content) == ["to publish the list"]
    assert next(found.mentions[i] for i in claim.addressees).label == "Organization"


def test_list_items_after_a_colon_are_pieces_of_the_content(annotate: Annotate) -> None:
    found = annotate(
        "The Harbour Union urged the council to:\n\n• publish the list;\n• pay the drivers.\n\nIt rained."
    )
    assert words(found, only(found).content) == ["publish the list", "pay the drivers"]


def test_what_is_said_to_have_been_said_is_relayed(annotate: Annotate) -> None:
    found = annotate("Ada Roe said that the ministry had denied that the road was closed.")
    outer = next(claim for claim in found.claims if claim.relays is not None)
    inner = found.claims[outer.relays or 0]
    assert inner.act == "deny"
    assert words(found, outer.source) == ["Ada Roe"]
    assert words(found, inner.source) == ["the ministry"]


def test_two_verbs_share_their_subject(annotate: Annotate) -> None:
    found = annotate("The minister denied that anyone was hurt and stated that the road was open.")
    assert [words(found, claim.source) for claim in found.claims] == [["The minister"], ["The minister"]]
    assert [claim.act for claim in found.claims] == ["deny", "assert"]


def test_what_was_not_said_is_no_claim(annotate: Annotate) -> None:
    assert not annotate("The mayor did not say that the road was closed.").claims


def test_claimant_is_the_named_mention_and_pronouns_become_mentions(annotate: Annotate) -> None:
    found = annotate("Ada Roe said that the road was closed. She added that the bridge was open.")
    first, second = found.claims
    assert [found.mentions[i].form for i in first.claimants] == ["named"]
    assert [found.mentions[i].form for i in second.claimants] == ["pronoun"]


def test_a_wrapped_line_does_not_end_a_sentence(annotate: Annotate) -> None:
    found = annotate(
        "It rained on Monday. In the evening Mayor Ada Roe denied that\nmore than three wells were closed."
    )
    assert words(found, only(found).content) == ["more than three wells were closed"]


def test_boilerplate_makes_no_claims(annotate: Annotate) -> None:
    line = "The editors said that readers should donate."
    assert annotate(line).claims
    assert not annotate(line, boilerplate=(Span(0, len(line)),)).claims


def test_unattributed_sentences_of_a_statement_are_its_publishers(annotate: Annotate) -> None:
    text = (
        "Statement by the Harbour Union\n\n"
        "The road has been closed since Monday. We urge the council to open it."
    )
    found = annotate(text, publisher="Harbour Union", title="Statement by the Harbour Union")
    assert [claim.attribution for claim in found.claims].count("default") == 1
    default = next(claim for claim in found.claims if claim.attribution == "default")
    assert words(found, default.content) == ["The road has been closed since Monday"]
    report = annotate(text, publisher="Daily", title="Road closed", genre="news")
    assert "default" not in [claim.attribution for claim in report.claims]


SNIPPETS = [
    "“It rained,” said Ada Roe.", "The mayor — “nobody” — denied it.", "\n\n", " ", "\t", "• item\n", "é̀", "🙂",
    "‏שלום", "According to the union, 12 people left.", "(a) open the road;", "He said: ", '"', "“", "”", "''", "…",
    "The panel recommends that the state:\n", "The U.N. said so.", "Mr. O’Neil", "’s", "ﬁ", "\u00a0",
]  # fmt: skip


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=14).map(" ".join))
def test_spans_lie_in_the_text_and_indices_hold_whatever_the_text(annotate: Annotate, text: str) -> None:
    found = annotate(text)
    spans = [s for c in found.claims for s in (*c.source, *c.cue, *c.content)]
    spans += [Span(m.start, m.end) for m in found.mentions] + [Span(f.start, f.end) for f in found.figures]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
    for claim in found.claims:
        assert list(claim.content) == sorted(claim.content)
        for i in (*claim.claimants, *claim.addressees, *claim.about):
            assert 0 <= i < len(found.mentions)
        assert claim.relays is None or 0 <= claim.relays < len(found.claims)
    assert AnnotatedDocument.from_json(found.to_json()) == found


def test_a_subject_after_a_date_is_the_source(annotate: Annotate) -> None:
    found = annotate(
        "On 2 May the Ministry of Health reported 31 deaths; on 6 May the Governor, Ms. T. Osei, announced 38; "
        "and on 1 June the Office of the Governor confirmed that 44 persons had died."
    )
    announced = [claim for claim in found.claims if words(found, claim.cue) == ["announced"]]
    assert [words(found, claim.source) for claim in announced] == [["Ms. T. Osei"]]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (
            "According to figures released by the Interior Ministry, 12 people died.",
            "Interior Ministry",
        ),
        ("Official figures from the Electoral Commission show that 40 people voted.", "Electoral Commission"),
        ("Interior Ministry figures show that nine people died.", "Interior Ministry"),
        ("According to official figures, 14 people died.", "official figures"),
    ],
)
def test_figures_are_of_whom_the_text_names(annotate: Annotate, text: str, claimant: str) -> None:
    found = annotate(text)
    mentions = [found.mentions[i] for i in only(found).claimants]
    assert [text[m.start : m.end] for m in mentions] == [claimant]
