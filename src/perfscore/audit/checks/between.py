"""Checks between the tables of one unit and year: a department's and its projects'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from perfscore.audit import across_findings as kinds
from perfscore.audit.checks.rows import named, said
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding, Kind
from perfscore.model.names import squeezed
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, BudgetLine, Indicator
from perfscore.model.units import convert, measure
from perfscore.model.values import Quantity
from perfscore.rules.template import Ruled

Limits = Mapping[str, Ruled[Fraction]]

_FIGURES = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("spent", "全年执行数"))
_YEAR = re.compile(r"20\d\d(?:年度|年)?")
_CODE = re.compile(r"^[0-9A-Za-z]{8,}\s*[-—]\s*")
_NOT_OF_THE_NAME = re.compile(r"专项|工作|项目|经费|资金|支出|年度|补助")
_SATISFACTION = re.compile(r"满意")
_CLAIM = re.compile(
    r"[“《「]?(?P<name>[一-龥A-Za-z0-9（）()、]{2,40}?(?:项目|经费|资金|工程|专项))[”》」]?"
    r"(?:支出)?(?:绩效)?(?:自评|评价)?(?:结果)?(?:总)?(?:得分|评分|得)(?:结果)?[为是：:]?\s*(?P<score>\d+(?:\.\d+)?)\s*分"
)
_NO_NAME = re.compile(r"本|该|各|全部|所有|个项目|上述|以上|每|我|其他|^项目$|^专项$|平均|部门")


class HandIn(NamedTuple):
    """What one unit hands in for one year."""

    departments: tuple[AssessmentTable, ...]
    projects: tuple[AssessmentTable, ...]

    @property
    def tables(self) -> tuple[AssessmentTable, ...]:
        return (*self.departments, *self.projects)

    def named_projects(self) -> dict[str, AssessmentTable]:
        """One table for each project that has a name, by that name; the same project twice counts once."""
        found: dict[str, AssessmentTable] = {}
        for table in self.projects:
            if name := _project(table):
                found.setdefault(name, table)
        return found


def check_one_result(together: HandIn, limits: Limits) -> Iterator[Finding]:
    """One indicator of one project or department has one result, whatever table prints it (AUD-28).

    Between a department and its projects a share or a satisfaction may well differ: it is of another whole.
    """
    for one, other in _same_subject(together):
        for row, twin in _pairs(one, other):
            if row.path[1] == twin.path[1] and _differ(row, twin):
                yield _results(kinds.ACTUALS_DIFFER, row, twin)
    for one, other in _department_and_project(together):
        for row, twin in _pairs(one, other):
            if not _is_share(row) and not _is_share(twin) and not row.is_cost and _differ(row, twin):
                yield _results(kinds.ACTUALS_DIFFER, row, twin)


def check_similar_indicators(together: HandIn, limits: Limits) -> Iterator[Finding]:
    """Names that are nearly the same, with other results: maybe one indicator (AUD-28, an opinion).

    Nearly the same: in the same group, and once the department's row has lost the name of the project, one name holds
    the other's characters in their order and both end alike.
    """
    for one, other in _department_and_project(together):
        topic = _topic(other.project or "")
        for row in one.rows:
            for twin in other.rows:
                alike = squeezed(row.name) == squeezed(twin.name) and _is_share(row)
                near = _is_near(squeezed(row.name), squeezed(twin.name), topic)
                pleased = _SATISFACTION.search(row.name + row.path[1])
                if row.is_cost or pleased or not (alike or near) or row.path[1] != twin.path[1]:
                    continue
                if _differ(row, twin):
                    yield kinds.SIMILAR_DIFFER.at(
                        row.actual.at,
                        indicator=named(row),
                        here=said(row.actual.written),
                        other=_where(twin.actual.at),
                        other_indicator=named(twin),
                        there=said(twin.actual.written),
                    )


def check_own_goals(together: HandIn, limits: Limits) -> Iterator[Finding]:
    """Every project has a goal of its own (AUD-26)."""
    least = limits["same-goal-length"].value
    first: dict[str, AssessmentTable] = {}
    for table in together.named_projects().values():
        goal = squeezed(table.goal)
        if len(goal) < least:
            continue
        if goal in first:
            yield kinds.GOAL_REPEATED.at(
                table.source,
                project=table.project,
                other_project=first[goal].project,
                other=_where(first[goal].source),
                text=said(table.goal)[:40],
            )
        first.setdefault(goal, table)


def check_one_amount(together: HandIn, limits: Limits) -> Iterator[Finding]:
    """One project's money is the same in all its tables."""
    limit = limits["money-tolerance"].value
    for one, other in _same_subject(together):
        for field, title in _FIGURES:
            here, there = _figure(one, field), _figure(other, field)
            if here and there and abs(here.number - there.number) > limit:
                yield kinds.MONEY_GIVEN_TWICE.at(
                    here.at,
                    project=one.project or one.title or "",
                    figure=title,
                    here=plain(here.number),
                    there=plain(there.number),
                    other=_where(there.at),
                    limit=plain(limit),
                )


def check_projects_within_department(together: HandIn, limits: Limits) -> Iterator[Finding]:
    """The projects of a department cannot have more money than it has."""
    limit = limits["money-tolerance"].value
    projects = list(together.named_projects().values())
    for department in together.departments[:1]:
        for field, title in _FIGURES:
            total = _figure(department, field)
            parts = [part.number for each in projects if (part := _figure(each, field))]
            if total and len(parts) == len(projects) and parts and sum(parts) - total.number > limit:
                yield kinds.PROJECTS_OVER_DEPARTMENT.at(
                    projects[0].source,
                    count=len(parts),
                    figure=title,
                    sum=plain(sum(parts, Fraction(0))),
                    total=plain(total.number),
                    other=_where(total.at),
                    limit=plain(limit),
                )


def check_costs_and_projects(together: HandIn, limits: Limits) -> Iterator[Finding]:
    """A department's cost row named as a project states what the project spent; if some are listed, all should be."""
    limit = limits["money-tolerance"].value
    projects = together.named_projects()
    topics = {_topic(name): table for name, table in projects.items() if len(_topic(name)) >= 2}
    for department in together.departments[:1]:
        listed = {
            _topic(row.name): row for row in department.rows if row.is_cost and _in_wan(row) is not None
        }
        for topic, table in topics.items():
            row, spent = listed.get(topic), _figure(table, "spent")
            cost = _in_wan(row) if row else None
            if row and spent and cost is not None and abs(cost - spent.number) > limit:
                yield kinds.COST_ROW_DIFFERS.at(
                    row.actual.at,
                    indicator=named(row),
                    here=plain(cost),
                    project=table.project,
                    there=plain(spent.number),
                    other=_where(spent.at),
                    limit=plain(limit),
                )
            if row is None and any(other in listed for other in topics):
                yield kinds.PROJECT_NOT_AMONG_COSTS.at(
                    table.source, project=table.project, other=_where(department.source)
                )


def check_claims_have_tables(together: HandIn, limits: Limits) -> Iterator[Finding]:
    """A note that gives a project's score needs that project's table (AUD-29)."""
    topics = [_topic(name) for name in together.named_projects()]
    if any(not table.project for table in together.projects):
        return  # a table without a name may be the one
    for table in together.tables:
        for text in map(str, table.notes):
            for found in _CLAIM.finditer(text):
                topic = _topic(found["name"])
                if _NO_NAME.search(found["name"]) or len(topic) < 2:
                    continue
                if not any(topic in other or other in topic for other in topics if other):
                    yield kinds.CLAIM_WITHOUT_TABLE.at(
                        table.source, text=text[:40], project=found["name"], score=found["score"]
                    )


def check_one_scale(together: HandIn, limits: Limits) -> Iterator[Finding]:
    """All tables of a unit grade by one scale (AUD-30); a table at odds with itself hears so from its own check."""
    scales: dict[str, Place] = {}
    for table in together.tables:
        own = {"".join(row.target.grades): row.target.at for row in table.rows if len(row.target.grades) > 1}
        if len(own) != 1:
            continue
        ((scale, place),) = own.items()
        for earlier, where in list(scales.items())[:1]:
            if scale != earlier and scale not in scales:
                yield kinds.SCALES_DIFFER_BETWEEN.at(place, here=scale, there=earlier, other=_where(where))
        scales.setdefault(scale, place)


def _same_subject(together: HandIn) -> Iterator[tuple[AssessmentTable, AssessmentTable]]:
    """Two tables of one project, or two of one department."""
    for one, other in combinations(together.projects, 2):
        if _project(one) and _project(one) == _project(other):
            yield one, other
    yield from combinations(together.departments, 2)


def _department_and_project(together: HandIn) -> Iterator[tuple[AssessmentTable, AssessmentTable]]:
    for department in together.departments[:1]:
        for project in together.named_projects().values():
            yield department, project


def _pairs(one: AssessmentTable, other: AssessmentTable) -> Iterator[tuple[Indicator, Indicator]]:
    """Rows of one name that stands once in each table."""
    theirs = _once(other)
    for name, row in _once(one).items():
        if name in theirs:
            yield row, theirs[name]


def _once(table: AssessmentTable) -> dict[str, Indicator]:
    names = [squeezed(row.name) for row in table.rows]
    return {name: row for name, row in zip(names, table.rows, strict=True) if name and names.count(name) == 1}


def _differ(row: Indicator, twin: Indicator) -> bool:
    """Whether both results are numbers of one kind, or words of grades, and not the same."""
    if row.actual.grade and twin.actual.grade:
        return bool(row.target.grades) and row.actual.grade != twin.actual.grade
    here, there = row.actual.value, twin.actual.value
    if here is None or there is None:
        return False
    unit, other_unit = _unit_of(row), _unit_of(twin)
    if not unit or not other_unit:
        return here != there
    converted = convert(there, other_unit, unit)
    return converted is not None and converted != here


def _unit_of(row: Indicator) -> str:
    return row.actual.unit or row.target.unit


def _is_share(row: Indicator) -> bool:
    """A rate or a satisfaction, which is of another whole in every table."""
    return _unit_of(row) in ("%", "‰") or bool(re.search(r"率$|满意|度$|比例$|占比$", row.name + row.path[1]))


def _is_near(name: str, other: str, topic: str) -> bool:
    short, long = sorted((name.replace(topic, "", 1) if topic else name, other), key=len)
    if name == other or len(short) < 4 or short[-2:] != long[-2:]:
        return False
    rest = iter(long)
    return all(letter in rest for letter in short) and (short[:2] == long[:2] or long.endswith(short))


def _results(kind: Kind, row: Indicator, twin: Indicator) -> Finding:
    return kind.at(
        row.actual.at,
        indicator=named(row),
        here=said(row.actual.written),
        there=said(twin.actual.written),
        other=_where(twin.actual.at),
    )


def _figure(table: AssessmentTable, field: str) -> Quantity | None:
    line: BudgetLine | None = table.budget.total if table.budget else None
    quantity = getattr(line, field) if line else None
    return quantity if isinstance(quantity, Quantity) else None


def _in_wan(row: Indicator) -> Fraction | None:
    """A cost row's result in 万元; None where it is no amount."""
    if row.actual.value is None or measure(_unit_of(row)).dimension != "money":
        return None
    return convert(row.actual.value, _unit_of(row), "万元")


def _project(table: AssessmentTable) -> str:
    """A project's name without its code."""
    return squeezed(_CODE.sub("", (table.project or "").strip()))


def _topic(name: str) -> str:
    """What a project's name is about, without year and the words that every such name has: `督查工作经费` -> `督查`."""
    return _NOT_OF_THE_NAME.sub("", _YEAR.sub("", squeezed(_CODE.sub("", name.strip()))))


def _where(place: Place) -> str:
    """`自评表.xlsx [表1]E12`: the file too, for the other side may stand in another one."""
    shown = str(place)
    return shown if shown == place.file else f"{place.file} {shown}".strip()
