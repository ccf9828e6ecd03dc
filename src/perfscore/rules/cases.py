"""Worked cases beside the rules: reads `cases.yaml` strictly and works every case out with its template.

A case gives figures to one rule and says what must come of them. Its numbers are worked by hand; `worked_by`
says how. The file must hold a case on each side of every condition of every formula its template defines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from perfscore.model.decimals import fixed, plain
from perfscore.rules.formula import DivisionByZero, decisions, possible_decisions
from perfscore.rules.load import find_template, load_template, read_layers
from perfscore.rules.said import Problem, Said, TemplateError
from perfscore.rules.template import RuleTemplate
from perfscore.rules.vocabulary import VARIABLES, nearest, not_among
from perfscore.rules.yaml_document import Data, Document, join, read_document

NONE = "none"
"""What a case expects where there is no score, no band, no grade."""


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case.

    given: the figures and words, by name, as written. expect: what must come out, as written.
    choices: the readings it is worked with. path, line: where it stands in the file.
    """

    name: str
    on: date
    rule: str
    choices: Mapping[str, str]
    given: Mapping[str, Any]
    expect: Mapping[str, Any]
    worked_by: str
    path: str
    line: int | None

    def figures(self) -> dict[str, Fraction]:
        return {name: Fraction(self.given[name]) for name in VARIABLES[self.rule]}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case and what came out, in the words of its `expect`."""

    case: Case
    got: Mapping[str, Any]

    @property
    def passed(self) -> bool:
        return self.got == self.case.expect


@dataclass(frozen=True, slots=True)
class Exercise:
    """How the cases of a rule look: the keys of `given` and `expect`, and how to work one out."""

    given: frozenset[str]
    expect: frozenset[str]
    work: Callable[[RuleTemplate, Case], dict[str, Any]]


def run_cases(id_or_path: str | Path) -> list[CaseResult]:
    """Work out all cases of a template. Raises TemplateError when its file of cases is not as it must be."""
    rules = find_template(id_or_path)
    file = rules.with_name("cases.yaml")
    try:
        document = read_document(file.read_bytes(), file.name)
    except OSError:
        raise TemplateError((Problem(Said("打不开", "cannot be opened"), file.name),)) from None
    cases, problems = read_cases(document)
    if problems:
        raise TemplateError(tuple(problems))
    worked = [(case, load_template(rules, case.on, case.choices)) for case in cases]
    untried = _untried(worked, read_layers(rules)[0].document.data)
    if problems := [document.problem("cases", said) for said in untried]:
        raise TemplateError(tuple(problems))
    return [CaseResult(case, EXERCISES[case.rule].work(template, case)) for case, template in worked]


def read_cases(document: Document) -> tuple[list[Case], list[Problem]]:
    """The cases of a file, and everything that is wrong with them."""
    problems = list(document.problems)
    cases: list[Case] = []
    listed = document.data.get("cases")
    if set(document.data) != {"cases"} or not isinstance(listed, list):
        problems.append(document.problem("", Said("应只有一个列表 cases", "must hold one list, cases")))
        return cases, problems
    seen: dict[str, int | None] = {}
    for position, data in enumerate(listed):
        path = join("cases", position)
        found = [document.problem(f"{path}{place}", said) for place, said in _faults(data)]
        problems += found
        if found or not isinstance(data, dict):
            continue
        case = _case(data, path, document.line_of(path))
        if case.name in seen:
            said = Said(
                f"与第 {seen[case.name]} 行的算例重名", f"has the name of the case on line {seen[case.name]}"
            )
            problems.append(document.problem(f"{path}.name", said))
        seen.setdefault(case.name, case.line)
        cases.append(case)
    return cases, problems


def _case(data: Mapping[str, Any], path: str, line: int | None) -> Case:
    given = dict(data["given"])
    on, rule, choices = date.fromisoformat(given.pop("on")), given.pop("rule"), given.pop("choices", {})
    return Case(data["name"], on, rule, choices, given, data["expect"], data["worked_by"], path, line)


def _faults(data: Data) -> Iterator[tuple[str, Said]]:
    """What is wrong with one case: the place in it, and the sentence."""
    yield from _keys("", data, {"name", "given", "expect", "worked_by"})
    if not isinstance(data, dict) or not {"given", "expect"} <= set(data):
        return
    given = data["given"]
    rule = given.get("rule", "") if isinstance(given, dict) else ""
    if not isinstance(given, dict) or not isinstance(rule, str) or rule not in EXERCISES:
        said = not_among(str(rule), tuple(EXERCISES))
        yield ".given", Said(f"的 rule“{rule}”{said.zh}", f"has the rule '{rule}', which {said.en}")
        return
    exercise = EXERCISES[rule]
    yield from _keys(".given", given, {"on", "rule", *exercise.given}, frozenset({"choices"}))
    yield from _keys(".expect", data["expect"], set(exercise.expect))
    try:
        date.fromisoformat(str(given.get("on")))
    except ValueError:
        yield ".given.on", Said("不是日期（应如 2020-02-25）", "is no date (write 2020-02-25)")
    for name, value in given.items():
        if not isinstance(value, SHAPES.get(name, str)):
            yield f".given.{name}", Said("的写法不对", "is not written as it must be")
        elif name in NUMBERS and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", str(value)):
            yield f".given.{name}", Said(f"“{value}”不是数值", f"'{value}' is no number")


def _keys(
    place: str, data: Data, needed: set[str], allowed: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Said]]:
    """Each key that is missing from a mapping, empty, or not read by anyone."""
    if not isinstance(data, dict):
        yield place, Said("应为“键: 值”", "must be keys and values")
        return
    for key in sorted(needed):
        if not data.get(key):
            yield place, Said(f"缺少 {key}", f"lacks {key}")
    known = tuple(sorted(needed | allowed))
    for key in data:
        if key not in known:
            yield f"{place}.{key}", nearest(key, known, Said("没有用处", "is read by nobody"))


def _untried(worked: list[tuple[Case, RuleTemplate]], own: Mapping[str, Any]) -> Iterator[Said]:
    """Rules of this file without a case, and conditions of which no case falls on one side."""
    tried = {case.rule for case, _ in worked}
    for rule in own.get("values", {}):
        if rule in EXERCISES and rule not in tried:
            yield Said(f"没有 {rule} 的算例", f"has no case of {rule}")
    for rule, reading in _readings(own):
        met = [
            (template.formulas[rule].value.tree, case.figures())
            for case, template in worked
            if case.rule == rule and template.choices.get(rule, "") == reading
        ]
        where = f"{rule} {reading}".rstrip()
        if not met:
            yield Said(f"没有 {where} 的算例", f"has no case of {where}")
        open_ends = {decision for tree, _ in met for decision in possible_decisions(tree)}
        if open_ends - {decision for tree, figures in met for decision in decisions(tree, figures)}:
            yield Said(f"{where} 有条件只试了一边", f"tries only one side of a condition of {where}")


def _readings(own: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for rule, data in own.get("rules", {}).items():
        for reading in data.get("readings", ("",)):
            yield rule, reading


def _score(template: RuleTemplate, case: Case) -> dict[str, Any]:
    try:
        score = template.formulas[case.rule].value.evaluate(case.figures())
    except DivisionByZero:
        return {"score": NONE}
    return {"score": fixed(score, template.rounding.value.places)}


def _word(template: RuleTemplate, case: Case) -> dict[str, Any]:
    word, points = case.given["word"], Fraction(case.given["points"])
    for band in template.bands.value:
        if word in band.words:
            return {
                "band": band.name,
                "score": fixed(points * band.words[word], template.rounding.value.places),
            }
    return {"band": NONE, "score": NONE}


def _band(template: RuleTemplate, case: Case) -> dict[str, Any]:
    claimed, points = Fraction(case.given["claimed"]), Fraction(case.given["points"])
    inside = (
        band.name
        for band in template.bands.value
        if band.low * points <= claimed < band.high * points
        or (band.closed and claimed == band.high * points)
    )
    return {"band": next(inside, NONE)}


def _grade(template: RuleTemplate, case: Case) -> dict[str, Any]:
    total = Fraction(case.given["total"])
    return {"grade": next((grade.name for grade in template.grades.value if total >= grade.at_least), NONE)}


def _division(template: RuleTemplate, case: Case) -> dict[str, Any]:
    present = set(case.given["levels"])
    division = next(each for each in template.level_points.value if set(each.needs) <= present)
    levels = {name: plain(points) for name, points in division.levels.items()}
    return {"execution": plain(division.execution), "points": levels}


def _absent(template: RuleTemplate, case: Case) -> dict[str, Any]:
    return {"goes_to": template.absent_level.value.get(case.given["level"], NONE)}


def _rounded(template: RuleTemplate, case: Case) -> dict[str, Any]:
    return {"rounded": fixed(Fraction(case.given["exact"]), template.rounding.value.places)}


EXERCISES: Mapping[str, Exercise] = {
    **{rule: Exercise(names, frozenset({"score"}), _score) for rule, names in VARIABLES.items()},
    "quality-words": Exercise(frozenset({"points", "word"}), frozenset({"band", "score"}), _word),
    "quality-bands": Exercise(frozenset({"points", "claimed"}), frozenset({"band"}), _band),
    "grades": Exercise(frozenset({"total"}), frozenset({"grade"}), _grade),
    "level-points": Exercise(frozenset({"levels"}), frozenset({"execution", "points"}), _division),
    "absent-level": Exercise(frozenset({"level"}), frozenset({"goes_to"}), _absent),
    "rounding": Exercise(frozenset({"exact"}), frozenset({"rounded"}), _rounded),
}
"""What can be tried without a table, by rule."""

NUMBERS = frozenset().union(*VARIABLES.values(), {"claimed", "total", "exact"})
SHAPES: Mapping[str, type] = {"levels": list, "choices": dict}
