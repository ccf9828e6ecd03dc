"""Formulas in a spreadsheet's language: their text here, their results reckoned by LibreOffice and held against ours."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from office import bare, needs_calc, reckoned, values

from perfscore.model.decimals import plain
from perfscore.model.live import NOISE_PLACES
from perfscore.rules.excel import excel
from perfscore.rules.formula import Formula, parse_formula
from perfscore.rules.load import available_templates, load_template
from perfscore.rules.template import Rounding
from perfscore.rules.tree import DivisionByZero
from perfscore.score.rounding import rounded


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("points * actual / target", "{points}*{actual}/{target}"),
        ("points * (1 - (actual - target) / target)", "{points}*(1-({actual}-{target})/{target})"),
        ("points if actual >= target else 0", "IF({actual}>={target},{points},0)"),
        ("points * clip(spent / budget, 0, 1)", "{points}*MAX(0,MIN({spent}/{budget},1))"),
        ("-points", "(-{points})"),
        ("points / (a / b)", "{points}/({a}/{b})"),
        ("1 if lower <= a <= upper else 0", "IF(IF({lower}<={a},{a}<={upper},FALSE),1,0)"),
        ("1 if a < 0.7 * b or not a != b else 0", "IF(IF(ROUND({a}-0.7*{b},9)<0,TRUE,NOT({a}<>{b})),1,0)"),
        ("1 if b != 0 and a / b > 1 else 0", "IF(IF({b}<>0,ROUND({a}/{b}-1,9)>0,FALSE),1,0)"),
        ("abs(a - b)", "ABS({a}-{b})"),
    ],
)
def test_a_formula_as_a_spreadsheet_says_it(formula: str, said: str) -> None:
    assert excel(parse_formula(formula)) == said


def test_a_formula_longer_than_a_spreadsheet_takes_is_none() -> None:
    """The middle of a chain of comparisons is said twice: nested, the text doubles with each step."""
    text = "a"
    for _ in range(7):
        text = f"(1 if 0<({text})+a<9 else a)"
    formula = parse_formula(text)
    assert formula.evaluate({"a": Fraction(1)}) == 1
    assert excel(formula) is None


def formulas() -> dict[str, Formula]:
    """Every formula of every built-in template, all readings and items among them, by its text."""
    found: dict[str, Formula] = {}
    for summary in available_templates():
        rules = load_template(summary.id, on=date(2025, 12, 31))
        ruled = [*rules.formulas.values(), *rules.level_rules.values()]
        ruled += [each for readings in rules.readings.values() for each in readings.values()]
        ruled += [item.formula for item in rules.items.values() if item.formula]
        found |= {each.value.text: each.value for each in ruled}
    assert len(found) > 25, "looked at too few formulas: this test is broken"
    return found


def figures(formula: Formula, chance: random.Random) -> Iterator[dict[str, Fraction]]:
    """Figures as forms hold them: whole numbers, prices, rates; targets met, just missed, missed by far; scores at a tie."""
    for _ in range(120):
        size = Fraction(chance.choice((1, 10, 100, 1000, 100000)))
        places = chance.choice((0, 0, 1, 2, 4))
        made = {}
        for name in formula.names:
            made[name] = Fraction(chance.randint(0, 3 * 10**places * int(size)), 10**places)
        if {"target", "actual"} <= formula.names:
            near = chance.choice(
                (Fraction(1), Fraction(7, 10), Fraction(13, 10), Fraction(2), Fraction(99, 100))
            )
            if chance.random() < 0.5:
                made["actual"] = rounded(made["target"] * near, Rounding(4))
        if {"spent", "budget"} <= formula.names and chance.random() < 0.7:
            made["spent"] = rounded(made["budget"] * Fraction(chance.randint(0, 110), 100), Rounding(6))
        if "points" in formula.names:
            made["points"] = Fraction(chance.randint(1, 5000), 100)
        if "score" in formula.names:
            made["score"] = Fraction(chance.randint(0, 10000), 1000)
        if {"total", "total_points"} <= formula.names:
            made["total_points"], made["total"] = Fraction(100), Fraction(chance.randint(0, 10000), 100)
        yield made


TIES = [
    # points, actual, target: the exact score ends in 5 at the third digit, where binary fractions fall to either side
    (Fraction(str(points)), Fraction(str(actual)), Fraction(str(target)))
    for points, actual, target in (
        ("5.35", "1", "2"),  # 2.675
        ("2.01", "1", "2"),  # 1.005
        ("10", "57.45", "100"),  # 5.745
        ("4.17", "0.5", "1"),  # 2.085
        ("8.35", "0.1", "1"),  # 0.835
        ("1.15", "0.9", "1"),  # 1.035
        ("10", "0.1005", "1"),  # 1.005
        ("3.45", "0.3", "1"),  # 1.035
    )
]


@needs_calc
def test_a_spreadsheet_reckons_what_the_engine_reckons(tmp_path: Path) -> None:
    chance = random.Random(20251231)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    expected: list[tuple[str, dict[str, Fraction], Fraction | None]] = []
    at_least = load_template("cn.mof.project-self-assessment").formulas["at-least"].value
    cases = [(at_least, {"points": p, "actual": a, "target": t}) for p, a, t in TIES]
    cases += [(formula, made) for formula in formulas().values() for made in figures(formula, chance)]
    for row, (formula, made) in enumerate(cases, 1):
        text = excel(formula)
        assert text is not None, formula.text
        for column, (name, number) in enumerate(sorted(made.items()), 2):
            cell = sheet.cell(row, column)
            cell.value = Decimal(plain(number))
            text = text.replace(f"{{{name}}}", cell.coordinate)
        sheet.cell(row, 1).value = f'=IFERROR(ROUND(ROUND({text},{NOISE_PLACES}),2),"")'
        try:
            expected.append((formula.text, made, rounded(formula.evaluate(made), Rounding(2))))
        except DivisionByZero:
            expected.append((formula.text, made, None))
    assert len(expected) > 3000
    assert [plain(each[2] or Fraction(0)) for each in expected[: len(TIES)]] == [
        *("2.68", "1.01", "5.75", "2.09", "0.84", "1.04", "1.01", "1.04")
    ]
    (done,) = reckoned([bare(book, tmp_path / "formulas.xlsx")], tmp_path)
    got = values(done).worksheets[0]
    wrong = []
    for row, (text, made, score) in enumerate(expected, 1):
        value = got.cell(row, 1).value
        ours = None if score is None else float(score)
        if (None if value in ("", None) else value) != ours:
            wrong.append((text, {name: plain(number) for name, number in made.items()}, ours, value))
    assert wrong == []
