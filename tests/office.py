"""LibreOffice as a calculator: workbooks in, workbooks with every formula worked out again out."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

needs_calc = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed (sh tests/office-programs.sh)"
)


def bare(book: Workbook, file: Path) -> Path:
    """Save without results: openpyxl writes formulas alone, so whoever opens the file must reckon."""
    book.save(file)
    return file


def reckoned(files: Iterable[Path], folder: Path) -> list[Path]:
    """The same workbooks with their results, in a folder of their own."""
    names = list(files)
    out = folder / "reckoned"
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, names)),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return [out / file.name for file in names]


@lru_cache(maxsize=8)
def values(file: Path) -> Workbook:
    """A workbook's results instead of its formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts of a workbook that only LibreOffice writes
        return openpyxl.load_workbook(file, data_only=True)


def shown(value: Any) -> Any:
    """A result as it is compared: an empty text is nothing, a number loses the noise of binary fractions."""
    if value in ("", None):
        return None
    return round(value, 9) if isinstance(value, int | float) else value
