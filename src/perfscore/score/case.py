"""What is known of a row before its formula is applied, and the score that comes of it."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from perfscore.model.assessment import Citation, Outcome, Score, Step
from perfscore.model.decimals import fixed
from perfscore.model.table import Indicator
from perfscore.model.values import Actual, Target
from perfscore.rules.template import RuleTemplate
from perfscore.score.points import Allotted
from perfscore.score.rounding import rounded

NO_VALUE = Citation("无数据不计分", "derived", note="没有可用的目标值或完成值时不计分，补正后可再计分")
_RECKONED = frozenset("×÷−+(")
"""Signs that say that something was worked out."""


class Case(NamedTuple):
    """A row, its points, and the rules that are applied to it."""

    row: Indicator
    allotted: Allotted
    rules: RuleTemplate

    @property
    def basis(self) -> tuple[Step, Step, Step]:
        """The steps every score rests on: points, target, actual value."""
        return (
            self.allotted.step,
            _as_read("年度指标值", self.row.target),
            _as_read("实际完成值", self.row.actual),
        )

    def scored(
        self, exact: Fraction, expression: str, source: Citation, met: bool | None, *extra: Step
    ) -> Score:
        rounding = self.rules.rounding.value
        score = rounded(exact, rounding)
        shown = fixed(score, rounding.places)
        step = Step("得分", expression, exact, shown, source, (*self.basis, *extra))
        return Score(self.allotted.points, self.allotted.source, score, score, Outcome.SCORED, met, (step,))

    def not_demonstrated(self, why: str, source: Citation = NO_VALUE) -> Score:
        step = Step("得分", why, None, "暂不得分", source, self.basis)
        return Score(
            self.allotted.points,
            self.allotted.source,
            Fraction(0),
            self.allotted.points,
            Outcome.NOT_DEMONSTRATED,
            None,
            (step,),
        )


def _as_read(label: str, cell: Target | Actual) -> Step:
    written = cell.written.strip()
    return Step(label, written or "（空）", cell.value, written or "未填", cell.at)


def told(shown: str, exact: Fraction, points: Fraction) -> str:
    """The branch that applied; where it is a bare number, what that number says."""
    if not points or not _RECKONED.isdisjoint(shown):
        return shown
    if exact is points or exact == points:
        return "已达目标，得满分"
    return shown if exact else "偏离目标过大，按规则不得分"
