"""spaCy component: attributions -> `Claim` records that name their mentions, their act and what they relay.

Reads the parse and `doc._.mentions`; writes `doc._.claims`, adds the pronouns that are sources to
`doc._.mentions`, and drops role mentions that no claim needs. Who a mention stands for is decided later,
over all documents.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Token

from claimgraph.annotate.attributed import Attribution
from claimgraph.annotate.attribution import find_attributions
from claimgraph.annotate.defaults import default_claims
from claimgraph.annotate.extensions import declare_extensions
from claimgraph.annotate.learned.agreement import agreed
from claimgraph.annotate.quotations import Quotation, quotations
from claimgraph.ontology.acts import Acts
from claimgraph.ontology.genres import Genre
from claimgraph.records import Claim, Mention, Span

__all__ = ["ClaimFinder"]

_PERSONAL = {
    "he": "Person", "she": "Person", "i": "Person", "they": "Group", "we": "Group", "it": "Organization",
    "him": "Person", "her": "Person", "them": "Group", "us": "Group", "me": "Person",
}  # fmt: skip
# What a report is about, not whose it is.
_TOPICAL = frozenset({"on", "about", "for", "regarding", "concerning", "in", "to", "against"})
_RELATIVE = {"who", "which", "that"}
# How often a cue in this construction overlaps one that people marked, PolNeAR train, first 260 articles,
# rounded to 0.05; the last four are too rare there to be measured and stand at one in two.
_PRECISION = {
    "clause": 0.7, "phrase": 0.9, "object": 0.7, "oblique": 0.6, "infinitive": 0.65,
    "count": 0.5, "figure": 0.5, "adjective": 0.5, "noun": 0.5,
}  # fmt: skip
_QUOTED = 0.95


@dataclass
class ClaimFinder:
    """The component; see the module's docstring.

    Args:
        acts: cue words and what they do.
        genres: how a text shows that it speaks for its publisher.
    """

    acts: Acts
    genres: Sequence[Genre] = ()

    def __post_init__(self) -> None:
        declare_extensions()
        ranked = sorted(self.acts.acts.values(), key=lambda act: (-act.priority, act.name))
        self._patterns = [(act.name, pattern) for act in ranked for pattern in act.patterns]

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.claims` and bring `doc._.mentions` up to date."""
        mentions: list[Mention] = list(doc._.mentions)
        document = doc._.document
        boilerplate = document.boilerplate if document is not None else ()
        spans = [_token_span(doc, m) for m in mentions if m.form == "named"]
        names = [span for span in spans if span is not None]
        attributions = find_attributions(doc, self.acts, names)
        if doc._.triples is not None:
            attributions = agreed(doc, doc._.triples, attributions, self.acts, names)
        found = [
            a
            for a in _not_demanded(doc, _not_denied(attributions))
            if not _first_person_belief(a) and not _inside(a, boilerplate)
        ]
        text = doc.text  # put together from the tokens every time that it is asked for
        quotes = _Quotes(quotations(text))
        links = _Links(doc, mentions, self.acts.voices)
        claims = []
        for attribution in found:
            claimants = links.claimants(attribution)
            if quotes.swallow(attribution, named=bool(claimants)):
                continue
            claims.append(
                Claim(
                    source=attribution.source,
                    cue=(attribution.cue,),
                    content=attribution.content,
                    act=self._act(text, attribution),
                    quotation=quotes.kind(attribution.content),
                    claimants=claimants,
                    addressees=links.addressees(attribution),
                    confidence=_confidence(doc, attribution, self.acts.hedges),
                )
            )
        claims = _with_relays(_unique(claims))
        claims.extend(default_claims(doc, claims, self.genres))
        doc._.mentions, doc._.claims = _settle(links.mentions, claims)
        return doc

    def _act(self, text: str, attribution: Attribution) -> str:
        """What the cue says, unless a neutral cue introduces content that does something."""
        if attribution.act != self.acts.neutral:
            return attribution.act
        content = attribution.content[0].of(text)
        for name, pattern in self._patterns:
            if pattern.search(content):
                return name
        return attribution.act


class _Links:
    """From the words of a source to the mentions that it stands for; makes pronoun mentions as needed."""

    def __init__(self, doc: Doc, mentions: list[Mention], voices: frozenset[str]) -> None:
        self._doc = doc
        self.mentions = list(mentions)
        self._starts = [m.start for m in mentions]
        self._voices = voices
        self._added: dict[int, int] = {}
        self._sentences: list[int] = [s.start_char for s in doc.sents]

    def claimants(self, attribution: Attribution) -> tuple[int, ...]:
        found = []
        for head, span in zip(attribution.heads, attribution.source, strict=True):
            index = self._of_source(head, span)
            if index is not None and index not in found:
                found.append(index)
        return tuple(found)

    def addressees(self, attribution: Attribution) -> tuple[int, ...]:
        head = attribution.addressee
        if head is None:
            return ()
        found = []
        for token in (head, *(c for c in head.children if c.dep_ == "conj")):
            index = self._at(token.idx)
            if index is None:
                flat = [c for c in token.children if c.dep_ in ("flat", "appos")]
                index = next((i for c in flat if (i := self._at(c.idx)) is not None), None)
            if index is not None and index not in found:
                found.append(index)
        return tuple(found)

    def _of_source(self, head: Token, span: Span) -> int | None:
        word = head.lower_
        if word in _RELATIVE and head.i != head.sent.start:
            clause = head.head
            antecedent = clause.head if clause.dep_ == "acl:relcl" else None
            return self._of_noun(antecedent) if antecedent is not None else None
        if word in _PERSONAL and head.pos_ == "PRON":
            return self._pronoun(head)
        index = self._of_noun(head)
        if index is not None:
            return index
        # The parser may take a title for the head of the name that follows it.
        i = bisect_left(self._starts, span.start)
        inside = [
            n for n in range(i, bisect_left(self._starts, span.end)) if self.mentions[n].end <= span.end
        ]
        # "The opposition Green Front": or a plain noun for that of the body's name.
        closing = [
            n
            for n in inside
            if self.mentions[n].end == span.end and (self.mentions[n].label == "Person" or head.tag_ == "NN")
        ]
        joined = [
            n for n in closing if not any(t.dep_ == "case" for t in self._between(head, self.mentions[n]))
        ]
        return joined[0] if joined else None

    def _of_noun(self, head: Token) -> int | None:
        """The mention at a noun; of what only speaks for somebody ("the report by ...") that of its owner."""
        if head.lower_ in self._voices:
            owners = (self._at(token.idx) for token in _owners(head))
            owner = next((i for i in owners if i is not None), None)
            if owner is not None:
                return owner
        return self._at(head.idx)

    def _between(self, head: Token, mention: Mention) -> Iterable[Token]:
        span = self._doc.char_span(min(head.idx, mention.start), mention.end, alignment_mode="expand")
        return span if span is not None else ()

    def _at(self, offset: int) -> int | None:
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.mentions[i].end else None

    def _pronoun(self, token: Token) -> int:
        if token.i not in self._added:
            self._added[token.i] = len(self.mentions)
            self.mentions.append(
                Mention(
                    start=token.idx,
                    end=token.idx + len(token),
                    label=_PERSONAL[token.lower_],  # type: ignore[arg-type]
                    form="pronoun",
                    subject=True,
                    sentence=bisect_right(self._sentences, token.idx) - 1,
                )
            )
        return self._added[token.i]


def _settle(mentions: list[Mention], claims: list[Claim]) -> tuple[list[Mention], list[Claim]]:
    """Mentions in text order, without unused roles, and the claims' indices to match."""
    used = {i for claim in claims for i in (*claim.claimants, *claim.addressees)}
    kept = [i for i, m in enumerate(mentions) if m.form == "named" or i in used]
    kept.sort(key=lambda i: (mentions[i].start, mentions[i].end))
    place = {old: new for new, old in enumerate(kept)}
    ordered = [mentions[i] for i in kept]
    starts = [m.start for m in ordered]
    settled = []
    for claim in claims:
        claimants = tuple(place[i] for i in claim.claimants)
        about = [
            i
            for start, end in claim.content
            for i in range(bisect_left(starts, start), bisect_left(starts, end))
            if ordered[i].form == "named" and ordered[i].end <= end and i not in claimants
        ]
        settled.append(
            replace(
                claim,
                claimants=claimants,
                addressees=tuple(place[i] for i in claim.addressees),
                about=tuple(about),
            )
        )
    return ordered, settled


def _owners(voice: Token) -> Iterator[Token]:
    """Who may stand behind a report: "the ministry's", "from the ministry", "released by the ministry"."""
    for child in voice.children:
        case = next((each.lower_ for each in child.children if each.dep_ == "case"), None)
        if child.dep_ in ("nmod:poss", "compound") or (child.dep_ == "nmod" and case not in _TOPICAL):
            yield child
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            yield from (each for each in child.children if each.dep_ in ("obl:agent", "obl"))


def _token_span(doc: Doc, mention: Mention) -> tuple[int, int] | None:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return None if span is None else (span.start, span.end)


def _first_person_belief(attribution: Attribution) -> bool:
    """“I think” in speech hedges what is said; it is no claim of its own."""
    return (
        attribution.act == "estimate"
        and bool(attribution.heads)
        and attribution.heads[0].lower_ in ("i", "you")
    )


def _not_denied(found: Sequence[Attribution]) -> list[Attribution]:
    """Without what somebody denies to have been said: "he denied that he had ordered the troops to fire"."""
    denied = [a.content for a in found if a.act == "deny" and a.construction == "clause" and not a.quoted]
    spans = sorted(span for content in denied for span in content)
    starts = [span.start for span in spans]

    def is_denied(attribution: Attribution) -> bool:
        i = bisect_right(starts, attribution.cue.start) - 1
        return i >= 0 and attribution.cue.end <= spans[i].end

    return [attribution for attribution in found if not is_denied(attribution)]


def _not_demanded(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """Without what somebody is only asked to do: "recommends that the attorney charge the managers"."""
    demanded = sorted(span for a in found if a.act == "demand" for span in a.content)
    starts = [span.start for span in demanded]

    def is_demanded(attribution: Attribution) -> bool:
        i = bisect_right(starts, attribution.cue.start) - 1
        if i < 0 or attribution.cue.end > demanded[i].end:
            return False
        words = doc.char_span(*attribution.cue, alignment_mode="expand")
        return (
            words is not None
            and words.root.tag_ in ("VB", "VBP")
            and words.root.lower_ == words.root.lemma_
            and words.root.dep_ in ("ccomp", "conj")
            and not any(child.dep_.startswith("aux") for child in words.root.children)
        )

    return [attribution for attribution in found if not is_demanded(attribution)]


def _inside(attribution: Attribution, boilerplate: Sequence[Span]) -> bool:
    pieces = (attribution.cue, *attribution.content)
    return any(piece.start < line.end and line.start < piece.end for line in boilerplate for piece in pieces)


class _Quotes:
    """The quotations of a text, to be asked what they hold."""

    def __init__(self, quotes: Sequence[Quotation]) -> None:
        self._quotes = quotes
        self._starts = [quote.start for quote in quotes]

    def swallow(self, attribution: Attribution, *, named: bool) -> bool:
        """Whether a cue inside a quotation is but a part of what is quoted.

        "They 'tell a different story'" quotes a few words of them; "such work showed" in somebody's speech is
        the speaker's, unless the words name somebody else.
        """
        cue = attribution.cue
        i = bisect_right(self._starts, cue.start) - 1
        if i < 0 or cue.end > self._quotes[i].end:
            return False
        if not self._quotes[i].full:
            return True
        outside = all(span.start < self._quotes[i].start for span in attribution.source)
        return (bool(attribution.source) and outside) or not named

    def kind(self, content: Sequence[Span]) -> Literal["direct", "indirect", "mixed"]:
        quotes = self._quotes
        total = sum(end - start for start, end in content)
        quoted = 0
        for start, end in content:
            i = max(bisect_right(self._starts, start) - 1, 0)
            while i < len(quotes) and quotes[i].start < end:
                quoted += max(0, min(end, quotes[i].end) - max(start, quotes[i].start))
                i += 1
        if quoted >= 0.9 * total:
            return "direct"
        return "mixed" if quoted else "indirect"


def _confidence(doc: Doc, attribution: Attribution, hedges: frozenset[str]) -> float:
    if attribution.confidence is not None:
        return round(attribution.confidence, 2)
    value = _QUOTED if attribution.quoted else _PRECISION[attribution.construction]
    if not attribution.source:
        value -= 0.2
    span = doc.char_span(*attribution.cue, alignment_mode="expand")
    if span is not None:
        around = doc[max(span.start - 3, span.sent.start) : span.end]
        if any(token.lower_ in hedges for token in around):
            value -= 0.2
    return round(max(value, 0.1), 2)


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    seen: dict[tuple[tuple[Span, ...], tuple[Span, ...]], Claim] = {}
    for claim in claims:
        seen.setdefault((claim.cue, claim.content), claim)
    return sorted(seen.values(), key=lambda c: (c.content[0], c.cue, c.content))


def _with_relays(claims: list[Claim]) -> list[Claim]:
    """Each claim points at the outermost claim that lies inside its content."""
    hulls = [
        Span(min(s.start for s in (*c.cue, *c.content)), max(s.end for s in (*c.cue, *c.content)))
        for c in claims
    ]
    order = sorted(range(len(claims)), key=lambda i: (hulls[i].start, -hulls[i].end))
    starts = [hulls[i].start for i in order]
    out = list(claims)
    for i, claim in enumerate(claims):
        for start, end in claim.content:
            inner = [
                j
                for j in order[bisect_left(starts, start) : bisect_left(starts, end)]
                if j != i and hulls[j].end <= end and hulls[j] != hulls[i]
            ]
            if inner:
                out[i] = replace(claim, relays=max(inner, key=lambda j: (hulls[j].end - hulls[j].start, -j)))
                break
    return out
