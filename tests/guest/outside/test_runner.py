# SPDX-License-Identifier: LGPL-2.1-or-later
"""run.py itself, on this side: what it hands through, and that nothing stays behind however it ends."""
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import time
import uuid

import pytest

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
RUN = [sys.executable, "-B", str(HERE / "run.py"), "--cache", os.environ["GUEST_CACHE"]]
PATIENCE = 600  # a busy computer boots slowly


def run(*words, **keywords):
    return subprocess.run([*RUN, *words], capture_output=True, text=True, timeout=PATIENCE, check=False, **keywords)


def test_output_exit_status_and_share(tmp_path):
    seen = ROOT / "made-in-the-guest"
    script = 'echo to the error output >&2; uname -r; id -u; touch "$1" && ls "$1"; cat /share/given; ' \
             'printf "%s|" "$@"; echo made there >/share/made; exit 7'
    (tmp_path / "given").write_text("made here\n")
    words = [str(seen), "a b", "$HOME", "'", "\\n", "*"]
    done = run("--share", str(tmp_path), "--", "sh", "-c", script, "sh", *words, cwd=ROOT)
    release = next(pathlib.Path(os.environ["GUEST_CACHE"]).glob("linux-image-*/boot/vmlinuz-*")).name[8:]
    assert done.stdout == f"to the error output\n{release}\n0\n{seen}\nmade here\n{'|'.join(words)}|"
    assert done.returncode == 7
    assert (tmp_path / "made").read_text() == "made there\n"
    assert not seen.exists()


def test_limit():
    done = run("--limit", "0.5", "--", "true")
    assert done.returncode == 124
    assert "0.5 seconds, which is the limit" in done.stderr


def test_guest_that_dies():
    done = run("--", "sh", "-c", "echo c >/proc/sysrq-trigger")
    assert done.returncode == 125
    assert "sysrq triggered crash" in done.stderr


def test_every_file_has_its_guest():
    listed = re.findall(r"'(test_\w+\.py)'", (HERE / "meson.build").read_text())
    assert sorted(listed) == sorted(path.name for path in (HERE / "inside").glob("test_*.py"))


def test_not_understood():
    assert run("--limit", "soon", "--", "true").returncode == 2


# How it ends.

def processes_of(mark):
    """The processes that have the mark in their environment."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark.encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:  # gone meanwhile, or somebody else's
            continue
    return found


def name_of(process):
    try:
        return pathlib.Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def wait_for_program(mark, start):
    """Until a process of that mark runs a program whose name begins so."""
    end = time.monotonic() + PATIENCE
    while not any(name_of(process).startswith(start) for process in processes_of(mark)):
        assert time.monotonic() < end, f"no {start} was started"


def wait_until_gone(processes):
    end = time.monotonic() + PATIENCE
    for process in processes:
        try:
            descriptor = os.pidfd_open(process)
        except ProcessLookupError:
            continue
        ready, _, _ = select.select([descriptor], [], [], max(end - time.monotonic(), 0))
        os.close(descriptor)
        assert ready, f"{process} ({name_of(process)}) is still there"


PARENT = """import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
for line in child.stdout:
    sys.stdout.buffer.write(line)
    sys.stdout.flush()
sys.exit(child.wait())
"""


class Watched:
    """A run whose every trace can be found: a mark, a folder for temporary files, the mounts."""

    def __init__(self, folder):
        self.mark = f"GUEST_MARK={uuid.uuid4()}"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.before = self.surroundings()
        name, value = self.mark.split("=")
        command = [*RUN, "--", "sh", "-c", "echo the guest runs; exec sleep 1000"]
        # A parent between us and the runner, which reads its output as a test's harness does: ending it is the fourth way.
        parent = [sys.executable, "-c", PARENT, *command]
        self.parent = subprocess.Popen(parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       start_new_session=True,
                                       env=os.environ | {name: value, "TMPDIR": str(self.temporary)})

    def surroundings(self):
        mounts = pathlib.Path("/proc/self/mountinfo").read_text()
        cache = pathlib.Path(os.environ["GUEST_CACHE"])
        return mounts, sorted(path.name for path in cache.iterdir())

    def runner(self):
        wait_for_program(self.mark, "")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            children = pathlib.Path(f"/proc/{self.parent.pid}/task/{self.parent.pid}/children").read_text().split()
            if children and b"run.py" in pathlib.Path(f"/proc/{children[0]}/cmdline").read_bytes():
                return int(children[0])
        raise AssertionError("the runner was not started")

    def wait(self, moment):
        if moment == "emulator started":
            wait_for_program(self.mark, "qemu")
        elif moment == "command running":
            assert self.parent.stdout.readline() == b"the guest runs\n"

    def assert_nothing_stays(self):
        wait_until_gone(processes_of(self.mark))
        assert not processes_of(self.mark)
        assert not list(self.temporary.iterdir())
        assert self.surroundings() == self.before


@pytest.mark.parametrize("moment", ["just started", "emulator started", "command running"])
@pytest.mark.parametrize("way", ["SIGINT", "SIGTERM", "SIGKILL", "parent"])
def test_nothing_stays(way, moment, tmp_path):
    watched = Watched(tmp_path)
    runner = watched.runner()
    watched.wait(moment)
    if way == "parent":
        watched.parent.kill()
    else:
        os.kill(runner, getattr(signal, way))
    watched.parent.wait(PATIENCE)
    watched.assert_nothing_stays()


def test_a_fetch_that_was_killed_is_done_again(tmp_path):
    """In a cache of its own, so that there is one."""
    (tmp_path / "unpacking").mkdir()
    (tmp_path / "unpacking" / "half").write_text("half")
    done = run("--cache", str(tmp_path), "--", "true")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name.split("-")[0] for path in tmp_path.iterdir()) == ["linux", "lock"]


def test_elsewhere(tmp_path):
    """Where a program is missing, it says which, and in which package it is."""
    done = subprocess.run([sys.executable, "-B", "-c", "import kernel, pathlib, shutil\n"
                           "shutil.which = lambda name, path=None: None\n"
                           "try: kernel.prepare(pathlib.Path('cache'))\n"
                           "except kernel.CannotRun as reason: print(reason)"],
                          cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(HERE)}, capture_output=True, text=True,
                          check=True)
    assert "qemu-system-x86_64 is missing; on Debian it is in the package qemu-system-x86" in done.stdout
    assert not (tmp_path / "cache").exists()
