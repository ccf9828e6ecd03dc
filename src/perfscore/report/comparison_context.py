"""A comparison -> the facts of its report. All formatting happens here, so every output says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from perfscore.model.comparison import (
    Certainty,
    Change,
    Comparison,
    Contribution,
    Edition,
    Line,
    Link,
    MoneyYear,
    Part,
    Passage,
    Regrouped,
    Regrouping,
    Standing,
    Trait,
)
from perfscore.model.decimals import fixed, plain
from perfscore.model.table import Form
from perfscore.report import words
from perfscore.report.comparison_charts import charts_of, waterfall
from perfscore.report.comparison_facts import (
    ComparisonFacts,
    EditionFacts,
    LineFacts,
    MatchFacts,
    MovedFacts,
    PartFacts,
    PassageFacts,
    RegroupedFacts,
    StandingFacts,
)
from perfscore.report.context import finding_facts
from perfscore.report.figures import Figure, amount, percent, points, printed
from perfscore.report.text import clean, one_line

_CERTAINTIES = {
    Certainty.SAME: "名称一致",
    Certainty.GIVEN: "人工指定",
    Certainty.LIKELY: "推定为同一指标",
    Certainty.UNCERTAIN: "待人工确认",
}
_TRAITS = {
    Trait.STEADY: "历年均达成",
    Trait.RECOVERED: "由未达成转为达成",
    Trait.MISSED_AGAIN: "连续未达成",
    Trait.DECLINED: "完成程度逐年下降",
}
_OPEN = "待确认"
_PARTS = {
    Part.EXECUTION: "预算执行",
    Part.KEPT: "两年都有",
    Part.NEW: "新增",
    Part.DROPPED: "取消",
    Part.WHOLE: "整表规则",
}


def comparison_facts(comparison: Comparison, lang: str = "zh") -> ComparisonFacts:
    editions = comparison.editions
    places = max(edition.assessment.template.places for edition in editions)
    lines = tuple(_line(line, comparison) for line in comparison.lines)
    traits = list(zip(lines, comparison.lines, strict=True))
    passages = tuple(_passages(comparison, places))
    about = _about(comparison)
    matches = tuple(_matches(comparison))
    span = f"{editions[0].label}至{editions[-1].label}"
    return ComparisonFacts(
        title=f"{about}{span}绩效自评对比",
        about=about,
        department=comparison.form is Form.DEPARTMENT,
        unit=one_line(comparison.unit or "") or words.ask("单位名称"),
        span=span,
        editions=tuple(_edition(comparison, position, places) for position in range(len(editions))),
        lines=lines,
        passages=passages,
        matches=matches,
        open_count=sum(match.open for match in matches),
        regrouped=tuple(_regrouped(each, editions) for each in comparison.regrouped),
        steady=tuple(facts for facts, line in traits if line.trait is Trait.STEADY),
        recovered=tuple(facts for facts, line in traits if line.trait is Trait.RECOVERED),
        missed_again=tuple(facts for facts, line in traits if line.trait is Trait.MISSED_AGAIN),
        declined=tuple(facts for facts, line in traits if line.trait is Trait.DECLINED),
        come=tuple(facts for facts in lines if facts.state == "新增"),
        gone=tuple(facts for facts in lines if facts.state == "取消"),
        one_rules=_one_rules(editions),
        findings=tuple(
            finding_facts(number, finding, about, lang)
            for number, finding in enumerate(comparison.findings, 1)
        ),
        charts=charts_of(comparison, places),
    )


def _about(comparison: Comparison) -> str:
    if comparison.form is Form.DEPARTMENT:
        return "部门整体支出"
    name = one_line(comparison.project or "")
    if not name:
        return "项目支出"
    return f"“{name}”支出" if name.endswith("项目") else f"“{name}”项目支出"


def _edition(comparison: Comparison, position: int, places: int) -> EditionFacts:
    edition, money = comparison.editions[position], comparison.money[position]
    assessment = edition.assessment
    passage = comparison.passages[position - 1] if position else None
    ref, source = assessment.template, assessment.table.source
    scored = assessment.is_scored
    both = passage is not None and passage.before is not None and passage.after is not None
    return EditionFacts(
        label=edition.label,
        source=clean(source.file),
        rules=f"{clean(ref.name)}（版本{clean(ref.version)}）",
        total=points(assessment.total, places) if scored else None,
        grade=clean(assessment.grade) if scored else "",
        claimed=printed(assessment.table.claimed_total),
        under_one=points(edition.under_one.total, places) if edition.under_one and scored else None,
        total_moved=_moved(_difference(passage), places) if passage and both else None,
        performance=_signed(passage.performance, places) if passage else None,
        rule_change=_signed(passage.rules, places) if passage else None,
        initial=_amount(money.initial),
        adjusted=_amount(money.adjusted),
        spent=_amount(money.spent),
        initial_moved=_changed(passage.initial) if passage else None,
        adjusted_moved=_changed(passage.adjusted) if passage else None,
        spent_moved=_changed(passage.spent) if passage else None,
        rate=None if money.execution_rate is None else percent(money.execution_rate),
        rate_number=None if money.execution_rate is None else _rounded(money.execution_rate * 100),
        rate_moved=_rate_moved(comparison.money[position - 1], money) if position else None,
        adjusted_share=_share_of(money.adjustment),
    )


def _difference(passage: Passage) -> Fraction:
    return (passage.after or Fraction(0)) - (passage.before or Fraction(0))


def _share_of(change: Change | None) -> str | None:
    if change is None or change.share is None:
        return None
    return f"{'+' if change.share > 0 else ''}{percent(change.share)}"


def _amount(number: Fraction | None) -> Figure | None:
    return None if number is None else amount(number)


def _rounded(number: Fraction) -> Figure:
    """A share of a hundred, shown to two places."""
    text = fixed(number, 2)
    return Figure(Fraction(text), text, 2)


def _word(number: Fraction) -> str:
    return "增加" if number > 0 else "减少" if number < 0 else "持平"


def _moved(change: Fraction, places: int) -> MovedFacts:
    sign = _signed(change, places)
    assert sign is not None
    return MovedFacts(_word(change), points(abs(change), places), None, sign)


def _signed(change: Fraction | None, places: int) -> Figure | None:
    if change is None:
        return None
    figure = points(change, places)
    return Figure(figure.number, f"+{figure}" if change > 0 else str(figure), figure.places)


def _changed(change: Change | None) -> MovedFacts | None:
    if change is None:
        return None
    size = amount(abs(change.amount))
    share = None if change.share is None else percent(abs(change.share))
    text = f"{'+' if change.amount > 0 else ''}{plain(change.amount)}"
    return MovedFacts(_word(change.amount), size, share, Figure(change.amount, text))


def _rate_moved(before: MoneyYear, after: MoneyYear) -> MovedFacts | None:
    """In 百分点, between the rates as they are shown, so that a reader can check it."""
    if before.execution_rate is None or after.execution_rate is None:
        return None
    shown = [
        _rounded(each.execution_rate * 100) for each in (before, after) if each.execution_rate is not None
    ]
    change = shown[1].number - shown[0].number
    text = f"{'+' if change > 0 else ''}{fixed(change, 2)}"
    return MovedFacts(_word(change), amount(abs(change)), None, Figure(change, text, 2))


def _line(line: Line, comparison: Comparison) -> LineFacts:
    level = "—".join(one_line(part) for part in line.last.row.indicator.path[:2] if part)
    return LineFacts(
        level=level,
        name=clean(line.name) or "未填写指标名称",
        state=_state(line, comparison),
        trait=_TRAITS[line.trait] if line.trait else "",
        standings=tuple(
            _standing(each, edition, line.name)
            for each, edition in zip(line.standings, comparison.editions, strict=True)
            if each is not None
        ),
    )


def _state(line: Line, comparison: Comparison) -> str:
    """How the line stands in the newest table; open where a person must say whether it goes on under another name."""
    if _is_open(comparison, line.first, line.last):
        return _OPEN
    *earlier, newest = line.standings
    if newest is None:
        return "取消"
    if not any(earlier):
        return "新增"
    return "恢复" if earlier[-1] is None else "持续"


def _standing(standing: Standing, edition: Edition, name: str) -> StandingFacts:
    row, places = standing.row, edition.assessment.template.places
    link = standing.link
    reached = None if standing.achievement is None else _rounded(standing.achievement * 100)
    scored = edition.assessment.is_scored
    return StandingFacts(
        label=edition.label,
        name=clean(row.indicator.name) if row.indicator.name != name else "",
        target=clean(row.indicator.target.written),
        demand={1: "调高", -1: "调低"}.get(standing.demand or 0, ""),
        actual=clean(row.indicator.actual.written),
        achievement=reached,
        points=points(row.result.points, places),
        score=points(row.result.score, places),
        met=words.met_word(row.result.met, row.result.outcome) if scored else "",
        match=_match(link),
        sure=link is None or link.certainty in (Certainty.SAME, Certainty.GIVEN),
    )


def _match(link: Link | None) -> str:
    if link is None:
        return ""
    because = f"：{'；'.join(link.because)}" if link.because and link.certainty is not Certainty.GIVEN else ""
    share = f"（相似度{link.likeness}%）" if link.certainty is Certainty.LIKELY else ""
    return f"{_CERTAINTIES[link.certainty]}{share}{because}"


def _passages(comparison: Comparison, places: int) -> Iterator[PassageFacts]:
    for position, passage in enumerate(comparison.passages, 1):
        if passage.before is None or passage.after is None:
            continue
        labels = comparison.editions[position - 1].label, comparison.editions[position].label
        parts = tuple(
            PartFacts(
                _part(each, position, comparison),
                clean(each.name),
                _signed(each.change, places) or amount(each.change),
            )
            for each in passage.contributions
        )
        moving = sorted(
            (part for part in parts if part.change.number), key=lambda part: -abs(part.change.number)
        )
        yield PassageFacts(
            *labels,
            points(passage.before, places),
            points(passage.after, places),
            _moved(passage.after - passage.before, places),
            parts,
            tuple(part for part in moving if part.change.number > 0 and part.kind != _OPEN),
            tuple(part for part in moving if part.change.number < 0 and part.kind != _OPEN),
            tuple(part for part in moving if part.kind == _OPEN),
            _signed(passage.performance, places),
            _signed(passage.rules, places),
            waterfall(passage, labels, places),
        )


def _part(each: Contribution, position: int, comparison: Comparison) -> str:
    """What a part is; a row that may have been renamed or split is neither new nor dropped yet."""
    if each.part in (Part.NEW, Part.DROPPED) and each.line is not None:
        line = comparison.lines[each.line]
        if _is_open(comparison, *(line.standings[side] for side in (position - 1, position))):
            return _OPEN
    return _PARTS[each.part]


def _is_open(comparison: Comparison, *standings: Standing | None) -> bool:
    rows = [standing.row for standing in standings if standing is not None]
    asked = [row for each in comparison.open_matches for row in (each.before, each.after)]
    asked += [row for each in comparison.regrouped for row in (each.one, *each.several)]
    return any(row is one for row in rows for one in asked)


def _matches(comparison: Comparison) -> Iterator[MatchFacts]:
    """Supposed pairs first, in the order of the lines, then those that are open."""
    labels = [edition.label for edition in comparison.editions]
    for line in comparison.lines:
        present = [(i, each) for i, each in enumerate(line.standings) if each is not None]
        for (a, before), (b, after) in pairwise(present):
            if after.link and after.link.certainty in (Certainty.LIKELY, Certainty.GIVEN):
                names = before.row.indicator.name, after.row.indicator.name
                yield _pair(labels[a], names[0], labels[b], names[1], after.link)
    for each in comparison.open_matches:
        names = each.before.indicator.name, each.after.indicator.name
        yield _pair(labels[each.earlier], names[0], labels[each.later], names[1], each.link)


def _pair(before_label: str, before: str, after_label: str, after: str, link: Link) -> MatchFacts:
    """Only what a person said is filled in: a supposed pair stays one when the sheet is given back unread."""
    return MatchFacts(
        before_label,
        clean(before),
        after_label,
        clean(after),
        f"{link.likeness}%",
        _CERTAINTIES[link.certainty],
        "；".join(link.because),
        open=link.certainty is Certainty.UNCERTAIN,
        answer="是" if link.certainty is Certainty.GIVEN else "",
    )


def _regrouped(each: Regrouped, editions: Sequence[Edition]) -> RegroupedFacts:
    one = f"“{one_line(each.one.indicator.name)}”"
    several = "、".join(f"“{one_line(row.indicator.name)}”" for row in each.several)
    sums = {True: "，指标值合计一致", False: "，指标值合计不一致", None: ""}[each.sums]
    earlier, later = editions[each.earlier].label, editions[each.later].label
    if each.kind is Regrouping.SPLIT:
        return RegroupedFacts(f"{earlier}的{one}疑似在{later}拆分为{several}{sums}，未作对比，请人工确认。")
    return RegroupedFacts(f"{earlier}的{several}疑似在{later}合并为{one}{sums}，未作对比，请人工确认。")


def _one_rules(editions: Sequence[Edition]) -> str:
    one = editions[-1].under_one
    return (
        f"{clean(one.template.name)}（{clean(one.template.id)}，版本{clean(one.template.version)}）"
        if one
        else ""
    )
