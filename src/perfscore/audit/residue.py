"""Words of another unit in a text: who speaks (`我镇`), and officers and offices that only a township has (AUD-27).

Takes text and the unit's name, gives what was met. Found in a published report: a district office whose rules on
signatures name the 镇长 and whose contact is the cashier of the 财政所.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_COUNTRY = r"乡(?!村|建设|规划|管理)"
"""`乡` as a unit of government, and not that of 住房和城乡建设局 or 乡村振兴局."""
_VILLAGE = r"(?<!农)村(?!振兴)"
_SPEAKERS = {
    "局": re.compile(r"局|署"),
    "厅": re.compile(r"厅"),
    "镇": re.compile(rf"镇|{_COUNTRY}|街道|{_VILLAGE}|社区"),
    "乡": re.compile(rf"镇|{_COUNTRY}|街道|{_VILLAGE}|社区"),
    "街道": re.compile(rf"镇|{_COUNTRY}|街道|社区"),
    "校": re.compile(r"校|学|园|教"),
    "院": re.compile(r"院|医|卫生|学"),
}
"""What a unit calls itself (`我局`), and what its name or its department's then has somewhere."""
_SPEAKS = re.compile(r"我(局|厅|镇|乡|街道|校|院)")
_MAY_BE_BELOW = re.compile(r"中心|站|所|队|室|馆|办|会|委|公司|科|股|部")
"""Offices of these names may stand under a 局 or 厅 that the form does not name."""

_OF_TOWNSHIP = re.compile(rf"镇|{_COUNTRY}|街道|{_VILLAGE}|社区|公社")
"""In the name of a unit that has such officers and offices itself."""
_CALLS_ITSELF_TOWNSHIP = re.compile(
    r"[我本全]镇|[我本全]乡(?!村)|[我本全]街道|[镇乡](?:人民)?政府|[镇乡]党委|街道办事处|党工委|镇机关|[镇乡]人大"
)
_ACTS = "审批|审核|审签|审定|签批|签字|签署|签章|批准|印章|私章|名章|把关|一支笔"
_OFFICERS = re.compile(
    rf"(?<![各副任届名个位到])(?P<word>镇长|乡长|[镇乡]党委书记|街道办(?:事处)?主任)(?=(?:{_ACTS}))"
)
"""An officer of a township who acts in the unit's own affairs. `各镇长` and `任镇长` speak of others."""
_OFFICES = re.compile(
    r"(?<![各乡镇道区个级县立基处])(?P<word>财政所)(?=出纳|会计|所长|负责人|报账|记账|入账|统一记账|统一核算|审核报销)"
)
_BELOW = re.compile(r"(?P<word>村[（(](?:社区|居)[）)]|各村[、，,]?(?:各?社区)?)")
"""Villages: a bureau speaks of them as well, so that these words count only beside those above."""


class Residue(NamedTuple):
    """A word met. around: it with its surroundings. surely: whether the word alone gives reason to ask."""

    word: str
    around: str
    surely: bool = True


def foreign_speaker(text: str, names: str) -> Residue | None:
    """The first `我镇` and the like that does not go with the unit's name and its department's."""
    for found in _SPEAKS.finditer(text):
        kind = found[1]
        if not _SPEAKERS[kind].search(names) and not (kind in "局厅" and _MAY_BE_BELOW.search(names)):
            return Residue(found[0], _around(text, found))
    return None


def is_township(names: str) -> bool:
    """Whether a unit's name is that of a township, a street or something in one."""
    return bool(_OF_TOWNSHIP.search(names))


def calls_itself_township(text: str) -> bool:
    return bool(_CALLS_ITSELF_TOWNSHIP.search(text))


def township_residues(text: str, names: str) -> Iterator[Residue]:
    """Officers and offices of a township in the text of a unit that is none; names: "" where it is not known.

    A finance bureau (财政局) has 财政所 below it, so that these say nothing in its texts.
    """
    for found in _OFFICERS.finditer(text):
        yield Residue(found["word"], _around(text, found))
    if "财政" not in names:
        for found in _OFFICES.finditer(text):
            yield Residue(found["word"], _around(text, found))
    for found in _BELOW.finditer(text):
        yield Residue(found["word"], _around(text, found), surely=False)


def _around(text: str, found: re.Match[str]) -> str:
    return "".join(text[max(found.start() - 8, 0) : found.end() + 12].split())
