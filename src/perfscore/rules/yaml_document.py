"""YAML text -> plain dict, list and str, with the line of every place. The one door for rules to come in.

Scalars stay text, so that `0.8` is never a binary float and `no` never a boolean. What YAML offers beyond
plain data (anchors, aliases, merge keys, tags, directives, several documents) is refused: a rule file must
mean to every reader what it says.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import yaml

from perfscore.rules.said import Problem, Said
from perfscore.rules.yaml_slips import slips_in, why_not_yaml

Data: TypeAlias = "dict[str, Data] | list[Data] | str"

MOST_BYTES = 512 * 1024
MOST_DEPTH = 20
MOST_NODES = 20_000
MOST_PROBLEMS = 50

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it: about seven times faster. Only its events are used."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as plain data.

    data: the top mapping; empty when the file could not be read that far.
    lines: line (from 1) of every path; "" is the top. A key's path has the line of the key.
    problems: what was refused, in the order of the file.
    broken: reading stopped before the end, so that what is missing may only not have been read.
    """

    file: str
    data: dict[str, Data]
    lines: dict[str, int]
    problems: tuple[Problem, ...] = ()
    broken: bool = False

    def line_of(self, path: str) -> int | None:
        """The line of a path, or of the nearest place around it that the file has."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path)

    def problem(self, path: str, said: Said) -> Problem:
        return Problem(said, self.file, self.line_of(path), path)


def join(path: str, key: str | int) -> str:
    """`versions` and 0 -> `versions[0]`; `rules` and `equal` -> `rules.equal`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def read_document(raw: bytes, file: str) -> Document:
    """Read one YAML file, given as bytes. Never raises: what is wrong is in `.problems`."""
    if len(raw) > MOST_BYTES:
        kilobytes = MOST_BYTES // 1024
        said = Said(f"文件过大，最多 {kilobytes} KB", f"the file is too large, at most {kilobytes} KB")
        return Document(file, {}, {}, (Problem(said, file),))
    text, problem = _decoded(raw, file)
    if text is None:
        return Document(file, {}, {}, (problem,) if problem else (), broken=True)
    document = _Builder(file).read(text)
    slips, meant = slips_in(text, document.broken, lambda guess: not _Builder(file).read(guess).broken)
    if meant != text:
        document = _Builder(file).read(meant)
    mistyped = [Problem(slip.said, file, slip.line) for slip in slips]
    if mistyped and document.broken:
        # What the parser says of a text that was guessed at would only lead astray.
        document = replace(document, problems=document.problems[:-1])
    found = [*([problem] if problem else []), *mistyped, *document.problems]
    return replace(document, problems=tuple(sorted(found, key=lambda each: each.line or 0)))


def _decoded(raw: bytes, file: str) -> tuple[str | None, Problem | None]:
    """The text, and what is wrong with its encoding; no text where it cannot be made out."""
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    # Read all the same, so that everything else that is wrong is told in the same go.
    for encoding, name in (("utf-16", "UTF-16"), ("gb18030", "GBK")):
        try:
            text = raw.decode(encoding) if name == "GBK" or raw[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else None
        except UnicodeDecodeError:
            text = None
        if text is not None:
            zh = f"不是 UTF-8 编码（像是 {name}），请另存为 UTF-8（记事本：另存为，编码选 UTF-8）"
            return text, Problem(Said(zh, "is not UTF-8 text; save it as UTF-8"), file, line)
    said = Said("不是 UTF-8 编码的文字，请另存为 UTF-8", "is not UTF-8 text; save it as UTF-8")
    return None, Problem(said, file, line)


class _Refused(Exception):
    """Reading cannot go on behind this event; the problem is already noted."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet. key: whose value comes next, None before a key."""

    path: str
    into: dict[str, Data] | list[Data]
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Turns YAML events into plain data."""

    file: str
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    top: Data = ""
    documents: int = 0
    nodes: int = 0
    broken: bool = False

    def read(self, text: str) -> Document:
        try:
            for event in _events(text):
                self.take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = error.problem or error.context or ""
            read = text.splitlines()[mark.line : mark.line + 1] if mark else []
            self.broken = True
            self.note(mark.line + 1 if mark else None, "", why_not_yaml(what, "".join(read)))
        except yaml.YAMLError:
            self.note(None, "", Said("含有不允许的控制字符", "contains control characters"))
        except _Refused:
            pass
        else:
            if not isinstance(self.top, dict):
                self.note(1, "", Said("最外层应为“键: 值”", "must have keys and values at its top"))
        data = self.top if isinstance(self.top, dict) else {}
        return Document(self.file, data, self.lines, tuple(self.problems), self.broken)

    def note(self, line: int | None, path: str, said: Said) -> None:
        self.problems.append(Problem(said, self.file, line, path))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Refused

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_extras(event)
            self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.refuse_extras(event)
            self.open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.note(
                _line(event), self.here(), Said("不允许引用（*）", "has an alias (*), which is not allowed")
            )
            self.place("", _line(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.start_document(event)

    def start_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            self.note(
                _line(event), "", Said("一个文件只能有一份文档（---）", "has more than one document (---)")
            )
            raise _Refused
        if event.version or event.tags:
            self.note(_line(event), "", Said("不允许 % 指令", "has a % directive, which is not allowed"))

    def refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.note(_line(event), "", Said("内容过多", "has too many values"))
            raise _Refused
        if event.anchor is not None:
            self.note(
                _line(event), self.here(), Said("不允许锚点（&）", "has an anchor (&), which is not allowed")
            )
        if event.tag is not None:
            self.note(
                _line(event), self.here(), Said("不允许类型标记（!）", "has a tag (!), which is not allowed")
            )

    def scalar(self, event: yaml.ScalarEvent) -> None:
        around = self.stack[-1] if self.stack else None
        if around is None or not isinstance(around.into, dict) or around.key is not None:
            self.place(event.value, _line(event))
            return
        key, path = event.value, join(around.path, event.value)
        if key == "<<" and not event.style:
            self.note(
                _line(event),
                around.path,
                Said("不允许合并键（<<）", "has a merge key (<<), which is not allowed"),
            )
        elif key in around.into:
            first = self.lines[path]
            self.note(
                _line(event),
                path,
                Said(f"重复（第 {first} 行已有），请删去一处", f"is given twice (first on line {first})"),
            )
        else:
            self.lines[path] = _line(event)
        around.key = key

    def open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.stack) >= MOST_DEPTH:
            self.note(_line(event), self.here(), Said("嵌套过深", "is nested too deep"))
            raise _Refused
        around = self.stack[-1] if self.stack else None
        if around is not None and isinstance(around.into, dict) and around.key is None:
            self.note(_line(event), around.path, Said("键必须是文字", "has a key that is not text"))
            raise _Refused
        path = self.here()
        into: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.place(into, _line(event))
        self.stack.append(_Open(path, into))

    def here(self) -> str:
        """The path of the value that comes next."""
        if not self.stack:
            return ""
        around = self.stack[-1]
        if isinstance(around.into, list):
            return join(around.path, len(around.into))
        return join(around.path, around.key) if around.key is not None else around.path

    def place(self, value: Data, line: int) -> None:
        """Put a value where it belongs. Of a key given twice the first value stays."""
        self.lines.setdefault(self.here(), line)
        if not self.stack:
            self.top = value
            return
        around = self.stack[-1]
        if isinstance(around.into, list):
            around.into.append(value)
        else:
            around.into.setdefault(around.key or "", value)
            around.key = None


def _events(text: str) -> Iterator[yaml.Event]:
    return iter(yaml.parse(text, Loader=LOADER))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
