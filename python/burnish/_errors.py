# SPDX-License-Identifier: LGPL-2.1-or-later
"""What burnish raises: one tree, rooted in OSError, with classes by what a caller would do about it."""
from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple, Type

from ._status import TEXTS, Status

if TYPE_CHECKING:
    from .report import Report


class SpeedAdjustedWarning(UserWarning):
    """The drive does not offer the speed or rotation that was asked for; the nearest one is used."""


class BurnishError(OSError):
    """The root of all. `message` says what is wrong, why, and what to do next; where it leaves the last out, `hint`
    says it. `detail` is for engineers."""

    errno_default = errno.EIO

    def __init__(self, status: int, message: Optional[str] = None, *, detail: str = "", can_retry: bool = False,
                 sense: Optional[Tuple[int, int, int]] = None, cdb: Optional[bytes] = None,
                 lba: Optional[int] = None) -> None:
        known = TEXTS.get(status)  # type: ignore[call-overload]
        self.status: int = Status(status) if known else status
        self.name: str = known.name if known else "UNKNOWN_STATUS"
        self.message: str = message or (known.meaning if known else f"status 0x{status & 0xFFFFFFFF:08X}")
        self.hint: str = known.hint if known and self.message == known.meaning else ""
        self.detail = detail
        self.can_retry = can_retry
        self.sense = sense  # sense key, additional sense code, qualifier
        self.cdb = cdb  # the command that failed
        self.lba = lba  # the block concerned
        self.report: Optional["Report"] = None  # of the write that failed, where one did
        super().__init__(self.errno_default, self.message)

    def __str__(self) -> str:
        return f"{self.message} [{self.name} 0x{self.status & 0xFFFFFFFF:08X}]"

    def __reduce__(self) -> Tuple[Any, ...]:
        return (_rebuild, (type(self), self.__dict__))

    def to_dict(self) -> Dict[str, Any]:
        """The error as plain values, for JSON."""
        return {
            "status": f"0x{self.status & 0xFFFFFFFF:08X}",
            "name": self.name,
            "message": self.message,
            "hint": self.hint,
            "detail": self.detail,
            "can_retry": self.can_retry,
            "sense": None if self.sense is None else "%X/%02X/%02X" % self.sense,
            "cdb": None if self.cdb is None else self.cdb.hex(" "),
            "lba": self.lba,
        }


def _rebuild(kind: Type[BurnishError], state: Dict[str, Any]) -> BurnishError:
    error = kind(state["status"], state["message"])
    error.__dict__.update(state)
    return error


class LibraryNotFoundError(BurnishError):
    """The C library could not be loaded."""

    errno_default = errno.ENOENT


class UnsupportedError(BurnishError):
    """This version, drive or medium cannot do that."""

    errno_default = errno.EOPNOTSUPP


class InvalidArgumentError(BurnishError, ValueError):
    """A value that is not permitted."""

    errno_default = errno.EINVAL


class StateError(BurnishError):
    """Not now: nothing runs that could be cancelled, a write is under way, no recorder is set, an object is closed."""

    errno_default = errno.EBUSY


class CancelledError(BurnishError):
    """The write was cancelled. `report` says in what state the disc is."""

    errno_default = errno.ECANCELED


class DeviceError(BurnishError):
    """The drive failed, or what was named is no recorder."""


class DeviceNotFoundError(DeviceError, FileNotFoundError):
    """No such device, or it was unplugged."""

    errno_default = errno.ENODEV


class DeviceBusyError(DeviceError):
    """Another program holds the drive, or its disc is mounted."""

    errno_default = errno.EBUSY


class DevicePermissionError(DeviceError, PermissionError):
    """The device may not be opened."""

    errno_default = errno.EACCES


class DeviceTimeoutError(DeviceError, TimeoutError):
    """The drive did not answer in time."""

    errno_default = errno.ETIMEDOUT


class MediumError(BurnishError):
    """The disc is missing, unsuitable, full, finalized or bad."""

    errno_default = errno.EIO


class NoMediumError(MediumError):
    """There is no disc in the drive."""

    errno_default = errno.ENOMEDIUM


class NoSpaceError(MediumError):
    """It does not fit on the disc."""

    errno_default = errno.ENOSPC


class VerificationError(MediumError):
    """The disc is not what was to be written. `differences` names what differs, where that is known."""

    differences: Tuple[str, ...] = ()

    def to_dict(self) -> Dict[str, Any]:
        return {**super().to_dict(), "differences": list(self.differences)}


class SourceError(BurnishError):
    """The data to burn cannot be read, ends early, changed, or is no disc image."""


class SourceNotFoundError(SourceError, FileNotFoundError):
    """A file to burn is not there."""

    errno_default = errno.ENOENT


class SourcePermissionError(SourceError, PermissionError):
    """A file to burn may not be read."""

    errno_default = errno.EACCES


class ImageError(BurnishError):
    """The image cannot be made so: a name twice, a path or volume ID that is not permitted, a frozen image."""

    errno_default = errno.EINVAL


_S = Status
_CLASSES: Dict[int, Type[BurnishError]] = {}


def _assign(kind: Type[BurnishError], *codes: Status) -> None:
    _CLASSES.update((code, kind) for code in codes)


_assign(UnsupportedError, _S.E_NOTIMPL, _S.E_RECORDER_NO_SUCH_FEATURE, _S.E_RECORDER_FEATURE_IS_NOT_CURRENT,
        _S.E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED, _S.E_RECORDER_NO_SUCH_MODE_PAGE,
        _S.E_DF2DATA_RECORDER_NOT_SUPPORTED, _S.E_ERASE_RECORDER_NOT_SUPPORTED, _S.E_DF2TAO_RECORDER_NOT_SUPPORTED)
_assign(InvalidArgumentError, _S.E_INVALIDARG, _S.E_POINTER, _S.E_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
        _S.E_RECORDER_CLIENT_NAME_IS_NOT_VALID, _S.E_ERASE_CLIENT_NAME_IS_NOT_VALID,
        _S.E_DF2TAO_CLIENT_NAME_IS_NOT_VALID, _S.E_DF2TAO_INVALID_ISRC, _S.E_DF2TAO_INVALID_MCN,
        _S.E_CD_TEXT_CHARACTER, _S.E_CD_TEXT_TOO_LONG)
_assign(StateError, _S.E_HANDLE, _S.E_RECORDER_REQUIRED, _S.E_DF2DATA_WRITE_IN_PROGRESS,
        _S.E_DF2DATA_WRITE_NOT_IN_PROGRESS, _S.E_ERASE_RECORDER_IN_USE, _S.E_ERASE_ONLY_ONE_RECORDER_SUPPORTED,
        _S.E_DF2TAO_WRITE_IN_PROGRESS, _S.E_DF2TAO_WRITE_NOT_IN_PROGRESS, _S.E_DF2TAO_MEDIA_IS_NOT_PREPARED,
        _S.E_DF2TAO_MEDIA_IS_PREPARED, _S.E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY,
        _S.E_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC, _S.E_DF2TAO_NO_RECORDER_SPECIFIED)
_assign(CancelledError, _S.E_REQUEST_CANCELLED)
_assign(DeviceError, _S.S_COMMAND_HAS_SENSE_DATA, _S.E_NOT_A_RECORDER, _S.E_REPLAY_DIFFERS, _S.E_NOT_A_TRANSCRIPT,
        _S.E_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
        _S.E_UNEXPECTED_RESPONSE_FROM_DEVICE, _S.E_LOSS_OF_STREAMING, _S.E_RECORDER_INVALID_MODE_PARAMETERS,
        _S.E_ERASE_DISC_INFORMATION_TOO_SMALL, _S.E_ERASE_MODE_PAGE_2A_TOO_SMALL,
        _S.E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE, _S.E_ERASE_DRIVE_FAILED_SPINUP_COMMAND,
        _S.E_ERASE_DRIVE_FAILED_ERASE_COMMAND)
_assign(DeviceNotFoundError, _S.E_DEV_NOT_EXIST)
_assign(DeviceBusyError, _S.E_RECORDER_LOCKED)
_assign(DevicePermissionError, _S.E_ACCESSDENIED)
_assign(DeviceTimeoutError, _S.E_RECORDER_COMMAND_TIMEOUT)
_assign(MediumError, _S.E_RECORDER_MEDIA_INCOMPATIBLE, _S.E_RECORDER_MEDIA_UPSIDE_DOWN,
        _S.E_RECORDER_MEDIA_BECOMING_READY, _S.E_RECORDER_MEDIA_FORMAT_IN_PROGRESS, _S.E_RECORDER_MEDIA_BUSY,
        _S.E_RECORDER_MEDIA_WRITE_PROTECTED, _S.E_RECORDER_MEDIA_SPEED_MISMATCH, _S.E_RECORDER_MEDIA_NOT_FORMATTED,
        _S.E_RECORDER_DVD_STRUCTURE_NOT_PRESENT, _S.E_DF2DATA_INVALID_MEDIA_STATE, _S.E_DF2DATA_MEDIA_NOT_BLANK,
        _S.E_DF2DATA_MEDIA_IS_NOT_SUPPORTED, _S.E_NOT_A_DISC_FOLDER, _S.E_MEDIUM_CONTRADICTS_DISC,
        _S.E_POWER_CALIBRATION, _S.E_SESSION_FIXATION, _S.E_EMPTY_DISC, _S.E_NO_SUPPORTED_FILE_SYSTEM,
        _S.E_FILE_SYSTEM_NOT_FOUND, _S.E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, _S.E_IMPORT_READ_FAILURE,
        _S.E_IMPORT_MEDIA_NOT_ALLOWED, _S.E_DISC_MISMATCH,
        _S.E_ERASE_MEDIA_IS_NOT_ERASABLE, _S.E_ERASE_MEDIA_IS_NOT_SUPPORTED, _S.E_ERASE_TOOK_LONGER_THAN_ONE_HOUR,
        _S.E_DF2TAO_MEDIA_IS_NOT_BLANK, _S.E_DF2TAO_MEDIA_IS_NOT_SUPPORTED)
_assign(NoMediumError, _S.E_RECORDER_MEDIA_NO_MEDIA)
_assign(NoSpaceError, _S.E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA, _S.E_END_OF_MEDIUM,
        _S.E_DF2TAO_NOT_ENOUGH_SPACE, _S.E_DF2TAO_TRACK_LIMIT_REACHED)
_assign(VerificationError, _S.E_BURN_VERIFICATION_FAILED)
_assign(SourceError, _S.E_CD_TEXT_DAMAGED, _S.E_CUE_SYNTAX, _S.E_AUDIO_FILE_NOT_SUPPORTED,
        _S.E_DF2DATA_STREAM_NOT_SUPPORTED, _S.E_DF2TAO_STREAM_NOT_SUPPORTED, _S.E_STREAM_TOO_SHORT, _S.E_STREAM_READ_FAILURE,
        _S.E_STREAM_BAD_CALLBACK, _S.E_DATA_STREAM_INCONSISTENCY, _S.E_DATA_STREAM_READ_FAILURE,
        _S.E_DATA_STREAM_CREATE_FAILURE, _S.E_DIRECTORY_READ_FAILURE)
_assign(SourceNotFoundError, _S.E_FILE_NOT_FOUND, _S.E_DIR_NOT_FOUND)


def error_class(status: int) -> Type[BurnishError]:
    """The class for a status; the file system's codes without a class of their own are the image's."""
    known = _CLASSES.get(status)
    if known is None and (status & 0xFFFFF000) == 0xC0AAB000:
        return ImageError
    return known or BurnishError
