from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.relate.conftest import Story

from claimgraph.ontology.measures import Measures
from claimgraph.relate.calendar import Calendar
from claimgraph.relate.dates import days_between
from claimgraph.relate.events import EventFinder


def events(story: Story) -> dict[str, int]:
    finder = EventFinder(story.resolution(), story.measures)
    for document in story.documents:
        finder.add(document)
    return finder.events()


def test_documents_that_share_country_and_month_are_about_one_event(story: Story) -> None:
    story.add("a.txt", "{Vardelin|in} saw unrest in March 2021. {Moor Office|says} so.", date="2021-03-05")
    story.add("b.txt", "The March events in {Vardelin|in} go on. {Halden Watch|says} so.", date="2021-09-05")
    story.add("c.txt", "In {Vardelin|in} nobody forgets March.")
    assert set(events(story).values()) == {0}


def test_a_publisher_shared_by_two_stories_ties_nothing(story: Story) -> None:
    for path, place in (("a.txt", "Vardelin"), ("b.txt", "Talvora")):
        story.add(path, f"{{{place}|in}} in March 2021. {{Halden Watch|says}} so.", publisher="Halden Watch")
    assert events(story) == {"a.txt": 0, "b.txt": 1}


def test_a_ministry_named_after_a_country_speaks_of_it(story: Story) -> None:
    story.add("a.txt", "{Vardelin|in} in March 2021.", date="2021-03-05")
    story.add("b.txt", "In March nobody died.", publisher="Ministry of Health of Vardelin", date="2021-03-09")
    assert events(story) == {"a.txt": 0, "b.txt": 0}


def test_order_makes_no_difference(new_story: Callable[[], Story]) -> None:
    texts = [
        (f"{place}{number}.txt", f"{{{place}|in}}, {number + 1} March 2021. {{{place} Office|says}} so.")
        for place in ("Vardelin", "Talvora", "Ostby")
        for number in range(4)
    ]
    one, other = new_story(), new_story()
    for path, text in texts:
        one.add(path, text)
    for path, text in reversed(texts):
        other.add(path, text)
    assert events(one) == events(other)
    assert len(set(events(one).values())) == 3


def test_places_that_all_name_are_the_core(story: Story) -> None:
    for number in range(4):
        story.add(f"{number}.txt", f"{{Vardelin|in}} in March 2021, near {{Tarn{number}|in}}.")
    finder = EventFinder(story.resolution(), story.measures)
    for document in story.documents:
        finder.add(document)
    finder.events()
    assert finder.core(0) == {"vardelin"}
    assert finder.name(0) == "Vardelin"


@pytest.mark.parametrize(
    ("text", "known", "days", "months"),
    [
        ("On 9 March 2021.", None, {"2021-03-09"}, {"2021-03"}),
        ("On March 9, 2021.", None, {"2021-03-09"}, {"2021-03"}),
        ("In December.", "2021-03-05", set(), {"2020-12"}),
        ("On 2nd March.", "2021-03-05", {"2021-03-02"}, {"2021-03"}),
        ("In March.", None, set(), {"--03"}),
        ("They may march.", "2021-03-05", set(), set()),
    ],
)
def test_days_and_months(
    measures: Measures, text: str, known: str | None, days: set[str], months: set[str]
) -> None:
    found = Calendar(measures.numbers.months).times(text, known)
    assert (set(found[0]), set(found[1])) == (days, months)


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2021-03-05", "2021-03-06", 1),
        ("2021-03-06", "2021-03-05", -1),
        ("2021-03", "2021-03-05", 0),
        ("2021", "2022-01-01", 1),
        (None, "2021-03-05", None),
        ("soon", "2021-03-05", None),
        ("2021-02-30", "2021-03-05", None),
    ],
)
def test_days_between_dates(earlier: str | None, later: str | None, days: int | None) -> None:
    assert days_between(earlier, later) == days
