"""B-cubed scores of actor resolution within documents against the coreference of GUM, as Markdown.

A named mention is an entity (person, organization or place) headed by a proper noun; its name is the
proper nouns around that head without titles, as in the names of `spacy/gum_*.spacy`. What is only a title
("the Emperor") is given as a role and counts in a row of its own. The first rows give resolution the gold
names; the last rows let the pipeline find the names and score those that both have. A second table says
what becomes of pronouns that the pipeline takes for the source of a claim.

Run:  python pipeline/training/coreference.py DATA/gum/dev.conllu [--errors] [--no-model]
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from gum import Gold, read_gold

from claimgraph.annotate.acronyms import define_acronyms
from claimgraph.annotate.knowledge import Knowledge, read_knowledge
from claimgraph.annotate.name_patterns import NamePatterns, flatten
from claimgraph.annotate.names import Name, NameList
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.ontology import load_ontology
from claimgraph.ontology.load import CG
from claimgraph.ontology.names import NameKnowledge, read_names
from claimgraph.records import AnnotatedDocument, Claim, Document, Mention, Span
from claimgraph.resolve import resolve

CLASSES = {"Person": str(CG.Person), "Organization": str(CG.Organization), "Location": str(CG.Place)}
ENOUGH = 0.3  # of the characters of two mentions that are the same one, as in eval/score.py


OUTCOMES = ("right", "wrong", "missed", "other", "none")

Cluster = Mapping[Span, str]


def main() -> None:
    """Print one table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("conllu", type=Path)
    arguments.add_argument("--errors", action="store_true", help="list what is merged or split wrongly")
    arguments.add_argument(
        "--no-model", action="store_true", help="leave out the row with the pipeline's own names"
    )
    options = arguments.parse_args()
    ontology = load_ontology()
    know = read_knowledge(ontology)
    names = read_names(ontology)
    patterns = NamePatterns(ontology, know.types, know.roles.by_word)
    golds = list(read_gold(options.conllu, know))
    wanted = {gold.path: {each.span: each.id for each in gold.names} for gold in golds}
    kinds = {
        gold.path: {each.span: "title" if each.is_title else each.kind for each in gold.names}
        for gold in golds
    }
    # Resolution says of a place who it is only where the place speaks or is spoken to.
    given = [heard(annotated(gold, patterns, know)) for gold in golds]
    found = {each.document.path: clusters([each], names) for each in given}
    print("| names | documents | mentions | precision | recall | F1 |\n|---|---|---|---|---|---|")
    for title, shown in (
        ("gold: people", {"Person"}),
        ("gold: organisations", {"Organization"}),
        ("gold: people and organisations", {"Person", "Organization"}),
        ("gold: people, organisations and places", set(CLASSES)),
        ("gold: all and titles alone", {*CLASSES, "title"}),
    ):
        print(row(title, wanted, found, kinds, shown))
    if not options.no_model:
        annotator = load_pipeline()
        read = list(annotator.annotate(Document(path=gold.path, text=gold.text) for gold in golds))
        own = {each.document.path: clusters([heard(each)], names) for each in read}
        matched = {path: paired(wanted[path], own[path]) for path in wanted}
        both = {path: {span: wanted[path][span] for span in matched[path]} for path in wanted}
        for title, shown in (
            ("pipeline: people and organisations", {"Person", "Organization"}),
            ("pipeline: people, organisations and places", set(CLASSES)),
        ):
            total = sum(kinds[path][span] in shown for path in wanted for span in wanted[path])
            print(row(f"{title} ({total} in gold)", both, matched, kinds, shown))
        print(
            "\n| pronouns | of a named actor | right | another | nobody | of nobody named | nobody |\n|"
            + "---|" * 7
        )
        found_pronouns: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for gold, document in zip(golds, read, strict=True):
            for word, outcome in pronouns(gold, document, names):
                found_pronouns[word][outcome] += 1
        for word, count in sorted(found_pronouns.items()):
            named = sum(count[each] for each in OUTCOMES[:3])
            shares = " | ".join(str(count[each]) for each in OUTCOMES[:3])
            print(f"| {word} | {named} | {shares} | {count['other'] + count['none']} | {count['none']} |")
    if options.errors:
        for gold in golds:
            for line in errors(gold, wanted[gold.path], found[gold.path]):
                print(line)


def annotated(gold: Gold, patterns: NamePatterns, know: Knowledge) -> AnnotatedDocument:
    """The gold names as mentions, with the classes and acronyms that the text shows."""
    flat = flatten(gold.text)
    shown = {(each.start, each.end): each.actor_type.iri for each in patterns.find(flat)}
    listed = NameList()
    for each in gold.names:
        actor_class = shown.get((each.span.start, each.span.end), CLASSES[each.kind])
        listed.add(
            Name(
                *each.span,
                each.kind,
                actor_class if each.kind == "Organization" else CLASSES[each.kind],
                "list",
            )
        )
    define_acronyms(flat, listed, know)
    read = {name.end: name for name in listed}
    mentions = [
        Mention(
            start=each.span.start,
            end=each.span.end,
            label=each.kind,
            form="role" if each.is_title else "named",
            actor_class=read[each.span.end].actor_class if each.span.end in read else CLASSES[each.kind],
            role=gold.text[slice(*each.span)] if each.is_title else each.title,
            acronym=read[each.span.end].acronym if each.span.end in read else None,
            subject=each.subject,
            sentence=each.sentence,
        )
        for each in gold.names
    ]
    return AnnotatedDocument(document=Document(path=gold.path, text=gold.text), mentions=tuple(mentions))


def heard(document: AnnotatedDocument) -> AnnotatedDocument:
    """The document with every name spoken to, so that resolution answers for places, too."""
    named = tuple(i for i, mention in enumerate(document.mentions) if mention.form == "named")
    claim = Claim(content=(Span(0, 1),), addressees=named)
    return AnnotatedDocument(document=document.document, mentions=document.mentions, claims=(claim,))


def clusters(documents: Sequence[AnnotatedDocument], names: NameKnowledge) -> dict[Span, str]:
    """For each mention but pronouns, whom resolution takes it for; "nobody" is somebody else each time."""
    found: dict[Span, str] = {}
    resolution = resolve(documents, names=names)
    for document in documents:
        references = resolution.references[document.document.path]
        for mention, reference in zip(document.mentions, references, strict=True):
            if mention.form != "pronoun":
                span = Span(mention.start, mention.end)
                found[span] = reference.actor if reference else f"nobody at {mention.start}"
    return found


def pronouns(gold: Gold, document: AnnotatedDocument, names: NameKnowledge) -> Iterator[tuple[str, str]]:
    """For each pronoun found: the word, and whether resolution names whom the gold names.

    Returns:
        "right", "wrong" or "missed" (nobody) where the gold chain has a name; elsewhere "none" or "other"
        (somebody all the same).
    """
    references = resolve([document], names=names).references[document.document.path]
    named = {each.span: each.id for each in gold.names if not each.is_title}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention, reference in zip(document.mentions, references, strict=True):
        span = Span(mention.start, mention.end)
        if mention.form == "named" and reference:
            for wanted in paired(named, {span: ""}):
                votes[reference.actor][named[wanted]] += 1
    chains = {
        (gold.words[each.first].start, gold.words[each.last].end): f"{each.type} {each.id}"
        for each in gold.entities
    }
    for mention, reference in zip(document.mentions, references, strict=True):
        chain = chains.get((mention.start, mention.end))
        if mention.form != "pronoun" or chain is None:
            continue
        who = votes[reference.actor].most_common(1) if reference else []
        if chain in named.values():
            outcome = "missed" if reference is None else "right" if who and who[0][0] == chain else "wrong"
        else:
            outcome = "none" if reference is None else "other"
        yield gold.text[mention.start : mention.end].lower(), outcome


def paired(wanted: Cluster, found: Cluster) -> dict[Span, str]:
    """For every gold name, the actor of the found name that covers most of the same characters."""
    ordered = sorted(found)
    pairs: dict[Span, str] = {}
    for span in wanted:
        near = [each for each in ordered if each.start < span.end and span.start < each.end]
        best = max(near, key=lambda each: _shared(each, span), default=None)
        if best and _shared(best, span) >= ENOUGH:
            pairs[span] = found[best]
    return pairs


def row(
    title: str,
    wanted: Mapping[str, Cluster],
    found: Mapping[str, Cluster],
    kinds: Mapping[str, Mapping[Span, str]],
    shown: Iterable[str],
) -> str:
    """One line of the table: B-cubed over the mentions of some kinds, summed over all documents."""
    precision = recall = 0.0
    count = documents = 0
    for path in wanted:
        spans = [span for span in wanted[path] if kinds[path][span] in shown]
        documents += bool(spans)
        count += len(spans)
        by_gold, by_found = _groups(wanted[path], spans), _groups(found[path], spans)
        for span in spans:
            right, own = by_gold[wanted[path][span]], by_found[found[path][span]]
            precision += len(right & own) / len(own)
            recall += len(right & own) / len(right)
    p, r = precision / max(count, 1), recall / max(count, 1)
    f = 2 * p * r / (p + r) if count else 0.0
    return f"| {title} | {documents} | {count} | {100 * p:.1f} | {100 * r:.1f} | {100 * f:.1f} |"


def errors(gold: Gold, wanted: Cluster, found: Cluster) -> Iterator[str]:
    """Actors that are several people in the gold, and people that are several actors."""
    for title, left, right in (("merged", found, wanted), ("split", wanted, found)):
        groups: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for span in wanted:
            groups[left[span]][right[span]][span.of(gold.text)] += 1
        for parts in groups.values():
            if len(parts) > 1:
                each = " | ".join(
                    ", ".join(f"{n} x {text}" for text, n in part.items()) for part in parts.values()
                )
                yield f"{gold.path} {title}: {each}"


def _shared(left: Span, right: Span) -> float:
    common = min(left.end, right.end) - max(left.start, right.start)
    return common / (max(left.end, right.end) - min(left.start, right.start))


def _groups(of: Cluster, spans: Iterable[Span]) -> dict[str, set[Span]]:
    groups: defaultdict[str, set[Span]] = defaultdict(set)
    for span in spans:
        groups[of[span]].add(span)
    return groups


if __name__ == "__main__":
    main()
