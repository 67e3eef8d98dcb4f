// SPDX-License-Identifier: LGPL-2.1-or-later
// Mode page 05h, byte by byte.
#include "mmc/write_parameters.hpp"
#include "check.hpp"

#include <vector>

namespace {

using namespace burnish::mmc;
using Bytes = std::vector<std::uint8_t>;

// A page as a drive may hold it: every byte set, also those that would be illegal.
Bytes filled(std::size_t length) {
    Bytes page(length + 2, 0xFF);
    page[0] = 0x85;
    page[1] = static_cast<std::uint8_t>(length);
    return page;
}

void expectFields(const Bytes &page, std::uint8_t byte2, std::uint8_t byte3, std::uint8_t byte4) {
    EXPECT_EQ(page[0], 0x05);
    EXPECT_EQ(page[2], byte2);
    EXPECT_EQ(page[3], byte3);
    EXPECT_EQ(page[4], byte4);
}

TEST(cd_data_track_at_once) {
    WriteParameters parameters;
    const auto open = [&] {
        parameters.multiSession = MultiSession::NextAllowed;
        return buildWriteParametersPage({}, parameters);
    }();
    EXPECT_EQ(open.size(), 52U);
    EXPECT_EQ(open[1], 0x32);
    expectFields(open, 0x41, 0xC4, 0x08);
    Bytes expected(52);
    expected[0] = 0x05;
    expected[1] = 0x32;
    expected[2] = 0x41;
    expected[3] = 0xC4;
    expected[4] = 0x08;
    expected[15] = 150;
    EXPECT(open == expected);
    parameters.multiSession = MultiSession::None;
    expectFields(buildWriteParametersPage({}, parameters), 0x41, 0x04, 0x08);
    parameters.multiSession = MultiSession::Final;
    expectFields(buildWriteParametersPage({}, parameters), 0x41, 0x44, 0x08);
    parameters.testWrite = true;
    parameters.bufferUnderrunFree = false;
    expectFields(buildWriteParametersPage({}, parameters), 0x11, 0x44, 0x08);
}

TEST(cd_audio_track_at_once) {
    WriteParameters parameters;
    parameters.trackMode = 0;
    parameters.dataBlockType = 0;
    parameters.mediaCatalogNumber = "4006408123453";
    parameters.isrc = "DEA239812345";
    const auto page = buildWriteParametersPage({}, parameters);
    expectFields(page, 0x41, 0x00, 0x00);
    EXPECT_EQ(page[16], 0x80);
    EXPECT_EQ(std::string(page.begin() + 17, page.begin() + 30), "4006408123453");
    EXPECT_EQ(page[30], 0);
    EXPECT_EQ(page[32], 0x80);
    EXPECT_EQ(std::string(page.begin() + 33, page.begin() + 45), "DEA239812345");
    EXPECT_EQ(page[45], 0);
    parameters.trackMode = 3;
    parameters.copy = true;
    expectFields(buildWriteParametersPage({}, parameters), 0x41, 0x13, 0x00);
}

TEST(cd_session_at_once_and_raw) {
    WriteParameters parameters;
    parameters.writeType = WriteType::SessionAtOnce;
    parameters.trackMode = 0;
    parameters.dataBlockType = 0;
    parameters.multiSession = MultiSession::NextAllowed;
    expectFields(buildWriteParametersPage({}, parameters), 0x42, 0xC0, 0x00);
    parameters.writeType = WriteType::Raw;
    parameters.multiSession = MultiSession::None;
    for (const std::uint8_t type : {1, 2, 3}) {
        parameters.dataBlockType = type;
        expectFields(buildWriteParametersPage({}, parameters), 0x43, 0x00, type);
    }
}

TEST(packets) {
    WriteParameters parameters;
    parameters.writeType = WriteType::Packet;
    parameters.fixedPacket = true;
    parameters.linkSize = 16;
    parameters.packetSize = 16;
    parameters.trackMode = 5;
    const auto page = buildWriteParametersPage({}, parameters);
    expectFields(page, 0x60, 0x25, 0x08);
    EXPECT_EQ(page[5], 16);
    EXPECT_EQ(page[13], 16);
}

TEST(nothing_of_ours_is_left_as_the_drive_had_it) {
    const WriteParameters parameters;
    for (const std::size_t length : {0x32U, 0x36U}) {
        const auto page = buildWriteParametersPage(filled(length), parameters);
        EXPECT_EQ(page.size(), length + 2);
        EXPECT_EQ(page[1], length);
        expectFields(page, 0xC1, 0x04, 0xF8);  // reserved bits stay the drive's
        EXPECT_EQ(page[5], 0);
        EXPECT_EQ(page[6], 0xFF);
        EXPECT_EQ(page[7], 0xC0);
        EXPECT_EQ(page[8], 0);
        EXPECT_EQ(page[9], 0xFF);
        EXPECT(Bytes(page.begin() + 10, page.begin() + 16) == Bytes({0, 0, 0, 0, 0, 150}));
        EXPECT(Bytes(page.begin() + 16, page.begin() + 52) == Bytes(36));
        EXPECT(Bytes(page.begin() + 52, page.end()) == Bytes(length - 0x32, 0xFF));
    }
}

TEST(what_is_no_page_05_is_replaced) {
    const WriteParameters parameters;
    const auto fresh = buildWriteParametersPage({}, parameters);
    Bytes other = filled(0x32);
    other[0] = 0x2A;
    EXPECT(buildWriteParametersPage(other, parameters) == fresh);
    EXPECT(buildWriteParametersPage(filled(0x0E), parameters) == fresh);
    Bytes cut = filled(0x36);
    cut.resize(53);
    EXPECT(buildWriteParametersPage(cut, parameters) == fresh);
    EXPECT(buildWriteParametersPage(Bytes(1), parameters) == fresh);
}

TEST(long_texts_stay_inside_their_fields) {
    WriteParameters parameters;
    parameters.mediaCatalogNumber = std::string(40, '7');
    parameters.isrc = std::string(40, 'Z');
    const auto page = buildWriteParametersPage({}, parameters);
    EXPECT_EQ(page.size(), 52U);
    EXPECT_EQ(page[30], 0);
    EXPECT_EQ(page[45], 0);
    EXPECT_EQ(page[48], 0);
}

}  // namespace
