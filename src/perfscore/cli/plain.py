"""Text from files and libraries, made fit for a terminal."""

from __future__ import annotations

_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))
_USAGE = (
    ("Missing argument", "缺少参数"),
    ("Missing option", "缺少选项"),
    ("Missing parameter", "缺少参数"),
    ("No such option:", "没有这个选项："),
    ("No such command", "没有这个命令"),
    ("Got unexpected extra arguments", "多余的参数"),
    ("Got unexpected extra argument", "多余的参数"),
    ("Invalid value for", "取值不对："),
    ("requires an argument.", "后面须有取值。"),
    ("Option", "选项"),
    ("Did you mean", "是否想写"),
    ("Possible options:", "可用的选项："),
    ("(Possible options", "（可用的选项"),
)


def without_control(text: str) -> str:
    """The text rid of the control characters that would steer a terminal; line breaks and tabs stay."""
    return text.translate(_CONTROL)


def usage_in_chinese(message: str) -> str:
    """What the command-line library says of a wrong call, in Chinese."""
    told = " ".join(message.split())
    for english, chinese in _USAGE:
        told = told.replace(english, chinese)
    return told
