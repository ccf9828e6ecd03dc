"""Draws the pictures of docs/reports.md: reports of the examples, as office programs and a browser show them.

    python docs/build_pictures.py [NAME...]

Each picture goes to docs/pictures/NAME.png. It takes LibreOffice, Chromium, a Chinese font, and the packages pypdfium2
and Pillow (both come with pdfplumber). Look at the pictures before they are committed: fonts differ between machines.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from perfscore import pipeline
from perfscore.model.assessment import Assessment
from perfscore.office import libreoffice

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "zhaohua-2023"
FOLDER = ROOT / "docs" / "pictures"
LARGEST = 150_000
MARGIN = 24


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of a report as LibreOffice prints it. holds: words by which the page is found. width: in pixels."""

    suffix: str
    holds: tuple[str, ...]
    width: int
    what: str = "report"


@dataclass(frozen=True, slots=True)
class Screen:
    """A part of the page as Chromium shows it. place: how the heading at the top begins, or the id of a part."""

    width: int
    height: int
    place: str
    dark: bool = False
    what: str = "report"


PICTURES: dict[str, Paper | Screen] = {
    "word-text": Paper(".docx", ("部门整体支出绩效自评报告", "机构职能"), 700),
    "word-form": Paper(".docx", ("资金来源", "年度总体目标"), 900),
    "workbook": Paper(".xlsx", ("资金来源", "年初预算数", "在职职工人数"), 900),
    "page-wide": Screen(1100, 1000, "三、"),
    "page-telephone": Screen(390, 844, "附表1"),
    "page-dark": Screen(390, 844, "r1-t1-3", dark=True),
    "blank": Paper(".xlsx", ("会议次数", "指标性质"), 900, what="blank"),
    "comparison": Screen(900, 1000, "四、", what="comparison"),
}


def main(names: list[str]) -> None:
    (assessment,) = (pipeline.assess(table) for table in pipeline.read(EXAMPLES / "department.xlsx"))
    FOLDER.mkdir(exist_ok=True)
    for name in names or list(PICTURES):
        picture = PICTURES[name]
        with tempfile.TemporaryDirectory() as folder:
            draw: Callable[..., Image.Image] = on_paper if isinstance(picture, Paper) else on_screen
            image = draw(picture, assessment, Path(folder))
        target = FOLDER / f"{name}.png"
        image.convert("RGB").quantize(64).save(target, optimize=True)
        print(f"{target.relative_to(ROOT)}  {image.width} × {image.height}, {target.stat().st_size} bytes")
        if target.stat().st_size > LARGEST:
            raise SystemExit(f"{target.name} is larger than {LARGEST} bytes: show less, or smaller")


def written(what: str, suffix: str, assessment: Assessment, folder: Path) -> Path:
    """The file that a picture shows: the example's report, an empty form, or the comparison of three years."""
    target = folder / f"report{suffix}"
    if what == "blank":
        return pipeline.write_blank(pipeline.blank_form(year=2025, kind="会议"), target)
    if what == "comparison":
        years = sorted(EXAMPLES.with_name("zhaohua-2022-2024").glob("*-department.xlsx"))
        return pipeline.write_report(pipeline.compare_files(years).subjects, target)
    return pipeline.write_report(assessment, target)


def on_paper(paper: Paper, assessment: Assessment, folder: Path) -> Image.Image:
    report = written(paper.what, paper.suffix, assessment, folder)
    content = libreoffice.convert(report.read_bytes(), paper.suffix[1:], "pdf")
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = "".join(page.get_textpage().get_text_bounded().split())
            if all(words in text for words in paper.holds):
                image = page.render(scale=3).to_pil().convert("RGB")
                return cut(image.resize((paper.width, image.height * paper.width // image.width)))
    raise SystemExit(f"no page of report{paper.suffix} holds {'、'.join(paper.holds)}")


def cut(image: Image.Image) -> Image.Image:
    """Without the white below the last line, and with a thin edge: paper on a white page has none."""
    white = Image.new("RGB", image.size, "white")
    box = ImageChops.difference(image, white).getbbox()
    bottom = min(image.height, box[3] + MARGIN) if box else image.height
    framed = Image.new("RGB", (image.width + 2, bottom + 2), "#c0c0c0")
    framed.paste(image.crop((0, 0, image.width, bottom)), (1, 1))
    return framed


def on_screen(screen: Screen, assessment: Assessment, folder: Path) -> Image.Image:
    """The page in a frame of the wanted width: a browser's own window has a least one."""
    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
    if program is None:
        raise SystemExit("Chromium is not installed")
    page = written(screen.what, ".html", assessment, folder)
    heading = re.search(f'id="([^"]*)">{screen.place}', page.read_text("utf-8"))
    place = heading[1] if heading else screen.place
    frame = folder / "frame.html"
    frame.write_text(
        f'<!doctype html><body style="margin:0"><iframe src="{page.name}#{place}" '
        f'style="border:0;width:{screen.width}px;height:{screen.height}px"></iframe>',
        encoding="utf-8",
    )
    flags = "--headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking"
    subprocess.run(
        [
            *(program, *flags.split(), f"--user-data-dir={folder / 'user'}"),
            f"--blink-settings=preferredColorScheme={0 if screen.dark else 1}",
            f"--window-size={max(screen.width, 600)},{screen.height}",
            f"--screenshot={folder / 'shot.png'}",
            frame.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with Image.open(folder / "shot.png") as shot:
        return shot.crop((0, 0, screen.width, screen.height))


if __name__ == "__main__":
    main(sys.argv[1:])
