"""PDF tables to grids, by way of `pdf_worker.py` in a process that can be ended."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.model.values import Text
from perfscore.read.file_remarks import READ_FROM_PDF
from perfscore.read.findings import (
    FILE_ENCRYPTED,
    HELPER_FAILED,
    PDF_NEEDS_EXTRA,
    PDF_SCANNED,
    UnusableFile,
)
from perfscore.read.grid import Grid, make_cell
from perfscore.read.guard import damage

TIME_LIMIT = 60
LARGEST_ANSWER = 32 * 2**20


def read_pdf(data: bytes, file: str) -> tuple[list[Grid], list[Finding]]:
    """Every table drawn with lines, with the text around it.

    Raises UnusableFile when pdfplumber is not installed, and for scans, which hold no text.
    """
    if find_spec("pdfplumber") is None:
        raise UnusableFile(PDF_NEEDS_EXTRA.at(Place(file), file=file))
    answer = _ask_worker(data, file)
    if answer.get("error") == "encrypted":
        raise UnusableFile(FILE_ENCRYPTED.at(Place(file), file=file))
    blocks = answer.get("blocks")
    if not isinstance(blocks, list):
        raise damage(file, "PDF 内容读不出来")
    if not any(isinstance(block, str) or any(cell[4].strip() for cell in block) for block in blocks):
        raise UnusableFile(PDF_SCANNED.at(Place(file), file=file))
    return _grids(blocks, file), [READ_FROM_PDF.at(Place(file), file=file)]


def _ask_worker(data: bytes, file: str) -> dict[str, Any]:
    worker = Path(__file__).with_name("pdf_worker.py")
    try:
        # -P: the folder of the script, whose modules have names like `docx`, stays out of the search path.
        done = subprocess.run(
            [sys.executable, "-P", str(worker)],
            input=data,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        reason = f"读取超过 {TIME_LIMIT} 秒没有完成"
        raise UnusableFile(
            HELPER_FAILED.at(Place(file), file=file, kind="PDF 文档", reason=reason)
        ) from error
    if done.returncode or len(done.stdout) > LARGEST_ANSWER:
        raise UnusableFile(
            HELPER_FAILED.at(Place(file), file=file, kind="PDF 文档", reason="读取时耗尽了内存或中途停止")
        )
    answer = json.loads(done.stdout)
    return answer if isinstance(answer, dict) else {}


def _grids(blocks: list[Any], file: str) -> list[Grid]:
    tables: list[tuple[list[Text], list[list[Any]]]] = []
    since: list[Text] = []
    for block in blocks:
        if isinstance(block, str):
            since.append(Text(block, Place(file)))
        else:
            tables.append((since, block))
            since = []
    grids: list[Grid] = []
    for number, (before, cells) in enumerate(tables):
        after = tables[number + 1][0] if number + 1 < len(tables) else since
        source = Place(file, None, number + 1)
        found = [
            make_cell(text, source, row, column, rows, columns) for row, column, rows, columns, text in cells
        ]
        grids.append(Grid(found, source, before, after))
    return grids
