/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Version, status codes, error objects, and what every function does with NULL. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

START_TEST(version_is_that_of_the_headers) {
    char text[32];
    ck_assert_int_eq(burnish_version(),
                     BURNISH_VERSION_MAJOR * 1000000 + BURNISH_VERSION_MINOR * 1000 + BURNISH_VERSION_PATCH);
    snprintf(text, sizeof text, "%d.%d.%d", BURNISH_VERSION_MAJOR, BURNISH_VERSION_MINOR, BURNISH_VERSION_PATCH);
    ck_assert_str_eq(burnish_version_string(), text);
}
END_TEST

START_TEST(features_are_told_by_name) {
    ck_assert_int_eq(burnish_has_feature("data"), 1);
    ck_assert_int_eq(burnish_has_feature("virtual-recorder"), 1);
    ck_assert_int_eq(burnish_has_feature("linux-sg"), 1);
    ck_assert_int_eq(burnish_has_feature("teleport"), 0);
    ck_assert_int_eq(burnish_has_feature(""), 0);
    ck_assert_int_eq(burnish_has_feature(NULL), 0);
}
END_TEST

START_TEST(status_codes_have_their_names) {
    ck_assert_str_eq(burnish_status_name(0), "S_OK");
    ck_assert_str_eq(burnish_status_name(BURNISH_E_RECORDER_MEDIA_NO_MEDIA), "E_IMAPI_RECORDER_MEDIA_NO_MEDIA");
    ck_assert_str_eq(burnish_status_name(BURNISH_E_STREAM_BAD_CALLBACK), "E_BURNISH_STREAM_BAD_CALLBACK");
    ck_assert_str_eq(burnish_status_name(BURNISH_E_FILE_NOT_FOUND), "IMAPI_E_FILE_NOT_FOUND");
    ck_assert_str_eq(burnish_status_name(123456), "UNKNOWN_STATUS");
    ck_assert_str_eq(burnish_status_meaning(123456), "");
    ck_assert_str_eq(burnish_status_hint(123456), "");
    ck_assert_str_ne(burnish_status_meaning(BURNISH_E_RECORDER_MEDIA_NO_MEDIA), "");
    ck_assert_uint_eq((uint32_t)BURNISH_E_RECORDER_MEDIA_NO_MEDIA, 0xC0AA0202u);
    ck_assert_uint_eq((uint32_t)BURNISH_E_DF2DATA_WRITE_IN_PROGRESS, 0xC0AA0400u);
    ck_assert_uint_eq((uint32_t)BURNISH_E_ACCESSDENIED, 0x80070005u);
}
END_TEST

START_TEST(status_table_can_be_walked) {
    size_t index = 0;
    int32_t status = -1;
    int no_media = 0;
    while (burnish_status_at(index, &status) == BURNISH_S_OK) {
        ck_assert_str_ne(burnish_status_name(status), "UNKNOWN_STATUS");
        ck_assert_str_ne(burnish_status_meaning(status), "");
        no_media += status == BURNISH_E_RECORDER_MEDIA_NO_MEDIA;
        ++index;
    }
    ck_assert_uint_gt(index, 100);
    ck_assert_int_eq(no_media, 1);
    EXPECT_STATUS(burnish_status_at(index, &status), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_status_at((size_t)-1, &status), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_status_at(0, NULL), BURNISH_E_POINTER);
}
END_TEST

START_TEST(error_carries_what_it_was_given) {
    burnish_error *error = NULL;
    const uint8_t *cdb = (const uint8_t *)"x";
    size_t length = 9;
    int32_t sense = 9;
    int64_t lba = 9;
    char message[] = "The lid is open.";
    EXPECT_OK(burnish_error_new(BURNISH_E_FAIL, message, "hinge 3", &error));
    memset(message, 0, sizeof message);
    EXPECT_STATUS(burnish_error_status(error), BURNISH_E_FAIL);
    ck_assert_str_eq(burnish_error_message(error), "The lid is open.");
    ck_assert_str_eq(burnish_error_detail(error), "hinge 3");
    ck_assert_int_eq(burnish_error_can_retry(error), 0);
    EXPECT_STATUS(burnish_error_get_sense(error, &sense), BURNISH_S_FALSE);
    ck_assert_int_eq(sense, 0);
    EXPECT_STATUS(burnish_error_get_cdb(error, &cdb, &length), BURNISH_S_FALSE);
    ck_assert_ptr_null(cdb);
    ck_assert_uint_eq(length, 0);
    EXPECT_STATUS(burnish_error_get_lba(error, &lba), BURNISH_S_FALSE);
    ck_assert_int_eq(lba, -1);
    ck_assert_ptr_eq(burnish_error_ref(error), error);
    burnish_error_unref(error);
    ck_assert_str_eq(burnish_error_message(error), "The lid is open.");
    burnish_error_unref(error);
}
END_TEST

START_TEST(error_without_words_takes_those_of_the_table) {
    burnish_error *error = NULL;
    const char *meaning = burnish_status_meaning(BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_OK(burnish_error_new(BURNISH_E_RECORDER_MEDIA_NO_MEDIA, NULL, NULL, &error));
    ck_assert_int_eq(strncmp(burnish_error_message(error), meaning, strlen(meaning)), 0);
    ck_assert_str_eq(burnish_error_detail(error), "");
    burnish_error_unref(error);
}
END_TEST

START_TEST(error_must_be_a_failure) {
    burnish_error *error = NULL;
    EXPECT_STATUS(burnish_error_new(BURNISH_S_OK, "fine", NULL, &error), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_error_new(BURNISH_S_SPEEDADJUSTED, "fine", NULL, &error), BURNISH_E_INVALIDARG);
    ck_assert_ptr_null(error);
    EXPECT_STATUS(burnish_error_new(BURNISH_E_FAIL, NULL, NULL, NULL), BURNISH_E_POINTER);
}
END_TEST

static burnish_error_facts facts_of(int32_t status) {
    burnish_error_facts facts;
    memset(&facts, 0, sizeof facts);
    facts.size = sizeof facts;
    facts.status = status;
    facts.sense = -1;
    facts.lba = -1;
    return facts;
}

START_TEST(error_carries_all_facts) {
    uint8_t cdb[12] = {0xA8, 0, 0, 0, 0, 16};
    burnish_error_facts facts = facts_of(BURNISH_E_IMPORT_READ_FAILURE);
    burnish_error *error = NULL;
    const uint8_t *bytes = NULL;
    size_t length = 0;
    int32_t sense = -1;
    int64_t lba = -1;
    facts.message = "A spot of the disc cannot be read.";
    facts.detail = "3/11/05";
    facts.can_retry = 1;
    facts.sense = 0x031105;
    facts.cdb = cdb;
    facts.cdb_length = sizeof cdb;
    facts.lba = 16;
    EXPECT_OK(burnish_error_new_with_facts(&facts, &error));
    memset(cdb, 0, sizeof cdb);
    EXPECT_STATUS(burnish_error_status(error), BURNISH_E_IMPORT_READ_FAILURE);
    ck_assert_str_eq(burnish_error_message(error), facts.message);
    ck_assert_str_eq(burnish_error_detail(error), "3/11/05");
    ck_assert_int_eq(burnish_error_can_retry(error), 1);
    EXPECT_OK(burnish_error_get_sense(error, &sense));
    ck_assert_int_eq(sense, 0x031105);
    EXPECT_OK(burnish_error_get_cdb(error, &bytes, &length));
    ck_assert_uint_eq(length, 12);
    ck_assert_uint_eq(bytes[0], 0xA8);
    EXPECT_OK(burnish_error_get_lba(error, &lba));
    ck_assert_int_eq(lba, 16);
    burnish_error_unref(error);

    facts = facts_of(BURNISH_E_FAIL);
    EXPECT_OK(burnish_error_new_with_facts(&facts, &error));
    ck_assert_int_ne(burnish_error_message(error)[0], 0);
    ck_assert_int_eq(burnish_error_can_retry(error), 0);
    EXPECT_STATUS(burnish_error_get_sense(error, &sense), BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_error_get_cdb(error, &bytes, &length), BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_error_get_lba(error, &lba), BURNISH_S_FALSE);
    burnish_error_unref(error);
}
END_TEST

START_TEST(facts_are_checked) {
    burnish_error_facts facts = facts_of(BURNISH_S_OK);
    burnish_error *error = NULL;
    EXPECT_STATUS(burnish_error_new_with_facts(&facts, &error), BURNISH_E_INVALIDARG);
    facts = facts_of(BURNISH_E_FAIL);
    EXPECT_STATUS(burnish_error_new_with_facts(&facts, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_new_with_facts(NULL, &error), BURNISH_E_POINTER);
    facts.size = sizeof facts - 1;
    EXPECT_STATUS(burnish_error_new_with_facts(&facts, &error), BURNISH_E_INVALIDARG);
    facts = facts_of(BURNISH_E_FAIL);
    facts.sense = 0x100000;
    EXPECT_STATUS(burnish_error_new_with_facts(&facts, &error), BURNISH_E_INVALIDARG);
    facts.sense = -2;
    EXPECT_STATUS(burnish_error_new_with_facts(&facts, &error), BURNISH_E_INVALIDARG);
    facts = facts_of(BURNISH_E_FAIL);
    facts.cdb_length = 1;
    EXPECT_STATUS(burnish_error_new_with_facts(&facts, &error), BURNISH_E_POINTER);
    facts.cdb = (const uint8_t *)"seventeen bytes..";
    facts.cdb_length = 17;
    EXPECT_STATUS(burnish_error_new_with_facts(&facts, &error), BURNISH_E_INVALIDARG);
    ck_assert_ptr_null(error);
}
END_TEST

START_TEST(null_error_reads_as_none) {
    const uint8_t *cdb;
    size_t length;
    int32_t sense;
    int64_t lba;
    burnish_error *error = NULL;
    EXPECT_STATUS(burnish_error_status(NULL), BURNISH_S_OK);
    ck_assert_str_eq(burnish_error_message(NULL), "");
    ck_assert_str_eq(burnish_error_detail(NULL), "");
    ck_assert_int_eq(burnish_error_can_retry(NULL), 0);
    EXPECT_STATUS(burnish_error_get_sense(NULL, &sense), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_get_cdb(NULL, &cdb, &length), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_get_lba(NULL, &lba), BURNISH_E_POINTER);
    EXPECT_OK(burnish_error_new(BURNISH_E_FAIL, NULL, NULL, &error));
    EXPECT_STATUS(burnish_error_get_sense(error, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_get_cdb(error, NULL, &length), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_get_cdb(error, &cdb, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_get_lba(error, NULL), BURNISH_E_POINTER);
    burnish_error_unref(error);
}
END_TEST

START_TEST(every_ref_and_free_takes_null) {
    ck_assert_ptr_null(burnish_error_ref(NULL));
    ck_assert_ptr_null(burnish_stream_ref(NULL));
    ck_assert_ptr_null(burnish_master_ref(NULL));
    ck_assert_ptr_null(burnish_recorder_ref(NULL));
    ck_assert_ptr_null(burnish_medium_ref(NULL));
    ck_assert_ptr_null(burnish_data_ref(NULL));
    ck_assert_ptr_null(burnish_report_ref(NULL));
    burnish_error_unref(NULL);
    burnish_stream_unref(NULL);
    burnish_master_unref(NULL);
    burnish_recorder_unref(NULL);
    burnish_medium_unref(NULL);
    burnish_data_unref(NULL);
    burnish_report_unref(NULL);
    burnish_string_free(NULL);
}
END_TEST

START_TEST(every_new_needs_a_place_for_the_result) {
    const burnish_stream_callbacks callbacks = source_callbacks();
    burnish_error *error = NULL;
    EXPECT_STATUS(burnish_master_new(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_new(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_new(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_memory("x", 1, NULL, NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_callbacks(&callbacks, NULL, 1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_stream_new_file("/dev/null", NULL, &error), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_status(error), BURNISH_E_POINTER);
    burnish_error_unref(error);
}
END_TEST

int main(void) {
    contract_add(version_is_that_of_the_headers);
    contract_add(features_are_told_by_name);
    contract_add(status_codes_have_their_names);
    contract_add(status_table_can_be_walked);
    contract_add(error_carries_what_it_was_given);
    contract_add(error_without_words_takes_those_of_the_table);
    contract_add(error_must_be_a_failure);
    contract_add(error_carries_all_facts);
    contract_add(facts_are_checked);
    contract_add(null_error_reads_as_none);
    contract_add(every_ref_and_free_takes_null);
    contract_add(every_new_needs_a_place_for_the_result);
    return contract_run("basics");
}
