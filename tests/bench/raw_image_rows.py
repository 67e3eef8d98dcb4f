# SPDX-License-Identifier: LGPL-2.1-or-later
"""Benchmarks of raw images: how fast a whole disc is made of its tracks."""
from __future__ import annotations

import json

from measure import run
from table import Section, number

ROWS = [
    ("audio", "audio, 96 bytes of sub-channels", 2448),
    ("audio_pq", "audio, P and Q only", 2368),
    ("audio_cdg", "audio with CD+G: parity and interleave of 300 packs a second of music", 2448),
    ("mode1", "mode 1, 96 bytes of sub-channels", 2448),
]
SECTORS_PER_SECOND = 75


def images(program: str, quick: bool) -> Section:
    section = Section("Raw images: made while they are read", ["", "GB/s", "× of a CD at 1×"])
    told = json.loads(run([program, "1" if quick else "9"]))
    for key, name, size in ROWS:
        section.add(name, number(told[key] / 1e9, 2), number(told[key] / size / SECTORS_PER_SECOND, 0))
    section.say("Bytes of the image a second of one core's time, for twelve tracks with ISRC and a catalogue number, read "
                "26 sectors at a time, from sources that copy from memory. A disc of 79 minutes takes "
                f"{told['growth_kib']} KiB more of memory than one of 20.")
    return section
