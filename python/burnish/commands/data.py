# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish data"""
from __future__ import annotations

import argparse
import warnings
from contextlib import ExitStack
from typing import Iterator, Union

from .. import Image, NrgImage, Recorder, Report, SpeedAdjustedWarning
from .._convenience import place_image
from ..medium import SECTOR_BYTES
from ._output import Output, counted, disc_state, human_bytes
from ._usage import UsageError, add_sources, add_volume_id, author, is_nrg, is_ready_image, open_recorder, speed

NAME = "data"
HELP = "burn files and folders, or an .iso or .nrg"
DESCRIPTION = ("Burns one .iso or .nrg as it is. Other files and folders go into an ISO 9660 image with Joliet and Rock Ridge, "
               "made while it is burned, each under its own name. A disc that holds files already is appended to: the "
               "new session shows both, and a new file replaces an old one of the same path.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_sources(parser, "one .iso or .nrg, or files and folders")
    add_volume_id(parser)
    parser.add_argument("--speed", type=speed, metavar="N", help="write speed in ×; otherwise the fastest")
    parser.add_argument("--verify", choices=("none", "quick", "full"), default="full",
                        help="what to read back and compare; default: full")
    parser.add_argument("--close", action="store_true", help="finalize the disc; nothing can be added then")
    parser.add_argument("--fresh", action="store_true", help="on a disc that holds sessions: do not take over the "
                        "last one's files, so that only the new ones show")
    parser.add_argument("--simulate", action="store_true", help="a test write with the laser off, on CD")
    parser.add_argument("--overwrite", action="store_true", help="replace what is on a rewritable disc; CD and DVD+R "
                        "cannot be overwritten")


def run(arguments: argparse.Namespace, output: Output) -> None:
    nrg = is_nrg(arguments.sources)
    ready = nrg or is_ready_image(arguments.sources)
    if ready and arguments.volume_id is not None:
        raise UsageError("--volume-id is for files and folders; an image has its name already")
    with ExitStack() as stack:
        source: Union[str, Image, NrgImage] = arguments.sources[0]
        if nrg:
            source = stack.enter_context(NrgImage(arguments.sources[0]))
        recorder = stack.enter_context(open_recorder(arguments))
        if not ready:
            source = stack.enter_context(author(arguments.sources, arguments.volume_id))
            for text in source.warnings:
                output.warning(text)
            _take_over(recorder, source, arguments.fresh or arguments.overwrite, output)
        report = _burn(recorder, source, arguments, output)
    output.result(_lines(report), "report", {"report": report.to_dict()})


def _take_over(recorder: Recorder, image: Image, fresh: bool, output: Output) -> None:
    """Prepares the image for the disc, and says which session's files it will list besides."""
    place_image(recorder, recorder.wait_until_ready(), image, fresh)
    imported = image.imported
    if imported is not None:
        output.note(f"Took over {counted(imported.files, 'file')} and {counted(imported.folders, 'folder')} of the "
                    f"session at LBA {imported.start} ({imported.volume_id}).", "imported", imported.to_dict())


def _burn(recorder: Recorder, source: Union[str, Image, NrgImage], arguments: argparse.Namespace, output: Output) -> Report:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SpeedAdjustedWarning)  # the report notes it
            return recorder.burn_data(source, verify=arguments.verify, close=arguments.close, speed=arguments.speed,
                                      simulate=arguments.simulate, fresh=arguments.fresh,
                                      overwrite=arguments.overwrite, progress=output.progress)
    except KeyboardInterrupt:
        output.disc_state = disc_state(recorder)
        raise


def _lines(report: Report) -> Iterator[str]:
    size = human_bytes(report.sectors * SECTOR_BYTES)
    if report.simulate:
        yield f"Test write of {size} to {report.medium} went well; the disc is as it was."
    else:
        yield f"Burned {size} to {report.medium} from LBA {report.start_lba}: {report.closing}."
        yield f"{report.proof[:1].upper()}{report.proof[1:]}."
    yield from (f"Note: {adjustment}" for adjustment in report.adjustments)
    if report.sha256:
        yield f"SHA-256 {report.sha256}"
