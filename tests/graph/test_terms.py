"""Names of nodes and literals: valid for any input, and unchanged by a store."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimgraph.errors import GraphError
from claimgraph.graph.terms import (
    XSD,
    Names,
    checked_base,
    date_literal,
    decimal_literal,
    number_literal,
    quoted,
    scalar_text,
    source_term,
    text_literal,
)

any_text = st.text(st.characters(codec=None))


def through_a_store(term: ox.Literal) -> ox.Literal:
    node = ox.NamedNode("https://example.org/x")
    store = ox.Store()
    store.add(ox.Quad(node, node, term, node))
    written = ox.serialize(store, None, ox.RdfFormat.TRIG)
    assert written is not None
    (quad,) = ox.parse(written, ox.RdfFormat.TRIG)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


@given(any_text)
def test_every_actor_id_makes_a_valid_iri(actor: str) -> None:
    iri = Names().actor(actor)
    quad = ox.Quad(iri, iri, iri, iri)
    written = ox.serialize([quad], None, ox.RdfFormat.TRIG, base_iri=Names().base)
    assert list(ox.parse(written, ox.RdfFormat.TRIG)) == [quad]


@given(any_text, any_text)
def test_different_actors_have_different_iris(one: str, other: str) -> None:
    assert (Names().actor(one) == Names().actor(other)) == (one == other)


def test_letters_of_other_scripts_stay_readable() -> None:
    assert Names("https://example.org/").actor("тоқаев").value == "https://example.org/actor/тоқаев"


@given(any_text)
def test_text_literals_survive_a_store_and_keep_their_length(text: str) -> None:
    kept = through_a_store(text_literal(text)).value
    assert len(kept) == len(text)
    assert kept == scalar_text(text)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers())
def test_numbers_are_written_as_a_store_gives_them_back(number: float) -> None:
    literal = number_literal(number)
    assert through_a_store(literal) == literal


@pytest.mark.parametrize(("number", "written"), [(0.5, "0.5"), (1.0, "1"), (-0.0, "0"), (1e-7, "0.0000001")])
def test_decimals_have_one_spelling(number: float, written: str) -> None:
    assert decimal_literal(number).value == written


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2022-01-05", "date"),
        ("2022-01", "gYearMonth"),
        ("2022", "gYear"),
        ("2022-13", "string"),
        ("2022-02-30", "string"),
        ("early January", "string"),
        ("٢٠٢٢-٠١-٠٥", "string"),
    ],
)
def test_only_real_dates_become_dates(text: str, datatype: str) -> None:
    literal = date_literal(text)
    assert literal.datatype == XSD[datatype]
    assert through_a_store(literal).value == text


def test_sources_are_iris_only_where_they_are_addresses() -> None:
    assert isinstance(source_term("https://example.org/a?b=c"), ox.NamedNode)
    assert isinstance(source_term("https://example.org/a b"), ox.Literal)
    assert isinstance(source_term("folder/https.txt"), ox.Literal)


@pytest.mark.parametrize("base", ["data/", "https://example.org/data", "https://exa mple.org/", ""])
def test_a_base_that_cannot_start_iris_is_refused(base: str) -> None:
    with pytest.raises(GraphError, match="base"):
        checked_base(base)


@given(any_text.map(scalar_text))
@example("".join(map(chr, range(0x180))))
def test_a_quoted_text_is_what_pyoxigraph_writes(text: str) -> None:
    assert quoted(text) == str(ox.Literal(text))
