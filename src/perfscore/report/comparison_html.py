"""Comparisons -> one page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfscore.report.blocks import Appendix, Block, Heading, Items, Named, Paragraph, parse
from perfscore.report.charts import Chart
from perfscore.report.comparison_contents import contents_of
from perfscore.report.comparison_facts import ComparisonFacts
from perfscore.report.comparison_reports import Compared, comparison_reports
from perfscore.report.html_page import page, shown
from perfscore.report.html_tables import html_table, region
from perfscore.report.html_writer import HEADINGS, SKIP, figure
from perfscore.report.tables import PORTRAIT_MM
from perfscore.report.texts_facts import TextsFacts

TITLE = "绩效自评年度对比"


def render(subjects: Sequence[Compared], lang: str = "zh") -> bytes:
    reports = list(comparison_reports(subjects, lang))
    below = len(reports) > 1
    lines = [SKIP, '<main id="main">\n']
    if below:
        lines.append(f"<h1>{TITLE}（{len(reports)}份）</h1>\n")
    for number, (facts, text) in enumerate(reports, 1):
        lines += _article(facts, text, f"c{number}", below)
    return page(reports[0][0].title if not below else TITLE, "report.css", [*lines, "</main>\n"])


def _article(facts: ComparisonFacts | TextsFacts, text: str, mark: str, below: bool) -> Iterator[str]:
    yield f'<article class="report" aria-labelledby="{mark}">\n<section>\n'
    for number, block in enumerate(parse(text), 1):
        yield from _block(block, facts, f"{mark}-{number}", below, mark if number == 1 else "")
    yield "</section>\n</article>\n"


def _block(
    block: Block, facts: ComparisonFacts | TextsFacts, mark: str, below: bool, named: str
) -> Iterator[str]:
    match block:
        case Heading(level, text):
            identity = f' id="{named or mark}"'
            tag = f"h{level + below}"
            yield f'<{tag} class="{HEADINGS[level]}"{identity}>{shown(text)}</{tag}>\n'
        case Paragraph(text):
            yield f"<p>{shown(text)}</p>\n"
        case Items():
            for item in block.numbered:
                yield f'<p class="item">{shown(item)}</p>\n'
        case Appendix():
            yield '</section>\n<section class="appendix">\n'
        case Named(name, index):
            for part, (title, drawn, names) in enumerate(contents_of(facts, name, index)):
                if isinstance(drawn, Chart):
                    yield from figure(drawn, f"{mark}-{part}")
                else:
                    wide = sum(drawn.widths) > PORTRAIT_MM
                    yield from region(title, html_table(drawn, title, names), wide=wide)
