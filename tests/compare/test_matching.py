"""Which row continues which; nothing is guessed silently."""

from __future__ import annotations

from itertools import permutations

from compare.years import compared, named, year
from hypothesis import given
from hypothesis import strategies as st

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
