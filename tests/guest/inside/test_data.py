# SPDX-License-Identifier: LGPL-2.1-or-later
"""Python burns folders on a drive of the kernel, and the kernel mounts the discs."""
import os

import burnish
import pytest
from conftest import PROVEN, assert_same_files, burnish_command, pattern, reload
from drive import tool


def image_of(folder):
    image = burnish.Image(volume_id="GUEST")
    image.add(folder, "/")
    return image


@pytest.mark.parametrize("medium", ["cd-r-80", "dvd+r"])
def test_a_folder_is_burned_and_mounted(medium, new_drive, tree, mount):
    drive = new_drive(medium)
    with burnish.Recorder(drive.node) as recorder:
        report = recorder.burn_data(image_of(tree), close=True)
    assert report.proof == PROVEN
    assert_same_files(tree, mount(drive))


def test_an_image_is_burned_and_read_back(cd, tree, tmp_path):
    """By the command, and read by dd."""
    image, back = tmp_path / "x.iso", tmp_path / "back.iso"
    tool("genisoimage", "-quiet", "-R", "-o", image, tree)
    tool(*burnish_command("--device", cd.node, "data", image))
    size = image.stat().st_size
    reload(cd)
    tool("dd", f"if={cd.node}", f"of={back}", "bs=2048", f"count={size // 2048}")
    tool("cmp", image, back)


@pytest.mark.parametrize("medium", ["cd-r-80", "dvd+r"])
def test_a_session_is_appended_and_mounted(medium, new_drive, tree, tmp_path, mount):
    """The kernel asks the drive where the last session begins."""
    drive = new_drive(medium)
    more = tmp_path / "more"
    more.mkdir()
    (more / "later.bin").write_bytes(pattern(300_001, 9))
    with burnish.Recorder(drive.node) as recorder:
        recorder.burn_data(image_of(tree))
    first = mount(drive)
    assert_same_files(tree, first)
    tool("umount", first)
    with burnish.Recorder(drive.node) as recorder:
        recorder.burn_data(image_of(more))
        assert recorder.medium.sessions == 2
    (tree / "later.bin").write_bytes((more / "later.bin").read_bytes())
    assert_same_files(tree, mount(drive))


@pytest.mark.parametrize("full", [False, True], ids=["quick", "full"])
def test_a_cd_rw_is_erased_and_burned_anew(full, new_drive, tree, tmp_path, mount):
    drive = new_drive("cd-rw-80")
    with burnish.Recorder(drive.node) as recorder:
        recorder.burn_data(pattern(2048 * 400), close=True)
        recorder.erase(full=full)
        assert recorder.medium.blank and drive.state()["state"] == "blank"
        recorder.burn_data(image_of(tree))
    assert_same_files(tree, mount(drive))


def test_a_disc_that_was_written_raw_is_mounted(cd, tree, tmp_path, mount):
    """Sectors in mode 1, with their parity, scrambled, as the engine made them."""
    path = tmp_path / "x.iso"
    tool("genisoimage", "-quiet", "-R", "-o", path, tree)
    with burnish.RawCDImage() as image:
        image.add_track(path, burnish.SectorType.MODE1)
        stream = image.create_result_image()
    with burnish.Recorder(cd.node) as recorder, burnish.RawCDFormat(recorder, "guest") as raw, stream:
        raw.burn_verification_level = burnish.VerificationLevel.FULL
        raw.prepare_media()
        assert raw.write_media(stream).verified
        raw.release_media()
    assert_same_files(tree, mount(cd))


@pytest.mark.skipif("CDIO_GUEST" not in os.environ, reason="libcdio is not there")
@pytest.mark.parametrize("medium", ["cd-r-80", "dvd+r"])
def test_an_image_is_burned_through_libcdio(medium, new_drive, tree, tmp_path, mount, monkeypatch):
    """The kernel's own way for such commands, which tells less than its SCSI interface."""
    drive = new_drive(medium)
    image = tmp_path / "x.iso"
    tool("genisoimage", "-quiet", "-R", "-o", image, tree)
    monkeypatch.setenv("CDIO_NODE", drive.node)
    monkeypatch.setenv("CDIO_IMAGE", str(image))
    tool(os.environ["CDIO_GUEST"])
    assert_same_files(tree, mount(drive))
