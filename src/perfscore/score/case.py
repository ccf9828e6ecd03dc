"""What is known of a row before its formula is applied, and the score that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfscore.model.assessment import Citation, Outcome, Score, Step
from perfscore.model.decimals import fixed
from perfscore.model.table import Indicator
from perfscore.rules.template import RuleTemplate
from perfscore.score.points import Allotted
from perfscore.score.rounding import rounded

NO_VALUE = Citation("无数据不计分", "derived", note="没有可用的目标值或完成值时不计分，补正后可再计分")


@dataclass(frozen=True, slots=True)
class Case:
    """A row, its points, and the rules that are applied to it."""

    row: Indicator
    allotted: Allotted
    rules: RuleTemplate

    @property
    def basis(self) -> tuple[Step, Step, Step]:
        """The steps every score rests on: points, target, actual value."""
        target, actual = self.row.target, self.row.actual
        return (
            self.allotted.step,
            Step(
                "年度指标值",
                target.written.strip() or "（空）",
                target.value,
                target.written.strip() or "未填",
                target.at,
            ),
            Step(
                "实际完成值",
                actual.written.strip() or "（空）",
                actual.value,
                actual.written.strip() or "未填",
                actual.at,
            ),
        )

    def scored(
        self, exact: Fraction, expression: str, source: Citation, met: bool | None, *extra: Step
    ) -> Score:
        score = rounded(exact, self.rules.rounding.value)
        shown = fixed(score, self.rules.rounding.value.places)
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


def told(shown: str, exact: Fraction, points: Fraction) -> str:
    """The branch that applied; where it is a bare number, what that number says."""
    if any(sign in shown for sign in "×÷−+("):
        return shown
    if points and exact == points:
        return "已达目标，得满分"
    return "偏离目标过大，按规则不得分" if points and exact == 0 else shown
