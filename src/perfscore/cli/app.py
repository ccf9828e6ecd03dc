"""The commands. Each is a few lines: read the arguments, call the pipeline, show or write, set the exit code.

Exit codes: 0 done; 1 done, and `check` found errors; 2 the call or a file could not be used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from perfscore import __version__, pipeline
from perfscore.cli import answers
from perfscore.cli.archive import archive_app
from perfscore.cli.blank import blank
from perfscore.cli.calls import asked as _asked
from perfscore.cli.calls import finish as _finish
from perfscore.cli.calls import keep_inputs as _keep_inputs
from perfscore.cli.calls import print_json as _print_json
from perfscore.cli.calls import say_in as _say
from perfscore.cli.calls import writing as _writing
from perfscore.cli.plain import usage_in_chinese
from perfscore.cli.progress import with_progress
from perfscore.cli.refused import Refused
from perfscore.cli.settings import SettingsError
from perfscore.cli.words import Say
from perfscore.pipeline import ArchiveError, FileFindings, FileResult, Given, TemplateError

app = typer.Typer(
    name="perfscore",
    help="绩效自评表的读取、评分、说明、审核与报告。Score, explain, audit and report performance self-assessments.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
templates_app = typer.Typer(help="评分规则模板：列出、查看、检验。", rich_markup_mode=None)
app.add_typer(templates_app, name="templates")
app.add_typer(archive_app, name="archive")
for question in (answers.whatif, answers.goalseek, answers.reconcile, answers.sensitivity):
    app.command()(question)
app.command()(blank)

MANY = 6
"""From this many tables on, the terminal gets a line for each instead of every row."""

Files = Annotated[
    list[str],
    typer.Argument(
        help="自评表文件（.xlsx .xls .et .ods .docx .csv .txt 等）、文件夹或通配符；- 为标准输入",
        metavar="FILE...",
    ),
]
OneFile = Annotated[str, typer.Argument(help="自评表文件", metavar="FILE")]
TemplateOption = Annotated[
    str | None, typer.Option("--template", help="规则模板编号或 template.yaml 的路径", metavar="ID")
]
ChoiceOption = Annotated[
    list[str] | None,
    typer.Option("--set", help="选用规则口径，如 equal=one-sided；可多次使用", metavar="规则=口径"),
]
FiguresOption = Annotated[
    list[str] | None,
    typer.Option(
        "--figures",
        help="填有规则所需数据的文件（名称、数值两栏），如各月执行进度；可多次使用",
        metavar="FILE",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.assessments/1）")]
LangOption = Annotated[str, typer.Option("--lang", help="提示语言：zh 或 en", metavar="zh|en")]


@app.command()
def score(
    files: Files,
    template: TemplateOption = None,
    choose: ChoiceOption = None,
    figures: FiguresOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="写出评分表、自评报告和 JSON 的文件夹", metavar="DIR")
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """评分：核算得分，说明依据，审核填报；加 --out 写出评分表和自评报告。"""
    say = _say(lang)
    results = _assess(files, template, choose, say, figures)
    written, failed = _write_all(results, out, say) if out else ([], [])
    _print_results(results, say, as_json)
    for path in written:
        print(say("wrote", path=path), file=sys.stderr if as_json else sys.stdout)
    for reason in failed:
        print(reason, file=sys.stderr)
    _finish(results, say, failed=bool(failed))


@app.command()
def check(
    files: Files,
    template: TemplateOption = None,
    choose: ChoiceOption = None,
    figures: FiguresOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.findings/1）")] = False,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate", help="把问题批注在原件副本上，另附问题清单（.xlsx、.docx）", metavar="OUT"
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="另写成可打印的网页", metavar="OUT.html")
    ] = None,
    letter: Annotated[
        Path | None, typer.Option("--letter", help="另写成审核意见（Word）", metavar="OUT.docx")
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """审核：列出全部问题和结论；有错误级问题时以 1 退出。"""
    say = _say(lang)
    outputs = [path for path in (annotate, html, letter) if path]
    _keep_inputs(files, outputs, say)
    if html and html.suffix.lower() not in (".html", ".htm"):
        raise Refused(say("need_html", file=html.name))
    if letter and letter.suffix.lower() != ".docx":
        raise Refused(say("need_docx", file=letter.name))
    paths, terms = _asked(files, template, choose, say, figures)
    watch = partial(with_progress, total=len(paths), label=say("working"))
    found = pipeline.check_files(paths, terms, watch)
    written = [path for path in outputs if any(file.unusable is None for file in found)]
    if annotate:
        _annotate(paths, found, annotate, say)
    for path in written:
        _writing(partial(path.parent.mkdir, parents=True, exist_ok=True), path.parent, say)
    if html in written and html:
        _writing(partial(pipeline.write_check_page, found, html, lang), html, say)
    if letter in written and letter:
        _writing(partial(pipeline.write_letter, found, letter, lang), letter, say)
    if as_json:
        _print_json(pipeline.findings_to_json(found, say.lang))
    else:
        from perfscore.cli import show, show_checked

        show_checked.show_files(show.console(), found, say)
    for path in written:
        print(say("wrote", path=path), file=sys.stderr if as_json else sys.stdout)
    _finish(found, say, errors_matter=True)


@app.command()
def review(
    file: OneFile,
    out: Annotated[
        Path | None, typer.Option("--out", help="写成复核表，人工评定后可再评分", metavar="OUT.xlsx")
    ] = None,
    template: TemplateOption = None,
    choose: ChoiceOption = None,
    figures: FiguresOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.review/1）")] = False,
    lang: LangOption = "zh",
) -> None:
    """复核自评质量：机器能定的扣分已算好，须由人评定的列明看什么。"""
    say = _say(lang)
    _keep_inputs([file], [out] if out else [], say)
    if out and out.suffix.lower() != ".xlsx":
        raise Refused(say("need_xlsx_out", file=out.name))
    found = pipeline.check_files(*_asked([file], template, choose, say, figures))
    reviews = pipeline.review_files(found)
    if out and reviews:
        _writing(partial(out.parent.mkdir, parents=True, exist_ok=True), out.parent, say)
        _writing(partial(pipeline.write_review, reviews, out, lang), out, say)
    if as_json:
        _print_json(pipeline.reviews_to_json(reviews, found, say.lang))
    elif reviews:
        from perfscore.cli import show, show_review

        show_review.show_reviews(show.console(), reviews, say)
    elif any(each.unusable is None for each in found):
        raise Refused(say("review_no_table", file=file))
    if out and reviews:
        print(say("wrote", path=out), file=sys.stderr if as_json else sys.stdout)
    _finish(found, say)


def _list_outlines(asked: bool) -> None:
    if asked:
        from perfscore.cli.outlines import show_outlines

        show_outlines()
        raise typer.Exit


@app.command()
def report(
    files: Files,
    out: Annotated[
        list[Path],
        typer.Option(
            "--out",
            help="报告文件：.docx .html .xlsx .json，装有 LibreOffice 的还可写 .pdf；可多次使用",
            metavar="自评报告.docx",
        ),
    ],
    outline: Annotated[
        str | None,
        typer.Option(
            "--outline",
            help="提纲编号（见 --outlines），或自定提纲的文件、文件夹，如 ./our-outline.md.j2",
            metavar="ID|PATH",
        ),
    ] = None,
    facts: Annotated[
        Path | None,
        typer.Option(
            "--facts",
            help="报告资料：facts.yaml，或有“报告资料”工作表的工作簿；不写则在原表旁边找",
            metavar="FILE",
        ),
    ] = None,
    outlines: Annotated[  # noqa: ARG001 - its callback does it all
        bool, typer.Option("--outlines", callback=_list_outlines, is_eager=True, help="列出报告提纲")
    ] = False,
    template: TemplateOption = None,
    choose: ChoiceOption = None,
    figures: FiguresOption = None,
    lang: LangOption = "zh",
) -> None:
    """写自评报告，格式由后缀决定；几个文件合写一份，附表齐全。"""
    from perfscore.cli import outlines as reporting

    say = _say(lang)
    outputs = reporting.report_files(out)
    _keep_inputs(files, outputs, say)
    results = _assess(files, template, choose, say, figures)
    assessments = [assessment for result in results for assessment in result.assessments]
    if assessments:
        given = _facts(facts, results, any(pipeline.report_has_text(path) for path in outputs), say)
        reporting.deliver(assessments, outputs, outline, given, say)
    _finish(results, say)


def _facts(named: Path | None, results: Sequence[FileResult], has_text: bool, say: Say) -> Given | None:
    """What was told beside the tables: in the file named, else in one that lies with the tables."""
    path = named or (pipeline.facts_beside(result.path for result in results) if has_text else None)
    if path is None:
        return None
    try:
        given = pipeline.report_facts(path)
    except pipeline.GivenError as error:
        raise Refused(str(error)) from None
    print(say("facts_from", path=path))
    return given


@app.command()
def explain(
    file: OneFile,
    row: Annotated[
        str | None,
        typer.Option("--row", help="只说明名称含有这些字的指标；总分也可", metavar="NAME"),
    ] = None,
    template: TemplateOption = None,
    choose: ChoiceOption = None,
    figures: FiguresOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.trace/1）")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="另写成可折叠、可打印的网页", metavar="OUT.html")
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """说明每一分的来由。"""
    from perfscore.cli.explain import explain_assessment

    say = _say(lang)
    _keep_inputs([file], [html] if html else [], say)
    results = _assess([file], template, choose, say, figures)
    assessments = [assessment for result in results for assessment in result.assessments]
    texts = [text for assessment in assessments if (text := explain_assessment(assessment, row, say))]
    if assessments and not texts:
        names = "、".join(row.indicator.name for assessment in assessments for row in assessment.rows)
        raise Refused(say("no_row", row=row, names=names))
    if html and assessments:
        _writing(partial(html.parent.mkdir, parents=True, exist_ok=True), html.parent, say)
        _writing(partial(pipeline.write_trace, assessments, html, row), html, say)
    if as_json:
        _print_json(pipeline.trace_to_json(results, row, say.lang))
    elif texts:
        print("\n\n".join(texts))
    if html and assessments:
        print(say("wrote", path=html), file=sys.stderr if as_json else sys.stdout)
    _finish(results, say)


@app.command()
def compare(
    files: Files,
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
    template: TemplateOption = None,
    choose: ChoiceOption = None,
    figures: FiguresOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.comparisons/1）")] = False,
    lang: LangOption = "zh",
) -> None:
    """对比：同一单位或项目二至十个年度（或申报表与自评表、前后两稿）的指标、资金和得分。"""
    from perfscore.cli import compare as comparing

    say = _say(lang)
    outputs = comparing.report_files(out, say)
    _keep_inputs([*files, *([str(matches)] if matches else [])], outputs, say)
    given = comparing.given_matches(matches, say)
    paths, terms = _asked(files, template, choose, say, figures)
    watch = partial(with_progress, total=len(paths), label=say("working"))
    try:
        compared = pipeline.compare_files(paths, terms, under, given, watch)
    except ValueError as error:
        raise Refused(str(error)) from error
    comparing.deliver(compared, outputs, as_json, say)
    _finish(compared.results, say, failed=bool(compared.refused))


@templates_app.callback(invoke_without_command=True)
def templates(context: typer.Context, lang: LangOption = "zh") -> None:
    """列出评分规则模板。"""
    if context.invoked_subcommand is None:
        templates_list(lang)


@templates_app.command("list")
def templates_list(lang: LangOption = "zh") -> None:
    """列出评分规则模板。"""
    from perfscore.cli.templates import show_list

    show_list(_say(lang))


@templates_app.command("show")
def templates_show(
    template: Annotated[str, typer.Argument(help="模板编号或路径", metavar="ID")],
    on: Annotated[
        str | None, typer.Option("--on", help="按哪一天的规则，如 2023-12-31", metavar="DATE")
    ] = None,
    latex: Annotated[bool, typer.Option("--latex", help="另列公式的 LaTeX 写法（需安装 sympy）")] = False,
    lang: LangOption = "zh",
) -> None:
    """查看一个模板的取值、公式（附文字说法）和依据。"""
    from perfscore.cli.templates import show_one

    show_one(template, on, _say(lang), latex)


@templates_app.command("test")
def templates_test(
    template: Annotated[
        str | None, typer.Argument(help="模板编号或路径；不写则检验全部", metavar="ID")
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """检验模板：跑其算例，并证明得分不越界（需安装 sympy）。有不通过的以 1 退出。"""
    from perfscore.cli.templates import test

    if not test(template, _say(lang)):
        raise typer.Exit(1)


@templates_app.command("sheet")
def templates_sheet(
    subject: Annotated[
        str,
        typer.Argument(
            help="模板编号或路径（写出规则表），或改好的工作簿（读出 YAML）", metavar="ID|FILE.xlsx"
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="把规则表写进这个工作簿", metavar="FILE.xlsx")
    ] = None,
    lang: LangOption = "zh",
) -> None:
    """规则表：写成 Excel 供人修改；改好的工作簿再读成 YAML，并入模板文件。"""
    from perfscore.cli.templates import read_sheet, write_sheet

    if out:
        write_sheet(subject, out, _say(lang))
    else:
        read_sheet(subject, _say(lang))


@templates_app.command("indicators")
def templates_indicators(
    kind: Annotated[
        str | None,
        typer.Argument(help="项目类别的编号、名称或其中几个字，也可以是指标库文件或文件夹", metavar="KIND"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.indicators/1）")] = False,
    lang: LangOption = "zh",
) -> None:
    """查看指标库：不写类别则列出各类项目，写了则列出该类的常用指标。"""
    from perfscore.cli.indicators import indicators

    indicators(kind, as_json, _say(lang))


@templates_app.command("prove")
def templates_prove(
    template: Annotated[
        str | None, typer.Argument(help="模板编号或路径；不写则证明全部", metavar="ID")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="只输出 JSON（perfscore.proofs/1）")] = False,
    lang: LangOption = "zh",
) -> None:
    """证明公式：得分不越界、方向不反、档次不重不漏，并列出跳跃之处。有不成立的以 1 退出。"""
    from perfscore.cli.templates import prove

    if not prove(template, as_json, _say(lang)):
        raise typer.Exit(1)


def _version(asked: bool) -> None:
    if asked:
        print(f"perfscore {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    pass


def _assess(
    files: Sequence[str],
    template: str | None,
    choose: Sequence[str] | None,
    say: Say,
    figures: Sequence[str] | None = None,
) -> list[FileResult]:
    """Assess the files of a call."""
    paths, terms = _asked(files, template, choose, say, figures)
    return list(with_progress(pipeline.assess_files(paths, terms), len(paths), say("working")))


def _write_all(results: Sequence[FileResult], out: Path, say: Say) -> tuple[list[Path], list[str]]:
    """The outputs of every file; what cannot be written is told at the end and stops nothing else."""
    written: list[Path] = []
    failed: list[str] = []
    for result in results:
        try:
            written += _write_outputs(result, results, out, say.lang)
        except Refused as error:
            failed.append(str(error))
    return written, list(dict.fromkeys(failed))


def _write_outputs(result: FileResult, results: Sequence[FileResult], out: Path, lang: str) -> Iterator[Path]:
    """Scored workbook, report and JSON of one file, named after it."""
    if not result.assessments:
        return
    same_stem = [other for other in results if other.path.stem == result.path.stem]
    name = result.path.stem if len(same_stem) == 1 else result.path.name.replace(".", "-")
    if len([other for other in same_stem if other.path.name == result.path.name]) > 1:
        name = f"{result.path.resolve().parent.name}-{name}"
    say = Say(lang)
    _writing(partial(out.mkdir, parents=True, exist_ok=True), out, say)
    for title in ("评分表.xlsx", "自评报告.docx", "自评报告.html", "评分结果.json"):
        path = out / f"{name}-{title}"
        _keep_inputs([str(other.path) for other in results], [path], say)
        _writing(partial(pipeline.write_report, result.assessments, path, lang), path, say)
        yield path


def _annotate(paths: Sequence[Path], found: Sequence[FileFindings], out: Path, say: Say) -> None:
    """Comments go into a copy of one workbook or document."""
    suffix = pipeline.annotated_suffix(paths[0]) if len(paths) == 1 else ""
    used = [file for file in found if file.path == paths[0] and file.unusable is None]
    if len(paths) != 1 or (used and not suffix):
        raise Refused(say("need_xlsx", file="、".join(path.name for path in paths)))
    if out.suffix.lower() != (suffix or ".xlsx"):
        raise Refused(say("annotate_to", suffix=suffix or ".xlsx", file=out.name))
    for file in used:
        _writing(partial(out.parent.mkdir, parents=True, exist_ok=True), out.parent, say)
        _writing(partial(pipeline.annotate, file, out, say.lang), out, say)


def _print_results(results: Sequence[FileResult], say: Say, as_json: bool) -> None:
    if as_json:
        _print_json(pipeline.to_json(results, say.lang))
        return
    from perfscore.cli import show

    out = show.console()
    scored = [(result.path.name, assessment) for result in results for assessment in result.assessments]
    if len(scored) >= MANY:
        show.show_summary(out, scored, say)
        return
    for _, assessment in scored:
        show.show_assessment(out, assessment, say)


def main() -> NoReturn:
    """Entry point: every foreseeable mistake of a call ends in one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without some character must not end the run
    code = 0
    try:
        code = app(standalone_mode=False) or 0
    except (Refused, SettingsError, TemplateError, ArchiveError) as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
    except Exception as error:
        if callable(
            told := getattr(error, "format_message", None)
        ):  # the call itself is wrong: no file, no such option
            print(Say("zh")("bad_call", message=usage_in_chinese(told())), file=sys.stderr)
            raise SystemExit(2) from None
        # a defect of ours; the officer gets a line, not a traceback
        if os.environ.get("PERFSCORE_DEBUG"):
            raise
        print(Say("zh")("internal", kind=type(error).__name__), file=sys.stderr)
        raise SystemExit(2) from None
    raise SystemExit(code)
