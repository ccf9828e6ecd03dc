"""Waivers that an officer wrote into the findings sheet of a workbook. Takes the file, gives them with their cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from perfscore.model.checked import Waiver
from perfscore.read.files import file_grids
from perfscore.read.findings import UnusableFile
from perfscore.read.grid import Grid

SHEET = "问题清单"
"""What a findings sheet is called; a sheet with another name holds no waivers."""
_CODE, _SHEET, _CELL, _REASON = "代码", "工作表", "单元格", "审核说明/豁免"
_IS_CODE = re.compile(r"[A-Z]\d{3}")


def waivers_in_file(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a workbook's findings sheets; none for any other file."""
    if not _may_have_some(path):
        return ()
    try:
        return tuple(waiver for grid in file_grids(path) for waiver in _of_grid(grid, path))
    except UnusableFile:  # told already by whoever read the tables
        return ()


def _may_have_some(path: Path) -> bool:
    """Whether the list of sheets names a findings sheet: most files are not read a second time."""
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo("xl/workbook.xml")
            return info.file_size < 2**20 and SHEET.encode() in archive.read(info)
    except (OSError, KeyError, NotImplementedError, RuntimeError, ValueError, zipfile.BadZipFile):
        return False


def _of_grid(grid: Grid, path: Path) -> Iterator[Waiver]:
    if not (grid.source.sheet or "").startswith(SHEET):
        return
    columns: dict[str, int] = {}
    for row in range(1, grid.height + 1):
        cells = grid.row_cells(row)
        if not columns:
            names = {cell.key: cell.column for cell in cells}
            if _CODE in names and _REASON in names:
                columns = {name: names.get(name, 0) for name in (_CODE, _SHEET, _CELL, _REASON)}
            continue
        texts = {cell.column: cell.text.strip() for cell in cells}
        code, sheet, place, reason = (
            texts.get(columns[name], "") for name in (_CODE, _SHEET, _CELL, _REASON)
        )
        if reason and _IS_CODE.fullmatch(code):
            at = next(cell.at for cell in cells if cell.column == columns[_REASON])
            yield Waiver(code, reason, sheet=sheet, cell=place, home=path, at=at)
