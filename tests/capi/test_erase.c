/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_erase: its properties, erasing, and every way to be refused. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

static burnish_erase *new_erase(burnish_recorder *recorder) {
    burnish_erase *erase = NULL;
    EXPECT_OK(burnish_erase_new(&erase));
    EXPECT_OK(burnish_erase_set_recorder(erase, recorder));
    EXPECT_OK(burnish_erase_set_client_name(erase, CLIENT));
    return erase;
}

static void expect_erase_error(burnish_erase *erase, int32_t status) {
    burnish_error *error = NULL;
    EXPECT_OK(burnish_erase_get_error(erase, &error));
    check_error(error, status, "");
}

/* One finalized session of 300 sectors. */
static void burn(burnish_recorder *recorder) {
    burnish_data *data = new_writer(recorder);
    burnish_stream *stream = new_stream(300);
    EXPECT_OK(burnish_data_set_force_media_to_be_closed(data, 1));
    EXPECT_OK(burnish_data_set_burn_verification_level(data, BURNISH_VERIFICATION_FULL));
    EXPECT_OK(burnish_data_write(data, stream));
    burnish_stream_unref(stream);
    burnish_data_unref(data);
}

static void expect_refused(const char *name, const char *query, int32_t status) {
    burnish_recorder *recorder = open_disc(name, query);
    burnish_erase *erase = new_erase(recorder);
    char *owner = NULL;
    EXPECT_STATUS(burnish_erase_erase_media(erase), status);
    expect_erase_error(erase, status);
    EXPECT_OK(burnish_recorder_get_exclusive_access_owner(recorder, &owner));
    ck_assert_str_eq(owner, "");
    burnish_string_free(owner);
    burnish_erase_unref(erase);
    burnish_recorder_unref(recorder);
}

typedef struct events {
    int count;
    int32_t first_elapsed;
    double last;
    burnish_erase *erase;
    burnish_recorder *recorder;
} events;

static void note(burnish_erase *erase, const burnish_erase_progress *progress, void *user_data) {
    events *seen = user_data;
    ck_assert_uint_eq(progress->size, sizeof *progress);
    ck_assert_int_ge(progress->elapsed_seconds, 0);
    ck_assert_int_ge(progress->estimated_total_seconds, progress->elapsed_seconds);
    ck_assert_ptr_eq(erase, seen->erase);
    if (seen->count++ == 0) {
        seen->first_elapsed = progress->elapsed_seconds;
    }
    seen->last = progress->progress;
}

START_TEST(quick_and_full_erase_make_a_disc_blank) {
    int32_t full;
    for (full = 0; full < 2; ++full) {
        burnish_recorder *recorder = open_disc(full ? "full" : "quick", "medium=cd-rw-80");
        burnish_erase *erase = new_erase(recorder);
        events seen = {0, -1, 0, NULL, NULL};
        int32_t number = -7;
        seen.erase = erase;
        burn(recorder);
        ck_assert_int_eq(media_state(recorder), BURNISH_MEDIA_STATE_FINALIZED | BURNISH_MEDIA_STATE_ERASE_REQUIRED);
        EXPECT_OK(burnish_erase_get_media_physically_blank(erase, &number));
        ck_assert_int_eq(number, 0);
        EXPECT_OK(burnish_erase_get_media_heuristically_blank(erase, &number));
        ck_assert_int_eq(number, 0);
        EXPECT_OK(burnish_erase_set_full_erase(erase, full * 5));
        EXPECT_OK(burnish_erase_get_full_erase(erase, &number));
        ck_assert_int_eq(number, full);
        EXPECT_OK(burnish_erase_set_progress(erase, note, &seen));
        EXPECT_OK(burnish_erase_erase_media(erase));
        ck_assert_int_ge(seen.count, 2);
        ck_assert_int_eq(seen.first_elapsed, 0);
        ck_assert(seen.last == 1);
        ck_assert_int_eq(media_state(recorder), BURNISH_MEDIA_STATE_BLANK | BURNISH_MEDIA_STATE_APPENDABLE);
        EXPECT_OK(burnish_erase_get_media_physically_blank(erase, &number));
        ck_assert_int_eq(number, 1);
        EXPECT_OK(burnish_erase_get_media_heuristically_blank(erase, &number));
        ck_assert_int_eq(number, 1);
        burn(recorder);
        expect_contents(full ? "full" : "quick", 0, 300);
        burnish_erase_unref(erase);
        burnish_recorder_unref(recorder);
    }
}
END_TEST

START_TEST(an_erase_needs_recorder_and_client_name) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-rw-80");
    burnish_erase *erase = NULL;
    char *name = NULL;
    int32_t number = 7;
    EXPECT_OK(burnish_erase_new(&erase));
    EXPECT_OK(burnish_erase_get_client_name(erase, &name));
    ck_assert_str_eq(name, "");
    burnish_string_free(name);
    EXPECT_OK(burnish_erase_get_full_erase(erase, &number));
    ck_assert_int_eq(number, 0);
    EXPECT_STATUS(burnish_erase_erase_media(erase), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_erase_get_current_physical_media_type(erase, &number), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_erase_get_media_physically_blank(erase, &number), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_STATUS(burnish_erase_get_media_heuristically_blank(erase, &number), BURNISH_E_RECORDER_REQUIRED);
    EXPECT_OK(burnish_erase_set_recorder(erase, recorder));
    EXPECT_STATUS(burnish_erase_erase_media(erase), BURNISH_E_ERASE_CLIENT_NAME_IS_NOT_VALID);
    expect_erase_error(erase, BURNISH_E_ERASE_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_erase_set_client_name(erase, ""), BURNISH_E_ERASE_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(burnish_erase_set_client_name(erase, "a/b"), BURNISH_E_ERASE_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_OK(burnish_erase_set_client_name(erase, "Eraser 1.0"));
    EXPECT_OK(burnish_erase_get_client_name(erase, &name));
    ck_assert_str_eq(name, "Eraser 1.0");
    burnish_string_free(name);
    EXPECT_OK(burnish_erase_get_current_physical_media_type(erase, &number));
    ck_assert_int_eq(number, BURNISH_MEDIA_TYPE_CDRW);
    EXPECT_OK(burnish_erase_erase_media(erase));
    burnish_erase_unref(erase);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(there_is_one_recorder_at_a_time) {
    burnish_recorder *one = open_disc("one", "medium=cd-rw-80");
    burnish_recorder *other = open_disc("other", "medium=cd-rw-74");
    burnish_recorder *unbound = NULL, *found = NULL;
    burnish_erase *erase = new_erase(one);
    EXPECT_STATUS(burnish_erase_set_recorder(erase, other), BURNISH_E_ERASE_ONLY_ONE_RECORDER_SUPPORTED);
    EXPECT_OK(burnish_erase_get_recorder(erase, &found));
    ck_assert_ptr_eq(found, one);
    burnish_recorder_unref(found);
    EXPECT_OK(burnish_erase_set_recorder(erase, one));
    EXPECT_OK(burnish_erase_set_recorder(erase, NULL));
    EXPECT_STATUS(burnish_erase_get_recorder(erase, &found), BURNISH_S_FALSE);
    ck_assert_ptr_null(found);
    EXPECT_OK(burnish_erase_set_recorder(erase, other));
    EXPECT_OK(burnish_recorder_new(&unbound));
    EXPECT_STATUS(burnish_erase_set_recorder(erase, unbound), BURNISH_E_RECORDER_REQUIRED);
    burnish_recorder_unref(unbound);
    burnish_erase_unref(erase);
    burnish_recorder_unref(other);
    burnish_recorder_unref(one);
}
END_TEST

static void try_everything(burnish_erase *erase, const burnish_erase_progress *progress, void *user_data) {
    events *seen = user_data;
    burnish_data *data = new_writer(seen->recorder);
    burnish_stream *stream = new_stream(300);
    (void)progress;
    ++seen->count;
    EXPECT_STATUS(burnish_erase_set_recorder(erase, NULL), BURNISH_E_ERASE_RECORDER_IN_USE);
    EXPECT_STATUS(burnish_erase_set_recorder(erase, seen->recorder), BURNISH_E_ERASE_RECORDER_IN_USE);
    EXPECT_STATUS(burnish_erase_set_client_name(erase, "other"), BURNISH_E_ERASE_RECORDER_IN_USE);
    EXPECT_STATUS(burnish_erase_set_full_erase(erase, 1), BURNISH_E_ERASE_RECORDER_IN_USE);
    EXPECT_STATUS(burnish_erase_set_progress(erase, NULL, NULL), BURNISH_E_ERASE_RECORDER_IN_USE);
    EXPECT_STATUS(burnish_erase_erase_media(erase), BURNISH_E_ERASE_RECORDER_IN_USE);
    EXPECT_STATUS(burnish_data_write(data, stream), BURNISH_E_RECORDER_LOCKED);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
}

START_TEST(nothing_can_be_changed_during_an_erase) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-rw-80");
    burnish_erase *erase = new_erase(recorder);
    events seen = {0, 0, 0, NULL, NULL};
    seen.recorder = recorder;
    EXPECT_OK(burnish_erase_set_progress(erase, try_everything, &seen));
    EXPECT_OK(burnish_erase_erase_media(erase));
    ck_assert_int_ge(seen.count, 2);
    EXPECT_OK(burnish_erase_set_recorder(erase, NULL));
    burnish_erase_unref(erase);
    burnish_recorder_unref(recorder);
}
END_TEST

static void let_go(burnish_erase *erase, const burnish_erase_progress *progress, void *user_data) {
    events *seen = user_data;
    (void)progress;
    if (seen->count++ == 0) {
        burnish_erase_unref(erase);
    }
}

START_TEST(the_last_reference_may_go_during_an_erase) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-rw-80");
    burnish_erase *erase = new_erase(recorder);
    events seen = {0, 0, 0, NULL, NULL};
    EXPECT_OK(burnish_erase_set_progress(erase, let_go, &seen));
    EXPECT_OK(burnish_erase_erase_media(erase));
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(what_cannot_be_erased_is_refused) {
    expect_refused("cd", "medium=cd-r-80", BURNISH_E_ERASE_MEDIA_IS_NOT_ERASABLE);
    expect_refused("dvd", "medium=dvd%2Br", BURNISH_E_ERASE_MEDIA_IS_NOT_ERASABLE);
    expect_refused("none", "empty=1", BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
}
END_TEST

START_TEST(drives_that_fail_have_their_codes) {
    static const struct {
        const char *fault;
        int32_t status;
    } rows[] = {
        {"{\"command\":\"BLANK\",\"sense\":\"5/24/00\"}", BURNISH_E_ERASE_DRIVE_FAILED_ERASE_COMMAND},
        {"{\"command\":\"START STOP UNIT\",\"sense\":\"4/3E/01\"}", BURNISH_E_ERASE_DRIVE_FAILED_SPINUP_COMMAND},
        {"{\"command\":\"BLANK\",\"sense\":\"3/51/00\",\"deferred\":true}", BURNISH_E_ERASE_TOOK_LONGER_THAN_ONE_HOUR},
        {"{\"command\":\"BLANK\",\"sense\":\"6/28/00\"}", BURNISH_E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE},
        {"{\"command\":\"READ DISC INFORMATION\",\"effect\":\"short\",\"bytes\":3,\"times\":\"forever\"}",
         BURNISH_E_ERASE_DISC_INFORMATION_TOO_SMALL},
        {"{\"command\":\"BLANK\",\"effect\":\"vanish\"}", BURNISH_E_DEV_NOT_EXIST},
    };
    size_t i;
    for (i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
        char script[256], query[512];
        snprintf(script, sizeof script, "{\"faults\":[%s]}", rows[i].fault);
        write_file(path_in_folder("faults.json"), script, strlen(script));
        snprintf(query, sizeof query, "medium=cd-rw-80&faults=%s", path_in_folder("faults.json"));
        expect_refused("disc", query, rows[i].status);
    }
}
END_TEST

START_TEST(media_and_recorders_are_told) {
    burnish_recorder *cd_rw = open_disc("cd-rw", "medium=cd-rw-74");
    burnish_recorder *cd_r = open_disc("cd-r", "medium=cd-r-80");
    burnish_recorder *empty = open_disc("none", "empty=1");
    burnish_erase *erase = NULL;
    int32_t types[4] = {-1, -1, -1, -1}, supported = 7;
    size_t count = 0;
    EXPECT_OK(burnish_erase_new(&erase));
    EXPECT_OK(burnish_erase_get_supported_media_types(erase, types, 4, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(types[0], BURNISH_MEDIA_TYPE_CDRW);
    EXPECT_OK(burnish_erase_is_recorder_supported(erase, cd_r, &supported));
    ck_assert_int_eq(supported, 1);
    EXPECT_OK(burnish_erase_is_current_media_supported(erase, cd_rw, &supported));
    ck_assert_int_eq(supported, 1);
    EXPECT_STATUS(burnish_erase_is_current_media_supported(erase, cd_r, &supported), BURNISH_S_FALSE);
    ck_assert_int_eq(supported, 0);
    supported = 7;
    EXPECT_STATUS(burnish_erase_is_current_media_supported(erase, empty, &supported),
                  BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    ck_assert_int_eq(supported, 0);
    EXPECT_OK(burnish_erase_set_recorder(erase, empty));
    EXPECT_OK(burnish_erase_get_current_physical_media_type(erase, &supported));
    ck_assert_int_eq(supported, BURNISH_MEDIA_TYPE_UNKNOWN);
    EXPECT_STATUS(burnish_erase_get_media_physically_blank(erase, &supported), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_STATUS(burnish_erase_get_media_heuristically_blank(erase, &supported), BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    burnish_erase_unref(erase);
    burnish_recorder_unref(empty);
    burnish_recorder_unref(cd_r);
    burnish_recorder_unref(cd_rw);
}
END_TEST

START_TEST(null_arguments) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-rw-80");
    burnish_erase *erase = new_erase(recorder);
    burnish_error *error = NULL;
    burnish_recorder *found = NULL;
    char *name = NULL;
    int32_t number = 7;
    size_t count = 7;
    EXPECT_STATUS(burnish_erase_new(NULL), BURNISH_E_POINTER);
    ck_assert_ptr_null(burnish_erase_ref(NULL));
    burnish_erase_unref(NULL);
    ck_assert_ptr_eq(burnish_erase_ref(erase), erase);
    burnish_erase_unref(erase);
    EXPECT_STATUS(burnish_erase_get_error(erase, &error), BURNISH_S_FALSE);
    ck_assert_ptr_null(error);
    EXPECT_STATUS(burnish_erase_get_error(NULL, &error), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_error(erase, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_set_recorder(NULL, recorder), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_recorder(NULL, &found), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_recorder(erase, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_set_client_name(NULL, "x"), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_set_client_name(erase, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_client_name(NULL, &name), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_client_name(erase, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_set_full_erase(NULL, 1), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_full_erase(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_full_erase(erase, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_current_physical_media_type(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_current_physical_media_type(erase, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_media_physically_blank(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_media_heuristically_blank(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_media_physically_blank(erase, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_media_heuristically_blank(erase, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_supported_media_types(NULL, NULL, 0, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_supported_media_types(erase, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_get_supported_media_types(erase, NULL, 1, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_is_recorder_supported(NULL, recorder, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_is_recorder_supported(erase, NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_is_recorder_supported(erase, recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_is_current_media_supported(NULL, recorder, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_is_current_media_supported(erase, NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_is_current_media_supported(erase, recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_set_progress(NULL, NULL, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_erase_erase_media(NULL), BURNISH_E_POINTER);
    burnish_erase_unref(erase);
    burnish_recorder_unref(recorder);
}
END_TEST

int main(void) {
    contract_add(quick_and_full_erase_make_a_disc_blank);
    contract_add(an_erase_needs_recorder_and_client_name);
    contract_add(there_is_one_recorder_at_a_time);
    contract_add(nothing_can_be_changed_during_an_erase);
    contract_add(the_last_reference_may_go_during_an_erase);
    contract_add(what_cannot_be_erased_is_refused);
    contract_add(drives_that_fail_have_their_codes);
    contract_add(media_and_recorders_are_told);
    contract_add(null_arguments);
    return contract_run("erase");
}
