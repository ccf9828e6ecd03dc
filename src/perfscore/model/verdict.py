"""What a finding asks of the unit, and what becomes of a file: four steps, defined here once.

The steps are a convention of ours (`derived`). Bureaus name them much the same way (退回、限期更正、补充完善), but no
rule that was read says which mistake belongs to which step.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from perfscore.model.finding import Finding, Severity


class Verdict(StrEnum):
    """Gravest first."""

    RETURN = "return"
    CORRECT = "correct"
    COMPLETE = "complete"
    PASS = "pass"


GRAVEST_FIRST = tuple(Verdict)
VERDICTS = {
    "zh": {
        Verdict.RETURN: "退回修改",
        Verdict.CORRECT: "更正后报送",
        Verdict.COMPLETE: "补充完善",
        Verdict.PASS: "通过",
    },
    "en": {
        Verdict.RETURN: "return",
        Verdict.CORRECT: "correct",
        Verdict.COMPLETE: "complete",
        Verdict.PASS: "pass",
    },
}
MEANINGS_IN_ENGLISH = {
    Verdict.RETURN: "errors that make the score wrong or unproven",
    Verdict.CORRECT: "something is wrong, but the score can stand",
    Verdict.COMPLETE: "something is lacking or needs explaining",
    Verdict.PASS: "nothing to be done",
}
MEANINGS = {
    Verdict.RETURN: "有影响得分正确性或者使得分无法证明的错误",
    Verdict.CORRECT: "填写有误或者缺漏，但不影响得分能否成立",
    Verdict.COMPLETE: "内容不完整或者需要说明",
    Verdict.PASS: "没有需要处理的问题",
}

_SCORE_STANDS = frozenset({"A104", "A110", "A308"})
"""Errors of a table that leave its scores as they are: a reason not given, a placeholder, the wrong grade word."""
_WRONG_AS_WRITTEN = frozenset({"A107", "A108", "A109", "A307"})
"""Warnings that say something is wrong, not that something is lacking."""
_READING_AND_SCORING = frozenset("FRTS")
_OF_TABLES = ("A1", "A2", "A3")


def asked_by(finding: Finding) -> Verdict:
    """What one finding asks for.

    An error of reading, scoring or of the table's own figures makes the score wrong or unproven; any other error (in
    running text, between files) is corrected where it stands. A remark asks for nothing.
    """
    if finding.severity is Severity.INFO:
        return Verdict.PASS
    if finding.severity is Severity.WARNING:
        return Verdict.CORRECT if finding.code in _WRONG_AS_WRITTEN else Verdict.COMPLETE
    bears_on_score = finding.code[0] in _READING_AND_SCORING or finding.code.startswith(_OF_TABLES)
    return Verdict.RETURN if bears_on_score and finding.code not in _SCORE_STANDS else Verdict.CORRECT


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """The gravest of several; 通过 for none."""
    return min(verdicts, key=GRAVEST_FIRST.index, default=Verdict.PASS)
