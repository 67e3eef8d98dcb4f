# SPDX-License-Identifier: LGPL-2.1-or-later
"""Trays, discs and drives that come and go, as the kernel and udev tell of them."""
import fcntl
import os

import burnish
import pytest
from burnish import Status
from conftest import PROVEN, fails, pattern

CDROM_DRIVE_STATUS = 0x5326
NO_DISC, TRAY_OPEN, DISC_OK = 1, 2, 4


def kernel_status(drive):
    node = os.open(drive.node, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return fcntl.ioctl(node, CDROM_DRIVE_STATUS)
    finally:
        os.close(node)


def test_eject_and_load(cd):
    with burnish.Recorder(cd.node) as recorder:
        assert recorder.device_can_load_media and kernel_status(cd) == DISC_OK
        recorder.eject()
        assert kernel_status(cd) == TRAY_OPEN
        fails(Status.E_RECORDER_MEDIA_NO_MEDIA, lambda: recorder.medium)
        recorder.load()
        recorder.wait_until_ready()
        assert kernel_status(cd) == DISC_OK


def test_the_tray_is_locked_during_a_burn(cd):
    """The button has no effect, and the burn goes on."""
    refused = []

    def press(progress):
        if progress.current_action == burnish.DataAction.WRITING_DATA and not refused:
            refused.append(cd.command("press", cd.name, status=1))

    with burnish.Recorder(cd.node) as recorder:
        assert recorder.burn_data(pattern(2048 * 600), progress=press).proof == PROVEN
    assert len(refused) == 1
    assert kernel_status(cd) == DISC_OK
    cd.command("press", cd.name)
    assert kernel_status(cd) == TRAY_OPEN


def test_another_disc(cd, tmp_path, tree, mount):
    """The same recorder object sees the new disc, and so does the kernel."""
    image = burnish.Image()
    image.add(tree, "/")
    with burnish.Recorder(cd.node) as recorder:
        recorder.burn_data(image, close=True)
        assert recorder.medium.state == burnish.MediaState.FINALIZED
        cd.command("insert", cd.name, f"{tmp_path / 'other'}?medium=dvd%2Br")
        medium = recorder.wait_until_ready()
        assert medium.blank and medium.type == burnish.MediaType.DVDPLUSR
        recorder.burn_data(image)
    assert (mount(cd) / "readme.txt").read_text() == "what lies here\n"


def test_drives_that_come_and_go(new_drive):
    with burnish.DiscMaster() as master:
        events = master.events(timeout=60)
        assert list(master) == []
        drive = new_drive()
        event = next(events)
        assert (event.added, event.device) == (True, drive.node)
        assert list(master) == [drive.node]
        with burnish.Recorder(drive.node) as recorder:  # udev is done with it: it can be used at once
            assert recorder.medium.blank
        drive.detach()
        event = next(events)
        assert (event.added, event.device) == (False, drive.node)
        assert list(master) == []


@pytest.mark.parametrize("count", [2])
def test_two_drives(count, new_drive):
    drives = [new_drive() for _ in range(count)]
    assert sorted(info.device for info in burnish.recorders()) == sorted(drive.node for drive in drives)
    for number, drive in enumerate(drives):
        with burnish.Recorder(drive.node) as recorder:
            recorder.burn_data(pattern(2048 * 400, number))
    for number, drive in enumerate(drives):
        assert (drive.disc / "disc.iso").read_bytes().startswith(pattern(2048 * 400, number))
