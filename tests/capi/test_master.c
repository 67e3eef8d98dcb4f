/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_master: which recorders there are. */
#include "helpers.h"

#include <stdlib.h>
#include <string.h>

static burnish_master *new_master(void) {
    burnish_master *master = NULL;
    EXPECT_OK(burnish_master_new(&master));
    return master;
}

static int32_t count_of(burnish_master *master) {
    int32_t count = -1;
    EXPECT_OK(burnish_master_get_count(master, &count));
    ck_assert_int_ge(count, 0);
    return count;
}

START_TEST(environment_names_the_first_recorder) {
    burnish_master *master;
    int32_t without, supported = -1;
    const char *device = NULL;
    unsetenv("BURNISH_DEVICE");
    master = new_master();
    without = count_of(master);
    burnish_master_unref(master);

    setenv("BURNISH_DEVICE", disc_device("album", NULL), 1);
    master = new_master();
    ck_assert_int_eq(count_of(master), without + 1);
    EXPECT_OK(burnish_master_get_item(master, 0, &device));
    ck_assert_str_eq(device, disc_device("album", NULL));
    EXPECT_OK(burnish_master_get_is_supported_environment(master, &supported));
    ck_assert_int_eq(supported, 1);
    burnish_master_unref(master);
}
END_TEST

START_TEST(item_can_be_opened) {
    burnish_master *master;
    burnish_recorder *recorder = NULL;
    const char *device = NULL;
    setenv("BURNISH_DEVICE", disc_device("album", NULL), 1);
    master = new_master();
    EXPECT_OK(burnish_master_get_item(master, 0, &device));
    EXPECT_OK(burnish_recorder_new(&recorder));
    EXPECT_OK(burnish_recorder_initialize_disc_recorder(recorder, device));
    burnish_recorder_unref(recorder);
    burnish_master_unref(master);
}
END_TEST

START_TEST(index_outside_is_refused) {
    burnish_master *master = new_master();
    const char *device = "untouched";
    const int32_t count = count_of(master);
    EXPECT_STATUS(burnish_master_get_item(master, count, &device), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_master_get_item(master, -1, &device), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_master_get_item(master, INT32_MAX, &device), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_master_get_item(master, INT32_MIN, &device), BURNISH_E_INVALIDARG);
    ck_assert_str_eq(device, "untouched");
    burnish_master_unref(master);
}
END_TEST

START_TEST(null_arguments_are_refused) {
    burnish_master *master = new_master();
    const char *device;
    int32_t number;
    EXPECT_STATUS(burnish_master_get_count(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_get_count(master, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_get_item(NULL, 0, &device), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_get_item(master, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_get_is_supported_environment(NULL, &number), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_get_is_supported_environment(master, NULL), BURNISH_E_POINTER);
    ck_assert_ptr_eq(burnish_master_ref(master), master);
    burnish_master_unref(master);
    ck_assert_int_ge(count_of(master), 0);
    burnish_master_unref(master);
}
END_TEST

static void never(burnish_master *master, const burnish_master_event *event, void *user_data) {
    (void)master;
    (void)event;
    *(int *)user_data = 1;
}

/* Whatever drives the machine has: nobody plugs one in or out during the test. */
START_TEST(without_events_there_are_none) {
    burnish_master *master = new_master();
    burnish_master_event event = {sizeof event, 77, NULL};
    int32_t fd = -1, again = -1;
    int called = 0;
    EXPECT_OK(burnish_master_get_fd(master, &fd));
    ck_assert_int_ge(fd, 0);
    EXPECT_OK(burnish_master_get_fd(master, &again));
    ck_assert_int_eq(again, fd);
    EXPECT_STATUS(burnish_master_next_event(master, &event), BURNISH_S_FALSE);
    ck_assert_int_eq(event.kind, 77);
    EXPECT_STATUS(burnish_master_wait_events(master, 0, never, &called), BURNISH_S_FALSE);
    EXPECT_STATUS(burnish_master_wait_events(master, 1, never, &called), BURNISH_S_FALSE);
    ck_assert_int_eq(called, 0);
    burnish_master_unref(master);
}
END_TEST

START_TEST(wrong_arguments_for_events_are_refused) {
    burnish_master *master = new_master();
    burnish_master_event event = {sizeof event, 0, NULL};
    int32_t fd;
    EXPECT_STATUS(burnish_master_get_fd(NULL, &fd), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_get_fd(master, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_next_event(NULL, &event), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_next_event(master, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_wait_events(NULL, 0, never, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_master_wait_events(master, 0, NULL, NULL), BURNISH_E_POINTER);
    event.size = 0;
    EXPECT_STATUS(burnish_master_next_event(master, &event), BURNISH_E_INVALIDARG);
    burnish_master_unref(master);
}
END_TEST

int main(void) {
    contract_add(without_events_there_are_none);
    contract_add(wrong_arguments_for_events_are_refused);
    contract_add(environment_names_the_first_recorder);
    contract_add(item_can_be_opened);
    contract_add(index_outside_is_refused);
    contract_add(null_arguments_are_refused);
    return contract_run("master");
}
