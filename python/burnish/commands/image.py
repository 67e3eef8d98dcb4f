# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish image"""
from __future__ import annotations

import argparse

from ._output import Output, human_bytes
from ._usage import add_sources, add_volume_id, author

NAME = "image"
HELP = "write an .iso file, without burning"
DESCRIPTION = ("Makes an ISO 9660 image with Joliet and Rock Ridge from files and folders, each under its own name, "
               "and writes it to a file.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_sources(parser, "files and folders")
    parser.add_argument("-o", "--output", metavar="FILE.iso", required=True, help="the file to write; an existing one "
                        "is replaced when the new one is complete")
    add_volume_id(parser)


def run(arguments: argparse.Namespace, output: Output) -> None:
    with author(arguments.sources, arguments.volume_id) as image:
        for text in image.warnings:
            output.warning(text)
        volume_id = image.volume_id
        size = image.write_to(arguments.output, progress=output.counter("writing image"))
    output.result([f"Wrote {arguments.output}: {human_bytes(size)}, volume ID {volume_id}."], "image",
                  {"path": arguments.output, "bytes": size, "volume_id": volume_id})
