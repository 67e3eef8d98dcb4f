# SPDX-License-Identifier: LGPL-2.1-or-later
"""Benchmarks of the CD encodings: sectors, sub-channels."""
from __future__ import annotations

import json

from measure import run
from table import Section, number

SECTORS_PER_SECOND = 75
ROWS = [
    ("mode1", "mode 1: EDC, P and Q parity, scrambling"),
    ("edc", "EDC alone"),
    ("q", "Q with its CRC, P and Q in 96 symbols"),
    ("packs", "four packs of R to W: parity"),
    ("copy", "2352 bytes copied (a floor)"),
]


def encoding(program: str, quick: bool) -> Section:
    section = Section("Encoding CD sectors: nanoseconds of CPU time a sector", ["", "plain", "burnish", "ratio", "× of a CD at 1×"])
    told = json.loads(run([program, "5" if quick else "101"]))
    for key, name in ROWS:
        row = told[key]
        section.add(name, number(row["plain"], 0), number(row["ours"], 0), number(row["ratio"], 1),
                    number(1e9 / row["ours"] / SECTORS_PER_SECOND, 0))
    section.say("The plain encoder is written here as such encoders usually are: a table lookup for each byte of EDC and "
                "of parity, a step for each bit of a CRC and for each symbol, powers and logarithms for the packs. Both "
                "run in turns in one process, on 32 sectors that stay in the caches, and their results are compared "
                "first. burnish's is portable C++ without a processor's own instructions.")
    return section
