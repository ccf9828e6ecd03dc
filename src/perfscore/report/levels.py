"""Rows -> their sums: by level 1 as the form prints it, and by dimension, which forms put at different levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from perfscore.report import words
from perfscore.report.facts import CountFacts, LevelFacts, RowFacts
from perfscore.report.figures import percent, points
from perfscore.report.text import one_line

DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "数量": ("数量",),
    "质量": ("质量",),
    "时效": ("时效",),
    "成本": ("成本",),
    "满意度": ("满意",),
    "效益": ("效益", "效果", "可持续"),
}
"""Words by which a level names its dimension, the first that fits."""


def counts_of(rows: Iterable[RowFacts]) -> CountFacts:
    states = [row.result.met for row in rows]
    return CountFacts(
        all=len(states),
        met=states.count("已达成"),
        missed=states.count("未达成"),
        unproved=states.count("佐证不足"),
        undecided=states.count("未判定"),
        not_applicable=states.count(words.NOT_APPLICABLE),
    )


def full_points(rows: Iterable[RowFacts]) -> Fraction:
    """The points of rows that are part of the whole: no bonus, no penalty, nothing that does not apply."""
    return sum((row.result.points.number for row in rows if row.result.counted), Fraction(0))


def levels_of(rows: Sequence[RowFacts], places: int) -> tuple[LevelFacts, ...]:
    """Level-1 indicators in the order in which the table first names them."""
    groups: dict[str, list[RowFacts]] = {}
    for row in rows:
        groups.setdefault(one_line(row.level1) or words.UNNAMED_LEVEL, []).append(row)
    return tuple(_level(name, group, places) for name, group in groups.items())


def dimensions_of(rows: Sequence[RowFacts], places: int) -> Mapping[str, LevelFacts]:
    """Every dimension, empty ones too; a row's level 2 says which it belongs to, else its level 1."""
    groups: dict[str, list[RowFacts]] = {name: [] for name in DIMENSIONS}
    for row in rows:
        name = _dimension(row.level2) or _dimension(row.level1)
        if name:
            groups[name].append(row)
    return {name: _level(f"{name}指标", group, places) for name, group in groups.items()}


def _dimension(level: str) -> str | None:
    return next((name for name, signs in DIMENSIONS.items() if any(sign in level for sign in signs)), None)


def _level(name: str, rows: Sequence[RowFacts], places: int) -> LevelFacts:
    full = full_points(rows)
    earned = sum((row.result.sign * row.result.score.number for row in rows), Fraction(0))
    return LevelFacts(
        name=name,
        counts=counts_of(rows),
        points=points(full, places),
        score=points(earned, places),
        rate=percent(earned / full) if full > 0 else None,
        rows=tuple(rows),
    )
