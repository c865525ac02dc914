"""Made-up people with known truth: names in their own script or sounds, and the ways in which texts write them.

Each tradition builds names from its own parts and writes them by systems that are in use: for Cyrillic BGN/PCGN,
ISO 9, passports, the French press and the English press; for Kazakh besides the Latin alphabet of 2021; for Arabic
ALA-LC, the English, the French and the Egyptian press; for Chinese pinyin in both orders and Wade-Giles. Nothing
here reads the ontology or the resolver.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

__all__ = ["TRADITIONS", "WORDS", "Parts", "Style", "Tradition"]

Parts = tuple[str, ...]

WORDS = {
    name: words.split()
    for name, words in tomllib.loads(
        Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
    ).items()
}
"""Lists of name parts, by name."""

# ------------------------------------------------------------------------------------------------ Cyrillic

_COMMON = dict(zip("абвгдзийклмнопрстуфыэ", "abvgdziyklmnoprstufye", strict=True))
_BGN = _COMMON | {"е": "e", "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
                  "ъ": "", "ь": "", "ю": "yu", "я": "ya"}  # fmt: skip
_ISO = _COMMON | {"е": "e", "ё": "ë", "ж": "ž", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "ŝ", "ъ": "",
                  "ь": "ʹ", "ю": "û", "я": "â", "й": "j", "э": "è"}  # fmt: skip
_PASSPORT = _BGN | {"ё": "e", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie"}
_FRENCH = _BGN | {"ж": "j", "ч": "tch", "ш": "ch", "у": "ou", "ю": "iou", "я": "ia", "й": "i"}
_LATIN_2021 = {"ж": "j", "х": "h", "ц": "ts", "ч": "tş", "ш": "ş", "щ": "ştş", "ъ": "", "ь": "", "ю": "iu",
               "я": "ia", "й": "i", "и": "i", "ы": "y", "ё": "io"}  # fmt: skip
_LATIN_2021 = _COMMON | {"е": "e"} | _LATIN_2021
_KAZAKH_BGN = {"қ": "q", "ә": "ä", "ө": "ö", "ү": "ü", "ұ": "u", "ғ": "gh", "ң": "ng", "і": "i", "һ": "h"}
_KAZAKH_PRESS = {"қ": "k", "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "ғ": "g", "ң": "n", "і": "i", "һ": "h"}
_KAZAKH_2021 = {"қ": "q", "ә": "ä", "ө": "ö", "ү": "ü", "ұ": "ū", "ғ": "ğ", "ң": "ñ", "і": "ı", "һ": "h"}

_RUSSIAN_MEN = WORDS["russian_men"]
_RUSSIAN_WOMEN = WORDS["russian_women"]
_RUSSIAN_STEMS = WORDS["russian_stems"]
_RUSSIAN_ENDINGS = WORDS["russian_endings"]

_KAZAKH_MEN = WORDS["kazakh_men"]
_KAZAKH_WOMEN = WORDS["kazakh_women"]
_KAZAKH_STARTS = WORDS["kazakh_starts"]
_KAZAKH_MALE = WORDS["kazakh_male"]
_KAZAKH_FEMALE = WORDS["kazakh_female"]
_KAZAKH_STEMS = WORDS["kazakh_stems"]

# ------------------------------------------------------------------------------------------------ Arabic
# By sound: capitals are emphatic consonants (D H S T Z), AIU long vowels, ` is ayn, x kh, G gh, c sh, J th.

_ARABIC_MEN = WORDS["arabic_men"]
_ARABIC_WOMEN = WORDS["arabic_women"]
_ARABIC_EPITHETS = WORDS["arabic_epithets"]
_ARABIC_NISBAS = WORDS["arabic_nisbas"]
# Family names are as productive as roots and patterns are: 1, 2, 3 stand for the consonants of a root.
_ARABIC_ROOTS = WORDS["arabic_roots"]
_ARABIC_CONSONANTS = "bjdhwzHTyklmnsfSqrctxDG"
_ARABIC_PATTERNS = WORDS["arabic_patterns"]
_ARABIC_SYSTEMS: dict[str, dict[str, str]] = {
    "ala": {"A": "ā", "I": "ī", "U": "ū", "D": "ḍ", "H": "ḥ", "S": "ṣ", "T": "ṭ", "Z": "ẓ", "`": "ʿ", "'": "ʾ",
            "x": "kh", "G": "gh", "c": "sh", "C": "ṣ", "J": "th"},
    "english": {"A": "a", "I": "i", "U": "u", "D": "d", "H": "h", "S": "s", "T": "t", "Z": "z", "`": "", "'": "",
                "x": "kh", "G": "gh", "c": "sh", "C": "s", "J": "th"},
    "french": {"A": "a", "I": "i", "U": "ou", "D": "d", "H": "h", "S": "s", "T": "t", "Z": "z", "`": "", "'": "",
               "x": "kh", "G": "gh", "c": "ch", "C": "s", "J": "th", "j": "dj", "u": "ou"},
    "egyptian": {"A": "a", "I": "y", "U": "ou", "D": "d", "H": "h", "S": "s", "T": "t", "Z": "z", "`": "", "'": "",
                 "x": "kh", "G": "gh", "c": "sh", "C": "s", "J": "th", "j": "g", "q": "k"},
}  # fmt: skip

# ------------------------------------------------------------------------------------------------ Chinese

_CHINESE_SURNAMES = WORDS["chinese_surnames"]
_CHINESE_SYLLABLES = WORDS["chinese_syllables"]
_WADE = (
    ("zh", "ch"),
    ("q", "ch'"),
    ("x", "hs"),
    ("j", "ch"),
    ("z", "ts"),
    ("r", "j"),
    ("d", "t"),
    ("b", "p"),
    ("g", "k"),
)

# ------------------------------------------------------------------------------------------------ Romance

_SPANISH_GIVEN = WORDS["spanish_given"]
_SPANISH_SURNAMES = WORDS["spanish_surnames"]
_SPANISH_ROOTS = WORDS["spanish_roots"]
_SPANISH_MIDDLES = ["", "", "", "be", "ce", "da", "ga", "gi", "le", "ma", "ne", "ra", "ti", "za"]
_SPANISH_TAILS = WORDS["spanish_tails"]

# ------------------------------------------------------------------------------------------------ Western

_WESTERN_GIVEN = WORDS["western_given"]
_WESTERN_FIRST = WORDS["western_first"]
_WESTERN_MIDDLE = ["", "", "", "a", "el", "en", "er", "ing", "inger", "is", "o", "or", "s"]
_WESTERN_LAST = WORDS["western_last"]
_NICKNAMES = {"Robert": "Bob", "William": "Bill", "Richard": "Dick", "Kenneth": "Ken", "Elizabeth": "Liz",
              "Michael": "Mike", "Thomas": "Tom", "Edward": "Ted", "Margaret": "Peggy"}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a text writes a name: the spelling system, and whether it keeps diacritics."""

    system: str
    plain: bool


@dataclass(frozen=True)
class Tradition:
    """People who are named alike.

    Attributes:
        make: a name's parts, the given name first.
        systems: spelling systems, each with how often it is used.
        write: parts, system and form ("full", "long", "initials", "turned", "surname") -> the name as written.
        share: of all people.
        family: which part is the surname.
    """

    name: str
    make: Callable[[Random], Parts]
    systems: tuple[tuple[str, float], ...]
    write: Callable[[Parts, str, str, Random], str]
    share: float
    family: int = -1

    def known_by(self, parts: Parts) -> tuple[str, str]:
        """Given name and surname, as most texts have them."""
        return parts[0], parts[self.family]

    def style(self, rng: Random) -> Style:
        """The style of one author."""
        systems, weights = zip(*self.systems, strict=True)
        return Style(rng.choices(systems, weights)[0], rng.random() < 0.6)

    def written(self, parts: Parts, style: Style, form: str, rng: Random) -> str:
        """A name as a text of that style has it."""
        text = self.write(parts, style.system, form, rng)
        return _without_marks(text) if style.plain else text


def _without_marks(text: str) -> str:
    split = unicodedata.normalize(
        "NFKD", text.replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o")
    )
    return "".join(c for c in split if not unicodedata.combining(c) and c not in "ʹʿʾ")


def _arranged(given: str, middle: str, surname: str, form: str) -> str:
    if form == "initials":
        middle_initial = f" {middle[0]}." if middle and len(middle) > 3 and len(surname) % 2 else ""
        return f"{given[0]}.{middle_initial} {surname}"
    if form == "turned":
        return f"{surname} {given}"
    if form == "surname":
        return surname
    if form == "long" and middle:
        return f"{given} {middle} {surname}"
    return f"{given} {surname}"


# A few stems are frequent, most are rare, as surnames are.
def _skewed(rng: Random, words: Sequence[str]) -> str:
    return words[int(len(words) * rng.random() ** 1.7)]


def _russian(rng: Random) -> Parts:
    woman = rng.random() < 0.4
    given = _skewed(rng, _RUSSIAN_WOMEN if woman else _RUSSIAN_MEN)
    father = _skewed(rng, _RUSSIAN_MEN)
    surname = _skewed(rng, _RUSSIAN_STEMS) + rng.choice(
        ["", "", "", "ас", "ат", "ел", "ир", "оп", "ур", "ян", "уш", "иш"]
    )
    surname += _skewed(rng, _RUSSIAN_ENDINGS)
    if woman and surname.endswith("ский") | surname.endswith("цкий"):
        surname = surname[:-2] + "ая"
    elif woman and not surname.endswith(("енко", "ович")):
        surname += "а"
    return given, _patronymic(father, woman), surname


def _patronymic(father: str, woman: bool) -> str:
    if father.endswith("ий"):
        return father[:-2] + ("ьевна" if woman else "ьевич")
    if father.endswith(("й", "ь")):
        return father[:-1] + ("евна" if woman else "евич")
    if father.endswith(("а", "я")):
        return father[:-1] + ("инична" if woman else "ич")
    return father + ("овна" if woman else "ович")


def _kazakh(rng: Random) -> Parts:
    woman = rng.random() < 0.35
    given = _skewed(rng, _KAZAKH_WOMEN if woman else _KAZAKH_MEN)
    if rng.random() < 0.5:
        given = rng.choice(_KAZAKH_STARTS) + rng.choice(_KAZAKH_FEMALE if woman else _KAZAKH_MALE)
    if not woman and rng.random() < 0.1:
        given = f"{given}-{rng.choice(_KAZAKH_MEN)}"
    father = rng.choice(_KAZAKH_MEN)
    stem = _skewed(rng, _KAZAKH_STEMS)
    if rng.random() < 0.8:
        stem = rng.choice(_KAZAKH_STARTS) + stem.lower()
    vowel = stem.endswith(("й", "і", "и", "у"))
    surname = (stem[:-1] + "ев" if vowel else stem + "ов") + ("а" if woman else "")
    return given, father + ("овна" if woman else "ович"), surname


def _cyrillic(parts: Parts, system: str, form: str, _: Random) -> str:
    given, middle, surname = (_romanised(part, system) for part in parts)
    return _arranged(given, middle, surname, form)


_TABLES = {
    "bgn": _BGN | _KAZAKH_BGN, "iso": _ISO | _KAZAKH_BGN, "passport": _PASSPORT | _KAZAKH_PRESS,
    "french": _FRENCH | _KAZAKH_PRESS, "press": _BGN | {"ё": "e"} | _KAZAKH_PRESS,
    "latin": _LATIN_2021 | _KAZAKH_2021,
}  # fmt: skip


def _romanised(word: str, system: str) -> str:
    """BGN/PCGN and the press write "ye" after a vowel and at the start, and the press shortens "iy" to "y"."""
    table = _TABLES[system]
    out: list[str] = []
    for i, letter in enumerate(word.lower()):
        before = word[i - 1].lower() if i else ""
        if letter == "е" and system in ("bgn", "press") and (not before or before in "аеёиоуыэюяьъ-"):
            out.append("ye")
        else:
            out.append(table.get(letter, letter))
    text = "".join(out)
    if system == "press":
        text = text[:-2] + "y" if text.endswith(("iy", "yy")) else text
    if system == "french" and text.endswith(("ov", "ev")):
        text = text[:-1] + ("ff" if len(text) % 2 else "v")
    return "-".join(part[:1].upper() + part[1:] for part in text.split("-"))


def _arabic(rng: Random) -> Parts:
    woman = rng.random() < 0.3
    given = _skewed(rng, _ARABIC_WOMEN if woman else _ARABIC_MEN)
    if not woman and rng.random() < 0.25:
        given = f"`abd al-{rng.choice(_ARABIC_EPITHETS)}"
    kind = rng.random()
    if kind < 0.25:
        surname = "al-" + _skewed(rng, _ARABIC_NISBAS)
    elif kind < 0.9:
        root = rng.choice(_ARABIC_ROOTS) if rng.random() < 0.3 else "".join(rng.sample(_ARABIC_CONSONANTS, 3))
        pattern = rng.choice(_ARABIC_PATTERNS)
        surname = "".join(root[int(each) - 1] if each.isdigit() else each for each in pattern)
        surname = f"al-{surname}" if kind < 0.7 else surname
    elif kind < 0.96:
        surname = f"abU {rng.choice(_ARABIC_MEN)}"
    else:
        surname = rng.choice(_ARABIC_MEN)
    return given, rng.choice(_ARABIC_MEN), rng.choice(_ARABIC_MEN), surname


def _arabic_written(parts: Parts, system: str, form: str, rng: Random) -> str:
    given, father, grandfather, surname = (_arabised(part, system, rng) for part in parts)
    middle = f"{father} {grandfather}" if len(father) % 2 else father
    if form == "long" and rng.random() < 0.2:
        middle = f"ibn {father}"
    return _arranged(given, middle, surname, form)


def _arabised(word: str, system: str, rng: Random) -> str:
    table = _ARABIC_SYSTEMS[system]
    article = {"egyptian": "el-", "french": "El ", "english": "al-", "ala": "al-"}[system]
    bare = word.removeprefix("al-")
    if bare.startswith("`abd al-"):
        # One name in several ways: Abdel Rahman, Abdul-Rahman, Abdulrahman, ʿAbd al-Raḥmān.
        rest = _arabised(bare.removeprefix("`abd al-"), system, rng)
        lead = {"ala": "ʿAbd al-", "french": "Abdel", "egyptian": "Abdel "}.get(system) or rng.choice(
            ["Abdul ", "Abdul-", "Abdul"]
        )
        return lead + (rest if lead[-1] in " -" else rest.lower())
    text = "".join(table.get(letter, letter) for letter in bare)
    if system == "french" and text.endswith("in"):
        text += "e"
    if system in ("english", "egyptian"):
        text = text.replace("ay", "ai" if rng.random() < 0.3 else "ei") if rng.random() < 0.5 else text
        if rng.random() < 0.4 and word[0] != "u":
            text = text.replace("u", "o", 1)
    text = " ".join(part[:1].upper() + part[1:] if part[0] not in "ʿʾ" else part for part in text.split())
    return article + text if word.startswith("al-") else text


def _chinese(rng: Random) -> Parts:
    given = rng.choice(_CHINESE_SYLLABLES)
    if rng.random() < 0.88:
        given += f"-{rng.choice(_CHINESE_SYLLABLES)}"
    return given, _skewed(rng, _CHINESE_SURNAMES)


def _chinese_written(parts: Parts, system: str, form: str, _: Random) -> str:
    given, surname = parts
    if system == "wade":
        given = "-".join(_waded(each) for each in given.split("-")).capitalize()
        surname = _waded(surname.lower()).capitalize()
    elif system == "hyphen":
        given = given.capitalize()
    else:
        joint = "'" if "-" in given and given.partition("-")[2][0] in "aeo" else ""
        given = given.replace("-", joint).capitalize()
    if form == "surname":
        return surname
    if form == "initials":
        return f"{given[0]}. {surname}"
    # The surname comes first at home; the other order is what is "turned" here.
    return f"{given} {surname}" if form == "turned" or system == "western" else f"{surname} {given}"


def _waded(syllable: str) -> str:
    for pinyin, wade in _WADE:
        if syllable.startswith(pinyin):
            return wade + syllable[len(pinyin) :]
    return syllable


def _spanish(rng: Random) -> Parts:
    first, second = rng.sample(_SPANISH_GIVEN, 2)
    if rng.random() < 0.35:
        first, second = f"{first} {second}", ""
    paternal, maternal = (
        _skewed(rng, _SPANISH_SURNAMES) if rng.random() < 0.3
        else rng.choice(_SPANISH_ROOTS) + rng.choice(_SPANISH_MIDDLES) + rng.choice(_SPANISH_TAILS)
        for _ in range(2)
    )  # fmt: skip
    if rng.random() < 0.06:
        paternal = f"de {rng.choice(['la ', 'los ', ''])}{paternal}"
    return first, second if rng.random() < 0.4 else "", paternal, maternal


def _spanish_written(parts: Parts, system: str, form: str, rng: Random) -> str:
    first, second, paternal, maternal = parts
    joint = {"press": " ", "hyphen": "-", "y": " y "}[system]
    if form == "long":
        return " ".join(filter(None, (first, second, f"{paternal}{joint}{maternal}")))
    if form == "full" and rng.random() < 0.45:
        return f"{first} {paternal}{joint}{maternal}"
    return _arranged(first, second, paternal, form)


def _western(rng: Random) -> Parts:
    given = _skewed(rng, _WESTERN_GIVEN)
    middle = rng.choice(_WESTERN_GIVEN) if rng.random() < 0.6 else ""
    surname = rng.choice(_WESTERN_FIRST) + rng.choice(_WESTERN_MIDDLE) + _skewed(rng, _WESTERN_LAST)
    kind = rng.random()
    if kind < 0.05:
        surname = rng.choice(["O'", "Mc", "van ", "von ", "de "]) + surname
    elif kind < 0.12:
        surname += f"-{rng.choice(_WESTERN_FIRST)}{rng.choice(_WESTERN_LAST)}"
    return given, middle, surname


def _western_written(parts: Parts, system: str, form: str, rng: Random) -> str:
    given, middle, surname = parts
    if system == "german":
        for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")):
            given, surname = given.replace(letter, pair), surname.replace(letter, pair)
    if system == "nickname":
        given = _NICKNAMES.get(given, given)
    if form == "turned":
        form = "full"
    if form == "full" and middle and rng.random() < 0.25:
        return f"{given} {middle[0]}. {surname}"
    return _arranged(given, middle, surname, form)


TRADITIONS = (
    Tradition("Slavic", _russian, (("press", 6), ("bgn", 2), ("passport", 1), ("iso", 0.4), ("french", 0.6)), _cyrillic, 0.25),
    Tradition("Kazakh", _kazakh, (("press", 6), ("bgn", 1), ("passport", 1), ("latin", 1.5), ("french", 0.2)), _cyrillic, 0.1),
    Tradition("Arabic", _arabic, (("english", 6), ("egyptian", 1), ("french", 1.5), ("ala", 0.7)), _arabic_written, 0.2),
    Tradition("Chinese", _chinese, (("pinyin", 6), ("western", 2), ("hyphen", 1), ("wade", 0.2)), _chinese_written, 0.1),
    Tradition("Spanish", _spanish, (("press", 8), ("hyphen", 0.7), ("y", 0.3)), _spanish_written, 0.15, 2),
    Tradition("Western", _western, (("press", 9), ("german", 0.7), ("nickname", 0.3)), _western_written, 0.2),
)  # fmt: skip
