"""Facts -> the report's text in Markdown. Outlines hold the sentences; officers' text stays plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from jinja2 import FunctionLoader
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from perfscore.report.blocks import Heading, Named, TextError, parse
from perfscore.report.facts import ReportFacts
from perfscore.report.gaps import with_gaps
from perfscore.report.outlines import SHARED, Outline, OutlineError, outlines, shared_text
from perfscore.report.sandbox import LimitError, environment_of, plain_text, rendered

__all__ = ["comparison_markdown", "letter_markdown", "markdown", "plain_text", "texts_markdown"]
_OTHER_TEXTS = ("letter.md.j2", "comparison.md.j2", "texts.md.j2")
"""Texts of ours that no outline is chosen for."""
BLOCKS = ("form", "levels", "findings", "rules", "levels-chart", "execution-chart")
DEEPEST_HEADING = 4
LONGEST_TEXT = 4_000_000
_ENGLISH = {
    r"'(\w+)' is undefined": "“{0}”没有定义",
    r".*has no attribute '?([^']+)'?": "没有名为“{0}”的资料",
    r"Encountered unknown tag '([^']+)'.*": "不认识的标签“{0}”",
    r"No filter named '([^']+)'.*": "不能用过滤器“{0}”",
    r"No test named '([^']+)'.*": "不认识的判断“{0}”",
    r"unexpected '(.+)'": "多出“{0}”",
    r"expected token '(.+)', got '(.+)'": "此处应为“{0}”，写的是“{1}”",
    r"Unexpected end of template.*": "文件到此结束，而 if、for 或 macro 还没有用 end… 结束",
    r"unexpected char '(.+)' at.*": "多出字符“{0}”",
    r"Missing end of comment tag": "注释没有用 #}} 结束",
    r"Missing end of raw directive": "raw 没有用 endraw 结束",
    r"access to attribute '(\w+)' of .* is unsafe": "不能取“{0}”",
    r"(?:list|tuple) object has no element (.+)": "没有第 {0} 个（从 0 数起）",
    r".* object is not iterable": "这里的值不能用 for 逐个取",
    r"parameter '(\w+)' was not provided": "调用宏时缺少参数“{0}”",
    r".*(?:division|modulo) by zero": "除数为零",
    r"A template prints a value that is not there.*": "要写出的值没有填写，请先用 is none 判断",
}


def markdown(report: ReportFacts) -> str:
    """The report's text by its outline; at its end the list of what a person must still write.

    Raises OutlineError when the outline cannot be used, with file and line.
    """
    outline = report.outline
    facts = {"report": report, "main": report.main, "given": report.given}
    builtin = outline in outlines()
    text = _rendered(_ours() if builtin else _environment({outline.id: outline}), outline, facts)
    if len(text) > LONGEST_TEXT:
        raise _error(outline, None, f"写出的报告超过 {LONGEST_TEXT} 字")
    _check(text, outline, len(report.tables))
    return with_gaps(text)


def letter_markdown(letter: object) -> str:
    """The text of a reviewer's letter."""
    return rendered(_ours(), "letter.md.j2", {"letter": letter})


def comparison_markdown(facts: object) -> str:
    """The text of a comparison's report."""
    return rendered(_ours(), "comparison.md.j2", {"facts": facts})


def texts_markdown(facts: object) -> str:
    """The text of a report on budget and final-account texts."""
    return rendered(_ours(), "texts.md.j2", {"facts": facts})


@lru_cache(maxsize=1)
def _ours() -> ImmutableSandboxedEnvironment:
    folder = files("perfscore.report") / "templates"
    others = {name: (folder / name).read_text(encoding="utf-8") for name in _OTHER_TEXTS}
    return _environment({outline.id: outline for outline in outlines()}, others)


def _environment(
    known: Mapping[str, Outline], others: Mapping[str, str] = MappingProxyType({})
) -> ImmutableSandboxedEnvironment:
    def load(name: str) -> tuple[str, str, None] | None:
        if name == SHARED:
            return shared_text(), SHARED, None
        if name in others:
            return others[name], name, None
        return (known[name].text, known[name].file, None) if name in known else None

    return environment_of(FunctionLoader(load))


def _rendered(
    environment: ImmutableSandboxedEnvironment, outline: Outline, facts: Mapping[str, object]
) -> str:
    try:
        return rendered(environment, outline.id, facts)
    except TemplateSyntaxError as error:
        raise _error(outline, error.lineno, error.message or "") from None
    except TemplateNotFound as error:
        raise _error(outline, None, f"只能引用 {SHARED}，没有“{error.name}”") from None
    except UndefinedError as error:
        raise _error(outline, _line_of(error, outline), error.message or "") from None
    except (LimitError, SecurityError) as error:
        raise _error(outline, _line_of(error, outline), str(error)) from None
    except RecursionError as error:
        raise _error(outline, _line_of(error, outline), "宏调用自身或者嵌套过深，已停止") from None
    except (SyntaxError, MemoryError):
        raise _error(outline, None, "循环或者判断嵌套过深") from None
    except (ValueError, TypeError, ArithmeticError, LookupError) as error:
        raise _error(outline, _line_of(error, outline), str(error)) from None


def _error(outline: Outline, line: int | None, said: str) -> OutlineError:
    where = f"{outline.file}:{line}" if line else outline.file
    return OutlineError(f"{where}：提纲写法有误：{_in_chinese(said)}。")


def _in_chinese(said: str) -> str:
    """The library's sentence in ours; one we have no words for stands in brackets."""
    first = said.strip().partition("\n")[0].rstrip(".。")
    for english, chinese in _ENGLISH.items():
        found = re.fullmatch(english, first)
        if found:
            return chinese.format(*found.groups())
    return first if re.search("[\u4e00-\u9fff]", first) else f"此处不能这样写（{first}）"


def _line_of(error: BaseException, outline: Outline) -> int | None:
    """The line of the outline in which an error arose, also when a shared sentence raised it."""
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == outline.file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _check(text: str, outline: Outline, tables: int) -> None:
    """What writers cannot draw is refused before one of them begins."""
    try:
        blocks = parse(text)
    except TextError as error:
        raise _error(outline, _line_with(outline, error.near), str(error)) from None
    for block in blocks:
        if isinstance(block, Heading) and block.level > DEEPEST_HEADING:
            raise _error(outline, _line_with(outline, "#" * block.level), f"标题最多 {DEEPEST_HEADING} 级")
        if isinstance(block, Named) and block.name not in BLOCKS:
            known = "、".join(BLOCKS)
            said = f"没有名为“{block.name}”的图表（可用：{known}）"
            raise _error(outline, _line_with(outline, block.name), said)
        if isinstance(block, Named) and not 0 <= block.index < tables:
            said = f"“{block.name}”指第 {block.index + 1} 张表，而报告只有 {tables} 张"
            raise _error(outline, _line_with(outline, f"block {block.name}"), said)


def _line_with(outline: Outline, words: str) -> int | None:
    lines = outline.text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if words and words in line), None)
