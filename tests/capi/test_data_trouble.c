/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bad input and trouble in burnish_data_write(), each with its exact status; afterwards the drive is free, the tray
 * opens and the disc opens again. */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A write that is refused: its status, and the last error. */
static void expect_refused(burnish_data *data, burnish_stream *stream, int32_t status) {
    EXPECT_STATUS(burnish_data_write(data, stream), status);
    expect_last_error(data, status);
}

static void expect_report_status(burnish_data *data, int32_t expected) {
    burnish_report *report = NULL;
    int32_t status = 0, verified = 7;
    EXPECT_OK(burnish_data_get_report(data, &report));
    EXPECT_OK(burnish_report_get_status(report, &status));
    EXPECT_STATUS(status, expected);
    EXPECT_OK(burnish_report_get_verified(report, &verified));
    ck_assert_int_eq(verified, 0);
    burnish_report_unref(report);
}

START_TEST(recorder_is_required) {
    burnish_data *data = NULL;
    burnish_stream *stream = new_stream(10);
    EXPECT_OK(burnish_data_new(&data));
    EXPECT_OK(burnish_data_set_client_name(data, CLIENT));
    expect_refused(data, stream, BURNISH_E_RECORDER_REQUIRED);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
}
END_TEST

START_TEST(client_name_is_required) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = NULL;
    burnish_stream *stream = new_stream(10);
    EXPECT_OK(burnish_data_new(&data));
    EXPECT_OK(burnish_data_set_recorder(data, recorder));
    expect_refused(data, stream, BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(size_must_be_whole_sectors) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    uint8_t *contents = new_contents(3);
    const size_t lengths[] = {0, 1, SECTOR - 1, SECTOR + 1, 2 * SECTOR + 1024};
    size_t i;
    for (i = 0; i < sizeof lengths / sizeof lengths[0]; ++i) {
        burnish_stream *stream = NULL;
        EXPECT_OK(burnish_stream_new_memory(contents, lengths[i], NULL, NULL, &stream));
        expect_refused(data, stream, BURNISH_E_DF2DATA_STREAM_NOT_SUPPORTED);
        burnish_stream_unref(stream);
    }
    free(contents);
    ck_assert_int_ne(media_state(recorder) & BURNISH_MEDIA_STATE_BLANK, 0);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(size_must_fit_before_anything_is_read) {
    static const char *const media[] = {"medium=cd-r-74", "medium=dvd%2Br"};
    int m;
    for (m = 0; m < 2; ++m) {
        const char *name = m == 0 ? "cd" : "dvd";
        burnish_recorder *recorder = open_disc(name, media[m]);
        burnish_data *data = new_writer(recorder);
        burnish_stream *stream;
        source source;
        source_init(&source, free_sectors(recorder) + 1, FAULT_NONE, 0);
        stream = source_stream(&source);
        expect_refused(data, stream, BURNISH_E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
        ck_assert_int_eq(source.reads, 0);
        burnish_stream_unref(stream);
        ck_assert_int_ne(media_state(recorder) & BURNISH_MEDIA_STATE_BLANK, 0);
        expect_released(data, recorder, name);
    }
}
END_TEST

START_TEST(largest_length_of_all_is_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream;
    source source;
    source_init(&source, 0, FAULT_NONE, 0);
    source.length = UINT64_MAX - UINT64_MAX % SECTOR;
    stream = source_stream(&source);
    expect_refused(data, stream, BURNISH_E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA);
    ck_assert_int_eq(source.reads, 0);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(disc_is_required) {
    burnish_recorder *recorder = open_disc("none", "empty=1");
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(10);
    char *owner = NULL;
    expect_refused(data, stream, BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_OK(burnish_recorder_get_exclusive_access_owner(recorder, &owner));
    ck_assert_str_eq(owner, "");
    burnish_string_free(owner);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

/* A source that goes wrong at a sector, on both media: the status of the write, of the last error and of the report. */
static void expect_source_fault(source_fault fault, int32_t at_sector, int32_t status, const char *message) {
    static const char *const media[] = {"medium=cd-r-80", "medium=dvd%2Br"};
    int m;
    for (m = 0; m < 2; ++m) {
        char name[40];
        burnish_recorder *recorder;
        burnish_data *data;
        burnish_stream *stream;
        burnish_error *error = NULL;
        source source;
        snprintf(name, sizeof name, "disc-%d-%d-%d", m, fault, at_sector);
        recorder = open_disc(name, media[m]);
        data = new_writer(recorder);
        source_init(&source, 2000, fault, at_sector);
        stream = source_stream(&source);
        EXPECT_STATUS(burnish_data_write(data, stream), status);
        EXPECT_OK(burnish_data_get_error(data, &error));
        EXPECT_STATUS(burnish_error_status(error), status);
        ck_assert_str_ne(burnish_error_message(error), "");
        if (message != NULL) {
            ck_assert_str_eq(burnish_error_message(error), message);
        }
        burnish_error_unref(error);
        expect_report_status(data, status);
        burnish_stream_unref(stream);
        ck_assert_int_eq(source.destroyed, 1);
        expect_released(data, recorder, name);
    }
}

START_TEST(source_that_ends_early) {
    expect_source_fault(FAULT_END, 0, BURNISH_E_STREAM_TOO_SHORT, NULL);
    expect_source_fault(FAULT_END, 1000, BURNISH_E_STREAM_TOO_SHORT, NULL);
    expect_source_fault(FAULT_END, 1999, BURNISH_E_STREAM_TOO_SHORT, NULL);
}
END_TEST

START_TEST(source_that_fails) {
    expect_source_fault(FAULT_ABORT, 0, BURNISH_E_STREAM_READ_FAILURE, NULL);
    expect_source_fault(FAULT_ABORT, 1000, BURNISH_E_STREAM_READ_FAILURE, NULL);
    expect_source_fault(FAULT_ABORT_ERROR, 0, BURNISH_E_ACCESSDENIED, "no more of this");
    expect_source_fault(FAULT_ABORT_ERROR, 1000, BURNISH_E_ACCESSDENIED, "no more of this");
}
END_TEST

START_TEST(source_that_talks_nonsense) {
    expect_source_fault(FAULT_ZERO, 1000, BURNISH_E_STREAM_BAD_CALLBACK, NULL);
    expect_source_fault(FAULT_TOO_MANY, 1000, BURNISH_E_STREAM_BAD_CALLBACK, NULL);
    expect_source_fault(FAULT_GARBAGE, 0, BURNISH_E_STREAM_BAD_CALLBACK, NULL);
    expect_source_fault(FAULT_GARBAGE, 1000, BURNISH_E_STREAM_BAD_CALLBACK, NULL);
    expect_source_fault(FAULT_GARBAGE_ERROR, 1000, BURNISH_E_STREAM_BAD_CALLBACK, NULL);
}
END_TEST

START_TEST(source_that_fails_at_once_leaves_a_blank_disc) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream;
    source source;
    source_init(&source, 2000, FAULT_ABORT, 0);
    stream = source_stream(&source);
    expect_refused(data, stream, BURNISH_E_STREAM_READ_FAILURE);
    burnish_stream_unref(stream);
    ck_assert_int_ne(media_state(recorder) & BURNISH_MEDIA_STATE_BLANK, 0);

    /* The object is as good as new. */
    stream = new_stream(500);
    EXPECT_OK(burnish_data_write(data, stream));
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 500);
}
END_TEST

START_TEST(stream_that_cannot_rewind_is_refused) {
    burnish_stream_callbacks callbacks = source_callbacks();
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = NULL;
    uint8_t byte;
    size_t count;
    source source;
    source_init(&source, 400, FAULT_NONE, 0);
    callbacks.seek = NULL;
    EXPECT_OK(burnish_stream_new_callbacks(&callbacks, &source, source.length, &stream));
    EXPECT_OK(burnish_stream_read(stream, &byte, 1, &count, NULL));
    expect_refused(data, stream, BURNISH_E_STREAM_READ_FAILURE);
    burnish_stream_unref(stream);
    ck_assert_int_ne(media_state(recorder) & BURNISH_MEDIA_STATE_BLANK, 0);
    expect_released(data, recorder, "disc");
}
END_TEST

/* A write on a thread of its own, whose source waits at a sector. */
typedef struct background {
    burnish_data *data;
    burnish_stream *stream;
    source source;
    pthread_t thread;
    int32_t status;
} background;

static void *run_write(void *argument) {
    background *self = argument;
    self->status = burnish_data_write(self->data, self->stream);
    return NULL;
}

static void start_write(background *self, burnish_data *data, int32_t waits_at_sector) {
    self->data = data;
    self->status = BURNISH_S_FALSE;
    source_init(&self->source, 3000, FAULT_WAIT, waits_at_sector);
    self->stream = source_stream(&self->source);
    ck_assert_int_eq(pthread_create(&self->thread, NULL, run_write, self), 0);
    source_wait_until_waiting(&self->source);
}

static void finish_write(background *self, int32_t expected) {
    ck_assert_int_eq(pthread_join(self->thread, NULL), 0);
    EXPECT_STATUS(self->status, expected);
    burnish_stream_unref(self->stream);
    ck_assert_int_eq(self->source.destroyed, 1);
}

static void ignore(burnish_data *data, const burnish_data_progress *progress, void *user_data) {
    (void)data;
    (void)progress;
    (void)user_data;
}

/* Every setter is refused, and so is a second write; getters answer. */
static void expect_setters_refused(burnish_data *data, burnish_recorder *recorder, burnish_stream *stream) {
    const int32_t busy = BURNISH_E_DF2DATA_WRITE_IN_PROGRESS;
    int32_t number = 7;
    EXPECT_STATUS(burnish_data_set_recorder(data, recorder), busy);
    EXPECT_STATUS(burnish_data_set_recorder(data, NULL), busy);
    EXPECT_STATUS(burnish_data_set_client_name(data, "other"), busy);
    EXPECT_STATUS(burnish_data_set_force_media_to_be_closed(data, 1), busy);
    EXPECT_STATUS(burnish_data_set_disable_consumer_dvd_compatibility_mode(data, 1), busy);
    EXPECT_STATUS(burnish_data_set_postgap_already_in_image(data, 1), busy);
    EXPECT_STATUS(burnish_data_set_force_overwrite(data, 1), busy);
    EXPECT_STATUS(burnish_data_set_buffer_underrun_free_disabled(data, 1), busy);
    EXPECT_STATUS(burnish_data_set_simulate(data, 1), busy);
    EXPECT_STATUS(burnish_data_set_hash(data, 0), busy);
    EXPECT_STATUS(burnish_data_set_fifo_size(data, 1 << 20), busy);
    EXPECT_STATUS(burnish_data_set_burn_verification_level(data, 1), busy);
    EXPECT_STATUS(burnish_data_set_write_speed(data, 300, 0), busy);
    EXPECT_STATUS(burnish_data_set_progress(data, ignore, NULL), busy);
    EXPECT_STATUS(burnish_data_write(data, stream), busy);
    EXPECT_OK(burnish_data_get_simulate(data, &number));
    ck_assert_int_eq(number, 0);
    expect_last_error(data, busy);
}

START_TEST(setters_from_another_thread_are_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    background background;
    burnish_stream *other = new_stream(10);
    burnish_error *error = NULL;
    uint8_t byte;
    size_t count;
    start_write(&background, data, 100);
    expect_setters_refused(data, recorder, other);
    expect_setters_refused(data, recorder, background.stream);
    /* Its stream belongs to the write. */
    EXPECT_STATUS(burnish_stream_read(background.stream, &byte, 1, &count, &error), BURNISH_E_INVALIDARG);
    burnish_error_unref(error);
    EXPECT_STATUS(burnish_stream_seek(background.stream, 0, NULL), BURNISH_E_INVALIDARG);
    source_release(&background.source);
    finish_write(&background, BURNISH_E_STREAM_READ_FAILURE);
    EXPECT_OK(burnish_data_set_simulate(data, 1));
    burnish_stream_unref(other);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(recorder_that_writes_is_locked_for_others) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_data *second = new_writer(recorder);
    background background;
    burnish_stream *stream = new_stream(10);
    char *owner = NULL;
    start_write(&background, data, 100);
    EXPECT_OK(burnish_recorder_get_exclusive_access_owner(recorder, &owner));
    ck_assert_str_eq(owner, CLIENT);
    burnish_string_free(owner);
    expect_refused(second, stream, BURNISH_E_RECORDER_LOCKED);
    source_release(&background.source);
    finish_write(&background, BURNISH_E_STREAM_READ_FAILURE);
    burnish_stream_unref(stream);
    burnish_data_unref(second);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(stream_serves_one_write) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_recorder *other = open_disc("other", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_data *second = new_writer(other);
    background background;
    start_write(&background, data, 100);
    expect_refused(second, background.stream, BURNISH_E_INVALIDARG);
    source_release(&background.source);
    finish_write(&background, BURNISH_E_STREAM_READ_FAILURE);
    expect_released(data, recorder, "disc");
    expect_released(second, other, "other");
}
END_TEST

START_TEST(cancel_from_another_thread) {
    static const int32_t sectors[] = {0, 100, 2900};
    size_t i;
    for (i = 0; i < sizeof sectors / sizeof sectors[0]; ++i) {
        char name[16];
        burnish_recorder *recorder;
        burnish_data *data;
        background background;
        snprintf(name, sizeof name, "disc%d", (int)i);
        recorder = open_disc(name, NULL);
        data = new_writer(recorder);
        start_write(&background, data, sectors[i]);
        EXPECT_OK(burnish_data_cancel_write(data));
        finish_write(&background, BURNISH_E_REQUEST_CANCELLED);
        ck_assert_int_ge(background.source.interrupts, 1);
        expect_last_error(data, BURNISH_E_REQUEST_CANCELLED);
        expect_report_status(data, BURNISH_E_REQUEST_CANCELLED);
        EXPECT_STATUS(burnish_data_cancel_write(data), BURNISH_E_DF2DATA_WRITE_NOT_IN_PROGRESS);
        expect_released(data, recorder, name);
    }
}
END_TEST

/* What a progress callback is told to do, once, when an action is seen. */
typedef struct meddler {
    int32_t action;
    int cancels;
    burnish_recorder *recorder;
    burnish_stream *stream;
    int32_t cancelled;
    int seen;
} meddler;

static void meddle(burnish_data *data, const burnish_data_progress *progress, void *user_data) {
    meddler *self = user_data;
    if (progress->current_action != self->action || self->seen) {
        return;
    }
    self->seen = 1;
    if (self->cancels) {
        self->cancelled = burnish_data_cancel_write(data);
    } else {
        expect_setters_refused(data, self->recorder, self->stream);
    }
}

START_TEST(setters_from_the_progress_callback_are_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(500);
    meddler meddler;
    memset(&meddler, 0, sizeof meddler);
    meddler.action = BURNISH_DATA_ACTION_WRITING_DATA;
    meddler.recorder = recorder;
    meddler.stream = stream;
    EXPECT_OK(burnish_data_set_progress(data, meddle, &meddler));
    EXPECT_OK(burnish_data_write(data, stream));
    ck_assert_int_eq(meddler.seen, 1);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 500);
}
END_TEST

START_TEST(cancel_from_the_progress_callback_at_every_stage) {
    static const int32_t actions[] = {
        BURNISH_DATA_ACTION_VALIDATING_MEDIA, BURNISH_DATA_ACTION_INITIALIZING_HARDWARE,
        BURNISH_DATA_ACTION_CALIBRATING_POWER, BURNISH_DATA_ACTION_WRITING_DATA,
        BURNISH_DATA_ACTION_FINALIZATION, BURNISH_DATA_ACTION_VERIFYING,
    };
    static const char *const media[] = {"medium=cd-r-80", "medium=dvd%2Br"};
    size_t i;
    int m;
    for (m = 0; m < 2; ++m) {
        for (i = 0; i < sizeof actions / sizeof actions[0]; ++i) {
            char name[24];
            burnish_recorder *recorder;
            burnish_data *data;
            burnish_stream *stream = new_stream(3000);
            meddler meddler;
            snprintf(name, sizeof name, "disc-%d-%d", m, actions[i]);
            recorder = open_disc(name, media[m]);
            data = new_writer(recorder);
            memset(&meddler, 0, sizeof meddler);
            meddler.action = actions[i];
            meddler.cancels = 1;
            meddler.cancelled = BURNISH_S_FALSE;
            EXPECT_OK(burnish_data_set_burn_verification_level(data, BURNISH_VERIFICATION_FULL));
            EXPECT_OK(burnish_data_set_progress(data, meddle, &meddler));
            EXPECT_STATUS(burnish_data_write(data, stream), BURNISH_E_REQUEST_CANCELLED);
            ck_assert_int_eq(meddler.seen, 1);
            EXPECT_OK(meddler.cancelled);
            expect_report_status(data, BURNISH_E_REQUEST_CANCELLED);
            if (actions[i] < BURNISH_DATA_ACTION_WRITING_DATA) {
                ck_assert_int_ne(media_state(recorder) & BURNISH_MEDIA_STATE_BLANK, 0);
            }
            burnish_stream_unref(stream);
            expect_released(data, recorder, name);
        }
    }
}
END_TEST

START_TEST(cancel_after_completion_finds_nothing) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(500);
    meddler meddler;
    memset(&meddler, 0, sizeof meddler);
    meddler.action = BURNISH_DATA_ACTION_COMPLETED;
    meddler.cancels = 1;
    meddler.cancelled = BURNISH_S_FALSE;
    EXPECT_OK(burnish_data_set_progress(data, meddle, &meddler));
    EXPECT_OK(burnish_data_write(data, stream));
    EXPECT_STATUS(meddler.cancelled, BURNISH_E_DF2DATA_WRITE_NOT_IN_PROGRESS);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 500);
}
END_TEST

static void drop(burnish_data *data, const burnish_data_progress *progress, void *user_data) {
    int *dropped = user_data;
    (void)progress;
    if (!*dropped) {
        *dropped = 1;
        burnish_data_unref(data);
    }
}

START_TEST(callback_may_drop_the_last_reference) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(400);
    int dropped = 0;
    EXPECT_OK(burnish_data_set_progress(data, drop, &dropped));
    EXPECT_OK(burnish_data_write(data, stream));
    ck_assert_int_eq(dropped, 1);
    burnish_stream_unref(stream);
    expect_released(NULL, recorder, "disc");
    expect_contents("disc", 0, 400);
}
END_TEST

int main(void) {
    contract_add(recorder_is_required);
    contract_add(client_name_is_required);
    contract_add(size_must_be_whole_sectors);
    contract_add(size_must_fit_before_anything_is_read);
    contract_add(largest_length_of_all_is_refused);
    contract_add(disc_is_required);
    contract_add(source_that_ends_early);
    contract_add(source_that_fails);
    contract_add(source_that_talks_nonsense);
    contract_add(source_that_fails_at_once_leaves_a_blank_disc);
    contract_add(stream_that_cannot_rewind_is_refused);
    contract_add(setters_from_another_thread_are_refused);
    contract_add(recorder_that_writes_is_locked_for_others);
    contract_add(stream_serves_one_write);
    contract_add(cancel_from_another_thread);
    contract_add(setters_from_the_progress_callback_are_refused);
    contract_add(cancel_from_the_progress_callback_at_every_stage);
    contract_add(cancel_after_completion_finds_nothing);
    contract_add(callback_may_drop_the_last_reference);
    return contract_run("data trouble");
}
