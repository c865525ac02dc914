"""Where the data that ships with the package lies: in an installed wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

from claimgraph.errors import ClaimgraphError

__all__ = ["attribution_folder", "model_folder", "ontology_folder", "queries_folder", "sample_folder"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def ontology_folder() -> Path:
    """The Turtle files that come with claimgraph."""
    return _first("ontology", _PACKAGE / "_data" / "ontology", _CHECKOUT / "ontology")


def queries_folder() -> Path:
    """The named SPARQL queries (`*.rq`)."""
    return _first("queries", _PACKAGE / "_data" / "queries", _CHECKOUT / "graphs" / "queries")


def sample_folder() -> Path:
    """The sample documents on Kazakhstan's January 2022 events."""
    checkout = _CHECKOUT / "graphs" / "january-2022" / "documents"
    return _first("sample", _PACKAGE / "_data" / "january-2022", checkout)


def model_folder() -> Path:
    """The spaCy pipeline `en_claimgraph`."""
    return _first("language model", _PACKAGE / "models" / "en_claimgraph")


def attribution_folder() -> Path:
    """The model that finds claims and names at high accuracy."""
    return _first("attribution model", _PACKAGE / "models" / "attribution")


def _first(what: str, *places: Path) -> Path:
    for place in places:
        if place.is_dir():
            return place
    tried = ", ".join(str(place) for place in places)
    raise ClaimgraphError(
        f"The {what} folder of claimgraph is missing (looked in {tried}). Reinstall claimgraph."
    )
