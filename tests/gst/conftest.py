# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests of the plugin share: music, virtual discs, gst-launch, and pipelines."""
import array
import json
import os
import pathlib
import signal
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECTOR = 2352
LIMIT = 120  # seconds after which a test has hung
sys.path.insert(0, str(ROOT / "tests/support"))
from tap_report import *  # noqa: E402,F401,F403


@pytest.fixture(autouse=True)
def _limits(monkeypatch):
    """A test that hangs ends the program, also inside a call of C. No test finds a recorder that the user has."""
    monkeypatch.delenv("BURNISH_DEVICE", raising=False)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(LIMIT)
    yield
    signal.alarm(0)


def tool(*command):
    """Runs a program that is not ours, and must succeed; its output."""
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    done = subprocess.run([str(part) for part in command], env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, f"{command}: {text}"
    return text


def decode(path, target):
    """What sox, or flac for FLAC, hears in a file: samples as they stand on an audio CD."""
    if path.suffix == ".flac":
        tool("flac", "-s", "-d", "-f", "--force-raw-format", "--endian=little", "--sign=signed", path, "-o", target)
    else:
        tool("sox", path, "-t", "raw", "-r", "44100", "-c", "2", "-b", "16", "-e", "signed", "-L", target)
    return target.read_bytes()


def padded(sound):
    """Filled up with zeros to whole sectors, and to the shortest track."""
    size = max(-(-len(sound) // SECTOR), 300) * SECTOR
    return sound + bytes(size - len(sound))


class Music:
    """Three FLAC files with tags, none of a whole number of sectors, and what they sound like."""

    LENGTHS = (6.013, 5.5, 7.25)
    ISRCS = ("DEABC2100001", "DEABC2100002", "DEABC2100003")
    MCN = "4006408262121"

    def __init__(self, folder):
        self.folder = folder
        self.files = []
        self.sound = []
        for number, (length, isrc) in enumerate(zip(self.LENGTHS, self.ISRCS), 1):
            wave = folder / f"a{number}.wav"
            tool("sox", "-R", "-n", "-r", "44100", "-c", "2", "-b", "16", wave, "synth", length, "pinknoise", "gain",
                 "-3")
            flac = folder / f"a{number}.flac"
            tool("flac", "-s", "-f", "-T", f"TITLE=Title {number}", "-T", "ARTIST=The Band", "-T", f"ISRC={isrc}",
                 "-T", f"BARCODE={self.MCN}", wave, "-o", flac)
            self.files.append(flac)
            self.sound.append(decode(flac, folder / "raw"))

    def branch(self, number, decoder="flacparse ! flacdec"):
        return f"filesrc location={self.files[number - 1]} ! {decoder} ! audioconvert ! audioresample"

    def album(self, sink):
        """A pipeline with all three of them."""
        return f"concat name=c ! {sink} " + " ".join(f"{self.branch(n)} ! c." for n in (1, 2, 3))


@pytest.fixture(scope="session")
def music(tmp_path_factory):
    return Music(tmp_path_factory.mktemp("music"))


class Disc:
    """A virtual disc in a folder of its own."""

    def __init__(self, folder, medium):
        self.folder = folder
        self.medium = medium

    def device(self, **options):
        """The device string; faults: a list, which goes into a file."""
        faults = options.pop("faults", None)
        if faults is not None:
            script = self.folder.with_suffix(".faults")
            script.write_text(json.dumps({"faults": faults}))
            options["faults"] = script
        if not self.folder.exists():
            options.setdefault("medium", self.medium)
        query = "&".join(f"{key}={value}" for key, value in options.items())
        return f"virtual:{self.folder}" + (f"?{query}" if query else "")

    def state(self):
        return json.loads((self.folder / "disc.json").read_text())

    def toc(self):
        """What cdrdao reads in the exported table of contents."""
        return tool("cdrdao", "show-toc", "-v", "0", self.folder / "disc.toc")

    def tracks(self):
        """Start and end of each track in sectors, as the cue sheet says and cd-info reads it."""
        text = tool("cd-info", "--no-device-info", "--no-cddb", "--cue-file", self.folder / "disc.cue")
        starts = []
        for line in text.splitlines():
            words = line.split()
            if len(words) >= 4 and words[0].rstrip(":").isdigit() and words[3] == "audio":
                starts.append(int(words[2]))
        return starts

    def sound(self, start, sectors):
        with open(self.folder / "disc.bin", "rb") as file:
            file.seek(start * SECTOR)
            return file.read(sectors * SECTOR)

    def is_blank(self):
        return not (self.folder / "disc.cue").exists()


@pytest.fixture(name="new_disc")
def _new_disc(tmp_path):
    made = []

    def make(medium="cd-r-80"):
        made.append(Disc(tmp_path / f"{len(made)}.disc", medium))
        return made[-1]

    return make


@pytest.fixture
def disc(new_disc):
    return new_disc()


@pytest.fixture
def rewritable(new_disc):
    return new_disc("cd-rw-80")


def check_album(disc, sounds):
    """The disc holds exactly these tracks: the starts that other programs read, and each sample."""
    starts = disc.tracks()[:len(sounds)]
    expected = []
    at = 0
    for sound in sounds:
        expected.append(at)
        at += len(padded(sound)) // SECTOR + 2 + 150  # run-out, and two seconds
    assert starts == expected
    for start, sound in zip(starts, sounds):
        assert disc.sound(start, len(padded(sound)) // SECTOR) == padded(sound)


def launch(pipeline, *options, fails=False, **settings):
    """Runs gst-launch-1.0 on a pipeline's text, which must succeed, or fail; its output."""
    done = subprocess.run(["gst-launch-1.0", *options, *pipeline.split()], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False, **settings)
    text = done.stdout.decode("utf-8", "replace")
    assert (done.returncode != 0) == fails, text
    return text


def silence_wave(path, seconds):
    """A WAV file of silence that takes no room."""
    size = seconds * 44100 * 4
    head = b"RIFF" + (size + 36).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    head += array.array("H", [1, 2]).tobytes() + (44100).to_bytes(4, "little") + (176400).to_bytes(4, "little")
    head += array.array("H", [4, 16]).tobytes() + b"data" + size.to_bytes(4, "little")
    with open(path, "wb") as file:
        file.write(head)
        file.truncate(size + len(head))
    return path
