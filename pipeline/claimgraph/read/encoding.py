r"""Bytes of a text file -> text, without ever turning letters into others silently.

Unicode is recognised surely, by its mark or because it is valid. Anything else is a guess and is said to be
one. Line ends come out as `\n`; a byte order mark is taken off; nothing else changes.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from claimgraph.errors import ReadError

__all__ = ["Decoded", "decode", "normalized_line_ends"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "cp1252"
# What the detector may answer: what people's files still come in. More choice means more wrong guesses.
_LEGACY = ["cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u",
           "cp437", "cp850", "cp852", "cp866", "cp874", "mac_roman", "mac_cyrillic", "iso8859_2", "iso8859_5",
           "iso8859_7", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"]  # fmt: skip
_SAMPLE = 60_000
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
# The letters in which Windows-1254 (Turkish) differs from Windows-1252, where they are Icelandic, and the
# accented vowels that Icelandic is full of and Turkish has not.
_TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_NOT_TURKISH = re.compile(rb"[\xc1\xc6\xcd\xd3\xda\xe1\xe6\xed\xf3\xfa]")
# Marks that stand inside or at the edge of Western words: quotation marks, dashes, spaces.
_TYPOGRAPHY = frozenset("‘’‚“”„–—…‹›«»•€£©®™°§\xa0\xad·¿¡")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what people should know about how it was read (None where it is certain)."""

    text: str
    remark: str | None = None


def decode(data: bytes, name: str) -> Decoded:
    r"""Decode a text file.

    Args:
        data: the whole file.
        name: of the file, for the error.

    Raises:
        ReadError: it is binary, or in an encoding that cannot be recognised.

    >>> decode("Zürich\r\n".encode("utf-8-sig"), "a.txt")
    Decoded(text='Zürich\n', remark=None)
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name)
    if b"\0" in data:
        return _with_zeros(data, name)
    try:
        text, remark = data.decode("utf-8"), None
    except UnicodeDecodeError:
        text, remark = _guessed(data, name)
    if _is_binary(text):
        raise ReadError(name, "is a binary file, not text.")
    return Decoded(normalized_line_ends(text), remark)


def normalized_line_ends(text: str) -> str:
    r"""Read `\r\n` and `\r` as `\n`; no other character (U+0085, U+2028) is a line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _marked(data: bytes, encoding: str, name: str) -> Decoded:
    text = data.decode(encoding, "replace")
    if "\0" in text or _is_binary(text):
        raise ReadError(name, "is a binary file, not text.")
    lost = text.count("\N{REPLACEMENT CHARACTER}") - data.count("\N{REPLACEMENT CHARACTER}".encode(encoding))
    return Decoded(normalized_line_ends(text), _damaged(lost, encoding) if lost > 0 else None)


def _with_zeros(data: bytes, name: str) -> Decoded:
    """UTF-16 without its mark, recognised by its plain spaces and line ends; else binary."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        common = sum(character in " \n\r.,-0123456789" for character in sample)
        if "\0" not in text and common * 20 >= len(sample) and not _is_binary(text):
            return Decoded(
                normalized_line_ends(text), f"has no byte order mark and was read as {encoding.upper()}."
            )
    raise ReadError(name, "is a binary file, not text (it holds zero bytes).")


def _guessed(data: bytes, name: str) -> tuple[str, str]:
    """Text of a file that is not valid UTF-8: damaged UTF-8, Windows Western, or what the detector says."""
    sequences = sum(1 for _ in _MULTIBYTE.finditer(data))
    if sequences:
        text = data.decode("utf-8", "replace")
        lost = text.count("\N{REPLACEMENT CHARACTER}")
        if sequences > lost:
            return text, _damaged(lost, "utf-8")
    # The lines with other letters than ASCII's are all the evidence there is.
    sample = b"".join(match[0] for match in _BEYOND_ASCII_LINE.finditer(data))[:_SAMPLE]
    encodings = [_WESTERN] if _looks_western(sample) else []
    encodings += [match.encoding for match in from_bytes(sample, cp_isolation=_LEGACY, enable_fallback=False)]
    if _TURKISH.search(sample) and not _NOT_TURKISH.search(sample):
        encodings = ["cp1254" if encoding == _WESTERN else encoding for encoding in encodings]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            readable = _is_readable(sample.decode(encoding, "ignore"))
        except UnicodeDecodeError:
            continue
        if not readable:
            continue
        shown = "Windows-1252" if encoding == _WESTERN else encoding
        return (
            text,
            f"is not UTF-8 and was read as {shown}, a guess; if names look wrong, save the file as UTF-8.",
        )
    raise ReadError(name, "is not UTF-8, and its encoding cannot be recognised; save it as UTF-8.")


def _looks_western(sample: bytes) -> bool:
    """Whether Windows-1252, the usual legacy encoding of English text, yields nothing that no one writes.

    Other encodings read as Windows-1252 betray themselves by rows of accented letters (Cyrillic, Greek),
    capitals inside words (Macintosh), or signs inside words (DOS, Central European).
    """
    try:
        text = sample.decode(_WESTERN)
    except UnicodeDecodeError:
        return False
    for word in re.findall(r"[^\s\x00-\x40\xa0–—…/]*[^\x00-\x7f][^\s\x00-\x40\xa0–—…/]*", text):
        core = word.strip("".join(_TYPOGRAPHY))
        beyond = sum(character > "\x7f" and character not in "’‘" for character in core)
        if beyond * 2 > max(len(core), 2) or re.search(r"[^\x00-\x7f’‘]{3}|[a-zß-ÿ][À-Þ]", core):
            return False
        if any(
            character > "\x7f" and not character.isalpha() and character not in _TYPOGRAPHY
            for character in core
        ):
            return False
        if re.search(r"[a-z][‚„“ªº°§][a-z]", core):
            return False
    return True


def _is_readable(text: str) -> bool:
    """Whether what is not ASCII is mostly letters and quotation marks: signs in rows are no text."""
    beyond = [character for character in text if character > "\x7f"]
    return 2 * sum(character.isalpha() or character in _TYPOGRAPHY for character in beyond) >= len(beyond)


def _damaged(lost: int, encoding: str) -> str:
    places = "1 place is" if lost == 1 else f"{lost:,} places are"
    return f"{places} not valid {encoding.upper()} and read as \ufffd; save the file again as UTF-8."


def _is_binary(text: str) -> bool:
    """More than one control character in a hundred: stray ones occur in real articles."""
    sample = text[:_SAMPLE]
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\n\r\t\f\v" for c in sample if c < "\xa0")
    return controls * 100 > len(sample)
