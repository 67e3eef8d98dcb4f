/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_data: writes a stream of 2048-byte sectors to a disc as one session. IMAPI2's IDiscFormat2Data and
 * IBurnVerification. Any thread may call any function; during a write every setter gives
 * BURNISH_E_DF2DATA_WRITE_IN_PROGRESS. */
#ifndef BURNISH_DATA_H
#define BURNISH_DATA_H

#include <burnish/api.h>
#include <burnish/medium.h>

BURNISH_BEGIN

/* IMAPI_BURN_VERIFICATION_LEVEL */
#define BURNISH_VERIFICATION_NONE 0
#define BURNISH_VERIFICATION_QUICK 1
#define BURNISH_VERIFICATION_FULL 2

/* IMAPI_FORMAT2_DATA_WRITE_ACTION */
#define BURNISH_DATA_ACTION_VALIDATING_MEDIA 0
#define BURNISH_DATA_ACTION_FORMATTING_MEDIA 1
#define BURNISH_DATA_ACTION_INITIALIZING_HARDWARE 2
#define BURNISH_DATA_ACTION_CALIBRATING_POWER 3
#define BURNISH_DATA_ACTION_WRITING_DATA 4
#define BURNISH_DATA_ACTION_FINALIZATION 5
#define BURNISH_DATA_ACTION_COMPLETED 6
#define BURNISH_DATA_ACTION_VERIFYING 7

/* IDiscFormat2DataEventArgs, and what it lacks. Times in seconds, LBAs and counts in sectors of 2048 bytes, buffers in
 * bytes. Later versions append fields: look at size before reading one that a newer header brought. */
typedef struct burnish_data_progress {
    uint32_t size;
    int32_t current_action; /* BURNISH_DATA_ACTION_… */
    int32_t elapsed_time;
    int32_t remaining_time; /* estimate */
    int32_t total_time;     /* estimate */
    int32_t start_lba;
    int32_t sector_count;
    int32_t last_read_lba;
    int32_t last_written_lba;
    int32_t total_system_buffer;
    int32_t used_system_buffer;
    int32_t free_system_buffer;
    int32_t simulate;            /* 1: a test write */
    int32_t current_write_speed; /* measured, sectors per second */
    int32_t total_drive_buffer;  /* -1: not known */
    int32_t free_drive_buffer;   /* -1: not known */
    double stage_progress;       /* 0 to 1 within current_action; negative: not known */
} burnish_data_progress;

/* DDiscFormat2DataEvents::Update: on each change of action and every 0.5 s in between, on the thread that called
 * burnish_data_write(). progress lives for the call. The handler may call burnish_data_cancel_write(). */
typedef void (*burnish_data_progress_callback)(burnish_data *data, const burnish_data_progress *progress,
                                               void *user_data);

BURNISH_API int32_t burnish_data_new(burnish_data **out);
BURNISH_API burnish_data *burnish_data_ref(burnish_data *data);
BURNISH_API void burnish_data_unref(burnish_data *data);

/* The error of the last call on this object that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_data_get_error(burnish_data *data, burnish_error **error);

/* The recorder to write with; NULL clears it. BURNISH_E_DF2DATA_RECORDER_NOT_SUPPORTED: it cannot write data discs. */
BURNISH_API int32_t burnish_data_set_recorder(burnish_data *data, burnish_recorder *recorder);
/* A new reference to that recorder, or NULL with BURNISH_S_FALSE where none is set. */
BURNISH_API int32_t burnish_data_get_recorder(burnish_data *data, burnish_recorder **recorder);

/* The name that others see as the owner of the drive; required before a write. 1 to 63 characters: ASCII letters,
 * digits, blank and . , - _ ( ) ' & ! + = @ # $ %. BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID. */
BURNISH_API int32_t burnish_data_set_client_name(burnish_data *data, const char *name);
BURNISH_API int32_t burnish_data_get_client_name(burnish_data *data, char **name);

/* Default 0. 1: close the disc at the end; nothing can be added. 0: leave it appendable, but the disc is closed all
 * the same when 2 % or less of it stay free, and on DVD+R see the next property. */
BURNISH_API int32_t burnish_data_set_force_media_to_be_closed(burnish_data *data, int32_t value);
BURNISH_API int32_t burnish_data_get_force_media_to_be_closed(burnish_data *data, int32_t *value);

/* Default 0. 1: a rewritable disc that holds something is overwritten from its start; 0 then gives
 * BURNISH_E_DF2DATA_MEDIA_NOT_BLANK. It concerns no other discs: CD-R, CD-RW and DVD+R get a new session either way. */
BURNISH_API int32_t burnish_data_set_force_overwrite(burnish_data *data, int32_t value);
BURNISH_API int32_t burnish_data_get_force_overwrite(burnish_data *data, int32_t *value);

/* Default 0: on CD the drive bridges a buffer that ran empty, where it can. 1: it does not, and such a disc is lost.
 * Kept also where drive or medium give no choice (DVD+R). */
BURNISH_API int32_t burnish_data_set_buffer_underrun_free_disabled(burnish_data *data, int32_t value);
BURNISH_API int32_t burnish_data_get_buffer_underrun_free_disabled(burnish_data *data, int32_t *value);

/* Default 0. DVD+R: 0 always finalizes the disc so that players read it; 1 closes the disc only where
 * ForceMediaToBeClosed is set, and else the session. No effect on CD. */
BURNISH_API int32_t burnish_data_set_disable_consumer_dvd_compatibility_mode(burnish_data *data, int32_t value);
BURNISH_API int32_t burnish_data_get_disable_consumer_dvd_compatibility_mode(burnish_data *data, int32_t *value);

/* Default 0: on CD a post-gap of 150 zero sectors follows the stream. 1: the stream brings it. */
BURNISH_API int32_t burnish_data_set_postgap_already_in_image(burnish_data *data, int32_t value);
BURNISH_API int32_t burnish_data_get_postgap_already_in_image(burnish_data *data, int32_t *value);

/* Beyond IMAPI2, default 0. 1: a test write, laser off; the disc stays as it is. A write then gives
 * BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT where the medium or the drive has no test write (DVD+R). */
BURNISH_API int32_t burnish_data_set_simulate(burnish_data *data, int32_t value);
BURNISH_API int32_t burnish_data_get_simulate(burnish_data *data, int32_t *value);

/* Beyond IMAPI2, default 1: the stream's SHA-256 goes into the report. FULL and QUICK verification hash all the same. */
BURNISH_API int32_t burnish_data_set_hash(burnish_data *data, int32_t value);
BURNISH_API int32_t burnish_data_get_hash(burnish_data *data, int32_t *value);

/* Beyond IMAPI2, default 0: bytes of the buffer between stream and drive; 0 holds five seconds of the write speed.
 * Otherwise 131072 to 1073741824, or BURNISH_E_INVALIDARG. */
BURNISH_API int32_t burnish_data_set_fifo_size(burnish_data *data, uint64_t bytes);
BURNISH_API int32_t burnish_data_get_fifo_size(burnish_data *data, uint64_t *bytes);

/* IBurnVerification: BURNISH_VERIFICATION_…, default NONE. */
BURNISH_API int32_t burnish_data_set_burn_verification_level(burnish_data *data, int32_t level);
BURNISH_API int32_t burnish_data_get_burn_verification_level(burnish_data *data, int32_t *level);

/* sectors_per_second: -1 is the fastest. pure_cav: constant angular velocity; 0 with -1 takes any rotation. The nearest
 * speed is taken, and of its rotations the one asked for; the result says what differs: BURNISH_S_SPEEDADJUSTED,
 * BURNISH_S_ROTATIONADJUSTED, BURNISH_S_BOTHADJUSTED. Sent to the drive by a write. BURNISH_E_RECORDER_REQUIRED. */
BURNISH_API int32_t burnish_data_set_write_speed(burnish_data *data, int32_t sectors_per_second, int32_t pure_cav);
BURNISH_API int32_t burnish_data_get_requested_write_speed(burnish_data *data, int32_t *sectors_per_second);
BURNISH_API int32_t burnish_data_get_requested_rotation_type_is_pure_cav(burnish_data *data, int32_t *pure_cav);
/* What the drive says; sectors per second, and whether at pure CAV. */
BURNISH_API int32_t burnish_data_get_current_write_speed(burnish_data *data, int32_t *sectors_per_second);
BURNISH_API int32_t burnish_data_get_current_rotation_type_is_pure_cav(burnish_data *data, int32_t *pure_cav);
/* For this drive and disc, fastest first; lists as in burnish/recorder.h. Descriptors are new references. */
BURNISH_API int32_t burnish_data_get_supported_write_speeds(burnish_data *data, int32_t *values, size_t capacity,
                                                            size_t *count);
BURNISH_API int32_t burnish_data_get_supported_write_speed_descriptors(burnish_data *data, burnish_speed **values,
                                                                       size_t capacity, size_t *count);

/* The disc. All need a recorder (BURNISH_E_RECORDER_REQUIRED) and ask the drive anew; those from _total_sectors on give
 * BURNISH_E_DF2DATA_INVALID_MEDIA_STATE on a medium that this format does not handle. Without a disc all give
 * BURNISH_E_RECORDER_MEDIA_NO_MEDIA, but the type is BURNISH_MEDIA_TYPE_UNKNOWN. write_protect: BURNISH_WRITE_PROTECT_….
 * heuristically_blank: as physically_blank; a rewritable disc that is never blank so may be overwritten without loss:
 * it is not mounted, and its first and last 2 MB are zero (which are read). */
BURNISH_API int32_t burnish_data_get_current_physical_media_type(burnish_data *data, int32_t *type);
BURNISH_API int32_t burnish_data_get_current_media_status(burnish_data *data, int32_t *state);
BURNISH_API int32_t burnish_data_get_media_physically_blank(burnish_data *data, int32_t *blank);
BURNISH_API int32_t burnish_data_get_media_heuristically_blank(burnish_data *data, int32_t *blank);
BURNISH_API int32_t burnish_data_get_write_protect_status(burnish_data *data, int32_t *protection);
BURNISH_API int32_t burnish_data_get_total_sectors_on_media(burnish_data *data, int32_t *sectors);
BURNISH_API int32_t burnish_data_get_free_sectors_on_media(burnish_data *data, int32_t *sectors);
BURNISH_API int32_t burnish_data_get_next_writable_address(burnish_data *data, int32_t *lba);
BURNISH_API int32_t burnish_data_get_start_address_of_previous_session(burnish_data *data, int32_t *lba);
BURNISH_API int32_t burnish_data_get_last_written_address_of_previous_session(burnish_data *data, int32_t *lba);

/* IDiscFormat2: whether a recorder can write data discs, and the disc in it; BURNISH_S_OK or BURNISH_S_FALSE with
 * *supported 1 or 0. BURNISH_E_RECORDER_MEDIA_NO_MEDIA, with *supported 0, where no disc is in. */
BURNISH_API int32_t burnish_data_is_recorder_supported(burnish_data *data, burnish_recorder *recorder,
                                                       int32_t *supported);
BURNISH_API int32_t burnish_data_is_current_media_supported(burnish_data *data, burnish_recorder *recorder,
                                                            int32_t *supported);
/* The BURNISH_MEDIA_TYPE_… that this format handles; a list as in burnish/recorder.h. */
BURNISH_API int32_t burnish_data_get_supported_media_types(burnish_data *data, int32_t *values, size_t capacity,
                                                           size_t *count);

/* Called during a write; NULL stops that. */
BURNISH_API int32_t burnish_data_set_progress(burnish_data *data, burnish_data_progress_callback callback,
                                              void *user_data);

/* Writes a stream as a new session, and returns when the disc is finished: plan, check, write, close, inspect, verify.
 * The stream's length must be a multiple of 2048 (BURNISH_E_DF2DATA_STREAM_NOT_SUPPORTED); it serves no other write
 * meanwhile (BURNISH_E_INVALIDARG). Refused before anything is
 * written: BURNISH_E_RECORDER_REQUIRED, BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID, BURNISH_E_DF2DATA_WRITE_IN_PROGRESS,
 * BURNISH_E_DF2DATA_MEDIA_IS_NOT_SUPPORTED (finalized, damaged or foreign medium), BURNISH_E_DF2DATA_MEDIA_NOT_BLANK,
 * BURNISH_E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA, BURNISH_E_RECORDER_LOCKED, BURNISH_E_RECORDER_MEDIA_NO_MEDIA.
 * Later: BURNISH_E_REQUEST_CANCELLED, BURNISH_E_STREAM_TOO_SHORT, BURNISH_E_STREAM_READ_FAILURE,
 * BURNISH_E_STREAM_BAD_CALLBACK or the stream's own status, BURNISH_E_BURN_VERIFICATION_FAILED (the disc is not what was
 * planned, at every verification level), BURNISH_E_LOSS_OF_STREAMING, BURNISH_E_UNEXPECTED_RESPONSE_FROM_DEVICE and the
 * drive's errors. IDiscFormat2Data::Write. */
BURNISH_API int32_t burnish_data_write(burnish_data *data, burnish_stream *stream);

/* Makes the write that runs end with BURNISH_E_REQUEST_CANCELLED, in bounded time. Any thread, and from the progress
 * callback. BURNISH_E_DF2DATA_WRITE_NOT_IN_PROGRESS. IDiscFormat2Data::CancelWrite. */
BURNISH_API int32_t burnish_data_cancel_write(burnish_data *data);

/* The report of the last write, also of a failed one, as a new reference. BURNISH_S_FALSE and NULL before the first. */
BURNISH_API int32_t burnish_data_get_report(burnish_data *data, burnish_report **report);

BURNISH_END

#endif
