"""Chinese numerals: `一百二十`, `两万五`, `三点五`, `二〇二三`, `伍拾万`. Takes the numeral's text, gives its exact value."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "弍": 2, "貳": 2, "陸": 6, "○": 0, "幺": 1}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ONE_WAY = str.maketrans("拾佰仟萬億點", "十百千万亿点")

NUMERALS = "".join(_DIGITS) + "".join(_PLACES) + "万亿萬億"
"""Every character a Chinese numeral is made of, the decimal point and 半 apart."""

_DIGIT = "[" + "".join(_DIGITS) + "]"
_SECTION = re.compile(  # below ten thousand: 三千零五十, 一百二 (= 120), 十五
    f"(?:(?P<thousands>{_DIGIT})千)?零?(?:(?P<hundreds>{_DIGIT})百)?零?"
    f"(?:(?P<tens>{_DIGIT}?)(?P<ten>十))?(?P<zero>零?)(?P<ones>{_DIGIT}?)"
)
_MULTIPLES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_ABOUT = re.compile(  # 两三次, 三五个, 七八十人: two neighbouring digits are an estimate
    "一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九"
)
_PLANS = frozenset("十一五 十二五 十三五 十四五 十五五 十六五".split())
_BLANKS = frozenset("○〇零")


class Numeral(NamedTuple):
    """The value of a numeral, and whether the writer himself only estimates it (`两三`, `七八十`)."""

    value: Fraction
    approximate: bool = False


def read_numeral(text: str) -> Numeral | None:
    """一百二十 -> 120; 三点五 -> 7/2; 二〇二三 -> 2023; None for 万 alone, 千百 and whatever is no number."""
    if text == "半":
        return Numeral(Fraction(1, 2))
    if text in _PLANS or text == "○" or (len(text) > 1 and _BLANKS.issuperset(text)):
        return None  # ○○次 is the form's filler, 十四五 a five-year plan
    text = text.translate(_ONE_WAY)
    whole, point, decimals = text.partition("点")
    value = _whole(whole)
    if value is None:
        about = _ABOUT.search(whole)
        if about and not point:  # 七八十: its first reading keeps the order of size
            estimate = _whole(whole[: about.start()] + whole[about.start() + 1 :])
            return Numeral(Fraction(estimate), approximate=True) if estimate is not None else None
        return None
    if not point:
        return Numeral(Fraction(value), approximate=bool(_ABOUT.fullmatch(whole)))
    digits = decimals.rstrip("万亿")
    if not digits or not all(c in _DIGITS for c in digits):
        return None
    times = _MULTIPLES.get(decimals[len(digits) :])  # 三点五万
    return (
        None if times is None else Numeral((value + Fraction(_positional(digits), 10 ** len(digits))) * times)
    )


def _positional(digits: str) -> int:
    return int("".join(str(_DIGITS[c]) for c in digits))


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        return _positional(text)
    high, hundred_million, low = text.rpartition("亿")
    if not hundred_million:
        return _below_hundred_million(text)
    above = _below_hundred_million(high)
    below = _rest(low, 10**8, _below_hundred_million)
    return None if not above or below is None else above * 10**8 + below


def _below_hundred_million(text: str) -> int | None:
    high, ten_thousand, low = text.rpartition("万")
    if not ten_thousand:
        return _below_ten_thousand(text)
    above = _below_ten_thousand(high)
    below = _rest(low, 10**4, _below_ten_thousand)
    return None if not above or below is None else above * 10**4 + below


def _rest(text: str, unit: int, read: Callable[[str], int | None]) -> int | None:
    """What follows 万 or 亿. A single digit there counts the next place down: 两万五 is 25000."""
    if not text:
        return 0
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text] * unit // 10
    below = read(text.lstrip("零〇"))
    return below if below is not None and below < unit else None


def _below_ten_thousand(text: str) -> int | None:
    found = _SECTION.fullmatch(text)
    if not found or not text:
        return None
    thousands, hundreds, tens, ones = (
        _DIGITS[found[place]] if found[place] else 0 for place in ("thousands", "hundreds", "tens", "ones")
    )
    if found["ten"] and not found["tens"]:
        tens = 1
    if ones and not found["ten"] and not found["zero"] and text[-2:-1] in ("百", "千"):
        ones *= 10 if text[-2] == "百" else 100  # 一百二 is 120, 三千六 is 3600
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones
