# SPDX-License-Identifier: LGPL-2.1-or-later
"""RawCDFormat: IMAPI2's members, their states and codes; an album that other programs read; cancelling."""
import os
import signal
import subprocess
import threading

import burnish
import pytest
from burnish import (MediaState, RawCDAction, RawCDFormat, RawCDImage, RawSectorType, SessionAtOnce, Status,
                     VerificationLevel)
from sound import AUDIO, samples

FIRST, SECOND = samples(400, 1), samples(350, 2)


@pytest.fixture(name="disc")
def _disc(new_disc):
    return new_disc("cd-r-80")


@pytest.fixture(name="recorder")
def _recorder(disc):
    with burnish.Recorder(disc.device()) as recorder:
        yield recorder


@pytest.fixture(name="raw")
def _raw(recorder):
    with RawCDFormat(recorder, "test") as raw:
        yield raw


def album(sector_type=RawSectorType.SUBCODE_IS_COOKED):
    with RawCDImage() as image:
        image.resulting_image_type = sector_type
        image.media_catalog_number = "4006408262121"
        image.add_track(FIRST)
        image.add_track(SECOND).isrc = "USK7Y9812345"
        return image.create_result_image()


def status_of(function, *arguments, **options):
    with pytest.raises(burnish.BurnishError) as caught:
        function(*arguments, **options)
    return caught.value.status


def set_to(instance, name, value):
    return lambda: setattr(instance, name, value)


def get_of(instance, name):
    return lambda: getattr(instance, name)


def test_defaults(raw, recorder):
    assert raw.recorder is recorder and raw.client_name == "test"
    assert raw.burn_verification_level is VerificationLevel.NONE and raw.report is None
    assert not raw.buffer_underrun_free_disabled and not raw.simulate and raw.hash
    assert raw.session_at_once is SessionAtOnce.ALLOW and raw.fifo_size == 0 and raw.requested_write_speed == -1
    assert raw.supported_media_types == (burnish.MediaType.CDR, burnish.MediaType.CDRW)
    assert raw.is_recorder_supported(recorder) and raw.is_current_media_supported(recorder)
    assert raw.media_physically_blank and raw.media_heuristically_blank


def test_album_is_what_other_programs_read(raw, recorder, disc):
    raw.burn_verification_level = VerificationLevel.FULL
    events = []
    raw.progress = events.append
    raw.prepare_media()
    assert raw.start_of_next_session == -11849 and raw.last_possible_start_of_leadout == 359849
    assert raw.supported_sector_types == tuple(RawSectorType)
    assert raw.requested_sector_type is RawSectorType.SUBCODE_IS_COOKED and not raw.writes_session_at_once
    with album() as image:
        report = raw.write_media(image)
    raw.release_media()
    assert report.ok and report.verified and report.to_dict()["granted"]["method"] == "raw"
    assert [track["start"] for track in report.to_dict()["tracks"]] == [0, 400]
    assert (disc.folder / "disc.bin").read_bytes()[:750 * AUDIO] == FIRST + SECOND
    assert [action for action in RawCDAction if action in {event.current_action for event in events}] == \
        [RawCDAction.PREPARING, RawCDAction.WRITING, RawCDAction.FINISHING, RawCDAction.VERIFYING]
    assert not any(event.session_at_once for event in events)
    assert any(event.start_lba == -11849 and event.to_dict()["stage"] == "writing" for event in events)
    recorder.close()
    toc = subprocess.run(["cdrdao", "show-toc", disc.folder / "disc.toc"], capture_output=True, text=True, check=True)
    assert "US K7Y 98 12345" in toc.stdout + toc.stderr and "4006408262121" in toc.stdout + toc.stderr


def test_a_file_with_an_image_is_burned(raw, disc, tmp_path):
    path = tmp_path / "album.raw"
    with album(RawSectorType.SUBCODE_IS_RAW) as image:
        data = bytearray(image.length)
        filled = 0
        while filled < len(data):
            part = bytearray(min(1 << 20, len(data) - filled))
            count = image.readinto(part)
            data[filled:filled + count] = part[:count]
            filled += count
    path.write_bytes(data)
    raw.prepare_media()
    raw.requested_sector_type = RawSectorType.SUBCODE_IS_RAW
    assert status_of(raw.write_media2, path, 22499) == Status.E_DF2RAW_STREAM_NOT_SUPPORTED
    assert status_of(raw.write_media2, path, 10000) == Status.E_DF2RAW_STREAM_LEADIN_TOO_SHORT
    assert status_of(raw.write_media2, path, -1) == Status.E_INVALIDARG
    assert raw.write_media2(path, 22500).ok
    raw.release_media()
    assert (disc.folder / "disc.bin").read_bytes()[:750 * AUDIO] == FIRST + SECOND


def test_drive_that_refuses_raw(disc):
    with burnish.Recorder(disc.device(**{"no-raw": 1})) as recorder, RawCDFormat(recorder, "test") as raw:
        raw.session_at_once = SessionAtOnce.FORBID
        assert status_of(raw.prepare_media) == Status.E_DF2RAW_RECORDER_NOT_SUPPORTED
        raw.session_at_once = SessionAtOnce.ALLOW
        raw.burn_verification_level = VerificationLevel.FULL
        events = []
        raw.progress = events.append
        raw.prepare_media()
        assert raw.supported_sector_types == () and raw.writes_session_at_once
        with album() as image:
            report = raw.write_media(image)
        assert report.verified and report.to_dict()["granted"]["method"] == "session at once"
        assert any("session at once" in text for text in report.to_dict()["granted"]["adjustments"])
        assert events[-1].session_at_once
    assert (disc.folder / "disc.bin").read_bytes()[:750 * AUDIO] == FIRST + SECOND


def test_codes_of_the_states(raw, recorder):
    not_prepared = Status.E_DF2RAW_MEDIA_IS_NOT_PREPARED
    for name in ("requested_sector_type", "start_of_next_session", "last_possible_start_of_leadout",
                 "supported_sector_types", "writes_session_at_once"):
        assert status_of(get_of(raw, name)) == not_prepared
    assert status_of(set_to(raw, "buffer_underrun_free_disabled", True)) == not_prepared
    assert status_of(set_to(raw, "requested_sector_type", RawSectorType.SUBCODE_IS_RAW)) == not_prepared
    assert status_of(raw.write_media, b"") == not_prepared
    assert status_of(raw.release_media) == not_prepared
    assert status_of(raw.cancel_write) == Status.E_DF2RAW_WRITE_NOT_IN_PROGRESS
    assert status_of(set_to(raw, "client_name", "")) == Status.E_DF2RAW_CLIENT_NAME_IS_NOT_VALID
    assert status_of(set_to(raw, "client_name", "a\0b")) == Status.E_DF2RAW_CLIENT_NAME_IS_NOT_VALID
    assert status_of(set_to(raw, "session_at_once", 3)) == Status.E_INVALIDARG
    raw.prepare_media()
    prepared = Status.E_DF2RAW_MEDIA_IS_PREPARED
    assert status_of(raw.prepare_media) == prepared
    for name, value in (("recorder", None), ("client_name", "x"), ("simulate", True), ("session_at_once", 1)):
        assert status_of(set_to(raw, name, value)) == prepared
    assert status_of(set_to(raw, "requested_sector_type", 4)) == Status.E_INVALIDARG
    assert status_of(raw.write_media, bytes(2448)) == Status.E_DF2RAW_STREAM_NOT_SUPPORTED
    raw.release_media()
    with RawCDFormat() as empty:
        assert status_of(empty.prepare_media) == Status.E_DF2RAW_NO_RECORDER_SPECIFIED
        assert status_of(empty.set_write_speed, 75) == Status.E_RECORDER_REQUIRED
    assert recorder.exclusive_access_owner == ""


def test_test_write_leaves_the_disc_blank(raw, recorder):
    raw.simulate = True
    raw.prepare_media()
    with album() as image:
        report = raw.write_media(image)
    assert report.simulate and report.proof == "test write: nothing was written"
    raw.release_media()
    assert recorder.medium.state == MediaState.BLANK | MediaState.APPENDABLE


def test_a_failure_carries_the_report(raw):
    raw.prepare_media()
    with album(RawSectorType.SUBCODE_IS_RAW) as image, pytest.raises(burnish.BurnishError) as caught:
        raw.write_media(image)
    assert caught.value.status == Status.E_DF2RAW_STREAM_NOT_SUPPORTED
    assert caught.value.report.status == caught.value.status and caught.value.report.message == str(raw.report.message)


def test_cancel_from_progress_from_a_thread_and_by_an_exception(new_disc):
    class Enough(Exception):
        pass

    def raising(_event):
        raise Enough

    for way in ("call", "thread", "raise"):
        with burnish.Recorder(new_disc("cd-rw-80").device()) as recorder, RawCDFormat(recorder, "test") as raw:
            def cancelling(event):
                if event.current_action is RawCDAction.WRITING:
                    if way == "call":
                        raw.cancel_write()
                    else:
                        thread = threading.Thread(target=raw.cancel_write)
                        thread.start()
                        thread.join()

            raw.progress = raising if way == "raise" else cancelling
            raw.prepare_media()
            with album() as image, pytest.raises(Enough if way == "raise" else burnish.CancelledError):
                raw.write_media(image)
            raw.release_media()
            assert recorder.exclusive_access_owner == ""
            recorder.eject()


def test_ctrl_c_cancels(raw, recorder):
    def interrupt(event):
        if event.current_action is RawCDAction.WRITING:
            os.kill(os.getpid(), signal.SIGINT)

    raw.progress = interrupt
    raw.prepare_media()
    with album() as image, pytest.raises(KeyboardInterrupt):
        raw.write_media(image)
    raw.release_media()
    assert recorder.exclusive_access_owner == ""


def test_leaving_the_context_frees_the_drive(recorder):
    with pytest.raises(RuntimeError), RawCDFormat(recorder, "test") as raw:
        raw.prepare_media()
        assert recorder.exclusive_access_owner == "test"
        raise RuntimeError
    assert recorder.exclusive_access_owner == ""
