from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.records import AnnotatedDocument

Annotate = Callable[..., AnnotatedDocument]
Wanted = list[tuple[float, str | None, int | None]]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "At least 232 people, including 19 police officers, died.",
            [(232, "deaths", None), (19, "deaths", 0)],
        ),
        (
            "Police detained 934 people, of whom 41 were minors.",
            [(934, "detained", None), (41, "detained", 0)],
        ),
        ("The flood killed 40 people, among them nine children.", [(40, "deaths", None), (9, "deaths", 0)]),
        ("Twenty-two people died, 19 of them soldiers.", [(22, "deaths", None), (19, "deaths", 0)]),
        (
            "At least 60 miners, including four women and nine guards, were arrested.",
            [(60, "arrested", None), (4, "arrested", 0), (9, "arrested", 0)],
        ),
        (
            "The court heard 312 people, 47 of whom were charged and 205 released.",
            [(312, "interviewed", None), (47, "charged", 0), (205, "released", 0)],
        ),
        ("Looters stole 75 rifles. Of these, 30 were recovered.", [(75, None, None), (30, None, 0)]),
        # The whole comes after.
        ("Of the 87 inmates, 64 described beatings.", [(87, None, None), (64, None, 0)]),
        ("He met 64 of the 87 inmates.", [(64, None, 1), (87, None, None)]),
        (
            "He said that 58 people remained in custody out of 812 detained.",
            [(58, "in-custody", 1), (812, "detained", None)],
        ),
        # What the part is taken from was counted before.
        (
            "The toll rose to 204. At least 48 of the dead were children.",
            [(204, "deaths", None), (48, "deaths", 0)],
        ),
        (
            "The flood killed 40 people. Among the dead were nine children.",
            [(40, "deaths", None), (9, "deaths", 0)],
        ),
        (
            "The lawyers filed 25 complaints; four were upheld, 13 dismissed and eight are pending.",
            [(25, "complaints", None), (4, "complaints", 0), (13, "complaints", 0), (8, "complaints", 0)],
        ),
        # Shares have their whole, too.
        ("Looters stole 3,000 guns. Only a third of the stolen guns were found.", [(3000, None, None), (1 / 3, None, 0)]),
        # No parts.
        ("There is anger among 300 workers after 40 people died.", [(300, None, None), (40, "deaths", None)]),
        ("The union counted 40 deaths. The ministry has announced 16.", [(40, None, None), (16, None, None)]),
        ("The ministry reported 16 deaths; on Monday the mayor announced 14.", [(16, None, None), (14, None, None)]),
        ("Nine people died, including 12 officers.", [(9, None, None), (12, None, None)]),
        ("There were 40 criminal cases, including three officers.", [(40, None, None), (3, None, None)]),
    ],
)  # fmt: skip
def test_parts_know_their_whole(annotate: Annotate, text: str, figures: Wanted) -> None:
    found = annotate(text).figures
    assert [(f.value, f.part_of) for f in found] == [(value, whole) for value, _, whole in figures]
    for figure, (_, measure, _) in zip(found, figures, strict=True):
        assert measure in {None, figure.measure}


def test_the_part_of_a_part_is_of_the_whole(annotate: Annotate) -> None:
    found = annotate("The court tried 90 men, of whom 12 were convicted, three of them twice.").figures
    assert found[1].part_of == 0
    assert found[2].part_of in {0, 1}
