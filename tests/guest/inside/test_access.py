# SPDX-License-Identifier: LGPL-2.1-or-later
"""Who may use a drive, and who else has it: the exact status, the holder's name, and what the doctor says."""
import fcntl
import json
import os
import stat
import subprocess
import sys

import burnish
import pytest
from burnish import Status
from conftest import as_user, burnish_command, fails, pattern
from drive import tool

CONTENT = pattern(2048 * 400)


def problems(device):
    """What the doctor finds wrong: about what, with which status, in which words."""
    found = burnish.diagnose(device)
    wrong = [(finding.about, finding.status, finding.message) for finding in found.findings
             if finding.severity == "problem"]
    assert found.usable == (not wrong)
    return wrong


def test_nothing_is_in_the_way(cd):
    assert problems(cd.node) == []
    assert [info.device for info in burnish.recorders()] == [cd.node]


def test_a_mounted_disc(cd, tree, mount):
    image = burnish.Image()
    image.add(tree, "/")
    with burnish.Recorder(cd.node) as recorder:
        recorder.burn_data(image)
        point = mount(cd)
        assert recorder.volume_path_names == (str(point),)
        assert recorder.exclusive_access_owner == f"mounted on {point}"
        for call in (lambda: recorder.burn_data(CONTENT, fresh=True), recorder.acquire_exclusive_access):
            error = fails(Status.E_RECORDER_LOCKED, call)
            assert Status.E_RECORDER_LOCKED & 0xFFFFFFFF == 0xC0AA0210
            assert f"mounted on {point}" in error.message and "unmount" in error.message and error.can_retry
        [(about, status, message)] = problems(cd.node)
        assert (about, status) == ("use", Status.E_RECORDER_LOCKED) and str(point) in message
        recorder.acquire_exclusive_access(force=True)
        assert not os.path.ismount(point)
        recorder.release_exclusive_access()
        recorder.burn_data(CONTENT, fresh=True)


HOLD = """import os, sys
held = os.open(sys.argv[1], os.O_RDWR | os.O_EXCL | os.O_NONBLOCK)
print("held", flush=True)
sys.stdin.read()
"""


def test_another_program_holds_it(cd):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, cd.node], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    name = f"(pid {holder.pid})"
    with burnish.Recorder(cd.node) as recorder:
        assert name in recorder.exclusive_access_owner
        for call in (lambda: recorder.burn_data(CONTENT), recorder.acquire_exclusive_access):
            error = fails(Status.E_RECORDER_LOCKED, call)
            assert name in error.message and error.can_retry
        [(about, status, message)] = problems(cd.node)
        assert (about, status) == ("use", Status.E_RECORDER_LOCKED) and name in message
        holder.communicate()
        assert recorder.exclusive_access_owner == ""
        recorder.burn_data(CONTENT)
    assert "WRITE(10)" in cd.commands()


def test_what_we_hold_others_do_not_get(cd):
    with burnish.Recorder(cd.node) as recorder:
        recorder.acquire_exclusive_access()
        with pytest.raises(OSError, match="busy"):
            os.open(cd.node, os.O_RDWR | os.O_EXCL | os.O_NONBLOCK)
        recorder.release_exclusive_access()
        os.close(os.open(cd.node, os.O_RDWR | os.O_EXCL | os.O_NONBLOCK))


def test_a_member_of_the_group_burns(cd, tree):
    """With the rights that udev's own rules give."""
    info = os.stat(cd.node)
    assert stat.S_IMODE(info.st_mode) == 0o660
    assert tool("getent", "group", str(info.st_gid)).startswith("cdrom:")
    done = as_user(*burnish_command("--json", "--device", cd.node, "data", tree), groups=["cdrom"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert cd.state()["state"] == "appendable"
    done = as_user(*burnish_command("--device", cd.node, "doctor"), groups=["cdrom"])
    assert done.returncode == 0, done.stdout + done.stderr


def test_nobody_else_does(cd, tree):
    done = as_user(*burnish_command("--json", "--device", cd.node, "data", tree))
    assert done.returncode == 1
    last = json.loads((done.stdout + done.stderr).splitlines()[-1])
    assert last["status"] == "0x80070005", last
    assert "cdrom" in last["message"]
    done = as_user(*burnish_command("--json", "--device", cd.node, "doctor"))
    wrong = [finding for line in done.stdout.splitlines() for finding in json.loads(line)["findings"]
             if finding["severity"] == "problem"]
    assert done.returncode == 1
    assert [(finding["about"], finding["status"]) for finding in wrong] == [("permission", "0x80070005")]
    assert "usermod -aG cdrom nobody" in wrong[0]["message"]
    assert cd.state()["state"] == "blank"


def test_no_node():
    [(about, status, message)] = problems("/dev/sr7")
    assert (about, status) == ("device", Status.E_DEV_NOT_EXIST) and "/dev/sr7" in message
    fails(Status.E_DEV_NOT_EXIST, lambda: burnish.Recorder("/dev/sr7"))


def test_no_medium(new_drive):
    drive = new_drive(empty=1)
    [(about, status, _)] = problems(drive.node)
    assert (about, status) == ("disc", Status.E_RECORDER_MEDIA_NO_MEDIA)
    with burnish.Recorder(drive.node) as recorder:
        fails(Status.E_RECORDER_MEDIA_NO_MEDIA, lambda: recorder.burn_data(CONTENT))


def test_open_tray(cd):
    with burnish.Recorder(cd.node) as recorder:
        recorder.eject()
        [(about, status, message)] = problems(cd.node)
        assert (about, status) == ("disc", Status.E_RECORDER_MEDIA_NO_MEDIA) and "tray" in message
        recorder.load()
        recorder.wait_until_ready()
    assert problems(cd.node) == []


def test_a_block_device_that_is_no_recorder(tmp_path):
    """A loop device, which has no drive behind it, and a SCSI disk, which is no recorder."""
    file = tmp_path / "file"
    file.write_bytes(bytes(1 << 20))
    tool("modprobe", "loop")
    node = tool("losetup", "--find", "--show", file).strip()
    try:
        [(about, status, _)] = problems(node)
        assert (about, status) == ("device", Status.E_NOT_A_RECORDER)
        fails(Status.E_NOT_A_RECORDER, lambda: burnish.Recorder(node))
    finally:
        tool("losetup", "--detach", node)


def test_udev_is_kept_away_from_a_locked_node(cd):
    """Media change notification switched off is a lock that udev respects."""
    with burnish.Recorder(cd.node) as recorder:
        recorder.disable_mcn()
        with open(cd.node, "rb", opener=lambda path, flags: os.open(path, flags | os.O_NONBLOCK)) as other:
            with pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
            recorder.enable_mcn()
            fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
