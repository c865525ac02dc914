"""What a document says of two actors -> triples: a `cg:Relation`, which for roles is an `org:Membership`.

The `Relation` records and the nodes of a document come in, triples in N-Quads go out, for `triples.py`. Each
relation is a node with its place in the text, because it is something that a document says; the property
itself ("A org:headOf B") stands beside it in the named graph of that document and in no other. What is over
("former head of B") has its node alone, marked as such, and is neither membership nor post. Memberships,
roles and posts: https://www.w3.org/TR/vocab-org/; subject, predicate and object:
https://www.w3.org/TR/rdf-schema/#ch_reificationvocab.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import Literal, NamedNode

from claimgraph.graph.places import place_triples
from claimgraph.graph.terms import (
    CG,
    DCT,
    ORG,
    PROV,
    RDF,
    SKOS,
    XSD,
    Names,
    date_literal,
    decimal_literal,
    quoted,
    text_literal,
)
from claimgraph.records import AnnotatedDocument, Headed, Relation, Resolution

if TYPE_CHECKING:
    from claimgraph.graph.vocabulary import Vocabulary

__all__ = ["DocumentNodes", "relation_triples"]

_REACH: Final = 40
_HEADS: Final = ORG["headOf"].value
_TRUE: Final = str(Literal("true", datatype=XSD["boolean"]))
_SPACE: Final = re.compile(r"\s+")


class DocumentNodes(Protocol):
    """What the relations of one document refer to; nodes are strings in the form of N-Quads.

    Attributes:
        annotated: the document and what was found in it.
        resolution: knows which bodies are named after roles.
        iri, node: the document's IRI, and the same as a node.
        text: what offsets count in, without lone surrogates.
        mention_nodes: nodes of its mentions.
        mention_actors: the actors that they stand for.
        claim_nodes: nodes of its claims.
        run: the activity that found the relations.
        names: for roles and posts.
        vocabulary: knows which kinds are memberships.
    """

    annotated: AnnotatedDocument
    resolution: Resolution
    iri: str
    node: str
    text: str
    mention_nodes: list[str]
    mention_actors: list[list[str]]
    claim_nodes: list[str]
    run: str
    names: Names
    vocabulary: Vocabulary


def relation_triples(document: DocumentNodes) -> list[str]:
    """The triples of all relations of a document, each once; none where both sides are one actor."""
    return list(dict.fromkeys(_relations(document)))


def _relations(document: DocumentNodes) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for relation in document.annotated.relations:
        place = f"{relation.start}-{relation.end}"
        seen[place] += 1
        number = f".{seen[place]}" if seen[place] > 1 else ""
        left, right = (_only(document.mention_actors[i]) for i in (relation.left, relation.right))
        if left is None or left != right:
            node = f"<{document.iri}/relation/{place}{number}>"
            yield from _relation(node, relation, document, left, right)
    for headed in document.resolution.headed.get(document.annotated.document.path, ()):
        yield from _headed(headed, document)


def _only(actors: list[str]) -> str | None:
    return actors[0] if len(actors) == 1 else None


def _relation(
    node: str, relation: Relation, document: DocumentNodes, left: str | None, right: str | None
) -> Iterator[str]:
    kind = NamedNode(relation.kind)
    member = relation.kind in document.vocabulary.memberships and not relation.former
    yield f"{node} {RDF['type']} {CG['Relation']}"
    yield f"{node} {CG['leftMention']} {document.mention_nodes[relation.left]}"
    if relation.right != relation.left:
        yield f"{node} {CG['rightMention']} {document.mention_nodes[relation.right]}"
    yield f"{node} {RDF['predicate']} {kind}"
    yield f"{node} {CG['statedIn']} {document.node}"
    yield f"{node} {CG['method']} {text_literal(relation.method)}"
    yield f"{node} {CG['confidence']} {decimal_literal(round(relation.confidence, 4))}"
    yield f"{node} {PROV['wasGeneratedBy']} {document.run}"
    if (date := document.annotated.document.date) is not None:
        yield f"{node} {DCT['date']} {date_literal(date)}"
    if relation.claim is not None:
        yield f"{document.claim_nodes[relation.claim]} {CG['states']} {node}"
    if relation.former:
        yield f"{node} {CG['former']} {_TRUE}"
    if member:
        yield f"{node} {RDF['type']} {ORG['Membership']}"
    for actor, side, in_membership in ((left, "subject", "member"), (right, "object", "organization")):
        if actor is not None:
            yield f"{node} {RDF[side]} {actor}"
            if member:
                yield f"{node} {ORG[in_membership]} {actor}"
    if left is not None and right is not None and not relation.former:
        yield f"{left} {kind} {right}"
    yield from place_triples(node, document.node, document.text, relation.start, relation.end)
    if relation.role is not None:
        words = _SPACE.sub(" ", relation.role.of(document.text))
        yield from _role(node, relation, words, document, left, right)


def _headed(headed: Headed, document: DocumentNodes) -> Iterator[str]:
    """That somebody heads a body which is named after their role; the document need not name the body."""
    left = _only(document.mention_actors[headed.mention])
    body = document.names.actor(headed.body)
    if left is None or left == str(body):
        return
    mention = document.annotated.mentions[headed.mention]
    start, end = _with_role(document.text, mention.start, mention.end, headed.role)
    node = f"<{document.iri}/relation/{start}-{end}/{body.value.removeprefix(document.names.base)}>"
    found = Relation(
        kind=_HEADS,
        left=headed.mention,
        right=headed.mention,
        start=start,
        end=end,
        method=headed.method,
        confidence=headed.confidence,
    )
    yield from _relation(node, found, document, left, str(body))
    yield from _role(node, found, headed.role, document, left, str(body))


def _with_role(text: str, start: int, end: int, role: str) -> tuple[int, int]:
    """The place of a name with the words of its role right before or after it."""
    words = r"\s+".join(map(re.escape, role.split()))
    reach = len(role) + _REACH
    window = max(0, start - reach)
    if before := re.search(rf"{words}\W{{1,3}}(?:\w+\.\s+)?$", text[window:start]):
        return window + before.start(), end
    if after := re.match(rf"\W.{{0,{_REACH // 2}}}?{words}", text[end : end + reach], re.DOTALL):
        return start, end + after.end()
    return start, end


def _role(
    node: str, relation: Relation, words: str, document: DocumentNodes, left: str | None, right: str | None
) -> Iterator[str]:
    """The role in words and as a node; of who heads a known body also the post."""
    yield f"{node} {CG['role']} {text_literal(words)}"
    if relation.kind not in document.vocabulary.memberships or relation.former:
        return
    role = str(document.names.role(words))
    yield f"{node} {ORG['role']} {role}"
    yield f"{role} {RDF['type']} {ORG['Role']}"
    yield f"{role} {SKOS['prefLabel']} {quoted(words.lower())}"
    if relation.kind == _HEADS and left is not None and right is not None:
        post = f"{right[:-1]}/post/{role.rpartition('/')[2]}"
        yield f"{left} {ORG['holds']} {post}"
        yield f"{post} {RDF['type']} {ORG['Post']}"
        yield f"{post} {ORG['role']} {role}"
        yield f"{post} {ORG['postIn']} {right}"
