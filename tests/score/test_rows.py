"""Single rows. Every expected score is worked by hand from the rule it names."""

from __future__ import annotations

from fractions import Fraction

import pytest
from factory import row
from hypothesis import given
from hypothesis import strategies as st

from perfscore.model.assessment import Outcome, PointsSource, Score, Step
from perfscore.model.decimals import fixed
from perfscore.model.place import NOWHERE
from perfscore.model.table import Indicator
from perfscore.rules.load import load_template
from perfscore.score.points import Allotted
from perfscore.score.rows import score_row

RULES = load_template("cn.mof.project-self-assessment")


def scored(indicator: Indicator, points: str = "10", **choices: str) -> tuple[Score, list[str]]:
    rules = load_template("cn.mof.project-self-assessment", choices=choices) if choices else RULES
    step = Step("分值", points, Fraction(points), points, NOWHERE)
    score, findings = score_row(indicator, Allotted(Fraction(points), PointsSource.FORM, step), rules)
    return score, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("target", "actual", "expected", "met"),
    [
        ("≥60场", "57场", "9.50", False),  # LOC-01: 10 x 57/60
        ("≥60场", "60场", "10.00", True),
        ("≥60场", "600场", "10.00", True),
        ("95", "90", "9.47", False),  # no sign: at least; 10 x 90/95 = 9.4737
        ("≤50万元", "50万元", "10.00", True),  # LOC-02a
        ("≤50万元", "55万元", "9.00", False),  # 10 x (1 - 5/50)
        ("≤50万元", "100万元", "0.00", False),  # twice the target
        ("≤0起", "0起", "10.00", True),
        ("≤0起", "1起", "0.00", False),
        ("=6人", "9人", "6.67", False),  # LOC-03b: 10 x 6/9
        ("=6人", "4人", "6.67", False),
        ("=100", "=100", "10.00", True),
        ("10-15天", "12天", "10.00", True),  # LOC-03d
        ("10-15天", "8天", "8.00", False),  # 10 x 8/10
        ("10-15天", "18天", "8.00", False),  # 10 x (1 - 3/15)
        ("≥10次", "-3次", "0.00", False),  # LOC-04: a negative actual counts as 0
        (">10次", "10次", "10.00", False),  # the ratio is 1, the promise of more is still missed
        ("2023年9月底", "2023年9月30日", "10.00", True),
        ("2023年9月底", "2023年10月1日", "0.00", False),
        ("9月前", "7月", "10.00", True),
    ],
)
def test_score_of_a_row(target: str, actual: str, expected: str, met: bool) -> None:
    score, codes = scored(row(target, actual))
    assert (fixed(score.score), score.met, score.outcome) == (expected, met, Outcome.SCORED)
    assert codes == []


@pytest.mark.parametrize(
    ("reading", "expected"),
    [("symmetric", "6.67"), ("one-sided", "10.00"), ("deviation", "5.00"), ("strict", "0.00")],
)
def test_readings_of_the_equal_sign(reading: str, expected: str) -> None:
    score, _ = scored(row("=6人", "9人"), equal=reading)
    assert fixed(score.score) == expected


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥50000元", "4万元"), ("≥5万元", "40000元"), ("≥0.0005亿元", "4万元")],
)
def test_units_of_money_are_reconciled(target: str, actual: str) -> None:
    score, codes = scored(row(target, actual))
    assert (fixed(score.score), codes) == ("8.00", [])
    assert any(step.label == "单位换算" for step in score.trace[-1].because)


def test_units_that_cannot_be_reconciled_are_a_finding_not_a_guess() -> None:
    score, codes = scored(row("≥5公里", "5亩"))
    assert (score.outcome, codes) == (Outcome.NOT_DEMONSTRATED, ["S103"])


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("", "100"),
        ("=", "100"),
        ("≥95%", ""),
        ("≥95%", "—"),
        ("≥95%", "约96%"),
        ("≥95%", "不适用"),
        ("≥**", "5"),
        ("", ""),
    ],
)
def test_no_usable_value_earns_nothing_now_and_everything_possibly(target: str, actual: str) -> None:
    score, _ = scored(row(target, actual))
    assert score.outcome is Outcome.NOT_DEMONSTRATED
    assert (score.score, score.possible, score.met) == (0, 10, None)
    assert score.trace[-1].value is None


def test_a_bare_fraction_against_a_percentage_is_asked_back() -> None:
    score, codes = scored(row("≥90%", "0.95"))
    assert (score.outcome, codes) == (Outcome.NOT_DEMONSTRATED, ["S111"])


def test_a_bare_zero_promises_nothing() -> None:
    score, codes = scored(row("0", "5"))
    assert (score.outcome, codes) == (Outcome.NOT_DEMONSTRATED, ["S112"])


@pytest.mark.parametrize(
    ("target", "actual"), [("≥90%", "低于90%"), ("≥4次", "＜4次"), ("≤5%", "超过5%"), ("≤50万元", "≥50万元")]
)
def test_an_actual_that_points_the_other_way_is_no_value(target: str, actual: str) -> None:
    score, codes = scored(row(target, actual))
    assert (score.outcome, codes) == (Outcome.NOT_DEMONSTRATED, ["S113"])


@pytest.mark.parametrize(("target", "actual"), [("≥90%", "≥90%"), ("≤5%", "≤5%"), ("=100", "=100")])
def test_an_actual_that_repeats_the_sign_is_its_number(target: str, actual: str) -> None:
    score, codes = scored(row(target, actual))
    assert (fixed(score.score), codes) == ("10.00", [])


def test_a_denied_promise_is_not_paid_on_the_claim() -> None:
    score, codes = scored(row("有效提升", "未有效提升", claimed="10"))
    assert (score.outcome, codes) == (Outcome.NOT_DEMONSTRATED, ["S106"])


def test_a_word_is_no_number() -> None:
    score, codes = scored(row("≥30次", "完成"))
    assert (score.outcome, codes) == (Outcome.NOT_DEMONSTRATED, ["S104"])


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("优", "10.00"),
        ("良", "8.50"),
        ("中", "7.00"),
        ("低", "5.00"),
        ("差", "3.00"),
        ("达成预期指标", "10.00"),
    ],
)
def test_grades_earn_their_default_share(actual: str, expected: str) -> None:
    score, codes = scored(row("定性：优良中低差", actual))
    assert (fixed(score.score), codes) == (expected, [])


@pytest.mark.parametrize(
    ("actual", "claimed", "expected", "codes"),
    [
        ("优", "9", "9.00", []),  # 80 %-100 %: the unit's own score stands
        ("优", "8", "8.00", []),
        ("优", "7.9", "10.00", ["S105"]),
        ("中", "6", "6.00", []),  # 60 %-80 %
        ("中", "8", "7.00", ["S105"]),  # 80 % belongs to the band above
        ("差", "5.9", "5.90", []),
        ("差", "6", "3.00", ["S105"]),
    ],
)
def test_a_claim_inside_its_band_stands(actual: str, claimed: str, expected: str, codes: list[str]) -> None:
    score, found = scored(row("定性：优良中低差", actual, claimed=claimed))
    assert (fixed(score.score), found) == (expected, codes)


@pytest.mark.parametrize("actual", ["降低出行成本", "已降低出行成本"])
def test_the_promise_repeated_is_the_promise_kept(actual: str) -> None:
    score, codes = scored(row("降低出行成本", actual))
    assert (fixed(score.score), score.met, codes) == ("10.00", True, [])


@pytest.mark.parametrize(
    ("promised", "reported", "expected"),
    [
        ("全覆盖", "100%", "10"),
        ("全部覆盖", "100", "10"),
        ("全覆盖", "95%", "0"),
        ("零事故", "0", "10"),
        ("零投诉", "0起", "10"),
        ("无重大安全事故", "未发生", "10"),
        ("零投诉", "1起", "0"),
        ("100%覆盖", "0", "0"),
    ],
)
def test_a_promise_in_words_answered_in_figures(promised: str, reported: str, expected: str) -> None:
    result, _ = scored(row(promised, reported))
    assert result.score == Fraction(expected)


def test_the_promise_negated_is_not_kept() -> None:
    score, codes = scored(row("降低出行成本", "未降低出行成本"))
    assert (score.outcome, codes) == (Outcome.NOT_DEMONSTRATED, ["S106"])


def test_a_phrase_without_degree_takes_the_claim_with_a_warning() -> None:
    score, codes = scored(row("持续改善", "办学条件有变化", claimed="9"))
    assert (fixed(score.score), codes) == ("9.00", ["S106"])


def test_every_score_tells_its_story() -> None:
    indicator = row("=6人", "9人")
    score, _ = scored(indicator, "4.16")
    (step,) = score.trace
    assert step.expression == "4.16 × min(9 ÷ 6, 6 ÷ 9)"
    assert step.value == Fraction("4.16") * 6 / 9
    assert step.shown == "2.77"
    assert [below.label for below in step.because] == ["分值", "年度指标值", "实际完成值"]


NUMBERS = st.decimals(0, 10**6, places=2).map(lambda d: str(d))
SIGNS = st.sampled_from(["≥", "≤", "=", ">", "<"])


@given(SIGNS, NUMBERS, NUMBERS, st.decimals(0, 100, places=2))
def test_score_stays_within_its_points(sign: str, target: str, actual: str, points: object) -> None:
    score, _ = scored(row(f"{sign}{target}", actual), str(points))
    assert 0 <= score.score <= Fraction(str(points))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_more_never_lowers_a_positive_row_nor_raises_a_cost(target: str, one: str, other: str) -> None:
    low, high = sorted([one, other], key=Fraction)
    up = [scored(row(f"≥{target}", actual))[0].score for actual in (low, high)]
    down = [scored(row(f"≤{target}", actual))[0].score for actual in (low, high)]
    assert up[0] <= up[1]
    assert down[0] >= down[1]


@given(SIGNS, st.integers(1, 10**6), st.integers(0, 10**6))
def test_restating_the_unit_changes_nothing(sign: str, target: int, actual: int) -> None:
    in_yuan, _ = scored(row(f"{sign}{target}0000元", f"{actual}0000元"))
    in_wan, _ = scored(row(f"{sign}{target}万元", f"{actual}万元"))
    mixed, _ = scored(row(f"{sign}{target}万元", f"{actual}0000元"))
    assert in_yuan.score == in_wan.score == mixed.score


def test_claimed_points_do_not_touch_a_quantitative_score() -> None:
    assert scored(row("≥10次", "5次", claimed="10"))[0].score == 5
