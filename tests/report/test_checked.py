"""What was found, told: as JSON, as a page, as a letter, and as comments in the officer's own file."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openpyxl.comments import Comment
from pydantic import ValidationError

from perfscore.model.assessment import Assessment
from perfscore.model.checked import FileFindings, Found, Statements, Waiver, families
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.pipeline import annotate, annotated_suffix, check_files
from perfscore.read.docx import read_document
from perfscore.read.guard import Archive
from perfscore.report import check_page
from perfscore.report.docx_cells import cells, tables, text_of
from perfscore.report.findings_json import to_document
from perfscore.report.letter import letters, render
from perfscore.report.package import LARGEST, NotEditable, Package
from perfscore.report.schema import FindingsDocument

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
WORKBOOK, DOCUMENT = EXAMPLES / "department.xlsx", EXAMPLES / "department.docx"
ACCEPTED = Waiver("A104", "编制已批复", home=Path("perfscore.toml"))


def checked(path: Path) -> FileFindings:
    (file,) = check_files([path])
    return file


def with_findings(file: FileFindings, *findings: Found) -> FileFindings:
    return replace(file, findings=(*file.findings, *findings))


# --- JSON -----------------------------------------------------------------------------------------------------


def test_the_document_is_the_contract() -> None:
    file = checked(WORKBOOK)
    first = file.findings[0].finding
    sentence = replace(first, at=Place("a.docx", None, None, None, 7, "增长30.93%"), root="A206")
    more = with_findings(file, Found(sentence, ACCEPTED))
    document = to_document([replace(more, statements=Statements(12, 11))])
    FindingsDocument.model_validate_json(json.dumps(document))
    (one,) = document["files"]
    assert (one["file"], one["verdict"], len(one["findings"])) == ("department.xlsx", "return", 13)
    assert one["statements"] == {"checkable": 12, "understood": 11}
    last = one["findings"][-1]
    assert last["at"] == {
        "sheet": None,
        "table": None,
        "cell": None,
        "paragraph": 7,
        "quote": "增长30.93%",
    }
    assert (last["waived"], last["root"]) == ({"reason": "编制已批复"}, "A206")
    assert (one["findings"][0]["waived"], one["findings"][0]["root"]) == (None, None)
    assert to_document([file])["files"][0]["statements"] is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("files", 0, "verdict"), "good"),
        (("files", 0, "findings", 0, "severity"), "fatal"),
        (("files", 0, "findings", 0, "code"), "A1"),
        (("files", 0, "findings", 0, "at", "paragraph"), "7"),
        (("files", 0, "findings", 0, "waived"), {"reason": ""}),
        (("files", 0, "findings", 0, "more"), 1),
        (("files", 0, "statements"), {"checkable": 1}),
        (("schema",), "perfscore.findings/2"),
    ],
)
def test_the_schema_is_strict(path: tuple[Any, ...], value: object) -> None:
    document = to_document([checked(WORKBOOK)])
    FindingsDocument.model_validate_json(json.dumps(document))
    *way, last = path
    part = document
    for step in way:
        part = part[step]
    part[last] = value
    with pytest.raises(ValidationError):
        FindingsDocument.model_validate_json(json.dumps(document))


# --- The page -------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_holds_everything_and_runs_nothing(hostile: Assessment) -> None:
    file = checked(WORKBOOK)
    by_code = {found.finding.code: found.finding for found in file.findings}
    row, total = by_code["A104"], replace(by_code["A206"], root="A104")
    shown = replace(file, findings=(Found(row), Found(total), Found(row, ACCEPTED)))
    attack = FileFindings(
        Path("<script>.xlsx"), (hostile,), tuple(Found(finding) for finding in hostile.findings)
    )
    html = check_page.render([shown, attack]).decode()
    page = Page(html)
    assert page.open == []
    assert not {"script", "img", "link", "a", "iframe"} & set(page.tags)
    text = "".join(page.words)
    assert "prefers-color-scheme: dark" in html and "@media print" in html
    assert text.count("由A104引起：") == 1
    assert "已接受（编制已批复）" in text
    assert "<script>alert(1)</script>" in text
    assert text.count("A106 表1!E") == len(hostile.findings)  # none capped
    assert "结论分级为系统约定" in text


# --- The letter -----------------------------------------------------------------------------------------------


def lines_of(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def test_the_letter_is_addressed_grouped_and_numbered() -> None:
    lines = lines_of(render([checked(WORKBOOK)]))
    assert lines[0] == "绩效自评审核意见"
    assert "广元市昭化区目标绩效事务中心：" in lines
    heads = [line for line in lines if line[:2] in ("一、", "二、", "三、")]
    assert heads == ["一、退回修改", "二、更正", "三、补充完善"]
    numbered = [line for line in lines if line.partition("．")[0].isdecimal()]
    # by hand: A206 | A104, A107 | five A106, A204, A404; the two remarks ask for nothing
    assert [line.partition("．")[0] for line in numbered] == [str(number) for number in range(1, 11)]
    assert numbered[0].startswith("1．【[自评表]G5】6 个成本指标") and "来源未核实" in numbered[0]
    assert numbered[1].startswith("2．【[自评表]G13】“在职职工人数”")
    assert numbered[1].endswith("请填写偏差原因分析及改进措施。")
    assert "【待补充：年 月 日】" in lines and "【待补充：审核单位（盖章）】" in lines


def test_each_unit_gets_its_own_letter_and_accepted_findings_are_named() -> None:
    file = checked(WORKBOOK)
    table = replace(file.assessments[0].table, unit="另一单位")
    other = FileFindings(
        Path("乙.xlsx"),
        (replace(file.assessments[0], table=table),),
        (Found(file.findings[0].finding, ACCEPTED),),
    )
    first, second = letters([file, other])
    assert (first.unit, second.unit) == ("广元市昭化区目标绩效事务中心", "另一单位")
    assert (second.verdict, second.count, second.groups) == ("通过", 0, ())
    assert second.accepted[0].mend == "编制已批复。"
    lines = lines_of(render([file, other]))
    assert lines.count("绩效自评审核意见") == 2
    assert "一、已接受的问题" in lines


def test_what_officers_wrote_stays_text_in_the_letter(hostile: Assessment) -> None:
    findings = tuple(Found(finding) for finding in hostile.findings)
    content = render([FileFindings(Path("{{ 7*7 }}.xlsx"), (hostile,), findings)])
    text = "\n".join(lines_of(content))
    assert "{{ 7*7 }}.xlsx" in text and "<script>alert(1)</script>" in text
    assert render([FileFindings(Path("{{ 7*7 }}.xlsx"), (hostile,), findings)]) == content


def test_a_follower_is_told_with_its_root_in_the_letter() -> None:
    file = checked(WORKBOOK)
    by_code = {found.finding.code: found.finding for found in file.findings}
    row, cost = by_code["A104"], replace(by_code["A206"], root="A104")
    (letter,) = letters([replace(file, findings=(Found(row), Found(cost)))])
    assert letter.count == 1
    assert letter.groups[0].items[0].follows == (cost.message,)


# --- Comments in a workbook -----------------------------------------------------------------------------------


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def look_of(path: Path) -> dict[str, Any]:
    """Everything of a workbook but its comments."""
    found: dict[str, Any] = {}
    for sheet in openpyxl.load_workbook(path):
        if sheet.title.startswith("问题清单"):
            continue
        found[sheet.title] = (
            {
                cell.coordinate: (
                    cell.value,
                    cell.number_format,
                    cell.font.b,
                    cell.fill.fgColor.rgb,
                    cell.alignment.wrap_text,
                )
                for row in sheet.iter_rows()
                for cell in row
            },
            sorted(map(str, sheet.merged_cells.ranges)),
            {name: dimension.width for name, dimension in sheet.column_dimensions.items()},
            {name: dimension.height for name, dimension in sheet.row_dimensions.items()},
        )
    return found


@pytest.fixture
def busy(tmp_path: Path) -> Path:
    """A workbook with a formula, an officer's comments, and an officer's own list of problems."""
    path = tmp_path / "自评表.xlsx"
    book = openpyxl.load_workbook(WORKBOOK)
    sheet = book["自评表"]
    sheet["J1"] = "=SUM(1,2)"
    sheet["G13"].comment = Comment("已与人事核对", "张三")
    sheet["G12"].comment = Comment("主管部门", "张三")
    book.create_sheet("问题清单")["A1"] = "本单位自查发现的问题"
    book.save(path)
    return path


def test_comments_stand_at_their_cells_and_nothing_else_changes(tmp_path: Path) -> None:
    out = tmp_path / "批注.xlsx"
    file = checked(WORKBOOK)
    annotate(file, out)
    assert look_of(out) == look_of(WORKBOOK)
    before, after = parts_of(WORKBOOK), parts_of(out)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {
        *("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"),
        *("xl/styles.xml", "xl/worksheets/sheet1.xml"),
    }
    book = openpyxl.load_workbook(out)
    comments = {
        cell.coordinate: cell.comment.text
        for row in book["自评表"].iter_rows()
        for cell in row
        if cell.comment
    }
    for found in file.findings:
        cell = found.finding.at.cell
        assert found.finding.code in comments[cell or "A1"]
    assert "A206" in comments["G5"]
    listed = [[cell.value for cell in row] for row in book["问题清单"].iter_rows(min_row=3)]
    assert listed[0][2:5] == ["代码", "工作表", "单元格"]
    assert [line[2] for line in listed[1:]] == [
        *("A104", "A206", "A107", *["A106"] * 5, "A204", "A404", "S101", "A306"),
    ]
    assert listed[1][3:5] == ["自评表", "G13"]


def test_comments_and_lists_of_the_officer_stay(busy: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "批注.xlsx", tmp_path / "再批注.xlsx"
    annotate(checked(busy), out)
    annotate(replace(checked(out), path=out), again)
    assert look_of(out) == look_of(busy)
    for path in (out, again):
        book = openpyxl.load_workbook(path)
        sheet = book["自评表"]
        assert book.sheetnames == ["自评表", "问题清单", "问题清单2"]
        assert book["问题清单"]["A1"].value == "本单位自查发现的问题"
        assert sheet["J1"].value == "=SUM(1,2)"
        assert sheet["G12"].comment.text == "主管部门"
        told = sheet["G13"].comment.text
        assert told.startswith("已与人事核对")
        assert told.count("A104") == 1
        assert sheet["G5"].comment.text.count("A206") == 1
    boxes = [
        parts_of(path)[name] for path in (out, again) for name in parts_of(path) if name.endswith(".vml")
    ]
    assert len({box.count(b"<x:Row>") for box in boxes}) == 1


def test_a_reason_in_the_findings_sheet_accepts_the_finding(tmp_path: Path) -> None:
    out = tmp_path / "批注.xlsx"
    annotate(checked(WORKBOOK), out)
    assert [found.finding for found in checked(out).findings if found.waiver] == []
    book = openpyxl.load_workbook(out)
    sheet = book["问题清单"]
    for row in sheet.iter_rows(min_row=4):
        if row[2].value in ("A104", "A206"):
            row[8].value = f"说明：{row[2].value}"
    book.save(out)
    file = checked(out)
    reasons = {found.finding.code: found.waiver.reason for found in file.findings if found.waiver}
    assert reasons == {"A104": "说明：A104", "A206": "说明：A206"}
    assert not file.has_errors
    assert len(file.findings) == len(checked(WORKBOOK).findings)
    again = tmp_path / "再批注.xlsx"
    annotate(file, again)
    kept = [row[8].value for row in openpyxl.load_workbook(again)["问题清单"].iter_rows(min_row=4)]
    assert kept[:2] == ["说明：A104", "说明：A206"]
    assert openpyxl.load_workbook(again)["自评表"]["G13"].comment is None


def test_hostile_text_stays_text_in_the_findings_sheet(tmp_path: Path, hostile: Assessment) -> None:
    out = tmp_path / "批注.xlsx"
    findings = tuple(
        Found(replace(finding, at=Place("department.xlsx", "自评表", None, "C3")))
        for finding in hostile.findings
    )
    annotate(FileFindings(WORKBOOK, (hostile,), findings), out)
    book = openpyxl.load_workbook(out)
    assert {cell.data_type for row in book["问题清单"].iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert b"<f>" not in parts_of(out)["xl/worksheets/sheet2.xml"]


# --- Comments in a document -----------------------------------------------------------------------------------

WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
NESTED = """<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>
<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>
<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""


def names_of(body: str) -> list[dict[str, str]]:
    root = etree.fromstring(f'<w:body xmlns:w="{WORD["w"]}">{body}</w:body>')
    return [{name: text_of(cell) for name, cell in cells(table).items()} for table in tables(root)]


def test_cells_are_found_where_the_reader_found_them(tmp_path: Path) -> None:
    body = f"{NESTED}<w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>戊</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert names_of(body) == [
        {"A1": "甲内", "B1": "乙", "C2": "丙", "E2": "丁"},  # B2 is the rest of B1; C2 covers two columns
        {"A1": "内"},
        {"A1": "戊"},
    ]
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.element.body.insert(
        0, etree.fromstring(NESTED.replace("<w:tbl>", f'<w:tbl xmlns:w="{WORD["w"]}">', 1))
    )
    document.save(str(path))
    read = [
        {cell.at.cell: cell.text for row in range(1, grid.height + 1) for cell in grid.row_cells(row)}
        for grid in read_document(Archive(path.read_bytes(), "a.docx"))
    ]
    assert read == [{"A1": "甲", "B1": "乙", "C2": "丙", "E2": "丁"}, {"A1": "内"}]


def test_comments_are_tied_to_the_very_cells(tmp_path: Path) -> None:
    out = tmp_path / "批注.docx"
    file = checked(DOCUMENT)
    annotate(file, out)
    before, after = parts_of(DOCUMENT), parts_of(out)
    assert {name for name in before if after[name] != before[name]} == {
        *("[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"),
    }
    assert set(after) - set(before) == {"word/comments.xml"}
    comments = {
        item.get(qn("w:id")): "".join(item.itertext())
        for item in etree.fromstring(after["word/comments.xml"]).iterfind("w:comment", WORD)
    }
    root = etree.fromstring(after["word/document.xml"])
    tied = {}
    for start in root.iter(qn("w:commentRangeStart")):
        cell = next(start.iterancestors(qn("w:tc")))
        tied[text_of(cell)] = comments.pop(start.get(qn("w:id")))
    assert comments == {}
    assert "A104" in tied["9人"]
    assert "A206" in tied["208.23"]
    assert "A107" in tied["≥200次"]
    assert len(list(root.iter(qn("w:commentReference")))) == 10  # twelve findings, two without a cell
    texts = ["".join(map(str, p.itertext(qn("w:t")))) for p in root.iter(qn("w:p"))]
    old = [
        "".join(map(str, p.itertext(qn("w:t"))))
        for p in etree.fromstring(before["word/document.xml"]).iter(qn("w:p"))
    ]
    assert texts[: len(old)] == old
    appended = texts[len(old) :]
    assert appended[0].startswith("审核问题清单")
    assert [text.partition("]")[0].split()[-1] for text in appended[2:]] == ["S101", "A306"]


def test_the_statement_in_running_text_gets_the_comment(tmp_path: Path) -> None:
    path, out = tmp_path / "a.docx", tmp_path / "b.docx"
    document = docx.Document()
    document.add_paragraph("本年收入210.03万元，")
    document.add_paragraph("比上年增加64.96万元， 增长30.93%。")
    document.save(str(path))
    finding = checked(DOCUMENT).findings[0].finding
    said: Finding = replace(finding, at=Place("a.docx", None, None, None, 2, "增加64.96万元，增长30.93%"))
    lost = replace(finding, at=Place("a.docx", None, None, None, 9, "没有这句话"))
    annotate(FileFindings(path, findings=(Found(said), Found(lost), Found(said, ACCEPTED))), out)
    root = etree.fromstring(parts_of(out)["word/document.xml"])
    (start,) = root.iter(qn("w:commentRangeStart"))
    paragraph = start.getparent()
    assert paragraph is not None and "30.93%" in text_of(paragraph)
    text = "".join(map(str, root.itertext()))
    assert "第9段" in text and "已接受，理由：编制已批复" in text


def test_comments_of_the_officer_stay_in_a_document(tmp_path: Path) -> None:
    path, out = tmp_path / "a.docx", tmp_path / "b.docx"
    document = docx.Document(str(DOCUMENT))
    document.add_comment(document.tables[0].rows[0].cells[0].paragraphs[0].runs, "请核对", "李四")
    document.save(str(path))
    annotate(checked(path), out)
    comments = etree.fromstring(parts_of(out)["word/comments.xml"]).findall("w:comment", WORD)
    assert len({item.get(qn("w:id")) for item in comments}) == len(comments) > 5
    assert (comments[0].get(qn("w:author")), "".join(map(str, comments[0].itertext()))) == ("李四", "请核对")


def test_annotating_an_annotated_copy_writes_the_same_bytes(tmp_path: Path, busy: Path) -> None:
    document = tmp_path / "a.docx"
    made = docx.Document(str(DOCUMENT))
    made.add_comment(made.tables[0].rows[0].cells[0].paragraphs[0].runs, "请核对", "李四")
    made.save(str(document))
    for path in (document, busy):
        first, second = (tmp_path / f"{number}{path.suffix}" for number in (1, 2))
        annotate(checked(path), first)
        annotate(replace(checked(first), path=first), second)
        assert parts_of(first) == parts_of(second)
        before, after = checked(path), checked(first)
        assert [f.finding.message for f in before.findings] == [f.finding.message for f in after.findings]


def test_comments_that_lost_their_author_are_known_again(tmp_path: Path, busy: Path) -> None:
    first, saved, second = (tmp_path / f"{number}.xlsx" for number in (1, 2, 3))
    annotate(checked(busy), first)
    book = openpyxl.load_workbook(first)
    for cell in (cell for row in book["自评表"].iter_rows() for cell in row if cell.comment):
        cell.comment = Comment(cell.comment.text, "")  # as LibreOffice leaves it
    book.save(saved)
    annotate(checked(saved), second)
    one, two = (openpyxl.load_workbook(path)["自评表"] for path in (first, second))
    for (row_one,), (row_two,) in zip(one.iter_rows(max_col=1), two.iter_rows(max_col=1), strict=True):
        assert row_one.coordinate == row_two.coordinate
    texts = [
        {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
        for sheet in (one, two)
    ]
    assert texts[0] == texts[1] and "已与人事核对" in texts[1]["G13"]


def test_every_part_stays_proper_xml_beside_an_officers_drawing(tmp_path: Path, busy: Path) -> None:
    """openpyxl writes the drawing of comments with prefixes of its own."""
    out = tmp_path / "b.xlsx"
    annotate(checked(busy), out)
    drawings = [content for name, content in parts_of(out).items() if name.endswith(".vml")]
    (root,) = [etree.fromstring(content) for content in drawings]
    boxes = root.findall(".//{urn:schemas-microsoft-com:office:excel}ClientData")
    comments = openpyxl.load_workbook(out)["自评表"]
    assert len(boxes) == sum(cell.comment is not None for row in comments.iter_rows() for cell in row) > 5


def test_an_error_never_hides_below_a_remark_or_an_accepted_finding() -> None:
    file = checked(WORKBOOK)
    by_code = {found.finding.code: found.finding for found in file.findings}
    error = replace(by_code["A104"], root="S101")  # an error after a remark
    later = replace(by_code["A206"], root="A107")
    shown = replace(
        file, findings=(Found(by_code["S101"]), Found(error), Found(by_code["A107"], ACCEPTED), Found(later))
    )
    assert all(not family.followers for family in families(shown.findings))
    text = "".join(Page(check_page.render([shown]).decode()).words)
    assert "错误（2）" in text and "由S101引起：" in text
    (letter,) = letters([shown])
    assert letter.count == 2


def test_the_page_in_english_keeps_only_the_officers_words() -> None:
    text = "".join(Page(check_page.render([checked(WORKBOOK)], "en").decode()).words)
    for ours in ("审核", "错误", "警告", "提示", "改正", "依据", "来源", "结论", "调增", "核算"):
        assert ours not in text
    assert "up 63.85 (43.7%)" in text and "Verdict: return" in text


def test_only_open_packages_are_annotated(tmp_path: Path) -> None:
    other = tmp_path / "a.csv"
    other.write_text("甲,乙", encoding="utf-8")
    assert [annotated_suffix(path) for path in (WORKBOOK, DOCUMENT, other)] == [".xlsx", ".docx", ""]
    with pytest.raises(NotEditable):
        Package(other.read_bytes())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(LARGEST + 1))
    with pytest.raises(NotEditable, match="256 MB"):
        Package(bomb.getvalue())
