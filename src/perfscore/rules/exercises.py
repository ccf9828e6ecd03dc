"""What a worked case can try, and how each kind is worked out with a template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from perfscore.model.decimals import fixed, plain
from perfscore.rules.formula import DivisionByZero, Formula
from perfscore.rules.template import Ruled, RuleTemplate
from perfscore.rules.vocabulary import ROW_VARIABLES, VARIABLES

ITEM, LEVEL_RULE, TABLE = "item", "level-rule", "table"
"""What else a case can try: an item of the rules, the rule of a level, a whole table."""
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
        """The given numbers, by variable."""
        return {name: Fraction(each) for name, each in self.given.items() if is_number(each)}

    def formula(self, template: RuleTemplate) -> Formula | None:
        """The formula that the case tries; None where its rule is none, or the template has no such item."""
        ruled: Ruled[Formula] | None
        if self.rule == ITEM:
            item = template.items.get(self.given["item"])
            ruled = item.formula if item else None
        elif self.rule == LEVEL_RULE:
            ruled = template.level_rules.get(self.given["level"])
        else:
            ruled = template.formulas.get(self.rule)
        return ruled.value if ruled else None


Worker = Callable[[RuleTemplate, Case], dict[str, Any]]
"""Works out a case with its template, in the words of `expect`."""


WITHIN, BEYOND = "within", "beyond"
"""The sides of a rule on whole tables: it changes nothing, or it comes to bear."""


class Side(NamedTuple):
    """One side of a rule on whole tables. rule: its name below `values`. name: the level it is about, or ""."""

    rule: str
    name: str
    side: str


Tries = Callable[[RuleTemplate, Case], Iterable[Side]]
"""Which sides of the rules on whole tables a case tries."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """How the cases of a rule look: the keys of `given` and `expect`, and how to work one out."""

    given: frozenset[str]
    expect: frozenset[str]
    work: Worker
    may_give: frozenset[str] = frozenset()
    may_expect: frozenset[str] = frozenset()


def is_number(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is not None


def _formula(template: RuleTemplate, case: Case) -> dict[str, Any]:
    """A score by the formula of an item or level; none where the template has no such, or a figure is lacking."""
    item = template.items.get(case.given["item"]) if case.rule == ITEM else None
    if item and item.formula is None:
        share = item.words.get(str(case.given.get("word")))
        points = Fraction(case.given["points"])
        return {"score": NONE if share is None else fixed(points * share, template.rounding.value.places)}
    formula, figures = case.formula(template), case.figures()
    if formula is None or not formula.names <= set(figures):
        return {"score": NONE}
    if item and not all(item.inputs[name].admits(figures[name]) for name in formula.names & set(item.inputs)):
        return {"score": NONE}
    if item and "actual" in formula.names and not item.admits(figures["actual"], figures["points"]):
        return {"score": NONE}
    try:
        return {"score": fixed(formula.evaluate(figures), template.rounding.value.places)}
    except DivisionByZero:
        return {"score": NONE}


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


def _left_out(*_: object) -> dict[str, Any]:
    """A whole table is worked out where reading and scoring are known; here nobody can."""
    return {}


def _absent(template: RuleTemplate, case: Case) -> dict[str, Any]:
    return {"goes_to": template.absent_level.value.get(case.given["level"], NONE)}


def _rounded(template: RuleTemplate, case: Case) -> dict[str, Any]:
    return {"rounded": fixed(Fraction(case.given["exact"]), template.rounding.value.places)}


EXERCISES: Mapping[str, Exercise] = {
    **{rule: Exercise(names, frozenset({"score"}), _formula) for rule, names in VARIABLES.items()},
    "quality-words": Exercise(frozenset({"points", "word"}), frozenset({"band", "score"}), _word),
    "quality-bands": Exercise(frozenset({"points", "claimed"}), frozenset({"band"}), _band),
    "grades": Exercise(frozenset({"total"}), frozenset({"grade"}), _grade),
    "level-points": Exercise(frozenset({"levels"}), frozenset({"execution", "points"}), _division),
    "absent-level": Exercise(frozenset({"level"}), frozenset({"goes_to"}), _absent),
    "rounding": Exercise(frozenset({"exact"}), frozenset({"rounded"}), _rounded),
    ITEM: Exercise(frozenset({"item", "points"}), frozenset({"score"}), _formula, frozenset({"word"})),
    LEVEL_RULE: Exercise(frozenset({"level", *ROW_VARIABLES}), frozenset({"score"}), _formula),
    TABLE: Exercise(
        frozenset({"rows"}),
        frozenset({"total"}),
        _left_out,
        frozenset({"budget", "spent", "initial", "figures"}),
        frozenset({"grade", "scores", "possible"}),
    ),
}
"""What can be tried without a table, by rule."""

NUMBERS = frozenset().union(*VARIABLES.values(), {"claimed", "total", "exact", "initial"})
NAMES = frozenset({"on", "rule", "choices", "item", "word"})
SHAPES: Mapping[str, type] = {"levels": list, "choices": dict, "rows": list, "figures": dict}
