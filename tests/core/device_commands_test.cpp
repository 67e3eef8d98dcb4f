// SPDX-License-Identifier: LGPL-2.1-or-later
// Commands as a program makes them: what is refused, what goes out, and what comes back.
#include "recorder/device_commands.hpp"
#include "check.hpp"
#include "reply_bytes.hpp"

#include <algorithm>
#include <iterator>

namespace {

using namespace burnish;
using test::Bytes;
using test::checkCondition;
using test::good;

struct Bench {
    std::shared_ptr<test::FakeDrive> fake = std::make_shared<test::FakeDrive>();
    Drive drive{std::make_unique<test::FakeTransport>(fake)};

    Result<PassedCommand> pass(const Bytes &cdb, mmc::Direction direction = mmc::Direction::None, Bytes data = {},
                               int timeout = 0) {
        return passCommand(drive, cdb, direction, data, timeout);
    }
};

bool isAnyLength(unsigned opcode) {
    constexpr std::uint8_t Exempt[] = {0x02, 0x05, 0x06, 0x09, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x13, 0x14,
                                       0x19, 0x20, 0x21, 0x22, 0x23, 0x24, 0x26, 0x27, 0x29, 0x2C, 0x2D};
    return std::find(std::begin(Exempt), std::end(Exempt), opcode) != std::end(Exempt);
}

std::size_t onlyLength(unsigned opcode) {
    if (isAnyLength(opcode) || (opcode >= 0x60 && opcode < 0x80) || opcode >= 0xC0) {
        return 0;
    }
    return opcode < 0x20 ? 6 : opcode < 0x60 ? 10 : opcode < 0xA0 ? 16 : 12;
}

TEST(a_cdb_is_as_long_as_its_group_says) {
    Bench bench;
    for (unsigned opcode = 0; opcode < 256; ++opcode) {
        for (std::size_t length = 6; length <= 16; ++length) {
            Bytes cdb(length);
            cdb[0] = static_cast<std::uint8_t>(opcode);
            bench.fake->commands.clear();
            bench.fake->always(cdb[0], good());
            const auto answer = bench.pass(cdb);
            const bool fits = onlyLength(opcode) == 0 || onlyLength(opcode) == length;
            EXPECT_EQ(answer.ok() ? status::S_OK : answer.error().status, fits ? status::S_OK : status::E_INVALIDARG);
            EXPECT_EQ(bench.fake->commands.size(), fits ? 1U : 0U);
            EXPECT(!fits || bench.fake->commands[0] == cdb);
        }
    }
    EXPECT_STATUS(bench.pass(Bytes(5, 0xFF)), status::E_INVALIDARG);
    EXPECT_STATUS(bench.pass(Bytes(17, 0xFF)), status::E_INVALIDARG);
    EXPECT_STATUS(bench.pass({}), status::E_INVALIDARG);
}

TEST(data_is_at_least_one_byte_and_fits_the_adapter) {
    Bench bench;
    const Bytes cdb(10, 0xFF);
    bench.fake->always(0xFF, good(Bytes(100000, 7)));
    for (const auto direction : {mmc::Direction::FromDevice, mmc::Direction::ToDevice}) {
        EXPECT_STATUS(bench.pass(cdb, direction, {}), status::E_INVALIDARG);
        EXPECT_STATUS(bench.pass(cdb, direction, Bytes(65537)), status::E_INVALIDARG);
        EXPECT_EQ(bench.pass(cdb, direction, Bytes(65536))->transferred, 65536U);
        EXPECT_EQ(bench.pass(cdb, direction, Bytes(1))->transferred, 1U);
    }
    EXPECT_EQ(bench.fake->sent.size(), 2U);
}

TEST(timeouts_are_in_seconds) {
    Bench bench;
    std::chrono::milliseconds seen{};
    bench.fake->standing[0x00] = [&seen](const mmc::Command &command) {
        seen = command.timeout;
        return good();
    };
    EXPECT_OK(bench.pass(Bytes(6)));
    EXPECT_EQ(seen.count(), 10000);
    EXPECT_OK(bench.pass(Bytes(6), mmc::Direction::None, {}, 3));
    EXPECT_EQ(seen.count(), 3000);
    EXPECT_OK(bench.pass(Bytes(6), mmc::Direction::None, {}, 2147483));
    EXPECT_EQ(seen.count(), 2147483000);
    EXPECT_STATUS(bench.pass(Bytes(6), mmc::Direction::None, {}, 2147484), status::E_INVALIDARG);
    EXPECT_STATUS(bench.pass(Bytes(6), mmc::Direction::None, {}, -1), status::E_INVALIDARG);
    bench.fake->always(0x00, test::lost(status::E_RECORDER_COMMAND_TIMEOUT));
    EXPECT_STATUS(bench.pass(Bytes(6)), status::E_RECORDER_COMMAND_TIMEOUT);
}

TEST(sense_data_comes_with_the_answer) {
    Bench bench;
    bench.fake->always(0x00, checkCondition(6, 0x29, 0x00));
    const auto answer = bench.pass(Bytes(6));
    EXPECT_OK(answer);
    EXPECT_EQ(bench.fake->commands.size(), 1U);  // sent once, also on a unit attention
    EXPECT_EQ(answer->sense[0], 0x70);
    EXPECT_EQ(answer->sense[2], 6);
    EXPECT_EQ(answer->sense[7], 10);
    EXPECT_EQ(answer->sense[12], 0x29);
    EXPECT(answer->trouble.has_value());
    EXPECT_EQ(answer->trouble->status, status::S_COMMAND_HAS_SENSE_DATA);
    EXPECT_EQ(answer->trouble->sense->asc, 0x29);
    EXPECT_EQ(answer->trouble->cdb.size(), 6U);
    EXPECT(!answer->trouble->message.empty());

    bench.fake->always(0x00, good());
    const auto clean = bench.pass(Bytes(6));
    EXPECT(!clean->trouble.has_value());
    EXPECT(clean->sense == (std::array<std::uint8_t, 18>{}));
}

TEST(a_recovered_error_is_told_too) {
    Bench bench;
    auto reply = checkCondition(1, 0x17, 0x01);
    reply.data = Bytes(8, 9);
    bench.fake->always(0x25, reply);
    const auto answer = bench.pass(Bytes{0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0}, mmc::Direction::FromDevice, Bytes(8));
    EXPECT_OK(answer);
    EXPECT_EQ(answer->transferred, 8U);
    EXPECT_EQ(answer->trouble->sense->key, 1);
}

TEST(sense_in_descriptor_format_is_put_into_fixed_format) {
    Bench bench;
    test::Reply reply;
    reply.status = 0x02;
    reply.sense = {0x72, 0x02, 0x04, 0x07, 0, 0, 0, 8, 0x02, 6, 0, 0, 0x80, 0x40, 0x00, 0};
    bench.fake->always(0x00, reply);
    const auto answer = bench.pass(Bytes(6));
    EXPECT_OK(answer);
    const std::array<std::uint8_t, 18> expected{0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x04, 0x07, 0, 0x80, 0x40, 0};
    EXPECT(answer->sense == expected);
}

TEST(an_answer_without_sense_is_a_failure) {
    Bench bench;
    for (const auto &[scsi, expected] :
         std::vector<std::pair<std::uint8_t, Status>>{{0x02, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE},
                                                      {0x08, status::E_RECORDER_MEDIA_BUSY},
                                                      {0x18, status::E_RECORDER_LOCKED}}) {
        test::Reply reply;
        reply.status = scsi;
        bench.fake->always(0x00, reply);
        EXPECT_STATUS(bench.pass(Bytes(6)), expected);
    }
}

TEST(a_dvd_structure_comes_without_its_header) {
    Bench bench;
    const Bytes whole{0, 6, 0, 0, 1, 2, 3, 4};
    bench.fake->always(0xAD, good(whole));
    EXPECT(*readDvdStructure(bench.drive, 0x12301, 7, 1, 2) == Bytes({1, 2, 3, 4}));
    EXPECT(bench.fake->commands[0] == Bytes({0xAD, 0, 0, 0, 0, 7, 1, 0x01, 0, 4, 0x80, 0}));
    EXPECT(bench.fake->commands[1] == Bytes({0xAD, 0, 0, 0, 0, 7, 1, 0x01, 0, 8, 0x80, 0}));
    EXPECT_STATUS(readDvdStructure(bench.drive, 0, 0, 256, 0), status::E_INVALIDARG);
    EXPECT_STATUS(readDvdStructure(bench.drive, 0, 0, 0, 4), status::E_INVALIDARG);
    bench.fake->always(0xAD, good({0, 6, 0}));
    EXPECT_STATUS(readDvdStructure(bench.drive, 0, 0, 0, 0), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    bench.fake->always(0xAD, good({0, 1, 0, 0}));
    EXPECT_STATUS(readDvdStructure(bench.drive, 0, 0, 0, 0), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    bench.fake->always(0xAD, good({0, 60, 0, 0, 1}));
    EXPECT_STATUS(readDvdStructure(bench.drive, 0, 0, 0, 0), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
    bench.fake->always(0xAD, checkCondition(5, 0x24, 0x00));
    EXPECT_STATUS(readDvdStructure(bench.drive, 0, 0, 0, 0), status::E_RECORDER_DVD_STRUCTURE_NOT_PRESENT);
    Bytes largest(70000);
    largest[0] = largest[1] = 0xFF;
    bench.fake->always(0xAD, good(largest));
    EXPECT_EQ(readDvdStructure(bench.drive, 0, 0, 0, 0)->size(), 65531U);
}

TEST(a_dvd_structure_is_sent_with_a_header) {
    Bench bench;
    bench.fake->always(0xBF, good());
    EXPECT_OK(sendDvdStructure(bench.drive, 0x20, Bytes{9, 8, 7, 6, 5, 4, 3, 2}));
    EXPECT(bench.fake->commands[0] == Bytes({0xBF, 0, 0, 0, 0, 0, 0, 0x20, 0, 12, 0, 0}));
    EXPECT(bench.fake->sent[0] == Bytes({0, 10, 0, 0, 9, 8, 7, 6, 5, 4, 3, 2}));
    EXPECT_STATUS(sendDvdStructure(bench.drive, 0x20, Bytes{}), status::E_INVALIDARG);
    EXPECT_STATUS(sendDvdStructure(bench.drive, 0x20, Bytes(65532)), status::E_INVALIDARG);
    EXPECT_OK(sendDvdStructure(bench.drive, 0x20, Bytes(65531)));
    bench.fake->always(0xBF, checkCondition(5, 0x30, 0x02));
    EXPECT_STATUS(sendDvdStructure(bench.drive, 0x20, Bytes(8)), status::E_RECORDER_MEDIA_INCOMPATIBLE);
}

TEST(disc_and_track_information_come_whole) {
    Bench bench;
    Bytes disc(40, 3);
    disc[0] = 0;
    disc[1] = 38;
    bench.fake->always(0x51, good(disc));
    EXPECT(*discInformationReply(bench.drive) == disc);
    EXPECT_EQ(bench.fake->commands.back()[8], 40);
    bench.fake->always(0x52, good(disc));
    EXPECT(*trackInformationReply(bench.drive, 0x01020304, 2) == disc);
    EXPECT(bench.fake->commands.back() == Bytes({0x52, 2, 1, 2, 3, 4, 0, 0, 40, 0}));
    EXPECT_STATUS(trackInformationReply(bench.drive, 0, 3), status::E_INVALIDARG);
    EXPECT_STATUS(trackInformationReply(bench.drive, 0, -1), status::E_INVALIDARG);
    bench.fake->always(0x51, checkCondition(2, 0x3A, 0x01));
    EXPECT_STATUS(discInformationReply(bench.drive), status::E_RECORDER_MEDIA_NO_MEDIA);
}

TEST(the_serial_number_is_a_feature) {
    Bench bench;
    bench.fake->always(0x46, good(test::featuresReply(9, {{0x01, 0x08, 0x03, 4, 'A', 'B', '1', ' '}})));
    EXPECT_EQ(*serialNumber(bench.drive), "AB1");
    bench.fake->always(0x46, good(test::featuresReply(9)));
    EXPECT(serialNumber(bench.drive)->empty());
}

}  // namespace
