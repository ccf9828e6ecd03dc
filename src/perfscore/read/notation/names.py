"""What an indicator's name says about its promise: `仓库(≥**平方米)`, `排污沟(≥米)`, `项目开展率(%)`.

Some forms print the sign and the unit once, in the name, and leave only the number to the cell. For the layout:

    promise = promise_in_name(name)
    target = parse_target(text, unit or promise.unit, sign=sign or promise.sign)     # when promise is not None

The cell wins where it prints a sign or unit of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from perfscore.model.units import is_known, spell
from perfscore.read.notation.negations import NEGATED, is_denied, sign_of_negated
from perfscore.read.notation.numbers import scan_number
from perfscore.read.notation.spelling import tidy

_SIGN_AND_UNIT = re.compile(
    rf"(?P<sign>[≥≤=<>]|(?P<negated>{NEGATED})|大于|小于)"
    r"(?P<number>[0-9]{1,12}(?:\.[0-9]{1,6})?|[*xX×_.?]{0,12})"
    r"(?P<unit>[^()≥≤=<>*0-9]{0,12})\)?"
)
_GROUP = re.compile(r"\(([^()]{1,12})\)")
# In brackets behind a name these say where or who, not in what the number is counted.
_PLACES = frozenset(
    "村 镇 乡 县 区 站 社 园 校 岗 组 队 班 部门 单位 学校 社区 乡镇 行政村 自然村 机构 企业 代 线 环 类 级".split()
)
_WORDS = {"大于": ">", "小于": "<"}
LONGEST_NAME = 300


class PromiseInName(NamedTuple):
    """sign: `≥`, `≤`, `=`, `<`, `>` or "". unit: in standard spelling or "". At least one of them is there."""

    sign: str
    unit: str


@lru_cache(maxsize=4096)
def promise_in_name(name: str) -> PromiseInName | None:
    """The sign and unit that the name prints, at its end or in brackets; None when it prints neither."""
    text = tidy(name[:LONGEST_NAME])
    last = None
    for found in _SIGN_AND_UNIT.finditer(text):
        unit = spell(found["unit"])
        ends = found.end() == len(text) or (text[found.end() - 1] == ")")
        if ends and (not unit or is_known(unit) or found["number"] or text[: found.start()].endswith("(")):
            if is_denied(text[: found.start()], governed=found["sign"] in _WORDS):
                continue
            sign = sign_of_negated(found) if found["negated"] else _WORDS.get(found["sign"], found["sign"])
            last = PromiseInName(sign, unit)
    if last:
        return last
    for content in reversed(_GROUP.findall(text)):
        unit = spell(content.removeprefix("单位:"))
        if is_known(unit) and unit not in _PLACES and scan_number(unit) is None:
            return PromiseInName("", unit)
    return None
