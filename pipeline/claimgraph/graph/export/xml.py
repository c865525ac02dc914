"""What the XML formats share: an indenting writer, and text without the characters that XML forbids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["XmlWriter"]

# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlWriter:
    """Writes elements to a file opened for bytes as they come; nothing is kept in memory."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._depth = 0
        self._line('<?xml version="1.0" encoding="UTF-8"?>')

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, object] | None = None) -> Iterator[None]:
        """An element that holds others."""
        self._line(f"<{name}{_written(attributes)}>")
        self._depth += 1
        yield
        self._depth -= 1
        self._line(f"</{name}>")

    def leaf(self, name: str, attributes: Mapping[str, object] | None = None, text: object = None) -> None:
        """An element that holds text or nothing."""
        if text is None:
            self._line(f"<{name}{_written(attributes)}/>")
        else:
            self._line(f"<{name}{_written(attributes)}>{escape(_allowed(text))}</{name}>")

    def _line(self, text: str) -> None:
        self._target.write(("  " * self._depth + text + "\n").encode())


def _written(attributes: Mapping[str, object] | None) -> str:
    return "".join(f" {name}={quoteattr(_allowed(value))}" for name, value in (attributes or {}).items())


def _allowed(value: object) -> str:
    return _FORBIDDEN.sub("\ufffd", str(value))
