/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void expect_status(int32_t actual, int32_t expected, const char *call, const char *file, int line) {
    if (actual != expected) {
        ck_abort_msg("%s:%d: %s gave %s (0x%08X), expected %s (0x%08X)", file, line, call, burnish_status_name(actual),
                     (unsigned)actual, burnish_status_name(expected), (unsigned)expected);
    }
}

const char *path_in_folder(const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", contract_folder(), name);
    return path;
}

const char *disc_device(const char *name, const char *query) {
    static char device[512];
    snprintf(device, sizeof device, "virtual:%s/%s%s%s", contract_folder(), name, query != NULL ? "?" : "",
             query != NULL ? query : "");
    return device;
}

void write_file(const char *path, const void *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

burnish_recorder *open_disc(const char *name, const char *query) {
    burnish_recorder *recorder = NULL;
    EXPECT_OK(burnish_recorder_new(&recorder));
    EXPECT_OK(burnish_recorder_initialize_disc_recorder(recorder, disc_device(name, query)));
    return recorder;
}

burnish_data *new_writer(burnish_recorder *recorder) {
    burnish_data *data = NULL;
    EXPECT_OK(burnish_data_new(&data));
    EXPECT_OK(burnish_data_set_recorder(data, recorder));
    EXPECT_OK(burnish_data_set_client_name(data, CLIENT));
    return data;
}

static void fill(uint8_t *target, uint64_t offset, size_t length) {
    size_t i;
    for (i = 0; i < length; ++i) {
        const uint64_t at = offset + i;
        const uint64_t sector = at / SECTOR;
        target[i] = (uint8_t)(at % SECTOR < 4 ? sector >> (8 * (at % 4)) : sector * 31 + at * 7);
    }
}

uint8_t *new_contents(int32_t sectors) {
    const size_t length = (size_t)sectors * SECTOR;
    uint8_t *contents = malloc(length);
    ck_assert_ptr_nonnull(contents);
    fill(contents, 0, length);
    return contents;
}

burnish_stream *new_stream(int32_t sectors) {
    burnish_stream *stream = NULL;
    uint8_t *contents = new_contents(sectors);
    EXPECT_OK(burnish_stream_new_memory(contents, (size_t)sectors * SECTOR, free, contents, &stream));
    return stream;
}

void expect_contents(const char *name, int32_t lba, int32_t sectors) {
    const size_t length = (size_t)sectors * SECTOR;
    char path[64];
    uint8_t *expected = new_contents(sectors);
    uint8_t *found = malloc(length);
    FILE *file;
    snprintf(path, sizeof path, "%s/disc.iso", name);
    file = fopen(path_in_folder(path), "rb");
    ck_assert_msg(file != NULL, "no %s", path_in_folder(path));
    ck_assert_int_eq(fseek(file, (long)lba * SECTOR, SEEK_SET), 0);
    ck_assert_uint_eq(fread(found, 1, length, file), length);
    ck_assert_msg(memcmp(expected, found, length) == 0, "the disc holds other bytes than were burned");
    fclose(file);
    free(found);
    free(expected);
}

void check_error(burnish_error *error, int32_t status, const char *words) {
    EXPECT_STATUS(burnish_error_status(error), status);
    ck_assert_str_ne(burnish_error_message(error), "");
    ck_assert_msg(strstr(burnish_error_message(error), words) != NULL, "no \"%s\" in: %s", words,
                  burnish_error_message(error));
    burnish_error_unref(error);
}

void expect_last_error(burnish_data *data, int32_t status) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_data_get_error(data, &error));
    check_error(error, status, "");
}

int32_t free_sectors(burnish_recorder *recorder) {
    burnish_medium *medium = NULL;
    int32_t sectors = -1;
    EXPECT_OK(burnish_recorder_get_medium(recorder, &medium));
    EXPECT_OK(burnish_medium_get_free_sectors(medium, &sectors));
    burnish_medium_unref(medium);
    return sectors;
}

int32_t media_state(burnish_recorder *recorder) {
    burnish_medium *medium = NULL;
    int32_t state = -1;
    EXPECT_OK(burnish_recorder_get_medium(recorder, &medium));
    EXPECT_OK(burnish_medium_get_state(medium, &state));
    burnish_medium_unref(medium);
    return state;
}

void expect_released(burnish_data *data, burnish_recorder *recorder, const char *name) {
    char *owner = NULL;
    burnish_medium *medium = NULL;
    EXPECT_OK(burnish_recorder_get_exclusive_access_owner(recorder, &owner));
    ck_assert_str_eq(owner, "");
    burnish_string_free(owner);
    EXPECT_OK(burnish_recorder_eject_media(recorder));
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);

    recorder = open_disc(name, NULL);
    EXPECT_OK(burnish_recorder_get_medium(recorder, &medium));
    burnish_medium_unref(medium);
    burnish_recorder_unref(recorder);
}

void source_init(source *self, int32_t sectors, source_fault fault, int32_t at_sector) {
    memset(self, 0, sizeof *self);
    self->length = (uint64_t)sectors * SECTOR;
    self->fault = fault;
    self->fault_at = (uint64_t)at_sector * SECTOR;
    pthread_mutex_init(&self->mutex, NULL);
    pthread_cond_init(&self->changed, NULL);
}

static int32_t wait_for_release(source *self) {
    pthread_mutex_lock(&self->mutex);
    self->waiting = 1;
    pthread_cond_broadcast(&self->changed);
    while (!self->released) {
        pthread_cond_wait(&self->changed, &self->mutex);
    }
    pthread_mutex_unlock(&self->mutex);
    return BURNISH_STREAM_ABORT;
}

static int32_t misbehave(source *self, size_t capacity, size_t *count, burnish_error **error) {
    switch (self->fault) {
        case FAULT_END:
            return BURNISH_STREAM_END;
        case FAULT_ABORT:
            return BURNISH_STREAM_ABORT;
        case FAULT_ABORT_ERROR:
            EXPECT_OK(burnish_error_new(BURNISH_E_ACCESSDENIED, "no more of this", "block 7", error));
            return BURNISH_STREAM_ABORT;
        case FAULT_ZERO:
            *count = 0;
            return BURNISH_STREAM_OK;
        case FAULT_TOO_MANY:
            *count = capacity + 1;
            return BURNISH_STREAM_OK;
        case FAULT_GARBAGE:
            *count = capacity;
            return 743782960;
        case FAULT_GARBAGE_ERROR:
            EXPECT_OK(burnish_error_new(BURNISH_E_FAIL, NULL, NULL, error));
            return 1;
        case FAULT_WAIT:
            return wait_for_release(self);
        case FAULT_NONE:
            break;
    }
    return BURNISH_STREAM_ABORT;
}

static int32_t source_read(void *user_data, void *buffer, size_t capacity, size_t *count, burnish_error **error) {
    source *self = user_data;
    uint64_t left = self->length - self->offset;
    ++self->reads;
    if (self->fault != FAULT_NONE) {
        if (self->offset >= self->fault_at) {
            return misbehave(self, capacity, count, error);
        }
        left = self->fault_at - self->offset;
    }
    if (left == 0) {
        return BURNISH_STREAM_END;
    }
    *count = left < capacity ? (size_t)left : capacity;
    fill(buffer, self->offset, *count);
    self->offset += *count;
    return BURNISH_STREAM_OK;
}

static int32_t source_seek(void *user_data, uint64_t offset, burnish_error **error) {
    source *self = user_data;
    (void)error;
    ++self->seeks;
    self->offset = offset;
    return BURNISH_STREAM_OK;
}

static void source_interrupt(void *user_data) {
    source *self = user_data;
    pthread_mutex_lock(&self->mutex);
    ++self->interrupts;
    self->released = 1;
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->mutex);
}

static void source_destroy(void *user_data) {
    source *self = user_data;
    ++self->destroyed;
}

burnish_stream_callbacks source_callbacks(void) {
    burnish_stream_callbacks callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.size = sizeof callbacks;
    callbacks.read = source_read;
    callbacks.seek = source_seek;
    callbacks.interrupt = source_interrupt;
    callbacks.destroy = source_destroy;
    return callbacks;
}

burnish_stream *source_stream(source *self) {
    const burnish_stream_callbacks callbacks = source_callbacks();
    burnish_stream *stream = NULL;
    EXPECT_OK(burnish_stream_new_callbacks(&callbacks, self, self->length, &stream));
    return stream;
}

void source_wait_until_waiting(source *self) {
    pthread_mutex_lock(&self->mutex);
    while (!self->waiting) {
        pthread_cond_wait(&self->changed, &self->mutex);
    }
    pthread_mutex_unlock(&self->mutex);
}

void source_release(source *self) {
    pthread_mutex_lock(&self->mutex);
    self->released = 1;
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->mutex);
}
