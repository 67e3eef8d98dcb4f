# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish eject"""
from __future__ import annotations

import argparse

from ._output import Output
from ._usage import open_recorder

NAME = "eject"
HELP = "open the tray"
DESCRIPTION = "Opens the tray."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(arguments: argparse.Namespace, output: Output) -> None:
    with open_recorder(arguments) as recorder:
        recorder.eject()
        device = recorder.device
    output.result(["The tray is open."], "ejected", {"device": device})
