# SPDX-License-Identifier: LGPL-2.1-or-later
"""Recorder.burn_audio(): tracks of every kind, what the disc then holds, and what is refused before the laser."""
import array
import hashlib
import io
import os
import re
import shutil
import subprocess
import threading
import wave

import burnish
import pytest
from burnish import AudioTrack, Status
from conftest import pattern, tool, tool_environment
from sound import AUDIO, album_of, assert_album, chunk, extensible, form, samples, starts, wav

PCM = samples(310, 7)


class Plain:
    """The least that a source can be: read(), and no more."""

    def __init__(self, content, step=None):
        self.file = io.BytesIO(content)
        self.step = step

    def read(self, count):
        return self.file.read(count if self.step is None else min(count, self.step))


def burn(disc, tracks, **options):
    with burnish.Recorder(disc.device()) as recorder:
        return recorder.burn_audio(tracks, **options)


def refused(disc, tracks, **options):
    """What burn_audio() raises; the disc is as it was, and the drive is free."""
    with burnish.Recorder(disc.device()) as recorder:
        with pytest.raises(burnish.BurnishError) as caught:
            recorder.burn_audio(tracks, **options)
        assert recorder.medium.blank and recorder.exclusive_access_owner == ""
    return caught.value


def test_an_album(cd, tmp_path):
    paths, pcm = album_of(tmp_path, 400, 310, 301)
    report = burn(cd, paths)
    assert_album(cd, pcm)
    assert report.ok and report.verified and report.proof == "contents proven by reading back"
    assert [track["sha256"] for track in report.tracks] == [hashlib.sha256(part).hexdigest() for part in pcm]
    assert [track["start"] for track in report.tracks] == starts(pcm) and report.sectors == 400 + 310 + 301
    assert all(track["verified"] and track["on_disc"] for track in report.tracks)
    with burnish.Recorder(cd.device()) as recorder:
        medium = recorder.medium
        assert medium.state & burnish.MediaState.FINALIZED and not any(track.is_data for track in medium.tracks)
        assert [(track.number, track.start) for track in medium.tracks] == list(enumerate(starts(pcm), 1))


def test_other_programs_read_the_album(cd, tmp_path):
    paths, pcm = album_of(tmp_path, 400, 310, 301)
    tracks = [AudioTrack(paths[0], isrc="DEA123456789", copy_permitted=True), AudioTrack(paths[1], pre_emphasis=True),
              paths[2]]
    burn(cd, tracks, mcn="4006408262121")
    listed = tool("cd-info", "--no-device-info", "--no-cddb", "--cue-file", cd.folder / "disc.cue")
    found = re.findall(r"^ *\d+: [\d:]+ +(\d+) audio +\S+ +(\S+) +2 +(\S+)$", listed, re.M)
    assert found == [(f"{start:06d}", *flags) for start, flags in zip(
        starts(pcm), [("yes", "no"), ("no", "yes"), ("no", "no")])]
    assert "Media Catalog Number (MCN): 4006408262121" in listed
    toc = tool("cdrdao", "show-toc", cd.folder / "disc.toc")
    assert len(re.findall(r"^TRACK +\d+ +Mode AUDIO", toc, re.M)) == 3
    assert (toc.count("COPY PERMITTED"), toc.count("COPY NOT PERMITTED")) == (1, 2)
    assert toc.count("NO PRE-EMPHASIS") == 2
    assert re.search(r"ISRC +DE ?A12 ?34 ?56789", toc.replace("-", " ")) and "4006408262121" in toc
    assert re.findall(r"START +\S+ *\( *(\d+)\)", toc) == [str(start) for start in starts(pcm)]


class Unknown:
    """A pipe that ends where it ends."""

    def __init__(self, content):
        self.read_end, write_end = os.pipe()
        self.thread = threading.Thread(target=self._feed, args=(write_end, content))
        self.thread.start()

    @staticmethod
    def _feed(write_end, content):
        with open(write_end, "wb") as out:
            out.write(content)

    def __enter__(self):
        return open(self.read_end, "rb")

    def __exit__(self, *_):
        self.thread.join()


@pytest.mark.parametrize("source", [
    lambda tmp: PCM, lambda tmp: bytearray(PCM), lambda tmp: memoryview(PCM), lambda tmp: io.BytesIO(PCM),
    lambda tmp: burnish.open_stream(PCM), lambda tmp: AudioTrack(Plain(PCM, 1231), size=len(PCM)),
    lambda tmp: Plain(PCM), lambda tmp: Plain(PCM, 1), lambda tmp: wav(PCM), lambda tmp: bytearray(wav(PCM)),
    lambda tmp: io.BytesIO(wav(PCM)), lambda tmp: Plain(wav(PCM), 5), lambda tmp: open(tmp / "01.wav", "rb", buffering=0),
    lambda tmp: str(tmp / "01.wav"), lambda tmp: AudioTrack(io.BytesIO(PCM + b"more"), size=len(PCM)),
    lambda tmp: AudioTrack(wav(PCM + b"more"), size=len(PCM))],
    ids=["bytes", "bytearray", "memoryview", "BytesIO", "Stream", "reads, with a size", "reads", "reads in bytes", "WAV bytes",
         "WAV bytearray", "WAV BytesIO", "WAV that only reads", "raw WAV file", "path", "a part", "a part of a WAV"])
def test_sources(source, cd, tmp_path):
    (tmp_path / "01.wav").write_bytes(wav(PCM))
    report = burn(cd, [source(tmp_path)])
    assert report.verified and report.tracks[0]["sha256"] == hashlib.sha256(PCM).hexdigest()
    assert_album(cd, [PCM])


@pytest.mark.parametrize("content", [PCM, wav(PCM), wav(PCM, size=0xFFFFFFFF), wav(PCM, size=0)],
                         ids=["PCM", "WAV", "WAV without a size", "WAV of size 0"])
def test_pipes(content, cd):
    with Unknown(content) as source, source:
        assert burn(cd, [source]).verified
    assert_album(cd, [PCM])


@pytest.mark.parametrize("single", [
    lambda tmp: tmp / "01.wav", lambda tmp: str(tmp / "01.wav"), lambda tmp: PCM, lambda tmp: array.array("h", PCM),
    lambda tmp: AudioTrack(PCM), lambda tmp: io.BytesIO(PCM), lambda tmp: burnish.open_stream(PCM)])
def test_one_track_needs_no_list(single, cd, tmp_path):
    (tmp_path / "01.wav").write_bytes(wav(PCM))
    burn(cd, single(tmp_path))
    assert_album(cd, [PCM])


def test_a_named_pipe(cd, tmp_path):
    """As a shell's <(flac -dc song.flac) gives one."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(wav(PCM, size=0x7FFFF000),))
    writer.start()
    burn(cd, [path])
    writer.join()
    assert_album(cd, [PCM])


def test_short_tracks_and_last_sectors_are_filled_up(cd):
    pcm = [samples(2), samples(300, 2, 4), samples(400, 3, AUDIO - 4), samples(0, 4, 4)]
    report = burn(cd, pcm)
    assert_album(cd, pcm)
    assert [track["padding_sectors"] for track in report.tracks] == [298, 0, 0, 299]


def test_an_open_end_is_filled_up(cd):
    pcm = samples(305, 5, 1000)
    assert burn(cd, [Plain(pcm)]).verified
    assert_album(cd, [pcm])


@pytest.mark.parametrize("content", [
    wav(PCM, extensible()), wav(PCM, before=chunk(b"LIST", b"INFOodd")), wav(PCM, after=chunk(b"LIST", b"noise" * 9)),
    wav(PCM, before=chunk(b"JUNK", b"\1" * 100_001)), wav(PCM, form(tail=b"\0\0")), wav(PCM, size=0xFFFFFFFF),
    wav(PCM, size=0x7FFFF000), wav(PCM, before=chunk(b"fact", b"1234")),
    wav(PCM, chunk(b"ds64", len(PCM).to_bytes(8, "little") + len(PCM).to_bytes(8, "little") + bytes(12)) + form(),
        size=0xFFFFFFFF, after=chunk(b"LIST", b"noise" * 9), magic=b"RF64")],
    ids=["extensible", "odd chunk", "chunk behind", "large chunk", "format of 18 bytes", "of no size", "of sox's size", "fact",
         "RF64"])
def test_kinds_of_wav(content, cd, tmp_path):
    (tmp_path / "x.wav").write_bytes(content)
    assert burn(cd, tmp_path / "x.wav").sectors == 310
    assert_album(cd, [PCM])


def test_wav_by_the_standard_library(cd, tmp_path):
    with wave.open(str(tmp_path / "x.wav"), "wb") as file:
        file.setnchannels(2), file.setsampwidth(2), file.setframerate(44100)
        file.writeframes(PCM)
    burn(cd, tmp_path / "x.wav")
    assert_album(cd, [PCM])


@pytest.mark.skipif(shutil.which("sox") is None, reason="sox is not installed")
def test_wav_by_sox(new_disc, tmp_path):
    """Into a file and into a pipe, where it cannot go back to write the length; and what sox reads from it."""
    path, raw = tmp_path / "sox.wav", tmp_path / "sox.raw"
    make = ["sox", "-D", "-n", "-r", "44100", "-c", "2", "-b", "16"]
    effect = ["synth", "5.3", "sine", "440", "gain", "-6"]
    tool(*make, path, *effect)
    tool("sox", path, "-t", "raw", raw)
    disc = new_disc()
    burn(disc, [path])
    assert_album(disc, [raw.read_bytes()])
    disc = new_disc()
    with subprocess.Popen([*make, "-t", "wav", "-", *effect], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          env=tool_environment()) as sox:
        burn(disc, [sox.stdout])
    assert_album(disc, [raw.read_bytes()])


MONO, FAST, DEEP = form(channels=1), form(rate=48000), form(bits=24)


@pytest.mark.parametrize("content, says", [
    (wav(PCM, MONO), "mono"), (wav(PCM, FAST), "48000 Hz"), (wav(PCM, DEEP), "24 bit"), (wav(PCM, form(tag=3)), "0x0003"),
    (wav(PCM, extensible(3)), "0xfffe|0x0003"), (b"fLaC" + PCM, "FLAC"), (b"ID3\4" + PCM, "MP3"), (b"OggS" + PCM, "Ogg")],
    ids=["mono", "48000 Hz", "24 bit", "float", "extensible float", "FLAC", "MP3", "Ogg"])
@pytest.mark.parametrize("kind", ["path", "bytes", "readable"])
def test_what_must_be_converted_names_the_line(content, says, kind, cd, tmp_path):
    path = tmp_path / "a song.wav"
    path.write_bytes(content)
    source = {"path": path, "bytes": content, "readable": io.BytesIO(content)}[kind]
    error = refused(cd, [PCM, source])
    assert isinstance(error, burnish.SourceError) and error.status == Status.E_DF2TAO_STREAM_NOT_SUPPORTED
    assert re.search(says, error.message) and "gst-launch-1.0 filesrc location=" in error.message
    assert f"discsink device='\"{cd.device()}" in error.message
    if kind == "path":
        assert f"location='\"{path}\"' ! decodebin" in error.message


@pytest.mark.parametrize("content, status", [
    (b"", Status.E_DF2TAO_STREAM_NOT_SUPPORTED), (PCM, Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    (wav(b""), Status.E_DF2TAO_STREAM_NOT_SUPPORTED), (wav(PCM[:-2]), Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    (wav(PCM)[:40], Status.E_DF2TAO_STREAM_NOT_SUPPORTED), (wav(PCM)[:30], Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    (b"RIFF\0\0\0\0WAVE" + chunk(b"data", PCM), Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    (b"RIFF\0\0\0\0WAVE" + chunk(b"fmt ", b"", 0xFFFFFFF0), Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    (b"RIFF\0\0\0\0WAVE" + chunk(b"LIST", b"", 0xFFFFFFF0), Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    (wav(PCM, size=len(PCM) + 4), Status.E_STREAM_TOO_SHORT), (wav(PCM, chunk(b"fmt ", b"12"))[:100] + PCM,
                                                              Status.E_DF2TAO_STREAM_NOT_SUPPORTED)],
    ids=["empty", "no WAV", "no sound", "half a sample", "no data", "cut header", "no format", "mad format", "mad chunk",
         "cut off", "short format"])
def test_damaged_files_are_refused(content, status, cd, tmp_path):
    (tmp_path / "x.wav").write_bytes(content)
    error = refused(cd, [PCM, tmp_path / "x.wav"])
    assert isinstance(error, burnish.SourceError) and error.status == status and "x.wav" in error.message


def test_a_wav_in_a_pipe_that_ends_early(cd):
    """Before the laser, or a shorter track: the report knows."""
    with burnish.Recorder(cd.device()) as recorder, pytest.raises(burnish.SourceError) as caught:
        recorder.burn_audio([Plain(wav(PCM, size=len(PCM) + AUDIO))])
    assert caught.value.status == Status.E_STREAM_TOO_SHORT and not caught.value.report.ok
    with burnish.Recorder(cd.device()) as recorder:
        assert recorder.medium.blank == (caught.value.report.written_sectors == 0)


@pytest.mark.parametrize("tracks, options, kind, status", [
    ([], {}, burnish.InvalidArgumentError, Status.E_INVALIDARG),
    ([PCM] * 100, {}, burnish.NoSpaceError, Status.E_DF2TAO_TRACK_LIMIT_REACHED),
    ([PCM], {"mode": "dao"}, burnish.InvalidArgumentError, Status.E_INVALIDARG),
    ([PCM], {"mcn": "4006408262122"}, burnish.InvalidArgumentError, Status.E_DF2TAO_INVALID_MCN),
    ([PCM], {"mcn": "1\0"}, burnish.InvalidArgumentError, Status.E_DF2TAO_INVALID_MCN),
    ([PCM, PCM], {"isrcs": ["DEA123456789"]}, burnish.InvalidArgumentError, Status.E_INVALIDARG),
    ([PCM, PCM], {"isrcs": [None, "DEA12345678"]}, burnish.InvalidArgumentError, Status.E_DF2TAO_INVALID_ISRC),
    ([PCM, AudioTrack(PCM, isrc="1\0")], {}, burnish.InvalidArgumentError, Status.E_DF2TAO_INVALID_ISRC),
    ([PCM], {"speed": 0}, burnish.InvalidArgumentError, Status.E_INVALIDARG),
    ([PCM], {"client_name": ""}, burnish.InvalidArgumentError, Status.E_DF2TAO_CLIENT_NAME_IS_NOT_VALID),
    ([PCM, b""], {}, burnish.SourceError, Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    ([PCM, b"abc"], {}, burnish.SourceError, Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    ([PCM, AudioTrack(wav(PCM), size=len(PCM) + 4)], {}, burnish.SourceError, Status.E_STREAM_TOO_SHORT),
    ([PCM, "/no/such.wav"], {}, burnish.SourceNotFoundError, Status.E_FILE_NOT_FOUND),
    ([PCM, "/"], {}, burnish.SourceError, Status.E_DF2TAO_STREAM_NOT_SUPPORTED),
    ([PCM, "/dev/zero"], {}, burnish.SourceError, Status.E_DF2TAO_STREAM_NOT_SUPPORTED)])
def test_refused_before_the_laser(tracks, options, kind, status, cd):
    error = refused(cd, tracks, **options)
    assert type(error) is kind and error.status == status


@pytest.mark.parametrize("tracks, kind", [([5], TypeError), ([io.StringIO("text")], TypeError), (5, TypeError)])
def test_what_is_no_track(tracks, kind, cd):
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(kind):
            recorder.burn_audio(tracks)
        assert recorder.medium.blank


def test_a_file_that_may_not_be_read(cd, tmp_path, monkeypatch):
    path = tmp_path / "x.wav"
    path.write_bytes(wav(PCM))

    def no(*_):
        raise PermissionError(13, "no", str(path))

    monkeypatch.setattr("builtins.open", no)
    error = refused(cd, [path])
    assert type(error) is burnish.SourcePermissionError and error.status == Status.E_ACCESSDENIED


def test_too_much_is_refused_before_the_laser(cd):
    """360000 sectors and a bit: two tracks of which each would fit."""
    error = refused(cd, [burnish.zero_stream(200_000 * AUDIO), burnish.zero_stream(159_900 * AUDIO)])
    assert type(error) is burnish.NoSpaceError and error.status == Status.E_DF2TAO_NOT_ENOUGH_SPACE
    assert "80:0" in error.message and error.report.proof == "nothing was written"


def test_what_just_fits_is_burned(new_disc):
    """The forecast of room is neither too low nor too high by a sector."""
    disc = new_disc("cd-r-80")
    with burnish.Recorder(disc.device(discard=1)) as recorder, burnish.TrackAtOnceFormat(recorder, "test") as tao:
        tao.prepare_media()
        free = tao.free_sectors_on_media
    first, second = 1000, free - 1000 - 152
    with burnish.Recorder(disc.device(discard=1)) as recorder:
        with pytest.raises(burnish.NoSpaceError):
            recorder.burn_audio([burnish.zero_stream(first * AUDIO), burnish.zero_stream((second + 1) * AUDIO)])
        report = recorder.burn_audio([burnish.zero_stream(first * AUDIO), burnish.zero_stream(second * AUDIO)],
                                     verify="none")
    assert report.ok and report.sectors == first + second and report.proof == "contents not proven"


def test_ninety_nine_tracks(cd):
    report = burn(cd, [samples(1, number) for number in range(99)])
    assert len(report.tracks) == 99 and report.verified


def test_leave_open_takes_data_afterwards(cd, tmp_path):
    image = pattern(2048 * 500)
    with burnish.Recorder(cd.device()) as recorder:
        assert recorder.burn_audio([PCM], close=False).closing == "close session, leave appendable"
        assert recorder.medium.appendable
        start = recorder.medium.next_writable_address
        recorder.burn_data(image, fresh=True)
        assert [track.is_data for track in recorder.medium.tracks] == [False, True]
    with open(cd.iso, "rb") as file:
        file.seek(start * 2048)
        assert file.read(len(image)) == image
    assert cd.state()["sessions"][0]["tracks"][0]["start"] == 0


def test_an_audio_disc_is_not_blank(cd):
    burn(cd, [PCM], close=False)
    with burnish.Recorder(cd.device()) as recorder, pytest.raises(burnish.MediumError) as caught:
        recorder.burn_audio([PCM])
    assert caught.value.status == Status.E_DF2TAO_MEDIA_IS_NOT_BLANK


def test_no_audio_on_dvd(dvd):
    error = refused(dvd, [PCM])
    assert type(error) is burnish.MediumError and error.status == Status.E_DF2TAO_MEDIA_IS_NOT_SUPPORTED


def test_no_disc(cd):
    with burnish.Recorder(cd.device(empty=1)) as recorder, pytest.raises(burnish.NoMediumError):
        recorder.burn_audio([PCM])


def test_simulate_leaves_the_disc_blank(cd):
    with burnish.Recorder(cd.device()) as recorder:
        report = recorder.burn_audio([PCM, PCM], simulate=True)
        assert report.simulate and report.ok and len(report.tracks) == 2 and recorder.medium.blank


def test_speed(cd):
    with pytest.warns(burnish.SpeedAdjustedWarning):
        report = burn(cd, [PCM], speed=9)
    assert report.write_speed == 8 * 75


def test_progress(cd):
    events = []
    burn(cd, [PCM, PCM], progress=events.append)
    stages = list(dict.fromkeys(event.stage for event in events))
    assert stages == ["track 1 of 2: preparing", "track 1 of 2: writing", "track 1 of 2: finishing",
                      "track 2 of 2: preparing", "track 2 of 2: writing", "track 2 of 2: finishing", "closing the disc",
                      "track 1 of 2: verifying", "track 2 of 2: verifying", "completed"]
    assert [event.completed for event in events].count(True) == 1 and events[-1].completed


@pytest.mark.parametrize("action", list(burnish.TaoAction)[1:], ids=str)
def test_what_progress_raises_comes_out(action, cd):
    """The tracks so far are closed, nothing of it is read back, and the drive is free."""
    def progress(event):
        if event.current_action == action and event.current_track_number == (1 if event.closing else 2):
            raise KeyError("enough")

    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(KeyError):
            recorder.burn_audio([PCM, PCM], progress=progress)
        assert recorder.exclusive_access_owner == ""
        assert recorder.medium.state & burnish.MediaState.FINALIZED
        recorder.eject()


def test_a_bad_sector_is_found(cd):
    faults = [{"command": "WRITE(10)", "lba": 500, "effect": "corrupt"}]
    with burnish.Recorder(cd.device(faults=faults)) as recorder:
        with pytest.raises(burnish.VerificationError) as caught:
            recorder.burn_audio([PCM, PCM])
    report = caught.value.report
    assert report.first_bad_lba == 500 and [track["verified"] for track in report.tracks] == [True, False]


def test_a_failing_source_comes_out_as_it_was(cd):
    class Failing(io.BytesIO):
        def readinto(self, buffer):
            raise ZeroDivisionError("no more")

    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(ZeroDivisionError):
            recorder.burn_audio([PCM, Failing(PCM)])
        assert len(recorder.medium.tracks) == 1 and recorder.exclusive_access_owner == ""


def test_a_drive_that_vanishes(cd):
    with burnish.Recorder(cd.device(faults=[{"command": "WRITE(10)", "nth": 5, "effect": "vanish"}])) as recorder:
        with pytest.raises(burnish.DeviceNotFoundError) as caught:
            recorder.burn_audio([PCM])
    assert caught.value.report.status == Status.E_DEV_NOT_EXIST


def test_data_after_audio_reads_as_files(cd, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "text").write_text("booklet")
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_audio([PCM], close=False)
        start = recorder.medium.next_writable_address
        with burnish.Image("ENHANCED") as image:
            image.add(tmp_path / "notes")
            recorder.burn_data(image, fresh=True)
    assert tool("isoinfo", "-i", cd.iso, "-T", start, "-R", "-x", "/notes/text") == "booklet"
