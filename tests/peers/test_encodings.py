# SPDX-License-Identifier: LGPL-2.1-or-later
"""wodim and cdrdao encode what they write raw. What they send is held against the engine's encodings: each sector of the
main channel, each frame of the Q sub-channel."""
import os
import struct
import subprocess

import pytest

from conftest import BLOCK, RAW, Drive, bytes_of

DRIVE = "/dev/sr0"
SECTORS = 400
LEAD_OUT = 6750
LEAD_IN_START = -11849  # of the virtual recorder's discs: 97:24:01
MODE_1, FORMLESS, FORM_1, FORM_2 = 2, 3, 4, 5
XA = 0x20  # the disc type in the lead-in
CATALOG, ISRC = "4006381333931", "DEA123456789"


@pytest.fixture
def drive(tmp_path):
    """With a blank disc; it keeps what is sent."""
    made = Drive(tmp_path, "cd-r-80")
    made.keep_writes()
    yield made
    made.stop()


def wodim(drive, kind):
    drive.run("wodim", f"dev={DRIVE}", "fs=2m", "gracetime=2", "-raw96r", kind, "data")


def cdrdao(drive, toc):
    (drive.folder / "disc.toc").write_text(toc)
    drive.run("cdrdao", "write", "--device", DRIVE, "--driver", "generic-mmc-raw", "-n", "disc.toc")


def cdrdao_data(drive, kind):
    disc = "CD_ROM" if kind == "MODE1" else "CD_ROM_XA"
    cdrdao(drive, f'{disc}\nTRACK {kind}\nDATAFILE "data"\n')


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


def encoded(kind, data):
    return subprocess.run([os.environ["PEERS_ENCODE"], "sectors", str(kind), "0"], input=data, stdout=subprocess.PIPE,
                          check=True).stdout


def checked(kind, sectors):
    """Unscrambled; all of them hold."""
    return subprocess.run([os.environ["PEERS_ENCODE"], "check", str(kind), "0"], input=sectors, stdout=subprocess.PIPE,
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


def assert_toc(peer, told, control, disc_type=0):
    """Its own time runs from the lead-in's start with wodim; cdrdao counts from 00:00:00."""
    minute, second, frame = (SECTORS + 150) // 4500, (SECTORS + 150) // 75, (SECTORS + 150) % 75
    entries = {(0xA0, 1, disc_type, 0), (0xA1, 1, 0, 0), (0xA2, minute, second, frame), (1, 0, 2, 0)}
    assert {tuple(int(word) for word in told[lba][2:6]) for lba in range(LEAD_IN_START, -150)} == entries
    for lba in range(LEAD_IN_START, -150):
        words = told[lba]
        assert words[0] == "toc" and int(words[1]) == control
        assert int(words[6]) == (lba if peer == "wodim" else lba - LEAD_IN_START - 150)


def burned(drive, peer, kind, unit):
    """What a program sent of so many sectors, and what it was given for them."""
    data = bytes_of("encodings", SECTORS * unit)
    (drive.folder / "data").write_bytes(data)
    (wodim if peer == "wodim" else cdrdao_data)(drive, kind)
    return sent(drive, 2448 if peer == "wodim" else 2368), data


def assert_q_of_data(peer, blocks, disc_type=0):
    told = frames(blocks)
    assert_toc(peer, told, 4, disc_type)
    assert_positions(peer, told, 4)
    assert {words[0] for words in told.values()} == {"toc", "position"}


@pytest.mark.parametrize("peer, kind, unit, ours", [
    ("wodim", "-data", BLOCK, MODE_1), ("cdrdao", "MODE1", BLOCK, MODE_1),
    ("wodim", "-mode2", 2336, FORMLESS), ("cdrdao", "MODE2", 2336, FORMLESS)],
    ids=["wodim mode 1", "cdrdao mode 1", "wodim mode 2", "cdrdao mode 2"])
def test_sectors_are_what_others_encode(peer, kind, unit, ours, drive):
    blocks, data = burned(drive, peer, kind, unit)
    sectors = encoded(ours, data)
    assert len(sectors) == SECTORS * RAW
    for lba in range(SECTORS):
        assert blocks[lba][:RAW] == sectors[lba * RAW:(lba + 1) * RAW], f"sector {lba}"
    assert_q_of_data(peer, blocks, XA if kind == "MODE2" else 0)


@pytest.mark.parametrize("kind, unit, ours, edc_at", [
    ("MODE2_FORM1", BLOCK, FORM_1, 2072), ("MODE2_FORM2", 2324, FORM_2, 2348)],
    ids=["form 1", "form 2"])
def test_forms_of_others_hold(kind, unit, ours, edc_at, drive):
    """cdrdao gives sectors of form 1 a sub-header of its own, so that EDC and parity are compared by checking them."""
    blocks, data = burned(drive, "cdrdao", kind, unit)
    sectors = checked(ours, b"".join(blocks[lba][:RAW] for lba in range(SECTORS)))
    for lba in range(SECTORS):
        sector = sectors[lba * RAW:(lba + 1) * RAW]
        assert sector[24:24 + unit] == data[lba * unit:(lba + 1) * unit]
        assert sector[edc_at:edc_at + 4] != bytes(4)
    assert_q_of_data("cdrdao", blocks, XA)


def test_names_in_q_are_what_cdrdao_encodes(drive):
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
