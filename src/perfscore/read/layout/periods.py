"""When a project runs: `2023年1月至12月`, `2023.01-2023.12`, or a first and a last day in two cells. Takes texts, gives a period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from perfscore.model.table import Period
from perfscore.model.values import Text
from perfscore.read.notation.dates import scan_date
from perfscore.read.notation.spelling import tidy

LONGEST = 60
_THROUGH = re.compile(r"至|到|[-~]+")
_MONTHS = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})年(?P<first>[0-9]{1,2})月?[-~至到]+(?P<last>[0-9]{1,2})月底?"
)
_YEARS = re.compile(r"(?P<first>(?:19|20)[0-9]{2})年?度?(?:[-~至到]+(?P<last>(?:19|20)[0-9]{2})年?度?)?")
_PRINTS_DAY = re.compile(r"月[0-9]{1,2}[日号]|[-/.][0-9]{1,2}[-/.][0-9]{1,2}|^[0-9]{8}$|[日号]$")
_PRINTS_MONTH = re.compile(r"月|[-/.][0-9]{1,2}")
_CLOCK = re.compile(r"(?<=[0-9])T?[0-9]{2}:[0-9]{2}(?::[0-9]{2})?$")
_IN_NOTE = re.compile(
    r"(?:起止(?:时间|日期|年限|年月)|(?:项目|实施|建设)(?:期限|周期|工期))\s*[:：]\s*(?P<period>[^，。；;,\n]{4,60})"
)


def period_of(
    whole: Text | None, start: Text | None, end: Text | None, notes: Iterable[Text]
) -> Period | None:
    """The period that the form prints in one cell, or as two days, or in a note; None without any day.

    A word such as `长期` or `三年` names no day. A month that is the last of a period ends with its last day.
    """
    if whole and (days := read_period(whole.written)):
        return Period(*days, whole.written, whole.at)
    if start or end:
        first, last = (_day(text, begins) if text else None for text, begins in ((start, True), (end, False)))
        written = " 至 ".join(text.written for text in (start, end) if text)
        if first or last:
            return Period(first, last, written, (end or start or Text("")).at)
    for note in notes:
        found = _IN_NOTE.search(note.written)
        if found and (days := read_period(found["period"].strip())):
            return Period(*days, found["period"].strip(), note.at)
    return None


def read_period(text: str) -> tuple[date, date] | None:
    """First and last day of a printed period; None for a text that is not plainly one."""
    key = tidy(text)
    if len(key) > LONGEST:
        return None
    if months := _MONTHS.fullmatch(key):
        first = _first(f"{months['year']}年{months['first']}月")
        last = scan_date(f"{months['year']}年{months['last']}月")
        return (first, last.day) if first and last else None
    if years := _YEARS.fullmatch(key):
        return date(int(years["first"]), 1, 1), date(int(years["last"] or years["first"]), 12, 31)
    for sign in _THROUGH.finditer(key):
        left, right = key[: sign.start()], key[sign.end() :]
        first = _first(left)
        last = scan_date(_CLOCK.sub("", right), first.year) if first else None
        if first and last and last.end == len(_CLOCK.sub("", right)):
            return first, last.day
    return None


def _day(text: Text, begins: bool) -> date | None:
    key = _CLOCK.sub("", tidy(text.written))
    if begins:
        return _first(key)
    found = scan_date(key)
    return found.day if found and found.end == len(key) else None


def _first(text: str) -> date | None:
    """The first day that a printed date can mean."""
    key = _CLOCK.sub("", text)
    found = scan_date(key)
    if found is None or found.end != len(key):
        return None
    if _PRINTS_DAY.search(key):
        return found.day
    return found.day.replace(day=1) if _PRINTS_MONTH.search(key) else date(found.day.year, 1, 1)
