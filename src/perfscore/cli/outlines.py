"""The outlines of reports on screen, and what a report still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perfscore import pipeline
from perfscore.cli.words import Say

if TYPE_CHECKING:
    from perfscore.pipeline import Gap


def show_outlines() -> None:
    """Id, title, for whom, for which tables, and what each rests on."""
    for outline in pipeline.report_outlines():
        print(f"{outline.id}  {outline.title}")
        print(f"  表样：{outline.form}")
        print(f"  用于：{outline.readers}")
        print(f"  依据：{outline.basis}")


def gap_lines(gaps: Sequence[Gap], say: Say) -> Iterator[str]:
    """One line for each thing that a person must still write."""
    if not gaps:
        yield say("no_gaps")
        return
    yield say("gaps", count=len(gaps))
    for number, gap in enumerate(gaps, 1):
        yield f"  {number}. {gap.under}：{gap.what}" if gap.under else f"  {number}. {gap.what}"
