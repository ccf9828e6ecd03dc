"""Rows of an empty form -> their points and how their scores will follow their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.model.blank import BlankRow
from perfscore.model.live import LiveForm
from perfscore.model.table import AssessmentTable, Form, Indicator
from perfscore.model.values import NO_COLUMN, Absence, Actual, Comparator, Quantity, Target
from perfscore.rules.template import RuleTemplate
from perfscore.score.live import form_of, open_row
from perfscore.score.points import allot_points

_EMPTY = Actual(absence=Absence.BLANK)


def with_points(rows: Sequence[BlankRow], rules: RuleTemplate) -> tuple[tuple[BlankRow, ...], Fraction]:
    """The rows with points as the rules divide them, where they have a name and none yet; and the execution rate's."""
    named = [row for row in rows if row.path[2]]
    allotment = allot_points(_table([_indicator(row) for row in named], rules), rules)
    points = {id(row): allotted.points for row, allotted in zip(named, allotment.rows, strict=True)}
    given = (
        replace(row, points=points[id(row)]) if row.points is None and points.get(id(row)) else row
        for row in rows
    )
    return tuple(given), allotment.execution.points


def live_blank(rows: Sequence[BlankRow], rules: RuleTemplate) -> LiveForm:
    """How the form's scores follow its cells."""
    table = _table([_indicator(row) for row in rows], rules)
    return form_of(table, rules, tuple(open_row(row, rules) for row in table.rows), None)


def _table(rows: Sequence[Indicator], rules: RuleTemplate) -> AssessmentTable:
    return AssessmentTable(
        title=None,
        form=Form(rules.form),
        year=None,
        unit=None,
        department=None,
        project=None,
        budget=None,
        rows=tuple(rows),
    )


def _indicator(row: BlankRow) -> Indicator:
    is_range = row.upper is not None and isinstance(row.target, Fraction)
    target = Target(
        Comparator.RANGE if is_range else Comparator.NONE,
        value=row.target if isinstance(row.target, Fraction) else None,
        upper=row.upper,
        unit=row.unit,
        written=row.printed,
    )
    points = Quantity(row.points) if row.points is not None else NO_COLUMN
    return Indicator(path=row.path, target=target, actual=_EMPTY, points=points)
