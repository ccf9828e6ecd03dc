"""Everything found in some files -> a reviewer's letter (审核意见) to each unit, as one Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from perfscore.model.checked import Family, FileFindings, Found, families
from perfscore.model.verdict import VERDICTS, Verdict, asked_by, gravest
from perfscore.report import docx_sections, docx_settings, gbt9704
from perfscore.report.archive import steady
from perfscore.report.blocks import Heading, Paragraph, parse
from perfscore.report.docx_tables import run
from perfscore.report.gbt9704 import element
from perfscore.report.prose import letter_markdown
from perfscore.report.text import one_line, sentence
from perfscore.report.words import ask, place_of, spans, verified

_NUMBERS = "一二三四"
_GROUPS = {
    Verdict.RETURN: ("退回修改", "下列错误使得分不正确或者无法证明，须修改后重新报送："),
    Verdict.CORRECT: ("更正", "下列内容填写有误或者缺漏，须更正："),
    Verdict.COMPLETE: ("补充完善", "下列内容不完整或者需要说明，须补充："),
}
_SIGNED = ("【待补充：审核单位（盖章）】", "【待补充：审核人签名】", "【待补充：年 月 日】")


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One thing to do. mend: what to do; for what was accepted, the reason. follows: what came of it, as sentences."""

    number: int
    where: str
    message: str
    mend: str
    unsure: bool
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterGroup:
    number: str
    title: str
    about: str
    items: tuple[LetterItem, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that is said in the letter to one unit."""

    unit: str
    year: str
    files: str
    verdict: str
    count: int
    groups: tuple[LetterGroup, ...]
    accepted: tuple[LetterItem, ...]

    @property
    def accepted_number(self) -> str:
        return _NUMBERS[len(self.groups)]


def letters(files: Sequence[FileFindings], lang: str = "zh") -> list[Letter]:
    """One letter for each unit, in the order in which the units first come up."""
    by_unit: dict[str, list[FileFindings]] = {}
    for file in files:
        if file.assessments or file.statements:
            by_unit.setdefault(_unit(file), []).append(file)
    return [_letter(unit, own, lang) for unit, own in by_unit.items()]


def _unit(file: FileFindings) -> str:
    named = (one.table.unit or one.table.department or "" for one in file.assessments)
    return one_line(next((name for name in named if name.strip()), ""))


def _letter(unit: str, files: Sequence[FileFindings], lang: str) -> Letter:
    years = {one.table.year for file in files for one in file.assessments if one.table.year}
    listed = [(file, family) for file in files for family in families(file.findings)]
    several = len(files) > 1
    numbers = iter(range(1, 1_000_000))
    groups: list[LetterGroup] = []
    for verdict, (title, about) in _GROUPS.items():
        items = tuple(
            _item(next(numbers), file, family, several, lang)
            for file, family in listed
            if family.root.waiver is None and asked_by(family.root.finding) is verdict
        )
        if items:
            groups.append(LetterGroup(_NUMBERS[len(groups)], title, about, items))
    accepted = [(file, found) for file, family in listed for found in _members(family) if found.waiver]
    return Letter(
        unit=unit or ask("单位名称"),
        year=f"{min(years)}年" if len(years) == 1 else f"{min(years)}至{max(years)}年" if years else "",
        files="、".join(f"“{one_line(file.path.name)}”" for file in files),
        verdict=VERDICTS["zh"][gravest(file.verdict for file in files)],
        count=sum(len(group.items) for group in groups),
        groups=tuple(groups),
        accepted=tuple(
            LetterItem(
                next(numbers),
                _where(file, found, several),
                sentence(found.finding.wording(lang).message),
                sentence(found.waiver.reason),
                False,
            )
            for file, found in accepted
            if found.waiver
        ),
    )


def _members(family: Family) -> tuple[Found, ...]:
    return (family.root, *family.followers)


def _item(number: int, file: FileFindings, family: Family, several: bool, lang: str) -> LetterItem:
    words = family.root.finding.wording(lang)
    follows = tuple(
        sentence(found.finding.wording(lang).message) for found in family.followers if found.waiver is None
    )
    where = _where(file, family.root, several)
    return LetterItem(
        number,
        where,
        sentence(words.message),
        sentence(words.mend),
        not verified(family.root.finding),
        follows,
    )


def _where(file: FileFindings, found: Found, several: bool) -> str:
    place = place_of(found.finding.at)
    if place == file.path.name:
        return place
    return f"{one_line(file.path.name)} {place}" if several else place


def render(files: Sequence[FileFindings], lang: str = "zh") -> bytes:
    """Raises ValueError when there is no unit to write to."""
    written = letters(files, lang)
    if not written:
        raise ValueError("没有可写审核意见的自评表。")
    document = docx.Document()
    docx_settings.set_up(document)
    gbt9704.set_styles(document)
    gbt9704.set_page(document.sections[0])
    gbt9704.set_page_numbers(document, document.sections[0])
    for index, letter in enumerate(written):
        if index:
            docx_sections.begin(document)
        _write(document, letter)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "perfscore"
    properties.title = "绩效自评审核意见"
    properties.comments = ""
    properties.language = "zh-CN"
    out = BytesIO()
    document.save(out)
    days = [one.template.on for file in files for one in file.assessments]
    return steady(out.getvalue(), max(days, default=date(1980, 1, 1)))


def _write(document: Document, letter: Letter) -> None:
    addressed = False
    for block in parse(letter_markdown(letter)):
        match block:
            case Heading(level, text):
                _line(document, text, "Title" if level == 1 else "Heading 1")
                if level == 1:
                    document.add_paragraph()
            case Paragraph(text):
                _line(document, text, flush=not addressed, signed=text in _SIGNED)
                addressed = True
            case _:
                raise ValueError("A letter template holds headings and paragraphs only.")


def _line(
    document: Document, text: str, style: str = "Normal", flush: bool = False, signed: bool = False
) -> None:
    """flush: the line to whom the letter goes has no indent. signed: name and date stand on the right."""
    made = document.add_paragraph(style=None if style == "Normal" else style)  # to look up a style takes long
    if flush:
        made._p.get_or_add_pPr().append(element("w:ind", firstLineChars=0, firstLine=0))
    if signed:
        made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        made.paragraph_format.keep_with_next = text != _SIGNED[-1]
    for piece in _pieces(text):
        made._p.append(run(*piece))


def _pieces(text: str) -> Iterator[tuple[str, object, bool]]:
    for piece, asks in spans(text):
        yield piece, element("w:rPr"), asks
