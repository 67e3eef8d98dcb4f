# SPDX-License-Identifier: LGPL-2.1-or-later
"""Holds the tracks of an audio disc against their sources. Drives read audio a constant number of samples early or late."""
from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from . import _ffi
from ._audio import album_of
from ._errors import DeviceError, SourceError
from ._status import Status
from .audio import AUDIO_SECTOR_BYTES, open_track
from .medium import Track
from .stream import Stream, concatenation, zero_stream
from .verify import failure, is_unreadable, read_source

if TYPE_CHECKING:
    from .recorder import Recorder

LARGEST_OFFSET = 2000  # samples to either side
_SAMPLE_BYTES = 4
_NEEDLE = LARGEST_OFFSET + 588  # samples that are looked for; more than an offset can make of silence
_SHORTEST_TRACK = 300
_LONGEST_GAP = 152  # some drives count the pause behind a track, and its run-out
_READ_CD, _AUDIO_SECTORS, _USER_DATA = 0xBE, 0x04, 0x10
_SECONDS = 30
_MOST_SECTORS = 26  # of one command

ProgressFunction = Callable[[int, int], Any]


@dataclass(frozen=True)
class AudioVerification:
    """A disc whose tracks are those of the sources; one whose tracks are not raises VerificationError."""

    tracks: int
    sectors: int  # compared
    read_offset: int  # samples by which the drive reads late; negative: early

    method = "track by track"

    def to_dict(self) -> Dict[str, Any]:
        return {"method": self.method, **self.__dict__}


def verify_audio(recorder: "Recorder", tracks: Any, *, progress: Optional[ProgressFunction] = None) -> AudioVerification:
    """See Recorder.verify_audio()."""
    album = album_of(tracks)
    with ExitStack() as held:
        streams = [_padded(held, open_track(held, track)) for track in album]
        lengths = [_sectors(stream) for stream in streams]
        on_disc = [track for track in recorder.wait_until_ready().tracks if not track.is_data]
        if len(on_disc) != len(album):
            raise failure([f"it has {len(on_disc)} audio tracks, and there are {len(album)} sources"])
        comparison = _Comparison(recorder, progress, sum(lengths))
        for stream, length, track in zip(streams, lengths, on_disc):
            comparison.compare(stream, length, track)
    if comparison.differences:
        raise failure(comparison.differences)
    return AudioVerification(len(album), sum(lengths), comparison.offset)


def _sectors(stream: Stream) -> int:
    if stream.length == _ffi.STREAM_LENGTH_UNKNOWN:
        raise SourceError(Status.E_DF2TAO_STREAM_NOT_SUPPORTED, "A source cannot tell how long it is, and so cannot be "
                          "compared; save it to a file first.")
    return stream.length // AUDIO_SECTOR_BYTES


def _padded(held: ExitStack, stream: Stream) -> Stream:
    """A track shorter than 300 sectors has silence behind it, as it was burned."""
    missing = _SHORTEST_TRACK * AUDIO_SECTOR_BYTES - stream.length
    if missing <= 0:
        return stream
    padded = concatenation(stream, zero_stream(missing))
    held.callback(padded.close)
    return padded


class _Unreadable(Exception):
    """The drive cannot give a sector."""


class _Comparison:
    def __init__(self, recorder: "Recorder", progress: Optional[ProgressFunction], total: int) -> None:
        self._recorder = recorder
        self._progress = progress
        self._total = total
        self._done = 0  # sectors of the tracks before
        self._searched = False
        most = recorder.maximum_page_aligned_transfer_size // AUDIO_SECTOR_BYTES
        self._sectors_per_read = max(1, min(_MOST_SECTORS, most))
        self.offset = 0
        self.differences: List[str] = []

    def compare(self, stream: Stream, sectors: int, track: Track) -> None:
        """One track; its first difference is noted, and the next track can be compared all the same."""
        if not sectors <= track.sectors <= sectors + _LONGEST_GAP:
            self._note(track, f"has {track.sectors} sectors, the source {sectors}")
        else:
            try:
                sample = self._first_difference(stream, sectors, track, self.offset)
                if sample is not None and not self._is_elsewhere(stream, sectors, track, sample):
                    lba = track.start + sample * _SAMPLE_BYTES // AUDIO_SECTOR_BYTES
                    self._note(track, f"differs from the source at LBA {lba}")
            except _Unreadable as error:
                self._note(track, str(error))
        self._done += sectors
        self._tell(0)

    def _note(self, track: Track, what: str) -> None:
        self.differences.append(f"track {track.number} {what}")

    def _is_elsewhere(self, stream: Stream, sectors: int, track: Track, sample: int) -> bool:
        """Whether the whole track is there, but at an offset that was not known yet. Looked for once, as a drive has but
        one."""
        if self._searched:
            return False
        self._searched = True
        offset = self._find(stream, sectors, track, sample)
        if offset is None or self._first_difference(stream, sectors, track, offset) is not None:
            return False
        self.offset = offset
        return True

    def _first_difference(self, stream: Stream, sectors: int, track: Track, offset: int) -> Optional[int]:
        """The sample of the source, counted from its beginning, that the disc does not have; None: all are there. What an
        offset moves out of the track is not compared."""
        stream.seek(max(0, -offset) * _SAMPLE_BYTES)
        at = max(0, -offset)
        skip = max(0, offset) * _SAMPLE_BYTES
        for done in range(0, sectors, self._sectors_per_read):
            count = min(self._sectors_per_read, sectors - done)
            found = self._read(track.start + done, count)[skip:]
            skip = max(0, skip - count * AUDIO_SECTOR_BYTES)
            wanted = read_source(stream, min(len(found), sectors * AUDIO_SECTOR_BYTES - at * _SAMPLE_BYTES))
            if found[:len(wanted)] != wanted:
                return at + _first_unequal(found, wanted)
            at += len(wanted) // _SAMPLE_BYTES
            self._tell(done + count)
        return None

    def _find(self, stream: Stream, sectors: int, track: Track, sample: int) -> Optional[int]:
        """Where else the disc has the samples that begin at this one; the nearest place counts."""
        end = sectors * AUDIO_SECTOR_BYTES // _SAMPLE_BYTES
        stream.seek(sample * _SAMPLE_BYTES)
        needle = bytes(read_source(stream, min(_NEEDLE, end - sample) * _SAMPLE_BYTES))
        if needle == needle[:_SAMPLE_BYTES] * (len(needle) // _SAMPLE_BYTES):
            return None  # silence is found everywhere
        first = max(0, sample - LARGEST_OFFSET) * _SAMPLE_BYTES // AUDIO_SECTOR_BYTES
        last = min(end, sample + _NEEDLE + LARGEST_OFFSET) * _SAMPLE_BYTES
        count = -(-last // AUDIO_SECTOR_BYTES) - first
        hay = b"".join(self._read(track.start + first + done, min(self._sectors_per_read, count - done))
                       for done in range(0, count, self._sectors_per_read))
        here = sample * _SAMPLE_BYTES - first * AUDIO_SECTOR_BYTES
        for distance in range(1, LARGEST_OFFSET + 1):
            for offset in (distance, -distance):
                place = here + offset * _SAMPLE_BYTES
                if place >= 0 and hay.startswith(needle, place):
                    return offset
        return None

    def _read(self, lba: int, count: int) -> bytes:
        cdb = bytes([_READ_CD, _AUDIO_SECTORS, *lba.to_bytes(4, "big"), *count.to_bytes(3, "big"), _USER_DATA, 0, 0])
        try:
            found = self._recorder.send_command_get_data_from_device(cdb, count * AUDIO_SECTOR_BYTES, _SECONDS)
        except DeviceError as error:
            if not is_unreadable(error):
                raise
            raise _Unreadable(f"cannot be read at LBA {lba} to {lba + count - 1}") from None
        if len(found) != count * AUDIO_SECTOR_BYTES:
            raise _Unreadable(f"cannot be read at LBA {lba} to {lba + count - 1}: the drive gave {len(found)} bytes")
        return found

    def _tell(self, sectors: int) -> None:
        if self._progress is not None:
            self._progress(self._done + sectors, self._total)


def _first_unequal(found: bytes, wanted: bytearray) -> int:
    """The first sample that differs; there is one."""
    for place in range(0, len(wanted), _SAMPLE_BYTES):
        if found[place:place + _SAMPLE_BYTES] != wanted[place:place + _SAMPLE_BYTES]:
            return place // _SAMPLE_BYTES
    return 0
