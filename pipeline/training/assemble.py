"""Two trained pipelines in, one out: syntax and names together as `en_claimgraph`.

NER keeps its own token vectors and stands before the parser, because entities cannot cross sentence starts
that the parser has predicted. Nothing is trained here.

Run:  python pipeline/training/assemble.py --syntax DIR --names DIR --out DIR
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import spacy
from spacy.language import Language

VERSION = "0.1.0"


def main() -> None:
    """Write the pipeline to `--out`, replacing what is there."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("syntax", "names", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    options = arguments.parse_args()
    nlp = assemble(options.syntax, options.names)
    if options.out.exists():
        shutil.rmtree(options.out)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(options.out)
    size = sum(f.stat().st_size for f in options.out.rglob("*") if f.is_file())
    print(f"{options.out}: {' -> '.join(nlp.pipe_names)}, {size / 1e6:.1f} MB")


def assemble(syntax: Path, names: Path) -> Language:
    """The syntax pipeline with the other's `ner` put before its parser."""
    nlp = spacy.load(syntax)
    source = spacy.load(names)
    # Both pipelines call their shared layer "tok2vec": `ner` takes a copy of its own along.
    source.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=source, before="parser")
    nlp.meta.update(
        name="claimgraph",
        lang="en",
        version=VERSION,
        description="Tags, morphology, lemmas, dependencies and names for news, statements and reports",
        license="see pipeline/training/MODEL_CARD.md",
        author="the claimgraph developers",
    )
    nlp.meta.pop("performance", None)
    return nlp


if __name__ == "__main__":
    main()
