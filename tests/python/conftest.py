# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the Python tests share: virtual discs, a tree of files, and programs that are not ours."""
import filecmp
import json
import os
import pathlib
import shutil
import subprocess
import sys

import burnish
import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))
from tap_report import *  # noqa: E402,F401,F403


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

    @property
    def iso(self):
        return self.folder / "disc.iso"

    def state(self):
        """disc.json as it stands on the file system."""
        return json.loads((self.folder / "disc.json").read_text())


@pytest.fixture(name="new_disc")
def _new_disc(tmp_path):
    """Makes blank virtual discs."""
    made = []

    def make(medium="cd-r-80"):
        made.append(Disc(tmp_path / f"{len(made)}.disc", medium))
        return made[-1]

    return make


@pytest.fixture(params=["cd-r-80", "dvd+r"])
def disc(request, new_disc):
    """A blank disc of each kind."""
    return new_disc(request.param)


@pytest.fixture
def cd(new_disc):
    return new_disc("cd-r-80")


@pytest.fixture
def dvd(new_disc):
    return new_disc("dvd+r")


@pytest.fixture
def tree(tmp_path):
    """A folder with what folders have: depth, a large file, an empty one, names of many kinds, a link."""
    root = tmp_path / "photos"
    (root / "summer" / "beach" / "day one").mkdir(parents=True)
    (root / "empty folder").mkdir()
    (root / "readme.txt").write_text("what lies here\n")
    (root / "empty").write_bytes(b"")
    (root / "large.bin").write_bytes(pattern(3 * 1024 * 1024 + 777))
    (root / "summer" / "Ümläut – 日本.txt").write_text("names\n", encoding="utf-8")
    (root / "summer" / "beach" / "a rather long file name with blanks in it.jpeg").write_bytes(pattern(70_000, 3))
    (root / "summer" / "beach" / "day one" / "x").write_bytes(pattern(2048, 5))
    (root / "link").symlink_to("summer/beach/day one/x")
    return root


def pattern(size, seed=1):
    """Bytes that are the same each time, and of which no two sectors are equal."""
    unit = bytes((index * 31 + seed * 17 + (index >> 8) * 7) & 0xFF for index in range(2048))
    parts = [unit[:2040] + (seed << 32 | index).to_bytes(8, "big") for index in range(size // 2048 + 1)]
    return b"".join(parts)[:size]


def tool_environment():
    """For programs that are not ours: without the sanitizers that ours may be built with."""
    environment = dict(os.environ)
    environment.pop("LD_PRELOAD", None)
    return environment


def tool(*command):
    """Runs a program that must be there and succeed; its output."""
    result = subprocess.run([str(part) for part in command], env=tool_environment(), stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, check=False)
    text = result.stdout.decode("utf-8", "replace")
    assert result.returncode == 0, f"{command[0]}: {text}"
    return text


def extract(iso, target, start=0):
    """Takes the session at a sector apart with xorriso, as the disc shows it."""
    assert shutil.which("xorriso"), "xorriso is needed"
    load = ["-load", "sbsector", start] if start else []
    tool("xorriso", "-abort_on", "FAILURE", "-return_with", "SORRY", "32", "-osirrox", "on", *load,
         "-indev", iso, "-extract", "/", target)
    tool("chmod", "-R", "u+rwX", target)


def assert_same_tree(left, right):
    """Every file identical, byte by byte, and nothing more or less on either side."""
    names = {path.relative_to(left) for path in left.rglob("*")}
    assert names == {path.relative_to(right) for path in right.rglob("*")}
    for name in names:
        one, other = left / name, right / name
        if one.is_symlink():
            assert other.is_symlink() and os.readlink(one) == os.readlink(other), name
        elif one.is_file():
            assert filecmp.cmp(one, other, shallow=False), name
        else:
            assert one.is_dir() and other.is_dir(), name


def command(*arguments, **options):
    """Runs python3 -m burnish."""
    return subprocess.run([sys.executable, "-m", "burnish", *(str(argument) for argument in arguments)],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **options)


def fails(kind, status, call):
    """Calls what must raise this kind of error with this status; the error."""
    with pytest.raises(kind) as caught:
        call()
    assert caught.value.status == status, caught.value
    assert caught.value.message and type(caught.value) is not burnish.BurnishError
    return caught.value


@pytest.fixture(autouse=True)
def _no_device(monkeypatch):
    """No test finds a recorder that the user has."""
    monkeypatch.delenv("BURNISH_DEVICE", raising=False)
