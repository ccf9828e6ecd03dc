"""Measures perfscore against openpyxl loading the same files, in one run, and prints both with their ratio.

(a) Start to end: `perfscore score FILE` as a process, against Python importing openpyxl and loading FILE.
(b) In one process: read, score and audit every table of the files, against openpyxl loading the same files.

The two sides take turns, so that a busy machine slows both. The files are the workbooks of examples/ and byte copies
of them; nothing that perfscore keeps between files depends on their content.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import openpyxl

from perfscore import __version__, pipeline

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "zhaohua-2023"
LOAD = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"


def main(arguments: Sequence[str] | None = None) -> None:
    wanted = parse(arguments)
    print(f"perfscore {__version__}, openpyxl {openpyxl.__version__}, Python {platform.python_version()}")
    measure_process(wanted.file, wanted.runs)
    with tempfile.TemporaryDirectory() as folder:
        measure_tables(workbooks(Path(folder), wanted.copies), wanted.rounds)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Times perfscore against openpyxl loading the same files.")
    parser.add_argument("--file", type=Path, default=EXAMPLES / "department.xlsx", help="workbook for (a)")
    parser.add_argument("--runs", type=positive, default=15, help="runs of each side in (a)")
    parser.add_argument("--copies", type=positive, default=20, help="copies of each example in (b)")
    parser.add_argument("--rounds", type=positive, default=7, help="rounds of each side in (b)")
    return parser.parse_args(arguments)


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def measure_process(file: Path, runs: int) -> None:
    """(a): medians over interleaved runs of two processes, after one run of each that is not counted."""
    ours = [sys.executable, "-m", "perfscore", "score", str(file)]
    theirs = [sys.executable, "-c", LOAD, str(file)]
    mine, reference = alternate(lambda: run(ours), lambda: run(theirs), runs)
    print(f"\n(a) one process, {file.name}, {runs} runs of each, medians")
    print(f"    perfscore score              {mine * 1000:8.0f} ms")
    print(f"    import openpyxl, load file   {reference * 1000:8.0f} ms")
    print(f"    perfscore / openpyxl         {mine / reference:8.2f}")


def measure_tables(files: Sequence[Path], rounds: int) -> None:
    """(b): tables a second over all files, medians over interleaved rounds."""
    tables = assess_all(files)
    mine, reference = alternate(lambda: assess_all(files), lambda: load_all(files), rounds)
    print(f"\n(b) in one process, {len(files)} files, {tables} tables, {rounds} rounds of each, medians")
    print(f"    perfscore read+score+audit   {tables / mine:8.0f} tables/s")
    print(f"    openpyxl load                {tables / reference:8.0f} tables/s")
    print(f"    perfscore / openpyxl         {reference / mine:8.2f}")


def alternate(first: Callable[[], object], second: Callable[[], object], times: int) -> tuple[float, float]:
    """Median seconds of each, taken in turns; who begins changes every time."""
    first(), second()
    seconds: tuple[list[float], list[float]] = ([], [])
    for number in range(times):
        for side in (0, 1) if number % 2 == 0 else (1, 0):
            seconds[side].append(timed((first, second)[side]))
    return median(seconds[0]), median(seconds[1])


def timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def run(command: Sequence[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def assess_all(files: Sequence[Path]) -> int:
    """The number of tables read, scored and audited."""
    return len([pipeline.assess(table) for file in files for table in pipeline.read(file)])


def load_all(files: Sequence[Path]) -> None:
    for file in files:
        openpyxl.load_workbook(file)


def workbooks(folder: Path, copies: int) -> list[Path]:
    """The example workbooks and copies of each in `folder`."""
    originals = sorted(EXAMPLES.glob("*.xlsx"))
    return originals + [
        Path(shutil.copyfile(original, folder / f"{original.stem}-{number}.xlsx"))
        for number in range(1, copies + 1)
        for original in originals
    ]


if __name__ == "__main__":
    main()
