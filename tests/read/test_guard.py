"""The guard before every parser: what archives and XML parts may be, and what is told of the rest."""

from __future__ import annotations

import struct
import time
import zipfile
from pathlib import Path

import packages as make
import pytest
from packages import TABLE, sheet_xml, workbook_parts

from perfscore.read.files import read_bytes
from perfscore.read.findings import UnusableFile
from perfscore.read.guard import Archive, parse_xml, relations

PARTS = workbook_parts(sheet_xml(TABLE))


def refusal(data: bytes) -> str:
    with pytest.raises(UnusableFile) as caught:
        read_bytes(data, "表.xlsx")
    return f"{caught.value.finding.code} {caught.value.finding.message}"


def renamed(old: str, new: str) -> bytes:
    assert len(old) == len(new)
    return make.packed(PARTS | {old: "x"}).replace(old.encode(), new.encode())


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "xl/../../../a", "/etc/passwd", "..\\..\\a", "C:/a", "\\\\host\\a"]
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    assert refusal(make.packed(PARTS | {name: "x"})).startswith("F007")


def test_same_name_twice_is_refused() -> None:
    assert "同名" in refusal(renamed("xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"))
    assert "同名" in refusal(make.packed(PARTS | {"XL/Worksheets/Sheet1.xml": "x"})), "programs ignore case"


def test_encrypted_part_is_told_as_such() -> None:
    data = bytearray(make.packed(PARTS))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)).startswith("F004")


def test_unusual_compression_is_refused() -> None:
    assert "压缩方法" in refusal(make.packed(PARTS, zipfile.ZIP_LZMA))


def test_high_ratio_is_refused_only_for_large_parts() -> None:
    small = make.packed(PARTS | {"a.xml": b" " * 900_000}, zipfile.ZIP_DEFLATED)
    assert read_bytes(small, "表.xlsx")
    large = make.packed(PARTS | {"a.xml": b" " * 2_000_000}, zipfile.ZIP_DEFLATED)
    assert "压缩比" in refusal(large)


@pytest.mark.parametrize("cut", [1, 22, 200, 1000, 2500])
def test_truncated_archive_is_damaged(cut: int) -> None:
    assert refusal(make.packed(PARTS)[:-cut]).startswith("F006")


def test_wrong_checksum_is_damaged() -> None:
    data = make.packed(PARTS)
    assert refusal(data.replace("会议次数".encode(), "会议次敌".encode(), 1)).startswith("F006")


def test_data_behind_and_before_the_archive_do_no_harm() -> None:
    assert read_bytes(make.packed(PARTS) + b"\0" * 100, "表.xlsx")


def test_zip64_small_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in PARTS.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content.encode() if isinstance(content, str) else content)
    assert b"\x01\x00\x10\x00" in path.read_bytes(), "no ZIP64 field was written: this test is broken"
    assert len(read_bytes(path.read_bytes(), "a.xlsx")) == 1


def test_nested_archives_are_not_opened() -> None:
    bomb = make.packed({"a": b"\0" * 10**8}, zipfile.ZIP_DEFLATED)
    assert read_bytes(make.packed(PARTS | {"xl/embeddings/a.xlsx": bomb}), "表.xlsx")


def test_part_of_another_case_is_found() -> None:
    parts = {("XL/WORKSHEETS/SHEET1.XML" if "sheet1" in name else name): part for name, part in PARTS.items()}
    assert read_bytes(make.packed(parts), "表.xlsx")


def test_workbook_elsewhere_in_the_package_is_found() -> None:
    parts = {
        name.replace("xl/workbook", "xl/book").replace("_rels/workbook", "_rels/book"): part
        for name, part in PARTS.items()
    }
    parts["_rels/.rels"] = make.relations(("rId1", "officeDocument", "/xl/book.xml"))
    parts["xl/workbook.xml"] = "<nothing/>"
    assert read_bytes(make.packed(parts), "表.xlsx")


def test_relations_know_their_folder() -> None:
    found = relations(Archive(make.packed(PARTS), "a"), "xl/workbook.xml")
    assert found["rId1"] == ("worksheet", "xl/worksheets/sheet1.xml", False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "doctype", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">']
)
def test_any_document_type_is_refused(doctype: str, encoding: str) -> None:
    with pytest.raises(UnusableFile) as caught:
        parse_xml(f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<a/>'.encode(encoding), "f", "p")
    assert caught.value.finding.code in ("F006", "F007")
    if encoding != "utf-16-le":  # without a mark the parser does not even read it
        assert "DOCTYPE" in caught.value.finding.message


@pytest.mark.parametrize("encoding", ["utf-7", "UTF-7", "cp037", "utf-32", "iso-2022-jp"])
def test_encodings_that_hide_things_are_refused(encoding: str) -> None:
    with pytest.raises(UnusableFile):
        parse_xml(f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode(), "f", "p")


def test_utf16_part_is_read() -> None:
    parts = PARTS | {
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-16"?>{sheet_xml(TABLE)}'.encode(
            "utf-16"
        )
    }
    assert read_bytes(make.packed(parts), "表.xlsx")


def test_sparse_corner_is_refused_at_once() -> None:
    rows = f'<row r="1">{make.text_cell("A1", "x")}</row><row r="1048576">{make.text_cell("XFD1048576", "x")}</row>'
    data = make.workbook(rows)
    read_bytes(make.workbook(), "a.xlsx")  # imports
    started = time.perf_counter()
    assert "使用范围" in refusal(data)
    assert time.perf_counter() - started < 0.05


def test_ctrl_end_file_is_read_fast() -> None:
    """A slip of Ctrl+End: a million rows that carry nothing but a style."""
    empty = "".join(
        f'<row r="{n}" spans="1:2" ht="15"><c r="A{n}" s="3"/><c r="B{n}" s="3"/></row>'
        for n in range(3, 1_000_003)
    )
    parts = workbook_parts(sheet_xml(TABLE + empty))
    data = make.packed(parts, zipfile.ZIP_DEFLATED)
    started = time.perf_counter()
    tables = read_bytes(data, "表.xlsx")
    assert len(tables[0].rows) == 1
    assert time.perf_counter() - started < 5


def test_one_sheet_too_large_does_not_cost_the_others() -> None:
    sheets = '<sheet name="底稿" sheetId="2" r:id="rId4"/><sheet name="自评表" sheetId="1" r:id="rId1"/>'
    parts = workbook_parts(sheet_xml(TABLE), sheets=sheets)
    parts["xl/_rels/workbook.xml.rels"] = make.relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId4", "worksheet", "worksheets/sheet4.xml")
    )
    parts["xl/worksheets/sheet4.xml"] = sheet_xml("<row><c><v>1</v></c></row>" * 300_000)
    (table,) = read_bytes(make.packed(parts), "表.xlsx")
    assert table.source.sheet == "自评表"
    (remark,) = [finding for finding in table.findings if finding.code == "F107"]
    assert "底稿" in remark.message


def test_directory_with_a_wrong_count_is_no_surprise() -> None:
    data = bytearray(make.packed(PARTS))
    struct.pack_into("<HH", data, data.rfind(b"PK\x05\x06") + 8, 9999, 9999)
    assert read_bytes(bytes(data), "表.xlsx")
