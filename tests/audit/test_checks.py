"""Every check fires on a table that deserves it, and keeps silent on one that does not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from factory import line, row, table

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable
from perfscore.model.values import Text
from perfscore.pipeline import assess
from perfscore.rules.load import load_template

OUTPUT = ("产出指标", "数量指标", "检查次数")
COST = ("产出指标", "成本指标", "印刷经费")
EFFECT = ("效益指标", "社会效益指标", "知晓率")
PLEASED = ("满意度指标", "服务对象满意度指标", "满意度")
CLEAN = (
    row("≥10次", "11次", path=OUTPUT),
    row("≤50万元", "45万元", path=COST),
    row("≥90%", "88%", path=EFFECT, note="宣传不够，已增加场次"),
    row("≥90%", "95%", path=PLEASED),
)


def findings(made: AssessmentTable) -> list[Finding]:
    return list(assess(made).findings)


def codes(made: AssessmentTable) -> set[str]:
    return {finding.code for finding in findings(made)}


def message(made: AssessmentTable, code: str) -> str:
    return next(finding.message for finding in findings(made) if finding.code == code)


def test_a_clean_table_only_hears_that_its_points_are_by_default() -> None:
    assert codes(table(*CLEAN)) == {"S101"}


CASES = {
    "A101": (row("=", "100", path=PLEASED), row("≥90%", "95%", path=PLEASED)),
    "A102": (row("≥90%", "—", path=PLEASED), row("≥90%", "95%", path=PLEASED)),
    "A103": (row("", "", path=PLEASED), row("≥90%", "95%", path=PLEASED)),
    "A104": (row("≥90%", "80%", path=PLEASED), row("≥90%", "80%", path=PLEASED, note="样本偏少")),
    "A105": (row("≥10次", "13次", path=OUTPUT), row("≥10次", "12.9次", path=OUTPUT)),
    "A106": (row("≥90", "95", path=PLEASED), row("≥90%", "95%", path=PLEASED)),
    "A107": (
        row("≥200次", "200次", path=("产出指标", "数量指标", "培训人次")),
        row("≥200人次", "200人次", path=("产出指标", "数量指标", "培训人次")),
    ),
    "A108": (
        row("≥50万元", "50万元", path=COST),
        row("≥5万元", "6万元", path=("产出指标", "成本指标", "节约资金")),
    ),
    "A109": (
        row("≥120%", "125%", path=PLEASED),
        row("≥120%", "125%", path=("效益指标", "经济效益指标", "收入增长率")),
    ),
    "A110": (row("≥5次", "6次", path=("产出指标", "数量指标", "XX次数")), row("≥5次", "6次", path=OUTPUT)),
}


@pytest.mark.parametrize("code", CASES)
def test_row_checks_fire_and_keep_silent(code: str) -> None:
    bad, good = CASES[code]
    assert code in codes(table(*CLEAN, bad))
    assert code not in codes(table(*CLEAN, good))


OWN_ITEMS = """\
id: my.rules
name: 我的规则
form: project
version: "1"
extends: cn.mof.project-self-assessment
source: {rule: X-1, evidence: derived}
items:
  评定:
    level: [管理]
    meaning: m
    unit: 分
    versions:
      - {in_force: 2020-01-01, points: 5, formula: "clip(actual, 0, points)", source: {rule: X-1, evidence: derived}}
  进度:
    level: [管理]
    meaning: m
    inputs: {june: {name: 六月进度}}
    versions:
      - in_force: 2020-01-01
        points: 5
        formula: points * clip(june, 0, 1)
        source: {rule: X-1, evidence: derived}
  数量:
    level: [管理]
    meaning: m
    versions: [{in_force: 2020-01-01, points: 5, usual: yes, source: {rule: X-1, evidence: derived}}]
"""


@pytest.mark.parametrize(
    ("target", "actual", "name", "code"),
    [
        ("", "4分", "评定", None),
        ("", "", "评定", None),  # the scorer says what is missing
        ("", "", "进度", None),
        ("", "4分", "数量", "A101"),
        ("", "4分", "其他", "A101"),
    ],
)
def test_an_item_need_not_print_what_its_rule_does_not_read(
    tmp_path: Path, target: str, actual: str, name: str, code: str | None
) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(OWN_ITEMS, encoding="utf-8")
    found = {
        each.code
        for each in assess(table(*CLEAN, row(target, actual, path=("管理", "", name))), path).findings
    }
    assert found & {"A101", "A102", "A103"} == ({code} if code else set())


LEVELS_OWN = """\
id: my.rules
name: 我的规则
form: project
version: "1"
extends: cn.mof.project-self-assessment
source: {rule: X-1, evidence: derived}
values:
  not-applicable:
    meaning: m
    versions: [{in_force: 2020-01-01, value: scaled-out, source: {rule: X-1, evidence: derived}}]
  level-points:
    meaning: m
    versions:
      - in_force: 2020-01-01
        value: [{execution: 10, levels: {产出指标: 50, 效益指标: 30, 满意度指标: 10, 成本指标: 0}}]
        source: {rule: X-1, evidence: derived}
"""


def test_what_does_not_apply_and_what_earns_nothing_need_not_be_there(tmp_path: Path) -> None:
    """不适用 is an answer where the rules scale it out, and a level without points is asked of nobody."""
    path = tmp_path / "template.yaml"
    path.write_text(LEVELS_OWN, encoding="utf-8")
    made = table(*CLEAN, row("≥90%", "不适用", path=PLEASED))
    assert {each.code for each in assess(made, path).findings} == {"S101"}
    assert "A102" in codes(made)


def test_a_deviation_that_costs_nothing_is_an_over_achievement() -> None:
    made = table(row("=6人", "9人", path=OUTPUT))
    one_sided = assess(made, load_template("cn.mof.project-self-assessment", choices={"equal": "one-sided"}))
    found = {finding.code for finding in one_sided.findings}
    assert "A105" in found
    assert "A104" not in found
    assert "A104" in codes(made)


BUDGETS = {
    "A201": (
        line(adjusted=200, spent=150, rate="76", note="x"),
        line(adjusted=200, spent=150, rate="75", note="x"),
    ),
    "A202": (line(adjusted=100, spent=101), line(adjusted=100, spent=100)),
    "A203": (line(adjusted=100, spent="89.99"), line(adjusted=100, spent=90)),
    "A204": (line(initial=80), line(initial=80, note="年中追加 20 万元，见批复")),
}


@pytest.mark.parametrize("code", BUDGETS)
def test_budget_checks_fire_and_keep_silent(code: str) -> None:
    bad, good = BUDGETS[code]
    assert code in codes(table(*CLEAN, budget=bad))
    assert code not in codes(table(*CLEAN, budget=good))


@pytest.mark.parametrize(
    ("printed", "wrong"), [("99", False), ("99.7", True), ("99.2", False), ("100", True), ("99.18", False)]
)
def test_a_rate_printed_whole_is_allowed_to_be_rounded(printed: str, wrong: bool) -> None:
    """208.23 of 209.95 is 99.1808 %: within 0.5 of 99, within 0.05 of 99.2 and 99.18."""
    made = table(*CLEAN, budget=line(adjusted="209.95", spent="208.23", rate=printed))
    assert ("A201" in codes(made)) is wrong


def test_a_note_under_the_table_can_explain_an_adjustment() -> None:
    assert "A204" not in codes(
        table(*CLEAN, budget=line(initial=80), notes=("预算调整 20 万元，用于人员经费",))
    )


def test_sources_that_do_not_add_up() -> None:
    parts = (line("其中：当年财政拨款", spent=60), line("上年结转资金", initial=0, adjusted=0, spent=30))
    assert "100 万元，各来源合计 90 万元" in message(table(*CLEAN, sources=parts), "A205")


def test_details_stand_for_an_empty_subtotal_and_are_not_counted_twice() -> None:
    empty = line("（一）财政拨款小计", initial=None, adjusted=None, spent=None)
    details = (line("1.一般公共预算", initial=60, adjusted=60, spent=60), line("2.政府性基金", 40, 40, 40))
    filled = (line("（一）财政拨款小计"), *details)
    assert "A205" not in codes(table(*CLEAN, sources=(empty, *details)))
    assert "A205" not in codes(table(*CLEAN, sources=filled))


def test_costs_that_exceed_the_spending() -> None:
    costs = [row("≤60万元", "60万元", path=COST), row("≤490000元", "490000元", path=COST)]
    text = message(table(*costs, budget=line(adjusted=109, initial=109, spent=100)), "A206")
    assert "2 个成本指标的实际完成值合计 109 万元" in text
    assert "恰等于全年预算数" in text


def test_costs_that_cover_only_a_part_of_the_spending_are_in_order() -> None:
    costs = [
        row("≤60万元", "60万元", path=COST),
        row("≤500元/人", "480元/人", path=COST),
        row("≤100%", "99%", path=COST),
    ]
    assert "A206" not in codes(table(*costs))


def scored_rows(first: str = "50", claimed: str | None = None) -> tuple[object, ...]:
    return (
        row("≥10次", "8次", path=OUTPUT, points=first, claimed=claimed or first, note="少两次"),
        row("≥90%", "95%", path=EFFECT, points=30, claimed=30),
        row("≥90%", "95%", path=PLEASED, points=10, claimed=10),
    )


def test_points_that_do_not_add_up() -> None:
    assert "合计 105 分，应为 100 分" in message(table(*scored_rows("55")), "A301")  # type: ignore[arg-type]
    assert "A301" not in codes(table(*scored_rows()))  # type: ignore[arg-type]


def test_level_heading_and_rows_disagree() -> None:
    assert "A302" in codes(table(*scored_rows(), level_points={"产出指标": Fraction(45)}))  # type: ignore[arg-type]


def test_claimed_scores_are_recomputed() -> None:
    # 50 x 8/10 = 40.00 against the claimed 50
    assert "填报 50 分，核算 40.00 分" in message(table(*scored_rows()), "A303")  # type: ignore[arg-type]
    assert "A303" not in codes(table(*scored_rows(claimed="40.1")))  # type: ignore[arg-type]
    assert "A304" in codes(table(*scored_rows(claimed="51")))  # type: ignore[arg-type]


def test_claimed_total_must_be_the_sum() -> None:
    budget = line(points=10, claimed=10)
    # 40 + 30 + 10 + 10 = 90
    assert "A305" in codes(table(*scored_rows(claimed="40"), budget=budget, total="95"))  # type: ignore[arg-type]
    assert "A305" not in codes(table(*scored_rows(claimed="40"), budget=budget, total="90"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claimed", "code"), [("94.5", "A306"), ("94.6", "A307"), ("85.5", "A306"), ("85.4", "A307")]
)
def test_claimed_total_is_near_within_five_percent(claimed: str, code: str) -> None:
    """The computed total is 90.00; five percent of it is 4.5 points."""
    made = table(*scored_rows(), budget=line(points=10), total=claimed)  # type: ignore[arg-type]
    assert code in codes(made)


@pytest.mark.parametrize(
    ("total", "grade", "wrong"), [("90", "优", False), ("89.99", "优", True), ("59", "差", False)]
)
def test_claimed_grade_follows_the_claimed_total(total: str, grade: str, wrong: bool) -> None:
    assert ("A308" in codes(table(*CLEAN, total=total, grade=grade))) is wrong


def test_five_actuals_equal_to_their_targets_look_copied_four_do_not() -> None:
    same = [row(f"≥{n}次", f"={n}次", path=OUTPUT) for n in range(1, 6)]
    assert "A401" in codes(table(*same))
    assert "A401" not in codes(table(*same[:4]))
    assert "A401" not in codes(table(*same, row("≥10次", "11次", path=OUTPUT)))


def test_targets_all_exceeded_by_far_are_too_low() -> None:
    over = [row("≥100次", "121次", path=OUTPUT)] * 3
    assert "A402" in codes(table(*over))
    assert "A402" not in codes(table(*over, row("≥100次", "120次", path=OUTPUT)))


def test_missing_groups_are_named() -> None:
    assert "满意度指标" in message(table(*CLEAN[:3]), "A403")


def test_two_scales_in_one_table() -> None:
    rows = (row("定性：优良中低差", "优", path=EFFECT), row("定性：优良中差", "优", path=EFFECT))
    assert "A404" in codes(table(*rows))
    assert "A404" not in codes(table(rows[0], rows[0]))


def test_full_marks_without_a_word_of_evidence() -> None:
    full = (
        row("≥10次", "11次", path=OUTPUT),
        row("≥90%", "95%", path=EFFECT),
        row("≥90%", "95%", path=PLEASED),
    )
    assert "A405" in codes(table(*full))
    assert "A405" not in codes(table(*full[:2], row("≥90%", "95%", path=PLEASED, note="问卷 200 份，附后")))
    assert "替代佐证" in message(table(*full, notes=("实际完成值为替代佐证",)), "A405")


def test_rules_of_a_later_year_are_pointed_out() -> None:
    assert "T101" in codes(table(*CLEAN, year=2018))
    assert "T102" in codes(table(*CLEAN, year=None))
    assert codes(table(*CLEAN, year=2021)).isdisjoint({"T101", "T102"})


def test_every_finding_can_be_told_in_both_languages() -> None:
    made = [table(*CLEAN, bad) for bad, _ in CASES.values()]
    made += [table(*CLEAN, budget=bad) for bad, _ in BUDGETS.values()]
    told = [finding for each in made for finding in findings(each)]
    assert len({finding.code for finding in told}) > 12
    for finding in told:
        for lang in ("zh", "en"):
            words = finding.wording(lang)
            assert "{" not in words.message + words.mend
            assert words.title
            assert words.why


def test_what_is_wrong_with_a_note_is_told_at_its_cell() -> None:
    cell = Place("made.xlsx", "表", 1, "A23")
    notes = (Text("存在问题 宣传不够", Place("made.xlsx", "表", 1, "A22")), Text("改进措施 无", cell))
    (told,) = [
        each
        for each in findings(replace(table(*CLEAN), notes=notes))
        if each.code in ("A407", "A408", "A409")
    ]
    assert (told.code, told.at) == ("A408", cell)
    unplaced = replace(table(*CLEAN), notes=tuple(Text(note.written) for note in notes))
    assert [each.at for each in findings(unplaced) if each.code == "A408"] == [unplaced.source]
