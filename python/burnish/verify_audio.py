# SPDX-License-Identifier: LGPL-2.1-or-later
"""Holds the tracks of an audio disc against their sources. Drives read audio a constant number of samples early or late."""
from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Sequence, Tuple, Union

from . import _ffi
from ._audio import album_of
from ._enums import SectorType
from ._errors import DeviceError, InvalidArgumentError, SourceError
from ._raw_audio import Cue, DiscText, image_of_cue
from ._status import Status
from .audio import AUDIO_SECTOR_BYTES, open_track
from .medium import Track
from .raw_image import RawCDImage
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


def verify_audio(recorder: "Recorder", tracks: Any, *, cue: Optional[Cue] = None,
                 progress: Optional[ProgressFunction] = None) -> AudioVerification:
    """See Recorder.verify_audio()."""
    with ExitStack() as held:
        if cue is None:
            streams = [open_track(held, track, fill=False) for track in album_of(tracks)]
            lengths = [_length(stream) for stream in streams]
            on_disc = _audio_tracks(recorder, len(streams))
            parts = _parts_of_tracks(held, streams, lengths, [track.start for track in on_disc])
        elif tracks:
            raise InvalidArgumentError(Status.E_INVALIDARG, "A cue sheet names the tracks: give it alone.")
        else:
            parts = _parts_of_cue(held, cue)
            on_disc = _audio_tracks(recorder, sum(not part.hidden for part in parts))
        comparison = _Comparison(recorder, progress, sum(part.sectors for part in parts))
        for part in parts:
            comparison.compare(part, part.track_on(on_disc))
    if comparison.differences:
        raise failure(comparison.differences)
    return AudioVerification(len(on_disc), sum(part.sectors for part in parts), comparison.offset)


def _audio_tracks(recorder: "Recorder", wanted: int) -> List[Track]:
    found = [track for track in recorder.wait_until_ready().tracks if not track.is_data]
    if len(found) != wanted:
        raise failure([f"it has {len(found)} audio tracks, and there are {wanted} sources"])
    return found


def _length(stream: Stream) -> int:
    if stream.length == _ffi.STREAM_LENGTH_UNKNOWN:
        raise SourceError(Status.E_DF2TAO_STREAM_NOT_SUPPORTED, "A source cannot tell how long it is, and so cannot be "
                          "compared; save it to a file first.")
    return stream.length


class _MainChannel:
    """The samples of a raw image, from LBA 0 on."""

    _SECTORS_BEFORE = 22650  # the lead-in, and the two seconds before LBA 0
    _SECTOR_BYTES = AUDIO_SECTOR_BYTES + 96

    def __init__(self, held: ExitStack, image: RawCDImage) -> None:
        self._image = held.enter_context(image.create_result_image())
        self._position = 0

    def seek(self, position: int) -> None:
        self._position = position

    def readinto(self, target: bytearray) -> int:
        sector, skip = divmod(self._position, AUDIO_SECTOR_BYTES)
        count = -(-(skip + len(target)) // AUDIO_SECTOR_BYTES)
        self._image.seek((self._SECTORS_BEFORE + sector) * self._SECTOR_BYTES)
        raw = read_source(self._image, count * self._SECTOR_BYTES)
        samples = b"".join(raw[at:at + AUDIO_SECTOR_BYTES] for at in range(0, len(raw), self._SECTOR_BYTES))
        target[:] = samples[skip:skip + len(target)]
        self._position += len(target)
        return len(target)


class _Part:
    """The samples of one track among those of the disc. index: of the track; None: of the hidden one before track 1."""

    def __init__(self, samples: Union[Stream, _MainChannel], first: int, sectors: int, index: Optional[int],
                 start: Optional[int] = None) -> None:
        self._samples = samples
        self._first = first * AUDIO_SECTOR_BYTES
        self.sectors = sectors
        self._index = index
        self.start = start  # the LBA where the disc must have it; None: anywhere

    @property
    def hidden(self) -> bool:
        return self._index is None

    def track_on(self, on_disc: Sequence[Track]) -> Track:
        if self._index is None:
            return Track(number=0, session=1, start=0, sectors=on_disc[0].start, is_data=False)
        track, after = on_disc[self._index], on_disc[self._index + 1:]
        if self.start is None or not after:
            return track
        return replace(track, sectors=after[0].start - track.start)  # the drive ends a track where the next one's index 0 is

    def seek(self, position: int) -> None:
        self._samples.seek(self._first + position)

    def read(self, size: int) -> bytearray:
        return read_source(self._samples, size)


def _parts_of_tracks(held: ExitStack, streams: Sequence[Stream], lengths: Sequence[int],
                     starts: Sequence[int]) -> List[_Part]:
    """A track each, filled up with silence as track at once does; or one run of samples, where the disc's tracks begin as
    those of a disc that was written without gaps."""
    ends = [sum(lengths[:i + 1]) for i in range(len(lengths))]
    gapless = [0] + [end // AUDIO_SECTOR_BYTES for end in ends]
    if gapless[:-1] != list(starts):
        filled = [_filled(held, [stream], length) for stream, length in zip(streams, lengths)]
        return [_Part(stream, 0, sectors, i) for i, (stream, sectors) in enumerate(filled)]
    whole, sectors = _filled(held, streams, ends[-1])
    gapless[-1] = sectors
    return [_Part(whole, first, after - first, i, first) for i, (first, after) in enumerate(zip(gapless, gapless[1:]))]


def _filled(held: ExitStack, streams: Sequence[Stream], length: int) -> Tuple[Stream, int]:
    """The samples with silence to a whole sector, and to the shortest track; and how many sectors that is."""
    sectors = max(_SHORTEST_TRACK, -(-length // AUDIO_SECTOR_BYTES))
    silence = sectors * AUDIO_SECTOR_BYTES - length
    filled = concatenation(*streams, *([zero_stream(silence)] if silence else []))
    held.callback(filled.close)
    return filled, sectors


def _parts_of_cue(held: ExitStack, cue: Cue) -> List[_Part]:
    """The tracks of the image that is made of the sheet, and the sound before the first."""
    image = image_of_cue(held, cue, DiscText(), None)
    if any(track.sector_type != SectorType.AUDIO for track in image.tracks):
        raise SourceError(Status.E_INVALIDARG, "The sheet has tracks of data, and only sound can be compared.")
    starts = [track.starting_lba for track in image.tracks] + [image.start_of_leadout]
    samples = _MainChannel(held, image)
    parts = [_Part(samples, first, after - first, i, first) for i, (first, after) in enumerate(zip(starts, starts[1:]))]
    return ([_Part(samples, 0, starts[0], None)] if starts[0] > 0 else []) + parts


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

    def compare(self, part: _Part, track: Track) -> None:
        """One track; its first difference is noted, and the next track can be compared all the same."""
        if part.start is not None and part.start != track.start:
            self._note(track, f"starts at LBA {track.start}, in the source at {part.start}")
        elif not part.sectors <= track.sectors <= part.sectors + _LONGEST_GAP:
            self._note(track, f"has {track.sectors} sectors, the source {part.sectors}")
        else:
            try:
                sample = self._first_difference(part, track, self.offset)
                if sample is not None and not self._is_elsewhere(part, track, sample):
                    lba = track.start + sample * _SAMPLE_BYTES // AUDIO_SECTOR_BYTES
                    self._note(track, f"differs from the source at LBA {lba}")
            except _Unreadable as error:
                self._note(track, str(error))
        self._done += part.sectors
        self._tell(0)

    def _note(self, track: Track, what: str) -> None:
        self.differences.append(f"{f'track {track.number}' if track.number else 'the sound before track 1'} {what}")

    def _is_elsewhere(self, part: _Part, track: Track, sample: int) -> bool:
        """Whether the whole track is there, but at an offset that was not known yet. Looked for once, as a drive has but
        one."""
        if self._searched:
            return False
        self._searched = True
        offset = self._find(part, track, sample)
        if offset is None or self._first_difference(part, track, offset) is not None:
            return False
        self.offset = offset
        return True

    def _first_difference(self, part: _Part, track: Track, offset: int) -> Optional[int]:
        """The sample of the source, counted from its beginning, that the disc does not have; None: all are there. What an
        offset moves out of the track is not compared."""
        sectors = part.sectors
        part.seek(max(0, -offset) * _SAMPLE_BYTES)
        at = max(0, -offset)
        skip = max(0, offset) * _SAMPLE_BYTES
        for done in range(0, sectors, self._sectors_per_read):
            count = min(self._sectors_per_read, sectors - done)
            found = self._read(track.start + done, count)[skip:]
            skip = max(0, skip - count * AUDIO_SECTOR_BYTES)
            wanted = part.read(min(len(found), sectors * AUDIO_SECTOR_BYTES - at * _SAMPLE_BYTES))
            if found[:len(wanted)] != wanted:
                return at + _first_unequal(found, wanted)
            at += len(wanted) // _SAMPLE_BYTES
            self._tell(done + count)
        return None

    def _find(self, part: _Part, track: Track, sample: int) -> Optional[int]:
        """Where else the disc has the samples that begin at this one; the nearest place counts."""
        sample = max(sample, LARGEST_OFFSET)  # what comes before may lie before the track, where nothing can be read
        end = part.sectors * AUDIO_SECTOR_BYTES // _SAMPLE_BYTES
        part.seek(sample * _SAMPLE_BYTES)
        needle = bytes(part.read(min(_NEEDLE, end - sample) * _SAMPLE_BYTES))
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
