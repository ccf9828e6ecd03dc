"""Answers as JSON: one document a question. Numbers are decimal strings, what is absent is null.

Every document is `{"schema", "engine", "answers": [...], "refused": [...], "unusable": [...]}`. An answer opens with
`title`, `form`, `year`, `unit`, `project`, `source` {file, sheet, table}, `template` {id, version, digest}, and goes on

perfscore.whatif/1:
    `settings` [{name, at, before, after, claim}], `lines` [{path, name, at, points_before, points, score_before, score,
    change}], `total_before`, `total`, `change`, `possible_before`, `possible`, `grade_before`, `grade`
perfscore.goalseek/1:
    `goal`, `goal_grade`, `total`, `grade`, `state` (met, possible, impossible), `direction` (up, down; null when met),
    `best` (as far towards the goal as one change leads), `options` [{path, name, at, way, message, present, needed,
    least, most, exactly, change, relative, band, claimed, points, score_before, score, total, over, best}]
perfscore.reconcile/1:
    `claimed`, `total`, `grade`, `gap`, `tried`, `complete`, `exact` and `near` [{departures [{kind, rule, reading,
    verified, line, by, message}], total, shown, off}]
perfscore.sensitivity/1:
    `total`, `grade`, `points`, `cut`, `next_grade`, `to_next`, `lower_grade`, `margin`, `lines` [{path, name, at,
    points, score, lost, if_more, if_less, if_weighed, total_if_zero, grade_if_zero, total_if_met, grade_if_met}],
    `raised_by` and `lowered_by` (names of lines)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeAlias

from perfscore.answers.departures import Departure
from perfscore.answers.goalseek import GoalSeek, Option
from perfscore.answers.question import Line, QuestionError, Subject
from perfscore.answers.reconcile import Explanation, Reconciliation
from perfscore.answers.sensitivity import Hold, Sensitivity
from perfscore.answers.whatif import Moved, Setting, WhatIf
from perfscore.model.decimals import fixed, plain
from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.table import AssessmentTable

Answer: TypeAlias = WhatIf | GoalSeek | Reconciliation | Sensitivity
Document: TypeAlias = dict[str, Any]
WEIGHED_PLACES = 6
"""Digits of what a shift of points does: it is no score and is not rounded as one."""


def to_json(
    question: str,
    answers: Sequence[Answer],
    refused: Sequence[tuple[AssessmentTable, QuestionError]] = (),
    unusable: Sequence[tuple[str, Finding]] = (),
    lang: str = "zh",
) -> str:
    """One document. question: `whatif`, `goalseek`, `reconcile` or `sensitivity`."""
    document = {
        "schema": f"perfscore.{question}/1",
        "engine": f"perfscore {_engine_version()}",
        "answers": [_answer(answer, lang) for answer in answers],
        "refused": [
            {"source": _source(table.source), "message": error.text(lang)} for table, error in refused
        ],
        "unusable": [
            {"file": file, "code": finding.code, "message": finding.wording(lang).message}
            for file, finding in unusable
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _engine_version() -> str:
    try:
        return version("perfscore")
    except PackageNotFoundError:
        return "0"


def _answer(answer: Answer, lang: str) -> Document:
    head = _head(answer.subject)
    match answer:
        case WhatIf():
            return head | _what_if(answer)
        case GoalSeek():
            return head | _goal_seek(answer, lang)
        case Reconciliation():
            return head | _reconciliation(answer, lang)
        case Sensitivity():
            return head | _sensitivity(answer)


def _head(subject: Subject) -> Document:
    table, template = subject.table, subject.template
    return {
        "title": table.title,
        "form": table.form.value,
        "year": table.year,
        "unit": table.unit,
        "project": table.project,
        "source": _source(table.source),
        "template": {"id": template.id, "version": template.version, "digest": template.digest},
    }


def _what_if(answer: WhatIf) -> Document:
    places = answer.subject.places
    return {
        "settings": [_setting(setting) for setting in answer.settings],
        "lines": [_moved(moved, places) for moved in answer.moved],
        "total_before": fixed(answer.total_before, places),
        "total": fixed(answer.total_after, places),
        "change": fixed(answer.change, places),
        "possible_before": fixed(answer.possible_before, places),
        "possible": fixed(answer.possible_after, places),
        "grade_before": answer.grade_before,
        "grade": answer.grade_after,
    }


def _setting(setting: Setting) -> Document:
    return {
        "name": setting.name,
        "at": _cell(setting.at),
        "before": setting.before or None,
        "after": setting.after,
        "claim": _number(setting.claim),
    }


def _moved(moved: Moved, places: int) -> Document:
    before = moved.line.score
    return {
        **_line(moved.line),
        "points_before": plain(before.points),
        "points": plain(moved.after.points),
        "score_before": fixed(before.score, places),
        "score": fixed(moved.after.score, places),
        "change": fixed(moved.change, places),
    }


def _goal_seek(answer: GoalSeek, lang: str) -> Document:
    places = answer.subject.places
    state = "met" if answer.is_met else "possible" if answer.is_possible else "impossible"
    return {
        "goal": plain(answer.goal.wanted),
        "goal_grade": answer.goal_grade,
        "total": fixed(answer.goal.present, places),
        "grade": answer.grade,
        "state": state,
        "direction": None if answer.is_met else "up" if answer.goal.rises else "down",
        "best": fixed(answer.best, places),
        "options": [_option(option, answer, lang) for option in answer.options],
    }


def _option(option: Option, answer: GoalSeek, lang: str) -> Document:
    places = answer.subject.places
    told = None if option.way.can else answer.why(option).text(lang)
    return {
        **_line(option.line),
        "way": option.way.value,
        "message": told,
        "present": option.present or None,
        "needed": option.needed or None,
        "least": option.least,
        "most": option.most,
        "exactly": option.exactly or None,
        "change": _number(option.change),
        "relative": _number(option.relative, WEIGHED_PLACES),
        "band": option.band or None,
        "claimed": _number(option.claimed),
        "points": plain(option.line.score.points),
        "score_before": fixed(option.line.score.score, places),
        "score": _fixed(option.score, places),
        "total": _fixed(option.total, places),
        "over": plain(answer.over(option)) if option.way.can else None,
        "best": _fixed(option.best, places),
    }


def _reconciliation(answer: Reconciliation, lang: str) -> Document:
    places = answer.subject.places
    return {
        "claimed": plain(answer.claimed),
        "total": fixed(answer.total, places),
        "grade": answer.grade,
        "gap": plain(answer.gap),
        "tried": answer.tried,
        "complete": answer.complete,
        "exact": [_explanation(each, answer, lang) for each in answer.exact],
        "near": [_explanation(each, answer, lang) for each in answer.near],
    }


def _explanation(explanation: Explanation, answer: Reconciliation, lang: str) -> Document:
    return {
        "departures": [_departure(departure, lang) for departure in explanation.departures],
        "total": fixed(explanation.total, answer.subject.places),
        "shown": plain(explanation.shown),
        "off": plain(explanation.shown - answer.claimed),
    }


def _departure(departure: Departure, lang: str) -> Document:
    return {
        "kind": departure.kind.value,
        "rule": departure.rule or None,
        "reading": departure.reading or None,
        "verified": departure.verified,
        "line": departure.line or None,
        "by": _number(departure.by),
        "message": departure.said().text(lang),
    }


def _sensitivity(answer: Sensitivity) -> Document:
    places = answer.subject.places
    return {
        "total": fixed(answer.total, places),
        "grade": answer.grade,
        "points": plain(answer.points),
        "cut": fixed(answer.cut, places),
        "next_grade": answer.next_grade,
        "to_next": _fixed(answer.to_next, places),
        "lower_grade": answer.lower_grade,
        "margin": _fixed(answer.margin, places),
        "lines": [_hold(hold, places) for hold in answer.holds],
        "raised_by": [hold.line.name for hold in answer.raising],
        "lowered_by": [hold.line.name for hold in answer.lowering],
    }


def _hold(hold: Hold, places: int) -> Document:
    return {
        **_line(hold.line),
        "points": plain(hold.line.score.points),
        "score": fixed(hold.line.score.score, places),
        "lost": fixed(hold.lost, places),
        "if_more": _fixed(hold.if_more, places),
        "if_less": _fixed(hold.if_less, places),
        "if_weighed": _number(hold.if_weighed, WEIGHED_PLACES),
        "total_if_zero": fixed(hold.total_if_zero, places),
        "grade_if_zero": hold.grade_if_zero,
        "total_if_met": _fixed(hold.total_if_met, places),
        "grade_if_met": hold.grade_if_met,
    }


def _line(line: Line) -> Document:
    return {"path": list(line.path), "name": line.name, "at": _cell(line.at)}


def _cell(place: Place) -> Document:
    return {"sheet": place.sheet, "cell": place.cell}


def _source(place: Place) -> Document:
    return {"file": place.file or None, "sheet": place.sheet, "table": place.table}


def _number(number: Fraction | None, most_places: int | None = None) -> str | None:
    return None if number is None else plain(number, most_places)


def _fixed(number: Fraction | None, places: int) -> str | None:
    return None if number is None else fixed(number, places)
