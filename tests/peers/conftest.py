# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the peers' tests share: a served virtual recorder, and programs that see it as /dev/sr0."""
import concurrent.futures
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))
from tap_report import *  # noqa: E402,F401,F403

BLOCK = 2048
RAW = 2352


class Drive:
    """A virtual recorder in a process of its own, and what is on its disc."""

    def __init__(self, folder, medium):
        self.folder = folder
        self.disc = folder / "disc"
        self.log = folder / "log"
        self.socket = folder / "socket"
        self.medium = medium
        self.writes = {}
        self.server = subprocess.Popen(
            ["env", "--default-signal=INT,TERM,HUP", os.environ["VIRTUAL_RECORDER"], "serve", f"--log={self.log}", self.socket,
             f"{self.disc}?medium={medium.replace('+', '%2B')}"],
            stdout=subprocess.PIPE, text=True)
        assert self.server.stdout.readline() == f"ready: {self.socket}\n"

    def run(self, *command, status=0):
        """A program that finds the recorder as /dev/sr0 and /dev/sg0; what it printed."""
        environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
        environment |= {"LD_PRELOAD": os.environ["PEERS_BRIDGE"], "VIRTUAL_RECORDER_SOCKET": str(self.socket),
                        "LC_ALL": "C", **self.writes}
        done = subprocess.run([str(word) for word in command], env=environment, cwd=self.folder, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              errors="replace", timeout=300, check=False)
        assert done.returncode == status, f"{command} ended with {done.returncode}:\n{done.stdout[-3000:]}" \
                                          f"\nrefused: {self.refused()[-10:]}"
        return done.stdout

    def keep_writes(self):
        """From now on the file "writes" gets what programs write, as they send it."""
        self.writes = {"VIRTUAL_RECORDER_WRITES": str(self.folder / "writes")}

    def wait_until_ready(self):
        """After a reload a drive needs a moment, which some programs do not grant it."""
        test_unit_ready = bytes([1, 1, 0, 6, 0, 0, 0x75, 0x30]) + bytes(8) + bytes(6)
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(self.socket))
            for _ in range(100):
                client.sendall(test_unit_ready)
                head = client.recv(16, socket.MSG_WAITALL)
                sense = client.recv(head[3], socket.MSG_WAITALL) if head[3] else b""
                if not sense or sense[2] & 0x0F not in (2, 6):
                    return
        raise AssertionError("the drive does not become ready")

    def stop(self):
        """Ends the server as a user would."""
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            assert self.server.wait(60) == 0
        self.server.stdout.close()

    def refused(self):
        """Commands that did not end with GOOD."""
        lines = map(json.loads, self.log.read_text().splitlines())
        return [f"{line['command']} [{line['cdb']}] {line.get('sense', line['status'])}"
                for line in lines if line["status"]]

    def commands(self):
        return [json.loads(line)["command"] for line in self.log.read_text().splitlines()]

    def state(self):
        return json.loads((self.disc / "disc.json").read_text())

    def tracks(self):
        return [track for session in self.state()["sessions"] for track in session["tracks"]]

    def toc(self):
        """Start addresses as wodim reads them from the drive; the last one is the lead-out's."""
        text = self.run("wodim", "dev=/dev/sr0", "-toc")
        return [int(lba) for lba in re.findall(r"^track:\s*(?:\d+|lout) lba:\s*(-?\d+)", text, re.MULTILINE)]

    def assert_holds(self, number, source):
        """Track by number: these bytes and nothing but padding behind them, on the disc and in what others read."""
        track = self.tracks()[number - 1]
        assert track["closed"] and not track["damaged"]
        size = track["blocks"] * BLOCK
        assert len(source) <= size
        with open(self.disc / "disc.iso", "rb") as iso:
            iso.seek(track["start"] * BLOCK)
            found = iso.read(size)
        assert found[:len(source)] == source
        assert found[len(source):].strip(b"\0") == b""
        if self.medium.startswith("cd"):
            self.assert_sectors(track, source)

    def assert_sectors(self, track, source):
        """The same in the complete sectors of disc.bin, where the user data begins at byte 16."""
        with open(self.disc / "disc.bin", "rb") as sectors:
            for block in range(len(source) // BLOCK):
                sectors.seek((track["start"] + block) * RAW + 16)
                assert sectors.read(BLOCK) == source[block * BLOCK:][:BLOCK], f"block {block}"


class Sources:
    """What is burned: two folders of files, and an ISO image."""

    def __init__(self, top):
        self.folders = top / "first", top / "second"
        for folder, size in zip(self.folders, (1500000, 700001)):
            (folder / "inner").mkdir(parents=True)
            (folder / f"{folder.name}.bin").write_bytes(bytes_of(folder.name, size))
            (folder / "inner" / "small.txt").write_text(folder.name)
        self.image = top / "image.iso"
        subprocess.run(["genisoimage", "-quiet", "-R", "-J", "-V", "PEERS", "-o", self.image, self.folders[0]],
                       check=True)


def bytes_of(seed, size):
    """Bytes that do not repeat."""
    out = bytearray()
    state = sum(seed.encode())
    while len(out) < size:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        out += state.to_bytes(8, "little")
    return bytes(out[:size])


@pytest.fixture
def new_drive(tmp_path):
    """Makes virtual recorders with a blank disc of a kind."""
    made = []

    def make(medium):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(Drive(folder, medium))
        return made[-1]

    yield make
    for drive in made:
        drive.stop()


@pytest.fixture(scope="session")
def results(request, tmp_path_factory):
    """Futures of the rows that are to be tested, by row: programs that burn mostly wait, so several of them wait at once."""
    sources = Sources(tmp_path_factory.mktemp("sources"))

    def run(row, folder):
        drive = Drive(folder, row.medium)
        try:
            row.burn(drive, sources)
        finally:
            drive.stop()

    rows = [item.callspec.params["row"] for item in request.session.items if hasattr(item, "callspec")]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        yield {row: pool.submit(run, row, tmp_path_factory.mktemp("drive")) for row in rows}
