# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish doctor and diagnose(): what is wrong, in words, and the exit status."""
import json
import os

import burnish
import pytest
from conftest import command, pattern


def doctor(*arguments, **environment):
    result = command("--json", *arguments, "doctor", env={**os.environ, **environment})
    assert result.stderr == ""
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert {entry.pop("event") for entry in found} == {"diagnosis"}
    assert result.returncode == (0 if all(entry["usable"] for entry in found) else 1)
    return found


def problems(found):
    return [(finding["about"], finding["name"]) for entry in found for finding in entry["findings"]
            if finding["severity"] == "problem"]


def test_nothing_is_wrong(disc):
    device = disc.device()
    found = doctor("--device", device)
    assert [entry["device"] for entry in found] == ["", device] and problems(found) == []
    assert [finding["about"] for finding in found[1]["findings"]] == ["drive", "disc"]


def test_the_named_device_is_looked_at(cd):
    device = cd.device()
    assert [entry["device"] for entry in doctor(BURNISH_DEVICE=device)] == ["", device]


@pytest.mark.parametrize("device,about,name", [
    ("/dev/no-such-drive", "device", "ERROR_DEV_NOT_EXIST"),
    ("/dev/null", "device", "E_BURNISH_NOT_A_RECORDER"),
    ("/", "device", "E_BURNISH_NOT_A_RECORDER"),
    ("sr0", "device", "E_INVALIDARG"),
    ("virtual:/proc/self", "device", "E_BURNISH_NOT_A_DISC_FOLDER"),
    ("virtual:x?empty=1", "disc", "E_IMAPI_RECORDER_MEDIA_NO_MEDIA")])
def test_what_is_wrong_is_named(device, about, name):
    assert problems(doctor("--device", device)) == [(about, name)]


def test_who_holds_a_drive_is_named(cd):
    with burnish.Recorder(cd.device()):
        found = doctor("--device", f"virtual:{cd.folder}")
    assert problems(found) == [("use", "E_IMAPI_RECORDER_LOCKED")]
    assert str(os.getpid()) in found[-1]["findings"][-1]["message"]


def test_a_full_disc_takes_no_more(dvd, tmp_path):
    source = tmp_path / "x.iso"
    source.write_bytes(pattern(600 * 2048))
    with burnish.Recorder(dvd.device()) as recorder:
        recorder.burn_data(source, close=True, verify="none")
    found = doctor("--device", dvd.device())
    assert problems(found) == [("disc", "E_IMAPI_DF2DATA_INVALID_MEDIA_STATE")]
    assert "insert another one" in found[-1]["findings"][-1]["message"]


def test_a_library_that_is_not_there(cd):
    found = doctor("--device", cd.device(), BURNISH_LIBRARY="/none/libburnish.so.1",
                   BURNISH_IMAGE_LIBRARY="/none/libburnish-image.so.1")
    assert len(found) == 1 and problems(found) == [("library", "E_FAIL")]
    assert "/none/libburnish.so.1" in found[0]["findings"][0]["message"]


def test_without_libburnish_image_discs_can_be_burned(cd):
    found = doctor("--device", cd.device(), BURNISH_IMAGE_LIBRARY="/none/libburnish-image.so.1")
    assert problems(found) == []
    assert [finding["severity"] for finding in found[0]["findings"]] == ["fine", "note"]


def test_what_people_read(cd):
    result = command("--device", f"virtual:{cd.folder}?empty=1", "doctor")
    lines = result.stdout.splitlines()
    assert result.returncode == 1 and result.stderr == ""
    assert lines[0].startswith("  ok       libburnish ")
    assert any(line.startswith("  PROBLEM  There is no disc in the drive") for line in lines)


def test_diagnose_in_python(cd):
    device = cd.device()
    fine = burnish.diagnose(device)
    assert fine.usable and fine.device == device
    missing = burnish.diagnose("/dev/no-such-drive")
    assert not missing.usable
    assert missing.findings[0].status == burnish.Status.E_DEV_NOT_EXIST
    assert missing.to_dict()["findings"][0]["status"] == "0x80070037"
    machine = burnish.diagnose()
    assert machine.device == "" and machine.findings and {finding.about for finding in machine.findings} == {"device"}
    with pytest.raises(ValueError):
        burnish.diagnose("a\0b")


def test_opening_says_the_same():
    finding = burnish.diagnose("/dev/no-such-drive").findings[0]
    with pytest.raises(burnish.DeviceNotFoundError) as caught:
        burnish.Recorder("/dev/no-such-drive")
    assert (caught.value.message, caught.value.status) == (finding.message, finding.status)


def test_burning_without_a_disc_says_the_same(cd, tmp_path):
    """The tray open, and closed on nothing: one status, and each time what to do."""
    source = tmp_path / "x.iso"
    source.write_bytes(pattern(300 * 2048))
    with burnish.Recorder(cd.device()) as recorder:
        recorder.eject()
        with pytest.raises(burnish.MediumError) as caught:
            recorder.burn_data(source)
    assert caught.value.status == burnish.Status.E_RECORDER_MEDIA_NO_MEDIA
    assert caught.value.message == "The tray is open; insert a disc and close it (burnish load)."
    empty = f"virtual:{cd.folder}?empty=1"
    said = command("--device", empty, "data", str(source))
    assert said.returncode == 1
    assert burnish.diagnose(empty).findings[-1].message in said.stderr and "burnish eject" in said.stderr


def test_holding_a_drive_that_is_held_says_the_same(cd, tmp_path):
    source = tmp_path / "x.iso"
    source.write_bytes(pattern(300 * 2048))
    with burnish.Recorder(cd.device()):
        said = command("--device", f"virtual:{cd.folder}", "data", str(source))
        found = burnish.diagnose(f"virtual:{cd.folder}").findings[-1]
    assert said.returncode == 1 and found.message in said.stderr and str(os.getpid()) in found.message
