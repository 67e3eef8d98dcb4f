# SPDX-License-Identifier: LGPL-2.1-or-later
"""DataFormat: writes a stream of 2048-byte sectors as a session. IMAPI2's IDiscFormat2Data with IBurnVerification."""
from __future__ import annotations

from typing import Optional, Tuple

from . import _ffi
from ._check import failed, warn_if_adjusted
from ._enums import MediaState, WriteProtect
from ._format import WritingFormat
from ._load import core
from ._properties import FlagProperty, IntGetter, LevelProperty
from ._pump import ON_PROGRESS
from ._running import StreamUse
from ._status import Status
from .job import Job, start_job
from .multisession import MultisessionSequential, multisession_of
from .progress import Progress
from .report import Report
from .stream import Source, Stream, open_stream


class DataFormat(WritingFormat[Progress]):
    """IMAPI2's names and defaults: verification NONE, and a DVD+R is finalized unless
    disable_consumer_dvd_compatibility_mode says otherwise. During a write every setter raises StateError."""

    _topic = "data"
    _handle = _ffi.DataHandle
    _bad_client_name = Status.E_DF2DATA_CLIENT_NAME_IS_NOT_VALID
    _progress_callback = _ffi.DataProgressCallback
    _on_progress = ON_PROGRESS

    force_media_to_be_closed = FlagProperty("Close the disc at the end. Default False.")
    force_overwrite = FlagProperty(
        "A rewritable disc that holds something is overwritten; no effect on CD and DVD+R. Default False.")
    buffer_underrun_free_disabled = FlagProperty(
        "CD: the drive does not bridge a buffer that ran empty, and such a disc is lost. Default False.")
    disable_consumer_dvd_compatibility_mode = FlagProperty(
        "DVD+R: close the session only, unless force_media_to_be_closed. Default False: always finalize.")
    postgap_already_in_image = FlagProperty("The stream brings the post-gap of a CD track. Default False.")
    hash = FlagProperty("Beyond IMAPI2: the stream's SHA-256 goes into the report. Default True.")
    burn_verification_level = LevelProperty("What is read back and compared. Default NONE.")

    current_media_status = IntGetter(MediaState, "The state of the disc in the drive.")
    write_protect_status = IntGetter(WriteProtect, "What protects the disc; no bit: nothing does.")
    total_sectors_on_media = IntGetter(int, "Sectors in all.")
    free_sectors_on_media = IntGetter(int, "Sectors for the next write.")
    next_writable_address = IntGetter(int, "LBA of the next write.")
    start_address_of_previous_session = IntGetter(int, "LBA; -1 on a blank disc.")
    last_written_address_of_previous_session = IntGetter(int, "LBA; -1 on a blank disc.")

    @property
    def multisession_interfaces(self) -> Tuple[MultisessionSequential, ...]:
        """How further sessions are written: one object, also on a blank disc. New objects at each call."""
        with self._own() as raw:
            return multisession_of(raw, self._recorder, lambda status: self._check(status, raw))

    def write(self, source: Source, *, size: Optional[int] = None) -> Report:
        """Writes a source as a new session and returns when the disc is finished. Ctrl-C cancels.

        A BurnishError carries the report of the write that failed as its `report`."""
        stream = open_stream(source, size)
        try:
            with self._own() as raw:
                status = self._write(raw, stream)
                if failed(status):
                    stream.raise_source_error()
                report = self._finished(raw, status)
        finally:
            if stream is not source:
                stream.close()
        if not self._speed_told:
            warn_if_adjusted(status)
        return report

    def start_write(self, source: Source, *, size: Optional[int] = None) -> Job:
        """The same write as a Job, which runs by itself; this object is busy meanwhile. The job calls the progress
        function with each event that is taken from it."""
        with self._own() as raw:
            stream = open_stream(source, size)
            use = StreamUse(stream, stream is not source)
            return start_job(raw, use, self._progress, lambda status: self._check(status, raw), self._speed_told)

    def cancel_write(self) -> None:
        """Makes the write that runs end with a CancelledError, from any thread. StateError where none runs."""
        self._call(core().burnish_data_cancel_write)

    def _write(self, raw: _ffi.DataHandle, stream: Stream) -> int:
        with stream._own() as held:
            return self._pumped(raw, self._progress, lambda: int(core().burnish_data_write(raw, held)))
