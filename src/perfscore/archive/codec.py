"""Nouns of the model to JSON and back, without loss: what comes back equals what went in.

A noun becomes the list of its fields; how the fields of each noun are called stands once in the document, so that a
later version, whose nouns have more fields, still reads it. Numbers are `5` or `"277/100"`. What occurs again and again
(where a value stands, kinds of findings with their wording, citations) stands once and is referred to by number.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from perfscore.model.assessment import Citation
from perfscore.model.finding import Kind, Severity, Wording
from perfscore.model.place import NOWHERE, Place

FORMAT = 1
"""Of the documents; a reader refuses those above its own."""


class Unknown(ValueError):
    """A document that this version does not know how to read: a newer one wrote it, or it is damaged."""


@dataclass(slots=True)
class Writer:
    """What a document holds once, by number."""

    heads: dict[tuple[Any, ...], int] = field(default_factory=dict)
    kinds: dict[Kind, int] = field(default_factory=dict)
    citations: dict[Citation, int] = field(default_factory=dict)
    shapes: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Reader:
    heads: list[tuple[Any, ...]]
    kinds: list[Kind]
    citations: list[Citation]
    shapes: dict[str, tuple[str, ...]]


class Coder(NamedTuple):
    """How one type is written and read; `read` is None where the JSON value is the value."""

    write: Callable[[Any, Writer], Any]
    read: Callable[[Any, Reader], Any] | None


def encode(value: Any, hint: Any) -> str:
    """A value of the type `hint` as JSON, in ASCII: half a surrogate pair, which no UTF-8 holds, survives."""
    writer = Writer()
    body = coder_of(hint).write(value, writer)
    document = {
        "format": FORMAT,
        "shapes": writer.shapes,
        "heads": list(writer.heads),
        "kinds": [_kind_text(kind) for kind in writer.kinds],
        "citations": [json.dumps(_fields_of(each), sort_keys=True) for each in writer.citations],
        "body": body,
    }
    return json.dumps(document, separators=(",", ":"))


def decode(text: str | bytes, hint: Any) -> Any:
    """The value that `encode` was given. Raises Unknown."""
    try:
        document = json.loads(text)
        if document["format"] > FORMAT:
            raise Unknown(f"format {document['format']}")
        reader = Reader(
            heads=[tuple(head) for head in document["heads"]],
            kinds=[_kind(kind) for kind in document["kinds"]],
            citations=[_citation(each) for each in document["citations"]],
            shapes={name: tuple(shape) for name, shape in document["shapes"].items()},
        )
        read = coder_of(hint).read
        return read(document["body"], reader) if read else document["body"]
    except (KeyError, TypeError, IndexError, ValueError, AttributeError, RecursionError) as error:
        raise Unknown(f"{type(error).__name__}: {error}") from error


@lru_cache(maxsize=256)
def coder_of(hint: Any) -> Coder:
    """The coder of a type. Raises TypeError for a type that no noun of the model has."""
    if hint in _LEAVES:
        return _LEAVES[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _one_of(inner)
    if origin is tuple:
        return _sequence(inner)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(*inner)
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = hint._value2member_map_
        return Coder(lambda value, _: value.value, lambda raw, _: members[raw])
    if isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "_fields")):
        return _noun(hint)
    raise TypeError(f"{hint} cannot be kept")


def _noun(noun: type) -> Coder:
    """A dataclass or named tuple, by its public fields. Its own fields are looked up when first needed: a step holds steps."""
    names = _names(noun)
    writers: list[tuple[str, Callable[[Any, Writer], Any]]] = []

    def write(value: Any, writer: Writer) -> list[Any]:
        if not writers:
            hints = get_type_hints(noun)
            writers.extend((name, coder_of(hints[name]).write) for name in names)
        if noun.__name__ not in writer.shapes:
            writer.shapes[noun.__name__] = names
        return [write_one(getattr(value, name), writer) for name, write_one in writers]

    readers: dict[tuple[str, ...], list[Callable[[Any, Reader], Any] | None]] = {}

    def read(raw: Any, reader: Reader) -> Any:
        shape = reader.shapes[noun.__name__]
        if shape not in readers:
            hints = get_type_hints(noun)
            readers[shape] = [coder_of(hints[name]).read for name in shape]
        values = [
            value if read_one is None or value is None else read_one(value, reader)
            for read_one, value in zip(readers[shape], raw, strict=True)
        ]
        return noun(*values) if shape == names else noun(**dict(zip(shape, values, strict=True)))

    return Coder(write, read)


def _names(noun: type) -> tuple[str, ...]:
    every = [each.name for each in fields(noun)] if is_dataclass(noun) else getattr(noun, "_fields", ())
    return tuple(name for name in every if not name.startswith("_"))


def _one_of(members: tuple[Any, ...]) -> Coder:
    """`X | None` is X or null; of several nouns the name goes first."""
    named = {member.__name__: coder_of(member) for member in members if member is not NoneType}
    if len(named) == 1:
        (only,) = named.values()
        return Coder(lambda value, w: None if value is None else only.write(value, w), only.read)

    def write(value: Any, writer: Writer) -> Any:
        if value is None:
            return None
        name = type(value).__name__
        return [name, named[name].write(value, writer)]

    def read(raw: Any, reader: Reader) -> Any:
        read_one = named[raw[0]].read
        return read_one(raw[1], reader) if read_one else raw[1]

    return Coder(write, read)


def _sequence(inner: tuple[Any, ...]) -> Coder:
    """`tuple[X, ...]`, or a tuple with a type for each place; coded when first needed."""
    if len(inner) != 2 or inner[1] is not ...:
        return _row(inner)
    kind = inner[0]

    def write(value: Any, writer: Writer) -> list[Any]:
        if not value:
            return []
        write_one = coder_of(kind).write
        return [write_one(each, writer) for each in value]

    def read(raw: Any, reader: Reader) -> tuple[Any, ...]:
        if not raw:
            return ()
        read_one = coder_of(kind).read
        return tuple(raw) if read_one is None else tuple([read_one(each, reader) for each in raw])

    return Coder(write, read)


def _row(inner: tuple[Any, ...]) -> Coder:
    coders = [coder_of(kind) for kind in inner]

    def write(value: Any, writer: Writer) -> list[Any]:
        return [each.write(part, writer) for each, part in zip(coders, value, strict=True)]

    def read(raw: Any, reader: Reader) -> tuple[Any, ...]:
        pairs = zip(coders, raw, strict=True)
        return tuple([each.read(part, reader) if each.read else part for each, part in pairs])

    return Coder(write, read)


def _mapping(key: Any, kind: Any) -> Coder:
    """The pairs in their order: a key may be a tuple, which JSON's own objects cannot have."""
    pairs = _sequence((tuple[key, kind], ...))

    def read(raw: Any, reader: Reader) -> dict[Any, Any]:
        assert pairs.read
        return dict(pairs.read(raw, reader))

    return Coder(lambda value, writer: pairs.write(tuple(value.items()), writer), read)


def _write_fraction(value: Fraction, _: Writer) -> int | str:
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


@lru_cache(maxsize=65536)
def _fraction(raw: int | str) -> Fraction:
    if isinstance(raw, int):
        return Fraction(raw)
    above, below = raw.split("/")
    return Fraction(int(above), int(below))


def _write_place(value: Place, writer: Writer) -> Any:
    if value == NOWHERE:
        return 0
    number = writer.heads.setdefault(value[:3], len(writer.heads))
    return [number, *value[3:]] if value.paragraph is not None or value.quote else [number, value.cell]


def _read_place(raw: Any, reader: Reader) -> Place:
    if raw == 0:
        return NOWHERE
    parts = [*reader.heads[raw[0]], *raw[1:]]
    parts[3] = parts[3] and sys.intern(parts[3])  # `F12` stands in every file
    return Place(*parts)


def _kind_text(kind: Kind) -> str:
    return json.dumps(
        {**_fields_of(kind), "zh": _fields_of(kind.zh), "en": _fields_of(kind.en)}, sort_keys=True
    )


def _fields_of(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in _names(type(value))}


@lru_cache(maxsize=4096)
def _kind(text: str) -> Kind:
    """A kind of finding as it was worded when the document was written."""
    told = json.loads(text)
    zh, en = Wording(**told.pop("zh")), Wording(**told.pop("en"))
    return Kind(**{**told, "severity": Severity(told["severity"])}, zh=zh, en=en)


@lru_cache(maxsize=4096)
def _citation(text: str) -> Citation:
    return Citation(**json.loads(text))


def _numbered(pool: str) -> Coder:
    def write(value: Any, writer: Writer) -> int:
        known: dict[Any, int] = getattr(writer, pool)
        return known.setdefault(value, len(known))

    return Coder(write, lambda raw, reader: getattr(reader, pool)[raw])


_SAME = Coder(lambda value, _: value, None)
_LEAVES: dict[Any, Coder] = {
    str: _SAME,
    int: _SAME,
    bool: _SAME,
    NoneType: _SAME,
    Fraction: Coder(_write_fraction, lambda raw, _: _fraction(raw)),
    date: Coder(lambda value, _: value.isoformat(), lambda raw, _: date.fromisoformat(raw)),
    Place: Coder(_write_place, _read_place),
    Kind: _numbered("kinds"),
    Citation: _numbered("citations"),
}
