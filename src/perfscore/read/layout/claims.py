"""What the unit says of its own result: a total row, a grade row, or a sentence around the table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from perfscore.model.table import Form
from perfscore.model.values import Quantity, Text
from perfscore.read.grid import Cell
from perfscore.read.layout.regions import Columns
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.numbers import read_number
from perfscore.read.notation.spelling import squeeze

MOST_CLAIMED = 200
"""Higher numbers are no score of a table of 100 points, bonus included."""
GRADES = ("优", "良", "中", "差")
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,4})?)"
_BOUND = r"(?!\d)(?!分?(?:\(含\)|及?以[上下内]|[-~—至到]))"
"""Not the bound of a grade: `90分以上为优`."""
_SCORES = (  # the more plainly a sentence speaks of the unit's own result, the earlier
    re.compile(
        r"自评(?:总|综合)?(?:得分|总分|分数|评分|分)(?:合计|总计)?(?:为|是|:|共)?" + _NUMBER + "分?" + _BOUND
    ),
    re.compile(
        r"自(?:我|行)?评(?:价)?[^。;；]{0,40}?(?:得分|总分|分数|评分)(?:合计)?(?:为|是|:|共)?"
        + _NUMBER
        + "分"
        + _BOUND
    ),
    re.compile(
        r"(?:评价|评分|综合|评定)[^。;；]{0,40}?(?:得分|分数|评分)(?:合计)?(?:为|是|:|共)?"
        + _NUMBER
        + "分"
        + _BOUND
    ),
    re.compile(r"得分(?:合计|总计)?(?:为|是|:|共)?" + _NUMBER + "分" + _BOUND),
)
_GRADE_IN_PROSE = re.compile(
    r"(?:(?:结果|等级|等次|结论|评定|评价)[^。;；]{0,12}?(?:为|是|:|达到)|等级|等次)[“\"'「]?"
    r"(优|良|中|差)(?:秀|好|等)?[”\"'」]?(?=[,。;；、\s)等级]|$)"
)
_YEAR = re.compile(r"(20\d\d)年")


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


def from_labels(rows: Iterable[list[Cell]], words: Vocabulary) -> tuple[Quantity | None, Text | None]:
    """A claim in label and value above the table: `自评得分 | 95 | 自评等级 | 优`."""
    total: Quantity | None = None
    grade: Text | None = None
    for cells in rows:
        for label, value in pairwise(cells):
            role = words.role("rows", label.key)
            number = read_number(value.text.rstrip("分 "))
            if role and role.name == "total" and "自评" in label.key and isinstance(number, Fraction):
                total = total or Quantity(number, "", value.text, value.at)
            elif role and role.name == "grade" and value.key in GRADES:
                grade = grade or Text(value.key, value.at)
    return total, grade


def _total_in(cells: list[Cell], columns: Columns) -> Quantity | None:
    """The number under the 得分 column; without that column, the last number that is no sum of points.

    In flattened text the cells have lost their columns: there the last of several numbers is the score. A label and
    its number may also share one cell: `自评得分：95分`.
    """
    numbers = [(cell, n) for cell in cells if isinstance(n := read_number(cell.text.rstrip("分 ")), Fraction)]
    under_claimed = [(cell, n) for cell, n in numbers if _under(cell, columns, "claimed")]
    under_points = [(cell, n) for cell, n in numbers if _under(cell, columns, "points")]
    if under_claimed:
        found = under_claimed
    elif "claimed" in columns.spans and (under_points or len(numbers) < 2):
        found = []
    else:
        found = [pair for pair in numbers if pair not in under_points]
    if found:
        cell, number = found[-1]
        return Quantity(number, "", cell.text, cell.at)
    ranked = [claim for cell in cells if (claim := _score_in(Text(cell.text, cell.at)))]
    return min(ranked, key=lambda claim: claim[0])[1] if ranked else None


def _under(cell: Cell, columns: Columns, role: str) -> bool:
    first, last = columns.spans.get(role, (0, 0))
    return first <= cell.column + cell.columns - 1 and cell.column <= last


def _grade_in(cells: list[Cell]) -> Text | None:
    """A grade in a cell of its own, or behind the colon of its label."""
    for position, cell in enumerate(cells):
        word = cell.key.rpartition(":")[2] if ":" in cell.key else cell.key if position else ""
        if word.removesuffix("秀").removesuffix("好").removesuffix("等") in GRADES:
            return Text(word[0], cell.at)
    return None


def from_prose(
    notes: Iterable[Text], before: Iterable[Text], form: Form, project: str | None, year: int | None
) -> tuple[Quantity | None, Text | None]:
    """The claim in notes under the table, else in the prose above it when that speaks of this very table.

    Of several sentences the one counts that speaks most plainly of the unit's own result, and no sentence about
    another year.
    """
    total, grade = _best(notes, year)
    if total is None:
        about = [
            text
            for text in before
            if ("整体" in squeeze(text.written) if form is Form.DEPARTMENT else _names(text, project))
        ]
        said_total, said_grade = _best(reversed(about), year)
        total, grade = said_total, grade or (said_grade if said_total else None)
    return total, grade


def _names(text: Text, project: str | None) -> bool:
    return bool(project and squeeze(project) in squeeze(text.written))


def _best(texts: Iterable[Text], year: int | None) -> tuple[Quantity | None, Text | None]:
    ranked: list[tuple[int, Quantity]] = []
    grade: Text | None = None
    for text in texts:
        years = {int(found) for found in _YEAR.findall(squeeze(text.written))}
        if year and years and year not in years:
            continue
        claim = _score_in(text)
        if claim:
            ranked.append(claim)
        found = _GRADE_IN_PROSE.search(squeeze(text.written))
        grade = grade or (Text(found[1], text.at) if found else None)
    return (min(ranked, key=lambda claim: claim[0])[1] if ranked else None), grade


def _score_in(text: Text) -> tuple[int, Quantity] | None:
    """The score a sentence claims, with the rank of how plainly it does."""
    key = squeeze(text.written)
    for rank, pattern in enumerate(_SCORES):
        for found in pattern.finditer(key):
            number = Fraction(found["number"])
            if number <= MOST_CLAIMED:
                return rank, Quantity(number, "", found["number"], text.at)
    return None
