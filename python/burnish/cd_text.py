# SPDX-License-Identifier: LGPL-2.1-or-later
"""CdText: the titles and names that a CD carries in its lead-in, as text and as packs."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Callable, Dict, List, Optional, Tuple, Union

from . import _ffi
from ._check import check, exception_of, failed, owned_string
from ._handles import Owned
from ._lists import byte_string
from ._load import core

ENGLISH = 0x09


class CdTextField(IntEnum):
    """What is said of the disc, which is track 0, and of its tracks. DISC_ID and CLOSED are of the disc only; CODE is the
    disc's catalogue number and a track's ISRC."""

    TITLE = 0x80
    PERFORMER = 0x81
    SONGWRITER = 0x82
    COMPOSER = 0x83
    ARRANGER = 0x84
    MESSAGE = 0x85
    DISC_ID = 0x86
    CLOSED = 0x8D
    CODE = 0x8E


class CdTextCharset(IntEnum):
    """In MS_JIS every character takes two bytes: letters, digits and blanks become wide ones."""

    LATIN1 = 0x00
    ASCII = 0x01
    MS_JIS = 0x80


Texts = Dict[CdTextField, Dict[int, str]]


@dataclass
class CdTextBlock:
    """One language. text[CdTextField.TITLE][0] is the disc's title, [1] that of track 1."""

    text: Texts = field(default_factory=dict)
    language: int = ENGLISH  # EBU Tech 3264, appendix 3: 0x08 German, 0x09 English, 0x69 Japanese …
    charset: CdTextCharset = CdTextCharset.LATIN1
    genre_code: int = 0  # 0 (none) to 28
    genre: str = ""  # words of its own, ASCII
    copyright_flags: int = 0

    def set(self, kind: CdTextField, track: int, text: str) -> None:
        """An empty text takes it away."""
        if text:
            self.text.setdefault(kind, {})[track] = text
        else:
            self.text.get(kind, {}).pop(track, None)

    def get(self, kind: CdTextField, track: int) -> str:
        """Empty where there is none."""
        return self.text.get(kind, {}).get(track, "")


@dataclass(frozen=True)
class CdTextPacks:
    """What CdText.encode() gives."""

    packs: bytes  # 18 each
    packs_of_block: Tuple[int, ...]  # 256 is the most
    changes: Tuple[str, ...]  # what was transliterated

    def __bytes__(self) -> bytes:
        return self.packs


@dataclass
class CdText:
    """Up to eight languages.

        text = burnish.CdText([burnish.CdTextBlock({burnish.CdTextField.TITLE: {0: "Album", 1: "Song"}})])
        packs = text.encode(last_track=1).packs
    """

    blocks: List[CdTextBlock] = field(default_factory=list)
    transliterate: bool = False  # what a character set cannot hold becomes what comes nearest, instead of an error
    # Of packs that were decoded.
    first_track: int = 1
    last_track: int = 0
    bad_packs: int = 0
    warnings: Tuple[str, ...] = ()

    @classmethod
    def decode(cls, packs: Union[bytes, bytearray, memoryview]) -> "CdText":
        """What packs say, as a disc or a .cdt file has them. Damaged ones are left out and counted."""
        data = bytes(packs)
        raw, error = _ffi.CdTextHandle(), _ffi.ErrorHandle()
        values = (ctypes.c_uint8 * max(1, len(data))).from_buffer_copy(data or b"\0")
        status = core().burnish_cd_text_new_from_packs(values, len(data), ctypes.byref(raw), ctypes.byref(error))
        if failed(status):
            raise exception_of(status, error)
        return cls._taken(raw)

    def encode(self, first_track: int = 1, last_track: int = 99) -> CdTextPacks:
        """Packs for a disc of these tracks. An error names the character, the field and the track, or how many packs a
        language needs."""
        library = core()
        with self._new() as raw:
            _checked(library.burnish_cd_text_encode(raw, first_track, last_track), raw)
            packs = byte_string(library.burnish_cd_text_get_packs, (raw,), check)
            counts = tuple(_int(library.burnish_cd_text_get_packs_of_block, raw, block)
                           for block in range(len(self.blocks)))
            changes = tuple(owned_string(library.burnish_cd_text_get_changes, raw)[1].splitlines())
        return CdTextPacks(packs, counts, changes)

    def _new(self) -> Owned[_ffi.CdTextHandle]:
        """All of it as a C object."""
        library, raw = core(), _ffi.CdTextHandle()
        check(library.burnish_cd_text_new(ctypes.byref(raw)))
        owned = Owned(raw, library.burnish_cd_text_unref)
        _checked(library.burnish_cd_text_set_transliterate(raw, 1 if self.transliterate else 0), raw)
        for number, block in enumerate(self.blocks):
            added = ctypes.c_int32()
            _checked(library.burnish_cd_text_add_block(raw, block.language, block.charset, ctypes.byref(added)), raw)
            _checked(library.burnish_cd_text_set_genre(raw, number, block.genre_code, _text(block.genre)), raw)
            _checked(library.burnish_cd_text_set_copyright_flags(raw, number, block.copyright_flags), raw)
            for kind, texts in block.text.items():
                for track, text in texts.items():
                    _checked(library.burnish_cd_text_set_text(raw, number, kind, track, _text(text)), raw)
        return owned

    @classmethod
    def _taken(cls, raw: _ffi.CdTextHandle) -> "CdText":
        """The contents of a C object, whose reference is taken over."""
        library = core()
        with Owned(raw, library.burnish_cd_text_unref):
            blocks = [_block(raw, number) for number in range(_int(library.burnish_cd_text_get_block_count, raw))]
            return cls(blocks, bool(_int(library.burnish_cd_text_get_transliterate, raw)),
                       _int(library.burnish_cd_text_get_first_track, raw),
                       _int(library.burnish_cd_text_get_last_track, raw),
                       _int(library.burnish_cd_text_get_bad_packs, raw),
                       tuple(owned_string(library.burnish_cd_text_get_warnings, raw)[1].splitlines()))


def genre_name(code: int) -> str:
    """The name of a genre of CD-TEXT's list, 1 to 28; empty for others."""
    name: Optional[bytes] = core().burnish_cd_text_genre_name(code)
    return name.decode() if name else ""


def genre_code(name: str) -> int:
    """The code of the genre that a word such as "rock" names; 0: none."""
    return int(core().burnish_cd_text_genre_code(_text(name)))


def _block(raw: _ffi.CdTextHandle, number: int) -> CdTextBlock:
    library = core()
    code, genre = ctypes.c_int32(), ctypes.c_char_p()
    check(library.burnish_cd_text_get_genre(raw, number, ctypes.byref(code), ctypes.byref(genre)))
    block = CdTextBlock({}, _int(library.burnish_cd_text_get_language, raw, number),
                        CdTextCharset(_int(library.burnish_cd_text_get_charset, raw, number)), code.value,
                        (genre.value or b"").decode(), _int(library.burnish_cd_text_get_copyright_flags, raw, number))
    for kind in CdTextField:
        one = kind in (CdTextField.DISC_ID, CdTextField.CLOSED)
        for track in range(1 if one else 100):
            text = ctypes.c_char_p()
            check(library.burnish_cd_text_get_text(raw, number, kind, track, ctypes.byref(text)))
            block.set(kind, track, (text.value or b"").decode())
    return block


def _checked(status: int, raw: _ffi.CdTextHandle) -> None:
    check(status, core().burnish_cd_text_get_error, raw)


def _int(function: Callable[..., Any], *arguments: Any) -> int:
    value = ctypes.c_int32()
    check(function(*arguments, ctypes.byref(value)))
    return value.value


def _text(value: str) -> bytes:
    encoded = value.encode()
    if b"\0" in encoded:
        raise ValueError("embedded null character")
    return encoded
