# SPDX-License-Identifier: LGPL-2.1-or-later
"""Progress: one event of a write; and a bar that shows such events."""
from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, Callable, Dict, Optional, TextIO, Union

from . import _ffi
from ._enums import DataAction, RawCDAction, TaoAction
from .medium import SECTOR_BYTES


@dataclass(frozen=True)
class _WriteProgress:
    """What the events of all writes tell."""

    elapsed_time: int
    remaining_time: int  # estimate
    total_time: int  # estimate
    start_lba: int
    sector_count: int
    last_read_lba: int
    last_written_lba: int
    total_system_buffer: int
    used_system_buffer: int
    free_system_buffer: int
    simulate: bool
    current_write_speed: int  # measured, sectors per second
    total_drive_buffer: int  # -1: not known
    free_drive_buffer: int  # -1: not known
    stage_progress: Optional[float]  # 0 to 1 within current_action; None: not known

    @property
    def percent(self) -> Optional[float]:
        """0 to 100 within current_action; None: not known."""
        return None if self.stage_progress is None else 100 * self.stage_progress

    @property
    def buffer_percent(self) -> Optional[float]:
        """How full the buffer between source and drive is."""
        return _percent(self.used_system_buffer, self.total_system_buffer)

    @property
    def drive_buffer_percent(self) -> Optional[float]:
        """How full the drive's own buffer is."""
        if self.free_drive_buffer < 0:
            return None
        return _percent(self.total_drive_buffer - self.free_drive_buffer, self.total_drive_buffer)


@dataclass(frozen=True)
class Progress(_WriteProgress):
    """One event: on each change of action and every 0.5 s in between. Times in seconds, addresses as LBAs, counts in
    sectors of 2048 bytes, buffers in bytes."""

    current_action: DataAction

    @property
    def stage(self) -> str:
        """The action in words: "writing data", "test write"."""
        if self.simulate and self.current_action == DataAction.WRITING_DATA:
            return "test write"
        return str(self.current_action)

    @property
    def completed(self) -> bool:
        """Whether this is the last event."""
        return self.current_action == DataAction.COMPLETED

    def _speed(self) -> str:
        """In words; empty where nothing is written."""
        writing = self.current_action == DataAction.WRITING_DATA
        return f"{self.current_write_speed * SECTOR_BYTES / 1e6:.1f} MB/s" if writing else ""

    def to_dict(self) -> Dict[str, Any]:
        """The event as plain values, for JSON."""
        return {**self.__dict__, "current_action": int(self.current_action), "stage": self.stage}


@dataclass(frozen=True)
class TaoProgress(_WriteProgress):
    """One event of an audio disc: on each change of action and every 0.5 s in between. Times in seconds and counts in
    sectors of 2352 bytes, of this track; sector_count is -1 where its length is not known."""

    current_action: TaoAction
    current_track_number: int
    track_count: int = 0  # in all; 0: not known
    closing: bool = False  # of release_media(): FINISHING closes the session, no track
    completed: bool = False  # the last event, which Recorder.burn_audio() gives

    @property
    def track(self) -> str:
        """In words: "track 2 of 9"."""
        return f"track {self.current_track_number}" + (f" of {self.track_count}" if self.track_count else "")

    @property
    def stage(self) -> str:
        """Track and action in words: "track 2 of 9: writing", "track 2 of 9: test write"."""
        if self.completed:
            return "completed"
        if self.closing and self.current_action == TaoAction.FINISHING:
            return "closing the disc"
        test = self.simulate and self.current_action == TaoAction.WRITING
        return f"{self.track}: {'test write' if test else self.current_action}"

    def _speed(self) -> str:
        """In words; empty where nothing is written."""
        return f"{self.current_write_speed / 75:.1f}×" if self.current_action == TaoAction.WRITING else ""

    def to_dict(self) -> Dict[str, Any]:
        """The event as plain values, for JSON."""
        return {**self.__dict__, "current_action": int(self.current_action), "stage": self.stage}


@dataclass(frozen=True)
class RawCDProgress(_WriteProgress):
    """One event of a raw image: on each change of action and every 0.5 s in between. Times in seconds, addresses as LBAs,
    counts in sectors of the image; start_lba is negative."""

    current_action: RawCDAction
    session_at_once: bool  # the disc is written session at once, not raw
    completed: bool = False  # the last event, which Recorder.burn_audio() gives

    @property
    def stage(self) -> str:
        """The action in words: "writing", "test write"."""
        if self.completed:
            return "completed"
        test = self.simulate and self.current_action == RawCDAction.WRITING
        return "test write" if test else str(self.current_action)

    def _speed(self) -> str:
        """In words; empty where nothing is written."""
        return f"{self.current_write_speed / 75:.1f}×" if self.current_action == RawCDAction.WRITING else ""

    def to_dict(self) -> Dict[str, Any]:
        """The event as plain values, for JSON."""
        return {**self.__dict__, "current_action": int(self.current_action), "stage": self.stage}


@dataclass(frozen=True)
class EraseProgress:
    """One event of an erase: before the drive begins, every 0.5 s, and when the disc is blank."""

    elapsed_seconds: int
    estimated_total_seconds: int  # from the drive's own progress where it tells one, else a guess
    progress: Optional[float]  # 0 to 1 as the drive tells it; None: not known

    stage = "erasing"

    @property
    def percent(self) -> Optional[float]:
        """0 to 100; None: not known."""
        return None if self.progress is None else 100 * self.progress

    @property
    def remaining_time(self) -> int:
        """Seconds, an estimate."""
        return 0 if self.completed else max(0, self.estimated_total_seconds - self.elapsed_seconds)

    @property
    def completed(self) -> bool:
        """Whether this is the last event: the disc is blank."""
        return self.progress is not None and self.progress >= 1

    def to_dict(self) -> Dict[str, Any]:
        """The event as plain values, for JSON."""
        return {"stage": self.stage, **self.__dict__}


AnyProgress = Union[Progress, TaoProgress, RawCDProgress, EraseProgress]


def _percent(part: int, whole: int) -> Optional[float]:
    return 100 * part / whole if whole > 0 else None


def progress_from(raw: _ffi.DataProgress) -> Progress:
    """Copies an event of the C library."""
    return Progress(current_action=DataAction(raw.current_action), **_common(raw))


def tao_progress_from(raw: _ffi.TaoProgress) -> TaoProgress:
    """Copies an event of the C library."""
    return TaoProgress(current_action=TaoAction(raw.current_action), current_track_number=raw.current_track_number,
                       **_common(raw))


def raw_cd_progress_from(raw: _ffi.RawCdProgress) -> RawCDProgress:
    """Copies an event of the C library."""
    return RawCDProgress(current_action=RawCDAction(raw.current_action), session_at_once=bool(raw.session_at_once),
                         **_common(raw))


def _common(raw: Union[_ffi.DataProgress, _ffi.TaoProgress, _ffi.RawCdProgress]) -> Dict[str, Any]:
    values = {name: getattr(raw, name) for name in _WriteProgress.__dataclass_fields__}
    values["simulate"] = bool(raw.simulate)
    values["stage_progress"] = raw.stage_progress if raw.stage_progress >= 0 else None
    return values


def erase_progress_from(raw: _ffi.EraseProgress) -> EraseProgress:
    """Copies an event of the C library."""
    return EraseProgress(raw.elapsed_seconds, raw.estimated_total_seconds, raw.progress if raw.progress >= 0 else None)


def progress_bar(file: Optional[TextIO] = None) -> Callable[[AnyProgress], None]:
    """A function for progress=: on a terminal it draws a bar, elsewhere it writes a line now and then.

    file: where to; standard error unless told otherwise."""
    return _Bar(sys.stderr if file is None else file)


_STAGE_WIDTH = len("initializing hardware")


class _Bar:
    WIDTH = 24

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._tty = file.isatty()
        self._stage: Optional[str] = None
        self._tenth = 0
        self._drawn = 0  # characters of the line that stands on the terminal

    def __call__(self, event: AnyProgress) -> None:
        if self._tty:
            self._draw(event)
        else:
            self._tell(event)

    def _draw(self, event: AnyProgress) -> None:
        stage = _row(event)
        if self._stage is not None and stage != self._stage:
            self._line(f"{self._stage:{_STAGE_WIDTH}}  [{'#' * self.WIDTH}]  done")
            self.end_line()
        self._stage = stage
        write_is_over = event.completed and isinstance(event, _WriteProgress)  # the line of its last stage stands already
        if not write_is_over:
            self._line(describe(event, self.WIDTH))
        if event.completed:
            self.end_line()

    def _line(self, text: str) -> None:
        """Draws over the line that stands there."""
        self._write("\r" + text + " " * max(0, self._drawn - len(text)))
        self._drawn = len(text)

    def end_line(self) -> None:
        """Leaves the bar as it stands and goes on below it."""
        if self._drawn:
            self._write("\n")
            self._drawn = 0

    def _tell(self, event: AnyProgress) -> None:
        tenth = int((event.percent or 0) / 10)
        if event.stage == self._stage and tenth <= self._tenth:
            return
        self._stage, self._tenth = event.stage, tenth
        self._write(describe(event) + "\n")

    def _write(self, text: str) -> None:
        self._file.write(text)
        self._file.flush()


def _row(event: AnyProgress) -> str:
    """What one line of the bar is about: a stage, or a whole track."""
    if not isinstance(event, TaoProgress) or event.completed:
        return event.stage
    if event.closing:
        return f"verifying {event.track}" if event.current_action == TaoAction.VERIFYING else event.stage
    return event.track


def describe(event: AnyProgress, width: int = 0) -> str:
    """An event as one line; width: characters of the bar in it."""
    parts = [f"{_row(event):{_STAGE_WIDTH}}" if width else event.stage]
    percent = None if event.completed and isinstance(event, _WriteProgress) else event.percent
    if percent is not None and width:
        full = round(width * min(1.0, percent / 100))
        parts.append("[" + "#" * full + "-" * (width - full) + "]")
    if percent or (percent is not None and width):
        parts.append(f"{percent:.0f} %")
    if percent and isinstance(event, (Progress, TaoProgress, RawCDProgress)) and event._speed():
        parts.append(event._speed())
        if event.buffer_percent is not None:
            parts.append(f"buffer {event.buffer_percent:.0f} %")
        if event.drive_buffer_percent is not None:
            parts.append(f"drive {event.drive_buffer_percent:.0f} %")
    if event.remaining_time > 0:
        parts.append(f"{event.remaining_time // 60}:{event.remaining_time % 60:02d} left")
    return "  ".join(parts)
