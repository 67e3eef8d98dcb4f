# SPDX-License-Identifier: LGPL-2.1-or-later
"""wodim and cdrdao encode what they write raw. What they send is held against the engine's encodings: each sector of the
main channel, each frame of the Q sub-channel."""
import os
import struct
import subprocess

import pytest

from conftest import BLOCK, RAW, bytes_of

DRIVE = "/dev/sr0"
SECTORS = 400
LEAD_OUT = 6750
LEAD_IN_START = -11849  # of the virtual recorder's discs: 97:24:01
MODE_1 = 2
CATALOG, ISRC = "4006381333931", "DEA123456789"


def wodim_data(drive):
    drive.run("wodim", f"dev={DRIVE}", "fs=2m", "gracetime=2", "-raw96r", "-data", "data")


def cdrdao(drive, toc):
    (drive.folder / "disc.toc").write_text(toc)
    drive.run("cdrdao", "write", "--device", DRIVE, "--driver", "generic-mmc-raw", "-n", "disc.toc")


def cdrdao_data(drive):
    cdrdao(drive, 'CD_ROM\nTRACK MODE1\nDATAFILE "data"\n')


def cdrdao_audio(drive):
    cdrdao(drive, f'CD_DA\nCATALOG "{CATALOG}"\nTRACK AUDIO\nISRC "{ISRC}"\nFILE "data" 0\n')


def sent(drive, size):
    """The blocks by address, as they came."""
    told = (drive.folder / "writes").read_bytes()
    blocks, at = {}, 0
    while at < len(told):
        lba, length = struct.unpack_from(">iI", told, at)
        for offset in range(0, length, size):
            assert lba + offset // size not in blocks
            blocks[lba + offset // size] = told[at + 8 + offset:at + 8 + offset + size]
        at += 8 + length
    assert sorted(blocks) == list(range(LEAD_IN_START, SECTORS + LEAD_OUT))
    return blocks


def encoded(data):
    return subprocess.run([os.environ["PEERS_ENCODE"], "sectors", str(MODE_1), "0"], input=data, stdout=subprocess.PIPE,
                          check=True).stdout


def q_of(block):
    """Out of the 96 symbols, or the 16 bytes: there cdrdao does not invert the CRC and leaves that to the drive."""
    sub = block[RAW:]
    if len(sub) == 16:
        return sub[:10] + bytes(byte ^ 0xFF for byte in sub[10:12])
    bits = "".join(str(symbol >> 6 & 1) for symbol in sub)
    return int(bits, 2).to_bytes(12, "big")


def frames(blocks):
    """What they say, as the engine reads it, by address; none that it would have encoded differently."""
    source = b"".join(bytes([lba < -150]) + q_of(blocks[lba]) for lba in sorted(blocks))
    done = subprocess.run([os.environ["PEERS_ENCODE"], "q"], input=source, stdout=subprocess.PIPE, check=True)
    lines = done.stdout.decode().splitlines()
    assert not [line for line in lines if "differently" in line or "unknown" in line]
    return {lba: line.split() for lba, line in zip(sorted(blocks), lines, strict=True)}


def pregap_of(peer, lba):
    """The countdown ends with 0, as the standard says; cdrdao's with 1."""
    return -lba - (1 if peer == "wodim" else 0)


def assert_positions(peer, told, control):
    for lba, words in told.items():
        if words[0] != "position":
            continue
        if lba < 0:
            track, index, relative = 1, 0, pregap_of(peer, lba)
        elif lba < SECTORS:
            track, index, relative = 1, 1, lba
        else:
            track, index, relative = 0xAA, 1, lba - SECTORS
        assert [int(word) for word in words[1:]] == [control, track, index, relative, lba]


def assert_toc(peer, told, control):
    """Its own time runs from the lead-in's start with wodim; cdrdao counts from 00:00:00."""
    minute, second, frame = (SECTORS + 150) // 4500, (SECTORS + 150) // 75, (SECTORS + 150) % 75
    entries = {(0xA0, 1, 0, 0), (0xA1, 1, 0, 0), (0xA2, minute, second, frame), (1, 0, 2, 0)}
    assert {tuple(int(word) for word in told[lba][2:6]) for lba in range(LEAD_IN_START, -150)} == entries
    for lba in range(LEAD_IN_START, -150):
        words = told[lba]
        assert words[0] == "toc" and int(words[1]) == control
        assert int(words[6]) == (lba if peer == "wodim" else lba - LEAD_IN_START - 150)


@pytest.mark.parametrize("peer, burn, size", [("wodim", wodim_data, 2448), ("cdrdao", cdrdao_data, 2368)],
                         ids=["wodim", "cdrdao"])
def test_mode_1_is_what_others_encode(peer, burn, size, new_drive):
    drive = new_drive("cd-r-80")
    drive.keep_writes()
    data = bytes_of("encodings", SECTORS * BLOCK)
    (drive.folder / "data").write_bytes(data)
    burn(drive)
    blocks = sent(drive, size)
    ours = encoded(data)
    assert len(ours) == SECTORS * RAW
    for lba in range(SECTORS):
        assert blocks[lba][:RAW] == ours[lba * RAW:(lba + 1) * RAW], f"sector {lba}"
    told = frames(blocks)
    assert_toc(peer, told, 4)
    assert_positions(peer, told, 4)
    assert {words[0] for words in told.values()} == {"toc", "position"}


def test_names_in_q_are_what_cdrdao_encodes(new_drive):
    drive = new_drive("cd-r-80")
    drive.keep_writes()
    (drive.folder / "data").write_bytes(bytes_of("sound", SECTORS * RAW))
    cdrdao_audio(drive)
    told = frames(sent(drive, 2368))
    assert_toc("cdrdao", told, 0)
    assert_positions("cdrdao", told, 0)
    names = {"catalog": CATALOG, "isrc": ISRC}
    for kind, name in names.items():
        found = {lba: words for lba, words in told.items() if words[0] == kind}
        assert len(found) > 2
        for lba, words in found.items():
            assert words[1:] == ["0", name, str((lba + 150) % 75)]
