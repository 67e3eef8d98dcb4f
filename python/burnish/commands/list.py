# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish list"""
from __future__ import annotations

import argparse
import sys

from .. import recorders
from ..recorder import RecorderInfo, recorder_info
from ._output import Output

NAME = "list"
HELP = "recorders, one a line"
DESCRIPTION = "Lists the recorders of this machine and the one that BURNISH_DEVICE names."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(arguments: argparse.Namespace, output: Output) -> None:
    found = [_named(arguments.device)] if arguments.device else recorders()
    for info in found:
        output.result([_line(info)], "recorder", info.to_dict())
    if not found and not output.as_json:
        print("No recorder was found. virtual:album.disc works without hardware: it is a disc in a folder of that "
              "name.", file=sys.stderr)


def _named(device: str) -> RecorderInfo:
    info = recorder_info(device)
    if info.error is not None:
        raise info.error
    return info


def _line(info: RecorderInfo) -> str:
    if info.error is not None:
        return f"{info.device}  ({info.error.message})"
    return f"{info.device}  {info.vendor} {info.product} {info.revision}".rstrip()
