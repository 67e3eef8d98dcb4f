/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_diagnose: what is said of devices that work and of those that do not. */
#include "helpers.h"

#include <stdlib.h>
#include <string.h>

/* The diagnosis as JSON, for free(); usable must be as expected. */
static char *diagnosis_of(const char *device, int32_t expected) {
    char *json = NULL, *copy;
    int32_t usable = -1;
    EXPECT_OK(burnish_diagnose(device, &usable, &json));
    ck_assert_int_eq(usable, expected);
    copy = strdup(json);
    burnish_string_free(json);
    return copy;
}

static void expect_diagnosis(const char *device, int32_t usable, const char *words) {
    char *json = diagnosis_of(device, usable);
    ck_assert_msg(strstr(json, words) != NULL, "%s lacks %s", json, words);
    free(json);
}

START_TEST(a_disc_that_can_be_burned) {
    expect_diagnosis(disc_device("disc", "medium=cd-r-74"), 1, "\"usable\":true");
    expect_diagnosis(disc_device("disc", NULL), 1, "BURNISH VIRTUAL RECORDER");
}
END_TEST

START_TEST(devices_that_cannot_be_used) {
    burnish_recorder *holder;
    expect_diagnosis("/dev/no-such-drive", 0, "ERROR_DEV_NOT_EXIST");
    expect_diagnosis("/dev/null", 0, "E_BURNISH_NOT_A_RECORDER");
    expect_diagnosis("nonsense", 0, "E_INVALIDARG");
    expect_diagnosis("", 0, "E_INVALIDARG");
    expect_diagnosis(disc_device("empty", "empty=1"), 0, "E_IMAPI_RECORDER_MEDIA_NO_MEDIA");
    holder = open_disc("held", NULL);
    expect_diagnosis(disc_device("held", NULL), 0, "E_IMAPI_RECORDER_LOCKED");
    burnish_recorder_unref(holder);
    expect_diagnosis(disc_device("held", NULL), 1, "\"severity\":\"fine\"");
}
END_TEST

START_TEST(the_machine_is_looked_at_without_a_device) {
    char *json = NULL;
    int32_t usable = -1;
    EXPECT_OK(burnish_diagnose(NULL, &usable, &json));
    ck_assert(usable == 0 || usable == 1);
    ck_assert(strstr(json, "\"about\":\"device\"") != NULL);
    burnish_string_free(json);
}
END_TEST

START_TEST(null_results_are_refused) {
    char *json = NULL;
    int32_t usable = 5;
    EXPECT_STATUS(burnish_diagnose("/dev/null", NULL, &json), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_diagnose("/dev/null", &usable, NULL), BURNISH_E_POINTER);
    ck_assert(json == NULL && usable == 5);
}
END_TEST

int main(void) {
    contract_add(a_disc_that_can_be_burned);
    contract_add(devices_that_cannot_be_used);
    contract_add(the_machine_is_looked_at_without_a_device);
    contract_add(null_results_are_refused);
    return contract_run("diagnosis");
}
