"""Facts beside the tables: typed, named as officers write them, and refused with a line when they are wrong."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from perfscore.model.given import FIELDS, GivenKind
from perfscore.pipeline import GivenError, facts_beside, read, report_facts

GOOD = """\
主要职能: 协助督促检查。
重点工作:
  - 督查 3 次。
  - 培训 200 人次。
实有人数: 9人
编制人数: 10
人员构成:
  事业人员: 9
支出:
  基本支出: 1412300元
  项目支出: 67万元
上年支出: "145.07"
专项预算: ""
其他:
  党建情况: 支部达标。
项目:
  督查经费:
    立项依据: 区委文件。
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_facts_are_typed(tmp_path: Path) -> None:
    given = report_facts(written(tmp_path, GOOD))
    assert given.texts == {"主要职能": ("协助督促检查。",), "重点工作": ("督查 3 次。", "培训 200 人次。")}
    assert given.counts == {"实有人数": 9, "编制人数": 10}
    assert given.parts["支出"] == {"基本支出": Fraction("141.23"), "项目支出": Fraction(67)}
    assert given.amounts == {"上年支出": Fraction("145.07")}
    assert given.others == {"党建情况": ("支部达标。",)}
    assert given.of_project("督查经费").texts["立项依据"] == ("区委文件。",)
    assert given.of_project("督查经费").texts["主要职能"] == ("协助督促检查。",)
    assert "立项依据" not in given.of_project("目标管理经费").texts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("主要职能: 甲\n主要职责: 乙\n", "facts.yaml:2：不认识的资料“主要职责”。是否想写“主要职能”？"),
        ("实有人数: 约9人\n", "facts.yaml:1：“实有人数”应为人数，如 9 或 9人，写的是“约9人”。"),
        ("实有人数: 9.5\n", "facts.yaml:1：“实有人数”应为人数"),
        ("实有人数: -1\n", "facts.yaml:1：“实有人数”应为人数"),
        ("上年支出: 一百多万\n", "facts.yaml:1：“上年支出”应为金额"),
        ("上年支出: -5\n", "facts.yaml:1：“上年支出”应为金额"),
        ("支出:\n  基本支出: 141.23\n  项目支出: 六十七点\n", "facts.yaml:3：“支出：项目支出”应为金额"),
        ("支出: 208.23\n", "facts.yaml:1：“支出”的写法不对，“支出”应为分项金额（万元）。"),
        ("主要职能:\n  甲: 乙\n", "facts.yaml:2：“主要职能：甲”的写法不对，“主要职能”应为文字。"),
        (
            "实有人数: 9\n人员构成:\n  事业人员: 8\n",
            "facts.yaml:3：“人员构成”合计 8 人，与“实有人数” 9 人不符。",
        ),
        ("项目:\n  立项依据: 甲\n", "facts.yaml:2：“项目”下应先写项目名称"),
        ("重点工作:\n  - 甲: 乙\n", "facts.yaml:1：“重点工作”下应为一列文字"),
        ("主要职能: 甲\n主要职能: 乙\n", "facts.yaml:2: 主要职能 重复（第 1 行已有）"),
        ("主要职能: &a 甲\n", "facts.yaml:1: 主要职能 不允许锚点（&）"),
        ("主要职能: !!python/object/apply:os.system [ls]\n", "facts.yaml:1: 主要职能 不允许类型标记（!）"),
        ("- 甲\n", "facts.yaml:1: 最外层应为“键: 值”"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(GivenError) as caught:
        report_facts(written(tmp_path, text))
    assert str(caught.value).startswith(said)


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(GivenError) as caught:
        report_facts(written(tmp_path, "甲: 1\n实有人数: 多\n"))
    assert len(str(caught.value).splitlines()) == 2


def sheet(folder: Path, *rows: tuple[object, ...], title: str = "报告资料") -> Path:
    book = openpyxl.Workbook()
    book.active.title = "自评表"  # type: ignore[union-attr]
    made = book.create_sheet(title)
    for row in rows:
        made.append(row)
    path = folder / "资料.xlsx"
    book.save(path)
    return path


def test_a_sheet_says_the_same(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        ("资料", "内容"),
        ("主要职能", "协助督促检查。"),
        ("重点工作", "督查 3 次。\n培训 200 人次。"),
        ("实有人数", 9),
        ("人员构成：事业人员", 9),
        ("支出：基本支出", 141.23),
        ("违规记录", None),
        ("项目：督查经费",),
        ("立项依据", "区委文件。"),
    )
    given = report_facts(path)
    assert given.texts == {"主要职能": ("协助督促检查。",), "重点工作": ("督查 3 次。", "培训 200 人次。")}
    assert given.counts == {"实有人数": 9}
    assert given.parts["支出"] == {"基本支出": Fraction("141.23")}
    assert given.projects["督查经费"].texts == {"立项依据": ("区委文件。",)}


def test_a_wrong_row_of_a_sheet_is_told_by_its_cell(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("资料", "内容"), ("主要职责", "甲"))
    with pytest.raises(GivenError, match=r"^\[报告资料\]A2：不认识的资料“主要职责”"):
        report_facts(path)


def test_a_workbook_without_the_sheet_and_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(GivenError, match=r"^资料\.xlsx：没有名为“报告资料”的工作表。$"):
        report_facts(sheet(tmp_path, ("甲", "乙"), title="别的"))
    with pytest.raises(GivenError, match=r"^没有\.xlsx："):
        report_facts(tmp_path / "没有.xlsx")
    with pytest.raises(GivenError, match=r"^无法读取资料文件"):
        report_facts(tmp_path / "没有.yaml")


def test_facts_are_found_beside_the_tables(tmp_path: Path) -> None:
    book = sheet(tmp_path, ("主要职能", "甲"))
    assert facts_beside([book]) == book
    facts = written(tmp_path, GOOD)
    assert facts_beside([book]) == facts
    assert facts_beside([tmp_path / "别处" / "表.xlsx"]) is None


def test_the_sheet_of_facts_is_no_table(tmp_path: Path) -> None:
    """It adds neither a table nor a finding to the workbook it lies in."""
    example = Path(__file__).parents[2] / "examples" / "zhaohua-2023" / "department.xlsx"
    book = openpyxl.load_workbook(example)
    for row in (("资料", "内容"), ("实有人数", 9), ("支出：基本支出", 141.23), ("支出：项目支出", 67)):
        (book["报告资料"] if "报告资料" in book.sheetnames else book.create_sheet("报告资料")).append(row)
    path = tmp_path / "department.xlsx"
    book.save(path)
    [plain], [with_facts] = read(example), read(path)
    assert [f.code for f in with_facts.findings] == [f.code for f in plain.findings]
    assert len(with_facts.rows) == len(plain.rows) == 16


def test_the_readme_names_every_fact() -> None:
    text = (Path(__file__).parents[2] / "README.zh-CN.md").read_text("utf-8")
    for kind in GivenKind:
        names = [name for name, its in FIELDS.items() if its is kind]
        assert f"- {kind.value}：{'、'.join(names)}\n" in text
