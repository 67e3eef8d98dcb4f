# SPDX-License-Identifier: LGPL-2.1-or-later
"""Burning programs that know nothing of burnish burn to the virtual recorder. Every disc is compared with its source,
byte by byte, and in its table of contents as another program reads it. The table in docs/peers.md is made here:
BURNISH_WRITE_PEERS=1 in the environment writes it, otherwise it is compared with what happened."""
import os
import re
import subprocess
import wave

import pytest
from conftest import BLOCK, RAW, ROOT, bytes_of

RUN_OUT = 2
PREGAP = 150
FIRST_GAP = 11400
DRIVE = "/dev/sr0"


def cdrskin(*words):
    return ["cdrskin", f"dev={DRIVE}", *words]


def wodim(*words):
    return ["wodim", f"dev={DRIVE}", "fs=2m", "gracetime=2", *words]


def xorriso(*words):
    return ["xorriso", "-abort_on", "FAILURE", *words]


def blocks_of(path):
    return max((path.stat().st_size + BLOCK - 1) // BLOCK, 300)


def assert_one_session(drive, image, state="complete"):
    assert drive.state()["state"] == state
    assert len(drive.tracks()) == 1
    expected = blocks_of(image) + RUN_OUT if drive.medium.startswith("cd") else (blocks_of(image) + 15) // 16 * 16
    assert drive.toc() == [0, expected]
    drive.assert_holds(1, image.read_bytes())


def assert_two_sessions_of_a_cd(drive, image):
    """Appended where it belongs: behind the first lead-out, lead-in and pre-gap."""
    second = blocks_of(image) + RUN_OUT + FIRST_GAP
    assert drive.toc() == [0, second, second + blocks_of(image) + RUN_OUT]
    for number in (1, 2):
        drive.assert_holds(number, image.read_bytes())


def session_files(drive, *folders):
    """The last session read as the file system that it is, by a program that is not the writer."""
    start = drive.tracks()[-1]["start"]
    iso = drive.disc / "disc.iso"
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = "/" + str(path.relative_to(folder))
            got = subprocess.run(["isoinfo", "-R", "-T", str(start), "-i", iso, "-x", name], capture_output=True,
                                 check=True).stdout
            assert got == path.read_bytes(), f"{name} in the session at {start}"


def read_files(drive, folder, place="/"):
    """The files of a folder as xorriso reads them through the drive."""
    target = drive.folder / f"read{len(list(drive.folder.iterdir()))}"
    drive.run(*xorriso("-osirrox", "on", "-indev", DRIVE, "-extract", place, target))
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        assert (target / path.relative_to(folder)).read_bytes() == path.read_bytes()


def assert_album(drive, burn):
    """Two audio tracks at once: a pause and two run-out blocks around each, and the samples as they are."""
    album = [bytes_of(name, sectors * RAW) for name, sectors in (("one", 400), ("two", 321))]
    for number, samples in enumerate(album):
        with wave.open(str(drive.folder / f"{number}.wav"), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(44100)
            file.writeframes(samples)
    burn([drive.folder / "0.wav", drive.folder / "1.wav"])
    assert drive.state()["state"] == "complete"
    second = 400 + RUN_OUT + PREGAP
    assert drive.toc() == [0, second, second + 321 + RUN_OUT]
    sectors = (drive.disc / "disc.bin").read_bytes()
    for start, samples in zip((0, second), album):
        assert sectors[start * RAW:start * RAW + len(samples)] == samples
    assert sectors[400 * RAW:second * RAW].strip(b"\0") == b""
    drive.run("cdrdao", "read-cd", "--device", DRIVE, "--driver", "generic-mmc", "--paranoia-mode", "0", "--datafile",
              "read.bin", "read.toc")
    read = bytearray((drive.folder / "read.bin").read_bytes())
    read[0::2], read[1::2] = read[1::2], read[0::2]  # cdrdao writes samples big-endian
    assert bytes(read[:400 * RAW]) == album[0]
    assert album[1] in bytes(read)
    assert (drive.folder / "read.toc").read_text().count("TRACK AUDIO") == 2


# cdrskin

def cdrskin_tao(drive, image, _folders):
    drive.run(*cdrskin("-tao", image))
    assert_one_session(drive, image)


def cdrskin_sessions(drive, image, _folders):
    drive.run(*cdrskin("-tao", "-multi", image))
    assert drive.state()["state"] == "appendable"
    drive.run(*cdrskin("-tao", image))
    assert drive.state()["state"] == "complete"
    assert_two_sessions_of_a_cd(drive, image)


def cdrskin_test_write(drive, image, _folders):
    drive.run(*cdrskin("-tao", "-dummy", image))
    assert drive.state()["state"] == "blank"
    assert "WRITE(10)" in drive.commands()
    drive.run(*cdrskin("-tao", image))
    assert_one_session(drive, image)


def cdrskin_blank(drive, image, _folders):
    for kind in ("fast", "all"):
        drive.run(*cdrskin("-tao", image))
        assert_one_session(drive, image)
        drive.run(*cdrskin(f"blank={kind}"))
        assert drive.state()["state"] == "blank"
    drive.run(*cdrskin("-tao", image))
    assert_one_session(drive, image)


def cdrskin_dvd(drive, image, _folders):
    drive.run(*cdrskin("-tao", image))
    assert_one_session(drive, image)


def cdrskin_dvd_sessions(drive, image, _folders):
    drive.run(*cdrskin("-tao", "-multi", image))
    drive.run(*cdrskin("-tao", "-multi", image))
    assert drive.state()["state"] == "appendable"
    for number in (1, 2):
        drive.assert_holds(number, image.read_bytes())
    assert drive.toc()[:2] == [track["start"] for track in drive.tracks()]


def cdrskin_audio(drive, _image, folders):
    assert_album(drive, lambda tracks: drive.run(*cdrskin("-audio", "-tao", *tracks)))


# wodim

def wodim_audio(drive, _image, folders):
    assert_album(drive, lambda tracks: drive.run(*wodim("-audio", "-tao", *tracks)))


def wodim_tao(drive, image, _folders):
    drive.run(*wodim("-tao", "-data", image))
    assert_one_session(drive, image)


def wodim_sessions(drive, image, _folders):
    drive.run(*wodim("-tao", "-multi", "-data", image))
    assert drive.state()["state"] == "appendable"
    drive.run(*wodim("-tao", "-data", image))
    assert drive.state()["state"] == "complete"
    assert_two_sessions_of_a_cd(drive, image)


def wodim_test_write(drive, image, _folders):
    drive.run(*wodim("-tao", "-dummy", "-data", image))
    assert drive.state()["state"] == "blank"
    assert "WRITE(10)" in drive.commands()


def wodim_blank(drive, image, _folders):
    for kind in ("fast", "all"):
        drive.run(*wodim("-tao", "-data", image))
        assert_one_session(drive, image)
        drive.run(*wodim(f"blank={kind}"))
        assert drive.state()["state"] == "blank"


# xorriso

def xorriso_append(drive, _image, folders):
    first, second = folders
    drive.run(*xorriso("-outdev", DRIVE, "-write_type", "tao", "-map", first, "/", "-commit"))
    assert drive.state()["state"] == "appendable"
    session_files(drive, first)
    drive.run(*xorriso("-dev", DRIVE, "-write_type", "tao", "-map", second, "/more", "-close", "on", "-commit"))
    assert drive.state()["state"] == "complete"
    assert len(drive.tracks()) == 2
    assert drive.toc()[:2] == [track["start"] for track in drive.tracks()]
    session_files(drive, first)
    read_files(drive, first)
    read_files(drive, second, "/more")


def xorriso_blank(drive, _image, folders):
    first, second = folders
    drive.run(*xorriso("-outdev", DRIVE, "-write_type", "tao", "-map", first, "/", "-commit"))
    drive.run(*xorriso("-outdev", DRIVE, "-blank", "fast"))
    assert drive.state()["state"] == "blank"
    drive.run(*xorriso("-outdev", DRIVE, "-write_type", "tao", "-map", second, "/", "-commit"))
    session_files(drive, second)
    assert drive.toc()[0] == 0


# growisofs

def growisofs_image(drive, image, _folders):
    drive.run("growisofs", "-dvd-compat", "-Z", f"{DRIVE}={image}")
    assert_one_session(drive, image)


def growisofs_append(drive, _image, folders):
    first, second = folders
    drive.run("growisofs", "-Z", DRIVE, "-R", "-J", "-quiet", first)
    assert drive.state()["state"] == "appendable"
    session_files(drive, first)
    drive.wait_until_ready()
    drive.run("growisofs", "-M", DRIVE, "-R", "-J", "-quiet", "-graft-points", f"/more={second}")
    assert len(drive.tracks()) == 2
    session_files(drive, first)
    drive.wait_until_ready()
    read_files(drive, second, "/more")


# Programs that read what others burned.

def cdrdao_read(drive, image, _folders):
    drive.run(*cdrskin("-tao", image))
    drive.run("cdrdao", "read-cd", "--device", DRIVE, "--driver", "generic-mmc", "--read-raw", "--datafile",
              "read.bin", "read.toc")
    written = drive.tracks()[0]["blocks"] * 2352
    read = (drive.folder / "read.bin").read_bytes()
    assert read[:written] == (drive.disc / "disc.bin").read_bytes()[:written]
    assert b"".join(read[at + 16:at + 16 + BLOCK] for at in range(0, written, 2352)) == image.read_bytes()
    assert "TRACK MODE1_RAW" in (drive.folder / "read.toc").read_text()


def mediainfo_read(drive, image, _folders):
    drive.run("growisofs", "-Z", f"{DRIVE}={image}")
    drive.wait_until_ready()
    text = drive.run("dvd+rw-mediainfo", DRIVE)
    assert re.search(r"Mounted Media:\s+1Bh, DVD\+R\b", text)
    assert re.search(r"Disc status:\s+appendable", text)
    assert re.search(rf"READ CAPACITY:\s+{drive.tracks()[0]['blocks']}\*2048=", text)


ROWS = [
    ("cdrskin", "data, track at once", "cd-r-80", cdrskin_tao),
    ("cdrskin", "data, track at once, two sessions", "cd-r-80", cdrskin_sessions),
    ("cdrskin", "audio, track at once", "cd-r-80", cdrskin_audio),
    ("cdrskin", "test write, then data", "cd-r-80", cdrskin_test_write),
    ("cdrskin", "data, track at once; blank fast and all", "cd-rw-80", cdrskin_blank),
    ("cdrskin", "data", "dvd+r", cdrskin_dvd),
    ("cdrskin", "data, two sessions", "dvd+r", cdrskin_dvd_sessions),
    ("wodim", "data, track at once", "cd-r-80", wodim_tao),
    ("wodim", "data, track at once, two sessions", "cd-r-80", wodim_sessions),
    ("wodim", "audio, track at once", "cd-r-80", wodim_audio),
    ("wodim", "test write", "cd-r-80", wodim_test_write),
    ("wodim", "data, track at once; blank fast and all", "cd-rw-80", wodim_blank),
    ("xorriso", "files, track at once; files appended", "cd-r-80", xorriso_append),
    ("xorriso", "files, track at once; blank, files anew", "cd-rw-80", xorriso_blank),
    ("xorriso", "files; files appended", "dvd+r", xorriso_append),
    ("growisofs", "image, closed", "dvd+r", growisofs_image),
    ("growisofs", "files; files appended", "dvd+r", growisofs_append),
    ("cdrdao", "read back, raw", "cd-r-80", cdrdao_read),
    ("dvd+rw-mediainfo", "inspect", "dvd+r", mediainfo_read),
]
RESULTS = {}


@pytest.mark.parametrize("peer, mode, medium, burn", ROWS,
                         ids=[f"{row[0]} {row[2]} {row[3].__name__}" for row in ROWS])
def test_peer(peer, mode, medium, burn, new_drive, image, folders):
    RESULTS[peer, mode, medium] = "fails"
    drive = new_drive(medium)
    burn(drive, image, folders)
    RESULTS[peer, mode, medium] = "read" if burn.__name__.endswith("_read") else "identical"


def version(package):
    query = ["dpkg-query", "-W", "-f=${Version}", package]
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    return re.sub(r"^\d+:|-[^-]*$", "", done.stdout) if done.returncode == 0 else "?"


PACKAGES = {"dvd+rw-mediainfo": "dvd+rw-tools"}


def row_of(peer, mode, medium, result, number):
    return f"| {peer} | {number} | {mode} | {medium} | {result} |"


def test_table_tells_what_happened():
    """The last one: it looks at all that ran before."""
    document = ROOT / "docs/peers.md"
    text = document.read_text()
    start, end = text.index("| program |"), text.index("\n\n", text.index("| program |"))
    if os.environ.get("BURNISH_WRITE_PEERS"):
        rows = [row_of(*row, result, version(PACKAGES.get(row[0], row[0]))) for row, result in RESULTS.items()]
        table = "\n".join(["| program | version | what it does | medium | result |", "|---|---|---|---|---|", *rows])
        document.write_text(text[:start] + table + text[end:])
        return
    told = [re.sub(r"^(\| [^|]+ \|) [^|]+ \|", r"\1 |", line) for line in text[start:end].splitlines()[2:]]
    assert told == [row_of(*row, result, "").replace("|  |", "| |") for row, result in RESULTS.items()], \
        "BURNISH_WRITE_PEERS=1 meson test -C build peers writes the table anew"
