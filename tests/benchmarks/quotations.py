"""Direct quotations by claimgraph and by textacy on the same parsed texts, against people's annotations.

Run:  python tests/benchmarks/quotations.py POLNEAR_DEV.jsonl      (needs `pip install -e ".[benchmark]"`)

Gold are the claims of the file whose content stands in quotation marks for nine tenths or more. Both sides get the
same `Doc`; a content counts as found where intersection over union is at least 0.5, a speaker where it overlaps.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc
from textacy.extract.triples import direct_quotations

from claimgraph.annotate.fingerprint import ACCURACIES
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.annotate.quotations import quotations
from claimgraph.records import Document

Found = tuple[set[int], set[int]]  # characters of the content, of the speaker


def main() -> None:
    """Print precision, recall and F1 of both."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--accuracy", choices=ACCURACIES, default="high")
    options = arguments.parse_args()
    annotator = load_pipeline(accuracy=options.accuracy)
    totals = {name: [0, 0, 0, 0] for name in ("claimgraph", "textacy")}
    with options.gold.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    for article in articles:
        text = article["text"]
        doc = annotator.nlp.make_doc(text)
        doc._.document = Document(path="text.txt", text=text)
        doc = annotator.nlp(doc)
        gold = [
            (characters(claim["content"]), characters(claim["source"]))
            for claim in article["claims"]
            if quoted_share(text, characters(claim["content"])) >= 0.9
        ]
        ours = [
            (characters(c.content), characters(c.source)) for c in doc._.claims if c.quotation == "direct"
        ]
        for name, found in (("claimgraph", ours), ("textacy", list(by_textacy(doc)))):
            hits, speakers = compare(gold, found)
            for i, value in enumerate((hits, len(found), len(gold), speakers)):
                totals[name][i] += value
    print("| | quotations P | R | F1 | with the right speaker F1 |\n|---|---|---|---|---|")
    for name, (hits, found_number, gold_number, speakers) in totals.items():
        rows = [hits / found_number, hits / gold_number, f1(hits, found_number, gold_number)]
        rows.append(f1(speakers, found_number, gold_number))
        print(f"| {name} | " + " | ".join(f"{100 * value:.1f}" for value in rows) + " |")


def by_textacy(doc: Doc) -> Iterable[Found]:
    """textacy's quotations; its rules stop with an error on a text whose quotation marks do not pair."""
    try:
        for quotation in direct_quotations(doc):
            speaker = {i for token in quotation.speaker for i in range(token.idx, token.idx + len(token))}
            yield set(range(quotation.content.start_char, quotation.content.end_char)), speaker
    except ValueError:
        return


def characters(spans: Iterable[Iterable[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def quoted_share(text: str, content: set[int]) -> float:
    quoted = characters((q.start, q.end) for q in quotations(text))
    return len(content & quoted) / len(content) if content else 0.0


def compare(gold: list[Found], found: list[Found]) -> tuple[int, int]:
    """Quotations found, one to one, and those of them with the right speaker."""
    hits = speakers = 0
    free = list(gold)
    for content, speaker in found:
        best = max(free, key=lambda g: len(g[0] & content) / len(g[0] | content), default=None)
        if best is not None and len(best[0] & content) / len(best[0] | content) >= 0.5:
            free.remove(best)
            hits += 1
            speakers += bool(best[1] & speaker) or not (best[1] or speaker)
    return hits, speakers


def f1(hits: int, found: int, gold: int) -> float:
    return 2 * hits / (found + gold) if found + gold else 0.0


if __name__ == "__main__":
    main()
