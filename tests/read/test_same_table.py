"""The same table as .xlsx, .xls, .ods, .docx, .doc, .html, .csv and .pdf is the same `AssessmentTable`."""

from __future__ import annotations

import dataclasses
import shutil
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import packages as make
import pytest
from python_calamine import CalamineWorkbook

from perfscore.model.place import Place
from perfscore.read.files import read_bytes, read_file

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.xlsx"))


def said(value: Any, loosely: bool = False) -> Any:
    """A table without places and findings. loosely: nor how numbers are written, and line breaks within cells."""
    if isinstance(value, Place):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        left_out = {"at", "findings", "source", "columns"} | ({"written"} if loosely else set())
        return {name: said(getattr(value, name), loosely) for name in names if name not in left_out}
    if isinstance(value, list | tuple):
        return [said(one, loosely) for one in value]
    if isinstance(value, Mapping):
        return {key: said(one, loosely) for key, one in value.items()}
    if isinstance(value, str) and loosely:
        return "".join(value.split())
    return value


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples in other formats, and a workbook of number formats."""
    office = shutil.which("soffice")
    if office is None:
        print("soffice is not installed: other formats were not compared")
        pytest.skip("soffice is not installed")
    folder = tmp_path_factory.mktemp("converted")
    formats(folder / "formats.xlsx")
    workbooks = [*map(str, EXAMPLES.glob("*.xlsx")), str(folder / "formats.xlsx")]
    for wanted, sources in (
        ("xls", workbooks),
        ("ods", workbooks),
        ("html", workbooks[:1]),
        ("csv:Text - txt - csv (StarCalc):44,34,76", workbooks[:1]),
        ("doc", [str(EXAMPLES / "department.docx")]),
        ("odt", [str(EXAMPLES / "department.docx")]),
        ("rtf", [str(EXAMPLES / "department.docx")]),
        ("pdf", [str(EXAMPLES / "department.docx")]),
    ):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", wanted, "--outdir", str(folder), *sources]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


def formats(path: Path) -> None:
    """A table whose cells carry formats that change what the numbers say."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "自评表"
    sheet.append(["项目支出绩效自评表（2023年度）"])
    sheet.merge_cells("A1:G1")
    sheet.append(make.HEADER)
    for name, target, code, actual, points in (
        ("合格率", 0.95, '"≥"0%', 0.9918, 20),
        ("参训人数", 200, '"≥"0"人"', 215, 20),
        ("完成时间", 45291, 'yyyy"年"m"月"d"日"', 45285, 20),
        ("完成月份", 45291, 'yyyy"年"m"月"', 45261, 20),
        ("普通数值", 12.5, "0.00", 13, 20),
    ):
        sheet.append(["产出指标", "数量指标", name, target, actual, points, points])
        for column in "DE":
            sheet[f"{column}{sheet.max_row}"].number_format = code
    sheet.merge_cells("A3:A7")
    book.save(path)


@pytest.mark.parametrize("suffix", ["xls", "ods", "docx"])
@pytest.mark.parametrize("name", NAMES)
def test_same_table_from_each_format(name: str, suffix: str, converted: Path) -> None:
    other = EXAMPLES / f"{name}.docx" if suffix == "docx" else converted / f"{name}.{suffix}"
    ours, theirs = said(read_file(EXAMPLES / f"{name}.xlsx")), said(read_file(other))
    if suffix == "docx":  # it carries the digits as published, the workbook carries numbers
        assert [row["actual"]["value"] for row in ours[0]["rows"]] == [
            row["actual"]["value"] for row in theirs[0]["rows"]
        ]
        assert [row["path"] for row in ours[0]["rows"]] == [row["path"] for row in theirs[0]["rows"]]
    else:
        assert ours == theirs


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_same_number_formats_from_each_format(suffix: str, converted: Path) -> None:
    ours, theirs = (
        said(read_file(converted / "formats.xlsx")),
        said(read_file(converted / f"formats.{suffix}")),
    )
    assert ours == theirs
    assert [row["target"]["written"] for row in ours[0]["rows"]] == [
        "≥95%", "≥200人", "2023年12月31日", "2023年12月", "12.5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "code"),
    [("html", ""), ("csv", ""), ("doc", "F110"), ("odt", "F110"), ("rtf", "F110"), ("pdf", "F111")],
)
def test_same_rows_from_lesser_formats(suffix: str, code: str, converted: Path) -> None:
    reference = next(EXAMPLES.glob("*.xlsx")).stem if suffix in ("html", "csv") else "department"
    (ours,) = said(read_file(EXAMPLES / f"{reference}.xlsx"), loosely=True)
    tables = read_file(converted / f"{reference}.{suffix}")
    (theirs,) = said(tables, loosely=True)
    assert ours["rows"] == theirs["rows"]
    assert ours["budget"] == theirs["budget"]
    assert ours["title"] == theirs["title"]
    assert not code or code in {finding.code for finding in tables[0].findings}


def test_old_workbooks_agree_with_calamine(converted: Path) -> None:
    """A second opinion on the reader of old workbooks: every text at its place."""
    from perfscore.read.compound import CompoundFile
    from perfscore.read.xls import read_workbook

    seen = 0
    for path in converted.glob("*.xls"):
        stream = CompoundFile(path.read_bytes(), path.name).stream("Workbook")
        assert stream
        (grid,) = read_workbook(stream, path.name).grids
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
        for r, row in enumerate(rows, start=1):
            for c, value in enumerate(row, start=1):
                if isinstance(value, str) and value:
                    assert grid.text(r, c) == value
                    seen += 1
    assert seen > 300


def old_sheet(*records: tuple[int, bytes], shared: tuple[tuple[int, bytes], ...] = ()) -> list[list[str]]:
    from perfscore.read.compound import CompoundFile
    from perfscore.read.xls import read_workbook

    data = make.old_workbook(*shared, sheet=records)
    stream = CompoundFile(data, "a").stream("workbook")
    assert stream
    grids = read_workbook(stream, "a").grids
    return (
        [[grids[0].text(r, c) for c in range(1, 4)] for r in range(1, grids[0].height + 1)] if grids else []
    )


def test_records_of_old_workbooks() -> None:
    at = struct.Struct("<HHH").pack
    formats_of_cells = ((0xE0, struct.pack("<HH16x", 0, 0)), (0xE0, struct.pack("<HH16x", 0, 10)))
    rows = old_sheet(
        (0x27E, at(0, 0, 0) + struct.pack("<I", (5 << 2) | 2)),
        (0x27E, at(0, 1, 0) + struct.pack("<I", (512 << 2) | 3)),
        (0x27E, at(0, 2, 0) + struct.pack("<i", (-7 << 2) | 2)),
        (0x203, at(1, 0, 1) + struct.pack("<d", 0.9918)),
        (0xBD, struct.pack("<HH", 2, 0) + struct.pack("<HI", 0, (1 << 2) | 2) * 2 + struct.pack("<H", 1)),
        (0x205, at(3, 0, 0) + b"\x01\x00"),
        (0x205, at(3, 1, 0) + b"\x17\x01"),
        (0x06, at(4, 0, 0) + struct.pack("<d", 2.5) + b"\0" * 8),
        (0x06, at(4, 1, 0) + b"\0\0\0\0\0\0\xff\xff" + b"\0" * 8),
        (0x207, make.biff_text("公式的文字")),
        (0x06, at(4, 2, 0) + b"\2\0\x2a\0\0\0\xff\xff" + b"\0" * 8),
        (0x204, at(5, 0, 0) + make.biff_text("旧式文字")),
        shared=formats_of_cells,
    )
    assert rows == [
        ["5", "5.12", "-7"],
        ["99.18%", "", ""],
        ["1", "1", ""],
        ["是", "#REF!", ""],
        ["2.5", "公式的文字", "#N/A"],
        ["旧式文字", "", ""],
    ]


def test_shared_texts_that_run_on_into_the_next_record() -> None:
    at = struct.Struct("<HHHI").pack
    text = "绩效" * 40
    written = text.encode("utf-16-le")
    rich = struct.pack("<HBH", 2, 8, 1) + b"ab" + b"\0" * 4
    first = struct.pack("<II", 3, 3) + rich + struct.pack("<HB", len(text), 1) + written[:50]
    second = b"\x01" + written[50:] + struct.pack("<HB", 3, 0) + b"ab"
    third = b"\x01" + "丙".encode("utf-16-le")
    rows = old_sheet(
        *[(0xFD, at(0, column, 0, column)) for column in range(3)],
        shared=((0xFC, first), (0x3C, second), (0x3C, third)),
    )
    assert rows == [["ab", text, "ab丙"]]


def test_open_document_cells() -> None:
    table = make.open_row(*make.HEADER) + (
        "<table:table-row><table:table-cell/>"
        '<table:table-cell office:value-type="string"><text:p>数量</text:p><text:p>指标<office:annotation><text:p>注</text:p>'
        '</office:annotation></text:p></table:table-cell><table:table-cell><text:p>完成<text:s text:c="2"/>率</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.95"><text:p>95%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="98"><text:p>98.00</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="50"><text:p>50</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (found,) = read_bytes(make.open_document(table), "a.ods")
    (row,) = found.rows
    assert row.path == ("", "数量指标", "完成 率") or row.name.replace(" ", "") == "完成率"
    assert (row.target.written, row.actual.written) == ("95%", "98")
    assert row.points.written == row.claimed.written == "50"


def test_encrypted_open_document() -> None:
    from perfscore.read.findings import UnusableFile

    manifest = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    with pytest.raises(UnusableFile) as caught:
        read_bytes(make.open_document(make.open_row("x"), **manifest), "a.ods")
    assert caught.value.finding.code == "F004"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n%%EOF", "F006"),
        (b"%PDF-1.4\n" + b"\xff" * 5000, "F006"),
        (None, "F011"),
    ],
    ids=["cut", "noise", "scan"],
)
def test_pdf_that_cannot_be_read(data: bytes | None, code: str) -> None:
    from perfscore.read.findings import UnusableFile

    with pytest.raises(UnusableFile) as caught:
        read_bytes(data if data is not None else blank_pdf(), "表.pdf")
    assert caught.value.finding.code == code


def test_pdf_that_keeps_the_reader_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfscore.read import pdf
    from perfscore.read.findings import UnusableFile

    monkeypatch.setattr(pdf, "TIME_LIMIT", 0.01)
    with pytest.raises(UnusableFile) as caught:
        read_bytes(blank_pdf(), "表.pdf")
    assert caught.value.finding.code == "F013"


def blank_pdf() -> bytes:
    """One empty page: what a scan is to a reader of text."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%bendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 4\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size 4>>startxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )
