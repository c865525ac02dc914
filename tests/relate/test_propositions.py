"""Claims that say the same, deny each other or answer a demand are linked, and others are not."""

from __future__ import annotations

import re
from random import Random

import pytest
from tests.benchmarks.claim_stories import STORIES, Story, made_story, read_story
from tests.benchmarks.propositions import by_kind, linked

from claimgraph.ontology import CG, load_ontology
from claimgraph.ontology.propositions import PropositionWords, read_proposition_words
from claimgraph.records import Span
from claimgraph.relate.links import Comparison
from claimgraph.relate.polarity import clauses_of, words_in
from claimgraph.relate.propositions import Thresholds, compare_claims
from claimgraph.relate.similarity import Likeness, Named, Terms, Weights, same_roles, terms_of

PROPOSITIONS = "https://w3id.org/claimgraph/ontology/propositions#"
GRAPH = load_ontology().graph
EXAMPLES = sorted(
    (str(term).removeprefix(PROPOSITIONS), str(example))
    for term, example in GRAPH.subject_objects(CG.example)
    if str(term).startswith(PROPOSITIONS)
)
ACTORS = """
actors:
  union: {name: Miners' Union}
  ministry: {name: Ministry of Works}
  mayor: {name: Ada Moor, label: Person}
  river: {name: Green River Watch}
  tolma: {name: Tolma, label: Location}
documents:
"""


@pytest.fixture(scope="module")
def words() -> PropositionWords:
    return read_proposition_words(load_ontology())


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    return {path.stem: read_story(path) for path in sorted(STORIES.glob("*.yaml"))}


def story(*claims: str, dates: tuple[str, ...] = ("2021-05-01", "2021-05-09")) -> Story:
    """Each claim in a document of its own, written "who | act | cue | what | whom it is put to"."""
    text = ACTORS
    for number, claim in enumerate(claims):
        by, act, cue, says, *to = claim.split(" | ")
        text += f"  - path: {number}.txt\n    date: {dates[number % len(dates)]}\n    publisher: Tolma News\n"
        known = f"[{to[0]}]" if to else "[]"
        name = "null" if by == "-" else by
        text += f'    claims:\n      - {{id: c{number}, by: {name}, act: {act}, cue: "{cue}", says: "{says}", to: {known}}}\n'
    return made_story("s", text + "links: []\n")


def links(made: Story, words: PropositionWords) -> list[tuple[str, str, str]]:
    names = {utterance: name for name, utterance in made.names.items()}
    return [(each.kind, names[each.left], names[each.right]) for each in compared(made, words)]


def compared(made: Story, words: PropositionWords) -> tuple[Comparison, ...]:
    return compare_claims(made.documents, made.resolution, words=words)


@pytest.mark.parametrize(("term", "example"), EXAMPLES)
def test_every_example_of_the_ontology(words: PropositionWords, term: str, example: str) -> None:
    left, sign, right = re.split(r" ([=/|]) ", example)
    clauses = [clauses_of(text, [Span(0, len(text))], words)[-1] for text in (left, right)]
    one, two = (terms_of(clause.words, [], words, clause.negated) for clause in clauses)
    others = [Terms((f"{term}{number}",)) for number in range(20)]
    both = Likeness(Weights([one, two, *others], words.common), {}).shared(one, two)
    same = (
        both is not None
        and min(both.of_left, both.of_right) >= 0.6
        and same_roles(one, two, both.terms)
        and all(clause.clear for clause in clauses)
        and (not one.times or not two.times or bool(one.times & two.times))
    )
    found = "|"
    if same and both is not None:
        found = "/" if (clauses[0].negative != clauses[1].negative) != both.turned else "="
    assert found == sign


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ("union | accuse | alleged | guards locked the gates of the mine",
         "ministry | deny | denied | that guards had locked the gates of the mine", "disputes"),
        ("union | assert | said | the bridge in Tolma is closed",
         "mayor | assert | said | the bridge in Tolma is open", "disputes"),
        ("ministry | deny | denied | that wells in Tolma were contaminated",
         "ministry | acknowledge | admitted | that wells in Tolma were contaminated", "revises"),
        ("ministry | promise | promised | to publish the list of victims",
         "ministry | deny | refused | to publish the list of victims", "revises"),
        ("union | assert | said | soldiers shot at miners in Tolma",
         "river | assert | said | miners in Tolma were shot at by soldiers", "corroborates"),
        ("union | assert | said | soldiers shot at miners in Tolma",
         "union | assert | said | soldiers opened fire on miners in Tolma", "repeats"),
        ("union | demand | urged | to publish the list of victims | ministry",
         "ministry | promise | promised | to publish the list of victims in May", "answers"),
        ("union | demand | urged | to resign | mayor", "mayor | deny | refused | to resign", "answers"),
        ("union | demand | urged | to publish the list of victims | ministry",
         "ministry | assert | said | it had published the list of victims", "answers"),
    ],
)  # fmt: skip
def test_what_is_linked(words: PropositionWords, one: str, two: str, kind: str) -> None:
    assert links(story(one, two), words) == [(kind, "c1", "c0")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # Who did what to whom.
        ("union | accuse | said | guards beat miners in the yard", "ministry | deny | denied | that miners beat guards in the yard"),
        ("union | accuse | said | guards attacked miners at the gate", "ministry | assert | said | guards were not attacked by miners at the gate"),
        # Another day, another number.
        ("union | assert | said | guards locked the gates on Monday", "ministry | deny | denied | that guards locked the gates on Friday"),
        ("union | assert | said | two wells in Tolma were contaminated", "ministry | deny | denied | that four wells in Tolma were contaminated"),
        # A possibility, a question, a condition.
        ("union | assert | said | guards might have locked the gates of the mine", "ministry | deny | denied | that guards locked the gates of the mine"),
        ("union | assert | asked | did guards lock the gates of the mine?", "ministry | deny | denied | that guards locked the gates of the mine"),
        # To deny the reason is not to deny what happened.
        ("union | assert | said | the editor was detained in Tolma", "ministry | deny | denied | that the editor was detained in Tolma because he filmed the march"),
        # What is negated is something else.
        ("union | accuse | said | the editor in Tolma was charged", "ministry | assert | said | the charges against the editor in Tolma were not published"),
        # The cue itself is negated.
        ("union | assert | said | guards locked the gates of the mine", "ministry | deny | did not deny | that guards locked the gates of the mine"),
        # An answer comes after the demand, and from whom it is put to or who speaks of the same.
        ("ministry | promise | promised | to publish the list of victims", "union | demand | urged | to publish the list of victims | ministry"),
        ("union | demand | urged | to resign | mayor", "ministry | deny | refused | to resign"),
        # A promise does not say what is so.
        ("ministry | promise | promised | to publish the list of victims", "union | assert | said | the list of victims was not published"),
    ],
)  # fmt: skip
def test_what_is_not_linked(words: PropositionWords, one: str, two: str) -> None:
    assert links(story(one, two), words) == []


def test_a_demand_for_the_same_is_no_second_source(words: PropositionWords) -> None:
    made = story(
        "union | demand | urged | to publish the list of victims",
        "river | demand | urged | to publish the list of victims",
    )
    assert links(made, words) == []


def test_names_may_begin_with_any_word(words: PropositionWords) -> None:
    """A name that begins with a word of the grammar loses nothing."""
    text = "members were shown to By The People by guards in the yard"
    name = Named(text.index("By"), text.index(" by guards"), "@by-the-people")
    found = terms_of(words_in(text, Span(0, len(text))), [name], words)
    assert "@by-the-people" in found.all
    assert all(set(order) == set(found.all) for order in found.orders)


def test_who_only_repeats_gets_no_links_of_its_own(words: PropositionWords) -> None:
    made = story(
        "union | accuse | alleged | guards locked the gates of the mine",
        "union | accuse | repeated | that guards locked the gates of the mine",
        "ministry | deny | denied | that guards had locked the gates of the mine",
        dates=("2021-05-01", "2021-05-02", "2021-05-03"),
    )
    assert links(made, words) == [("disputes", "c2", "c0"), ("repeats", "c1", "c0")]


@pytest.mark.parametrize(
    ("denial", "linked_to"),
    [
        ("the accusation", [("disputes", "c1", "c0")]),
        ("these allegations", [("disputes", "c1", "c0")]),
        ("the plan for the harbour", []),
        ("the demand", []),
    ],
)
def test_an_accusation_that_a_denial_takes_up(
    words: PropositionWords, denial: str, linked_to: list[tuple[str, str, str]]
) -> None:
    made = made_story(
        "taken",
        ACTORS
        + f"""
  - path: taken.txt
    date: 2021-05-01
    publisher: Green River Watch
    claims:
      - {{id: c0, by: union, cue: accused, act: accuse, says: "Ada Moor of lying about the wells"}}
      - {{id: c1, by: mayor, cue: rejected, act: deny, says: "{denial}"}}
""",
    )
    assert links(made, words) == linked_to


def test_who_passes_a_claim_on_is_no_second_source(words: PropositionWords) -> None:
    claims = """
  - path: first.txt
    date: 2021-05-01
    publisher: {publisher}
    claims:
      - {{id: c0, by: union, cue: said, act: assert, says: "soldiers shot at miners in Tolma"}}
  - path: second.txt
    date: 2021-05-03
    publisher: Green River Watch
    claims:
      - {{id: c1, by: river, cue: said, act: assert, says: "soldiers shot at miners in Tolma"}}
"""
    independent = made_story("apart", ACTORS + claims.format(publisher="Tolma Herald"))
    passed_on = made_story("passed", ACTORS + claims.format(publisher="Green River Watch"))
    assert links(independent, words) == [("corroborates", "c1", "c0")]
    assert links(passed_on, words) == []


def test_a_reprint_says_nothing_new_and_other_events_are_not_compared(words: PropositionWords) -> None:
    made = story(
        "union | accuse | alleged | guards locked the gates of the mine",
        "ministry | deny | denied | that guards had locked the gates of the mine",
    )
    first, second = (document.document.path for document in made.documents)

    def found(**known: object) -> int:
        return len(compare_claims(made.documents, made.resolution, words=words, **known))  # type: ignore[arg-type]

    assert found() == found(events={first: 1, second: 1}) == 1
    assert found(events={first: 1, second: 2}) == 0
    assert found(events={}) == 0
    assert found(reprints={second: first}) == 0


def test_a_reason_names_both_and_takes_no_side(words: PropositionWords) -> None:
    (found,) = compared(
        story(
            "union | accuse | alleged | guards locked the gates of the mine",
            "ministry | deny | denied | that guards had locked the gates of the mine",
        ),
        words,
    )
    assert found.reason == (
        "Ministry of Works (2021-05-09) denies: “that guards had locked the gates of the mine”; "
        "Miners' Union (2021-05-01) says: “guards locked the gates of the mine”."
    )
    assert 0.6 < found.confidence <= 1


def test_the_order_of_documents_makes_no_difference(
    words: PropositionWords, stories: dict[str, Story]
) -> None:
    made = stories["dam"]
    expected = compared(made, words)
    for seed in range(3):
        documents = list(made.documents)
        Random(seed).shuffle(documents)
        assert compare_claims(documents, made.resolution, words=words) == expected


@pytest.mark.parametrize("name", [path.stem for path in sorted(STORIES.glob("*.yaml"))])
def test_nine_of_ten_links_are_right(words: PropositionWords, stories: dict[str, Story], name: str) -> None:
    """The table in the documentation comes from `tests/benchmarks/propositions.py`."""
    counts = by_kind(stories[name], linked(stories.values(), words, Thresholds())).values()
    found, right, true = (sum(each[at] for each in counts) for at in range(3))
    assert right >= 0.9 * found
    assert right >= 0.6 * true
