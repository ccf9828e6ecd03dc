"""How a workbook shows its bare numbers: 0.95 formatted as a percentage is `95%` to everyone who opens the file.

Takes a number and its format code, gives the text that a person reads in the cell. Digits are never rounded away and
grouping is left out: a format can only say what the number means, not make it another number.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from perfscore.model.decimals import plain

BUILT_IN = (
    {9: "0%", 10: "0.00%", 17: "mmm-yy", 22: "m/d/yy h:mm"}
    | dict.fromkeys((14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58), "yyyy-m-d")
    | dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"')
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "h:mm")
)
"""Formats that a workbook names by number only; of dates, what they tell: a day, a month, a time."""

LONGEST_CODE = 255
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)|(?P<escaped>[\\!].)|(?P<skipped>\[[^\]]*\]?|[_*].)"""
    r"""|(?P<digits>General|G/通用格式|@|[0#?][0#?,./eE+\s-]*)|(?P<other>.)""",
    re.IGNORECASE | re.DOTALL,
)
_SECTION_END = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_SIGNS = frozenset("≥≤＞＜><=＝±~%％‰")
_LAST_DAY = 2_958_465  # 9999-12-31


class Sense(StrEnum):
    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    TIME = "time"


class Section(NamedTuple):
    """One part of a number's format: the words around the digits and what the number is multiplied by.

    has_digits: whether the number is shown at all; `"无"` alone shows only the word.
    """

    before: str
    after: str
    scale: Fraction
    has_digits: bool


class Format(NamedTuple):
    """A format code, understood. sections: for positive numbers, negative ones and zero, as many as the code has."""

    sense: Sense
    sections: tuple[Section, ...]


def shown(number: Fraction, code: str, from_1904: bool = False) -> str:
    """The text of a number under a format: (19/20, '0%') -> '95%'; (9, '0"人"') -> '9人'; (45291, 'yyyy-m-d') ->
    '2023年12月31日'.

    from_1904: dates are counted from 1904 on, as old Macintosh workbooks do.
    """
    form = understand(code[:LONGEST_CODE])
    if form.sense is Sense.NUMBER:
        return _in_words(number, form.sections)
    return _as_date(number, form.sense, from_1904) or plain(number)


@lru_cache(maxsize=1024)
def understand(code: str) -> Format:
    """What a format code says of its numbers."""
    parts = code.split(";") if '"' not in code else _SECTION_END.split(code)
    sense = _date_sense(parts[0])
    return Format(sense, tuple(_section(part) for part in parts[:3]))


def tells(code: str) -> bool:
    """Whether a format changes what a bare number says."""
    form = understand(code[:LONGEST_CODE])
    return form.sense is not Sense.NUMBER or any(section != _BARE for section in form.sections)


def _date_sense(code: str) -> Sense:
    letters = "".join(match["other"] or "" for match in _TOKEN.finditer(code)).lower().replace("am/pm", "")
    clock = "h" in letters or "s" in letters
    if "d" in letters:
        return Sense.DATE
    if "y" in letters or ("m" in letters and not clock):
        return Sense.MONTH if "m" in letters else Sense.NUMBER
    elapsed = re.search(r"\[[hms]+\]", code, re.IGNORECASE) is not None
    return Sense.TIME if clock and not elapsed else Sense.NUMBER


_BARE = Section("", "", Fraction(1), True)


def _section(code: str) -> Section:
    before = after = ""
    scale = Fraction(1)
    digits = ""
    point = False  # `0!.0,` prints the point itself and cuts three digits: how 元 are shown in 万元
    for match in _TOKEN.finditer(code):
        if match["digits"]:
            if point:
                scale /= 10 ** sum(c in "0#?" for c in match["digits"])
            digits = match["digits"]
            commas = len(digits.rstrip()) - len(digits.rstrip().rstrip(","))
            scale /= 1000**commas
            continue
        text = match["quoted"] or match["escaped"] or match["other"] or ""
        text = text.strip('"') if match["quoted"] else text[1:] if match["escaped"] else text
        point = bool(digits) and text == "."
        if text in ("%", "％") and match["other"]:
            scale *= 100
        elif text == "‰" and match["other"]:
            pass  # printed, but not reckoned in
        text = "".join(c for c in text if c.isalpha() or c in _SIGNS)
        if digits:
            after += text
        else:
            before += text
    return Section(before, after, scale, bool(digits))


def _in_words(number: Fraction, sections: tuple[Section, ...]) -> str:
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section = sections[1]
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if not section.has_digits:
        words = section.before + section.after
        return words if number == 0 and words else plain(number)  # a zero shown as a dash is still a zero
    return f"{section.before}{plain(number * section.scale)}{section.after}"


def _as_date(number: Fraction, sense: Sense, from_1904: bool) -> str | None:
    """The date of a day number, None for numbers that are no day."""
    whole = number.numerator // number.denominator
    if not 0 <= whole <= _LAST_DAY - (1462 if from_1904 else 0):
        return None
    if sense is Sense.TIME:
        minutes = round((number - whole) * 1440)
        return f"{minutes // 60}:{minutes % 60:02d}"
    # Day 60 is a 29 February 1900 that never was; the days before it are counted from one day later.
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if whole >= 60 else 31)
    day = start + timedelta(days=whole)
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if sense is Sense.DATE else "")
