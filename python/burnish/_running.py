# SPDX-License-Identifier: LGPL-2.1-or-later
"""How a job in C is let go, whoever drops it and wherever.

Giving back a job that runs waits for its threads, and one of them may be waiting for Python. A finalizer can run at any
allocation, on any thread, with any lock held; so it only cancels, and a thread of its own waits."""
from __future__ import annotations

import _thread
import atexit
import ctypes
from typing import Dict

from . import _ffi
from ._load import core
from ._status import Status
from .stream import Stream

_waiting: Dict[int, "_thread.LockType"] = {}  # released as soon as the job is gone
_exiting = False


class StreamUse:
    """A stream for as long as a job reads it: what its bytes lie in must not go before."""

    def __init__(self, stream: Stream, close: bool) -> None:
        self.stream = stream
        self._close = close
        self._owned = stream._own()
        self._owned.__enter__()
        self._over = False

    def end(self) -> None:
        """Only when the job has finished; again, it does nothing."""
        if not self._over:
            self._over = True
            self._owned.__exit__()
            if self._close:
                self.stream.close()


class LetGo:
    """Gives the reference to a job back, once."""

    def __init__(self, use: StreamUse) -> None:
        self._use = use
        self._gone = False

    def __call__(self, raw: _ffi.JobHandle) -> None:
        if self._gone:
            return
        self._gone = True
        if _exiting or job_status(raw) != Status.S_FALSE:
            self._unref(raw)
            return
        done = _thread.allocate_lock()
        done.acquire()
        _waiting[id(done)] = done
        core().burnish_job_cancel(raw)
        try:
            # Not threading.Thread: its locks may be held by whom the finalizer interrupted.
            _thread.start_new_thread(self._wait, (raw, done))
        except RuntimeError:  # no thread to be had
            self._wait(raw, done)

    def _wait(self, raw: _ffi.JobHandle, done: "_thread.LockType") -> None:
        try:
            self._unref(raw)
        finally:
            _waiting.pop(id(done), None)
            done.release()

    def _unref(self, raw: _ffi.JobHandle) -> None:
        core().burnish_job_unref(raw)
        self._use.end()


def job_status(raw: _ffi.JobHandle) -> int:
    """S_FALSE while it runs."""
    value = ctypes.c_int32()
    core().burnish_job_get_status(raw, ctypes.byref(value))
    return value.value


@atexit.register
def _at_exit() -> None:
    """No drive is left in the midst of a burn. Finalizers that run after this one wait themselves."""
    global _exiting
    _exiting = True
    for done in list(_waiting.values()):
        with done:
            pass
