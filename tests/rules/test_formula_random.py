"""Random formulas: nothing but FormulaError ever comes out; the result is that of plain Python fractions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from perfscore.rules.formula import DivisionByZero, FormulaError, decisions, parse_formula, possible_decisions

VALUES = {"a": Fraction(0), "b": Fraction(3), "c": Fraction(-5, 2)}


@dataclass(frozen=True)
class Written:
    """A random formula: its text, and the same thing as a Python function."""

    text: str
    work: Callable[[], Fraction]


def joined(sign: str, left: Written, right: Written) -> Written:
    work = {
        "+": lambda: left.work() + right.work(),
        "-": lambda: left.work() - right.work(),
        "*": lambda: left.work() * right.work(),
        "/": lambda: left.work() / right.work(),
    }
    return Written(f"({left.text} {sign} {right.text})", work[sign])


def chosen(relation: str, left: Written, right: Written, then: Written, other: Written) -> Written:
    def work() -> Fraction:
        one, two = left.work(), right.work()
        true = {"<": one < two, "<=": one <= two, "==": one == two, "!=": one != two, ">": one > two}[
            relation
        ]
        return then.work() if true else other.work()

    return Written(f"({then.text} if {left.text} {relation} {right.text} else {other.text})", work)


def called(function: str, parts: list[Written]) -> Written:
    work = {
        "min": lambda: min(part.work() for part in parts),
        "max": lambda: max(part.work() for part in parts),
        "abs": lambda: abs(parts[0].work()),
    }
    shown = parts[:1] if function == "abs" else parts
    return Written(f"{function}({', '.join(part.text for part in shown)})", work[function])


LEAVES = st.one_of(
    st.sampled_from([Written(name, lambda name=name: VALUES[name]) for name in VALUES]),
    st.decimals(0, 1000, places=2).map(lambda number: Written(str(number), lambda: Fraction(str(number)))),
)
FORMULAS = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.builds(joined, st.sampled_from("+-*/"), part, part),
        st.builds(chosen, st.sampled_from(["<", "<=", "==", "!=", ">"]), part, part, part, part),
        st.builds(called, st.sampled_from(["min", "max", "abs"]), st.lists(part, min_size=1, max_size=3)),
        part.map(lambda inner: Written(f"-{inner.text}", lambda: -inner.work())),
    ),
    max_leaves=12,
)


@given(FORMULAS)
@settings(max_examples=300, deadline=None)
def test_result_is_that_of_plain_fractions(written: Written) -> None:
    try:
        formula = parse_formula(written.text)
    except FormulaError:
        assert len(written.text) > 600 or written.text.count("(") + written.text.count("-") > 20
        return
    try:
        expected = written.work()
    except ZeroDivisionError:
        expected = None
    try:
        result = formula.evaluate(VALUES)
    except DivisionByZero:
        result = None
    assert result == expected
    if result is not None:
        assert formula.shown(VALUES)
        assert set(decisions(formula.tree, VALUES)) <= set(possible_decisions(formula.tree))


@given(st.text(max_size=80) | st.text("ab01.+-*/()<>=!, ifelsandorotmxc", max_size=60))
@settings(max_examples=600, deadline=None)
def test_any_text_is_a_formula_or_a_formula_error(text: str) -> None:
    try:
        formula = parse_formula(text)
    except FormulaError:
        return
    with suppress(DivisionByZero):
        formula.evaluate(dict.fromkeys(formula.names, Fraction(1)))
