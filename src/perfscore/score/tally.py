"""Totals of one table in many versions that differ in a few cells: a row that was scored before is not scored again.

For questions that try many values. What is finally told is scored by `score_table`, whole and afresh.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from perfscore.model.assessment import RowScore, Score
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.values import Quantity
from perfscore.rules.template import RuleTemplate
from perfscore.score.execution import score_execution
from perfscore.score.items import figures_of
from perfscore.score.points import Allotment, Allotted, allot_points
from perfscore.score.rows import score_row
from perfscore.score.total import total_of


class Count(NamedTuple):
    """What a version of the table earns; the same numbers that `score_table` gives."""

    execution: Score
    rows: tuple[RowScore, ...]
    total: Fraction


class Tally:
    """Counts versions of a table under the same rules.

    Rows are known again as objects: a version made by `dataclasses.replace` keeps those that it does not change.
    """

    def __init__(self, rules: RuleTemplate) -> None:
        self.rules = rules
        self._known: dict[tuple[int, int, int], RowScore] = {}
        self._figures: Mapping[str, Quantity] = {}
        self._allotted: tuple[AssessmentTable, Allotment] | None = None

    def count(self, table: AssessmentTable) -> Count:
        allotment = self._allotment(table)
        figures = figures_of(table)
        if self.rules.items and figures != self._figures:  # the score of an item hangs on them
            self._known.clear()
        self._figures = figures
        execution, _ = score_execution(table, allotment.execution, self.rules)
        rows = tuple([self._row(row, points) for row, points in zip(table.rows, allotment.rows, strict=True)])
        return Count(execution, rows, total_of(execution, rows, self.rules, figures).number)

    def total(self, table: AssessmentTable) -> Fraction:
        return self.count(table).total

    def _row(self, row: Indicator, allotted: Allotted) -> RowScore:
        key = (id(row), *allotted.points.as_integer_ratio())
        known = self._known.get(key)
        if known is None:
            score, _ = score_row(row, allotted, self.rules, self._figures)
            known = self._known[key] = RowScore(row, score)  # holds the row, so that no other gets its id
        return known

    def _allotment(self, table: AssessmentTable) -> Allotment:
        """The points of the version; those of the last one where nothing differs that they hang on."""
        if self._allotted is None or not _same_points(self._allotted[0], table):
            self._allotted = table, allot_points(table, self.rules)
        return self._allotted[1]


def _same_points(one: AssessmentTable, other: AssessmentTable) -> bool:
    """Whether two tables differ at most in what was achieved, claimed or spent."""
    return (
        len(one.rows) == len(other.rows)
        and one.level_points is other.level_points
        and _money_points(one) == _money_points(other)
        and all(
            row is twin or (row.points, row.path, row.is_detail) == (twin.points, twin.path, twin.is_detail)
            for row, twin in zip(one.rows, other.rows, strict=True)
        )
    )


def _money_points(table: AssessmentTable) -> object:
    return table.budget.total.points if table.budget else None
