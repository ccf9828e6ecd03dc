"""The command line as a user meets it: a process, its output, its exit code, the files it leaves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import forms
import pytest
from drawn import as_workbook

from perfscore.rules.load import built_in_folder

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "perfscore", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def department(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "department.xlsx", tmp_path / "部门表.xlsx"))


def test_score_prints_the_table_and_the_total(department: Path) -> None:
    result = run("score", department)
    assert (result.returncode, result.stderr) == (0, "")
    for text in ("在职职工人数", "核算总分 98.53", "等级 优", "填报总分 99", "错误 A104 [自评表]G13"):
        assert text in result.stdout


def test_json_is_the_contract_and_nothing_else(department: Path) -> None:
    result = run("score", department, "--json")
    document = json.loads(result.stdout)
    assert document["schema"] == "perfscore.assessments/1"
    assert document["unusable"] == []
    (assessment,) = document["assessments"]
    assert (assessment["form"], assessment["year"], assessment["total"]) == ("department", 2023, "98.53")
    assert (assessment["claimed_total"], assessment["grade"]) == ("99", "优")
    assert assessment["budget"]["adjusted"] == "209.95"
    row = assessment["rows"][2]
    assert row["path"] == ["产出指标", "数量指标", "在职职工人数"]
    assert (row["comparator"], row["target_value"], row["actual_value"], row["score"]) == (
        "=",
        "6",
        "9",
        "2.77",
    )
    assert (row["points"], row["points_source"], row["met"]) == ("4.16", "default", False)
    assert row["at"] == {"sheet": "自评表", "cell": "E13"}


def test_out_writes_workbook_report_page_and_json(department: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    result = run("score", department, "--out", out)
    assert result.returncode == 0
    names = {path.name for path in out.iterdir()}
    assert names == {
        f"部门表-{kind}" for kind in ("评分表.xlsx", "自评报告.docx", "自评报告.html", "评分结果.json")
    }
    for name in names:
        assert name in result.stdout
    assert "98.53" in (out / "部门表-自评报告.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(out / "部门表-自评报告.docx") as archive:
        assert "98.53" in archive.read("word/document.xml").decode("utf-8")


def test_same_name_in_two_kinds_does_not_overwrite(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("score", EXAMPLES / "department.xlsx", EXAMPLES / "department.docx", "--out", out)
    assert len(list(out.iterdir())) == 8


def test_check_exits_with_1_on_errors_and_0_without(department: Path) -> None:
    assert run("check", department).returncode == 1
    assert run("check", EXAMPLES / "project-target-management.xlsx").returncode == 0


def test_check_annotates_a_copy_of_the_officers_file(department: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    before = department.read_bytes()
    out = tmp_path / "批注.xlsx"
    assert run("check", department, "--annotate", out).returncode == 1
    sheet = load_workbook(out)["自评表"]
    assert "A104" in sheet["G13"].comment.text
    assert sheet["G13"].value == "9人"
    assert department.read_bytes() == before


def test_report_by_suffix(department: Path, tmp_path: Path) -> None:
    for suffix in ("docx", "html", "xlsx", "json"):
        out = tmp_path / f"自评报告.{suffix}"
        assert run("report", department, "--out", out).returncode == 0
        assert out.stat().st_size > 1000
    result = run("report", department, "--out", tmp_path / "报告.odt")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "报告.odt").exists()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="LibreOffice is found there without PATH")
def test_pdf_without_libreoffice_is_one_line(
    department: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("report", department, "--out", tmp_path / "报告.pdf")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "写 .pdf 要用本机的 LibreOffice，没有找到；请安装 LibreOffice，或写成 .docx 后在 Word、WPS 中另存为 PDF。\n"
    )
    assert not (tmp_path / "报告.pdf").exists()


def test_explain_tells_one_row(department: Path) -> None:
    result = run("explain", department, "--row", "在职")
    assert "4.16 × min(9 ÷ 6, 6 ÷ 9) = 2.77" in result.stdout
    assert "督查事项" not in result.stdout
    missing = run("explain", department, "--row", "没有这个")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "在职职工人数" in missing.stderr


def test_readings_can_be_set_for_a_call_and_for_a_folder(department: Path) -> None:
    assert "99.92" in run("score", department, "--set", "equal=one-sided").stdout
    (department.parent / "perfscore.toml").write_text('[choices]\nequal = "strict"\n', encoding="utf-8")
    assert "95.76" in run("score", department).stdout
    assert "99.92" in run("score", department, "--set", "equal=one-sided").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "equal=sideways"), "sideways"),
        (("--set", "equal"), "equal"),
        (("--template", "cn.nowhere"), "cn.nowhere"),
        (("--lang", "fr"), "fr"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(department: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("score", department, *arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments", [("score",), ("score", "--nothing"), ("report", "a.xlsx"), ("nothing",)]
)
def test_wrong_usage_is_one_chinese_line(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert "用法有误" in result.stderr


def test_an_output_folder_is_made(department: Path, tmp_path: Path) -> None:
    out = tmp_path / "新" / "报告.docx"
    assert run("report", department, "--out", out).returncode == 0
    assert out.is_file()


def test_a_folder_without_tables_says_so(tmp_path: Path) -> None:
    result = run("score", tmp_path)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert "没有可读取的表格文件" in result.stderr


def test_no_control_character_reaches_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "form.txt"
    name = "检查\x1b[31m\x07次数"
    rows = ["一级指标\t三级指标\t年度指标值\t实际完成值", f"产出指标\t{name}\t≥10次\t9次"]
    file.write_text("\n".join(rows), encoding="utf-8")
    for command in ("score", "check", "explain"):
        assert not {"\x1b", "\x07"} & set(run(command, file).stdout)


def test_a_wrong_settings_file_is_one_line_and_exit_2(department: Path) -> None:
    (department.parent / "perfscore.toml").write_text("templat = 'x'\n", encoding="utf-8")
    result = run("score", department)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert "templat" in result.stderr


def bad_files(folder: Path) -> dict[str, Path]:
    files = {name: folder / name for name in ("空.xlsx", "文字.xlsx", "图.xlsx", "截断.xlsx", "缺.xlsx")}
    files["空.xlsx"].touch()
    files["文字.xlsx"].write_text("这不是表", encoding="utf-8")
    files["图.xlsx"].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    files["截断.xlsx"].write_bytes((EXAMPLES / "department.xlsx").read_bytes()[:9000])
    return files


@pytest.mark.parametrize("name", ["空.xlsx", "文字.xlsx", "图.xlsx", "截断.xlsx", "缺.xlsx"])
def test_an_unusable_file_is_one_line_and_exit_2(name: str, tmp_path: Path) -> None:
    file = bad_files(tmp_path)[name]
    for command in ("score", "check", "explain"):
        result = run(command, file)
        assert result.returncode == 2
        assert len(result.stderr.splitlines()) == 1
        assert name in result.stderr
    out = tmp_path / "out.docx"
    assert run("report", file, "--out", out).returncode == 2
    assert not out.exists()


def test_the_other_files_are_still_done(department: Path, tmp_path: Path) -> None:
    files = [*bad_files(tmp_path).values(), department]
    result = run("score", *files, "--json")
    document = json.loads(result.stdout)
    assert result.returncode == 2
    assert [assessment["total"] for assessment in document["assessments"]] == ["98.53"]
    assert [item["code"] for item in document["unusable"]] == ["F003", "F008", "F005", "F006", "F001"]


def test_an_output_folder_that_cannot_be_made_is_one_line(department: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    result = run("score", department, "--out", blocked / "inside")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)


def test_one_output_that_cannot_be_written_stops_no_other(department: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(EXAMPLES / "project-funding-gap.xlsx", tmp_path / "项目.xlsx"))
    out = tmp_path / "out"
    (out / "部门表-评分表.xlsx").mkdir(parents=True)
    result = run("score", department, other, "--out", out)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert "98.53" in result.stdout
    assert (out / "项目-自评报告.docx").is_file()


def test_a_declaration_of_targets_has_no_total(tmp_path: Path) -> None:
    """Nothing is achieved yet: a total of zero and the lowest grade would say what is not so."""
    file = as_workbook(forms.DECLARATION, tmp_path / "目标表.xlsx")
    shown = run("score", file)
    assert "绩效目标表，尚无实际完成值，不评分" in shown.stdout
    assert "核算总分" not in shown.stdout
    (assessment,) = json.loads(run("score", file, "--json").stdout)["assessments"]
    assert (assessment["stage"], assessment["total"], assessment["grade"]) == ("declaration", None, None)
    refused = run("report", file, "--out", tmp_path / "报告.docx")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "没有得分可以写入报告" in refused.stderr
    assert not (tmp_path / "报告.docx").exists()


def test_an_empty_file_name_is_refused() -> None:
    assert (run("score", "").returncode, len(run("score", "").stderr.splitlines())) == (2, 1)


def test_folders_and_patterns_are_opened(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "department.xlsx", tmp_path / "a.xlsx")
    shutil.copy(EXAMPLES / "department.docx", tmp_path / "b.docx")
    (tmp_path / "~$b.docx").write_bytes(b"lock file of an open document")
    assert len(json.loads(run("score", tmp_path, "--json").stdout)["assessments"]) == 2
    assert len(json.loads(run("score", tmp_path / "*.xlsx", "--json").stdout)["assessments"]) == 1


def test_an_output_never_replaces_an_input(department: Path) -> None:
    before = department.read_bytes()
    for command in ("report", "check"):
        result = run(command, department, "--out" if command == "report" else "--annotate", department)
        assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert department.read_bytes() == before


def test_standard_input_is_read(department: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "perfscore", "score", "-", "--json"],
        input=department.read_bytes(),
        capture_output=True,
        check=True,
    )
    (assessment,) = json.loads(result.stdout)["assessments"]
    assert (assessment["total"], assessment["source"]["file"]) == ("98.53", "-")


def test_a_bureau_adds_the_words_of_its_form(tmp_path: Path) -> None:
    rows = ["一级指标\t二级指标\t三级指标\t年度指标值\t全年完成实绩", "产出指标\t数量指标\t检查\t≥10次\t9次"]
    file = tmp_path / "form.txt"
    file.write_text("\n".join(rows), encoding="utf-8")
    settings = tmp_path / "perfscore.toml"
    (before,) = json.loads(run("score", file, "--json").stdout)["assessments"]
    settings.write_text('[words.columns]\nactual = ["全年完成实绩"]\n', encoding="utf-8")
    (after,) = json.loads(run("score", file, "--json").stdout)["assessments"]
    assert [before["rows"][0]["actual"], after["rows"][0]["actual"]] == [None, "9次"]
    settings.write_text('[words.columns]\nactuals = ["全年完成实绩"]\n', encoding="utf-8")
    wrong = run("score", file)
    assert (wrong.returncode, "columns.actuals" in wrong.stderr) == (2, True)


def test_templates_are_listed_shown_and_tested() -> None:
    listed = run("templates").stdout
    assert "cn.mof.project-self-assessment" in listed
    shown = run("templates", "show", "cn.mof.project-self-assessment").stdout
    assert "MOF-04" in shown
    assert "依据来源未核实" in shown
    tested = run("templates", "test", "cn.sc.zhaohua.department-self-assessment")
    assert tested.returncode == 0
    assert "失败 0 例" in tested.stdout


def test_a_case_that_fails_is_told_with_its_line_and_what_came_out(tmp_path: Path) -> None:
    """A clerk copies a built-in template, gives it a number of its own and changes two weights: 50 and 30 to 55 and 25."""
    folder = tmp_path / "my.county"
    shutil.copytree(built_in_folder() / "cn.mof.project-self-assessment", folder)
    template = folder / "template.yaml"
    text = template.read_text(encoding="utf-8").replace("id: cn.mof.project-self-assessment", "id: my.county")
    text = text.replace("{产出指标: 50, 效益指标: 30", "{产出指标: 55, 效益指标: 25", 1)
    template.write_text(text, encoding="utf-8")
    result = run("templates", "test", folder)
    assert (result.returncode, result.stderr) == (1, "")
    (failed,) = [line for line in result.stdout.splitlines() if "✗" in line]
    number = (folder / "cases.yaml").read_text("utf-8").splitlines().index(
        "  - name: 成本单列的权重出台之前"
    ) + 1
    assert failed == (
        f"  ✗ cases.yaml:{number}: “成本单列的权重出台之前”应为 points 产出指标 50、效益指标 30、满意度指标 10，"
        "按模板算得 points 产出指标 55、效益指标 25、满意度指标 10；请核对算例或公式"
    )


def test_a_template_without_cases_is_told_with_its_own_mistakes(tmp_path: Path) -> None:
    folder = tmp_path / "my.rules"
    folder.mkdir()
    (folder / "template.yaml").write_text(f"form：项目\n{WRONG_RULE}", encoding="utf-8")
    result = run("templates", "test", folder)
    assert (result.returncode, result.stdout) == (2, "")
    first, *_, last = result.stderr.splitlines()
    assert first == "template.yaml:1: “form”的冒号是全角的“：”；请改成半角的“:”，后面空一格"
    assert last.startswith("cases.yaml: 没有这个文件；请在模板文件旁边写算例")


WRONG_RULE = """\
id: my.rules
name: 我的规则
form: project
version: "1"
extends: cn.mof.project-self-assessment
source: {rule: X-1, evidence: derived}
rules:
  by:
    meaning: 逾期扣分
    versions:
      - in_force: 2020-01-01
        formula: points - days_late
        source: {rule: X-1, evidence: derived}
"""
ITS_CASES = """\
cases:
  - name: 逾期两天
    given: {on: 2023-12-31, rule: by, points: 10, days_late: 2}
    expect: {score: 8.00}
    worked_by: 10 - 2
"""


@pytest.fixture
def wrong_rule(tmp_path: Path) -> Path:
    """A template whose cases pass and whose formula leaves its bounds."""
    folder = tmp_path / "my.rules"
    folder.mkdir()
    (folder / "template.yaml").write_text(WRONG_RULE, encoding="utf-8")
    (folder / "cases.yaml").write_text(ITS_CASES, encoding="utf-8")
    return folder / "template.yaml"


def test_templates_are_proved() -> None:
    result = run("templates", "prove")
    assert (result.returncode, result.stderr) == (0, "")
    assert "at-least 2020-02-25  actual 增加，结果不减：已证明" in result.stdout
    assert "actual = target 处由 0 跳到满分（target <= 0 时）" in result.stdout
    assert "不成立" not in result.stdout and "未能判定" not in result.stdout
    document = json.loads(run("templates", "prove", "cn.mof.project-self-assessment", "--json").stdout)
    assert (document["schema"], document["refuted"], document["not_decided"]) == ("perfscore.proofs/1", 0, 0)
    (template,) = document["templates"]
    jumping = [proof for proof in template["proofs"] if proof["jumps"]]
    assert jumping[0]["jumps"][0] == {
        "place": "actual = target",
        "left": "0",
        "value": "points",
        "right": "points",
        "when": "target <= 0",
        "example": {"points": "1", "target": "-1", "actual": "-1"},
        "message": "actual = target 处由 0 跳到满分（target <= 0 时）",
    }


def test_a_formula_that_leaves_its_bounds_fails_with_a_counterexample(wrong_rule: Path) -> None:
    for command in ("prove", "test"):
        result = run("templates", command, wrong_rule)
        assert result.returncode == 1
        assert "by 2020-01-01  0 ≤ 结果 ≤ points：不成立" in result.stdout
        assert "反例：" in result.stdout
    asked = run("templates", "prove", wrong_rule, "--json")
    assert asked.returncode == 1
    (template,) = json.loads(asked.stdout)["templates"]
    (refuted,) = [proof for proof in template["proofs"] if proof["verdict"] == "refuted"]
    (figures,) = refuted["counterexample"]
    points, late = float(figures["points"]), float(figures["days_late"])
    assert not 0 <= points - late <= points


def test_without_sympy_one_line_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sympy.py").write_text(
        "raise ModuleNotFoundError('No module named sympy', name='sympy')", encoding="utf-8"
    )
    paths = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    for arguments in (("prove",), ("show", "cn.mof.project-self-assessment", "--latex")):
        result = subprocess.run(
            [sys.executable, "-m", "perfscore", "templates", *arguments],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
            check=False,
        )
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr == "需要 sympy：pip install perfscore[proofs]\n"


def test_formulas_are_shown_in_words_and_in_latex() -> None:
    shown = run("templates", "show", "cn.mof.project-self-assessment").stdout
    assert "逾期天数不高于 0 的，得满分" in shown
    assert "\\begin{cases}" not in shown
    latex = run("templates", "show", "cn.mof.project-self-assessment", "--latex").stdout
    assert "\\begin{cases} points & \\text{for}\\: actual \\geq target" in latex


def test_explain_tells_the_total_and_writes_json_and_a_page(department: Path, tmp_path: Path) -> None:
    total = run("explain", department, "--row", "总分").stdout
    assert "总分：9.92 + 4.17" in total and "= 98.53" in total and "等级：98.53 分" in total
    assert "全年预算数" not in total
    page = tmp_path / "新" / "说明.html"
    result = run("explain", department, "--json", "--html", page, "--row", "在职")
    document = json.loads(result.stdout)
    assert (result.returncode, document["schema"]) == (0, "perfscore.trace/1")
    ((row,), total_asked) = (document["tables"][0]["rows"], document["tables"][0]["total"])
    assert (row["path"][-1], row["score"], total_asked) == ("在职职工人数", "2.77", None)
    assert str(page) in result.stderr
    text = page.read_text(encoding="utf-8")
    assert "在职职工人数" in text and "督查事项" not in text
    before = department.read_bytes()
    assert run("explain", department, "--html", department).returncode == 2
    assert department.read_bytes() == before


def test_explain_says_that_a_declaration_is_not_scored(tmp_path: Path) -> None:
    file = as_workbook(forms.DECLARATION, tmp_path / "目标表.xlsx")
    result = run("explain", file)
    assert (result.returncode, "绩效目标表，尚无实际完成值，不评分" in result.stdout) == (0, True)
    assert "得分" not in result.stdout
    (table,) = json.loads(run("explain", file, "--json").stdout)["tables"]
    assert (table["scored"], table["total"], table["rows"]) == (False, None, [])


def test_english_messages(department: Path) -> None:
    result = run("check", department, "--lang", "en")
    assert (
        "Deviation" in run("check", department, "--lang", "en", "--json").stdout
        or "no reason given" in result.stdout
    )
    assert "审核发现" not in result.stdout


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("perfscore ")
    for command in ("score", "check", "report", "explain", "templates"):
        assert run(command, "--help").returncode == 0


def test_scoring_one_file_loads_no_heavy_library(department: Path) -> None:
    code = (
        "import sys, runpy; sys.argv = ['perfscore', 'score', sys.argv[1]]\n"
        "try: runpy.run_module('perfscore', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print(sorted({'sympy', 'openpyxl', 'docx', 'jinja2', 'pydantic'} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(department)], capture_output=True, encoding="utf-8", check=True
    )
    assert result.stderr.strip() == "[]"


def test_tables_of_a_template_go_into_a_workbook_and_come_back(tmp_path: Path) -> None:
    file = tmp_path / "新文件夹" / "规则表.xlsx"
    wrote = run("templates", "sheet", "cn.platform.project-self-assessment", "--out", file)
    assert (wrote.returncode, wrote.stderr) == (0, "")
    assert "6 张规则表" in wrote.stdout
    read = run("templates", "sheet", file)
    assert (read.returncode, read.stderr) == (0, "")
    assert "- {from: 0.7, below: 0.8, score: 'min(total, 89)'}" in read.stdout


def test_a_cell_that_cannot_be_is_one_line_and_exit_2(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "规则表.xlsx"
    run("templates", "sheet", "cn.platform.grades-80", "--out", file)
    book = load_workbook(file)
    book["等级"]["B9"] = 78
    book.save(file)
    read = run("templates", "sheet", file)
    assert (read.returncode, read.stdout) == (2, "")
    assert read.stderr == "规则表.xlsx: 等级!D10 与 B9 重叠\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cn.platform.grades-80",), "--out"),
        (("nothing.xlsx",), "nothing.xlsx"),
        (("cn.nowhere", "--out", "x.xlsx"), "cn.nowhere"),
        (("cn.platform.grades-80", "--out", "x.docx"), "x.docx"),
    ],
)
def test_a_wrong_call_for_tables(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    placed = [tmp_path / each if each.endswith(("xlsx", "docx")) else each for each in arguments]
    result = run("templates", "sheet", *placed)
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_holds_no_tables_of_rules(department: Path, tmp_path: Path) -> None:
    for file in (department, tmp_path / "x.xlsx"):
        (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 broken")
        result = run("templates", "sheet", file)
        assert (result.returncode, result.stdout, "Traceback" in result.stderr) == (2, "", False)
        assert file.name in result.stderr


def test_running_text_is_checked_with_its_paragraph(tmp_path: Path) -> None:
    """64.96 more to 210.03: the base is 145.07, so 44.78 per cent."""
    file = tmp_path / "说明.txt"
    file.write_text(
        "一、总体情况\n2023年收入210.03万元，比上年增加64.96万元，增长30.93%。\n", encoding="utf-8"
    )
    result = run("check", file, "--json")
    (checked,) = json.loads(result.stdout)["files"]
    assert result.returncode == 1
    (found,) = checked["findings"]
    assert (found["code"], found["at"]["paragraph"]) == ("A501", 2)
    assert found["at"]["quote"].startswith("2023年收入210.03万元")
    assert checked["statements"] == {"checkable": 1, "understood": 1}


def test_outlines_are_listed_without_a_file() -> None:
    result = run("report", "--outlines")
    assert (result.returncode, result.stderr) == (0, "")
    assert "SC-R4  部门整体支出绩效自评报告（成都市郫都区，2025年度）\n  表样：部门整体\n" in result.stdout
    assert result.stdout.rstrip().endswith("依据：来源未核实")


def test_several_files_make_one_report_and_its_gaps_are_told(department: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.docx"
    (tmp_path / "facts.yaml").write_text("主要职能: 协助督促检查。\n", encoding="utf-8")
    project = EXAMPLES / "project-supervision.xlsx"
    result = run("report", department, project, "--outline", "sc-r3", "--out", out)
    assert (result.returncode, result.stderr) == (0, "")
    facts, wrote, gaps, first, *_ = result.stdout.splitlines()
    assert facts == f"报告资料取自 {tmp_path / 'facts.yaml'}"
    assert wrote == f"已写出 {out}"
    assert gaps == f"待补充 {len(result.stdout.splitlines()) - 3} 处，报告中标有【待补充：…】，末尾有清单："
    assert first == "  1. 机构组成和人员：内设机构和下属单位的名称、数量"
    with zipfile.ZipFile(out) as package:
        text = package.read("word/document.xml").decode()
    assert "协助督促检查。" in text
    assert "“督查经费”项目：安排预算50万元，执行50万元，执行率100%" in text
    assert "附表4：评分规则依据" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--outline", "SC-R5"), "提纲 SC-R5 用于项目支出自评报告，所给文件里没有项目支出自评表。"),
        (("--outline", "SC-R9"), "没有编号为“SC-R9”的提纲"),
        (("--outline", "own.md.j2"), "own.md.j2:1：提纲写法有误：“range”没有定义。"),
        (("--facts", "facts.yaml"), "facts.yaml:1：不认识的资料“主要职责”。是否想写“主要职能”？"),
        (("--facts", "none.yaml"), "无法读取资料文件“none.yaml”。"),
    ],
)
def test_a_wrong_outline_or_fact_is_one_line_and_writes_nothing(
    department: Path, tmp_path: Path, arguments: tuple[str, str], said: str
) -> None:
    (tmp_path / "own.md.j2").write_text("{% for i in range(1000000000) %}x{% endfor %}", encoding="utf-8")
    if "--facts" in arguments:
        (tmp_path / "facts.yaml").write_text("主要职责: 甲\n", encoding="utf-8")
    option, value = arguments
    named = tmp_path / value if "." in value else value
    result = run("report", department, option, named, "--out", tmp_path / "报告.docx")
    assert result.returncode == 2
    assert result.stderr.replace(f"{tmp_path}{os.sep}", "").startswith(said)
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "报告.docx").exists()


def test_a_project_in_the_facts_that_no_table_is_about_is_told(tmp_path: Path) -> None:
    """The example's project is 督查经费: 督察经费 is near it, 不存在 is near nothing, 督查经费 itself is used."""
    project = EXAMPLES / "project-supervision.xlsx"
    facts, out = tmp_path / "facts.yaml", tmp_path / "报告.html"
    names = ("督查经费", "督察经费", "不存在")
    told = "".join(f"  {name}:\n    立项依据: {name}的依据。\n" for name in names)
    facts.write_text(f"项目:\n{told}", encoding="utf-8")
    result = run("report", project, "--facts", facts, "--out", out)
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        "报告资料中的项目“督察经费”与所给的自评表都不相符，该项资料没有写入报告。是否指“督查经费”？请按自评表改写项目名称。",
        "报告资料中的项目“不存在”与所给的自评表都不相符，该项资料没有写入报告。",
    ]
    assert [f"{name}的依据。" in out.read_text(encoding="utf-8") for name in names] == [True, False, False]


def test_a_report_is_written_to_every_file_named(tmp_path: Path) -> None:
    project = EXAMPLES / "project-supervision.xlsx"
    files = [tmp_path / name for name in ("a.docx", "b.html", "c.xlsx", "d.json")]
    outs = [part for file in (*files, files[0]) for part in ("--out", file)]
    result = run("report", project, "--outline", "SC-R5", *outs)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:4] == [f"已写出 {file}" for file in files]
    assert result.stdout.count("待补充 ") == 1
    assert [file.is_file() for file in files] == [True] * 4


def test_one_wrong_kind_of_file_among_several_writes_none(tmp_path: Path) -> None:
    project = EXAMPLES / "project-supervision.xlsx"
    result = run("report", project, "--out", tmp_path / "a.docx", "--out", tmp_path / "b.odt")
    assert result.returncode == 2
    assert result.stderr.strip() == "不支持的报告格式“.odt”：请使用 .docx、.xlsx、.html、.pdf 或 .json。"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("day", "told"), [("2019-12-31", True), ("2024-12-31", False)])
def test_a_day_on_which_rules_were_not_in_force_is_told(day: str, told: bool) -> None:
    shown = run("templates", "show", "cn.mof.project-self-assessment", "--on", day).stdout
    assert (f"这套规则有取值在 {day} 不在施行期内" in shown) is told
