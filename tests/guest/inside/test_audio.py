# SPDX-License-Identifier: LGPL-2.1-or-later
"""Albums burned on a drive of the kernel, read back by cdrdao and by two paranoid readers."""
import array
import hashlib
import wave

import burnish
import pytest
from conftest import PROVEN
from drive import tool

SECTOR = 2352
SECTORS = (400, 321)


def sound(number):
    """Noise: readers that are paranoid look for places that are alike."""
    return hashlib.shake_128(bytes([number])).digest(SECTORS[number - 1] * SECTOR)


@pytest.fixture(name="album")
def _album(tmp_path):
    """Two WAV files of whole sectors, and their samples."""
    files, samples = [], []
    for number in (1, 2):
        files.append(tmp_path / f"{number}.wav")
        samples.append(sound(number))
        with wave.open(str(files[-1]), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(44100)
            file.writeframes(samples[-1])
    return files, samples


def burn_with_gstreamer(drive, files, mode):
    branches = " ".join(f"filesrc location={file} ! wavparse ! audioconvert ! album." for file in files)
    tool("gst-launch-1.0", *f"concat name=album ! discsink device={drive.node} mode={mode} {branches}".split())


def burn_with_python(drive, files, mode):
    with burnish.Recorder(drive.node) as recorder:
        assert recorder.burn_audio(files, mode=mode).proof == PROVEN


def swapped(data):
    words = array.array("h", data)
    words.byteswap()
    return words.tobytes()


def read_with_cdrdao(drive):
    drive.run("cdrdao", "read-cd", "--device", drive.node, "--driver", "generic-mmc", "--paranoia-mode", "3",
              "--datafile", "read.bin", "read.toc")
    assert (drive.folder / "read.toc").read_text().count("TRACK AUDIO") == 2
    everything = swapped((drive.folder / "read.bin").read_bytes())
    # The second track stands where its samples are: cdrdao leaves out what it cannot read in front of it.
    start = everything.index(sound(2)[:SECTOR])
    assert start % SECTOR == 0
    return [everything[:SECTORS[0] * SECTOR], everything[start:start + SECTORS[1] * SECTOR]]


def read_with(program, drive):
    tracks = []
    for number in (1, 2):
        path = drive.folder / f"{program}{number}.raw"
        drive.run(program, "-q", "-d", drive.node, "-r", str(number), path)
        # A track reaches up to the next one's start, with its run-out and the pause.
        tracks.append(path.read_bytes()[:SECTORS[number - 1] * SECTOR])
    return tracks


@pytest.mark.parametrize("burn, mode", [(burn_with_gstreamer, "tao"), (burn_with_python, "tao"),
                                        (burn_with_gstreamer, "raw"), (burn_with_python, "raw")])
def test_an_album_comes_back_as_it_was(burn, mode, cd, album):
    files, samples = album
    burn(cd, files, mode)
    assert cd.state()["state"] == "complete"
    assert read_with_cdrdao(cd) == samples
    assert read_with("cd-paranoia", cd) == samples
    assert read_with("cdparanoia", cd) == samples
