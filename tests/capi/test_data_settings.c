/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_data: its properties, what it tells about recorder and disc, and NULL arguments. Nothing is burned. */
#include "helpers.h"

#include <stdlib.h>
#include <string.h>

typedef int32_t (*set_number)(burnish_data *, int32_t);
typedef int32_t (*get_number)(burnish_data *, int32_t *);

static burnish_data *new_data(void) {
    burnish_data *data = NULL;
    EXPECT_OK(burnish_data_new(&data));
    return data;
}

static int32_t number_of(burnish_data *data, get_number get) {
    int32_t number = -77;
    EXPECT_OK(get(data, &number));
    return number;
}

static const struct {
    set_number set;
    get_number get;
    int32_t initial;
} flags[] = {
    {burnish_data_set_force_media_to_be_closed, burnish_data_get_force_media_to_be_closed, 0},
    {burnish_data_set_force_overwrite, burnish_data_get_force_overwrite, 0},
    {burnish_data_set_buffer_underrun_free_disabled, burnish_data_get_buffer_underrun_free_disabled, 0},
    {burnish_data_set_disable_consumer_dvd_compatibility_mode, burnish_data_get_disable_consumer_dvd_compatibility_mode,
     0},
    {burnish_data_set_postgap_already_in_image, burnish_data_get_postgap_already_in_image, 0},
    {burnish_data_set_simulate, burnish_data_get_simulate, 0},
    {burnish_data_set_hash, burnish_data_get_hash, 1},
};
#define FLAGS (sizeof flags / sizeof flags[0])

/* What asks the disc. */
static const get_number disc_numbers[] = {
    burnish_data_get_current_write_speed,
    burnish_data_get_current_rotation_type_is_pure_cav,
    burnish_data_get_write_protect_status,
    burnish_data_get_media_heuristically_blank,
    burnish_data_get_current_physical_media_type,
    burnish_data_get_current_media_status,
    burnish_data_get_media_physically_blank,
    burnish_data_get_total_sectors_on_media,
    burnish_data_get_free_sectors_on_media,
    burnish_data_get_next_writable_address,
    burnish_data_get_start_address_of_previous_session,
    burnish_data_get_last_written_address_of_previous_session,
};
#define DISC_NUMBERS (sizeof disc_numbers / sizeof disc_numbers[0])

START_TEST(flags_have_their_defaults_and_keep_values) {
    burnish_data *data = new_data();
    size_t i, j;
    for (i = 0; i < FLAGS; ++i) {
        ck_assert_int_eq(number_of(data, flags[i].get), flags[i].initial);
        EXPECT_OK(flags[i].set(data, !flags[i].initial));
        for (j = 0; j < FLAGS; ++j) {
            ck_assert_int_eq(number_of(data, flags[j].get), i == j ? !flags[j].initial : flags[j].initial);
        }
        EXPECT_OK(flags[i].set(data, -5));
        ck_assert_int_eq(number_of(data, flags[i].get), 1);
        EXPECT_OK(flags[i].set(data, flags[i].initial));
        EXPECT_STATUS(flags[i].set(NULL, 1), BURNISH_E_POINTER);
        EXPECT_STATUS(flags[i].get(NULL, &(int32_t){0}), BURNISH_E_POINTER);
        EXPECT_STATUS(flags[i].get(data, NULL), BURNISH_E_POINTER);
    }
    burnish_data_unref(data);
}
END_TEST

START_TEST(verification_level_is_one_of_three) {
    burnish_data *data = new_data();
    ck_assert_int_eq(number_of(data, burnish_data_get_burn_verification_level), BURNISH_VERIFICATION_NONE);
    EXPECT_OK(burnish_data_set_burn_verification_level(data, BURNISH_VERIFICATION_FULL));
    EXPECT_OK(burnish_data_set_burn_verification_level(data, BURNISH_VERIFICATION_QUICK));
    EXPECT_STATUS(burnish_data_set_burn_verification_level(data, 3), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_data_set_burn_verification_level(data, -1), BURNISH_E_INVALIDARG);
    ck_assert_int_eq(number_of(data, burnish_data_get_burn_verification_level), BURNISH_VERIFICATION_QUICK);
    EXPECT_STATUS(burnish_data_set_burn_verification_level(NULL, 0), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_burn_verification_level(NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_burn_verification_level(data, NULL), BURNISH_E_POINTER);
    burnish_data_unref(data);
}
END_TEST

START_TEST(fifo_size_is_bounded) {
    burnish_data *data = new_data();
    uint64_t bytes = 77;
    EXPECT_OK(burnish_data_get_fifo_size(data, &bytes));
    ck_assert_uint_eq(bytes, 0);
    EXPECT_OK(burnish_data_set_fifo_size(data, 131072));
    EXPECT_OK(burnish_data_set_fifo_size(data, UINT64_C(1073741824)));
    EXPECT_STATUS(burnish_data_set_fifo_size(data, 131071), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_data_set_fifo_size(data, UINT64_C(1073741825)), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_data_set_fifo_size(data, UINT64_MAX), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_data_get_fifo_size(data, &bytes));
    ck_assert_uint_eq(bytes, 1073741824);
    EXPECT_OK(burnish_data_set_fifo_size(data, 0));
    EXPECT_STATUS(burnish_data_set_fifo_size(NULL, 0), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_fifo_size(NULL, &bytes), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_fifo_size(data, NULL), BURNISH_E_POINTER);
    burnish_data_unref(data);
}
END_TEST

START_TEST(client_name_is_checked) {
    burnish_data *data = new_data();
    char *name = NULL;
    EXPECT_OK(burnish_data_get_client_name(data, &name));
    ck_assert_str_eq(name, "");
    burnish_string_free(name);
    EXPECT_OK(burnish_data_set_client_name(data, "Backup 2.0, (weekly)"));
    EXPECT_STATUS(burnish_data_set_client_name(data, ""), BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_data_set_client_name(data, "a/b"), BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_data_set_client_name(data, "caf\xc3\xa9"), BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(
        burnish_data_set_client_name(data, "1234567890123456789012345678901234567890123456789012345678901234"),
        BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    expect_last_error(data, BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_data_set_client_name(data, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_set_client_name(NULL, CLIENT), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_client_name(NULL, &name), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_client_name(data, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_data_get_client_name(data, &name));
    ck_assert_str_eq(name, "Backup 2.0, (weekly)");
    burnish_string_free(name);
    burnish_data_unref(data);
}
END_TEST

START_TEST(recorder_is_kept_alive_and_given_back) {
    burnish_data *data = new_data();
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_recorder *found = recorder;
    EXPECT_STATUS(burnish_data_get_recorder(data, &found), BURNISH_S_FALSE);
    ck_assert_ptr_null(found);
    EXPECT_OK(burnish_data_set_recorder(data, recorder));
    burnish_recorder_unref(recorder);
    ck_assert_int_eq(number_of(data, burnish_data_get_current_physical_media_type), BURNISH_MEDIA_TYPE_CDR);
    EXPECT_OK(burnish_data_get_recorder(data, &found));
    ck_assert_ptr_eq(found, recorder);
    burnish_recorder_unref(found);

    EXPECT_OK(burnish_data_set_recorder(data, NULL));
    EXPECT_STATUS(burnish_data_get_recorder(data, &found), BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_data_get_recorder(NULL, &found), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_recorder(data, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_set_recorder(NULL, NULL), BURNISH_E_POINTER);

    /* Given up: the disc can be opened again. */
    recorder = open_disc("disc", NULL);
    burnish_recorder_unref(recorder);
    EXPECT_OK(burnish_recorder_new(&recorder));
    EXPECT_STATUS(burnish_data_set_recorder(data, recorder), BURNISH_E_RECORDER_REQUIRED);
    expect_last_error(data, BURNISH_E_RECORDER_REQUIRED);
    burnish_recorder_unref(recorder);
    burnish_data_unref(data);
}
END_TEST

START_TEST(disc_is_asked_through_the_recorder) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    int32_t speeds[20];
    size_t count = 0;
    ck_assert_int_eq(number_of(data, burnish_data_get_current_physical_media_type), BURNISH_MEDIA_TYPE_CDR);
    ck_assert_int_eq(number_of(data, burnish_data_get_current_media_status),
                     BURNISH_MEDIA_STATE_BLANK | BURNISH_MEDIA_STATE_APPENDABLE);
    ck_assert_int_eq(number_of(data, burnish_data_get_media_physically_blank), 1);
    ck_assert_int_eq(number_of(data, burnish_data_get_media_heuristically_blank), 1);
    ck_assert_int_eq(number_of(data, burnish_data_get_write_protect_status), 0);
    ck_assert_int_eq(number_of(data, burnish_data_get_current_rotation_type_is_pure_cav), 0);
    ck_assert_int_eq(number_of(data, burnish_data_get_next_writable_address), 0);
    ck_assert_int_eq(number_of(data, burnish_data_get_free_sectors_on_media), free_sectors(recorder));
    ck_assert_int_ge(number_of(data, burnish_data_get_total_sectors_on_media), free_sectors(recorder));
    ck_assert_int_eq(number_of(data, burnish_data_get_start_address_of_previous_session), -1);
    ck_assert_int_eq(number_of(data, burnish_data_get_last_written_address_of_previous_session), -1);
    ck_assert_int_ge(number_of(data, burnish_data_get_current_write_speed), 0);
    EXPECT_OK(burnish_data_get_supported_write_speeds(data, speeds, 20, &count));
    ck_assert_uint_ge(count, 1);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(without_a_disc_the_type_is_unknown) {
    burnish_recorder *recorder = open_disc("none", "empty=1");
    burnish_data *data = new_writer(recorder);
    int32_t number = 7;
    size_t i;
    ck_assert_int_eq(number_of(data, burnish_data_get_current_physical_media_type), BURNISH_MEDIA_TYPE_UNKNOWN);
    for (i = 0; i < DISC_NUMBERS; ++i) {
        if (disc_numbers[i] != burnish_data_get_current_physical_media_type) {
            EXPECT_STATUS(disc_numbers[i](data, &number), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
        }
    }
    EXPECT_OK(burnish_data_is_recorder_supported(data, recorder, &number));
    ck_assert_int_eq(number, 1);
    EXPECT_STATUS(burnish_data_is_current_media_supported(data, recorder, &number), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    ck_assert_int_eq(number, 0);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(without_a_recorder_there_is_no_disc) {
    burnish_data *data = new_data();
    int32_t number;
    size_t count, i;
    for (i = 0; i < DISC_NUMBERS; ++i) {
        EXPECT_STATUS(disc_numbers[i](data, &number), BURNISH_E_RECORDER_REQUIRED);
        EXPECT_STATUS(disc_numbers[i](NULL, &number), BURNISH_E_POINTER);
        EXPECT_STATUS(disc_numbers[i](data, NULL), BURNISH_E_POINTER);
    }
    EXPECT_STATUS(burnish_data_get_supported_write_speeds(data, NULL, 0, &count), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_data_get_supported_write_speeds(data, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_supported_write_speeds(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_set_write_speed(data, 300, 0), BURNISH_E_RECORDER_REQUIRED);
    expect_last_error(data, BURNISH_E_RECORDER_REQUIRED);
    burnish_data_unref(data);
}
END_TEST

START_TEST(support_is_told) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_recorder *unbound = NULL;
    burnish_data *data = new_data();
    int32_t supported = 7, types[20] = {0};
    size_t count = 0;
    EXPECT_OK(burnish_data_is_recorder_supported(data, recorder, &supported));
    ck_assert_int_eq(supported, 1);
    supported = 7;
    EXPECT_OK(burnish_data_is_current_media_supported(data, recorder, &supported));
    ck_assert_int_eq(supported, 1);
    EXPECT_OK(burnish_data_get_supported_media_types(data, types, 20, &count));
    ck_assert_uint_ge(count, 2);
    ck_assert_int_eq(types[0], BURNISH_MEDIA_TYPE_CDR);
    EXPECT_STATUS(burnish_data_get_supported_media_types(data, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_supported_media_types(NULL, NULL, 0, &count), BURNISH_E_POINTER);

    EXPECT_OK(burnish_recorder_new(&unbound));
    EXPECT_STATUS(burnish_data_is_recorder_supported(data, unbound, &supported), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_data_is_current_media_supported(data, unbound, &supported), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_data_is_recorder_supported(data, NULL, &supported), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_is_recorder_supported(data, recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_is_recorder_supported(NULL, recorder, &supported), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_is_current_media_supported(data, NULL, &supported), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_is_current_media_supported(data, recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_is_current_media_supported(NULL, recorder, &supported), BURNISH_E_POINTER);
    burnish_recorder_unref(unbound);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(write_speed_takes_the_nearest_and_says_so) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    int32_t speeds[20];
    size_t count = 0;
    ck_assert_int_eq(number_of(data, burnish_data_get_requested_write_speed), -1);
    ck_assert_int_eq(number_of(data, burnish_data_get_requested_rotation_type_is_pure_cav), 0);
    EXPECT_OK(burnish_data_get_supported_write_speeds(data, speeds, 20, &count));
    EXPECT_OK(burnish_data_set_write_speed(data, speeds[count - 1], 0));
    ck_assert_int_eq(number_of(data, burnish_data_get_requested_write_speed), speeds[count - 1]);
    EXPECT_STATUS(burnish_data_set_write_speed(data, speeds[count - 1] + 1, 0), BURNISH_S_SPEEDADJUSTED);
    ck_assert_int_eq(number_of(data, burnish_data_get_requested_write_speed), speeds[count - 1] + 1);
    EXPECT_STATUS(burnish_data_set_write_speed(data, speeds[count - 1], 1), BURNISH_S_ROTATIONADJUSTED);
    ck_assert_int_eq(number_of(data, burnish_data_get_requested_rotation_type_is_pure_cav), 1);
    EXPECT_STATUS(burnish_data_set_write_speed(data, speeds[count - 1] + 1, 1), BURNISH_S_BOTHADJUSTED);
    EXPECT_STATUS(burnish_data_set_write_speed(data, 0, 0), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_data_set_write_speed(data, -2, 0), BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_data_set_write_speed(data, -1, 0));
    EXPECT_STATUS(burnish_data_set_write_speed(NULL, -1, 0), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_requested_write_speed(NULL, &speeds[0]), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_requested_write_speed(data, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_requested_rotation_type_is_pure_cav(NULL, &speeds[0]), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_requested_rotation_type_is_pure_cav(data, NULL), BURNISH_E_POINTER);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(nothing_was_written_yet) {
    burnish_data *data = new_data();
    burnish_report *report = (burnish_report *)data; /* anything but NULL */
    burnish_error *error = (burnish_error *)data;
    EXPECT_STATUS(burnish_data_get_report(data, &report), BURNISH_S_FALSE);
    ck_assert_ptr_null(report);
    EXPECT_STATUS(burnish_data_get_error(data, &error), BURNISH_S_FALSE);
    ck_assert_ptr_null(error);
    EXPECT_STATUS(burnish_data_cancel_write(data), BURNISH_E_DF2DATA_WRITE_NOT_IN_PROGRESS);
    expect_last_error(data, BURNISH_E_DF2DATA_WRITE_NOT_IN_PROGRESS);
    EXPECT_STATUS(burnish_data_get_report(NULL, &report), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_report(data, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_error(NULL, &error), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_error(data, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_cancel_write(NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_set_progress(NULL, NULL, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_data_set_progress(data, NULL, NULL));
    EXPECT_STATUS(burnish_data_write(data, NULL), BURNISH_E_POINTER);
    ck_assert_ptr_eq(burnish_data_ref(data), data);
    burnish_data_unref(data);
    ck_assert_int_eq(number_of(data, burnish_data_get_simulate), 0);
    burnish_data_unref(data);
}
END_TEST

START_TEST(null_report_is_refused) {
    const char *text;
    int32_t number;
    EXPECT_STATUS(burnish_report_get_json(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_report_get_sha256(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_report_get_proof(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_report_get_status(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_report_get_verified(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_report_get_start_lba(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_report_get_sector_count(NULL, &number), BURNISH_E_POINTER);
}
END_TEST

int main(void) {
    contract_add(flags_have_their_defaults_and_keep_values);
    contract_add(verification_level_is_one_of_three);
    contract_add(fifo_size_is_bounded);
    contract_add(client_name_is_checked);
    contract_add(recorder_is_kept_alive_and_given_back);
    contract_add(disc_is_asked_through_the_recorder);
    contract_add(without_a_disc_the_type_is_unknown);
    contract_add(without_a_recorder_there_is_no_disc);
    contract_add(support_is_told);
    contract_add(write_speed_takes_the_nearest_and_says_so);
    contract_add(nothing_was_written_yet);
    contract_add(null_report_is_refused);
    return contract_run("data settings");
}
