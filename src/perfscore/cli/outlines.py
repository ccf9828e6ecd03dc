"""Reports: their outlines on screen, writing their files, and what a report still lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore import pipeline
from perfscore.cli.calls import writing
from perfscore.cli.refused import Refused
from perfscore.cli.words import Say
from perfscore.model.assessment import Assessment
from perfscore.model.given import Given

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


def report_files(out: Sequence[Path]) -> list[Path]:
    """The files that a report is to be written to, each once. Raises Refused for a kind that is not known."""
    outputs = list(dict.fromkeys(out))
    try:
        for path in outputs:
            pipeline.report_has_text(path)
    except ValueError as error:
        raise Refused(str(error)) from error
    return outputs


def deliver(
    assessments: Sequence[Assessment],
    outputs: Sequence[Path],
    outline: str | None,
    given: Given | None,
    say: Say,
) -> None:
    """Write a report to every file, tell which they are, and once what the text still lacks.

    An outline and facts are for the files with text; a file without goes beside them as it is.
    """
    with_text = [path for path in outputs if pipeline.report_has_text(path)]
    if given is not None:
        for line in unused_lines(given, assessments, say):
            print(line, file=sys.stderr)
    for path in outputs:
        wanted = (outline, given) if path in with_text or not with_text else (None, None)
        writing(partial(path.parent.mkdir, parents=True, exist_ok=True), path.parent, say)
        writing(partial(pipeline.write_report, assessments, path, say.lang, *wanted), path, say)
        print(say("wrote", path=path))
    if with_text:
        print("\n".join(gap_lines(pipeline.report_gaps(assessments, outline, given), say)))


def unused_lines(given: Given, assessments: Sequence[Assessment], say: Say) -> Iterator[str]:
    """One line for each project that facts name and no table is about."""
    for name, near in pipeline.unused_projects(given, assessments):
        yield say("unused_project", name=name) + (say("near_project", near=near) if near else "")
