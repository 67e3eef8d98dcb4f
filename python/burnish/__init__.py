# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish burns optical discs, on real recorders and on virtual ones.

    import burnish

    with burnish.Recorder("virtual:backup.disc?medium=dvd+r") as recorder:
        image = burnish.Image(volume_id="PHOTOS")
        image.add("photos/")
        report = recorder.burn_data(image, progress=burnish.progress_bar())
        print(report.proof, report.sha256)

The C library is loaded on first use. docs/python.md describes everything."""
from ._commands import AdapterDescriptor, DeviceDescriptor
from ._enums import (BusType, DataAction, DigitalCopy, MediaState, MediaType, RawCDAction, RawSectorType, SectorType,
                     SessionAtOnce, TaoAction, VerificationLevel, WriteProtect)
from ._errors import (BurnishError, CancelledError, DeviceBusyError, DeviceError, DeviceNotFoundError,
                      DevicePermissionError, DeviceTimeoutError, ImageError, InvalidArgumentError,
                      LibraryNotFoundError, MediumError, NoMediumError, NoSpaceError, SourceError,
                      SourceNotFoundError, SourcePermissionError, SpeedAdjustedWarning, StateError, UnsupportedError,
                      VerificationError)
from ._load import has_feature, library_version
from ._status import Status
from ._watching import DeviceEvent
from .audio import AudioTrack
from .cd_text import CdText, CdTextBlock, CdTextCharset, CdTextField, CdTextPacks, genre_code, genre_name
from .cue import CueFile, CueIndex, CueSheet, CueTrack
from .data import DataFormat
from .diagnosis import Diagnosis, Finding, diagnose
from .erase import EraseFormat
from ._image_fields import ImportedSession
from .image import Image
from .job import Job
from .master import DiscMaster
from .medium import Medium, Track
from .multisession import MultisessionSequential
from .nrg import NrgImage, NrgTrack
from .progress import EraseProgress, Progress, RawCDProgress, TaoProgress, progress_bar
from .raw_cd import RawCDFormat
from .raw_image import RawCDImage, RawCDImageTrack
from .recorder import Recorder, RecorderInfo, default_device, recorders
from .report import Report
from .speed import WriteSpeedDescriptor
from .stream import Stream, concatenation, interleave, open_audio_file, open_stream, pseudo_random_stream, zero_stream
from .track_at_once import TrackAtOnceFormat
from .verify import Verification
from .verify_audio import AudioVerification

__version__ = "0.1.0"

__all__ = [
    "AdapterDescriptor", "AudioTrack", "AudioVerification", "BurnishError", "BusType", "CancelledError", "CdText",
    "CdTextBlock", "CdTextCharset", "CdTextField", "CdTextPacks", "CueFile", "CueIndex", "CueSheet", "CueTrack",
    "DataAction", "DataFormat", "DeviceBusyError", "DeviceDescriptor", "DeviceError", "DeviceEvent",
    "DeviceNotFoundError", "DevicePermissionError", "DeviceTimeoutError", "Diagnosis", "DigitalCopy", "DiscMaster",
    "EraseFormat", "EraseProgress", "Finding", "Image", "ImageError", "ImportedSession", "InvalidArgumentError",
    "Job", "LibraryNotFoundError", "MediaState", "MediaType", "Medium", "MediumError", "MultisessionSequential",
    "NoMediumError", "NoSpaceError", "NrgImage", "NrgTrack", "Progress", "RawCDAction", "RawCDFormat", "RawCDImage",
    "RawCDImageTrack", "RawCDProgress", "RawSectorType", "Recorder", "RecorderInfo", "Report", "SectorType",
    "SessionAtOnce", "SourceError", "SourceNotFoundError", "SourcePermissionError", "SpeedAdjustedWarning",
    "StateError", "Status", "Stream", "TaoAction", "TaoProgress", "Track", "TrackAtOnceFormat", "UnsupportedError",
    "Verification", "VerificationError", "VerificationLevel", "WriteProtect", "WriteSpeedDescriptor", "concatenation",
    "default_device", "diagnose", "genre_code", "genre_name", "has_feature", "interleave", "library_version",
    "open_audio_file", "open_stream", "progress_bar", "pseudo_random_stream", "recorders", "zero_stream",
]
