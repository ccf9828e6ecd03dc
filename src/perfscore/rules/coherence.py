"""What the values of a template must say together: each check takes the data and yields disagreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from perfscore.rules.build import RuleData
from perfscore.rules.said import Said
from perfscore.rules.vocabulary import not_among

Disagreement: TypeAlias = tuple[str, Said]
"""The path of the value to blame, and what is wrong with it."""


def disagreements(data: RuleData, faulty: Sequence[str] = ()) -> Iterator[Disagreement]:
    """All disagreements, in the order of the checks.

    faulty: paths of what is wrong by itself; a check that reads one of them is left out.
    """
    for check, reads in CHECKS.items():
        if not any(_is_below(path, read) for path in faulty for read in reads):
            yield from check(data)


def _is_below(path: str, place: str) -> bool:
    return path == place or path.startswith((f"{place}.", f"{place}["))


def check_points_add_up(data: RuleData) -> Iterator[Disagreement]:
    """Level points and execution rate make up the total, on every day on which one of them changes."""
    totals = data["values"]["total-points"]["versions"]
    for position, version in enumerate(data["values"]["level-points"]["versions"]):
        since = version["in_force"]
        days = [since, *(each["in_force"] for each in totals if each["in_force"] > since)]
        for index, division in enumerate(version["value"]):
            points = sum(
                (Fraction(each) for each in division["levels"].values()), Fraction(division["execution"])
            )
            total = next((t for day in days if points != (t := Fraction(_on(totals, day)["value"]))), None)
            if total is not None:
                path = f"values.level-points.versions[{position}].value[{index}]"
                yield (
                    path,
                    Said(
                        f"分值合计 {points}，总分为 {total}；请改分值，使合计为 {total}",
                        f"adds up to {points}, not to {total}",
                    ),
                )


def check_levels_are_named(data: RuleData) -> Iterator[Disagreement]:
    """Points are given to, and moved between, standard level names only."""
    for name, path in _level_names_used(data):
        known = tuple(sorted({name for each in _all(data, "level-names") for name in each}))
        if name not in known:
            said = not_among(name, known)
            yield path, Said(f"的一级指标“{name}”{said.zh}", f"has the level '{name}', which {said.en}")


def check_names_mean_one_level(data: RuleData) -> Iterator[Disagreement]:
    """No name stands for two levels."""
    for position, names in enumerate(_all(data, "level-names")):
        meant: dict[str, str] = {}
        for level, others in names.items():
            for other in (level, *others):
                if meant.setdefault(other, level) != level:
                    path = f"values.level-names.versions[{position}].value.{level}"
                    yield (
                        path,
                        Said(f"的“{other}”已指 {meant[other]}", f"has '{other}', which means {meant[other]}"),
                    )


def check_choices_exist(data: RuleData) -> Iterator[Disagreement]:
    """Every rule with several readings has a chosen one, its own or that of the rule it follows."""
    offered = {
        name: tuple(rule["readings"])
        for name, rule in data["rules"].items()
        if isinstance(rule, dict) and isinstance(rule.get("readings"), dict)
    }
    for name, reading in data["choices"].items():
        known = offered.get(name, ())
        if name not in offered:
            yield f"choices.{name}", not_among(name, tuple(offered))
        elif reading not in known:
            said = not_among(reading, known)
            yield f"choices.{name}", Said(f"“{reading}”{said.zh}", f"'{reading}' {said.en}")
    for name, readings in offered.items():
        leader = data["rules"][name].get("follows")
        if leader is None and name not in data["choices"]:
            yield (
                f"rules.{name}",
                Said("有多种读法，choices 须选定一种", "has several readings; choose one in choices"),
            )
        elif leader is not None and (set(offered.get(leader, ())) != set(readings) or leader == name):
            yield (
                f"rules.{name}.follows",
                Said(f"与 {leader} 的读法不一致", f"has other readings than {leader}"),
            )


_LEVELS, _NAMES = "values.level-points", "values.level-names"
CHECKS = {
    check_points_add_up: ("values.total-points", _LEVELS),
    check_levels_are_named: (_LEVELS, "values.absent-level", _NAMES),
    check_names_mean_one_level: (_NAMES,),
    check_choices_exist: ("choices",),
}
"""Each check with the places that it reads."""


def _all(data: RuleData, name: str) -> list[Any]:
    return [version["value"] for version in data["values"][name]["versions"]]


def _on(versions: list[Any], day: str) -> Any:
    """The version in force on a day, else the earliest."""
    in_force = [each for each in versions if date.fromisoformat(each["in_force"]) <= date.fromisoformat(day)]
    return in_force[-1] if in_force else versions[0]


def _level_names_used(data: RuleData) -> Iterator[tuple[str, str]]:
    for position, divisions in enumerate(_all(data, "level-points")):
        for index, division in enumerate(divisions):
            for name in (*division["levels"], *division.get("needs", ())):
                yield name, f"values.level-points.versions[{position}].value[{index}]"
    for position, moves in enumerate(_all(data, "absent-level")):
        for name in (*moves, *moves.values()):
            yield name, f"values.absent-level.versions[{position}].value"
