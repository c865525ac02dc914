from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate.name_patterns import NamePatterns, capital_runs, flatten
from claimgraph.errors import OntologyError
from claimgraph.ontology import CG, load_ontology
from claimgraph.ontology.actor_types import read_actor_types

HEADER = """@prefix cg: <https://w3id.org/claimgraph/ontology#> .
@prefix ex: <https://example.org/#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ROLES = ("spokesman", "special rapporteur", "leader", "general", "minister")


def patterns(*extra: Path) -> NamePatterns:
    ontology = load_ontology(extra)
    return NamePatterns(ontology, read_actor_types(ontology), ROLES)


SHIPPED = patterns()


def longest(text: str, finder: NamePatterns = SHIPPED) -> list[str]:
    """The names found, those inside another left out."""
    spans = {(name.start, name.end) for name in finder.find(flatten(text))}
    whole = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return [text[start:end] for start, end in sorted(whole)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the General Prosecutor’s Office and the Ministry of Internal Affairs said",
         ["General Prosecutor’s Office", "Ministry of Internal Affairs"]),
        ("the Ministry of Health and Social Protection said", ["Ministry of Health and Social Protection"]),
        ("the Ministry of Education, Science and Culture said",
         ["Ministry of Education, Science and Culture"]),
        ("the Ministry of Justice and Vardelin Rights Watch said",
         ["Ministry of Justice", "Vardelin Rights Watch"]),
        ("the Ministry of Justice, the Supreme Court and others", ["Ministry of Justice", "Supreme Court"]),
        ("Estovia's Coalition against Torture wrote", ["Coalition against Torture"]),
        ("Estovia’s Interior Ministry wrote", ["Interior Ministry"]),
        ("the U.K.’s Vardelin University wrote", ["Vardelin University"]),
        ("the Vardelin Women’s Council met", ["Vardelin Women’s Council"]),
        ("the Vardelin-based Centre for Peace met", ["Centre for Peace"]),
        ("Ministry of Defence Spokesman Ada Obi", ["Ministry of Defence"]),
        ("a UN Special Rapporteur came", ["UN"]),
        ("Northern Trust and Vardelin Trust closed", ["Northern Trust", "Vardelin Trust"]),
        ("On Monday the Supreme Court ruled", ["Supreme Court"]),
        ("told the Security Council on Monday", ["Security Council"]),
        ("told the Human Rights Committee on Estovia", ["Human Rights Committee"]),
        ("the Committee on Enforced Disappearances met", ["Committee on Enforced Disappearances"]),
        ("the Mothers of the Plaza del Sol met", ["Mothers of the Plaza del Sol"]),
        ("REPORT OF THE PANEL ON THE VARDELIN EVENTS", ["PANEL ON THE VARDELIN EVENTS"]),
        ("the Freedom and Justice Party won", ["Freedom and Justice Party"]),
        ("the Ōsaka Łódź Court ruled", ["Ōsaka Łódź Court"]),
        ("the Yi’an Property Bank failed", ["Yi’an Property Bank"]),
        ("The court met. The ministry left.", []),
        ("the Court", []),
    ],
)  # fmt: skip
def test_names_are_found_whole_and_alone(text: str, names: list[str]) -> None:
    assert longest(text) == names


def test_a_wrapped_line_does_not_cut_a_name_but_a_heading_does() -> None:
    wrapped = "The findings were sent on the following morning to the Ministry of\nInternal Affairs by post."
    assert longest(wrapped) == ["Ministry of\nInternal Affairs"]
    assert longest("Report of the Ministry of Health\nJustice Party wins\n") == [
        "Ministry of Health",
        "Justice Party",
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "name"),
    [
        ("{Cap}+ Water|Power Board", "the Vardelin East Power Board met", "Vardelin East Power Board"),
        (
            "Guild of [the] [{Cap} {Cap}] Bakers",
            "the Guild of the Old Town Bakers met",
            "Guild of the Old Town Bakers",
        ),
        ("Guild of [the] [{Cap} {Cap}] Bakers", "the Guild of Bakers met", "Guild of Bakers"),
        ("{Cap}* Synclave [{Of}]", "the Synclave of Health and Culture", "Synclave of Health and Culture"),
        ("Club {Number}", "in Club 7 they met", "Club 7"),
        ("Friends' House", "at Friends’ House they met", "Friends’ House"),
        ("Schützenverein {Cap}", "der Schützenverein Höxter", "Schützenverein Höxter"),
    ],
)
def test_the_language(tmp_path: Path, pattern: str, text: str, name: str) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        HEADER + f'ex:Kind rdfs:subClassOf cg:Organization ; cg:pattern "{pattern}" .', encoding="utf-8"
    )
    finder = patterns(path)
    mine = [n for n in finder.find(flatten(text)) if n.actor_type.iri == "https://example.org/#Kind"]
    assert name in [text[n.start : n.end] for n in mine]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("{Cap}+ [Council", "never closed"),
        ("{Cap}+ Council]", "no [ before it"),
        ("{Capp} Council", "no word list {Capp}"),
        ("{Cap}+ council", "capitalised word of its own"),
        ("[Council]", "capitalised word of its own"),
        ("Council []", "nothing between"),
        ("Council {Cap", "stands alone"),
        ("Council {Of} Board", "at the very end"),
        ("{Name}+ Council", "already stands for several"),
        ("Council | Board", "is not a word"),
        ("Council {Topic} {Topic}", "only one {Topic}"),
    ],
)
def test_a_wrong_pattern_is_named_with_file_line_and_reason(
    tmp_path: Path, pattern: str, reason: str
) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        HEADER + f'\nex:Kind rdfs:subClassOf cg:Court ;\n  cg:pattern "{pattern}" .', encoding="utf-8"
    )
    with pytest.raises(OntologyError) as caught:
        patterns(path)
    assert (caught.value.line, caught.value.path) == (5, str(path))
    assert pattern in caught.value.reason
    assert reason in caught.value.reason


def test_the_more_telling_pattern_weighs_more() -> None:
    found = list(SHIPPED.find("the European Court of Human Rights"))
    best = max(found, key=lambda name: (name.end - name.start, name.weight))
    assert best.actor_type.iri == str(CG.InternationalCourt)


@given(st.text(alphabet=st.sampled_from("Aa Bb’'-.,\n\u00a0ÉŁЖж Court of the"), max_size=80))
def test_offsets_are_of_the_text(text: str) -> None:
    flat = flatten(text)
    assert len(flat) == len(text)
    for run in capital_runs(flat):
        for start, end in run:
            assert text[start].isupper()
            assert 0 <= start < end <= len(text)
    for name in SHIPPED.find(flat):
        assert 0 <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == text[name.start : name.end].strip()


@given(
    st.lists(st.sampled_from(["Ada", "Vardelin", "Northern", "Estovia"]), min_size=1, max_size=4),
    st.booleans(),
)
def test_any_capitalised_words_before_a_head_word_are_the_name(words: list[str], curly: bool) -> None:
    name = " ".join([*words, "Miners’" if curly else "Miners'", "Union"])
    assert longest(f"and then the {name} said") == [name]
