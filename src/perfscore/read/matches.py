"""A person's word on which indicators of two years are one: a sheet with both names and 是 or 否. Takes the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfscore.model.comparison import GivenMatch
from perfscore.read.delimited import read_delimited
from perfscore.read.files import file_grids
from perfscore.read.grid import Grid
from perfscore.read.text import decode

BEFORE, AFTER, SAME = "上年指标", "本年指标", "是否同一指标"
"""Headers of the three columns. A workbook of a comparison has such a sheet, to be filled in and given back."""
_YES = frozenset("是 对 同一 √ ✓ y yes 1 true".split())
_NO = frozenset("否 不是 不 × x n no 0 false".split())


class MatchesError(ValueError):
    """A file of matches that cannot be used; says where and why in one line."""


def matches_in_file(path: Path) -> tuple[GivenMatch, ...]:
    """What a person has decided, in the order written; rows without an answer decide nothing.

    Without a column 是否同一指标 every row with two names says that they are one. Raises `UnusableFile` for a file
    that cannot be read, MatchesError for one without the two columns, with an answer that is neither yes nor no, or with
    both answers for two different names.
    """
    found: list[GivenMatch] = []
    headed = False
    for grid in _grids(path):
        header = _header(grid)
        if header:
            headed = True
            found += _answers(grid, *header, path)
    if not headed:
        raise MatchesError(f"{path.name}：没有找到“{BEFORE}”“{AFTER}”两栏，请按对比结果的“指标对照”表填写。")
    decided: dict[tuple[str, str], bool] = {}
    for each in found:
        told = decided.setdefault((each.before, each.after), each.same)
        if told is not each.same and each.before != each.after:  # twins of one name may well have both
            raise MatchesError(
                f"{path.name}：“{each.before}”和“{each.after}”既填了“是”又填了“否”，请保留一个。"
            )
    return tuple(dict.fromkeys(found))


def _grids(path: Path) -> list[Grid]:
    """The grids of a file; a .csv of two columns, which is no table to the reader of forms, as well."""
    grids = file_grids(path)
    if path.suffix.lower() == ".csv" and not grids:
        text = decode(path.read_bytes())
        return read_delimited(text, ",", path.name) if text else []
    return grids


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for row in range(1, min(grid.height, 20) + 1):
        columns = {cell.key: cell.column for cell in grid.row_cells(row)}
        if BEFORE in columns and AFTER in columns:
            return row, columns
    return None


def _answers(grid: Grid, header: int, columns: dict[str, int], path: Path) -> Iterator[GivenMatch]:
    for row in range(header + 1, grid.height + 1):
        texts = {
            cell.column: cell.text.strip() for cell in grid.row_cells(row)
        }  # a note across all columns has one
        before, after = (texts.get(columns[name], "") for name in (BEFORE, AFTER))
        answer = texts.get(columns[SAME], "").casefold() if SAME in columns else "是"
        if not before or not after or not answer:
            continue
        if answer not in _YES | _NO:
            where = grid.place(row, columns[SAME])
            raise MatchesError(f"{path.name} {where}：“{answer}”应为“是”或者“否”。")
        yield GivenMatch(before, after, answer in _YES)
