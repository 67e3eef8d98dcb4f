/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish/tao.h: audio tracks through the C interface. */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AUDIO 2352
#define DISC_TRACKS 3

static burnish_tao *new_tao(burnish_recorder *recorder) {
    burnish_tao *tao = NULL;
    EXPECT_OK(burnish_tao_new(&tao));
    EXPECT_OK(burnish_tao_set_recorder(tao, recorder));
    EXPECT_OK(burnish_tao_set_client_name(tao, CLIENT));
    return tao;
}

/* Samples of which no two sectors are alike. */
static uint8_t *new_samples(int32_t seed, int32_t sectors) {
    const size_t length = (size_t)sectors * AUDIO;
    uint8_t *samples = malloc(length);
    uint32_t state = (uint32_t)seed * 2654435761u + 1;
    size_t i;
    ck_assert_ptr_nonnull(samples);
    for (i = 0; i < length; ++i) {
        state = state * 1664525u + 1013904223u;
        samples[i] = (uint8_t)(state >> 24);
    }
    return samples;
}

static burnish_stream *new_audio(int32_t seed, int32_t sectors) {
    burnish_stream *stream = NULL;
    uint8_t *samples = new_samples(seed, sectors);
    EXPECT_OK(burnish_stream_new_memory(samples, (size_t)sectors * AUDIO, free, samples, &stream));
    return stream;
}

static void expect_audio(const char *name, int32_t lba, int32_t seed, int32_t sectors) {
    const size_t length = (size_t)sectors * AUDIO;
    char path[64];
    uint8_t *expected = new_samples(seed, sectors);
    uint8_t *found = malloc(length);
    FILE *file;
    snprintf(path, sizeof path, "%s/disc.bin", name);
    file = fopen(path_in_folder(path), "rb");
    ck_assert_msg(file != NULL, "no %s", path_in_folder(path));
    ck_assert_int_eq(fseek(file, (long)lba * AUDIO, SEEK_SET), 0);
    ck_assert_uint_eq(fread(found, 1, length, file), length);
    ck_assert_msg(memcmp(expected, found, length) == 0, "the disc holds other samples than were burned");
    fclose(file);
    free(found);
    free(expected);
}

static void expect_tao_error(burnish_tao *tao, int32_t status) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_tao_get_error(tao, &error));
    EXPECT_STATUS(burnish_error_status(error), status);
    ck_assert_str_ne(burnish_error_message(error), "");
    burnish_error_unref(error);
}

START_TEST(an_album_is_burned) {
    burnish_recorder *recorder = open_disc("album", "medium=cd-r-80");
    burnish_tao *tao = new_tao(recorder);
    burnish_report *report = NULL;
    uint8_t toc[4 + 11 * (3 + DISC_TRACKS)];
    size_t bytes = 0;
    int32_t i;
    const char *text = NULL;
    int32_t number = -1;
    EXPECT_OK(burnish_tao_set_burn_verification_level(tao, BURNISH_VERIFICATION_FULL));
    EXPECT_STATUS(burnish_tao_get_report(tao, &report), BURNISH_S_FALSE);
    EXPECT_OK(burnish_tao_prepare_media(tao));
    for (i = 0; i < DISC_TRACKS; ++i) {
        burnish_stream *stream = new_audio(i, 400);
        EXPECT_OK(burnish_tao_add_audio_track(tao, stream));
        burnish_stream_unref(stream);
        EXPECT_OK(burnish_tao_get_number_of_existing_tracks(tao, &number));
        ck_assert_int_eq(number, i + 1);
    }
    EXPECT_OK(burnish_tao_get_expected_table_of_contents(tao, toc, sizeof toc, &bytes));
    ck_assert_uint_eq(bytes, sizeof toc);
    ck_assert_uint_eq(toc[0] * 256u + toc[1], sizeof toc - 2);
    EXPECT_OK(burnish_tao_release_media(tao));
    for (i = 0; i < DISC_TRACKS; ++i) {
        expect_audio("album", i * 552, i, 400);
    }
    EXPECT_OK(burnish_tao_get_report(tao, &report));
    EXPECT_OK(burnish_report_get_json(report, &text));
    ck_assert_ptr_nonnull(strstr(text, "\"track-at-once\""));
    EXPECT_OK(burnish_report_get_proof(report, &text));
    ck_assert_str_eq(text, "contents proven by reading back");
    EXPECT_OK(burnish_report_get_verified(report, &number));
    ck_assert_int_eq(number, 1);
    burnish_report_unref(report);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

/* Between prepare and release, and outside: each call has its code, and the object remembers it. */
START_TEST(calls_out_of_order_have_their_codes) {
    burnish_recorder *recorder = open_disc("order", "medium=cd-r-80");
    burnish_tao *tao = NULL;
    burnish_stream *stream = new_audio(1, 300);
    int32_t number = 0;
    size_t count = 0;
    EXPECT_OK(burnish_tao_new(&tao));
    EXPECT_STATUS(burnish_tao_prepare_media(tao), BURNISH_E_DF2TAO_NO_RECORDER_SPECIFIED);
    expect_tao_error(tao, BURNISH_E_DF2TAO_NO_RECORDER_SPECIFIED);
    EXPECT_STATUS(burnish_tao_set_write_speed(tao, -1, 0), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_tao_get_media_physically_blank(tao, &number), BURNISH_E_DF2TAO_NO_RECORDER_SPECIFIED);
    EXPECT_OK(burnish_tao_set_recorder(tao, recorder));
    EXPECT_STATUS(burnish_tao_prepare_media(tao), BURNISH_E_DF2TAO_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_tao_set_client_name(tao, ""), BURNISH_E_DF2TAO_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_OK(burnish_tao_set_client_name(tao, CLIENT));
    EXPECT_STATUS(burnish_tao_add_audio_track(tao, stream), BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_tao_release_media(tao), BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_tao_cancel_add_track(tao), BURNISH_E_DF2TAO_WRITE_NOT_IN_PROGRESS);
    EXPECT_STATUS(burnish_tao_set_buffer_underrun_free_disabled(tao, 1), BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_tao_get_number_of_existing_tracks(tao, &number), BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_tao_get_total_sectors_on_media(tao, &number), BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_tao_get_free_sectors_on_media(tao, &number), BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_tao_get_used_sectors_on_media(tao, &number), BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_tao_get_expected_table_of_contents(tao, NULL, 0, &count),
                  BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_OK(burnish_tao_prepare_media(tao));
    EXPECT_STATUS(burnish_tao_prepare_media(tao), BURNISH_E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(burnish_tao_set_recorder(tao, NULL), BURNISH_E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(burnish_tao_set_client_name(tao, "other"), BURNISH_E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(burnish_tao_set_simulate(tao, 1), BURNISH_E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(burnish_tao_set_media_catalog_number(tao, NULL), BURNISH_E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(burnish_tao_set_do_not_finalize_media(tao, 1), BURNISH_E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(burnish_tao_get_expected_table_of_contents(tao, NULL, 0, &count),
                  BURNISH_E_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC);
    EXPECT_OK(burnish_tao_set_buffer_underrun_free_disabled(tao, 1));
    EXPECT_OK(burnish_tao_set_progress(tao, NULL, NULL));
    EXPECT_OK(burnish_tao_set_write_speed(tao, -1, 0));
    EXPECT_OK(burnish_tao_add_audio_track(tao, stream));
    EXPECT_STATUS(burnish_tao_set_do_not_finalize_media(tao, 1), BURNISH_E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY);
    EXPECT_OK(burnish_tao_get_used_sectors_on_media(tao, &number));
    ck_assert_int_eq(number, 300 + 152);
    EXPECT_OK(burnish_tao_release_media(tao));
    EXPECT_STATUS(burnish_tao_release_media(tao), BURNISH_E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(burnish_tao_prepare_media(tao), BURNISH_E_DF2TAO_MEDIA_IS_NOT_BLANK);
    EXPECT_OK(burnish_tao_get_buffer_underrun_free_disabled(tao, &number));
    ck_assert_int_eq(number, 0);
    burnish_stream_unref(stream);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(properties_keep_what_they_were_given) {
    burnish_recorder *recorder = open_disc("settings", "medium=cd-rw-80");
    burnish_tao *tao = new_tao(recorder);
    burnish_recorder *found = NULL;
    char *text = NULL;
    uint64_t bytes = 1;
    int32_t value = -1;
    int32_t list[8];
    size_t count = 0;
    int32_t i;
    EXPECT_OK(burnish_tao_get_recorder(tao, &found));
    ck_assert_ptr_eq(found, recorder);
    burnish_recorder_unref(found);
    EXPECT_OK(burnish_tao_get_client_name(tao, &text));
    ck_assert_str_eq(text, CLIENT);
    burnish_string_free(text);
    EXPECT_OK(burnish_tao_get_media_catalog_number(tao, &text));
    ck_assert_str_eq(text, "");
    burnish_string_free(text);
    EXPECT_STATUS(burnish_tao_set_media_catalog_number(tao, "4006408262122"), BURNISH_E_DF2TAO_INVALID_MCN);
    EXPECT_OK(burnish_tao_set_media_catalog_number(tao, "4006408262121"));
    EXPECT_OK(burnish_tao_get_media_catalog_number(tao, &text));
    ck_assert_str_eq(text, "4006408262121");
    burnish_string_free(text);
    EXPECT_OK(burnish_tao_get_fifo_size(tao, &bytes));
    ck_assert_uint_eq(bytes, 0);
    EXPECT_STATUS(burnish_tao_set_fifo_size(tao, 131071), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_tao_set_fifo_size(tao, 131072));
    EXPECT_OK(burnish_tao_get_hash(tao, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_tao_set_hash(tao, 0));
    EXPECT_OK(burnish_tao_get_simulate(tao, &value));
    ck_assert_int_eq(value, 0);
    EXPECT_OK(burnish_tao_set_do_not_finalize_media(tao, 7));
    EXPECT_OK(burnish_tao_get_do_not_finalize_media(tao, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_STATUS(burnish_tao_set_burn_verification_level(tao, 3), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_tao_set_burn_verification_level(tao, BURNISH_VERIFICATION_QUICK));
    EXPECT_OK(burnish_tao_get_burn_verification_level(tao, &value));
    ck_assert_int_eq(value, BURNISH_VERIFICATION_QUICK);
    EXPECT_STATUS(burnish_tao_set_write_speed(tao, 0, 0), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_tao_set_write_speed(tao, 1, 0), BURNISH_S_SPEEDADJUSTED);
    EXPECT_OK(burnish_tao_get_requested_write_speed(tao, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_tao_get_requested_rotation_type_is_pure_cav(tao, &value));
    ck_assert_int_eq(value, 0);
    EXPECT_OK(burnish_tao_get_current_write_speed(tao, &value));
    EXPECT_OK(burnish_tao_get_supported_write_speeds(tao, list, 8, &count));
    ck_assert_uint_gt(count, 0);
    for (i = 1; i < (int32_t)count && i < 8; ++i) {
        ck_assert_int_lt(list[i], list[i - 1]);
    }
    EXPECT_OK(burnish_tao_get_supported_media_types(tao, list, 8, &count));
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(list[0], BURNISH_MEDIA_TYPE_CDR);
    ck_assert_int_eq(list[1], BURNISH_MEDIA_TYPE_CDRW);
    EXPECT_OK(burnish_tao_get_current_physical_media_type(tao, &value));
    ck_assert_int_eq(value, BURNISH_MEDIA_TYPE_CDRW);
    EXPECT_OK(burnish_tao_get_media_physically_blank(tao, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_tao_get_media_heuristically_blank(tao, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_tao_is_recorder_supported(tao, recorder, &value));
    EXPECT_OK(burnish_tao_is_current_media_supported(tao, recorder, &value));
    ck_assert_int_eq(value, 1);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(other_media_are_refused) {
    burnish_recorder *recorder = open_disc("dvd", "medium=dvd%2Br");
    burnish_tao *tao = new_tao(recorder);
    burnish_report *report = NULL;
    int32_t value = -1;
    EXPECT_STATUS(burnish_tao_is_current_media_supported(tao, recorder, &value), BURNISH_S_FALSE);
    ck_assert_int_eq(value, 0);
    EXPECT_STATUS(burnish_tao_prepare_media(tao), BURNISH_E_DF2TAO_MEDIA_IS_NOT_SUPPORTED);
    EXPECT_OK(burnish_tao_get_report(tao, &report));
    EXPECT_OK(burnish_report_get_status(report, &value));
    EXPECT_STATUS(value, BURNISH_E_DF2TAO_MEDIA_IS_NOT_SUPPORTED);
    burnish_report_unref(report);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
    recorder = open_disc("empty", "empty=1");
    tao = new_tao(recorder);
    value = -1;
    EXPECT_STATUS(burnish_tao_is_current_media_supported(tao, recorder, &value), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    ck_assert_int_eq(value, 0);
    EXPECT_STATUS(burnish_tao_prepare_media(tao), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_OK(burnish_tao_get_current_physical_media_type(tao, &value));
    ck_assert_int_eq(value, BURNISH_MEDIA_TYPE_UNKNOWN);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

typedef struct events {
    int count;
    int32_t last_action;
    int32_t cancel_at; /* an action; -1: never */
    burnish_stream *other;
} events;

static void note(burnish_tao *tao, const burnish_tao_progress *progress, void *user_data) {
    events *seen = user_data;
    ck_assert_uint_eq(progress->size, sizeof *progress);
    ck_assert_int_eq(progress->current_track_number, 1);
    ck_assert_int_ge(progress->current_action, seen->last_action);
    ck_assert_int_eq(progress->used_system_buffer + progress->free_system_buffer, progress->total_system_buffer);
    seen->last_action = progress->current_action;
    ++seen->count;
    if (seen->other != NULL) {
        EXPECT_STATUS(burnish_tao_add_audio_track(tao, seen->other), BURNISH_E_DF2TAO_WRITE_IN_PROGRESS);
        EXPECT_STATUS(burnish_tao_release_media(tao), BURNISH_E_DF2TAO_WRITE_IN_PROGRESS);
        EXPECT_STATUS(burnish_tao_set_progress(tao, NULL, NULL), BURNISH_E_DF2TAO_WRITE_IN_PROGRESS);
    }
    if (progress->current_action == seen->cancel_at) {
        EXPECT_OK(burnish_tao_cancel_add_track(tao));
    }
}

START_TEST(events_tell_and_cancel) {
    burnish_recorder *recorder = open_disc("events", "medium=cd-r-80");
    burnish_tao *tao = new_tao(recorder);
    burnish_stream *stream = new_audio(1, 300);
    events seen = {0, 0, -1, NULL};
    int32_t number = -1;
    EXPECT_OK(burnish_tao_prepare_media(tao));
    EXPECT_OK(burnish_tao_set_progress(tao, note, &seen));
    seen.cancel_at = BURNISH_TAO_ACTION_PREPARING;
    EXPECT_STATUS(burnish_tao_add_audio_track(tao, stream), BURNISH_E_REQUEST_CANCELLED);
    expect_tao_error(tao, BURNISH_E_REQUEST_CANCELLED);
    EXPECT_OK(burnish_tao_get_number_of_existing_tracks(tao, &number));
    ck_assert_int_eq(number, 0);
    seen.cancel_at = -1;
    seen.last_action = 0;
    seen.other = stream;
    EXPECT_OK(burnish_tao_add_audio_track(tao, stream));
    ck_assert_int_ge(seen.count, 3);
    ck_assert_int_eq(seen.last_action, BURNISH_TAO_ACTION_FINISHING);
    seen.other = NULL;
    EXPECT_OK(burnish_tao_release_media(tao));
    expect_audio("events", 0, 1, 300);
    burnish_stream_unref(stream);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(tracks_have_names_and_flags) {
    burnish_recorder *recorder = open_disc("names", "medium=cd-r-80");
    burnish_tao *tao = new_tao(recorder);
    burnish_stream *stream = new_audio(1, 300);
    burnish_report *report = NULL;
    const char *text = NULL;
    struct {
        burnish_tao_track known;
        int32_t more;
    } larger;
    burnish_tao_track track;
    memset(&track, 0, sizeof track);
    memset(&larger, 0, sizeof larger);
    EXPECT_OK(burnish_tao_set_burn_verification_level(tao, BURNISH_VERIFICATION_QUICK));
    EXPECT_OK(burnish_tao_prepare_media(tao));
    EXPECT_STATUS(burnish_tao_add_audio_track_with(tao, stream, &track), BURNISH_E_INVALIDARG);
    track.size = sizeof track;
    track.isrc = "ABC";
    EXPECT_STATUS(burnish_tao_add_audio_track_with(tao, stream, &track), BURNISH_E_DF2TAO_INVALID_ISRC);
    track.isrc = "de-a12-34-56789";
    track.pre_emphasis = 1;
    track.copy_permitted = 1;
    EXPECT_OK(burnish_tao_add_audio_track_with(tao, stream, &track));
    larger.known.size = sizeof larger;
    larger.more = 1;
    EXPECT_STATUS(burnish_tao_add_audio_track_with(tao, stream, &larger.known), BURNISH_E_INVALIDARG);
    larger.more = 0;
    EXPECT_OK(burnish_tao_add_audio_track_with(tao, stream, &larger.known));
    EXPECT_OK(burnish_tao_release_media(tao));
    EXPECT_OK(burnish_tao_get_report(tao, &report));
    EXPECT_OK(burnish_report_get_json(report, &text));
    ck_assert_ptr_nonnull(strstr(text, "\"DEA123456789\""));
    burnish_report_unref(report);
    burnish_stream_unref(stream);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

/* A source that ends where it ends: audio takes it, data does not. */
START_TEST(stream_without_a_length) {
    burnish_recorder *recorder = open_disc("endless", "medium=cd-r-80");
    burnish_tao *tao = new_tao(recorder);
    burnish_data *data = new_writer(recorder);
    burnish_stream_callbacks callbacks = source_callbacks();
    burnish_stream *stream = NULL;
    source input;
    uint64_t length = 0;
    int32_t number = 0;
    source_init(&input, 700, FAULT_NONE, 0);
    EXPECT_OK(burnish_stream_new_callbacks(&callbacks, &input, BURNISH_STREAM_LENGTH_UNKNOWN, &stream));
    EXPECT_OK(burnish_stream_get_length(stream, &length));
    ck_assert(length == BURNISH_STREAM_LENGTH_UNKNOWN);
    EXPECT_STATUS(burnish_data_write(data, stream), BURNISH_E_DF2DATA_STREAM_NOT_SUPPORTED);
    EXPECT_OK(burnish_tao_prepare_media(tao));
    EXPECT_OK(burnish_tao_add_audio_track(tao, stream));
    EXPECT_OK(burnish_tao_get_used_sectors_on_media(tao, &number));
    ck_assert_int_eq(number, (700 * 2048 + AUDIO - 1) / AUDIO + 152);
    EXPECT_OK(burnish_tao_release_media(tao));
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(streams_of_a_wrong_length_are_refused) {
    burnish_recorder *recorder = open_disc("length", "medium=cd-r-80");
    burnish_tao *tao = new_tao(recorder);
    burnish_stream *stream = NULL;
    static const uint8_t bytes[AUDIO + 4];
    EXPECT_OK(burnish_tao_prepare_media(tao));
    EXPECT_OK(burnish_stream_new_memory(bytes, sizeof bytes, NULL, NULL, &stream));
    EXPECT_STATUS(burnish_tao_add_audio_track(tao, stream), BURNISH_E_DF2TAO_STREAM_NOT_SUPPORTED);
    burnish_stream_unref(stream);
    EXPECT_OK(burnish_stream_new_memory(bytes, 0, NULL, NULL, &stream));
    EXPECT_STATUS(burnish_tao_add_audio_track(tao, stream), BURNISH_E_DF2TAO_STREAM_NOT_SUPPORTED);
    burnish_stream_unref(stream);
    EXPECT_OK(burnish_tao_release_media(tao));
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(test_write_leaves_the_disc_blank) {
    burnish_recorder *recorder = open_disc("dummy", "medium=cd-r-80");
    burnish_tao *tao = new_tao(recorder);
    burnish_stream *stream = new_audio(1, 300);
    int32_t blank = 0;
    EXPECT_OK(burnish_tao_set_simulate(tao, 1));
    EXPECT_OK(burnish_tao_prepare_media(tao));
    EXPECT_OK(burnish_tao_add_audio_track(tao, stream));
    EXPECT_OK(burnish_tao_release_media(tao));
    EXPECT_OK(burnish_tao_get_media_physically_blank(tao, &blank));
    ck_assert_int_eq(blank, 1);
    burnish_stream_unref(stream);
    burnish_tao_unref(tao);
    burnish_recorder_unref(recorder);
}
END_TEST

/* The last reference may go while the disc is prepared: the drive is free again. */
START_TEST(forgotten_release_frees_the_drive) {
    burnish_recorder *recorder = open_disc("forgotten", "medium=cd-r-80");
    burnish_tao *tao = new_tao(recorder);
    char *owner = NULL;
    EXPECT_OK(burnish_tao_prepare_media(tao));
    EXPECT_OK(burnish_recorder_get_exclusive_access_owner(recorder, &owner));
    ck_assert_str_eq(owner, CLIENT);
    burnish_string_free(owner);
    burnish_tao_unref(tao);
    EXPECT_OK(burnish_recorder_get_exclusive_access_owner(recorder, &owner));
    ck_assert_str_eq(owner, "");
    burnish_string_free(owner);
    EXPECT_OK(burnish_recorder_eject_media(recorder));
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(null_arguments) {
    burnish_tao *tao = NULL;
    EXPECT_STATUS(burnish_tao_new(NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_tao_new(&tao));
    burnish_tao_unref(NULL);
    ck_assert_ptr_null(burnish_tao_ref(NULL));
    EXPECT_STATUS(burnish_tao_prepare_media(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_release_media(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_cancel_add_track(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_add_audio_track(NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_add_audio_track(tao, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_set_client_name(tao, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_get_client_name(tao, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_get_number_of_existing_tracks(tao, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_get_free_sectors_on_media(tao, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_get_expected_table_of_contents(tao, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_get_report(tao, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_get_media_catalog_number(tao, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_get_recorder(tao, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_tao_set_progress(NULL, NULL, NULL), BURNISH_E_POINTER);
    burnish_tao_unref(tao);
}
END_TEST

int main(void) {
    contract_add(an_album_is_burned);
    contract_add(calls_out_of_order_have_their_codes);
    contract_add(properties_keep_what_they_were_given);
    contract_add(other_media_are_refused);
    contract_add(events_tell_and_cancel);
    contract_add(tracks_have_names_and_flags);
    contract_add(stream_without_a_length);
    contract_add(streams_of_a_wrong_length_are_refused);
    contract_add(test_write_leaves_the_disc_blank);
    contract_add(forgotten_release_frees_the_drive);
    contract_add(null_arguments);
    return contract_run("tao");
}
