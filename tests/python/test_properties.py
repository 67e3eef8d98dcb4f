# SPDX-License-Identifier: LGPL-2.1-or-later
"""IMAPI2's properties of a data write: speeds and their rotation, overwriting, underrun protection, multisession."""
import gc
import warnings

import burnish
import pytest
from burnish import MediaType, Status
from conftest import command, pattern

CONTENT = pattern(2048 * 320)


@pytest.fixture
def recorder(disc):
    with burnish.Recorder(disc.device()) as opened:
        yield opened


@pytest.fixture
def data(recorder):
    with burnish.DataFormat(recorder, "properties") as made:
        made.disable_consumer_dvd_compatibility_mode = True
        yield made


def test_speed_descriptors(data):
    descriptors = data.supported_write_speed_descriptors
    assert {each.media_type for each in descriptors} == {data.current_physical_media_type}
    assert list(dict.fromkeys(each.write_speed for each in descriptors)) == list(data.supported_write_speeds)
    assert {each.rotation_type_is_pure_cav for each in descriptors} == {True, False}
    assert len(set(descriptors)) == len(descriptors)
    with pytest.raises(AttributeError):
        descriptors[0].write_speed = 5
    data.close()
    gc.collect()
    assert descriptors[0].write_speed > 0 and isinstance(descriptors[0].media_type, MediaType)


def test_no_pure_cav(new_disc):
    with burnish.Recorder(new_disc("cd-rw-80").device()) as recorder, burnish.DataFormat(recorder) as data:
        assert not any(each.rotation_type_is_pure_cav for each in data.supported_write_speed_descriptors)
        with pytest.warns(burnish.SpeedAdjustedWarning, match="rotation"):
            assert data.set_write_speed(-1, pure_cav=True) == Status.S_ROTATIONADJUSTED


def test_the_notes(data):
    fastest, slowest = data.supported_write_speeds[0], data.supported_write_speeds[-1]
    for speed, cav, expected in ((slowest - 1, False, Status.S_SPEEDADJUSTED), (slowest, True, Status.S_ROTATIONADJUSTED),
                                 (slowest - 1, True, Status.S_BOTHADJUSTED)):
        with pytest.warns(burnish.SpeedAdjustedWarning):
            assert data.set_write_speed(speed, cav) == expected
        assert data.requested_write_speed == speed and data.requested_rotation_type_is_pure_cav is cav
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for speed, cav in ((fastest, True), (fastest, False), (-1, True), (-1, False)):
            assert data.set_write_speed(speed, cav) == Status.S_OK


def test_rotation_reaches_the_drive(data):
    assert data.current_rotation_type_is_pure_cav is False
    data.set_write_speed(data.supported_write_speeds[1], pure_cav=True)
    report = data.write(CONTENT)
    assert report.write_speed == data.current_write_speed == data.supported_write_speeds[1]
    assert data.current_rotation_type_is_pure_cav is True and report.to_dict()["asked"]["pure_cav"] is True
    data.set_write_speed(-1)
    data.write(CONTENT)
    assert data.current_rotation_type_is_pure_cav is False


def test_flags(data):
    for name in ("force_overwrite", "buffer_underrun_free_disabled"):
        assert getattr(data, name) is False
        setattr(data, name, True)
        assert getattr(data, name) is True
    assert data.write_protect_status == 0 and isinstance(data.write_protect_status, burnish.WriteProtect)
    assert data.media_heuristically_blank is data.media_physically_blank is True
    report = data.write(CONTENT)
    asked = report.to_dict()["asked"]
    assert asked["overwrite"] is True and asked["underrun_protection_disabled"] is True
    assert data.media_heuristically_blank is data.media_physically_blank is False
    for name in ("media_heuristically_blank", "write_protect_status", "current_rotation_type_is_pure_cav"):
        with pytest.raises(AttributeError):
            setattr(data, name, 1)


def test_setters_during_a_write(data):
    refused = []

    def meddle(event):
        for name in ("force_overwrite", "buffer_underrun_free_disabled"):
            with pytest.raises(burnish.StateError) as caught:
                setattr(data, name, True)
            refused.append(caught.value.status)
        with pytest.raises(burnish.StateError) as caught:
            data.set_write_speed(-1, True)
        refused.append(caught.value.status)

    data.progress = meddle
    data.write(CONTENT)
    assert len(refused) > 6 and set(refused) == {Status.E_DF2DATA_WRITE_IN_PROGRESS}
    assert data.force_overwrite is False


def test_erase_format_knows_blankness(new_disc):
    with burnish.Recorder(new_disc("cd-rw-80").device()) as recorder, burnish.EraseFormat(recorder, "me") as erase:
        assert erase.media_heuristically_blank is True
        recorder.burn_data(CONTENT)
        assert erase.media_heuristically_blank is False


def test_multisession_interfaces(data, recorder):
    first, = data.multisession_interfaces
    assert isinstance(first, burnish.MultisessionSequential) and first.import_recorder is recorder
    assert first.is_supported_on_current_media_state is True and first.is_first_data_session is True
    assert first.start_address_of_previous_session == first.last_written_address_of_previous_session == -1
    assert first.write_unit_size == (16 if recorder.medium.type is MediaType.DVDPLUSR else 1)
    data.write(CONTENT)
    medium = recorder.medium
    assert first.is_first_data_session is False and first.start_address_of_previous_session == 0
    assert first.last_written_address_of_previous_session == medium.last_written_address_of_previous_session
    assert first.next_writable_address == medium.next_writable_address > 320
    assert first.free_sectors_on_media == medium.free_sectors
    assert first.in_use is False
    first.in_use = True
    assert first.in_use is True and data.multisession_interfaces[0].in_use is False
    data.force_media_to_be_closed = True
    data.write(CONTENT)
    assert first.is_supported_on_current_media_state is False
    data.close()
    assert first.start_address_of_previous_session > 320
    with first:
        pass
    assert first.closed
    with pytest.raises(burnish.StateError):
        first.in_use


def test_multisession_without_recorder_or_disc(new_disc):
    with burnish.DataFormat() as data:
        none, = data.multisession_interfaces
        assert none.import_recorder is None
        with pytest.raises(burnish.StateError) as caught:
            none.next_writable_address
        assert caught.value.status == Status.E_RECORDER_REQUIRED and caught.value.message
    with burnish.Recorder(new_disc().device(empty=1)) as recorder, burnish.DataFormat(recorder) as data:
        with pytest.raises(burnish.NoMediumError):
            data.multisession_interfaces[0].is_supported_on_current_media_state


@pytest.mark.parametrize("medium, way", [("cd-r-80", "another disc"), ("cd-rw-80", "burnish erase"),
                                         ("dvd+r", "another disc")])
def test_overwriting_what_cannot_be_overwritten(new_disc, medium, way):
    with burnish.Recorder(new_disc(medium).device()) as recorder:
        assert recorder.burn_data(CONTENT, overwrite=True).verified, "a blank disc holds nothing to overwrite"
        before = recorder.medium
        for start in (recorder.burn_data, recorder.start_data):
            with pytest.raises(burnish.UnsupportedError, match=way) as caught:
                start(CONTENT, overwrite=True)
            assert caught.value.status == Status.E_RECORDER_FEATURE_IS_NOT_CURRENT
        assert recorder.medium == before


def test_the_command_s_option(new_disc, tmp_path):
    disc = new_disc("cd-rw-80")
    iso = tmp_path / "ready.iso"
    iso.write_bytes(CONTENT)
    assert command("data", iso, "--overwrite", "--device", disc.device()).returncode == 0
    result = command("data", iso, "--overwrite", "--device", disc.device())
    assert result.returncode == 1 and "cannot be overwritten" in result.stderr and "burnish erase" in result.stderr
    assert command("erase", "--device", disc.device()).returncode == 0
    assert command("data", iso, "--overwrite", "--device", disc.device()).returncode == 0
