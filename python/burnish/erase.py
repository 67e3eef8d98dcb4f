# SPDX-License-Identifier: LGPL-2.1-or-later
"""EraseFormat: makes a rewritable disc blank again. IMAPI2's IDiscFormat2Erase."""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Optional, Tuple

from . import _ffi
from ._check import check, owned_string
from ._enums import MediaType
from ._errors import InvalidArgumentError
from ._handles import Closable, create
from ._lists import int_list
from ._load import core
from ._properties import FlagProperty, IntGetter
from ._pump import ON_ERASE_PROGRESS, Pump
from ._status import Status
from .progress import EraseProgress
from .recorder import Recorder

EraseProgressFunction = Callable[[EraseProgress], Any]


class EraseFormat(Closable):
    """IMAPI2's names and defaults. During an erase every setter raises StateError."""

    _topic = "erase"

    full_erase = FlagProperty("Overwrite the whole disc. Default False: only what makes it blank.")

    current_physical_media_type = IntGetter(MediaType, "The kind of disc in the drive.")
    media_physically_blank = IntGetter(bool, "Whether the drive says that the disc is blank.")

    def __init__(self, recorder: Optional[Recorder] = None, client_name: Optional[str] = None) -> None:
        library = core()
        self._owned = create(_ffi.EraseHandle, library.burnish_erase_new, library.burnish_erase_unref, check)
        self._recorder: Optional[Recorder] = None
        self._progress: Optional[EraseProgressFunction] = None
        if recorder is not None:
            self.recorder = recorder
        if client_name is not None:
            self.client_name = client_name

    @property
    def recorder(self) -> Optional[Recorder]:
        """The recorder to erase with; None clears it, as it must be before another one is set."""
        return self._recorder

    @recorder.setter
    def recorder(self, recorder: Optional[Recorder]) -> None:
        if recorder is None:
            self._call(core().burnish_erase_set_recorder, None)
        else:
            with recorder._own() as held:
                self._call(core().burnish_erase_set_recorder, held)
        self._recorder = recorder

    @property
    def client_name(self) -> str:
        """The name that others see as the owner of the drive; required before an erase."""
        with self._own() as raw:
            status, name = owned_string(core().burnish_erase_get_client_name, raw)
            self._check(status, raw)
            return name

    @client_name.setter
    def client_name(self, name: str) -> None:
        if "\0" in name:
            raise InvalidArgumentError(Status.E_ERASE_CLIENT_NAME_IS_NOT_VALID)
        self._call(core().burnish_erase_set_client_name, name.encode("utf-8", "replace"))

    @property
    def progress(self) -> Optional[EraseProgressFunction]:
        """DDiscFormat2EraseEvents: called with an EraseProgress on the thread that called erase_media(). What it raises
        comes out of erase_media() when the erase is over."""
        return self._progress

    @progress.setter
    def progress(self, function: Optional[EraseProgressFunction]) -> None:
        self._progress = function

    @property
    def supported_media_types(self) -> Tuple[MediaType, ...]:
        """What this format can erase."""
        with self._own() as raw:
            values = int_list(core().burnish_erase_get_supported_media_types, raw,
                              lambda status: self._check(status, raw))
        return tuple(MediaType(value) for value in values)

    def is_recorder_supported(self, recorder: Recorder) -> bool:
        """Whether a recorder can erase discs."""
        return self._supported(core().burnish_erase_is_recorder_supported, recorder)

    def is_current_media_supported(self, recorder: Recorder) -> bool:
        """Whether this format can erase the disc in a recorder. NoMediumError where there is none."""
        return self._supported(core().burnish_erase_is_current_media_supported, recorder)

    def erase_media(self) -> None:
        """Erases the disc, and returns when it is blank. Nothing cancels it: Ctrl-C comes out when the erase is over."""
        library, progress = core(), self._progress
        with self._own() as raw:
            pump = Pump(lambda: int(library.burnish_erase_erase_media(raw)), None, progress)
            callback = _ffi.EraseProgressCallback(0) if progress is None else ON_ERASE_PROGRESS
            self._check(library.burnish_erase_set_progress(raw, callback, pump.number), raw)
            self._check(pump.run(), raw)

    def _supported(self, function: Callable[..., Any], recorder: Recorder) -> bool:
        value = ctypes.c_int32()
        with recorder._own() as held:
            self._call(function, held, ctypes.byref(value))
        return bool(value.value)

    def _call(self, function: Callable[..., Any], *arguments: Any) -> int:
        with self._own() as raw:
            return self._check(int(function(raw, *arguments)), raw)

    @staticmethod
    def _check(status: int, raw: _ffi.EraseHandle) -> int:
        return check(status, core().burnish_erase_get_error, raw)
