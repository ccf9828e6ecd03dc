"""The narrative audit reads our own reports: of whatever table, it must find nothing and understand everything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hand_ins import given_facts, hand_ins
from hypothesis import HealthCheck, given, settings

from perfscore.audit.prose.audit import audit_prose
from perfscore.model.assessment import Assessment
from perfscore.model.given import Given
from perfscore.model.prose import Document, Paragraph
from perfscore.pipeline import assess_files, check_prose, write_report
from perfscore.read.prose.statements import read_claims
from perfscore.report import blocks
from perfscore.report.context import reports
from perfscore.report.facts import ReportFacts
from perfscore.report.outlines import Outline, OutlineError, outlines
from perfscore.report.prose import markdown
from perfscore.report.wanted import Wanted

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
NONSENSE = re.compile(
    r"(?<![\d.])0(?:项|个|处)|共扣0分|None|Fraction|Facts\(|[。，；：、][。，；、]|（）|“”|全部1[项个]|均为1项|【待补充：】"
)
LONGEST_HEADING = 25
"""Shorter paragraphs are headings, which outlines may repeat."""


def lines_of(report: ReportFacts) -> Iterator[str]:
    for block in blocks.parse(markdown(report)):
        match block:
            case blocks.Heading(_, text) | blocks.Paragraph(text):
                yield text
            case blocks.Items():
                yield from block.numbered


def written(
    assessments: Sequence[Assessment], outline: Outline, facts: Given
) -> Iterator[tuple[ReportFacts, list[str]]]:
    try:
        made = reports(assessments, wanted=Wanted((outline,), facts))
    except OutlineError:
        return  # an outline for departments and no department, or the reverse
    for report in made:
        yield report, list(lines_of(report))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(hand_ins(), given_facts())
def test_the_audit_finds_nothing_in_any_report(assessments: list[Assessment], facts: Given) -> None:
    texts = [text for outline in outlines() for _, text in written(assessments, outline, facts)]
    assert texts, "looked at no report: this test is broken"
    for lines in texts:
        claims = read_claims(Document("报告", tuple(Paragraph(n, line) for n, line in enumerate(lines, 1))))
        found = audit_prose(claims, [each.table for each in assessments])
        assert [(f.code, f.wording().message, lines[(f.at.paragraph or 1) - 1]) for f in found] == []
        assert [place.quote for place in claims.unresolved] == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(hand_ins(), given_facts())
def test_no_report_talks_nonsense_or_says_a_thing_twice(assessments: list[Assessment], facts: Given) -> None:
    for outline in outlines():
        for _, lines in written(assessments, outline, facts):
            assert [line for line in lines if NONSENSE.search(line) or not line.strip()] == []
            long = Counter(line for line in lines if len(line) > LONGEST_HEADING and "附表" not in line)
            assert [line for line, times in long.items() if times > 1] == []


@pytest.mark.parametrize("outline", [outline.id for outline in outlines()])
def test_the_audit_finds_nothing_in_the_files_of_the_examples(outline: str, tmp_path: Path) -> None:
    """Through the files themselves, as an officer would check them; the growth of the budget is understood."""
    files = sorted(EXAMPLES.glob("*.xlsx"))
    assessments = [one for result in assess_files(files) for one in result.assessments]
    path = write_report(assessments, tmp_path / "报告.docx", outline=outline)
    checked = check_prose(path)
    assert checked.unusable is None
    assert [finding.wording().message for finding in checked.findings] == []
    assert checked.understood == checked.checkable > 2
