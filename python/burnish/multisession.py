# SPDX-License-Identifier: LGPL-2.1-or-later
"""MultisessionSequential: how sessions of data follow each other on a disc. IMAPI2's IMultisession with
IMultisessionSequential2."""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Optional, Tuple

from . import _ffi
from ._check import check
from ._handles import Closable, Owned
from ._lists import handle_list
from ._load import core
from ._properties import FlagProperty, IntGetter
from .recorder import Recorder


class MultisessionSequential(Closable):
    """For discs that are written from their start to their end; DataFormat.multisession_interfaces gives it. What it
    tells about the disc is asked of the drive anew."""

    _topic = "multisession"

    is_supported_on_current_media_state = IntGetter(bool, "Whether another session can be written to the disc now.")
    in_use = FlagProperty("The client's choice of this object. Default False.")
    is_first_data_session = IntGetter(bool, "Whether no closed session of the disc holds data.")
    start_address_of_previous_session = IntGetter(int, "LBA; -1 on a blank disc.")
    last_written_address_of_previous_session = IntGetter(int, "LBA; -1 on a blank disc.")
    next_writable_address = IntGetter(int, "LBA of the next write.")
    free_sectors_on_media = IntGetter(int, "Sectors for the next write.")
    write_unit_size = IntGetter(int, "Sessions are padded to a multiple of so many sectors.")

    def __init__(self, raw: _ffi.MultisessionHandle, recorder: Optional[Recorder]) -> None:
        self._owned = Owned(raw, core().burnish_multisession_unref)
        self._recorder = recorder

    @property
    def import_recorder(self) -> Optional[Recorder]:
        """The recorder to read earlier sessions from; None where the DataFormat had none."""
        return self._recorder

    def _call(self, function: Callable[..., Any], *arguments: Any) -> int:
        with self._own() as raw:
            return check(int(function(raw, *arguments)), core().burnish_multisession_get_error, raw)


def multisession_of(data: _ffi.DataHandle, recorder: Optional[Recorder],
                    check_status: Callable[[int], Any]) -> Tuple[MultisessionSequential, ...]:
    """The objects of a DataFormat that has this recorder."""
    raws = handle_list(core().burnish_data_get_multisession_interfaces, data, check_status, _ffi.MultisessionHandle,
                       core().burnish_multisession_unref)
    return tuple(MultisessionSequential(raw, recorder) for raw in raws)
