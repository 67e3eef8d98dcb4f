# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish audio"""
from __future__ import annotations

import argparse
import warnings
from contextlib import ExitStack
from typing import Any, Iterator

from .. import CueSheet, NrgImage, Report, SpeedAdjustedWarning
from ._output import Output, disc_state, human_minutes
from ._usage import is_nrg, is_sheet, open_recorder, speed

NAME = "audio"
HELP = "burn an audio CD from WAV, AIFF or FLAC files, or from a cue sheet"
DESCRIPTION = ("Burns an audio CD to a blank disc: a track for each WAV, AIFF or FLAC file (44100 Hz, 16 bit, stereo), with two "
               "seconds between them (--mode tao), or without gaps and with titles (--mode raw); what a cue sheet, or a TOC "
               "file of cdrdao, describes; or the tracks of an NRG image. Other formats are for GStreamer's discsink; the "
               "error shows the line.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="the tracks in their order; or one .cue, .toc or .nrg")
    parser.add_argument("--mode", choices=("tao", "raw"), help="tao: track at once, which every recorder can, and the "
                        "default; raw: the whole disc at once, without gaps, with CD-TEXT, which is how a cue sheet is burned")
    parser.add_argument("--gaps", action="store_true", help="in raw mode: two seconds of silence between tracks")
    parser.add_argument("--title", help="in raw mode: the disc's title, for CD-TEXT")
    parser.add_argument("--performer", help="in raw mode: the disc's performer, for CD-TEXT")
    parser.add_argument("--transliterate", action="store_true", help="in raw mode: a character that CD-TEXT cannot hold "
                        "becomes the one that comes nearest")
    parser.add_argument("--speed", type=speed, metavar="N", help="write speed in ×; otherwise the fastest")
    parser.add_argument("--verify", choices=("none", "quick", "full"), default="full",
                        help="what to read back and compare; default: full")
    parser.add_argument("--leave-open", action="store_true", help="track at once: do not finalize the disc, so that a session "
                        "of data may follow; some players do not play such a disc")
    parser.add_argument("--mcn", metavar="DIGITS", help="the disc's catalogue number, 13 digits as below a bar code")
    parser.add_argument("--simulate", action="store_true", help="a test write with the laser off")


def run(arguments: argparse.Namespace, output: Output) -> None:
    with ExitStack() as stack:
        files, cue = arguments.files, None
        tracks: Any = files
        if is_nrg(files):
            tracks = stack.enter_context(NrgImage(files[0]))
        elif is_sheet(files):
            tracks, cue = (), stack.enter_context(CueSheet.open(files[0]))
            for warning in cue.warnings:
                output.warning(f"{files[0]}: {warning}")
        recorder = stack.enter_context(open_recorder(arguments))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SpeedAdjustedWarning)  # the report notes it
                report = recorder.burn_audio(tracks, arguments.mode, cue=cue, gapless=not arguments.gaps,
                                             title=arguments.title, performer=arguments.performer,
                                             transliterate=arguments.transliterate,
                                             speed=arguments.speed, verify=arguments.verify,
                                             close=not arguments.leave_open, simulate=arguments.simulate,
                                             mcn=arguments.mcn, progress=output.progress)
        except KeyboardInterrupt:
            output.disc_state = disc_state(recorder)
            raise
    output.result(_lines(report), "report", {"report": report.to_dict()})


def _program(report: Report) -> int:
    """Sectors from the disc's beginning to the last track's end; what is written raw also has a lead-in and a lead-out."""
    if report.to_dict()["mode"] != "raw" or not report.tracks:
        return report.sectors
    last = report.tracks[-1]
    return int(last["start"] + last["sectors"])


def _lines(report: Report) -> Iterator[str]:
    count = len(report.tracks)
    what = f"{count} track{'' if count == 1 else 's'}, {human_minutes(_program(report))},"
    if report.simulate:
        yield f"Test write of {what} to {report.medium} went well; the disc is as it was."
    else:
        yield f"Burned {what} to {report.medium}: {report.closing}."
        yield f"{report.proof[:1].upper()}{report.proof[1:]}."
    yield from (f"Note: {adjustment}" for adjustment in report.adjustments)
