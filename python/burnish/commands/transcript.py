# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish transcript"""
from __future__ import annotations

import argparse
import json
from typing import Any, Dict, Iterator, List, Tuple

from .. import BurnishError, Status
from ._output import Output

NAME = "transcript"
HELP = "print what --record has written"
DESCRIPTION = "Prints the transcript of a session with a drive: when, which command, how much data, and what the drive said."

_SCSI_STATUS = {0x00: "good", 0x02: "check condition", 0x08: "busy", 0x18: "reservation conflict", 0x28: "task set full"}


_MEMBERS = {
    "transcript": {"burnish_transcript", "device"},
    "command": {"time", "name", "cdb", "direction", "length"},
    "access": {"time", "access"},
    "end": {"end"},
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file that --record has written")


def run(arguments: argparse.Namespace, output: Output) -> None:
    kind = ""
    for number, line in enumerate(_lines(arguments.file), 1):
        kind, entry = _parsed(arguments.file, number, line)
        if kind != "end":
            output.result([_TEXTS[kind](entry)], kind, entry)
    if kind != "end":
        output.warning("the transcript was cut off: it has no last line")


def _lines(path: str) -> Iterator[str]:
    with open(path, encoding="utf-8", errors="replace") as file:
        lines: List[str] = file.read().splitlines()
    if not lines:
        raise _damaged(path, 1)
    try:
        json.loads(lines[-1])
    except ValueError:
        if len(lines) > 1:
            lines.pop()  # it was being written when the program died
    yield from lines


def _parsed(path: str, number: int, line: str) -> Tuple[str, Dict[str, Any]]:
    """What kind of line it is, and its members."""
    try:
        entry = json.loads(line)
    except ValueError:
        raise _damaged(path, number) from None
    if not isinstance(entry, dict):
        raise _damaged(path, number)
    kind = "transcript" if number == 1 else next((kind for kind in ("end", "access") if kind in entry), "command")
    if not _MEMBERS[kind] <= entry.keys():
        raise _damaged(path, number)
    return kind, entry


def _damaged(path: str, number: int) -> BurnishError:
    return BurnishError(Status.E_NOT_A_TRANSCRIPT, f"{path} is no transcript of a drive, or it is damaged.",
                        detail=f"line {number}")


def _header(entry: Dict[str, Any]) -> str:
    return f"Transcript of {entry['device']}" + (", serial numbers made unreadable" if entry.get("redacted") else "")


def _access(entry: Dict[str, Any]) -> str:
    what = "exclusive access taken" if entry["access"] == "exclusive" else "exclusive access given back"
    failed = entry.get("failed")
    return _row(entry, what if failed is None else f"{what}: FAILED, {failed['message']}")


def _exchange(entry: Dict[str, Any]) -> str:
    name = entry["name"] or "command"
    return _row(entry, f"{name:<28} {_data(entry):<18} {_answer(entry)}  [{entry['cdb']}]")


def _row(entry: Dict[str, Any], text: str) -> str:
    return f"{entry['time']:12.6f}  {text}"


def _data(entry: Dict[str, Any]) -> str:
    if entry["direction"] == "none":
        return ""
    moved = entry.get("transferred", 0)
    return f"{entry['direction']} {moved}" + (f" of {entry['length']}" if moved != entry["length"] else "")


def _answer(entry: Dict[str, Any]) -> str:
    failed = entry.get("failed")
    if failed is not None:
        return f"NO ANSWER: {failed['message']}"
    status = entry.get("status", 0)
    said = _SCSI_STATUS.get(status, f"status {status:02X}h")
    return entry.get("words") or said


_TEXTS = {"transcript": _header, "command": _exchange, "access": _access}
