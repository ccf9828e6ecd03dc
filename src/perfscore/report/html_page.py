"""A whole page that needs nothing else: no script, no font, no address. Also the one door by which text enters one."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from perfscore.report.words import spans

_HEAD = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
"""


def page(title: str, style: str, body: Iterable[str], lang: str = "zh") -> bytes:
    """A whole page that loads nothing. style: a file beside the report templates. body: escaped already."""
    css = (files("perfscore.report") / "templates" / style).read_text(encoding="utf-8")
    head = _HEAD.format(title=escape(title), style=css, lang="en" if lang == "en" else "zh-CN")
    return "".join((head, *body, "</body>\n</html>\n")).encode()


def shown(text: str) -> str:
    """Text as it stands in a page: escaped, its lines kept, what a person must still write marked."""
    pieces = []
    for piece, asks in spans(text):
        safe = escape(piece).replace("\n", "<br>")
        pieces.append(f"<mark>{safe}</mark>" if asks else safe)
    return "".join(pieces)
