"""Reports -> one PDF: the Word document as LibreOffice prints it."""

from __future__ import annotations

from collections.abc import Sequence

from perfscore.model.assessment import Assessment
from perfscore.office import libreoffice
from perfscore.report import docx_writer
from perfscore.report.archive import steady_pdf
from perfscore.report.wanted import NOTHING_WANTED, Wanted

NO_OFFICE = (
    "写 .pdf 要用本机的 LibreOffice，没有找到；请安装 LibreOffice，或写成 .docx 后在 Word、WPS 中另存为 PDF。"
)


def render(assessments: Sequence[Assessment], lang: str = "zh", wanted: Wanted = NOTHING_WANTED) -> bytes:
    """Raises ValueError, as one line in Chinese, when there is no LibreOffice or it fails."""
    if libreoffice.program() is None:
        raise ValueError(NO_OFFICE)
    try:
        printed = libreoffice.convert(docx_writer.render(assessments, lang, wanted), "docx", "pdf")
    except libreoffice.Failed as error:
        raise ValueError(f"没有写成 .pdf：{error}；请写成 .docx 后在 Word、WPS 中另存为 PDF。") from None
    return steady_pdf(printed, max(assessment.template.on for assessment in assessments))
