/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_recorder: one drive. IMAPI2's IDiscRecorder2 and IDiscRecorder2Ex. Any thread may call any function; calls
 * on one recorder wait for each other, command by command.
 *
 * Every function but _new, _ref, _unref and _get_error gives BURNISH_E_RECORDER_REQUIRED before the recorder was
 * initialized, and may give the drive's errors: BURNISH_E_RECORDER_COMMAND_TIMEOUT,
 * BURNISH_E_RECORDER_INVALID_RESPONSE_FROM_DEVICE, BURNISH_E_RECORDER_MEDIA_NO_MEDIA and its neighbours,
 * BURNISH_E_DEV_NOT_EXIST (unplugged), BURNISH_E_UNEXPECTED_RESPONSE_FROM_DEVICE, BURNISH_E_RECORDER_LOCKED. */
#ifndef BURNISH_RECORDER_H
#define BURNISH_RECORDER_H

#include <burnish/api.h>

BURNISH_BEGIN

BURNISH_API int32_t burnish_recorder_new(burnish_recorder **out);
BURNISH_API burnish_recorder *burnish_recorder_ref(burnish_recorder *recorder);
BURNISH_API void burnish_recorder_unref(burnish_recorder *recorder);

/* The error of the last call on this recorder that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_recorder_get_error(burnish_recorder *recorder, burnish_error **error);

/* Binds the recorder to a device: "/dev/sr0", "virtual:FOLDER[?medium=dvd+r&…]", "replay:FILE" (docs/devices.md). Succeeds on a
 * drive that somebody else holds exclusively, as IMAPI2 does. The medium is not touched. A recorder is bound once:
 * after a success, another call gives BURNISH_E_INVALIDARG; after a failure it may be tried again.
 * BURNISH_E_DEV_NOT_EXIST: no such node. BURNISH_E_ACCESSDENIED: no permission. BURNISH_E_NOT_A_RECORDER: something else.
 * BURNISH_E_RECORDER_LOCKED: the virtual disc is open elsewhere. BURNISH_E_NOT_A_DISC_FOLDER,
 * BURNISH_E_MEDIUM_CONTRADICTS_DISC: the folder is no disc, or another one. BURNISH_E_INVALIDARG: bad device string.
 * BURNISH_E_NOT_A_TRANSCRIPT: the file is none. */
BURNISH_API int32_t burnish_recorder_initialize_disc_recorder(burnish_recorder *recorder, const char *device);

/* Writes a transcript of all that is said to the drive, from the first command to the last reference's end: a text file
 * that "replay:FILE" plays as a drive (see docs/transcripts.md). To be set before the recorder is bound, else
 * BURNISH_E_INVALIDARG; path NULL: none. The file is made, or replaced, when the recorder is bound, which fails with
 * BURNISH_E_FAIL where it cannot be written. redact: not 0 makes serial numbers, and what else names the machine,
 * unreadable. A disc's contents are not in it, but for reads of up to two sectors. Where writing fails later, as on a
 * full disk, the transcript ends there and the drive goes on. No member of IMAPI2. */
BURNISH_API int32_t burnish_recorder_set_recording(burnish_recorder *recorder, const char *path, int32_t redact);

/* The device string used to initialize (get_ActiveDiscRecorder). Strings are the caller's. */
BURNISH_API int32_t burnish_recorder_get_active_disc_recorder(burnish_recorder *recorder, char **device);
/* INQUIRY's vendor (8 characters), product (16) and revision (4), trailing blanks removed. */
BURNISH_API int32_t burnish_recorder_get_vendor_id(burnish_recorder *recorder, char **vendor_id);
BURNISH_API int32_t burnish_recorder_get_product_id(burnish_recorder *recorder, char **product_id);
BURNISH_API int32_t burnish_recorder_get_product_revision(burnish_recorder *recorder, char **product_revision);
/* N of /dev/srN; -1 where the recorder is no such node. */
BURNISH_API int32_t burnish_recorder_get_legacy_device_number(burnish_recorder *recorder, int32_t *number);
/* Where the disc is mounted: the paths, one a line; empty where it is not (get_VolumePathNames). */
BURNISH_API int32_t burnish_recorder_get_volume_path_names(burnish_recorder *recorder, char **paths);
/* A name of the drive that stays the same when drives come and go (get_VolumeName): a link in /dev/disk/by-id where
 * there is one, else the node without links; of a virtual recorder its device string with the folder's full path. It
 * can be used to initialize a recorder. */
BURNISH_API int32_t burnish_recorder_get_volume_name(burnish_recorder *recorder, char **name);
/* Whether the drive ejects and loads by itself. Some slim drives say yes wrongly. */
BURNISH_API int32_t burnish_recorder_get_device_can_load_media(burnish_recorder *recorder, int32_t *can_load);

/* Lists: up to capacity values are written, *count says how many there are; values may be NULL with capacity 0.
 * Feature pages: IMAPI_FEATURE_PAGE_TYPE. Profiles: IMAPI_PROFILE_TYPE. Mode pages: IMAPI_MODE_PAGE_TYPE. */
BURNISH_API int32_t burnish_recorder_get_supported_feature_pages(burnish_recorder *recorder, int32_t *values,
                                                                 size_t capacity, size_t *count);
BURNISH_API int32_t burnish_recorder_get_current_feature_pages(burnish_recorder *recorder, int32_t *values,
                                                               size_t capacity, size_t *count);
BURNISH_API int32_t burnish_recorder_get_supported_profiles(burnish_recorder *recorder, int32_t *values,
                                                            size_t capacity, size_t *count);
BURNISH_API int32_t burnish_recorder_get_current_profiles(burnish_recorder *recorder, int32_t *values, size_t capacity,
                                                          size_t *count);
BURNISH_API int32_t burnish_recorder_get_supported_mode_pages(burnish_recorder *recorder, int32_t *values,
                                                              size_t capacity, size_t *count);

/* One feature descriptor (MMC-6, 5.3), header included: up to capacity bytes are written, *count says how many there
 * are. current_only: BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT where it is not. BURNISH_E_RECORDER_NO_SUCH_FEATURE.
 * IDiscRecorder2Ex::GetFeaturePage. */
BURNISH_API int32_t burnish_recorder_get_feature_page(burnish_recorder *recorder, int32_t feature,
                                                      int32_t current_only, uint8_t *data, size_t capacity,
                                                      size_t *count);

/* One mode page without mode parameter header and block descriptors. request_type: IMAPI_MODE_PAGE_REQUEST_TYPE, 0
 * current, 1 changeable, 2 default, 3 saved. BURNISH_E_RECORDER_NO_SUCH_MODE_PAGE. IDiscRecorder2Ex::GetModePage. */
BURNISH_API int32_t burnish_recorder_get_mode_page(burnish_recorder *recorder, int32_t page, int32_t request_type,
                                                   uint8_t *data, size_t capacity, size_t *count);
/* Sends one mode page. BURNISH_E_RECORDER_INVALID_MODE_PARAMETERS. IDiscRecorder2Ex::SetModePage. */
BURNISH_API int32_t burnish_recorder_set_mode_page(burnish_recorder *recorder, const uint8_t *data, size_t length);

/* Tray. An eject takes a lock off that nobody who uses the disc has put there, such as udev's. BURNISH_E_RECORDER_LOCKED:
 * the tray is locked otherwise: the disc is mounted, or a program (this one, too) holds the drive or writes. */
BURNISH_API int32_t burnish_recorder_eject_media(burnish_recorder *recorder);
BURNISH_API int32_t burnish_recorder_close_tray(burnish_recorder *recorder);

/* Exclusive access, counted: the first call takes it, each further one adds one. client_name: 1 to 63 characters, see
 * burnish_data_set_client_name(). force: 0 fails where the disc is mounted, else it is unmounted first.
 * BURNISH_E_RECORDER_LOCKED: mounted, or held by another; the error names the holder where it can be known.
 * BURNISH_E_RECORDER_CLIENT_NAME_IS_NOT_VALID. Not needed before a write, which takes it by itself. */
BURNISH_API int32_t burnish_recorder_acquire_exclusive_access(burnish_recorder *recorder, int32_t force,
                                                              const char *client_name);
/* Takes one away; at 0 the drive is free again. BURNISH_E_FAIL where it was not held. */
BURNISH_API int32_t burnish_recorder_release_exclusive_access(burnish_recorder *recorder);
/* Who holds it: the client's name, or what can be known of another process; empty where nobody does. */
BURNISH_API int32_t burnish_recorder_get_exclusive_access_owner(burnish_recorder *recorder, char **owner);

/* Media change notification off and on (DisableMcn, EnableMcn), counted: on again when each disable was undone, when the
 * last reference to the recorder goes, and when the process ends. Off means that the system's device manager (udev) does
 * not look at discs that come and go in this drive, so that no desktop mounts or plays them: the drive's node is locked
 * with flock(2), which udev respects; it catches up afterwards, within its own limits (some minutes). Waits up to 10
 * seconds while udev looks at a disc, then BURNISH_E_RECORDER_LOCKED. enable without disable: BURNISH_E_FAIL. With a
 * virtual recorder there is nobody to notify: it is only counted. */
BURNISH_API int32_t burnish_recorder_disable_mcn(burnish_recorder *recorder);
BURNISH_API int32_t burnish_recorder_enable_mcn(burnish_recorder *recorder);

/* The disc in the drive, as a picture taken now. */
BURNISH_API int32_t burnish_recorder_get_medium(burnish_recorder *recorder, burnish_medium **medium);

/* Reads count blocks of 2048 bytes from lba into buffer (READ(10), through the drive, not through a cache).
 * BURNISH_E_INVALIDARG: a negative lba, count below 1. What buffer holds after a failure is not defined. */
BURNISH_API int32_t burnish_recorder_read_blocks(burnish_recorder *recorder, int32_t lba, int32_t count, void *buffer);

BURNISH_END

#endif
