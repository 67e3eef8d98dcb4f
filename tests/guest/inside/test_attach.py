# SPDX-License-Identifier: LGPL-2.1-or-later
"""`virtual-recorder attach` as a product: what it leaves in the kernel, who may take a drive away, and what becomes of
one whose process was killed."""
import contextlib
import os
import pathlib
import signal
import subprocess

import burnish
import pytest
from burnish import Status
from conftest import as_user, fails, pattern
from drive import tool

PROGRAM = os.environ["VIRTUAL_RECORDER"]
TARGET = pathlib.Path("/sys/kernel/config/target")
CONTENT = pattern(2048 * 400)


def in_the_kernel():
    """What stands in configfs of any attached recorder."""
    return sorted(path.name for path in [*TARGET.glob("core/user_*"), *TARGET.glob("loopback/naa*")])


@pytest.fixture(autouse=True)
def _nothing_stays():
    yield
    assert in_the_kernel() == [] and list(pathlib.Path("/dev").glob("sr*")) == []
    assert os.listdir("/run/virtual-recorder") == ["lock"]


def test_several_at_a_time(new_drive, tmp_path):
    drives = [new_drive(), new_drive("dvd+r"), new_drive("cd-rw-80")]
    assert [drive.name for drive in drives] == ["vr0", "vr1", "vr2"]
    lines = [f"{drive.name} {drive.node} {drive.generic} {drive.disc}" for drive in drives]
    assert drives[0].command("list").splitlines() == lines
    taken = subprocess.run([PROGRAM, "attach", str(drives[1].disc)], capture_output=True, text=True, check=False)
    assert taken.returncode == 1 and f"process {drives[1].program.pid} (virtual-recorder)" in taken.stderr
    drives[1].detach()
    assert drives[0].command("list").splitlines() == [lines[0], lines[2]]
    assert not os.path.exists(drives[1].node)
    again = new_drive()
    assert again.name == "vr1"


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_takes_everything_away(new_drive, sent):
    drive = new_drive()
    assert in_the_kernel() != []
    drive.program.send_signal(sent)
    assert drive.program.wait(60) == 0


def test_a_mounted_drive_is_not_detached(cd, tree, mount):
    image = burnish.Image()
    image.add(tree, "/")
    with burnish.Recorder(cd.node) as recorder:
        recorder.burn_data(image)
    point = mount(cd)
    assert f"{cd.node} is mounted at {point}" in cd.command("detach", cd.name, status=1)
    assert (point / "readme.txt").read_text() == "what lies here\n"
    assert cd.command("detach", "--force", cd.name) == ""
    assert cd.program.wait(60) == 0
    tool("umount", point)


def test_an_open_drive_is_not_detached(cd):
    with open(cd.generic, "rb"):
        said = cd.command("detach", cd.name, status=1)
        assert f"process {os.getpid()} (" in said and f"has {cd.generic} open" in said
    assert cd.command("detach", "--all") == ""
    assert cd.program.wait(60) == 0


def ring_is_there():
    return any("/vr0/" in (uio / "name").read_text() for uio in pathlib.Path("/sys/class/uio").glob("uio*"))


MOMENTS = {
    "claimed": lambda: (TARGET / "core/user_5652000").exists(),
    "configured": lambda: (TARGET / "core/user_5652000/vr0/enable").exists(),
    "ring": ring_is_there,
    "host": lambda: any(TARGET.glob("loopback/naa*/tpgt_1/lun/lun_0")),
    "unit": lambda: any(TARGET.glob("loopback/naa*/tpgt_1/lun/lun_0/vr0")),
    "scanned": lambda: any(pathlib.Path("/sys/class/scsi_generic").glob("sg*")),
    "node": lambda: os.path.exists("/dev/sr0"),
}


def kill_when(moment, program):
    while not MOMENTS[moment]() and program.poll() is None:
        pass
    program.kill()
    program.wait(60)


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_while_it_is_attached(moment, tmp_path):
    """Whatever the kernel was waiting for, the rest can be cleared away, and the next one comes."""
    with subprocess.Popen([PROGRAM, "attach", str(tmp_path / "disc")], stdout=subprocess.DEVNULL) as program:
        kill_when(moment, program)
    assert tool(PROGRAM, "list") == "vr0 left behind\n"
    assert "detach vr0" in tool(PROGRAM, "press", "vr0", status=1)
    tool(PROGRAM, "detach", "--all")
    assert tool(PROGRAM, "list") == ""


def test_a_name_stays_taken_until_it_is_cleared(new_drive):
    drive = new_drive()
    drive.program.kill()
    drive.program.wait(60)
    other = new_drive()
    assert other.name == "vr1"
    assert other.command("list").splitlines()[0] == "vr0 left behind"
    other.command("detach", "vr0")
    assert other.command("list").startswith("vr1 ")


INQUIRY = bytes.fromhex("12000000ff00")
READ_CAPACITY = bytes.fromhex("25000000000000000000")


def test_what_comes_through(new_drive):
    drive = new_drive(faults=[{"command": "READ CAPACITY", "nth": 3, "effect": "never"}])
    with burnish.Recorder(drive.node) as recorder:
        assert len(recorder.send_command_get_data_from_device(INQUIRY, 255)) == 36  # the residual is exact
        error = fails(Status.S_COMMAND_HAS_SENSE_DATA,
                      lambda: recorder.send_command_no_data(bytes([0xF1] + [0] * 9)))
        assert error.sense == (5, 0x20, 0x00)
        answers = []
        for _ in range(6):
            try:
                answers.append(recorder.send_command_get_data_from_device(READ_CAPACITY, 8, 3)[4:])
            except burnish.BurnishError as error:
                answers.append(error.status)
    assert answers.count(Status.E_RECORDER_COMMAND_TIMEOUT) == 1  # and the drive answers again afterwards
    assert answers[-1] == b"\0\0\x08\0"


def test_the_machine_is_asked_to_open_a_locked_tray(cd, tmp_path):
    """A finger at the button, the kernel that asks for news, udev that opens the tray."""
    block = pathlib.Path("/sys/block") / os.path.basename(cd.node)
    (block / "events_poll_msecs").write_text("200")
    with burnish.Recorder(cd.node) as recorder:
        recorder.burn_data(CONTENT)
        recorder.eject()
        recorder.load()
        recorder.wait_until_ready()
    with open(cd.node, "rb"):  # locks the tray
        assert cd.command("insert", cd.name, f"{tmp_path / 'next'}?medium=cd-rw-80") == "The disc is in the drive.\n"
    with burnish.Recorder(cd.node) as recorder:
        assert recorder.wait_until_ready().type == burnish.MediaType.CDRW


def test_only_root_attaches(tmp_path):
    for command in (["attach", str(tmp_path / "disc")], ["list"], ["detach", "--all"]):
        done = as_user(PROGRAM, *command)
        assert done.returncode == 1 and f"sudo virtual-recorder {command[0]}" in done.stderr and not done.stdout
    assert not (tmp_path / "disc").exists()


def test_a_missing_module_is_named(tmp_path):
    """The modules of another kernel are of no use."""
    release = os.uname().release
    tool("rmmod", "tcm_loop")
    hidden = tmp_path / "empty"
    hidden.mkdir()
    tool("mount", "--bind", hidden, f"/lib/modules/{release}")
    try:
        done = subprocess.run([PROGRAM, "attach", str(tmp_path / "disc")], capture_output=True, text=True, check=False)
    finally:
        tool("umount", f"/lib/modules/{release}")
    assert done.returncode == 1 and "“tcm_loop”" in done.stderr and not done.stdout
    with contextlib.suppress(AssertionError):
        tool("modprobe", "tcm_loop")
