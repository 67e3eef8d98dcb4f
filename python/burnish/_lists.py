# SPDX-License-Identifier: LGPL-2.1-or-later
"""Lists and byte strings from C functions that take (values, capacity, count)."""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Tuple


def int_list(function: Callable[..., Any], handle: Any, check: Callable[[int], Any]) -> Tuple[int, ...]:
    """All values of a list; one that grows between the calls is asked for again."""
    return tuple(_all(function, (handle,), check, ctypes.c_int32))


def byte_string(function: Callable[..., Any], arguments: Tuple[Any, ...], check: Callable[[int], Any]) -> bytes:
    return bytes(_all(function, arguments, check, ctypes.c_uint8))


def _all(function: Callable[..., Any], arguments: Tuple[Any, ...], check: Callable[[int], Any], kind: Any) -> Any:
    capacity, count = 64, ctypes.c_size_t()
    while True:
        values = (kind * capacity)()
        check(function(*arguments, values, capacity, ctypes.byref(count)))
        if count.value <= capacity:
            return values[:count.value]
        capacity = count.value
