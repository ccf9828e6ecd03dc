"""Text that was once a table: encodings, lines, runs of rows."""

from __future__ import annotations

from pathlib import Path

import packages as make
import pytest

from perfscore.read.files import read_bytes
from perfscore.read.text import decode, read_text

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


def test_published_text_of_the_seed_is_read_when_it_is_here() -> None:
    path = Path("/work/shared/seeds/zhaohua-2023-final-accounts.txt")
    if not path.exists():
        pytest.skip("the seeds are not part of the repository")
    assert len(read_bytes(path.read_bytes(), path.name)) == 4
