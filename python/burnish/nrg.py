# SPDX-License-Identifier: LGPL-2.1-or-later
"""NrgImage: Nero's disc images, to burn or to read track by track."""
from __future__ import annotations

import ctypes
import os
import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Tuple, Type, Union

from . import _ffi
from ._check import SOURCE, check, exception_of, failed, owned_string
from ._errors import BurnishError, SourceError, UnsupportedError
from ._handles import Closable, Owned
from ._load import image
from ._status import Status
from .audio import AudioTrack
from .stream import Stream

_TYPES = ("audio", "mode 1", "mode 2")
_PACK_BYTES = 18
_CLASSES: Dict[int, Type[BurnishError]] = {**SOURCE, Status.E_INVALIDARG: SourceError,
                                           Status.E_DATA_STREAM_INCONSISTENCY: SourceError}


@dataclass(frozen=True)
class NrgTrack:
    """One track of an image."""

    number: int  # on the disc
    session: int
    type: str  # "audio", "mode 1", "mode 2"
    start: int  # LBA
    sectors: int  # without the pre-gap
    pregap: int  # sectors; 0 also where the image does not tell
    sector_bytes: int  # of a sector in the file
    data_bytes: int  # of a sector in the track's stream
    isrc: Optional[str]
    pre_emphasis: bool
    copy_permitted: bool

    @property
    def is_data(self) -> bool:
        return self.type != "audio"

    def to_dict(self) -> Dict[str, Any]:
        return dict(self.__dict__)


class NrgImage(Closable):
    """An NRG image in a file, which must not change meanwhile. burn_data() takes one with a single track of data,
    burn_audio() one with audio tracks only."""

    def __init__(self, path: "Union[str, os.PathLike[str]]") -> None:
        library = image()
        raw, error = _ffi.NrgImageHandle(), _ffi.ErrorHandle()
        status = library.burnish_nrg_image_open(_ffi.text(path), ctypes.byref(raw), ctypes.byref(error))
        if failed(status):
            raise exception_of(status, error, _CLASSES)
        self._owned = Owned(raw, library.burnish_nrg_image_unref)
        self._name = os.fsdecode(path)
        self.tracks: Tuple[NrgTrack, ...] = tuple(self._track(index) for index in range(self._count()))

    @property
    def media_catalog_number(self) -> str:
        """13 digits; empty: none."""
        with self._own() as raw:
            status, value = owned_string(image().burnish_nrg_image_get_media_catalog_number, raw)
            self._check(status, raw)
            return value

    @property
    def cd_text(self) -> bytes:
        """CD-TEXT in packs of 18 bytes; empty: none."""
        packs, count = ctypes.POINTER(ctypes.c_uint8)(), ctypes.c_size_t()
        with self._own() as raw:
            self._check(image().burnish_nrg_image_get_cd_text(raw, ctypes.byref(packs), ctypes.byref(count)), raw)
            return bytes(packs[:count.value * _PACK_BYTES]) if packs else b""

    def open_track(self, number: int) -> Stream:
        """The contents of a track, by its number on the disc: samples, or 2048 bytes a sector."""
        raw = _ffi.StreamHandle()
        self._call(image().burnish_nrg_image_create_track_stream, number - 1, ctypes.byref(raw))
        return Stream(raw)

    def create_result_image(self) -> Stream:
        """The track of an image that has only one, and that of data."""
        if len(self.tracks) != 1 or not self.tracks[0].is_data:
            raise UnsupportedError(Status.E_NOTIMPL, f"{self._name} has {self._what()}; only an image of a single track of "
                                   "data can be burned as data.")
        return self.open_track(1)

    def album(self) -> List[AudioTrack]:
        """The tracks for burn_audio(), with ISRC and flags; an ISRC that is none is left out."""
        if any(track.is_data for track in self.tracks):
            raise UnsupportedError(Status.E_NOTIMPL, f"{self._name} has {self._what()}; only an image without data can be "
                                   "burned as an audio CD.")
        return [AudioTrack(self.open_track(track.number), _valid(track.isrc), track.pre_emphasis, track.copy_permitted)
                for track in self.tracks]

    def _what(self) -> str:
        data = sum(track.is_data for track in self.tracks)
        return f"{len(self.tracks) - data} audio tracks and {data} of data"

    def _count(self) -> int:
        count = ctypes.c_int32()
        self._call(image().burnish_nrg_image_get_track_count, ctypes.byref(count))
        return count.value

    def _track(self, index: int) -> NrgTrack:
        found = _ffi.NrgTrack(size=ctypes.sizeof(_ffi.NrgTrack))
        self._call(image().burnish_nrg_image_get_track, index, ctypes.byref(found))
        return NrgTrack(found.number, found.session, _TYPES[found.type], found.start, found.sectors, found.pregap,
                        found.sector_bytes, found.data_bytes, (found.isrc or b"").decode("ascii", "replace") or None,
                        bool(found.pre_emphasis), bool(found.copy_permitted))

    def _call(self, function: Callable[..., Any], *arguments: Any) -> None:
        with self._own() as raw:
            self._check(function(raw, *arguments), raw)

    @staticmethod
    def _check(status: int, raw: _ffi.NrgImageHandle) -> int:
        return check(status, image().burnish_nrg_image_get_error, raw, _CLASSES)


def _valid(isrc: Optional[str]) -> Optional[str]:
    return isrc if isrc and re.fullmatch("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}", isrc) else None
