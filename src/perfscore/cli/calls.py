"""What every command does: which files and terms a call means, how it writes, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from perfscore import pipeline
from perfscore.cli.inputs import input_files
from perfscore.cli.plain import without_control
from perfscore.cli.refused import Refused
from perfscore.cli.settings import settings_in
from perfscore.cli.words import Say
from perfscore.model.table import Form
from perfscore.pipeline import FileFindings, FileResult, Terms


def say_in(lang: str) -> Say:
    if lang not in ("zh", "en"):
        raise Refused(f"--lang：只有 zh 和 en，收到的是“{lang}”。")
    return Say(lang)


def asked(
    files: Sequence[str],
    template: str | None,
    choose: Sequence[str] | None,
    say: Say,
    figures: Sequence[str] | None = None,
) -> tuple[list[Path], Callable[[Path], Terms]]:
    """The files of a call and their terms. Settings beside a file hold unless the call itself says otherwise."""
    chosen = choices(choose or ())
    paths = input_files(files)
    figure_files = tuple(Path(file) for file in figures or ())
    for file in figure_files:
        if not file.is_file():
            raise Refused(say("no_figures", file=file))
    folders = {folder: settings_in(folder) for folder in {path.parent for path in paths}}

    def terms(path: Path) -> Terms:
        settings = folders[path.parent]
        templates = dict.fromkeys(Form, template) if template else settings.templates
        return Terms(
            templates, {**settings.choices, **chosen}, settings.words, figure_files, settings.waivers
        )

    if template:
        pipeline.load_template(
            template, choices=chosen
        )  # a wrong template is one mistake, not one for each file
    return paths, terms


def choices(pairs: Sequence[str]) -> dict[str, str]:
    chosen = {}
    for pair in pairs:
        rule, equals, reading = pair.partition("=")
        if not equals or not rule or not reading:
            raise Refused(f"--set：应写成“规则=口径”，如 equal=one-sided，收到的是“{pair}”。")
        chosen[rule.strip()] = reading.strip()
    return chosen


def keep_inputs(files: Sequence[str], outputs: Sequence[Path], say: Say) -> None:
    """An output never takes the place of a file that is being read."""
    inputs = {path.resolve() for path in input_files(files)}
    for out in outputs:
        if out.resolve() in inputs:
            raise Refused(say("would_overwrite", path=out))


def writing(write: Callable[[], object], path: Path, say: Say) -> None:
    try:
        write()
    except ValueError as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(say("cannot_write", path=path, reason=say.why(error))) from error


def print_json(document: str) -> None:
    sys.stdout.buffer.write(document.encode("utf-8") + b"\n")
    sys.stdout.flush()


def finish(
    results: Sequence[FileResult | FileFindings], say: Say, errors_matter: bool = False, failed: bool = False
) -> None:
    """Say which files could not be used, and set the exit code."""
    unusable = [(result.path, result.unusable) for result in results if result.unusable]
    for path, finding in unusable:
        words = finding.wording(say.lang)
        told = say("unusable", file=path, message=words.message, mend=words.mend)
        print(without_control(told), file=sys.stderr)
    if unusable or failed:
        raise typer.Exit(2)
    if errors_matter and any(result.has_errors for result in results if isinstance(result, FileFindings)):
        raise typer.Exit(1)
