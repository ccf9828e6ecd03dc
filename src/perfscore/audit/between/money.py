"""Checks of money between tables: one project's in all its tables, and a department's with that of its projects."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfscore.audit.between.hand_in import Found, Handed, HandIn, topic
from perfscore.audit.between.rows import Limits, same_subject
from perfscore.audit.checks.rows import named
from perfscore.audit.findings import across as kinds
from perfscore.model.decimals import plain
from perfscore.model.table import AssessmentTable, BudgetLine, Indicator
from perfscore.model.units import convert, measure
from perfscore.model.values import Quantity

FIGURES = {"initial": "年初预算数", "adjusted": "全年预算数", "spent": "全年执行数"}


def check_one_amount(together: HandIn, limits: Limits) -> Iterator[Found]:
    """One project's money is the same in all its tables."""
    limit = limits["money-tolerance"].value
    for one, other in same_subject(together):
        for field, title in FIGURES.items():
            here, there = figure(one.table, field), figure(other.table, field)
            if here and there and abs(here.number - there.number) > limit:
                found = kinds.MONEY_GIVEN_TWICE.at(
                    here.at,
                    project=one.table.project or one.table.title or "",
                    figure=title,
                    here=plain(here.number),
                    there=plain(there.number),
                    other=other.where(there.at),
                    limit=plain(limit),
                )
                yield one, found


def check_projects_within_department(together: HandIn, limits: Limits) -> Iterator[Found]:
    """The projects of a department cannot have more money than it has."""
    limit = limits["money-tolerance"].value
    projects = together.all_projects()
    for department in together.departments[:1]:
        for field, title in FIGURES.items():
            total = figure(department.table, field)
            parts = [part.number for each in projects if (part := figure(each.table, field))]
            if total and len(parts) == len(projects) and parts and sum(parts) - total.number > limit:
                found = kinds.PROJECTS_OVER_DEPARTMENT.at(
                    projects[0].table.source,
                    count=len(parts),
                    figure=title,
                    sum=plain(sum(parts, Fraction(0))),
                    total=plain(total.number),
                    other=department.where(total.at),
                    limit=plain(limit),
                )
                yield projects[0], found


def check_costs_and_projects(together: HandIn, limits: Limits) -> Iterator[Found]:
    """A department's cost row named as a project states what the project spent; if some are listed, all should be (AUD-24)."""
    limit = limits["money-tolerance"].value
    topics: dict[str, Handed] = {}
    for name, each in together.named_projects().items():
        if len(topic(name)) >= 2:
            topics[topic(name)] = each
    for department in together.departments[:1]:
        listed = cost_rows(department.table)
        some = any(about in listed for about in topics)
        for about, each in topics.items():
            row, spent = listed.get(about), figure(each.table, "spent")
            cost = in_wan(row) if row else None
            if row and spent and cost is not None and abs(cost - spent.number) > limit:
                found = kinds.COST_ROW_DIFFERS.at(
                    row.actual.at,
                    indicator=named(row),
                    here=plain(cost),
                    project=each.table.project,
                    there=plain(spent.number),
                    other=each.where(spent.at),
                    limit=plain(limit),
                )
                yield department, found
            if row is None and some:
                found = kinds.PROJECT_NOT_AMONG_COSTS.at(
                    each.table.source,
                    project=each.table.project,
                    other=department.where(department.table.source),
                )
                yield each, found


def cost_rows(table: AssessmentTable) -> dict[str, Indicator]:
    """A department's cost rows that state an amount, by what they are about."""
    return {topic(row.name): row for row in table.rows if row.is_cost and in_wan(row) is not None}


def figure(table: AssessmentTable, field: str) -> Quantity | None:
    line: BudgetLine | None = table.budget.total if table.budget else None
    quantity = getattr(line, field) if line else None
    return quantity if isinstance(quantity, Quantity) else None


def in_wan(row: Indicator) -> Fraction | None:
    """A cost row's result in 万元; None where it is no amount."""
    unit = row.actual.unit or row.target.unit
    if row.actual.value is None or measure(unit).dimension != "money":
        return None
    return convert(row.actual.value, unit, "万元")
