"""The bureau's review of a self-assessment: which findings cost 0.3 points, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from factory import line, row, table

from perfscore.audit.review import COUNTED, HINTS
from perfscore.model.checked import FileFindings, Found, Waiver
from perfscore.model.finding import Finding
from perfscore.model.review import Review
from perfscore.pipeline import assess, load_template, review_files


def reviewed(*findings: Finding, year: int = 2025) -> Review:
    one = assess(table(row("≥10次", "10次", points=90, claimed=90), year=year))
    (review,) = review_files([FileFindings(Path("甲.xlsx"), (one,), tuple(map(Found, findings)))])
    return review


def of_table(total: str, claimed: int, grade: str | None = None) -> tuple[Finding, ...]:
    claims = row("≥10次", "10次", points=90, claimed=claimed)
    return assess(table(claims, budget=line(points=10, claimed=10), total=total, grade=grade)).findings


def test_a_right_table_loses_nothing_and_all_items_stay_open() -> None:
    review = reviewed()
    assert (review.cases, review.lost, review.open_points) == ((), 0, 100)  # 20 + 10 + 10 + 20 + 20 + 20
    assert (review.lowest, review.highest) == (0, 100)
    assert len(review.items) == 6
    assert all(item.look_at for item in review.items)
    assert not review.source.verified  # the 0.3 points were read for another form


def test_each_mistake_of_calculation_costs_three_tenths() -> None:
    # 80 claimed where 90 are earned: one wrong score. The parts claim 80 + 10, the total 95: a wrong sum.
    findings = of_table("95", 80)
    review = reviewed(*findings)
    assert [(case.sort, case.finding.code) for case in review.cases] == [
        ("得分计算错误", "A303"),
        ("分项与合计不符", "A305"),
    ]
    assert (review.lost, review.highest) == (Fraction("0.6"), Fraction("99.4"))


def test_a_wrong_grade_is_a_case_of_its_own() -> None:
    sorts = [case.sort for case in reviewed(*of_table("100", 90, grade="差")).cases]
    assert "等级与得分不符" in sorts


def test_what_follows_from_another_or_is_accepted_does_not_count() -> None:
    (wrong,) = [finding for finding in of_table("90", 80) if finding.code == "A303"]
    follower = replace(wrong, root="A101")
    assert reviewed(follower).cases == ()
    assert len(reviewed(wrong, wrong).cases) == 1  # the same cell twice
    one = assess(table(row("≥10次", "10次", points=90, claimed=90), year=2025))
    accepted = Found(wrong, Waiver("A303", "已核"))
    (review,) = review_files([FileFindings(Path("甲.xlsx"), (one,), (accepted,))])
    assert review.lost == 0


def test_the_form_says_when_it_was_not_yet_in_force() -> None:
    assert reviewed().in_force
    assert not reviewed(year=2023).in_force


def test_tables_in_code_name_what_exists() -> None:
    form = load_template("cn.sc.pidu.review")
    assert set(HINTS) == set(form.items)
    assert len({counted.code for counted in COUNTED}) == len(COUNTED)
    assert all(counted.because for counted in COUNTED)
