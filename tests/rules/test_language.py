"""What the rule language can say beyond a formula for each sign: items, step tables, levels, caps, bonus, dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from perfscore.conformance.tables import table_of, work_table
from perfscore.model.assessment import Citation, Outcome, Scores
from perfscore.model.decimals import fixed
from perfscore.pipeline import assess
from perfscore.rules.exercises import Case
from perfscore.rules.listing import lines
from perfscore.rules.load import TemplateError, built_in_folder, load_template
from perfscore.rules.proofs import Claim, Verdict, prove_template
from perfscore.rules.template import RuleTemplate
from perfscore.score.table import score_table

Write = Callable[[str], Path]
Complaints = Callable[[str], list[str]]
SOURCE = "source: {rule: X-1, evidence: derived}"
ROWS = [
    "产出指标 | 数量指标 | 场次 | ≥4场 | 5场 | 50",
    "效益指标 | 社会效益指标 | 知晓率 | ≥90% | 81% | 30",
    "满意度指标 | 满意度 | 群众满意度 | ≥90% | 95% | 10",
]
"""50 + 30 × 81 ÷ 90 = 27 + 10, and 10 for a budget fully spent: 97."""


def value(name: str, given: str) -> str:
    return (
        f"values:\n  {name}:\n    meaning: m\n    versions:\n"
        f"      - {{in_force: 2020-01-01, value: {given}, {SOURCE}}}\n"
    )


def rule(name: str, formula: str) -> str:
    return (
        f"rules:\n  {name}:\n    meaning: m\n    versions:\n"
        f"      - in_force: 2020-01-01\n        formula: {formula}\n        {SOURCE}\n"
    )


def item(name: str, body: str, inputs: str = "{}", points: int = 10) -> str:
    return (
        f"items:\n  {name}:\n    level: [管理]\n    meaning: m\n    inputs: {inputs}\n    versions:\n"
        f"      - in_force: 2020-01-01\n        points: {points}\n{body}        {SOURCE}\n"
    )


STEPS = """\
        table:
          of: abs(final - initial_cost) / initial_cost
          rows:
            - {up_to: 0.1, score: points}
            - {above: 0.1, up_to: 0.2, score: points / 2}
            - {score: 0}
"""
STEP_INPUTS = "{final: {name: 决算数, unit: 万元}, initial_cost: {name: 年初数, unit: 万元, above: 0}}"


def given(rows: list[str], **more: Any) -> dict[str, Any]:
    return {"rows": rows, "budget": "100", "spent": "100", **more}


def scores(rules: RuleTemplate, content: dict[str, Any]) -> Scores:
    table = table_of(content)
    assert table is not None
    return score_table(table, rules)


@pytest.fixture
def rules(own: Callable[[str], str], write: Write) -> Callable[[str], RuleTemplate]:
    return lambda text: load_template(write(own(text)))


Rules = Callable[[str], RuleTemplate]


def test_the_plain_sum(rules: Rules) -> None:
    result = scores(rules(""), given(ROWS))
    assert fixed(result.total) == "97.00"
    assert [step.label for step in result.total_trace] == ["各项得分合计"]
    assert result.total_trace[0].expression == "10 + 50 + 27 + 10"


@pytest.mark.parametrize(
    ("spent", "total"),
    [
        ("100", "97.00"),
        ("80", "95.00"),  # 8 + 87, no cap from 80 % on
        ("79.9", "89.00"),  # 7.99 + 87 = 94.99, capped at 89
        ("70", "89.00"),
        ("69.9", "79.00"),
        ("60", "79.00"),
        ("50", "69.00"),
        ("49.9", "59.00"),
    ],
)
def test_the_total_is_capped_by_the_execution_rate(rules: Rules, spent: str, total: str) -> None:
    """LOC-19: below 80, 70, 60, 50 per cent at most 89, 79, 69, 59."""
    cap = (
        "min(total, 59) if spent < 0.5 * budget else min(total, 69) if spent < 0.6 * budget "
        "else min(total, 79) if spent < 0.7 * budget else min(total, 89) if spent < 0.8 * budget else total"
    )
    result = scores(rules(rule("total-cap", cap)), given(ROWS, spent=spent))
    assert fixed(result.total) == total


@pytest.mark.parametrize(("actual", "score"), [("5场", "50.00"), ("5.2场", "48.00"), ("5.19场", "50.00")])
def test_going_far_beyond_a_target_costs_points(rules: Rules, actual: str, score: str) -> None:
    """LOC-18: from 130 per cent of the target on, two points less; 1.3 × 4 = 5.2."""
    template = rules(
        rule("over-achieved", "max(0, score - 2) if actual >= 1.3 * target and target > 0 else score")
    )
    result = scores(template, given([ROWS[0].replace("5场", actual), *ROWS[1:]]))
    assert fixed(result.rows[0].result.score) == score


def test_rows_that_do_not_apply_are_scaled_out(rules: Rules) -> None:
    """SC-D4-04: (10 + 50 + 27) ÷ (100 − 10) × 100 = 96.67."""
    rows = [*ROWS[:2], "满意度指标 | 满意度 | 群众满意度 | ≥90% | 不适用 | 10"]
    result = scores(rules(value("not-applicable", "scaled-out")), given(rows))
    assert fixed(result.total) == fixed(result.total_possible) == "96.67"
    assert result.rows[2].result.outcome is Outcome.NOT_APPLICABLE
    assert result.total_trace[-1].expression == "87 ÷ (100 − 10) × 100"
    plain = scores(rules(""), given(rows))
    assert (fixed(plain.total), fixed(plain.total_possible)) == ("87.00", "97.00")


def test_a_level_is_capped(rules: Rules) -> None:
    result = scores(rules(value("level-caps", "{产出指标: 45}")), given(ROWS))
    assert fixed(result.total) == "92.00"  # 97 - (50 - 45)


@pytest.mark.parametrize(
    ("extra", "total"),
    [
        ("加分项 |  | 创新奖励 |  | 3 |", "100.00"),
        ("加分项 |  | 创新奖励 |  | 9 |", "102.00"),  # capped at 5
        ("扣分项 |  | 未按时报送 |  | 2 |", "95.00"),
        ("扣分项 |  | 未按时报送 |  | 30 |", "87.00"),  # capped at 10
        ("扣分项 |  | 未按时报送 |  | 无 |", "97.00"),
    ],
)
def test_bonus_and_penalty_come_on_top(rules: Rules, extra: str, total: str) -> None:
    levels = value("extra-levels", "{加分项: {kind: bonus, cap: 5}, 扣分项: {kind: penalty, cap: 10}}")
    result = scores(rules(levels), given([*ROWS, extra]))
    assert fixed(result.total) == total
    assert sum(row.result.points for row in result.rows if not row.result.extra) == 90


@pytest.mark.parametrize(
    ("final", "score"),
    [
        ("100万元", "10.00"),
        ("110", "10.00"),
        ("111", "5.00"),
        ("120", "5.00"),
        ("121", "0.00"),
        ("89万元", "5.00"),
        ("1100000元", "10.00"),
    ],
)
def test_a_step_table_over_figures_of_its_own(rules: Rules, final: str, score: str) -> None:
    """SC-D2-03: within 10 per cent all points, within 20 per cent half of them, beyond none."""
    template = rules(item("支出控制", STEPS, STEP_INPUTS))
    row = "管理 | 预算 | 支出控制 |  |  | "
    result = scores(template, given([*ROWS, row], figures={"决算数": final, "年初数": "100万元"}))
    assert fixed(result.rows[3].result.score) == score
    assert result.rows[3].result.points == 10


def test_what_nobody_supplied_is_named(rules: Rules) -> None:
    result = scores(
        rules(item("支出控制", STEPS, STEP_INPUTS)), given([*ROWS, "管理 | 预算 | 支出控制 |  |  | 10"])
    )
    assert result.rows[3].result.outcome is Outcome.NOT_DEMONSTRATED
    assert [dict(finding.facts)["figures"] for finding in result.findings if finding.code == "S115"] == [
        "决算数、年初数"
    ]


def test_a_figure_out_of_its_bounds_is_refused(rules: Rules) -> None:
    figures = {"决算数": "100", "年初数": "0"}
    template = rules(item("支出控制", STEPS, STEP_INPUTS))
    result = scores(template, given([*ROWS, "管理 | 预算 | 支出控制 |  |  | 10"], figures=figures))
    assert [finding.code for finding in result.findings if finding.code.startswith("S11")] == ["S116"]


@pytest.mark.parametrize(("word", "score"), [("是", "5.00"), ("部分公开", "2.50"), ("否", "0.00")])
def test_an_item_judged_by_words(rules: Rules, word: str, score: str) -> None:
    body = "        words: {是: 1, 部分公开: 0.5, 否: 0}\n"
    template = rules(item("信息公开", body, points=5))
    result = scores(template, given([*ROWS, f"管理 | 公开 | 信息公开 | 定性 | {word} | "]))
    assert fixed(result.rows[3].result.score) == score


@pytest.mark.parametrize(
    ("signed", "actual", "score"),
    [(True, "-8%", "10.00"), (True, "5%", "5.00"), (False, "5%", "5.00"), (False, "-8%", None)],
)
def test_a_rate_of_change_may_be_negative(rules: Rules, signed: bool, actual: str, score: str | None) -> None:
    """LOC-16 in small: nothing off while it does not grow, then a tenth for each point."""
    body = "        formula: points * clip(1 - actual / 10, 0, 1)\n"
    text = item("三公经费变动率", body).replace(
        "meaning: m\n", "meaning: m\n    below_zero: yes\n" if signed else "meaning: m\n", 1
    )
    result = scores(rules(text), given([*ROWS, f"管理 | 预算 | 三公经费变动率 | ≤0% | {actual} | 10"]))
    row = result.rows[3].result
    assert row.outcome is (Outcome.SCORED if score else Outcome.NOT_DEMONSTRATED)
    assert fixed(row.score) == (score or "0.00")
    assert ("S116" in [finding.code for finding in result.findings]) is (score is None)


def test_a_word_that_the_rule_does_not_list_is_not_guessed(rules: Rules) -> None:
    template = rules(item("信息公开", "        words: {是: 1, 否: 0}\n", points=5))
    result = scores(template, given([*ROWS, "管理 | 公开 | 信息公开 | 定性 | 马上公开 | "]))
    assert [finding.code for finding in result.findings if finding.code == "S118"] == ["S118"]


@pytest.mark.parametrize(
    ("actual", "score"), [("≥60", "30.00"), ("41", "0.00"), ("42", "21.00"), ("78", "30.00"), ("79", "0.00")]
)
def test_a_level_has_a_rule_of_its_own(rules: Rules, actual: str, score: str) -> None:
    """SC-D4-01: outside 70 to 130 per cent of the target nothing; 0.7 × 60 = 42, 1.3 × 60 = 78."""
    text = (
        "level_rules:\n  效益指标:\n    meaning: m\n    versions:\n      - in_force: 2020-01-01\n"
        "        formula: 0 if actual < 0.7 * target or actual > 1.3 * target"
        f" else points * min(1, actual / target)\n        {SOURCE}\n"
    )
    rows = [ROWS[0], f"效益指标 | 社会效益指标 | 受益人数 | ≥60人 | {actual}人 | 30", ROWS[2]]
    result = scores(rules(text), given(rows))
    assert fixed(result.rows[1].result.score) == score
    assert fixed(result.rows[0].result.score) == "50.00"


BANDED = (
    'level_rules:\n  满意度指标:\n    meaning: m\n    only: {unit: "%", signs: [at-least]}\n    versions:\n'
    f"      - in_force: 2020-01-01\n        formula: points if actual >= 90 else 0\n        {SOURCE}\n"
)


@pytest.mark.parametrize(
    ("promise", "score"),
    [
        ("群众满意度 | ≥95% | 90%", "10.00"),
        ("群众满意度 | ≥80% | 89%", "0.00"),
        ("群众评分 | ≥4.5分 | 4.6分", "10.00"),  # in points: by its sign
        ("不满意率 | ≤5% | 6%", "8.00"),  # 10 × (1 − 1 ÷ 5), by its sign
        ("群众满意度 | =95% | 96%", "9.90"),  # 10 × 95 ÷ 96 = 9.8958, by its sign
    ],
)
def test_a_level_rule_may_be_meant_for_some_of_its_rows(rules: Rules, promise: str, score: str) -> None:
    result = scores(rules(BANDED), given([*ROWS[:2], f"满意度指标 | 满意度 | {promise} | 10"]))
    assert fixed(result.rows[2].result.score) == score


def test_a_version_may_end(own: Callable[[str], str], write: Write) -> None:
    body = value("grades", "[{name: 好, at_least: 50}, {name: 坏, at_least: 0}]")
    path = write(own(body.replace("in_force: 2020-01-01", "in_force: 2021-01-01, until: 2023-01-01")))
    covered = {year: load_template(path, on=date(year, 5, 1)).covers for year in (2020, 2021, 2022, 2023)}
    assert covered == {2020: False, 2021: True, 2022: True, 2023: False}


MISTAKES = {
    "a gap between steps": (
        item("甲", STEPS.replace("above: 0.1, up_to: 0.2", "above: 0.15, up_to: 0.2"), STEP_INPUTS),
        "there is a gap between rows 1 and 2",
    ),
    "steps that overlap": (
        item("甲", STEPS.replace("above: 0.1, up_to: 0.2", "from: 0.1, up_to: 0.2"), STEP_INPUTS),
        "rows 1 and 2 overlap",
    ),
    "steps that go down": (
        item("甲", STEPS.replace("above: 0.1, up_to: 0.2", "up_to: 0.05"), STEP_INPUTS),
        "rows 1 and 2 do not go upwards",
    ),
    "a last step with an end": (
        item("甲", STEPS.replace("- {score: 0}", "- {up_to: 9, score: 0}"), STEP_INPUTS),
        "the last row must be open",
    ),
    "a formula of a figure nobody asks for": (
        item("甲", "        formula: points * progress\n"),
        "reads progress, which is not known",
    ),
    "two ways at once": (
        item("甲", "        formula: points\n        words: {是: 1}\n"),
        "needs one of formula, table, words, usual",
    ),
    "no way at all": (item("甲", ""), "needs one of formula, table, words, usual"),
    "formula and table": (
        item("甲", "        formula: points\n" + STEPS, STEP_INPUTS),
        "must have either formula or table, not both",
    ),
    "an input that takes a row's name": (
        item("甲", "        formula: points\n", "{actual: {name: 数}}"),
        "must not name an input actual",
    ),
    "an unknown kind of level": (
        value("extra-levels", "{加分项: {kind: bonis, cap: 5}}"),
        "Did you mean bonus?",
    ),
    "a level rule for a sign nobody knows": (
        BANDED.replace("[at-least]", "[at-leest]"),
        "Did you mean at-least?",
    ),
    "an unknown treatment": (value("not-applicable", "scaled"), "'scaled' is not known"),
    "dates with a gap": (
        value("grades", "[{name: 好, at_least: 0}]")
        .replace("in_force: 2020-01-01", "in_force: 2020-01-01, until: 2021-01-01")
        .rstrip()
        + f"\n      - {{in_force: 2022-01-01, value: [{{name: 好, at_least: 0}}], {SOURCE}}}\n",
        "leaves a gap between 2021-01-01 and 2022-01-01",
    ),
    "dates that overlap": (
        value("grades", "[{name: 好, at_least: 0}]")
        .replace("in_force: 2020-01-01", "in_force: 2020-01-01, until: 2023-01-01")
        .rstrip()
        + f"\n      - {{in_force: 2022-01-01, value: [{{name: 好, at_least: 0}}], {SOURCE}}}\n",
        "overlaps between 2023-01-01 and 2022-01-01",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_answered(own: Callable[[str], str], complaints: Complaints, name: str) -> None:
    text, said = MISTAKES[name]
    assert any(said in line for line in complaints(own(text))), complaints(own(text))


def test_a_case_of_a_whole_table() -> None:
    rules = load_template("cn.mof.project-self-assessment")
    case = Case(
        "整表",
        date(2023, 12, 31),
        "table",
        {},
        given(ROWS),
        {"total": "97.00", "grade": "优", "scores": "50.00 27.00 10.00"},
        "手工",
        "cases[0]",
        1,
    )
    assert work_table(rules, case) == case.expect
    assert Fraction(97) == scores(rules, given(ROWS)).total


def proofs(path: Path, name: str) -> dict[tuple[Claim, str], Verdict]:
    return {(each.claim, each.variable): each.verdict for each in prove_template(path) if each.rule == name}


def test_an_item_is_proved_within_the_figures_it_admits(own: Callable[[str], str], write: Write) -> None:
    """SC-D2-05: three checkpoints, each growing with its own progress."""
    inputs = "{june: {name: 6月, at_least: 0}, november: {name: 11月, at_least: 0}}"
    body = "        formula: 0.5 * points * min(1, june / 40) + 0.5 * points * min(1, november / 82.5)\n"
    text = item("进度", body, inputs).replace(
        "    versions:", "    direction: {june: more-is-better, november: more-is-better}\n    versions:"
    )
    found = proofs(write(own(text)), "进度")
    assert found[Claim.WITHIN_POINTS, ""] is Verdict.PROVED
    assert found[Claim.NEVER_FALLS, "june"] is found[Claim.NEVER_FALLS, "november"] is Verdict.PROVED
    assert found[Claim.CONTINUOUS, "june"] is Verdict.PROVED


def test_an_item_that_gives_too_much_is_refuted(own: Callable[[str], str], write: Write) -> None:
    body = "        formula: points * progress / 100\n"
    found = proofs(write(own(item("进度", body, "{progress: {name: 进度, at_least: 0}}"))), "进度")
    assert found[Claim.WITHIN_POINTS, ""] is Verdict.REFUTED
    bounded = item("进度", body, "{progress: {name: 进度, at_least: 0, at_most: 100}}")
    assert proofs(write(own(bounded)), "进度")[Claim.WITHIN_POINTS, ""] is Verdict.PROVED


def test_rules_on_the_whole_never_give_more_than_there_was(own: Callable[[str], str], write: Write) -> None:
    cap = rule("total-cap", "min(total, 59) if spent < 0.5 * budget else total")
    found = proofs(write(own(cap)), "total-cap")
    assert found[Claim.WITHIN_POINTS, ""] is Verdict.PROVED
    assert found[Claim.NEVER_FALLS, "spent"] is found[Claim.NEVER_FALLS, "total"] is Verdict.PROVED
    wrong = rule("total-cap", "min(total, 59) if spent > 0.5 * budget else total")
    assert proofs(write(own(wrong)), "total-cap")[Claim.NEVER_FALLS, "spent"] is Verdict.REFUTED


JUDGED = item("规范性", "        formula: clip(actual, 0, points)\n", points=5).replace(
    "    level:", "    unit: 分\n    level:"
)
"""An item that somebody judges: its actual value is the points awarded."""


@pytest.mark.parametrize("target", ["", "定性", "≥5分"])
@pytest.mark.parametrize(
    ("actual", "score"), [("4", "4.00"), ("4.5分", "4.50"), ("0分", "0.00"), ("5分", "5.00")]
)
def test_points_awarded_count_as_they_are(rules: Rules, target: str, actual: str, score: str) -> None:
    result = scores(rules(JUDGED), given([*ROWS, f"管理 | 制度 | 规范性 | {target} | {actual} | "]))
    assert fixed(result.rows[3].result.score) == score
    assert result.rows[3].result.outcome is Outcome.SCORED


@pytest.mark.parametrize("target", ["", "定性"])
@pytest.mark.parametrize("actual", ["5.01分", "85", "-1", "80%", "4次"])
def test_nobody_is_awarded_more_than_there_is_or_a_share_of_it(
    rules: Rules, target: str, actual: str
) -> None:
    """Clipped without a word, 85 or 80 % would be full points."""
    result = scores(rules(JUDGED), given([*ROWS, f"管理 | 制度 | 规范性 | {target} | {actual} | "]))
    assert result.rows[3].result.outcome is Outcome.NOT_DEMONSTRATED
    assert [dict(found.facts)["value"] for found in result.findings if found.code == "S116"] == [actual]


def test_an_item_may_be_scored_as_any_other_row(rules: Rules) -> None:
    """Only its points are the rules' own: 5 × 57 ÷ 60 = 4.75, and a unit that does not fit is still noticed."""
    template = rules(item("完成数量", "        usual: yes\n", points=5))
    result = scores(
        template,
        given([*ROWS, "产出指标 | 数量 | 完成数量 | ≥60场 | 57场 | ", ROWS[0].replace("5场", "5人")]),
    )
    assert fixed(result.rows[3].result.score) == "4.75"
    assert result.rows[3].result.points == 5
    assert "S103" in {found.code for found in result.findings}


def test_an_item_reads_the_actual_value_in_the_unit_of_its_target(rules: Rules) -> None:
    """90 万元 of 120 万元 is three quarters of 8 points, however the money is written."""
    template = rules(item("销售额", "        formula: points * clip(actual / target, 0, 1)\n", points=8))
    rows = [*ROWS, "产出指标 | 数量 | 销售额 | ≥120万元 | 900000元 | "]
    assert fixed(scores(template, given(rows)).rows[3].result.score) == "6.00"
    other = scores(template, given([*ROWS, "产出指标 | 数量 | 销售额 | ≥120万元 | 90人 | "]))
    assert other.rows[3].result.outcome is Outcome.NOT_DEMONSTRATED


def test_points_may_be_known_better_than_the_scoring(rules: Rules) -> None:
    better = "        points_source: {rule: X-2, evidence: seen}\n"
    template = rules(JUDGED.replace("        source:", f"{better}        source:"))
    known = template.items["规范性"]
    assert known.formula is not None
    assert (known.points.source.evidence, known.formula.source.evidence) == ("seen", "derived")
    listed = [
        (value, source.evidence) for name, value, _, source in lines(template) if name == "items.规范性"
    ]
    assert listed == [("5 分", "seen"), ("clip(actual, 0, points)", "derived")]


def test_a_word_counts_by_what_the_scoring_rests_on(rules: Rules) -> None:
    body = "        words: {是: 1, 否: 0}\n        points_source: {rule: X-2, evidence: seen}\n"
    template = rules(item("信息公开", body, points=5))
    result = scores(template, given([*ROWS, "管理 | 公开 | 信息公开 | 定性 | 是 | "]))
    score = result.rows[3].result.trace[0]
    assert isinstance(score.source, Citation)
    assert score.source.rule == "X-1"
    assert [
        (value, source.rule) for name, value, _, source in lines(template) if name == "items.信息公开"
    ] == [
        ("5 分", "X-2"),
        ("是 100%，否 0%", "X-1"),
    ]


def test_everything_a_template_adds_is_listed(rules: Rules) -> None:
    text = (
        value("not-applicable", "scaled-out")
        + value("level-caps", "{产出指标: 45}").removeprefix("values:\n")
        + value("extra-levels", "{扣分项: {kind: penalty, cap: 10, each: 0.3}}").removeprefix("values:\n")
        + "level_rules:\n  效益指标:\n    meaning: m\n    versions:\n"
        + f"      - {{in_force: 2020-01-01, formula: points, {SOURCE}}}\n"
    )
    listed = {name: shown for name, shown, _, _ in lines(rules(text))}
    assert listed["level_rules.效益指标"] == "points"
    assert listed["not-applicable"] == "scaled-out"
    assert listed["level-caps"] == "产出指标 ≤ 45"
    assert listed["extra-levels"] == "扣分项 −（每处 0.3，至多 10）"


@pytest.mark.parametrize(
    ("extra", "total"),
    [
        ("扣分项 |  | 计算错误 |  | 3处 |", "96.10"),  # 97 - 3 × 0.3
        ("扣分项 |  | 计算错误 |  | 3分 |", "94.00"),
        ("扣分项 |  | 计算错误 |  | 0 |", "97.00"),
        ("扣分项 |  | 计算错误 |  | 99 |", "87.00"),  # 29.7, capped at 10
    ],
)
def test_a_penalty_may_count_each_case(rules: Rules, extra: str, total: str) -> None:
    template = rules(value("extra-levels", "{扣分项: {kind: penalty, cap: 10, each: 0.3}}"))
    assert fixed(scores(template, given([*ROWS, extra])).total) == total


def test_a_score_that_no_sound_rule_gives_is_told(rules: Rules) -> None:
    result = scores(rules(rule("at-least", "2 * points")), given(ROWS))
    wrong = [dict(finding.facts)["score"] for finding in result.findings if finding.code == "S120"]
    assert wrong == ["100", "60", "20"]
    assert not [finding for finding in scores(rules(""), given(ROWS)).findings if finding.code == "S120"]


def test_a_published_template_cannot_be_changed_silently(write: Write) -> None:
    national = (built_in_folder() / "cn.mof.project-self-assessment" / "template.yaml").read_text("utf-8")
    changed = national.replace("value: 1.3", "value: 1.31")
    assert changed != national
    with pytest.raises(TemplateError, match="已发布"):
        load_template(write(changed))
    assert load_template(write(re.sub(r"(?m)^version: .*$", 'version: "9.0"', changed))).version == "9.0"


def test_named_indicators_that_do_not_make_up_the_total_are_told(rules: Rules) -> None:
    """A table with one of the system's indicators, worth ten points, is not worth a hundred."""
    template = rules(item("信息公开", "        words: {是: 1, 否: 0}\n", points=5))
    table = table_of(given(["管理 | 公开 | 信息公开 | 定性 | 是 | "]))
    assert table is not None
    result = assess(table, template)
    points = result.execution.points + sum(row.result.points for row in result.rows)
    assert points == 15
    assert "A301" in [finding.code for finding in result.findings]


@pytest.mark.parametrize(
    ("march", "scored"), [("60%", "9.00"), ("0.6", None), ("1", None), ("1.5", "0.23"), ("0", "0.00")]
)
def test_a_bare_share_where_a_percentage_is_asked_for_is_not_chosen(
    rules: Rules, march: str, scored: str | None
) -> None:
    """0.6 may be 60% or 0.6%. 10 × min(1, 60 ÷ 66.666…) = 9; 10 × 1.5 ÷ 66.666… = 0.225."""
    body = "        formula: points * min(1, 3 * march / 200)\n"
    template = rules(item("执行进度", body, '{march: {name: 3月执行进度, unit: "%", at_least: 0}}'))
    content = given([*ROWS, "管理 | 预算 | 执行进度 |  |  | 10"], figures={"3月执行进度": march})
    result = scores(template, content)
    row = result.rows[3].result
    assert (fixed(row.score) if row.outcome is Outcome.SCORED else None) == scored
    asked = [dict(finding.facts)["value"] for finding in result.findings if finding.code == "S116"]
    assert asked == ([] if scored else [f"{march} ({fixed(Fraction(march) * 100, 0)}%? {march}%?)"])


def test_a_cap_and_a_rule_hold_under_another_name_of_their_level(rules: Rules) -> None:
    """The template says 产出 and 满意度, the form 产出指标 and 满意度指标: 97 − (50 − 45) − 10 for 95 below 96."""
    text = value("level-caps", "{产出: 45}") + (
        "level_rules:\n  满意度:\n    meaning: m\n    versions:\n      - in_force: 2020-01-01\n"
        f"        formula: points if actual >= 96 else 0\n        {SOURCE}\n"
    )
    result = scores(rules(text), given(ROWS))
    assert fixed(result.rows[2].result.score) == "0.00"
    assert fixed(result.total) == "82.00"
