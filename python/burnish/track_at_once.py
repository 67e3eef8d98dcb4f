# SPDX-License-Identifier: LGPL-2.1-or-later
"""TrackAtOnceFormat: writes audio tracks to a blank CD. IMAPI2's IDiscFormat2TrackAtOnce with IBurnVerification."""
from __future__ import annotations

import ctypes
from dataclasses import replace
from typing import Any, Callable, Optional

from . import _ffi
from ._check import failed, owned_string
from ._enums import TaoAction
from ._errors import BurnishError, InvalidArgumentError
from ._format import PreparedFormat
from ._lists import byte_string
from ._load import core
from ._properties import FlagProperty, IntGetter, LevelProperty
from ._pump import ON_TAO_PROGRESS
from ._status import Status
from .progress import TaoProgress
from .report import Report
from .stream import Source, Stream, open_stream

TaoProgressFunction = Callable[[TaoProgress], Any]


class TrackAtOnceFormat(PreparedFormat[TaoProgress]):
    """IMAPI2's names and defaults: verification NONE, and the disc is finalized unless do_not_finalize_media says
    otherwise. prepare_media() takes the drive, add_audio_track() writes 1 to 99 tracks, release_media() closes the session
    and frees the drive. progress is called with a TaoProgress by the last two; report is of the last disc that was released,
    or that could not be prepared. As a context manager it releases a prepared disc at the end."""

    _topic = "tao"
    _handle = _ffi.TaoHandle
    _bad_client_name = Status.E_DF2TAO_CLIENT_NAME_IS_NOT_VALID
    _write_in_progress = Status.E_DF2TAO_WRITE_IN_PROGRESS
    _progress_callback = _ffi.TaoProgressCallback
    _on_progress = ON_TAO_PROGRESS
    _cancel = "cancel_add_track"

    do_not_finalize_media = FlagProperty(
        "The disc stays open after the audio session, so that a data session may follow. Default False.")
    hash = FlagProperty("Beyond IMAPI2: each track's SHA-256 goes into the report. Default True.")
    burn_verification_level = LevelProperty(
        "QUICK: ISRC and catalogue number too, where the drive reads them; FULL: each track is read back. Default NONE.")

    number_of_existing_tracks = IntGetter(int, "Complete tracks on the prepared disc.")
    total_sectors_on_media = IntGetter(int, "Sectors of 2352 bytes for a single track on the blank disc.")
    free_sectors_on_media = IntGetter(int, "Sectors for the next track.")
    used_sectors_on_media = IntGetter(int, "Sectors that tracks and pauses have taken.")

    def __exit__(self, *exception: object) -> None:
        """Releases a prepared disc, as what was raised in between must not keep the drive."""
        try:
            if self._prepared and not self.closed:
                if exception and exception[0] is not None:
                    self._give_up()
                else:
                    self.release_media()
        finally:
            self.close()

    @property
    def media_catalog_number(self) -> str:
        """Beyond IMAPI2: the disc's 13 digits; empty: none."""
        with self._own() as raw:
            status, number = owned_string(core().burnish_tao_get_media_catalog_number, raw)
            self._check(status, raw)
            return number

    @media_catalog_number.setter
    def media_catalog_number(self, number: str) -> None:
        if "\0" in number:
            raise InvalidArgumentError(Status.E_DF2TAO_INVALID_MCN)
        self._call(core().burnish_tao_set_media_catalog_number, number.encode("utf-8", "replace"))

    @property
    def expected_table_of_contents(self) -> bytes:
        """The table of contents that the session has with its tracks so far, as READ TOC/PMA/ATIP, format 2, tells it."""
        with self._own() as raw:
            return byte_string(core().burnish_tao_get_expected_table_of_contents, (raw,),
                               lambda status: self._check(status, raw))

    def add_audio_track(self, source: Source, *, size: Optional[int] = None, isrc: Optional[str] = None,
                        pre_emphasis: bool = False, copy_permitted: bool = False) -> None:
        """Writes samples as the next track and returns when they are on the disc: 16-bit stereo at 44100 Hz, little
        endian, no header. The length is a multiple of 2352; a readable that cannot tell it ends where it ends, and is
        filled up with silence. Ctrl-C cancels, and leaves a shorter track.

        isrc: 12 characters, hyphens and blanks aside. pre_emphasis: the samples have it. copy_permitted: players may
        copy the track digitally."""
        track = _ffi.TaoTrack(size=ctypes.sizeof(_ffi.TaoTrack), pre_emphasis=int(pre_emphasis),
                              copy_permitted=int(copy_permitted), isrc=_isrc(isrc))
        stream = open_stream(source, size, open_ended=True)
        try:
            self._add(stream, track)
        finally:
            if stream is not source:
                stream.close()

    def cancel_add_track(self) -> None:
        """Makes the track that is written end with a CancelledError, from any thread. It becomes a valid, shorter track.
        Also ends reading back in release_media(). StateError where neither runs."""
        self._call(core().burnish_tao_cancel_add_track)

    def release_media(self) -> Report:
        """Closes the session, and the disc unless do_not_finalize_media; holds it against what was written, and verifies
        as asked for. Whatever the result, the drive is free. Ctrl-C ends reading back.

        A BurnishError carries the report as its `report`."""
        progress = self._progress
        told = None if progress is None else lambda event: progress(replace(event, closing=True))
        with self._own() as raw:
            return self._finished(raw, self._close_session(raw, told))

    def _add(self, stream: Stream, track: _ffi.TaoTrack) -> None:
        library = core()
        with self._own() as raw, stream._own() as held:
            status = self._pumped(raw, self._progress, lambda: int(
                library.burnish_tao_add_audio_track_with(raw, held, ctypes.byref(track))))
            if failed(status):
                stream.raise_source_error()
            self._check(status, raw)

    def _close_session(self, raw: _ffi.TaoHandle, progress: Optional[TaoProgressFunction]) -> int:
        return self._pumped(raw, progress, lambda: self._release(raw))

    def _give_up(self) -> None:
        """Releases the disc after a failure, which is what the caller hears of: what was written is closed, and not read
        back."""
        if not self._prepared:
            return
        with self._own() as raw:
            try:
                self._close_session(raw, _stop_at_verifying)
            except (BurnishError, _Enough):
                pass


class _Enough(Exception):
    """Ends reading back."""


def _stop_at_verifying(event: TaoProgress) -> None:
    if event.current_action == TaoAction.VERIFYING:
        raise _Enough


def _isrc(isrc: Optional[str]) -> Optional[bytes]:
    if isrc is None:
        return None
    if "\0" in isrc:
        raise InvalidArgumentError(Status.E_DF2TAO_INVALID_ISRC)
    return isrc.encode("utf-8", "replace")
