"""`names.ttl` and `places.ttl` -> `NameKnowledge`: how names of people, institutions, roles, countries vary.

Words are kept as the ontology has them, folded to lower case; what is done with them is the business of
`claimgraph.resolve`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rdflib import RDF, RDFS, SKOS, URIRef

from claimgraph.errors import OntologyError
from claimgraph.ontology.load import CG, Ontology, local_name

__all__ = ["GenericNoun", "NameKnowledge", "Spelling", "folded_words", "letters", "read_names"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?|&")
# The same few names and words come again and again.
_REMEMBERED = 1 << 16
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´′ʾʿʹʺ", "'"))


@dataclass(frozen=True)
class Spelling:
    """Letters that are read as `sound`, anywhere or only at a position, see `names.ttl`."""

    letters: str
    sound: str
    position: str | None = None


@dataclass(frozen=True)
class GenericNoun:
    """Classes (IRIs) that a noun such as "company" stands for, and those that it never stands for."""

    fits: frozenset[str]
    unlike: frozenset[str]


@dataclass(frozen=True)
class NameKnowledge:
    """What is known about names, whatever the document.

    Phrases are tuples of folded words (see `folded_words`).

    Attributes:
        spellings: the sounds that letters stand for.
        variants: letters of a given name -> the form that stands for all its variants.
        honorifics: folded word of address -> "he", "she" or None.
        gendered: phrase for what somebody is ("chairwoman") -> "he" or "she".
        institution_phrases: phrase -> one word that stands for all phrases of the same meaning.
        role_phrases: the same for roles.
        generic_nouns: phrase ("company") -> what it stands for.
        pronouns: folded pronoun -> "he", "she", "it", "they", "speaker" or "speakers".
        words: name of the word list -> its phrases.
        classes: name of the word list -> IRIs of classes beside its words.
        ancestors: IRI of an actor class -> itself and the IRIs of all classes above it.
        countries: phrase (name of a country) -> the country's folded main name.
        demonyms: phrase ("kenyan") -> the country's folded main name.
        country_labels: a country's folded main name -> the name as it is written.
    """

    spellings: tuple[Spelling, ...]
    variants: Mapping[str, str]
    honorifics: Mapping[str, str | None]
    gendered: Mapping[tuple[str, ...], str]
    institution_phrases: Mapping[tuple[str, ...], str]
    role_phrases: Mapping[tuple[str, ...], str]
    generic_nouns: Mapping[tuple[str, ...], GenericNoun]
    pronouns: Mapping[str, str]
    words: Mapping[str, frozenset[tuple[str, ...]]]
    classes: Mapping[str, frozenset[str]]
    ancestors: Mapping[str, frozenset[str]]
    countries: Mapping[tuple[str, ...], str]
    demonyms: Mapping[tuple[str, ...], str]
    country_labels: Mapping[str, str]


def read_names(ontology: Ontology) -> NameKnowledge:
    """Read everything that the ontology says about names.

    Raises:
        OntologyError: a spelling without sound, variants or phrases that two terms claim.

    >>> from claimgraph.ontology import load_ontology
    >>> names = read_names(load_ontology())
    >>> names.pronouns["she"], names.institution_phrases["internal", "affair"]
    ('she', 'interior')
    """
    lists = _terms(ontology, CG.NameWords)
    return NameKnowledge(
        spellings=tuple(_spellings(ontology)),
        variants=dict(_variants(ontology)),
        honorifics={
            letters(word): _pronoun(ontology, term)
            for term in _terms(ontology, CG.Honorific)
            for word in ontology.words(term, CG.word)
        },
        gendered={
            words: pronoun
            for term in _terms(ontology, CG.GenderedRole)
            if (pronoun := _pronoun(ontology, term))
            for words in _phrases(ontology, term, CG.word)
        },
        institution_phrases=_meanings(ontology, CG.InstitutionPhrase, CG.phrase),
        role_phrases=_meanings(ontology, CG.RolePhrase, CG.phrase),
        generic_nouns={
            words: _generic_noun(ontology, term)
            for term in _terms(ontology, CG.GenericNoun)
            for words in _phrases(ontology, term, CG.word)
        },
        pronouns={
            words[0]: meaning
            for term in _terms(ontology, CG.Pronoun)
            for meaning in ontology.words(term, CG.standsFor)
            for words in _phrases(ontology, term, CG.word)
        },
        words={local_name(term): frozenset(_phrases(ontology, term, CG.word)) for term in lists},
        classes={local_name(term): frozenset(ontology.words(term, CG["class"])) for term in lists},
        ancestors=_ancestors(ontology),
        countries=dict(_country_words(ontology, SKOS.prefLabel, CG.name)),
        demonyms=dict(_country_words(ontology, CG.demonym)),
        country_labels={
            " ".join(folded_words(label)): label
            for term in _terms(ontology, CG.KnownCountry)
            for label in [ontology.label(term, SKOS.prefLabel)]
        },
    )


@lru_cache(maxsize=_REMEMBERED)
def folded_words(text: str) -> tuple[str, ...]:
    """The words of `text` without what differs between spellings of one name in one language.

    Lower case, no diacritics, one kind of apostrophe, no possessive, no plural "s", hyphens split.

    >>> folded_words("Prosecutor-General’s Office"), folded_words("the Miners' Union")
    (('prosecutor', 'general', 'office'), ('the', 'miner', 'union'))
    """
    return tuple(_stem(word) for word in _WORD.findall(_plain(text)))


@lru_cache(maxsize=_REMEMBERED)
def letters(text: str) -> str:
    """Letters and digits of `text` in lower case, without diacritics; unlike a word, not stemmed.

    >>> letters("Abd al-Ra’uf Dias")
    'abdalraufdias'
    """
    return "".join(filter(str.isalnum, _plain(text)))


def _plain(text: str) -> str:
    if text.isascii():
        return text.translate(_APOSTROPHES).casefold()
    split = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(letter for letter in split if not unicodedata.combining(letter)).casefold()


def _stem(word: str) -> str:
    word = word.removesuffix("'s").replace("'", "")
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui":
        return word[:-1]
    return word


def _terms(ontology: Ontology, kind: URIRef) -> list[URIRef]:
    return sorted(term for term in ontology.graph.subjects(RDF.type, kind) if isinstance(term, URIRef))


def _spellings(ontology: Ontology) -> Iterator[Spelling]:
    for term in _terms(ontology, CG.Spelling):
        sound = ontology.graph.value(term, CG.sound)
        position = ontology.graph.value(term, CG.position)
        if sound is None:
            raise _error(ontology, term, "has no cg:sound; say how its spellings are read.")
        for letters in ontology.words(term, CG.spelling):
            yield Spelling(letters=letters, sound=str(sound), position=str(position) if position else None)


def _meanings(ontology: Ontology, kind: URIRef, words: URIRef) -> dict[tuple[str, ...], str]:
    meanings: dict[tuple[str, ...], str] = {}
    for term in _terms(ontology, kind):
        name = local_name(term).casefold()
        for phrase in _phrases(ontology, term, words):
            if meanings.setdefault(phrase, name) != name:
                reason = f'lists "{" ".join(phrase)}", which {meanings[phrase]} lists too; keep it in one.'
                raise _error(ontology, term, reason)
    return meanings


def _generic_noun(ontology: Ontology, term: URIRef) -> GenericNoun:
    fits, unlike = (frozenset(ontology.words(term, each)) for each in (CG.fits, CG.unlike))
    return GenericNoun(fits=fits, unlike=unlike)


def _variants(ontology: Ontology) -> Iterator[tuple[str, str]]:
    for term in _terms(ontology, CG.NameVariants):
        for variant in ontology.words(term, CG.variant):
            yield letters(variant), local_name(term).casefold()


def _pronoun(ontology: Ontology, term: URIRef) -> str | None:
    value = ontology.graph.value(term, CG.pronoun)
    return str(value) if value is not None else None


def _ancestors(ontology: Ontology) -> dict[str, frozenset[str]]:
    parents: defaultdict[str, set[str]] = defaultdict(set)
    for child, parent in ontology.graph.subject_objects(RDFS.subClassOf):
        parents[str(child)].add(str(parent))
    ancestors = {}
    for name in sorted(parents):
        seen, waiting = {name}, [name]
        while waiting:
            above = parents.get(waiting.pop(), set()) - seen
            seen |= above
            waiting += above
        ancestors[name] = frozenset(seen)
    return ancestors


def _country_words(ontology: Ontology, *properties: URIRef) -> Iterator[tuple[tuple[str, ...], str]]:
    for term in _terms(ontology, CG.KnownCountry):
        name = " ".join(folded_words(ontology.label(term, SKOS.prefLabel)))
        for each in properties:
            for phrase in _phrases(ontology, term, each):
                yield phrase, name


def _phrases(ontology: Ontology, term: URIRef, *properties: URIRef) -> Iterator[tuple[str, ...]]:
    for text in ontology.words(term, *properties):
        if words := folded_words(text):
            yield words


def _error(ontology: Ontology, term: URIRef, reason: str) -> OntologyError:
    return ontology.error(term, f"{local_name(term)} {reason}")
