"""Dates and deadlines as people print them: `2023年12月31日前`, `9月底`, `第三季度末`, `年底前`, `二〇二三年十月`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from perfscore.read.notation.numerals import read_numeral

YEARLESS = 2000
"""The year given to a date that prints none when the caller knows none: enough to put two such dates in order."""

_BEFORE = r"(?P<before>以前|之前|前|以内|之内|内)?"
_TIME = r"(?:[T;]?[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?)?"
_WORDED = re.compile(
    r"(?:(?P<year>(?:19|20)?[0-9]{2}(?=年[01]?[0-9]月)|(?:19|20)[0-9]{2})年度?"
    r"|(?P<this>当年|本年度?|今年|全年|年内)|(?P<next>次年|翌年|下一?年度?|来年))?"
    r"(?:(?:(?P<month>1[0-2]|0?[1-9])月份?"
    r"(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号](?:24[时点])?|(?P<part>上旬|中旬|下旬|底|末|初|中)?))"
    r"|(?P<quarter>(?:第|前)?[一二三四1-4])季度?(?:末|底|内)?"
    r"|(?P<half>上半年|下半年)(?:末|底|内)?"
    r"|(?P<end>年底|年末|年终|年度内|年内|全年|底|末|内)?)" + _BEFORE
)
_PLAIN = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?P<between>[-/.])(?P<m>1[0-2]|0?[1-9])"
    r"(?:(?P=between)(?P<d>3[01]|[12][0-9]|0?[1-9])" + _TIME + r"(?!" + r"[0-9]))?(?![0-9])" + _BEFORE
)
_EIGHT = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9.])" + _BEFORE
)
_DAY_BEFORE = re.compile(r"(?P<m>1[0-2]|0?[1-9])[./-](?P<d>3[01]|[12][0-9]|0?[1-9])(?P<before>以前|之前|前)")
_CHINESE_PART = re.compile(r"([〇○零一二三四五六七八九]{4}(?=年)|[一二三四五六七八九十]{1,3}(?=[月日号]))")
_CHINESE_DATE = re.compile(r"[〇○零一二三四五六七八九]{4}年|(?:[0-9]{4}年)?[一二三四五六七八九十]{1,2}月")
_THROUGH = re.compile(r"[-~]+|至|到")
_MONTH_TO = re.compile(r"(?:(?:19|20)[0-9]{2}年)?(?:1[0-2]|0?[1-9])(?=[-~至到](?:1[0-2]|0?[1-9])月)")
_YEAR_TO = re.compile(r"((?:19|20)[0-9]{2})年?[-~至到]+(?=(?:19|20)[0-9]{2}(?![0-9.]))")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # 2000-01-01 to 2099-12-31
_SERIAL_ZERO = date(1899, 12, 30)


class Day(NamedTuple):
    """The last day a printed date can mean, whether the text says `前` or the like, and where it ends.

    end: in the text given; for a date in Chinese numerals too.
    """

    day: date
    before: bool
    end: int


def scan_date(text: str, year: int | None = None) -> Day | None:
    """The date at the start of a tidied text, read as its last possible day; None when there is none.

    `9月` is 30 September, `第三季度` too, `2021年` is 31 December, and `9月前` includes September: the period named
    counts as included, which is how deadlines are reported on. A span (`3月至11月`) ends with its last day.
    year: the year of dates that print none.
    """
    if _CHINESE_DATE.match(text):
        return _in_chinese(text, year)
    months = _MONTH_TO.match(text)  # 2023年1-12月: only the last month prints 月
    if months:
        printed = re.match(r"((?:19|20)[0-9]{2})年", text)
        until = scan_date(text[months.end() + 1 :], int(printed[1]) if printed else year)
        return until._replace(end=until.end + months.end() + 1) if until else None
    years = _YEAR_TO.match(text)
    if years:
        last = re.match(r"([0-9]{4})(年度?)?" + _BEFORE, text[years.end() :])
        if last and int(last[1]) >= int(years[1]):
            return Day(date(int(last[1]), 12, 31), bool(last["before"]), years.end() + last.end())
    first = _one_date(text, year)
    if first is None:
        return None
    through = _THROUGH.match(text, first.end)
    if not through:
        return first
    until = _one_date(text[through.end() :], first.day.year)
    if until is None:
        bare_day = re.match(
            r"(3[01]|[12][0-9]|0?[1-9])[日号]" + _BEFORE, text[through.end() :]
        )  # 3月1日至15日
        if bare_day is None:
            return first
        until = _day(
            first.day.year, first.day.month, int(bare_day[1]), bool(bare_day["before"]), bare_day.end()
        )
    return until._replace(end=until.end + through.end()) if until else None


def find_dates(text: str, year: int | None = None) -> list[tuple[int, Day]]:
    """Every date of a sentence that names at least a month, with the place where it begins."""
    found: list[tuple[int, Day]] = []
    at = 0
    while start := _DATE_START.search(text, at):
        day = scan_date(text[start.start() : start.start() + LONGEST_DATE], year)
        if day:
            found.append((start.start(), day))
        at = start.start() + day.end if day else start.end()
    return found


LONGEST_DATE = 60
_DATE_START = re.compile(
    r"(?<![0-9])(?:(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月|[-/.][0-9]{1,2}(?![0-9]))|(?:1[0-2]|0?[1-9])月(?!度))"
)


def date_of_serial(number: Fraction) -> date | None:
    """The day a spreadsheet means by its number (45291 is 2023-12-31); None outside 2000 to 2099.

    Only for cells known to hold a date: 45291 may as well be a sum of money.
    """
    if number.denominator != 1 or not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return _SERIAL_ZERO + timedelta(days=int(number))


def scan_month_and_day(text: str, year: int | None = None) -> Day | None:
    """The day of a text that is no more than `12.31` or `12/31`, for places where a day is asked for.

    None for 12.3 too: a workbook writes 12.30 so, and only its writer knows.
    """
    found = _MONTH_AND_DAY.fullmatch(text)
    if not found:
        return None
    return _day(year or YEARLESS, int(found["m"]), int(found["d"]), False, found.end())


_MONTH_AND_DAY = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])(?:\.(?=[0-9]{2})|/)(?P<d>3[01]|[12][0-9]|0?[1-9])(?:日|号)?"
)


def is_no_day(text: str) -> bool:
    """Whether the text is written as a day that no calendar has: `2023年2月30日前`, `2023-13-45`."""
    return bool(_WRITTEN_AS_DAY.match(text)) and scan_date(text) is None


def is_cut_short(text: str) -> bool:
    """Whether the text is `2023.1`: January, or the number that a workbook makes of 2023.10."""
    return text.endswith(".1") and _YEAR_AND_ONE.fullmatch(text) is not None


_YEAR_AND_ONE = re.compile(r"(?:19|20)[0-9]{2}\.1")
_WRITTEN_AS_DAY = re.compile(
    r"(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}[日号]|(?P<between>[-/.])[0-9]{1,2}(?P=between)[0-9]{1,2}(?![0-9]))"
)


def _one_date(text: str, year: int | None) -> Day | None:
    plain = _PLAIN.match(text) or _EIGHT.match(text)
    if plain:
        day = plain["d"]
        return _day(
            int(plain["y"]), int(plain["m"]), int(day) if day else None, bool(plain["before"]), plain.end()
        )
    short = _DAY_BEFORE.match(text)
    if short:
        return _day(year or YEARLESS, int(short["m"]), int(short["d"]), True, short.end())
    worded = _WORDED.match(text)
    return _worded(worded, year) if worded else None


def _worded(found: re.Match[str], year: int | None) -> Day | None:
    printed = found["year"]
    if printed:
        year = int(printed) if len(printed) == 4 else 2000 + int(printed)
    year = (year or YEARLESS) + bool(found["next"])
    before, end = bool(found["before"]), found.end()
    if found["month"]:
        day = int(found["day"]) if found["day"] else _DAY_OF_PART.get(found["part"] or "")
        return _day(year, int(found["month"]), day, before, end)
    if found["quarter"]:
        return _day(year, 3 * _QUARTERS[found["quarter"][-1]], None, before, end)
    if found["half"]:
        return _day(year, 6 if found["half"] == "上半年" else 12, None, before, end)
    if printed or found["this"] or found["next"] or found["end"] not in (None, "底", "末", "内"):
        return _day(year, 12, None, before, end)
    return None


_QUARTERS = {c: n for n, c in enumerate("一二三四", start=1)} | {str(n): n for n in range(1, 5)}
_DAY_OF_PART = {"初": 5, "上旬": 10, "中旬": 20, "中": 20}


def _in_chinese(text: str, year: int | None) -> Day | None:
    """二〇二三年十二月三十一日前, by way of its arabic spelling; `end` is counted back into the text given."""
    pieces: list[str] = []
    lengths: list[int] = []  # how far each character of the arabic spelling reaches in the original
    at = 0
    for part in _CHINESE_PART.finditer(text[:LONGEST_DATE]):
        numeral = read_numeral(part.group())
        between = text[at : part.start()]
        pieces.append(between)
        lengths += [at + n + 1 for n in range(len(between))]
        arabic = str(numeral.value) if numeral else part.group()
        pieces.append(arabic)
        lengths += [part.end()] * len(arabic)
        at = part.end()
    pieces.append(text[at:LONGEST_DATE])
    lengths += [at + n + 1 for n in range(len(pieces[-1]))]
    day = None if _CHINESE_DATE.match("".join(pieces)) else scan_date("".join(pieces), year)
    return day._replace(end=lengths[day.end - 1]) if day else None


def _day(year: int, month: int, day: int | None, before: bool, end: int) -> Day | None:
    last = monthrange(year, month)[1]
    if day is not None and day > last:
        return None
    return Day(date(year, month, day or last), before, end)
