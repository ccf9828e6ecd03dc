"""How fast a table is scored once it is read: trace included, against the same formulas done otherwise, in one run.

    python bench/rules.py [--rounds 5]

A table of 15 rows of every kind is scored by `score_table`, with the whole trace. Beside it the same formulas: as plain
Python functions on floats, and as sympy expressions by `subs`, both without any trace. All three must agree.
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

    def plain() -> float:
        total = round(10 * min(max(208.23 / 209.95, 0.0), 1.0), 2)
        for function, share, target, actual in floats:
            total += round(function(share, target, actual), 2)
        return round(total, 2)

    def by_sympy(shift: Fraction = Fraction(0)) -> Fraction:
        """shift: sympy remembers what it once worked out, so each call gets figures it has not seen."""
        values = {"points": 10, "spent": Fraction("208.23"), "budget": Fraction("209.95")}
        total = _cents(execution.subs({symbol(n): rational(Fraction(v)) for n, v in values.items()}))
        for rule, *numbers in figures:
            given = dict(zip(names, (rational(number + shift) for number in numbers), strict=True))
            total += _cents(expressions[rule].subs(given))
        return total

    assert float(ours()) == plain() == float(by_sympy()), (ours(), plain(), by_sympy())
    mine = microseconds(ours, 200, rounds)
    fast = microseconds(plain, 2000, rounds)
    shifts = count(1)
    slow = microseconds(lambda: by_sympy(Fraction(next(shifts), 1009)), 3, rounds)
    print(f"a table of {len(ROWS)} rows, scored {ours()}")
    print(f"  perfscore, with its trace      {mine:10.1f} µs")
    print(
        f"  plain floats, no trace         {fast:10.1f} µs   perfscore takes {mine / fast:.0f} times as long"
    )
    print(f"  sympy subs, no trace           {slow:10.1f} µs   perfscore is {slow / mine:.0f} times as fast")


def _cents(number: sympy.Rational) -> Fraction:
    exact = Fraction(int(number.p), int(number.q))
    return Fraction(int(exact * 100 + Fraction(1, 2)), 100)


if __name__ == "__main__":
    main()
