"""What one year says against the one before: each finding with a near twin that is quiet."""

from __future__ import annotations

import pytest
from compare.years import codes, compared, named, of_code, year
from factory import line

from perfscore.model.comparison import Comparison
from perfscore.model.finding import Kind
from perfscore.model.table import Stage

GOAL = "全年完成督查检查任务，按季度通报进展，确保各项重点工作按期落实到位，群众满意"


def checks_of(name: str, before: tuple[str, str], after: tuple[str, str], level: str = "数量") -> Comparison:
    return compared(year(2022, named(name, *before, level)), year(2023, named(name, *after, level)))


FIRING: list[tuple[str, Comparison, Comparison]] = []


def twins(code: str, fires: Comparison, quiet: Comparison) -> None:
    FIRING.append((code, fires, quiet))


def two(before: dict[str, object], after: dict[str, object]) -> Comparison:
    rows = (named("检查次数", "≥4次", "4次"),)
    return compared(year(2022, *rows, **before), year(2023, *rows, **after))


def seven(actuals: str) -> list[object]:
    return [
        named(f"事项{letter}数", "≥4次", f"{actual}次")
        for letter, actual in zip("甲乙丙丁戊", actuals, strict=True)
    ]


def staged(before: list[object], after: list[object], **more: object) -> Comparison:
    return compared(
        year(2023, *before, stage=Stage.DECLARATION),  # type: ignore[arg-type]
        year(2023, *after, **more),  # type: ignore[arg-type]
    )


one, other = named("检查次数", "≥4次", "4次"), named("宣传场数", "≥2场", "2场")
twins(
    "C101",
    two({"project": "甲项目"}, {"project": "乙项目"}),
    two({"project": "2022年甲项目"}, {"project": "2023年甲项目"}),
)
twins("C101", two({"unit": "甲局"}, {"unit": "乙局"}), two({"unit": "甲局"}, {"unit": "甲 局"}))
twins("C102", compared(year(2021, one), year(2023, one)), compared(year(2022, one), year(2023, one)))
twins("C103", compared(year(None, one), year(2023, one)), compared(year(2022, one), year(2023, one)))  # type: ignore[arg-type]
twins(
    "C201",
    checks_of("检查次数", ("≥10次", "10次"), ("≥9次", "9次")),
    checks_of("检查次数", ("≥9次", "9次"), ("≥10次", "10次")),
)
twins(
    "C201",
    checks_of("投诉件数", ("≤5件", "5件"), ("≤6件", "6件")),
    checks_of("投诉件数", ("≤6件", "6件"), ("≤5件", "5件")),
)
twins(
    "C202",
    checks_of("检查次数", ("≥10次", "20次"), ("≥17次", "17次")),
    checks_of("检查次数", ("≥10次", "20次"), ("≥18次", "18次")),
)
twins(
    "C202",
    checks_of("投诉件数", ("≤50件", "40件"), ("≤45件", "40件")),
    checks_of("投诉件数", ("≤50件", "40件"), ("≤44件", "40件")),
)
twins(
    "C203",
    checks_of("检查次数", ("≥10次", "13次"), ("≥20次", "26次")),
    checks_of("检查次数", ("≥10次", "13次"), ("≥20次", "25次")),
)
twins(
    "C204",
    two({"goal": f"2022年{GOAL}"}, {"goal": f"2023年{GOAL}"}),
    two({"goal": GOAL}, {"goal": GOAL + "。新增巡察整改"}),
)
twins(
    "C205",
    two({"goal_result": GOAL}, {"goal_result": GOAL}),
    two({"goal_result": "已完成"}, {"goal_result": "已完成"}),
)
twins(
    "C206",
    compared(
        year(2022, named("检查次数", "≥4次", "3次", note="人手不足")),
        year(2023, named("检查次数", "≥4次", "2次", note="人手不足")),
    ),
    compared(
        year(2022, named("检查次数", "≥4次", "3次", note="无")),
        year(2023, named("检查次数", "≥4次", "2次", note="无")),
    ),
)
twins(
    "C207",
    compared(year(2022, *seven("45678")), year(2023, *seven("45678"))),  # type: ignore[arg-type]
    compared(year(2022, *seven("45678")), year(2023, *seven("45679"))),  # type: ignore[arg-type]
)
twins(
    "C208",
    checks_of("检查次数", ("≥10次", "10次"), ("≥8次", "8次")),
    checks_of("检查次数", ("≥10次", "10次"), ("≥10次", "8次")),
)
twins(
    "C209",
    # execution 50 % and then 100 %: five points more; 8 of 10 becomes 7.9 of 10: half a point less of 50
    compared(
        year(2022, named("检查次数", "≥100次", "80次"), budget=line(spent=50)),
        year(2023, named("检查次数", "≥100次", "79次")),
    ),
    compared(
        year(2022, named("检查次数", "≥100次", "80次"), budget=line(spent=50)),
        year(2023, named("检查次数", "≥100次", "80次")),
    ),
)
twins(
    "C210",
    compared(year(2022, named("检查次数", "≥4次", "3次"), other), year(2023, other)),
    compared(year(2022, one, other), year(2023, other)),
)
twins(
    "C211",
    two({"budget": line(initial=100, spent=79)}, {"budget": line(initial=110)}),
    two({"budget": line(initial=100, spent=80)}, {"budget": line(initial=110)}),
)
twins(
    "C301",
    staged([named("检查次数", "≥5次", "")], [one]),
    staged([named("检查次数", "不少于4次", "")], [one]),
)
twins("C302", staged([one, other], [one]), staged([one], [one]))
twins("C303", staged([one], [one, other]), staged([one, other], [one, other]))
twins("C304", staged([one], [one], budget=line(initial=90)), staged([one], [one], budget=line(initial=100)))


@pytest.mark.parametrize(("code", "fires", "quiet"), FIRING)
def test_a_finding_and_its_near_twin(code: str, fires: Comparison, quiet: Comparison) -> None:
    assert code in codes(fires)
    assert code not in codes(quiet)
    for finding in fires.findings:
        for lang in ("zh", "en"):
            assert "{" not in finding.wording(lang).message


def test_every_finding_has_a_twin() -> None:
    from perfscore.compare import findings

    declared = {kind.code for kind in vars(findings).values() if isinstance(kind, Kind)}
    assert len(declared) > 15
    of_texts = {code for code in declared if code.startswith("C4")}  # in test_texts.py
    assert {code for code, _, _ in FIRING} == declared - of_texts


def test_a_ceiling_on_costs_follows_the_budget() -> None:
    comparison = checks_of("培训费用", ("≤5万元", "4万元"), ("≤8万元", "8万元"), "成本")
    assert codes(comparison) == []


def test_a_supposed_match_is_told_as_such() -> None:
    before = year(2022, named("抽检覆盖率", "≥90%", "90%", "质量"))
    after = year(2023, named("抽查覆盖率", "≥80%", "80%", "质量"))
    [finding] = of_code(compared(before, after), "C201")
    assert finding.message == (
        "“抽查覆盖率”的年度指标值由“≥90%”（2022年）调整为“≥80%”（2023年），要求降低"
        "（由“抽检覆盖率”改名，推定为同一指标）。"
    )


def test_a_row_that_may_have_been_renamed_is_not_called_dropped() -> None:
    before = year(2022, named("新建道路里程", "≥5公里", "4公里"))
    after = year(2023, named("改建道路里程", "≥5公里", "5公里"))
    comparison = compared(before, after)
    assert "C210" not in codes(comparison)
    assert len(comparison.open_matches) == 1


def test_an_ordinary_pair_of_years_is_quiet() -> None:
    before = year(2022, named("检查次数", "≥10次", "10次"), named("满意度", "≥90%", "92%", "满意"), goal=GOAL)
    after = year(
        2023,
        named("检查次数", "≥11次", "12次"),
        named("满意度", "≥92%", "93%", "满意"),
        goal="完成十一次检查，公开全部结果，群众满意度有所提高",
    )
    assert codes(compared(before, after)) == []


@pytest.mark.parametrize(
    ("declared", "assessed", "changed"),
    [
        ("≥10公里", "≥10000米", False),
        ("≤10万元", "≤100000元", False),
        ("80-90公里", "80000-90000米", False),
        ("≥10公里", "≥9000米", True),
        ("80-90公里", "80000-95000米", True),
        ("≥10公里", "≤10000米", True),
        ("≥10人", "≥10人次", True),
    ],
)
def test_a_target_in_another_unit_is_not_changed(declared: str, assessed: str, changed: bool) -> None:
    comparison = staged([named("里程", declared, declared)], [named("里程", assessed, assessed)])
    assert bool(of_code(comparison, "C301")) is changed


def test_one_case_of_few_is_no_trend() -> None:
    """At most 2 accidents, 1 in both years: twice as good as promised, and nothing to be raised."""
    assert codes(checks_of("安全事故起数", ("≤2起", "1起"), ("≤2起", "1起"))) == []


def test_an_unchanged_share_of_points_is_told_as_such() -> None:
    comparison = checks_of("检查次数", ("≥10次", "10次"), ("≥8次", "8次"))
    [finding] = of_code(comparison, "C208")
    assert "比上年差，得分率仍为100.00%。" in finding.message
