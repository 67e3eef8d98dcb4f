# SPDX-License-Identifier: LGPL-2.1-or-later
"""Recorders in the drive's own language."""
import burnish
import pytest
from burnish import BusType, Status

TEST_UNIT_READY = bytes(6)
INQUIRY = bytes([0x12, 0, 0, 0, 36, 0])
MODE_SELECT = bytes([0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0])


def test_sense_data_raise(cd):
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(burnish.DeviceError) as caught:
            recorder.send_command_no_data(TEST_UNIT_READY)
        error = caught.value
        assert error.status == Status.S_COMMAND_HAS_SENSE_DATA and error.name == "S_IMAPI_COMMAND_HAS_SENSE_DATA"
        assert error.sense == (6, 0x29, 0x00) and error.cdb == TEST_UNIT_READY
        assert "switched on or reset (6/29/00)" in error.detail and "switched on" in error.message
        recorder.send_command_no_data(TEST_UNIT_READY, timeout=3)


def test_data_from_the_drive(cd):
    with burnish.Recorder(cd.device()) as recorder:
        reply = recorder.send_command_get_data_from_device(INQUIRY, 100)
        assert len(reply) == 36 and reply[8:32] == b"BURNISH VIRTUAL RECORDER"
        assert recorder.send_command_get_data_from_device(INQUIRY, 5) == reply[:5]


def test_data_to_the_drive(cd):
    with burnish.Recorder(cd.device()) as recorder:
        page = bytearray(recorder.mode_page(0x05))
        page[0] &= 0x3F
        page[2:5] = 0x41, 0xC4, 0x08
        recorder.send_command_send_data_to_device(MODE_SELECT, bytes(8) + page)
        assert recorder.mode_page(0x05)[2:5] == b"\x41\xc4\x08"


@pytest.mark.parametrize("call", [
    lambda recorder: recorder.send_command_no_data(INQUIRY + bytes(1)),
    lambda recorder: recorder.send_command_no_data(b""),
    lambda recorder: recorder.send_command_no_data(TEST_UNIT_READY, timeout=-1),
    lambda recorder: recorder.send_command_get_data_from_device(INQUIRY, 0),
    lambda recorder: recorder.send_command_get_data_from_device(INQUIRY, -1),
    lambda recorder: recorder.send_command_get_data_from_device(INQUIRY, 65537),
    lambda recorder: recorder.send_command_send_data_to_device(INQUIRY, b""),
    lambda recorder: recorder.send_dvd_structure(0x20, b""),
    lambda recorder: recorder.read_dvd_structure(0, layer=256),
    lambda recorder: recorder.track_information(1, 3),
    lambda recorder: recorder.supported_mode_pages_of_type(4)])
def test_what_is_not_permitted(cd, call):
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(burnish.InvalidArgumentError) as caught:
            call(recorder)
        assert caught.value.status == Status.E_INVALIDARG


def test_dvd_structures(cd, dvd):
    with burnish.Recorder(dvd.device()) as recorder:
        physical = recorder.read_dvd_structure(0)
        assert len(physical) == 2048 and physical[0] == 0xA1
        assert recorder.read_dvd_structure(1) == bytes(4)
        with pytest.raises(burnish.DeviceError) as refused:
            recorder.send_dvd_structure(0x20, bytes(8))
        assert refused.value.status == Status.E_UNEXPECTED_RESPONSE_FROM_DEVICE
    with burnish.Recorder(cd.device()) as recorder:
        with pytest.raises(burnish.MediumError) as caught:
            recorder.read_dvd_structure(0)
        assert caught.value.status == Status.E_RECORDER_DVD_STRUCTURE_NOT_PRESENT


def test_disc_and_track_information(disc):
    with burnish.Recorder(disc.device()) as recorder:
        assert len(recorder.disc_information()) == 34
        track = recorder.track_information(1)
        assert len(track) == 36 and track[2] == 1
        assert recorder.track_information(0, 0) == recorder.track_information(1, 2) == track


def test_mode_pages_by_kind(cd):
    with burnish.Recorder(cd.device()) as recorder:
        assert recorder.supported_mode_pages_of_type(2) == recorder.supported_mode_pages


def test_descriptors(cd):
    with burnish.Recorder(cd.device()) as recorder:
        adapter, device = recorder.adapter_descriptor, recorder.device_descriptor
        assert adapter == burnish.AdapterDescriptor(BusType.VIRTUAL, "virtual-recorder", 65536, 0)
        assert (device.device_type, device.removable_media, device.bus_type) == (5, True, BusType.VIRTUAL)
        assert (device.vendor_id, device.product_id, device.product_revision) == \
            (recorder.vendor, recorder.product, recorder.revision)
        assert device.serial_number.startswith("VR")
        assert adapter.to_dict()["bus_type"] == device.to_dict()["bus_type"] == "VIRTUAL"
        assert recorder.byte_alignment_mask == 0
        assert recorder.maximum_page_aligned_transfer_size == 65536
        assert recorder.maximum_non_page_aligned_transfer_size == 65536
    assert device.vendor_id == "BURNISH"  # also when the recorder is closed


def test_volume_name(cd, monkeypatch):
    monkeypatch.chdir(cd.folder.parent)
    with burnish.Recorder(f"virtual:{cd.folder.name}") as recorder:
        name = recorder.volume_name
    assert name == f"virtual:{cd.folder}"
    with burnish.Recorder(name) as recorder:
        assert recorder.volume_name == name


def test_media_change_notification(cd):
    with burnish.Recorder(cd.device()) as recorder:
        recorder.disable_mcn()
        recorder.disable_mcn()
        recorder.enable_mcn()
        recorder.enable_mcn()
        with pytest.raises(burnish.BurnishError) as caught:
            recorder.enable_mcn()
        assert caught.value.status == Status.E_FAIL
