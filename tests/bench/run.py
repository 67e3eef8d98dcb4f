#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Measures burnish beside other programs and writes a Markdown page. It reports; it judges nothing."""
from __future__ import annotations

import argparse
import functools
import pathlib
import sys
import tempfile
from typing import Callable, List

import codec_rows
import data_rows
import image_rows
import raw_image_rows
from measure import Failed
from table import Section, machine

RATIOS = ("Only the ratios within one table mean something: every round runs all the programs one after the other, and "
          "the numbers are medians.")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--burn", required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--heap", required=True)
    parser.add_argument("--take", required=True)
    parser.add_argument("--codec", default="", help="bench-codec; left out: nothing is encoded")
    parser.add_argument("--raw-image", default="", help="bench-raw-image; left out: no raw images are made")
    parser.add_argument("--image", default="", help="bench-image; left out: nothing is authored")
    parser.add_argument("--build-type", default="unknown")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, to see that it runs")
    parser.add_argument("--only", action="append", default=[], help="writing, memory, waking, pace, reading, encoding, raw, authoring")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="burnish-bench-", dir="/var/tmp") as folder:
        bench = data_rows.Bench(options.burn, options.engine, options.heap, options.take, pathlib.Path(folder),
                                options.rounds, options.quick)
        parts = {"writing": data_rows.writing, "memory": data_rows.memory, "waking": data_rows.waking,
                 "pace": data_rows.in_real_time, "reading": data_rows.reading_back}
        jobs: List[Callable[[], Section]] = [functools.partial(part, bench) for name, part in parts.items()
                                             if not options.only or name in options.only]
        if options.codec and (not options.only or "encoding" in options.only):
            jobs.append(lambda: codec_rows.encoding(options.codec, options.quick))
        if options.raw_image and (not options.only or "raw" in options.only):
            jobs.append(lambda: raw_image_rows.images(options.raw_image, options.quick))
        if options.image and (not options.only or "authoring" in options.only):
            jobs.append(lambda: image_rows.authoring(bench, options.image))
        page = [f"{machine(options.build_type)} {RATIOS}\n"]
        failed = False
        for job in jobs:
            try:
                page.append(job().text())
            except Failed as failure:
                failed = True
                page.append(f"Not measured: {failure}\n")
            print(page[-1], flush=True)
    options.output.write_text("\n".join(page), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
