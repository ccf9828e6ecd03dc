"""Money in budget and final-account texts of several years.

The seeds are published documents; the figures expected of them were read by eye. The others are made by hand.
"""

from __future__ import annotations

from fractions import Fraction

from perfscore.compare.texts import compare_texts
from perfscore.model.money_text import Account, MoneyText
from perfscore.model.place import Place
from perfscore.model.prose import Document, Paragraph
from perfscore.read.prose.money_text import money_text


def document(file: str, *lines: str) -> Document:
    return Document(file, tuple(Paragraph(n, line, Place(file)) for n, line in enumerate(lines, 1)))


def text_of(file: str, *lines: str) -> MoneyText:
    found = money_text(document(file, *lines))
    assert found is not None
    return found


FINAL_2023 = text_of(
    "2023.txt",
    "某局2023年度部门决算",
    "2023年度收、支总计均为210.03万元。与2022年度相比，收、支总计各增加64.96万元，增长44.78%。",
    "2023年本年支出合计210.03万元，其中：基本支出142.03万元，占67.62%；项目支出68万元，占32.38%。",
    "公务接待费支出决算1.6万元，比2022年度增加0.16万元，增长11.11%。",
)


def figures(text: MoneyText) -> dict[str, str]:
    return {each.item: str(float(each.amount)) for each in text.own}


def test_items_of_a_final_account() -> None:
    assert (FINAL_2023.year, FINAL_2023.account) == (2023, Account.FINAL)
    assert figures(FINAL_2023) == {
        "收支总计": "210.03", "支出合计": "210.03", "基本支出": "142.03", "项目支出": "68.0", "公务接待费": "1.6"
    }  # fmt: skip


def test_the_year_before_is_worked_out() -> None:
    prior = {each.item: (each.amount, each.prior_year) for each in FINAL_2023.prior}
    assert prior["收支总计"] == (Fraction("145.07"), 2022)
    assert prior["公务接待费"] == (Fraction("1.44"), 2022)


def test_level_means_the_same_as_last_year() -> None:
    text = text_of(
        "2025.txt", "某局2025年部门预算", "2025年，机关运行经费财政拨款预算12.6万元，与2024年预算持平。"
    )
    assert [(each.item, each.amount) for each in text.prior] == [("机关运行经费", Fraction("12.6"))]


def test_a_contradiction_between_two_years_is_found_and_a_match_is_not() -> None:
    wrong = text_of(
        "2022.txt",
        "某局2022年度部门决算",
        "2022年度收、支总计均为146.07万元。",
        "公务接待费支出决算1.44万元。",
    )
    [finding] = compare_texts([FINAL_2023, wrong]).findings
    assert finding.code == "C401"
    assert "推算的2022年“收支总计”为145.07万元，2022.txt印的是146.07万元，相差1万元" in finding.message
    right = text_of(
        "2022.txt",
        "某局2022年度部门决算",
        "2022年度收、支总计均为145.07万元。",
        "公务接待费支出决算1.44万元。",
    )
    assert compare_texts([FINAL_2023, right]).findings == ()


def test_rounding_is_no_contradiction() -> None:
    rounded = text_of("2022.txt", "某局2022年度部门决算", "2022年度收、支总计均为145.1万元。")
    assert compare_texts([FINAL_2023, rounded]).findings == ()


def test_a_budget_is_not_held_against_a_final_account() -> None:
    budget = text_of("2022.txt", "某局2022年部门预算", "某局2022年收支预算总数100万元。")
    assert compare_texts([FINAL_2023, budget]).findings == ()


def test_two_texts_of_one_year() -> None:
    other = text_of("again.txt", "某局2023年度部门决算", "2023年本年支出合计211万元。")
    [finding] = compare_texts([FINAL_2023, other]).findings
    assert (finding.code, dict(finding.facts)["gap"]) == ("C402", "0.97")


def test_a_text_without_a_year_or_money_is_none() -> None:
    assert money_text(document("a.txt", "某局工作总结", "全年召开会议5次。")) is None
    assert money_text(document("a.txt", "2023年部门预算", "全年召开会议5次。")) is None
