"""What the unit says of itself, held against what was computed. No rule is bent to meet a claim."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfscore.model.assessment import Assessment
from perfscore.report.facts import ClaimFacts, GapFacts, RowFacts
from perfscore.report.figures import Figure, amount, points
from perfscore.report.text import one_line


def claim_facts(assessment: Assessment, rows: Sequence[RowFacts]) -> ClaimFacts:
    """rows: all that earn points, the execution rate first."""
    table, places = assessment.table, assessment.template.places
    total = table.claimed_total
    claimed = amount(total.number) if total else None
    ours = points(assessment.total, places)
    full = assessment.template.total_points
    whole = Fraction((assessment.total + Fraction(1, 2)) // 1)  # what rounding to whole points would give
    grade = one_line(table.claimed_grade.written) if table.claimed_grade else ""
    items = [row for row in rows if row.claimed is not None]
    complete = bool(items) and len(items) == len([row for row in rows if row.result.points.number])
    items_sum = sum((row.result.sign * row.claimed.number for row in items if row.claimed), Fraction(0))
    return ClaimFacts(
        total=_gap("总分", claimed, ours, "", places) if claimed else None,
        implied_loss=points(full - claimed.number, places) if claimed and claimed.number <= full else None,
        lost=points(sum((row.result.lost.number for row in rows), Fraction(0)), places),
        reduced=tuple(row for row in rows if row.result.lost.number > 0),
        grade=grade,
        same_grade=grade == assessment.grade,
        items=tuple(
            _gap(row.name, row.claimed, row.result.score, row.result.rule, places)
            for row in items
            if row.claimed and row.claimed.number != row.result.score.number
        ),
        itemised=bool(items),
        items_sum=points(items_sum, places) if complete else None,
        sum_agrees=claimed is not None and claimed.number == items_sum,
        rounded=amount(whole) if claimed and claimed.number == whole != assessment.total else None,
    )


def _gap(name: str, claimed: Figure, score: Figure, rule: str, places: int) -> GapFacts:
    difference = claimed.number - score.number
    word = "等于" if not difference else "高于" if difference > 0 else "低于"
    return GapFacts(name, claimed, score, word, points(abs(difference), places), rule)
