"""The questions as a user asks them: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import forms
import pytest
from drawn import as_document, as_workbook

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
HEAD = {"title", "form", "year", "unit", "project", "source", "template"}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "perfscore", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        check=False,
    )


def told(*arguments: object) -> str:
    """The one line of a question that cannot be answered."""
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    (single,) = result.stderr.splitlines()
    return single


def document(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert (result.returncode, result.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(result.stdout)
    assert set(answer) == {"schema", "engine", "answers", "refused", "unusable"}
    return answer


@pytest.fixture
def department(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "department.xlsx", tmp_path / "部门表.xlsx"))


@pytest.fixture
def two_tables(tmp_path: Path) -> Path:
    """Two tables side by side; a declaration and a self-assessment would read the same way."""
    return as_workbook(forms.SIDE_BY_SIDE, tmp_path / "两表.xlsx")


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_whatif_shows_old_new_and_difference(department: Path) -> None:
    result = run("whatif", department, "--set", "在职职工人数=6", "--set", "全年执行数=209.95")
    assert (result.returncode, result.stderr) == (0, "")
    lines = squeezed(result.stdout)
    assert "在职职工人数 4.16 2.77 4.16 +1.39" in lines
    assert "预算执行率 10.00 9.92 10.00 +0.08" in lines
    assert "核算总分 98.53 → 100.00（+1.47） 等级 优 → 优" in lines


def test_whatif_in_json(department: Path) -> None:
    answer = document("whatif", department, "--set", "在职职工人数=6")
    assert answer["schema"] == "perfscore.whatif/1"
    (only,) = answer["answers"]
    assert set(only) > HEAD
    assert (only["total_before"], only["total"], only["change"]) == ("98.53", "99.92", "1.39")
    (changed,) = only["lines"]
    assert (changed["name"], changed["score_before"], changed["score"]) == ("在职职工人数", "2.77", "4.16")
    assert only["settings"] == [
        {
            "name": "在职职工人数",
            "at": {"sheet": "自评表", "cell": "G13"},
            "before": "9人",
            "after": "6",
            "claim": None,
        }
    ]


def test_every_question_takes_the_same_options_once() -> None:
    from inspect import signature

    from perfscore.cli import answers

    own = {"whatif": ["values"], "goalseek": ["total", "row"], "reconcile": ["claimed"], "sensitivity": []}
    shared = ["template", "choose", "figures", "table", "as_json", "lang"]
    for name, options in own.items():
        assert list(signature(getattr(answers, name)).parameters) == ["file", *options, *shared]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("在职职工人数=很多", "只填了文字"),
        ("没有这一项=6", "没有名称含“没有这一项”"),
        ("目标=6", "对得上 7 项"),
        ("全年执行数=很多", "不是可识别的金额"),
        ("在职职工人数", "应写成“名称=数值”"),
        ("在职职工人数=", "应写成“名称=数值”"),
    ],
)
def test_what_cannot_be_asked_is_one_line(department: Path, value: str, reason: str) -> None:
    assert reason in told("whatif", department, "--set", value)


def test_whatif_needs_a_value(department: Path) -> None:
    assert "--set 名称=数值" in told("whatif", department)


def test_readings_are_chosen_for_a_question(department: Path) -> None:
    result = run("whatif", department, "--set", "在职职工人数=6", "--choose", "equal=strict")
    assert "核算总分 95.76 → 99.92（+4.16） 等级 优 → 优" in squeezed(result.stdout)
    assert "不在可用之列" in told("sensitivity", department, "--choose", "equal=foo")
    assert "规则=口径" in told("sensitivity", department, "--choose", "equal")


def test_settings_beside_the_file_hold(department: Path) -> None:
    department.with_name("perfscore.toml").write_text('[choices]\nequal = "strict"\n', encoding="utf-8")
    assert document("sensitivity", department)["answers"][0]["total"] == "95.76"
    (chosen,) = document("sensitivity", department, "--choose", "equal=one-sided")["answers"]
    assert chosen["total"] == "99.92"


def test_goalseek_lists_what_would_do(department: Path) -> None:
    result = run("goalseek", department, "--total", "98.54")
    assert result.returncode == 0
    lines = squeezed(result.stdout)
    money = next(i for i, line in enumerate(lines) if "208.38万元" in line)
    staff = next(i for i, line in enumerate(lines) if line.startswith("在职职工人数 9人 8人 -1 11.1%"))
    assert money < staff
    assert "超出目标 0.34 分" in lines[staff]
    assert any("已得满分，不能再加" in line for line in lines)


def test_goalseek_says_plainly_what_is_met_and_what_cannot_be(department: Path) -> None:
    assert "目标已经达到：核算总分正是 98.53。" in run("goalseek", department, "--total", "98.53").stdout
    assert (
        "任何单项改动都达不到 100.00 分，最高 99.92。" in run("goalseek", department, "--total", "100").stdout
    )
    assert "目标已经达到，并且高出 3.53 分" in run("goalseek", department, "--total", "95分").stdout
    alone = run("goalseek", department, "--total", "99", "--row", "执行率").stdout
    assert "只改这一项达不到 99.00 分，最高 98.61。" in alone
    assert "任何单项" not in alone


def test_goalseek_in_json(department: Path) -> None:
    answer = document("goalseek", department, "--total", "99", "--lang", "en")
    assert answer["schema"] == "perfscore.goalseek/1"
    (only,) = answer["answers"]
    assert (only["state"], only["direction"], only["goal"], only["best"]) == ("possible", "up", "99", "99.92")
    first, *others = only["options"]
    assert (first["way"], first["needed"], first["total"], first["over"]) == ("value", "7人", "99.33", "0.33")
    assert (first["least"], first["most"], first["message"]) == ("5人", "7人", None)
    assert all(option["needed"] is None and option["message"].isascii() for option in others)


def test_goalseek_needs_a_number(department: Path) -> None:
    for wrong in ("很多", "1e9", "-5", "1/3", ""):
        assert "--total" in told("goalseek", department, "--total", wrong)
    assert "--total" in told("goalseek", department)


def test_reconcile_explains_the_claimed_total(department: Path) -> None:
    result = run("reconcile", department)
    assert result.returncode == 0
    lines = squeezed(result.stdout)
    assert "填报总分 99，核算总分 98.53（优），相差 +0.47 分" in lines
    assert "1. 98.53 → 99 总分四舍五入到整数" in lines
    assert any(line.startswith("2. 99.92 → 99 equal 取 one-sided") for line in lines)
    unverified = run("reconcile", department, "--claimed", "95.76").stdout
    assert "依据来源未核实" in unverified
    assert "没有一种得出 12" in run("reconcile", department, "--claimed", "12").stdout


def test_reconcile_in_json(department: Path) -> None:
    answer = document("reconcile", department)
    assert answer["schema"] == "perfscore.reconcile/1"
    (only,) = answer["answers"]
    assert (only["claimed"], only["total"], only["gap"], only["near"]) == ("99", "98.53", "0.47", [])
    first, second, _ = only["exact"]
    assert [part["kind"] for part in first["departures"]] == ["whole-number"]
    assert (second["total"], second["shown"], second["off"]) == ("99.92", "99", "0")
    assert second["departures"][0]["reading"] == "one-sided"


def test_sensitivity_shows_what_the_grade_hangs_on(department: Path) -> None:
    result = run("sensitivity", department)
    lines = squeezed(result.stdout)
    assert "在职职工人数 4.16 2.77 1.39 -0.02 +0.03 -0.3325 95.76 优 99.92 优" in lines
    assert "分值合计 100，失分合计 1.47，核算总分 98.53，等级 优" in lines
    assert any(line.startswith("失分超过 8.53 分降为“良”；单独得零分就会降级的：") for line in lines)


def test_sensitivity_in_json(department: Path) -> None:
    answer = document("sensitivity", department)
    assert answer["schema"] == "perfscore.sensitivity/1"
    (only,) = answer["answers"]
    assert (only["next_grade"], only["to_next"], only["lower_grade"], only["margin"]) == (
        None,
        None,
        "良",
        "8.53",
    )
    assert len(only["lines"]) == 17
    assert only["lines"][5]["if_more"] is None
    assert only["raised_by"] == [] and len(only["lowered_by"]) == 4


def test_several_tables_are_asked_one_by_one(two_tables: Path) -> None:
    assert len(document("sensitivity", two_tables)["answers"]) == 2
    (second,) = document("sensitivity", two_tables, "--table", "2")["answers"]
    assert second == document("sensitivity", two_tables)["answers"][1]
    assert "有 2 张表，没有第 3 张" in told("sensitivity", two_tables, "--table", "3")


def test_a_declaration_is_told_in_one_line(tmp_path: Path) -> None:
    file = as_document(forms.DECLARATION, tmp_path / "申报表.docx")
    for question in (
        ["sensitivity"],
        ["reconcile"],
        ["goalseek", "--total", "9"],
        ["whatif", "--set", "a=1"],
    ):
        result = run(question[0], file, "--table", "1", *question[1:])
        assert (result.returncode, result.stdout) == (2, "")
        assert "申报表" in result.stderr and len(result.stderr.splitlines()) == 1
    refused = json.loads(run("sensitivity", file, "--table", "1", "--json").stdout)["refused"]
    assert [set(each) for each in refused] == [{"source", "message"}]


def test_an_unusable_file_is_one_line_and_json(tmp_path: Path) -> None:
    assert "找不到文件" in told("sensitivity", tmp_path / "没有.xlsx")
    result = run("sensitivity", tmp_path / "没有.xlsx", "--json")
    assert result.returncode == 2
    assert [each["file"] for each in json.loads(result.stdout)["unusable"]] == ["没有.xlsx"]


def test_english(department: Path) -> None:
    result = run("goalseek", department, "--total", "99", "--lang", "en")
    assert "What single change reaches the goal" in result.stdout
    assert "passes the goal by 0.33" in result.stdout
    for question in (["sensitivity"], ["reconcile"], ["whatif", "--set", "在职职工人数=6"]):
        assert run(question[0], department, *question[1:], "--lang", "en").returncode == 0
    assert "--lang" in told("sensitivity", department, "--lang", "fr")


def test_both_languages_say_the_same_things() -> None:
    import string

    from perfscore.cli.answer_words import ANSWER_WORDS

    zh, en = ANSWER_WORDS["zh"], ANSWER_WORDS["en"]
    assert set(zh) == set(en)

    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert [key for key in zh if gaps(zh[key]) != gaps(en[key])] == []


def test_questions_load_nothing_heavy(department: Path) -> None:
    code = (
        "import sys; from perfscore.cli.app import app;"
        f"app(['sensitivity', {str(department)!r}, '--json'], standalone_mode=False);"
        "print([m for m in ('sympy', 'pydantic', 'openpyxl', 'jinja2', 'docx') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == "[]"
