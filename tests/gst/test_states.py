# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the states mean: PAUSED writes nothing, going down cancels, and the same pipeline burns again."""
import os
import pathlib
import threading
import time

import pytest
from conftest import check_album
from pipelines import Gst, Pipeline, is_element, is_progress
from test_errors import APPLICATION, mid_burn, push
from test_launch import encoded


def album(music, disc, options=""):
    return Pipeline(music.album(f"discsink {options} device={disc.device()}"))


def open_files():
    return {os.readlink(path) for path in pathlib.Path("/proc/self/fd").iterdir() if path.exists()}


def test_messages_of_a_burn(music, disc):
    with album(music, disc) as pipeline:
        pipeline.burn()
        start, complete, further = Gst.ProgressType.START, Gst.ProgressType.COMPLETE, Gst.ProgressType.CONTINUE
        assert pipeline.progress() == [(start, "open"), (complete, "open"), (start, "write"), (further, "write"),
                                       (further, "write"), (complete, "write"), (start, "close"), (complete, "close"),
                                       (start, "verify"), (complete, "verify")]
        ready = pipeline.elements("disc-ready")[0]
        assert ready["medium"] == "CD-R" and ready["blank"] and ready["capacity"] > 350000
        assert ready["device"] == disc.device() or ready["device"].startswith("virtual:")
        layout = pipeline.elements("disc-layout")[0]
        assert (layout["mode"], layout["tracks"], layout["mcn"]) == ("tao", 3, music.MCN)
        done = pipeline.elements("disc-done")[0]
        assert done["tracks"] == 3 and done["underruns"] == 0 and not done["simulated"]
        assert len(done["musicbrainz-discid"]) == 28 and len(done["cddb-discid"]) == 8
        assert not any(m.type == Gst.MessageType.BUFFERING for m in pipeline.seen)
    check_album(disc, music.sound)


def test_layout_says_what_is_on_the_disc(music, disc):
    with album(music, disc) as pipeline:
        pipeline.burn()
        structure = next(m.get_structure() for m in pipeline.seen if is_element(m, "disc-layout"))
        assert structure.get_array("track-list")[1].n_values == 3
    assert disc.tracks()[:3] == [found["start"] for found in pipeline.elements("disc-track")]


def test_read_back_is_told(music, disc):
    with album(music, disc, "verify=full") as pipeline:
        pipeline.burn()
        assert pipeline.elements("disc-done")[0]["verified"]


def test_paused_writes_nothing(music, disc):
    with album(music, disc) as pipeline:
        pipeline.pause()
        # Time is what this test is about: nothing may begin by itself.
        time.sleep(3)
        pipeline.drain()
        assert pipeline.elements("disc-ready")
        assert pipeline.progress() == [(Gst.ProgressType.START, "open"), (Gst.ProgressType.COMPLETE, "open")]
        assert disc.is_blank()
        medium = pipeline.sink.get_property("medium")
        assert medium.get_value("medium") == "CD-R" and medium.get_value("blank")
        assert pipeline.sink.get_property("drive").get_value("product")
        pipeline.burn()
    check_album(disc, music.sound)


def test_pausing_in_mid_burn_warns_and_the_disc_is_right(disc):
    with Pipeline(f"{APPLICATION} device={disc.device()}") as pipeline:
        source = mid_burn(pipeline)
        pipeline.set_state(Gst.State.PAUSED)
        pipeline.wait(lambda m: is_element(m, "disc-warning"))
        assert pipeline.warnings() == ["paused-during-write"]
        push(pipeline, 5 * 176400)
        source.emit("end-of-stream")
        pipeline.burn()
        assert pipeline.elements("disc-done")[0]["total-sectors"] == 25 * 75
    check_album(disc, [bytes(25 * 176400)])


def test_position_is_what_is_written(music, disc):
    with Pipeline(f"{APPLICATION} device={disc.device()}") as pipeline:
        source = mid_burn(pipeline)
        found, position = pipeline.pipeline.query_position(Gst.Format.TIME)
        assert found and 0 < position <= 20 * Gst.SECOND
        assert not pipeline.pipeline.query_duration(Gst.Format.TIME)[0]
        source.emit("end-of-stream")
        pipeline.finish()
        assert pipeline.pipeline.query_position(Gst.Format.TIME) == (True, 20 * Gst.SECOND)
        assert pipeline.pipeline.query_duration(Gst.Format.TIME) == (True, 20 * Gst.SECOND)


def test_a_duration_that_decoders_guess_is_not_told(music, disc):
    """An MP3 file without a Xing header: its length is known when all of it has come, and then to the sample."""
    path, decoder = encoded(music, "mp3")
    with Pipeline(f"filesrc location={path} ! {decoder} ! audioconvert ! audioresample ! "
                  f"discsink device={disc.device()}") as pipeline:
        pipeline.pause()
        assert not pipeline.pipeline.query_duration(Gst.Format.TIME)[0]
        pipeline.burn()
        found, duration = pipeline.pipeline.query_duration(Gst.Format.TIME)
        stats = pipeline.sink.get_property("stats")
        assert found and duration == Gst.util_uint64_scale_round(stats.get_value("received-bytes") // 4, Gst.SECOND, 44100)
    assert abs(duration - 6.013 * Gst.SECOND) < 0.2 * Gst.SECOND


def test_ready_in_mid_burn_cancels_and_the_pipeline_burns_again(rewritable):
    with Pipeline(f"{APPLICATION} blank=fast device={rewritable.device()}") as pipeline:
        mid_burn(pipeline)
        before = time.monotonic()
        assert pipeline.set_state(Gst.State.READY) == Gst.StateChangeReturn.SUCCESS
        assert time.monotonic() - before < 5
        pipeline.wait(lambda m: is_progress(m, "write", Gst.ProgressType.CANCELED))
        pipeline.play()
        source = push(pipeline, 8 * 176400)
        source.emit("end-of-stream")
        pipeline.finish()
        assert (Gst.ProgressType.COMPLETE, "blank") in pipeline.progress()
    check_album(rewritable, [bytes(8 * 176400)])


def test_cancel_policy_close_keeps_what_has_come_in(disc):
    with Pipeline(f"{APPLICATION} cancel-policy=close device={disc.device()}") as pipeline:
        mid_burn(pipeline)
        while pipeline.sink.get_property("stats").get_value("received-bytes") < 20 * 176400:
            pipeline.wait(lambda m: is_element(m, "disc-progress"))
        pipeline.set_state(Gst.State.READY)
        pipeline.drain()
        assert (Gst.ProgressType.COMPLETE, "close") in pipeline.progress()
    check_album(disc, [bytes(20 * 176400)])


def test_null_in_mid_burn_leaves_nothing_behind(disc, tmp_path):
    threads = threading.active_count()
    files = open_files()
    with Pipeline(f"{APPLICATION} device={disc.device()}") as pipeline:
        mid_burn(pipeline)
        pipeline.set_state(Gst.State.NULL)
    assert threading.active_count() == threads
    assert not {name for name in open_files() - files if str(tmp_path) in name}


def test_a_spooled_burn_leaves_no_file_behind(music, disc, tmp_path):
    folder = tmp_path / "spool"
    folder.mkdir()
    with album(music, disc, f"spool=track temp-location={folder}") as pipeline:
        pipeline.burn()
        assert pipeline.sink.get_property("stats").get_value("spool") == "track"
    assert not list(folder.iterdir())
    check_album(disc, music.sound)


def test_a_seek_is_refused_while_the_disc_is_written(disc):
    with Pipeline(f"{APPLICATION} device={disc.device()}") as pipeline:
        source = mid_burn(pipeline)
        assert not pipeline.pipeline.seek_simple(Gst.Format.TIME, Gst.SeekFlags.FLUSH, 0)
        query = Gst.Query.new_seeking(Gst.Format.TIME)
        assert pipeline.pipeline.query(query) and not query.parse_seeking()[1]
        source.emit("end-of-stream")
        pipeline.finish()
    check_album(disc, [bytes(20 * 176400)])


def test_a_seek_before_the_start_is_allowed(music, disc):
    with Pipeline(f"{music.branch(1)} ! discsink device={disc.device()}") as pipeline:
        pipeline.pause()
        assert pipeline.pipeline.seek_simple(Gst.Format.TIME, Gst.SeekFlags.FLUSH | Gst.SeekFlags.ACCURATE,
                                             Gst.SECOND)
        pipeline.burn()
    check_album(disc, [music.sound[0][176400:]])


@pytest.mark.parametrize("player", ["playbin", "playbin3"])
def test_a_player_with_gapless_playback(music, new_disc, player):
    disc = new_disc()
    files = [f"file://{path}" for path in music.files]
    playbin = Gst.ElementFactory.make(player)
    sink = Gst.ElementFactory.make("discsink")
    sink.set_property("device", disc.device())
    playbin.set_property("audio-sink", sink)
    playbin.set_property("uri", files.pop(0))
    playbin.connect("about-to-finish", lambda it: files and it.set_property("uri", files.pop(0)))
    pipeline = Pipeline.__new__(Pipeline)
    pipeline.pipeline, pipeline.bus, pipeline.seen, pipeline.sink = playbin, playbin.get_bus(), [], sink
    with pipeline:
        pipeline.burn()
    check_album(disc, music.sound)


def test_the_application_says_what_the_tracks_are(music, disc):
    with album(music, disc, "mcn=036000291452") as pipeline:
        tracks = ",".join(f'"track,isrc=(string){isrc},copy=(boolean){copy},pre-emphasis=(boolean){pre}"'
                          for isrc, copy, pre in (("US-A1B-21-00001", "true", "false"),
                                                  ("USA1B2100002", "false", "true")))
        Gst.util_set_object_arg(pipeline.sink, "tracks", f"<{tracks}>")
        pipeline.burn()
        assert pipeline.warnings() == []
    sheet = (disc.folder / "disc.cue").read_text().split("TRACK ")[1:]
    assert "ISRC USA1B2100001" in sheet[0] and "FLAGS DCP" in sheet[0]
    assert "ISRC USA1B2100002" in sheet[1] and "FLAGS PRE" in sheet[1]
    assert f"ISRC {music.ISRCS[2]}" in sheet[2] and "FLAGS" not in sheet[2]
    assert "CATALOG 0036000291452" in (disc.folder / "disc.cue").read_text()


def test_wrong_codes_are_dropped_and_told(music, disc):
    with album(music, disc, "mcn=123") as pipeline:
        Gst.util_set_object_arg(pipeline.sink, "tracks", '<"track,isrc=(string)ABC">')
        pipeline.burn()
        assert sorted(pipeline.warnings()) == ["bad-isrc", "bad-mcn"]
    sheet = (disc.folder / "disc.cue").read_text()
    assert "CATALOG" not in sheet and sheet.count("ISRC") == 2


def test_a_tag_setter_gives_the_catalogue_number(disc):
    with Pipeline(f"audiotestsrc num-buffers=300 ! discsink device={disc.device()}") as pipeline:
        tags = Gst.TagList.new_empty()
        tags.add_value(Gst.TagMergeMode.REPLACE, Gst.TAG_EXTENDED_COMMENT, "BARCODE=4006408262121")
        pipeline.sink.merge_tags(tags, Gst.TagMergeMode.REPLACE)
        pipeline.burn()
    assert "CATALOG 4006408262121" in (disc.folder / "disc.cue").read_text()


def test_boundaries_none_makes_one_track(music, disc):
    with album(music, disc, "boundaries=none") as pipeline:
        pipeline.burn()
    check_album(disc, [b"".join(music.sound)])


def cue_flac(music, folder):
    """One FLAC file with a table of contents: tracks at 0, 6 and 12 seconds of 18.763."""
    from conftest import tool
    wave, sheet, path = folder / "album.wav", folder / "album.cue", folder / "album.flac"
    tool("sox", *(file.with_suffix(".wav") for file in music.files), wave)
    entries = "".join(f"  TRACK 0{n} AUDIO\n    ISRC {isrc}\n    INDEX 01 00:{at:02}:00\n"
                      for n, (isrc, at) in enumerate(zip(music.ISRCS, (0, 6, 12)), 1))
    sheet.write_text(f'FILE "album.wav" WAVE\n{entries}')
    tool("flac", "-s", "-f", f"--cuesheet={sheet}", wave, "-o", path)
    return path


@pytest.mark.parametrize("boundaries, cuts", [("auto", (0, 6, 12)), ("toc", (0, 6, 12)), ("none", (0,)),
                                              ("stream", (0,))])
def test_a_table_of_contents_in_the_stream(music, new_disc, tmp_path, boundaries, cuts):
    disc = new_disc()
    path = cue_flac(music, tmp_path)
    with Pipeline(f"filesrc location={path} ! flacparse ! flacdec ! audioconvert ! audioresample ! discsink "
                  f"boundaries={boundaries} device={disc.device()}") as pipeline:
        pipeline.burn()
        assert sum(m.type == Gst.MessageType.TOC for m in pipeline.seen) == 1
    sound = b"".join(music.sound)
    ends = [cut * 176400 for cut in cuts[1:]] + [len(sound)]
    check_album(disc, [sound[cut * 176400:end] for cut, end in zip(cuts, ends)])
    if len(cuts) == 3:
        assert [isrc in (disc.folder / "disc.cue").read_text() for isrc in music.ISRCS] == [True] * 3


def cut(sound, *lengths):
    """Parts of so many frames, and the rest."""
    ends = [0]
    for length in lengths:
        ends.append(ends[-1] + 4 * length)
    return [sound[start:end] for start, end in zip(ends, ends[1:] + [len(sound)])]


def set_lengths(pipeline, *lengths):
    Gst.util_set_object_arg(pipeline.sink, "tracks", "<" + ",".join(
        f'"track,length=(guint64){length}"' if length else '"track,isrc=(string)DEABC2199999"' for length in lengths) + ">")


def test_lengths_cut_a_stream_and_count_more_than_streams(music, disc):
    """Two tracks that have other ends than three streams; then the streams count again, here with the first of them."""
    first, second = 200001, 380000
    text = music.album(f"discsink device={disc.device()}") + f" {music.branch(1)} ! c."
    with Pipeline(text) as pipeline:
        set_lengths(pipeline, first, second)
        pipeline.burn()
        assert pipeline.warnings() == []
    check_album(disc, [*cut(b"".join(music.sound), first, second), music.sound[0]])


def test_a_length_that_is_a_stream_ends_with_it(music, disc):
    with album(music, disc) as pipeline:
        set_lengths(pipeline, len(music.sound[0]) // 4, 0)
        pipeline.burn()
    check_album(disc, music.sound)
    assert "DEABC2199999" in (disc.folder / "disc.cue").read_text()


def test_a_length_that_the_sound_does_not_have(music, disc):
    with Pipeline(f"{music.branch(1)} ! discsink device={disc.device()}") as pipeline:
        set_lengths(pipeline, 44100 * 60)
        pipeline.burn()
        assert pipeline.warnings() == ["length-mismatch"]
    check_album(disc, music.sound[:1])


def test_the_tray_moves_in_ready_only(disc):
    """A disc that was loaded takes its time; the element waits for it."""
    with Pipeline(f"audiotestsrc num-buffers=300 ! discsink device={disc.device()}") as pipeline:
        assert not pipeline.sink.emit("eject") and not pipeline.sink.emit("load-medium")
        pipeline.set_state(Gst.State.READY)
        assert pipeline.sink.emit("eject")
        assert pipeline.set_state(Gst.State.PAUSED) == Gst.StateChangeReturn.FAILURE
        pipeline.set_state(Gst.State.READY)
        assert pipeline.sink.emit("load-medium")
        pipeline.drain()
        pipeline.pause()
        assert not pipeline.sink.emit("eject") and not pipeline.sink.emit("load-medium")
        pipeline.burn()
        assert pipeline.elements("disc-done")[0]["tracks"] == 1


def test_a_tray_is_drawn_in_while_a_disc_is_waited_for(disc):
    with Pipeline(f"{APPLICATION} media-timeout=60 device={disc.device()}") as pipeline:
        sink = pipeline.sink
        sink.set_state(Gst.State.READY)
        assert sink.emit("eject")
        pipeline.drain()
        assert sink.set_state(Gst.State.PAUSED) == Gst.StateChangeReturn.ASYNC
        sink.set_state(Gst.State.READY)
        assert (Gst.ProgressType.COMPLETE, "open") not in pipeline.progress()[2:]
        assert sink.emit("load-medium")
        pipeline.wait(lambda m: is_element(m, "disc-ready"))
        sink.set_state(Gst.State.NULL)


def test_a_gap_becomes_silence(disc):
    with Pipeline(f"{APPLICATION} device={disc.device()}") as pipeline:
        pipeline.play()
        source = push(pipeline, 5 * 176400)
        source.get_static_pad("src").push_event(Gst.Event.new_gap(5 * Gst.SECOND, 2 * Gst.SECOND))
        push(pipeline, 5 * 176400)
        source.emit("end-of-stream")
        pipeline.finish()
        assert pipeline.elements("disc-done")[0]["total-sectors"] == 12 * 75


def test_eject(music, disc):
    with Pipeline(f"{music.branch(1)} ! discsink eject=success device={disc.device()}") as pipeline:
        pipeline.burn()
        assert pipeline.progress()[-1] == (Gst.ProgressType.COMPLETE, "eject")
    check_album(disc, music.sound[:1])


def test_properties_stay_as_they_are_in_mid_burn(music, disc):
    with album(music, disc) as pipeline:
        pipeline.pause()
        pipeline.sink.set_property("speed", 4)
        assert pipeline.sink.get_property("speed") == 0
        pipeline.sink.set_property("mcn", "036000291452")
        pipeline.burn()
    assert "CATALOG 0036000291452" in (disc.folder / "disc.cue").read_text()
