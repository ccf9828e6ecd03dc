"""Actual values (实际完成值): `=5次`, `9人`, `优`, `98.5%`, `2023年11月`, `已完成5次，超额1次`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfscore.model.place import NOWHERE, Place
from perfscore.model.units import MULTIPLIERS, convert
from perfscore.model.values import Absence, Actual, Comparator, Target
from perfscore.read.notation.answers import (
    in_the_rate_promised,
    is_all_of_it,
    may_be_the_total,
    over_the_year,
)
from perfscore.read.notation.dates import (
    LONGEST_DATE,
    date_of_serial,
    find_dates,
    is_cut_short,
    scan_date,
    scan_month_and_day,
)
from perfscore.read.notation.intervals import read_interval
from perfscore.read.notation.negations import UNCLEAR
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import (
    Measured,
    find_quantities,
    is_only_unit,
    read_unit,
    scan_quantity,
    strip_about,
)
from perfscore.read.notation.rates import per, split_rate, without_year
from perfscore.read.notation.senses import SIGNS, is_lone_sense, leading_sign, sense_behind, with_signs
from perfscore.read.notation.spelling import opening, squeeze, tidy
from perfscore.read.notation.tails import closes_quantity, is_filler, is_written_wrong

LONGEST_CELL = 1000
"""A longer text is prose; no single number of it is the answer."""

_SIGN_AS_TYPED = re.compile(r"^[≥≤=<>≧≦⩾⩽═》《]+(?!.*[》])")
_DONE_BEFORE = re.compile(
    r"^(?:截[至止](?:目前|年底))?(?:实际|全年|年度|本年度?|当年)?(?:已经?)?(?:全部|全面|均)?(?:按期|按时|超额(?=完成))?"
    r"(?:完成|达到|达|为|共计|共|累计|合计|计|实现)?(?:了|率)?[:,]?(?=[0-9¥.+\-零一二两三四五六七八九十百半])"
)
_DATE_WORDS = re.compile(
    r"^(?:项目|工程)?(?:已经?|实际)?(?:全部)?(?:完成|完工|竣工)?(?:时间)?[:]?(?:于|在|至|截至|截止)?"
)
_CONCLUDES = re.compile(r"[^,;]{0,8}?(?:完成|完工|竣工|验收|发放|支付|到位|投入使用|建成|结束|交付)")
_NOT_DONE = re.compile("未|尚|没有|无法|不能|延期|推迟|滞后|逾期|预计|计划")
# Under an upper limit (事故 ≤0起) these words are the number.
_NOTHING_HAPPENED = re.compile(
    r"(?:无|零|没有|未发生|没有发生|未出现|未产生|0)[^,;\d]{0,8}?(?:事故|投诉|事件|发生|案件|问题|上访|违规|违纪|违法|举报|差错|伤亡|死亡|疫情|火灾|情况|现象)?[.!]?"
)
_NONE_HAPPENED = frozenset("未发生 没有发生 无发生 未出现 零发生".split())
_NONE_AT_ALL = _NONE_HAPPENED | {"无", "没有", "暂无"}
_HAPPENING = re.compile("事故|投诉|事件|发生|案件|上访|违规|违纪|违法|举报|差错|伤亡|死亡|疫情|火灾")

_TYPED_SIGN = re.compile("[<>《》〈〉]")
_SUM_OR_LIST = re.compile(r"[0-9][+、][0-9]")
"""`2+3次`, `2、3次`: several numbers; which of them, or their sum, is meant nobody can tell."""
_CLAUSE = re.compile(r"[,;.!:]")
_ANSWERS = re.compile(
    r"(?:完成|达到?|实际|实现|共计?|累计|合计|总计|为|开展|举办|召开|组织|培训|发放|新建|建成|支出|使用)[^,;.0-9]{0,6}$"
)
_ASIDE = re.compile(
    r"(?:超额(?!完成)|超出|超过目标|多|超(?!额)|高于|低于|计划|目标|预期|应|原|其中|剩余|结余|未|尚|还差|相差|不足|(?<!减)少|另|还|扣|缺|上年|去年|年初|下达|预算)"
    r"[^,;.0-9]{0,8}$"
)
_EXCESS = re.compile(r"超额完成[^,;.0-9]{0,6}$")
_AGAINST = re.compile("(?:较|比|同)(?:上年|去年|上一年|年初|同期|上年同期|去年同期)")
_UNDONE = re.compile("[^,;.]{0,4}?(?:未|没有|不|尚)")
_DOWN = re.compile("下降|降低|减少|压减|下滑|缩减|回落|节约|节省|压缩|降幅|减排")
_UP = re.compile("增长|增加|提高|提升|上升|增收|上涨|增幅|增速")


def parse_actual(
    text: str,
    target: Target | None = None,
    *,
    unit: str | None = None,
    year: int | None = None,
    name: str = "",
    at: Place = NOWHERE,
) -> Actual:
    """Read an actual-value cell.

    target: what was promised; it tells how an ambiguous text is meant (a date, a grade, which of two numbers).
    unit: from a column of its own. year: the year of dates that print none.
    name: the indicator's; it tells what `下降3%` means where the target does not.
    A sign repeated from the target (`=5次`) is kept in `sign`; the number is the number.
    Never raises for bad content: `absence` says why there is no value.
    """
    opened = opening(text)
    tidied = tidy(opened)
    cell = _Cell(text, squeeze(opened), target, read_unit(unit), year, name, at)
    if len(tidied) > LONGEST_CELL:
        return cell.phrase("")
    sign, body = leading_sign(tidied)
    if target is not None and _is_nothing(body, target):
        return Actual(value=Fraction(0), unit=cell.column_unit, sign=sign, written=text, at=at)
    wanted = target.comparator if target else None
    empty = _why_empty(sign, body)
    if empty is Absence.LONE_SIGN and wanted is Comparator.QUALITATIVE and tidied.isalpha():
        return cell.phrase("")  # 未达到 is a sign before a number, and a word where words are asked for
    if empty:
        return cell.absent(empty)
    if wanted is Comparator.BY and (done := _date(cell, sign, body)):
        return done
    if wanted is Comparator.QUALITATIVE:
        return cell.phrase(sign)
    if target is not None and name and is_all_of_it(body, target, name):
        return Actual(value=Fraction(100), unit="%", sign=sign, written=text, at=at)
    if _SUM_OR_LIST.search(cell.squeezed):
        return cell.absent(Absence.UNREADABLE)
    signed = with_signs(tidied)
    return (
        _plain_date(cell, sign, body)
        or _whole(cell, signed)
        or _range(cell, signed)
        or _in_sentence(cell, body)
        or (cell.absent(Absence.UNREADABLE) if is_written_wrong(body) else cell.phrase(sign))
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """An actual-value cell with what its row says, and the readings it can come to."""

    written: str
    squeezed: str
    target: Target | None
    column_unit: str
    year: int | None
    name: str
    at: Place

    @property
    def is_exact(self) -> bool:
        """Whether one number or range was promised: then `不足100%` is an answer that cannot be compared."""
        return self.target is not None and self.target.comparator in (Comparator.EQUAL, Comparator.RANGE)

    def absent(self, why: Absence) -> Actual:
        return Actual(absence=why, written=self.written, at=self.at)

    def phrase(self, sign: str) -> Actual:
        """The words as printed: the look-alike signs of a sentence are not folded, 、 stays 、."""
        words = _SIGN_AS_TYPED.sub("", self.squeezed) if sign else self.squeezed
        grade = words.strip("。.;；") or words
        return Actual(grade=grade, sign=sign, written=self.written, at=self.at)

    def number(self, measured: Measured, sign: str) -> Actual:
        if measured.approximate:
            return self.absent(Absence.APPROXIMATE)
        measured = self._with_unit(measured)
        shown = sign if sign and sign in SIGNS else ""
        return Actual(value=measured.number, unit=measured.unit, sign=shown, written=self.written, at=self.at)

    def moved(self, measured: Measured, before: str) -> Measured | None:
        """The quantity with the sense of `下降`, `增长` before it worked in; None when that cannot be told."""
        value = self._moved(measured.number, before, unit=measured.unit)
        return None if value is None else measured._replace(number=value)

    def _with_unit(self, measured: Measured) -> Measured:
        target_unit = self.target.unit if self.target else ""
        if measured.multiplier:
            return measured.within(self.column_unit or target_unit)
        measured = measured.within(self.column_unit)
        if self.target and not target_unit and self.target.value and measured.unit[:1] in ("万", "亿"):
            # The target is `5万` without a unit, read as 50000: 4.8万元 has to be 48000元 beside it.
            if re.search(r"[0-9](?:万|亿)", tidy(opening(self.target.written))):
                times = MULTIPLIERS[measured.unit[0]]
                return measured._replace(number=measured.number * times, unit=measured.unit[1:])
        return measured

    def _moved(self, number: Fraction, before: str, unit: str = "") -> Fraction | None:
        promised = _direction(opening(self.target.written) if self.target else "") or _direction(
            opening(self.name)
        )
        reported = _direction(before)
        if not reported:
            # 下降5% was promised and -6% reported: 6 less, or a rise of 6? Only the writer knows.
            return None if number < 0 and promised < 0 else number
        if promised:
            return number if promised == reported else -number
        if self.target is None or (reported > 0 and unit == "%"):
            return number
        return None


def _direction(text: str) -> int:
    """1 for words of growth, -1 for words of decline, 0 for neither or both."""
    return bool(_UP.search(text)) - bool(_DOWN.search(text))


def _why_empty(sign: str, body: str) -> Absence | None:
    if not body:
        return Absence.LONE_SIGN if sign else Absence.BLANK
    if is_lone_sense(body):
        return Absence.LONE_SIGN
    empty = why_empty(body)
    if empty:
        return empty
    if is_only_unit(body):
        return Absence.LONE_SIGN if sign else Absence.PLACEHOLDER
    return Absence.PLACEHOLDER if is_filler(body) else None


def _is_nothing(body: str, target: Target) -> bool:
    """`未发生事故` under an upper limit is the number zero; so is a mere `无`, but only where zero was promised."""
    if target.value is None or target.comparator not in _LIMITS or (target.value and not _is_upper(target)):
        return False
    words = _NONE_HAPPENED if target.value else _NONE_AT_ALL
    return body in words or bool(_HAPPENING.search(body) and _NOTHING_HAPPENED.fullmatch(body))


_LIMITS = (Comparator.AT_MOST, Comparator.LESS, Comparator.EQUAL, Comparator.AT_LEAST)


def _is_upper(target: Target) -> bool:
    return target.comparator in (Comparator.AT_MOST, Comparator.LESS)


def _whole(cell: _Cell, signed: str) -> Actual | None:
    """The number when the cell holds little else: `95%`, `已完成95%`, `780元/生/年`, `达到100%以上`."""
    body, each = split_rate(without_year(_DONE_BEFORE.sub("", signed)))
    sign, rest = leading_sign(body)
    rest, about = strip_about(rest)
    rest = _DONE_BEFORE.sub("", rest)
    measured = scan_quantity(rest)
    if measured is None:
        return None
    _, tail = sense_behind(rest[measured.end :])
    if not closes_quantity(tail, signed=False):
        return None
    if sign == UNCLEAR or (sign and sign in "<>" and not _TYPED_SIGN.match(cell.squeezed) and cell.is_exact):
        return cell.absent(Absence.UNREADABLE)
    moved = cell.moved(per(measured, each), "")
    if moved is None:
        return cell.absent(Absence.UNREADABLE)
    moved = in_the_rate_promised(over_the_year(moved, tidy(opening(cell.written)), cell.target), cell.target)
    if not cell.column_unit and may_be_the_total(moved, cell.target):
        return cell.absent(Absence.UNREADABLE)
    return cell.number(moved._replace(approximate=about or measured.approximate), sign)


def _date(cell: _Cell, sign: str, body: str) -> Actual | None:
    """The day a deadline's work was done: alone, in a sentence, or as the number a spreadsheet stores."""
    serial = scan_quantity(body)
    if serial and serial.end == len(body) and not serial.unit and (day := date_of_serial(serial.number)):
        return Actual(date=day, sign=sign, written=cell.written, at=cell.at)
    if day_only := scan_month_and_day(body, cell.year):
        return Actual(date=day_only.day, sign=sign, written=cell.written, at=cell.at)
    if _HALF_A_DATE.fullmatch(body) or is_cut_short(body):
        return cell.absent(Absence.UNREADABLE)
    if _NOT_DONE.search(body):
        return None
    plain = _DATE_WORDS.sub("", body)
    found = scan_date(plain, cell.year)
    if found and not _HAS_DATE.search(plain[found.end :]):
        return Actual(date=found.day, sign=sign, written=cell.written, at=cell.at)
    dates = find_dates(body, cell.year)
    if len(dates) > 1:
        dates = [(at, day) for at, day in dates if _CONCLUDES.match(body, at + day.end)]
    if len(dates) == 1:
        return Actual(date=dates[0][1].day, sign=sign, written=cell.written, at=cell.at)
    return None


_HALF_A_DATE = re.compile(r"[0-9]{1,2}\.[0-9]")
"""`12.3` against a deadline: 3 or 30 December."""
_HAS_DATE = re.compile(r"[0-9十]月|[0-9十]日|[0-9]{4}[-/][0-9]|[0-9]{4}\.[0-9]{1,2}\.")


def _range(cell: _Cell, signed: str) -> Actual | None:
    """`10-12天` is two numbers, and nobody can tell which of them was achieved."""
    return cell.absent(Absence.UNREADABLE) if read_interval(signed, cell.column_unit) else None


def _plain_date(cell: _Cell, sign: str, body: str) -> Actual | None:
    """A date that is the whole text, where no deadline said to expect one."""
    if not _HAS_DATE.search(body) or (cell.target and cell.target.unit in ("年", "月")):
        return None
    day = scan_date(body[:LONGEST_DATE], cell.year)
    if day is None or day.end != len(body):
        return None
    return Actual(date=day.day, sign=sign, written=cell.written, at=cell.at)


def _in_sentence(cell: _Cell, body: str) -> Actual | None:
    """The one number of a sentence that answers the target.

    None when the sentence has no number that could; several that disagree are unreadable, not a choice of ours.
    """
    answers: list[Measured] = []
    neutral: list[Measured] = []
    excess: list[Measured] = []
    unclear = False
    for measured, before in _fitting(cell, body):
        moved = cell.moved(measured, before)
        if _is_of_a_ratio(measured, body):
            unclear = True
        elif moved is not None and _EXCESS.search(before):
            excess.append(moved)
        elif moved is None or _ASIDE.search(_AGAINST.sub("", before)) or _UNDONE.match(body, measured.end):
            unclear = True
        elif _ANSWERS.search(before) or (not before and (measured.unit or not measured.start)):
            answers.append(moved)  # what a cell or a line begins with is its answer
        elif measured.unit:
            neutral.append(moved)
    # Beside another number, `超额完成2次` says by how much; alone it is all that was said.
    chosen = answers or neutral or excess
    if not chosen:
        return cell.absent(Absence.UNREADABLE) if unclear else None
    if len({(m.number, m.unit) for m in chosen}) > 1:
        return cell.absent(Absence.UNREADABLE)
    return cell.number(chosen[0], "")


def _fitting(cell: _Cell, body: str) -> Iterator[tuple[Measured, str]]:
    """Each quantity in the target's measure, with the text of its clause that stands before it."""
    target_unit = cell.target.unit if cell.target else ""
    by = cell.target is not None and cell.target.comparator is Comparator.BY
    end = 0
    for measured in find_quantities(body):
        before = _CLAUSE.split(body[max(end, measured.start - 20) : measured.start])[-1]
        end = measured.end
        if _is_of_a_date(measured, body) or (by and measured.unit != "%"):
            continue
        measured = over_the_year(measured, body, cell.target)
        unit = measured.within(target_unit).unit if measured.multiplier else measured.unit
        if convert(measured.number, unit, target_unit) is not None:
            yield measured, before


def _is_of_a_ratio(measured: Measured, body: str) -> bool:
    """Of `1/3`, `9:00` and `3:2` no single figure is the answer."""
    return bool(
        _RATIO_BEHIND.match(body, measured.end) or _RATIO_BEFORE.search(body[: measured.start][-2:])
    ) and (not measured.unit or body[measured.start - 1 : measured.start] in ("/", ":"))


_RATIO_BEHIND, _RATIO_BEFORE = re.compile("[/:][0-9]"), re.compile("[0-9][/:]$")


def _is_of_a_date(measured: Measured, body: str) -> bool:
    if measured.unit == "年":
        return 1900 <= measured.number <= 2100
    return measured.unit in ("月", "天") and body[measured.start - 1 : measured.start] in ("年", "月")
