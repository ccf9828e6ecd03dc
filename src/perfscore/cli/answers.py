"""The commands that ask about a scored table: what if, what would it take, which reading, what does it hang on.

Each asks every table of one file. A table that the question does not fit is told in one line; the exit code is 2
when no table could be answered for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

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


@dataclass(frozen=True, slots=True)
class _Call:
    """One question put to the tables of one file. number: of the one table asked about; None for all."""

    question: str
    say: AnswerSay
    file: str
    template: str | None
    choose: Sequence[str] | None
    figures: Sequence[str] | None
    number: int | None
    as_json: bool

    def answer(
        self,
        ask: Callable[[AssessmentTable, str | None, Mapping[str, str]], A],
        show: Callable[[Console, A, AnswerSay], None],
    ) -> None:
        """Ask every table, print the answers, tell what could not be answered, set the exit code."""
        say, path = self.say, _one_file(self.file)
        terms = self._terms(path)
        read = pipeline.tables_in(path, terms)
        tables = self._chosen(read.tables)
        answers: list[A] = []
        refused: list[tuple[AssessmentTable, QuestionError]] = []
        for table in with_progress(tables, len(tables), say("working")):
            try:
                answers.append(ask(table, terms.templates.get(table.form), terms.choices))
            except QuestionError as why:
                refused.append((table, why))
        if self.as_json:
            document = pipeline.answers_to_json(self.question, answers, refused, read, say.lang)
            sys.stdout.buffer.write(document.encode("utf-8", "replace"))
            sys.stdout.flush()
        elif answers:
            self._show(answers, show)
        for table, error in refused:
            told = say("table_of", file=path.name, table=table.source, message=error.text(say.lang))
            print(without_control(told), file=sys.stderr)
        if read.unusable:
            words = read.unusable.wording(say.lang)
            told = say("unusable", file=path, message=words.message, mend=words.mend)
            print(without_control(told), file=sys.stderr)
        elif not tables:
            print(say("no_tables"), file=sys.stderr)
        if not answers:
            raise typer.Exit(2)

    def _terms(self, path: Path) -> Terms:
        """The rules to answer by: what the folder of the file says, and what the call says instead."""
        settings = settings_in(path.parent)
        choices = dict(_pairs("--choose", "规则=口径", self.choose, self.say))
        templates = dict.fromkeys(Form, self.template) if self.template else settings.templates
        files = tuple(Path(each) for each in self.figures or ())
        for each in files:
            if not each.is_file():
                raise Refused(self.say("no_figures", file=each))
        if self.template:
            pipeline.load_template(self.template, choices=choices)
        return Terms(templates, {**settings.choices, **choices}, settings.words, files)

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


def _shared(
    file: AskedFile,
    template: TemplateOption = None,
    choose: ChooseOption = None,
    figures: FiguresOption = None,
    table: TableOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> Callable[[str], _Call]:
    """The file and the options of every question, declared once."""
    say = _say(lang)
    return lambda question: _Call(question, say, file, template, choose, figures, table, as_json)


def _question(command: Callable[..., None]) -> Callable[..., None]:
    """A command with the options of `_shared` around its own; it is handed them as one call."""
    file, *others = signature(_shared, eval_str=True).parameters.values()
    _, *own = signature(command, eval_str=True).parameters.values()
    parameters = [file, *own, *others]

    @wraps(command)
    def asked(**given: Any) -> None:
        call = _shared(**{each.name: given.pop(each.name) for each in (file, *others)})
        command(call(command.__name__), **given)

    asked.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    asked.__annotations__ = {each.name: each.annotation for each in parameters}
    return asked


@_question
def whatif(
    call: _Call,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="把某项实际完成值或资金数换成另一个数，如 在职职工人数=6；可多次使用",
            metavar="名称=数值",
        ),
    ] = None,
) -> None:
    """试算：换上另外的实际完成值或资金数，看得分、总分和等级怎样变。"""
    from perfscore.cli.show_answers import show_what_if

    pairs = _pairs("--set", "名称=数值", values, call.say)
    if not pairs:
        raise Refused(call.say("need_values"))

    def ask(asked: AssessmentTable, template: str | None, choices: Mapping[str, str]) -> pipeline.WhatIf:
        return pipeline.what_if(asked, pairs, template, choices)

    call.answer(ask, show_what_if)


@_question
def goalseek(
    call: _Call,
    total: Annotated[str, typer.Option("--total", help="要达到的总分", metavar="分数")],
    row: Annotated[
        str | None,
        typer.Option("--row", help="只推算这一项（指标名称的一部分或“全年执行数”）", metavar="NAME"),
    ] = None,
) -> None:
    """倒推：总分要达到某个数，哪一项单独改成多少就行。"""
    from perfscore.cli.show_answers import show_goal_seek

    wanted = _number("--total", total, call.say)

    def ask(asked: AssessmentTable, template: str | None, choices: Mapping[str, str]) -> pipeline.GoalSeek:
        return pipeline.goal_seek(asked, wanted, row, template, choices)

    call.answer(ask, show_goal_seek)


@_question
def reconcile(
    call: _Call,
    claimed: Annotated[
        str | None, typer.Option("--claimed", help="填报总分；不写则用表内的", metavar="分数")
    ] = None,
) -> None:
    """对账：填报总分是按哪种口径、哪种取整得出来的。"""
    from perfscore.cli.show_answers import show_reconciliation

    wanted = None if claimed is None else _number("--claimed", claimed, call.say)

    def ask(
        asked: AssessmentTable, template: str | None, choices: Mapping[str, str]
    ) -> pipeline.Reconciliation:
        return pipeline.reconcile(asked, wanted, template, choices)

    call.answer(ask, show_reconciliation)


@_question
def sensitivity(call: _Call) -> None:
    """敏感性：总分和等级主要取决于哪些指标、哪些分值。"""
    from perfscore.cli.show_answers import show_sensitivity

    call.answer(pipeline.sensitivity, show_sensitivity)


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
