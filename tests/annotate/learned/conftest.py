"""The shipped model, and texts as its component gets them: parsed, with the rules' attributions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from claimgraph.annotate.fingerprint import Accuracy
from claimgraph.annotate.learned.encoding import Encoded, encode
from claimgraph.annotate.learned.network import Network
from claimgraph.annotate.pipeline import Annotator
from claimgraph.annotate.quotations import quotations
from claimgraph.ontology import load_ontology
from claimgraph.ontology.acts import Acts, read_acts
from claimgraph.resources import attribution_folder

_LATER = ("claimgraph_actors", "claimgraph_claims", "claimgraph_figures", "claimgraph_relations")


@pytest.fixture(scope="session")
def acts() -> Acts:
    return read_acts(load_ontology())


@pytest.fixture(scope="session")
def network() -> Network:
    return Network(attribution_folder())


@pytest.fixture(scope="session")
def parse(annotator_for: Callable[[Accuracy], Annotator]) -> Callable[[str], Doc]:
    nlp = annotator_for("fast").nlp

    def run(text: str) -> Doc:
        return nlp(text, disable=_LATER)

    return run


@pytest.fixture(scope="session")
def encoded(network: Network, parse: Callable[[str], Doc], acts: Acts) -> Callable[[str], Encoded]:
    def run(text: str) -> Encoded:
        doc = parse(text)
        return encode(doc, network.pieces, quotations(doc.text))

    return run
