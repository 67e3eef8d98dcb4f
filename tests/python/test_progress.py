# SPDX-License-Identifier: LGPL-2.1-or-later
"""Progress events and the bar that shows them."""
import dataclasses
import io

import burnish
import pytest
from burnish import DataAction, TaoAction

EVENT = burnish.Progress(
    current_action=DataAction.WRITING_DATA, elapsed_time=10, remaining_time=75, total_time=85, start_lba=0,
    sector_count=1000, last_read_lba=600, last_written_lba=500, total_system_buffer=1000, used_system_buffer=980,
    free_system_buffer=20, simulate=False, current_write_speed=5000, total_drive_buffer=2000, free_drive_buffer=500,
    stage_progress=0.5)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(stream, *events):
    bar = burnish.progress_bar(stream)
    for event in events:
        bar(event)
    return stream.getvalue()


def at(action, part, **changes):
    return dataclasses.replace(EVENT, current_action=action, stage_progress=part, **changes)


def test_an_event_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        EVENT.elapsed_time = 3


def test_figures():
    assert (EVENT.percent, EVENT.buffer_percent, EVENT.drive_buffer_percent) == (50, 98, 75)
    assert at(DataAction.FINALIZATION, None).percent is None
    assert dataclasses.replace(EVENT, free_drive_buffer=-1, total_drive_buffer=-1).drive_buffer_percent is None
    assert EVENT.to_dict()["stage"] == "writing data" and EVENT.to_dict()["current_action"] == 4


def test_a_test_write_says_so():
    assert dataclasses.replace(EVENT, simulate=True).stage == "test write"


def test_plain_lines():
    lines = shown(io.StringIO(), at(DataAction.VALIDATING_MEDIA, 0.0), at(DataAction.WRITING_DATA, 0.0), EVENT, EVENT,
                  at(DataAction.WRITING_DATA, 0.51), at(DataAction.COMPLETED, 1.0, remaining_time=0)).splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("validating media")
    assert lines[2] == "writing data  50 %  10.2 MB/s  buffer 98 %  drive 75 %  1:15 left"
    assert lines[3] == "completed"


def test_a_bar_on_a_terminal():
    text = shown(Terminal(), EVENT, at(DataAction.WRITING_DATA, 1.0, remaining_time=0),
                 at(DataAction.COMPLETED, 1.0, remaining_time=0))
    first, second, done = text.split("\r")[1:]
    assert "[############------------]  50 %" in first and "1:15 left" in first
    assert "[########################]  100 %" in second and "\n" not in first + second
    assert len(second) >= len(first), "the longer line before it is covered"
    assert done.rstrip() == "writing data           [########################]  done" and done.endswith("\n")


def test_an_action_of_a_newer_library():
    assert str(DataAction(99)) == "unknown 99"
    assert shown(io.StringIO(), at(DataAction(99), None)).startswith("unknown 99")


def test_a_medium_of_a_newer_library():
    assert burnish.MediaType(77) == 77 and burnish.MediaType(77).name == "UNKNOWN_77"
    with pytest.raises(ValueError):
        burnish.MediaType("CD")


def test_an_erase_has_one_line():
    events = [burnish.EraseProgress(0, 60, None), burnish.EraseProgress(30, 60, 0.5), burnish.EraseProgress(60, 60, 1.0)]
    assert shown(io.StringIO(), *events).splitlines() == ["erasing  1:00 left", "erasing  50 %  0:30 left",
                                                          "erasing  100 %"]
    text = shown(Terminal(), *events)
    assert text.count("\n") == 1 and text.endswith("\n") and "[" + "#" * 24 + "]" in text


def test_the_bar_of_an_album():
    """A line for each track, one for closing, one for each track that is read back."""
    common = {name: getattr(EVENT, name) for name in EVENT.__dataclass_fields__ if name != "current_action"}
    common.update(stage_progress=0.5, current_write_speed=1800, remaining_time=0)

    def event(number, action, **changes):
        return burnish.TaoProgress(**{**common, "current_action": action, "current_track_number": number,
                                      "track_count": 2, **changes})

    writing, finishing, verifying = TaoAction.WRITING, TaoAction.FINISHING, TaoAction.VERIFYING
    text = shown(Terminal(), event(1, TaoAction.PREPARING), event(1, writing), event(1, finishing), event(2, writing),
                 event(2, finishing, closing=True), event(1, verifying, closing=True), event(2, verifying, closing=True),
                 event(2, verifying, closing=True, completed=True))
    lines = [line.split("\r")[-1] for line in text.split("\n")[:-1]]
    assert [line.split("  ")[0] for line in lines] == ["track 1 of 2", "track 2 of 2", "closing the disc",
                                                       "verifying track 1 of 2", "verifying track 2 of 2"]
    assert all(line.rstrip().endswith("done") for line in lines) and text.endswith("\n")
    assert "24.0×  buffer 98 %  drive 75 %" in text
    assert shown(io.StringIO(), event(2, writing, simulate=True)).startswith("track 2 of 2: test write  50 %  ")
