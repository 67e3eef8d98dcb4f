# SPDX-License-Identifier: LGPL-2.1-or-later
"""Whole discs written raw: every sample in its place, and the layout that other programs read."""
import os
import re

import pytest
from conftest import check_album, launch, silence_wave, tool
from pipelines import Failed, Gst, Pipeline, is_element
from test_launch import encoded
from test_states import cue_flac

FRAMES = 588


def raw(disc, options="", **device):
    return f"discsink mode=raw {options} device={disc.device(**device)}"


def whole(sound):
    """Filled up with zeros to a whole sector."""
    return sound + bytes(-len(sound) % 2352)


def starts_of(sounds):
    """Where each of them begins when one runs on into the next, in sectors; and where all of it ends."""
    starts, frames = [], 0
    for sound in sounds:
        starts.append(frames // FRAMES)
        frames += len(sound) // 4
    return starts, -(-frames // FRAMES)


def check_gapless(disc, sounds):
    """The samples of all of them, one after another, one pad at the end; tracks begin with the sector of their first
    sample, as two other programs read the disc."""
    starts, end = starts_of(sounds)
    assert disc.tracks()[:len(sounds)] == starts
    assert (disc.folder / "disc.bin").read_bytes()[:end * 2352] == whole(b"".join(sounds))
    toc = disc.toc()
    assert len(re.findall(r"^TRACK +\d+", toc, re.MULTILINE)) == len(sounds), toc


def test_three_tracks_without_gaps(music, disc):
    text = launch(music.album(raw(disc)))
    check_gapless(disc, music.sound)
    assert text.index("Progress: (spool)") < text.index("Progress: (write)") < text.index("Got EOS")
    assert len(re.findall(r"^Progress:", text, re.MULTILINE)) <= 30


def test_four_tracks_of_odd_lengths(disc, tmp_path):
    sounds, branches = [], []
    for number, samples in enumerate((264601, 270001, 281537, 299999), 1):
        wave, flac = tmp_path / f"{number}.wav", tmp_path / f"{number}.flac"
        tool("sox", "-R", "-n", "-r", "44100", "-c", "2", "-b", "16", wave, "synth", f"{samples}s", "pinknoise")
        tool("flac", "-s", wave, "-o", flac)
        tool("sox", flac, "-t", "raw", "-L", tmp_path / "raw")
        sounds.append((tmp_path / "raw").read_bytes())
        branches.append(f"filesrc location={flac} ! flacparse ! flacdec ! audioconvert ! audioresample ! c.")
    launch(f"concat name=c ! {raw(disc, 'verify=full')} " + " ".join(branches))
    check_gapless(disc, sounds)


def test_with_gaps_each_track_is_filled(music, disc):
    launch(music.album(raw(disc, "gapless=false")))
    assert (disc.folder / "disc.bin").read_bytes() == b"".join(whole(sound) for sound in music.sound)


def test_two_seconds_between_tracks(music, disc):
    launch(music.album(raw(disc, "gapless=false pregap=150")))
    at = 0
    starts = disc.tracks()
    for sound, start in zip(music.sound, starts):
        assert start == at
        assert disc.sound(start, len(whole(sound)) // 2352) == whole(sound)
        at = start + len(whole(sound)) // 2352 + 150
        if sound is not music.sound[-1]:
            assert disc.sound(at - 150, 150) == bytes(150 * 2352)
    sheet = (disc.folder / "disc.cue").read_text()
    assert sheet.count("INDEX 00") >= 2, sheet


def test_the_layout_is_told_before_the_laser_and_read_on_the_disc(music, disc):
    with Pipeline(music.album(raw(disc))) as pipeline:
        pipeline.burn()
        layout = pipeline.elements("disc-layout")[0]
        order = [m.get_structure().get_name() for m in pipeline.seen if m.type == Gst.MessageType.ELEMENT]
        tracks = pipeline.elements("disc-track")
        done = pipeline.elements("disc-done")[0]
    starts, end = starts_of(music.sound)
    assert (layout["mode"], layout["tracks"], layout["lead-out"], layout["mcn"]) == ("raw", 3, end, music.MCN)
    assert layout["cd-text-packs"] > 0
    assert order.index("disc-layout") < order.index("disc-track")
    assert [track["start"] for track in tracks] == starts
    assert [track["track"] for track in tracks] == [1, 2, 3]
    assert done["tracks"] == 3 and done["total-sectors"] == end and len(done["musicbrainz-discid"]) == 28


@pytest.mark.parametrize("player", ["playbin", "playbin3"])
def test_a_player_with_gapless_playback(music, new_disc, player):
    disc = new_disc()
    files = [f"file://{path}" for path in music.files]
    playbin = Gst.ElementFactory.make(player)
    sink = Gst.ElementFactory.make("discsink")
    Gst.util_set_object_arg(sink, "mode", "raw")
    sink.set_property("device", disc.device())
    playbin.set_property("audio-sink", sink)
    playbin.set_property("uri", files.pop(0))
    playbin.connect("about-to-finish", lambda it: files and it.set_property("uri", files.pop(0)))
    pipeline = Pipeline.__new__(Pipeline)
    pipeline.pipeline, pipeline.bus, pipeline.seen, pipeline.sink = playbin, playbin.get_bus(), [], sink
    with pipeline:
        pipeline.burn()
    check_gapless(disc, music.sound)


@pytest.mark.parametrize("kind", ["mono48", "mp3", "ogg"])
def test_other_forms_of_sound(music, new_disc, tmp_path, kind):
    path, decoder = encoded(music, kind)
    source = f"filesrc location={path} ! {decoder} ! audioconvert dithering=none ! audioresample"
    form = "audio/x-raw,format=S16LE,layout=interleaved,rate=44100,channels=2"
    launch(f"{source} ! {form} ! filesink location={tmp_path / 'raw'}")
    disc = new_disc()
    launch(f"{source} ! {raw(disc)}")
    check_gapless(disc, [(tmp_path / "raw").read_bytes()])


def test_a_second_is_padded_or_refused(music, new_disc, tmp_path):
    wave = tmp_path / "second.wav"
    tool("sox", "-R", "-n", "-r", "44100", "-c", "2", "-b", "16", wave, "synth", "1", "pinknoise")
    disc = new_disc()
    source = f"concat name=c ! {{}} filesrc location={wave} ! wavparse ! c. {music.branch(1)} ! c."
    text = launch(source.format(raw(disc)))
    assert "shorter than 4 seconds" in text and disc.tracks()[:2] == [0, 300]
    assert disc.sound(300, len(music.sound[0]) // 2352) == music.sound[0][:len(music.sound[0]) // 2352 * 2352]
    refused = new_disc()
    assert "short-tracks=pad" in launch(source.format(raw(refused, "short-tracks=error")), fails=True)
    assert refused.is_blank()


def test_99_tracks(disc):
    """And not one more."""
    length = 300 * FRAMES + 1
    text = f"audiotestsrc wave=saw num-buffers=99 samplesperbuffer={length} ! audioconvert ! {raw(disc)}"
    with Pipeline(text) as pipeline:
        tracks = ",".join(f'"track,length=(guint64){length},title=(string)T{n}"' for n in range(1, 100))
        Gst.util_set_object_arg(pipeline.sink, "tracks", f"<{tracks}>")
        pipeline.burn()
    assert disc.tracks()[:99] == [n * length // FRAMES for n in range(99)]


@pytest.mark.parametrize("boundaries, count", [("auto", 3), ("toc", 3), ("none", 1)])
def test_a_table_of_contents_in_the_stream(music, new_disc, tmp_path, boundaries, count):
    disc = new_disc()
    path = cue_flac(music, tmp_path)
    with Pipeline(f"filesrc location={path} ! flacparse ! flacdec ! audioconvert ! audioresample ! "
                  + raw(disc, f"boundaries={boundaries}")) as pipeline:
        pipeline.burn()
        assert sum(m.type == Gst.MessageType.TOC for m in pipeline.seen) == 1
    assert disc.tracks()[:count] == [0, 450, 900][:count]
    assert (disc.folder / "disc.bin").read_bytes() == whole(b"".join(music.sound))


SHEET = """REM GENRE Rock
CATALOG 4006408262121
PERFORMER "The Sheet"
TITLE "Sheet of an album"
FILE "album.wav" WAVE
  TRACK 01 AUDIO
    TITLE "First"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second"
    ISRC DEABC2100002
    FLAGS DCP
    INDEX 00 00:05:50
    INDEX 01 00:06:00
    INDEX 02 00:08:10
  TRACK 03 AUDIO
    TITLE "Third"
    INDEX 01 00:12:00
"""


@pytest.fixture(name="album")
def _album(music, tmp_path):
    wave = tmp_path / "album.wav"
    tool("sox", *(file.with_suffix(".wav") for file in music.files), wave)
    return wave


def test_a_cue_sheet(music, disc, tmp_path, album):
    (tmp_path / "album.cue").write_text(SHEET)
    launch(f"filesrc location={album} ! wavparse ! " + raw(disc, f"cue-sheet={tmp_path / 'album.cue'}"))
    assert disc.tracks()[:3] == [0, 450, 900]
    assert (disc.folder / "disc.bin").read_bytes() == whole(b"".join(music.sound))
    sheet = (disc.folder / "disc.cue").read_text()
    assert "CATALOG 4006408262121" in sheet and "ISRC DEABC2100002" in sheet and "FLAGS DCP" in sheet
    assert re.search(r"INDEX 00 00:05:50\s+INDEX 01 00:06:00\s+INDEX 02 00:08:10", sheet), sheet
    text = tool("cdrskin", f"textfile_to_v07t={disc.folder / 'disc.cdt'}")
    for expected in ("Sheet of an album", "The Sheet", "First", "Second", "Third"):
        assert expected in text, text


def test_what_a_cue_sheet_asks_for_and_does_not_get(music, disc, tmp_path, album):
    """Told, every bit of it."""
    path = tmp_path / "album.cue"
    path.write_text('FILE "album.wav" WAVE\n  TRACK 02 AUDIO\n    PREGAP 00:01:00\n    INDEX 01 00:00:00\n'
                    '    POSTGAP 00:02:00\nFILE "other.wav" WAVE\n  TRACK 03 AUDIO\n    INDEX 01 00:00:00\n')
    with Pipeline(f"filesrc location={album} ! wavparse ! " + raw(disc, f"cue-sheet={path}")) as pipeline:
        pipeline.burn()
        texts = [m.get_structure().get_value("text") for m in pipeline.seen if is_element(m, "disc-warning")]
    for words in ("numbered from 1", "before track 1 (PREGAP)", "behind track 1 (POSTGAP)",
                  "sound for 1 of the 2 tracks"):
        assert any(words in text for text in texts), texts
    check_gapless(disc, [b"".join(music.sound)])


def test_flags_of_a_sheet_stay_where_the_application_names_a_title(music, disc, tmp_path, album):
    (tmp_path / "album.cue").write_text(SHEET)
    with Pipeline(f"filesrc location={album} ! wavparse ! "
                  + raw(disc, f"cue-sheet={tmp_path / 'album.cue'}")) as pipeline:
        Gst.util_set_object_arg(pipeline.sink, "tracks", '<"track","track,title=(string)Mine">')
        pipeline.burn()
    assert "FLAGS DCP" in (disc.folder / "disc.cue").read_text()
    assert "Mine" in tool("cdrskin", f"textfile_to_v07t={disc.folder / 'disc.cdt'}")


def test_a_cue_sheet_with_a_hidden_track(music, disc, tmp_path, album):
    (tmp_path / "album.cue").write_text('FILE "album.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n'
                                        '    INDEX 01 00:05:00\n  TRACK 02 AUDIO\n    INDEX 01 00:12:00\n')
    launch(f"filesrc location={album} ! wavparse ! " + raw(disc, f"cue-sheet={tmp_path / 'album.cue'} verify=full"))
    assert disc.tracks()[:2] == [375, 900]
    assert (disc.folder / "disc.bin").read_bytes() == whole(b"".join(music.sound))


@pytest.mark.parametrize("contents, words", [
    (None, "cannot be used"), ("FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:99:00\n", "Line 3"),
    ("FILE \"a.bin\" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n", "is data")])
def test_a_cue_sheet_that_cannot_be_used(disc, tmp_path, album, contents, words):
    path = tmp_path / "bad.cue"
    if contents is not None:
        path.write_text(contents)
    text = launch(f"filesrc location={album} ! wavparse ! " + raw(disc, f"cue-sheet={path}"), fails=True)
    assert words in text and disc.is_blank()


def test_a_hidden_track_and_a_pregap_from_the_application(music, disc):
    with Pipeline(music.album(raw(disc))) as pipeline:
        Gst.util_set_object_arg(pipeline.sink, "tracks",
                                f'<"track,index0=(guint64){75 * FRAMES}","track,pregap=(uint)200","track">')
        pipeline.burn()
    first = len(whole(music.sound[0])) // 2352
    assert disc.tracks()[:2] == [75, first + 200]
    assert disc.sound(0, first) == whole(music.sound[0])
    assert disc.sound(first, 200) == bytes(200 * 2352)


def test_cdg(music, disc, tmp_path):
    """Packs that no error disturbs come back from sub-channels R to W, interleaved and with their parity."""
    packs = bytes((9, 1, 0, 0) + tuple(range(16)) + (0, 0, 0, 0)) * 4 * 100
    (tmp_path / "a.cdg").write_bytes(packs)
    with Pipeline(music.album(raw(disc, "verify=full"))) as pipeline:
        Gst.util_set_object_arg(pipeline.sink, "tracks", f'<"track,cdg=(string){tmp_path / "a.cdg"}">')
        pipeline.burn()
    check_gapless(disc, music.sound)
    sub = (disc.folder / "disc.sub").read_bytes()
    in_track = sub[(150 + 10) * 96:(150 + 90) * 96]
    assert sum(symbol & 0x3F != 0 for symbol in in_track) > 40 * 96
    assert not any(symbol & 0x3F for symbol in sub[(150 + 200) * 96:(150 + 300) * 96])


def test_packs_that_are_not_there(music, disc, tmp_path):
    with pytest.raises(Failed) as raised, Pipeline(music.album(raw(disc))) as pipeline:
        Gst.util_set_object_arg(pipeline.sink, "tracks", f'<"track","track,cdg=(string){tmp_path / "none.cdg"}">')
        pipeline.burn()
    assert raised.value.code == Gst.ResourceError.SETTINGS
    assert raised.value.details["track"] == 2 and "none.cdg" in str(raised.value)
    assert disc.is_blank()


def test_an_index_in_the_wrong_place(disc, tmp_path, album):
    """Indexes lie ten sectors apart."""
    (tmp_path / "album.cue").write_text(SHEET.replace("INDEX 02 00:08:10", "INDEX 02 00:06:09"))
    with pytest.raises(Failed) as raised, Pipeline(f"filesrc location={album} ! wavparse ! " + raw(
            disc, f"cue-sheet={tmp_path / 'album.cue'}")) as pipeline:
        pipeline.burn()
    assert raised.value.code == Gst.ResourceError.SETTINGS and raised.value.details["track"] == 2
    assert disc.is_blank()


def test_a_recorder_that_does_not_write_raw(music, disc):
    with Pipeline(music.album(raw(disc, **{"no-raw": 1}))) as pipeline:
        pipeline.burn()
        assert "session-at-once" in pipeline.warnings()
    check_gapless(disc, music.sound)
    text = tool("cdrskin", f"textfile_to_v07t={disc.folder / 'disc.cdt'}")
    assert "Title 3" in text


def test_cdg_goes_along_where_a_recorder_does_not_write_raw(music, new_disc, tmp_path):
    """The same symbols as on a disc that was written raw."""
    (tmp_path / "a.cdg").write_bytes(bytes((9, 1, 0, 0) + tuple(range(16)) + (0, 0, 0, 0)) * 4 * 100)
    found = []
    for device in ({}, {"no-raw": 1}):
        disc = new_disc()
        with Pipeline(music.album(raw(disc, **device))) as pipeline:
            Gst.util_set_object_arg(pipeline.sink, "tracks", f'<"track,cdg=(string){tmp_path / "a.cdg"}">')
            pipeline.burn()
            assert ("session-at-once" in pipeline.warnings()) == bool(device)
        check_gapless(disc, music.sound)
        sub = (disc.folder / "disc.sub").read_bytes()
        found.append([symbol & 0x3F for symbol in sub[150 * 96:300 * 96]])
    assert any(found[0]) and found[0] == found[1]


def test_simulate_leaves_the_disc_blank(music, disc):
    launch(music.album(raw(disc, "simulate=true")))
    assert disc.is_blank()


def test_80_minutes_on_a_disc_of_74(new_disc, tmp_path):
    disc = new_disc("cd-r-74")
    wave = silence_wave(tmp_path / "long.wav", 80 * 60)
    text = launch(f"filesrc location={wave} ! wavparse ! " + raw(disc), fails=True)
    assert "needs 80 min 0 s" in text
    assert disc.is_blank()


def with_little_room():
    """The environment of a process that finds 100 MB left everywhere."""
    preload = ":".join(filter(None, [os.environ.get("LD_PRELOAD"), os.environ["GST_TEST_LITTLE_ROOM"]]))
    return {**os.environ, "LD_PRELOAD": preload}


@pytest.mark.parametrize("seconds, fails", [(100_000_000 // 176400 + 2, True), (60, False)])
def test_room_for_temporary_files_is_looked_for_first(disc, tmp_path, seconds, fails):
    wave = silence_wave(tmp_path / "long.wav", seconds)
    text = launch(f"filesrc location={wave} ! wavparse ! " + raw(disc, f"temp-location={tmp_path}"), fails=fails,
                  env=with_little_room())
    assert (f"The temporary files need 100 MB, and \u201c{tmp_path}\u201d has room for 100 MB" in text) == fails, text
    assert disc.is_blank() == fails


def test_room_does_not_matter_without_temporary_files(disc, tmp_path):
    wave = silence_wave(tmp_path / "long.wav", 600)
    launch(f"filesrc location={wave} ! wavparse ! discsink device={disc.device()}", env=with_little_room())
    assert not disc.is_blank()


def test_the_application_may_refuse_the_layout(music, disc):
    with Pipeline(music.album(raw(disc))) as pipeline:
        shown = []
        pipeline.sink.connect("confirm-layout", lambda sink, layout: shown.append(layout.get_value("tracks")) or False)
        with pytest.raises(Exception) as raised:
            pipeline.burn()
        assert "rejected by the application" in str(raised.value)
        assert shown == [3]
        assert raised.value.code == Gst.ResourceError.SETTINGS
    assert disc.is_blank()


def test_the_application_may_accept_the_layout(music, disc):
    with Pipeline(music.album(raw(disc))) as pipeline:
        pipeline.sink.connect("confirm-layout", lambda sink, layout: True)
        pipeline.burn()
    check_gapless(disc, music.sound)


def test_tao_is_what_it_was(music, disc):
    """The spool for a whole disc changes nothing on it."""
    launch(music.album(f"discsink spool=disc device={disc.device()}"))
    check_album(disc, music.sound)


def test_messages_come_from_every_phase(music, disc):
    with Pipeline(music.album(raw(disc, "verify=full"))) as pipeline:
        pipeline.burn()
        phases = {m.get_structure().get_value("phase") for m in pipeline.seen if is_element(m, "disc-progress")}
        assert "write" in phases and "verify" in phases
        codes = [code for kind, code in pipeline.progress() if kind == Gst.ProgressType.COMPLETE]
        assert codes == ["open", "spool", "write", "close", "verify"]
        assert pipeline.elements("disc-done")[0]["verified"]
