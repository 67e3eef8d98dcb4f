# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where the bytes to burn come from: a path, bytes, or a readable file become a stream for the C library."""
from __future__ import annotations

import ctypes
import io
import os
import stat
from contextlib import ExitStack
from typing import Any, Callable, List, Optional, Sequence, Tuple, Union

from . import _ffi, _sources
from ._buffer import Buffer
from ._check import SOURCE, check, exception_of, failed
from ._errors import SourceError
from ._handles import Closable, Owned
from ._load import core
from ._status import Status

Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, io.IOBase, "Stream", Any]


class Stream(Closable):
    """Bytes of a known length, read from the beginning. A write reads it on a thread of the C library."""

    def __init__(self, raw: _ffi.StreamHandle, buffer: Optional[Buffer] = None,
                 source: Optional[_sources.PythonSource] = None, parts: "Sequence[Stream]" = (),
                 held: Optional[ExitStack] = None) -> None:
        self._owned = Owned(raw, _Unref(buffer.release if buffer is not None else held.close if held else None))
        self._source = source
        self._parts = tuple(parts)  # that it is made of

    def __len__(self) -> int:
        return self.length

    @property
    def length(self) -> int:
        """Bytes in the whole stream; 2**64 - 1 where it is open-ended."""
        value = ctypes.c_uint64()
        with self._own() as raw:
            check(core().burnish_stream_get_length(raw, ctypes.byref(value)))
        return value.value

    def readinto(self, target: bytearray) -> int:
        """Fills at most the whole target and tells how many bytes; 0 is the end."""
        memory = (ctypes.c_char * len(target)).from_buffer(target)
        count, error = ctypes.c_size_t(), _ffi.ErrorHandle()
        with self._own() as raw:
            status = core().burnish_stream_read(raw, memory, len(target), ctypes.byref(count), ctypes.byref(error))
        self._check(status, error)
        return count.value

    def seek(self, offset: int) -> None:
        """Makes the next read start at an offset in bytes."""
        error = _ffi.ErrorHandle()
        with self._own() as raw:
            status = core().burnish_stream_seek(raw, offset, ctypes.byref(error))
        self._check(status, error)

    def raise_source_error(self) -> None:
        """Raises what the source's own code raised on the C library's thread, with its traceback."""
        if self._source is not None:
            self._source.raise_failure()
        for part in self._parts:
            part.raise_source_error()

    def _source_error(self) -> Optional[BaseException]:
        """What the source's own code raised, if it did and nobody has raised it here yet."""
        failures = [part._source_error() for part in self._parts]
        if self._source is not None:
            failures.append(self._source.failure)
        return next((failure for failure in failures if failure is not None), None)

    def _check(self, status: int, error: _ffi.ErrorHandle) -> None:
        if failed(status):
            exception = exception_of(status, error, SOURCE)
            self.raise_source_error()
            raise exception


class _Unref:
    """Lets go of the memory or of the streams that a stream reads, where there are any, after it."""

    def __init__(self, release: Optional[Callable[[], Any]]) -> None:
        self._release = release

    def __call__(self, raw: _ffi.StreamHandle) -> None:
        core().burnish_stream_unref(raw)
        if self._release is not None:
            self._release()


def open_stream(source: Source, size: Optional[int] = None, *, open_ended: bool = False) -> Stream:
    """A stream over a path, a bytes-like object, or a readable binary file from where it stands.

    size: how many bytes to take, needed where the source cannot tell. A source that ends earlier fails the burn.
    open_ended: one that cannot tell ends where it ends, which serves for audio tracks only."""
    if size is not None and size < 0:
        raise ValueError("size must not be negative")
    if isinstance(source, Stream):
        return source
    if hasattr(source, "create_result_image"):  # an Image
        stream: Stream = source.create_result_image()
        return stream
    if isinstance(source, (str, os.PathLike)):
        return _open_file(source)
    try:
        buffer = Buffer(source)
    except TypeError:
        if hasattr(source, "read") or hasattr(source, "readinto"):
            return _open_readable(source, size, open_ended)
        raise TypeError("the source must be an Image, a path, a bytes-like object or a readable binary file, not "
                        f"{type(source).__name__}") from None
    return _open_memory(buffer, size)


def open_audio_file(path: "Union[str, os.PathLike[str]]") -> Stream:
    """The samples of a WAV, AIFF or FLAC file of 44100 Hz, 16 bit, stereo, as audio tracks take them. What would have to be
    converted is a SourceError that tells what the file is."""
    raw, error = _ffi.StreamHandle(), _ffi.ErrorHandle()
    status = core().burnish_stream_open_audio_file(_ffi.text(path), ctypes.byref(raw), ctypes.byref(error))
    if failed(status):
        raise exception_of(status, error, {**SOURCE, Status.E_INVALIDARG: SourceError})
    return Stream(raw)


def zero_stream(length: int) -> Stream:
    """A stream of zeros."""
    raw = _ffi.StreamHandle()
    check(core().burnish_stream_new_zero(_length(length), ctypes.byref(raw)))
    return Stream(raw)


def pseudo_random_stream(length: int, seed: int = 0) -> Stream:
    """A stream of bytes that look random and are the same for the same seed, which has 32 bits. Not for secrets."""
    if not 0 <= seed < 1 << 32:
        raise ValueError("seed must have 32 bits")
    raw = _ffi.StreamHandle()
    check(core().burnish_stream_new_pseudo_random(_length(length), seed, ctypes.byref(raw)))
    return Stream(raw)


def concatenation(*sources: Source) -> Stream:
    """Sources one behind the other, each as open_stream() takes it. A Stream among them is let go with the result."""
    def make(raws: Any, count: int, out: Any) -> int:
        return int(core().burnish_stream_new_concatenation(raws, count, out))
    return _composed(sources, make)


def interleave(*parts: Tuple[Source, int]) -> Stream:
    """Sources that take turns: pairs of a source and the bytes of its turn. One that has ended is passed over."""
    sizes = [size for _, size in parts]
    if any(not 0 < size < 1 << 32 for size in sizes):
        raise ValueError("a turn must have between 1 and 2**32 - 1 bytes")

    def make(raws: Any, count: int, out: Any) -> int:
        return int(core().burnish_stream_new_interleave(raws, (ctypes.c_uint32 * count)(*sizes), count, out))
    return _composed([source for source, _ in parts], make)


def _composed(sources: Sequence[Source], make: Callable[[Any, int, Any], int]) -> Stream:
    parts: List[Stream] = []
    raws: List[_ffi.StreamHandle] = []
    # As in a call that lasts as long as the stream made of them, so that closing a part waits for that.
    with ExitStack() as held:
        for source in sources:
            part = open_stream(source)
            parts.append(part)
            try:
                raws.append(held.enter_context(part._own()))
            finally:
                if part is not source:
                    part.close()
        handles = (_ffi.StreamHandle * len(parts))(*raws)
        raw = _ffi.StreamHandle()
        check(make(handles, len(parts), ctypes.byref(raw)))
        stream = Stream(raw, parts=parts, held=held.pop_all())
    return stream


def _length(length: int) -> int:
    if not 0 <= length < 1 << 64:
        raise ValueError("length must have 64 bits and not be negative")
    return length


def _open_file(path: "Union[str, os.PathLike[str]]") -> Stream:
    if os.path.isdir(path):
        raise SourceError(Status.E_INVALIDARG, f"{os.fspath(path)} is a folder; make an image of it: image = "
                          "burnish.Image(), image.add(folder), and burn the image.")
    raw, error = _ffi.StreamHandle(), _ffi.ErrorHandle()
    status = core().burnish_stream_new_file(_ffi.text(path), ctypes.byref(raw), ctypes.byref(error))
    if failed(status):
        raise exception_of(status, error, {**SOURCE, Status.E_INVALIDARG: SourceError})
    return Stream(raw)


def _open_memory(buffer: Buffer, size: Optional[int]) -> Stream:
    length = buffer.length if size is None else min(size, buffer.length)
    if size is not None and size > buffer.length:
        buffer.release()
        raise SourceError(Status.E_STREAM_TOO_SHORT, f"The source has {length} bytes and not {size}.")
    raw = _ffi.StreamHandle()
    status = core().burnish_stream_new_memory(buffer.address, length, _ffi.NotifyCallback(0), None, ctypes.byref(raw))
    if failed(status):
        buffer.release()
    check(status)
    return Stream(raw, buffer)


def _open_readable(file: Any, size: Optional[int], open_ended: bool) -> Stream:
    if isinstance(file, io.TextIOBase):
        raise TypeError("the source must be a binary file; open it with mode 'rb'")
    start = _position(file)
    length = size if size is not None else _remaining(file, start, open_ended)
    source = _sources.PythonSource(file, start, length)
    return Stream(_sources.new_stream(source), source=source)


def _position(file: Any) -> Optional[int]:
    """Where a seekable file stands; None where it cannot seek."""
    try:
        return int(file.tell()) if file.seekable() else None
    except (AttributeError, OSError):
        return None


def _remaining(file: Any, start: Optional[int], open_ended: bool) -> int:
    try:
        information = os.fstat(file.fileno())
        if stat.S_ISREG(information.st_mode):
            return max(0, information.st_size - (start or 0))
    except (AttributeError, OSError):
        pass
    if start is None and open_ended:
        return _ffi.STREAM_LENGTH_UNKNOWN
    if start is None:
        raise SourceError(Status.E_DF2DATA_STREAM_NOT_SUPPORTED, "The source cannot tell how long it is; pass size=, "
                          "in bytes.")
    end = int(file.seek(0, os.SEEK_END))
    file.seek(start)
    return max(0, end - start)
