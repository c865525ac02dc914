"""Words for what somebody is ("Deputy Interior Minister of Kenya") -> `Role`, and how well two agree.

Who holds a role is found by the callers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimgraph.ontology.names import folded_words
from claimgraph.resolve.normal import Normal
from claimgraph.resolve.places import Countries

__all__ = ["Role", "RoleReader"]

_ENOUGH = 0.6
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Role:
    """A role by its meaning.

    Attributes:
        head: the word for the post: "minister".
        words: all words that carry meaning, `head` among them, without country and modifiers.
        modifiers: what makes another role of it: "deputy", "former".
        country: folded name of the country that the role names, or None.
        kin: True where it presents somebody's relative.
    """

    head: str
    words: frozenset[str]
    modifiers: frozenset[str] = frozenset()
    country: str | None = None
    kin: bool = False


class RoleReader:
    """Reads roles; remembers those it has read.

    Args:
        normal: normal forms of words.
        countries: names of countries.

    Attributes:
        offices: words of roles that nobody has in two states.
        empty: words that carry no meaning in a role.
        unique: words of each role that one person in a country holds.
    """

    def __init__(self, normal: Normal, countries: Countries) -> None:
        names = normal.names
        self._normal = normal
        self._countries = countries
        self._phrases = {**names.institution_phrases, **names.role_phrases}
        self._links = {word for (word,) in names.words["roleLinks"]}
        self.empty = {word for (word,) in names.words["functionWords"]} | self._links | set(names.pronouns)
        self._kin = {phrase[-1] for phrase in names.words["kin"]}
        self._modifiers = {self.rewritten(phrase)[-1] for phrase in names.words["roleModifiers"]}
        self._belonging = {self.rewritten(phrase)[-1] for phrase in names.words["belonging"]}
        self.offices = frozenset(self.rewritten(phrase)[-1] for phrase in names.words["offices"])
        self.unique = frozenset(frozenset(self.rewritten(phrase)) for phrase in names.words["uniqueOffices"])
        self._portfolios = {self.rewritten(phrase)[-1] for phrase in names.words["portfolios"]}
        self._posts = {self.rewritten(phrase)[-1] for phrase in names.words["posts"]}
        self._read: dict[str, Role | None] = {}

    def read(self, text: str) -> Role | None:
        """The role that `text` describes; None where no word of it carries meaning."""
        if text not in self._read:
            self._read[text] = self._role(text)
        return self._read[text]

    def single(self, role: Role, *, placed: bool) -> bool:
        """Whether one person at a time holds the role.

        Args:
            role: without modifiers.
            placed: whether its words name what it is of ("of Vardelin").

        >>> from claimgraph.ontology import load_ontology
        >>> from claimgraph.ontology.names import read_names
        >>> normal = Normal(read_names(load_ontology()))
        >>> reader = RoleReader(normal, Countries(normal.names))
        >>> phrases = ("Prosecutor General", "Interior Minister", "minister", "mayor", "lawyer")
        >>> [reader.single(role, placed=False) for role in map(reader.read, phrases) if role]
        [True, True, False, False, False]
        """
        if role.words in self.unique or (role.head in self._portfolios and len(role.words) > 1):
            return True
        return placed and role.head in self._posts

    def agreement(self, said: Role, held: Role) -> float:
        """How well words that point to somebody fit a role that somebody holds, 0 (not) to 1 (the same)."""
        if said.modifiers != held.modifiers or said.kin != held.kin:
            return 0.0
        if said.country and held.country and said.country != held.country:
            return 0.0
        if said.words == held.words:
            return 1.0
        if said.head == held.head:
            if said.words <= held.words:
                return 0.6 + 0.3 * len(said.words) / len(held.words)
            if held.words <= said.words:
                return 0.5
            # "jailed union leader": an adjective more than the role that the text gives.
            shared = len(said.words & held.words)
            return 0.45 if 1 < shared >= _ENOUGH * len(said.words) else 0.0
        return 0.4 if said.head in held.words and held.head in self._belonging else 0.0

    def rewritten(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """`words` with every phrase for a role or an institution replaced by its meaning."""
        return self._normal.rewritten(words, self._phrases)

    def _role(self, text: str) -> Role | None:
        raw = folded_words(_ASIDE.sub(" ", text))
        kept, country = self._countries.taken_out(raw, anywhere=True)
        words = self.rewritten(kept)
        end = next((i for i, word in enumerate(words) if word in self._links and i > 0), len(words))
        meaning = [word for word in words if word not in self.empty and word not in self._modifiers]
        heads = [word for word in words[:end] if word in meaning]
        if not meaning:
            return None
        return Role(
            head=heads[-1] if heads else meaning[-1],
            words=frozenset(meaning),
            modifiers=frozenset(word for word in words[:end] if word in self._modifiers),
            country=country,
            kin=bool(heads) and heads[-1] in self._kin,
        )
