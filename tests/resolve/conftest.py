"""Documents with their mentions marked in the text, so that a test can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from claimgraph.ontology import load_ontology
from claimgraph.ontology.names import NameKnowledge, read_names
from claimgraph.records import AnnotatedDocument, Claim, Document, Mention, Resolution, Span
from claimgraph.resolve import resolve

MARK = re.compile(r"\{([^{}|]+)\|([^{}]+)\}")
KINDS = {"P": "Person", "O": "Organization", "G": "Group", "L": "Location", "N": "NORP"}
FORMS = {"r": "role", "p": "pronoun"}

Write = Callable[..., AnnotatedDocument]
Who = Callable[..., list[str | None]]


@pytest.fixture(scope="session")
def names() -> NameKnowledge:
    return read_names(load_ontology())


@pytest.fixture(scope="session")
def write() -> Write:
    """`write("{Ada Moor|P role=Mayor} spoke. {She|Pp source} left.")`: kind, form, then what is known.

    `source` makes the mention the claimant of a claim; `says=N` that of a direct quotation of the N
    characters before it. A mention at the start of a sentence, and every source, is a subject.
    """

    def made(marked: str, *, path: str = "a.txt", **metadata: Any) -> AnnotatedDocument:
        text, mentions, claims = "", [], []
        end = 0
        for mark in MARK.finditer(marked):
            text += marked[end : mark.start()]
            code, *options = re.split(r" (?=\w+=|source\b)", mark[2])
            known = dict(option.partition("=")[::2] for option in options)
            start, sentence = len(text), len(re.findall(r"[.!?][”\"]? ", text))
            fresh = bool(re.search(r"(?:^|[.!?][”\"]? )(?:The |the )?$", text))
            text += mark[1]
            mentions.append(
                Mention(
                    start=start,
                    end=len(text),
                    label=KINDS[code[0]],  # type: ignore[arg-type]
                    form=FORMS.get(code[1:], "named"),  # type: ignore[arg-type]
                    role=known.get("role"),
                    acronym=known.get("acronym"),
                    actor_class=known.get("class"),
                    subject=fresh or "source" in known,
                    sentence=sentence,
                )
            )
            if "source" in known:
                claims.append((len(mentions) - 1, "indirect", (len(text), len(text) + 1)))
            if "says" in known:
                claims.append((len(mentions) - 1, "direct", (start - int(known["says"]), start)))
            end = mark.end()
        text += marked[end:]
        made_claims = [
            Claim(content=(Span(*content),), quotation=quotation, claimants=(index,))  # type: ignore[arg-type]
            for index, quotation, content in claims
        ]
        document = Document(path=path, text=text, **metadata)
        return AnnotatedDocument(document=document, mentions=tuple(mentions), claims=tuple(made_claims))

    return made


@pytest.fixture(scope="session")
def resolution(names: NameKnowledge) -> Callable[..., Resolution]:
    def found(*documents: AnnotatedDocument) -> Resolution:
        return resolve(documents, names=names)

    return found


@pytest.fixture(scope="session")
def who(resolution: Callable[..., Resolution]) -> Who:
    """The actors of all mentions of all documents, in order."""

    def found(*documents: AnnotatedDocument) -> list[str | None]:
        references = resolution(*documents).references
        return [
            reference.actor if reference else None
            for document in documents
            for reference in references[document.document.path]
        ]

    return found
