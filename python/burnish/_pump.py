# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs a blocking C call on a thread of its own, while the calling thread waits and takes its progress events.

Python runs signal handlers on the main thread only, and not while that thread is inside C. So the waiting thread stays
in Python: Ctrl-C comes through at once, wherever the burn is. Whatever is raised here, by a handler, a signal or the
progress function, cancels the C call, waits until it has left the drive in order, and is raised again."""
from __future__ import annotations

import itertools
import queue
import threading
from typing import Any, Callable, Dict, Optional

from . import _ffi
from .progress import erase_progress_from, progress_from, raw_cd_progress_from, tao_progress_from

_pumps: Dict[int, "Pump"] = {}
_numbers = itertools.count(1)

RETRY_SECONDS = 0.1  # how often an unheard cancel is repeated
LOOK_SECONDS = 0.5  # how often the waiting thread wakes, events or not


class Pump:
    """One blocking call. cancel may be called from any thread, and again and again; None: it cannot be cancelled, so
    that whatever is raised here waits until the call is over."""

    def __init__(self, call: Callable[[], int], cancel: Optional[Callable[[], Any]],
                 progress: Optional[Callable[[Any], Any]]) -> None:
        self._call = call
        self._cancel = cancel
        self._progress = progress
        self._events: "queue.SimpleQueue[Any]" = queue.SimpleQueue()
        self._taken: "queue.SimpleQueue[None]" = queue.SimpleQueue()
        self._finished = threading.Event()
        self._abandoned = False
        self._status: Optional[int] = None
        self._failure: Optional[BaseException] = None
        self.number = next(_numbers)

    def run(self) -> int:
        """The C call's status."""
        _pumps[self.number] = self
        try:
            self._start()
            while self._serve():
                pass
        except BaseException:
            self._abandon()
            raise
        finally:
            self._abandoned = True  # an event that still waits to be taken is let go
            self._taken.put(None)
            _pumps.pop(self.number, None)
        if self._failure is not None:
            raise self._failure
        assert self._status is not None
        return self._status

    def _start(self) -> None:
        try:
            threading.Thread(target=self._work, name="burnish", daemon=False).start()
        except RuntimeError:  # no thread to be had: nothing runs that would finish
            self._finished.set()
            raise

    def _serve(self) -> bool:
        try:
            event = self._events.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            return True  # the time for handlers of signals that came to another thread
        if event is None:
            return False
        if self._progress is not None:
            self._progress(event)
        self._taken.put(None)
        return True

    def _abandon(self) -> None:
        """Cancels until the call has come back. Nothing more is let through: not even a second Ctrl-C may leave a
        drive with a locked tray."""
        while True:
            try:
                self._abandoned = True
                self._taken.put(None)
                if self._finished.is_set():
                    return
                if self._cancel is not None:
                    self._cancel()
                self._finished.wait(RETRY_SECONDS)
            except BaseException:
                continue

    def _work(self) -> None:
        try:
            if not self._abandoned:
                self._status = self._call()
        except BaseException as failure:
            self._failure = failure
        finally:
            self._finished.set()
            self._events.put(None)

    def tell(self, event: Any) -> None:
        """Hands an event to the waiting thread, and waits until its function has taken it."""
        if self._abandoned:
            return
        self._events.put(event)
        self._taken.get()


def _teller(event_from: Callable[[Any], Any]) -> Callable[[Any, Any, Optional[int]], None]:
    """A callback whose user_data is the number of a pump."""

    def on_progress(_handle: Any, progress: Any, number: Optional[int]) -> None:
        try:
            pump = _pumps.get(number or 0)
            if pump is not None:
                pump.tell(event_from(progress[0]))
        except BaseException as failure:
            pump = _pumps.get(number or 0)
            if pump is not None:
                pump._failure = failure

    return on_progress


# The C callbacks for progress: one for all data, one for all erases, one for all audio, one for all raw images.
ON_PROGRESS = _ffi.DataProgressCallback(_teller(progress_from))
ON_ERASE_PROGRESS = _ffi.EraseProgressCallback(_teller(erase_progress_from))
ON_TAO_PROGRESS = _ffi.TaoProgressCallback(_teller(tao_progress_from))
ON_RAW_CD_PROGRESS = _ffi.RawCdProgressCallback(_teller(raw_cd_progress_from))
