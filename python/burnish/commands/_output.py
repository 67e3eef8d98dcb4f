# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the command says: to people as lines, to programs as one JSON object a line."""
from __future__ import annotations

import json
import sys
from typing import Any, Callable, Dict, Iterable, Optional

from .. import BurnishError, Medium, Recorder, Status, VerificationError, progress_bar
from ..progress import AnyProgress


class Output:
    """Results go to standard output, everything else to standard error; as JSON, all goes to standard output."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.disc_state: Optional[str] = None  # told with a cancel, once it is known
        self._bar = None if as_json else progress_bar(sys.stderr)

    def result(self, lines: Iterable[str], event: str, values: Dict[str, Any]) -> None:
        """A result, in both forms."""
        if self.as_json:
            self._object(event, values)
        else:
            for line in lines:
                print(line)

    def note(self, text: str, event: str, values: Dict[str, Any]) -> None:
        """What happens besides the result."""
        if self.as_json:
            self._object(event, values)
        else:
            print(f"burnish: {text}", file=sys.stderr)

    def warning(self, text: str) -> None:
        if self.as_json:
            self._object("warning", {"message": text})
        else:
            print(f"burnish: warning: {text}", file=sys.stderr)

    def progress(self, event: AnyProgress) -> None:
        """Never fails: a reader that went away must not cost a disc."""
        try:
            if self._bar is None:
                self._object("progress", event.to_dict())
            else:
                self._bar(event)
        except OSError:
            pass

    def counter(self, what: str) -> Callable[[int, int], None]:
        """A function for progress that is a count out of a total."""
        shown = -1

        def show(done: int, total: int) -> None:
            nonlocal shown
            percent = 100 * done // total if total else 100
            if percent == shown:
                return
            shown = percent
            if self.as_json:
                self._object("progress", {"stage": what, "done": done, "total": total})
            elif sys.stderr.isatty():
                print(f"\r{what}  {percent} %", end="\n" if percent == 100 else "", file=sys.stderr, flush=True)

        return show

    def error(self, error: BurnishError) -> None:
        if self.as_json:
            self._object("error", error.to_dict())
            return
        self._new_line()
        print(f"burnish: {error.message}", file=sys.stderr)
        differences = error.differences if isinstance(error, VerificationError) else ()
        for line in (error.hint, *(differences[1:] or (error.detail,))):  # the message has the first difference
            if line:
                print(f"  {line}", file=sys.stderr)

    def os_error(self, error: OSError) -> None:
        """What the system refused, such as writing a file."""
        if self.as_json:
            self._object("error", {"status": f"0x{Status.E_FAIL & 0xFFFFFFFF:08X}", "name": "E_FAIL",
                                   "message": str(error)})
        else:
            self._new_line()
            print(f"burnish: {error}", file=sys.stderr)

    def cancelled(self) -> None:
        message = "Cancelled."
        if self.disc_state is not None:
            message += f" The disc is now: {self.disc_state}."
        if self.as_json:
            self._object("error", {"status": f"0x{Status.E_REQUEST_CANCELLED & 0xFFFFFFFF:08X}",
                                   "name": "E_IMAPI_REQUEST_CANCELLED", "message": message,
                                   "disc_state": self.disc_state})
        else:
            self._new_line()
            print(f"burnish: {message}", file=sys.stderr)

    def flush(self) -> None:
        sys.stdout.flush()

    def _new_line(self) -> None:
        end_line = getattr(self._bar, "end_line", None)
        if end_line is not None:
            end_line()

    @staticmethod
    def _object(event: str, values: Dict[str, Any]) -> None:
        print(json.dumps({"event": event, **values}), flush=True)


def disc_state(recorder: Recorder) -> str:
    """What a cancelled burn has left; the disc itself says."""
    try:
        return str(recorder.medium.state)
    except BurnishError as error:
        return f"not known ({error.message})"


def human_minutes(sectors: int) -> str:
    """The length of so many sectors of audio: "74:32 minutes"."""
    seconds = (sectors + 37) // 75
    return f"{seconds // 60}:{seconds % 60:02d} minutes"


def human_bytes(count: int) -> str:
    """Decimal units, as on the discs' wrappers: "4.7 GB"."""
    for unit, size in (("GB", 10 ** 9), ("MB", 10 ** 6), ("kB", 10 ** 3)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"


def counted(count: int, what: str) -> str:
    """ "1 file", "2 files"."""
    return f"{count} {what}" + ("" if count == 1 else "s")


def human_speed(sectors_per_second: int, medium: Medium) -> str:
    """In ×: "8×"."""
    if medium.sectors_per_second_at_1x <= 0:
        return f"{sectors_per_second} sectors/s"
    return f"{sectors_per_second / medium.sectors_per_second_at_1x:.3g}×"
