"""`perfscore archive` as a user meets it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kept import write_form

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2022-2024"
DATABASE = "perfscore-archive.sqlite"


def run(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "PERFSCORE_ARCHIVE"}
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "perfscore", "archive", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env={**clean, **environment},
        encoding="utf-8",
        check=False,
    )


def add(cwd: Path, *files: Path, **environment: str) -> str:
    done = run("add", *files, "--by", "张三", cwd=cwd, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder whose archive holds three years of one unit, two tables each."""
    folder = tmp_path / "办公室"
    folder.mkdir()
    add(folder, EXAMPLES)
    return folder


def test_add_tells_what_became_of_each_file(tmp_path: Path) -> None:
    files = [write_form(tmp_path, f"{n}.csv", satisfied=n) for n in (81, 95)]
    nameless = write_form(tmp_path, "无单位.csv", unit="")
    assert add(tmp_path, *files, nameless).splitlines() == [
        f"{files[0]}：已存入，1 张表，编号 1",
        f"{files[1]}：作为更正稿存入（第 2 版），先前的版本仍保留，编号 2",
        f"{nameless}：已存入，1 张表，编号 3",
        f"{nameless} 第 1 张表没有填单位、年度或项目名称，不与其他表连成版本。",
        "共 3 个文件：新存 2，更正 1，已有 0，无法使用 0",
    ]
    assert add(tmp_path, files[0]) == f"{files[0]}：已在档案中，没有改动，编号 1\n"


def test_add_goes_on_after_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"")
    good = write_form(tmp_path, "good.csv")
    done = run("add", tmp_path / "bad.xlsx", good, cwd=tmp_path)
    assert done.returncode == 2
    assert "bad.xlsx" in done.stderr and "Traceback" not in done.stderr
    assert f"{good}：已存入" in done.stdout
    assert "新存 1，更正 0，已有 0，无法使用 1" in done.stdout


def test_list_shows_everything_in_order(office: Path) -> None:
    done = run("list", cwd=office)
    assert (done.returncode, done.stderr) == (0, "")
    years = [
        line.split()[1] for line in done.stdout.splitlines() if "-" in line and line.split()[0].isdigit()
    ]
    assert years == ["2022", "2023", "2024"] * 2
    assert all(word in done.stdout for word in ("编号", "经办人", "张三", "98.53", "目标管理经费", "优"))


def test_list_as_json(office: Path) -> None:
    done = run("list", "--project", "目标管理", "--year", "2023-2024", "--json", cwd=office)
    document = json.loads(done.stdout)
    assert document["schema"] == "perfscore.archive/1"
    first, second = document["results"]
    assert (first["year"], first["total"], first["grade"], first["version"]) == (2023, "100", "优", 1)
    assert (second["year"], second["source"]["file"]) == (2024, "2024-project-target-management.xlsx")
    assert len(first["source"]["digest"]) == len(first["template"]["digest"]) == 64
    assert first["at"].endswith("+00:00")


def test_list_of_nothing(office: Path) -> None:
    done = run("list", "--unit", "没有这个单位", cwd=office)
    assert (done.returncode, done.stdout) == (0, f"档案“{DATABASE}”里没有符合条件的自评表。\n")


def test_show_is_the_assessment_as_it_was(office: Path) -> None:
    number = next(
        each["id"]
        for each in json.loads(run("list", "--json", cwd=office).stdout)["results"]
        if each["total"] == "98.53"
    )
    done = run("show", number, "--verify", cwd=office)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"档案编号 {number}：2023-department.xlsx，第 1 张表，张三 于 ")
    assert "核算总分 98.53" in done.stdout and "在职职工人数" in done.stdout
    assert done.stdout.endswith("重新核算结果一致。\n")
    shown = json.loads(run("show", number, "--json", cwd=office).stdout)["assessments"]
    scored = subprocess.run(
        [sys.executable, "-m", "perfscore", "score", str(EXAMPLES / "2023-department.xlsx"), "--json"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert shown == json.loads(scored.stdout)["assessments"]


def test_show_of_nothing(office: Path) -> None:
    done = run("show", 99, cwd=office)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "档案中没有编号 99 的结果。\n")


def test_verify_ends_with_1_when_the_rules_are_gone(tmp_path: Path) -> None:
    rules = tmp_path / "own.yaml"
    rules.write_text(
        'id: my.own\nname: 试\nform: project\nversion: "1.0"\nextends: cn.mof.project-self-assessment\n'
        "choices: {equal: strict}\nsource: {rule: OWN-01, evidence: derived, note: 试}\n",
        encoding="utf-8",
    )
    assert run("add", write_form(tmp_path, "a.csv"), "--template", rules, cwd=tmp_path).returncode == 0
    assert run("show", 1, "--verify", cwd=tmp_path).returncode == 0
    rules.unlink()
    done = run("show", 1, "--verify", cwd=tmp_path)
    assert done.returncode == 1
    assert "找不到当时的规则模板 my.own" in done.stdout


def test_compare_shows_the_years_and_writes_reports(office: Path) -> None:
    done = run(
        *("compare", "--unit", "目标绩效事务中心", "--years", "2022-2024", "--under", "newest"),
        *("--out", "out/对比.xlsx", "--out", "out/对比.json"),
        cwd=office,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "98.88" in done.stdout and "98.53" in done.stdout and "99.15" in done.stdout
    assert sorted(each.name for each in (office / "out").iterdir()) == ["对比.json", "对比.xlsx"]
    document = json.loads((office / "out" / "对比.json").read_text(encoding="utf-8"))
    printed = run("compare", "--unit", "目标绩效事务中心", "--under", "newest", "--json", cwd=office)
    assert json.loads(printed.stdout) == document


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare"], "请用 --unit 指明要对比的单位。"),
        (["compare", "--unit", "没有"], f"档案“{DATABASE}”里没有符合条件的自评表。"),
        (["compare", "--unit", "目标", "--years", "2024-2022"], "--years：应写成 2023 或 2021-2024"),
        (["compare", "--unit", "目标", "--years", "去年"], "--years：应写成 2023 或 2021-2024"),
        (["compare", "--unit", "目标", "--years", "2024"], "没有同一单位或者项目两个以上年度的表"),
        (["compare", "--unit", "目标", "--out", "a.pdf"], "对比报告须写入"),
        (["list", "--year", "23"], "--year：应写成"),
        (["list", "--archive", "nowhere.sqlite"], "没有档案“nowhere.sqlite”。"),
        (["list", "--archive", "ftp://x/y"], "档案地址写得不对"),
        (["list", "--lang", "fr"], "--lang：只有 zh 和 en"),
        (["export", "."], "已经存在"),
    ],
)
def test_a_wrong_call_ends_in_one_line(office: Path, arguments: list[str], told: str) -> None:
    done = run(*arguments, cwd=office)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_export_writes_a_folder(office: Path) -> None:
    done = run("export", "导出", "--year", "2023", cwd=office)
    assert (done.returncode, done.stdout) == (0, "已导出到 导出：原件 2 个，结果 2 个\n")
    assert (office / "导出" / "原件" / "2023-department.xlsx").read_bytes() == (
        EXAMPLES / "2023-department.xlsx"
    ).read_bytes()


def test_where_the_archive_is_may_be_said_in_four_ways(tmp_path: Path) -> None:
    """The option goes before the environment, that before the settings, those before the usual name."""
    file = write_form(tmp_path, "a.csv")
    (tmp_path / "sub").mkdir()
    assert "已存入" in add(tmp_path, file)
    assert (tmp_path / DATABASE).is_file()
    (tmp_path / "perfscore.toml").write_text('archive = "sub/设置.sqlite"\n', encoding="utf-8")
    assert "已存入" in add(tmp_path, file)
    assert (tmp_path / "sub" / "设置.sqlite").is_file()
    named = str(tmp_path / "环境.sqlite")
    assert "已存入" in add(tmp_path, file, PERFSCORE_ARCHIVE=named)
    done = run("add", file, "--archive", "选项.sqlite", cwd=tmp_path, PERFSCORE_ARCHIVE=named)
    assert "已存入" in done.stdout
    assert (tmp_path / "选项.sqlite").is_file()
    (tmp_path / "perfscore.toml").write_text("archive = 3\n", encoding="utf-8")
    done = run("list", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "archive 应为档案的文件名" in done.stderr


def test_a_password_is_never_printed(tmp_path: Path) -> None:
    address = f"postgresql://bureau:geheim-7@/db?host={tmp_path}"
    for words in (["list"], ["add", write_form(tmp_path, "a.csv")], ["list", "--lang", "en"]):
        done = run(*words, "--archive", address, cwd=tmp_path)
        assert done.returncode == 2
        assert "bureau:***@" in done.stderr
        assert "geheim" not in done.stdout + done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("missing", "address", "told"),
    [
        ("sqlalchemy", "a.sqlite", "pip install perfscore[archive]"),
        ("alembic", "a.sqlite", "pip install perfscore[archive]"),
        ("psycopg", "postgresql://u@/d", "pip install perfscore[postgres]"),
    ],
)
def test_a_library_that_is_not_installed_is_named(
    tmp_path: Path, missing: str, address: str, told: str
) -> None:
    file = write_form(tmp_path, "a.csv")
    code = (
        f"import sys; sys.modules['{missing}'] = None\n"
        f"sys.argv = ['perfscore', 'archive', 'add', {str(file)!r}, '--archive', {address!r}]\n"
        "import runpy; runpy.run_module('perfscore', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert told in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "a.sqlite").exists() or (tmp_path / "a.sqlite").stat().st_size == 0


def test_other_commands_do_without_the_libraries_of_the_archive(tmp_path: Path) -> None:
    file = shutil.copy(EXAMPLES / "2023-department.xlsx", tmp_path)
    code = (
        "import sys\n"
        f"sys.argv = ['perfscore', 'score', {str(file)!r}, '--json']\n"
        "import runpy, atexit\n"
        "atexit.register(lambda: print(sorted({'sqlalchemy', 'alembic', 'psycopg'} & set(sys.modules)), file=sys.stderr))\n"
        "runpy.run_module('perfscore', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_english(office: Path) -> None:
    done = run("list", "--lang", "en", cwd=office)
    assert "Version" in done.stdout
    done = run("show", 1, "--verify", "--lang", "en", cwd=office)
    assert done.stdout.endswith("Scored again: the same result.\n")


def test_what_goes_wrong_once_the_archive_is_open_is_told_in_english_too(office: Path) -> None:
    done = run("show", 99, "--lang", "en", cwd=office)
    assert (done.returncode, done.stderr) == (2, "the archive holds no result 99.\n")
    done = run("compare", "--unit", "没有这个局", "--lang", "en", cwd=office)
    assert (done.returncode, done.stderr) == (
        2,
        "the archive “perfscore-archive.sqlite” holds no such table.\n",
    )


def test_a_report_never_takes_the_place_of_the_archive(office: Path) -> None:
    """An archive may have any name, also one that a report could have."""
    kept = office / "各年.xlsx"
    (office / "perfscore-archive.sqlite").rename(kept)
    before = kept.read_bytes()
    done = run("compare", "--unit", "水利局", "--archive", kept.name, "--out", kept.name, cwd=office)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and kept.name in done.stderr
    assert kept.read_bytes() == before
