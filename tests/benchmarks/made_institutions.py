"""Made-up institutions with known truth, and the wordings that translators and newspapers give them.

National bodies come in every country under the same names; town bodies, mines and associations bear names of
their own. Wordings differ by word order, by translation, by British and American spelling, by the country that is
named or not, and by acronyms. Nothing here reads the ontology or the resolver.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.benchmarks.made_people import WORDS

__all__ = ["COUNTRIES", "Institution", "acronym_of", "institution", "written_institution"]

# Name, demonym, form of state, and which traditions of personal names are at home there.
COUNTRIES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Russia", "Russian", "Federation", ("Slavic",)), ("Ukraine", "Ukrainian", "", ("Slavic",)),
    ("Belarus", "Belarusian", "Republic", ("Slavic",)), ("Bulgaria", "Bulgarian", "Republic", ("Slavic",)),
    ("Serbia", "Serbian", "Republic", ("Slavic",)), ("Moldova", "Moldovan", "Republic", ("Slavic",)),
    ("Kazakhstan", "Kazakh", "Republic", ("Kazakh", "Slavic")), ("Kyrgyzstan", "Kyrgyz", "Republic", ("Kazakh",)),
    ("Uzbekistan", "Uzbek", "Republic", ("Kazakh",)), ("Turkmenistan", "Turkmen", "", ("Kazakh",)),
    ("Tajikistan", "Tajik", "Republic", ("Kazakh", "Slavic")), ("Egypt", "Egyptian", "Republic", ("Arabic",)),
    ("Iraq", "Iraqi", "Republic", ("Arabic",)), ("Syria", "Syrian", "", ("Arabic",)),
    ("Lebanon", "Lebanese", "Republic", ("Arabic",)), ("Jordan", "Jordanian", "Kingdom", ("Arabic",)),
    ("Yemen", "Yemeni", "Republic", ("Arabic",)), ("Libya", "Libyan", "State", ("Arabic",)),
    ("Tunisia", "Tunisian", "Republic", ("Arabic",)), ("Algeria", "Algerian", "Republic", ("Arabic",)),
    ("Morocco", "Moroccan", "Kingdom", ("Arabic",)), ("Sudan", "Sudanese", "Republic", ("Arabic",)),
    ("Bahrain", "Bahraini", "Kingdom", ("Arabic",)), ("Kuwait", "Kuwaiti", "State", ("Arabic",)),
    ("China", "Chinese", "", ("Chinese",)), ("Taiwan", "Taiwanese", "", ("Chinese",)),
    ("Singapore", "Singaporean", "Republic", ("Chinese", "Western")), ("Malaysia", "Malaysian", "", ("Chinese", "Arabic")),
    ("Mexico", "Mexican", "", ("Spanish",)), ("Colombia", "Colombian", "Republic", ("Spanish",)),
    ("Peru", "Peruvian", "Republic", ("Spanish",)), ("Chile", "Chilean", "Republic", ("Spanish",)),
    ("Argentina", "Argentine", "Republic", ("Spanish",)), ("Bolivia", "Bolivian", "State", ("Spanish",)),
    ("Ecuador", "Ecuadorian", "Republic", ("Spanish",)), ("Venezuela", "Venezuelan", "Republic", ("Spanish",)),
    ("Guatemala", "Guatemalan", "Republic", ("Spanish",)), ("Honduras", "Honduran", "Republic", ("Spanish",)),
    ("Spain", "Spanish", "Kingdom", ("Spanish",)), ("Paraguay", "Paraguayan", "Republic", ("Spanish",)),
    ("Canada", "Canadian", "", ("Western",)), ("Australia", "Australian", "Commonwealth", ("Western",)),
    ("Ireland", "Irish", "Republic", ("Western",)), ("Germany", "German", "Federal Republic", ("Western",)),
    ("Austria", "Austrian", "Republic", ("Western",)), ("Norway", "Norwegian", "Kingdom", ("Western",)),
    ("Sweden", "Swedish", "Kingdom", ("Western",)), ("France", "French", "Republic", ("Western", "Arabic")),
    ("Estonia", "Estonian", "Republic", ("Western", "Slavic")), ("Kenya", "Kenyan", "Republic", ("Western",)),
)  # fmt: skip

_MINISTRIES = (
    ("Internal Affairs", "the Interior", "Home Affairs"), ("Foreign Affairs", "External Affairs"), ("Health", "Healthcare"),
    ("Defence", "Defense"), ("Labour", "Labor"), ("Finance",), ("Justice",), ("Education",), ("Agriculture",), ("Energy",),
    ("Culture",), ("Transport", "Transportation"), ("Tourism",), ("Trade",), ("Ecology",), ("Digital Development",),
    ("Emergency Situations", "Emergencies"), ("Youth and Sport", "Youth and Sports"),
    ("Labour and Social Protection", "Labor and Social Protection"), ("Mining and Petroleum", "Petroleum and Mining"),
)  # fmt: skip
_NATIONAL = (
    ("National Security Committee", "Committee for National Security", "Committee of National Security"),
    ("Central Election Commission", "Central Electoral Commission"),
    ("Anti-Corruption Agency", "Anticorruption Agency", "Agency for Combating Corruption"),
    ("Prosecutor General's Office", "General Prosecutor's Office", "Office of the Prosecutor General"),
    ("National Preventive Mechanism", "National Preventative Mechanism", "National Mechanism for the Prevention of Torture"),
    ("Supreme Court",), ("Constitutional Court",), ("National Bank",), ("National Assembly",), ("Border Guard Service",),
    ("Statistics Bureau", "Bureau of Statistics"), ("Penitentiary Service",), ("Customs Committee", "Committee of Customs"),
    ("Office of the Ombudsperson", "Ombudsman's Office", "Ombudsperson's Office"), ("Audit Chamber", "Chamber of Audit"),
    ("Space Agency",), ("Migration Service",), ("Human Rights Commission", "Commission on Human Rights"),
)  # fmt: skip
_OF_TOWN = (
    ("{} City Court",), ("{} District Court", "District Court of {}"), ("University of {}", "{} University"),
    ("{} Police Department", "Police Department of {}", "Department of Police of {}"), ("{} Regional Hospital",),
    ("{} City Council", "City Council of {}"), ("{} Prison",), ("{} Copper Mine",), ("{} Steel", "{} Steel Ltd", "{} Steel LLC"),
    ("{} Bar Association", "Bar Association of {}"), ("{} Miners' Union", "Union of Miners of {}", "Miners’ Union of {}"),
    ("{} Centre for Legal Aid", "{} Legal Aid Center", "{} Legal Aid Centre"), ("{} Football Club",),
    ("{} Relief Organisation", "{} Relief Organization"), ("{} Press Freedom Foundation", "{} Foundation for Press Freedom"),
    ("{} Human Rights Initiative", "{} Initiative for Human Rights"), ("{} Daily News",), ("{} Coalition against Torture",),
    ("{} Women's Development Programme", "{} Women’s Development Program"), ("{} Institute of Public Policy", "{} Public Policy Institute"),
)  # fmt: skip
_TOWN_STARTS = WORDS["town_starts"]
_TOWN_MIDDLES = WORDS["town_middles"]
_TOWN_ENDS = WORDS["town_ends"]


@dataclass(frozen=True)
class Institution:
    """A true institution.

    Attributes:
        wordings: its name without country, as translators have it.
        country: number of its country in `COUNTRIES` where every country has one of the name, else None.
        acronym: its acronym, where it has one of its own.
    """

    wordings: tuple[str, ...]
    country: int | None = None
    acronym: str | None = None


def institution(country: int, number: int, rng: Random) -> Institution:
    """The institution of a number in a country: first those that every country has, then those of towns."""
    if number < len(_MINISTRIES):
        topics = _MINISTRIES[number]
        shapes = ("Ministry of {}", "{} Ministry")
        wordings = [shape.format(topic) for topic in topics for shape in shapes]
        wordings = [each for each in wordings if not each.startswith("the ")]
        return Institution(tuple(wordings), country)
    if number < len(_MINISTRIES) + len(_NATIONAL):
        return Institution(_NATIONAL[number - len(_MINISTRIES)], country)
    town = (
        rng.choice(_TOWN_STARTS).capitalize()
        + rng.choice(_TOWN_MIDDLES)
        + rng.choice(_TOWN_MIDDLES)
        + rng.choice(_TOWN_ENDS)
    )
    wordings = [shape.format(town) for shape in rng.choice(_OF_TOWN)]
    acronym = acronym_of(wordings[0]) if rng.random() < 0.15 else None
    return Institution(tuple(wordings), None, acronym)


def acronym_of(name: str) -> str | None:
    """The capitals of a name of three or more words."""
    capitals = "".join(word[0] for word in name.split() if word[0].isupper())
    return capitals if len(capitals) > 2 else None


def written_institution(which: Institution, home: int, rng: Random) -> str:
    """A name as a text on the country `home` has it: at home the country is mostly left out."""
    text = which.wordings[0] if rng.random() < 0.6 else rng.choice(which.wordings)
    if which.country is None or (which.country == home and rng.random() < 0.6):
        return text
    country, demonym, form, _ = COUNTRIES[which.country]
    how = rng.random()
    if how < 0.45:
        return f"{text} of {country}"
    if how < 0.65 and form:
        full = f"{demonym} Federation" if form == "Federation" else f"{form} of {country}"
        return f"{text} of the {full}".replace("Russian Federation", "Russian Federation").replace(
            "Russian", "Russian"
        )
    return f"{demonym} {text}"
