"""A template's rules as lines for people. Takes the rules of a day, gives name, value, meaning and source of each."""

from __future__ import annotations

from collections.abc import Iterator

from perfscore.model.assessment import Citation
from perfscore.model.decimals import plain
from perfscore.rules.formula import Formula
from perfscore.rules.phrases import NAMES, sentence
from perfscore.rules.template import RuleTemplate

Line = tuple[str, str, str, Citation]


def formulas_of(rules: RuleTemplate) -> dict[str, Formula]:
    """Every formula in force: of the signs, of items, of levels."""
    ruled = {**rules.formulas, **rules.level_rules}
    ruled |= {name: item.formula for name, item in rules.items.items() if item.formula}
    return {name: rule.value for name, rule in ruled.items()}


def sentences(rules: RuleTemplate) -> dict[str, str]:
    """Every formula in force as a Chinese sentence; an item's inputs go by the names it gives them."""
    told: dict[str, str] = {}
    for name, formula in formulas_of(rules).items():
        inputs = rules.items[name].inputs if name in rules.items else {}
        told[name] = sentence(formula, {**NAMES, **{each.variable: each.name for each in inputs.values()}})
    return told


def lines(rules: RuleTemplate) -> list[Line]:
    """Points, formulas, items, bands, grades and limits, in the order in which scoring uses them."""
    listed: list[Line] = []
    for division in rules.level_points.value:
        levels = "，".join(f"{level} {plain(points)}" for level, points in division.levels.items())
        value = f"预算执行率 {plain(division.execution)}，{levels}"
        source = division.source or rules.level_points.source
        listed.append(("level-points", value, rules.level_points.meaning, source))
    moved = "，".join(f"{absent} → {taker}" for absent, taker in rules.absent_level.value.items())
    listed.append(("absent-level", moved, rules.absent_level.meaning, rules.absent_level.source))
    if named := rules.absent_level_items:
        listed.append(("absent-level-items", named.value, named.meaning, named.source))
    listed.append(
        ("points-split", rules.points_split.value, rules.points_split.meaning, rules.points_split.source)
    )
    for name, rule in rules.formulas.items():
        reading = f"（{rules.choices[name]}）" if name in rules.choices else ""
        listed.append((name + reading, rule.value.text, rule.meaning, rule.source))
    listed += [*_of_levels(rules), *_of_items(rules)]
    for band in rules.bands.value:
        end = "]" if band.closed else ")"
        value = f"{band.name} [{plain(band.low * 100)}%, {plain(band.high * 100)}%{end}"
        listed.append(("bands", value, rules.bands.meaning, rules.bands.source))
    word = rules.word_for_number
    listed.append(("word-for-number", word.value, word.meaning, word.source))
    grades = "，".join(f"{grade.name} ≥ {plain(grade.at_least)}" for grade in rules.grades.value)
    listed.append(("grades", grades, rules.grades.meaning, rules.grades.source))
    rounding = rules.rounding
    places, mode = rounding.value.places, rounding.value.mode
    if rounding.value.mode_source:
        listed.append(("rounding", f"{places} 位小数", rounding.meaning, rounding.source))
        listed.append(("rounding", str(mode), rounding.meaning, rounding.value.mode_source))
    else:
        listed.append(("rounding", f"{places}（{mode}）", rounding.meaning, rounding.source))
    for name, limit in rules.limits.items():
        listed.append((f"limits.{name}", plain(limit.value), limit.meaning, limit.source))
    return listed


def _of_levels(rules: RuleTemplate) -> Iterator[Line]:
    """What a template says of whole levels and of rows that do not apply, where it says anything."""
    for level, rule in rules.level_rules.items():
        yield f"level_rules.{level}", rule.value.text, rule.meaning, rule.source
    if absent := rules.not_applicable:
        yield "not-applicable", absent.value, absent.meaning, absent.source
    if caps := rules.level_caps:
        said = "，".join(f"{level} ≤ {plain(cap)}" for level, cap in caps.value.items())
        yield "level-caps", said, caps.meaning, caps.source
    if rules.extra_levels:
        for level, extra in rules.extra_levels.value.items():
            each = "" if extra.each is None else f"每处 {plain(extra.each)}，"
            said = f"{level} {'+' if extra.is_bonus else '−'}（{each}至多 {plain(extra.cap)}）"
            yield "extra-levels", said, rules.extra_levels.meaning, rules.extra_levels.source


def _of_items(rules: RuleTemplate) -> Iterator[Line]:
    """Two lines an item: its points, and how it is scored; the two may be known unequally well."""
    for name, item in rules.items.items():
        yield f"items.{name}", f"{plain(item.points.value)} 分", item.meaning, item.points.source
        if item.formula:
            yield f"items.{name}", item.formula.value.text, item.meaning, item.formula.source
        elif item.words:
            words = "，".join(f"{word} {plain(share * 100)}%" for word, share in item.words.items())
            yield f"items.{name}", words, item.meaning, item.scoring
