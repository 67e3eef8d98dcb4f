// SPDX-License-Identifier: LGPL-2.1-or-later
// Long operations, the paced drive and its buffer.
#include "check.hpp"
#include "drive.hpp"

using namespace test;
using namespace std::chrono_literals;

namespace {

constexpr const char *DiscInformation = "51 00 00 00 00 00 00 00 22";

std::uint32_t freeBuffer(Drive &drive) {
    const Bytes reply = drive.reply("5C 00 00 00 00 00 00 00 0C", 12);
    EXPECT_EQ(get16(reply, 0), 10U);
    EXPECT(get32(reply, 8) <= get32(reply, 4));
    return get32(reply, 8);
}

}  // namespace

TEST(immediateOperationsKeepTheDriveBusy) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300)), "GOOD");
    EXPECT_EQ(drive.synchronize(true), "GOOD");
    EXPECT_EQ(drive.command("00"), "GOOD");  // the trap
    EXPECT_EQ(drive.write(452, pattern(16)), "2/04/07");
    EXPECT_EQ(drive.command("00"), "GOOD");
    EXPECT_EQ(drive.closing(2, 0, true), "2/04/07");
    EXPECT_EQ(drive.answer().sense[15], 0x80);
    const auto progress = drive.answer().sense[16];
    EXPECT_EQ(drive.receive("52 01 00 00 00 FF 00 00 24", 36), "2/04/07");
    EXPECT(drive.answer().sense[16] > progress);
    EXPECT_EQ(drive.closing(2, 0, true), "GOOD");
    const Bytes sense = drive.reply("03 00 00 00 12", 18);
    EXPECT_EQ(sense[2], 2);
    EXPECT_EQ(sense[12], 0x04);
    EXPECT_EQ(sense[13], 0x07);
    EXPECT_EQ(drive.command("1B 01"), "2/04/07");
    EXPECT_EQ(drive.receive("43 00 04 00 00 00 00 00 1C", 28), "2/04/07");
    EXPECT_EQ(drive.discInformation()[2], 0x01);
}

// A second SYNCHRONIZE CACHE, which asks to be told the end, is not refused but waits.
TEST(synchronizeCacheWaitsForTheDrive) {
    Drive drive("dvd+r");
    drive.open();
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.synchronize(true), "GOOD");
    EXPECT_EQ(drive.synchronize(true), "GOOD");  // it does not wait, and changes nothing
    EXPECT_EQ(drive.receive(DiscInformation, 34), "2/04/07");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.receive(DiscInformation, 34), "GOOD");

    Drive paced;
    paced.options.pace = 10;
    paced.open();
    EXPECT_EQ(paced.selectWriteParameters(), "GOOD");
    EXPECT_EQ(paced.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(paced.synchronize(true), "GOOD");
    paced.timeout = 1ms;
    EXPECT_EQ(paced.synchronize(), "timed out");
    paced.timeout = 30000ms;
    EXPECT_EQ(paced.synchronize(), "GOOD");
    EXPECT_EQ(paced.receive(DiscInformation, 34), "2/04/07");  // its clock stands still in this test
    paced.advance(30s);
    EXPECT_EQ(paced.receive(DiscInformation, 34), "GOOD");
}

TEST(withoutImmedAndPaceNothingIsBusy) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300)), "GOOD");
    EXPECT_EQ(freeBuffer(drive), 2048U * 1024);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x01);
}

TEST(aPacedDriveFillsItsBuffer) {
    Drive drive;
    drive.options.pace = 10;  // 1 536 000 bytes a second
    drive.options.bufferKib = 128;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    const Bytes chunk = pattern(16);
    std::int32_t lba = 0;
    for (; lba < 64; lba += 16) {
        EXPECT_EQ(drive.write(lba, chunk), "GOOD");
    }
    EXPECT_EQ(freeBuffer(drive), 0U);
    EXPECT_EQ(drive.write(lba, chunk), "2/04/08");
    EXPECT_EQ(drive.nextWritable(), lba);
    drive.advance(1699ms);  // spinning up, and the pre-gap
    EXPECT_EQ(drive.write(lba, chunk), "2/04/08");
    drive.advance(1ms + 10ms);
    EXPECT_EQ(drive.write(lba, chunk), "2/04/08");  // 15360 bytes are not enough
    EXPECT_EQ(freeBuffer(drive), 15360U);
    drive.advance(12ms);
    EXPECT_EQ(drive.write(lba, chunk), "GOOD");
    EXPECT_EQ(drive.synchronize(true), "GOOD");
    EXPECT_EQ(drive.receive(DiscInformation, 34), "2/04/07");
    drive.advance(80ms);
    EXPECT_EQ(drive.receive(DiscInformation, 34), "2/04/07");
    drive.advance(6ms);
    EXPECT_EQ(drive.receive(DiscInformation, 34), "GOOD");
}

TEST(aPacedSessionTakesItsTime) {
    Drive drive;
    drive.options.pace = 10;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300)), "GOOD");
    drive.advance(10s);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2, 0, true), "GOOD");
    drive.advance(14900ms);  // 11250 blocks at 750 a second
    EXPECT_EQ(drive.receive(DiscInformation, 34), "2/04/07");
    EXPECT(drive.answer().sense[16] > 0xF0);
    drive.advance(200ms);
    EXPECT_EQ(drive.receive(DiscInformation, 34), "GOOD");
}

TEST(whoWaitsTooShortlyForAPacedDriveTimesOut) {
    Drive drive;
    drive.options.pace = 1;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300)), "GOOD");
    drive.advance(60s);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "timed out");  // 150 s, the timeout is 30 s
    EXPECT_EQ(drive.receive(DiscInformation, 34), "2/04/07");
    drive.advance(150s);
    EXPECT_EQ(drive.discInformation()[2], 0x01);  // it was carried out nevertheless
}

TEST(aSlowerSpeedSlowsThePace) {
    Drive drive;
    drive.options.pace = 40;
    drive.options.bufferKib = 64;
    drive.open();
    EXPECT_EQ(drive.command("BB 00 FF FF 02 C4"), "GOOD");  // 4x
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(32)), "GOOD");
    drive.advance(2s + 60ms);  // 614400 bytes a second
    EXPECT_EQ(freeBuffer(drive), 36864U);
}

TEST(anUnprotectedUnderrunBreaksTheTrack) {
    Drive drive;
    drive.options.pace = 10;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(true, false, false), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    drive.advance(5s);
    EXPECT_EQ(drive.write(16, pattern(16)), "3/0C/09");
    EXPECT_EQ(drive.trackInformation(1)[5] & 0x20, 0x20);
    EXPECT_EQ(drive.nextWritable(), 452);
    EXPECT_EQ(drive.write(452, pattern(16)), "GOOD");
}

TEST(aProtectedUnderrunDoesNoHarm) {
    Drive drive;
    drive.options.pace = 10;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    drive.advance(5s);
    EXPECT_EQ(drive.write(16, pattern(16)), "GOOD");
}
