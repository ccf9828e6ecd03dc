"""Runs every check over a table. Takes table, rules and scores, gives findings in the order of the list."""

from __future__ import annotations

from perfscore.audit.checks import budget, claims, days, rows, texts, whole
from perfscore.audit.roots import with_roots
from perfscore.model.assessment import Scores
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable
from perfscore.rules.template import RuleTemplate

CHECKS = (
    rows.check_target_and_actual_present,
    rows.check_deviation_explained,
    rows.check_over_achievement_explained,
    rows.check_units_printed,
    rows.check_cost_direction,
    rows.check_share_not_over_whole,
    rows.check_placeholders,
    texts.check_reasons_say_something,
    days.check_days,
    texts.check_direction_is_usual,
    texts.check_rows_once,
    budget.check_money_not_negative,
    budget.check_money_present,
    budget.check_execution_rate,
    budget.check_spent_within_budget,
    budget.check_low_execution_explained,
    budget.check_progress_and_money,
    budget.check_adjustment_explained,
    budget.check_sources_add_up,
    budget.check_cost_actuals,
    claims.check_points_sum,
    claims.check_claimed_scores,
    claims.check_claimed_total_adds_up,
    claims.check_claimed_total_within_full,
    claims.check_claimed_total,
    claims.check_claimed_grade,
    whole.check_actuals_copied,
    whole.check_all_over_achieved,
    whole.check_groups_present,
    whole.check_scales_alike,
    whole.check_full_marks_have_evidence,
    texts.check_conclusion_is_the_total,
    texts.check_problems_and_measures,
    texts.check_speaker_is_the_unit,
)


def audit_table(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> tuple[Finding, ...]:
    """Everything the checks have to say about a table."""
    found = tuple(finding for check in CHECKS for finding in check(table, rules, scores))
    return with_roots(found, table, scores)
