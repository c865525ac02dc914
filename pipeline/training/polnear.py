"""PolNeAR for scoring: its texts as files to build from, and an export put into its convention.

PolNeAR counts the complementiser ("that") as content, claimgraph does not; `with-that` puts it back where
the text has one, so that the two can be compared.

Run:  python pipeline/training/polnear.py texts DEV.jsonl FOLDER
      python pipeline/training/polnear.py with-that EXPORT.jsonl > ADAPTED.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

THAT = "that "


def main() -> None:
    """Run one of the two commands."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = arguments.add_subparsers(dest="command", required=True)
    texts = commands.add_parser("texts")
    texts.add_argument("gold", type=Path)
    texts.add_argument("folder", type=Path)
    adapt = commands.add_parser("with-that")
    adapt.add_argument("export", type=Path)
    options = arguments.parse_args()
    if options.command == "texts":
        options.folder.mkdir(parents=True, exist_ok=True)
        for article in lines(options.gold):
            (options.folder / article["document"]).write_text(article["text"], encoding="utf-8")
    else:
        for document in lines(options.export):
            for claim in document["claims"]:
                first = claim["content"][0]
                if document["text"][: first[0]].lower().endswith(THAT):
                    first[0] -= len(THAT)
            print(json.dumps(document, ensure_ascii=False))


def lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    main()
