"""Reports -> one HTML file that needs nothing else. Read on a screen of any width, dark or light, and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfscore.model.assessment import Assessment
from perfscore.report.blocks import Appendix, Block, Heading, Items, Named, Paragraph, parse
from perfscore.report.charts import Chart, execution_chart, levels_chart
from perfscore.report.context import reports
from perfscore.report.facts import AssessmentFacts, ReportFacts
from perfscore.report.html_explain import explanation, links_of
from perfscore.report.html_page import page, shown
from perfscore.report.html_tables import html_table, region
from perfscore.report.prose import markdown
from perfscore.report.svg import draw
from perfscore.report.tables import (
    findings_table,
    form_notes,
    form_tables,
    level_table,
    rules_notes,
    rules_table,
)
from perfscore.report.wanted import NOTHING_WANTED, Wanted

SKIP = '<a class="skip" href="#main">跳到正文</a>\n'
HEADINGS = {1: "title", 2: "chapter", 3: "clause", 4: "point"}
_INDICATOR_NAMES = 3
"""How many columns of the form name an indicator."""


def render(assessments: Sequence[Assessment], lang: str = "zh", wanted: Wanted = NOTHING_WANTED) -> bytes:
    written = reports(assessments, lang, wanted)
    title = f"{written[0].main.about}绩效自评报告"
    pages = [_Page(report, f"r{number}", len(written) > 1) for number, report in enumerate(written, 1)]
    lines = [SKIP, *_contents(pages), '<main id="main">\n']
    if len(pages) > 1:
        lines.append(f"<h1>绩效自评报告（{len(pages)}份）</h1>\n")
    for one in pages:
        lines += one.lines
    return page(title, "report.css", [*lines, "</main>\n"])


class _Page:
    """One report as it stands in the page.

    mark: begins all its ids. below: whether the page has a title of its own above this one's, so that headings go
    one step down. parts: its main headings, with their ids.
    """

    def __init__(self, report: ReportFacts, mark: str, below: bool) -> None:
        self.report, self.mark, self.below = report, mark, below
        self.parts: list[tuple[str, str]] = []
        self.title = ""
        self.lines = list(self._all())

    def _all(self) -> Iterator[str]:
        yield f'<article class="report" aria-labelledby="{self.mark}">\n<section>\n'
        for block in parse(markdown(self.report)):
            yield from self._block(block)
        yield "</section>\n</article>\n"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(level, text):
                yield self._heading(level, text)
            case Paragraph(text):
                yield f"<p>{shown(text)}</p>\n"
            case Items():
                for item in block.numbered:
                    yield f'<p class="item">{shown(item)}</p>\n'
            case Appendix():
                yield '</section>\n<section class="appendix">\n'
            case Named(name, index):
                yield from self._named(name, self.report.tables[index], f"{self.mark}-t{index + 1}")

    def _heading(self, level: int, text: str) -> str:
        mark = ""
        if level == 1:
            self.title, mark = text.replace("\n", " "), self.mark
        elif level == 2:
            mark = f"{self.mark}-s{len(self.parts) + 1}"
            self.parts.append((mark, text))
        named = f' id="{mark}"' if mark else ""
        tag = f"h{level + self.below}"
        return f'<{tag} class="{HEADINGS[level]}"{named}>{shown(text)}</{tag}>\n'

    def _named(self, name: str, facts: AssessmentFacts, mark: str) -> Iterator[str]:
        report = self.report
        links = links_of(facts, mark)
        if name == "form":
            yield f'<p class="year">（{shown(facts.year_line)}）</p>\n'
            top, indicators = form_tables(facts)
            yield from region(
                facts.title,
                html_table(top, "基本情况、资金和目标"),
                html_table(indicators, "绩效指标和得分", _INDICATOR_NAMES, links),
                wide=True,
            )
            for note in form_notes(facts):
                yield f'<p class="note">注：{shown(note)}</p>\n'
            yield from explanation(facts, mark, 3 + self.below)
        elif name == "levels":
            caption = "各级指标得分情况"
            yield from region(caption, html_table(level_table(facts), caption, 1, links), wide=False)
        elif name == "levels-chart":
            yield from figure(levels_chart(facts), f"{mark}-levels")
        elif name == "execution-chart":
            yield from figure(execution_chart(facts), f"{mark}-execution")
        elif name == "findings":
            table = findings_table(report.findings, several=bool(report.projects))
            yield from region("问题清单", html_table(table, "问题清单", 1), wide=True)
        elif name == "rules":
            if report.rules:
                yield from region(
                    "评分规则依据", html_table(rules_table(report), "评分规则依据", 1), wide=True
                )
            for note in rules_notes(report):
                yield f'<p class="note">注：{shown(note)}</p>\n'
        else:
            raise ValueError(f"A report template names a block that does not exist: {name}")


def figure(chart: Chart | None, mark: str) -> Iterator[str]:
    """A chart with its title below; nothing where there is nothing to draw."""
    if chart is None:
        return
    yield f"<figure>\n{draw(chart, mark)}"
    yield f"<figcaption>{shown(chart.title)}（{shown(chart.unit)}）</figcaption>\n</figure>\n"


def _contents(pages: Sequence[_Page]) -> Iterator[str]:
    """Links to the parts of the page; on paper there are none."""
    yield '<nav class="contents" aria-label="目录">\n<details>\n<summary>目录</summary>\n<ul>\n'
    for one in pages:
        if len(pages) > 1:
            yield f'<li><a href="#{one.mark}">{shown(one.title)}</a>\n<ul>\n'
        for mark, text in one.parts:
            yield f'<li><a href="#{mark}">{shown(text)}</a></li>\n'
        if len(pages) > 1:
            yield "</ul></li>\n"
    yield "</ul>\n</details>\n</nav>\n"
