"""Which row continues which; nothing is guessed silently."""

from __future__ import annotations

from itertools import permutations

import pytest
from compare.years import compared, named, year
from hypothesis import given
from hypothesis import strategies as st

from perfscore.compare.given import idle_matches
from perfscore.compare.matching import match
from perfscore.model.comparison import Certainty, GivenMatch, Regrouping
from perfscore.model.table import Indicator


def pairs_of(
    before: list[Indicator], after: list[Indicator], *given: GivenMatch
) -> list[tuple[str, str, str]]:
    found = match(before, after, given)
    return [(before[p.before].name, after[p.after].name, p.link.certainty.value) for p in found.pairs]


def test_equal_names_match_in_any_order() -> None:
    before = [
        named("检查次数", "≥4次", "4次"),
        named("合格率", "≥90%", "95%", "质量"),
        named("费用", "≤5万元", "5万元", "成本"),
    ]
    for after in permutations(before):
        assert sorted(pairs_of(before, list(after))) == sorted((row.name, row.name, "same") for row in before)


def test_a_renamed_indicator_matches_and_is_shown_as_supposed() -> None:
    before, after = [named("抽检覆盖率", "≥90%", "90%")], [named("抽查覆盖率", "≥90%", "90%")]
    assert pairs_of(before, after) == [("抽检覆盖率", "抽查覆盖率", "likely")]


def test_a_moved_indicator_keeps_its_name_and_says_so() -> None:
    found = match([named("宣传次数", "≥4次", "4次", "数量")], [named("宣传次数", "≥4次", "4次", "效益")])
    assert found.pairs[0].link.because == ("所属层级有调整",)


def test_two_candidates_are_left_to_a_person() -> None:
    before = [named("检查次数", "≥4次", "4次")]
    after = [named("督查次数", "≥4次", "4次"), named("巡查次数", "≥4次", "4次")]
    found = match(before, after)
    assert found.pairs == ()
    assert sorted(after[pair.after].name for pair in found.doubtful) == ["巡查次数", "督查次数"]
    assert {pair.link.certainty for pair in found.doubtful} == {Certainty.UNCERTAIN}


def test_opposed_words_are_asked_about_and_not_compared() -> None:
    found = match([named("新建道路里程", "≥5公里", "5公里")], [named("改建道路里程", "≥5公里", "5公里")])
    assert found.pairs == ()
    assert found.doubtful[0].link.because == ("词义不同：新建／改建",)


def test_names_of_other_units_are_not_even_asked_about() -> None:
    found = match([named("培训次数", "≥5次", "5次")], [named("培训人数", "≥5人", "5人")])
    assert (found.pairs, found.doubtful) == ((), ())


def test_a_person_is_believed() -> None:
    before, after = [named("新建道路里程", "≥5公里", "5公里")], [named("改建道路里程", "≥5公里", "5公里")]
    assert pairs_of(before, after, GivenMatch("新建道路里程", "改建道路里程")) == [
        ("新建道路里程", "改建道路里程", "given")
    ]
    same = [named("检查次数", "≥4次", "4次")]
    assert pairs_of(same, same, GivenMatch("检查次数", "检查次数", same=False)) == []


def test_twins_match_by_their_targets() -> None:
    before = [named("完成率", "≥90%", "90%"), named("完成率", "≥80%", "80%")]
    after = [named("完成率", "≥80%", "85%"), named("完成率", "≥90%", "95%")]
    found = match(before, after)
    assert [(pair.before, pair.after) for pair in found.pairs] == [(0, 1), (1, 0)]
    assert {pair.link.certainty for pair in found.pairs} == {Certainty.LIKELY}


def test_twins_with_equal_targets_are_left_open() -> None:
    twins = [named("完成率", "≥90%", "90%"), named("完成率", "≥90%", "80%")]
    assert match(twins, twins).pairs == ()


def test_a_split_is_seen_and_whether_it_adds_up() -> None:
    before = [named("培训人次", "≥100人次", "100人次")]
    after = [named("党员培训人次", "≥60人次", "60人次"), named("群众培训人次", "≥40人次", "40人次")]
    [group] = match(before, after).groups
    assert (group.kind, group.several, group.sums) == (Regrouping.SPLIT, (0, 1), True)
    [group] = match(after, before).groups
    assert (group.kind, group.several, group.sums) == (Regrouping.MERGED, (0, 1), True)
    after[1] = named("群众培训人次", "≥30人次", "40人次")
    assert match(before, after).groups[0].sums is False


def test_an_indicator_dropped_and_taken_up_again_stays_one_line() -> None:
    kept = named("检查次数", "≥4次", "4次")
    lost = named("宣传次数", "≥2次", "2次")
    comparison = compared(year(2021, kept, lost), year(2022, kept), year(2023, kept, lost))
    [line] = [line for line in comparison.lines if line.name == "宣传次数"]
    assert [standing is not None for standing in line.standings] == [True, False, True]


_NAMES = st.lists(
    st.sampled_from(
        "检查次数 督查次数 抽检率 抽查率 培训人次 培训次数 新建里程 改建里程 满意度 公众满意度".split()
    ),
    max_size=8,
)


@given(_NAMES, _NAMES)
def test_no_row_is_matched_twice_and_every_row_is_somewhere(before: list[str], after: list[str]) -> None:
    found = match(
        [named(name, "≥4次", "4次") for name in before], [named(name, "≥4次", "4次") for name in after]
    )
    ours, theirs = [p.before for p in found.pairs], [p.after for p in found.pairs]
    assert len(set(ours)) == len(ours)
    assert len(set(theirs)) == len(theirs)
    assert not {p.after for p in found.doubtful} & set(theirs)
    for pair in found.pairs:
        if pair.link.certainty is Certainty.SAME:
            assert before[pair.before] == after[pair.after]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("机关事业单位工作人员基本养老保险缴费及时率", "机关事业单位工作人员基本养老保险缴费准确率"),
        ("人民路小学教学楼及附属设施维修改造项目合格率", "和平路小学教学楼及附属设施维修改造项目合格率"),
        ("A区污水处理厂出水水质合格率", "B区污水处理厂出水水质合格率"),
        ("农村低保对象补助资金按时足额发放率", "农村五保对象补助资金按时足额发放率"),
        ("未成年人救助保护中心服务对象满意率", "成年人救助保护中心服务对象满意率"),
        ("城镇困难群众基本生活救助资金发放及时率", "困难群众基本生活救助资金发放及时率"),
        ("安全生产责任事故发生起数", "安全生产责任事故发生次数"),
        ("目标管理会议培训合格率", "目标管理会议部门培训合格率"),
        ("社会工作服务满意率", "社会服务满意率"),
        ("工作人员培训合格率", "人员培训合格率"),
    ],
)
def test_names_of_another_thing_are_not_joined_however_alike(before: str, after: str) -> None:
    found = match([named(before, "≥90%", "90%")], [named(after, "≥90%", "90%")])
    assert found.pairs == ()
    assert len(found.doubtful) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("机关事业单位工作人员养老保险缴费及时率", "机关事业单位工作人员的养老保险等缴费及时率"),
        ("政府采购系统登录账号实名认证率", "政府采购系统登陆帐号实名认证率"),
        ("目标管理会议的组织培训完成率", "目标管理会议组织培训完成率"),
        ("农业技术推广骨干教师集中培训合格率", "农业技术推广骨干教师集中化培训合格率"),
        ("2022年度机关事业单位养老保险按时缴费率", "2023年度机关事业单位的养老保险等按时缴费率"),
    ],
)
def test_a_letter_put_in_or_spelt_otherwise_is_a_slip(before: str, after: str) -> None:
    assert pairs_of([named(before, "≥90%", "90%")], [named(after, "≥90%", "90%")]) == [
        (before, after, "likely")
    ]


def test_of_two_rows_nearly_as_near_none_is_taken() -> None:
    before = [named("农业技术推广骨干教师集中培训合格率", "≥90%", "90%")]
    after = [
        named("农业技术推广骨干教师集中化培训合格率", "≥90%", "90%"),
        named("农业技术推广骨干教师分散集中培训合格率", "≥90%", "90%"),
    ]
    found = match(before, after)
    assert found.pairs == ()
    assert [group.several for group in found.groups] == [(0, 1)]


def test_units_in_brackets_keep_equal_names_apart() -> None:
    """`培训（场次）` and `培训（人次）` are one name once the unit is off, and two indicators."""
    found = match([named("培训（场次）", "≥3", "3")], [named("培训（人次）", "≥300", "300")])
    assert found.pairs == ()
    assert found.doubtful[0].link.because == ("计量单位不同",)
    assert pairs_of([named("道路（公里）", "≥3", "3")], [named("道路（米）", "≥3000", "3000")]) == [
        ("道路（公里）", "道路（米）", "same")
    ]


def test_names_alike_in_units_that_cannot_be_converted_are_asked_about() -> None:
    found = match([named("开展检查", "≥3次", "3次")], [named("检查", "≥30户", "30户")])
    assert found.pairs == ()
    assert found.doubtful[0].link.because == ("计量单位不同",)


def test_a_collective_name_of_the_library_joins_nothing() -> None:
    """Three kinds of pens go by one typical name in one table: it says nothing of which was dropped."""
    before = [named("公猪舍", "≥20平方米", "20平方米"), named("隔离舍", "≥50平方米", "50平方米")]
    after = [named("公猪舍", "≥20平方米", "20平方米"), named("周转猪舍", "≥50平方米", "50平方米")]
    found = match(before, after, alias=lambda row: "圈舍面积" if row.name.endswith("舍") else None)
    assert [(pair.before, pair.after) for pair in found.pairs] == [(0, 0)]
    alone = match([before[1]], [after[1]], alias=lambda _: "圈舍面积")
    assert alone.pairs[0].link.because == ("指标库中均为“圈舍面积”",)


def test_twins_of_one_year_do_not_keep_later_years_apart() -> None:
    """Two rows 培训 in 2021, one from 2022 on: which of the two it continues is open, that 2023 continues 2022 is not."""
    comparison = compared(
        year(2021, named("培训", "≥10次", "10次"), named("培训", "≥20次", "20次")),
        year(2022, named("培训", "≥30次", "30次")),
        year(2023, named("培训", "≥31次", "31次")),
    )
    kept = [[each is not None for each in line.standings] for line in comparison.lines]
    assert sorted(kept) == [[False, True, True], [True, False, False], [True, False, False]]
    assert [(each.earlier, each.later) for each in comparison.open_matches] == [(0, 1), (0, 1)]


def test_what_a_person_said_without_an_effect_is_told() -> None:
    tables = (
        year(2022, named("检查次数", "≥4次", "4次"), named("新建里程", "≥5公里", "5公里")),
        year(2023, named("检查次数", "≥4次", "4次"), named("改建里程", "≥5公里", "5公里")),
    )
    useful = [GivenMatch("新建里程", "改建里程"), GivenMatch("检查次数", "改建里程", same=False)]
    idle = [GivenMatch("检察次数", "检查次数"), GivenMatch("检察次数", "检查次数", same=False)]
    given = [*useful, *idle]
    assert idle_matches(given, [compared(*tables, given=given)]) == tuple(idle)


def test_both_answers_for_twins_of_one_name_decide_nothing() -> None:
    before = [named("完成率", "≥90%", "90%"), named("完成率", "≥80%", "80%")]
    after = list(reversed(before))
    both = (GivenMatch("完成率", "完成率"), GivenMatch("完成率", "完成率", same=False))
    assert [(pair.before, pair.after) for pair in match(before, after, both).pairs] == [(0, 1), (1, 0)]
