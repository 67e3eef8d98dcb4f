/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish/image.h, up to the disc: authored, burned, compared. */
#include "../capi/helpers.h"

#include <burnish/image.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEBIBYTE 1048576

static char *in_folder(const char *name) {
    char *path = malloc(256);
    ck_assert_ptr_nonnull(path);
    snprintf(path, 256, "%s/%s", contract_folder(), name);
    return path;
}

/* A file in the folder "tree" of the test's folder, which is made where it is not there; size bytes of a letter. */
static void make_file(const char *name, size_t size, char letter) {
    char *folder = in_folder("tree");
    char *contents = malloc(size + 1);
    char path[512];
    ck_assert_ptr_nonnull(contents);
    mkdir(folder, 0755);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    memset(contents, letter, size);
    write_file(path, contents, size);
    free(contents);
    free(folder);
}

static burnish_image *new_image(void) {
    burnish_image *image = NULL;
    EXPECT_OK(burnish_image_new(NULL, &image, NULL));
    return image;
}

/* An image of the folder "tree". */
static burnish_image *tree_image(void) {
    burnish_image *image = new_image();
    char *folder = in_folder("tree");
    EXPECT_OK(burnish_image_add(image, folder, "/"));
    free(folder);
    return image;
}

/* The image's last error has this status, and a message with these words. */
static void expect_image_error(burnish_image *image, int32_t status, const char *words) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_image_get_error(image, &error));
    check_error(error, status, words);
}

static burnish_stream *stream_of(burnish_image *image) {
    burnish_stream *stream = NULL;
    EXPECT_OK(burnish_image_create_result_image(image, &stream));
    return stream;
}

typedef struct differences {
    int count;
    char path[256];
    char what[256];
} differences;

static void note_difference(const char *path, const char *what, void *user_data) {
    differences *found = user_data;
    ++found->count;
    snprintf(found->path, sizeof found->path, "%s", path);
    snprintf(found->what, sizeof found->what, "%s", what);
}

START_TEST(null_arguments) {
    burnish_image *image = new_image();
    burnish_error *error = NULL;
    burnish_recorder *recorder = NULL;
    EXPECT_STATUS(burnish_image_new(NULL, NULL, &error), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_status(error), BURNISH_E_POINTER);
    burnish_error_unref(error);
    EXPECT_STATUS(burnish_image_add(NULL, "a", "/a"), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_add(image, NULL, "/a"), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_add(image, "a", NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_add_bytes(NULL, "a", 1, "/a"), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_add_bytes(image, NULL, 1, "/a"), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_add_bytes(image, "a", 1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_set_session_start_block(NULL, 0), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_volume_id(NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_volume_id(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_warnings(NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_warnings(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_create_result_image(NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_create_result_image(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_error(NULL, &error), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_error(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_compare(image, NULL, 0, NULL, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_recorder_new(&recorder));
    EXPECT_STATUS(burnish_image_compare(NULL, recorder, 0, NULL, NULL), BURNISH_E_POINTER);
    burnish_recorder_unref(recorder);
    ck_assert_ptr_null(burnish_image_ref(NULL));
    burnish_image_unref(NULL);
    burnish_image_unref(image);
}
END_TEST

START_TEST(options_and_their_size) {
    burnish_image_options options;
    burnish_image *image = NULL;
    burnish_error *error = NULL;
    char *volume_id = NULL;
    memset(&options, 0, sizeof options);
    EXPECT_STATUS(burnish_image_new(&options, &image, NULL), BURNISH_E_INVALIDARG);
    options.size = sizeof options - 1;
    EXPECT_STATUS(burnish_image_new(&options, &image, NULL), BURNISH_E_INVALIDARG);
    ck_assert_ptr_null(image);
    options.size = sizeof options;
    options.volume_id = "A NAME OF MORE THAN THIRTY-TWO CHARACTERS";
    EXPECT_STATUS(burnish_image_new(&options, &image, &error), BURNISH_E_INVALID_VOLUME_NAME);
    EXPECT_STATUS(burnish_error_status(error), BURNISH_E_INVALID_VOLUME_NAME);
    ck_assert_ptr_nonnull(strstr(burnish_error_message(error), "32"));
    burnish_error_unref(error);
    options.volume_id = "MUSIC";
    EXPECT_OK(burnish_image_new(&options, &image, NULL));
    EXPECT_OK(burnish_image_get_volume_id(image, &volume_id));
    ck_assert_str_eq(volume_id, "MUSIC");
    burnish_string_free(volume_id);
    burnish_image_unref(image);
}
END_TEST

/* A caller with a newer header passes a longer struct: fine as long as it asks for nothing new. */
START_TEST(options_of_a_later_version) {
    struct {
        burnish_image_options known;
        uint64_t unknown;
    } options;
    burnish_image *image = NULL;
    memset(&options, 0, sizeof options);
    options.known.size = sizeof options;
    EXPECT_OK(burnish_image_new(&options.known, &image, NULL));
    burnish_image_unref(image);
    options.unknown = 1;
    EXPECT_STATUS(burnish_image_new(&options.known, &image, NULL), BURNISH_E_INVALIDARG);
}
END_TEST

START_TEST(bad_sources_and_targets) {
    burnish_image *image = new_image();
    burnish_error *error = NULL;
    char *path;
    make_file("there", 10, 'x');
    path = in_folder("tree/there");
    EXPECT_STATUS(burnish_image_get_error(image, &error), BURNISH_S_FALSE);
    ck_assert_ptr_null(error);
    EXPECT_STATUS(burnish_image_add(image, "/no/such/file", "/a"), BURNISH_E_FILE_NOT_FOUND);
    expect_image_error(image, BURNISH_E_FILE_NOT_FOUND, "/no/such/file");
    EXPECT_STATUS(burnish_image_add(image, path, "a"), BURNISH_E_INVALID_PATH);
    expect_image_error(image, BURNISH_E_INVALID_PATH, "slash");
    EXPECT_OK(burnish_image_add(image, path, "/a"));
    EXPECT_STATUS(burnish_image_add(image, path, "/a"), BURNISH_E_DUP_NAME);
    expect_image_error(image, BURNISH_E_DUP_NAME, "/a");
    EXPECT_STATUS(burnish_image_set_session_start_block(image, -1), BURNISH_E_INVALIDARG);
    free(path);
    burnish_image_unref(image);
}
END_TEST

START_TEST(warnings_are_lines) {
    burnish_image *image = new_image();
    char *warnings = NULL;
    EXPECT_OK(burnish_image_get_warnings(image, &warnings));
    ck_assert_str_eq(warnings, "");
    burnish_string_free(warnings);
    EXPECT_OK(burnish_image_add_bytes(image, "1", 1, "/one?"));
    EXPECT_OK(burnish_image_add_bytes(image, "2", 1, "/two?"));
    EXPECT_OK(burnish_image_get_warnings(image, &warnings));
    ck_assert_ptr_nonnull(strstr(warnings, "/one?"));
    ck_assert_ptr_nonnull(strstr(warnings, ".\n\"/two?"));
    ck_assert_int_ne(warnings[strlen(warnings) - 1], '\n');
    burnish_string_free(warnings);
    burnish_image_unref(image);
}
END_TEST

START_TEST(stream_has_its_length_and_can_be_read_again) {
    burnish_image *image = new_image();
    burnish_stream *stream;
    uint64_t length = 0, total = 0;
    size_t count = 1;
    uint8_t buffer[7000], sector[SECTOR];
    EXPECT_OK(burnish_image_add_bytes(image, "hello", 5, "/hello.txt"));
    stream = stream_of(image);
    EXPECT_OK(burnish_stream_get_length(stream, &length));
    ck_assert_uint_eq(length % SECTOR, 0);
    while (count > 0) {
        EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL));
        total += count;
    }
    ck_assert_uint_eq(total, length);
    EXPECT_OK(burnish_stream_seek(stream, 16 * SECTOR, NULL));
    EXPECT_OK(burnish_stream_read(stream, sector, sizeof sector, &count, NULL));
    ck_assert_uint_eq(count, sizeof sector);
    ck_assert_mem_eq(sector, "\1CD001\1", 7);
    burnish_stream_unref(stream);
    burnish_image_unref(image);
}
END_TEST

START_TEST(image_is_read_only_while_its_stream_lives) {
    burnish_image *image = new_image();
    burnish_stream *stream = stream_of(image), *second = NULL;
    EXPECT_STATUS(burnish_image_add_bytes(image, "a", 1, "/a"), BURNISH_E_READONLY);
    EXPECT_STATUS(burnish_image_add(image, "/etc/hostname", "/a"), BURNISH_E_READONLY);
    EXPECT_STATUS(burnish_image_set_session_start_block(image, 7), BURNISH_E_READONLY);
    EXPECT_STATUS(burnish_image_create_result_image(image, &second), BURNISH_E_READONLY);
    expect_image_error(image, BURNISH_E_READONLY, "stream");
    burnish_stream_unref(stream);
    EXPECT_OK(burnish_image_add_bytes(image, "a", 1, "/a"));
    burnish_image_unref(image);
}
END_TEST

START_TEST(stream_keeps_its_image) {
    burnish_image *image = new_image();
    burnish_stream *stream;
    size_t count = 0;
    uint8_t buffer[65536];
    EXPECT_OK(burnish_image_add_bytes(image, "a", 1, "/a"));
    stream = stream_of(image);
    burnish_image_unref(image);
    EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL));
    ck_assert_uint_gt(count, 0);
    burnish_stream_unref(stream);
}
END_TEST

/* Burns the folder "tree" and compares; changes a file and compares again. */
static void burn_and_compare(const char *query) {
    burnish_recorder *recorder = open_disc("disc", query);
    burnish_data *data = new_writer(recorder);
    burnish_image *image;
    burnish_stream *stream;
    differences found = {0, "", ""};
    make_file("one.bin", 3 * MEBIBYTE + 5, 'a');
    make_file("two.bin", 100, 'b');
    make_file("a name of its own.txt", 0, 'c');
    image = tree_image();
    EXPECT_OK(burnish_image_add_bytes(image, "from memory", 11, "/folder/memory"));
    stream = stream_of(image);
    EXPECT_OK(burnish_data_write(data, stream));
    EXPECT_OK(burnish_image_compare(image, recorder, 0, note_difference, &found));
    ck_assert_int_eq(found.count, 0);
    make_file("two.bin", 100, 'B');
    EXPECT_STATUS(burnish_image_compare(image, recorder, 0, note_difference, &found),
                  BURNISH_E_BURN_VERIFICATION_FAILED);
    expect_image_error(image, BURNISH_E_BURN_VERIFICATION_FAILED, "1 place");
    ck_assert_int_eq(found.count, 1);
    ck_assert_str_eq(found.path, "/two.bin");
    ck_assert_str_eq(found.what, "differs at byte 0");
    EXPECT_STATUS(burnish_image_compare(image, recorder, 0, NULL, NULL), BURNISH_E_BURN_VERIFICATION_FAILED);
    EXPECT_STATUS(burnish_image_compare(image, recorder, -1, NULL, NULL), BURNISH_E_INVALIDARG);
    burnish_stream_unref(stream);
    burnish_image_unref(image);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}

START_TEST(burned_to_a_cd_r) {
    burn_and_compare("medium=cd-r-80");
}
END_TEST

START_TEST(burned_to_a_dvd_plus_r) {
    burn_and_compare("medium=dvd+r");
}
END_TEST

START_TEST(compare_with_what_is_no_image) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_image *image = new_image();
    burnish_stream *stream = new_stream(400);
    burnish_recorder *unbound = NULL;
    int32_t blank;
    blank = burnish_image_compare(image, recorder, 0, NULL, NULL);
    ck_assert_int_lt(blank, 0);
    EXPECT_OK(burnish_data_write(data, stream));
    EXPECT_STATUS(burnish_image_compare(image, recorder, 0, NULL, NULL), BURNISH_E_NO_SUPPORTED_FILE_SYSTEM);
    EXPECT_OK(burnish_recorder_new(&unbound));
    EXPECT_STATUS(burnish_image_compare(image, unbound, 0, NULL, NULL), BURNISH_E_RECORDER_REQUIRED);
    expect_image_error(image, BURNISH_E_RECORDER_REQUIRED, "");
    burnish_recorder_unref(unbound);
    burnish_stream_unref(stream);
    burnish_image_unref(image);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

/* What happens to the file "victim" when the write reports for the first time. */
typedef struct accident {
    char *victim;
    int32_t new_size; /* -1: deleted */
    int happened;
} accident;

static void cause(burnish_data *data, const burnish_data_progress *progress, void *user_data) {
    accident *self = user_data;
    (void)data;
    (void)progress;
    if (!self->happened) {
        self->happened = 1;
        ck_assert_int_eq(self->new_size < 0 ? unlink(self->victim) : truncate(self->victim, self->new_size), 0);
    }
}

static void burn_with_accident(int32_t new_size, int32_t expected) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    burnish_image *image;
    burnish_stream *stream;
    burnish_error *error = NULL;
    accident self = {in_folder("tree/victim"), new_size, 0};
    make_file("before", 24 * MEBIBYTE, 'a');
    make_file("victim", MEBIBYTE, 'b');
    EXPECT_OK(burnish_data_set_fifo_size(data, MEBIBYTE));
    EXPECT_OK(burnish_data_set_progress(data, cause, &self));
    image = tree_image();
    stream = stream_of(image);
    EXPECT_STATUS(burnish_data_write(data, stream), expected);
    ck_assert_int_eq(self.happened, 1);
    EXPECT_OK(burnish_data_get_error(data, &error));
    EXPECT_STATUS(burnish_error_status(error), expected);
    ck_assert_ptr_nonnull(strstr(burnish_error_message(error), self.victim));
    burnish_error_unref(error);
    burnish_stream_unref(stream);
    burnish_image_unref(image);
    expect_released(data, recorder, "disc");
    free(self.victim);
}

START_TEST(source_is_deleted_in_mid_burn) {
    burn_with_accident(-1, BURNISH_E_DATA_STREAM_READ_FAILURE);
}
END_TEST

START_TEST(source_is_truncated_in_mid_burn) {
    burn_with_accident(1000, BURNISH_E_DATA_STREAM_INCONSISTENCY);
}
END_TEST

int main(void) {
    contract_add(null_arguments);
    contract_add(options_and_their_size);
    contract_add(options_of_a_later_version);
    contract_add(bad_sources_and_targets);
    contract_add(warnings_are_lines);
    contract_add(stream_has_its_length_and_can_be_read_again);
    contract_add(image_is_read_only_while_its_stream_lives);
    contract_add(stream_keeps_its_image);
    contract_add(burned_to_a_cd_r);
    contract_add(burned_to_a_dvd_plus_r);
    contract_add(compare_with_what_is_no_image);
    contract_add(source_is_deleted_in_mid_burn);
    contract_add(source_is_truncated_in_mid_burn);
    return contract_run("image");
}
