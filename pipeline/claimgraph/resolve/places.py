"""Which words name countries, and which country a document is about.

Countries that no list has (former, disputed, invented) are discovered in the documents themselves. Cities and
regions are not told apart here; they are simply no countries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from claimgraph.ontology.names import NameKnowledge, folded_words
from claimgraph.records import AnnotatedDocument

__all__ = ["Countries", "discovered_countries"]

_WORDS = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CAPITALISED = r"((?:[^\W\d_a-z][^\W_]*(?:['’-][^\W_]+)*)(?: [^\W\d_a-z][^\W_]*(?:-[^\W_]+)*){0,2})"
_TITLE_WEIGHT = 3
_PUBLISHER_WEIGHT = 5
_LEAST_LETTERS = 4
_LONGEST_ENDING = 3

Phrase = tuple[str, ...]


class Countries:
    """Finds countries in words.

    Args:
        names: known countries and demonyms.
        discovered: phrases that the documents use as names of countries -> folded name.
    """

    def __init__(self, names: NameKnowledge, discovered: Mapping[Phrase, str] | None = None) -> None:
        found = dict(discovered or {})
        self._phrases = {**found, **names.demonyms, **names.countries}
        self._nouns = {**found, **names.countries}
        self._longest: dict[str, int] = {}
        for phrase in self._phrases:
            self._longest[phrase[0]] = max(len(phrase), self._longest.get(phrase[0], 0))
        self._stems: dict[str, list[tuple[str, str]]] = {}
        for phrase, country in sorted(found.items()):
            if len(phrase) == 1 and len(phrase[0]) > _LEAST_LETTERS:
                self._stems.setdefault(phrase[0][:_LEAST_LETTERS], []).append((phrase[0], country))
        self._endings = tuple(sorted(word for (word,) in names.words["demonymEndings"]))
        self._forms = names.words["countryForms"]
        self._form_words = {word for phrase in self._forms for word in phrase}
        self._demonyms: dict[str, str | None] = {}
        self._folded: dict[str, str] = {}

    def at(self, words: Sequence[str], start: int) -> tuple[int, str] | None:
        """The country (or its people) that the words from `start` name: the place after it, folded name."""
        for length in range(min(self._longest.get(words[start], 0), len(words) - start), 0, -1):
            country = self._phrases.get(tuple(words[start : start + length]))
            if country is not None:
                return start + length, country
        country = self._by_ending(words[start])
        return (start + 1, country) if country else None

    def named(self, words: Phrase) -> str | None:
        """The country whose name, with or without "Republic of", is exactly `words`."""
        if words in self._nouns:
            return self._nouns[words]
        for end, word in enumerate(words[:-1]):
            if word == "of" and words[:end] and all(each in self._form_words for each in words[:end]):
                rest = words[end + 1 :]
                return self._nouns.get(rest[1:] if rest[0] == "the" else rest)
        return None

    def taken_out(self, words: Phrase, *, anywhere: bool) -> tuple[Phrase, str | None]:
        """`words` without the country that they name, and the country.

        Args:
            words: of a name or a role.
            anywhere: False to take out only "of X" and "in X" at the end.
        """
        for start in range(len(words)):
            found = self.at(words, start)
            if not found:
                continue
            end, country = found
            before = start
            while before > 0 and words[before - 1] in self._form_words | {"the", "of", "in"}:
                before -= 1
            linked = end == len(words) and any(word in ("of", "in") for word in words[before:start])
            if not linked:
                before = start
            kept = words[:before] + words[end:]
            if kept and (anywhere or linked):
                return kept, country
        return words, None

    def of_document(self, annotated: AnnotatedDocument) -> str | None:
        """The country that title, publisher and text name most; None where that is unclear.

        The publisher's own country counts for five mentions in the text, one in the title for three.
        """
        document = annotated.document
        votes: Counter[str] = Counter()
        weighted = (
            (document.text, 1),
            (document.title, _TITLE_WEIGHT),
            (document.publisher, _PUBLISHER_WEIGHT),
        )
        for text, weight in weighted:
            for country in self._in_text(text or ""):
                votes[country] += weight
        ranked = votes.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _in_text(self, text: str) -> Iterable[str]:
        raw = _WORDS.findall(text)
        words = [self._fold(word) for word in raw]
        start = 0
        while start < len(words):
            found = self.at(words, start) if raw[start][0].isupper() and words[start] else None
            if found:
                yield found[1]
            start = found[0] if found else start + 1

    def _fold(self, word: str) -> str:
        found = self._folded.get(word)
        if found is None:
            found = self._folded[word] = "".join(folded_words(word)[:1])
        return found

    def _by_ending(self, word: str) -> str | None:
        if word[:_LEAST_LETTERS] not in self._stems:
            return None
        if word not in self._demonyms:
            self._demonyms[word] = next(
                (
                    country
                    for name, country in self._stems[word[:_LEAST_LETTERS]]
                    if word != name
                    and word.startswith(name[:-1])
                    and len(word) - len(name) <= _LONGEST_ENDING
                    and word.endswith(self._endings)
                ),
                None,
            )
        return self._demonyms[word]


def discovered_countries(documents: Sequence[AnnotatedDocument], names: NameKnowledge) -> dict[Phrase, str]:
    """Countries that only the documents show: "Republic of X", or a place X with a government of its own.

    Returns:
        Folded words of the name -> folded name.
    """
    places = {
        folded_words(annotated.document.text[mention.start : mention.end])
        for annotated in documents
        for mention in annotated.mentions
        if mention.label == "Location"
    }
    sovereign, of, possessive = _patterns(names)
    found: set[Phrase] = set()
    for annotated in documents:
        document = annotated.document
        for text in (document.text, document.title or "", document.publisher or ""):
            found.update(folded_words(match[1]) for match in sovereign.finditer(text))
            for match in [*of.finditer(text), *possessive.finditer(text)]:
                words = folded_words(match[1])
                found.update(each for each in _beginnings(words) if each in places)
    known = places | found | set(names.countries)
    return {
        words: " ".join(words)
        for words in sorted(found)
        if words
        and words not in names.countries
        and words not in names.demonyms
        # "Republic of X Ada Moor" begins with a country and goes on with its minister.
        and not any(each in known for each in _beginnings(words)[1:])
    }


def _beginnings(words: Phrase) -> list[Phrase]:
    return [words[:length] for length in range(len(words), 0, -1)]


def _patterns(names: NameKnowledge) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    def either(name: str) -> str:
        # Folded words have lost their plural "s".
        phrases = sorted(names.words[name], key=lambda phrase: (-len(phrase), phrase))
        return "|".join(r"s?[ -]".join(map(re.escape, phrase)) for phrase in phrases)

    capital = _CAPITALISED
    sovereign = re.compile(rf"\b(?i:{either('sovereignForms')}) of (?:the )?{capital}")
    of = re.compile(rf"\b(?i:{either('governed')}|{either('countryForms')})s? of (?:the )?{capital}")
    possessive = re.compile(rf"\b{capital}['’]s (?i:{either('governed')})")
    return sovereign, of, possessive
