/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libburnish-image: ISO 9660 images (level 3, Joliet, Rock Ridge), authored by libisofs and made while they are read.
 * The binary is GPL-3.0-or-later. One thread uses an image at a time. */
#ifndef BURNISH_IMAGE_H
#define BURNISH_IMAGE_H

#include <burnish/api.h>

BURNISH_BEGIN

typedef struct burnish_image burnish_image;

/* Options. Set size to sizeof(burnish_image_options) and all else to zero for the defaults. */
typedef struct burnish_image_options {
    uint32_t size;
    int32_t no_joliet;     /* 1: no Joliet tree */
    int32_t no_rock_ridge; /* 1: no Rock Ridge */
    int32_t follow_links;  /* 0: symbolic links stay links in Rock Ridge; 1: their targets are taken */
    /* Up to 32 characters; NULL: the single source's name, else today's date. Copied. */
    const char *volume_id;
} burnish_image_options;

/* options may be NULL. On failure *error (may be NULL) gets the error: BURNISH_E_INVALID_VOLUME_NAME. */
BURNISH_API int32_t burnish_image_new(const burnish_image_options *options, burnish_image **out,
                                      burnish_error **error);
BURNISH_API burnish_image *burnish_image_ref(burnish_image *image);
BURNISH_API void burnish_image_unref(burnish_image *image);

/* The error of the last call on this image that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_image_get_error(burnish_image *image, burnish_error **error);

/* Adds a file, or a folder with all that is in it, at an absolute path in the image; parents are made. A folder added
 * to "/" puts its contents there; added where a folder is, the two merge. Special files are skipped with a warning. A
 * call that fails has added nothing. BURNISH_E_FILE_NOT_FOUND, BURNISH_E_ACCESSDENIED, BURNISH_E_DUP_NAME,
 * BURNISH_E_INVALID_PATH, BURNISH_E_NOT_FILE (a special file as the source itself), BURNISH_E_READONLY. */
BURNISH_API int32_t burnish_image_add(burnish_image *image, const char *source, const char *target);
/* Adds a file with these bytes, which are copied. */
BURNISH_API int32_t burnish_image_add_bytes(burnish_image *image, const void *data, size_t length, const char *target);

/* LBA where the session will begin on the disc; default 0. */
BURNISH_API int32_t burnish_image_set_session_start_block(burnish_image *image, int32_t lba);

/* The volume ID that will be written; the caller's string. */
BURNISH_API int32_t burnish_image_get_volume_id(burnish_image *image, char **volume_id);

/* What was skipped or renamed, a sentence a line; the caller's string, empty where there is nothing. */
BURNISH_API int32_t burnish_image_get_warnings(burnish_image *image, char **warnings);

/* The image as a stream for burnish_data_write() or burnish_stream_read(); its length is final. Sources are read while
 * the stream is. From now on the image is read-only (BURNISH_E_READONLY) until the stream is gone. A source that
 * shrank or vanished ends the stream with BURNISH_E_DATA_STREAM_INCONSISTENCY or BURNISH_E_DATA_STREAM_READ_FAILURE and
 * a message that names the file. One that is gone already: BURNISH_E_FILE_NOT_FOUND, BURNISH_E_ACCESSDENIED.
 * BURNISH_E_DATA_TOO_BIG: more than ISO 9660 can address. */
BURNISH_API int32_t burnish_image_create_result_image(burnish_image *image, burnish_stream **stream);

/* One difference between image and disc. path: in the image. what: "missing", "differs at byte 4096" … */
typedef void (*burnish_image_difference_callback)(const char *path, const char *what, void *user_data);

/* Compares every file of this image with the session that begins at session_start on the recorder's disc, reading
 * through the drive. BURNISH_E_BURN_VERIFICATION_FAILED where anything differs, after naming each difference.
 * BURNISH_E_NO_SUPPORTED_FILE_SYSTEM: no ISO 9660 there. BURNISH_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR: its folders are
 * damaged. Otherwise the recorder's errors. callback may be NULL. */
BURNISH_API int32_t burnish_image_compare(burnish_image *image, burnish_recorder *recorder, int32_t session_start,
                                          burnish_image_difference_callback callback, void *user_data);

BURNISH_END

#endif
