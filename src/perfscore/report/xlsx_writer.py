"""Assessments -> a workbook: one live form each, the list of findings, the explanation of every score, charts.

A form's scores are formulas over its cells; the sheet 核算 holds what they are reckoned from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.assessment import Assessment
from perfscore.report.archive import steady
from perfscore.report.context import together
from perfscore.report.explain import Line
from perfscore.report.facts import AssessmentFacts, LevelFacts, ReportFacts, ScoreFacts
from perfscore.report.tables import LANDSCAPE_MM, Cell, Row, Table, findings_table, form_notes, head
from perfscore.report.text import one_line
from perfscore.report.words import EXECUTION, UNNAMED_LEVEL
from perfscore.report.xlsx_cells import Content, draw, line, put, rows_at, set_widths
from perfscore.report.xlsx_charts import TITLE as CHARTS
from perfscore.report.xlsx_charts import Bar, height, section
from perfscore.report.xlsx_comments import comment_findings
from perfscore.report.xlsx_figures import FIGURES, figure_sheet
from perfscore.report.xlsx_filled import Placed, lines_of, overlay_of, score_format, whole_of
from perfscore.report.xlsx_form import filled_form
from perfscore.report.xlsx_live import FIRST_ROW, POSSIBLE, TOTAL, LiveSheet, reference
from perfscore.report.xlsx_page import highlight, set_up
from perfscore.report.xlsx_results import Result, with_results

FINDINGS, EXPLANATION, CALCULATION = "问题清单", "得分说明", "核算"
EDITABLE = "得分、执行率、总分和等级是公式，改动实际完成值、分值或资金数后自动重算；算法见“{calc}”表。"
OPEN_BEFORE, OPEN_BEHIND = "注：有指标佐证不足、暂不得分（橙色行），补正后最高", "分。"
NAME_UNITS = 31  # UTF-16 units in a sheet's name
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def render(assessments: Sequence[Assessment], lang: str = "zh") -> bytes:
    report = together(assessments, lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    taken = {FINDINGS, EXPLANATION, CHARTS}
    forms = [
        _form(book, book.create_sheet(sheet_name(facts.about, taken)), assessment, facts, lang)
        for assessment, facts in zip(assessments, report.tables, strict=True)
    ]
    _findings(book.create_sheet(FINDINGS), report)
    _explanation(book.create_sheet(EXPLANATION), report)
    results = {form.title: dict(form.results) for form in forms}
    results[CHARTS] = _charts(book.create_sheet(CHARTS), forms)
    for form in forms:
        results |= _live_sheets(book, form)
    book.properties.creator = book.properties.lastModifiedBy = "perfscore"
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    book.save(out)
    numbered = {book.sheetnames.index(title) + 1: of_sheet for title, of_sheet in results.items()}
    day = max(assessment.template.on for assessment in assessments)
    return steady(with_results(out.getvalue(), numbered), day)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel allows and that no sheet has yet, whatever its case; it is added to `taken`."""
    base = _NOT_IN_NAMES.sub("", wanted).strip("' \u3000") or "自评表"
    if base.casefold() == "history":  # Excel keeps this one for itself
        base = f"{base}表"
    used = {name.casefold() for name in taken}
    name, count = _cut(base, NAME_UNITS), 1
    while name.casefold() in used:
        count += 1
        tail = f"（{count}）"
        name = _cut(base, NAME_UNITS - len(tail)) + tail
    taken.add(name)
    return name


def _cut(text: str, units: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > units:
        text = text[:-1]
    return text.rstrip("' ")


@dataclass(slots=True)
class _Form:
    """A form on its sheet. calc, inputs: the sheets of its formulas and figures, None where its scores are fixed."""

    title: str
    placed: Placed
    assessment: Assessment
    facts: AssessmentFacts
    calc: Worksheet | None
    inputs: Worksheet | None
    results: dict[str, Result]


def _form(
    book: Workbook, sheet: Worksheet, assessment: Assessment, facts: AssessmentFacts, lang: str
) -> _Form:
    live = assessment.live
    form = filled_form(facts, tinted=live is None)
    table = form.table
    set_widths(sheet, table.widths)
    line(sheet, 1, facts.title, table.widths, size=16, centred=True)
    line(sheet, 2, f"（{facts.year_line}）", table.widths, centred=True)
    placed = Placed(form, sheet.title, rows_at(table, 3))
    made = _Form(sheet.title, placed, assessment, facts, None, None, {})
    overlay: dict[tuple[int, int], Content] = {}
    if live:
        taken = set(book.sheetnames)
        made.calc = book.create_sheet(sheet_name(CALCULATION, taken))
        made.inputs = book.create_sheet(sheet_name(FIGURES, taken)) if live.figures else None
        calc = reference(made.calc.title)
        exact = [f"{calc}!$K${FIRST_ROW + index}" for index in range(len(live.rows))]
        overlay = overlay_of(assessment, facts, live, placed, calc, exact)
        highlight(sheet, placed)
    row = draw(sheet, table, 3, overlay)
    for (index, column), content in overlay.items():
        if content.formula:
            made.results[f"{get_column_letter(column + 1)}{placed.firsts[index]}"] = content.value
    notes = form_notes(facts)
    notes = notes[: len(notes) - bool(live and facts.unproved)]
    if facts.money and facts.money.claimed_rate:  # its cell holds the rate reckoned from the sums
        notes = (*notes, f"填报的执行率为{facts.money.claimed_rate}，表内执行率按资金数计算。")
    for note in notes:
        line(sheet, row, f"注：{note}", table.widths)
        row += 1
    if live:
        row = _live_note(sheet, row, made, table.widths)
    comment_findings(sheet, assessment, placed, lang)
    set_up(sheet, frozen="A3", repeated=placed.firsts[form.header])
    sheet.print_area = f"A1:{get_column_letter(len(table.widths))}{row - 1}"
    return made


def _live_note(sheet: Worksheet, row: int, form: _Form, widths: Sequence[int]) -> int:
    """How the form follows its cells, and what a total with rows that are not demonstrated could become."""
    assert form.calc is not None
    line(sheet, row, f"注：{EDITABLE.format(calc=form.calc.title)}", widths)
    calc, places = reference(form.calc.title), form.assessment.template.places
    shown = f'TEXT({calc}!{POSSIBLE},"{score_format(places)}")'
    formula = f'IF({calc}!{POSSIBLE}>{calc}!{TOTAL},"{OPEN_BEFORE}"&{shown}&"{OPEN_BEHIND}","")'
    told = f"{OPEN_BEFORE}{form.facts.total_possible}{OPEN_BEHIND}" if form.facts.open else None
    line(sheet, row + 1, told or " ", widths)
    put(sheet.cell(row + 1, 1), Content(told, formula))  # type: ignore[arg-type]
    form.results[f"A{row + 1}"] = told
    return row + 2


def _live_sheets(book: Workbook, form: _Form) -> dict[str, dict[str, Result]]:
    """The sheets that the form's formulas stand on, behind all others."""
    live, calc = form.assessment.live, form.calc
    if live is None or calc is None:
        return {}
    figures = {}
    if form.inputs is not None:
        figures = figure_sheet(form.inputs, live.figures)
        _behind(book, form.inputs)
    _behind(book, calc)
    whole = whole_of(form.assessment, form.facts, form.placed, figures)
    written = LiveSheet(calc, live, whole, lines_of(form.assessment, live, form.placed))
    written.write()
    return {calc.title: written.results}


def _behind(book: Workbook, sheet: Worksheet) -> None:
    book.move_sheet(sheet, len(book.sheetnames) - 1 - book.sheetnames.index(sheet.title))


def _charts(sheet: Worksheet, forms: Sequence[_Form]) -> dict[str, Result]:
    """Scores by level-1 indicator and the money, form by form."""
    results: dict[str, Result] = {}
    top = 1
    for form in forms:
        levels, money = _level_bars(form), _money_bars(form)
        results |= section(sheet, top, form.facts.about, levels, money)
        top += height(len(levels), len(money))
    for column, width in zip("ABCDE", (26, 13, 13, 13, 3), strict=True):
        sheet.column_dimensions[column].width = width
    set_up(sheet, frozen="A2", repeated=1)
    return results


def _level_bars(form: _Form) -> list[Bar]:
    facts, placed, live = form.facts, form.placed, form.assessment.live is not None
    groups: dict[str, list[int]] = {}
    for row, index in zip(facts.rows, placed.form.rows, strict=True):
        groups.setdefault(one_line(row.level1) or UNNAMED_LEVEL, []).append(index)
    bars = []
    if placed.form.money:
        at, result = placed.form.money[0], facts.execution.result
        bars.append(
            _bar(EXECUTION, result, (placed.at(at, "money_points"), placed.at(at, "money_score")), live)
        )
    for level in facts.levels:
        rows = groups[level.name]
        cells = [",".join(placed.at(row, role) for row in rows) for role in ("points", "score")]
        # Not the bare name of a level: a row that begins with it would be read as an indicator again.
        bars.append(_bar(f"{level.name}得分", level, (f"SUM({cells[0]})", f"SUM({cells[1]})"), live))
    return bars


def _bar(name: str, figures: ScoreFacts | LevelFacts, formulas: tuple[str, str], live: bool) -> Bar:
    points, score = figures.points.number, figures.score.number
    if not live:
        return Bar(name, Content(points), Content(score))
    return Bar(name, Content(points, formulas[0]), Content(score, f"N({formulas[1]})"))


def _money_bars(form: _Form) -> list[Bar]:
    facts, placed, live = form.facts, form.placed, form.assessment.live is not None
    bars = []
    for line_facts, row in zip(facts.money.lines if facts.money else (), placed.form.money, strict=False):
        both = [line_facts.adjusted or line_facts.initial, line_facts.spent]
        if not any(both):
            continue
        roles = ("adjusted" if line_facts.adjusted else "initial", "spent")
        contents = [
            Content(figure.number if figure else Fraction(0), f"N({placed.at(row, role)})" if live else "")
            for figure, role in zip(both, roles, strict=True)
        ]
        bars.append(Bar(line_facts.name, *contents))
    return bars


def _findings(sheet: Worksheet, report: ReportFacts) -> None:
    table = findings_table(report.findings, several=bool(report.projects))
    set_widths(sheet, table.widths)
    row = draw(sheet, table, 1)
    if not report.findings:
        line(sheet, row, "审核未发现问题。", table.widths)
    set_up(sheet, frozen="A2", repeated=1)


def _explanation(sheet: Worksheet, report: ReportFacts) -> None:
    several = bool(report.projects)
    names = (*(("所属表",) if several else ()), "指标", "步骤", "算式", "结果", "依据/单元格")
    rows: list[Row] = [tuple(head(name) for name in names)]
    for facts in report.tables:
        about = (Cell(facts.about),) if several else ()
        for row in (facts.execution, *facts.rows):
            rows.extend((*about, *cells) for cells in _steps(row.name, row.result.trace))
        rows.extend(
            (*about, *cells) for cells in _steps("总分和等级", (*facts.whole_trace, *facts.grade_trace))
        )
    fixed = (*((28,) if several else ()), 48, 28, 65, 24)
    table = Table((*fixed, LANDSCAPE_MM + 20 - sum(fixed)), tuple(rows), header=1)
    set_widths(sheet, table.widths)
    draw(sheet, table, 1)
    set_up(sheet, frozen="A2", repeated=1)


def _steps(name: str, trace: Iterable[Line]) -> Iterable[Row]:
    for step in trace:
        label = "　" * step.depth + step.label
        yield (Cell(name), Cell(label), Cell(step.expression), Cell(step.shown), Cell(step.basis))
