"""How well claims are linked by what they say, at several thresholds: made-up stories with every true link known.

Run:  python -m tests.benchmarks.propositions [--show STORY]

The thresholds are chosen on `dam` and `port`; `prison` is only measured on. All stories are linked together as one graph,
so that a link from one into another counts as wrong. A pair is right if its kind is; of "corroborates" and
"disputes" the order does not count. Figures are not part of it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from tests.benchmarks.claim_stories import STORIES, Story, read_story

from claimgraph.ontology import load_ontology
from claimgraph.ontology.propositions import PropositionWords, read_proposition_words
from claimgraph.records import Actor, AnnotatedDocument, Reference, Resolution
from claimgraph.relate.links import Comparison, Utterance
from claimgraph.relate.propositions import Thresholds, compare_claims

_TUNED, _TEST = ("dam", "port"), ("prison",)
_STEPS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
_ALIKE_BOTH_WAYS = {"corroborates", "disputes", "differsInScope"}

Link = tuple[str, frozenset[Utterance] | tuple[Utterance, Utterance]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", metavar="STORY", help="print what is wrong and what is missing in a story")
    shown = parser.parse_args().show
    stories = {path.stem: read_story(path) for path in sorted(STORIES.glob("*.yaml"))}
    words = read_proposition_words(load_ontology())
    if shown:
        show(stories[shown], stories.values(), words)
        return
    print("| threshold | story | found | right | precision | recall |")
    print("|---|---|---|---|---|---|")
    for step in _STEPS:
        at = Thresholds(
            same=step, changed=step, denied=step, denying=step / 2, answered=step, asked=step / 2
        )
        found = linked(stories.values(), words, at)
        for name in _TUNED:
            _print_row(f"{step:.2f}", name, stories, found)
    found = linked(stories.values(), words, Thresholds())
    for name in (*_TUNED, *_TEST):
        _print_row("as shipped", name, stories, found)
    for name in (*_TUNED, *_TEST):
        print(f"\n{name}, as shipped, by kind (found, right, true):")
        for kind, counts in sorted(by_kind(stories[name], found).items()):
            print(f"  {kind}: {counts[0]}, {counts[1]}, {counts[2]}")


def linked(
    stories: Iterable[Story], words: PropositionWords, thresholds: Thresholds
) -> tuple[Comparison, ...]:
    """The links of all stories, put into one graph."""
    documents: list[AnnotatedDocument] = []
    actors: dict[str, Actor] = {}
    references: dict[str, tuple[Reference | None, ...]] = {}
    publishers: dict[str, str] = {}
    for story in stories:
        documents += story.documents
        actors.update(story.resolution.actors)
        references.update(story.resolution.references)
        publishers.update(story.resolution.publishers)
    everyone = Resolution(actors=actors, references=references, publishers=publishers)
    return compare_claims(documents, everyone, words=words, thresholds=thresholds)


def by_kind(story: Story, found: Iterable[Comparison]) -> dict[str, tuple[int, int, int]]:
    """Kind -> how many of the links in the story were found, how many of these are right, how many are true."""
    true = {_link(*link) for link in story.links}
    mine = {_link(each.kind, each.left, each.right) for each in _in(story, found)}
    counts = [Counter(kind for kind, _ in links) for links in (mine, mine & true, true)]
    return {kind: (counts[0][kind], counts[1][kind], counts[2][kind]) for kind in counts[0] | counts[2]}


def show(story: Story, stories: Iterable[Story], words: PropositionWords) -> None:
    """Print wrong and missing links."""
    names = {utterance: name for name, utterance in story.names.items()}
    true = {_link(*link) for link in story.links}
    found = {
        _link(each.kind, each.left, each.right): each
        for each in _in(story, linked(stories, words, Thresholds()))
    }
    for link in sorted(found.keys() - true, key=str):
        each = found[link]
        print(
            f"WRONG {each.kind} {names.get(each.left)} {names.get(each.right)} {each.confidence}\n  {each.reason}"
        )
    missing = (link for link in story.links if _link(*link) not in found)
    for kind, left, right in sorted(missing):
        print(f"MISSING {kind} {names[left]} {names[right]}")


def _print_row(threshold: str, name: str, stories: dict[str, Story], found: Iterable[Comparison]) -> None:
    counts = by_kind(stories[name], found).values()
    mine, right, true = (sum(each[at] for each in counts) for at in range(3))
    precision = 100 * right / mine if mine else 0.0
    print(f"| {threshold} | {name} | {mine} | {right} | {precision:.1f} | {100 * right / true:.1f} |")


def _in(story: Story, found: Iterable[Comparison]) -> list[Comparison]:
    """Links of which one end or both are in the story."""
    paths = {document.document.path for document in story.documents}
    return [each for each in found if paths & {each.left.document, each.right.document}]


def _link(kind: str, left: Utterance, right: Utterance) -> Link:
    return kind, frozenset((left, right)) if kind in _ALIKE_BOTH_WAYS else (left, right)


if __name__ == "__main__":
    main()
