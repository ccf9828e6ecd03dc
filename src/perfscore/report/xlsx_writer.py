"""Assessments -> a workbook: one scored form each, the list of findings, the explanation of every score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.assessment import Assessment
from perfscore.report.archive import steady
from perfscore.report.context import together
from perfscore.report.explain import Line
from perfscore.report.facts import AssessmentFacts, ReportFacts
from perfscore.report.tables import (
    LANDSCAPE_MM,
    Cell,
    Row,
    Table,
    findings_table,
    form_notes,
    form_tables,
    head,
)
from perfscore.report.xlsx_cells import draw, line, set_widths

FINDINGS, EXPLANATION = "问题清单", "得分说明"
NAME_UNITS = 31  # UTF-16 units in a sheet's name
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def render(assessments: Sequence[Assessment], lang: str = "zh") -> bytes:
    report = together(assessments, lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    taken = {FINDINGS, EXPLANATION}
    for facts in report.tables:
        _form(book.create_sheet(sheet_name(facts.about, taken)), facts)
    _findings(book.create_sheet(FINDINGS), report)
    _explanation(book.create_sheet(EXPLANATION), report)
    book.properties.creator = book.properties.lastModifiedBy = "perfscore"
    out = BytesIO()
    book.save(out)
    return steady(out.getvalue(), max(assessment.template.on for assessment in assessments))


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


def _form(sheet: Worksheet, facts: AssessmentFacts) -> None:
    top, indicators = form_tables(facts)
    set_widths(sheet, top.widths)
    line(sheet, 1, facts.title, top.widths, size=16, centred=True)
    line(sheet, 2, f"（{facts.year_line}）", top.widths, centred=True)
    header = draw(sheet, top, 3)
    row = draw(sheet, indicators, header)
    for note in form_notes(facts):
        line(sheet, row, f"注：{note}", top.widths)
        row += 1
    set_up(sheet, frozen="A3", repeated=header)


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


def set_up(sheet: Worksheet, frozen: str, repeated: int) -> None:
    """Screen: top rows stay. Paper: A4 across, as wide as one page, the header row on every page."""
    sheet.freeze_panes = frozen
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"{repeated}:{repeated}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
