"""What is said of two figures, in made-up stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.relate.conftest import Story

from claimgraph.ontology.measures import Measures
from claimgraph.records import Reference
from claimgraph.relate import relate
from claimgraph.relate.links import LinkKind

WHERE = "{Vardelin|in}, 5 March 2021. "


def two(
    story: Story, left: str, right: str, *, dates: tuple[str, str] = ("2021-03-05", "2021-03-06")
) -> set[str]:
    story.add("a.txt", f"{WHERE}{left}", publisher="Lowland Herald", date=dates[0])
    return story.add("b.txt", f"{WHERE}{right}", publisher="Upland Herald", date=dates[1]).told()


def kinds(told: set[str]) -> set[str]:
    return {word for line in told for word in line.split() if word in get_args(LinkKind)}


def test_other_claimants_with_numbers_that_cannot_both_hold_dispute(story: Story) -> None:
    told = two(story, "{Moor Office|says} {14|deaths} died.", "{Halden Watch|says} {27|deaths op=>=} died.")
    assert told == {"b.txt 27 disputes a.txt 14"}
    (link,) = story.links().comparisons
    assert link.reason == (
        "At least 27 (2021-03-06) according to Halden Watch, 14 (2021-03-05) according to Moor Office: "
        "both cannot hold for deaths in the same event."
    )
    assert link.measure == "deaths"


@pytest.mark.parametrize(
    ("left", "right"), [("{200|deaths op=>}", "{232|deaths}"), ("{25 to 30|deaths}", "{29|deaths}")]
)
def test_what_the_bounds_allow_is_no_dispute(story: Story, left: str, right: str) -> None:
    told = two(story, f"{{Moor Office|says}} {left} died.", f"{{Halden Watch|says}} {right} died.")
    assert kinds(told) == {"corroborates"}


def test_the_same_claimant_later_revises(story: Story) -> None:
    told = two(story, "{Moor Office|says} {14|deaths} died.", "{Moor Office|says} {19|deaths} died.")
    assert told == {"b.txt 19 revises a.txt 14"}


@pytest.mark.parametrize(
    ("right", "linked"),
    [
        ("{Halden Watch|says} {27|deaths} died.", True),
        ("{Halden Watch|says} {27|deaths} died in such a fire in 2011.", False),
        ("{Halden Watch|says} {27|deaths} died nationwide.", False),
    ],
)
def test_another_time_and_all_of_a_country_are_not_the_same(story: Story, right: str, linked: bool) -> None:
    left = "{Moor Office|says} {14|deaths} died in {Vardelin|in}."
    right = right.replace("died.", "died in {Vardelin|in}.")
    assert two(story, left, right) == ({"b.txt 27 disputes a.txt 14"} if linked else set())


def test_two_towns_of_the_event_are_two_places(story: Story) -> None:
    for path in ("c.txt", "d.txt", "e.txt"):
        story.add(path, f"{WHERE}{{Korre|in}} and {{Vardelin|in}} were quiet.", date="2021-03-05")
    told = two(
        story,
        "{Moor Office|says} {14|deaths} died in {Vardelin|in}.",
        "{Halden Watch|says} {27|deaths} died in {Korre|in}.",
    )
    assert "disputes" not in kinds(told)


def test_an_older_number_that_is_passed_on_later_revises_nothing(story: Story) -> None:
    told = two(story, "{Moor Office|says} {19|deaths} died.", "{Moor Office|says} {14|deaths} died.")
    assert told == set()


def test_a_lower_number_of_ones_own_is_a_revision(story: Story) -> None:
    for path, number, date in (("a.txt", 19, "2021-03-05"), ("b.txt", 14, "2021-03-06")):
        story.add(path, f"{WHERE}{{{number}|deaths}} died.", publisher="Moor Office", date=date)
    assert story.told() == {"b.txt 14 revises a.txt 19"}


def test_a_spokesperson_revises_what_the_body_said(story: Story) -> None:
    story.add("a.txt", f"{WHERE}{{Moor Ministry|says}} {{14|deaths}} died.", date="2021-03-05")
    text = f"{WHERE}{{Moor Ministry|in}} met. {{Ada Vale|says}} {{19|deaths}} died."
    story.add("b.txt", text, date="2021-03-06")
    second = story.documents[1]
    ministry = replace(second.mentions[1], label="Organization")
    speaker = replace(second.mentions[2], label="Person", role="ministry spokeswoman")
    story.documents[1] = replace(second, mentions=(second.mentions[0], ministry, speaker))
    where, _, vale = story.references["b.txt"]
    story.references["b.txt"] = (where, Reference(actor="moor-ministry", method="test"), vale)
    assert story.told() == {"b.txt 19 revises a.txt 14"}


def test_counts_that_go_on_are_no_dispute_in_an_unknown_part_of_a_month(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {48|complaints} came.",
        "{Halden Watch|says} {62|complaints} came.",
        dates=("2021-03-06", "2021-03"),
    )
    assert "disputes" not in kinds(told)


def test_the_head_of_a_body_revises_what_the_body_said(story: Story) -> None:
    story.actor("Moor Office", "Organization", None)
    story.heads("b.txt", 1, "Moor Office")
    told = two(story, "{Moor Office|says} {14|deaths} died.", "{Ada Vale|says} {19|deaths} died.")
    assert told == {"b.txt 19 revises a.txt 14"}
    assert "both speak for Moor Office" in story.links().comparisons[0].reason


def test_relayed_numbers_repeat_their_origin_and_back_nobody(story: Story) -> None:
    told = two(story, "{Moor Office|says} {14|deaths} died.", "{Moor Office|says} {14|deaths} died.")
    assert told == {"b.txt 14 repeats a.txt 14"}


def test_who_passed_a_number_on_repeats_it_when_cited_for_it(story: Story) -> None:
    story.add(
        "a.txt", f"{WHERE}{{Moor Office|says}} {{14|deaths}} died.", publisher="Ministry", date="2021-03-05"
    )
    story.add("b.txt", f"{WHERE}{{Ministry|says}} {{14|deaths}} died.", publisher="Panel", date="2021-03-09")
    assert story.told() == {"b.txt 14 repeats a.txt 14"}


def test_a_headline_repeats_whom_the_text_names(story: Story) -> None:
    told = two(story, "{14|deaths} dead. {Moor Office|says} {14|deaths} died.", "Nothing.")
    assert told == {"a.txt 14 repeats a.txt 14"}


def test_independent_claimants_with_one_number_corroborate(story: Story) -> None:
    told = two(story, "{Moor Office|says} {61|complaints} came.", "{Halden Watch|says} {61|complaints} came.")
    assert told == {"b.txt 61 corroborates a.txt 61"}


def test_a_reprint_is_one_origin(story: Story) -> None:
    body = " ".join(f"The {word} of the harbour was looked at by nobody." for word in "abcdefghijklmnop")
    story.add("a.txt", f"{WHERE}{{40|deaths}} died. {body}", publisher="Halden Watch", date="2021-03-05")
    story.add("b.txt", f"{WHERE}{{40|deaths}} died. {body}", publisher="Moor Office", date="2021-03-06")
    assert story.told() == {"b.txt 40 repeats a.txt 40"}
    assert story.links().reprints == {"b.txt": "a.txt"}


def test_a_source_without_a_name_backs_nobody(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {61|deaths} died.",
        "{officials|unnamed class=Authorities} say {61|deaths} died.",
    )
    assert told == {"b.txt 61 repeats a.txt 61"}
    assert story.links().comparisons[0].confidence <= 0.5


def test_a_source_without_a_name_disputes_only_in_its_own_document(story: Story) -> None:
    unnamed = "{officials|unnamed class=Authorities} say {14|deaths} died. "
    assert two(story, "{Moor Office|says} {19|deaths} died.", unnamed) == set()
    text = f"{WHERE}{{Halden Watch|says}} {{30|deaths}} died. {unnamed}"
    story.add("c.txt", text, date="2021-03-07")
    assert "c.txt 14 disputes c.txt 30" in story.told()


def test_two_sources_without_a_name_differ_and_it_is_left_open_whether_they_are_one(story: Story) -> None:
    told = two(
        story,
        "{officials|unnamed class=Authorities} say {19|deaths} died.",
        "{authorities|unnamed class=Authorities} say {14|deaths} died.",
    )
    (link,) = story.links().comparisons
    assert told == {"b.txt 14 disputes a.txt 19"}
    assert link.confidence < 0.5
    assert "not known" in link.reason


def test_activists_without_a_name_are_no_office(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {14|deaths} died.",
        "{groups|unnamed class=CivilSociety} say {27|deaths} died.",
    )
    assert told == {"b.txt 27 disputes a.txt 14"}


def test_a_news_organisation_that_names_no_source_backs_nobody(story: Story) -> None:
    story.actor("Upland Herald", "Organization", "MediaOrganization")
    told = two(story, "{Moor Office|says} {61|deaths} died.", "{61|deaths} died.")
    assert told == {"b.txt 61 repeats a.txt 61"}


def test_officers_are_a_part_of_all(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {14|deaths} died, {3|deaths scope=police_officers} of them police.",
        "Nothing.",
    )
    assert told == {"a.txt 3 differsInScope a.txt 14"}
    scopes = {(tally.measure, tally.scope) for tally in story.links().tallies}
    assert scopes == {("deaths", ""), ("deaths", "law enforcement officers and soldiers")}


def test_a_part_that_is_more_than_the_whole_disputes_it(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {14|deaths} died.",
        "{Halden Watch|says} {27|deaths op=>= scope=on_Mill_Square} died.",
    )
    assert told == {"b.txt 27 disputes a.txt 14"}


def test_other_places_are_other_counts(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {14|deaths scope=in_Tarn} died.",
        "{Halden Watch|says} {27|deaths scope=in_Ostby} died.",
    )
    assert told == set()


def test_sentences_on_other_places_are_not_compared(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {14|deaths} died in {Tarn|in}.",
        "{Halden Watch|says} {27|deaths} died in {Ostby|in}.",
    )
    assert told == set()


def test_shares_and_counts_are_not_compared(story: Story) -> None:
    told = two(story, "{Moor Office|says} {14|deaths} died.", "{Halden Watch|says} {27|injured} were hurt.")
    assert told == set()


def test_what_is_demanded_is_not_what_is_promised(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|promises} {5000|compensation} to each family.",
        "{Halden Watch|demands} {8000|compensation} for each family.",
    )
    assert told == {"b.txt 8000 differsInScope a.txt 5000"}
    assert "demanded by Halden Watch" in story.links().comparisons[0].reason


def test_a_denied_number_is_disputed(story: Story) -> None:
    told = two(story, "{Halden Watch|says} {27|deaths} died.", "{Moor Office|denies} that {27|deaths} died.")
    assert told == {"b.txt 27 disputes a.txt 27"}
    assert "is denied by Moor Office" in story.links().comparisons[0].reason


def test_what_could_be_verified_is_at_least_that(story: Story) -> None:
    told = two(
        story, "{Halden Watch|says} {31|deaths} died.", "{Panel|verifies} verified {24|deaths} deaths."
    )
    assert told == {"b.txt 24 corroborates a.txt 31"}


@pytest.mark.parametrize(
    ("measure", "dates", "expected"),
    [
        ("deaths", ("2021-03-05", "2021-03-20"), {"disputes"}),
        ("deaths", ("2021-03-05", "2021-12-20"), set()),
        ("criminal-cases", ("2021-03-05", "2021-03-20"), {"differsInScope"}),
        ("criminal-cases", ("2021-03-05", "2021-03-05"), {"disputes"}),
        ("in-custody", ("2021-03-05", "2021-03-20"), {"differsInScope"}),
        ("in-custody", ("2021-03-05", "2021-03-05"), {"disputes"}),
    ],
)
def test_a_later_higher_number_contradicts_by_what_is_counted(
    story: Story, measure: str, dates: tuple[str, str], expected: set[str]
) -> None:
    left, right = f"{{44|{measure}}}", f"{{60|{measure}}}"
    told = two(story, f"{{Moor Office|says}} {left}.", f"{{Halden Watch|says}} {right}.", dates=dates)
    assert kinds(told) == expected


def test_a_later_lower_number_contradicts_what_adds_up(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {60|criminal-cases}.",
        "{Halden Watch|says} {44|criminal-cases}.",
        dates=("2021-03-05", "2021-07-05"),
    )
    assert told == {"b.txt 44 disputes a.txt 60"}


def test_a_number_that_was_replaced_is_not_set_against_its_echo(story: Story) -> None:
    story.add("a.txt", f"{WHERE}{{Moor Office|says}} {{41|deaths}} died.", date="2021-03-05")
    story.add("b.txt", f"{WHERE}{{Moor Office|says}} {{47|deaths}} died.", date="2021-03-07")
    story.add("c.txt", f"{WHERE}{{Government|says}} {{41|deaths}} died.", date="2021-03-08")
    assert story.told() == {"b.txt 47 revises a.txt 41", "c.txt 41 corroborates a.txt 41"}


def test_numbers_far_apart_hardly_count_the_same(story: Story) -> None:
    assert two(story, "{Moor Office|says} {4|detained}.", "{Halden Watch|says} {9900|detained}.") == set()


def test_of_several_numbers_at_once_the_largest_is_the_whole(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} {230|deaths} died, {86|deaths} in the north.",
        "{Halden Watch|says} {300|deaths} died.",
    )
    assert told == {"b.txt 300 disputes a.txt 230"}


def test_things_counted_in_other_connections_are_not_compared(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} its staff visited {11|facilities} with lawyers.",
        "{Halden Watch|says} cameras were switched off in {2|facilities}.",
    )
    assert told == set()


def test_things_counted_in_one_connection_are(story: Story) -> None:
    told = two(
        story,
        "{Moor Office|says} surveillance cameras were switched off in {2|facilities}.",
        "{Halden Watch|says} the surveillance cameras had been switched off in {5|facilities}.",
        dates=("2021-03-05", "2021-03-05"),
    )
    assert told == {"b.txt 5 disputes a.txt 2"}


def test_two_stories_in_one_graph_do_not_meet(new_story: Callable[[], Story]) -> None:
    story = new_story()
    for number, (office, count) in enumerate((("Moor Office", 14), ("Halden Watch", 27), ("Tarn Union", 31))):
        story.add(
            f"north{number}.txt",
            f"{{Vardelin|in}}, 5 March 2021. {{{office}|says}} {{{count}|deaths}} died at the mine in {{Vardelin|in}}. "
            "{United Nations|says} it is worried.",
            date=f"2021-03-0{number + 5}",
        )
    for number, (office, count) in enumerate((("Coast Service", 41), ("Lake Watch", 58), ("Lake Union", 44))):
        story.add(
            f"south{number}.txt",
            f"{{Talvora|in}}, 2 March 2021. {{{office}|says}} {{{count}|deaths}} drowned off {{Talvora|in}}. "
            "{United Nations|says} it is worried.",
            date=f"2021-03-0{number + 2}",
        )
    links = story.links()
    assert {each.kind for each in links.comparisons} == {"disputes"}
    assert len(links.comparisons) == 6
    assert all(each.left.document[:5] == each.right.document[:5] for each in links.comparisons)
    deaths = {tally.scope: {each.document[:5] for each in tally.figures} for tally in links.tallies}
    assert deaths == {"Vardelin": {"north"}, "Talvora": {"south"}}


CLAIMANTS = st.sampled_from(["Moor Office", "Halden Watch", "Tarn Union", "Ostby Court"])
SAID = st.tuples(
    CLAIMANTS,
    st.sampled_from(["deaths", "complaints", "in-custody", "facilities"]),
    st.sampled_from(["14", "14 to 19", "19", "27", "60", "232"]),
    st.sampled_from(["=", ">=", "~"]),
    st.sampled_from(["", " scope=police_officers", " scope=on_Mill_Square"]),
    st.sampled_from(["2021-03-05", "2021-03-09", "2021-07-01", None]),
    st.sampled_from(["says", "denies", "demands", "verifies"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID, min_size=2, max_size=9), st.randoms())
def test_order_makes_no_difference_and_links_keep_to_their_meaning(
    measures: Measures, said: list[tuple[str, str, str, str, str, str | None, str]], random: Random
) -> None:
    story = Story(measures)
    for number, (who, measure, value, op, scope, date, act) in enumerate(said):
        bounds = "" if " to " in value else f" op={op}"
        figure = f"{{{value}|{measure}{bounds}{scope}}}"
        text = f"{WHERE}{{{who}|{act}}} there were {figure} of them."
        story.add(f"{number}.txt", text, date=date, publisher="Lowland Herald")
    links = story.links()
    shuffled = story.documents[:]
    random.shuffle(shuffled)
    assert relate(shuffled, story.resolution(), measures=measures, claims=False) == links

    pairs: dict[frozenset[object], set[str]] = {}
    for each in links.comparisons:
        assert each.left != each.right
        assert 0 < each.confidence <= 1
        pairs.setdefault(frozenset((each.left, each.right)), set()).add(each.kind)
        one, other = (said[int(end.document.split(".")[0])] for end in (each.left, each.right))
        if each.kind == "revises":
            assert one[0] == other[0]
            assert (one[5] or "") > (other[5] or "")
        if each.kind in ("disputes", "corroborates"):
            assert one[0] != other[0]
    assert not any({"disputes", "corroborates"} <= kind for kind in pairs.values())
    figures = [utterance for tally in links.tallies for utterance in tally.figures]
    assert len(figures) == len(set(figures)) == len(said)
