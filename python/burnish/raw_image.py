# SPDX-License-Identifier: LGPL-2.1-or-later
"""RawCDImage: lays out a CD and makes the image of it that is written disc at once. IMAPI2's IRawCDImageCreator with
IRawCDImageTrackInfo."""
from __future__ import annotations

import ctypes
from contextlib import ExitStack
from typing import Any, Callable, List, Optional, Tuple, Type, TypeVar

from . import _ffi
from ._check import check, owned_string
from ._enums import DigitalCopy, RawSectorType, SectorType
from ._errors import InvalidArgumentError
from ._handles import Closable, create
from ._lists import byte_string, int_list
from ._load import core
from ._properties import FlagProperty, IntGetter, IntProperty
from ._status import Status
from .cd_text import CdText
from .stream import Source, Stream, open_stream

T = TypeVar("T")


class RawCDImage(Closable):
    """IMAPI2's names and defaults: audio without gaps, sub-channels cooked. Tracks and what is said of them come first;
    create_result_image() then makes the image, once, and after it every setter raises StateError. Addresses are LBAs.

        image = burnish.RawCDImage()
        for path in ("1.pcm", "2.pcm"):
            image.add_track(path)
        stream = image.create_result_image()
    """

    _topic = "raw_image"

    starting_track_number = IntProperty("The first track's number, 1 to 99; before tracks are added. Default 1.")
    start_of_leadout_limit = IntProperty("The last sector where the lead-out may start; 398099 is the most, and stands "
                                         "for no limit but the addresses'.")
    disable_gapless_audio = FlagProperty("Silence between tracks. Default False: audio is joined to the sample. Set it "
                                         "before tracks are added, as it moves them.")
    gapless_audio = FlagProperty("Beyond IMAPI2: disable_gapless_audio the other way round. Default True.")
    number_of_existing_tracks = IntGetter(int, "How many tracks were added.")
    start_of_leadout = IntGetter(int, "LBA of the lead-out behind the tracks so far. StateError: there is none.")
    last_used_user_sector_in_image = IntGetter(int, "LBA of the last track's last sector.")

    def __init__(self) -> None:
        self._owned = create(_ffi.RawImageHandle, core().burnish_raw_image_new, core().burnish_raw_image_unref, check)
        self._held = ExitStack()  # as if called as long as the image may read them
        self._sources: List[Stream] = []

    def close(self) -> None:
        super().close()
        self._held.close()

    def add_track(self, source: Source, sector_type: SectorType = SectorType.AUDIO, *, size: Optional[int] = None,
                  pregap: Optional[int] = None, silent_pregap: bool = False,
                  rw_packs: Optional[Source] = None) -> "RawCDImageTrack":
        """Adds a track: a source as open_stream() takes it, at least 300 sectors; of audio, samples without a header
        (16-bit stereo at 44100 Hz, little endian), in any number.

        pregap: sectors of the track's index 0, 150 unless told; without gaps the end of the track before, with gaps or
        silent_pregap silence of its own. rw_packs: CD+G, 96 bytes for each sector, as in a .cdg file."""
        options = _ffi.RawImageTrack(size=ctypes.sizeof(_ffi.RawImageTrack), set_pregap=int(pregap is not None),
                                     pregap=pregap or 0, silent_pregap=int(silent_pregap))
        index = ctypes.c_int32()
        with _Taken() as taken:
            stream = taken.take(source, size)
            if rw_packs is not None:
                options.rw_packs = taken.take(rw_packs, None)
            self._call(core().burnish_raw_image_add_track_with, int(sector_type), stream, ctypes.byref(options),
                       ctypes.byref(index))
            self._keep(taken)
        return RawCDImageTrack(self, index.value)

    def add_special_pregap(self, source: Source, *, size: Optional[int] = None) -> None:
        """Audio in front of track 1, which players reach only by going back from its start; at least 150 sectors."""
        self._add(core().burnish_raw_image_add_special_pregap, source, size)

    def add_subcode_rw_generator(self, source: Source, *, size: Optional[int] = None) -> None:
        """Sub-channels R to W of the whole image: 96 bytes for each of its sectors, the two upper bits zero."""
        self._add(core().burnish_raw_image_add_subcode_rw_generator, source, size)

    def set_cd_text(self, cd_text: Optional[CdText]) -> None:
        """Beyond IMAPI2: titles and names for the lead-in, a CdText as it is now; None: none."""
        if cd_text is None:
            self._call(core().burnish_raw_image_set_cd_text, None)
            return
        with cd_text._new() as raw:
            self._call(core().burnish_raw_image_set_cd_text, raw)

    def set_cd_text_packs(self, packs: bytes) -> None:
        """The same as packs of 18 bytes with their CRCs; none: no CD-TEXT."""
        values = (ctypes.c_uint8 * len(packs)).from_buffer_copy(packs)
        self._call(core().burnish_raw_image_set_cd_text_packs, values, len(packs))

    @property
    def resulting_image_type(self) -> RawSectorType:
        """What follows a sector's 2352 bytes in the image: 16 bytes (PQ_ONLY) or 96. Default SUBCODE_IS_COOKED."""
        value = ctypes.c_int32()
        self._call(core().burnish_raw_image_get_resulting_image_type, ctypes.byref(value))
        return RawSectorType(value.value)

    @resulting_image_type.setter
    def resulting_image_type(self, kind: RawSectorType) -> None:
        self._call(core().burnish_raw_image_set_resulting_image_type, int(kind))

    @property
    def media_catalog_number(self) -> str:
        """13 digits with a check digit, leading zeros may be left out; empty: none."""
        return self._text(core().burnish_raw_image_get_media_catalog_number)

    @media_catalog_number.setter
    def media_catalog_number(self, number: str) -> None:
        self._call(core().burnish_raw_image_set_media_catalog_number, _plain(number))

    @property
    def expected_table_of_contents(self) -> bytes:
        """The table of contents that the disc will have, as READ TOC/PMA/ATIP, format 2, tells it."""
        with self._own() as raw:
            return byte_string(core().burnish_raw_image_get_expected_table_of_contents, (raw,),
                               lambda status: self._check(status, raw))

    @property
    def tracks(self) -> "Tuple[RawCDImageTrack, ...]":
        """All tracks that were added."""
        return tuple(RawCDImageTrack(self, index + 1) for index in range(self.number_of_existing_tracks))

    def track_info(self, index: int) -> "RawCDImageTrack":
        """The track that was added as the first (1), second ... ValueError where there is none."""
        track = RawCDImageTrack(self, index)
        _ = track.track_number
        return track

    def create_result_image(self) -> Stream:
        """The image, made while it is read: from 95:00:00 (LBA -22650) to the end of the lead-out. It outlives this
        object."""
        raw = _ffi.StreamHandle()
        self._call(core().burnish_raw_image_create_result_image, ctypes.byref(raw))
        return Stream(raw, parts=self._sources, held=self._held.pop_all())

    def _add(self, function: Callable[..., Any], source: Source, size: Optional[int]) -> None:
        with _Taken() as taken:
            self._call(function, taken.take(source, size))
            self._keep(taken)

    def _keep(self, taken: "_Taken") -> None:
        self._held.enter_context(taken.pop_all())
        self._sources += taken.streams

    def _text(self, function: Callable[..., Any], *arguments: Any) -> str:
        with self._own() as raw:
            status, text = owned_string(lambda handle, out: function(handle, *arguments, out), raw)
            self._check(status, raw)
            return text

    def _call(self, function: Callable[..., Any], *arguments: Any) -> int:
        with self._own() as raw:
            return self._check(int(function(raw, *arguments)), raw)

    def _check(self, status: int, raw: _ffi.RawImageHandle) -> int:
        return check(status, core().burnish_raw_image_get_error, raw)


class RawCDImageTrack:
    """IRawCDImageTrackInfo: a track of a RawCDImage. Addresses change with tracks and settings that follow."""

    def __init__(self, image: RawCDImage, index: int) -> None:
        self._image = image
        self.index = index

    @property
    def starting_lba(self) -> int:
        """LBA of index 1."""
        return self._get("starting_lba", int)

    @property
    def sector_count(self) -> int:
        """Sectors from there to the next track's index 1, or to the silence in front of it."""
        return self._get("sector_count", int)

    @property
    def track_number(self) -> int:
        """The number on the disc."""
        return self._get("number", int)

    @property
    def sector_type(self) -> SectorType:
        """What its sectors are."""
        return self._get("sector_type", SectorType)

    @property
    def pregap(self) -> int:
        """Beyond IMAPI2: sectors of index 0."""
        return self._get("pregap", int)

    @property
    def padding(self) -> int:
        """Beyond IMAPI2: bytes of silence in the last sector."""
        return self._get("padding", int)

    @property
    def isrc(self) -> str:
        """As "US-K7Y-98-12345", hyphens may be left out; empty: none. Of audio tracks."""
        return self._image._text(core().burnish_raw_image_get_track_isrc, self.index)

    @isrc.setter
    def isrc(self, isrc: str) -> None:
        self._image._call(core().burnish_raw_image_set_track_isrc, self.index, _plain(isrc))

    @property
    def digital_audio_copy_setting(self) -> DigitalCopy:
        """Whether players may copy it. Default PROHIBITED. Of audio tracks."""
        return self._get("digital_audio_copy_setting", DigitalCopy)

    @digital_audio_copy_setting.setter
    def digital_audio_copy_setting(self, setting: DigitalCopy) -> None:
        self._image._call(core().burnish_raw_image_set_track_digital_audio_copy_setting, self.index, int(setting))

    @property
    def audio_has_preemphasis(self) -> bool:
        """The samples have pre-emphasis. Default False. Of audio tracks."""
        return self._get("audio_has_preemphasis", bool)

    @audio_has_preemphasis.setter
    def audio_has_preemphasis(self, value: bool) -> None:
        self._image._call(core().burnish_raw_image_set_track_audio_has_preemphasis, self.index, int(value))

    @property
    def track_indexes(self) -> Tuple[int, ...]:
        """Offsets of index 1 (0), 2 and so on, in sectors from the track's start."""
        image = self._image
        with image._own() as raw:
            return int_list(lambda handle, *rest: core().burnish_raw_image_get_track_indexes(handle, self.index, *rest),
                            raw, lambda status: image._check(status, raw))

    def add_track_index(self, offset: int) -> bool:
        """Adds an index; False: there is one already. At least ten sectors from any other."""
        status = self._image._call(core().burnish_raw_image_add_track_index, self.index, offset)
        return status != Status.S_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS

    def clear_track_index(self, offset: int) -> None:
        """Takes an index away; the one at 0 stays."""
        self._image._call(core().burnish_raw_image_clear_track_index, self.index, offset)

    def _get(self, name: str, kind: "Type[T]") -> T:
        value = ctypes.c_int32()
        function = getattr(core(), f"burnish_raw_image_get_track_{name}")
        self._image._call(function, self.index, ctypes.byref(value))
        return kind(value.value)  # type: ignore[call-arg]


class _Taken(ExitStack):
    """Streams for one call; given back at its end, unless they are kept."""

    def __init__(self) -> None:
        super().__init__()
        self.streams: List[Stream] = []

    def take(self, source: Source, size: Optional[int]) -> _ffi.StreamHandle:
        stream = open_stream(source, size)
        self.streams.append(stream)
        try:
            raw: _ffi.StreamHandle = self.enter_context(stream._own())
        finally:
            if stream is not source:
                stream.close()  # when it is let go
        return raw


def _plain(text: str) -> bytes:
    if "\0" in text:
        raise InvalidArgumentError(Status.E_INVALIDARG)
    return text.encode("utf-8", "replace")
