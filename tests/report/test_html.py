"""The page of a report: for eyes, screen readers, telephones and paper."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pypdfium2
import pytest
from lxml import html as parser

from perfscore.model.assessment import Assessment
from perfscore.report import html_writer
from perfscore.report.prose import markdown
from perfscore.report.write import write_report

TEMPLATES = Path(html_writer.__file__).parent / "templates"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
CHARTS = "\n\n```block levels-chart\n```\n\n```block execution-chart\n```\n\n"


@pytest.fixture(autouse=True)
def with_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both charts, whichever the outline asks for."""

    def drawn(report: object) -> str:
        text = re.sub(r"```block \w+-chart( \d+)?\n```", "", markdown(report))  # type: ignore[arg-type]
        return text.replace("\n---\n", f"{CHARTS}\n---\n", 1)

    monkeypatch.setattr(html_writer, "markdown", drawn)


def page_of(*assessments: Assessment) -> parser.HtmlElement:
    return parser.document_fromstring(html_writer.render(assessments))


# --- Structure ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("several", [False, True])
def test_headings_and_landmarks(
    department: Assessment, project: Assessment, bare: Assessment, several: bool
) -> None:
    page = page_of(project, bare) if several else page_of(department, project)
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert page.get("lang") == "zh-CN"
    assert [one.get("id") for one in page.iter("main")] == ["main"]
    assert [one.get("aria-label") for one in page.iter("nav")] == ["目录"]
    assert len(page.findall(".//article")) == (2 if several else 1)


def test_every_link_and_label_leads_to_a_place_of_the_page(
    department: Assessment, project: Assessment
) -> None:
    page = page_of(department, project)
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    used = [one.get("href")[1:] for one in page.iter("a")]
    used += [name for one in page.iter() for name in (one.get("aria-labelledby") or "").split()]
    assert len(used) > 30
    assert set(used) <= set(ids)
    assert page.xpath("//body/*[1]/@href") == ["#main"], "the first thing leads past the contents"


def test_tables_name_their_rows_and_columns(department: Assessment, project: Assessment) -> None:
    page = page_of(department, project)
    tables = page.findall(".//table")
    assert len(tables) == 7
    for table in tables:
        assert table.findtext("caption")
        assert {head.get("scope") for head in table.iter("th")} <= {"col", "row", "rowgroup"}
        assert all(head.get("scope") == "col" for head in table.findall("thead//th"))
    top, indicators = page.findall(".//section[@class='appendix']")[0].findall(".//table")
    row = next(one for one in indicators.iter("tr") if "在职职工人数" in one.text_content())
    assert [(cell.tag, cell.get("scope")) for cell in row][:2] == [("th", "row"), ("td", None)]
    assert [cell.get("data-label") for cell in row][1:] == [
        *("年度指标值", "实际完成值", "分值", "核算得分", "偏差原因分析及改进措施")
    ]
    group = next(one for one in indicators.iter("th") if one.text_content() == "数量指标")
    assert group.get("scope") == "rowgroup"
    money = next(one for one in top.iter("tr") if "年度资金总额" in one.text_content())
    assert [cell.get("data-label") for cell in money] == [
        *("资金来源", "年初预算数", "全年预算数", "全年执行数", "填报执行率")
    ]
    rate = next(one for one in top.iter("tr") if "核算执行率" in one.text_content())
    assert [(cell.tag, cell.get("data-label")) for cell in rate] == [("th", None), ("td", None)]
    total = next(one for one in indicators.iter("tr") if one[0].text_content() == "合计")
    assert [cell.get("data-label") for cell in total][:3] == [None, "分值", "核算得分"]


def test_each_score_opens_on_its_explanation(department: Assessment) -> None:
    page = page_of(department)
    row = next(
        one
        for one in page.iter("tr")
        if "在职职工人数" in one.text_content() and one.find(".//a") is not None
    )
    (link,) = row.iter("a")
    assert link.text == "2.77"
    place = page.get_element_by_id(link.get("href")[1:])
    part = place.getparent()
    assert part.tag == "details"
    assert part.find("summary").text_content() == "产出指标—数量指标 在职职工人数 2.77 / 4.16"
    lines = [" ".join(line.xpath("text()|span/text()|cite/text()")).split() for line in place.iter("li")]
    assert [
        "得分",
        "4.16",
        "×",
        "min(9",
        "÷",
        "6,",
        "6",
        "÷",
        "9)",
        "=",
        "2.77",
        "依据",
        "LOC-03b，来源未核实",
    ] in lines
    assert ["年度指标值", "=6人，读作", "6", "取自", "表1!D14"] in [
        [word.replace("“", "").replace("”", "") for word in line] for line in lines
    ]
    parts = page.findall(".//section[@class='explain']/details")
    assert len(parts) == 18, "the execution rate, sixteen rows, the total"
    opened = [one.find("summary/span").text for one in parts if "open" in one.attrib]
    assert opened == ["预算执行率", "在职职工人数"], "what lost points is open, and so it is printed"
    unsure = {cite.text for cite in page.iter("cite") if cite.get("class") == "unsure"}
    assert unsure
    assert all("来源未核实" in (text or "") for text in unsure)


def test_charts_stand_where_the_outline_asks_for_them(department: Assessment, bare: Assessment) -> None:
    charts = page_of(department).findall(".//figure")
    assert [chart.findtext("figcaption") for chart in charts] == [
        "各级指标得分情况（分）",
        "预算执行情况（万元）",
    ]
    assert page_of(bare).findall(".//figure") == []


# --- Colours --------------------------------------------------------------------------------------------------

READ = 4.5  # WCAG 2.2, 1.4.3: contrast of text
SEEN = 3.0  # WCAG 2.2, 1.4.11: of parts of a graphic
ON = {
    "report.css": {
        "ink": ("page", "desk", "head", "lost", "open", "ask", "part"),
        "soft": ("page", "part", "lost", "open"),
        "link": ("page", "lost", "open"),
        "unsure": ("page", "part"),
        **{f"s{number}": ("page",) for number in range(1, 5)},
    },
    "check.css": dict.fromkeys(("ink", "soft", "error", "warning", "info", "good"), ("page", "part")),
    "trace.css": dict.fromkeys(("ink", "soft", "unsure"), ("page", "part")),
}
"""Colours of writing and drawing, and the grounds they stand on."""


def schemes(css: str) -> list[dict[str, str]]:
    """The colours by day, by night, and on paper: what a scheme does not say, it has from the first."""
    found = [
        dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{([^}]*)\}", css)
    ]
    assert len(found) == 3, "the style sheet is not read as this test thinks"
    return [found[0], {**found[0], **found[1]}, {**found[0], **found[2]}]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the well-known near miss


@pytest.mark.parametrize("sheet", ON)
def test_every_text_can_be_read_by_day_and_by_night(sheet: str) -> None:
    css = (TEMPLATES / sheet).read_text(encoding="utf-8")
    weak = []
    for number, colours in enumerate(schemes(css)):
        named = {ground for grounds in ON[sheet].values() for ground in grounds} | set(ON[sheet])
        assert set(colours) - named == {"line"}, "a colour that this test does not look at"
        for name, grounds in ON[sheet].items():
            least = SEEN if re.fullmatch(r"s\d", name) else READ
            for ground in grounds:
                ratio = contrast(colours[name], colours[ground])
                if ratio < least:
                    weak.append(f"scheme {number}: {name} on {ground}: {ratio:.2f}")
    assert weak == []


# --- In a browser ---------------------------------------------------------------------------------------------

MEASURE = """<!doctype html><body style="margin:0">
<iframe id="page" style="border:0;width:{width}px;height:2000px" srcdoc="{page}"></iframe>
<p id="found"></p><script>
document.getElementById("page").onload = function () {{
  const inner = this.contentDocument, root = inner.documentElement, out = [];
  for (const one of inner.querySelectorAll("body *")) {{
    const box = one.getBoundingClientRect();
    if (box.width && box.right > {width} + 1 && !one.closest(".form, figure")) out.push(one.tagName + "." + one.className);
  }}
  const type = getComputedStyle(inner.querySelector("p")).fontSize;
  document.getElementById("found").textContent = [root.scrollWidth, root.clientWidth, type, out.join()].join("|");
}};
</script>"""


def chromium(folder: Path, page: Path, *wanted: str) -> bytes:
    """Runs the browser over a page; what it prints."""
    assert CHROMIUM
    flags = (
        "--headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-component-update"
    )
    more = ["--disable-background-networking", f"--user-data-dir={folder / 'user'}", *wanted]
    command = [CHROMIUM, *flags.split(), *more, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout


def measured(content: bytes, width: int, folder: Path) -> Sequence[str]:
    """Width of the content and of the window, size of a paragraph's letters, and what reaches out of the window."""
    wrapper = folder / "measure.html"
    wrapper.write_text(MEASURE.format(width=width, page=escape(content.decode())), encoding="utf-8")
    printed = chromium(folder, wrapper, "--virtual-time-budget=5000", "--window-size=1400,1000", "--dump-dom")
    told = re.search(r'<p id="found">([^<]*)</p>', printed.decode("utf-8"))
    assert told, "the browser measured nothing"
    return told[1].split("|")


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_the_page_does_not_scroll_sideways(
    width: int, department: Assessment, project: Assessment, hostile: Assessment, tmp_path: Path
) -> None:
    for number, subject in enumerate(([department, project], [hostile])):
        folder = tmp_path / str(number)
        folder.mkdir()
        content, window, letters, outside = measured(html_writer.render(subject), width, folder)
        assert (int(content), int(window)) == (width, width), outside
        assert float(letters.removesuffix("px")) >= 16
        assert outside == ""


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_paper_has_whole_tables_and_the_open_explanations(department: Assessment, tmp_path: Path) -> None:
    page, paper = tmp_path / "a.html", tmp_path / "a.pdf"
    page.write_bytes(html_writer.render([department]))
    chromium(tmp_path, page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    with pypdfium2.PdfDocument(paper) as document:
        sizes = [tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in document]
        texts = ["".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document]
    assert set(sizes) == {(210, 297), (297, 210)}
    assert sizes == sorted(sizes), "the appendices, across, come last"
    parts = [text for text in texts if "三级指标" in text]
    assert len(parts) == 2, "the header stands again on the second page of the form"
    whole = "".join(texts)
    assert "4.16×min(9÷6,6÷9)=2.77" in whole
    assert "目标管理会议次数4.17/4.17" not in whole, "a folded explanation is printed"
    assert "跳到正文" not in whole


def test_the_file_is_the_page(department: Assessment, tmp_path: Path) -> None:
    assert write_report(department, tmp_path / "a.html").read_bytes() == html_writer.render([department])
