# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish info"""
from __future__ import annotations

import argparse
from typing import Iterator, Optional

from .. import Medium, NoMediumError, Recorder, RecorderInfo
from ._output import Output, human_bytes, human_speed

NAME = "info"
HELP = "recorder, medium, sessions, capacity, speeds"
DESCRIPTION = "Shows the recorder and the disc in it."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(arguments: argparse.Namespace, output: Output) -> None:
    with Recorder(arguments.device) as recorder:
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
    yield f"Capacity:  {human_bytes(medium.total_bytes)} ({medium.total_sectors} sectors)"
    yield f"Free:      {human_bytes(medium.free_bytes)} ({medium.free_sectors} sectors)"
    if medium.next_writable_address >= 0:
        yield f"Next LBA:  {medium.next_writable_address}"
    if medium.write_speeds:
        yield "Speeds:    " + ", ".join(human_speed(speed, medium) for speed in medium.write_speeds)
    yield f"Sessions:  {medium.sessions}"
    for track in medium.tracks:
        kind = "data" if track.is_data else "audio"
        yield (f"  session {track.session}, track {track.number}: {kind}, LBA {track.start}, {track.sectors} sectors "
               f"({human_bytes(track.sectors * 2048)})")
