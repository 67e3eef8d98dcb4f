/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish/raw_image.h: disc images through the C interface. */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AUDIO 2352
#define IMAGE_SECTOR 2448
#define START (-22650)

static burnish_raw_image *new_image(void) {
    burnish_raw_image *image = NULL;
    EXPECT_OK(burnish_raw_image_new(&image));
    return image;
}

/* Pseudo-random, of whole sectors. */
static burnish_stream *new_samples(uint32_t seed, int32_t sectors) {
    burnish_stream *stream = NULL;
    EXPECT_OK(burnish_stream_new_pseudo_random((uint64_t)sectors * AUDIO, seed, &stream));
    return stream;
}

static void expect_samples(const uint8_t *found, uint32_t seed, uint64_t offset, size_t length) {
    burnish_stream *stream = new_samples(seed, 1000);
    uint8_t *expected = malloc(length);
    size_t count = 0;
    EXPECT_OK(burnish_stream_seek(stream, offset, NULL));
    EXPECT_OK(burnish_stream_read(stream, expected, length, &count, NULL));
    ck_assert_uint_eq(count, length);
    ck_assert_msg(memcmp(found, expected, length) == 0, "other samples than the source's");
    free(expected);
    burnish_stream_unref(stream);
}

static int32_t add(burnish_raw_image *image, uint32_t seed, int32_t sectors) {
    burnish_stream *stream = new_samples(seed, sectors);
    int32_t index = -1;
    EXPECT_OK(burnish_raw_image_add_track(image, BURNISH_CD_SECTOR_AUDIO, stream, &index));
    burnish_stream_unref(stream);
    return index;
}

static void read_sector(burnish_stream *stream, int32_t lba, uint8_t *sector) {
    size_t filled = 0;
    EXPECT_OK(burnish_stream_seek(stream, (uint64_t)(lba - START) * IMAGE_SECTOR, NULL));
    while (filled < IMAGE_SECTOR) {
        size_t count = 0;
        EXPECT_OK(burnish_stream_read(stream, sector + filled, IMAGE_SECTOR - filled, &count, NULL));
        ck_assert_uint_gt(count, 0);
        filled += count;
    }
}

static void expect_image_error(burnish_raw_image *image, int32_t status, const char *words) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_raw_image_get_error(image, &error));
    check_error(error, status, words);
}

START_TEST(an_album_becomes_an_image) {
    burnish_raw_image *image = new_image();
    burnish_stream *stream = NULL;
    uint8_t sector[IMAGE_SECTOR];
    uint64_t length = 0;
    int32_t value = -1;
    ck_assert_int_eq(add(image, 1, 400), 1);
    ck_assert_int_eq(add(image, 2, 300), 2);
    EXPECT_OK(burnish_raw_image_get_number_of_existing_tracks(image, &value));
    ck_assert_int_eq(value, 2);
    EXPECT_OK(burnish_raw_image_get_start_of_leadout(image, &value));
    ck_assert_int_eq(value, 700);
    EXPECT_OK(burnish_raw_image_get_last_used_user_sector_in_image(image, &value));
    ck_assert_int_eq(value, 699);
    EXPECT_OK(burnish_raw_image_create_result_image(image, &stream));
    burnish_raw_image_unref(image); /* the stream is enough */
    EXPECT_OK(burnish_stream_get_length(stream, &length));
    ck_assert_uint_eq(length, (uint64_t)(22650 + 700 + 6750) * IMAGE_SECTOR);
    read_sector(stream, 399, sector);
    expect_samples(sector, 1, 399 * AUDIO, AUDIO);
    read_sector(stream, 400, sector);
    expect_samples(sector, 2, 0, AUDIO);
    burnish_stream_unref(stream);
}
END_TEST

START_TEST(tracks_tell_of_themselves) {
    burnish_raw_image *image = new_image();
    burnish_stream *odd = NULL;
    burnish_raw_image_track track;
    int32_t value = -1;
    int32_t index = -1;
    memset(&track, 0, sizeof track);
    track.size = sizeof track;
    track.set_pregap = 1;
    track.pregap = 75;
    track.silent_pregap = 1;
    EXPECT_OK(burnish_raw_image_set_starting_track_number(image, 5));
    add(image, 1, 400);
    EXPECT_OK(burnish_stream_new_zero(300 * AUDIO + 4, &odd));
    EXPECT_OK(burnish_raw_image_add_track_with(image, BURNISH_CD_SECTOR_AUDIO, odd, &track, &index));
    ck_assert_int_eq(index, 2);
    EXPECT_OK(burnish_raw_image_get_track_starting_lba(image, 2, &value));
    ck_assert_int_eq(value, 475);
    EXPECT_OK(burnish_raw_image_get_track_sector_count(image, 2, &value));
    ck_assert_int_eq(value, 301);
    EXPECT_OK(burnish_raw_image_get_track_number(image, 2, &value));
    ck_assert_int_eq(value, 6);
    EXPECT_OK(burnish_raw_image_get_track_sector_type(image, 2, &value));
    ck_assert_int_eq(value, BURNISH_CD_SECTOR_AUDIO);
    EXPECT_OK(burnish_raw_image_get_track_pregap(image, 2, &value));
    ck_assert_int_eq(value, 75);
    EXPECT_OK(burnish_raw_image_get_track_padding(image, 2, &value));
    ck_assert_int_eq(value, 2348);
    EXPECT_STATUS(burnish_raw_image_get_track_padding(image, 3, &value), BURNISH_E_INVALIDARG);
    expect_image_error(image, BURNISH_E_INVALIDARG, "no track 3");
    track.pregap = -1;
    EXPECT_STATUS(burnish_raw_image_add_track_with(image, BURNISH_CD_SECTOR_AUDIO, odd, &track, &index),
                  BURNISH_E_INVALIDARG);
    track.size = 4;
    EXPECT_STATUS(burnish_raw_image_add_track_with(image, BURNISH_CD_SECTOR_AUDIO, odd, &track, &index),
                  BURNISH_E_INVALIDARG);
    burnish_stream_unref(odd);
    burnish_raw_image_unref(image);
}
END_TEST

START_TEST(settings_are_kept) {
    burnish_raw_image *image = new_image();
    char *text = NULL;
    int32_t value = -1;
    EXPECT_OK(burnish_raw_image_get_resulting_image_type(image, &value));
    ck_assert_int_eq(value, BURNISH_RAW_CD_SUBCODE_IS_COOKED);
    EXPECT_OK(burnish_raw_image_set_resulting_image_type(image, BURNISH_RAW_CD_SUBCODE_PQ_ONLY));
    EXPECT_OK(burnish_raw_image_get_resulting_image_type(image, &value));
    ck_assert_int_eq(value, BURNISH_RAW_CD_SUBCODE_PQ_ONLY);
    EXPECT_STATUS(burnish_raw_image_set_resulting_image_type(image, 0), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_raw_image_get_starting_track_number(image, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_raw_image_get_start_of_leadout_limit(image, &value));
    ck_assert_int_eq(value, 398099);
    EXPECT_OK(burnish_raw_image_set_start_of_leadout_limit(image, 1000));
    EXPECT_OK(burnish_raw_image_get_start_of_leadout_limit(image, &value));
    ck_assert_int_eq(value, 1000);
    EXPECT_OK(burnish_raw_image_get_disable_gapless_audio(image, &value));
    ck_assert_int_eq(value, 0);
    EXPECT_OK(burnish_raw_image_get_gapless_audio(image, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_raw_image_set_gapless_audio(image, 0));
    EXPECT_OK(burnish_raw_image_get_disable_gapless_audio(image, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_raw_image_set_disable_gapless_audio(image, 0));
    EXPECT_OK(burnish_raw_image_get_gapless_audio(image, &value));
    ck_assert_int_eq(value, 1);
    EXPECT_OK(burnish_raw_image_set_media_catalog_number(image, "36000291452"));
    EXPECT_OK(burnish_raw_image_get_media_catalog_number(image, &text));
    ck_assert_str_eq(text, "0036000291452");
    burnish_string_free(text);
    EXPECT_STATUS(burnish_raw_image_set_media_catalog_number(image, "1"), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_raw_image_set_media_catalog_number(image, NULL));
    EXPECT_OK(burnish_raw_image_get_media_catalog_number(image, &text));
    ck_assert_str_eq(text, "");
    burnish_string_free(text);
    burnish_raw_image_unref(image);
}
END_TEST

START_TEST(an_audio_track_has_settings) {
    burnish_raw_image *image = new_image();
    char *text = NULL;
    int32_t value = -1;
    add(image, 1, 300);
    EXPECT_OK(burnish_raw_image_get_track_isrc(image, 1, &text));
    ck_assert_str_eq(text, "");
    burnish_string_free(text);
    EXPECT_OK(burnish_raw_image_set_track_isrc(image, 1, "usk7y9812345"));
    EXPECT_OK(burnish_raw_image_get_track_isrc(image, 1, &text));
    ck_assert_str_eq(text, "US-K7Y-98-12345");
    burnish_string_free(text);
    EXPECT_STATUS(burnish_raw_image_set_track_isrc(image, 1, "ABC"), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_raw_image_set_track_isrc(image, 1, NULL));
    EXPECT_OK(burnish_raw_image_get_track_digital_audio_copy_setting(image, 1, &value));
    ck_assert_int_eq(value, BURNISH_CD_TRACK_DIGITAL_COPY_PROHIBITED);
    EXPECT_OK(burnish_raw_image_set_track_digital_audio_copy_setting(image, 1, BURNISH_CD_TRACK_DIGITAL_COPY_SCMS));
    EXPECT_OK(burnish_raw_image_get_track_digital_audio_copy_setting(image, 1, &value));
    ck_assert_int_eq(value, BURNISH_CD_TRACK_DIGITAL_COPY_SCMS);
    EXPECT_STATUS(burnish_raw_image_set_track_digital_audio_copy_setting(image, 1, 3), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_raw_image_get_track_audio_has_preemphasis(image, 1, &value));
    ck_assert_int_eq(value, 0);
    EXPECT_OK(burnish_raw_image_set_track_audio_has_preemphasis(image, 1, 7));
    EXPECT_OK(burnish_raw_image_get_track_audio_has_preemphasis(image, 1, &value));
    ck_assert_int_eq(value, 1);
    burnish_raw_image_unref(image);
}
END_TEST

START_TEST(indexes_are_a_list) {
    burnish_raw_image *image = new_image();
    int32_t values[2] = {-1, -1};
    size_t count = 0;
    add(image, 1, 300);
    EXPECT_STATUS(burnish_raw_image_add_track_index(image, 1, 0), BURNISH_S_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS);
    EXPECT_OK(burnish_raw_image_add_track_index(image, 1, 100));
    EXPECT_OK(burnish_raw_image_add_track_index(image, 1, 200));
    EXPECT_STATUS(burnish_raw_image_add_track_index(image, 1, 205),
                  BURNISH_E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX);
    EXPECT_OK(burnish_raw_image_get_track_indexes(image, 1, values, 2, &count));
    ck_assert_uint_eq(count, 3);
    ck_assert_int_eq(values[0], 0);
    ck_assert_int_eq(values[1], 100);
    EXPECT_OK(burnish_raw_image_clear_track_index(image, 1, 100));
    EXPECT_STATUS(burnish_raw_image_clear_track_index(image, 1, 100), BURNISH_E_RAW_IMAGE_TRACK_INDEX_NOT_FOUND);
    EXPECT_STATUS(burnish_raw_image_clear_track_index(image, 1, 0),
                  BURNISH_E_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED);
    EXPECT_OK(burnish_raw_image_get_track_indexes(image, 1, NULL, 0, &count));
    ck_assert_uint_eq(count, 2);
    burnish_raw_image_unref(image);
}
END_TEST

START_TEST(the_expected_toc_is_a_list_of_bytes) {
    burnish_raw_image *image = new_image();
    uint8_t toc[48];
    size_t count = 0;
    EXPECT_STATUS(burnish_raw_image_get_expected_table_of_contents(image, toc, sizeof toc, &count),
                  BURNISH_E_RAW_IMAGE_NO_TRACKS);
    add(image, 1, 300);
    EXPECT_OK(burnish_raw_image_get_expected_table_of_contents(image, toc, sizeof toc, &count));
    ck_assert_uint_eq(count, sizeof toc);
    ck_assert_uint_eq(toc[1], sizeof toc - 2);
    ck_assert_uint_eq(toc[4 + 3], 0xA0);
    ck_assert_uint_eq(toc[4 + 3 * 11 + 3], 1);
    burnish_raw_image_unref(image);
}
END_TEST

/* A hidden track, sub-channels and text. */
START_TEST(an_image_has_more_than_tracks) {
    burnish_raw_image *image = new_image();
    burnish_stream *pregap = new_samples(9, 200);
    burnish_stream *track = new_samples(1, 300);
    burnish_stream *packs = NULL;
    burnish_stream *stream = NULL;
    burnish_cd_text *text = NULL;
    burnish_raw_image_track options;
    uint8_t sector[IMAGE_SECTOR];
    int32_t block = -1;
    int32_t value = -1;
    size_t i;
    memset(&options, 0, sizeof options);
    options.size = sizeof options;
    EXPECT_OK(burnish_raw_image_add_special_pregap(image, pregap));
    EXPECT_OK(burnish_stream_new_pseudo_random(300 * 96, 4, &packs));
    options.rw_packs = packs;
    EXPECT_OK(burnish_raw_image_add_track_with(image, BURNISH_CD_SECTOR_AUDIO, track, &options, &value));
    EXPECT_OK(burnish_raw_image_get_track_starting_lba(image, 1, &value));
    ck_assert_int_eq(value, 50);
    EXPECT_OK(burnish_cd_text_new(&text));
    EXPECT_OK(burnish_cd_text_add_block(text, BURNISH_CD_TEXT_ENGLISH, BURNISH_CD_TEXT_LATIN1, &block));
    EXPECT_OK(burnish_cd_text_set_text(text, block, BURNISH_CD_TEXT_TITLE, 0, "Album"));
    EXPECT_OK(burnish_raw_image_set_cd_text(image, text));
    burnish_cd_text_unref(text);
    EXPECT_OK(burnish_raw_image_create_result_image(image, &stream));
    read_sector(stream, -150, sector);
    expect_samples(sector, 9, 0, AUDIO);
    read_sector(stream, -151, sector);
    for (i = 0; i < 96; ++i) {
        sector[AUDIO + i] &= 0x3F;
    }
    ck_assert_msg(sector[AUDIO] == 0x20 || sector[AUDIO] == 0x23, "no pack of titles or sizes");
    burnish_stream_unref(stream);
    burnish_stream_unref(packs);
    burnish_stream_unref(pregap);
    burnish_stream_unref(track);
    burnish_raw_image_unref(image);
}
END_TEST

START_TEST(packs_are_taken_as_they_are) {
    static const uint8_t pack[18] = {0x88, 0x00, 0x23, 0x00, 0x01, 0x0E, 0x00, 0x3F, 0x02,
                                     0x12, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x12, 0x00};
    uint8_t damaged[18];
    burnish_raw_image *image = new_image();
    memcpy(damaged, pack, sizeof pack);
    damaged[4] ^= 1;
    EXPECT_OK(burnish_raw_image_set_cd_text_packs(image, pack, sizeof pack));
    EXPECT_STATUS(burnish_raw_image_set_cd_text_packs(image, damaged, sizeof damaged), BURNISH_E_CD_TEXT_DAMAGED);
    EXPECT_STATUS(burnish_raw_image_set_cd_text_packs(image, pack, 17), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_raw_image_set_cd_text_packs(image, NULL, 18), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_set_resulting_image_type(image, BURNISH_RAW_CD_SUBCODE_PQ_ONLY),
                  BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_raw_image_set_cd_text_packs(image, NULL, 0));
    EXPECT_OK(burnish_raw_image_set_resulting_image_type(image, BURNISH_RAW_CD_SUBCODE_PQ_ONLY));
    EXPECT_OK(burnish_raw_image_set_cd_text(image, NULL));
    burnish_raw_image_unref(image);
}
END_TEST

/* A stream is the image's own while the image or what came of it lives, and free again afterwards. */
START_TEST(a_stream_serves_one_image) {
    burnish_raw_image *image = new_image();
    burnish_raw_image *other = new_image();
    burnish_stream *track = new_samples(1, 300);
    burnish_stream *small = new_samples(2, 299);
    burnish_stream *result = NULL;
    int32_t index = -1;
    uint8_t byte;
    size_t count = 0;
    EXPECT_OK(burnish_raw_image_add_track(image, BURNISH_CD_SECTOR_AUDIO, track, &index));
    EXPECT_STATUS(burnish_raw_image_add_track(image, BURNISH_CD_SECTOR_AUDIO, track, &index), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_raw_image_add_track(other, BURNISH_CD_SECTOR_AUDIO, track, &index), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_stream_read(track, &byte, 1, &count, NULL), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_raw_image_create_result_image(image, &result));
    burnish_raw_image_unref(image);
    EXPECT_STATUS(burnish_stream_read(track, &byte, 1, &count, NULL), BURNISH_E_INVALIDARG);
    burnish_stream_unref(result);
    EXPECT_OK(burnish_stream_read(track, &byte, 1, &count, NULL));
    /* A track that is refused leaves its stream free. */
    EXPECT_STATUS(burnish_raw_image_add_track(other, BURNISH_CD_SECTOR_AUDIO, small, &index), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_stream_read(small, &byte, 1, &count, NULL));
    burnish_stream_unref(small);
    burnish_stream_unref(track);
    burnish_raw_image_unref(other);
}
END_TEST

START_TEST(a_made_image_is_read_only) {
    burnish_raw_image *image = new_image();
    burnish_stream *result = NULL;
    burnish_stream *again = NULL;
    burnish_stream *track = new_samples(2, 300);
    int32_t index = -1;
    EXPECT_STATUS(burnish_raw_image_create_result_image(image, &result), BURNISH_E_RAW_IMAGE_NO_TRACKS);
    add(image, 1, 300);
    EXPECT_OK(burnish_raw_image_create_result_image(image, &result));
    EXPECT_STATUS(burnish_raw_image_create_result_image(image, &again), BURNISH_E_RAW_IMAGE_IS_READ_ONLY);
    EXPECT_STATUS(burnish_raw_image_add_track(image, BURNISH_CD_SECTOR_AUDIO, track, &index),
                  BURNISH_E_RAW_IMAGE_IS_READ_ONLY);
    EXPECT_STATUS(burnish_raw_image_add_special_pregap(image, track), BURNISH_E_RAW_IMAGE_IS_READ_ONLY);
    EXPECT_STATUS(burnish_raw_image_add_subcode_rw_generator(image, track), BURNISH_E_RAW_IMAGE_IS_READ_ONLY);
    EXPECT_STATUS(burnish_raw_image_set_gapless_audio(image, 1), BURNISH_E_RAW_IMAGE_IS_READ_ONLY);
    EXPECT_STATUS(burnish_raw_image_set_track_isrc(image, 1, ""), BURNISH_E_RAW_IMAGE_IS_READ_ONLY);
    ck_assert_ptr_null(again);
    burnish_stream_unref(track);
    burnish_stream_unref(result);
    burnish_raw_image_unref(image);
}
END_TEST

START_TEST(null_is_refused) {
    burnish_raw_image *image = new_image();
    burnish_stream *track = new_samples(1, 300);
    int32_t value = -1;
    size_t count = 0;
    EXPECT_STATUS(burnish_raw_image_new(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_add_track(NULL, 0, track, &value), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_add_track(image, 0, NULL, &value), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_add_track(image, 0, track, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_add_special_pregap(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_add_subcode_rw_generator(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_get_start_of_leadout(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_get_start_of_leadout_limit(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_get_media_catalog_number(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_get_track_isrc(image, 1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_get_track_indexes(image, 1, &value, 1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_get_expected_table_of_contents(image, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_create_result_image(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_raw_image_get_track_indexes(NULL, 1, &value, 1, &count), BURNISH_E_POINTER);
    burnish_raw_image_unref(NULL);
    ck_assert_ptr_null(burnish_raw_image_ref(NULL));
    ck_assert_int_eq(add(image, 1, 300), 1); /* nothing of that has cost anything */
    burnish_stream_unref(track);
    burnish_raw_image_unref(image);
}
END_TEST

int main(void) {
    contract_add(an_album_becomes_an_image);
    contract_add(tracks_tell_of_themselves);
    contract_add(settings_are_kept);
    contract_add(an_audio_track_has_settings);
    contract_add(indexes_are_a_list);
    contract_add(the_expected_toc_is_a_list_of_bytes);
    contract_add(an_image_has_more_than_tracks);
    contract_add(packs_are_taken_as_they_are);
    contract_add(a_stream_serves_one_image);
    contract_add(a_made_image_is_read_only);
    contract_add(null_is_refused);
    return contract_run("raw_image");
}
