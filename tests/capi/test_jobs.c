/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_job: start, events, descriptor, waiting, cancelling, and what happens when references go early. */
#include "helpers.h"

#include <dirent.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

static burnish_job_event new_event(void) {
    burnish_job_event event;
    memset(&event, 0, sizeof event);
    event.size = sizeof event;
    return event;
}

static int readable(burnish_job *job) {
    struct pollfd entry;
    memset(&entry, 0, sizeof entry);
    EXPECT_OK(burnish_job_get_fd(job, &entry.fd));
    entry.events = POLLIN;
    return poll(&entry, 1, 0);
}

static burnish_job *start_job(burnish_data *data, burnish_stream *stream) {
    burnish_job *job = NULL;
    EXPECT_OK(burnish_job_start_data(data, stream, &job));
    ck_assert_ptr_nonnull(job);
    return job;
}

/* The job's status, its report's status, and whether it has an error. */
static void expect_outcome(burnish_job *job, int32_t expected) {
    burnish_report *report = NULL;
    burnish_error *error = NULL;
    int32_t status = 7;
    EXPECT_OK(burnish_job_get_status(job, &status));
    EXPECT_STATUS(status, expected);
    EXPECT_OK(burnish_job_get_report(job, &report));
    EXPECT_OK(burnish_report_get_status(report, &status));
    EXPECT_STATUS(status, expected);
    burnish_report_unref(report);
    EXPECT_STATUS(burnish_job_get_error(job, &error), expected < 0 ? BURNISH_S_OK : BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_error_status(error), expected < 0 ? expected : BURNISH_S_OK);
    burnish_error_unref(error);
}

/* A job whose source waits at a sector. */
typedef struct waiting_job {
    burnish_job *job;
    burnish_stream *stream;
    source source;
} waiting_job;

static void start_waiting(waiting_job *self, burnish_data *data, int32_t at_sector) {
    source_init(&self->source, 3000, FAULT_WAIT, at_sector);
    self->stream = source_stream(&self->source);
    self->job = start_job(data, self->stream);
    source_wait_until_waiting(&self->source);
}

START_TEST(writes_and_tells) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(500);
    burnish_job *job = start_job(data, stream);
    burnish_job_event event = new_event();
    int32_t action = -1;
    struct pollfd entry;
    memset(&entry, 0, sizeof entry);
    EXPECT_OK(burnish_job_get_fd(job, &entry.fd));
    entry.events = POLLIN;
    while (event.kind != BURNISH_JOB_EVENT_FINISHED) {
        ck_assert_int_eq(poll(&entry, 1, 60000), 1);
        EXPECT_OK(burnish_job_next_event(job, &event));
        ck_assert_uint_eq(event.size, sizeof event);
        ck_assert_uint_eq(event.coalesced, 0);
        if (event.kind == BURNISH_JOB_EVENT_PROGRESS) {
            ck_assert_uint_eq(event.data->size, sizeof *event.data);
            action = event.data->current_action;
            EXPECT_STATUS(event.status, BURNISH_S_OK);
        }
    }
    ck_assert_int_eq(action, BURNISH_DATA_ACTION_COMPLETED);
    EXPECT_STATUS(event.status, BURNISH_S_OK);
    ck_assert_ptr_null(event.data);
    ck_assert_int_eq(readable(job), 0);
    event.kind = 7;
    EXPECT_STATUS(burnish_job_next_event(job, &event), BURNISH_S_FALSE);
    ck_assert_int_eq(event.kind, 7);
    expect_outcome(job, BURNISH_S_OK);
    burnish_job_unref(job);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 500);
}
END_TEST

START_TEST(descriptor_tells_whether_there_are_events) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(500);
    burnish_job *job = start_job(data, stream);
    burnish_job_event event = new_event();
    int taken = 0;
    EXPECT_OK(burnish_job_wait(job, -1));
    while (readable(job)) {
        ck_assert_int_eq(readable(job), 1);
        EXPECT_OK(burnish_job_next_event(job, &event));
        ++taken;
    }
    ck_assert_int_gt(taken, 5);
    EXPECT_STATUS(burnish_job_next_event(job, &event), BURNISH_S_FALSE);
    burnish_job_unref(job);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(everything_is_busy_while_it_runs) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *other = new_stream(10);
    burnish_job *second = NULL;
    burnish_report *report = (burnish_report *)data;
    burnish_error *error = (burnish_error *)data;
    int32_t status = 7;
    waiting_job waiting;
    start_waiting(&waiting, data, 100);
    EXPECT_STATUS(burnish_job_start_data(data, other, &second), BURNISH_E_DF2DATA_WRITE_IN_PROGRESS);
    ck_assert_ptr_null(second);
    expect_last_error(data, BURNISH_E_DF2DATA_WRITE_IN_PROGRESS);
    EXPECT_STATUS(burnish_data_write(data, other), BURNISH_E_DF2DATA_WRITE_IN_PROGRESS);
    EXPECT_STATUS(burnish_data_set_simulate(data, 1), BURNISH_E_DF2DATA_WRITE_IN_PROGRESS);
    EXPECT_STATUS(burnish_stream_seek(waiting.stream, 0, NULL), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_job_get_status(waiting.job, &status), BURNISH_S_FALSE);
    EXPECT_STATUS(status, BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_job_get_report(waiting.job, &report), BURNISH_S_FALSE);
    ck_assert_ptr_null(report);
    EXPECT_STATUS(burnish_job_get_error(waiting.job, &error), BURNISH_S_FALSE);
    ck_assert_ptr_null(error);
    EXPECT_STATUS(burnish_job_wait(waiting.job, 0), BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_job_wait(waiting.job, 1), BURNISH_S_FALSE);
    source_release(&waiting.source);
    EXPECT_OK(burnish_job_wait(waiting.job, 60000));
    expect_outcome(waiting.job, BURNISH_E_STREAM_READ_FAILURE);
    EXPECT_OK(burnish_data_set_simulate(data, 1));
    EXPECT_OK(burnish_stream_seek(waiting.stream, 0, NULL));
    burnish_job_unref(waiting.job);
    burnish_stream_unref(waiting.stream);
    ck_assert_int_eq(waiting.source.destroyed, 1);
    burnish_stream_unref(other);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(stream_of_another_job_is_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_recorder *other = open_disc("other", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_data *second = new_writer(other);
    burnish_job *job = NULL;
    waiting_job waiting;
    start_waiting(&waiting, data, 100);
    EXPECT_STATUS(burnish_job_start_data(second, waiting.stream, &job), BURNISH_E_INVALIDARG);
    expect_last_error(second, BURNISH_E_INVALIDARG);
    /* The refusal took nothing away from the job that has it. */
    EXPECT_STATUS(burnish_job_start_data(second, waiting.stream, &job), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_job_cancel(waiting.job));
    EXPECT_OK(burnish_job_wait(waiting.job, -1));
    burnish_job_unref(waiting.job);
    burnish_stream_unref(waiting.stream);
    expect_released(data, recorder, "disc");
    expect_released(second, other, "other");
}
END_TEST

START_TEST(start_refuses_what_write_refuses) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = NULL;
    burnish_job *job = NULL;
    source source;
    burnish_stream *stream;
    source_init(&source, 500, FAULT_NONE, 0);
    stream = source_stream(&source);
    EXPECT_OK(burnish_data_new(&data));
    EXPECT_STATUS(burnish_job_start_data(data, stream, &job), BURNISH_E_RECORDER_REQUIRED);
    expect_last_error(data, BURNISH_E_RECORDER_REQUIRED);
    EXPECT_OK(burnish_data_set_recorder(data, recorder));
    EXPECT_STATUS(burnish_job_start_data(data, stream, &job), BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    ck_assert_ptr_null(job);
    EXPECT_OK(burnish_data_set_client_name(data, CLIENT));
    job = start_job(data, stream);
    EXPECT_OK(burnish_job_wait(job, -1));
    expect_outcome(job, BURNISH_S_OK);
    burnish_job_unref(job);
    burnish_stream_unref(stream);
    ck_assert_int_eq(source.destroyed, 1);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(write_that_fails_is_told) {
    burnish_recorder *recorder = open_disc("none", "empty=1");
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(10);
    burnish_job *job = start_job(data, stream);
    burnish_job_event event = new_event();
    EXPECT_OK(burnish_job_wait(job, -1));
    expect_outcome(job, BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    while (burnish_job_next_event(job, &event) == BURNISH_S_OK) {
    }
    ck_assert_int_eq(event.kind, BURNISH_JOB_EVENT_FINISHED);
    EXPECT_STATUS(event.status, BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    burnish_job_unref(job);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(cancel_at_any_place) {
    static const int32_t sectors[] = {0, 100, 2900};
    static const char *const names[] = {"at-0", "at-100", "at-2900"};
    int i;
    for (i = 0; i < 3; ++i) {
        burnish_recorder *recorder = open_disc(names[i], NULL);
        burnish_data *data = new_writer(recorder);
        waiting_job waiting;
        EXPECT_OK(burnish_data_set_fifo_size(data, 131072));
        start_waiting(&waiting, data, sectors[i]);
        EXPECT_OK(burnish_job_cancel(waiting.job));
        EXPECT_OK(burnish_job_wait(waiting.job, -1));
        expect_outcome(waiting.job, BURNISH_E_REQUEST_CANCELLED);
        EXPECT_STATUS(burnish_job_cancel(waiting.job), BURNISH_S_WRITE_NOT_IN_PROGRESS);
        EXPECT_STATUS(burnish_data_cancel_write(data), BURNISH_E_DF2DATA_WRITE_NOT_IN_PROGRESS);
        burnish_job_unref(waiting.job);
        burnish_stream_unref(waiting.stream);
        ck_assert_int_eq(waiting.source.destroyed, 1);
        expect_released(data, recorder, names[i]);
    }
}
END_TEST

START_TEST(cancel_through_the_data_object) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    waiting_job waiting;
    start_waiting(&waiting, data, 100);
    EXPECT_OK(burnish_data_cancel_write(data));
    EXPECT_OK(burnish_job_wait(waiting.job, -1));
    expect_outcome(waiting.job, BURNISH_E_REQUEST_CANCELLED);
    burnish_job_unref(waiting.job);
    burnish_stream_unref(waiting.stream);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(last_reference_cancels_and_waits) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_report *report = NULL;
    int32_t status = 0;
    waiting_job waiting;
    start_waiting(&waiting, data, 100);
    burnish_stream_unref(waiting.stream); /* the job has its own */
    ck_assert_int_eq(waiting.source.destroyed, 0);
    ck_assert_ptr_eq(burnish_job_ref(waiting.job), waiting.job);
    burnish_job_unref(waiting.job);
    ck_assert_int_eq(waiting.source.destroyed, 0);
    burnish_job_unref(waiting.job);
    ck_assert_int_eq(waiting.source.destroyed, 1);
    EXPECT_OK(burnish_data_get_report(data, &report));
    EXPECT_OK(burnish_report_get_status(report, &status));
    EXPECT_STATUS(status, BURNISH_E_REQUEST_CANCELLED);
    burnish_report_unref(report);
    expect_released(data, recorder, "disc");
}
END_TEST

/* A finished job keeps neither the recorder nor the stream: the disc opens anew although the job is still there. */
START_TEST(finished_job_holds_nothing) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    source source;
    burnish_stream *stream;
    burnish_job *job;
    source_init(&source, 500, FAULT_NONE, 0);
    stream = source_stream(&source);
    job = start_job(data, stream);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
    EXPECT_OK(burnish_job_wait(job, -1));
    ck_assert_int_eq(source.destroyed, 1);
    recorder = open_disc("disc", NULL);
    expect_outcome(job, BURNISH_S_OK);
    burnish_job_unref(job);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(two_jobs_at_once) {
    burnish_recorder *recorder = open_disc("one", "medium=cd-r-80");
    burnish_recorder *other = open_disc("two", "medium=dvd%2Br");
    burnish_data *data = new_writer(recorder);
    burnish_data *second = new_writer(other);
    burnish_stream *stream = new_stream(1600);
    burnish_job *job;
    waiting_job waiting;
    start_waiting(&waiting, data, 100);
    job = start_job(second, stream);
    EXPECT_OK(burnish_job_wait(job, -1));
    EXPECT_STATUS(burnish_job_wait(waiting.job, 0), BURNISH_S_FALSE);
    expect_outcome(job, BURNISH_S_OK);
    EXPECT_OK(burnish_job_cancel(waiting.job));
    EXPECT_OK(burnish_job_wait(waiting.job, -1));
    expect_outcome(waiting.job, BURNISH_E_REQUEST_CANCELLED);
    burnish_job_unref(job);
    burnish_job_unref(waiting.job);
    burnish_stream_unref(stream);
    burnish_stream_unref(waiting.stream);
    expect_released(data, recorder, "one");
    expect_released(second, other, "two");
    expect_contents("two", 0, 1600);
}
END_TEST

static int entries(const char *folder) {
    int count = 0;
    DIR *directory = opendir(folder);
    ck_assert_ptr_nonnull(directory);
    while (readdir(directory) != NULL) {
        ++count;
    }
    closedir(directory);
    return count;
}

START_TEST(a_thousand_cancels_leak_nothing) {
    burnish_recorder *recorder = open_disc("disc", "discard=1");
    burnish_data *data = new_writer(recorder);
    int files = 0, threads = 0, i;
    EXPECT_OK(burnish_data_set_fifo_size(data, 131072));
    for (i = 0; i < 1001; ++i) {
        waiting_job waiting;
        start_waiting(&waiting, data, 0);
        if (i % 2 == 0) {
            EXPECT_OK(burnish_job_cancel(waiting.job));
            EXPECT_OK(burnish_job_wait(waiting.job, -1));
            expect_outcome(waiting.job, BURNISH_E_REQUEST_CANCELLED);
        }
        burnish_job_unref(waiting.job);
        burnish_stream_unref(waiting.stream);
        ck_assert_int_eq(waiting.source.destroyed, 1);
        if (i == 0) {
            files = entries("/proc/self/fd");
            threads = entries("/proc/self/task");
        }
    }
    ck_assert_int_eq(entries("/proc/self/fd"), files);
    ck_assert_int_eq(entries("/proc/self/task"), threads);
    ck_assert_int_ne(media_state(recorder) & BURNISH_MEDIA_STATE_BLANK, 0);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(null_is_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(400);
    burnish_job *job = NULL;
    burnish_job_event event = new_event();
    int32_t number;
    burnish_error *error;
    burnish_report *report;
    const int32_t null = BURNISH_E_POINTER;
    EXPECT_STATUS(burnish_job_start_data(NULL, stream, &job), null);
    EXPECT_STATUS(burnish_job_start_data(data, NULL, &job), null);
    EXPECT_STATUS(burnish_job_start_data(data, stream, NULL), null);
    ck_assert_ptr_null(burnish_job_ref(NULL));
    burnish_job_unref(NULL);
    EXPECT_STATUS(burnish_job_get_fd(NULL, &number), null);
    EXPECT_STATUS(burnish_job_next_event(NULL, &event), null);
    EXPECT_STATUS(burnish_job_wait(NULL, 0), null);
    EXPECT_STATUS(burnish_job_cancel(NULL), null);
    EXPECT_STATUS(burnish_job_get_status(NULL, &number), null);
    EXPECT_STATUS(burnish_job_get_error(NULL, &error), null);
    EXPECT_STATUS(burnish_job_get_report(NULL, &report), null);
    job = start_job(data, stream); /* which the refusals did not hinder */
    EXPECT_STATUS(burnish_job_get_fd(job, NULL), null);
    EXPECT_STATUS(burnish_job_next_event(job, NULL), null);
    EXPECT_STATUS(burnish_job_get_status(job, NULL), null);
    EXPECT_STATUS(burnish_job_get_error(job, NULL), null);
    EXPECT_STATUS(burnish_job_get_report(job, NULL), null);
    burnish_job_unref(job);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
}
END_TEST

/* A program that was built with a later header has a larger struct; one that set no size made a mistake. */
START_TEST(size_of_the_event) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(400);
    burnish_job *job = start_job(data, stream);
    struct {
        burnish_job_event known;
        uint8_t more[16];
    } later;
    burnish_job_event event = new_event();
    EXPECT_OK(burnish_job_wait(job, -1));
    event.size = 0;
    EXPECT_STATUS(burnish_job_next_event(job, &event), BURNISH_E_INVALIDARG);
    event.size = sizeof event - 1;
    EXPECT_STATUS(burnish_job_next_event(job, &event), BURNISH_E_INVALIDARG);
    memset(&later, 0xFF, sizeof later);
    later.known.size = sizeof later;
    EXPECT_OK(burnish_job_next_event(job, &later.known));
    ck_assert_uint_eq(later.known.size, sizeof later);
    ck_assert_int_eq(later.known.kind, BURNISH_JOB_EVENT_PROGRESS);
    ck_assert_int_eq(later.known.data->current_action, BURNISH_DATA_ACTION_VALIDATING_MEDIA);
    ck_assert_uint_eq(later.more[0], 0);
    ck_assert_uint_eq(later.more[15], 0);
    burnish_job_unref(job);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
}
END_TEST

static void must_not_run(burnish_data *data, const burnish_data_progress *progress, void *user_data) {
    (void)data;
    (void)progress;
    *(int *)user_data = 1;
}

START_TEST(progress_callback_is_not_called) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(400);
    burnish_job *job;
    int called = 0;
    EXPECT_OK(burnish_data_set_progress(data, must_not_run, &called));
    job = start_job(data, stream);
    EXPECT_OK(burnish_job_wait(job, -1));
    expect_outcome(job, BURNISH_S_OK);
    ck_assert_int_eq(called, 0);
    burnish_job_unref(job);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
}
END_TEST

int main(void) {
    contract_add(writes_and_tells);
    contract_add(descriptor_tells_whether_there_are_events);
    contract_add(everything_is_busy_while_it_runs);
    contract_add(stream_of_another_job_is_refused);
    contract_add(start_refuses_what_write_refuses);
    contract_add(write_that_fails_is_told);
    contract_add(cancel_at_any_place);
    contract_add(cancel_through_the_data_object);
    contract_add(last_reference_cancels_and_waits);
    contract_add(finished_job_holds_nothing);
    contract_add(two_jobs_at_once);
    contract_add(a_thousand_cancels_leak_nothing);
    contract_add(null_is_refused);
    contract_add(size_of_the_event);
    contract_add(progress_callback_is_not_called);
    return contract_run("jobs");
}
