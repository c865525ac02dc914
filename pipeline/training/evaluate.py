"""Scores of the shipped pipeline on the development sets, corpus by corpus, as Markdown.

A corpus is scored on the labels that it annotates; what the pipeline finds of other labels is not counted
against it. Entities that come from rules (dates, numbers) are not scored: no corpus here holds them.

Run:  python pipeline/training/evaluate.py --data DATA --model pipeline/claimgraph/models/en_claimgraph
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import DocBin
from spacy.training import Example

SYNTAX = {"GUM dev": "gum_dev", "EWT dev": "ewt_syntax_dev"}
NAMES = {
    "UNER EWT dev": ("ewt_names_dev", {"PERSON", "ORG", "LOC"}),
    "CrossNER politics dev": ("crossner_politics_dev", {"PERSON", "ORG", "LOC", "EVENT"}),
    "Worldwide dev": ("worldwide_dev", {"PERSON", "ORG", "LOC", "NORP"}),
    "GUM dev": ("gum_dev", {"PERSON", "ORG", "LOC", "NORP", "EVENT"}),
}


def main() -> None:
    """Print one table for syntax, one for names, and the speed."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--model", type=Path, required=True)
    options = arguments.parse_args()
    nlp = spacy.load(options.model)
    if "parser" in nlp.pipe_names:
        print("| corpus | tags | UPOS | UAS | LAS | sentences F1 | lemmas |\n|---|---|---|---|---|---|---|")
        for title, name in SYNTAX.items():
            scores = syntax_scores(nlp, options.data / "spacy" / f"{name}.spacy")
            print(f"| {title} | " + " | ".join(f"{100 * value:.1f}" for value in scores) + " |")
        print()
    print("| corpus | P | R | F1 | by label |\n|---|---|---|---|---|")
    for title, (name, labels) in NAMES.items():
        total, by_label = name_scores(nlp, options.data / "spacy" / f"{name}.spacy", labels)
        each = ", ".join(f"{label} {100 * f:.1f}" for label, f in sorted(by_label.items()))
        print(f"| {title} | " + " | ".join(f"{100 * value:.1f}" for value in total) + f" | {each} |")
    words, seconds = speed(nlp, options.data / "spacy" / "worldwide_dev.spacy")
    print(f"\n{words / seconds:,.0f} words a second on one core ({words:,} words)")


def syntax_scores(nlp: Language, path: Path) -> list[float]:
    examples = predicted(nlp, path)
    scores = Scorer(nlp).score(examples)
    return [scores[key] for key in ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f", "lemma_acc")]


def name_scores(
    nlp: Language, path: Path, labels: set[str]
) -> tuple[tuple[float, float, float], dict[str, float]]:
    hits: dict[str, list[int]] = {label: [0, 0, 0] for label in labels}
    for example in predicted(nlp, path):
        gold = {(e.start_char, e.end_char, e.label_) for e in example.reference.ents if e.label_ in labels}
        found = {(e.start_char, e.end_char, e.label_) for e in example.predicted.ents if e.label_ in labels}
        for label in labels:
            g, f = ({x for x in side if x[2] == label} for side in (gold, found))
            hits[label][0] += len(g & f)
            hits[label][1] += len(f)
            hits[label][2] += len(g)
    total = [sum(hits[label][i] for label in labels) for i in range(3)]
    return f_score(*total), {label: f_score(*hits[label])[2] for label in labels}


def f_score(hit: int, found: int, gold: int) -> tuple[float, float, float]:
    precision, recall = hit / found if found else 0.0, hit / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0


def predicted(nlp: Language, path: Path) -> list[Example]:
    references = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    docs = nlp.pipe((reference.text for reference in references), batch_size=64)
    return [Example(doc, reference) for doc, reference in zip(docs, references, strict=True)]


def speed(nlp: Language, path: Path) -> tuple[int, float]:
    texts = [doc.text for doc in DocBin().from_disk(path).get_docs(nlp.vocab)][:100]
    list(nlp.pipe(texts[:5]))
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=32))
    return words, time.perf_counter() - start


if __name__ == "__main__":
    main()
