"""Every notation of the seed documents, of the corpus and of practice, with its reading typed by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from perfscore.model.units import convert
from perfscore.model.values import Absence, Comparator
from perfscore.read.notation.actuals import parse_actual
from perfscore.read.notation.dates import date_of_serial
from perfscore.read.notation.names import promise_in_name
from perfscore.read.notation.numbers import from_float, read_number
from perfscore.read.notation.quantities import read_money
from perfscore.read.notation.spelling import one_line, squeeze, tidy
from perfscore.read.notation.targets import parse_target, reads_as_lower_is_better

from .notations import ABSENT, ACTUALS, DEADLINES, NAMES, TARGETS, WORDS, lines


@pytest.mark.parametrize(("cell", "reading"), lines(TARGETS))
def test_numbers_with_sign_and_unit(cell: str, reading: str) -> None:
    target = parse_target(cell)
    comparator, number, unit = [*reading.split(" "), ""][:3]
    low, _, high = number.partition("..")
    wanted = (
        comparator.lstrip("~"), Fraction(low), Fraction(high) if high else None, unit, not comparator.startswith("~")
    )  # fmt: skip
    assert (target.comparator, target.value, target.upper, target.unit, target.sign_printed) == wanted
    assert (target.absence, target.written) == (None, cell)


@pytest.mark.parametrize(("cell", "day"), lines(DEADLINES))
def test_deadlines(cell: str, day: str) -> None:
    target = parse_target(cell, year=2023)
    assert (target.comparator, str(target.deadline), target.value) == (Comparator.BY, day, None)


@pytest.mark.parametrize(("cell", "grades"), lines(WORDS))
def test_promises_in_words(cell: str, grades: str) -> None:
    target = parse_target(cell)
    assert (target.comparator, target.grades) == (Comparator.QUALITATIVE, tuple(grades.split()))


@pytest.mark.parametrize(("cell", "why"), lines(ABSENT))
def test_nothing_to_compare_with(cell: str, why: str) -> None:
    target = parse_target(cell)
    assert (target.comparator, target.value, target.absence) == (Comparator.NONE, None, why)


@pytest.mark.parametrize(("cells", "reading"), lines(ACTUALS))
def test_actual_values(cells: str, reading: str) -> None:
    promised, _, cell = (part.strip() for part in cells.partition("=>"))
    target = parse_target(promised, year=2023) if promised else None
    actual = parse_actual(cell, target, year=2023)
    got = (actual.value, actual.unit, actual.grade, actual.date, actual.absence)
    match reading[:1]:
        case "!":
            assert got == (None, "", None, None, reading[1:])
        case "=":
            assert got == (None, "", reading[1:], None, None)
        case "@":
            assert got == (None, "", None, date.fromisoformat(reading[1:]), None)
        case _:
            number, _, unit = reading.partition(" ")
            assert got == (Fraction(number), unit, None, None, None)


@pytest.mark.parametrize(("name", "printed"), lines(NAMES))
def test_sign_and_unit_in_the_name(name: str, printed: str) -> None:
    promise = promise_in_name(name)
    assert " ".join(filter(None, promise or ())) == printed


@pytest.mark.parametrize(
    ("cell", "unit", "sign", "reading"),
    [
        ("104", "平方米", "≥", (">=", 104, "平方米")),
        ("30", "万元", "≤", ("<=", 30, "万元")),
        ("100", "百分比", "＝", ("=", 100, "%")),
        ("95", "％", "大于等于", (">=", 95, "%")),
        ("5", "个（项）", "不超过", ("<=", 5, "个")),
        ("5", "个（项）", "不应超过", ("<=", 5, "个")),
        ("5", "个（项）", "不可低于", (">=", 5, "个")),
        ("5", "人/次", "正向指标", (">=", 5, "人次")),
        ("5", "％", "反向", ("<=", 5, "%")),
        ("28.8万元", "%", "定量", (">=", 28.8, "万元")),  # the cell's own unit wins
        ("≥95%", "", "定性", (">=", 95, "%")),  # and so does its own sign
        ("5万", "万元", "≤", ("<=", 5, "万元")),
        ("5万", "元", "≤", ("<=", 50000, "元")),
        ("2023.12", "万元", "≤", ("<=", 2023.12, "万元")),
        ("12", "月", "≤", ("<=", 12, "月")),
        ("优良中", None, "定性", ("qualitative", None, "")),
        ("98", "%", "定性", ("qualitative", None, "")),
        ("否", None, "是/否", ("qualitative", None, "")),
        ("", "万元", "≤", ("none", None, "万元")),
    ],
)
def test_sign_and_unit_in_columns_of_their_own(
    cell: str, unit: str | None, sign: str, reading: tuple[str, float | None, str]
) -> None:
    target = parse_target(cell, unit, sign=sign)
    comparator, number, printed = reading
    value = None if number is None else Fraction(str(number))
    assert (target.comparator, target.value, target.unit) == (comparator, value, printed)


def test_range_in_a_column_of_its_unit() -> None:
    target = parse_target("10-15", "天", sign="≤")
    assert (target.comparator, target.value, target.upper, target.unit) == ("range", 10, 15, "天")


def test_bare_number_is_an_upper_limit_for_a_cost() -> None:
    target = parse_target("32", lower_is_better=True)
    assert (target.comparator, target.sign_printed) == (Comparator.AT_MOST, False)
    assert parse_target("≥32", lower_is_better=True).comparator is Comparator.AT_LEAST


@pytest.mark.parametrize(
    ("path", "lower"),
    [
        (("产出指标", "成本指标", "经费控制额"), True),
        (("成本指标", "经济成本指标", "成本控制率"), True),
        (("产出指标", "成本指标", "成本节约率"), False),
        (("产出指标", "数量指标", "培训次数"), False),
        (("产出指标", "时效指标", "响应时间"), True),
        (("产出指标", "时效指标", "完成及时率"), False),
        (("效益指标", "社会效益", "安全事故起数"), True),
        (("效益指标", "社会效益", "投诉处理率"), False),
        (("效益指标", "社会效益", "整改落实率"), False),
        (("", "", "成本控制数"), True),
        (("效益指标", "社会效益", "城镇登记失业率"), True),
        (("效益指标", "社会效益", "房屋空置率"), True),
        (("产出指标", "质量指标", "产品不合格率"), True),
        (("效益指标", "社会效益", "贫困发生率"), True),
        (("效益指标", "社会效益", "就业率"), False),
        (("效益指标", "社会效益", "失业人员再就业率"), False),
        (("效益指标", "社会效益", "失业率下降幅度"), False),
        (("效益指标", "社会效益", "空置房利用率"), False),
        (("产出指标", "质量指标", "合格率"), False),
        (("产出指标", "质量指标", "不合格产品处置率"), False),
    ],
)
def test_what_reads_as_lower_is_better(path: tuple[str, str, str], lower: bool) -> None:
    assert reads_as_lower_is_better(*path) is lower


def test_the_name_tells_what_a_change_means() -> None:
    target = parse_target("≥3%")
    assert parse_actual("下降3.5%", target, name="能耗下降率").value == Fraction("3.5")
    assert parse_actual("下降3.5%", target, name="收入增长率").value == Fraction("-3.5")


@pytest.mark.parametrize(
    ("name", "cell", "reading"),
    [
        ("完成时间", "2023.12", (Comparator.BY, "2023-12-31")),
        ("项目完工时间", "12.31", (Comparator.BY, "2023-12-31")),
        ("完成时间", "≤2023.12", (Comparator.BY, "2023-12-31")),
        ("完成时间", "2023.13", (Comparator.NONE, "None")),  # no month
        ("完成时间", "12.3", (Comparator.NONE, "None")),  # 3 or 30 December, or a number of days
        ("完成时间", "30天", (Comparator.AT_MOST, "None")),
        ("完成时间", "30", (Comparator.AT_MOST, "None")),
        ("响应时间", "2.5", (Comparator.AT_MOST, "None")),
        ("项目成本", "2023.12", (Comparator.AT_MOST, "None")),
        ("项目成本", "12.31", (Comparator.AT_MOST, "None")),
    ],
)
def test_figures_under_a_name_that_asks_for_a_day(
    name: str, cell: str, reading: tuple[Comparator, str]
) -> None:
    target = parse_target(cell, lower_is_better=True, year=2023, name=name)
    assert (target.comparator, str(target.deadline)) == reading


def test_figures_in_a_column_of_their_unit_are_no_day() -> None:
    target = parse_target("12.5", "小时", lower_is_better=True, name="完成时间")
    assert (target.comparator, target.value, target.unit) == (Comparator.AT_MOST, Fraction("12.5"), "小时")


@pytest.mark.parametrize(
    ("name", "target", "cell", "all_of_it"),
    [
        ("覆盖率", "100%", "全部覆盖", True),
        ("疫苗覆盖率", "≥95%", "全覆盖", True),
        ("合格率", "100%", "全部合格", True),
        ("验收合格率", "100%", "全部验收合格", True),
        ("完成率", "=100%", "已全部完成。", True),
        ("资金到位率", "100", "资金全部到位", True),
        ("覆盖率", "100%", "全部合格", False),
        ("完成及时率", "100%", "全部完成", False),
        ("合格率", "100%", "未全部合格", False),
        ("合格率", "100%", "全部不合格", False),
        ("合格率", "100%", "基本全部合格", False),
        ("不合格率", "100%", "全部合格", False),
        ("超支率", "≤100%", "全部超支", False),
        ("覆盖次数", "100次", "全部覆盖", False),
        ("满意度", "100%", "全部满意", False),
        ("覆盖率、合格率", "100%", "全部合格", False),
        ("完成率", "100%", "完成", False),
        ("", "100%", "全部完成", False),
    ],
)
def test_all_of_what_a_rate_counts_is_the_whole(name: str, target: str, cell: str, all_of_it: bool) -> None:
    actual = parse_actual(cell, parse_target(target), name=name)
    assert (actual.value, actual.grade is None) == ((100, True) if all_of_it else (None, False))


@pytest.mark.parametrize(
    ("target", "actual", "in_targets_unit"),
    [
        ("每季度1次", "全年4次", 1),
        ("每月2次", "全年共18次", "1.5"),
        ("每周2次", "全年52次", 1),
        ("半年1次", "全年4次", 2),
    ],
)  # 4/4, 18/12, 52/52 and 4/2: the table covers one year
def test_the_total_of_the_year_against_a_promise_per_period(
    target: str, actual: str, in_targets_unit: int | str
) -> None:
    promised = parse_target(target)
    reported = parse_actual(actual, promised)
    assert reported.value is not None
    assert convert(reported.value, reported.unit, promised.unit) == Fraction(in_targets_unit)


def test_actual_takes_the_unit_of_its_column() -> None:
    assert parse_actual("104", parse_target("104", "平方米"), unit="平方米").unit == "平方米"


def test_a_repeated_sign_is_kept_and_means_nothing() -> None:
    for cell, sign in (
        ("=5次", "="),
        ("≥90%", "≥"),
        ("＞＝90%", "≥"),
        ("大于90%", ">"),
        ("9人", ""),
        ("达到90%", ""),
    ):
        assert parse_actual(cell).sign == sign


def test_a_shortfall_told_in_words_keeps_its_sign() -> None:
    """`未达90%` is no 90 %: the sign stands against the target's, and whoever scores must ask."""
    target = parse_target("≥90%")
    for cell in ("未达90%", "没有达到90%", "不足90%", "不到90%"):
        assert parse_actual(cell, target).sign == "<"
    assert parse_actual("达到90%", target).sign == ""


def test_reasons_of_a_number_cell() -> None:
    reasons = {
        "": Absence.BLANK,
        "—": Absence.DASH,
        "不适用": Absence.NOT_APPLICABLE,
        "约100": Absence.UNREADABLE,
    }
    assert {cell: read_number(cell) for cell in reasons} == reasons
    assert (read_number("1,200"), read_number("九十五"), read_number("两三")) == (
        1200,
        95,
        Absence.APPROXIMATE,
    )


def test_spreadsheet_numbers_enter_as_shown() -> None:
    assert from_float(0.1 + 0.2) == Fraction("0.3")
    assert date_of_serial(Fraction(45291)) == date(2023, 12, 31)
    assert (date_of_serial(Fraction(31)), date_of_serial(Fraction(90581, 2))) == (None, None)


@pytest.mark.parametrize(
    ("text", "unit", "ten_thousands"),
    [("50", "万元", "50"), ("50万", "万元", "50"), ("50万", "元", "50"), ("500000", "元", "50"), ("1.2亿元", "元", "12000"),
     ("伍拾万元整", "万元", "50"), ("约50", "万元", None), ("50%", "万元", None), ("50人", "元", None)],
)  # fmt: skip
def test_money(text: str, unit: str, ten_thousands: str | None) -> None:
    assert read_money(text, unit) == (Fraction(ten_thousands) if ten_thousands else None)


def test_one_spelling_for_look_alikes() -> None:
    assert tidy(" ＞＝ 95 ％\n") == "≥95%"
    assert tidy("《办法》") == "《办法》"
    assert tidy("3、500") == "3;500"
    assert squeeze("社会效益\n 指标") == "社会效益指标"
    assert one_line("社会效益\n指标 PM 2.5") == "社会效益指标PM 2.5"


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥4次", "6次，超额完成2次", "6"),
        ("≥4次", "实际6次，超额完成2次", "6"),
        ("≥4次", "超额完成5次", "5"),
        ("≥4次", "2+3次", None),
        ("≥4次", "2、3次", None),
        ("100%", "98%，完成率100%", None),
        ("100%", "98%，完成5项", "98"),
    ],
)
def test_several_numbers_are_no_sum_of_ours(target: str, actual: str, value: str | None) -> None:
    read = parse_actual(actual, parse_target(target))
    assert read.value == (None if value is None else Fraction(value))
    assert (read.absence is Absence.UNREADABLE) is (value is None)


def test_bounds_in_the_other_order() -> None:
    target = parse_target("≤100%且≥90%")
    assert (target.comparator, target.value, target.upper, target.unit) == (Comparator.RANGE, 90, 100, "%")


@pytest.mark.parametrize(
    ("target", "actual"), [("≥3套", "3台（套）"), ("≥3台（套）", "3台"), ("≥3台（套）", "3套")]
)
def test_sets_and_pieces_are_one_count(target: str, actual: str) -> None:
    promised = parse_target(target)
    reported = parse_actual(actual, promised)
    assert reported.value is not None
    assert convert(reported.value, reported.unit, promised.unit) == 3


def test_a_sign_in_words_is_a_word_where_words_were_promised() -> None:
    """未达到 stands before a number elsewhere, and says nothing without one."""
    assert parse_actual("未达到", parse_target("定性：优良中差")).grade == "未达到"
    assert parse_actual("未达到", parse_target("≥90%")).absence is Absence.LONE_SIGN
    assert parse_actual("≥", parse_target("定性：优良中差")).absence is Absence.LONE_SIGN
