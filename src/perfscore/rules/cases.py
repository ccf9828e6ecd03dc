"""Worked cases beside the rules: reads `cases.yaml` strictly and works every case out with its template.

A case gives figures to one rule and says what must come of them. Its numbers are worked by hand; `worked_by`
says how. The file must hold a case on each side of every condition of every formula its template defines, and whole
tables on each side of what it lays down for whole tables: caps of levels, bonus and penalty, rows that do not apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from perfscore.rules.exercises import (
    BEYOND,
    EXERCISES,
    ITEM,
    LEVEL_RULE,
    NAMES,
    NUMBERS,
    SHAPES,
    TABLE,
    WITHIN,
    Case,
    Side,
    Tries,
    Worker,
    is_number,
)
from perfscore.rules.formula import FormulaError, decisions, possible_decisions
from perfscore.rules.load import find_template, load_template, read_layers
from perfscore.rules.said import Problem, Said, TemplateError
from perfscore.rules.template import RuleTemplate
from perfscore.rules.tree import Arithmetic, Choice
from perfscore.rules.vocabulary import nearest, not_among
from perfscore.rules.yaml_document import Data, Document, join, read_document

CHANGED = {"total-cap": "total", "over-achieved": "score"}
"""The rules that change a figure which is given, and that figure."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case and what came out, in the words of its `expect`."""

    case: Case
    got: Mapping[str, Any]

    @property
    def passed(self) -> bool:
        return self.got == self.case.expect


def run_cases(
    id_or_path: str | Path, table: Worker | None = None, tries: Tries | None = None
) -> list[CaseResult]:
    """Work out all cases of a template. Raises TemplateError when it or its file of cases is not as it must be.

    table: works out a case of a whole table, which takes reading and scoring; without it such cases are left out.
    tries: which sides of the rules on whole tables such a case tries; without it nobody asks for all of them.
    """
    rules = find_template(id_or_path)
    problems = _problems_of(rules)
    cases, document = _cases_beside(rules, problems)
    if problems:
        raise TemplateError(tuple(problems))
    worked = list(_with_their_rules(rules, cases, document, problems))
    if problems:
        raise TemplateError(tuple(problems))
    own = read_layers(rules)[0].document.data
    untried = [*_untried(worked, own)]
    if tries:
        tried = {side for case, template in worked if case.rule == TABLE for side in tries(template, case)}
        untried += [said for side, said in sides_to_try(own) if side not in tried]
    if problems := [document.problem("cases", said) for said in untried]:
        raise TemplateError(tuple(problems))
    workers = {rule: exercise.work for rule, exercise in EXERCISES.items()}
    if table:
        workers[TABLE] = table
    return [
        CaseResult(case, workers[case.rule](template, case))
        for case, template in worked
        if case.rule != TABLE or table
    ]


def _problems_of(rules: Path) -> list[Problem]:
    """What is wrong with the template itself, so that it is told together with what is wrong with its cases."""
    try:
        load_template(rules)
    except TemplateError as error:
        return list(error.problems)
    return []


def _cases_beside(rules: Path, problems: list[Problem]) -> tuple[list[Case], Document]:
    """The cases beside a template, and their file; what is wrong with it is added to `problems`."""
    file = rules.with_name("cases.yaml")
    document = Document(file.name, {}, {})
    try:
        document = read_document(file.read_bytes(), file.name)
    except FileNotFoundError:
        zh = "没有这个文件；请在模板文件旁边写算例（cases.yaml），写法见模板指南的“算例”一节"
        en = "is missing; write the template's worked cases into a file of this name beside it"
        problems.append(Problem(Said(zh, en), file.name))
        return [], document
    except OSError:
        problems.append(Problem(Said("打不开", "cannot be opened"), file.name))
        return [], document
    cases, found = read_cases(document)
    problems += found
    return cases, document


def _with_their_rules(
    rules: Path, cases: Sequence[Case], document: Document, problems: list[Problem]
) -> Iterator[tuple[Case, RuleTemplate]]:
    """Each case with the rules of its day; a reading that the template does not offer is a problem of the case."""
    for case in cases:
        try:
            yield case, load_template(rules, case.on, case.choices)
        except TemplateError as error:
            problems += [
                document.problem(f"{case.path}.given.choices.{each.path}", each.said)
                for each in error.problems
            ]


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
    free = frozenset(given) if rule == ITEM else frozenset()  # an item has inputs of its own
    yield from _keys(".given", given, {"on", "rule", *exercise.given}, exercise.may_give | free | {"choices"})
    yield from _keys(".expect", data["expect"], set(exercise.expect), exercise.may_expect)
    try:
        date.fromisoformat(str(given.get("on")))
    except ValueError:
        yield ".given.on", Said("不是日期（应如 2020-02-25）", "is no date (write 2020-02-25)")
    for name, value in given.items():
        if not isinstance(value, SHAPES.get(name, str)):
            yield f".given.{name}", Said("的写法不对", "is not written as it must be")
        elif (name in NUMBERS or (rule == ITEM and name not in NAMES)) and not is_number(value):
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


def sides_to_try(own: Mapping[str, Any]) -> Iterator[tuple[Side, Said]]:
    """What a template of its own lays down for whole tables: each side of it, and the sentence when no case tries it."""
    values = own.get("values", {})
    for level in _named_in(values.get("level-caps")):
        where = f"level-caps {level}"
        yield _side(
            WITHIN, "level-caps", level, f"没有 {where} 未超过上限的整表算例", f"{where} within its cap"
        )
        yield _side(
            BEYOND, "level-caps", level, f"没有 {where} 超过上限的整表算例", f"{where} beyond its cap"
        )
    for level in _named_in(values.get("extra-levels")):
        where = f"extra-levels {level}"
        yield _side(
            WITHIN, "extra-levels", level, f"没有 {where} 未到上限的整表算例", f"{where} within its cap"
        )
        yield _side(BEYOND, "extra-levels", level, f"没有 {where} 达到上限的整表算例", f"{where} at its cap")
    if "not-applicable" in values:
        yield _side(WITHIN, "not-applicable", "", "没有各项都适用的整表算例", "rows that all apply")
        yield _side(BEYOND, "not-applicable", "", "没有填“不适用”的整表算例", "a row that does not apply")
    if "scale" in _values_of(values.get("absent-level-items")):
        name = "absent-level-items"
        yield _side(WITHIN, name, "", f"没有一级指标齐全的整表算例（{name}）", f"all levels ({name})")
        yield _side(BEYOND, name, "", f"没有缺一级指标的整表算例（{name}）", f"a level absent ({name})")


def _side(side: str, rule: str, name: str, zh: str, en: str) -> tuple[Side, Said]:
    return Side(rule, name, side), Said(zh, f"has no case of a whole table with {en}")


def _values_of(value: Mapping[str, Any] | None) -> list[Any]:
    return [version["value"] for version in value["versions"]] if value else []


def _named_in(value: Mapping[str, Any] | None) -> list[str]:
    return list(dict.fromkeys(name for each in _values_of(value) for name in each))


def _untried(worked: list[tuple[Case, RuleTemplate]], own: Mapping[str, Any]) -> Iterator[Said]:
    """Rules of this file without a case, and conditions of which no case falls on one side."""
    tried = {case.rule for case, _ in worked}
    for rule in own.get("values", {}):
        if rule in EXERCISES and rule not in tried:
            yield Said(f"没有 {rule} 的算例", f"has no case of {rule}")
    for rule, reading, name in _readings(own):
        met = [
            (formula.tree, case.figures())
            for case, template in worked
            if case.rule == rule
            and template.choices.get(rule, "") == reading
            and name in (None, case.given.get("item"), case.given.get("level"))
            and (formula := case.formula(template))
        ]
        where = f"{rule} {name or reading}".rstrip()
        if not met:
            yield Said(f"没有 {where} 的算例", f"has no case of {where}")
        open_ends = {decision for tree, _ in met for decision in possible_decisions(tree)}
        if open_ends - {decision for tree, figures in met for decision in _decided(tree, figures)}:
            yield Said(f"{where} 有条件只试了一边", f"tries only one side of a condition of {where}")
    for rule, before in CHANGED.items():
        if rule in own.get("rules", {}):
            yield from _unchanged_or_changed(rule, before, [case for case, _ in worked if case.rule == rule])
    for name, item in own.get("items", {}).items():
        words = {word for version in item["versions"] for word in version.get("words", {})}
        tried_words = {case.given.get("word") for case, _ in worked if case.given.get("item") == name}
        for word in sorted(words - tried_words)[:1]:
            yield Said(f"{name} 没有用词“{word}”的算例", f"has no case of {name} with the word '{word}'")


def _unchanged_or_changed(rule: str, before: str, cases: Sequence[Case]) -> Iterator[Said]:
    """A bound written with `min` or `max` has two sides too: it comes to bear, or it does not."""
    pairs = [(case.expect["score"], case.given[before]) for case in cases if is_number(case.expect["score"])]
    changed = {Fraction(after) != Fraction(given) for after, given in pairs}
    if False not in changed:
        yield Said(f"没有 {rule} 不起作用的算例", f"has no case that {rule} leaves as it is")
    if True not in changed:
        yield Said(f"没有 {rule} 起作用的算例", f"has no case that {rule} changes")


def _decided(tree: Arithmetic, figures: Mapping[str, Fraction]) -> list[tuple[Choice, bool]]:
    """The decisions of a case; none where a divisor is zero or a figure is lacking, for that case has no score."""
    try:
        return list(decisions(tree, figures))
    except FormulaError:
        return []


def _readings(own: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Each formula of a file: its rule, its reading, and the item or level it is of."""
    for rule, data in own.get("rules", {}).items():
        for reading in data.get("readings", ("",)):
            yield rule, reading, None
    for name, item in own.get("items", {}).items():
        if any("formula" in version or "table" in version for version in item["versions"]):
            yield ITEM, "", name
    for name in own.get("level_rules", {}):
        yield LEVEL_RULE, "", name
