"""Comparisons -> a workbook: totals, money, indicators, what the total's change is made of, names to confirm, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.comparison import Comparison
from perfscore.model.money_text import MoneyTexts
from perfscore.report.archive import steady
from perfscore.report.comparison_context import comparison_facts
from perfscore.report.comparison_facts import ComparisonFacts
from perfscore.report.comparison_reports import Compared, day_of
from perfscore.report.comparison_tables import (
    MATCH_HEADERS,
    lines_table,
    matches_table,
    money_table,
    parts_table,
    totals_table,
)
from perfscore.report.tables import Table, findings_table
from perfscore.report.texts_facts import TextsFacts, texts_facts, texts_table
from perfscore.report.xlsx_cells import draw, line, set_widths
from perfscore.report.xlsx_page import set_up
from perfscore.report.xlsx_pictures import LAST_SHOWN, ON_A_PAGE, put_chart
from perfscore.report.xlsx_writer import sheet_name

MATCHES = "指标对照"


def render(subjects: Sequence[Compared], lang: str = "zh") -> bytes:
    comparisons = [each for each in subjects if isinstance(each, Comparison)]
    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    several = len(comparisons) > 1
    for comparison in comparisons:
        facts = comparison_facts(comparison, lang)
        about = f"{facts.about}-" if several else ""

        def sheet(title: str, about: str = about) -> Worksheet:
            made: Worksheet = book.create_sheet(
                sheet_name(f"{title}（{about[:-1]}）" if about else title, taken)
            )
            return made

        _whole(sheet("总体情况"), facts)
        _pictures(sheet("图表"), facts)
        _titled(sheet("指标对比"), f"{facts.title}——指标", [lines_table(facts)], repeated=1)
        if facts.passages:
            _titled(
                sheet("总分变化"),
                f"{facts.title}——总分变化的构成",
                [parts_table(passage) for passage in facts.passages],
                [f"{passage.before_label}至{passage.after_label}" for passage in facts.passages],
            )
        _matches(sheet(MATCHES), facts)
        _findings(sheet("需要核实的问题"), facts)
    for texts in (each for each in subjects if isinstance(each, MoneyTexts)):
        told = texts_facts(texts, lang)
        _titled(
            book.create_sheet(sheet_name("文本资金对比", taken)), told.title, [texts_table(told)], repeated=1
        )
        _findings(book.create_sheet(sheet_name("文本前后矛盾", taken)), told)
    book.properties.creator = book.properties.lastModifiedBy = "perfscore"
    out = BytesIO()
    book.save(out)
    return steady(out.getvalue(), day_of(subjects))


def _whole(sheet: Worksheet, facts: ComparisonFacts) -> None:
    money, totals = money_table(facts), totals_table(facts)
    set_widths(sheet, money.widths)
    line(sheet, 1, facts.title, money.widths, size=16, centred=True)
    line(sheet, 2, facts.unit, money.widths)
    row = draw(sheet, _spread(totals, money.widths), 3)
    line(sheet, row, "预算资金（单位：万元）", money.widths)
    draw(sheet, money, row + 1)
    set_up(sheet, frozen="A3", repeated=3)


def _spread(table: Table, widths: Sequence[int]) -> Table:
    """A table over the columns of a wider one: its cells take as many of them as come nearest to their own width."""
    total, own = sum(widths), sum(table.widths)
    edges = [sum(widths[:n]) / total for n in range(len(widths) + 1)]
    wanted, at = [], 0
    for n in range(1, len(table.widths) + 1):
        share = sum(table.widths[:n]) / own
        left = len(table.widths) - n
        choices = range(at + 1, len(widths) - left + 1)
        end = len(widths) if not left else min(choices, key=lambda e: abs(edges[e] - share))
        wanted.append(end - at)
        at = end
    rows = tuple(
        tuple(replace(cell, columns=wanted[index]) for index, cell in enumerate(row)) for row in table.rows
    )
    return replace(table, widths=tuple(widths), rows=rows)


def _titled(
    sheet: Worksheet,
    title: str,
    tables: Iterable[Table],
    names: Sequence[str] = (),
    repeated: int = 0,
) -> None:
    row = 2
    for index, table in enumerate(tables):
        if not index:
            set_widths(sheet, table.widths)
            line(sheet, 1, title, table.widths, size=14, centred=True)
        if names:
            line(sheet, row, names[index], table.widths)
            row += 1
        row = draw(sheet, table, row) + 1
    set_up(sheet, frozen="A3", repeated=2 if repeated else 1)


def _matches(sheet: Worksheet, facts: ComparisonFacts) -> None:
    """The sheet that is filled in and given back: `perfscore compare … --matches`."""
    table = matches_table(facts)
    set_widths(sheet, table.widths)
    last = draw(sheet, table, 1)
    if facts.matches:
        answers = DataValidation(type="list", formula1='"是,否"', allow_blank=True)
        answers.promptTitle, answers.prompt = (
            MATCH_HEADERS[-1],
            "是同一指标填“是”，不是填“否”，不清楚的留空。",
        )
        answers.showInputMessage = answers.showErrorMessage = True
        letter = "ABCDEFGH"[len(MATCH_HEADERS) - 1]
        answers.add(f"{letter}2:{letter}{last - 1}")
        sheet.add_data_validation(answers)
        told = "说明：在最后一栏填写“是”或“否”后保存，重新对比时用 --matches 指定本文件即可按此对照。"
    else:
        told = "各年度指标名称一致，没有需要对照的指标。"
    line(sheet, last, told, table.widths)
    set_up(sheet, frozen="A2", repeated=1)


def _findings(sheet: Worksheet, facts: ComparisonFacts | TextsFacts) -> None:
    table = findings_table(facts.findings, several=False)
    set_widths(sheet, table.widths)
    row = draw(sheet, table, 1)
    if not facts.findings:
        line(sheet, row, "对比未发现需要核实的问题。", table.widths)
    set_up(sheet, frozen="A2", repeated=1)


def _pictures(sheet: Worksheet, facts: ComparisonFacts) -> None:
    row = 1
    steps = (
        passage.chart for passage in facts.passages if passage.raised or passage.lowered or passage.unsure
    )
    for number, chart in enumerate((*facts.charts, *steps)):
        if number and number % ON_A_PAGE == 0:
            sheet.row_breaks.append(Break(id=row - 1))
        row = put_chart(sheet, chart, row) + 1
    sheet.print_area = f"A1:{LAST_SHOWN}{row}"
    set_up(sheet, frozen="A1", repeated=1)
    sheet.print_title_rows = None
    sheet.page_setup.orientation = "portrait"
