# SPDX-License-Identifier: LGPL-2.1-or-later
"""Turns statuses into exceptions, with all that the C error object tells."""
from __future__ import annotations

import ctypes
import warnings
from typing import Any, Callable, Dict, Optional, Type

from . import _ffi
from ._errors import BurnishError, SourcePermissionError, SpeedAdjustedWarning, error_class
from ._load import core
from ._status import TEXTS, Status

_ADJUSTED = frozenset((Status.S_SPEEDADJUSTED, Status.S_ROTATIONADJUSTED, Status.S_BOTHADJUSTED))

# From sources, the same status means a file and not a device.
SOURCE: Dict[int, Type[BurnishError]] = {Status.E_ACCESSDENIED: SourcePermissionError}


def failed(status: int) -> bool:
    """Negative, or the success that says a command came back with sense data."""
    return status < 0 or status == Status.S_COMMAND_HAS_SENSE_DATA


def check(status: int, get_error: Optional[Callable[..., Any]] = None, handle: Any = None,
          classes: Optional[Dict[int, Type[BurnishError]]] = None) -> int:
    """Raises where the status is a failure; get_error fetches the error from the handle that failed."""
    if not failed(status):
        return status
    error = _ffi.ErrorHandle()
    if get_error is not None:
        get_error(handle, ctypes.byref(error))
    raise exception_of(status, error, classes)


def exception_of(status: int, error: _ffi.ErrorHandle,
                 classes: Optional[Dict[int, Type[BurnishError]]] = None) -> BurnishError:
    """The exception for a status. Takes over the reference to the error, which may be NULL."""
    kind = (classes or {}).get(status) or error_class(status)
    if not error:
        return kind(status)
    library = core()
    try:
        if library.burnish_error_status(error) != status:
            return kind(status)  # another thread's failure came in between
        return kind(status, _decoded(library.burnish_error_message(error)),
                    detail=_decoded(library.burnish_error_detail(error)),
                    can_retry=bool(library.burnish_error_can_retry(error)),
                    sense=_sense(library, error), cdb=_cdb(library, error), lba=_lba(library, error))
    finally:
        library.burnish_error_unref(error)


def warn_if_adjusted(status: int, stacklevel: int = 3) -> bool:
    """A success with a note becomes a Python warning."""
    if status not in _ADJUSTED:
        return False
    warnings.warn(TEXTS[Status(status)].meaning, SpeedAdjustedWarning, stacklevel=stacklevel)
    return True


def owned_string(function: Callable[..., Any], handle: Any) -> "tuple[int, str]":
    """Calls a function that gives the caller a string; the string is freed."""
    out = ctypes.c_void_p()
    status = int(function(handle, ctypes.byref(out)))
    if not out:
        return status, ""
    try:
        return status, _decoded(ctypes.string_at(out.value or 0))
    finally:
        core().burnish_string_free(out)


def _decoded(value: Optional[bytes]) -> str:
    return (value or b"").decode("utf-8", "replace")


def _sense(library: ctypes.CDLL, error: _ffi.ErrorHandle) -> "Optional[tuple[int, int, int]]":
    value = ctypes.c_int32()
    if library.burnish_error_get_sense(error, ctypes.byref(value)) != Status.S_OK:
        return None
    return (value.value >> 16) & 0xFF, (value.value >> 8) & 0xFF, value.value & 0xFF


def _cdb(library: ctypes.CDLL, error: _ffi.ErrorHandle) -> Optional[bytes]:
    data = ctypes.POINTER(ctypes.c_uint8)()
    length = ctypes.c_size_t()
    if library.burnish_error_get_cdb(error, ctypes.byref(data), ctypes.byref(length)) != Status.S_OK:
        return None
    return bytes(data[:length.value])


def _lba(library: ctypes.CDLL, error: _ffi.ErrorHandle) -> Optional[int]:
    value = ctypes.c_int64()
    if library.burnish_error_get_lba(error, ctypes.byref(value)) != Status.S_OK:
        return None
    return value.value
