"""Actors with the real language model: names, their classes, roles, and mentions by role."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimgraph.annotate.actors import ActorFinder
from claimgraph.annotate.pipeline import Annotator
from claimgraph.errors import OntologyError
from claimgraph.ontology import CG, load_ontology
from claimgraph.ontology.actor_types import read_actor_types
from claimgraph.ontology.load import local_name
from claimgraph.ontology.roles import read_roles
from claimgraph.records import AnnotatedDocument, Mention

ONTOLOGY = load_ontology()
BLANK = spacy.blank("en")
FINDER = ActorFinder(ONTOLOGY)
Find = Callable[[str], Doc]


@pytest.fixture(scope="session")
def nlp(annotator: Annotator) -> Language:
    return annotator.nlp


@pytest.fixture(scope="session")
def find(nlp: Language) -> Find:
    """Run everything up to the actors."""

    def run(text: str) -> Doc:
        with nlp.select_pipes(disable=["claimgraph_claims", "claimgraph_figures"]):
            return nlp(text)

    return run


def named(doc: Doc) -> list[tuple[str, str]]:
    return [(of(doc, m), m.label) for m in doc._.mentions if m.form == "named"]


def described(doc: Doc) -> list[str]:
    return [of(doc, m) for m in doc._.mentions if m.form == "role"]


def of(doc: Doc, mention: Mention) -> str:
    return doc.text[mention.start : mention.end]


def by_name(doc: Doc, name: str) -> Mention:
    found: list[Mention] = [m for m in doc._.mentions if of(doc, m) == name]
    return found[0]


def bracketed(example: str) -> tuple[str, str]:
    """The text of an example, and what stands in its brackets (all of it, if there are none)."""
    text = example.replace("[", "").replace("]", "")
    return text, example.partition("[")[2].partition("]")[0] or text


# ---------------------------------------------------------------- what the ontology promises

CLASSES = [(t.iri, e) for t in read_actor_types(ONTOLOGY).types.values() for e in t.examples]


@pytest.mark.parametrize(
    ("iri", "example"), CLASSES, ids=[f"{local_name(CG[i.rsplit('#')[-1]])}-{e}" for i, e in CLASSES]
)
def test_every_example_of_a_kind_of_actor_is_found(find: Find, iri: str, example: str) -> None:
    text, wanted = bracketed(example)
    found = [(of(doc, m), m.actor_class) for doc in [find(text)] for m in doc._.mentions]
    assert (wanted, iri) in found


ROLES = [e for role in read_roles(ONTOLOGY).roles.values() for e in role.examples if "[" in e]


@pytest.mark.parametrize("example", ROLES)
def test_every_example_of_a_role_is_found(find: Find, example: str) -> None:
    text, wanted = bracketed(example)
    doc = find(text)
    roles = [m.role for m in doc._.mentions if m.role]
    assert wanted in roles
    assert [of(doc, m) for m in doc._.mentions if m.form == "named" and m.label == "Person"] in (
        ["Adaku Obi"],
        ["A. Obi"],
        [],
    )


def test_a_users_kind_of_actor_needs_no_code(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        "@prefix ex: <https://example.org/#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'ex:Kurultai rdfs:subClassOf cg:Parliament ; cg:pattern "{Cap}+ Kurultai of [the] {Cap}+" ;\n'
        '  cg:bareHead "kurultai" .\n',
        encoding="utf-8",
    )
    text = "The Great Kurultai of the Steppe met. The kurultai then closed."
    assert "Great Kurultai of the Steppe" not in [
        of(doc, m) for doc in [FINDER(BLANK(text))] for m in doc._.mentions
    ]
    doc = ActorFinder(load_ontology([path]))(BLANK(text))
    mine = [
        (of(doc, m), m.label, m.form)
        for m in doc._.mentions
        if m.actor_class == "https://example.org/#Kurultai"
    ]
    assert mine == [
        ("Great Kurultai of the Steppe", "Organization", "named"),
        ("kurultai", "Organization", "role"),
    ]


def test_a_role_of_no_actor_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        '<https://example.org/r> a cg:Role ; cg:roleWord "hetman" ; cg:roleOf <https://example.org/None> .\n',
        encoding="utf-8",
    )
    with pytest.raises(OntologyError, match="no class of actors") as caught:
        ActorFinder(load_ontology([path]))
    assert caught.value.line == 2


# ---------------------------------------------------------------- names

LETTER = (
    "The Ministry of Foreign Affairs of the Republic of Estovia has received a letter from the "
    "Northern Rights Monitor (NRM).\n\n"
    "President Adaku Obi said that the General Prosecutor’s Office and the Ministry of Internal Affairs "
    "would answer. Ms. Obi was in the city of Vardelin. NRM wrote again, and the NRM’s director, "
    "Signe Dahl, came.\n"
)


def test_names_of_a_letter(find: Find) -> None:
    doc = find(LETTER)
    assert named(doc) == [
        ("Ministry of Foreign Affairs of the Republic of Estovia", "Organization"),
        ("Northern Rights Monitor", "Organization"),
        ("NRM", "Organization"),
        ("Adaku Obi", "Person"),
        ("General Prosecutor’s Office", "Organization"),
        ("Ministry of Internal Affairs", "Organization"),
        ("Obi", "Person"),
        ("Vardelin", "Location"),
        ("NRM", "Organization"),
        ("NRM", "Organization"),
        ("Signe Dahl", "Person"),
    ]
    assert by_name(doc, "Northern Rights Monitor").acronym == "NRM"
    assert by_name(doc, "NRM").actor_class == str(CG.NonGovernmentalOrganization)
    assert by_name(doc, "Adaku Obi").role == "President"
    assert by_name(doc, "Signe Dahl").role == "director"
    assert by_name(doc, "Adaku Obi").subject
    assert not by_name(doc, "Vardelin").subject
    assert [m.sentence for m in doc._.mentions] == sorted(m.sentence for m in doc._.mentions)
    assert by_name(doc, "Adaku Obi").sentence == 1


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Deputy Prime Minister and Minister of Foreign Affairs Adaku Obi spoke.", "Adaku Obi",
         "Deputy Prime Minister and Minister of Foreign Affairs"),
        ("Kenneth Dahl, director of the Northern Rights Monitor, spoke.", "Kenneth Dahl",
         "director of the Northern Rights Monitor"),
        ("The Human Rights Commissioner, Ms. Gulnara Seit, spoke.", "Gulnara Seit",
         "Human Rights Commissioner"),
        ("They suspended Colonel Daniel Obi, commander of the Border Regiment, on Monday.", "Daniel Obi",
         "Colonel, commander of the Border Regiment"),
        ("His spokesman, Peter Dahl, spoke.", "Peter Dahl", "spokesman"),
    ],
)  # fmt: skip
def test_roles_beside_names(find: Find, text: str, name: str, role: str) -> None:
    mention = by_name(find(text), name)
    assert (mention.label, mention.role) == ("Person", role)


def entities(text: str, *labelled: tuple[str, str]) -> Doc:
    """A text with the entities that a language model might have found, whatever they are worth."""
    doc = BLANK(text)
    spans = []
    for name, label in labelled:
        start = 0
        while (start := text.find(name, start)) >= 0:
            span = doc.char_span(start, start + len(name), label=label)
            if isinstance(span, Span):
                spans.append(span)
            start += len(name)
    doc.ents = spacy.util.filter_spans(spans)
    return FINDER(doc)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("It sat in Vardelin City Court.", [("Vardelin City Court", "LOC")],
         [("Vardelin City Court", "Organization")]),
        ("Killed on Metal Square today.", [("Metal Square", "ORG")], [("Metal Square", "Location")]),
        ("Then Kenya Adaku Obi spoke.", [("Kenya Adaku Obi", "PERSON")],
         [("Kenya", "Location"), ("Adaku Obi", "Person")]),
        ("The Kenyan army left.", [("Kenyan", "PERSON")], [("Kenyan", "NORP")]),
        ("Said Obi’s lawyer.", [("Obi’s", "PERSON")], [("Obi", "Person")]),
        ("Here the Northern Rights Watch sat.", [("the Northern Rights", "ORG")],
         [("Northern Rights Watch", "Organization")]),
        ("President Jean-Luc Obi left.", [("Jean", "PERSON"), ("Luc Obi", "PERSON")],
         [("Jean-Luc Obi", "Person")]),
        ("The report lists (a) Northern Rights\nAnnex", [("Northern Rights\nAnnex", "ORG")],
         [("Northern Rights", "Organization")]),
        ("Mr. V. Obi, 41, left. Then Obi slept.", [("V. Obi", "ORG")],
         [("V. Obi", "Person"), ("Obi", "Person")]),
        ("The city of Vardelin slept. Vardelin Chrome paid Vardelin.",
         [("Vardelin Chrome", "PERSON"), ("Vardelin", "LOC")],
         [("Vardelin", "Location"), ("Vardelin Chrome", "Organization"), ("Vardelin", "Location")]),
        ("They liked the miners. Miners left.", [("Miners", "PERSON")], []),
        ("She met the Panel.", [("Panel", "LOC")], []),
    ],
)  # fmt: skip
def test_errors_of_a_model_are_corrected(
    text: str, wrong: list[tuple[str, str]], right: list[tuple[str, str]]
) -> None:
    assert named(entities(text, *wrong)) == right


def test_a_country_that_nobody_knows(find: Find) -> None:
    doc = find("The Government of Estovia regrets the delay. Estovia remains open to talks.")
    assert [
        (of(doc, m), local_name(CG[m.actor_class.rsplit("#")[-1]]))
        for m in doc._.mentions
        if m.form == "named"
    ] == [
        ("Government of Estovia", "Government"),
        ("Estovia", "Country"),
    ]


def test_a_dateline_names_place_and_agency() -> None:
    doc = entities("VARDELIN, May 3 (Northern) - The mine closed.")
    assert named(doc) == [("VARDELIN", "Location"), ("Northern", "Organization")]


def test_capitals_of_a_headline_make_no_names() -> None:
    text = "Police Should Question Minister, Free Union Leader\n\nThe union was not asked."
    assert named(entities(text, ("Free Union", "ORG"))) == []


# ---------------------------------------------------------------- roles as mentions


@pytest.mark.parametrize(
    ("text", "role", "label"),
    [
        ("The Head of State has spoken.", "Head of State", "Person"),
        ("On Monday she informed the Ministry that it was true.", "Ministry", "Organization"),
        ("Later the union leader was freed.", "union leader", "Person"),
        ("The prosecutor’s office has the names.", "prosecutor’s office", "Organization"),
        ("The two groups concluded that it was false.", "groups", "Group"),
        ("According to official figures, ten men died.", "official figures", "Group"),
        ("It recommends that the State publish the list.", "State", "Organization"),
        ("A police officer said so.", "police officer", "Group"),
        ("Activists said that it was false.", "Activists", "Group"),
        ("The company promised to pay.", "company", "Organization"),
    ],
)
def test_mentions_by_role(find: Find, text: str, role: str, label: str) -> None:
    mention = by_name(find(text), role)
    assert (mention.form, mention.label, mention.role) == ("role", label, role)


def test_whose_authorities_is_kept(find: Find) -> None:
    doc = find("The Kenyan authorities have denied it.")
    assert by_name(doc, "authorities").role == "Kenyan authorities"
    assert by_name(doc, "Kenyan").label == "NORP"


def test_an_alias_in_quotes_is_a_role_of_the_same_class() -> None:
    doc = entities(
        "The Independent Panel on the Vardelin Events (“the Convocation”) met. The Convocation left."
    )
    aliases = [m for m in doc._.mentions if of(doc, m) == "Convocation"]
    assert [(m.form, m.actor_class) for m in aliases] == [("role", str(CG.Commission))] * 2


@pytest.mark.parametrize(
    "text", ["The official version is false.", "My head hurt.", "He works hard.", "A company left."]
)
def test_words_that_stand_for_nobody(find: Find, text: str) -> None:
    assert described(find(text)) == []


# ---------------------------------------------------------------- the records

WORDS = st.sampled_from(
    ["The", "Ministry", "of", "Health", "and", "Ada", "Obi", "President", "(NRM)", "Kenya’s", "court", "said",
     ",", "\n", "Mr.", "Union", "officials", "Vardelin", "-", "’", "“", "the", "Prosecutor", "General",
     "State", "Śląsk", "İzmir"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(WORDS, max_size=25), st.lists(st.tuples(st.integers(0, 24), st.integers(1, 3)), max_size=3))
def test_mentions_are_sorted_within_the_text_and_apart(
    words: list[str], spans: list[tuple[int, int]]
) -> None:
    doc = BLANK(" ".join(words))
    doc.ents = spacy.util.filter_spans(
        [Span(doc, a, min(a + n, len(doc)), label="PERSON") for a, n in spans if a < len(doc)]
    )
    FINDER(doc)
    end = 0
    for mention in doc._.mentions:
        assert end <= mention.start < mention.end <= len(doc.text)
        assert of(doc, mention) == of(doc, mention).strip()
        assert mention.actor_class is not None
        end = mention.end


def test_the_same_text_gives_the_same_mentions(find: Find) -> None:
    assert find(LETTER)._.mentions == find(LETTER)._.mentions


def test_an_empty_text() -> None:
    assert FINDER(BLANK(""))._.mentions == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Coalition against Torture and the Estovian Network for Health voiced concern.",
            ["Coalition against Torture", "Estovian Network for Health"],
        ),
        (
            "According to the UN human rights office (OHCHR), ten men died.",
            ["UN human rights office", "OHCHR"],
        ),
        (
            "Estovia's state security committee (SSC) denied it. The SSC is new.",
            ["state security committee", "SSC", "SSC"],
        ),
        ("The site vardelin.info wrote that it rained, see vardelin.info/a.", ["vardelin.info"]),
        ("He read the file report.pdf before he left.", []),
        ("The foundation Nor.Vard.Lin counted ten.", ["Nor.Vard.Lin"]),
        (
            "Ten men died, according to NV/SV. North Voice/South Voice (NV/SV) is a radio station.",
            ["NV/SV", "NV/SV"],
        ),
    ],
)
def test_organisations_in_unusual_writing(text: str, expected: list[str], find: Find) -> None:
    organisations = [name for name, label in named(find(text)) if label == "Organization"]
    assert [name for name in organisations if name in expected] == expected
    assert len(organisations) <= len(expected) + 1


def test_outlet_that_reports_is_no_person(find: Find) -> None:
    doc = find("Al Vardelin reported that the mayor had resigned. Adaku Obi reported it, too. Obi was there.")
    assert ("Al Vardelin", "Organization") in named(doc)
    assert ("Adaku Obi", "Person") in named(doc)


def test_letters_of_a_party_make_no_organisation_of_a_person(find: Find) -> None:
    assert ("Adaku Obi", "Person") in named(find("Sen. Adaku Obi (R-VT) spoke on Monday."))


def test_title_in_quotation_marks_is_no_actor(find: Find) -> None:
    doc = find(
        "It rained in Kenya.\n\nSource: Northern News, “Town Council Urges Release of Jailed Kenyan Miners Union "
        "Members After Statement to the Northern Assembly”, 3 May 2021."
    )
    names = [name for name, label in named(doc) if label == "Organization"]
    assert not [name for name in names if "Release" in name or "Members" in name]
    assert "Northern Assembly" in names


def test_person_known_only_by_the_office_after_the_name(find: Find) -> None:
    doc = find("Zhulbars Qeregen, the head of that service, was quoted as saying so.")
    person = by_name(doc, "Zhulbars Qeregen")
    assert person.label == "Person"
    assert (person.role or "").startswith("head of")


def test_country_that_no_list_has_is_one_at_the_start_of_a_sentence(find: Find) -> None:
    doc = find(
        "The Ministry of Justice of the Republic of Ghelovar replied. Ghelovar regrets the loss of life."
    )
    country = by_name(doc, "Ghelovar")
    assert country.label == "Location"
    assert country.actor_class == str(CG.Country)


def test_person_who_bears_the_name_of_an_outlet(find: Find) -> None:
    doc = find("Michael Bloomberg did not run. Bloomberg said no.")
    assert [label for name, label in named(doc) if "Bloomberg" in name] == ["Person", "Person"]


def test_headline_over_two_people_is_neither(find: Find) -> None:
    doc = find("Adaku Obi Ties Viktor Lasko In New Poll\n\nAdaku Obi caught up with Viktor Lasko on Monday.")
    assert not [name for name, label in named(doc) if name.count(" ") > 2 and label == "Person"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The former president of Estovia, Adaku Obi, left.", "former president of Estovia"),
        ("Former President Adaku Obi left.", "Former President"),
        ("Adaku Obi, the former president, left.", "former president"),
        ("The interior minister, Adaku Obi, left.", "interior minister"),
    ],
)
def test_a_former_role_is_not_the_role(
    annotate: Callable[..., AnnotatedDocument], text: str, role: str
) -> None:
    roles = [each.role for each in annotate(text).mentions if text[each.start : each.end] == "Adaku Obi"]
    assert roles == [role]
