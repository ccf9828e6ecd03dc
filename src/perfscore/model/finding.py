"""Findings: what is wrong with the data, as data. A kind is declared once and its code lives for ever."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from perfscore.model.english import OFFICERS_OWN, in_english
from perfscore.model.place import NOWHERE, Place


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's text of a kind of finding.

    title: what is wrong, in a few words.
    message: a sentence with named gaps (`{name}`) for the facts of the case.
    why: why it matters.
    mend: what the officer should do.
    """

    title: str
    message: str
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding.

    code: a letter for the folder that raises it (R read, T rules, S score, A audit, F file) and a number.
    name: the same in words, for programs and for people who read JSON.
    rule: the id of the rule it rests on in the project's list of rules, "" for a matter of plain arithmetic.
    evidence: how well that rule is known (`seen-code`, `derived`, ...).
    """

    code: str
    name: str
    severity: Severity
    zh: Wording
    en: Wording
    rule: str = ""
    evidence: str = ""

    def at(self, place: Place = NOWHERE, **facts: object) -> Finding:
        """A finding of this kind, with the facts its message names."""
        return Finding(self, place, tuple((name, str(fact)) for name, fact in facts.items()))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, where it stands, and the facts that fill the message.

    root: code of the finding that this one only follows from (a total differs because one row does); "" for a finding
        that stands on its own. Both are listed: mending the root mends this one.
    """

    kind: Kind
    at: Place = NOWHERE
    facts: tuple[tuple[str, str], ...] = field(default=())
    root: str = ""

    def following(self, root: str) -> Finding:
        """The same finding, tied to the one it follows from."""
        return replace(self, root=root)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def name(self) -> str:
        return self.kind.name

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    def wording(self, lang: str = "zh") -> Wording:
        """The kind's text in `lang` ("zh" or "en"), with the facts filled in; what an officer wrote stays as written."""
        text = self.kind.en if lang == "en" else self.kind.zh
        facts = dict(self.facts)
        if lang == "en":
            facts = {name: fact if name in OFFICERS_OWN else in_english(fact) for name, fact in facts.items()}
        return Wording(text.title, text.message.format(**facts), text.why, text.mend.format(**facts))

    @property
    def message(self) -> str:
        return self.wording().message

    @property
    def mend(self) -> str:
        return self.wording().mend
