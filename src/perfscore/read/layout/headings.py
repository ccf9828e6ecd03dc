"""Rows that only name the level of the rows below them: `一、产出指标（50分）`. Takes a row's cells, gives the heading."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from perfscore.read.grid import Cell
from perfscore.read.layout.vocabulary import Vocabulary
from perfscore.read.notation.numbers import read_number
from perfscore.read.notation.spelling import one_line

LONGEST_HEADING = 30
MOST_CELLS = 3
"""The name of the level, its points, its score."""
LEVEL_POINTS = re.compile(
    r"[(（]\s{0,3}(\d{1,3}(?:\.\d{1,2})?)\s{0,3}分?\s{0,3}[)）]|(?<=指标)[:：]?\s{0,3}(\d{1,3}(?:\.\d{1,2})?)\s{0,3}分$"
)
"""Points behind a level's name: `产出指标（50分）`, `效益指标30分`."""
_FIRST_LEVEL = re.compile(r"^[一二三四五六七八九十]{1,2}[、.．]\s*")
_SECOND_LEVEL = re.compile(r"^(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．])\s*")


class Heading(NamedTuple):
    """level: 1 or 2. points: what the row prints for the whole level, None when it prints nothing."""

    level: int
    name: str
    points: Fraction | None


def name_and_points(text: str) -> tuple[str, Fraction | None]:
    """A level's name without the points it may print: `产 出 指 标 (50分)` -> `产出指标`, 50."""
    name = one_line(text).rstrip("：:")
    printed = LEVEL_POINTS.search(name)
    if printed is None:
        return name, None
    return one_line(LEVEL_POINTS.sub("", name)).rstrip("：:"), Fraction(printed[1] or printed[2])


def heading_of(
    cells: list[Cell], row: int, above: str, words: Vocabulary, *, between: bool = False
) -> Heading | None:
    """The heading that a row is, None for any other row.

    between: the row is known to stand before indicators, so that its number is enough (`一、部门履职`).

    cells: the row's non-empty cells. above: the level-1 name in force, which tells what `成本指标` heads.
    A heading stands alone in its row, or with the points (and the score) of all rows below it.
    """
    own = [cell for cell in cells if cell.row == row]
    if not own or len(own) > MOST_CELLS or len(own[0].key) > LONGEST_HEADING:
        return None
    numbers = [number for cell in own[1:] if isinstance(number := read_number(cell.text), Fraction)]
    if len(numbers) < len(own) - 1:
        return None
    name, points = name_and_points(own[0].text)
    known = words.role("levels", own[0].key)
    if _FIRST_LEVEL.match(name):
        level, name = 1, _FIRST_LEVEL.sub("", name)
    elif _SECOND_LEVEL.match(name):
        level, name = 2, _SECOND_LEVEL.sub("", name)
    else:
        level = _level_of(known.name, above) if known else 0
    if not level or not (known or between or name.endswith("指标")):
        return None
    return Heading(level, name, numbers[0] if points is None and numbers else points)


def _level_of(role: str, above: str) -> int:
    """成本 is a first level of its own since 2021, and was a second level of 产出 before."""
    if role == "cost":
        return 2 if "产出" in above else 1
    return 1 if role == "level1" else 2
