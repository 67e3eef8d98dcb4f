/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_tao: writes audio tracks to a blank CD-R or CD-RW, one after the other. IMAPI2's IDiscFormat2TrackAtOnce and
 * IBurnVerification.
 *
 *     burnish_tao_prepare_media()        the drive is taken, the disc is checked
 *     burnish_tao_add_audio_track() ...  1 to 99 tracks, each written before the call returns
 *     burnish_tao_release_media()        the session is closed and proven, the drive is free: always call it
 *
 * Any thread may call any function. While a track is written, and while the disc is prepared or released, every setter
 * gives BURNISH_E_DF2TAO_WRITE_IN_PROGRESS; between prepare and release they give BURNISH_E_DF2TAO_MEDIA_IS_PREPARED
 * where nothing else is said. Dropping the last reference of a prepared disc frees the drive and closes nothing. */
#ifndef BURNISH_TAO_H
#define BURNISH_TAO_H

#include <burnish/api.h>
#include <burnish/medium.h>
#include <burnish/stream.h>

BURNISH_BEGIN

/* IMAPI_FORMAT2_TAO_WRITE_ACTION */
#define BURNISH_TAO_ACTION_UNKNOWN 0
#define BURNISH_TAO_ACTION_PREPARING 1
#define BURNISH_TAO_ACTION_WRITING 2
#define BURNISH_TAO_ACTION_FINISHING 3
#define BURNISH_TAO_ACTION_VERIFYING 4

/* IDiscFormat2TrackAtOnceEventArgs, and what it lacks. Times in seconds, LBAs and counts in sectors of 2352 bytes,
 * buffers in bytes. Later versions append fields: look at size before reading one that a newer header brought. */
typedef struct burnish_tao_progress {
    uint32_t size;
    int32_t current_action;       /* BURNISH_TAO_ACTION_... */
    int32_t current_track_number; /* 1 to 99 */
    int32_t elapsed_time;         /* of this call */
    int32_t remaining_time;       /* estimate */
    int32_t total_time;           /* estimate */
    int32_t start_lba;            /* of this track */
    int32_t sector_count;         /* of this track, silence included; -1: not known (stream without a length) */
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
} burnish_tao_progress;

/* DDiscFormat2TrackAtOnceEvents::Update: on each change of action and every 0.5 s in between, on the thread that called
 * burnish_tao_add_audio_track(): PREPARING, WRITING, FINISHING. Beyond IMAPI2, burnish_tao_release_media() tells of
 * FINISHING, and of VERIFYING where that was asked for. progress lives for the call. The handler may call
 * burnish_tao_cancel_add_track(). */
typedef void (*burnish_tao_progress_callback)(burnish_tao *tao, const burnish_tao_progress *progress, void *user_data);

/* Beyond IMAPI2: what a track says of itself. Set size to sizeof(burnish_tao_track) and all else to zero first. */
typedef struct burnish_tao_track {
    uint32_t size;
    int32_t pre_emphasis;   /* 1: the samples have pre-emphasis, players must take it back */
    int32_t copy_permitted; /* 1: players may copy it digitally */
    const char *isrc;       /* NULL, or 12 characters (hyphens and blanks are taken out, letters made upper case) */
} burnish_tao_track;

BURNISH_API int32_t burnish_tao_new(burnish_tao **out);
BURNISH_API burnish_tao *burnish_tao_ref(burnish_tao *tao);
BURNISH_API void burnish_tao_unref(burnish_tao *tao);

/* The error of the last call on this object that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_tao_get_error(burnish_tao *tao, burnish_error **error);

/* The recorder to write with; NULL clears it. BURNISH_E_DF2TAO_RECORDER_NOT_SUPPORTED: it cannot write CDs. */
BURNISH_API int32_t burnish_tao_set_recorder(burnish_tao *tao, burnish_recorder *recorder);
/* A new reference to that recorder, or NULL with BURNISH_S_FALSE where none is set. */
BURNISH_API int32_t burnish_tao_get_recorder(burnish_tao *tao, burnish_recorder **recorder);

/* The name that others see as the owner of the drive; required before burnish_tao_prepare_media(). 1 to 63 characters:
 * ASCII letters, digits, blank and . , - _ ( ) ' & ! + = @ # $ %. BURNISH_E_DF2TAO_CLIENT_NAME_IS_NOT_VALID. */
BURNISH_API int32_t burnish_tao_set_client_name(burnish_tao *tao, const char *name);
BURNISH_API int32_t burnish_tao_get_client_name(burnish_tao *tao, char **name);

/* Default 0, and 0 again each time a disc is prepared. 1: the drive's protection against an empty buffer is off for the
 * tracks that follow, and a source that stalls costs the disc (BURNISH_E_LOSS_OF_STREAMING). To be set between prepare
 * and release only: else BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED. */
BURNISH_API int32_t burnish_tao_set_buffer_underrun_free_disabled(burnish_tao *tao, int32_t value);
BURNISH_API int32_t burnish_tao_get_buffer_underrun_free_disabled(burnish_tao *tao, int32_t *value);

/* Default 0. 1: the disc stays open after the audio session, so that a data session may follow. On a prepared disc
 * BURNISH_E_DF2TAO_MEDIA_IS_PREPARED, and once it has a track BURNISH_E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY. */
BURNISH_API int32_t burnish_tao_set_do_not_finalize_media(burnish_tao *tao, int32_t value);
BURNISH_API int32_t burnish_tao_get_do_not_finalize_media(burnish_tao *tao, int32_t *value);

/* Beyond IMAPI2, default 0. 1: test writes, laser off; the disc stays blank. Preparing then gives
 * BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT where the drive has no test write. */
BURNISH_API int32_t burnish_tao_set_simulate(burnish_tao *tao, int32_t value);
BURNISH_API int32_t burnish_tao_get_simulate(burnish_tao *tao, int32_t *value);

/* Beyond IMAPI2, default 1: each track's SHA-256 goes into the report. */
BURNISH_API int32_t burnish_tao_set_hash(burnish_tao *tao, int32_t value);
BURNISH_API int32_t burnish_tao_get_hash(burnish_tao *tao, int32_t *value);

/* Beyond IMAPI2, default 0: bytes of the buffer between stream and drive; 0 holds five seconds of the write speed.
 * Otherwise 131072 to 1073741824, or BURNISH_E_INVALIDARG. The laser starts when it is filled to half. */
BURNISH_API int32_t burnish_tao_set_fifo_size(burnish_tao *tao, uint64_t bytes);
BURNISH_API int32_t burnish_tao_get_fifo_size(burnish_tao *tao, uint64_t *bytes);

/* IBurnVerification: BURNISH_VERIFICATION_... of burnish/data.h, default NONE. At every level the closed disc's tracks
 * and its table of contents are held against what was written. QUICK: also ISRC and catalogue number, where the drive
 * reads them. FULL, beyond IMAPI2: QUICK, and each track is read back and compared, whatever the drive's constant read
 * offset (up to 2000 samples) is. */
BURNISH_API int32_t burnish_tao_set_burn_verification_level(burnish_tao *tao, int32_t level);
BURNISH_API int32_t burnish_tao_get_burn_verification_level(burnish_tao *tao, int32_t *level);

/* Beyond IMAPI2: the disc's media catalogue number, 13 digits with a correct check digit; NULL or "" for none, the
 * default. BURNISH_E_DF2TAO_INVALID_MCN. The result is "" where none is set. */
BURNISH_API int32_t burnish_tao_set_media_catalog_number(burnish_tao *tao, const char *number);
BURNISH_API int32_t burnish_tao_get_media_catalog_number(burnish_tao *tao, char **number);

/* sectors_per_second: -1 is the fastest, 75 is 1x. pure_cav: constant angular velocity; 0 with -1 takes any
 * rotation. The nearest speed is taken, and of its rotations the one asked for; the result says what differs:
 * BURNISH_S_SPEEDADJUSTED, BURNISH_S_ROTATIONADJUSTED, BURNISH_S_BOTHADJUSTED. Also on a prepared disc, for the tracks
 * that follow. BURNISH_E_RECORDER_REQUIRED. */
BURNISH_API int32_t burnish_tao_set_write_speed(burnish_tao *tao, int32_t sectors_per_second, int32_t pure_cav);
BURNISH_API int32_t burnish_tao_get_requested_write_speed(burnish_tao *tao, int32_t *sectors_per_second);
BURNISH_API int32_t burnish_tao_get_requested_rotation_type_is_pure_cav(burnish_tao *tao, int32_t *pure_cav);
/* What the drive says; sectors per second, and whether at pure CAV. */
BURNISH_API int32_t burnish_tao_get_current_write_speed(burnish_tao *tao, int32_t *sectors_per_second);
BURNISH_API int32_t burnish_tao_get_current_rotation_type_is_pure_cav(burnish_tao *tao, int32_t *pure_cav);
/* For this drive and disc, fastest first; lists as in burnish/recorder.h. Descriptors are new references. */
BURNISH_API int32_t burnish_tao_get_supported_write_speeds(burnish_tao *tao, int32_t *values, size_t capacity,
                                                           size_t *count);
BURNISH_API int32_t burnish_tao_get_supported_write_speed_descriptors(burnish_tao *tao, burnish_speed **values,
                                                                      size_t capacity, size_t *count);

/* The disc; BURNISH_E_DF2TAO_NO_RECORDER_SPECIFIED. Of a prepared disc they tell what is known of it and leave the
 * drive alone. Without a disc the type is BURNISH_MEDIA_TYPE_UNKNOWN, and the others give
 * BURNISH_E_RECORDER_MEDIA_NO_MEDIA. A CD is blank to the heuristic where it is physically blank. */
BURNISH_API int32_t burnish_tao_get_current_physical_media_type(burnish_tao *tao, int32_t *type);
BURNISH_API int32_t burnish_tao_get_media_physically_blank(burnish_tao *tao, int32_t *blank);
BURNISH_API int32_t burnish_tao_get_media_heuristically_blank(burnish_tao *tao, int32_t *blank);

/* IDiscFormat2: whether a recorder can write audio CDs, and whether a blank one lies in it; BURNISH_S_OK or
 * BURNISH_S_FALSE with *supported 1 or 0. BURNISH_E_RECORDER_MEDIA_NO_MEDIA, with *supported 0, where no disc is in. */
BURNISH_API int32_t burnish_tao_is_recorder_supported(burnish_tao *tao, burnish_recorder *recorder, int32_t *supported);
BURNISH_API int32_t burnish_tao_is_current_media_supported(burnish_tao *tao, burnish_recorder *recorder,
                                                           int32_t *supported);
/* The BURNISH_MEDIA_TYPE_... that this format handles; a list as in burnish/recorder.h. */
BURNISH_API int32_t burnish_tao_get_supported_media_types(burnish_tao *tao, int32_t *values, size_t capacity,
                                                          size_t *count);

/* Called during burnish_tao_add_audio_track() and burnish_tao_release_media(); NULL stops that. May be set on a
 * prepared disc, too. */
BURNISH_API int32_t burnish_tao_set_progress(burnish_tao *tao, burnish_tao_progress_callback callback, void *user_data);

/* Takes the drive, locks its tray and checks the disc; the laser stays off. BURNISH_S_SPEEDADJUSTED and its like: the
 * write speed is another than asked for. BURNISH_E_DF2TAO_NO_RECORDER_SPECIFIED, BURNISH_E_DF2TAO_MEDIA_IS_PREPARED,
 * BURNISH_E_DF2TAO_CLIENT_NAME_IS_NOT_VALID, BURNISH_E_DF2TAO_MEDIA_IS_NOT_SUPPORTED (no CD-R or CD-RW),
 * BURNISH_E_DF2TAO_MEDIA_IS_NOT_BLANK, BURNISH_E_RECORDER_MEDIA_NO_MEDIA, BURNISH_E_RECORDER_LOCKED and the drive's
 * errors; after a failure the drive is free. IDiscFormat2TrackAtOnce::PrepareMedia. */
BURNISH_API int32_t burnish_tao_prepare_media(burnish_tao *tao);

/* Writes a stream as the next track, and returns when it is on the disc: 16-bit stereo samples at 44100 Hz, little
 * endian, left first, no header. Its length is a multiple of 2352; or it is BURNISH_STREAM_LENGTH_UNKNOWN, and the
 * track ends where the stream does, filled up with silence to a whole sector. A track shorter than 300 sectors (four
 * seconds) is filled up to that with silence. Between two tracks the drive leaves two seconds. Refused before anything
 * is written: BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED, BURNISH_E_DF2TAO_WRITE_IN_PROGRESS,
 * BURNISH_E_DF2TAO_TRACK_LIMIT_REACHED (99), BURNISH_E_DF2TAO_STREAM_NOT_SUPPORTED (length),
 * BURNISH_E_DF2TAO_NOT_ENOUGH_SPACE, BURNISH_E_INVALIDARG (the stream serves another write).
 * Later: BURNISH_E_REQUEST_CANCELLED, the stream's errors as in burnish_data_write(), and
 * BURNISH_E_DF2TAO_NOT_ENOUGH_SPACE for a stream that did not tell its length: after these what was written is a valid,
 * shorter track. BURNISH_E_BURN_VERIFICATION_FAILED (the track is not what was written), BURNISH_E_LOSS_OF_STREAMING,
 * BURNISH_E_POWER_CALIBRATION and the drive's errors: what is left of the track is told by the report. The disc stays
 * prepared in any case. IDiscFormat2TrackAtOnce::AddAudioTrack. */
BURNISH_API int32_t burnish_tao_add_audio_track(burnish_tao *tao, burnish_stream *stream);
/* The same with what the track says of itself; track may be NULL. Also BURNISH_E_DF2TAO_INVALID_ISRC. */
BURNISH_API int32_t burnish_tao_add_audio_track_with(burnish_tao *tao, burnish_stream *stream,
                                                     const burnish_tao_track *track);

/* Makes the track that is written end with BURNISH_E_REQUEST_CANCELLED, in bounded time: it becomes a valid, shorter
 * track of 300 sectors at least, or none where nothing was written yet. While burnish_tao_release_media() reads tracks
 * back it ends that, and the disc is closed and not proven. Any thread, and from the progress callback.
 * BURNISH_E_DF2TAO_WRITE_NOT_IN_PROGRESS. IDiscFormat2TrackAtOnce::CancelAddTrack. */
BURNISH_API int32_t burnish_tao_cancel_add_track(burnish_tao *tao);

/* Closes the session, and the disc unless do_not_finalize_media is set; holds it against what was written, and verifies
 * as asked for. Whatever the result, the drive is free and the disc is not prepared any more. Where no track was
 * written the disc is left as it was. BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED, BURNISH_E_DF2TAO_WRITE_IN_PROGRESS,
 * BURNISH_E_BURN_VERIFICATION_FAILED, BURNISH_E_SESSION_FIXATION, BURNISH_E_REQUEST_CANCELLED and the drive's errors.
 * IDiscFormat2TrackAtOnce::ReleaseMedia. */
BURNISH_API int32_t burnish_tao_release_media(burnish_tao *tao);

/* Of a prepared disc; else BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED. While a track is written the three numbers of
 * sectors are those from before it, and the others give BURNISH_E_DF2TAO_WRITE_IN_PROGRESS. */
/* Complete tracks. */
BURNISH_API int32_t burnish_tao_get_number_of_existing_tracks(burnish_tao *tao, int32_t *tracks);
/* Sectors of 2352 bytes: for a single track on the blank disc; for the next track; taken by tracks and gaps. */
BURNISH_API int32_t burnish_tao_get_total_sectors_on_media(burnish_tao *tao, int32_t *sectors);
BURNISH_API int32_t burnish_tao_get_free_sectors_on_media(burnish_tao *tao, int32_t *sectors);
BURNISH_API int32_t burnish_tao_get_used_sectors_on_media(burnish_tao *tao, int32_t *sectors);
/* The table of contents that the session has with its tracks so far, laid out as the reply to READ TOC/PMA/ATIP, format
 * 2: a header of 4 bytes, then 11 bytes each for the points A0h, A1h, A2h and the tracks, times binary. A list of bytes
 * as in burnish/recorder.h. BURNISH_E_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC: no track yet. */
BURNISH_API int32_t burnish_tao_get_expected_table_of_contents(burnish_tao *tao, uint8_t *bytes, size_t capacity,
                                                               size_t *count);

/* The report of the last disc that was released, or that could not be prepared, as a new reference; its tracks tell
 * start, sectors, SHA-256 and verdict. BURNISH_S_FALSE and NULL before the first. */
BURNISH_API int32_t burnish_tao_get_report(burnish_tao *tao, burnish_report **report);

BURNISH_END

#endif
