"""Write the golden parts of tests/golden/writers anew: `python tests/golden/build_writers.py`. Read the difference."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from dumps import parts_of

from perfscore import pipeline

HERE = Path(__file__).parent
OUT = HERE / "writers"
EXAMPLES = HERE.parents[1] / "examples"
FACTS = HERE / "report" / "facts.yaml"


def _report(name: str, *files: str, outline: str | None = None) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        paths = [EXAMPLES / "zhaohua-2023" / file for file in files]
        found = [one for result in pipeline.assess_files(paths) for one in result.assessments]
        facts = FACTS if name.endswith(("docx", "html")) else None
        return pipeline.write_report(found, folder / name, outline=outline, facts=facts)

    return write


def _comparison(name: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        paths = sorted((EXAMPLES / "zhaohua-2022-2024").glob("*-department.xlsx"))
        compared = pipeline.compare_files(paths, under=pipeline.NEWEST)
        return pipeline.write_report(compared.subjects, folder / name)

    return write


def _blank(folder: Path) -> Path:
    form = pipeline.blank_form("cn.mof.project-self-assessment", 2025, "会议")
    return pipeline.write_blank(form, folder / "blank.xlsx")


ALL = ("department.xlsx", "project-supervision.xlsx")
CASES: dict[str, Callable[[Path], Path]] = {
    "report-docx": _report("report.docx", *ALL),
    "report-html": _report("report.html", *ALL),
    "report-xlsx": _report("report.xlsx", *ALL),
    **{
        f"{outline}-{suffix}": _report(f"{outline}.{suffix}", file, outline=outline)
        for outline, file in (
            ("SC-R2", "project-supervision.xlsx"),
            ("SC-R3", "department.xlsx"),
            ("SC-R4", "department.xlsx"),
            ("SC-R5", "project-supervision.xlsx"),
            ("MOF-13", "project-supervision.xlsx"),
        )
        for suffix in ("docx", "html")
    },
    "comparison-docx": _comparison("comparison.docx"),
    "comparison-html": _comparison("comparison.html"),
    "comparison-xlsx": _comparison("comparison.xlsx"),
    "blank-xlsx": _blank,
}
"""Name -> what writes the file. The usual outline of a department, SC-R1, is that of `report`."""


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    for name, write in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            for part, text in parts_of(write(Path(folder))).items():
                target = OUT / name / part
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
