# SPDX-License-Identifier: LGPL-2.1-or-later
"""The types of the C headers as ctypes knows them: handles, structs, callbacks, and the constants that go with them."""
from __future__ import annotations

from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint8, c_uint32
from ctypes import c_uint64, c_void_p

# Handles are types of their own, so that passing a recorder where a stream belongs is a TypeError.
class ErrorHandle(c_void_p):
    """burnish_error *"""


class StreamHandle(c_void_p):
    """burnish_stream *"""


class MasterHandle(c_void_p):
    """burnish_master *"""


class RecorderHandle(c_void_p):
    """burnish_recorder *"""


class MediumHandle(c_void_p):
    """burnish_medium *"""


class SpeedHandle(c_void_p):
    """burnish_speed *"""


class DataHandle(c_void_p):
    """burnish_data *"""


class MultisessionHandle(c_void_p):
    """burnish_multisession *"""


class EraseHandle(c_void_p):
    """burnish_erase *"""


class TaoHandle(c_void_p):
    """burnish_tao *"""


class RawCdHandle(c_void_p):
    """burnish_raw_cd *"""


class ReportHandle(c_void_p):
    """burnish_report *"""


class JobHandle(c_void_p):
    """burnish_job *"""


class CdTextHandle(c_void_p):
    """burnish_cd_text *"""


class CueHandle(c_void_p):
    """burnish_cue *"""


class RawImageHandle(c_void_p):
    """burnish_raw_image *"""


class ImageHandle(c_void_p):
    """burnish_image *"""


class NrgImageHandle(c_void_p):
    """burnish_nrg_image *"""


# What a read callback returns.
STREAM_OK = 0x4F4B2001
STREAM_END = 0x454E2002
STREAM_ABORT = 0x41422003
# The length of a stream that ends where it ends.
STREAM_LENGTH_UNKNOWN = 2 ** 64 - 1

ReadCallback = CFUNCTYPE(c_int32, c_void_p, c_void_p, c_size_t, POINTER(c_size_t), POINTER(ErrorHandle))
SeekCallback = CFUNCTYPE(c_int32, c_void_p, c_uint64, POINTER(ErrorHandle))
NotifyCallback = CFUNCTYPE(None, c_void_p)
DifferenceCallback = CFUNCTYPE(None, c_char_p, c_char_p, c_void_p)


class ErrorFacts(Structure):
    """burnish_error_facts"""

    _fields_ = [
        ("size", c_uint32),
        ("status", c_int32),
        ("message", c_char_p),
        ("detail", c_char_p),
        ("can_retry", c_int32),
        ("sense", c_int32),
        ("cdb", POINTER(c_uint8)),
        ("cdb_length", c_size_t),
        ("lba", c_int64),
    ]


class StreamCallbacks(Structure):
    """burnish_stream_callbacks"""

    _fields_ = [
        ("size", c_uint32),
        ("reserved", c_uint32),
        ("read", ReadCallback),
        ("seek", SeekCallback),
        ("interrupt", NotifyCallback),
        ("destroy", NotifyCallback),
    ]


class DataProgress(Structure):
    """burnish_data_progress"""

    _fields_ = [
        ("size", c_uint32),
        ("current_action", c_int32),
        ("elapsed_time", c_int32),
        ("remaining_time", c_int32),
        ("total_time", c_int32),
        ("start_lba", c_int32),
        ("sector_count", c_int32),
        ("last_read_lba", c_int32),
        ("last_written_lba", c_int32),
        ("total_system_buffer", c_int32),
        ("used_system_buffer", c_int32),
        ("free_system_buffer", c_int32),
        ("simulate", c_int32),
        ("current_write_speed", c_int32),
        ("total_drive_buffer", c_int32),
        ("free_drive_buffer", c_int32),
        ("stage_progress", c_double),
    ]


DataProgressCallback = CFUNCTYPE(None, DataHandle, POINTER(DataProgress), c_void_p)


class EraseProgress(Structure):
    """burnish_erase_progress"""

    _fields_ = [
        ("size", c_uint32),
        ("elapsed_seconds", c_int32),
        ("estimated_total_seconds", c_int32),
        ("reserved", c_int32),
        ("progress", c_double),
    ]


EraseProgressCallback = CFUNCTYPE(None, EraseHandle, POINTER(EraseProgress), c_void_p)


class TaoProgress(Structure):
    """burnish_tao_progress"""

    _fields_ = [
        ("size", c_uint32),
        ("current_action", c_int32),
        ("current_track_number", c_int32),
        ("elapsed_time", c_int32),
        ("remaining_time", c_int32),
        ("total_time", c_int32),
        ("start_lba", c_int32),
        ("sector_count", c_int32),
        ("last_read_lba", c_int32),
        ("last_written_lba", c_int32),
        ("total_system_buffer", c_int32),
        ("used_system_buffer", c_int32),
        ("free_system_buffer", c_int32),
        ("simulate", c_int32),
        ("current_write_speed", c_int32),
        ("total_drive_buffer", c_int32),
        ("free_drive_buffer", c_int32),
        ("stage_progress", c_double),
    ]


TaoProgressCallback = CFUNCTYPE(None, TaoHandle, POINTER(TaoProgress), c_void_p)


class RawCdProgress(Structure):
    """burnish_raw_cd_progress"""

    _fields_ = [
        ("size", c_uint32),
        ("current_action", c_int32),
        ("session_at_once", c_int32),
        ("elapsed_time", c_int32),
        ("remaining_time", c_int32),
        ("total_time", c_int32),
        ("start_lba", c_int32),
        ("sector_count", c_int32),
        ("last_read_lba", c_int32),
        ("last_written_lba", c_int32),
        ("total_system_buffer", c_int32),
        ("used_system_buffer", c_int32),
        ("free_system_buffer", c_int32),
        ("simulate", c_int32),
        ("current_write_speed", c_int32),
        ("total_drive_buffer", c_int32),
        ("free_drive_buffer", c_int32),
        ("stage_progress", c_double),
    ]


RawCdProgressCallback = CFUNCTYPE(None, RawCdHandle, POINTER(RawCdProgress), c_void_p)


class TaoTrack(Structure):
    """burnish_tao_track"""

    _fields_ = [
        ("size", c_uint32),
        ("pre_emphasis", c_int32),
        ("copy_permitted", c_int32),
        ("isrc", c_char_p),
    ]


# Kinds of a job's events.
JOB_EVENT_PROGRESS = 1
JOB_EVENT_FINISHED = 2


class JobEvent(Structure):
    """burnish_job_event"""

    _fields_ = [
        ("size", c_uint32),
        ("kind", c_int32),
        ("status", c_int32),
        ("coalesced", c_uint32),
        ("data", POINTER(DataProgress)),
    ]


class TrackInfo(Structure):
    """burnish_track_info"""

    _fields_ = [
        ("size", c_uint32),
        ("number", c_int32),
        ("session", c_int32),
        ("start", c_int32),
        ("sectors", c_int32),
        ("is_data", c_int32),
    ]


# Kinds of a master's events.
MASTER_EVENT_ADDED = 1
MASTER_EVENT_REMOVED = 2


class MasterEvent(Structure):
    """burnish_master_event"""

    _fields_ = [
        ("size", c_uint32),
        ("kind", c_int32),
        ("device", c_char_p),
    ]


MasterEventCallback = CFUNCTYPE(None, MasterHandle, POINTER(MasterEvent), c_void_p)

SENSE_BUFFER_SIZE = 18


class AdapterDescriptor(Structure):
    """burnish_adapter_descriptor"""

    _fields_ = [
        ("size", c_uint32),
        ("bus_type", c_int32),
        ("maximum_transfer_length", c_uint32),
        ("alignment_mask", c_uint32),
        ("driver", c_char_p),
    ]


class DeviceDescriptor(Structure):
    """burnish_device_descriptor"""

    _fields_ = [
        ("size", c_uint32),
        ("device_type", c_int32),
        ("removable_media", c_int32),
        ("bus_type", c_int32),
        ("vendor_id", c_char_p),
        ("product_id", c_char_p),
        ("product_revision", c_char_p),
        ("serial_number", c_char_p),
    ]


class ImageOptions(Structure):
    """burnish_image_options"""

    _fields_ = [
        ("size", c_uint32),
        ("no_joliet", c_int32),
        ("no_rock_ridge", c_int32),
        ("follow_links", c_int32),
        ("volume_id", c_char_p),
    ]


class ImportedSession(Structure):
    """burnish_imported_session"""

    _fields_ = [
        ("size", c_uint32),
        ("start", c_int32),
        ("files", c_int32),
        ("folders", c_int32),
    ]


class BootOptions(Structure):
    """burnish_boot_options"""

    _fields_ = [
        ("size", c_uint32),
        ("platform_id", c_int32),
        ("emulation", c_int32),
        ("load_segment", c_int32),
        ("load_sectors", c_int32),
        ("info_table", c_int32),
        ("manufacturer", c_char_p),
    ]


class RawImageTrack(Structure):
    """burnish_raw_image_track"""

    _fields_ = [
        ("size", c_uint32),
        ("set_pregap", c_int32),
        ("pregap", c_int32),
        ("silent_pregap", c_int32),
        ("rw_packs", StreamHandle),
    ]


class NrgTrack(Structure):
    """burnish_nrg_track"""

    _fields_ = [
        ("size", c_uint32),
        ("number", c_int32),
        ("session", c_int32),
        ("type", c_int32),
        ("start", c_int32),
        ("sectors", c_int32),
        ("pregap", c_int32),
        ("sector_bytes", c_int32),
        ("data_bytes", c_int32),
        ("pre_emphasis", c_int32),
        ("copy_permitted", c_int32),
        ("isrc", c_char_p),
    ]


class CueTrack(Structure):
    """burnish_cue_track"""

    _fields_ = [("size", c_uint32)] + [(name, c_int32) for name in (
        "number", "sector_type", "sector_bytes", "file", "pregap", "postgap", "index_count", "pre_emphasis",
        "copy_permitted", "scms", "four_channels", "line", "reserved")]
