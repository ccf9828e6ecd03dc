"""Charts in Word: what is drawn, what stands behind it, and that Word can read it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openpyxl.chart.chartspace import ChartContainer
from wordml import broken_parts, misplaced

from perfscore.model.assessment import Assessment
from perfscore.report.charts import Chart, Series, Shape
from perfscore.report.context import reports
from perfscore.report.docx_chart_data import BASE, FALL, RISE, TOTAL, plot
from perfscore.report.docx_chart_xml import A, C, chart_xml
from perfscore.report.docx_writer import document_of
from perfscore.report.figures import Figure, amount, points

TEXT = "# 标题\n\n## 一、情况\n\n正文。\n\n```block levels-chart\n```\n\n```block execution-chart\n```\n\n图后的正文。\n"
DAY = date(2023, 12, 31)


def figures(*numbers: str | None) -> tuple[Figure | None, ...]:
    return tuple(None if number is None else points(Fraction(number), 2) for number in numbers)


def fractions(*numbers: str | None) -> tuple[Fraction | None, ...]:
    return tuple(None if number is None else Fraction(number) for number in numbers)


def chart(shape: Shape, *series: tuple[str | None, ...], unit: str = "分") -> Chart:
    categories = tuple(f"第{at}项" for at in range(1, len(series[0]) + 1))
    named = tuple(Series(f"序列{at}", figures(*one)) for at, one in enumerate(series, 1))
    return Chart("得分", shape, unit, categories, named)


# Worked by hand: 96.20 +0.92 = 97.12, -1.39 = 95.73, +3.10 = 98.83, -0.30 = 98.53.
SCORES = chart(Shape.WATERFALL, ("96.20", "0.92", "-1.39", "3.10", "-0.30", "98.53"))
# 30 -45.5 = -15.5, +20 = 4.5, -40 = -35.5: three steps that cross zero.
THROUGH_ZERO = chart(Shape.WATERFALL, ("30", "-45.5", "20", "-40", "-35.5"))
ALL = (
    SCORES,
    THROUGH_ZERO,
    chart(Shape.COLUMNS, ("50", "30", "10"), ("48.61", None, "10")),
    chart(Shape.LINES, ("96.5", None, "98.53"), ("99", "98", "100")),
    chart(Shape.LINES, ("1", "2"), ("2", "3"), ("3", "4"), ("4", "5")),
    chart(Shape.COLUMNS, (None, None)),
)


def test_steps_of_a_waterfall_stand_where_the_step_before_ended() -> None:
    drawn = {column.name: column for column in plot(SCORES).columns}
    assert list(drawn) == [BASE, TOTAL, RISE, FALL]
    assert drawn[BASE].values == fractions(None, "96.20", "95.73", "95.73", "98.53", None)
    assert drawn[TOTAL].values == fractions("96.20", None, None, None, None, "98.53")
    assert drawn[RISE].values == fractions(None, "0.92", None, "3.10", None, None)
    assert drawn[FALL].values == fractions(None, None, "1.39", None, "0.30", None)
    assert drawn[RISE].format == '"+"0.00;"+"0.00;0.00'
    assert drawn[FALL].format == '"-"0.00;"-"0.00;0.00'
    assert not drawn[BASE].seen


def test_small_steps_are_seen_because_the_axis_begins_above_zero() -> None:
    # The columns end between 95.73 and 98.83, a span of 3.1; half of it below: 94.18, and so 94.
    assert plot(SCORES).lowest == 94
    assert plot(THROUGH_ZERO).lowest is None
    assert plot(chart(Shape.WATERFALL, ("10", "-4", "6"))).lowest is None


def test_steps_through_zero_are_drawn_on_both_sides_and_labelled_once() -> None:
    drawn = {column.name: column for column in plot(THROUGH_ZERO).columns}
    assert drawn[BASE].values == fractions(None, None, None, None, None)
    assert drawn[TOTAL].values == fractions("30", None, None, None, "-35.5")
    assert drawn[FALL].values == fractions(None, "30", None, "4.5", None)
    assert drawn[f"{FALL}（零以下部分）"].values == fractions(None, "-15.5", None, "-35.5", None)
    assert drawn[RISE].values == fractions(None, None, "4.5", None, None)
    assert drawn[f"{RISE}（零以下部分）"].values == fractions(None, None, "-15.5", None, None)
    assert (drawn[FALL].said, drawn[RISE].said) == ({1: "-45.50", 3: "-40.00"}, {2: "+20.00"})
    assert drawn[f"{FALL}（零以下部分）"].format == ""


def test_columns_begin_at_zero_and_a_gap_stays_a_gap() -> None:
    drawn = plot(ALL[2])
    assert drawn.lowest == 0
    assert [column.values for column in drawn.columns] == [
        fractions("50", "30", "10"),
        fractions("48.61", None, "10"),
    ]
    assert plot(chart(Shape.COLUMNS, ("-5", "3"))).lowest is None


def test_labels_of_two_lines_stand_apart_and_of_many_are_left_to_the_table() -> None:
    assert [column.place for column in plot(ALL[3]).columns] == ["b", "t"]
    assert [column.format for column in plot(ALL[4]).columns] == [""] * 4


def test_money_keeps_the_digits_it_needs() -> None:
    money = tuple(amount(Fraction(number)) for number in ("146.1", "209.95"))
    [column] = plot(Chart("预算", Shape.COLUMNS, "万元", ("年初", "全年"), (Series("金额", money),))).columns
    assert column.format == "General"


@pytest.mark.parametrize("one", ALL)
def test_chart_parts_have_the_order_that_word_demands(one: Chart) -> None:
    root = etree.fromstring(chart_xml(one, "rId1"))
    assert list(misplaced(root)) == []
    # Every element and every value is one that the format knows.
    assert ChartContainer.from_tree(root.find(f"{{{C}}}chart")).plotArea is not None
    places = {item.get("val") for item in root.iter(f"{{{C}}}dLblPos")}
    allowed = {Shape.COLUMNS: {"outEnd"}, Shape.LINES: {"t", "b"}, Shape.WATERFALL: {"ctr"}}
    assert (
        places <= allowed[one.shape]
    )  # Word calls the file damaged when a stacked column has a label at its end


def test_series_are_told_apart_without_colour() -> None:
    lines = etree.fromstring(chart_xml(ALL[4], "rId1"))
    dashes = [item.get("val") for item in lines.iterfind(f".//{{{C}}}ser/{{{C}}}spPr//{{{A}}}prstDash")]
    markers = [item.get("val") for item in lines.iter(f"{{{C}}}symbol")]
    assert len(set(dashes)) == len(set(markers)) == 4
    columns = etree.fromstring(chart_xml(ALL[2], "rId1"))
    fills = [
        int(str(item.get("val"))[:2], 16)
        for item in columns.iterfind(f".//{{{C}}}ser/{{{C}}}spPr/{{{A}}}solidFill/{{{A}}}srgbClr")
    ]
    assert abs(fills[0] - fills[1]) > 128


@pytest.fixture
def written(tmp_path: Path, department: Assessment) -> Path:
    file = tmp_path / "a.docx"
    file.write_bytes(document_of([(reports([department])[0], TEXT)], "标题", DAY))
    return file


def test_charts_are_parts_with_the_workbook_behind_them(written: Path) -> None:
    assert list(broken_parts(written)) == []
    with zipfile.ZipFile(written) as package:
        names = package.namelist()
        content = package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")
        chart = etree.fromstring(package.read("word/charts/chart1.xml"))
        types = package.read("[Content_Types].xml").decode()
    assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} <= set(names)
    assert types.count("officedocument.drawingml.chart+xml") == 2
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert f'<Default Extension="xlsx" ContentType="{kind}"/>' in types
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Sheet1"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [None, "分值", "得分"]
    assert rows[1] == ["产出指标", 50, 48.61]
    cached = [item.text for item in chart.iterfind(f".//{{{C}}}val//{{{C}}}v")]
    assert cached == [f"{row[column]:g}" for column in (1, 2) for row in rows[1:]]
    ranges = [item.text for item in chart.iterfind(f".//{{{C}}}val//{{{C}}}f")]
    assert ranges == [f"Sheet1!${letter}$2:${letter}${len(rows)}" for letter in "BC"]


def test_a_chart_has_its_caption_and_is_told_to_those_who_do_not_see_it(written: Path) -> None:
    document = docx.Document(str(written))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "图1　各级指标得分情况（单位：分）" in texts
    assert texts[texts.index("图2　预算执行情况（单位：万元）") + 1] == "图后的正文。"
    told = [item.get("descr") for item in document.element.body.iter(qn("wp:docPr"))]
    assert told[0].startswith("各级指标得分情况（分）。产出指标：分值50.00、得分48.61。")
    for drawing in document.element.body.iter(qn("w:drawing")):
        properties = drawing.getparent().getparent().pPr
        assert properties.find(qn("w:keepNext")) is not None
        # An exact line would cut the picture off.
        assert properties.find(qn("w:spacing")).get(qn("w:lineRule")) == "auto"


def test_same_chart_same_bytes_and_no_clock(written: Path, department: Assessment) -> None:
    content = document_of([(reports([department])[0], TEXT)], "标题", DAY)
    assert content == written.read_bytes()
    with zipfile.ZipFile(written) as package:
        inner = package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")
    with zipfile.ZipFile(io.BytesIO(inner)) as package:
        core = package.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r">(\d{4}-[^<]*)<", core)) == {"2023-12-31T00:00:00Z"}


def test_officers_text_in_a_chart_stays_text(tmp_path: Path, department: Assessment) -> None:
    [report] = reports([department])
    names = ("=1+1", "<b>&", "@SUM(A1)")
    levels = tuple(replace(level, name=name) for level, name in zip(report.main.levels, names, strict=True))
    hostile = replace(report, main=replace(report.main, levels=levels))
    file = tmp_path / "a.docx"
    file.write_bytes(document_of([(hostile, TEXT)], "标题", DAY))
    with zipfile.ZipFile(file) as package:
        chart = etree.fromstring(package.read("word/charts/chart1.xml"))
        content = package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")
    cells = openpyxl.load_workbook(io.BytesIO(content))["Sheet1"]["A"]
    assert [(cell.data_type, cell.value) for cell in cells[1:]] == [("s", name) for name in names]
    assert tuple(item.text for item in chart.findall(f".//{{{C}}}cat//{{{C}}}v")[:3]) == names
