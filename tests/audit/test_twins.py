"""For every audit finding one table that fires and a near twin that does not, in which the least is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from factory import line, quantity, row, table

from perfscore.audit import across_findings
from perfscore.audit import findings as audit_findings
from perfscore.model.finding import Finding, Kind
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, BudgetLine, Form, Indicator
from perfscore.model.values import Actual, Comparator, Target
from perfscore.pipeline import assess, check_across

OUTPUT = ("产出指标", "数量指标", "检查次数")
COST = ("产出指标", "成本指标", "印刷经费")
EFFECT = ("效益指标", "社会效益指标", "知晓率")
PLEASED = ("满意度指标", "服务对象满意度指标", "满意度")
GOOD = (row("≥10次", "11次", path=OUTPUT), row("≥90%", "92%", path=EFFECT), row("≥90%", "95%", path=PLEASED))
Twins = tuple[AssessmentTable, AssessmentTable]


def swapped(bad: Indicator, good: Indicator) -> Twins:
    return table(*GOOD, bad), table(*GOOD, good)


def claimed(first: str, points: str = "50", **more: object) -> AssessmentTable:
    """Eight of ten: 40.00 of 50."""
    rows = (
        row("≥10次", "8次", path=OUTPUT, points=points, claimed=first, note="少两次"),
        row("≥90%", "95%", path=EFFECT, points=30, claimed=30),
        row("≥90%", "95%", path=PLEASED, points=10, claimed=10),
    )
    return table(*rows, budget=line(points=10, claimed=10), **more)  # type: ignore[arg-type]


def due(year: int, target: str) -> Indicator:
    made = row("完成", "完成", path=("产出指标", "时效指标", "完工时间"))
    promised = Target(Comparator.BY, deadline=date(year, 6, 30), written=target)
    return replace(made, target=promised, actual=Actual(date=date(2023, 5, 1), written="2023年5月1日"))


def done(year: int) -> Indicator:
    return replace(due(2023, "2023年6月"), actual=Actual(date=date(year, 1, 31), written=f"{year}年1月"))


MISSED = row("≥90%", "80%", path=PLEASED)
PERIOD = "项目起止时间：2023年1月至2023年{}月"
TWINS: dict[str, Twins] = {
    "A101": swapped(row("=", "100", path=PLEASED), row("=100%", "100%", path=PLEASED)),
    "A102": swapped(row("≥90%", "—", path=PLEASED), row("≥90%", "95%", path=PLEASED)),
    "A103": swapped(row("", "", path=PLEASED), row("≥90%", "95%", path=PLEASED)),
    "A104": swapped(MISSED, replace(MISSED, deviation_note="样本偏少")),
    "A105": swapped(row("≥10次", "13次"), row("≥10次", "12.9次")),
    "A106": swapped(row("≥90", "95", path=PLEASED), row("≥90%", "95%", path=PLEASED)),
    "A107": swapped(
        row("≥20次", "20次", path=("产出指标", "数量指标", "培训人次")),
        row("≥20人次", "20人次", path=("产出指标", "数量指标", "培训人次")),
    ),
    "A108": swapped(row("≥50万元", "50万元", path=COST), row("≤50万元", "50万元", path=COST)),
    "A109": swapped(row("≥120%", "125%", path=PLEASED), row("≥100%", "100%", path=PLEASED)),
    "A110": swapped(
        row("≥5次", "6次", path=("产出指标", "数量指标", "XX次数")),
        row("≥5次", "6次", path=("产出指标", "数量指标", "会议次数")),
    ),
    "A111": swapped(
        replace(MISSED, deviation_note="由于客观原因"),
        replace(MISSED, deviation_note="由于客观原因，两场活动因汛情取消"),
    ),
    "A112": swapped(
        replace(MISSED, deviation_note="已全部完成"),
        replace(MISSED, deviation_note="已全部完成调查，但样本偏少"),
    ),
    "A113": (
        table(*GOOD, due(2024, "2024年6月底前"), notes=(PERIOD.format(12),)),
        table(*GOOD, due(2023, "2023年6月底前"), notes=(PERIOD.format(12),)),
    ),
    "A114": swapped(done(2024), done(2023)),
    "A115": swapped(
        row("≥10%", "11%", path=("产出指标", "数量指标", "结转结余率")),
        row("≤10%", "9%", path=("产出指标", "数量指标", "结转结余率")),
    ),
    "A116": swapped(row("≥10次", "11次", path=OUTPUT), row("≥10次", "12次", path=OUTPUT)),
    "A201": (
        table(*GOOD, budget=line(adjusted=200, spent=150, rate="76", note="有结余")),
        table(*GOOD, budget=line(adjusted=200, spent=150, rate="75", note="有结余")),
    ),
    "A202": (table(*GOOD, budget=line(spent=101)), table(*GOOD, budget=line(spent=100))),
    "A203": (table(*GOOD, budget=line(spent="89.99")), table(*GOOD, budget=line(spent=90))),
    "A204": (
        table(*GOOD, budget=line(initial=80)),
        table(*GOOD, budget=line(initial=80, note="年中追加 20 万元")),
    ),
    "A205": (
        table(*GOOD, sources=(line("财政拨款", spent="99.8"),)),
        table(*GOOD, sources=(line("财政拨款", spent="99.9"),)),
    ),
    "A206": swapped(row("≤110万元", "101万元", path=COST), row("≤110万元", "100万元", path=COST)),
    "A207": (table(*GOOD, budget=line(spent=None)), table(*GOOD)),
    # 100 % done: (1 - 0.94) / 1 is 6 %, (1 - 0.95) / 1 is 5 %, and 5 % is still allowed.
    "A208": (table(*GOOD, budget=line(spent=94)), table(*GOOD, budget=line(spent=95))),
    "A209": (
        table(*GOOD, notes=("项目起止时间：2023年8月至2023年3月",)),
        table(*GOOD, notes=(PERIOD.format(9),)),
    ),
    "A210": (table(*GOOD, budget=line(spent=-90)), table(*GOOD, budget=line(spent=90))),
    "A301": (claimed("40", points="45"), claimed("40")),
    "A302": (
        claimed("40", level_points={"产出指标": Fraction(45)}),
        claimed("40", level_points={"产出指标": Fraction(50)}),
    ),
    "A303": (claimed("40.2"), claimed("40.1")),
    "A304": (claimed("50.5"), claimed("50")),
    "A305": (claimed("40", total="91"), claimed("40", total="90")),
    "A306": (claimed("40", total="91"), claimed("40", total="90")),
    "A307": (claimed("40", total="94.6"), claimed("40", total="94.5")),  # five per cent of 90 is 4.5
    "A308": (table(*GOOD, total="89.99", grade="优"), table(*GOOD, total="90", grade="优")),
    "A309": (
        table(*GOOD[:2], row("≥90%", "95%", path=PLEASED, claimed=10)),
        table(*GOOD[:2], row("≥90%", "95%", path=PLEASED)),
    ),
    "A310": (claimed("40", total="100.5"), claimed("40", total="100")),
    "A401": (
        table(*(row(f"≥{n}次", f"{n}次") for n in range(1, 6))),
        table(*(row(f"≥{n}次", f"{n}次") for n in range(1, 5)), row("≥5次", "6次")),
    ),
    "A402": (
        table(*[row("≥100次", "121次")] * 3),
        table(*[row("≥100次", "121次")] * 2, row("≥100次", "120次")),
    ),
    "A403": (table(*GOOD[:2]), table(*GOOD)),
    "A404": (
        table(row("定性：优良中低差", "优", path=EFFECT), row("定性：优良中差", "优", path=EFFECT)),
        table(row("定性：优良中低差", "优", path=EFFECT), row("定性：优良中低差", "优", path=EFFECT)),
    ),
    "A405": (table(*GOOD), table(*GOOD, notes=("佐证材料：会议纪要11份",))),
    "A406": (
        table(*GOOD, notes=("我镇按期完成全部任务",)),
        table(*GOOD, notes=("我局会同各镇按期完成全部任务",)),
    ),
    "A407": (
        table(*GOOD, MISSED, notes=("存在问题 无",)),
        table(*GOOD, MISSED, notes=("存在问题 回访不够",)),
    ),
    "A408": (
        table(*GOOD, notes=("存在问题 回访不够", "改进措施 无")),
        table(*GOOD, notes=("存在问题 回访不够", "改进措施 增加回访，3月底前完成")),
    ),
    # The villages are told only beside the 镇长: alone they are what a bureau may speak of.
    "A410": (
        table(*GOOD, notes=("报销由镇长审批支付", "将村（社区）工作纳入考核")),
        table(*GOOD, notes=("报销由局长审批支付", "将村（社区）工作纳入考核")),
    ),
    "A409": (
        table(*GOOD, notes=("存在问题 回访不够", "改进措施 增加回访")),
        table(*GOOD, notes=("存在问题 回访不够", "改进措施 增加回访，由办公室负责")),
    ),
}


def codes(found: Sequence[Finding]) -> set[str]:
    return {each.code for each in found}


@pytest.mark.parametrize("code", TWINS)
def test_one_fires_and_its_twin_does_not(code: str) -> None:
    bad, good = TWINS[code]
    assert code in codes(assess(bad).findings)
    assert code not in codes(assess(good).findings)


# --- Between tables -------------------------------------------------------------------------------------------

GOAL = "对重点工作开展定期督查，促进各单位完成全年目标任务"


def placed(made: Indicator) -> Indicator:
    """With cells of its own, as every row that was read has."""
    at = [Place("made.xlsx", "表", None, f"{column}20") for column in "EFGHI"]
    target, actual = replace(made.target, at=at[1]), replace(made.actual, at=at[2])
    return replace(made, at=at[0], target=target, actual=actual)


def money(initial: int, spent: int) -> BudgetLine:
    return line(initial=initial, adjusted=initial, spent=spent)


def project(name: str, *rows: Indicator, goal: str = "", **more: object) -> AssessmentTable:
    made = table(*map(placed, rows or GOOD), **more)  # type: ignore[arg-type]
    return replace(made, project=name, goal=goal, source=Place(f"{name}.xlsx", "表", 1))


def department(*rows: Indicator, spent: str = "100", notes: tuple[str, ...] = ()) -> AssessmentTable:
    made = table(*map(placed, rows or GOOD), form=Form.DEPARTMENT, budget=line(spent=spent), notes=notes)
    return replace(made, project=None, source=Place("部门.xlsx", "表", 1))


def meetings(name: str, held: str, unit: str = "次") -> Indicator:
    return row(f"≥4{unit}", f"{held}{unit}", path=("产出指标", "数量指标", name))


COSTS = (
    row("≤50万元", "50万元", path=("产出指标", "成本指标", "督查工作经费")),
    row("≤50万元", "40万元", path=("产出指标", "成本指标", "培训经费")),
)
OLD, NEW = "定性：优良中差", "定性：优良中低差"
Sides = tuple[AssessmentTable, ...]
BETWEEN: dict[str, tuple[Sides, Sides]] = {
    "A601": (
        (department(meetings("会议次数", "5")), project("督查经费", meetings("会议次数", "4"))),
        (department(meetings("会议次数", "5")), project("督查经费", meetings("会议次数", "5"))),
    ),
    "A602": (
        (
            department(meetings("目标管理会议次数", "5")),
            project("目标管理经费", meetings("会议培训次数", "4")),
        ),
        (
            department(meetings("目标管理会议次数", "5")),
            project("目标管理经费", meetings("工作培训次数", "4")),
        ),
    ),
    "A603": (
        (project("督查经费", goal=GOAL), project("培训经费", goal=GOAL)),
        (project("督查经费", goal=GOAL), project("培训经费", goal=GOAL + "，培训干部")),
    ),
    "A604": (
        (department(spent="100"), project("督查经费", budget=money(10, 100)), project("培训经费", budget=money(10, 1))),
        (department(spent="100"), project("督查经费", budget=money(10, 99)), project("培训经费", budget=money(10, 1))),
    ),
    "A605": (
        (department(*COSTS), project("2023年督查专项经费", budget=money(50, 48))),
        (department(*COSTS), project("2023年督查专项经费", budget=money(50, 50))),
    ),
    "A606": (
        (department(*COSTS), project("督查经费"), project("巡视经费")),
        (department(*COSTS), project("督查经费"), project("培训经费")),
    ),
    "A607": (
        (department(notes=("巡视经费自评得分为98分。",)), project("督查经费")),
        (department(notes=("督查经费自评得分为98分。",)), project("督查经费")),
    ),
    "A608": (
        (project("督查经费", row(OLD, "优")), project("培训经费", row(NEW, "优"))),
        (project("督查经费", row(OLD, "优")), project("培训经费", row(OLD, "良"))),
    ),
    "A609": (
        (project("督查经费"), project("督查经费", budget=line(spent=99))),
        (project("督查经费"), project("督查经费")),
    ),
}  # fmt: skip


def across(tables: Sides) -> list[Finding]:
    return check_across([assess(each) for each in tables])


@pytest.mark.parametrize("code", BETWEEN)
def test_one_hand_in_fires_and_its_twin_does_not(code: str) -> None:
    bad, good = BETWEEN[code]
    assert code in codes(across(bad))
    assert code not in codes(across(good))


def test_every_kind_of_the_audit_has_its_twins() -> None:
    declared = [*vars(audit_findings).values(), *vars(across_findings).values()]
    assert {each.code for each in declared if isinstance(each, Kind)} == {*TWINS, *BETWEEN}


def test_each_finding_between_tables_names_the_other_side_and_can_be_told() -> None:
    for code, (bad, _) in BETWEEN.items():
        (found, *_) = [each for each in across(bad) if each.code == code]
        assert "{" not in found.message + found.wording("en").message
        assert found.at != Place()
        assert code == "A607" or dict(found.facts)["other"]


@pytest.mark.parametrize(
    ("here", "there", "fires"),
    [
        (meetings("会议次数", "5"), meetings("会议次数", "5", "场"), False),  # 次 and 场 are not reconciled
        (row("≥1公里", "2公里"), row("≥1000米", "2000米"), False),
        (row("≥1公里", "2公里"), row("≥1000米", "1900米"), True),
        (row("≥90%", "95%", path=PLEASED), row("≥90%", "92%", path=PLEASED), False),  # asked of other people
    ],
)
def test_units_are_reconciled_and_other_wholes_left_alone(
    here: Indicator, there: Indicator, fires: bool
) -> None:
    assert ("A601" in codes(across((department(here), project("督查经费", there))))) is fires


def test_other_units_and_other_years_are_not_held_against_each_other() -> None:
    one = project("督查经费", goal=GOAL)
    for other in (
        replace(project("培训经费", goal=GOAL), year=2022),
        replace(project("培训经费", goal=GOAL), unit="另一局", department="另一局"),
    ):
        assert across((one, other)) == []
    assert across(()) == []


def test_the_same_table_as_workbook_and_as_document_is_one_project() -> None:
    one = project("督查经费", goal=GOAL, budget=line(spent=60))
    assert across((department(spent="100"), one, one)) == []


# --- Roots and readings ---------------------------------------------------------------------------------------


def found_in(made: AssessmentTable, code: str) -> Finding:
    return next(each for each in assess(made).findings if each.code == code)


def test_a_claim_for_a_row_without_value_follows_from_the_missing_value() -> None:
    bare = replace(placed(row("≥90%", "—", path=PLEASED, points=10)), claimed=quantity(10, "I20"))
    made = table(row("≥10次", "11次", path=OUTPUT, points=80, claimed=80), bare)
    assert found_in(made, "A303").root == "A102"
    assert found_in(made, "A102").root == ""


def test_a_total_that_differs_because_a_row_does_follows_from_it() -> None:
    # claimed 50 + 30 + 10 + 10 = 100 against 90: ten points, all of them the first row's
    made = claimed("50", total="100")
    assert found_in(made, "A307").root == "A303"
    assert found_in(claimed("40", total="95"), "A307").root == "A305"


@pytest.mark.parametrize("field", ["initial", "adjusted", "spent"])
def test_a_negative_amount_is_told_once_and_silences_the_rest_of_the_money(field: str) -> None:
    amounts: dict[str, str | int | None] = {"initial": 120, "adjusted": 100, "spent": 80, field: -5}
    costs = row("≤50万元", "40万元", path=COST)
    sources = (line("财政拨款", initial=120, adjusted=100, spent=80),)
    made = table(*GOOD, costs, budget=line(rate=75, **amounts), sources=sources)
    about_money = [each.code for each in assess(made).findings if each.code.startswith("A2")]
    assert about_money == [
        "A210"
    ]  # not the rate (A201), the sources (A205), the costs (A206), nor a reason asked for
    assert found_in(made, "A210").message.endswith("填为 -5 万元。")


def test_what_follows_from_a_negative_amount_names_it() -> None:
    """Nothing of ten points for the rate: the claimed ten, and a total of 100 instead of 90, follow from it."""
    rows = (
        row("≥10次", "11次", path=OUTPUT, points=50, claimed=50),
        row("≥90%", "92%", path=EFFECT, points=30, claimed=30),
        row("≥90%", "95%", path=PLEASED, points=10, claimed=10),
    )
    money = replace(line(spent=-100, points=10), claimed=quantity(10, "H4"))
    made = table(*rows, budget=money, total="100")
    assert found_in(made, "A303").root == "A210"
    assert found_in(made, "A307").root == "A303"
    unclaimed = table(*rows, budget=line(spent=-100, points=10), total="100")
    assert found_in(unclaimed, "A307").root == "A210"


@pytest.mark.parametrize(
    ("unit", "text", "fires"),
    [
        ("某区绩效中心", "由镇长审批支付", True),
        ("某区绩效中心", "出纳管理镇长印章", True),
        ("某区绩效中心", "走访各镇长、乡长", False),
        ("某区绩效中心", "赵某任镇长", False),
        ("某区绩效中心", "落实财政所出纳为信息员", True),
        ("某区绩效中心", "资金拨付到乡镇财政所出纳", False),
        ("某县财政局", "落实财政所出纳为信息员", False),
        ("某镇人民政府", "由镇长审批支付", False),
        ("某街道办事处", "落实财政所出纳为信息员", False),
    ],
)
def test_officers_of_a_township_in_anothers_table(unit: str, text: str, fires: bool) -> None:
    made = replace(table(*GOOD, notes=(text,)), unit=unit, department=None)
    assert ("A406" in codes(assess(made).findings)) is fires


@pytest.mark.parametrize(
    ("score", "told"),
    [
        ("10", "若按“达到或超过目标得满分，否则按完成比例得分；目标为零时，完成值也须为零”的读法，为 10 分"),
        ("5", "若按“按偏差率扣分，偏差达到目标的一倍时为零”的读法（来源未核实），为 5 分"),
        ("7", "四舍五入到整数即为填报数"),
        ("6", "舍去小数即为填报数"),
        ("8", "核算 6.67 分（允许相差 0.1 分）"),
    ],
)
def test_a_claim_says_which_reading_would_explain_it(score: str, told: str) -> None:
    """=6, actual 9, 10 points: 10 x 6/9 = 6.67; one-sided 10; by deviation 10 x (1 - 3/6) = 5."""
    made = table(row("=6人", "9人", path=OUTPUT, points=10, claimed=score), *GOOD[1:])
    assert told in found_in(made, "A303").message


def test_a_total_says_which_reading_would_explain_it() -> None:
    """10 x 6/9 = 6.67 for 80 points is 53.33; one-sided 80, and so 100 in sum instead of 73.33."""
    rows = (
        row("=6人", "9人", path=OUTPUT, points=80, note="x y"),
        row("≥90%", "92%", path=EFFECT, points=10),
    )
    message = found_in(table(*rows, total="100"), "A307").message
    assert "核算总分 73.33 分" in message
    assert "总分为 100 分，与填报一致" in message
    assert "读法" not in found_in(table(*rows, total="99"), "A307").message


def test_a_limit_that_no_sign_was_printed_for_is_asked_about_and_not_accused() -> None:
    name = ("产出指标", "数量指标", "结转结余率")
    made = table(
        row("2%", "0%", path=name, points=80, claimed=80), row("≥90%", "92%", path=EFFECT, points=10)
    )
    assert codes(assess(made).findings) >= {"A115"}
    assert codes(assess(made).findings).isdisjoint({"A104", "A303"})
    over = table(
        row("2%", "1%", path=name, points=80, claimed=70), row("≥90%", "92%", path=EFFECT, points=10)
    )
    assert "A303" in codes(assess(over).findings)


OWN_LIMIT = """\
id: my.rules
name: 我的规则
form: project
version: "1"
extends: cn.mof.project-self-assessment
source: {rule: X-1, evidence: derived}
limits:
  progress-gap:
    meaning: m
    versions: [{in_force: 2020-01-01, value: 0.1, source: {rule: X-1, evidence: derived}}]
"""


def test_a_template_may_set_a_limit_that_has_a_default(tmp_path: Path) -> None:
    """6 % apart: over the default 5 %, under a template's own 10 %."""
    path = tmp_path / "template.yaml"
    path.write_text(OWN_LIMIT, encoding="utf-8")
    made = table(*GOOD, budget=line(spent=94))
    assert "允许 5%" in found_in(made, "A208").message
    assert "A208" not in codes(assess(made, path).findings)
