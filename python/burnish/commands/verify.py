# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish verify"""
from __future__ import annotations

import argparse
from contextlib import ExitStack
from typing import Any, List

from .. import AudioVerification, CueSheet, NrgImage, Recorder, Verification
from ._output import Output
from ._usage import author, is_nrg, is_ready_image, is_sheet, open_recorder

NAME = "verify"
HELP = "hold the disc against a source"
DESCRIPTION = ("Compares the last session on the disc with a source: one .iso or .nrg sector by sector, anything else file by "
               "file; on an audio disc, audio files, a cue sheet or an .nrg with its tracks. Exit status 3 says that they differ.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="what was burned: one .iso, files and "
                        "folders, or the audio files or the .cue of an audio disc")


def run(arguments: argparse.Namespace, output: Output) -> None:
    with ExitStack() as stack:
        nrg = stack.enter_context(NrgImage(arguments.sources[0])) if is_nrg(arguments.sources) else None
        recorder = stack.enter_context(open_recorder(arguments))
        if _is_album(recorder, arguments.sources) if nrg is None else not nrg.tracks[0].is_data:
            tracks: Any = nrg or arguments.sources
            cue = None
            if is_sheet(arguments.sources):
                tracks, cue = (), stack.enter_context(CueSheet.open(arguments.sources[0]))
            album = recorder.verify_audio(tracks, cue=cue, progress=output.counter("comparing"))
            output.result([_album_line(album)], "verification", album.to_dict())
            return
        if nrg is not None or is_ready_image(arguments.sources):
            result = recorder.verify(nrg or arguments.sources[0], progress=output.counter("comparing"))
        else:
            with author(arguments.sources, None) as image:
                for text in image.warnings:
                    output.warning(text)
                result = recorder.verify(image)
    output.result([_line(result)], "verification", result.to_dict())


def _is_album(recorder: Recorder, sources: List[str]) -> bool:
    """Audio files can also be files on a disc of data."""
    if not is_sheet(sources) and not all(source.lower().endswith((".wav", ".flac", ".aiff", ".aif")) for source in sources):
        return False
    tracks = recorder.wait_until_ready().tracks
    return bool(tracks) and not tracks[-1].is_data


def _album_line(result: AudioVerification) -> str:
    offset = f"; the drive's read offset is {result.read_offset} samples" if result.read_offset else ""
    return f"The tracks are equal to the sources: {result.tracks} tracks, {result.sectors} sectors compared{offset}."


def _line(result: Verification) -> str:
    if result.method == "sector by sector":
        return f"The disc is equal to the source: {result.sectors} sectors from LBA {result.start_lba} compared."
    return f"The disc is equal to the source: every file of the session at LBA {result.start_lba} compared."
