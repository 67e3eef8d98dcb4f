/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_raw_image: lays out a CD of one session from the streams of its tracks, and makes the image that is written
 * disc at once: gapless audio, indexes, ISRC, catalogue number, CD-TEXT, CD+G, data. IMAPI2's IRawCDImageCreator and
 * IRawCDImageTrackInfo.
 *
 *     burnish_raw_image_add_track() ...          1 to 99 tracks, with what is said of each
 *     burnish_raw_image_create_result_image()    a stream from MSF 95:00:00 (LBA -22650) to the end of the lead-out,
 *                                                made while it is read, for burnish_raw_cd_write_media() or a file
 *
 * Sectors are addressed by LBA: 0 is MSF 00:02:00. Any thread may call any function. Once the image is made every
 * setter gives BURNISH_E_RAW_IMAGE_IS_READ_ONLY. A setter that fails changes nothing. */
#ifndef BURNISH_RAW_IMAGE_H
#define BURNISH_RAW_IMAGE_H

#include <burnish/api.h>
#include <burnish/cd_text.h>
#include <burnish/stream.h>

BURNISH_BEGIN

/* IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE: what follows the 2352 bytes of a sector in the image. 2368 or 2448 bytes in
 * all. PQ_ONLY: 12 bytes of Q, 3 of zero, P in the last one's upper bit. The others: 96 bytes, of which bit 7 is P, bit
 * 6 Q, and below them R to W: as packs (COOKED) or interleaved as on the disc (RAW). */
#define BURNISH_RAW_CD_SUBCODE_PQ_ONLY 1
#define BURNISH_RAW_CD_SUBCODE_IS_COOKED 2
#define BURNISH_RAW_CD_SUBCODE_IS_RAW 3

/* IMAPI_CD_SECTOR_TYPE, and the bytes that a track's stream has for each sector. */
#define BURNISH_CD_SECTOR_AUDIO 0      /* 2352: 588 samples, 16-bit stereo at 44100 Hz, little endian */
#define BURNISH_CD_SECTOR_MODE_ZERO 1  /* 2336 */
#define BURNISH_CD_SECTOR_MODE1 2      /* 2048 */
#define BURNISH_CD_SECTOR_MODE2FORM0 3 /* 2336 */
#define BURNISH_CD_SECTOR_MODE2FORM1 4 /* 2048; the sub-header becomes that of data */
#define BURNISH_CD_SECTOR_MODE2FORM2 5 /* 2336: sub-header (8), data (2324), EDC or zero (4) */
#define BURNISH_CD_SECTOR_MODE1RAW 6   /* 2352, as are the next: with header, EDC and parity, scrambled */
#define BURNISH_CD_SECTOR_MODE2FORM0RAW 7
#define BURNISH_CD_SECTOR_MODE2FORM1RAW 8
#define BURNISH_CD_SECTOR_MODE2FORM2RAW 9

/* IMAPI_CD_TRACK_DIGITAL_COPY_SETTING */
#define BURNISH_CD_TRACK_DIGITAL_COPY_PERMITTED 0
#define BURNISH_CD_TRACK_DIGITAL_COPY_PROHIBITED 1
#define BURNISH_CD_TRACK_DIGITAL_COPY_SCMS 2 /* this is a copy: none of it is permitted */

/* Beyond IMAPI2: what is fixed with a track. Set size to sizeof(burnish_raw_image_track) and all else to zero first. */
typedef struct burnish_raw_image_track {
    uint32_t size;
    int32_t set_pregap;       /* 1: pregap counts; 0: 150 sectors */
    int32_t pregap;           /* sectors of the track's index 0, 0 to 449999; see add_track below */
    int32_t silent_pregap;    /* 1: the pre-gap is silence of its own also where tracks are joined without gaps */
    burnish_stream *rw_packs; /* NULL, or CD+G: 96 bytes (4 packs of 24 symbols) for each sector of the track, as in a
                               * .cdg file; where it ends early the rest is empty */
} burnish_raw_image_track;

BURNISH_API int32_t burnish_raw_image_new(burnish_raw_image **out);
BURNISH_API burnish_raw_image *burnish_raw_image_ref(burnish_raw_image *image);
BURNISH_API void burnish_raw_image_unref(burnish_raw_image *image);

/* The error of the last call on this object that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_raw_image_get_error(burnish_raw_image *image, burnish_error **error);

/* Adds a track; *index, from 1 on, names it in the functions below. The image keeps the stream and has it for itself
 * until the image and all that came of it are gone. The stream tells its length: at least 300 sectors (four seconds),
 * in whole sectors; of audio, beyond IMAPI2, in whole samples of 4 bytes. It is read once, from its start, where the
 * image is read once.
 *
 * Audio without gaps (the default): tracks are joined to the sample. Where a track starts within a sector, its number
 * begins with that sector, and only the end of the last track is filled up with silence. The last 150 sectors of each
 * track, or as many as pregap says, are the pre-gap (index 0) of the next. Audio with gaps: each track is filled up to
 * a whole sector, and pre-gaps are silence between them. Data tracks have blank pre-gaps of their own. The first
 * track's pre-gap has 150 blank sectors at least, from LBA -150 on, or the special pre-gap's.
 *
 * Types: all audio, all mode 0, all mode 1, or any of mode 2. Raw sectors are checked when they are read: one with the
 * header of another place or a broken sum gives BURNISH_E_STREAM_READ_FAILURE there.
 *
 * BURNISH_E_RAW_IMAGE_TOO_MANY_TRACKS: 99 tracks, or track number 99, are there. _SECTOR_TYPE_NOT_SUPPORTED: no such
 * type, or none that goes with the tracks, the starting number or the special pre-gap. _INSUFFICIENT_SPACE: the last
 * sector would be past LBA 398099, or the lead-out past the limit. BURNISH_E_INVALIDARG: the length; a pre-gap that is
 * not shorter than the track in which it would lie, or that would take an index of it; the stream serves another.
 * IRawCDImageCreator::AddTrack. */
BURNISH_API int32_t burnish_raw_image_add_track(burnish_raw_image *image, int32_t sector_type, burnish_stream *stream,
                                                int32_t *index);
/* The same with more said; track may be NULL. */
BURNISH_API int32_t burnish_raw_image_add_track_with(burnish_raw_image *image, int32_t sector_type,
                                                     burnish_stream *stream, const burnish_raw_image_track *track,
                                                     int32_t *index);

/* Audio in the pre-gap of track 1, heard only by going back from its start: at least 150 sectors, which end with LBA
 * 397799 at the most; another call takes its place. Without gaps it joins track 1 to the sample.
 * BURNISH_E_RAW_IMAGE_TRACKS_ALREADY_ADDED, BURNISH_E_RAW_IMAGE_INSUFFICIENT_SPACE, BURNISH_E_INVALIDARG. */
BURNISH_API int32_t burnish_raw_image_add_special_pregap(burnish_raw_image *image, burnish_stream *stream);

/* Sub-channels R to W of the whole image, lead-in and lead-out included: 96 bytes for each of its sectors, the two
 * upper bits zero, put into the image as they are. The length is checked when the image is made (BURNISH_E_INVALIDARG),
 * the bits when it is read (BURNISH_E_STREAM_READ_FAILURE). BURNISH_E_INVALIDARG: the image type is PQ_ONLY, or there
 * is CD-TEXT or CD+G. */
BURNISH_API int32_t burnish_raw_image_add_subcode_rw_generator(burnish_raw_image *image, burnish_stream *stream);

/* BURNISH_RAW_CD_SUBCODE_..., default IS_COOKED. BURNISH_E_INVALIDARG: PQ_ONLY, and there is a generator, CD-TEXT or
 * CD+G. */
BURNISH_API int32_t burnish_raw_image_set_resulting_image_type(burnish_raw_image *image, int32_t type);
BURNISH_API int32_t burnish_raw_image_get_resulting_image_type(burnish_raw_image *image, int32_t *type);

/* The number of the first track, 1 to 99, default 1; others are for audio only. Before the first track:
 * BURNISH_E_RAW_IMAGE_TRACKS_ALREADY_ADDED. */
BURNISH_API int32_t burnish_raw_image_set_starting_track_number(burnish_raw_image *image, int32_t number);
BURNISH_API int32_t burnish_raw_image_get_starting_track_number(burnish_raw_image *image, int32_t *number);

/* The last sector where the lead-out may start, 300 to 398099; burnish_raw_cd_get_last_possible_start_of_leadout() of
 * the disc. 398099, the default, stands for no limit but the addresses': the last sector of a track may then be 398099
 * itself. BURNISH_E_RAW_IMAGE_INSUFFICIENT_SPACE: the tracks reach beyond. */
BURNISH_API int32_t burnish_raw_image_set_start_of_leadout_limit(burnish_raw_image *image, int32_t lba);
BURNISH_API int32_t burnish_raw_image_get_start_of_leadout_limit(burnish_raw_image *image, int32_t *lba);

/* Default 0: audio without gaps, see burnish_raw_image_add_track(). To be set before tracks are added, as it moves all
 * of them; BURNISH_E_RAW_IMAGE_INSUFFICIENT_SPACE and BURNISH_E_INVALIDARG as there. */
BURNISH_API int32_t burnish_raw_image_set_disable_gapless_audio(burnish_raw_image *image, int32_t value);
BURNISH_API int32_t burnish_raw_image_get_disable_gapless_audio(burnish_raw_image *image, int32_t *value);
/* Beyond IMAPI2: the same the other way round, default 1. */
BURNISH_API int32_t burnish_raw_image_set_gapless_audio(burnish_raw_image *image, int32_t value);
BURNISH_API int32_t burnish_raw_image_get_gapless_audio(burnish_raw_image *image, int32_t *value);

/* 13 digits, of which the last checks the others; leading zeros may be left out. NULL or "": none, the default.
 * BURNISH_E_INVALIDARG. */
BURNISH_API int32_t burnish_raw_image_set_media_catalog_number(burnish_raw_image *image, const char *number);
BURNISH_API int32_t burnish_raw_image_get_media_catalog_number(burnish_raw_image *image, char **number);

/* Beyond IMAPI2: CD-TEXT for the lead-in, as the text is now; NULL: none. It is made into packs for the image's tracks
 * when the image is made, whose errors are then those of burnish_cd_text_encode(). BURNISH_E_INVALIDARG: the image type
 * is PQ_ONLY, or there is a generator. */
BURNISH_API int32_t burnish_raw_image_set_cd_text(burnish_raw_image *image, burnish_cd_text *cd_text);
/* The same as packs of 18 bytes with their CRCs, which are put on the disc as they are; 0 bytes: none.
 * BURNISH_E_CD_TEXT_DAMAGED, BURNISH_E_CD_TEXT_TOO_LONG (more than 2048 packs), BURNISH_E_INVALIDARG (no whole packs).
 */
BURNISH_API int32_t burnish_raw_image_set_cd_text_packs(burnish_raw_image *image, const uint8_t *bytes, size_t length);

BURNISH_API int32_t burnish_raw_image_get_number_of_existing_tracks(burnish_raw_image *image, int32_t *tracks);
/* Of the image with its tracks so far; BURNISH_E_RAW_IMAGE_NO_TRACKS. */
BURNISH_API int32_t burnish_raw_image_get_start_of_leadout(burnish_raw_image *image, int32_t *lba);
BURNISH_API int32_t burnish_raw_image_get_last_used_user_sector_in_image(burnish_raw_image *image, int32_t *lba);
/* As the reply to READ TOC/PMA/ATIP, format 2, of the disc: a header of 4 bytes, then 11 bytes each for the points A0h,
 * A1h, A2h and the tracks, times binary. A list of bytes as in burnish/recorder.h. */
BURNISH_API int32_t burnish_raw_image_get_expected_table_of_contents(burnish_raw_image *image, uint8_t *bytes,
                                                                     size_t capacity, size_t *count);

/* IRawCDImageTrackInfo. index: 1 to the number of tracks, else BURNISH_E_INVALIDARG. Addresses change with tracks and
 * settings that follow. */
/* LBA of its index 1. */
BURNISH_API int32_t burnish_raw_image_get_track_starting_lba(burnish_raw_image *image, int32_t index, int32_t *lba);
/* Sectors from there to the next track's index 1, or to the silence in front of it. */
BURNISH_API int32_t burnish_raw_image_get_track_sector_count(burnish_raw_image *image, int32_t index, int32_t *sectors);
BURNISH_API int32_t burnish_raw_image_get_track_number(burnish_raw_image *image, int32_t index, int32_t *number);
BURNISH_API int32_t burnish_raw_image_get_track_sector_type(burnish_raw_image *image, int32_t index, int32_t *type);
/* Beyond IMAPI2: sectors of its index 0, and bytes of silence that fill its last sector. */
BURNISH_API int32_t burnish_raw_image_get_track_pregap(burnish_raw_image *image, int32_t index, int32_t *sectors);
BURNISH_API int32_t burnish_raw_image_get_track_padding(burnish_raw_image *image, int32_t index, int32_t *bytes);

/* The next three are of audio tracks only; setters give BURNISH_E_INVALIDARG for others. */
/* 12 characters, with or without hyphens; NULL or "": none, the default. Told as "US-K7Y-98-12345".
 * BURNISH_E_INVALIDARG. */
BURNISH_API int32_t burnish_raw_image_set_track_isrc(burnish_raw_image *image, int32_t index, const char *isrc);
BURNISH_API int32_t burnish_raw_image_get_track_isrc(burnish_raw_image *image, int32_t index, char **isrc);
/* BURNISH_CD_TRACK_DIGITAL_COPY_..., default PROHIBITED. */
BURNISH_API int32_t burnish_raw_image_set_track_digital_audio_copy_setting(burnish_raw_image *image, int32_t index,
                                                                           int32_t setting);
BURNISH_API int32_t burnish_raw_image_get_track_digital_audio_copy_setting(burnish_raw_image *image, int32_t index,
                                                                           int32_t *setting);
/* 1: the samples have pre-emphasis, players must take it back; default 0. */
BURNISH_API int32_t burnish_raw_image_set_track_audio_has_preemphasis(burnish_raw_image *image, int32_t index,
                                                                      int32_t value);
BURNISH_API int32_t burnish_raw_image_get_track_audio_has_preemphasis(burnish_raw_image *image, int32_t index,
                                                                      int32_t *value);

/* The offsets of index 1 (always 0), 2 and so on, in sectors from the track's start; a list as in burnish/recorder.h.
 */
BURNISH_API int32_t burnish_raw_image_get_track_indexes(burnish_raw_image *image, int32_t index, int32_t *values,
                                                        size_t capacity, size_t *count);
/* Adds an index at an offset in the track, in front of the next track's pre-gap.
 * BURNISH_S_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS; BURNISH_E_RAW_IMAGE_TOO_MANY_TRACK_INDEXES (99),
 * BURNISH_E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX (10 sectors are the least), BURNISH_E_INVALIDARG. */
BURNISH_API int32_t burnish_raw_image_add_track_index(burnish_raw_image *image, int32_t index, int32_t offset);
/* BURNISH_E_RAW_IMAGE_TRACK_INDEX_NOT_FOUND,
 * BURNISH_E_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED. */
BURNISH_API int32_t burnish_raw_image_clear_track_index(burnish_raw_image *image, int32_t index, int32_t offset);

/* Makes the image, once: a new reference to a stream of known length that can be read in any order, and needs neither
 * memory nor disk for more than a few sectors. It keeps the sources; a source's failure is its own, with the track's
 * name. BURNISH_E_RAW_IMAGE_NO_TRACKS, BURNISH_E_RAW_IMAGE_IS_READ_ONLY (made already), BURNISH_E_INVALIDARG (the
 * generator's length; CD-TEXT for tracks that there are not), BURNISH_E_CD_TEXT_CHARACTER,
 * BURNISH_E_CD_TEXT_TOO_LONG. */
BURNISH_API int32_t burnish_raw_image_create_result_image(burnish_raw_image *image, burnish_stream **out);

BURNISH_END

#endif
