# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests in the guest share: udev, drives of the kernel, files to burn, and users."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys

import burnish
import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))
from drive import Drive, tool  # noqa: E402
from tap_report import *  # noqa: E402,F401,F403

LIMIT = 400  # seconds
PROVEN = "contents proven by reading back"


@pytest.fixture(scope="session", autouse=True)
def _machine():
    """udev, which gives drives to the group cdrom and tells of them; and a checkout that every user may read."""
    tool("/lib/systemd/systemd-udevd", "--daemon")
    tool("udevadm", "settle")
    for folder in [ROOT, *ROOT.parents]:
        folder.chmod(folder.stat().st_mode | 0o055)


@pytest.fixture
def new_drive(tmp_path):
    """Attaches virtual recorders to the kernel: the first one is /dev/sr0."""
    made = []

    def make(medium="cd-r-80", **options):
        folder = tmp_path / f"drive{len(made)}"
        folder.mkdir()
        made.append(Drive(folder, medium, **options))
        return made[-1]

    yield make
    for drive in made:
        drive.detach()


@pytest.fixture
def cd(new_drive):
    return new_drive("cd-r-80")


@pytest.fixture
def mount(tmp_path):
    """Mounts what lies in a drive."""
    points = []

    def mounted(drive):
        reload(drive)
        point = tmp_path / f"mount{len(points)}"
        point.mkdir()
        tool("mount", "-t", "iso9660", "-o", "ro", drive.node, point)
        points.append(point)
        return point

    yield mounted
    for point in points:
        if os.path.ismount(point):
            tool("umount", point)


def reload(drive):
    """Linux looks how large a disc is when it comes into the drive. What is burned afterwards it does not notice,
    whoever burns: growisofs, for one, takes the disc in and out itself."""
    with burnish.Recorder(drive.node) as recorder:
        recorder.eject()
        recorder.load()
        recorder.wait_until_ready()


def pattern(size, seed=1):
    """Bytes of which no two sectors are equal."""
    unit = bytes((index * 31 + seed * 17 + (index >> 8) * 7) & 0xFF for index in range(2048))
    return b"".join(unit[:2040] + (seed << 32 | index).to_bytes(8, "big") for index in range(size // 2048 + 1))[:size]


@pytest.fixture
def tree(tmp_path):
    """A folder with what folders have."""
    root = tmp_path / "photos"
    (root / "summer" / "day one").mkdir(parents=True)
    (root / "readme.txt").write_text("what lies here\n")
    (root / "empty").write_bytes(b"")
    (root / "large.bin").write_bytes(pattern(1_500_777))
    (root / "summer" / "Ümläut – 日本.txt").write_text("names\n", encoding="utf-8")
    (root / "summer" / "day one" / "a name with blanks.jpeg").write_bytes(pattern(70_000, 3))
    return root


def assert_same_files(folder, disc):
    """Every file, byte by byte, as cmp sees them; and no more than these."""
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(disc) for path in disc.rglob("*") if path.is_file())
    for name in names:
        tool("cmp", folder / name, disc / name)


def fails(status, call):
    """Calls what must raise an error with this status; the error."""
    with pytest.raises(burnish.BurnishError) as caught:
        call()
    assert caught.value.status == status, caught.value
    return caught.value


def as_user(*command, groups=()):
    """Runs a program as somebody who is not root, in these groups."""
    for folder in [pathlib.Path(os.environ["TMPDIR"]), *pathlib.Path(os.environ["TMPDIR"]).glob("burnish-tests-*/**/")]:
        folder.chmod(0o755)
    numbers = [tool("getent", "group", group).split(":")[2] for group in groups]
    given = ["--groups", ",".join(numbers)] if numbers else ["--clear-groups"]
    words = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", *given, *map(str, command)]
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def burnish_command(*words):
    """The words of the command, as it stands in the checkout."""
    return [shutil.which("python3", path="/usr/bin"), "-m", "burnish", *map(str, words)]


class TookTooLong(BaseException):
    """Nothing but the report takes notice of it."""


def _too_long(*_):
    raise TookTooLong


@pytest.fixture(autouse=True)
def _limit():
    """A case that hangs is that one's failure, and not the guest's."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LIMIT)
    yield
    signal.alarm(0)


@pytest.fixture(autouse=True)
def _no_device(monkeypatch):
    monkeypatch.delenv("BURNISH_DEVICE", raising=False)
