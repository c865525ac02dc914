"""What both accuracies promise of plain sentences: the same tests for the transformer and for the rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.annotate.fingerprint import ACCURACIES, Accuracy
from claimgraph.records import AnnotatedDocument, Claim, Span

Annotate = Callable[..., AnnotatedDocument]
pytestmark = pytest.mark.parametrize("accuracy", ACCURACIES)


def words(found: AnnotatedDocument, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(found.document.text) for span in spans]


def only(found: AnnotatedDocument) -> Claim:
    assert len(found.claims) == 1, [words(found, claim.content) for claim in found.claims]
    return found.claims[0]


@pytest.mark.parametrize(
    ("act", "text", "source", "content"),
    [
        ("assert", "The ministry said that the bridge was open.", "The ministry", "the bridge was open"),
        (
            "assert",
            "Lee Moss told reporters that the harbour was empty.",
            "Lee Moss",
            "the harbour was empty",
        ),
        (
            "assert",
            "The wells are dry, the farmers’ union said on Friday.",
            "the farmers’ union",
            "The wells are dry",
        ),
        ("assert", "According to Lee Moss, the wells are dry.", "Lee Moss", "the wells are dry"),
        (
            "assert",
            "The wells are dry, according to the Harbour Union.",
            "the Harbour Union",
            "The wells are dry",
        ),
        ("deny", "The company denied that its trucks had left.", "The company", "its trucks had left"),
        ("deny", "Ada Roe denied any role in the attack.", "Ada Roe", "any role in the attack"),
        ("promise", "The government promised to pay the wages.", "The government", "to pay the wages"),
        ("demand", "The union called for an inquiry.", "The union", "an inquiry"),
        (
            "acknowledge",
            "The army admitted that its soldiers had fired.",
            "The army",
            "its soldiers had fired",
        ),
        ("concern", "The agency warned that the dam could break.", "The agency", "the dam could break"),
        ("estimate", "The agency estimates that forty people died.", "The agency", "forty people died"),
        ("condemn", "The church condemned the use of force.", "The church", "the use of force"),
    ],
)
def test_who_says_what(
    annotate_at: Annotate, accuracy: Accuracy, act: str, text: str, source: str, content: str
) -> None:
    found = annotate_at(accuracy, text)
    claim = only(found)
    assert claim.act == act
    assert claim.attribution != "default"
    assert words(found, claim.source) == [source]
    assert words(found, claim.content) == [content]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is open,” said Lee Moss.",
        "“The bridge is open,” Lee Moss said on Friday.",
        "Lee Moss said: “The bridge is open.”",
        '"The bridge is open," Lee Moss told reporters.',
        "“The bridge is open,” said Lee Moss, a spokesman for the ministry.",
    ],
)
def test_a_quotation_before_and_after_who_is_quoted(
    annotate_at: Annotate, accuracy: Accuracy, text: str
) -> None:
    found = annotate_at(accuracy, text)
    claim = only(found)
    assert claim.quotation == "direct"
    assert words(found, claim.source) == ["Lee Moss"]
    assert "The bridge is open" in words(found, claim.content)[0]
    assert [found.mentions[i].form for i in claim.claimants] == ["named"]


def test_a_quotation_goes_on_after_the_cue(annotate_at: Annotate, accuracy: Accuracy) -> None:
    found = annotate_at(accuracy, "“The bridge is open,” said Lee Moss. “It has been open for days.”")
    joined = " ".join(span for claim in found.claims for span in words(found, claim.content))
    assert "The bridge is open" in joined
    assert "It has been open for days" in joined
    assert {span for claim in found.claims for span in words(found, claim.source)} == {"Lee Moss"}


def test_a_demand_has_an_addressee_and_leaves_it_out_of_the_content(
    annotate_at: Annotate, accuracy: Accuracy
) -> None:
    found = annotate_at(accuracy, "The Harbour Union urged the Ministry of Transport to repair the bridge.")
    claim = only(found)
    assert claim.act == "demand"
    assert words(found, claim.content) == ["to repair the bridge"]
    (addressee,) = (found.mentions[i] for i in claim.addressees)
    assert "Ministry of Transport" in Span(addressee.start, addressee.end).of(found.document.text)


def test_items_of_a_list_are_pieces_of_the_content(annotate_at: Annotate, accuracy: Accuracy) -> None:
    found = annotate_at(
        accuracy,
        "The Harbour Union urged the authorities to:\n\n• repair the bridge;\n• pay the drivers.\n\nIt rained.",
    )
    claim = only(found)
    assert words(found, claim.source) == ["The Harbour Union"]
    assert words(found, claim.content) == ["repair the bridge", "pay the drivers"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not say that the bridge was open.",
        "It rained all night.",
        "The bridge is open.",
        "\n\n",
    ],
)
def test_what_nobody_said_is_no_claim(annotate_at: Annotate, accuracy: Accuracy, text: str) -> None:
    assert not annotate_at(accuracy, text).claims


def test_what_is_said_to_have_been_said_is_relayed(annotate_at: Annotate, accuracy: Accuracy) -> None:
    found = annotate_at(accuracy, "Lee Moss said that the army had denied that its soldiers had fired.")
    outer = next(claim for claim in found.claims if claim.relays is not None)
    inner = found.claims[outer.relays or 0]
    assert words(found, outer.source) == ["Lee Moss"]
    assert (inner.act, words(found, inner.source)) == ("deny", ["the army"])


def test_two_verbs_share_their_subject(annotate_at: Annotate, accuracy: Accuracy) -> None:
    found = annotate_at(
        accuracy, "The army denied that anyone had fired and said that the streets were calm."
    )
    assert [(claim.act, words(found, claim.source)) for claim in found.claims] == [
        ("deny", ["The army"]),
        ("assert", ["The army"]),
    ]


def test_a_pronoun_is_a_claimant(annotate_at: Annotate, accuracy: Accuracy) -> None:
    found = annotate_at(
        accuracy, "Lee Moss said that the wells were dry. She added that the bridge was open."
    )
    assert [[found.mentions[i].form for i in claim.claimants] for claim in found.claims] == [
        ["named"],
        ["pronoun"],
    ]


def test_a_statement_speaks_for_its_publisher(annotate_at: Annotate, accuracy: Accuracy) -> None:
    text = (
        "Statement by the Harbour Union\n\n"
        "The bridge has been closed since Monday. We urge the council to open it."
    )
    found = annotate_at(accuracy, text, publisher="Harbour Union", title="Statement by the Harbour Union")
    default = [claim for claim in found.claims if claim.attribution == "default"]
    assert [words(found, claim.content) for claim in default] == [["The bridge has been closed since Monday"]]
    (urged,) = (claim for claim in found.claims if claim.attribution != "default")
    assert urged.act == "demand"
    assert words(found, urged.source) == ["We"]
    report = annotate_at(accuracy, text, publisher="Daily", title="Bridge closed", genre="news")
    assert "default" not in [claim.attribution for claim in report.claims]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The opposition Green Front put the number of dead at 60.", "Green Front"),
        ("Its leader, Ada Roe, accused the minister of lying and demanded that he resign.", "Ada Roe"),
        (
            "The Harbour Union counted 40 boats. The Ministry of Fisheries, in a letter dated 14 May, "
            "maintained that there were 37 boats.",
            "Ministry of Fisheries",
        ),
    ],
    ids=["a noun before the name", "a name after the role", "a phrase between"],
)
def test_the_claimant_is_who_the_sentence_names(
    annotate_at: Annotate, accuracy: Accuracy, text: str, who: str
) -> None:
    found = annotate_at(accuracy, text)
    last = found.claims[-1]
    assert [text[found.mentions[i].start : found.mentions[i].end] for i in last.claimants] == [who]


def test_what_somebody_is_asked_to_do_is_not_done(annotate_at: Annotate, accuracy: Accuracy) -> None:
    text = "The inquiry recommends that the public prosecutor charge the managers of the mine."
    assert [claim.act for claim in annotate_at(accuracy, text).claims] == ["demand"]


def test_boilerplate_makes_no_claims(annotate_at: Annotate, accuracy: Accuracy) -> None:
    line = "The editors said that readers should donate."
    assert annotate_at(accuracy, line).claims
    assert not annotate_at(accuracy, line, boilerplate=(Span(0, len(line)),)).claims


def test_every_claim_says_how_sure_it_is(annotate_at: Annotate, accuracy: Accuracy) -> None:
    found = annotate_at(
        accuracy, "The ministry said that the bridge was open. The army denied that anyone had fired."
    )
    assert len(found.claims) == 2
    assert all(0 < claim.confidence <= 1 for claim in found.claims)
