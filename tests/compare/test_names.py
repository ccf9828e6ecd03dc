"""Names of indicators: what differs only in words, and what differs."""

from __future__ import annotations

import pytest

from perfscore.compare.names import contains, likeness


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("抽检覆盖率", "抽查覆盖率"),
        ("群众满意度", "公众满意率"),
        ("2022年培训人次", "2023年培训人次"),
        ("开展检查次数", "检查次数"),
        ("指标1：验收合格率", "竣工验收达标率"),
        ("整改落实率（%）", "整改率"),
    ],
)
def test_words_that_mean_the_same_make_names_alike(before: str, after: str) -> None:
    found = likeness(before, after)
    assert found.alike
    assert found.opposed == ""


@pytest.mark.parametrize(
    ("before", "after", "opposed"),
    [
        ("新建道路里程", "改建道路里程", "新建／改建"),
        ("小学入学率", "初中入学率", "小学／初中"),
        ("1号线客流量", "2号线客流量", "1／2"),
        ("第一批补助发放率", "第二批补助发放率", "一／二"),
        ("财政收入增长率", "财政支出增长率", "收入／支出"),
        ("市级资金到位率", "县级资金到位率", "市级／县级"),
    ],
)
def test_words_that_contradict_keep_names_apart(before: str, after: str, opposed: str) -> None:
    found = likeness(before, after)
    assert not found.alike
    assert found.opposed == opposed


def test_what_was_passed_over_is_told() -> None:
    assert likeness("抽检覆盖率", "抽查覆盖率").because == ("同义词：抽检＝抽查",)
    assert "年份不计" in likeness("2022年培训人次", "2023年培训人次").because


def test_equal_names_are_wholly_alike_and_empty_ones_not_at_all() -> None:
    assert likeness("检查 次数", "检查次数") == (100, True, (), "")
    assert likeness("", "检查次数").share == 0
    assert not likeness("", "").alike


def test_share_is_of_letters_in_common() -> None:
    """Two of four letters changed in each: 2 x 4 of 10 letters stay in place, so 80."""
    assert likeness("抽检覆盖率", "抽查覆盖率").share == 80


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("党员培训人次", "培训人次", True),
        ("培训党员人次", "培训人次", True),
        ("培训人次", "培训人次", False),
        ("道路里程", "培训人次", False),
        ("培训人次", "党员培训人次", False),
    ],
)
def test_a_name_within_another(whole: str, part: str, expected: bool) -> None:
    assert contains(whole, part) is expected
