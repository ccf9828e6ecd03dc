"""What single change reaches a total. Expected figures are worked by hand; every promise is scored again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import corpus_tables
import forms
import pytest
from drawn import drawn
from factory import line, row, table
from hypothesis import given, settings
from hypothesis import strategies as st

import perfscore
from perfscore.answers.goalseek import GoalSeek, Option, Way, goal_seek
from perfscore.answers.levers import Lever, with_row, with_text
from perfscore.answers.question import QuestionError
from perfscore.model.assessment import Citation
from perfscore.model.table import AssessmentTable, Stage
from perfscore.model.values import Quantity
from perfscore.pipeline import rules_for
from perfscore.rules.formula import parse_formula
from perfscore.rules.template import Ruled, RuleTemplate
from perfscore.score.table import score_table

Rules = Callable[..., RuleTemplate]
VISITS = ("产出指标", "数量指标", "走访次数")
RATE = ("产出指标", "质量指标", "合格率")
COST = ("产出指标", "成本指标", "经费")
WORDS = ("效益指标", "社会效益指标", "影响")
BY = ("产出指标", "时效指标", "完成时间")


def by_name(answer: GoalSeek, name: str) -> Option:
    (option,) = [option for option in answer.options if option.line.name == name]
    return option


def alone(asked: AssessmentTable, rules: RuleTemplate, wanted: str, name: str) -> Option:
    (option,) = goal_seek(asked, rules, Fraction(wanted), name).options
    return option


def typed_in(asked: AssessmentTable, rules: RuleTemplate, option: Option) -> AssessmentTable:
    """The table as an officer would change it: the text needed is typed into the cell."""
    lever = Lever("", figure="spent") if option.line.row is None else Lever("", option.line.row)
    changed = with_text(asked, lever, option.needed, rules)
    if option.claimed is not None and option.line.row is not None:
        claimed = Quantity(option.claimed)
        changed = with_row(changed, option.line.row, replace(changed.rows[option.line.row], claimed=claimed))
    return changed


def check_promises(asked: AssessmentTable, rules: RuleTemplate, answer: GoalSeek) -> int:
    """Every option that can gives, typed in and scored again, what it promised. Gives how many there were."""
    able = [option for option in answer.options if option.way.can]
    for option in able:
        scores = score_table(typed_in(asked, rules, option), rules)
        assert scores.total == option.total, option
        assert answer.goal.is_passed(scores.total), option
        assert answer.goal.best(iter([answer.best, scores.total])) == answer.best
    return len(able)


# --- The published table ----------------------------------------------------------------------------------------


def test_department_table_to_99(department: AssessmentTable, department_rules: RuleTemplate) -> None:
    answer = goal_seek(department, department_rules, Fraction(99))
    able = [option for option in answer.options if option.way.can]
    # 4.16 x 6/8 = 3.12 gives 98.88; 4.16 x 6/7 = 3.57 gives 99.33, so at most 7 people.
    (option,) = able
    assert (option.line.name, option.present, option.needed) == ("在职职工人数", "9人", "7人")
    assert (option.total, answer.over(option)) == (Fraction("99.33"), Fraction("0.33"))
    assert (option.change, option.relative) == (-2, Fraction(2, 9))
    # 4.16 x 5/6 = 3.47 also does (99.23), 4.16 x 4/6 = 2.77 does not
    assert (option.least, option.most) == ("5人", "7人")
    assert by_name(answer, "预算执行率").way is Way.TOO_LITTLE
    assert by_name(answer, "预算执行率").best == Fraction("98.61")  # 0.08 short of its 10 points
    assert by_name(answer, "目标管理会议次数").way is Way.FULL
    assert answer.best == Fraction("99.92")


def test_department_table_to_9854_takes_a_little_more_money(
    department: AssessmentTable, department_rules: RuleTemplate
) -> None:
    answer = goal_seek(department, department_rules, Fraction("98.54"))
    first, second = [option for option in answer.options if option.way.can]
    # 9.93 points need 10 x E / 209.95 >= 9.925: E >= 208.375375, so 208.38 to two digits.
    assert (first.line.name, first.needed, first.total) == ("预算执行率", "208.38万元", Fraction("98.54"))
    # the whole employees: 8 is the first that gives more, 98.88
    assert (second.line.name, second.needed) == ("在职职工人数", "8人")
    assert first.relative is not None and second.relative is not None
    assert first.relative < second.relative


def test_what_is_met_needs_nothing(department: AssessmentTable, department_rules: RuleTemplate) -> None:
    answer = goal_seek(department, department_rules, Fraction("98.53"))
    assert (answer.is_met, answer.options, answer.best) == (True, (), Fraction("98.53"))


def test_what_no_single_change_reaches(department: AssessmentTable, department_rules: RuleTemplate) -> None:
    answer = goal_seek(department, department_rules, Fraction(100))
    assert (answer.is_met, answer.is_possible, answer.best) == (False, False, Fraction("99.92"))


def test_a_goal_below_the_total_says_how_far_a_row_may_fall(
    department: AssessmentTable, department_rules: RuleTemplate
) -> None:
    answer = goal_seek(department, department_rules, Fraction(95))
    assert answer.is_possible and not answer.goal.rises
    # 3.53 points less: 10 x A/90 = 6.47 at 58.2 (6.4666...)
    pleased = by_name(answer, "被督导单位满意度")
    assert (pleased.needed, pleased.total) == ("58.2", 95)
    # 12.5 - 3.53 = 8.97 of 12.5 is no word's share: 中 (70 %) is the first below, 98.53 - 3.75
    words = by_name(answer, "督查、目标管理各项业务完成的时间、效率情况")
    assert (words.way, words.needed, words.total) == (Way.WORD, "中", Fraction("94.78"))
    assert check_promises(department, department_rules, answer) == 10
    # Shares of a whole are not sought above a hundred per cent, though 189 would do by the formula.
    assert by_name(answer, "督查事项整改落实率").needed == "52.9"


# --- One rule at a time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "readings", "goal", "needed"),
    [
        # 40 points; the execution rate gives 10. 10 + 40 x 15/20 = 40
        ("≥20次", "10次", {}, "40", "15次"),
        ("≥20次", "10次", {}, "50", "20次"),
        ("≥20次", "10次", {}, "39", "15次"),  # 14 times give 38, 15 give 40: one more than asked
        # the same in parts: 40 x A/20.0 = 29 at 14.5
        ("≥20.0公里", "10公里", {}, "39", "14.5公里"),
        # 40 x (1 - (A - 20)/20) = 30 at 25
        ("≤20次", "30次", {}, "40", "25次"),
        # 40 x 20/A = 30 at 26.67: whole numbers up to 26
        ("≤20次", "30次", {"at_most": "inverse"}, "40", "26次"),
        # 40 x 6/A = 30 at 8, 40 x A/6 = 30 at 4.5; 8 hits the goal, but from 3 that is beyond the target
        ("=6次", "9次", {}, "40", "8次"),
        ("=6次", "3次", {}, "40", "5次"),
        ("=6次", "9次", {"equal": "strict"}, "40", "6次"),
        ("=6次", "9次", {"equal": "one-sided"}, "51", None),  # already full
        # 40 x (1 - 2/6) = 26.67 at 8 people; 30 needs a deviation of 1.5 at most
        ("=6次", "9次", {"equal": "deviation"}, "40", "7次"),
        # more than 20, from 0: in full from 20 on
        (">20次", "0次", {}, "50", "20次"),
        ("10～20次", "30次", {}, "40", "25次"),
        ("10～20次", "2次", {}, "40", "8次"),  # 40 x 7.5/10
        ("≥20%", "10%", {}, "39", "14.5%"),
        ("≥2万人", "10000人", {}, "50", "19998人"),  # in the cell's own unit; 39.996 rounds to 40
        ("≥20次", "", {}, "40", "15次"),  # nothing reported yet: the least that will do
        ("≤20次", "", {}, "40", "25次"),  # and the most
    ],
)
def test_one_row_solved(
    rules: Rules, target: str, actual: str, readings: dict[str, str], goal: str, needed: str | None
) -> None:
    asked = table(row(target, actual, path=VISITS, points=40))
    option = alone(asked, rules(**readings), goal, "走访")
    assert (option.needed or None) == needed
    if needed:
        assert (
            score_table(typed_in(asked, rules(**readings), option), rules(**readings)).total == option.total
        )
        assert option.total is not None and option.total >= Fraction(goal)


def test_a_value_further_off_that_hits_the_goal_is_told(rules: Rules) -> None:
    asked = table(row("=6次", "3次", path=VISITS, points=40))
    answer = goal_seek(asked, rules(), Fraction(40), "走访")
    (option,) = answer.options
    assert (option.needed, option.exactly, answer.over(option)) == ("5次", "8次", Fraction("3.33"))


def test_rounding_is_reckoned_with(rules: Rules) -> None:
    # 9.995 rounds to 10.00: 10 x E/300 >= 9.995 from 299.85 on
    asked = table(row("≥1次", "1次", path=VISITS, points=90), budget=line(adjusted=300, spent=200))
    option = alone(asked, rules(), "100", "执行率")
    assert (option.needed, option.total) == ("299.85万元", 100)
    assert score_table(typed_in(asked, rules(), replace(option, needed="299.84万元")), rules()).total < 100


def test_deadline_gives_the_latest_date(rules: Rules) -> None:
    asked = table(row("2023年6月30日前", "2023年9月1日", path=BY, points=40))
    option = alone(asked, rules(), "50", "完成时间")
    assert (option.way, option.needed, option.most, option.least) == (
        Way.DATE,
        "2023年6月30日",
        "2023年6月30日",
        None,
    )
    assert option.change == -63  # July and August, and a day


def test_deadline_without_a_date_gives_the_latest_one_too(rules: Rules) -> None:
    asked = table(row("2023年6月30日前", "", path=BY, points=40))
    assert alone(asked, rules(), "50", "完成时间").needed == "2023年6月30日"


def test_words_of_the_printed_scale(rules: Rules) -> None:
    asked = table(row("定性：优良中低差", "低", path=WORDS, points=40))  # 50 % = 20, and 10 for the money
    option = alone(asked, rules(), "40", "影响")  # 良 gives 34, 中 28
    assert (option.way, option.needed, option.total) == (Way.WORD, "良", 44)
    assert option.band == "达成年度指标"
    assert alone(asked, rules(), "38", "影响").needed == "中"


def test_a_claimed_score_inside_its_band_is_sought_too(rules: Rules) -> None:
    asked = table(row("定性：优良中低差", "中", path=WORDS, points=40, claimed=26))
    # 26 of 40 lies in the middle band. 36 points need 90 %, which only the best band allows.
    option = alone(asked, rules(), "46", "影响")
    assert (option.claimed, option.total, option.band) == (36, 46, "达成年度指标")
    assert score_table(typed_in(asked, rules(), option), rules()).total == 46
    # the present word and claim are kept where they do
    kept = alone(asked, rules(), "38", "影响")
    assert (kept.needed, kept.claimed, kept.total) == ("中", 28, 38)


@pytest.mark.parametrize(
    ("indicator", "way"),
    [
        (row("≥20次", "20次", path=VISITS, points=40), Way.FULL),
        (row("≥20次", "10次", path=VISITS, points=1), Way.TOO_LITTLE),
        (row("", "10次", path=VISITS, points=40), Way.NO_TARGET),
        (row("≥20次", "10次", path=VISITS, points=0), Way.NO_POINTS),
        (row("定性：优良中低差", "优", path=VISITS, points=40), Way.FULL),
    ],
)
def test_why_a_row_cannot(rules: Rules, indicator: object, way: Way) -> None:
    asked = table(indicator, row("≥2次", "1次", path=RATE, points=40))  # type: ignore[arg-type]
    answer = goal_seek(asked, rules(), Fraction("95"))
    option = by_name(answer, "走访次数")
    assert (option.way, option.needed) == (way, "")
    assert answer.why(option).zh and answer.why(option).en


def test_execution_rate_without_a_budget_is_not_reckoned(rules: Rules) -> None:
    asked = table(row("≥2次", "1次", path=VISITS, points=90), no_budget=True)
    assert by_name(goal_seek(asked, rules(), Fraction(90)), "预算执行率").way is Way.NO_RULE


def test_a_row_may_be_named_and_must_fit_one(rules: Rules) -> None:
    asked = table(row("≥2次", "1次", path=VISITS, points=45), row("≥2%", "1%", path=RATE, points=45))
    assert [o.line.name for o in goal_seek(asked, rules(), Fraction(60), "合格").options] == ["合格率"]
    assert goal_seek(asked, rules(), Fraction(50), "全年执行").options[0].line.row is None
    for name in ("全年预算数", "没有的", "全年"):
        with pytest.raises(QuestionError):
            goal_seek(asked, rules(), Fraction(60), name)
    with pytest.raises(QuestionError):
        goal_seek(replace(asked, stage=Stage.DECLARATION), rules(), Fraction(60))


# --- Rules about the whole table --------------------------------------------------------------------------------


CAP = parse_formula("min(total, 89) if spent < 0.8 * budget else total")


def capped(rules: RuleTemplate) -> RuleTemplate:
    """With a rule that holds the total at 89 where less than 80 % of the money is spent."""
    cap = Ruled(CAP, Citation("X-1", "derived"), date(2020, 1, 1))
    return replace(rules, formulas={**rules.formulas, "total-cap": cap})


def scaled(rules: RuleTemplate) -> RuleTemplate:
    """With a rule that counts the rest as the whole where a row does not apply."""
    out = Ruled("scaled-out", Citation("X-1", "derived"), date(2020, 1, 1))
    return replace(rules, not_applicable=out)


def test_a_cap_on_the_total_is_seen(rules: Rules) -> None:
    # 89.5 + 7.5 = 97, held at 89
    asked = table(
        row("≥1次", "1次", path=VISITS, points=80),
        row("≥100%", "95%", path=RATE, points=10),
        budget=line(spent=75),
    )
    answer = goal_seek(asked, capped(rules()), Fraction(95))
    assert answer.goal.present == 89
    assert by_name(answer, "合格率").way is Way.TOO_LITTLE
    assert by_name(answer, "合格率").best == 89
    money = by_name(answer, "预算执行率")
    # Only from 80 on does the cap fall away: 89.5 + 8 = 97.5
    assert (money.needed, money.total) == ("80万元", Fraction("97.5"))


def test_a_cap_that_a_change_runs_into_is_not_promised_away(rules: Rules) -> None:
    asked = table(
        row("≥1次", "1次", path=VISITS, points=80),
        row("≥100%", "10%", path=RATE, points=10),
        budget=line(spent=70),
    )
    # 80 + 1 + 7 = 88: the row alone could bring 97, the cap says 89
    answer = goal_seek(asked, capped(rules()), Fraction(90))
    assert answer.goal.present == 88
    assert by_name(answer, "合格率").way is Way.TOO_LITTLE
    assert by_name(goal_seek(asked, capped(rules()), Fraction(89)), "合格率").needed == "20%"


def test_a_scaled_total_is_solved_by_trying(rules: Rules) -> None:
    # 25 + 10 = 35 of 60, for 40 of the 100 points do not apply
    asked = table(row("≥20次", "10次", path=VISITS, points=50), row("≥9%", "不适用", path=RATE, points=40))
    # 60 points of 100 are 36 of 60: 26 of 50 from 10.4, so 11 times: 27.5 + 10 = 37.5 of 60
    option = alone(asked, scaled(rules()), "60", "走访")
    assert (option.needed, option.total) == ("11次", Fraction("62.5"))
    # 50 of 100 are 30 of 60: 5 points of money, and 10 x 50.04/100 = 5.004 still rounds to that
    money = alone(asked, scaled(rules()), "50", "执行率")
    assert (money.needed, money.total) == ("50.04万元", 50)


# --- Any table --------------------------------------------------------------------------------------------------

DRAWINGS = {name: text for name, text in vars(forms).items() if name.isupper() and isinstance(text, str)}
DRAWINGS |= {facts["table"]: corpus_tables.drawing_of(facts, True) for facts in corpus_tables.tables()}


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_every_promise_holds_on_published_forms(name: str, tmp_path: Path) -> None:
    for asked in perfscore.read(drawn(DRAWINGS[name], tmp_path, "xlsx")):
        if asked.stage is Stage.DECLARATION or not asked.rows:
            continue
        rules = rules_for(asked)
        total = score_table(asked, rules).total
        promised = 0
        for goal in (
            total + Fraction(1, 2),
            total - Fraction("0.37"),
            total + Fraction(1, 300),
            Fraction(60),
        ):
            promised += check_promises(asked, rules, goal_seek(asked, rules, goal))
        assert promised, "no option for any goal: this test says nothing"


amounts = st.one_of(st.integers(0, 60).map(str), st.decimals(0, 60, places=1).map(str))


@st.composite
def tables(draw: st.DrawFn) -> AssessmentTable:
    rows = []
    for i in range(draw(st.integers(1, 4))):
        unit = draw(st.sampled_from(["次", "万元", "%"]))
        sign = draw(st.sampled_from(["≥", "≤", "=", ">", "<", "range", "word"]))
        path = ("产出指标", "数量指标", f"第{i}项工作")
        points = draw(st.integers(1, 40))
        if sign == "word":
            claimed = draw(st.sampled_from([None, points, points // 2]))
            rows.append(
                row(
                    "定性：优良中低差",
                    draw(st.sampled_from("优良中低差")),
                    path=path,
                    points=points,
                    claimed=claimed,
                )
            )
            continue
        target, actual = draw(amounts), draw(amounts)
        written = f"{sign}{target}{unit}"
        if sign == "range":
            low = draw(st.integers(1, 30))
            written = f"{low}～{low + draw(st.integers(1, 20))}{unit}"
        rows.append(row(written, f"{actual}{unit}", path=path, points=points))
    return table(*rows, budget=line(adjusted=draw(st.integers(1, 300)), spent=draw(st.integers(0, 320))))


READINGS = {"equal": ["symmetric", "one-sided", "deviation", "strict"], "at_most": ["linear", "inverse"]}


@settings(max_examples=150, deadline=None)
@given(
    asked=tables(),
    goal=st.decimals(0, 130, places=2),
    equal=st.sampled_from(READINGS["equal"]),
    at_most=st.sampled_from(READINGS["at_most"]),
)
def test_every_promise_holds(
    rules: Rules, asked: AssessmentTable, goal: object, equal: str, at_most: str
) -> None:
    chosen = rules(equal=equal, at_most=at_most)
    answer = goal_seek(asked, chosen, Fraction(str(goal)))
    check_promises(asked, chosen, answer)
    relatives = [option.relative for option in answer.options if option.relative is not None]
    assert relatives == sorted(relatives)


@settings(max_examples=60, deadline=None)
@given(
    sign=st.sampled_from(["≥", "≤", "=", ">", "<"]),
    target=st.integers(1, 25),
    actual=st.integers(0, 60),
    points=st.integers(5, 40),
    goal=st.decimals(8, 60, places=2),
    equal=st.sampled_from(READINGS["equal"]),
    at_most=st.sampled_from(READINGS["at_most"]),
)
def test_whole_numbers_are_the_nearest_of_all(
    rules: Rules, sign: str, target: int, actual: int, points: int, goal: object, equal: str, at_most: str
) -> None:
    """Against trying every whole number up to four hundred."""
    chosen, wanted = rules(equal=equal, at_most=at_most), Fraction(str(goal))
    asked = table(row(f"{sign}{target}次", f"{actual}次", path=VISITS, points=points))
    answer = goal_seek(asked, chosen, wanted, "走访")
    if answer.is_met:
        return
    totals = {
        n: score_table(table(row(f"{sign}{target}次", f"{n}次", path=VISITS, points=points)), chosen).total
        for n in range(401)
    }
    exact = [n for n, total in totals.items() if total == wanted]
    passing = [n for n, total in totals.items() if answer.goal.is_passed(total)]
    nearest = min(passing, key=lambda n: (abs(n - actual), n), default=None)
    hit = min(exact, key=lambda n: (abs(n - actual), n), default=None)
    (option,) = answer.options
    if nearest is None:
        # An inverse reading sinks for ever: the goal may lie beyond that.
        assert not option.way.can or int(option.needed.removesuffix("次")) > 400
    else:
        assert option.needed == f"{nearest}次"
        assert option.exactly == ("" if hit in (None, nearest) or nearest in exact else f"{hit}次")
