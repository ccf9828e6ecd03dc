"""Tables made by hand for tests: only what a case is about is said, the rest is ordinary."""

from __future__ import annotations

from fractions import Fraction

from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, Budget, BudgetLine, Form, Indicator
from perfscore.model.values import NO_COLUMN, Absence, Absent, Quantity, Text
from perfscore.read.notation.actuals import parse_actual
from perfscore.read.notation.targets import parse_target, reads_as_lower_is_better


def quantity(number: str | int | None, cell: str = "Z1") -> Quantity | Absent:
    if number is None:
        return Absent(Absence.BLANK, "", Place("made.xlsx", "表", None, cell))
    return Quantity(Fraction(str(number)), "", str(number), Place("made.xlsx", "表", None, cell))


def row(
    target: str,
    actual: str,
    *,
    path: tuple[str, str, str] = ("产出指标", "数量指标", "检查次数"),
    points: str | int | None = None,
    claimed: str | int | None = None,
    note: str = "",
) -> Indicator:
    promised = parse_target(target, lower_is_better=reads_as_lower_is_better(*path), year=2023)
    return Indicator(
        path=path,
        target=promised,
        actual=parse_actual(actual, promised, year=2023),
        points=NO_COLUMN if points is None else quantity(points),
        claimed=NO_COLUMN if claimed is None else quantity(claimed),
        deviation_note=note,
        at=Place("made.xlsx", "表", None, "E10"),
    )


def line(
    label: str = "年度资金总额",
    initial: str | int | None = 100,
    adjusted: str | int | None = 100,
    spent: str | int | None = 100,
    rate: str | int | None = None,
    points: str | int | None = None,
    claimed: str | int | None = None,
    note: str = "",
) -> BudgetLine:
    return BudgetLine(
        label=label,
        initial=quantity(initial),
        adjusted=quantity(adjusted),
        spent=quantity(spent),
        claimed_rate=quantity(rate),
        points=NO_COLUMN if points is None else quantity(points),
        claimed=NO_COLUMN if claimed is None else quantity(claimed),
        deviation_note=note,
    )


def table(
    *rows: Indicator,
    budget: BudgetLine | None = None,
    sources: tuple[BudgetLine, ...] = (),
    form: Form = Form.PROJECT,
    year: int | None = 2023,
    total: str | None = None,
    grade: str | None = None,
    notes: tuple[str, ...] = (),
    level_points: dict[str, Fraction] | None = None,
    no_budget: bool = False,
) -> AssessmentTable:
    whole = budget or line()
    claimed = quantity(total) if total else None
    return AssessmentTable(
        title="某项目支出绩效自评表",
        form=form,
        year=year,
        unit="某局",
        department="某局",
        project="某项目",
        budget=None if no_budget else Budget(whole, (whole, *sources)),
        rows=rows,
        level_points=level_points or {},
        claimed_total=claimed if isinstance(claimed, Quantity) else None,
        claimed_grade=Text(grade) if grade else None,
        notes=tuple(Text(note) for note in notes),
        source=Place("made.xlsx", "表", 1),
    )
