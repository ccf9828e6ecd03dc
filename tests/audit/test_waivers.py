"""Findings that somebody accepts: which ones a waiver reaches, and what is told of one that reaches none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from perfscore.audit.waivers import accept
from perfscore.model.checked import FileFindings, Found, Waiver, families
from perfscore.model.finding import Finding, Kind, Severity, Wording
from perfscore.model.place import Place
from perfscore.model.verdict import Verdict, asked_by, gravest

WORDS = Wording("题", "“{indicator}”不对。", "因为。", "请改。")
FILE, HOME = Path("甲.xlsx"), Path("perfscore.toml")
TODAY = date(2026, 6, 30)
KNOWN = {"A104", "A303", "A305"}


def found(code: str, cell: str = "G13", severity: Severity = Severity.ERROR, root: str = "") -> Finding:
    kind = Kind(code, f"name-{code}", severity, WORDS, WORDS)
    return replace(kind.at(Place(FILE.name, "自评表", None, cell), indicator="在职职工人数"), root=root)


def told(*findings: Finding) -> FileFindings:
    return FileFindings(FILE, findings=tuple(Found(finding) for finding in findings))


def accepted(waiver: Waiver, *findings: Finding) -> list[FileFindings]:
    return accept([told(*findings)], {FILE: (waiver,)}, TODAY, KNOWN)


BASE = Waiver("A104", "另有文件", home=HOME, at=Place(HOME.name))


@pytest.mark.parametrize(
    ("narrowed", "reaches"),
    [
        ({}, True),
        ({"file": "甲.xlsx"}, True),
        ({"file": "*.xlsx"}, True),
        ({"sheet": "自评表", "cell": "g13"}, True),
        ({"indicator": "职工"}, True),
        ({"until": date(2026, 6, 30)}, True),  # its last day still counts
        ({"code": "A303"}, False),
        ({"sheet": "别的表"}, False),
        ({"cell": "G14"}, False),
        ({"table": 2}, False),
        ({"indicator": "会议"}, False),
        ({"until": date(2026, 6, 29)}, False),
    ],
)
def test_a_waiver_reaches_what_it_names(narrowed: dict[str, object], reaches: bool) -> None:
    waiver = replace(BASE, **narrowed)  # type: ignore[arg-type]
    file, *settings = accepted(waiver, found("A104"))
    assert (file.findings[0].waiver == waiver) is reaches
    assert file.has_errors is not reaches
    assert file.verdict is (Verdict.PASS if reaches else Verdict.CORRECT)
    assert bool(settings) is not reaches


@pytest.mark.parametrize(
    ("narrowed", "code"),
    [({"cell": "A1"}, "A901"), ({"code": "A999"}, "A902"), ({"until": date(2020, 1, 1)}, "A903")],
)
def test_an_idle_waiver_is_told_once_in_the_file_that_says_it(narrowed: dict[str, object], code: str) -> None:
    other = FileFindings(Path("乙.xlsx"))
    waiver = replace(BASE, **narrowed)  # type: ignore[arg-type]
    offered = {FILE: (waiver,), other.path: (waiver,)}
    *_, settings = accept([told(found("A104")), other], offered, TODAY, KNOWN)
    assert settings.path == HOME
    (remark,) = settings.findings
    assert (remark.finding.code, settings.verdict) == (code, Verdict.PASS)
    assert "另有文件" in remark.finding.message


def test_a_waiver_for_a_file_that_is_not_checked_is_not_idle() -> None:
    assert len(accepted(replace(BASE, file="乙.xlsx"), found("A104"))) == 1


def test_a_waiver_of_the_workbook_is_told_in_the_workbook() -> None:
    (file,) = accepted(replace(BASE, cell="Z9", home=FILE), found("A104"))
    assert [one.finding.code for one in file.findings] == ["A104", "A901"]


def test_each_finding_asks_for_one_step_and_the_gravest_decides() -> None:
    steps = [
        (found("A303"), Verdict.RETURN),  # the score is wrong
        (found("R103"), Verdict.RETURN),  # the score is unproven
        (found("A104"), Verdict.CORRECT),  # the score stands, a reason is lacking
        (found("A601"), Verdict.CORRECT),  # outside of the tables
        (found("A107", severity=Severity.WARNING), Verdict.CORRECT),
        (found("A106", severity=Severity.WARNING), Verdict.COMPLETE),
        (found("A306", severity=Severity.INFO), Verdict.PASS),
    ]
    assert [asked_by(finding) for finding, _ in steps] == [step for _, step in steps]
    assert gravest(step for _, step in steps[2:]) is Verdict.CORRECT
    assert gravest([]) is Verdict.PASS


def test_followers_stand_under_their_root_even_through_another() -> None:
    row, total, grade = found("A303"), found("A305", "G20", root="A303"), found("A308", "G21", root="A305")
    alone = found("A104", "G9", root="A101")  # its root was not found
    listed = families([Found(one) for one in (grade, total, alone, row)])
    assert [(one.root.finding.code, [f.finding.code for f in one.followers]) for one in listed] == [
        ("A104", []),
        ("A303", ["A308", "A305"]),
    ]


def test_findings_that_follow_each_other_are_all_listed() -> None:
    circle = [Found(found("A303", root="A305")), Found(found("A305", root="A303"))]
    assert len(families(circle)) == 2


def test_of_several_roots_the_nearest_takes_the_follower() -> None:
    here, there = found("A303", "G5"), replace(found("A303"), at=Place(FILE.name, "另一表", None, "G5"))
    follower = found("A305", "G9", root="A303")
    first, second = families([Found(there), Found(here), Found(follower)])
    assert (len(first.followers), len(second.followers)) == (0, 1)
