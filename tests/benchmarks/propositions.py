"""How well claims are linked by what they say, at several thresholds: made-up stories with every true link known.

Run:  python -m tests.benchmarks.propositions [--show STORY | --claims 100000]

The thresholds are chosen on `dam`, `port` and `prison`; `spill` is only measured on. All stories are linked together as one graph,
so that a link from one into another counts as wrong. A pair is right if its kind is; of "corroborates" and
"disputes" the order does not count. Figures are not part of it.

With --claims, so many claims are made from few words, ten to a document and a thousand to an event, and the time to
read and to link them is printed: many more say nearly the same than in real documents.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from random import Random

from tests.benchmarks.claim_stories import STORIES, Story, read_story

from claimgraph.ontology import load_ontology
from claimgraph.ontology.propositions import PropositionWords, read_proposition_words
from claimgraph.records import Actor, AnnotatedDocument, Claim, Document, Mention, Reference, Resolution, Span
from claimgraph.relate.links import Comparison, Utterance
from claimgraph.relate.propositions import Thresholds, compare_claims

_TUNED, _TEST = ("dam", "port", "prison"), ("spill",)
_ONSETS = ("b", "dr", "f", "gl", "h", "k", "l", "m", "n", "pr", "r", "s", "t", "v", "z")
_STEPS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
_ALIKE_BOTH_WAYS = {"corroborates", "disputes", "differsInScope"}

Link = tuple[str, frozenset[Utterance] | tuple[Utterance, Utterance]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", metavar="STORY", help="print what is wrong and what is missing in a story")
    parser.add_argument("--claims", type=int, metavar="N", help="time the linking of N made-up claims")
    given = parser.parse_args()
    if given.claims:
        time_claims(given.claims, read_proposition_words(load_ontology()))
        return
    shown = given.show
    stories = {path.stem: read_story(path) for path in sorted(STORIES.glob("*.yaml"))}
    words = read_proposition_words(load_ontology())
    if shown:
        show(stories[shown], stories.values(), words)
        return
    print("| threshold | story | found | right | precision | recall |")
    print("|---|---|---|---|---|---|")
    for step in _STEPS:
        at = Thresholds(
            same=step, backed=step, changed=step, denied=step, denying=step / 2, answered=step, asked=step / 2
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


def time_claims(count: int, words: PropositionWords) -> None:
    """Print how long it takes to link `count` claims."""
    documents, resolution = made_claims(count)
    events = {document.document.path: at // 100 for at, document in enumerate(documents)}
    begun = time.process_time()
    found = compare_claims(documents, resolution, words=words, events=events)
    seconds = time.process_time() - begun
    print(f"{count:,} claims, {len(found):,} links, {seconds:.1f} s of one core")


def made_claims(count: int) -> tuple[list[AnnotatedDocument], Resolution]:
    """Claims of three to five words out of a few hundred, one in eight a denial."""
    random = Random(7)
    verbs = [
        f"{a}{b}ed" for a in ("gorl", "brask", "tind", "volm", "skarp") for b in ("en", "ul", "ist", "ock")
    ]
    nouns = [f"{a}{b}" for a in _ONSETS for b in ("ander", "imel", "ostro", "ubrik", "elson", "avka")]
    actors = {f"a{n}": Actor(id=f"a{n}", name=f"Body {n}", label="Organization") for n in range(500)}
    documents, references = [], {}
    for number in range(count // 10):
        text, mentions, claims, known = "", [], [], []
        for at in range(10):
            cue, act = ("denied", "deny") if random.random() < 0.125 else ("said", "assert")
            content = " ".join(
                (
                    "the",
                    random.choice(nouns),
                    random.choice(verbs),
                    "the",
                    random.choice(nouns),
                    "of",
                    random.choice(nouns),
                )
            )
            start = len(text)
            text += f"X {cue} {content}.\n"
            mentions.append(Mention(start=start, end=start + 1, label="Organization"))
            known.append(Reference(actor=f"a{random.randrange(500)}", method="made"))
            first = start + 3 + len(cue)
            claims.append(
                Claim(
                    cue=(Span(start + 2, first - 1),),
                    content=(Span(first, len(text) - 2),),
                    act=act,
                    claimants=(at,),
                )
            )
        path = f"{number:06}.txt"
        document = Document(path=path, text=text, date=f"2020-{number % 12 + 1:02}-01")
        documents.append(AnnotatedDocument(document=document, mentions=tuple(mentions), claims=tuple(claims)))
        references[path] = tuple(known)
    return documents, Resolution(actors=actors, references=references)


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
