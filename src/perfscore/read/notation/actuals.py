"""Actual values (实际完成值): `=5次`, `9人`, `优`, `98.5%`, `2023年11月`, `共培训200人次`."""

from __future__ import annotations

import re

from perfscore.model.place import NOWHERE, Place
from perfscore.model.units import convert, spell
from perfscore.model.values import Absence, Actual, Comparator, Target
from perfscore.read.notation.dates import scan_date
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import Measured, find_quantities, is_approximate, scan_quantity
from perfscore.read.notation.spelling import tidy

_SIGN = re.compile(r"^[≥≤=<>]+")
_DONE_BEFORE = re.compile(
    r"^(?:实际)?(?:已)?(?:全部|全面)?(?:按期|按时)?(?:完成|达到|达|为|共计|共|计|实现)(?:了)?[:：]?"
)
_DATE_WORDS = re.compile(r"^(?:已)?(?:于|在|至)")


def parse_actual(
    text: str,
    target: Target | None = None,
    *,
    unit: str | None = None,
    year: int | None = None,
    at: Place = NOWHERE,
) -> Actual:
    """Read an actual-value cell.

    target: what was promised; it tells how an ambiguous text is meant (a date, a grade, which of two numbers).
    unit: from a column of its own. year: the year of dates that print none.
    A sign repeated from the target (`=5次`) is kept in `sign`; the number is the number.
    Never raises for bad content: `absence` says why there is no value.
    """
    tidied = tidy(text)
    column_unit = spell(tidy(unit)) if unit and why_empty(tidy(unit)) is None else ""
    found = _SIGN.match(tidied)
    sign = found.group() if found else ""
    body = tidied[len(sign) :]
    empty = why_empty(body)
    if empty:
        return _absent(Absence.LONE_SIGN if sign and not body else empty, text, at)
    wanted = target.comparator if target else None

    if wanted is Comparator.BY:
        day = scan_date(_DATE_WORDS.sub("", body), year)
        if day:
            return Actual(date=day.day, sign=sign, written=text, at=at)
    if wanted is Comparator.QUALITATIVE:
        return Actual(grade=body, sign=sign, written=text, at=at)

    measured = _whole_text(body)
    if measured is None and is_approximate(body):
        return _absent(Absence.APPROXIMATE, text, at)
    if measured is None and wanted is None:
        day = scan_date(body, year)
        if day and day.end == len(body):
            return Actual(date=day.day, sign=sign, written=text, at=at)
    if measured is None:
        measured = _in_sentence(body, target)
    if measured is None:
        return Actual(grade=body, sign=sign, written=text, at=at)
    if measured.approximate:
        return _absent(Absence.APPROXIMATE, text, at)
    return Actual(value=measured.number, unit=measured.unit or column_unit, sign=sign, written=text, at=at)


def _absent(why: Absence, written: str, at: Place) -> Actual:
    return Actual(absence=why, written=written, at=at)


def _whole_text(body: str) -> Measured | None:
    """The quantity when the cell holds little else: `95%`, `已完成95%`, `780元/生/年`."""
    for text in (body, _DONE_BEFORE.sub("", body)):
        measured = scan_quantity(text)
        if measured is None:
            continue
        rest = text[measured.end :].strip(".,;()")
        if rest.startswith("/") and len(rest) <= 8:
            return measured._replace(unit=measured.unit + rest)
        if not rest or rest in ("完成", "到位", "达标", "合格", "以内", "以上"):
            return measured
    return None


def _in_sentence(body: str, target: Target | None) -> Measured | None:
    """The one number of a sentence that can answer the target; None when there is none or more than one."""
    if target is None or target.value is None:
        return None
    fitting = [
        m for m in find_quantities(body) if m.unit and convert(m.number, m.unit, target.unit) is not None
    ]
    return fitting[0] if len(fitting) == 1 else None
