# SPDX-License-Identifier: LGPL-2.1-or-later
"""The memory of any bytes-like object, read-only ones too, at its address and without a copy."""
from __future__ import annotations

import ctypes
from ctypes import c_char_p, c_int, c_ssize_t, c_void_p
from typing import Any


class _PyBuffer(ctypes.Structure):
    """Py_buffer of CPython's C interface."""

    _fields_ = [
        ("buf", c_void_p),
        ("obj", c_void_p),
        ("len", c_ssize_t),
        ("itemsize", c_ssize_t),
        ("readonly", c_int),
        ("ndim", c_int),
        ("format", c_char_p),
        ("shape", c_void_p),
        ("strides", c_void_p),
        ("suboffsets", c_void_p),
        ("internal", c_void_p),
    ]


_get = ctypes.pythonapi.PyObject_GetBuffer
_get.argtypes = [ctypes.py_object, ctypes.POINTER(_PyBuffer), c_int]
_get.restype = c_int
_release = ctypes.pythonapi.PyBuffer_Release
_release.argtypes = [ctypes.POINTER(_PyBuffer)]
_release.restype = None

_SIMPLE = 0  # PyBUF_SIMPLE: contiguous bytes


class Buffer:
    """Holds an object's memory in place until release(): a bytearray cannot be resized meanwhile."""

    def __init__(self, source: Any) -> None:
        self._view = _PyBuffer()
        self._held = False
        try:
            _get(source, ctypes.byref(self._view), _SIMPLE)
        except BufferError as error:
            raise TypeError(f"not contiguous bytes: {error}") from None
        self._held = True

    @property
    def address(self) -> int:
        return self._view.buf or 0

    @property
    def length(self) -> int:
        return int(self._view.len)

    def release(self) -> None:
        if self._held:
            self._held = False
            _release(ctypes.byref(self._view))
