"""spaCy component: the actors that a text names or describes (`doc._.mentions`, form "named" or "role").

Reads the language model's entities, tags and trees and the ontology; writes `Mention` records in text
order without overlaps. Pronouns, and which of the roles matter, are left to the claims; who is the same
actor as whom is left to `resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from claimgraph.annotate.acronyms import Alias, define_acronyms
from claimgraph.annotate.extensions import declare_extensions
from claimgraph.annotate.knowledge import read_knowledge
from claimgraph.annotate.name_patterns import NamePatterns, flatten, is_function_word
from claimgraph.annotate.names import Name, NameList, gather_names, in_headline
from claimgraph.annotate.outlets import add_domains, mark_outlets
from claimgraph.annotate.repeats import agree_on_labels, find_repeats
from claimgraph.annotate.role_holders import give_roles
from claimgraph.annotate.role_phrases import RolePhrase, RolePhrases
from claimgraph.annotate.titles import drop_titles
from claimgraph.ontology.load import CG, Ontology
from claimgraph.records import Form, Kind, Mention

__all__ = ["ActorFinder"]

# Two or three capitalised words and the comma before "the head of ..."; what stands before them is no name.
_BEFORE_COMMA = re.compile(
    r"(?:^|(?<=[^\w\s] )|(?<=\n)|(?<=\b[a-z]{2} )|(?<=[a-z]{3} ))"
    r"([^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+){1,2}), "
    r"(?:then |now |who is )?(?:the|an?|its|his|her|their) $"
)
_INSIDE_PHRASE = {
    "flat",
    "flat:name",
    "compound",
    "appos",
    "conj",
    "nmod",
    "nmod:poss",
    "amod",
    "nummod",
    "nmod:desc",
    "list",
}


class ActorFinder:
    """Finds named and described actors; built once per ontology.

    Args:
        ontology: with kinds of actor, roles and places.

    Raises:
        OntologyError: an entry that cannot be used, with file and line.

    >>> import spacy
    >>> from claimgraph.ontology import load_ontology
    >>> finder = ActorFinder(load_ontology())
    >>> doc = finder(spacy.blank("en")("The Northern Rights Monitor (NRM) wrote to the Vardelin City Court."))
    >>> [(doc.text[m.start : m.end], m.acronym) for m in doc._.mentions]
    [('Northern Rights Monitor', 'NRM'), ('NRM', None), ('Vardelin City Court', None)]
    """

    def __init__(self, ontology: Ontology) -> None:
        declare_extensions()
        self._know = read_knowledge(ontology)
        self._patterns = NamePatterns(ontology, self._know.types, self._know.roles.by_word)
        self._phrases = RolePhrases(self._know)

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.mentions`."""
        flat = flatten(doc.text)
        document = doc._.document
        publisher = document.publisher if document is not None else None
        names = gather_names(doc, flat, self._patterns.find(flat), self._know, publisher=publisher)
        add_domains(doc, names, self._know)
        drop_titles(doc, flat, names, self._know)
        aliases = define_acronyms(flat, names, self._know)
        agree_on_labels(flat, names, self._know)
        mark_outlets(flat, names, self._know)
        phrases = self._phrases.find(doc, names)
        self._name_title_holders(doc, flat, phrases, names)
        self._name_described(doc, flat, phrases, names)
        find_repeats(flat, names, aliases, self._know)
        free = give_roles(doc, flat, phrases, names, self._know)
        doc._.mentions = _mentions(doc, names, free, aliases)
        return doc

    def _name_title_holders(
        self, doc: Doc, flat: str, phrases: Iterable[RolePhrase], names: NameList
    ) -> None:
        """Take "Colonel Obi" for a person also where the language model saw nothing."""
        for phrase in phrases:
            if phrase.type != "role" or not doc[phrase.head_end - 1].text[0].isupper():
                continue
            end = doc[phrase.end - 1].idx + len(doc[phrase.end - 1])
            if in_headline(flat, end):
                continue
            match = re.match(
                r" ((?:[^\W\d_a-z]\w*\.? )?[^\W\d_a-z][\w'-]*\w(?: [^\W\d_a-z][\w'-]*\w)?)",
                flat[end : end + 80],
            )
            if match is None:
                continue
            start, end = end + 1, end + match.end()
            words = match.group(1).lower().split()
            following = doc[phrase.end] if phrase.end < len(doc) else None
            if following is None or following.pos_ not in ("PROPN", "") or match.group(1).isupper():
                continue
            if names.overlapping(start, end) or is_function_word(match.group(1).split()[0]):
                continue
            if not self._know.bare.intersection(words) and not any(
                word in self._know.heads for word in words
            ):
                names.add(Name(start, end, "Person", str(CG.Person), "text"))

    def _name_described(self, doc: Doc, flat: str, phrases: Iterable[RolePhrase], names: NameList) -> None:
        """Take "Adaku Obi, the head of the union," for a person also where the language model saw nothing."""
        for phrase in phrases:
            if phrase.type != "role" or not phrase.definite:
                continue
            start = doc[phrase.start].idx
            match = _BEFORE_COMMA.search(flat, max(0, start - 60), start)
            if match is None or names.overlapping(*match.span(1)) or in_headline(flat, start):
                continue
            words = match[1].split()
            known = self._know.bare | self._know.heads.keys() | self._know.places.demonyms.keys()
            if any(is_function_word(word) or word in known or word.lower() in known for word in words):
                continue
            span = doc.char_span(*match.span(1))
            # The tagger guesses at unknown names, too; the last word is where it errs least.
            if span is not None and span[-1].pos_ in ("PROPN", ""):
                names.add(Name(*match.span(1), "Person", str(CG.Person), "text"))


def _mentions(
    doc: Doc, names: NameList, phrases: Iterable[RolePhrase], aliases: Iterable[Alias]
) -> list[Mention]:
    """The records, in text order."""
    place = _Places(doc)
    found: list[Mention] = []
    for phrase in phrases:
        span = doc[phrase.start : phrase.end]
        label, actor_class = phrase.label, phrase.actor_class
        role = _one_line(doc[phrase.first : phrase.end].text)
        found.append(place.mention(span.start_char, span.end_char, label, actor_class, "role", role, None))
    taken = {mention.start for mention in found}
    text = doc.text  # put together from the tokens every time that it is asked for
    for alias in aliases:
        if alias.acronym:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(alias.text)}(?!\w)", text):
            if match.start() not in taken and not names.overlapping(*match.span()):
                long = alias.name
                found.append(
                    place.mention(*match.span(), long.label, long.actor_class, "role", alias.text, None)
                )
                taken.add(match.start())
    for name in names:
        title = _one_line(name.role) if name.role else None
        found.append(
            place.mention(name.start, name.end, name.label, name.actor_class, "named", title, name.acronym)
        )
    return _without_overlaps(found)


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _one_line(text: str) -> str:
    return " ".join(text.split())


class _Places:
    """Where in its sentence and its tree a stretch of text stands."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._sentence = [0] * len(doc)
        if doc.has_annotation("SENT_START"):
            number = -1
            for token in doc:
                number += bool(token.is_sent_start) or token.i == 0
                self._sentence[token.i] = number
        self._parsed = doc.has_annotation("DEP")

    def mention(
        self,
        start: int,
        end: int,
        label: Kind,
        actor_class: str,
        form: Form,
        role: str | None,
        acronym: str | None,
    ) -> Mention:
        span = self._doc.char_span(start, end, alignment_mode="expand")
        subject = sentence = 0
        if span is not None:
            sentence = self._sentence[span.start]
            subject = self._parsed and _in_subject(span)
        return Mention(
            start=start, end=end, label=label, form=form, actor_class=actor_class,
            role=role, acronym=acronym, subject=bool(subject), sentence=sentence,
        )  # fmt: skip


def _in_subject(span: Span) -> bool:
    """Whether the noun phrase that holds the span is a subject; a clause inside that phrase is not asked."""
    token = span.root
    for _ in range(20):
        if token.dep_.startswith("nsubj"):
            return True
        if token.dep_ not in _INSIDE_PHRASE or token.head.i == token.i:
            return False
        token = token.head
    return False
