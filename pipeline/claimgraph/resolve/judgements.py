"""`decisions.csv`: what people have judged about actors, one row per judgement, read and added to.

A row has the columns `left,right,verdict,by,date,note`. The verdicts are:

- `same`: what left and right name is one actor.
- `different`: what left names and what right names are never one actor, directly or through others.
- `unsure`: somebody has looked and could not tell. The machine decides; it does not suggest the pair again.
- `name`: the actor that left names is shown under the name on the right, which no text need contain.
- `not-an-actor`: what left names is no actor; its mentions refer to nobody. The right is empty.

Left and right are names as the texts have them, so that a row outlives changed identifiers and added
documents and can be written in a spreadsheet. Each is one of

- `Ada Moor`: in every document whose fullest name for an actor this is, that actor. In a document that has a
  fuller name for the actor the row says nothing of it, so `Moor` is nobody where "Ada Moor" stands, too.
- `Moor @ news/a.txt`: in this one document, the actor that bears this name there, be it the fullest or not.
  Two names that a document has for one actor are so told apart by a row that says `different`.

Case, kinds of apostrophe and runs of spaces make no difference; all else does, accents, too. What a row says
of a document is read from the names in that document, not from which actors were made of them, so it goes on
saying it when documents are added. The order of rows makes no difference, and a row that is deleted leaves no
trace. The last three columns are for people. What the rows ask of the actors is worked out in `judged`.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Final, Literal, cast, get_args

from claimgraph.errors import DecisionError
from claimgraph.records import Unapplied

__all__ = [
    "DECISIONS",
    "Judgement",
    "Judgements",
    "Key",
    "Verdict",
    "add_judgements",
    "folded_name",
    "read_judgements",
]

Verdict = Literal["same", "different", "unsure", "name", "not-an-actor"]

DECISIONS: Final = "decisions.csv"
"""The name of the file in a graph folder."""

_VERDICTS: Final[tuple[str, ...]] = get_args(Verdict)
_COLUMNS: Final = ("left", "right", "verdict", "by", "date", "note")
_NEEDED: Final = ("left", "right", "verdict")
_AT: Final = " @ "
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼʻ`´′", "'"))


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What one side of a row names: a name, and the document that it is narrowed to, or None.

    >>> Key.parse("Moor @ news/a.txt")
    Key(name='Moor', path='news/a.txt')
    >>> str(Key("Ada Moor"))
    'Ada Moor'
    """

    name: str
    path: str | None = None

    @classmethod
    def parse(cls, text: str) -> Key:
        """Read a key as `str` writes it."""
        name, at, path = text.rpartition(_AT)
        return cls(" ".join(name.split()), path.strip()) if at else cls(" ".join(text.split()))

    @property
    def folded(self) -> str:
        """The name in the form that is compared."""
        return folded_name(self.name)

    def __str__(self) -> str:
        return self.name if self.path is None else f"{self.name}{_AT}{self.path}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row: what somebody judged.

    Attributes:
        left, right, verdict: see the top of this module.
        by, date, note: for people; any text.
        line: where it stands in the file, counted from 1; 0 where it does not come from one.

    >>> str(Judgement("Ada Moor", "A. Moor", "same"))
    "'Ada Moor' and 'A. Moor': same"
    """

    left: str
    right: str
    verdict: Verdict
    by: str = ""
    date: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)

    @property
    def keys(self) -> tuple[Key, ...]:
        """What the row names of the texts: one actor, or two."""
        sides = (self.left,) if self.verdict in ("name", "not-an-actor") else (self.left, self.right)
        return tuple(Key.parse(side) for side in sides)

    def __str__(self) -> str:
        sides = " and ".join(f"'{side}'" for side in (self.left, self.right) if side)
        return f"{sides}: {self.verdict}"


@dataclass(frozen=True, slots=True)
class Judgements:
    """What a file holds.

    Attributes:
        rows: the judgements that can be used, in the order of the file.
        problems: the other rows, and what is wrong with them.
    """

    rows: tuple[Judgement, ...] = ()
    problems: tuple[Unapplied, ...] = ()


def folded_name(name: str) -> str:
    """The form in which names are compared: case, apostrophes and runs of spaces do not tell them apart.

    >>> folded_name("The  Mayor’s OFFICE")
    "the mayor's office"
    """
    plain = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).casefold()
    return " ".join(plain.split())


def read_judgements(path: str | Path) -> Judgements:
    """Read the judgements in a file; a file that is not there holds none.

    Commas or semicolons may separate the columns, as the spreadsheet likes it, in any order. A row that
    cannot be used is a problem and does not keep the others from counting.

    Raises:
        DecisionError: the file cannot be read, is not UTF-8, or lacks a column.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "decisions.csv"
    >>> add_judgements(file, [Judgement("Ada Moor", "A. Moor", "same")])
    >>> print(read_judgements(file).rows[0])
    'Ada Moor' and 'A. Moor': same
    """
    path = Path(path)
    text = _text(path)
    if not text.strip():
        return Judgements()
    rows: list[Judgement] = []
    problems: list[Unapplied] = []
    for line, cells in _records(path, text):
        reason = _wrong(cells)
        if reason:
            problems.append(Unapplied(kind="unreadable", lines=(line,), reason=reason))
        else:
            rows.append(_judgement(cells, line))
    return Judgements(tuple(rows), tuple(problems))


def add_judgements(path: str | Path, judgements: Iterable[Judgement]) -> None:
    """Add rows at the end of a file, which is made if missing; what is there stays as people wrote it.

    Raises:
        DecisionError: the file cannot be read or written, or a judgement is none that could be read again.
    """
    path = Path(path)
    text = _text(path)
    header = _header(path, text) if text.strip() else list(_COLUMNS)
    delimiter = _delimiter(text) if text.strip() else ","
    added = io.StringIO(newline="")
    writer = csv.writer(added, delimiter=delimiter, lineterminator="\r\n" if "\r\n" in text else "\n")
    if not text.strip():
        text = ""
        writer.writerow(header)
    for judgement in judgements:
        cells = dict(zip(_COLUMNS, map(str, astuple(judgement)), strict=False))
        if reason := _wrong(cells):
            raise DecisionError(path, f"the judgement {judgement} cannot be written: {reason}")
        writer.writerow(cells.get(column, "") for column in header)
    if text and not text.endswith(("\n", "\r")):
        text += "\r\n" if "\r\n" in text else "\n"
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes((text + added.getvalue()).encode("utf-8"))
        partial.replace(path)
    except OSError as error:
        raise DecisionError(path, f"cannot be written: {error.strerror or error}.") from error


def _text(path: Path) -> str:
    try:
        # The mark at the start that spreadsheets write is kept, so that they know the file again.
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise DecisionError(
            path, 'is not UTF-8 text. Save it from the spreadsheet as "CSV UTF-8", and try again.'
        ) from error
    except OSError as error:
        raise DecisionError(path, f"cannot be read: {error.strerror or error}.") from error


def _records(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column, each with the line where it starts; empty ones are left out."""
    header = _header(path, text)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    try:
        next(reader)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
            line = reader.line_num + 1
    except csv.Error as error:
        raise DecisionError(path, f"line {reader.line_num}: is not CSV ({error}); mend the row.") from error


def _header(path: Path, text: str) -> list[str]:
    first = next(csv.reader([text.removeprefix("\ufeff").splitlines()[0]], delimiter=_delimiter(text)))
    header = [cell.strip().casefold() for cell in first]
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise DecisionError(
            path,
            f"its first line lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
            f"It must be: {','.join(_COLUMNS)}",
        )
    return header


def _delimiter(text: str) -> str:
    first = text.removeprefix("\ufeff").splitlines()[0]
    return max(",;\t", key=first.count)


def _wrong(cells: dict[str, str]) -> str | None:
    """Why a row cannot be used, and what to do."""
    verdict = cells.get("verdict", "")
    if verdict not in _VERDICTS:
        return f"the verdict is {verdict!r}; write one of {', '.join(_VERDICTS)}."
    left, right = cells.get("left", ""), cells.get("right", "")
    if not left:
        return "the left is empty; write a name as a text has it."
    if verdict == "not-an-actor":
        return "the right must be empty where the verdict is not-an-actor." if right else None
    if not right:
        other = "the name to show" if verdict == "name" else "the other name"
        return f"the right is empty; write {other}."
    if verdict != "name" and _same_key(left, right):
        return (
            "left and right are the same; to tell two documents apart, write 'Name @ document' on both sides."
        )
    return None


def _same_key(left: str, right: str) -> bool:
    a, b = Key.parse(left), Key.parse(right)
    return (a.folded, a.path) == (b.folded, b.path)


def _judgement(cells: dict[str, str], line: int) -> Judgement:
    values: Sequence[str] = [cells.get(name, "") for name in _COLUMNS]
    left, right, verdict, by, date, note = values
    return Judgement(left, right, cast(Verdict, verdict), by, date, note, line)
