# SPDX-License-Identifier: LGPL-2.1-or-later
"""TrackAtOnceFormat: IMAPI2's members, their states and codes; cancelling, from Ctrl-C too."""
import hashlib
import io
import os
import signal
import threading

import burnish
import pytest
from burnish import MediaState, Status, TaoAction, TrackAtOnceFormat, VerificationLevel
from burnish._load import core
from sound import AUDIO, assert_album, on_disc, samples

PCM = samples(310, 3)
LONG = samples(3000, 4)


@pytest.fixture(name="recorder")
def _recorder(cd):
    with burnish.Recorder(cd.device()) as recorder:
        yield recorder


@pytest.fixture(name="tao")
def _tao(recorder):
    with TrackAtOnceFormat(recorder, "test") as tao:
        yield tao


class Waiting(io.BytesIO):
    """Gives a part, then does something and waits until the write asks it to come back."""

    def __init__(self, content, then):
        super().__init__(content)
        self.then = then
        self.interrupted = threading.Event()

    def readinto(self, buffer):
        if self.tell() >= AUDIO * 500:
            then, self.then = self.then, lambda: None
            then()
            assert self.interrupted.wait(60)
            return 0
        return super().readinto(memoryview(buffer)[:AUDIO])

    def interrupt(self):
        self.interrupted.set()


def status_of(function, *arguments, **options):
    with pytest.raises(burnish.BurnishError) as caught:
        function(*arguments, **options)
    return caught.value.status


def test_defaults(tao, recorder):
    assert tao.recorder is recorder and tao.client_name == "test"
    assert tao.burn_verification_level is VerificationLevel.NONE and tao.report is None
    assert not tao.do_not_finalize_media and not tao.buffer_underrun_free_disabled and not tao.simulate and tao.hash
    assert tao.fifo_size == 0 and tao.media_catalog_number == "" and tao.requested_write_speed == -1
    assert tao.current_physical_media_type is burnish.MediaType.CDR and tao.media_physically_blank
    assert tao.media_heuristically_blank and not tao.requested_rotation_type_is_pure_cav
    assert burnish.MediaType.CDRW in tao.supported_media_types
    assert tao.is_recorder_supported(recorder) and tao.is_current_media_supported(recorder)
    assert tao.supported_write_speeds[0] == 48 * 75 and tao.supported_write_speed_descriptors


def test_settings_are_kept(tao):
    tao.do_not_finalize_media = tao.simulate = True
    tao.hash, tao.fifo_size, tao.media_catalog_number = False, 1 << 20, "4006408262121"
    tao.burn_verification_level = VerificationLevel.QUICK
    assert tao.do_not_finalize_media and tao.simulate and not tao.hash and tao.fifo_size == 1 << 20
    assert tao.media_catalog_number == "4006408262121" and tao.burn_verification_level is VerificationLevel.QUICK
    tao.media_catalog_number = ""
    assert tao.media_catalog_number == ""
    assert status_of(setattr, tao, "fifo_size", 5) == Status.E_INVALIDARG
    assert status_of(setattr, tao, "fifo_size", -1) == Status.E_INVALIDARG
    with pytest.raises(AttributeError):
        tao.number_of_existing_tracks = 1


def test_a_session(tao, recorder, cd):
    tao.burn_verification_level = VerificationLevel.FULL
    assert tao.prepare_media() == Status.S_OK
    assert recorder.exclusive_access_owner == "test"
    whole = tao.total_sectors_on_media
    assert (tao.number_of_existing_tracks, tao.used_sectors_on_media, tao.free_sectors_on_media) == (0, 0, whole)
    assert status_of(lambda: tao.expected_table_of_contents) == Status.E_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC
    for number in (1, 2):
        tao.add_audio_track(PCM, isrc="de-a12-34-56789", copy_permitted=True)
        assert tao.number_of_existing_tracks == number
    assert tao.used_sectors_on_media == 2 * (310 + 152) == whole - tao.free_sectors_on_media
    toc = tao.expected_table_of_contents
    assert len(toc) == 4 + 11 * 5 and toc[:4] == bytes([0, 57, 1, 1])
    assert [toc[4 + 11 * entry + 3] for entry in range(5)] == [0xA0, 0xA1, 0xA2, 1, 2]
    report = tao.release_media()
    assert_album(cd, [PCM, PCM])
    assert report.verified and [track["isrc"] for track in report.tracks] == ["DEA123456789"] * 2
    assert report.tracks[0]["sha256"] == hashlib.sha256(PCM).hexdigest() and tao.report.status == Status.S_OK
    assert recorder.exclusive_access_owner == ""


def test_out_of_order(tao):
    assert status_of(tao.release_media) == Status.E_DF2TAO_MEDIA_IS_NOT_PREPARED
    assert status_of(tao.add_audio_track, PCM) == Status.E_DF2TAO_MEDIA_IS_NOT_PREPARED
    assert status_of(tao.cancel_add_track) == Status.E_DF2TAO_WRITE_NOT_IN_PROGRESS
    for name in ("number_of_existing_tracks", "total_sectors_on_media", "free_sectors_on_media", "used_sectors_on_media",
                 "expected_table_of_contents"):
        assert status_of(getattr, tao, name) == Status.E_DF2TAO_MEDIA_IS_NOT_PREPARED
    assert status_of(setattr, tao, "buffer_underrun_free_disabled", True) == Status.E_DF2TAO_MEDIA_IS_NOT_PREPARED
    tao.prepare_media()
    assert status_of(tao.prepare_media) == Status.E_DF2TAO_MEDIA_IS_PREPARED
    for name, value in (("do_not_finalize_media", True), ("client_name", "other"), ("simulate", True), ("recorder", None)):
        assert status_of(setattr, tao, name, value) == Status.E_DF2TAO_MEDIA_IS_PREPARED
    tao.buffer_underrun_free_disabled = True
    assert tao.buffer_underrun_free_disabled
    tao.add_audio_track(PCM)
    assert status_of(setattr, tao, "do_not_finalize_media", True) == Status.E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY
    assert status_of(tao.add_audio_track, PCM, isrc="none") == Status.E_DF2TAO_INVALID_ISRC
    assert status_of(tao.add_audio_track, PCM, isrc="1\0") == Status.E_DF2TAO_INVALID_ISRC
    assert status_of(tao.add_audio_track, PCM[:-4]) == Status.E_DF2TAO_STREAM_NOT_SUPPORTED
    assert status_of(tao.add_audio_track, burnish.zero_stream(360_000 * AUDIO)) == Status.E_DF2TAO_NOT_ENOUGH_SPACE
    assert tao.number_of_existing_tracks == 1
    tao.release_media()


def test_what_prepare_refuses(new_disc):
    with TrackAtOnceFormat() as tao:
        assert status_of(tao.prepare_media) == Status.E_DF2TAO_NO_RECORDER_SPECIFIED
        assert status_of(tao.set_write_speed, -1) == Status.E_RECORDER_REQUIRED
        with burnish.Recorder(new_disc().device()) as recorder:
            tao.recorder = recorder
            assert status_of(tao.prepare_media) == Status.E_DF2TAO_CLIENT_NAME_IS_NOT_VALID
            assert status_of(setattr, tao, "client_name", "a\0") == Status.E_DF2TAO_CLIENT_NAME_IS_NOT_VALID
    with burnish.Recorder(new_disc("dvd+r").device()) as recorder, TrackAtOnceFormat(recorder, "test") as tao:
        assert status_of(tao.prepare_media) == Status.E_DF2TAO_MEDIA_IS_NOT_SUPPORTED
        assert not tao.is_current_media_supported(recorder)


def test_the_setters_during_a_write(tao):
    seen = []

    def progress(event):
        if event.current_action == TaoAction.WRITING and not seen:
            for name, value in (("do_not_finalize_media", True), ("client_name", "x"),
                                ("buffer_underrun_free_disabled", True)):
                seen.append(status_of(setattr, tao, name, value))
            seen.append(status_of(tao.release_media))
            seen.append(status_of(tao.add_audio_track, PCM))
            seen.append(status_of(getattr, tao, "number_of_existing_tracks"))

    tao.progress = progress
    tao.prepare_media()
    tao.add_audio_track(PCM)
    assert set(seen) == {Status.E_DF2TAO_WRITE_IN_PROGRESS} and len(seen) == 6
    assert tao.release_media().ok


def test_events(tao):
    events = []
    tao.progress = events.append
    tao.burn_verification_level = VerificationLevel.FULL
    tao.prepare_media()
    tao.add_audio_track(PCM)
    tao.add_audio_track(io.BytesIO(LONG))
    assert not any(event.closing for event in events)
    actions = list(dict.fromkeys((event.current_track_number, event.current_action) for event in events))
    assert actions == [(number, action) for number in (1, 2)
                       for action in (TaoAction.PREPARING, TaoAction.WRITING, TaoAction.FINISHING)]
    last = [event for event in events if event.current_action == TaoAction.WRITING][-1]
    assert (last.start_lba, last.sector_count) == (462, 3000)
    assert last.stage == "track 2: writing" and last.track == "track 2" and last.track_count == 0
    assert last.start_lba - 1 <= last.last_written_lba < last.start_lba + 3000
    assert last.to_dict()["current_action"] == 2 and last.to_dict()["stage"] == last.stage
    events.clear()
    tao.release_media()
    assert all(event.closing and not event.completed for event in events)
    assert list(dict.fromkeys(event.current_action for event in events)) == [TaoAction.FINISHING, TaoAction.VERIFYING]
    assert {event.current_track_number for event in events if event.current_action == TaoAction.VERIFYING} == {1, 2}


def test_a_session_left_open(tao, recorder):
    tao.do_not_finalize_media = True
    tao.prepare_media()
    tao.add_audio_track(PCM)
    tao.release_media()
    assert recorder.medium.appendable and recorder.medium.sessions == 1


def test_leaving_the_block_releases(cd):
    with burnish.Recorder(cd.device()) as recorder:
        with TrackAtOnceFormat(recorder, "test") as tao:
            tao.prepare_media()
            tao.add_audio_track(PCM)
        assert tao.closed and recorder.exclusive_access_owner == ""
        assert recorder.medium.state & MediaState.FINALIZED
        assert status_of(tao.prepare_media) == Status.E_HANDLE


def test_leaving_the_block_with_an_exception_releases(cd):
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(ZeroDivisionError):
            with TrackAtOnceFormat(recorder, "test") as tao:
                tao.burn_verification_level = VerificationLevel.FULL
                tao.prepare_media()
                tao.add_audio_track(PCM)
                raise ZeroDivisionError
        assert recorder.exclusive_access_owner == "" and recorder.medium.state & MediaState.FINALIZED


def test_leaving_the_block_tells_of_a_failed_release(cd):
    faults = [{"command": "CLOSE TRACK SESSION", "effect": "ignore", "times": "forever"}]
    with burnish.Recorder(cd.device(faults=faults)) as recorder:
        with pytest.raises(burnish.VerificationError):
            with TrackAtOnceFormat(recorder, "test") as tao:
                tao.prepare_media()
                tao.add_audio_track(PCM)
        assert recorder.exclusive_access_owner == ""


def test_dropping_it_frees_the_drive(recorder):
    tao = TrackAtOnceFormat(recorder, "test")
    tao.prepare_media()
    del tao
    assert recorder.exclusive_access_owner == "" and recorder.medium.blank


def test_cancel_from_another_thread(tao, cd, recorder):
    """The track becomes a shorter one, and further tracks follow."""
    source = Waiting(LONG, tao.cancel_add_track)
    tao.fifo_size = 131072
    tao.prepare_media()
    with pytest.raises(burnish.CancelledError) as caught:
        tao.add_audio_track(source)
    assert caught.value.status == Status.E_REQUEST_CANCELLED and source.interrupted.is_set()
    assert tao.number_of_existing_tracks == 1
    tao.add_audio_track(PCM)
    report = tao.release_media()
    first, second = recorder.medium.tracks
    assert [track["on_disc"] for track in report.tracks] == [True, True] and second.start == first.sectors + 150
    assert on_disc(cd, 0, 300) == LONG[:300 * AUDIO] and on_disc(cd, second.start, 310) == PCM


def to_this_process():
    os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("send", [to_this_process, lambda: signal.raise_signal(signal.SIGINT)],
                         ids=["to the process", "on the reading thread"])
def test_ctrl_c(cd, send):
    source = Waiting(LONG, send)
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(KeyboardInterrupt):
            recorder.burn_audio([PCM, source])
        assert recorder.exclusive_access_owner == "" and recorder.medium.state & MediaState.FINALIZED
        recorder.eject()
    assert source.interrupted.is_set() and on_disc(cd, 0, 310) == PCM


@pytest.mark.parametrize("action", list(TaoAction)[1:], ids=str)
def test_ctrl_c_in_progress(cd, action):
    def progress(event):
        if event.current_action == action:
            signal.raise_signal(signal.SIGINT)

    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(KeyboardInterrupt):
            recorder.burn_audio([PCM], progress=progress)
        assert recorder.exclusive_access_owner == ""
        recorder.eject()


def test_ctrl_c_while_preparing(recorder, monkeypatch):
    prepare = core().burnish_tao_prepare_media

    def interrupted(raw):
        status = prepare(raw)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        return status

    monkeypatch.setattr(core(), "burnish_tao_prepare_media", interrupted)
    with TrackAtOnceFormat(recorder, "test") as tao:
        with pytest.raises(KeyboardInterrupt):
            tao.prepare_media()
        assert recorder.exclusive_access_owner == ""
        assert status_of(tao.add_audio_track, PCM) == Status.E_DF2TAO_MEDIA_IS_NOT_PREPARED


def test_the_source_s_own_exception_comes_out(tao):
    class Failing(io.BytesIO):
        def readinto(self, buffer):
            raise KeyError("lost")

    tao.prepare_media()
    with pytest.raises(KeyError, match="lost"):
        tao.add_audio_track(Failing(PCM))
    assert tao.release_media().proof == "nothing was written"


def test_a_stream_serves_again(tao, cd):
    tao.prepare_media()
    with burnish.open_stream(PCM) as stream:
        tao.add_audio_track(stream)
        tao.add_audio_track(stream)
    tao.release_media()
    assert_album(cd, [PCM, PCM])


def test_an_open_ended_stream():
    with burnish.open_stream(os.fdopen(os.pipe()[0], "rb"), open_ended=True) as stream:
        assert stream.length == 2 ** 64 - 1


def test_a_speed_that_the_drive_lacks(tao):
    with pytest.warns(burnish.SpeedAdjustedWarning):
        tao.set_write_speed(9 * 75)
    assert tao.prepare_media() == Status.S_SPEEDADJUSTED
    assert tao.requested_write_speed == 9 * 75 and tao.current_write_speed == 8 * 75
    assert not tao.current_rotation_type_is_pure_cav
    tao.release_media()
