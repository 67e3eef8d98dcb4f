# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the formats share: IDiscFormat2, the recorder and the client name; of those that write: speeds, progress, report;
and preparing a disc. A format's class says in _topic whose C
functions are meant: burnish_data_…, burnish_erase_…"""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Generic, Optional, Tuple, Type, TypeVar

from . import _ffi
from ._check import check, owned_string, warn_if_adjusted
from ._enums import MediaType
from ._errors import BurnishError, InvalidArgumentError
from ._handles import Closable, create
from ._lists import int_list
from ._load import core
from ._properties import FlagProperty, IntGetter
from ._pump import Pump
from ._status import Status
from .recorder import Recorder
from .report import Report, report_from
from .speed import WriteSpeedDescriptor, descriptors_of

Event = TypeVar("Event")


class Format(Closable):
    """The base of all formats."""

    _topic = ""
    _handle: Type[ctypes.c_void_p]
    _bad_client_name = Status.E_INVALIDARG

    current_physical_media_type = IntGetter(MediaType, "The kind of disc in the drive.")
    media_physically_blank = IntGetter(bool, "Whether the drive says that the disc is blank.")
    media_heuristically_blank = IntGetter(
        bool, "The same, and True for a rewritable disc that is not mounted and whose first and last 2 MB are zero.")

    def __init__(self, recorder: Optional[Recorder] = None, client_name: Optional[str] = None) -> None:
        self._owned = create(self._handle, self._function("new"), self._function("unref"), check)
        self._recorder: Optional[Recorder] = None
        if recorder is not None:
            self.recorder = recorder
        if client_name is not None:
            self.client_name = client_name

    @property
    def recorder(self) -> Optional[Recorder]:
        """The recorder to work with; None clears it, as an EraseFormat wants it before it takes another one."""
        return self._recorder

    @recorder.setter
    def recorder(self, recorder: Optional[Recorder]) -> None:
        if recorder is None:
            self._call(self._function("set_recorder"), None)
        else:
            with recorder._own() as held:
                self._call(self._function("set_recorder"), held)
        self._recorder = recorder

    @property
    def client_name(self) -> str:
        """The name that others see as the owner of the drive; required before any work."""
        with self._own() as raw:
            status, name = owned_string(self._function("get_client_name"), raw)
            self._check(status, raw)
            return name

    @client_name.setter
    def client_name(self, name: str) -> None:
        if "\0" in name:
            raise InvalidArgumentError(self._bad_client_name)
        self._call(self._function("set_client_name"), name.encode("utf-8", "replace"))

    @property
    def supported_media_types(self) -> Tuple[MediaType, ...]:
        """What this format works on."""
        return tuple(MediaType(value) for value in self._list("supported_media_types"))

    def is_recorder_supported(self, recorder: Recorder) -> bool:
        """Whether a recorder can do what this format does."""
        return self._supported("is_recorder_supported", recorder)

    def is_current_media_supported(self, recorder: Recorder) -> bool:
        """Whether this format works on the disc in a recorder. NoMediumError where there is none."""
        return self._supported("is_current_media_supported", recorder)

    @classmethod
    def _function(cls, name: str) -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(core(), f"burnish_{cls._topic}_{name}")
        return function

    def _supported(self, name: str, recorder: Recorder) -> bool:
        value = ctypes.c_int32()
        with recorder._own() as held:
            self._call(self._function(name), held, ctypes.byref(value))
        return bool(value.value)

    def _list(self, name: str) -> Tuple[int, ...]:
        with self._own() as raw:
            return int_list(self._function(f"get_{name}"), raw, lambda status: self._check(status, raw))

    def _call(self, function: Callable[..., Any], *arguments: Any) -> int:
        with self._own() as raw:
            return self._check(int(function(raw, *arguments)), raw)

    @classmethod
    def _check(cls, status: int, raw: Any) -> int:
        return check(status, cls._function("get_error"), raw)


class WritingFormat(Format, Generic[Event]):
    """The base of the formats that write: the speed group, progress, report. _progress_callback is the C type of the
    progress callback, _on_progress the callback, _cancel the name of the C function that cancels."""

    _progress_callback: Any
    _on_progress: Any
    _cancel = "cancel_write"

    simulate = FlagProperty("Beyond IMAPI2: test writes, laser off. Default False.")

    requested_write_speed = IntGetter(int, "Sectors per second; -1: the fastest.")
    requested_rotation_type_is_pure_cav = IntGetter(bool, "As asked for with set_write_speed().")
    current_write_speed = IntGetter(int, "What the drive says, in sectors per second.")
    current_rotation_type_is_pure_cav = IntGetter(bool, "What the drive says.")

    def __init__(self, recorder: Optional[Recorder] = None, client_name: Optional[str] = None) -> None:
        self._speed_told = False
        self._progress: Optional[Callable[[Event], Any]] = None
        super().__init__(recorder, client_name)

    def set_write_speed(self, sectors_per_second: int, pure_cav: bool = False) -> int:
        """-1: the fastest. The nearest speed that the drive offers is taken, and of its rotations the one asked for; a
        SpeedAdjustedWarning says where that is another. Returns the status."""
        status = self._call(self._function("set_write_speed"), sectors_per_second, 1 if pure_cav else 0)
        self._speed_told = warn_if_adjusted(status)
        return status

    @property
    def progress(self) -> Optional[Callable[[Event], Any]]:
        """IMAPI2's Update event: called with each event of a write on the thread that called for the write. What it raises
        cancels the write and comes out of that call."""
        return self._progress

    @progress.setter
    def progress(self, function: Optional[Callable[[Event], Any]]) -> None:
        self._progress = function

    @property
    def report(self) -> Optional[Report]:
        """What came of the last write, also of one that failed; None before the first."""
        with self._own() as raw:
            return self._report(raw)

    @property
    def fifo_size(self) -> int:
        """Beyond IMAPI2: bytes of the buffer between stream and drive; 0: five seconds of the write speed."""
        value = ctypes.c_uint64()
        self._call(self._function("get_fifo_size"), ctypes.byref(value))
        return value.value

    @fifo_size.setter
    def fifo_size(self, size: int) -> None:
        if size < 0:
            raise InvalidArgumentError(Status.E_INVALIDARG, "fifo_size must not be negative.")
        self._call(self._function("set_fifo_size"), size)

    @property
    def supported_write_speeds(self) -> Tuple[int, ...]:
        """For this drive and disc, sectors per second, fastest first."""
        return self._list("supported_write_speeds")

    @property
    def supported_write_speed_descriptors(self) -> Tuple[WriteSpeedDescriptor, ...]:
        """The same speeds with their rotation; one speed may have two."""
        with self._own() as raw:
            return descriptors_of(self._function("get_supported_write_speed_descriptors"), raw,
                                  lambda status: self._check(status, raw))

    def _pumped(self, raw: Any, progress: Optional[Callable[[Event], Any]], call: Callable[[], int]) -> int:
        """Runs a C call that writes, and tells progress of it."""
        cancel = self._function(self._cancel)
        pump = Pump(call, lambda: cancel(raw), progress)
        callback = self._progress_callback(0) if progress is None else self._on_progress
        self._check(self._function("set_progress")(raw, callback, pump.number), raw)
        return pump.run()

    def _finished(self, raw: Any, status: int) -> Report:
        """The report of the write that has just ended; an error gets it too."""
        report = self._report(raw)
        try:
            self._check(status, raw)
        except BurnishError as error:
            error.report = report
            raise
        assert report is not None
        return report

    def _report(self, raw: Any) -> Optional[Report]:
        report = _ffi.ReportHandle()
        self._check(self._function("get_report")(raw, ctypes.byref(report)), raw)
        return report_from(report) if report else None


class PreparedFormat(WritingFormat[Event]):
    """The base of the formats that prepare a disc, write to it and release it. _write_in_progress is the status of a
    release that came too early."""

    _write_in_progress = Status.E_FAIL

    buffer_underrun_free_disabled = FlagProperty(
        "The drive does not bridge a buffer that ran empty, and such a disc is lost. Set it on a prepared disc; default "
        "False, and False again each time a disc is prepared.")

    def __init__(self, recorder: Optional[Recorder] = None, client_name: Optional[str] = None) -> None:
        self._prepared = False
        super().__init__(recorder, client_name)

    def prepare_media(self) -> int:
        """Takes the drive, locks its tray and checks the disc; the laser stays off. Returns the status; a
        SpeedAdjustedWarning says where the speed is another than asked for. After Ctrl-C the drive is free."""
        prepare, release = self._function("prepare_media"), self._function("release_media")
        with self._own() as raw:
            try:
                status = Pump(lambda: int(prepare(raw)), None, None).run()
            except BaseException:
                if not self._prepared:
                    release(raw)  # nothing was written
                raise
            self._check(status, raw)
            self._prepared = True
        if not self._speed_told:
            warn_if_adjusted(status)
        return status

    def _release(self, raw: Any) -> int:
        status = int(self._function("release_media")(raw))
        self._prepared = status == self._write_in_progress
        return status
