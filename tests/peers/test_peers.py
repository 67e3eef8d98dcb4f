# SPDX-License-Identifier: LGPL-2.1-or-later
"""Burning programs that know nothing of burnish burn to the virtual recorder. Every disc is compared with its source,
byte by byte, and in its table of contents as another program reads it. The table in docs/peers.md is made here:
BURNISH_WRITE_PEERS=1 in the environment writes it, otherwise it is compared with what happened."""
import dataclasses
import functools
import os
import re
import subprocess
import typing

import pytest
import raw
import sessions_at_once as sao
import track_at_once as tao
from conftest import ROOT


@dataclasses.dataclass(frozen=True)
class Row:
    mode: str
    medium: str
    program: str
    burn: typing.Callable
    result: str = "identical"  # where nothing of what burn asserts is otherwise

    def __str__(self):
        return f"{self.program} {self.medium} {self.mode}"


def rows(mode, medium, *results, **burns):
    """One line of the table."""
    return [Row(mode, medium, program, burn, *results) for program, burn in burns.items()]


def with_(burn, value):
    """Of a program's driver, or of its write mode."""
    return functools.partial(burn, **{"driver" if value.startswith("generic") else "mode": value})


RAW_DRIVER, COOKED, TEXT = "generic-mmc-raw", "generic-mmc", "generic-mmc:0x10"
CD_R, CD_RW, DVD = "cd-r-80", "cd-rw-80", "dvd+r"
ROWS = [
    *rows("data, track at once", CD_R, cdrskin=tao.cdrskin_tao, wodim=tao.wodim_tao),
    *rows("audio, track at once", CD_R, cdrskin=tao.cdrskin_audio, wodim=tao.wodim_audio),
    *rows("data, track at once, two sessions", CD_R, cdrskin=tao.cdrskin_sessions, wodim=tao.wodim_sessions),
    *rows("files, track at once; files appended", CD_R, xorriso=tao.xorriso_append),
    *rows("data, track at once, as a test", CD_R, "blank", cdrskin=tao.cdrskin_test_write,
          wodim=tao.wodim_test_write),
    *rows("data, track at once; blanked", CD_RW, cdrskin=tao.cdrskin_blank, wodim=tao.wodim_blank,
          xorriso=tao.xorriso_blank),
    *rows("audio, session at once", CD_R, cdrskin=sao.cdrskin_audio, wodim=sao.wodim_audio),
    *rows("audio, session at once, CD-TEXT, ISRC, MCN", CD_R, cdrskin=sao.cdrskin_sheet, wodim=sao.wodim_text,
          cdrdao=with_(sao.cdrdao_album, TEXT)),
    *rows("audio, session at once, from a cue sheet with indexes", CD_R, cdrskin=sao.cdrskin_cue),
    *rows("audio, session at once, hidden track", CD_R, cdrdao=with_(sao.cdrdao_hidden, COOKED)),
    *rows("data, session at once", CD_R, cdrskin=sao.cdrskin_data, wodim=sao.wodim_data,
          xorriso=sao.xorriso_cdrecord),
    *rows("data and audio, session at once", CD_R, wodim=sao.wodim_mixed, cdrdao=with_(sao.cdrdao_mixed, COOKED)),
    *rows("mode 2 without forms, session at once", CD_R, wodim=sao.wodim_mode2),
    *rows("mode 2 of both forms, session at once", CD_R, cdrdao=with_(sao.cdrdao_xa, COOKED)),
    *rows("mode 2 of form 2, session at once", CD_R, "refused", wodim=sao.wodim_xa),
    *rows("data, two sessions at once", CD_R, cdrdao=sao.cdrdao_sessions),
    *rows("data, two sessions at once", CD_R, "refused", wodim=sao.wodim_second_session),
    *rows("data, session at once, then track at once", CD_R, cdrskin=sao.cdrskin_sessions),
    *rows("files, write type left to the program; files appended", CD_R, xorriso=sao.xorriso_files),
    *rows("session at once, as a test", CD_R, "blank", cdrskin=sao.cdrskin_test_write, wodim=sao.wodim_test_write,
          cdrdao=with_(sao.cdrdao_simulation, COOKED)),
    *rows("session at once; blanked", CD_RW, cdrskin=sao.cdrskin_blank, cdrdao=sao.cdrdao_blank,
          xorriso=sao.xorriso_blank),
    *rows("audio, raw, 96 bytes P to W", CD_R, wodim=with_(raw.audio, "-raw96r")),
    *rows("audio, raw, 96 bytes packed", CD_R, wodim=with_(raw.audio, "-raw96p")),
    *rows("audio, raw, 16 bytes P and Q", CD_R, wodim=with_(raw.audio, "-raw16"),
          cdrdao=with_(sao.cdrdao_hidden, RAW_DRIVER)),
    *rows("data, raw, 96 bytes P to W", CD_R, wodim=with_(raw.data, "-raw96r")),
    *rows("data, raw, 96 bytes packed", CD_R, wodim=with_(raw.data, "-raw96p")),
    *rows("data, raw, 16 bytes P and Q", CD_R, wodim=with_(raw.data, "-raw16")),
    *rows("audio, raw, CD-TEXT", CD_R, wodim=with_(raw.text, "-raw96r")),
    *rows("audio, raw, CD-TEXT, ISRC, MCN, indexes", CD_R, cdrdao=with_(sao.cdrdao_album, RAW_DRIVER)),
    *rows("audio, raw, ISRC", CD_R, "refused", wodim=with_(raw.identifiers, "-raw96r")),
    *rows("data and audio, raw", CD_R, cdrdao=with_(sao.cdrdao_mixed, RAW_DRIVER)),
    *rows("mode 2 without forms, raw", CD_R, wodim=with_(raw.mode2, "-raw96r")),
    *rows("mode 2 of both forms, raw", CD_R, cdrdao=with_(sao.cdrdao_xa, RAW_DRIVER)),
    *rows("mode 2 of form 1, raw", CD_R, "refused", wodim=with_(raw.xa, "-raw96r")),
    *rows("raw, as a test", CD_R, "blank", wodim=with_(raw.test_write, "-raw96r"),
          cdrdao=with_(sao.cdrdao_simulation, RAW_DRIVER)),
    *rows("raw sectors of data, read back", CD_R, "read", cdrdao=tao.cdrdao_read),
    *rows("data", DVD, cdrskin=tao.cdrskin_dvd),
    *rows("data, two sessions", DVD, cdrskin=tao.cdrskin_dvd_sessions),
    *rows("image, closed", DVD, growisofs=tao.growisofs_image),
    *rows("files; files appended", DVD, xorriso=tao.xorriso_append, growisofs=tao.growisofs_append),
    *rows("state of the disc, read with dvd+rw-mediainfo", DVD, "read", growisofs=tao.mediainfo_read),
]
PROGRAMS = ("cdrskin", "wodim", "cdrdao", "xorriso", "growisofs")
RESULTS = {}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_peer(row, results):
    RESULTS[row] = "fails"
    results[row].result()
    RESULTS[row] = row.result


def version(package):
    query = ["dpkg-query", "-W", "-f=${Version}", package]
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    return re.sub(r"^\d+:|-[^-]*$", "", done.stdout) if done.returncode == 0 else "?"


def table():
    """A line for each mode and medium, a column for each program."""
    lines = {}
    for row, result in RESULTS.items():
        lines.setdefault((row.mode, row.medium), {})[row.program] = result
    head = ["| what | medium | " + " | ".join(PROGRAMS) + " |", "|---" * (len(PROGRAMS) + 2) + "|"]
    return head + [f"| {mode} | {medium} | " + " | ".join(told.get(program, "") for program in PROGRAMS) + " |"
                   for (mode, medium), told in lines.items()]


def test_table_tells_what_happened():
    """The last one: it looks at all that ran before."""
    document = ROOT / "docs/peers.md"
    text = document.read_text()
    start, end = text.index("| what |"), text.index("\n\n", text.index("| what |"))
    if os.environ.get("BURNISH_WRITE_PEERS"):
        versions = "Versions: " + ", ".join(f"{name} {version(name)}" for name in PROGRAMS) + "."
        text = text[:start] + "\n".join(table()) + text[end:]
        document.write_text(re.sub(r"Versions: [^\n]*\.", versions, text))
        return
    assert text[start:end].splitlines() == table(), \
        "BURNISH_WRITE_PEERS=1 meson test -C build peers writes the table anew"
