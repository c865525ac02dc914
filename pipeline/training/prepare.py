"""Corpora in, training sets out: `{syntax,names}_{train,dev}.spacy`, and `texts.jsonl` for pre-training.

The corpora come without line breaks, almost without curly quotation marks, and not all of them annotate
nationalities and events. News has plenty of all three, so this step adds line-break tokens and typographic
quotes to a part of the texts, and marks as missing what a corpus does not say. It trains nothing.

Run:  python pipeline/training/prepare.py --data DATA --out build/training
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

SEED = 20220105
SYNTAX = {
    "train": ["gum_train", "ewt_syntax_train"],
    "dev": ["gum_dev", "ewt_syntax_dev"],
}
NAMES = {
    "train": [
        "gum_train",
        "ewt_names_train",
        "crossner_train",
        "redocred_train",
        "wikigold_train",
        "worldwide_train",
    ],
    "dev": ["gum_dev", "ewt_names_dev", "crossner_politics_dev", "worldwide_dev"],
}
# Which corpora annotate these labels; the others say nothing about them.
ANNOTATES = {
    "NORP": {"gum_train", "gum_dev", "worldwide_train", "worldwide_dev"},
    "EVENT": {"gum_train", "gum_dev", "crossner_train", "crossner_politics_dev"},
}
SHORTEST = 5  # words
PASSAGE = 900  # characters, about 200 words
LINE_BREAKS = ["\n\n", "\n\n", "\n", "\n\n\n"]


def main() -> None:
    """Write the four training sets that the configs name."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True, help="folder that holds spacy/*.spacy")
    arguments.add_argument("--out", type=Path, required=True, help="where the training sets go")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    with (options.out / "texts.jsonl").open("w", encoding="utf-8") as out:
        for text in raw_texts(options.data, vocab):
            if len(text.split()) >= SHORTEST:
                out.write(json.dumps({"text": text}) + "\n")
    for split in ("train", "dev"):
        write(options.out / f"syntax_{split}.spacy", syntax(options.data, vocab, split))
        write(options.out / f"names_{split}.spacy", names(options.data, vocab, split))


def syntax(data: Path, vocab: Vocab, split: str) -> Iterator[Doc]:
    """Trees as they are and, for training, a second copy in newspaper dress."""
    rng = random.Random(SEED)
    for corpus in SYNTAX[split]:
        for doc in read(data, corpus, vocab):
            yield strip_entities(doc)
            if split == "train" and rng.random() < 0.5:
                yield strip_entities(dress(doc, rng))


def names(data: Path, vocab: Vocab, split: str) -> Iterator[Doc]:
    """Names of every corpus, with tokens of labels that a corpus lacks marked as missing."""
    rng = random.Random(SEED)
    nationalities = lexicon(data, vocab, "NORP") if split == "train" else set()
    for corpus in NAMES[split]:
        for doc in read(data, corpus, vocab):
            if split == "dev":
                yield doc
                continue
            if corpus not in ANNOTATES["NORP"]:
                doc = forget(doc, nationalities)
            yield dress(doc, rng) if rng.random() < 0.4 else doc


def raw_texts(data: Path, vocab: Vocab) -> Iterator[str]:
    """Passages of all training texts, without their labels, to pre-train token vectors on."""
    with (data / "polnear" / "train.jsonl").open(encoding="utf-8") as articles:
        for article in map(json.loads, articles):
            passage = ""
            for paragraph in article["text"].split("\n\n"):
                passage = f"{passage}\n\n{paragraph}" if passage else paragraph
                if len(passage) > PASSAGE:
                    yield passage
                    passage = ""
            yield passage
    for corpus in dict.fromkeys([*NAMES["train"], *SYNTAX["train"]]):
        for doc in read(data, corpus, vocab):
            for start in range(0, len(doc), PASSAGE // 4):
                yield doc[start : start + PASSAGE // 4].text


def read(data: Path, corpus: str, vocab: Vocab) -> Iterable[Doc]:
    return DocBin().from_disk(data / "spacy" / f"{corpus}.spacy").get_docs(vocab)


def lexicon(data: Path, vocab: Vocab, label: str) -> set[str]:
    """Single words that carry `label` at least twice, and mostly, where it is annotated."""
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for corpus in sorted(ANNOTATES[label]):
        if not corpus.endswith("train"):
            continue
        for doc in read(data, corpus, vocab):
            for token in doc:
                (inside if token.ent_type_ == label else outside)[token.text] += 1
    return {word for word, n in inside.items() if n >= 2 and n > outside[word]}


def forget(doc: Doc, words: set[str]) -> Doc:
    """Mark `words` that stand alone as unknown: neither a name nor no name."""
    entities = [e for e in doc.ents if not (len(e) == 1 and e.text in words)]
    held = {token.i for entity in entities for token in entity}
    missing = [doc[i : i + 1] for i in range(len(doc)) if i not in held and doc[i].text in words]
    doc.set_ents(entities, missing=missing, default="outside")
    return doc


def dress(doc: Doc, rng: random.Random) -> Doc:
    """The same text with typographic quotes and with line breaks between some sentences."""
    curly = curly_quotes([token.text for token in doc]) if rng.random() < 0.8 else None
    breaks = set()
    if doc.has_annotation("SENT_START"):
        breaks = {s.end - 1 for s in doc.sents if s.end < len(doc) and rng.random() < 0.35}
    else:
        stops = [t.i for t in doc if t.text in ".?!" and t.i + 1 < len(doc)]
        breaks = {i for i in stops if rng.random() < 0.35}
    words: list[str] = []
    spaces: list[bool] = []
    place: dict[int, int] = {}
    for token in doc:
        place[token.i] = len(words)
        words.append(curly[token.i] if curly else token.text)
        spaces.append(bool(token.whitespace_) and token.i not in breaks)
        if token.i in breaks:
            words.append(rng.choice(LINE_BREAKS))
            spaces.append(False)
    syntax_known = doc.has_annotation("DEP")
    fields: dict[str, list] = {}
    if syntax_known:
        fields = {
            name: [blank] * len(words)
            for name, blank in (("tags", "_SP"), ("pos", "SPACE"), ("morphs", ""), ("deps", "dep"))
        }
        fields["lemmas"] = list(words)
        fields["heads"] = [max(i - 1, 0) for i in range(len(words))]
        fields["sent_starts"] = [False] * len(words)
        for token in doc:
            i = place[token.i]
            fields["tags"][i] = token.tag_
            fields["pos"][i] = token.pos_
            fields["morphs"][i] = str(token.morph)
            fields["deps"][i] = token.dep_
            fields["lemmas"][i] = words[i] if not token.is_alpha and len(token) == 1 else token.lemma_
            fields["heads"][i] = place[token.head.i]
            fields["sent_starts"][i] = bool(token.is_sent_start)
    new = Doc(doc.vocab, words=words, spaces=spaces, **fields)
    entities = [Span(new, place[e.start], place[e.end - 1] + 1, label=e.label_) for e in doc.ents]
    missing = [new[place[t.i] : place[t.i] + 1] for t in doc if t.ent_iob == 0]
    new.set_ents(entities, missing=missing, default="outside")
    return new


def curly_quotes(words: list[str]) -> list[str]:
    """Straight quotes to typographic ones, opening and closing in turn."""
    out = []
    opened = False
    for word in words:
        if word in ('"', "``", "''"):
            out.append("”" if opened else "“")
            opened = not opened
        else:
            out.append(word.replace("'", "’"))
    return out


def strip_entities(doc: Doc) -> Doc:
    doc.set_ents([], default="missing")
    return doc


def write(path: Path, docs: Iterable[Doc]) -> None:
    found = DocBin(store_user_data=False)
    for doc in docs:
        found.add(doc)
    found.to_disk(path)
    print(f"{path}: {len(found)} texts")


if __name__ == "__main__":
    main()
