"""A table and its rules -> how each score is reckoned, in a spreadsheet's language. Goes the ways that `rows` goes.

What it says must come to what `score_row` says; tests let a spreadsheet reckon thousands of values and compare.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from perfscore.model.assessment import Outcome, RowScore, Score, Scores
from perfscore.model.decimals import plain
from perfscore.model.live import LiveExtra, LiveFigure, LiveForm, LiveKind, LiveRow, LiveWord
from perfscore.model.table import AssessmentTable, Indicator
from perfscore.model.units import convert
from perfscore.model.values import NO_COLUMN, Absence, Comparator, Quantity
from perfscore.rules.excel import excel
from perfscore.rules.formula import Formula
from perfscore.rules.template import AWARDED, ExtraLevel, Item, Reach, RuleTemplate
from perfscore.score.items import DIVISORS, MONEY, figures_of
from perfscore.score.levels import standard_level
from perfscore.score.quality import NEGATIONS, judge, promise_in
from perfscore.score.quality import SIGNS as IGNORED
from perfscore.score.rows import CUT_BEYOND_TARGET, OTHER_WAY, RULE_OF

EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's calendar, as all days after February 1900 are counted."""
BY_FORMULA, BY_WORD, BY_DATE = "按公式计算", "按用词对应的比例计算", "按完成日期与期限计算"
TOO_LONG = "评分公式过长，电子表格容不下"
SIGNS: Mapping[str, Comparator] = {
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "＝": Comparator.EQUAL,
    "＞": Comparator.MORE,
    "＜": Comparator.LESS,
}
"""Signs of an empty form's column 指标性质, besides 定性 and 期限."""
LONGEST = 6_000
"""A spreadsheet takes formulas of 8192 characters; addresses put into the gaps may be longer than their names."""
QUALITATIVE, DEADLINE = "定性", "期限"


class TooLong(Exception):
    """A formula that a spreadsheet does not take."""


def live_form(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> LiveForm:
    """How the scores of a table follow its cells."""
    rows = tuple(live_row(row, rules) for row in scores.rows)
    return form_of(table, rules, rows, exact_of(scores.execution))


def form_of(
    table: AssessmentTable, rules: RuleTemplate, rows: tuple[LiveRow, ...], execution: Fraction | None
) -> LiveForm:
    """The whole of a form, its rows given."""
    formula = excel(rules.formulas["execution-rate"].value)
    cap = rules.formulas.get("total-cap")
    bound = excel(cap.value) if cap else ""
    fixed = tuple(
        f"“{row.name}”：{live.why}"
        for row, live in zip(table.rows, rows, strict=True)
        if live.kind is LiveKind.FIXED
    )
    execution_fixed = ("预算执行率：" + TOO_LONG,) if formula is None else ()
    return LiveForm(
        rows=rows,
        execution=formula or "",
        execution_exact=execution,
        words=_words(rules),
        negations=NEGATIONS,
        ignored=IGNORED,
        words_verified=all(
            band.words_source is None or band.words_source.verified for band in rules.bands.value
        ),
        figures=tuple(_figures(table, rules)),
        level_caps=tuple(_level_caps(table, rules)),
        extras=tuple(
            LiveExtra(level, 1 if extra.is_bonus else -1, extra.cap)
            for level, extra in (rules.extra_levels.value if rules.extra_levels else {}).items()
        ),
        scales_out=_scales_out(rules),
        total_cap=bound or "",
        exceptions=(*execution_fixed, *fixed, *(("总分封顶：" + TOO_LONG,) if bound is None else ())),
    )


def live_row(scored: RowScore, rules: RuleTemplate) -> LiveRow:
    """How the score of a filled row follows its cells."""
    row, exact = scored.indicator, exact_of(scored.result)
    try:
        live = _live_row(row, scored.result, rules)
    except TooLong:
        live = LiveRow(LiveKind.FIXED, TOO_LONG)
    if len(live.score) > LONGEST:
        live = LiveRow(LiveKind.FIXED, TOO_LONG)
    return replace(live, exact=exact, can_be_left_out=_scales_out(rules) and not scored.result.extra)


def exact_of(score: Score) -> Fraction | None:
    """What was reckoned before rounding; None where nothing was demonstrated."""
    return score.trace[0].value if score.outcome is Outcome.SCORED and score.trace else None


def _live_row(row: Indicator, result: Score, rules: RuleTemplate) -> LiveRow:
    target = row.target
    if extra := rules.extra_level(row.path[0]):
        return _on_top(row, extra)
    item = rules.item_named(row.name)
    if item and not item.usual:
        return _item(row, item)
    if _scales_out(rules) and target.absence is Absence.NOT_APPLICABLE:
        return LiveRow(LiveKind.FIXED, "年度指标值填为不适用")
    if target.comparator is Comparator.NONE:
        return LiveRow(LiveKind.FIXED, "年度指标值没有可比的内容，填好后请重新核算")
    if target.comparator is Comparator.QUALITATIVE:
        return _by_word(row, result.points, rules)
    if target.comparator is Comparator.BY:
        return _by_date(row, result, rules)
    return _by_number(row, result, rules)


def _by_number(row: Indicator, result: Score, rules: RuleTemplate) -> LiveRow:
    target, actual = row.target, row.actual
    if target.value == 0 and not target.sign_printed and target.comparator is Comparator.AT_LEAST:
        return LiveRow(LiveKind.FIXED, "目标值为 0 而没有比较符号，写明后请重新核算")
    scale = convert(Fraction(1), actual.unit, target.unit)
    against = actual.sign in OTHER_WAY.get(target.comparator, ())
    converted = convert(actual.value, actual.unit, target.unit) if actual.value is not None else None
    seen = None if against or result.outcome is not Outcome.SCORED else converted
    score = _number_score(row, target.unit, target.comparator, rules)
    if actual.value is not None and not actual.unit and target.unit == "%":
        score = (
            f'IF(AND({{target}}>1.5,{{actual}}>0,{{actual}}<=1),"",{score})'  # 95% or 0.95%: cannot be told
        )
    score = f'IF(ISNUMBER({{actual}}),{score},"")'
    live = LiveRow(
        LiveKind.NUMBER,
        BY_FORMULA,
        score,
        target=target.value if target.value is not None else Fraction(0),
        upper=target.upper,
        scale=scale if scale is not None else Fraction(1),
        unit=target.unit,
        seen=seen,
    )
    if rules.word_for_number.value != "band":
        return live
    word = _by_word(row, result.points, rules)
    both = score[: -len('"")')] + f"{word.score})"
    return replace(
        live,
        score=both,
        seen_share=word.seen_share,
        low=word.low,
        high=word.high,
        promise=word.promise,
        promise_word=word.promise_word,
    )


def _number_score(row: Indicator, unit: str, comparator: Comparator, rules: RuleTemplate) -> str:
    """By the sign, or by the level's own rule where it takes the row in."""
    score = formula(rules.formulas[RULE_OF[comparator]].value).replace("{lower}", "{target}")
    level = _level_formula(row, rules)
    if level and row.target.upper is None:
        reach, own = level
        if reach is None or reach.takes_in(unit, RULE_OF[comparator]):
            score = f"IF(AND({{target}}>0,{{actual}}>=0),{own},{score})"
    cut = rules.formulas.get("over-achieved")
    if cut and comparator in CUT_BEYOND_TARGET:
        score = formula(cut.value).replace("{score}", f"({score})")
    return score


def _level_formula(row: Indicator, rules: RuleTemplate) -> tuple[Reach | None, str] | None:
    """The level's own rule, and which rows it takes in; None where the level has none."""
    level1, level2, _ = row.path
    names = (standard_level(row, rules), *("".join(level.split()) for level in (level1, level2)))
    level = next((name for name in names if name in rules.level_rules), None)
    return (rules.level_reach.get(level), formula(rules.level_rules[level].value)) if level else None


def _by_word(row: Indicator, points: Fraction, rules: RuleTemplate) -> LiveRow:
    """The word's share; the unit's own score where it stands in the word's band."""
    claims = isinstance(row.claimed, Quantity)
    share = low = high = None
    if row.actual.grade is not None and row.actual.absence is None:
        judged, _ = judge(replace(row, claimed=NO_COLUMN), points, rules)
        share = judged.share
        if judged.band:
            low, high = judged.band.low, judged.band.high
        elif claims and judge(row, points, rules)[0].claimed:
            low, high = Fraction(0), Fraction(1)
    score = "{points}*{share}"
    if claims:
        own = "ROUND({claim}/{points},11)"
        within = f"AND({own}>={{low}},OR({own}<{{high}},AND({{high}}=1,{own}=1)))"
        score = f'IF(ISNUMBER({{low}}),IF(IF(AND(ISNUMBER({{claim}}),{{points}}>0),{within},FALSE),{{claim}},{score}),"")'
    whole = next((word for word, own in rules.bands.value[0].words.items() if own == 1), "")
    promise = promise_in(row.target.written) if whole else ""
    return LiveRow(
        LiveKind.WORD,
        BY_WORD,
        score,
        seen_share=share,
        low=low,
        high=high,
        promise=promise,
        promise_word=whole if promise else "",
    )


def _by_date(row: Indicator, result: Score, rules: RuleTemplate) -> LiveRow:
    deadline, done = row.target.deadline, row.actual.date
    word = _by_word(row, result.points, rules)
    late = formula(rules.formulas["by"].value).replace("{days_late}", "({actual}-{target})")
    seen = serial(done) if done else None
    if done is None and row.actual.value is not None and result.outcome is Outcome.SCORED and deadline:
        seen = serial(deadline)  # 100% done by then
    return replace(
        word,
        kind=LiveKind.DATE,
        why=BY_DATE,
        score=f"IF(ISNUMBER({{actual}}),{late},{word.score})",
        target=serial(deadline) if deadline else None,
        seen=seen,
    )


def _item(row: Indicator, item: Item) -> LiveRow:
    if item.formula is None:
        share = item.words.get("".join((row.actual.grade or row.actual.written).split()).strip("。.;；"))
        return LiveRow(LiveKind.WORD, BY_WORD, "{points}*{share}", seen_share=share, words=item.words)
    score, inputs = item_score(item)
    wanted = item.unit or (row.target.unit if "{target}" in score else "") or row.actual.unit
    scale = convert(Fraction(1), row.actual.unit or wanted, wanted)
    seen = None
    if row.actual.value is not None and scale is not None:
        seen = row.actual.value * scale
    elif item.unit == AWARDED and row.actual.grade:
        text = row.actual.grade.strip().removesuffix(AWARDED).strip()
        seen = Fraction(text) if text.replace(".", "", 1).isdecimal() else None
    return LiveRow(
        LiveKind.NUMBER,
        BY_FORMULA,
        score,
        target=row.target.value,
        scale=scale if scale is not None else Fraction(1),
        unit=wanted,
        seen=seen,
        inputs=inputs,
    )


def item_score(item: Item) -> tuple[str, tuple[tuple[str, str], ...]]:
    """An item's formula, worked out only where every figure is there and admissible; and the figures it asks for."""
    assert item.formula is not None
    tests: list[str] = []
    for name in sorted(item.formula.value.names - {"points"}):
        tests.append(f"ISNUMBER({{{name}}})")
        asked = item.inputs.get(name)
        if asked:
            if asked.lowest is not None:
                tests.append(f"{{{name}}}{'>' if asked.open_below else '>='}{plain(asked.lowest)}")
            if asked.highest is not None:
                tests.append(f"{{{name}}}<={plain(asked.highest)}")
        elif name == "actual":
            tests += ["{actual}>=0"] if not item.below_zero else []
            tests += ["{actual}<={points}"] if item.unit == AWARDED else []
        else:
            tests.append(f"{{{name}}}{'>' if name in DIVISORS else '>='}0")
    core = formula(item.formula.value)
    asked_for = sorted(item.formula.value.names - {"points", "target", "actual", *MONEY})
    inputs = tuple((name, item.inputs[name].name) for name in asked_for)
    return (f'IF(AND({",".join(tests)}),{core},"")' if tests else core), inputs


def _on_top(row: Indicator, extra: ExtraLevel) -> LiveRow:
    each = extra.each if extra.each is not None and row.actual.unit != AWARDED else Fraction(1)
    cap = plain(extra.cap)
    claimed = f"IF(ISNUMBER({{claim}}),MIN(ABS({{claim}}),{cap}),0)" if row.claimed != NO_COLUMN else "0"
    return LiveRow(
        LiveKind.NUMBER,
        BY_FORMULA,
        f"IF(ISNUMBER({{actual}}),MIN(ABS({{actual}})*{plain(each)},{cap}),{claimed})",
        unit=row.actual.unit,
        seen=row.actual.value,
        extra=1 if extra.is_bonus else -1,
        level="".join(row.path[0].split()),
    )


def open_row(row: Indicator, rules: RuleTemplate) -> LiveRow:
    """How a row of an empty form is scored: by whatever sign, unit and target are put into its cells.

    row: its path and, of its target, what is known beforehand.
    """
    try:
        live = _open_row(row, rules)
    except TooLong:
        return LiveRow(LiveKind.FIXED, TOO_LONG)
    return live if len(live.score) <= LONGEST else LiveRow(LiveKind.FIXED, TOO_LONG)


def _open_row(row: Indicator, rules: RuleTemplate) -> LiveRow:
    if extra := rules.extra_level(row.path[0]):
        live = _on_top(row, extra)
        return replace(live, score=f'IF({{actual}}="","",{live.score})')
    item = rules.item_named(row.name)
    out = _scales_out(rules)
    if item and not item.usual:
        return replace(_item(row, item), target=None, can_be_left_out=out)
    if row.target.comparator is Comparator.RANGE:
        score = _number_score(row, row.target.unit, Comparator.RANGE, rules)
        return LiveRow(
            LiveKind.NUMBER,
            BY_FORMULA,
            f'IF(ISNUMBER({{actual}}),{score},"")',
            target=row.target.value,
            upper=row.target.upper,
            unit=row.target.unit,
            can_be_left_out=out,
        )
    numbers = '""'
    for sign, comparator in reversed(list(SIGNS.items())):
        unit_free = _open_number(row, comparator, rules)
        narrow = unicodedata.normalize("NFKC", sign)
        said = f'{{sign}}="{sign}"' if narrow == sign else f'OR({{sign}}="{sign}",{{sign}}="{narrow}")'
        numbers = f"IF({said},{unit_free},{numbers})"
    share = 'AND({unit}="%",{target}>1.5,{actual}>0,{actual}<=1)'  # 0.95 or 95%: cannot be told
    numbers = f'IF(AND(ISNUMBER({{target}}),ISNUMBER({{actual}})),IF({share},"",{numbers}),"")'
    late = formula(rules.formulas["by"].value).replace("{days_late}", "({actual}-{target})")
    by = f'IF(AND(ISNUMBER({{target}}),ISNUMBER({{actual}})),{late},"")'
    score = f'IF({{sign}}="{QUALITATIVE}",{{points}}*{{share}},IF({{sign}}="{DEADLINE}",{by},{numbers}))'
    return LiveRow(LiveKind.NUMBER, BY_FORMULA, score, can_be_left_out=out)


def _open_number(row: Indicator, comparator: Comparator, rules: RuleTemplate) -> str:
    """As `_number_score`, the unit being whatever the row's cell says."""
    score = formula(rules.formulas[RULE_OF[comparator]].value)
    if level := _level_formula(row, rules):
        reach, own = level
        if reach is None or reach.takes_in(reach.unit or "", RULE_OF[comparator]):
            unit = f',{{unit}}="{reach.unit}"' if reach and reach.unit is not None else ""
            score = f"IF(AND({{target}}>0,{{actual}}>=0{unit}),{own},{score})"
    cut = rules.formulas.get("over-achieved")
    if cut and comparator in CUT_BEYOND_TARGET:
        score = formula(cut.value).replace("{score}", f"({score})")
    return score


def formula(rule: Formula) -> str:
    """The formula in a spreadsheet's language. Raises TooLong."""
    text = excel(rule)
    if text is None:
        raise TooLong
    return text


def serial(day: date) -> Fraction:
    """A day's number in a spreadsheet."""
    return Fraction((day - EPOCH).days)


def _scales_out(rules: RuleTemplate) -> bool:
    return rules.not_applicable is not None and rules.not_applicable.value == "scaled-out"


def _words(rules: RuleTemplate) -> tuple[LiveWord, ...]:
    """Every word that `judge` knows, each once; it prefers a longer word, and of like ones the earlier."""
    words: dict[str, LiveWord] = {}
    for band in rules.bands.value:
        for word, share in band.words.items():
            words.setdefault(word, LiveWord(word, share, band.low, band.high))
    later_first = list(words.values())[::-1]
    return tuple(sorted(later_first, key=lambda known: len(known.word)))


def _figures(table: AssessmentTable, rules: RuleTemplate) -> Iterable[LiveFigure]:
    """The figures that the table's own items ask for, each once."""
    known = figures_of(table)
    told: set[str] = set()
    for row in table.rows:
        item = rules.item_named(row.name)
        for asked in item.inputs.values() if item else ():
            if asked.name in told:
                continue
            told.add(asked.name)
            found = next((known[name] for name in (asked.name, *asked.also) if name in known), None)
            number = convert(found.number, found.unit or asked.unit, asked.unit) if found else None
            yield LiveFigure(asked.name, asked.unit, number, row.name)


def _level_caps(table: AssessmentTable, rules: RuleTemplate) -> Iterable[tuple[Fraction, tuple[int, ...]]]:
    for level, cap in (rules.level_caps.value if rules.level_caps else {}).items():
        own = (i for i, row in enumerate(table.rows) if level in (standard_level(row, rules), row.path[0]))
        yield cap, tuple(own)
