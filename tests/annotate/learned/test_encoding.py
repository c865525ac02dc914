"""What the model reads of a text: pieces, word features and lines agree whatever the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from tokenizers import Tokenizer

from claimgraph.annotate.fingerprint import Accuracy
from claimgraph.annotate.learned.encoding import FEATURES, Encoded, Pieces, encode
from claimgraph.annotate.learned.network import Network
from claimgraph.annotate.pipeline import Annotator
from claimgraph.annotate.quotations import quotations
from claimgraph.resources import attribution_folder

T = TypeVar("T")
Parse = Callable[[str], Doc]
Encode = Callable[[str], Encoded]
COLUMN = {name: number for number, name in enumerate(FEATURES)}
TAGS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X", "SPACE",
)  # fmt: skip
QUICK = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
WHATEVER = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(
        st.sampled_from([
            "“It rained,” said Ada Roe.", "\n", "\n\n", "\r\n", "\t", "   ", "\u00a0", "\u2028", "\x00", "\x07", "\u200b",
            "a" * 200, "🙂👩‍👩‍👧", "שלום עולם", "‏العربية", "é̀", "ﬁ", "İstanbul", "ǅ", "中文", "１２", "''", '"', "“", "—",
        ]),
        max_size=12,
    ).map("".join),
)  # fmt: skip


def check(text: Encoded, words: list[str], size: int) -> None:
    lengths = np.diff(text.starts)
    assert text.starts[0] == 0
    assert text.starts[-1] == len(text.pieces)
    assert len(lengths) == len(words) == len(text.features)
    assert all(1 <= length <= 32 for length in lengths)
    assert all(0 <= piece < size for piece in text.pieces)
    assert text.features.shape[1] == len(FEATURES)
    for name, column in COLUMN.items():
        assert all(0 <= value < FEATURES[name] for value in text.features[:, column]), name
    lines = text.lines.tolist()
    assert lines == sorted(set(lines))
    assert lines[:1] == [0] * bool(words)
    assert all("\n" in words[i - 1] and words[i - 1].isspace() for i in lines[1:])
    assert np.flatnonzero(text.features[:, COLUMN["line"]] == 1).tolist() == lines


@pytest.fixture(scope="module")
def vocabulary() -> int:
    return int(Tokenizer.from_file(str(attribution_folder() / "tokenizer.json")).get_vocab_size())


@QUICK
@given(WHATEVER)
def test_all_agree_whatever_the_text(parse: Parse, encoded: Encode, vocabulary: int, text: str) -> None:
    check(encoded(text), [token.text for token in parse(text)], vocabulary)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\n\nRain.\n", "🙂", "שלום", "w" * 200, "a\x00b \x1b[0m", "Rain.\n\n\n\nMore rain."],
)
def test_all_agree_at_the_edges(parse: Parse, encoded: Encode, vocabulary: int, text: str) -> None:
    check(encoded(text), [token.text for token in parse(text)], vocabulary)


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[str], list[str], list[int], list[str]]:
    size = draw(st.integers(1, 80))

    def some(choice: st.SearchStrategy[T]) -> list[T]:
        return draw(st.lists(choice, min_size=size, max_size=size))

    words = some(st.sampled_from(["Roe", "said", "U.N.", "12", "—", "McRoe", "A", "\n\n", " ", "ß"]))
    tags = some(st.sampled_from([*TAGS, "", "CONJ", "EOL"]))
    heads = some(st.integers(0, size - 1))
    relations = some(st.sampled_from(["ROOT", "nsubj", "nsubjpass", "acl:relcl", "dep", "", "new"]))
    return words, tags, heads, relations


@QUICK
@given(trees())
def test_features_stay_within_their_sizes_for_any_tree(
    network: Network, vocabulary: int, tree: tuple[list[str], list[str], list[int], list[str]]
) -> None:
    words, tags, heads, relations = tree
    doc = Doc(Vocab(), words=words, pos=tags, heads=heads, deps=relations)
    check(encode(doc, network.pieces, []), words, vocabulary)


def test_every_relation_and_tag_of_the_shipped_parser_is_known(
    network: Network, annotator_for: Callable[[Accuracy], Annotator]
) -> None:
    nlp: Language = annotator_for("fast").nlp
    labels = list(nlp.get_pipe("parser").labels)  # type: ignore[attr-defined]
    doc = Doc(Vocab(), words=["road"] * len(labels), deps=labels, heads=[0] * len(labels))
    relations = encode(doc, network.pieces, []).features[:, COLUMN["relation"]].tolist()
    assert 0 not in relations
    assert len(set(relations)) == len(labels)
    doc = Doc(Vocab(), words=["road"] * len(TAGS), pos=list(TAGS))
    known = encode(doc, network.pieces, []).features[:, COLUMN["tag"]].tolist()
    assert 0 not in known
    assert len(set(known)) == len(TAGS)


def test_words_of_another_form_have_another_shape(network: Network) -> None:
    words = ["road", "ROAD", "A", "Road", "McRoe", "12", "—", " "]
    alike = ["é", "UN", "Ä", "Ada", "iPhone", "3rd", "...", "\n"]
    shapes = [
        encode(Doc(Vocab(), words=each), network.pieces, []).features[:, COLUMN["shape"]].tolist()
        for each in (words, alike)
    ]
    assert shapes[0] == shapes[1]
    assert len(set(shapes[0])) == len(words)


def test_the_way_to_the_head_has_a_direction_and_grows_in_classes(network: Network) -> None:
    size = 200
    doc = Doc(Vocab(), words=["road"] * size, heads=[100] * size, deps=["dep"] * size)
    ways = encode(doc, network.pieces, []).features[:, COLUMN["head"]].tolist()
    before, after = ways[:100], ways[101:]
    assert set(before).isdisjoint(after)
    assert ways[100] not in {*before, *after}
    assert before == sorted(before, reverse=True)
    assert after == sorted(after)
    assert len(set(before)) == len(set(after)) > 4


def test_words_between_quotation_marks_are_painted(parse: Parse, network: Network) -> None:
    doc = parse("Ada Roe said: “The road is closed,” and left.")
    column = encode(doc, network.pieces, quotations(doc.text)).features[:, COLUMN["quoted"]].tolist()
    inside = [token.text for token, value in zip(doc, column, strict=True) if value == 2]
    assert inside == ["“", "The", "road", "is", "closed", ",", "”"]
    assert set(column) == {1, 2}


def test_pieces_are_the_same_when_the_memory_of_words_was_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["Ada", "Roe", "said", "that", "Ushtara", "and", "\n\n", "Ada", "Roe", "agree", " ", "."]
    vocabulary = attribution_folder() / "tokenizer.json"
    expected = Pieces(vocabulary).of(words)
    forgetful = Pieces(vocabulary)
    monkeypatch.setattr(Pieces, "_MOST", 3)
    assert [forgetful.of(words[:5]), forgetful.of(words)] == [expected[:5], expected]
    assert [forgetful.of([word])[0] for word in words] == expected
