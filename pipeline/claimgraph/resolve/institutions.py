"""The name of an institution as written -> `InstitutionName`, whose key is equal for all its wordings.

Compares names only; which document an institution was named in is weighed by the callers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimgraph.ontology.names import folded_words
from claimgraph.resolve.normal import Normal
from claimgraph.resolve.places import Countries

__all__ = ["InstitutionName", "InstitutionReader", "wording"]

_ACRONYM = re.compile(r"^[A-Z](?=[^a-z]*[A-Z])[A-Za-z0-9.&/-]{1,9}$")
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class InstitutionName:
    """An institution's name by its meaning.

    Attributes:
        words: the folded words as written.
        key: the words that carry meaning, in sorted order, by sound.
        content: the words that carry meaning, as written.
        head: the folded noun that it is built on: "ministry".
        country: folded name of the country that the name itself gives, or None.
        initials: acronyms that the name could have, in small letters.
        acronym: True where the name is one.
        national: True where many countries have one of this name.
    """

    words: tuple[str, ...]
    key: tuple[str, ...]
    content: frozenset[str]
    head: str
    country: str | None = None
    initials: frozenset[str] = frozenset()
    acronym: bool = False
    national: bool = False


def wording(left: InstitutionName, right: InstitutionName) -> str:
    """In which way two names of one key are written."""
    if left.words == right.words:
        return "same name"
    return "same words in another order" if left.content == right.content else "same in other words"


class InstitutionReader:
    """Reads names of institutions; remembers those it has read.

    Args:
        normal: normal forms of words.
        countries: names of countries.
    """

    def __init__(self, normal: Normal, countries: Countries) -> None:
        self._normal = normal
        self._countries = countries
        names = normal.names
        self._links = {word for (word,) in names.words["functionWords"]}
        self._breaks = self._links | {word for (word,) in names.words["roleLinks"]}
        self._dropped = self._links | {word for (word,) in names.words["companyForms"]}
        self._designators = {word for (word,) in names.words["designators"]}
        self._purpose = {word for (word,) in names.words["purposeLinks"]}
        self._national = {word for (word,) in names.words["national"]}
        self._read: dict[tuple[str, str | None], InstitutionName] = {}

    def read(self, text: str, actor_class: str | None = None) -> InstitutionName:
        """Read a name as it stands in a text.

        Args:
            text: the name.
            actor_class: IRI of the ontology class that recognised it.

        >>> from claimgraph.ontology import load_ontology
        >>> from claimgraph.ontology.names import read_names
        >>> names = read_names(load_ontology())
        >>> reader = InstitutionReader(Normal(names), Countries(names))
        >>> a, b = map(reader.read, ("Ministry of Internal Affairs of Kenya", "Kenyan Interior Ministry"))
        >>> a.key == b.key, a.country, b.country
        (True, 'kenya', 'kenya')
        """
        place = (text, actor_class)
        if place not in self._read:
            self._read[place] = self._name(text, actor_class)
        return self._read[place]

    def state(self, country: str) -> InstitutionName:
        """The name of the government of a country, given by its folded name: what speaks for it."""
        phrase = min(self._normal.names.words["state"])
        meaning = self._normal.rewritten(phrase, self._normal.names.institution_phrases)
        key = tuple(sorted(self._normal.sound(word) for word in meaning))
        return InstitutionName(
            words=phrase, key=key, content=frozenset(phrase), head=phrase[-1], country=country, national=True
        )

    def shortens(self, short: InstitutionName, full: InstitutionName) -> bool:
        """Whether `short` is how a text goes on to call `full`: its head noun, or its name without "Press".

        "United Nations" is not short for "United Nations Human Rights Office", nor "UN" for "UN News".
        """
        if short.acronym or len(short.words) >= len(full.words):
            return False
        if short.words in self._normal.names.institution_phrases and short.words != (full.head,):
            return False
        if short.words == (full.head,):
            return True
        rest = full.words[len(short.words) :]
        if full.words[: len(short.words)] != short.words:
            return False
        if all(word in self._designators for word in rest):
            return True
        # "Lakes Foundation" for "Lakes Foundation for the Arts"; a court or a ministry can be another one.
        return len(short.words) > 1 and rest[0] in self._purpose and not short.national

    def within(self, part: InstitutionName, whole: InstitutionName) -> bool:
        """Whether every word of `part` that carries meaning is one of `whole`, its head among them."""
        return bool(part.key) and set(part.key) <= set(whole.key) and part.head in whole.words

    def _name(self, text: str, actor_class: str | None) -> InstitutionName:
        plain = _ASIDE.sub(" ", text).strip() or text
        words = folded_words(plain)
        if _ACRONYM.match(plain):
            letters = re.sub(r"[^a-z0-9]", "", plain.casefold())
            rewritten = self._normal.names.institution_phrases.get((letters,), letters)
            return InstitutionName(
                words=(letters,),
                key=(rewritten if rewritten == letters else self._normal.sound(rewritten),),
                content=frozenset((letters,)),
                head=letters,
                acronym=rewritten == letters,
            )
        national = self._is_national(words, actor_class)
        kept, country = self._countries.taken_out(words, anywhere=national)
        while len(kept) > 1 and kept[0] in self._links:
            kept = kept[1:]
        meaning = [
            self._normal.sound(word)
            for word in self._normal.rewritten(kept, self._normal.names.institution_phrases)
            if word not in self._dropped
        ]
        named = (
            [word for word in self._before_link(kept) if word not in self._dropped] or list(kept) or [plain]
        )
        return InstitutionName(
            words=kept or (plain,),
            key=tuple(sorted(meaning)) or kept or (plain,),
            content=frozenset(word for word in kept if word not in self._dropped),
            head=named[-1],
            country=country,
            initials=self._initials(plain, kept),
            national=national,
        )

    def _is_national(self, words: tuple[str, ...], actor_class: str | None) -> bool:
        names = self._normal.names
        above = names.ancestors.get(actor_class or "", frozenset())
        if above & names.classes["international"] or any(
            words[start : start + len(phrase)] == phrase
            for phrase in names.words["international"]
            for start in range(len(words))
        ):
            return False
        heads = {self._before_link(words)[-1], words[-1]} if words else set()
        return bool(above & names.classes["national"]) or bool(heads & self._national)

    def _before_link(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return words[
            : next((i for i, word in enumerate(words) if word in self._breaks and i > 0), len(words))
        ]

    def _initials(self, text: str, kept: tuple[str, ...]) -> frozenset[str]:
        parts = [(part[0], folded_words(part)) for part in re.split(r"[\s/]+", text) if folded_words(part)]
        found = set()
        for known in (parts, [(letter, words) for letter, words in parts if set(words) & set(kept)]):
            for each in (known, [(letter, words) for letter, words in known if words[0] not in self._links]):
                if len(each) > 1:
                    found.add("".join(letter for letter, _ in each).casefold())
        return frozenset(found)
