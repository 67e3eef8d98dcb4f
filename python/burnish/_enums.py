# SPDX-License-Identifier: LGPL-2.1-or-later
"""IMAPI2's enumerations. A value that a newer library brings is kept as it is, under the name UNKNOWN_n."""
from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import Type, TypeVar, Union

T = TypeVar("T", bound=IntEnum)


class _Tolerant(IntEnum):
    @classmethod
    def _missing_(cls: Type[T], value: object) -> T:
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__name__}")
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}"
        member._value_ = value
        return member


class MediaType(_Tolerant):
    """IMAPI_MEDIA_PHYSICAL_TYPE. str() gives the usual name: "CD-R"."""

    UNKNOWN = 0
    CDROM = 1
    CDR = 2
    CDRW = 3
    DVDROM = 4
    DVDRAM = 5
    DVDPLUSR = 6
    DVDPLUSRW = 7
    DVDPLUSR_DUALLAYER = 8
    DVDDASHR = 9
    DVDDASHRW = 10
    DVDDASHR_DUALLAYER = 11
    DISK = 12
    DVDPLUSRW_DUALLAYER = 13
    HDDVDROM = 14
    HDDVDR = 15
    HDDVDRAM = 16
    BDROM = 17
    BDR = 18
    BDRE = 19

    def __str__(self) -> str:
        return _MEDIA_NAMES.get(self, self.name)


_MEDIA_NAMES = {
    MediaType.UNKNOWN: "unknown", MediaType.CDROM: "CD-ROM", MediaType.CDR: "CD-R", MediaType.CDRW: "CD-RW",
    MediaType.DVDROM: "DVD-ROM", MediaType.DVDRAM: "DVD-RAM", MediaType.DVDPLUSR: "DVD+R",
    MediaType.DVDPLUSRW: "DVD+RW", MediaType.DVDPLUSR_DUALLAYER: "DVD+R DL", MediaType.DVDDASHR: "DVD-R",
    MediaType.DVDDASHRW: "DVD-RW", MediaType.DVDDASHR_DUALLAYER: "DVD-R DL", MediaType.DISK: "disk",
    MediaType.DVDPLUSRW_DUALLAYER: "DVD+RW DL", MediaType.HDDVDROM: "HD DVD-ROM", MediaType.HDDVDR: "HD DVD-R",
    MediaType.HDDVDRAM: "HD DVD-RAM", MediaType.BDROM: "BD-ROM", MediaType.BDR: "BD-R", MediaType.BDRE: "BD-RE",
}


class MediaState(IntFlag):
    """IMAPI_FORMAT2_DATA_MEDIA_STATE: bits. Any of UNSUPPORTED_MASK means that data cannot be written. str() gives
    words: "blank, appendable"."""

    UNKNOWN = 0
    OVERWRITE_ONLY = 0x0001
    BLANK = 0x0002
    APPENDABLE = 0x0004
    FINAL_SESSION = 0x0008
    DAMAGED = 0x0400
    ERASE_REQUIRED = 0x0800
    NON_EMPTY_SESSION = 0x1000
    WRITE_PROTECTED = 0x2000
    FINALIZED = 0x4000
    UNSUPPORTED_MEDIA = 0x8000
    INFORMATIONAL_MASK = 0x000F
    UNSUPPORTED_MASK = 0xFC00

    def __str__(self) -> str:
        return ", ".join(word for bit, word in _STATE_WORDS if self & bit) or "unknown"


_STATE_WORDS = (
    (MediaState.BLANK, "blank"), (MediaState.APPENDABLE, "appendable"), (MediaState.OVERWRITE_ONLY, "overwritable"),
    (MediaState.FINAL_SESSION, "last session"), (MediaState.FINALIZED, "finalized"),
    (MediaState.ERASE_REQUIRED, "must be erased first"), (MediaState.NON_EMPTY_SESSION, "session left open"),
    (MediaState.DAMAGED, "damaged"), (MediaState.WRITE_PROTECTED, "write protected"),
    (MediaState.UNSUPPORTED_MEDIA, "not a disc that can be written"),
)


class WriteProtect(IntFlag):
    """IMAPI_MEDIA_WRITE_PROTECT_STATE: bits; none: not protected."""

    UNTIL_POWERDOWN = 0x0001
    BY_CARTRIDGE = 0x0002
    BY_MEDIA_SPECIFIC_REASON = 0x0004
    BY_SOFTWARE = 0x0008
    BY_DISC_CONTROL_BLOCK = 0x0010
    READ_ONLY_MEDIA = 0x4000


class VerificationLevel(IntEnum):
    """IMAPI_BURN_VERIFICATION_LEVEL"""

    NONE = 0
    QUICK = 1
    FULL = 2

    @classmethod
    def of(cls, value: Union[str, int, "VerificationLevel"]) -> "VerificationLevel":
        """From "none", "quick", "full" or a number."""
        if isinstance(value, str):
            try:
                return cls[value.upper()]
            except KeyError:
                raise ValueError(f"verify must be 'none', 'quick' or 'full', not {value!r}") from None
        return cls(value)


class DataAction(_Tolerant):
    """IMAPI_FORMAT2_DATA_WRITE_ACTION. str() gives words: "writing data"."""

    VALIDATING_MEDIA = 0
    FORMATTING_MEDIA = 1
    INITIALIZING_HARDWARE = 2
    CALIBRATING_POWER = 3
    WRITING_DATA = 4
    FINALIZATION = 5
    COMPLETED = 6
    VERIFYING = 7

    def __str__(self) -> str:
        return self.name.replace("_", " ").lower()


class TaoAction(_Tolerant):
    """IMAPI_FORMAT2_TAO_WRITE_ACTION. str() gives words: "writing"."""

    UNKNOWN = 0
    PREPARING = 1
    WRITING = 2
    FINISHING = 3
    VERIFYING = 4

    def __str__(self) -> str:
        return self.name.replace("_", " ").lower()


class SectorType(IntEnum):
    """IMAPI_CD_SECTOR_TYPE: what the sectors of a CD's track are. bytes: of a sector in the track's source."""

    AUDIO = 0
    MODE_ZERO = 1
    MODE1 = 2
    MODE2FORM0 = 3
    MODE2FORM1 = 4
    MODE2FORM2 = 5
    MODE1RAW = 6
    MODE2FORM0RAW = 7
    MODE2FORM1RAW = 8
    MODE2FORM2RAW = 9

    @property
    def bytes(self) -> int:
        return (2352, 2336, 2048, 2336, 2048, 2336)[self] if self < SectorType.MODE1RAW else 2352


class RawSectorType(_Tolerant):
    """IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE: the sub-channels behind a sector's 2352 bytes in a raw image."""

    SUBCODE_PQ_ONLY = 1
    SUBCODE_IS_COOKED = 2
    SUBCODE_IS_RAW = 3


class RawCDAction(_Tolerant):
    """IMAPI_FORMAT2_RAW_CD_WRITE_ACTION, and beyond it VERIFYING. str() gives words: "writing"."""

    UNKNOWN = 0
    PREPARING = 1
    WRITING = 2
    FINISHING = 3
    VERIFYING = 4

    def __str__(self) -> str:
        return self.name.replace("_", " ").lower()


class SessionAtOnce(IntEnum):
    """Beyond IMAPI2: whether a raw image may be written session at once, by a cue sheet."""

    ALLOW = 0
    REQUIRE = 1
    FORBID = 2


class DigitalCopy(IntEnum):
    """IMAPI_CD_TRACK_DIGITAL_COPY_SETTING. SCMS: the track is a copy already, and none of it is permitted."""

    PERMITTED = 0
    PROHIBITED = 1
    SCMS = 2


class BusType(_Tolerant):
    """How a drive is connected: Windows's STORAGE_BUS_TYPE."""

    UNKNOWN = 0
    SCSI = 1
    ATAPI = 2
    IEEE1394 = 4
    USB = 7
    SATA = 11
    VIRTUAL = 14
