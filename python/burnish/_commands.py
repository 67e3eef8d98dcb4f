# SPDX-License-Identifier: LGPL-2.1-or-later
"""The drive's own language: what Recorder has of IMAPI2's IDiscRecorder2Ex."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Callable, Dict, Optional, Tuple

from . import _ffi
from ._enums import BusType
from ._handles import Closable
from ._lists import int_list
from ._load import core


@dataclass(frozen=True)
class AdapterDescriptor:
    """How a drive is connected. `driver`: of the host adapter, "ahci"; empty where it is not known."""

    bus_type: BusType
    driver: str
    maximum_transfer_length: int
    alignment_mask: int

    def to_dict(self) -> Dict[str, Any]:
        return {**self.__dict__, "bus_type": self.bus_type.name}


@dataclass(frozen=True)
class DeviceDescriptor:
    """Who a drive is. `serial_number`: empty where the drive does not tell it."""

    device_type: int
    removable_media: bool
    bus_type: BusType
    vendor_id: str
    product_id: str
    product_revision: str
    serial_number: str

    def to_dict(self) -> Dict[str, Any]:
        return {**self.__dict__, "bus_type": self.bus_type.name}


class RecorderCommands(Closable):
    """The part of Recorder that talks MMC. Commands and replies are bytes, as MMC-6 describes them."""

    DEFAULT_COMMAND_TIMEOUT = 10  # seconds

    def send_command_no_data(self, cdb: bytes, timeout: int = DEFAULT_COMMAND_TIMEOUT) -> None:
        """One command without data, as it is. A DeviceError with its `sense` where the drive answers with sense data:
        then it did not carry the command out, unless the sense key is 1. timeout: seconds."""
        self._send(core().burnish_recorder_send_command_no_data, cdb, timeout)

    def send_command_send_data_to_device(self, cdb: bytes, data: bytes,
                                         timeout: int = DEFAULT_COMMAND_TIMEOUT) -> None:
        """The same with data to the drive, up to maximum_page_aligned_transfer_size bytes."""
        self._send(core().burnish_recorder_send_command_send_data_to_device, cdb, timeout, _octets(data), len(data))

    def send_command_get_data_from_device(self, cdb: bytes, size: int,
                                          timeout: int = DEFAULT_COMMAND_TIMEOUT) -> bytes:
        """The same with data from the drive: what came, at most size bytes."""
        buffer, fetched = (ctypes.c_uint8 * max(size, 0))(), ctypes.c_size_t()
        self._send(core().burnish_recorder_send_command_get_data_from_device, cdb, timeout, buffer, len(buffer),
                   ctypes.byref(fetched))
        return bytes(buffer)[:fetched.value]

    def read_dvd_structure(self, format_: int, address: int = 0, layer: int = 0, agid: int = 0) -> bytes:
        """READ DISC STRUCTURE of a DVD, without the reply's header."""
        return self._bytes(core().burnish_recorder_read_dvd_structure, format_, address, layer, agid)

    def send_dvd_structure(self, format_: int, data: bytes) -> None:
        """SEND DISC STRUCTURE; the header is put before the data."""
        self._call(core().burnish_recorder_send_dvd_structure, format_, _octets(data), len(data))

    def disc_information(self) -> bytes:
        """The reply of READ DISC INFORMATION."""
        return self._bytes(core().burnish_recorder_get_disc_information)

    def track_information(self, address: int, address_type: int = 1) -> bytes:
        """The reply of READ TRACK INFORMATION. address_type: 0 a block address, 1 a track, 2 a session number."""
        return self._bytes(core().burnish_recorder_get_track_information, address, address_type)

    def supported_mode_pages_of_type(self, request_type: int) -> Tuple[int, ...]:
        """request_type: 0 current, 1 changeable, 2 default, 3 saved values."""
        function = core().burnish_recorder_get_supported_mode_pages_of_type
        with self._own() as raw:
            return int_list(lambda handle, *out: function(handle, request_type, *out), raw,
                            lambda status: self._check(status, raw))

    @property
    def adapter_descriptor(self) -> AdapterDescriptor:
        """How the drive is connected, as the system knows it."""
        found = _ffi.AdapterDescriptor(size=ctypes.sizeof(_ffi.AdapterDescriptor))
        with self._own() as raw:
            self._check(core().burnish_recorder_get_adapter_descriptor(raw, ctypes.byref(found)), raw)
            return AdapterDescriptor(BusType(found.bus_type), _text(found.driver), found.maximum_transfer_length,
                                     found.alignment_mask)

    @property
    def device_descriptor(self) -> DeviceDescriptor:
        """Who the drive is, with its serial number."""
        found = _ffi.DeviceDescriptor(size=ctypes.sizeof(_ffi.DeviceDescriptor))
        with self._own() as raw:
            self._check(core().burnish_recorder_get_device_descriptor(raw, ctypes.byref(found)), raw)
            return DeviceDescriptor(found.device_type, bool(found.removable_media), BusType(found.bus_type),
                                    _text(found.vendor_id), _text(found.product_id), _text(found.product_revision),
                                    _text(found.serial_number))

    @property
    def byte_alignment_mask(self) -> int:
        """Always 0: a buffer may lie anywhere."""
        return self._unsigned("byte_alignment_mask")

    @property
    def maximum_non_page_aligned_transfer_size(self) -> int:
        """Bytes that one command carries."""
        return self._unsigned("maximum_non_page_aligned_transfer_size")

    @property
    def maximum_page_aligned_transfer_size(self) -> int:
        """Bytes that one command carries."""
        return self._unsigned("maximum_page_aligned_transfer_size")

    def disable_mcn(self) -> None:
        """Keeps desktops from noticing discs that come and go in this drive; counted, and ended with the recorder."""
        self._call(core().burnish_recorder_disable_mcn)

    def enable_mcn(self) -> None:
        """Takes one disable_mcn() back."""
        self._call(core().burnish_recorder_enable_mcn)

    def _send(self, function: Callable[..., Any], cdb: bytes, timeout: int, *arguments: Any) -> None:
        sense = (ctypes.c_uint8 * _ffi.SENSE_BUFFER_SIZE)()
        self._call(function, _octets(cdb), len(cdb), sense, timeout, *arguments)

    def _unsigned(self, name: str) -> int:
        value = ctypes.c_uint32()
        self._call(getattr(core(), f"burnish_recorder_get_{name}"), ctypes.byref(value))
        return value.value

    # Recorder has these.
    def _call(self, function: Callable[..., Any], *arguments: Any) -> None:
        raise NotImplementedError

    def _bytes(self, function: Callable[..., Any], *arguments: int) -> bytes:
        raise NotImplementedError

    @staticmethod
    def _check(status: int, raw: _ffi.RecorderHandle) -> int:
        raise NotImplementedError


def _octets(data: bytes) -> Any:
    return (ctypes.c_uint8 * len(data)).from_buffer_copy(data)


def _text(value: Optional[bytes]) -> str:
    return (value or b"").decode("utf-8", "replace")
