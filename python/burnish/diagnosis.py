# SPDX-License-Identifier: LGPL-2.1-or-later
"""diagnose(): whether a recorder can burn, and what stands in the way."""
from __future__ import annotations

import ctypes
import json
import os
from dataclasses import dataclass
from typing import Any, Dict, Tuple, Union

from . import _ffi
from ._check import check
from ._load import core


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    about: str  # "device", "permission", "use", "drive", "disc"
    severity: str  # "fine", "note", "problem"
    status: int  # what an attempt to burn would give
    name: str
    message: str
    detail: str = ""

    def to_dict(self) -> Dict[str, Any]:
        """The finding as plain values, for JSON."""
        return {**self.__dict__, "status": f"0x{self.status & 0xFFFFFFFF:08X}"}


@dataclass(frozen=True)
class Diagnosis:
    """What was found at one device, or where `device` is empty, at the machine."""

    device: str
    usable: bool  # nothing was found that a burn would fail at
    findings: Tuple[Finding, ...]

    def to_dict(self) -> Dict[str, Any]:
        """The diagnosis as plain values, for JSON."""
        return {"device": self.device, "usable": self.usable, "findings": [item.to_dict() for item in self.findings]}


def diagnose(device: Union[str, "os.PathLike[str]", None] = None) -> Diagnosis:
    """Looks at a device, or without one at the machine: whether it has drives at all. Changes nothing, and raises
    nothing for a device that cannot be used."""
    library = core()
    usable, text = ctypes.c_int32(), ctypes.c_void_p()
    name = None if device is None else _ffi.text(device)
    check(library.burnish_diagnose(name, ctypes.byref(usable), ctypes.byref(text)))
    try:
        found = json.loads(ctypes.string_at(text.value or 0))
    finally:
        library.burnish_string_free(text)
    return Diagnosis(found["device"], bool(usable.value), tuple(_finding(item) for item in found["findings"]))


def _finding(item: Dict[str, Any]) -> Finding:
    status = int(item["status"], 16)
    return Finding(item["about"], item["severity"], status - (1 << 32) if status >= 1 << 31 else status, item["name"],
                   item["message"], item["detail"])
