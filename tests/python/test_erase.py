# SPDX-License-Identifier: LGPL-2.1-or-later
"""Erasing: Recorder.erase() and EraseFormat, with what can go wrong."""
import io
import signal
import subprocess
import threading

import burnish
import pytest
from burnish import MediaState, MediaType, Status
from conftest import pattern

CONTENT = pattern(2048 * 400)
SENSES = [
    ({"command": "BLANK", "sense": "5/24/00"}, Status.E_ERASE_DRIVE_FAILED_ERASE_COMMAND, burnish.DeviceError),
    ({"command": "BLANK", "sense": "3/51/00", "deferred": True}, Status.E_ERASE_TOOK_LONGER_THAN_ONE_HOUR,
     burnish.MediumError),
    ({"command": "BLANK", "sense": "6/28/00"}, Status.E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE,
     burnish.DeviceError),
    ({"command": "START STOP UNIT", "sense": "4/3E/01"}, Status.E_ERASE_DRIVE_FAILED_SPINUP_COMMAND,
     burnish.DeviceError),
    ({"command": "BLANK", "effect": "vanish"}, Status.E_DEV_NOT_EXIST, burnish.DeviceNotFoundError),
]


@pytest.fixture(name="rw", params=["cd-rw-74", "cd-rw-80"])
def _rw(request, new_disc):
    return new_disc(request.param)


def image(tmp_path, text):
    """An image made by another program."""
    tree = tmp_path / text
    tree.mkdir()
    (tree / "note.txt").write_text(text)
    path = tmp_path / f"{text}.iso"
    subprocess.run(["xorriso", "-as", "mkisofs", "-quiet", "-R", "-o", path, tree], check=True)
    return path


def note(disc):
    """The file, as another program reads it from the disc."""
    done = subprocess.run(["isoinfo", "-R", "-i", disc.iso, "-x", "/note.txt"], check=True, capture_output=True)
    return done.stdout.decode()


def test_burn_erase_burn_erase_burn(rw, tmp_path):
    for text, full in (("one", False), ("two", True), ("three", None)):
        with burnish.Recorder(rw.device()) as recorder:
            assert recorder.burn_data(image(tmp_path, text), close=True).verified
            assert recorder.medium.state == MediaState.FINALIZED | MediaState.ERASE_REQUIRED
        assert note(rw) == text
        if full is not None:
            with burnish.Recorder(rw.device()) as recorder:
                medium = recorder.erase(full)
            assert medium.type is MediaType.CDRW and medium.blank and medium.next_writable_address == 0
            assert rw.state()["state"] == "blank"
            assert sorted(path.name for path in rw.folder.iterdir()) == ["disc.json", "disc.lock"]


def test_a_finalized_disc_asks_for_an_erase(rw):
    with burnish.Recorder(rw.device()) as recorder:
        recorder.burn_data(CONTENT, close=True)
        with pytest.raises(burnish.MediumError, match="erase it first") as caught:
            recorder.burn_data(CONTENT)
        assert caught.value.status == Status.E_DF2DATA_MEDIA_IS_NOT_SUPPORTED


def test_progress(rw):
    events = []
    with burnish.Recorder(rw.device()) as recorder:
        recorder.erase(progress=events.append)
    assert len(events) >= 2
    first, last = events[0], events[-1]
    assert (first.elapsed_seconds, first.stage, first.completed) == (0, "erasing", False)
    assert first.estimated_total_seconds > 0 and first.remaining_time > 0
    assert (last.percent, last.completed, last.remaining_time) == (100, True, 0)
    assert last.to_dict() == {"stage": "erasing", "elapsed_seconds": 0, "estimated_total_seconds": 1, "progress": 1}


def test_the_bar(rw):
    file = io.StringIO()
    with burnish.Recorder(rw.device()) as recorder:
        recorder.erase(progress=burnish.progress_bar(file))
    assert file.getvalue().splitlines()[0].startswith("erasing")
    assert "100 %" in file.getvalue()


@pytest.mark.parametrize("medium", ["cd-r-80", "dvd+r"])
def test_what_is_written_once_stays(new_disc, medium):
    disc = new_disc(medium)
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT)
        with pytest.raises(burnish.MediumError) as caught:
            recorder.erase()
        assert caught.value.status == Status.E_ERASE_MEDIA_IS_NOT_ERASABLE
        assert recorder.read_blocks(0, 400) == CONTENT


def test_an_empty_tray(rw):
    with burnish.Recorder(rw.device(empty=1)) as recorder, pytest.raises(burnish.NoMediumError):
        recorder.erase()


@pytest.mark.parametrize("fault, status, kind", SENSES)
def test_a_drive_that_fails(new_disc, fault, status, kind):
    with burnish.Recorder(new_disc("cd-rw-80").device(faults=[fault])) as recorder:
        with pytest.raises(kind) as caught:
            recorder.erase()
        assert caught.value.status == status
        assert recorder.exclusive_access_owner == ""


def test_what_progress_raises_comes_out_when_the_disc_is_blank(rw):
    def fail(_event):
        raise ZeroDivisionError

    with burnish.Recorder(rw.device()) as recorder:
        recorder.burn_data(CONTENT)
        with pytest.raises(ZeroDivisionError):
            recorder.erase(progress=fail)
        assert recorder.medium.blank
        assert recorder.exclusive_access_owner == ""


def test_ctrl_c_comes_out_when_the_disc_is_blank(new_disc):
    disc = new_disc("cd-rw-80")
    told = []

    def interrupt(event):
        told.append(event)
        if len(told) == 1:
            signal.raise_signal(signal.SIGINT)

    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(CONTENT)
        with pytest.raises(KeyboardInterrupt):
            recorder.erase(progress=interrupt)
        assert recorder.medium.blank


def test_erase_format(new_disc):
    disc, other = new_disc("cd-rw-80"), new_disc("cd-rw-74")
    with burnish.Recorder(disc.device()) as recorder, burnish.EraseFormat() as erase:
        assert (erase.recorder, erase.client_name, erase.full_erase, erase.progress) == (None, "", False, None)
        assert erase.supported_media_types == (MediaType.CDRW,)
        with pytest.raises(burnish.StateError) as caught:
            erase.erase_media()
        assert caught.value.status == Status.E_RECORDER_REQUIRED
        erase.recorder = recorder
        for name in ("", "tab\t", "nul\0"):
            with pytest.raises(burnish.InvalidArgumentError) as caught:
                erase.client_name = name
            assert caught.value.status == Status.E_ERASE_CLIENT_NAME_IS_NOT_VALID
        with burnish.Recorder(other.device()) as second:
            with pytest.raises(burnish.StateError) as caught:
                erase.recorder = second
            assert caught.value.status == Status.E_ERASE_ONLY_ONE_RECORDER_SUPPORTED
            assert erase.recorder is recorder
        erase.client_name = "porter"
        erase.full_erase = True
        assert (erase.client_name, erase.full_erase) == ("porter", True)
        assert erase.is_recorder_supported(recorder) and erase.is_current_media_supported(recorder)
        assert erase.current_physical_media_type is MediaType.CDRW and erase.media_physically_blank
        with pytest.raises(AttributeError):
            erase.media_physically_blank = True
        recorder.burn_data(CONTENT)
        assert not erase.media_physically_blank
        erase.erase_media()
        assert erase.media_physically_blank


def test_nothing_can_be_set_during_an_erase(new_disc):
    refused = []
    with burnish.Recorder(new_disc("cd-rw-80").device()) as recorder, burnish.EraseFormat(recorder, "first") as erase:
        def attempt(change):
            try:
                change()
            except burnish.BurnishError as error:
                refused.append(error.status)

        def set_all(_event):
            attempt(lambda: setattr(erase, "recorder", None))
            attempt(lambda: setattr(erase, "full_erase", True))
            attempt(lambda: setattr(erase, "client_name", "other"))
            attempt(lambda: recorder.erase())

        def from_another_thread(event):
            thread = threading.Thread(target=set_all, args=(event,))
            thread.start()
            thread.join()

        erase.progress = from_another_thread
        erase.erase_media()
        assert (erase.recorder, erase.full_erase, erase.client_name) == (recorder, False, "first")
    assert set(refused[:3]) == {Status.E_ERASE_RECORDER_IN_USE}
    assert refused[3] == Status.E_RECORDER_LOCKED
