"""How fast a table is scored once it is read: trace included, against the same formulas done otherwise, in one run.

    python bench/rules.py [--rounds 5]

A table of 15 rows of every kind is scored by `score_table`, with the whole trace. Beside it the same formulas: as plain
Python functions on floats, and as sympy expressions by `subs`, both without any trace. All must agree.

The floats and sympy are handed the rule and the figures of each row; `score_table` finds them out itself (points, units,
signs, absent values) and tells every step. So the formulas alone are timed as well, given what the others are given.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from itertools import count
from time import perf_counter

import sympy

from perfscore.conformance.tables import table_of
from perfscore.rules.load import load_template
from perfscore.rules.symbols import expression, rational, symbol
from perfscore.score.points import allot_points
from perfscore.score.rounding import added, rounded
from perfscore.score.table import score_table

ROWS = (
    ("产出指标 | 数量指标", "≥60场", "57场", 6),
    ("产出指标 | 数量指标", "≥4次", "5次", 6),
    ("产出指标 | 数量指标", "=6人", "9人", 6),
    ("产出指标 | 质量指标", "≥95%", "93%", 6),
    ("产出指标 | 质量指标", "≥100%", "100%", 6),
    ("产出指标 | 时效指标", "≤15天", "12天", 5),
    ("产出指标 | 成本指标", "≤50万元", "55万元", 5),
    ("产出指标 | 成本指标", "≤8.4万元", "8.4万元", 5),
    ("产出指标 | 数量指标", "=20个", "20个", 5),
    ("效益指标 | 社会效益指标", "≥90%", "81%", 6),
    ("效益指标 | 社会效益指标", "≥85%", "88%", 6),
    ("效益指标 | 经济效益指标", "≥100万元", "120万元", 6),
    ("效益指标 | 可持续影响指标", "≥5年", "5年", 6),
    ("效益指标 | 生态效益指标", "≥85%", "80%", 6),
    ("满意度指标 | 满意度指标", "≥90%", "95%", 10),
)
RULE = {"≥": "at-least", "≤": "at-most", "=": "equal"}


def at_least(points: float, target: float, actual: float) -> float:
    return points if actual >= target else points * actual / target if actual > 0 else 0.0


def at_most(points: float, target: float, actual: float) -> float:
    if actual <= target:
        return points
    return points * (1 - (actual - target) / target) if actual < 2 * target else 0.0


def equal(points: float, target: float, actual: float) -> float:
    if actual == target:
        return points
    return points * min(actual / target, target / actual) if actual > 0 and target > 0 else 0.0


PLAIN = {"at-least": at_least, "at-most": at_most, "equal": equal}


def microseconds(work: Callable[[], object], repeats: int, rounds: int) -> float:
    """The least of the rounds, a call."""
    work()
    best = float("inf")
    for _ in range(rounds):
        started = perf_counter()
        for _ in range(repeats):
            work()
        best = min(best, (perf_counter() - started) / repeats)
    return best * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    rows = [f"{levels} | 指标{i} | {t} | {a} | {p}" for i, (levels, t, a, p) in enumerate(ROWS)]
    table = table_of({"rows": rows, "budget": "209.95", "spent": "208.23"})
    assert table is not None
    rules = load_template("cn.mof.project-self-assessment")
    points = [each.points for each in allot_points(table, rules).rows]
    figures = [
        (RULE[written[0]], share, row.target.value or Fraction(0), row.actual.value or Fraction(0))
        for (_, written, _, _), share, row in zip(ROWS, points, table.rows, strict=True)
    ]
    floats = [(PLAIN[rule], float(p), float(t), float(a)) for rule, p, t, a in figures]
    expressions = {rule: expression(rules.formulas[rule].value.tree) for rule in RULE.values()}
    execution = expression(rules.formulas["execution-rate"].value.tree)
    names = [symbol(name) for name in ("points", "target", "actual")]

    def ours() -> Fraction:
        return score_table(table, rules).total

    formulas = [
        (rules.formulas[rule].value, {"points": p, "target": t, "actual": a}) for rule, p, t, a in figures
    ]
    money = {"points": Fraction(10), "spent": Fraction("208.23"), "budget": Fraction("209.95")}
    rate, cents = rules.formulas["execution-rate"].value, rules.rounding.value

    def formulas_alone() -> Fraction:
        scores = [formula.evaluate(values) for formula, values in formulas]
        return added(rounded(score, cents) for score in (rate.evaluate(money), *scores))

    def plain() -> float:
        total = round(10 * min(max(208.23 / 209.95, 0.0), 1.0), 2)
        for function, share, target, actual in floats:
            total += round(function(share, target, actual), 2)
        return round(total, 2)

    def by_sympy(shift: Fraction = Fraction(0)) -> Fraction:
        """shift: sympy remembers what it once worked out, so each call gets figures it has not seen."""
        total = _cents(execution.subs({symbol(name): rational(value) for name, value in money.items()}))
        for rule, *numbers in figures:
            given = dict(zip(names, (rational(number + shift) for number in numbers), strict=True))
            total += _cents(expressions[rule].subs(given))
        return total

    agreed = [float(ours()), float(formulas_alone()), plain(), float(by_sympy())]
    assert len(set(agreed)) == 1, agreed
    mine = microseconds(ours, 200, rounds)
    bare = microseconds(formulas_alone, 500, rounds)
    fast = microseconds(plain, 2000, rounds)
    shifts = count(1)
    slow = microseconds(lambda: by_sympy(Fraction(next(shifts), 1009)), 3, rounds)
    print(f"a table of {len(ROWS)} rows, scored {ours()}")
    print(f"  perfscore, with its trace      {mine:10.1f} µs")
    print(f"  perfscore, formulas alone      {bare:10.1f} µs")
    print(f"  plain floats, no trace         {fast:10.1f} µs   {_times(mine, bare, fast, longer=True)}")
    print(f"  sympy subs, no trace           {slow:10.1f} µs   {_times(mine, bare, slow, longer=False)}")


def _times(mine: float, bare: float, other: float, longer: bool) -> str:
    """How the two ways of perfscore compare with another, in one phrase."""
    whole, alone = (mine / other, bare / other) if longer else (other / mine, other / bare)
    word = "takes {} times as long" if longer else "is {} times as fast"
    return f"perfscore {word.format(f'{whole:.0f}')}, its formulas alone {alone:.1f}"


def _cents(number: sympy.Rational) -> Fraction:
    exact = Fraction(int(number.p), int(number.q))
    return Fraction(int(exact * 100 + Fraction(1, 2)), 100)


if __name__ == "__main__":
    main()
