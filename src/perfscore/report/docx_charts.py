"""Chart -> a paragraph with a chart that Word draws itself and whose figures Word can edit."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.report.charts import Chart
from perfscore.report.docx_chart_data import plot
from perfscore.report.docx_chart_xml import SHEET, C, chart_xml, decimal
from perfscore.report.gbt9704 import element
from perfscore.report.xlsx_cells import put_text

WIDTH_MM, HEIGHT_MM = 150, 70


def chart_element(document: Document, chart: Chart) -> Any:
    """Add the chart's parts to the document; gives the paragraph, which is not yet placed.

    The paragraph stays with the next one, its caption. Those who do not see the chart are told `chart.told`.
    """
    package = document.part.package
    number = sum(part.content_type == CONTENT_TYPE.DML_CHART for part in package.iter_parts()) + 1
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    figures = Part(name, CONTENT_TYPE.SML_SHEET, _workbook(chart), package)
    part._blob = chart_xml(chart, part.relate_to(figures, RELATIONSHIP_TYPE.PACKAGE))
    return _paragraph(chart, number, document.part.relate_to(part, RELATIONSHIP_TYPE.CHART))


def _workbook(chart: Chart) -> bytes:
    """The figures as Word's `编辑数据` shows them: categories down, series across."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    columns = plot(chart).columns
    for row, category in enumerate(chart.categories, 2):
        _text(sheet, row, 1, category)
    for at, column in enumerate(columns, 2):
        _text(sheet, 1, at, column.name)
        for row, value in enumerate(column.values, 2):
            if value is not None:
                sheet.cell(row, at, float(decimal(value)))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    put_text(cell, text)


def _paragraph(chart: Chart, number: int, relation: str) -> Any:
    made = element("w:p")
    properties = element("w:pPr")
    properties.append(element("w:keepNext"))
    properties.append(element("w:snapToGrid", val=0))
    # Word cuts a picture off at an exact line: this one is as high as what stands on it.
    properties.append(element("w:spacing", before=120, after=0, line=240, lineRule="auto"))
    properties.append(element("w:ind", firstLineChars=0, firstLine=0))
    properties.append(element("w:jc", val="center"))
    made.append(properties)
    run, drawing = element("w:r"), element("w:drawing")
    drawing.append(_inline(chart, number, relation))
    run.append(drawing)
    made.append(run)
    return made


def _inline(chart: Chart, number: int, relation: str) -> Any:
    made = parse_xml(
        f'<wp:inline {nsdecls("wp", "a", "r")} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{Mm(WIDTH_MM)}" cy="{Mm(HEIGHT_MM)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="图表 {number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{relation}"/></a:graphicData>'
        "</a:graphic></wp:inline>"
    )
    properties: Any = made.find(qn("wp:docPr"))
    properties.set("descr", chart.told)
    properties.set("title", chart.title)
    return made
