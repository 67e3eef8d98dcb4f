/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Streams without a source, and streams made of streams, up to the disc. */
#include "helpers.h"

#include <stdlib.h>
#include <string.h>

static uint64_t length_of(burnish_stream *stream) {
    uint64_t length = UINT64_MAX;
    EXPECT_OK(burnish_stream_get_length(stream, &length));
    return length;
}

static burnish_stream *new_zero(uint64_t length) {
    burnish_stream *stream = NULL;
    EXPECT_OK(burnish_stream_new_zero(length, &stream));
    return stream;
}

static burnish_stream *new_memory(const char *text) {
    burnish_stream *stream = NULL;
    EXPECT_OK(burnish_stream_new_memory(text, strlen(text), NULL, NULL, &stream));
    return stream;
}

static void expect_text(burnish_stream *stream, const char *expected) {
    char all[100] = "";
    size_t done = 0;
    size_t count = 1;
    while (count > 0) {
        EXPECT_OK(burnish_stream_read(stream, all + done, sizeof all - 1 - done, &count, NULL));
        done += count;
    }
    ck_assert_str_eq(all, expected);
}

START_TEST(zeros_and_random_bytes) {
    const uint8_t expected[] = {0x45, 0xce, 0xab, 0x7e, 0x97, 0xc2, 0xb4, 0xb8};
    burnish_stream *zero = new_zero(5);
    burnish_stream *random = NULL;
    uint8_t buffer[8];
    size_t count = 0;
    memset(buffer, 1, sizeof buffer);
    ck_assert_uint_eq(length_of(zero), 5);
    EXPECT_OK(burnish_stream_read(zero, buffer, sizeof buffer, &count, NULL));
    ck_assert_uint_eq(count, 5);
    ck_assert_int_eq(memcmp(buffer, "\0\0\0\0\0\1\1\1", 8), 0);
    EXPECT_OK(burnish_stream_new_pseudo_random(UINT64_MAX, 7, &random));
    ck_assert_uint_eq(length_of(random), UINT64_MAX);
    EXPECT_OK(burnish_stream_read(random, buffer, sizeof buffer, &count, NULL));
    ck_assert_int_eq(memcmp(buffer, expected, sizeof expected), 0);
    burnish_stream_unref(zero);
    burnish_stream_unref(random);
}
END_TEST

START_TEST(streams_of_streams) {
    burnish_stream *parts[3];
    burnish_stream *inner = NULL;
    burnish_stream *whole = NULL;
    const uint32_t sizes[] = {1, 2};
    parts[0] = new_memory("abc");
    parts[1] = new_memory("123456");
    EXPECT_OK(burnish_stream_new_interleave(parts, sizes, 2, &inner));
    burnish_stream_unref(parts[0]);
    burnish_stream_unref(parts[1]); /* the stream made of them has its own */
    parts[0] = new_memory("<");
    parts[1] = inner;
    parts[2] = new_memory(">");
    EXPECT_OK(burnish_stream_new_concatenation(parts, 3, &whole));
    burnish_stream_unref(parts[0]);
    burnish_stream_unref(parts[1]);
    burnish_stream_unref(parts[2]);
    ck_assert_uint_eq(length_of(whole), 11);
    expect_text(whole, "<a12b34c56>");
    EXPECT_OK(burnish_stream_seek(whole, 4, NULL));
    expect_text(whole, "b34c56>");
    burnish_stream_unref(whole);
}
END_TEST

START_TEST(parts_belong_to_their_stream) {
    source source;
    burnish_stream *parts[2];
    burnish_stream *whole = NULL;
    burnish_stream *other = NULL;
    char byte;
    size_t count;
    source_init(&source, 1, FAULT_NONE, 0);
    parts[0] = source_stream(&source);
    parts[1] = parts[0];
    EXPECT_STATUS(burnish_stream_new_concatenation(parts, 2, &whole), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_stream_new_concatenation(parts, 1, &whole)); /* the refusal has let go of it */
    EXPECT_STATUS(burnish_stream_new_concatenation(parts, 1, &other), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_stream_read(parts[0], &byte, 1, &count, NULL), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_stream_seek(parts[0], 0, NULL), BURNISH_E_INVALIDARG);
    ck_assert_ptr_null(other);
    burnish_stream_unref(whole);
    ck_assert_int_eq(source.destroyed, 0);
    EXPECT_OK(burnish_stream_read(parts[0], &byte, 1, &count, NULL)); /* free again */
    EXPECT_OK(burnish_stream_new_concatenation(parts, 1, &whole));
    burnish_stream_unref(parts[0]);
    ck_assert_int_eq(source.destroyed, 0);
    burnish_stream_unref(whole);
    ck_assert_int_eq(source.destroyed, 1);
}
END_TEST

START_TEST(wrong_arguments_are_refused) {
    burnish_stream *stream = new_zero(1);
    burnish_stream *none = NULL;
    burnish_stream *out = NULL;
    const uint32_t size = 0;
    EXPECT_STATUS(burnish_stream_new_zero(1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_pseudo_random(1, 1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_concatenation(NULL, 1, &out), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_concatenation(&none, 1, &out), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_concatenation(&stream, 1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_concatenation(&stream, 0, &out), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_stream_new_interleave(&stream, NULL, 1, &out), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_interleave(&stream, &size, 1, &out), BURNISH_E_INVALIDARG);
    ck_assert_ptr_null(out);
    burnish_stream_unref(stream);
}
END_TEST

START_TEST(a_stream_of_streams_is_burned) {
    burnish_recorder *recorder = open_disc("parts", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    burnish_stream *parts[2];
    burnish_stream *whole = NULL;
    parts[0] = new_stream(400);
    parts[1] = new_zero((uint64_t)100 * SECTOR);
    EXPECT_OK(burnish_stream_new_concatenation(parts, 2, &whole));
    EXPECT_OK(burnish_data_set_burn_verification_level(data, BURNISH_VERIFICATION_FULL));
    EXPECT_OK(burnish_data_write(data, whole));
    expect_contents("parts", 0, 400);
    burnish_stream_unref(whole);
    burnish_stream_unref(parts[0]);
    burnish_stream_unref(parts[1]);
    expect_released(data, recorder, "parts");
}
END_TEST

static void *cancel_when_waiting(void *user_data) {
    burnish_data *data = ((void **)user_data)[0];
    source_wait_until_waiting(((void **)user_data)[1]);
    EXPECT_OK(burnish_data_cancel_write(data));
    return NULL;
}

START_TEST(a_cancel_reaches_the_part_that_waits) {
    burnish_recorder *recorder = open_disc("waits", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    source source;
    burnish_stream *parts[2];
    burnish_stream *whole = NULL;
    void *both[2];
    pthread_t thread;
    source_init(&source, 400, FAULT_WAIT, 50);
    parts[0] = new_stream(400);
    parts[1] = source_stream(&source);
    EXPECT_OK(burnish_stream_new_concatenation(parts, 2, &whole));
    both[0] = data;
    both[1] = &source;
    ck_assert_int_eq(pthread_create(&thread, NULL, cancel_when_waiting, both), 0);
    EXPECT_STATUS(burnish_data_write(data, whole), BURNISH_E_REQUEST_CANCELLED);
    ck_assert_int_eq(pthread_join(thread, NULL), 0);
    ck_assert_int_ge(source.interrupts, 1);
    burnish_stream_unref(whole);
    burnish_stream_unref(parts[0]);
    burnish_stream_unref(parts[1]);
    ck_assert_int_eq(source.destroyed, 1);
    expect_released(data, recorder, "waits");
}
END_TEST

int main(void) {
    contract_add(zeros_and_random_bytes);
    contract_add(streams_of_streams);
    contract_add(parts_belong_to_their_stream);
    contract_add(wrong_arguments_are_refused);
    contract_add(a_stream_of_streams_is_burned);
    contract_add(a_cancel_reaches_the_part_that_waits);
    return contract_run("stream sources");
}
