# SPDX-License-Identifier: LGPL-2.1-or-later
"""RawCDFormat: writes a raw image, lead-in to lead-out, to a blank CD. IMAPI2's IDiscFormat2RawCD."""
from __future__ import annotations

import ctypes
from typing import Optional, Tuple

from . import _ffi
from ._check import failed
from ._enums import RawSectorType, SessionAtOnce
from ._format import PreparedFormat
from ._load import core
from ._properties import FlagProperty, IntGetter, LevelProperty
from ._pump import ON_RAW_CD_PROGRESS
from ._status import Status
from .progress import RawCDProgress
from .report import Report
from .stream import Source, open_stream


class RawCDFormat(PreparedFormat[RawCDProgress]):
    """IMAPI2's names and defaults. prepare_media() takes the drive, write_media() writes an image and looks at the disc,
    release_media() frees the drive. progress is called with a RawCDProgress; report is of the last write, or of a disc that
    could not be prepared. As a context manager it releases a prepared disc at the end.

        with burnish.RawCDFormat(recorder, "my program") as format:
            format.prepare_media()
            report = format.write_media(image.create_result_image())
    """

    _topic = "raw_cd"
    _handle = _ffi.RawCdHandle
    _bad_client_name = Status.E_DF2RAW_CLIENT_NAME_IS_NOT_VALID
    _write_in_progress = Status.E_DF2RAW_WRITE_IN_PROGRESS
    _progress_callback = _ffi.RawCdProgressCallback
    _on_progress = ON_RAW_CD_PROGRESS

    hash = FlagProperty("Beyond IMAPI2: the SHA-256 of the main channel goes into the report. Default True.")
    burn_verification_level = LevelProperty(
        "Beyond IMAPI2. At every level the disc's tracks, text and numbers are held against the image; FULL: every track is "
        "read back, too. Default NONE.")
    start_of_next_session = IntGetter(int, "LBA where the prepared disc's lead-in starts: negative.")
    last_possible_start_of_leadout = IntGetter(int, "The largest LBA at which the prepared disc's lead-out may start.")
    writes_session_at_once = IntGetter(
        bool, "Beyond IMAPI2, of a prepared disc: an image of the requested type will be, is, or was written session at "
        "once, not raw.")

    def __exit__(self, *exception: object) -> None:
        """Releases a prepared disc."""
        try:
            if self._prepared and not self.closed:
                self.release_media()
        finally:
            self.close()

    @property
    def requested_sector_type(self) -> RawSectorType:
        """The image's sector type. Of a prepared disc; SUBCODE_IS_COOKED each time one is prepared."""
        value = ctypes.c_int32()
        self._call(core().burnish_raw_cd_get_requested_sector_type, ctypes.byref(value))
        return RawSectorType(value.value)

    @requested_sector_type.setter
    def requested_sector_type(self, sector_type: RawSectorType) -> None:
        self._call(core().burnish_raw_cd_set_requested_sector_type, int(sector_type))

    @property
    def session_at_once(self) -> SessionAtOnce:
        """Beyond IMAPI2: whether an image may be written session at once. Default ALLOW: where the drive refuses raw."""
        value = ctypes.c_int32()
        self._call(core().burnish_raw_cd_get_session_at_once, ctypes.byref(value))
        return SessionAtOnce(value.value)

    @session_at_once.setter
    def session_at_once(self, policy: SessionAtOnce) -> None:
        self._call(core().burnish_raw_cd_set_session_at_once, int(policy))

    @property
    def supported_sector_types(self) -> Tuple[RawSectorType, ...]:
        """What the drive writes raw; empty where it refuses that. Of a prepared disc."""
        return tuple(RawSectorType(value) for value in self._list("supported_sector_types"))

    def write_media(self, image: Source, *, size: Optional[int] = None) -> Report:
        """Writes a raw image whose first sector is that of 95:00:00, such as RawCDImage.create_result_image() gives or a
        file that holds one, and returns when the disc is finished and was looked at. Ctrl-C cancels, and costs the disc.

        A BurnishError carries the report as its `report`."""
        return self._write(image, size, None)

    def write_media2(self, image: Source, stream_lead_in_sectors: int, *, size: Optional[int] = None) -> Report:
        """The same of an image that starts so many sectors before 00:00:00."""
        return self._write(image, size, stream_lead_in_sectors)

    def cancel_write(self) -> None:
        """Makes the write end with a CancelledError, from any thread; the disc is of no use then. StateError where nothing
        is written."""
        self._call(core().burnish_raw_cd_cancel_write)

    def release_media(self) -> None:
        """Frees the drive."""
        with self._own() as raw:
            status = self._release(raw)
            self._check(status, raw)

    def _write(self, image: Source, size: Optional[int], lead_in: Optional[int]) -> Report:
        library = core()
        stream = open_stream(image, size, open_ended=True)
        try:
            with self._own() as raw, stream._own() as held:
                def call() -> int:
                    if lead_in is None:
                        return int(library.burnish_raw_cd_write_media(raw, held))
                    return int(library.burnish_raw_cd_write_media2(raw, held, lead_in))
                status = self._pumped(raw, self._progress, call)
                if failed(status):
                    stream.raise_source_error()
                return self._finished(raw, status)
        finally:
            if stream is not image:
                stream.close()
