"""The Word document: its XML as Word demands it, and its pages as a reader sees them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from rendered import MM, needs_office, pages
from wordml import broken_parts, misplaced

from perfscore.model.assessment import Assessment
from perfscore.report.context import reports
from perfscore.report.docx_lines import lines_of
from perfscore.report.docx_writer import document_of
from perfscore.report.facts import ReportFacts
from perfscore.report.write import write_report

DAY = date(2023, 12, 31)
SENTENCE = "绩效自评应当客观公正地反映预算资金使用情况和目标完成情况"  # 28 signs
TITLE = "# 某某单位\n# 绩效自评报告\n\n"
LONG = "".join(
    f"## {chapter}、第{chapter}章\n\n"
    + "".join(
        f"### （{part}）第{chapter}章第{part}节\n\n" + f"{SENTENCE * 9}。\n\n" * 2 for part in "一二三四"
    )
    for chapter in "一二三四五"
)


@pytest.fixture
def report(department: Assessment) -> ReportFacts:
    [made] = reports([department])
    return made


def written(folder: Path, report: ReportFacts, text: str) -> Path:
    file = folder / "report.docx"
    file.write_bytes(document_of([(report, text)], "标题", DAY))
    return file


def contents_of(file: Path) -> list[tuple[str, str, str]]:
    """Style, text and page number of each line of the table of contents."""
    body = docx.Document(str(file)).element.body
    lines = []
    for paragraph in body.iterfind(f"{qn('w:sdt')}/{qn('w:sdtContent')}/{qn('w:p')}"):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        text, _, page = "".join(
            item.text if item.tag == qn("w:t") else "\t" for item in paragraph.iter(qn("w:t"), qn("w:tab"))
        ).partition("\t")
        if style is not None and text:
            lines.append((style.get(qn("w:val")), text, page))
    return lines


def test_every_part_has_the_order_that_word_demands(
    tmp_path: Path, department: Assessment, project: Assessment, report: ReportFacts
) -> None:
    long = written(tmp_path, report, TITLE + LONG + "```block levels-chart\n```\n")
    for file in (long, write_report([department, project], tmp_path / "both.docx")):
        assert list(broken_parts(file)) == []
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                if name.startswith("word/") and name.endswith(".xml") and "Effects" not in name:
                    assert list(misplaced(etree.fromstring(package.read(name)))) == [], name


def test_ids_and_bookmarks_are_unique(tmp_path: Path, project: Assessment, bare: Assessment) -> None:
    body = docx.Document(str(write_report([project, bare], tmp_path / "a.docx"))).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    starts = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    ends = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))]
    assert len(names) > 20
    assert len(set(names)) == len(names)
    assert starts == ends


def test_chinese_typesetting_is_asked_for(tmp_path: Path, report: ReportFacts) -> None:
    file = written(tmp_path, report, TITLE + "“引号”——破折号……")
    document = docx.Document(str(file))
    settings = document.settings.element
    assert settings.find(qn("w:characterSpacingControl")).get(qn("w:val")) == "compressPunctuation"
    assert settings.find(qn("w:updateFields")) is None  # it would open with a question
    modes = {item.get(qn("w:name")): item.get(qn("w:val")) for item in settings.iter(qn("w:compatSetting"))}
    assert modes["compatibilityMode"] == "15"
    normal = document.styles["Normal"].element.pPr
    for name, value in (("kinsoku", "1"), ("overflowPunct", "1"), ("widowControl", "0")):
        assert normal.find(qn(f"w:{name}")).get(qn("w:val")) == value
    # Without the hint Word sets “ ” — … half as wide, in the Latin face.
    hints = {fonts.get(qn("w:hint")) for fonts in document.paragraphs[-1]._p.iter(qn("w:rFonts"))}
    assert hints == {"eastAsia"}
    with zipfile.ZipFile(file) as package:
        fonts = package.read("word/fontTable.xml").decode()
        assert not [name for name in package.namelist() if "thumbnail" in name]
    for face, other in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("方正小标宋简体", "宋体")):
        assert f'<w:font w:name="{face}"><w:altName w:val="{other}"/>' in fonts
    footer = document.styles["Footer"].element.rPr.rFonts
    assert {footer.get(qn(f"w:{name}")) for name in ("ascii", "eastAsia")} == {"宋体"}


@pytest.mark.parametrize(
    ("text", "width", "first", "lines"),
    [
        ("", 28, 2, 1),
        ("字" * 26, 28, 2, 1),
        ("字" * 27, 28, 2, 2),
        ("字" * 28 + "。", 28, 0, 1),  # the full stop hangs in the margin
        ("字" * 28 + "。字", 28, 0, 2),
        ("字" * 27 + "（字", 28, 0, 2),
        ("字" * 20 + "abcdefghijklmnopqrstuvwxyz", 28, 0, 2),  # 26 letters are wider than the 8 ems left
        ("a" * 100, 12, 0, 4),  # 48 ems
    ],
)
def test_lines_are_counted_as_they_break(text: str, width: float, first: float, lines: int) -> None:
    assert lines_of(text, width, first) == lines


def test_a_short_report_has_no_table_of_contents(tmp_path: Path, report: ReportFacts) -> None:
    assert contents_of(written(tmp_path, report, TITLE + "## 一、情况\n\n正文。")) == []


def test_a_long_report_has_one_that_word_can_update(tmp_path: Path, report: ReportFacts) -> None:
    file = written(tmp_path, report, TITLE + LONG)
    lines = contents_of(file)
    assert lines[0] == ("TOCHeading", "目　　录", "")
    assert [text for style, text, _ in lines if style == "toc1"] == [f"{n}、第{n}章" for n in "一二三四五"]
    assert len([style for style, _, _ in lines if style == "toc2"]) == 20
    assert all(page.isdecimal() for *_, page in lines[1:])
    body = docx.Document(str(file)).element.body
    fields = [text.strip() for text in body.itertext(qn("w:instrText"))]
    assert fields[0] == 'TOC \\o "1-2" \\h \\z \\u'
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} == marks
    opened = [char.get(qn("w:fldCharType")) for char in body.iter(qn("w:fldChar"))]
    assert opened.count("begin") == opened.count("end") == opened.count("separate")
    assert not [char for char in body.iter(qn("w:fldChar")) if char.get(qn("w:dirty"))]


@needs_office
def test_a_full_page_has_22_lines_of_28_signs(tmp_path: Path, report: ReportFacts) -> None:
    made = pages(written(tmp_path, report, f"{TITLE}{SENTENCE * 60}\n"))
    full = made[1]
    assert [len(line.text) for line in full.lines] == [28] * 22
    pitches = [below.top - above.top for above, below in zip(full.lines, full.lines[1:], strict=False)]
    assert all(abs(pitch - 28.95) < 0.1 for pitch in pitches)  # 225 mm / 22 = 28.99 pt, in whole twips
    for line in full.lines:
        assert abs(line.left - 28 * MM) < 0.5
        assert abs(line.right - (210 - 26) * MM) < 2  # 28 signs of 15.75 pt are 1.2 pt short of 156 mm
        assert 37 * MM < line.top < (297 - 35) * MM
    assert made[0].lines[2].text == SENTENCE[:26]  # after the title; two signs of indent


@needs_office
def test_page_numbers_stand_outside(tmp_path: Path, report: ReportFacts) -> None:
    made = pages(written(tmp_path, report, f"{TITLE}{SENTENCE * 60}\n\n```block form\n```\n"))
    assert len(made) >= 4
    for at, page in enumerate(made, 1):
        assert page.number is not None
        assert page.number.text == f"—{at}—"
        left, right = (35, 37) if page.across else (28, 26)
        if at % 2:  # one sign of 14 pt within the type area
            assert abs(page.number.right - (page.width - right * MM - 14)) < 3
        else:
            assert abs(page.number.left - (left * MM + 14)) < 3
    upright = made[0].number
    assert upright is not None
    assert 262 * MM < upright.top < 275 * MM  # under the type area, which ends at 262 mm


@needs_office
def test_wide_tables_lie_across_and_all_else_stands_upright(tmp_path: Path, report: ReportFacts) -> None:
    text = (
        "## 一、情况\n\n正文一。\n\n```block levels\n```\n\n正文二。\n\n## 附表\n\n```block form\n```\n\n"
        "## 二、后文\n\n正文三。\n\n---\n\n## 依据\n\n```block rules\n```\n"
    )
    made = pages(written(tmp_path, report, TITLE + text))
    where = {
        words: page.across
        for words in (
            "正文一。",
            "表1一级指标得分情况",
            "正文二。",
            "附表",
            "偏差原因分析",
            "正文三。",
            "规则编号",
        )
        for page in made
        if words in page.text
    }
    assert where == {
        "正文一。": False,
        "表1一级指标得分情况": False,
        "正文二。": False,
        "附表": True,
        "偏差原因分析": True,
        "正文三。": False,
        "规则编号": False,
    }
    assert all(page.lines for page in made)


@needs_office
def test_a_long_table_repeats_its_header_and_loses_nothing(tmp_path: Path, report: ReportFacts) -> None:
    [first, *_] = report.findings
    many = tuple(replace(first, number=number, where=f"第{number}处") for number in range(1, 61))
    text = "---\n\n## 附表\n\n```block findings\n```\n"
    made = [
        page
        for page in pages(written(tmp_path, replace(report, findings=many), TITLE + text))
        if "处" in page.text
    ]
    assert len(made) > 3
    for page in made:
        assert "编号" in page.text
        assert "如何改" in page.text
        left, top, right, bottom = page.edges
        assert left >= 35 * MM - 3
        assert top >= 28 * MM - 3
        assert right <= page.width - 37 * MM + 3
        assert bottom <= page.height - 5 * MM
        assert max(line.top for line in page.lines) < page.height - 26 * MM
    found = re.findall(r"第(\d+)处", "".join(page.text for page in made))
    assert [int(number) for number in found] == list(range(1, 61))
    # A row is cut by no page's end: each page shows as many row numbers as messages.
    assert all(page.text.count("在职职工人数") == len(re.findall(r"第\d+处", page.text)) for page in made)


@needs_office
def test_a_row_higher_than_a_page_is_shown_whole(tmp_path: Path, department: Assessment) -> None:
    goal = "".join(f"第{number}项任务完成。" for number in range(1000, 1400))
    long = replace(department, table=replace(department.table, goal=goal))
    [report] = reports([long])
    made = pages(written(tmp_path, report, f"{TITLE}```block form\n```\n"))
    text = "".join(page.text for page in made)
    assert set(range(1000, 1400)) <= {int(number) for number in re.findall(r"\d{4}", text)}


@needs_office
def test_charts_are_drawn_with_their_figures(tmp_path: Path, report: ReportFacts) -> None:
    text = f"{TITLE}图前。\n\n```block levels-chart\n```\n\n```block execution-chart\n```\n\n图后。\n"
    made = pages(written(tmp_path, report, text))
    assert len(made) == 1
    [page] = made
    assert page.curves > 5
    for words in ("48.61", "满意度指标", "146.1", "208.23", "全年执行数"):
        assert words in page.text
    left, _, right, _ = page.edges
    assert left >= 28 * MM - 1
    assert right <= (210 - 26) * MM + 1
    captions = [line.text for line in page.lines if line.text.startswith("图")]
    assert captions == [
        "图前。",
        "图1各级指标得分情况（单位：分）",
        "图2预算执行情况（单位：万元）",
        "图后。",
    ]


@needs_office
def test_the_contents_name_the_pages_on_which_the_headings_stand(tmp_path: Path, report: ReportFacts) -> None:
    many = tuple(replace(report.findings[0], number=number) for number in range(1, 41))
    long = replace(report, findings=many)
    charts = "```block levels-chart\n```\n\n```block levels\n```\n\n"
    appendix = "".join(
        f"---\n\n## {title}\n\n```block {name}\n```\n\n"
        for title, name in (("附表1：自评表", "form"), ("附表2：问题", "findings"), ("附表3：依据", "rules"))
    )
    file = written(
        tmp_path, long, TITLE + LONG[: len(LONG) // 2] + "\n\n" + charts + LONG[len(LONG) // 2 :] + appendix
    )
    listed = [(text, int(page)) for _, text, page in contents_of(file)[1:]]
    made = pages(file)
    for text, number in listed:
        on = [
            at for at, page in enumerate(made, 1) if at > 1 and any(line.text == text for line in page.lines)
        ]
        assert on == [number], text
    assert made[0].text.startswith("某某单位绩效自评报告目录")
    assert not any(line.text == "一、第一章" for line in made[0].lines)


@needs_office
@pytest.mark.parametrize(
    "begin", ["```block findings\n```\n\n", "```block levels\n```\n\n", "---\n\n", "正文。\n\n"]
)
def test_contents_stand_alone_whatever_follows_the_title(
    tmp_path: Path, report: ReportFacts, begin: str
) -> None:
    made = pages(written(tmp_path, report, TITLE + begin + LONG))
    assert made[0].text.startswith("某某单位绩效自评报告目录一、第一章")
    assert not made[0].across
    assert made[0].lines[-1].text.startswith("（四）第五章第四节")
    assert all(page.lines for page in made)


def test_an_outline_may_have_no_title_and_no_headings(tmp_path: Path, report: ReportFacts) -> None:
    file = written(tmp_path, report, f"{SENTENCE * 300}\n\n```block rules\n```\n")
    assert contents_of(file) == []
    assert docx.Document(str(file)).paragraphs[0].text == SENTENCE * 300
    assert docx.Document(str(written(tmp_path, report, ""))).paragraphs == []


@needs_office
def test_published_tables_make_no_empty_page(
    tmp_path: Path, department: Assessment, project: Assessment, bare: Assessment
) -> None:
    for name, subject in (("d", [department]), ("p", [project]), ("b", [project, bare])):
        made = pages(write_report(subject, tmp_path / f"{name}.docx"))
        assert all(page.lines for page in made), name
        for page in made:
            left, _, right, bottom = page.edges
            assert left > 20 * MM
            assert right < page.width - 20 * MM
            assert bottom < page.height - 5 * MM
