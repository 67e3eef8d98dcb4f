# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the formats share: IDiscFormat2, the recorder and the client name. A format's class says in _topic whose C
functions are meant: burnish_data_…, burnish_erase_…"""
from __future__ import annotations

import ctypes
from typing import Any, Callable, Optional, Tuple, Type

from ._check import check, owned_string
from ._enums import MediaType
from ._errors import InvalidArgumentError
from ._handles import Closable, create
from ._lists import int_list
from ._load import core
from ._properties import IntGetter
from ._status import Status
from .recorder import Recorder


class Format(Closable):
    """The base of DataFormat and EraseFormat."""

    _topic = ""
    _handle: Type[ctypes.c_void_p]
    _bad_client_name = Status.E_INVALIDARG

    current_physical_media_type = IntGetter(MediaType, "The kind of disc in the drive.")
    media_physically_blank = IntGetter(bool, "Whether the drive says that the disc is blank.")

    def __init__(self, recorder: Optional[Recorder] = None, client_name: Optional[str] = None) -> None:
        self._owned = create(self._handle, self._function("new"), self._function("unref"), check)
        self._recorder: Optional[Recorder] = None
        if recorder is not None:
            self.recorder = recorder
        if client_name is not None:
            self.client_name = client_name

    @property
    def recorder(self) -> Optional[Recorder]:
        """The recorder to work with; None clears it, as an EraseFormat wants it before it takes another one."""
        return self._recorder

    @recorder.setter
    def recorder(self, recorder: Optional[Recorder]) -> None:
        if recorder is None:
            self._call(self._function("set_recorder"), None)
        else:
            with recorder._own() as held:
                self._call(self._function("set_recorder"), held)
        self._recorder = recorder

    @property
    def client_name(self) -> str:
        """The name that others see as the owner of the drive; required before any work."""
        with self._own() as raw:
            status, name = owned_string(self._function("get_client_name"), raw)
            self._check(status, raw)
            return name

    @client_name.setter
    def client_name(self, name: str) -> None:
        if "\0" in name:
            raise InvalidArgumentError(self._bad_client_name)
        self._call(self._function("set_client_name"), name.encode("utf-8", "replace"))

    @property
    def supported_media_types(self) -> Tuple[MediaType, ...]:
        """What this format works on."""
        return tuple(MediaType(value) for value in self._list("supported_media_types"))

    def is_recorder_supported(self, recorder: Recorder) -> bool:
        """Whether a recorder can do what this format does."""
        return self._supported("is_recorder_supported", recorder)

    def is_current_media_supported(self, recorder: Recorder) -> bool:
        """Whether this format works on the disc in a recorder. NoMediumError where there is none."""
        return self._supported("is_current_media_supported", recorder)

    @classmethod
    def _function(cls, name: str) -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(core(), f"burnish_{cls._topic}_{name}")
        return function

    def _supported(self, name: str, recorder: Recorder) -> bool:
        value = ctypes.c_int32()
        with recorder._own() as held:
            self._call(self._function(name), held, ctypes.byref(value))
        return bool(value.value)

    def _list(self, name: str) -> Tuple[int, ...]:
        with self._own() as raw:
            return int_list(self._function(f"get_{name}"), raw, lambda status: self._check(status, raw))

    def _call(self, function: Callable[..., Any], *arguments: Any) -> int:
        with self._own() as raw:
            return self._check(int(function(raw, *arguments)), raw)

    @classmethod
    def _check(cls, status: int, raw: Any) -> int:
        return check(status, cls._function("get_error"), raw)
