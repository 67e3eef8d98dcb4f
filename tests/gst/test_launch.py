# SPDX-License-Identifier: LGPL-2.1-or-later
"""Albums burned with gst-launch-1.0, judged by sox, flac, cd-info and cdrdao."""
import os
import re
import signal
import subprocess

import pytest
from conftest import check_album, decode, launch, padded, silence_wave, tool

DECODED = "audioconvert ! audioresample"


def test_one_track(music, disc):
    text = launch(f"{music.branch(1)} ! discsink device={disc.device()}")
    check_album(disc, music.sound[:1])
    assert text.index("Progress: (close)") < text.index("Got EOS")


def test_album_of_three_tracks(music, disc):
    text = launch(music.album(f"discsink device={disc.device()}"))
    check_album(disc, music.sound)
    assert len(re.findall(r"^Progress:", text, re.MULTILINE)) <= 30
    toc = disc.toc()
    assert toc.count("TRACK") >= 3 or len(re.findall(r"AUDIO", toc)) >= 3, toc


def test_isrc_and_catalogue_number_come_from_tags(music, disc):
    launch(music.album(f"discsink device={disc.device()}"))
    sheet = (disc.folder / "disc.cue").read_text()
    assert re.findall(r"ISRC (\w+)", sheet) == list(music.ISRCS)
    assert f"CATALOG {music.MCN}" in sheet
    text = tool("cd-info", "--no-device-info", "--no-cddb", "--cue-file", disc.folder / "disc.cue")
    assert music.MCN in text


def test_use_tags_false_takes_none(music, disc):
    launch(music.album(f"discsink use-tags=false device={disc.device()}"))
    sheet = (disc.folder / "disc.cue").read_text()
    assert "ISRC" not in sheet and "CATALOG" not in sheet


def test_the_order_is_right_in_20_of_20_runs(music, new_disc):
    for _ in range(20):
        disc = new_disc()
        launch(music.album(f"discsink device={disc.device()}"))
        check_album(disc, music.sound)


def test_a_speed_that_the_disc_does_not_know(music, disc):
    """It is burned at the slowest that it knows, and that is told."""
    text = launch(f"{music.branch(1)} ! discsink speed=1 device={disc.device()}")
    assert "does not know 1×" in text
    check_album(disc, music.sound[:1])


def encoded(music, kind):
    """The first piece of music in another form, and how it is decoded."""
    wave = music.folder / "a1.wav"
    path = music.folder / f"other.{kind}"
    if kind == "ogg":
        tool("oggenc", "-Q", wave, "-o", path)
        return path, "oggdemux ! vorbisdec"
    if kind == "mp3":
        tool("lame", "--quiet", "-V2", "-t", wave, path)  # -t: no Xing header
        return path, "mpegaudioparse ! mpg123audiodec"
    path = music.folder / "mono.wav"
    tool("sox", wave, "-r", "48000", "-c", "1", path)
    return path, "wavparse"


@pytest.mark.parametrize("kind", ["mono48", "mp3", "ogg"])
def test_other_forms_of_sound(music, new_disc, tmp_path, kind):
    """The disc holds what the same decoder gives to a file."""
    path, decoder = encoded(music, kind)
    source = f"filesrc location={path} ! {decoder} ! audioconvert dithering=none ! audioresample"
    form = "audio/x-raw,format=S16LE,layout=interleaved,rate=44100,channels=2"
    launch(f"{source} ! {form} ! filesink location={tmp_path / 'raw'}")
    disc = new_disc()
    launch(f"{source} ! discsink device={disc.device()}")
    sound = (tmp_path / "raw").read_bytes()
    assert abs(len(sound) / 176400 - 6.013) < 0.2
    check_album(disc, [sound])


def test_sound_of_uridecodebin(music, disc):
    launch(f"uridecodebin uri=file://{music.files[0]} ! {DECODED} ! discsink device={disc.device()}")
    check_album(disc, music.sound[:1])


@pytest.fixture(name="second")
def _second(tmp_path):
    path = tmp_path / "second.wav"
    tool("sox", "-R", "-n", "-r", "44100", "-c", "2", "-b", "16", path, "synth", "1", "pinknoise")
    return path


def test_a_second_is_padded(second, disc, tmp_path):
    text = launch(f"filesrc location={second} ! wavparse ! discsink device={disc.device()}")
    check_album(disc, [decode(second, tmp_path / "raw")])
    assert "shorter than 4 seconds" in text


def test_a_second_is_refused(second, disc):
    text = launch(f"filesrc location={second} ! wavparse ! discsink short-tracks=error device={disc.device()}",
                  fails=True)
    assert "short-tracks=pad" in text
    assert disc.is_blank()


def test_nothing_at_all(disc, tmp_path):
    """Twenty times: gst-launch does not hear of an error that comes before it waits, and would wait for ever."""
    (tmp_path / "empty").write_bytes(b"")
    form = "rawaudioparse use-sink-caps=false format=pcm pcm-format=s16le sample-rate=44100 num-channels=2"
    for _ in range(20):
        text = launch(f"filesrc location={tmp_path / 'empty'} ! {form} ! discsink device={disc.device()}", fails=True)
        assert "No valid frames" in text or "No audio was received" in text
    assert disc.is_blank()


def test_simulate_leaves_the_disc_blank(music, disc):
    text = launch(music.album(f"discsink simulate=true device={disc.device()}"))
    assert "rehears" in text.lower()
    assert disc.is_blank()
    launch(music.album(f"discsink device={disc.device()}"))
    check_album(disc, music.sound)


def test_a_rewritable_disc_is_erased_and_burned_again(music, rewritable):
    launch(music.album(f"discsink device={rewritable.device()}"))
    for kind in ("fast", "full"):
        text = launch(f"{music.branch(2)} ! discsink blank={kind} device={rewritable.device()}")
        assert "Progress: (blank)" in text
        check_album(rewritable, music.sound[1:2])


def test_multi_session_leaves_the_disc_open(music, disc):
    launch(f"{music.branch(1)} ! discsink multi-session=true device={disc.device()}")
    assert disc.state() != {}
    check_album(disc, music.sound[:1])


def test_live_sound_is_spooled(disc):
    """The drive is never kept waiting by a source that comes in real time."""
    text = launch("audiotestsrc is-live=true num-buffers=50 samplesperbuffer=4410 ! audioconvert ! audioresample ! "
                  f"discsink device={disc.device()}", "-m")
    assert "underruns=(uint)0" in text
    starts = disc.tracks()
    assert starts[0] == 0


def test_messages_tell_of_every_track(music, disc):
    text = launch(music.album(f"discsink device={disc.device()}"), "-m")
    assert re.findall(r"disc-track, track=\(uint\)(\d)", text) == ["1", "2", "3"]
    assert 'title=(string)"Title\\ 2"' in text
    done = re.search(r"disc-done, (.*?);", text)[1]
    assert "tracks=(uint)3" in done and "simulated=(boolean)false" in done
    sectors = [int(number) for number in re.findall(r"disc-progress.*?sectors=\(guint64\)(\d+)", text)]
    assert sectors == sorted(sectors) and sectors[-1] == sum(len(padded(sound)) // 2352 for sound in music.sound)
    assert "(buffering)" not in text.lower()


def start(pipeline, *options):
    return subprocess.Popen(["gst-launch-1.0", *options, *pipeline.split()], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def read_until(process, words):
    seen = b""
    while words not in seen:
        part = os.read(process.stdout.fileno(), 65536)
        assert part, seen.decode()
        seen += part
    return seen


ENDLESS = "audiotestsrc wave=pink-noise ! audioconvert ! audioresample ! discsink fifo-size=1048576"


def test_interrupt_with_e_closes_the_disc(disc):
    process = start(f"{ENDLESS} device={disc.device(pace=40)}", "-e", "-m")
    read_until(process, b"disc-progress, phase=(string)write")
    process.send_signal(signal.SIGINT)
    text = process.communicate(timeout=60)[0].decode("utf-8", "replace")
    assert process.returncode == 0 and "Got EOS" in text, text
    assert disc.tracks()[0] == 0


def test_interrupt_without_e_cancels(disc):
    process = start(f"{ENDLESS} device={disc.device(pace=40)}", "-m")
    read_until(process, b"disc-progress, phase=(string)write")
    process.send_signal(signal.SIGINT)
    text = process.communicate(timeout=60)[0].decode("utf-8", "replace")
    assert "Got EOS" not in text


def test_a_terminal_shows_what_is_written(disc):
    """gst-launch asks for position and duration ten times a second, and shows them where it has a terminal."""
    line = ("gst-launch-1.0 audiotestsrc samplesperbuffer=44100 num-buffers=40 ! "
            "audio/x-raw,format=S16LE,rate=44100,channels=2 ! "
            f"discsink device='{disc.device(pace=16)}'")
    done = subprocess.run(["script", "-qec", line, "/dev/null"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60, check=False)
    text = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, text
    shown = re.findall(r"(\d:\d\d:\d\d\.\d) / 0:00:40\.0 \((\d+\.\d) %\)", text)
    seconds = [float(position.split(":")[2]) for position, _ in shown]
    assert len(set(seconds)) > 5 and seconds == sorted(seconds), text
    assert all(abs(float(share) - second / 40 * 100) < 0.3 for second, (_, share) in zip(seconds, shown))


def test_80_minutes_on_a_disc_of_74(new_disc, tmp_path):
    disc = new_disc("cd-r-74")
    wave = silence_wave(tmp_path / "long.wav", 80 * 60)
    text = launch(f"filesrc location={wave} ! wavparse ! discsink device={disc.device()}", fails=True)
    assert "needs 80 min 0 s" in text
    assert disc.is_blank()
