/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Streams over files, memory and callbacks, read without a disc. */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int destroyed;

static void count_destroy(void *user_data) {
    ck_assert_ptr_eq(user_data, &destroyed);
    ++destroyed;
}

static uint64_t length_of(burnish_stream *stream) {
    uint64_t length = UINT64_MAX;
    EXPECT_OK(burnish_stream_get_length(stream, &length));
    return length;
}

/* Reads to the end in pieces of a size, and holds it against new_contents(). */
static void expect_whole(burnish_stream *stream, int32_t sectors, size_t piece) {
    uint8_t *expected = new_contents(sectors);
    uint8_t *buffer = malloc(piece);
    size_t done = 0;
    size_t count = 1;
    while (count > 0) {
        EXPECT_OK(burnish_stream_read(stream, buffer, piece, &count, NULL));
        ck_assert_uint_le(count, piece);
        ck_assert_uint_le(done + count, (size_t)sectors * SECTOR);
        ck_assert_int_eq(memcmp(buffer, expected + done, count), 0);
        done += count;
    }
    ck_assert_uint_eq(done, (size_t)sectors * SECTOR);
    free(buffer);
    free(expected);
}

START_TEST(memory_gives_its_bytes_and_comes_back) {
    burnish_stream *stream = NULL;
    uint8_t *contents = new_contents(5);
    uint8_t byte;
    size_t count = 9;
    EXPECT_OK(burnish_stream_new_memory(contents, 5 * SECTOR, count_destroy, &destroyed, &stream));
    ck_assert_uint_eq(length_of(stream), 5 * SECTOR);
    expect_whole(stream, 5, 1000);
    EXPECT_OK(burnish_stream_read(stream, &byte, 1, &count, NULL));
    ck_assert_uint_eq(count, 0);
    EXPECT_OK(burnish_stream_seek(stream, 0, NULL));
    expect_whole(stream, 5, 100000);
    EXPECT_OK(burnish_stream_seek(stream, SECTOR + 3, NULL));
    EXPECT_OK(burnish_stream_read(stream, &byte, 1, &count, NULL));
    ck_assert_uint_eq(byte, contents[SECTOR + 3]);
    ck_assert_ptr_eq(burnish_stream_ref(stream), stream);
    burnish_stream_unref(stream);
    ck_assert_int_eq(destroyed, 0);
    burnish_stream_unref(stream);
    ck_assert_int_eq(destroyed, 1);
    free(contents);
}
END_TEST

START_TEST(empty_memory_is_an_empty_stream) {
    burnish_stream *stream = NULL;
    size_t count = 9;
    EXPECT_OK(burnish_stream_new_memory(NULL, 0, NULL, NULL, &stream));
    ck_assert_uint_eq(length_of(stream), 0);
    EXPECT_OK(burnish_stream_read(stream, NULL, 0, &count, NULL));
    ck_assert_uint_eq(count, 0);
    burnish_stream_unref(stream);
    EXPECT_STATUS(burnish_stream_new_memory(NULL, 1, count_destroy, &destroyed, &stream), BURNISH_E_POINTER);
    ck_assert_int_eq(destroyed, 0);
}
END_TEST

START_TEST(file_gives_its_bytes_and_comes_back) {
    burnish_stream *stream = NULL;
    uint8_t *contents = new_contents(40);
    write_file(path_in_folder("image.iso"), contents, 40 * SECTOR);
    EXPECT_OK(burnish_stream_new_file(path_in_folder("image.iso"), &stream, NULL));
    ck_assert_uint_eq(length_of(stream), 40 * SECTOR);
    expect_whole(stream, 40, 30000);
    EXPECT_OK(burnish_stream_seek(stream, 0, NULL));
    expect_whole(stream, 40, 1000000);
    burnish_stream_unref(stream);
    free(contents);
}
END_TEST

START_TEST(empty_file_is_an_empty_stream) {
    burnish_stream *stream = NULL;
    write_file(path_in_folder("empty"), "", 0);
    EXPECT_OK(burnish_stream_new_file(path_in_folder("empty"), &stream, NULL));
    ck_assert_uint_eq(length_of(stream), 0);
    expect_whole(stream, 0, 10);
    burnish_stream_unref(stream);
}
END_TEST

START_TEST(file_may_be_larger_than_4_gib) {
    burnish_stream *stream = NULL;
    const uint64_t length = UINT64_C(5) << 30;
    char word[4] = {0};
    size_t count = 0;
    FILE *file = fopen(path_in_folder("large"), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseeko(file, (off_t)(length - 4), SEEK_SET), 0);
    ck_assert_uint_eq(fwrite("last", 1, 4, file), 4);
    fclose(file);
    EXPECT_OK(burnish_stream_new_file(path_in_folder("large"), &stream, NULL));
    ck_assert_uint_eq(length_of(stream), length);
    EXPECT_OK(burnish_stream_seek(stream, length - 4, NULL));
    EXPECT_OK(burnish_stream_read(stream, word, sizeof word, &count, NULL));
    ck_assert_uint_eq(count, 4);
    ck_assert_int_eq(memcmp(word, "last", 4), 0);
    burnish_stream_unref(stream);
}
END_TEST

/* The status, and an error that says so and names the file. */
static void expect_file_refused(const char *path, int32_t status) {
    burnish_stream *stream = NULL;
    burnish_error *error = NULL;
    EXPECT_STATUS(burnish_stream_new_file(path, &stream, &error), status);
    ck_assert_ptr_null(stream);
    EXPECT_STATUS(burnish_error_status(error), status);
    ck_assert_msg(strstr(burnish_error_message(error), path) != NULL, "%s", burnish_error_message(error));
    burnish_error_unref(error);
    EXPECT_STATUS(burnish_stream_new_file(path, &stream, NULL), status);
}

START_TEST(file_that_cannot_be_read_is_refused) {
    expect_file_refused(path_in_folder("missing"), BURNISH_E_FILE_NOT_FOUND);
    expect_file_refused("", BURNISH_E_FILE_NOT_FOUND);
    write_file(path_in_folder("plain"), "x", 1);
    expect_file_refused(path_in_folder("plain/inside"), BURNISH_E_FILE_NOT_FOUND);
    expect_file_refused(contract_folder(), BURNISH_E_INVALIDARG);
    expect_file_refused("/dev/null", BURNISH_E_INVALIDARG);
    ck_assert_int_eq(mkfifo(path_in_folder("fifo"), 0600), 0);
    expect_file_refused(path_in_folder("fifo"), BURNISH_E_INVALIDARG);
    ck_assert_int_eq(symlink("loop", path_in_folder("loop")), 0);
    expect_file_refused(path_in_folder("loop"), BURNISH_E_INVALIDARG);
}
END_TEST

/* Root may read all: the attempt is made as somebody else, by a process that does nothing besides. */
static int open_as_nobody(const char *path) {
    burnish_stream *stream = NULL;
    int outcome = 0;
    const pid_t child = fork();
    if (child == 0) {
        const int changed = geteuid() != 0 || seteuid(65534) == 0;
        _exit(changed && burnish_stream_new_file(path, &stream, NULL) == BURNISH_E_ACCESSDENIED ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(child, &outcome, 0), child);
    return outcome;
}

START_TEST(file_without_permission_is_refused) {
    write_file(path_in_folder("secret"), "x", 1);
    ck_assert_int_eq(chmod(path_in_folder("secret"), 0), 0);
    ck_assert_int_eq(chmod(contract_folder(), 0755), 0);
    ck_assert_int_eq(open_as_nobody(path_in_folder("secret")), 0);
    ck_assert_int_ne(open_as_nobody(path_in_folder("missing")), 0);
}
END_TEST

START_TEST(file_that_shrinks_says_so_with_its_name) {
    burnish_stream *stream = NULL;
    burnish_error *error = NULL;
    char buffer[3 * SECTOR];
    size_t count = 0;
    uint8_t *contents = new_contents(4);
    write_file(path_in_folder("shrinks"), contents, 4 * SECTOR);
    free(contents);
    EXPECT_OK(burnish_stream_new_file(path_in_folder("shrinks"), &stream, NULL));
    ck_assert_int_eq(truncate(path_in_folder("shrinks"), SECTOR), 0);
    EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL));
    ck_assert_uint_eq(count, SECTOR);
    EXPECT_STATUS(burnish_stream_read(stream, buffer, sizeof buffer, &count, &error), BURNISH_E_STREAM_TOO_SHORT);
    ck_assert_ptr_nonnull(strstr(burnish_error_message(error), "shrinks"));
    burnish_error_unref(error);
    burnish_stream_unref(stream);
}
END_TEST

START_TEST(file_that_grows_keeps_its_length) {
    burnish_stream *stream = NULL;
    uint8_t *contents = new_contents(4);
    write_file(path_in_folder("grows"), contents, 2 * SECTOR);
    EXPECT_OK(burnish_stream_new_file(path_in_folder("grows"), &stream, NULL));
    write_file(path_in_folder("grows"), contents, 4 * SECTOR);
    expect_whole(stream, 2, 700);
    burnish_stream_unref(stream);
    free(contents);
}
END_TEST

START_TEST(seek_past_the_end_is_refused) {
    burnish_stream *stream = NULL;
    burnish_error *error = NULL;
    EXPECT_OK(burnish_stream_new_memory("abc", 3, NULL, NULL, &stream));
    EXPECT_OK(burnish_stream_seek(stream, 3, &error));
    EXPECT_STATUS(burnish_stream_seek(stream, 4, &error), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_error_status(error), BURNISH_E_INVALIDARG);
    burnish_error_unref(error);
    EXPECT_STATUS(burnish_stream_seek(stream, UINT64_MAX, NULL), BURNISH_E_INVALIDARG);
    burnish_stream_unref(stream);
    write_file(path_in_folder("short"), "abc", 3);
    EXPECT_OK(burnish_stream_new_file(path_in_folder("short"), &stream, NULL));
    EXPECT_STATUS(burnish_stream_seek(stream, 4, NULL), BURNISH_E_INVALIDARG);
    burnish_stream_unref(stream);
}
END_TEST

START_TEST(callbacks_give_their_bytes_and_go) {
    source source;
    burnish_stream *stream;
    source_init(&source, 9, FAULT_NONE, 0);
    stream = source_stream(&source);
    ck_assert_uint_eq(length_of(stream), 9 * SECTOR);
    expect_whole(stream, 9, 5000);
    EXPECT_OK(burnish_stream_seek(stream, 0, NULL));
    expect_whole(stream, 9, 5000);
    ck_assert_int_eq(source.seeks, 1);
    ck_assert_int_eq(source.destroyed, 0);
    burnish_stream_unref(stream);
    ck_assert_int_eq(source.destroyed, 1);
}
END_TEST

static int32_t claim_any(void *user_data, void *buffer, size_t capacity, size_t *count, burnish_error **error) {
    (void)user_data;
    (void)error;
    memset(buffer, 'x', capacity);
    *count = capacity;
    return BURNISH_STREAM_OK;
}

START_TEST(callbacks_are_never_asked_past_the_length) {
    burnish_stream_callbacks callbacks;
    burnish_stream *stream = NULL;
    char buffer[100];
    size_t count = 0;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.size = sizeof callbacks;
    callbacks.read = claim_any;
    EXPECT_OK(burnish_stream_new_callbacks(&callbacks, NULL, 70, &stream));
    EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL));
    ck_assert_uint_eq(count, 70);
    EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL));
    ck_assert_uint_eq(count, 0);
    burnish_stream_unref(stream);
}
END_TEST

START_TEST(callbacks_without_seek_are_read_once) {
    burnish_stream_callbacks callbacks;
    burnish_stream *stream = NULL;
    char buffer[10];
    size_t count = 0;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.size = sizeof callbacks;
    callbacks.read = claim_any;
    EXPECT_OK(burnish_stream_new_callbacks(&callbacks, NULL, 70, &stream));
    EXPECT_OK(burnish_stream_seek(stream, 0, NULL));
    EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL));
    EXPECT_OK(burnish_stream_seek(stream, 10, NULL));
    EXPECT_STATUS(burnish_stream_seek(stream, 0, NULL), BURNISH_E_STREAM_READ_FAILURE);
    burnish_stream_unref(stream);
}
END_TEST

START_TEST(callbacks_struct_is_checked) {
    burnish_stream *stream = NULL;
    struct {
        burnish_stream_callbacks known;
        uint64_t later;
    } grown;
    burnish_stream_callbacks callbacks = source_callbacks();
    EXPECT_STATUS(burnish_stream_new_callbacks(NULL, NULL, 1, &stream), BURNISH_E_POINTER);
    callbacks.size = sizeof callbacks - 1;
    EXPECT_STATUS(burnish_stream_new_callbacks(&callbacks, NULL, 1, &stream), BURNISH_E_INVALIDARG);
    callbacks.size = 0;
    EXPECT_STATUS(burnish_stream_new_callbacks(&callbacks, NULL, 1, &stream), BURNISH_E_INVALIDARG);
    callbacks.size = UINT32_MAX;
    EXPECT_STATUS(burnish_stream_new_callbacks(&callbacks, NULL, 1, &stream), BURNISH_E_INVALIDARG);
    callbacks = source_callbacks();
    callbacks.reserved = 1;
    EXPECT_STATUS(burnish_stream_new_callbacks(&callbacks, NULL, 1, &stream), BURNISH_E_INVALIDARG);
    callbacks = source_callbacks();
    callbacks.read = NULL;
    EXPECT_STATUS(burnish_stream_new_callbacks(&callbacks, NULL, 1, &stream), BURNISH_E_INVALIDARG);
    ck_assert_ptr_null(stream);

    memset(&grown, 0, sizeof grown);
    grown.known = source_callbacks();
    grown.known.destroy = NULL;
    grown.known.size = sizeof grown;
    grown.later = 1;
    EXPECT_STATUS(burnish_stream_new_callbacks(&grown.known, NULL, 1, &stream), BURNISH_E_INVALIDARG);
    grown.later = 0;
    EXPECT_OK(burnish_stream_new_callbacks(&grown.known, NULL, 1, &stream));
    burnish_stream_unref(stream);
}
END_TEST

/* One fault of a callback: the status, and the words of the error. */
static void expect_fault(source_fault fault, int32_t status, const char *message, const char *detail) {
    source source;
    burnish_stream *stream;
    burnish_error *error = NULL;
    uint8_t buffer[SECTOR];
    size_t count = 0;
    source_init(&source, 2, fault, 1);
    stream = source_stream(&source);
    EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, &error));
    ck_assert_uint_eq(count, SECTOR);
    EXPECT_STATUS(burnish_stream_read(stream, buffer, sizeof buffer, &count, &error), status);
    EXPECT_STATUS(burnish_error_status(error), status);
    ck_assert_str_ne(burnish_error_message(error), "");
    if (message != NULL) {
        ck_assert_str_eq(burnish_error_message(error), message);
    }
    ck_assert_msg(strstr(burnish_error_detail(error), detail) != NULL, "detail: %s", burnish_error_detail(error));
    burnish_error_unref(error);
    EXPECT_STATUS(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL), status);
    burnish_stream_unref(stream);
    ck_assert_int_eq(source.destroyed, 1);
}

START_TEST(callbacks_that_talk_nonsense_are_not_believed) {
    expect_fault(FAULT_ABORT, BURNISH_E_STREAM_READ_FAILURE, NULL, "");
    expect_fault(FAULT_ABORT_ERROR, BURNISH_E_ACCESSDENIED, "no more of this", "block 7");
    expect_fault(FAULT_ZERO, BURNISH_E_STREAM_BAD_CALLBACK, NULL, "0 bytes");
    expect_fault(FAULT_TOO_MANY, BURNISH_E_STREAM_BAD_CALLBACK, NULL, "2049 bytes");
    expect_fault(FAULT_GARBAGE, BURNISH_E_STREAM_BAD_CALLBACK, NULL, "0x2C553A30");
    expect_fault(FAULT_GARBAGE_ERROR, BURNISH_E_STREAM_BAD_CALLBACK, NULL, "0x00000001");
}
END_TEST

START_TEST(end_stays_the_end_until_a_seek) {
    source source;
    burnish_stream *stream;
    uint8_t buffer[SECTOR];
    size_t count = 9;
    source_init(&source, 3, FAULT_END, 0);
    stream = source_stream(&source);
    EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL));
    ck_assert_uint_eq(count, 0);
    EXPECT_OK(burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL));
    ck_assert_int_eq(source.reads, 1);
    source.fault = FAULT_NONE;
    EXPECT_OK(burnish_stream_seek(stream, 0, NULL));
    expect_whole(stream, 3, 4096);
    burnish_stream_unref(stream);
}
END_TEST

static int32_t seek_fails(void *user_data, uint64_t offset, burnish_error **error) {
    const int32_t code = *(int32_t *)user_data;
    (void)offset;
    if (code == BURNISH_STREAM_ABORT) {
        EXPECT_OK(burnish_error_new(BURNISH_E_FILE_NOT_FOUND, "gone", NULL, error));
    }
    return code;
}

START_TEST(seek_callback_is_held_to_its_codes) {
    burnish_stream_callbacks callbacks;
    burnish_stream *stream = NULL;
    int32_t code = BURNISH_STREAM_ABORT;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.size = sizeof callbacks;
    callbacks.read = claim_any;
    callbacks.seek = seek_fails;
    EXPECT_OK(burnish_stream_new_callbacks(&callbacks, &code, 70, &stream));
    EXPECT_STATUS(burnish_stream_seek(stream, 1, NULL), BURNISH_E_FILE_NOT_FOUND);
    code = 0;
    EXPECT_STATUS(burnish_stream_seek(stream, 1, NULL), BURNISH_E_STREAM_BAD_CALLBACK);
    code = BURNISH_STREAM_END;
    EXPECT_STATUS(burnish_stream_seek(stream, 1, NULL), BURNISH_E_STREAM_BAD_CALLBACK);
    code = BURNISH_STREAM_OK;
    EXPECT_OK(burnish_stream_seek(stream, 1, NULL));
    burnish_stream_unref(stream);
}
END_TEST

START_TEST(null_arguments_are_refused) {
    burnish_stream *stream = NULL;
    burnish_error *error = NULL;
    uint64_t length;
    size_t count;
    char byte;
    EXPECT_OK(burnish_stream_new_memory("abc", 3, NULL, NULL, &stream));
    EXPECT_STATUS(burnish_stream_new_file(NULL, &stream, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_get_length(NULL, &length), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_get_length(stream, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_read(NULL, &byte, 1, &count, &error), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_status(error), BURNISH_E_POINTER);
    burnish_error_unref(error);
    EXPECT_STATUS(burnish_stream_read(stream, NULL, 1, &count, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_read(stream, &byte, 1, NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_seek(NULL, 0, NULL), BURNISH_E_POINTER);
    burnish_stream_unref(stream);
}
END_TEST

int main(void) {
    contract_add(memory_gives_its_bytes_and_comes_back);
    contract_add(empty_memory_is_an_empty_stream);
    contract_add(file_gives_its_bytes_and_comes_back);
    contract_add(empty_file_is_an_empty_stream);
    contract_add(file_may_be_larger_than_4_gib);
    contract_add(file_that_cannot_be_read_is_refused);
    contract_add(file_without_permission_is_refused);
    contract_add(file_that_shrinks_says_so_with_its_name);
    contract_add(file_that_grows_keeps_its_length);
    contract_add(seek_past_the_end_is_refused);
    contract_add(callbacks_give_their_bytes_and_go);
    contract_add(callbacks_are_never_asked_past_the_length);
    contract_add(callbacks_without_seek_are_read_once);
    contract_add(callbacks_struct_is_checked);
    contract_add(callbacks_that_talk_nonsense_are_not_believed);
    contract_add(end_stays_the_end_until_a_seek);
    contract_add(seek_callback_is_held_to_its_codes);
    contract_add(null_arguments_are_refused);
    return contract_run("streams");
}
