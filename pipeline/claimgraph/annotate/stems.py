"""A rough stemmer: words of the ontology and of the text are compared without their regular endings.

It is meant for short lists of words, where a wrong lemma of the language model must do no harm; it does not
know irregular forms.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["stem"]

_SHORTEST = 3


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word in lower case, regular endings and doubled last letters off.

    >>> {stem(word) for word in ("kill", "kills", "killed", "killing", "killings")}
    {'kil'}
    >>> stem("died") == stem("die"), stem("injuries") == stem("injury"), stem("party") == stem("part")
    (True, True, False)
    """
    word = word.lower()
    if word.endswith("y") and len(word) > _SHORTEST:
        word = word[:-1] + "i"
    for ending in ("ings", "ing", "ies", "ied", "ed", "es", "s", "e"):
        rest = word.removesuffix(ending)
        if rest == word or (ending == "s" and rest.endswith("s")):
            continue
        if ending in {"ies", "ied"}:
            # "died" and "dies" belong to "die", "injuries" to "injury".
            return rest + ("ie" if len(rest) == 1 else "i")
        if len(rest) >= _SHORTEST:
            word = rest
            break
    return word[:-1] if len(word) >= _SHORTEST and word[-1] == word[-2] else word
