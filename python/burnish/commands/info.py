# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish info"""
from __future__ import annotations

import argparse
from typing import Iterator, Optional

from .. import MediaType, Medium, NoMediumError, RecorderInfo
from ..medium import SECTOR_BYTES
from ._output import Output, human_bytes, human_minutes, human_speed
from ._usage import open_recorder

NAME = "info"
HELP = "recorder, medium, sessions, capacity, speeds"
DESCRIPTION = "Shows the recorder and the disc in it."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(arguments: argparse.Namespace, output: Output) -> None:
    with open_recorder(arguments) as recorder:
        info = RecorderInfo(recorder.device, recorder.vendor, recorder.product, recorder.revision)
        medium: Optional[Medium]
        try:
            medium = recorder.wait_until_ready()
        except NoMediumError:
            medium = None
    output.result(_lines(info, medium), "info",
                  {"recorder": info.to_dict(), "medium": None if medium is None else medium.to_dict()})


def _lines(info: RecorderInfo, medium: Optional[Medium]) -> Iterator[str]:
    yield f"Recorder:  {info.device}"
    yield f"           {info.vendor} {info.product} {info.revision}".rstrip()
    if medium is None:
        yield "Disc:      none"
        return
    yield f"Disc:      {medium.type}, {medium.state}"
    yield f"Capacity:  {_room(medium, medium.total_sectors)}"
    yield f"Free:      {_room(medium, medium.free_sectors)}"
    if medium.next_writable_address >= 0:
        yield f"Next LBA:  {medium.next_writable_address}"
    if medium.write_speeds:
        yield "Speeds:    " + ", ".join(human_speed(speed, medium) for speed in medium.write_speeds)
    yield f"Sessions:  {medium.sessions}"
    for track in medium.tracks:
        if track.is_data:
            kind, size = "data", human_bytes(track.sectors * SECTOR_BYTES)
        else:
            kind, size = "audio", human_minutes(track.sectors)
        yield (f"  session {track.session}, track {track.number}: {kind}, LBA {track.start}, {track.sectors} sectors "
               f"({size})")


def _room(medium: Medium, sectors: int) -> str:
    takes_audio = medium.blank and medium.type in (MediaType.CDR, MediaType.CDRW)
    audio = f" or {human_minutes(sectors)} of audio" if takes_audio else ""
    return f"{human_bytes(sectors * SECTOR_BYTES)}{audio} ({sectors} sectors)"
