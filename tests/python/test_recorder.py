# SPDX-License-Identifier: LGPL-2.1-or-later
"""Recorders: found, opened, asked, held, closed."""
import gc
import os
import weakref

import burnish
import pytest
from burnish import Status
from conftest import pattern


def test_recorders_finds_the_one_in_the_environment(cd, monkeypatch):
    device = cd.device()
    monkeypatch.setenv("BURNISH_DEVICE", device)
    info = burnish.recorders()[0]
    assert (info.device, info.vendor, info.product, info.error) == (device, "BURNISH", "VIRTUAL RECORDER", None)


def test_recorders_tells_of_one_that_is_busy(cd, monkeypatch):
    monkeypatch.setenv("BURNISH_DEVICE", cd.device())
    with burnish.Recorder():
        info = burnish.recorders()[0]
    assert isinstance(info.error, burnish.DeviceBusyError) and info.vendor == ""
    assert info.to_dict()["error"]["name"] == "E_IMAPI_RECORDER_LOCKED"


def test_master(cd, monkeypatch):
    monkeypatch.setenv("BURNISH_DEVICE", cd.device())
    with burnish.DiscMaster() as master:
        assert master.count == len(master) == len(list(master)) >= 1
        assert master.item(0) == master[0] == cd.device()
        assert master.is_supported_environment
        with pytest.raises(burnish.InvalidArgumentError) as caught:
            master.item(master.count)
        assert caught.value.status == Status.E_INVALIDARG
        with pytest.raises(IndexError):
            master[master.count]


def test_no_recorder_suggests_a_virtual_one(monkeypatch):
    monkeypatch.setattr("burnish.recorder.DiscMaster", lambda: FoundNothing())
    with pytest.raises(burnish.DeviceNotFoundError, match="virtual:album.disc") as caught:
        burnish.Recorder()
    assert caught.value.status == Status.E_DEV_NOT_EXIST


class FoundNothing:
    """A machine without recorders, whatever this one has."""

    def __enter__(self):
        return []

    def __exit__(self, *_):
        pass


def test_identity(cd):
    with burnish.Recorder(cd.device()) as recorder:
        assert (recorder.vendor, recorder.product, recorder.revision) == ("BURNISH", "VIRTUAL RECORDER", "0.1")
        assert recorder.device == recorder.active_disc_recorder == f"virtual:{cd.folder}?medium=cd-r-80"
        assert recorder.legacy_device_number == -1
        assert recorder.volume_path_names == ()
        assert recorder.device_can_load_media is True
        assert 0x09 in recorder.supported_profiles and recorder.current_profiles == (0x09,)
        assert 0x2D in recorder.current_feature_pages and 0x00 in recorder.supported_feature_pages
        assert 0x05 in recorder.supported_mode_pages
        assert repr(recorder) == f"<Recorder {recorder.device}>"


def test_pages(cd):
    with burnish.Recorder(cd.device()) as recorder:
        feature = recorder.feature_page(0x2D)
        assert int.from_bytes(feature[:2], "big") == 0x2D and len(feature) == feature[3] + 4
        page = recorder.mode_page(0x05)
        assert page[0] & 0x3F == 0x05 and len(page) == page[1] + 2
        recorder.set_mode_page(bytes([page[0] & 0x7F]) + page[1:])
        for call, status in ((lambda: recorder.feature_page(0xEE), Status.E_RECORDER_NO_SUCH_FEATURE),
                             (lambda: recorder.mode_page(0x3E), Status.E_RECORDER_NO_SUCH_MODE_PAGE)):
            with pytest.raises(burnish.UnsupportedError) as caught:
                call()
            assert caught.value.status == status


@pytest.mark.parametrize("medium, kind, sectors, at_1x", [
    ("cd-r-74", "CD-R", 332849, 75), ("cd-r-80", "CD-R", 359849, 75), ("dvd+r", "DVD+R", 2295104, 680)])
def test_blank_medium(new_disc, medium, kind, sectors, at_1x):
    with burnish.Recorder(new_disc(medium).device()) as recorder:
        found = recorder.medium
    assert str(found.type) == kind
    assert found.state == burnish.MediaState.BLANK | burnish.MediaState.APPENDABLE
    assert str(found.state) == "blank, appendable"
    assert found.blank and found.appendable and found.physically_blank
    assert abs(found.total_sectors - sectors) <= 1 and found.total_bytes == found.total_sectors * 2048
    assert 0 < found.free_sectors <= found.total_sectors and found.free_bytes == found.free_sectors * 2048
    assert (found.sessions, found.tracks, found.next_writable_address) == (0, (), 0)
    assert found.start_address_of_previous_session == found.last_written_address_of_previous_session == -1
    assert found.sectors_per_second_at_1x == at_1x
    assert list(found.write_speeds) == sorted(found.write_speeds, reverse=True) and found.write_speeds
    with pytest.raises(AttributeError):
        found.sessions = 1


def test_words_for_types_and_states_are_the_library_s(disc):
    """str() of the enumerations says what the C library says, at each stage of a disc's life."""
    with burnish.Recorder(disc.device()) as recorder:
        assert words(recorder) == (str(recorder.medium.type), str(recorder.medium.state))
        recorder.burn_data(pattern(2048 * 400))
        assert words(recorder) == (str(recorder.medium.type), str(recorder.medium.state)) and \
            str(recorder.medium.state) == "appendable"
        recorder.burn_data(pattern(2048 * 400), fresh=True, close=True)
        assert words(recorder) == (str(recorder.medium.type), str(recorder.medium.state))
        assert recorder.medium.state == burnish.MediaState.FINALIZED


def words(recorder):
    import ctypes

    from burnish import _ffi
    from burnish._load import core
    raw, kind, state = _ffi.MediumHandle(), ctypes.c_char_p(), ctypes.c_char_p()
    with recorder._own() as handle:
        assert core().burnish_recorder_get_medium(handle, ctypes.byref(raw)) == 0
    assert core().burnish_medium_get_type_name(raw, ctypes.byref(kind)) == 0
    assert core().burnish_medium_get_state_text(raw, ctypes.byref(state)) == 0
    result = kind.value.decode(), state.value.decode()
    core().burnish_medium_unref(raw)
    return result


def test_no_disc(cd):
    with burnish.Recorder(cd.device(empty=1)) as recorder:
        with pytest.raises(burnish.NoMediumError) as caught:
            recorder.medium
        assert caught.value.status == Status.E_RECORDER_MEDIA_NO_MEDIA
        assert caught.value.sense == (0x02, 0x3A, 0x01)


def test_tray(cd):
    with burnish.Recorder(cd.device()) as recorder:
        recorder.eject()
        with pytest.raises(burnish.NoMediumError):
            recorder.medium
        recorder.load()
        with pytest.raises(burnish.MediumError) as caught:
            recorder.medium
        assert caught.value.status == Status.E_RECORDER_MEDIA_BECOMING_READY and caught.value.can_retry
        assert recorder.wait_until_ready().blank


def test_waiting_for_a_disc_that_never_gets_ready(cd):
    faults = [{"command": "TEST UNIT READY", "sense": "2/04/01", "times": "forever"},
              {"command": "READ DISC INFORMATION", "sense": "2/04/01", "times": "forever"}]
    with burnish.Recorder(cd.device(faults=faults)) as recorder:
        with pytest.raises(burnish.MediumError) as caught:
            recorder.wait_until_ready(timeout=0)
        assert caught.value.status == Status.E_RECORDER_MEDIA_BECOMING_READY


def test_read_blocks(disc):
    content = pattern(2048 * 400)
    with burnish.Recorder(disc.device()) as recorder:
        recorder.burn_data(content, verify="none")
        assert recorder.read_blocks(0, 400) == content
        assert recorder.read_blocks(17, 2) == content[17 * 2048:19 * 2048]
        with pytest.raises(burnish.BurnishError) as caught:
            recorder.read_blocks(300_000, 1)
        assert caught.value.sense[0] == 0x05 and caught.value.cdb[0] == 0x28 and caught.value.detail
        with pytest.raises(ValueError):
            recorder.read_blocks_into(0, bytearray(100))


def test_exclusive_access_is_counted(cd):
    with burnish.Recorder(cd.device()) as recorder:
        assert recorder.exclusive_access_owner == ""
        recorder.acquire_exclusive_access(client_name="first")
        recorder.acquire_exclusive_access(client_name="first")
        recorder.release_exclusive_access()
        assert recorder.exclusive_access_owner == "first"
        recorder.release_exclusive_access()
        assert recorder.exclusive_access_owner == ""
        with pytest.raises(burnish.BurnishError) as caught:
            recorder.release_exclusive_access()
        assert caught.value.status == Status.E_FAIL
        with pytest.raises(burnish.InvalidArgumentError) as caught:
            recorder.acquire_exclusive_access(client_name="")
        assert caught.value.status == Status.E_RECORDER_CLIENT_NAME_IS_NOT_VALID


def test_a_second_opener_is_told_who_has_it(cd):
    with burnish.Recorder(cd.device()):
        with pytest.raises(burnish.DeviceBusyError) as caught:
            burnish.Recorder(cd.device())
    assert caught.value.status == Status.E_RECORDER_LOCKED
    assert str(os.getpid()) in caught.value.message + caught.value.detail
    burnish.Recorder(cd.device()).close()


@pytest.mark.parametrize("device, kind, status", [
    ("/dev/no-such-recorder", burnish.DeviceNotFoundError, Status.E_DEV_NOT_EXIST),
    ("/dev/null", burnish.DeviceError, Status.E_NOT_A_RECORDER),
    (__file__, burnish.DeviceError, Status.E_NOT_A_RECORDER),
    (os.path.dirname(__file__), burnish.DeviceError, Status.E_NOT_A_RECORDER),
    ("virtual:" + os.path.dirname(__file__), burnish.MediumError, Status.E_NOT_A_DISC_FOLDER),
    ("virtual:x.disc?colour=red", burnish.InvalidArgumentError, Status.E_INVALIDARG),
    ("virtual:x.disc?medium=floppy", burnish.InvalidArgumentError, Status.E_INVALIDARG),
    ("cdio:sr0", burnish.InvalidArgumentError, Status.E_INVALIDARG),
])
def test_wrong_devices(device, kind, status, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(kind) as caught:
        burnish.Recorder(device)
    assert caught.value.status == status and caught.value.message
    assert list(tmp_path.iterdir()) == [], "nothing is made by a device string that is refused"


@pytest.mark.skipif("BURNISH_TEST_CDIO" in os.environ, reason="this build has libcdio")
def test_a_build_without_libcdio():
    with pytest.raises(burnish.UnsupportedError, match="libcdio") as caught:
        burnish.Recorder("cdio:/dev/sr0")
    assert caught.value.status == Status.E_NOTIMPL


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_device_without_permission(tmp_path):
    """As a user who may not open the folder."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o700)
    code = "import burnish\ntry:\n    burnish.Recorder('virtual:" + str(locked) + "/x.disc')\n" \
           "except PermissionError as error:\n    print(type(error).__name__, hex(error.status & 0xFFFFFFFF))\n"
    assert as_nobody(code) == "DevicePermissionError 0x80070005"


def as_nobody(code):
    """Runs Python as another user, in a child that was forked before anything was loaded."""
    import subprocess
    import sys
    from burnish._load import core
    core()
    drop = "import burnish; burnish.library_version()\nimport os\nos.setgid(65534)\nos.setuid(65534)\n"
    result = subprocess.run([sys.executable, "-c", drop + code], capture_output=True, text=True, check=False)
    return (result.stdout + result.stderr).strip()


def test_a_medium_that_contradicts_the_disc(cd):
    burnish.Recorder(cd.device()).close()
    with pytest.raises(burnish.MediumError) as caught:
        burnish.Recorder(cd.device(medium="dvd+r"))
    assert caught.value.status == Status.E_MEDIUM_CONTRADICTS_DISC


def test_names_with_a_zero_byte_are_refused():
    with pytest.raises(ValueError, match="null"):
        burnish.Recorder("virtual:x\0y")


def test_close_and_with(cd):
    with burnish.Recorder(cd.device()) as recorder:
        assert not recorder.closed
    assert recorder.closed and repr(recorder) == "<Recorder closed>"
    recorder.close()
    for use in (lambda: recorder.medium, recorder.eject, lambda: recorder.vendor, recorder.__enter__):
        with pytest.raises(burnish.StateError, match="closed") as caught:
            use()
        assert caught.value.status == Status.E_HANDLE


def test_the_last_reference_releases_the_drive(cd):
    recorder = burnish.Recorder(cd.device())
    watched = weakref.ref(recorder)
    del recorder
    gc.collect()
    assert watched() is None
    burnish.Recorder(cd.device()).close()


def test_a_format_keeps_its_recorder(cd):
    recorder = burnish.Recorder(cd.device())
    data = burnish.DataFormat(recorder)
    recorder.close()
    assert data.next_writable_address == 0
    with pytest.raises(burnish.DeviceBusyError):
        burnish.Recorder(cd.device())
    data.close()
    burnish.Recorder(cd.device()).close()


def test_a_failed_opening_leaves_nothing_behind(cd):
    with burnish.Recorder(cd.device()):
        for _ in range(3):
            with pytest.raises(burnish.DeviceBusyError):
                burnish.Recorder(cd.device())
    burnish.Recorder(cd.device()).close()


def test_a_fork_s_child_leaves_its_parent_s_drive_alone(cd):
    with burnish.Recorder(cd.device()) as recorder:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                recorder.vendor
            except burnish.StateError as error:
                status = 0 if "forked" in error.message else 2
            recorder.close()
            del recorder
            gc.collect()
            os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert recorder.medium.blank
        with pytest.raises(burnish.DeviceBusyError):
            burnish.Recorder(cd.device())
