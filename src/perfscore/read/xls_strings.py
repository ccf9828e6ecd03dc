"""The texts of old binary workbooks: Latin or two-byte characters, cut into records of eight kilobytes anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from struct import unpack_from

MOST_TEXTS = 400_000
LONGEST_TEXT = 32_767


def short_text(stream: bytes, start: int, end: int, encoding: str | None) -> str:
    """A text whose length is one byte. encoding: that of files before Excel 97, None for Unicode."""
    length = stream[start]
    if encoding:
        return stream[start + 1 : min(start + 1 + length, end)].decode(encoding, "replace")
    return _characters(stream, start + 2, end, length, stream[start + 1])


def long_text(stream: bytes, start: int, end: int, encoding: str | None) -> str:
    """A text whose length is two bytes."""
    length = unpack_from("<H", stream, start)[0]
    if encoding:
        return stream[start + 2 : min(start + 2 + length, end)].decode(encoding, "replace")
    return _characters(stream, start + 3, end, length, stream[start + 2])


def _characters(stream: bytes, start: int, end: int, length: int, flags: int) -> str:
    if flags & 1:
        return stream[start : min(start + 2 * length, end)].decode("utf-16-le", "replace")
    return stream[start : min(start + length, end)].decode("latin-1")


def shared_texts(stream: bytes, segments: Sequence[tuple[int, int]]) -> list[str]:
    """The table of shared texts. segments: where the contents of its records begin and end.

    A text may run on into the next record, which then begins with a byte that says how wide its characters are.
    Gives what there is when the table ends early.
    """
    reader = _Segments(stream, segments)
    reader.skip(4)
    count = min(int.from_bytes(reader.take(4), "little"), MOST_TEXTS)
    texts: list[str] = []
    while len(texts) < count and not reader.at_end:
        texts.append(reader.text())
    return texts


class _Segments:
    """A place in bytes that are cut into records."""

    def __init__(self, stream: bytes, segments: Sequence[tuple[int, int]]) -> None:
        self._stream = stream
        self._segments = list(segments)
        self._number = 0
        self._at, self._end = self._segments[0]

    @property
    def at_end(self) -> bool:
        while self._at >= self._end:
            if self._number + 1 >= len(self._segments):
                return True
            self._next()
        return False

    def _next(self) -> None:
        self._number += 1
        self._at, self._end = self._segments[self._number]

    def take(self, count: int) -> bytes:
        """Plain bytes, over the border of records; fewer than asked for at the end of all."""
        parts: list[bytes] = []
        while count > 0 and not self.at_end:
            part = self._stream[self._at : min(self._at + count, self._end)]
            parts.append(part)
            self._at += len(part)
            count -= len(part)
        return b"".join(parts)

    def skip(self, count: int) -> None:
        while count > 0 and not self.at_end:
            step = min(count, self._end - self._at)
            self._at += step
            count -= step

    def text(self) -> str:
        """One text with its trimmings: runs of formats and reading aids, which are passed over."""
        head = self.take(3)
        if len(head) < 3:
            return ""
        length, flags = unpack_from("<HB", head)
        runs = int.from_bytes(self.take(2), "little") if flags & 8 else 0
        extra = int.from_bytes(self.take(4), "little") if flags & 4 else 0
        parts: list[str] = []
        wide = bool(flags & 1)
        missing = length
        while missing > 0:
            if self._at >= self._end:
                if self.at_end:
                    break
                wide = bool(self._stream[self._at] & 1)
                self._at += 1
            size = 2 if wide else 1
            count = min(missing, (self._end - self._at) // size)
            if count == 0:  # half a character at the end of a record: no program writes that
                self._at = self._end
                continue
            raw = self._stream[self._at : self._at + count * size]
            parts.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += count * size
            missing -= count
        self.skip(4 * runs)
        self.skip(extra)
        return "".join(parts)[:LONGEST_TEXT]
