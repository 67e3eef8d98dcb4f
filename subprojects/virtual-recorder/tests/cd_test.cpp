// SPDX-License-Identifier: LGPL-2.1-or-later
// CD-R: inspection, writing track at once, sessions, refusals.
#include "check.hpp"
#include "drive.hpp"

using namespace test;

namespace {

// Writes one track from the next writable address on and ends it.
std::int32_t writeTrack(Drive &drive, std::int32_t blocks, std::uint32_t seed) {
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    const std::int32_t start = drive.nextWritable();
    EXPECT_EQ(drive.write(start, pattern(blocks, seed)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    return start;
}

}  // namespace

TEST(blankDiscsOfAllSizes) {
    struct Size {
        const char *medium;
        std::int32_t capacity;
        Bytes leadOut;
    };
    for (const Size &size : {Size{"cd-r-74", 332850, {74, 0, 0}}, Size{"cd-r-80", 359849, {79, 59, 74}},
                             Size{"cd-r-90", 404849, {89, 59, 74}}, Size{"cd-r-99", 445349, {98, 59, 74}}}) {
        Drive drive(size.medium);
        drive.open();
        const Bytes info = drive.discInformation();
        EXPECT_EQ(get16(info, 0), 32U);
        EXPECT(Bytes(info.begin() + 2, info.begin() + 7) == (Bytes{0x00, 1, 1, 1, 1}));
        EXPECT(Bytes(info.begin() + 21, info.begin() + 24) == size.leadOut);
        const Bytes atip = drive.reply("43 00 04 00 00 00 00 00 1C", 28);
        EXPECT_EQ(atip.size(), 28U);
        EXPECT(Bytes(atip.begin() + 12, atip.begin() + 15) == size.leadOut);
        EXPECT(Bytes(atip.begin() + 8, atip.begin() + 11) == Bytes(info.begin() + 17, info.begin() + 20));
        EXPECT_EQ(atip[8], 97);
        const Bytes track = drive.trackInformation();
        EXPECT_EQ(track[2], 1);
        EXPECT_EQ(track[6], 0x4F);
        EXPECT_EQ(drive.nextWritable(), 0);
        EXPECT_EQ(drive.freeBlocks(), size.capacity - 2);
        EXPECT_EQ(get32(drive.reply("25", 8), 0), 0U);
        for (const char *format :
             {"43 00 00 00 00 00 00 00 FF", "43 00 01 00 00 00 00 00 FF", "43 00 02 00 00 00 00 00 FF",
              "43 00 03 00 00 00 00 00 FF", "43 00 05 00 00 00 00 00 FF"}) {
            EXPECT_EQ(drive.receive(format, 255), "5/24/00");
        }
        EXPECT_EQ(drive.read(0, 1), "5/64/00");
    }
}

TEST(aTrackIsWrittenClosedAndRead) {
    Drive drive;
    drive.open();
    const Bytes data = pattern(400, 7);
    EXPECT_EQ(drive.selectWriteParameters(false), "GOOD");
    EXPECT_EQ(drive.write(0, Bytes(data.begin(), data.begin() + 100 * 2048)), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 100);
    EXPECT_EQ(drive.write(100, Bytes(data.begin() + 100 * 2048, data.end())), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 400 + 2 + 150);
    EXPECT_EQ(drive.discInformation()[2], 0x05);  // session incomplete, disc appendable
    EXPECT_EQ(drive.discInformation()[6], 2);
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x0E);
    EXPECT_EQ(drive.read(0, 400), "GOOD");
    EXPECT(drive.reply() == data);
    EXPECT_EQ(get32(drive.reply("25", 8), 0), 401U);
    EXPECT_EQ(drive.read(400, 1), "5/64/00");  // run-out
    EXPECT_EQ(get32(Bytes(drive.answer().sense.begin(), drive.answer().sense.end()), 3), 400U);
    EXPECT_EQ(drive.read(399, 2), "5/64/00");
    EXPECT_EQ(drive.read(402, 1), "5/21/00");
    EXPECT_EQ(drive.read(-1, 1), "5/21/00");
    EXPECT(drive.reply("43 00 00 00 00 00 00 00 FF", 255) ==
           (Bytes{0, 18, 1, 1, 0, 0x14, 1, 0, 0, 0, 0, 0, 0, 0x14, 0xAA, 0, 0, 0, 0x01, 0x92}));
    EXPECT_EQ(get32(drive.trackInformation(1), 24), 402U);
    EXPECT_EQ(drive.receive("52 01 00 00 00 FF 00 00 24", 36), "5/24/00");
}

TEST(theDiscSurvivesTheDrive) {
    Drive drive("cd-r-74");
    drive.open();
    EXPECT_EQ(writeTrack(drive, 320, 3), 0);
    EXPECT_EQ(drive.closing(2), "GOOD");
    drive.options.medium.clear();
    drive.open();
    EXPECT_EQ(drive.discInformation()[2], 0x01);
    EXPECT_EQ(drive.nextWritable(), 322 + 11400);
    EXPECT_EQ(drive.read(0, 320), "GOOD");
    EXPECT(drive.reply() == pattern(320, 3));
}

TEST(wrongOrderIsRefused) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.write(0, pattern(16)), "5/2C/00");
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(1, pattern(16)), "5/21/02");
    EXPECT_EQ(drive.write(-150, pattern(16)), "5/21/00");
    EXPECT_EQ(drive.write(359849, pattern(1)), "5/21/00");
    EXPECT_EQ(drive.send("2A 00 00 00 00 00 00 00 10", pattern(15)), "5/24/00");
    EXPECT_EQ(drive.send("2A 00 00 00 00 00 00 00 10", Bytes(16 * 2352)), "5/24/00");
    EXPECT_EQ(drive.command("2A 00 00 00 00 00 00 00 10"), "5/24/00");
    EXPECT_EQ(drive.command("2A 00 00 00 00 00 00 00 00"), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x00);  // still blank
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "5/21/02");
    EXPECT_EQ(drive.selectWriteParameters(), "5/2C/00");
    EXPECT_EQ(drive.read(0, 1), "5/2C/00");
    EXPECT_EQ(drive.closing(2), "5/72/03");
    EXPECT_EQ(drive.closing(1, 7), "5/24/00");
    for (const int function : {0, 3, 4, 5, 6, 7}) {
        EXPECT_EQ(drive.closing(function), "5/24/00");
    }
    EXPECT_EQ(drive.closing(1, 1), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 300 + 2 + 150);  // padded
    EXPECT_EQ(drive.closing(1, 0xFF), "GOOD");       // invisible track
    EXPECT_EQ(drive.nextWritable(), 300 + 2 + 150);
    EXPECT_EQ(drive.selectWriteParameters(false), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.closing(2), "5/30/05");
    EXPECT_EQ(drive.closing(1, 1), "5/30/05");
    EXPECT_EQ(drive.write(452, pattern(16)), "5/30/05");
    EXPECT_EQ(drive.command("54 01"), "5/30/05");
    EXPECT_EQ(drive.read(0, 300), "GOOD");
    Bytes expected = pattern(16);
    expected.resize(300 * 2048);
    EXPECT(drive.reply() == expected);
}

TEST(closingNothingIsNoError) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.closing(1, 0xFF), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    EXPECT_EQ(writeTrack(drive, 300, 1), 0);
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");  // appendable, and the next session is empty
    EXPECT_EQ(drive.discInformation()[4], 2);
}

TEST(sessionsFollowEachOther) {
    Drive drive;
    drive.open();
    EXPECT_EQ(writeTrack(drive, 300, 1), 0);
    EXPECT_EQ(writeTrack(drive, 310, 2), 452);
    EXPECT_EQ(drive.closing(2), "GOOD");
    const std::int32_t second = 452 + 312 + 11400;
    EXPECT_EQ(writeTrack(drive, 320, 3), second);
    EXPECT_EQ(drive.closing(2), "GOOD");
    const std::int32_t third = second + 322 + 6900;
    EXPECT_EQ(drive.selectWriteParameters(false), "GOOD");
    EXPECT_EQ(drive.nextWritable(), third);
    EXPECT_EQ(drive.write(third, pattern(330, 4)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x0E);
    EXPECT_EQ(drive.discInformation()[4], 3);
    EXPECT_EQ(drive.discInformation()[5], 4);
    const Bytes session = drive.reply("43 00 01 00 00 00 00 00 0C", 12);
    EXPECT_EQ(session[3], 3);
    EXPECT_EQ(session[6], 4);
    EXPECT_EQ(get32(session, 8), static_cast<std::uint32_t>(third));
    EXPECT_EQ(drive.read(452, 310), "GOOD");
    EXPECT(drive.reply() == pattern(310, 2));
    EXPECT_EQ(drive.read(second, 320), "GOOD");
    EXPECT(drive.reply() == pattern(320, 3));
    EXPECT_EQ(drive.read(302, 1), "5/64/00");   // the pre-gap between the tracks
    EXPECT_EQ(drive.read(5000, 1), "5/64/00");  // between the sessions
    EXPECT_EQ(drive.reply("52 02 00 00 00 02 00 00 24", 36)[2], 3);
    EXPECT_EQ(drive.reply("52 00 00 00 01 F4 00 00 24", 36)[2], 2);  // LBA 500
    const Bytes toc = drive.reply("43 02 02 00 00 00 00 03 FF", 1023);
    EXPECT_EQ((toc.size() - 4) % 11, 0U);
    EXPECT_EQ(toc[3], 3);
    EXPECT_EQ(toc[4 + 3], 0xA0);
}

TEST(nothingIsWrittenBeyondTheLastLeadOut) {
    Drive drive("cd-r-74");
    drive.options.discard = true;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    const Bytes chunk(2048 * 1000);
    std::int32_t lba = 0;
    for (; lba + 1000 <= 332848; lba += 1000) {
        EXPECT_EQ(drive.write(lba, chunk), "GOOD");
    }
    EXPECT_EQ(drive.freeBlocks(), 332848 - lba);
    EXPECT_EQ(drive.write(lba, chunk), "5/63/00");
    EXPECT_EQ(drive.nextWritable(), lba);
    EXPECT_EQ(drive.write(lba, Bytes(2048 * static_cast<std::size_t>(332848 - lba))), "GOOD");
    EXPECT_EQ(drive.trackInformation()[7] & 1, 0);
    EXPECT_EQ(drive.write(332848, Bytes(2048)), "5/63/00");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.freeBlocks(), 0);
    EXPECT_EQ(drive.closing(2), "GOOD");
}

TEST(aTestWriteLeavesTheDiscAsItWas) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(true, true), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(400)), "GOOD");
    EXPECT_EQ(drive.nextWritable(), 400);
    EXPECT_EQ(drive.write(400, pattern(16)), "GOOD");
    EXPECT_EQ(drive.write(400, pattern(16)), "5/21/02");
    EXPECT_EQ(drive.closing(2), "5/72/03");
    EXPECT_EQ(drive.synchronize(true), "GOOD");
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22", 34), "2/04/07");
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22", 34), "2/04/07");
    EXPECT_EQ(drive.receive("51 00 00 00 00 00 00 00 22", 34), "2/04/07");
    EXPECT_EQ(drive.nextWritable(), 0);
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x00);
    EXPECT(!std::filesystem::exists(drive.file("disc.bin")));
    EXPECT(!std::filesystem::exists(drive.file("disc.iso")));
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(16)), "GOOD");
}

TEST(aTestWriteClosesNoRealSession) {
    Drive drive;
    drive.open();
    EXPECT_EQ(writeTrack(drive, 300, 1), 0);
    EXPECT_EQ(drive.selectWriteParameters(false, true), "GOOD");
    EXPECT_EQ(drive.write(452, pattern(300)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.discInformation()[2], 0x05);
    EXPECT_EQ(drive.nextWritable(), 452);
}

TEST(discardedContentsAreNeverRead) {
    Drive drive;
    drive.options.discard = true;
    drive.open();
    EXPECT_EQ(writeTrack(drive, 300, 1), 0);
    EXPECT_EQ(drive.closing(2), "GOOD");
    EXPECT_EQ(drive.read(0, 1), "3/11/00");
    drive.options.discard = false;
    drive.open();
    EXPECT_EQ(drive.read(0, 1), "3/11/00");
    const std::int32_t second = writeTrack(drive, 300, 2);
    EXPECT_EQ(drive.read(second, 300), "GOOD");
    EXPECT(drive.reply() == pattern(300, 2));
    EXPECT_EQ(drive.read(299, 1), "3/11/00");
}

TEST(readCdGivesTheFieldsOfASector) {
    Drive drive;
    drive.open();
    EXPECT_EQ(writeTrack(drive, 300, 1), 0);
    const Bytes whole = drive.reply("BE 08 00 00 00 05 00 00 02 F8", 2 * 2352);
    const Bytes bin = fileContents(drive.file("disc.bin"));
    EXPECT(whole == Bytes(bin.begin() + 5 * 2352, bin.begin() + 7 * 2352));
    const Bytes data = drive.reply("BE 00 00 00 00 05 00 00 02 10", 2 * 2048);
    EXPECT_EQ(drive.read(5, 2), "GOOD");
    EXPECT(data == drive.reply());
    const Bytes header = drive.reply("BE 00 00 00 00 05 00 00 01 20", 4);
    EXPECT(header == (Bytes{0x00, 0x02, 0x05, 0x01}));
    for (const std::uint8_t type : {1, 3, 4, 5}) {
        EXPECT_EQ(drive.readCd(5, 1, type), "5/64/00");  // CD-DA, mode 2
    }
    EXPECT_EQ(drive.readCd(5, 1, 6), "5/24/00");
    EXPECT_EQ(drive.readCd(5, 1, 7), "5/24/00");
    EXPECT_EQ(drive.readCd(5, 2, 2, 0x12), "GOOD");  // C2 error pointers
    EXPECT_EQ(drive.reply().size(), 2U * (2048 + 294));
    EXPECT_EQ(drive.readCd(5, 1, 2, 0x16), "5/24/00");
    EXPECT_EQ(drive.receive("BE 00 00 00 01 2C 00 00 01 10", 2352), "5/64/00");
}

TEST(twelveByteCommandsWork) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    const Bytes data = pattern(300, 9);
    EXPECT_EQ(drive.send("AA 00 00 00 00 00 00 00 01 2C", data), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT(drive.reply("A8 00 00 00 00 00 00 00 01 2C", 300 * 2048) == data);
    EXPECT_EQ(drive.receive("A8 00 FF FF FF FF FF FF FF FF", 2048), "5/21/00");
    EXPECT_EQ(drive.receive("A8 00 7F FF FF FF FF FF FF FF", 2048), "5/21/00");
}
