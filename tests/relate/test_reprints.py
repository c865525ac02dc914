from __future__ import annotations

from random import Random

from claimgraph.relate.reprints import ReprintFinder

WORDS = [f"{first}{last}" for first in "bdfglmnprst" for last in ("ana", "ere", "isi", "olo", "umu")]


def text(seed: int, length: int = 300) -> str:
    random = Random(seed)
    return " ".join(random.choice(WORDS) for _ in range(length))


def found(*texts: tuple[str, str, str | None]) -> dict[str, str]:
    finder = ReprintFinder()
    for path, body, date in texts:
        finder.add(path, body, date)
    return finder.reprints()


def test_a_text_with_a_few_words_changed_is_a_reprint_of_the_earliest() -> None:
    changed = text(1).replace(" ", ", ", 40).split(" ")
    changed[100:103] = ["quite", "another", "word"]
    texts = (
        ("b.txt", text(1), "2021-03-05"),
        ("a.txt", " ".join(changed), "2021-03-06"),
        ("c.txt", text(2), None),
    )
    assert found(*texts) == {"a.txt": "b.txt"}
    assert found(*reversed(texts)) == {"a.txt": "b.txt"}


def test_of_the_same_date_the_first_path_is_the_original() -> None:
    assert found(("b.txt", text(1), None), ("a.txt", text(1), None)) == {"b.txt": "a.txt"}


def test_texts_that_share_a_quarter_are_none() -> None:
    shared = text(3, 75)
    assert found(("a.txt", shared + text(4, 225), None), ("b.txt", shared + text(5, 225), None)) == {}


def test_short_texts_are_none() -> None:
    assert found(("a.txt", "Three people died.", None), ("b.txt", "Three people died.", None)) == {}


def test_many_reprints_of_one_text_have_one_original() -> None:
    many = [(f"{number:03}.txt", text(1), "2021-03-05") for number in range(150)]
    assert set(found(*many).values()) == {"000.txt"}
    assert len(found(*many)) == 149
