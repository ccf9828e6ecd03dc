"""Whole files: the same figures everywhere, nothing alive in them, the same bytes each time."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from subprocess import run

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.assessment import Assessment
from perfscore.report import write
from perfscore.report.blocks import Heading, Items, Paragraph, parse
from perfscore.report.context import reports
from perfscore.report.prose import markdown
from perfscore.report.write import write_report
from perfscore.report.xlsx_writer import sheet_name

SUFFIXES = (".docx", ".html", ".xlsx", ".json")


class Page(HTMLParser):
    """What a browser would show of a page, and the elements it would make."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def docx_lines(path: Path) -> list[str]:
    return ["".join(p.itertext(qn("w:t"))) for p in docx.Document(str(path)).element.body.iter(qn("w:p"))]


def xlsx_values(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path)
    return [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]


def shown(values: list[object]) -> str:
    """Cells as Excel shows them: scores with two places."""
    return "\n".join(f"{value:.2f}" if isinstance(value, float) else str(value) for value in values)


@pytest.fixture
def written(tmp_path: Path, department: Assessment, project: Assessment) -> dict[str, Path]:
    return {s: write_report([department, project], tmp_path / f"报告{s}") for s in SUFFIXES}


def test_every_figure_agrees_in_all_outputs(written: dict[str, Path]) -> None:
    texts = {
        ".docx": "\n".join(docx_lines(written[".docx"])),
        ".html": Page(written[".html"].read_text("utf-8")).text,
        ".xlsx": shown(xlsx_values(written[".xlsx"])),
        ".json": written[".json"].read_text("utf-8"),
    }
    for figure in (
        "98.53",
        "9.92",
        "2.77",
        "4.17",
        "4.16",
        "2.09",
        "146.1",
        "209.95",
        "208.23",
        "90.00",
        "100.00",
    ):
        assert [suffix for suffix, text in texts.items() if figure not in text] == [], figure


def test_word_holds_the_paragraphs_of_the_report_in_order(
    written: dict[str, Path], department: Assessment, project: Assessment
) -> None:
    [report] = reports([department, project])
    expected: list[str] = []
    for block in parse(markdown(report)):
        match block:
            case Heading(_, text) | Paragraph(text):
                expected.extend(text.split("\n"))
            case Items():
                expected.extend(block.numbered)
            case _:
                pass
    found = [p.text for p in docx.Document(str(written[".docx"])).paragraphs if p.text]
    rest = iter(found)
    assert [line for line in expected if line not in rest] == []


def test_word_page_follows_the_standard(written: dict[str, Path]) -> None:
    document = docx.Document(str(written[".docx"]))
    body, *appendix = document.sections
    page = [round(length.mm) for length in (body.page_width, body.page_height) if length]
    margins = (body.top_margin, body.right_margin, body.bottom_margin, body.left_margin)
    assert page == [210, 297]
    assert [round(length.mm) for length in margins if length] == [37, 26, 35, 28]
    # The two forms and the findings lie across; the rules and the list of gaps fit upright.
    across = [bool(section.page_width and section.page_width.mm > 290) for section in appendix]
    assert across == [True, True, True, False, False]
    faces = {
        name: document.styles[name].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Footer")
    }
    assert list(faces.values()) == [
        "仿宋_GB2312",
        "方正小标宋简体",
        "黑体",
        "楷体_GB2312",
        "仿宋_GB2312",
        "宋体",
    ]
    normal = document.styles["Normal"].element.find(qn("w:pPr"))
    assert normal.find(qn("w:spacing")).get(qn("w:line")) == "579"
    assert normal.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert body.footer.paragraphs[0].text == "— 1 —"


def test_word_tables_fill_their_grid_and_repeat_their_headers(written: dict[str, Path]) -> None:
    document = docx.Document(str(written[".docx"]))
    assert len(document.tables) == 7
    for table in document.tables:
        columns = len(table._tbl.tblGrid.findall(qn("w:gridCol")))
        for row in table._tbl.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == columns
            assert row.trPr is not None
            assert row.trPr.find(qn("w:cantSplit")) is not None
    indicators = document.tables[2]
    assert indicators._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    assert indicators.rows[2].cells[0].text == "产出指标"
    assert indicators.rows[13].cells[0].text == "产出指标"


def test_the_page_needs_nothing_and_runs_nothing(written: dict[str, Path]) -> None:
    html = written[".html"].read_text("utf-8")
    page = Page(html)
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in html
    assert '<html lang="zh-CN">' in html
    assert not {"script", "link", "img", "image", "use", "iframe", "object", "base", "form"} & set(page.tags)
    assert not {"src", "xlink:href", "srcset", "action"} & page.names
    assert set(re.findall(r'href="(.)', html)) == {"#"}, "only places of the page itself"
    assert not [name for name in page.names if name.startswith("on")]
    assert not re.search(r"https?:|url\(|@import", html)


def test_hostile_text_is_inert_in_the_page(tmp_path: Path, hostile: Assessment) -> None:
    html = write_report(hostile, tmp_path / "a.html").read_text("utf-8")
    page = Page(html)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert "<script>alert(1)</script>" in page.text
    assert "_x0041_&amp;&#65;" in page.text
    assert "{{ 7*7 }}{% raw %}" in page.text


def test_hostile_text_is_inert_in_word(tmp_path: Path, hostile: Assessment) -> None:
    path = write_report(hostile, tmp_path / "a.docx")
    text = "\n".join(docx_lines(path))
    for officers in (
        "<script>alert(1)</script>",
        "**粗**|a|b",
        "{{ 7*7 }}{% raw %}",
        "坏字符",
        "=cmd|' /C calc'!A0",
    ):
        assert officers in text
    with zipfile.ZipFile(path) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    fields = {text.strip() for text in document.itertext(qn("w:instrText"))}
    ours = re.compile(r'TOC \\o "1-2" \\h \\z \\u|PAGEREF _Toc\d{8} \\h|SEQ [图表] \\\* ARABIC')
    assert [field for field in fields if not ours.fullmatch(field)] == []
    links = list(document.iter(qn("w:hyperlink")))
    assert all(set(link.attrib) == {qn("w:anchor"), qn("w:history")} for link in links)  # within the document


def test_hostile_text_stays_text_in_excel(tmp_path: Path, hostile: Assessment) -> None:
    path = write_report(hostile, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s", "n"}
    values = set(xlsx_values(path))
    for officers in (
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\n=1+1",
        "＝1＋1",
        "＋1",
        "#N/A",
        "_x005F_x0041_&amp;&#65;",  # Excel shows this as `_x0041_`; openpyxl does not decode it
    ):
        assert officers in values
    assert "坏字符" in values
    with zipfile.ZipFile(path) as package:
        parts = b"".join(package.read(name) for name in package.namelist() if "worksheets/" in name)
    assert b"<f>" not in parts
    assert b"<hyperlink" not in parts
    quoted = [c for c in book.worksheets[0]["C"] if isinstance(c.value, str) and c.value == "=1+1"]
    assert quoted
    assert all(cell.quotePrefix for cell in quoted)


def test_excel_scores_are_numbers_with_two_places(written: dict[str, Path]) -> None:
    sheet = openpyxl.load_workbook(written[".xlsx"])["部门整体"]
    scores = {row[2].value: (row[5], row[6]) for row in sheet.iter_rows() if row[6].number_format == "0.00"}
    points, score = scores["在职职工人数"]
    assert (points.value, score.value, score.number_format) == (4.16, 2.77, "0.00")
    assert score.fill.start_color.rgb == "00FFF2CC"
    total = next(row for row in sheet.iter_rows() if row[0].value == "总分")
    assert (total[5].value, total[6].value) == (100, 98.53)


def test_excel_sheets_and_print_set_up(written: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(written[".xlsx"])
    assert book.sheetnames == ["部门整体", "目标管理经费", "问题清单", "得分说明", "图表"]
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.freeze_panes
        assert sheet.print_title_rows
    form = book["部门整体"]
    header = int(str(form.print_title_rows).split(":")[0].strip("$"))
    assert form.cell(header, 1).value == "一级指标"
    explanation = [[cell.value for cell in row] for row in book["得分说明"].iter_rows(max_row=3)]
    assert explanation[0] == ["所属表", "指标", "步骤", "算式", "结果", "依据/单元格"]
    assert explanation[2][2:] == [
        "得分",
        "10 × min(1, 208.23 ÷ 209.95)",
        "9.92",
        "依据 MOF-04，据公开业务系统的规则",
    ]


def test_a_very_long_goal_is_shown_whole(tmp_path: Path, department: Assessment) -> None:
    goal = "保障日常运行，落实各项决策。" * 300
    long = replace(department, table=replace(department.table, goal=goal))
    sheet = openpyxl.load_workbook(write_report(long, tmp_path / "a.xlsx")).worksheets[0]
    assert isinstance(sheet, Worksheet)
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == goal)
    merged = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
    heights = [sheet.row_dimensions[row].height or 0 for row in range(merged.min_row, merged.max_row + 1)]
    assert max(heights) <= 409
    assert sum(heights) > 1000


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("目标管理经费", set(), "目标管理经费"),
        ("目标管理经费", {"目标管理经费"}, "目标管理经费（2）"),
        ("a[b]:c*d?e/f\\g", set(), "abcdefg"),
        ("'经费'", set(), "经费"),
        ("/", set(), "自评表"),
        ("History", set(), "History表"),
        ("ABC", {"abc"}, "ABC（2）"),
        ("长" * 40, {"长" * 31}, "长" * 28 + "（2）"),
        ("😀" * 20, set(), "😀" * 15),
    ],
)
def test_sheet_names_are_legal_and_unique(wanted: str, taken: set[str], name: str) -> None:
    assert sheet_name(wanted, taken) == name
    assert name in taken


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_input_same_bytes(
    tmp_path: Path, suffix: str, department: Assessment, project: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_report([department, project], tmp_path / f"a{suffix}").read_bytes()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_report([department, project], tmp_path / f"b{suffix}").read_bytes() == first


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_documents_are_dated_by_their_rules_not_by_the_clock(
    tmp_path: Path, suffix: str, department: Assessment
) -> None:
    content = write_report(department, tmp_path / f"a{suffix}").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        core = package.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r">(\d{4}-[^<]*)<", core)) == {"2023-12-31T00:00:00Z"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_text_shows_that_something_was_forgotten(
    tmp_path: Path, suffix: str, department: Assessment, project: Assessment, bare: Assessment
) -> None:
    for index, subject in enumerate(([department, project], [project], [bare], [project, bare])):
        path = write_report(subject, tmp_path / f"{index}{suffix}")
        if suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as package:
                names = [name for name in package.namelist() if name.endswith(".xml")]
                text = "".join(package.read(name).decode() for name in names)
        else:
            text = path.read_text("utf-8")
        for mark in ("{{", "{%", ">None<", "None分", "【】", "【待补充：】", "Fraction("):
            assert mark not in text


def test_several_reports_in_one_file(tmp_path: Path, project: Assessment, bare: Assessment) -> None:
    document = docx.Document(str(write_report([project, bare], tmp_path / "a.docx")))
    titles = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Title"]
    assert len(titles) == 4
    assert (
        Page(write_report([project, bare], tmp_path / "a.html").read_text("utf-8")).tags.count("article") == 2
    )


def test_suffix_may_be_in_capitals_and_others_are_refused(tmp_path: Path, project: Assessment) -> None:
    assert write_report(project, tmp_path / "a.JSON").exists()
    with pytest.raises(
        ValueError, match=r"^不支持的报告格式“\.odt”：请使用 \.docx、\.xlsx、\.html、\.pdf 或 \.json。$"
    ):
        write_report(project, tmp_path / "a.odt")
    with pytest.raises(ValueError, match="没有可写入报告的自评表"):
        write_report([], tmp_path / "a.docx")
    with pytest.raises(ValueError, match="不支持的语言"):
        write_report(project, tmp_path / "a.json", lang="fr")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, suffix: str, project: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"a{suffix}"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError("open in another program")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        write_report(project, target)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_bytes() == b"old"


def test_importing_the_writer_loads_no_heavy_library() -> None:
    heavy = "docx", "openpyxl", "jinja2", "markdown_it", "pydantic"
    code = f"import sys, {write.__name__}; sys.exit(any(name in sys.modules for name in {heavy!r}))"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
