# SPDX-License-Identifier: LGPL-2.1-or-later
"""Other burning programs use the drive through the kernel, as they would a real one. Every disc is compared with its
source. The table in docs/guest.md is what happened here: it is compared, and the run's own is left in /share."""
import hashlib
import pathlib
import re
import subprocess
import wave

import pytest
from conftest import ROOT, assert_same_files, pattern

BLOCK, RAW = 2048, 2352
AUDIO = (400, 321)


def assert_disc_holds(drive, image, number=1):
    """The track in disc.iso, as the recorder keeps it; nothing behind it but padding."""
    track = drive.tracks()[number - 1]
    with open(drive.disc / "disc.iso", "rb") as iso:
        iso.seek(track["start"] * BLOCK)
        found = iso.read(track["blocks"] * BLOCK)
    assert found.startswith(image) and found[len(image):].strip(b"\0") == b""


def sound(number):
    return hashlib.shake_128(bytes([number])).digest(AUDIO[number] * RAW)


def album(drive):
    files = []
    for number in (0, 1):
        files.append(drive.folder / f"{number}.wav")
        with wave.open(str(files[-1]), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(44100)
            file.writeframes(sound(number))
    return files


def assert_album(drive, gap):
    """Two tracks of samples, with so many blocks between them."""
    assert drive.state()["state"] == "complete"
    second = AUDIO[0] + gap
    assert [track["start"] for track in drive.tracks()] == [0, second]
    sectors = (drive.disc / "disc.bin").read_bytes()
    for number, start in ((0, 0), (1, second)):
        assert sectors[start * RAW:(start + AUDIO[number]) * RAW] == sound(number)


def image_of(drive):
    (drive.folder / "image.iso").write_bytes(pattern(700 * BLOCK))
    return drive.folder / "image.iso"


def cdrskin(drive, *words):
    drive.run("cdrskin", f"dev={drive.node}", *words)


def wodim(drive, *words):
    drive.run("wodim", f"dev={drive.node}", "gracetime=2", *words)


def cdrskin_data(drive, _tree, _mount):
    for _ in range(2):
        cdrskin(drive, "-tao", "-multi", image_of(drive))
    for number in (1, 2):
        assert_disc_holds(drive, pattern(700 * BLOCK), number)


def cdrskin_audio(drive, _tree, _mount):
    cdrskin(drive, "-sao", "-audio", *album(drive))
    assert_album(drive, gap=0)


def cdrskin_blank(drive, _tree, _mount):
    cdrskin(drive, "-tao", image_of(drive))
    cdrskin(drive, "blank=fast")
    assert drive.state()["state"] == "blank"
    cdrskin(drive, "-tao", image_of(drive))
    assert_disc_holds(drive, pattern(700 * BLOCK))


def wodim_data(drive, _tree, _mount):
    wodim(drive, "-tao", "-data", image_of(drive))
    assert_disc_holds(drive, pattern(700 * BLOCK))


def wodim_dao(drive, _tree, _mount):
    wodim(drive, "-dao", "-audio", *album(drive))
    assert_album(drive, gap=0)


def wodim_raw(drive, _tree, _mount):
    wodim(drive, "-raw96r", "-audio", *album(drive))
    assert_album(drive, gap=0)


def cdrdao(drive, driver):
    first, second = album(drive)
    (drive.folder / "album.toc").write_text(f'CD_DA\nTRACK AUDIO\nAUDIOFILE "{first}" 0\n'
                                            f'TRACK AUDIO\nAUDIOFILE "{second}" 0\n')
    drive.run("cdrdao", "write", "-n", "--device", drive.node, "--driver", driver, "album.toc")
    assert_album(drive, gap=0)


def cdrdao_sao(drive, _tree, _mount):
    cdrdao(drive, "generic-mmc")


def cdrdao_raw(drive, _tree, _mount):
    cdrdao(drive, "generic-mmc-raw")


def xorriso_files(drive, tree, mount):
    words = ["xorriso", "-abort_on", "FAILURE", "-write_type", "tao"]
    drive.run(*words, "-outdev", drive.node, "-map", tree / "summer", "/summer", "-commit")
    drive.run(*words, "-dev", drive.node, "-map", tree, "/", "-commit")
    assert len(drive.tracks()) == 2
    assert_same_files(tree, mount(drive))


def growisofs_files(drive, tree, mount):
    drive.run("growisofs", "-Z", drive.node, "-R", "-J", "-quiet", "-graft-points", f"/summer={tree / 'summer'}")
    drive.run("growisofs", "-M", drive.node, "-R", "-J", "-quiet", tree)
    assert len(drive.tracks()) == 2
    assert_same_files(tree, mount(drive))


ROWS = [
    ("cdrskin", "data, track at once, two sessions", "cd-r-80", cdrskin_data),
    ("cdrskin", "audio, session at once", "cd-r-80", cdrskin_audio),
    ("cdrskin", "data, track at once; blanked and anew", "cd-rw-80", cdrskin_blank),
    ("wodim", "data, track at once", "cd-r-80", wodim_data),
    ("wodim", "audio, session at once", "cd-r-80", wodim_dao),
    ("wodim", "audio, raw with 96 bytes of sub-channel", "cd-r-80", wodim_raw),
    ("cdrdao", "audio, session at once", "cd-r-80", cdrdao_sao),
    ("cdrdao", "audio, raw", "cd-r-80", cdrdao_raw),
    ("xorriso", "files, track at once; more appended; mounted", "cd-r-80", xorriso_files),
    ("xorriso", "files, track at once; more appended; mounted", "dvd+r", xorriso_files),
    ("growisofs", "files; more appended; mounted", "dvd+r", growisofs_files),
]
RESULTS = {}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[3].__name__} {row[2]}" for row in ROWS])
def test_peer(row, new_drive, tree, mount):
    RESULTS[row[:3]] = "fails"
    row[3](new_drive(row[2]), tree, mount)
    RESULTS[row[:3]] = "identical"


def version(peer):
    done = subprocess.run(["dpkg-query", "-W", "-f=${Version}", peer], capture_output=True, text=True, check=False)
    return re.sub(r"^\d+:|-[^-]*$", "", done.stdout) if done.returncode == 0 else "?"


def test_table_tells_what_happened():
    """The last one: it looks at all that ran before. Versions may differ."""
    rows = [f"| {peer} | {version(peer)} | {mode} | {medium} | {result} |"
            for (peer, mode, medium), result in RESULTS.items()]
    made = "\n".join(["| program | version | what it does | medium | result |", "|---|---|---|---|---|", *rows]) + "\n"
    pathlib.Path("/share/peers.md").write_text(made)
    text = (ROOT / "docs/guest.md").read_text()
    told = text[text.index("| program |"):].split("\n\n")[0]

    def without_versions(table):
        return [re.sub(r"^(\| [^|]+ \|) [^|]+ \|", r"\1", line) for line in table.strip().splitlines()[2:]]

    assert without_versions(told) == without_versions(made), "tests/guest/write_table.py puts the run's table there"
