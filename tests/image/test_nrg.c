/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish/nrg_image.h, up to the disc. The images are written here, byte by byte: discs written track at once. */
#include "../capi/helpers.h"

#include <burnish/nrg_image.h>

#include <stdlib.h>
#include <string.h>

enum { RAW_SECTOR = 2352, MODE1_RAW = 5, AUDIO = 7, ENTRY = 20 };

static uint8_t *put32(uint8_t *at, uint32_t value) {
    for (int i = 0; i < 4; ++i) {
        at[i] = (uint8_t)(value >> (24 - 8 * i));
    }
    return at + 4;
}

static uint8_t *put_chunk(uint8_t *at, const char *name, uint32_t length) {
    memcpy(at, name, 4);
    return put32(at + 4, length);
}

/* Writes an image of one track: its sectors as they are, and the table that follows them. */
static const char *write_nrg(const uint8_t *sectors, uint32_t length, uint32_t mode) {
    uint8_t *file = malloc(length + 100);
    ck_assert_ptr_nonnull(file);
    memcpy(file, sectors, length);
    uint8_t *end = put_chunk(file + length, "ETNF", ENTRY);
    const uint32_t entry[5] = {0, length, mode, 0, 0};
    for (int i = 0; i < 5; ++i) {
        end = put32(end, entry[i]);
    }
    end = put32(put_chunk(end, "SINF", 4), 1);
    end = put_chunk(end, "END!", 0);
    end = put_chunk(end, "NERO", length);
    const char *path = path_in_folder("x.nrg");
    write_file(path, file, (size_t)(end - file));
    free(file);
    return path;
}

/* new_contents() in sectors of 2352 bytes, of mode 1. */
static const char *write_data(int32_t count) {
    uint8_t *contents = new_contents(count);
    uint8_t *sectors = calloc((size_t)count, RAW_SECTOR);
    ck_assert_ptr_nonnull(sectors);
    for (int32_t i = 0; i < count; ++i) {
        sectors[i * RAW_SECTOR + 15] = 1;
        memcpy(sectors + i * RAW_SECTOR + 16, contents + i * SECTOR, SECTOR);
    }
    const char *path = write_nrg(sectors, (uint32_t)count * RAW_SECTOR, MODE1_RAW);
    free(sectors);
    free(contents);
    return path;
}

static burnish_nrg_image *open_nrg(const char *path) {
    burnish_nrg_image *image = NULL;
    EXPECT_OK(burnish_nrg_image_open(path, &image, NULL));
    return image;
}

static void expect_refusal(const char *path, int32_t status, const char *words) {
    burnish_nrg_image *image = NULL;
    burnish_error *error = NULL;
    EXPECT_STATUS(burnish_nrg_image_open(path, &image, &error), status);
    ck_assert_ptr_null(image);
    check_error(error, status, words);
    EXPECT_STATUS(burnish_nrg_image_open(path, &image, NULL), status);
}

START_TEST(an_image_tells_of_its_track) {
    burnish_nrg_image *image = open_nrg(write_data(300));
    burnish_nrg_track track = {.size = sizeof track};
    int32_t count = 0;
    char *mcn = NULL;
    const uint8_t *packs = (const uint8_t *)"";
    size_t pack_count = 5;
    EXPECT_OK(burnish_nrg_image_get_track_count(image, &count));
    ck_assert_int_eq(count, 1);
    EXPECT_OK(burnish_nrg_image_get_track(image, 0, &track));
    ck_assert(track.number == 1 && track.session == 1 && track.type == BURNISH_NRG_TRACK_MODE1 && track.start == 0);
    ck_assert(track.sectors == 300 && track.sector_bytes == RAW_SECTOR && track.data_bytes == SECTOR);
    ck_assert(track.pregap == 0 && track.pre_emphasis == 0 && track.copy_permitted == 0);
    ck_assert_str_eq(track.isrc, "");
    EXPECT_OK(burnish_nrg_image_get_media_catalog_number(image, &mcn));
    ck_assert_str_eq(mcn, "");
    burnish_string_free(mcn);
    EXPECT_OK(burnish_nrg_image_get_cd_text(image, &packs, &pack_count));
    ck_assert(packs == NULL && pack_count == 0);
    burnish_nrg_image_unref(image);
}
END_TEST

START_TEST(its_track_is_burned_when_it_is_gone) {
    burnish_nrg_image *image = open_nrg(write_data(400));
    burnish_stream *stream = NULL;
    uint64_t length = 0;
    ck_assert_ptr_eq(burnish_nrg_image_ref(image), image);
    burnish_nrg_image_unref(image);
    EXPECT_OK(burnish_nrg_image_create_track_stream(image, 0, &stream));
    burnish_nrg_image_unref(image);
    EXPECT_OK(burnish_stream_get_length(stream, &length));
    ck_assert_uint_eq(length, 400 * SECTOR);
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *writer = new_writer(recorder);
    EXPECT_OK(burnish_data_write(writer, stream));
    burnish_stream_unref(stream);
    burnish_data_unref(writer);
    burnish_recorder_unref(recorder);
    expect_contents("disc", 0, 400);
}
END_TEST

START_TEST(a_damaged_sector_fails_the_burn_with_its_place) {
    uint8_t sectors[32 * RAW_SECTOR] = {0};
    burnish_stream *stream = NULL;
    for (int i = 0; i < 31; ++i) {
        sectors[i * RAW_SECTOR + 15] = 1;
    }
    burnish_nrg_image *image = open_nrg(write_nrg(sectors, sizeof sectors, MODE1_RAW));
    EXPECT_OK(burnish_nrg_image_create_track_stream(image, 0, &stream));
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *writer = new_writer(recorder);
    burnish_error *error = NULL;
    EXPECT_STATUS(burnish_data_write(writer, stream), BURNISH_E_DATA_STREAM_INCONSISTENCY);
    EXPECT_OK(burnish_data_get_error(writer, &error));
    check_error(error, BURNISH_E_DATA_STREAM_INCONSISTENCY, "sector 31 of track 1");
    burnish_stream_unref(stream);
    burnish_data_unref(writer);
    burnish_recorder_unref(recorder);
    burnish_nrg_image_unref(image);
}
END_TEST

START_TEST(what_is_none_is_refused) {
    uint8_t sectors[2 * RAW_SECTOR] = {0};
    expect_refusal("/no/such.nrg", BURNISH_E_FILE_NOT_FOUND, "/no/such.nrg");
    expect_refusal(contract_folder(), BURNISH_E_INVALIDARG, "file");
    write_file(path_in_folder("y.nrg"), sectors, sizeof sectors);
    expect_refusal(path_in_folder("y.nrg"), BURNISH_E_INVALIDARG, "no NRG image");
    expect_refusal(write_nrg(sectors, RAW_SECTOR + 1, AUDIO), BURNISH_E_DATA_STREAM_INCONSISTENCY, "track 1");
    expect_refusal(write_nrg(sectors, RAW_SECTOR, 0x30), BURNISH_E_NOTIMPL, "30h");
}
END_TEST

START_TEST(wrong_arguments_are_refused) {
    burnish_nrg_image *image = open_nrg(write_data(2));
    burnish_nrg_track track = {.size = sizeof track - 1, .number = 77};
    burnish_stream *stream = NULL;
    burnish_error *error = NULL;
    char *mcn = NULL;
    const uint8_t *packs = NULL;
    size_t count = 0;
    EXPECT_STATUS(burnish_nrg_image_open(NULL, &image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_nrg_image_open("/x", NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_nrg_image_get_error(image, &error), BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_nrg_image_get_track(image, 0, &track), BURNISH_E_INVALIDARG);
    track.size = sizeof track;
    EXPECT_STATUS(burnish_nrg_image_get_track(image, 1, &track), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_nrg_image_get_track(image, -1, &track), BURNISH_E_INVALIDARG);
    ck_assert_int_eq(track.number, 77);
    EXPECT_STATUS(burnish_nrg_image_create_track_stream(image, 1, &stream), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_nrg_image_get_error(image, &error));
    check_error(error, BURNISH_E_INVALIDARG, "1 tracks");
    EXPECT_STATUS(burnish_nrg_image_get_track(image, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_nrg_image_get_track_count(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_nrg_image_create_track_stream(image, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_nrg_image_get_cd_text(image, NULL, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_nrg_image_get_cd_text(image, &packs, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_nrg_image_get_media_catalog_number(NULL, &mcn), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_nrg_image_get_error(NULL, &error), BURNISH_E_POINTER);
    burnish_nrg_image_unref(image);
    burnish_nrg_image_unref(NULL);
    ck_assert_ptr_null(burnish_nrg_image_ref(NULL));
}
END_TEST

int main(void) {
    contract_add(an_image_tells_of_its_track);
    contract_add(its_track_is_burned_when_it_is_gone);
    contract_add(a_damaged_sector_fails_the_burn_with_its_place);
    contract_add(what_is_none_is_refused);
    contract_add(wrong_arguments_are_refused);
    return contract_run("nrg");
}
