/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_error: what a failure carries. Immutable; all functions here may be called from any thread. */
#ifndef BURNISH_ERROR_H
#define BURNISH_ERROR_H

#include <burnish/api.h>

BURNISH_BEGIN

/* An error of a data callback, to be handed over through its `error` parameter.
 * status: a negative code; it becomes the status of the write.
 * message: a sentence for people, copied; NULL takes the table's. detail: for engineers, copied; may be NULL. */
BURNISH_API int32_t burnish_error_new(int32_t status, const char *message, const char *detail, burnish_error **out);

/* All that an error can carry, for libraries that pass on what they were told by another part of burnish.
 * size: sizeof(burnish_error_facts). Everything is copied. */
typedef struct burnish_error_facts {
    uint32_t size;
    int32_t status;      /* a negative code */
    const char *message; /* a sentence for people; NULL takes the table's */
    const char *detail;  /* for engineers; may be NULL */
    int32_t can_retry;   /* 0, or else trying the same again can help */
    int32_t sense;       /* key << 16 | ASC << 8 | ASCQ, 0 to 0x0FFFFF; -1: none */
    const uint8_t *cdb;  /* the command that failed; NULL: none */
    size_t cdb_length;   /* of cdb, 0 to 16 bytes */
    int64_t lba;         /* the block concerned; -1: none */
} burnish_error_facts;

/* An error with all of this. BURNISH_E_INVALIDARG: wrong size, a status that is no failure, a sense or a length out of
 * range. BURNISH_E_POINTER: NULL, or a length without a CDB. */
BURNISH_API int32_t burnish_error_new_with_facts(const burnish_error_facts *facts, burnish_error **out);

BURNISH_API burnish_error *burnish_error_ref(burnish_error *error);
BURNISH_API void burnish_error_unref(burnish_error *error);

/* The status code; 0 for NULL. */
BURNISH_API int32_t burnish_error_status(const burnish_error *error);

/* A sentence for people: what is wrong, why, what to do next. Empty for NULL. */
BURNISH_API const char *burnish_error_message(const burnish_error *error);

/* For engineers: command, CDB, sense in words, LBA, device. May be empty. */
BURNISH_API const char *burnish_error_detail(const burnish_error *error);

/* 1 where trying the same again can help. */
BURNISH_API int32_t burnish_error_can_retry(const burnish_error *error);

/* Sense key, additional sense code and qualifier of the drive's answer (SPC-4, 4.5), as key << 16 | ASC << 8 | ASCQ.
 * BURNISH_S_FALSE, and *sense 0, where the failure has none. */
BURNISH_API int32_t burnish_error_get_sense(const burnish_error *error, int32_t *sense);

/* The CDB of the command that failed: borrowed, 6 to 16 bytes. BURNISH_S_FALSE, NULL and 0 where there is none. */
BURNISH_API int32_t burnish_error_get_cdb(const burnish_error *error, const uint8_t **cdb, size_t *length);

/* The block (LBA) concerned. BURNISH_S_FALSE, and *lba -1, where there is none. */
BURNISH_API int32_t burnish_error_get_lba(const burnish_error *error, int64_t *lba);

BURNISH_END

#endif
