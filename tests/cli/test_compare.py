"""Comparing years on the terminal: nothing cut off, no answer of a person passed over in silence."""

from __future__ import annotations

import json
from pathlib import Path

from cli.test_cli import run
from drawn import fill_sheet
from forms import NATIONAL
from openpyxl import Workbook

EXAMPLES = Path(__file__).parents[2] / "examples"


def tables(folder: Path, count: int) -> list[Path]:
    """One table for each year from 2015 on, its money in the ten thousands of millions."""
    paths = []
    for index in range(count):
        book = Workbook()
        assert book.active is not None
        drawing = NATIONAL.replace("2022", str(2015 + index)).replace(
            "| 880 | 880 |", f"| 12345678{index}.12 | 12345678{index}.12 |"
        )
        fill_sheet(book.active, drawing)
        book.save(path := folder / f"{2015 + index}.xlsx")
        paths.append(path)
    return paths


def test_ten_years_stand_below_each_other_and_no_figure_is_cut_off(tmp_path: Path) -> None:
    done = run("compare", *tables(tmp_path, 10))
    assert done.returncode == 0
    assert "\u2026" not in done.stdout
    for index in range(10):
        [line] = [line for line in done.stdout.splitlines() if line.startswith(f"{2015 + index}年 ")]
        assert line.count(f"12345678{index}.12") == 2  # initial and adjusted


def test_an_answer_without_an_effect_is_named(tmp_path: Path) -> None:
    matches = tmp_path / "对照.csv"
    matches.write_text(
        "上年指标,本年指标\n改造项目数目,改造项目数量\n工程合格率,工程合格率\n", encoding="utf-8"
    )
    done = run("compare", *tables(tmp_path, 2), "--matches", matches)
    assert done.returncode == 0
    assert done.stdout.count("没有用上") == 1
    assert "人工指定的“改造项目数目”与“改造项目数量”（是）没有用上" in done.stdout


def test_too_many_tables_are_refused_by_name(tmp_path: Path) -> None:
    done = run("compare", *tables(tmp_path, 11))
    assert done.returncode == 2
    assert "“水旱灾害防御经费”：对比需要2至10张表，给出了11张" in done.stderr


def test_a_subject_with_too_many_tables_stops_no_other(tmp_path: Path) -> None:
    others = (EXAMPLES / "zhaohua-2022-2024").glob("*-department.xlsx")
    out = tmp_path / "对比.json"
    done = run("compare", *tables(tmp_path, 11), *others, "--out", out)
    assert done.returncode == 2
    assert "“水旱灾害防御经费”：对比需要2至10张表，给出了11张" in done.stderr
    [one] = json.loads(out.read_text(encoding="utf-8"))["comparisons"]
    assert [edition["total"] for edition in one["editions"]] == ["98.88", "98.53", "99.15"]
