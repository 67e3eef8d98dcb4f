# SPDX-License-Identifier: LGPL-2.1-or-later
"""Burning: every kind of source, on each kind of disc, and what the disc then holds."""
import array
import hashlib
import io
import mmap
import os
import warnings

import burnish
import pytest
from burnish import DataAction, Status, VerificationLevel
from conftest import pattern

SECTORS = 700
CONTENT = pattern(2048 * SECTORS)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def burned(disc, content=CONTENT, start=0):
    """What stands in the disc's file, as any other program finds it."""
    with open(disc.iso, "rb") as file:
        file.seek(start * 2048)
        return file.read(len(content)) == content


def path_of(tmp_path):
    path = tmp_path / "ready.iso"
    path.write_bytes(CONTENT)
    return path


class Plain:
    """The least that a source can be: read(), and no more."""

    def __init__(self, content, step=None):
        self.file = io.BytesIO(content)
        self.step = step

    def read(self, count):
        return self.file.read(count if self.step is None else min(count, self.step))


def mapped(tmp_path):
    with open(path_of(tmp_path), "rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@pytest.mark.parametrize("source", [
    lambda tmp: path_of(tmp), lambda tmp: str(path_of(tmp)), lambda tmp: CONTENT, lambda tmp: bytearray(CONTENT),
    lambda tmp: memoryview(CONTENT), lambda tmp: array.array("I", CONTENT), mapped, lambda tmp: io.BytesIO(CONTENT),
    lambda tmp: open(path_of(tmp), "rb"), lambda tmp: open(path_of(tmp), "rb", buffering=0),
    lambda tmp: burnish.open_stream(CONTENT)],
    ids=["path", "str", "bytes", "bytearray", "memoryview", "array", "mmap", "BytesIO", "file", "raw file", "Stream"])
def test_sources(source, disc, tmp_path):
    with burnish.Recorder(disc.device()) as recorder:
        report = recorder.burn_data(source(tmp_path))
    assert report.sha256 == SHA256 and report.verified and report.ok
    assert report.proof == "contents proven by reading back"
    assert (report.start_lba, report.sectors, report.status) == (0, SECTORS, Status.S_OK)
    assert burned(disc)


def test_a_source_that_only_reads(disc):
    with burnish.Recorder(disc.device()) as recorder:
        assert recorder.burn_data(Plain(CONTENT), size=len(CONTENT)).sha256 == SHA256
    assert burned(disc)


def test_a_source_that_reads_in_odd_pieces(cd):
    with burnish.Recorder(cd.device()) as recorder:
        assert recorder.burn_data(Plain(CONTENT, 1231), size=len(CONTENT)).sha256 == SHA256
    assert burned(cd)


def test_a_pipe_with_a_size(cd):
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        with open(write_end, "wb") as out:
            out.write(CONTENT)
        os._exit(0)
    os.close(write_end)
    with open(read_end, "rb") as source, burnish.Recorder(cd.device()) as recorder:
        assert recorder.burn_data(source, size=len(CONTENT)).sha256 == SHA256
    os.waitpid(child, 0)
    assert burned(cd)


def test_a_file_is_burned_from_where_it_stands(cd):
    file = io.BytesIO(b"x" * 4096 + CONTENT)
    file.seek(4096)
    with burnish.Recorder(cd.device()) as recorder:
        assert recorder.burn_data(file).sha256 == SHA256


def test_size_takes_a_part(cd):
    with burnish.Recorder(cd.device()) as recorder:
        report = recorder.burn_data(io.BytesIO(CONTENT + b"more"), size=len(CONTENT))
    assert report.sha256 == SHA256 and report.sectors == SECTORS


@pytest.mark.parametrize("source, size, kind", [
    (lambda: Plain(CONTENT), None, burnish.SourceError), (lambda: object(), None, TypeError),
    (lambda: 5, None, TypeError), (lambda: io.StringIO("text"), None, TypeError), (lambda: "/no/such.iso", None,
                                                                                   burnish.SourceNotFoundError),
    (lambda: "/", None, burnish.SourceError), (lambda: "/dev/null", None, burnish.SourceError),
    (lambda: memoryview(CONTENT)[::2], None, TypeError), (lambda: CONTENT, -1, ValueError),
    (lambda: b"x" * 2048, 4096, burnish.SourceError)],
    ids=["no size", "object", "int", "text", "missing", "folder", "device", "holes", "negative", "beyond"])
def test_sources_that_are_none(cd, source, size, kind):
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(kind):
            recorder.burn_data(source(), size=size)
        assert recorder.medium.blank


def test_the_disc_stays_appendable_unless_closed(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT)
        assert recorder.medium.appendable and recorder.medium.sessions == 1
        report = recorder.burn_data(CONTENT, fresh=True, close=True)
        medium = recorder.medium
    assert medium.state == burnish.MediaState.FINALIZED and not medium.appendable and medium.sessions == 2
    assert [track.session for track in medium.tracks] == [1, 2]
    assert report.start_lba == medium.tracks[1].start == medium.start_address_of_previous_session > SECTORS
    assert burned(disc) and burned(disc, start=report.start_lba)


def test_imapi2_s_default_closes_dvd_plus_r(dvd):
    with burnish.Recorder(dvd.device()) as recorder, burnish.DataFormat(recorder, "test") as data:
        data.write(CONTENT)
        assert recorder.medium.state == burnish.MediaState.FINALIZED


@pytest.mark.parametrize("verify, level, proof, verified", [
    ("none", "none", "contents not proven", False), ("full", "full", "contents proven by reading back", True),
    (VerificationLevel.QUICK, "quick", "proven by reading back", None), (2, "full", "proven by reading back", True)])
def test_verification_levels(cd, verify, level, proof, verified):
    with burnish.Recorder(cd.device()) as recorder:
        report = recorder.burn_data(CONTENT, verify=verify)
    assert report.to_dict()["asked"]["verification"] == level and proof in report.proof
    assert verified is None or report.verified is verified


def test_a_wrong_verification_level(cd):
    with burnish.Recorder(cd.device()) as recorder, pytest.raises(ValueError, match="none"):
        recorder.burn_data(CONTENT, verify="perhaps")


def test_speeds(disc):
    with burnish.Recorder(disc.device()) as recorder:
        offered, base = recorder.medium.write_speeds, recorder.medium.sectors_per_second_at_1x
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            report = recorder.burn_data(CONTENT, speed=offered[1] / base)
        assert report.write_speed == offered[1]
        with pytest.warns(burnish.SpeedAdjustedWarning) as caught:
            report = recorder.burn_data(CONTENT, speed=offered[-1] / base / 4, fresh=True)
        assert len(caught) == 1 and report.write_speed == offered[-1] and report.adjustments
        for wrong in (0, -1, float("nan")):
            with pytest.raises(burnish.InvalidArgumentError):
                recorder.burn_data(CONTENT, speed=wrong, fresh=True)


def test_simulate(cd):
    with burnish.Recorder(cd.device()) as recorder:
        events = []
        report = recorder.burn_data(CONTENT, simulate=True, progress=events.append)
        assert report.simulate and not report.verified and "test write" in report.proof
        assert events and all(event.simulate for event in events)
        assert recorder.medium.blank
        assert recorder.burn_data(CONTENT).verified


def test_simulate_on_dvd_plus_r(dvd):
    with burnish.Recorder(dvd.device()) as recorder, pytest.raises(burnish.UnsupportedError) as caught:
        recorder.burn_data(CONTENT, simulate=True)
    assert caught.value.status == Status.E_RECORDER_FEATURE_IS_NOT_CURRENT


def test_progress_comes_in_imapi2_s_order(disc):
    import threading
    events, threads = [], set()

    def note(event):
        events.append(event)
        threads.add(threading.get_ident())

    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, progress=note)
    stages = list(dict.fromkeys(event.current_action for event in events))
    assert stages == [DataAction.VALIDATING_MEDIA, DataAction.INITIALIZING_HARDWARE, DataAction.CALIBRATING_POWER,
                      DataAction.WRITING_DATA, DataAction.FINALIZATION, DataAction.VERIFYING, DataAction.COMPLETED]
    assert threads == {threading.get_ident()}, "progress runs on the thread that burns"
    assert all(event.stage_progress is None or 0 <= event.stage_progress <= 1 for event in events)
    writing = [event for event in events if event.current_action >= DataAction.WRITING_DATA]
    assert all(0 <= event.last_written_lba < event.start_lba + event.sector_count for event in writing)
    assert all(event.sector_count >= SECTORS for event in writing)


def test_settings(cd):
    with burnish.Recorder(cd.device()) as recorder, burnish.DataFormat() as data:
        assert data.recorder is None
        flags = ("force_media_to_be_closed", "disable_consumer_dvd_compatibility_mode", "postgap_already_in_image",
                 "simulate", "hash")
        for name in flags:
            assert getattr(data, name) is (name == "hash")
            setattr(data, name, name != "hash")
            assert getattr(data, name) is (name != "hash")
        assert data.burn_verification_level is VerificationLevel.NONE
        data.burn_verification_level = "full"
        assert data.burn_verification_level is VerificationLevel.FULL
        data.client_name = "somebody"
        assert data.client_name == "somebody"
        data.fifo_size = 131072
        assert data.fifo_size == 131072
        with pytest.raises(burnish.InvalidArgumentError):
            data.fifo_size = 5
        with pytest.raises(AttributeError):
            data.next_writable_address = 5
        data.recorder = recorder
        assert data.recorder is recorder
        assert data.current_physical_media_type is burnish.MediaType.CDR
        assert data.current_media_status == recorder.medium.state
        assert data.media_physically_blank is True and data.next_writable_address == 0
        assert data.total_sectors_on_media == recorder.medium.total_sectors
        assert data.free_sectors_on_media == recorder.medium.free_sectors
        assert data.start_address_of_previous_session == data.last_written_address_of_previous_session == -1
        assert data.supported_write_speeds == recorder.medium.write_speeds
        assert data.requested_write_speed == -1 and data.requested_rotation_type_is_pure_cav is False
        assert data.set_write_speed(data.supported_write_speeds[0]) == Status.S_OK
        assert data.requested_write_speed == data.supported_write_speeds[0] and data.current_write_speed > 0
        assert burnish.MediaType.CDR in data.supported_media_types
        assert data.is_recorder_supported(recorder) and data.is_current_media_supported(recorder)
        assert data.report is None
        data.recorder = None
        with pytest.raises(burnish.StateError) as caught:
            data.next_writable_address
        assert caught.value.status == Status.E_RECORDER_REQUIRED


def test_the_report_has_it_all(cd):
    with burnish.Recorder(cd.device()) as recorder:
        report = recorder.burn_data(CONTENT, client_name="tester")
        device = recorder.device
    values = report.to_dict()
    assert values["asked"]["client_name"] == "tester" and device.startswith(report.device) and report.medium == "CD-R"
    assert values["proven"]["before"]["state"] == "blank, appendable"
    assert values["proven"]["after"]["sessions"] == 1
    assert report.written_sectors >= SECTORS and report.closing and report.message == ""
    assert "writing data" in report.seconds and report.status_name == "S_OK"
    values["asked"].clear()
    assert report.to_dict()["asked"], "to_dict gives a copy"
    assert repr(report) == f"<Report S_OK: {SECTORS} sectors from LBA 0, {report.proof}>"


def test_a_disc_filled_to_its_last_sector(cd):
    """Sparse, so that it costs little; closed whatever was asked, because nothing is left."""
    with burnish.Recorder(cd.device(discard=1)) as recorder:
        size = recorder.medium.free_bytes

        class Zeros:
            def read(self, count):
                return bytes(count)

        report = recorder.burn_data(Zeros(), size=size, verify="none")
        assert report.sectors * 2048 == size and recorder.medium.state == burnish.MediaState.FINALIZED
        assert any("2 %" in text for text in report.adjustments)
