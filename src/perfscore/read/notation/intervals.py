"""Two bounds in one cell: `10-15天`, `≥98%且≤102%`, `[80%,90%]`, `±3%以内`, `100%±5%`, `80%≤X≤90%`.

Takes a text of `with_signs`, gives the bounds. Open and closed ends are not told apart: a promise of `<90%` as the upper
end of a range is read as 90%.
"""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from perfscore.model.units import convert
from perfscore.read.notation.quantities import Measured, scan_quantity
from perfscore.read.notation.senses import SOFT

_LEAD = re.compile(rf"(?:介于|处于|保持|维持|稳定|控制|在|[{SOFT}=])+")
_BETWEEN = re.compile(r"[-~]+|至|到|与(?=.{1,12}之间)|和(?=.{1,12}之间)")
_UP_TO = re.compile(r"(?:且|,|;|并且|同时|并|和|及)?[≤<]")
_TO_UNKNOWN = re.compile(r"[≤<][^0-9≥≤=<>]{0,12}[≤<]")
_END_INCLUDED = re.compile(r"\(不?含(?:本数)?\)")
_BELOW = re.compile(r"(?:且|,|;|并且|同时|并|和)?")
_TAIL = re.compile(r"(?:之间|范围)?(?:以内|之内|内|以下)?(?:完成|即可)?[.,;)]*")
_BRACKETED = re.compile(r"[\[(](?P<low>[^,\[\]()]+),(?P<high>[^,\[\]()]+)[\])]")


class Interval(NamedTuple):
    """Both bounds in one unit; "" when none is printed."""

    low: Fraction
    high: Fraction
    unit: str
    approximate: bool = False


_UPPER_FIRST = re.compile(r"(?P<high>[≤<][^≤≥<>]{1,20}?)(?:且|,|并且|同时)?(?P<low>[≥>][^≤≥<>]{1,20})")
"""`≤100%且≥90%`: the bounds in the other order."""


class Unclear(Enum):
    """Two bounds that make no range: the wrong way round, or in units that do not measure the same."""

    BOUNDS = "bounds"


def read_interval(text: str, column_unit: str) -> Interval | Unclear | None:
    """The range that the whole text is; None when it is not written as one."""
    text = _END_INCLUDED.sub("", text)
    turned = _UPPER_FIRST.fullmatch(text)
    if turned:
        text = f"{turned['low']}且{turned['high']}"
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        low, high = scan_quantity(bracketed["low"]), scan_quantity(bracketed["high"])
        whole = low and high and low.end == len(bracketed["low"]) and high.end == len(bracketed["high"])
        return _between(low, high, column_unit) if whole and low and high else None
    if text[:1] in "([" and text[-1:] in ")]":
        text = text[1:-1]
    lead = _LEAD.match(text)
    body = text[lead.end() :] if lead else text
    if body.startswith("±"):
        margin = scan_quantity(body, 1)
        if margin is None or not _ends(body, margin.end):
            return None
        return _between(margin._replace(number=-margin.number), margin, column_unit)
    low_sign = body[:1] in "≥>"
    low = scan_quantity(body, 1 if low_sign and body else 0)
    if low is None:
        return None
    if body.startswith("±", low.end):
        return _around(low, scan_quantity(body, low.end + 1), body, column_unit)
    high_at = _upper_start(body, low.end, low_sign=low_sign)
    high = scan_quantity(body, high_at) if high_at else None
    return _between(low, high, column_unit) if high and _ends(body, high.end) else None


def _upper_start(body: str, at: int, *, low_sign: bool) -> int | None:
    """Where the upper bound's number begins."""
    if low_sign:
        pattern = _UP_TO
    elif body.startswith("以上", at):  # 90%以上110%以下
        join = _BELOW.match(body, at + 2)
        return join.end() if join and body.rstrip(".;,").endswith(("以下", "以内")) else None
    elif body[at : at + 1] in ("≤", "<"):
        pattern = _TO_UNKNOWN
    else:
        pattern = _BETWEEN
    found = pattern.match(body, at)
    return found.end() if found else None


def _ends(text: str, at: int) -> bool:
    return bool(_TAIL.fullmatch(text, at))


def _around(
    middle: Measured, margin: Measured | None, body: str, column_unit: str
) -> Interval | Unclear | None:
    """100%±5%; 50±2万元; of 50万元±10% the margin is a share of the middle."""
    if margin is None or not _ends(body, margin.end):
        return None
    size = margin.number
    if margin.unit == "%" and middle.unit != "%" and (middle.unit or column_unit):
        size, margin = abs(middle.number) * size / 100, margin._replace(unit=middle.unit)
    low, high = (middle._replace(number=middle.number + change) for change in (-size, size))
    unit = middle.unit or margin.unit
    if middle.unit and margin.unit and middle.unit != margin.unit:
        return Unclear.BOUNDS
    return _between(low._replace(unit=unit), high._replace(unit=unit), column_unit)


def _between(low: Measured, high: Measured, column_unit: str) -> Interval | Unclear:
    unit = high.unit or low.unit or column_unit
    low, high = low.within(unit), high.within(unit)
    low_number = convert(low.number, low.unit, unit)
    if low_number is None or low_number > high.number:
        return Unclear.BOUNDS
    return Interval(low_number, high.number, unit, low.approximate or high.approximate)
