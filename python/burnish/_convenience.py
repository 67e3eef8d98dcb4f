# SPDX-License-Identifier: LGPL-2.1-or-later
"""What Recorder.burn_data() and Recorder.erase() decide beyond the formats."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Optional

from ._enums import MediaState, MediaType, VerificationLevel
from ._errors import InvalidArgumentError, UnsupportedError
from ._status import Status
from .data import DataFormat
from .erase import EraseFormat
from .image import Image
from .job import Job
from .medium import Medium

if TYPE_CHECKING:
    from .progress import EraseProgress, Progress
    from .recorder import Recorder
    from .report import Report
    from .stream import Source


def burn_data(recorder: "Recorder", source: "Source", *, verify: VerificationLevel, close: bool,
              speed: Optional[float], simulate: bool, fresh: bool, overwrite: bool,
              progress: "Optional[Callable[[Progress], Any]]", size: Optional[int], client_name: str) -> "Report":
    with _prepared(recorder, source, verify, close, speed, simulate, fresh, overwrite, progress,
                   client_name) as data:
        return data.write(source, size=size)


def start_data(recorder: "Recorder", source: "Source", *, verify: VerificationLevel, close: bool,
               speed: Optional[float], simulate: bool, fresh: bool, overwrite: bool,
               progress: "Optional[Callable[[Progress], Any]]", size: Optional[int], client_name: str) -> Job:
    with _prepared(recorder, source, verify, close, speed, simulate, fresh, overwrite, progress,
                   client_name) as data:
        return data.start_write(source, size=size)


def _prepared(recorder: "Recorder", source: "Source", verify: VerificationLevel, close: bool, speed: Optional[float],
              simulate: bool, fresh: bool, overwrite: bool, progress: "Optional[Callable[[Progress], Any]]",
              client_name: str) -> DataFormat:
    """A DataFormat that is set as it was asked."""
    medium = recorder.wait_until_ready()
    _check_overwrite(medium, overwrite)
    _check_sessions(medium, source, fresh)
    if isinstance(source, Image):
        place_image(recorder, medium, source, fresh or overwrite)
    data = DataFormat(recorder, client_name)
    try:
        data.burn_verification_level = verify
        data.force_media_to_be_closed = close
        data.disable_consumer_dvd_compatibility_mode = True  # so that close alone decides, also on DVD+R
        data.force_overwrite = overwrite
        data.simulate = simulate
        data.progress = progress
        if speed is not None:
            data.set_write_speed(sectors_per_second(medium, speed))
    except BaseException:
        data.close()
        raise
    return data


def erase(recorder: "Recorder", *, full: bool, progress: "Optional[Callable[[EraseProgress], Any]]",
          client_name: str) -> Medium:
    with EraseFormat(recorder, client_name) as format_:
        format_.full_erase = full
        format_.progress = progress
        format_.erase_media()
    return recorder.wait_until_ready()


def _check_overwrite(medium: Medium, overwrite: bool) -> None:
    """Who asks for it wants what is there gone, and this disc would only be added to."""
    if not overwrite or medium.blank or medium.state & MediaState.OVERWRITE_ONLY:
        return
    if medium.type is MediaType.CDRW:
        way = "Erase the disc first (Recorder.erase(), burnish erase)"
    else:
        way = "What is on it stays; use another disc"
    raise UnsupportedError(Status.E_RECORDER_FEATURE_IS_NOT_CURRENT, f"A {medium.type} cannot be overwritten. {way}, "
                           "or leave out overwrite=True (--overwrite) to add a session where the disc is appendable.")


def sectors_per_second(medium: Medium, speed: float) -> int:
    """A speed in × as IMAPI2 counts it."""
    if not speed > 0:
        raise InvalidArgumentError(Status.E_INVALIDARG, f"The speed must be more than 0, not {speed:g}.")
    return max(1, round(speed * medium.sectors_per_second_at_1x))


def place_image(recorder: "Recorder", medium: Medium, image: Image, fresh: bool) -> None:
    """Tells an image where it will lie. On a disc with sessions it takes the last one's files over first, unless it is to
    be fresh."""
    if fresh and image.imported is not None:
        raise InvalidArgumentError(Status.E_INVALIDARG, "fresh=True is for a session that lists only new files, and this "
                                   "image has taken over a session already. Make a new image.")
    if medium.sessions > 0 and medium.appendable and not fresh:
        image.import_session(recorder)
    else:
        image.set_session_start_block(max(0, medium.next_writable_address))


def _check_sessions(medium: Medium, source: "Source", fresh: bool) -> None:
    """A later session hides the earlier ones, unless it lists their files too. A ready-made image does not."""
    if isinstance(source, Image) or medium.sessions == 0 or fresh or not medium.appendable:
        return
    raise UnsupportedError(Status.E_NOTIMPL, "The disc holds a session already, and a ready-made "
                           f"image fits there only if it was made to begin at block {medium.next_writable_address}. Use "
                           "a blank disc, or pass fresh=True (--fresh) to burn it all the same.")
