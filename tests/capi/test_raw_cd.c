/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish/raw_cd.h: raw images on discs through the C interface. */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AUDIO 2352

static burnish_stream *new_samples(uint32_t seed, int32_t sectors) {
    burnish_stream *stream = NULL;
    EXPECT_OK(burnish_stream_new_pseudo_random((uint64_t)sectors * AUDIO, seed, &stream));
    return stream;
}

/* Two tracks of 400 and 350 sectors. */
static burnish_stream *new_image(int32_t type) {
    burnish_raw_image *image = NULL;
    burnish_stream *result = NULL;
    uint32_t i;
    EXPECT_OK(burnish_raw_image_new(&image));
    EXPECT_OK(burnish_raw_image_set_resulting_image_type(image, type));
    for (i = 0; i < 2; ++i) {
        burnish_stream *samples = new_samples(i + 1, i == 0 ? 400 : 350);
        int32_t index = 0;
        EXPECT_OK(burnish_raw_image_add_track(image, BURNISH_CD_SECTOR_AUDIO, samples, &index));
        burnish_stream_unref(samples);
    }
    EXPECT_OK(burnish_raw_image_create_result_image(image, &result));
    burnish_raw_image_unref(image);
    return result;
}

static burnish_raw_cd *new_raw_cd(burnish_recorder *recorder) {
    burnish_raw_cd *raw_cd = NULL;
    EXPECT_OK(burnish_raw_cd_new(&raw_cd));
    EXPECT_OK(burnish_raw_cd_set_recorder(raw_cd, recorder));
    EXPECT_OK(burnish_raw_cd_set_client_name(raw_cd, CLIENT));
    return raw_cd;
}

static void expect_samples(const char *name, int32_t lba, uint32_t seed, int32_t sectors) {
    const size_t length = (size_t)sectors * AUDIO;
    burnish_stream *stream = new_samples(seed, sectors);
    uint8_t *expected = malloc(length);
    uint8_t *found = malloc(length);
    char path[64];
    size_t filled = 0;
    FILE *file;
    while (filled < length) {
        size_t count = 0;
        EXPECT_OK(burnish_stream_read(stream, expected + filled, length - filled, &count, NULL));
        ck_assert_uint_gt(count, 0);
        filled += count;
    }
    snprintf(path, sizeof path, "%s/disc.bin", name);
    file = fopen(path_in_folder(path), "rb");
    ck_assert_msg(file != NULL, "no %s", path_in_folder(path));
    ck_assert_int_eq(fseek(file, (long)lba * AUDIO, SEEK_SET), 0);
    ck_assert_uint_eq(fread(found, 1, length, file), length);
    ck_assert_msg(memcmp(expected, found, length) == 0, "the disc holds other samples than were burned");
    fclose(file);
    free(found);
    free(expected);
    burnish_stream_unref(stream);
}

static void expect_raw_error(burnish_raw_cd *raw_cd, int32_t status, const char *words) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_raw_cd_get_error(raw_cd, &error));
    check_error(error, status, words);
}

static void expect_report(burnish_raw_cd *raw_cd, const char *words, int32_t verified) {
    burnish_report *report = NULL;
    const char *text = NULL;
    int32_t number = -1;
    EXPECT_OK(burnish_raw_cd_get_report(raw_cd, &report));
    EXPECT_OK(burnish_report_get_json(report, &text));
    ck_assert_msg(strstr(text, words) != NULL, "no %s in %s", words, text);
    EXPECT_OK(burnish_report_get_verified(report, &number));
    ck_assert_int_eq(number, verified);
    burnish_report_unref(report);
}

typedef struct seen {
    int32_t actions[16];
    int count;
    int32_t start;
    int32_t session_at_once;
    int32_t cancel_at; /* an action; -1: none */
    int32_t busy;      /* what a setter said */
} seen;

static void note(burnish_raw_cd *raw_cd, const burnish_raw_cd_progress *progress, void *user_data) {
    seen *self = user_data;
    ck_assert_uint_eq(progress->size, sizeof *progress);
    if ((self->count == 0 || self->actions[self->count - 1] != progress->current_action) && self->count < 16) {
        self->actions[self->count++] = progress->current_action;
    }
    if (progress->current_action == BURNISH_RAW_CD_ACTION_WRITING) {
        self->start = progress->start_lba;
        self->session_at_once = progress->session_at_once;
    }
    self->busy = burnish_raw_cd_set_simulate(raw_cd, 1);
    if (progress->current_action == self->cancel_at) {
        EXPECT_OK(burnish_raw_cd_cancel_write(raw_cd));
    }
}

START_TEST(an_album_is_burned) {
    static const int32_t order[] = {BURNISH_RAW_CD_ACTION_PREPARING, BURNISH_RAW_CD_ACTION_WRITING,
                                    BURNISH_RAW_CD_ACTION_FINISHING, BURNISH_RAW_CD_ACTION_VERIFYING};
    static const struct {
        const char *name, *query, *method;
        int32_t start, session_at_once;
    } ways[] = {{"raw", "medium=cd-r-80", "\"method\": \"raw\"", -11849, 0},
                {"cue", "medium=cd-r-80&no-raw=1", "\"method\": \"session at once\"", -150, 1}};
    int i;
    for (i = 0; i < 2; ++i) {
        burnish_recorder *recorder = open_disc(ways[i].name, ways[i].query);
        burnish_raw_cd *raw_cd = new_raw_cd(recorder);
        burnish_stream *image = new_image(BURNISH_RAW_CD_SUBCODE_IS_COOKED);
        seen told = {{0}, 0, 0, -1, -1, 0};
        burnish_report *report = NULL;
        int32_t value = -1;
        EXPECT_STATUS(burnish_raw_cd_get_report(raw_cd, &report), BURNISH_S_FALSE);
        EXPECT_OK(burnish_raw_cd_set_burn_verification_level(raw_cd, BURNISH_VERIFICATION_FULL));
        EXPECT_OK(burnish_raw_cd_set_progress(raw_cd, note, &told));
        EXPECT_OK(burnish_raw_cd_prepare_media(raw_cd));
        EXPECT_OK(burnish_raw_cd_get_writes_session_at_once(raw_cd, &value));
        ck_assert_int_eq(value, ways[i].session_at_once);
        EXPECT_OK(burnish_raw_cd_write_media(raw_cd, image));
        EXPECT_OK(burnish_raw_cd_release_media(raw_cd));
        ck_assert_int_eq(told.count, 4);
        ck_assert_mem_eq(told.actions, order, sizeof order);
        ck_assert_int_eq(told.start, ways[i].start);
        ck_assert_int_eq(told.session_at_once, ways[i].session_at_once);
        EXPECT_STATUS(told.busy, BURNISH_E_DF2RAW_WRITE_IN_PROGRESS);
        expect_report(raw_cd, ways[i].method, 1);
        burnish_stream_unref(image);
        burnish_raw_cd_unref(raw_cd);
        burnish_recorder_unref(recorder);
        expect_samples(ways[i].name, 0, 1, 400);
        expect_samples(ways[i].name, 400, 2, 350);
    }
}
END_TEST

START_TEST(calls_out_of_order_have_their_codes) {
    burnish_recorder *recorder = open_disc("order", "medium=cd-r-80");
    burnish_recorder *same = NULL;
    burnish_raw_cd *raw_cd = NULL;
    burnish_stream *image = new_image(BURNISH_RAW_CD_SUBCODE_IS_RAW);
    int32_t types[4] = {0}, number = 0;
    size_t count = 0;
    EXPECT_OK(burnish_raw_cd_new(&raw_cd));
    EXPECT_STATUS(burnish_raw_cd_prepare_media(raw_cd), BURNISH_E_DF2RAW_NO_RECORDER_SPECIFIED);
    expect_raw_error(raw_cd, BURNISH_E_DF2RAW_NO_RECORDER_SPECIFIED, "ecorder");
    EXPECT_STATUS(burnish_raw_cd_set_write_speed(raw_cd, 75, 0), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_raw_cd_get_recorder(raw_cd, &same), BURNISH_S_FALSE);
    EXPECT_OK(burnish_raw_cd_set_recorder(raw_cd, recorder));
    EXPECT_STATUS(burnish_raw_cd_prepare_media(raw_cd), BURNISH_E_DF2RAW_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_raw_cd_set_client_name(raw_cd, ""), BURNISH_E_DF2RAW_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_OK(burnish_raw_cd_set_client_name(raw_cd, CLIENT));
    EXPECT_STATUS(burnish_raw_cd_write_media(raw_cd, image), BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_raw_cd_release_media(raw_cd), BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_raw_cd_cancel_write(raw_cd), BURNISH_E_DF2RAW_WRITE_NOT_IN_PROGRESS);
    EXPECT_STATUS(burnish_raw_cd_set_requested_sector_type(raw_cd, BURNISH_RAW_CD_SUBCODE_IS_RAW),
                  BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_raw_cd_get_requested_sector_type(raw_cd, &number), BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_raw_cd_get_start_of_next_session(raw_cd, &number), BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_raw_cd_set_buffer_underrun_free_disabled(raw_cd, 1), BURNISH_E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_raw_cd_set_session_at_once(raw_cd, 3), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_raw_cd_set_session_at_once(raw_cd, BURNISH_RAW_CD_SESSION_AT_ONCE_FORBID));
    EXPECT_OK(burnish_raw_cd_prepare_media(raw_cd));
    EXPECT_STATUS(burnish_raw_cd_prepare_media(raw_cd), BURNISH_E_DF2RAW_MEDIA_IS_PREPARED);
    EXPECT_STATUS(burnish_raw_cd_set_recorder(raw_cd, NULL), BURNISH_E_DF2RAW_MEDIA_IS_PREPARED);
    EXPECT_STATUS(burnish_raw_cd_set_session_at_once(raw_cd, 0), BURNISH_E_DF2RAW_MEDIA_IS_PREPARED);
    EXPECT_OK(burnish_raw_cd_get_start_of_next_session(raw_cd, &number));
    ck_assert_int_eq(number, -11849);
    EXPECT_OK(burnish_raw_cd_get_last_possible_start_of_leadout(raw_cd, &number));
    ck_assert_int_eq(number, 359849);
    EXPECT_OK(burnish_raw_cd_get_supported_sector_types(raw_cd, types, 4, &count));
    ck_assert_uint_eq(count, 3);
    ck_assert_int_eq(types[0], BURNISH_RAW_CD_SUBCODE_PQ_ONLY);
    ck_assert_int_eq(types[2], BURNISH_RAW_CD_SUBCODE_IS_RAW);
    EXPECT_OK(burnish_raw_cd_get_requested_sector_type(raw_cd, &number));
    ck_assert_int_eq(number, BURNISH_RAW_CD_SUBCODE_IS_COOKED);
    EXPECT_STATUS(burnish_raw_cd_write_media(raw_cd, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_cd_write_media(raw_cd, image), BURNISH_E_DF2RAW_STREAM_NOT_SUPPORTED);
    expect_raw_error(raw_cd, BURNISH_E_DF2RAW_STREAM_NOT_SUPPORTED, "sector type raw");
    EXPECT_OK(burnish_raw_cd_set_requested_sector_type(raw_cd, BURNISH_RAW_CD_SUBCODE_IS_RAW));
    EXPECT_STATUS(burnish_raw_cd_write_media2(raw_cd, image, 45001), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_raw_cd_write_media2(raw_cd, image, 11698), BURNISH_E_DF2RAW_STREAM_NOT_SUPPORTED);
    EXPECT_OK(burnish_raw_cd_write_media2(raw_cd, image, 22500));
    EXPECT_STATUS(burnish_raw_cd_write_media(raw_cd, image), BURNISH_E_DF2RAW_MEDIA_IS_NOT_BLANK);
    EXPECT_OK(burnish_raw_cd_release_media(raw_cd));
    burnish_stream_unref(image);
    burnish_raw_cd_unref(raw_cd);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(a_cancelled_write_frees_the_drive) {
    burnish_recorder *recorder = open_disc("cancel", "medium=cd-rw-80");
    burnish_raw_cd *raw_cd = new_raw_cd(recorder);
    burnish_stream *image = new_image(BURNISH_RAW_CD_SUBCODE_IS_COOKED);
    seen told = {{0}, 0, 0, -1, BURNISH_RAW_CD_ACTION_FINISHING, 0};
    EXPECT_OK(burnish_raw_cd_set_progress(raw_cd, note, &told));
    EXPECT_OK(burnish_raw_cd_prepare_media(raw_cd));
    EXPECT_STATUS(burnish_raw_cd_write_media(raw_cd, image), BURNISH_E_REQUEST_CANCELLED);
    expect_raw_error(raw_cd, BURNISH_E_REQUEST_CANCELLED, "cancel");
    EXPECT_OK(burnish_raw_cd_release_media(raw_cd));
    EXPECT_OK(burnish_recorder_eject_media(recorder));
    burnish_stream_unref(image);
    burnish_raw_cd_unref(raw_cd);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(dropping_a_prepared_disc_frees_the_drive) {
    burnish_recorder *recorder = open_disc("drop", "medium=cd-r-80");
    burnish_raw_cd *raw_cd = new_raw_cd(recorder);
    EXPECT_OK(burnish_raw_cd_prepare_media(raw_cd));
    EXPECT_STATUS(burnish_recorder_eject_media(recorder), BURNISH_E_RECORDER_LOCKED);
    burnish_raw_cd_unref(raw_cd);
    EXPECT_OK(burnish_recorder_eject_media(recorder));
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(null_arguments_are_refused) {
    burnish_raw_cd *raw_cd = NULL;
    int32_t number = 0;
    EXPECT_STATUS(burnish_raw_cd_new(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_cd_prepare_media(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_cd_write_media(NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_cd_get_simulate(NULL, &number), BURNISH_E_POINTER);
    EXPECT_OK(burnish_raw_cd_new(&raw_cd));
    EXPECT_STATUS(burnish_raw_cd_get_simulate(raw_cd, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_cd_get_session_at_once(raw_cd, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_cd_get_start_of_next_session(raw_cd, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_cd_get_supported_sector_types(raw_cd, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_cd_set_client_name(raw_cd, NULL), BURNISH_E_POINTER);
    burnish_raw_cd_unref(raw_cd);
    burnish_raw_cd_unref(NULL);
}
END_TEST

int main(void) {
    contract_add(an_album_is_burned);
    contract_add(calls_out_of_order_have_their_codes);
    contract_add(a_cancelled_write_frees_the_drive);
    contract_add(dropping_a_prepared_disc_frees_the_drive);
    contract_add(null_arguments_are_refused);
    return contract_run("raw_cd");
}
