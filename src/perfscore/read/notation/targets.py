"""Target cells (年度指标值): `≥4次`, `不超过50万元`, `10-15天`, `2023年12月底前`, `定性：优良中低差`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from perfscore.model.place import NOWHERE, Place
from perfscore.model.units import spell
from perfscore.model.values import Absence, Comparator, Target
from perfscore.read.notation.dates import is_cut_short, is_no_day, scan_date, scan_month_and_day
from perfscore.read.notation.intervals import Unclear, read_interval
from perfscore.read.notation.negations import NOT_LATER, UNCLEAR
from perfscore.read.notation.numbers import why_empty
from perfscore.read.notation.quantities import (
    is_only_unit,
    read_unit,
    scan_quantity,
    strip_about,
)
from perfscore.read.notation.rates import may_be_first, rate, split_rate, without_year
from perfscore.read.notation.scales import is_marked_qualitative, read_scale
from perfscore.read.notation.senses import (
    COMPARATORS,
    SIGNS,
    SOFT,
    column_sense,
    is_lone_sense,
    leading_sign,
    sense_behind,
    with_signs,
)
from perfscore.read.notation.spelling import LONGEST_REMEMBERED, opening, tidy
from perfscore.read.notation.tails import closes_quantity, is_filler, is_written_wrong

LONGEST_CELL = 500
"""A longer text is prose: a promise in words, whatever numbers it holds."""

_INCLUSIVE = re.compile(r"\(含(?:本数|以上)?\)|(?<=[^包])含(?=以[上下])")
_SENSE_IN_UNIT = re.compile(r"((?:及|或|含)?以[上下内])(/[^\W\d_]{1,4})$")
"""`1次以上/月` is `1次/月以上`."""
_LIST_MARK = re.compile(r"^(?:;|[(][0-9]{1,2}[)])+")
_DATE_LEAD = re.compile(
    rf"[≤=]?(?:{NOT_LATER}|早于|最迟|最晚|截止(?:时间|日期|到|至)?|截至|时间|期限)?"
    r"(?:计划|预计|确保|力争|按期|按时|须|应当?|项目|工程|资金)*"
    r"(?:(?:完成|完工|竣工|开工|验收|支付|建设|发放|实施)(?:时间|时限|日期|期限)?)?[:为是在于至到]*"
)
_DEADLINE_TAIL = re.compile(
    r"(?:之?前|底|末)?[,;]?[^0-9≥≤=<>%]{0,15}"
    r"(?:完成|完工|竣工|开工|验收|支付|到位|结束|发放|投用|使用|交付|上报|报送|报告|建成|拨付|兑付|实施|启动|落实|公开|提交|办结|下达|开展|任务|建设|"
    r"采购|编制|印发|拨款|结算|通车|通水)[^0-9≥≤=<>%]{0,8}(?:率?[≥=]?[0-9.]{1,6}%)?"
)
_MAY_BE_DATE = re.compile(r"[年月季底末/.-]|上半|下半|[0-9]{8}")
_MAY_BE_RANGE = re.compile(r"[-~至到±\[,与和]|[≥≤<>上].*[≤<≥>下内]")
_BARE_FIGURES = re.compile(r"[0-9.~-]+")
_DATE_NAMED = re.compile(
    r"(?:完成|完工|竣工|开工|验收|交付|交货|支付|发放|拨付|投用|上线|通车|报送|上报|公开|启动|实施|办结|截止|到位|建成|结束)"
    r"(?:时间|日期|时点|期限|时限|节点)"
)
_HALF_A_DATE = re.compile(r"[≤=]?(?:[0-9]{1,2}\.[0-9]|20[0-9]{2}\.[0-9]{1,2})")
_UNITS_OF_DATES = ("", "年", "月")
_FULL_DAY = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
_MONTHS = re.compile(r"[0-9]{1,2}月")
_IN_BRACKETS = re.compile(r"\(([^()]{1,6})\)")
_NAME = re.compile(r"(?:[A-Za-z]{1,6}[0-9]{1,3}(?:\.[0-9])?|[^\W\d_])[^\d≥≤=<>⊒⊑≗≠±]{0,24}?(?=[≥≤=<>⊒⊑≗≠])")
_VERB = re.compile(r"[^\W\d_][^\d≥≤=<>⊒⊑≗≠±+\-~/]{0,11}(?=[0-9¥])")
_EXACT = SIGNS + UNCLEAR
_NOT_BEFORE_NUMBER = re.compile("[不未无没非勿毋否第前近约仅每或且名]")

_COST_SAVED = re.compile(r"节约|节省|降低|减少|下降|压减|压缩")
_TIME_TAKEN = re.compile(
    r"(?:响应|办理|办结|审批|处置|处理|到达|完成|施工|建设)(?:时间|时限|周期)|工期|时限$|超时|逾期|延误"
)
_HARM = re.compile(
    r"事故|投诉|差错|违法|违规|违纪|伤亡|死亡|超支|流失|辍学|返贫|失误|上访|舆情|火灾|缺陷|误差|缺勤|故障|次品|废品|漏报|错报|逾期|"
    "(?:失业|空置|闲置|空驶|发病|患病|病死|感染|犯罪|再犯|发案|案发|复发|失学|近视|肥胖|漏损|损耗|损失|破损|超标|不良|负债|退货|欠费|不合格|不满意|不达标|"
    "贫困发生)率"
)
_HARM_ENDED = re.compile(
    "处理|处置|办结|回复|整改|查处|下降|降低|减少|受理|防|控制|(?<!不)达标|(?<!不)合格|化解|救治|保障|检查|调查|培训|演练|(?<!不)满意|率先"
)


def parse_target(
    text: str,
    unit: str | None = None,
    *,
    sign: str | None = None,
    lower_is_better: bool = False,
    year: int | None = None,
    name: str = "",
    at: Place = NOWHERE,
) -> Target:
    """Read a target cell.

    text: the cell as it stands. unit: from a column of its own (度量单位), None when there is no such column.
    sign: from a column of its own (指标性质: `≥`, `定性`, `正向`). What the cell itself prints wins over both.
    lower_is_better: how a number without any sign is read, True for cost indicators.
    year: the year of deadlines that print none.
    name: the indicator's; under `完成时间` figures such as 2023.12 are a date.
    Never raises for bad content: what cannot be read has comparator `none` and says why in `absence`.
    """
    timed = bool(name) and _DATE_NAMED.search(name) is not None
    if len(text) > LONGEST_REMEMBERED:
        return _read(text, unit, sign, lower_is_better, year, timed, at)
    return replace(_remembered(text, unit, sign, lower_is_better, year, timed), at=at)


@lru_cache(maxsize=16384)
def _remembered(
    text: str, unit: str | None, sign: str | None, lower_is_better: bool, year: int | None, timed: bool
) -> Target:
    """The same short targets (`≥95%`, `100%`) come again and again; only their places differ."""
    return _read(text, unit, sign, lower_is_better, year, timed, NOWHERE)


def _read(
    text: str,
    unit: str | None,
    sign: str | None,
    lower_is_better: bool,
    year: int | None,
    timed: bool,
    at: Place,
) -> Target:
    tidied = tidy(opening(text))
    body = _LIST_MARK.sub("", _INCLUSIVE.sub("", tidied)) if len(tidied) <= LONGEST_CELL else tidied
    if "以" in body:
        body = _SENSE_IN_UNIT.sub(r"\2\1", body)
    cell = _Cell(
        text,
        body,
        read_unit(unit),
        column_sense(tidy(opening(sign))) if sign else None,
        lower_is_better,
        year,
        timed,
        at,
    )
    empty = why_empty(body)
    if empty:
        return cell.none(empty)
    if len(body) > LONGEST_CELL:
        return cell.qualitative()
    return (
        _qualitative(cell)
        or _deadline(cell)
        or _unfilled(cell)
        or _in_doubt(cell)
        or _interval(cell, signed := with_signs(body))
        or _number(cell, signed)
        or _phrase(cell)
    )


@lru_cache(maxsize=4096)
def reads_as_lower_is_better(level1: str, level2: str, name: str) -> bool:
    """Whether a bare number under these names is an upper limit.

    A cost is, unless the name itself counts savings; so are the time a task takes and the number of mishaps.
    """
    if "成本" in level1 or "成本" in level2 or (not level2 and "成本" in name):
        return not _COST_SAVED.search(name)
    return bool(_TIME_TAKEN.search(name) or (_HARM.search(name) and not _HARM_ENDED.search(name)))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A target cell with what its columns say, and the readings it can come to.

    body: the tidied text. timed: its name asks for the day when something is done.
    """

    written: str
    body: str
    column_unit: str
    column_sign: Comparator | None
    lower_is_better: bool
    year: int | None
    timed: bool
    at: Place

    def none(self, why: Absence, unit: str = "") -> Target:
        return Target(
            Comparator.NONE, unit=unit or self.column_unit, absence=why, written=self.written, at=self.at
        )

    def qualitative(self, grades: tuple[str, ...] = ()) -> Target:
        return Target(Comparator.QUALITATIVE, grades=grades, written=self.written, at=self.at)

    def by(self, deadline: date) -> Target:
        return Target(Comparator.BY, deadline=deadline, written=self.written, at=self.at)


def _qualitative(cell: _Cell) -> Target | None:
    """A printed scale, or a cell or column that says 定性. A comparison sign in the cell outweighs the column."""
    grades = read_scale(cell.body)
    if grades or is_marked_qualitative(cell.body):
        return cell.qualitative(grades)
    if cell.column_sign is Comparator.QUALITATIVE and cell.body[0] not in SIGNS:
        return cell.qualitative()
    return None


def _deadline(cell: _Cell) -> Target | None:
    """A date is a deadline: `2023年12月31日前`, `9月底`, `2021年7月`. A span is met by its end."""
    if not _MAY_BE_DATE.search(cell.body):
        return None
    lead = _DATE_LEAD.match(cell.body)
    body = cell.body[lead.end() :] if lead else cell.body
    if not body or _is_amount(body, cell):
        return None
    if is_no_day(body) or is_cut_short(body):
        return cell.none(Absence.UNREADABLE)
    day = scan_month_and_day(body, cell.year) if cell.timed else None
    day = day or scan_date(body, cell.year)
    if day is None:
        return None
    rest = body[day.end :].strip(".,;:()")
    return cell.by(day.day) if not rest or _DEADLINE_TAIL.fullmatch(rest) else None


def _in_doubt(cell: _Cell) -> Target | None:
    """Figures that are two things at once.

    `12.3` under 完成时间 is 3 December, 30 December or a number of days; `一季度1次` is once a quarter or once in the first.
    """
    body = cell.body
    if body[0] in "一1" and may_be_first(body):
        return cell.none(Absence.UNREADABLE)
    if cell.timed and not cell.column_unit and _HALF_A_DATE.fullmatch(body):
        return cell.none(Absence.UNREADABLE)
    return None


def _is_amount(body: str, cell: _Cell) -> bool:
    """Whether figures that could be a date (2023.12, 20231231, 12月) are rather an amount: their columns say so."""
    if _MONTHS.fullmatch(body):
        return cell.column_sign in (Comparator.AT_LEAST, Comparator.MORE)
    if not _BARE_FIGURES.fullmatch(body) or _FULL_DAY.fullmatch(body):
        return False
    if cell.column_unit and cell.column_sign in (Comparator.AT_LEAST, Comparator.MORE, Comparator.LESS):
        return True
    return (cell.lower_is_better and not cell.timed) or cell.column_unit not in _UNITS_OF_DATES


def _unfilled(cell: _Cell) -> Target | None:
    """The form's own sign, filler or unit with no number: `≥`, `≥%`, `≥**平方米`, `XX%`, `万元`."""
    if is_lone_sense(cell.body):
        return cell.none(Absence.LONE_SIGN)
    sign, rest = leading_sign(cell.body)
    if is_only_unit(rest):
        return cell.none(Absence.LONE_SIGN if sign else Absence.PLACEHOLDER, spell(rest))
    if is_filler(rest):
        return cell.none(Absence.PLACEHOLDER)
    return None


def _interval(cell: _Cell, signed: str) -> Target | None:
    if not _MAY_BE_RANGE.search(signed):
        return None
    body, each = split_rate(without_year(signed))
    interval = read_interval(body, cell.column_unit)
    if interval is None:
        return None
    if isinstance(interval, Unclear):
        return cell.none(Absence.UNREADABLE)
    if interval.approximate:
        return cell.none(Absence.APPROXIMATE)
    return Target(
        Comparator.RANGE,
        value=interval.low,
        upper=interval.high,
        unit=rate(interval.unit, each),
        written=cell.written,
        at=cell.at,
    )


def _number(cell: _Cell, signed: str) -> Target | None:
    body, each = _without_lead(signed)
    sign, rest = leading_sign(body)
    rest, about = strip_about(rest)
    measured = scan_quantity(rest)
    if measured is None:
        return None
    behind, tail = sense_behind(rest[measured.end :])
    if not closes_quantity(tail, signed=bool(sign) or behind is not None):
        # A sign and a number promise something exact; what follows is more than this reader understands.
        return cell.none(Absence.UNREADABLE) if sign and sign in _EXACT and signed[0] == sign else None
    if about or measured.approximate:
        return cell.none(Absence.APPROXIMATE)
    if sign == UNCLEAR or _contradicts(sign, behind):
        return cell.none(Absence.UNREADABLE)
    printed = (behind if sign in SOFT else None) or COMPARATORS.get(sign) or behind or cell.column_sign
    supposed = Comparator.AT_MOST if cell.lower_is_better else Comparator.AT_LEAST
    measured = measured.within(cell.column_unit or _unit_in_brackets(tail))
    return Target(
        supposed if printed in (None, Comparator.QUALITATIVE) else printed,
        value=measured.number,
        unit=rate(measured.unit, each),
        sign_printed=printed is not None,
        written=cell.written,
        at=cell.at,
    )


def _without_lead(signed: str) -> tuple[str, str]:
    """The text from its sign or number on, and what it is counted per: `每月≥1次` -> `≥1次`, `月`.

    A name or verb may lead: `满意度≥90%`, `培训200人次`.
    """
    body, each = split_rate(without_year(signed))
    if each:
        return body, each
    lead = _NAME.match(body)
    if lead is None:
        lead = _VERB.match(body)
        if lead and _NOT_BEFORE_NUMBER.search(lead.group()):
            return signed, ""
    return (body[lead.end() :] if lead else body), ""


def _unit_in_brackets(tail: str) -> str:
    """`≥3(家)`: the unit stands in brackets behind its number."""
    found = _IN_BRACKETS.fullmatch(tail)
    return spell(found[1]) if found and is_only_unit(found[1]) else ""


def _contradicts(sign: str, behind: Comparator | None) -> bool:
    """`≥95%以下`: the sign and the word behind the number cannot both be meant. `>95%以上` only repeats itself."""
    if not sign or sign in SOFT or behind is None:
        return False
    return sign not in ("≥>" if behind is Comparator.AT_LEAST else "≤<")


def _phrase(cell: _Cell) -> Target:
    """Anything else is a promise in words, to be judged qualitatively."""
    if is_written_wrong(cell.body):
        return cell.none(Absence.UNREADABLE)
    return cell.qualitative()
