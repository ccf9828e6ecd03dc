"""The published suite: it is current, and whoever reads nothing but its JSON comes to the same results.

`Runner` is a second implementation on purpose. It imports nothing of perfscore.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import operator
import sys
from fractions import Fraction
from functools import reduce
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "conformance"
SUITES = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))}
CASES = [(id, case) for id, suite in SUITES.items() for case in suite["cases"]]
PLAIN = [(id, case) for id, case in CASES if case["rule"] != "table"]
TABLES = [(id, case) for id, case in CASES if case["rule"] == "table"]


# --- The second implementation ----------------------------------------------------------------------------------

SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
RELATIONS = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
FUNCTIONS = {"min": min, "max": max, "abs": abs, "clip": lambda x, low, high: max(low, min(x, high))}


class Formula:
    """Works out a formula's text on fractions; whatever is not on the lists above is an error."""

    def __init__(self, text: str, values: dict[str, Fraction]) -> None:
        self.text, self.values = text, values

    def result(self) -> Fraction:
        return self.of(ast.parse(self.text, mode="eval").body)

    def of(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=int() | float()):
                return Fraction(ast.get_source_segment(self.text, node))
            case ast.Name(id=name):
                return self.values[name]
            case ast.UnaryOp(op=ast.UAdd(), operand=part):
                return self.of(part)
            case ast.UnaryOp(op=ast.USub(), operand=part):
                return -self.of(part)
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return not self.of(part)
            case ast.BinOp(left=left, op=sign, right=right):
                return SIGNS[type(sign)](self.of(left), self.of(right))
            case ast.BoolOp(op=word, values=parts):
                return (all if isinstance(word, ast.And) else any)(self.of(part) for part in parts)
            case ast.Compare(left=first, ops=signs, comparators=others):
                sides = [self.of(side) for side in (first, *others)]
                return all(RELATIONS[type(s)](a, b) for s, a, b in zip(signs, sides, sides[1:], strict=False))
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                return self.of(then if self.of(test) else otherwise)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return FUNCTIONS[name](*(self.of(argument) for argument in arguments))
        raise AssertionError(f"not in the language: {ast.dump(node)}")


def as_number(text: Any) -> Fraction | None:
    try:
        return Fraction(text)
    except (TypeError, ValueError):
        return None


def printed(number: Fraction, places: int) -> str:
    """Rounded half away from zero, with exactly `places` digits."""
    digits = int(abs(number) * 10**places + Fraction(1, 2))
    whole, rest = divmod(digits, 10**places)
    text = f"{whole}.{rest:0{places}d}" if places else str(whole)
    return f"-{text}" if number < 0 and digits else text


class Runner:
    """Runs the cases of one suite, tables left out, from its JSON alone."""

    def __init__(self, suite: dict[str, Any]) -> None:
        self.rules = suite["rules"]

    def run(self, case: dict[str, Any]) -> dict[str, Any]:
        used = {key.split("@")[0]: self.rules[key] for key in case["uses"]}
        places = used["values/rounding"]["value"]["places"]
        rule = used[next(iter(used))]
        given = case["given"]
        numbers = {name: n for name, text in given.items() if (n := as_number(text)) is not None}
        match case["rule"]:
            case "grades":
                reached = (g["name"] for g in rule["value"] if numbers["total"] >= Fraction(g["at_least"]))
                return {"grade": next(reached, "none")}
            case "level-points":
                division = next(d for d in rule["value"] if set(d["needs"]) <= set(given["levels"]))
                return {"execution": division["execution"], "points": division["points"]}
            case "absent-level":
                return {"goes_to": rule["value"].get(given["level"], "none")}
            case "rounding":
                return {"rounded": printed(numbers["exact"], places)}
            case "quality-words":
                for band in rule["value"]:
                    if share := band["words"].get(given["word"]):
                        score = numbers["points"] * Fraction(share)
                        return {"band": band["name"], "score": printed(score, places)}
                return {"band": "none", "score": "none"}
            case "quality-bands":
                share = numbers["claimed"] / numbers["points"]
                for band in rule["value"]:
                    low, high = Fraction(band["low"]), Fraction(band["high"])
                    if low <= share < high or (band["closed"] and share == high):
                        return {"band": band["name"]}
                return {"band": "none"}
        if "usual" in rule:
            return {"score": "none"}
        if "words" in rule:
            share = rule["words"].get(given["word"])
            return {"score": printed(numbers["points"] * Fraction(share), places) if share else "none"}
        if "formula" not in case or not set(case["variables"]) <= set(numbers):
            return {"score": "none"}
        if not all(
            self.admits(bounds, numbers[name])
            for name, bounds in rule.get("inputs", {}).items()
            if name in case["variables"]
        ):
            return {"score": "none"}
        if case["rule"] == "item" and not self.admits_actual(rule, numbers):
            return {"score": "none"}
        try:
            return {"score": printed(Formula(case["formula"], numbers).result(), places)}
        except ZeroDivisionError:
            return {"score": "none"}

    @staticmethod
    def admits_actual(rule: dict[str, Any], numbers: dict[str, Fraction]) -> bool:
        if "actual" not in rule["variables"]:
            return True
        awarded_too_much = rule["unit"] == "分" and numbers["actual"] > numbers["points"]
        return not awarded_too_much and (numbers["actual"] >= 0 or rule["below_zero"])

    @staticmethod
    def admits(bounds: dict[str, Any], number: Fraction) -> bool:
        low, above, high = (as_number(bounds[name]) for name in ("at_least", "above", "at_most"))
        return not (
            (low is not None and number < low)
            or (above is not None and number <= above)
            or (high is not None and number > high)
        )


# --- What it shows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "case"), PLAIN, ids=[f"{id}: {case['name']}" for id, case in PLAIN])
def test_a_second_implementation_agrees(id: str, case: dict[str, Any]) -> None:
    assert Runner(SUITES[id]).run(case) == case["expect"]


def test_the_second_implementation_finds_a_wrong_number() -> None:
    id, case = next(
        (id, case) for id, case in PLAIN if "formula" in case and case["expect"]["score"] == "9.50"
    )
    assert Runner(SUITES[id]).run({**case, "formula": "points"}) == {"score": "10.00"}
    with pytest.raises(KeyError):
        Formula("pow(2, 2)", {}).result()
    with pytest.raises(AssertionError):
        Formula("[1][0]", {}).result()


def test_formulas_stand_in_the_case_as_in_the_rules() -> None:
    seen = 0
    for id, case in PLAIN:
        if "formula" in case:
            seen += 1
            rule = SUITES[id]["rules"][case["uses"][0]]
            assert (rule["formula"], rule["variables"]) == (case["formula"], case["variables"])
            assert rule["source"]["evidence"]
    assert seen > 150


@pytest.mark.parametrize(("id", "case"), TABLES, ids=[f"{id}: {case['name']}" for id, case in TABLES])
def test_the_columns_of_a_table_are_all_there_is_to_it(id: str, case: dict[str, Any]) -> None:
    """Worked by perfscore from the columns of the JSON, not from the text of the case."""
    from datetime import date

    from perfscore.conformance.tables import work_table
    from perfscore.rules.exercises import Case
    from perfscore.rules.load import load_template

    rows = [" | ".join(row.values()) for row in case["given"]["rows"]]
    given = {**case["given"], "rows": rows}
    rules = load_template(id, date.fromisoformat(case["on"]), case["choices"])
    worked = Case(case["name"], rules.on, "table", {}, given, case["expect"], case["worked_by"], "", None)
    assert work_table(rules, worked) == case["expect"]
    in_force = {key.split("@")[0] for key in case["uses"]}
    assert {f"formulas/{name}" for name in ("at-least", "by")} <= in_force
    assert "values/level-points" in in_force


def test_keys_lead_to_rules_and_every_rule_is_used() -> None:
    for suite in SUITES.values():
        assert suite["schema"] == "perfscore.conformance/1"
        used = reduce(operator.or_, (set(case["uses"]) for case in suite["cases"]))
        assert used == set(suite["rules"])


def test_numbers_are_text() -> None:
    """A binary float in the JSON would be the end of exactness."""
    for file in FOLDER.glob("*.json"):
        json.loads(file.read_text(encoding="utf-8"), parse_float=lambda text: pytest.fail(text))


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 500
    assert all(case["worked_by"] and case["expect"] for _, case in CASES)


# --- It is current ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_conformance", ROOT / "docs" / "build_conformance.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_folder_is_current(build: ModuleType) -> None:
    wanted = build.files()
    assert {file.name for file in FOLDER.iterdir()} == set(wanted), "run: python docs/build_conformance.py"
    for name, text in wanted.items():
        assert (FOLDER / name).read_bytes() == text.encode(), f"{name}: run python docs/build_conformance.py"


def test_the_same_bytes_every_time(build: ModuleType) -> None:
    assert build.files() == build.files()
