"""The level-1 indicators of a table: which standard level each row belongs to, and how many points each level has."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfscore.model.assessment import Citation, Step
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.rules.template import LevelPoints, RuleTemplate
from perfscore.score.findings import LEVEL_ABSENT, LEVEL_UNKNOWN
from perfscore.score.rounding import divided

_INFERRED = (
    ("满意", "满意度指标"),
    ("效益", "效益指标"),
    ("影响", "效益指标"),
    ("数量", "产出指标"),
    ("质量", "产出指标"),
    ("时效", "产出指标"),
    ("进度", "产出指标"),
    ("成本", "产出指标"),
)


def standard_level(row: Indicator, rules: RuleTemplate) -> str:
    """The standard name of a row's level-1 indicator; its printed name where the rules know no other."""
    printed = row.path[0].replace(" ", "")
    for standard, others in rules.level_names.items():
        if printed == standard or printed in others:
            return standard
    if printed:
        return printed
    return next((level for word, level in _INFERRED if word in row.path[1]), "")


def division_of(levels: Sequence[str], rules: RuleTemplate) -> LevelPoints:
    return next(d for d in rules.level_points.value if set(d.needs) <= set(levels))


def level_weights(
    table: AssessmentTable,
    levels: Sequence[str],
    rules: RuleTemplate,
    division: LevelPoints,
    execution: Fraction,
    findings: list[Finding],
) -> tuple[dict[str, Fraction], dict[str, Step]]:
    """Points of each level-1 indicator in the table, and how they came about."""
    present = list(dict.fromkeys(levels))
    for_rows = rules.total_points.value - execution
    unknown = [level for level in present if level not in division.levels]
    places = rules.rounding.value.places
    if unknown:
        parts = divided(for_rows, [Fraction(1)] * len(present), places)
        if any(level for level in unknown):
            names = "、".join(level for level in unknown if level)
            findings.append(
                LEVEL_UNKNOWN.at(table.source, levels=names, template=rules.name, points=plain(for_rows))
            )
        source: Citation = rules.points_split.source
        weights = dict(zip(present, parts, strict=True))
        texts = {level: f"{plain(for_rows)} ÷ {len(present)}" for level in present}
    else:
        weights, texts = _present_weights(table, present, division, for_rows, rules, findings)
        source = division.source or rules.level_points.source
    notes = {
        level: Step(f"{level or '全部指标'}分值", texts[level], weight, plain(weight), source)
        for level, weight in weights.items()
    }
    for printed, points in table.level_points.items():
        level = next((s for s, o in rules.level_names.items() if printed == s or printed in o), printed)
        if level in weights:
            weights[level] = points
            notes[level] = Step(
                f"{level}分值", f"表内“{printed}”列明 {plain(points)} 分", points, plain(points), table.source
            )
    return weights, notes


def _present_weights(
    table: AssessmentTable,
    present: Sequence[str],
    division: LevelPoints,
    for_rows: Fraction,
    rules: RuleTemplate,
    findings: list[Finding],
) -> tuple[dict[str, Fraction], dict[str, str]]:
    """The template's points of the levels that the table has, those of absent levels moved or scaled out."""
    weights = {level: division.levels[level] for level in present}
    texts = {level: plain(weight) for level, weight in weights.items()}
    for absent, points in division.levels.items():
        if absent in weights or not points:
            continue
        taker = rules.absent_level.value.get(absent)
        if taker in weights:
            weights[taker] += points
            texts[taker] += f" + {plain(points)}（表内没有“{absent}”）"
            treated = f"并入“{taker}”"
        else:
            treated = "按比例分摊到其他指标"
        findings.append(LEVEL_ABSENT.at(table.source, level=absent, points=plain(points), treated=treated))
    whole = sum(weights.values(), Fraction(0))
    if whole == for_rows:
        return weights, texts
    parts = divided(for_rows, [weights[level] for level in present], rules.rounding.value.places)
    scaled = {level: f"{plain(for_rows)} × {plain(weights[level])} ÷ {plain(whole)}" for level in present}
    return dict(zip(present, parts, strict=True)), scaled
