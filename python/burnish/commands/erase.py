# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish erase"""
from __future__ import annotations

import argparse

from ._output import Output
from ._usage import open_recorder

NAME = "erase"
HELP = "make a rewritable disc blank again"
DESCRIPTION = ("Erases a rewritable disc, without asking: everything on it is lost. Ctrl-C does not stop it, because a "
               "disc that is erased half is of no use; the command then ends when the disc is blank.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--full", action="store_true", help="overwrite the whole disc, which may take more than half an "
                        "hour; otherwise only what makes it blank")


def run(arguments: argparse.Namespace, output: Output) -> None:
    with open_recorder(arguments) as recorder:
        try:
            medium = recorder.erase(arguments.full, progress=output.progress)
        except KeyboardInterrupt:
            output.disc_state = str(recorder.medium.state)
            raise
        device = recorder.device
    output.result([f"Erased: the {medium.type} is {medium.state}."], "erased",
                  {"device": device, "full": arguments.full, "medium": medium.to_dict()})
