# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish audio"""
from __future__ import annotations

import argparse
import warnings
from contextlib import ExitStack
from typing import Any, Iterator

from .. import NrgImage, Report, SpeedAdjustedWarning
from ._output import Output, disc_state, human_minutes
from ._usage import is_nrg, open_recorder, speed

NAME = "audio"
HELP = "burn an audio CD from WAV, AIFF or FLAC files"
DESCRIPTION = ("Burns an audio CD to a blank disc, a track for each WAV, AIFF or FLAC file (44100 Hz, 16 bit, stereo), "
               "with two seconds between them; or the tracks of an NRG image. Other formats are for GStreamer's discsink; the "
               "error shows the line.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="the tracks in their order; or one .nrg")
    parser.add_argument("--mode", choices=("tao", "raw"), default="tao", help="tao, the default: track at once; raw is not "
                        "there yet")
    parser.add_argument("--speed", type=speed, metavar="N", help="write speed in ×; otherwise the fastest")
    parser.add_argument("--verify", choices=("none", "quick", "full"), default="full",
                        help="what to read back and compare; default: full")
    parser.add_argument("--leave-open", action="store_true", help="do not finalize the disc, so that a session of data may "
                        "follow; some players do not play such a disc")
    parser.add_argument("--mcn", metavar="DIGITS", help="the disc's catalogue number, 13 digits as below a bar code")
    parser.add_argument("--simulate", action="store_true", help="a test write with the laser off")


def run(arguments: argparse.Namespace, output: Output) -> None:
    with ExitStack() as stack:
        tracks: Any = stack.enter_context(NrgImage(arguments.files[0])) if is_nrg(arguments.files) else arguments.files
        recorder = stack.enter_context(open_recorder(arguments))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SpeedAdjustedWarning)  # the report notes it
                report = recorder.burn_audio(tracks, arguments.mode, speed=arguments.speed,
                                             verify=arguments.verify, close=not arguments.leave_open,
                                             simulate=arguments.simulate, mcn=arguments.mcn, progress=output.progress)
        except KeyboardInterrupt:
            output.disc_state = disc_state(recorder)
            raise
    output.result(_lines(report), "report", {"report": report.to_dict()})


def _lines(report: Report) -> Iterator[str]:
    count = len(report.tracks)
    what = f"{count} track{'' if count == 1 else 's'}, {human_minutes(report.sectors)},"
    if report.simulate:
        yield f"Test write of {what} to {report.medium} went well; the disc is as it was."
    else:
        yield f"Burned {what} to {report.medium}: {report.closing}."
        yield f"{report.proof[:1].upper()}{report.proof[1:]}."
    yield from (f"Note: {adjustment}" for adjustment in report.adjustments)
