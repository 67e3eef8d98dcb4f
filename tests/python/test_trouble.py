# SPDX-License-Identifier: LGPL-2.1-or-later
"""Trouble: each with its class and its exact status; and afterwards the disc opens and the drive is free."""
import gc
import io
import threading
import traceback
import weakref

import burnish
import pytest
from burnish import DataAction, Status
from conftest import fails, pattern

SECTORS = 3000
CONTENT = pattern(2048 * SECTORS)


def opens_again(disc):
    """The tray is not locked, the folder is a disc, and nobody holds it."""
    with burnish.Recorder(disc.device()) as recorder:
        assert recorder.exclusive_access_owner == ""
        medium = recorder.medium
        recorder.eject()
        recorder.load()
        assert recorder.wait_until_ready() == medium
        return medium


def test_no_recorder():
    with burnish.DataFormat(client_name="test") as data:
        error = fails(burnish.StateError, Status.E_RECORDER_REQUIRED, lambda: data.write(CONTENT))
    assert "virtual:" in error.message + error.hint


@pytest.mark.parametrize("name", ["", " ", "x" * 64, "Ümläut", "semi;colon", "zero\0byte"])
def test_client_names(cd, name):
    with burnish.Recorder(cd.device()) as recorder:
        fails(burnish.InvalidArgumentError, Status.E_DF2DATA_CLIENT_NAME_IS_NOT_VALID,
              lambda: recorder.burn_data(CONTENT, client_name=name))
        assert recorder.medium.blank


def test_no_client_name(cd):
    with burnish.Recorder(cd.device()) as recorder, burnish.DataFormat(recorder) as data:
        fails(burnish.InvalidArgumentError, Status.E_DF2DATA_CLIENT_NAME_IS_NOT_VALID, lambda: data.write(CONTENT))


@pytest.mark.parametrize("size", [0, 1, 2047, 2049, 2048 * 300 + 1])
def test_sizes_that_are_no_sectors(disc, size):
    with burnish.Recorder(disc.device()) as recorder:
        for source in (bytes(size), io.BytesIO(bytes(size))):
            error = fails(burnish.SourceError, Status.E_DF2DATA_STREAM_NOT_SUPPORTED,
                          lambda: recorder.burn_data(source))
            assert error.report.status == Status.E_DF2DATA_STREAM_NOT_SUPPORTED and error.report.written_sectors == 0
        assert recorder.medium.blank


def test_too_large(disc):
    class NeverRead:
        def read(self, count):
            raise AssertionError("nothing is read of a source that cannot fit")

    with burnish.Recorder(disc.device()) as recorder:
        size = recorder.medium.free_bytes + 2048 * 16
        error = fails(burnish.NoSpaceError, Status.E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA,
                      lambda: recorder.burn_data(NeverRead(), size=size))
        assert error.report.written_sectors == 0 and recorder.medium.blank


def test_no_disc(cd):
    with burnish.Recorder(cd.device(empty=1)) as recorder:
        fails(burnish.NoMediumError, Status.E_RECORDER_MEDIA_NO_MEDIA, lambda: recorder.burn_data(CONTENT))
        with burnish.DataFormat(recorder, "test") as data:
            fails(burnish.NoMediumError, Status.E_RECORDER_MEDIA_NO_MEDIA, lambda: data.write(CONTENT))
            fails(burnish.NoMediumError, Status.E_RECORDER_MEDIA_NO_MEDIA,
                  lambda: data.is_current_media_supported(recorder))


def test_finalized_disc(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT, close=True)
        error = fails(burnish.MediumError, Status.E_DF2DATA_MEDIA_IS_NOT_SUPPORTED,
                      lambda: recorder.burn_data(CONTENT))
        assert "finalized" in error.message
        with burnish.DataFormat(recorder, "test") as data:
            assert data.next_writable_address == -1
            assert data.current_media_status == burnish.MediaState.FINALIZED


def test_a_disc_that_holds_a_session_needs_a_decision(disc):
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT)
        error = fails(burnish.UnsupportedError, Status.E_NOTIMPL, lambda: recorder.burn_data(CONTENT))
        assert "fresh=True" in error.message and recorder.medium.sessions == 1
        recorder.burn_data(CONTENT, fresh=True)
        assert recorder.medium.sessions == 2


def test_drive_held_by_another(cd):
    with burnish.Recorder(cd.device()) as recorder:
        burning, go_on = threading.Event(), threading.Event()

        class Waiting(io.BytesIO):
            def readinto(self, buffer):
                burning.set()
                assert go_on.wait(60)
                return super().readinto(buffer)

        thread = threading.Thread(target=recorder.burn_data, args=(Waiting(CONTENT),))
        thread.start()
        assert burning.wait(60)
        try:
            with burnish.DataFormat(recorder, "second") as data:
                fails(burnish.DeviceBusyError, Status.E_RECORDER_LOCKED, lambda: data.write(CONTENT))
            assert recorder.exclusive_access_owner == "burnish", "it names the holder"
        finally:
            go_on.set()
            thread.join(60)
        assert recorder.medium.sessions == 1
    opens_again(cd)


def test_nothing_runs_to_be_cancelled(cd):
    with burnish.Recorder(cd.device()) as recorder, burnish.DataFormat(recorder, "test") as data:
        fails(burnish.StateError, Status.E_DF2DATA_WRITE_NOT_IN_PROGRESS, data.cancel_write)
        data.write(CONTENT)
        fails(burnish.StateError, Status.E_DF2DATA_WRITE_NOT_IN_PROGRESS, data.cancel_write)


def test_setters_during_a_write(cd):
    """From the progress function and from another thread; and a second write."""
    refused = []

    def refuse():
        for call in (lambda: setattr(data, "simulate", True), lambda: setattr(data, "client_name", "x"),
                     lambda: setattr(data, "recorder", None), lambda: setattr(data, "fifo_size", 0),
                     lambda: setattr(data, "burn_verification_level", 2), lambda: data.set_write_speed(-1),
                     lambda: data.write(CONTENT)):
            with pytest.raises(burnish.StateError) as caught:
                call()
            refused.append(caught.value.status)

    def progress(event):
        if event.current_action == DataAction.WRITING_DATA and not refused:
            refuse()
            other = threading.Thread(target=refuse)
            other.start()
            other.join(60)

    with burnish.Recorder(cd.device()) as recorder, burnish.DataFormat(recorder, "test") as data:
        data.progress = progress
        report = data.write(CONTENT)
    assert refused == [Status.E_DF2DATA_WRITE_IN_PROGRESS] * 14
    assert report.ok and not report.simulate


STAGES = [DataAction.VALIDATING_MEDIA, DataAction.INITIALIZING_HARDWARE, DataAction.CALIBRATING_POWER,
          DataAction.WRITING_DATA, DataAction.FINALIZATION, DataAction.VERIFYING]


@pytest.mark.parametrize("stage", STAGES, ids=str)
def test_cancel_from_progress_at_each_stage(disc, stage):
    with burnish.Recorder(disc.device()) as recorder, burnish.DataFormat(recorder, "test") as data:
        data.burn_verification_level = "full"
        data.disable_consumer_dvd_compatibility_mode = True
        data.progress = lambda event: event.current_action == stage and data.cancel_write()
        error = fails(burnish.CancelledError, Status.E_REQUEST_CANCELLED, lambda: data.write(CONTENT))
        assert error.report.status == data.report.status == Status.E_REQUEST_CANCELLED
        written = stage in (DataAction.FINALIZATION, DataAction.VERIFYING)
        assert recorder.medium.physically_blank is (not written)
        assert not error.report.verified
    opens_again(disc)


def test_cancel_from_a_thread(disc):
    started = threading.Event()

    class Endless(io.BytesIO):
        """Goes on until the burn is cancelled: a slow source, in mid-burn."""

        def readinto(self, buffer):
            if self.tell() >= 2048 * 1000:
                started.set()
                assert interrupted.wait(60)
                return 0
            return super().readinto(memoryview(buffer)[:2048])

        def interrupt(self):
            interrupted.set()

    interrupted = threading.Event()
    with burnish.Recorder(disc.device()) as recorder, burnish.DataFormat(recorder, "test") as data:
        data.fifo_size = 131072

        def cancel():
            assert started.wait(60)
            data.cancel_write()

        thread = threading.Thread(target=cancel)
        thread.start()
        error = fails(burnish.CancelledError, Status.E_REQUEST_CANCELLED, lambda: data.write(Endless(CONTENT)))
        thread.join(60)
        assert 0 < error.report.written_sectors < SECTORS
    assert interrupted.is_set(), "a source that waits is asked to come back"
    opens_again(disc)


class Oops(Exception):
    """Somebody's own."""


@pytest.mark.parametrize("kind", [Oops, KeyboardInterrupt, SystemExit, MemoryError])
@pytest.mark.parametrize("stage", [DataAction.VALIDATING_MEDIA, DataAction.WRITING_DATA], ids=str)
def test_what_progress_raises_comes_out(disc, kind, stage):
    def progress(event):
        if event.current_action == stage:
            raise kind("from progress")

    with burnish.Recorder(disc.device()) as recorder:
        with pytest.raises(kind, match="from progress") as caught:
            recorder.burn_data(CONTENT, progress=progress)
        assert any(frame.name == "progress" for frame in traceback.extract_tb(caught.value.__traceback__))
        assert recorder.medium.blank
    opens_again(disc)


class Broken(io.BytesIO):
    """Fails once half of it was read."""

    failure = None

    def readinto(self, buffer):
        if self.tell() > len(self.getvalue()) // 2:
            raise self.failure
        return super().readinto(buffer)


@pytest.mark.parametrize("kind", [Oops, OSError, KeyboardInterrupt, SystemExit])
def test_what_a_source_raises_comes_out(disc, kind):
    source = Broken(CONTENT)
    source.failure = kind("from the source")
    with burnish.Recorder(disc.device()) as recorder:
        with burnish.DataFormat(recorder, "test") as data:
            data.fifo_size = 131072
            with pytest.raises(kind, match="from the source") as caught:
                data.write(source)
            assert caught.value is source.failure
            assert any(frame.name == "readinto" for frame in traceback.extract_tb(caught.value.__traceback__))
            report = data.report
    assert report.status == Status.E_STREAM_READ_FAILURE and "from the source" in report.message
    opens_again(disc)


def test_a_source_that_fails_at_once(disc):
    class Hopeless:
        def read(self, _count):
            raise Oops("no")

    with burnish.Recorder(disc.device()) as recorder:
        with pytest.raises(Oops):
            recorder.burn_data(Hopeless(), size=2048 * 300)
        assert recorder.medium.blank
    opens_again(disc)


def test_a_source_that_ends_early(disc):
    with burnish.Recorder(disc.device()) as recorder:
        error = fails(burnish.SourceError, Status.E_STREAM_TOO_SHORT,
                      lambda: recorder.burn_data(io.BytesIO(CONTENT), size=len(CONTENT) + 2048))
    assert str(len(CONTENT)) in error.message and error.report.sha256 == ""
    opens_again(disc)


@pytest.mark.parametrize("answer, kind", [
    ("text", TypeError), (None, TypeError), (7, TypeError), (b"x" * 10_000_000, ValueError)],
    ids=["str", "None", "int", "too much"])
def test_a_source_that_returns_nonsense(cd, answer, kind):
    class Nonsense:
        def read(self, _count):
            return answer

    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(kind):
            recorder.burn_data(Nonsense(), size=2048 * 300)
        assert recorder.medium.blank
    opens_again(cd)


@pytest.mark.parametrize("answer, kind", [(None, BlockingIOError), (-1, ValueError), (10_000_000, ValueError),
                                          ("x", TypeError)], ids=["none", "negative", "too much", "str"])
def test_a_readinto_that_returns_nonsense(cd, answer, kind):
    class Nonsense(io.RawIOBase):
        def readinto(self, _buffer):
            return answer

    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(kind):
            recorder.burn_data(Nonsense(), size=2048 * 300)
    opens_again(cd)


def test_garbage_from_a_callback_never_reaches_a_disc(cd):
    """The C library's own guard, with a callback that ctypes fills with whatever lies there."""
    import ctypes

    from burnish import _ffi
    from burnish._load import core
    from burnish.stream import Stream
    read = _ffi.ReadCallback(lambda *_: 2048)
    callbacks = _ffi.StreamCallbacks(size=ctypes.sizeof(_ffi.StreamCallbacks), read=read)
    raw = _ffi.StreamHandle()
    assert core().burnish_stream_new_callbacks(ctypes.byref(callbacks), None, 2048 * 300, ctypes.byref(raw)) == 0
    with burnish.Recorder(cd.device()) as recorder, Stream(raw) as stream:
        fails(burnish.SourceError, Status.E_STREAM_BAD_CALLBACK, lambda: recorder.burn_data(stream))
        assert recorder.medium.blank
    opens_again(cd)


def test_lifetimes_of_sources(cd):
    """A burn keeps its source, and lets go of it, of its memory and of its callbacks when it is over."""
    from burnish import _sources
    with burnish.Recorder(cd.device()) as recorder:
        memory, file = bytearray(CONTENT), io.BytesIO(CONTENT)
        watched = weakref.ref(file)
        recorder.burn_data(memory)
        memory.extend(b"can be resized again")
        recorder.burn_data(file, fresh=True)
        del file
        gc.collect()
        assert watched() is None and _sources._sources == {}
        with pytest.raises(TypeError):
            recorder.burn_data(type("Nonsense", (), {"read": lambda self, count: None})(), size=2048 * 300, fresh=True)
        gc.collect()
        assert _sources._sources == {}


def test_memory_cannot_move_during_a_burn(cd):
    memory = bytearray(CONTENT)

    def progress(event):
        if event.current_action == DataAction.WRITING_DATA:
            with pytest.raises(BufferError):
                memory.extend(b"more")
            seen.append(event)

    seen = []
    with burnish.Recorder(cd.device()) as recorder:
        recorder.burn_data(memory, progress=progress)
    assert seen


def test_closing_everything_during_a_burn(cd):
    """close() in the midst takes nothing away from the write that runs, and acts when it is over."""
    recorder = burnish.Recorder(cd.device())
    data = burnish.DataFormat(recorder, "test")
    stream = burnish.open_stream(io.BytesIO(CONTENT))

    def progress(event):
        if event.current_action == DataAction.WRITING_DATA:
            data.close()
            recorder.close()
            stream.close()

    data.progress = progress
    assert data.write(stream).ok
    assert data.closed and recorder.closed and stream.closed
    assert opens_again(cd).sessions == 1


def test_a_kept_exception_keeps_no_drive(cd):
    """Its traceback holds the frames of the calls, but the drive is free when the recorder is closed."""
    with burnish.Recorder(cd.device()) as recorder, burnish.DataFormat(recorder) as data:
        with pytest.raises(burnish.InvalidArgumentError) as kept:
            data.write(CONTENT)
    assert kept.value.__traceback__ is not None
    opens_again(cd)


FAULTS = {
    "refuses the mode page": ([{"command": "MODE SELECT(10)", "sense": "5/26/00", "times": "forever"}],
                              burnish.DeviceError, Status.E_RECORDER_INVALID_MODE_PARAMETERS),
    "answers short": ([{"command": "READ DISC INFORMATION", "effect": "short", "bytes": 4, "times": "forever"}],
                      burnish.DeviceError, Status.E_RECORDER_INVALID_RESPONSE_FROM_DEVICE),
    "never answers": ([{"command": "WRITE(10)", "nth": 5, "effect": "never"}],
                      burnish.DeviceTimeoutError, Status.E_RECORDER_COMMAND_TIMEOUT),
    "vanishes": ([{"command": "WRITE(10)", "nth": 5, "effect": "vanish"}],
                 burnish.DeviceNotFoundError, Status.E_DEV_NOT_EXIST),
    "calibration fails": ([{"command": "SEND OPC INFORMATION", "sense": "3/73/03", "times": "forever"}],
                          burnish.MediumError, Status.E_POWER_CALIBRATION),
    "cannot close": ([{"command": "CLOSE TRACK SESSION", "sense": "5/72/00", "times": "forever"}],
                     burnish.MediumError, Status.E_SESSION_FIXATION),
    "says GOOD and writes nothing": ([{"command": "WRITE(10)", "effect": "ignore", "times": "forever"},
                                      {"command": "CLOSE TRACK SESSION", "effect": "ignore", "times": "forever"}],
                                     burnish.VerificationError, Status.E_BURN_VERIFICATION_FAILED),
    "closes nothing": ([{"command": "CLOSE TRACK SESSION", "effect": "ignore", "times": "forever"}],
                       burnish.VerificationError, Status.E_BURN_VERIFICATION_FAILED),
    "writes wrong bytes": ([{"command": "WRITE(10)", "lba": 500, "effect": "corrupt"}],
                           burnish.VerificationError, Status.E_BURN_VERIFICATION_FAILED),
}


@pytest.mark.parametrize("name", FAULTS)
def test_drives_that_misbehave(cd, name):
    faults, kind, status = FAULTS[name]
    with burnish.Recorder(cd.device(faults=faults)) as recorder:
        error = fails(kind, status, lambda: recorder.burn_data(CONTENT))
    assert error.report is None or (error.report.status == status and not error.report.verified)
    opens_again(cd)


def test_the_report_names_every_bad_sector(cd):
    faults = [{"command": "WRITE(10)", "lba": lba, "effect": "corrupt"} for lba in (200, 511, 512)]
    with burnish.Recorder(cd.device(faults=faults)) as recorder:
        with pytest.raises(burnish.VerificationError) as caught:
            recorder.burn_data(CONTENT)
    report = caught.value.report
    assert report.first_bad_lba == 200 and report.bad_extents == ((200, 1), (511, 2))
    assert report.to_dict()["proven"]["bad_extents"] == [[200, 1], [511, 2]]
    opens_again(cd)


def test_a_good_report_names_no_bad_sector(cd):
    with burnish.Recorder(cd.device()) as recorder:
        report = recorder.burn_data(CONTENT)
    assert report.first_bad_lba is None and report.bad_extents == ()


def test_a_bad_write_carries_its_sense(cd):
    faults = [{"command": "WRITE(10)", "nth": 7, "sense": "3/0C/00", "times": "forever"}]
    with burnish.Recorder(cd.device(faults=faults)) as recorder:
        with pytest.raises(burnish.BurnishError) as caught:
            recorder.burn_data(CONTENT)
    error = caught.value
    assert error.sense == (3, 0x0C, 0) and error.cdb[0] == 0x2A and error.status < 0
    assert error.to_dict()["sense"] == "3/0C/00" and error.detail
    opens_again(cd)


def test_a_busy_drive_is_waited_for(cd):
    faults = [{"command": "WRITE(10)", "nth": 3, "sense": "2/04/08", "times": 3}]
    with burnish.Recorder(cd.device(faults=faults)) as recorder:
        report = recorder.burn_data(CONTENT)
    assert report.verified and report.to_dict()["course"]["busy_retries"] >= 3


def test_a_bad_fault_script(cd, tmp_path):
    (tmp_path / "bad.json").write_text('{"faults": [{"sense": "3/0C/00", "colour": "red"}]}')
    error = fails(burnish.InvalidArgumentError, Status.E_INVALIDARG,
                  lambda: burnish.Recorder(cd.device() + f"&faults={tmp_path}/bad.json"))
    assert "colour" in error.message + error.detail
