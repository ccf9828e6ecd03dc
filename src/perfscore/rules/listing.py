"""A template's rules as lines for people. Takes the rules of a day, gives name, value, meaning and source of each."""

from __future__ import annotations

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
    """Points, formulas, bands, grades and limits, in the order in which scoring uses them."""
    listed: list[Line] = []
    for division in rules.level_points.value:
        levels = "，".join(f"{level} {plain(points)}" for level, points in division.levels.items())
        value = f"预算执行率 {plain(division.execution)}，{levels}"
        source = division.source or rules.level_points.source
        listed.append(("level-points", value, rules.level_points.meaning, source))
    moved = "，".join(f"{absent} → {taker}" for absent, taker in rules.absent_level.value.items())
    listed.append(("absent-level", moved, rules.absent_level.meaning, rules.absent_level.source))
    listed.append(
        ("points-split", rules.points_split.value, rules.points_split.meaning, rules.points_split.source)
    )
    for name, rule in rules.formulas.items():
        reading = f"（{rules.choices[name]}）" if name in rules.choices else ""
        listed.append((name + reading, rule.value.text, rule.meaning, rule.source))
    for band in rules.bands.value:
        end = "]" if band.closed else ")"
        value = f"{band.name} [{plain(band.low * 100)}%, {plain(band.high * 100)}%{end}"
        listed.append(("bands", value, rules.bands.meaning, rules.bands.source))
    word = rules.word_for_number
    listed.append(("word-for-number", word.value, word.meaning, word.source))
    grades = "，".join(f"{grade.name} ≥ {plain(grade.at_least)}" for grade in rules.grades.value)
    listed.append(("grades", grades, rules.grades.meaning, rules.grades.source))
    rounding = rules.rounding
    listed.append(
        ("rounding", f"{rounding.value.places}（{rounding.value.mode}）", rounding.meaning, rounding.source)
    )
    for name, item in rules.items.items():
        by_word = "，".join(f"{word} {plain(share * 100)}%" for word, share in item.words.items())
        how = item.formula.value.text if item.formula else by_word
        value = f"{plain(item.points.value)} 分：{how}"
        listed.append((name, value, item.meaning, item.points.source))
    for name, rule in rules.level_rules.items():
        listed.append((name, rule.value.text, rule.meaning, rule.source))
    if applies := rules.not_applicable:
        listed.append(("not-applicable", applies.value, applies.meaning, applies.source))
    if caps := rules.level_caps:
        text = "，".join(f"{level} ≤ {plain(cap)}" for level, cap in caps.value.items())
        listed.append(("level-caps", text, caps.meaning, caps.source))
    if extra := rules.extra_levels:
        signs = {name: "+" if each.is_bonus else "−" for name, each in extra.value.items()}
        text = "，".join(f"{name} {signs[name]}{plain(each.cap)}" for name, each in extra.value.items())
        listed.append(("extra-levels", text, extra.meaning, extra.source))
    for name, limit in rules.limits.items():
        listed.append((f"limits.{name}", plain(limit.value), limit.meaning, limit.source))
    return listed
