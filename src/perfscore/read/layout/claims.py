"""What the unit says of its own result: a total row, a grade row, or a sentence around the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from perfscore.model.table import Form
from perfscore.model.values import Quantity, Text
from perfscore.read.grid import Cell
from perfscore.read.layout.body import is_sum_label
from perfscore.read.layout.columns import Columns
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.numbers import read_number
from perfscore.read.notation.spelling import squeeze

MOST_CLAIMED = 200
"""Higher numbers are no score of a table of 100 points, bonus included."""
GRADES = ("优", "良", "中", "差")
_CLAIMED_GRADE = "填报等级:"
"""In a table that was scored, what keeps the claim beside the grade reckoned."""
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
_SCORE_ALONE = re.compile(_NUMBER + r"(?:分|%)?[(,，;]?(?:(?P<grade>优|良|中|差)[秀好等]?)?\)?")
_YEAR = re.compile(r"(20\d\d)年")


def from_rows(
    sums: Sequence[list[Cell]], columns: Columns, words: Vocabulary
) -> tuple[Quantity | None, Text | None]:
    """The claimed total and grade from rows such as `总分 | 100 | 97.6` and `自评等级 | 优`."""
    totals = [cells for cells in sums if any(words.starts("rows", "total", cell.key) for cell in cells[:2])]
    whole = [cells for cells in totals if not _is_part(cells, columns, words)]
    if len(sums) == 1 and not whole:
        whole = [cells for cells in sums if words.starts("rows", "subtotal", cells[0].key)]
    named = [cells for cells in whole if any("总" in cell.key for cell in cells[:2])]
    found = (claim for cells in reversed(named or whole) if (claim := _total_in(cells, columns, words)))
    total = next(found, None) or next(
        (claim for cells in reversed(whole) if (claim := _total_in(cells, columns, words))), None
    )
    grade = next((grade for cells in sums if (grade := _claimed_grade(cells))), None)
    if grade is None and not is_scored(columns):
        grade = next((grade for cells in sums if (grade := _grade_in(cells))), None)
    return total, grade


def is_scored(columns: Columns) -> bool:
    """Whether a table has a column of scores that were reckoned, so that its grade is no claim either."""
    return "reckoned" in columns.spans


def _claimed_grade(cells: list[Cell]) -> Text | None:
    """The grade that a scored table keeps beside its own: `等级 | 中 | 填报等级：良；补正后最高等级：优`."""
    kept = (cell for cell in cells if cell.key.startswith(_CLAIMED_GRADE))
    found = ((cell, cell.key.removeprefix(_CLAIMED_GRADE).partition(";")[0]) for cell in kept)
    return next((Text(grade, cell.at) for cell, grade in found if grade in GRADES), None)


def _is_part(cells: list[Cell], columns: Columns, words: Vocabulary) -> bool:
    """Whether a row sums up one level only: its label stands in a column of the levels behind the first."""
    label = next(cell for cell in cells if is_sum_label(cell, words))
    first, last = columns.spans.get("level1", (0, 0))
    ends = columns.spans.get("level2", columns.spans.get("name", (0, 0)))[1]
    return bool(first) and last < label.column <= ends and label.columns == 1


def from_labels(rows: Iterable[list[Cell]], words: Vocabulary) -> tuple[Quantity | None, Text | None]:
    """A claim in label and value above the table: `自评得分 | 95 | 自评等级 | 优`."""
    total: Quantity | None = None
    grade: Text | None = None
    for cells in rows:
        for label, value in pairwise(cells):
            role = words.role("rows", label.key)
            number = _score_of(value)
            if role and role.name == "total" and "自评" in label.key and number is not None:
                total = total or Quantity(number, "", value.text, value.at)
            elif role and role.name == "grade" and value.key in GRADES:
                grade = grade or Text(value.key, value.at)
    return total, grade


def _total_in(cells: list[Cell], columns: Columns, words: Vocabulary) -> Quantity | None:
    """The number under the 得分 column, else the one behind a label of scores, else the last that is no sum of points.

    In flattened text the cells have lost their columns: there the last of several numbers is the score. A label and
    its number may also share one cell: `自评得分：95分`.
    """
    numbers = [(cell, n) for cell in cells if (n := _score_of(cell)) is not None]
    under_points = [(cell, n) for cell, n in numbers if _under(cell, columns, "points")]
    labelled = [
        (value, n)
        for label, value in pairwise(cells)
        if (n := _score_of(value)) is not None and _labels_a_score(label, words)
    ]
    found = [(cell, n) for cell, n in numbers if _under(cell, columns, "claimed")]
    behind = [pair for pair in labelled if pair not in under_points]
    if behind and (not found or len(labelled) > 1 or any("得分" in cell.key for cell in cells[1:])):
        found = behind
    elif not found and not ("claimed" in columns.spans and (under_points or len(numbers) < 2)):
        found = [pair for pair in numbers if pair not in under_points]
    if found:
        cell, number = found[-1]
        return Quantity(number, "", cell.text, cell.at)
    for cell in cells:
        label, colon, value = cell.key.partition(":")
        told = read_number(value.rstrip("分."))
        if colon and words.starts("rows", "total", label) and isinstance(told, Fraction):
            return Quantity(told, "", cell.text, cell.at)
    ranked = [claim for cell in cells if (claim := _score_in(Text(cell.text, cell.at)))]
    return min(ranked, key=lambda claim: claim[0])[1] if ranked else None


def _labels_a_score(label: Cell, words: Vocabulary) -> bool:
    """`得分合计`, `自评得分`, but not `分值合计` or a bare `合计`."""
    return ("得分" in label.key or "自评" in label.key) and words.starts("rows", "total", label.key)


def _score_of(cell: Cell) -> Fraction | None:
    """A score as a cell prints it: `98`, `98分`, `98%`, `98分（优）`."""
    found = _SCORE_ALONE.fullmatch(cell.key)
    return Fraction(found["number"]) if found else None


def _under(cell: Cell, columns: Columns, role: str) -> bool:
    first, last = columns.spans.get(role, (0, 0))
    return first <= cell.column + cell.columns - 1 and cell.column <= last


def _grade_in(cells: list[Cell]) -> Text | None:
    """A grade in a cell of its own, or behind the colon of its label."""
    for position, cell in enumerate(cells):
        scored = _SCORE_ALONE.fullmatch(cell.key)
        if scored and scored["grade"]:
            return Text(scored["grade"], cell.at)
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
