# SPDX-License-Identifier: LGPL-2.1-or-later
"""AudioTrack: what one track of an audio disc is made of; and how a source becomes the samples of a track."""
from __future__ import annotations

import io
import os
import stat
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Optional, Tuple

from . import _ffi, _wav
from ._errors import SourceError, SourceNotFoundError, SourcePermissionError
from ._status import Status
from .stream import Source, Stream, concatenation, open_audio_file, open_stream, zero_stream

AUDIO_SECTOR_BYTES = 2352


@dataclass(frozen=True)
class AudioTrack:
    """source: the path of a WAV, AIFF or FLAC file; samples as bytes; or a readable binary file, whose WAV header is recognised. Samples
    are 16 bit stereo at 44100 Hz, little endian."""

    source: Source
    isrc: Optional[str] = None  # 12 characters, hyphens and blanks aside
    pre_emphasis: bool = False  # the samples have it
    copy_permitted: bool = False  # players may copy the track digitally
    size: Optional[int] = None  # bytes of samples to take; None: all
    title: Optional[str] = None  # for CD-TEXT, which mode="raw" writes
    performer: Optional[str] = None


def open_track(held: ExitStack, track: AudioTrack, fill: bool = True) -> Stream:
    """The samples of a track as a stream; or open-ended, where the source cannot tell its length. held: closes what was
    opened. fill: the last sector is filled up with silence."""
    source, size, name = track.source, track.size, _name(track.source)
    if isinstance(source, (str, os.PathLike)):
        file = held.enter_context(_open(source, name))
        if _is_other_file(file):
            source, size = _decoded(held, file, source, size, name), None
        else:
            source, size = _samples_of_readable(file, size, name, must_be_wav=True)
    elif not isinstance(source, Stream):
        source, size = _samples(source, size, name)
    stream = open_stream(source, size, open_ended=True)
    if stream is not source:
        held.callback(stream.close)
    return _whole_sectors(held, stream, name, fill)


def _is_other_file(file: io.BufferedReader) -> bool:
    """A file that is no WAV; whether it is one of the others that can be read, the C library tells."""
    return stat.S_ISREG(os.fstat(file.fileno()).st_mode) and not _wav.is_wav(file.peek(_wav.MAGIC_BYTES)[:_wav.MAGIC_BYTES])


def _decoded(held: ExitStack, file: io.BufferedReader, path: Any, size: Optional[int], name: str) -> Stream:
    try:
        stream = open_audio_file(path)
    except SourceError as error:
        if error.status != Status.E_AUDIO_FILE_NOT_SUPPORTED:
            raise
        _check_other(b"" if " Hz, " in error.message else file.peek(_wav.MAGIC_BYTES), name)
        raise _wav.ForeignSound(error.message.split(";")[0]) from None
    held.callback(stream.close)
    if size is not None and size != stream.length:
        raise SourceError(Status.E_INVALIDARG, f"{name} has {stream.length} bytes of samples, and size={size}; a part of a "
                          "file that is no WAV cannot be taken.")
    return stream


def _whole_sectors(held: ExitStack, stream: Stream, name: str, fill: bool) -> Stream:
    length = stream.length
    if length == _ffi.STREAM_LENGTH_UNKNOWN:
        return stream
    if length == 0 or length % _wav.SAMPLE_BYTES:
        why = "is empty" if length == 0 else f"has {length} bytes, which is no whole number of 16-bit stereo samples"
        raise SourceError(Status.E_DF2TAO_STREAM_NOT_SUPPORTED, f"{name} {why}.")
    silence = -length % AUDIO_SECTOR_BYTES
    if silence == 0 or not fill:
        return stream
    filled = concatenation(stream, zero_stream(silence))
    held.callback(filled.close)
    return filled


def _name(source: Source) -> str:
    name = source if isinstance(source, (str, os.PathLike)) else getattr(source, "name", None)
    return os.fsdecode(name) if isinstance(name, (str, bytes, os.PathLike)) else "The source"


def _open(path: Any, name: str) -> io.BufferedReader:
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            raise SourceError(Status.E_DF2TAO_STREAM_NOT_SUPPORTED, f"{name} is no file; name the audio files, a track each.")
        return open(path, "rb")
    except FileNotFoundError:
        raise SourceNotFoundError(Status.E_FILE_NOT_FOUND, f"{name} is not there.") from None
    except PermissionError:
        raise SourcePermissionError(Status.E_ACCESSDENIED, f"{name} may not be read.") from None


def _samples(source: Any, size: Optional[int], name: str) -> Tuple[Source, Optional[int]]:
    """The source behind its WAV header, where it has one, and the bytes to take from there."""
    if hasattr(source, "read") and not isinstance(source, io.TextIOBase):
        return _samples_of_readable(source, size, name)
    try:
        view = memoryview(source).cast("B")
    except TypeError:
        return source, size  # open_stream() says what is wrong with it
    head = bytes(view[:_wav.MAGIC_BYTES])
    if not _wav.is_wav(head):
        _check_other(head, name)
        return source, size
    at = _wav.MAGIC_BYTES

    def read(count: int) -> bytes:
        nonlocal at
        part = bytes(view[at:at + count])
        at += len(part)
        return part

    told = _wav.read_header(read, name)
    return view[at:], _length(told, size, len(view) - at, name)


def _samples_of_readable(file: Any, size: Optional[int], name: str,
                         must_be_wav: bool = False) -> Tuple[Source, Optional[int]]:
    """must_be_wav: samples without a header must be opened by the caller, who then knows what they are."""
    start = _position(file)
    read = _Reading(file)
    head = read(_wav.MAGIC_BYTES)
    if _wav.is_wav(head):
        told = _wav.read_header(read, name)
        return file, _length(told, size, None if start is None else _rest(file), name)
    _check_other(head, name)
    if must_be_wav:
        raise _wav.ForeignSound(f"{name} is no WAV file")
    if start is None:
        return _Unread(head, file), size
    file.seek(start)
    return file, size


def _length(told: Optional[int], asked: Optional[int], there: Optional[int], name: str) -> Optional[int]:
    """Bytes of samples to take. told: by the header; there: in the source; None: not known."""
    if there is not None and told is not None and told > there:
        raise SourceError(Status.E_STREAM_TOO_SHORT, f"{name} is cut off: its header tells of {told} bytes of sound, and "
                          f"{there} are there.")
    if told is None and there is not None:  # never finished, or written into a pipe: as much as there is
        told = there - there % _wav.SAMPLE_BYTES
    if asked is not None and told is not None and asked > told:
        raise SourceError(Status.E_STREAM_TOO_SHORT, f"{name} has {told} bytes of sound and not {asked}.")
    return told if asked is None else asked


def _check_other(head: bytes, name: str) -> None:
    """Burned as samples it would be noise."""
    other = _wav.other_format(head)
    if other:
        raise _wav.ForeignSound(f"{name} is of format {other}")


def _position(file: Any) -> Optional[int]:
    """Where a seekable file stands; None where it cannot seek."""
    try:
        return int(file.tell()) if file.seekable() else None
    except (AttributeError, OSError):
        return None


def _rest(file: Any) -> int:
    """Bytes of a seekable file from where it stands."""
    here = int(file.tell())
    end = int(file.seek(0, os.SEEK_END))
    file.seek(here)
    return max(0, end - here)


class _Reading:
    """Reads as much as it was asked for, or up to the end."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __call__(self, count: int) -> bytes:
        parts = b""
        while len(parts) < count:
            part = self._file.read(count - len(parts))
            if not isinstance(part, (bytes, bytearray, memoryview)):
                raise TypeError(f"read() must return bytes, not {type(part).__name__}")
            if not part:
                break
            parts += part
        return parts


class _Unread:
    """A readable that cannot seek, with what was read of it already put back."""

    def __init__(self, head: bytes, file: Any) -> None:
        self._head = head
        self._file = file

    def read(self, count: int) -> Any:
        if self._head:
            part, self._head = self._head[:count], self._head[count:]
            return part
        return self._file.read(count)

    def interrupt(self) -> None:
        interrupt = getattr(self._file, "interrupt", None)
        if interrupt is not None:
            interrupt()
