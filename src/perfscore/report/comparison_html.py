"""Comparisons -> one page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfscore.model.comparison import Comparison
from perfscore.report.blocks import Appendix, Block, Heading, Items, Named, Paragraph, parse
from perfscore.report.charts import Chart
from perfscore.report.comparison_contents import comparison_contents
from perfscore.report.comparison_context import comparison_facts
from perfscore.report.comparison_facts import ComparisonFacts
from perfscore.report.html_page import page, shown
from perfscore.report.html_tables import html_table, region
from perfscore.report.html_writer import HEADINGS, SKIP, figure
from perfscore.report.prose import comparison_markdown
from perfscore.report.tables import PORTRAIT_MM

TITLE = "绩效自评年度对比"


def render(comparisons: Sequence[Comparison], lang: str = "zh") -> bytes:
    facts = [comparison_facts(comparison, lang) for comparison in comparisons]
    below = len(facts) > 1
    lines = [SKIP, '<main id="main">\n']
    if below:
        lines.append(f"<h1>{TITLE}（{len(facts)}份）</h1>\n")
    for number, each in enumerate(facts, 1):
        lines += _article(each, f"c{number}", below)
    return page(facts[0].title if not below else TITLE, "report.css", [*lines, "</main>\n"])


def _article(facts: ComparisonFacts, mark: str, below: bool) -> Iterator[str]:
    yield f'<article class="report" aria-labelledby="{mark}">\n<section>\n'
    for number, block in enumerate(parse(comparison_markdown(facts)), 1):
        yield from _block(block, facts, f"{mark}-{number}", below, mark if number == 1 else "")
    yield "</section>\n</article>\n"


def _block(block: Block, facts: ComparisonFacts, mark: str, below: bool, named: str) -> Iterator[str]:
    match block:
        case Heading(level, text):
            identity = f' id="{named}"' if named else ""
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
            for part, (title, drawn, names) in enumerate(comparison_contents(facts, name, index)):
                if isinstance(drawn, Chart):
                    yield from figure(drawn, f"{mark}-{part}")
                else:
                    wide = sum(drawn.widths) > PORTRAIT_MM
                    yield from region(title, html_table(drawn, title, names), wide=wide)
