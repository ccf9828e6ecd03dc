"""Assessments of one unit or project -> their comparison: order, match, count, check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from perfscore.compare.checks import both_of, check
from perfscore.compare.editions import in_order
from perfscore.compare.lines import draw_lines
from perfscore.compare.matching import Alias
from perfscore.compare.money import money_of
from perfscore.compare.passages import passage
from perfscore.model.assessment import Assessment
from perfscore.model.comparison import Comparison, GivenMatch

LEAST, MOST = 2, 10
"""How many tables can be held against each other."""


def compare_tables(
    assessments: Sequence[Assessment],
    under_one: Sequence[Assessment] = (),
    given: Iterable[GivenMatch] = (),
    alias: Alias = lambda _: None,
) -> Comparison:
    """Hold tables of one unit or project against each other, whatever order they come in.

    under_one: the same tables scored under one set of rules, in the same order; empty when not asked for.
    given: what a person says of names. alias: other names under which an indicator is known.
    Raises ValueError for fewer than two tables or more than ten.
    """
    if not LEAST <= len(assessments) <= MOST:
        raise ValueError(f"{_about(assessments)}对比需要{LEAST}至{MOST}张表，给出了{len(assessments)}张。")
    editions = in_order(assessments, under_one)
    drawn = draw_lines(editions, given, alias)
    money = tuple(money_of(edition.assessment.table.budget) for edition in editions)
    passages = tuple(passage(editions, drawn.lines, money, position) for position in range(1, len(editions)))
    asked = frozenset(
        id(row) for each in drawn.open_matches for row in (each.before, each.after)
    ) | frozenset(id(row) for each in drawn.regrouped for row in (each.one, *each.several))
    findings = [
        finding
        for position, _ in enumerate(pairwise(editions), 1)
        for finding in check(both_of(editions, drawn.lines, money, passages[position - 1], position, asked))
    ]
    newest = editions[-1].assessment.table
    return Comparison(
        form=newest.form,
        unit=newest.unit or newest.department,
        project=newest.project,
        editions=editions,
        lines=drawn.lines,
        open_matches=drawn.open_matches,
        regrouped=drawn.regrouped,
        money=money,
        passages=passages,
        findings=tuple(dict.fromkeys(findings)),
    )


def _about(assessments: Sequence[Assessment]) -> str:
    """Whose tables they are, for a message about one of several subjects; "" without any."""
    table = assessments[0].table if assessments else None
    name = (table.project or table.unit or table.department or "").strip() if table else ""
    return f"“{name}”：" if name else ""
