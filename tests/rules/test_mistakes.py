"""One wrong file for each mistake a template can hold, and the sentence that answers it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfscore.rules.load import TemplateError, load_template

Complaints = Callable[[str], list[str]]
SOURCE = "source: {rule: X-1, evidence: derived}"


def limit(version: str) -> str:
    return f"limits:\n  over-achievement:\n    meaning: m\n    versions:\n{version}"


def rule(formula: str, name: str = "at-least") -> str:
    return (
        f"rules:\n  {name}:\n    meaning: m\n    versions:\n"
        f"      - in_force: 2020-01-01\n        formula: {formula}\n        {SOURCE}\n"
    )


def value(name: str, given: str) -> str:
    version = f"{{in_force: 2020-01-01, value: {given}, {SOURCE}}}"
    return f"values:\n  {name}:\n    meaning: m\n    versions:\n      - {version}\n"


MISTAKES = {
    # keys
    "unknown key": (
        rule("points").replace("formula", "fromula"),
        [
            "template.yaml:11: rules.at-least.versions[0] lacks formula",
            "template.yaml:12: rules.at-least.versions[0].fromula is not a known key "
            "(known: in_force, until, formula, table, source). Did you mean formula?",
        ],
    ),
    "unknown section": (
        "ruels: {}\n",
        [
            "template.yaml:7: ruels is not a known key (known: id, name, form, version, extends, "
            "extends_since, default_for, source, choices, values, rules, limits, items, level_rules). "
            "Did you mean rules?"
        ],
    ),
    "unknown limit": (
        limit(f"      - {{in_force: 2020-01-01, value: 2, {SOURCE}}}\n").replace(
            "over-achievement", "over-achievment"
        ),
        None,
    ),
    "unknown rule": (rule("points", "atleast"), None),
    "key given twice": ("name: x\n", ["template.yaml:7: name is given twice (first on line 2)"]),
    "unknown key in a source": (
        limit("      - {in_force: 2020-01-01, value: 2, source: {rule: X, evidence: seen, page: 3}}\n"),
        [
            "template.yaml:11: limits.over-achievement.versions[0].source.page is not a known key "
            "(known: rule, evidence, document, article, note)"
        ],
    ),
    # sources and dates
    "missing source": (
        limit("      - in_force: 2020-01-01\n        value: 2\n"),
        ["template.yaml:11: limits.over-achievement.versions[0] lacks source"],
    ),
    "missing meaning": (
        limit("").replace("    meaning: m\n", "") + f"      - {{in_force: 2020-01-01, value: 2, {SOURCE}}}\n",
        ["template.yaml:8: limits.over-achievement lacks meaning"],
    ),
    "empty meaning": (
        limit(f"      - {{in_force: 2020-01-01, value: 2, {SOURCE}}}\n").replace("meaning: m", "meaning: ''"),
        ["template.yaml:9: limits.over-achievement.meaning is empty"],
    ),
    "unknown evidence": (
        limit("      - {in_force: 2020-01-01, value: 2, source: {rule: X, evidence: sene}}\n"),
        [
            "template.yaml:11: limits.over-achievement.versions[0].source.evidence 'sene' is not known "
            "(known: seen, seen-2nd, seen-code, seed, memory, derived). Did you mean seen?"
        ],
    ),
    "bad date": (
        limit(f"      - {{in_force: 2020-2-30, value: 2, {SOURCE}}}\n"),
        [
            "template.yaml:11: limits.over-achievement.versions[0].in_force "
            "'2020-2-30' is no date (write 2020-02-25)"
        ],
    ),
    "date written without lines": (
        limit(f"      - {{in_force: '20200225', value: 2, {SOURCE}}}\n"),
        [
            "template.yaml:11: limits.over-achievement.versions[0].in_force "
            "'20200225' is no date (write 2020-02-25)"
        ],
    ),
    "one date twice": (
        limit(f"      - {{in_force: 2020-01-01, value: 2, {SOURCE}}}\n" * 2),
        ["template.yaml:12: limits.over-achievement.versions has two in force from 2020-01-01"],
    ),
    "dates out of order": (
        limit(
            "".join(
                f"      - {{in_force: {day}, value: 2, {SOURCE}}}\n" for day in ("2021-01-01", "2020-01-01")
            )
        ),
        ["template.yaml:12: limits.over-achievement.versions is not in order of dates (2020-01-01)"],
    ),
    "no versions": (
        limit("").replace("versions:", "versions: []"),
        ["template.yaml:10: limits.over-achievement.versions is empty"],
    ),
    # numbers and words
    "not a number": (value("total-points", "约100"), None),
    "negative points": (value("total-points", "-5"), None),
    "full-width digits": (value("total-points", "１００"), None),
    "share above one": (value("quality-words", "{优: 1.2}"), None),
    "list for a mapping": (
        "values: []\n",
        ["template.yaml:7: values must be keys and values"],
    ),
    "mapping for text": (
        value("total-points", "{a: 1}"),
        ["template.yaml:11: values.total-points.versions[0].value must be text"],
    ),
    "text for a list": (
        value("grades", "优"),
        ["template.yaml:11: values.grades.versions[0].value must be a list"],
    ),
    "unknown form": (
        "default_for: proyect\n",
        [
            "template.yaml:7: default_for 'proyect' is not known (known: project, department). "
            "Did you mean project?"
        ],
    ),
    "unknown split": (value("points-split", "by-magic"), None),
    "unknown rounding": (value("rounding", "{places: 2, mode: bankers}"), None),
    "too many places": (value("rounding", "{places: 9, mode: half-up}"), None),
    # formulas
    "formula that is none": (
        rule("points * actual ** 2"),
        ["template.yaml:12: rules.at-least.versions[0].formula column 17: '**' is not allowed in a formula"],
    ),
    "variable of another rule": (
        rule("points * spent / target"),
        [
            "template.yaml:12: rules.at-least.versions[0].formula reads spent, which is not known "
            "(known: actual, points, target)"
        ],
    ),
    "misspelt variable": (
        rule("points * actaul"),
        [
            "template.yaml:12: rules.at-least.versions[0].formula reads actaul, which is not known "
            "(known: actual, points, target). Did you mean actual?"
        ],
    ),
    "versions and readings": (
        rule("points") + "    readings: {a: {meaning: m, versions: []}}\n",
        None,
    ),
    "neither versions nor readings": (
        "rules:\n  by:\n    meaning: m\n",
        ["template.yaml:8: rules.by needs either versions or readings"],
    ),
    "follows without readings": (
        rule("points") + "    follows: at-most\n",
        ["template.yaml:8: rules.at-least may only follow another rule with readings"],
    ),
    # bands and grades
    "gap between bands": (
        value(
            "quality-bands",
            "[{name: a, low: 0.8, high: 1, closed: yes}, {name: b, low: 0, high: 0.7, closed: no}]",
        ),
        ["template.yaml:11: values.quality-bands.versions[0].value leaves a gap between a/b"],
    ),
    "bands overlap": (
        value(
            "quality-bands",
            "[{name: a, low: 0.8, high: 1, closed: yes}, {name: b, low: 0, high: 0.9, closed: no}]",
        ),
        ["template.yaml:11: values.quality-bands.versions[0].value overlaps at a/b"],
    ),
    "a bound in two bands": (
        value(
            "quality-bands",
            "[{name: a, low: 0.8, high: 1, closed: yes}, {name: b, low: 0, high: 0.8, closed: yes}]",
        ),
        ["template.yaml:11: values.quality-bands.versions[0].value overlaps at a/b"],
    ),
    "bands do not reach zero": (
        value("quality-bands", "[{name: a, low: 0.8, high: 1, closed: yes}]"),
        ["template.yaml:11: values.quality-bands.versions[0].value must reach from 1 (closed) down to 0"],
    ),
    "band without room": (
        value(
            "quality-bands",
            "[{name: a, low: 1, high: 1, closed: yes}, {name: b, low: 0, high: 1, closed: no}]",
        ),
        ["template.yaml:11: values.quality-bands.versions[0].value has no room in 'a': low >= high"],
    ),
    "grades not descending": (
        value("grades", "[{name: a, at_least: 80}, {name: b, at_least: 90}, {name: c, at_least: 0}]"),
        ["template.yaml:11: values.grades.versions[0].value must go from best to worst, the last from 0"],
    ),
    "grades end above zero": (
        value("grades", "[{name: a, at_least: 80}, {name: b, at_least: 60}]"),
        ["template.yaml:11: values.grades.versions[0].value must go from best to worst, the last from 0"],
    ),
    "grades of one name": (
        value("grades", "[{name: a, at_least: 80}, {name: a, at_least: 0}]"),
        ["template.yaml:11: values.grades.versions[0].value has two grades of one name"],
    ),
    # what values say together
    "points do not add up": (
        value("level-points", "[{execution: 10, levels: {产出指标: 50, 效益指标: 30}}]"),
        ["template.yaml:11: values.level-points.versions[0].value[0] adds up to 90, not to 100"],
    ),
    "total changes, points do not": (
        value("total-points", "100") + f"      - {{in_force: 2024-01-01, value: 120, {SOURCE}}}\n",
        None,
    ),
    "unknown level": (
        value("level-points", "[{execution: 10, levels: {产出指标: 50, 效益: 40}}]"),
        None,
    ),
    "level moved to nowhere": (value("absent-level", "{满意度指标: 效益}"), None),
    "last division has a need": (
        value("level-points", "[{needs: [产出指标], execution: 10, levels: {产出指标: 90}}]"),
        None,
    ),
    "name of two levels": (
        value("level-names", "{产出指标: [产出], 效益指标: [产出], 满意度指标: [], 成本指标: []}"),
        ["template.yaml:11: values.level-names.versions[0].value.效益指标 has '产出', which means 产出指标"],
    ),
    "unknown choice": (
        "choices: {equal: symetric}\n",
        [
            "template.yaml:7: choices.equal 'symetric' is not known "
            "(known: symmetric, one-sided, deviation, strict). Did you mean symmetric?"
        ],
    ),
    "choice without readings": ("choices: {range: linear}\n", None),
    "follows other readings": (
        "rules:\n  less:\n    meaning: m\n    follows: equal\n    readings:\n      linear:\n"
        "        meaning: m\n"
        f"        versions: [{{in_force: 2020-01-01, formula: points, {SOURCE}}}]\n",
        ["template.yaml:10: rules.less.follows has other readings than equal"],
    ),
    "readings without a choice": (
        "rules:\n  by:\n    meaning: m\n    readings:\n      a:\n        meaning: m\n"
        f"        versions: [{{in_force: 2020-01-01, formula: points, {SOURCE}}}]\n",
        ["template.yaml:8: rules.by has several readings; choose one in choices"],
    ),
}


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistake_is_answered(
    text: str, said: list[str] | None, complaints: Complaints, own: Callable[[str], str]
) -> None:
    found = complaints(own(text))
    assert found == said if said is not None else found
    assert all(line.startswith("template.yaml:") for line in found)


def test_all_mistakes_come_in_one_go(complaints: Complaints, own: Callable[[str], str]) -> None:
    wrong = rule("points * actaul") + value("total-points", "many") + "limits: {x: 1}\nextra: 1\n"
    assert [line.split(":")[1] for line in complaints(own(wrong))] == ["12", "18", "19", "20"]


def test_sentences_are_chinese_first(write: Callable[[str], Path]) -> None:
    text = (
        "id: x\nname: 名\nform: project\nversion: '1'\nextends: cn.mof.project-self-assessment\nsuorce: {}\n"
    )
    with pytest.raises(TemplateError) as caught:
        load_template(write(text))
    first, second = str(caught.value).splitlines()
    assert first == (
        "template.yaml:1: 缺少 source（依据，如 source: {rule: MY-01, evidence: derived, note: 说明由来}）"
    )
    assert second.startswith("template.yaml:6: suorce 不是已知的键（已知：id、name、")
    assert second.endswith("。是否想写 source？")


@pytest.mark.parametrize("name", ["level-points", "grades", "quality-words", "rounding", "level-names"])
def test_template_that_extends_none_must_say_everything(
    name: str, complaints: Complaints, national: Callable[[str, str], str]
) -> None:
    text = national("id: cn.mof", "id: my.mof")
    start = text.index(f"  {name}:\n")
    end = (
        text.index("\n\n  ", start)
        if "\n\n  " in text[start : text.index("\nrules:")]
        else text.index("\nrules:")
    )
    assert complaints(text[:start] + text[end:].lstrip("\n")) == [f"template.yaml:20: values lacks {name}"]


def test_bad_id_and_version_are_refused(complaints: Complaints, own: Callable[[str], str]) -> None:
    text = own("").replace("id: my.rules", "id: My Rules").replace('version: "1"', "version: one")
    assert complaints(text) == [
        "template.yaml:1: id 'My Rules' is not written as it must be",
        "template.yaml:4: version 'one' is not written as it must be",
    ]


def test_a_level_rule_has_a_direction_in_its_actual_value_alone(
    own: Callable[[str], str], complaints: Complaints
) -> None:
    text = (
        "level_rules:\n  满意度指标:\n    meaning: m\n    direction: {target: more-is-better}\n    versions:\n"
        "      - {in_force: 2020-01-01, formula: points, source: {rule: X-1, evidence: derived}}\n"
    )
    (line,) = complaints(own(text))
    assert "target" in line and "actual" in line
