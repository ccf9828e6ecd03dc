"""The report as PDF: what LibreOffice prints of the Word document, or one line that says why not."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest

from perfscore.model.assessment import Assessment
from perfscore.office import libreoffice
from perfscore.report.write import write_report

needs_office = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")


def pages(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@needs_office
def test_the_pdf_says_what_the_document_says_and_is_the_same_each_time(
    tmp_path: Path, department: Assessment
) -> None:
    first = write_report(department, tmp_path / "a.pdf")
    text = "".join("".join(pages(first)).split())
    for words in ("部门整体支出绩效自评报告", "核算得分为98.53分", "208.23", "2.77", "在职职工人数"):
        assert words in text
    content = first.read_bytes()
    assert b"/CreationDate(D:20231231000000" in content
    assert b"/MarkInfo<</Marked true>>" in content, "a screen reader finds no structure"
    assert write_report(department, tmp_path / "b.pdf").read_bytes() == content


def test_without_libreoffice_one_line_says_what_to_do(
    tmp_path: Path, department: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(ValueError, match=r"^写 \.pdf 要用本机的 LibreOffice，没有找到；请安装") as caught:
        write_report(department, tmp_path / "a.pdf")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for LibreOffice")
def test_a_failed_conversion_leaves_the_old_file(
    tmp_path: Path, department: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\nexit 3\n")
    office.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(office))
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(ValueError, match=r"^没有写成 \.pdf：LibreOffice 转换时出错；请写成 \.docx"):
        write_report(department, target)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "soffice"]
