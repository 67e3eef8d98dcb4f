# SPDX-License-Identifier: LGPL-2.1-or-later
"""EraseFormat: makes a rewritable disc blank again. IMAPI2's IDiscFormat2Erase."""
from __future__ import annotations

from typing import Any, Callable, Optional

from . import _ffi
from ._format import Format
from ._load import core
from ._properties import FlagProperty
from ._pump import ON_ERASE_PROGRESS, Pump
from ._status import Status
from .progress import EraseProgress
from .recorder import Recorder

EraseProgressFunction = Callable[[EraseProgress], Any]


class EraseFormat(Format):
    """IMAPI2's names and defaults. During an erase every setter raises StateError."""

    _topic = "erase"
    _handle = _ffi.EraseHandle
    _bad_client_name = Status.E_ERASE_CLIENT_NAME_IS_NOT_VALID

    full_erase = FlagProperty("Overwrite the whole disc. Default False: only what makes it blank.")

    def __init__(self, recorder: Optional[Recorder] = None, client_name: Optional[str] = None) -> None:
        self._progress: Optional[EraseProgressFunction] = None
        super().__init__(recorder, client_name)

    @property
    def progress(self) -> Optional[EraseProgressFunction]:
        """DDiscFormat2EraseEvents: called with an EraseProgress on the thread that called erase_media(). What it raises
        comes out of erase_media() when the erase is over."""
        return self._progress

    @progress.setter
    def progress(self, function: Optional[EraseProgressFunction]) -> None:
        self._progress = function

    def erase_media(self) -> None:
        """Erases the disc, and returns when it is blank. Nothing cancels it: Ctrl-C comes out when the erase is over."""
        library, progress = core(), self._progress
        with self._own() as raw:
            pump = Pump(lambda: int(library.burnish_erase_erase_media(raw)), None, progress)
            callback = _ffi.EraseProgressCallback(0) if progress is None else ON_ERASE_PROGRESS
            self._check(library.burnish_erase_set_progress(raw, callback, pump.number), raw)
            self._check(pump.run(), raw)
