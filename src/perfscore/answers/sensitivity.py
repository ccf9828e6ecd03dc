"""What the total and the grade hang on: table and rules to what each line loses, moves and could turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from perfscore.answers.judged import verdicts
from perfscore.answers.levers import lines_of, score_of, with_actual, with_money
from perfscore.answers.question import Line, Subject, need_scores
from perfscore.answers.repoint import Known, with_points
from perfscore.answers.sliders import Slider, date_slider, number_slider, spent_slider
from perfscore.model.assessment import Outcome
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Absence, Absent, Actual, Comparator
from perfscore.rules.template import Rounding, RuleTemplate
from perfscore.score.rounding import rounded
from perfscore.score.table import grade_of, score_table, template_ref
from perfscore.score.tally import Tally

ONE_PERCENT = Fraction(1, 100)
ONE_POINT = Fraction(1)
FINE = Rounding(12)
"""How finely weights are weighed: the rounding of a score would drown what a shift of points does."""
WEIGHED = Rounding(9)
"""What is left of it: below that stands what so many fine roundings add up to."""


@dataclass(frozen=True, slots=True)
class Hold:
    """How much of the total hangs on one line.

    lost: its points less its score; 0 where its points are no part of the table's.
    if_more, if_less: what the total gains when its actual value is 1 % more, or less; None where there is no number.
    if_weighed: what the total gains when its points grow by one and all others shrink in proportion; None where
        that cannot be. To nine places.
    total_if_zero, grade_if_zero: when it earns nothing.
    total_if_met, grade_if_met: when its target is met; None where it has no usable target.
    """

    line: Line
    lost: Fraction
    if_more: Fraction | None
    if_less: Fraction | None
    if_weighed: Fraction | None
    total_if_zero: Fraction
    grade_if_zero: str
    total_if_met: Fraction | None
    grade_if_met: str | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the total and the grade hang on.

    points: of all lines together. cut: what rules about the whole table take off the sum of the scores (negative
        where they add to it), else 0. Bonus and penalty rows, and rows that do not apply, are no part of the sum.
    next_grade, to_next: the next better grade and how much the total lacks for it; None at the best.
    lower_grade, margin: the next worse grade, and how much of the total may go before it; None at the worst. At
        the margin itself the grade still stands.
    """

    subject: Subject
    total: Fraction
    grade: str
    points: Fraction
    cut: Fraction
    holds: tuple[Hold, ...]
    next_grade: str | None
    to_next: Fraction | None
    lower_grade: str | None
    margin: Fraction | None

    @property
    def raising(self) -> tuple[Hold, ...]:
        """The lines that alone, fully met, lift the grade."""
        return tuple(hold for hold in self.holds if self._better(hold.total_if_met))

    @property
    def lowering(self) -> tuple[Hold, ...]:
        """The lines that alone, earning nothing, lower the grade."""
        grade = self.grade
        return tuple(
            hold for hold in self.holds if hold.grade_if_zero != grade and hold.total_if_zero < self.total
        )

    def _better(self, total: Fraction | None) -> bool:
        return total is not None and self.to_next is not None and total >= self.total + self.to_next


def sensitivity_of(table: AssessmentTable, rules: RuleTemplate) -> Sensitivity:
    """Weigh every line of a table. Raises QuestionError for a declaration."""
    need_scores(table)
    scores = score_table(table, rules)
    lines = lines_of(table, scores)
    weighed = _weighed(table, rules, lines)
    tally = Tally(rules)
    holds = tuple(
        _hold(table, tally, line, i, scores.total, weighed[i])
        for i, line in enumerate(lines)
        if i == len(table.rows) or not table.rows[i].is_detail
    )
    bands = rules.grades.value
    at = next((i for i, band in enumerate(bands) if band.name == scores.grade), len(bands) - 1)
    better = bands[at - 1] if at else None
    worse = bands[at + 1] if at + 1 < len(bands) else None
    return Sensitivity(
        Subject(table, template_ref(rules, scores)),
        scores.total,
        scores.grade,
        sum((line.score.points for line in lines if line.counts), Fraction(0)),
        sum((line.score.score for line in lines if line.counts), Fraction(0)) - scores.total,
        holds,
        better.name if better else None,
        better.at_least - scores.total if better else None,
        worse.name if worse else None,
        scores.total - bands[at].at_least if worse else None,
    )


def _hold(
    table: AssessmentTable,
    tally: Tally,
    line: Line,
    index: int,
    total: Fraction,
    weighed: Fraction | None,
) -> Hold:
    more, less = _moved(table, tally, line, index, total)
    zero = tally.total(_without(table, index))
    met = _total_if_met(table, tally, line, index)
    return Hold(
        line,
        line.score.points - line.score.score if line.counts else Fraction(0),
        more,
        less,
        weighed,
        zero,
        grade_of(zero, tally.rules),
        met,
        None if met is None else grade_of(met, tally.rules),
    )


def _slider(table: AssessmentTable, rules: RuleTemplate, line: Line, index: int) -> Slider | None:
    """The number behind a line; None for words, dates, and lines without a rule."""
    if index == len(table.rows):
        return spent_slider(table, rules, line.score.points)
    row = table.rows[index]
    wordy = row.target.comparator in (Comparator.NONE, Comparator.QUALITATIVE, Comparator.BY)
    if line.score.extra or (wordy and rules.item_named(row.name) is None):
        return None
    return number_slider(table, index, rules, line.score.points)


def _moved(
    table: AssessmentTable, tally: Tally, line: Line, index: int, total: Fraction
) -> tuple[Fraction | None, Fraction | None]:
    """What the total gains when the number is a hundredth more, and a hundredth less."""
    slider = _slider(table, tally.rules, line, index)
    if slider is None or not slider.known or line.score.outcome is not Outcome.SCORED:
        return None, None
    more, less = (
        tally.total(slider.put(slider.start * factor)) - total
        for factor in (1 + ONE_PERCENT, 1 - ONE_PERCENT)
    )
    return more, less


def _without(table: AssessmentTable, index: int) -> AssessmentTable:
    """The table as if nothing had been reported on a line."""
    if index < len(table.rows):
        return with_actual(table, index, Actual(absence=Absence.BLANK, at=table.rows[index].actual.at))
    return with_money(table, "spent", Absent(Absence.BLANK)) if table.budget else table


def _total_if_met(table: AssessmentTable, tally: Tally, line: Line, index: int) -> Fraction | None:
    """The best total that meeting a line's target gives; None where there is nothing to meet."""
    totals = []
    row = None if index == len(table.rows) else index
    for better in _met(table, tally.rules, line, index):
        count = tally.count(better)
        totals.append(count.total)
        if score_of(count, row).score == line.score.points:
            break
    return max(totals, default=None)


def _met(table: AssessmentTable, rules: RuleTemplate, line: Line, index: int) -> Iterator[AssessmentTable]:
    """Tables in which a line's target is met, in one way or another."""
    if not line.score.points or line.score.extra:
        return
    if index < len(table.rows):
        item = rules.item_named(table.rows[index].name)
        if item is not None and item.formula is None:
            yield from (verdict.table for verdict in verdicts(table, index, rules, ()))
            return
        target = table.rows[index].target
        if target.comparator is Comparator.QUALITATIVE:
            yield from (verdict.table for verdict in verdicts(table, index, rules, (line.score.points,)))
            return
        if target.comparator is Comparator.BY:
            if dated := date_slider(table, index, rules, line.score.points):
                yield dated.put(Fraction(0))
            return
    slider = _slider(table, rules, line, index)
    if slider is not None and slider.aim is not None:
        # Just beyond counts too: `more than 5` is not met by 5.
        for x in (slider.aim, slider.aim + slider.step, slider.aim - slider.step):
            if slider.makes_sense(x):
                yield slider.put(x)


def _weighed(table: AssessmentTable, rules: RuleTemplate, lines: Sequence[Line]) -> list[Fraction | None]:
    """For each line what the total gains when one point goes over to it from all the others."""
    fine = replace(rules, rounding=replace(rules.rounding, value=FINE))
    points = [line.score.points if line.counts else Fraction(0) for line in lines]
    whole = sum(points, Fraction(0))

    tally, distinct = Tally(fine), set(points)
    known: Known = {}

    def total(shares: Sequence[Fraction]) -> Fraction:
        rows = [share if line.counts else None for share, line in zip(shares[:-1], lines, strict=False)]
        return tally.total(with_points(table, points[:-1], rows, shares[-1], known))

    base = total(points)
    gains: list[Fraction | None] = []
    for i, own in enumerate(points):
        others = whole - own
        if others < ONE_POINT or not lines[i].counts or (i < len(table.rows) and table.rows[i].is_detail):
            gains.append(None)
            continue
        shrunk = {each: each * (others - ONE_POINT) / others for each in distinct}
        shares = [own + ONE_POINT if j == i else shrunk[each] for j, each in enumerate(points)]
        gains.append(rounded(total(shares) - base, WEIGHED))
    return gains
