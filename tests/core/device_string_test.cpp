// SPDX-License-Identifier: LGPL-2.1-or-later
// What users may type for a device, and what they are told otherwise.
#include "transport/device_string.hpp"
#include "check.hpp"

namespace {

using namespace burnish;

VirtualDevice virtualDevice(const std::string &text) {
    auto parsed = parseDeviceString(text);
    EXPECT_OK(parsed);
    EXPECT(std::holds_alternative<VirtualDevice>(parsed->target));
    return std::get<VirtualDevice>(parsed->target);
}

void expectInvalid(const std::string &text, const std::string &mention) {
    auto parsed = parseDeviceString(text);
    EXPECT_STATUS(parsed, status::E_INVALIDARG);
    EXPECT(parsed.error().message.find(mention) != std::string::npos);
}

TEST(nodes) {
    auto parsed = parseDeviceString("/dev/sr0");
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->device, "/dev/sr0");
    EXPECT_EQ(std::get<NodeDevice>(parsed->target).path, "/dev/sr0");
    EXPECT_EQ(std::get<NodeDevice>(parseDeviceString("/dev/50%?a=b")->target).path, "/dev/50%?a=b");
}

TEST(virtual_defaults) {
    const auto device = virtualDevice("virtual:backup.disc");
    EXPECT_EQ(device.folder, "backup.disc");
    EXPECT(device.medium.empty());
    EXPECT(!device.empty && !device.noRaw && !device.discard);
    EXPECT_EQ(device.pace, 0);
    EXPECT_EQ(device.bufferKib, 2048U);
    EXPECT(device.faultsFile.empty());
}

TEST(virtual_with_every_option) {
    const auto device = virtualDevice(
        "virtual:/tmp/a%20b%3F.disc?medium=dvd%2Br&empty=1&no-raw=1&discard=1&pace=2.4&buffer=512&faults=/x%26y.json");
    EXPECT_EQ(device.folder, "/tmp/a b?.disc");
    EXPECT_EQ(device.medium, "dvd+r");
    EXPECT(device.empty && device.noRaw && device.discard);
    EXPECT_EQ(device.pace, 2.4);
    EXPECT_EQ(device.bufferKib, 512U);
    EXPECT_EQ(device.faultsFile, "/x&y.json");
}

TEST(plus_is_a_plus) {
    EXPECT_EQ(virtualDevice("virtual:a+b?medium=dvd+r").medium, "dvd+r");
    EXPECT_EQ(virtualDevice("virtual:a+b?medium=dvd+r").folder, "a+b");
}

TEST(device_name_is_without_options) {
    EXPECT_EQ(parseDeviceString("virtual:a%20b.disc?medium=dvd+r")->device, "virtual:a%20b.disc");
}

TEST(unknown_keys_and_bad_values_are_named) {
    expectInvalid("virtual:a?speed=4", "speed");
    expectInvalid("virtual:a?speed=4", "pace");
    expectInvalid("virtual:a?Medium=dvd+r", "Medium");
    expectInvalid("virtual:a?empty=yes", "empty");
    expectInvalid("virtual:a?empty=", "0 and 1");
    expectInvalid("virtual:a?pace=fast", "pace");
    expectInvalid("virtual:a?pace=-1", "pace");
    expectInvalid("virtual:a?pace=inf", "pace");
    expectInvalid("virtual:a?pace=nan", "pace");
    expectInvalid("virtual:a?pace=4x", "pace");
    expectInvalid("virtual:a?buffer=0", "buffer");
    expectInvalid("virtual:a?buffer=64k", "buffer");
    expectInvalid("virtual:a?buffer=99999999999", "buffer");
    expectInvalid("virtual:a?medium=", "medium");
    expectInvalid("virtual:a?faults=", "faults");
    expectInvalid("virtual:a?empty=1&empty=1", "twice");
    expectInvalid("virtual:a?", "options");
    expectInvalid("virtual:a?medium", "options");
    expectInvalid("virtual:a?medium=cd-r-80&", "options");
}

TEST(bad_percent_encoding_is_refused) {
    expectInvalid("virtual:100%", "%25");
    expectInvalid("virtual:a%2", "%25");
    expectInvalid("virtual:a%zz", "%25");
    expectInvalid("virtual:a%00b", "%");
    expectInvalid("virtual:a?medium=%", "medium");
    EXPECT_EQ(virtualDevice("virtual:100%25").folder, "100%");
}

TEST(a_folder_is_needed_unless_the_drive_is_empty) {
    expectInvalid("virtual:", "folder");
    expectInvalid("virtual:?medium=dvd+r", "folder");
    EXPECT(virtualDevice("virtual:?empty=1").empty);
}

TEST(other_strings) {
    expectInvalid("", "permitted");
    expectInvalid("sr0", "/dev/sr0");
    expectInvalid("VIRTUAL:a", "virtual:");
    expectInvalid("backup.disc", "virtual:backup.disc");
    EXPECT_STATUS(parseDeviceString(std::string("/dev/sr0\0x", 10)), status::E_INVALIDARG);
}

TEST(served_by_another_process) {
    auto parsed = parseDeviceString("virtual+unix:/run/a%20b%3F");
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->device, "virtual+unix:/run/a%20b%3F");
    EXPECT_EQ(std::get<UnixDevice>(parsed->target).socket, "/run/a b?");
    expectInvalid("virtual+unix:", "socket");
    expectInvalid("virtual+unix:/run/s?medium=dvd+r", "serves");
    expectInvalid("virtual+unix:100%", "%25");
}

TEST(through_libcdio) {
    auto parsed = parseDeviceString("cdio:/dev/disc?%20");
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->device, "cdio:/dev/disc?%20");
    EXPECT_EQ(std::get<CdioDevice>(parsed->target).path, "/dev/disc?%20");
    expectInvalid("cdio:", "cdio:/dev/sr0");
    expectInvalid("cdio:sr0", "cdio:/dev/sr0");
    const auto opened = openTransport("cdio:/dev/no-such-drive");
#ifdef BURNISH_CDIO
    EXPECT_STATUS(opened, status::E_DEV_NOT_EXIST);
#else
    EXPECT_STATUS(opened, status::E_NOTIMPL);
    EXPECT(opened.error().message.find("libcdio") != std::string::npos);
#endif
}

}  // namespace
