"""Sentences to statements. Figures are of published notes or made up; sentences are our own."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfscore.model.prose import Claims, Difference, Growth, Listed, Repeat, Share, Sum, Summed
from perfscore.read.prose.paragraphs import prose_of
from perfscore.read.prose.statements import read_claims


def claims(text: str) -> Claims:
    return read_claims(prose_of(text.encode(), "a.txt"))


def growths(text: str) -> list[Growth]:
    return [s for s in claims(text).statements if isinstance(s, Growth)]


def shares(text: str) -> list[Share]:
    return [s for s in claims(text).statements if isinstance(s, Share)]


def sums(text: str) -> list[Sum]:
    return [s for s in claims(text).statements if isinstance(s, Sum)]


# value, change and whether it rises, of the one growth in each sentence
GROWTHS = {
    "收入126.05亿元，比上年多2.25亿元，增长1.82%。": ("126.05亿元", "2.25亿元", True),
    "省级收入8.09亿元，减少766万元，负增长0.94%。": ("8.09亿元", "766万元", False),
    "稅收66342萬元，同比增長18.39%，增收10304萬元。": ("66342万元", "10304万元", True),
    "收、支总计均为210.03万元。与上年相比，收、支总计各增加64.96万元，增长30.93%。": (
        "210.03万元",
        "64.96万元",
        True,
    ),
    "镇本级经费4.5万元：接待0万元，用车4.5万元（购置0万元、运行4.5万元）。比上年减少0.03万元，下降0.6%。": (
        "4.5万元",
        "0.03万元",
        False,
    ),
    "接待费预算为1.6万元，支出决算为1.5万元；决算数较上年增加0.16万元，增长10%。": (
        "1.5万元",
        "0.16万元",
        True,
    ),
    "接待费12万元，完成预算15万元的80%，比上年减少3万元，下降20%。": ("12万元", "3万元", False),
    "运行经费20万元，较上年增加2万元，增幅为11.11%。": ("20万元", "2万元", True),
}


@pytest.mark.parametrize("sentence", GROWTHS)
def test_growth_knows_its_value_and_its_change(sentence: str) -> None:
    (growth,) = growths(sentence)
    assert growth.change is not None
    assert (growth.value.written, growth.change.written, growth.rises) == GROWTHS[sentence]


def test_base_is_the_value_less_the_rise_or_with_the_fall_added() -> None:
    up, down = growths("甲支出210.03万元，增加64.96万元，增长44.78%。乙支出431万元，减少2万元，下降0.46%。")
    assert up.old == Fraction("1450700")  # 210.03 - 64.96 = 145.07 万元
    assert down.old == Fraction(4330000)  # 431 + 2


def test_a_printed_old_value_is_the_base() -> None:
    text = "接待费124万元，同上年148万元相比下降24万元，下降16%。"
    (growth,) = growths(text)
    assert growth.base is not None and growth.base.written == "148万元"
    (difference,) = [s for s in claims(text).statements if isinstance(s, Difference)]
    assert difference.recomputed == -240000


def test_rates_without_amounts_claim_nothing_that_can_be_worked_out() -> None:
    assert growths("税收13896万元，同比下降5.2%；非税12980万元，增长29.1%。") == []
    assert claims("预计增长约5%，经费约50万元。").unresolved == ()


def test_rough_figures_are_left_alone() -> None:
    assert growths("收入5000万元，比上年增加约500万元，增长11%左右。") == []


# part and whole of the last share of each text
SHARES = {
    "支出合计208.23万元，其中：基本支出141.23万元，占68%，项目支出67万元，占32%。": ("67万元", "208.23万元"),
    "工资支出905709.06元，占基本支出预算79.89%。\n基本支出预算1133753.33元。": (
        "905709.06元",
        "1133753.33元",
    ),
    "税收66342万元。地方财政收入100223万元，税收占地方财政收入66.19%。": ("66342万元", "100223万元"),
    "支出总预算的构成如下。基本支出70元，占支出总预算的70%。\n收支总预算100元，减少1元。": ("70元", "100元"),
    "支出300万元，已付款240万元，占支出300万元的80%。": ("240万元", "300万元"),
}


@pytest.mark.parametrize("text", SHARES)
def test_share_knows_part_and_whole(text: str) -> None:
    share = shares(text)[-1]
    assert (share.part.written, share.whole.written) == SHARES[text]


def test_a_whole_that_is_not_printed_is_basic_and_project_outlay_together() -> None:
    text = (
        "基本支出2476260.58元，占一般公共预算支出的84.06%。\n项目支出469500元，占一般公共预算支出的15.94%。"
    )
    assert {share.whole.amount for share in shares(text)} == {Fraction("2945760.58")}


def test_a_share_of_something_unknown_is_told_as_not_understood() -> None:
    told = claims("教育支出50万元，占5.0%。")
    assert [place.quote for place in told.unresolved] == ["教育支出50万元，占5.0%"]


def test_no_item_is_the_whole_of_its_neighbour() -> None:
    assert shares("本级收入100万元，占收入总额的50%；下属收入100万元，占收入总额的50%。") == []


def test_completion_by_both_figures_or_by_what_lies_between_them() -> None:
    (both,) = shares("会议费预算为125万元，支出决算为120万元，完成预算的96%。")
    assert both.is_completion and (both.part.amount, both.whole.amount) == (1200000, 1250000)
    (between,) = shares("支出1741.75万元，完成年初预算100%，决算数大于预算数55.93万元。")
    assert between.whole.amount == Fraction("16858200")  # 1741.75 - 55.93 = 1685.82 万元


# total and parts of the sum in each text
SUMS = {
    "收入126.05亿元，增长1%。地方80.18亿元；中央37.78亿元；省级8.09亿元。": ("126.05", "80.18 37.78 8.09"),
    "三公经费4.5万元（出国0万元、接待1.5万元、用车3万元）。": ("4.5", "0 1.5 3"),
    "工资20元，占8成。\n商品5元。\n补助3元。三项之和即28元。": ("28", "20 5 3"),
    "编制56人，行政24人，事业32人。": ("56", "24 32"),
    "办结重要事项86项，持续督办9项，共95项。": ("95", "86 9"),
    "公务用车运行维护及购置24.5万元。运行维护24.5万元；购置0万元。": ("24.5", "24.5 0"),
}


@pytest.mark.parametrize("text", SUMS)
def test_sum_knows_total_and_parts(text: str) -> None:
    total, parts = SUMS[text]
    found = [(s.total.number, [p.number for p in s.parts]) for s in sums(text)]
    assert (Fraction(total), [Fraction(part) for part in parts.split()]) in found


def test_changes_add_up_with_their_signs() -> None:
    text = (
        "用车251万元，比上年下降34万元。购置56万元，增加56万元。接待124万元，下降24万元。增减相抵减少2万元。"
    )
    (recap,) = [s for s in sums(text) if s.over is Summed.CHANGES]
    assert [part.number for part in recap.parts] == [-34, 56, -24]
    assert recap.is_certain and recap.off_by == 0  # -34 + 56 - 24 = -2


def test_items_are_held_against_their_class() -> None:
    text = (
        "公共支出161.83万元、保障支出13.62万元。\n"
        "1.公共支出（类）机构（款）运行（项）2025年预算数为161.84万元。\n"
        "2.保障支出（类）养老（款）缴费（项）2025年预算数为13.16万元。\n"
        "3.保障支出（类）其他（款）其他（项）2025年预算数为0.46万元。"
    )
    (repeat,) = [s for s in claims(text).statements if isinstance(s, Repeat) and s.of_whole_class]
    assert (repeat.first.written, repeat.again.written) == ("161.83万元", "161.84万元")
    assert any([p.number for p in s.parts] == [Fraction("13.16"), Fraction("0.46")] for s in sums(text))


def test_names_are_counted() -> None:
    (listed,) = [
        s for s in claims("中心内设机构3个股室：综合股、督查股、考评股。").statements if isinstance(s, Listed)
    ]
    assert listed.printed == len(listed.names) == 3


def test_figures_are_as_exact_as_the_document_prints_them() -> None:
    told = claims("甲161.83万元，乙12.6万元，丙单价0.0385万元。")
    assert [figure.places for figure in told.figures] == [2, 2, 4]


def test_a_statement_says_where_it_stands() -> None:
    text = "总体情况\n\n用于基本支出预算的共 1000.00 元,占\n支出总预算的 50.00 %。\n支出总预算2000.00元。"
    share = shares(text)[0]
    assert share.at.paragraph == 3
    assert share.at.quote == "用于基本支出预算的共 1000.00 元,占\n支出总预算的 50.00 %"
    assert str(share.at) == "第3段"
