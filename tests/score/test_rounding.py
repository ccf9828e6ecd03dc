"""Rounding and dividing, with results worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.rules.template import Rounding
from perfscore.score.rounding import divided, rounded


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("2.675", "2.68"),
        ("1.005", "1.01"),
        ("2.5", "2.5"),
        ("-1.005", "-1.01"),
        ("9.9949", "9.99"),
        ("0.005", "0.01"),
    ],
)
def test_ties_go_away_from_zero(number: str, expected: str) -> None:
    assert rounded(Fraction(number), Rounding(2)) == Fraction(expected)


def test_division_gives_the_rest_to_the_earlier_of_equals() -> None:
    assert divided(Fraction("12.5"), [Fraction(1)] * 3, 2) == [
        Fraction("4.17"),
        Fraction("4.17"),
        Fraction("4.16"),
    ]


def test_division_gives_the_rest_to_the_largest_remainder() -> None:
    # 10 in the ratio 1:2:3 -> 1.666…, 3.333…, 5: cut to 1.66, 3.33, 5.00; the missing 0.01 goes to the first
    assert divided(Fraction(10), [Fraction(1), Fraction(2), Fraction(3)], 2) == [
        Fraction("1.67"),
        Fraction("3.33"),
        Fraction(5),
    ]


def test_division_among_none_gives_nothing() -> None:
    assert divided(Fraction(10), [], 2) == []


@given(
    st.decimals(0, 1000, places=2).map(lambda d: Fraction(str(d))),
    st.lists(st.integers(1, 50).map(Fraction), min_size=1, max_size=30),
)
def test_parts_always_add_up_and_stay_near_their_share(total: Fraction, shares: list[Fraction]) -> None:
    parts = divided(total, shares, 2)
    assert sum(parts) == total
    whole = sum(shares)
    assert all(
        abs(part - total * share / whole) < Fraction(1, 100)
        for part, share in zip(parts, shares, strict=True)
    )
