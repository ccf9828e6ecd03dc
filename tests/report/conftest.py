"""Assessments made by hand: no file is read, no score is computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from perfscore.model.assessment import (
    Assessment,
    Citation,
    GradeBand,
    Outcome,
    PointsSource,
    RowScore,
    Score,
    Step,
    TemplateRef,
)
from perfscore.model.finding import Kind, Severity, Wording
from perfscore.model.place import NOWHERE, Place
from perfscore.model.table import AssessmentTable, Budget, BudgetLine, Form, Indicator
from perfscore.model.values import Absence, Absent, Actual, Comparator, Quantity, Target, Text

FILE = "自评表.docx"
FORMULA = Citation("MOF-06", "seen-code", "财预〔2020〕10号", "", "未完成的按完成比例计分")
EXECUTION = Citation("MOF-04", "seen-code")
SYMMETRIC = Citation("LOC-03b", "derived", "", "", "等于型指标按双向比例计分")
WEIGHTS = Citation("MOF-02", "seen", "财预〔2020〕10号", "", "一级指标权重")
SPLIT = Citation("M101-02", "memory", "财预〔2021〕101号", "第九条", "此处条款未经核实")

GRADES = (
    GradeBand("优", Fraction(90)),
    GradeBand("良", Fraction(80)),
    GradeBand("中", Fraction(60)),
    GradeBand("差", Fraction(0)),
)


def template(on: date = date(2023, 12, 31), citations: Iterable[Citation] = ()) -> TemplateRef:
    return TemplateRef(
        id="cn.mof.department",
        name="部门整体支出绩效自评通用规则",
        version="1.0",
        digest="ab" * 32,
        on=on,
        grades=GRADES,
        total_points=Fraction(100),
        places=2,
        citations=tuple(citations) or (WEIGHTS, EXECUTION, FORMULA, SYMMETRIC, SPLIT),
    )


def number(text: str, unit: str = "", at: Place = NOWHERE) -> Quantity:
    return Quantity(Fraction(text), unit, text + unit, at)


def cell(name: str, table: int = 1) -> Place:
    return Place(FILE, None, table, name)


UNREACHED = Kind(
    code="A106",
    name="deviation-unexplained",
    severity=Severity.ERROR,
    zh=Wording(
        "存在偏差但未填写原因",
        "指标“{indicator}”指标值为“{target}”、实际完成值为“{actual}”，未填写偏差原因。",
        "未完成或者偏离指标值的，应当说明原因。",
        "在偏差原因栏写明原因和改进措施。",
    ),
    en=Wording(
        "deviation without a reason",
        "{indicator}: target {target}, actual {actual}, no reason given.",
        "A deviation needs a reason.",
        "Write the reason and the measure.",
    ),
    rule="AUD-06",
    evidence="seen-code",
)
RATE = Kind(
    code="A101",
    name="rate-rounded",
    severity=Severity.INFO,
    zh=Wording("执行率取整", "填报执行率{claimed}，核算为{ours}。", "取整会掩盖差额。", "保留两位小数。"),
    en=Wording(
        "rate rounded", "Claimed {claimed}, computed {ours}.", "Rounding hides the gap.", "Keep two places."
    ),
)
COPIED = Kind(
    code="A109",
    name="actuals-equal-targets",
    severity=Severity.WARNING,
    zh=Wording(
        "实际完成值与指标值雷同",
        "有{count}项指标实际完成值与指标值完全相同。",
        "数据可能照抄。",
        "核对原始记录后据实填写。",
    ),
    en=Wording("copied", "{count} rows equal their target.", "Looks copied.", "Check the records."),
    rule="AUD-09",
    evidence="derived",
)


def points_step(points: str, rule: Citation = SPLIT) -> Step:
    return Step("分值", f"系统默认分配 {points}", Fraction(points), points, rule)


def score(
    points: str,
    earned: str | None = None,
    *,
    expression: str = "",
    rule: Citation = FORMULA,
    met: bool | None = True,
    source: PointsSource = PointsSource.DEFAULT,
    because: tuple[Step, ...] = (),
) -> Score:
    """Full points unless `earned` says otherwise."""
    got = points if earned is None else earned
    step = Step("得分", expression or "达到年度指标值，得满分", Fraction(got), got, rule, because)
    return Score(
        Fraction(points),
        source,
        Fraction(got),
        Fraction(got),
        Outcome.SCORED,
        met,
        (points_step(points), step),
    )


def unproved(points: str, source: PointsSource = PointsSource.DEFAULT) -> Score:
    step = Step("得分", "实际完成值为空", None, "佐证不足，暂不得分", Citation("LOC-09", "seen-code"))
    return Score(
        Fraction(points), source, Fraction(0), Fraction(points), Outcome.NOT_DEMONSTRATED, None, (step,)
    )


def indicator(path: tuple[str, str, str], target: str, actual: str, at: str, **more: object) -> Indicator:
    """An indicator whose texts are read only as far as the JSON needs it."""
    goal = Target(Comparator.NONE, absence=Absence.BLANK)
    if target:
        digits = target.strip("≥≤=%人次万元")
        plain = digits.replace(".", "").isdigit()
        signs = {"≥": Comparator.AT_LEAST, "≤": Comparator.AT_MOST, "=": Comparator.EQUAL}
        goal = (
            Target(signs[target[0]], Fraction(digits), unit=target[1:].removeprefix(digits), written=target)
            if plain and target[0] in signs
            else Target(Comparator.QUALITATIVE, grades=("优", "良", "中", "低", "差"), written=target)
        )
    done = Actual(absence=Absence.BLANK)
    if actual:
        digits = actual.strip("=%人次万元")
        done = (
            Actual(Fraction(digits), unit=goal.unit, written=actual)
            if digits.replace(".", "").isdigit()
            else Actual(grade=actual, written=actual)
        )
    row = at[1:]
    goal, done = replace(goal, at=cell(f"D{row}")), replace(done, at=cell(f"E{row}"))
    return Indicator(path, goal, done, at=cell(at), **more)  # type: ignore[arg-type]


def money(initial: str, adjusted: str, spent: str, rate: str, *, sources: bool = True) -> Budget:
    blank = Absent(Absence.BLANK)

    def line(label: str, at: str) -> BudgetLine:
        figures = [number(text) for text in (initial, adjusted, spent, rate)]
        return BudgetLine(label, *figures, at=cell(at))

    empty = BudgetLine("（一）财政拨款小计", blank, blank, blank, blank)
    lines = (empty, line("1.一般公共预算", "C6")) if sources else ()
    return Budget(line("年度资金总额", "C4"), lines, cell("B3"))


SEED_ROWS = (
    ("产出指标", "数量指标", "目标管理会议次数", "≥4次", "=5次", "4.17"),
    ("产出指标", "数量指标", "目标管理会议培训人次", "≥200次", "=200次", "4.17"),
    ("产出指标", "数量指标", "在职职工人数", "=6人", "9人", "4.16"),
    ("产出指标", "质量指标", "督查事项执行率", "=100", "=100", "6.25"),
    ("产出指标", "质量指标", "目标管理事项执行率", "=100", "=100", "6.25"),
    ("产出指标", "时效指标", "督查、目标管理各项业务完成的时间、效率情况", "定性：优良中低差", "优", "12.5"),
    ("产出指标", "成本指标", "督查工作经费", "≤50万元", "=50万元", "2.09"),
    ("产出指标", "成本指标", "目标管理工作经费", "≤10万元", "=10万元", "2.09"),
    ("产出指标", "成本指标", "人员工资、保险", "=102.55万元", "=102.55万元", "2.08"),
    (
        "产出指标",
        "成本指标",
        "人员工作经费，主要用于下乡补贴、办公经费、督查会议费等",
        "≤8.4万元",
        "=8.4万元",
        "2.08",
    ),
    ("产出指标", "成本指标", "省委巡视经费", "≤7万元", "=7万元", "2.08"),
    ("产出指标", "成本指标", "解决2023年工作经费差口资金", "≤32万元", "=32万元", "2.08"),
    ("效益指标", "社会效益指标", "督查事项整改落实率", "=100", "=100", "7.5"),
    ("效益指标", "社会效益指标", "目标管理、督查事项检查结果公开度", "=100", "=100", "7.5"),
    ("效益指标", "可持续影响指标", "长期督查考核、目标绩效管理", "定性：优良中差", "优", "15"),
    ("满意度指标", "服务对象满意度指标", "被督导单位满意度", "≥90", "=95", "10"),
)


@pytest.fixture(name="department")
def department_fixture() -> Assessment:
    return department()


def department() -> Assessment:
    """A bureau's department table: 16 indicators, one off its target; 98.53 where the unit claims 99."""
    rows = []
    for index, (level1, level2, name, target, actual, points) in enumerate(SEED_ROWS):
        at = f"C{12 + index}"
        if name == "在职职工人数":
            read = (
                Step("年度指标值", "=6人", Fraction(6), "6", cell(f"D{12 + index}")),
                Step("实际完成值", "9人", Fraction(9), "9", cell(f"E{12 + index}")),
            )
            result = score(
                points,
                "2.77",
                expression="4.16 × min(9 ÷ 6, 6 ÷ 9)",
                rule=SYMMETRIC,
                met=False,
                because=read,
            )
        else:
            result = score(points)
        rows.append(RowScore(indicator((level1, level2, name), target, actual, at), result))
    execution = score("10", "9.92", expression="10 × min(1, 208.23 ÷ 209.95)", rule=EXECUTION, met=None)
    table = AssessmentTable(
        title="广元市昭化区部门整体支出绩效目标自评表",
        form=Form.DEPARTMENT,
        year=2023,
        unit="广元市昭化区目标绩效事务中心",
        department="广元市昭化区目标绩效事务中心",
        project=None,
        budget=money("146.1", "209.95", "208.23", "99"),
        rows=tuple(row.indicator for row in rows),
        goal="保障日常运行，落实各项决策，全年召开目标管理工作会议4次，培训200人次",
        goal_result="按照要求完成全年任务内容。",
        claimed_total=number("99", "分"),
        source=Place(FILE, None, 1),
    )
    total = execution.score + sum((row.result.score for row in rows), Fraction(0))
    return Assessment(
        table=table,
        template=template(),
        execution=execution,
        rows=tuple(rows),
        total=total,
        total_possible=total,
        grade="优",
        possible_grade="优",
        findings=(
            RATE.at(cell("G4"), claimed="99", ours="99.18%"),
            COPIED.at(Place(FILE, None, 1), count=14),
            UNREACHED.at(cell("E14"), indicator="在职职工人数", target="=6人", actual="9人"),
        ),
        grade_trace=(
            Step("总分", "9.92 + 49.86 …", total, "98.53", Citation("MOF-09", "seen-code")),
            Step("等级", "98.53 ≥ 90", None, "优", Citation("MOF-10", "seen")),
        ),
    )


@pytest.fixture(name="project")
def project_fixture() -> Assessment:
    return project()


def project() -> Assessment:
    """A project table with printed points and claimed scores, one value missing: 90.00, or 100.00."""
    form = PointsSource.FORM

    def row(level1: str, level2: str, name: str, target: str, actual: str, points: str, at: str) -> RowScore:
        result = score(points, source=form) if actual else unproved(points, form)
        claims = {"points": number(points), "claimed": number(points)}
        return RowScore(indicator((level1, level2, name), target, actual, at, **claims), result)

    rows = (
        row("产出指标", "数量指标", "检查结果公开次数", "≥4次", "4次", "50", "C9"),
        row("效益指标", "社会效益指标", "整改落实率", "≥95%", "95%", "30", "C10"),
        row("满意度指标", "服务对象满意度指标", "受惠群众满意度", "≥90%", "", "10", "C11"),
    )
    table = AssessmentTable(
        title="广元市昭化区财政项目（政策）支出绩效自评表",
        form=Form.PROJECT,
        year=2023,
        unit="广元市昭化区目标绩效事务中心",
        department="广元市昭化区目标绩效事务中心",
        project="目标管理经费",
        budget=money("10", "10", "10", "100", sources=False),
        rows=tuple(row.indicator for row in rows),
        goal="通过定期督查，促进完成目标任务。",
        goal_result="全面完成全年目标任务",
        claimed_total=number("100", "分"),
        claimed_grade=Text("优"),
        source=Place(FILE, None, 2),
    )
    return Assessment(
        table=table,
        template=template(),
        execution=score("10", rule=EXECUTION, met=None, source=form),
        rows=rows,
        total=Fraction(90),
        total_possible=Fraction(100),
        grade="优",
        possible_grade="优",
        findings=(COPIED.at(Place(FILE, None, 2), count=2),),
    )


@pytest.fixture(name="bare")
def bare_fixture() -> Assessment:
    return bare()


def bare() -> Assessment:
    """A table of which nearly nothing could be read."""
    table = AssessmentTable(
        title=None,
        form=Form.PROJECT,
        year=None,
        unit=None,
        department=None,
        project=None,
        budget=None,
        rows=(),
    )
    nothing = Score(
        Fraction(0), PointsSource.DEFAULT, Fraction(0), Fraction(0), Outcome.NOT_DEMONSTRATED, None, ()
    )
    empty = replace(template(), citations=(), digest="", grades=())
    return Assessment(table, empty, nothing, (), Fraction(0), Fraction(0), "差", "差", ())


HOSTILE = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1＋1",
    "＋1",
    "<script>alert(1)</script>",
    "**粗**|a|b",
    "{{ 7*7 }}{% raw %}",
    "# 标题\n```block form\n```",
    "1. 甲\n- 乙",
    "_x0041_&amp;&#65;",
    "\x00\x07\u202e\ud800坏字符\ufffe",
    "[链接](https://example.com)![图](https://example.com/a.png)<https://example.com>",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com","x")',
    "#N/A",
    "\\",
    "None",
)


@pytest.fixture(name="hostile")
def hostile_fixture() -> Assessment:
    return hostile()


def hostile() -> Assessment:
    """Every text an officer can write is an attack."""
    base = department()
    rows = []
    for index, text in enumerate(HOSTILE):
        made = Indicator(
            (text, text, text),
            Target(Comparator.NONE, absence=Absence.UNREADABLE, written=text),
            Actual(absence=Absence.UNREADABLE, written=text),
            deviation_note=text,
            at=cell(f"C{index + 1}"),
        )
        result = score("2", "1", met=False, because=(Step("实际完成值", text, None, text, cell("E1")),))
        rows.append(RowScore(made, result))
    every = " ".join(HOSTILE)
    table = replace(
        base.table,
        title=every,
        unit=every,
        department="=2+2",
        project=every,
        goal=every,
        goal_result=every,
        rows=tuple(row.indicator for row in rows),
        claimed_grade=Text("=优"),
    )
    return replace(
        base,
        table=table,
        rows=tuple(rows),
        findings=tuple(
            UNREACHED.at(cell(f"E{index}"), indicator=text, target=text, actual=text)
            for index, text in enumerate(HOSTILE)
        ),
    )


@pytest.fixture
def hostile_texts() -> tuple[str, ...]:
    return HOSTILE


def small() -> Assessment:
    """One row from a worksheet, one of each kind of step, two findings."""
    at = {name: Place("表.xlsx", "自评表", 1, name) for name in ("B2", "C9", "D9", "E9")}
    read = Step("实际完成值", "2次", Fraction(2), "2", at["E9"])
    earned = score("90", "60", expression="90 × 2 ÷ 3", met=False, source=PointsSource.FORM, because=(read,))
    row = Indicator(
        ("产出指标", "数量指标", "会议次数"),
        Target(Comparator.AT_LEAST, Fraction(3), unit="次", written="≥3次", at=at["D9"]),
        Actual(Fraction(2), unit="次", written="2次", at=at["E9"]),
        points=number("90"),
        claimed=number("80"),
        label="指标1：",
        at=at["C9"],
    )
    table = AssessmentTable(
        title="自评表",
        form=Form.PROJECT,
        year=2024,
        unit="某中心",
        department=None,
        project="会议费",
        budget=money("3", "3", "1", "33.3", sources=False),
        rows=(row,),
        claimed_total=number("90.5"),
        claimed_grade=Text("优"),
        source=Place("表.xlsx", "自评表", 1),
    )
    return Assessment(
        table=table,
        template=replace(template(date(2024, 12, 31)), id="cn.mof.project", digest="00"),
        execution=replace(score("10", "3.33", rule=EXECUTION, met=False, source=PointsSource.FORM), trace=()),
        rows=(RowScore(row, earned),),
        total=Fraction("63.33"),
        total_possible=Fraction("63.33"),
        grade="中",
        possible_grade="中",
        findings=(
            UNREACHED.at(at["E9"], indicator="会议次数", target="≥3次", actual="2次"),
            RATE.at(claimed=1, ours=2),
        ),
    )


@pytest.fixture(name="small")
def small_fixture() -> Assessment:
    return small()
