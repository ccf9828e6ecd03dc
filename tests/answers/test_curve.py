"""Formulas cut into pieces: where they turn, and that every piece says what the formula itself says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.answers.curve import Span, curve_of, nearest, value_at
from perfscore.answers.polynomials import zeros
from perfscore.rules.formula import parse_formula
from perfscore.rules.load import available_templates, load_template

SYMMETRIC = (
    "points if actual == target else points * min(actual / target, target / actual) if actual > 0 else 0"
)
HAND_MADE = (
    SYMMETRIC,
    "points * clip(actual / target, 0, 1)",
    "max(0, 1 - abs(actual - target) / abs(target)) * points",
    "points * actual / (actual - target) if actual < 3 or not actual <= 8 else abs(actual - 5) * min(actual, 2, 7)",
    "points - abs(abs(actual - target) - 3)",
    "points * actual * actual / (target * target) if actual < target and actual > 0 else points",
    "points if (actual - 1) * (actual - 2) * (actual - 3) > 0 else 0",
)
GIVEN = {"points": Fraction(10), "target": Fraction(6), "lower": Fraction(6), "upper": Fraction(9)}
figures = st.fractions(min_value=-30, max_value=30, max_denominator=40)


def formulas() -> list[tuple[str, str]]:
    found = [(text, "actual") for text in HAND_MADE]
    for summary in available_templates():
        rules = load_template(summary.id)
        for rule, readings in {**dict.fromkeys(rules.formulas, ("",)), **rules.offered}.items():
            for reading in readings:
                chosen = load_template(summary.id, choices={rule: reading} if reading else {})
                names = chosen.formulas[rule].value.names
                (variable,) = names & {"actual", "spent", "days_late"}
                found.append((chosen.formulas[rule].value.text, variable))
    assert len(found) > 15, "looked at too few formulas: this test is broken"
    return found


@pytest.mark.parametrize(("text", "variable"), sorted(set(formulas())))
@settings(max_examples=30)
@given(x=figures, scale=st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(10000)]))
def test_pieces_say_what_the_formula_says(text: str, variable: str, x: Fraction, scale: Fraction) -> None:
    formula = parse_formula(text)
    others = dict.fromkeys(formula.names, Fraction(7))  # what only some rules read
    values = {**others, **GIVEN, "budget": Fraction(20)}
    curve = curve_of(formula.tree, values, variable, scale)
    wanted = value_at(formula.tree, values, variable, x * scale)
    assert curve.at(x) == wanted
    assert all(
        one.span.high == other.span.low for one, other in zip(curve.pieces, curve.pieces[1:], strict=False)
    )
    pieces = [piece for piece in curve.pieces if piece.span.holds(x)]
    assert len(pieces) == (0 if x in curve.turns else 1)
    for piece in pieces:
        assert wanted == (None if piece.ratio is None else piece.ratio.at(x))


def test_symmetric_reading_turns_at_zero_and_at_its_target() -> None:
    curve = curve_of(parse_formula(SYMMETRIC).tree, GIVEN, "actual")
    assert set(curve.turns) >= {0, 6}
    # 10 x/6 >= 5 from 3 on; 10 x 6/x >= 5 up to 12.
    assert curve.where(lambda earned: earned >= 5, [Fraction(5)]) == [
        Span(Fraction(3), Fraction(12), True, True)
    ]
    assert curve.where(lambda earned: earned >= 5, [Fraction(5)], Fraction(4), Fraction(7)) == [
        Span(Fraction(4), Fraction(7), True, True)
    ]


def test_an_open_end_does_not_belong_to_what_is_found() -> None:
    curve = curve_of(parse_formula("points if actual > target else 0").tree, GIVEN, "actual")
    assert curve.where(lambda earned: earned == 10, [Fraction(10)]) == [Span(Fraction(6), None)]


def test_nothing_is_found_where_the_formula_has_no_value() -> None:
    curve = curve_of(parse_formula("points / (target - 6) + actual").tree, GIVEN, "actual")
    assert [piece.ratio for piece in curve.pieces] == [None]
    assert curve.where(lambda _: True, []) == []


@pytest.mark.parametrize(
    ("span", "start", "step", "wanted"),
    [
        (Span(Fraction("7.69"), Fraction("7.72")), 9, "1", None),
        (Span(Fraction("7.69"), Fraction("7.72")), 9, "0.01", "7.71"),  # 7.72 itself is left out
        (Span(Fraction("7.69"), Fraction("7.72"), True, True), 9, "0.01", "7.72"),
        (Span(Fraction(3), Fraction(12), True, True), 5, "1", "5"),
        (Span(None, Fraction(4)), 5, "1", "3"),
        (Span(Fraction(6), None), 5, "1", "7"),
        (Span(Fraction(6), None), -5, "0.5", "6.5"),
        (Span(Fraction(4), Fraction(6), True, True), "5.5", "1", "5"),  # 5 and 6 are equally far: the smaller
    ],
)
def test_nearest_step_of_a_stretch(span: Span, start: str, step: str, wanted: str | None) -> None:
    found = nearest([span], Fraction(start), Fraction(step))
    assert found == (None if wanted is None else Fraction(wanted))


@pytest.mark.parametrize(
    ("polynomial", "wanted"),
    [
        ((), []),
        ((5,), []),
        ((-6, 2), [3]),
        ((6, -5, 1), [2, 3]),
        ((1, 2, 1), [-1]),
        ((1, 0, 1), []),
        ((-6, 11, -6, 1), [1, 2, 3]),
        ((0, 0, 0, 1), [0]),
    ],
)
def test_zeros_that_are_fractions_are_exact(polynomial: tuple[int, ...], wanted: list[int]) -> None:
    assert zeros(tuple(map(Fraction, polynomial))) == wanted


def test_zeros_that_are_no_fractions_are_close() -> None:
    low, high = zeros((Fraction(-2), Fraction(0), Fraction(1)))  # x*x = 2
    assert abs(high * high - 2) < Fraction(1, 10**15)
    assert abs(low + high) < Fraction(1, 10**15)
