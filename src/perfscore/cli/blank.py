"""`perfscore blank`: an empty form to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from perfscore import pipeline
from perfscore.cli.refused import Refused
from perfscore.cli.words import Say


def blank(
    out: Annotated[Path, typer.Option("--out", help="写到这个工作簿", metavar="空表.xlsx")],
    template: Annotated[
        str | None,
        typer.Option(
            "--template", help="规则模板编号或 template.yaml 的路径；默认全国项目自评", metavar="ID"
        ),
    ] = None,
    last: Annotated[
        Path | None, typer.Option("--from", help="上年的自评表：保留指标和目标，完成值留空", metavar="FILE")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="按指标库的这一类项目列出常用指标", metavar="KIND"),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", help="评价年度；默认上年表的下一年，或今年", metavar="YYYY", min=2000, max=2100
        ),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="提示语言：zh 或 en", metavar="zh|en")] = "zh",
) -> None:
    """写一张待填的空表：下拉列表、填写校验、实时得分，公式单元格已锁定。"""
    if lang not in ("zh", "en"):
        raise Refused(f"--lang：只支持 zh 和 en，收到的是“{lang}”。")
    say = Say(lang)
    if out.suffix.lower() != ".xlsx":
        raise Refused(say("blank_to", file=out.name))
    if last is not None and kind is not None:
        raise Refused(say("blank_either"))
    if last is not None and out.exists() and last.exists() and out.resolve() == last.resolve():
        raise Refused(say("would_overwrite", path=out))
    try:
        form = pipeline.blank_form(template, year, kind, last)
    except pipeline.UnusableFile as error:
        words = error.finding.wording(lang)
        raise Refused(say("unusable", file=last, message=words.message, mend=words.mend)) from error
    except OSError as error:
        raise Refused(say("unusable", file=last, message=say.why(error), mend="")) from error
    except ValueError as error:
        raise Refused(str(error)) from error
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        pipeline.write_blank(form, out)
    except OSError as error:
        raise Refused(say("cannot_write", path=out, reason=say.why(error))) from error
    print(say("wrote", path=out))
    if form.left_out:
        print(say("blank_left_out", names="、".join(form.left_out)), file=sys.stderr)
