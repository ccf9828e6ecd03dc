"""What holds for every text: what we print we read back, how it is typed changes nothing, nothing raises, nothing hangs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfscore.model.decimals import plain
from perfscore.model.units import convert, is_known, measure
from perfscore.model.values import Absence, Actual, Comparator, Target
from perfscore.read.notation.actuals import parse_actual
from perfscore.read.notation.names import promise_in_name
from perfscore.read.notation.numbers import read_number
from perfscore.read.notation.numerals import read_numeral
from perfscore.read.notation.quantities import find_quantities, read_money
from perfscore.read.notation.spelling import one_line, squeeze, tidy
from perfscore.read.notation.targets import parse_target

UNITS = "% ‰ 次 人 人次 万人次 个 项 件 份 期 场 元 万元 亿元 公里 平方米 亩 公顷 天 工作日 小时 月 元/人·月 元/生/年 次/季度".split()
SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.AT_MOST: "≤",
    Comparator.EQUAL: "=",
    Comparator.MORE: ">",
    Comparator.LESS: "<",
}
GRADES = ("优良中低差", "优良中差", "好中差", "高中低")
LOOKALIKES = {
    "≥": "≥≧⩾≮",
    "≤": "≤≦⩽≯",
    "=": "=＝═",
    ">": ">＞",
    "<": "<＜",
    "%": "%％",
    "-": "-—–－",
    "~": "~～〜",
    ".": ".．",
    "/": "/／",
}
NUMERALS = "零一二三四五六七八九"
BLANKS = st.text(alphabet=" \t\n\r\u3000\u00a0\u200b\ufeff", max_size=3)

numbers = st.builds(Fraction, st.integers(-(10**9), 10**12), st.sampled_from([1, 10, 100, 10**4]))
amounts = numbers.map(abs)
units = st.sampled_from(UNITS)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any target that can be printed in the usual notations."""
    kind = draw(st.sampled_from([*SIGNS, Comparator.RANGE, Comparator.BY, Comparator.QUALITATIVE]))
    if kind in SIGNS:
        return Target(kind, value=draw(numbers), unit=draw(units))
    if kind is Comparator.RANGE:
        low, high = sorted((draw(amounts), draw(amounts)))
        return Target(kind, value=low, upper=high, unit=draw(units))
    if kind is Comparator.BY:
        return Target(kind, deadline=draw(st.dates(date(2000, 1, 1), date(2098, 12, 31))))
    return Target(kind, grades=tuple(draw(st.sampled_from(GRADES))))


def printed(target: Target) -> str:
    """A target as an officer writes it."""
    if target.deadline:
        return f"{target.deadline.year}年{target.deadline.month}月{target.deadline.day}日前"
    if target.grades:
        return "定性：" + "".join(target.grades)
    assert target.value is not None
    if target.upper is not None:
        return f"{plain(target.value)}-{plain(target.upper)}{target.unit}"
    return f"{SIGNS[target.comparator]}{plain(target.value)}{target.unit}"


def said(target: Target) -> tuple[object, ...]:
    return (
        target.comparator,
        target.value,
        target.upper,
        target.unit,
        target.grades,
        target.deadline,
        target.absence,
    )


@given(targets())
def test_what_is_printed_is_read_back(target: Target) -> None:
    read = parse_target(printed(target))
    assert said(read) == said(target)
    assert read.sign_printed


@given(targets(), st.data())
def test_typing_changes_nothing(target: Target, data: st.DataObject) -> None:
    typed = ""
    for before, character in zip(" " + printed(target), printed(target), strict=False):
        look = data.draw(st.sampled_from(LOOKALIKES.get(character, character)))
        if character.isascii() and character.isalnum() and data.draw(st.booleans()):
            look = chr(ord(character) + 0xFEE0)  # full width
        both_digits = before.isdigit() and character.isdigit()  # 1 234 is a number, a line break makes it two
        typed += (
            (" " if both_digits and data.draw(st.booleans()) else "") if both_digits else data.draw(BLANKS)
        )
        typed += look
    assert said(parse_target(typed)) == said(target)


@given(targets(), numbers, units)
def test_actual_repeats_the_number_whatever_the_sign(target: Target, number: Fraction, unit: str) -> None:
    """No more money than a rate of it promised is the amount of that rate: `500元` beside 500元/人/月."""
    if target.comparator in SIGNS:
        most = target.upper or target.value
        repeats = unit in ("元", "万元", "亿元") and target.unit.startswith(f"{unit}/") and most is not None
        if repeats and most is not None and number <= most:
            unit = target.unit
            written = plain(number) + unit.partition("/")[0]
        else:
            written = plain(number) + unit
        for sign in ("", *SIGNS.values()):
            actual = parse_actual(f"{sign}{written}", target)
            assert (actual.value, actual.unit, actual.sign) == (number, unit, sign)


@given(st.sampled_from([*SIGNS]), numbers, st.sampled_from(UNITS))
def test_unit_in_its_own_column_or_in_the_cell(comparator: Comparator, number: Fraction, unit: str) -> None:
    apart = parse_target(plain(number), unit, sign=SIGNS[comparator])
    together = parse_target(f"{SIGNS[comparator]}{plain(number)}{unit}")
    assert said(apart) == said(together)


@given(numbers, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_conversion_goes_there_and_back(number: Fraction, unit: str, into: str) -> None:
    there = convert(number, unit, into)
    back = convert(Fraction(1), into, unit)
    assert (there is None) == (back is None)
    if there is not None:
        assert convert(there, into, unit) == number


@given(amounts)
def test_money_is_the_same_in_every_unit(number: Fraction) -> None:
    target = parse_target(f"≤{plain(number)}万元")
    for unit, factor in (("元", 10**4), ("万元", 1), ("亿元", Fraction(1, 10**4))):
        actual = parse_actual(plain(number * factor) + unit, target)
        assert actual.value is not None
        assert convert(actual.value, actual.unit, target.unit) == number


def numeral(number: int) -> str:
    """The numeral of a number below 10¹², written by its own rules (the oracle of the test below)."""
    if number >= 10**8:
        return _with_rest(number, 10**8, "亿")
    if number >= 10**4:
        return _with_rest(number, 10**4, "万")
    for size, place in ((1000, "千"), (100, "百")):
        if number >= size:
            return _with_rest(number, size, place)
    if number >= 10:
        return numeral(number // 10) + "十" + (NUMERALS[number % 10] if number % 10 else "")
    return NUMERALS[number]


def _with_rest(number: int, size: int, place: str) -> str:
    head, rest = divmod(number, size)
    gap = "零" if 0 < rest < size // 10 else ""
    return numeral(head) + place + gap + (numeral(rest) if rest else "")


FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


@given(st.integers(0, 10**12 - 1) | st.integers(0, 10**5))
@example(10)
@example(110)
@example(1010)
@example(100_005)
@example(10_010_000)
def test_chinese_numerals(number: int) -> None:
    text = numeral(number)
    for written in (
        text,
        text.translate(FORMAL),
        text.removeprefix("一") if text.startswith("一十") else text,
    ):
        read = read_numeral(written)
        assert read is not None
        assert read.value == number
        assert parse_target(f"{written}人次").value == number


@given(st.integers(0, 10**6), st.text(alphabet=NUMERALS, min_size=1, max_size=6))
def test_chinese_decimals(number: int, decimals: str) -> None:
    digits = "".join(str(NUMERALS.index(c)) for c in decimals)
    read = read_numeral(f"{numeral(number)}点{decimals}")
    assert read is not None
    assert read.value == Fraction(f"{number}.{digits}")


KNOWN_NEGATIONS = (
    "不 未 没有 没 勿 莫 毋 禁止 严禁 不得 不应 不可 不宜 不该 不会 不准 不许 不允许 不要 不能 不再 未曾 切勿 杜绝 避免 防止"
).split()
OTHER_NEGATIONS = "不一定 不必 不用 不见得 未必 无需 无须 难以 拒绝 并非 绝非 没有人 无一户 不让任何人 是否 不得不 不能不 没有不".split()
ABOVE = "超过 超出 超 高于 大于 多于 突破 >".split()
BELOW = "低于 少于 小于 不足 <".split()
REACHED = "达到 达".split()
INCLUSIVE = "大于等于 小于等于 高于或等于 至少 至多 最高 最低 控制在 降至 提高到 ≥ ≤".split()
ADVERBS = ("", "原则上", "绝", "均", "确保", "项目成本", "服务人数")


@given(
    st.sampled_from(ADVERBS), st.sampled_from(KNOWN_NEGATIONS), st.sampled_from(ABOVE + BELOW), amounts, units
)
def test_a_negated_comparison_is_its_complement(
    adverb: str, negation: str, sense: str, number: Fraction, unit: str
) -> None:
    """Not above 20 is at most 20, not below 20 at least 20: by logic, whatever the words."""
    target = parse_target(f"{adverb}{negation}{sense}{plain(number)}{unit}")
    complement = Comparator.AT_MOST if sense in ABOVE else Comparator.AT_LEAST
    assert (target.comparator, target.value, target.unit, target.sign_printed) == (
        complement,
        number,
        unit,
        True,
    )


@given(
    st.sampled_from(KNOWN_NEGATIONS + OTHER_NEGATIONS),
    st.sampled_from(ABOVE + BELOW + REACHED + INCLUSIVE),
    st.sampled_from(["", "任意一次", "轻易地"]),
    amounts,
    units,
)
def test_a_negation_is_never_read_as_what_it_denies(
    negation: str, sense: str, between: str, number: Fraction, unit: str
) -> None:
    """Where it is not known for its complement a negated comparison is unreadable or words, but no promise of ours."""
    if sense in SIGNS.values():
        between = ""  # a sign behind a whole phrase is the phrase's own promise: 防止水土流失面积≥500亩
    target = parse_target(f"{negation}{between}{sense}{plain(number)}{unit}")
    allowed = {Comparator.NONE, Comparator.QUALITATIVE}
    if not between and negation in KNOWN_NEGATIONS:
        allowed |= (
            {Comparator.AT_MOST} if sense in ABOVE else {Comparator.AT_LEAST} if sense in BELOW else set()
        )
        allowed |= {Comparator.LESS} if sense in REACHED else set()
    assert target.comparator in allowed
    if negation in OTHER_NEGATIONS and not between:
        assert target.absence is Absence.UNREADABLE


SNIPPETS = st.sampled_from(
    (
        "≥ ≤ = > < ± ~ - , . / % 万 亿 元 次 人次 个 年 月 日 前 底 第 季度 至 且 以上 以内 不低于 控制在 约 近 余 多 左右 每 百分之 "
        "一 两 十 百 零 点 半 0 1 12 31 2023 99.5 1,000 优 良 差 定性 : ; ( ) [ ] X ** … 无 完成 达到 下降 增长 ٣ ² ① 《 》 "
        "\n \u3000 \u0301 \ud800"
    ).split(" ")
)
texts = st.text() | st.lists(SNIPPETS, max_size=12).map("".join)


@settings(max_examples=400)
@given(texts, texts, texts, texts, st.booleans())
def test_nothing_raises(cell: str, other: str, unit: str, sign: str, lower: bool) -> None:
    for target in (parse_target(cell, unit, sign=sign, lower_is_better=lower), parse_target(cell, year=2023)):
        check_target(target, cell)
        check_actual(parse_actual(other, target, unit=unit, year=2023, name=sign), other)
    check_actual(parse_actual(other), other)
    promise_in_name(cell)
    one_line(cell)
    read_number(cell)
    read_money(tidy(cell), unit)
    is_known(unit)
    convert(Fraction(3), unit, sign)
    assert measure(unit).factor > 0
    for found in find_quantities(tidy(cell)):
        assert found.end > found.start


def check_target(target: Target, cell: str) -> None:
    """A target is consistent in itself whatever it was read from."""
    assert target.written == cell
    assert (target.absence is not None) == (target.comparator is Comparator.NONE)
    assert (target.deadline is not None) == (target.comparator is Comparator.BY)
    assert (target.upper is not None) == (target.comparator is Comparator.RANGE)
    assert (target.value is not None) == (target.comparator in SIGNS or target.comparator is Comparator.RANGE)
    assert target.upper is None or target.value is None or target.value <= target.upper


def check_actual(actual: Actual, cell: str) -> None:
    assert actual.written == cell
    filled = [part for part in (actual.value, actual.grade, actual.date, actual.absence) if part is not None]
    assert len(filled) == 1


@given(st.text(alphabet="٠١٢٣٤٥٦٧٨٩०१२३𝟘߀௧៣", min_size=1, max_size=8))
def test_digits_of_other_scripts_are_folded_or_refused(digits: str) -> None:
    target = parse_target(digits + "%")
    plain_digits = all(c in "0123456789" for c in squeeze(digits))  # mathematical digits fold to plain ones
    assert (target.value is not None) == plain_digits
    assert plain_digits or target.absence is Absence.UNREADABLE


MEGABYTE = 1 << 20
HOSTILE = [
    "1", "1,", "1,000,", ".1", "-", "≥", "<=", "一", "百", "万亿", "两万", "年", "月", "2023年", "1月", "1-", "10-15天", "每", "约", "(", "[1,",
    "不低于", "控制在", "优", "优/", "定性", "第", "XX", "%", "元/", "人·", "次，", "已完成5次，", "增长5%，", " ", "\n", "1\n", "\u0301\u0316", "ﷺ",
    "①", "《", "a", "好、", "完成", "e5", "1e", "0.0", "±", "至", "#", "\ud800", "2023-12-", "一月", "十", "a/b", "1个", "近百",
    "不一定超过", "未", "不得超过5", "没有人超过5次", "全部", "一季度", "9:00", "PM2.5", "全年共", "率",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("length", [400, MEGABYTE])
def test_time_is_bounded(piece: str, length: int) -> None:
    promised = parse_target("≥5次")
    deadline = parse_target("2023年底")
    for text in (piece * (length // len(piece)), "≥" + piece * (length // len(piece)) + "次"):
        begin = perf_counter()
        parse_target(text, text, sign=text)
        for target in (None, promised, deadline):
            parse_actual(text, target, unit=text, name=text)
        promise_in_name(text)
        spent = perf_counter() - begin
        assert spent < 1


def test_the_longest_cell_that_is_read_closely_takes_linear_time() -> None:
    def spent(text: str) -> float:
        begin = perf_counter()
        for _ in range(5):
            parse_actual(text, parse_target("≥5次"))
            parse_target(text)
        return perf_counter() - begin

    for piece in HOSTILE:
        short, long = piece * (100 // len(piece)), piece * (400 // len(piece))
        assert spent(long) < 40 * spent(short) + 0.05
