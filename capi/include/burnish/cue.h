/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_cue: a cue sheet or a TOC file of cdrdao, read: which files an album is made of, where its tracks lie in
 * them, and what is said of them. Any thread may call any function.
 *
 * track: 1 is the first track of the sheet, whatever its number on the disc, and burnish_cue_get_track_count() the
 * last; where a function says so, 0 is the disc. Files, indexes and remarks are counted from 0. What there is not gives
 * BURNISH_E_INVALIDARG. Lengths and offsets are sectors: 75 a second. Strings live as long as the object. */
#ifndef BURNISH_CUE_H
#define BURNISH_CUE_H

#include <burnish/api.h>
#include <burnish/cd_text.h>
#include <burnish/raw_image.h>

BURNISH_BEGIN

/* Reads a sheet from a file, and tells by its contents which of the two it is. Sheets are UTF-8, UTF-16 with a byte
 * order mark, or else Latin-1; files are looked for from the sheet's folder. On failure *error (may be NULL) gets the
 * error: BURNISH_E_CUE_SYNTAX with the line, what is wrong there and what belongs there, and the errors of
 * burnish_stream_new_file(). */
BURNISH_API int32_t burnish_cue_open(const char *path, burnish_cue **out, burnish_error **error);

/* The same from memory. folder: where its files are looked for; NULL: the current one. */
BURNISH_API int32_t burnish_cue_parse(const char *bytes, size_t length, const char *folder, burnish_cue **out,
                                      burnish_error **error);

BURNISH_API burnish_cue *burnish_cue_ref(burnish_cue *cue);
BURNISH_API void burnish_cue_unref(burnish_cue *cue);

/* The error of the last call on this object that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_cue_get_error(burnish_cue *cue, burnish_error **error);

/* A track. Set size to sizeof(burnish_cue_track) first. */
typedef struct burnish_cue_track {
    uint32_t size;
    int32_t number;       /* on the disc, 1 to 99 */
    int32_t sector_type;  /* IMAPI_CD_SECTOR_TYPE: 0 audio, 2 mode 1, 3 mode 2 formless, 4 form 1, 5 form 2 */
    int32_t sector_bytes; /* bytes of each sector in its file: 2048, 2336, 2352, or 2448 with sub-channels R to W */
    int32_t file;         /* that its INDEX 01 lies in */
    int32_t pregap;       /* silence before it that no file holds */
    int32_t postgap;      /* silence behind it that no file holds */
    int32_t index_count;
    int32_t pre_emphasis; /* flags, 0 or 1 */
    int32_t copy_permitted;
    int32_t scms;
    int32_t four_channels;
    int32_t line; /* of the sheet, from 1 */
    int32_t reserved;
} burnish_cue_track;

BURNISH_API int32_t burnish_cue_get_track_count(burnish_cue *cue, int32_t *count);
BURNISH_API int32_t burnish_cue_get_track(burnish_cue *cue, int32_t track, burnish_cue_track *out);

/* An index of a track: its number, 0 to 99, and where it lies, offset sectors from the start of a file. */
BURNISH_API int32_t burnish_cue_get_index(burnish_cue *cue, int32_t track, int32_t index, int32_t *number,
                                          int32_t *file, int32_t *offset);

/* A file: its name as the sheet has it, and its format in upper case: "WAVE", "BINARY", "FLAC", ... Of a TOC file each
 * piece of a track is one, and silence has no name and the format "SILENCE". */
BURNISH_API int32_t burnish_cue_get_file_count(burnish_cue *cue, int32_t *count);
BURNISH_API int32_t burnish_cue_get_file(burnish_cue *cue, int32_t file, const char **name, const char **format);

/* What is empty is not there, and gives BURNISH_S_FALSE: media catalogue number, name of the file with CD-TEXT packs,
 * genre, a track's ISRC (12 characters), and text, a field of burnish/cd_text.h, of a track or of the disc (0). */
BURNISH_API int32_t burnish_cue_get_catalog(burnish_cue *cue, const char **catalog);
BURNISH_API int32_t burnish_cue_get_cd_text_file(burnish_cue *cue, const char **name);
BURNISH_API int32_t burnish_cue_get_genre(burnish_cue *cue, const char **genre);
BURNISH_API int32_t burnish_cue_get_isrc(burnish_cue *cue, int32_t track, const char **isrc);
BURNISH_API int32_t burnish_cue_get_text(burnish_cue *cue, int32_t track, int32_t field, const char **text);

/* REM lines of the disc (track 0), which stand before the first track, or of a track: the word behind REM in upper
 * case, and what follows it. */
BURNISH_API int32_t burnish_cue_get_remark_count(burnish_cue *cue, int32_t track, int32_t *count);
BURNISH_API int32_t burnish_cue_get_remark(burnish_cue *cue, int32_t track, int32_t remark, const char **key,
                                           const char **value);

/* What the sheet says and what was passed over, one warning a line, with the sheet's line. */
BURNISH_API int32_t burnish_cue_get_warnings(burnish_cue *cue, char **lines);

/* The disc's CD-TEXT as a new object: what the file of packs has that the sheet names, or else the sheet's own text.
 * BURNISH_S_FALSE and NULL where there is neither. BURNISH_E_CD_TEXT_DAMAGED, and the errors of
 * burnish_stream_new_file(), of the file of packs. */
BURNISH_API int32_t burnish_cue_get_cd_text(burnish_cue *cue, burnish_cd_text **cd_text);

/* The sheet as a TOC file of cdrdao, with the same names of files; the caller frees it. Opens the files, whose lengths
 * must be known: errors as burnish_cue_add_to_raw_image(); BURNISH_E_INVALIDARG: the first track is not number 1. */
BURNISH_API int32_t burnish_cue_write_toc(burnish_cue *cue, char **toc);

/* Whether text that its character set cannot hold becomes what comes nearest, when it goes into an image; default 0:
 * BURNISH_E_CD_TEXT_CHARACTER. The one thing of a sheet that can be set. */
BURNISH_API int32_t burnish_cue_set_transliterate(burnish_cue *cue, int32_t value);
BURNISH_API int32_t burnish_cue_get_transliterate(burnish_cue *cue, int32_t *value);

/* Adds all that the sheet says to an image that has nothing yet: tracks with pre-gaps, indexes, ISRCs and flags, a
 * hidden track before the first, catalogue number, CD-TEXT, and CD+G packs of .cdg files beside the audio files. Files
 * that follow each other are joined sample by sample; where one ends within a sector, the next begins in it. An audio
 * file that is not there may have another ending (.flac, .wav, .aiff, .aif). All is looked at before anything is added.
 * Errors name the sheet's line and the file: BURNISH_E_FILE_NOT_FOUND, BURNISH_E_AUDIO_FILE_NOT_SUPPORTED,
 * BURNISH_E_STREAM_TOO_SHORT (an index behind a file's end), BURNISH_E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED (tracks of
 * several kinds), those of burnish_cd_text_encode(), and those of the image's functions, after which the image may have
 * a part of the sheet. */
BURNISH_API int32_t burnish_cue_add_to_raw_image(burnish_cue *cue, burnish_raw_image *image);

BURNISH_END

#endif
