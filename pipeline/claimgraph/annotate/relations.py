"""spaCy component: what the text says of two of its actors -> `Relation` records (`doc._.relations`).

Reads the parse, `doc._.mentions` and `doc._.claims`, and the words of `relations.ttl`. A noun ("director"), a
verb ("heads"), a preposition ("Ada Moor of the Fund") or a suffix ("Geneva-based") ties two mentions. Whether
it is so is not asked, and who the mentions stand for is decided later.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from claimgraph.annotate.edges import FINITE
from claimgraph.annotate.extensions import declare_extensions
from claimgraph.annotate.overlaps import ContentIndex, Covered
from claimgraph.ontology.relations import RelationKind, Relations
from claimgraph.records import Mention, Relation, Span

__all__ = ["RelationFinder"]

_DETERMINERS = {"the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "then", "now"}
_POSSESSIVES = {"'s", "’s", "'", "’"}
_NOUNS = {"NOUN", "PROPN"}
_MODIFIERS = {"ADJ", *_NOUNS}
_STOPS = {".", "!", "?", ";"}
_MOST_WORDS = 8
_NEAR = 4
_RELATIVE = {"WP", "WDT"}
_LINKED = {"Person", "Organization"}
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
_OBJECTS = {"obj", "obl"}
_ARGUMENTS = {*_SUBJECTS, *_OBJECTS, "iobj", "obl:agent", "nmod"}
# Judged by hand on stories that are not part of the project, where a construction came often enough; rounded.
_CONFIDENCE = {
    "title before the name": 0.9,
    "in apposition": 0.9,
    "after a form of be": 0.9,
    "after a verb of office": 0.85,
    "verb": 0.8,
    "place and suffix": 0.9,
    "preposition between the names": 0.75,
    "possessive": 0.7,
}


@dataclass
class RelationFinder:
    """The component; see the module's docstring.

    Args:
        relations: the kinds of relation and their words.
    """

    relations: Relations

    def __post_init__(self) -> None:
        declare_extensions()
        nouns: dict[str, list[tuple[RelationKind, tuple[str, ...]]]] = {}
        for kind in self.relations.kinds:
            for noun in sorted(kind.nouns, key=lambda words: (-len(words), words)):
                nouns.setdefault(noun[-1], []).append((kind, noun))
        self._nouns = nouns
        self._forms = {form for kind in self.relations.kinds for form in kind.verbs}

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.relations`."""
        doc._.relations = []
        if len(doc._.mentions) > 1 and doc.has_annotation("DEP"):
            doc._.relations = _with_claims(self._found(doc), doc)
        return doc

    def _found(self, doc: Doc) -> list[Relation]:
        """Each kind between two mentions once, by the surest rule."""
        document = doc._.document
        hidden = Covered(document.boilerplate if document is not None else ())
        places = _Places(doc, doc._.mentions)
        found: dict[tuple[str, int, int], Relation] = {}
        for relation in self._candidates(doc, places):
            if hidden.overlaps(relation.start, relation.end) or _broken(doc, relation, places):
                continue
            key = (relation.kind, relation.left, relation.right)
            if key not in found or found[key].confidence < relation.confidence:
                found[key] = relation
        return sorted(found.values(), key=lambda r: (r.start, r.end, r.left, r.right, r.kind))

    def _candidates(self, doc: Doc, places: _Places) -> Iterator[Relation]:
        for token in doc:
            if token.lower_ in self._nouns and places.at(token) is None:
                yield from self._by_noun(token, places)
            if token.lower_ in self._forms and places.at(token) is None:
                yield from self._by_verb(token, places)
        yield from self._beside(doc, places)

    # ------------------------------------------------------------ nouns

    def _by_noun(self, noun: Token, places: _Places) -> Iterator[Relation]:
        following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if following is not None and following.pos_ in _NOUNS and places.at(following) is None:
            return  # "chief" in "chief commissioner"
        start = _phrase_start(noun, places)
        held = self._past(noun.doc, start)
        phrase = tuple(token.lower_ for token in noun.doc[held : noun.i + 1])
        for kind, words in self._nouns[noun.lower_]:
            labels = kind.right | ({"Location"} if words in kind.offices else set())
            found = next((b for b in _bodies(noun, start, kind, places) if b.label in labels), None)
            if found is None:
                continue
            # Neither the Asia director of a fund nor its director of finance is its director.
            plain = found.end <= start or _with_places(noun.doc, start, places) == start
            first = _with_places(noun.doc, min(start, found.start), places)
            former = held > start or self._over(noun.doc, first) < first
            whole = phrase == words and plain and found.role_end == noun.i + 1
            if not whole and not (words in kind.roles and phrase[-len(words) :] == words):
                continue
            words_end = noun.doc[found.role_end - 1]
            role = Span(noun.doc[held].idx, words_end.idx + len(words_end))
            for left, method in self._holders(noun, start, found, places):
                if places[left].label in kind.left and left != found.mention:
                    yield _relation(kind, left, found.mention, role, method, places, former=former)
            return  # the narrower kind of two that share a noun

    def _holders(self, noun: Token, start: int, body: _Body, places: _Places) -> Iterator[tuple[int, str]]:
        doc = noun.doc
        first, last = min(start, body.start), max(noun.i + 1, body.end)
        words = doc[start : noun.i + 1].text
        if (named := places.next(last)) is not None and _bears(places[named], words):
            yield named, "in apposition" if doc[last].text == "," else "title before the name"
            return
        before = _before_comma(doc, self._over(doc, _with_places(doc, first, places)), places)
        if before is not None and (noun.dep_ not in _ARGUMENTS or _bears(places[before], words)):
            yield before, "in apposition"
            return
        after = places.starting(last)
        if after is not None and noun.dep_ not in _OBJECTS:
            yield after, "title before the name"
            return
        if self._doubted(noun):
            return
        if any(child.dep_ == "cop" for child in noun.children):
            yield from ((holder, "after a form of be") for holder in _subjects(noun, places))
            return
        verb = noun.head
        if verb.lower_ not in self.relations.office_verbs or self._doubted(verb):
            return
        cases = {child.lower_ for child in noun.children if child.dep_ == "case"}
        if noun.dep_ in ("xcomp", "obj") or (noun.dep_ == "obl" and cases == {"as"}):
            objects = [places.at(child) for child in verb.children if child.dep_ == "obj" and child != noun]
            held = [each for each in objects if each is not None] or _subjects(verb, places)
            yield from ((holder, "after a verb of office") for holder in held)

    def _past(self, doc: Doc, start: int) -> int:
        """Where a phrase goes on after "former" and the like."""
        if doc[start].lower_ not in self.relations.former:
            return start
        return start + 2 if doc[start + 1].text == "-" else start + 1

    def _over(self, doc: Doc, first: int) -> int:
        """Where a phrase starts with the "former" or the like before it."""
        place = first - 2 if first > 1 and doc[first - 1].text == "-" else first - 1
        return place if place >= 0 and doc[place].lower_ in self.relations.former else first

    def _doubted(self, token: Token) -> bool:
        beside = [token, *token.children, *token.head.children]
        return any(each.lower_ in self.relations.doubts for each in beside)

    # ------------------------------------------------------------ verbs

    def _by_verb(self, verb: Token, places: _Places) -> Iterator[Relation]:
        if self._doubted(verb):
            return
        subjects = list(_subjects(verb, places))
        former = any(child.lower_ in self.relations.former for child in verb.children)
        for kind in self.relations.kinds:
            for preposition in sorted(kind.verbs.get(verb.lower_, ())):
                pairs: list[tuple[int, int]] = []
                if preposition:
                    pairs = [(s, o) for o in _after(verb, {preposition}, places) for s in subjects]
                elif _passive(verb):
                    pairs = [(o, s) for o in _after(verb, {"by"}, places) for s in subjects]
                else:
                    objects = [places.at(child) for child in verb.children if child.dep_ == "obj"]
                    pairs = [(s, o) for o in objects if o is not None for s in subjects]
                for left, right in pairs:
                    if left != right and _fit(kind, left, right, places):
                        yield _relation(kind, left, right, None, "verb", places, former=former)

    # ------------------------------------------------------------ two names side by side

    def _beside(self, doc: Doc, places: _Places) -> Iterator[Relation]:
        """What stands between two names that follow each other: "of the", "'s", "-based"."""
        for first in range(len(places) - 1):
            here, there = places.tokens(first), places.tokens(first + 1)
            if here is None or there is None or not 0 < there[0] - here[1] <= _MOST_WORDS:
                continue
            between = [token.lower_ for token in doc[here[1] : there[0]]]
            pair = (first, first + 1)
            possessive = between[0] in _POSSESSIVES and len(between) == 1
            alone = all(token.pos_ in _MODIFIERS for token in doc[here[1] + 2 : there[0]])
            while len(between) > 1 and between[-1] in _DETERMINERS:
                between.pop()
            for kind in self.relations.kinds:
                straight = _fit(kind, first, first + 1, places)
                turned = _fit(kind, first + 1, first, places)
                # Whoever is "of Estovia" is no member of the state.
                linked = all(places[i].label in _LINKED and places[i].form == "named" for i in pair)
                if linked and possessive and turned and "'s" in kind.links:
                    yield _relation(kind, first + 1, first, None, "possessive", places)
                if linked and straight and between[0] in kind.links and _hangs(doc, here, there, between):
                    method = "preposition between the names"
                    yield _relation(kind, first, first + 1, None, method, places)
                suffix = between[0] == "-" and between[1:2] and between[1] in kind.suffixes
                if turned and suffix and alone:
                    yield _relation(kind, first + 1, first, None, "place and suffix", places)


class _Places:
    """The mentions by their place: which one a token is in, which one starts at a token."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._tokens: list[tuple[int, int] | None] = []
        self._first: dict[int, int] = {}
        for index, mention in enumerate(mentions):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            self._tokens.append(None if span is None else (span.start, span.end))
            if span is not None:
                self._first[span.start] = index

    def __len__(self) -> int:
        return len(self._mentions)

    def __getitem__(self, index: int) -> Mention:
        return self._mentions[index]

    def tokens(self, index: int) -> tuple[int, int] | None:
        """First token of the mention and the one after its last."""
        return self._tokens[index]

    def at(self, token: Token) -> int | None:
        """The mention that the token is in."""
        i = bisect_right(self._starts, token.idx) - 1
        return i if i >= 0 and token.idx < self._mentions[i].end else None

    def starting(self, token: int) -> int | None:
        """The mention whose first token this is."""
        return self._first.get(token)

    def start(self, index: int) -> int:
        """The first token of a mention that has one."""
        return (self._tokens[index] or (0, 0))[0]

    def end(self, index: int) -> int:
        """The token after a mention that has one."""
        return (self._tokens[index] or (0, 0))[1]

    def next(self, token: int) -> int | None:
        """The mention that starts at this token or within a few ("Director, Mr. V. Moor")."""
        return next((self._first[i] for i in range(token, token + _NEAR) if i in self._first), None)

    def ending(self, token: int, doc: Doc) -> int | None:
        """The mention whose last token is the one before this."""
        index = self.at(doc[token - 1]) if 0 < token <= len(doc) else None
        span = None if index is None else self._tokens[index]
        return index if span is not None and span[1] == token else None


def _relation(
    kind: RelationKind,
    left: int,
    right: int,
    role: Span | None,
    method: str,
    places: _Places,
    *,
    former: bool = False,
) -> Relation:
    spans = [(places[i].start, places[i].end) for i in (left, right)] + ([role] if role else [])
    return Relation(
        kind=kind.iri,
        left=left,
        right=right,
        start=min(start for start, _ in spans),
        end=max(end for _, end in spans),
        role=role,
        former=former,
        method=method,
        confidence=_CONFIDENCE[method],
    )


def _broken(doc: Doc, relation: Relation, places: _Places) -> bool:
    """Whether a sentence ends between the two; the parser's own sentences can end inside a name."""
    spans = sorted(span for i in (relation.left, relation.right) if (span := places.tokens(i)))
    between = doc[spans[0][1] : spans[-1][0]]
    return len(spans) < 2 or any(token.text in _STOPS or "\n\n" in token.text for token in between)


def _with_claims(relations: Sequence[Relation], doc: Doc) -> list[Relation]:
    index = ContentIndex(doc._.claims)
    return [replace(each, claim=index.innermost(each.start, each.end)) for each in relations]


def _fit(kind: RelationKind, left: int, right: int, places: _Places) -> bool:
    return places[left].label in kind.left and places[right].label in kind.right


def _phrase_start(noun: Token, places: _Places) -> int:
    """The first token of the noun phrase that ends with `noun`, without article and names."""
    doc, start = noun.doc, noun.i
    while start > noun.sent.start:
        token = doc[start - 1]
        hyphen = token.text == "-" and not token.whitespace_
        if places.at(token) is not None or token.lower_ in _DETERMINERS:
            break
        # The parts of a compound are tagged by their own kind: "editor-in-chief".
        compound = doc[start].text == "-" and not token.whitespace_
        if not (hyphen or compound or token.pos_ in _MODIFIERS):
            break
        start -= 1
    return start


@dataclass(frozen=True, slots=True)
class _Body:
    """What a noun is said of: the mention, its label and tokens, and where the words of the role end."""

    mention: int
    label: str
    start: int
    end: int
    role_end: int


def _bodies(noun: Token, start: int, kind: RelationKind, places: _Places) -> Iterator[_Body]:
    """What the noun is said of: the name after "of the", or the one before ("the Fund's director").

    Between may be what an office is for ("minister of foreign affairs of Estovia") and adjectives.
    """
    doc, place, role_end = noun.doc, noun.i + 1, noun.i + 1
    following = place < len(doc) and doc[place].lower_ in kind.prepositions
    while following and place < min(len(doc), noun.i + _MOST_WORDS):
        token = doc[place]
        if (found := places.starting(place)) is not None:
            end = places.end(found)
            if end < len(doc) and doc[end].text in _POSSESSIVES:
                place = end + 1  # "chair of the Senate's Budget Committee"
                continue
            yield _Body(found, places[found].label, place, end, role_end)
            break
        if token.lower_ in kind.prepositions:
            role_end = place
        elif not (token.lower_ in _DETERMINERS or token.pos_ == "ADJ" or token.text[0].isupper()):
            break
        place += 1
    place = start - 1 if start > 0 and doc[start - 1].text in _POSSESSIVES else start
    if (before := places.ending(place, doc)) is not None:
        yield _Body(before, places[before].label, places.start(before), place, noun.i + 1)


def _bears(mention: Mention, words: str) -> bool:
    """Whether these words are (part of) the role that stands beside a name."""
    return mention.form == "named" and mention.role is not None and words in mention.role


def _with_places(doc: Doc, first: int, places: _Places) -> int:
    """The start of a phrase with the places before it: "Ada Moor, the Europe and Central Asia director"."""
    start = first
    while start > 0:
        index = places.at(doc[start - 1])
        place = index is not None and places[index].label in ("Location", "NORP")
        if not place and not (doc[start - 1].lower_ == "and" and start < first):
            break
        start -= 1
    return start


def _before_comma(doc: Doc, first: int, places: _Places) -> int | None:
    """The name that a phrase follows after a comma: "Ada Moor, the", "Ada Moor (36), a"."""
    place = first
    while place > 0 and doc[place - 1].lower_ in _DETERMINERS:
        place -= 1
    if place == 0 or doc[place - 1].text != ",":
        return None
    place -= 1
    if place > 1 and doc[place - 1].like_num and doc[place - 2].text == ",":
        place -= 2
    elif place > 2 and doc[place - 1].text == ")" and doc[place - 3].text == "(":
        place -= 3
    return places.ending(place, doc)


def _subjects(head: Token, places: _Places) -> Iterator[int]:
    """The mentions of which a verb or a noun after "be" is said; of a participle what it hangs on."""
    found = [child for child in head.children if child.dep_ in _SUBJECTS]
    if not found and head.dep_ == "conj":
        found = [child for child in head.head.children if child.dep_ in _SUBJECTS]
    relative = not found or found[0].tag_ in _RELATIVE
    if relative and head.dep_.startswith("acl"):
        found = [head.head]
    indices = [places.at(token) for token in found]
    # What the parser does not see: "Ada Moor heads" as a compound, "the Fund, based in" as an adverb.
    if not found and (head.tag_ in FINITE or head.dep_ == "ROOT"):
        indices = [places.ending(head.i, head.doc)]
    elif not found and head.tag_ == "VBN":
        indices = [_before_comma(head.doc, head.i, places)]
    yield from (index for index in indices if index is not None)


def _after(verb: Token, prepositions: set[str], places: _Places) -> Iterator[int]:
    for child in verb.children:
        if not child.dep_.startswith(("obl", "nmod")):
            continue
        index = places.at(child)
        span = None if index is None else places.tokens(index)
        if index is None or span is None:
            continue
        place = span[0]
        while place > 0 and (verb.doc[place - 1].lower_ in _DETERMINERS or verb.doc[place - 1].pos_ == "ADJ"):
            place -= 1
        if place > 0 and verb.doc[place - 1].lower_ in prepositions:
            yield index


def _passive(verb: Token) -> bool:
    below = {child.dep_ for child in verb.children}
    return bool(below & {"aux:pass", "nsubj:pass"}) or (verb.tag_ == "VBN" and "aux" not in below)


def _hangs(doc: Doc, here: tuple[int, int], there: tuple[int, int], between: Sequence[str]) -> bool:
    """Whether the second name hangs on the first, unlike in "expelled Ada Moor from the Fund"."""
    if len(between) > 1:
        return False
    return between[0] == "of" or any(here[0] <= doc[i].head.i < here[1] for i in range(*there))
