"""What the steps came to -> JSON documents for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfscore.answers.question import QuestionError
from perfscore.model.assessment import Assessment
from perfscore.model.checked import FileFindings
from perfscore.model.review import Review
from perfscore.model.table import AssessmentTable
from perfscore.pipeline.asking import FileTables
from perfscore.pipeline.assessing import FileResult
from perfscore.pipeline.comparing import ComparedFiles

if TYPE_CHECKING:
    from perfscore.answers.as_json import Answer


def engine_name() -> str:
    """This program with its version, as documents and archives name it."""
    from perfscore.report.as_json import engine_name as name

    return name()


def to_json(results: Sequence[FileResult], lang: str = "zh") -> str:
    """All results as one JSON document (`perfscore.assessments/1`)."""
    from perfscore.report.as_json import to_json as render

    return render(_assessments(results), _unusable(results, lang), lang=lang)


def trace_to_json(results: Sequence[FileResult], row: str | None = None, lang: str = "zh") -> str:
    """Where the points of the total and of every row come from, as one JSON document (`perfscore.trace/1`).

    row: only rows whose name holds these words; `总分` for the total.
    """
    from perfscore.report.trace import to_json as render

    return render(_assessments(results), _unusable(results, lang), row)


def _assessments(results: Sequence[FileResult]) -> list[Assessment]:
    return [assessment for result in results for assessment in result.assessments]


def _unusable(results: Sequence[FileResult], lang: str) -> list[dict[str, str]]:
    """The files that gave no table, and why."""
    return [
        {
            "file": result.path.name,
            "code": result.unusable.code,
            "message": result.unusable.wording(lang).message,
        }
        for result in results
        if result.unusable
    ]


def findings_to_json(files: Sequence[FileFindings], lang: str = "zh") -> str:
    """Everything found as one JSON document (`perfscore.findings/1`)."""
    from perfscore.report.findings_json import to_json as render

    return render(files, lang)


def reviews_to_json(reviews: Sequence[Review], files: Sequence[FileFindings], lang: str = "zh") -> str:
    """The reviews as one JSON document (`perfscore.review/1`)."""
    from perfscore.report.review_writer import to_json as render

    return render(reviews, files, lang)


def comparisons_to_json(compared: ComparedFiles, lang: str = "zh") -> str:
    """Comparisons as one JSON document (`perfscore.comparisons/1`)."""
    from perfscore.report.comparison_json import to_json as render

    return render(compared.subjects, compared.alone, lang)


def answers_to_json(
    question: str,
    answers: Sequence[Answer],
    refused: Sequence[tuple[AssessmentTable, QuestionError]],
    read: FileTables,
    lang: str = "zh",
) -> str:
    """The answers to one question as a JSON document (`perfscore.whatif/1` and the like)."""
    from perfscore.answers.as_json import to_json as render

    return render(
        question, answers, refused, [(read.path.name, read.unusable)] if read.unusable else [], lang
    )
