"""GUM's `.conllu` in, texts with their gold names, entities and pronouns out; it resolves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimgraph.annotate.knowledge import Knowledge
from claimgraph.records import Kind, Span

KINDS: Mapping[str, Kind] = {"person": "Person", "organization": "Organization", "place": "Location"}
# Small words inside a name: "Ministry of Health". A person's particles are proper nouns in this corpus.
INSIDE = {"of", "the", "for", "and", "&", "de", "la", "del", "du", "des", "-", "'s", "’s", "/"}
BRACKET = re.compile(
    r"\((?P<id>\d+)(?:\[\d+/\d+\])?-(?P<type>[a-z]+)-[^()]*(?P<whole>\))?|(?P<close>\d+)(?:\[\d+/\d+\])?\)"
)


@dataclass(slots=True)
class Word:
    """A syntactic word: where it stands in the text, and what it hangs on (index in the document, or -1)."""

    start: int
    end: int
    upos: str
    xpos: str
    head: int
    deprel: str


@dataclass(slots=True)
class Entity:
    """An annotated entity: words `first` to `last` (inclusive), its coreference id and type."""

    first: int
    last: int
    id: str
    type: str


@dataclass(frozen=True, slots=True)
class Named:
    """A named mention: its name alone, kind, coreference id, title before it, place in the sentence."""

    span: Span
    kind: Kind
    id: str
    title: str | None
    is_title: bool
    subject: bool
    sentence: int


@dataclass(slots=True)
class Gold:
    """One document of the corpus.

    Attributes:
        sentences: index of its sentence, for each word.
    """

    path: str
    text: str = ""
    words: list[Word] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    names: list[Named] = field(default_factory=list)


def read_gold(path: Path, know: Knowledge) -> Iterator[Gold]:
    """The documents of a CoNLL-U file with `Entity=` annotation, and the names in them."""
    gold: Gold | None = None
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        for line in lines:
            if line.startswith("# newdoc id = "):
                if gold:
                    yield _with_names(gold, know)
                gold = Gold(line.removeprefix("# newdoc id = "))
        if gold and any(line and not line.startswith("#") for line in lines):
            _add_sentence(gold, lines)
    if gold:
        yield _with_names(gold, know)


def _add_sentence(gold: Gold, lines: Sequence[str]) -> None:
    if gold.text:
        gold.text += (
            "\n\n" if any(line.startswith("# newpar") and "block" not in line for line in lines) else " "
        )
    sentence = gold.sentences[-1] + 1 if gold.sentences else 0
    first = len(gold.words)
    joined = 0  # the last word of a token that is several words
    open_entities = [entity for entity in gold.entities if entity.last < 0]
    for line in lines:
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        number, form, upos, xpos, head, deprel, misc = (columns[i] for i in (0, 1, 3, 4, 6, 7, 9))
        spaced = "SpaceAfter=No" not in misc
        if "." in number:
            continue
        if "-" in number:
            joined, spaces = int(number.split("-")[1]), spaced
            continue
        start = len(gold.text)
        gold.text += form
        index = len(gold.words)
        gold.words.append(
            Word(start, len(gold.text), upos, xpos, first + int(head) - 1 if head != "0" else -1, deprel)
        )
        gold.sentences.append(sentence)
        if int(number) < joined:
            spaced = False
        elif int(number) == joined:
            spaced = spaces
        if spaced:
            gold.text += " "
        for match in BRACKET.finditer(re.split(r"(?:^|\|)Entity=", f"{misc}|Entity=")[1].split("|")[0]):
            if match["id"]:
                entity = Entity(index, index if match["whole"] else -1, match["id"], match["type"])
                gold.entities.append(entity)
                if not match["whole"]:
                    open_entities.append(entity)
            else:
                last = max(i for i, each in enumerate(open_entities) if each.id == match["close"])
                open_entities.pop(last).last = index
    gold.text = gold.text.rstrip(" ")


def _with_names(gold: Gold, know: Knowledge) -> Gold:
    """Fill `names`: the innermost entity of each head, and of names that overlap the longest."""
    heads: dict[int, Entity] = {}
    for entity in sorted(gold.entities, key=lambda each: each.first - each.last, reverse=True):
        head = _head(gold, entity)
        if entity.type in KINDS and gold.words[head].upos == "PROPN":
            heads.setdefault(head, entity)
    found = []
    for head, entity in heads.items():
        first, last = _name(gold, entity, head)
        bare = _without_title(gold, first, last, know) if entity.type == "person" else first
        start = gold.words[first if bare is None else bare].start
        found.append(
            Named(
                span=Span(start, gold.words[last].end),
                kind=KINDS[entity.type],
                id=f"{entity.type} {entity.id}",
                title=gold.text[gold.words[first].start : start].strip() or None,
                is_title=bare is None,
                subject=_in_subject(gold, head),
                sentence=gold.sentences[head],
            )
        )
    for name in sorted(found, key=lambda each: each.span.start - each.span.end):
        if not any(
            name.span.start < other.span.end and other.span.start < name.span.end for other in gold.names
        ):
            gold.names.append(name)
    gold.names.sort(key=lambda each: each.span)
    return gold


def _in_subject(gold: Gold, head: int) -> bool:
    while (
        gold.words[head].deprel in ("conj", "appos", "flat", "compound", "nmod:poss")
        and gold.words[head].head >= 0
    ):
        head = gold.words[head].head
    return gold.words[head].deprel.startswith("nsubj")


def _head(gold: Gold, entity: Entity) -> int:
    inside = range(entity.first, entity.last + 1)
    return next((i for i in inside if gold.words[i].head not in inside), entity.first)


def _name(gold: Gold, entity: Entity, head: int) -> tuple[int, int]:
    """First and last word of the proper nouns around the head."""

    def proper(i: int) -> bool:
        word = gold.words[i]
        return word.upos == "PROPN" or word.xpos in ("NNP", "NNPS")

    def inside(i: int) -> bool:
        return gold.words[i].start < gold.words[i].end and _form(gold, i).lower() in INSIDE

    first = last = head
    links = entity.type != "person"
    for i in range(head - 1, entity.first - 1, -1):
        if proper(i) and _form(gold, i).lower() not in INSIDE:
            first = i
        elif not (links and inside(i)) and _form(gold, i) not in ("-", "."):
            break
    for i in range(head + 1, entity.last + 1):
        if proper(i) or gold.words[i].upos == "NUM":
            last = i
        elif not (links and inside(i)) and _form(gold, i) not in ("-", "."):
            break
    return first, last


def _without_title(gold: Gold, first: int, last: int, know: Knowledge) -> int | None:
    """The first word of a person's name after titles; None where there is nothing else."""
    while first <= last:
        for end in range(min(last, first + 3), first - 1, -1):
            words = " ".join(_form(gold, i) for i in range(first, end + 1))
            if words.lower() in know.roles.by_word or words in know.roles.courtesy:
                first = end + 1
                break
        else:
            return first
    return None


def _form(gold: Gold, i: int) -> str:
    return gold.text[gold.words[i].start : gold.words[i].end]
