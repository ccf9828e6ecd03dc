"""Word documents as a reader sees them: made into PDF by LibreOffice, read back with their places on the page."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

MM = 72 / 25.4
NUMBER = re.compile(r"—\d+—")
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


@dataclass(frozen=True)
class Line:
    """top: of the line on its page, in points. left, right: of its first and last sign."""

    text: str
    top: float
    left: float
    right: float


@dataclass(frozen=True)
class Page:
    """lines: without the page number, which is `number` (None where there is none)."""

    width: float
    height: float
    lines: tuple[Line, ...]
    number: Line | None
    curves: int
    edges: tuple[float, float, float, float]

    @property
    def across(self) -> bool:
        return self.width > self.height

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


def pages(file: Path) -> list[Page]:
    folder = file.parent
    profile = f"-env:UserInstallation={_profile().as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return list(_pages(folder / f"{file.stem}.pdf"))


@cache
def _profile() -> Path:
    """One for the whole run: LibreOffice takes seconds to make one."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _pages(file: Path) -> Iterator[Page]:
    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            lines = []
            for found in page.extract_text_lines(return_chars=True):
                text = re.sub(r"\s", "", found["text"])
                signs = [sign for sign in found["chars"] if sign["text"].strip()]
                if text and signs:
                    lines.append(Line(text, found["top"], signs[0]["x0"], signs[-1]["x1"]))
            drawn = [*page.chars, *page.rects, *page.lines, *page.curves]
            edges = (
                min((item["x0"] for item in drawn), default=0),
                min((item["top"] for item in drawn), default=0),
                max((item["x1"] for item in drawn), default=0),
                max((item["bottom"] for item in drawn), default=0),
            )
            number = next((line for line in lines if NUMBER.fullmatch(line.text)), None)
            text_lines = tuple(line for line in lines if line is not number)
            shapes = len(page.rects) + len(page.curves)
            yield Page(float(page.width), float(page.height), text_lines, number, shapes, edges)
