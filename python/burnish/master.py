# SPDX-License-Identifier: LGPL-2.1-or-later
"""DiscMaster: which recorders there are, and which come and go. IMAPI2's IDiscMaster2 and DDiscMaster2Events."""
from __future__ import annotations

import ctypes
from typing import Iterator, Optional

from . import _ffi
from ._check import check
from ._handles import Closable, create
from ._load import core
from ._status import Status
from ._watching import DeviceEvent, DeviceEvents, Waiters


class DiscMaster(Closable):
    """Looks once, when it is made: optical drives, and the recorder that the variable BURNISH_DEVICE names. The list
    changes only with events that are taken, one at a time."""

    def __init__(self) -> None:
        library = core()
        self._waiters = Waiters()
        self._owned = create(_ffi.MasterHandle, library.burnish_master_new, library.burnish_master_unref, check)

    @property
    def count(self) -> int:
        """Number of recorders."""
        value = ctypes.c_int32()
        with self._own() as raw:
            check(core().burnish_master_get_count(raw, ctypes.byref(value)))
        return value.value

    def item(self, index: int) -> str:
        """The device string at an index from 0, for Recorder()."""
        value = ctypes.c_char_p()
        with self._own() as raw:
            check(core().burnish_master_get_item(raw, index, ctypes.byref(value)))
            return (value.value or b"").decode("utf-8", "surrogateescape")

    @property
    def is_supported_environment(self) -> bool:
        """Whether at least one recorder is there and may be opened."""
        value = ctypes.c_int32()
        with self._own() as raw:
            check(core().burnish_master_get_is_supported_environment(raw, ctypes.byref(value)))
        return bool(value.value)

    def events(self, timeout: Optional[float] = None) -> DeviceEvents:
        """Waits for drives that come and go: `for event in master.events()`, `async for event in master.events()`.
        Begins with what happened since the master was made. Ends when the master is closed, and where a timeout is
        given, when nothing happened for so many seconds."""
        return DeviceEvents(self, self._waiters, timeout)

    def next_event(self) -> Optional[DeviceEvent]:
        """The next event, if there is one now; the list has changed then."""
        event = _ffi.MasterEvent(size=ctypes.sizeof(_ffi.MasterEvent))
        with self._own() as raw:
            while check(core().burnish_master_next_event(raw, ctypes.byref(event))) != Status.S_FALSE:
                if event.kind in (_ffi.MASTER_EVENT_ADDED, _ffi.MASTER_EVENT_REMOVED):
                    device = (event.device or b"").decode("utf-8", "surrogateescape")
                    return DeviceEvent(event.kind == _ffi.MASTER_EVENT_ADDED, device)
        return None

    def fileno(self) -> int:
        """A descriptor that is readable while there may be events; for select() and its like alone."""
        value = ctypes.c_int32()
        with self._own() as raw:
            check(core().burnish_master_get_fd(raw, ctypes.byref(value)))
        return value.value

    def close(self) -> None:
        """Gives the C object back; whoever waits for events is let go."""
        super().close()
        self._waiters.wake()

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> str:
        count = self.count
        if not -count <= index < count:
            raise IndexError("no such recorder")
        return self.item(index % count)

    def __iter__(self) -> Iterator[str]:
        return (self.item(index) for index in range(self.count))
