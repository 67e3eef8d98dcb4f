# SPDX-License-Identifier: LGPL-2.1-or-later
"""What Recorder.burn_audio(mode="raw") decides beyond RawCDImage and RawCDFormat: all that can be checked is checked before
the laser."""
from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Callable, List, Optional, Sequence, Union

from . import _ffi
from ._convenience import sectors_per_second
from ._enums import DigitalCopy, RawSectorType, VerificationLevel
from ._errors import BurnishError, InvalidArgumentError, NoSpaceError, SourceError
from ._status import Status
from .audio import AudioTrack
from .cd_text import CdText, CdTextBlock, CdTextField
from .cue import CueSheet
from .progress import RawCDProgress
from .raw_cd import RawCDFormat
from .raw_image import RawCDImage
from .stream import Stream

if TYPE_CHECKING:
    from .recorder import Recorder
    from .report import Report

_SECTORS_PER_SECOND = 75

Cue = Union[str, "os.PathLike[str]", CueSheet]
ProgressFunction = Callable[[RawCDProgress], Any]


@dataclass(frozen=True)
class DiscText:
    """What the disc says of itself."""

    title: Optional[str] = None
    performer: Optional[str] = None
    cd_text: Optional[CdText] = None  # instead of all titles and performers
    transliterate: bool = False  # a character that CD-TEXT cannot hold becomes what comes nearest


def image_of_tracks(held: ExitStack, album: Sequence[AudioTrack], streams: Sequence[Stream], text: DiscText,
                    mcn: Optional[str], gapless: bool) -> RawCDImage:
    """streams: the samples of each track, as they are."""
    image = held.enter_context(RawCDImage())
    image.gapless_audio = gapless
    for number, (track, stream) in enumerate(zip(album, streams), 1):
        _check_length(stream, number)
        # Without gaps no track has an index 0: players would count down over the end of the one before.
        info = image.add_track(stream, pregap=0 if gapless else None)
        if track.isrc is not None:
            info.isrc = track.isrc
        info.audio_has_preemphasis = track.pre_emphasis
        info.digital_audio_copy_setting = DigitalCopy.PERMITTED if track.copy_permitted else DigitalCopy.PROHIBITED
    if mcn is not None:
        image.media_catalog_number = mcn
    packs = _text_of(album, text)
    if packs is not None:
        image.set_cd_text_packs(packs.encode(1, len(album)).packs)
    return image


def image_of_cue(held: ExitStack, cue: Cue, text: DiscText, mcn: Optional[str]) -> RawCDImage:
    """As the sheet says. Text and number that are given beside it count more."""
    sheet = cue if isinstance(cue, CueSheet) else held.enter_context(CueSheet.open(cue))
    image = held.enter_context(RawCDImage())
    sheet.add_to_raw_image(image, transliterate=text.transliterate)
    if mcn is not None:
        image.media_catalog_number = mcn
    given = text.cd_text
    if given is None and (text.title is not None or text.performer is not None):
        given = sheet.cd_text or CdText([CdTextBlock()])
        given.transliterate = text.transliterate
        _set_disc(given, text)
    if given is not None:
        first = image.starting_track_number
        image.set_cd_text_packs(given.encode(first, first + image.number_of_existing_tracks - 1).packs)
    return image


def burn_image(recorder: "Recorder", held: ExitStack, image: RawCDImage, *, verify: VerificationLevel,
               speed: Optional[float], simulate: bool, progress: Optional[ProgressFunction], client_name: str) -> "Report":
    medium = recorder.wait_until_ready()
    raw = held.enter_context(RawCDFormat(recorder, client_name))
    raw.burn_verification_level = verify
    raw.simulate = simulate
    if speed is not None:
        raw.set_write_speed(sectors_per_second(medium, speed))
    told = None if progress is None else _Told(progress)
    raw.progress = told
    try:
        raw.prepare_media()
        _check_space(image, raw, str(medium.type))
        kind = _sector_type(raw)
        raw.requested_sector_type = kind
        image.resulting_image_type = kind
        with image.create_result_image() as stream:
            report = raw.write_media(stream)
    except BurnishError as error:
        error.report = error.report or raw.report
        raise
    raw.release_media()
    if told is not None:
        told.completed()
    return report


def _sector_type(raw: RawCDFormat) -> RawSectorType:
    """With the sub-channels as the disc has them; else as the drive wants them. A drive that writes none of them raw gets
    a session at once, for which it does not matter."""
    offered = raw.supported_sector_types
    for kind in (RawSectorType.SUBCODE_IS_RAW, RawSectorType.SUBCODE_IS_COOKED):
        if kind in offered:
            return kind
    return RawSectorType.SUBCODE_IS_RAW


def _check_length(stream: Stream, number: int) -> None:
    if stream.length == _ffi.STREAM_LENGTH_UNKNOWN:
        raise SourceError(Status.E_INVALIDARG, f"The length of track {number} is not known, and a disc that is written raw "
                          "needs it before it begins. Give its size=, or use a file.")


def _check_space(image: RawCDImage, raw: RawCDFormat, medium: str) -> None:
    needed, last = image.start_of_leadout, raw.last_possible_start_of_leadout
    if needed > last:
        raise NoSpaceError(Status.E_DF2RAW_NOT_ENOUGH_SPACE, f"The tracks take {minutes(needed)}, and the {medium} has room "
                           f"for {minutes(last)}. Nothing was written; use a longer disc, or leave out tracks.")


def _text_of(album: Sequence[AudioTrack], text: DiscText) -> Optional[CdText]:
    if text.cd_text is not None:
        return text.cd_text
    made = CdText([CdTextBlock()], transliterate=text.transliterate)
    _set_disc(made, text)
    for number, track in enumerate(album, 1):
        made.blocks[0].set(CdTextField.TITLE, number, track.title or "")
        made.blocks[0].set(CdTextField.PERFORMER, number, track.performer or "")
    return made if any(made.blocks[0].text.values()) else None


def _set_disc(cd_text: CdText, text: DiscText) -> None:
    block = cd_text.blocks[0]
    if text.title is not None:
        block.set(CdTextField.TITLE, 0, text.title)
    if text.performer is not None:
        block.set(CdTextField.PERFORMER, 0, text.performer)


def check_raw_only(text: DiscText, cue: Optional[Cue]) -> None:
    """What track at once cannot do."""
    asked: List[str] = []
    asked += ["cue (a cue sheet)"] if cue is not None else []
    asked += ["title"] if text.title is not None else []
    asked += ["performer"] if text.performer is not None else []
    asked += ["cd_text"] if text.cd_text is not None else []
    if asked:
        raise InvalidArgumentError(Status.E_INVALIDARG, f"{', '.join(asked)}: not track at once, where the drive makes the "
                                   "lead-in and the gaps. Use mode=\"raw\" (--mode raw).")


def minutes(sectors: int) -> str:
    """A length in words."""
    seconds = sectors / _SECTORS_PER_SECOND
    return f"{int(seconds) // 60}:{seconds % 60:04.1f} minutes"


class _Told:
    """Passes events on, and adds a last one."""

    def __init__(self, progress: ProgressFunction) -> None:
        self._progress = progress
        self._last: Optional[RawCDProgress] = None

    def __call__(self, event: RawCDProgress) -> None:
        self._last = event
        self._progress(event)

    def completed(self) -> None:
        if self._last is not None:
            self._progress(replace(self._last, completed=True, remaining_time=0))
