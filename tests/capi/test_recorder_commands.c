/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_recorder in the drive's own language, on virtual discs. */
#include "helpers.h"

#include <string.h>

static const uint8_t test_unit_ready[6] = {0};
static const uint8_t inquiry[6] = {0x12, 0, 0, 0, 36, 0};
static const uint8_t read_capacity[10] = {0x25};

static void expect_sense(burnish_recorder *recorder, const uint8_t *sense, uint8_t key, uint8_t asc, uint8_t ascq) {
    burnish_error *error = NULL;
    int32_t code = 0;
    ck_assert_uint_eq(sense[0], 0x70);
    ck_assert_uint_eq(sense[2], key);
    ck_assert_uint_eq(sense[7], 10);
    ck_assert_uint_eq(sense[12], asc);
    ck_assert_uint_eq(sense[13], ascq);
    EXPECT_OK(burnish_recorder_get_error(recorder, &error));
    EXPECT_STATUS(burnish_error_status(error), BURNISH_S_COMMAND_HAS_SENSE_DATA);
    ck_assert_str_ne(burnish_error_message(error), "");
    EXPECT_OK(burnish_error_get_sense(error, &code));
    ck_assert_int_eq(code, key << 16 | asc << 8 | ascq);
    burnish_error_unref(error);
}

START_TEST(command_without_data) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    uint8_t sense[BURNISH_SENSE_BUFFER_SIZE], zeros[BURNISH_SENSE_BUFFER_SIZE] = {0};
    memset(sense, 0xAA, sizeof sense);
    EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, test_unit_ready, 6, sense, 5),
                  BURNISH_S_COMMAND_HAS_SENSE_DATA);
    expect_sense(recorder, sense, 6, 0x29, 0x00); /* power on */
    EXPECT_OK(burnish_recorder_send_command_no_data(recorder, test_unit_ready, 6, sense, 0));
    ck_assert_mem_eq(sense, zeros, sizeof sense);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(command_that_gets_data) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    uint8_t sense[BURNISH_SENSE_BUFFER_SIZE], reply[100];
    size_t fetched = 0;
    memset(reply, 0xAA, sizeof reply);
    EXPECT_OK(burnish_recorder_send_command_get_data_from_device(recorder, inquiry, 6, sense, 0, reply, sizeof reply,
                                                                 &fetched));
    ck_assert_uint_eq(fetched, 36);
    ck_assert_mem_eq(reply + 8, "BURNISH VIRTUAL RECORDER", 24);
    ck_assert_uint_eq(reply[36], 0xAA);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(command_that_sends_data) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    static const uint8_t mode_select[10] = {0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0};
    uint8_t sense[BURNISH_SENSE_BUFFER_SIZE], list[60] = {0}, page[52];
    size_t count = 0;
    EXPECT_OK(burnish_recorder_get_mode_page(recorder, 0x05, 0, list + 8, 52, &count));
    ck_assert_uint_eq(count, 52);
    list[8] &= 0x3F;
    list[10] = 0x41; /* underrun protection, track at once */
    list[11] = 0xC4; /* another session may follow, data */
    list[12] = 0x08; /* mode 1 */
    EXPECT_OK(burnish_recorder_send_command_send_data_to_device(recorder, mode_select, 10, sense, 0, list, 60));
    EXPECT_OK(burnish_recorder_get_mode_page(recorder, 0x05, 0, page, 52, &count));
    ck_assert_uint_eq(page[2], 0x41);
    ck_assert_uint_eq(page[3], 0xC4);
    list[10] = 0x4F; /* no such write type */
    EXPECT_STATUS(burnish_recorder_send_command_send_data_to_device(recorder, mode_select, 10, sense, 0, list, 60),
                  BURNISH_S_COMMAND_HAS_SENSE_DATA);
    expect_sense(recorder, sense, 5, 0x26, 0x00);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(wrong_commands_are_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    uint8_t sense[BURNISH_SENSE_BUFFER_SIZE], reply[36];
    const uint8_t vendor[16] = {0xFF};
    size_t fetched = 77;
    size_t length;
    uint32_t most = 0;
    memset(sense, 0xAA, sizeof sense);
    for (length = 0; length <= 20; ++length) {
        if (length != 6) {
            EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, inquiry, length, sense, 0),
                          BURNISH_E_INVALIDARG);
        }
        if (length != 10) {
            EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, read_capacity, length, sense, 0),
                          BURNISH_E_INVALIDARG);
        }
        EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, vendor, length, sense, 0),
                      length < 6 || length > 16 ? BURNISH_E_INVALIDARG : BURNISH_S_COMMAND_HAS_SENSE_DATA);
    }
    EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, test_unit_ready, 6, sense, -1), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, test_unit_ready, 6, sense, INT32_MAX),
                  BURNISH_E_INVALIDARG);
    EXPECT_STATUS(
        burnish_recorder_send_command_get_data_from_device(recorder, inquiry, 6, sense, 0, reply, 0, &fetched),
        BURNISH_E_INVALIDARG);
    EXPECT_OK(burnish_recorder_get_maximum_page_aligned_transfer_size(recorder, &most));
    EXPECT_STATUS(
        burnish_recorder_send_command_get_data_from_device(recorder, inquiry, 6, sense, 0, reply, most + 1, &fetched),
        BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_send_command_send_data_to_device(recorder, inquiry, 6, sense, 0, reply, 0),
                  BURNISH_E_INVALIDARG);
    ck_assert_uint_eq(fetched, 77);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(dvd_structures) {
    burnish_recorder *dvd = open_disc("dvd", "medium=dvd%2Br");
    burnish_recorder *cd = open_disc("cd", "medium=cd-r-80");
    uint8_t data[4096];
    size_t count = 0;
    EXPECT_OK(burnish_recorder_read_dvd_structure(dvd, 0, 0, 0, 0, data, sizeof data, &count));
    ck_assert_uint_eq(count, 2048);
    ck_assert_uint_eq(data[0], 0xA1); /* DVD+R */
    ck_assert_uint_eq(data[4] << 24 | data[5] << 16 | data[6] << 8 | data[7], 0x030000);
    EXPECT_OK(burnish_recorder_read_dvd_structure(dvd, 0x12300, 0, 0, 0, data, 1, &count)); /* the same format */
    ck_assert_uint_eq(count, 2048);
    EXPECT_STATUS(burnish_recorder_read_dvd_structure(dvd, 0x20, 0, 0, 0, data, sizeof data, &count),
                  BURNISH_E_RECORDER_DVD_STRUCTURE_NOT_PRESENT);
    EXPECT_STATUS(burnish_recorder_read_dvd_structure(cd, 0, 0, 0, 0, data, sizeof data, &count),
                  BURNISH_E_RECORDER_DVD_STRUCTURE_NOT_PRESENT);
    EXPECT_STATUS(burnish_recorder_read_dvd_structure(dvd, 0, 0, 256, 0, data, sizeof data, &count),
                  BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_read_dvd_structure(dvd, 0, 0, 0, 4, data, sizeof data, &count),
                  BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_send_dvd_structure(dvd, 0x20, data, 8), BURNISH_E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    EXPECT_STATUS(burnish_recorder_send_dvd_structure(dvd, 0x20, data, 0), BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_send_dvd_structure(dvd, 0x20, data, 65532), BURNISH_E_INVALIDARG);
    burnish_recorder_unref(cd);
    burnish_recorder_unref(dvd);
}
END_TEST

START_TEST(disc_and_track_information) {
    burnish_recorder *recorder = open_disc("disc", "medium=cd-r-80");
    burnish_recorder *none;
    uint8_t disc[64], track[64], other[64];
    size_t count = 0, same = 0;
    EXPECT_OK(burnish_recorder_get_disc_information(recorder, disc, sizeof disc, &count));
    ck_assert_uint_eq(count, 34);
    ck_assert_uint_eq(disc[1], 32);
    ck_assert_uint_eq(disc[2] & 0x03, 0); /* blank */
    EXPECT_OK(burnish_recorder_get_track_information(recorder, 1, BURNISH_READ_TRACK_ADDRESS_TYPE_TRACK, track,
                                                     sizeof track, &count));
    ck_assert_uint_eq(count, 36);
    ck_assert_uint_eq(track[2], 1);
    EXPECT_OK(burnish_recorder_get_track_information(recorder, 0, BURNISH_READ_TRACK_ADDRESS_TYPE_LBA, other,
                                                     sizeof other, &same));
    ck_assert_uint_eq(same, count);
    ck_assert_mem_eq(other, track, count);
    EXPECT_OK(burnish_recorder_get_track_information(recorder, 1, BURNISH_READ_TRACK_ADDRESS_TYPE_SESSION, other,
                                                     sizeof other, &same));
    ck_assert_mem_eq(other, track, count);
    EXPECT_STATUS(burnish_recorder_get_track_information(recorder, 1, 3, track, sizeof track, &count),
                  BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_get_track_information(recorder, 9, BURNISH_READ_TRACK_ADDRESS_TYPE_TRACK, track,
                                                         sizeof track, &count),
                  BURNISH_E_UNEXPECTED_RESPONSE_FROM_DEVICE);
    burnish_recorder_unref(recorder);
    none = open_disc("none", "empty=1");
    EXPECT_STATUS(burnish_recorder_get_disc_information(none, disc, sizeof disc, &count),
                  BURNISH_E_RECORDER_MEDIA_NO_MEDIA);
    burnish_recorder_unref(none);
}
END_TEST

START_TEST(mode_pages_by_kind) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    int32_t current[32], of_kind[32];
    size_t count = 0, same = 0;
    int32_t kind;
    EXPECT_OK(burnish_recorder_get_supported_mode_pages(recorder, current, 32, &count));
    for (kind = 0; kind < 3; ++kind) {
        EXPECT_OK(burnish_recorder_get_supported_mode_pages_of_type(recorder, kind, of_kind, 32, &same));
        ck_assert_uint_eq(same, count);
        ck_assert_mem_eq(of_kind, current, count * sizeof *current);
    }
    EXPECT_STATUS(burnish_recorder_get_supported_mode_pages_of_type(recorder, 3, of_kind, 32, &same),
                  BURNISH_E_UNEXPECTED_RESPONSE_FROM_DEVICE); /* 5/39/00: it saves none */
    EXPECT_STATUS(burnish_recorder_get_supported_mode_pages_of_type(recorder, 4, of_kind, 32, &same),
                  BURNISH_E_INVALIDARG);
    EXPECT_STATUS(burnish_recorder_get_supported_mode_pages_of_type(recorder, -1, of_kind, 32, &same),
                  BURNISH_E_INVALIDARG);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(descriptors_tell_what_the_system_knows) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    burnish_adapter_descriptor adapter = {sizeof adapter, 0, 0, 0, NULL};
    burnish_device_descriptor device = {sizeof device, 0, 0, 0, NULL, NULL, NULL, NULL};
    const char *serial;
    uint32_t mask = 9, aligned = 0, unaligned = 0;
    EXPECT_OK(burnish_recorder_get_adapter_descriptor(recorder, &adapter));
    ck_assert_int_eq(adapter.bus_type, BURNISH_BUS_TYPE_VIRTUAL);
    ck_assert_str_eq(adapter.driver, "virtual-recorder");
    EXPECT_OK(burnish_recorder_get_device_descriptor(recorder, &device));
    ck_assert_int_eq(device.device_type, 5);
    ck_assert_int_eq(device.removable_media, 1);
    ck_assert_int_eq(device.bus_type, BURNISH_BUS_TYPE_VIRTUAL);
    ck_assert_str_eq(device.vendor_id, "BURNISH");
    ck_assert_str_eq(device.product_id, "VIRTUAL RECORDER");
    ck_assert_str_eq(device.product_revision, "0.1");
    ck_assert_uint_eq(strlen(device.serial_number), 16);
    serial = device.serial_number;
    EXPECT_OK(burnish_recorder_get_device_descriptor(recorder, &device));
    ck_assert_ptr_eq(device.serial_number, serial); /* kept once */
    EXPECT_OK(burnish_recorder_get_byte_alignment_mask(recorder, &mask));
    EXPECT_OK(burnish_recorder_get_maximum_page_aligned_transfer_size(recorder, &aligned));
    EXPECT_OK(burnish_recorder_get_maximum_non_page_aligned_transfer_size(recorder, &unaligned));
    ck_assert_uint_eq(mask, 0);
    ck_assert_uint_eq(aligned, 65536);
    ck_assert_uint_eq(unaligned, 65536);
    ck_assert_uint_eq(adapter.maximum_transfer_length, aligned);
    ck_assert_uint_eq(adapter.alignment_mask, mask);
    adapter.size = 0;
    EXPECT_STATUS(burnish_recorder_get_adapter_descriptor(recorder, &adapter), BURNISH_E_INVALIDARG);
    device.size = 4;
    EXPECT_STATUS(burnish_recorder_get_device_descriptor(recorder, &device), BURNISH_E_INVALIDARG);
    burnish_recorder_unref(recorder);
}
END_TEST

START_TEST(volume_name_opens_the_same_recorder) {
    burnish_recorder *recorder = open_disc("50%25 off", NULL);
    burnish_recorder *second = NULL;
    char *name = NULL, *again = NULL;
    EXPECT_OK(burnish_recorder_get_volume_name(recorder, &name));
    ck_assert_int_eq(strncmp(name, "virtual:/", 9), 0);
    ck_assert_ptr_nonnull(strstr(name, "50%25 off"));
    EXPECT_OK(burnish_recorder_new(&second));
    EXPECT_STATUS(burnish_recorder_initialize_disc_recorder(second, name), BURNISH_E_RECORDER_LOCKED);
    burnish_recorder_unref(recorder);
    EXPECT_OK(burnish_recorder_initialize_disc_recorder(second, name));
    EXPECT_OK(burnish_recorder_get_volume_name(second, &again));
    ck_assert_str_eq(again, name);
    burnish_string_free(again);
    burnish_string_free(name);
    burnish_recorder_unref(second);
}
END_TEST

START_TEST(media_change_notification_is_counted) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    EXPECT_STATUS(burnish_recorder_enable_mcn(recorder), BURNISH_E_FAIL);
    EXPECT_OK(burnish_recorder_disable_mcn(recorder));
    EXPECT_OK(burnish_recorder_disable_mcn(recorder));
    EXPECT_OK(burnish_recorder_enable_mcn(recorder));
    EXPECT_OK(burnish_recorder_enable_mcn(recorder));
    EXPECT_STATUS(burnish_recorder_enable_mcn(recorder), BURNISH_E_FAIL);
    EXPECT_OK(burnish_recorder_disable_mcn(recorder));
    burnish_recorder_unref(recorder);
}
END_TEST

static void expect_all(burnish_recorder *recorder, int32_t status) {
    burnish_adapter_descriptor adapter = {sizeof adapter, 0, 0, 0, NULL};
    burnish_device_descriptor device = {sizeof device, 0, 0, 0, NULL, NULL, NULL, NULL};
    uint8_t sense[BURNISH_SENSE_BUFFER_SIZE], bytes[36] = {0};
    int32_t number;
    uint32_t value;
    size_t count;
    char *text;
    EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, test_unit_ready, 6, sense, 0), status);
    EXPECT_STATUS(burnish_recorder_send_command_send_data_to_device(recorder, inquiry, 6, sense, 0, bytes, 36), status);
    EXPECT_STATUS(burnish_recorder_send_command_get_data_from_device(recorder, inquiry, 6, sense, 0, bytes, 36, &count),
                  status);
    EXPECT_STATUS(burnish_recorder_read_dvd_structure(recorder, 0, 0, 0, 0, bytes, 36, &count), status);
    EXPECT_STATUS(burnish_recorder_send_dvd_structure(recorder, 0, bytes, 36), status);
    EXPECT_STATUS(burnish_recorder_get_disc_information(recorder, bytes, 36, &count), status);
    EXPECT_STATUS(burnish_recorder_get_track_information(recorder, 1, 1, bytes, 36, &count), status);
    EXPECT_STATUS(burnish_recorder_get_supported_mode_pages_of_type(recorder, 0, &number, 1, &count), status);
    EXPECT_STATUS(burnish_recorder_get_adapter_descriptor(recorder, &adapter), status);
    EXPECT_STATUS(burnish_recorder_get_device_descriptor(recorder, &device), status);
    EXPECT_STATUS(burnish_recorder_get_byte_alignment_mask(recorder, &value), status);
    EXPECT_STATUS(burnish_recorder_get_maximum_page_aligned_transfer_size(recorder, &value), status);
    EXPECT_STATUS(burnish_recorder_get_maximum_non_page_aligned_transfer_size(recorder, &value), status);
    EXPECT_STATUS(burnish_recorder_get_volume_name(recorder, &text), status);
    EXPECT_STATUS(burnish_recorder_disable_mcn(recorder), status);
    EXPECT_STATUS(burnish_recorder_enable_mcn(recorder), status);
}

START_TEST(nothing_works_without_a_device) {
    burnish_recorder *recorder = NULL;
    EXPECT_OK(burnish_recorder_new(&recorder));
    expect_all(recorder, BURNISH_E_RECORDER_REQUIRED);
    burnish_recorder_unref(recorder);
    expect_all(NULL, BURNISH_E_POINTER);
}
END_TEST

START_TEST(null_arguments_are_refused) {
    burnish_recorder *recorder = open_disc("disc", NULL);
    uint8_t sense[BURNISH_SENSE_BUFFER_SIZE], bytes[36];
    size_t count;
    EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, NULL, 6, sense, 0), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_send_command_no_data(recorder, test_unit_ready, 6, NULL, 0), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_send_command_send_data_to_device(recorder, inquiry, 6, sense, 0, NULL, 36),
                  BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_send_command_get_data_from_device(recorder, inquiry, 6, sense, 0, NULL, 36, &count),
                  BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_send_command_get_data_from_device(recorder, inquiry, 6, sense, 0, bytes, 36, NULL),
                  BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_read_dvd_structure(recorder, 0, 0, 0, 0, bytes, 36, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_send_dvd_structure(recorder, 0, NULL, 36), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_disc_information(recorder, NULL, 36, &count), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_disc_information(recorder, bytes, 36, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_track_information(recorder, 1, 1, bytes, 36, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_supported_mode_pages_of_type(recorder, 0, NULL, 0, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_adapter_descriptor(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_device_descriptor(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_byte_alignment_mask(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_maximum_page_aligned_transfer_size(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_maximum_non_page_aligned_transfer_size(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_STATUS(burnish_recorder_get_volume_name(recorder, NULL), BURNISH_E_POINTER);
    EXPECT_OK(burnish_recorder_get_disc_information(recorder, NULL, 0, &count));
    ck_assert_uint_eq(count, 34);
    burnish_recorder_unref(recorder);
}
END_TEST

int main(void) {
    contract_add(command_without_data);
    contract_add(command_that_gets_data);
    contract_add(command_that_sends_data);
    contract_add(wrong_commands_are_refused);
    contract_add(dvd_structures);
    contract_add(disc_and_track_information);
    contract_add(mode_pages_by_kind);
    contract_add(descriptors_tell_what_the_system_knows);
    contract_add(volume_name_opens_the_same_recorder);
    contract_add(media_change_notification_is_counted);
    contract_add(nothing_works_without_a_device);
    contract_add(null_arguments_are_refused);
    return contract_run("recorder commands");
}
