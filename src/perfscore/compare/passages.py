"""From one edition to the next: money, and what the change of the total is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from perfscore.compare.editions import relation
from perfscore.compare.money import change
from perfscore.model.assessment import Assessment, Score
from perfscore.model.comparison import Contribution, Edition, Line, MoneyYear, Part, Passage


def passage(
    editions: Sequence[Edition], lines: Sequence[Line], money: Sequence[MoneyYear], position: int
) -> Passage:
    """From the edition before `position` to the one there."""
    earlier, later = editions[position - 1], editions[position]
    before, after = money[position - 1], money[position]
    scored = earlier.assessment.is_scored and later.assessment.is_scored
    change_of_total = later.assessment.total - earlier.assessment.total
    performance = _under_one(earlier, later) if scored else None
    rates = before.execution_rate, after.execution_rate
    return Passage(
        relation=relation(earlier, later),
        before=earlier.assessment.total if earlier.assessment.is_scored else None,
        after=later.assessment.total if later.assessment.is_scored else None,
        contributions=tuple(_contributions(earlier.assessment, later.assessment, lines, position))
        if scored
        else (),
        performance=performance,
        rules=None if performance is None else change_of_total - performance,
        initial=change(before.initial, after.initial),
        adjusted=change(before.adjusted, after.adjusted),
        spent=change(before.spent, after.spent),
        rate=None if rates[0] is None or rates[1] is None else rates[1] - rates[0],
    )


def _under_one(earlier: Edition, later: Edition) -> Fraction | None:
    if earlier.under_one is None or later.under_one is None:
        return None
    return later.under_one.total - earlier.under_one.total


def _contributions(
    earlier: Assessment, later: Assessment, lines: Sequence[Line], position: int
) -> Iterator[Contribution]:
    """Execution first, then lines in their order, last what the rules on the whole table add; no row is left out."""
    yield Contribution(Part.EXECUTION, "预算执行率", _counted(later.execution) - _counted(earlier.execution))
    for index, line in enumerate(lines):
        before, after = line.standings[position - 1], line.standings[position]
        if before is None and after is None:
            continue
        part = Part.NEW if before is None else Part.DROPPED if after is None else Part.KEPT
        gained = _counted(after.row.result) if after else Fraction(0)
        lost = _counted(before.row.result) if before else Fraction(0)
        shown = after or before
        name = shown.row.indicator.name if shown else ""
        yield Contribution(part, name, gained - lost, index)
    whole = _whole(later) - _whole(earlier)
    if whole:
        yield Contribution(Part.WHOLE, "整表规则", whole)


def _counted(score: Score) -> Fraction:
    """What a score adds to the total: a penalty takes away."""
    return -score.score if score.extra < 0 else score.score


def _whole(assessment: Assessment) -> Fraction:
    """What the rules on the whole table add to the sum of the scores."""
    rows = sum((_counted(row.result) for row in assessment.rows), Fraction(0))
    return assessment.total - rows - _counted(assessment.execution)
