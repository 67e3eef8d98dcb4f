# SPDX-License-Identifier: LGPL-2.1-or-later
"""Medium: the disc in a drive, as a picture taken at one moment."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Dict, Tuple

from . import _ffi
from ._check import check
from ._enums import MediaState, MediaType
from ._lists import int_list
from ._load import core

SECTOR_BYTES = 2048


@dataclass(frozen=True)
class Track:
    """One track; start is an LBA, sectors are as the drive reports them."""

    number: int
    session: int
    start: int
    sectors: int
    is_data: bool


@dataclass(frozen=True)
class Medium:
    """What lies in the drive. Addresses are LBAs, sectors are those of the medium; -1: there is none."""

    type: MediaType  # str() gives "CD-R", "DVD+R" …
    profile: int  # MMC's profile number
    state: MediaState  # str() gives "blank, appendable"
    physically_blank: bool
    total_sectors: int
    free_sectors: int  # for the next data write: run-out and post-gap taken off
    next_writable_address: int
    start_address_of_previous_session: int
    last_written_address_of_previous_session: int
    sessions: int  # complete ones
    tracks: Tuple[Track, ...]
    write_speeds: Tuple[int, ...]  # sectors per second, fastest first
    sectors_per_second_at_1x: int

    @property
    def total_bytes(self) -> int:
        return self.total_sectors * SECTOR_BYTES

    @property
    def free_bytes(self) -> int:
        """What the next data write can take."""
        return self.free_sectors * SECTOR_BYTES

    @property
    def blank(self) -> bool:
        return bool(self.state & MediaState.BLANK)

    @property
    def appendable(self) -> bool:
        """Whether a session with data can be written."""
        return bool(self.state & MediaState.APPENDABLE) and not self.state & MediaState.UNSUPPORTED_MASK

    def to_dict(self) -> Dict[str, Any]:
        """The medium as plain values, for JSON."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        values.update(type=str(self.type), state=str(self.state), state_bits=int(self.state),
                      tracks=[dict(track.__dict__) for track in self.tracks], write_speeds=list(self.write_speeds),
                      total_bytes=self.total_bytes, free_bytes=self.free_bytes)
        return values


def medium_from(raw: _ffi.MediumHandle) -> Medium:
    """Copies a C medium, which stays the caller's."""
    library = core()

    def number(name: str) -> int:
        value = ctypes.c_int32()
        check(getattr(library, f"burnish_medium_get_{name}")(raw, ctypes.byref(value)))
        return value.value

    return Medium(
        type=MediaType(number("type")), profile=number("profile"), state=MediaState(number("state")),
        physically_blank=bool(number("physically_blank")), total_sectors=number("total_sectors"),
        free_sectors=number("free_sectors"), next_writable_address=number("next_writable_address"),
        start_address_of_previous_session=number("start_address_of_previous_session"),
        last_written_address_of_previous_session=number("last_written_address_of_previous_session"),
        sessions=number("session_count"),
        tracks=tuple(_track(raw, index) for index in range(number("track_count"))),
        write_speeds=int_list(library.burnish_medium_get_write_speeds, raw, check),
        sectors_per_second_at_1x=number("sectors_per_second_at_1x"))


def _track(raw: _ffi.MediumHandle, index: int) -> Track:
    info = _ffi.TrackInfo(size=ctypes.sizeof(_ffi.TrackInfo))
    check(core().burnish_medium_get_track(raw, index, ctypes.byref(info)))
    return Track(info.number, info.session, info.start, info.sectors, bool(info.is_data))
