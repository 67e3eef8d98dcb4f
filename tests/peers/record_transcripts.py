# SPDX-License-Identifier: LGPL-2.1-or-later
"""Burns with each program and writes down what it said to the recorder. By hand, where the recorder is to answer otherwise
than before: VIRTUAL_RECORDER=… PEERS_BRIDGE=… python3 tests/peers/record_transcripts.py"""
import pathlib
import struct
import sys
import tempfile

from conftest import ROOT, Drive
from programs import ISRCS, MCN, cdrdao, cdrskin, wodim, write_wav, xorriso
from sessions_at_once import ALBUM, SHEET
from transcripts import Tap

FOLDER = ROOT / "tests/data/transcripts/peers"


def numbered(blocks, size, first):
    """Blocks that differ from each other, and take little room when they are compressed."""
    return b"".join(struct.pack("<I", first + block) * (size // 4) for block in range(blocks))


def prepare(folder):
    for number, sectors in enumerate((400, 340)):
        write_wav(folder / f"{number}.wav", numbered(sectors, 2352, 1000 * number))
    (folder / "image").write_bytes(numbered(320, 2048, 7))
    (folder / "files").mkdir()
    (folder / "files" / "numbers.bin").write_bytes(numbered(40, 2048, 50000))
    (folder / "album.v07t").write_text(SHEET)
    (folder / "album.toc").write_text(ALBUM)
    (folder / "mixed.toc").write_text('CD_ROM\nTRACK MODE1\nDATAFILE "image"\nTRACK AUDIO\nPREGAP 00:02:00\n'
                                      'FILE "0.wav" 0\n')


TRACKS = ("0.wav", "1.wav")
BURNS = {
    "cdrskin-track-at-once": ("cd-r-80", cdrskin("-tao", "-multi", "image"), cdrskin("-tao", "image")),
    "cdrskin-session-at-once": ("cd-r-80", cdrskin("-sao", "input_sheet_v07t=album.v07t", "-audio", *TRACKS)),
    "cdrskin-blank": ("cd-rw-80", cdrskin("-sao", "image"), cdrskin("blank=fast"), cdrskin("-tao", "image")),
    "wodim-track-at-once": ("cd-r-80", wodim("-tao", "-audio", f"mcn={MCN}", f"isrc={ISRCS[0]}", *TRACKS)),
    "wodim-session-at-once": ("cd-r-80", wodim("-dao", "-data", "image", "-audio", *TRACKS)),
    "wodim-raw": ("cd-r-90", wodim("-raw16", "-audio", *TRACKS)),
    "cdrdao-session-at-once": ("cd-r-80", cdrdao("write", "-n", "mixed.toc"), cdrdao("read-toc", "read.toc")),
    "cdrdao-raw": ("cd-r-90", cdrdao("write", "-n", "album.toc", driver="generic-mmc-raw")),
    "xorriso-files": ("cd-r-80", xorriso("-outdev", "/dev/sr0", "-map", "files", "/", "-commit"),
                      xorriso("-dev", "/dev/sr0", "-map", "files", "/more", "-commit")),
    "growisofs-files": ("dvd+r", ["growisofs", "-Z", "/dev/sr0", "-R", "-quiet", "files"]),
}


def record(name, medium, *commands):
    with tempfile.TemporaryDirectory() as top:
        drive = Drive(pathlib.Path(top), medium)
        prepare(drive.folder)
        served, drive.socket = drive.socket, drive.folder / "tap"
        tap = Tap(drive.socket, served, FOLDER / name, medium)
        for command in commands:
            drive.run(*command)
        tap.close(drive.commands())
        drive.stop()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in sys.argv[1:] or BURNS:
        record(each, *BURNS[each])
