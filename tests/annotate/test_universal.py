"""Trees as the official English pipelines draw them, written out by hand, and what the rules make of them."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from claimgraph.annotate.attribution import find_attributions
from claimgraph.annotate.universal import to_universal
from claimgraph.ontology import load_ontology
from claimgraph.ontology.acts import read_acts

VOCAB = spacy.blank("en").vocab


def tree(rows: str) -> Doc:
    """One word a line: text, tag, part of speech, label, index of the head."""
    table = [row.split() for row in rows.strip().splitlines()]
    return Doc(
        VOCAB,
        words=[row[0] for row in table],
        tags=[row[1] for row in table],
        pos=[row[2] for row in table],
        lemmas=["be" if row[0] in ("was", "is") else row[0].lower() for row in table],
        deps=[row[3] for row in table],
        heads=[int(row[4]) for row in table],
    )


def drawn(doc: Doc) -> list[tuple[str, str, str]]:
    return [(token.text, token.dep_, token.head.text) for token in doc]


def test_prepositions_become_markers_and_labels_are_renamed() -> None:
    doc = to_universal(
        tree("""
        Roads NNS NOUN nsubjpass 2
        were VBD AUX auxpass 2
        closed VBN VERB ROOT 2
        by IN ADP agent 2
        police NN NOUN pobj 3
        in IN ADP prep 2
        March NNP PROPN pobj 5
        """)
    )
    assert drawn(doc) == [
        ("Roads", "nsubj:pass", "closed"),
        ("were", "aux:pass", "closed"),
        ("closed", "ROOT", "closed"),
        ("by", "case", "police"),
        ("police", "obl:agent", "closed"),
        ("in", "case", "March"),
        ("March", "obl", "closed"),
    ]


def test_the_copula_hands_its_words_to_the_predicate() -> None:
    doc = to_universal(
        tree("""
        The DT DET det 1
        road NN NOUN nsubj 2
        was VBD AUX ROOT 2
        unsafe JJ ADJ acomp 2
        . . PUNCT punct 2
        """)
    )
    assert drawn(doc) == [
        ("The", "det", "road"),
        ("road", "nsubj", "unsafe"),
        ("was", "cop", "unsafe"),
        ("unsafe", "ROOT", "unsafe"),
        (".", "punct", "unsafe"),
    ]


def test_claims_are_found_in_such_a_tree() -> None:
    doc = to_universal(
        tree("""
        According VBG VERB prep 6
        to IN ADP prep 0
        Roe NNP PROPN pobj 1
        , , PUNCT punct 6
        the DT DET det 5
        union NN NOUN nsubj 6
        denied VBD VERB ROOT 6
        that IN SCONJ mark 10
        roads NNS NOUN nsubj 10
        were VBD AUX aux 10
        closing VBG VERB ccomp 6
        . . PUNCT punct 6
        """)
    )
    acts = read_acts(load_ontology())
    found = {
        attribution.act: (
            [span.of(doc.text) for span in attribution.source],
            [span.of(doc.text) for span in attribution.content],
        )
        for attribution in find_attributions(doc, acts)
    }
    assert found == {
        "assert": (["Roe"], ["the union denied that roads were closing"]),
        "deny": (["the union"], ["roads were closing"]),
    }
