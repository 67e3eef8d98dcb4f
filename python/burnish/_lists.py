# SPDX-License-Identifier: LGPL-2.1-or-later
"""Lists and byte strings from C functions that take (values, capacity, count)."""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Tuple, Type, TypeVar

H = TypeVar("H", bound=ctypes.c_void_p)


def int_list(function: Callable[..., Any], handle: Any, check: Callable[[int], Any]) -> Tuple[int, ...]:
    """All values of a list; one that grows between the calls is asked for again."""
    return tuple(_all(function, (handle,), check, ctypes.c_int32))


def byte_string(function: Callable[..., Any], arguments: Tuple[Any, ...], check: Callable[[int], Any]) -> bytes:
    return bytes(_all(function, arguments, check, ctypes.c_uint8))


def handle_list(function: Callable[..., Any], handle: Any, check: Callable[[int], Any],
                kind: Type[H], unref: Callable[[H], Any]) -> Tuple[H, ...]:
    """All objects of a list, as new references that are the caller's."""
    capacity, count = 64, ctypes.c_size_t()
    while True:
        values = (kind * capacity)()
        check(function(handle, values, capacity, ctypes.byref(count)))
        raws = tuple(kind(value.value) for value in values[:min(count.value, capacity)])
        if count.value <= capacity:
            return raws
        for raw in raws:
            unref(raw)
        capacity = count.value


def _all(function: Callable[..., Any], arguments: Tuple[Any, ...], check: Callable[[int], Any], kind: Any) -> Any:
    capacity, count = 64, ctypes.c_size_t()
    while True:
        values = (kind * capacity)()
        check(function(*arguments, values, capacity, ctypes.byref(count)))
        if count.value <= capacity:
            return values[:count.value]
        capacity = count.value
