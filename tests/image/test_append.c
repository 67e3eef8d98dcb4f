/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish/image.h: sessions taken over, volume fields, boot images; up to the disc. */
#include "../capi/helpers.h"

#include <burnish/image.h>

#include <stdio.h>
#include <string.h>

static burnish_image *image_with(const char *path, const char *contents) {
    burnish_image *image = NULL;
    EXPECT_OK(burnish_image_new(NULL, &image, NULL));
    EXPECT_OK(burnish_image_add_bytes(image, contents, strlen(contents), path));
    return image;
}

static void expect_image_error(burnish_image *image, int32_t status, const char *words) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_image_get_error(image, &error));
    check_error(error, status, words);
}

/* Burns an image as a session that others can follow, and compares it. */
static void burn(burnish_recorder *recorder, burnish_image *image, int32_t close) {
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = NULL;
    burnish_medium *medium = NULL;
    int32_t start = -1;
    EXPECT_OK(burnish_image_create_result_image(image, &stream));
    EXPECT_OK(burnish_data_set_burn_verification_level(data, BURNISH_VERIFICATION_FULL));
    EXPECT_OK(burnish_data_set_disable_consumer_dvd_compatibility_mode(data, 1));
    EXPECT_OK(burnish_data_set_force_media_to_be_closed(data, close));
    EXPECT_OK(burnish_data_write(data, stream));
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    EXPECT_OK(burnish_recorder_get_medium(recorder, &medium));
    EXPECT_OK(burnish_medium_get_start_address_of_previous_session(medium, &start));
    burnish_medium_unref(medium);
    EXPECT_OK(burnish_image_compare(image, recorder, start, NULL, NULL));
}

static burnish_imported_session imported_by(burnish_image *image, int32_t status) {
    burnish_imported_session session;
    memset(&session, 0, sizeof session);
    session.size = sizeof session;
    EXPECT_STATUS(burnish_image_get_imported_session(image, &session), status);
    return session;
}

static void expect_item(burnish_image *image, const char *path, int32_t expected) {
    int32_t item = -1;
    EXPECT_OK(burnish_image_exists(image, path, &item));
    ck_assert_int_eq(item, expected);
}

static void append_on(const char *name, const char *query) {
    burnish_recorder *recorder = open_disc(name, query);
    burnish_image *image = image_with("/folder/first", "first");
    burnish_imported_session session;
    char *volume_name = NULL;
    EXPECT_OK(burnish_image_add_bytes(image, "gone", 4, "/gone"));
    EXPECT_OK(burnish_image_set_volume_id(image, "CONTRACT"));
    ck_assert_int_eq(imported_by(image, BURNISH_S_FALSE).start, -1);
    burn(recorder, image, 0);
    burnish_image_unref(image);

    image = image_with("/folder/second", "second");
    EXPECT_OK(burnish_image_import_session(image, recorder));
    EXPECT_STATUS(burnish_image_import_session(image, recorder), BURNISH_S_FALSE);
    session = imported_by(image, BURNISH_S_OK);
    ck_assert_int_eq(session.start, 0);
    ck_assert_int_eq(session.files, 2);
    ck_assert_int_eq(session.folders, 1);
    EXPECT_OK(burnish_image_get_imported_volume_name(image, &volume_name));
    ck_assert_str_eq(volume_name, "CONTRACT");
    burnish_string_free(volume_name);
    expect_item(image, "/folder/first", BURNISH_ITEM_FILE);
    EXPECT_STATUS(burnish_image_remove(image, "/folder"), BURNISH_E_DIR_NOT_EMPTY);
    EXPECT_OK(burnish_image_remove(image, "/gone"));
    expect_item(image, "/gone", BURNISH_ITEM_NOT_FOUND);
    EXPECT_STATUS(burnish_image_set_session_start_block(image, 0), BURNISH_E_DISC_MISMATCH);
    burn(recorder, image, 0);
    burnish_image_unref(image);

    image = image_with("/third", "third");
    EXPECT_OK(burnish_image_import_session(image, recorder));
    expect_item(image, "/gone", BURNISH_ITEM_NOT_FOUND);
    expect_item(image, "/folder", BURNISH_ITEM_DIRECTORY);
    ck_assert_int_eq(imported_by(image, BURNISH_S_OK).files, 2);
    burn(recorder, image, 1);
    EXPECT_STATUS(burnish_image_import_session(image, recorder), BURNISH_E_IMPORT_MEDIA_NOT_ALLOWED);
    burnish_image_unref(image);
    burnish_recorder_unref(recorder);
}

START_TEST(three_sessions_on_cd) {
    append_on("cd", "medium=cd-r-80");
}
END_TEST

START_TEST(three_sessions_on_dvd) {
    append_on("dvd", "medium=dvd%2Br");
}
END_TEST

START_TEST(discs_with_nothing_to_take_over) {
    burnish_recorder *recorder = open_disc("blank", "medium=cd-r-80");
    burnish_recorder *empty = open_disc("empty", "medium=cd-r-80&empty=1");
    burnish_recorder *unopened = NULL;
    burnish_image *image = image_with("/a", "a");
    EXPECT_STATUS(burnish_image_import_session(image, recorder), BURNISH_E_EMPTY_DISC);
    EXPECT_STATUS(burnish_image_import_session(image, empty), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_OK(burnish_recorder_new(&unopened));
    EXPECT_STATUS(burnish_image_import_session(image, unopened), BURNISH_E_RECORDER_REQUIRED);
    burnish_recorder_unref(unopened);
    burnish_recorder_unref(empty);
    burnish_recorder_unref(recorder);
    burnish_image_unref(image);
}
END_TEST

START_TEST(a_session_without_files) {
    burnish_recorder *recorder = open_disc("raw", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(400);
    burnish_image *image = image_with("/a", "a");
    EXPECT_OK(burnish_data_write(data, stream));
    burnish_stream_unref(stream);
    EXPECT_STATUS(burnish_image_import_session(image, recorder), BURNISH_E_NO_SUPPORTED_FILE_SYSTEM);
    expect_image_error(image, BURNISH_E_NO_SUPPORTED_FILE_SYSTEM, "fresh");
    burnish_image_unref(image);
    expect_released(data, recorder, "raw");
}
END_TEST

START_TEST(volume_fields) {
    burnish_image *image = image_with("/LICENSE", "x");
    burnish_stream *stream = NULL;
    uint8_t block[SECTOR];
    size_t count = 0;
    int64_t seconds = -1;
    char *text = NULL;
    EXPECT_OK(burnish_image_set_volume_text(image, BURNISH_VOLUME_PUBLISHER, "A Publisher"));
    EXPECT_OK(burnish_image_set_volume_text(image, BURNISH_VOLUME_COPYRIGHT_FILE, "LICENSE"));
    EXPECT_OK(burnish_image_get_volume_text(image, BURNISH_VOLUME_PUBLISHER, &text));
    ck_assert_str_eq(text, "A Publisher");
    burnish_string_free(text);
    EXPECT_STATUS(burnish_image_set_volume_text(image, BURNISH_VOLUME_SYSTEM, "a name of more than 32 characters!"),
                  BURNISH_E_INVALID_PARAM);
    expect_image_error(image, BURNISH_E_INVALID_PARAM, "32");
    EXPECT_STATUS(burnish_image_set_volume_text(image, 8, "x"), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_image_set_volume_text(image, -1, "x"), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_image_get_volume_text(image, 8, &text), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_image_set_volume_id(image, "ÄÖÜ"), BURNISH_E_INVALID_VOLUME_NAME);
    EXPECT_STATUS(burnish_image_set_volume_time(image, 4, 1), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_image_set_volume_time(image, BURNISH_VOLUME_TIME_CREATION, 0), BURNISH_E_INVALID_DATE);
    EXPECT_OK(burnish_image_set_volume_time(image, BURNISH_VOLUME_TIME_EXPIRATION, INT64_C(4102444800)));
    EXPECT_OK(burnish_image_get_volume_time(image, BURNISH_VOLUME_TIME_EXPIRATION, &seconds));
    ck_assert_int_eq(seconds, INT64_C(4102444800));
    EXPECT_OK(burnish_image_get_volume_time(image, BURNISH_VOLUME_TIME_EFFECTIVE, &seconds));
    ck_assert_int_eq(seconds, 0);
    EXPECT_OK(burnish_image_create_result_image(image, &stream));
    EXPECT_OK(burnish_stream_seek(stream, 16 * SECTOR, NULL));
    EXPECT_OK(burnish_stream_read(stream, block, sizeof block, &count, NULL));
    ck_assert_uint_eq(count, sizeof block);
    ck_assert_int_eq(memcmp(block + 318, "A Publisher ", 12), 0);
    ck_assert_int_eq(memcmp(block + 702, "LICENSE.;1 ", 11), 0);
    ck_assert_int_eq(memcmp(block + 847, "2100010100000000", 16), 0);
    burnish_stream_unref(stream);
    burnish_image_unref(image);
}
END_TEST

START_TEST(boot_images) {
    burnish_boot_options options;
    burnish_image *image = image_with("/a", "a");
    burnish_stream *stream = NULL;
    uint8_t block[SECTOR];
    uint8_t code[4096];
    size_t count = 0;
    memset(code, 0xF4, sizeof code);
    memset(&options, 0, sizeof options);
    EXPECT_STATUS(burnish_image_add_boot_image_bytes(image, code, sizeof code, &options), BURNISH_E_INVALIDARG);
    options.size = sizeof options;
    options.platform_id = 256;
    EXPECT_STATUS(burnish_image_add_boot_image_bytes(image, code, sizeof code, &options), BURNISH_E_INVALID_PARAM);
    options.platform_id = 0xEF;
    options.load_segment = 0x10000;
    EXPECT_STATUS(burnish_image_add_boot_image_bytes(image, code, sizeof code, &options), BURNISH_E_INVALID_PARAM);
    options.load_segment = 0;
    options.emulation = 2;
    EXPECT_STATUS(burnish_image_add_boot_image_bytes(image, code, sizeof code, &options),
                  BURNISH_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH);
    options.emulation = 0;
    EXPECT_OK(burnish_image_add_boot_image_bytes(image, code, sizeof code, NULL));
    write_file(path_in_folder("efi.img"), code, sizeof code);
    EXPECT_OK(burnish_image_add_boot_image(image, path_in_folder("efi.img"), &options));
    EXPECT_STATUS(burnish_image_add_boot_image(image, path_in_folder("none.img"), NULL), BURNISH_E_FILE_NOT_FOUND);
    EXPECT_OK(burnish_image_create_result_image(image, &stream));
    EXPECT_STATUS(burnish_image_remove_boot_images(image), BURNISH_E_READONLY);
    EXPECT_OK(burnish_stream_seek(stream, 17 * SECTOR, NULL));
    EXPECT_OK(burnish_stream_read(stream, block, sizeof block, &count, NULL));
    ck_assert_int_eq(memcmp(block, "\0CD001\1EL TORITO SPECIFICATION", 30), 0);
    burnish_stream_unref(stream);
    EXPECT_OK(burnish_image_remove_boot_images(image));
    burnish_image_unref(image);
}
END_TEST

START_TEST(null_arguments) {
    burnish_image *image = image_with("/a", "a");
    burnish_imported_session session;
    char *text;
    int32_t item;
    memset(&session, 0, sizeof session);
    EXPECT_STATUS(burnish_image_import_session(NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_import_session(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_imported_session(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_imported_session(image, &session), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_image_get_imported_volume_name(image, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_image_get_imported_volume_name(image, &text));
    ck_assert_str_eq(text, "");
    burnish_string_free(text);
    EXPECT_STATUS(burnish_image_remove(NULL, "/a"), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_remove(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_remove_tree(image, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_remove(image, "/b"), BURNISH_E_ITEM_NOT_FOUND);
    EXPECT_STATUS(burnish_image_remove_tree(image, "/"), BURNISH_E_INVALID_PATH);
    EXPECT_STATUS(burnish_image_exists(image, NULL, &item), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_exists(image, "/a", NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_exists(image, "a", &item), BURNISH_E_INVALID_PATH);
    EXPECT_STATUS(burnish_image_set_volume_text(image, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_volume_text(image, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_get_volume_time(image, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_add_boot_image(image, NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_image_add_boot_image_bytes(image, NULL, 1, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_image_set_volume_id(image, NULL)); /* the default again */
    burnish_image_unref(image);
}
END_TEST

int main(void) {
    contract_add(three_sessions_on_cd);
    contract_add(three_sessions_on_dvd);
    contract_add(discs_with_nothing_to_take_over);
    contract_add(a_session_without_files);
    contract_add(volume_fields);
    contract_add(boot_images);
    contract_add(null_arguments);
    return contract_run("append");
}
