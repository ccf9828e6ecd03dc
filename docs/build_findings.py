"""Kinds of findings -> docs/findings.md. Run it after a change to a kind: `python docs/build_findings.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from perfscore.model.assessment import Citation
from perfscore.model.finding import Kind

OUT = Path(__file__).with_name("findings.md")
SOURCE = Path(__file__).resolve().parents[1] / "src"
FOLDERS = {
    "F": ("Files", "the file cannot be used, or something in it was left aside"),
    "R": ("Reading", "something in the table was read with a supposition, or not at all"),
    "T": ("Rules", "the rules that were applied"),
    "S": ("Scoring", "a score needed a decision, or could not be worked out"),
    "A": ("Audit", "the table contradicts itself, the money, or the rules"),
    "C": ("Comparing", "the tables of two years say something together that neither says alone"),
}
"""First letter of a code: what the section is called, and what its findings are about; in this order."""
HEAD = """\
# Findings

<!-- Written by docs/build_findings.py; do not edit. -->

Every kind of finding that perfscore can raise. A code never changes its meaning and is never used again for another
matter, so it may be quoted in letters and programs. Words in braces, like `{indicator}`, stand for the facts of the
case.

- **Severity.** *error*: the table must be mended; `perfscore check` then ends with exit code 1. *warning*: explain or
  mend. *info*: good to know.
- **Rule and evidence.** The rule that a finding rests on, by its number in the `sources.md` of the rule templates or in
  the project's list of rules, and how well that rule is known. A dash: plain arithmetic or a matter of the file,
  which needs no rule.
- **Not verified.** A finding marked so rests on a rule that was not read in a public source (`memory`), or on a
  convention of perfscore (`derived`). The programs then show 来源未核实.

| evidence | meaning |
|---|---|
| `seen` | read in the public text, or in a published table |
| `seen-2nd` | read in a public digest; the official text was not read |
| `seen-code` | read as a rule built into a public budget performance system: practice, not law |
| `seed` | read in the published documents that the project started from |
| `memory` | general knowledge, **not verified** |
| `derived` | arithmetic or a convention of perfscore, **not verified** |
"""


def kinds() -> list[Kind]:
    """All kinds that the source declares, in the order of the sections and their codes."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        if " = Kind(" in path.read_text(encoding="utf-8"):
            module = import_module(".".join(path.relative_to(SOURCE).with_suffix("").parts))
            found += [kind for kind in vars(module).values() if isinstance(kind, Kind)]
    order = list(FOLDERS)
    return sorted(found, key=lambda kind: (order.index(kind.code[0]), kind.code))


def listing() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_index(), *_sections()]) + "\n"


def _index() -> Iterator[str]:
    yield "## All codes"
    yield ""
    yield "| code | severity | name | 名称 |"
    yield "|---|---|---|---|"
    for kind in kinds():
        yield f"| [{kind.code}](#{kind.code.lower()}) | {kind.severity} | `{kind.name}` | {kind.zh.title} |"


def _sections() -> Iterator[str]:
    for letter, (title, about) in FOLDERS.items():
        own = [kind for kind in kinds() if kind.code.startswith(letter)]
        if not own:
            continue
        yield f"\n## {title} ({letter}): {about}"
        for kind in own:
            yield from _section(kind)


def _section(kind: Kind) -> Iterator[str]:
    yield f"\n### {kind.code}\n"
    yield f"`{kind.name}` · {kind.severity} · {_basis(kind)}\n"
    yield "| | 中文 | English |"
    yield "|---|---|---|"
    for part in ("title", "message", "why", "mend"):
        chinese, english = (_cell(getattr(wording, part)) for wording in (kind.zh, kind.en))
        yield f"| {part} | {chinese} | {english} |"


def _basis(kind: Kind) -> str:
    if not kind.rule:
        return "rule: –"
    verified = "" if Citation(kind.rule, kind.evidence).verified else ", **not verified**"
    return f"rule: {kind.rule} (`{kind.evidence}`{verified})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    OUT.write_text(listing(), encoding="utf-8", newline="\n")
    print(f"{OUT.name}: {len(kinds())} kinds", file=sys.stderr)


if __name__ == "__main__":
    main()
