"""Points of the indicators that the rules name, where a level-1 indicator is absent: told, or following their level."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfscore.conformance.tables import table_of
from perfscore.model.decimals import plain
from perfscore.pipeline import assess
from perfscore.rules.load import load_template
from perfscore.rules.template import RuleTemplate
from perfscore.score.points import Allotment, allot_points

SOURCE = "source: {rule: X-1, evidence: derived}"
HEAD = (
    'id: my.rules\nname: n\nform: department\nversion: "1"\nextends: cn.mof.project-self-assessment\n'
    f"{SOURCE}\n"
)
ITEMS = {"甲": ("决策", 15), "乙": ("决策", 10), "丙": ("管理", 30), "丁": ("绩效", 45)}
ROWS = {
    "甲": "决策 | 目标 | 甲 | 定性 | 15",
    "乙": "决策 | 目标 | 乙 | 定性 | 10",
    "丙": "管理 | 内控 | 丙 | 定性 | 30",
    "丁": "绩效 | 成效 | 丁 | 定性 | 45",
}


def rules(tmp_path: Path, way: str | None, moved: str = "{}") -> RuleTemplate:
    """决策 25, 管理 30, 绩效 45; every indicator named by the rules."""
    values = {
        "level-points": "[{execution: 0, levels: {决策: 25, 管理: 30, 绩效: 45}}]",
        "level-names": "{决策: [], 管理: [], 绩效: []}",
        "absent-level": moved,
    }
    if way:
        values["absent-level-items"] = way
    text = HEAD + "values:\n"
    for name, given in values.items():
        rule = SOURCE.replace("X-1", "X-2") if name == "absent-level-items" else SOURCE
        text += f"  {name}:\n    meaning: m\n    versions:\n      - {{in_force: 2020-01-01, value: {given}, {rule}}}\n"
    text += "items:\n"
    for name, (level, points) in ITEMS.items():
        text += (
            f"  {name}:\n    level: [{level}]\n    meaning: m\n    unit: 分\n    versions:\n"
            f'      - {{in_force: 2020-01-01, points: {points}, formula: "clip(actual, 0, points)", {SOURCE}}}\n'
        )
    path = tmp_path / "my.rules" / "template.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return load_template(path)


def allotted(template: RuleTemplate, rows: list[str]) -> Allotment:
    table = table_of({"rows": rows})
    assert table is not None
    return allot_points(table, template)


def points(template: RuleTemplate, *names: str) -> list[str]:
    return [plain(row.points) for row in allotted(template, [ROWS[name] for name in names]).rows]


@pytest.mark.parametrize("way", [None, "tell"])
def test_points_stay_and_the_sum_is_told(tmp_path: Path, way: str | None) -> None:
    template = rules(tmp_path, way)
    assert points(template, "甲", "乙", "丁") == ["15", "10", "45"]
    table = table_of({"rows": [ROWS[name] for name in ("甲", "乙", "丁")]})
    assert table is not None
    (told,) = [finding for finding in assess(table, template).findings if finding.code == "A301"]
    assert "合计 70 分，应为 100 分" in told.message


def test_points_follow_their_level_and_add_up(tmp_path: Path) -> None:
    """100 × 25 ÷ 70 = 35.71 and 100 × 45 ÷ 70 = 64.29; 35.71 × 15 ÷ 25 = 21.426, × 10 ÷ 25 = 14.284."""
    template = rules(tmp_path, "scale")
    allotment = allotted(template, [ROWS[name] for name in ("甲", "乙", "丁")])
    assert [plain(row.points) for row in allotment.rows] == ["21.43", "14.28", "64.29"]
    assert sum(row.points for row in allotment.rows) == 100
    step = allotment.rows[0].step
    assert step.expression == "15 × 35.71 ÷ 25"
    assert getattr(step.source, "rule", "") == "X-2"
    (told,) = [finding for finding in allotment.findings if finding.name == "level-absent"]
    assert "管理" in told.message


def test_points_of_an_absent_level_go_where_the_rules_say(tmp_path: Path) -> None:
    """管理's 30 go to 绩效: 45 × 75 ÷ 45 = 75; 决策 keeps its 25."""
    assert points(rules(tmp_path, "scale", "{管理: 绩效}"), "甲", "乙", "丁") == ["15", "10", "75"]


def test_nothing_is_scaled_where_no_level_is_absent(tmp_path: Path) -> None:
    assert points(rules(tmp_path, "scale"), "甲", "乙", "丙", "丁") == ["15", "10", "30", "45"]


def test_a_row_of_the_unit_s_own_shares_what_the_scaled_ones_leave(tmp_path: Path) -> None:
    """决策 has 35.71, of which 甲 has 21.43 alone: 15 × 35.71 ÷ 25 = 21.426; the unit's own row gets 14.28."""
    own = "决策 | 目标 | 自设 | ≥1项 | 1项"
    allotment = allotted(rules(tmp_path, "scale"), [ROWS["甲"], own, ROWS["丁"]])
    assert [plain(row.points) for row in allotment.rows] == ["21.43", "14.28", "64.29"]


def test_printed_points_stand(tmp_path: Path) -> None:
    rows = [f"{ROWS[name]} | {printed}" for name, printed in (("甲", 20), ("乙", 5), ("丁", 45))]
    assert [plain(row.points) for row in allotted(rules(tmp_path, "scale"), rows).rows] == ["20", "5", "45"]


def test_an_unknown_level_leaves_the_points_alone(tmp_path: Path) -> None:
    rows = [ROWS["甲"], "其他 | 其他 | 自设 | ≥1项 | 1项"]
    assert plain(allotted(rules(tmp_path, "scale"), rows).rows[0].points) == "15"
