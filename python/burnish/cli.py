# SPDX-License-Identifier: LGPL-2.1-or-later
"""The command burnish: its arguments, its exit status, and how it ends when something goes wrong."""
from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from typing import Any, Callable, Dict, List, Optional

from . import __version__
from ._errors import BurnishError, CancelledError, VerificationError
from .commands import ALL
from .commands._output import Output
from .commands._usage import UsageError
from .commands.doctor import TroubleFound

DONE, FAILED, USAGE, NOT_VERIFIED, CANCELLED = 0, 1, 2, 3, 130


def main(argv: Optional[List[str]] = None) -> int:
    """Runs one command line and tells its exit status: 0 done, 1 failed, 2 usage, 3 verification failed, 130
    cancelled."""
    arguments = _parser().parse_args(argv)
    _tolerate_any_name()
    output = Output(arguments.json)
    with Signals():
        try:
            _check_recording(arguments)
            arguments.run(arguments, output)
            output.flush()
            return DONE
        except BrokenPipeError:
            _say_no_more()
            return FAILED
        except TroubleFound:
            output.flush()
            return FAILED
        except UsageError as error:
            arguments.parser.print_usage(sys.stderr)
            print(f"burnish: {error}", file=sys.stderr)
            return USAGE
        except (KeyboardInterrupt, CancelledError):
            return _ended(CANCELLED, output.cancelled)
        except VerificationError as error:
            return _ended(NOT_VERIFIED, output.error, error)
        except BurnishError as error:
            return _ended(FAILED, output.error, error)
        except OSError as error:
            return _ended(FAILED, output.os_error, error)


def _ended(status: int, tell: Callable[..., None], *error: OSError) -> int:
    """Who watched may have gone away, as with a terminal that was closed; that changes nothing about the status."""
    try:
        tell(*error)
    except OSError:
        _say_no_more()
    return status


def _say_no_more() -> None:
    """Nobody reads: what is still in the streams' buffers must not fail at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def _check_recording(arguments: argparse.Namespace) -> None:
    if arguments.record is not None and not arguments.speaks_to_drive:
        raise UsageError("--record is for commands that speak to a drive")
    if arguments.redact and arguments.record is None:
        raise UsageError("--redact goes with --record FILE")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="burnish", description="Burns optical discs, on real recorders and virtual "
                                     "ones.", epilog="Exit status: 0 done, 1 failed, 2 usage, 3 verification failed, "
                                     "130 cancelled.")
    parser.add_argument("--version", action="version", version=f"burnish {__version__}")
    _add_common(parser, {"device": None, "json": False})
    parser.add_argument("--record", metavar="FILE", help="write a transcript of all that is said to the drive")
    parser.add_argument("--redact", action="store_true", help="with --record: make serial numbers unreadable")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in ALL:
        sub = commands.add_parser(command.NAME, help=command.HELP, description=command.DESCRIPTION)
        _add_common(sub, {"device": argparse.SUPPRESS, "json": argparse.SUPPRESS})
        command.add_arguments(sub)
        sub.set_defaults(run=command.run, parser=sub,
                         speaks_to_drive=command.NAME not in ("list", "image", "transcript", "doctor"))
    return parser


def _add_common(parser: argparse.ArgumentParser, defaults: Any) -> None:
    parser.add_argument("--device", metavar="DEV", default=defaults["device"], help="/dev/sr0, or virtual:FOLDER for a "
                        "disc in a folder; otherwise BURNISH_DEVICE, or the only recorder")
    parser.add_argument("--json", action="store_true", default=defaults["json"], help="one JSON object a line")


def _tolerate_any_name() -> None:
    """A file's name may be bytes that no encoding knows; to show it must not fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


class Signals:
    """A drive must not be left with a locked tray: what would end the process cancels the burn instead, once. More of
    them do not hurry it. What was ignored before stays ignored."""

    NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self._previous: Dict[signal.Signals, Any] = {}
        self._interrupted = False

    def __enter__(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in self.NUMBERS:
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                self._previous[number] = signal.signal(number, self._interrupt)

    def __exit__(self, *exception: object) -> None:
        # Blocked first: Python complains of a signal whose handler goes between its coming and its being handled.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, [])
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, self._previous)
        finally:
            for number, handler in self._previous.items():
                signal.signal(number, signal.SIG_IGN if self._interrupted else handler)  # the process ends by itself
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def _interrupt(self, _number: int, _frame: Any) -> None:
        if not self._interrupted:
            self._interrupted = True
            raise KeyboardInterrupt
