# SPDX-License-Identifier: LGPL-2.1-or-later
"""Properties of the formats that are nothing but a C getter and setter of the same name. A format's class says in
_topic whose names they are: burnish_data_get_…, burnish_erase_get_…"""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Generic, Type, TypeVar

from ._enums import VerificationLevel
from ._load import core

T = TypeVar("T")


class _Property(Generic[T]):
    def __init__(self, convert: Callable[[int], T], documentation: str) -> None:
        self._convert = convert
        self.__doc__ = documentation
        self._name = ""

    def __set_name__(self, owner: Type[Any], name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: Any = None) -> T:
        if instance is None:
            return self  # type: ignore[return-value]
        value = ctypes.c_int32()
        instance._call(getattr(core(), f"burnish_{instance._topic}_get_{self._name}"), ctypes.byref(value))
        return self._convert(value.value)

    def _put(self, instance: Any, value: int) -> None:
        instance._call(getattr(core(), f"burnish_{instance._topic}_set_{self._name}"), value)


class IntGetter(_Property[T]):
    """Read only."""

    def __set__(self, instance: Any, value: T) -> None:
        raise AttributeError(f"{self._name} cannot be set")


class IntProperty(_Property[int]):
    """A number."""

    def __init__(self, documentation: str) -> None:
        super().__init__(int, documentation)

    def __set__(self, instance: Any, value: int) -> None:
        self._put(instance, int(value))


class FlagProperty(_Property[bool]):
    """True or False."""

    def __init__(self, documentation: str) -> None:
        super().__init__(bool, documentation)

    def __set__(self, instance: Any, value: bool) -> None:
        self._put(instance, 1 if value else 0)


class LevelProperty(_Property[VerificationLevel]):
    """A VerificationLevel."""

    def __init__(self, documentation: str) -> None:
        super().__init__(VerificationLevel, documentation)

    def __set__(self, instance: Any, value: VerificationLevel) -> None:
        self._put(instance, VerificationLevel.of(value))
