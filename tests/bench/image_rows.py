# SPDX-License-Identifier: LGPL-2.1-or-later
"""Benchmarks of authoring: the same trees through libburnish-image and xorriso."""
from __future__ import annotations

import pathlib
import random
from typing import List

from data_rows import Bench
from measure import HAVE_STRACE, MEGABYTE, Contender, interleaved, median, system_calls
from table import Section, number


def make_tree(folder: pathlib.Path, files: int, size: int) -> pathlib.Path:
    """Files of about this size, a hundred to a folder, the same at each run."""
    chance = random.Random(2048)
    block = chance.randbytes(1 << 20)
    for index in range(files):
        below = folder / f"folder-{index // 100:04}"
        below.mkdir(parents=True, exist_ok=True)
        length = size + chance.randrange(-size // 4, size // 4)
        with (below / f"file-{index:06}.bin").open("wb") as file:
            while length > 0:
                file.write(block[:min(length, len(block))])
                length -= len(block)
    return folder


def contenders(image: str, tree: pathlib.Path) -> List[Contender]:
    return [
        Contender("burnish", lambda: [image, str(tree), "/dev/null"]),
        Contender("xorriso -as mkisofs -R",
                  lambda: ["xorriso", "-as", "mkisofs", "-quiet", "-R", "-V", "BENCHMARK", "-o", "/dev/null",
                           str(tree)], "xorriso"),
        Contender("genisoimage -R",
                  lambda: ["genisoimage", "-quiet", "-R", "-V", "BENCHMARK", "-o", "/dev/null", str(tree)],
                  "genisoimage"),
    ]


def authoring(bench: Bench, image: str) -> Section:
    section = Section("Authoring ISO 9660 with Rock Ridge, to /dev/null", [
        "", "tree", "wall s", "CPU s", "wall to xorriso", "CPU to xorriso", "system calls/MB", "peak MiB"])
    scale = 10 if bench.quick else 1
    for name, files, size in (("4 files, 1 GB", 4, 250_000_000 // scale),
                              ("20,000 files, 320 MB", 20_000 // scale, 16_000)):
        tree = make_tree(bench.folder / f"tree-{files}", files, size)
        megabytes = sum(path.stat().st_size for path in tree.rglob("*.bin")) / MEGABYTE
        present = [each for each in contenders(image, tree) if not each.missing]
        results = interleaved(bench.take, present, bench.rounds, bench.folder)
        reference = results.get("xorriso -as mkisofs -R")
        for each in present:
            taken = results[each.name]
            wall = median([a.wall / b.wall for a, b in zip(taken, reference)]) if reference else None
            cpu = median([a.cpu / b.cpu for a, b in zip(taken, reference)]) if reference else None
            calls = system_calls(each.command(), bench.folder) if HAVE_STRACE else None
            section.add(each.name, name, number(median([a.wall for a in taken]), 2),
                        number(median([a.cpu for a in taken]), 2), number(wall, 2), number(cpu, 2), number(None if calls is None else calls / megabytes, 0),
                        number(max(a.peak_mib for a in taken), 1))
        section.skipped([each.needs for each in contenders(image, tree) if each.missing])
    section.say("burnish here is libburnish-image through its C interface; it and xorriso author with libisofs, "
                "genisoimage does not.")
    return section
