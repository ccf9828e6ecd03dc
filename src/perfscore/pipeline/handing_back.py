"""What was found -> what the unit gets back: its own file with comments, a page, a letter, the review form."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from perfscore.model.checked import FileFindings
from perfscore.model.review import Review


def annotated_suffix(file: Path) -> str:
    """The suffix of the copy that comments can be written into, judged by content; "" for any other kind of file."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist())
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return ""
    macros = b"macroEnabled" in types
    if "xl/workbook.xml" in names:
        return ".xlsm" if macros else ".xlsx"
    return (".docm" if macros else ".docx") if "word/document.xml" in names else ""


def annotate(file: FileFindings, out: Path, lang: str = "zh") -> Path:
    """A copy of the officer's own .xlsx or .docx with each finding as a comment where it stands.

    Raises ValueError for a file that cannot hold comments, OSError when the copy cannot be written.
    """
    if annotated_suffix(file.path).startswith(".xls"):
        from perfscore.report.annotate import annotate_workbook

        return annotate_workbook(file, out, lang)
    from perfscore.report.annotate_docx import annotate_document

    return annotate_document(file, out, lang)


def write_check_page(files: Sequence[FileFindings], path: Path, lang: str = "zh") -> Path:
    """Everything found as a page to read and print. Raises OSError when it cannot be written."""
    from perfscore.report.check_page import render
    from perfscore.report.write import replace_file

    replace_file(path, render(files, lang))
    return path


def write_letter(files: Sequence[FileFindings], path: Path, lang: str = "zh") -> Path:
    """A reviewer's letter to each unit, as .docx. Raises ValueError without a unit, OSError when it cannot be written."""
    from perfscore.report.letter import render
    from perfscore.report.write import replace_file

    replace_file(path, render(files, lang))
    return path


def write_review(reviews: Sequence[Review], path: Path, lang: str = "zh") -> Path:
    """The review form as .xlsx, filled in as far as it is settled. Raises OSError when it cannot be written."""
    from perfscore.report.review_writer import render
    from perfscore.report.write import replace_file

    replace_file(path, render(reviews, lang))
    return path
