# SPDX-License-Identifier: LGPL-2.1-or-later
"""Holds a disc against a source, long after the burn if need be."""
from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Protocol

from ._errors import BurnishError, MediumError, SourceError, VerificationError
from ._status import Status
from .image import Image
from .medium import SECTOR_BYTES, Medium
from .stream import Source, Stream, open_stream

if TYPE_CHECKING:
    from .recorder import Recorder

_CHUNK_SECTORS = 32
_NAMED = 100  # differences named in the error; the others are counted

ProgressFunction = Callable[[int, int], Any]


@dataclass(frozen=True)
class Verification:
    """A disc that is equal to its source; a disc that is not raises VerificationError."""

    method: str  # "file by file" or "sector by sector"
    start_lba: int  # of the session
    sectors: int  # compared; file by file: of the whole session

    def to_dict(self) -> Dict[str, Any]:
        return dict(self.__dict__)


def verify(recorder: "Recorder", source: Source, *, size: Optional[int] = None,
           progress: Optional[ProgressFunction] = None) -> Verification:
    """See Recorder.verify()."""
    medium = recorder.wait_until_ready()
    if medium.start_address_of_previous_session < 0:
        raise MediumError(Status.E_EMPTY_DISC, "The disc is blank, or its session was never closed: there is nothing "
                          "to compare.")
    if isinstance(source, Image):
        return _verify_files(recorder, medium, source)
    if isinstance(source, (str, os.PathLike)) and os.path.isdir(source):
        with Image() as image:
            image.add(source)
            return _verify_files(recorder, medium, image)
    stream = open_stream(source, size)
    try:
        return _verify_sectors(recorder, medium, stream, progress)
    finally:
        if stream is not source:
            stream.close()


def _verify_files(recorder: "Recorder", medium: Medium, image: Image) -> Verification:
    start = medium.start_address_of_previous_session
    differences = image.compare(recorder, start)
    if differences:
        raise failure(differences)
    return Verification("file by file", start, medium.last_written_address_of_previous_session + 1 - start)


def _verify_sectors(recorder: "Recorder", medium: Medium, stream: Stream,
                    progress: Optional[ProgressFunction]) -> Verification:
    length, start = stream.length, medium.start_address_of_previous_session
    sectors = length // SECTOR_BYTES
    if length == 0 or length % SECTOR_BYTES:
        raise SourceError(Status.E_DF2DATA_STREAM_NOT_SUPPORTED, f"The source has {length} bytes, which is no whole "
                          "number of sectors of 2048 bytes; it is not what a disc was burned from.")
    there = medium.last_written_address_of_previous_session + 1 - start
    if sectors > there:
        raise failure([f"the source has {sectors} sectors, the session on the disc {there}"])
    stream.seek(0)
    comparison = _Comparison(recorder, stream, start)
    for done in range(0, sectors, _CHUNK_SECTORS):
        comparison.compare(done, min(_CHUNK_SECTORS, sectors - done))
        if progress is not None:
            progress(min(done + _CHUNK_SECTORS, sectors), sectors)
    if comparison.differences:
        raise failure(comparison.differences)
    return Verification("sector by sector", start, sectors)


class _Comparison:
    """Chunk by chunk; sectors that differ or cannot be read one after the other become one difference."""

    def __init__(self, recorder: "Recorder", stream: Stream, start: int) -> None:
        self._recorder = recorder
        self._stream = stream
        self._start = start
        self._open: Optional[List[Any]] = None  # first and last LBA, and what is wrong with them
        self._closed: List[str] = []

    @property
    def differences(self) -> List[str]:
        return self._closed + ([] if self._open is None else [_sentence(*self._open)])

    def compare(self, offset: int, count: int) -> None:
        wanted = read_source(self._stream, count * SECTOR_BYTES)
        found = bytearray(len(wanted))
        lba = self._start + offset
        try:
            self._recorder.read_blocks_into(lba, found)
        except BurnishError as error:
            if not is_unreadable(error):
                raise
            for index in range(count):
                self._compare_one(lba + index, wanted[index * SECTOR_BYTES:(index + 1) * SECTOR_BYTES])
            return
        if wanted != found:
            for index in range(count):
                part = slice(index * SECTOR_BYTES, (index + 1) * SECTOR_BYTES)
                if wanted[part] != found[part]:
                    self._note(lba + index, "differs from the source")

    def _compare_one(self, lba: int, wanted: bytearray) -> None:
        found = bytearray(SECTOR_BYTES)
        try:
            self._recorder.read_blocks_into(lba, found)
        except BurnishError as error:
            if not is_unreadable(error):
                raise
            self._note(lba, "cannot be read")
            return
        if wanted != found:
            self._note(lba, "differs from the source")

    def _note(self, lba: int, what: str) -> None:
        if self._open is not None and self._open[1:] == [lba - 1, what]:
            self._open[1] = lba
            return
        if self._open is not None:
            self._closed.append(_sentence(*self._open))
        self._open = [lba, lba, what]


class Readable(Protocol):
    """A Stream, or what reads like one."""

    def readinto(self, target: bytearray) -> Optional[int]: ...


def read_source(stream: Readable, size: int) -> bytearray:
    """So many bytes, and no fewer."""
    data = bytearray()
    while len(data) < size:
        part = bytearray(size - len(data))
        count = stream.readinto(part)
        if not count:
            raise SourceError(Status.E_STREAM_TOO_SHORT, "The source ended before its announced size.")
        data += part[:count]
    return data


def _sentence(first: int, last: int, what: str) -> str:
    return f"LBA {first}: {what}" if first == last else f"LBA {first} to {last}: {what}"


def is_unreadable(error: BurnishError) -> bool:
    """A sector that the drive cannot give, and not a drive that fails: medium error, blank, or no such address."""
    if error.sense is None:
        return False
    key, asc, _ = error.sense
    return key in (0x03, 0x08) or (key == 0x05 and asc in (0x21, 0x64))


def failure(differences: List[str]) -> VerificationError:
    """The error that names them."""
    named = differences[:_NAMED]
    if len(differences) > _NAMED:
        named.append(f"and {len(differences) - _NAMED} more")
    places = "in one place" if len(differences) == 1 else f"in {len(differences)} places, first"
    error = VerificationError(Status.E_BURN_VERIFICATION_FAILED, f"The disc differs from the source {places}: "
                              f"{differences[0]}.", detail="; ".join(named[1:]))
    error.differences = tuple(named)
    return error
