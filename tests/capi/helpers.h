/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the contract tests of libburnish share: virtual discs, sources that can be told what to do, status checks. */
#ifndef TESTS_CAPI_HELPERS_H
#define TESTS_CAPI_HELPERS_H

#include <burnish/burnish.h>
#include <contract.h>

#include <pthread.h>

#define SECTOR 2048
#define CLIENT "contract test"

/* Fails with the names of both. */
#define EXPECT_STATUS(call, expected) expect_status((call), (expected), #call, __FILE__, __LINE__)
#define EXPECT_OK(call) expect_status((call), BURNISH_S_OK, #call, __FILE__, __LINE__)
void expect_status(int32_t actual, int32_t expected, const char *call, const char *file, int line);

/* "virtual:" + a disc folder of this name in the test's folder + "?" + query. Valid until the next call with the same
 * name. query may be NULL. */
const char *disc_device(const char *name, const char *query);
/* The path of a file in the test's folder. Valid until the next call. */
const char *path_in_folder(const char *name);
void write_file(const char *path, const void *bytes, size_t length);

/* A recorder bound to disc_device(name, query). */
burnish_recorder *open_disc(const char *name, const char *query);
/* A data writer with that recorder and a client name. */
burnish_data *new_writer(burnish_recorder *recorder);

/* Bytes that tell where they belong: no two sectors are alike. Free with free(). */
uint8_t *new_contents(int32_t sectors);
/* A stream over new_contents(), freed with the stream. */
burnish_stream *new_stream(int32_t sectors);
/* Holds the disc's export disc.iso against new_contents() from an LBA on. */
void expect_contents(const char *name, int32_t lba, int32_t sectors);

/* An object's last error, which is released: its status, and a message that has these words. */
void check_error(burnish_error *error, int32_t status, const char *words);
/* The last error of a data writer: its status and that it has a message. */
void expect_last_error(burnish_data *data, int32_t status);
int32_t free_sectors(burnish_recorder *recorder);
int32_t media_state(burnish_recorder *recorder);
/* After a write, whatever came of it: nobody holds the drive, the tray opens, the disc opens anew. Releases both. */
void expect_released(burnish_data *data, burnish_recorder *recorder, const char *name);

/* A source whose read callback can be told to misbehave at an offset. */
typedef enum source_fault {
    FAULT_NONE,
    FAULT_END,           /* BURNISH_STREAM_END */
    FAULT_ABORT,         /* BURNISH_STREAM_ABORT, silent */
    FAULT_ABORT_ERROR,   /* BURNISH_STREAM_ABORT with an error: BURNISH_E_ACCESSDENIED, "no more of this" */
    FAULT_ZERO,          /* BURNISH_STREAM_OK with 0 bytes */
    FAULT_TOO_MANY,      /* BURNISH_STREAM_OK with more than the capacity */
    FAULT_GARBAGE,       /* a code outside the set */
    FAULT_GARBAGE_ERROR, /* a code outside the set, and an error that must not leak */
    FAULT_WAIT           /* waits until source_release() or the interrupt callback, then aborts */
} source_fault;

typedef struct source {
    uint64_t length;
    uint64_t offset;
    uint64_t fault_at;
    source_fault fault;
    int reads;
    int seeks;
    int interrupts;
    int destroyed;
    /* For FAULT_WAIT. */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int waiting;
    int released;
} source;

void source_init(source *self, int32_t sectors, source_fault fault, int32_t at_sector);
burnish_stream *source_stream(source *self);
void source_wait_until_waiting(source *self);
void source_release(source *self);

/* Sets size and the callbacks of a source. */
burnish_stream_callbacks source_callbacks(void);

#endif
