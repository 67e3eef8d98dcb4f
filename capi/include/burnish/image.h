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
BURNISH_API int32_t burnish_image_new(const burnish_image_options *options, burnish_image **out, burnish_error **error);
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

/* Takes a file, a symbolic link or an empty folder out of the image; remove_tree also a folder with all that is in it.
 * What was removed is not taken over from a session that is imported later. BURNISH_E_ITEM_NOT_FOUND,
 * BURNISH_E_DIR_NOT_EMPTY, BURNISH_E_INVALID_PATH (also "/"), BURNISH_E_READONLY. */
BURNISH_API int32_t burnish_image_remove(burnish_image *image, const char *path);
BURNISH_API int32_t burnish_image_remove_tree(burnish_image *image, const char *path);

/* FsiItemType; a symbolic link is a file. */
#define BURNISH_ITEM_NOT_FOUND 0
#define BURNISH_ITEM_DIRECTORY 1
#define BURNISH_ITEM_FILE 2
BURNISH_API int32_t burnish_image_exists(burnish_image *image, const char *path, int32_t *item);

/* Takes over the files and folders of the last session of the recorder's disc, for a session that lists them too and is
 * burned behind it: contents stay where they lie, and the session start block becomes the disc's next writable address.
 * Only folders are read. What the image has at a path goes before what the session has there; folders merge. Later
 * additions replace files that were taken over. A session imported before is let go; BURNISH_S_FALSE: this one was
 * imported already. On failure the image is as it was: BURNISH_E_EMPTY_DISC (blank),
 * BURNISH_E_IMPORT_MEDIA_NOT_ALLOWED (nothing can be added to the disc), BURNISH_E_NO_SUPPORTED_FILE_SYSTEM (audio, or
 * no ISO 9660), BURNISH_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR (folders damaged), BURNISH_E_IMPORT_READ_FAILURE (a spot
 * cannot be read), BURNISH_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY and …_DIRECTORY_EXISTS_AS_FILE (a file here
 * and a folder there), BURNISH_E_BOOT_OBJECT_CONFLICT (the image has a boot image), BURNISH_E_READONLY, and the
 * recorder's errors. */
BURNISH_API int32_t burnish_image_import_session(burnish_image *image, burnish_recorder *recorder);

/* What was imported. Set size to sizeof(burnish_imported_session) before the call. */
typedef struct burnish_imported_session {
    uint32_t size;
    int32_t start;   /* LBA of the session; -1: none */
    int32_t files;   /* and symbolic links */
    int32_t folders; /* below the root */
} burnish_imported_session;

/* BURNISH_S_FALSE: nothing was imported. */
BURNISH_API int32_t burnish_image_get_imported_session(burnish_image *image, burnish_imported_session *session);
/* The imported session's volume ID, which the new one takes unless another is set; the caller's string, empty where
 * nothing was imported. */
BURNISH_API int32_t burnish_image_get_imported_volume_name(burnish_image *image, char **name);

/* LBA where the session will begin on the disc; default 0. BURNISH_E_DISC_MISMATCH: the imported session lies there. */
BURNISH_API int32_t burnish_image_set_session_start_block(burnish_image *image, int32_t lba);

/* Up to 32 characters of printable ASCII; NULL or "": the default again. BURNISH_E_INVALID_VOLUME_NAME. */
BURNISH_API int32_t burnish_image_set_volume_id(burnish_image *image, const char *volume_id);
/* The volume ID that will be written; the caller's string. */
BURNISH_API int32_t burnish_image_get_volume_id(burnish_image *image, char **volume_id);

/* Texts of the volume descriptor: printable ASCII. The last three name a file in the image's root folder, as it is
 * named there; where it is missing, burnish_image_create_result_image() fails with BURNISH_E_FILE_NOT_FOUND. */
#define BURNISH_VOLUME_PUBLISHER 0   /* up to 128 characters */
#define BURNISH_VOLUME_PREPARER 1    /* 128 */
#define BURNISH_VOLUME_APPLICATION 2 /* 128; default "BURNISH" */
#define BURNISH_VOLUME_SYSTEM 3      /* 32 */
#define BURNISH_VOLUME_SET 4         /* 128 */
#define BURNISH_VOLUME_COPYRIGHT_FILE 5
#define BURNISH_VOLUME_ABSTRACT_FILE 6
#define BURNISH_VOLUME_BIBLIOGRAPHY_FILE 7
/* BURNISH_E_INVALID_PARAM: too long, or a character that does not fit. "" leaves it empty. */
BURNISH_API int32_t burnish_image_set_volume_text(burnish_image *image, int32_t field, const char *text);
/* What was set, else what the imported session has; the caller's string. */
BURNISH_API int32_t burnish_image_get_volume_text(burnish_image *image, int32_t field, char **text);

/* Times of the volume descriptor. Creation and modification are by default when the image object was made; the other
 * two are not written by default. */
#define BURNISH_VOLUME_TIME_CREATION 0
#define BURNISH_VOLUME_TIME_MODIFICATION 1
#define BURNISH_VOLUME_TIME_EXPIRATION 2
#define BURNISH_VOLUME_TIME_EFFECTIVE 3
/* seconds: since 1970, more than 0, before the year 10000, else BURNISH_E_INVALID_DATE. Times that contradict each
 * other fail burnish_image_create_result_image() with the same. */
BURNISH_API int32_t burnish_image_set_volume_time(burnish_image *image, int32_t which, int64_t seconds);
/* 0: none will be written. */
BURNISH_API int32_t burnish_image_get_volume_time(burnish_image *image, int32_t which, int64_t *seconds);

/* How a boot image boots (El Torito). Set size to sizeof(burnish_boot_options) and all else to zero for the defaults.
 */
typedef struct burnish_boot_options {
    uint32_t size;
    int32_t platform_id;      /* 0 x86, 1 PowerPC, 2 Mac, 0xEF EFI */
    int32_t emulation;        /* 0 none, 1 floppy 1.2 MB, 2 floppy 1.44 MB, 3 floppy 2.88 MB, 4 hard disk */
    int32_t load_segment;     /* 0: the firmware's own */
    int32_t load_sectors;     /* of 512 bytes, without emulation; 0: four for x86, else the whole image */
    int32_t info_table;       /* 1: the image is told where it lies, as isolinux and GRUB want it */
    const char *manufacturer; /* up to 24 characters; NULL: none */
} burnish_boot_options;

/* Adds a boot image, whose bytes are copied; up to 32. No folder shows it. options may be NULL.
 * BURNISH_E_FILE_NOT_FOUND, BURNISH_E_ACCESSDENIED, BURNISH_E_BOOT_IMAGE_DATA (empty, too large, one too many),
 * BURNISH_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH, BURNISH_E_INVALID_PARAM, BURNISH_E_BOOT_OBJECT_CONFLICT (the image
 * takes over a session), BURNISH_E_READONLY. */
BURNISH_API int32_t burnish_image_add_boot_image(burnish_image *image, const char *path,
                                                 const burnish_boot_options *options);
BURNISH_API int32_t burnish_image_add_boot_image_bytes(burnish_image *image, const void *data, size_t length,
                                                       const burnish_boot_options *options);
BURNISH_API int32_t burnish_image_remove_boot_images(burnish_image *image);

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
 * through the drive. What a later session only carries over from those before it is no difference, unless the image
 * imported it. BURNISH_E_BURN_VERIFICATION_FAILED where anything differs, after naming each difference.
 * BURNISH_E_NO_SUPPORTED_FILE_SYSTEM: no ISO 9660 there. BURNISH_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR: its folders are
 * damaged. Otherwise the recorder's errors. callback may be NULL. */
BURNISH_API int32_t burnish_image_compare(burnish_image *image, burnish_recorder *recorder, int32_t session_start,
                                          burnish_image_difference_callback callback, void *user_data);

BURNISH_END

#endif
