# SPDX-License-Identifier: LGPL-2.1-or-later
"""Headers of WAV files: where the samples begin, how many there are, and whether a CD takes them as they are."""
from __future__ import annotations

import struct
from typing import Callable, NoReturn, Optional, Sequence, Tuple

from ._errors import SourceError
from ._status import Status

MAGIC_BYTES = 12
SAMPLE_BYTES = 4  # left and right, 16 bits each

_PCM, _EXTENSIBLE = 0x0001, 0xFFFE
_SUBFORMAT_TAIL = bytes.fromhex("000000001000800000aa00389b71")  # of all subformats that are format tags
# What programs write that do not know the length yet and cannot go back; a disc holds a third of the smallest one.
_UNTOLD = 0x7FFF0000
_LARGEST_FORMAT = 1 << 16
_PIECE = 1 << 16
_OTHERS = ((b"fLaC", "FLAC"), (b"OggS", "Ogg"), (b"ID3", "MP3"), (b"\xff\xfb", "MP3"), (b"FORM", "AIFF"),
           (b"RIFX", "big-endian WAV"), (b"caff", "CAF"), (b"wvpk", "WavPack"), (b"MAC ", "Monkey's Audio"))


class ForeignSound(SourceError):
    """Sound that a CD takes only after a conversion."""

    def __init__(self, what: str) -> None:
        super().__init__(Status.E_DF2TAO_STREAM_NOT_SUPPORTED, f"{what}; burnish takes WAV, AIFF and FLAC files of "
                         "44100 Hz, 16 bit, stereo.")


Read = Callable[[int], bytes]  # gives fewer bytes than asked for only at the end


def is_wav(head: bytes) -> bool:
    """Whether a file that begins with these MAGIC_BYTES has a WAV header."""
    return head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE"


def other_format(head: bytes) -> str:
    """The name of another sound format that is no sequence of samples; empty where none is recognised."""
    if head[4:8] == b"ftyp":
        return "MPEG-4"
    return next((name for magic, name in _OTHERS if head.startswith(magic)), "")


def read_header(read: Read, name: str) -> Optional[int]:
    """Reads on behind the MAGIC_BYTES up to the first sample. Returns the bytes of the samples, or None where the header
    does not tell. ForeignSound where a CD does not take them as they are."""
    checked, long_size = False, 0
    while True:
        chunk, size = _chunk_header(read, name)
        if chunk == b"data":
            break
        if chunk == b"fmt ":
            _check_format(_body(read, size, name), name)
            checked = True
        elif chunk == b"ds64":
            body = _body(read, size, name)
            long_size = int(struct.unpack_from("<8xQ", body)[0]) if len(body) >= 16 else 0
        else:
            _skip(read, size + size % 2, name)
    if not checked:
        _refuse(f"{name} is a WAV file that does not say what its samples are.")
    if size == 0xFFFFFFFF and long_size:
        size = long_size
    elif size == 0 or size >= _UNTOLD:
        return None
    if size % SAMPLE_BYTES:
        _refuse(f"{name} is damaged: its {size} bytes of sound are no whole number of samples.")
    return size


def _chunk_header(read: Read, name: str) -> Tuple[bytes, int]:
    head = read(8)
    if len(head) < 8:
        _refuse(f"{name} is a WAV file without sound: it ends within its header.")
    chunk, size = struct.unpack("<4sI", head)
    return chunk, size


def _body(read: Read, size: int, name: str) -> bytes:
    if size > _LARGEST_FORMAT:
        _refuse(f"{name} is damaged: its header makes no sense.")
    body = read(size + size % 2)
    if len(body) < size:
        _refuse(f"{name} is a WAV file without sound: it ends within its header.")
    return body[:size]


def _skip(read: Read, count: int, name: str) -> None:
    while count > 0:
        part = len(read(min(count, _PIECE)))
        if part == 0:
            _refuse(f"{name} is a WAV file without sound: it ends within its header.")
        count -= part


def _check_format(body: bytes, name: str) -> None:
    if len(body) < 16:
        _refuse(f"{name} is damaged: its header makes no sense.")
    tag, channels, rate, bits = struct.unpack_from("<HHI6xH", body)
    if tag == _EXTENSIBLE and len(body) >= 40 and body[26:40] == _SUBFORMAT_TAIL:
        tag = struct.unpack_from("<H", body, 24)[0]
    if (tag, channels, rate, bits) == (_PCM, 2, 44100, 16):
        return
    coding = "" if tag == _PCM else f" in coding {tag:#06x}"
    sound = {1: "mono", 2: "stereo"}.get(channels, f"{channels} channels")
    raise ForeignSound(f"{name} is {rate} Hz, {bits} bit, {sound}{coding}")


def launch_line(names: Sequence[str], device: str) -> str:
    """The line that burns files of any format with GStreamer, a track each."""
    sink = f"discsink device={_quoted(device)}"
    sources = [f"filesrc location={_quoted(name)} ! decodebin ! audioconvert ! audioresample" for name in names]
    if len(sources) == 1:
        return f"gst-launch-1.0 {sources[0]} ! {sink}"
    return " ".join([f"gst-launch-1.0 concat name=c ! {sink}", *(f"{source} ! c." for source in sources)])


def _quoted(name: str) -> str:
    """For a shell, and within that for gst-launch's own reading of the line."""
    if name and all(character.isalnum() or character in "._-/" for character in name):
        return name
    inner = name.replace("\\", "\\\\").replace('"', '\\"').replace("'", "'\\''")
    return f"'\"{inner}\"'"


def _refuse(message: str) -> NoReturn:
    raise SourceError(Status.E_DF2TAO_STREAM_NOT_SUPPORTED, message)
