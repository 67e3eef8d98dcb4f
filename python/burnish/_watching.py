# SPDX-License-Identifier: LGPL-2.1-or-later
"""The events of a DiscMaster, for `for` and `async for`."""
from __future__ import annotations

import asyncio
import contextlib
import os
import select
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, AsyncIterator, Dict, Iterator, Optional, Set, Tuple

from ._errors import StateError

if TYPE_CHECKING:
    from .master import DiscMaster

LOOK_SECONDS = 0.5  # how often a waiting thread wakes, events or not: signals may have come to another thread

_Waiter = Tuple[asyncio.AbstractEventLoop, "asyncio.Future[None]"]


@dataclass(frozen=True)
class DeviceEvent:
    """A drive was plugged in (`added`), or is gone."""

    added: bool
    device: str

    def to_dict(self) -> Dict[str, Any]:
        """The event as plain values, for JSON."""
        return {"kind": "added" if self.added else "removed", "device": self.device}


class Waiters:
    """Who awaits events in an event loop; they are woken when the master is closed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Set[_Waiter] = set()
        self._over = False

    def wake(self) -> None:
        """For good: nobody waits any more."""
        with self._lock:
            self._over = True
            for loop, future in self._waiting:
                with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
                    loop.call_soon_threadsafe(_resolve, future)

    async def readable(self, descriptor: int) -> None:
        """Until the descriptor is readable, or wake(). The descriptor is the caller's own."""
        loop = asyncio.get_running_loop()
        waiter = (loop, loop.create_future())
        with self._lock:
            if self._over:
                return
            self._waiting.add(waiter)
        try:
            loop.add_reader(descriptor, _resolve, waiter[1])
            try:
                await waiter[1]
            finally:
                loop.remove_reader(descriptor)
        finally:
            with self._lock:
                self._waiting.discard(waiter)


class DeviceEvents:
    """Iterates over the events of a master; ends when it is closed, or when none came for timeout seconds."""

    def __init__(self, master: "DiscMaster", waiters: Waiters, timeout: Optional[float]) -> None:
        self._master = master
        self._waiters = waiters
        self._timeout = timeout

    def __iter__(self) -> Iterator[DeviceEvent]:
        return self

    def __next__(self) -> DeviceEvent:
        limit = None if self._timeout is None else time.monotonic() + self._timeout
        try:
            while True:
                event = self._master.next_event()
                if event is not None:
                    return event
                left = LOOK_SECONDS if limit is None else min(LOOK_SECONDS, limit - time.monotonic())
                if left <= 0:
                    break
                self._wait(left)
        except StateError:  # closed
            pass
        raise StopIteration

    def __aiter__(self) -> AsyncIterator[DeviceEvent]:
        return self

    async def __anext__(self) -> DeviceEvent:
        try:
            while True:
                event = self._master.next_event()
                if event is not None:
                    return event
                if not await self._readable():
                    break
        except StateError:  # closed
            pass
        raise StopAsyncIteration

    def _wait(self, seconds: float) -> None:
        poll = select.poll()
        with self._master._own():
            poll.register(self._master.fileno(), select.POLLIN)
            poll.poll(max(1, int(seconds * 1000)))

    async def _readable(self) -> bool:
        """False where the time is over first. The descriptor is a copy: several tasks may wait."""
        descriptor = os.dup(self._master.fileno())
        try:
            await asyncio.wait_for(self._waiters.readable(descriptor), self._timeout)
            return True
        except asyncio.TimeoutError:
            return False
        finally:
            os.close(descriptor)


def _resolve(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)
