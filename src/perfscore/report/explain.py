"""A score's trace -> lines that a person can follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfscore.model.assessment import Citation, Score, Step
from perfscore.model.english import in_english, label_in_english
from perfscore.report.text import one_line
from perfscore.report.words import cite, cite_in_english, place_of


@dataclass(frozen=True, slots=True)
class Line:
    """One step of an explanation. depth: 0 for a result, 1 for what it rests on. told: as one phrase."""

    depth: int
    label: str
    expression: str
    shown: str
    basis: str
    told: str

    def __str__(self) -> str:
        return f"{'　' * self.depth}{self.label}：{self.told}（{self.basis}）"

    def in_english(self) -> str:
        return f"{'  ' * self.depth}{self.label}: {self.told} ({self.basis})"


def lines_of(steps: Sequence[Step], depth: int = 0, lang: str = "zh") -> Iterator[Line]:
    """All steps, each followed by those it rests on. A step that another rests on is told there only."""
    for step in steps:
        if any(rests_on(other, step) for other in steps):
            continue
        phrase = told(step, lang)
        label, expression, shown = (one_line(text) for text in (step.label, step.expression, step.shown))
        if lang == "en":
            label = label_in_english(label)
        yield Line(depth, label, expression, shown, basis(step, lang), phrase)
        yield from lines_of(step.because, depth + 1, lang)


def explain_lines(score: Score, lang: str = "zh") -> list[str]:
    """The whole trace of a score, one line a step, deeper steps set in by a full-width space."""
    lines = lines_of(score.trace, lang=lang)
    return [line.in_english() if lang == "en" else str(line) for line in lines]


def basis(step: Step, lang: str = "zh") -> str:
    """`依据 MOF-10，见于公开文件或表样` for a rule, `取自 [Sheet1]F12` for a cell."""
    if lang == "en":
        return (
            f"by {cite_in_english(step.source)}"
            if isinstance(step.source, Citation)
            else f"from {place_of(step.source, lang)}"
        )
    if isinstance(step.source, Citation):
        return f"依据 {cite(step.source)}"
    return f"取自 {place_of(step.source)}"


def rule_of(score: Score) -> Citation | None:
    """The rule that gave the score: that of the step `得分`, else the last rule named in the trace."""
    cited = [step for step in score.trace if isinstance(step.source, Citation)]
    named = [step for step in cited if step.label == "得分"] or cited
    for step in reversed(named):
        assert isinstance(step.source, Citation)
        return step.source
    return None


def rests_on(step: Step, other: Step) -> bool:
    """Whether a step rests on another, near or far."""
    return any(reason == other or rests_on(reason, other) for reason in step.because)


def told(step: Step, lang: str = "zh") -> str:
    """How a step came about and what it gives, as one phrase."""
    expression, shown = one_line(step.expression), one_line(step.shown)
    if lang == "en":
        expression, shown = _in_english(step, expression), _in_english(step, shown)
    if not expression or not shown or expression == shown:
        return expression or shown
    if step.value is None:
        return f"{expression}, {shown}" if lang == "en" else f"{expression}，{shown}"
    if isinstance(step.source, Citation):
        return f"{expression} = {shown}"
    return f"“{expression}” read as {shown}" if lang == "en" else f"“{expression}”，读作 {shown}"


_PRINTED = ("年度指标值", "实际完成值")


def _in_english(step: Step, phrase: str) -> str:
    """What was printed in a cell stays, but for our word where nothing was printed."""
    printed = step.label in _PRINTED and phrase not in ("（空）", "未填")
    return phrase if printed or (step.label == "等级" and phrase == step.shown) else in_english(phrase)
