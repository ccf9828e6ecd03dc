"""For every audit finding one table that fires and a near twin that does not, in which the least is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from factory import line, quantity, row, table

from perfscore.audit import findings
from perfscore.audit.across import check_hand_ins
from perfscore.audit.between.hand_in import Handed, HandedText
from perfscore.model.finding import Finding, Kind
from perfscore.model.place import Place
from perfscore.model.prose import Document, Paragraph
from perfscore.model.table import AssessmentTable, BudgetLine, Form, Indicator, Period
from perfscore.model.values import NO_COLUMN, Actual, Comparator, Quantity, Target, Text
from perfscore.pipeline import assess, check_across, rules_for
from perfscore.read.prose.narratives import read_narrative

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


def lasting(start: date, end: date) -> Period:
    return Period(start, end, "项目起止时间", Place("made.xlsx", "表", None, "F3"))


YEAR = lasting(date(2023, 1, 1), date(2023, 12, 31))
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
        replace(table(*GOOD, due(2024, "2024年6月底前")), period=YEAR),
        replace(table(*GOOD, due(2023, "2023年6月底前")), period=YEAR),
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
        replace(table(*GOOD), period=lasting(date(2023, 8, 1), date(2023, 3, 31))),
        replace(table(*GOOD), period=lasting(date(2023, 8, 1), date(2023, 9, 30))),
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
    "A311": (
        claimed("40", total="90", notes=("评价结论 项目自评得分95分，评价等级为优。",)),
        claimed("40", total="90", notes=("评价结论 项目自评得分90分，上年自评得分95分。",)),
    ),
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


def planned(target: str, name: str = "专项督查次数") -> Indicator:
    return row(target, "12次", path=("产出指标", "数量指标", name))


def rectified(name: str, target: str) -> Indicator:
    return row(target, "100%", path=("效益指标", "社会效益指标", name))


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
    "A610": (
        (project("督查经费", planned("≥12次")), project("督查经费", planned("≥10次"))),
        (project("督查经费", planned("≥12次")), project("督查经费", planned("≥12次"))),
    ),
    "A611": (
        (department(planned("≥12次")), project("督查经费", planned("≥10次"))),
        (department(planned("≥12次")), project("督查经费", planned("≥12次"))),
    ),
    "A618": (
        (department(rectified("督查事项整改落实率", "=100%")), project("差口资金", rectified("整改落实率", "95%"))),
        (department(rectified("督查事项整改落实率", "=100%")), project("差口资金", rectified("整改落实率", "100%"))),
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
    declared = {
        module.name: {kind.code for kind in vars(import_module(path)).values() if isinstance(kind, Kind)}
        for module in iter_modules(findings.__path__)
        if (path := f"{findings.__name__}.{module.name}")
    }
    told = declared.pop("reports")
    assert set().union(*declared.values()) == {*TWINS, *BETWEEN}
    assert told == set(REPORTS) - {"A607"}


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


@pytest.mark.parametrize(
    ("one", "other", "fires"),
    [
        (planned("≥12次"), planned("=12次"), True),  # at least and exactly are two promises
        (planned("≥12次"), planned("12次"), False),  # a sign that was not printed says nothing
        (row("≥1公里", "2公里"), row("≥1000米", "2公里"), False),
        (due(2023, "2023年6月底前"), replace(due(2023, "2023年9月底前"), target=due(2022, "").target), True),
    ],
)
def test_targets_are_compared_by_what_they_promise(one: Indicator, other: Indicator, fires: bool) -> None:
    found = codes(across((project("督查经费", one), project("督查经费", other))))
    assert ("A610" in found) is fires


@pytest.mark.parametrize(
    "name",
    [
        ("产出指标", "时效指标", "项目完成及时率"),
        ("产出指标", "质量指标", "验收合格率"),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度"),
    ],
)
def test_general_names_of_different_projects_are_no_contradiction(name: tuple[str, str, str]) -> None:
    """Every project has its own 项目完成及时率, and a department's is of all of them."""
    one, other, whole = (row(f"≥{n}%", f"{n + 2}%", path=name) for n in (90, 85, 95))
    found = codes(across((department(whole), project("督查经费", one), project("培训经费", other))))
    assert found.isdisjoint({"A601", "A610", "A611"})


def test_a_count_that_several_projects_have_is_each_project_s_own() -> None:
    """The department's 12 may be 7 and 5; with one project only it contradicts that one."""
    whole = replace(planned("≥12次", "培训次数"), actual=planned("≥12次").actual)
    one, other = planned("≥7次", "培训次数"), planned("≥5次", "培训次数")
    together = (department(whole), project("督查经费", one), project("培训经费", other))
    assert codes(across(together)).isdisjoint({"A601", "A611"})
    assert "A611" in codes(across(together[:2]))


@pytest.mark.parametrize(
    ("whole", "name"),
    [("项目完成及时率", "完成及时率"), ("干部培训次数", "培训次数"), ("工程验收合格率", "验收合格率")],
)
def test_nearly_the_same_general_names_are_no_hint(whole: str, name: str) -> None:
    together = (department(rectified(whole, "≥95%")), project("差口资金", rectified(name, "≥90%")))
    assert "A618" not in codes(across(together))


def test_a_similar_name_that_several_projects_have_is_each_project_s_own() -> None:
    one, other = (project(name, rectified("整改落实率", "95%")) for name in ("差口资金", "巡视经费"))
    whole = department(rectified("督查事项整改落实率", "=100%"))
    assert "A618" in codes(across((whole, one)))
    assert "A618" not in codes(across((whole, one, other)))


def test_projects_of_one_name_in_two_units_of_a_department_are_two_projects() -> None:
    one = project("公用经费", planned("≥12次"), goal=GOAL, budget=money(20, 20))
    other = project("公用经费", planned("≥10次"), goal=GOAL, budget=money(10, 10))
    other = replace(other, unit="某局下属站")
    assert across((department(), one, other)) == []


def test_projects_of_units_below_count_for_the_whole_department_and_not_for_one_unit() -> None:
    """60 + 60 is over 100."""
    parts = [
        replace(project(name, budget=money(10, 60)), unit=f"某局{name}站")
        for name in ("督查经费", "培训经费")
    ]
    assert "A604" in codes(across((department(spent="100"), *parts)))
    own = replace(department(spent="100"), title="单位整体支出绩效自评表")
    assert "A604" not in codes(across((own, *parts)))


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


# --- Reports against tables ----------------------------------------------------------------------------------

WHOLE = "某局2023年部门整体支出绩效自评报告"
OF_PROJECT = "某局2023年督查经费项目支出绩效自评报告"
ACCOUNTS = "某局2023年度部门决算说明"
SCORED = replace(department(spent="95"), claimed_total=Quantity(Fraction(96)), claimed_grade=Text("优"))
INSPECTION = replace(project("督查经费", budget=money(50, 48)), claimed_total=Quantity(Fraction(98)))
COSTLY = replace(department(*COSTS), claimed_total=Quantity(Fraction(96)))
Report = tuple[str, ...]
REPORTS: dict[str, tuple[Sides, Report, Report]] = {
    "A607": (
        (SCORED, INSPECTION),
        (ACCOUNTS, "其中，巡视经费项目绩效自评得分为100分。"),
        (ACCOUNTS, "其中，督查经费项目绩效自评得分为98分。"),
    ),
    "A612": ((SCORED,), (WHOLE, "经自评，得分为97分。"), (WHOLE, "经自评，得分为96分。")),
    "A613": ((SCORED,), (WHOLE, "自评结果等级为“良”。"), (WHOLE, "自评结果等级为“优”。")),
    "A614": (
        (SCORED,),
        (WHOLE, "我局2023年全年预算100万元，全年执行94万元。"),
        (WHOLE, "我局2023年全年预算100万元，全年执行95万元。"),
    ),
    "A615": (
        (SCORED,),
        (ACCOUNTS, "2023年本年支出合计96.5万元，其中：基本支出60万元。"),
        (ACCOUNTS, "2023年本年支出合计95.00万元，其中：基本支出60万元。"),
    ),
    "A616": (
        (SCORED, INSPECTION),
        (WHOLE, "2023年度本年支出合计95万元，其中：基本支出47.5万元，项目支出47.5万元。"),
        (WHOLE, "2023年度本年支出合计95万元，其中：基本支出47万元，项目支出48.0万元。"),
    ),
    "A617": (
        (SCORED, INSPECTION),
        (WHOLE, "对2个项目开展了绩效自评。"),
        (WHOLE, "对1个项目开展了绩效自评。"),
    ),
}


def handed_in(tables: Sides, *lines: str, folder: str = "局") -> list[Finding]:
    """What a text in a file of its own says against the tables."""
    paragraphs = tuple(Paragraph(n, text, Place("报告.txt", paragraph=n)) for n, text in enumerate(lines, 1))
    text = HandedText(read_narrative(Document("报告.txt", paragraphs)), Path(folder, "报告.txt"))
    handed = [Handed(each, Path("局", each.source.file)) for each in tables]
    limits = rules_for(tables[0]).limits
    return [finding for side, finding in check_hand_ins(handed, [text], lambda _: limits) if side is text]


@pytest.mark.parametrize("code", REPORTS)
def test_a_report_fires_and_its_twin_does_not(code: str) -> None:
    tables, bad, good = REPORTS[code]
    found = [each for each in handed_in(tables, *bad) if each.code == code]
    assert len(found) == 1
    assert found[0].at.paragraph == 2
    assert "{" not in found[0].message + found[0].wording("en").message
    assert codes(handed_in(tables, *good)) == set()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # of one project: 50 planned, 48 spent, which is 96 %
        ((OF_PROJECT, "该项目全年预算数50万元，实际支出48万元，执行率96%。"), set()),
        ((OF_PROJECT, "该项目全年预算数50万元，实际支出48万元，执行率98%。"), {"A614"}),
        ((OF_PROJECT, "项目总体自评得分95分。"), {"A612"}),
        ((WHOLE, "督查经费项目全年预算数60万元。"), {"A614"}),
        # rounded: 9.5 of ten thousand is 95000
        ((WHOLE, "我局全年执行数为950000元。"), set()),
        ((WHOLE, "我局全年执行数为0.01亿元。"), set()),
        # parts, other years, other units, scales and parts of the score say nothing of the whole
        ((WHOLE, "一般公共服务支出全年预算为30万元，全年执行30万元。"), set()),
        ((WHOLE, "其中政府性基金全年预算5万元。"), set()),
        ((WHOLE, "2022年全年预算80万元，全年执行70万元。"), set()),
        ((WHOLE, "上年全年预算80万元。"), set()),
        ((WHOLE, "某区财政局全年预算80万元。"), set()),
        ((WHOLE, "产出指标自评得分45分。"), set()),
        ((WHOLE, "自评得分90分以上为优。"), set()),
        (("某局2022年部门整体支出绩效自评报告", "经自评，得分为91分。"), set()),
        (("外地局2023年部门整体支出绩效自评报告", "经自评，得分为91分。"), set()),
    ],
)
def test_what_a_report_says_of_the_whole_and_of_parts(lines: Report, expected: set[str]) -> None:
    assert codes(handed_in((SCORED, INSPECTION), *lines)) == expected


def test_a_project_without_table_is_held_against_the_cost_row_of_its_name() -> None:
    """督查工作经费 cost 50 by the department's table."""
    found = handed_in((COSTLY,), WHOLE, "督查经费项目全年执行48万元。")
    assert codes(found) == {"A614"}
    assert "成本指标“督查工作经费”为 50 万元" in found[0].message
    assert handed_in((COSTLY,), WHOLE, "督查经费项目全年执行50万元。") == []


def test_no_table_of_any_project_is_asked_for_when_none_was_handed_in() -> None:
    assert handed_in((SCORED,), ACCOUNTS, "巡视经费项目绩效自评得分为100分。") == []


def test_a_score_told_twice_is_missed_once() -> None:
    lines = ("巡视经费项目绩效自评得分为100分。", "巡视经费专项预算项目自评得分100分。")
    assert len(handed_in((SCORED, INSPECTION), ACCOUNTS, *lines)) == 1


# --- Roots and readings ---------------------------------------------------------------------------------------


def grouped(points: str) -> AssessmentTable:
    """Two rows of 50 points in sum, whose second levels print 30 and 20."""
    late = ("产出指标", "时效指标", "完工时间")
    rows = (
        row("≥10次", "11次", path=OUTPUT, points=points),
        row("=100%", "100%", path=late, points=str(50 - int(points))),
        row("≥90%", "95%", path=EFFECT, points=30),
        row("≥90%", "95%", path=PLEASED, points=10),
    )
    printed = {OUTPUT[:2]: Fraction(30), late[:2]: Fraction(20)}
    made = table(*rows, budget=line(points=10), level_points={"产出指标": Fraction(50)})
    return replace(made, group_points=printed)


def test_points_of_the_second_level_are_what_their_rows_make() -> None:
    """25 and 25 make the 50 of the first level, but not the 30 and 20 of the second."""
    told = [each for each in assess(grouped("25")).findings if each.code == "A302"]
    assert [dict(each.facts) for each in told] == [
        {"level": "产出指标 数量指标", "got": "25", "want": "30"},
        {"level": "产出指标 时效指标", "got": "25", "want": "20"},
    ]
    assert "A302" not in codes(assess(grouped("30")).findings)


def test_points_that_stop_at_the_second_level_make_the_first() -> None:
    bare = [replace(each, points=NO_COLUMN) for each in grouped("30").rows]
    made = replace(grouped("30"), rows=tuple(bare))
    assert "A302" not in codes(assess(made).findings)
    short = replace(made, group_points={**made.group_points, OUTPUT[:2]: Fraction(25)})
    assert dict(found_in(short, "A302").facts) == {"level": "产出指标", "got": "45", "want": "50"}


@pytest.mark.parametrize(("first", "total", "fires"), [(60, "100", False), (50, "90", True)])
def test_rows_that_claim_more_than_the_rules_leave_them_have_all_the_points(
    first: int, total: str, fires: bool
) -> None:
    """60 + 30 + 10 = 100: nothing is left for the execution rate. Of 90 claimed by the rows it may have 10."""
    rows = [
        row("≥10次", "11次", path=OUTPUT, claimed=first),
        row("≥90%", "92%", path=EFFECT, claimed=30),
        row("≥90%", "95%", path=PLEASED, claimed=10),
    ]
    made = assess(table(*rows, total=total, no_budget=True))
    assert (made.execution.points == 0) is not fires
    assert ("A207" in codes(made.findings)) is fires
    assert "A307" not in codes(made.findings)


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
