"""The commands that ask about a scored table: what if, what would it take, which reading, what does it hang on.

Each asks every table of one file. A table that the question does not fit is told in one line; the exit code is 2
when no table could be answered for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from perfscore import pipeline
from perfscore.cli.answer_words import AnswerSay
from perfscore.cli.inputs import input_files
from perfscore.cli.plain import without_control
from perfscore.cli.progress import with_progress
from perfscore.cli.refused import Refused
from perfscore.cli.settings import settings_in
from perfscore.model.table import AssessmentTable, Form
from perfscore.pipeline import QuestionError, Terms

if TYPE_CHECKING:
    from rich.console import Console

    from perfscore.pipeline import Answer

A = TypeVar("A", bound="Answer")
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")

AskedFile = Annotated[str, typer.Argument(help="自评表文件；- 为标准输入", metavar="FILE")]
TemplateOption = Annotated[
    str | None, typer.Option("--template", help="规则模板编号或 template.yaml 的路径", metavar="ID")
]
ChooseOption = Annotated[
    list[str] | None,
    typer.Option("--choose", help="选用规则口径，如 equal=one-sided；可多次使用", metavar="规则=口径"),
]
FiguresOption = Annotated[
    list[str] | None,
    typer.Option("--figures", help="填有规则所需数据的文件（名称、数值两栏）；可多次使用", metavar="FILE"),
]
TableOption = Annotated[
    int | None, typer.Option("--table", help="只问文件里的第几张表，从 1 数起", metavar="N")
]
JsonOption = Annotated[bool, typer.Option("--json", help="只输出 JSON")]
LangOption = Annotated[str, typer.Option("--lang", help="提示语言：zh 或 en", metavar="zh|en")]


def whatif(
    file: AskedFile,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="把某项实际完成值或资金数换成另一个数，如 在职职工人数=6；可多次使用",
            metavar="名称=数值",
        ),
    ] = None,
    template: TemplateOption = None,
    choose: ChooseOption = None,
    figures: FiguresOption = None,
    table: TableOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """试算：换上另外的实际完成值或资金数，看得分、总分和等级怎样变。"""
    from perfscore.cli.show_answers import show_what_if

    say = _say(lang)
    pairs = _pairs("--set", "名称=数值", values, say)
    if not pairs:
        raise Refused(say("need_values"))

    def ask(asked: AssessmentTable, template: str | None, choices: Mapping[str, str]) -> pipeline.WhatIf:
        return pipeline.what_if(asked, pairs, template, choices)

    _Call("whatif", file, template, choose, figures, table, as_json, say).answer(ask, show_what_if)


def goalseek(
    file: AskedFile,
    total: Annotated[str, typer.Option("--total", help="要达到的总分", metavar="分数")],
    row: Annotated[
        str | None,
        typer.Option("--row", help="只推算这一项（指标名称的一部分或“全年执行数”）", metavar="NAME"),
    ] = None,
    template: TemplateOption = None,
    choose: ChooseOption = None,
    figures: FiguresOption = None,
    table: TableOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """倒推：总分要达到某个数，哪一项单独改成多少就行。"""
    from perfscore.cli.show_answers import show_goal_seek

    say = _say(lang)
    wanted = _number("--total", total, say)

    def ask(asked: AssessmentTable, template: str | None, choices: Mapping[str, str]) -> pipeline.GoalSeek:
        return pipeline.goal_seek(asked, wanted, row, template, choices)

    _Call("goalseek", file, template, choose, figures, table, as_json, say).answer(ask, show_goal_seek)


def reconcile(
    file: AskedFile,
    claimed: Annotated[
        str | None, typer.Option("--claimed", help="填报总分；不写则用表内的", metavar="分数")
    ] = None,
    template: TemplateOption = None,
    choose: ChooseOption = None,
    figures: FiguresOption = None,
    table: TableOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """对账：填报总分是按哪种口径、哪种取整得出来的。"""
    from perfscore.cli.show_answers import show_reconciliation

    say = _say(lang)
    wanted = None if claimed is None else _number("--claimed", claimed, say)

    def ask(
        asked: AssessmentTable, template: str | None, choices: Mapping[str, str]
    ) -> pipeline.Reconciliation:
        return pipeline.reconcile(asked, wanted, template, choices)

    _Call("reconcile", file, template, choose, figures, table, as_json, say).answer(ask, show_reconciliation)


def sensitivity(
    file: AskedFile,
    template: TemplateOption = None,
    choose: ChooseOption = None,
    figures: FiguresOption = None,
    table: TableOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """敏感性：总分和等级主要取决于哪些指标、哪些分值。"""
    from perfscore.cli.show_answers import show_sensitivity

    say = _say(lang)
    _Call("sensitivity", file, template, choose, figures, table, as_json, say).answer(
        pipeline.sensitivity, show_sensitivity
    )


class _Call:
    """One question put to the tables of one file."""

    def __init__(
        self,
        question: str,
        file: str,
        template: str | None,
        choose: Sequence[str] | None,
        figures: Sequence[str] | None,
        number: int | None,
        as_json: bool,
        say: AnswerSay,
    ) -> None:
        self.question = question
        self.path = _one_file(file)
        self.number = number
        self.as_json = as_json
        self.say = say
        settings = settings_in(self.path.parent)
        choices = dict(_pairs("--choose", "规则=口径", choose, say))
        templates = dict.fromkeys(Form, template) if template else settings.templates
        files = tuple(Path(each) for each in figures or ())
        for each in files:
            if not each.is_file():
                raise Refused(say("no_figures", file=each))
        self.terms = Terms(templates, {**settings.choices, **choices}, settings.words, files)
        if template:
            pipeline.load_template(template, choices=choices)

    def answer(
        self,
        ask: Callable[[AssessmentTable, str | None, Mapping[str, str]], A],
        show: Callable[[Console, A, AnswerSay], None],
    ) -> None:
        """Ask every table, print the answers, tell what could not be answered, set the exit code."""
        say = self.say
        read = pipeline.tables_in(self.path, self.terms)
        tables = self._chosen(read.tables)
        answers: list[A] = []
        refused: list[tuple[AssessmentTable, QuestionError]] = []
        for table in with_progress(tables, len(tables), say("working")):
            try:
                answers.append(ask(table, self.terms.templates.get(table.form), self.terms.choices))
            except QuestionError as why:
                refused.append((table, why))
        if self.as_json:
            document = pipeline.answers_to_json(self.question, answers, refused, read, say.lang)
            sys.stdout.buffer.write(document.encode("utf-8", "replace"))
            sys.stdout.flush()
        elif answers:
            self._show(answers, show)
        for table, error in refused:
            told = say("table_of", file=self.path.name, table=table.source, message=error.text(say.lang))
            print(without_control(told), file=sys.stderr)
        if read.unusable:
            words = read.unusable.wording(say.lang)
            told = say("unusable", file=self.path, message=words.message, mend=words.mend)
            print(without_control(told), file=sys.stderr)
        elif not tables:
            print(say("no_tables"), file=sys.stderr)
        if not answers:
            raise typer.Exit(2)

    def _chosen(self, tables: Sequence[AssessmentTable]) -> Sequence[AssessmentTable]:
        if self.number is None:
            return tables
        if not 1 <= self.number <= len(tables):
            raise Refused(self.say("no_table", count=len(tables), number=self.number))
        return [tables[self.number - 1]]

    def _show(self, answers: Sequence[A], show: Callable[[Console, A, AnswerSay], None]) -> None:
        from perfscore.cli.show import console
        from perfscore.cli.show_answers import show_heading

        out = console()
        for answer in answers:
            show_heading(out, answer, self.say)
            show(out, answer, self.say)
            out.print()


def _say(lang: str) -> AnswerSay:
    if lang not in ("zh", "en"):
        raise Refused(f"--lang：只有 zh 和 en，收到的是“{lang}”。")
    return AnswerSay(lang)


def _one_file(file: str) -> Path:
    paths = input_files([file])
    if len(paths) != 1:
        raise Refused(f"一次只能问一个文件，“{file}”里有 {len(paths)} 个。")
    return paths[0]


def _pairs(option: str, wanted: str, given: Sequence[str] | None, say: AnswerSay) -> list[tuple[str, str]]:
    """`名称=数值`; what stands behind the first sign is the value, which may begin with a sign of its own."""
    pairs = []
    for text in given or ():
        name, equals, value = text.replace("＝", "=", 1).partition("=")
        if not equals or not name.strip() or not value.strip():
            raise Refused(say("need_equals", option=option, wanted=wanted, given=text))
        pairs.append((name.strip(), value.strip()))
    return pairs


def _number(option: str, given: str, say: AnswerSay) -> Fraction:
    text = given.strip().removesuffix("分")
    if not _NUMBER.fullmatch(text):
        raise Refused(say("need_number", option=option, given=given))
    return Fraction(text)
