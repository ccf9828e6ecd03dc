"""Compound files (OLE2), in which the old office programs keep their streams. Takes bytes, gives streams by name.

Written for strangers' files: every chain of sectors is followed once, nothing is allocated on a header's word.
"""

from __future__ import annotations

from array import array
from struct import unpack_from

from perfscore.read.guard import damage

_NOTHING = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
MOST_ENTRIES = 20_000
_FIRST_FAT_SECTORS = 109


class CompoundFile:
    """The directory of a compound file. names: all storages and streams, at any depth, in lower case."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        if len(data) < 512:
            raise damage(file, "文件头不完整")
        shift, mini_shift = unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise damage(file, "文件头不合规")
        self._data = data
        self._size = 1 << shift
        self._fat = self._read_fat()
        directory = self._chain(unpack_from("<I", data, 48)[0])
        self._entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)][
            :MOST_ENTRIES
        ]
        self.names = frozenset(_name(entry).lower() for entry in self._entries if entry[66])
        self._roots = {_name(entry).lower(): entry for entry in self._children_of_root()}
        self._cutoff = min(unpack_from("<I", data, 56)[0], 4096)
        self._mini_fat: array[int] | None = None
        self._mini_stream = b""

    def stream(self, name: str) -> bytes | None:
        """A stream of the root storage, None when there is none of that name."""
        entry = self._roots.get(name.lower())
        if entry is None or entry[66] != 2:
            return None
        start, size = unpack_from("<II", entry, 116)
        if size >= self._cutoff:
            return self._chain(start)[:size]
        return self._mini_chain(start, size)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._roots

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _read_fat(self) -> array[int]:
        """The table that says which sector follows which."""
        data = self._data
        limit = len(data) // self._size + 1
        numbers = list(unpack_from(f"<{_FIRST_FAT_SECTORS}I", data, 76))
        more, count = unpack_from("<II", data, 68)
        for _ in range(min(count, limit)):
            if more >= _NOTHING:
                break
            block = array("I", _padded(self._sector(more), self._size))
            numbers += block[:-1]
            more = block[-1]
        fat = array("I")
        for number in numbers[:limit]:
            if number < _NOTHING:
                fat.frombytes(_padded(self._sector(number), self._size))
        return fat

    def _chain(self, start: int) -> bytes:
        """The sectors from `start` on, joined."""
        numbers: list[int] = []
        number = start
        while number < _NOTHING:
            if number >= len(self._fat) or len(numbers) > len(self._data) // self._size:
                raise damage(self.file, "扇区链断裂或成环")
            numbers.append(number)
            number = self._fat[number]
        return b"".join(map(self._sector, numbers))

    def _mini_chain(self, start: int, size: int) -> bytes:
        """A small stream: it lies in blocks of 64 bytes within the root's own stream."""
        if self._mini_fat is None:
            table = self._chain(unpack_from("<I", self._data, 60)[0])
            self._mini_fat = array("I", table[: len(table) // 4 * 4])
            self._mini_stream = (
                self._chain(unpack_from("<I", self._entries[0], 116)[0]) if self._entries else b""
            )
        parts: list[bytes] = []
        number = start
        while number < _NOTHING and len(parts) * 64 < size:
            if number >= len(self._mini_fat):
                raise damage(self.file, "扇区链断裂或成环")
            parts.append(self._mini_stream[number * 64 : number * 64 + 64])
            number = self._mini_fat[number]
        return b"".join(parts)[:size]

    def _children_of_root(self) -> list[bytes]:
        """The entries directly below the root: a tree by left and right neighbours. Those of inner storages are not."""
        found: list[bytes] = []
        seen: set[int] = set()
        ahead = [unpack_from("<I", self._entries[0], 76)[0]] if self._entries else []
        while ahead:
            number = ahead.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            found.append(entry)
            ahead += unpack_from("<II", entry, 68)
        return found


def _name(entry: bytes) -> str:
    length = min(unpack_from("<H", entry, 64)[0], 64)
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _padded(sector: bytes, size: int) -> bytes:
    return sector.ljust(size, b"\xff")
