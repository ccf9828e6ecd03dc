"""Assessments -> a report file, its kind chosen by suffix. The file is there whole, or as it was before."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from perfscore.model.assessment import Assessment
from perfscore.model.comparison import Comparison
from perfscore.model.money_text import MoneyTexts
from perfscore.report.wanted import Wanted

WRITERS = {
    ".docx": "perfscore.report.docx_writer",
    ".html": "perfscore.report.html_writer",
    ".xlsx": "perfscore.report.xlsx_writer",
    ".json": "perfscore.report.as_json",
    ".pdf": "perfscore.report.pdf_writer",
}

WITH_TEXT = (".docx", ".html", ".pdf")
"""The kinds of file that hold the report's text, written by an outline."""

COMPARISON_WRITERS = {
    ".docx": "perfscore.report.comparison_docx",
    ".html": "perfscore.report.comparison_html",
    ".htm": "perfscore.report.comparison_html",
    ".xlsx": "perfscore.report.comparison_xlsx",
    ".json": "perfscore.report.comparison_json",
}


def write_report(
    subject: Assessment | Comparison | Sequence[Assessment] | Sequence[Comparison | MoneyTexts],
    path: str | Path,
    lang: str = "zh",
    wanted: Wanted | None = None,
) -> Path:
    """Write one report of one or several assessments, or of one or several comparisons, and return its path.

    wanted: outlines and facts for the text, which .docx, .html and .pdf have; None for the usual outlines.

    A declaration of targets has no scores and stands only in .json.
    A single department takes the projects into its report. lang: language of the findings' messages; the
    report itself is Chinese. Raises ValueError for an unknown suffix, nothing to report, an outline that cannot be
    used, or a .pdf without LibreOffice; OSError when writing fails.
    """
    target = Path(path)
    subjects = (subject,) if isinstance(subject, Assessment | Comparison) else tuple(subject)
    comparisons = tuple(each for each in subjects if isinstance(each, Comparison | MoneyTexts))
    if comparisons:
        return _write_comparisons(comparisons, target, lang)
    assessments = tuple(each for each in subjects if isinstance(each, Assessment))
    module = writer_of(target)
    if not assessments and target.suffix.lower() != ".json":
        raise ValueError("没有可写入报告的自评表。")
    if lang not in ("zh", "en"):
        raise ValueError(f"不支持的语言“{lang}”：请使用 zh 或 en。")
    if target.suffix.lower() != ".json":
        assessments = tuple(assessment for assessment in assessments if assessment.is_scored)
        if not assessments:
            raise ValueError("这是绩效目标表，没有实际完成值，没有得分可以写入报告。")
    # Imported here, because a program that only scores should not wait for Word and Excel libraries.
    render = import_module(module).render
    content: bytes = (
        render(assessments, lang)
        if wanted is None
        else _render_text(render, target, assessments, lang, wanted)
    )
    replace_file(target, content)
    return target


def writer_of(target: Path) -> str:
    """The module that writes a report of this suffix. Raises ValueError for one that is not known."""
    module = WRITERS.get(target.suffix.lower())
    if module is None:
        wrong = target.suffix or target.name
        raise ValueError(f"不支持的报告格式“{wrong}”：请使用 .docx、.xlsx、.html、.pdf 或 .json。")
    return module


def _write_comparisons(comparisons: Sequence[Comparison | MoneyTexts], target: Path, lang: str) -> Path:
    module = COMPARISON_WRITERS.get(target.suffix.lower())
    if module is None:
        wrong = target.suffix or target.name
        raise ValueError(f"不支持的对比报告格式“{wrong}”：请使用 .xlsx、.docx、.html 或 .json。")
    content: bytes = import_module(module).render(comparisons, lang)
    replace_file(target, content)
    return target


def _render_text(
    render: Callable[..., bytes], target: Path, assessments: Sequence[Assessment], lang: str, wanted: Wanted
) -> bytes:
    if target.suffix.lower() not in WITH_TEXT:
        raise ValueError(f"提纲和报告资料用于 {'、'.join(WITH_TEXT)} 报告，不能写成“{target.suffix}”。")
    return render(assessments, lang, wanted)


def replace_file(target: Path, content: bytes) -> None:
    """Write beside the target and put it in place in one step; on failure nothing is left behind."""
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    draft = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
