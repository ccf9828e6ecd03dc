"""Compares 1,000 units over 5 years out of an archive, against pandas with the same rows, in one run.

    python bench/compare.py [--units 1000]

The forms are made by script: names of indicators change from year to year as they do in published tables (years in names,
synonyms, other wordings), rows come and go. Each side runs in a process of its own, which prints its seconds and its
largest memory:

    archive   load every assessment out of the SQLite archive, hold the years of each project against each other
    streamed  the same, some units at a time, each forgotten once it is compared (its loading is within the whole)
    pandas    load the same rows out of a flat SQLite table, merge each year with the next by exact name
    originals pandas reading the original files one by one, and merging as above: what is done without an archive

pandas does less: no money by year, no total taken apart, no finding, and a name that changed is another indicator.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from perfscore.pipeline import Selection, compare_groups, open_archive

YEARS = range(2020, 2025)
HEADER = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析及改进措施"
ABOVE = 6
"""Lines of a form above its indicators."""
ROWS = (
    ("产出指标", "数量指标", ("检查次数", "开展检查次数", "{year}年检查次数"), "≥{n}次", "{a}次", 10),
    ("产出指标", "数量指标", ("培训人数", "培训人员数量"), "≥{n}人", "{a}人", 10),
    ("产出指标", "数量指标", ("宣传活动场次", "宣传活动次数"), "≥{n}场", "{a}场", 5),
    ("产出指标", "质量指标", ("工程验收合格率", "验收合格率"), "≥90%", "{p}%", 10),
    ("产出指标", "质量指标", ("资料完整率",), "≥95%", "{p}%", 5),
    ("产出指标", "时效指标", ("任务按时完成率", "按时完成率"), "≥90%", "{p}%", 5),
    ("产出指标", "成本指标", ("总成本", "项目总成本"), "≤120万元", "{m}万元", 5),
    ("效益指标", "社会效益指标", ("群众投诉处理率", "投诉办结率"), "≥95%", "{p}%", 10),
    ("效益指标", "社会效益指标", ("受益群众人数", "受益人口"), "≥{n}人", "{a}人", 10),
    ("效益指标", "可持续影响指标", ("长效机制建设", "长效管理机制"), "优", "{g}", 10),
    ("满意度指标", "服务对象满意度指标", ("群众满意度", "服务对象满意度"), "≥90%", "{p}%", 10),
)
FLAT = "unit project year level1 level2 name target actual points score total grade initial adjusted spent"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument(
        "--runs", type=int, default=3, help="runs of each side, taken in turns; medians are shown"
    )
    parser.add_argument("--side", choices=tuple(SIDES), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.side:
        print(json.dumps(measured(wanted.side, wanted.folder)))
        return
    try:
        import pandas
    except ModuleNotFoundError:
        sys.exit("needs pandas: pip install perfscore[bench]")
    print(f"pandas {pandas.__version__}; {wanted.units} units, {len(YEARS)} years each")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, wanted.units)
        show({side: run(side, folder, wanted.runs) for side in SIDES})


# --- Making ---------------------------------------------------------------------------------------------------


def form(unit: int, year: int, chance: random.Random) -> str:
    """One project's form of one year."""
    lines = [
        "项目支出绩效自评表",
        f"（{year}年度）",
        f"项目名称,第{unit}号专项经费",
        f"实施单位,第{unit}单位",
        "项目资金（万元）,,年初预算数,全年预算数,全年执行数,分值,执行率,得分",
        f",年度资金总额,100,{chance.randint(100, 130)},{chance.randint(80, 100)},10,,",
        HEADER,
    ]
    for level1, level2, names, target, actual, points in ROWS:
        if chance.random() < 0.08:
            continue  # dropped this year
        number = chance.randint(4, 60)
        facts: dict[str, Any] = {"year": year, "n": number, "a": number + chance.randint(-1, 6)}
        facts |= {"p": chance.randint(84, 100), "m": chance.randint(95, 125), "g": chance.choice("优良中")}
        name = names[0] if chance.random() < 0.7 else chance.choice(names)
        cells = (
            level1,
            level2,
            name.format(**facts),
            target.format(**facts),
            actual.format(**facts),
            str(points),
        )
        lines.append(",".join((*cells, "", "")))
    return "\n".join(lines) + "\n"


def make(folder: Path, units: int) -> None:
    """The original files, the archive, and the same rows as a flat table."""
    chance = random.Random(7)
    paths = []
    for unit in range(1, units + 1):
        for year in YEARS:
            path = folder / f"{unit:04}-{year}.csv"
            path.write_text(form(unit, year, chance), encoding="utf-8")
            paths.append(path)
    began = perf_counter()
    columns = FLAT.split()
    with (
        open_archive(folder / "archive.sqlite", create=True) as archive,
        closing(sqlite3.connect(folder / "flat.sqlite")) as flat,
    ):
        flat.execute(f"CREATE TABLE rows ({', '.join(columns)})")
        for kept in archive.add_files(paths):
            (assessment,) = kept.assessments
            table = assessment.table
            assert table.budget
            money = [
                float(getattr(table.budget.total, key).number) for key in ("initial", "adjusted", "spent")
            ]
            about = (table.unit, table.project, table.year)
            total = (float(assessment.total), assessment.grade)
            flat.executemany(
                f"INSERT INTO rows VALUES ({', '.join('?' * len(columns))})",
                [
                    (
                        *about,
                        *row.indicator.path,
                        row.indicator.target.written,
                        row.indicator.actual.written,
                        float(row.result.points),
                        float(row.result.score),
                        *total,
                        *money,
                    )
                    for row in assessment.rows
                ],
            )
        flat.commit()
    seconds = perf_counter() - began
    size = (folder / "archive.sqlite").stat().st_size / 2**20
    print(f"made: {len(paths)} files read, scored and kept in {seconds:.0f} s; the archive has {size:.0f} MB")


# --- Measuring ------------------------------------------------------------------------------------------------


def run(side: str, folder: Path, runs: int) -> dict[str, float]:
    """Medians over processes of one side."""
    command = [sys.executable, __file__, "--side", side, "--folder", str(folder)]
    told = [
        json.loads(subprocess.run(command, capture_output=True, check=True).stdout.splitlines()[-1])
        for _ in range(runs)
    ]
    return {key: median(each[key] for each in told) for key in told[0]}


def measured(side: str, folder: Path) -> dict[str, float]:
    """Seconds of loading and of the rest, the largest memory in MB, and how many pairs of rows were held together."""
    load, match = SIDES[side]()
    before = peak()
    began = perf_counter()
    loaded = load(folder)
    loading = perf_counter() - began
    pairs = match(loaded)
    whole = perf_counter() - began
    return {"load": loading, "whole": whole, "memory": peak(), "own": peak() - before, "pairs": pairs}


def peak() -> float:
    """The largest memory of this process so far, in MB. Only Linux tells it of a process alone; else it stays 1."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 1.0)


def out_of_the_archive() -> tuple[Any, Any]:
    import rapidfuzz  # noqa: F401

    import perfscore.pipeline.keeping.archive  # noqa: F401 - imports are measured on neither side

    def load(folder: Path) -> list[Any]:
        """By project, ready to be compared."""
        with open_archive(folder / "archive.sqlite") as archive:
            entries = archive.entries(Selection(newest_only=True))
            groups: dict[tuple[str | None, str | None], list[Any]] = {}
            for entry, assessment in zip(
                entries, archive.load([entry.id for entry in entries], traces=False), strict=True
            ):
                groups.setdefault((entry.unit, entry.project), []).append(assessment)
        return list(groups.values())

    def match(groups: list[Any]) -> int:
        pairs = 0
        for group in groups:
            (comparison,) = compare_groups([group]).comparisons
            pairs += sum(sum(each is not None for each in line.standings) - 1 for line in comparison.lines)
        return pairs

    return load, match


def streamed() -> tuple[Any, Any]:
    _, match_groups = out_of_the_archive()
    together = 50

    def load(folder: Path) -> tuple[Path, list[list[int]]]:
        with open_archive(folder / "archive.sqlite") as archive:
            groups: dict[tuple[str | None, str | None], list[int]] = {}
            for entry in archive.entries(Selection(newest_only=True)):
                groups.setdefault((entry.unit, entry.project), []).append(entry.id)
        return folder, list(groups.values())

    def match(told: tuple[Path, list[list[int]]]) -> int:
        folder, groups = told
        pairs = 0
        with open_archive(folder / "archive.sqlite") as archive:
            for start in range(0, len(groups), together):
                some = groups[start : start + together]
                loaded = archive.load([number for group in some for number in group], traces=False)
                pairs += match_groups([[next(loaded) for _ in group] for group in some])
        return pairs

    return load, match


def merged(frame: Any) -> int:
    """Every row with that of the same unit, project, levels and name in the next year."""
    import pandas

    pairs = 0
    for year in list(YEARS)[:-1]:
        earlier, later = frame[frame.year == year], frame[frame.year == year + 1]
        both = pandas.merge(earlier, later, on=["unit", "project", "level1", "level2", "name"])
        both["change"] = both.score_y - both.score_x
        both["share"] = both.spent_y / both.adjusted_y - both.spent_x / both.adjusted_x
        pairs += len(both)
    return pairs


def with_pandas() -> tuple[Any, Any]:
    import pandas

    def load(folder: Path) -> Any:
        with closing(sqlite3.connect(folder / "flat.sqlite")) as flat:
            return pandas.read_sql("SELECT * FROM rows", flat)

    return load, merged


def with_pandas_from_originals() -> tuple[Any, Any]:
    import pandas

    def load(folder: Path) -> Any:
        frames = []
        for path in sorted(folder.glob("*.csv")):
            frame = pandas.read_csv(path, skiprows=ABOVE)
            frame.columns = ["level1", "level2", "name", "target", "actual", "points", "score", "note"]
            money = pandas.read_csv(path, skiprows=ABOVE - 2, nrows=1)
            frame["adjusted"], frame["spent"] = float(money["全年预算数"][0]), float(money["全年执行数"][0])
            unit, year = path.stem.split("-")
            frame["unit"], frame["project"], frame["year"] = unit, unit, int(year)
            frames.append(frame)
        return pandas.concat(frames)

    return load, merged


SIDES = {
    "archive": out_of_the_archive,
    "streamed": streamed,
    "pandas": with_pandas,
    "originals": with_pandas_from_originals,
}


def show(sides: dict[str, dict[str, float]]) -> None:
    print(f"\n{'':34}{'load s':>8}{'whole s':>9}{'peak MB':>9}{'of it data':>12}{'pairs of rows':>15}")
    names = {
        "archive": "archive, load and compare",
        "streamed": "archive, 50 units at a time",
        "pandas": "pandas, flat table, exact names",
        "originals": "pandas, original files, exact names",
    }
    for side, told in sides.items():
        print(
            f"{names[side]:34}{told['load']:8.2f}{told['whole']:9.2f}{told['memory']:9.0f}"
            f"{told['own']:12.0f}{told['pairs']:15.0f}"
        )
    ours = sides["archive"]
    for side in ("pandas", "originals"):
        ratios = ", ".join(
            f"{key} {ours[key] / sides[side][key]:.2f}" for key in ("load", "whole", "memory", "pairs")
        )
        print(f"archive / {side}: {ratios}")


if __name__ == "__main__":
    main()
