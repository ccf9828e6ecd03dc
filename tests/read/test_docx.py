"""Word documents: spans, tracked changes, fields, nesting, and what stands around tables."""

from __future__ import annotations

from pathlib import Path

import packages as make
import pytest
from packages import paragraph

from perfscore.read.docx import THIN_FROM, read_document
from perfscore.read.files import read_bytes, read_file
from perfscore.read.grid import Grid
from perfscore.read.guard import Archive

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"


def grids(body: str) -> list[Grid]:
    return read_document(Archive(make.document(body), "表.docx"))


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def text_of(content: str) -> str:
    (grid,) = grids(table(cell(f"<w:p>{content}</w:p>")))
    return grid.text(1, 1)


SPAN = '<w:gridSpan w:val="2"/>'
DOWN, UP = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_stand_wherever_they_reach() -> None:
    (grid,) = grids(
        table(
            cell(paragraph("甲"), SPAN + DOWN) + cell(paragraph("乙")),
            cell(paragraph(""), SPAN + UP) + cell(paragraph("丙")),
            cell(paragraph("丁")) + cell(paragraph("戊")) + cell(paragraph("己")),
        )
    )
    assert [[grid.text(r, c) for c in (1, 2, 3)] for r in (1, 2, 3)] == [
        ["甲", "甲", "乙"],
        ["甲", "甲", "丙"],
        ["丁", "戊", "己"],
    ]
    assert grid.cell(2, 2) is grid.cell(1, 1)
    assert str(grid.place(3, 2)) == "表1!B3"


def test_row_that_begins_further_right() -> None:
    (grid,) = grids(
        f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell(paragraph("甲"))}</w:tr></w:tbl>'
    )
    assert grid.text(1, 2) == "甲"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>5</w:t><w:t>次</w:t></w:r>", "5次"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ('<w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r>', "甲"),
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新"),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ("<w:r><w:instrText>SUM(ABOVE)</w:instrText></w:r><w:r><w:t>95</w:t></w:r>", "95"),
        ('<w:fldSimple w:instr="SUM(ABOVE)"><w:r><w:t>95</w:t></w:r></w:fldSimple>', "95"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t></w:r>', "≥95"),
        ("<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>", "链"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>", "控"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", "1-2"),
        ('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>≥5</m:t></m:r></m:oMath>', "≥5"),
    ],
)  # fmt: skip
def test_text_reads_as_it_is_shown(content: str, text: str) -> None:
    assert text_of(content) == text


def test_paragraphs_around_tables_and_tables_within_cells() -> None:
    inner = table(cell(paragraph("内")))
    found = grids(
        paragraph("前")
        + table(cell(paragraph("外") + inner))
        + paragraph("间")
        + table(cell(paragraph("后表")))
        + paragraph("末")
    )
    assert [grid.text(1, 1) for grid in found] == ["外", "内", "后表"]
    assert [grid.source.table for grid in found] == [1, 2, 3]
    assert [text.written for text in found[0].before] == ["前"]
    assert [text.written for text in found[0].after] == ["间"]
    assert [text.written for text in found[2].after] == ["末"]


def test_table_in_a_content_control_and_strict_documents() -> None:
    body = f"<w:sdt><w:sdtContent>{make.word_table(make.HEADER, make.ROW)}</w:sdtContent></w:sdt>"
    assert len(read_bytes(make.document(body), "a.docx")[0].rows) == 1
    parts = make.document_parts(body)
    strict = str(parts["word/document.xml"]).replace(
        make.WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert len(read_bytes(make.packed({**parts, "word/document.xml": strict}), "a.docx")[0].rows) == 1


def test_large_documents_are_thinned_without_changing_what_they_say() -> None:
    path = EXAMPLES / "department.docx"
    with_looks = Archive(path.read_bytes(), path.name).part("word/document.xml")
    assert with_looks is not None
    padding = b'<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="left"/></w:pPr></w:p>' * (THIN_FROM // 60)
    thinned = with_looks.replace(b"<w:sectPr", padding + b"<w:sectPr", 1)
    assert len(thinned) > THIN_FROM
    parts = {"_rels/.rels": make.document_parts("")["_rels/.rels"], "word/document.xml": thinned}
    assert read_bytes(make.packed(parts), path.name) == read_file(path)


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("word/vbaProject.bin", "x", "F101"),
        ("word/_rels/settings.xml.rels", make.relations(("r", "attachedTemplate", "http://127.0.0.1:9/t.dotm"), external=True), "F105"),
        ("word/_rels/document.xml.rels", make.relations(("r", "image", "http://127.0.0.1:9/p.png"), external=True), "F102"),
        ("word/embeddings/oleObject1.bin", "x", "F104"),
    ],
)  # fmt: skip
def test_what_else_a_document_carries_is_told_not_opened(part: str, content: str, code: str) -> None:
    parts = make.document_parts(make.word_table(make.HEADER, make.ROW))
    (found,) = read_bytes(make.packed({**parts, part: content}), "表.docx")
    assert [finding.code for finding in found.findings] == [code]


@pytest.mark.parametrize(
    ("field", "code"), [('DDEAUTO c:\\\\cmd.exe "/k calc"', "F103"), ("DDE excel a", "F103"), ("INCLUDEPICTURE http://x", "F102")]
)  # fmt: skip
def test_fields_that_call_on_others_are_told(field: str, code: str) -> None:
    call = f'<w:p><w:r><w:instrText xml:space="preserve"> {field} </w:instrText></w:r></w:p>'
    (found,) = read_bytes(make.document(call + make.word_table(make.HEADER, make.ROW)), "表.docx")
    assert [finding.code for finding in found.findings] == [code]
