# SPDX-License-Identifier: LGPL-2.1-or-later
"""RawCDFormat: writes a raw image, lead-in to lead-out, to a blank CD. IMAPI2's IDiscFormat2RawCD."""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Optional, Tuple

from . import _ffi
from ._check import failed, warn_if_adjusted
from ._enums import RawSectorType, SessionAtOnce
from ._errors import BurnishError
from ._format import WritingFormat
from ._load import core
from ._properties import FlagProperty, IntGetter, LevelProperty
from ._pump import ON_RAW_CD_PROGRESS, Pump
from ._status import Status
from .progress import RawCDProgress
from .recorder import Recorder
from .report import Report, report_from
from .stream import Source, open_stream

RawCDProgressFunction = Callable[[RawCDProgress], Any]


class RawCDFormat(WritingFormat):
    """IMAPI2's names and defaults. prepare_media() takes the drive, write_media() writes an image and looks at the disc,
    release_media() frees the drive. As a context manager it releases a prepared disc at the end.

        with burnish.RawCDFormat(recorder, "my program") as format:
            format.prepare_media()
            report = format.write_media(image.create_result_image())
    """

    _topic = "raw_cd"
    _handle = _ffi.RawCdHandle
    _bad_client_name = Status.E_DF2RAW_CLIENT_NAME_IS_NOT_VALID

    buffer_underrun_free_disabled = FlagProperty(
        "The drive does not bridge a buffer that ran empty, and such a disc is lost. Set it on a prepared disc; default "
        "False, and False again each time a disc is prepared.")
    simulate = FlagProperty("Beyond IMAPI2: test writes, laser off. Default False.")
    hash = FlagProperty("Beyond IMAPI2: the SHA-256 of the main channel goes into the report. Default True.")
    burn_verification_level = LevelProperty(
        "Beyond IMAPI2. At every level the disc's tracks, text and numbers are held against the image; FULL: every track is "
        "read back, too. Default NONE.")
    start_of_next_session = IntGetter(int, "LBA where the prepared disc's lead-in starts: negative.")
    last_possible_start_of_leadout = IntGetter(int, "The largest LBA at which the prepared disc's lead-out may start.")
    writes_session_at_once = IntGetter(
        bool, "Beyond IMAPI2, of a prepared disc: an image of the requested type will be, is, or was written session at "
        "once, not raw.")

    def __init__(self, recorder: Optional[Recorder] = None, client_name: Optional[str] = None) -> None:
        self._progress: Optional[RawCDProgressFunction] = None
        self._prepared = False
        super().__init__(recorder, client_name)

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

    @property
    def progress(self) -> Optional[RawCDProgressFunction]:
        """DDiscFormat2RawCDEvents: called with a RawCDProgress on the thread that called write_media(). What it raises
        cancels the write and comes out of that call."""
        return self._progress

    @progress.setter
    def progress(self, function: Optional[RawCDProgressFunction]) -> None:
        self._progress = function

    def prepare_media(self) -> int:
        """Takes the drive, locks its tray, checks the disc and asks the drive what it writes; the laser stays off. Returns
        the status; a SpeedAdjustedWarning says where the speed is another than asked for."""
        library = core()
        with self._own() as raw:
            try:
                status = Pump(lambda: int(library.burnish_raw_cd_prepare_media(raw)), None, None).run()
            except BaseException:
                if not self._prepared:
                    library.burnish_raw_cd_release_media(raw)  # nothing was written
                raise
            self._check(status, raw)
            self._prepared = True
        if not self._speed_told:
            warn_if_adjusted(status)
        return status

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
            status = int(core().burnish_raw_cd_release_media(raw))
            self._prepared = status == Status.E_DF2RAW_WRITE_IN_PROGRESS
            self._check(status, raw)

    @property
    def report(self) -> Optional[Report]:
        """Of the last write, or of a disc that could not be prepared; None before the first."""
        report = _ffi.ReportHandle()
        self._call(core().burnish_raw_cd_get_report, ctypes.byref(report))
        return report_from(report) if report else None

    def _write(self, image: Source, size: Optional[int], lead_in: Optional[int]) -> Report:
        library = core()
        stream = open_stream(image, size, open_ended=True)
        try:
            with self._own() as raw, stream._own() as held:
                def call() -> int:
                    if lead_in is None:
                        return int(library.burnish_raw_cd_write_media(raw, held))
                    return int(library.burnish_raw_cd_write_media2(raw, held, lead_in))
                status = self._pumped(raw, call)
                if failed(status):
                    stream.raise_source_error()
                report = self.report
                try:
                    self._check(status, raw)
                except BurnishError as error:
                    error.report = report
                    raise
                assert report is not None
                return report
        finally:
            if stream is not image:
                stream.close()

    def _pumped(self, raw: _ffi.RawCdHandle, call: Callable[[], int]) -> int:
        library = core()
        pump = Pump(call, lambda: library.burnish_raw_cd_cancel_write(raw), self._progress)
        callback = _ffi.RawCdProgressCallback(0) if self._progress is None else ON_RAW_CD_PROGRESS
        self._check(library.burnish_raw_cd_set_progress(raw, callback, pump.number), raw)
        return pump.run()
