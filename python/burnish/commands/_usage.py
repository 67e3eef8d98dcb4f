# SPDX-License-Identifier: LGPL-2.1-or-later
"""What several commands take: sources, speeds."""
from __future__ import annotations

import argparse
from pathlib import Path
from typing import List, Optional

from .. import Image, Recorder


class UsageError(Exception):
    """Arguments that do not go together."""


def open_recorder(arguments: argparse.Namespace) -> Recorder:
    """The recorder that was named, with the recording that was asked for."""
    return Recorder(arguments.device, record=arguments.record, redact=arguments.redact)


def speed(text: str) -> float:
    """A speed in ×: "8", "8x"."""
    try:
        value = float(text.rstrip("xX×"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no speed; give a number, such as 8 for 8×") from None
    if not 0 < value < 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no speed; it must be between 0 and 1000")
    return value


def is_ready_image(sources: List[str]) -> bool:
    """Whether the sources are one .iso, to be taken as it is."""
    return len(sources) == 1 and sources[0].lower().endswith(".iso") and Path(sources[0]).is_file()


def is_nrg(sources: List[str]) -> bool:
    """Whether the sources are one NRG image, to be taken as it is."""
    return len(sources) == 1 and sources[0].lower().endswith(".nrg") and Path(sources[0]).is_file()


def is_sheet(sources: List[str]) -> bool:
    """Whether the sources are one cue sheet, or TOC file of cdrdao."""
    return len(sources) == 1 and sources[0].lower().endswith((".cue", ".toc"))


def author(sources: List[str], volume_id: Optional[str]) -> Image:
    """An image with every source under its own name, as cp -r would put them."""
    image = Image(volume_id)
    for source in sources:
        image.add(source)
    return image


def add_volume_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--volume-id", metavar="ID", help="name of the disc, up to 32 characters; otherwise the single "
                        "source's name, or the date")


def add_sources(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help=text)
