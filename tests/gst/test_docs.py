# SPDX-License-Identifier: LGPL-2.1-or-later
"""The launch lines of the documentation burn what they promise."""
import os
import re
import subprocess

import pytest
from conftest import ROOT, Disc, check_album, tool

PAGE = (ROOT / "docs/discsink.md").read_text(encoding="utf-8")
LINES = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
README = re.findall(r"^gst-launch-1\.0.*?[^\\]$", (ROOT / "README.md").read_text(encoding="utf-8"),
                    re.MULTILINE | re.DOTALL)


@pytest.fixture
def place(music, tmp_path):
    """The files that the examples name, below the root of no file system but this folder."""
    folder = tmp_path / "music"
    folder.mkdir()
    for number, file in enumerate(music.files, 1):
        (folder / f"{number}.flac").write_bytes(file.read_bytes())
    tool("oggenc", "-Q", music.folder / "a3.wav", "-o", folder / "3.ogg")
    tool("lame", "--quiet", music.folder / "a2.wav", folder / "2.mp3")
    rip = folder / "rip"
    rip.mkdir()
    tool("sox", *(file.with_suffix(".wav") for file in music.files), rip / "album.flac")
    (rip / "album.cue").write_text('FILE "album.flac" WAVE\n' + "".join(
        f"  TRACK 0{n} AUDIO\n    INDEX 01 00:{at:02}:00\n" for n, at in enumerate((0, 6, 12), 1)))
    return tmp_path


def run(line, place):
    """A line of the page on a virtual recorder, with the music of this test."""
    line = line.replace("/music/", f"{place}/music/").replace("/dev/sr0", "virtual:page.disc")
    done = subprocess.run(["bash", "-eu", "-c", line], cwd=place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60, check=False,
                          env={**os.environ, "BURNISH_DEVICE": "virtual:page.disc"})
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, f"{line}\n{text}"
    return text


def test_the_page_has_its_lines():
    assert len(LINES) >= 7


@pytest.mark.parametrize("number", range(len(LINES)))
def test_line_of_the_page(place, number):
    line = LINES[number]
    text = run(line, place)
    if "simulate=true" in line:
        assert not (place / "page.disc" / "disc.cue").exists()
    elif "gst-launch" in line:
        assert "Got EOS" in text
        folder = next(path for path in (place / "page.disc", place / "album.disc") if path.exists())
        wanted = line.count("location=") + line.count("uri=") if "for " not in line and "cue-sheet" not in line else 3
        assert len(Disc(folder, "cd-r-80").tracks()) >= wanted


def test_line_of_the_readme(place, music):
    assert len(README) == 1
    run(f"cd music; {README[0]}", place)
    check_album(Disc(place / "music" / "album.disc", "cd-r-80"), music.sound[:2])
