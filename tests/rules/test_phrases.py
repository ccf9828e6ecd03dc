"""Formulas as sentences, each typed by hand."""

from __future__ import annotations

import pytest

from perfscore.rules.formula import parse_formula
from perfscore.rules.load import load_template
from perfscore.rules.phrases import NAMES, sentence
from perfscore.rules.vocabulary import VARIABLES

SENTENCES = [
    (
        "points if actual >= target else points * actual / target if actual > 0 else 0",
        "完成值不低于目标值的，得满分；否则，完成值大于 0 的，得 分值×完成值÷目标值；其余得 0 分。",
    ),
    ("points if days_late <= 0 else 0", "逾期天数不高于 0 的，得满分；其余得 0 分。"),
    ("points * clip(spent / budget, 0, 1)", "得 分值×［全年执行数÷全年预算数（不低于 0，不高于 1）］。"),
    ("clip(actual, 0, 1)", "得 完成值（不低于 0，不高于 1）。"),
    (
        "points * (1 - (actual - target) / target)",
        "得 分值×（1−（完成值−目标值）÷目标值）。",
    ),
    ("max(0, points - 2 * defects)", "得 （分值−2×缺陷个数）（不低于 0）。"),
    (
        "points * min(actual / target, target / actual)",
        "得 分值×［完成值÷目标值 与 目标值÷完成值 中较小的］。",
    ),
    ("max(actual, target, lower)", "得 完成值、目标值 与 下限 中最大的。"),
    (
        "points if lower <= actual <= upper else 0",
        "完成值不低于下限且不高于上限的，得满分；其余得 0 分。",
    ),
    (
        "points if abs(final - initial) <= 0.1 * initial else points / 2",
        "决算数与年初预算数之差的绝对值不高于 0.1×年初预算数的，得满分；其余得 分值÷2。",
    ),
    (
        "0 if actual < 0.7 * target or actual > 1.3 * target else points * min(1, actual / target)",
        "完成值小于 0.7×目标值，或者完成值大于 1.3×目标值的，得 0 分；其余得 分值×［完成值÷目标值（不高于 1）］。",
    ),
    (
        "max(0, score - 2) if actual >= 1.3 * target and target > 0 else score",
        "完成值不低于 1.3×目标值，且目标值大于 0 的，得 （得分−2）（不低于 0）；其余得分不变。",
    ),
    (
        "min(total, 59) if spent < 0.5 * budget else total",
        "全年执行数小于 0.5×全年预算数的，得 总分（不高于 59）；其余总分不变。",
    ),
    (
        "(points if actual <= 0 else 0) if target == 0 else points",
        "目标值等于 0 的，（完成值不高于 0 的，得满分；其余得 0 分）；其余得满分。",
    ),
    ("points if not actual >= target else 0", "完成值小于目标值的，得满分；其余得 0 分。"),
    (
        "points if not (actual < 1 or target != 2) else -points",
        "完成值不低于 1，且目标值等于 2 的，得满分；其余得 −分值。",
    ),
    ("points if not 1 < actual < 2 else 0", "完成值不高于 1，或者完成值不低于 2 的，得满分；其余得 0 分。"),
    ("points * (1 if actual > limit else 0.5)", "得 分值×［完成值大于 limit 时为 1；其余为 0.5］。"),
    ("points * abs(actual)", "得 分值×［完成值的绝对值］。"),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_a_formula_reads_as_a_sentence(text: str, told: str) -> None:
    assert sentence(parse_formula(text)) == told


def test_names_may_be_given() -> None:
    told = sentence(parse_formula("points if rooms >= 3 else 0"), {**NAMES, "rooms": "房间数"})
    assert told == "房间数不低于 3 的，得满分；其余得 0 分。"


def test_every_variable_of_the_rules_has_a_chinese_name() -> None:
    used = frozenset().union(*VARIABLES.values())
    assert used
    assert used <= set(NAMES)


@pytest.mark.parametrize("reading", ["symmetric", "one-sided", "deviation", "strict"])
def test_our_own_formulas_hold_nothing_but_chinese_and_figures(reading: str) -> None:
    rules = load_template("cn.mof.project-self-assessment", choices={"equal": reading})
    for formula in rules.formulas.values():
        told = sentence(formula.value)
        assert told.endswith("。")
        assert not any(letter.isascii() and letter.isalpha() for letter in told), told
