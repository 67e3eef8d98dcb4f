/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_speed, and what a data writer makes of speed and rotation. */
#include "helpers.h"

#define MOST 32

static int32_t speed_of(const burnish_speed *speed) {
    int32_t value = -77;
    EXPECT_OK(burnish_speed_get_write_speed(speed, &value));
    return value;
}

static int32_t rotation_of(const burnish_speed *speed) {
    int32_t value = -77;
    EXPECT_OK(burnish_speed_get_rotation_type_is_pure_cav(speed, &value));
    return value;
}

static size_t descriptors_of(burnish_data *data, burnish_speed **speeds) {
    size_t count = 0;
    EXPECT_OK(burnish_data_get_supported_write_speed_descriptors(data, speeds, MOST, &count));
    ck_assert_uint_ge(count, 1);
    ck_assert_uint_le(count, MOST);
    return count;
}

static void unref_all(burnish_speed **speeds, size_t count) {
    size_t i;
    for (i = 0; i < count; ++i) {
        burnish_speed_unref(speeds[i]);
    }
}

/* Every speed of the plain list has a descriptor, and no other has. */
static void expect_descriptors(const char *medium, int32_t type, int has_pure_cav) {
    burnish_recorder *recorder = open_disc(medium, medium);
    burnish_data *data = new_writer(recorder);
    burnish_speed *speeds[MOST];
    int32_t plain[MOST], media_type = -1;
    size_t count = descriptors_of(data, speeds), plain_count = 0, distinct = 0, cav = 0, i;
    EXPECT_OK(burnish_data_get_supported_write_speeds(data, plain, MOST, &plain_count));
    for (i = 0; i < count; ++i) {
        EXPECT_OK(burnish_speed_get_media_type(speeds[i], &media_type));
        ck_assert_int_eq(media_type, type);
        cav += (size_t)rotation_of(speeds[i]);
        if (i > 0 && speed_of(speeds[i]) == speed_of(speeds[i - 1])) {
            ck_assert_int_eq(rotation_of(speeds[i - 1]), 0);
            ck_assert_int_eq(rotation_of(speeds[i]), 1);
        } else {
            ck_assert_int_eq(speed_of(speeds[i]), plain[distinct]);
            ++distinct;
        }
    }
    ck_assert_uint_eq(distinct, plain_count);
    ck_assert_int_eq(cav > 0, has_pure_cav);
    unref_all(speeds, count);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}

START_TEST(descriptors_tell_the_speeds_with_their_rotation) {
    expect_descriptors("medium=cd-r-80", BURNISH_MEDIA_TYPE_CDR, 1);
    expect_descriptors("medium=cd-rw-80", BURNISH_MEDIA_TYPE_CDRW, 0);
    expect_descriptors("medium=dvd+r", BURNISH_MEDIA_TYPE_DVDPLUSR, 1);
}
END_TEST

START_TEST(descriptors_outlive_all_else) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_speed *speeds[MOST];
    size_t count = descriptors_of(data, speeds);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
    ck_assert_ptr_eq(burnish_speed_ref(speeds[0]), speeds[0]);
    unref_all(speeds, count);
    ck_assert_int_gt(speed_of(speeds[0]), 0);
    burnish_speed_unref(speeds[0]);
    burnish_speed_unref(NULL);
    ck_assert_ptr_null(burnish_speed_ref(NULL));
}
END_TEST

START_TEST(the_list_gives_as_many_as_fit) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_speed *two[2];
    size_t count = 0, all = 0;
    EXPECT_OK(burnish_data_get_supported_write_speed_descriptors(data, NULL, 0, &all));
    ck_assert_uint_gt(all, 2);
    EXPECT_OK(burnish_data_get_supported_write_speed_descriptors(data, two, 2, &count));
    ck_assert_uint_eq(count, all);
    unref_all(two, 2);
    EXPECT_STATUS(burnish_data_get_supported_write_speed_descriptors(data, NULL, 2, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_supported_write_speed_descriptors(data, two, 2, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_data_get_supported_write_speed_descriptors(NULL, two, 2, &count), BURNISH_E_POINTER);
    EXPECT_OK(burnish_data_set_recorder(data, NULL));
    EXPECT_STATUS(burnish_data_get_supported_write_speed_descriptors(data, two, 2, &count),
                  BURNISH_E_RECORDER_REQUIRED);
    expect_last_error(data, BURNISH_E_RECORDER_REQUIRED);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(null_arguments_are_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_data *data = new_writer(recorder);
    burnish_speed *speeds[MOST];
    size_t count = descriptors_of(data, speeds);
    int32_t value = 0;
    EXPECT_STATUS(burnish_speed_get_media_type(NULL, &value), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_speed_get_media_type(speeds[0], NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_speed_get_rotation_type_is_pure_cav(NULL, &value), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_speed_get_rotation_type_is_pure_cav(speeds[0], NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_speed_get_write_speed(NULL, &value), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_speed_get_write_speed(speeds[0], NULL), BURNISH_E_POINTER);
    unref_all(speeds, count);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
}
END_TEST

/* Whatever a descriptor says can be asked for, is granted, and is what the drive then says of itself. */
START_TEST(every_descriptor_can_be_had) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    burnish_speed *speeds[MOST];
    size_t count = descriptors_of(data, speeds), i;
    int32_t value = -1;
    EXPECT_OK(burnish_data_set_simulate(data, 1));
    for (i = 0; i < count; ++i) {
        burnish_stream *stream = new_stream(300);
        EXPECT_OK(burnish_data_set_write_speed(data, speed_of(speeds[i]), rotation_of(speeds[i])));
        EXPECT_OK(burnish_data_write(data, stream));
        EXPECT_OK(burnish_data_get_current_write_speed(data, &value));
        ck_assert_int_eq(value, speed_of(speeds[i]));
        EXPECT_OK(burnish_data_get_current_rotation_type_is_pure_cav(data, &value));
        ck_assert_int_eq(value, rotation_of(speeds[i]));
        burnish_stream_unref(stream);
    }
    unref_all(speeds, count);
    expect_released(data, recorder, "disc");
}
END_TEST

START_TEST(a_write_repeats_what_was_adjusted) {
    static const struct {
        int32_t speed;
        int32_t pure_cav;
        int32_t status;
    } rows[] = {
        {1, 0, BURNISH_S_SPEEDADJUSTED}, {300, 1, BURNISH_S_ROTATIONADJUSTED},
        {1, 1, BURNISH_S_BOTHADJUSTED},  {3600, 1, BURNISH_S_OK},
        {-1, 0, BURNISH_S_OK},
    };
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    size_t i;
    ck_assert_int_eq(BURNISH_S_SPEEDADJUSTED, 0x00AA0004);
    ck_assert_int_eq(BURNISH_S_ROTATIONADJUSTED, 0x00AA0005);
    ck_assert_int_eq(BURNISH_S_BOTHADJUSTED, 0x00AA0006);
    EXPECT_OK(burnish_data_set_simulate(data, 1));
    for (i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
        burnish_stream *stream = new_stream(300);
        EXPECT_STATUS(burnish_data_set_write_speed(data, rows[i].speed, rows[i].pure_cav), rows[i].status);
        EXPECT_STATUS(burnish_data_write(data, stream), rows[i].status);
        burnish_stream_unref(stream);
    }
    expect_released(data, recorder, "disc");
}
END_TEST

int main(void) {
    contract_add(descriptors_tell_the_speeds_with_their_rotation);
    contract_add(descriptors_outlive_all_else);
    contract_add(the_list_gives_as_many_as_fit);
    contract_add(null_arguments_are_refused);
    contract_add(every_descriptor_can_be_had);
    contract_add(a_write_repeats_what_was_adjusted);
    return contract_run("speeds");
}
