"""What an explanation of a claimed total does otherwise than we do, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from perfscore.model.decimals import plain
from perfscore.rules.said import Said


class Kind(StrEnum):
    """What an explanation does otherwise than we do."""

    READING = "reading"
    EQUAL_SPLIT = "equal-split-in-level"
    PRINTED_RATE = "printed-rate"
    ROW_CLAIMED = "row-as-claimed"
    ROW_FULL = "row-in-full"
    ROW_LEFT_OUT = "row-left-out"
    CLAIMS_ADDED = "claims-added"
    ONE_PLACE = "one-place"
    WHOLE = "whole-number"
    CUT = "cut-to-whole-number"


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing done otherwise.

    rule, reading, meaning: of a rule read otherwise; verified: whether that reading was found in a public source.
    line: of a row that is counted otherwise. by: what that adds to the total, None where it is not one row's.
    """

    kind: Kind
    rule: str = ""
    reading: str = ""
    meaning: str = ""
    verified: bool | None = None
    line: str = ""
    by: Fraction | None = None

    def said(self) -> Said:
        by = "" if self.by is None else ("+" if self.by > 0 else "") + plain(self.by)
        match self.kind:
            case Kind.READING:
                return Said(
                    f"{self.rule} 取 {self.reading} 口径（{self.meaning}）",
                    f"{self.rule} read as {self.reading}",
                )
            case Kind.EQUAL_SPLIT:
                return Said(
                    "一级指标的分值直接按三级指标平均分配，不先按二级指标分组",
                    "points of a level split equally over its rows, not by level-2 group first",
                )
            case Kind.PRINTED_RATE:
                return Said(
                    "预算执行率按表内填报的执行率计分，不按金额重算",
                    "the execution rate scored from the rate printed, not from the money",
                )
            case Kind.ROW_CLAIMED:
                return Said(f"“{self.line}”按填报得分计（{by}）", f"“{self.line}” counted as claimed ({by})")
            case Kind.ROW_FULL:
                return Said(f"“{self.line}”按满分计（{by}）", f"“{self.line}” counted in full ({by})")
            case Kind.ROW_LEFT_OUT:
                return Said(f"“{self.line}”没有计入（{by}）", f"“{self.line}” left out ({by})")
            case Kind.CLAIMS_ADDED:
                return Said("各项填报得分直接相加", "the claimed scores of the rows added up")
            case Kind.ONE_PLACE:
                return Said("总分四舍五入到一位小数", "the total rounded half up to one place")
            case Kind.WHOLE:
                return Said("总分四舍五入到整数", "the total rounded half up to a whole number")
            case Kind.CUT:
                return Said("总分舍去小数", "the decimals of the total cut off")
