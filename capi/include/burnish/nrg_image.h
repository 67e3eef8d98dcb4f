/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libburnish-image: NRG images (Nero's, version 1 and 2), their tracks one by one as streams. An image is not changed
 * after it was opened: any thread. */
#ifndef BURNISH_NRG_IMAGE_H
#define BURNISH_NRG_IMAGE_H

#include <burnish/api.h>

BURNISH_BEGIN

typedef struct burnish_nrg_image burnish_nrg_image;

/* Opens the file at path, which must not change as long as the image or a stream of it is used. Everything that the
 * image says of itself is checked: tracks in the file, in whole sectors, one behind the other. On failure *error (may
 * be NULL) gets the error: BURNISH_E_POINTER, BURNISH_E_FILE_NOT_FOUND, BURNISH_E_ACCESSDENIED, BURNISH_E_INVALIDARG
 * (no NRG image, or its end is missing), BURNISH_E_DATA_STREAM_INCONSISTENCY (damaged, or a part of it is missing),
 * BURNISH_E_NOTIMPL (sectors of a kind that is not known), BURNISH_E_STREAM_READ_FAILURE. */
BURNISH_API int32_t burnish_nrg_image_open(const char *path, burnish_nrg_image **out, burnish_error **error);
BURNISH_API burnish_nrg_image *burnish_nrg_image_ref(burnish_nrg_image *image);
BURNISH_API void burnish_nrg_image_unref(burnish_nrg_image *image);

/* The error of the last call on this image that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_nrg_image_get_error(burnish_nrg_image *image, burnish_error **error);

/* The disc's catalogue number; the caller's string (burnish_string_free()), empty where there is none. */
BURNISH_API int32_t burnish_nrg_image_get_media_catalog_number(burnish_nrg_image *image, char **mcn);
/* CD-TEXT as packs of 18 bytes, *count of them; *packs is the image's own, NULL where there are none. */
BURNISH_API int32_t burnish_nrg_image_get_cd_text(burnish_nrg_image *image, const uint8_t **packs, size_t *count);
/* Tracks in all sessions, 1 to 99. */
BURNISH_API int32_t burnish_nrg_image_get_track_count(burnish_nrg_image *image, int32_t *count);

#define BURNISH_NRG_TRACK_AUDIO 0
#define BURNISH_NRG_TRACK_MODE1 1
#define BURNISH_NRG_TRACK_MODE2 2

/* Set size to sizeof(burnish_nrg_track) before the call. */
typedef struct burnish_nrg_track {
    uint32_t size;
    int32_t number;         /* on the disc: 1 to 99 */
    int32_t session;        /* from 1 on */
    int32_t type;           /* BURNISH_NRG_TRACK_… */
    int32_t start;          /* LBA */
    int32_t sectors;        /* its length, without the pre-gap */
    int32_t pregap;         /* sectors; 0 also where the image does not tell, as of discs written track at once */
    int32_t sector_bytes;   /* of a sector in the file: 2048, 2336, 2352 or 2448 */
    int32_t data_bytes;     /* of a sector in the track's stream: 2352 for audio, else 2048 */
    int32_t pre_emphasis;   /* 1: the samples have it */
    int32_t copy_permitted; /* 1: players may copy the track digitally */
    const char *isrc;       /* 12 characters, the image's own; empty: none */
} burnish_nrg_track;

/* index: from 0 on. BURNISH_E_INVALIDARG: there is no such track, or the size is wrong. */
BURNISH_API int32_t burnish_nrg_image_get_track(burnish_nrg_image *image, int32_t index, burnish_nrg_track *track);

/* The contents of a track as a stream: samples for burnish_tao_add_audio_track(), or 2048 bytes a sector for
 * burnish_data_write(); headers, error correction and sub-channel that the file has besides are left out. It can seek,
 * and does not need the image any more. BURNISH_E_INVALIDARG: there is no such track. The stream ends with
 * BURNISH_E_DATA_STREAM_INCONSISTENCY where sectors are not what the image says, and with BURNISH_E_NOTIMPL at one of
 * mode 2 form 2 (Video CD), which no data disc can hold. */
BURNISH_API int32_t burnish_nrg_image_create_track_stream(burnish_nrg_image *image, int32_t index,
                                                          burnish_stream **stream);

BURNISH_END

#endif
