# SPDX-License-Identifier: LGPL-2.1-or-later
"""Track at once on CD, and DVD+R: what the programs burn and read."""
import re
import subprocess

from conftest import BLOCK, RAW
from programs import (DRIVE, PREGAP, album, assert_blank_after_test, assert_disc, blocks_of, cdrdao, cdrskin,
                      read_samples, wodim, xorriso)

RUN_OUT = 2
FIRST_GAP = 11400


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
    files, samples = album(drive, 400, 321)
    burn(files)
    second = 400 + RUN_OUT + PREGAP
    between = bytes((RUN_OUT + PREGAP) * RAW)
    assert_disc(drive, [0, second, second + 321 + RUN_OUT],
                samples[0] + between + samples[1] + bytes(RUN_OUT * RAW))
    read = read_samples(drive)
    assert read[:400 * RAW] == samples[0]
    assert samples[1] in read
    assert (drive.folder / "samples.toc").read_text().count("TRACK AUDIO") == 2


# cdrskin

def cdrskin_tao(drive, sources):
    drive.run(*cdrskin("-tao", sources.image))
    assert_one_session(drive, sources.image)


def cdrskin_sessions(drive, sources):
    drive.run(*cdrskin("-tao", "-multi", sources.image))
    assert drive.state()["state"] == "appendable"
    drive.run(*cdrskin("-tao", sources.image))
    assert drive.state()["state"] == "complete"
    assert_two_sessions_of_a_cd(drive, sources.image)


def cdrskin_test_write(drive, sources):
    drive.run(*cdrskin("-tao", "-dummy", sources.image))
    assert drive.state()["state"] == "blank"
    assert "WRITE(10)" in drive.commands()
    drive.run(*cdrskin("-tao", sources.image))
    assert_one_session(drive, sources.image)


def cdrskin_blank(drive, sources):
    for kind in ("fast", "all"):
        drive.run(*cdrskin("-tao", sources.image))
        assert_one_session(drive, sources.image)
        drive.run(*cdrskin(f"blank={kind}"))
        assert drive.state()["state"] == "blank"
    drive.run(*cdrskin("-tao", sources.image))
    assert_one_session(drive, sources.image)


def cdrskin_dvd(drive, sources):
    drive.run(*cdrskin("-tao", sources.image))
    assert_one_session(drive, sources.image)


def cdrskin_dvd_sessions(drive, sources):
    drive.run(*cdrskin("-tao", "-multi", sources.image))
    drive.run(*cdrskin("-tao", "-multi", sources.image))
    assert drive.state()["state"] == "appendable"
    for number in (1, 2):
        drive.assert_holds(number, sources.image.read_bytes())
    assert drive.toc()[:2] == [track["start"] for track in drive.tracks()]


def cdrskin_audio(drive, _sources):
    assert_album(drive, lambda tracks: drive.run(*cdrskin("-audio", "-tao", *tracks)))


# wodim

def wodim_audio(drive, _sources):
    assert_album(drive, lambda tracks: drive.run(*wodim("-audio", "-tao", *tracks)))


def wodim_tao(drive, sources):
    drive.run(*wodim("-tao", "-data", sources.image))
    assert_one_session(drive, sources.image)


def wodim_sessions(drive, sources):
    drive.run(*wodim("-tao", "-multi", "-data", sources.image))
    assert drive.state()["state"] == "appendable"
    drive.run(*wodim("-tao", "-data", sources.image))
    assert drive.state()["state"] == "complete"
    assert_two_sessions_of_a_cd(drive, sources.image)


def wodim_test_write(drive, sources):
    drive.run(*wodim("-tao", "-dummy", "-data", sources.image))
    assert drive.state()["state"] == "blank"
    assert "WRITE(10)" in drive.commands()


def wodim_blank(drive, sources):
    for kind in ("fast", "all"):
        drive.run(*wodim("-tao", "-data", sources.image))
        assert_one_session(drive, sources.image)
        drive.run(*wodim(f"blank={kind}"))
        assert drive.state()["state"] == "blank"


# xorriso

def xorriso_append(drive, sources):
    first, second = sources.folders
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


def xorriso_blank(drive, sources):
    first, second = sources.folders
    drive.run(*xorriso("-outdev", DRIVE, "-write_type", "tao", "-map", first, "/", "-commit"))
    drive.run(*xorriso("-outdev", DRIVE, "-blank", "fast"))
    assert drive.state()["state"] == "blank"
    drive.run(*xorriso("-outdev", DRIVE, "-write_type", "tao", "-map", second, "/", "-commit"))
    session_files(drive, second)
    assert drive.toc()[0] == 0


# growisofs

def growisofs_image(drive, sources):
    drive.run("growisofs", "-dvd-compat", "-Z", f"{DRIVE}={sources.image}")
    assert_one_session(drive, sources.image)


def growisofs_append(drive, sources):
    first, second = sources.folders
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

def cdrdao_read(drive, sources):
    drive.run(*cdrskin("-tao", sources.image))
    drive.run(*cdrdao("read-cd", "--read-raw", "--datafile", "read.bin", "read.toc"))
    written = drive.tracks()[0]["blocks"] * 2352
    read = (drive.folder / "read.bin").read_bytes()
    assert read[:written] == (drive.disc / "disc.bin").read_bytes()[:written]
    assert b"".join(read[at + 16:at + 16 + BLOCK] for at in range(0, written, 2352)) == sources.image.read_bytes()
    assert "TRACK MODE1_RAW" in (drive.folder / "read.toc").read_text()


def mediainfo_read(drive, sources):
    drive.run("growisofs", "-Z", f"{DRIVE}={sources.image}")
    drive.wait_until_ready()
    text = drive.run("dvd+rw-mediainfo", DRIVE)
    assert re.search(r"Mounted Media:\s+1Bh, DVD\+R\b", text)
    assert re.search(r"Disc status:\s+appendable", text)
    assert re.search(rf"READ CAPACITY:\s+{drive.tracks()[0]['blocks']}\*2048=", text)
