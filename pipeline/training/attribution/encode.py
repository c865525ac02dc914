"""Corpora in, training sets of the attribution model out: `{polnear,names}_{train,dev}.pickle`.

Every text goes through the shipped spaCy pipeline, since the model reads what it found; the gold layers
(attributions, names) are laid over its words. It trains nothing.

Run:  python pipeline/training/attribution/encode.py --data DATA --names FOLDER --vocabulary FILE --out OUT
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from examples import LABELS, ROLES, Example, write
from spacy.tokens import Doc, DocBin

from claimgraph.annotate.learned.encoding import Encoded, Pieces, encode
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.annotate.quotations import quotations

OWN = ("claimgraph_actors", "claimgraph_claims", "claimgraph_figures", "claimgraph_relations")
NAME_CORPORA = {"dev": ["ewt_names_dev", "worldwide_dev", "gum_dev", "crossner_politics_dev"]}


def main() -> None:
    """Encode PolNeAR and the corpora of names."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True, help="folder that holds polnear/ and spacy/")
    arguments.add_argument("--names", type=Path, required=True, help="folder that prepare.py wrote")
    arguments.add_argument("--vocabulary", type=Path, required=True, help="the backbone's tokenizer.json")
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(options.vocabulary)
    for split in ("train", "dev"):
        write(options.out / f"polnear_{split}.pickle", polnear(encoder, options.data, split))
    write(options.out / "names_train.pickle", names(encoder, options.names / "names_train.spacy"))
    dev = (
        example
        for corpus in NAME_CORPORA["dev"]
        for example in names(encoder, options.data / "spacy" / f"{corpus}.spacy")
    )
    write(options.out / "names_dev.pickle", dev)


class Encoder:
    """The shipped pipeline without claimgraph's components, and the vocabulary."""

    def __init__(self, vocabulary: Path) -> None:
        self.nlp = load_pipeline(accuracy="fast").nlp
        self.pieces = Pieces(vocabulary)

    def parsed(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Texts with trees and mentions."""
        with self.nlp.select_pipes(disable=[name for name in self.nlp.pipe_names if name in OWN]):
            yield from self.nlp.pipe(docs, batch_size=16)

    def encoded(self, doc: Doc) -> Encoded:
        """What the model reads of a parsed text."""
        return encode(doc, self.pieces, quotations(doc.text))


def polnear(encoder: Encoder, data: Path, split: str) -> Iterator[Example]:
    with (data / "polnear" / f"{split}.jsonl").open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    docs = (encoder.nlp.make_doc(article["text"]) for article in articles)
    for article, doc in zip(articles, encoder.parsed(docs), strict=True):
        yield Example(
            name=article["document"],
            encoded=encoder.encoded(doc),
            offsets=offsets(doc),
            claims=[
                {role: [words(doc, *span) for span in claim[role]] for role in ROLES}
                for claim in article["claims"]
            ],
        )


def names(encoder: Encoder, path: Path) -> Iterator[Example]:
    vocab = encoder.nlp.vocab
    gold = list(DocBin().from_disk(path).get_docs(vocab))
    # The recogniser leaves names alone that it finds there, and the rules must not see gold ones.
    bare = (Doc(vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc]) for doc in gold)
    for doc, parsed in zip(gold, encoder.parsed(bare), strict=True):
        yield Example(
            name=path.stem,
            encoded=encoder.encoded(parsed),
            offsets=offsets(parsed),
            names=[(e.start, e.end, e.label_) for e in doc.ents if e.label_ in LABELS],
            missing=[t.i for t in doc if t.ent_iob == 0],
        )


def offsets(doc: Doc) -> np.ndarray:
    return np.asarray([(t.idx, t.idx + len(t)) for t in doc], np.int64).reshape(-1, 2)


def words(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The words that a span of characters touches, without blank ones at its ends."""
    starts = (
        [token.idx for token in doc]
        if len(doc) < 2
        else doc.user_data.setdefault("starts", [t.idx for t in doc])
    )
    first = bisect_left(starts, start + 1) - 1
    last = bisect_left(starts, end)
    while first < last - 1 and doc[first].is_space:
        first += 1
    while last - 1 > first and doc[last - 1].is_space:
        last -= 1
    return max(first, 0), last


if __name__ == "__main__":
    main()
