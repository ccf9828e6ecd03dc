"""Kinds of files: told by their content; whatever cannot be read ends in one clear finding."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import packages as make
import pytest

from perfscore.model.table import AssessmentTable
from perfscore.office import libreoffice
from perfscore.read import pdf
from perfscore.read.files import read_bytes, read_file
from perfscore.read.findings import UnusableFile

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50


def complaint(data: bytes, name: str = "表.xlsx") -> str:
    with pytest.raises(UnusableFile) as caught:
        read_bytes(data, name)
    return f"{caught.value.finding.code} {caught.value.finding.message}"


def complaint_of(path: Path) -> str:
    with pytest.raises(UnusableFile) as caught:
        read_file(path)
    return f"{caught.value.finding.code} {caught.value.finding.message}"


def codes(tables: list[AssessmentTable]) -> set[str]:
    return {finding.code for table in tables for finding in table.findings}


def test_missing_file(tmp_path: Path) -> None:
    assert complaint_of(tmp_path / "没有.xlsx").startswith("F001")


def test_folder(tmp_path: Path) -> None:
    assert "文件夹" in complaint_of(tmp_path)


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").touch()
    assert complaint_of(tmp_path / "空.xlsx").startswith("F003")
    assert complaint(b"").startswith("F003")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make.workbook())
    path.chmod(0)
    assert "权限" in complaint_of(path)


def test_permission_error_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make.workbook())

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert "权限" in complaint_of(path)


def test_sparse_file_of_four_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(4 * 2**30)
    assert "64 MB" in complaint_of(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert complaint_of(tmp_path / "a.xlsx").startswith("F002")
    assert complaint_of(Path("/dev/zero")).startswith("F002")


def test_name_that_no_system_takes() -> None:
    assert complaint_of(Path("a\0b.xlsx")).startswith(("F001", "F002"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PNG, "F005 文件“表.xlsx”的内容是图片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "F005 文件“表.xlsx”的内容是图片"),
        (b"Rar!\x1a\x07\0", "F005 文件“表.xlsx”的内容是压缩包"),
        (make.packed({"a.txt": "x"}), "F005 文件“表.xlsx”的内容是压缩包"),
        (make.packed({"xl/workbook.bin": "x"}), "F005 文件“表.xlsx”的内容是二进制工作簿"),
        (make.packed({"OFD.xml": "x"}), "F005 文件“表.xlsx”的内容是OFD"),
        (b"\0\1\2\3", "F005 文件“表.xlsx”的内容是无法识别"),
        (make.compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "F004"),
        (make.old_workbook((0x2F, b"\0" * 6), sheet=()), "F004"),
        (make.compound_file({"WordDocument": b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 20}), "F004"),
        (make.compound_file({"PowerPoint Document": b"x"}), "F005 文件“表.xlsx”的内容是演示文稿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "F006"),
        (b"PK\x03\x04", "F006"),
        (b"PK", "F006"),
        ("没有表".encode(), "F008"),
        (make.workbook(make.rows_xml(("甲", "乙"))), "F008"),
        (make.workbook(""), "F008"),
        (make.document(make.paragraph("没有表")), "F008"),
        (make.packed(make.workbook_parts("<worksheet")), "F006"),
        (make.packed({"word/document.xml": "<w:"}), "F006"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unusable_content_ends_in_one_finding(data: bytes, said: str) -> None:
    assert complaint(data).startswith(said)


def test_every_message_names_the_file_and_a_way_out() -> None:
    for data in (PNG, b"PK", b"", make.workbook(""), b"\0"):
        with pytest.raises(UnusableFile) as caught:
            read_bytes(data, "某单位自评表.xlsx")
        assert "某单位自评表.xlsx" in caught.value.finding.message
        assert caught.value.finding.mend.startswith("请")
        assert "某单位自评表.xlsx" in caught.value.finding.wording("en").message


def test_content_decides_not_the_suffix() -> None:
    assert codes(read_bytes(make.workbook(), "表.docx")) >= {"F109"}
    assert "F109" not in codes(read_bytes(make.workbook(), "表.xlsx"))
    assert "F109" not in codes(read_bytes(make.workbook(), "标准输入"))


def test_web_page_under_the_name_of_a_workbook() -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (make.HEADER, make.ROW)
    )
    page = f"<html><meta charset=gbk><p>项目名称：某项目</p><table border=1>{rows}</table></html>"
    for data in (page.encode(), page.encode("gb18030"), ("<!DOCTYPE html>" + page).encode()):
        tables = read_bytes(data, "导出.xls")
        assert [row.name for row in tables[0].rows] == ["会议次数"]
        assert codes(tables) >= {"F109"}


def test_spans_of_web_pages() -> None:
    page = (
        "<table><tr><td>一级指标<td>三级指标<td>年度指标值<td>实际完成值</tr>"
        "<tr><td rowspan=2>产出<br>指标<td>会议次数<td>≥4次<td>5次</tr><tr><td>培训次数<td>≥2次<td>2次</tr></table>"
    )
    (table,) = read_bytes(page.encode(), "a.html")
    assert [row.path for row in table.rows] == [("产出指标", "", "会议次数"), ("产出指标", "", "培训次数")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_tables(delimiter: str, encoding: str) -> None:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in (make.HEADER, make.ROW)]
    lines.append(delimiter.join(["", "", '"培训\r\n次数"', "≥2次", '="2"', "50", "50"]))
    (table,) = read_bytes("\r\n".join(lines).encode(encoding), "表.csv")
    assert [(row.name, row.actual.written) for row in table.rows] == [("会议次数", "5次"), ("培训次数", "2")]
    assert str(table.rows[0].at) == "表1!C2"


def test_prose_with_commas_is_no_delimited_table() -> None:
    text = (Path(__file__).parents[2] / "README.zh-CN.md").read_bytes()
    assert complaint(text, "a.txt").startswith("F008")


def test_pdf_without_pdfplumber_says_how_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    with pytest.raises(UnusableFile) as caught:
        read_bytes(b"%PDF-1.7\n", "表.pdf")
    assert caught.value.finding.code == "F010"
    assert "perfscore[pdf]" in caught.value.finding.mend


def test_old_document_without_libreoffice_says_how_to_convert(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    data = make.compound_file({"WordDocument": b"\0" * 100})
    assert complaint(data, "表.doc").startswith("F012 文件“表.doc”是旧版 Word 文档")
    assert complaint(data, "表.wps").startswith("F012 文件“表.wps”是WPS 文字文档")
    assert complaint(b"{\\rtf1 a}", "表.doc").startswith("F012 文件“表.doc”是RTF")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(
    ("script", "said"),
    [("(sleep 2; touch {late}) & sleep 300", "没有完成"), ("exit 3", "出错"), ("exit 0", "没有给出结果")],
)
def test_conversion_that_fails(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, late, rooms = tmp_path / "soffice", tmp_path / "late", tmp_path / "rooms"
    office.write_text(f"#!/bin/sh\n{script.format(late=late)}\n")
    office.chmod(0o755)
    rooms.mkdir()
    monkeypatch.setattr(libreoffice, "program", lambda: str(office))
    monkeypatch.setattr(libreoffice, "TIME_LIMIT", 1)
    monkeypatch.setattr("tempfile.tempdir", str(rooms))
    assert said in complaint(make.compound_file({"WordDocument": b"\0" * 100}), "表.doc")
    assert not list(rooms.iterdir()), "temporary files are left"
    if "late" in script:
        time.sleep(1.5)
        assert not late.exists(), "a process that the converter started lives on"
