# SPDX-License-Identifier: LGPL-2.1-or-later
"""DiscMaster: which recorders there are. IMAPI2's IDiscMaster2."""
from __future__ import annotations

import ctypes
from typing import Iterator

from . import _ffi
from ._check import check
from ._handles import Closable, create
from ._load import core


class DiscMaster(Closable):
    """Looks once, when it is made: optical drives, and the recorder that the variable BURNISH_DEVICE names."""

    def __init__(self) -> None:
        library = core()
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

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, index: int) -> str:
        count = self.count
        if not -count <= index < count:
            raise IndexError("no such recorder")
        return self.item(index % count)

    def __iter__(self) -> Iterator[str]:
        return (self.item(index) for index in range(self.count))
