"""A total that is no plain sum, told everywhere alike: rows scaled out, bonus, penalty. Figures are worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfscore.conformance.tables import table_of
from perfscore.model.assessment import Assessment
from perfscore.pipeline import assess, total_score, what_if
from perfscore.report.context import assessment_facts
from perfscore.report.html_explain import explanation
from perfscore.report.tables import form_notes, form_tables, level_table

ROWS = [
    "产出指标 | 数量指标 | 场次 | ≥4场 | 5场 | 50",
    "效益指标 | 社会效益指标 | 知晓率 | ≥90% | 81% | 30",
    "满意度指标 | 满意度 | 群众满意度 | ≥90% | 95% | 10",
]
"""50 + 30 × 81 ÷ 90 = 27 + 10, and 10 for a budget fully spent: 97."""
OPEN = "满意度指标 | 满意度 | 群众满意度 | ≥90% | 不适用 | 10"
ON_TOP = ["加分项 |  | 创新奖励 |  | 3 |", "扣分项 |  | 未按时报送 |  | 2 |"]

SINCE = "in_force: 2020-01-01, source: {rule: X-1, evidence: derived}"
WHOLE_TABLE = f"""
values:
  extra-levels:
    meaning: m
    versions:
      - {{value: {{加分项: {{kind: bonus, cap: 5}}, 扣分项: {{kind: penalty, cap: 10}}}}, {SINCE}}}
  not-applicable:
    meaning: m
    versions:
      - {{value: scaled-out, {SINCE}}}
"""


def given(rows: list[str]) -> dict[str, Any]:
    return {"rows": rows, "budget": "100", "spent": "100"}


@pytest.fixture
def template(own: Callable[[str], str], write: Callable[[str], Path]) -> Path:
    return write(own(WHOLE_TABLE))


@pytest.fixture
def assessed(template: Path) -> Callable[[list[str]], Assessment]:
    def of(rows: list[str]) -> Assessment:
        table = table_of(given(rows))
        assert table is not None
        return assess(table, template)

    return of


Assessed = Callable[[list[str]], Assessment]


def test_the_sum_holds_neither_bonus_nor_penalty_nor_what_does_not_apply(assessed: Assessed) -> None:
    """10 + 50 + 27 = 87; 87 ÷ 90 × 100 = 96.67; + 3 − 2 = 97.67."""
    steps = total_score(assessed([*ROWS[:2], OPEN, *ON_TOP])).trace
    assert [(step.label, step.shown) for step in steps[:-1]] == [
        ("各项得分合计", "87.00"),
        ("不适用指标折算", "96.67"),
        ("加分项", "99.67"),
        ("扣分项", "97.67"),
        ("总分", "97.67"),
    ]
    assert steps[0].expression == "10.00 + 50.00 + 27.00"
    assert [[part.label for part in step.because] for step in steps[2:4]] == [["创新奖励"], ["未按时报送"]]


def test_a_bonus_and_a_penalty_that_cancel_out_are_told(assessed: Assessed) -> None:
    steps = total_score(assessed([*ROWS, ON_TOP[0], ON_TOP[1].replace("2", "3")])).trace
    assert [step.label for step in steps] == ["各项得分合计", "加分项", "扣分项", "总分", "等级"]
    assert steps[0].shown == steps[3].shown == "97.00"


def test_tables_show_a_penalty_below_zero_and_no_score_where_nothing_applies(assessed: Assessed) -> None:
    facts = assessment_facts(assessed([*ROWS[:2], OPEN, *ON_TOP]))
    rows = {row[-6].text: [cell.text for cell in row[-3:-1]] for row in form_tables(facts)[1].rows[2:-2]}
    assert rows["群众满意度"] == ["10.00", "不适用"]
    assert rows["创新奖励"] == ["—", "3.00"]
    assert rows["未按时报送"] == ["—", "-2.00"]
    levels = {row[0].text: [cell.text for cell in row[-2:]] for row in level_table(facts).rows}
    assert levels["扣分项"] == ["—", "-2.00"]
    assert levels["产出指标"] == ["50.00", "50.00"]
    assert any("87 ÷ (100 − 10) × 100 = 96.67" in note for note in form_notes(facts))
    page = "".join(explanation(facts, "t", 2))
    assert '<span class="score">-2.00</span>' in page and '<span class="score">不适用</span>' in page


def test_what_a_larger_penalty_takes_off_is_a_loss(template: Path) -> None:
    table = table_of(given([*ROWS, *ON_TOP]))
    assert table is not None
    answer = what_if(table, [("未按时报送", "5")], template)
    assert [moved.change for moved in answer.moved] == [answer.change] == [-3]
