# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish list"""
from __future__ import annotations

import argparse
import contextlib
import sys

from .. import DiscMaster, recorders
from ..recorder import RecorderInfo, recorder_info
from ._output import Output
from ._usage import UsageError

NAME = "list"
HELP = "recorders, one a line"
DESCRIPTION = "Lists the recorders of this machine and the one that BURNISH_DEVICE names."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--watch", action="store_true", help="then tell of drives that are plugged in or out, until "
                        "Ctrl-C")


def run(arguments: argparse.Namespace, output: Output) -> None:
    if arguments.watch:
        _watch(arguments, output)
        return
    found = [_named(arguments.device)] if arguments.device else recorders()
    for info in found:
        output.result([_line(info)], "recorder", info.to_dict())
    if not found and not output.as_json:
        print("No recorder was found. virtual:album.disc works without hardware: it is a disc in a folder of that "
              "name.", file=sys.stderr)


def _watch(arguments: argparse.Namespace, output: Output) -> None:
    """The one master lists and watches, so that nothing happens unseen in between. Ctrl-C is its regular end."""
    if arguments.device:
        raise UsageError("--watch is about all recorders; leave out --device")
    with contextlib.suppress(KeyboardInterrupt), DiscMaster() as master:
        master.fileno()  # from here on
        for info in map(recorder_info, master):
            output.result([_line(info)], "recorder", info.to_dict())
        output.flush()
        for event in master.events():
            info = recorder_info(event.device) if event.added else RecorderInfo(event.device)
            output.result([f"{'+' if event.added else '-'} {_line(info)}"], "added" if event.added else "removed",
                          info.to_dict())
            output.flush()


def _named(device: str) -> RecorderInfo:
    info = recorder_info(device)
    if info.error is not None:
        raise info.error
    return info


def _line(info: RecorderInfo) -> str:
    if info.error is not None:
        return f"{info.device}  ({info.error.message})"
    return f"{info.device}  {info.vendor} {info.product} {info.revision}".rstrip()
