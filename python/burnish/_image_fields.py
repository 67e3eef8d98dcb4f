# SPDX-License-Identifier: LGPL-2.1-or-later
"""What an image's volume descriptor says besides its name: properties over the C getters and setters."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Dict, Optional, Type, Union

from . import _ffi
from ._errors import ImageError
from ._load import image
from ._status import Status

PLATFORMS = {"bios": 0x00, "powerpc": 0x01, "mac": 0x02, "uefi": 0xEF}
EMULATIONS = {"none": 0, "floppy-1.2": 1, "floppy-1.44": 2, "floppy-2.88": 3, "hard-disk": 4}


@dataclass(frozen=True)
class ImportedSession:
    """What an image has taken over from a disc."""

    start: int  # LBA of the session
    files: int  # and symbolic links
    folders: int  # below the root
    volume_id: str

    def to_dict(self) -> Dict[str, Any]:
        """The session as plain values, for JSON."""
        return dict(self.__dict__)


class VolumeText:
    """A text of the volume descriptor."""

    def __init__(self, field: int, documentation: str) -> None:
        self._field = field
        self.__doc__ = documentation

    def __get__(self, instance: Any, owner: Optional[Type[Any]] = None) -> str:
        if instance is None:
            return self  # type: ignore[return-value]
        text: str = instance._string(lambda raw, out: image().burnish_image_get_volume_text(raw, self._field, out))
        return text

    def __set__(self, instance: Any, value: str) -> None:
        instance._call(image().burnish_image_set_volume_text, self._field, _ffi.text(value))


class VolumeTime:
    """A time of the volume descriptor: an aware datetime, or None where none will be written."""

    def __init__(self, which: int, documentation: str) -> None:
        self._which = which
        self.__doc__ = documentation

    def __get__(self, instance: Any, owner: Optional[Type[Any]] = None) -> Optional[datetime]:
        if instance is None:
            return self  # type: ignore[return-value]
        seconds = ctypes.c_int64()
        instance._call(image().burnish_image_get_volume_time, self._which, ctypes.byref(seconds))
        return datetime.fromtimestamp(seconds.value, timezone.utc) if seconds.value else None

    def __set__(self, instance: Any, value: datetime) -> None:
        instance._call(image().burnish_image_set_volume_time, self._which, int(value.timestamp()))


def boot_options(platform: Union[str, int], emulation: Union[str, int], load_segment: int, load_sectors: int,
                 info_table: bool, manufacturer: str) -> _ffi.BootOptions:
    """Words and numbers as C takes them."""
    return _ffi.BootOptions(size=ctypes.sizeof(_ffi.BootOptions), platform_id=_number(platform, PLATFORMS, "platform"),
                            emulation=_number(emulation, EMULATIONS, "emulation"), load_segment=load_segment,
                            load_sectors=load_sectors, info_table=int(info_table),
                            manufacturer=_ffi.text(manufacturer))


def _number(value: Union[str, int], names: Dict[str, int], what: str) -> int:
    if isinstance(value, int):
        return value
    if value not in names:
        raise ImageError(Status.E_INVALID_PARAM, f"There is no {what} {value!r} for a boot image; choose one of "
                         f"{', '.join(names)}.")
    return names[value]
