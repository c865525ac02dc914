"""What the checks of a graph report: where something is wrong, and what, in words for people."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding", "Report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with a graph.

    Attributes:
        document: path of the document that it lies in, or the name of the graph ("actors", "run").
        node: IRI of the node that is wrong.
        message: what is wrong.
    """

    document: str
    node: str
    message: str

    def __str__(self) -> str:
        return f"{self.document}: {self.message} ({self.node})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was checked and what was found.

    Attributes:
        documents: how many documents the graph has.
        checked: how many of them were checked.
        nodes: how many nodes of each class in each of them were checked at most; None where all were.
        findings: what is wrong, nothing in a sound graph.
    """

    documents: int
    checked: int
    nodes: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def __str__(self) -> str:
        sample = "" if self.nodes is None else f", up to {self.nodes} nodes of each class in each"
        checked = f"{self.checked} of {self.documents} documents checked{sample}"
        if self.conforms:
            return f"{checked}: nothing is wrong."
        lines = "".join(f"\n- {finding}" for finding in self.findings)
        return f"{checked}: {len(self.findings)} things are wrong.{lines}"
