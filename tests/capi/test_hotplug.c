/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_master: drives that come and go, on a machine that umockdev plays. */
#include "helpers.h"

#include <umockdev.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char Sr0[] = "/sys/devices/virtual/block/sr0", Sr1[] = "/sys/devices/virtual/block/sr1";

static UMockdevTestbed *new_machine(void) {
    UMockdevTestbed *machine = umockdev_testbed_new();
    ck_assert(umockdev_in_mock_environment());
    unsetenv("BURNISH_DEVICE");
    return machine;
}

static void plug(UMockdevTestbed *machine, const char *path) {
    const char *name = strrchr(path, '/') + 1;
    char text[300];
    GError *error = NULL;
    snprintf(text, sizeof text,
             "P: /devices/virtual/block/%s\nN: %s\nE: DEVNAME=/dev/%s\nE: DEVTYPE=disk\nE: SUBSYSTEM=block\n\n", name,
             name, name);
    ck_assert(umockdev_testbed_add_from_string(machine, text, &error));
    umockdev_testbed_uevent(machine, path, "add");
}

static void unplug(UMockdevTestbed *machine, const char *path) {
    umockdev_testbed_uevent(machine, path, "remove");
    umockdev_testbed_remove_device(machine, path);
}

static void expect_count(burnish_master *master, int32_t expected) {
    int32_t count = -1;
    EXPECT_OK(burnish_master_get_count(master, &count));
    ck_assert_int_eq(count, expected);
}

START_TEST(events_are_taken_behind_a_descriptor) {
    UMockdevTestbed *machine = new_machine();
    burnish_master *master = NULL;
    burnish_master_event event = {sizeof event, 0, NULL};
    struct pollfd readable = {-1, POLLIN, 0};
    const char *item = NULL, *before = NULL;
    plug(machine, Sr0);
    EXPECT_OK(burnish_master_new(&master));
    expect_count(master, 1);
    EXPECT_OK(burnish_master_get_item(master, 0, &before));
    EXPECT_OK(burnish_master_get_fd(master, &readable.fd));
    ck_assert_int_eq(poll(&readable, 1, 0), 0);
    plug(machine, Sr1);
    ck_assert_int_eq(poll(&readable, 1, 60000), 1);
    expect_count(master, 1);
    EXPECT_OK(burnish_master_next_event(master, &event));
    ck_assert_int_eq(event.kind, BURNISH_MASTER_EVENT_ADDED);
    ck_assert_str_eq(event.device, "/dev/sr1");
    expect_count(master, 2);
    EXPECT_STATUS(burnish_master_next_event(master, &event), BURNISH_S_FALSE);
    ck_assert_int_eq(poll(&readable, 1, 0), 0);

    unplug(machine, Sr0);
    EXPECT_OK(burnish_master_next_event(master, &event));
    ck_assert_int_eq(event.kind, BURNISH_MASTER_EVENT_REMOVED);
    ck_assert_str_eq(event.device, "/dev/sr0");
    expect_count(master, 1);
    EXPECT_OK(burnish_master_get_item(master, 0, &item));
    ck_assert_str_eq(item, "/dev/sr1");
    ck_assert_str_eq(before, "/dev/sr0"); /* lives as long as the master */
    burnish_master_unref(master);
    g_object_unref(machine);
}
END_TEST

typedef struct told {
    int count;
    int32_t kinds[8];
    char devices[8][16];
    int32_t counts[8];
} told;

static void tell(burnish_master *master, const burnish_master_event *event, void *user_data) {
    told *self = user_data;
    ck_assert_int_lt(self->count, 8);
    ck_assert_uint_eq(event->size, sizeof *event);
    self->kinds[self->count] = event->kind;
    snprintf(self->devices[self->count], sizeof self->devices[0], "%s", event->device);
    EXPECT_OK(burnish_master_get_count(master, &self->counts[self->count]));
    ++self->count;
}

START_TEST(events_are_told_to_a_callback) {
    UMockdevTestbed *machine = new_machine();
    burnish_master *master = NULL;
    told all = {0, {0}, {{0}}, {0}};
    EXPECT_OK(burnish_master_new(&master));
    expect_count(master, 0);
    plug(machine, Sr0); /* before anybody watches */
    EXPECT_OK(burnish_master_wait_events(master, -1, tell, &all));
    ck_assert_int_eq(all.count, 1);
    plug(machine, Sr1);
    unplug(machine, Sr0);
    EXPECT_OK(burnish_master_wait_events(master, 60000, tell, &all));
    ck_assert_int_eq(all.count, 3);
    ck_assert_int_eq(all.kinds[0], BURNISH_MASTER_EVENT_ADDED);
    ck_assert_str_eq(all.devices[0], "/dev/sr0");
    ck_assert_int_eq(all.counts[0], 1);
    ck_assert_int_eq(all.kinds[1], BURNISH_MASTER_EVENT_ADDED);
    ck_assert_str_eq(all.devices[1], "/dev/sr1");
    ck_assert_int_eq(all.counts[1], 2);
    ck_assert_int_eq(all.kinds[2], BURNISH_MASTER_EVENT_REMOVED);
    ck_assert_str_eq(all.devices[2], "/dev/sr0");
    ck_assert_int_eq(all.counts[2], 1);
    EXPECT_STATUS(burnish_master_wait_events(master, 0, tell, &all), BURNISH_S_FALSE);
    ck_assert_int_eq(all.count, 3);
    burnish_master_unref(master);
    g_object_unref(machine);
}
END_TEST

static void drop(burnish_master *master, const burnish_master_event *event, void *user_data) {
    (void)event;
    ++*(int *)user_data;
    burnish_master_unref(master);
}

START_TEST(callback_may_drop_the_master) {
    UMockdevTestbed *machine = new_machine();
    burnish_master *master = NULL;
    int calls = 0;
    EXPECT_OK(burnish_master_new(&master));
    plug(machine, Sr0);
    EXPECT_OK(burnish_master_wait_events(master, -1, drop, &calls));
    ck_assert_int_eq(calls, 1);
    g_object_unref(machine);
}
END_TEST

START_TEST(named_recorder_comes_first_and_stays) {
    UMockdevTestbed *machine = new_machine();
    burnish_master *master = NULL;
    burnish_master_event event = {sizeof event, 0, NULL};
    const char *item = NULL;
    plug(machine, Sr0);
    plug(machine, Sr1);
    setenv("BURNISH_DEVICE", "/dev/sr1", 1);
    EXPECT_OK(burnish_master_new(&master));
    unsetenv("BURNISH_DEVICE");
    expect_count(master, 2);
    EXPECT_OK(burnish_master_get_item(master, 0, &item));
    ck_assert_str_eq(item, "/dev/sr1");
    EXPECT_STATUS(burnish_master_next_event(master, &event), BURNISH_S_FALSE);
    unplug(machine, Sr1);
    EXPECT_STATUS(burnish_master_next_event(master, &event), BURNISH_S_FALSE);
    expect_count(master, 2);
    burnish_master_unref(master);
    g_object_unref(machine);
}
END_TEST

int main(void) {
    contract_add(events_are_taken_behind_a_descriptor);
    contract_add(events_are_told_to_a_callback);
    contract_add(callback_may_drop_the_master);
    contract_add(named_recorder_comes_first_and_stays);
    return contract_run("hotplug");
}
