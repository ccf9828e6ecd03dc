"""What a template lays down for whole tables needs a case that it leaves alone and a case that it changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfscore.pipeline import run_cases
from perfscore.rules.load import TemplateError

Write = Callable[[str], Path]
Own = Callable[[str], str]
SOURCE = "source: {rule: X-1, evidence: derived}"
OUTPUT, EFFECT, SATISFIED = (
    "产出指标 | 数量指标 | 场次 | ≥4场 | 5场 | 50",
    "效益指标 | 社会效益指标 | 知晓率 | ≥90% | 81% | 30",
    "满意度指标 | 满意度 | 群众满意度 | ≥90% | 95% | 10",
)
PLAIN = [OUTPUT, EFFECT, SATISFIED]
"""Execution 10; 50 + 30 × 81 ÷ 90 = 27 + 10 = 97."""


def value(name: str, given: str) -> str:
    version = f"{{in_force: 2020-01-01, value: {given}, {SOURCE}}}"
    return f"values:\n  {name}:\n    meaning: m\n    versions: [{version}]\n"


def cases(*tables: tuple[list[str], str]) -> str:
    text = "cases:\n"
    for number, (rows, total) in enumerate(tables, start=1):
        text += f"  - name: 表{number}\n    given:\n      on: 2023-12-31\n      rule: table\n"
        text += "      budget: 100\n      spent: 100\n      rows:\n"
        text += "".join(f"        - {row}\n" for row in rows)
        text += f"    expect: {{total: {total}}}\n    worked_by: 手工\n"
    return text


def complaints(template: Path, text: str) -> list[str]:
    template.with_name("cases.yaml").write_text(text, encoding="utf-8")
    try:
        results = run_cases(str(template))
    except TemplateError as error:
        return str(error).splitlines()
    assert [each.got for each in results] == [each.case.expect for each in results]
    return []


def extra(what: str) -> list[str]:
    return [*PLAIN, f"加分项 | 加分 | 表彰 | | {what}"]


NOT_APPLICABLE = [OUTPUT, EFFECT, SATISFIED.replace("95%", "不适用")]
WHOLE = {
    # 产出 earns 50 and is capped at 45, at 50 it is not: 97 - 5 = 92.
    "cap of a level": (
        value("level-caps", "{产出指标: 45}"),
        ([OUTPUT.replace("5场", "3场"), EFFECT, SATISFIED], "84.50"),
        (PLAIN, "92.00"),
        "没有 level-caps 产出指标 {}过上限的整表算例",
        ("未超", "超"),
    ),
    "bonus": (
        value("extra-levels", "{加分项: {kind: bonus, cap: 2}}"),
        (extra("1分"), "98.00"),
        (extra("3分"), "99.00"),
        "没有 extra-levels 加分项 {}上限的整表算例",
        ("未到", "达到"),
    ),
    # 87 of 90: 87 ÷ 90 × 100 = 96.67.
    "rows that do not apply": (
        value("not-applicable", "scaled-out"),
        (PLAIN, "97.00"),
        (NOT_APPLICABLE, "96.67"),
        "没有{}的整表算例",
        ("各项都适用", "填“不适用”"),
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_each_side_needs_a_table(name: str, write: Write, own: Own) -> None:
    text, left_alone, changed, said, (one, other) = WHOLE[name]
    template = write(own(text))
    assert complaints(template, cases(left_alone, changed)) == []
    assert complaints(template, cases(changed)) == [f"cases.yaml:1: cases {said.format(one)}"]
    assert complaints(template, cases(left_alone)) == [f"cases.yaml:1: cases {said.format(other)}"]


def test_a_bonus_that_nobody_has_tries_nothing(write: Write, own: Own) -> None:
    template = write(own(value("extra-levels", "{加分项: {kind: bonus, cap: 2}}")))
    assert len(complaints(template, cases((PLAIN, "97.00")))) == 2


def test_named_points_that_follow_their_level_need_both_kinds_of_table(write: Write, own: Own) -> None:
    """M101-04 sends 10 of the satisfaction to the effect: 10 + 50 + 40 × 81 ÷ 90 = 96."""
    template = write(own(value("absent-level-items", "scale")))
    bare = [row.rsplit(" | ", 1)[0] for row in PLAIN]
    assert complaints(template, cases((bare, "97.00"), (bare[:2], "96.00"))) == []
    assert complaints(template, cases((bare, "97.00"))) == [
        "cases.yaml:1: cases 没有缺一级指标的整表算例（absent-level-items）"
    ]
    assert complaints(template, cases((bare[:2], "96.00"))) == [
        "cases.yaml:1: cases 没有一级指标齐全的整表算例（absent-level-items）"
    ]


def test_a_bound_written_with_min_has_two_sides_too(write: Write, own: Own) -> None:
    rule = (
        "rules:\n  total-cap:\n    meaning: m\n    versions:\n"
        f'      - {{in_force: 2020-01-01, formula: "min(total, 90)", {SOURCE}}}\n'
    )
    template = write(own(rule))

    def one(total: str, score: str) -> str:
        given = f"on: 2023-12-31, rule: total-cap, total: {total}, total_points: 100, spent: 1, budget: 1"
        return f"  - {{name: '{total}', given: {{{given}}}, expect: {{score: {score}}}, worked_by: m}}\n"

    above, below = one("95", "90.00"), one("85", "85.00")
    assert complaints(template, f"cases:\n{above}{below}") == []
    assert complaints(template, f"cases:\n{above}") == ["cases.yaml:1: cases 没有 total-cap 不起作用的算例"]
    assert complaints(template, f"cases:\n{below}") == ["cases.yaml:1: cases 没有 total-cap 起作用的算例"]


def test_a_missing_file_of_cases_does_not_hide_what_is_wrong_with_the_template(
    write: Write, own: Own
) -> None:
    template = write(own(value("total-points", "-10")))
    with pytest.raises(TemplateError) as caught:
        run_cases(str(template))
    first, second = str(caught.value).splitlines()
    assert first == (
        "template.yaml:10: values.total-points.versions[0].value "
        "“-10”是负数，这里不能为负（分值、上限和比例从 0 起）"
    )
    assert second.startswith("cases.yaml: 没有这个文件；请在模板文件旁边写算例")


def test_what_is_wrong_with_cases_and_template_is_told_together(write: Write, own: Own) -> None:
    template = write(own("extra: 1\n"))
    template.with_name("cases.yaml").write_text("case: []\n", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        run_cases(str(template))
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == ["template.yaml", "cases.yaml"]


def test_an_unknown_reading_is_a_mistake_of_its_case(write: Write, own: Own) -> None:
    template = write(own(value("total-points", "100")))
    text = cases((PLAIN, "97.00")).replace(
        "      rule: table\n", "      rule: table\n      choices: {equal: strikt}\n"
    )
    (said,) = complaints(template, text)
    assert said.startswith("cases.yaml:6: cases[0].given.choices.equal 的读法 strikt 不在可用之列")
