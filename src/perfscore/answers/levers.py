"""What can be changed in a table: the actual value of a row, or a money figure. Finds it by name, and changes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.answers.question import EXECUTION, Line, QuestionError, listed
from perfscore.model.assessment import Outcome, Score, Scores
from perfscore.model.decimals import plain
from perfscore.model.place import NOWHERE, Place
from perfscore.model.table import AssessmentTable, Budget, BudgetLine, Indicator
from perfscore.model.values import Absence, Absent, Actual, Quantity
from perfscore.read.notation.actuals import parse_actual
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import read_money
from perfscore.read.notation.spelling import tidy
from perfscore.read.notation.targets import parse_target
from perfscore.rules.said import Said
from perfscore.rules.template import RuleTemplate
from perfscore.score.table import score_table
from perfscore.score.tally import Count

FIGURES = {"initial": "年初预算数", "adjusted": "全年预算数", "spent": "全年执行数"}
MONEY = "万元"
_PRINTED_IN = (MONEY, "元", "千元", "百万元", "亿元")
_SAYS_NOTHING = (Absence.DASH, Absence.NOT_APPLICABLE)
"""Absences that are an answer of their own: nothing here, and it is meant."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One value of a table that can be changed.

    row: the row's number, counted from 0; None for a money figure.
    figure: `initial`, `adjusted` or `spent`; "" for a row.
    """

    name: str
    row: int | None = None
    figure: str = ""


def levers_of(table: AssessmentTable) -> list[Lever]:
    """Every row, then the money figures where the table has a money block."""
    rows = [Lever(name_of(row), i) for i, row in enumerate(table.rows)]
    return rows + ([Lever(name, figure=figure) for figure, name in FIGURES.items()] if table.budget else [])


def name_of(row: Indicator) -> str:
    return row.name or row.label


def find_lever(table: AssessmentTable, name: str) -> Lever:
    """The lever meant: by its whole name or cell, else by a part that stands in no other name.

    A name with its levels before it (`数量指标/检查次数`) tells rows of one name apart. Raises QuestionError.
    """
    levers = levers_of(table)
    wanted = _key(name)
    exact = [lever for lever in levers if wanted == _key(lever.name) or wanted in _cells(table, lever)]
    found = exact or [lever for lever in levers if wanted and wanted in _long_name(table, lever, wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        names = listed([lever.name for lever in levers])
        raise QuestionError(
            Said(
                f"没有名称含“{name}”的指标或资金数。可用的有：{names.zh}",
                f"nothing is named “{name}”. There is: {names.en}",
            )
        )
    names = listed([_told_apart(table, lever) for lever in found])
    raise QuestionError(
        Said(
            f"“{name}”对得上 {len(found)} 项，请写得更全（或写单元格）：{names.zh}",
            f"“{name}” fits {len(found)}, say which (a cell will do): {names.en}",
        )
    )


def _key(text: str) -> str:
    return "".join(text.split())


def _cells(table: AssessmentTable, lever: Lever) -> tuple[str, ...]:
    """The cell of the value, then that of its row's name."""
    places = [place_of(table, lever)] + ([] if lever.row is None else [table.rows[lever.row].at])
    return tuple(place.cell for place in places if place.cell)


def _long_name(table: AssessmentTable, lever: Lever, wanted: str) -> str:
    """The name in which a part is looked for; with its levels only when the part has a `/` itself."""
    if lever.row is None or "/" not in wanted:
        return _key(lever.name)
    return _key("/".join((*table.rows[lever.row].path[:2], lever.name)))


def _told_apart(table: AssessmentTable, lever: Lever) -> str:
    cells = _cells(table, lever)
    return f"{lever.name}（{cells[0]}）" if cells else lever.name


def present_text(table: AssessmentTable, lever: Lever) -> str:
    """What stands in the lever's cell now, "" when nothing does."""
    if lever.row is not None:
        return table.rows[lever.row].actual.written.strip()
    figure = getattr(_total(table), lever.figure)
    if isinstance(figure, Absent):
        return ""
    return figure.written.strip() or plain(figure.number)


def place_of(table: AssessmentTable, lever: Lever) -> Place:
    """The cell of the value itself."""
    if lever.row is not None:
        return table.rows[lever.row].actual.at
    place = getattr(_total(table), lever.figure).at
    return place if isinstance(place, Place) else NOWHERE


def with_text(table: AssessmentTable, lever: Lever, text: str, rules: RuleTemplate) -> AssessmentTable:
    """The table with something else written in one cell, read as the cell would be.

    Raises QuestionError for a text that gives nothing to score.
    """
    if not text.strip():
        raise QuestionError(
            Said(f"“{lever.name}”等号后面没有写数值。", f"“{lever.name}”: there is no value behind the sign.")
        )
    if lever.row is None:
        return with_money(table, lever.figure, _read_money(table, lever, text))
    row = table.rows[lever.row]
    actual = _read_actual(table, row, text)
    changed = with_actual(table, lever.row, actual)
    if actual.absence in _SAYS_NOTHING:
        return changed
    result = score_table(changed, rules).rows[lever.row].result
    if result.outcome is Outcome.NOT_DEMONSTRATED:
        why = result.trace[-1].expression
        raise QuestionError(
            Said(
                f"“{lever.name}”填“{text.strip()}”不能核算：{why}。",
                f"“{lever.name}”: “{text.strip()}” cannot be scored: {why}.",
            )
        )
    return changed


def _read_actual(table: AssessmentTable, row: Indicator, text: str) -> Actual:
    unit = row.target.unit if _has_unit_column(row) else None
    return parse_actual(text, row.target, unit=unit, year=table.year, name=row.name, at=row.actual.at)


def _has_unit_column(row: Indicator) -> bool:
    """Whether the unit of the row stands elsewhere than in its target's cell: in a column of its own, or the name."""
    return bool(row.target.unit) and parse_target(row.target.written).unit != row.target.unit


def _read_money(table: AssessmentTable, lever: Lever, text: str) -> Quantity | Absent:
    tidied = tidy(text)
    at = place_of(table, lever)
    empty = why_empty(tidied)
    if empty in _SAYS_NOTHING:
        return Absent(empty, text, at)
    number = None if empty else read_money(tidied, _printed_unit(_total(table)))
    if number is None:
        raise QuestionError(
            Said(
                f"“{lever.name}”填“{text.strip()}”不是可识别的金额，请写成 209.95 或 209.95万元。",
                f"“{lever.name}”: “{text.strip()}” is no sum of money; write 209.95 or 209.95万元.",
            )
        )
    return Quantity(number, MONEY, text, at)


def _printed_unit(total: BudgetLine) -> str:
    """The unit the form prints its money in, as its figures betray: 2099500 read as 209.95 stands in 元."""
    figures = [
        q for q in (total.initial, total.adjusted, total.spent) if isinstance(q, Quantity) and q.number
    ]
    for unit in _PRINTED_IN:
        if figures and all(_says(figure, unit) for figure in figures):
            return unit
    return MONEY


def _says(figure: Quantity, unit: str) -> bool:
    return not figure.written or read_money(tidy(figure.written), unit) == figure.number


def with_actual(table: AssessmentTable, row: int, actual: Actual) -> AssessmentTable:
    return with_row(table, row, replace(table.rows[row], actual=actual))


def with_row(table: AssessmentTable, row: int, indicator: Indicator) -> AssessmentTable:
    rows = (*table.rows[:row], indicator, *table.rows[row + 1 :])
    return replace(table, rows=rows)


def with_money(table: AssessmentTable, figure: str, quantity: Quantity | Absent) -> AssessmentTable:
    """The table with another figure in the total row of its money block."""
    total = _total(table)
    match figure:
        case "initial":
            return with_total(table, replace(total, initial=quantity))
        case "adjusted":
            return with_total(table, replace(total, adjusted=quantity))
        case _:
            return with_total(table, replace(total, spent=quantity))


def with_spent(table: AssessmentTable, number: Fraction) -> AssessmentTable:
    at = _total(table).spent.at
    return with_money(table, "spent", Quantity(number, MONEY, f"{plain(number)}{MONEY}", at))


def with_total(table: AssessmentTable, changed: BudgetLine) -> AssessmentTable:
    """The table with another total row in its money block; one is made where there is none."""
    if table.budget is None:
        return replace(table, budget=Budget(changed, (changed,)))
    old = table.budget.total
    lines = tuple(changed if line is old else line for line in table.budget.lines)
    return replace(table, budget=replace(table.budget, total=changed, lines=lines))


def _total(table: AssessmentTable) -> BudgetLine:
    if table.budget is None:
        raise QuestionError(Said("表内没有预算资金情况。", "the table has no money block."))
    return table.budget.total


def lines_of(table: AssessmentTable, scores: Scores) -> list[Line]:
    """The rows and, last, the execution rate, with their scores."""
    rows = [
        Line(row.indicator.path, name_of(row.indicator), row.indicator.at, row.result, i)
        for i, row in enumerate(scores.rows)
    ]
    place = table.budget.total.at if table.budget else table.source
    return [*rows, Line(("", "", EXECUTION), EXECUTION, place, scores.execution)]


def score_of(scores: Scores | Count, row: int | None) -> Score:
    """The score of a row, or of the execution rate for None."""
    return scores.execution if row is None else scores.rows[row].result
