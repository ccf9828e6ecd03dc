"""What the unit says of its own result: a total row, a grade row, or a sentence around the table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from perfscore.model.table import Form
from perfscore.model.values import Quantity, Text
from perfscore.read.grid import Cell
from perfscore.read.layout.regions import Columns
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.numbers import read_number
from perfscore.read.notation.spelling import squeeze

GRADES = ("优", "良", "中", "差")
_SCORE_IN_PROSE = re.compile(
    r"(?:自评|评价|自我评价|评分|综合)[^。;；]{0,40}?(?:得分|总分|分数|评分)(?:总计|合计|共计)?(?:为|是|:|共)?(\d{1,3}(?:\.\d{1,4})?)分"
    r"|(?:得分|总分|自评分)(?:合计|总计)?(?:为|:)?(\d{1,3}(?:\.\d{1,4})?)(?:分|(?=[,;。；\s)]|$))"
)
_GRADE_IN_PROSE = re.compile(
    r"(?:结果|等级|等次|结论|评定|评价)[^。;；]{0,12}?(?:为|是|:|达到)[“\"'「]?(优|良|中|差)(?:秀|好|等)?[”\"'」]?(?=[,。;；、\s)等级]|$)"
)


def from_rows(
    totals: Iterable[list[Cell]], columns: Columns, words: Vocabulary
) -> tuple[Quantity | None, Text | None]:
    """The claimed total and grade from rows such as `总分 | 100 | 97.6` and `自评等级 | 优`."""
    total: Quantity | None = None
    grade: Text | None = None
    for cells in totals:
        grade = grade or _grade_in(cells)
        if any(words.starts("rows", "total", cell.key) for cell in cells[:2]):
            total = total or _total_in(cells, columns)
    return total, grade


def _total_in(cells: list[Cell], columns: Columns) -> Quantity | None:
    """The number under the 得分 column; without that column, the only number or the last one that is no points sum."""
    numbers = [(cell, n) for cell in cells if isinstance(n := read_number(cell.text.rstrip("分 ")), Fraction)]
    if "claimed" in columns.spans:
        first, last = columns.spans["claimed"]
        numbers = [
            (cell, n)
            for cell, n in numbers
            if first <= cell.column + cell.columns - 1 and cell.column <= last
        ]
    elif "points" in columns.spans:
        first, last = columns.spans["points"]
        numbers = [(cell, n) for cell, n in numbers if not first <= cell.column <= last]
    if not numbers:
        return None
    cell, number = numbers[-1]
    return Quantity(number, "", cell.text, cell.at)


def _grade_in(cells: list[Cell]) -> Text | None:
    for cell in cells[1:]:
        if cell.key.removesuffix("秀").removesuffix("好") in GRADES:
            return Text(cell.key[0], cell.at)
    return None


def from_prose(
    notes: Iterable[Text], before: Iterable[Text], form: Form, project: str | None
) -> tuple[Quantity | None, Text | None]:
    """The claim in notes under the table, else in the prose above it when that speaks of this very table."""
    for text in notes:
        claim = _claim_in(text)
        if claim[0] or claim[1]:
            return claim
    for text in reversed(list(before)):
        key = squeeze(text.written)
        about_this = ("整体" in key) if form is Form.DEPARTMENT else bool(project and squeeze(project) in key)
        claim = _claim_in(text) if about_this else (None, None)
        if claim[0]:
            return claim
    return None, None


def _claim_in(text: Text) -> tuple[Quantity | None, Text | None]:
    key = squeeze(text.written)
    score = _SCORE_IN_PROSE.search(key)
    grade = _GRADE_IN_PROSE.search(key)
    quantity = None
    if score:
        printed = score[1] or score[2]
        if Fraction(printed) <= 200:
            quantity = Quantity(Fraction(printed), "", printed, text.at)
    return quantity, Text(grade[1], text.at) if grade else None
