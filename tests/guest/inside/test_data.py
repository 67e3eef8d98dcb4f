# SPDX-License-Identifier: LGPL-2.1-or-later
"""Python burns folders on a drive of the kernel, and the kernel mounts the discs."""
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
