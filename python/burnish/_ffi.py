# SPDX-License-Identifier: LGPL-2.1-or-later
"""The C interface as ctypes sees it: one table of signatures, over the types of _c_types.py, which come along.

A test holds all of it against the installed headers, name by name and type by type."""
from __future__ import annotations

import os
from ctypes import POINTER, c_char_p, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from typing import Any, Dict, Tuple, Union

from ._c_types import *  # noqa: F401,F403

Signature = Tuple[Any, Tuple[Any, ...]]

# A string that is the caller's comes as an address, which burnish_string_free() takes back.
_OutString = POINTER(c_void_p)
_OutInt = POINTER(c_int32)
_Int = c_int32
_List = (_OutInt, c_size_t, POINTER(c_size_t))
_Bytes = (POINTER(c_uint8), c_size_t, POINTER(c_size_t))
_COMMAND = (POINTER(c_uint8), c_size_t, POINTER(c_uint8), _Int)  # cdb and its size, sense buffer, timeout


def _handles(kind: Any) -> Tuple[Any, ...]:
    return POINTER(kind), c_size_t, POINTER(c_size_t)


def _lifetime(name: str, handle: Any) -> Dict[str, Signature]:
    return {f"burnish_{name}_ref": (handle, (handle,)), f"burnish_{name}_unref": (None, (handle,))}


def _getters(name: str, handle: Any, out: Any, *members: str) -> Dict[str, Signature]:
    return {f"burnish_{name}_get_{member}": (_Int, (handle, *(out if isinstance(out, tuple) else (out,))))
            for member in members}


def _setters(name: str, handle: Any, value: Any, *members: str) -> Dict[str, Signature]:
    return {f"burnish_{name}_set_{member}": (_Int, (handle, value)) for member in members}


_DATA_SETTINGS = ("force_media_to_be_closed", "force_overwrite", "buffer_underrun_free_disabled",
                  "disable_consumer_dvd_compatibility_mode", "postgap_already_in_image", "simulate",
                  "hash", "burn_verification_level")

_TAO_SETTINGS = ("buffer_underrun_free_disabled", "do_not_finalize_media", "simulate", "hash",
                 "burn_verification_level")

_RAW_CD_SETTINGS = ("buffer_underrun_free_disabled", "requested_sector_type", "session_at_once", "simulate", "hash",
                    "burn_verification_level")

_RAW_IMAGE_SETTINGS = ("resulting_image_type", "starting_track_number", "start_of_leadout_limit",
                       "disable_gapless_audio", "gapless_audio")


CORE: Dict[str, Signature] = {
    # api.h, version.h, status.h
    "burnish_string_free": (None, (c_void_p,)),
    "burnish_version": (_Int, ()),
    "burnish_version_string": (c_char_p, ()),
    "burnish_has_feature": (_Int, (c_char_p,)),
    "burnish_status_name": (c_char_p, (_Int,)),
    "burnish_status_meaning": (c_char_p, (_Int,)),
    "burnish_status_hint": (c_char_p, (_Int,)),
    "burnish_status_at": (_Int, (c_size_t, _OutInt)),
    # error.h
    "burnish_error_new": (_Int, (_Int, c_char_p, c_char_p, POINTER(ErrorHandle))),
    "burnish_error_new_with_facts": (_Int, (POINTER(ErrorFacts), POINTER(ErrorHandle))),
    **_lifetime("error", ErrorHandle),
    "burnish_error_status": (_Int, (ErrorHandle,)),
    "burnish_error_message": (c_char_p, (ErrorHandle,)),
    "burnish_error_detail": (c_char_p, (ErrorHandle,)),
    "burnish_error_can_retry": (_Int, (ErrorHandle,)),
    "burnish_error_get_sense": (_Int, (ErrorHandle, _OutInt)),
    "burnish_error_get_cdb": (_Int, (ErrorHandle, POINTER(POINTER(c_uint8)), POINTER(c_size_t))),
    "burnish_error_get_lba": (_Int, (ErrorHandle, POINTER(c_int64))),
    # stream.h
    "burnish_stream_new_callbacks": (_Int, (POINTER(StreamCallbacks), c_void_p, c_uint64, POINTER(StreamHandle))),
    "burnish_stream_new_file": (_Int, (c_char_p, POINTER(StreamHandle), POINTER(ErrorHandle))),
    "burnish_stream_open_audio_file": (_Int, (c_char_p, POINTER(StreamHandle), POINTER(ErrorHandle))),
    "burnish_stream_new_memory": (_Int, (c_void_p, c_size_t, NotifyCallback, c_void_p, POINTER(StreamHandle))),
    "burnish_stream_new_zero": (_Int, (c_uint64, POINTER(StreamHandle))),
    "burnish_stream_new_pseudo_random": (_Int, (c_uint64, c_uint32, POINTER(StreamHandle))),
    "burnish_stream_new_concatenation": (_Int, (POINTER(StreamHandle), c_size_t, POINTER(StreamHandle))),
    "burnish_stream_new_interleave": (_Int, (POINTER(StreamHandle), POINTER(c_uint32), c_size_t,
                                             POINTER(StreamHandle))),
    **_lifetime("stream", StreamHandle),
    "burnish_stream_get_length": (_Int, (StreamHandle, POINTER(c_uint64))),
    "burnish_stream_read": (_Int, (StreamHandle, c_void_p, c_size_t, POINTER(c_size_t), POINTER(ErrorHandle))),
    "burnish_stream_seek": (_Int, (StreamHandle, c_uint64, POINTER(ErrorHandle))),
    # master.h
    "burnish_master_new": (_Int, (POINTER(MasterHandle),)),
    **_lifetime("master", MasterHandle),
    **_getters("master", MasterHandle, _OutInt, "count", "is_supported_environment"),
    "burnish_master_get_item": (_Int, (MasterHandle, _Int, POINTER(c_char_p))),
    **_getters("master", MasterHandle, _OutInt, "fd"),
    "burnish_master_next_event": (_Int, (MasterHandle, POINTER(MasterEvent))),
    "burnish_master_wait_events": (_Int, (MasterHandle, _Int, MasterEventCallback, c_void_p)),
    # diagnosis.h
    "burnish_diagnose": (_Int, (c_char_p, _OutInt, _OutString)),
    # recorder.h
    "burnish_recorder_new": (_Int, (POINTER(RecorderHandle),)),
    **_lifetime("recorder", RecorderHandle),
    **_getters("recorder", RecorderHandle, POINTER(ErrorHandle), "error"),
    "burnish_recorder_initialize_disc_recorder": (_Int, (RecorderHandle, c_char_p)),
    "burnish_recorder_set_recording": (_Int, (RecorderHandle, c_char_p, _Int)),
    **_getters("recorder", RecorderHandle, _OutString, "active_disc_recorder", "vendor_id", "product_id",
               "product_revision", "volume_path_names", "exclusive_access_owner"),
    **_getters("recorder", RecorderHandle, _OutInt, "legacy_device_number", "device_can_load_media"),
    **_getters("recorder", RecorderHandle, _List, "supported_feature_pages", "current_feature_pages",
               "supported_profiles", "current_profiles", "supported_mode_pages"),
    "burnish_recorder_get_feature_page": (_Int, (RecorderHandle, _Int, _Int, *_Bytes)),
    "burnish_recorder_get_mode_page": (_Int, (RecorderHandle, _Int, _Int, *_Bytes)),
    "burnish_recorder_set_mode_page": (_Int, (RecorderHandle, POINTER(c_uint8), c_size_t)),
    "burnish_recorder_eject_media": (_Int, (RecorderHandle,)),
    "burnish_recorder_close_tray": (_Int, (RecorderHandle,)),
    "burnish_recorder_acquire_exclusive_access": (_Int, (RecorderHandle, _Int, c_char_p)),
    "burnish_recorder_release_exclusive_access": (_Int, (RecorderHandle,)),
    **_getters("recorder", RecorderHandle, POINTER(MediumHandle), "medium"),
    "burnish_recorder_read_blocks": (_Int, (RecorderHandle, _Int, _Int, c_void_p)),
    **_getters("recorder", RecorderHandle, _OutString, "volume_name"),
    "burnish_recorder_disable_mcn": (_Int, (RecorderHandle,)),
    "burnish_recorder_enable_mcn": (_Int, (RecorderHandle,)),
    # recorder_commands.h
    "burnish_recorder_send_command_no_data": (_Int, (RecorderHandle, *_COMMAND)),
    "burnish_recorder_send_command_send_data_to_device": (_Int, (RecorderHandle, *_COMMAND, POINTER(c_uint8),
                                                                 c_size_t)),
    "burnish_recorder_send_command_get_data_from_device": (_Int, (RecorderHandle, *_COMMAND, *_Bytes)),
    "burnish_recorder_read_dvd_structure": (_Int, (RecorderHandle, c_uint32, c_uint32, c_uint32, c_uint32, *_Bytes)),
    "burnish_recorder_send_dvd_structure": (_Int, (RecorderHandle, c_uint32, POINTER(c_uint8), c_size_t)),
    **_getters("recorder", RecorderHandle, _Bytes, "disc_information"),
    "burnish_recorder_get_track_information": (_Int, (RecorderHandle, c_uint32, _Int, *_Bytes)),
    "burnish_recorder_get_supported_mode_pages_of_type": (_Int, (RecorderHandle, _Int, *_List)),
    **_getters("recorder", RecorderHandle, POINTER(AdapterDescriptor), "adapter_descriptor"),
    **_getters("recorder", RecorderHandle, POINTER(DeviceDescriptor), "device_descriptor"),
    **_getters("recorder", RecorderHandle, POINTER(c_uint32), "byte_alignment_mask",
               "maximum_non_page_aligned_transfer_size", "maximum_page_aligned_transfer_size"),
    # medium.h
    **_lifetime("medium", MediumHandle),
    **_getters("medium", MediumHandle, _OutInt, "type", "profile", "state", "physically_blank", "total_sectors",
               "free_sectors", "next_writable_address", "start_address_of_previous_session",
               "last_written_address_of_previous_session", "session_count", "track_count",
               "sectors_per_second_at_1x"),
    **_getters("medium", MediumHandle, POINTER(c_char_p), "type_name", "state_text"),
    **_getters("medium", MediumHandle, _List, "write_speeds"),
    "burnish_medium_get_track": (_Int, (MediumHandle, _Int, POINTER(TrackInfo))),
    # data.h
    "burnish_data_new": (_Int, (POINTER(DataHandle),)),
    **_lifetime("data", DataHandle),
    **_getters("data", DataHandle, POINTER(ErrorHandle), "error"),
    **_setters("data", DataHandle, RecorderHandle, "recorder"),
    **_getters("data", DataHandle, POINTER(RecorderHandle), "recorder"),
    **_setters("data", DataHandle, c_char_p, "client_name"),
    **_getters("data", DataHandle, _OutString, "client_name"),
    **_setters("data", DataHandle, _Int, *_DATA_SETTINGS),
    **_getters("data", DataHandle, _OutInt, *_DATA_SETTINGS),
    **_setters("data", DataHandle, c_uint64, "fifo_size"),
    **_getters("data", DataHandle, POINTER(c_uint64), "fifo_size"),
    "burnish_data_set_write_speed": (_Int, (DataHandle, _Int, _Int)),
    **_getters("data", DataHandle, _OutInt, "requested_write_speed", "requested_rotation_type_is_pure_cav",
               "current_write_speed", "current_physical_media_type", "current_media_status", "media_physically_blank",
               "media_heuristically_blank", "write_protect_status", "current_rotation_type_is_pure_cav",
               "total_sectors_on_media", "free_sectors_on_media", "next_writable_address",
               "start_address_of_previous_session", "last_written_address_of_previous_session"),
    **_getters("data", DataHandle, _List, "supported_write_speeds", "supported_media_types"),
    "burnish_data_get_supported_write_speed_descriptors": (_Int, (DataHandle, *_handles(SpeedHandle))),
    "burnish_data_is_recorder_supported": (_Int, (DataHandle, RecorderHandle, _OutInt)),
    "burnish_data_is_current_media_supported": (_Int, (DataHandle, RecorderHandle, _OutInt)),
    "burnish_data_set_progress": (_Int, (DataHandle, DataProgressCallback, c_void_p)),
    "burnish_data_write": (_Int, (DataHandle, StreamHandle)),
    "burnish_data_cancel_write": (_Int, (DataHandle,)),
    **_getters("data", DataHandle, POINTER(ReportHandle), "report"),
    # speed.h
    **_lifetime("speed", SpeedHandle),
    **_getters("speed", SpeedHandle, _OutInt, "media_type", "rotation_type_is_pure_cav", "write_speed"),
    # multisession.h
    "burnish_data_get_multisession_interfaces": (_Int, (DataHandle, *_handles(MultisessionHandle))),
    **_lifetime("multisession", MultisessionHandle),
    **_getters("multisession", MultisessionHandle, POINTER(ErrorHandle), "error"),
    **_getters("multisession", MultisessionHandle, POINTER(RecorderHandle), "import_recorder"),
    **_setters("multisession", MultisessionHandle, _Int, "in_use"),
    **_getters("multisession", MultisessionHandle, _OutInt, "in_use", "is_supported_on_current_media_state",
               "is_first_data_session", "start_address_of_previous_session",
               "last_written_address_of_previous_session", "next_writable_address", "free_sectors_on_media",
               "write_unit_size"),
    # erase.h
    "burnish_erase_new": (_Int, (POINTER(EraseHandle),)),
    **_lifetime("erase", EraseHandle),
    **_getters("erase", EraseHandle, POINTER(ErrorHandle), "error"),
    **_setters("erase", EraseHandle, RecorderHandle, "recorder"),
    **_getters("erase", EraseHandle, POINTER(RecorderHandle), "recorder"),
    **_setters("erase", EraseHandle, c_char_p, "client_name"),
    **_getters("erase", EraseHandle, _OutString, "client_name"),
    **_setters("erase", EraseHandle, _Int, "full_erase"),
    **_getters("erase", EraseHandle, _OutInt, "full_erase", "current_physical_media_type", "media_physically_blank",
               "media_heuristically_blank"),
    **_getters("erase", EraseHandle, _List, "supported_media_types"),
    "burnish_erase_is_recorder_supported": (_Int, (EraseHandle, RecorderHandle, _OutInt)),
    "burnish_erase_is_current_media_supported": (_Int, (EraseHandle, RecorderHandle, _OutInt)),
    "burnish_erase_set_progress": (_Int, (EraseHandle, EraseProgressCallback, c_void_p)),
    "burnish_erase_erase_media": (_Int, (EraseHandle,)),
    # tao.h
    "burnish_tao_new": (_Int, (POINTER(TaoHandle),)),
    **_lifetime("tao", TaoHandle),
    **_getters("tao", TaoHandle, POINTER(ErrorHandle), "error"),
    **_setters("tao", TaoHandle, RecorderHandle, "recorder"),
    **_getters("tao", TaoHandle, POINTER(RecorderHandle), "recorder"),
    **_setters("tao", TaoHandle, c_char_p, "client_name", "media_catalog_number"),
    **_getters("tao", TaoHandle, _OutString, "client_name", "media_catalog_number"),
    **_setters("tao", TaoHandle, _Int, *_TAO_SETTINGS),
    **_getters("tao", TaoHandle, _OutInt, *_TAO_SETTINGS),
    **_setters("tao", TaoHandle, c_uint64, "fifo_size"),
    **_getters("tao", TaoHandle, POINTER(c_uint64), "fifo_size"),
    "burnish_tao_set_write_speed": (_Int, (TaoHandle, _Int, _Int)),
    **_getters("tao", TaoHandle, _OutInt, "requested_write_speed", "requested_rotation_type_is_pure_cav",
               "current_write_speed", "current_rotation_type_is_pure_cav", "current_physical_media_type",
               "media_physically_blank",
               "media_heuristically_blank", "number_of_existing_tracks", "total_sectors_on_media",
               "free_sectors_on_media", "used_sectors_on_media"),
    **_getters("tao", TaoHandle, _List, "supported_write_speeds", "supported_media_types"),
    "burnish_tao_get_supported_write_speed_descriptors": (_Int, (TaoHandle, *_handles(SpeedHandle))),
    **_getters("tao", TaoHandle, _Bytes, "expected_table_of_contents"),
    "burnish_tao_is_recorder_supported": (_Int, (TaoHandle, RecorderHandle, _OutInt)),
    "burnish_tao_is_current_media_supported": (_Int, (TaoHandle, RecorderHandle, _OutInt)),
    "burnish_tao_set_progress": (_Int, (TaoHandle, TaoProgressCallback, c_void_p)),
    "burnish_tao_prepare_media": (_Int, (TaoHandle,)),
    "burnish_tao_add_audio_track": (_Int, (TaoHandle, StreamHandle)),
    "burnish_tao_add_audio_track_with": (_Int, (TaoHandle, StreamHandle, POINTER(TaoTrack))),
    "burnish_tao_cancel_add_track": (_Int, (TaoHandle,)),
    "burnish_tao_release_media": (_Int, (TaoHandle,)),
    **_getters("tao", TaoHandle, POINTER(ReportHandle), "report"),
    # raw_cd.h
    "burnish_raw_cd_new": (_Int, (POINTER(RawCdHandle),)),
    **_lifetime("raw_cd", RawCdHandle),
    **_getters("raw_cd", RawCdHandle, POINTER(ErrorHandle), "error"),
    **_setters("raw_cd", RawCdHandle, RecorderHandle, "recorder"),
    **_getters("raw_cd", RawCdHandle, POINTER(RecorderHandle), "recorder"),
    **_setters("raw_cd", RawCdHandle, c_char_p, "client_name"),
    **_getters("raw_cd", RawCdHandle, _OutString, "client_name"),
    **_setters("raw_cd", RawCdHandle, _Int, *_RAW_CD_SETTINGS),
    **_getters("raw_cd", RawCdHandle, _OutInt, *_RAW_CD_SETTINGS),
    **_setters("raw_cd", RawCdHandle, c_uint64, "fifo_size"),
    **_getters("raw_cd", RawCdHandle, POINTER(c_uint64), "fifo_size"),
    "burnish_raw_cd_set_write_speed": (_Int, (RawCdHandle, _Int, _Int)),
    **_getters("raw_cd", RawCdHandle, _OutInt, "requested_write_speed", "requested_rotation_type_is_pure_cav",
               "current_write_speed", "current_rotation_type_is_pure_cav", "current_physical_media_type",
               "media_physically_blank", "media_heuristically_blank", "start_of_next_session",
               "last_possible_start_of_leadout", "writes_session_at_once"),
    **_getters("raw_cd", RawCdHandle, _List, "supported_write_speeds", "supported_media_types",
               "supported_sector_types"),
    "burnish_raw_cd_get_supported_write_speed_descriptors": (_Int, (RawCdHandle, *_handles(SpeedHandle))),
    "burnish_raw_cd_is_recorder_supported": (_Int, (RawCdHandle, RecorderHandle, _OutInt)),
    "burnish_raw_cd_is_current_media_supported": (_Int, (RawCdHandle, RecorderHandle, _OutInt)),
    "burnish_raw_cd_set_progress": (_Int, (RawCdHandle, RawCdProgressCallback, c_void_p)),
    "burnish_raw_cd_prepare_media": (_Int, (RawCdHandle,)),
    "burnish_raw_cd_write_media": (_Int, (RawCdHandle, StreamHandle)),
    "burnish_raw_cd_write_media2": (_Int, (RawCdHandle, StreamHandle, _Int)),
    "burnish_raw_cd_cancel_write": (_Int, (RawCdHandle,)),
    "burnish_raw_cd_release_media": (_Int, (RawCdHandle,)),
    **_getters("raw_cd", RawCdHandle, POINTER(ReportHandle), "report"),
    # report.h
    **_lifetime("report", ReportHandle),
    **_getters("report", ReportHandle, POINTER(c_char_p), "json", "sha256", "proof"),
    **_getters("report", ReportHandle, _OutInt, "status", "verified", "start_lba", "sector_count"),
    # cd_text.h
    "burnish_cd_text_new": (_Int, (POINTER(CdTextHandle),)),
    "burnish_cd_text_new_from_packs": (_Int, (POINTER(c_uint8), c_size_t, POINTER(CdTextHandle),
                                              POINTER(ErrorHandle))),
    **_lifetime("cd_text", CdTextHandle),
    **_getters("cd_text", CdTextHandle, POINTER(ErrorHandle), "error"),
    "burnish_cd_text_add_block": (_Int, (CdTextHandle, _Int, _Int, _OutInt)),
    **_getters("cd_text", CdTextHandle, _OutInt, "block_count", "transliterate", "first_track", "last_track",
               "bad_packs"),
    **_getters("cd_text", CdTextHandle, (_Int, _OutInt), "language", "charset", "copyright_flags", "packs_of_block"),
    "burnish_cd_text_set_charset": (_Int, (CdTextHandle, _Int, _Int)),
    "burnish_cd_text_set_copyright_flags": (_Int, (CdTextHandle, _Int, _Int)),
    "burnish_cd_text_set_text": (_Int, (CdTextHandle, _Int, _Int, _Int, c_char_p)),
    "burnish_cd_text_get_text": (_Int, (CdTextHandle, _Int, _Int, _Int, POINTER(c_char_p))),
    "burnish_cd_text_set_genre": (_Int, (CdTextHandle, _Int, _Int, c_char_p)),
    "burnish_cd_text_get_genre": (_Int, (CdTextHandle, _Int, _OutInt, POINTER(c_char_p))),
    "burnish_cd_text_genre_name": (c_char_p, (_Int,)),
    "burnish_cd_text_genre_code": (_Int, (c_char_p,)),
    **_setters("cd_text", CdTextHandle, _Int, "transliterate"),
    "burnish_cd_text_encode": (_Int, (CdTextHandle, _Int, _Int)),
    **_getters("cd_text", CdTextHandle, _Bytes, "packs"),
    **_getters("cd_text", CdTextHandle, _OutString, "changes", "warnings"),
    # cue.h
    "burnish_cue_open": (_Int, (c_char_p, POINTER(CueHandle), POINTER(ErrorHandle))),
    "burnish_cue_parse": (_Int, (c_char_p, c_size_t, c_char_p, POINTER(CueHandle), POINTER(ErrorHandle))),
    **_lifetime("cue", CueHandle),
    **_getters("cue", CueHandle, POINTER(ErrorHandle), "error"),
    **_getters("cue", CueHandle, _OutInt, "track_count", "file_count"),
    "burnish_cue_get_track": (_Int, (CueHandle, _Int, POINTER(CueTrack))),
    "burnish_cue_get_index": (_Int, (CueHandle, _Int, _Int, _OutInt, _OutInt, _OutInt)),
    "burnish_cue_get_file": (_Int, (CueHandle, _Int, POINTER(c_char_p), POINTER(c_char_p))),
    **_getters("cue", CueHandle, POINTER(c_char_p), "catalog", "cd_text_file", "genre"),
    "burnish_cue_get_isrc": (_Int, (CueHandle, _Int, POINTER(c_char_p))),
    "burnish_cue_get_text": (_Int, (CueHandle, _Int, _Int, POINTER(c_char_p))),
    "burnish_cue_get_remark_count": (_Int, (CueHandle, _Int, _OutInt)),
    "burnish_cue_get_remark": (_Int, (CueHandle, _Int, _Int, POINTER(c_char_p), POINTER(c_char_p))),
    **_getters("cue", CueHandle, _OutString, "warnings"),
    "burnish_cue_get_cd_text": (_Int, (CueHandle, POINTER(CdTextHandle))),
    "burnish_cue_write_toc": (_Int, (CueHandle, _OutString)),
    **_setters("cue", CueHandle, _Int, "transliterate"),
    **_getters("cue", CueHandle, _OutInt, "transliterate"),
    "burnish_cue_add_to_raw_image": (_Int, (CueHandle, RawImageHandle)),
    # raw_image.h
    "burnish_raw_image_new": (_Int, (POINTER(RawImageHandle),)),
    **_lifetime("raw_image", RawImageHandle),
    **_getters("raw_image", RawImageHandle, POINTER(ErrorHandle), "error"),
    "burnish_raw_image_add_track": (_Int, (RawImageHandle, _Int, StreamHandle, _OutInt)),
    "burnish_raw_image_add_track_with": (_Int, (RawImageHandle, _Int, StreamHandle, POINTER(RawImageTrack), _OutInt)),
    "burnish_raw_image_add_special_pregap": (_Int, (RawImageHandle, StreamHandle)),
    "burnish_raw_image_add_subcode_rw_generator": (_Int, (RawImageHandle, StreamHandle)),
    **_setters("raw_image", RawImageHandle, _Int, *_RAW_IMAGE_SETTINGS),
    **_getters("raw_image", RawImageHandle, _OutInt, *_RAW_IMAGE_SETTINGS, "number_of_existing_tracks",
               "start_of_leadout", "last_used_user_sector_in_image"),
    **_setters("raw_image", RawImageHandle, c_char_p, "media_catalog_number"),
    **_getters("raw_image", RawImageHandle, _OutString, "media_catalog_number"),
    **_setters("raw_image", RawImageHandle, CdTextHandle, "cd_text"),
    "burnish_raw_image_set_cd_text_packs": (_Int, (RawImageHandle, POINTER(c_uint8), c_size_t)),
    **_getters("raw_image", RawImageHandle, _Bytes, "expected_table_of_contents"),
    **_getters("raw_image", RawImageHandle, (_Int, _OutInt), "track_starting_lba", "track_sector_count", "track_number",
               "track_sector_type", "track_pregap", "track_padding", "track_digital_audio_copy_setting",
               "track_audio_has_preemphasis"),
    "burnish_raw_image_set_track_isrc": (_Int, (RawImageHandle, _Int, c_char_p)),
    **_getters("raw_image", RawImageHandle, (_Int, _OutString), "track_isrc"),
    "burnish_raw_image_set_track_digital_audio_copy_setting": (_Int, (RawImageHandle, _Int, _Int)),
    "burnish_raw_image_set_track_audio_has_preemphasis": (_Int, (RawImageHandle, _Int, _Int)),
    **_getters("raw_image", RawImageHandle, (_Int, *_List), "track_indexes"),
    "burnish_raw_image_add_track_index": (_Int, (RawImageHandle, _Int, _Int)),
    "burnish_raw_image_clear_track_index": (_Int, (RawImageHandle, _Int, _Int)),
    "burnish_raw_image_create_result_image": (_Int, (RawImageHandle, POINTER(StreamHandle))),
    # job.h
    "burnish_job_start_data": (_Int, (DataHandle, StreamHandle, POINTER(JobHandle))),
    **_lifetime("job", JobHandle),
    **_getters("job", JobHandle, _OutInt, "fd", "status"),
    "burnish_job_next_event": (_Int, (JobHandle, POINTER(JobEvent))),
    "burnish_job_wait": (_Int, (JobHandle, _Int)),
    "burnish_job_cancel": (_Int, (JobHandle,)),
    **_getters("job", JobHandle, POINTER(ErrorHandle), "error"),
    **_getters("job", JobHandle, POINTER(ReportHandle), "report"),
}

IMAGE: Dict[str, Signature] = {
    "burnish_image_new": (_Int, (POINTER(ImageOptions), POINTER(ImageHandle), POINTER(ErrorHandle))),
    **_lifetime("image", ImageHandle),
    **_getters("image", ImageHandle, POINTER(ErrorHandle), "error"),
    "burnish_image_add": (_Int, (ImageHandle, c_char_p, c_char_p)),
    "burnish_image_add_bytes": (_Int, (ImageHandle, c_void_p, c_size_t, c_char_p)),
    "burnish_image_remove": (_Int, (ImageHandle, c_char_p)),
    "burnish_image_remove_tree": (_Int, (ImageHandle, c_char_p)),
    "burnish_image_exists": (_Int, (ImageHandle, c_char_p, _OutInt)),
    "burnish_image_import_session": (_Int, (ImageHandle, RecorderHandle)),
    **_getters("image", ImageHandle, POINTER(ImportedSession), "imported_session"),
    "burnish_image_set_session_start_block": (_Int, (ImageHandle, _Int)),
    **_setters("image", ImageHandle, c_char_p, "volume_id"),
    **_getters("image", ImageHandle, _OutString, "volume_id", "warnings", "imported_volume_name"),
    "burnish_image_set_volume_text": (_Int, (ImageHandle, _Int, c_char_p)),
    "burnish_image_get_volume_text": (_Int, (ImageHandle, _Int, _OutString)),
    "burnish_image_set_volume_time": (_Int, (ImageHandle, _Int, c_int64)),
    "burnish_image_get_volume_time": (_Int, (ImageHandle, _Int, POINTER(c_int64))),
    "burnish_image_add_boot_image": (_Int, (ImageHandle, c_char_p, POINTER(BootOptions))),
    "burnish_image_add_boot_image_bytes": (_Int, (ImageHandle, c_void_p, c_size_t, POINTER(BootOptions))),
    "burnish_image_remove_boot_images": (_Int, (ImageHandle,)),
    "burnish_image_create_result_image": (_Int, (ImageHandle, POINTER(StreamHandle))),
    "burnish_image_compare": (_Int, (ImageHandle, RecorderHandle, _Int, DifferenceCallback, c_void_p)),
    # nrg_image.h
    "burnish_nrg_image_open": (_Int, (c_char_p, POINTER(NrgImageHandle), POINTER(ErrorHandle))),
    **_lifetime("nrg_image", NrgImageHandle),
    **_getters("nrg_image", NrgImageHandle, POINTER(ErrorHandle), "error"),
    **_getters("nrg_image", NrgImageHandle, _OutString, "media_catalog_number"),
    "burnish_nrg_image_get_cd_text": (_Int, (NrgImageHandle, POINTER(POINTER(c_uint8)), POINTER(c_size_t))),
    **_getters("nrg_image", NrgImageHandle, _OutInt, "track_count"),
    "burnish_nrg_image_get_track": (_Int, (NrgImageHandle, _Int, POINTER(NrgTrack))),
    "burnish_nrg_image_create_track_stream": (_Int, (NrgImageHandle, _Int, POINTER(StreamHandle))),
}


def text(value: Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]) -> bytes:
    """A string or path as C takes it. A zero byte would cut it off silently, so it is refused."""
    encoded = os.fsencode(value)
    if b"\0" in encoded:
        raise ValueError("embedded null character")
    return encoded
