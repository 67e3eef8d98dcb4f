# SPDX-License-Identifier: LGPL-2.1-or-later
"""C handles with a Python lifetime: released by close(), by `with`, when the last reference goes, or at exit."""
from __future__ import annotations

import ctypes
import os
import threading
import weakref
from typing import Any, Callable, Generic, Optional, Type, TypeVar

from ._errors import StateError
from ._status import Status

H = TypeVar("H", bound=ctypes.c_void_p)
Self = TypeVar("Self", bound="Closable")


class Owned(Generic[H]):
    """One reference to a C object. `with owned as raw:` is the time of a call into C: a release() meanwhile, from
    another thread or from a callback, waits until the last call is over. Otherwise release() acts at once, whoever
    still has this object: an exception's traceback may hold it for long. A fork's child never touches it."""

    __slots__ = ("_raw", "_process", "_finalizer", "_lock", "_calls", "_released", "__weakref__")

    def __init__(self, raw: H, unref: Callable[[H], Any]) -> None:
        self._raw = raw
        self._process = os.getpid()
        self._finalizer = weakref.finalize(self, _release, raw, unref, self._process)
        self._lock = threading.RLock()  # guards all below
        self._calls = 0
        self._released = False

    def __enter__(self) -> H:
        if os.getpid() != self._process:
            raise StateError(Status.E_HANDLE, "This object belongs to the process that forked; open the recorder anew "
                             "in the child, or start the child with spawn.")
        with self._lock:
            if self._released:
                raise StateError(Status.E_HANDLE, "This object is closed.")
            self._calls += 1
        return self._raw

    def __exit__(self, *exception: object) -> None:
        with self._lock:
            self._calls -= 1
            over = self._released and self._calls == 0
        if over:
            self._finalizer()

    def release(self) -> None:
        if os.getpid() != self._process:
            return  # the lock, too, is the parent's
        with self._lock:
            self._released = True
            over = self._calls == 0
        if over:
            self._finalizer()


def _release(raw: Any, unref: Callable[[Any], Any], process: int) -> None:
    if os.getpid() == process:
        unref(raw)


def create(kind: Type[H], new: Callable[..., Any], unref: Callable[[H], Any], check: Callable[[int], Any],
           *arguments: Any) -> Owned[H]:
    """Calls a C function whose last parameter gives a new handle."""
    raw = kind()
    check(int(new(*arguments, ctypes.byref(raw))))
    return Owned(raw, unref)


class Closable:
    """An object over a C handle; close() may be called twice, and afterwards every other use is a StateError."""

    _owned: Optional[Owned[Any]] = None

    def close(self) -> None:
        """Gives the C object back, when what still runs on it has ended."""
        owned, self._owned = self._owned, None
        if owned is not None:
            owned.release()

    @property
    def closed(self) -> bool:
        return self._owned is None

    def _own(self) -> Owned[Any]:
        owned = self._owned
        if owned is None:
            raise StateError(Status.E_HANDLE, f"This {type(self).__name__} is closed.")
        return owned

    def __enter__(self: Self) -> Self:
        with self._own():
            return self

    def __exit__(self, *exception: object) -> None:
        self.close()
