"""What was found in a document, kept on disk under a key of what it was found in and by what.

A build writes each document's annotations when they are ready and reads them back where nothing has
changed, so an interrupted build goes on where it stopped and a new document costs only itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from claimgraph.records import AnnotatedDocument, Document

__all__ = ["AnnotationCache"]


@dataclass(frozen=True, slots=True)
class AnnotationCache:
    """A folder of annotation files.

    Attributes:
        folder: holds `KEY.json`, one file for each document.
        fingerprint: of the pipeline; see `annotate.fingerprint`.
    """

    folder: Path
    fingerprint: str

    def key(self, document: Document) -> str:
        """Name of the document's file: a digest of what its annotations depend on.

        Besides the text and the pipeline these are title, publisher, date and genre: they decide in whose
        name a text speaks, and from when its figures are.
        """
        known = [
            document.title,
            document.publisher,
            document.date,
            document.genre,
            list(document.boilerplate),
        ]
        seed = json.dumps([self.fingerprint, document.sha256, *known], ensure_ascii=False)
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def read(self, document: Document) -> AnnotatedDocument | None:
        """The document's annotations; None where there are none or the file is damaged."""
        try:
            data = json.loads((self.folder / f"{self.key(document)}.json").read_text(encoding="utf-8"))
            kept = AnnotatedDocument.from_json(data)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return replace(kept, document=document) if kept.document.text == document.text else None

    def write(self, annotated: AnnotatedDocument) -> None:
        """Keep annotations, whole or not at all."""
        path = self.folder / f"{self.key(annotated.document)}.json"
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(annotated.to_json(), ensure_ascii=True), encoding="utf-8")
        partial.replace(path)

    def discard_others(self, keys: Iterable[str]) -> None:
        """Remove what belongs to none of these keys: documents that are gone, pipelines of before."""
        wanted = set(keys)
        for path in sorted(self.folder.iterdir()):
            if path.suffix in (".json", ".partial") and path.stem not in wanted:
                path.unlink()
