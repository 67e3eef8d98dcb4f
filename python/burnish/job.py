# SPDX-License-Identifier: LGPL-2.1-or-later
"""Job: a write that runs by itself. Its events are taken by iterating, its end by result()."""
from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import select
import threading
import time
from typing import Any, AsyncIterator, Callable, Iterator, NamedTuple, Optional

from . import _ffi
from ._check import check, exception_of, failed, warn_if_adjusted
from ._errors import StateError
from ._handles import Closable, Owned
from ._load import core
from ._running import LetGo, StreamUse, job_status
from ._status import Status
from .progress import Progress, progress_from
from .report import Report, report_from

LOOK_SECONDS = 0.5  # how often a waiting thread wakes, events or not: signals may have come to another thread
STOP_MILLISECONDS = 100  # how often a cancel is repeated


class _Outcome(NamedTuple):
    status: int
    report: Optional[Report]
    exception: Optional[BaseException]


class Job(Closable):
    """A write under way. `for event in job` and `async for event in job` give its Progress events and end with it;
    then result() gives the report or raises. Leaving a `with` block early cancels the write and waits until the drive
    is free, and so does Ctrl-C in the loop or in result(). Any thread may use it; a job that is dropped is cancelled."""

    def __init__(self, owned: "Owned[_ffi.JobHandle]", use: StreamUse, progress: Optional[Callable[[Progress], Any]],
                 speed_told: bool) -> None:
        self._owned = owned
        self._use = use
        self._progress = progress
        self._speed_told = speed_told
        self._lock = threading.Lock()  # guards the event that was taken last, and the outcome
        self._outcome: Optional[_Outcome] = None

    def __repr__(self) -> str:
        return f"<Job {self.report!r}>" if self.done else "<Job running>"

    @property
    def done(self) -> bool:
        """Whether the write has ended, well or not."""
        owned = self._owned
        if owned is None:
            return True
        try:
            with owned as raw:
                return job_status(raw) != Status.S_FALSE
        except StateError:  # closed by another thread just now
            return True

    @property
    def report(self) -> Optional[Report]:
        """Of the write, also of a failed one; None while it runs."""
        return self._settle().report if self.done else None

    def fileno(self) -> int:
        """A descriptor that is readable while events wait to be taken; for select() and its like alone."""
        value = ctypes.c_int32()
        with self._own() as raw:
            check(core().burnish_job_get_fd(raw, ctypes.byref(value)))
        return value.value

    def cancel(self) -> bool:
        """Makes the write end with a CancelledError, and returns at once. False: it is too late for that."""
        owned = self._owned
        if owned is None:
            return False
        with owned as raw:
            return check(core().burnish_job_cancel(raw)) == Status.S_OK

    def result(self, timeout: Optional[float] = None) -> Report:
        """Waits until the write has ended; its report, or what went wrong: a BurnishError with the `report`, or what the
        source raised. timeout: seconds, after which a TimeoutError is raised and the write goes on."""
        limit = None if timeout is None else time.monotonic() + timeout
        try:
            ended = self._drain(limit)
        except BaseException:
            self._stop()
            raise
        if not ended:
            raise TimeoutError(f"The write has not ended within {timeout:g} seconds; it goes on.")
        outcome = self._settle()
        if outcome.exception is not None:
            raise outcome.exception
        assert outcome.report is not None
        if not self._speed_told:
            self._speed_told = True
            warn_if_adjusted(outcome.status)
        return outcome.report

    def close(self) -> None:
        """Cancels the write if it still runs, and waits until the drive is free. result() and `report` stay."""
        if self._owned is not None:
            try:
                self._stop()
                with contextlib.suppress(StateError):  # closed meanwhile, or in another process
                    self._settle()
            finally:
                super().close()

    def __iter__(self) -> Iterator[Progress]:
        return self

    def __next__(self) -> Progress:
        try:
            while True:
                ended = self.done
                event = self._take()
                if event is not None:
                    return event
                if ended:
                    self._settle()
                    break
                self._wait(LOOK_SECONDS)
        except BaseException:
            self._stop()
            raise
        raise StopIteration

    def __aiter__(self) -> AsyncIterator[Progress]:
        return self

    async def __anext__(self) -> Progress:
        while True:
            ended = self.done
            event = self._take()
            if event is not None:
                return event
            if ended:
                self._settle()
                raise StopAsyncIteration
            await self._readable()

    async def __aenter__(self) -> "Job":
        return self.__enter__()

    async def __aexit__(self, *exception: object) -> None:
        try:
            self.cancel()
            while not self.done:
                await self._readable()
                self._take(tell=False)
        finally:
            self.close()  # after a second cancellation, this waits

    def _take(self, tell: bool = True) -> Optional[Progress]:
        """The next event, if there is one now."""
        event = _ffi.JobEvent(size=ctypes.sizeof(_ffi.JobEvent))
        owned = self._owned
        if owned is None:
            return None
        with self._lock, owned as raw:
            while True:
                if check(core().burnish_job_next_event(raw, ctypes.byref(event))) == Status.S_FALSE:
                    return None
                if event.kind == _ffi.JOB_EVENT_PROGRESS:
                    progress = progress_from(event.data[0])
                    break
        if tell and self._progress is not None:
            self._progress(progress)
        return progress

    def _drain(self, limit: Optional[float]) -> bool:
        """Takes events until the job has ended; False where the time is over first."""
        while True:
            ended = self.done
            if self._take() is not None:
                continue
            if ended:
                return True
            left = LOOK_SECONDS if limit is None else min(LOOK_SECONDS, limit - time.monotonic())
            if left <= 0:
                return False
            self._wait(left)

    def _wait(self, seconds: float) -> None:
        """Until there is an event, or the time is over. Signals are heard meanwhile."""
        poll = select.poll()
        with self._own():
            poll.register(self.fileno(), select.POLLIN)
            poll.poll(max(1, int(seconds * 1000)))

    async def _readable(self) -> None:
        """The same for an event loop. The descriptor is a copy: several tasks may wait, and the job may be closed."""
        loop = asyncio.get_running_loop()
        future: "asyncio.Future[None]" = loop.create_future()
        descriptor = os.dup(self.fileno())
        try:
            loop.add_reader(descriptor, _resolve, future)
            try:
                await future
            finally:
                loop.remove_reader(descriptor)
        finally:
            os.close(descriptor)

    def _stop(self) -> None:
        """Cancels until the write has ended. Nothing more is let through: not even a second Ctrl-C may leave a drive
        with a locked tray. Whoever stops a job wants to hear no more of it."""
        while True:
            try:
                self._progress = None
                owned = self._owned
                if owned is None:
                    return
                with owned as raw:
                    core().burnish_job_cancel(raw)
                    if core().burnish_job_wait(raw, STOP_MILLISECONDS) == Status.S_OK:
                        return
            except StateError:  # closed, or in another process
                return
            except BaseException:
                continue

    def _settle(self) -> _Outcome:
        """What came of a job that has ended, kept for ever; the source is given back."""
        with self._lock:
            outcome = self._outcome
            if outcome is None:
                with self._own() as raw:
                    outcome = self._outcome = self._ask(raw)
                self._use.end()
            return outcome

    def _ask(self, raw: _ffi.JobHandle) -> _Outcome:
        status = job_status(raw)
        handle = _ffi.ReportHandle()
        check(core().burnish_job_get_report(raw, ctypes.byref(handle)))
        report = report_from(handle) if handle else None
        if not failed(status):
            return _Outcome(status, report, None)
        error = _ffi.ErrorHandle()
        core().burnish_job_get_error(raw, ctypes.byref(error))
        exception = exception_of(status, error)
        exception.report = report
        return _Outcome(status, report, self._use.stream._source_error() or exception)


def _resolve(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)


def start_job(data: _ffi.DataHandle, use: StreamUse, progress: Optional[Callable[[Progress], Any]],
              check_data: Callable[[int], Any], speed_told: bool) -> Job:
    """Starts the write of a burnish_data; check_data raises for its statuses."""
    raw, let_go = _ffi.JobHandle(), LetGo(use)
    try:
        with use.stream._own() as stream:
            check_data(int(core().burnish_job_start_data(data, stream, ctypes.byref(raw))))
        return Job(Owned(raw, let_go), use, progress, speed_told)
    except BaseException:
        if raw:
            let_go(raw)
        else:
            use.end()
        raise
