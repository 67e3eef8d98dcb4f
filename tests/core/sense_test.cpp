// SPDX-License-Identifier: LGPL-2.1-or-later
// Sense data: decoding, words, status.
#include "mmc/sense.hpp"
#include "check.hpp"

#include <vector>

namespace {

using namespace burnish;
using mmc::decodeSense;
using mmc::statusOfSense;
using Bytes = std::vector<std::uint8_t>;

constexpr std::uint8_t Write10 = 0x2A;

struct Row {
    std::uint8_t key, asc, ascq;
    std::uint8_t opcode;
    Status expected;
};

const Row Rows[] = {
    {2, 0x3A, 0x00, 0x00, status::E_RECORDER_MEDIA_NO_MEDIA},
    {2, 0x3A, 0x01, 0x00, status::E_RECORDER_MEDIA_NO_MEDIA},
    {2, 0x3A, 0x02, 0x51, status::E_RECORDER_MEDIA_NO_MEDIA},
    {2, 0x3A, 0x03, 0x51, status::E_RECORDER_MEDIA_NO_MEDIA},
    {2, 0x06, 0x00, 0x00, status::E_RECORDER_MEDIA_UPSIDE_DOWN},
    {3, 0x06, 0x00, 0x28, status::E_RECORDER_MEDIA_UPSIDE_DOWN},
    {2, 0x04, 0x01, 0x00, status::E_RECORDER_MEDIA_BECOMING_READY},
    {2, 0x04, 0x04, 0x00, status::E_RECORDER_MEDIA_FORMAT_IN_PROGRESS},
    {2, 0x04, 0x07, 0x51, status::E_RECORDER_MEDIA_BUSY},
    {2, 0x04, 0x08, Write10, status::E_RECORDER_MEDIA_BUSY},
    {2, 0x04, 0x00, 0x00, status::E_RECORDER_MEDIA_BUSY},
    {2, 0x04, 0x02, 0x00, status::E_RECORDER_MEDIA_BUSY},
    {3, 0x0C, 0x09, Write10, status::E_LOSS_OF_STREAMING},
    {5, 0x0C, 0x09, Write10, status::E_LOSS_OF_STREAMING},
    {3, 0x0C, 0x00, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {3, 0x0C, 0x02, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {2, 0x30, 0x00, 0x00, status::E_RECORDER_MEDIA_INCOMPATIBLE},
    {5, 0x30, 0x05, Write10, status::E_RECORDER_MEDIA_INCOMPATIBLE},
    {5, 0x30, 0x10, Write10, status::E_RECORDER_MEDIA_NOT_FORMATTED},
    {2, 0x30, 0x11, 0xBB, status::E_RECORDER_MEDIA_SPEED_MISMATCH},
    {7, 0x27, 0x00, Write10, status::E_RECORDER_MEDIA_WRITE_PROTECTED},
    {7, 0x27, 0x04, Write10, status::E_RECORDER_MEDIA_WRITE_PROTECTED},
    {5, 0x24, 0x00, 0x5A, status::E_RECORDER_NO_SUCH_MODE_PAGE},
    {5, 0x24, 0x00, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {5, 0x26, 0x00, 0x55, status::E_RECORDER_INVALID_MODE_PARAMETERS},
    {5, 0x26, 0x02, 0x55, status::E_RECORDER_INVALID_MODE_PARAMETERS},
    {5, 0x20, 0x00, 0x46, status::E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED},
    {5, 0x20, 0x00, 0x54, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {5, 0x24, 0x00, 0xAD, status::E_RECORDER_DVD_STRUCTURE_NOT_PRESENT},
    {5, 0x30, 0x02, 0xAD, status::E_RECORDER_DVD_STRUCTURE_NOT_PRESENT},
    {5, 0x53, 0x02, 0x1B, status::E_RECORDER_LOCKED},
    {3, 0x73, 0x03, 0x54, status::E_POWER_CALIBRATION},
    {5, 0x73, 0x05, Write10, status::E_POWER_CALIBRATION},
    {3, 0x72, 0x00, 0x5B, status::E_SESSION_FIXATION},
    {5, 0x72, 0x03, 0x5B, status::E_SESSION_FIXATION},
    {5, 0x63, 0x00, Write10, status::E_END_OF_MEDIUM},
    {5, 0x63, 0x01, Write10, status::E_END_OF_MEDIUM},
    {5, 0x21, 0x02, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {5, 0x64, 0x00, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {5, 0x2C, 0x00, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {6, 0x28, 0x00, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {0xB, 0x00, 0x00, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
    {4, 0x44, 0x00, Write10, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
};

TEST(every_row_has_its_status) {
    for (const auto &row : Rows) {
        const SenseCode code{row.key, row.asc, row.ascq, false};
        if (statusOfSense(code, row.opcode) != row.expected) {
            test::fail(
                __FILE__, __LINE__,
                mmc::senseText(code) + " gives " + std::string(findStatus(statusOfSense(code, row.opcode))->name));
        }
    }
}

TEST(every_code_of_the_rows_has_words) {
    for (const auto &row : Rows) {
        if (row.asc != 0) {
            const auto text = mmc::senseText({row.key, row.asc, row.ascq, false});
            EXPECT(text.find("no name here") == std::string::npos);
        }
    }
}

TEST(words_carry_the_numbers) {
    EXPECT_EQ(mmc::senseText({3, 0x0C, 0x00, false}), "write error (3/0C/00)");
    EXPECT_EQ(mmc::senseText({5, 0x30, 0x10, false}), "the disc is not formatted (5/30/10)");
    EXPECT(mmc::senseText({3, 0x0C, 0x09, true}).find("(3/0C/09, deferred)") != std::string::npos);
    EXPECT(mmc::senseText({9, 0x80, 0x42, false}).find("(9/80/42)") != std::string::npos);
    EXPECT_EQ(mmc::senseText({2, 0x04, 0x42, false}), "the drive is not ready (2/04/42)");
}

Bytes fixedSense(std::uint8_t responseCode) {
    Bytes bytes(18);
    bytes[0] = responseCode;
    bytes[2] = 0x02;
    bytes[7] = 10;
    bytes[12] = 0x04;
    bytes[13] = 0x08;
    bytes[15] = 0x80;
    bytes[16] = 0x40;
    return bytes;
}

TEST(fixed_format) {
    const auto sense = decodeSense(ByteView(fixedSense(0x70)));
    EXPECT(sense.has_value());
    EXPECT_EQ(sense->code.key, 2);
    EXPECT_EQ(sense->code.asc, 0x04);
    EXPECT_EQ(sense->code.ascq, 0x08);
    EXPECT(!sense->code.deferred);
    EXPECT_EQ(*sense->progress, 0.25);
    EXPECT(decodeSense(ByteView(fixedSense(0xF0)))->code.key == 2);
}

TEST(deferred_fixed_format) {
    const auto sense = decodeSense(ByteView(fixedSense(0x71)));
    EXPECT(sense->code.deferred);
}

TEST(progress_is_only_read_where_it_can_be) {
    Bytes bytes = fixedSense(0x70);
    bytes[15] = 0x00;
    EXPECT(!decodeSense(ByteView(bytes))->progress);
    bytes[15] = 0xC0;
    bytes[2] = 0x05;  // there the field points at the wrong byte of the CDB
    EXPECT(!decodeSense(ByteView(bytes))->progress);
}

TEST(descriptor_format) {
    const Bytes bytes{0x72, 0x02, 0x04, 0x07, 0, 0, 0, 8, 0x02, 0x06, 0, 0, 0x80, 0x80, 0x00, 0};
    const auto sense = decodeSense(ByteView(bytes));
    EXPECT_EQ(sense->code.key, 2);
    EXPECT_EQ(sense->code.asc, 0x04);
    EXPECT_EQ(sense->code.ascq, 0x07);
    EXPECT_EQ(*sense->progress, 0.5);
    const Bytes own{0x73, 0x03, 0x0C, 0x09, 0, 0, 0, 8, 0x0A, 0x06, 0, 0, 0, 0, 0x20, 0x00};
    EXPECT(decodeSense(ByteView(own))->code.deferred);
    EXPECT_EQ(decodeSense(ByteView(own))->code.key, 3);
    EXPECT_EQ(*decodeSense(ByteView(own))->progress, 0.125);
}

TEST(other_bytes_are_no_sense) {
    EXPECT(!decodeSense(ByteView()));
    EXPECT(!decodeSense(ByteView(Bytes(18))));
    EXPECT(!decodeSense(ByteView(Bytes(18, 0xFF))));
    EXPECT(!decodeSense(ByteView(Bytes{0x70, 0x00})));
    EXPECT(!decodeSense(ByteView(Bytes{0x72, 0x00, 0x3A})));
}

TEST(cut_sense_never_reads_past_its_end) {
    for (std::size_t length = 0; length <= 18; ++length) {
        Bytes bytes = fixedSense(0x70);
        bytes.resize(length);
        const auto sense = decodeSense(ByteView(bytes));
        EXPECT_EQ(sense.has_value(), length >= 3);
        EXPECT_EQ(length == 18 && sense->progress.has_value(), length == 18);
    }
}

TEST(descriptors_with_any_length_end) {
    for (int length = 0; length < 256; ++length) {
        Bytes bytes{0x72, 0x02, 0x04, 0x07, 0, 0, 0, static_cast<std::uint8_t>(length)};
        bytes.resize(8 + 64, static_cast<std::uint8_t>(length));
        EXPECT_EQ(decodeSense(ByteView(bytes))->code.asc, 0x04);
    }
}

TEST(kinds_of_sense) {
    EXPECT(mmc::isUnitAttention({6, 0x28, 0x00, false}));
    EXPECT(mmc::isUnitAttention({6, 0x29, 0x01, false}));
    EXPECT(mmc::isUnitAttention({6, 0x2A, 0x00, false}));
    EXPECT(!mmc::isUnitAttention({6, 0x5A, 0x01, false}));
    EXPECT(!mmc::isUnitAttention({6, 0x28, 0x00, true}));
    EXPECT(mmc::isBecomingReady({2, 0x04, 0x01, false}));
    EXPECT(mmc::isBecomingReady({2, 0x04, 0x07, false}));
    EXPECT(!mmc::isBecomingReady({2, 0x04, 0x02, false}));
    EXPECT(!mmc::isBecomingReady({2, 0x04, 0x03, false}));
    EXPECT(!mmc::isBecomingReady({2, 0x3A, 0x01, false}));
    EXPECT(!mmc::isBecomingReady({2, 0x04, 0x08, true}));
    EXPECT(mmc::isRefusal({5, 0x24, 0x00, false}));
    EXPECT(!mmc::isRefusal({3, 0x0C, 0x00, false}));
}

}  // namespace
