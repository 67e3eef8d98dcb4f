# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish load"""
from __future__ import annotations

import argparse

from ._output import Output
from ._usage import open_recorder

NAME = "load"
HELP = "load the disc"
DESCRIPTION = "Closes the tray and loads the disc."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(arguments: argparse.Namespace, output: Output) -> None:
    with open_recorder(arguments) as recorder:
        recorder.load()
        device = recorder.device
    output.result(["The disc is loaded."], "loaded", {"device": device})
