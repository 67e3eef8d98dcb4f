/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Burning through burnish_data: CD-R and DVD+R, progress, verification, test writes, and the report. */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAXIMUM_EVENTS 200

typedef struct events {
    burnish_data *data;
    burnish_data_progress list[MAXIMUM_EVENTS];
    int count;
    pthread_t thread;
} events;

static void collect(burnish_data *data, const burnish_data_progress *progress, void *user_data) {
    events *self = user_data;
    ck_assert_ptr_eq(data, self->data);
    ck_assert_uint_eq(progress->size, sizeof *progress);
    ck_assert(pthread_equal(pthread_self(), self->thread));
    if (self->count < MAXIMUM_EVENTS) {
        self->list[self->count++] = *progress;
    }
}

static void listen(events *self, burnish_data *data) {
    memset(self, 0, sizeof *self);
    self->data = data;
    self->thread = pthread_self();
    EXPECT_OK(burnish_data_set_progress(data, collect, self));
}

/* The actions in order, repetitions left out: "0 2 3 4 5 6". */
static void expect_actions(const events *self, const char *expected) {
    char actions[4 * MAXIMUM_EVENTS] = "";
    int i;
    for (i = 0; i < self->count; ++i) {
        if (i == 0 || self->list[i].current_action != self->list[i - 1].current_action) {
            snprintf(actions + strlen(actions), sizeof actions - strlen(actions), "%s%d", i == 0 ? "" : " ",
                     self->list[i].current_action);
        }
    }
    ck_assert_str_eq(actions, expected);
}

static burnish_report *report_of(burnish_data *data) {
    burnish_report *report = NULL;
    EXPECT_OK(burnish_data_get_report(data, &report));
    return report;
}

typedef int32_t (*report_number)(const burnish_report *, int32_t *);
typedef int32_t (*report_text)(const burnish_report *, const char **);

static int32_t number_of(const burnish_report *report, report_number get) {
    int32_t number = -77;
    EXPECT_OK(get(report, &number));
    return number;
}

static const char *text_of(const burnish_report *report, report_text get) {
    const char *text = NULL;
    EXPECT_OK(get(report, &text));
    return text;
}

/* Burns new_contents(sectors) and expects success. */
static void burn(burnish_data *data, int32_t sectors) {
    burnish_stream *stream = new_stream(sectors);
    EXPECT_OK(burnish_data_write(data, stream));
    burnish_stream_unref(stream);
}

START_TEST(cd_is_burned_and_stays_appendable) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    burn(data, 600);
    ck_assert_int_eq(media_state(recorder) & BURNISH_MEDIA_STATE_APPENDABLE, BURNISH_MEDIA_STATE_APPENDABLE);
    ck_assert_int_eq(media_state(recorder) & BURNISH_MEDIA_STATE_UNSUPPORTED_MASK, 0);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 600);
}
END_TEST

START_TEST(second_session_follows_the_first) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    int32_t next = 0, previous = 0;
    burn(data, 600);
    EXPECT_OK(burnish_data_get_next_writable_address(data, &next));
    ck_assert_int_gt(next, 752);
    burn(data, 333);
    EXPECT_OK(burnish_data_get_start_address_of_previous_session(data, &previous));
    ck_assert_int_eq(previous, next);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 600);
    expect_contents("disc", next, 333);
}
END_TEST

START_TEST(cd_is_closed_when_asked) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(20);
    EXPECT_OK(burnish_data_set_force_media_to_be_closed(data, 1));
    burn(data, 20);
    ck_assert_int_ne(media_state(recorder) & BURNISH_MEDIA_STATE_FINALIZED, 0);
    EXPECT_STATUS(burnish_data_write(data, stream), BURNISH_E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    expect_last_error(data, BURNISH_E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 20);
}
END_TEST

START_TEST(dvd_is_closed_by_default) {
    burnish_recorder *recorder = open_disc("disc", "medium=dvd%2Br");
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(20);
    burn(data, 777);
    ck_assert_int_ne(media_state(recorder) & BURNISH_MEDIA_STATE_FINALIZED, 0);
    EXPECT_STATUS(burnish_data_write(data, stream), BURNISH_E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 777);
}
END_TEST

START_TEST(dvd_stays_appendable_when_asked) {
    burnish_recorder *recorder = open_disc("disc", "medium=dvd%2Br");
    burnish_data *data = new_writer(recorder);
    int32_t next = 0;
    EXPECT_OK(burnish_data_set_disable_consumer_dvd_compatibility_mode(data, 1));
    burn(data, 777);
    ck_assert_int_eq(media_state(recorder) & BURNISH_MEDIA_STATE_APPENDABLE, BURNISH_MEDIA_STATE_APPENDABLE);
    EXPECT_OK(burnish_data_get_next_writable_address(data, &next));
    ck_assert_int_gt(next, 777);
    burn(data, 100);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 777);
    expect_contents("disc", next, 100);
}
END_TEST

START_TEST(file_is_burned) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = NULL;
    uint8_t *contents = new_contents(1500);
    write_file(path_in_folder("image.iso"), contents, 1500 * SECTOR);
    free(contents);
    EXPECT_OK(burnish_stream_new_file(path_in_folder("image.iso"), &stream, NULL));
    EXPECT_OK(burnish_data_write(data, stream));
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 1500);
}
END_TEST

START_TEST(callbacks_are_burned_from_the_beginning) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream;
    source source;
    uint8_t byte;
    size_t count;
    source_init(&source, 700, FAULT_NONE, 0);
    stream = source_stream(&source);
    EXPECT_OK(burnish_stream_read(stream, &byte, 1, &count, NULL));
    EXPECT_OK(burnish_data_write(data, stream));
    ck_assert_int_ge(source.seeks, 1);
    burnish_stream_unref(stream);
    ck_assert_int_eq(source.destroyed, 1);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 700);
}
END_TEST

START_TEST(stream_with_seek_burns_twice) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(300);
    int32_t next = 0;
    EXPECT_OK(burnish_data_write(data, stream));
    EXPECT_OK(burnish_data_get_next_writable_address(data, &next));
    EXPECT_OK(burnish_data_write(data, stream));
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 300);
    expect_contents("disc", next, 300);
}
END_TEST

START_TEST(progress_comes_in_order) {
    static const char *const media[] = {"medium=cd-r-80", "medium=dvd%2Br"};
    int i, m;
    for (m = 0; m < 2; ++m) {
        char name[8];
        burnish_recorder *recorder;
        burnish_data *data;
        events events;
        const burnish_data_progress *last;
        int32_t written = -1;
        snprintf(name, sizeof name, "disc%d", m);
        recorder = open_disc(name, media[m]);
        data = new_writer(recorder);
        listen(&events, data);
        burn(data, 640);
        expect_actions(&events, "0 2 3 4 5 6");
        for (i = 0; i < events.count; ++i) {
            const burnish_data_progress *event = &events.list[i];
            ck_assert_int_eq(event->simulate, 0);
            ck_assert_int_eq(event->used_system_buffer + event->free_system_buffer, event->total_system_buffer);
            ck_assert_int_ge(event->last_read_lba, event->last_written_lba);
            ck_assert_int_ge(event->last_written_lba, written);
            ck_assert_int_ge(event->remaining_time, 0);
            ck_assert(event->stage_progress <= 1.0);
            written = event->last_written_lba;
        }
        last = &events.list[events.count - 1];
        ck_assert_int_eq(last->start_lba, 0);
        ck_assert_int_ge(last->sector_count, 640);
        ck_assert_int_eq(last->last_written_lba, last->sector_count - 1);
        expect_released(data, recorder, name);
    }
}
END_TEST

START_TEST(full_verification_reads_back) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_report *report;
    events events;
    listen(&events, data);
    EXPECT_OK(burnish_data_set_burn_verification_level(data, BURNISH_VERIFICATION_FULL));
    burn(data, 640);
    expect_actions(&events, "0 2 3 4 5 7 6");
    report = report_of(data);
    ck_assert_int_eq(number_of(report, burnish_report_get_verified), 1);
    ck_assert_str_eq(text_of(report, burnish_report_get_proof), "contents proven by reading back");
    burnish_report_unref(report);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(report_tells_what_happened) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_report *first, *second;
    const char *json;
    burn(data, 640);
    first = report_of(data);
    EXPECT_STATUS(number_of(first, burnish_report_get_status), BURNISH_S_OK);
    ck_assert_int_eq(number_of(first, burnish_report_get_start_lba), 0);
    ck_assert_int_eq(number_of(first, burnish_report_get_sector_count), 640);
    ck_assert_int_eq(number_of(first, burnish_report_get_verified), 0);
    ck_assert_str_eq(text_of(first, burnish_report_get_proof), "contents not proven");
    ck_assert_uint_eq(strlen(text_of(first, burnish_report_get_sha256)), 64);
    json = text_of(first, burnish_report_get_json);
    ck_assert_int_eq(json[0], '{');
    ck_assert_int_eq(json[strlen(json) - 1], '}');
    ck_assert_ptr_nonnull(strstr(json, text_of(first, burnish_report_get_sha256)));

    EXPECT_OK(burnish_data_set_hash(data, 0));
    burn(data, 320);
    second = report_of(data);
    ck_assert_int_gt(number_of(second, burnish_report_get_start_lba), 640);
    ck_assert_str_eq(text_of(second, burnish_report_get_sha256), "");
    ck_assert_int_eq(number_of(first, burnish_report_get_start_lba), 0);
    EXPECT_STATUS(burnish_report_get_json(first, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_report_get_status(first, NULL), BURNISH_E_POINTER);
    expect_released(data, recorder, "disc");
    ck_assert_ptr_eq(burnish_report_ref(first), first);
    burnish_report_unref(first);
    ck_assert_int_eq(number_of(first, burnish_report_get_sector_count), 640);
    burnish_report_unref(first);
    burnish_report_unref(second);
}
END_TEST

START_TEST(test_write_leaves_the_cd_blank) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    events events;
    int i;
    listen(&events, data);
    EXPECT_OK(burnish_data_set_simulate(data, 1));
    burn(data, 640);
    ck_assert_int_gt(events.count, 0);
    for (i = 0; i < events.count; ++i) {
        ck_assert_int_eq(events.list[i].simulate, 1);
    }
    ck_assert_int_eq(media_state(recorder), BURNISH_MEDIA_STATE_BLANK | BURNISH_MEDIA_STATE_APPENDABLE);
    EXPECT_OK(burnish_data_set_simulate(data, 0));
    burn(data, 640);
    expect_released(data, recorder, "disc");
    expect_contents("disc", 0, 640);
}
END_TEST

START_TEST(test_write_on_dvd_is_refused) {
    burnish_recorder *recorder = open_disc("disc", "medium=dvd%2Br");
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(64);
    EXPECT_OK(burnish_data_set_simulate(data, 1));
    EXPECT_STATUS(burnish_data_write(data, stream), BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT);
    expect_last_error(data, BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT);
    ck_assert_int_eq(media_state(recorder), BURNISH_MEDIA_STATE_BLANK | BURNISH_MEDIA_STATE_APPENDABLE);
    burnish_stream_unref(stream);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(write_reads_what_the_drive_gives_back) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    uint8_t *expected = new_contents(640);
    uint8_t *found = malloc(640 * SECTOR);
    burn(data, 640);
    EXPECT_OK(burnish_recorder_read_blocks(recorder, 0, 640, found));
    ck_assert_int_eq(memcmp(found, expected, 640 * SECTOR), 0);
    EXPECT_OK(burnish_recorder_read_blocks(recorder, 77, 33, found));
    ck_assert_int_eq(memcmp(found, expected + 77 * SECTOR, 33 * SECTOR), 0);
    free(found);
    free(expected);
    expect_released(data, recorder, "disc");
}
END_TEST

int main(void) {
    contract_add(cd_is_burned_and_stays_appendable);
    contract_add(second_session_follows_the_first);
    contract_add(cd_is_closed_when_asked);
    contract_add(dvd_is_closed_by_default);
    contract_add(dvd_stays_appendable_when_asked);
    contract_add(file_is_burned);
    contract_add(callbacks_are_burned_from_the_beginning);
    contract_add(stream_with_seek_burns_twice);
    contract_add(progress_comes_in_order);
    contract_add(full_verification_reads_back);
    contract_add(report_tells_what_happened);
    contract_add(test_write_leaves_the_cd_blank);
    contract_add(test_write_on_dvd_is_refused);
    contract_add(write_reads_what_the_drive_gives_back);
    return contract_run("data write");
}
