"""`metadata.csv` beside the files -> what it says about each of them.

A table speaks for the files in its folder and below, which its column `file` names by their path from there.
Its other columns are the fields of `claimgraph.read.metadata.Metadata`. The nearest table that names a file
counts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from claimgraph.errors import ReadError
from claimgraph.read.encoding import decode
from claimgraph.read.metadata import Metadata, checked_metadata
from claimgraph.read.outcome import Remark, Skipped

__all__ = ["TABLE", "Tables"]

TABLE = "metadata.csv"
_DELIMITERS = ",;\t|"
_Row = tuple[int, dict[str, str]]


class Tables:
    """The tables of a run, each read once, when the first file of its folder asks."""

    def __init__(self) -> None:
        self._tables: dict[Path, dict[str, _Row]] = {}
        self._names: dict[Path, str] = {}

    def metadata_of(self, path: Path, name: str) -> Iterator[Metadata | Remark | Skipped]:
        """What the nearest table says about a file, and what is wrong with the table, once.

        Args:
            path: the file.
            name: its document path, which says how far up its input folder reaches.
        """
        folder = path.parent
        above = name.split("/")[:-1]
        for depth in range(len(above), -1, -1):
            if folder not in self._tables:
                yield from self._load(folder, "/".join([*above[:depth], TABLE]))
            row = self._tables[folder].get(path.relative_to(folder).as_posix().casefold())
            if row:
                metadata, problems = checked_metadata(row[1])
                for problem in problems:
                    yield Remark(path=self._names[folder], reason=f"line {row[0]}: {problem}")
                yield metadata
                return
            folder = folder.parent

    def _load(self, folder: Path, name: str) -> Iterator[Remark | Skipped]:
        rows = self._tables[folder] = {}
        self._names[folder] = name
        path = folder / TABLE
        if not path.is_file():
            return
        try:
            decoded = decode(path.read_bytes(), name)
            if decoded.remark:
                yield Remark(path=name, reason=decoded.remark)
            for line, row in _rows(decoded.text, name):
                file = row["file"].strip().replace("\\", "/").removeprefix("./")
                if not file:
                    continue
                if file.casefold() in rows:
                    yield Remark(
                        path=name, reason=f"line {line}: {file} was named before; the first row counts."
                    )
                elif not (folder / file).exists():
                    yield Remark(path=name, reason=f"line {line}: there is no file {file}.")
                else:
                    rows[file.casefold()] = (line, row)
        except OSError as error:
            yield Skipped(path=name, reason=f"cannot be read ({error.strerror}).")
        except ReadError as error:
            yield Skipped(path=name, reason=error.reason)


def _rows(text: str, name: str) -> Iterator[_Row]:
    """Each row with its line, by lower-case column.

    Raises:
        ReadError: there is no column `file`, or it is no table.
    """
    header = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = [column.strip().lower() for column in next(reader, [])]
    if "file" not in columns:
        raise ReadError(name, "has no column named file in its first line; its metadata was not used.")
    try:
        for values in reader:
            row = dict(zip(columns, values, strict=False))
            if "file" in row:
                yield reader.line_num, row
    except csv.Error as error:
        raise ReadError(
            name, f"line {reader.line_num}: is not a table ({error}); the rows below it were not used."
        ) from error
