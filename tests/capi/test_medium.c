/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_medium: blank discs, a burned one, and track structs of another size. */
#include "helpers.h"

#include <string.h>

static burnish_medium *medium_in(burnish_recorder *recorder) {
    burnish_medium *medium = NULL;
    EXPECT_OK(burnish_recorder_get_medium(recorder, &medium));
    return medium;
}

typedef int32_t (*get_number)(const burnish_medium *, int32_t *);

static int32_t number_of(const burnish_medium *medium, get_number get) {
    int32_t number = -77;
    EXPECT_OK(get(medium, &number));
    return number;
}

START_TEST(blank_cd_is_described) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_medium *medium = medium_in(recorder);
    const char *text = NULL;
    int32_t speeds[20];
    size_t count = 0, i;
    burnish_recorder_unref(recorder); /* a picture needs no drive */
    ck_assert_int_eq(number_of(medium, burnish_medium_get_type), BURNISH_MEDIA_TYPE_CDR);
    EXPECT_OK(burnish_medium_get_type_name(medium, &text));
    ck_assert_str_eq(text, "CD-R");
    ck_assert_int_eq(number_of(medium, burnish_medium_get_profile), 0x0009);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_state),
                     BURNISH_MEDIA_STATE_BLANK | BURNISH_MEDIA_STATE_APPENDABLE);
    EXPECT_OK(burnish_medium_get_state_text(medium, &text));
    ck_assert_str_eq(text, "blank, appendable");
    ck_assert_int_eq(number_of(medium, burnish_medium_get_physically_blank), 1);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_next_writable_address), 0);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_start_address_of_previous_session), -1);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_last_written_address_of_previous_session), -1);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_session_count), 0);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_track_count), 0);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_sectors_per_second_at_1x), 75);
    /* 80 minutes are 360,000 sectors; a little less is for the client. */
    ck_assert_int_ge(number_of(medium, burnish_medium_get_total_sectors), 359000);
    ck_assert_int_le(number_of(medium, burnish_medium_get_total_sectors), 360000);
    ck_assert_int_le(number_of(medium, burnish_medium_get_free_sectors),
                     number_of(medium, burnish_medium_get_total_sectors) - 152);
    EXPECT_OK(burnish_medium_get_write_speeds(medium, speeds, 20, &count));
    ck_assert_uint_ge(count, 1);
    ck_assert_uint_le(count, 20);
    for (i = 1; i < count; ++i) {
        ck_assert_int_gt(speeds[i - 1], speeds[i]);
    }
    burnish_medium_unref(medium);
}
END_TEST

START_TEST(blank_dvd_is_described) {
    burnish_recorder *recorder = open_disc("disc", "medium=dvd%2Br");
    burnish_medium *medium = medium_in(recorder);
    const char *text = NULL;
    ck_assert_int_eq(number_of(medium, burnish_medium_get_type), BURNISH_MEDIA_TYPE_DVDPLUSR);
    EXPECT_OK(burnish_medium_get_type_name(medium, &text));
    ck_assert_str_eq(text, "DVD+R");
    ck_assert_int_eq(number_of(medium, burnish_medium_get_profile), 0x001B);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_free_sectors), 2295104);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_sectors_per_second_at_1x), 680);
    burnish_medium_unref(medium);
    burnish_recorder_unref(recorder);
}
END_TEST

/* A session of 400 sectors on a CD that stays appendable. */
static burnish_medium *burned_medium(void) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(400);
    burnish_medium *medium;
    EXPECT_OK(burnish_data_write(data, stream));
    medium = medium_in(recorder);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
    return medium;
}

START_TEST(burned_cd_is_described) {
    burnish_medium *medium = burned_medium();
    burnish_track_info track;
    ck_assert_int_eq(number_of(medium, burnish_medium_get_state) & BURNISH_MEDIA_STATE_INFORMATIONAL_MASK,
                     BURNISH_MEDIA_STATE_APPENDABLE);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_physically_blank), 0);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_session_count), 1);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_track_count), 1);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_start_address_of_previous_session), 0);
    ck_assert_int_ge(number_of(medium, burnish_medium_get_last_written_address_of_previous_session), 399);
    ck_assert_int_gt(number_of(medium, burnish_medium_get_next_writable_address), 400);
    track.size = sizeof track;
    EXPECT_OK(burnish_medium_get_track(medium, 0, &track));
    ck_assert_uint_eq(track.size, sizeof track);
    ck_assert_int_eq(track.number, 1);
    ck_assert_int_eq(track.session, 1);
    ck_assert_int_eq(track.start, 0);
    ck_assert_int_ge(track.sectors, 400 + 150);
    ck_assert_int_le(track.sectors, 400 + 150 + 2);
    ck_assert_int_eq(track.is_data, 1);
    EXPECT_STATUS(burnish_medium_get_track(medium, 1, &track), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_medium_get_track(medium, -1, &track), BURNISH_E_INVALIDARG);
    burnish_medium_unref(medium);
}
END_TEST

START_TEST(track_struct_of_another_size) {
    burnish_medium *medium = burned_medium();
    struct {
        burnish_track_info known;
        int32_t later[3];
        int32_t after;
    } grown;
    memset(&grown, 0x55, sizeof grown);
    grown.known.size = sizeof grown.known - 4;
    EXPECT_STATUS(burnish_medium_get_track(medium, 0, &grown.known), BURNISH_E_INVALIDARG);
    ck_assert_int_eq(grown.known.number, 0x55555555);
    grown.known.size = 0;
    EXPECT_STATUS(burnish_medium_get_track(medium, 0, &grown.known), BURNISH_E_INVALIDARG);
    grown.known.size = UINT32_MAX;
    EXPECT_STATUS(burnish_medium_get_track(medium, 0, &grown.known), BURNISH_E_INVALIDARG);
    /* A newer client: what this library does not know comes back as zero, and no more than the client's size. */
    grown.known.size = sizeof grown.known + sizeof grown.later;
    EXPECT_OK(burnish_medium_get_track(medium, 0, &grown.known));
    ck_assert_uint_eq(grown.known.size, sizeof grown.known + sizeof grown.later);
    ck_assert_int_eq(grown.known.number, 1);
    ck_assert_int_eq(grown.later[0] | grown.later[1] | grown.later[2], 0);
    ck_assert_int_eq(grown.after, 0x55555555);
    burnish_medium_unref(medium);
}
END_TEST

START_TEST(null_arguments_are_refused) {
    static const get_number numbers[] = {
        burnish_medium_get_type,
        burnish_medium_get_profile,
        burnish_medium_get_state,
        burnish_medium_get_physically_blank,
        burnish_medium_get_total_sectors,
        burnish_medium_get_free_sectors,
        burnish_medium_get_next_writable_address,
        burnish_medium_get_start_address_of_previous_session,
        burnish_medium_get_last_written_address_of_previous_session,
        burnish_medium_get_session_count,
        burnish_medium_get_track_count,
        burnish_medium_get_sectors_per_second_at_1x,
    };
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_medium *medium = medium_in(recorder);
    burnish_track_info track;
    const char *text;
    int32_t number;
    size_t count, i;
    for (i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        EXPECT_STATUS(numbers[i](NULL, &number), BURNISH_E_POINTER);
        EXPECT_STATUS(numbers[i](medium, NULL), BURNISH_E_POINTER);
    }
    EXPECT_STATUS(burnish_medium_get_type_name(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_medium_get_type_name(medium, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_medium_get_state_text(NULL, &text), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_medium_get_state_text(medium, NULL), BURNISH_E_POINTER);
    track.size = sizeof track;
    EXPECT_STATUS(burnish_medium_get_track(NULL, 0, &track), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_medium_get_track(medium, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_medium_get_write_speeds(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_medium_get_write_speeds(medium, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_medium_get_write_speeds(medium, NULL, 1, &count), BURNISH_E_POINTER);
    ck_assert_ptr_eq(burnish_medium_ref(medium), medium);
    burnish_medium_unref(medium);
    ck_assert_int_eq(number_of(medium, burnish_medium_get_type), BURNISH_MEDIA_TYPE_CDR);
    burnish_medium_unref(medium);
    burnish_recorder_unref(recorder);
}
END_TEST

int main(void) {
    contract_add(blank_cd_is_described);
    contract_add(blank_dvd_is_described);
    contract_add(burned_cd_is_described);
    contract_add(track_struct_of_another_size);
    contract_add(null_arguments_are_refused);
    return contract_run("medium");
}
