# SPDX-License-Identifier: LGPL-2.1-or-later
"""Recorder: one drive, real or virtual. IMAPI2's IDiscRecorder2 and IDiscRecorder2Ex, and the convenience calls."""
from __future__ import annotations

import ctypes
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Sequence, Tuple, Union

from . import _ffi
from ._check import check, owned_string
from ._commands import RecorderCommands
from ._enums import VerificationLevel
from ._errors import BurnishError, DeviceError, DeviceNotFoundError, InvalidArgumentError, MediumError, UnsupportedError
from ._handles import create
from ._lists import byte_string, int_list
from ._load import core
from ._status import Status
from .master import DiscMaster
from .medium import SECTOR_BYTES, Medium, medium_from

if TYPE_CHECKING:
    from .cd_text import CdText
    from .cue import CueSheet
    from .job import Job
    from .progress import EraseProgress, Progress
    from .report import Report
    from .stream import Source
    from .verify import Verification
    from .verify_audio import AudioVerification


@dataclass(frozen=True)
class RecorderInfo:
    """A recorder that was found. Where it could not be asked, the names are empty and `error` says why."""

    device: str
    vendor: str = ""
    product: str = ""
    revision: str = ""
    error: Optional[BurnishError] = None

    def to_dict(self) -> Dict[str, Any]:
        """The recorder as plain values, for JSON."""
        return {**self.__dict__, "error": None if self.error is None else self.error.to_dict()}


def recorders() -> List[RecorderInfo]:
    """The recorders of this machine, and the one that BURNISH_DEVICE names."""
    with DiscMaster() as master:
        return [recorder_info(device) for device in master]


def recorder_info(device: str) -> RecorderInfo:
    """Opens a recorder, asks for its name, and closes it."""
    try:
        with Recorder(device) as recorder:
            return RecorderInfo(device, recorder.vendor, recorder.product, recorder.revision)
    except (DeviceError, MediumError, InvalidArgumentError, UnsupportedError) as error:
        return RecorderInfo(device, error=error)


def default_device() -> str:
    """The device where none was named: BURNISH_DEVICE, else the only recorder."""
    named = os.environ.get("BURNISH_DEVICE")
    if named:
        return named
    with DiscMaster() as master:
        devices = list(master)
    if not devices:
        raise DeviceNotFoundError(Status.E_DEV_NOT_EXIST, "No recorder was named and none was found. Name one, or work "
                                  "without hardware: virtual:album.disc is a disc in a folder of that name.")
    if len(devices) > 1:
        raise InvalidArgumentError(Status.E_INVALIDARG, f"There are {len(devices)} recorders: {', '.join(devices)}. "
                                   "Name the one to use.")
    return devices[0]


class Recorder(RecorderCommands):
    """Opened with a device string: "/dev/sr0", "virtual:album.disc?medium=dvd+r"; without one, default_device().

    A drive that another program holds opens too; what needs it then raises DeviceBusyError. record: a file for a
    transcript of all that is said to the drive; redact: without serial numbers."""

    def __init__(self, device: Union[str, "os.PathLike[str]", None] = None, *,
                 record: Union[str, "os.PathLike[str]", None] = None, redact: bool = False) -> None:
        library = core()
        name = _ffi.text(default_device() if device is None else device)
        owned = create(_ffi.RecorderHandle, library.burnish_recorder_new, library.burnish_recorder_unref, check)
        try:
            with owned as raw:
                if record is not None:
                    self._check(library.burnish_recorder_set_recording(raw, _ffi.text(record), redact), raw)
                self._check(library.burnish_recorder_initialize_disc_recorder(raw, name), raw)
        except BaseException:
            owned.release()
            raise
        self._owned = owned

    def __repr__(self) -> str:
        return "<Recorder closed>" if self.closed else f"<Recorder {self.device}>"

    @property
    def device(self) -> str:
        """The device string that it was opened with."""
        return self._string("active_disc_recorder")

    active_disc_recorder = device  # IMAPI2's name for it

    @property
    def vendor(self) -> str:
        return self._string("vendor_id")

    @property
    def product(self) -> str:
        return self._string("product_id")

    @property
    def revision(self) -> str:
        return self._string("product_revision")

    @property
    def legacy_device_number(self) -> int:
        """N of /dev/srN; -1 where the recorder is no such node."""
        return self._int("legacy_device_number")

    @property
    def volume_path_names(self) -> Tuple[str, ...]:
        """Where the disc is mounted."""
        return tuple(self._string("volume_path_names").splitlines())

    @property
    def volume_name(self) -> str:
        """A name of the drive that stays the same when drives come and go; it can be opened."""
        return self._string("volume_name")

    @property
    def device_can_load_media(self) -> bool:
        """Whether the drive ejects and loads by itself."""
        return bool(self._int("device_can_load_media"))

    @property
    def supported_feature_pages(self) -> Tuple[int, ...]:
        return self._list("supported_feature_pages")

    @property
    def current_feature_pages(self) -> Tuple[int, ...]:
        return self._list("current_feature_pages")

    @property
    def supported_profiles(self) -> Tuple[int, ...]:
        return self._list("supported_profiles")

    @property
    def current_profiles(self) -> Tuple[int, ...]:
        return self._list("current_profiles")

    @property
    def supported_mode_pages(self) -> Tuple[int, ...]:
        return self._list("supported_mode_pages")

    def feature_page(self, feature: int, current_only: bool = False) -> bytes:
        """One feature descriptor (MMC-6, 5.3), header included."""
        return self._bytes(core().burnish_recorder_get_feature_page, feature, int(current_only))

    def mode_page(self, page: int, request_type: int = 0) -> bytes:
        """One mode page. request_type: 0 current, 1 changeable, 2 default, 3 saved values."""
        return self._bytes(core().burnish_recorder_get_mode_page, page, request_type)

    def set_mode_page(self, data: bytes) -> None:
        """Sends one mode page, as mode_page() gives it."""
        values = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        self._call(core().burnish_recorder_set_mode_page, values, len(data))

    def eject(self) -> None:
        """Opens the tray."""
        self._call(core().burnish_recorder_eject_media)

    def load(self) -> None:
        """Loads the disc. The drive then needs some seconds: see wait_until_ready()."""
        self._call(core().burnish_recorder_close_tray)

    def acquire_exclusive_access(self, force: bool = False, client_name: str = "burnish") -> None:
        """Counted; not needed before a write, which takes it by itself. force: unmounts a mounted disc."""
        self._call(core().burnish_recorder_acquire_exclusive_access, int(force), _ffi.text(client_name))

    def release_exclusive_access(self) -> None:
        """Takes one count away; at 0 the drive is free again."""
        self._call(core().burnish_recorder_release_exclusive_access)

    @property
    def exclusive_access_owner(self) -> str:
        """Who holds the drive; empty where nobody does."""
        return self._string("exclusive_access_owner")

    @property
    def medium(self) -> Medium:
        """The disc in the drive, looked at now. NoMediumError where there is none."""
        library = core()
        with self._own() as raw:
            held = create(_ffi.MediumHandle, library.burnish_recorder_get_medium, library.burnish_medium_unref,
                          lambda status: self._check(status, raw), raw)
        with held as medium:
            return medium_from(medium)

    def wait_until_ready(self, timeout: float = 60.0) -> Medium:
        """The disc in the drive, once the drive has got it ready: after loading that takes some seconds.

        timeout: seconds, after which the drive's own error is raised."""
        limit, pause = time.monotonic() + timeout, 0.01
        while True:
            try:
                return self.medium
            except MediumError as error:
                if error.status != Status.E_RECORDER_MEDIA_BECOMING_READY or time.monotonic() > limit:
                    raise
            time.sleep(pause)
            pause = min(0.5, 2 * pause)

    def read_blocks(self, lba: int, count: int) -> bytes:
        """Blocks of 2048 bytes from the disc."""
        buffer = bytearray(count * SECTOR_BYTES)
        self.read_blocks_into(lba, buffer)
        return bytes(buffer)

    def read_blocks_into(self, lba: int, buffer: bytearray) -> None:
        """Fills a buffer, whose size is a multiple of 2048, with blocks from the disc."""
        if len(buffer) % SECTOR_BYTES:
            raise ValueError("the buffer's size must be a multiple of 2048")
        memory = (ctypes.c_char * len(buffer)).from_buffer(buffer)
        self._call(core().burnish_recorder_read_blocks, lba, len(buffer) // SECTOR_BYTES, memory)

    def burn_data(self, source: "Source", *, verify: Union[str, int, VerificationLevel] = "full", close: bool = False,
                  speed: Optional[float] = None, simulate: bool = False, fresh: bool = False,
                  overwrite: bool = False, progress: "Optional[Callable[[Progress], Any]]" = None,
                  size: Optional[int] = None, client_name: str = "burnish") -> "Report":
        """Burns an Image, the path of an .iso, bytes, an NrgImage of one track of data, or a readable binary file as a new
        session.

        verify: "none", "quick" or "full". close: finalize the disc; otherwise it stays appendable, DVD+R too.
        speed: in ×, None: the fastest. simulate: a test write, on CD. On a disc with files an Image takes those of the last
        session over; fresh: it does not, and the new session shows only its own. overwrite: replace what is on a
        rewritable disc. progress: called with a Progress twice a second; what it raises cancels the burn and is raised
        here. size: bytes, where the source cannot tell. Ctrl-C cancels."""
        from ._convenience import burn_data
        return burn_data(self, source, verify=VerificationLevel.of(verify), close=close, speed=speed, simulate=simulate,
                         fresh=fresh, overwrite=overwrite, progress=progress, size=size, client_name=client_name)

    def start_data(self, source: "Source", *, verify: Union[str, int, VerificationLevel] = "full", close: bool = False,
                   speed: Optional[float] = None, simulate: bool = False, fresh: bool = False,
                   overwrite: bool = False, progress: "Optional[Callable[[Progress], Any]]" = None,
                   size: Optional[int] = None, client_name: str = "burnish") -> "Job":
        """As burn_data(), but the burn runs by itself: returns a Job to iterate over with `for` or `async for`, whose
        result() gives the report. progress: called with each event that is taken from the job."""
        from ._convenience import start_data
        return start_data(self, source, verify=VerificationLevel.of(verify), close=close, speed=speed,
                          simulate=simulate, fresh=fresh, overwrite=overwrite, progress=progress, size=size,
                          client_name=client_name)

    def burn_audio(self, tracks: Any = (), mode: Optional[str] = None, *,
                   cue: "Union[str, os.PathLike[str], CueSheet, None]" = None, gapless: bool = True,
                   title: Optional[str] = None, performer: Optional[str] = None, cd_text: "Optional[CdText]" = None,
                   transliterate: bool = False,
                   mcn: Optional[str] = None, isrcs: Optional[Sequence[Optional[str]]] = None,
                   speed: Optional[float] = None, verify: Union[str, int, VerificationLevel] = "full",
                   close: bool = True, simulate: bool = False,
                   progress: Optional[Callable[[Any], Any]] = None, client_name: str = "burnish") -> "Report":
        """Burns an audio CD to a blank disc, a track for each entry: an AudioTrack, the path of a WAV, AIFF or FLAC file,
        samples as bytes, or a readable binary file, whose WAV header is recognised. Or an NrgImage of audio tracks, with what
        it says of ISRC, catalogue number and flags. Or no tracks, but a cue sheet or a TOC file of cdrdao: cue, a path or a
        CueSheet, which names files, tracks, indexes and texts.

        mode: "tao", track at once, with two seconds between tracks, a last sector filled up with silence; or "raw", the disc
        at once: without gaps to the sample (gapless=False: with two seconds), with CD-TEXT. None: "raw" for a cue sheet, else
        "tao". A drive that refuses raw gets a cue sheet (session at once), as the report says. title, performer: the disc's,
        for CD-TEXT, beside those of each AudioTrack; cd_text: instead of all of them. transliterate: a character that CD-TEXT
        cannot hold becomes what comes nearest, instead of an error. mcn: the disc's 13 digits. isrcs: one
        for each track, or None.

        speed: in ×, None: the fastest. verify: "none", "quick" or "full", which reads all back. close: finalize the disc;
        otherwise a data session may follow (not in raw mode). simulate: a test write. progress: called with a TaoProgress or
        a RawCDProgress twice a second; what it raises cancels the burn and is raised here. Ctrl-C cancels: of a disc that is
        written track at once, the tracks that are complete stay."""
        from ._audio import DiscText, burn_audio
        return burn_audio(self, tracks, mode=mode, verify=VerificationLevel.of(verify), close=close, speed=speed,
                          simulate=simulate, mcn=mcn, isrcs=isrcs, cue=cue, gapless=gapless,
                          text=DiscText(title, performer, cd_text, transliterate), progress=progress, client_name=client_name)

    def erase(self, full: bool = False, *, progress: "Optional[Callable[[EraseProgress], Any]]" = None,
              client_name: str = "burnish") -> Medium:
        """Makes a rewritable disc blank again, and gives it as it then is. Everything on it is lost.

        full: overwrite the whole disc, which may take more than half an hour; otherwise only what makes it blank.
        progress: called with an EraseProgress twice a second. It cannot be cancelled: Ctrl-C, and what progress raises,
        comes out when the erase is over."""
        from ._convenience import erase
        return erase(self, full=full, progress=progress, client_name=client_name)

    def verify(self, source: "Source", *, size: Optional[int] = None,
               progress: Optional[Callable[[int, int], Any]] = None) -> "Verification":
        """Holds the disc's last session against a source: an Image or a folder file by file, anything else sector by
        sector. VerificationError names what differs. progress: called with sectors compared and sectors in all."""
        from .verify import verify
        return verify(self, source, size=size, progress=progress)

    def verify_audio(self, tracks: Any = (), *, cue: "Union[str, os.PathLike[str], CueSheet, None]" = None,
                     progress: Optional[Callable[[int, int], Any]] = None) -> "AudioVerification":
        """Holds the audio tracks of the disc against sources as burn_audio() takes them, track at once or without gaps as
        the disc is, or against a cue sheet with its files; whatever the drive's constant read offset is. VerificationError
        names what differs. progress: called with sectors compared and sectors in all."""
        from .verify_audio import verify_audio
        return verify_audio(self, tracks, cue=cue, progress=progress)

    def _call(self, function: Callable[..., Any], *arguments: Any) -> None:
        with self._own() as raw:
            self._check(function(raw, *arguments), raw)

    def _string(self, name: str) -> str:
        with self._own() as raw:
            status, value = owned_string(getattr(core(), f"burnish_recorder_get_{name}"), raw)
            self._check(status, raw)
            return value

    def _int(self, name: str) -> int:
        value = ctypes.c_int32()
        self._call(getattr(core(), f"burnish_recorder_get_{name}"), ctypes.byref(value))
        return value.value

    def _list(self, name: str) -> Tuple[int, ...]:
        function = getattr(core(), f"burnish_recorder_get_{name}")
        with self._own() as raw:
            return int_list(function, raw, lambda status: self._check(status, raw))

    def _bytes(self, function: Callable[..., Any], *arguments: int) -> bytes:
        with self._own() as raw:
            return byte_string(function, (raw, *arguments), lambda status: self._check(status, raw))

    @staticmethod
    def _check(status: int, raw: _ffi.RecorderHandle) -> int:
        return check(status, core().burnish_recorder_get_error, raw)
