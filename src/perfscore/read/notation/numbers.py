"""The one door by which numbers enter: text to exact Fraction, or the reason why not.

A blank, a dash, `不适用` and `约100` are four different things, and none of them is zero.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from perfscore.model.values import Absence
from perfscore.read.notation.spelling import tidy

LONGEST_NUMBER = 40
"""More digits than any budget has; longer runs are not numbers."""

_ARABIC = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+")
_PART_OF_WHOLE = {"百分之": "%", "千分之": "‰", "万分之": "‱"}

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"两": 2, "贰": 2, "弍": 2, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
_CHINESE = re.compile("[" + "".join(_DIGITS) + "".join(_TENS) + "万亿萬億点半]+")

_DASHES = frozenset("-/\\*_.…·~")
_FILLER = re.compile(r"[xX×*＊]{1,}|[.…]{2,}|_{2,}|\?+")
_NOT_APPLICABLE = frozenset(
    {"无", "不适用", "n/a", "na", "N/A", "NA", "不涉及", "无此项", "不考核", "未涉及"}
)


class Scanned(NamedTuple):
    """A number found in a text: its value, the unit sign that belongs to it (`百分之` -> `%`), where it ends."""

    number: Fraction
    sign: str
    end: int


def scan_number(text: str, start: int = 0) -> Scanned | None:
    """The number that begins exactly at `start` of a tidied text, arabic or Chinese; None when there is none.

    A Chinese numeral takes its 万 and 亿 with it (`两万` is 20000); an arabic one leaves them to the unit.
    """
    arabic = _ARABIC.match(text, start)
    if arabic:
        digits = arabic.group().replace(",", "")
        return Scanned(Fraction(digits), "", arabic.end()) if len(digits) <= LONGEST_NUMBER else None
    for phrase, sign in _PART_OF_WHOLE.items():
        if text.startswith(phrase, start):
            part = scan_number(text, start + len(phrase))
            return Scanned(part.number, sign, part.end) if part and not part.sign else None
    chinese = _CHINESE.match(text, start)
    if chinese and len(chinese.group()) <= LONGEST_NUMBER:
        value = _chinese_value(chinese.group())
        if value is not None:
            return Scanned(value, "", chinese.end())
    return None


def _chinese_value(numeral: str) -> Fraction | None:
    """一百二十 -> 120; 三点五 -> 7/2; 二〇二三 -> 2023; None for 万 alone and the like."""
    if numeral == "半":
        return Fraction(1, 2)
    whole, point, decimals = numeral.partition("点")
    if "半" in numeral or (point and not (whole and decimals and all(c in _DIGITS for c in decimals))):
        return None
    integer = _chinese_integer(whole)
    if integer is None:
        return None
    fraction = (
        Fraction(int("".join(str(_DIGITS[c]) for c in decimals)), 10 ** len(decimals))
        if point
        else Fraction(0)
    )
    return integer + fraction


def _chinese_integer(numeral: str) -> Fraction | None:
    if all(c in _DIGITS for c in numeral):
        return Fraction(int("".join(str(_DIGITS[c]) for c in numeral)))
    if numeral[0] in _MYRIADS or (numeral[0] in _TENS and numeral[0] not in "十拾"):
        return None  # 百姓, 千家, 万元: words, not numbers
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
    return Fraction(total + section + digit)


def read_number(text: str) -> Fraction | Absence:
    """A cell that should hold nothing but a number: '1,200' -> 1200, '九十五' -> 95.

    Text that is not plainly a number gives the reason why not.
    """
    tidied = tidy(text)
    scanned = scan_number(tidied)
    if scanned and scanned.end == len(tidied) and not scanned.sign:
        return scanned.number
    return why_empty(tidied) or Absence.UNREADABLE


def why_empty(tidied: str) -> Absence | None:
    """The reason why a tidied cell says nothing; None when it does say something."""
    if not tidied:
        return Absence.BLANK
    if tidied in {"-", "--", "---", "/", "\\", "*", "//", "."}:
        return Absence.DASH
    if tidied in _NOT_APPLICABLE:
        return Absence.NOT_APPLICABLE
    if _FILLER.fullmatch(tidied):
        return Absence.PLACEHOLDER
    if set(tidied) <= _DASHES:
        return Absence.DASH
    return None


def from_float(number: float) -> Fraction:
    """A spreadsheet's binary number as the decimal number the spreadsheet shows (15 digits)."""
    return Fraction(format(number, ".15g"))
