"""Step tables: ranges of one figure, each with its score. Takes a table as data, gives the formula it stands for.

    of: abs(final - initial) / initial
    rows:
      - {up_to: 0.1, score: points}
      - {up_to: 0.2, score: points / 2}
      - {score: 0}

The rows go upwards. `up_to` takes its bound in, `below` leaves it out; the last row has neither and takes the rest.
A row may repeat where it begins (`from` takes the bound in, `above` leaves it out), and then must join the row before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfscore.rules.said import Said

LOWER, UPPER = ("from", "above"), ("up_to", "below")


def formula_text(table: Mapping[str, Any]) -> str:
    """The formula that a sound step table stands for."""
    *steps, last = table["rows"]
    text = ""
    for row in steps:
        relation, bound = ("<=", row["up_to"]) if "up_to" in row else ("<", row["below"])
        text += f"({row['score']}) if {_bracketed(table['of'])} {relation} {bound} else "
    return f"{text}({last['score']})" if steps else str(last["score"])


def version_text(version: Mapping[str, Any]) -> str:
    """The formula of a version, whether it is written as one or as a step table."""
    return str(version["formula"]) if "formula" in version else formula_text(version["table"])


def faults(rows: Sequence[Mapping[str, Any]]) -> Iterator[Said]:
    """What keeps rows from covering every figure exactly once."""
    if not rows:
        yield Said("没有任何一档", "has no row")
        return
    for number, row in enumerate(rows, start=1):
        bounds = [key for key in UPPER if row.get(key) is not None]
        if number < len(rows) and len(bounds) != 1:
            yield Said(f"第 {number} 档应有 up_to 或 below 之一", f"row {number} needs either up_to or below")
        if number == len(rows) and bounds:
            yield Said(
                "最后一档不写上限，以免漏掉更大的数", "the last row must be open, or larger figures have none"
            )
    if rows[0].get("from") is not None or rows[0].get("above") is not None:
        yield Said(
            "第一档不写下限，以免漏掉更小的数", "the first row must be open, or smaller figures have none"
        )
    for number, (row, following) in enumerate(pairwise(rows), start=1):
        yield from _join(number, row, following)


def _join(number: int, row: Mapping[str, Any], following: Mapping[str, Any]) -> Iterator[Said]:
    """Whether a row ends where the next begins."""
    end = _bound(row, UPPER)
    if end is None:
        return
    pair = f"第 {number} 档与第 {number + 1} 档"
    next_end = _bound(following, UPPER)
    if next_end is not None and (
        next_end[0] < end[0] or (next_end[0] == end[0] and not (end[1] < next_end[1]))
    ):
        yield Said(f"{pair}没有由小到大排列", f"rows {number} and {number + 1} do not go upwards")
    begin = _bound(following, LOWER)
    if begin is None:
        return
    if begin[0] > end[0] or (begin[0] == end[0] and not end[1] and not begin[1]):
        yield Said(f"{pair}之间有空档", f"there is a gap between rows {number} and {number + 1}")
    elif begin[0] < end[0] or (end[1] and begin[1]):
        yield Said(f"{pair}重叠", f"rows {number} and {number + 1} overlap")


def _bound(row: Mapping[str, Any], keys: tuple[str, str]) -> tuple[Fraction, bool] | None:
    """A bound and whether it belongs to the row; None where the row is open."""
    for key, inside in zip(keys, (True, False), strict=True):
        if row.get(key) is not None:
            return Fraction(row[key]), inside
    return None


def _bracketed(of: str) -> str:
    return of if of.isidentifier() else f"({of})"
