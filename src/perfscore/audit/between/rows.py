"""Checks of rows: one indicator has one result and one target, whatever table of the unit prints it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from perfscore.audit.between.hand_in import Found, Handed, HandIn, topic
from perfscore.audit.checks.rows import named, said
from perfscore.audit.findings import across as kinds
from perfscore.model.finding import Finding, Kind
from perfscore.model.names import squeezed
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.units import convert
from perfscore.model.values import Comparator, Target
from perfscore.rules.template import Ruled

Limits = Mapping[str, Ruled[Fraction]]

_SATISFACTION = re.compile(r"满意")
_GENERAL = re.compile(
    r"(?:各|年度|本年|项目|工程|任务|工作|资金|预算|经费|目标|指标|支付|拨付|使用|发放|建设|采购|按期|按时|完成|完工|验收|质量|合格|达标"
    r"|及时|到位|执行|成本|控制|受益|群众|人员|服务|对象|覆盖|知晓|参与|培训|会议|活动|宣传|检查)*(?:率|度|数|次数|人次|人数|数量|金额|情况|时间)"
)
"""A name of general words alone, which says nothing of the project: `项目完成及时率`, `培训次数`."""
_SHARE = re.compile(r"率$|满意|度$|比例$|占比$")


def check_one_result(together: HandIn, limits: Limits) -> Iterator[Found]:
    """One indicator of one project or department has one result, whatever table prints it (AUD-28).

    Between a department and its projects a share or a satisfaction may well differ: it is of another whole.
    """
    for one, other in same_subject(together):
        for row, twin in _pairs(one.table, other.table):
            if row.path[1] == twin.path[1] and _results_differ(row, twin):
                yield one, _both(kinds.ACTUALS_DIFFER, row, twin, other, "actual")
    for one, other, row, twin in _in_department_and_project(together):
        if _results_differ(row, twin):
            yield one, _both(kinds.ACTUALS_DIFFER, row, twin, other, "actual")


def check_one_target(together: HandIn, limits: Limits) -> Iterator[Found]:
    """One indicator of one project or department has one target (AUD-28); a department's may also be a wider one.

    Only a quantity is compared with a project's: a rate, a day or a grade of the same name is of another whole.
    """
    for one, other in same_subject(together):
        for row, twin in _pairs(one.table, other.table):
            if row.path[1] == twin.path[1] and _targets_differ(row.target, twin.target):
                yield one, _both(kinds.TARGETS_DIFFER, row, twin, other, "target")
    for one, other, row, twin in _in_department_and_project(together):
        if _values_differ(row.target, twin.target):
            yield one, _both(kinds.TARGET_OF_PROJECT_DIFFERS, row, twin, other, "target")


def check_similar_indicators(together: HandIn, limits: Limits) -> Iterator[Found]:
    """Names that are nearly the same, with other results: maybe one indicator (AUD-28, an opinion).

    Nearly the same: in the same group, and once the department's row has lost the name of the project, one name holds
    the other's characters in their order and both end alike.
    """
    for one, other in _department_and_project(together):
        about = topic(other.table.project or "")
        for row, twin in _in_one_group(one.table, other.table):
            alike = squeezed(row.name) == squeezed(twin.name) and _is_share(row)
            if (alike or _is_near(row, twin, about)) and _results_differ(row, twin):
                yield one, _similar(kinds.SIMILAR_DIFFER, row, twin, other, "actual")


def check_similar_targets(together: HandIn, limits: Limits) -> Iterator[Found]:
    """Names that are nearly the same and not general ones, with other targets (AUD-28, an opinion).

    `项目完成及时率` and `完成及时率` are every project's own; so is whatever several projects have.
    """
    near: dict[int, list[tuple[Handed, Handed, Indicator, Indicator]]] = {}
    for one, other in _department_and_project(together):
        about = topic(other.table.project or "")
        for row, twin in _in_one_group(one.table, other.table):
            if _is_near(row, twin, about) and not (
                _GENERAL.fullmatch(twin.name) or _GENERAL.fullmatch(row.name)
            ):
                near.setdefault(id(row), []).append((one, other, row, twin))
    for pairs in near.values():
        one, other, row, twin = pairs[0]
        if len(pairs) == 1 and _values_differ(row.target, twin.target):
            yield one, _similar(kinds.SIMILAR_TARGETS_DIFFER, row, twin, other, "target")


def _in_one_group(one: AssessmentTable, other: AssessmentTable) -> Iterator[tuple[Indicator, Indicator]]:
    """Every two rows of one second level, but for costs and satisfaction."""
    for row in one.rows:
        if not row.is_cost and not _SATISFACTION.search(row.name + row.path[1]):
            yield from ((row, twin) for twin in other.rows if twin.path[1] == row.path[1])


def _similar(kind: Kind, row: Indicator, twin: Indicator, other: Handed, cell: str) -> Finding:
    found = _both(kind, row, twin, other, cell)
    return replace(found, facts=(*found.facts, ("other_indicator", named(twin))))


def same_subject(together: HandIn) -> Iterator[tuple[Handed, Handed]]:
    """Two tables of one project, or two of one department: each further one with the first."""
    first: dict[str, Handed] = {}
    for each in together.projects:
        if each.project and each.project in first:
            yield first[each.project], each
        first.setdefault(each.project, each)
    for each in together.departments[1:]:
        yield together.departments[0], each


def _department_and_project(together: HandIn) -> Iterator[tuple[Handed, Handed]]:
    for department in together.departments[:1]:
        for project in together.named_projects().values():
            yield department, project


def _in_department_and_project(
    together: HandIn,
) -> Iterator[tuple[Handed, Handed, Indicator, Indicator]]:
    """A department's row and the one project's row of its name, where both count or measure something.

    A name that several projects use (`培训次数`) is each project's own; the department's is then a sum, if anything.
    """
    projects = together.named_projects().values()
    uses = Counter(name for each in projects for name in {squeezed(row.name) for row in each.table.rows})
    for one, other in _department_and_project(together):
        for row, twin in _pairs(one.table, other.table):
            if uses[squeezed(row.name)] == 1 and not (_is_share(row) or _is_share(twin) or row.is_cost):
                yield one, other, row, twin


def _pairs(one: AssessmentTable, other: AssessmentTable) -> Iterator[tuple[Indicator, Indicator]]:
    """Rows of one name that stands once in each table."""
    theirs = _once(other)
    for name, row in _once(one).items():
        if name in theirs:
            yield row, theirs[name]


def _once(table: AssessmentTable) -> dict[str, Indicator]:
    names = [squeezed(row.name) for row in table.rows]
    counts = Counter(names)
    return {name: row for name, row in zip(names, table.rows, strict=True) if name and counts[name] == 1}


def _results_differ(row: Indicator, twin: Indicator) -> bool:
    """Whether both results are numbers of one kind, or words of grades, and not the same."""
    if row.actual.grade and twin.actual.grade:
        return bool(row.target.grades) and row.actual.grade != twin.actual.grade
    return _differ(row.actual.value, _unit_of(row), twin.actual.value, _unit_of(twin))


def _targets_differ(one: Target, other: Target) -> bool:
    """Whether both promise something of one kind, and not the same."""
    if one.deadline and other.deadline:
        return one.deadline != other.deadline
    if _values_differ(one, other) or _differ(one.upper, one.unit, other.upper, other.unit):
        return True
    signs = one.sign_printed and other.sign_printed and one.value is not None and other.value is not None
    return signs and one.comparator is not other.comparator


def _values_differ(one: Target, other: Target) -> bool:
    dates = Comparator.BY in (one.comparator, other.comparator)
    return not dates and _differ(one.value, one.unit, other.value, other.unit)


def _differ(here: Fraction | None, unit: str, there: Fraction | None, other_unit: str) -> bool:
    if here is None or there is None:
        return False
    if not unit or not other_unit:
        return here != there
    converted = convert(there, other_unit, unit)
    return converted is not None and converted != here


def _unit_of(row: Indicator) -> str:
    return row.actual.unit or row.target.unit


def _is_share(row: Indicator) -> bool:
    """A rate or a satisfaction, which is of another whole in every table."""
    return _unit_of(row) in ("%", "‰") or bool(_SHARE.search(row.name) or _SHARE.search(row.path[1]))


def _is_near(row: Indicator, twin: Indicator, about: str) -> bool:
    name, other = squeezed(row.name), squeezed(twin.name)
    short, long = sorted((name.replace(about, "", 1) if about else name, other), key=len)
    if name == other or len(short) < 4 or short[-2:] != long[-2:]:
        return False
    rest = iter(long)
    return all(letter in rest for letter in short) and (short[:2] == long[:2] or long.endswith(short))


def _both(kind: Kind, row: Indicator, twin: Indicator, other: Handed, cell: str) -> Finding:
    """What the two rows print in the cell `target` or `actual`."""
    here, there = getattr(row, cell), getattr(twin, cell)
    return kind.at(
        here.at,
        indicator=named(row),
        here=said(here.written),
        there=said(there.written),
        other=other.where(there.at),
    )
