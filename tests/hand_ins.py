"""Hand-ins of every kind, made at random: none, one or many rows, money missing, tiny, huge, several projects."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from factory import line, row, table
from hypothesis import strategies as st

from perfscore.model.given import Given
from perfscore.model.table import AssessmentTable, BudgetLine, Form, Indicator
from perfscore.pipeline import assess

LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
NAMES = ("检查次数", "培训人次", "整改率", "完成及时性", "人员经费", "项目支出总额", "公开度", "群众满意度")
PAIRS = (
    ("≥4次", "5次"),
    ("≥4次", "3次"),
    ("=6人", "9人"),
    ("≥200人次", "200人次"),
    ("=100%", "99.5%"),
    ("≤50万元", "49.99万元"),
    ("≤50万元", "60万元"),
    ("定性：优良中低差", "优"),
    ("定性：优良中低差", "中"),
    ("≥90%", ""),
    ("≥90%", "约95%"),
    ("", "95%"),
    ("≥1000000人次", "3000000人次"),
    ("≤0.01%", "0.02%"),
    ("2023年12月前", "2023年11月"),
)
NOTES = (
    "",
    "",
    "因疫情推迟，下年补齐。",
    "较上年增加2万元，主要是人员增加",
    "超额完成，原因是新增任务；今后合理设定目标",
)
AMOUNTS = (
    "0",
    "0.01",
    "1",
    "3",
    "10",
    "67",
    "146.1",
    "208.23",
    "209.95",
    "209.949999",
    "1234567.89",
    "99999999.99",
)


amounts = st.none() | st.sampled_from(AMOUNTS) | st.decimals(0, 10**6, places=2).map(str)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Indicator, ...]:
    made = []
    for number in range(draw(st.sampled_from((0, 1, 1, 2, 5, 30)))):
        target, actual = draw(st.sampled_from(PAIRS))
        level1, level2 = draw(st.sampled_from(LEVELS))
        name = f"{draw(st.sampled_from(NAMES))}{number + 1}"
        made.append(row(target, actual, path=(level1, level2, name), note=draw(st.sampled_from(NOTES))))
    return tuple(made)


@st.composite
def money(draw: st.DrawFn) -> tuple[BudgetLine, tuple[BudgetLine, ...]]:
    initial, adjusted, spent = draw(amounts), draw(amounts), draw(amounts)
    if draw(st.booleans()) and adjusted:  # mostly all is spent, or a little is left
        spent = draw(st.sampled_from((adjusted, str(Fraction(adjusted) * 99 / 100).partition("/")[0])))
    rate = draw(st.sampled_from((None, "99", "100")))
    total = line(
        initial=initial, adjusted=adjusted, spent=spent, rate=rate, note=draw(st.sampled_from(NOTES))
    )
    sources = []
    if draw(st.booleans()):
        sources.append(line("1.一般公共预算", initial, adjusted, spent))
    if draw(st.booleans()):
        sources.append(line("2.政府性基金", "0", "5", "4.5"))
    return total, tuple(sources)


@st.composite
def tables(draw: st.DrawFn, form: Form) -> AssessmentTable:
    total, sources = draw(money())
    claimed = draw(st.sampled_from((None, None, "100", "99", "98.5", "60")))
    made = table(
        *draw(rows()),
        budget=total,
        sources=sources,
        form=form,
        year=draw(st.sampled_from((2023, 2023, None))),
        total=claimed,
        grade=draw(st.sampled_from((None, "优", "良"))),
        no_budget=draw(st.sampled_from((False, False, False, True))),
    )
    goal = draw(st.sampled_from(("", "全年召开会议4次，培训200人次。")))
    project = None if form is Form.DEPARTMENT else draw(st.sampled_from(("督查经费", "工作经费", "培训经费")))
    return replace(made, goal=goal, goal_result="全面完成。" if goal else "", project=project)


@st.composite
def given_facts(draw: st.DrawFn) -> Given:
    parts: dict[str, dict[str, Fraction]] = {}
    if draw(st.booleans()):
        parts["支出"] = {"基本支出": Fraction(draw(st.sampled_from(AMOUNTS))), "项目支出": Fraction(67)}
    if draw(st.booleans()):
        parts["收入"] = {"一般公共预算财政拨款收入": Fraction(draw(st.sampled_from(AMOUNTS)))}
        if draw(st.booleans()):
            parts["收入"]["其他收入"] = Fraction("0.5")
    people = draw(st.integers(0, 12))
    if draw(st.booleans()):
        parts["人员构成"] = {"行政人员": Fraction(people), "事业人员": Fraction(3)}
    before = {} if draw(st.booleans()) else {"上年收入": Fraction("145.07"), "上年支出": Fraction(0)}
    left = {} if draw(st.booleans()) else {"结转结余": Fraction("1.72"), "到位资金": Fraction("60.5")}
    counts = {} if draw(st.booleans()) else {"实有人数": people + 3, "编制人数": 15}
    return Given(amounts={**before, **left}, counts=counts, parts=parts)


@st.composite
def hand_ins(draw: st.DrawFn) -> list[object]:
    """A department with none to several projects, or projects alone; assessed by the rules in force."""
    made = [draw(tables(Form.PROJECT)) for _ in range(draw(st.sampled_from((0, 1, 3))))]
    if not made or draw(st.booleans()):
        made.insert(0, draw(tables(Form.DEPARTMENT)))
    return [assess(each) for each in made]
