from __future__ import annotations

import pytest
import spacy

from claimgraph.annotate.actors import ActorFinder
from claimgraph.ontology import load_ontology

BLANK = spacy.blank("en")
FINDER = ActorFinder(load_ontology())


def acronyms(text: str) -> dict[str, str]:
    doc = FINDER(BLANK(text))
    return {text[m.start : m.end]: m.acronym for m in doc._.mentions if m.acronym}


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("the Vardelin Rights Watch (VRW) wrote", "Vardelin Rights Watch", "VRW"),
        ("the World Organisation against Torture (OMCT) wrote", "World Organisation against Torture", "OMCT"),
        ("the Bureau for Human Rights (hereinafter BHR) wrote", "Bureau for Human Rights", "BHR"),
        ("the Old Steppe Memory Coalition (“OSMC”) wrote", "Old Steppe Memory Coalition", "OSMC"),
        ("VRW (Vardelin Rights Watch) wrote", "Vardelin Rights Watch", "VRW"),
        ("the Office of the Prosecutor General (OPG), wrote", "Office of the Prosecutor General", "OPG"),
    ],
)
def test_a_definition(text: str, long: str, short: str) -> None:
    assert acronyms(text) == {long: short}


@pytest.mark.parametrize(
    "text",
    [
        "the gross domestic product (GDP) fell",
        "the Gross Domestic Product (GDP) fell",
        "the Vardelin Rights Watch (founded in 2001) wrote",
        "the Vardelin Rights Watch (Ada Obi) wrote",
        "the Vardelin Rights Watch (the largest) wrote",
    ],
)
def test_brackets_that_define_nothing(text: str) -> None:
    assert acronyms(text) == {}


def test_later_uses_take_label_and_class_of_the_long_form() -> None:
    doc = FINDER(
        BLANK("The Vardelin City Court (VCC) met. The VCC’s judge left VCC. A vcc is none, nor is VCCX.")
    )
    found = [(doc.text[m.start : m.end], m.actor_class) for m in doc._.mentions if m.form == "named"]
    assert [name for name, _ in found] == ["Vardelin City Court", "VCC", "VCC", "VCC"]
    assert len({iri for _, iri in found}) == 1


def test_initials_of_a_name_that_the_text_gives_in_full() -> None:
    doc = FINDER(BLANK("Vardelin Rights Watch wrote. VRW also called."))
    assert [doc.text[m.start : m.end] for m in doc._.mentions] == ["Vardelin Rights Watch", "VRW"]
    assert not acronyms("Vardelin Rights Watch wrote. VRW also called.")
