"""What is written, seen through the programs people open it with."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import perfscore
from perfscore import pipeline

EXAMPLES = Path(__file__).parents[1] / "examples" / "zhaohua-2023"
needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice and pdftotext are not installed",
)
needs_browser = pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")


def as_text(file: Path, folder: Path) -> str:
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pdf = folder / f"{file.stem}.pdf"
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout
    return text.decode("utf-8")


@needs_office
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_an_office_program_opens_the_outputs(suffix: str, tmp_path: Path) -> None:
    (table,) = perfscore.read(EXAMPLES / "department.xlsx")
    file = perfscore.write_report(perfscore.assess(table), tmp_path / f"report.{suffix}")
    text = as_text(file, tmp_path)
    for words in ("98.53", "在职职工人数", "2.77", "督查事项执行率"):
        assert words in text
    assert "#NAME?" not in text
    assert "Err:" not in text


@needs_office
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_an_office_program_opens_what_a_check_writes(suffix: str, tmp_path: Path) -> None:
    (file,) = pipeline.check_files([EXAMPLES / f"department.{suffix}"])
    copy = pipeline.annotate(file, tmp_path / f"copy.{suffix}")
    text = as_text(copy, tmp_path)
    for words in ("在职职工人数", "督查事项执行率", "审核结论：退回修改", "S101"):
        assert words in text
    letter = as_text(pipeline.write_letter([file], tmp_path / "letter.docx"), tmp_path)
    for words in ("绩效自评审核意见", "一、退回修改", "待补充：审核人签名"):
        assert words in letter


@needs_browser
def test_the_page_shows_its_table_without_asking_the_network(tmp_path: Path) -> None:
    (table,) = perfscore.read(EXAMPLES / "project-funding-gap.xlsx")
    page = perfscore.write_report(perfscore.assess(table), tmp_path / "report.html")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync".split()
    flags += [
        "--disable-background-networking",
        "--disable-component-update",
        f"--user-data-dir={tmp_path / 'user'}",
    ]
    seen = subprocess.run(
        ["chromium", *flags, "--dump-dom", page.as_uri()], check=True, capture_output=True, timeout=120
    ).stdout.decode("utf-8")
    assert "补正后最高" in seen
    assert "90.00" in seen
    assert "src=" not in seen
    assert "http" not in seen.replace("http-equiv", "")
