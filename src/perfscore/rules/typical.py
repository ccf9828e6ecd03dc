"""One typical indicator, and the words that a file of them is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """When an actual value is good, seen from the value promised."""

    MORE = "more"
    LESS = "less"
    EXACT = "exact"
    BY_DATE = "by-date"
    QUALITATIVE = "qualitative"


SIGNS: Mapping[Direction, str] = {
    Direction.MORE: "≥",
    Direction.LESS: "≤",
    Direction.EXACT: "=",
    Direction.BY_DATE: "期限",
    Direction.QUALITATIVE: "定性",
}
"""The sign that goes with each direction, as forms with a column 指标性质 print it."""

LEVELS: Mapping[str, tuple[str, ...]] = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
"""Level 1 and the levels 2 below it. A cost stands below 产出 in older forms, and as a level 1 in newer ones."""

METHODS = ("直接证明", "情况统计", "情况说明", "问卷调查", "趋势判断")
"""How an actual value is shown to be true."""

SEEN = ("seed", "corpus", "of_kind", "own")
"""Where an indicator's name was met: see `TypicalIndicator.seen`."""

DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class TypicalIndicator:
    """An indicator that projects of one kind often have.

    unit: "" for a deadline or a judgement in words. sign: as a form prints it, always the direction's own.
    example: a target as it could be written; it shows the notation and sets no standard.
    method: how the actual value is shown. proof: the papers that show it.
    also: other names that the same indicator goes by.
    seen: how often the name or one of the other names was met, by place: `corpus` rows of published tables,
        `of_kind` of these in projects of this kind, `seed` rows of the tables the project started from, `own`
        rows of a bureau's own tables. Empty when it was derived and met nowhere.
    """

    name: str
    level1: str
    level2: str
    unit: str
    direction: Direction
    sign: str
    example: str
    method: str
    proof: tuple[str, ...]
    also: tuple[str, ...]
    seen: Mapping[str, int]

    @property
    def verified(self) -> bool:
        """Whether the name was met in a real table. If not, every display must say so."""
        return bool(self.seen)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)
