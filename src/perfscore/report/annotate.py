"""The officer's own workbook with findings as comments. Takes the .xlsx as it is, gives a copy beside it."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.assessment import Assessment
from perfscore.model.finding import Finding, Severity
from perfscore.report.words import SEVERITIES
from perfscore.report.write import replace_file

_TINTS = {Severity.ERROR: "FFF4CCCC", Severity.WARNING: "FFFFF2CC", Severity.INFO: "FFDDEBF7"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_WIDTH, _LINE = 420, 22
"""Comment box in pixels: its width, and its height for each line of text."""


def annotate_workbook(workbook: Path, assessments: Sequence[Assessment], out: Path, lang: str = "zh") -> Path:
    """Write a copy of `workbook` in which each finding is a comment on its cell.

    Findings about a whole table stand on the first cell of its sheet. The original is not touched.
    Raises OSError when the copy cannot be written.
    """
    book = load_workbook(io.BytesIO(workbook.read_bytes()))  # by content: the name may end in .xls
    by_cell: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for assessment in assessments:
        for finding in assessment.findings:
            sheet = finding.at.sheet or assessment.table.source.sheet or book.sheetnames[0]
            by_cell[sheet, finding.at.cell or "A1"].append(finding)
    for (sheet, name), findings in by_cell.items():
        if sheet not in book.sheetnames:
            continue
        cell = _writable(book[sheet], name)
        findings.sort(key=lambda finding: _ORDER.index(finding.severity))
        text = "\n".join(_line(finding, lang) for finding in findings)
        if cell.comment:
            text = f"{cell.comment.text}\n{text}"
        comment = Comment(text, "perfscore")
        comment.width, comment.height = (
            _WIDTH,
            _LINE * (2 + sum(1 + len(line) // 26 for line in text.splitlines())),
        )
        cell.comment = comment
        if name != "A1" or findings[0].at.cell:
            cell.fill = PatternFill("solid", fgColor=_TINTS[findings[0].severity])
    buffer = io.BytesIO()
    book.save(buffer)
    replace_file(out, buffer.getvalue())
    return out


def _writable(sheet: Worksheet, name: str) -> Cell:
    """The cell itself, or the top left one of the merge that covers it."""
    row, column = coordinate_to_tuple(name)
    for merged in sheet.merged_cells.ranges:
        if name in merged:
            row, column = merged.min_row, merged.min_col
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "the corner of a merge is a cell"
    return cell


def _line(finding: Finding, lang: str) -> str:
    words = finding.wording(lang)
    severity = finding.severity.value if lang == "en" else SEVERITIES[finding.severity]
    return f"[{severity} {finding.code}] {words.message} {words.mend}"
