"""What is known about a document besides its text, made of whatever a source says: checked and joined.

A value that cannot be used is left out and named, never guessed. Nothing here reads a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from claimgraph.read.dates import iso_date

__all__ = ["Metadata", "checked_metadata", "merged"]

_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
# The shape of a language tag (BCP 47, https://www.rfc-editor.org/rfc/rfc5646#section-2.1), not its registry.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields of `claimgraph.records.Document` of the same names; None where nothing is known."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    genre: str | None = None


NAMES = tuple(each.name for each in fields(Metadata))


def checked_metadata(values: Mapping[str, object]) -> tuple[Metadata, list[str]]:
    """Take the known fields out of what a file states.

    Args:
        values: by name, in any case; unknown names are of no concern here.

    Returns:
        The metadata, and for each value that was left out a sentence that says why.

    >>> metadata, problems = checked_metadata({"Title": " On  strike ", "date": "3 February 2022", "p": 9})
    >>> metadata.title, metadata.date, problems
    ('On strike', '2022-02-03', [])
    >>> checked_metadata({"date": "03/02/2022"})[1]
    ["date '03/02/2022' was left out: it could be day/month or month/day; write it as 2022-02-03."]
    """
    known: dict[str, str] = {}
    problems = []
    for key, value in values.items():
        name = str(key).strip().lower()
        if name not in NAMES or value is None or name in known:
            continue
        try:
            text = _checked(name, _plain(value))
        except ValueError as error:
            problems.append(f"{name} {_shown(value)} was left out: {error}.")
            continue
        if text:
            known[name] = text
    return Metadata(**known), problems


def merged(*sources: Metadata) -> Metadata:
    """One metadata of several: of each field, the first that is known.

    >>> merged(Metadata(title="A"), Metadata(title="B", date="2022-02")).date
    '2022-02'
    """
    return Metadata(
        **{name: next((v for source in sources if (v := getattr(source, name))), None) for name in NAMES}
    )


def _plain(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("it must be one piece of text")
    # Half of a surrogate pair (JSON can spell it) cannot be written to any file.
    text = re.sub(r"[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", str(value))
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST} characters")
    return text


def _checked(name: str, text: str) -> str:
    match name:
        case "date" if text:
            return iso_date(text)
        case "url" if text and not _URL.fullmatch(text):
            raise ValueError("it is not a web address (https://...)")
        case "language" if text:
            tag = text.replace("_", "-")
            if not _LANGUAGE.fullmatch(tag):
                raise ValueError("it is not a language code such as en")
            return tag
        case "genre":
            return text.lower()
    return text


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
