"""When a project runs, as forms print it. Expected days are those of the calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from told import KINDS, only

from perfscore.model.values import Text
from perfscore.read.layout.periods import period_of, read_period

FORM = """项目支出绩效自评表 | < | < | < | < | <
（2023年度） | < | < | < | < | <
项目名称 | < | 甲项目 | {label} | {value} | <
实施单位 | < | 某局 | 主管部门 | 某局 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
产出指标（50分） | 数量指标（30分） | 检查次数 | ≥10次 | 11次 | 20
^ | ^ | 建设周期 | ≤12月 | 11月 | 10
^ | 时效指标 | 完工时间 | 2023年12月底前 | 2023年10月 | 20
"""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    ("label", "value"),
    [("起止时间", "2023年3月至2023年10月"), ("项目实施期限", "2023.3-2023.10"), ("项目周期", "2023年3-10月")],
)
def test_a_period_is_kept_with_its_cell(tmp_path: Path, kind: str, label: str, value: str) -> None:
    table = only(FORM.format(label=label, value=value), tmp_path, kind)
    assert table.period is not None
    assert (table.period.start, table.period.end) == (date(2023, 3, 1), date(2023, 10, 31))
    assert (table.period.written, table.period.at.cell) == (value, "E3")
    assert (table.project, len(table.rows)) == ("甲项目", 3)  # an indicator may be called 建设周期 too


def test_a_first_and_a_last_day_in_two_cells(tmp_path: Path, kind: str) -> None:
    two = "项目名称 | < | 甲项目 | < | < | <\n项目开始时间 | < | 2023年3月1日 | 项目结束时间 | 2022年12月31日 | <"
    form = FORM.replace("项目名称 | < | 甲项目 | {label} | {value} | <", two)
    period = only(form, tmp_path, kind).period
    assert period is not None
    assert (period.start, period.end) == (date(2023, 3, 1), date(2022, 12, 31))


def test_points_of_the_second_level_are_kept(tmp_path: Path, kind: str) -> None:
    table = only(FORM.format(label="起止时间", value="长期"), tmp_path, kind)
    assert table.period is None
    assert table.level_points == {"产出指标": 50}
    assert table.group_points == {("产出指标", "数量指标"): 30}
    assert table.rows[0].path[:2] == ("产出指标", "数量指标")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023年1月至2023年12月", "2023-01-01", "2023-12-31"),
        ("2023-01-01至2023-12-30", "2023-01-01", "2023-12-30"),
        ("2023年5月2日—6月3日", "2023-05-02", "2023-06-03"),
        ("2023年1－12月", "2023-01-01", "2023-12-31"),
        ("2024/2/1~2024/2", "2024-02-01", "2024-02-29"),
        ("2021-2023年", "2021-01-01", "2023-12-31"),
        ("2023年度", "2023-01-01", "2023-12-31"),
    ],
)
def test_periods_as_printed(text: str, start: str, end: str) -> None:
    assert read_period(text) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text", ["长期", "三年", "2023年1月起", "按合同约定至完工", "", "12个月", "2023年13月至14月"]
)
def test_what_names_no_two_days_is_no_period(text: str) -> None:
    assert read_period(text) is None


def test_a_note_may_print_the_period() -> None:
    note = Text("项目起止时间：2023年8月至2023年3月。")
    period = period_of(None, None, None, (Text("存在问题：无"), note))
    assert period is not None
    assert (period.start, period.end) == (date(2023, 8, 1), date(2023, 3, 31))
    assert period_of(None, None, None, (Text("工期紧，2023年8月至12月未开工"),)) is None
