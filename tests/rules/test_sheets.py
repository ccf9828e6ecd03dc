"""Decision tables in worksheets: nothing is lost on the way there and back, and what cannot be is refused by cell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from perfscore import pipeline
from perfscore.rules.formula import parse_formula
from perfscore.rules.load import available_templates, template_data
from perfscore.rules.said import Problem, TemplateError
from perfscore.rules.sheet_words import as_formula, in_words
from perfscore.rules.sheets import RuleTable, fragment, fragment_text, rows_of, tables
from perfscore.rules.sheets_read import read_sheets
from perfscore.rules.steps import faults, formula_text
from perfscore.rules.tree import FormulaError
from perfscore.rules.yaml_document import read_document

IDS = [each.id for each in available_templates()]
COST, HUNAN = "cn.mof.project-self-assessment-cost", "cn.hn.department-self-assessment"
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def sheets_of(found: list[RuleTable]) -> list[tuple[str, list[list[str]]]]:
    return [(table.title, rows_of(table)) for table in found]


def yaml_of(text: str) -> Mapping[str, Any]:
    document = read_document(text.encode(), "sheets.yaml")
    assert not document.problems
    return document.data


def steps_in(data: Any) -> list[Any]:
    """Every step table of a template, as written."""
    if isinstance(data, dict):
        own = [data["table"]] if "table" in data else []
        return own + [each for value in data.values() for each in steps_in(value)]
    return [each for value in data for each in steps_in(value)] if isinstance(data, list) else []


# --- There and back -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", IDS)
def test_rows_say_all_that_the_template_says(id: str) -> None:
    found = list(tables(template_data(id)))
    assert {"values/grades", "values/quality-bands", "values/level-points"} <= {each.place for each in found}
    assert read_sheets(sheets_of(found), "x") == found


@pytest.mark.parametrize("id", IDS)
def test_yaml_to_workbook_to_yaml(id: str, tmp_path: Path) -> None:
    found = list(tables(template_data(id)))
    file = tmp_path / "规则表.xlsx"
    assert pipeline.tables_to_workbook(id, file) == len(found)
    assert yaml_of(pipeline.tables_from_workbook(file)) == fragment(found)


def laid_over(own: Any, base: Any) -> Any:
    """What a person gets who puts the YAML of a workbook into the template: the same keys win, the rest stays."""
    if isinstance(own, dict) and isinstance(base, dict):
        return {**base, **{key: laid_over(value, base.get(key)) for key, value in own.items()}}
    return own


def with_beginnings(data: Any) -> Any:
    """A template in which every step says where it begins, as the sheets have it."""
    if isinstance(data, list):
        return [with_beginnings(each) for each in data]
    if not isinstance(data, dict):
        return data
    told = {key: with_beginnings(each) for key, each in data.items()}
    if "of" in told and "rows" in told:
        for before, row in pairwise(told["rows"]):
            edge = ("above", before["up_to"]) if "up_to" in before else ("from", before["below"])
            row.setdefault(*edge)
        told["of"] = " ".join(told["of"].split())
    return told


@pytest.mark.parametrize("id", IDS)
def test_what_a_workbook_says_put_into_its_template_changes_nothing(id: str, tmp_path: Path) -> None:
    """YAML to workbook to YAML: every value, formula, date and source of the whole template is there again."""
    file = tmp_path / "规则表.xlsx"
    pipeline.tables_to_workbook(id, file)
    data = with_beginnings(dict(template_data(id)))
    assert laid_over(yaml_of(pipeline.tables_from_workbook(file)), data) == data


def test_a_rule_with_a_table_and_an_older_formula_comes_back_whole(tmp_path: Path) -> None:
    """The formula of the older version has no steps; it is not lost where the newer version is a table."""
    source = "source: {rule: X-1, evidence: derived}"
    path = tmp_path / "my.rules" / "template.yaml"
    path.parent.mkdir()
    path.write_text(
        'id: my.rules\nname: n\nform: project\nversion: "1"\nextends: cn.mof.project-self-assessment\n'
        f"{source}\nrules:\n  execution-rate:\n    meaning: m\n    versions:\n"
        f"      - in_force: 2020-01-01\n        until: 2022-01-01\n        formula: points * min(1, spent / budget)\n"
        f"        {source}\n      - in_force: 2022-01-01\n        table:\n          of: spent / budget\n"
        f"          rows: [{{below: 0.5, score: 0}}, {{from: 0.5, score: points}}]\n        {source}\n",
        encoding="utf-8",
    )
    file = tmp_path / "规则表.xlsx"
    pipeline.tables_to_workbook(str(path), file)
    data = template_data(path)
    again = yaml_of(pipeline.tables_from_workbook(file))
    assert again["rules"]["execution-rate"] == data["rules"]["execution-rate"]


@needs_office
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_nothing_is_lost_when_an_office_program_saves_it_again(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for id in IDS:
        pipeline.tables_to_workbook(id, tmp_path / f"{id}.xlsx")
    files = [str(tmp_path / f"{id}.xlsx") for id in IDS]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(out), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for id in IDS:
        saved = out / f"{id}.{suffix}"
        assert saved.read_bytes() != (tmp_path / f"{id}.xlsx").read_bytes()
        assert yaml_of(pipeline.tables_from_workbook(saved)) == fragment(list(tables(template_data(id)))), id


def test_the_tables_are_those_of_the_template() -> None:
    """Beginnings of steps are said although a template may leave them out; nothing else differs."""
    seen = 0
    for id in IDS:
        data = template_data(id)
        shown = [each.version["table"] for each in tables(data) if "table" in each.version]
        written = steps_in({key: data.get(key, {}) for key in ("rules", "level_rules", "items")})
        assert sorted(map(formula_text, shown)) == sorted(map(formula_text, written))
        seen += len(shown)
    assert seen >= 6
    data = template_data(COST)
    assert fragment(list(tables(data)))["values"]["grades"] == data["values"]["grades"]
    assert (
        fragment(list(tables(data)))["level_rules"]["满意度指标"]["versions"]
        == data["level_rules"]["满意度指标"]["versions"]
    )


def test_beginnings_that_are_left_out_are_filled_in() -> None:
    rows = [{"up_to": "10", "score": "points"}, {"below": "20", "score": "1"}, {"score": "0"}]
    table = {
        "meaning": "m",
        "versions": [{"in_force": "2020-01-01", "table": {"of": "actual", "rows": rows}, "source": {}}],
    }
    (found,) = tables({"values": {}, "rules": {"equal": table}})
    assert found.version["table"]["rows"] == [
        {"up_to": "10", "score": "points"},
        {"above": "10", "below": "20", "score": "1"},
        {"from": "20", "score": "0"},
    ]


def test_the_yaml_of_a_sheet_is_a_template_again(tmp_path: Path) -> None:
    """A template of nothing but what the sheets say, over the national one, scores by the sheets."""
    file = tmp_path / "规则表.xlsx"
    pipeline.tables_to_workbook("cn.platform.grades-80", file)
    book = load_workbook(file)
    sheet = book["等级"]
    assert [sheet.cell(8, column).value for column in range(1, 6)] == [
        "等级", "下限", "含下限", "上限", "含上限",
    ]  # fmt: skip
    sheet["B9"], sheet["D10"] = 85, 85  # 优 from 85 instead of 80
    book.save(file)
    head = (
        'id: my.rules\nname: n\nform: project\nversion: "1"\nextends: cn.mof.project-self-assessment\n'
        "source: {rule: X-1, evidence: derived}\n"
    )
    path = tmp_path / "my.rules" / "template.yaml"
    path.parent.mkdir()
    path.write_text(head + pipeline.tables_from_workbook(file), encoding="utf-8")
    rules = pipeline.load_template(path)
    assert [(grade.name, grade.at_least) for grade in rules.grades.value] == [
        ("优", 85), ("良", 70), ("中", 60), ("差", 0),
    ]  # fmt: skip


def test_the_same_workbook_every_time(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        pipeline.tables_to_workbook(HUNAN, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_reading_needs_no_writing_library(tmp_path: Path) -> None:
    file = tmp_path / "规则表.xlsx"
    pipeline.tables_to_workbook(HUNAN, file)
    code = (
        "import sys; from pathlib import Path; from perfscore import pipeline;"
        f"pipeline.tables_from_workbook(Path({str(file)!r})); print('openpyxl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"


# --- What a person may change ---------------------------------------------------------------------------------

Rows = list[list[str]]
Edit = Callable[[Rows], None]


def put(row: int, column: int, text: str) -> Edit:
    """An edit of the cell in this row and column, counted from 1."""

    def edit(rows: Rows) -> None:
        cells = rows[row - 1]
        cells += [""] * (column - len(cells))
        cells[column - 1] = text

    return edit


def table_named(id: str, place: str) -> RuleTable:
    return next(each for each in tables(template_data(id)) if each.place == place)


def rows_named(place: str, id: str = COST) -> Rows:
    return rows_of(table_named(id, place))


LEVEL = "level_rules/满意度指标"


def test_how_a_step_table_looks() -> None:
    assert rows_named(LEVEL) == [
        ["满意度指标"],
        ["含义", "满意度按档得分：90%（含）以上满分，80%（含）至 90% 得八成，60%（含）至 80% 得一半，不足 60% 不得分"],
        ["位置", "level_rules/满意度指标"],
        ["按什么分档", "完成值"],
        [],
        ["施行日期", "截止日期", "规则编号", "可靠程度", "文件", "条款", "说明"],
        ["2021-08-18", "", "M101-08", "memory", "财预〔2021〕101号", "", "按 10 分的例子 10、8、5、0 折成比例，条文未读到"],
        [],
        ["下限", "含下限", "上限", "含上限", "得分"],
        ["", "", "60", "否", "0"],
        ["60", "是", "80", "否", "分值 × 0.5"],
        ["80", "是", "90", "否", "分值 × 0.8"],
        ["90", "是", "", "", "分值"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("edits", "path", "came_out"),
    [
        ([put(11, 3, "85"), put(12, 1, "85")], ("rows", 1, "below"), "85"),
        ([put(11, 5, "分值×0.6")], ("rows", 1, "score"), "points*0.6"),
        ([put(11, 5, "（分值 ＋ 1）÷ 2")], ("rows", 1, "score"), "(points + 1)/ 2"),
        ([put(13, 5, "分值 若 完成值 ≥ 目标值 否则 0")], ("rows", 3, "score"), "points if actual >= target else 0"),
        ([put(13, 5, "分值若完成值≥目标值否则0")], ("rows", 3, "score"), "points if actual>=target else 0"),
        ([put(11, 4, "是"), put(12, 2, "不含")], ("rows", 1, "up_to"), "80"),
        ([put(11, 4, "是"), put(12, 2, "否")], ("rows", 2, "above"), "80"),
        ([put(4, 2, "完成值 ÷ 目标值"), put(10, 3, "60%"), put(11, 1, "60%"), put(11, 3, "0.8"),
          put(12, 1, "８０％"), put(12, 3, "0.9"), put(13, 1, "0.9")], ("rows", 0, "below"), "0.6"),
    ],
)  # fmt: skip
def test_what_a_person_writes_is_understood(
    edits: list[Edit], path: tuple[str, int, str], came_out: str
) -> None:
    rows = rows_named(LEVEL)
    for edit in edits:
        edit(rows)
    (table,) = read_sheets([("满意度", rows)], "x.xlsx")
    part: Any = table.version["table"]
    for key in path:
        part = part[key]
    assert part == came_out


@pytest.mark.parametrize("written", ["2023/1/5", "2023年1月5日", "2023-01-05 00:00:00", "2023.1.5"])
def test_a_date_may_be_shown_in_any_way(written: str) -> None:
    rows = rows_named(LEVEL)
    put(7, 1, written)(rows)
    (table,) = read_sheets([("s", rows)], "x.xlsx")
    assert table.version["in_force"] == "2023-01-05"


def test_rows_and_columns_may_be_moved() -> None:
    rows = rows_named(LEVEL)
    moved = [*rows[:4], ["", "随手记一笔"], *rows[4:9], *rows[9:11], [], *rows[11:]]
    turned = [row[::-1] if len(row) == 5 else row for row in moved]
    (table,) = read_sheets([("s", turned)], "x.xlsx")
    assert table.version == table_named(COST, LEVEL).version


GRADES, BANDS, WORDS = "values/grades", "values/quality-bands", "values/quality-words"
DIVISIONS, LEFT_OVER = "values/level-points", "items/预算调整率"
REFUSED = {
    "gap between steps": (LEVEL, [put(11, 1, "65")], "表!C10 与 A11 之间有空档"),
    "gap of a single figure": (LEVEL, [put(11, 2, "否")], "表!C10 与 A11 之间有空档"),
    "overlap of steps": (LEVEL, [put(12, 1, "75")], "表!C11 与 A12 重叠"),
    "overlap in a single figure": (LEVEL, [put(10, 4, "是")], "表!C10 与 A11 重叠"),
    "steps that go down": (LEVEL, [put(11, 3, "50"), put(12, 1, "50")], "表!C11 这一档容不下任何数"),
    "first step with an end below": (LEVEL, [put(10, 1, "0"), put(10, 2, "是")], "表!A10 第一档不写下限"),
    "last step with an end": (LEVEL, [put(13, 3, "100"), put(13, 4, "是")], "表!C13 最后一档不写上限"),
    "a bound that is no number": (LEVEL, [put(11, 3, "八十")], "表!C11 “八十”不是数值"),
    "no bound": (LEVEL, [put(11, 3, "")], "表!C11 没有填“上限”"),
    "neither yes nor no": (LEVEL, [put(11, 4, "也许")], "表!D11 “也许”应为“是”或“否”"),
    "no yes or no": (LEVEL, [put(11, 4, "")], "表!D11 “”应为“是”或“否”"),
    "a slip in a longer word": (LEVEL, [put(12, 5, "完成直 × 0.8")], "表!E12 不认识“完成直”，可用的词见工作簿里的说明。是否想写 完成值？"),
    "no score": (LEVEL, [put(12, 5, "")], "表!E12 没有填“得分”"),
    "an unknown word": (LEVEL, [put(12, 5, "分置 × 0.8")], "表!E12 不认识“分置”"),
    "a figure the rule does not have": (LEVEL, [put(12, 5, "全年执行数")], "表!E12 “全年执行数”不在可用之列（可用：完成值、分值、目标值）"),
    "an unfinished formula": (LEVEL, [put(12, 5, "分值 ×")], "表!E12 公式不完整"),
    "another language": (LEVEL, [put(12, 5, "__import__(1)")], "表!E12 第 1 列：公式里不能写"),
    "an unknown basis": (LEVEL, [put(4, 2, "进度")], "表!B4 不认识“进度”"),
    "no basis": (LEVEL, [put(4, 2, "")], "表!B4 没有填“按什么分档”"),
    "no meaning": (LEVEL, [put(2, 2, "")], "表!B2 没有填“含义”"),
    "no place": (LEVEL, [put(3, 1, "")], "表!A1 没有填“位置”"),
    "an unknown place": (LEVEL, [put(3, 2, "values/grade")], "表!B3 “values/grade”不是模板里的表"),
    "an unknown rule": (LEVEL, [put(3, 2, "rules/equals")], "表!B3 “rules/equals”不是模板里的表"),
    "no heading": (LEVEL, [put(9, 5, "分数")], "表!A1 没有表头：下限、含下限、上限、含上限、得分"),
    "no date": (LEVEL, [put(7, 1, "去年")], "表!A7 “去年”不是日期"),
    "a day that is none": (LEVEL, [put(7, 1, "2021-02-30")], "表!A7 “2021-02-30”不是日期"),
    "no rule": (LEVEL, [put(7, 3, "")], "表!C7 没有填“规则编号”"),
    "unknown evidence": (LEVEL, [put(7, 4, "sure")], "表!D7 “sure”不在可用之列"),
    "a grade that leaves its bound out": (GRADES, [put(9, 3, "否")], "表!C9 这里的下限须含在内"),
    "a gap between grades": (GRADES, [put(9, 2, "92")], "表!D10 与 B9 之间有空档"),
    "grades that overlap": (GRADES, [put(9, 2, "85")], "表!D10 与 B9 重叠"),
    "grades that do not end at zero": (GRADES, [put(12, 2, "10")], "表!B12 最后一档应从 0 起"),
    "a bound of the best grade": (GRADES, [put(9, 4, "100"), put(9, 5, "是")], "表!D9 最高一级不写上限"),
    "bands that do not reach 1": (BANDS, [put(9, 4, "0.9")], "表!D9 最高一档的上限应为 1（含）"),
    "bands that overlap": (BANDS, [put(10, 5, "是")], "表!D10 与 B9 重叠"),
    "a share above one": (WORDS, [put(9, 2, "1.2")], "表!B9 1.2 大于 1"),
    "a word twice": (WORDS, [put(9, 1, "否")], "表!A10 “否”已有一行"),
    "a division without the execution rate": (DIVISIONS, [put(9, 3, "管理指标")], "表!C9 划分 1 没有“预算执行率”"),
    "a level twice": (DIVISIONS, [put(11, 3, "成本指标")], "表!C11 “成本指标”已有一行"),
    "a last division with conditions": (DIVISIONS, [put(14, 2, "产出指标")], "表!B14 除最后一种划分外都应写须有的一级指标"),
    "a first division without": (DIVISIONS, [put(9, 2, "")], "表!B9 除最后一种划分外都应写须有的一级指标"),
    "a source without a rule": (DIVISIONS, [put(9, 5, "")], "表!E9 没有填“规则编号”"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_at_its_cell(name: str) -> None:
    place, edits, said = REFUSED[name]
    rows = rows_named(place)
    for edit in edits:
        edit(rows)
    with pytest.raises(TemplateError) as caught:
        read_sheets([("表", rows)], "规则.xlsx")
    lines = str(caught.value).splitlines()
    assert any(line.startswith(f"规则.xlsx: {said}") for line in lines), lines
    assert len(lines) == len(set(lines))


def test_everything_wrong_is_told_at_once() -> None:
    rows, other = rows_named(LEVEL), rows_named(GRADES)
    put(11, 1, "65")(rows)
    put(12, 5, "分置")(rows)
    put(9, 2, "x")(other)
    with pytest.raises(TemplateError) as caught:
        read_sheets([("甲", rows), ("说明", [["随便"]]), ("乙", other)], "x.xlsx")
    places = [problem.path for problem in caught.value.problems]
    assert {"甲!C10", "甲!E12", "乙!B9"} <= set(places)


def test_two_sheets_of_one_table() -> None:
    earlier, later = rows_named(LEVEL), rows_named(LEVEL)
    put(7, 1, "2024-01-01")(later)
    put(12, 5, "分值 × 0.7")(later)
    found = fragment(read_sheets([("b", later), ("a", earlier)], "x"))["level_rules"]["满意度指标"]
    assert [each["in_force"] for each in found["versions"]] == ["2021-08-18", "2024-01-01"]
    with pytest.raises(TemplateError, match="有两张表自 2021-08-18 起施行"):
        read_sheets([("a", earlier), ("b", earlier)], "x")
    put(2, 2, "另一个意思")(later)
    with pytest.raises(TemplateError, match="含义不同"):
        read_sheets([("a", earlier), ("b", later)], "x")


CELLS = [
    "",
    "是",
    "否",
    "0",
    "60",
    "80%",
    "-5",
    "1e5",
    "١٢",
    "分值 × 2",
    "全年执行数 ÷ 0",
    "下限",
    "位置",
    "values/grades",
    "，",
    "＝",
]
EDITS = st.lists(
    st.tuples(st.integers(1, 16), st.integers(1, 9), st.sampled_from(CELLS)), min_size=1, max_size=6
)


@given(
    place=st.sampled_from(
        [(COST, LEVEL), (COST, GRADES), (COST, BANDS), (COST, DIVISIONS), (HUNAN, LEFT_OVER)]
    ),
    edits=EDITS,
)
@settings(deadline=None, max_examples=300)
def test_no_edit_breaks_the_reader(place: tuple[str, str], edits: list[tuple[int, int, str]]) -> None:
    """Whatever stands in the cells: a table that covers every figure, or a list of cells to mend."""
    id, name = place
    rows = rows_named(name, id)
    for row, column, text in edits:
        if row <= len(rows):
            put(row, column, text)(rows)
    problems: tuple[Problem, ...] = ()
    try:
        (table,) = read_sheets([("表", rows)], "x.xlsx")
    except TemplateError as error:
        problems = error.problems
    assert all(problem.path.startswith("表!") for problem in problems)
    if problems:
        return
    if "table" in table.version:
        assert list(faults(table.version["table"]["rows"])) == []
        parse_formula(formula_text(table.version["table"]))
    assert read_sheets([("表", rows_of(table))], "x.xlsx") == [table]


def test_a_workbook_without_tables_is_refused() -> None:
    with pytest.raises(TemplateError, match="没有规则表"):
        read_sheets([("说明", [["只有说明"]])], "x.xlsx")


# --- Formulas in words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("points * 0.8", "分值 × 0.8"),
        ("points * (106 - actual) / 6", "分值 × (106 - 完成值) ÷ 6"),
        ("min(total, 59)", "最小(总分, 59)"),
        ("points if actual >= target and target != 0 else 0", "分值 若 完成值 ≥ 目标值 且 目标值 ≠ 0 否则 0"),
        ("total_points - total", "满分 - 总分"),
        ("points * june / plan", "分值 × 6月执行数 ÷ plan"),
        ("points * cut / 2", "分值 × 公用经费(决算) ÷ 2"),
    ],
)
def test_formulas_in_words_and_back(formula: str, words: str) -> None:
    names = {"june": "6月执行数", "plan": "分值", "cut": "公用经费（决算）"}  # the second name is taken
    assert in_words(formula, names) == words
    assert as_formula(words, names) == formula


def test_every_formula_of_the_templates_comes_back() -> None:
    seen = 0
    for id in IDS:
        for rule in template_data(id)["rules"].values():
            for one in rule.get("readings", {"": rule}).values():
                for version in one["versions"]:
                    if "formula" in version:
                        formula = " ".join(version["formula"].split())
                        assert as_formula(in_words(formula, {}), {}) == formula
                        seen += 1
    assert seen > 50


@pytest.mark.parametrize("text", ["分值 ＋ 甲", "=SUM(A1)", "分值 × 80%", "分值；0", '"分值"'])
def test_what_is_no_formula_does_not_become_one(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(as_formula(text, {}))


def test_long_lists_of_words_are_easy_to_compare() -> None:
    text = fragment_text([table_named(COST, WORDS), table_named(COST, GRADES)])
    assert "\n        否: 0\n" in text
    assert "- {name: 优, at_least: 90}" in text
