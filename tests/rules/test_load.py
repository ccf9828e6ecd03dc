"""Templates by id and by path: where they are found, what they build on, and what one day's rules are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.model.table import Form
from perfscore.rules import load
from perfscore.rules.load import TemplateError, available_templates, load_template, template_for

NATIONAL = "cn.mof.project-self-assessment"
ZHAOHUA = "cn.sc.zhaohua.department-self-assessment"
LIMIT = "limits:\n  over-achievement:\n    meaning: m\n    versions:\n"
SOURCE = "source: {rule: X-1, evidence: derived}"

Write = Callable[[str], Path]
Own = Callable[[str], str]


def test_available_templates_are_listed_with_what_chooses_them() -> None:
    listed = {each.id: each for each in available_templates()}
    assert set(listed) >= {NATIONAL, ZHAOHUA}
    assert listed[NATIONAL].form is Form.PROJECT
    assert listed[NATIONAL].in_force == date(2020, 2, 25)
    assert listed[ZHAOHUA].in_force == date(2023, 1, 1)
    assert listed[ZHAOHUA].default_for is Form.DEPARTMENT


def test_each_form_has_its_template() -> None:
    assert template_for(Form.PROJECT) == NATIONAL
    assert template_for(Form.DEPARTMENT) == ZHAOHUA


def test_template_is_found_by_id_by_file_and_by_folder() -> None:
    file = load.built_in_folder() / NATIONAL / "template.yaml"
    day = date(2024, 1, 1)
    assert load_template(NATIONAL, day) == load_template(file, day) == load_template(str(file.parent), day)


def test_built_in_templates_are_found_beside_installed_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "indicator_templates").mkdir()
    monkeypatch.setattr(load, "__file__", str(tmp_path / "rules" / "load.py"))
    assert load.built_in_folder() == tmp_path / "indicator_templates"
    (tmp_path / "indicator_templates").rmdir()
    assert load.built_in_folder() == tmp_path.parent.parent / "indicator_templates"


@pytest.mark.parametrize(
    "id", ["cn.mof.project-self-assesment", "../secret", "", ".", "/nowhere/template.yaml"]
)
def test_unknown_template_is_refused_with_the_list(id: str) -> None:
    with pytest.raises(TemplateError, match=NATIONAL):
        load_template(id)


def test_misspelt_id_is_recognised() -> None:
    with pytest.raises(TemplateError, match=f"是否想写 {NATIONAL}？"):
        load_template("cn.mof.project-self-assesment")


def test_on_none_is_today() -> None:
    assert load_template(NATIONAL).on == date.today()


def test_values_are_exact() -> None:
    rules = load_template(NATIONAL)
    assert rules.limits["over-achievement"].value == Fraction(13, 10)
    assert rules.bands.value[0].words["良"] == Fraction(17, 20)
    assert rules.total_points.value == 100
    assert [grade.at_least for grade in rules.grades.value] == [90, 80, 60, 0]


def test_value_of_the_day_is_picked() -> None:
    before = load_template(NATIONAL, date(2021, 8, 17))
    after = load_template(NATIONAL, date(2021, 8, 18))
    assert len(before.level_points.value) == 1
    assert before.absent_level.value == {}
    assert after.absent_level.value == {"满意度指标": "效益指标"}
    assert after.level_points.value[0].needs == ("成本指标",)
    assert before.covers
    assert after.covers


def test_day_before_the_first_version_is_not_covered() -> None:
    early, first = load_template(NATIONAL, date(2020, 2, 24)), load_template(NATIONAL, date(2020, 2, 25))
    assert not early.covers
    assert first.covers
    assert early.level_points == first.level_points


def test_a_division_has_a_source_of_its_own() -> None:
    with_cost, without = load_template(NATIONAL).level_points.value
    assert with_cost.source is not None
    assert not with_cost.source.verified
    assert without.source is not None
    assert without.source.verified


def test_department_template_changes_only_what_its_file_says() -> None:
    day = date(2024, 1, 1)
    own, base = load_template(ZHAOHUA, day), load_template(NATIONAL, day)
    assert own.form is Form.DEPARTMENT
    assert own.level_points.source.evidence == "derived"
    assert own.formulas == base.formulas
    assert own.grades == base.grades
    assert own.digest != base.digest
    assert not load_template(ZHAOHUA, date(2022, 12, 31)).covers


def test_choices_pick_a_reading() -> None:
    rules = load_template(NATIONAL, choices={"equal": "one-sided"})
    assert rules.choices["equal"] == "one-sided"
    assert rules.formulas["equal"].source.rule == "LOC-03a"
    assert load_template(NATIONAL).choices == {"equal": "symmetric", "at-most": "linear", "less": "linear"}
    assert rules.offered["equal"] == ("symmetric", "one-sided", "deviation", "strict")


def test_less_follows_at_most_unless_chosen_itself() -> None:
    assert load_template(NATIONAL, choices={"at-most": "inverse"}).choices["less"] == "inverse"
    both = load_template(NATIONAL, choices={"at-most": "inverse", "less": "linear"})
    assert both.choices["less"] == "linear"


def test_unknown_choices_are_refused_with_what_is_offered() -> None:
    with pytest.raises(TemplateError) as caught:
        load_template(NATIONAL, choices={"equal": "onesided", "range": "linear"})
    assert caught.value.text("en").splitlines() == [
        "equal reading onesided is not known (known: symmetric, one-sided, deviation, strict). "
        "Did you mean one-sided?",
        "range is not known (known: at-most, less, equal)",
    ]


def test_own_template_extends_a_built_in_one(write: Write, own: Own) -> None:
    text = own(
        LIMIT + f"      - {{in_force: 2021-01-01, value: 1.5, {SOURCE}}}\nchoices: {{equal: strict}}\n"
    )
    rules = load_template(write(text), date(2024, 1, 1))
    assert rules.id == "my.rules"
    assert rules.limits["over-achievement"].value == Fraction(3, 2)
    assert rules.limits["all-over-achieved"].value == Fraction(6, 5)
    assert rules.choices["equal"] == "strict"
    assert rules.choices["at-most"] == "linear"


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_newest_version_in_force_is_picked(day: date) -> None:
    from perfscore.rules.build import build_template

    starts = [date(2020, 2, 25) + timedelta(days=500 * step) for step in range(4)]
    data = dict(load.checked(load.read_layers(load.find_template(NATIONAL))))
    source = {"rule": "X", "evidence": "derived"}
    versions = [
        {"in_force": str(each), "value": str(step), "source": source} for step, each in enumerate(starts)
    ]
    data["limits"] = {"over-achievement": {"meaning": "m", "versions": versions}}
    picked = build_template(data, "", day, {})
    assert picked.limits["over-achievement"].value == max([0, *(n for n, s in enumerate(starts) if s <= day)])
    assert picked.covers == (day >= starts[0])


def test_template_may_extend_one_in_a_folder_beside_it(write: Write, own: Own, tmp_path: Path) -> None:
    write(own(LIMIT + f"      - {{in_force: 2020-01-01, value: 1.5, {SOURCE}}}\n"))
    path = tmp_path / "other" / "template.yaml"
    path.parent.mkdir()
    text = own("").replace("extends: cn.mof.project-self-assessment", "extends: my.rules")
    path.write_text(text, encoding="utf-8")
    assert load_template(path).limits["over-achievement"].value == Fraction(3, 2)


def test_circle_of_templates_is_refused(write: Write, own: Own) -> None:
    path = write(own("").replace("extends: cn.mof.project-self-assessment", "extends: my.rules"))
    with pytest.raises(TemplateError, match="循环") as caught:
        load_template(path)
    assert caught.value.text().startswith("template.yaml:5: extends ")


@pytest.mark.parametrize("base", ["cn.mof.project", "../../etc", "[a]", "{a: b}"])
def test_unknown_base_is_refused(base: str, write: Write, own: Own) -> None:
    with pytest.raises(TemplateError) as caught:
        load_template(write(own("").replace("cn.mof.project-self-assessment", base)))
    assert "template.yaml:5: extends" in caught.value.text()


def test_problems_of_a_base_name_its_file(write: Write, own: Own, tmp_path: Path) -> None:
    write(own("extra: 1\n"))
    path = tmp_path / "other" / "template.yaml"
    path.parent.mkdir()
    path.write_text(own("").replace("cn.mof.project-self-assessment", "my.rules"), encoding="utf-8")
    with pytest.raises(TemplateError, match=r"my\.rules/template\.yaml:7: extra"):
        load_template(path)


def test_digest_covers_the_base_and_ignores_line_ends(write: Write, own: Own) -> None:
    path = write(own(""))
    digest = load_template(path).digest
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_template(path).digest == digest
    path.write_text(own("# changed\n"), encoding="utf-8")
    assert load_template(path).digest != digest


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TemplateError, match="UTF-8"):
        load_template(path)


def test_built_in_template_needs_no_heavy_library() -> None:
    script = (
        "import sys\n"
        "from perfscore.rules import load\n"
        f"load.load_template('{NATIONAL}')\n"
        "print([name for name in ('pydantic', 'sympy', 'perfscore.rules.schema') if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
