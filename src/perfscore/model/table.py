"""The self-assessment table as it was filled in, before anything is scored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from perfscore.model.finding import Finding
from perfscore.model.place import NOWHERE, Place
from perfscore.model.values import NO_COLUMN, Absent, Actual, Quantity, Target, Text

_DETAIL = re.compile(r"^\d+[.、．]")


_NOTHING = frozenset("无 没有 不适用 无偏差 x X × 否 无原因 na n/a NA N/A".split())


def says_something(note: str) -> bool:
    """Whether a note has content: more than blanks, dashes, dots and words for "none"."""
    text = re.sub(r"[\s\-—–/\\.。…_*、，,;；:：]+", "", note)
    return bool(text) and text not in _NOTHING


class Form(StrEnum):
    """What is assessed: one budget project, or a unit's whole budget (部门整体)."""

    PROJECT = "project"
    DEPARTMENT = "department"


class Stage(StrEnum):
    """When in the year the table was filled in, and so what its figures can say."""

    DECLARATION = "declaration"
    """绩效目标申报表: targets only."""
    MONITORING = "monitoring"
    """绩效运行监控表: actual values up to some month."""
    SELF_ASSESSMENT = "self-assessment"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table.

    path: names of levels one to three, as printed without line breaks; "" for a level the form leaves out.
    label: the printed `指标1：` before the name, or the third level where a fourth names the row; "" without either.
    points: the most the row can earn as the form prints it; Absent when it prints none.
    claimed: the score the unit gave itself; Absent when the form prints none.
    deviation_note: 偏差原因分析及改进措施 as printed, "" when empty.
    forecast: 全年预计完成情况 of a monitoring table, None in other forms.
    is_detail: the row only breaks down the one above it (其中：…) and has no points of its own.
    at: the cell of the row's name.
    """

    path: tuple[str, str, str]
    target: Target
    actual: Actual
    points: Quantity | Absent = NO_COLUMN
    claimed: Quantity | Absent = NO_COLUMN
    deviation_note: str = ""
    label: str = ""
    forecast: Actual | None = None
    is_detail: bool = False
    at: Place = NOWHERE

    @property
    def name(self) -> str:
        return self.path[2]

    @property
    def is_explained(self) -> bool:
        """Whether the deviation note says anything: `无`, a dash or a cross is no reason."""
        return says_something(self.deviation_note)

    @property
    def is_cost(self) -> bool:
        """Whether the row stands under 成本指标, where less is better."""
        level1, level2, name = self.path
        return "成本" in level1 or "成本" in level2 or (not level2 and "成本" in name)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One row of the money block, in 万元.

    label: as printed (`年度资金总额`, `1.一般公共预算`).
    claimed_rate: the execution rate as printed: 99.18 for `99.18%` and for `99.18` under a header with `%`.
    """

    label: str
    initial: Quantity | Absent
    adjusted: Quantity | Absent
    spent: Quantity | Absent
    claimed_rate: Quantity | Absent
    points: Quantity | Absent = NO_COLUMN
    claimed: Quantity | Absent = NO_COLUMN
    deviation_note: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Budget:
    """The money block (资金): its total row and the rows of its sources in print order."""

    total: BudgetLine
    lines: tuple[BudgetLine, ...] = ()
    at: Place = NOWHERE

    def sum_of_sources(self, figure: str) -> Fraction | None:
        """Sum of `initial`, `adjusted` or `spent` over the sources, each counted once; None where none is filled.

        Details (`1.一般公共预算`) stand for a subtotal (`（一）财政拨款小计`) that is empty, and are left out
        under one that is filled.
        """
        counted: list[tuple[Fraction | None, list[Fraction]]] = []
        for line in self.lines:
            if line is self.total:
                continue
            quantity = getattr(line, figure)
            number = quantity.number if isinstance(quantity, Quantity) else None
            if _DETAIL.match(line.label) and counted:
                if number is not None:
                    counted[-1][1].append(number)
            else:
                counted.append((number, []))
        sums = [
            own if own is not None else sum(below, Fraction(0))
            for own, below in counted
            if own is not None or below
        ]
        return sum(sums, Fraction(0)) if sums else None

    @property
    def base(self) -> Quantity | Absent:
        """What the execution rate divides by: 全年预算数, or 年初预算数 where that is not filled in."""
        adjusted, initial = self.total.adjusted, self.total.initial
        return initial if isinstance(adjusted, Absent) and isinstance(initial, Quantity) else adjusted

    @property
    def execution_rate(self) -> Fraction | None:
        """全年执行数 over the budget, exact; None when either is missing or the budget is not positive."""
        spent, base = self.total.spent, self.base
        if isinstance(spent, Absent) or isinstance(base, Absent) or base.number <= 0:
            return None
        return spent.number / base.number


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when a project runs (起止时间, 实施期限), by its first and last day; None for a day not printed.

    A month alone begins with its first day and ends with its last.
    """

    start: date | None
    end: date | None
    written: str
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class AssessmentTable:
    """One filled-in table: one project or one unit, one year.

    title, unit (实施单位), department (主管部门), project: as printed, None when the form does not say.
    year: the year assessed; None when the form does not say.
    stage: self-assessment, or a form filled in earlier in the year.
    goal, goal_result: 年度总体目标 and 完成情况, "" when empty.
    budget: None when the table has no money block.
    rows: in print order.
    level_points: points that level headings print themselves (`产出指标(50分)`), by level-1 name.
    group_points: the same of the second level (`数量指标(20分)`), by the names of both levels.
    period: from when to when the project runs, None when the form does not say.
    claimed_total, claimed_grade: what the unit says of itself, None when it does not say.
    notes: notes under the table, and sentences around it that speak of its result.
    figures: figures that a rule asks for and no row holds (`6月执行进度`), by the name the rule gives them.
    columns: where the header of each column stands, by role (`points`, `claimed`, `target` ...).
    findings: what could not be read, or was read with a supposition.
    """

    title: str | None
    form: Form
    year: int | None
    unit: str | None
    department: str | None
    project: str | None
    budget: Budget | None
    rows: tuple[Indicator, ...]
    stage: Stage = Stage.SELF_ASSESSMENT
    goal: str = ""
    goal_result: str = ""
    level_points: Mapping[str, Fraction] = field(default_factory=dict)
    group_points: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    period: Period | None = None
    claimed_total: Quantity | None = None
    claimed_grade: Text | None = None
    notes: tuple[Text, ...] = ()
    figures: Mapping[str, Quantity] = field(default_factory=dict)
    columns: Mapping[str, Place] = field(default_factory=dict)
    source: Place = NOWHERE
    findings: tuple[Finding, ...] = ()
