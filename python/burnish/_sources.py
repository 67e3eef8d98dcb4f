# SPDX-License-Identifier: LGPL-2.1-or-later
"""Readable Python objects as C callback streams.

The four C callbacks exist once and for ever; `user_data` is a number that leads to the source. So nothing is freed
while it runs, and a callback for a source that is gone finds nothing and aborts. No exception crosses into C, where it
would leave a return value of garbage: it is kept, the burn is aborted, and the waiting call raises it."""
from __future__ import annotations

import ctypes
import io
import itertools
from typing import Any, Dict, Optional

from . import _ffi
from ._check import check
from ._load import core
from ._status import Status


class PythonSource:
    """One readable object, from its position `start` (None: it cannot seek), `length` bytes."""

    def __init__(self, file: Any, start: Optional[int], length: int) -> None:
        self._file = file
        self._start = start
        self.length = length
        self.seekable = start is not None
        self._at = 0
        self._failure: Optional[BaseException] = None
        # Only Python's own file classes are trusted with memory that is not theirs.
        self._readinto = isinstance(file, (io.RawIOBase, io.BufferedIOBase))

    def read(self, address: int, capacity: int) -> int:
        """Fills the memory and tells how many bytes; 0 is the end."""
        capacity = min(capacity, self.length - self._at)
        if capacity <= 0:
            return 0
        count = self._read_into(address, capacity) if self._readinto else self._copy_into(address, capacity)
        self._at += count
        return count

    def seek(self, offset: int) -> None:
        if self._start is not None:
            self._file.seek(self._start + offset)
        self._at = offset

    def interrupt(self) -> None:
        """A source whose read may wait long can offer interrupt(), to be called from another thread on a cancel."""
        interrupt = getattr(self._file, "interrupt", None)
        if interrupt is not None:
            interrupt()

    def fail(self, failure: BaseException) -> None:
        if self._failure is None:
            self._failure = failure

    @property
    def failure(self) -> Optional[BaseException]:
        return self._failure

    def raise_failure(self) -> None:
        if self._failure is not None:
            failure, self._failure = self._failure, None
            try:
                raise failure
            finally:
                del failure  # the traceback holds this frame, which must not hold the exception

    def _read_into(self, address: int, capacity: int) -> int:
        memory = memoryview((ctypes.c_char * capacity).from_address(address)).cast("B")
        count = self._file.readinto(memory)
        if count is None:
            raise BlockingIOError("the source has no data now; open it in blocking mode")
        return self._checked(count, capacity)

    def _copy_into(self, address: int, capacity: int) -> int:
        data = self._file.read(capacity)
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"read() must return bytes, not {type(data).__name__}")
        count = self._checked(memoryview(data).nbytes, capacity)
        ctypes.memmove(address, bytes(data), count)
        return count

    @staticmethod
    def _checked(count: int, capacity: int) -> int:
        if not 0 <= count <= capacity:
            raise ValueError(f"the source claims {count} bytes where {capacity} were asked for")
        return count


_sources: Dict[int, PythonSource] = {}
_numbers = itertools.count(1)


def new_stream(source: PythonSource) -> _ffi.StreamHandle:
    """A C stream over a source. The source stays registered until C says that the stream is gone."""
    number = next(_numbers)
    callbacks = _ffi.StreamCallbacks(size=ctypes.sizeof(_ffi.StreamCallbacks), read=_READ, interrupt=_INTERRUPT,
                                     destroy=_DESTROY)
    if source.seekable:
        callbacks.seek = _SEEK
    raw = _ffi.StreamHandle()
    library = core()
    _sources[number] = source
    try:
        check(library.burnish_stream_new_callbacks(ctypes.byref(callbacks), number, source.length, ctypes.byref(raw)))
    except BaseException:
        del _sources[number]
        raise
    return raw


def _abort(number: Optional[int], failure: BaseException, error: Any) -> int:
    """Keeps the exception for the waiting call, and tells C what it was, for the report."""
    source = _sources.get(number or 0)
    if source is not None:
        source.fail(failure)
    if error:
        message = f"Reading the source failed: {failure or type(failure).__name__}"
        made = _ffi.ErrorHandle()
        core().burnish_error_new(Status.E_STREAM_READ_FAILURE, message.encode("utf-8", "replace").replace(b"\0", b" "),
                                 type(failure).__name__.encode("utf-8", "replace"), ctypes.byref(made))
        error[0] = made
    return _ffi.STREAM_ABORT


def _read(number: Optional[int], buffer: Optional[int], capacity: int, count: Any, error: Any) -> int:
    try:
        done = _sources[number or 0].read(buffer or 0, capacity)
        if done == 0:
            return _ffi.STREAM_END
        count[0] = done
        return _ffi.STREAM_OK
    except BaseException as failure:
        return _abort(number, failure, error)


def _seek(number: Optional[int], offset: int, error: Any) -> int:
    try:
        _sources[number or 0].seek(offset)
        return _ffi.STREAM_OK
    except BaseException as failure:
        return _abort(number, failure, error)


def _interrupt(number: Optional[int]) -> None:
    source = _sources.get(number or 0)
    if source is not None:
        try:
            source.interrupt()
        except BaseException as failure:
            source.fail(failure)


def _destroy(number: Optional[int]) -> None:
    _sources.pop(number or 0, None)


_READ = _ffi.ReadCallback(_read)
_SEEK = _ffi.SeekCallback(_seek)
_INTERRUPT = _ffi.NotifyCallback(_interrupt)
_DESTROY = _ffi.NotifyCallback(_destroy)
