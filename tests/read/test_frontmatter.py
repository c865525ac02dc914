from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import ReadError
from claimgraph.read.frontmatter import split_front_matter
from claimgraph.read.metadata import Metadata


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_the_text_after_it_is_verbatim(text: str) -> None:
    split = split_front_matter("---\ntitle: On the strike\n---\n" + text, "a.md")
    assert split.text == text
    assert split.metadata.title == "On the strike"


@pytest.mark.parametrize(
    "text",
    [
        "No front matter.\n---\ntitle: x\n---\n",
        "---\n\nA rule, then prose.\n\n---\n\nMore.",
        "---\nOnly a rule on top.\n",
        "----\ntitle: x\n----\n",
        "",
        "---\n",
        "---\nHe said: go.\nNobody went.\n",
    ],
)
def test_rules_around_prose_are_text(text: str) -> None:
    assert split_front_matter(text, "a.md").text == text


def test_values_are_read_as_written() -> None:
    split = split_front_matter("---\nlanguage: no\ndate: 2022-02-03\ngenre: Statement\n...\nDet.", "a.md")
    assert split.metadata == Metadata(language="no", date="2022-02-03", genre="statement")
    assert split.text == "Det."


def test_broken_yaml_costs_neither_text_nor_plain_values() -> None:
    split = split_front_matter(
        "---\ntitle: Sampletown: nine dead\npublisher: Example Watch\n---\nNobody left.\n", "a.md"
    )
    assert split.text == "Nobody left.\n"
    assert split.metadata == Metadata(title="Sampletown: nine dead", publisher="Example Watch")
    (remark,) = split.remarks
    assert remark.startswith("line 2: the front matter is not valid YAML")


def test_an_unusable_value_is_named() -> None:
    split = split_front_matter("---\ndate: soon\n---\nx", "a.md")
    assert "date 'soon' was left out" in split.remarks[0]


def test_front_matter_that_is_never_closed_is_an_error() -> None:
    with pytest.raises(ReadError, match=r"a\.md: line 1: .* never closed"):
        split_front_matter("---\ntitle: On the strike\n\nNobody left.\n", "a.md")
