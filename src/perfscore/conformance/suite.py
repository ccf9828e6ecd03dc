"""All worked cases of a template as plain data for other implementations. Takes a template's id, gives JSON text.

The JSON (`perfscore.conformance/1`) holds the cases and, once each, the rules they are worked with, so that nobody
needs to read our YAML or to run our code. Every number in it is text, exactly as it is written or worked out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any, TypeAlias

from perfscore.model.assessment import Citation
from perfscore.model.decimals import plain
from perfscore.rules.cases import read_cases
from perfscore.rules.exercises import ITEM, LEVEL_RULE, TABLE, Case
from perfscore.rules.formula import Formula
from perfscore.rules.load import available_templates, find_template, load_template, read_layers
from perfscore.rules.said import TemplateError
from perfscore.rules.template import Item, Ruled, RuleTemplate
from perfscore.rules.vocabulary import VARIABLES
from perfscore.rules.yaml_document import read_document

SCHEMA = "perfscore.conformance/1"
COLUMNS = ("level1", "level2", "name", "target", "actual", "points", "claimed")
"""The columns of a table case, in the order in which a case writes them."""
ROUNDING = "values/rounding"

Json: TypeAlias = dict[str, Any]
Named: TypeAlias = Iterator[tuple[str, Json]]


def suites() -> Mapping[str, str]:
    """The suite of every built-in template, by file name."""
    return {f"{each.id}.json": suite_text(each.id) for each in available_templates()}


def suite_text(id: str) -> str:
    """The suite of one template as JSON text: the same bytes for the same template and cases."""
    return json.dumps(suite(id), ensure_ascii=False, indent=1) + "\n"


def suite(id: str) -> Json:
    """The suite of one template. Raises TemplateError when its cases are not as they must be."""
    file = find_template(id)
    beside = file.with_name("cases.yaml")
    cases, problems = read_cases(read_document(beside.read_bytes(), beside.name))
    if problems:
        raise TemplateError(tuple(problems))
    own = load_template(file)
    listed = _Listed()
    worked = [_case(case, load_template(file, case.on, case.choices), listed) for case in cases]
    return {
        "schema": SCHEMA,
        "template": {
            "id": own.id,
            "name": own.name,
            "form": own.form.value,
            "version": own.version,
            "digest": own.digest,
            "extends": read_layers(file)[0].document.data.get("extends"),
        },
        "rules": listed.rules,
        "cases": worked,
    }


class _Listed:
    """The rules that cases use, each once. The key of a rule is its name and the day from which it is in force."""

    def __init__(self) -> None:
        self.rules: dict[str, Json] = {}

    def key(self, name: str, rule: Json) -> str:
        """Where a rule stands; another text of the same name and day is numbered."""
        plain_key = key = f"{name}@{rule['in_force']}" if "in_force" in rule else name
        number = 1
        while self.rules.setdefault(key, rule) != rule:
            number += 1
            key = f"{plain_key}#{number}"
        return key


def _case(case: Case, rules: RuleTemplate, listed: _Listed) -> Json:
    in_force = dict(_rules(rules))
    uses = list(in_force) if case.rule == TABLE else [*_needed(case, rules), ROUNDING]
    given: Json = dict(case.given)
    if case.rule == TABLE:
        given["rows"] = [columns(row) for row in case.given["rows"]]
    data: Json = {
        "name": case.name,
        "on": case.on.isoformat(),
        "rule": case.rule,
        "choices": dict(rules.choices),
        "given": given,
        "expect": dict(case.expect),
        "worked_by": case.worked_by,
    }
    if formula := case.formula(rules):
        data |= {"formula": _text(formula), "variables": sorted(formula.names)}
    return data | {"uses": [listed.key(name, in_force[name]) for name in uses if name in in_force]}


def _needed(case: Case, rules: RuleTemplate) -> list[str]:
    """The names of the rules that a case without a table is worked with."""
    if case.rule == ITEM:
        return [f"items/{case.given['item']}"]
    if case.rule == LEVEL_RULE:
        return [f"level_rules/{case.given['level']}"]
    if case.rule in VARIABLES:
        return [_formula_name(case.rule, rules)]
    return {"quality-words": ["values/quality-bands"], "rounding": []}.get(case.rule, [f"values/{case.rule}"])


def columns(row: str) -> dict[str, str]:
    """A row of a table case, cell by cell; what it leaves out on the right is empty."""
    cells = [cell.strip() for cell in row.split("|")]
    return dict(zip(COLUMNS, cells + [""] * (len(COLUMNS) - len(cells)), strict=True))


def _rules(rules: RuleTemplate) -> Named:
    """Everything that is in force, by name."""
    for rule, formula in rules.formulas.items():
        yield _formula_name(rule, rules), _formula(formula)
    for name, item in rules.items.items():
        yield f"items/{name}", _item(item)
    for level, formula in rules.level_rules.items():
        reach = rules.level_reach.get(level)
        only = {"unit": reach.unit, "signs": list(reach.signs)} if reach else None
        yield f"level_rules/{level}", {**_formula(formula), "only": only}
    for name, value in _values(rules):
        yield f"values/{name}", value


def _formula_name(rule: str, rules: RuleTemplate) -> str:
    return " ".join(part for part in (f"formulas/{rule}", rules.choices.get(rule, "")) if part)


def _formula(ruled: Ruled[Formula]) -> Json:
    return _ruled(ruled, formula=_text(ruled.value), variables=sorted(ruled.value.names))


def _text(formula: Formula) -> str:
    """The formula in one line."""
    return " ".join(formula.text.split())


def _item(item: Item) -> Json:
    """Scored by a formula, by the shares of words, or (`usual`) as a row without an item is."""
    way: Json
    asked = {
        variable: {
            "name": each.name,
            "also": list(each.also),
            "unit": each.unit,
            "at_least": None if each.lowest is None or each.open_below else plain(each.lowest),
            "above": plain(each.lowest) if each.lowest is not None and each.open_below else None,
            "at_most": None if each.highest is None else plain(each.highest),
        }
        for variable, each in item.inputs.items()
    }
    told = {
        "level": [level for level in item.level if level],
        "also": list(item.also),
        "unit": item.unit,
        "below_zero": item.below_zero,
    }
    if item.formula is not None:
        way = {"formula": _text(item.formula.value), "variables": sorted(item.formula.value.names)}
    else:
        way = {"usual": True} if item.usual else {"words": _numbers(item.words)}
    points = {"points": plain(item.points.value), "points_source": _source(item.points.source)}
    said = {**way, **told, "inputs": asked, **points}
    return {**_ruled(item.points, **said), "source": _source(item.scoring)}


def _values(rules: RuleTemplate) -> Named:
    bands = [
        {
            "name": band.name,
            "low": plain(band.low),
            "high": plain(band.high),
            "closed": band.closed,
            "words": _numbers(band.words),
        }
        for band in rules.bands.value
    ]
    yield "quality-bands", _ruled(rules.bands, value=bands)
    grades = [{"name": grade.name, "at_least": plain(grade.at_least)} for grade in rules.grades.value]
    yield "grades", _ruled(rules.grades, value=grades)
    divisions = [
        {"needs": list(each.needs), "execution": plain(each.execution), "points": _numbers(each.levels)}
        for each in rules.level_points.value
    ]
    yield "level-points", _ruled(rules.level_points, value=divisions)
    yield "absent-level", _ruled(rules.absent_level, value=dict(rules.absent_level.value))
    yield "level-names", {"value": {level: list(others) for level, others in rules.level_names.items()}}
    yield "points-split", _ruled(rules.points_split, value=rules.points_split.value)
    yield "word-for-number", _ruled(rules.word_for_number, value=rules.word_for_number.value)
    yield "total-points", _ruled(rules.total_points, value=plain(rules.total_points.value))
    rounding = rules.rounding.value
    told = {"mode_source": _source(rounding.mode_source)} if rounding.mode_source else {}
    value = {"places": rounding.places, "mode": rounding.mode.value}
    yield "rounding", _ruled(rules.rounding, value=value, **told)
    if named := rules.absent_level_items:
        yield "absent-level-items", _ruled(named, value=named.value)
    if rules.not_applicable:
        yield "not-applicable", _ruled(rules.not_applicable, value=rules.not_applicable.value)
    if rules.level_caps:
        yield "level-caps", _ruled(rules.level_caps, value=_numbers(rules.level_caps.value))
    if rules.extra_levels:
        kinds = {
            level: {
                "kind": "bonus" if extra.is_bonus else "penalty",
                "cap": plain(extra.cap),
                "each": None if extra.each is None else plain(extra.each),
            }
            for level, extra in rules.extra_levels.value.items()
        }
        yield "extra-levels", _ruled(rules.extra_levels, value=kinds)


def _ruled(ruled: Ruled[Any], **content: Any) -> Json:
    """A rule's content with what it means, from when it is in force, and what it rests on."""
    return {
        **content,
        "meaning": ruled.meaning,
        "in_force": ruled.in_force.isoformat(),
        "source": _source(ruled.source),
    }


def _source(source: Citation) -> Json:
    return {name: text for name, text in asdict(source).items() if text}


def _numbers(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: plain(number) for name, number in numbers.items()}
