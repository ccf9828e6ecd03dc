"""`perfscore archive`: the commands. What they show stands in `show_archive`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfscore import pipeline
from perfscore.cli.archive_words import ArchiveSay
from perfscore.cli.calls import asked, keep_inputs, print_json, say_in, writing
from perfscore.cli.plain import without_control
from perfscore.cli.progress import with_progress
from perfscore.cli.refused import Refused
from perfscore.cli.settings import archive_in
from perfscore.pipeline import ArchiveError, FileResult, Selection

if TYPE_CHECKING:
    from perfscore.pipeline import Archive

archive_app = typer.Typer(
    help="档案：存下历年的原件和核算结果，供查阅、对比、核对和导出。",
    rich_markup_mode=None,
    no_args_is_help=True,
)
DEFAULT = "perfscore-archive.sqlite"
VARIABLE = "PERFSCORE_ARCHIVE"
_YEARS = re.compile(r"(\d{4})(?:\s*[-—–~～至]\s*(\d{4}))?")

Where = Annotated[
    str | None,
    typer.Option(
        "--archive",
        help=f"档案：SQLite 文件，或 postgresql:// 地址；不写则用环境变量 {VARIABLE}、perfscore.toml 里的 archive，"
        f"再没有就是当前文件夹的 {DEFAULT}",
        metavar="PATH|URL",
    ),
]
Unit = Annotated[str | None, typer.Option("--unit", help="单位名称，或其中几个字", metavar="NAME")]
Project = Annotated[str | None, typer.Option("--project", help="项目名称，或其中几个字", metavar="NAME")]
Year = Annotated[str | None, typer.Option("--year", help="年度，如 2023 或 2021-2024", metavar="YEAR")]
Lang = Annotated[str, typer.Option("--lang", help="提示语言：zh 或 en", metavar="zh|en")]
Number = Annotated[int, typer.Argument(help="结果的编号，见 perfscore archive list", metavar="ID")]


@archive_app.command("add")
def add(
    files: Annotated[list[str], typer.Argument(help="自评表文件、文件夹或通配符", metavar="FILE...")],
    archive: Where = None,
    by: Annotated[str | None, typer.Option("--by", help="经办人；不写则为登录名", metavar="NAME")] = None,
    template: Annotated[
        str | None, typer.Option("--template", help="规则模板编号或 template.yaml 的路径", metavar="ID")
    ] = None,
    choose: Annotated[
        list[str] | None,
        typer.Option("--set", help="选用规则口径，如 equal=one-sided；可多次使用", metavar="规则=口径"),
    ] = None,
    figures: Annotated[
        list[str] | None,
        typer.Option(
            "--figures", help="填有规则所需数据的文件（名称、数值两栏）；可多次使用", metavar="FILE"
        ),
    ] = None,
    lang: Lang = "zh",
) -> None:
    """存入：原件、读出的表和核算结果。同一份文件再存一次不改动什么；改过的文件存为新的一版。"""
    from perfscore.cli.show_archive import show_added, show_tally

    say = _say(lang)
    paths, terms = asked(files, template, choose, say, figures)
    kept = []
    with _open(archive, say, create=True) as opened:
        for file in with_progress(opened.add_files(paths, terms, by), len(paths), say("working")):
            show_added(file, say)
            kept.append(file)
    show_tally(kept, say)
    if any(file.unusable for file in kept):
        raise typer.Exit(2)


@archive_app.command("list")
def list_kept(
    unit: Unit = None,
    project: Project = None,
    year: Year = None,
    archive: Where = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.archive/1）")] = False,
    lang: Lang = "zh",
) -> None:
    """列出：编号、年度、单位、项目、版本、总分、等级、原件、经办人和时间。"""
    from perfscore.cli.show_archive import entries_to_json, show_entries

    say = _say(lang)
    with _open(archive, say) as opened:
        entries = opened.entries(Selection(unit, project, _years("--year", year, say)))
        where = opened.where
    if as_json:
        print_json(entries_to_json(entries))
    elif entries:
        show_entries(entries, say)
    else:
        print(without_control(say("nothing_kept", where=where)))


@archive_app.command("show")
def show(
    number: Number,
    verify: Annotated[
        bool, typer.Option("--verify", help="从原件起按当时的规则重新核算，说明是否一致；不一致时以 1 退出")
    ] = False,
    archive: Where = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.assessments/1）")] = False,
    lang: Lang = "zh",
) -> None:
    """查看一份存下的结果，与存入时相同。"""
    from perfscore.cli import show as terminal
    from perfscore.cli.show_archive import entry_line, verification_lines

    say = _say(lang)
    with _open(archive, say) as opened:
        entry, assessment = opened.entry(number), opened.assessment(number)
        verified = opened.verify(number) if verify else None
    if as_json:
        print_json(pipeline.to_json([FileResult(Path(entry.file), (assessment,))], lang))
    else:
        out = terminal.console()
        out.print(terminal.Text(entry_line(entry, say), style="dim"))
        terminal.show_assessment(out, assessment, say)
    if verified:
        for line in verification_lines(verified, say):
            print(without_control(line), file=sys.stderr if as_json else sys.stdout)
        if not verified.reproduced:
            raise typer.Exit(1)


@archive_app.command("compare")
def compare(
    unit: Unit = None,
    years: Annotated[
        str | None, typer.Option("--years", help="哪些年度，如 2021-2024；不写则全部", metavar="2021-2024")
    ] = None,
    project: Project = None,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="更正前的各版也参加对比；不写则每年只用最新的一版")
    ] = False,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out", help="对比报告：.xlsx .docx .html .json，由后缀决定；可多次使用", metavar="对比.xlsx"
        ),
    ] = None,
    under: Annotated[
        str | None,
        typer.Option(
            "--under", help="另按同一套规则核算各年：模板编号或路径，newest 为最新一年的规则", metavar="ID"
        ),
    ] = None,
    matches: Annotated[
        Path | None,
        typer.Option("--matches", help="人工确认的指标对照（对比结果中的“指标对照”表）", metavar="FILE"),
    ] = None,
    archive: Where = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.comparisons/1）")] = False,
    lang: Lang = "zh",
) -> None:
    """对比：一个单位存档的各年度，不必再读原件。"""
    from perfscore.cli import compare as comparing

    say = _say(lang)
    if not unit:
        raise Refused(say("need_unit"))
    outputs = comparing.report_files(out, say)
    keep_inputs([str(matches)] if matches else [], outputs, say)
    for each in outputs:
        if each.resolve() == Path(_meant(archive)).resolve():
            raise Refused(say("would_overwrite", path=each))
    given = comparing.given_matches(matches, say)
    wanted = Selection(unit, project, _years("--years", years, say), newest_only=not all_versions)
    with _open(archive, say) as opened:
        try:
            compared = opened.compare(wanted, under, given)
        except ValueError as error:
            raise Refused(str(error)) from error
    comparing.deliver(compared, outputs, as_json, say)
    if compared.refused:
        raise typer.Exit(2)


@archive_app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹（须是新的）", metavar="DIR")],
    unit: Unit = None,
    project: Project = None,
    year: Year = None,
    archive: Where = None,
    lang: Lang = "zh",
) -> None:
    """导出：原件、全部结果（assessments.json）和目录（目录.csv），不用本程序也能看。"""
    say = _say(lang)
    wanted = Selection(unit, project, _years("--year", year, say))
    with _open(archive, say) as opened:
        done: list[pipeline.Exported] = []
        writing(lambda: done.append(opened.export(folder, wanted)), folder, say)
    (exported,) = done
    print(say("exported", path=folder, files=exported.files, results=exported.results))


def _say(lang: str) -> ArchiveSay:
    return ArchiveSay(say_in(lang).lang)


def _meant(address: str | None) -> str:
    """The archive a call means: by its option, the environment, the settings of the current folder, or the usual name."""
    return address or os.environ.get(VARIABLE) or archive_in(Path()) or DEFAULT


@contextmanager
def _open(address: str | None, say: ArchiveSay, create: bool = False) -> Iterator[Archive]:
    """The archive a call means, while it is used. Raises Refused with the one line that says why it cannot be."""
    try:
        with pipeline.open_archive(
            _meant(address), create, partial(print, file=sys.stderr), say.lang
        ) as opened:
            yield opened
    except ArchiveError as error:
        raise Refused(error.wording(say.lang)) from error


def _years(option: str, given: str | None, say: ArchiveSay) -> tuple[int, int] | None:
    if given is None:
        return None
    found = _YEARS.fullmatch(given.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise Refused(say("bad_year", option=option, given=given))
    return first, last
