"""Assessments -> the facts of their reports. All formatting happens here, so every output says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from perfscore.model.assessment import Assessment, Citation, GradeBand, Outcome, PointsSource, RowScore, Score
from perfscore.model.decimals import plain
from perfscore.model.finding import Finding, Severity
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable, Form, Indicator
from perfscore.report import words
from perfscore.report.claims import claim_facts
from perfscore.report.explain import lines_of, rule_of
from perfscore.report.facts import (
    AssessmentFacts,
    FindingFacts,
    MoneyFacts,
    ReportFacts,
    RowFacts,
    RuleFacts,
    ScoreFacts,
    TemplateFacts,
)
from perfscore.report.figures import Figure, chinese_date, points, printed
from perfscore.report.given import arrival_facts, given_facts
from perfscore.report.levels import counts_of, dimensions_of, full_points, levels_of
from perfscore.report.money import money_facts
from perfscore.report.problems import measure_of, problem_of, problems_of
from perfscore.report.text import clean, one_line, sentence
from perfscore.report.wanted import NOTHING_WANTED, Wanted, grouped, outline_of

Spot = tuple[str | None, int | None, str]
_GRAVITY = {word: rank for rank, word in enumerate(words.SEVERITIES.values())}


def reports(
    assessments: Sequence[Assessment], lang: str = "zh", wanted: Wanted = NOTHING_WANTED
) -> tuple[ReportFacts, ...]:
    """The reports to write: a single department takes the projects in, else each table has its own.

    Raises OutlineError when the outline asked for is for other tables.
    """
    tables = [assessment_facts(assessment, lang) for assessment in assessments]
    return tuple(_report(main, projects, wanted) for main, projects in grouped(tables, wanted.outlines))


def together(assessments: Sequence[Assessment], lang: str = "zh") -> ReportFacts:
    """All tables as one report, in the order given: for a workbook, which has one list of findings."""
    first, *rest = (assessment_facts(assessment, lang) for assessment in assessments)
    return _report(first, tuple(rest), NOTHING_WANTED)


def assessment_facts(assessment: Assessment, lang: str = "zh") -> AssessmentFacts:
    table, places = assessment.table, assessment.template.places
    money = money_facts(table.budget) if table.budget else None
    grave = {_spot(finding.at) for finding in assessment.findings if finding.severity is not Severity.INFO}
    wrong = {_spot(finding.at) for finding in assessment.findings if finding.severity is Severity.ERROR}
    execution = _execution(assessment, money, grave, wrong)
    rows = tuple(_indicator(row, places, grave, wrong) for row in assessment.rows)
    scored = (execution, *rows)
    total, possible = points(assessment.total, places), points(assessment.total_possible, places)
    is_open = assessment.total_possible != assessment.total
    about = _about(table)
    return AssessmentFacts(
        about=about,
        title=clean(table.title or "") or _standard_title(table.form),
        department=table.form is Form.DEPARTMENT,
        year=f"{table.year}年" if table.year else words.ask("评价年度") + "年",
        year_line=f"{table.year}年度" if table.year else words.ask("评价年度"),
        unit=one_line(table.unit or table.department or "") or words.ask("单位名称"),
        authority=one_line(table.department or "") or words.ask("主管部门"),
        project=one_line(table.project or "") or words.ask("项目名称"),
        goal=clean(table.goal),
        goal_result=clean(table.goal_result),
        goal_told=sentence(table.goal),
        goal_result_told=sentence(table.goal_result),
        money=money,
        execution=execution,
        rows=rows,
        levels=levels_of(rows, places),
        counts=counts_of(rows),
        missed=tuple(row for row in rows if row.result.met == "未达成" and not row.result.reduced),
        explained=tuple(
            row for row in rows if row.result.met == "已达成" and row.note and not row.result.reduced
        ),
        dimensions=dimensions_of(rows, places),
        reduced=tuple(row for row in scored if row.result.reduced),
        unproved=tuple(row for row in scored if not row.result.proved and row.result.points.number > 0),
        points=points(full_points(scored), places),
        total=total,
        total_possible=possible,
        total_words=f"{total}分，补正后最高{possible}分" if is_open else f"{total}分",
        open=is_open,
        grade=clean(assessment.grade),
        possible_grade=clean(assessment.possible_grade),
        grade_trace=tuple(lines_of(assessment.grade_trace)),
        whole_trace=tuple(lines_of(assessment.total_trace[1:])),
        claim=claim_facts(assessment, scored),
        template=_template(assessment, scored),
        findings=tuple(
            finding_facts(number, f, about, lang) for number, f in enumerate(assessment.findings, 1)
        ),
        rules=tuple(_rule(citation) for citation in assessment.template.citations),
    )


def _about(table: AssessmentTable) -> str:
    if table.form is Form.DEPARTMENT:
        return "部门整体"
    return one_line(table.project or "") or words.ask("项目名称")


def _standard_title(form: Form) -> str:
    return "部门整体支出绩效自评表" if form is Form.DEPARTMENT else "项目支出绩效自评表"


def _execution(
    assessment: Assessment, money: MoneyFacts | None, grave: set[Spot], wrong: set[Spot]
) -> RowFacts:
    budget = assessment.table.budget
    line = budget.total if budget else None
    cells = (line.at, line.adjusted.at, line.spent.at, line.claimed_rate.at) if line else ()
    spots = {_spot(at) for at in cells if at.cell}
    adjusted = f"全年预算数{money.adjusted}万元" if money and money.adjusted else "未填写全年预算数"
    spent = f"全年执行数{money.spent}万元" if money and money.spent else "未填写全年执行数"
    if money and money.rate:
        spent = f"{spent}，执行率{money.rate}"
    return RowFacts(
        level1="",
        level2="",
        level="",
        name=words.EXECUTION,
        label="",
        target=adjusted,
        actual=spent,
        claimed=printed(budget.total.claimed) if budget else None,
        note=money.note if money else "",
        note_told=sentence(money.note) if money else "",
        note_missing=False,
        told=f"{adjusted}，{spent}",
        found=not spots.isdisjoint(grave),
        wrong=not spots.isdisjoint(wrong),
        where=words.place_of(budget.total.at) if budget else "",
        result=_score(assessment.execution, assessment.template.places),
    )


def _indicator(scored: RowScore, places: int, grave: set[Spot], wrong: set[Spot]) -> RowFacts:
    indicator = scored.indicator
    spots = {_spot(at) for at in (indicator.at, indicator.target.at, indicator.actual.at)}
    level1, level2, name = (clean(level) for level in indicator.path)
    result = _score(scored.result, places)
    return RowFacts(
        level1=level1,
        level2=level2,
        level="—".join(one_line(level) for level in (level1, level2) if level),
        name=name or clean(indicator.label) or "未填写指标名称",
        label=clean(indicator.label),
        target=clean(indicator.target.written),
        actual=clean(indicator.actual.written),
        claimed=printed(indicator.claimed),
        note=clean(indicator.deviation_note),
        note_told=sentence(indicator.deviation_note),
        note_missing=result.reduced and not indicator.deviation_note.strip(),
        told=_told(indicator),
        found=not spots.isdisjoint(grave),
        wrong=not spots.isdisjoint(wrong),
        where=words.place_of(indicator.at),
        result=result,
    )


def _told(indicator: Indicator) -> str:
    target, actual = one_line(indicator.target.written), one_line(indicator.actual.written)
    promised = f"年度指标值“{target}”" if target else "未填写年度指标值"
    done = f"实际完成值“{actual}”" if actual else "未填写实际完成值"
    return f"{promised}，{done}"


def _spot(place: Place) -> Spot:
    """A cell, told from others of the same file, and from a place without a cell."""
    return (place.sheet, place.table, place.cell or place.file or "-")


def _score(score: Score, places: int) -> ScoreFacts:
    rule = rule_of(score)
    counted = score.extra == 0 and score.outcome is not Outcome.NOT_APPLICABLE
    lost = score.points - score.score if counted else Fraction(0)
    return ScoreFacts(
        points=points(Fraction(0) if score.extra else score.points, places),
        points_source=words.POINTS_SOURCES[score.points_source],
        score=points(score.score, places),
        earned=_earned(score, places),
        possible=points(score.possible, places),
        lost=points(lost, places),
        outcome=words.OUTCOMES[score.outcome],
        met=words.met_word(score.met, score.outcome),
        proved=score.outcome is not Outcome.NOT_DEMONSTRATED,
        counted=counted,
        sign=-1 if score.extra < 0 else 1,
        reduced=score.outcome is Outcome.SCORED and lost > 0,
        rule=words.cite(rule) if rule else "",
        trace=tuple(lines_of(score.trace)),
    )


def _earned(score: Score, places: int) -> Figure | None:
    if score.outcome is Outcome.NOT_APPLICABLE:
        return None
    return points(-score.score if score.extra < 0 else score.score, places)


def _template(assessment: Assessment, scored: Sequence[RowFacts]) -> TemplateFacts:
    ref = assessment.template
    return TemplateFacts(
        id=clean(ref.id),
        name=clean(ref.name),
        version=clean(ref.version),
        digest=clean(ref.digest),
        day=chinese_date(ref.on),
        on=ref.on,
        grades=_bands(ref.grades),
        points_source=_points_source(scored),
    )


def _bands(grades: Sequence[GradeBand]) -> str:
    """`90分（含）以上为优，80分（含）至90分为良，60分以下为差`."""
    parts = []
    above: GradeBand | None = None
    for band in grades:
        low = plain(band.at_least)
        if above is None:
            parts.append(f"{low}分（含）以上为{clean(band.name)}")
        elif band.at_least > 0:
            parts.append(f"{low}分（含）至{plain(above.at_least)}分为{clean(band.name)}")
        else:
            parts.append(f"{plain(above.at_least)}分以下为{clean(band.name)}")
        above = band
    return "，".join(parts)


def _points_source(scored: Sequence[RowFacts]) -> str:
    """One sentence on where the points come from."""
    default = words.POINTS_SOURCES[PointsSource.DEFAULT]
    supplied = [row for row in scored if row.result.points_source == default]
    if not scored or not any(row.result.points.number for row in scored):
        return ""
    if not supplied:
        return "各项分值均为表内分值。"
    if len(supplied) == len(scored):
        return f"自评表未列分值，各项分值均为{default}。"
    names = "、".join(f"“{one_line(row.name)}”" for row in supplied)
    return f"{names}的分值为{default}，其余为表内分值。"


def finding_facts(number: int, finding: Finding, about: str, lang: str) -> FindingFacts:
    wording = finding.wording(lang)
    return FindingFacts(
        number=number,
        about=about,
        severity=words.SEVERITIES[finding.severity],
        matters=finding.severity is not Severity.INFO,
        code=finding.code,
        kind=clean(wording.title),
        message=clean(wording.message),
        why=clean(wording.why),
        mend=clean(wording.mend),
        where=words.place_of(finding.at),
        basis=words.basis_of(finding),
    )


def _rule(citation: Citation) -> RuleFacts:
    verified = citation.verified
    return RuleFacts(
        rule=clean(citation.rule),
        document=clean(citation.document + citation.article) if verified else "",
        status=words.EVIDENCE[citation.evidence] if verified else f"（{words.UNVERIFIED}）",
        note=clean(citation.note),
    )


def _report(main: AssessmentFacts, projects: tuple[AssessmentFacts, ...], wanted: Wanted) -> ReportFacts:
    tables = (main, *projects)
    findings = sorted((f for table in tables for f in table.findings), key=lambda f: _GRAVITY[f.severity])
    findings = [replace(finding, number=number) for number, finding in enumerate(findings, 1)]
    grave = [finding for finding in findings if finding.matters]
    several = bool(projects)
    reduced = [(t.about, row) for t in tables for row in t.rows if row.result.reduced and not row.found]
    unproved = [(t.about, row) for t in tables for row in t.unproved if not row.found]
    unmentioned = (problem_of(about, row, several) for about, row in (*reduced, *unproved))
    given = wanted.given if main.department else wanted.given.of_project(main.project)
    return ReportFacts(
        main=main,
        projects=projects,
        findings=tuple(findings),
        problems=(*problems_of(grave, main), *unmentioned),
        mends=tuple(dict.fromkeys(measure_of(finding.mend) for finding in grave if finding.mend)),
        unmentioned_reduced=bool(reduced),
        unmentioned_unproved=bool(unproved),
        rules=tuple(dict.fromkeys(rule for table in tables for rule in table.rules)),
        outline=outline_of(main, wanted.outlines),
        given=given_facts(given),
        arrival=arrival_facts(
            given, main.money.adjusted if main.money else None, main.money.spent if main.money else None
        ),
    )
