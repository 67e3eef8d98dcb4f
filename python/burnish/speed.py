# SPDX-License-Identifier: LGPL-2.1-or-later
"""WriteSpeedDescriptor: one write speed that a drive offers for the disc in it. IMAPI2's IWriteSpeedDescriptor."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Callable, Tuple

from . import _ffi
from ._check import check
from ._enums import MediaType
from ._lists import handle_list
from ._load import core


@dataclass(frozen=True)
class WriteSpeedDescriptor:
    """A speed as the drive told it."""

    media_type: MediaType
    rotation_type_is_pure_cav: bool  # constant angular velocity from end to end
    write_speed: int  # sectors per second; at pure CAV at the outer edge


def descriptors_of(function: Callable[..., Any], handle: Any,
                   check_status: Callable[[int], Any]) -> Tuple[WriteSpeedDescriptor, ...]:
    """Copies a list of C descriptors."""
    raws = handle_list(function, handle, check_status, _ffi.SpeedHandle,
                       core().burnish_speed_unref)
    try:
        return tuple(_descriptor(raw) for raw in raws)
    finally:
        for raw in raws:
            core().burnish_speed_unref(raw)


def _descriptor(raw: _ffi.SpeedHandle) -> WriteSpeedDescriptor:
    def number(name: str) -> int:
        value = ctypes.c_int32()
        check(getattr(core(), f"burnish_speed_get_{name}")(raw, ctypes.byref(value)))
        return value.value

    return WriteSpeedDescriptor(MediaType(number("media_type")), bool(number("rotation_type_is_pure_cav")),
                                number("write_speed"))
