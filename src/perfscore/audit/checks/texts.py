"""Checks of what the table says in words: reasons, problems, measures, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfscore.audit.checks.rows import named, said, sign_against_library
from perfscore.audit.findings import texts as kinds
from perfscore.audit.residue import foreign_speaker, is_township, township_residues
from perfscore.model.assessment import Outcome, Scores
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding
from perfscore.model.place import NOWHERE, Place
from perfscore.model.table import AssessmentTable, Stage, says_something
from perfscore.model.values import Comparator, Text
from perfscore.rules.template import RuleTemplate

_HOLLOW = re.compile(
    r"(?:由于|因|因为|受)?(?:一些|部分)?(?:客观|主客观|其他|其它|历史|特殊|实际|工作|各种)(?:原因|因素|情况)"
    r"(?:影响|所致|导致|造成)?(?:的)?(?:未完成|未达标|偏差)?|按实际情况|根据实际情况|情况属实|正常"
)
_SAYS_DONE = re.compile(r"(?:全部|全面|圆满|超额|已经?|按[时期]|如期)完成(?:目标|任务|年度目标|全年任务)?")
_SAYS_NOT_DONE = re.compile(r"^(?:指标|目标|任务|年度目标)?(?:未完成|未达到|未达标|没有完成|未能完成)")
_BUT = re.compile(r"未|没|不|除|仅|只|但|预计|将|后|部分|基本|剩余|其余|第[一二三四]")
_LABELS = re.compile(
    r"(?P<problem>存在(?:的)?(?:主要)?问题(?!\s*和|\s*及)|主要问题)|(?P<measure>(?:下一步)?(?:整改|改进|工作)措施(?!及结果应用方案))"
)
_CONCLUDED = re.compile(
    r"^(?:(?:评价|自评|评估)(?:结论|结果)[:：]?)(?:(?!上年|去年|20\d\d年|复核|复评|其中)[^。;；,，]){0,30}?"
    r"(?:自评)?(?:总|综合)?(?:得分|总分)(?:合计)?(?:为|是|:|：|共)?(?P<score>\d{1,3}(?:\.\d{1,4})?)分(?!以|及|-|~|—|至)"
)
_WHEN = re.compile(
    r"\d+\s*月|\d{4}|[年月季]底|[年月季]末|年内|季度|明年|下一?年|次年|期限|之?前完成|立即|立行"
)
_WHO = re.compile(r"负责|责任|牵头|[科股室处]|部门|人员|专人|领导|中心|小组|单位|我局|各镇")


def check_reasons_say_something(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """A reason must have content and must not say the opposite of the figures (AUD-33)."""
    if table.stage is not Stage.SELF_ASSESSMENT:
        return
    for scored in scores.rows:
        row, note = scored.indicator, "".join(scored.indicator.deviation_note.split()).strip("。.；;")
        if not row.is_explained or scored.result.outcome is not Outcome.SCORED or scored.result.extra:
            continue
        place = row.actual.at
        if scored.result.met is False and _HOLLOW.fullmatch(note):
            yield kinds.REASON_HOLLOW.at(place, indicator=named(row), note=note)
        contradicts = (
            _SAYS_DONE.search(note) and not _BUT.search(note)
            if scored.result.met is False
            else scored.result.met and _SAYS_NOT_DONE.search(note)
        )
        if contradicts:
            yield kinds.REASON_CONTRADICTS.at(
                place,
                indicator=named(row),
                note=note[:40],
                target=said(row.target.written),
                actual=said(row.actual.written),
                result="没有达到目标" if scored.result.met is False else "已达到目标",
            )


def check_problems_and_measures(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """Points lost point to a problem, and a problem asks for a measure with a day or a person (AUD-31, AUD-32)."""
    problem, measure = _labelled(table, "problem"), _labelled(table, "measure")
    lost = sum(
        (
            row.result.points - row.result.score
            for row in scores.rows
            if row.result.outcome is Outcome.SCORED and not row.result.extra and row.result.met is False
        ),
        Fraction(0),
    )
    told = any(row.is_explained for row in table.rows)
    if problem and not says_something(problem.written) and lost > 0 and not told:
        yield kinds.DEDUCTION_WITHOUT_PROBLEM.at(problem.at, lost=fixed(lost, rules.rounding.value.places))
    if problem and measure and says_something(problem.written):
        if not says_something(measure.written):
            yield kinds.PROBLEM_WITHOUT_MEASURE.at(measure.at, problem=problem.written[:30])
        elif not _WHEN.search(measure.written) and not _WHO.search(measure.written):
            yield kinds.MEASURE_VAGUE.at(measure.at, measure=measure.written[:30])


def _labelled(table: AssessmentTable, kind: str) -> Text | None:
    """What stands behind a label in the notes, at its note; None where there is no such label."""
    for at, note in ((_place(each, table), str(each)) for each in table.notes):
        labels = list(_LABELS.finditer(note))
        for number, label in enumerate(labels):
            if label.lastgroup == kind and label.start() < 12 + 400 * number:
                end = labels[number + 1].start() if number + 1 < len(labels) else len(note)
                return Text(note[label.end() : end].strip(" \n：:。"), at)
    return None


def _place(note: Text, table: AssessmentTable) -> Place:
    """Where a note stands, else the table."""
    return table.source if note.at == NOWHERE else note.at


def check_conclusion_is_the_total(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """The score in the row 评价结论 is the total of the table (AUD-24). A score for another year or of another is none."""
    if table.claimed_total is None:
        return
    for note in table.notes:
        found = _CONCLUDED.search("".join(note.written.split()))
        if found and Fraction(found["score"]) != table.claimed_total.number:
            yield kinds.CONCLUSION_DIFFERS.at(
                _place(note, table),
                text=found.group()[:40],
                said=found["score"],
                total=plain(table.claimed_total.number),
            )


def check_speaker_is_the_unit(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """`我镇` or the signature of a 镇长 in the table of a bureau was copied from somebody else's (AUD-27)."""
    names = (table.unit or "") + (table.department or "")
    if not names:
        return
    texts = [("年度目标", table.goal, table.source), ("完成情况", table.goal_result, table.source)]
    texts += [("表注", str(note), _place(note, table)) for note in table.notes]
    texts += [(f"“{named(row)}”的偏差原因", row.deviation_note, row.at) for row in table.rows]
    against = f"填报单位是“{table.unit or names}”"
    for field, text, at in texts:
        if met := foreign_speaker(text, names):
            yield kinds.FOREIGN_SPEAKER.at(at, field=field, word=met.word, text=met.around, against=against)
    if is_township(names):
        return
    met_in = [(field, met, at) for field, text, at in texts for met in township_residues(text, names)]
    if any(met.surely for _, met, _ in met_in):
        for field, met, at in dict.fromkeys(met_in):
            kind = kinds.FOREIGN_SPEAKER if met.surely else kinds.FOREIGN_PLACE
            made = kind.at(at, field=field, word=met.word, text=met.around, against=against)
            yield made if met.surely else made.following(kinds.FOREIGN_SPEAKER.code)


def check_direction_is_usual(
    table: AssessmentTable, rules: RuleTemplate, scores: Scores
) -> Iterator[Finding]:
    """A sign that runs against the library's direction for the indicator: a hint, no rule."""
    signs = {Comparator.AT_LEAST: "≥", Comparator.MORE: "＞", Comparator.AT_MOST: "≤", Comparator.LESS: "＜"}
    for row in table.rows:
        sign = signs.get(row.target.comparator)
        if sign is None or rules.item_named(row.name):
            continue
        typical = sign_against_library(row)
        if typical is None:
            continue
        if not (row.is_cost and row.target.sign_printed and sign in "≥＞"):  # which A108 says
            yield kinds.AGAINST_LIBRARY.at(
                row.target.at,
                indicator=named(row),
                written=said(row.target.written),
                sense=f"{sign}" if row.target.sign_printed else f"{sign}（表内未写符号）",
                usual=typical.sign,
            )


def check_rows_once(table: AssessmentTable, rules: RuleTemplate, scores: Scores) -> Iterator[Finding]:
    """The same indicator with the same target and result in two rows of a group counts its points twice."""
    seen: dict[tuple[str, ...], str] = {}
    for row in table.rows:
        key = (*row.path, row.target.written.strip(), row.actual.written.strip())
        if row.name and row.actual.value is not None and not row.is_detail and key in seen:
            yield kinds.ROW_REPEATED.at(row.at, indicator=named(row), first=seen[key])
        seen.setdefault(key, str(row.at))
