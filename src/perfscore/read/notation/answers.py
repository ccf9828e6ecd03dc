"""Answers in fewer words than the promise: `全年4次` to `每季度1次`, `500元` to `每人每月500元`, `全部覆盖` to 100%.

Takes what was read of an actual value and its target, gives the quantity in the target's terms where arithmetic or the
promise itself settles it, and leaves everything else as it was reported.
"""

from __future__ import annotations

import re
from fractions import Fraction

from perfscore.model.units import measure
from perfscore.model.values import Comparator, Target
from perfscore.read.notation.quantities import Measured
from perfscore.read.notation.spelling import tidy

_WHOLE_YEAR = re.compile(
    r"全年|年内|本年|当年|(?:19|20)[0-9]{2}年(?![0-9])|总计|总共|累计|合计|(?<!公)共(?![同享建青产和性])"
)
_PART_OF_YEAR = re.compile(r"[每均月周旬季半截至到日天]|学期|星期")
_PER_PERIOD = re.compile(r"(?P<counted>[^/]+)/(?P<period>季度|月|半年|周)")
_REACHED = (Comparator.AT_LEAST, Comparator.MORE, Comparator.EQUAL)
WEEKS_OF_A_YEAR = 52

_ALL_DONE = re.compile(
    r"(?P<of>[^\W\d_]{0,8}?)(?:已经?|均已?)?(?:全部均?|全都|都|均|全)已?(?P<done>[^\W\d_]{2,12}?)了?[.!]?"
)
_RATE_OF = re.compile(r"(?P<stem>[^\W\d_]{2,20})率(?:\([^()]*\))?")
_OPPOSITE = re.compile("[不未无非]")


def over_the_year(measured: Measured, said: str, target: Target | None) -> Measured:
    """The total of a year against a promise per quarter, month or week: the table covers one year.

    Only where the report itself says that it is the total, and only against a promise of so many or more: that the year's
    average keeps below a limit does not show that every month does.
    """
    promised = _PER_PERIOD.fullmatch(target.unit) if target and target.comparator in _REACHED else None
    if not promised or "/" in measured.unit or not _WHOLE_YEAR.search(said) or _PART_OF_YEAR.search(said):
        return measured
    unit = measured.unit or promised["counted"]
    if promised["period"] == "周":  # no calendar makes weeks and years convertible, a promise per week does
        return measured._replace(number=measured.number / WEEKS_OF_A_YEAR, unit=f"{unit}/周")
    return measured._replace(unit=f"{unit}/年")


def may_be_the_total(measured: Measured, target: Target | None) -> bool:
    """A bare `4` against `每季度1次`: four each quarter, or four in the year? Only the promised number itself is clear."""
    promised = (
        _PER_PERIOD.fullmatch(target.unit) if target and target.comparator is not Comparator.RANGE else None
    )
    if (
        target is None
        or promised is None
        or measured.unit
        or measure(promised["counted"]).dimension == "money"
    ):
        return False
    return measured.number != target.value


def in_the_rate_promised(measured: Measured, target: Target | None) -> Measured:
    """`500元` where 500元/人/月 was promised repeats the amount of the rate.

    A larger amount may be a sum that was paid out, and times are counted over the year (1次 is not 1次/月): those stay.
    """
    if target is None or target.value is None or measured.multiplier or not measured.unit:
        return measured
    head, slash, _ = target.unit.partition("/")
    is_money = measure(head).dimension == "money"
    if slash and is_money and head == measured.unit and measured.number <= (target.upper or target.value):
        return measured._replace(unit=target.unit)
    return measured


def is_all_of_it(body: str, target: Target, name: str) -> bool:
    """Whether `全部覆盖` answers a 覆盖率: all of what the rate counts is 100%."""
    if target.value is None or target.comparator not in _REACHED or target.value > 100:
        return False
    if target.unit != "%" and (target.unit or target.value != Fraction(100)):
        return False
    rate, said = _RATE_OF.fullmatch(tidy(name)), _ALL_DONE.fullmatch(body)
    if not rate or not said or "率" in rate["stem"] or _OPPOSITE.search(rate["stem"] + body):
        return False
    return rate["stem"].endswith(said["done"]) and said["of"] in rate["stem"]
