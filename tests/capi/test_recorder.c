/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_recorder on virtual discs: identity, features, mode pages, tray, exclusive access, and wrong devices. */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef int32_t (*get_string)(burnish_recorder *, char **);
typedef int32_t (*get_list)(burnish_recorder *, int32_t *, size_t, size_t *);

static void expect_string(burnish_recorder *recorder, get_string get, const char *expected) {
    char *text = NULL;
    EXPECT_OK(get(recorder, &text));
    ck_assert_str_eq(text, expected);
    burnish_string_free(text);
}

static int list_has(burnish_recorder *recorder, get_list get, int32_t wanted) {
    int32_t values[100];
    size_t count = 0, i;
    EXPECT_OK(get(recorder, values, 100, &count));
    ck_assert_uint_le(count, 100);
    for (i = 0; i < count; ++i) {
        if (values[i] == wanted) {
            return 1;
        }
    }
    return 0;
}

static void expect_error(burnish_recorder *recorder, int32_t status) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_recorder_get_error(recorder, &error));
    check_error(error, status, "");
}

START_TEST(identity_is_told) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-74");
    int32_t number = 7, can_load = -1;
    expect_string(recorder, burnish_recorder_get_active_disc_recorder, disc_device("disc", "medium=cd-r-74"));
    expect_string(recorder, burnish_recorder_get_vendor_id, "BURNISH");
    expect_string(recorder, burnish_recorder_get_product_id, "VIRTUAL RECORDER");
    expect_string(recorder, burnish_recorder_get_product_revision, "0.1");
    expect_string(recorder, burnish_recorder_get_volume_path_names, "");
    EXPECT_OK(burnish_recorder_get_legacy_device_number(recorder, &number));
    ck_assert_int_eq(number, -1);
    EXPECT_OK(burnish_recorder_get_device_can_load_media(recorder, &can_load));
    ck_assert_int_eq(can_load, 1);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(features_and_profiles_follow_the_medium) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    ck_assert(list_has(recorder, burnish_recorder_get_supported_profiles, 0x09));
    ck_assert(list_has(recorder, burnish_recorder_get_supported_profiles, 0x1B));
    ck_assert(list_has(recorder, burnish_recorder_get_current_profiles, 0x09));
    ck_assert(!list_has(recorder, burnish_recorder_get_current_profiles, 0x1B));
    ck_assert(list_has(recorder, burnish_recorder_get_supported_feature_pages, 0x2D));
    ck_assert(list_has(recorder, burnish_recorder_get_supported_feature_pages, 0x2B));
    ck_assert(list_has(recorder, burnish_recorder_get_current_feature_pages, 0x2D));
    ck_assert(!list_has(recorder, burnish_recorder_get_current_feature_pages, 0x2B));
    burnish_recorder_unref(recorder);

    recorder = open_disc("dvd", "medium=dvd%2Br");
    ck_assert(list_has(recorder, burnish_recorder_get_current_profiles, 0x1B));
    ck_assert(list_has(recorder, burnish_recorder_get_current_feature_pages, 0x2B));
    ck_assert(!list_has(recorder, burnish_recorder_get_current_feature_pages, 0x2D));
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(lists_fill_what_fits_and_count_all) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    int32_t values[3] = {-7, -7, -7};
    size_t all = 0, count = 0;
    EXPECT_OK(burnish_recorder_get_supported_profiles(recorder, NULL, 0, &all));
    ck_assert_uint_ge(all, 2);
    EXPECT_OK(burnish_recorder_get_supported_profiles(recorder, values, 0, &count));
    ck_assert_uint_eq(count, all);
    ck_assert_int_eq(values[0], -7);
    EXPECT_OK(burnish_recorder_get_supported_profiles(recorder, values, 1, &count));
    ck_assert_uint_eq(count, all);
    ck_assert_int_ne(values[0], -7);
    ck_assert_int_eq(values[1], -7);
    EXPECT_STATUS(burnish_recorder_get_supported_profiles(recorder, NULL, 1, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_supported_profiles(recorder, values, 1, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_recorder_get_supported_mode_pages(recorder, NULL, 0, &count));
    ck_assert_uint_ge(count, 2);
    ck_assert(list_has(recorder, burnish_recorder_get_supported_mode_pages, 0x05));
    ck_assert(list_has(recorder, burnish_recorder_get_supported_mode_pages, 0x2A));
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(feature_page_is_given_as_the_drive_has_it) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    uint8_t page[64] = {0};
    size_t count = 0;
    EXPECT_OK(burnish_recorder_get_feature_page(recorder, 0x2D, 0, page, sizeof page, &count));
    ck_assert_uint_eq(count, 4u + page[3]);
    ck_assert_uint_eq(page[0] << 8 | page[1], 0x2D);
    EXPECT_OK(burnish_recorder_get_feature_page(recorder, 0x2D, 1, NULL, 0, &count));
    ck_assert_uint_eq(count, 4u + page[3]);
    EXPECT_STATUS(burnish_recorder_get_feature_page(recorder, 0x2B, 1, page, sizeof page, &count),
                  BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT);
    expect_error(recorder, BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT);
    EXPECT_STATUS(burnish_recorder_get_feature_page(recorder, 0x7777, 0, page, sizeof page, &count),
                  BURNISH_E_RECORDER_NO_SUCH_FEATURE);
    EXPECT_STATUS(burnish_recorder_get_feature_page(recorder, 0x2D, 0, NULL, 4, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_feature_page(recorder, 0x2D, 0, page, 4, NULL), BURNISH_E_POINTER);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(mode_page_goes_out_and_comes_back) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    uint8_t page[64] = {0}, again[64] = {0};
    size_t count = 0, same = 0;
    EXPECT_OK(burnish_recorder_get_mode_page(recorder, 0x05, 0, page, sizeof page, &count));
    ck_assert_uint_eq(page[0] & 0x3F, 0x05);
    ck_assert_uint_eq(count, 2u + page[1]);
    page[0] &= 0x3F;
    page[2] = (uint8_t)((page[2] & 0xE0) | 0x01); /* track at once */
    page[4] = (uint8_t)((page[4] & 0xF0) | 0x08); /* mode 1 */
    EXPECT_OK(burnish_recorder_set_mode_page(recorder, page, count));
    EXPECT_OK(burnish_recorder_get_mode_page(recorder, 0x05, 0, again, sizeof again, &same));
    ck_assert_uint_eq(same, count);
    ck_assert_uint_eq(again[2] & 0x1F, 0x01);
    ck_assert_uint_eq(again[4] & 0x0F, 0x08);
    EXPECT_OK(burnish_recorder_get_mode_page(recorder, 0x05, 2, NULL, 0, &same));
    ck_assert_uint_eq(same, count);

    EXPECT_STATUS(burnish_recorder_get_mode_page(recorder, 0x3E, 0, page, sizeof page, &count),
                  BURNISH_E_RECORDER_NO_SUCH_MODE_PAGE);
    EXPECT_STATUS(burnish_recorder_get_mode_page(recorder, 0x05, 4, page, sizeof page, &count), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_get_mode_page(recorder, 0x05, -1, page, sizeof page, &count), BURNISH_E_INVALIDARG);
    page[2] = (uint8_t)((page[2] & 0xF0) | 0x0F); /* no such write type */
    EXPECT_STATUS(burnish_recorder_set_mode_page(recorder, page, same), BURNISH_E_RECORDER_INVALID_MODE_PARAMETERS);
    expect_error(recorder, BURNISH_E_RECORDER_INVALID_MODE_PARAMETERS);
    EXPECT_STATUS(burnish_recorder_set_mode_page(recorder, NULL, 2), BURNISH_E_POINTER);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(drive_error_carries_what_the_drive_said) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_error *error = NULL;
    uint8_t block[SECTOR];
    const uint8_t *cdb = NULL;
    size_t length = 0;
    int32_t sense = 0, status;
    int64_t lba = -1;
    status = burnish_recorder_read_blocks(recorder, 1000, 1, block);
    ck_assert_int_lt(status, 0);
    EXPECT_OK(burnish_recorder_get_error(recorder, &error));
    EXPECT_STATUS(burnish_error_status(error), status);
    ck_assert_str_ne(burnish_error_detail(error), "");
    EXPECT_OK(burnish_error_get_sense(error, &sense));
    ck_assert_int_gt(sense >> 16, 0);
    EXPECT_OK(burnish_error_get_cdb(error, &cdb, &length));
    ck_assert_uint_eq(length, 10);
    ck_assert_uint_eq(cdb[0], 0x28);
    EXPECT_OK(burnish_error_get_lba(error, &lba));
    ck_assert_int_eq(lba, 1000);
    burnish_error_unref(error);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(last_error_stays_until_the_next_one) {
    burnish_recorder *recorder = NULL;
    burnish_error *first = NULL, *second = NULL;
    int32_t number;
    EXPECT_OK(burnish_recorder_new(&recorder));
    first = (burnish_error *)recorder; /* anything but NULL */
    EXPECT_STATUS(burnish_recorder_get_error(recorder, &first), BURNISH_S_FALSE);
    ck_assert_ptr_null(first);
    EXPECT_STATUS(burnish_recorder_get_error(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_error(NULL, &first), BURNISH_E_POINTER);

    EXPECT_STATUS(burnish_recorder_get_legacy_device_number(recorder, &number), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_OK(burnish_recorder_initialize_disc_recorder(recorder, disc_device("disc", NULL)));
    EXPECT_OK(burnish_recorder_get_legacy_device_number(recorder, &number));
    EXPECT_OK(burnish_recorder_get_error(recorder, &first));
    EXPECT_STATUS(burnish_error_status(first), BURNISH_E_RECORDER_REQUIRED);

    EXPECT_STATUS(burnish_recorder_get_legacy_device_number(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_recorder_get_error(recorder, &second));
    EXPECT_STATUS(burnish_error_status(second), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_error_status(first), BURNISH_E_RECORDER_REQUIRED);
    burnish_recorder_unref(recorder);
    ck_assert_str_ne(burnish_error_message(second), "");
    burnish_error_unref(first);
    burnish_error_unref(second);
}
END_TEST

START_TEST(tray_opens_and_closes) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_medium *medium = NULL;
    EXPECT_OK(burnish_recorder_eject_media(recorder));
    EXPECT_STATUS(burnish_recorder_get_medium(recorder, &medium), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    expect_error(recorder, BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_OK(burnish_recorder_close_tray(recorder));
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(drive_without_a_disc_says_so) {
    burnish_recorder *recorder = open_disc("none", "empty=1");
    burnish_medium *medium = NULL;
    uint8_t block[SECTOR];
    size_t count = 9;
    EXPECT_STATUS(burnish_recorder_get_medium(recorder, &medium), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    ck_assert_ptr_null(medium);
    EXPECT_STATUS(burnish_recorder_read_blocks(recorder, 0, 1, block), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_OK(burnish_recorder_get_current_profiles(recorder, NULL, 0, &count));
    ck_assert_uint_eq(count, 0);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(exclusive_access_is_counted) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    expect_string(recorder, burnish_recorder_get_exclusive_access_owner, "");
    EXPECT_OK(burnish_recorder_acquire_exclusive_access(recorder, 0, "first name"));
    expect_string(recorder, burnish_recorder_get_exclusive_access_owner, "first name");
    EXPECT_OK(burnish_recorder_acquire_exclusive_access(recorder, 1, "first name"));
    EXPECT_OK(burnish_recorder_release_exclusive_access(recorder));
    expect_string(recorder, burnish_recorder_get_exclusive_access_owner, "first name");
    EXPECT_OK(burnish_recorder_release_exclusive_access(recorder));
    expect_string(recorder, burnish_recorder_get_exclusive_access_owner, "");
    EXPECT_STATUS(burnish_recorder_release_exclusive_access(recorder), BURNISH_E_FAIL);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(exclusive_access_needs_a_good_name) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    char name[65];
    memset(name, 'n', sizeof name);
    name[64] = 0;
    EXPECT_STATUS(burnish_recorder_acquire_exclusive_access(recorder, 0, name),
                  BURNISH_E_RECORDER_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_recorder_acquire_exclusive_access(recorder, 0, ""),
                  BURNISH_E_RECORDER_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_recorder_acquire_exclusive_access(recorder, 0, "semi;colon"),
                  BURNISH_E_RECORDER_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_recorder_acquire_exclusive_access(recorder, 0, NULL), BURNISH_E_POINTER);
    expect_string(recorder, burnish_recorder_get_exclusive_access_owner, "");
    name[63] = 0;
    EXPECT_OK(burnish_recorder_acquire_exclusive_access(recorder, 0, name));
    EXPECT_OK(burnish_recorder_release_exclusive_access(recorder));
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(second_opener_of_a_disc_is_kept_out) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_recorder *second = NULL;
    EXPECT_OK(burnish_recorder_new(&second));
    EXPECT_STATUS(burnish_recorder_initialize_disc_recorder(second, disc_device("disc", NULL)),
                  BURNISH_E_RECORDER_LOCKED);
    expect_error(second, BURNISH_E_RECORDER_LOCKED);
    burnish_recorder_unref(recorder);
    EXPECT_OK(burnish_recorder_initialize_disc_recorder(second, disc_device("disc", NULL)));
    burnish_recorder_unref(second);
}
END_TEST

START_TEST(recorder_is_bound_once) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    EXPECT_STATUS(burnish_recorder_initialize_disc_recorder(recorder, disc_device("other", NULL)),
                  BURNISH_E_INVALIDARG);
    expect_string(recorder, burnish_recorder_get_active_disc_recorder, disc_device("disc", NULL));
    burnish_recorder_unref(recorder);
}
END_TEST

static void expect_refused(const char *device, int32_t status) {
    burnish_recorder *recorder = NULL;
    char *text = NULL;
    EXPECT_OK(burnish_recorder_new(&recorder));
    expect_status(burnish_recorder_initialize_disc_recorder(recorder, device), status, device, __FILE__, __LINE__);
    expect_error(recorder, status);
    EXPECT_STATUS(burnish_recorder_get_vendor_id(recorder, &text), BURNISH_E_RECORDER_REQUIRED);
    burnish_recorder_unref(recorder);
}

START_TEST(what_is_no_recorder_is_refused) {
    write_file(path_in_folder("file"), "not a drive", 11);
    expect_refused("/dev/burnish-does-not-exist", BURNISH_E_DEV_NOT_EXIST);
    expect_refused("/dev/null", BURNISH_E_NOT_A_RECORDER);
    expect_refused(path_in_folder("file"), BURNISH_E_NOT_A_RECORDER);
    expect_refused(contract_folder(), BURNISH_E_NOT_A_RECORDER);
    expect_refused("", BURNISH_E_INVALIDARG);
    expect_refused("teapot:1", BURNISH_E_INVALIDARG);
}
END_TEST

START_TEST(wrong_virtual_device_is_refused) {
    expect_refused("virtual:", BURNISH_E_INVALIDARG);
    expect_refused(disc_device("disc", "colour=red"), BURNISH_E_INVALIDARG);
    expect_refused(disc_device("disc", "medium=cd-r-81"), BURNISH_E_INVALIDARG);
    expect_refused(disc_device("disc", "pace=fast"), BURNISH_E_INVALIDARG);
    expect_refused(disc_device("disc", "empty=maybe"), BURNISH_E_INVALIDARG);
}
END_TEST

START_TEST(folder_that_is_no_such_disc_is_refused) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_recorder_unref(recorder);
    expect_refused(disc_device("disc", "medium=dvd%2Br"), BURNISH_E_MEDIUM_CONTRADICTS_DISC);

    ck_assert_int_eq(mkdir(path_in_folder("photos"), 0700), 0);
    write_file(path_in_folder("photos/cat.jpg"), "meow", 4);
    expect_refused(disc_device("photos", NULL), BURNISH_E_NOT_A_DISC_FOLDER);
    expect_refused(disc_device("photos/cat.jpg", NULL), BURNISH_E_NOT_A_DISC_FOLDER);
}
END_TEST

START_TEST(nothing_works_before_initialization) {
    burnish_recorder *recorder = NULL;
    burnish_medium *medium = NULL;
    uint8_t bytes[SECTOR];
    char *text = NULL;
    int32_t number;
    size_t count;
    EXPECT_OK(burnish_recorder_new(&recorder));
    EXPECT_STATUS(burnish_recorder_get_active_disc_recorder(recorder, &text), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_get_volume_path_names(recorder, &text), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_get_device_can_load_media(recorder, &number), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_get_supported_profiles(recorder, NULL, 0, &count), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_get_mode_page(recorder, 5, 0, bytes, 1, &count), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_set_mode_page(recorder, bytes, 2), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_eject_media(recorder), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_close_tray(recorder), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_acquire_exclusive_access(recorder, 0, CLIENT), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_release_exclusive_access(recorder), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_get_exclusive_access_owner(recorder, &text), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_get_medium(recorder, &medium), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_recorder_read_blocks(recorder, 0, 1, bytes), BURNISH_E_RECORDER_REQUIRED);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(null_recorder_is_refused) {
    burnish_medium *medium;
    uint8_t bytes[SECTOR];
    char *text;
    int32_t number;
    size_t count;
    EXPECT_STATUS(burnish_recorder_initialize_disc_recorder(NULL, "virtual:x"), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_active_disc_recorder(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_vendor_id(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_product_id(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_product_revision(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_volume_path_names(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_exclusive_access_owner(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_legacy_device_number(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_device_can_load_media(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_supported_feature_pages(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_current_feature_pages(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_supported_profiles(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_current_profiles(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_supported_mode_pages(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_feature_page(NULL, 0, 0, bytes, 1, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_mode_page(NULL, 5, 0, bytes, 1, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_set_mode_page(NULL, bytes, 2), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_eject_media(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_close_tray(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_acquire_exclusive_access(NULL, 0, CLIENT), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_release_exclusive_access(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_medium(NULL, &medium), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_read_blocks(NULL, 0, 1, bytes), BURNISH_E_POINTER);
}
END_TEST

START_TEST(null_results_are_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    uint8_t byte;
    EXPECT_STATUS(burnish_recorder_initialize_disc_recorder(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_active_disc_recorder(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_vendor_id(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_product_id(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_product_revision(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_volume_path_names(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_exclusive_access_owner(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_device_can_load_media(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_mode_page(recorder, 5, 0, &byte, 1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_medium(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_read_blocks(recorder, 0, 1, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_read_blocks(recorder, 0, 0, &byte), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_read_blocks(recorder, -1, 1, &byte), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_read_blocks(recorder, INT32_MAX, 2, &byte), BURNISH_E_INVALIDARG);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(a_recording_replays) {
    burnish_recorder *recorder = NULL;
    burnish_medium *medium = NULL;
    char device[4096];
    snprintf(device, sizeof device, "replay:%s", path_in_folder("drive.jsonl"));
    EXPECT_OK(burnish_recorder_new(&recorder));
    EXPECT_STATUS(burnish_recorder_set_recording(NULL, "x", 0), BURNISH_E_POINTER);
    EXPECT_OK(burnish_recorder_set_recording(recorder, path_in_folder("no/such/folder/t"), 0));
    EXPECT_STATUS(burnish_recorder_initialize_disc_recorder(recorder, disc_device("disc", "medium=cd-r-74")),
                  BURNISH_E_FAIL);
    expect_error(recorder, BURNISH_E_FAIL);
    EXPECT_OK(burnish_recorder_set_recording(recorder, NULL, 0));
    EXPECT_OK(burnish_recorder_set_recording(recorder, path_in_folder("drive.jsonl"), 1));
    EXPECT_OK(burnish_recorder_initialize_disc_recorder(recorder, disc_device("disc", "medium=cd-r-74")));
    EXPECT_STATUS(burnish_recorder_set_recording(recorder, NULL, 0), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_get_medium(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_recorder_eject_media(recorder));
    burnish_recorder_unref(recorder);

    EXPECT_OK(burnish_recorder_new(&recorder));
    EXPECT_OK(burnish_recorder_initialize_disc_recorder(recorder, device));
    expect_string(recorder, burnish_recorder_get_vendor_id, "BURNISH");
    EXPECT_STATUS(burnish_recorder_get_medium(recorder, &medium), BURNISH_E_REPLAY_DIFFERS);
    expect_error(recorder, BURNISH_E_REPLAY_DIFFERS);
    burnish_recorder_unref(recorder);

    EXPECT_OK(burnish_recorder_new(&recorder));
    EXPECT_OK(burnish_recorder_initialize_disc_recorder(recorder, device));
    EXPECT_OK(burnish_recorder_eject_media(recorder));
    burnish_recorder_unref(recorder);
    EXPECT_OK(burnish_recorder_new(&recorder));
    write_file(path_in_folder("photo.jpg"), "\xFF\xD8", 2);
    snprintf(device, sizeof device, "replay:%s", path_in_folder("photo.jpg"));
    EXPECT_STATUS(burnish_recorder_initialize_disc_recorder(recorder, device), BURNISH_E_NOT_A_TRANSCRIPT);
    burnish_recorder_unref(recorder);
}
END_TEST

int main(void) {
    contract_add(identity_is_told);
    contract_add(features_and_profiles_follow_the_medium);
    contract_add(lists_fill_what_fits_and_count_all);
    contract_add(feature_page_is_given_as_the_drive_has_it);
    contract_add(mode_page_goes_out_and_comes_back);
    contract_add(drive_error_carries_what_the_drive_said);
    contract_add(last_error_stays_until_the_next_one);
    contract_add(tray_opens_and_closes);
    contract_add(drive_without_a_disc_says_so);
    contract_add(exclusive_access_is_counted);
    contract_add(exclusive_access_needs_a_good_name);
    contract_add(second_opener_of_a_disc_is_kept_out);
    contract_add(recorder_is_bound_once);
    contract_add(what_is_no_recorder_is_refused);
    contract_add(wrong_virtual_device_is_refused);
    contract_add(folder_that_is_no_such_disc_is_refused);
    contract_add(nothing_works_before_initialization);
    contract_add(a_recording_replays);
    contract_add(null_recorder_is_refused);
    contract_add(null_results_are_refused);
    return contract_run("recorder");
}
