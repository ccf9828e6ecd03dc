"""A number with its unit inside a tidied text. Takes text, gives what was read and where it ends."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from perfscore.model.units import LONGEST_UNIT, MULTIPLIERS, convert, is_known, spell
from perfscore.read.notation.numbers import scan_number, why_empty
from perfscore.read.notation.numerals import NUMERALS
from perfscore.read.notation.spelling import opening, tidy

_ABOUT_BEFORE = re.compile(r"大约有?|大概|约为|约有|约|将近|接近|近|估计|预计")
_ABOUT_SIZE = re.compile(r"(?:大约|约|将近|接近|近|上|数|几|成)(?=[十百千万亿])")  # 近百次, 上千人次, 数十个
_ABOUT_AFTER = ("左右", "上下", "开外")
_MORE_OR_LESS = frozenset("余多来几")
_MULTIPLIER = re.compile("|".join(MULTIPLIERS))
_BELOW_LINE = re.compile(r"[/·*每]")
_LETTERS = r"[^\W\d_]"
# What may stand behind a number without being its unit.
_NOT_UNIT = (
    "封顶|保底|为限|为?[上下]限|以上|以下|以内|之内|之间|范围|左右|上下|及以|或以|含以|及其|至|到|或|且|和|与|不|未|内|前|后|底"
    "|增长|提高|提升|下降|降低|减少"
)
_SENSE_BEHIND = re.compile("(?:及|或|含)?以[上下内]|之内|左右|封顶|为限")
_WORD = re.compile(f"(?:(?!{_NOT_UNIT}){_LETTERS}|/)+")
_STATE = re.compile(
    "完成|到位|达标|达到|合格|落实|覆盖|发放|兑现|及时|按时|按期|满意|通过|整改|率|度|性|年|月"
)
_CLOSES = re.compile(f"(?:{_NOT_UNIT}|完成|到位|达标|整$|正$)|(?!{_LETTERS})")
# Nouns that begin with a counting word: 95成活率 is no 95成.
_NOUN = re.compile(
    "成[活功本果立员交]|对[象口]|方[案便]|面[积向]|组织|代表|道路|条[件例]|班子|本级|期间|种[植养]|分[析值布]|里程|天然|度汛|户籍|线[上下]|人均"
)
_ORDINAL = frozenset("级 类 等 线 环 代 期 层 社 园 校 站 对 口 面 方".split())
_WORDS_WITH_ONE = re.compile(
    "一次性|一体|一站|一户一|一人一|一村一|一事一|一件事|一线|一流|一带|一般|一定|一律|一张网"
)
_FIGURES = "0123456789"
LONGEST_UNKNOWN_UNIT = 4


class Measured(NamedTuple):
    """A number read at some place of a text, its unit in standard spelling, and where it ends.

    multiplier: `万` where the text has `5万` and no unit behind it; the number (50000) has it worked in.
    start: where it begins.
    """

    number: Fraction
    unit: str
    end: int
    approximate: bool = False
    multiplier: str = ""
    start: int = 0

    def within(self, unit: str) -> Measured:
        """The same quantity where the form prints its unit elsewhere: `5万` in a column of 万元 is 5万元."""
        if self.unit or not unit:
            return self
        if self.multiplier and unit.startswith(self.multiplier):
            return self._replace(number=self.number / MULTIPLIERS[self.multiplier], unit=unit, multiplier="")
        return self._replace(unit=unit, multiplier="")


def scan_quantity(text: str, start: int = 0, *, in_sentence: bool = False) -> Measured | None:
    """The quantity that begins at `start`: `50万元`, `百分之九十五`, `两万人次`, `30余次`; None when there is none.

    A Chinese numeral counts only with a known unit or nothing behind it: `一般` is a word.
    A short unknown word behind an arabic number is its unit, but not in a sentence.
    """
    money = text.startswith("¥", start)
    scanned = scan_number(text, start + money)
    if scanned is None:
        return None
    number, at, approximate = scanned.number, scanned.end, scanned.approximate
    arabic = text[at - 1].isascii()
    if text[at : at + 1] in _MORE_OR_LESS and _is_estimate(text, at + 1):
        approximate, at = True, at + 1
    unit, multiplier = scanned.sign, ""
    if not unit:
        if text.startswith("个半", at):  # 一个半月
            number, at = number + Fraction(1, 2), at + 2
        length = _known_unit(text[at : at + 3 * LONGEST_UNIT])
        multiple = None if length or not arabic else _MULTIPLIER.match(text, at)
        if length:
            unit = text[at : at + length]
            at += length
        elif multiple and (more := _after_multiplier(text, multiple.end())):
            approximate, at, unit = approximate or more.approximate, more.end, more.unit
            multiplier = "" if unit else multiple.group()
            number *= MULTIPLIERS[multiple.group()]
        elif arabic and not in_sentence:
            unit = _unknown_unit(text, at)
            at += len(unit)
        if not arabic and not _is_number_here(text, start, at, unit):
            return None
        if money and not multiplier:
            unit = unit or "元"
    number, at = _with_smaller_part(number, unit, text, at) if arabic and unit else (number, at)
    if text.startswith(_ABOUT_AFTER, at):
        approximate, at = True, at + 2
    return Measured(number, spell(unit), at, approximate, multiplier, start)


def find_quantities(text: str) -> list[Measured]:
    """Every quantity in a sentence, left to right: `共培训200人次，合格率98%` gives two.

    Only known units are read, and `约200人次` is approximate as a whole.
    """
    found: list[Measured] = []
    at = 0
    while start := _NUMBER_START.search(text, at):
        first = start.start()
        measured = scan_quantity(text, first, in_sentence=True)
        if measured is None or (measured.number < 0 and first == at > 0):  # 10次-15次: a dash, no sign
            number = None if text[first] in "+-" else _NUMBER_RUN.match(text, first)
            at = number.end() if number else first + 1
            continue
        if text[first].isascii() or measured.unit:
            about = measured.approximate or _about_ends(text, first)
            found.append(measured._replace(approximate=about))
        at = measured.end
    return found


_NUMBER_START = re.compile(rf"(?<![0-9A-Za-z.第])(?:[+-]?[0-9]|[{NUMERALS}])")
_NUMBER_RUN = re.compile(f"[0-9.,]+|[{NUMERALS}点點半]+")


def strip_about(text: str) -> tuple[str, bool]:
    """The text behind `约`, `近` and the like, and whether there was one: the writer does not vouch for the number."""
    size = _ABOUT_SIZE.match(text)
    if size:  # the one that 百 and 千 leave out
        return "一" + text[size.end() :], True
    about = _ABOUT_BEFORE.match(text)
    return (text[about.end() :], True) if about else (text, False)


@lru_cache(maxsize=1024)
def read_unit(text: str | None) -> str:
    """A unit from a column of its own: `百分比` -> `%`, `个(项)` -> `个`; "" when the cell says none."""
    tidied = tidy(opening(text)) if text else ""
    if not tidied or why_empty(tidied) is not None:
        return ""
    return spell(tidied.partition("(")[0] or tidied)


def read_money(text: str, unit: str, into: str = "万元") -> Fraction | None:
    """A tidied sum of money in `into`; `unit` is what the form prints above it. None when it is no plain sum.

    `50万` in a table of 万元 is 50万元, not 500000万元; in a table of 元 it is 500000元.
    """
    measured = scan_quantity(text)
    if measured is None or measured.approximate or text[measured.end :].strip("()整正"):
        return None
    if measured.multiplier:  # 50万 says its own size whatever the table is in
        measured = measured._replace(unit="元", multiplier="")
    return convert(measured.number, measured.unit or unit, into)


def is_only_unit(text: str) -> bool:
    """Whether the cell has a unit and no number: the form's own `%` or `万元`, nothing filled in."""
    return (
        text != "对" and 0 < _known_unit(text) == len(text) and scan_number(text) is None
    )  # 十万人次 has one


@lru_cache(maxsize=2048)
def _known_unit(text: str) -> int:
    """How many characters of the text are a known unit, `/` and what stands below it included; 0 for none."""
    end = 0 if _NOUN.match(text) else _known_word(text)
    while end and end < len(text) and _BELOW_LINE.match(text, end):
        below = _known_word(text[end + 1 :]) or _short_word(text, end + 1)
        if not below:
            break
        end += 1 + below
    return end


def _known_word(text: str) -> int:
    sense = _SENSE_BEHIND.search(text)
    text = text[: sense.start()] if sense else text
    for length in range(min(len(text), LONGEST_UNIT), 0, -1):
        if is_known(text[:length]):
            return length
    return 0


def _short_word(text: str, start: int) -> int:
    """A word below the line that is no unit elsewhere, such as 生 in 元/生/年: up to four letters."""
    word = _WORD.match(text, start)
    below = word.group().partition("/")[0] if word else ""
    return len(below) if len(below) <= LONGEST_UNKNOWN_UNIT else 0


def _is_estimate(text: str, at: int) -> bool:
    """Whether 余 or 多 before this place estimates: a unit, a multiplier or nothing follows, not a word (多样)."""
    rest = text[at : at + 3 * LONGEST_UNIT]
    return not rest or bool(_known_unit(rest)) or bool(_MULTIPLIER.match(rest)) or bool(_CLOSES.match(rest))


def _after_multiplier(text: str, at: int) -> Measured | None:
    """What follows `30万` where 万 and the next word are not one unit: nothing, or `余元`. None when 万 is part of a word."""
    if text[at : at + 1] in _MORE_OR_LESS and at < len(text):
        length = _known_unit(text[at + 1 : at + 1 + 3 * LONGEST_UNIT])
        return Measured(Fraction(0), text[at + 1 : at + 1 + length], at + 1 + length, approximate=True)
    return Measured(Fraction(0), "", at) if at == len(text) or _CLOSES.match(text, at) else None


def _unknown_unit(text: str, at: int) -> str:
    word = _WORD.match(text, at, at + LONGEST_UNKNOWN_UNIT + 1)
    unit = word.group() if word else ""
    if unit[:1].isascii() and unit[:1].isupper():
        return ""  # 5G, 3A级: names
    return "" if len(unit) > LONGEST_UNKNOWN_UNIT or _STATE.search(unit) or unit.endswith("/") else unit


def _is_number_here(text: str, start: int, at: int, unit: str) -> bool:
    """Whether a Chinese numeral is meant as a number: 两次, 十五个工作日; not 一级, 一次性, 三公经费."""
    if _WORDS_WITH_ONE.match(text, start):
        return False
    if unit in _ORDINAL and text[start] not in "两半" and len(text) - start <= 6:
        return False  # 一级, 二类, 三期: a name
    return bool(unit) or bool(_CLOSES.match(text, at)) or at == len(text)


def _with_smaller_part(number: Fraction, unit: str, text: str, at: int) -> tuple[Fraction, int]:
    """`1小时30分钟` is 1.5小时: the same thing measured on, in a smaller unit."""
    if text[at : at + 1] not in _FIGURES or at == len(text) or (unit == "年" and number >= 1900):
        return number, at
    scanned = scan_number(text, at)
    length = _known_unit(text[scanned.end : scanned.end + LONGEST_UNIT]) if scanned else 0
    if scanned is None or not length:
        return number, at
    smaller = spell(text[scanned.end : scanned.end + length])
    more = convert(scanned.number, smaller, spell(unit)) if smaller != spell(unit) else None
    one = convert(Fraction(1), smaller, spell(unit))
    if more is None or one is None or one >= 1 or more >= 1 or scanned.number < 0:
        return number, at
    return number + more, scanned.end + length


def _about_ends(text: str, end: int) -> bool:
    return text.endswith(("约", "近", "大概", "约为", "约有", "估计", "预计", "上"), max(0, end - 2), end)
