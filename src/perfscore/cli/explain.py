"""The story of every score, as text."""

from __future__ import annotations

from perfscore.cli.plain import without_control
from perfscore.cli.words import Say
from perfscore.model.assessment import Assessment, Score
from perfscore.model.decimals import fixed
from perfscore.pipeline import explain_lines, total_score

TOTAL, EXECUTION = "总分", "预算执行率"


def explain_assessment(assessment: Assessment, row_name: str | None, say: Say) -> str:
    """All scores of an assessment with its total, or those whose name contains `row_name`; "" when there is none.

    A declaration of targets is not scored, and says so whatever was asked for.
    """
    wanted = "".join((row_name or "").split())
    whole = say("total_alone")
    parts = [(whole, total_score(assessment)), (say("execution"), assessment.execution)]
    parts += [(row.indicator.name or row.indicator.label, row.result) for row in assessment.rows]
    chosen = [(name, score) for name, score in parts if _asked_for(wanted, name, say)]
    if not chosen and assessment.is_scored:
        return ""
    table = assessment.table
    heading = " · ".join(
        part for part in (table.title, str(table.year or ""), table.project or table.unit) if part
    )
    if not assessment.is_scored:
        return without_control(f"{heading}\n\n{say('not_scored')}")
    texts = [heading, *(_story(name, score, assessment.template.places, say) for name, score in chosen)]
    return without_control("\n\n".join(texts))


def _asked_for(wanted: str, name: str, say: Say) -> bool:
    """Whether a row is asked for by its name; the total and the rate go by their Chinese names in either language."""
    also = {say("total_alone"): TOTAL, say("execution"): EXECUTION}.get(name, "")
    return wanted in "".join(name.split()) or (bool(also) and wanted in also)


def _story(name: str, score: Score, places: int, say: Say) -> str:
    head = (
        f"{name}  {say('score')} {fixed(score.score, places)} / {say('points')} {fixed(score.points, places)}"
    )
    return "\n".join([head, *(f"  {line}" for line in explain_lines(score, say.lang))])
