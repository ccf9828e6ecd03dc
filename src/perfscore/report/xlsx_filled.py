"""A scored form whose scores are formulas: the overlay of the form's cells, and the lines of its sheet 核算."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.utils import get_column_letter

from perfscore.model.assessment import Assessment, Outcome, RowScore
from perfscore.model.live import LiveForm, LiveKind, LiveRow
from perfscore.model.values import Quantity
from perfscore.report.facts import AssessmentFacts
from perfscore.report.live_cells import actual_content
from perfscore.report.text import clean
from perfscore.report.xlsx_cells import Content
from perfscore.report.xlsx_form import FormTable
from perfscore.report.xlsx_live import POSSIBLE, TOTAL, LineCells, WholeCells, grade_formula, reference

At = Callable[[int, str], str]
"""A row of the form's table and a role -> the address of that cell, with its sheet."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A form on its sheet. firsts: the worksheet's row of each row of the table."""

    form: FormTable
    title: str
    firsts: Sequence[int]

    def cell(self, row: int, role: str) -> str:
        """`G12`, without the sheet."""
        return f"{get_column_letter(self.form.columns[role] + 1)}{self.firsts[row]}"

    def at(self, row: int, role: str) -> str:
        column = get_column_letter(self.form.columns[role] + 1)
        return f"{reference(self.title)}!${column}${self.firsts[row]}"


def score_format(places: int) -> str:
    return "0." + "0" * places if places else "0"


def lines_of(assessment: Assessment, live: LiveForm, placed: Placed) -> tuple[LineCells, ...]:
    return tuple(
        _line(scored, row_live, placed, row)
        for scored, row_live, row in zip(assessment.rows, live.rows, placed.form.rows, strict=True)
    )


def _line(scored: RowScore, live: LiveRow, placed: Placed, row: int) -> LineCells:
    content, scale = actual_content(scored.indicator, live)
    result = scored.result
    roles = [role for role in ("actual", "points", "score", "claim", "target") if role in placed.form.columns]
    left_out = result.outcome is Outcome.NOT_APPLICABLE
    text = content.value if isinstance(content.value, str) else ""
    is_word = live.kind in (LiveKind.WORD, LiveKind.DATE)
    return LineCells(
        row=placed.firsts[row],
        name=scored.indicator.name or scored.indicator.label,
        live=live,
        cells={role: placed.at(row, role) for role in roles},
        scale=scale,
        written=(text, clean(scored.indicator.target.written)),
        actual=live.seen,
        share=live.seen_share if is_word or live.seen is None else None,
        low=live.low,
        high=live.high,
        score=result.score if result.outcome is Outcome.SCORED else None,
        points=Fraction(0) if result.extra else result.points,
        left_out=left_out,
    )


def whole_of(
    assessment: Assessment, facts: AssessmentFacts, placed: Placed, figures: dict[str, str]
) -> WholeCells:
    money: dict[str, str] = {}
    if placed.form.money:
        roles = ("initial", "adjusted", "spent", "money_points", "money_score")
        money = {role: placed.at(placed.form.money[0], role) for role in roles}
    budget = assessment.table.budget
    base = budget.base if budget else None
    execution, template = assessment.execution, assessment.template
    live = assessment.live
    exceptions = "；".join(live.exceptions) if live else ""
    notes = [
        f"计算规则：{facts.template.name}（编号{facts.template.id}，版本{facts.template.version}），"
        f"得分保留{template.places}位小数，四舍五入。",
        f"不能随单元格变化的固定值：{exceptions}。" if exceptions else "各项得分都随单元格变化，没有固定值。",
    ]
    return WholeCells(
        money=money,
        figures=figures,
        budget=base.number if isinstance(base, Quantity) else None,
        execution_score=execution.score if execution.outcome is Outcome.SCORED else None,
        execution_points=execution.points,
        total=assessment.total,
        possible=assessment.total_possible,
        total_points=template.total_points,
        places=template.places,
        notes=notes,
    )


def overlay_of(
    assessment: Assessment,
    facts: AssessmentFacts,
    live: LiveForm,
    placed: Placed,
    calc: str,
    exact: Sequence[str],
) -> dict[tuple[int, int], Content]:
    """What the form's cells hold. calc: the sheet 核算 as formulas name it. exact: where each row's score stands there."""
    form, places = placed.form, assessment.template.places
    overlay: dict[tuple[int, int], Content] = {}
    columns = form.columns
    show = score_format(places)
    for scored, row_live, row, source in zip(assessment.rows, live.rows, form.rows, exact, strict=True):
        content, _ = actual_content(scored.indicator, row_live)
        overlay[row, columns["actual"]] = content
        result = scored.result
        score = result.score if result.outcome is Outcome.SCORED else None
        overlay[row, columns["score"]] = Content(score, rounded_from(source, places), show)
        if result.extra or scored.indicator.is_detail:
            overlay[row, columns["points"]] = Content(None)
    if form.money:
        overlay |= _money(assessment, placed, calc, show)
    total = f"{calc}!{TOTAL}"
    # A bonus has no points of the whole, and what does not apply is no part of it.
    points_cells = (
        f"{placed.cell(form.rows[0], 'points')}:{placed.cell(form.rows[-1], 'points')}" if form.rows else ""
    )
    parts = [points_cells] if points_cells else []
    parts += [placed.cell(form.money[0], "money_points")] if form.money else []
    left = f"-{calc}!$B$7" if live.scales_out else ""
    overlay[form.total, columns["points"]] = Content(
        facts.points.number, f"ROUND(SUM({','.join(parts)}){left},6)" if parts else "0", _as_shown(facts)
    )
    overlay[form.total, columns["score"]] = Content(assessment.total, f"ROUND({total},{places})", show)
    own_total = placed.cell(form.total, "score")
    if form.possible is not None:
        overlay[form.possible, columns["points"]] = Content(
            assessment.total_possible, f"{calc}!{POSSIBLE}", show
        )
    overlay[form.grade, columns["points"]] = Content(
        assessment.grade, grade_formula(own_total, assessment.template.grades)
    )
    return overlay


def _as_shown(facts: AssessmentFacts) -> str:
    places = facts.points.places
    return "General" if places is None else score_format(places)


def rounded_from(source: str, places: int) -> str:
    return f'IF(ISNUMBER({source}),ROUND({source},{places}),"")'


def _money(assessment: Assessment, placed: Placed, calc: str, show: str) -> dict[tuple[int, int], Content]:
    form, columns = placed.form, placed.form.columns
    overlay: dict[tuple[int, int], Content] = {}
    first = form.money[0]
    budget = assessment.table.budget
    execution = assessment.execution
    score = execution.score if execution.outcome is Outcome.SCORED else None
    source = f"{calc}!$B$6"
    overlay[first, columns["money_score"]] = Content(
        score, rounded_from(source, assessment.template.places), show
    )
    rate = budget.execution_rate if budget else None
    base, spent = f"{calc}!$B$5", placed.cell(first, "spent")
    overlay[first, columns["rate"]] = Content(rate, rate_formula(base, spent), "0.00%")
    return overlay


def rate_formula(base: str, spent: str) -> str:
    return f'IF(AND(ISNUMBER({base}),ISNUMBER({spent})),IF({base}>0,{spent}/{base},""),"")'
