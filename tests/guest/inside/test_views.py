# SPDX-License-Identifier: LGPL-2.1-or-later
"""libcdio's programs see the same drive and the same disc as `burnish info`."""
import json
import re

import burnish
import pytest
from conftest import burnish_command, pattern
from drive import tool


def info(drive):
    [line] = tool(*burnish_command("--json", "--device", drive.node, "info")).splitlines()
    return json.loads(line)


def field(text, name):
    found = re.search(rf"^\s*{name}\s*:\s*(.*?)\s*$", text, re.MULTILINE)
    assert found, f"no {name} in {text}"
    return found[1]


def test_the_drive(cd):
    with burnish.Recorder(cd.node) as recorder:  # cd-info gives up at a blank disc
        recorder.burn_data(pattern(2048 * 300))
    recorder = info(cd)["recorder"]
    for program in ("cd-info", "cd-drive"):
        text = tool(program, "--no-cddb" if program == "cd-info" else f"--cdrom-device={cd.node}",
                    *([cd.node] if program == "cd-info" else []))
        assert field(text, "Vendor") == recorder["vendor"]
        assert field(text, "Model") == recorder["product"]
        assert field(text, "Revision") == recorder["revision"]


@pytest.mark.parametrize("sessions", [1, 2])
def test_the_tracks(sessions, cd, tmp_path):
    image = tmp_path / "x.iso"
    image.write_bytes(pattern(2048 * 500))
    for _ in range(sessions):
        tool(*burnish_command("--device", cd.node, "data", "--fresh", "--verify", "none", image))
    tracks = info(cd)["medium"]["tracks"]
    text = tool("cd-info", "--no-cddb", "--no-device-info", cd.node)
    lines = re.findall(r"^\s+(\d+): \d\d:\d\d:\d\d\s+(\d+) data", text, re.MULTILINE)
    seen = [(int(number), int(lba)) for number, lba in lines]
    assert seen == [(track["number"], track["start"]) for track in tracks]
    leadout = re.search(r"^\s*170: \d\d:\d\d:\d\d\s+(\d+) leadout", text, re.MULTILINE)
    assert int(leadout[1]) == tracks[-1]["start"] + tracks[-1]["sectors"]
