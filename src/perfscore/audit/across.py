"""Runs the checks between tables. Takes the tables of one hand-in and thresholds, gives findings.

Tables are held against each other only within one unit and one year. A table of a project belongs to a department's
where that names its 实施单位 or its 主管部门.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from perfscore.audit.checks import between
from perfscore.model.finding import Finding
from perfscore.model.names import squeezed
from perfscore.model.table import AssessmentTable, Form, Stage
from perfscore.rules.template import Ruled

CHECKS = (
    between.check_one_result,
    between.check_similar_indicators,
    between.check_own_goals,
    between.check_one_amount,
    between.check_projects_within_department,
    between.check_costs_and_projects,
    between.check_claims_have_tables,
    between.check_one_scale,
)


def check_tables(tables: Sequence[AssessmentTable], limits: Mapping[str, Ruled[Fraction]]) -> list[Finding]:
    """Everything the checks have to say about the tables of each unit and year, in the order of the list."""
    found = [
        finding for together in _hand_ins(tables) for check in CHECKS for finding in check(together, limits)
    ]
    return list(dict.fromkeys(found))


def _hand_ins(tables: Sequence[AssessmentTable]) -> Iterator[between.HandIn]:
    """The tables by unit and year; a table that names no unit stands with those of its file."""
    groups: dict[tuple[str, int | None], list[AssessmentTable]] = {}
    for table in tables:
        if not table.rows or table.stage is not Stage.SELF_ASSESSMENT:
            continue
        for unit in dict.fromkeys((_unit(table), squeezed(table.department or ""))):
            if unit and (unit == _unit(table) or table.form is Form.PROJECT):
                groups.setdefault((unit, table.year), []).append(table)
    for members in groups.values():
        departments = tuple(each for each in members if each.form is Form.DEPARTMENT)
        projects = tuple(each for each in members if each.form is Form.PROJECT)
        yield between.HandIn(departments, projects)


def _unit(table: AssessmentTable) -> str:
    return squeezed(table.unit or table.department or "") or f"{table.source.file}"
