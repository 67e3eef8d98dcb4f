# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares an image's files with a disc, on a thread of its own, so that Ctrl-C is heard meanwhile.

A comparison cannot be cancelled in the C library. It only reads, so an interrupted caller goes on without it: the
thread holds references of its own and ends by itself."""
from __future__ import annotations

import ctypes
import itertools
import queue
import threading
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple, Union

from . import _ffi
from ._check import SOURCE, exception_of, failed
from ._load import core, image
from ._status import Status

if TYPE_CHECKING:
    from .image import Image
    from .recorder import Recorder

_lists: Dict[int, List[str]] = {}
_numbers = itertools.count(1)
_Outcome = Union[Tuple[int, _ffi.ErrorHandle], BaseException]


def compare(what: "Image", recorder: "Recorder", session_start: int) -> List[str]:
    """The differences, a sentence each."""
    outcome: "queue.SimpleQueue[_Outcome]" = queue.SimpleQueue()
    number = next(_numbers)
    differences = _lists.setdefault(number, [])
    with what._own() as raw:
        image_raw = image().burnish_image_ref(raw)
    with recorder._own() as raw:
        recorder_raw = core().burnish_recorder_ref(raw)
    threading.Thread(target=_work, args=(image_raw, recorder_raw, session_start, number, outcome), name="burnish",
                     daemon=True).start()
    result = outcome.get()
    if isinstance(result, BaseException):
        raise result
    status, error = result
    if failed(status):
        exception = exception_of(status, error, SOURCE)
        if status != Status.E_BURN_VERIFICATION_FAILED or not differences:
            raise exception
    return differences


def _work(image_raw: _ffi.ImageHandle, recorder_raw: _ffi.RecorderHandle, session_start: int, number: int,
          outcome: "queue.SimpleQueue[_Outcome]") -> None:
    result: _Outcome
    try:
        error = _ffi.ErrorHandle()
        status = int(image().burnish_image_compare(image_raw, recorder_raw, session_start, _DIFFERENCE, number))
        if failed(status):
            image().burnish_image_get_error(image_raw, ctypes.byref(error))
        result = (status, error)
    except BaseException as failure:
        result = failure
    _lists.pop(number, None)
    core().burnish_recorder_unref(recorder_raw)  # before the caller goes on, who may open the drive anew
    image().burnish_image_unref(image_raw)
    outcome.put(result)


def _difference(path: Optional[bytes], what: Optional[bytes], number: Any) -> None:
    try:
        _lists[number].append(f"{_text(path)}: {_text(what)}")
    except BaseException:
        pass  # a difference that cannot be noted still fails the comparison


def _text(value: Optional[bytes]) -> str:
    return (value or b"").decode("utf-8", "replace")


_DIFFERENCE = _ffi.DifferenceCallback(_difference)
