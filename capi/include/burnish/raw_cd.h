/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_raw_cd: writes a raw image, from the lead-in to the lead-out with all sub-channels, to a blank CD-R or CD-RW.
 * IMAPI2's IDiscFormat2RawCD, and beyond it verification, test writes and session at once for drives that refuse raw.
 *
 *     burnish_raw_cd_prepare_media()   the drive is taken, the disc is checked, the drive is asked what it can
 *     burnish_raw_cd_write_media()     the image is written, and the disc is held against it
 *     burnish_raw_cd_release_media()   the drive is free: always call it
 *
 * Any thread may call any function. While an image is written, and while the disc is prepared or released, every setter
 * gives BURNISH_E_DF2RAW_WRITE_IN_PROGRESS; between prepare and release they give BURNISH_E_DF2RAW_MEDIA_IS_PREPARED
 * where nothing else is said. Dropping the last reference of a prepared disc frees the drive. */
#ifndef BURNISH_RAW_CD_H
#define BURNISH_RAW_CD_H

#include <burnish/api.h>
#include <burnish/medium.h>
#include <burnish/stream.h>

BURNISH_BEGIN

/* IMAPI_FORMAT2_RAW_CD_WRITE_ACTION, and beyond it VERIFYING. */
#define BURNISH_RAW_CD_ACTION_UNKNOWN 0
#define BURNISH_RAW_CD_ACTION_PREPARING 1
#define BURNISH_RAW_CD_ACTION_WRITING 2
#define BURNISH_RAW_CD_ACTION_FINISHING 3
#define BURNISH_RAW_CD_ACTION_VERIFYING 4

/* IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE: what follows the 2352 bytes of each sector in an image. PQ_ONLY: 16 bytes, Q
 * and P. IS_COOKED: 96 bytes, P to W, to whose R to W the drive adds parity and interleave. IS_RAW: 96 bytes as they go
 * on the disc. */
#define BURNISH_RAW_CD_SECTOR_TYPE_SUBCODE_PQ_ONLY 1
#define BURNISH_RAW_CD_SECTOR_TYPE_SUBCODE_IS_COOKED 2
#define BURNISH_RAW_CD_SECTOR_TYPE_SUBCODE_IS_RAW 3

/* Beyond IMAPI2: whether an image may be written session at once, from a cue sheet that is made of it. The disc is the
 * same but for what the drive then writes by itself: P and Q, lead-in and lead-out, EDC and ECC. */
#define BURNISH_RAW_CD_SESSION_AT_ONCE_ALLOW 0   /* where the drive does not write raw */
#define BURNISH_RAW_CD_SESSION_AT_ONCE_REQUIRE 1 /* always */
#define BURNISH_RAW_CD_SESSION_AT_ONCE_FORBID 2  /* never: raw or not at all */

/* IDiscFormat2RawCDEventArgs, and what it lacks. Times in seconds, LBAs and counts in sectors of the image, buffers in
 * bytes. Later versions append fields: look at size before reading one that a newer header brought. */
typedef struct burnish_raw_cd_progress {
    uint32_t size;
    int32_t current_action;  /* BURNISH_RAW_CD_ACTION_... */
    int32_t session_at_once; /* 1: the disc is written session at once, not raw */
    int32_t elapsed_time;    /* of this call */
    int32_t remaining_time;  /* estimate */
    int32_t total_time;      /* estimate */
    int32_t start_lba;       /* negative; while verifying, of the track */
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
} burnish_raw_cd_progress;

/* DDiscFormat2RawCDEvents::Update: on each change of action and every 0.5 s in between, on the thread that called
 * burnish_raw_cd_write_media(): PREPARING, WRITING, FINISHING, and VERIFYING where that was asked for. progress lives
 * for the call. The handler may call burnish_raw_cd_cancel_write(). */
typedef void (*burnish_raw_cd_progress_callback)(burnish_raw_cd *raw_cd, const burnish_raw_cd_progress *progress,
                                                 void *user_data);

BURNISH_API int32_t burnish_raw_cd_new(burnish_raw_cd **out);
BURNISH_API burnish_raw_cd *burnish_raw_cd_ref(burnish_raw_cd *raw_cd);
BURNISH_API void burnish_raw_cd_unref(burnish_raw_cd *raw_cd);

/* The error of the last call on this object that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_raw_cd_get_error(burnish_raw_cd *raw_cd, burnish_error **error);

/* The recorder to write with; NULL clears it. BURNISH_E_DF2RAW_RECORDER_NOT_SUPPORTED: it cannot write CDs. */
BURNISH_API int32_t burnish_raw_cd_set_recorder(burnish_raw_cd *raw_cd, burnish_recorder *recorder);
/* A new reference to that recorder, or NULL with BURNISH_S_FALSE where none is set. */
BURNISH_API int32_t burnish_raw_cd_get_recorder(burnish_raw_cd *raw_cd, burnish_recorder **recorder);

/* The name that others see as the owner of the drive; required before burnish_raw_cd_prepare_media(). 1 to 63
 * characters: ASCII letters, digits, blank and . , - _ ( ) ' & ! + = @ # $ %.
 * BURNISH_E_DF2RAW_CLIENT_NAME_IS_NOT_VALID. */
BURNISH_API int32_t burnish_raw_cd_set_client_name(burnish_raw_cd *raw_cd, const char *name);
BURNISH_API int32_t burnish_raw_cd_get_client_name(burnish_raw_cd *raw_cd, char **name);

/* Default 0, and 0 again each time a disc is prepared. 1: the drive's protection against an empty buffer is off, and a
 * source that stalls costs the disc (BURNISH_E_LOSS_OF_STREAMING). To be set between prepare and release only: else
 * BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED. */
BURNISH_API int32_t burnish_raw_cd_set_buffer_underrun_free_disabled(burnish_raw_cd *raw_cd, int32_t value);
BURNISH_API int32_t burnish_raw_cd_get_buffer_underrun_free_disabled(burnish_raw_cd *raw_cd, int32_t *value);

/* The image's sector type, BURNISH_RAW_CD_SECTOR_TYPE_SUBCODE_...; IS_COOKED, and that again each time a disc is
 * prepared, also where the drive lacks it: then writing an image of that type is session at once or fails. To be set
 * and asked between prepare and release only: else BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED.
 * BURNISH_E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED: the drive does not write it (any type may be set where nothing is
 * written raw: the drive writes none and session at once is allowed, or it is required). BURNISH_E_INVALIDARG: none of
 * the three. */
BURNISH_API int32_t burnish_raw_cd_set_requested_sector_type(burnish_raw_cd *raw_cd, int32_t type);
BURNISH_API int32_t burnish_raw_cd_get_requested_sector_type(burnish_raw_cd *raw_cd, int32_t *type);

/* Beyond IMAPI2: BURNISH_RAW_CD_SESSION_AT_ONCE_..., default ALLOW. The report and each event tell which way was taken,
 * and the report what the drive refused. ALLOW also stands in where a drive that claims to write raw refuses the first
 * block, nothing was written and the disc is still blank. Written so, an image must be readable twice; its tracks are
 * audio or mode 1. */
BURNISH_API int32_t burnish_raw_cd_set_session_at_once(burnish_raw_cd *raw_cd, int32_t policy);
BURNISH_API int32_t burnish_raw_cd_get_session_at_once(burnish_raw_cd *raw_cd, int32_t *policy);

/* Beyond IMAPI2, default 0. 1: test writes, laser off; the disc stays blank. Preparing then gives
 * BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT where the drive has no test write. */
BURNISH_API int32_t burnish_raw_cd_set_simulate(burnish_raw_cd *raw_cd, int32_t value);
BURNISH_API int32_t burnish_raw_cd_get_simulate(burnish_raw_cd *raw_cd, int32_t *value);

/* Beyond IMAPI2, default 1: the report has a SHA-256 of the main channel from LBA 0 to the lead-out, data unscrambled.
 */
BURNISH_API int32_t burnish_raw_cd_set_hash(burnish_raw_cd *raw_cd, int32_t value);
BURNISH_API int32_t burnish_raw_cd_get_hash(burnish_raw_cd *raw_cd, int32_t *value);

/* Beyond IMAPI2, default 0: bytes of the buffer between stream and drive; 0 holds five seconds of the write speed.
 * Otherwise 131072 to 1073741824, or BURNISH_E_INVALIDARG. The laser starts when it is filled to half. */
BURNISH_API int32_t burnish_raw_cd_set_fifo_size(burnish_raw_cd *raw_cd, uint64_t bytes);
BURNISH_API int32_t burnish_raw_cd_get_fifo_size(burnish_raw_cd *raw_cd, uint64_t *bytes);

/* Beyond IMAPI2: BURNISH_VERIFICATION_... of burnish/data.h, default NONE. At every level state, table of contents,
 * CD-TEXT, catalogue number and ISRCs of the disc are held against the image, as far as the drive gives them back;
 * QUICK is no more than that. FULL: also every track is read back with its Q sub-channel (as P to W, else Q alone, else
 * none: the report tells) and compared, audio whatever the drive's constant read offset (up to 2000 samples) is. */
BURNISH_API int32_t burnish_raw_cd_set_burn_verification_level(burnish_raw_cd *raw_cd, int32_t level);
BURNISH_API int32_t burnish_raw_cd_get_burn_verification_level(burnish_raw_cd *raw_cd, int32_t *level);

/* sectors_per_second: -1 is the fastest, 75 is 1x. pure_cav: constant angular velocity; 0 with -1 takes any
 * rotation. The nearest speed is taken, and of its rotations the one asked for; the result says what differs:
 * BURNISH_S_SPEEDADJUSTED, BURNISH_S_ROTATIONADJUSTED, BURNISH_S_BOTHADJUSTED. Also on a prepared disc.
 * BURNISH_E_RECORDER_REQUIRED. */
BURNISH_API int32_t burnish_raw_cd_set_write_speed(burnish_raw_cd *raw_cd, int32_t sectors_per_second,
                                                   int32_t pure_cav);
BURNISH_API int32_t burnish_raw_cd_get_requested_write_speed(burnish_raw_cd *raw_cd, int32_t *sectors_per_second);
BURNISH_API int32_t burnish_raw_cd_get_requested_rotation_type_is_pure_cav(burnish_raw_cd *raw_cd, int32_t *pure_cav);
/* What the drive says; sectors per second, and whether at pure CAV. */
BURNISH_API int32_t burnish_raw_cd_get_current_write_speed(burnish_raw_cd *raw_cd, int32_t *sectors_per_second);
BURNISH_API int32_t burnish_raw_cd_get_current_rotation_type_is_pure_cav(burnish_raw_cd *raw_cd, int32_t *pure_cav);
/* For this drive and disc, fastest first; lists as in burnish/recorder.h. Descriptors are new references. */
BURNISH_API int32_t burnish_raw_cd_get_supported_write_speeds(burnish_raw_cd *raw_cd, int32_t *values, size_t capacity,
                                                              size_t *count);
BURNISH_API int32_t burnish_raw_cd_get_supported_write_speed_descriptors(burnish_raw_cd *raw_cd, burnish_speed **values,
                                                                         size_t capacity, size_t *count);

/* The disc; BURNISH_E_DF2RAW_NO_RECORDER_SPECIFIED. Of a prepared disc they tell what is known of it and leave the
 * drive alone. Without a disc the type is BURNISH_MEDIA_TYPE_UNKNOWN, and the others give
 * BURNISH_E_RECORDER_MEDIA_NO_MEDIA. A CD is blank to the heuristic where it is physically blank. */
BURNISH_API int32_t burnish_raw_cd_get_current_physical_media_type(burnish_raw_cd *raw_cd, int32_t *type);
BURNISH_API int32_t burnish_raw_cd_get_media_physically_blank(burnish_raw_cd *raw_cd, int32_t *blank);
BURNISH_API int32_t burnish_raw_cd_get_media_heuristically_blank(burnish_raw_cd *raw_cd, int32_t *blank);

/* IDiscFormat2: whether a recorder can write CDs, and whether a blank one lies in it; BURNISH_S_OK or BURNISH_S_FALSE
 * with *supported 1 or 0. BURNISH_E_RECORDER_MEDIA_NO_MEDIA, with *supported 0, where no disc is in. */
BURNISH_API int32_t burnish_raw_cd_is_recorder_supported(burnish_raw_cd *raw_cd, burnish_recorder *recorder,
                                                         int32_t *supported);
BURNISH_API int32_t burnish_raw_cd_is_current_media_supported(burnish_raw_cd *raw_cd, burnish_recorder *recorder,
                                                              int32_t *supported);
/* The BURNISH_MEDIA_TYPE_... that this format handles; a list as in burnish/recorder.h. */
BURNISH_API int32_t burnish_raw_cd_get_supported_media_types(burnish_raw_cd *raw_cd, int32_t *values, size_t capacity,
                                                             size_t *count);

/* Called during burnish_raw_cd_write_media(); NULL stops that. May be set on a prepared disc, too. */
BURNISH_API int32_t burnish_raw_cd_set_progress(burnish_raw_cd *raw_cd, burnish_raw_cd_progress_callback callback,
                                                void *user_data);

/* Takes the drive, locks its tray, checks the disc and asks the drive what it writes; the laser stays off.
 * BURNISH_S_SPEEDADJUSTED and its like: the write speed is another than asked for.
 * BURNISH_E_DF2RAW_NO_RECORDER_SPECIFIED, BURNISH_E_DF2RAW_MEDIA_IS_PREPARED,
 * BURNISH_E_DF2RAW_CLIENT_NAME_IS_NOT_VALID, BURNISH_E_DF2RAW_MEDIA_IS_NOT_SUPPORTED (no CD-R or CD-RW),
 * BURNISH_E_DF2RAW_MEDIA_IS_NOT_BLANK, BURNISH_E_DF2RAW_RECORDER_NOT_SUPPORTED (neither raw nor, where that is
 * permitted, session at once), BURNISH_E_RECORDER_MEDIA_NO_MEDIA, BURNISH_E_RECORDER_LOCKED and the drive's errors;
 * after a failure the drive is free. IDiscFormat2RawCD::PrepareMedia. */
BURNISH_API int32_t burnish_raw_cd_prepare_media(burnish_raw_cd *raw_cd);

/* Of a prepared disc, also while an image is written; else BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED. */
/* LBA where the disc's lead-in starts, from its ATIP: negative. */
BURNISH_API int32_t burnish_raw_cd_get_start_of_next_session(burnish_raw_cd *raw_cd, int32_t *lba);
/* The largest LBA at which the lead-out may start. */
BURNISH_API int32_t burnish_raw_cd_get_last_possible_start_of_leadout(burnish_raw_cd *raw_cd, int32_t *lba);
/* The BURNISH_RAW_CD_SECTOR_TYPE_SUBCODE_... that the drive writes raw, ascending; none where it refuses to write raw.
 * A list as in burnish/recorder.h. */
BURNISH_API int32_t burnish_raw_cd_get_supported_sector_types(burnish_raw_cd *raw_cd, int32_t *values, size_t capacity,
                                                              size_t *count);

/* Beyond IMAPI2: 1 where an image of the requested type will be written session at once; while an image is written, and
 * after it, whether it was. BURNISH_E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED, BURNISH_E_DF2RAW_RECORDER_NOT_SUPPORTED: it
 * will not be written at all. */
BURNISH_API int32_t burnish_raw_cd_get_writes_session_at_once(burnish_raw_cd *raw_cd, int32_t *value);

/* Writes a raw image, and returns when the disc is finished and was looked at. The stream's first sector is that of
 * 95:00:00 (LBA -22650), as an image's stream of burnish/raw_image.h has it; it is written from the disc's own start of
 * the lead-in on. Where the stream does not seek it is read up to there. Its length is a multiple of the requested
 * type's sector, or BURNISH_STREAM_LENGTH_UNKNOWN. Before the laser is on, the lead-in's table of contents is read and,
 * of a stream that seeks and was not made by burnish, every sector: refused with BURNISH_E_DF2RAW_STREAM_NOT_SUPPORTED
 * and the place where the image contradicts itself, BURNISH_E_DF2RAW_STREAM_LEADIN_TOO_SHORT,
 * BURNISH_E_DF2RAW_NOT_ENOUGH_SPACE (the lead-out), BURNISH_E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED,
 * BURNISH_E_DF2RAW_RECORDER_NOT_SUPPORTED (no cue sheet is taken), BURNISH_E_DF2RAW_MEDIA_IS_NOT_BLANK (a second
 * image), BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED, BURNISH_E_DF2RAW_WRITE_IN_PROGRESS, BURNISH_E_INVALIDARG (the stream
 * serves another write). Later: BURNISH_E_REQUEST_CANCELLED, the stream's errors as in burnish_data_write(),
 * BURNISH_E_LOSS_OF_STREAMING, BURNISH_E_POWER_CALIBRATION and the drive's errors, after which the disc is of no use (a
 * CD-RW can be erased); BURNISH_E_BURN_VERIFICATION_FAILED: the disc is not what the image makes of it. The disc stays
 * prepared in any case. IDiscFormat2RawCD::WriteMedia. */
BURNISH_API int32_t burnish_raw_cd_write_media(burnish_raw_cd *raw_cd, burnish_stream *image);
/* The same of an image that starts elsewhere: stream_lead_in_sectors, 0 to 45000, sectors before 00:00:00 (LBA -150),
 * else BURNISH_E_INVALIDARG. IDiscFormat2RawCD::WriteMedia2. */
BURNISH_API int32_t burnish_raw_cd_write_media2(burnish_raw_cd *raw_cd, burnish_stream *image,
                                                int32_t stream_lead_in_sectors);

/* Makes the write end with BURNISH_E_REQUEST_CANCELLED, in bounded time. Before the first block the disc stays blank;
 * after that it is of no use (a CD-RW can be erased); while it is verified it is finished and not proven. Any thread,
 * and from the progress callback. BURNISH_E_DF2RAW_WRITE_NOT_IN_PROGRESS. IDiscFormat2RawCD::CancelWrite. */
BURNISH_API int32_t burnish_raw_cd_cancel_write(burnish_raw_cd *raw_cd);

/* The drive is free, and the disc is not prepared any more. BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED,
 * BURNISH_E_DF2RAW_WRITE_IN_PROGRESS. IDiscFormat2RawCD::ReleaseMedia. */
BURNISH_API int32_t burnish_raw_cd_release_media(burnish_raw_cd *raw_cd);

/* The report of the last write, or of a disc that could not be prepared, as a new reference; it tells the way the image
 * was written, what the drive refused, and of each track where it lies and its verdict. BURNISH_S_FALSE and NULL before
 * the first. */
BURNISH_API int32_t burnish_raw_cd_get_report(burnish_raw_cd *raw_cd, burnish_report **report);

BURNISH_END

#endif
