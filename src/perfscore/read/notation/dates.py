"""Dates and deadlines as people print them: `2023年12月31日前`, `9月底`, `第三季度末`, `年底前`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

YEARLESS = 2000
"""The year given to a date that prints none when the caller knows none: enough to put two such dates in order."""

_NUMERALS = {c: n for n, c in enumerate("一二三四", start=1)} | {str(n): n for n in range(1, 5)}
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年度?|(?P<this>当年|本年度?|今年|年内))?"
_DATE = re.compile(
    r"(?:截至|截止|截止到|于|在|至|到)?"
    + _YEAR
    + r"(?:(?:(?:1[0-2]|0?[1-9])月?[-~至到])?(?P<month>1[0-2]|0?[1-9])月份?(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?P<part>上旬|中旬|下旬|底|末|初)?)"
    r"|(?P<quarter>第?[一二三四1-4])季度(?:末|底|内)?"
    r"|(?P<half>上半年|下半年)(?:末|底|内)?"
    r"|(?P<end>年?底|年?末|全年|年度内|内)?)"
    r"(?P<before>以前|之前|前|内|以内|之内)?"
)
_PLAIN = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>1[0-2]|0?[1-9])(?:[-/.](?P<d>3[01]|[12]\d|0?[1-9]))?(?P<before>前|之前|以前)?"
)


class Day(NamedTuple):
    """The last day a printed date can mean, whether the text says `前` or the like, and where it ends."""

    day: date
    before: bool
    end: int


def scan_date(text: str, year: int | None = None) -> Day | None:
    """The date at the start of a tidied text, read as its last possible day; None when there is none.

    `9月` is 30 September, `第三季度` too, `2021年` is 31 December: the period that is named counts as included.
    year: the year of dates that print none.
    """
    plain = _PLAIN.match(text)
    if plain:
        month = int(plain["m"])
        return _day(
            int(plain["y"]),
            month,
            int(plain["d"]) if plain["d"] else None,
            bool(plain["before"]),
            plain.end(),
        )
    match = _DATE.match(text)
    if not match:
        return None
    printed = match["year"]
    dated_year = int(printed) if printed else year or YEARLESS
    before = bool(match["before"])
    if match["month"]:
        month = int(match["month"])
        day = (
            int(match["day"]) if match["day"] else {"初": 5, "上旬": 10, "中旬": 20}.get(match["part"] or "")
        )
        return _day(dated_year, month, day, before, match.end())
    if match["quarter"]:
        return _day(dated_year, 3 * _NUMERALS[match["quarter"].lstrip("第")], None, before, match.end())
    if match["half"]:
        return _day(dated_year, 6 if match["half"] == "上半年" else 12, None, before, match.end())
    if printed or match["this"] or (match["end"] not in (None, "内")):
        return _day(dated_year, 12, None, before, match.end())
    return None


def _day(year: int, month: int, day: int | None, before: bool, end: int) -> Day | None:
    last = monthrange(year, month)[1]
    if day is not None and day > last:
        return None
    return Day(date(year, month, day or last), before, end)
