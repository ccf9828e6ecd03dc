"""Text that was once a table: encodings, lines, runs of rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import packages as make
import pytest
from docx.oxml.ns import qn

from perfscore.read.files import read_bytes, read_file
from perfscore.read.text import decode, read_text

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
LINES = "\n".join("\t".join(row) for row in (make.HEADER, make.ROW))
FLAT = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in (make.HEADER, make.ROW))
"""One cell a line, begun by a tab; an empty line ends a row."""


@pytest.mark.parametrize("text", [LINES, FLAT], ids=["lines", "flat"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(text: str, encoding: str, end: str) -> None:
    (table,) = read_bytes(text.replace("\n", end).encode(encoding), "表.txt")
    assert [(row.name, row.target.written) for row in table.rows] == [("会议次数", "≥4次")]


def test_places_are_lines() -> None:
    (table,) = read_bytes(("标题一行\n" + LINES).encode(), "表.txt")
    assert table.rows[0].at.cell == "L3"
    assert table.source.table == 1


def test_prose_parts_tables_and_stands_around_them() -> None:
    first, second = read_text(f"前言\n{LINES}\n中间的话\n{LINES}\n后记", "a.txt")
    assert [text.written for text in first.before] == ["前言"]
    assert [text.written for text in first.after] == ["中间的话"]
    assert [text.written for text in second.after] == ["后记"]


def test_line_under_a_cell_continues_it() -> None:
    (grid,) = read_text("\t指标\n名称\n\t甲", "a.txt")
    assert grid.text(1, 1) == "指标\n名称"


@pytest.mark.parametrize("data", [b"\0\1", b"\xff\xfe\x00", b"\xff\xff\xff\x81", b"\xef\xbb\xbf\xff"])
def test_binary_content_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def flattened(document: Path) -> str:
    """A Word table as a page keeps it: one cell a line, begun by a tab; merges lost, an empty line after each row."""
    rows: list[str] = []
    for table in docx.Document(str(document)).element.body.iter(qn("w:tbl")):
        for row in table.iter(qn("w:tr")):
            cells = ["\n".join(_lines(cell)) for cell in row.iter(qn("w:tc"))]
            rows.append("\n".join(f"\t{cell}" for cell in cells))
    return "\n\n".join(rows)


def _lines(cell: Any) -> list[str]:
    return ["".join(text.text or "" for text in line.iter(qn("w:t"))) for line in cell.iter(qn("w:p"))]


def test_published_tables_flattened_into_one_text_are_read_like_the_documents() -> None:
    names = (
        "department",
        "project-target-management",
        "project-inspection-rectification",
        "project-funding-gap",
    )
    text = "附件1\n\n" + "\n\n".join(flattened(EXAMPLES / f"{name}.docx") for name in names) + "\n\n附件2\n"
    tables = read_bytes(text.encode(), "决算.txt")
    documents = [read_file(EXAMPLES / f"{name}.docx")[0] for name in names]
    assert [len(table.rows) for table in tables] == [16, 7, 6, 6]
    for table, document in zip(tables, documents, strict=True):
        assert (table.title, table.year, table.project, table.unit) == (
            document.title,
            document.year,
            document.project,
            document.unit,
        )
        assert [(row.path, row.target.written, row.actual.written) for row in table.rows] == [
            (row.path, row.target.written, row.actual.written) for row in document.rows
        ]
        assert table.budget is not None
        assert document.budget is not None
        assert table.budget.execution_rate == document.budget.execution_rate


def test_tables_drawn_with_bars() -> None:
    text = """2023年度项目支出绩效自评表

| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
|---|:---:|---|---|---|---|---:|
| 产出指标 | 数量指标 | 修缮面积 | ≥200平方米 | 210平方米 | 60 | 60 |
|  | 质量指标 | 合格率 | ≥95% | 96% | 40 | 38 |

填表人：张三
"""
    (table,) = read_bytes(text.encode(), "表.txt")
    assert table.year == 2023
    assert [row.path for row in table.rows] == [
        ("产出指标", "数量指标", "修缮面积"),
        ("产出指标", "质量指标", "合格率"),
    ]
    assert [(row.actual.written, row.at.cell) for row in table.rows] == [("210平方米", "L5"), ("96%", "L6")]
