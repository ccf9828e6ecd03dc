"""What a header says: which columns play which role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from perfscore.read.grid import Cell
from perfscore.read.notation.spelling import squeeze

_LABEL_ALONE = re.compile(r"^(?:三级)?指标(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:：]?$|^[.…]+$")
NAMES = ("name", "level1", "level2")
VALUES = ("target", "actual", "adjusted_target")


def is_label(text: str) -> bool:
    """Whether a cell holds nothing but the form's `指标1：` or `……`."""
    return _LABEL_ALONE.match(squeeze(text)) is not None


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of an indicator table: which columns play which role.

    spans: role -> first and last column. headers: role -> the header's cell.
    unknown: header cells whose words are not known, but for parts of a known one (`符号 | 数值`).
    left_out: header cells that could play a role which another column plays.
    top, bottom: first and last row of the header.
    beside: where a second table's header begins in the same row.
    """

    spans: Mapping[str, tuple[int, int]]
    headers: Mapping[str, Cell]
    unknown: tuple[Cell, ...]
    left_out: tuple[Cell, ...]
    top: int
    bottom: int
    beside: Cell | None = None

    def same_as(self, other: Columns) -> bool:
        """Whether another header is this one printed again."""
        return dict(self.spans) == dict(other.spans) and all(
            other.headers[role].key == cell.key for role, cell in self.headers.items()
        )


def stands_in(cell: Cell, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a cell begins in one of the columns."""
    return any(first <= cell.column <= last for first, last in spans)
