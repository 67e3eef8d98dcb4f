# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish verify"""
from __future__ import annotations

import argparse

from .. import Recorder, Verification
from ._output import Output
from ._usage import author, is_ready_image

NAME = "verify"
HELP = "hold the disc against a source"
DESCRIPTION = ("Compares the last session on the disc with a source: one .iso sector by sector, anything else file by "
               "file. Exit status 3 says that they differ.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="what was burned: one .iso, or files and folders")


def run(arguments: argparse.Namespace, output: Output) -> None:
    with Recorder(arguments.device) as recorder:
        if is_ready_image(arguments.sources):
            result = recorder.verify(arguments.sources[0], progress=output.counter("comparing"))
        else:
            with author(arguments.sources, None) as image:
                for text in image.warnings:
                    output.warning(text)
                result = recorder.verify(image)
    output.result([_line(result)], "verification", result.to_dict())


def _line(result: Verification) -> str:
    if result.method == "sector by sector":
        return f"The disc is equal to the source: {result.sectors} sectors from LBA {result.start_lba} compared."
    return f"The disc is equal to the source: every file of the session at LBA {result.start_lba} compared."
