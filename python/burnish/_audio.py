# SPDX-License-Identifier: LGPL-2.1-or-later
"""What Recorder.burn_audio() decides beyond the formats, and beyond TrackAtOnceFormat: all that can be checked is checked
before the laser."""
from __future__ import annotations

import os
import re
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Callable, List, Optional, Sequence

from . import _ffi
from ._convenience import sectors_per_second
from ._enums import VerificationLevel
from ._errors import BurnishError, InvalidArgumentError, NoSpaceError, SourceError
from ._raw_audio import Cue, DiscText as DiscText, burn_image, check_raw_only, image_of_cue, image_of_tracks, minutes
from ._status import Status
from ._wav import ForeignSound, launch_line
from .audio import AUDIO_SECTOR_BYTES, AudioTrack, open_track
from .medium import Medium
from .nrg import NrgImage
from .progress import TaoProgress
from .raw_image import RawCDImage
from .stream import Stream
from .track_at_once import TrackAtOnceFormat

if TYPE_CHECKING:
    from .recorder import Recorder
    from .report import Report

MOST_TRACKS = 99
_SHORTEST_TRACK = 300  # sectors
_BETWEEN_TRACKS = 152  # the pause, and the run-out before it

ProgressFunction = Callable[[TaoProgress], Any]


def burn_audio(recorder: "Recorder", tracks: Any, *, mode: Optional[str], verify: VerificationLevel, close: bool,
               speed: Optional[float], simulate: bool, mcn: Optional[str], isrcs: Optional[Sequence[Optional[str]]],
               cue: Optional[Cue], gapless: bool, text: DiscText, progress: Optional[Callable[[Any], Any]],
               client_name: str) -> "Report":
    if mode is None:
        mode = "tao" if cue is None else "raw"
    _check_mode(mode)
    if isinstance(tracks, NrgImage) and mcn is None:
        mcn = tracks.media_catalog_number or None
    if mode == "tao":
        check_raw_only(text, cue)
        return _burn_tao(recorder, album_of(tracks, isrcs), verify=verify, close=close, speed=speed, simulate=simulate,
                         mcn=mcn, progress=progress, client_name=client_name)
    if not close:
        raise InvalidArgumentError(Status.E_INVALIDARG, "A disc that is written raw is always finalized: leave close=False "
                                   "(--leave-open) out, or use mode=\"tao\".")
    with ExitStack() as held:
        image = _raw_image(held, recorder, tracks, isrcs, cue, text, mcn, gapless)
        report = burn_image(recorder, held, image, verify=verify, speed=speed, simulate=simulate, progress=progress,
                            client_name=client_name)
    return report


def _raw_image(held: ExitStack, recorder: "Recorder", tracks: Any, isrcs: Optional[Sequence[Optional[str]]],
               cue: Optional[Cue], text: DiscText, mcn: Optional[str], gapless: bool) -> RawCDImage:
    if cue is None:
        album = album_of(tracks, isrcs)
        return image_of_tracks(held, album, _opened(held, album, recorder.device, fill=False), text, mcn, gapless)
    if tracks or isrcs is not None:
        raise InvalidArgumentError(Status.E_INVALIDARG, "A cue sheet names the tracks and their ISRC: give it alone.")
    return image_of_cue(held, cue, text, mcn)


def _burn_tao(recorder: "Recorder", album: List[AudioTrack], *, verify: VerificationLevel, close: bool,
              speed: Optional[float], simulate: bool, mcn: Optional[str], progress: Optional[ProgressFunction],
              client_name: str) -> "Report":
    with ExitStack() as held:
        streams = _opened(held, album, recorder.device)
        medium = recorder.wait_until_ready()
        tao = held.enter_context(TrackAtOnceFormat(recorder, client_name))
        tao.burn_verification_level = verify
        tao.do_not_finalize_media = not close
        tao.simulate = simulate
        if mcn is not None:
            tao.media_catalog_number = mcn
        if speed is not None:
            tao.set_write_speed(sectors_per_second(medium, speed))
        told = None if progress is None else _Told(progress, len(album))
        tao.progress = told
        report = _written(tao, medium, album, streams)
    if told is not None:
        told.completed()
    return report


def _opened(held: ExitStack, album: Sequence[AudioTrack], device: str, fill: bool = True) -> List[Stream]:
    try:
        return [open_track(held, track, fill) for track in album]
    except ForeignSound as error:
        names = [os.fsdecode(track.source) for track in album if isinstance(track.source, (str, os.PathLike))]
        raise SourceError(error.status, f"{error.message} GStreamer converts what it burns: "
                          + launch_line(names or ["FILE"], device)) from None


def _written(tao: TrackAtOnceFormat, medium: Medium, album: Sequence[AudioTrack],
             streams: Sequence[Stream]) -> "Report":
    try:
        tao.prepare_media()
        _check_space(tao, medium, streams)
        for track, stream in zip(album, streams):
            tao.add_audio_track(stream, isrc=track.isrc, pre_emphasis=track.pre_emphasis,
                                copy_permitted=track.copy_permitted)
        return tao.release_media()
    except BaseException as error:
        tao._give_up()
        if isinstance(error, BurnishError):
            error.report = tao.report
        raise


def album_of(tracks: Any, isrcs: Optional[Sequence[Optional[str]]] = None) -> List[AudioTrack]:
    """The tracks as objects, each with its ISRC, as far as they can be checked without opening them."""
    if isinstance(tracks, NrgImage):
        tracks = tracks.album()
    each = [tracks] if _is_one(tracks) else tracks
    album = [track if isinstance(track, AudioTrack) else AudioTrack(track) for track in each]
    if not album:
        raise InvalidArgumentError(Status.E_INVALIDARG, "There is no track to burn.")
    if len(album) > MOST_TRACKS:
        raise NoSpaceError(Status.E_DF2TAO_TRACK_LIMIT_REACHED, f"A CD holds 99 tracks, and these are {len(album)}; "
                           "leave some out, or burn two discs.")
    if isrcs is not None:
        if isinstance(isrcs, str) or len(isrcs) != len(album):
            raise InvalidArgumentError(Status.E_INVALIDARG, f"isrcs must have an entry for each of the {len(album)} "
                                       "tracks, None where there is no ISRC.")
        album = [track if isrc is None else replace(track, isrc=isrc) for track, isrc in zip(album, isrcs)]
    for track in album:
        _check_isrc(track.isrc)
    return album


def _is_one(tracks: Any) -> bool:
    """Whether this is a track by itself, and no list of them."""
    if isinstance(tracks, (str, os.PathLike, AudioTrack, Stream)) or hasattr(tracks, "read"):
        return True
    try:
        memoryview(tracks)
    except TypeError:
        return False
    return True


def _check_mode(mode: str) -> None:
    if mode not in ("tao", "raw"):
        raise InvalidArgumentError(Status.E_INVALIDARG, f"mode must be \"tao\" or \"raw\", not {mode!r}.")


def _check_isrc(isrc: Optional[str]) -> None:
    """The engine checks each when its turn comes; then half of the disc would be burned."""
    bare = None if isrc is None else re.sub("[- ]", "", isrc)
    if bare is not None and not re.fullmatch("[A-Za-z]{2}[A-Za-z0-9]{3}[0-9]{7}", bare):
        raise InvalidArgumentError(Status.E_DF2TAO_INVALID_ISRC, f"{isrc!r} is no ISRC: that is two letters, three "
                                   "letters or digits, and seven digits, such as DE-A12-34-56789.")


def _check_space(tao: TrackAtOnceFormat, medium: Medium, streams: Sequence[Stream]) -> None:
    """Of the tracks whose length is known; the others are as short as they can be."""
    needed = _BETWEEN_TRACKS * (len(streams) - 1)
    for stream in streams:
        known = stream.length != _ffi.STREAM_LENGTH_UNKNOWN
        needed += max(_SHORTEST_TRACK, stream.length // AUDIO_SECTOR_BYTES if known else 0)
    free = tao.free_sectors_on_media
    if needed > free:
        raise NoSpaceError(Status.E_DF2TAO_NOT_ENOUGH_SPACE, f"The tracks and the pauses between them take "
                           f"{minutes(needed)}, and the {medium.type} has room for {minutes(free)}. Nothing was written; "
                           "use a longer disc, or leave out tracks.")


class _Told:
    """Passes events on with the number of tracks in all, and adds a last one."""

    def __init__(self, progress: ProgressFunction, tracks: int) -> None:
        self._progress = progress
        self._tracks = tracks
        self._last: Optional[TaoProgress] = None

    def __call__(self, event: TaoProgress) -> None:
        self._last = replace(event, track_count=self._tracks)
        self._progress(self._last)

    def completed(self) -> None:
        if self._last is not None:
            self._progress(replace(self._last, completed=True, remaining_time=0))
