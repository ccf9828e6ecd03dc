"""Whole tables: what is left out of the points, totals, grades. Expected figures are worked by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import forms
import pytest
from drawn import drawn
from factory import line, row, table

import perfscore
from perfscore.model.assessment import Assessment, Outcome
from perfscore.model.decimals import fixed
from perfscore.rules.load import load_template
from perfscore.score.table import grade_of

OUTPUT = ("产出指标", "数量指标", "检查次数")
EFFECT = ("效益指标", "社会效益指标", "知晓率")
PLEASED = ("满意度指标", "服务对象满意度指标", "满意度")


def assessed(drawing: str, folder: Path) -> Assessment:
    (read,) = perfscore.read(drawn(drawing, folder, "xlsx"))
    return perfscore.assess(read)


def codes(assessment: Assessment) -> set[str]:
    return {finding.code for finding in assessment.findings}


def test_national_form_agrees_with_what_it_claims(tmp_path: Path) -> None:
    # 20 x 8/10 = 16; 15 + 15 + 30 + 10; execution 10 x 792/880 = 9 -> 95
    assessment = assessed(forms.NATIONAL, tmp_path)
    assert fixed(assessment.total) == "95.00"
    assert not {"A301", "A303", "A305", "A306", "A307"} & codes(assessment)


def test_chongqing_form_is_recomputed(tmp_path: Path) -> None:
    # 40 + 30 + 20 x 12/24 = 10; execution 10 x 760/1000 = 7.6
    assessment = assessed(forms.CHONGQING, tmp_path)
    assert [fixed(scored.result.score) for scored in assessment.rows] == ["40.00", "30.00", "10.00"]
    assert fixed(assessment.total) == "87.60"


def test_scores_without_points_are_not_held_against_invented_points(tmp_path: Path) -> None:
    assessment = assessed(forms.HUBEI, tmp_path)
    assert assessment.execution.points == 20
    assert {"A303", "A304"}.isdisjoint(codes(assessment))
    assert "A309" in codes(assessment)


def test_details_earn_nothing_and_cost_nothing(tmp_path: Path) -> None:
    assessment = assessed(forms.SHARED_SCORE, tmp_path)
    assert fixed(assessment.total) == "100.00"
    detail = next(scored for scored in assessment.rows if scored.indicator.is_detail)
    assert (detail.result.points, detail.result.outcome) == (0, Outcome.SCORED)


def test_a_declaration_demonstrates_nothing_yet(tmp_path: Path) -> None:
    assessment = assessed(forms.DECLARATION, tmp_path)
    assert (fixed(assessment.total), fixed(assessment.total_possible)) == ("0.00", "100.00")
    assert {scored.result.outcome for scored in assessment.rows} == {Outcome.NOT_DEMONSTRATED}


def test_money_total_from_its_sources_gives_the_rate(tmp_path: Path) -> None:
    assessment = assessed(forms.POINTS_FIRST, tmp_path)
    assert assessment.table.budget is not None
    assert assessment.table.budget.execution_rate == Fraction(9, 10)


@pytest.mark.parametrize(
    ("adjusted", "spent", "score", "outcome"),
    [
        (200, 150, "7.50", Outcome.SCORED),
        (100, 120, "10.00", Outcome.SCORED),  # capped
        (0, 0, "0.00", Outcome.NOT_DEMONSTRATED),
        (None, None, "0.00", Outcome.NOT_DEMONSTRATED),
        (100, None, "0.00", Outcome.NOT_DEMONSTRATED),
    ],
)
def test_execution_rate(adjusted: int | None, spent: int | None, score: str, outcome: Outcome) -> None:
    made = table(row("≥1次", "1次", path=OUTPUT), budget=line(initial=None, adjusted=adjusted, spent=spent))
    result = perfscore.assess(made).execution
    assert (fixed(result.score), result.outcome) == (score, outcome)


def test_initial_budget_stands_in_with_a_warning() -> None:
    made = table(row("≥1次", "1次", path=OUTPUT), budget=line(initial=100, adjusted=None, spent=90))
    assessment = perfscore.assess(made)
    assert fixed(assessment.execution.score) == "9.00"
    assert "S110" in codes(assessment)


def test_a_table_without_money_can_still_become_full() -> None:
    rows = [row("≥1次", "1次", path=path) for path in (OUTPUT, EFFECT, PLEASED)]
    assessment = perfscore.assess(table(*rows, no_budget=True))
    assert (assessment.total, assessment.total_possible) == (90, 100)


@pytest.mark.parametrize(
    ("total", "grade"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差"), ("0", "差")],
)
def test_grades(total: str, grade: str) -> None:
    assert grade_of(Fraction(total), load_template("cn.mof.project-self-assessment")) == grade


def test_every_rule_that_took_part_is_cited_once() -> None:
    made = table(row("≥1次", "1次", path=OUTPUT), row("定性：优良中差", "优", path=EFFECT))
    cited = [citation.rule for citation in perfscore.assess(made).template.citations]
    assert len(perfscore.assess(made).template.citations) == len(
        set(perfscore.assess(made).template.citations)
    )
    assert {"MOF-04", "LOC-01", "MOF-10"} <= set(cited)


def test_row_order_changes_no_score_of_printed_points() -> None:
    rows = [row("≥10次", f"{n}次", path=OUTPUT, points=10) for n in range(9)]
    scores = {
        scored.indicator.actual.written: scored.result.score for scored in perfscore.assess(table(*rows)).rows
    }
    turned = perfscore.assess(table(*reversed(rows)))
    assert {scored.indicator.actual.written: scored.result.score for scored in turned.rows} == scores
