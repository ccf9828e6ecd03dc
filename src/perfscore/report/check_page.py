"""Everything found in some files -> one page to read and print: no script, nothing loaded, dark or light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from perfscore.model.checked import ORDER, Family, FileFindings, Found, families
from perfscore.model.finding import Severity
from perfscore.model.verdict import (
    GRAVEST_FIRST,
    MEANINGS,
    MEANINGS_IN_ENGLISH,
    VERDICTS,
    Verdict,
    gravest,
)
from perfscore.report.html_page import page
from perfscore.report.text import one_line
from perfscore.report.words import SEVERITIES, SEVERITIES_IN_ENGLISH, basis_of, place_of

_SAID = {
    "zh": {
        "title": "绩效自评审核结果",
        "files": "共 {count} 个文件，{verdict}。",
        "verdict": "审核结论：{verdict}",
        "steps": "结论分级为系统约定，不是正式规定（{steps}）。",
        "step": "{name}：{meaning}",
        "between": "；",
        "caption": "各文件的结论和问题数",
        "file": "文件",
        "outcome": "结论",
        "accepted": "已接受",
        "accepted_because": "已接受（{reason}）",
        "unusable": "无法审核：{message}",
        "statements": "文字陈述可核对 {checkable} 处，看懂 {understood} 处。",
        "nothing": "没有发现问题。",
        "severity": "{name}（{count}）",
        "followers": "由{root}引起：",
        "mend": "改正：{mend}",
        "basis": "依据：{basis}",
    },
    "en": {
        "title": "Findings in performance self-assessments",
        "files": "{count} files. {verdict}.",
        "verdict": "Verdict: {verdict}",
        "steps": "The steps are a convention of perfscore, no official rule ({steps}).",
        "step": "{name}: {meaning}",
        "between": "; ",
        "caption": "Verdict and number of findings by file",
        "file": "File",
        "outcome": "Verdict",
        "accepted": "accepted",
        "accepted_because": "Accepted ({reason})",
        "unusable": "Cannot be checked: {message}",
        "statements": "{checkable} statements can be checked, {understood} were understood.",
        "nothing": "No findings.",
        "severity": "{name} ({count})",
        "followers": "Follows from {root}: ",
        "mend": "Mend: {mend}",
        "basis": "Basis: {basis}",
    },
}
_SEVERITIES = {"zh": SEVERITIES, "en": SEVERITIES_IN_ENGLISH}
_MEANINGS = {"zh": MEANINGS, "en": MEANINGS_IN_ENGLISH}


class _Say:
    """The words of the page in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = "en" if lang == "en" else "zh"
        self.severities = _SEVERITIES[self.lang]
        self.verdicts = VERDICTS[self.lang]

    def __call__(self, key: str, **facts: object) -> str:
        return _SAID[self.lang][key].format(**facts)

    @property
    def steps(self) -> str:
        """What each verdict means, in one sentence."""
        meanings = _MEANINGS[self.lang]
        told = (self("step", name=self.verdicts[each], meaning=meanings[each]) for each in GRAVEST_FIRST)
        return self("steps", steps=self("between").join(told))


def render(files: Sequence[FileFindings], lang: str = "zh") -> bytes:
    say = _Say(lang)
    return page(say("title"), "check.css", _body(files, say), say.lang)


def _body(files: Sequence[FileFindings], say: _Say) -> Iterator[str]:
    usable = [file for file in files if file.unusable is None]
    yield f"<main>\n<h1>{say('title')}</h1>\n"
    if usable:
        whole = gravest(file.verdict for file in usable)
        yield f"<p>{say('files', count=len(usable), verdict=_verdict(whole, say))}</p>\n"
        yield from _summary(usable, say)
    yield f"<p class='note'>{say.steps}</p>\n"
    for file in files:
        yield from _file(file, say)
    yield "</main>\n"


def _verdict(verdict: Verdict, say: _Say) -> str:
    marked = f"<span class='verdict {verdict.value}'>{say.verdicts[verdict]}</span>"
    return say("verdict", verdict=marked)


def _summary(files: Sequence[FileFindings], say: _Say) -> Iterator[str]:
    severities = (say.severities[severity] for severity in ORDER)
    names = (say("file"), say("outcome"), *severities, say("accepted"))
    yield f"<table>\n<caption>{say('caption')}</caption>\n<thead><tr>"
    yield "".join(f"<th scope='col'>{name}</th>" for name in names)
    yield "</tr></thead>\n<tbody>\n"
    for file in files:
        counts = Counter(finding.severity for finding in file.standing)
        numbers = [*(counts[severity] for severity in ORDER), len(file.findings) - len(file.standing)]
        cells = "".join(f"<td class='count'>{number}</td>" for number in numbers)
        verdict = f"<td class='{file.verdict.value}'>{say.verdicts[file.verdict]}</td>"
        yield f"<tr><th scope='row'>{_text(file.path.name)}</th>{verdict}{cells}</tr>\n"
    yield "</tbody>\n</table>\n"


def _file(file: FileFindings, say: _Say) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(file.path.name)}</h2>\n"
    if file.unusable:
        words = file.unusable.wording(say.lang)
        yield f"<p class='error'>{say('unusable', message=_text(words.message))}</p>\n"
        yield f"<p class='mend'>{_text(words.mend)}</p>\n"
    else:
        about = [one.table.project or one.table.unit or one.table.title or "" for one in file.assessments]
        if any(about):
            yield f"<p class='note'>{_text(say('between').join(dict.fromkeys(part for part in about if part)))}</p>\n"
        yield f"<p>{_verdict(file.verdict, say)}</p>\n"
        if file.statements:
            told = file.statements
            counted = say("statements", checkable=told.checkable, understood=told.understood)
            yield f"<p class='note'>{counted}</p>\n"
        if not file.findings:
            yield f"<p class='pass'>{say('nothing')}</p>\n"
        listed = families(file.findings)
        for severity in ORDER:
            yield from _severity(
                severity, [one for one in listed if one.root.finding.severity is severity], say
            )
    yield "</section>\n"


def _severity(severity: Severity, listed: Sequence[Family], say: _Say) -> Iterator[str]:
    if not listed:
        return
    members = [found for family in listed for found in (family.root, *family.followers)]
    count = sum(found.finding.severity is severity and found.waiver is None for found in members)
    heading = say("severity", name=say.severities[severity], count=count)
    yield f"<h3 class='{severity.value}'>{heading}</h3>\n<ol>\n"
    for family in listed:
        yield f"<li>{_told(family.root, say)}"
        if family.followers:
            yield "\n<ul>\n"
            for found in family.followers:
                yield f"<li>{_told(found, say)}</li>\n"
            yield "</ul>\n"
        yield "</li>\n"
    yield "</ol>\n"


def _told(found: Found, say: _Say) -> str:
    finding, words = found.finding, found.finding.wording(say.lang)
    where = f"{finding.code} {_text(place_of(finding.at, say.lang))}"
    follows = f"<span class='note'>{say('followers', root=finding.root)}</span>" if finding.root else ""
    parts = [f"<span class='where'>{where}</span> {follows}{_text(words.message)}"]
    if finding.at.quote:
        parts.append(f"<p><q>{_text(finding.at.quote)}</q></p>")
    if found.waiver:
        reason = say("accepted_because", reason=_text(found.waiver.reason))
        parts.append(f"<p class='pass'>{reason}</p>")
    else:
        parts.append(f"<p class='mend'>{say('mend', mend=_text(words.mend))}</p>")
    parts.append(f"<p class='basis'>{say('basis', basis=_text(basis_of(finding, say.lang)))}</p>")
    return "".join(parts)


def _text(text: str) -> str:
    return escape(one_line(text))
