"""The one door by which numbers enter: text to exact Fraction, or the reason why not.

A blank, a dash, `不适用` and `约100` are four different things, and none of them is zero.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from perfscore.model.values import Absence
from perfscore.read.notation.numerals import NUMERALS, read_numeral
from perfscore.read.notation.spelling import tidy

LONGEST_NUMBER = 40
"""More digits than any budget has; longer runs are not numbers."""

# [0-9] and not \d: other scripts' digits are not folded by NFKC and no officer types them.
_ARABIC = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.(?P<part>[0-9]+))?|\.(?P<only>[0-9]+))"
)
_EXPONENT = re.compile(r"[eE][+-]?[0-9]")
_PART_OF_WHOLE = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_CHINESE = re.compile(f"[{NUMERALS}点點半]+")

_DASHES = frozenset("-/\\*_.…·~;")
_DASH_WORDS = frozenset({"-", "--", "---", "/", "\\", "*", "//", "."})
_FILLER = re.compile(
    r"[xX×*＊]+|[.…]{2,}|_{2,}|\?+|□+|\(\)|\[\]|[nN]|待定|待填|[【\[]?待补充(?:[:：][^】]*)?[】\]]?"
)
_NOT_APPLICABLE = frozenset(
    {"无", "不适用", "n/a", "na", "N/A", "NA", "不涉及", "无此项", "不考核", "未涉及", "暂无", "无此指标"}
)


class Scanned(NamedTuple):
    """A number found in a text: its value, the unit sign that belongs to it (`百分之` -> `%`), where it ends.

    approximate: the numeral itself is an estimate (`两三`).
    """

    number: Fraction
    sign: str
    end: int
    approximate: bool = False


def scan_number(text: str, start: int = 0) -> Scanned | None:
    """The number that begins exactly at `start` of a tidied text, arabic or Chinese; None when there is none.

    A Chinese numeral takes its 万 and 亿 with it (`两万` is 20000); an arabic one leaves them to the unit.
    """
    arabic = _ARABIC.match(text, start)
    if arabic:
        return _arabic(arabic)
    for phrase, sign in _PART_OF_WHOLE.items():
        if text.startswith(phrase, start):
            return _part_of_whole(text, start + len(phrase), sign)
    if text.startswith("百分百", start):
        return Scanned(Fraction(100), "%", start + 3)
    chinese = _CHINESE.match(text, start)
    if chinese is None or chinese.end() - start > LONGEST_NUMBER:
        return None
    numeral = read_numeral(chinese.group())
    return Scanned(numeral.value, "", chinese.end(), numeral.approximate) if numeral else None


def _arabic(found: re.Match[str]) -> Scanned | None:
    if found.end() - found.start() > LONGEST_NUMBER or _EXPONENT.match(found.string, found.end()):
        return None
    sign, whole, part, only = found.groups()
    part = part or only or ""
    digits = int((whole or "").replace(",", "") + part)
    number = Fraction(digits, 10 ** len(part)) if part else Fraction(digits)
    return Scanned(-number if sign == "-" else number, "", found.end())


def _part_of_whole(text: str, start: int, sign: str) -> Scanned | None:
    if text.startswith("百", start):  # 百分之百
        return Scanned(Fraction(100), sign, start + 1)
    if text.startswith(tuple(_PART_OF_WHOLE), start):
        return None
    part = scan_number(text, start)
    return part._replace(sign=sign) if part else None


def read_number(text: str) -> Fraction | Absence:
    """A cell that should hold nothing but a number: '1,200' -> 1200, '九十五' -> 95.

    Text that is not plainly a number gives the reason why not.
    """
    tidied = tidy(text)
    scanned = scan_number(tidied)
    if scanned and scanned.end == len(tidied) and not scanned.sign:
        return Absence.APPROXIMATE if scanned.approximate else scanned.number
    return why_empty(tidied) or Absence.UNREADABLE


def why_empty(tidied: str) -> Absence | None:
    """The reason why a tidied cell says nothing; None when it does say something."""
    if not tidied:
        return Absence.BLANK
    if tidied in _DASH_WORDS:
        return Absence.DASH
    if tidied in _NOT_APPLICABLE:
        return Absence.NOT_APPLICABLE
    if _FILLER.fullmatch(tidied):
        return Absence.PLACEHOLDER
    if tidied[0] in _DASHES and _DASHES.issuperset(tidied):
        return Absence.DASH
    return None


def from_float(number: float) -> Fraction:
    """A spreadsheet's binary number as the decimal number the spreadsheet shows (15 digits)."""
    return Fraction(format(number, ".15g"))
