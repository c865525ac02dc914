"""The pipeline at high accuracy: exact offsets, the same every time, whatever is read together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimgraph.annotate.fingerprint import Accuracy
from claimgraph.annotate.pipeline import Annotator
from claimgraph.records import AnnotatedDocument, Document, Span

SNIPPETS = [
    "“It rained,” said Ada Roe.", "The mayor — “nobody” — denied it.", "\n\n", " ", "\t", "\r\n", "• item\n", "é̀", "🙂👩‍👩‍👧",
    "‏שלום", "قال الوزير إن الطريق مغلق.", "According to the union, 12 people left.", "(a) open the road;", "He said: ", '"', "“",
    "”", "''", "…", "The panel recommends that the state:\n", "The U.N. said so.", "Mr. O’Neil", "’s", "ﬁ", "\u00a0", "\u2028",
    "\x00", "\x07", "a" * 200, "1\u202f530 people died, she said.", "MAYOR DENIES ALL\n", "Roe said that he said that she said",
]  # fmt: skip
TEXTS = [
    "Ada Roe said that the road was closed. “Nobody told the drivers,” she added.",
    "According to the Harbour Union, 14 people were injured in Ushtara on Monday.\n\nThe ministry denied it.",
    "It rained.",
    "The Harbour Union urged the council to:\n\n• publish the list;\n• pay the drivers.\n\n" * 20,
    "“The road is closed,” said Lee Moss, a spokesman for the Ministry of Transport.\n\n" * 30,
    "🙂",
]


@pytest.fixture(scope="module")
def high(annotator_for: Callable[[Accuracy], Annotator]) -> Annotator:
    return annotator_for("high")


def documents() -> list[Document]:
    return [Document(path=f"{i}.txt", text=text) for i, text in enumerate(TEXTS)]


def check(found: AnnotatedDocument, text: str) -> None:
    spans = [s for c in found.claims for s in (*c.source, *c.cue, *c.content)]
    spans += [Span(m.start, m.end) for m in found.mentions] + [Span(f.start, f.end) for f in found.figures]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
        # Nothing starts or ends in the white space around it.
        assert text[start:end] == text[start:end].strip()
    for claim in found.claims:
        assert list(claim.content) == sorted(claim.content)
        assert 0 <= claim.confidence <= 1
        for i in (*claim.claimants, *claim.addressees, *claim.about):
            assert 0 <= i < len(found.mentions)
        assert claim.relays is None or 0 <= claim.relays < len(found.claims)
    assert AnnotatedDocument.from_json(found.to_json()) == found


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=14).map(" ".join),
        st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=8).map("".join),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    )
)
def test_spans_lie_in_the_text_whatever_the_text(high: Annotator, text: str) -> None:
    found = next(high.annotate([Document(path="a.txt", text=text)]))
    check(found, text)


def test_offsets_count_code_points(high: Annotator) -> None:
    text = "🙂👩‍👩‍👧 é̀ ‏שלום\n\nThe Harbour Union said that the road was closed."
    claim = next(high.annotate([Document(path="a.txt", text=text)])).claims[0]
    assert [span.of(text) for span in (*claim.source, *claim.cue)] == ["The Harbour Union", "said"]
    assert [span.of(text) for span in claim.content] == ["the road was closed"]


def test_the_same_every_time_and_whatever_is_read_together(high: Annotator) -> None:
    together = list(high.annotate(documents()))
    assert list(high.annotate(documents())) == together
    assert list(high.annotate(documents()[::-1], batch_size=2))[::-1] == together
    assert [next(high.annotate([document])) for document in documents()] == together
    assert sum(bool(found.claims) for found in together) >= 4


def test_a_stream_of_docs_as_each_on_its_own(high: Annotator) -> None:
    def seen(docs: list[Doc]) -> list[tuple[list[str], list[tuple[str, str]], list[object]]]:
        return [
            (
                [str(claim) for claim in doc._.claims],
                [(entity.text, entity.label_) for entity in doc.ents],
                list(doc._.mentions),
            )
            for doc in docs
        ]

    streamed = seen(list(high.nlp.pipe(TEXTS, batch_size=3)))
    assert streamed == seen([high.nlp(text) for text in TEXTS])
    assert any(claims for claims, _, _ in streamed)


def test_names_are_the_models_and_dates_and_numbers_stay(high: Annotator) -> None:
    doc = high.nlp("Ada Roe said on 5 May 2021 that 14 people had died in Ushtara.")
    names = {entity.text: entity.label_ for entity in doc.ents}
    assert names["Ada Roe"] == "PERSON"
    assert "5 May 2021" in names
    assert "14" in names
    places = [(entity.start, entity.end) for entity in doc.ents]
    assert all(a[1] <= b[0] for a, b in pairwise(places))


def test_claims_at_the_end_of_a_long_document(high: Annotator) -> None:
    line = "It rained in the town of Ushtara on that day and the road along the river was under water.\n\n"
    last = "The Harbour Union said that the last well was dry."
    middle = "Ada Roe denied that the bridge was closed.\n\n"
    text = line * (100_000 // len(line)) + middle + line * (100_000 // len(line)) + last
    found = next(high.annotate([Document(path="long.txt", text=text)]))
    check(found, text)
    for start, words in (
        (text.index(middle), "the bridge was closed"),
        (text.index(last), "the last well was dry"),
    ):
        (claim,) = [claim for claim in found.claims if claim.content[0].start >= start][:1]
        assert [span.of(text) for span in claim.content] == [words]
        assert claim.content[0].start == text.index(words)
        assert found.mentions[claim.claimants[0]].start >= start
