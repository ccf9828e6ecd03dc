"""The reports of the example tables by every outline, as Markdown to be read and compared.

Rebuild after a change of outlines or examples, and read the difference: python tests/golden/report/build.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfscore.pipeline import assess_files, report_facts
from perfscore.report import blocks
from perfscore.report.context import reports
from perfscore.report.outlines import DEPARTMENT, Outline, outlines
from perfscore.report.prose import markdown
from perfscore.report.wanted import Wanted

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples" / "zhaohua-2023"
FACTS = HERE / "facts.yaml"


def golden(outline: Outline) -> str:
    """Departments: the department with its four projects and the facts beside them; projects: one, and no facts."""
    is_department = outline.form == DEPARTMENT
    files = sorted(EXAMPLES.glob("*.xlsx")) if is_department else [EXAMPLES / "project-funding-gap.xlsx"]
    assessments = [one for result in assess_files(files) for one in result.assessments]
    facts = report_facts(FACTS if is_department else None)
    [report] = reports(assessments, wanted=Wanted((outline,), facts))
    return "\n\n".join(_lines(blocks.parse(markdown(report)))) + "\n"


def _lines(parsed: list[blocks.Block]) -> Iterator[str]:
    for block in parsed:
        match block:
            case blocks.Heading(level, text):
                yield "\n".join(f"{'#' * level} {line}" for line in text.split("\n"))
            case blocks.Paragraph(text):
                yield text
            case blocks.Items():
                yield "\n".join(block.numbered)
            case blocks.Named(name, index):
                yield f"```block {name} {index + 1}\n```"
            case blocks.Appendix():
                yield "---"


def file_of(outline: Outline) -> Path:
    return HERE / f"{outline.id}.md"


if __name__ == "__main__":
    for each in outlines():
        file_of(each).write_text(golden(each), encoding="utf-8")
