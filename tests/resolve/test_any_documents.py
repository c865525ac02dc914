"""What holds whatever the documents say: their order makes no difference, and every reference is explained."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import AnnotatedDocument
from claimgraph.resolve import resolve

Write = Callable[..., AnnotatedDocument]

NAMES = ("Ada Moor", "A. Moor", "Moor", "Ivo Moor", "Ivo Lem", "Lem", "Iwo Lem", "Moor Ada", "Ada Inés Moor")
ROLES = ("President", "Interior Minister", "spokeswoman of the Lakes Fund", "his sister", "")
BODIES = (
    "Lakes Fund",
    "LF",
    "Ministry of Internal Affairs",
    "Interior Ministry of Kenya",
    "Rights Monitor",
    "Lakes",
)
POINTERS = ("President", "minister", "Prosecutor General", "union leader", "monitor")
NOUNS = ("ministry", "organisation", "government", "interior ministry", "company", "Fund")
PRONOUNS = {"He": "Pp", "She": "Pp", "They": "Gp", "It": "Op", "We": "Gp", "I": "Pp"}


def _person(name: str, role: str) -> str:
    return f"{role} {{{name}|P{f' role={role}' if role else ''}}}".strip()


SENTENCES = st.one_of(
    st.builds(
        lambda name, role: f"{_person(name, role)} spoke.", st.sampled_from(NAMES), st.sampled_from(ROLES)
    ),
    st.builds(lambda body: f"The {{{body}|O source}} spoke.", st.sampled_from(BODIES)),
    st.builds(
        lambda a, b: f"The {{{a}|O}} and {{{b}|P source}} spoke.",
        st.sampled_from(BODIES),
        st.sampled_from(NAMES),
    ),
    st.builds(lambda role: f"The {{{role}|Pr source}} left.", st.sampled_from(POINTERS)),
    st.builds(lambda noun: f"The {{{noun}|Or source}} left.", st.sampled_from(NOUNS)),
    st.builds(
        lambda pronoun: f"{{{pronoun[0]}|{pronoun[1]} source}} denied it.",
        st.sampled_from(list(PRONOUNS.items())),
    ),
    st.sampled_from(["In {Kenya|L source} it rained.", "In Peru it rained.", "{Officials|Gr source} left."]),
)
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4)


class Known:
    def holder(self, role: object, country: str | None, date: str | None) -> str | None:
        return "Olo Berg" if country == "kenya" and date else None


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS, data=st.data())
def test_order_makes_no_difference_and_all_is_explained(
    texts: list[str], data: st.DataObject, write: Write, names: NameKnowledge
) -> None:
    documents = [
        write(text, path=f"{number}.txt", date="2022-02-03" if number % 2 else None, publisher="Borlan Press")
        for number, text in enumerate(texts)
    ]
    found = resolve(documents, names=names, holders=Known())
    shuffled = data.draw(st.permutations(documents))
    assert resolve(shuffled, names=names, holders=Known()) == found
    referred = set(found.publishers.values())
    for document in documents:
        references = found.references[document.document.path]
        assert len(references) == len(document.mentions)
        for reference in references:
            if reference:
                assert reference.method
                assert 0 < reference.confidence <= 1
                assert reference.actor not in reference.also
                referred |= {reference.actor, *reference.also}
    assert referred == set(found.actors)
    for actor in found.actors.values():
        assert [reason.name for reason in actor.reasons] == list(actor.names)
