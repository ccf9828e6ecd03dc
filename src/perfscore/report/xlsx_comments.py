"""Findings as comments at the form's cells: where a finding stands in the unit's table, the same cell here says it."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from perfscore.model.assessment import Assessment, Outcome
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.values import Absent, Quantity
from perfscore.report import words
from perfscore.report.text import clean
from perfscore.report.words import comment_text
from perfscore.report.xlsx_filled import Placed

AUTHOR = "perfscore"
LONGEST = 1500
WIDTH, LINE_HEIGHT, SIGNS_A_LINE = 320, 18, 24


def comment_findings(sheet: Worksheet, assessment: Assessment, placed: Placed, lang: str) -> None:
    """Each finding at its cell; what concerns the whole table at its title."""
    spots = dict(_spots(assessment, placed))
    said: dict[str, list[str]] = {}
    for finding in assessment.findings:
        said.setdefault(_cell(finding, spots), []).append(comment_text(finding, lang))
    for scored, row in zip(assessment.rows, placed.form.rows, strict=True):
        if scored.result.outcome is Outcome.NOT_DEMONSTRATED and scored.result.points:
            remark = f"{words.OUTCOMES[scored.result.outcome]}：{scored.result.trace[0].expression}"
            said.setdefault(placed.cell(row, "actual"), []).append(remark)
    for cell, texts in said.items():
        text = clean("\n".join(texts))
        text = text if len(text) <= LONGEST else f"{text[:LONGEST]}……（其余见“问题清单”）"
        lines = sum(1 + len(line) // SIGNS_A_LINE for line in text.split("\n"))
        sheet[cell].comment = Comment(text, AUTHOR, height=min(600, LINE_HEIGHT * (lines + 1)), width=WIDTH)


def _cell(finding: Finding, spots: dict[Place, str]) -> str:
    return spots.get(finding.at, "A1") if finding.at.cell else "A1"


def _spots(assessment: Assessment, placed: Placed) -> Iterator[tuple[Place, str]]:
    """Places in the unit's table, and where the same stands here; of one place the last is taken."""
    columns = placed.form.columns
    if assessment.table.budget and placed.form.money:
        for line, row in zip(assessment.table.budget.lines, placed.form.money, strict=False):
            yield line.at, placed.cell(row, "adjusted")
        total, first = assessment.table.budget.total, placed.form.money[0]
        yield total.at, placed.cell(first, "adjusted")
        sums = {"initial": total.initial, "adjusted": total.adjusted, "spent": total.spent}
        sums |= {"rate": total.claimed_rate, "money_points": total.points}
        for role, figure in sums.items():
            yield figure.at, placed.cell(first, role)
    for scored, row in zip(reversed(assessment.rows), reversed(placed.form.rows), strict=True):
        indicator = scored.indicator
        for role, value in (("claim", indicator.claimed), ("points", indicator.points)):
            if role in columns and isinstance(value, Quantity | Absent):
                yield value.at, placed.cell(row, role)
        yield indicator.actual.at, placed.cell(row, "actual")
        yield indicator.target.at, placed.cell(row, "target")
        yield indicator.at, placed.cell(row, "target" if "name" not in columns else "name")
