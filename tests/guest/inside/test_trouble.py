# SPDX-License-Identifier: LGPL-2.1-or-later
"""Drives that are late, fail, or go in the midst of a burn: the exact status, and what can be done afterwards."""
import burnish
from burnish import Status
from conftest import PROVEN, fails, pattern

CONTENT = pattern(2048 * 900)


def test_a_late_answer_is_waited_for(new_drive):
    drive = new_drive(faults=[{"command": "WRITE(10)", "nth": 5, "effect": "late", "milliseconds": 2500}])
    with burnish.Recorder(drive.node) as recorder:
        report = recorder.burn_data(CONTENT)
    assert report.proof == PROVEN
    assert (drive.disc / "disc.iso").read_bytes()[:len(CONTENT)] == CONTENT


def test_a_write_that_fails(new_drive):
    drive = new_drive(faults=[{"command": "WRITE(10)", "nth": 7, "sense": "3/0C/00"}])
    with burnish.Recorder(drive.node) as recorder:
        error = fails(Status.E_UNEXPECTED_RESPONSE_FROM_DEVICE, lambda: recorder.burn_data(CONTENT))
        assert "3/0C/00" in error.detail and drive.node in error.detail
        assert error.report.written_sectors < 900
        recorder.eject()  # the tray is not locked
        recorder.load()
        recorder.wait_until_ready()


def test_a_deferred_error(new_drive):
    drive = new_drive(faults=[{"command": "WRITE(10)", "nth": 7, "sense": "3/0C/00", "deferred": True}])
    with burnish.Recorder(drive.node) as recorder:
        error = fails(Status.E_UNEXPECTED_RESPONSE_FROM_DEVICE, lambda: recorder.burn_data(CONTENT))
        assert "deferred" in error.detail


def test_a_drive_that_is_busy_for_a_while(new_drive):
    """SCSI status 08h, which the kernel sends again by itself."""
    drive = new_drive(faults=[{"command": "WRITE(10)", "nth": 5, "effect": "busy", "times": 3}])
    with burnish.Recorder(drive.node) as recorder:
        assert recorder.burn_data(CONTENT).proof == PROVEN


def test_a_drive_that_breaks(new_drive):
    """It fails in the midst of a burn, and the kernel loses it."""
    drive = new_drive(faults=[{"command": "WRITE(10)", "nth": 7, "effect": "vanish"}])
    with burnish.Recorder(drive.node) as recorder:
        error = fails(Status.E_UNEXPECTED_RESPONSE_FROM_DEVICE, lambda: recorder.burn_data(CONTENT))
        assert error.sense == (4, 0x3E, 0x01) and error.report.written_sectors < 900
    assert drive.program.wait(60) == 1
    fails(Status.E_DEV_NOT_EXIST, lambda: burnish.Recorder(drive.node))


def once(action):
    """For progress: acts while data are being written."""
    done = []

    def act(progress):
        if progress.current_action == burnish.DataAction.WRITING_DATA and not done:
            done.append(action())

    return act


def test_a_drive_that_is_pulled_out(new_drive):
    drive = new_drive()
    with burnish.Recorder(drive.node) as recorder:
        pull = once(lambda: drive.command("detach", "--force", drive.name))
        fails(Status.E_DEV_NOT_EXIST, lambda: recorder.burn_data(CONTENT, progress=pull))
    assert drive.program.wait(60) == 0
    fails(Status.E_DEV_NOT_EXIST, lambda: burnish.Recorder(drive.node))


def test_a_drive_whose_bridge_is_killed(new_drive):
    """Nobody answers any more, until what was left behind is cleared away."""
    drive = new_drive()

    def kill():
        drive.program.kill()
        drive.program.wait()
        drive.command("detach", drive.name)

    with burnish.Recorder(drive.node) as recorder:
        fails(Status.E_DEV_NOT_EXIST, lambda: recorder.burn_data(CONTENT, progress=once(kill)))
    fails(Status.E_DEV_NOT_EXIST, lambda: burnish.Recorder(drive.node))
    assert drive.command("list") == ""
