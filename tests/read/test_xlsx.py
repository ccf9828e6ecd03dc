"""What the cells of workbooks show: formats, dates, formulas, errors, merges, sheets."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import packages as make
import pytest
from packages import text_cell
from python_calamine import CalamineWorkbook

from perfscore.read.files import read_bytes
from perfscore.read.guard import Archive
from perfscore.read.number_formats import shown, tells
from perfscore.read.xlsx import read_workbook

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"


def sheet_of(*values: Any, formats: dict[str, str] | None = None) -> bytes:
    """A workbook by openpyxl, its values one below the other in column A."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, value in enumerate(values, start=1):
        sheet.cell(row, 1, value)
    for name, code in (formats or {}).items():
        sheet[name].number_format = code
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def column(data: bytes) -> list[str]:
    (grid,) = read_workbook(Archive(data, "表.xlsx")).grids
    return [grid.text(row, 1) for row in range(1, grid.height + 1)]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.95", "General", "0.95"),
        ("0.95", "0%", "95%"),
        ("0.9918", "0.00%", "99.18%"),
        ("0.95", '0"％"', "0.95％"),
        ("9", '0"人"', "9人"),
        ("9", "0\\人", "9人"),
        ("9", "0人", "9人"),
        ("9", 'G/通用格式"人次"', "9人次"),
        ("9", '"≥"0"次"', "≥9次"),
        ("0.9", '"≥"0%', "≥90%"),
        ("1234.5", "#,##0.00", "1234.5"),
        ("1234.5", "¥#,##0.00;[Red]-¥#,##0.00", "1234.5"),
        ("-5", "0.00;(0.00)", "-5"),
        ("-0.05", "0%;[Red]-0%", "-5%"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0"),
        ("0", '0;-0;"无"', "无"),
        ("2081234", '0!.0,"万元"', "208.1234万元"),
        ("2081234", "0\\.0,", "208.1234"),
        ("5000", "0,", "5"),
        ("45291", "yyyy-m-d", "2023年12月31日"),
        ("45291", 'yyyy"年"m"月"', "2023年12月"),
        ("45291", "[$-804]yyyy年m月d日;@", "2023年12月31日"),
        ("45291", "m/d/yyyy h:mm", "2023年12月31日"),
        ("45291", "mmm-yy", "2023年12月"),
        ("1", "yyyy-m-d", "1900年1月1日"),
        ("61", "yyyy-m-d", "1900年3月1日"),
        ("0.375", "h:mm", "9:00"),
        ("-1", "yyyy-m-d", "-1"),
        ("99999999", "yyyy-m-d", "99999999"),
        ("5", "[Red]0", "5"),
        ("5", '"', "5"),
        ("5", "", "5"),
        ("5", "%" * 300, "5"),
    ],
)
def test_numbers_show_as_their_format_shows_them(value: str, code: str, text: str) -> None:
    if code.startswith("%"):
        assert isinstance(shown(Fraction(value), code), str)
    else:
        assert shown(Fraction(value), code) == text


def test_formats_without_meaning_are_told_apart() -> None:
    assert not any(tells(code) for code in ("General", "0.00", "#,##0", "@", "0_ ", "[Red]0.0", "¥#,##0"))
    assert all(tells(code) for code in ("0%", '0"人"', "yyyy-m-d", "h:mm", "0,"))


def test_formats_come_from_the_file() -> None:
    data = sheet_of(
        0.95, 9, date(2023, 12, 31), datetime(2023, 12, 31, 9, 30), 0.95, 1e15, 0.1 + 0.2, -3, 1e-7,
        formats={"A1": "0.00%", "A2": '0"人"'},
    )  # fmt: skip
    expected = [
        "95%",
        "9人",
        "2023年12月31日",
        "2023年12月31日",
        "0.95",
        "1000000000000000",
        "0.3",
        "-3",
        "0.0000001",
    ]
    assert column(data) == expected


def test_dates_counted_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.active["A1"] = date(2023, 12, 31)  # type: ignore[index]
    assert column(saved(book)) == ["2023年12月31日"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1" t="b"><v>1</v></c>', "是"),
        ('<c r="A1" t="b"><v>0</v></c>', "否"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1" t="str"><f>A2&amp;"次"</f><v>5次</v></c>', "5次"),
        ('<c r="A1" t="d"><v>2023-12-31T00:00:00</v></c>', "2023年12月31日"),
        ('<c r="A1"><v>5</v></c>', "5"),
        ('<c r="A1" t="n"><v>5.10</v></c>', "5.1"),
        ('<c r="A1"><v>1E+2</v></c>', "100"),
        ('<c r="A1"><f>SUM(B1:B2)</f><v>95</v></c>', "95"),
        ('<c r="A1"><v>nan</v></c>', "nan"),
        ('<c r="A1"><v>1e999</v></c>', "1e999"),
        ('<c r="A1" s="99"><v>5</v></c>', "5"),
        ('<c r="A1" s="x"><v>5</v></c>', "5"),
        (f'<c r="A1" s="{"9" * 9999}"><v>5</v></c>', "5"),
        ('<c><v>5</v></c>', "5"),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t>乙</t></r></is></c>', "甲乙"),
        ('<c r="A1" t="inlineStr"><is><t>甲_x000D_\n乙</t></is></c>', "甲\r\n乙"),
        ('<c r="A1" t="s"><v>1</v></c>', "二"),
        ('<c r="A1" t="s"><v>7</v></c>', ""),
        ('<c r="A1" t="s"><v>x</v></c>', ""),
    ],
)  # fmt: skip
def test_kinds_of_cells(cell: str, text: str) -> None:
    strings = f'<sst xmlns="{make.MAIN}"><si><t>一</t></si><si><r><t>二</t></r></si></sst>'
    row = f'<row r="1">{cell}</row><row r="2">{text_cell("A2", "尾")}</row>'
    assert column(make.workbook(row, strings=strings))[0] == text


def test_cells_and_rows_without_names_follow_each_other() -> None:
    rows = (
        '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row><row/><row><c/><c><v>5</v></c></row>'
    )
    (grid,) = read_workbook(Archive(make.workbook(rows), "a")).grids
    assert [grid.text(*at) for at in ((1, 1), (1, 3), (1, 4), (3, 2))] == ["1", "3", "4", "5"]


@pytest.mark.parametrize("name", ["A0", "A9999999", "XFE1", "ZZZZ1", "1", "A", "a-1", "٣1"])
def test_cells_with_impossible_names_are_passed_over(name: str) -> None:
    rows = f'<row r="1"><c r="{name}"><v>7</v></c></row><row r="2">{text_cell("A2", "尾")}</row>'
    assert "7" not in column(make.workbook(rows))


def test_strict_and_prefixed_namespaces() -> None:
    strict = make.sheet_xml(make.TABLE).replace(make.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    prefixed = re.sub(r"<(/?)(?=\w)", r"<\1x:", make.sheet_xml(make.TABLE)).replace("xmlns=", "xmlns:x=")
    for sheet in (strict, prefixed):
        assert len(read_bytes(make.packed(make.workbook_parts(sheet)), "a.xlsx")[0].rows) == 1


@pytest.mark.parametrize("where", ["inside", "last column", "last row", "all"])
def test_formula_without_a_saved_result_is_told(where: str) -> None:
    """openpyxl saves formulas without results; some readers then drop the whole row or column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(make.HEADER)
    sheet.append(("产出指标", "数量指标", "会议次数", "≥4次", "5次", 50, 50))
    sheet.append(("产出指标", "数量指标", "培训次数", "≥4次", "5次", 50, 50))
    cells = {
        "inside": ["F2"],
        "last column": ["G2", "G3"],
        "last row": ["A3", "B3", "C3", "D3", "E3", "F3", "G3"],
    }
    formulas = cells.get(where, [f"{c}{r}" for c in "DEFG" for r in (2, 3)])
    for name in formulas:
        sheet[name] = "=1+1"
    (table,) = read_bytes(saved(book), "表.xlsx")
    told = [finding for finding in table.findings if finding.code == "R105"]
    assert [finding.at.cell for finding in told] == sorted(formulas, key=lambda name: (name[1], name[0]))
    assert "保存一次" in told[0].mend


def test_formula_with_an_empty_result_is_no_fault() -> None:
    row = '<row r="3"><c r="C3" t="str"><f>IF(1,"","")</f><v></v></c></row>'
    (table,) = read_bytes(make.workbook(make.TABLE + row), "表.xlsx")
    assert not table.findings


def test_merges_cover_and_overlapping_ones_do_no_harm() -> None:
    rows = make.rows_xml(("甲", "乙", "丙"), ("丁", "戊", "己"), ("庚", "辛", "壬"))
    merges = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/><mergeCell ref="C1:C1048576"/><mergeCell ref="x"/></mergeCells>'
    (grid,) = read_workbook(Archive(make.workbook(rows, merges), "a")).grids
    assert [[grid.text(r, c) for c in (1, 2, 3)] for r in (1, 2, 3)] == [
        ["甲", "甲", "丙"],
        ["甲", "甲", "丙"],
        ["庚", "辛", "丙"],
    ]


def test_sheets_in_order_hidden_ones_told_and_charts_passed_over() -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(("二", "一", "词表")):
        sheet = book.create_sheet(name) if number else book.active
        assert sheet is not None
        sheet.title = name
        sheet.append(make.HEADER)
        sheet.append(make.ROW)
    book["词表"].sheet_state = "veryHidden"
    book["一"].row_dimensions[2].hidden = True
    book.create_chartsheet("图")
    tables = read_bytes(saved(book), "表.xlsx")
    assert [table.source.sheet for table in tables] == ["二", "一"]
    told = {finding.code: finding for finding in tables[0].findings}
    assert "词表" in told["F106"].message
    assert "第 2 行" in told["F108"].message
    assert len(tables[1].rows) == 1, "hidden rows are read"


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"xl/vbaProject.bin": "x"}, "F101"),
        ({"xl/macrosheets/sheet1.xml": "x"}, "F101"),
        ({"xl/externalLinks/_rels/externalLink1.xml.rels": make.relations(("rId1", "externalLinkPath", "file:///c:/a.xlsx"), external=True)}, "F102"),
        ({"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink ddeService='cmd'/></externalLink>"}, "F103"),
        ({"xl/embeddings/oleObject1.bin": "x"}, "F104"),
        ({"xl/activeX/activeX1.bin": "x"}, "F104"),
    ],
)  # fmt: skip
def test_what_else_a_workbook_carries_is_told_not_opened(extra: dict[str, str], code: str) -> None:
    parts = make.workbook_parts(make.sheet_xml(make.TABLE))
    (table,) = read_bytes(make.packed({**parts, **extra}), "表.xlsm")
    assert [finding.code for finding in table.findings] == [code]
    assert all(table.findings[0].wording(lang).message for lang in ("zh", "en"))


def test_hyperlinks_and_chart_workbooks_are_nothing_to_tell() -> None:
    parts = make.workbook_parts(make.sheet_xml(make.TABLE))
    links = make.relations(("rId1", "hyperlink", "https://example.invalid/"), external=True)
    extra = {"xl/worksheets/_rels/sheet1.xml.rels": links, "xl/embeddings/Microsoft_Excel_Sheet.xlsx": "x"}
    (table,) = read_bytes(make.packed({**parts, **extra}), "表.xlsx")
    assert not table.findings


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_same_values_as_two_libraries(path: Path) -> None:
    """Parity with openpyxl and calamine, value by value."""
    (grid,) = read_workbook(Archive(path.read_bytes(), path.name)).grids
    sheet = openpyxl.load_workbook(path, data_only=True).active
    assert sheet is not None
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    seen = 0
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            ours = grid.text(cell.row, cell.column or 0)
            theirs = rows[cell.row - 1][(cell.column or 1) - 1]
            if isinstance(cell.value, str):
                assert ours == cell.value == theirs
            else:
                number = Fraction(ours.rstrip("%")) / (100 if ours.endswith("%") else 1)
                assert number == Fraction(str(cell.value)) == Fraction(str(theirs))
            seen += 1
    assert seen > 50
