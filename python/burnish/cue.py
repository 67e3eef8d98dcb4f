# SPDX-License-Identifier: LGPL-2.1-or-later
"""CueSheet: an album as a cue sheet or a TOC file of cdrdao describes it."""
from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass
from typing import Any, Callable, Dict, Optional, Tuple, Union

from . import _ffi
from ._check import SOURCE, check, exception_of, failed, owned_string
from ._handles import Closable, Owned
from ._load import core
from .cd_text import CdText, CdTextField

Remarks = Tuple[Tuple[str, str], ...]


@dataclass(frozen=True)
class CueFile:
    """A file that the sheet names."""

    name: str  # as the sheet has it; of a TOC file, empty for silence
    format: str  # "WAVE", "BINARY", "FLAC" …


@dataclass(frozen=True)
class CueIndex:
    """A place in a file."""

    number: int  # 0 to 99
    file: int  # which of CueSheet.files
    offset: int  # sectors from its start, 75 a second


@dataclass(frozen=True)
class CueTrack:
    """A track; lengths are sectors."""

    number: int
    sector_type: int  # IMAPI_CD_SECTOR_TYPE: 0 is audio
    sector_bytes: int  # of each sector in its file
    file: int  # that INDEX 01 lies in
    pregap: int  # silence that no file holds
    postgap: int
    pre_emphasis: bool
    copy_permitted: bool
    scms: bool
    four_channels: bool
    line: int  # of the sheet
    indexes: Tuple[CueIndex, ...]
    isrc: str  # 12 characters, or empty
    text: Dict[CdTextField, str]
    remarks: Remarks  # REM lines: the word behind REM in upper case, and the rest


class CueSheet(Closable):
    """A sheet, read once. Errors tell its line and what belongs there.

        with burnish.CueSheet.open("album.cue") as cue:
            for track in cue.tracks:
                print(track.number, track.text.get(burnish.CdTextField.TITLE))
    """

    def __init__(self, raw: _ffi.CueHandle) -> None:
        self._owned = Owned(raw, core().burnish_cue_unref)

    @classmethod
    def open(cls, path: "Union[str, os.PathLike[str]]") -> "CueSheet":
        """From a cue sheet or a TOC file; its files are looked for from the sheet's folder."""
        return cls._made(core().burnish_cue_open, _ffi.text(path))

    @classmethod
    def parse(cls, sheet: Union[str, bytes], folder: "Union[str, os.PathLike[str], None]" = None) -> "CueSheet":
        """From memory. folder: where its files are looked for; None: the current one."""
        data = sheet.encode() if isinstance(sheet, str) else bytes(sheet)
        return cls._made(core().burnish_cue_parse, data, len(data), None if folder is None else _ffi.text(folder))

    @classmethod
    def _made(cls, function: Callable[..., Any], *arguments: Any) -> "CueSheet":
        raw, error = _ffi.CueHandle(), _ffi.ErrorHandle()
        status = function(*arguments, ctypes.byref(raw), ctypes.byref(error))
        if failed(status):
            raise exception_of(status, error, SOURCE)
        return cls(raw)

    @property
    def files(self) -> Tuple[CueFile, ...]:
        return tuple(CueFile(*self._strings("file", 2, number)) for number in range(self._count("file")))

    @property
    def tracks(self) -> Tuple[CueTrack, ...]:
        return tuple(self._track(number) for number in range(1, self._count("track") + 1))

    @property
    def catalog(self) -> str:
        """The media catalogue number, 13 digits; empty: none."""
        return self._strings("catalog", 1)[0]

    @property
    def cd_text_file(self) -> str:
        """The name of the file with CD-TEXT packs; empty: none."""
        return self._strings("cd_text_file", 1)[0]

    @property
    def genre(self) -> str:
        return self._strings("genre", 1)[0]

    @property
    def text(self) -> Dict[CdTextField, str]:
        """What is said of the disc."""
        return self._text(0)

    @property
    def remarks(self) -> Remarks:
        """REM lines before the first track."""
        return self._remarks(0)

    @property
    def warnings(self) -> Tuple[str, ...]:
        """What was passed over, with its line."""
        with self._own() as raw:
            status, lines = owned_string(core().burnish_cue_get_warnings, raw)
        check(status)
        return tuple(lines.splitlines())

    @property
    def cd_text(self) -> Optional[CdText]:
        """The packs of the file that the sheet names, or else the sheet's own text; None: neither."""
        text = _ffi.CdTextHandle()
        with self._own() as raw:
            check(core().burnish_cue_get_cd_text(raw, ctypes.byref(text)), core().burnish_cue_get_error, raw, SOURCE)
        return CdText._taken(text) if text else None

    def add_to_raw_image(self, image: Closable, transliterate: bool = False) -> None:
        """Adds all that the sheet says to a RawCDImage that has nothing yet: tracks, a hidden track, text, CD+G. Errors
        name the sheet's line and the file. transliterate: text that the character set cannot hold becomes what comes
        nearest."""
        library = core()
        with self._own() as raw, image._own() as target:
            check(library.burnish_cue_set_transliterate(raw, 1 if transliterate else 0))
            check(library.burnish_cue_add_to_raw_image(raw, target), library.burnish_cue_get_error, raw, SOURCE)

    def to_toc(self) -> str:
        """The sheet as a TOC file of cdrdao. Its files are opened, as their lengths must be known."""
        with self._own() as raw:
            status, text = owned_string(core().burnish_cue_write_toc, raw)
            check(status, core().burnish_cue_get_error, raw, SOURCE)
        return text

    def _count(self, what: str, *arguments: int) -> int:
        value = ctypes.c_int32()
        with self._own() as raw:
            check(getattr(core(), f"burnish_cue_get_{what}_count")(raw, *arguments, ctypes.byref(value)))
        return value.value

    def _strings(self, what: str, count: int, *arguments: int) -> Tuple[str, ...]:
        values = [ctypes.c_char_p() for _ in range(count)]
        with self._own() as raw:
            check(getattr(core(), f"burnish_cue_get_{what}")(raw, *arguments, *(ctypes.byref(value) for value in values)))
            return tuple((value.value or b"").decode() for value in values)

    def _text(self, track: int) -> Dict[CdTextField, str]:
        texts = {kind: self._strings("text", 1, track, kind)[0] for kind in CdTextField}
        return {kind: text for kind, text in texts.items() if text}

    def _remarks(self, track: int) -> Remarks:
        pairs = (self._strings("remark", 2, track, number) for number in range(self._count("remark", track)))
        return tuple((key, value) for key, value in pairs)

    def _track(self, track: int) -> CueTrack:
        facts = _ffi.CueTrack(size=ctypes.sizeof(_ffi.CueTrack))
        with self._own() as raw:
            check(core().burnish_cue_get_track(raw, track, ctypes.byref(facts)))
        return CueTrack(facts.number, facts.sector_type, facts.sector_bytes, facts.file, facts.pregap, facts.postgap,
                        bool(facts.pre_emphasis), bool(facts.copy_permitted), bool(facts.scms),
                        bool(facts.four_channels), facts.line,
                        tuple(self._index(track, number) for number in range(facts.index_count)),
                        self._strings("isrc", 1, track)[0], self._text(track), self._remarks(track))

    def _index(self, track: int, index: int) -> CueIndex:
        values = [ctypes.c_int32() for _ in range(3)]
        with self._own() as raw:
            check(core().burnish_cue_get_index(raw, track, index, *(ctypes.byref(value) for value in values)))
        return CueIndex(*(value.value for value in values))
