# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the states mean in raw mode: collecting, burning, cancelling, and burning again."""
import pathlib
import threading
import time

import pytest
from pipelines import Failed, Gst, Pipeline, is_element, is_progress
from test_errors import APPLICATION, push
from test_raw import check_gapless, raw
from test_states import open_files

SECONDS = 60
RAW = APPLICATION.replace("discsink", "discsink mode=raw")


def mid_burn(pipeline):
    """All sound is there, and the laser is in the program area."""
    pipeline.play()
    source = push(pipeline, SECONDS * 176400)
    source.emit("end-of-stream")
    pipeline.wait(lambda m: is_element(m, "disc-progress") and m.get_structure().get_value("phase") == "write"
                  and m.get_structure().get_value("sectors") > 0)
    return source


def test_paused_writes_nothing(music, disc):
    with Pipeline(music.album(raw(disc))) as pipeline:
        pipeline.pause()
        # Time is what this test is about: nothing may begin by itself.
        time.sleep(3)
        pipeline.drain()
        assert pipeline.progress() == [(Gst.ProgressType.START, "open"), (Gst.ProgressType.COMPLETE, "open")]
        assert disc.is_blank()
        pipeline.burn()
    check_gapless(disc, music.sound)


def test_pausing_in_mid_burn_does_not_stop_the_laser(disc):
    with Pipeline(f"{RAW} device={disc.device(pace=64)}") as pipeline:
        mid_burn(pipeline)
        pipeline.set_state(Gst.State.PAUSED)
        position = pipeline.pipeline.query_position(Gst.Format.TIME)[1]
        pipeline.wait(lambda m: is_progress(m, "write", Gst.ProgressType.COMPLETE))
        assert pipeline.pipeline.query_position(Gst.Format.TIME)[1] >= position
        assert not any(m.type == Gst.MessageType.EOS for m in pipeline.seen)
        pipeline.burn()
        assert pipeline.warnings() == []
        assert pipeline.pipeline.query_position(Gst.Format.TIME) == (True, SECONDS * Gst.SECOND)
    check_gapless(disc, [bytes(SECONDS * 176400)])


def test_ready_in_mid_burn_cancels_and_the_pipeline_burns_again(rewritable):
    with Pipeline(f"{RAW} blank=fast device={rewritable.device(pace=64)}") as pipeline:
        mid_burn(pipeline)
        before = time.monotonic()
        assert pipeline.set_state(Gst.State.READY) == Gst.StateChangeReturn.SUCCESS
        assert time.monotonic() - before < 5
        pipeline.wait(lambda m: is_progress(m, "write", Gst.ProgressType.CANCELED))
        pipeline.play()
        push(pipeline, 8 * 176400).emit("end-of-stream")
        pipeline.finish()
    check_gapless(rewritable, [bytes(8 * 176400)])


def test_ready_while_collecting_leaves_the_disc_blank(disc, tmp_path):
    with Pipeline(f"{RAW} device={disc.device()}") as pipeline:
        pipeline.play()
        push(pipeline, 5 * 176400)
        pipeline.wait(lambda m: is_progress(m, "spool", Gst.ProgressType.START))
        pipeline.set_state(Gst.State.READY)
        pipeline.wait(lambda m: is_progress(m, "spool", Gst.ProgressType.CANCELED))
    assert disc.is_blank()


def test_null_in_mid_burn_leaves_nothing_behind(disc, tmp_path):
    threads = threading.active_count()
    files = open_files()
    with Pipeline(f"{RAW} temp-location={tmp_path} device={disc.device(pace=64)}") as pipeline:
        mid_burn(pipeline)
        pipeline.set_state(Gst.State.NULL)
    assert threading.active_count() == threads
    assert not {name for name in open_files() - files if str(tmp_path) in name}


def test_a_folder_that_is_not_there(disc):
    with pytest.raises(Failed) as raised, Pipeline(f"{RAW} temp-location=/nowhere/at/all "
                                                   f"device={disc.device()}") as pipeline:
        pipeline.play()
        push(pipeline, 5 * 176400).emit("end-of-stream")
        pipeline.finish()
    assert raised.value.code == Gst.ResourceError.OPEN_WRITE
    assert disc.is_blank()


def test_a_write_that_fails_names_its_sector(disc):
    fault = [{"command": "WRITE(10)", "lba": 600, "sense": "3/0C/00"}]
    with pytest.raises(Failed) as raised, Pipeline(f"{RAW} device={disc.device(faults=fault)}") as pipeline:
        pipeline.play()
        push(pipeline, SECONDS * 176400).emit("end-of-stream")
        pipeline.finish()
    assert raised.value.code == Gst.ResourceError.WRITE
    assert raised.value.details["sense-key"] == 3 and raised.value.details["asc"] == 0x0C


def test_a_folder_of_spool_files_stays_empty(music, disc, tmp_path):
    folder = pathlib.Path(tmp_path / "spool")
    folder.mkdir()
    with Pipeline(music.album(raw(disc, f"temp-location={folder}"))) as pipeline:
        pipeline.burn()
        assert pipeline.sink.get_property("stats").get_value("spool") == "disc"
        assert not list(folder.iterdir())


def test_a_raw_disc_cannot_stay_open(music, disc):
    with pytest.raises(Failed) as raised, Pipeline(music.album(raw(disc, "multi-session=true"))) as pipeline:
        pipeline.burn()
    assert raised.value.code == Gst.ResourceError.SETTINGS and "mode=tao" in raised.value.text
    assert disc.is_blank()
