"""How often: `每月≥1次`, `每周一次`. Takes a tidied text, gives the text from its number on and what it is counted per."""

from __future__ import annotations

import re

from perfscore.model.units import spell
from perfscore.read.notation.numerals import NUMERALS
from perfscore.read.notation.quantities import Measured

_WITHIN_YEAR = re.compile(
    r"(?:(?:19|20)[0-9]{2}年度?|每年度?|全年|年度|年均|本年度?|当年|一年|年内|年)(?=[^0-9])"
)
_AHEAD = rf"(?=[≥≤=<>⊒⊑≗0-9{NUMERALS}])"
_PER = re.compile(
    rf"(?:每个?(?P<each>[^\W\d_]{{1,4}}?)[:,]?{_AHEAD}"
    rf"|每?(?P<half>半)个?(?P<of>年|月)[:,]?{_AHEAD}"
    # 一周 and 一天 number no week or day; 一季度 and 一月 may, except where 一 is answered by 一 or 两.
    rf"|一(?P<short>周|天|星期|学期){_AHEAD}|[一1]个(?P<whole>月|季度|星期|学期){_AHEAD}"
    rf"|一(?P<long>季度?|月)(?=[一两][^\W\d_]{{1,2}}(?:以上|及以上)?$))"
)
_MAY_BE_FIRST = re.compile(r"[一1](?:季度?|月)(?:[0-9]+|[二三四五六七八九十])[^\W\d_季月日号]{1,2}")


def without_year(text: str) -> str:
    """The table covers one year, so 每年 and 全年 in front add nothing."""
    year = _WITHIN_YEAR.match(text)
    return text[year.end() :] if year else text


def split_rate(text: str) -> tuple[str, str]:
    """`每月≥1次` -> `≥1次`, `月`; a text that names no occasion as it is, with ""."""
    per = _PER.match(text)
    if not per:
        return text, ""
    each = per["each"] or per["short"] or per["whole"] or per["long"] or f"半{per['of']}"
    return text[per.end() :], spell(each)


def may_be_first(text: str) -> bool:
    """Whether `一季度1次` leaves open if the first quarter is meant or every quarter."""
    return _MAY_BE_FIRST.fullmatch(text) is not None


def rate(unit: str, each: str) -> str:
    """A unit counted per occasion: 次 per 月 is 次/月."""
    return f"{unit}/{each}" if each and unit and "/" not in unit else unit


def per(measured: Measured, each: str) -> Measured:
    """The quantity counted per occasion: 1次 per 月 is 1次/月."""
    return measured._replace(unit=rate(measured.unit, each))
