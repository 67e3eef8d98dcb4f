# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish doctor"""
from __future__ import annotations

import argparse
import os
from typing import Iterator, List, Optional

from .. import BurnishError, DiscMaster, library_version
from .._load import image
from ..diagnosis import Diagnosis, Finding, diagnose
from ._output import Output

NAME = "doctor"
HELP = "explain what stands in the way of a burn"
DESCRIPTION = ("Looks at the libraries and the recorders, and says what is wrong and what to do: a node that is not "
               "there, missing permission, a mounted disc, another program, an open tray, no disc, a disc that is full. "
               "Changes nothing. Exit status 0: nothing is in the way; 1: something is.")

_SIGNS = {"fine": "ok", "note": "note", "problem": "PROBLEM"}


class TroubleFound(Exception):
    """The doctor has said what it found, and it is not good."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(arguments: argparse.Namespace, output: Output) -> None:
    usable = True
    for diagnosis in _diagnoses(arguments):
        usable = usable and diagnosis.usable
        output.result(_lines(diagnosis), "diagnosis", diagnosis.to_dict())
        output.flush()
    if not usable:
        raise TroubleFound


def _diagnoses(arguments: argparse.Namespace) -> Iterator[Diagnosis]:
    library = _libburnish()
    if library.severity == "problem":
        yield Diagnosis("", False, (library,))
        return  # nobody is there to look at drives
    yield Diagnosis("", True, (library, _libburnish_image()))
    devices = _devices(arguments)
    if not _named(arguments):
        yield diagnose()
    yield from map(diagnose, devices)


def _named(arguments: argparse.Namespace) -> Optional[str]:
    device: Optional[str] = arguments.device
    return device or os.environ.get("BURNISH_DEVICE") or None


def _devices(arguments: argparse.Namespace) -> List[str]:
    named = _named(arguments)
    if named:
        return [named]
    with DiscMaster() as master:
        return list(master)


def _libburnish() -> Finding:
    try:
        return Finding("library", "fine", 0, "S_OK", f"libburnish {library_version()} is there.")
    except BurnishError as error:
        return _unloadable(error, "problem")


def _libburnish_image() -> Finding:
    """Without it discs can be burned, but folders cannot be made into images."""
    try:
        image()
        return Finding("library", "fine", 0, "S_OK", "libburnish-image is there.")
    except BurnishError as error:
        return _unloadable(error, "note")


def _unloadable(error: BurnishError, severity: str) -> Finding:
    return Finding("library", severity, error.status, error.name, error.message, error.detail or "")


def _lines(diagnosis: Diagnosis) -> Iterator[str]:
    if diagnosis.device:
        yield f"{diagnosis.device}:"
    for finding in diagnosis.findings:
        yield f"  {_SIGNS[finding.severity]:<8} {finding.message}"
        if finding.detail and finding.severity == "problem":
            yield f"           ({finding.detail})"
