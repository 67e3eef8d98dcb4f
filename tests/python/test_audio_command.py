# SPDX-License-Identifier: LGPL-2.1-or-later
"""burnish audio; and what info and verify make of an audio disc."""
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys

import pytest
from conftest import command, tool_environment
from sound import AUDIO, album_of, assert_album, form, on_disc, samples, starts, wav


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def done(*arguments, **options):
    result = command(*arguments, **options)
    assert result.returncode == 0, result.stderr
    return result


def failed(status, *arguments):
    result = command(*arguments)
    assert result.returncode == status and result.stdout == "", result.stdout
    return result.stderr


@pytest.fixture(name="album")
def _album(tmp_path):
    return album_of(tmp_path, 400, 310)


def test_an_album(cd, album):
    paths, pcm = album
    result = done("audio", *paths, "--device", cd.device(), "--speed", "8", "--mcn", "4006408262121")
    assert_album(cd, pcm)
    assert result.stdout == "Burned 2 tracks, 0:09 minutes, to CD-R: finalize disc.\nContents proven by reading back.\n"
    assert "track 2 of 2: writing" in result.stderr and "closing the disc" in result.stderr
    assert "4006408262121" in (cd.folder / "disc.cue").read_text()


def test_json(cd, album):
    paths, pcm = album
    result = done("--json", "--device", cd.device(), "audio", *paths)
    events = objects(result.stdout)
    assert result.stderr == "" and {event["event"] for event in events} == {"progress", "report"}
    report = events[-1]["report"]
    assert report["mode"] == "track-at-once" and [track["verified"] for track in report["tracks"]] == [True, True]
    told = [event for event in events if event["event"] == "progress"]
    assert told[0]["stage"] == "track 1 of 2: preparing" and told[-1]["stage"] == "completed"
    assert {event["track_count"] for event in told} == {2}


def test_info(cd, album):
    assert "or 79:5" in done("info", "--device", cd.device()).stdout  # minutes of audio
    done("audio", *album[0], "--device", cd.device())
    text = done("info", "--device", cd.device()).stdout
    assert "finalized" in text and "of audio" not in text
    assert re.search(r"session 1, track 1: audio, LBA 0, 402 sectors \(0:05 minutes\)\n", text)
    assert re.search(r"session 1, track 2: audio, LBA 552, 312 sectors \(0:04 minutes\)\n", text)
    medium = objects(done("info", "--json", "--device", cd.device()).stdout)[0]["medium"]
    assert [track["is_data"] for track in medium["tracks"]] == [False, False]


def test_simulate(cd, album):
    result = done("audio", *album[0], "--device", cd.device(), "--simulate")
    assert result.stdout.startswith("Test write of 2 tracks, 0:09 minutes, to CD-R went well")
    assert "blank" in done("info", "--device", cd.device()).stdout


def test_leave_open(cd, album, tree):
    paths, pcm = album
    result = done("audio", paths[0], "--device", cd.device(), "--leave-open", "--verify", "none")
    assert "Burned 1 track, 0:05 minutes, to CD-R: close session, leave appendable.\nContents not proven.\n" in result.stdout
    done("data", tree, "--fresh", "--device", cd.device())
    text = done("info", "--device", cd.device()).stdout
    assert "session 1, track 1: audio" in text and "session 2, track 2: data" in text
    assert on_disc(cd, 0, 400) == pcm[0]
    done("verify", tree, "--device", cd.device())


def test_verify(cd, album):
    paths, _ = album
    done("audio", *paths, "--device", cd.device())
    assert done("verify", *paths, "--device", cd.device()).stdout == (
        "The tracks are equal to the sources: 2 tracks, 710 sectors compared.\n")
    result = objects(done("verify", *paths, "--device", cd.device(), "--json").stdout)[-1]
    assert (result["event"], result["tracks"], result["read_offset"]) == ("verification", 2, 0)
    error = failed(3, "verify", *reversed(paths), "--device", cd.device())
    assert "track 1 has 402 sectors" in error or "track 1 differs" in error


def test_wav_files_on_a_disc_of_data_are_files(cd, album):
    paths, _ = album
    done("data", *paths, "--device", cd.device())
    assert "every file" in done("verify", *paths, "--device", cd.device()).stdout


@pytest.mark.parametrize("arguments, status, says", [
    (["audio"], 2, "usage"), (["audio", "x.wav", "--mode", "dao"], 2, "usage"), (["audio", "x.wav", "--speed", "0"], 2, "usage"),
    (["audio", "/no/such.wav"], 1, "/no/such.wav is not there"), (["audio", "/"], 1, "/ is no file"),
    (["audio", "GOOD", "--mode", "raw", "--leave-open"], 1, "always finalized"),
    (["audio", "GOOD", "--title", "x"], 1, "--mode raw"), (["audio", "GOOD", "--mcn", "123"], 1, "13 digits")])
def test_refusals(arguments, status, says, cd, album):
    arguments = [str(album[0][0]) if argument == "GOOD" else argument for argument in arguments]
    assert says in failed(status, *arguments, "--device", cd.device())
    assert "blank" in done("info", "--device", cd.device()).stdout


def test_too_much(cd, tmp_path):
    path = tmp_path / "long.wav"
    size = 360_000 * AUDIO
    with open(path, "wb") as file:  # as a file with a hole, which takes no space
        file.write(wav(b"", size=size))
        file.truncate(file.tell() + size)
    assert "has room for" in failed(1, "audio", path, "--device", cd.device())
    assert "blank" in done("info", "--device", cd.device()).stdout


def test_the_disc_is_no_cd(dvd, album):
    assert "DVD+R" in failed(1, "audio", *album[0], "--device", dvd.device())


def launch_line(cd, *paths):
    return re.search(r"gst-launch-1.0 .*", failed(1, "audio", *paths, "--device", cd.device()))[0]


def test_other_formats_get_the_line_of_gstreamer(cd, album, tmp_path):
    song = tmp_path / "it's a \"song\".wav"
    song.write_bytes(wav(samples(400), form(rate=48000)))
    device = cd.device()
    words = shlex.split(launch_line(cd, album[0][0], song))
    assert words[:6] == ["gst-launch-1.0", "concat", "name=c", "!", "discsink", f'device="{device}"']
    quoted = str(song).replace('"', '\\"')
    assert words[6] == "filesrc" and f'location="{quoted}"' in words
    assert words.count("filesrc") == words.count("decodebin") == words.count("c.") == 2


def has_gstreamer():
    if shutil.which("gst-launch-1.0") is None:
        return False
    return subprocess.run(["gst-inspect-1.0", "decodebin"], env=tool_environment(), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


@pytest.mark.skipif(not has_gstreamer(), reason="GStreamer is not installed")
def test_gstreamer_reads_the_line(cd, tmp_path):
    """As it stands, but for the sink: a file takes its place, which then has the converted samples."""
    song = tmp_path / "it's a \"song\".wav"
    song.write_bytes(wav(samples(400), form(rate=48000)))
    out = tmp_path / "out.pcm"
    line = re.sub(r"discsink device=\S+", f"audio/x-raw,format=S16LE,rate=44100,channels=2 ! filesink location={out}",
                  launch_line(cd, song))
    result = subprocess.run(["sh", "-c", line], env=tool_environment(), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert abs(out.stat().st_size - 400 * AUDIO * 44100 / 48000) < 64


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_signals_cancel(number, cd, tmp_path):
    """In the second track, at the speed of a real drive: the first one stays."""
    paths, pcm = album_of(tmp_path, 300, 9000)
    process = subprocess.Popen([sys.executable, "-m", "burnish", "--json", "audio", *map(str, paths), "--device",
                                cd.device(pace=48)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in process.stdout:
        if json.loads(line).get("stage") == "track 2 of 2: writing":
            process.send_signal(number)
            break
    out, err = process.communicate(timeout=300)
    last = objects(out)[-1]
    assert process.returncode == 130 and err == ""
    assert last["name"] == "E_IMAPI_REQUEST_CANCELLED" and last["disc_state"] == "finalized"
    assert on_disc(cd, 0, 300) == pcm[0] and starts(pcm)[1] == 452
    done("eject", "--device", cd.device())
