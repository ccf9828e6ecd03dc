"""The strict reader: plain text data with lines, everything clever refused, all problems at once."""

from __future__ import annotations

import time

import pytest
import yaml

from perfscore.rules import yaml_document
from perfscore.rules.yaml_document import join, read_document

LOADERS = {"pure": yaml.SafeLoader, "c": getattr(yaml, "CSafeLoader", yaml.SafeLoader)}


@pytest.fixture(autouse=True, params=LOADERS.values(), ids=LOADERS.keys())
def _either_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_document, "LOADER", request.param)


def complaints(text: str | bytes) -> list[str]:
    raw = text if isinstance(text, bytes) else text.encode()
    return [problem.text("en") for problem in read_document(raw, "t.yaml").problems]


def test_every_scalar_stays_text() -> None:
    document = read_document(b"a: 0.8\nb: no\nc: 2020-02-25\nd: ~\ne:\nf: '1'\n", "t.yaml")
    assert document.data == {"a": "0.8", "b": "no", "c": "2020-02-25", "d": "~", "e": "", "f": "1"}
    assert document.problems == ()


def test_lines_of_keys_and_list_items() -> None:
    text = b"rules:\n  equal:\n    versions:\n      - in_force: x\n        formula: >-\n          a\n"
    lines = read_document(text + b"      - {in_force: y}\n", "t.yaml").lines
    assert lines["rules"] == 1
    assert lines["rules.equal.versions[0]"] == 4
    assert lines["rules.equal.versions[0].formula"] == 5
    assert lines["rules.equal.versions[1].in_force"] == 7


def test_line_of_a_missing_place_is_that_around_it() -> None:
    document = read_document(b"a:\n  b:\n    - c: 1\n", "t.yaml")
    assert document.line_of("a.b[0].source.rule") == 3
    assert document.line_of("a.b[7]") == 2
    assert document.line_of("z") == 1


def test_windows_line_ends_and_byte_order_mark_are_read() -> None:
    assert read_document("\ufeffa: 1\r\nb: 2\r\n".encode(), "t.yaml").data == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", ["t.yaml:3: a is given twice (first on line 1)"]),
        ("r:\n  x: {k: 1, k: 2}\n", ["t.yaml:2: r.x.k is given twice (first on line 2)"]),
        ("a: &x 1\n", ["t.yaml:1: a has an anchor (&), which is not allowed"]),
        ("a: *x\n", None),
        ("b:\n  <<: {y: 1}\n", ["t.yaml:2: b has a merge key (<<), which is not allowed"]),
        ("a: !!float 1\n", ["t.yaml:1: a has a tag (!), which is not allowed"]),
        ("a:\n  - !x {b: 1}\n", ["t.yaml:2: a[0] has a tag (!), which is not allowed"]),
        ("a: 1\n---\nb: 1\n", ["t.yaml:2: has more than one document (---)"]),
        ("%YAML 1.1\n---\na: 1\n", ["t.yaml:1: has a % directive, which is not allowed"]),
        ("- a\n", ["t.yaml:1: must have keys and values at its top"]),
        ("", ["t.yaml:1: must have keys and values at its top"]),
        ("? [a]\n: 1\n", ["t.yaml:1: has a key that is not text"]),
        ("a:\n\tb: 1\n", None),
        ("a: [1\nb: 2\n", None),
        ("a: \x07\n", ["t.yaml: contains control characters"]),
    ],
)
def test_what_is_not_plain_data_is_refused(text: str, said: list[str] | None) -> None:
    found = complaints(text)
    assert found == said if said is not None else len(found) == 1


def test_broken_yaml_tells_its_line() -> None:
    assert complaints("a: 1\nb: 2\nc: [1\nd: 3\n")[0].startswith("t.yaml:4: is not well-formed YAML")


def test_all_problems_come_in_one_go() -> None:
    found = complaints("a: &x 1\nb: !t 2\nb: 3\nc: {d: 1, d: 2}\n")
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "4"]


def test_other_encodings_are_named() -> None:
    assert complaints("a: 1\nb: 绩效".encode("gbk")) == ["t.yaml:2: is not UTF-8 text; save it as UTF-8"]


HOSTILE = {
    "deep lists": b"a: " + b"[" * 100_000,
    "deep mappings": b"\n".join(b" " * depth + b"a:" for depth in range(900)),
    "many values": b"a: [" + b"1," * 60_000 + b"]",
    "many problems": b"a: 1\n" * 40_000,
    "large file": b"a: " + b"x" * 10_000_000,
    "references": b"a: &a [x,x]\n"
    + b"".join(b"%c: &%c [*%c,*%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 122)),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_quickly(raw: bytes) -> None:
    start = time.perf_counter()
    assert 1 <= len(complaints(raw)) <= 50
    assert time.perf_counter() - start < 3


def test_join_writes_paths_as_people_read_them() -> None:
    assert join(join(join("", "rules"), "versions"), 0) == "rules.versions[0]"
