from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import ReadError
from claimgraph.read.encoding import decode, normalized_line_ends

ENGLISH = "The minister — a “hard man” — said it’s over. Café owners in Zürich don’t agree.\n"
CYRILLIC = "Министр сообщил, что задержаны двенадцать человек. Прокурор отрицает пытки.\n"
MIXED = "The newspaper Новая Газета wrote that Олег Иванов knew. The police denied it.\n"
POLISH = "The lawyer Łukasz Wałęsa said in Kraków that Grażyna Święcka was beaten in Łódź.\n"
TURKISH = "Erdoğan said that Şükrü Işık and Çağlar Yıldız were dismissed. The court agreed.\n"
# No control characters: a text that is mostly these is taken for a binary file, and rightly so.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1)


@given(TEXTS)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8"), "a.txt").text == text
    assert decode(text.encode("utf-8-sig"), "a.txt").text == text


@given(
    TEXTS,
    st.sampled_from(
        [
            ("utf-16-le", codecs.BOM_UTF16_LE),
            ("utf-16-be", codecs.BOM_UTF16_BE),
            ("utf-32-le", codecs.BOM_UTF32_LE),
            ("utf-32-be", codecs.BOM_UTF32_BE),
        ]
    ),
)
def test_marked_unicode_comes_back_as_it_was(text: str, encoding: tuple[str, bytes]) -> None:
    name, mark = encoding
    decoded = decode(mark + text.encode(name), "a.txt")
    assert decoded.text == text
    assert decoded.remark is None


@given(st.lists(st.sampled_from(["a", "\r\n", "\r", "\n", "\u2028", "\x85", "\x0c"])))
def test_only_carriage_returns_change(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = normalized_line_ends(text)
    assert "\r" not in read
    assert read == "\n".join("\n".join(text.split("\r\n")).split("\r"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (ENGLISH, "mac_roman"),
        (CYRILLIC, "cp1251"),
        (CYRILLIC, "koi8_r"),
        (MIXED, "cp1251"),
        (POLISH, "cp1250"),
        (TURKISH, "cp1254"),
        (CYRILLIC, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
    ],
)
def test_legacy_encodings_are_recognised_and_said_to_be_guesses(text: str, encoding: str) -> None:
    decoded = decode((text * 3).encode(encoding), "a.txt")
    assert decoded.text == text * 3
    assert decoded.remark is not None


def test_the_detector_sees_only_lines_that_tell() -> None:
    data = b"Plain words.\n" * 400_000 + CYRILLIC.encode("cp1251")
    assert decode(data, "a.txt").text.endswith(CYRILLIC)


def test_damage_in_utf8_is_shown_and_counted() -> None:
    data = ENGLISH.encode() * 20 + b"broken \xff here\n"
    decoded = decode(data, "a.txt")
    assert decoded.text == ENGLISH * 20 + "broken \ufffd here\n"
    assert decoded.remark is not None
    assert decoded.remark.startswith("1 place is not valid UTF-8")


def test_damage_in_marked_utf16_is_counted_too() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "Ada left.".encode("utf-16-le") + b"\x00\xd8", "a.txt")
    assert decoded.text == "Ada left.\ufffd"
    assert decoded.remark


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 50, bytes(range(1, 32)) * 20, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"]
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="binary"):
        decode(data, "a.txt")


def test_a_stray_control_character_is_no_binary_file() -> None:
    text = "The panel said \x1b nothing. " + "It left. " * 40
    assert decode(text.encode(), "a.txt").text == text
