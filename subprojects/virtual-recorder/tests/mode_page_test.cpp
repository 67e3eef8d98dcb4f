// SPDX-License-Identifier: LGPL-2.1-or-later
// Mode pages: what may be set, and what is refused.
#include "check.hpp"
#include "drive.hpp"

#include <utility>
#include <vector>

using namespace test;

namespace {

constexpr const char *Select = "55 10 00 00 00 00 00 00 3C";

}  // namespace

TEST(writeParametersAreKept) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.send(Select, drive.writeParameters()), "GOOD");
    const Bytes page = drive.reply("5A 08 05 00 00 00 00 00 FF", 255);
    EXPECT_EQ(page.size(), 60U);
    EXPECT_EQ(get16(page, 0), 58U);
    EXPECT_EQ(page[11], 0xC4);
    EXPECT_EQ(drive.reply("5A 08 85 00 00 00 00 00 FF", 255)[11], 0x04);  // default
    EXPECT_EQ(drive.receive("5A 08 C5 00 00 00 00 00 FF", 255), "5/39/00");
    EXPECT_EQ(drive.reply("5A 08 05 00 00 00 00 00 0A", 255).size(), 10U);
}

TEST(writeParametersThatTheDriveDoesNotHaveAreRefused) {
    const std::vector<std::pair<std::size_t, std::uint8_t>> wrong = {
        {10, 0x40}, {10, 0x43}, {10, 0x48},  // packet, raw without sub-channel, unknown
        {12, 0x00}, {12, 0x03}, {12, 0x09},  // other blocks
        {11, 0xC0}, {11, 0x84}, {11, 0xE4},  // audio, reserved multi-session, fixed packets
        {16, 0x05},                          // session format
        {9, 0x36},                           // length
        {14, 0x01}, {17, 0x01},              // reserved
    };
    Drive drive;
    drive.open();
    for (const auto &[at, value] : wrong) {
        Bytes list = drive.writeParameters();
        list[at] = value;
        const std::string expected = at == 9 ? "5/1A/00" : "5/26/00";
        EXPECT_EQ(drive.send(Select, list), expected);
    }
    EXPECT_EQ(drive.write(0, pattern(1)), "5/2C/00");  // none of these counted
    Bytes descriptor = drive.writeParameters();
    descriptor[7] = 8;
    EXPECT_EQ(drive.send(Select, descriptor), "5/26/00");
    EXPECT_EQ(drive.send("55 00 00 00 00 00 00 00 3C", drive.writeParameters()), "5/24/00");
    EXPECT_EQ(drive.send("55 11 00 00 00 00 00 00 3C", drive.writeParameters()), "5/24/00");
    EXPECT_EQ(drive.send("55 10 00 00 00 00 00 00 3B", drive.writeParameters()), "5/24/00");
    EXPECT_EQ(drive.send("55 10 00 00 00 00 00 00 04", Bytes(4)), "5/1A/00");
}

TEST(dvdPlusRToleratesWriteParameters) {
    Drive drive("dvd+r");
    drive.open();
    Bytes list = drive.writeParameters();
    list[10] = 0x42;
    EXPECT_EQ(drive.send(Select, list), "GOOD");
    list[10] = 0x50;
    EXPECT_EQ(drive.send(Select, list), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");  // and they have no effect
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 16);
}

TEST(capabilitiesAreConsistent) {
    for (const char *medium : {"cd-r-80", "dvd+r"}) {
        Drive drive(medium);
        drive.options.bufferKib = 1024;
        drive.open();
        const Bytes reply = drive.reply("5A 08 2A 00 00 00 00 01 00", 256);
        const Bytes page(reply.begin() + 8, reply.end());
        EXPECT_EQ(page[1] + 2U, page.size());
        const std::uint32_t count = get16(page, 30);
        EXPECT_EQ(32 + 4 * count, page.size());
        EXPECT_EQ(get16(page, 12), 1024U);
        EXPECT_EQ(get16(page, 18), get16(page, 34));
        for (std::uint32_t i = 1; i < count; ++i) {
            const bool faster = get16(page, 34 + 4 * i) < get16(page, 30 + 4 * i);
            const bool otherRotation =
                get16(page, 34 + 4 * i) == get16(page, 30 + 4 * i) && page[33 + 4 * i] == 1 && page[29 + 4 * i] == 0;
            EXPECT(faster || otherRotation);
        }
        EXPECT_EQ(page[3], 0x07);
        EXPECT_EQ(page[5], 0x77);  // CD audio, C2, ISRC, catalogue number; no R to W
        EXPECT_EQ(page[6] & 2, 0);
        EXPECT_EQ(drive.command("1E 00 00 00 01"), "GOOD");
        EXPECT_EQ(drive.reply("5A 08 2A 00 00 00 00 01 00", 256)[8 + 6] & 2, 2);
    }
}

TEST(allPagesComeTogether) {
    Drive drive;
    drive.open();
    const Bytes reply = drive.reply("5A 08 3F 00 00 00 00 02 00", 512);
    Bytes codes;
    for (std::size_t at = 8; at < reply.size(); at += 2U + reply[at + 1]) {
        codes.push_back(reply[at]);
    }
    EXPECT(codes == (Bytes{0x01, 0x05, 0x08, 0x0E, 0x1A, 0x1D, 0x2A}));
    EXPECT_EQ(drive.receive("5A 08 31 00 00 00 00 01 00", 256), "5/24/00");
    EXPECT_EQ(drive.receive("5A 08 05 01 00 00 00 01 00", 256), "5/24/00");
    EXPECT_EQ(drive.reply("1A 08 05 00 FF", 255).size(), 56U);
}

TEST(onlyChangeableBitsChange) {
    Drive drive;
    drive.open();
    Bytes list = {0, 0, 0, 0, 0x08, 10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    EXPECT_EQ(drive.send("15 10 00 00 10", list), "GOOD");
    EXPECT_EQ(drive.reply("1A 08 08 00 FF", 255)[6], 0x00);
    list[7] = 1;
    EXPECT_EQ(drive.send("15 10 00 00 10", list), "5/26/00");
    Bytes capabilities(8 + 2 + 0x3E);
    capabilities[8] = 0x2A;
    capabilities[9] = 0x3E;
    EXPECT_EQ(drive.send("55 10 00 00 00 00 00 00 48", capabilities), "5/26/00");
}

TEST(speedsAreRoundedDown) {
    Drive drive;
    drive.open();
    const auto selected = [&] { return get16(drive.reply("5A 08 2A 00 00 00 00 01 00", 256), 8 + 28); };
    EXPECT_EQ(selected(), 8467U);
    EXPECT_EQ(drive.command("BB 00 FF FF 0B 10"), "GOOD");  // 16 x 177
    EXPECT_EQ(selected(), 2822U);
    EXPECT_EQ(drive.command("BB 00 FF FF 00 01"), "GOOD");
    EXPECT_EQ(selected(), 706U);
    EXPECT_EQ(drive.command("BB 00 FF FF FF FF"), "GOOD");
    EXPECT_EQ(selected(), 8467U);
    EXPECT_EQ(drive.command("BB 02 FF FF FF FF"), "5/24/00");
}

TEST(rotationIsKeptWhereTheMediumHasIt) {
    for (const auto &[medium, kept] : {std::pair("cd-r-80", 1), std::pair("cd-rw-80", 0)}) {
        Drive drive(medium);
        drive.open();
        const auto page = [&] { return drive.reply("5A 08 2A 00 00 00 00 01 00", 256); };
        EXPECT_EQ(page()[8 + 27], 0);
        EXPECT_EQ(drive.command("BB 01 FF FF FF FF"), "GOOD");
        EXPECT_EQ(page()[8 + 27], kept);
        EXPECT_EQ(drive.command("BB 00 FF FF FF FF"), "GOOD");
        EXPECT_EQ(page()[8 + 27], 0);
    }
    // There is no pure CAV slower than 40x.
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.command("BB 01 FF FF 0B 10"), "GOOD");
    EXPECT_EQ(get16(drive.reply("5A 08 2A 00 00 00 00 01 00", 256), 8 + 28), 7056U);
}

TEST(streamingSetsTheSpeedOfADvd) {
    Drive drive("dvd+r");
    drive.open();
    const Bytes speeds = drive.reply("AC 00 00 00 00 00 00 00 00 20 03 00", 1024);
    EXPECT_EQ(get32(speeds, 0), 4 + 8 * 16U);  // six, two of them at pure CAV, too
    EXPECT_EQ(speeds.size(), 8 + 8 * 16U);
    EXPECT_EQ(get32(speeds, 8 + 4), 2295103U);
    EXPECT_EQ(get32(speeds, 8 + 12), 22160U);
    EXPECT_EQ(get32(speeds, 8 + 7 * 16 + 12), 3324U);
    EXPECT_EQ(speeds[8], 0x00);
    EXPECT_EQ(speeds[8 + 16], 0x08);
    EXPECT_EQ(get32(speeds, 8 + 16 + 12), 22160U);
    Bytes descriptor(28);
    descriptor[8] = 0x00, descriptor[9] = 0x23, descriptor[10] = 0x05, descriptor[11] = 0x3F;  // 2295103
    descriptor[22] = 0x2B, descriptor[23] = 0x48;                                              // 11080
    descriptor[26] = 0x03, descriptor[27] = 0xE8;
    EXPECT_EQ(drive.send("B6 00 00 00 00 00 00 00 00 00 1C", descriptor), "GOOD");
    const Bytes now = drive.reply("AC 14 00 00 00 00 00 00 00 01 00 00", 24);
    EXPECT_EQ(get32(now, 12), 11080U);
    EXPECT_EQ(now[4], 2);
    const auto rotation = [&] { return drive.reply("5A 08 2A 00 00 00 00 01 00", 256)[8 + 27]; };
    descriptor[0] = 0x08;
    EXPECT_EQ(drive.send("B6 00 00 00 00 00 00 00 00 00 1C", descriptor), "GOOD");
    EXPECT_EQ(rotation(), 1);
    EXPECT_EQ(get32(drive.reply("AC 14 00 00 00 00 00 00 00 01 00 00", 24), 12), 16620U);  // the slowest pure CAV
    descriptor[0] = 0x10;
    EXPECT_EQ(drive.send("B6 00 00 00 00 00 00 00 00 00 1C", descriptor), "5/26/00");
    descriptor[0] = 0x00;
    EXPECT_EQ(drive.send("B6 00 00 00 00 00 00 00 00 00 1C", descriptor), "GOOD");
    EXPECT_EQ(rotation(), 0);
    descriptor[0] = 0x02;
    descriptor[23] = 0x47;  // exactly this there is not
    EXPECT_EQ(drive.send("B6 00 00 00 00 00 00 00 00 00 1C", descriptor), "5/26/00");
    descriptor[8] = 0xFF;
    EXPECT_EQ(drive.send("B6 00 00 00 00 00 00 00 00 00 1C", descriptor), "5/26/00");
    EXPECT_EQ(drive.send("B6 00 00 00 00 00 00 00 00 00 1B", Bytes(27)), "5/1A/00");
    EXPECT_EQ(drive.receive("AC 04 00 00 00 00 00 00 00 01 00 00", 24), "5/24/00");
    EXPECT_EQ(drive.receive("AC 00 00 00 00 00 00 00 00 01 01 00", 24), "5/24/00");
}
