"""The reader of worked cases: what it refuses, and that a wrong number is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfscore.rules.cases import run_cases
from perfscore.rules.load import TemplateError

SOURCE = "source: {rule: X-1, evidence: derived}"
BY = (
    "rules:\n  by:\n    meaning: m\n    versions:\n      - in_force: 2020-01-01\n"
    f"        formula: points if days_late <= 0 else points / 2\n        {SOURCE}\n"
)
CASES = """\
cases:
  - name: in time
    given: {on: 2023-12-31, rule: by, points: 10, days_late: 0}
    expect: {score: 10.00}
    worked_by: full points
  - name: late
    given: {on: 2023-12-31, rule: by, points: 10, days_late: 1}
    expect: {score: 5.00}
    worked_by: 10 / 2
"""

Write = Callable[[str], Path]
Own = Callable[[str], str]


@pytest.fixture
def template(write: Write, own: Own) -> Path:
    return write(own(BY))


def complaints(template: Path, cases: str) -> list[str]:
    template.with_name("cases.yaml").write_text(cases, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        run_cases(template)
    return caught.value.text("en").splitlines()


def test_good_cases_pass(template: Path) -> None:
    template.with_name("cases.yaml").write_text(CASES, encoding="utf-8")
    results = run_cases(template)
    assert [each.passed for each in results] == [True, True]
    assert [each.case.line for each in results] == [2, 6]


def test_wrong_number_is_found(template: Path) -> None:
    template.with_name("cases.yaml").write_text(CASES.replace("5.00", "5.01"), encoding="utf-8")
    late = run_cases(template)[1]
    assert not late.passed
    assert late.got == {"score": "5.00"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: late", "name: in time", "cases.yaml:6: cases[1].name has the name of the case on line 2"),
        ("    worked_by: 10 / 2\n", "", "cases.yaml:6: cases[1] lacks worked_by"),
        ("    expect: {score: 5.00}\n", "", "cases.yaml:6: cases[1] lacks expect"),
        ("expect: {score: 5.00}", "expect: {}", "cases.yaml:6: cases[1] lacks expect"),
        ("{score: 5.00}", "{score: 5.00, met: no}", "cases.yaml:8: cases[1].expect.met is read by nobody"),
        ("score: 5.00", "scroe: 5.00", "cases.yaml:8: cases[1].expect.scroe is read by nobody. Did you mean score?"),
        ("worked_by: 10", "worked_bye: 10", "cases.yaml:9: cases[1].worked_bye is read by nobody. Did you mean worked_by?"),
        ("days_late: 1}", "days_late: 1, target: 2}", "cases.yaml:7: cases[1].given.target is read by nobody"),
        ("days_late: 1}", "days_late: soon}", "cases.yaml:7: cases[1].given.days_late 'soon' is no number"),
        ("days_late: 1}", "days_late: [1]}", "cases.yaml:7: cases[1].given.days_late is not written as it must be"),
        (", days_late: 1}", "}", "cases.yaml:7: cases[1].given lacks days_late"),
        ("on: 2023-12-31, rule: by, points: 10, days_late: 1", "on: 2023, rule: by, points: 10, days_late: 1",
         "cases.yaml:7: cases[1].given.on is no date (write 2020-02-25)"),
        ("days_late: 1}", "days_late: -1}", "cases.yaml:1: cases tries only one side of a condition of by"),
    ],
)  # fmt: skip
def test_mistake_in_a_case_is_answered(template: Path, old: str, new: str, said: str) -> None:
    assert old in CASES
    start, end = CASES.rsplit(old, 1)
    assert said in complaints(template, start + new + end)


def test_unknown_rule_is_answered_with_the_known_ones(template: Path) -> None:
    found = complaints(template, CASES.replace("rule: by", "rule: bye"))
    assert found[0].startswith("cases.yaml:3: cases[0].given has the rule 'bye', which is not known (known: ")


def test_rule_without_a_case_is_refused(template: Path) -> None:
    other = CASES.replace("rule: by, points: 10, days_late: 0", "rule: grades, total: 95").replace(
        "{score: 10.00}", "{grade: 优}"
    )
    found = complaints(template, other.split("  - name: late")[0])
    assert found == ["cases.yaml:1: cases has no case of by"]


def test_value_without_a_case_is_refused(write: Write, own: Own) -> None:
    grades = "[{name: a, at_least: 50}, {name: b, at_least: 0}]"
    values = f"values:\n  grades:\n    meaning: m\n    versions: [{{in_force: 2020-01-01, value: {grades}, {SOURCE}}}]\n"
    assert complaints(write(own(BY + values)), CASES) == ["cases.yaml:1: cases has no case of grades"]


def test_each_reading_needs_its_cases(write: Write, own: Own) -> None:
    readings = (
        "choices: {by: mild}\nrules:\n  by:\n    meaning: m\n    readings:\n"
        f"      mild: {{meaning: m, versions: [{{in_force: 2020-01-01, formula: points, {SOURCE}}}]}}\n"
        f"      hard: {{meaning: m, versions: [{{in_force: 2020-01-01, formula: points / 2, {SOURCE}}}]}}\n"
    )
    assert complaints(write(own(readings)), CASES) == ["cases.yaml:1: cases has no case of by hard"]


@pytest.mark.parametrize(
    "text", ["", "cases: 1\n", "case: []\n", "cases: []\nextra: 1\n", "- a\n", "cases: [1]\n"]
)
def test_file_of_another_shape_is_refused(template: Path, text: str) -> None:
    assert complaints(template, text)


def test_missing_file_is_refused(template: Path) -> None:
    with pytest.raises(TemplateError, match=r"cases\.yaml"):
        run_cases(template)


def test_a_case_without_a_figure_has_no_score(write: Write, own: Own) -> None:
    """`rate` is not given: the case is counted on neither side of the condition, and gives no score."""
    item = (
        "items:\n  甲:\n    level: [管理]\n    meaning: m\n    versions:\n      - in_force: 2020-01-01\n        points: 10\n"
        f"        formula: points if actual <= 5 else 0\n        {SOURCE}\n"
    )
    line = "  - {{name: {0}, given: {{on: 2023-12-31, rule: item, item: 甲, points: 10{1}}}, expect: {{score: {2}}}, worked_by: m}}\n"
    path = write(own(item))
    lines = [
        line.format("a", ", actual: 5", "10.00"),
        line.format("b", ", actual: 6", "0.00"),
        line.format("c", "", "none"),
    ]
    path.with_name("cases.yaml").write_text("cases:\n" + "".join(lines), encoding="utf-8")
    assert [each.passed for each in run_cases(path)] == [True, True, True]
