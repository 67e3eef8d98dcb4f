/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_multisession: what it tells of discs, whom it belongs to, and NULL arguments. */
#include "helpers.h"

typedef int32_t (*get_number)(burnish_multisession *, int32_t *);

/* What asks the disc; the first also answers on media that have no such sessions. */
static const get_number numbers[] = {
    burnish_multisession_get_is_supported_on_current_media_state,
    burnish_multisession_get_is_first_data_session,
    burnish_multisession_get_start_address_of_previous_session,
    burnish_multisession_get_last_written_address_of_previous_session,
    burnish_multisession_get_next_writable_address,
    burnish_multisession_get_free_sectors_on_media,
    burnish_multisession_get_write_unit_size,
};
#define NUMBERS (sizeof numbers / sizeof numbers[0])

static burnish_multisession *interface_of(burnish_data *data) {
    burnish_multisession *multisession = NULL;
    size_t count = 0;
    EXPECT_OK(burnish_data_get_multisession_interfaces(data, &multisession, 1, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_ptr_nonnull(multisession);
    return multisession;
}

static int32_t number_of(burnish_multisession *multisession, get_number get) {
    int32_t number = -77;
    EXPECT_OK(get(multisession, &number));
    return number;
}

static void expect_multisession_error(burnish_multisession *multisession, int32_t status) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_multisession_get_error(multisession, &error));
    check_error(error, status, "");
}

static void burn(burnish_data *data, int32_t sectors) {
    burnish_stream *stream = new_stream(sectors);
    EXPECT_OK(burnish_data_write(data, stream));
    burnish_stream_unref(stream);
}

/* The two objects that speak of the same disc agree. */
static void expect_agreement(burnish_multisession *multisession, burnish_data *data) {
    static int32_t (*const members[])(burnish_data *, int32_t *) = {
        burnish_data_get_start_address_of_previous_session,
        burnish_data_get_last_written_address_of_previous_session,
        burnish_data_get_next_writable_address,
        burnish_data_get_free_sectors_on_media,
    };
    size_t i;
    for (i = 0; i < sizeof members / sizeof members[0]; ++i) {
        int32_t expected = -77;
        EXPECT_OK(members[i](data, &expected));
        ck_assert_int_eq(number_of(multisession, numbers[2 + i]), expected);
    }
}

static void expect_story(const char *name, const char *query, int32_t unit) {
    burnish_recorder *recorder = open_disc(name, query);
    burnish_data *data = new_writer(recorder);
    burnish_multisession *multisession = interface_of(data);
    int32_t first_end;
    EXPECT_OK(burnish_data_set_disable_consumer_dvd_compatibility_mode(data, 1));
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_is_supported_on_current_media_state), 1);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_is_first_data_session), 1);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_write_unit_size), unit);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_start_address_of_previous_session), -1);
    expect_agreement(multisession, data);

    burn(data, 320);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_is_supported_on_current_media_state), 1);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_is_first_data_session), 0);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_start_address_of_previous_session), 0);
    first_end = number_of(multisession, burnish_multisession_get_last_written_address_of_previous_session);
    ck_assert_int_ge(first_end, 319);
    expect_agreement(multisession, data);

    EXPECT_OK(burnish_data_set_force_media_to_be_closed(data, 1));
    burn(data, 320);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_is_supported_on_current_media_state), 0);
    ck_assert_int_gt(number_of(multisession, burnish_multisession_get_start_address_of_previous_session), first_end);
    expect_agreement(multisession, data);
    burnish_multisession_unref(multisession);
    expect_released(data, recorder, name);
}

START_TEST(it_follows_the_disc_from_blank_to_closed) {
    expect_story("cd", "medium=cd-r-80", 1);
    expect_story("rewritable", "medium=cd-rw-80", 1);
    expect_story("dvd", "medium=dvd+r", 16);
}
END_TEST

START_TEST(in_use_is_the_client_s) {
    burnish_data *data = NULL;
    burnish_multisession *one, *other;
    EXPECT_OK(burnish_data_new(&data));
    one = interface_of(data);
    other = interface_of(data);
    ck_assert_ptr_ne(one, other);
    ck_assert_int_eq(number_of(one, burnish_multisession_get_in_use), 0);
    EXPECT_OK(burnish_multisession_set_in_use(one, -5));
    ck_assert_int_eq(number_of(one, burnish_multisession_get_in_use), 1);
    ck_assert_int_eq(number_of(other, burnish_multisession_get_in_use), 0);
    EXPECT_OK(burnish_multisession_set_in_use(one, 0));
    ck_assert_int_eq(number_of(one, burnish_multisession_get_in_use), 0);
    burnish_multisession_unref(one);
    burnish_multisession_unref(other);
    burnish_data_unref(data);
}
END_TEST

START_TEST(it_keeps_its_recorder) {
    burnish_recorder *recorder = open_disc("disc", NULL), *imported = NULL;
    burnish_data *data = new_writer(recorder);
    burnish_multisession *multisession = interface_of(data);
    EXPECT_OK(burnish_multisession_get_import_recorder(multisession, &imported));
    ck_assert_ptr_eq(imported, recorder);
    burnish_recorder_unref(imported);
    EXPECT_OK(burnish_data_set_recorder(data, NULL));
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_next_writable_address), 0);
    ck_assert_ptr_eq(burnish_multisession_ref(multisession), multisession);
    burnish_multisession_unref(multisession);
    ck_assert_int_eq(number_of(multisession, burnish_multisession_get_is_first_data_session), 1);
    burnish_multisession_unref(multisession);
    burnish_multisession_unref(NULL);
    ck_assert_ptr_null(burnish_multisession_ref(NULL));
}
END_TEST

START_TEST(without_recorder_or_disc_it_says_so) {
    burnish_recorder *recorder = open_disc("none", "empty=1"), *imported = recorder;
    burnish_data *data = NULL;
    burnish_multisession *multisession;
    burnish_error *error = (burnish_error *)recorder; /* anything but NULL */
    int32_t number = 7;
    size_t i;
    EXPECT_OK(burnish_data_new(&data));
    multisession = interface_of(data);
    EXPECT_STATUS(burnish_multisession_get_error(multisession, &error), BURNISH_S_FALSE);
    ck_assert_ptr_null(error);
    EXPECT_STATUS(burnish_multisession_get_import_recorder(multisession, &imported), BURNISH_S_FALSE);
    ck_assert_ptr_null(imported);
    for (i = 0; i < NUMBERS; ++i) {
        EXPECT_STATUS(numbers[i](multisession, &number), BURNISH_E_RECORDER_REQUIRED);
        EXPECT_STATUS(numbers[i](multisession, NULL), BURNISH_E_POINTER);
        EXPECT_STATUS(numbers[i](NULL, &number), BURNISH_E_POINTER);
    }
    burnish_multisession_unref(multisession);
    EXPECT_OK(burnish_data_set_recorder(data, recorder));
    multisession = interface_of(data);
    for (i = 0; i < NUMBERS; ++i) {
        EXPECT_STATUS(numbers[i](multisession, &number), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    }
    ck_assert_int_eq(number, 7);
    expect_multisession_error(multisession, BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    burnish_multisession_unref(multisession);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(null_arguments_are_refused) {
    burnish_data *data = NULL;
    burnish_multisession *multisession;
    burnish_recorder *recorder;
    int32_t number;
    size_t count = 0;
    EXPECT_OK(burnish_data_new(&data));
    multisession = interface_of(data);
    EXPECT_OK(burnish_data_get_multisession_interfaces(data, NULL, 0, &count));
    ck_assert_uint_eq(count, 1);
    EXPECT_STATUS(burnish_data_get_multisession_interfaces(data, NULL, 1, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_multisession_interfaces(data, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_multisession_interfaces(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_multisession_set_in_use(NULL, 1), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_multisession_get_in_use(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_multisession_get_in_use(multisession, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_multisession_get_import_recorder(NULL, &recorder), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_multisession_get_import_recorder(multisession, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_multisession_get_error(NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_multisession_get_error(multisession, NULL), BURNISH_E_POINTER);
    burnish_multisession_unref(multisession);
    burnish_data_unref(data);
}
END_TEST

int main(void) {
    contract_add(it_follows_the_disc_from_blank_to_closed);
    contract_add(in_use_is_the_client_s);
    contract_add(it_keeps_its_recorder);
    contract_add(without_recorder_or_disc_it_says_so);
    contract_add(null_arguments_are_refused);
    return contract_run("multisession");
}
