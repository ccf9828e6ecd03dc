"""Rounding and dividing, with results worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.model.decimals import fixed, plain
from perfscore.rules.template import Rounding
from perfscore.score.rounding import added, compared, divided, rounded


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


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (Fraction(1, 10**13), "0.0000000000001"),
        (Fraction(-15, 10**14), "-0.00000000000015"),
        (1 + Fraction(1, 10**14), "1.00000000000001"),
        (Fraction("0.1234567890123456"), "0.1234567890123456"),
        (Fraction(1, 2**20), "0.00000095367431640625"),  # 0.5 to the power of 20
        (Fraction(1, 3), "0.333333333333"),  # no end: twelve places
        (Fraction(2, 3 * 10**13), "0.0000000000000667"),  # nothing would be left at twelve: three digits
        (Fraction(1, 3 * 10**50), f"0.{'0' * 50}333"),
    ],
)
def test_a_small_number_is_never_printed_as_nought(number: Fraction, printed: str) -> None:
    assert plain(number) == printed


def test_a_cut_leaves_something_of_a_number() -> None:
    assert plain(Fraction("33.33335"), 4) == "33.3334"
    assert plain(Fraction(1, 10**7), 4) == "0.0000001"
    assert (plain(Fraction(1, 2), 0), plain(Fraction(5, 2), 0)) == ("1", "3")
    assert (fixed(Fraction("-0.005")), fixed(Fraction("-0.004")), fixed(Fraction(12), 0)) == (
        "-0.01",
        "0.00",
        "12",
    )


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=25))
def test_a_decimal_is_printed_as_it_is(number: object) -> None:
    exact = Fraction(str(number))
    assert Fraction(plain(exact)) == exact


@given(st.lists(st.fractions(max_denominator=10**6), min_size=2, max_size=8))
def test_sums_and_comparisons_by_whole_numbers(numbers: list[Fraction]) -> None:
    one, other, *_ = numbers
    assert added(numbers) == sum(numbers)
    sign = compared(one, other)
    assert (sign < 0, sign == 0, sign > 0) == (one < other, one == other, one > other)
