/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_erase: makes a rewritable disc blank again. IMAPI2's IDiscFormat2Erase. Any thread may call any function;
 * during an erase every setter gives BURNISH_E_ERASE_RECORDER_IN_USE. */
#ifndef BURNISH_ERASE_H
#define BURNISH_ERASE_H

#include <burnish/api.h>
#include <burnish/medium.h>

BURNISH_BEGIN

/* DDiscFormat2EraseEvents::Update, and what it lacks. Later versions append fields: look at size before reading one that
 * a newer header brought. */
typedef struct burnish_erase_progress {
    uint32_t size;
    int32_t elapsed_seconds;
    int32_t estimated_total_seconds; /* from the drive's own progress where it tells one, else a guess */
    int32_t reserved;
    double progress; /* 0 to 1 as the drive tells it, 1 with the last event; negative: not known */
} burnish_erase_progress;

/* Once before the drive begins, about every 0.5 s, and once when the disc is blank, on the thread that called
 * burnish_erase_erase_media(). progress lives for the call. Nothing that the handler does stops the erase. */
typedef void (*burnish_erase_progress_callback)(burnish_erase *erase, const burnish_erase_progress *progress,
                                                void *user_data);

BURNISH_API int32_t burnish_erase_new(burnish_erase **out);
BURNISH_API burnish_erase *burnish_erase_ref(burnish_erase *erase);
BURNISH_API void burnish_erase_unref(burnish_erase *erase);

/* The error of the last call on this object that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_erase_get_error(burnish_erase *erase, burnish_error **error);

/* The recorder to erase with; NULL clears it. BURNISH_E_ERASE_RECORDER_NOT_SUPPORTED: it cannot erase discs.
 * BURNISH_E_ERASE_ONLY_ONE_RECORDER_SUPPORTED: another one is set; clear it first. */
BURNISH_API int32_t burnish_erase_set_recorder(burnish_erase *erase, burnish_recorder *recorder);
/* A new reference to that recorder, or NULL with BURNISH_S_FALSE where none is set. */
BURNISH_API int32_t burnish_erase_get_recorder(burnish_erase *erase, burnish_recorder **recorder);

/* The name that others see as the owner of the drive; required before an erase. The rule is that of
 * burnish_data_set_client_name(). BURNISH_E_ERASE_CLIENT_NAME_IS_NOT_VALID. */
BURNISH_API int32_t burnish_erase_set_client_name(burnish_erase *erase, const char *name);
BURNISH_API int32_t burnish_erase_get_client_name(burnish_erase *erase, char **name);

/* Default 0: only what makes the disc blank is overwritten, which takes a minute or two; what was on the disc is not
 * destroyed, though drives give no access to it. 1: the whole disc is overwritten, which may take more than half an
 * hour. */
BURNISH_API int32_t burnish_erase_set_full_erase(burnish_erase *erase, int32_t value);
BURNISH_API int32_t burnish_erase_get_full_erase(burnish_erase *erase, int32_t *value);

/* The disc. All need a recorder (BURNISH_E_RECORDER_REQUIRED) and ask the drive anew. Without a disc the type is
 * BURNISH_MEDIA_TYPE_UNKNOWN, and blank gives BURNISH_E_RECORDER_MEDIA_NO_MEDIA. heuristically_blank: see
 * burnish/data.h. */
BURNISH_API int32_t burnish_erase_get_current_physical_media_type(burnish_erase *erase, int32_t *type);
BURNISH_API int32_t burnish_erase_get_media_physically_blank(burnish_erase *erase, int32_t *blank);
BURNISH_API int32_t burnish_erase_get_media_heuristically_blank(burnish_erase *erase, int32_t *blank);

/* IDiscFormat2: whether a recorder can erase discs, and the disc in it; BURNISH_S_OK or BURNISH_S_FALSE with *supported
 * 1 or 0. BURNISH_E_RECORDER_MEDIA_NO_MEDIA, with *supported 0, where no disc is in. */
BURNISH_API int32_t burnish_erase_is_recorder_supported(burnish_erase *erase, burnish_recorder *recorder,
                                                        int32_t *supported);
BURNISH_API int32_t burnish_erase_is_current_media_supported(burnish_erase *erase, burnish_recorder *recorder,
                                                             int32_t *supported);
/* The BURNISH_MEDIA_TYPE_… that this version erases, CD-RW; a list as in burnish/recorder.h. */
BURNISH_API int32_t burnish_erase_get_supported_media_types(burnish_erase *erase, int32_t *values, size_t capacity,
                                                            size_t *count);

/* Called during an erase; NULL stops that. */
BURNISH_API int32_t burnish_erase_set_progress(burnish_erase *erase, burnish_erase_progress_callback callback,
                                               void *user_data);

/* Erases the disc, also a blank or a damaged one, and returns when the disc says that it is blank. There is no way to
 * cancel it, as there is none in IMAPI2: a disc that is erased half is of no use. Refused before anything is done:
 * BURNISH_E_RECORDER_REQUIRED, BURNISH_E_ERASE_CLIENT_NAME_IS_NOT_VALID, BURNISH_E_ERASE_RECORDER_IN_USE (this object
 * erases already), BURNISH_E_RECORDER_LOCKED (another write, program or mount has the drive),
 * BURNISH_E_RECORDER_MEDIA_NO_MEDIA, BURNISH_E_ERASE_MEDIA_IS_NOT_ERASABLE (written once),
 * BURNISH_E_ERASE_MEDIA_IS_NOT_SUPPORTED (rewritable, but not by this version),
 * BURNISH_E_ERASE_DISC_INFORMATION_TOO_SMALL and BURNISH_E_ERASE_MODE_PAGE_2A_TOO_SMALL (the drive's answers),
 * BURNISH_E_ERASE_DRIVE_FAILED_SPINUP_COMMAND, BURNISH_E_ERASE_DRIVE_FAILED_ERASE_COMMAND. Later:
 * BURNISH_E_ERASE_TOOK_LONGER_THAN_ONE_HOUR (also: the disc is bad),
 * BURNISH_E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE (also: the disc is not blank although the drive says that it
 * erased it) and the drive's errors. IDiscFormat2Erase::EraseMedia. */
BURNISH_API int32_t burnish_erase_erase_media(burnish_erase *erase);

BURNISH_END

#endif
