"""Proofs: true claims are proved, false ones refuted by figures that really break them, the rest left open."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from perfscore.rules.formula import DivisionByZero, parse_formula
from perfscore.rules.load import load_template
from perfscore.rules.proofs import Claim, Verdict, latex, prove
from perfscore.rules.symbols import expression, symbol

NATIONAL = load_template("cn.mof.project-self-assessment")
FIGURES = st.fractions(-4, 4, max_denominator=6)

WITHIN = [
    ("at-least", "points * clip(actual / target, 0, 1) if target > 0 else 0", Verdict.PROVED),
    ("at-least", "points if actual >= 90 else points * 0.8 if actual >= 80 else 0", Verdict.PROVED),
    (
        "at-most",
        "points * max(0, 1 - abs(actual - target) / abs(target)) if target != 0 else 0",
        Verdict.PROVED,
    ),
    ("by", "max(points - 0.5 * days_late, 0) if days_late > 0 else points", Verdict.PROVED),
    ("at-least", "points * actual / target", Verdict.REFUTED),
    ("at-least", "10 if actual >= target else 0", Verdict.REFUTED),
    ("at-least", "points if actual >= target else points * actual / target", Verdict.REFUTED),
    ("equal", "points * min(actual / target, target / actual)", Verdict.REFUTED),
    ("by", "points - days_late", Verdict.REFUTED),
    ("by", "points + 0.0001 if 5 < days_late < 5.001 else points", Verdict.REFUTED),
    ("execution-rate", "points * spent / budget", Verdict.REFUTED),
    ("range", "points if actual <= upper else points * upper / actual if upper > 0 else 0", Verdict.PROVED),
    ("at-least", "points if actual * actual >= 2 * target * target else 0", Verdict.NOT_DECIDED),
    ("range", "points if actual + 1 >= lower and actual <= upper else 0", Verdict.PROVED),
]


@pytest.mark.parametrize(("rule", "text", "verdict"), WITHIN)
def test_staying_within_the_points(rule: str, text: str, verdict: Verdict) -> None:
    formula = parse_formula(text)
    proof = prove(rule, formula)[0]
    assert proof.claim is Claim.WITHIN_POINTS
    assert proof.verdict is verdict
    for figures in proof.counterexample:
        with suppress(DivisionByZero):  # no score at all is a counterexample too
            assert not 0 <= formula.evaluate(figures) <= figures["points"]


DIRECTED = [
    ("at-least", "points if actual >= target else 0", Verdict.PROVED),
    ("at-most", "points if actual <= target else 0", Verdict.PROVED),
    ("at-least", "points if actual <= target else 0", Verdict.REFUTED),
    ("at-least", "points if actual == target else 0", Verdict.REFUTED),
    (
        "at-least",
        "points if actual >= 90 else points * 0.8 if actual >= 80 else points * 0.9",
        Verdict.REFUTED,
    ),
    ("at-least", "points * clip(actual / target, 0, 1) if target != 0 else 0", Verdict.REFUTED),
    ("at-most", "points * abs(actual)", Verdict.REFUTED),
    ("by", "points if days_late <= 0 else points / (1 + days_late)", Verdict.PROVED),
    ("by", "points if days_late <= 0 else points / 2 if days_late < 30 else points * 0.6", Verdict.REFUTED),
    ("at-least", "points if actual * actual * actual >= 2 else 0", Verdict.NOT_DECIDED),
    ("at-least", "points * (actual / actual)", Verdict.NOT_DECIDED),
]


@pytest.mark.parametrize(("rule", "text", "verdict"), DIRECTED)
def test_running_in_one_direction(rule: str, text: str, verdict: Verdict) -> None:
    formula = parse_formula(text)
    proof = prove(rule, formula)[1]
    assert proof.verdict is verdict
    if verdict is Verdict.REFUTED:
        less, more = proof.counterexample
        first, second = formula.evaluate(less), formula.evaluate(more)
        assert first > second if proof.claim is Claim.NEVER_FALLS else first < second
        assert [name for name in less if less[name] > more[name]] == []
    else:
        assert proof.counterexample == ()


@given(FIGURES, FIGURES, st.fractions(0, 3, max_denominator=4))
def test_proved_formulas_hold_for_random_figures(
    target: Fraction, actual: Fraction, points: Fraction
) -> None:
    values = {"points": points, "target": target, "actual": actual}
    for rule in ("at-least", "more", "at-most", "less", "equal"):
        assert 0 <= NATIONAL.formulas[rule].value.evaluate(values) <= points


@given(FIGURES, FIGURES, FIGURES)
def test_more_never_hurts_where_it_is_good(target: Fraction, one: Fraction, other: Fraction) -> None:
    assume(one < other)
    less, more = ({"points": Fraction(10), "target": target, "actual": actual} for actual in (one, other))
    rising, falling = NATIONAL.formulas["at-least"].value, NATIONAL.formulas["at-most"].value
    assert rising.evaluate(less) <= rising.evaluate(more)
    assert falling.evaluate(less) >= falling.evaluate(more)


@given(FIGURES, FIGURES)
def test_sympy_gets_the_same_formula(target: Fraction, actual: Fraction) -> None:
    values = {"points": Fraction(10), "target": target, "actual": actual}
    numbers = {
        symbol(name): sympy.Rational(value.numerator, value.denominator) for name, value in values.items()
    }
    for rule in ("at-least", "at-most", "equal"):
        formula = NATIONAL.formulas[rule].value
        result = expression(formula.tree).subs(numbers)
        ours = formula.evaluate(values)
        if result.is_Rational:  # sympy puts numbers into all branches, ours works out only one
            assert Fraction(int(result.p), int(result.q)) == ours


def test_latex_is_that_of_the_tree() -> None:
    assert latex(parse_formula("points * actual / target")) == r"\frac{actual points}{target}"
    shown = latex(parse_formula("points if actual >= target else points * min(1, 0.8)"))
    assert r"\begin{cases} points & \text{for}\: actual \geq target" in shown
