"""Files to paragraphs: numbered as the file counts, tables left out, broken lines joined."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from perfscore.read.findings import UnusableFile
from perfscore.read.prose.paragraphs import prose_of, read_prose


def test_lines_of_a_text_are_paragraphs_numbered_as_lines() -> None:
    document = prose_of("一、总体情况\n\n2023年支出10万元。\n比上年增加1万元。\n".encode(), "a.txt")
    assert [(p.number, p.text) for p in document.paragraphs] == [
        (1, "一、总体情况"),
        (3, "2023年支出10万元。"),
        (4, "比上年增加1万元。"),
    ]


def test_a_sentence_broken_over_lines_is_one_paragraph() -> None:
    document = prose_of("基本支出预算 1037103.63 元,占\n支出总预算的 95.57%。\n另起一段。".encode(), "a.txt")
    assert [p.number for p in document.paragraphs] == [1, 3]
    assert document.paragraphs[0].text == "基本支出预算 1037103.63 元,占\n支出总预算的 95.57%。"


def test_headings_notes_and_table_lines_stay_apart() -> None:
    text = "# 来源\n（一）机关运行经费支出的总体情况说明\n支出8万元。\n\t年初预算数\n\t8\n"
    document = prose_of(text.encode(), "a.txt")
    assert [p.text for p in document.paragraphs] == ["（一）机关运行经费支出的总体情况说明", "支出8万元。"]


def test_paragraphs_of_a_document_count_empty_ones_and_leave_tables_out(tmp_path: Path) -> None:
    book = docx.Document()
    book.add_paragraph("总体情况")
    book.add_paragraph("")
    table = book.add_table(1, 1)
    table.cell(0, 0).text = "表中100万元"
    book.add_paragraph("支出总计100万元。")
    book.save(str(tmp_path / "a.docx"))
    document = read_prose(tmp_path / "a.docx")
    assert [(p.number, p.text) for p in document.paragraphs] == [(1, "总体情况"), (3, "支出总计100万元。")]
    assert document.paragraphs[1].at.paragraph == 3


def test_lines_of_a_web_page() -> None:
    page = "<html><body><p>支出10万元</p><table><tr><td>1</td></tr></table><p>收入9万元</p></body></html>"
    assert [p.text for p in prose_of(page.encode(), "a.html").paragraphs] == ["支出10万元", "收入9万元"]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"%PDF-1.7 "])
def test_files_without_text_say_so(data: bytes) -> None:
    with pytest.raises(UnusableFile):
        prose_of(data, "a.bin")
