"""Made-up crises as annotated documents, with every true link between their claims.

The stories are in `tests/relate/stories/*.yaml`: what an annotator would mark, one claim a line. Small numbers in
words are their only figures, without a measure: figures are compared elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    Claim,
    Document,
    Figure,
    Mention,
    Reference,
    Resolution,
    Span,
)
from claimgraph.relate.links import Utterance

__all__ = ["STORIES", "Story", "made_story", "read_story"]

_NUMBERS = {"two": 2, "three": 3, "four": 4, "twenty": 20, "forty": 40}
STORIES = Path(__file__).parents[1] / "relate" / "stories"


@dataclass(frozen=True)
class Story:
    """Documents, whom their mentions stand for, and the links.

    Attributes:
        names: id of every claim in the file -> the claim.
        links: kind, later or answering claim, the other one.
    """

    documents: tuple[AnnotatedDocument, ...]
    resolution: Resolution
    names: dict[str, Utterance]
    links: frozenset[tuple[str, Utterance, Utterance]]


def read_story(path: Path) -> Story:
    """Read one file."""
    return made_story(path.stem, path.read_text(encoding="utf-8"))


def made_story(story: str, written: str) -> Story:
    """Make the documents of a story, written as in the files."""
    data = yaml.safe_load(written)
    actors = {
        f"{story}-{key}": Actor(
            id=f"{story}-{key}",
            name=each["name"],
            names=tuple(sorted({each["name"], *each.get("also", ())})),
            label=each.get("label", "Organization"),
        )
        for key, each in data["actors"].items()
    }
    documents, references, names = [], {}, {}
    publishers = {}
    for each in data["documents"]:
        made, known = _document(each, story, actors)
        documents.append(made)
        references[made.document.path] = known
        names.update({c["id"]: Utterance(made.document.path, n) for n, c in enumerate(each["claims"])})
        publisher = next((a for a in actors.values() if a.name == each["publisher"]), None)
        if publisher is not None:
            publishers[made.document.path] = publisher.id
    return Story(
        documents=tuple(documents),
        resolution=Resolution(actors=actors, references=references, publishers=publishers),
        names=names,
        links=frozenset((kind, names[left], names[right]) for kind, left, right in data.get("links", ())),
    )


def _document(
    data: dict[str, Any], story: str, actors: dict[str, Actor]
) -> tuple[AnnotatedDocument, tuple[Reference | None, ...]]:
    text = ""
    mentions: list[Mention] = []
    known: list[Reference | None] = []
    claims = []

    def mention(start: int, end: int, actor: str) -> int:
        mentions.append(Mention(start=start, end=end, label=actors[actor].label))
        known.append(Reference(actor=actor, method="given"))
        return len(mentions) - 1

    for each in data["claims"]:
        claimants: tuple[int, ...] = ()
        start = len(text)
        if each["by"] is not None:
            actor = actors[f"{story}-{each['by']}"]
            text += actor.name
            claimants = (mention(start, len(text), actor.id),)
        else:
            text += "A witness"
        source = Span(start, len(text))
        text += " "
        cue = Span(len(text), len(text) + len(each["cue"]))
        text += f"{each['cue']} "
        content = Span(len(text), len(text) + len(each["says"]))
        text += f"{each['says']}.\n"
        about = tuple(mention(*span, actor) for span, actor in _named(text, content, actors))
        addressed = [f"{story}-{key}" for key in each.get("to", ())]
        claims.append(
            Claim(
                source=(source,),
                cue=(cue,),
                content=(content,),
                act=each["act"],
                claimants=claimants,
                addressees=tuple(mention(cue.start, cue.end, actor) for actor in addressed),
                about=about,
            )
        )
    document = Document(
        path=f"{story}/{data['path']}", text=text, date=data["date"].isoformat(), publisher=data["publisher"]
    )
    return (
        AnnotatedDocument(
            document=document, mentions=tuple(mentions), claims=tuple(claims), figures=tuple(_figures(text))
        ),
        tuple(known),
    )


def _figures(text: str) -> Iterator[Figure]:
    for match in re.finditer(r"\b(" + "|".join(_NUMBERS) + r")\b", text):
        yield Figure(start=match.start(), end=match.end(), value=_NUMBERS[match[0]])


def _named(text: str, content: Span, actors: dict[str, Actor]) -> Sequence[tuple[Span, str]]:
    names = {name: actor.id for actor in actors.values() for name in actor.names}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")\b")
    return [(Span(*m.span()), names[m[0]]) for m in pattern.finditer(text, *content)]
