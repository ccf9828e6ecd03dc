"""Runs the checks between the files of a hand-in. Takes tables and texts with their files, gives findings.

Tables and texts are held against each other only within one unit and one year; `between.hand_in` tells who that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from perfscore.audit.between import money, rows, texts, words
from perfscore.audit.between.hand_in import Found, Handed, HandedText, HandIn, hand_ins
from perfscore.rules.template import Ruled

CHECKS: tuple[Callable[[HandIn, Mapping[str, Ruled[Fraction]]], Iterator[Found]], ...] = (
    rows.check_one_result,
    rows.check_one_target,
    rows.check_similar_indicators,
    rows.check_similar_targets,
    words.check_own_goals,
    money.check_one_amount,
    money.check_projects_within_department,
    money.check_costs_and_projects,
    words.check_claims_have_tables,
    words.check_one_scale,
    texts.check_scores_told,
    texts.check_scored_projects_have_tables,
    texts.check_money_told,
    texts.check_projects_within_text,
    texts.check_count_of_projects,
)


def check_hand_ins(
    tables: Sequence[Handed],
    texts: Sequence[HandedText],
    limits_of: Callable[[Handed], Mapping[str, Ruled[Fraction]]],
) -> Iterator[Found]:
    """Everything the checks have to say about each unit and year, in the order of the list, each finding once.

    limits_of: the thresholds of the rules that a table is scored by; a hand-in goes by those of its first table.
    """
    for together in hand_ins(tables, texts):
        limits = limits_of(together.tables[0])
        found = [pair for check in CHECKS for pair in check(together, limits)]
        yield from dict.fromkeys(found)
