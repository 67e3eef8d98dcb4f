# SPDX-License-Identifier: LGPL-2.1-or-later
"""What programs said to the recorder when they burned is said to it again: it answers as it did. No program is needed
for that."""
import json

import pytest
from conftest import ROOT, Drive
from transcripts import say_again

TRANSCRIPTS = sorted((ROOT / "tests/data/transcripts/peers").glob("*.jsonl"))


def test_there_are_transcripts():
    assert len(TRANSCRIPTS) >= 8
    assert {path.stem.split("-")[0] for path in TRANSCRIPTS} == {"cdrskin", "wodim", "cdrdao", "xorriso", "growisofs"}


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_recorder_answers_as_before(transcript, tmp_path):
    medium = json.loads(transcript.open().readline())["device"].split("=")[1]
    drive = Drive(tmp_path, medium)
    try:
        say_again(transcript, drive.socket)
        assert drive.state()["state"] in ("complete", "appendable")
    finally:
        drive.stop()
