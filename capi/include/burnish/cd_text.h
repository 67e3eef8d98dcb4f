/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_cd_text: CD-TEXT, the titles and names that a CD carries in its lead-in: as text in up to eight languages,
 * and as the packs of 18 bytes that drives and .cdt files have. Any thread may call any function.
 *
 * A block is one language; blocks are counted from 0. Track 0 is the disc. A block or track that there is not gives
 * BURNISH_E_INVALIDARG. */
#ifndef BURNISH_CD_TEXT_H
#define BURNISH_CD_TEXT_H

#include <burnish/api.h>

BURNISH_BEGIN

/* Fields: the pack types of MMC-6, annex J. DISC_ID and CLOSED are of the disc only. CODE is the disc's catalogue
 * number (UPC or EAN), and a track's ISRC. */
#define BURNISH_CD_TEXT_TITLE INT32_C(0x80)
#define BURNISH_CD_TEXT_PERFORMER INT32_C(0x81)
#define BURNISH_CD_TEXT_SONGWRITER INT32_C(0x82)
#define BURNISH_CD_TEXT_COMPOSER INT32_C(0x83)
#define BURNISH_CD_TEXT_ARRANGER INT32_C(0x84)
#define BURNISH_CD_TEXT_MESSAGE INT32_C(0x85)
#define BURNISH_CD_TEXT_DISC_ID INT32_C(0x86)
#define BURNISH_CD_TEXT_CLOSED INT32_C(0x8D)
#define BURNISH_CD_TEXT_CODE INT32_C(0x8E)

/* Character sets of a block. In MS-JIS every character takes two bytes: letters, digits and blanks become wide ones. */
#define BURNISH_CD_TEXT_LATIN1 INT32_C(0x00) /* ISO 8859-1 */
#define BURNISH_CD_TEXT_ASCII INT32_C(0x01)
#define BURNISH_CD_TEXT_MS_JIS INT32_C(0x80)

/* Language codes: EBU Tech 3264, appendix 3; these are some. */
#define BURNISH_CD_TEXT_UNKNOWN_LANGUAGE INT32_C(0x00)
#define BURNISH_CD_TEXT_GERMAN INT32_C(0x08)
#define BURNISH_CD_TEXT_ENGLISH INT32_C(0x09)
#define BURNISH_CD_TEXT_FRENCH INT32_C(0x0F)
#define BURNISH_CD_TEXT_JAPANESE INT32_C(0x69)

/* Without a block. */
BURNISH_API int32_t burnish_cd_text_new(burnish_cd_text **out);

/* What packs say: length bytes as a disc or a .cdt file has them; a header of four bytes before them and a zero byte
 * behind them are recognised. Packs with a wrong CRC are left out. On failure *error (may be NULL) gets the error.
 * BURNISH_E_CD_TEXT_DAMAGED: no packs, or none that holds. */
BURNISH_API int32_t burnish_cd_text_new_from_packs(const uint8_t *bytes, size_t length, burnish_cd_text **out,
                                                   burnish_error **error);

BURNISH_API burnish_cd_text *burnish_cd_text_ref(burnish_cd_text *cd_text);
BURNISH_API void burnish_cd_text_unref(burnish_cd_text *cd_text);

/* The error of the last call on this object that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_cd_text_get_error(burnish_cd_text *cd_text, burnish_error **error);

/* Adds a language; *block is its number. language: 0x00 to 0x7F. BURNISH_E_INVALIDARG: there are eight, the language is
 * there already, or no such character set. */
BURNISH_API int32_t burnish_cd_text_add_block(burnish_cd_text *cd_text, int32_t language, int32_t charset,
                                              int32_t *block);
BURNISH_API int32_t burnish_cd_text_get_block_count(burnish_cd_text *cd_text, int32_t *count);
BURNISH_API int32_t burnish_cd_text_get_language(burnish_cd_text *cd_text, int32_t block, int32_t *language);
BURNISH_API int32_t burnish_cd_text_get_charset(burnish_cd_text *cd_text, int32_t block, int32_t *charset);
BURNISH_API int32_t burnish_cd_text_set_charset(burnish_cd_text *cd_text, int32_t block, int32_t charset);

/* Text, UTF-8. An empty one takes it away. BURNISH_E_INVALIDARG: no such field, a track other than 0 to 99 or, for
 * fields of the disc only, other than 0. Whether the character set holds it, burnish_cd_text_encode() tells. */
BURNISH_API int32_t burnish_cd_text_set_text(burnish_cd_text *cd_text, int32_t block, int32_t field, int32_t track,
                                             const char *text);
/* BURNISH_S_FALSE and an empty string where there is none. */
BURNISH_API int32_t burnish_cd_text_get_text(burnish_cd_text *cd_text, int32_t block, int32_t field, int32_t track,
                                             const char **text);

/* The disc's genre: a code, 0 (none) to 28, and words of its own, ASCII, which may be empty. */
BURNISH_API int32_t burnish_cd_text_set_genre(burnish_cd_text *cd_text, int32_t block, int32_t code, const char *text);
BURNISH_API int32_t burnish_cd_text_get_genre(burnish_cd_text *cd_text, int32_t block, int32_t *code,
                                              const char **text);
/* The list of genres: the name of a code, or NULL; and the code that a word such as "rock" or "Hip-Hop" names, 0 where
 * none does. */
BURNISH_API const char *burnish_cd_text_genre_name(int32_t code);
BURNISH_API int32_t burnish_cd_text_genre_code(const char *name);

/* Byte 3 of the size information, 0 to 255; 3: copyright is claimed. */
BURNISH_API int32_t burnish_cd_text_set_copyright_flags(burnish_cd_text *cd_text, int32_t block, int32_t flags);
BURNISH_API int32_t burnish_cd_text_get_copyright_flags(burnish_cd_text *cd_text, int32_t block, int32_t *flags);

/* Whether characters that a set cannot hold become what comes nearest ("Z" for "Ż", "?" in the end) instead of a
 * failure; default 0. */
BURNISH_API int32_t burnish_cd_text_set_transliterate(burnish_cd_text *cd_text, int32_t value);
BURNISH_API int32_t burnish_cd_text_get_transliterate(burnish_cd_text *cd_text, int32_t *value);

/* Makes packs of the text, for a disc of these tracks, 1 to 99. BURNISH_E_CD_TEXT_CHARACTER names the character, the
 * field and the track; BURNISH_E_CD_TEXT_TOO_LONG tells how many packs a language needs, where 256 is the most;
 * BURNISH_E_INVALIDARG: text for a track that there is not. Changes of the text count with the next call. */
BURNISH_API int32_t burnish_cd_text_encode(burnish_cd_text *cd_text, int32_t first_track, int32_t last_track);
/* The packs that were made last, 18 bytes each: a list as in burnish/recorder.h. */
BURNISH_API int32_t burnish_cd_text_get_packs(burnish_cd_text *cd_text, uint8_t *values, size_t capacity,
                                              size_t *count);
/* How many of them, at most 256, are a block's. */
BURNISH_API int32_t burnish_cd_text_get_packs_of_block(burnish_cd_text *cd_text, int32_t block, int32_t *packs);
/* What was transliterated in them, one change a line ("title of track 3: "Ż" (U+017B) became "Z"\n"). */
BURNISH_API int32_t burnish_cd_text_get_changes(burnish_cd_text *cd_text, char **lines);

/* Of an object made from packs: the tracks that they are for, how many packs were damaged, and what else was left out,
 * one warning a line. 1, 0, 0 and nothing for others. */
BURNISH_API int32_t burnish_cd_text_get_first_track(burnish_cd_text *cd_text, int32_t *track);
BURNISH_API int32_t burnish_cd_text_get_last_track(burnish_cd_text *cd_text, int32_t *track);
BURNISH_API int32_t burnish_cd_text_get_bad_packs(burnish_cd_text *cd_text, int32_t *count);
BURNISH_API int32_t burnish_cd_text_get_warnings(burnish_cd_text *cd_text, char **lines);

BURNISH_END

#endif
