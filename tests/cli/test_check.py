"""`check` and `review` as a user meets them: what they print, write and return; what is accepted and why."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

import forms
import openpyxl
import pytest
from drawn import as_workbook, fill_sheet
from packages import document, word_table

from perfscore.report.schema import FindingsDocument

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
WRONG = forms.NATIONAL.replace("8个 | 20 | 16", "8个 | 20 | 20")
"""Eight of ten and full points claimed: one score wrong. 9 + 20 + 15 + 15 + 30 + 10 is 99 and not the total of 95."""


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "perfscore", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def department(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "department.xlsx", tmp_path / "部门表.xlsx"))


def settings(folder: Path, text: str) -> None:
    (folder / "perfscore.toml").write_text(text, encoding="utf-8")


# --- The terminal ---------------------------------------------------------------------------------------------


def test_every_file_has_a_verdict_and_so_has_the_call(department: Path) -> None:
    result = run("check", department, EXAMPLES / "project-target-management.xlsx")
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert result.returncode == 1
    assert lines.index("部门表.xlsx") < lines.index("project-target-management.xlsx")
    assert [line for line in lines if line.startswith("审核结论")] == [
        "审核结论：退回修改",
        "审核结论：补充完善",
    ]
    assert lines[-1].startswith("共 2 个文件，总的结论：退回修改（退回修改 1，补充完善 1）")
    assert "结论分级为系统约定" in lines[-1]
    first = [line[:2] for line in lines if line[:2] in ("错误", "警告", "提示")]
    assert first[:12] == ["错误"] * 2 + ["警告"] * 8 + ["提示"] * 2


def test_several_tables_and_an_unusable_file_in_one_call(tmp_path: Path) -> None:
    rows = (("一级指标", "三级指标", "年度指标值", "实际完成值"), ("产出指标", "检查次数", "≥10次", "5次"))
    file = tmp_path / "两张表.docx"
    file.write_bytes(document(word_table(*rows) + "<w:p/>" + word_table(*rows)))
    result = run("check", file, tmp_path / "没有.xlsx", "--json")
    told = json.loads(result.stdout)
    assert result.returncode == 2
    assert [item["code"] for item in told["unusable"]] == ["F001"]
    (one,) = told["files"]
    missed = [finding["at"] for finding in one["findings"] if finding["code"] == "A104"]
    assert [(at["table"], at["cell"]) for at in missed] == [(1, "D2"), (2, "D2")]


def test_json_is_the_contract(department: Path) -> None:
    result = run("check", department, "--json")
    FindingsDocument.model_validate_json(result.stdout)
    document = json.loads(result.stdout)
    assert (result.returncode, document["schema"]) == (1, "perfscore.findings/1")
    (file,) = document["files"]
    assert (file["file"], file["verdict"], file["statements"]) == ("部门表.xlsx", "return", None)
    (missed,) = [finding for finding in file["findings"] if finding["code"] == "A104"]
    assert missed["at"] == {
        "sheet": "自评表",
        "table": None,
        "cell": "G13",
        "paragraph": None,
        "quote": None,
    }


# --- Files that are written -----------------------------------------------------------------------------------


def test_page_letter_and_copy_are_written_in_one_call(department: Path, tmp_path: Path) -> None:
    out = tmp_path / "新"
    page, letter, copy = out / "审核.html", out / "意见.docx", out / "批注.xlsx"
    result = run("check", department, "--html", page, "--letter", letter, "--annotate", copy)
    assert (result.returncode, result.stderr) == (1, "")
    assert "在职职工人数" in page.read_text(encoding="utf-8")
    with zipfile.ZipFile(letter) as archive:
        assert "退回修改" in archive.read("word/document.xml").decode()
    assert openpyxl.load_workbook(copy).sheetnames == ["自评表", "问题清单"]
    assert result.stdout.count("已写出") == 3


def test_a_document_is_annotated_too(tmp_path: Path) -> None:
    out = tmp_path / "批注.docx"
    assert run("check", EXAMPLES / "department.docx", "--annotate", out).returncode == 1
    with zipfile.ZipFile(out) as archive:
        assert "A104" in archive.read("word/comments.xml").decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--annotate", "a.docx"), ".xlsx"),
        (("--html", "a.docx"), "--html"),
        (("--letter", "a.html"), ".docx"),
    ],
)
def test_an_output_of_another_kind_is_refused(
    department: Path, arguments: tuple[str, str], said: str, tmp_path: Path
) -> None:
    result = run("check", department, arguments[0], tmp_path / arguments[1])
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert said in result.stderr
    assert not (tmp_path / arguments[1]).exists()


def test_only_one_file_at_a_time_is_annotated(department: Path, tmp_path: Path) -> None:
    result = run("check", department, EXAMPLES / "department.xlsx", "--annotate", tmp_path / "a.xlsx")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)


# --- Waivers --------------------------------------------------------------------------------------------------

BOTH = """
[[waive]]
code = "A104"
cell = "G13"
reason = "编制已批复"
until = 2999-12-31
[[waive]]
code = "A206"
file = "部门表.xlsx"
reason = "含上年结转"
"""


def test_accepted_findings_are_listed_and_do_not_count(department: Path) -> None:
    settings(department.parent, BOTH)
    result = run("check", department)
    assert result.returncode == 0
    assert "审核发现 10 处（错误 0，警告 8，提示 2）" in result.stdout
    assert "已接受 A104 [自评表]G13" in result.stdout
    assert "已接受（理由：编制已批复）" in result.stdout
    assert "审核结论：更正后报送（已接受 2 处）" in result.stdout
    (file,) = json.loads(run("check", department, "--json").stdout)["files"]
    reasons = {
        finding["code"]: finding["waived"]["reason"] for finding in file["findings"] if finding["waived"]
    }
    assert (reasons, file["verdict"]) == ({"A104": "编制已批复", "A206": "含上年结转"}, "correct")


def test_idle_waivers_are_told_under_the_settings_file(department: Path) -> None:
    settings(department.parent, BOTH.replace("G13", "G14").replace("A206", "A299"))
    result = run("check", department)
    assert result.returncode == 1
    told = result.stdout.partition("perfscore.toml")[2]
    assert "A901" in told and "A902" in told and "编制已批复" in told
    assert result.stdout.count("A901") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[waive]]\ncode = "A104"', "理由"),
        ('[[waive]]\ncode = "A104"\nreason = " "', "理由"),
        ('[[waive]]\nreason = "x"', "code"),
        ('[[waive]]\ncode = "a1"\nreason = "x"', "code"),
        ('[[waive]]\ncode = "A104"\nreason = "x"\nuntil = "2025"', "until"),
        ('[[waive]]\ncode = "A104"\nreason = "x"\ntable = true', "table"),
        ('[[waive]]\ncode = "A104"\nreason = "x"\ncel = "G13"', "cel"),
        ('[[waive]]\ncode = 104\nreason = "x"', "code"),
        ("waive = 1", "[[waive]]"),
    ],
)
def test_a_wrong_waiver_is_one_line_and_exit_2(department: Path, text: str, said: str) -> None:
    settings(department.parent, text)
    result = run("check", department)
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert said in result.stderr


# --- The bureau's review --------------------------------------------------------------------------------------


def test_review_settles_what_it_can_and_leaves_the_rest_open(tmp_path: Path) -> None:
    file, out = as_workbook(WRONG, tmp_path / "自评.xlsx"), tmp_path / "复核.xlsx"
    result = run("review", file, "--out", out)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("打分：待人工") == 6
    # 改造项目数量 claims 20 where 20 × 8 ÷ 10 = 16 are earned, and the total is not the sum: two mistakes, 0.6 points
    document = json.loads(run("review", file, "--json").stdout)
    (review,) = document["reviews"]
    assert [case["code"] for case in review["settled"]["cases"]] == ["A303", "A305"]
    assert (review["settled"]["lost"], review["open"]["points"]) == ("0.6", "100")
    assert (review["lowest"], review["highest"]) == ("0", "99.4")
    assert (document["schema"], review["settled"]["verified"]) == ("perfscore.review/1", False)
    assert "机器已定：扣 0.6 分（2 处" in result.stdout
    assert "待人工评定：6 项，共 100 分" in result.stdout


def test_the_review_form_is_filled_in_and_scored(tmp_path: Path) -> None:
    file, out = as_workbook(WRONG, tmp_path / "自评.xlsx"), tmp_path / "复核.xlsx"
    run("review", file, "--out", out)
    book = openpyxl.load_workbook(out)
    sheet = book["复核表"]
    awarded = iter((20, 8, 9, "16.5", 12, 15))
    for row in sheet.iter_rows():
        if row[0].value == "自评复核":
            row[5].value = next(awarded)
    book.save(out)
    scored = json.loads(run("score", out, "--template", "cn.sc.pidu.review", "--json").stdout)
    # 20 + 8 + 9 + 16.5 + 12 + 15 = 80.5; two mistakes at 0.3 each leave 79.9
    assert Fraction(scored["assessments"][0]["total"]) == Fraction("79.9")


def test_review_of_running_text_says_that_there_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("总计210.03万元，比上年增加64.96万元，增长30.93%。", encoding="utf-8")
    told = run("review", path)
    assert (told.returncode, told.stdout) == (2, "")
    assert "没有自评表，无从复核" in told.stderr


def test_a_remark_about_the_file_is_told_once_for_its_tables(tmp_path: Path) -> None:
    """Two tables and a hidden sheet: each table knows of the sheet, the file tells it once."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for title in ("甲", "乙"):
        fill_sheet(book.create_sheet(title), forms.NATIONAL)
    book.remove(book.worksheets[0])
    book.create_sheet("草稿")["A1"] = "三级指标"
    book["草稿"].sheet_state = "hidden"
    book.save(path)
    (file,) = json.loads(run("check", path, "--json").stdout)["files"]
    assert [each["code"] for each in file["findings"]].count("F106") == 1
    assert {each["at"]["sheet"] for each in file["findings"]} >= {"甲", "乙"}


def test_what_follows_names_its_root_everywhere(tmp_path: Path) -> None:
    # the rows claim 99, so does the total: the four points between it and 95 are those of one row
    path = as_workbook(WRONG.replace("| 100 | 95 |", "| 100 | 99 |"), tmp_path / "a.xlsx")
    page = tmp_path / "a.html"
    (file,) = json.loads(run("check", path, "--json", "--html", page).stdout)["files"]
    followers = {each["code"]: each["root"] for each in file["findings"] if each["root"]}
    assert followers == {"A306": "A303"}
    shown = run("check", path).stdout + run("score", path).stdout
    for root in followers.values():
        assert f"└由{root}引起：" in shown
        assert f"由{root}引起：" in page.read_text(encoding="utf-8")
        assert f"follows from {root}: " in run("check", path, "--lang", "en").stdout


def test_review_refuses_what_it_cannot_write(department: Path, tmp_path: Path) -> None:
    result = run("review", department, "--out", tmp_path / "a.docx")
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
    assert run("review", tmp_path / "没有.xlsx").returncode == 2
    assert run("review", department, "--out", department).returncode == 2
