"""A document to what it tells of results and money that tables state too: scores, grades, budget, outlay, rate.

A document may hold several reports; the last title above a sentence says whether it is a report of self-assessment or
the text of the final accounts, and of the whole unit or of one project. A figure counts only where the words before it
name nothing but the unit, a day and the year: `一般公共服务支出全年预算为…` is a part, and says nothing of the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from perfscore.model.narrative import Fact, Narrative, Told
from perfscore.model.place import Place
from perfscore.model.prose import Document, Paragraph
from perfscore.read.prose.signs import Spelt, spell

LONGEST_TITLE = 60
LONGEST_SENTENCE = 600
HEAD = 600
MOST_TOLD = 500
SHORTEST_NAME, MOST_NAMES = 5, 60
MOST_TITLES = 40
"""No hand-in has more reports in one file."""

_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)|[0-9]+[.、])")
_REPORT = re.compile(r"(?:绩效)?(?:自评|自我评价|绩效评价|自评价)(?:工作)?(?:情况)?报告$")
_ACCOUNTS = re.compile(r"决算(?:情况)?(?:公开)?(?:编制)?(?:说明|报告|公开)?(?:\(公开版\)|目录)?$")
_WHOLE_TITLE = re.compile(r"(?:部门|单位)?整体|部门\(单位\)|部门预算绩效")
_NAME_IN_TITLE = re.compile(
    r"20[0-9]{2}年?度?(?P<name>.+?)(?:专项)?(?:预算)?(?:项目)?(?:支出)?(?:绩效)?(?:自评|自我评价|评价|自评价)"
)
_PROJECT_LINE = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]\)|[0-9][.、])?项目(?:政策)?名称:(?P<name>.{2,40})$"
)
_YEAR = re.compile(r"(20[0-9]{2})年")
_OTHER_YEAR = re.compile(r"上年|去年|上一年|往年|以前年度|下年|明年")

_NUMBER = r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)"
_MONEY = {"亿元": Fraction(10**4), "万元": Fraction(1), "千元": Fraction(1, 10), "元": Fraction(1, 10**4)}
_SUM = r"(?:总额|总数|合计|总计|资金|金额|收入|支出|数|安排|批复)*"
_IS = r"(?:共计|合计|共|为|是|达到?|:)*"
_LABELS = (
    (Fact.INITIAL, rf"(?:年初|(?<=年)初)(?:财政|部门|批复|安排|下达)*预算{_SUM}"),
    (Fact.SPENT, r"(?:全年(?:预算)?(?:实际)?(?:执行|支出)|预算执行|实际(?:执行|支出)|(?:本年)?支出(?:合计|总计))(?:总额|金额|数|合计)*(?!率)"),
    (Fact.ADJUSTED, rf"(?:全年|调整后)(?:的)?(?:财政|部门)*预算{_SUM}(?!执行|支出率)"),
)  # fmt: skip
_FIGURE = re.compile(
    "|".join(rf"(?P<{fact.name}>{label})" for fact, label in _LABELS)
    + r"|(?P<RATE>(?:全年|预算|资金)*(?:执行率|支出率))"
)
_VALUE = re.compile(rf"{_IS}{_NUMBER}(?P<unit>亿元|万元|千元|元|%)")
_PROJECTS = re.compile(rf"(?<=[,;:、元])(?P<label>项目支出){_IS}{_NUMBER}(?P<unit>万元|亿元|元)")
_KIND = "单位|部门|机关|项目|局|厅|委|办|中心|院|校|站|所|队|镇|乡|街道"
_UNIT = r"[一-龥]{1,24}(?:局|厅|委员会|委|办公室|办|中心|院|学校|中学|小学|站|所|队|镇|乡|街道办事处)"
_LEAD = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)|[0-9]{1,2}[.、])?"
    r"(?:[一-龥]{0,8}(?:情况|结果)[:。,])?"
    r"(?:截[止至](?:20[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|底|末)*[,、]?)?(?:年底[,、]?)?"
    r"(?:20[0-9]{2}年?度?[,、]?)?"
    rf"(?:(?:我|本|该|全|经|在)*(?:{_KIND})?|(?P<who>{_UNIT}))(?:\((?:部门|单位)\))?(?:部门|单位)?(?:整体)?(?:支出)?[,、]?"
    r"(?:20[0-9]{2}年?度?)?(?:预算)?(?:当年|实际|总|资金|累计|的|共)*$"
)
_BETWEEN = re.compile(r"^[,、;](?:(?:20[0-9]{2})年?度?)?(?:其中)?(?:当年|实际|总|资金|累计|预算|的|共)*$")
_ONLY_UNIT = re.compile(_UNIT)
_PLACE = re.compile(r"[省市州盟县区旗镇乡]")
_PROJECT = r"(?P<name>[一-龥A-Za-z0-9()、“”\"《》<>]{2,40}?(?:项目|经费|资金|工程|专项))"
_NO_NAME = re.compile(
    r"本|该|各|全部|所有|个项目|上述|以上|每|我|其他|^项目$|^专项$|平均|部门|整体|财政|拨款|预算资金"
)
_PROJECT_LEAD = re.compile(
    rf"^(?:20[0-9]{{2}}年?度?)?{_PROJECT}(?:支出)?(?:20[0-9]{{2}}年?度?)?(?:当年|实际|总|资金|累计|的|共)*$"
)

_BOUND = r"(?![0-9.])(?!分?(?:\(含\)|及?以[上下内]|[-~至到]))"
_POINTS = r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,4})?)"
_NAMED_SCORE = re.compile(
    _PROJECT
    + r"[”\"》>]?(?:支出)?(?:绩效)?(?:自评|评价)?(?:结果)?(?:总)?(?:得分|评分|得)(?:结果)?[为是:]?"
    + _POINTS
    + "分"
    + _BOUND
)
_WHOLE_SCORE = re.compile(
    r"整体(?:\([^()]{0,20}\))?[^,。;0-9]{0,20}?(?:得分|评分|总分)(?:合计)?[为是:共]*"
    + _POINTS
    + "分"
    + _BOUND
)
_OWN_SCORE = re.compile(
    r"(?:自评|总体|综合|评价结[果论]|评价得分|总得分|自我评价)[^。;0-9]{0,24}?(?:得分|总分|评分|分数)(?:合计)?[为是:共]*"
    + _POINTS
    + "分"
    + _BOUND
)
_GRADE = re.compile(
    r"(?:评价|自评|评定|自我评价)[^。;0-9]{0,10}?(?:结果|等级|等次|结论)[^。;,0-9]{0,4}?[为是:]+[“\"'「]?(?P<grade>优|良|中|差)(?:秀|好|等)?[”\"'」]?(?=[,。;;、)]|$)"
)
_PART = re.compile(r"指标|决策|过程|产出|效益|满意度|投入|扣|满分|分值|上限|权重|标准")
"""A score of one part of the assessment, or what the scale says."""
_ASSESSED = re.compile(
    r"(?:对|组织|开展)(?:了)?(?P<number>[0-9]{1,3})个(?:部门预算|预算|专项)?项目(?:支出)?(?:全面|组织)?(?:开展|进行)?(?:了)?(?:支出)?(?:绩效)?自评"
)


class _Scope(NamedTuple):
    """What the last title says. project: None for the whole unit, "" where it is not said."""

    project: str | None = ""
    in_accounts: bool = False


def read_narrative(document: Document) -> Narrative:
    """What a document tells of its unit's results and money, in reading order."""
    spelt = [(each, spell(each.text)) for each in document.paragraphs]
    titles = [text.text for _, text in spelt if _is_title(text.text)][:MOST_TITLES]
    year = _year_of(titles, spelt)
    told: list[Told] = []
    scope = _Scope()
    for paragraph, text in spelt:
        if _is_title(text.text):
            scope = _scope_of(text.text)
        elif named := _PROJECT_LINE.match(text.text):
            scope = scope._replace(project=named["name"]) if scope.project == "" else scope
        elif len(told) < MOST_TOLD:
            told += _in_paragraph(paragraph, text, scope, year)
    if not told:
        return Narrative(document.file, year)
    head = "\n".join([*titles, "\n".join(text.text for _, text in spelt[:40])[:HEAD]])
    return Narrative(
        document.file, year, head, _names(text.text for _, text in spelt), tuple(told[:MOST_TOLD])
    )


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    """What looks like the name of a unit, with the words before it that cannot be told from it."""
    runs = (name for text in texts for name in _ONLY_UNIT.findall(text))
    found = Counter(name for name in runs if len(name) >= SHORTEST_NAME and _PLACE.search(name))
    return tuple(name for name, _ in found.most_common(MOST_NAMES))


def _is_title(text: str) -> bool:
    if len(text) > LONGEST_TITLE or "。" in text or _NUMBERED.match(text):
        return False
    return bool(_REPORT.search(text) or _ACCOUNTS.search(text))


def _scope_of(title: str) -> _Scope:
    if _WHOLE_TITLE.search(title):
        return _Scope(None)
    if not _REPORT.search(title):
        return _Scope(None, in_accounts=True)
    named = _NAME_IN_TITLE.search(title)
    return _Scope(named["name"] if named and not _NO_NAME.search(named["name"]) else "")


def _year_of(titles: list[str], spelt: list[tuple[Paragraph, Spelt]]) -> int | None:
    """The year that the titles print, else the one printed most often."""
    for texts in (titles, [text.text[:LONGEST_SENTENCE] for _, text in spelt]):
        years = Counter(found for text in texts for found in _YEAR.findall(text))
        if years:
            return int(years.most_common(1)[0][0])
    return None


def _in_paragraph(paragraph: Paragraph, text: Spelt, scope: _Scope, year: int | None) -> Iterator[Told]:
    start = 0
    for stop in [*(found.start() for found in re.finditer("[。;！!]", text.text)), len(text.text)]:
        sentence = text.text[start:stop]
        if sentence and len(sentence) <= LONGEST_SENTENCE and _is_of_year(sentence, year):
            quote = paragraph.text[text.origin[start] : text.origin[stop - 1] + 1].strip()
            at = paragraph.at._replace(quote=quote)
            yield from _scores(sentence, scope, at)
            yield from _money(sentence, scope, at)
            for found in _ASSESSED.finditer(sentence):
                number = Fraction(found["number"])
                yield Told(Fact.PROJECTS_ASSESSED, None, number, found.group(), at)
        start = stop + 1


def _is_of_year(sentence: str, year: int | None) -> bool:
    years = {int(found) for found in _YEAR.findall(sentence)}
    return not _OTHER_YEAR.search(sentence) and (not years or years == {year})


def _scores(sentence: str, scope: _Scope, at: Place) -> Iterator[Told]:
    """Scores of named projects and of the whole; else the report's own, when the sentence speaks of no part of it."""
    named = [found for found in _NAMED_SCORE.finditer(sentence) if not _NO_NAME.search(found["name"])]
    for found in named:
        yield _score(found, found["name"].strip('、和及与“"《<'), at)
    whole = _WHOLE_SCORE.search(sentence)
    if whole:
        yield _score(whole, None, at)
    own = _OWN_SCORE.search(sentence)
    if scope.project == "" or scope.in_accounts or _PART.search(sentence.replace("评价指标体系", "")):
        return
    if own and not whole and not named:
        yield _score(own, scope.project, at)
    if grade := _GRADE.search(sentence):
        yield Told(Fact.GRADE, scope.project, None, grade.group(), at, grade=grade["grade"])


def _score(found: re.Match[str], project: str | None, at: Place) -> Told:
    return Told(Fact.SCORE, project, Fraction(found["number"]), found.group(), at)


def _money(sentence: str, scope: _Scope, at: Place) -> Iterator[Told]:
    """The figures of the budget block that a sentence begins with, up to the first word that belongs to something else."""
    who, project, ends = "", scope.project, 0
    seen: set[Fact] = set()
    for found in _FIGURE.finditer(sentence):
        value = _VALUE.match(sentence, found.end())
        fact = Fact[found.lastgroup or ""]
        if value is None or (value["unit"] == "%") != (fact is Fact.RATE):
            break
        lead = sentence[ends : found.start()]
        if ends and not _BETWEEN.match(f"{lead}") and lead not in (",", "、"):
            break
        if not ends:
            subject = _subject(lead, project)
            if subject is None:
                break
            who, project = subject
        if project == "":
            return
        written = f"{found.group()}{value.group()}"
        yield _amount(fact, project, value, written, at, who, scope)
        seen.add(fact)
        ends = value.end()
    split = _PROJECTS.search(sentence, ends) if Fact.SPENT in seen and project is None else None
    if split and "其中:" in sentence[ends : split.start()]:
        yield _amount(Fact.PROJECTS_SPENT, None, split, split.group(), at, who, scope)


def _subject(lead: str, project: str | None) -> tuple[str, str | None] | None:
    """Who a sentence speaks of and of which project, by the words before its first figure; None when of a part."""
    plain = _LEAD.match(lead)
    if plain:
        return plain["who"] or "", project
    named = _PROJECT_LEAD.match(lead)
    if named and not _NO_NAME.search(named["name"]):
        return "", named["name"]
    return None


def _amount(
    fact: Fact, project: str | None, value: re.Match[str], written: str, at: Place, who: str, scope: _Scope
) -> Told:
    number, unit = value["number"].replace(",", ""), value["unit"]
    scale = _MONEY.get(unit, Fraction(1))
    step = scale / 10 ** len(number.partition(".")[2])
    return Told(fact, project, Fraction(number) * scale, written, at, who, "", step, scope.in_accounts)
