"""Everything found in some files -> one page to read and print: no script, nothing loaded, dark or light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from perfscore.model.checked import ORDER, Family, FileFindings, Found, families
from perfscore.model.finding import Severity
from perfscore.model.verdict import GRAVEST_FIRST, MEANINGS, VERDICTS, Verdict, gravest
from perfscore.report.html_page import page
from perfscore.report.text import one_line
from perfscore.report.words import SEVERITIES, basis_of, place_of

TITLE = "绩效自评审核结果"


def render(files: Sequence[FileFindings], lang: str = "zh") -> bytes:
    return page(TITLE, "check.css", _body(files, lang))


def _body(files: Sequence[FileFindings], lang: str) -> Iterator[str]:
    usable = [file for file in files if file.unusable is None]
    yield f"<main>\n<h1>{TITLE}</h1>\n"
    if usable:
        whole = gravest(file.verdict for file in usable)
        yield f"<p>共 {len(usable)} 个文件，{_verdict(whole)}。</p>\n"
        yield from _summary(usable)
    steps = "；".join(f"{VERDICTS['zh'][verdict]}：{MEANINGS[verdict]}" for verdict in GRAVEST_FIRST)
    yield f"<p class='note'>结论分级为系统约定，不是正式规定（{steps}）。</p>\n"
    for file in files:
        yield from _file(file, lang)
    yield "</main>\n"


def _verdict(verdict: Verdict) -> str:
    return f"审核结论：<span class='verdict {verdict.value}'>{VERDICTS['zh'][verdict]}</span>"


def _summary(files: Sequence[FileFindings]) -> Iterator[str]:
    names = ("文件", "结论", *(SEVERITIES[severity] for severity in ORDER), "已接受")
    yield "<table>\n<caption>各文件的结论和问题数</caption>\n<thead><tr>"
    yield "".join(f"<th scope='col'>{name}</th>" for name in names)
    yield "</tr></thead>\n<tbody>\n"
    for file in files:
        counts = Counter(finding.severity for finding in file.standing)
        numbers = [*(counts[severity] for severity in ORDER), len(file.findings) - len(file.standing)]
        cells = "".join(f"<td class='count'>{number}</td>" for number in numbers)
        verdict = f"<td class='{file.verdict.value}'>{VERDICTS['zh'][file.verdict]}</td>"
        yield f"<tr><th scope='row'>{_text(file.path.name)}</th>{verdict}{cells}</tr>\n"
    yield "</tbody>\n</table>\n"


def _file(file: FileFindings, lang: str) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(file.path.name)}</h2>\n"
    if file.unusable:
        words = file.unusable.wording(lang)
        yield f"<p class='error'>无法审核：{_text(words.message)}</p>\n<p class='mend'>{_text(words.mend)}</p>\n"
    else:
        about = [one.table.project or one.table.unit or one.table.title or "" for one in file.assessments]
        if any(about):
            yield f"<p class='note'>{_text('；'.join(dict.fromkeys(part for part in about if part)))}</p>\n"
        yield f"<p>{_verdict(file.verdict)}</p>\n"
        if file.statements:
            told = file.statements
            yield f"<p class='note'>文字陈述可核对 {told.checkable} 处，看懂 {told.understood} 处。</p>\n"
        if not file.findings:
            yield "<p class='pass'>没有发现问题。</p>\n"
        listed = families(file.findings)
        for severity in ORDER:
            yield from _severity(
                severity, [one for one in listed if one.root.finding.severity is severity], lang
            )
    yield "</section>\n"


def _severity(severity: Severity, listed: Sequence[Family], lang: str) -> Iterator[str]:
    if not listed:
        return
    yield f"<h3 class='{severity.value}'>{SEVERITIES[severity]}（{len(listed)}）</h3>\n<ol>\n"
    for family in listed:
        yield f"<li>{_told(family.root, lang)}"
        if family.followers:
            yield "\n<p class='note'>由此引起：</p>\n<ul>\n"
            for found in family.followers:
                yield f"<li>{_told(found, lang)}</li>\n"
            yield "</ul>\n"
        yield "</li>\n"
    yield "</ol>\n"


def _told(found: Found, lang: str) -> str:
    finding, words = found.finding, found.finding.wording(lang)
    parts = [
        f"<span class='where'>{finding.code} {_text(place_of(finding.at))}</span> {_text(words.message)}"
    ]
    if finding.at.quote:
        parts.append(f"<p><q>{_text(finding.at.quote)}</q></p>")
    if found.waiver:
        parts.append(f"<p class='pass'>已接受（{_text(found.waiver.reason)}）</p>")
    else:
        parts.append(f"<p class='mend'>改正：{_text(words.mend)}</p>")
    parts.append(f"<p class='basis'>依据：{_text(basis_of(finding))}</p>")
    return "".join(parts)


def _text(text: str) -> str:
    return escape(one_line(text))
